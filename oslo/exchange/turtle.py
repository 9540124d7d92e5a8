"""N-Triples to readable Turtle: grouped by subject, sorted, prefixed.

The same lines give the same bytes. Resources keep their order; within one, `a` comes first, then
the properties by name, and the values of a property by their text. What is nested is found in `turtle_nesting.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ..model.description import reachable
from ..model.resource import Resource
from ..namespaces import PREFIXES, RDF, XSD, Iri, compact
from ..rdf.ntriples import split_triples
from .turtle_nesting import FIRST, NIL, REST, Description, Nesting

_TYPE = f"<{RDF.type}>"
_BLANK = re.compile(r"^_:|(?<= )_:\S+ (?:\.|\)>>)", re.MULTILINE)
_FLAT = Nesting({})
LINE = 100  # characters of values on one line
_REMEMBERED = 20_000  # IRIs: types and concepts come first and come back
_PREFIX_OF = {str(space): name for name, space in PREFIXES.items()}
_PLAIN = {
    f"<{XSD.integer}>": re.compile(r"[+-]?[0-9]+"),
    f"<{XSD.decimal}>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD.boolean}>": re.compile(r"true|false"),
}


class Names(dict[str, str]):
    """IRIs as Turtle writes them, kept because types and concepts come back; `used`: the prefixes used so far."""

    def __init__(self, prefix_of: dict[str, str] | None = None) -> None:
        """`prefix_of`: namespace to prefix, instead of those of the library."""
        self.used: set[str] = set()
        self._prefix_of = _PREFIX_OF if prefix_of is None else prefix_of

    def __missing__(self, iri: str) -> str:
        text = self.of(iri)
        if len(self) < _REMEMBERED:
            self[iri] = text
        return text

    def of(self, iri: str) -> str:
        """The prefixed name if the namespace is known, else the IRI in angle brackets."""
        name = None
        if iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] in self._prefix_of:
            name = compact(iri, self._prefix_of)
        if name is None:
            return f"<{iri!s}>"
        self.used.add(name.partition(":")[0])
        return name


class TurtleWriter:
    r"""Writes blocks of Turtle and declares each prefix before its first use.

    >>> writer = TurtleWriter()
    >>> print(writer.block('<urn:a> <http://xmlns.com/foaf/0.1/name> "An" .\n'), end="")
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    <BLANKLINE>
    <urn:a>
        foaf:name "An" .
    <BLANKLINE>
    """

    def __init__(self, prefixes: dict[str, str] | None = None) -> None:
        """`prefixes` (prefix to namespace) adds to those of the library."""
        known = {**{name: str(space) for name, space in PREFIXES.items()}, **(prefixes or {})}
        self._namespace_of = known
        self.names = Names({space: name for name, space in known.items()})
        self._declared: set[str] = set()
        self._nesting = _FLAT
        self._layout = lru_cache(maxsize=4096)(self._laid_out)

    def header(self, classes: Iterable[type[Resource]]) -> str:
        """The declarations of all prefixes that these classes can need, for the top of a file."""
        for info in reachable(list(classes)):
            self.names.of(info.iri)
            for prop in info.properties:
                self.names.of(prop.path)
                for each in prop.ranges:
                    for datatype in each.value.datatypes if each.value else ():
                        if datatype not in (RDF.langString, XSD.string):  # never written as such
                            self.names.of(datatype)
        return self.declarations()

    def block(self, text: str) -> str:
        """N-Triples text of one resource and its parts as Turtle, a block per subject.

        A blank node that is the object of one triple is nested there, an RDF list of such nodes written as `( )`:
        the text has to hold all that is said of its blank nodes.
        """
        subjects: dict[str, Description] = {}
        for subject, predicate, value in split_triples(text):
            subjects.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self._nesting = Nesting(subjects) if "_:" in text else _FLAT
        body = "".join(
            self._subject(subject, about) for subject, about in subjects.items() if subject not in self._nesting.inside
        )
        return self.declarations() + body

    def _subject(self, subject: str, about: Description) -> str:
        rows = self._rows(about, "\n    ", " ;\n    ")
        first = " " if rows.startswith("a ") else "\n    "
        return f"{self.names[subject[1:-1]] if subject[0] == '<' else subject}{first}{rows} .\n\n"

    def _rows(self, about: Description, indent: str, joint: str) -> str:
        """`predicate objects` of a node, in order."""
        template, pick = self._layout(tuple(about), joint)
        texts = [
            self._objects(values, indent)
            if len(values) > 1
            else value
            if (value := values[0])[0] == '"' and value[-1] != ">"  # a literal without datatype, as it is
            else self._object(value, indent)
            for values in about.values()
        ]
        rows: str = template % pick(texts)
        return rows

    def _laid_out(self, predicates: tuple[str, ...], joint: str) -> tuple[str, Callable[[list[str]], Any]]:
        """The rows of these predicates, with `%s` for objects, and a function that puts objects in that order.

        The type comes first, the others by name.
        """
        names = ["a" if predicate == _TYPE else self.names[predicate[1:-1]] for predicate in predicates]
        order = sorted(range(len(names)), key=lambda at: (names[at] != "a", names[at]))
        rows = (names[at].replace("%", "%%") + " %s" for at in order)
        return joint.join(rows), itemgetter(*order)

    def _objects(self, values: list[str], indent: str) -> str:
        texts = sorted(self._object(value, indent) for value in dict.fromkeys(values))
        return (", " if sum(map(len, texts)) < LINE else f",{indent}    ").join(texts)

    def _object(self, value: str, indent: str) -> str:
        if value[0] == "_":
            return self._blank(value, indent)
        return plain_object(value, self.names)

    def _blank(self, node: str, indent: str) -> str:
        about = self._nesting.inside.get(node)
        if about is None:
            return node
        if node in self._nesting.lists:
            items = []
            while node != NIL:
                cell = self._nesting.inside[node]
                items.append(self._object(cell[FIRST][0], indent))
                [node] = cell[REST]
            return f"( {' '.join(items)} )"
        return f"[ {self._rows(about, indent + '    ', ' ; ')} ]"

    def declarations(self) -> str:
        """The declarations of prefixes used since the last call."""
        if self.names.used <= self._declared:
            return ""
        new = sorted(self.names.used - self._declared)
        self._declared.update(new)
        return "".join(f"@prefix {name}: <{self._namespace_of[name]}> .\n" for name in new) + "\n"


def plain_object(value: str, names: Names) -> str:
    """An IRI or literal of N-Triples as Turtle writes it."""
    if value[0] == "<":
        return names[value[1:-1]]
    if value[-1] != ">":
        return value
    text, _, datatype = value.rpartition("^^")
    plain = _PLAIN.get(datatype)
    if plain is not None and plain.fullmatch(text, 1, len(text) - 1):
        return text[1:-1]
    return f"{text}^^{names[datatype[1:-1]]}"


def turtle(texts: Iterable[str], classes: Iterable[type[Resource]] = (), graph: Iri | None = None) -> Iterator[str]:
    """Pieces of N-Triples, one per resource, as pieces of Turtle; `classes` for the prefixes at the top.

    From the first blank node on the rest is one piece, since any later one may refer to that node. `graph`: the name
    of the graph that all of it is in, as TriG writes it.
    """
    writer = TurtleWriter()
    yield writer.header(classes)
    pieces = iter(texts)
    for text in pieces:
        block = writer.block(text + "".join(pieces) if has_blank_nodes(text) else text)
        yield block if graph is None else _in_graph(block, graph)


def has_blank_nodes(text: str) -> bool:
    """Whether there is a blank node in N-Triples text."""
    return "_:" in text and _BLANK.search(text) is not None


def _in_graph(block: str, graph: Iri) -> str:
    """A block of Turtle in a graph of TriG, its declarations before it."""
    lines = block.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("@prefix ")), len(lines))
    return f"{''.join(lines[:first])}<{graph}> {{\n{''.join(lines[first:]).rstrip()}\n}}\n\n"
