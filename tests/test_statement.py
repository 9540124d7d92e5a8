"""Statements of conformity: what they say, in the terms of EARL, and what they never say."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
import rdflib.compare
from helpers.commands import oslo
from rdflib import DCTERMS, RDF

from oslo import Engine, Format, Strength, Validator, validate
from oslo.errors import InputError, OsloError, Place
from oslo.namespaces import EARL, SPDX
from oslo.validation.checksums import checksums, parts
from oslo.validation.data import DataGraph

DAY = date(2026, 1, 31)
GOOD = '<urn:gent> a <http://purl.org/dc/terms/Location> ; <http://www.w3.org/2000/01/rdf-schema#label> "Gent"@nl .'
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x#> .
x:Shape a sh:NodeShape ; sh:targetClass x:Thing ; sh:property x:name, x:of .
x:name sh:path x:name ; sh:minCount 1 ; sh:severity sh:Warning .
x:of sh:path x:of ; sh:class x:Thing ; sh:maxCount 1 .
"""
DATA = "@prefix x: <urn:x#> . "

# EARL 1.0 Schema, section 2: class or property, with the classes of its subject and of its value (None: a value).
CLASSES = {"Assertion", "Software", "TestSubject", "TestRequirement", "TestResult"}
PROPERTIES = {
    "assertedBy": ("Assertion", "Software"),
    "subject": ("Assertion", "TestSubject"),
    "test": ("Assertion", "TestRequirement"),
    "result": ("Assertion", "TestResult"),
    "mode": ("Assertion", None),
    "outcome": ("TestResult", None),
}
VALUES = {"automatic", "passed", "failed", "cantTell", "inapplicable"}


def graph(text: str, format: Format = Format.TURTLE) -> rdflib.Graph:
    return rdflib.Graph().parse(data=DataGraph.read([text], format).text, format="nt")


def the(graph: rdflib.Graph, path: str) -> str:
    [value] = graph.objects(None, rdflib.URIRef(path))
    return str(value)


@pytest.mark.parametrize(
    ("text", "outcome", "counts"),
    [
        ('<urn:a> a x:Thing ; x:name "a" .', "passed", "1 node checked, 0 violations, unresolved: 0"),
        ("<urn:a> a x:Thing .", "passed", "1 node checked, 0 violations, Warning: 1, unresolved: 0"),
        ('<urn:a> a x:Thing ; x:name "a" ; x:of <urn:b> .', "cantTell", "1 node checked, 0 violations, unresolved: 1"),
        ('<urn:a> a x:Thing ; x:name "a" ; x:of "b" .', "failed", "1 node checked, 1 violation, unresolved: 0"),
        (
            '<urn:a> a x:Other ; x:name "a" .',
            "inapplicable",
            "0 nodes checked, 0 violations, unresolved: 0, statements unread: 1",
        ),
    ],
)
@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
def test_the_outcome_is_that_of_the_report(text: str, outcome: str, counts: str, engine: Engine) -> None:
    if engine is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    stated = validate(DATA + text, SHAPES, "turtle", engine=engine).statement(DAY)
    assert (stated.outcome, stated.counts, stated.engine) == (outcome, counts, engine.value)


def test_all_of_it_is_of_the_schema_of_earl() -> None:
    said = graph(validate(GOOD, "persoon-basis", "turtle").statement(DAY).text())
    kinds = {node: str(kind) for node, kind in said.subject_objects(RDF.type)}
    for subject, predicate, value in said:
        if str(predicate).startswith(str(EARL)):
            domain, range_ = PROPERTIES[str(predicate).removeprefix(str(EARL))]
            assert kinds[subject] == EARL[domain]
            if range_ is None:
                assert str(value).removeprefix(str(EARL)) in VALUES
            else:
                assert kinds[value] == EARL[range_]
    assert {kind for kind in kinds.values() if kind.startswith(str(EARL))} == {EARL[name] for name in CLASSES}


@pytest.mark.parametrize("strength", Strength)
def test_it_names_profile_version_strength_software_day_and_data(tmp_path: Path, strength: Strength) -> None:
    (tmp_path / "data.ttl").write_text(GOOD, "utf-8")
    report = validate(tmp_path / "data.ttl", "persoon-basis", strength=strength)
    said = graph(report.statement(DAY).text())
    assert the(said, EARL.outcome) == EARL.passed
    assert the(said, DCTERMS.identifier) == f"persoon-basis 2023-06-01 {strength}"
    assert the(said, DCTERMS.isPartOf) == "urn:oslo-interop:shapes:persoon-basis"
    assert the(said, DCTERMS.date) == "2026-01-31"
    assert the(said, SPDX.checksumValue) == hashlib.sha256(GOOD.encode()).hexdigest()
    software = {str(said.value(node, DCTERMS.title)) for node in said.subjects(DCTERMS.hasVersion)}
    assert software == {"oslo-interop", report.engine.value}
    line = report.statement(DAY).sentence()
    for part in (
        "2026-01-31",
        "persoon-basis 2023-06-01",
        report.engine.value,
        hashlib.sha256(GOOD.encode()).hexdigest(),
    ):
        assert part in line


def test_both_syntaxes_say_the_same_and_always_the_same() -> None:
    stated = validate(GOOD, "persoon-basis", "turtle").statement(DAY)
    again = validate(GOOD, "persoon-basis", "turtle").statement(DAY)
    assert stated.text() == again.text()
    assert rdflib.compare.isomorphic(graph(stated.text()), graph(stated.text(Format.JSONLD), Format.JSONLD))
    with pytest.raises(ValueError, match="written in turtle or jsonld, not in rdfxml"):
        stated.text(Format.RDFXML)


def test_it_says_nothing_of_the_data_itself(tmp_path: Path) -> None:
    (tmp_path / "jan-peeters.ttl").write_text(DATA + '<urn:peeters> a x:Thing ; x:of "geheim", "Jan" .', "utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    stated = validate(tmp_path / "jan-peeters.ttl", tmp_path / "shapes.ttl").statement(DAY)
    for text in (stated.text(), stated.text(Format.JSONLD), stated.sentence(), stated.sentence("nl")):
        assert not any(word in text for word in ("peeters", "geheim", "Jan", str(tmp_path)))


def test_shapes_without_a_name_are_known_by_their_checksum(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    stated = validate(DATA, tmp_path / "shapes.ttl", "turtle").statement(DAY)
    sums = {hashlib.sha256(each.encode()).hexdigest() for each in (DATA, SHAPES)}
    assert {str(each) for each in graph(stated.text()).objects(None, rdflib.URIRef(SPDX.checksumValue))} == sums
    assert "shapes that do not name themselves" in stated.sentence()


def test_a_checksum_for_each_file(tmp_path: Path) -> None:
    for name in ("b.ttl", "a.nt", "no.txt"):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    of = {name: hashlib.sha256(f"# {name}\n".encode()).hexdigest() for name in ("b.ttl", "a.nt")}
    assert checksums(parts([tmp_path])) == (of["a.nt"], of["b.ttl"])
    assert checksums(parts([tmp_path / "b.ttl", b"# a.nt\n"])) == (of["b.ttl"], of["a.nt"])
    assert checksums(parts([])) == ()


def test_a_file_that_changed_since_has_no_statement(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(GOOD, "utf-8")
    report = validate(path, "persoon-basis")
    assert report.statement(DAY).checksums == (hashlib.sha256(GOOD.encode()).hexdigest(),)
    path.write_text(GOOD + " ", "utf-8")
    with pytest.raises(InputError, match="changed since it was checked") as caught:
        report.statement(DAY)
    assert caught.value.place == Place(str(path))
    path.unlink()
    with pytest.raises(InputError, match="No such file"):
        report.statement(DAY)


def test_what_has_no_checksum_has_no_statement() -> None:
    report = Validator("persoon-basis").check(DataGraph("<urn:a> <urn:b> <urn:c> .\n"))
    with pytest.raises(OsloError, match="no statement without a checksum of the data"):
        report.statement()


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(GOOD, "utf-8")
    words = ["validate", tmp_path / "data.ttl", "-p", "persoon-basis", "--day", "2026-01-31", "--statement"]
    code, said = oslo(*words, tmp_path / "s.ttl")
    stated = validate(tmp_path / "data.ttl", "persoon-basis").statement(DAY)
    assert (code, said.splitlines()[-1]) == (0, stated.sentence())
    assert graph((tmp_path / "s.ttl").read_text("utf-8")).value(None, RDF.type, rdflib.URIRef(EARL.Assertion))
    assert oslo(*words, tmp_path / "s.jsonld", "--report", "json")[0] == 0
    assert rdflib.compare.isomorphic(
        *(
            graph((tmp_path / name).read_text("utf-8"), form)
            for name, form in [("s.ttl", Format.TURTLE), ("s.jsonld", Format.JSONLD)]
        )
    )
    code, said = oslo(*words, tmp_path / "s.csv")
    assert code == 2
    assert ".ttl or .jsonld" in said
    code, said = oslo(*words, tmp_path / "data.ttl")
    assert (code, (tmp_path / "data.ttl").read_text("utf-8")) == (2, GOOD)
