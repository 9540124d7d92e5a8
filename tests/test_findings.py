"""Messages and severities of the shapes, and names of shapes without an IRI: the same from both engines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oslo import Format, validate
from oslo.report.formats import FORMATS, written
from oslo.validation.engines import Engine
from oslo.validation.findings import Report

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .\n"
THING = "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ;"


@pytest.fixture(params=[Engine.SHACL, Engine.PYSHACL])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    return Engine(request.param)


def check(shapes: str, data: str, engine: Engine = Engine.AUTO) -> Report:
    return validate(PREFIXES + data, PREFIXES + shapes, Format.TURTLE, engine=engine)


OURS = {"en": "is missing: at least 1 required", "nl": "ontbreekt: minstens 1 gevraagd"}


@pytest.mark.parametrize(
    ("messages", "en", "nl"),
    [
        ('"Geef a op"@nl , "Give a"@en', "Give a", "Geef a op"),
        ('"Give a"@en', "Give a", "Give a"),
        ('"Geef a op"@nl', OURS["en"], "Geef a op"),
        ('"Geef a op"@nl , "a!"', "a!", "Geef a op"),
        ('"a!"', "a!", "a!"),
        ('"Donnez a"@fr', OURS["en"], OURS["nl"]),
        ('"Geef a op"@nl-BE , "Give a"@en-GB', "Give a", "Geef a op"),
        ('"Geef a"@nl-BE , "Geef het"@nl , "Give a"@EN', "Give a", "Geef het"),
        ('"twee"@nl , "een"@nl', OURS["en"], "een; twee"),
        ('"Give {$this} a"@en', "Give {$this} a", "Give {$this} a"),
        (r'"\"een\"\nb"@nl', OURS["en"], '"een"\nb'),
    ],
)
def test_messages_in_the_language_of_the_report(messages: str, en: str, nl: str, engine: Engine) -> None:
    shapes = f"{THING} sh:property [ sh:path ex:a ; sh:minCount 1 ; sh:message {messages} ] ."
    report = check(shapes, "ex:x a ex:Thing .", engine)
    [finding] = report.violations
    assert (finding.message("en"), finding.message("nl")) == (en, nl)
    said = written(report, "turtle").partition("sh:resultMessage ")[2].partition(" ;\n")[0]
    assert sorted(said.lower().split(", ")) == sorted(messages.lower().split(" , "))  # tags have no case


SELECT = 'sh:select "SELECT $this ?value ?other WHERE { $this <http://example.org/v> ?value . BIND(5 AS ?other) }"'


@pytest.mark.parametrize(
    ("at_constraint", "at_shape", "expected"),
    [
        ('"geen {?value}"@nl , "no {?value}"@en', "", ['"geen w"@nl', '"no w"@en']),
        ('"{?value} at {$this}, {?other}"', "", ['"w at http://example.org/x, 5"']),
        ('"{?value}"@nl , "waarde {?value}"@en', "", ['"w"@nl', '"waarde w"@en']),
        ('"{?nothing} {value}"@nl', "", ['"{?nothing} {value}"@nl']),
        ("", '"of the shape"@en , "van de vorm"@nl', ['"of the shape"@en', '"van de vorm"@nl']),
        ('"own"@en', '"of the shape"@en', ['"own"@en']),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_messages_of_sparql_constraints(at_constraint: str, at_shape: str, expected: list[str], engine: Engine) -> None:
    own = f"sh:message {at_constraint} ;" if at_constraint else ""
    outer = f"sh:message {at_shape} ;" if at_shape else ""
    shapes = f"{THING} {outer} sh:sparql [ a sh:SPARQLConstraint ; {own} {SELECT} ] ."
    [finding] = check(shapes, 'ex:x a ex:Thing ; ex:v "w" .', engine).violations
    assert (finding.rule, sorted(finding.own_messages)) == ("sparql", expected)


@pytest.mark.parametrize(
    ("severity", "name", "ok", "level"),
    [
        ("sh:Violation", "Violation", False, "error"),
        ("sh:Warning", "Warning", True, "warning"),
        ("sh:Info", "Info", True, "note"),
        ("ex:Blocker", "http://example.org/Blocker", False, "error"),
        ("<http://example.org/severities#minor>", "http://example.org/severities#minor", False, "error"),
        ("<urn:x:Warning>", "urn:x:Warning", False, "error"),
    ],
)
def test_severities_are_kept(severity: str, name: str, ok: bool, level: str, engine: Engine) -> None:
    shapes = f"{THING} sh:property [ sh:path ex:a ; sh:minCount 1 ; sh:severity {severity} ] ."
    report = check(shapes, "ex:x a ex:Thing .", engine)
    assert (report.ok, report.conforms) == (ok, False)
    assert json.loads(written(report, "json"))["violations"][0]["severity"] == name
    [result] = json.loads(written(report, "sarif"))["runs"][0]["results"]
    assert result["level"] == level
    term = severity.replace("ex:Blocker", "<http://example.org/Blocker>")
    assert f"sh:resultSeverity {term} ;" in written(report, "turtle")
    text = written(report, "text")
    assert name in text or name.lower() in text or name == "Info"


def test_severities_are_told_apart() -> None:
    kinds = ("sh:Info", "sh:Warning", "sh:Violation", "ex:Blocker", "sh:Info")
    parts = " , ".join(f"[ sh:path ex:a{n} ; sh:minCount 1 ; sh:severity {each} ]" for n, each in enumerate(kinds))
    text = written(check(f"{THING} sh:property {parts} .", "ex:x a ex:Thing ."), "text").splitlines()
    assert text[0].startswith(
        "Does not conform: 1 node checked, 1 violation, 1 warning, 2 remarks, 1 http://example.org/"
    )
    titles = [line.rpartition("required")[2].strip() for line in text if line.startswith("1 x ")]
    assert titles == ["", "(http://example.org/Blocker)", "(warning)", "(remark)", "(remark)"]


NAMELESS = {
    "a property": ("ex:S sh:property [ sh:path ex:a ; sh:minCount 1 ]", "http://example.org/S / http://example.org/a"),
    "a path": (
        "ex:S sh:property [ sh:path ( ex:a [ sh:zeroOrMorePath [ sh:inversePath ex:b ] ] ) ; sh:minCount 2 ]",
        "http://example.org/S / (http://example.org/a/^http://example.org/b*)",
    ),
    "a node in an or": (
        "ex:S sh:and ( [ sh:nodeKind sh:IRI ] [ sh:property [ sh:path ex:a ; sh:minCount 1 ] ] )",
        "http://example.org/S",
    ),
    "a shape with a target": (
        "[] a sh:NodeShape ; sh:targetClass ex:Thing ; sh:nodeKind sh:Literal",
        "class http://example.org/Thing",
    ),
}


@pytest.mark.parametrize("name", NAMELESS)
def test_shapes_without_an_iri_get_none(name: str, engine: Engine) -> None:
    more, way = NAMELESS[name]
    report = check(f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing . {more} .", "ex:x a ex:Thing .", engine)
    [finding] = report.violations
    assert finding.shape_name == way
    for format in FORMATS:
        assert "urn:oslo" not in written(report, format), format
    if finding.shape and finding.shape.startswith("_:"):
        assert f"sh:sourceShape _:shape_{finding.shape[2:]} " in written(report, "turtle")
        assert f"\n_:shape_{finding.shape[2:]}" in written(report, "turtle")


@pytest.mark.parametrize("rule", ["sh:not", "sh:node"])
def test_messages_have_no_made_up_iri(rule: str, engine: Engine) -> None:
    inner: dict[str, Any] = {"sh:not": "[ sh:nodeKind sh:IRI ]", "sh:node": "[ sh:pattern 'q' ; sh:minLength 99 ]"}
    report = check(f"{THING} {rule} {inner[rule]} .", "ex:x a ex:Thing .", engine)
    [finding] = report.violations
    assert "urn:oslo" not in finding.message()
    assert "sh:node" in finding.message() or "an IRI" in finding.message()
