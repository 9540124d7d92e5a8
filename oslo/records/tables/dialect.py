"""How a CSV file is written: what ends its lines, what stands between its cells. Quoted text does not count."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

_DELIMITERS = ";,\t|"
_ROWS = 20
_QUOTED = re.compile(r'(?<![^,;\t|\r\n])"[^"]*(?:""[^"]*)*"')
_SEP = re.compile(r'\ufeff?"?sep=([^"\r\n])"?[;,\t ]*(?:\r\n|\n|\r|$)', re.IGNORECASE)


@contextmanager
def cells_up_to(limit: int) -> Iterator[None]:
    """While it lasts, the reader of Python takes cells of so many characters: the limit is of the process."""
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class Dialect(NamedTuple):
    """The delimiter, the character that ends a line, and whether a line `sep=;` stands before the first row."""

    delimiter: str
    end: str
    said: bool = False


def detect_dialect(sample: str, *, delimiter: str | None = None, header: int | None = None) -> Dialect:
    r"""The dialect of the beginning of a file.

    `delimiter`: the one that is given; `header`: the number of the row that names the columns.

    >>> detect_dialect('"Nr";"Straat, plein of laan"\n1;Molenstraat\n')
    Dialect(delimiter=';', end='\n', said=False)
    >>> detect_dialect("sep=|\ra,b|c\r")
    Dialect(delimiter='|', end='\r', said=True)
    """
    said = _SEP.match(sample)
    bare = _QUOTED.sub("", sample[said.end() :] if said else sample)
    end = "\r" if "\r" in bare and "\n" not in bare else "\n"
    chosen = delimiter or (said[1] if said else _most_regular(bare.split(end), header or 1))
    return Dialect(chosen, end, said is not None)


def _most_regular(lines: list[str], header: int) -> str:
    """The delimiter that most rows have equally often; then the one of which they have most."""
    rows = [line for line in lines[header - 1 :] if line.strip()][:_ROWS]

    def regularity(delimiter: str) -> tuple[int, int]:
        counts = [row.count(delimiter) for row in rows]
        if rows and not counts[0] and not _starts_late(counts):
            return 0, 0
        return max(((rows, count) for count, rows in Counter(counts).items() if count), default=(0, 0))

    best = max(_DELIMITERS, key=regularity)
    return best if regularity(best) > (0, 0) else ","


def _starts_late(counts: list[int]) -> bool:
    """Whether a delimiter that the first row lacks is in nearly all rows from some row on: it was a title."""
    first = next((number for number, count in enumerate(counts) if count), len(counts))
    table = counts[first:]
    return len(table) > 1 and table.count(0) * 4 <= len(table)
