"""Shapes that SHACL forbids are refused by both engines in the same words; what only people read is not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from oslo.errors import InputError
from oslo.lint.ill_formed import ill_formed
from oslo.rdf.parsing import Format
from oslo.validation.data import DataGraph
from oslo.validation.engines import Engine
from oslo.validation.validator import Validator

_PREFIXES = """@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_S, _P = "<http://example.org/S>", "<http://example.org/p>"

_REFUSED = {
    "sh:property [ sh:path ex:p ; sh:nodeKind sh:Iri ]": f"{_S} {_P}: sh:nodeKind sh:Iri: did you mean sh:IRI?",
    "sh:property [ sh:path ex:p ; sh:in ex:a ]": (
        f"{_S} {_P}: sh:in: <http://example.org/a> is not a list that ends in rdf:nil"
    ),
    "sh:property [ sh:path ex:p ; sh:minCount 1 , 2 ]": (
        f'{_S} {_P}: sh:minCount has 2 values: "1"^^xsd:integer and "2"^^xsd:integer'
    ),
    "sh:property [ sh:path ex:p ; sh:minInclusive ex:a ]": (
        f"{_S} {_P}: sh:minInclusive <http://example.org/a>: not a literal"
    ),
    "sh:property [ sh:path ( ex:p ) ]": f"{_S}: sh:path []: a list of 1, where a path has at least two",
    "sh:minCount 1": f'{_S}: sh:minCount "1"^^xsd:integer on a node shape',
    'sh:closed "true"': f'{_S}: sh:closed "true": not an xsd:boolean, true or false',
    'sh:or ( "x" )': f'{_S}: sh:or has "x": not a shape',
    "sh:targetClass 3": f'{_S}: sh:targetClass "3"^^xsd:integer: not an IRI',
}
_TAKEN = [
    "sh:message 3 ; sh:class ex:D",
    "sh:property [ sh:path ex:p ; sh:name 1 ; sh:description ex:a ; sh:minCount 1 ; sh:order 'a' ]",
    "sh:severity sh:Error ; sh:class ex:D",
    "sh:property [ sh:path ex:p ; sh:minCount '1' ]",
    "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:D ] ] ; sh:class ex:D",
]
"""Each finds one thing in `ex:x a ex:M`."""


def _write(folder: Path, inside: str) -> Path:
    path = folder / "shapes.ttl"
    path.write_text(f"{_PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:M ; {inside} .", encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.SHACL, Engine.PYSHACL])
@pytest.mark.parametrize(("inside", "said"), _REFUSED.items())
def test_both_engines_refuse_in_the_same_words(tmp_path, inside, said, engine):
    with pytest.raises(InputError) as caught:
        Validator(_write(tmp_path, inside), engine=engine)
    assert caught.value.message == f"ill-formed shapes: {said}"
    assert caught.value.place
    assert caught.value.place.file == str(tmp_path / "shapes.ttl")


@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
@pytest.mark.parametrize("inside", _TAKEN)
def test_what_changes_no_result_is_taken(tmp_path, inside, engine):
    report = Validator(_write(tmp_path, inside), engine=engine).validate(f"{_PREFIXES}ex:x a ex:M .", Format.TURTLE)
    assert len(report.violations) == 1


def test_many_are_counted(tmp_path):
    inside = " , ".join(f"[ sh:path ex:p{number} ; sh:nodeKind sh:Iri ]" for number in range(5))
    with pytest.raises(InputError, match=r"and 2 more \(oslo lint lists them\)"):
        Validator(_write(tmp_path, f"sh:property {inside}"))


def test_well_formed_shapes_have_none():
    shapes = (
        f"{_PREFIXES}ex:S sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:in ( 1 ) ; sh:uniqueLang true ] ."
    )
    assert ill_formed(DataGraph.read([shapes], Format.TURTLE).text) == []
