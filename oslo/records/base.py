"""What every form of records has in common."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple, Self

from ..errors import MappingError, Place


class Record(NamedTuple):
    """Values as the source has them (a row, an object, an element) and the line they begin on.

    `message`: not a record but what the source says in place of one. `raw`: the record as it
    stood, where `data` is not that.

    >>> Record({"NAAM": "Gent"}, line=2).data
    {'NAAM': 'Gent'}
    """

    data: Any
    line: int | None
    message: bool = False
    raw: Any = None


class Unreadable(NamedTuple):
    """A piece of input that is no record: why, where, and the text as it stood."""

    reason: str
    line: int | None
    text: str


Value = Callable[[Any], str | None]
Values = Callable[[Any], list[str]]
Parts = Callable[[Any], list[Any]]


class Url(str):
    """The address of a database: `postgresql://user@host/name`.

    >>> Url("postgresql://anna:secret@db.example.be/burgers").shown
    'postgresql://db.example.be/burgers'
    """

    __slots__ = ()

    @property
    def shown(self) -> str:
        """Without who asks, and the password."""
        scheme, _, rest = self.partition("://")
        return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}"


@dataclass(frozen=True)
class Query:
    """Where the records of a database are: a SELECT, the column that its rows are sorted and joined by, its parts.

    `views`: queries with a name, which queries can use as tables; `absent`: tables that may not be
    there, and the columns they then have; `updates`: the ends of the names of files with rows to
    remove and to add.
    """

    sql: str
    key: str | None = None
    parts: Mapping[str, Query] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    updates: tuple[str, str] | None = None

    @property
    def words(self) -> set[str]:
        """The words of the query and of the views that it uses, the names of its tables among them."""
        found = set(re.findall(r"\w+", self.sql))
        for name, sql in reversed(list(self.views.items())):  # a view can use those before it
            if name in found:
                found.update(re.findall(r"\w+", sql))
        return found

    @property
    def select(self) -> str:
        """The query as one SELECT, with the views that it uses."""
        words = self.words
        used = [f"{name} AS ({sql})" for name, sql in self.views.items() if name in words]
        return f"{'WITH ' if used else ''}{', '.join(used)} SELECT * FROM ({self.sql}) AS q".strip()  # noqa: S608


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What whoever reads a file says of it, where it does not say so itself (None: it is found out).

    >>> ReadingOptions(delimiter=";", encoding="cp1252").delimiter
    ';'
    """

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    max_record_bytes: int = 16 * 2**20


Skips = Callable[[list[str | None]], bool]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a mapping says of the files that it is for: where the records are, and how they are told apart.

    `optional`: columns that a table may lack, which then have no value. `skips`: from the columns of a table
    to which of its rows are no records, such as one that explains the columns.

    >>> Layout(records="//Inhoud/Persoon").records
    '//Inhoud/Persoon'
    """

    records: str | Query | None = None
    messages: str | None = None
    namespaces: Mapping[str, str] = field(default_factory=dict)
    header: int | None = None
    columns: Sequence[str] = ()
    unwrap: str | None = None
    optional: frozenset[str] = frozenset()
    skips: Callable[[list[str]], Skips] | None = None

    @property
    def path(self) -> str | None:
        """Where the records are, unless a query says so."""
        return self.records if isinstance(self.records, str) else None


class RecordSource(ABC):
    """The records of one file.

    `value`, `values` and `parts` turn a path of a mapping into a function over a record's data,
    once, before the first record; they raise MappingError for a path that cannot be.
    """

    sheet: str | None = None
    columns: list[str] | None = None

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        layout: Layout,
        options: ReadingOptions,
        *,
        form: str = "",
        closes: bool = False,
    ) -> None:
        """`form`: that of the file, as `FORMS` has it; `closes`: the file is closed with the source."""
        self.file, self.name, self.layout, self.options = file, name, layout, options
        self.form, self._closes = form, closes
        self.open()

    def open(self) -> None:  # noqa: B027  not every form has to be looked into before
        """Read as much as has to be known before the first record."""

    def __iter__(self) -> Iterator[Record | Unreadable]:
        """The records in order; InputError for a file that cannot be read on."""
        try:
            yield from self.read()
        finally:
            self.close()

    @abstractmethod
    def read(self) -> Iterator[Record | Unreadable]:
        """The records in order."""

    @abstractmethod
    def value(self, path: str) -> Value:
        """One text at a path, None where there is none; ValueError when there are several."""

    @abstractmethod
    def values(self, path: str) -> Values:
        """All texts at a path."""

    @abstractmethod
    def parts(self, path: str) -> Parts:
        """The repeated parts at a path, as data for the same kind of functions."""

    def present(self, path: str) -> Values:
        """What a condition asks of: all texts at a path, and something for what is there and is no text."""
        return self.values(path)

    def tagged(self, path: str) -> Parts:
        """Parts by their language tags, as pairs, at a path; MappingError where a form of records has no such thing."""
        raise MappingError(f"{self.place(None)}: languages: {path!r}: only JSON has texts by language")

    @abstractmethod
    def dump(self, record: Record) -> dict[str, Any]:
        """A record as it stood, for the rejects file."""

    def place(self, line: int | None, column: str | None = None) -> Place:
        """Where a record stands, in words."""
        return Place(self.name, line=line, sheet=self.sheet, column=column)

    def cell(self, paths: Sequence[str], line: int | None) -> str | None:
        """Where the values of some paths stand in a workbook, as its users say it (`Blad1!B7`); elsewhere None."""
        return None

    def close(self) -> None:
        """Let go of the file, where it was opened for this source."""
        if self._closes:
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def clean(text: str) -> str | None:
    """Text without the blanks around it, in Unicode NFC; None for nothing.

    >>> clean("  Gent "), clean(" ")
    ('Gent', None)
    """
    text = text.strip()
    if not text:
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)
