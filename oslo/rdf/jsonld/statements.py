"""An expanded document as quads (JSON-LD 1.1 API, sections 7.2 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...namespaces import RDF
from .keywords import KEYWORDS, JsonLdError, check_text, is_blank, is_iri
from .literals import text_and_type

if TYPE_CHECKING:
    import pyoxigraph as ox


def quads(document: list[Any], *, lenient: bool = False) -> list[ox.Quad]:
    """The quads of an expanded document.

    A statement is left out if its predicate is a blank node, or if it has a relative IRI that no base completes.
    One with an IRI, a datatype or a language tag that is not well-formed raises JsonLdError; `lenient`: it is left out
    as well. The standard leaves out all of these.
    """
    writer = _Writer(lenient)
    for node in document:
        writer.node(node, writer.default)
    return writer.quads


def blank_node(label: str) -> ox.BlankNode:
    """The blank node of a label, which may be any text in JSON-LD: a new one, if a syntax of RDF has no such label."""
    import pyoxigraph as ox

    try:
        return ox.BlankNode() if ":" in label else ox.BlankNode(label)  # N-Triples 1.2 has no colon there
    except ValueError:
        return ox.BlankNode()


class _Writer:
    """Collects quads; one blank node for each label of the document."""

    def __init__(self, lenient: bool) -> None:
        import pyoxigraph as ox

        self._ox, self._lenient = ox, lenient
        self.default = ox.DefaultGraph()
        self.quads: list[ox.Quad] = []
        self._iris: dict[str, Any] = {}
        self._type = ox.NamedNode(RDF.type)

    def _resource(self, name: Any) -> Any:
        """The IRI or blank node of a name; None for an IRI that is not well-formed, or ignored."""
        if name is None:
            return None
        if name not in self._iris:
            check_text(name)
            try:
                self._iris[name] = blank_node(name[2:]) if is_blank(name) else self._ox.NamedNode(name)
            except ValueError:
                if is_iri(name):
                    self._refuse("invalid IRI", name)
                self._iris[name] = None
        return self._iris[name]

    def _refuse(self, code: str, what: object) -> None:
        if not self._lenient:
            raise JsonLdError(code, what)

    def _add(self, subject: Any, predicate: Any, value: Any, graph: Any) -> None:
        named = isinstance(predicate, self._ox.NamedNode)
        if named and subject is not None and value is not None and graph is not None:
            self.quads.append(self._ox.Quad(subject, predicate, value, graph))

    def node(self, node: dict[str, Any], graph: Any) -> Any:
        """Add what a node object says; its own IRI or blank node."""
        subject = self._resource(node["@id"]) if "@id" in node else self._ox.BlankNode()
        for key, values in node.items():
            if key == "@type":
                for kind in values:
                    self._add(subject, self._type, self._resource(kind), graph)
            elif key == "@graph":
                for inner in values:
                    self.node(inner, subject)
            elif key == "@included":
                for inner in values:
                    self.node(inner, graph)
            elif key == "@reverse":
                for name, items in values.items():
                    for item in items:
                        self._add(self.node(item, graph), self._resource(name), subject, graph)
            elif key not in KEYWORDS:
                predicate = self._resource(key)
                for value in values:
                    self._add(subject, predicate, self._value(value, graph), graph)
        return subject

    def _value(self, value: dict[str, Any], graph: Any) -> Any:
        """The term for an expanded value; None if it is not well-formed."""
        if "@list" in value:
            return self._list(value["@list"], graph)
        if "@value" in value:
            return self._literal(value)
        return self.node(value, graph)

    def _list(self, items: list[Any], graph: Any) -> Any:
        terms = [self._value(item, graph) for item in items]
        first, rest = self._ox.NamedNode(RDF.first), self._ox.NamedNode(RDF.rest)
        nodes = [*(self._ox.BlankNode() for _ in terms), self._ox.NamedNode(RDF.nil)]
        for node, term, following in zip(nodes, terms, nodes[1:], strict=False):
            self._add(node, first, term, graph)
            self._add(node, rest, following, graph)
        return nodes[0]

    def _literal(self, value: dict[str, Any]) -> Any:
        check_text(value["@value"])
        try:
            if "@language" in value:
                return self._ox.Literal(value["@value"], language=value["@language"])
            text, datatype = text_and_type(value["@value"], value.get("@type"))
            return self._ox.Literal(text, datatype=self._ox.NamedNode(datatype))
        except ValueError:
            code = "invalid language tag" if "@language" in value else "invalid typed value"
            self._refuse(code, value.get("@language", value.get("@type")))
            return None
