"""What a report asks of a graph, found in one pass over its lines: to split millions of them is what takes time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import filterfalse
from types import MappingProxyType
from typing import NamedTuple

from ..errors import InputError
from ..namespaces import RDF
from ..rdf.ntriples import have_canonical_terms

_TYPE = f"<{RDF.type}>"
_PIECE = 1 << 17  # characters: what a cache of a processor holds


class Asked(NamedTuple):
    """What is asked besides types and counts.

    `objects`: the nodes that predicates lead to; `classes`: which subjects of predicates have none of some classes.
    """

    objects: frozenset[str] = frozenset()
    classes: Mapping[str, frozenset[str]] = MappingProxyType({})


class Block(NamedTuple):
    """Some lines of a text: where they begin and end, their number, the hashes of their subjects and of their ends.

    The end of a line is its object with the full stop.
    """

    start: int
    end: int
    lines: int
    subjects: array[int]
    ends: array[int]


class Survey:
    r"""What was found in a text.

    `others`: of each predicate in `Asked.classes` the subject of every line, but for those of which such a class was
    known by then. `blocks`: only of text that was to be looked at closely (`closely`).

    >>> survey = Survey('<a> <p> <b> .\n<c> <p> "d" .\n', Asked(frozenset({"<p>"}), {"<p>": frozenset({"<C>"})}))
    >>> survey.counts, survey.objects, survey.others
    ({'<p>': 2}, {'<p>': {'<b>'}}, {'<p>': ['<a>', '<c>']})
    """

    def __init__(self, text: str, asked: Asked, *, closely: bool = False) -> None:
        """Raises InputError for a line without a predicate or an object: no engine has checked the text yet.

        `closely`: also for text that is not canonical (`is_canonical`).
        """
        self.types: dict[str, set[str]] = {}
        self.counts: dict[str, int] = {}
        self.objects: dict[str, set[str]] = {each: set() for each in asked.objects}
        self.others: dict[str, list[str]] = {}
        self.blocks: list[Block] = []
        for start, end in _pieces(text):
            try:
                found = _by_predicate(text[start:end])
            except ValueError:
                raise InputError("not N-Triples") from None
            self._add(found, asked)
            if closely:
                self._look(found, text, start, end)

    def _look(self, found: Mapping[str, list[str]], text: str, start: int, end: int) -> None:
        subjects = set[str]().union(*(rows[::2] for rows in found.values()))
        ends = set[str]().union(*(rows[1::2] for rows in found.values()))
        number = sum(map(len, found.values())) // 2
        if number != text.count("\n", start, end) or not have_canonical_terms(subjects, found.keys(), ends):
            raise InputError("not canonical N-Triples")
        self.blocks.append(Block(start, end, number, *(array("q", map(hash, each)) for each in (subjects, ends))))

    def _add(self, found: Mapping[str, list[str]], asked: Asked) -> None:
        types = found.get(_TYPE, [])
        for subject, value in zip(types[::2], types[1::2], strict=True):
            if " " not in (kind := value[:-2]):
                if kind not in self.types:
                    self.types[kind] = set()
                self.types[kind].add(subject)
        for predicate, rows in found.items():
            self.counts[predicate] = self.counts.get(predicate, 0) + len(rows) // 2
            if predicate in asked.objects:
                nodes = {each[:-2] for each in set(rows[1::2]) if each[:1] in ("<", "_") and " " not in each[:-2]}
                self.objects[predicate] |= nodes
            if predicate in asked.classes:
                self._add_others(predicate, rows[::2], asked.classes[predicate])

    def _add_others(self, predicate: str, subjects: list[str], classes: frozenset[str]) -> None:
        others = subjects
        for each in classes & self.types.keys():
            others = [*filterfalse(self.types[each].__contains__, others)]
        self.others.setdefault(predicate, []).extend(others)


def _by_predicate(text: str) -> Mapping[str, list[str]]:
    """Predicate to the subject and the end (object and full stop) of each of its lines, one after the other.

    Raises ValueError for a line of less than three parts.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.split("\n"):
        if line:
            subject, predicate, end = line.split(" ", 2)
            rows = found[predicate]
            rows.append(subject)
            rows.append(end)
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where pieces of whole lines begin and end."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield start, end
        start = end
