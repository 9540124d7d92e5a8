"""What is kept of the records of a run: in a temporary database, so memory does not grow with them.

A run in several processes has its database in one of them; the others give it their rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple, Self

from ..errors import Place
from ..files.work import temporary_files

Row = tuple[Any, ...]


class Rows(NamedTuple):
    """Rows of a table; the last two values of each are the number of a file, one of `files`, and the place in it."""

    table: str
    rows: list[Row]
    files: list[tuple[str | None, str | None]]


Sink = Callable[[Rows], object]


class Kept:
    """A temporary database; or, with a `sink`, what gives all rows to that."""

    def __init__(self, schema: str, sink: Sink | None = None) -> None:
        self._sink = sink
        self._database = sqlite3.connect("")  # a temporary file, kept in memory while it is small
        self._database.executescript(schema)
        self._files: dict[tuple[str | None, str | None], int] = {}
        self._names: list[tuple[str | None, str | None]] = []  # by their number

    def take(self, given: Rows) -> None:
        """Keep rows of another process."""
        number = [self._number(*name) for name in given.files]
        self._keep(given.table, [(*row[:-2], number[row[-2]], row[-1]) for row in given.rows])

    def _keep(self, table: str, rows: list[Row]) -> None:
        """Keep some rows, and empty the list."""
        if self._sink is not None and rows:
            self._sink(Rows(table, rows.copy(), self._names))
        elif rows:
            marks = ", ".join("?" * len(rows[0]))
            with temporary_files():
                self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  our own names
        rows.clear()

    def _at(self, place: Place) -> tuple[int, int | str | None]:
        """The number of the file, and the place in it."""
        return self._number(place.file, place.sheet), place.path or place.line

    def _number(self, file: str | None, sheet: str | None) -> int:
        name = file, sheet
        if name not in self._files:
            self._files[name] = len(self._names)
            self._names.append(name)
        return self._files[name]

    def _place(self, file: int, where: int | str | None) -> Place:
        name, sheet = self._names[file]
        line, path = (None, where) if isinstance(where, str) else (where, None)
        return Place(name, line=line, sheet=sheet, path=path)

    def close(self) -> None:
        """Remove the temporary database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def fingerprint(text: str) -> int:
    """A number of 64 bits for a text, the same in every process: two texts of a run with one number are one text.

    >>> fingerprint("Gent") == fingerprint("Gent"), fingerprint("Gent") == fingerprint("Aalst")
    (True, False)
    """
    return int.from_bytes(sha256(text.encode(errors="surrogatepass")).digest()[:8], "little", signed=True)
