"""JSON-LD documents as the recommendation has them: contexts from elsewhere, scopes, JSON literals, errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from helpers.commands import oslo
from helpers.laws import examples
from hypothesis import given, strategies as st

from oslo import Format, InputError
from oslo.lint.repairing import ContextRepairer
from oslo.rdf.contexts import ContextLoader, Document
from oslo.rdf.jsonld.expansion import expanded
from oslo.rdf.jsonld.reading import _USUAL
from oslo.rdf.jsonld.statements import quads
from oslo.rdf.parsing import ReadOptions, parse

HOME = "https://c.example/contexts/"
A = HOME + "a"
KNOWS: dict[str, Any] = {"@id": "http://ex.org/knows", "@type": "@id"}


def said(document: Any, contexts: dict[str, Any] | None = None, base: str | None = None) -> list[str]:
    """The statements of a document, in order; `contexts`: what is at each IRI."""
    found = {iri: {"@context": each} for iri, each in (contexts or {}).items()}
    options = ReadOptions(found.get, base=base)
    return sorted(str(quad) for quad in parse(json.dumps(document), Format.JSONLD, "d.jsonld", options))


def refusal(document: Any, contexts: dict[str, Any] | None = None) -> str:
    with pytest.raises(InputError) as error:
        said(document, contexts)
    return str(error.value)


# Contexts from elsewhere (JSON-LD 1.1 API, section 4.1).


@pytest.mark.parametrize("given", [A, [A], [[A]], [None, A], [{}, [A, {}]]])
def test_a_context_is_found_wherever_it_is_named(given: Any) -> None:
    document = {"@context": given, "@id": "http://d.example/1", "knows": "http://d.example/2"}
    expected = ["<http://d.example/1> <http://ex.org/knows> <http://d.example/2>"]
    assert said(document, {A: {"knows": KNOWS}}) == expected
    assert said(document, {A: [[{"knows": KNOWS}]]}) == expected
    assert said(document, {A: ["b"], HOME + "b": {"knows": KNOWS}}) == expected
    assert said(document, {A: ["../b", None, "c"], "https://c.example/b": {}, HOME + "c": {"knows": KNOWS}}) == expected


@pytest.mark.parametrize("style", ["whole", "list", "deeper", "null"])
def test_the_base_of_a_context_from_elsewhere_does_not_hold(style: str) -> None:
    context = {"knows": KNOWS, "@base": None if style == "null" else "https://wrong.example/"}
    contexts = {A: [context] if style == "list" else context}
    if style == "deeper":
        contexts = {A: [HOME + "b"], HOME + "b": context}
    document = {"@context": A, "@id": "p1", "knows": "p2"}
    assert said(document, contexts, "https://d.example/") == [
        "<https://d.example/p1> <http://ex.org/knows> <https://d.example/p2>"
    ]
    own = {**document, "@context": [A, {"@base": "/own/"}]}
    assert said(own, contexts, "https://d.example/") == [
        "<https://d.example/own/p1> <http://ex.org/knows> <https://d.example/own/p2>"
    ]


def test_an_imported_context_is_below_the_one_that_imports_it() -> None:
    context = {"@import": A, "naam": "http://ex.org/own"}
    contexts = {A: {"naam": "http://ex.org/imported", "code": "http://ex.org/code"}}
    assert said({"@context": context, "@id": "urn:x", "naam": "An", "code": "1"}, contexts) == [
        '<urn:x> <http://ex.org/code> "1"',
        '<urn:x> <http://ex.org/own> "An"',
    ]
    assert "invalid context entry" in refusal({"@context": context}, {A: {"@import": "b"}, HOME + "b": {}})
    assert "invalid remote context" in refusal({"@context": context}, {A: [{}]})
    assert f"context {A} is not available" in refusal({"@context": context})


@pytest.mark.parametrize("by_type", [True, False])
def test_a_scoped_context_may_be_named_by_its_iri(by_type: bool) -> None:
    scoped = {"@id": "http://ex.org/Persoon" if by_type else "http://ex.org/is", "@context": "scoped"}
    contexts = {A: {"Persoon" if by_type else "is": scoped}, HOME + "scoped": {"naam": "http://ex.org/naam"}}
    node = {"@type": "Persoon", "naam": "An"} if by_type else {"is": {"@id": "urn:y", "naam": "An"}}
    found = said({"@context": A, "@id": "urn:x", **node}, contexts)
    assert f'<urn:{"x" if by_type else "y"}> <http://ex.org/naam> "An"' in found
    assert len(found) == 2


@pytest.mark.parametrize("repairer", [None, ContextRepairer()])
def test_a_context_that_many_nodes_name_is_made_once(repairer: ContextRepairer | None) -> None:
    asked: list[str] = []

    def find(iri: str) -> Any:
        asked.append(iri)
        return {"@context": {"naam": "urn:naam", "knows": {"@id": "urn:knows", "@type": "urn:ex#/Persoon"}}}

    node = {"@context": A, "naam": "An", "knows": {"@context": A, "@id": "urn:y", "naam": "Bo"}}
    document = [{**node, "@id": f"urn:{number}"} for number in range(3)]
    options = ReadOptions(find, repairer)
    found = {str(quad) for quad in parse(json.dumps(document), Format.JSONLD, options=options)}
    others = {f"<urn:{number}> {end} ." for number in range(3) for end in ('<urn:naam> "An"', "<urn:knows> <urn:y>")}
    assert {f"{each} ." for each in found} == others | {'<urn:y> <urn:naam> "Bo" .'}
    assert asked == [A]
    assert bool(repairer and repairer.words()) == (repairer is not None)


def test_a_context_that_names_itself() -> None:
    around = {A: [HOME + "b"], HOME + "b": A}
    assert "context overflow" in refusal({"@context": A}, around)
    assert "d.jsonld" in refusal({"@context": A}, around)
    # In the scope of a term it is used only where the term is.
    scoped = {A: {"deel": {"@id": "http://ex.org/deel", "@context": A}}}
    assert len(said({"@context": A, "deel": {"deel": {"deel": {}}}}, scoped)) == 3


def test_a_redirected_context_is_completed_by_where_it_is_in_the_end() -> None:
    documents = {
        "https://w3id.example/a": Document(HOME + "a.jsonld", b'{"@context": "b.jsonld"}'),
        HOME + "b.jsonld": {"@context": {"naam": "http://ex.org/naam"}},
    }
    text = '{"@context": "https://w3id.example/a", "@id": "urn:x", "naam": "An"}'
    assert len(list(parse(text, Format.JSONLD, options=ReadOptions(documents.get)))) == 1


def test_a_relative_context_is_completed_by_the_base_of_the_document() -> None:
    document = {"@context": "a", "@id": "urn:x", "knows": "urn:y"}
    assert said(document, {A: {"knows": KNOWS}}, HOME + "d.jsonld")
    assert said(document, {"a": {"knows": KNOWS}}, HOME + "d.jsonld")  # as it is written
    assert said(document, {"a": {"knows": KNOWS}})
    assert "d.jsonld: the JSON-LD context a is not available" in refusal(document)


@pytest.mark.parametrize(
    "context", [{"naam": {"@id": "@context"}}, {"@version": 1}, {"naam": {"@container": "@strange"}}]
)
def test_a_refusal_names_the_document_and_the_contexts(context: Any) -> None:
    words = refusal({"@context": A, "naam": "An"}, {A: context})
    assert words.startswith("d.jsonld: ")
    assert words.endswith(f"(with the context {A})")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{"@context": {,}}', "not JSON: "),
        (b'{\n"a": 1}', "not a JSON-LD context: there is no @context in it"),
        (b"[]", "not a JSON-LD context: there is no @context in it"),
        (b"<html>", "not JSON: Expecting value (column 1)"),
        (b'{"@context": 1}', "not JSON-LD: invalid local context: 1"),
        (b'{"@context": "b"}', f"the JSON-LD context {HOME}b is not available, and nothing is fetched"),
    ],
)
def test_a_context_that_cannot_be_used(text: bytes, message: str) -> None:
    document = json.dumps({"@context": A, "naam": "An"})
    with pytest.raises(InputError) as error:
        list(parse(document, Format.JSONLD, "d.jsonld", ReadOptions({A: text}.get)))
    words = str(error.value)
    assert words.startswith("d.jsonld: ")
    assert message in words
    assert HOME in words


# What holds where: null, @propagate, @protected.


def test_null_empties_the_context() -> None:
    inner = {"@context": None, "http://ex.org/a": "1", "naam": "An"}
    document = {"@context": {"naam": "http://ex.org/naam", "deel": "http://ex.org/deel"}, "deel": inner, "naam": "Bo"}
    assert {each.split()[-1] for each in said(document) if '"' in each} == {'"1"', '"Bo"'}


@pytest.mark.parametrize("by_iri", [True, False])
def test_a_context_that_does_not_propagate(by_iri: bool) -> None:
    inner = {"@propagate": False, "naam": "http://ex.org/inner"}
    document = {
        "@context": {"naam": "http://ex.org/outer", "deel": "http://ex.org/deel"},
        "deel": {"@context": [A] if by_iri else inner, "naam": "An", "deel": {"naam": "Bo"}},
    }
    found = [each.partition(" ")[2] for each in said(document, {A: inner})]
    assert '<http://ex.org/inner> "An"' in found
    assert '<http://ex.org/outer> "Bo"' in found


def test_a_protected_term_stays() -> None:
    mine = {"naam": "http://ex.org/mine"}
    protected = {"@protected": True, "naam": "http://ex.org/naam"}
    assert "protected term redefinition" in refusal({"@context": [protected, {**mine, "@direction": None}]}).lower()
    assert "redefin" in refusal({"@context": [A, mine], "naam": "x"}, {A: protected}).lower()


# The contexts of types.

FIRST = {"@id": "urn:A", "@context": {"p": "urn:a#p", "deel": "urn:deel"}}
SECOND = {"@id": "urn:B", "@context": {"q": "urn:b#q", "deel": "urn:deel"}}
ONE_AND_TWO = ['<urn:x> <urn:a#p> "1"', '<urn:x> <urn:b#q> "2"']


@pytest.mark.parametrize(
    ("context", "node"),
    [
        ({"A": FIRST, "B": SECOND}, {"@type": ["A", "B"]}),
        ({"A": FIRST, "B": SECOND}, {"@type": ["B", "http://ex.org/C", "A"]}),
        ({"A": FIRST, "B": SECOND, "soort": "@type"}, {"soort": ["A", "B"]}),
        ({"A": FIRST, "B": SECOND, "soort": "@type"}, {"soort": "A", "@type": "B"}),
        ([{"A": FIRST}, {"B": SECOND}, {"@vocab": "http://ex.org/"}], {"@type": ["A", "B"]}),
        ({"A": FIRST, "B": {**SECOND, "@context": A}}, {"@type": ["A", "B"]}),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_the_contexts_of_all_types_of_a_node_hold(context: Any, node: dict[str, Any], inside: bool) -> None:
    document: dict[str, Any] = {"@context": context, "@id": "urn:x", **node, "p": "1", "q": "2"}
    if inside:  # where the context of a property gives the types their meaning
        in_scope = {"in": {"@id": "urn:in", "@context": document.pop("@context")}}
        document = {"@context": in_scope, "@id": "urn:y", "in": document}
    found = said(document, {A: SECOND["@context"]})
    assert [each for each in found if '"' in each] == ONE_AND_TWO


@pytest.mark.parametrize(
    ("scope", "outer", "node", "expected"),
    [
        ({"B": "urn:B2"}, {"B": "urn:B"}, {"@type": "B"}, "<urn:B>"),
        ({"x": "urn:x2:"}, {"x": "urn:x:"}, {"@type": "x:B"}, "<urn:x:B>"),
        ({"@vocab": "urn:2"}, {"@vocab": "urn:1"}, {"@type": "B"}, "<urn:1B>"),
        ({"p": "urn:p2"}, {"p": "urn:p"}, {"p": "1"}, '<urn:p> "1"'),
        ({"@language": "de"}, {"p": "urn:p"}, {"p": "1"}, '<urn:p> "1"'),
        ({"p": "urn:p2"}, {"p": "urn:p"}, {"p": {"@id": "urn:z", "p": "1"}}, '<urn:z> <urn:p> "1"'),
    ],
)
@pytest.mark.parametrize("around", [{}, {"@context": {}}, {"@context": {"q": "urn:q"}}])
def test_the_context_of_a_type_does_not_hold_in_nested_nodes(
    scope: Any, outer: Any, node: dict[str, Any], expected: str, around: Any
) -> None:
    context = {**outer, "deel": {"@id": "urn:deel", **around}, "A": {"@id": "urn:A", "@context": scope}}
    found = said({"@context": context, "@id": "urn:x", "@type": "A", "deel": {"@id": "urn:y", **node}})
    assert len(found) == (4 if "<urn:z>" in expected else 3)
    assert any(each.endswith(expected) for each in found)


def test_a_type_that_is_defined_anew_has_no_context() -> None:
    lost = {"@id": "urn:y", "@type": "urn:C"}
    inner = {"@context": {"A": "urn:A2"}, "@id": "urn:z", "@type": "A", "p": lost}
    document = {"@context": {"A": FIRST, "deel": "urn:deel"}, "@id": "urn:x", "deel": inner}
    assert [each.split()[-1] for each in said(document)] == ["<urn:z>", "<urn:A2>"]


# JSON literals (JSON-LD 1.1, section 4.2.2).

RAW = {
    "@context": "urn:elsewhere",
    "@id": 1,
    "b": [1.0, {"@context": {"a": ""}}],
    "@language": "nl-toolongtag9",
}


@pytest.mark.parametrize(
    ("context", "value"),
    [
        ({"raw": {"@id": "http://ex.org/raw", "@type": "@json"}}, RAW),
        ({"raw": {"@id": "http://ex.org/raw"}}, {"@type": "@json", "@value": RAW}),
        ({"raw": "http://ex.org/raw", "waarde": "@value", "soort": "@type"}, {"soort": "@json", "waarde": RAW}),
        ({"@vocab": "http://ex.org/", "Ding": {"@context": {"raw": {"@type": "@json"}}}}, RAW),
        ([{"raw": {"@id": "http://ex.org/raw", "@type": "@json", "@container": "@set"}}], RAW),
    ],
)
def test_a_json_literal_is_left_alone(context: Any, value: Any) -> None:
    document = {"@context": context, "@id": "urn:x", "@type": "Ding", "raw": value}
    for repairer in (None, ContextRepairer()):
        options = ReadOptions({}.get, repairer, "http://ex.org/")
        found = parse(json.dumps(document), Format.JSONLD, options=options)
        [literal] = [quad.object for quad in found if quad.predicate.value == "http://ex.org/raw"]
        assert isinstance(literal, ox.Literal)
        assert json.loads(literal.value) == RAW
        assert literal.value.startswith('{"@context":"urn:elsewhere","@id":1,"@language":')
        assert repairer is None or not repairer.words()


# The two ways of reading.

NAMES = ["naam", "_:p", "deel", "id", "Ding", "ex:p", "http://ex.org/q", "taal", "lijst", "datum"]
_SCALARS = st.sampled_from(
    ["x", "urn:y", "ex:z", "rel/x", "Ding", "", True, False, 0, 12, 2.5, 1e21, None, "_:b", "naam"]
)
_TERMS = st.one_of(
    st.sampled_from(["http://ex.org/a", "http://ex.org/b#", "ex:c", "@id", "@type", "@value", "@graph", None]),
    st.fixed_dictionaries(
        {"@id": st.sampled_from(["http://ex.org/a", "http://ex.org/d", "ex:e"])},
        optional={
            "@type": st.sampled_from(["@id", "@vocab", "http://www.w3.org/2001/XMLSchema#date", "ex:t"]),
            "@container": st.sampled_from(["@set", "@list", "@language", ["@set"]]),
            "@language": st.sampled_from(["nl", None]),
            "@protected": st.booleans(),
            "@context": st.fixed_dictionaries(
                {},
                optional={
                    "naam": st.just("http://ex.org/in"),
                    "deel": st.just("http://ex.org/in-deel"),
                    "Zaak": st.just("http://ex.org/in-zaak"),
                    "ex": st.just("http://in.example/"),
                    "@vocab": st.just("http://in.example/v#"),
                    "@language": st.just("de"),
                },
            ),
        },
    ),
)
_CONTEXTS = st.fixed_dictionaries(
    {"ex": st.just("http://ex.org/")},
    optional={
        "@vocab": st.sampled_from(["http://ex.org/v#", None, ""]),
        "@language": st.sampled_from(["nl", None]),
        **dict.fromkeys(["naam", "deel", "id", "Ding", "Zaak", "taal", "lijst", "datum"], _TERMS),
    },
)


def _objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = values | st.lists(values, max_size=3)
    node = st.fixed_dictionaries(
        {},
        optional={
            "@id": st.sampled_from(["urn:x", "ex:i", "rel", "_:b", "http://a b/"]),
            "@type": st.sampled_from(["Ding", "ex:T", ["Ding", "rel"], "naam", ["Ding", "Zaak"], ["Zaak", "ex:T"]]),
            "@context": _CONTEXTS,
            "@graph": many,
            **dict.fromkeys(NAMES, many),
        },
    )
    value = st.fixed_dictionaries(
        {"@value": _SCALARS}, optional={"@type": st.sampled_from(["ex:t", "Ding"]), "@language": st.just("fr")}
    )
    return (
        node
        | value
        | st.builds(lambda items: {"@list": items}, st.lists(values, max_size=3))
        | st.builds(lambda items: {"@set": items}, many)
    )


_NODES = st.recursive(_SCALARS, _objects, max_leaves=8)
DOCUMENTS = st.builds(lambda context, body: {"@context": context, "@graph": body}, _CONTEXTS, _NODES)


def outcome(statements: Iterator[ox.Quad]) -> set[str] | str:
    try:
        dataset = ox.Dataset(statements)
    except (ValueError, SyntaxError):
        return "refused"
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, dataset))


@examples(200)
@given(document=DOCUMENTS, base=st.sampled_from([None, "https://d.example/a/b?c#d"]))
def test_a_plain_document_is_read_the_same_in_both_ways(document: Any, base: str | None) -> None:
    if not ContextLoader({}.get, base=base).prepare(deepcopy(document)):
        return

    def ours() -> Iterator[ox.Quad]:
        yield from quads(expanded(document, lambda iri: pytest.fail(iri), base))

    quick = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD, base_iri=base)
    assert outcome(quick) == outcome(ours())


def test_what_a_blank_node_as_predicate_holds_is_read() -> None:
    document = {"@context": {"@vocab": "urn:v#"}, "_:p": {"@id": "urn:x", "naam": "Gent"}}
    [quad] = parse(json.dumps(document), Format.JSONLD)
    assert str(quad) == '<urn:x> <urn:v#naam> "Gent"'


# The command.


def test_the_context_of_an_iri_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "d.jsonld").write_text(
        '{"@context": "https://c.example/outer", "@id": "p1", "@type": "Persoon", "knows": "p2"}'
    )
    outer = {"@base": "https://wrong.example/", "knows": KNOWS}
    (tmp_path / "outer.jsonld").write_text(json.dumps({"@context": ["core", outer]}))
    (tmp_path / "core.jsonld").write_text('{"@context": {"Persoon": "http://ex.org/Persoon"}}')
    (tmp_path / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <https://d.example/p1> ; "
        "sh:property [ sh:path <http://ex.org/knows> ; sh:hasValue <https://d.example/p2> ] ."
    )
    job = ("validate", tmp_path / "d.jsonld", "-s", tmp_path / "s.ttl", "--base", "https://d.example/")
    given = [f"--context=https://c.example/{name}={tmp_path / name}.jsonld" for name in ("outer", "core")]
    code, text = oslo(*job, *given)
    assert (code, "Conforms: 1 node checked" in text) == (0, True)
    code, text = oslo(*job, given[0])
    assert code == 2


def test_shapes_may_name_a_context_by_its_iri(tmp_path: Path) -> None:
    terms: dict[str, Any] = {"sh": "http://www.w3.org/ns/shacl#", "part": "sh:property", "least": "sh:minCount"}
    terms |= {name: {"@id": f"sh:{iri}", "@type": "@id"} for name, iri in (("node", "targetNode"), ("path", "path"))}
    shape = {"@context": [A], "@type": "sh:NodeShape", "node": "urn:x", "part": {"path": "urn:p", "least": 1}}
    (tmp_path / "s.jsonld").write_text(json.dumps(shape))
    (tmp_path / "c.jsonld").write_text(json.dumps({"@context": terms}))
    (tmp_path / "d.ttl").write_text("<urn:x> <urn:q> 1 .")
    job = ("validate", tmp_path / "d.ttl", "-s", tmp_path / "s.jsonld")
    assert oslo(*job)[0] == 2
    code, text = oslo(*job, f"--context={A}={tmp_path / 'c.jsonld'}")
    assert (code, "is missing: at least 1 required" in text) == (1, True)


ILL_FORMED = {
    "an IRI with a space": ('{"@id": "https://data.example.be/a b", "urn:p": 1}', "invalid IRI: 'https://data"),
    "a value with a space": ('{"@id": "urn:a", "urn:p": {"@id": "urn:b c"}}', "invalid IRI: 'urn:b c'"),
    "a type": ('{"@id": "urn:a", "@type": "urn:b<c>"}', "invalid IRI: 'urn:b<c>'"),
    "a datatype": ('{"@id": "urn:a", "urn:p": {"@value": "1", "@type": "urn:b c"}}', "invalid typed value: 'urn:b c'"),
    "a language": ('{"@id": "urn:a", "urn:p": {"@value": "1", "@language": "geen taal"}}', "invalid language tag"),
    "brackets in a host": ('{"@id": "http://[gent/1", "urn:p": 1}', "invalid IRI: 'http://\\[gent/1'"),
    "brackets in a path": ('{"@id": "urn:a", "urn:p": {"@id": "http://g/a[1]"}}', r"invalid IRI: 'http://g/a\[1\]'"),
    "percent without digits": ('{"@id": "http://g/50%", "urn:p": 1}', "invalid IRI: 'http://g/50%'"),
    "a port of letters": ('{"@id": "http://g:p/", "urn:p": 1}', "invalid IRI: 'http://g:p/'"),
    "a key": ('{"@id": "urn:a", "http://g/a b": 1}', "invalid IRI: 'http://g/a b'"),
    "a language of one sign": (
        '{"@id": "urn:a", "urn:p": {"@value": "x", "@language": "n!"}}',
        "invalid language tag: 'n!'",
    ),
    "a name of a graph": ('{"@id": "urn:a|", "@graph": [{"@id": "urn:b", "urn:p": 1}]}', r"invalid IRI: 'urn:a\|'"),
    "below a JSON literal": (
        '{"@context": {"j": {"@id": "urn:j", "@type": "@json"}}, "@id": "urn:a b", "j": [1]}',
        "invalid IRI: 'urn:a b'",
    ),
}


@pytest.mark.parametrize("case", ILL_FORMED)
def test_what_is_ill_formed_is_refused_with_its_line(case: str) -> None:
    document, message = ILL_FORMED[case]
    with pytest.raises(InputError, match=f"not JSON-LD: {message}") as error:
        list(parse(f"[{{}},\n{document}]", Format.JSONLD, "feed.jsonld"))
    assert error.value.place is not None
    assert (error.value.place.file, error.value.place.line) == ("feed.jsonld", 2)


def test_what_is_ill_formed_only_when_it_is_complete_is_refused() -> None:
    context = '{"id": "@id", "g": "http://gent.be/", "p": {"@id": "urn:p", "@type": "@id"}}'
    for node, whole in (
        ('"id": "g:a b"', "http://gent.be/a b"),
        ('"id": "a b"', "a b"),
        ('"p": "g:%"', "http://gent.be/%"),
    ):
        with pytest.raises(InputError, match=f"not JSON-LD: invalid IRI: '{whole}'"):
            list(parse(f'{{"@context": {context}, {node}, "urn:q": 1}}', Format.JSONLD))


@examples(1000)
@given(st.text(alphabet="ab1:/?#[]@%.-_~!$&'()*+,;= é<>", max_size=12), st.text(alphabet="ab-AB1!", max_size=6))
def test_what_is_taken_unseen_is_well_formed(rest: str, tag: str) -> None:
    if _USUAL.fullmatch(f"<http:{rest}> <urn:p> <urn:{rest}>"):
        assert ox.NamedNode(f"http:{rest}")
        assert ox.NamedNode(f"urn:{rest}")
    if _USUAL.fullmatch(f'<urn:s> <urn:p> "a"@{tag}'):
        assert ox.Literal("a", language=tag)


def test_an_empty_language_is_refused() -> None:
    with pytest.raises(InputError, match="invalid language tag: ''"):
        list(parse('{"@id": "urn:a", "urn:p": {"@value": "x", "@language": ""}}', Format.JSONLD))


@pytest.mark.parametrize("label", ["", "a b", "-x", "a.", "é", "a:b", "\n"])
def test_a_blank_node_of_any_label_is_one_node(label: str) -> None:
    document = [{"@id": f"_:{label}", "urn:p": "x"}, {"@id": "urn:a", "urn:q": {"@id": f"_:{label}"}}]
    named, said = list(parse(json.dumps(document), Format.JSONLD))
    assert isinstance(named.subject, ox.BlankNode)
    assert named.subject == said.object
    assert list(ox.parse("".join(f"{each} .\n" for each in (named, said)), format=ox.RdfFormat.N_TRIPLES))


def test_texts_that_look_like_iris_are_texts() -> None:
    document = '{"@id": "urn:a", "urn:p": ["https://data.example.be is een adres", "urn:a b"]}'
    assert len(list(parse(document, Format.JSONLD))) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"urn:p": ' + "9" * 4301 + "}", "a number of over 4300 digits"),
        ('{"@context": {"@version": -' + "1" * 5000 + "}}", "a number of over 4300 digits"),
        ('{"@graph": [[1, {"urn:p": {"@value": 1' + "0" * 9000 + "}}]]}", "a number of over 4300 digits"),
        ('{"@graph": ' + "[" * 50_000, "nested 50001 levels deep, which is too deep"),
    ],
    ids=["value", "context", "inside", "deep"],
)
def test_json_that_no_program_can_use(text: str, said: str) -> None:
    with pytest.raises(InputError, match=rf"^d\.jsonld: not usable JSON: {said}$"):
        list(parse(text, Format.JSONLD, "d.jsonld"))


@pytest.mark.parametrize("nodes", [1, 2, 200])
def test_a_graph_of_many_nodes_is_parsed_in_parts(nodes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.rdf.jsonld.reading._NODES", nodes)
    graph = [{"@id": f"urn:{number}", "p": [{"@id": "_:b"}, {"p": f"{number}"}]} for number in range(5)]
    context = {"p": "urn:p", "@language": "nl"}
    whole = {"@context": context, "@graph": graph}
    quads = [*parse(json.dumps(whole), Format.JSONLD)]
    assert len(quads) == 15
    assert {str(quad.object) for quad in quads if str(quad.object).startswith('"')} == {f'"{n}"@nl' for n in range(5)}
    assert len({str(quad.object) for quad in quads if str(quad.object).startswith("_:")}) == 6
    named = [*parse(json.dumps({**whole, "@id": "urn:g"}), Format.JSONLD)]
    assert {str(quad.graph_name) for quad in named} == {"<urn:g>"}
