"""A check in batches finds what a check of the whole graph finds, wherever the triples stand."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.planted import persons
from helpers.published import official_data, official_shapes

from oslo import Format, Validator, validate
from oslo.errors import InputError, OsloError
from oslo.files import ready_shapes
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation import batches
from oslo.validation.engines import Engine
from oslo.validation.findings import Finding, Report
from oslo.validation.reach import reach
from oslo.validation.validator import Mode

PERSONS = ready_shapes("persoon-basis")
SHACL = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x#> .\n"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 5_000)


def same(validator: Validator, data: list[Path] | Path, **options: bool) -> Report:
    """The report of both ways, which are equal but for the places of blank nodes."""
    whole = validator.validate(data, mode=Mode.WHOLE, **options)
    batches = validator.validate(data, mode=Mode.BATCHES, **options)
    assert (whole.mode, batches.mode) == ("whole", "batches")
    assert unplaced(replace(batches, mode="whole")) == unplaced(whole)
    return whole


def unplaced(report: Report) -> Report:
    lists = {name: [unplaced_finding(each) for each in getattr(report, name)] for name in ("violations", "unresolved")}
    return replace(report, **lists)


def unplaced_finding(finding: Finding) -> Finding:
    """Without the place of a blank node, which in batches is that of what leads to it; reasons may have it too."""
    blank = any((each or "").startswith("_:") for each in (finding.focus, finding.value))
    reasons = tuple(replace(unplaced_finding(each), place=None) for each in finding.reasons)
    return replace(finding, place=None if blank else finding.place, reasons=reasons)


@pytest.mark.slow(but="auto")
@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.PYSHACL])
def test_planted_defects_in_any_order(tmp_path: Path, engine: Engine) -> None:
    text, expected = persons(1_000, every=20)
    lines = text.splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    (tmp_path / "a.nt").write_text("".join(lines[::2]))
    (tmp_path / "b.nt").write_text("".join(lines[1::2]))
    report = same(Validator(PERSONS, engine=engine, strict_shapes=True), [tmp_path / "a.nt", tmp_path / "b.nt"])
    assert len(report.violations) == expected.total()
    assert report.coverage.near_misses


def test_normalized_in_batches(tmp_path: Path) -> None:
    text, _ = persons(300, every=10)
    (tmp_path / "a.nt").write_text(text.replace("https://data.vlaanderen.be/ns/", "http://data.vlaanderen.be/ns/"))
    report = same(Validator(PERSONS), tmp_path / "a.nt", normalize=True)
    assert sum(report.rewritten.values()) > 1_000
    assert report.violations


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # rdflib warns of the ill-typed literals in the published data
def test_every_official_shapes_file_that_does_not_look_across(shared: Path) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    data = official_data(shared)
    compared = found = across = 0
    for path in official_shapes(shared):
        try:
            validator = Validator(path, engine=Engine.SHACL)
        except InputError:
            continue
        if validator.reach.across:
            across += 1
            continue
        report = same(validator, data)
        compared += 1
        found += bool(report.violations or report.unresolved)
    assert compared >= 50
    assert found >= 10
    assert across <= 10


def test_a_blank_node_is_named_by_the_way_to_it_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    (tmp_path / "a.ttl").write_text(
        """@prefix p: <https://data.vlaanderen.be/ns/persoon#> . @prefix x: <urn:x#> .
        x:an p:heeftGeboorte [ a p:Geboorte ; p:plaats [ a <http://purl.org/dc/terms/Location> ] ] ."""
    )
    report = Validator(PERSONS).validate(tmp_path / "a.ttl", mode=Mode.BATCHES)
    assert "urn:x#an > heeftGeboorte > plaats" in {each.node for each in report.violations}


@pytest.mark.parametrize(
    ("shape", "steps", "across"),
    [
        ("sh:property [ sh:path x:p ; sh:minCount 1 ]", 0, None),
        ("sh:property [ sh:path x:p ; sh:class x:C ]", 1, None),
        ("sh:class x:C", 0, None),
        ("sh:property [ sh:path ( x:p x:q ) ; sh:minCount 1 ]", 1, None),
        ("sh:property [ sh:path [ sh:alternativePath ( x:p ( x:q x:r x:s ) ) ] ; sh:class x:C ]", 3, None),
        ("sh:property [ sh:path x:p ; sh:node [ sh:property [ sh:path x:q ; sh:or ( [ sh:class x:C ] ) ] ] ]", 2, None),
        ("sh:property [ sh:path [ sh:inversePath x:p ] ; sh:minCount 1 ]", 0, "sh:inversePath"),
        ("sh:property [ sh:path [ sh:zeroOrMorePath x:p ] ; sh:minCount 1 ]", 0, "sh:zeroOrMorePath"),
        ("sh:sparql [ sh:select 'SELECT $this WHERE {}' ]", 0, "sh:sparql"),
        ("sh:targetNode x:a", 0, "sh:targetNode"),
        ("sh:property x:deep . x:deep sh:path x:p ; sh:node x:S", 0, "a shape that refers to itself"),
    ],
)
def test_how_far_shapes_look(shape: str, steps: int, across: str | None, tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(f"{SHACL} x:S a sh:NodeShape ; sh:targetClass x:C ; {shape} .")
    from oslo.validation.data import DataGraph

    index = ShapesGraph.of(DataGraph.read([tmp_path / "s.ttl"]).text)
    assert reach(index) == (steps, across)


def test_shapes_that_look_across_records_need_the_whole_graph() -> None:
    shapes = f"{SHACL} x:S a sh:NodeShape ; sh:targetNode x:a ; sh:property [ sh:path x:p ; sh:minCount 1 ] ."
    assert validate("<urn:x#a> <urn:x#p> 1 .", shapes, Format.TURTLE).mode == "whole"
    with pytest.raises(OsloError, match=r"look across records \(sh:targetNode\)"):
        validate("<urn:x#a> <urn:x#p> 1 .", shapes, Format.TURTLE, mode=Mode.BATCHES)


def test_auto_takes_batches_for_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from oslo.validation import validator

    (tmp_path / "a.nt").write_text(persons(100)[0])
    assert Validator(PERSONS).validate(tmp_path / "a.nt").mode == "whole"
    monkeypatch.setattr(validator, "_LARGE", 10_000)
    assert Validator(PERSONS).validate(tmp_path / "a.nt").mode == "batches"
    assert Validator(PERSONS).validate(tmp_path).mode == "batches"


@pytest.mark.parametrize("engine", [Engine.AUTO, pytest.param(Engine.PYSHACL, marks=pytest.mark.slow)])
@pytest.mark.parametrize("mode", [Mode.WHOLE, Mode.BATCHES])
@pytest.mark.parametrize("line", ['<urn:a> "x" .\n', "garbage\n", '<urn:a> <urn:b c> "x" .\n', '<urn:a> <urn:b> "x\n'])
def test_a_broken_line_far_into_n_triples_is_found(tmp_path: Path, engine: Engine, mode: Mode, line: str) -> None:
    lines = persons(2_000)[0].splitlines(keepends=True)
    lines[9_999] = line
    (tmp_path / "a.nt").write_text("".join(lines))
    with pytest.raises(InputError, match=r"a\.nt:10000: "):
        Validator(PERSONS, engine=engine).validate(tmp_path / "a.nt", mode=mode)
