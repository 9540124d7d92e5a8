"""Shapes of strangers that take long, are deep or go in circles: an answer, or what was not decided, by its shape."""

from __future__ import annotations

import json
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo

from oslo import Validator
from oslo.errors import InputError
from oslo.report.formats import FORMATS, written
from oslo.validation.engines import Engine, is_fast
from oslo.validation.findings import Report

ENGINES = [Engine.PYSHACL, *([Engine.SHACL] if is_fast() else [])]
PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <urn:ex:> .\n"
GIVES_UP = r"^(a*)(a*)(a*)(a*)\4\3\2\1b"


def _check(shapes: str, data: str, engine: Engine = Engine.AUTO, time_limit: float = 30) -> Report:
    return Validator(PREFIX + shapes, engine=engine, time_limit=time_limit).validate(PREFIX + data, "turtle")


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


JOIN = " ".join(f"?a{n} ex:p ?b{n} ." for n in range(6))
ANY_WAY = " ".join(f"?a{n} (!ex:z)* ?b{n} ." for n in range(4))
DOUBLED = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1}) " for n in range(60))
QUERIES = {
    "a join of six": f"{JOIN} FILTER(?b0 + ?b1 + ?b2 + ?b3 + ?b4 + ?b5 < -1)",
    "all rows": f"{JOIN} BIND(?b5 AS ?value)",
    "ways of any length": f"{ANY_WAY} FILTER(CONCAT(STR(?b0), STR(?b1), STR(?b2), STR(?b3)) = 'x')",
    "a subquery": f"{{ SELECT (COUNT(*) AS ?n) WHERE {{ {JOIN} }} }} FILTER(?n < 0)",
    "a text that doubles": f"BIND('aaaaaaaa' AS ?t0) {DOUBLED} FILTER(STRLEN(?t60) < 9)",
}
SLOW_QUERY = f"SELECT $this WHERE {{ $this a ex:C . {QUERIES['a join of six']} }}"


def _with_query(query: str) -> str:
    any_uri = "http://www.w3.org/2001/XMLSchema#anyURI"
    return (
        "ex:slow a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ "
        f'sh:prefixes [ sh:declare [ sh:prefix "ex" ; sh:namespace "urn:ex:"^^<{any_uri}> ] ] ; '
        f"sh:select {json.dumps(query)} ] .\n"
        "ex:quick a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .\n"
    )


MANY = "\n".join(f"ex:x{n} a ex:C ; ex:p {n} ." for n in range(60))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_that_does_not_end_is_not_decided_and_the_rest_is(engine: Engine, query: str) -> None:
    select = f"SELECT $this ?value WHERE {{ $this a ex:C . {query} }}"
    report = _check(_with_query(select), MANY, engine, time_limit=4)
    assert [(each.rule, each.focus, each.shape) for each in report.unresolved] == [
        ("notDecided", "<urn:ex:slow>", "urn:ex:slow")
    ]
    assert "gave up" in report.unresolved[0].message()
    assert {each.rule for each in report.violations} == {"minCount"}
    assert len(report.violations) == 60
    assert not report.conforms


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_one_query_that_does_not_end_stops_no_other(engine: Engine) -> None:
    shapes = _with_query(SLOW_QUERY) + _with_query("SELECT $this WHERE { $this ex:p ?p . FILTER(?p < 3) }").replace(
        "ex:slow", "ex:other"
    ).replace("ex:quick", "ex:alike")
    report = _check(shapes, MANY, engine, time_limit=6)
    assert [each.shape for each in report.unresolved] == ["urn:ex:slow"]
    assert sorted(each.focus for each in report.violations if each.rule == "sparql") == [
        f"<urn:ex:x{n}>" for n in range(3)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_query_that_ends_is_answered(engine: Engine) -> None:
    report = _check(_with_query("SELECT $this WHERE { $this ex:p ?p . FILTER(?p > 58) }"), MANY, engine)
    assert [each.focus for each in report.violations if each.rule == "sparql"] == ["<urn:ex:x59>"]
    assert report.unresolved == []


@pytest.mark.slow
def test_a_shape_without_an_iri_is_named_by_what_it_looks_at() -> None:
    shapes = _with_query(SLOW_QUERY).replace("ex:slow a sh:NodeShape", "[] a sh:NodeShape")
    [left] = _check(shapes, MANY, time_limit=1).unresolved
    assert (left.focus, left.shape_name) == ("<urn:ex:C>", "class urn:ex:C")


@pytest.mark.slow
def test_no_process_stays_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **options: Any) -> None:
            super().__init__(*words, **options)
            started.append(self)

    monkeypatch.setattr("oslo.validation.apart.subprocess.Popen", Popen)
    _check(_with_query(SLOW_QUERY), MANY, time_limit=1)
    assert started
    assert all(each.returncode is not None for each in started)


@pytest.mark.slow
def test_the_process_sees_nothing_of_the_folder_that_it_runs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("oslo", "json", "pyshacl", "shacl"):
        (tmp_path / f"{name}.py").write_text("open('it-ran', 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    report = _check(_with_query("SELECT $this WHERE { $this ex:p 7 }"), MANY)
    assert [each.focus for each in report.violations if each.rule == "sparql"] == ["<urn:ex:x7>"]
    assert not (tmp_path / "it-ran").exists()


SERVICES = [
    "SELECT $this WHERE { $this a ex:C . SERVICE <ADDRESS> { ?a ?b ?c } }",
    "SELECT $this WHERE { $this a ex:C . SERVICE SILENT <ADDRESS> { ?a ?b ?c } }",
    "SELECT $this WHERE { $this a ex:C . service#\n<ADDRESS> { ?a ?b ?c } }",
    "SELECT $this WHERE { $this a ex:C . BIND(IRI('ADDRESS') AS ?u) SERVICE ?u { ?a ?b ?c } }",
    "SELECT $this FROM <ADDRESS> WHERE { $this a ex:C }",
    "SELECT $this FROM NAMED <ADDRESS> WHERE { GRAPH <ADDRESS> { $this a ex:C } }",
    "LOAD <ADDRESS>",
]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_fetched_for_a_query(engine: Engine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        for query in SERVICES:
            address = f"http://127.0.0.1:{server.getsockname()[1]}/"
            with suppress(InputError):
                _check(_with_query(query.replace("ADDRESS", address)), MANY, engine)
            with pytest.raises(TimeoutError):
                server.accept()


@pytest.mark.slow
def test_the_command_line_has_the_limit_and_its_exit_code_is_that_of_unresolved(tmp_path: Path) -> None:
    shapes, data = tmp_path / "s.ttl", tmp_path / "d.ttl"
    shapes.write_text(PREFIX + _with_query(SLOW_QUERY).partition("ex:quick")[0], "utf-8")
    data.write_text(PREFIX + MANY, "utf-8")
    words = ["validate", data, "--shapes", shapes, "--time-limit", "1"]
    code, said = oslo(*words)
    assert (code, said.splitlines()[0].partition(":")[0]) == (0, "Conforms as far as it can be checked")
    assert "urn:ex:slow  gave up after 1 s" in said
    assert oslo(*words, "--strict")[0] == 1


TARGET = "ex:s a sh:NodeShape ; sh:targetClass ex:C ; "
LEAF = "[ sh:nodeKind sh:Literal ]"


def _chain(step: str, number: int) -> str:
    shapes = [f"ex:s{n} a sh:NodeShape ; {step.replace('NEXT', f'ex:s{n + 1}')} ." for n in range(number)]
    return "\n".join([f"{TARGET} sh:node ex:s0 .", *shapes, f"ex:s{number} a sh:NodeShape ; sh:nodeKind sh:IRI ."])


def _inside(opening: str, inner: str, number: int) -> str:
    return f"{opening} " * number + inner + " ]" * number


DEEP = {
    "sh:node": (_chain("sh:node NEXT", 5000), "shapes nested more than 48 deep: urn:ex:s"),
    "sh:and": (
        _chain("sh:and ( NEXT NEXT )", 40),
        "a shape of more than 1,000,000 shapes, each inside another: urn:ex:s",
    ),
    "sh:or": (_chain("sh:or ( NEXT [ sh:not NEXT ] )", 22), "a shape of more than 1,000,000 shapes"),
    "sh:not": (f"{TARGET} sh:not {_inside('[ sh:not', LEAF, 5000)} .", "shapes nested more than 48 deep"),
    "sh:property": (
        f"{TARGET} sh:property {_inside('[ sh:path ex:p ; sh:property', '[ sh:path ex:p ]', 5000)} .",
        "shapes nested more than 48 deep",
    ),
    "inverse": (
        f"{TARGET} sh:property [ sh:path {_inside('[ sh:inversePath', 'ex:p', 5000)} ; sh:maxCount 1 ] .",
        "a path nested more than 48 deep",
    ),
    "repeated": (
        f"{TARGET} sh:property [ sh:path {_inside('[ sh:zeroOrMorePath', 'ex:p', 3000)} ; sh:maxCount 1 ] .",
        "a path nested more than 48 deep",
    ),
    "itself": (f"{TARGET} sh:node ex:s .", "shapes that refer to themselves: urn:ex:s"),
    "one another": (
        f"{TARGET} sh:property [ sh:path ex:p ; sh:node ex:t ] . ex:t a sh:NodeShape ; sh:not ex:s .",
        "shapes that refer to themselves",
    ),
}


@pytest.mark.parametrize(("shapes", "why"), DEEP.values(), ids=DEEP)
def test_shapes_that_are_too_deep_or_go_in_circles_are_refused_in_one_line(shapes: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        Validator(PREFIX + shapes)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["in", "or", "and", "xone", "languageIn", "ignoredProperties"])
@pytest.mark.parametrize("rest", ["_:l", "_:m", "ex:nowhere"])
def test_a_list_that_does_not_end_is_refused(name: str, rest: str) -> None:
    first, second = ("ex:a", "ex:b") if name == "ignoredProperties" else (LEAF, LEAF)
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    after = f"{rdf}first> {second} ; {rdf}rest> {rest}"
    shapes = f"{TARGET} sh:{name} _:l . _:l {rdf}first> {first} ; {rdf}rest> _:m . _:m {after} ."
    with pytest.raises(InputError, match="its list is not a list that ends in rdf:nil"):
        Validator(PREFIX + shapes)


def _words(form: str, number: int) -> str:
    return " ".join(map(form.format, range(number)))


ANSWERED = {
    "a path of many steps": f"sh:property [ sh:path ( {'ex:p ' * 5000}) ; sh:minCount 1 ]",
    "many alternatives": f"sh:property [ sh:path [ sh:alternativePath ( {_words('ex:q{}', 2000)} ) ] ; sh:minCount 1 ]",
    "stars in stars": f"sh:property [ sh:path {_inside('[ sh:zeroOrMorePath', 'ex:p', 20)} ; sh:maxCount 0 ]",
    "a list of shapes": f"sh:property [ sh:path ex:p ; sh:or ( {_words('[ sh:hasValue {} ]', 300)} ) ]",
    "a list of values": f"sh:property [ sh:path ex:p ; sh:in ( {_words('{}', 5000)} ) ]",
    "properties": _words("sh:property [ sh:path ex:q{} ; sh:minCount 1 ] ;", 500) + " sh:nodeKind sh:IRI",
}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("constraint", ANSWERED.values(), ids=ANSWERED)
def test_wide_shapes_are_answered(engine: Engine, constraint: str) -> None:
    report = _check(f"{TARGET} {constraint} .", "ex:x a ex:C ; ex:p 'a' .", engine)
    assert report.violations
    assert report.unresolved == []


@pytest.mark.parametrize("way", ["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
@pytest.mark.parametrize("inner", ["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
def test_a_repetition_in_a_repetition_leads_where_it_does(way: str, inner: str) -> None:
    """Both engines agree on the ends of `(p+)?` and its like; only pySHACL's are ours."""
    shapes = f"{TARGET} sh:property [ sh:path [ sh:{way} [ sh:{inner} ex:p ] ] ; sh:nodeKind sh:Literal ] ."
    data = "ex:x a ex:C ; ex:p ex:y . ex:y ex:p ex:z . ex:z ex:p ex:x , 1 ."
    ends = {each: {found.value for found in _check(shapes, data, each).violations} for each in ENGINES}
    starts = {"zeroOrMorePath": "xyz", "oneOrMorePath": "xyz", "zeroOrOnePath": "xy"}
    wide = "xyz" if {way, inner} != {"zeroOrOnePath"} else starts["zeroOrOnePath"]
    assert set(map(frozenset, ends.values())) == {frozenset(f"<urn:ex:{name}>" for name in wide)}
