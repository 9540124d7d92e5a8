"""What the shapes looked at, what they did not, and concepts that are in no list: counted, named, in a fixed order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from oslo import Engine, NearMiss, Report, Validator
from oslo.validation import batches
from oslo.validation.coverage import Tally, normalized
from oslo.validation.data import DataGraph
from oslo.validation.findings import Likeness, ShapeCoverage
from oslo.validation.shapes_source import ShapesGraph
from oslo.validation.validator import Mode

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.be/ns#> .
@prefix eh: <http://data.example.be/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix qb: <http://purl.org/linked-data/cube#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SHAPES = """
ex:Huisvorm sh:targetClass ex:Huis ; sh:name "Huis"@nl ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .
ex:Deurvorm a sh:NodeShape ; sh:targetObjectsOf ex:deur ; sh:property [ sh:path ex:kleur ; sh:maxCount 1 ] .
ex:Gast a sh:NodeShape ; sh:targetSubjectsOf ex:logeert ; sh:targetNode <urn:gast> ; sh:nodeKind sh:IRI .
[] a sh:NodeShape ; sh:targetClass ex:Straat ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass ex:Plein ; sh:name "Plein"@nl ; sh:nodeKind sh:IRI .
foaf:Vorm sh:targetClass ex:Park ; sh:nodeKind sh:IRI .
"""
DATA = """
<urn:h1> a ex:Huis ; ex:naam "een" ; ex:deur <urn:d1>, <urn:d2> ; ex:jaar 1900, 1901 .
<urn:h2> a ex:Huis, ex:Monument ; ex:naam "twee" .
<urn:v1> a ex:Villa ; ex:naam "drie" . ex:Villa rdfs:subClassOf ex:Huis .
<urn:d1> ex:kleur "rood" . <urn:x> ex:kleur "blauw" ; ex:merk "a" .
<urn:b1> a ex:Boom . <urn:b2> a ex:Boom . <urn:s1> a ex:Struik, eh:Huis .
"""


def validator(shapes: str = SHAPES, **options: Any) -> Validator:
    return Validator(PREFIXES + shapes, **options)


def checked(data: str, shapes: str = SHAPES, **options: Any) -> Report:
    return validator(shapes, **options).validate(PREFIXES + data, "turtle")


def iri(name: str) -> str:
    return f"https://data.example.be/ns#{name}"


def test_each_shape_with_its_target_and_how_many_nodes_it_looked_at() -> None:
    coverage = checked(DATA).coverage
    rows = {
        ("_:b" if each.shape.startswith("_:") else each.shape, each.name, each.target): each.focus_nodes
        for each in coverage.shapes
    }
    assert rows == {
        (iri("Huisvorm"), "Huis", f"class {iri('Huis')}"): 3,
        (iri("Deurvorm"), "Deurvorm", f"objects of {iri('deur')}"): 2,
        (iri("Gast"), "Gast", f"subjects of {iri('logeert')}"): 0,
        (iri("Gast"), "Gast", "node urn:gast"): 1,
        ("_:b", "Plein", f"class {iri('Plein')}"): 0,
        ("_:b", f"class {iri('Straat')}", f"class {iri('Straat')}"): 0,
        ("http://xmlns.com/foaf/0.1/Vorm", "foaf:Vorm", f"class {iri('Park')}"): 0,
    }
    assert coverage.focus_nodes == 6
    assert isinstance(coverage.shapes[0], ShapeCoverage)


def test_a_node_of_two_targets_is_one_focus_node() -> None:
    assert (
        checked("<urn:h1> a ex:Huis ; ex:naam 'a' . <urn:h2> a ex:Huis ; ex:deur <urn:h1> .").coverage.focus_nodes == 3
    )


def test_types_whose_nodes_no_shape_looked_at_the_most_frequent_first() -> None:
    coverage = checked(DATA).coverage
    assert coverage.untouched == ((iri("Boom"), 2), ("http://data.example.be/ns#Huis", 1), (iri("Struik"), 1))
    assert "Monument" not in str(coverage.untouched)  # each of its nodes was looked at by another shape
    assert "Villa" not in str(coverage.untouched)


def test_a_type_with_one_node_that_no_shape_looked_at_is_untouched() -> None:
    coverage = checked("<urn:h1> a ex:Huis, ex:Monument ; ex:naam 'a' . <urn:m> a ex:Monument .").coverage
    assert coverage.untouched == ((iri("Monument"), 2),)


def test_statements_that_no_shape_looked_at_the_most_frequent_first() -> None:
    coverage = checked(DATA).coverage
    assert coverage.unread == ((iri("jaar"), 2), (iri("kleur"), 1), (iri("merk"), 1))
    assert coverage.near_misses == (NearMiss("http://data.example.be/ns#Huis", iri("Huis"), 1, "class", Likeness.TWIN),)


def test_a_near_miss_is_not_among_the_other_terms() -> None:
    coverage = checked("<urn:h1> a ex:Huis ; ex:naam 'a' ; eh:naam 'b' ; ex:jaar 1900 .").coverage
    assert [(each.found, each.kind) for each in coverage.near_misses] == [
        ("http://data.example.be/ns#naam", "property")
    ]
    assert coverage.unread == ((iri("jaar"), 1),)
    assert coverage.statements_unread == 2


CLASSES = """
ex:Huisvorm sh:targetClass ex:Huis ; sh:name "Huis"@nl ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass ex:Straat ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .
"""


def test_batches_count_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 200)
    (tmp_path / "data.ttl").write_text(PREFIXES + DATA, "utf-8")
    parts = validator(CLASSES).validate(tmp_path / "data.ttl", mode=Mode.BATCHES)
    assert parts.coverage == checked(DATA, CLASSES).coverage


def test_a_tally_of_two_graphs_adds_up() -> None:
    shapes = ShapesGraph.of(DataGraph.read([PREFIXES + CLASSES], "turtle").text)
    tally = Tally(shapes)
    for number in (1, 2):
        text = f"<urn:h{number}> a ex:Huis ; ex:naam 'a' ; ex:jaar 1 . <urn:b{number}> a ex:Boom ."
        tally.add(DataGraph.read([PREFIXES + text], "turtle"))
    coverage = tally.coverage()
    assert (coverage.focus_nodes, coverage.untouched, coverage.unread) == (2, ((iri("Boom"), 2),), ((iri("jaar"), 2),))
    assert [each.focus_nodes for each in coverage.shapes if each.name == "Huis"] == [2]


def test_terms_are_read_as_those_of_the_shapes_and_counted() -> None:
    shapes = ShapesGraph.of(DataGraph.read([PREFIXES + SHAPES], "turtle").text)
    rewritten: Counter[str] = Counter()
    data = "<urn:h> a eh:Huis ; eh:naam 'a', 'b' ; eh:jaar 1 ; eh:deur <urn:d> ; eh:kleur 'c' ; ex:naam eh:Huis ."
    text = DataGraph.read([PREFIXES + data], "turtle").text
    read = normalized(text, shapes, rewritten)
    counts = {"Huis": 2, "naam": 2, "deur": 1, "kleur": 1}
    assert rewritten == {f"http://data.example.be/ns#{name} -> {iri(name)}": count for name, count in counts.items()}
    assert list(rewritten) == sorted(rewritten)
    for name in counts:
        text = text.replace(f"http://data.example.be/ns#{name}", iri(name))
    assert read == text


# Concepts that are not in their code list.

GENDER = "https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht"
CODE = "https://data.vlaanderen.be/id/concept/IT000/Geslacht/"
LISTED = f"""
ex:V a sh:NodeShape ; sh:targetClass ex:Persoon ; sh:property ex:Vg, ex:Vn .
ex:Vg sh:path ex:geslacht ; sh:nodeKind sh:IRI ; qb:codeList <{GENDER}> .
ex:Vn sh:path ex:naam ; qb:codeList <https://data.example.be/onbekende-lijst> .
ex:Los sh:path ex:los ; qb:codeList <{GENDER}> .
ex:W a sh:NodeShape ; sh:targetClass ex:Dier ; sh:property
    [ sh:path [ sh:inversePath ex:soort ] ; qb:codeList <{GENDER}> ], [ sh:path ex:geslacht ; sh:maxCount 1 ] .
"""


@pytest.mark.slow(but="shacl")
@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
def test_a_concept_that_is_not_in_the_list_of_its_property(engine: Engine) -> None:
    if engine is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    data = f"""
    <urn:p2> a ex:Persoon ; ex:geslacht <{CODE}99>, <{CODE}1>, <{CODE}98> ; ex:naam <{CODE}97> .
    <urn:p1> a ex:Persoon ; ex:geslacht <{CODE}99> ; ex:los <{CODE}96> .
    <urn:d> a ex:Dier ; ex:geslacht <{CODE}95> . <urn:x> ex:geslacht <{CODE}94> .
    """
    report = checked(data, LISTED, engine=engine)
    assert report.conforms
    assert [(each.focus, each.property, each.rule, each.value) for each in report.unresolved] == [
        ("<urn:p1>", "geslacht", "codeList", f"<{CODE}99>"),
        ("<urn:p2>", "geslacht", "codeList", f"<{CODE}98>"),
        ("<urn:p2>", "geslacht", "codeList", f"<{CODE}99>"),
    ]
    assert {each.shape for each in report.unresolved} == {iri("Vg")}
    assert {each.limit for each in report.unresolved} == {"a concept of the code list IT000/Geslacht"}


def test_a_node_without_a_name_is_no_concept_of_another_list() -> None:
    assert checked("<urn:p> a ex:Persoon ; ex:geslacht [] .", LISTED).unresolved == []
