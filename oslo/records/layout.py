"""What a mapping and its caller say about files: where the records are, how they are read, which paths are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import MappingError
from .address import Url

if TYPE_CHECKING:
    from .base import RecordSource

__all__ = ["Asked", "Layout", "Query", "ReadingOptions", "Skips", "Url"]


@dataclass(frozen=True)
class Query:
    """A SELECT for the records of a database, the column that its rows are sorted and joined by, and its parts.

    `views`: named queries that queries can use as tables; `absent`: tables that may be missing, with
    the columns they then have; `updates`: the endings of the names of files with rows to remove and
    with rows to add;
    `timeout`: for how many seconds the database may think, None for any time; `memory`: how many megabytes DuckDB uses.
    """

    sql: str
    key: str | None = None
    parts: Mapping[str, Query] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    updates: tuple[str, str] | None = None
    timeout: float | None = None
    memory: int | None = None

    @property
    def joints(self) -> list[Asked]:
        """The paths of the columns by which the rows of parts are joined to records."""
        keys = [((), self.key), *(((name,), part.key) for name, part in self.parts.items())] if self.parts else []
        return [Asked(key, base, test=True) for base, key in keys if key]

    @property
    def words(self) -> set[str]:
        """The words of the query and of the views it uses, including the names of its tables."""
        words = set(re.findall(r"\w+", self.sql))
        for name, sql in reversed(list(self.views.items())):  # a view can use the ones before it
            if name in words:
                words.update(re.findall(r"\w+", sql))
        return words

    @property
    def select(self) -> str:
        """The query as one SELECT, with the views it uses."""
        return self.selecting("*")

    def selecting(self, what: str) -> str:
        """A SELECT of some expressions over the columns of the query, with the views it uses."""
        words = self.words
        used = [f"{name} AS ({_bare(sql)})" for name, sql in self.views.items() if name in words]
        return f"{'WITH ' if used else ''}{', '.join(used)} SELECT {what} FROM ({_bare(self.sql)}) AS q".strip()  # noqa: S608


def _bare(sql: str) -> str:
    """A query without a semicolon at its end, on lines of its own: its last one may be a comment."""
    return f"{sql.strip().removesuffix(';')}\n"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read a file, where the file does not say so itself (None: detected).

    `base` completes relative IRIs in records of RDF.

    >>> ReadingOptions(delimiter=";", encoding="cp1252").delimiter
    ';'
    """

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    base: str | None = None
    max_record_bytes: int = 16 * 2**20


class Asked(NamedTuple):
    """A path that a mapping reads: from a record, or from the parts inside it that `base` leads to.

    `test`: it is only looked at by a condition; `whole`: an object at it is read with all that it has. `root`: where it
    starts: at the records, or at the messages.
    """

    path: str
    base: tuple[str, ...] = ()
    field: str = ""
    test: bool = False
    root: str | None = None
    whole: bool = False


def error_at(key: str, message: str) -> MappingError:
    """An error of a mapping, at one of its keys."""
    return MappingError(f"{key}: {message}")


Skips = Callable[[list[str | None]], bool]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a mapping says about its files: where the records are, and how to read them.

    `keys`: in JSON, `records` is an object whose values are the records; each gets its key under this name. `alone`: no
    other layout reads the same file, so that a file without records of this one is worth a remark.

    For tables: `header` is the row that names the columns (0: none), `groups` are rows above it whose names go
    before; `columns` are other names for all of them, `renamed` for some, by their positions from 1; `optional` those
    that a table may lack, which then have no value. `ragged`: rows may end early. `fill`: columns in which an empty
    cell has the value above it. `footer`: how many rows at the end are not records; `until`: from the source to a test
    for the first row that is not. `skips`: from the columns to a test for single rows that are not records, such as
    a row that explains the columns. `error`: from a key of the mapping and what is wrong with it to the error.

    >>> Layout(records="//Inhoud/Persoon").records
    '//Inhoud/Persoon'
    """

    records: str | Query | None = None
    keys: str | None = None
    messages: str | None = None
    namespaces: Mapping[str, str] = field(default_factory=dict)
    header: int | None = None
    groups: Sequence[int] = ()
    columns: Sequence[str] = ()
    renamed: Mapping[int, str] = field(default_factory=dict)
    unwrap: str | None = None
    optional: frozenset[str] = frozenset()
    ragged: bool = False
    fill: Sequence[str] = ()
    footer: int = 0
    until: Callable[[RecordSource], Callable[[Any], bool]] | None = None
    alone: bool = True
    skips: Callable[[list[str]], Skips] | None = None
    error: Callable[[str, str], MappingError] = field(default=error_at, compare=False)

    @property
    def selection(self) -> tuple[object, str | None]:
        """What two layouts that take the same records have in common."""
        return self.records, self.keys

    @property
    def path(self) -> str | None:
        """Where the records are; None if a query selects them."""
        return self.records if isinstance(self.records, str) else None

    @property
    def name(self) -> str | None:
        """What tells these records from others of the mapping: their path, or the SELECT of their query."""
        return self.records.sql if isinstance(self.records, Query) else self.records
