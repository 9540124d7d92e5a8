"""Results of an engine in the terms of the shapes: what a constraint requires in words, and what cannot be resolved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oslo import Finding, Format, Report, validate
from oslo.errors import Place
from oslo.namespaces import SH
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.data import DataGraph
from oslo.validation.engines import Result
from oslo.validation.resolution import Answers, rule_of

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:x#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix qb: <http://purl.org/linked-data/cube#> .
"""
MORE = 'ex:N sh:nodeKind sh:IRI . ex:Naamvorm sh:name "naamvorm" ; sh:nodeKind sh:IRI .'


def checked(constraint: str, data: str, more: str = MORE, **options: Any) -> Report:
    shape = f'sh:path ex:p ; sh:name "de p"@nl ; {constraint}'
    shapes = f"ex:Vorm sh:targetClass ex:Ding ; sh:property [ {shape} ] . {more}"
    return validate(f"{PREFIXES} ex:a a ex:Ding {data} .", PREFIXES + shapes, Format.TURTLE, **options)


def one(constraint: str, data: str, more: str = MORE, **options: Any) -> Finding:
    report = checked(constraint, data, more, **options)
    [found] = report.violations + report.unresolved
    return found


@pytest.mark.parametrize(
    ("constraint", "value", "rule", "limit", "message"),
    [
        ("sh:minCount 1", "", "minCount", "1", "ontbreekt: minstens 1 gevraagd"),
        ("sh:maxCount 1", "1, 2", "maxCount", "1", "komt meer dan 1 keer voor"),
        ("sh:datatype xsd:date", '"x"', "datatype", "a date (2026-11-21)", "'x' moet een datum (2026-11-21) zijn"),
        ("sh:nodeKind sh:IRI", '"x"', "nodeKind", "an IRI", "'x' moet een IRI zijn"),
        ("sh:class ex:C", "ex:y . ex:y a ex:D", "class", "urn:x#C", "urn:x#y is geen urn:x#C"),
        ("sh:class skos:Concept", '"x"', "class", "skos:Concept", "'x' is geen skos:Concept"),
        ('sh:in ("a" ex:c 7)', '"x"', "in", "a, urn:x#c, 7", "'x' is geen van a, urn:x#c, 7"),
        ("sh:in (1 2 3 4 5 6 7 8 9 10 11 12 13)", '"x"', "in", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", ""),
        ('sh:languageIn ("nl" "fr")', '"x"@de', "languageIn", "nl, fr", "'x' is in geen van de talen nl, fr"),
        ("sh:or ([ sh:datatype xsd:date ] [ sh:class ex:C ] [ sh:nodeKind sh:IRI ] [ sh:node ex:N ])", '"x"', "or",
         "a date (2026-11-21), urn:x#C, an IRI, urn:x#N", "'x' is niets van wat mag: een datum (2026-11-21), "),
        ("sh:or ([ sh:path ex:q ; sh:minCount 1 ] ex:Naamvorm [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ]"
         " [ sh:path [ sh:inversePath ex:q ] ; sh:minCount 1 ])", '"x"', "or",
         "q, an IRI, urn:x#Vorm / urn:x#p / sh:or 3, ^urn:x#q", ""),
        ("sh:xone ([ sh:datatype xsd:date ] ex:Leeg)", '"x"', "xone", "a date (2026-11-21), leeg", ""),
        ("sh:and ([ sh:datatype xsd:date ] [ sh:minLength 2 ])", '"x"', "and",
         "a date (2026-11-21), urn:x#Vorm / urn:x#p / sh:and 2", ""),
        ("sh:not [ sh:datatype xsd:string ]", '"x"', "not", "text without a language", "'x' past bij tekst"),
        ("sh:node ex:N", '"x"', "node", "urn:x#N", "'x' past niet bij urn:x#N"),
        ("sh:node ex:Naamvorm", '"x"', "node", "naamvorm", "'x' past niet bij naamvorm"),
        ('sh:hasValue "a"', '"x"', "hasValue", "a", "moet de waarde a hebben"),
        ('sh:pattern "^a"', '"x"', "pattern", "^a", "'x' heeft niet de vorm ^a"),
        ("sh:minLength 2", '"x"', "minLength", "2", "'x' is korter dan 2 tekens"),
        ("sh:minInclusive 2", "1", "minInclusive", "2", "'1' is kleiner dan 2"),
        ("sh:minInclusive 2", '"x"', "minInclusive", "2", "'x' is niet te vergelijken met 2"),
        ("sh:maxInclusive 2", '"x"', "maxInclusive", "2", "'x' is niet te vergelijken met 2"),
        ("sh:minExclusive 2", '"x"', "minExclusive", "2", "'x' is niet te vergelijken met 2"),
        ("sh:maxExclusive 2", '"x"', "maxExclusive", "2", "'x' is niet te vergelijken met 2"),
        ("sh:lessThan ex:q", "2 ; ex:q 1", "lessThan", "urn:x#q", "'2' is niet kleiner dan urn:x#q"),
        ("sh:lessThan ex:q", '2 ; ex:q "x"', "lessThan", "urn:x#q", "'2' is niet te vergelijken met urn:x#q"),
        ("sh:lessThanOrEquals ex:q", '2 ; ex:q "x"', "lessThanOrEquals", "urn:x#q", "'2' is niet te vergelijken met"),
        ("sh:lessThanOrEquals ex:q", "2 ; ex:q 1", "lessThanOrEquals", "urn:x#q", "'2' is groter dan urn:x#q"),
        ("sh:disjoint ex:q", "2 ; ex:q 2", "disjoint", "urn:x#q", "'2' is ook urn:x#q"),
        ("sh:uniqueLang true", '"a"@nl, "b"@nl', "uniqueLang", "true", "heeft twee teksten in dezelfde taal"),
    ],
)  # fmt: skip
def test_what_a_constraint_requires(constraint: str, value: str, rule: str, limit: str, message: str) -> None:
    more = f'{MORE} ex:Leeg sh:name "leeg" ; sh:minLength 9 .'
    found = one(constraint, f"; ex:p {value}" if value else "", more)
    assert (found.rule, found.property, found.limit) == (rule, "de p", limit)
    assert found.message("nl").startswith(message)
    assert (found.focus, found.node, found.node_class) == ("<urn:x#a>", "urn:x#a", "urn:x#Ding")
    assert found.path == "<urn:x#p>"
    assert found.shape_name == "urn:x#Vorm / urn:x#p"
    assert (found.published, found.own_messages, found.place, found.severity) == (False, (), None, SH.Violation)


@pytest.mark.parametrize(
    ("shape", "property_", "name"),
    [
        ("ex:Vorm sh:targetClass ex:Ding ; sh:property ex:Pv . ex:Pv sh:path ex:p ; sh:minCount 1 .", "p", "urn:x#Pv"),
        ('ex:Vorm sh:targetClass ex:Ding ; sh:property [ sh:path ex:p ; sh:name "P"@en ; sh:minLength 9 ] .',
         "P", "urn:x#Vorm / urn:x#p"),
        ("ex:Vorm sh:targetClass ex:Ding ; sh:closed true .", "p", "urn:x#Vorm"),
        ("ex:Vorm sh:targetClass ex:Ding ; sh:nodeKind sh:BlankNode .", "", "urn:x#Vorm"),
        ("ex:Vorm sh:targetClass ex:Ding ; sh:property [ sh:path [ sh:inversePath ex:q ] ; sh:minCount 1 ] .", "q",
         "urn:x#Vorm / ^urn:x#q"),
    ],
)  # fmt: skip
def test_a_property_has_the_name_of_its_shape_or_of_its_path(shape: str, property_: str, name: str) -> None:
    data = "ex:a a ex:Ding ." if "minCount" in shape or "nodeKind" in shape else 'ex:a a ex:Ding ; ex:p "x" .'
    found = validate(PREFIXES + data, PREFIXES + shape, Format.TURTLE).violations
    assert ({each.property for each in found} - {"type"}, found[0].shape_name) == ({property_}, name)


def test_the_class_of_a_node_has_its_name_in_the_shapes() -> None:
    shapes = 'ex:V sh:targetClass ex:Ding ; sh:name "Een ding"@nl ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .'
    [found] = validate(f"{PREFIXES} ex:a a ex:Zaak, ex:Ding .", PREFIXES + shapes, Format.TURTLE).violations
    assert found.node_class == "Een ding"
    [found] = validate(f"{PREFIXES} [] a ex:Ding .", PREFIXES + shapes, Format.TURTLE).violations
    assert found.focus.startswith("_:")


def test_messages_of_the_shape_are_kept_and_ours_fill_the_other_languages() -> None:
    found = one('sh:minCount 1 ; sh:message "geef p"@nl', "")
    assert found.own_messages == ('"geef p"@nl',)
    assert (found.message("nl"), found.message("en")) == ("geef p", "is missing: at least 1 required")


QUERY = 'sh:select "SELECT $this ?value WHERE { $this $PATH ?value }"'


@pytest.mark.parametrize("at_shape", [False, True])
@pytest.mark.parametrize(
    ("message", "own"),
    [
        ('"{$PATH} of {$this} is {?value}"@en', '"urn:x#p of urn:x#a is w"@en'),
        ('"{?path}: {$value}"', '"urn:x#p: w"'),
        ('"no {other}"@nl', '"no {other}"@nl'),
    ],
)
def test_messages_of_a_query_are_filled_in(message: str, own: str, at_shape: bool) -> None:
    message = f"sh:message {message} ;"
    constraint = f"{message} sh:sparql [ {QUERY} ]" if at_shape else f"sh:sparql [ {message} {QUERY} ]"
    found = one(constraint, '; ex:p "w"')
    assert (found.rule, found.own_messages, found.value, found.limit) == ("sparql", (own,), '"w"', None)


COMPONENT = """ex:Kort a sh:ConstraintComponent ; sh:parameter [ sh:path ex:min ] ; sh:validator ex:Vraag .
    ex:Vraag a sh:SPARQLAskValidator ; sh:message "{$value} is te kort"@nl ;
    sh:ask "ASK { FILTER (STRLEN(STR($value)) >= $min) }" ."""


def test_messages_of_a_component_of_others_are_filled_in() -> None:
    found = one("ex:min 2", '; ex:p "w"', COMPONENT)
    assert (found.rule, found.own_messages, found.limit) == ("urn:x#Kort", ('"w is te kort"@nl',), None)


# What cannot be resolved.


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ("; ex:p ex:y", "unresolved"),
        ("; ex:p ex:y . ex:y ex:q 1", "class"),
        ("; ex:p ex:y . ex:y a ex:D", "class"),
        ('; ex:p "x"', "class"),
        ("; ex:p [ ]", "class"),
    ],
)
def test_a_reference_that_is_described_nowhere_is_unresolved(data: str, rule: str) -> None:
    found = one("sh:class ex:C", data)
    assert (found.rule, found.limit) == (rule, "urn:x#C")
    report = checked("sh:class ex:C", data)
    assert (len(report.violations), len(report.unresolved)) == ((0, 1) if rule == "unresolved" else (1, 0))


def test_a_predicate_that_stands_elsewhere_in_a_statement_leads_nowhere() -> None:
    said = 'ex:a ex:p ex:b . ex:c ex:q ex:p . ex:p ex:q 1 . ex:d ex:q "een <urn:x#p> <urn:e>", " <urn:x#p> " .'
    data = DataGraph.read([PREFIXES + said], Format.TURTLE)
    assert data.objects_of("<urn:x#p>") == {"<urn:x#b>"}
    assert data.subjects_by_object("<urn:x#p>") == {"<urn:x#b>": {"<urn:x#a>"}}


def test_one_of_several_classes(tmp_path: Path) -> None:
    constraint = "sh:or ([ sh:class ex:C ] [ sh:class skos:Concept ])"
    found = one(constraint, "; ex:p ex:y")
    assert (found.rule, found.limit, found.value) == ("unresolved", "urn:x#C / skos:Concept", "<urn:x#y>")
    for kind, unresolved in (("ex:C", 0), ("skos:Concept", 0), ("ex:D", 1)):
        (tmp_path / "more.ttl").write_text(f"{PREFIXES} ex:y a {kind} .", "utf-8")
        report = checked(constraint, "; ex:p ex:y", background=[tmp_path / "more.ttl"])
        assert (len(report.violations), len(report.unresolved)) == (0, unresolved)


def test_a_class_below_another_in_the_background_counts(tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text(f"{PREFIXES} ex:y a ex:E . ex:E rdfs:subClassOf ex:C .", "utf-8")
    assert checked("sh:class ex:C", "; ex:p ex:y", background=[tmp_path / "more.ttl"]).unresolved == []


def test_what_the_library_carries_is_known() -> None:
    status = "<https://data.vlaanderen.be/id/concept/straatnaamstatus/inGebruik>"
    assert checked("sh:class skos:Concept", f"; ex:p {status}").unresolved == []
    assert [each.rule for each in checked("sh:class ex:C", f"; ex:p {status}").unresolved] == ["unresolved"]


def test_findings_are_in_the_order_of_the_results_and_the_unresolved_after() -> None:
    report = checked("sh:class ex:C ; sh:minCount 3", "; ex:p ex:y, ex:z . ex:z a ex:D")
    assert [each.rule for each in report.violations] == ["class", "minCount"]
    assert [(each.rule, each.value) for each in report.unresolved] == [("unresolved", "<urn:x#y>")]


# The parts of which it is made.


def answers(shapes: str) -> Answers:
    return Answers(ShapesGraph.of(DataGraph.read([PREFIXES + shapes], "turtle").text), DataGraph(""))


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        (SH.MinCountConstraintComponent, "minCount"),
        (SH.InConstraintComponent, "in"),
        (SH.SPARQLConstraintComponent, "sparql"),
        (SH.JSConstraintComponent, "js"),
        (SH.UniqueLangConstraintComponent, "uniqueLang"),
        ("urn:own:MinCountConstraintComponent", "urn:own:MinCountConstraintComponent"),
    ],
)
def test_the_rule_of_a_component(component: str, rule: str) -> None:
    assert rule_of(Result("<urn:a>", None, component, None, "urn:s", SH.Violation)) == rule


def test_shapes_without_an_iri_are_described_by_their_labels_those_of_reasons_too() -> None:
    [found] = (report := checked("sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ]", "; ex:p ex:b")).violations
    [reason] = found.reasons
    assert report.blank_shapes.keys() == {found.shape, reason.shape}
    assert "<urn:x#q>" in report.blank_shapes[str(reason.shape)]
    assert f"{found.shape} <{SH.path}> <urn:x#p> .\n" in report.blank_shapes[str(found.shape)]
    shapes = f"{PREFIXES} ex:V sh:targetClass ex:D ; sh:nodeKind sh:Literal ."
    named = validate(f"{PREFIXES} ex:a a ex:D .", shapes, "turtle")
    assert (len(named.violations), named.blank_shapes) == (1, {})


def test_the_place_of_the_node_is_asked() -> None:
    found = answers("ex:V sh:targetClass ex:Ding ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .")
    graph = DataGraph.read([f"{PREFIXES} ex:a a ex:Ding ."], "turtle")
    result = Result("<urn:x#a>", "<urn:x#p>", SH.MinCountConstraintComponent, None, "urn:x#P", SH.Warning)
    asked: list[str] = []

    def places(node: str) -> Place:
        asked.append(node)
        return Place("a.csv", line=7)

    [wrong], open_ = found.of([result], graph, places)
    assert (wrong.place, wrong.severity, wrong.shape, asked, open_) == (
        Place("a.csv", line=7), SH.Warning, "urn:x#P", ["urn:x#a"], []
    )  # fmt: skip
    assert found.of([result], graph, None)[0][0].place is None
    assert found.of([replace(result, shape=None)], graph, None)[0][0].shape is None
