"""Files of rejects, given again after they are repaired: each form is recognised, and read as its records were.

A table of rejects is read as any table, without what is in its `reject_` columns; JSON Lines as the JSON, the
rows or the query that the records are of; XML document by document. Rejects of RDF are plain RDF.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from ..errors import InputError
from ..rdf.packed import open_file, suffix_of
from .base import Record, RecordSource, Unreadable
from .json.source import JsonLinesSource, JsonSource
from .json.text import NotJson, half_character, json_value
from .kept import COLUMNS, DOCUMENT, OF_REJECTS, RECORDS, REJECT_COLUMNS, ROW, SUFFIXES, TRIPLES_BEGIN, guarded
from .layout import Layout, Query, ReadingOptions
from .tables.header import keys_of
from .tables.table import TableSource

_HEAD = 1 << 20
_TABLE = re.compile(rb"reject_file\W{1,6}reject_line\W{1,6}reject_column\W{1,6}reject_reason")
_LINES = re.compile(rb'"reject_(?:reason|line)":')
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<rejects>")
_TRIPLES = re.compile(TRIPLES_BEGIN.encode())
_QUOTED = re.compile(rb'"[^"]*"')


def adapt(
    file: IO[bytes], form: str, layout: Layout, options: ReadingOptions
) -> tuple[type[RecordSource] | None, Layout, ReadingOptions]:
    """How to read a file of rejects: its source, and layout and options without what was said of the first file.

    For any other file, no source, and layout and options as they are.
    """
    head = _head_of(file)
    if form in ("csv", "tsv", "txt"):
        found = _TABLE.search(head := head.replace(b"\0", b""))
        if found and b"\n" not in _QUOTED.sub(b"", head[: found.start()]):
            return None, _of_rejects(layout), replace(options, delimiter=None, encoding=None)
    elif form in ("jsonl", "ndjson") and is_of_lines(head):
        return (RowsAgain if f'"{COLUMNS}":'.encode() in head else JsonAgain), layout, replace(options, encoding=None)
    elif form == "xml" and _XML.match(head):
        from .xml.again import XmlAgain

        return XmlAgain, replace(layout, unwrap=None), replace(options, encoding=None)
    return None, layout, options


def _of_rejects(layout: Layout) -> Layout:
    """The layout of a table of rejects, whose first row has the names and whose other rows are all records."""
    return replace(layout, header=None, groups=(), columns=(), renamed={}, fill=(), footer=0, until=None)


def is_of_lines(head: bytes) -> bool:
    """Whether JSON Lines begin as a file of rejects."""
    return len(set(_LINES.findall(head))) == 2


def is_file_of_lines(path: Path) -> bool:
    """Whether a file on disk is one of rejects in JSON Lines."""
    if suffix_of(path.name) not in (".jsonl", ".ndjson") or not path.is_file():
        return False
    with open_file(path) as file:
        return is_of_lines(_head_of(file))


def is_file_of_rejects(path: Path) -> bool:
    """Whether a file on disk is one of rejects, of any form."""
    tests: dict[str, Callable[[bytes], object]] = {
        "csv": _TABLE.search,
        "jsonl": is_of_lines,
        "xml": _XML.match,
        "nt": _TRIPLES.match,
    }
    form = next((form for form, suffixes in SUFFIXES.items() if suffix_of(path.name) in suffixes), None)
    if form is None or not path.is_file():
        return False
    with open_file(path) as file:
        return bool(tests[form](_head_of(file)))


def _head_of(file: IO[bytes]) -> bytes:
    """The beginning of a file, without a change of where it is read."""
    if getattr(file, "seekable", bool)():
        at = file.tell()
        head = file.read(_HEAD)
        file.seek(at)
        return head
    peek = getattr(file, "peek", None)
    return bytes(peek(_HEAD)) if peek else b""


class JsonAgain(JsonSource, JsonLinesSource):
    """Rejects of JSON, JSON Lines or a query: each line is a record, and may have the document that it was in."""

    def open(self) -> None:
        super().open()
        if isinstance(self.layout.records, Query):
            self.asked += self.layout.records.joints

    def read(self) -> Iterator[Record | Unreadable]:
        for each in JsonLinesSource.read(self):
            if isinstance(each, Unreadable):
                yield each
                continue
            own = {key: value for key, value in each.data.items() if key not in OF_REJECTS}
            if each.data.get(RECORDS) not in (None, self.layout.name):
                continue
            if not own and ROW in each.data:
                yield self._row_again(str(each.data[ROW]), each.line)
                continue
            self._document = each.data.get(DOCUMENT, own)
            yield Record(own, each.line)

    def _row_again(self, text: str, line: int | None) -> Record | Unreadable:
        """A piece of input that was no record, if it is one now; a row of a part of a query is never one."""
        try:
            data = json_value(text)
        except NotJson:
            data = None
        if half := half_character(data):
            return Unreadable(f"{half} is half of a character", line, text)
        if isinstance(data, dict) and not isinstance(self.layout.records, Query):
            return Record(data, line)
        return Unreadable(f"{ROW} is no record: write its values as keys of the line, or repair its file", line, text)


class RowsAgain(TableSource):
    """Rejects of tables in JSON Lines: a row is an object of its columns."""

    def open(self) -> None:
        lines = JsonLinesSource(self.file, self.name, Layout(), self.options)
        self._lines = list(lines.read())
        names: dict[str, str] = {}
        for each in self._lines:
            if isinstance(each, Record):
                columns = [str(name) for name in each.data.get(COLUMNS, ())]
                names.update(zip(keys_of(columns), columns, strict=True))
        if not names:
            raise InputError(f"no line with {COLUMNS}", self.place(None))
        self._keys = list(names)
        self.layout = _of_rejects(self.layout)
        self._set_columns([guarded(name, formulas=True) for name in (*names.values(), *_BESIDE)])

    def read(self) -> Iterator[Record | Unreadable]:
        keys = [*self._keys, *_BESIDE]
        for each in self._lines:
            if isinstance(each, Unreadable):
                yield each
            else:
                cells = [guarded(_text(each.data.get(key)), formulas=True) for key in keys]
                yield Record(cells, each.line, raw=cells)


_BESIDE = (*REJECT_COLUMNS, ROW, RECORDS)


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
