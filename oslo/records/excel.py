"""Excel and OpenDocument sheets (python-calamine); the first filled row, or the row `header`, names the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ..errors import InputError, Place
from ..words.text import nearest
from .base import Record, Unreadable
from .table import TableSource, record


class ExcelSource(TableSource):
    """The rows of one sheet; cells become text as a person reads them: 12, not 12.0; ISO dates."""

    def open(self) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        name, layout = self.name, self.layout
        try:
            book = CalamineWorkbook.from_filelike(self.file)
            names = book.sheet_names
            self.sheet = self.options.sheet or layout.path or (names[0] if names else "")
            if self.sheet not in names:
                raise InputError(f"no sheet {self.sheet!r}{nearest(self.sheet, names)}", Place(name))
            sheet = book.get_sheet_by_name(self.sheet)
            self._rows = sheet.to_python(skip_empty_area=False)
        except CalamineError as error:
            raise InputError(f"not a workbook that can be read: {error}", Place(name)) from None
        filled = [
            number for number, row in enumerate(self._rows, start=1) if any(cell not in ("", None) for cell in row)
        ]
        if not filled:
            raise InputError("the sheet is empty", Place(name, sheet=self.sheet))
        self._first = filled[0] if layout.header is None else layout.header
        header = self._rows[self._first - 1] if 0 < self._first <= len(self._rows) else layout.columns
        texts = [_cell_text(cell).strip() for cell in header]
        while texts and not texts[-1]:
            texts.pop()
        self._set_columns(texts)

    def read(self) -> Iterator[Record | Unreadable]:
        width = len(self.columns)
        for number, row in enumerate(self._rows[self._first :], start=self._first + 1):
            cells = [_cell_text(cell) for cell in row]
            beyond = [cell for cell in cells[width:] if cell.strip()]
            if beyond:
                where = f"{_column_letters(cells.index(beyond[0], width))}{number}"
                yield Unreadable(f"{where}, beyond the last named column: {beyond[0]!r}", number, "\t".join(cells))
            elif any(cell.strip() for cell in cells):
                yield record(cells[:width] + [""] * (width - len(cells)), number)

    def cell(self, paths: Sequence[str], line: int | None) -> str | None:
        cells = [f"{_column_letters(self._index[path])}{line}" for path in paths if path in self._index]
        name = self.sheet or ""
        sheet = name if re.fullmatch(r"[^\W\d]\w*", name) else "'{}'".format(name.replace("'", "''"))
        return f"{sheet}!{', '.join(cells)}" if cells else None


def _column_letters(number: int) -> str:
    """The letters of a column, numbered from 0: A to Z, then AA."""
    before, last = divmod(number, 26)
    return (_column_letters(before - 1) if before else "") + chr(ord("A") + last)


def _cell_text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return (datetime(1900, 1, 1) + cell).time().isoformat()
    return str(cell)
