"""Workbooks of Excel before 2007 (.xls) and binary ones (.xlsb), by python-calamine: values without their formats.

It lays out every cell between the first and the last one that is filled, and a few bytes can fill the farthest cell of
a sheet. A sheet of .xls has 16 million cells at most; how far one of .xlsb reaches is looked up before it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from ...errors import InputError, Place
from .number_formats import number_text
from .package import Package
from .sheets import ERRORS, Book, Merged, Row, Sheet, error

_REMARK = (
    "in this form of workbook the errors of formulas (#N/A) are read as empty cells, and zeros that a format adds are "
    "not read: if it has any, save it as .xlsx"
)


class OldBook(Book):
    """The sheets of a workbook, their cells as text."""

    remark = _REMARK

    def __init__(self, file: IO[bytes], name: str) -> None:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

        self._errors, self._name = CalamineError, name
        self._check_reach(file)
        try:
            self._book = CalamineWorkbook.from_filelike(file)
        except PasswordError:
            message = "protected by a password: open it in a spreadsheet program and save it without one"
            raise InputError(message, Place(name)) from None
        except CalamineError as cause:
            raise InputError(f"not a workbook that can be read: {cause}", Place(name)) from None
        self.sheets = [
            Sheet(each.name, each.visible != SheetVisibleEnum.Visible)
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        ]

    def _check_reach(self, file: IO[bytes]) -> None:
        """Refuse a binary workbook (.xlsb) whose cells are too far from each other to lay out what is between them."""
        file.seek(0)
        if file.read(2) == b"PK":
            package = Package(file, self._name)
            for part in package:
                if part.lower().startswith("xl/worksheets/") and part.lower().endswith(".bin"):
                    rows, columns = _reach(package.read(part))
                    if rows * columns > _MAX_CELLS:
                        raise InputError(
                            f"cells to row {rows} and column {columns}, over {_MAX_CELLS} to lay out: save it as .xlsx",
                            Place(f"{self._name}/{part}"),
                        )
        file.seek(0)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        try:
            found = self._book.get_sheet_by_name(sheet.name)
            rows = found.to_python(skip_empty_area=False)
        except self._errors as cause:
            raise InputError(f"not a sheet that can be read: {cause}", Place(self._name, sheet=sheet.name)) from None
        merged: dict[int, list[Merged]] = {}
        for (first_row, first_column), (last_row, last_column) in found.merged_cell_ranges or ():
            merged.setdefault(first_row + 1, []).append(Merged(first_column, last_column, last_row + 1))
        for number, row in enumerate(rows, start=1):
            cells = [_text(cell) for cell in row]
            problems = [
                (column, error(text)) for column, text in enumerate(cells) if text[:1] == "#" and text in ERRORS
            ]
            yield Row(number, cells, problems, merged=merged.get(number, ()))


_ROW, _CELLS = 0, frozenset(range(1, 12))  # the records of a row and of its cells (MS-XLSB, section 2.3.2)
_MAX_CELLS = 32_000_000


def _reach(data: bytes) -> tuple[int, int]:
    """How many rows and columns there are to the last cell of a binary sheet (MS-XLSB, section 2.1.4)."""
    at = rows = columns = row = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if kind == _ROW:
            row = int.from_bytes(data[at : at + 4], "little")
        elif kind in _CELLS:
            rows = max(rows, row + 1)
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    return rows, columns


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits in each byte, the lowest first, and where it ends."""
    number = 0
    for place in range(longest):
        byte = data[at] if at < len(data) else 0
        number |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < 0x80:
            break
    return number, at


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() | int():
            return number_text(repr(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else _to_the_second(cell).isoformat()
        case date():
            return cell.isoformat()
        case time():
            return _to_the_second(datetime.combine(date(1900, 1, 1), cell)).time().isoformat()
        case timedelta():
            seconds = round(cell.total_seconds())
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)


def _to_the_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
