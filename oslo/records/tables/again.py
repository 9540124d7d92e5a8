"""The rows of a table of rejects as those of the table that they were in.

What its `reject_` columns hold is not read. A row with nothing in its own columns is the one in `reject_row`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence

from ..base import Record, Unreadable
from ..kept import OF_REJECTS, RECORDS, ROW, unguarded
from ..layout import Layout
from .dialect import cells_up_to

Rows = Iterator[Record | Unreadable]


def rows_again(rows: Rows, columns: Sequence[str], layout: Layout, record: Callable[[list[str], int], Record]) -> Rows:
    """The rows with their cells as they were; `record` makes a record of cells."""
    own = [number for number, name in enumerate(columns) if name not in OF_REJECTS]
    row_at, records_at = (columns.index(name) if name in columns else None for name in (ROW, RECORDS))
    for each in rows:
        if isinstance(each, Unreadable):
            yield each
            continue
        cells = [unguarded(cell) for cell in each.raw]
        if records_at is not None and cells[records_at] not in ("", layout.name):
            continue
        text = cells[row_at] if row_at is not None else ""
        if text and not any(cells[number].strip() for number in own):
            inside = _cells_of(text)
            if len(inside) != len(own):
                reason = f"{len(inside)} cells in {ROW} for {len(own)} columns: write them in the columns"
                yield Unreadable(reason, each.line, text)
                continue
            for number, cell in zip(own, inside, strict=True):
                cells[number] = cell
        yield record(cells, each.line or 0)


def _cells_of(text: str) -> list[str]:
    try:
        with cells_up_to(len(text)):
            return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return [text]
