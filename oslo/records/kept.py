"""A record as it was, for a file of rejects: what is written there, and the names that such a file has beside its own.

`again.py` reads these files; `mapping/rejects.py` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

REJECT_COLUMNS = ("reject_file", "reject_line", "reject_column", "reject_reason")
"""What a file of rejects says of each record: where it was, which columns are wrong, and why."""

ROW = "reject_row"
"""A piece of input that is not a record: a row with too many cells, a line that is not JSON."""

RECORDS = "reject_records"
"""The `records` that a record is of, where a mapping has several."""

COLUMNS = "reject_columns"
"""In JSON Lines: the columns of the table that a row is of."""

DOCUMENT = "reject_document"
"""In JSON Lines: the document around the records, for paths that begin with `$$.`."""

OF_REJECTS = frozenset({*REJECT_COLUMNS, ROW, RECORDS, COLUMNS, DOCUMENT})
"""Names that are not of the records; a file that is given again is read without them."""


TRIPLES_BEGIN = "# rejects"
"""The first line of rejects of RDF."""


SUFFIXES: dict[str, Sequence[str]] = {
    "csv": (".csv", ".txt"),
    "jsonl": (".jsonl", ".ndjson"),
    "xml": (".xml",),
    "nt": (".nt", ".ttl"),
}
"""The suffixes of a file of rejects, by its form; the first is that of a file without a name."""


class Kept(NamedTuple):
    """A record as it was, in the form of its file of rejects.

    `content`: for `csv` the cells, for `jsonl` the object, for `xml` and `nt` the text. `around`: for `jsonl` the
    document, for `xml` the texts before and after. If it is `unreadable`, `content` is the text of what is no record.
    """

    form: str
    content: Any
    columns: Sequence[str] = ()
    around: Any = None
    records: str | None = None
    unreadable: bool = False


def is_of_rejects(names: Iterable[str]) -> bool:
    """Whether these are the columns of a file of rejects."""
    return set(REJECT_COLUMNS) <= set(names)


_FORMULA = re.compile(r"('*)[=+\-@\t\r\n＝＋－＠]")


def guarded(cell: str, *, formulas: bool = False) -> str:
    """A cell that no spreadsheet takes for a formula: it gets an apostrophe in front. `unguarded` takes it away.

    With `formulas` only what would then be read wrongly gets one.

    >>> [guarded(each) for each in ("=1+1", "'=1+1", "'s Gravenwezel", "Gent")]
    ["'=1+1", "''=1+1", "'s Gravenwezel", 'Gent']
    >>> guarded("=1+1", formulas=True), guarded("'=1+1", formulas=True)
    ('=1+1', "''=1+1")
    """
    found = _FORMULA.match(cell)
    return f"'{cell}" if found and (found[1] or not formulas) else cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given.

    >>> [unguarded(guarded(each)) for each in ("=1+1", "'=1+1", "'s Gravenwezel", "+32 2 000 00 00")]
    ['=1+1', "'=1+1", "'s Gravenwezel", '+32 2 000 00 00']
    """
    found = _FORMULA.match(cell)
    return cell[1:] if found and found[1] else cell
