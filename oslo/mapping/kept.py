"""What is kept of the records of a run: in a temporary database, so memory does not grow with them.

In a run of several processes each keeps its own in a file, which one of them takes over. Rows have the `hash` of a text
in place of it: these processes are started with one seed (`files.workers`), so that all have the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from ..errors import Place
from ..files.work import temporary_files

Row = tuple[Any, ...]
Number = Callable[[str], int]
"""From a text to a number that stands for it: 64 bits, so that two texts of a run with one number are one text."""

_NAMED = ("file", "class", "predicate")
_NAMES = "number INTEGER PRIMARY KEY", "name", "sheet"


class Kept:
    """A temporary database of some tables, each with its columns; in a `file`, for another process to take.

    The columns `file` (with its sheet), `class` and `predicate` have the numbers of these names.
    """

    def __init__(self, tables: Mapping[str, Sequence[str]], file: Path | None = None, number: Number = hash) -> None:
        self._tables, self._of = tables, number
        with temporary_files():
            self._database = sqlite3.connect(file or "")  # a temporary file, kept in memory while it is small
            for setting in ("journal_mode", "synchronous"):
                self._database.execute(f"PRAGMA {setting} = OFF")  # nothing is taken back
            for table, columns in (*tables.items(), ("names", _NAMES)):
                self._database.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        self._numbers: dict[tuple[str | None, str | None], int] = {}
        self._names: list[tuple[str | None, str | None]] = []  # by their number

    def _keep(self, table: str, rows: list[Row]) -> None:
        """Keep some rows, and empty the list."""
        marks = ", ".join("?" * len(self._tables[table]))
        with temporary_files():
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  our own names
        rows.clear()

    def give(self) -> None:
        """What was kept is whole, for another process to take."""
        with temporary_files(), self._database:
            rows = ((number, *name) for number, name in enumerate(self._names))
            self._database.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)

    def take(self, file: Path) -> None:
        """Keep what another process has given."""
        with temporary_files(), self._attached(file):
            names = self._database.execute("SELECT name, sheet FROM other.names ORDER BY number").fetchall()
            number = [self._number(*name) for name in names]
            mine = number == list(range(len(number)))
            self._database.execute("CREATE TEMP TABLE renumbered (old INTEGER PRIMARY KEY, new)")
            self._database.executemany("INSERT INTO renumbered VALUES (?, ?)", () if mine else enumerate(number))
            for table, columns in self._tables.items():
                values = map(_name, columns)
                renamed = ", ".join(each if mine or each not in _NAMED else _RENUMBERED.format(each) for each in values)
                self._database.execute(f"INSERT INTO {table} SELECT {renamed} FROM other.{table}")  # noqa: S608
            self._database.execute("DROP TABLE renumbered")

    def rows(self) -> Iterator[tuple[str, Row]]:
        """All that was kept: tables and rows, with names in place of their numbers."""
        for table, columns in self._tables.items():
            named = [number for number, column in enumerate(columns) if _name(column) in _NAMED]
            for row in self._database.execute(f"SELECT * FROM {table}"):  # noqa: S608  our own names
                yield table, tuple(self._names[each] if at in named else each for at, each in enumerate(row))

    def put(self, table: str, row: Row) -> bool:
        """Keep a row that `rows` has given; false for one of another table."""
        if columns := self._tables.get(table):
            named = (_name(column) in _NAMED for column in columns)
            values = tuple(self._number(*each) if is_name else each for is_name, each in zip(named, row, strict=True))
            self._keep(table, [values])
        return bool(columns)

    @contextmanager
    def _attached(self, file: Path) -> Iterator[None]:
        self._database.commit()
        self._database.execute("ATTACH ? AS other", (str(file),))
        yield
        self._database.commit()
        self._database.execute("DETACH other")

    def _at(self, place: Place) -> tuple[int, int | str | None]:
        """The number of the file, and the place in it."""
        return self._number(place.file, place.sheet), place.path or place.line

    def _number(self, name: str | None, sheet: str | None = None) -> int:
        """The number of a file with its sheet, a class or a predicate."""
        number = self._numbers.get((name, sheet))
        if number is None:
            number = self._numbers[name, sheet] = len(self._names)
            self._names.append((name, sheet))
        return number

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


_RENUMBERED = "(SELECT new FROM renumbered WHERE old = {})"


def _name(column: str) -> str:
    return column.partition(" ")[0]
