"""OpenDocument spreadsheets (.ods), read row by row in flat memory.

A cell has a type and a value in its attributes, and beside it the text that is shown. Rows and cells that are the same
stand once, with their number. Sections are of OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from ...errors import InputError, Place
from .number_formats import PERCENT, number_text
from .package import Package
from .sheets import ERRORS, MAX_COLUMNS, MAX_ROWS, Book, Merged, Row, Sheet, error

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

Values = Mapping[str, str]
"""The attributes of a cell."""

_CONTENT = "content.xml"
_REPEATED, _ROWS_REPEATED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_SPANS = (f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned")
_FORMULA, _TYPE, _CALC_TYPE = f"{_TABLE}formula", f"{_OFFICE}value-type", f"{_CALCEXT}value-type"
_VALUE, _DATE, _TIME = f"{_OFFICE}value", f"{_OFFICE}date-value", f"{_OFFICE}time-value"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPH = f"{_TEXT}p"
_ERROR = re.compile(r"Err:\d+|#.*[!?]|#N/[AB]|#NV")
_SHOWN_CODE = re.compile(r"-?0\d[\d.,/ -]*")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_START = re.compile(  # of a table, without those that keep what another file has; of a style that hides its table
    rb"<(?:[\w.-]+:)?table\s([^<>]*)>(?!\s*<(?:[\w.-]+:)?table-source)"
    rb"|<(?:[\w.-]+:)?style\s([^<>]*)>\s*<(?:[\w.-]+:)?table-properties\s[^<>]*\bdisplay=.false"
)
_LONGEST = 8192  # bytes of such tags
_ATTRIBUTE = re.compile(r"""(?<![\w.-])([\w.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


class OdsBook(Book):
    """The sheets of a workbook, their cells as text."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        manifest = "META-INF/manifest.xml"
        if manifest in package and b"encryption-data" in package.read(manifest):
            message = "protected by a password: open it in a spreadsheet program and save it without one"
            raise InputError(message, Place(name))
        self.sheets = list(self._find_sheets())
        self._counts: dict[str, int] | None = None

    def _find_sheets(self) -> Iterator[Sheet]:
        """The sheets, found by the tags with which they begin."""
        hidden: set[str] = set()
        text = b""
        with self._package.open(_CONTENT) as stream:
            more = True
            while more:
                more = bool(chunk := stream.read(1 << 18))
                text += chunk
                done, sure = 0, len(text) - (_LONGEST if more else 0)
                for start in _START.finditer(text):
                    if start.start() >= sure:
                        break
                    done = start.end()
                    values = _attributes(start[1] or start[2] or b"")
                    if start[2]:
                        hidden.add(values.get("name", ""))
                    elif "is-sub-table" not in values:
                        yield Sheet(values.get("name", ""), values.get("style-name") in hidden)
                text = text[max(done, sure, 0) :]

    def count(self, sheet: Sheet) -> int:
        if self._counts is None:
            self._counts = {}
            for table, element in self._elements():
                if next(element.iter(_PARAGRAPH), None) is not None:
                    self._counts[table] = self._counts.get(table, 0) + _times(element.get(_ROWS_REPEATED))
        return self._counts.get(sheet.name, 0)

    def _elements(self) -> Iterator[tuple[str, Any]]:
        """The rows of all sheets, each with the name of its sheet."""
        for element in self._package.elements(_CONTENT, f"{_TABLE}table-row"):
            table = next(element.iterancestors(f"{_TABLE}table"), None)
            if table is not None:
                yield table.get(f"{_TABLE}name", ""), element

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        number, reached = 1, False
        for table, element in self._elements():
            if table != sheet.name:
                if reached:
                    return
                continue
            reached = True
            times = _times(element.get(_ROWS_REPEATED))
            row = _row(element, number)
            for at in range(number, number + times if row.cells or row.problems else number):
                if at > MAX_ROWS:
                    raise ValueError(f"no sheet has a row {at}")
                yield row if times == 1 else row._replace(number=at, cells=row.cells[:], problems=row.problems[:])
            number += times


def _attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag by their local names."""
    return {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))}


def _times(repeated: str | None) -> int:
    """How often a row or a cell is repeated (19.675, 19.679)."""
    return max(int(repeated), 1) if repeated else 1


def _row(element: Any, number: int) -> Row:
    cells: list[str] = []
    problems: list[tuple[int, str]] = []
    told: list[str] = []
    merged: list[Merged] = []
    empty = 0  # cells without text since the last one with text
    for cell in element.iterchildren(*_CELLS):
        values = dict(cell.items())
        times = _times(values.get(_REPEATED))
        text, problem = ("", None) if cell.tag == _CELLS[1] else _read(cell, values, told)
        if not text and problem is None:
            empty += times
            continue
        cells += [""] * empty
        if len(cells) + times > MAX_COLUMNS:
            raise ValueError(f"row {number} has over {MAX_COLUMNS} cells")
        empty = 0
        merged += _merged(values, len(cells), number)
        problems += [(len(cells) + each, problem) for each in range(times) if problem]
        cells += [text] * times
    hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
    return Row(number, cells, problems, told, hidden, merged)


def _merged(values: Values, column: int, row: int) -> list[Merged]:
    """The range that a cell spans (19.673, 19.677)."""
    columns, rows = values.get(_SPANS[0]), values.get(_SPANS[1])
    return [Merged(column, column + int(columns or 1) - 1, row + int(rows or 1) - 1)] if columns or rows else []


def _read(cell: Any, values: Values, told: list[str]) -> tuple[str, str | None]:
    """The text of a cell, and why it has no value that can be read."""
    if len(cell) == 1 and cell[0].tag == _PARAGRAPH and not len(cell[0]):
        shown = cell[0].text or ""
    else:
        shown = "\n".join("".join(_texts(each)) for each in cell.iterchildren(_PARAGRAPH))
    kind = values.get(_TYPE, "")
    formula = _FORMULA in values
    if values.get(_CALC_TYPE) == "error" or shown in ERRORS or (formula and _ERROR.fullmatch(shown)):
        return shown, error(shown or "an error")
    if formula and not kind and not shown:
        return "", "a formula without a stored result: open the file in a spreadsheet program and save it"
    if kind == "percentage":
        told.append(PERCENT)
    read = _KINDS.get(kind)
    try:
        return (read(values, shown) if read else shown), None
    except ValueError as reason:
        return shown, str(reason)


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


def _number(values: Values, shown: str) -> str:
    """A number, or what is shown if its format adds zeros in front."""
    text = number_text(values.get(_VALUE, ""))
    return shown if _SHOWN_CODE.fullmatch(shown) and text.lstrip("-").isdigit() and shown != "0" else text


def _date(values: Values, shown: str) -> str:
    day, _, time = values.get(_DATE, "").partition("T")
    time = re.sub(r"\.\d+|Z$", "", time)
    return f"{day}T{time}" if time.strip("0:") else day


def _time(values: Values, shown: str) -> str:
    value = values.get(_TIME, "")
    found = _DURATION.fullmatch(value)
    if found is None:
        raise ValueError(f"not a time: {value[:40]!r}")
    sign, days, hours, minutes, seconds = found.groups()
    return f"{sign}{int(days or 0) * 24 + int(hours):02}:{minutes:0>2}:{seconds:0>2}"


def _boolean(values: Values, shown: str) -> str:
    return values.get(f"{_OFFICE}boolean-value", "")


def _string(values: Values, shown: str) -> str:
    return values.get(f"{_OFFICE}string-value") or shown


_KINDS: dict[str, Callable[[Values, str], str]] = {
    "float": _number,
    "percentage": lambda values, shown: number_text(values.get(_VALUE, "")),
    "currency": lambda values, shown: number_text(values.get(_VALUE, "")),
    "date": _date,
    "time": _time,
    "boolean": _boolean,
    "string": _string,
}
"""The function for each type of value (19.389)."""
