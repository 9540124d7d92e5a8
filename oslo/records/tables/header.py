"""The names of the columns of a table: how they are compared, joined from several rows, and told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def tidy_name(name: str) -> str:
    r"""A name as it is compared: in Unicode NFC, white space as single blanks, nothing that nobody sees.

    >>> tidy_name("\ufeffStraat\nnaam "), tidy_name("Cre\u0301ateur") == "Cr\u00e9ateur"
    ('Straat naam', True)
    """
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char) != "Cf")
    return " ".join(name.split())


def join_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names that several rows give together; an empty cell of any but the last row has the name on its left.

    >>> join_names([["", "Adres", "", "Contact"], ["NR", "Straat", "Nummer", "Mail"]])
    ['NR', 'Adres / Straat', 'Adres / Nummer', 'Contact / Mail']
    """
    *groups, last = [[tidy_name(cell) for cell in row] for row in rows]
    width = max(map(len, (*groups, last)))
    levels = [*(_filled(row, width) for row in groups), last + [""] * (width - len(last))]
    used = [
        any(row[number : number + 1] != [""] for row in (*groups, last) if number < len(row)) for number in range(width)
    ]
    return [" / ".join(filter(None, names)) if taken else "" for taken, *names in zip(used, *levels, strict=True)]


def _filled(row: Sequence[str], width: int) -> list[str]:
    filled, name = [], ""
    for number in range(width):
        name = (row[number] if number < len(row) else "") or name
        filled.append(name)
    return filled


def named_columns(names: Sequence[str], columns: Sequence[str], renamed: dict[int, str]) -> list[str]:
    """The names of the header, or all or some others by position from 1; empty names at the end are no columns.

    >>> named_columns(["nr", "", ""], (), {2: "NAAM"})
    ['nr', 'NAAM']
    """
    chosen = [tidy_name(name) for name in columns or names]
    for position, name in renamed.items():
        chosen += [""] * (position - len(chosen))
        chosen[position - 1] = tidy_name(name)
    while chosen and not chosen[-1]:
        chosen.pop()
    return chosen


def keys_of(columns: Sequence[str]) -> list[str]:
    """A key for each column that no other has: its name, with its position if a column before it has that name.

    >>> keys_of(["NR", "TEL", "TEL"])
    ['NR', 'TEL', 'TEL (column 3)']
    """
    keys: dict[str, None] = {}
    for position, name in enumerate(columns, start=1):
        key = name
        while key in keys:
            key = f"{key} (column {position})".strip()
        keys[key] = None
    return list(keys)
