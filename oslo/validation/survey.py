"""What a report asks of a graph, found in one pass over its lines: to split millions of them is what takes time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import filterfalse
from types import MappingProxyType
from typing import NamedTuple

from ..errors import InputError
from ..namespaces import RDF

_TYPE = f"<{RDF.type}>"
_PIECE = 1 << 20  # characters


class Asked(NamedTuple):
    """What is asked besides types and counts.

    `objects`: the nodes that predicates lead to; `classes`: which subjects of predicates have none of some classes.
    """

    objects: frozenset[str] = frozenset()
    classes: Mapping[str, frozenset[str]] = MappingProxyType({})


class Survey:
    r"""What was found in a text.

    `others`: of each predicate in `Asked.classes` the subject of every line, but for those of which such a class was
    known by then.

    >>> survey = Survey('<a> <p> <b> .\n<c> <p> "d" .\n', Asked(frozenset({"<p>"}), {"<p>": frozenset({"<C>"})}))
    >>> survey.counts, survey.objects, survey.others
    ({'<p>': 2}, {'<p>': {'<b>'}}, {'<p>': ['<a>', '<c>']})
    """

    def __init__(self, text: str, asked: Asked) -> None:
        """Raises InputError for a line without a predicate or an object: no engine has checked the text yet."""
        self.types: dict[str, set[str]] = {}
        self.counts: dict[str, int] = {}
        self.objects: dict[str, set[str]] = {each: set() for each in asked.objects}
        self.others: dict[str, list[str]] = {}
        for piece in _pieces(text):
            try:
                self._add(piece, asked)
            except ValueError:
                raise InputError("not N-Triples") from None

    def _add(self, piece: str, asked: Asked) -> None:
        subjects: defaultdict[str, list[str]] = defaultdict(list)
        values: dict[str, list[str]] = {each: [] for each in (_TYPE, *asked.objects)}
        for line in piece.split("\n"):
            if line:
                subject, predicate, value = line.split(" ", 2)
                subjects[predicate].append(subject)
                if predicate in values:
                    values[predicate].append(value)
        for subject, value in zip(subjects.get(_TYPE, ()), values[_TYPE], strict=True):
            if " " not in (kind := value[:-2]):
                if kind not in self.types:
                    self.types[kind] = set()
                self.types[kind].add(subject)
        for predicate, found in subjects.items():
            self.counts[predicate] = self.counts.get(predicate, 0) + len(found)
            if predicate in asked.objects:
                nodes = {
                    each[:-2] for each in set(values[predicate]) if each[:1] in ("<", "_") and " " not in each[:-2]
                }
                self.objects[predicate] |= nodes
            if predicate in asked.classes:
                self._add_others(predicate, found, asked.classes[predicate])

    def _add_others(self, predicate: str, subjects: list[str], classes: frozenset[str]) -> None:
        others = subjects
        for each in classes & self.types.keys():
            others = [*filterfalse(self.types[each].__contains__, others)]
        self.others.setdefault(predicate, []).extend(others)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of whole lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end
