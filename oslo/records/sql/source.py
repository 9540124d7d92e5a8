"""Records that are the rows of SQL queries: a record per row, with the rows of other queries as its parts.

    records:
      sql: SELECT * FROM enterprise
      key: EnterpriseNumber
      parts:
        addresses: {sql: SELECT * FROM address, key: EntityNumber}

Every query is sorted by its key, and the results are read side by side, so that each record meets
its parts and memory use stays constant. A row is an object, so paths are as in JSON.
`databases.py` opens the tables (files, SQLite, PostgreSQL).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from ...errors import InputError, MappingError, Place
from ...identifiers import insz
from ...words.text import nearest
from ..base import Record, Unreadable
from ..census import Count, JsonCensus, Unread, count_object
from ..json.paths import JsonValues, first_step, split_path
from ..layout import Asked, Layout, Query, ReadingOptions, Url
from .databases import SQLITE, Database, Postgres, Sqlite
from .files import Files

Row = dict[str, Any]


class SqlSource(JsonValues):
    """The rows of a query, each with the rows of its parts; a row is identified by its key, not by a line."""

    def __init__(self, database: Database, query: Query) -> None:
        self._database = database
        self._query = query
        super().__init__(io.BytesIO(), database.name, Layout(records=query), ReadingOptions())
        self._key: Any = None
        self.asked += query.joints
        self._columns = {name: database.columns(each) for name, each in {"": query, **query.parts}.items()}
        for name, each in {"": query, **query.parts}.items():
            if (query.parts or name) and each.key not in self._columns[name]:
                named = nearest(each.key or "", self._columns[name])
                raise MappingError(f"records{'.parts.' * bool(name)}{name}: key: no column {each.key!r}{named}")

    @cached_property
    def census(self) -> SqlCensus:
        return SqlCensus(self._query, self._columns, self._database.unused)

    def read(self) -> Iterator[Record | Unreadable]:
        rows = self._rows("", self._query)
        parts = {name: _Part(name, self._rows(name, each), each.key or "") for name, each in self._query.parts.items()}
        number = 0
        for number, row in enumerate(rows, start=1):
            key = self._key = row[self._query.key] if self._query.key else None
            for name, part in parts.items():
                row[name], lost = part.take(key)
                yield from lost
            yield Record(row, number)
        self._key = None
        for part in parts.values():
            yield from part.take(None)[1]
        for message, line, text in self._database.rejected():
            yield Unreadable(message, line, text)
        for remark in self._database.remarks():
            self.tell(remark)

    def place(self, line: int | None, column: str | None = None) -> Place:
        """Where a record is: its key or, if that is the national number of a person, the number of its row."""
        if self._key is None or line is None:
            return super().place(line, column)
        try:
            insz(str(self._key), test_numbers=True)
        except ValueError:
            return Place(self.name, path=f"{self._query.key} {self._key}", column=column)
        return super().place(line, column)

    def _rows(self, name: str, query: Query) -> Iterator[Row]:
        columns = self._columns[name]
        for row in self._database.rows(query):
            values = [each if each is None or type(each) is str else _json_value(each) for each in row]
            yield dict(zip(columns, values, strict=True))

    def _finder(self, path: str) -> Callable[[Any], list[Any]]:
        names = {*self._query.parts, *(each for columns in self._columns.values() for each in columns)}
        if (step := first_step(path)) and step not in names:
            raise MappingError(f"{self.name}: no column {step!r}{nearest(step, names)}")
        return super()._finder(path)


class SqlCensus(JsonCensus):
    """The columns of a query and of its parts (`columns`, by the name of the part).

    As in a table, a column that is asked for is there, also if it has no value. A record and its parts are joined
    by columns that count as read (`Query.joints`). A table that no query names (`unused`) is not read.
    """

    def __init__(self, query: Query, columns: Mapping[str, Sequence[str]], unused: Sequence[str]) -> None:
        super().__init__(split_path)
        self._unused = unused
        self._columns, self._parts = columns, list(query.parts)

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        read = {each.path for each in asked if not each.base}
        others = [*(name for name in self._columns[""] if name not in read), *self._parts]
        node = self.records
        if not others:
            return None

        def count(record: Record) -> None:
            row = record.data
            values = {name: value for name in others if (value := row[name]) is not None}
            count_object(node, values, record.line)

        return count

    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        yield from super().unread(asked, ignored)
        names = (f"table {name}" for name in self._unused)
        yield from (Unread(name, 0, None) for name in names if name not in ignored)

    def finds(self, asked: Asked) -> bool:
        *part, column = self._steps(asked) or [""]
        return column in self._columns.get(".".join(part), ()) or super().finds(asked)


class _Part:
    """The rows of a part, in the order of their key, taken record by record."""

    def __init__(self, name: str, rows: Iterator[Row], key: str) -> None:
        self.name, self.rows, self.key = name, rows, key
        self.next = next(rows, None)

    def take(self, key: Any) -> tuple[list[Row], list[Unreadable]]:
        """The rows with a key (None: no row has it), and the rows skipped before them, which belong to no record."""
        rows: list[Row] = []
        lost: list[Unreadable] = []
        while self.next is not None and (key is None or (self.next[self.key] or "") <= key):
            if key is not None and self.next[self.key] == key:
                rows.append(self.next)
            else:
                reason = f"{self.name}: no record has {self.key} {self.next[self.key]!r}"
                lost.append(Unreadable(reason, None, json.dumps(self.next, ensure_ascii=False)))
            self.next = next(self.rows, None)
        return rows, lost


def _json_value(value: Any) -> Any:
    """A value of a database as JSON has it."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case date() | datetime() | time():
            return value.isoformat()
        case Mapping():
            return {str(name): _json_value(each) for name, each in value.items()}
        case list() | tuple():
            return [_json_value(each) for each in value]
        case bytes():
            raise InputError("a column of bytes: leave it out of the query, or convert it")
    return str(value)


def open_database(inputs: Sequence[Path | Url], queries: Sequence[Query]) -> Database:
    """The tables of some inputs: files, folders and zips together, or one SQLite file, or one PostgreSQL URL."""
    if len(inputs) == 1:
        if isinstance(inputs[0], Url):
            return Postgres(inputs[0])
        if inputs[0].suffix.lower() in SQLITE:
            return Sqlite(inputs[0], queries)
    paths = []
    for each in inputs:
        if isinstance(each, Url) or each.suffix.lower() in SQLITE:
            raise InputError("a database is given alone, without other inputs", Place(_shown_name(each)))
        paths.append(each)
    return Files(paths, queries)


def _shown_name(each: Path | Url) -> str:
    return each.shown if isinstance(each, Url) else str(each)


__all__ = ["SqlSource", "open_database"]
