"""The tables of a SQL query: files (through DuckDB), a SQLite file or a PostgreSQL database.

Queries can only read: anything but a single SELECT is refused, and a query can reach only the files
given. Rows come in the order of the query's key, compared by code point, as Python compares text.
"""

from __future__ import annotations

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ...errors import InputError, MappingError, OsloError, Place
from ..layout import Query, Url

Row = Sequence[Any]
_AT_ONCE = 2000
SQLITE = {".sqlite", ".sqlite3", ".db", ".gpkg"}
"""Suffixes of SQLite files."""


class Database(ABC):
    """Tables that can be queried; `unused` are those that no query names."""

    name: str
    unused: Sequence[str] = ()

    def remarks(self) -> Iterator[str]:
        """What there is to say about the files; each is said once."""
        yield from ()

    @abstractmethod
    def columns(self, query: Query) -> list[str]:
        """The names of a query's columns; MappingError for an invalid query."""

    @abstractmethod
    def rows(self, query: Query) -> Iterator[Row]:
        """The rows of a query, fetched in batches, in the order of its key and then of all columns."""

    def rejected(self) -> Iterator[tuple[str, int | None, str]]:
        """Rows of the files that could not be read: why, line, text. Each is reported once."""
        yield from ()

    @abstractmethod
    def close(self) -> None:
        """Close the database."""


def words_of(queries: Iterable[Query]) -> set[str]:
    """The words of some queries and their parts, including the names of their tables."""
    return {word for query in queries for each in (query, *query.parts.values()) for word in each.words}


def ordered(query: Query, columns: Sequence[str], collate: str = "") -> str:
    """The query, sorted by its key and then by all columns, so that the order is always the same."""
    if query.key is None:
        return query.select
    names = [query.key, *(name for name in columns if name != query.key)]
    order = ", ".join(f"{quoted(name)}{collate} NULLS FIRST" for name in names)
    return f"{query.select} ORDER BY {order}"


def quoted(name: str) -> str:
    """A name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}


class Sqlite(Database):
    """A SQLite file, opened read-only."""

    def __init__(self, path: Path, queries: Sequence[Query]) -> None:
        self.name = str(path)
        if not path.is_file():
            raise InputError("no such file", Place(self.name))
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        self.unused = self._find_unused(words_of(queries))
        self._connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
        )

    def columns(self, query: Query) -> list[str]:
        cursor = self._run(f"{query.select} LIMIT 0")
        return [column[0] for column in cursor.description]

    def rows(self, query: Query) -> Iterator[Row]:
        cursor = self._run(ordered(query, self.columns(query), " COLLATE BINARY"))
        while batch := cursor.fetchmany(_AT_ONCE):
            yield from batch

    def _find_unused(self, words: set[str]) -> list[str]:
        """The tables with rows of people, not those of SQLite and GeoPackage themselves, that no query names."""
        cursor = self._run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in cursor if name not in words and not name.startswith(("sqlite_", "gpkg_", "rtree_"))]

    def _run(self, sql: str) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql)
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error):
                raise InputError("not a SQLite file", Place(self.name)) from None
            raise MappingError(f"{self.name}: {error}: {sql}") from None

    def close(self) -> None:
        self._connection.close()


class Postgres(Database):
    """A PostgreSQL database, read in one read-only transaction; over TLS unless it is on this machine."""

    def __init__(self, url: Url) -> None:
        try:
            import pg8000.dbapi as driver
        except ImportError:
            raise OsloError("PostgreSQL needs the extra: pip install 'oslo-interop[postgres]'") from None
        parts = urlsplit(url)
        self.name = url.shown
        self._error: type[Exception] = driver.Error
        local = parts.hostname in (None, "localhost", "127.0.0.1", "::1")
        plain = parse_qs(parts.query).get("sslmode") == ["disable"]
        try:
            self._connection = driver.connect(
                user=unquote(parts.username or os.environ.get("PGUSER") or "postgres"),
                password=unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD"),
                host=parts.hostname or "localhost",
                port=parts.port or 5432,
                database=unquote(parts.path.strip("/")) or None,
                ssl_context=None if local or plain else True,
                timeout=30,
            )
            self._connection.cursor().execute("SET TRANSACTION READ ONLY")
        except (driver.Error, OSError) as error:
            raise InputError(_error_text(error), Place(self.name)) from None
        self._cursors = 0

    def columns(self, query: Query) -> list[str]:
        cursor = self._run(f"{query.select} LIMIT 0", query.sql)
        return [column[0] for column in cursor.description]

    def rows(self, query: Query) -> Iterator[Row]:
        self._cursors += 1
        name = f"oslo{self._cursors}"
        sql = ordered(query, self.columns(query), '::text COLLATE "C"')
        self._run(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", query.sql)
        while batch := self._run(f"FETCH {_AT_ONCE} FROM {name}", query.sql).fetchall():
            yield from batch

    def _run(self, sql: str, shown: str) -> Any:
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql)
        except self._error as error:
            raise MappingError(f"{self.name}: {_error_text(error)}: {shown}") from None
        return cursor

    def close(self) -> None:
        self._connection.close()


def _error_text(error: Exception) -> str:
    """The message of the server, without its codes."""
    content = error.args[0] if error.args else error
    return str(content.get("M", content)) if isinstance(content, dict) else str(content)
