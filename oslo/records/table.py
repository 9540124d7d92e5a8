"""What tables share: a row of column names, then rows of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any
from unicodedata import normalize

from ..errors import InputError, MappingError, Place
from ..words.text import nearest
from .base import Parts, Record, RecordSource, Unreadable, Value, Values
from .kept import OF_REJECTS, Kept, is_of_rejects, unguarded
from .table_again import rows_again


class TableSource(RecordSource):
    """A table whose rows are lists of text, as long as the row of column names."""

    columns: list[str]
    named_by: str
    kept_as = "csv"
    delimiter = "\t"  # between the cells of a row that is no record

    def __iter__(self) -> Iterator[Record | Unreadable]:
        rows = super().__iter__()
        if is_of_rejects(self.columns):
            rows = rows_again(rows, self.columns, self.layout, record)
        if self.layout.skips is None:
            return rows
        skip = self.layout.skips(self.columns)
        return (row for row in rows if isinstance(row, Unreadable) or not skip(row.data))

    def _set_columns(self, names: Sequence[str]) -> None:
        """Take the names of the mapping or, if it gives none, those of the header."""
        layout = self.layout
        self.columns = list(layout.columns or names)
        if is_of_rejects(self.columns):
            self.columns = [unguarded(name) for name in self.columns]
        names = self.columns
        by_row = f"row {layout.header}" if layout.header else "the first row"
        self.named_by = "the mapping" if layout.columns else by_row
        repeated = {name for name in names if name and names.count(name) > 1}
        if repeated:
            raise InputError(f"two columns have the name {sorted(repeated)[0]!r}", Place(self.name, sheet=self.sheet))
        self._index = {name: number for number, name in enumerate(names)}

    def _column_number(self, path: str) -> int | None:
        if path not in self._index and path not in self.layout.optional:
            raise MappingError(f"{self.place(None)}: no column {path!r}{nearest(path, self.columns)}")
        return self._index.get(path)

    def value(self, path: str) -> Value:
        number = self._column_number(path)
        return (lambda row: None) if number is None else itemgetter(number)

    def values(self, path: str) -> Values:
        number = self._column_number(path)
        if number is None:
            return lambda row: []
        return lambda row: [] if row[number] is None else [row[number]]

    def parts(self, path: str) -> Parts:
        raise MappingError(f"{self.place(None)}: each: {path!r}: the rows of a table have no repeated parts")

    def dump(self, record: Record) -> dict[str, Any]:
        return dict(zip(self.columns, record.raw, strict=False))

    def _kept(self, record: Record) -> Kept:
        own = [name not in OF_REJECTS for name in self.columns]
        return Kept("csv", list(compress(record.raw, own)), list(compress(self.columns, own)))

    def _kept_text(self, text: str) -> Kept:
        own = [name for name in self.columns if name not in OF_REJECTS]
        return Kept("csv", self._written_again(text), own, unreadable=True)

    def _written_again(self, text: str) -> str:
        """A row that is no record as a line of CSV, whatever it is in the file; text that is no row as it is."""
        try:
            rows = list(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return text
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerows(rows[:1])
        return line.getvalue()


_new = tuple.__new__


def record(row: list[str], line: int) -> Record:
    """A row as a record: cells without surrounding white space, None for an empty cell, text in Unicode NFC."""
    cells = [cell.strip() or None for cell in row]
    if not "".join(row).isascii():
        cells = [cell if cell is None or cell.isascii() else normalize("NFC", cell) for cell in cells]
    return _new(Record, (cells, line, False, row))
