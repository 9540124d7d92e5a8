"""Records that are the rows of SQL queries: a record per row, with the rows of other queries as its parts.

    records:
      sql: SELECT * FROM enterprise
      key: EnterpriseNumber
      parts:
        addresses: {sql: SELECT * FROM address, key: EntityNumber}

Every query is sorted by its key, and the results are read side by side, so that each record meets
its parts and memory use stays constant. A row is an object, so paths are as in JSON.
`files.py`, `sqlite.py` and `postgres.py` open the tables.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ...errors import InputError, MappingError, Place
from ...identifiers import insz
from ...words.text import nearest
from ..base import Record, Unreadable
from ..census import Count, JsonCensus, Unread, count_object
from ..json.numbers import as_written, shown
from ..json.paths import JsonValues, first_step, split_path
from ..layout import Asked, Layout, Query, ReadingOptions, Url
from .databases import Database
from .files import Files
from .postgres import Postgres
from .sqlite import SQLITE, Sqlite
from .values import json_like

Row = dict[str, Any]
_NATIONAL_DIGITS = 11
_PLAIN = {str, int, bool, type(None)}  # types whose values are as JSON has them


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
            self._check(f"records{'.parts.' * bool(name)}{name}", each, self._columns[name])

    def _check(self, where: str, query: Query, columns: Sequence[str]) -> None:
        """Refuse a query whose key is not among its columns, or of whose columns one would hide another."""
        if (query.key or self._query.parts) and query.key not in columns:
            raise MappingError(f"{where}: key: no column {query.key!r}{nearest(query.key or '', columns)}")
        for name, count in Counter([*columns, *query.parts]).items():
            if count > 1:
                what = "a column and a part" if name in query.parts else f"{count} columns"
                raise MappingError(f"{where}: {what} have the name {name!r}: give one another name (AS)")

    @cached_property
    def census(self) -> SqlCensus:
        return SqlCensus(self._query, self._columns, self._database.unused)

    def read(self) -> Iterator[Record | Unreadable]:
        texts = self._database.has_texts_only
        parts = {
            name: _Part(name, self._rows(name, each), each.key or "", sort=not texts(each))
            for name, each in self._query.parts.items()
        }
        for number, (key, row) in enumerate(self._rows("", self._query), start=1):
            self._key = row[self._query.key] if self._query.key else None
            for name, part in parts.items():
                row[name], lost = part.take(key)
                yield from lost
            if parts and key is None:
                self.tell(f"a record without {self._query.key}, and so without its {', '.join(parts)}", number)
            yield Record(row, number)
        self._key = None
        for part in parts.values():
            yield from part.rest()
        for message, line, text in self._database.rejected():
            yield Unreadable(message, line, text)
        for remark in self._database.remarks():
            self.tell(remark)

    def place(self, line: int | None, column: str | None = None) -> Place:
        """Where a record is: its key or, if that is the national number of a person, the number of its row."""
        if self._key is None or line is None:
            return super().place(line, column)
        if _is_of_person(self._key):
            return super().place(line, column)
        return Place(self.name, path=f"{self._query.key} {self._key}", column=column)

    def _rows(self, name: str, query: Query) -> Iterator[tuple[str | None, Row]]:
        """The rows of a query, each with the text of its key, by which they are sorted."""
        columns, last, texts = self._columns[name], "", self._database.has_texts_only(query)
        for row in self._database.rows(query):
            key = row[-1]
            if key is not None:
                if key < last:
                    where = name or "records"
                    raise InputError(f"{where}: the rows do not come in the order of {query.key}", Place(self.name))
                last = key
            values = row if texts else [each if type(each) in _PLAIN else json_like(each) for each in row]
            yield key, dict(zip(columns, values, strict=False))  # the text of the key is no column

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
    """The rows of a part, in the order of their key, taken record by record.

    `sort`: put those of a record in the order of their texts; each database has an order of its own for numbers.
    """

    def __init__(self, name: str, rows: Iterator[tuple[str | None, Row]], key: str, *, sort: bool) -> None:
        self.name, self.rows, self.key, self.sort = name, rows, key, sort
        self.next = next(rows, None)
        self.taken: tuple[str | None, list[Row]] = (None, [])

    def take(self, key: str | None) -> tuple[list[Row], list[Unreadable]]:
        """The rows with a key (None: no row has it), and the rows before them, which belong to no record.

        Records with the same key have the same rows.
        """
        if key is None:
            return [], []
        if key == self.taken[0]:
            return list(self.taken[1]), []
        rows: list[Row] = []
        lost: list[Unreadable] = []
        while self.next is not None and (self.next[0] is None or self.next[0] <= key):
            if self.next[0] == key:
                rows.append(self.next[1])
            else:
                lost.append(self._lost(self.next[1]))
            self.next = next(self.rows, None)
        if self.sort and len(rows) > 1:
            rows.sort(key=_sorted_by)
        self.taken = key, rows
        return rows, lost

    def rest(self) -> Iterator[Unreadable]:
        """The rows that no record has taken."""
        while self.next is not None:
            yield self._lost(self.next[1])
            self.next = next(self.rows, None)

    def _lost(self, row: Row) -> Unreadable:
        reason = f"{self.name}: no record has {self.key} {row[self.key]!r}"
        return Unreadable(reason, None, json.dumps(as_written(row), ensure_ascii=False))


def _is_of_person(key: Any) -> bool:
    """Whether a key is a national number: most are not, by the number of their digits."""
    text = str(key)
    if sum(map(str.isdigit, text)) != _NATIONAL_DIGITS:
        return False
    try:
        return bool(insz(text, test_numbers=True))
    except ValueError:
        return False


def _sorted_by(row: Row) -> list[str]:
    return ["" if each is None else each if type(each) is str else shown(each) for each in row.values()]


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
