"""A run by several processes gives what one process gives: the same bytes, rejects, notices and counts, in order."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from helpers.commands import Run
from helpers.kills import make_inputs
from helpers.laws import examples
from helpers.published import REPOSITORY
from hypothesis import given, strategies as st

from oslo import Finding, Format, Listeners, Mapping, Notice, Reject, Validator, convert, load_mapping, mapping_from
from oslo.errors import InputError, OsloError, OutputError, Place
from oslo.exchange.turtle_blocks import blocks
from oslo.files.workers import in_order
from oslo.mapping import joining
from oslo.models.persoon import Plaats
from oslo.namespaces import BlankNode
from oslo.records import ReadingOptions, RecordSource

INWONERS = REPOSITORY / "docs/examples/inwoners"
PLACES = mapping_from(
    {
        "profile": "persoon-basis",
        "model": "Plaats",
        "id": {"template": "https://data.example.be/id/plaats/{NR}"},
        "fields": {"plaatsnaam": "NAAM"},
    },
    "plaatsen",
)


def here(work: Callable[[Any], Any], items: Iterable[Any], jobs: int) -> Iterator[Any]:
    """As `in_order`, in this process: the work, its items and its results as they are after `pickle`."""
    del jobs
    there = pickle.loads(pickle.dumps(work))
    return (pickle.loads(pickle.dumps(there(pickle.loads(pickle.dumps(item))))) for item in items)


class Done:
    """What a conversion gave, told and counted."""

    def __init__(
        self,
        paths: list[Path],
        mapping: Mapping,
        format: Format = Format.NTRIPLES,
        *,
        piece: int = 0,
        check: bool = False,
        **options: Any,
    ) -> None:
        out, self.told = io.StringIO(), list[Reject | Notice | Finding]()
        tell = self.told.append
        validator = Validator(mapping.profile) if check else None
        with patch.object(joining, "in_order", here), patch.object(joining, "_PIECE", piece):
            try:
                outcome = convert(
                    paths, mapping, out, format,
                    check=validator, listeners=Listeners(tell, tell, tell), jobs=2 if piece else 1, **options,
                )  # fmt: skip
            except OsloError as error:
                self.text, self.counts, self.checked = "", {"error": str(error)}, 0
                return
        self.text, self.counts = out.getvalue(), vars(outcome)
        for each in ("lost", "changed"):
            self.counts[each] = list(self.counts[each])
        self.checked = self.counts.pop("audited") + self.counts.pop("proved")  # how many came before is known about

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "\n".join(map(str, (*self.told, self.counts, self.text)))


CELLS = st.sampled_from(
    [
        "Gent",
        "Aalst",
        "é",
        "İ",
        "",
        '"een, twee"',
        '"een\ntwee"',
        '"a ""b"""',
        'x"y',
        '"',
        '"open',
        "1\x00",
        "\u200b",
        "\r",
    ]
)
ROWS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "4", "b 5"]), CELLS, st.sampled_from(["", ",x", ",", "\n"])))


@given(
    ROWS,
    st.integers(8, 60),
    st.sampled_from(["utf-8", "cp1252", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@examples(120)
def test_any_table_in_pieces(
    tmp_path_factory: Any, rows: list[tuple[str, str, str]], piece: int, encoding: str, end: str
) -> None:
    text = f"NR,NAAM{end}" + "".join(f"{number},{name}{more}{end}" for number, name, more in rows)
    path = tmp_path_factory.mktemp("parts") / "a.csv"
    path.write_bytes(text.encode(encoding, "replace"))
    assert Done([path], PLACES, piece=piece) == Done([path], PLACES)


LINES = st.lists(
    st.sampled_from(
        ['{"NR": 1, "NAAM": "Gent"}', '{"NR": 1, "NAAM": "Aalst"}', '{"NR": 2, "NAAM": "é", "X": [1, {"y": 2}]}', "",
         '{"NR": 3', '{"NR": 4, "NR": 5, "NAAM": "a"}', '{"NR": 4, "NAAM": "\\ud800"}', "[1]", " ",
         '{"items": [{"NR": 6}]}']
    )
)  # fmt: skip


@given(LINES, st.integers(8, 60), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
@examples(80)
def test_any_lines_of_json_in_pieces(tmp_path_factory: Any, lines: list[str], piece: int, encoding: str) -> None:
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    path.write_bytes("\n".join(lines).encode(encoding))
    assert Done([path], PLACES, piece=piece) == Done([path], PLACES)


@pytest.mark.parametrize("format", [Format.NTRIPLES, Format.TURTLE, Format.JSONLD, Format.NQUADS])
@pytest.mark.parametrize("check", [True, False])
def test_an_example_in_every_syntax(tmp_path: Path, format: Format, check: bool) -> None:
    rows = (INWONERS / "inwoners.csv").read_text("utf-8").splitlines()
    path = tmp_path / "inwoners.csv"
    path.write_text("\n".join([*rows, *rows[1:]] * 20), "utf-8")
    mapping = load_mapping(INWONERS / "inwoners.yaml")
    whole = Done([path], mapping, format, check=check)
    assert whole.text
    assert whole.counts["equal"]
    assert Done([path], mapping, format, piece=700, check=check) == whole


def test_prefixes_that_a_part_declares_are_declared_once(tmp_path: Path) -> None:
    """The class of a part has a prefix that is not among those at the top."""
    rows = (REPOSITORY / "docs/examples/punten/bomen.csv").read_text("utf-8").splitlines()
    path = tmp_path / "bomen.csv"
    path.write_text("\n".join([*rows, *rows[1:] * 9]), "utf-8")
    mapping = load_mapping(REPOSITORY / "docs/examples/punten/bomen.yaml")
    whole = Done([path], mapping, Format.TURTLE)
    assert Done([path], mapping, Format.TURTLE, piece=300) == whole
    assert whole.text.count("@prefix") == len({*re.findall("@prefix .*", whole.text)})


def test_files_that_are_not_cut_are_given_out_whole(tmp_path: Path) -> None:
    example = (REPOSITORY / "docs/examples/magda/geefpersoon.xml").read_bytes()
    for number in range(7):
        (tmp_path / f"{number}.xml").write_bytes(example if number != 3 else example[:2000])
    mapping = load_mapping("magda-persoon")
    broken = Done([tmp_path], mapping, piece=4000)
    assert "3.xml" in broken.counts["error"]
    assert broken == Done([tmp_path], mapping)
    (tmp_path / "3.xml").unlink()
    whole = Done([tmp_path], mapping, check=True)
    assert whole.counts["resources"] == 1
    assert whole.counts["equal"] == 5
    assert Done([tmp_path], mapping, piece=4000, check=True) == whole


def test_a_row_across_many_cuts_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'NR,NAAM\n1,"' + "een\n" * 50 + '"\n2,5" pijp\n3,Gent\n' + "".join(f"{n},x\n" for n in range(9, 40))
    )
    whole = Done([path], PLACES)
    assert whole.counts["resources"] == 34
    assert Done([path], PLACES, piece=10) == whole


def test_an_error_comes_after_what_was_told_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"NR": "x y"}\n' * 20 + json.dumps({"NR": 1, "NAAM": "x" * 2000}) + "\n" + '{"NR": 2, "NAAM": "a"}\n' * 20
    )
    options = {"options": ReadingOptions(max_record_bytes=1000)}
    whole = Done([path], PLACES, **options)
    assert whole.counts == {"error": f"{path}:21: a line of over 1000 bytes"}
    assert len(whole.told) == 20
    assert Done([path], PLACES, piece=50, **options) == whole


def test_blank_nodes_in_turtle_are_for_one_process() -> None:
    place = Plaats(id=BlankNode("_:b"), plaatsnaam="Gent")
    assert "Gent" in "".join(blocks([place], [Plaats], head=False))
    with pytest.raises(OutputError, match="blank nodes in Turtle are written by one process"):
        list(blocks([place], [Plaats], head=False, alone=False))


# In processes.

CODES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:s> a skos:ConceptScheme .
<urn:x:1> skos:inScheme <urn:x:s> ; skos:prefLabel "Gent"@nl .
"""


CODES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:s> a skos:ConceptScheme .
<urn:x:1> skos:inScheme <urn:x:s> ; skos:prefLabel "Gent"@nl .
"""


def test_two_processes_by_the_command(tmp_path: Path, run: Run) -> None:
    make_inputs(tmp_path, 9000)
    (tmp_path / "codes.ttl").write_text(CODES)
    one, two = (
        run("convert", "wide.csv", "-m", "m.yaml", "-o", f"{jobs}.ttl", "--jobs", jobs, "--codelist", "codes.ttl")
        for jobs in (1, 2)
    )
    said = two.stderr.replace("2.ttl", "1.ttl")
    assert (one.returncode, re.sub("and .* by", "", one.stderr)) == (two.returncode, re.sub("and .* by", "", said))
    for name in ("ttl", "ttl.rejects.csv"):
        assert (tmp_path / f"1.{name}").read_bytes() == (tmp_path / f"2.{name}").read_bytes()
    appended = run("convert", "wide.csv", "-m", "m.yaml", "-j", "2", "--no-check")
    assert appended.stdout == (tmp_path / "1.ttl").read_text()


def test_processes_without_a_common_hash_are_refused(tmp_path: Path) -> None:
    make_inputs(tmp_path, 9000)
    words = ["oslo", "convert", "wide.csv", "-m", "m.yaml", "-o", "out.nt", "-j", "2"]
    code = f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); sys.argv = {words}; import oslo.cli; oslo.cli.main()"
    done = subprocess.run([sys.executable, "-E", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "no common hash of texts" in done.stderr) == (2, True)
    assert not (tmp_path / "out.nt").exists()


def twice(number: int) -> int:
    if number == 4:
        raise InputError("no", Place("a.csv", line=number))
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 6:
        sys.exit(3)
    if number == 7:
        raise KeyError(number)
    return 2 * number


def test_results_come_in_order() -> None:
    assert list(in_order(twice, [3, 1, 2, 0], 2)) == [6, 2, 4, 0]
    assert list(in_order(twice, [], 2)) == []


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        (4, InputError, "a.csv:4: no"),
        (5, OutputError, "a process of the run was ended by SIGKILL, perhaps for want of memory: nothing was written"),
        (6, OutputError, "a process of the run ended with code 3: nothing was written"),
        (7, KeyError, "7"),
    ],
)
def test_what_a_process_cannot_do_is_an_error(number: int, error: type[Exception], reason: str) -> None:
    with pytest.raises(error) as raised:
        list(in_order(twice, [1, number, 2, 3], 2))
    assert str(raised.value) == reason
    assert not multiprocessing.active_children()


# The mapping is compiled once for files of one form.


CSVS = [
    "NR,NAAM\n1,Gent\n",
    "NR,NAAM\n2,\n3,Aalst\n",
    "NAAM,NR\nGent,4\n",
    "NR;NAAM;X\n5;Gent;y\n",
    "NR,NAAM\n",
    "NAAM\nGent\n",
    "reject_file,reject_line,reject_column,reject_reason,NR,NAAM\na.csv,2,,no,7,Gent\n",
    'NR,NAAM\n6,"Gent\n',
    "NR,NAAM\n8,Li\xe8ge\n",
]
JSONS = [
    '[{"NR": 1, "NAAM": "a"}]',
    '{"NR": 2, "NAAM": "b", "X": 1}',
    '[{"NR": 3}, 7]',
    "[]",
    '{"NR": 4, "NR": 5, "NAAM": "c"}',
    '{"items": [{"NR": 6, "NAAM": "d"}]}',
    '[{"NR": 7, "NAAM": "\\ud800"}]',
    '{"NR"',
]


@given(st.lists(st.sampled_from(CSVS), max_size=6), st.sampled_from([Format.NTRIPLES, Format.TURTLE]))
@examples(40)
def test_tables_one_after_another(tmp_path_factory: Any, texts: list[str], format: Format) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / f"{number}.csv" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode("cp1252"))
    with patch.object(RecordSource, "takes_over", lambda *_: False):
        apart = Done(paths, PLACES, format)
    assert Done(paths, PLACES, format) == apart


@given(st.lists(st.sampled_from(JSONS), max_size=6))
@examples(40)
def test_documents_one_after_another(tmp_path_factory: Any, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / f"{number}.json" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    with patch.object(RecordSource, "takes_over", lambda *_: False):
        apart = Done(paths, PLACES)
    assert Done(paths, PLACES) == apart


@pytest.mark.parametrize(
    ("mapping", "files"),
    [("magda-persoon", "magda/*.xml"), ("magda-gezin", "magda/*.xml"), ("uitdatabank", "uitdatabank/*.json"),
     ("gipod", "transport/*.jsonld"), ("basisregisters", "basisregisters/*.json")],
)  # fmt: skip
def test_answers_one_after_another(mapping: str, files: str) -> None:
    paths = [*sorted((REPOSITORY / "docs/examples").glob(files))] * 2
    with patch.object(RecordSource, "takes_over", lambda *_: False):
        apart = Done(paths, load_mapping(mapping), check=True)
    assert Done(paths, load_mapping(mapping), check=True) == apart
