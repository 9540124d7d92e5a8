"""What all forms of records have in common."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

from ..errors import MappingError, Place
from .kept import Kept

if TYPE_CHECKING:
    from .census import Census


class Record(NamedTuple):
    """Values as the source has them (a row, an object, an element) and the line they begin on.

    `message`: this is a message of the source in place of a record. `raw`: the record as it was,
    if `data` differs from it.

    >>> Record({"NAAM": "Gent"}, line=2).data
    {'NAAM': 'Gent'}
    """

    data: Any
    line: int | None
    message: bool = False
    raw: Any = None


class Unreadable(NamedTuple):
    """A piece of input that is not a record: why, where, and its text; `cells` are those of a row that can be read."""

    reason: str
    line: int | None
    text: str
    cells: list[str | None] | None = None


_LINES = 10


@dataclass(slots=True)
class Remark:
    """What a reader has to say about its file, that is no reason to reject anything: how often, and where.

    `place` is the first place, `lines` are the first lines.

    >>> print(Remark("a merged cell", Place("a.xlsx", line=3), 12).sentence)
    a merged cell (12 times)
    """

    text: str
    place: Place
    count: int = 1
    lines: list[int] = field(default_factory=list)

    def repeat(self, line: int | None) -> None:
        """The same again, on another line; the first lines are kept."""
        self.count += 1
        if line is not None and len(self.lines) < _LINES and line not in self.lines:
            self.lines.append(line)

    @property
    def sentence(self) -> str:
        """The text, and how often it holds if that is more than once."""
        return f"{self.text} ({self.count} times)" if self.count > 1 else self.text


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
        """The URL without user name, password and parameters."""
        scheme, _, rest = self.partition("://")
        return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}"


@dataclass(frozen=True)
class Query:
    """A SELECT for the records of a database, the column that its rows are sorted and joined by, and its parts.

    `views`: named queries that queries can use as tables; `absent`: tables that may be missing, with
    the columns they then have; `updates`: the endings of the names of files with rows to remove and
    with rows to add.
    """

    sql: str
    key: str | None = None
    parts: Mapping[str, Query] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    updates: tuple[str, str] | None = None

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
        words = self.words
        used = [f"{name} AS ({sql})" for name, sql in self.views.items() if name in words]
        return f"{'WITH ' if used else ''}{', '.join(used)} SELECT * FROM ({self.sql}) AS q".strip()  # noqa: S608


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read a file, where the file does not say so itself (None: detected).

    >>> ReadingOptions(delimiter=";", encoding="cp1252").delimiter
    ';'
    """

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
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
    a row that explains the columns.

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


class RecordSource(ABC):
    """The records of one file.

    `value`, `values` and `parts` turn a path of a mapping into a function over a record's data,
    once, before the first record; they raise MappingError for an invalid path. `line` is that of the
    record that is being mapped, `asked` the paths that a mapping reads.
    """

    line: int | None = None
    checks_text = False  # whether the reader looks at every character itself
    sheet: str | None = None
    columns: list[str] | None = None
    kept_as = "jsonl"  # the form of a file of rejects of these records
    one_of_several = False  # whether the mapping reads other records of the file too
    changed: Callable[[], str | None] | None = None  # tells whether the file changed since it was opened

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
        """`form`: a key of `FORMS`; `closes`: close the file with the source."""
        self.file, self.name, self.layout, self.options = file, name, layout, options
        self.form, self._closes = form, closes
        self.remarks: dict[str, Remark] = {}
        self.asked: list[Asked] = []
        self.left_out: list[tuple[tuple[tuple[str, ...], ...], str]] = []
        self.has_records = False
        self._last: tuple[Record | Unreadable, Kept] | None = None
        self.open()

    def open(self) -> None:  # noqa: B027  not every form needs this
        """Read what must be known before the first record."""

    def __iter__(self) -> Iterator[Record | Unreadable]:
        """The records in order; InputError if the file cannot be read to its end."""
        try:
            yield from self.read()
            if self.changed is not None and (change := self.changed()):
                self.tell(change)
        finally:
            self.close()

    @abstractmethod
    def read(self) -> Iterator[Record | Unreadable]:
        """The records in order."""

    @property
    @abstractmethod
    def census(self) -> Census:
        """What the file has, counted while its records are read."""

    @abstractmethod
    def value(self, path: str) -> Value:
        """The one text at a path, None if there is none; ValueError if there are several."""

    @abstractmethod
    def values(self, path: str) -> Values:
        """All texts at a path."""

    @abstractmethod
    def parts(self, path: str) -> Parts:
        """The repeated parts at a path, each as data for functions like these."""

    def present(self, path: str) -> Values:
        """For conditions: all texts at a path, and a text in place of anything there that is not text."""
        return self.values(path)

    def tagged(self, path: str) -> Parts:
        """Pairs of language tag and part at a path; MappingError for a form of records without language tags."""
        raise MappingError(f"{self.place(None)}: languages: {path!r}: only JSON has texts by language")

    @abstractmethod
    def dump(self, record: Record) -> dict[str, Any]:
        """A record as it was, for the rejects file."""

    def keep(self, record: Record | Unreadable) -> Kept:
        """A record as it was, to be repaired and read again by the same mapping; for the same record the same."""
        if self._last is None or self._last[0] is not record:
            kept = self._kept_text(record.text) if isinstance(record, Unreadable) else self._kept(record)
            self._last = record, kept._replace(records=self.layout.name if self.one_of_several else None)
        return self._last[1]

    def _kept_text(self, text: str) -> Kept:
        """What is no record."""
        return Kept(self.kept_as, text, unreadable=True)

    def _kept(self, record: Record) -> Kept:
        """The record in the form of a file of rejects."""
        return Kept(self.kept_as, record.data)

    def place(self, line: int | None, column: str | None = None) -> Place:
        """Where a record is, for messages."""
        return Place(self.name, line=line, sheet=self.sheet, column=column)

    def tell(self, text: str, line: int | None = None) -> None:
        """Remark something about the file; the same text again is counted, and given once, when all has been read."""
        if text in self.remarks:
            self.remarks[text].repeat(line)
        else:
            self.remarks[text] = Remark(text, self.place(line), lines=[] if line is None else [line])

    def visible(self, text: str, path: str) -> str:
        """A text whose characters can all be seen; others are told, and ValueError is raised for control characters."""
        for found in controls(text):
            if found.fatal:
                raise ValueError(found.reason)
            self.tell(f"{path}: {found.reason}", self.line)
        return text

    def tell_left_out(self) -> None:
        """Remark what the rules of a mapping left out of the record, but for values that another rule has taken."""
        readers = self._readers
        times = Counter(key for keys, _ in self.left_out for key in keys)
        for keys, text in self.left_out:
            if any(times[key] >= readers[key] for key in keys):
                self.tell(text, self.line)
        self.left_out.clear()

    @cached_property
    def _readers(self) -> Counter[tuple[str, ...]]:
        """How many rules take values from each path."""
        return Counter((*each.base, each.path) for each in self.asked if not each.test)

    def cell(self, paths: Sequence[str], line: int | None) -> str | None:
        """The cells of some paths in a workbook, as its users write them (`Blad1!B7`); None for other files."""
        return None

    def close(self) -> None:
        """Close the file, if it was opened for this source."""
        if self._closes:
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def clean(text: str) -> str | None:
    """Text without surrounding white space, in Unicode NFC; None for empty text.

    >>> clean("  Gent "), clean(" ")
    ('Gent', None)
    """
    text = text.strip()
    if not text:
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Control(NamedTuple):
    """A character that nobody sees, by its code point and name; `fatal` if it has no place in a text."""

    name: str
    fatal: bool

    @property
    def reason(self) -> str:
        """What to say about it."""
        return f"a control character: {self.name}" if self.fatal else f"an invisible character: {self.name}"


def controls(text: str) -> list[Control]:
    r"""The characters of a text that nobody sees, each once: control characters, zero-width and bidirectional ones.

    Fatal are NUL and the others below a blank but tab and line ends, and lone surrogates.

    >>> controls("Sta\0tion"), controls("Markt\n1")
    ([Control(name='U+0000', fatal=True)], [])
    >>> controls("Gent\u200b")
    [Control(name='U+200B ZERO WIDTH SPACE', fatal=False)]
    """
    return [] if is_printable(text) else [_control(each) for each in dict.fromkeys(text) if _is_control(each)]


def is_printable(text: str) -> bool:
    """Whether all characters but tabs and line ends are printed: the quick test that most text passes."""
    return text.isprintable() or text.translate(_BREAKS).isprintable()


_BREAKS = str.maketrans("", "", "\t\n\r")


def _is_control(char: str) -> bool:
    return char not in "\t\n\r" and unicodedata.category(char) in ("Cc", "Cf", "Cs")


def _control(char: str) -> Control:
    name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    return Control(name, char < " " or unicodedata.category(char) == "Cs")
