"""The reasons of a finding: what the shapes inside a shape found at its value, the same from both engines."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest

from oslo import Format, validate
from oslo.errors import InputError
from oslo.report.formats import written
from oslo.report.groups import reason_lines
from oslo.validation.engines import Engine
from oslo.validation.findings import Report
from oslo.validation.reasons import Reasons

PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix ex: <http://example.org/> .\n"
)
ADDRESS = "ex:Address a sh:NodeShape ; sh:property [ sh:path ex:street ; sh:minCount 1 ] ."


@pytest.fixture(params=[Engine.SHACL, Engine.PYSHACL])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    return Engine(request.param)


def check(shapes: str, data: str, engine: Engine = Engine.AUTO, **options: Any) -> Report:
    return validate(PREFIXES + data, PREFIXES + shapes, Format.TURTLE, engine=engine, **options)


def of_thing(constraints: str, data: str, engine: Engine, more: str = ADDRESS) -> list[list[str]]:
    """The reasons of each finding about ex:x, a thing with a shape."""
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; {constraints} . {more}"
    return [reason_lines(each, "en") for each in check(shapes, f"ex:x a ex:Thing ; {data} .", engine).violations]


STREET = "street: is missing: at least 1 required"
SHORT = "sh:maxLength 2"
CASES = {
    "node": ("sh:property [ sh:path ex:address ; sh:node ex:Address ]", "ex:address ex:y", [[STREET]]),
    "node of a blank node": (
        "sh:property [ sh:path ex:address ; sh:node ex:Address ]",
        'ex:address [ ex:number "5" ], [ ex:street "A" ]',
        [[STREET]],
    ),
    "node of a text": ("sh:property [ sh:path ex:address ; sh:node ex:Address ]", 'ex:address "x"', [[STREET]]),
    "node of the node itself": ("sh:node ex:Address", "ex:address ex:y", [[STREET]]),
    "two nodes, one of which fits": ("sh:node ex:Address , [ sh:class ex:Thing ]", "ex:y ex:z", [[STREET]]),
    "node in a node": (
        "sh:node [ sh:property [ sh:path ex:address ; sh:node ex:Address ] ]",
        "ex:address ex:y",
        [["address: http://example.org/y does not fit http://example.org/Address", f"  {STREET}"]],
    ),
    "or": (
        "sh:or ( [ sh:path ex:k ; sh:minCount 1 ] [ sh:path ex:l ; sh:minCount 2 ] )",
        "ex:l 1",
        [["k: is missing: at least 1 required", "l: is missing: at least 2 required"]],
    ),
    "or of nodes": (
        "sh:property [ sh:path ex:address ; sh:or ( ex:Address [ sh:nodeKind sh:Literal ] ) ]",
        "ex:address ex:y",
        [[STREET, "http://example.org/y has to be a value, not a link"]],
    ),
    "xone with none": (
        "sh:xone ( [ sh:path ex:k ; sh:minCount 1 ] ex:Address )",
        "ex:l 1",
        [["k: is missing: at least 1 required", STREET]],
    ),
    "xone with two": (
        "sh:xone ( [ sh:path ex:k ; sh:minCount 1 ] [ sh:path ex:m ; sh:minCount 1 ] ex:Address )",
        'ex:k 1 ; ex:street "A"',
        [["http://example.org/x conforms to k", "http://example.org/x conforms to http://example.org/Address"]],
    ),
    "and": (
        "sh:and ( [ sh:path ex:k ; sh:minCount 1 ] [ sh:path ex:l ; sh:minCount 1 ] )",
        "ex:l 1",
        [["k: is missing: at least 1 required"]],
    ),
    "not": ("sh:not [ sh:path ex:k ; sh:minCount 1 ]", "ex:k 1", [[]]),
    "too few qualified": (
        "sh:property [ sh:path ex:address ; sh:qualifiedMinCount 2 ; sh:qualifiedValueShape ex:Address ]",
        'ex:address ex:y , ex:z . ex:z ex:street "A"',
        [["http://example.org/y: street: is missing: at least 1 required"]],
    ),
    "too few qualified texts": (
        f"sh:property [ sh:path ex:code ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ {SHORT} ] ]",
        'ex:code "abc"@nl',
        [["'abc' is longer than 2 characters"]],
    ),
    "too few qualified by a property": (
        f"sh:property [ sh:path ex:a ; sh:qualifiedMinCount 2 ; sh:qualifiedValueShape [ sh:path ex:code ; {SHORT} ] ]",
        'ex:a ex:y , ex:z . ex:y ex:code "abc" . ex:z ex:code "a"',
        [["http://example.org/y: code: 'abc' is longer than 2 characters"]],
    ),
    "too many qualified by a property": (
        f"sh:property [ sh:path ex:a ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape [ sh:path ex:code ; {SHORT} ] ]",
        'ex:a ex:x1 , ex:x2 , ex:x3 . ex:x2 ex:code "abc"',
        [["a: http://example.org/x1 conforms to code", "a: http://example.org/x3 conforms to code"]],
    ),
    "an ill-typed value": (
        "sh:property [ sh:path ex:year ; sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:date ] ) ]",
        'ex:year "later"^^xsd:gYear',
        [["'later' has to be xsd:gYear", "'later' has to be a date (2026-11-21)"]],
    ),
    "no value at all": (
        f"sh:property [ sh:path ex:code ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ {SHORT} ] ]",
        "ex:k 1",
        [[]],
    ),
    "too many qualified": (
        f"sh:property [ sh:path ex:code ; sh:qualifiedMaxCount 1 ;"
        f" sh:qualifiedValueShape [ sh:name 'short' ; {SHORT} ] ]",
        'ex:code "a" , "b" , "ccc"',
        [["code: 'a' conforms to short", "code: 'b' conforms to short"]],
    ),
    "a property in a property": (
        "sh:node ex:Deep",
        "ex:a ex:b . ex:b ex:c ex:d",
        [["http://example.org/b: c: http://example.org/d has to be a value, not a link"]],
    ),
    "a property and a node": (
        "sh:node ex:Both",
        "ex:a ex:b . ex:b ex:c ex:d",
        [
            [
                "http://example.org/b: c: http://example.org/d has to be a value, not a link",
                "a: http://example.org/b does not fit http://example.org/Address",
                f"  {STREET}",
            ]
        ],
    ),
    "a path": (
        "sh:property [ sh:path ( ex:a [ sh:inversePath ex:b ] ) ; sh:node ex:Address ]",
        "ex:a ex:b . ex:c ex:b ex:b",
        [[STREET]],
    ),
    "three deep": (
        "sh:or ( [ sh:and ( [ sh:not [ sh:class ex:Thing ] ] ex:Address ) ] )",
        "ex:a ex:b",
        [
            [
                "http://example.org/x is not all of http://example.org/S / sh:or 1 / sh:and 1, http://example.org/Address",
                "  http://example.org/x conforms to http://example.org/Thing, which it must not",
                f"  {STREET}",
            ]
        ],
    ),
}
DEEP = """
ex:Deep a sh:NodeShape ; sh:property [ sh:path ex:a ; sh:property [ sh:path ex:c ; sh:nodeKind sh:Literal ] ] .
ex:Both a sh:NodeShape ; sh:property [
    sh:path ex:a ; sh:node ex:Address ; sh:property [ sh:path ex:c ; sh:nodeKind sh:Literal ] ] ."""


@pytest.mark.parametrize("name", CASES)
def test_reasons(name: str, engine: Engine) -> None:
    constraints, data, expected = CASES[name]
    assert of_thing(constraints, data, engine, ADDRESS + DEEP) == expected


def test_a_report_has_the_reasons_in_every_format(engine: Engine) -> None:
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:node ex:Outer . {ADDRESS}"
    shapes += "ex:Outer a sh:NodeShape ; sh:property [ sh:path ex:address ; sh:node ex:Address ] ."
    report = check(shapes, "ex:x a ex:Thing ; ex:address [ ] .", engine)
    [outer] = json.loads(written(report, "json"))["violations"]
    [inner] = outer["reasons"]
    [innermost] = inner["reasons"]
    assert [each["rule"] for each in (outer, inner, innermost)] == ["node", "node", "minCount"]
    assert (innermost["property"], innermost["reasons"]) == ("street", [])

    sh = "http://www.w3.org/ns/shacl#"
    for name, syntax in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        store = ox.Store()
        store.extend(ox.parse(written(report, name), format=syntax))
        [row] = store.query(  # type: ignore[union-attr]
            f"""SELECT ?component ?path WHERE {{ ?report <{sh}result> ?result .
            ?result <{sh}detail>/<{sh}detail> ?detail . ?detail a <{sh}ValidationResult> ;
            <{sh}sourceConstraintComponent> ?component ; <{sh}resultPath> ?path ;
            <{sh}sourceShape>/<{sh}minCount> 1 }}"""
        )
        assert str(row["component"]) == f"<{sh}MinCountConstraintComponent>"
        assert str(row["path"]) == "<http://example.org/street>"
    for name in ("text", "html", "sarif", "junit"):
        assert "street" in written(report, name), name


def test_there_is_a_limit_and_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.validation.validator.MOST", 2)
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:node ex:Address . {ADDRESS}"
    report = check(shapes, "ex:a a ex:Thing . ex:b a ex:Thing . ex:c a ex:Thing . ex:d a ex:Thing .")
    assert [len(each.reasons) for each in report.violations] == [1, 1, 0, 0]
    assert report.without_reasons == 2
    assert "2 more have some too" in written(report, "text")
    assert "2 more have some too" in written(report, "html", language="en")


def test_batches_give_the_same_reasons() -> None:
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P . {ADDRESS}"
    shapes += "ex:P sh:path ex:address ; sh:node ex:Address ."
    data = " ".join(f"ex:x{n} a ex:Thing ; ex:address ex:y{n} . ex:y{n} ex:number {n} ." for n in range(40))
    whole, batches = (check(shapes, data, mode=mode) for mode in ("whole", "batches"))
    assert whole.violations == batches.violations
    assert all(each.reasons for each in whole.violations)


def test_data_without_such_findings_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reasons, "askable", None)  # any use of it would fail
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:node ex:Address ; sh:minLength 99 . {ADDRESS}"
    report = check(shapes, 'ex:x a ex:Thing ; ex:street "A" .')
    assert [each.rule for each in report.violations] == ["minLength"]


def test_an_unresolved_reference_is_a_reason(engine: Engine) -> None:
    shapes = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:node [ sh:property [ sh:path ex:a ; sh:class ex:A ] ] ."
    )
    [finding] = check(shapes, "ex:x a ex:Thing ; ex:a ex:elsewhere .", engine).violations
    assert [each.rule for each in finding.reasons] == ["unresolved"]


def test_an_engine_that_cannot_be_asked_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise InputError("not these shapes")

    monkeypatch.setattr("oslo.validation.reasons.compile_shapes", refuse)
    report = check(f"ex:S sh:targetClass ex:Thing ; sh:node ex:Address . {ADDRESS}", "ex:x a ex:Thing .")
    assert [each.reasons for each in report.violations] == [()]
    assert report.notes == ["no reasons of findings: not these shapes"]
