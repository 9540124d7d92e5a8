"""The tables of a SQLite file, which is opened read-only; all queries see one state of it.

The file may be anybody's: its views run no functions of consequence, and a query does nothing but read.
See https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

from ...errors import InputError, Place
from ..layout import Query
from .databases import Database, Row, in_order, quoted, words_of

SQLITE = {".sqlite", ".sqlite3", ".db", ".gpkg"}
"""Suffixes of SQLite files."""

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_CACHE = 32_000  # kilobytes that SQLite reads and sorts in: many small pieces of wide rows would need more memory
_STEPS = 100_000  # of SQLite between two looks at the clock


class Sqlite(Database):
    """A SQLite file."""

    def __init__(self, path: Path, queries: Sequence[Query]) -> None:
        self.name = str(path)
        if not path.is_file():
            raise InputError("no such file", Place(self.name))
        self._until = float("inf")
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            self._open(queries)
        except sqlite3.Error as error:
            self.close()
            reason = "not a SQLite file" if "not a database" in str(error) else str(error)
            raise InputError(reason, Place(self.name)) from None

    def _open(self, queries: Sequence[Query]) -> None:
        run = self._connection.execute
        run("PRAGMA trusted_schema = OFF")
        run(f"PRAGMA cache_size = -{_CACHE}")
        run("BEGIN")
        self.unused = self._find_unused(words_of(queries))
        (encoding,) = run("PRAGMA encoding").fetchone()
        self._collation = "BINARY" if encoding == "UTF-8" else "code_points"  # BINARY compares bytes
        self._connection.create_collation("code_points", lambda one, other: (one > other) - (one < other))
        self._connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
        )

    def columns(self, query: Query) -> list[str]:
        try:
            return [column[0] for column in self._connection.execute(f"{query.select} LIMIT 0").description]
        except sqlite3.Error as error:
            raise self.wrong_query(str(error), query) from None

    def rows(self, query: Query) -> Iterator[Row]:
        key = self._text(quoted(query.key)) if query.key else "NULL"
        order = in_order(query, self.columns(query), key, f"{{}} COLLATE {self._collation}")
        sql = query.selecting(f"*, {key}") + order
        self._wait(query.timeout)
        try:
            rows = self._connection.execute(sql)
            if query.timeout is None:
                yield from rows
            for row in rows:  # none is left without a limit
                yield row
                self._wait(query.timeout)
        except sqlite3.Error as error:
            late = "interrupted" in str(error)
            raise self.broken(
                f"no answer within {query.timeout} seconds (timeout)" if late else str(error), query
            ) from None

    def _wait(self, seconds: float | None) -> None:
        """From here on, SQLite may think for some seconds."""
        if seconds is not None:
            self._until = monotonic() + seconds
            self._connection.set_progress_handler(lambda: monotonic() > self._until, _STEPS)

    def _text(self, it: str) -> str:
        """The text of a value, of whatever type it is: without `.0` for a number, in hexadecimal for bytes."""
        return (
            f"(CASE typeof({it}) WHEN 'text' THEN {it} WHEN 'blob' THEN '\\x' || lower(hex({it}))"
            f" WHEN 'real' THEN CASE {it} WHEN CAST({it} AS INTEGER) THEN CAST(CAST({it} AS INTEGER) AS TEXT)"
            f" WHEN CAST(CAST({it} AS TEXT) AS REAL) THEN CAST({it} AS TEXT) ELSE printf('%!.17g', {it}) END"
            f" ELSE CAST({it} AS TEXT) END) COLLATE {self._collation}"
        )

    def _find_unused(self, words: set[str]) -> list[str]:
        """The tables with rows of people, not those of SQLite and GeoPackage themselves, that no query names."""
        cursor = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in cursor if name not in words and not name.startswith(("sqlite_", "gpkg_", "rtree_"))]

    def close(self) -> None:
        self._connection.close()
