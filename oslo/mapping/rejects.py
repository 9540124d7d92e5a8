"""What did not become a resource: rejected records with their reasons, and notices of a source.

`rejects_file.py` writes rejects to a file, to repair and convert again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..errors import Place
from ..records.kept import REJECT_COLUMNS, Kept
from ..words.catalogue import to_language

__all__ = ["REJECT_COLUMNS", "Notice", "RecordProblem", "Reject"]


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """Why a record is rejected: the reason, the property of the model, the column or path of the source.

    `paths` are the columns or paths one by one, `cell` is their place in a workbook: `Blad1!B7`.
    """

    reason: str
    property: str | None = None
    column: str | None = None
    paths: tuple[str, ...] = ()
    cell: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.cell, self.column, self.property, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be mapped: where it is, why, and the record as it was.

    `kept` is the record in the form of a file of rejects, if it can be read again.

    >>> from oslo.errors import Place
    >>> print(Reject(Place("a.csv", line=3), (RecordProblem("unknown code", "status", "S"),), {"S": "X"}))
    a.csv:3: S: status: unknown code
    >>> in_a_workbook = RecordProblem("unknown code", "status", "S", cell="Blad1!B3")
    >>> print(Reject(Place("a.xlsx", line=3), (in_a_workbook,), {"S": "X"}))
    a.xlsx: Blad1!B3: S: status: unknown code
    """

    place: Place
    problems: tuple[RecordProblem, ...]
    record: dict[str, Any]
    kept: Kept | None = None

    @property
    def lines(self) -> list[str]:
        """A line for each problem, with its place."""
        file = Place(self.place.file)
        return [f"{file if problem.cell else self.place}: {problem}" for problem in self.problems]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def in_language(self, language: str) -> Reject:
        """The same, with its reasons in a language.

        >>> print(Reject(Place("a.csv", line=3), (RecordProblem("no such date: '31/04/1999'"),), {}).in_language("nl"))
        a.csv:3: die datum bestaat niet: '31/04/1999'
        """
        problems = tuple(replace(each, reason=to_language(each.reason, language)) for each in self.problems)
        return replace(self, problems=problems)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a source says besides, or in place of, its records: for example "nothing found".

    `others`: some of the lines, besides the first, on which the same holds.

    >>> from oslo.errors import Place
    >>> print(Notice(Place("answer.xml"), "nothing found"))
    answer.xml: nothing found
    """

    place: Place
    text: str
    others: tuple[int, ...] = ()

    @property
    def whole(self) -> str:
        """The notice, and the lines on which the same holds besides the first."""
        return (
            f"{self}; also on line{'s' * (len(self.others) > 1)} {', '.join(map(str, self.others))}"
            if self.others
            else str(self)
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    def in_language(self, language: str) -> Notice:
        """The same, with its text in a language, if that is one of the library's own."""
        return replace(self, text=to_language(self.text, language))
