"""RDF in the words of others, as records: each node of the class that `records` names is one.

A path is a sequence of properties, as SPARQL writes it: `mobiliteit:zone/locn:geometry/geo:asWKT`. A step with `^`
goes against the direction of a property, `.` is the node itself, and `@language` at the end the language of a text.
The syntax is read leniently, because published feeds have texts of type rdf:langString without a language and IRIs
with signs that none may have; such an IRI is refused where it would be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import MappingError, Place
from ..namespaces import PREFIXES, RDF, Iri
from ..rdf.parsing import ReadOptions, format_of, parse
from ..words.text import nearest
from .base import Parts, Record, RecordSource, Unreadable, Value, Values, clean

if TYPE_CHECKING:
    import pyoxigraph as ox

    Node = ox.NamedNode | ox.BlankNode
    Links = dict[Any, dict[str, list[Any]]]

_STEP = re.compile(r"(\^?)(<[^<>\s]+>|[^\s/<>^]+)")


class RdfSource(RecordSource):
    """The nodes of one class in a file of RDF, in the order in which they are named first."""

    def read(self) -> Iterator[Record | Unreadable]:
        if self.layout.path is None:
            raise MappingError("records: of RDF, name the class whose nodes are the records")
        wanted = _iri(self.layout.path, self.layout.namespaces)
        for node, said in self._graph[0].items():
            if any(getattr(each, "value", None) == wanted for each in said.get(RDF.type, ())):
                yield Record(node, None)

    @cached_property
    def _graph(self) -> tuple[Links, Links]:
        """What is said of each node, and what says something with it."""
        forward: Links = {}
        backward: Links = {}
        for quad in parse(self.file.read(), format_of(f"records.{self.form}"), self.name, ReadOptions(lenient=True)):
            forward.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
            backward.setdefault(quad.object, {}).setdefault(quad.predicate.value, []).append(quad.subject)
        return forward, backward

    def value(self, path: str) -> Value:
        values = self.values(path)

        def value(node: Any) -> str | None:
            found = list(dict.fromkeys(values(node)))
            if len(found) > 1:
                raise ValueError(f"{len(found)} values at {path!r} where one is asked for")
            return found[0] if found else None

        return value

    def values(self, path: str) -> Values:
        way, _, last = path.rpartition("/")
        if last == "@language":
            reached = self.parts(way or ".")
            return lambda node: [each.language for each in reached(node) if getattr(each, "language", None)]
        reached = self.parts(path)
        if path in (".", ""):
            return lambda node: [] if _nameless(node) else [str(node.value)]
        return lambda node: [text for each in reached(node) if (text := _text(each)) is not None]

    def parts(self, path: str) -> Parts:
        steps = _steps(path, self.layout.namespaces)

        def parts(node: Any) -> list[Any]:
            found = [node]
            for backward, iri in steps:
                links = self._graph[backward]
                found = list(dict.fromkeys(after for each in found for after in links.get(each, {}).get(iri, ())))
            return found

        return parts

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": "".join(self._statements(record.data, set()))}

    def _statements(self, node: Node, told: set[Node]) -> Iterator[str]:
        """What is said of a node and of the nodes without a name below it, as N-Triples."""
        told.add(node)
        said = self._graph[0].get(node, {})
        for predicate, objects in said.items():
            for each in objects:
                yield f"{node} <{predicate}> {each} .\n"
        for each in (each for objects in said.values() for each in objects):
            if _nameless(each) and each not in told:
                yield from self._statements(each, told)

    def place(self, line: int | None, column: str | None = None) -> Place:
        return Place(self.name)


def _nameless(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.BlankNode)


def _text(term: Any) -> str | None:
    """A literal or an IRI as text; ValueError for a node that has no name."""
    if _nameless(term):
        raise ValueError("a node without an IRI where a value is asked for")
    return clean(str(term.value))


def _steps(path: str, namespaces: Mapping[str, str]) -> list[tuple[bool, str]]:
    """(against the direction, property) of each step."""
    if path in (".", ""):
        return []
    steps: list[tuple[bool, str]] = []
    end = 0
    while match := _STEP.match(path, end):
        steps.append((bool(match[1]), _iri(match[2], namespaces)))
        end = match.end() + 1
        if path[match.end() : end] != "/":
            break
    if end <= len(path):
        raise MappingError(
            f"not a path of properties, such as dct:isVersionOf or mobiliteit:zone/^dct:isPartOf: {path!r}"
        )
    return steps


def _iri(name: str, namespaces: Mapping[str, str]) -> Iri:
    """The IRI of `<IRI>` or of a prefixed name, by the namespaces of the mapping and those that the library knows."""
    if name.startswith("<"):
        return Iri(name.strip("<>"))
    known: dict[str, object] = {**PREFIXES, **namespaces}
    prefix, _, local = name.partition(":")
    if prefix not in known:
        raise MappingError(f"{name!r}: give its prefix under namespaces{nearest(prefix, known)}")
    return Iri(f"{known[prefix]}{local}")
