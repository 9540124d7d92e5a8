"""RDF in any vocabulary, as records: each node of the class that `records` names is one.

A path is a sequence of properties, as in SPARQL: `mobiliteit:zone/locn:geometry/geo:asWKT`. A step with `^`
follows a property backwards, `.` is the node itself, and `@language` at the end is the language of a text.
The syntax is read leniently, because published feeds have texts of type rdf:langString without a language, and IRIs
with characters that an IRI may not have; such an IRI is refused when it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import Place
from ..namespaces import PREFIXES, RDF, Iri
from ..rdf.blank_nodes import triples_kept_apart
from ..rdf.parsing import Format, ReadOptions, parse
from ..rdf.terms import short
from ..words.text import nearest
from .base import Parts, PathError, Record, RecordSource, Unreadable, Value, Values
from .census import Census, Count, Unread
from .characters import clean
from .kept import Kept
from .layout import Asked

if TYPE_CHECKING:
    import pyoxigraph as ox

    Node = ox.NamedNode | ox.BlankNode
    Links = dict[Any, dict[str, list[Any]]]

_STEP = re.compile(r"(\^?)(<[^<>\s]+>|[^\s/<>^]+)")


class RdfSource(RecordSource):
    """The nodes of one class in an RDF file, in the order of their first triples."""

    kept_as = "nt"
    _of_paths = (*RecordSource._of_paths, "_steps")

    def open(self) -> None:
        self._steps: dict[tuple[bool, str], None] = {}
        try:
            self._wanted = self.layout.path and _to_iri(self.layout.path, self.layout.namespaces)
        except PathError as error:
            raise self.layout.error("records", str(error)) from None

    def read(self) -> Iterator[Record | Unreadable]:
        if self.layout.path is None:
            raise self.layout.error("records", "for RDF, name the class whose nodes are the records")
        for node, properties in self._graph[0].items():
            if any(getattr(each, "value", None) == self._wanted for each in properties.get(RDF.type, ())):
                yield Record(node, None)

    @cached_property
    def _graph(self) -> tuple[Links, Links]:
        """The triples by subject, and the same by object."""
        forward: Links = {}
        backward: Links = {}
        options = ReadOptions(base=self.options.base, lenient=True)
        quads = parse(self.file.read(), Format(self.form), self.name, options)
        for subject, predicate, value in triples_kept_apart(quads):
            forward.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
            backward.setdefault(value, {}).setdefault(predicate.value, []).append(subject)
        return forward, backward

    @cached_property
    def census(self) -> RdfCensus:
        return RdfCensus(lambda: self._graph[0], self.layout.namespaces)

    def value(self, path: str) -> Value:
        values = self.values(path)

        def value(node: Any) -> str | None:
            texts = list(dict.fromkeys(values(node)))
            if len(texts) > 1:
                raise ValueError(f"{len(texts)} values at {path!r} where one is expected")
            return texts[0] if texts else None

        return value

    def values(self, path: str) -> Values:
        before, _, last = path.rpartition("/")
        if last == "@language":
            nodes_at = self.parts(before or ".")
            return lambda node: [each.language for each in nodes_at(node) if getattr(each, "language", None)]
        nodes_at = self.parts(path)
        if path in (".", ""):
            return lambda node: [] if _is_blank(node) else [str(node.value)]
        return lambda node: [text for each in nodes_at(node) if (text := _term_text(each)) is not None]

    def parts(self, path: str) -> Parts:
        steps = _parse_path(path, self.layout.namespaces)
        self._steps.update(dict.fromkeys(steps))

        def parts(node: Any) -> list[Any]:
            nodes = [node]
            for backward, iri in steps:
                links = self._graph[backward]
                nodes = list(dict.fromkeys(after for reached in nodes for after in links.get(reached, {}).get(iri, ())))
            return nodes

        return parts

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": "".join(self._statements(record.data, set()))}

    def _statements(self, node: Node, written: set[Node]) -> Iterator[str]:
        """The triples of a node and of the blank nodes below it, as N-Triples."""
        written.add(node)
        properties = self._graph[0].get(node, {})
        for predicate, objects in properties.items():
            for term in objects:
                yield f"{node} <{predicate}> {term} .\n"
        for term in (term for objects in properties.values() for term in objects):
            if _is_blank(term) and term not in written:
                yield from self._statements(term, written)

    def _kept(self, record: Record) -> Kept:
        """The triples of the node, and of all that the paths of the mapping can reach from it."""
        statements = dict.fromkeys(self._statements(record.data, set()))
        waiting, seen = [record.data], {record.data}
        while waiting:
            node = waiting.pop()
            for backward, iri in self._steps:
                for other in self._graph[backward].get(node, {}).get(iri, ()):
                    subject, term = (other, node) if backward else (node, other)
                    if getattr(term, "value", None) != self._wanted or iri != RDF.type:
                        statements[f"{subject} <{iri}> {term} .\n"] = None
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return Kept("nt", "".join(statements))

    def place(self, line: int | None, column: str | None = None) -> Place:
        return Place(self.name)


class RdfCensus(Census):
    """The properties in the whole file, by their IRIs; shown with the prefixes of the mapping and of the library."""

    def __init__(self, links: Callable[[], Links] | None, namespaces: Mapping[str, str]) -> None:
        self._links, self._namespaces = links, namespaces

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        return None

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it has the numbers, and not the triples."""
        return RdfCensus, (None, self._namespaces), {"_counts": self._counts}

    @cached_property
    def _counts(self) -> Counter[str]:
        counts = Counter[str]()
        for properties in (self._links() if self._links else {}).values():
            counts.update({iri: len(objects) for iri, objects in properties.items()})
        return counts

    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        read = {RDF.type, *(iri for each in asked for path in (*each.base, each.path) for iri in self._iris(path))}
        for iri, count in self._counts.items():
            if iri not in read and (shown := self._short(iri)) not in ignored:
                yield Unread(shown, count, None)

    def finds(self, asked: Asked) -> bool:
        return all(iri in self._counts for iri in self._iris(asked.path))

    def _iris(self, path: str) -> list[str]:
        return [iri for _, iri in _parse_path(path.removesuffix("@language").rstrip("/"), self._namespaces)]

    def _short(self, iri: str) -> str:
        own = (
            f"{prefix}:{iri.removeprefix(base)}" for prefix, base in self._namespaces.items() if iri.startswith(base)
        )
        return next(own, short(iri))


def _is_blank(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.BlankNode)


def _term_text(term: Any) -> str | None:
    """A literal or an IRI as text; ValueError for a blank node."""
    if _is_blank(term):
        raise ValueError("a node without an IRI where a value is expected")
    return clean(str(term.value))


def _parse_path(path: str, namespaces: Mapping[str, str]) -> list[tuple[bool, str]]:
    """Each step of a path: whether it goes backwards, and its property."""
    if path in (".", ""):
        return []
    steps: list[tuple[bool, str]] = []
    end = 0
    while match := _STEP.match(path, end):
        steps.append((bool(match[1]), _to_iri(match[2], namespaces)))
        end = match.end() + 1
        if path[match.end() : end] != "/":
            break
    if end <= len(path):
        raise PathError(f"not a path of properties, such as dct:isVersionOf or mobiliteit:zone/^dct:isPartOf: {path!r}")
    return steps


def _to_iri(name: str, namespaces: Mapping[str, str]) -> Iri:
    """The IRI of `<IRI>` or of a prefixed name, with the prefixes of the mapping and of the library."""
    known: dict[str, object] = {**PREFIXES, **namespaces}
    prefix, _, local = name.partition(":")
    if not name.startswith("<") and prefix not in known:
        raise PathError(f"{name!r}: give its prefix under namespaces{nearest(prefix, known)}")
    try:
        return Iri(name.strip("<>") if name.startswith("<") else f"{known[prefix]}{local}")
    except ValueError as error:
        raise PathError(str(error)) from None
