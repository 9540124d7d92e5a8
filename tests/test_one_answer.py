"""Both engines give one answer: on odd literals, comparisons, paths, classes, and on any small shapes and data."""

from __future__ import annotations

import pytest
from helpers.small_pairs import LITERALS, differences

from oslo.errors import InputError
from oslo.namespaces import RDF, SH, XSD
from oslo.rdf.lexical import is_ill_typed
from oslo.rdf.ntriples import literal, term
from oslo.rdf.parsing import Format
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.rdf.sources import texts
from oslo.validation.comparing import order
from oslo.validation.engines import Engine, compile_shapes
from oslo.validation.validator import Validator

both = pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://data.example.be/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


@pytest.mark.parametrize("start", range(0, 2000, 20))
def test_generated_shapes_and_data(start: int) -> None:
    assert differences(range(start, start + 20)) == []


def ntriples_of(turtle: str) -> str:
    return "".join(texts([turtle], Format.TURTLE))


WELL_TYPED = {
    "integer": ["1", "01", "+1", "-0", "9" * 30],
    "decimal": ["1", ".5", "5.", "+.5", "-0.0", "0." + "1" * 30],
    "double": ["1", "1e3", "1.5E+3", "INF", "-INF", "+INF", "NaN", "1e400"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2024-02-29", "2024-01-01+14:00", "0000-01-01", "-0044-03-15", "12024-01-01"],
    "dateTime": ["2024-01-01T24:00:00", "2024-01-01T00:00:00.1234567890123456789012", "12024-01-01T00:00:00Z"],
    "dateTimeStamp": ["2024-01-01T00:00:00Z"],
    "time": ["24:00:00", "10:00:00.5Z"],
    "gYear": ["2024", "-2024", "12024", "2024Z"],
    "gMonthDay": ["--02-29", "--12-31"],
    "duration": ["P1D", "-P1Y2M3DT4H5M6.7S", "PT0S"],
    "dayTimeDuration": ["P1D", "PT1H"],
    "yearMonthDuration": ["P1Y", "P13M"],
    "byte": ["127", "-128"],
    "unsignedLong": [str(2**64 - 1)],
    "positiveInteger": ["1"],
    "language": ["nl", "nl-BE"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "AQ==", "A Q = ="],
    "token": ["", "a b"],
    "NCName": ["a-b", "\u00e9\u00e9n"],
    "anyURI": ["urn:a", "een pad"],
    "string": ["", " "],
}
ILL_TYPED = {
    "integer": ["", "1.0", " 1", "1 ", "\uff11", "1e3"],
    "decimal": [".", "1e3", "INF", "1,5"],
    "double": ["nan", "inf", "", "1e", "0x1", " 1"],
    "boolean": ["True", "yes", ""],
    "date": ["2023-02-29", "2024-1-1", "2024-01-01+14:01", "24-01-01", "2024-01-01T00:00:00", "20240101", "2024-W01-1"],
    "dateTime": ["2024-01-01T24:00:01", "2024-01-01 00:00:00", "2024-01-01", "2024-01-01T00:00", "2024-01-01T00:00:60"],
    "dateTimeStamp": ["2024-01-01T00:00:00"],
    "time": ["24:00:01", "25:00:00", "10:00"],
    "gYear": ["24", "x", ""],
    "gMonthDay": ["--02-30", "--13-01"],
    "duration": ["P", "PT", "P1.5D", "P1M1Y", "1D", "P1YT"],
    "dayTimeDuration": ["P1Y"],
    "yearMonthDuration": ["P1D"],
    "byte": ["128", "-129", "x"],
    "unsignedLong": [str(2**64), "-1"],
    "positiveInteger": ["0", "-1", "9" * 5000 + "x"],
    "language": ["nl_BE", "", "123"],
    "hexBinary": ["0", "xx"],
    "base64Binary": ["AQ=", "A", "@@@@"],
    "token": [" a", "a  b"],
    "NCName": ["a:b", "1a"],
}


@both
@pytest.mark.parametrize("name", WELL_TYPED)
def test_which_literals_are_ill_typed(engine: Engine, name: str) -> None:
    good, bad = WELL_TYPED[name], ILL_TYPED.get(name, [])
    assert [is_ill_typed(text, XSD[name]) for text in [*good, *bad]] == [False] * len(good) + [True] * len(bad)
    shapes = ShapesGraph.of(
        f"<urn:S> <{RDF.type}> <{SH.PropertyShape}> .\n<urn:S> <{SH.path}> <urn:p> .\n"
        f"<urn:S> <{SH.targetSubjectsOf}> <urn:p> .\n<urn:S> <{SH.datatype}> <{XSD[name]}> .\n"
    )
    data = "".join(f"<urn:a> <urn:p> {term(text, XSD[name])} .\n" for text in [*good, *bad])
    results = compile_shapes(shapes, engine).results(data)
    assert {literal(each.value).text for each in results if each.value} == set(bad)
    assert {literal(each.value).datatype for each in results if each.value} <= {str(XSD[name])}


LESS = [
    ("1", "integer", "2", "byte"),
    ("9", "integer", "10", "integer"),
    ("1", "decimal", "1." + "0" * 29 + "1", "decimal"),
    ("9" * 5000, "integer", "9" * 5001, "integer"),
    ("-INF", "double", "0", "integer"),
    ("0.1", "double", "0.1", "float"),
    ("abc", "string", "abd", "string"),
    ("false", "boolean", "1", "boolean"),
    ("-0044-03-15", "date", "2024-01-01", "date"),
    ("2024-01-01T00:00:00Z", "dateTime", "2024-01-01T00:00:00-01:00", "dateTime"),
    ("2024-01-01T00:00:00", "dateTime", "2024-01-02T00:00:00Z", "dateTime"),
    ("2024-01-01T23:59:59", "dateTime", "2024-01-01T24:00:00", "dateTime"),
    ("10:00:00", "time", "11:00:00", "time"),
    ("24:00:00", "time", "00:00:01", "time"),
    ("P1D", "duration", "PT25H", "dayTimeDuration"),
    ("P1M", "duration", "P32D", "duration"),
]
EQUAL = [
    ("1", "integer", "1.0", "decimal"),
    ("0.1", "decimal", "0.1", "float"),
    ("INF", "double", "1e400", "double"),
    ("2024-01-01T00:00:00Z", "dateTime", "2024-01-01T02:00:00+02:00", "dateTimeStamp"),
    ("2024-01-01T24:00:00", "dateTime", "2024-01-02T00:00:00", "dateTime"),
    ("P1Y", "yearMonthDuration", "P12M", "duration"),
    ("urn:a", "anyURI", "urn:a", "string"),
]
APART = [
    ("NaN", "double", "NaN", "double"),
    ("1", "integer", "1", "string"),
    ("300", "byte", "1", "integer"),
    ("2024", "gYear", "2025", "gYear"),
    ("2024-01-01", "date", "2024-01-02T00:00:00", "dateTime"),
    ("2024-01-01", "date", "2024-01-01Z", "date"),
    ("2024-02-30", "date", "2024-03-01", "date"),
    ("P1M", "duration", "P30D", "duration"),
    ("0a", "hexBinary", "0b", "hexBinary"),
]


@both
@pytest.mark.parametrize(("pairs", "expected"), [(LESS, -1), (EQUAL, 0), (APART, None)], ids=["less", "equal", "apart"])
def test_how_two_literals_compare(engine: Engine, pairs: list[tuple[str, ...]], expected: int | None) -> None:
    for a, datatype, b, other in pairs:
        left, right = term(a, XSD[datatype]), term(b, XSD[other])
        assert order(left, right) == expected, (left, right)
        assert order(right, left) == (expected and -expected), (right, left)
        rules = {"lessThan": expected == -1, "lessThanOrEquals": expected in (-1, 0)}
        assert {rule: _holds(engine, rule, left, right) for rule in rules} == rules, (left, right)
        limits = {"maxExclusive": expected == -1, "maxInclusive": expected in (-1, 0), "minInclusive": expected == 0}
        assert {rule: _holds(engine, rule, left, right) for rule in limits} == limits, (left, right)


def _holds(engine: Engine, rule: str, left: str, right: str) -> bool:
    value = right if rule.startswith(("min", "max")) else "<urn:q>"
    shapes = ShapesGraph.of(
        f"<urn:S> <{RDF.type}> <{SH.PropertyShape}> .\n<urn:S> <{SH.path}> <urn:p> .\n"
        f"<urn:S> <{SH.targetNode}> <urn:a> .\n<urn:S> <{SH[rule]}> {value} .\n"
    )
    data = f"<urn:a> <urn:p> {left} .\n<urn:a> <urn:q> {right} .\n"
    return not compile_shapes(shapes, engine).results(data)


def test_text_with_a_language_compares_with_nothing() -> None:
    assert {order(left, right) for left in ('"a"@nl', '"a"') for right in ('"a"@nl', '"b"@nl')} == {None}
    assert order("<urn:a>", "<urn:b>") is None
    assert all(order(each, each) in (0, None) for each in LITERALS)


KINDS = {
    "a class of owl": ("ex:M a owl:Class, sh:NodeShape ; sh:property [ sh:path ex:z ; sh:minCount 1 ] .", 1),
    "a kind of class": (
        "ex:K rdfs:subClassOf rdfs:Class . ex:M a ex:K, sh:NodeShape ; sh:property [ sh:path ex:z ; sh:minCount 1 ] .",
        1,
    ),
    "a class with a property": ("ex:M a rdfs:Class ; sh:property [ sh:path ex:z ; sh:minCount 1 ] .", 1),
    "a closed part": (
        "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:part ; sh:closed true ; sh:property [ sh:path ex:p ], "
        "[ sh:path ex:q ] ] .",
        0,
    ),
    "a part closed too far": ("ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:part ; sh:closed true ] .", 2),
    "no length of a blank node": (
        "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:part ; sh:minLength 0 ] .",
        1,
    ),
    "back over several steps": (
        "ex:S sh:targetObjectsOf ex:q ; sh:property [ sh:path [ sh:inversePath (ex:part ex:q) ] ; sh:class ex:None ] .",
        1,
    ),
    "a predicate with a description": (
        "ex:q a rdf:Property ; rdfs:subPropertyOf ex:q . ex:S sh:targetNode ex:b ; sh:property [ sh:path ex:q ; "
        "sh:nodeKind sh:IRI ], [ sh:path ([ sh:zeroOrMorePath ex:q ] ex:when) ; sh:datatype xsd:time ] .",
        1,
    ),
    "twelve steps": (
        "ex:S sh:targetClass ex:M ; sh:property [ sh:minCount 1 ; sh:path ("
        + "[ sh:zeroOrOnePath ex:n ] " * 12
        + ") ] .",
        0,
    ),
    "a part with a target of its own": (
        "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:z ; sh:node ex:I ] . "
        "ex:I a sh:NodeShape ; sh:targetObjectsOf ex:year ; sh:datatype xsd:gYear .",
        1,
    ),
}
DATA = (
    'ex:x a ex:M ; ex:part [ ex:p 1 ] ; ex:part ex:b . ex:b ex:q ex:c . ex:c ex:when "25:00:00"^^xsd:time . '
    'ex:c ex:year "24"^^xsd:gYear .'
)


@both
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_that_the_engines_read_in_their_own_way(engine: Engine, kind: str) -> None:
    shapes, violations = KINDS[kind]
    report = Validator(PREFIXES + shapes, engine=engine).validate(PREFIXES + DATA, Format.TURTLE)
    assert len(report.violations) == violations
    assert report.coverage.focus_nodes > 0


INCOMPARABLE = {
    'sh:lessThan ex:end | ex:p "2024"^^xsd:gYear ; ex:end "2025"^^xsd:gYear': "https://data.example.be/ns#end",
    "sh:lessThanOrEquals ex:end | ex:p 1 ; ex:end 'b'": "https://data.example.be/ns#end",
    'sh:minInclusive 5 | ex:p "9"': "5",
    'sh:maxExclusive 5 | ex:p "x"^^xsd:integer': "5",
    'sh:minInclusive "2024-01-01"^^xsd:date | ex:p "2024"^^xsd:gYear': "2024-01-01",
    "sh:maxInclusive 5 | ex:p 9": None,
    "sh:lessThan ex:end | ex:p 9 ; ex:end 1": None,
}


@both
@pytest.mark.parametrize("case", INCOMPARABLE)
def test_values_that_do_not_compare_are_said_not_to(engine: Engine, case: str) -> None:
    rule, _, values = case.partition(" | ")
    shapes = f"{PREFIXES} ex:S sh:targetNode ex:x ; sh:property [ sh:path ex:p ; {rule} ] ."
    report = Validator(shapes, engine=engine).validate(f"{PREFIXES} ex:x {values} .", Format.TURTLE)
    [finding] = report.violations
    limit = INCOMPARABLE[case]
    assert finding.message("en").endswith(f" cannot be compared with {limit}") is (limit is not None)
    assert finding.message("nl").endswith(f" is niet te vergelijken met {limit}") is (limit is not None)


def test_what_is_left_to_the_reference_engine_is_told() -> None:
    shapes = PREFIXES + "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:v ; sh:maxExclusive 2.0 ] ."
    number = "1." + "9" * 25
    report = Validator(shapes).validate(PREFIXES + f"ex:a a ex:M ; ex:v {number} .", Format.TURTLE)
    assert report.violations == []
    assert report.notes == [f'checked with pyshacl: a number of more than 18 digits: "{number}"^^<{XSD.decimal}>']
    assert Validator(shapes).validate(PREFIXES + "ex:a a ex:M ; ex:v 1.9 .", Format.TURTLE).notes == []


def test_terms_that_are_not_evaluated_and_imports_are_told() -> None:
    shapes = PREFIXES + (
        'ex:S sh:targetClass ex:M ; sh:js [ sh:jsFunctionName "f" ] ; '
        "sh:property [ sh:path ex:l ; sh:memberShape [] ] ."
        "ex:o a owl:Ontology ; owl:imports ex:more ."
    )
    data = PREFIXES + "ex:a a ex:M ."
    notes = {engine: Validator(shapes, engine=engine).validate(data, Format.TURTLE).notes for engine in Engine}
    imports = "the shapes import https://data.example.be/ns#more, which was not read"
    js = [f"sh:{name} is not evaluated by shacl (used 1 x)" for name in ("js", "jsFunctionName")]
    assert notes[Engine.SHACL] == [*js, imports]
    assert notes[Engine.PYSHACL] == [
        *(each.replace("by shacl", "by pyshacl") for each in js),
        "sh:memberShape is not evaluated by pyshacl (used 1 x)",
        imports,
    ]


TARGET = """ex:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this a %s }" ] ;
    sh:property [ sh:path ex:p ; sh:minCount 1 ] ."""


def test_a_target_whose_query_cannot_be_read_is_refused_or_told() -> None:
    shapes = ShapesGraph.of(ntriples_of(f"{PREFIXES} {TARGET % 'unknown:Thing'}"))
    with pytest.raises(InputError, match="sh:target with a query that cannot be read"):
        compile_shapes(shapes, Engine.SHACL)
    report = Validator(f"{PREFIXES} {TARGET % 'unknown:Thing'}").validate(f"{PREFIXES} ex:x a ex:M .", Format.TURTLE)
    assert (report.engine, report.ok) == (Engine.PYSHACL, False)
    assert any("sh:target is not evaluated" in each for each in report.notes)
    [result] = compile_shapes(
        ShapesGraph.of(ntriples_of(f"{PREFIXES} {TARGET % '<https://data.example.be/ns#M>'}")), Engine.SHACL
    ).results(f"<urn:x> <{RDF.type}> <https://data.example.be/ns#M> .\n")
    assert result.focus == "<urn:x>"
