"""Records that give one id: equal ones are one, different ones are a mistake that nobody sees in the output.

Any two records of a run are compared, however far apart they stand. What is kept of a record is a hash of its id, a
hash of what was written for it, and its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..errors import Place
from ..files.work import temporary_files
from .kept import Kept, Number, Row

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Repeated:
    """A record with the id of an earlier one: the places of both, and whether they are equal.

    >>> print(Repeated(Place("bomen.csv", line=2), Place("bomen.csv", line=3001), equal=False))
    bomen.csv:3001: has the id of another record, with other content: bomen.csv:2
    """

    first: Place
    again: Place
    equal: bool

    def __str__(self) -> str:
        if self.equal:
            return f"{self.again}: equal to {self.first}"
        return f"{self.again}: has the id of another record, with other content: {self.first}"


class Identities(Kept):
    """The ids of a run."""

    def __init__(self, file: Path | None = None, number: Number = hash) -> None:
        super().__init__({"seen": ("id", "content", "file", "place")}, file, number)
        self._rows: list[Row] = []

    def add(self, node: str | None, text: str, place: Place) -> None:
        """The id of a resource, what was written for it, and the place of its record. Its content is an id too."""
        content = self._of(text)
        identity = content if node is None else self._of(node)
        self._rows.append((identity, content, *self._at(place)))
        if len(self._rows) == _AT_ONCE:
            self._store()

    def _store(self) -> None:
        self._keep("seen", self._rows)

    def give(self) -> None:
        self._store()
        super().give()

    def repeated(self) -> Iterator[Repeated]:
        """The records whose id an earlier one has, in the order of the ids' first records.

        Two resources from one record, made by two kinds of a mapping, may describe one thing.
        """
        self._store()
        with temporary_files():
            rows = self._database.execute(
                "SELECT id, content, file, place FROM seen WHERE id IN (SELECT id FROM seen GROUP BY id"
                " HAVING count(*) > 1) ORDER BY min(rowid) OVER (PARTITION BY id), rowid"
            )
        for _, group in groupby(rows, key=itemgetter(0)):
            first: dict[int, Place] = {}
            for _, content, file, where in group:
                place = self._place(file, where)
                earlier = first.get(content) or next(iter(first.values()), None)
                if earlier is None or (earlier == place and content not in first and where):
                    first[content] = place
                else:
                    yield Repeated(earlier, place, equal=content in first)
                    first.setdefault(content, place)
