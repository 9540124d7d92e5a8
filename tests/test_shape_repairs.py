"""Shapes that are repaired before use never find more than was meant: examples, and a law over drawn shapes."""

from __future__ import annotations

import pytest
from helpers.laws import examples
from hypothesis import given, strategies as st

from oslo.lint.repairs import repair_shapes
from oslo.rdf.parsing import Format
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.data import DataGraph
from oslo.validation.engines import Engine, compile_shapes

_PREFIXES = """@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_ENGINES = [Engine.SHACL, Engine.PYSHACL]


def ntriples(turtle: str) -> str:
    return DataGraph.read([_PREFIXES + turtle], Format.TURTLE).text


def found(shapes: str, data: str, engine: Engine) -> set[tuple[str | None, ...]]:
    """What is found: the node, the path, the constraint and the value; not which of two like shapes found it."""
    results = compile_shapes(ShapesGraph.of(shapes), engine).results(data)
    return {(each.focus, each.path, each.component, each.value) for each in results}


# Examples: shapes, and what has to be said of them; none may find anything in the data.

_LOST = "1 x property shape without sh:path: left out"
CASES = {
    "not": ("sh:not ex:B .", "ex:B a sh:PropertyShape ; sh:class ex:Z .", "sh:not of a shape that is not whole"),
    "not, one further": (
        "sh:not ex:N .",
        "ex:N sh:property [ sh:minCount 1 ] .",
        "sh:not of a shape that is not whole",
    ),
    "xone": (
        "sh:xone ( [ sh:property [ sh:minCount 1 ] ] [ sh:class ex:M ] ) .",
        "",
        "sh:xone of a shape that is not whole",
    ),
    "at most": (
        "sh:property [ sh:path ex:p ; sh:qualifiedMaxCount 0 ;"
        " sh:qualifiedValueShape [ sh:property [ sh:class ex:Z ] ] ] .",
        "",
        "sh:qualifiedMaxCount of a shape that is not whole",
    ),
    "closed": (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:minCount 1 ] .",
        "",
        "sh:closed of a shape that lost a property",
    ),
    "disjoint": (
        "sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;"
        " sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] , [ sh:path ex:p ; sh:qualifiedMinCount 0 ;"
        " sh:qualifiedValueShapesDisjoint true ; sh:qualifiedValueShape [ sh:property [ sh:class ex:Z ] ] ] .",
        "",
        "sh:qualifiedValueShape beside one that is not whole",
    ),
}


@pytest.mark.parametrize("engine", _ENGINES)
@pytest.mark.parametrize(("inside", "more", "said"), CASES.values(), ids=CASES)
def test_what_would_find_more_without_a_part_is_left_out(inside, more, said, engine):
    repaired, repairs = repair_shapes(ntriples(f"ex:S a sh:NodeShape ; sh:targetClass ex:M ; {inside} {more}"))
    assert repairs == [_LOST, f"1 x {said}: left out"]
    assert found(repaired, ntriples("ex:x a ex:M ; ex:p ex:y ."), engine) == set()
    assert repair_shapes(repaired) == (repaired, [])


@pytest.mark.parametrize("engine", _ENGINES)
@pytest.mark.parametrize(
    "inside",
    [
        "sh:node [ sh:property [ sh:minCount 1 ] , [ sh:path ex:q ; sh:minCount 1 ] ] .",
        "sh:or ( [ sh:property [ sh:minCount 1 ] ] [ sh:class ex:Z ] ) ; sh:not [ sh:class ex:M ] .",
        "sh:not [ sh:not [ sh:class ex:Z ] ] ; sh:property [ sh:minCount 1 ] .",
        "sh:not [ sh:class ex:M ] ; sh:property [ sh:minCount 1 ] .",
    ],
)
def test_what_does_not_depend_on_the_part_stays(inside, engine):
    repaired, repairs = repair_shapes(ntriples(f"ex:S a sh:NodeShape ; sh:targetClass ex:M ; {inside}"))
    assert repairs == [_LOST]
    assert len(found(repaired, ntriples("ex:x a ex:M ; ex:p ex:y ."), engine)) == 1


@pytest.mark.parametrize("engine", _ENGINES)
def test_a_number_without_a_bound_goes_with_what_depends_on_it(engine):
    counted = (
        "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:Z ] ; {} ] ."
    )
    repaired, repairs = repair_shapes(ntriples(counted.format('sh:qualifiedMaxCount "n"')))
    assert repairs == ['1 x sh:qualifiedMaxCount "n": left out']
    assert found(repaired, ntriples("ex:x a ex:M ; ex:p ex:y ."), engine) == set()
    repaired, _ = repair_shapes(ntriples(counted.format('sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount "n"')))
    assert len(found(repaired, ntriples("ex:x a ex:M ; ex:p ex:y ."), engine)) == 1
    refused = 'ex:S sh:targetClass ex:M ; sh:not [ sh:property [ sh:path ex:p ; sh:maxCount "*" ] ] .'
    repaired, repairs = repair_shapes(ntriples(refused))
    assert repairs == ["1 x sh:not of a shape that is not whole: left out", '1 x sh:maxCount "*": left out']
    assert found(repaired, ntriples("ex:x a ex:M ; ex:p ex:y ."), engine) == set()


def test_any_literal_is_left_out_beside_a_kind_of_node_and_below_a_negation():
    beside = "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ; sh:datatype rdfs:Literal ] ."
    repaired, repairs = repair_shapes(ntriples(beside), only_ill_formed=True)
    assert repairs == ["1 x sh:datatype rdfs:Literal beside sh:nodeKind: left out"]
    assert repaired.count("nodeKind") == 1
    below = "ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:p ; sh:not [ sh:datatype rdfs:Literal ] ] ."
    repaired, repairs = repair_shapes(ntriples(below), only_ill_formed=True)
    assert "1 x sh:not of a shape that is not whole: left out" in repairs
    assert found(repaired, ntriples('ex:x a ex:M ; ex:p "a" .'), Engine.PYSHACL) == set()


# The law. A shape is drawn as text with one gap, for the part that is planted.

_GAP = "%PART%"
_PLANTS = {
    "no path": (f"sh:path {{path}} ; {_GAP}", "", ""),
    "a count as text": (f"sh:path {{path}} ; {_GAP}", "sh:minCount 1 ; ", 'sh:minCount "1" ; '),
    "a length as text": (f"sh:path {{path}} ; {_GAP}", "sh:maxLength 1 ; ", 'sh:maxLength "1" ; '),
    "no bound": (f"sh:path {{path}} ; {_GAP}", "", 'sh:maxCount "n" ; '),
    "any literal": (f"sh:path {{path}} ; {_GAP}", "sh:nodeKind sh:Literal ; ", "sh:datatype rdfs:Literal ; "),
}


def _simple() -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["sh:class ex:Z", "sh:nodeKind sh:IRI", "sh:datatype xsd:string", "sh:hasValue ex:b", "sh:in ( ex:a ex:b )"]
    )


def _property(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    counts = st.sampled_from(["sh:minCount 1 ; ", "sh:maxCount 1 ; ", ""])
    return st.builds("sh:property [ sh:path {} ; {}{} ]".format, st.sampled_from(["ex:p", "ex:q"]), counts, inside)


def _around(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A constraint with another inside, in each place where a shape may stand."""
    return st.one_of(
        st.builds("sh:not [ {} ]".format, inside),
        st.builds("sh:node [ {} ]".format, inside),
        st.builds("sh:{} ( [ {} ] [ {} ] )".format, st.sampled_from(["or", "and", "xone"]), inside, _simple()),
        st.builds(
            "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ {} ] ; {} ]".format,
            inside,
            st.sampled_from(["sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 1", "sh:qualifiedMaxCount 0"]),
        ),
        st.builds("sh:closed true ; sh:ignoredProperties ( rdf:type ) ; {}".format, inside).filter(
            lambda text: text.count("sh:closed") == 1
        ),
        st.builds("{} ; {}".format, _property(_simple()), inside),
    )


_PLANTED = st.just(f"sh:property [ {_GAP} ]")
_SHAPES = st.recursive(_PLANTED, _around, max_leaves=4)
_TERMS = st.sampled_from(["ex:a", "ex:b", "ex:c", '"a"', '"ab"', "7"])
_DATA = st.lists(
    st.builds("ex:{} ex:{} {} .".format, st.sampled_from("abc"), st.sampled_from("pq"), _TERMS), min_size=2, max_size=8
)


@pytest.mark.slow
@pytest.mark.parametrize("engine", _ENGINES)
@given(shape=_SHAPES, data=_DATA, path=st.sampled_from(["ex:p", "ex:q"]), plant=st.sampled_from(sorted(_PLANTS)))
@examples(200)
def test_repaired_shapes_find_nothing_that_the_author_did_not_mean(
    engine: Engine, shape: str, data: list[str], path: str, plant: str
) -> None:
    _, right, wrong = _PLANTS[plant]
    rest = "sh:class ex:Z ; sh:minCount 1" if plant in ("no path", "no bound") else "sh:class ex:Z"
    place = f"sh:path {path} ; "
    meant = ntriples(_whole(shape, place + right + rest))
    planted = ntriples(_whole(shape, ("" if plant == "no path" else place) + wrong + rest))
    repaired, repairs = repair_shapes(planted, only_ill_formed=True)
    assert repairs
    records = ntriples(" ".join(["ex:a a ex:M . ex:b a ex:M , ex:Z . ex:c a ex:Z .", *data]))
    assert found(repaired, records, engine) <= found(meant, records, engine)


def _whole(shape: str, part: str) -> str:
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:M ; {shape.replace(_GAP, part)} ."
