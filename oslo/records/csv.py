"""CSV and TSV: encoding and delimiter detected or given, quoted newlines, every row accounted for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from ..errors import InputError, Place
from .base import Record, Unreadable
from .table import TableSource, record

_SAMPLE = 1 << 20
_DELIMITERS = ",;\t|"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class CsvSource(TableSource):
    """The rows of a CSV or TSV file, by column name."""

    def open(self) -> None:
        name, options, layout = self.name, self.options, self.layout
        sample = self.file.read(_SAMPLE)
        rest = _Chained(sample, self.file)
        self.encoding = options.encoding or _detect_encoding(sample)
        try:
            codecs.lookup(self.encoding)
            self._text = io.TextIOWrapper(io.BufferedReader(rest, 1 << 18), encoding=self.encoding, newline="")
            lines = sample.decode(self.encoding, errors="ignore").split("\n", layout.header or 1)
            first = lines[min(layout.header or 1, len(lines)) - 1]
        except LookupError:
            raise InputError(f"no such encoding: {self.encoding}", Place(name)) from None
        self.delimiter = options.delimiter or _detect_delimiter(first, name)
        csv.field_size_limit(options.max_record_bytes)
        self._rows = csv.reader(self._text, delimiter=self.delimiter, strict=True)
        above = list(islice(self._checked(self._rows), 1 if layout.header is None else layout.header))
        header = above[-1] if above else layout.columns
        if not any(cell.strip() for cell in header):
            raise InputError("empty: not even a row of column names", Place(name))
        self._set_columns([cell.strip().lstrip("\ufeff") for cell in header])

    def read(self) -> Iterator[Record | Unreadable]:
        width = len(self.columns)
        rows = self._rows
        line = rows.line_num + 1
        for row in self._checked(rows):
            if len(row) == width:
                yield record(row, line)
            elif row:
                text = io.StringIO()
                csv.writer(text, delimiter=self.delimiter).writerow(row)
                reason = f"{len(row)} cells where {self.named_by} names {width}"
                yield Unreadable(reason, line, text.getvalue().rstrip("\r\n"))
            line = rows.line_num + 1

    def _checked(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        """The same rows; an error of the reader becomes an InputError with its line."""
        try:
            yield from rows
        except UnicodeDecodeError as error:
            line = self._rows.line_num + 1
            byte = f"byte {error.object[error.start]:#04x}"
            message = f"not {self.encoding}: {byte} on line {line} or soon after; give the right --encoding"
            raise InputError(message, Place(self.name, line=line)) from None
        except csv.Error as error:
            raise InputError(f"broken CSV: {error}", Place(self.name, line=self._rows.line_num)) from None


class _Chained(io.RawIOBase):
    """Bytes already read, then the rest of their stream; works for pipes too."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size] = self._head[:size]
            self._head = self._head[size:]
            return size
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _detect_encoding(sample: bytes) -> str:
    """By the byte order mark, else UTF-8 if the bytes are valid UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS.items():
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < _SAMPLE)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _detect_delimiter(header: str, name: str) -> str:
    counts = {each: header.count(each) for each in _DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    if name.lower().endswith(".tsv") and counts["\t"]:
        return "\t"
    return best if counts[best] else ","
