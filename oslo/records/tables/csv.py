"""CSV and TSV: encoding and delimiter detected or given, every row a record, a reject, or told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import IO

from ...errors import InputError
from ..base import Record, Unreadable
from ..characters import Control, is_encoding, is_printable
from ..cuts import Piece
from ..kept import is_of_rejects
from .csv_rows import CsvRows, Row
from .csv_text import CsvText
from .dialect import detect_dialect
from .header import join_names
from .table import HINT_ROWS, TableSource, record


class CsvSource(TableSource):
    """The rows of a CSV or TSV file, by column name."""

    def open(self) -> None:
        options = self.options
        if options.encoding is not None and not is_encoding(options.encoding):
            raise InputError(f"no such encoding: {options.encoding}", self.place(None))
        try:
            self._text = CsvText(self.file, options.encoding, options.max_record_bytes)
        except UnicodeError:
            wide = options.encoding
            reason = f"does not begin with a byte order mark, which {wide} has: give {wide}-le or {wide}-be"
            raise InputError(reason, self.place(None)) from None
        sample = self._text.sample
        given = options.delimiter or ("\t" if self.name.lower().endswith(".tsv") and "\t" in sample else None)
        dialect = detect_dialect(sample, delimiter=given, header=self.layout.header)
        self.delimiter, self._has_sep_line = dialect.delimiter, dialect.said
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            raise InputError(f"not a delimiter: {self.delimiter!r}; give one character", self.place(None))
        self._line_end = dialect.end
        self._begin()
        self._set_columns(self._read_header())
        self.header_line = self._rows.line
        self._rows.width = len(self.columns)

    def _begin(self, line: int = 1) -> None:
        blocks = self._text.blocks(self._line_end)
        self._rows = CsvRows(blocks, self.delimiter, self.options.max_record_bytes, self.tell, line)
        self._unread = iter(self._rows)

    def pieces(self, size: int) -> list[Piece]:
        layout = self.layout
        if is_of_rejects(self.columns) or layout.fill or layout.footer or layout.until or self._line_end != "\n":
            return []
        pieces = self._text.pieces(size)
        return pieces if all(each.is_first or each.line > self.header_line for each in pieces) else []

    def take(self, piece: Piece, file: IO[bytes]) -> None:
        super().take(piece, file)
        self._text.take(piece, file)
        self._begin(piece.line)
        if piece.is_first:
            self._read_header()
        self._rows.width = len(self.columns)
        self.remarks.clear()  # what was said of the header before

    @property
    def before(self) -> int:
        return max(super().before - self.header_line, 0)

    @property
    def cuts(self) -> int:
        return self._rows.cuts + (not self._rows.is_cut)

    @property
    def encoding(self) -> str:
        """How the file is read."""
        return self._text.encoding.name

    def _read_header(self) -> list[str]:
        """The names that the header gives; InputError if there is none, or if it cannot be read."""
        layout = self.layout
        if self._has_sep_line:
            next(self._unread)
        if layout.header == 0:
            return self._unnamed()
        wanted = {*layout.groups, layout.header}
        found: list[Row] = []
        number = 0
        for number, rows in enumerate(self._unread, start=1):
            row = rows if isinstance(rows, Unreadable) else rows[0]
            if number in wanted or (layout.header is None and any(str(cell).strip() for cell in row)):
                found.append(self._names_of(row))
            if number == layout.header or (layout.header is None and found):
                return self._some(join_names(found))
        if layout.header is not None and number > 1:
            raise InputError(f"no row {layout.header} to name the columns: there are {number} rows", self.place(None))
        return self._some([])

    def _names_of(self, row: Row | Unreadable) -> Row:
        place = self.place(self._rows.line)
        if isinstance(row, Unreadable):
            raise InputError(f"the row of column names cannot be read: {row.reason}", place)
        if found := re.search("[\udc00-\udcff]", "".join(row)):
            reason = f"in the row of column names: {self._say_byte(found[0])}"
            raise InputError(reason, place)
        return row

    def _some(self, names: Row) -> Row:
        if not any(names):
            raise InputError("empty: not even a row of column names", self.place(None))
        return names

    def _unnamed(self) -> Row:
        """For a table without a header: no name for each cell of the first row."""
        if not (self.layout.columns or self.layout.renamed):
            self._some([])
        for rows in self._unread:
            self._unread = chain([rows], self._unread)
            return [""] * (0 if isinstance(rows, Unreadable) else len(rows[0]))
        return []

    def first_rows(self) -> list[list[str]]:
        rows = csv.reader(io.StringIO(self._text.sample, newline=""), delimiter=self.delimiter)
        found: list[list[str]] = []
        with suppress(csv.Error):
            found += islice(rows, self._has_sep_line, HINT_ROWS)
        return found

    def read(self) -> Iterator[Record | Unreadable]:
        rows, width = self._rows, len(self.columns)
        try:
            for several in self._unread:
                if isinstance(several, Unreadable):
                    yield several._replace(text=_shown(several.text))
                    continue
                for line, row in enumerate(several, start=rows.line):
                    text = "".join(row)
                    if len(row) == width and text.isprintable() and text and not text.isspace():
                        yield record(row, line, text)
                    elif text and not text.isspace():
                        yield self._odd(row, line, text)
        except OSError as error:
            reason = f"cannot be read further: {error.strerror or error}"
            raise InputError(reason, self.place(rows.line)) from None
        if not self._rows.is_cut:
            yield from self._end()

    def _odd(self, row: Row, line: int, text: str) -> Record | Unreadable:
        """A row of another length than the row of names, or with characters that are not printed."""
        reason = None if is_printable(text) else self.hidden(row, line)
        if reason is None and len(row) != len(self.columns):
            reason = self._fit(row, len(self.columns))
        if reason is None:
            return record(row, line, text)
        cells = row[: len(self.columns)]
        return Unreadable(reason, line, _shown(self._rows.text_of(line)), record(cells, line).data)

    def _end(self) -> Iterator[Unreadable]:
        """What is known of the file when all of it has been read."""
        if remark := self._text.encoding.remark:
            self.tell(remark)
        if missing := self._text.missing:
            reason = f"the file was cut while it was read: {missing} bytes are missing at its end"
            yield Unreadable(reason, self._rows.line, "")

    def _fit(self, row: Row, width: int) -> str | None:
        """Make a row as long as the row of names, or say why it is not."""
        size = f"{len(row)} cell{'s' * (len(row) != 1)} where {self.named_by} names {width}"
        beyond = next(filter(str.strip, row[width:]), None)
        if beyond is not None:
            return f"{size}; beyond the last is {beyond!r}"
        missing = width - len(row)
        row[width:] = [""] * missing
        if missing > 0 and not self.layout.ragged:
            return f"{size}; `ragged: true` in the mapping takes rows that end early"
        return None

    def about(self, found: Control) -> str:
        code = found.name.removeprefix("U+")
        return self._say_byte(chr(int(code, 16))) if code.startswith("DC") else found.reason

    def _say_byte(self, kept: str) -> str:
        guess = " (a guess), or is UTF-8" if self._text.encoding.guessed else ""
        return (
            f"byte {ord(kept) - 0xDC00:#04x} is not {self.encoding}{guess}; if the encoding is another, give --encoding"
        )


def _shown(text: str) -> str:
    r"""Text with the bytes that its encoding does not have as `\xe9`."""
    return re.sub("[\udc00-\udcff]", lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)
