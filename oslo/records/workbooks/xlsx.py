"""Workbooks of Excel since 2007 (.xlsx, .xlsm and templates): their sheets, shared texts and styles.

Rows are read one by one (`xlsx_rows.py`), in flat memory: only the texts that cells share are kept. Sections are of
ECMA-376 part 1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ...errors import InputError, Place
from .number_formats import BUILT_IN, Text, compile_format
from .package import MAX_TREE, Package
from .sheets import MAX_ROWS, Book, Merged, Row, Sheet, column_number
from .xlsx_rows import RowReader, rich_text

_CHUNK = 1 << 18
_MAX_BESIDE = 64 * 2**20
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_SHEET_NAME = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")


@dataclass
class _Frame:
    """A sheet without its rows: what stands after them is needed before them."""

    root: Any
    plain: bool  # whether the rows have no comments and no CDATA, and the names no prefix


class XlsxBook(Book):
    """The sheets of a workbook, their cells as text.

    `quick`: read rows of plain cells without an XML parser; the rows are the same.
    """

    def __init__(self, package: Package, name: str, *, quick: bool = True) -> None:
        self._package, self._quick = package, quick
        top = next((target for kind, target in self._links("").values() if kind == "officeDocument"), "xl/workbook.xml")
        book = package.tree(top)
        if not book.tag.endswith("}workbook"):
            raise InputError("not a workbook but another document of Office: save its table as .xlsx", Place(name))
        links = self._links(top)
        self.sheets = [
            Sheet(each.get("name", ""), each.get("state", "visible") != "visible", links[link][1])
            for each in book.iterfind("{*}sheets/{*}sheet")
            if (link := _link_of(each)) in links and links[link][0] == "worksheet"
        ]
        self._parts = {kind: target for kind, target in links.values() if target in package}
        self._since_1904 = any(each.get("date1904") in ("1", "true") for each in book.iterfind("{*}workbookPr"))
        self._stale = any(each.get("fullCalcOnLoad") in ("1", "true") for each in book.iterfind("{*}calcPr"))
        self._reader: RowReader | None = None

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the name of each part that a part is linked to (part 2, 9)."""
        folder, name = posixpath.split(part)
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        if links not in self._package:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self._package.tree(links)
        }

    def count(self, sheet: Sheet) -> int:
        """How many rows of a sheet have a value, without looking at the values."""
        count, rest = 0, b""
        for chunk in self._package.chunks(sheet.part, _CHUNK):
            *rows, rest = _ROW_END.split(rest + chunk)
            count += sum(_FILLED.search(row) is not None for row in rows)
        return count

    def lists(self, sheet: Sheet) -> set[str]:
        formulas = "\n".join(each.text or "" for each in self._frame(sheet).root.iter("{*}formula1", "{*}f"))
        return {(quoted or bare).replace("''", "'") for quoted, bare in _SHEET_NAME.findall(formulas)}

    def _frame(self, sheet: Sheet) -> _Frame:
        kept, before, inside, plain = bytearray(), b"", False, self._quick
        for chunk in self._package.chunks(sheet.part, _CHUNK):
            kept += chunk
            if not before and (at := kept.find(b"sheetData")) >= 0 and (end := kept.find(b">", at)) >= 0:
                before, inside = bytes(kept[: kept.rfind(b"<", 0, at)]), kept[end - 1] != ord("/")
                del kept[: end + 1]
            if inside:
                end = kept.find(b"sheetData>")
                inside = end < 0
                plain = plain and kept.find(b"<!", 0, end if end >= 0 else len(kept)) < 0
                del kept[: -len(b"sheetData>") if inside else end + len(b"sheetData>")]
            if len(kept) > _MAX_BESIDE:
                raise ValueError(f"over {_MAX_BESIDE >> 20} MiB beside the rows of a sheet")
        root = self._package.parse(before + kept, sheet.part)
        encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
        return _Frame(root, plain and root.prefix is None and encoding in ("utf-8", "ascii", "us-ascii"))

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        if self._reader is None:
            told: list[str] = []
            self._reader = RowReader(self._read_strings(), self._read_styles(told), told, stale=self._stale)
        frame = self._frame(sheet)
        merged: dict[int, list[Merged]] = {}
        for each in frame.root.iterfind("{*}mergeCells/{*}mergeCell"):
            first, range_ = _merged(each.get("ref", ""))
            merged.setdefault(first, []).append(range_)
        number = 0
        for row in self._plain_rows(sheet, frame) if frame.plain else self._all_rows(sheet):
            number = row.number or number + 1
            if not 1 <= number <= MAX_ROWS:
                raise ValueError(f"no sheet has a row {number}")
            if not row.number or number in merged:
                row = row._replace(number=number, merged=merged.get(number, ()))
            yield row

    def _all_rows(self, sheet: Sheet) -> Iterator[Row]:
        assert self._reader
        return map(self._reader.read, self._package.elements(sheet.part, "{*}row"))

    def _plain_rows(self, sheet: Sheet, frame: _Frame) -> Iterator[Row]:
        """The rows from their text, where it is plain; others go through the parser, as many as follow each other."""
        reader = self._reader
        assert reader
        around = etree.tostring(etree.Element(frame.root.tag, nsmap=frame.root.nsmap)).removesuffix(b"/>") + b">"

        def parsed(pieces: list[bytes]) -> Iterator[Row]:
            text = b"</row>".join([*pieces, b"</worksheet>"])
            return map(reader.read, self._package.parse(around + text[max(text.find(b"<row"), 0) :], sheet.part))

        rest = b""
        for chunk in self._package.chunks(sheet.part, _CHUNK):
            *pieces, rest = (rest + chunk).split(b"</row>")
            others: list[bytes] = []
            for piece in pieces:
                row = reader.read_plain(piece)
                if row is None:
                    others.append(piece)
                    continue
                if others:
                    yield from parsed(others)
                    others = []
                yield row
            if others:
                yield from parsed(others)

    def _read_strings(self) -> list[str]:
        """The texts that cells share (18.4)."""
        part = self._parts.get("sharedStrings")
        return [rich_text(each) for each in self._package.elements(part, "{*}si", limit=MAX_TREE)] if part else []

    def _read_styles(self, told: list[str]) -> list[Text]:
        """How each style shows a number (18.8)."""
        part = self._parts.get("styles")
        root = self._package.tree(part) if part else None
        own = {} if root is None else {
            int(each.get("numFmtId", 0)): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")
        }  # fmt: skip
        used = [] if root is None else [int(each.get("numFmtId", 0)) for each in root.iterfind("{*}cellXfs/{*}xf")]
        codes = {**BUILT_IN, **own}
        texts = {
            number: compile_format(codes.get(number, ""), told.append, since_1904=self._since_1904)
            for number in {0, *used}
        }
        return [texts[number] for number in used or [0]]


def _link_of(sheet: Any) -> str:
    """The link of a sheet to its part: the one attribute `id` in a namespace."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _merged(reference: str) -> tuple[int, Merged]:
    """The first row of a merged range such as `B2:B3`, and the range."""
    first, _, last = reference.replace("$", "").partition(":")
    rows = [int(each.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for each in (first, last or first)]
    return rows[0], Merged(column_number(first), column_number(last or first), rows[1])
