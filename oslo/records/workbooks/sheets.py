"""What all kinds of workbooks have in common: sheets, and rows of cells as text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MAX_ROWS, MAX_COLUMNS = 1 << 20, 1 << 14
"""The size of a sheet in Excel and LibreOffice."""

ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!", "#NAAM?", "#GETAL!",
    "#LEEG!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!",
})  # fmt: skip
"""The errors of formulas in English, Dutch, French and German, as cells show them."""


class Merged(NamedTuple):
    """A merged range, from its first row on: columns counted from 0, rows from 1, all included."""

    first_column: int
    last_column: int
    last_row: int


class Row(NamedTuple):
    """A row: its number from 1 and its cells as text, empty for no value.

    `problems`: columns whose cell has no value that can be read, with the reason; `told`: what is remarked about
    it; `hidden`: not shown; `merged`: the ranges that begin in it.
    """

    number: int
    cells: list[str]
    problems: list[tuple[int, str]]
    told: Sequence[str] = ()
    hidden: bool = False
    merged: Sequence[Merged] = ()

    @property
    def filled(self) -> bool:
        """Whether any cell has text.

        >>> Row(3, ["", " "], []).filled
        False
        """
        text = "".join(self.cells)
        return bool(text) and not text.isspace()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; `part` is where the workbook has it."""

    name: str
    hidden: bool = False
    part: str = ""


class Book(ABC):
    """An open workbook; its cells are as a person reads them."""

    sheets: list[Sheet]
    remark: str | None = None

    @abstractmethod
    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows of a sheet in order; empty rows may be left out."""

    def count(self, sheet: Sheet) -> int:
        """How many rows of a sheet are filled."""
        return sum(row.filled for row in self.rows(sheet))

    def lists(self, sheet: Sheet) -> set[str]:
        """The names of the sheets that the drop-down lists of a sheet are taken from."""
        return set()


Tell = Callable[[str], None]


def error(text: str) -> str:
    """Why the cell of a formula that went wrong has no value.

    >>> error("#N/A")
    "'#N/A' is the error of a formula, not a value"
    """
    return f"{text!r} is the error of a formula, not a value"


def column_letters(number: int) -> str:
    """The letters of a column, numbered from 0: A to Z, then AA.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def column_number(reference: str) -> int:
    """The column of a cell, numbered from 0; ValueError for one that no sheet has.

    >>> column_number("A1"), column_number("AB17")
    (0, 27)
    """
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
        if not "A" <= letter <= "Z" or number > MAX_COLUMNS:
            raise ValueError(f"no sheet has a cell {reference[:20]!r}")
    return number - 1
