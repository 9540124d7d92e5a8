"""Large N-Triples files, which the engine gets before all of their text has been looked at."""

from __future__ import annotations

import gzip
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from oslo.errors import InputError, Place
from oslo.lint.turtle import IRI, Term
from oslo.namespaces import RDF
from oslo.rdf.parsing import PLAIN
from oslo.validation.believed import BelievedGraph, believed
from oslo.validation.engines import is_fast
from oslo.validation.places.lines import blocks, statements
from oslo.validation.places.statements import Wanted
from oslo.validation.validator import Validator, validate

pytestmark = pytest.mark.skipif(not is_fast(), reason="the fast engine is not installed")

NAME = "http://www.w3.org/2000/01/rdf-schema#label"
PLACE = f'<urn:x:{{}}> <{RDF.type}> <http://purl.org/dc/terms/Location> .\n<urn:x:{{}}> <{NAME}> "Gent"@nl .\n'
MANY = "".join(PLACE.format(number, number) for number in range(12_000))  # 1.8 million characters
WRONG = {
    "as it is written": f"<urn:x:wrong> <{RDF.type}> <http://purl.org/dc/terms/Location> .\n",
    "tabs": f"<urn:x:wrong>\t<{RDF.type}>\t<http://purl.org/dc/terms/Location>\t.\n",
    "a comment": f"<urn:x:wrong> <{RDF.type}> <http://purl.org/dc/terms/Location> . # a place\n",
    "an escape": f"<urn:x:wr\\u006Fng> <{RDF.type}> <http://purl.org/dc/terms/Location> .\n",
    "no spaces": f"<urn:x:wrong><{RDF.type}><http://purl.org/dc/terms/Location>.\n",
    "an empty line": f"\n<urn:x:wrong> <{RDF.type}> <http://purl.org/dc/terms/Location> .\n",
}


def large(folder: Path, last: str) -> Path:
    path = folder / "data.nt"
    path.write_text(MANY + last, "utf-8", newline="")
    return path


@pytest.mark.parametrize("layout", WRONG)
def test_a_line_in_any_layout_far_into_a_file_is_checked(layout: str, tmp_path: Path) -> None:
    path = large(tmp_path, WRONG[layout])
    report = validate(path, "persoon-basis")
    [finding] = report.violations
    assert (finding.focus, finding.rule, report.triples) == ("<urn:x:wrong>", "minCount", 24_001)
    assert report.coverage.focus_nodes == 12_001
    assert finding.place is not None
    assert finding.place.line == 24_001 + (layout == "an empty line")


def test_canonical_text_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    check = BelievedGraph.check
    monkeypatch.setattr(BelievedGraph, "check", lambda graph: asked.append(graph) or check(graph))
    monkeypatch.setattr(Validator, "_whole", None)  # the way of all other data
    assert validate(large(tmp_path, ""), "persoon-basis").ok
    assert len(asked) == 1


@pytest.mark.parametrize(
    "broken",
    ["<urn:x:a> <urn:x:b> .\n", "<urn:x:a> <urn:x:b c> <urn:x:d> .\n", "what is this\n", '<urn:x:a> <urn:x:b> "c .\n'],
)
def test_a_broken_line_far_into_a_file_is_named(broken: str, tmp_path: Path) -> None:
    path = large(tmp_path, broken)
    with pytest.raises(InputError) as caught:
        validate(path, "persoon-basis")
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == (str(path), 24_001)


def test_only_files_that_begin_as_canonical_text_are_believed(tmp_path: Path) -> None:
    assert believed([large(tmp_path, "")], None, PLAIN) is not None
    (tmp_path / "odd.nt").write_text("# a comment\n" + MANY)
    (tmp_path / "turtle.ttl").write_text(MANY)
    assert believed([tmp_path / "odd.nt"], None, PLAIN) is None
    assert believed([tmp_path / "turtle.ttl"], None, PLAIN) is None
    assert believed([MANY], "ntriples", PLAIN) is None


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    line = f"_:a <{RDF.type}> <http://purl.org/dc/terms/Location> .\n"
    for name in ("one.nt", "two.nt"):
        (tmp_path / name).write_text(MANY + line, "utf-8")
    report = validate([tmp_path / "one.nt", tmp_path / "two.nt"], "persoon-basis")
    assert len(report.violations) == 2


LINES = [
    *MANY.splitlines(keepends=True)[:4000],
    *(f"{line}\n" for line in ("", " <urn:x:7> <urn:p> <urn:q> .", "# text")),
]


@pytest.mark.parametrize("end", ["", "\n", "<urn:x:7>\t<urn:p> <urn:q> .", "<urn:x:\\u0037> <urn:p> <urn:q> ."])
@pytest.mark.parametrize("taken", [0, 1, 3, None])
def test_blocks_that_are_known_beforehand_change_nothing(taken: int | None, end: str, tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_text("".join(LINES) + end, "utf-8", newline="")
    for wanted in (Wanted(frozenset({Term(IRI, "urn:x:7"), Term(IRI, "urn:x:1999")})), Wanted(frozenset())):
        with path.open("rb") as again, path.open("rb") as file, path.open("rb") as plain:
            known = list(islice(blocks(again), taken))
            found = list(statements(file, wanted, known))
            assert found == list(statements(plain, wanted))
            assert len(found) >= 4 * bool(wanted.subjects)


def test_the_places_of_findings_are_prepared_while_the_engine_is_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    look = BelievedGraph.look_for_places
    monkeypatch.setattr(
        BelievedGraph, "look_for_places", lambda graph, _: looked.append(graph) or look(graph, lambda: True)
    )
    path = large(tmp_path, WRONG["as it is written"])
    [finding] = validate(path, "persoon-basis").violations
    assert finding.place == Place(str(path), line=24_001, character=1)
    [graph] = looked
    assert sum(each.size for each in graph.known[str(path)]) == path.stat().st_size


@pytest.mark.parametrize("suffix", [".nt.gz", ".zip"])
def test_places_in_a_packed_file_are_those_of_its_text(suffix: str, tmp_path: Path) -> None:
    text = (MANY + WRONG["as it is written"] + MANY).encode()
    path = tmp_path / f"data{suffix}"
    if suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.nt", text)
            archive.writestr("leesmij.txt", "no RDF")
    else:
        path.write_bytes(gzip.compress(text))
    report = validate(path, "persoon-basis")
    [finding] = report.violations
    assert finding.place is not None
    assert finding.place.line == 24_001
    assert len([each for each in report.notes if "not read" in each]) == (suffix == ".zip")
