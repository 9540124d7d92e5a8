"""What tables share: rows that name the columns, then rows of cells, of which a layout says which are records."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import Any
from unicodedata import is_normalized, normalize

from ...errors import MappingError
from ...words.text import nearest
from ..base import Parts, Record, RecordSource, Unreadable, Value, Values
from ..census import Census, TableCensus
from ..characters import Control, controls
from ..kept import OF_REJECTS, Kept, is_of_rejects, unguarded
from .again import rows_again
from .dialect import cells_up_to
from .header import keys_of, named_columns, tidy_name

Rows = Iterator[Record | Unreadable]
HINT_ROWS = 20
"""How many rows are searched for the names that a mapping wants."""


class TableSource(RecordSource):
    """A table whose rows are lists of text, as long as the row of column names."""

    _of_paths = (*RecordSource._of_paths, "_index")
    columns: list[str]
    named_by: str
    kept_as = "csv"
    checks_text = True
    delimiter = "\t"  # between the cells of a row that is no record

    def __iter__(self) -> Rows:
        layout, rows = self.layout, self._told_if_none(super().__iter__())
        fill = [number for name in layout.fill if (number := self.column_number(name)) is not None]
        if is_of_rejects(self.columns):
            rows = rows_again(rows, self.columns, layout, record)
        if layout.footer:
            rows = self._without_footer(rows, layout.footer)
        if layout.until is not None:
            rows = self._until(rows, layout.until(self))
        if layout.skips is not None:
            skip = layout.skips(self.columns)
            rows = (row for row in rows if isinstance(row, Unreadable) or not skip(row.data))
        return self._filled(rows, fill) if fill else rows

    def _told_if_none(self, rows: Rows) -> Rows:
        for first in rows:
            yield first
            yield from rows
            return
        if self.piece is None:
            self.tell_none()

    def tell_none(self) -> None:
        self.tell("no records: there is no row with cells, but for names of columns")

    # The columns.

    def _set_columns(self, names: Sequence[str]) -> None:
        """Take the names of the mapping or, if it gives none, those of the header."""
        layout = self.layout
        if is_of_rejects(names):
            names = [unguarded(name) for name in names]
        self.columns = named_columns(names, layout.columns, dict(layout.renamed))
        if layout.renamed and layout.header == 0:
            self.columns += [""] * (len(names) - len(self.columns))
        by_row = f"row {layout.header}" if layout.header else "the first row"
        self.named_by = "the mapping" if layout.columns else by_row
        self._keys = keys_of(self.columns)
        self._index = {name: number for number, name in reversed(list(enumerate(self.columns)))}

    def first_rows(self) -> list[list[str]]:
        """The first rows of the file, `HINT_ROWS` of them or fewer, to find the names of columns in."""
        return []

    def column_number(self, path: str) -> int | None:
        """The number of a column from 0; None if the table lacks it and may."""
        name = tidy_name(path)
        at = [number for number, each in enumerate(self.columns, start=1) if each == name]
        if len(at) > 1:
            where = " and ".join(map(str, at))
            advice = f"choose one by its position, with another name: `columns: {{{at[-1]}: {name} {len(at)}}}`"
            raise MappingError(f"{self.place(None)}: columns {where} have the name {name!r}; {advice}")
        if at:
            self._index[path] = at[0] - 1  # also as the mapping writes it
            return at[0] - 1
        if name in map(tidy_name, self.layout.optional):
            return None
        raise MappingError(f"{self.place(None)}: no column {path!r}{self._header_with(name)}")

    def _header_with(self, name: str) -> str:
        """For messages: the row that has the name of a column, if it is not the header; else the nearest names."""
        for number, row in enumerate(self.first_rows(), start=1):
            if name in map(tidy_name, row):
                return f"; row {number} has it: if that row names the columns, add `header: {number}` to the mapping"
        return _meant(name, self.columns)

    # The values.

    @cached_property
    def census(self) -> Census:
        return TableCensus(self.columns, self._index.get)

    def value(self, path: str) -> Value:
        number = self.column_number(path)
        return (lambda row: None) if number is None else itemgetter(number)

    def values(self, path: str) -> Values:
        number = self.column_number(path)
        if number is None:
            return lambda row: []
        return lambda row: [] if row[number] is None else [row[number]]

    def parts(self, path: str) -> Parts:
        raise MappingError(
            f"{self.place(None)}: each: {path!r}: the rows of a table have no repeated parts: leave `each` out"
        )

    def dump(self, record: Record) -> dict[str, Any]:
        return dict(zip(self._keys, record.raw, strict=False))

    # The rows.

    def hidden(self, row: Sequence[str], line: int) -> str | None:
        """Why a row cannot be a record, for the control characters in it; others that nobody sees are told."""
        reasons = []
        for number, cell in enumerate(row):
            for found in controls(cell):
                name = self.columns[number] if number < len(self.columns) else ""
                said = f"{name or f'column {number + 1}'}: {self.about(found)}"
                if found.fatal:
                    reasons.append(said)
                else:
                    self.tell(said, line)
        return "; ".join(reasons) or None

    def about(self, found: Control) -> str:
        """What to say of a character in a cell."""
        return found.reason

    def _without_footer(self, rows: Rows, size: int) -> Rows:
        """All rows but the last ones, which are told."""
        last: deque[Record | Unreadable] = deque()
        for row in rows:
            last.append(row)
            if len(last) > size:
                yield last.popleft()
        for row in last:
            self.tell(f"a row at the end that is no record (`footer: {size}`)", row.line)

    def _until(self, rows: Rows, ends: Callable[[Any], bool]) -> Rows:
        """The rows above the first at which a condition holds; that one and those below it are told."""
        ended = False
        for row in rows:
            cells = row.cells if isinstance(row, Unreadable) else row.data
            ended = ended or (cells is not None and ends(cells))
            if ended:
                self.tell("a row that is no record, as `until` holds there or above", row.line)
            else:
                yield row

    def _filled(self, rows: Rows, numbers: list[int]) -> Rows:
        """The same rows; an empty cell of some columns has the value above it, unless that row could not be read."""
        above: dict[int, str | None] = dict.fromkeys(numbers)
        lost: set[int] = set()
        for row in rows:
            if isinstance(row, Unreadable):
                lost.update(numbers)
                yield row
                continue
            empty = [number for number in numbers if row.data[number] is None]
            filled = {number: row.data[number] for number in numbers if row.data[number] is not None}
            above.update(filled)
            lost.difference_update(filled)
            if unknown := [self.columns[number] for number in empty if number in lost]:
                reason = f"{', '.join(unknown)}: empty, and a row above could not be read (`fill`)"
                yield Unreadable(reason, row.line, "\t".join(row.raw))
                continue
            for number in empty:
                if above[number] is not None:
                    row.data[number] = row.raw[number] = above[number]
                    self.tell(f"{self.columns[number]}: an empty cell has the value above it (`fill`)", row.line)
            yield row

    def _kept(self, record: Record) -> Kept:
        own = [name not in OF_REJECTS for name in self.columns]
        return Kept("csv", list(compress(record.raw, own)), list(compress(self.columns, own)))

    def _kept_text(self, text: str) -> Kept:
        own = [name for name in self.columns if name not in OF_REJECTS]
        return Kept("csv", self._written_again(text), own, unreadable=True)

    def _written_again(self, text: str) -> str:
        """A row that is no record as a line of CSV, whatever it is in the file; text that is no row as it is."""
        try:
            with cells_up_to(self.options.max_record_bytes):
                rows = list(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return text
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerows(rows[:1])
        return line.getvalue()


def _meant(path: str, columns: Sequence[str]) -> str:
    """What was probably meant by the name of a column that is not there, as the end of a message."""
    parts = [part.strip(" ='\"{}") for part in re.split(r"\s*(?:[+&,;|]|==?|!=)\s*", path)]
    if len(parts) > 1 and set(parts) <= set(columns):
        return f"; two columns are a list: [{', '.join(parts)}]"
    if len(parts) == 2 and parts[0] in columns and "=" in path:
        return f"; a condition is written as {{{parts[0]}: {parts[1]}}}"
    return nearest(path, columns)


_new = tuple.__new__


def record(row: list[str], line: int, text: str | None = None) -> Record:
    """A row as a record: cells without surrounding white space, None for an empty cell, text in Unicode NFC.

    `text`: the cells joined, if they are already.
    """
    cells = [cell.strip() or None for cell in row]
    text = "".join(row) if text is None else text
    if not text.isascii() and not is_normalized("NFC", text):
        cells = [cell and normalize("NFC", cell) for cell in cells]
    return _new(Record, (cells, line, False, row))
