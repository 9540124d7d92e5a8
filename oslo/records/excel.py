"""Excel and OpenDocument sheets (python-calamine): the first row names the columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from ..errors import InputError, Place
from ..text import nearest
from .base import Options, Record, Unreadable
from .table import TableSource, record


class ExcelSource(TableSource):
    """The rows of one sheet; cells become text as a person reads them: 12 and not 12.0, ISO dates."""

    def __init__(self, file: IO[bytes], name: str, options: Options) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        self.name = name
        try:
            book = CalamineWorkbook.from_filelike(file)
            names = book.sheet_names
            self.sheet = options.sheet or (names[0] if names else "")
            if self.sheet not in names:
                raise InputError(f"no sheet {self.sheet!r}{nearest(self.sheet, names)}", Place(name))
            sheet = book.get_sheet_by_name(self.sheet)
            self._rows = sheet.to_python(skip_empty_area=False)
        except CalamineError as error:
            raise InputError(f"not a workbook that can be read: {error}", Place(name)) from None
        header = next((row for row in self._rows if any(cell not in ("", None) for cell in row)), None)
        if header is None:
            raise InputError("the sheet is empty", Place(name, sheet=self.sheet))
        self._first = self._rows.index(header) + 1
        texts = [_text(cell).strip() for cell in header]
        while texts and not texts[-1]:
            texts.pop()
        self._set_columns(texts)

    def read(self) -> Iterator[Record | Unreadable]:
        width = len(self.columns)
        for number, row in enumerate(self._rows[self._first :], start=self._first + 1):
            cells = [_text(cell) for cell in row]
            beyond = [cell for cell in cells[width:] if cell.strip()]
            if beyond:
                yield Unreadable(f"a cell beyond the last named column: {beyond[0]!r}", number, "\t".join(cells))
            elif any(cell.strip() for cell in cells):
                yield record(cells[:width] + [""] * (width - len(cells)), number)


def _text(cell: Any) -> str:
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
