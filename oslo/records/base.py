"""What all forms of records have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

from ..errors import MappingError, Place, reading
from .characters import controls
from .cuts import Piece
from .kept import Kept
from .layout import Asked, Layout, ReadingOptions

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


class PathError(MappingError):
    """A path that a form of records does not take; who asked for it adds where it stands in the mapping."""


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

    def join(self, other: Remark) -> None:
        """The same, on later lines."""
        self.count += other.count
        self.lines += [line for line in other.lines if line not in self.lines][: _LINES - len(self.lines)]

    @property
    def sentence(self) -> str:
        """The text, and how often it holds if that is more than once."""
        return f"{self.text} ({self.count} times)" if self.count > 1 else self.text


Value = Callable[[Any], str | None]
Values = Callable[[Any], list[str]]
Parts = Callable[[Any], list[Any]]


class RecordSource(ABC):
    """The records of one file.

    `value`, `values` and `parts` turn a path of a mapping into a function over a record's data,
    once, before the first record; they raise PathError for an invalid path. `line` is that of the
    record that is being mapped, `current` the record, `asked` the paths that a mapping reads.
    """

    line: int | None = None
    current: Record | None = None
    checks_text = False  # whether the reader looks at every character itself
    sheet: str | None = None
    columns: list[str] | None = None
    kept_as = "jsonl"  # the form of a file of rejects of these records
    _of_paths: tuple[str, ...] = ("asked", "one_of_several")  # what stays when another file is read
    piece: Piece | None = None  # of the file, if it is not read as a whole
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

    def takes_over(self, other: RecordSource) -> bool:
        """Whether the functions for paths of this one are right for another source: then it reads that one's file."""
        if (type(self), self.form, self.columns, self.layout) != (type(other), other.form, other.columns, other.layout):
            return False
        kept = {name: self.__dict__[name] for name in self._of_paths if name in self.__dict__}
        self.__dict__.clear()
        self.__dict__.update(other.__dict__, **kept)
        return True

    def pieces(self, size: int) -> list[Piece]:
        """The file in pieces of about so many bytes, for several readers; none if it has to be read as a whole."""
        return []

    def take(self, piece: Piece, file: IO[bytes]) -> None:
        """Read only a piece of the file, opened again, from now on; as if nothing had been read or said before."""
        self.file = file
        self.piece, self.remarks, self.has_records, self.line, self.current = piece, {}, False, None, None
        self.left_out.clear()
        self.__dict__.pop("census", None)

    @property
    def before(self) -> int:
        """About how many records stand before the piece."""
        return self.piece.line - 1 if self.piece else 0

    @property
    def cuts(self) -> int:
        """How many pieces were read in place of one: more than that if records stand across its end."""
        return 1

    def join(self, census: Census, remarks: dict[str, Remark], *, has_records: bool) -> None:
        """Take over what was found in a piece of the file."""
        self.census.join(census, None)
        self.has_records |= has_records
        for text, remark in remarks.items():
            if text in self.remarks:
                self.remarks[text].join(remark)
            else:
                self.remarks[text] = remark

    def tell_none(self) -> None:  # noqa: B027  not every form says so
        """Remark that the file has no records."""

    def end(self) -> None:
        """Remark what can be said of the file when all of it has been read."""
        if self.changed is not None and (change := self.changed()):
            self.tell(change)

    def __iter__(self) -> Iterator[Record | Unreadable]:
        """The records in order; InputError if the file cannot be read to its end."""
        try:
            with reading(self._place_of_reader):
                yield from self.read()
            if self.piece is None:
                self.end()
        finally:
            if self.piece is None:
                self.close()

    def _place_of_reader(self) -> Place:
        """Where the reader is, as far as that is known: after the record that was mapped last."""
        return self.place(self.line, None if self.line is None else "after this record")

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

    def key_of(self, path: str) -> str | None:
        """The key of an object that a path is: what is at the path of a record is the value of that key."""
        return None

    def inside(self, path: str) -> RecordSource:
        """What is asked for the paths in the repeated parts at a path."""
        return self

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
