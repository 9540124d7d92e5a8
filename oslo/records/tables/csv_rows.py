"""The rows of a CSV file out of its lines. A row that is broken is one reject, and the rows around it come out.

What the reader of Python refuses is broken: text after a closing quote, a quote that is never closed. So is a row
of several lines whose quote was never closed, but seems so by a quote of a later row. It is recognised when each of
its lines, without that quote, is a row by itself, with a cell for each column, and

- the closing quote follows directly on a delimiter: it opens a cell; or
- the first cell of each line has the form of the first cell of the row: `c` and `d` after `b`, `9` after `8`.

If the lines are rows but neither holds, the row comes out, with a remark. Lines in which a blank follows on a
delimiter are sentences (`maandag, 9 uur`), not rows. After a broken row, reading goes on at the next line that may
begin a row; a row with a quote inside a cell without quotes is then broken too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Any

from ..base import Unreadable
from .csv_text import Cut, TooLong
from .dialect import cells_up_to

_WINDOW = 256
_LONE_QUOTE = re.compile(r'(?<!")(?:"")*"(?!")')
_UNCLOSED = "a quote is opened and not closed"
_REASONS = {
    "unexpected end of data": f"{_UNCLOSED} in what follows",
    "new-line character seen": "a line end (CR) inside a cell without quotes",
    "field larger than": "a cell over the limit",
}
_AFTER_QUOTE = "text after a closing quote; a quote inside quotes is written twice"

Row = list[str]


class CsvRows:
    """Lists of rows, and what is broken. `line` is where the first row of the last list begins.

    A list has a single row, or rows of one line each. `width`: the number of columns; while it is 0, rows come one
    by one. `tell` takes a remark and its line; `first` is the number of the first line. The rows end at a `Cut`, unless
    it is inside a row, or rows after it are in doubt; `cuts` is the number of cuts met, `is_cut` whether they ended so.
    """

    def __init__(
        self,
        blocks: Iterable[list[str] | TooLong | Cut],
        delimiter: str,
        limit: int,
        tell: Callable[[str, int], None],
        first: int = 1,
    ) -> None:
        self._blocks, self._delimiter, self._limit, self._tell = blocks, delimiter, limit, tell
        self.width = 0
        self._lines: list[str] = []
        self._before = first  # the line number of the first of them
        self.cuts, self.is_cut = 0, False
        self._start = self._end = 0
        self._plain = False
        self._doubt = 0  # the line to which rows are doubted, as a broken one came before
        cell = rf'(?:[^"{re.escape(delimiter)}\r\n]*|"[^"]*(?:""[^"]*)*")'
        self._clean = re.compile(rf"{cell}(?:{re.escape(delimiter)}{cell})*[\r\n]*")

    @property
    def line(self) -> int:
        """The line that the first row of the last list begins on."""
        return self._before + self._start

    def text_of(self, line: int) -> str:
        """The row of the last list that begins on a line, as it is in the file."""
        at = line - self._before
        return "".join(self._lines[at : at + 1 if self._plain else self._end]).rstrip("\r\n")

    def __iter__(self) -> Iterator[list[Row] | Unreadable]:
        wanted = 0  # how much text makes it worth to look again for the end of an open quote
        for block in chain(self._blocks, [None]):
            ended, is_cut = not isinstance(block, list | Cut), isinstance(block, Cut)
            if isinstance(block, list):
                self._lines += block
            size = sum(map(len, self._lines)) if wanted else 0
            if size < min(wanted, self._limit) and not (ended or is_cut):
                continue
            done = yield from self._parse(ended=ended, give_up=size >= self._limit)
            self._lines = self._lines[done:]
            self._before, self._start, self._end = self._before + done, 0, 0
            wanted = 2 * sum(map(len, self._lines))
            if isinstance(block, TooLong):
                yield Unreadable(f"a line of over {self._limit} characters; its beginning:", self._before, block.text)
                self._before += 1
            self.cuts += is_cut
            if is_cut and not self._lines and self._doubt < self._before:
                self.is_cut = True
                return

    def _parse(self, *, ended: bool, give_up: bool) -> Generator[list[Row] | Unreadable, None, int]:
        """The rows of the lines at hand; the number of lines that are done.

        A row whose quote is still open at their end is not done, unless they are the last (`ended`), or it is the first
        row and has had enough lines (`give_up`).
        """
        lines, at, window = self._lines, 0, _WINDOW
        while at < len(lines):
            start, taken = at, lines[at : at + window]
            if self.width and self._before + at > self._doubt and (plain := self._one_a_line(taken)):
                self._start, self._end, self._plain = at, at + len(plain), True
                yield plain
                at += len(plain)
                continue
            rows = self._reader(taken)
            try:
                while (row := self._next(rows)) is not None:
                    end = start + rows.line_num
                    self._start, self._end, self._plain = at, end, False
                    if reason := self._doubtful(lines[at:end], row):
                        yield self._broken(reason, at, at + 1, doubt=end)
                        at += 1
                        break
                    yield [row]
                    at = end
                window = _WINDOW
            except csv.Error as error:
                end = start + rows.line_num
                still_open = "unexpected end" in str(error)
                if still_open and end < len(lines):
                    window = 2 * (end - at) + _WINDOW
                    continue
                if still_open and not ended and not (give_up and at == 0):
                    break
                reason, after = self._reason(str(error), lines[at:end])
                yield self._broken(reason, at, at + after, doubt=at + 1 if still_open else end)
                at, window = at + after, _WINDOW
        return at

    def _reader(self, lines: list[str]) -> Any:
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _next(self, rows: Iterator[Row]) -> Row | None:
        with cells_up_to(self._limit):
            return next(rows, None)

    def _one_a_line(self, lines: list[str]) -> list[Row] | None:
        """The quick way: all rows at once, if nothing is broken and each is a line."""
        try:
            with cells_up_to(self._limit):
                rows = list(self._reader(lines))
        except csv.Error:
            return None
        return rows if len(rows) == len(lines) else None

    def _broken(self, reason: str, at: int, end: int, *, doubt: int) -> Unreadable:
        """A reject of some lines; the rows up to `doubt` and the one there are doubted."""
        self._start, self._end, self._plain, self._doubt = at, end, False, self._before + doubt
        return Unreadable(reason, self.line, self.text_of(self.line))

    def _reason(self, error: str, lines: list[str]) -> tuple[str, int]:
        """What is wrong with a row, and how many of its lines are no other rows."""
        for known, reason in _REASONS.items():
            if known in error:
                return (reason, 1) if len(lines) == 1 else (f"{_UNCLOSED} in what follows", 1)
        filled = _filled(lines)
        if len(filled) > 1 and self._begins_row(filled[1], filled[0]):
            return f"{_UNCLOSED} before the next row", 1
        return _AFTER_QUOTE, len(lines)

    def _doubtful(self, lines: list[str], row: Row) -> str | None:
        """What is wrong with a row that the reader takes: of several lines, or after a broken one."""
        if self.line <= self._doubt and '"' in (text := "".join(lines)) and not self._clean.fullmatch(text):
            return "a quote inside a cell without quotes, right after a broken row"
        if len(lines) == 1 or self.width < 2:
            return None
        if len(row) == self.width and lines[-1].count(self._delimiter) < self.width - 1:
            return None  # its last line is no row: a cell of several lines, as most are
        lines = _filled(lines)
        below = "row" if len(lines) == 2 else f"{len(lines) - 1} rows"
        swallowed = f"{_UNCLOSED}: its cell would hold the {below} below it"
        if self._size(row) != self.width:
            return swallowed if self._begins_row(lines[1], lines[0]) else None
        first, *inner, last = lines
        closing = _LONE_QUOTE.search(last)
        if closing is None:
            return None
        at = closing.end() - 1
        alone = [_without_opening(first, self._delimiter), *inner, last[:at].replace('""', "") + last[at + 1 :]]
        if not all(self._is_row(line) for line in alone):
            return None
        forms = {_form(line, self._delimiter) for line in alone}
        if len(forms) == 1 or last[at - 1 : at] == self._delimiter:
            return swallowed
        self._tell("a cell in quotes holds lines that could be rows; is a quote missing?", self.line)
        return None

    def _is_row(self, line: str) -> bool:
        """Whether a line by itself is a row with a cell for each column, and no sentence."""
        if f"{self._delimiter} " in line or not self._clean.fullmatch(line):
            return False
        with cells_up_to(self._limit):
            return self._size(next(csv.reader([line], delimiter=self._delimiter), [])) == self.width

    def _size(self, row: Row) -> int:
        """The number of cells, without empty ones beyond the last column."""
        return len(row) if any(row[self.width :]) else min(len(row), self.width)

    def _begins_row(self, line: str, before: str) -> bool:
        """Whether a line begins a row, after one that is broken: it is a row, or begins like it."""
        if self._is_row(line):
            return True
        return self._delimiter in line and _form(line, self._delimiter) == _form(before, self._delimiter)


def _filled(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _without_opening(line: str, delimiter: str) -> str:
    """A line without the quote that opens its last cell."""
    at = line.rfind(f'{delimiter}"') + len(delimiter)
    if line[at : at + 1] != '"':
        at = 0
    return line[:at] + line[at + 1 :].replace('""', "")


def _form(line: str, delimiter: str) -> str:
    """The form of the first cell of a line: `Aa 9` for `Bus 12`."""
    cell = line.partition(delimiter)[0].strip().strip('"')
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_A-Z]+", "a", re.sub(r"[A-Z]+", "A", cell)))
