"""What the tables of a query have in common, wherever they are: in files, in SQLite or in PostgreSQL.

Queries can only read: anything but a single SELECT is refused, and a query can reach only what was given.

Rows come in the order of the text of their key, by code point, as Python compares text: 1, 10, 2. The database makes
that text and gives it with each row. So the rows of two queries are joined whatever the types of their keys and the
collation of the database. 1 and 1.0 have the same text, and so have the number 1 and the text "1".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...errors import InputError, MappingError, Place
from ...words.text import shown
from ..layout import Query

Row = Sequence[Any]


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
        """The rows of a query in the order of its key, each with the text of the key behind its values."""

    def has_texts_only(self, query: Query) -> bool:
        """Whether all columns of a query are known to be text, which every database sorts alike."""
        return False

    def rejected(self) -> Iterator[tuple[str, int | None, str]]:
        """Rows of the files that could not be read: why, line, text. Each is reported once."""
        yield from ()

    @abstractmethod
    def close(self) -> None:
        """Close the database."""

    def wrong_query(self, reason: str, query: Query) -> MappingError:
        """An error of a query, in one line."""
        return MappingError(f"{self.name}: {one_line(reason)}: {one_line(query.sql)}")

    def broken(self, reason: str, query: Query) -> InputError:
        """An error of the database while it answers a query, in one line."""
        return InputError(f"{one_line(reason)}: {one_line(query.sql)}", Place(self.name))


def words_of(queries: Iterable[Query]) -> set[str]:
    """The words of some queries and their parts, including the names of their tables."""
    return {word for query in queries for each in (query, *query.parts.values()) for word in each.words}


def in_order(query: Query, columns: Sequence[str], key: str, other: str) -> str:
    """The ORDER BY of a query: its key and then all columns, so that the order is always the same.

    `key`: the SQL for the text of the key. `other`: the SQL that another column, at `{}`, is sorted by.
    """
    if query.key is None:
        return ""
    others = (other.format(quoted(name)) for name in columns if name != query.key)
    return f" ORDER BY {', '.join(f'{each} NULLS FIRST' for each in (key, *others))}"


def quoted(name: str) -> str:
    """A name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


_SHOWN = 300


def one_line(text: str) -> str:
    r"""A text on one line that can be printed, its end left out if it is long.

    >>> one_line("SELECT *\n  FROM haltes \x1b[1m")
    'SELECT * FROM haltes \\x1b[1m'
    """
    text = " ".join(text.split())
    return shown(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
