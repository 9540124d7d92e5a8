"""Which blank nodes Turtle can write inside the one triple that refers to them, and which of them are lists.

A node stays outside, with its label, if it is referred to twice or not at all, if it is part of a circle, or if it
would be too deep, since readers of Turtle work their way down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ..namespaces import RDF
from ..rdf.ntriples import split_triple_term

Description = dict[str, list[str]]

FIRST, REST, NIL = (f"<{RDF[name]}>" for name in ("first", "rest", "nil"))
_DEEPEST = 30  # nodes inside one another


class Nesting:
    """The blank nodes of a graph that are written `inside` others, and those that are a list with all its members.

    >>> graph = {"<urn:a>": {"<urn:p>": ["_:b"]}, "_:b": {"<urn:q>": ["_:c", "_:d"]}, "_:c": {"<urn:r>": ["_:d"]}}
    >>> sorted(Nesting(graph).inside)
    ['_:b', '_:c']
    """

    def __init__(self, subjects: dict[str, Description]) -> None:
        referred = Counter(node for about in subjects.values() for node in _blank_nodes(about))
        once = {node for node in subjects if node.startswith("_:") and referred[node] == 1}
        self.lists = _lists(subjects, once)
        self.inside: dict[str, Description] = {}
        waiting = [(node, 0) for node in subjects if node not in once]  # what only a circle leads to is not reached
        while waiting:
            node, depth = waiting.pop()
            for predicate, values in subjects[node].items():
                for value in values:
                    if value in once:
                        deeper = depth + (predicate != REST or value not in self.lists)
                        if deeper < _DEEPEST:
                            self.inside[value] = subjects[value]
                        waiting.append((value, deeper if deeper < _DEEPEST else 0))
        self.lists &= self.inside.keys()


def _blank_nodes(about: Description) -> Iterator[str]:
    """The blank nodes in the values of a node; one in a triple term (RDF 1.2) counts twice, as it is never nested."""
    for value in chain.from_iterable(about.values()):
        if value.startswith("_:"):
            yield value
        elif value.startswith("<<("):
            yield from (each for each in _in_triple(value) for _ in range(2))


def _in_triple(term: str) -> Iterator[str]:
    for part in split_triple_term(term):
        if part.startswith("_:"):
            yield part
        elif part.startswith("<<("):
            yield from _in_triple(part)


def _lists(subjects: dict[str, Description], once: set[str]) -> set[str]:
    """The cells of lists that end in rdf:nil and have one member each, walked from their ends."""
    cells = {
        node: subjects[node][REST][0]
        for node in once
        if subjects[node].keys() == {FIRST, REST} and len(subjects[node][FIRST]) == len(subjects[node][REST]) == 1
    }
    before = {rest: node for node, rest in cells.items() if rest != NIL}
    proper: set[str] = set()
    for end in (node for node, rest in cells.items() if rest == NIL):
        cell: str | None = end
        while cell is not None:
            proper.add(cell)
            cell = before.get(cell)
    return proper
