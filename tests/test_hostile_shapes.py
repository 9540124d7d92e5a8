"""Shapes of strangers that take long, are deep or go in circles: an answer, or what was not decided, by its shape."""

from __future__ import annotations

import json

import pytest

from oslo import Validator
from oslo.report.formats import FORMATS, written
from oslo.validation.engines import Engine, is_fast
from oslo.validation.findings import Report

ENGINES = [Engine.PYSHACL, *([Engine.SHACL] if is_fast() else [])]
PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <urn:ex:> .\n"
GIVES_UP = r"^(a*)(a*)(a*)(a*)\4\3\2\1b"


def _check(shapes: str, data: str, engine: Engine = Engine.AUTO) -> Report:
    return Validator(PREFIX + shapes, engine=engine).validate(PREFIX + data, "turtle")


def _values(report: Report) -> set[str]:
    return {json.loads((each.value or "").partition("^^")[0]) for each in report.violations}


def _pattern(pattern: str, flags: str = "") -> str:
    more = f"; sh:flags {json.dumps(flags)}" if flags else ""
    return (
        "ex:s a sh:NodeShape ; sh:targetClass ex:C ; "
        f"sh:property [ sh:path ex:p ; sh:pattern {json.dumps(pattern)} {more} ] ."
    )


def _data(*texts: str) -> str:
    return f"ex:x a ex:C ; ex:p {', '.join(map(json.dumps, texts))} ."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "pattern", [r"^(a+)+$", r"^(a|a)*$", r"^(a|aa)+$", r"^(a*)*$", r"^(.*a){12}$", r"(\w+\w+)+\.$", r"^(a?){40}a{40}$"]
)
def test_a_pattern_that_is_slow_to_backtrack_is_answered(engine: Engine, pattern: str) -> None:
    long = "a" * 3000 + "!"
    report = _check(_pattern(pattern), _data(long), engine)
    assert (_values(report), report.unresolved) == ({long}, [])


@pytest.mark.parametrize("pattern", [r"(?=(a+)+$)b", r"^(?!(a|a)*$)", r"(a+)+(?<!a)$"])
def test_a_pattern_that_looks_around_is_answered(pattern: str) -> None:
    report = _check(_pattern(pattern), _data("a" * 60), Engine.PYSHACL)
    assert (len(report.violations), report.unresolved) == (1, [])


PAIRS = [
    ("^a$", "", ["a", "a\n", "b"], {"a\n", "b"}),
    ("^a$", "m", ["a", "a\nb", "b"], {"b"}),
    ("^a.b$", "", ["a\nb", "axb"], {"a\nb"}),
    ("^a.b$", "s", ["a\nb", "axb"], set()),
    ("a b", "x", ["ab", "a b"], {"a b"}),
    ("a.b", "q", ["a.b", "axb"], {"axb"}),
    ("A.B", "qi", ["a.b", "axb"], {"axb"}),
    ("^É", "i", ["été", "ete"], {"ete"}),
    (r"^\p{Lu}", "", ["Gent", "gent"], {"gent"}),
    (r"^\d+$", "", ["12", "١٢", "a"], {"a"}),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("pattern", "flags", "texts", "wrong"), PAIRS)
def test_a_pattern_means_what_it_means_in_sparql(
    engine: Engine, pattern: str, flags: str, texts: list[str], wrong: set[str]
) -> None:
    assert _values(_check(_pattern(pattern, flags), _data(*texts), engine)) == wrong


@pytest.mark.slow
def test_a_pattern_that_is_given_up_is_not_decided() -> None:
    report = _check(_pattern(GIVES_UP), _data("a" * 300, "aab", "x"), Engine.PYSHACL)
    [left] = report.unresolved
    assert (left.rule, left.focus, left.value, left.path) == (
        "notDecided",
        "<urn:ex:x>",
        f'"{"a" * 300}"',
        "<urn:ex:p>",
    )
    assert left.message() == f"was not decided: gave up after 2,000,000 steps of the pattern {GIVES_UP}"
    assert left.message("nl").startswith("is niet beslist: opgegeven na 2,000,000 stappen")
    assert _values(report) == {"x"}
    assert not report.conforms
    for form in FORMATS:
        assert "gave up" in written(report, form)


NESTED = [
    ("sh:property [ sh:path ex:p ; sh:pattern {} ]", 0),
    ("sh:property [ sh:path ex:p ; sh:not [ sh:pattern {} ] ]", 0),
    ("sh:property [ sh:path ex:p ; sh:or ( [ sh:pattern {} ] [ sh:maxLength 2 ] ) ]", 0),
    ("sh:property [ sh:path ex:p ; sh:node [ sh:pattern {} ] ]", 0),
    ("sh:not [ sh:property [ sh:path ex:p ; sh:pattern {} ] ]", 0),
    ("sh:property [ sh:path ex:p ; sh:not [ sh:pattern {} ] ; sh:maxLength 2 ]", 1),
]


@pytest.mark.slow
@pytest.mark.parametrize(("constraint", "violations"), NESTED)
def test_what_rests_on_a_pattern_that_is_given_up_is_not_decided_either(constraint: str, violations: int) -> None:
    shape = f"ex:s a sh:NodeShape ; sh:targetClass ex:C ; {constraint.format(json.dumps(GIVES_UP))} ."
    report = _check(shape, _data("a" * 300), Engine.PYSHACL)
    assert len(report.violations) == violations
    assert {each.rule for each in report.unresolved} == {"notDecided"}
    assert not report.conforms
