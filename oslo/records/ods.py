"""OpenDocument spreadsheets (.ods), read row by row in flat memory.

A cell has a type and a value in its attributes, and beside it the text that is shown. Rows and cells that are the same
stand once, with their number. Sections are of OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import InputError, Place
from .number_formats import PERCENT, number_text
from .package import Package
from .sheets import ERRORS, MAX_COLUMNS, MAX_ROWS, Book, Merged, Row, Sheet, error

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_CONTENT = "content.xml"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ERROR = re.compile(r"Err:\d+|#.*[!?]|#N/[AB]|#NV")
_SHOWN_CODE = re.compile(r"-?0\d[\d.,/ -]*")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


class OdsBook(Book):
    """The sheets of a workbook, their cells as text."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        manifest = "META-INF/manifest.xml"
        if manifest in package and b"encryption-data" in package.read(manifest):
            message = "a workbook with a password: open it in a spreadsheet program and save it without one"
            raise InputError(message, Place(name))
        self.sheets: list[Sheet] = []
        self._counts: dict[str, int] = {}
        self._survey()

    def _survey(self) -> None:
        """Find the sheets, and how many rows of each are filled."""
        hidden: set[str] = set()
        counts: dict[str, int] = {}
        for element in self._package.elements(_CONTENT, f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-row"):
            if element.tag == f"{_STYLE}style":
                if any(each.get(f"{_TABLE}display") == "false" for each in element):
                    hidden.add(element.get(f"{_STYLE}name", ""))
            elif element.tag == f"{_TABLE}table-row":
                filled = next(element.iter(f"{_TEXT}p"), None) is not None
                table = _table_of(element)
                counts[table] = counts.get(table, 0) + filled * _times(element, "rows")
            else:
                name = element.get(f"{_TABLE}name", "")
                self.sheets.append(Sheet(name, element.get(f"{_TABLE}style-name") in hidden))
        self._counts = counts

    def count(self, sheet: Sheet) -> int:
        return self._counts.get(sheet.name, 0)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        number, reached = 1, False
        for element in self._package.elements(_CONTENT, f"{_TABLE}table-row"):
            if _table_of(element) != sheet.name:
                if reached:
                    return
                continue
            reached = True
            times = _times(element, "rows")
            row = _row(element, number)
            for each in range(times if row.cells or row.problems else 0):
                if number + each > MAX_ROWS:
                    raise ValueError(f"no sheet has a row {number + each}")
                yield row._replace(number=number + each, cells=row.cells[:], problems=row.problems[:])
            number += times


def _table_of(row: Any) -> str:
    return next((str(each.get(f"{_TABLE}name", "")) for each in row.iterancestors(f"{_TABLE}table")), "")


def _times(element: Any, what: str) -> int:
    """How often a row or a cell is repeated (19.675, 19.679)."""
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", 1)), 1)


def _row(element: Any, number: int) -> Row:
    cells: list[str] = []
    problems: list[tuple[int, str]] = []
    told: list[str] = []
    merged: list[Merged] = []
    empty = 0  # cells without text since the last one with text
    for cell in element.iterchildren(*_CELLS):
        times = _times(cell, "columns")
        text, problem = ("", None) if cell.tag == _CELLS[1] else _read(cell, told)
        if not text and problem is None:
            empty += times
            continue
        cells += [""] * empty
        if len(cells) + times > MAX_COLUMNS:
            raise ValueError(f"row {number} has over {MAX_COLUMNS} cells")
        empty = 0
        merged += _merged(cell, len(cells), number)
        problems += [(len(cells) + each, problem) for each in range(times) if problem]
        cells += [text] * times
    hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
    return Row(number, cells, problems, told, hidden, merged)


def _merged(cell: Any, column: int, row: int) -> list[Merged]:
    """The range that a cell spans (19.673, 19.677)."""
    columns, rows = (int(cell.get(f"{_TABLE}number-{what}-spanned", 1)) for what in ("columns", "rows"))
    return [Merged(column, column + columns - 1, row + rows - 1)] if columns > 1 or rows > 1 else []


def _read(cell: Any, told: list[str]) -> tuple[str, str | None]:
    """The text of a cell, and why it has no value that can be read."""
    shown = "\n".join("".join(_texts(each)) for each in cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    formula = cell.get(f"{_TABLE}formula") is not None
    if cell.get(f"{_CALCEXT}value-type") == "error" or shown in ERRORS or (formula and _ERROR.fullmatch(shown)):
        return shown, error(shown or "an error")
    if formula and kind is None and not shown:
        return "", "a formula without a stored result: open the file in a spreadsheet program and save it"
    read = _KINDS.get(kind or "string")
    try:
        return (read(cell, shown) if read else shown), None
    except ValueError as reason:
        return shown, str(reason)
    finally:
        if kind == "percentage":
            told.append(PERCENT)


def _texts(node: Any) -> Iterator[str]:
    """The text of a paragraph, with its spaces (6.1.2); without comments and pronunciation."""
    yield node.text or ""
    for each in node:
        if each.tag == f"{_TEXT}s":
            yield " " * min(int(each.get(f"{_TEXT}c", 1)), 1000)
        elif each.tag == f"{_TEXT}tab":
            yield "\t"
        elif each.tag == f"{_TEXT}line-break":
            yield "\n"
        elif each.tag not in (f"{_OFFICE}annotation", f"{_TEXT}ruby-text"):
            yield from _texts(each)
        yield each.tail or ""


def _number(cell: Any, shown: str) -> str:
    """A number, or what is shown if its format adds zeros in front."""
    text = number_text(cell.get(f"{_OFFICE}value", ""))
    return shown if _SHOWN_CODE.fullmatch(shown) and text.lstrip("-").isdigit() and shown != "0" else text


def _date(cell: Any, shown: str) -> str:
    day, _, time = cell.get(f"{_OFFICE}date-value", "").partition("T")
    time = re.sub(r"\.\d+|Z$", "", time)
    return f"{day}T{time}" if time.strip("0:") else day


def _time(cell: Any, shown: str) -> str:
    value = cell.get(f"{_OFFICE}time-value", "")
    found = _DURATION.fullmatch(value)
    if found is None:
        raise ValueError(f"not a time: {value[:40]!r}")
    sign, days, hours, minutes, seconds = found.groups()
    return f"{sign}{int(days or 0) * 24 + int(hours):02}:{minutes:0>2}:{seconds:0>2}"


def _boolean(cell: Any, shown: str) -> str:
    return str(cell.get(f"{_OFFICE}boolean-value", ""))


def _string(cell: Any, shown: str) -> str:
    return str(cell.get(f"{_OFFICE}string-value") or shown)


_KINDS = {
    "float": _number,
    "percentage": lambda cell, shown: number_text(cell.get(f"{_OFFICE}value", "")),
    "currency": lambda cell, shown: number_text(cell.get(f"{_OFFICE}value", "")),
    "date": _date,
    "time": _time,
    "boolean": _boolean,
    "string": _string,
}
"""The function for each type of value (19.389)."""
