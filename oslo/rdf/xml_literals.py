"""XML literals that RDF/XML makes of elements: canonical, with the namespaces that they use and no others.

An `rdf:parseType="Literal"` becomes exclusive canonical XML (RDF/XML, section 7.2.17; RDF 1.1 Concepts, section 5.2).
The parser repeats all namespaces in scope instead. A literal that states its datatype as an attribute stays as it is
written; so in a document where one does, all stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from ..namespaces import RDF
from .limits import ATTRIBUTES

if TYPE_CHECKING:
    import pyoxigraph as ox

_STATED = re.compile(rb"XMLLiteral[\"']")  # the end of an attribute, or of the entity in it
_TAG = re.compile("<[^<>]*+>")
_DEFAULT = re.compile(r'\sxmlns="[^"]*+"')
_TAIL = len("XMLLiteral")


class Watched:
    """A stream that remembers whether a literal in it states the datatype of XML."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._end = stream, b""
        self.states_datatype = False

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        seen = self._end + block
        self.states_datatype = self.states_datatype or _STATED.search(seen) is not None
        self._end = seen[-_TAIL:]
        return block


def canonical(quads: Iterable[ox.Quad], stream: Watched) -> Iterator[ox.Quad]:
    """The quads that a parser makes of a stream, with canonical XML literals."""
    import pyoxigraph as ox

    nodes = (ox.NamedNode, ox.BlankNode)
    for quad in quads:
        value = quad.object
        if isinstance(value, nodes) or stream.states_datatype:
            yield quad
        else:
            term = _canonical_term(value)
            yield quad if term is value else ox.Quad(quad.subject, quad.predicate, term, quad.graph_name)


def _canonical_term(term: Any) -> Any:
    import pyoxigraph as ox

    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, _canonical_term(term.object))
    if isinstance(term, ox.Literal) and term.datatype.value == RDF.XMLLiteral and "<" in term.value:
        return ox.Literal(canonical_xml(term.value), datatype=term.datatype)
    return term


def canonical_xml(text: str) -> str:
    """A piece of XML in exclusive canonical form; as it is if it is not well-formed.

    Raises ValueError for one with very many namespaces, which take time by the square of their number.

    >>> canonical_xml('<br xmlns:eg="http://example.org/" b="1" a="2"/>')
    '<br a="2" b="1"></br>'
    """
    from lxml import etree

    if text.count("xmlns:") > ATTRIBUTES:
        raise ValueError(f"an XML literal with over {ATTRIBUTES} namespaces is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    once = _TAG.sub(_with_one_default, text)
    try:
        root = etree.fromstring(f"<x>{once}</x>", parser)
    except etree.XMLSyntaxError:
        return text
    whole: bytes = etree.tostring(root, method="c14n", exclusive=True, with_comments=True)
    return whole.decode().removeprefix("<x>").removesuffix("</x>")


def _with_one_default(tag: re.Match[str]) -> str:
    """A tag in which the parser has not repeated the default namespace."""
    seen: dict[str, int] = {}
    return _DEFAULT.sub(
        lambda found: "" if seen.setdefault(found[0], found.start()) < found.start() else found[0], tag[0]
    )
