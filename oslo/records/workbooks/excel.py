"""Sheets of Excel and OpenDocument workbooks; the first filled row, or the row `header`, names the columns.

`recognized.py` says what a file is and opens it; `xlsx.py`, `ods.py` and `old.py` give its rows as text.
Here a row becomes a record, or a reject that names the cell with which something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain

from ...errors import InputError, Place
from ...words.text import nearest
from ..base import Record, Unreadable
from ..characters import is_printable
from ..tables.header import join_names
from ..tables.table import TableSource, record
from .merged import MergedCells
from .recognized import open_book
from .sheets import Row, Sheet, column_letters

_FIRST = 20


class ExcelSource(TableSource):
    """The rows of one sheet; cells are text as a person reads them: 12, not 12.0; ISO dates; 00012 by its format."""

    def open(self) -> None:
        self._book = open_book(self.file, self.name)
        sheet = self._choose_sheet()
        self.sheet = sheet.name
        rows = self._checked(self._book.rows(sheet))
        head: list[Row] = []
        header, filled = self.layout.header, None
        for row in rows:
            head.append(row)
            if filled is None and row.filled:
                filled = row.number
            if len(head) >= _FIRST and filled is not None and row.number >= (header or 0):
                break
        self._head = head[:_FIRST]
        if filled is None:
            raise InputError(f"the sheet is empty{self._filled_sheets(sheet)}", Place(self.name, sheet=self.sheet))
        self._first = filled if header is None else header
        self._set_columns(join_names(self._names(head)))
        self._rows = chain((row for row in head if row.number > self._first), rows)
        if self._book.remark:
            self.tell(self._book.remark)
        self._unread = sheet

    def first_rows(self) -> list[list[str]]:
        """The first rows of the sheet as texts, to find the names of columns in; the first of them is row 1."""
        cells = {row.number: row.cells for row in self._head if row.number <= _FIRST}
        return [cells.get(number, []) for number in range(1, max(cells, default=0) + 1)]

    def _choose_sheet(self) -> Sheet:
        """The sheet that is asked for, else the first that is not hidden."""
        sheets = self._book.sheets
        wanted = self.options.sheet or self.layout.path
        names = [each.name for each in sheets]
        if wanted is None and sheets:
            return next((each for each in sheets if not each.hidden), sheets[0])
        if wanted not in names:
            wanted = wanted or ""
            raise InputError(f"no sheet {wanted!r}{nearest(wanted, names)}", Place(self.name))
        return sheets[names.index(wanted)]

    def _names(self, head: list[Row]) -> list[list[str]]:
        """The rows that name the columns; a name that is merged downwards holds for the rows that it covers."""
        if self._first == 0:
            return [[""] * max(len(row.cells) for row in head)]
        if groups := self.layout.groups:
            return [row.cells for row in head if row.number in (*groups, self._first)]
        merged = MergedCells()
        for row in head:
            if row.number > self._first:
                break
            names = [cell.strip() for cell in merged.names(row)]
            if row.number == self._first:
                for column, reason in row.problems:
                    self.tell(f"{self._cell_name(column, row.number)}, a name of a column: {reason}", row.number)
                return [names]
        return [[]]

    def _checked(self, rows: Iterator[Row]) -> Iterator[Row]:
        with self._sound():
            yield from rows

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """A workbook that breaks its own rules is an InputError."""
        try:
            yield
        except (ValueError, LookupError) as error:
            raise InputError(f"a broken workbook: {error}", self.place(None)) from None

    def read(self) -> Iterator[Record | Unreadable]:
        width = len(self.columns)
        merged = MergedCells()
        for row in self._rows:
            number, cells = row.number, row.cells
            if row.merged or merged:
                merged.fill(row, width, partial(self.tell, line=number))
            for text in row.told:
                self.tell(text, number)
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                column, text = next((at, each) for at, each in enumerate(cells) if at >= width and each.strip())
                reason = f"{column_letters(column)}{number}, beyond the last named column: {text!r}"
                yield Unreadable(reason, number, "\t".join(cells))
            elif why := self._unreadable(row, width):
                yield Unreadable(why, number, "\t".join(cells), record(_padded(cells, width), number).data)
            elif row.filled:
                if row.hidden:
                    self.tell("a hidden row, which is read as any other", number)
                yield record(_padded(cells, width), number)
        self._tell_unread()

    def _unreadable(self, row: Row, width: int) -> str | None:
        """What is wrong with the cells that the mapping reads; with others it is told."""
        odd = not is_printable("".join(row.cells))
        if not row.problems and not odd:
            return None
        asked = {self._index[each.path] for each in self.asked if each.path in self._index}
        reasons = []
        for column, problem in row.problems:
            if not asked or column in asked:
                reasons.append(f"{self._cell_name(column, row.number)}: {problem}")
            else:
                self.tell(f"{self.columns[column]}, which is not read: {problem}", row.number)
        if odd and (hidden := self.hidden(row.cells[:width], row.number)):
            reasons.append(hidden)
        return "; ".join(reasons) or None

    def _tell_unread(self) -> None:
        """Remark which sheets are not read, if nobody has chosen this one."""
        if self.options.sheet or self.layout.path or len(self._book.sheets) == 1:
            return
        lists = self._book.lists(self._unread)
        others = [each for each in self._filled_others() if not (each[0].hidden and each[0].name in lists)]
        if others:
            named = ", ".join(_described(sheet, count) for sheet, count in others)
            self.tell(f"the sheet {self.sheet!r} is read, and not {named}: choose with --sheet or `records`")

    def _filled_others(self) -> Iterator[tuple[Sheet, int]]:
        for each in self._book.sheets:
            with self._sound():
                count = 0 if each.name == self.sheet else self._book.count(each)
            if count:
                yield each, count

    def _filled_sheets(self, sheet: Sheet) -> str:
        """For an empty sheet: which ones are not."""
        named = ", ".join(_described(other, count) for other, count in self._filled_others())
        return f"; choose another with --sheet or `records`: {named}" if named else ""

    def cell(self, paths: Sequence[str], line: int | None) -> str | None:
        columns = [self._index[path] for path in paths if path in self._index]
        if not columns:
            return None
        return ", ".join(
            [self._cell_name(columns[0], line), *(f"{column_letters(each)}{line}" for each in columns[1:])]
        )

    def _cell_name(self, column: int, line: int | None) -> str:
        """A cell as formulas name it: `Blad1!B7`."""
        name = self.sheet or ""
        sheet = name if re.fullmatch(r"[^\W\d]\w*", name) else "'{}'".format(name.replace("'", "''"))
        return f"{sheet}!{column_letters(column)}{line}"


def _padded(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def _described(sheet: Sheet, count: int) -> str:
    rows = "1 row" if count == 1 else f"{count} rows"
    return f"{sheet.name!r} ({'hidden, ' if sheet.hidden else ''}{rows})"
