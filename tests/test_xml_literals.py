"""XML literals of RDF/XML: canonical where they are elements, as written where they are text."""

from __future__ import annotations

import io

import pytest

from oslo.rdf.parsing import Format, parse
from oslo.rdf.xml_literals import Watched

HEAD = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://data.example.be/ns#"
    xmlns:other="urn:other#"><rdf:Description rdf:about="urn:a">"""
ELEMENTS = {
    "<b/>": "<b></b>",
    "text": "text",
    "a<b/>c<i z='1' a='2'/>": 'a<b></b>c<i a="2" z="1"></i>',
    "<ex:b/>": '<ex:b xmlns:ex="https://data.example.be/ns#"></ex:b>',
    "<b>&lt;&amp;\u00e9</b>": "<b>&lt;&amp;\u00e9</b>",
    "<b xmlns='urn:x'><i/></b>": '<b xmlns="urn:x"><i></i></b>',
    "<b xmlns='urn:x'><i xmlns='urn:y'/></b>": '<b xmlns="urn:x"><i xmlns="urn:y"></i></b>',
}


def literals(properties: str) -> list[str]:
    data = f"{HEAD}{properties}</rdf:Description></rdf:RDF>".encode()
    return [quad.object.value for quad in parse(data, Format.RDFXML)]


@pytest.mark.parametrize("inside", ELEMENTS)
def test_elements_become_canonical_xml(inside: str) -> None:
    assert literals(f'<ex:p rdf:parseType="Literal">{inside}</ex:p>') == [ELEMENTS[inside]]


def test_an_attribute_full_of_what_looks_like_namespaces() -> None:
    """Compared with each other, they would take hours."""
    declared = "".join(f" xmlns=&quot;{number}&quot;" for number in range(100_000))
    [literal] = literals(f'<ex:p rdf:parseType="Literal"><b a="{declared}"/></ex:p>')
    assert literal == f'<b a="{declared}"></b>'


def test_text_that_states_the_datatype_stays_as_it_is_written() -> None:
    datatype = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
    assert literals(f'<ex:p rdf:datatype="{datatype}">&lt;b a="1" /&gt;</ex:p>') == ['<b a="1" />']


def test_a_literal_of_another_datatype_is_no_xml() -> None:
    assert literals("<ex:p>&lt;b /&gt;</ex:p>") == ["<b />"]


@pytest.mark.parametrize("size", range(1, 30))
def test_the_datatype_is_seen_across_pieces(size: int) -> None:
    stream = Watched(io.BytesIO(b'<ex:p rdf:datatype="urn:XMLLiteral">'))
    while stream.read(size):
        pass
    assert stream.states_datatype
