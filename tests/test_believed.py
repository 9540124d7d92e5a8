"""Large N-Triples files, which the engine gets before all of their text has been looked at."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.small_pairs import Pair

import oslo.validation.believed
import oslo.validation.places.lines
import oslo.validation.validator
from oslo.errors import InputError, Place
from oslo.lint.turtle import IRI, Term
from oslo.namespaces import RDF, XSD
from oslo.rdf.ntriples import term
from oslo.rdf.parsing import PLAIN
from oslo.validation.believed import believed
from oslo.validation.engines import Engine, is_fast
from oslo.validation.places.lines import statements, statements_in
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
    monkeypatch.setattr(Validator, "_whole", None)  # the way of all other data
    assert validate(large(tmp_path, ""), "persoon-basis").ok


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


@pytest.mark.parametrize(
    "wanted", [Wanted(frozenset({Term(IRI, f"urn:x:{n}") for n in (0, 7, 9_999)})), Wanted(frozenset())]
)
def test_blocks_that_are_known_beforehand_change_nothing(wanted: Wanted, tmp_path: Path) -> None:
    path = large(tmp_path, "<urn:x:7> <urn:p> <urn:q> .\n")
    graph = believed([path], None, PLAIN)
    assert graph is not None
    [blocks] = graph.blocks.values()
    assert len(blocks) > 10
    with path.open("rb") as stream:
        found = list(statements(stream, wanted))
    assert found == list(statements_in(graph.text, blocks, wanted))
    assert len(found) == (7 if wanted.subjects else 0)


def test_places_are_found_in_the_text_that_was_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oslo.validation.places.lines, "statements", None)
    path = large(tmp_path, WRONG["as it is written"])
    [finding] = validate(path, "persoon-basis").violations
    assert finding.place == Place(str(path), line=24_001, character=1)


@pytest.mark.slow
def test_what_the_engine_judges_in_its_own_way_is_checked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Generated shapes and data: a file that the engine reads by itself, and its text, have the same report."""
    caplog.set_level("CRITICAL")
    monkeypatch.setattr(oslo.validation.believed, "_MOST", 0)  # however much it is
    path, anew = tmp_path / "data.nt", 0
    for pair in map(Pair, range(900, 1050)):  # one of them has another report without it
        path.write_text("".join(dict.fromkeys(pair.data.splitlines(keepends=True))), "utf-8")
        validator = Validator(pair.shapes)
        monkeypatch.setattr(oslo.validation.validator, "_THREADED", 0)
        early = validator.validate(path)
        monkeypatch.setattr(oslo.validation.validator, "_THREADED", 1 << 30)
        assert replace(early, notes=[]) == replace(validator.validate(path), notes=[]), pair
        anew += validator.compiled.takes_file(1) and bool(validator.compiled.odd(pair.data))
    assert anew > 10


def test_a_few_values_that_only_the_reference_compares_are_left_to_it(tmp_path: Path) -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x#> .
    x:Of sh:targetClass x:Thing ; sh:property [ sh:path x:of ; sh:node [ sh:property x:size ] ] .
    x:size sh:path x:size ; sh:maxInclusive 9 ."""
    thing = "<urn:{0}> <{1}> <urn:x#Thing> .\n<urn:{0}> <urn:x#of> <urn:{0}a> .\n<urn:{0}a> <urn:x#size> {2} .\n"
    sizes = {7: "9" * 30, 11_000: f"0.{'0' * 30}1"}
    path = tmp_path / "data.nt"
    path.write_text(
        "".join(thing.format(each, RDF.type, term(sizes.get(each, "3"), XSD.decimal)) for each in range(12_000))
    )
    report = validate(path, shapes)
    assert [(each.focus, each.rule) for each in report.violations] == [("<urn:7>", "node")]
    assert report.engine is Engine.SHACL
    assert len([each for each in report.notes if "more than 18 digits" in each]) == 1
    assert report.coverage.focus_nodes == 12_000


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
