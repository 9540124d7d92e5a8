"""Exceptions of other libraries, and defects of this one: one line with its place, and a run over records goes on."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from helpers.commands import Run, convert, in_this_process, write_mappings
from lxml import etree

import oslo.lint.anywhere
import oslo.mapping.kinds
import oslo.mapping.preview
import oslo.mapping.run
import oslo.rdf.parsing
import oslo.validation.validator
from oslo import InputError, Reject, mapping_from, open_records
from oslo.alignment.translation import Alignment
from oslo.errors import Place, one_line, reading, while_reading
from oslo.records.json.source import JsonSource
from oslo.records.tables.csv import CsvSource


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command in this process, where what fails can be planted."""
    write_mappings(tmp_path)
    return lambda *words: in_this_process([*map(str, words)], tmp_path)


CSV = "CODE,NAAM\n1,Gent\n2,Genk\n3,Aalst\n"


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RecursionError("maximum recursion depth exceeded"), "nested too deeply"),
        (MemoryError(), "takes more memory than there is"),
        (EOFError("Compressed file ended"), "ends too early"),
        (UnicodeDecodeError("utf-8", b"\xe8", 0, 1, "invalid"), "has text that cannot be read: UnicodeDecodeError: "),
        (SyntaxError("expected ."), "cannot be read: SyntaxError: expected ."),
        (etree.XMLSyntaxError("not closed", 1, 1, 1), "cannot be read: XMLSyntaxError: not closed"),
        (yaml.YAMLError("a\n  b"), "cannot be read: YAMLError: a b"),
        (zipfile.BadZipFile("no end"), "cannot be read: BadZipFile: no end"),
        (zlib.error("invalid code"), "cannot be read: error: invalid code"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else "",
)
def test_what_input_causes_is_an_error_of_input(error: Exception, said: str) -> None:
    with pytest.raises(InputError, match=r"^a\.json:3: ") as raised, reading(lambda: Place("a.json", line=3)):
        raise error
    assert raised.value.message.startswith(said)
    assert raised.value.__cause__ is error


def test_a_defect_stays_what_it_is_and_knows_the_innermost_place() -> None:
    with (
        pytest.raises(KeyError) as raised,
        reading(lambda: Place("outer.zip")),
        reading(lambda: Place("inner.csv", line=7)),
    ):
        raise KeyError("naam")
    assert while_reading(raised.value) == "inner.csv:7"


def test_a_closed_pipe_is_none_of_the_input() -> None:
    with pytest.raises(BrokenPipeError), reading(lambda: Place("a.csv")):
        raise BrokenPipeError


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\x1b[2Jb", "ValueError: a\\x1b[2Jb"),
        ("a\u202eb\x00", "ValueError: a\\u202eb\\x00"),
        ("", "ValueError"),
        ("\ud800", "ValueError: \\ud800"),
        ("x" * 1000, f"ValueError: {'x' * 300}..."),
    ],
)
def test_what_others_say_is_one_line_without_control_characters(text: str, line: str) -> None:
    assert one_line(ValueError(text)) == line


# The command line.


@pytest.mark.parametrize(
    "error", [KeyError("naam"), TypeError("no"), AssertionError(), IndexError("5"), Exception("x")]
)
def test_a_defect_while_reading_records(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    monkeypatch.setattr(CsvSource, "read", failing(error))
    done = convert(run, tmp_path / "a.csv")
    assert done.returncode == 70
    assert done.stderr == (
        f"oslo: a.csv: a defect of oslo: {one_line(error)}\n"
        "oslo: please report it, with what this command prints with OSLO_TRACEBACK=1\n"
    )
    assert not (tmp_path / "out.nt").exists()


def test_a_defect_in_the_middle_of_a_file_names_the_record_before(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    whole = CsvSource.read

    def broken(self: CsvSource) -> object:
        for number, record in enumerate(whole(self)):
            if number == 2:
                raise KeyError("naam")
            yield record

    monkeypatch.setattr(CsvSource, "read", broken)
    done = convert(run, tmp_path / "a.csv")
    assert (done.returncode, done.stderr.splitlines()[-2]) == (
        70, "oslo: a.csv:3: after this record: a defect of oslo: KeyError: 'naam'"
    )  # fmt: skip


def test_an_exception_of_another_library_while_reading_records(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    monkeypatch.setattr(CsvSource, "read", failing(zlib.error("invalid code lengths")))
    done = convert(run, tmp_path / "a.csv")
    assert (done.returncode, done.stderr) == (2, "oslo: a.csv: cannot be read: error: invalid code lengths\n")


def test_a_defect_beside_the_readers_names_the_files_of_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b> .\n")
    monkeypatch.setattr(oslo.validation.validator, "parts", failing(KeyError("x")))
    done = run("validate", "a.ttl", "-p", "persoon-basis")
    assert (done.returncode, done.stderr.splitlines()[0]) == (70, "oslo: a.ttl: a defect of oslo: KeyError: 'x'")


def test_the_traceback_is_shown_to_who_asks_for_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    monkeypatch.setattr(CsvSource, "read", failing(KeyError("naam")))
    monkeypatch.setenv("OSLO_TRACEBACK", "1")
    done = convert(run, tmp_path / "a.csv")
    assert done.stderr.startswith("Traceback")
    assert "in fail\n" in done.stderr
    assert "a defect of oslo" in done.stderr.splitlines()[-2]


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), KeyError("x"), etree.LxmlError("no")])
def test_linked_data(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b> .\n")
    monkeypatch.setattr(ox, "parse", failing(error))
    done = run("infer", "a.ttl", "--vocabulary", "a.ttl", "-o", "out.nt")
    assert done.returncode == (70 if isinstance(error, KeyError) else 2)
    assert done.stderr.startswith("oslo: a.ttl:")
    assert not (tmp_path / "out.nt").exists()


def test_lint_goes_on_with_the_other_files(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b> .\n")
    (tmp_path / "b.ttl").write_text("<urn:a> a <urn:b .\n")
    monkeypatch.setattr(oslo.lint.anywhere, "check", failing(RecursionError()))
    done = run("lint", "a.ttl", "b.ttl")
    assert done.returncode == 1
    assert [line.strip() for line in done.stdout.splitlines() if "nested too deeply" in line] == [
        "a.ttl: a.ttl: nested too deeply",
        "b.ttl: b.ttl: nested too deeply",
    ]


def test_a_mapping(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    monkeypatch.setattr("oslo.files.yaml.parse_yaml", failing(MemoryError()))
    done = convert(run, tmp_path / "a.csv")
    assert (done.returncode, done.stderr) == (2, "oslo: plaatsen.yaml: takes more memory than there is\n")


# One record.


@pytest.mark.parametrize(
    "error", [KeyError("x"), etree.LxmlError("no"), MemoryError(), AssertionError("a"), OSError(5, "no")]
)
def test_a_record_is_rejected_and_the_run_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    whole = oslo.mapping.kinds._compile_part

    def compiled(*given: object) -> object:
        build = whole(*given)
        return lambda data: failing(error)() if "Genk" in str(data) else build(data)

    monkeypatch.setattr(oslo.mapping.kinds, "_compile_part", compiled)
    monkeypatch.setattr(oslo.mapping.run, "short_way", lambda *_, **__: None)
    done = convert(run, tmp_path / "a.csv")
    assert done.returncode == 1
    assert f"a.csv:3: cannot be read: {one_line(error)}\n" in done.stderr
    assert "2 converted, 1 rejected" in done.stderr
    assert "2,Genk" in (tmp_path / "out.nt.rejects.csv").read_text()


def test_a_record_that_cannot_be_kept_is_rejected_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"naam": {"x": 1}}]))
    monkeypatch.setattr(JsonSource, "dump", failing(KeyError("x")))
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{nr}", "fields": {"plaatsnaam": "naam"}}
    with open_records(tmp_path / "a.json") as source:
        (found,) = [each for each in mapping_from(rules, "m").run(source) if isinstance(each, Reject)]
    assert "cannot be kept as it was: KeyError: 'x'" in found.problems[-1].reason
    assert found.record == {"record": "{'naam': {'x': 1}}"}


def test_a_record_that_cannot_be_translated_is_rejected(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    whole = Alignment.attempt

    def attempt(self: Alignment, resource: object, *more: object) -> object:
        return failing(KeyError("x"))() if "Genk" in repr(resource) else whole(self, resource, *more)

    monkeypatch.setattr(Alignment, "attempt", attempt)
    done = convert(run, tmp_path / "a.csv", "plaatsen.yaml", "--to", "isa")
    assert "a.csv:3: cannot be translated: KeyError: 'x'" in done.stderr
    assert "2 converted, 1 rejected" in done.stderr


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("no such thing"), RecursionError()])
def test_a_preview_goes_on_with_the_next_record(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    whole = oslo.mapping.preview._preview_part

    def part(place: str, data: object, *more: object) -> object:
        return failing(error)() if "Genk" in str(data) else whole(place, data, *more)

    monkeypatch.setattr(oslo.mapping.preview, "_preview_part", part)
    done = run("mapping", "a.csv", "--check", "plaatsen.yaml")
    assert done.returncode == 0
    assert "Aalst" in done.stdout
    reason = "no such thing" if isinstance(error, ValueError) else f"cannot be read: {one_line(error)}"
    assert f"rejected: {reason}" in done.stdout
