"""What a conversion says of what it wrote."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from helpers.inwoners import INWONERS, TEXT

from oslo import Format, InputError, OutputError, ReadingOptions, load_mapping
from oslo.files.outputs import replacing
from oslo.mapping.conversion import convert
from oslo.mapping.mapping import mapping_from
from oslo.mapping.outcome import Listeners
from oslo.mapping.rejects_file import RejectsFile
from oslo.validation.engines import is_fast
from oslo.validation.findings import Finding
from oslo.validation.validator import Validator


@pytest.mark.skipif(not is_fast(), reason="what is converted is checked by the fast engine")
@pytest.mark.parametrize("format", [each for each in Format if each is not Format.RDFA])  # RDFa is read alone
def test_a_finding_about_what_several_records_describe_has_the_place_of_the_first(
    tmp_path: Path, format: Format
) -> None:
    (tmp_path / "in.csv").write_text(TEXT, "utf-8")
    mapping, found = load_mapping(str(INWONERS / "inwoners.yaml")), list[Finding]()
    checked, unchecked = io.StringIO(), io.StringIO()
    convert(
        [tmp_path / "in.csv"],
        mapping,
        checked,
        format,
        check=Validator(mapping.profile),
        listeners=Listeners(finding=found.append),
    )
    convert([tmp_path / "in.csv"], mapping, unchecked, format)
    places = [(each.node.rpartition("/id/")[2], each.rule, each.place and each.place.line) for each in found]
    assert places == [("gezin/8", "maxCount", 3)]  # two households in one: line 4 has another address
    assert checked.getvalue() == unchecked.getvalue()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with replacing(pipe) as file:
            file.write("text")
        RejectsFile(pipe).close()
        assert os.read(reader, 10) == b"text"
        assert pipe.is_fifo()
    finally:
        os.close(reader)


def test_a_link_stays_and_leads_to_the_new_text(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    link, target = tmp_path / "link.ttl", tmp_path / "store" / "a.ttl"
    link.symlink_to(target)
    for text in ("first", "second"):
        with replacing(link) as file:
            file.write(text)
        assert (link.is_symlink(), target.read_text()) == (True, text)
    assert [path.name for path in target.parent.iterdir()] == ["a.ttl"]


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Is a directory"), replacing(tmp_path):
        pass


def test_what_a_reader_says_holds_beside_what_the_mapping_says(tmp_path: Path) -> None:
    path = tmp_path / "contacten.jsonl"
    path.write_text('{"mail": "' + "a" * 100 + '@example.be"}\n', "utf-8")
    rules = {"profile": "persoon-basis", "model": "ContactInfo", "fields": {"email": "mail"}}
    assert convert([path], mapping_from(rules, "m"), io.StringIO()).resources == 1
    with pytest.raises(InputError, match="a line of over 50 bytes"):
        convert([path], mapping_from(rules, "m"), io.StringIO(), options=ReadingOptions(max_record_bytes=50))
