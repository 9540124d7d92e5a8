"""Where the rows of a table are: the sheet with most rows, and the row that names the columns."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ...errors import InputError
from ...records import Layout, ReadingOptions, Record, open_records


def table_layout(file: Path, options: ReadingOptions, form: str | None) -> Layout:
    """The layout of a table. One without names gets `header: 0`, and numbers as names (`column_1`)."""
    layout = Layout(records=None if options.sheet else _largest_sheet(file, form))
    first = _fit(file, layout, options, form)
    if first < 0.5:
        fits = {header: _fit(file, replace(layout, header=header), options, form) for header in range(1, 9)}
        best = max(fits, key=lambda header: fits[header])
        if fits[best] > first:
            return replace(layout, header=best)
    names, rows = _beginning(file, layout, options, form)
    if _is_data(names, [row.data for row in rows if isinstance(row, Record)]):
        return replace(layout, header=0, columns=tuple(f"column_{number}" for number, _ in enumerate(names, start=1)))
    return layout


def _fit(file: Path, layout: Layout, options: ReadingOptions, form: str | None) -> float:
    """How well a row names the columns, from 0 to 1: how many of the next rows fit, and of its cells are names."""
    try:
        names, rows = _beginning(file, layout, options, form)
    except InputError:
        return 0.0
    named = [name for name in names if any(character.isalpha() for character in name)]
    fitting = sum(isinstance(row, Record) for row in rows)
    wide = max((sum(cell is not None for cell in row.data) for row in rows if isinstance(row, Record)), default=0)
    if not rows or not names or wide < 2 < len(names):
        return 0.0
    return fitting / len(rows) * len(named) / len(names) * (0.4 if len(names) == 1 else 1)


def _beginning(file: Path, layout: Layout, options: ReadingOptions, form: str | None) -> tuple[list[str], list[object]]:
    """The names of the columns and the first rows."""
    with open_records(file, layout, options, form=form) as source:
        return source.columns or [], list(islice(source, 20))


_DATA = re.compile(r"\d{1,3}|\d{5,}|[03-9]\d{3}|-?\d+[.,]\d+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|[^@\s]+@[^@\s]+\.\w+")


def _is_data(names: list[str], rows: list[list[str | None]]) -> bool:
    """Whether what should be names are values: numbers (but for years), dates, or what is in their column again."""
    values = [
        name for number, name in enumerate(names) if _DATA.fullmatch(name) or any(row[number] == name for row in rows)
    ]
    return len(values) * 2 >= len(names)


def _largest_sheet(file: Path, form: str | None) -> str | None:
    """The name of the sheet with most rows; None for the first, and for a file that is no workbook."""
    if (form or file.suffix.lstrip(".")).lower() not in ("xlsx", "xlsm", "xls", "xlsb", "ods") or not file.is_file():
        return None
    from ...records.workbooks.recognized import open_book

    try:
        with file.open("rb") as stream:
            book = open_book(stream, str(file))
            counts = [(sheet.name, book.count(sheet)) for sheet in book.sheets]
    except (InputError, ValueError, LookupError):  # whoever reads the records says what is wrong
        return None
    best, most = max(counts, key=lambda pair: pair[1], default=("", 0))
    return None if not counts or most == counts[0][1] else best
