"""What a mapping asks of a record, as the cells of a row, so that what it gives can be remembered by them.

A row of a table has its cells. For any other record they are made: one for each path and way in which it is asked. The
cell of repeated parts holds the rows of the parts. Both are asked like a source of records; what they would have to
remark on is for the model to say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Self

from ...exchange.source import compiled
from ...records.base import Parts, RecordSource, Value, Values
from ...records.characters import controls
from ...records.json.paths import Part
from ...records.tables.table import TableSource

Row = Sequence[Any]


class NotPlain(Exception):  # noqa: N818  not an error: the record goes the long way
    """Something in a record is left to its model: a value that is missing, refused or remarked on."""


class NotTurtle(NotPlain):
    """A record is plain, but the writer of N-Triples is needed for its Turtle: it needs a prefix, or repeats a node."""


class Unfit(Exception):  # noqa: N818  not an error: all records go the long way
    """A mapping has what this way has no words for."""


class Cells(ABC):
    """The cells of the records of a source, for rules that are compiled: it notes the numbers of those they ask for."""

    line = None
    single = False  # whether there is never more than one text at a path

    def __init__(self, source: RecordSource) -> None:
        self._source = source
        self.noted: set[int] = set()
        self.asked: list[Any] = []
        self.left_out = _NothingIsLeftOut()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)

    @abstractmethod
    def anew(self) -> Self:
        """The same cells, of which none is noted yet."""

    @abstractmethod
    def number(self, path: str) -> int | None:
        """The number of the cell with the one text at a path; None if there is no such cell."""

    @abstractmethod
    def row(self) -> Callable[[Any], Row] | None:
        """The function that makes the row of a record, with all cells asked so far; None if it is one."""

    def inside(self, path: str) -> Cells:
        """The cells of the repeated parts at a path."""
        raise Unfit

    def tell(self, *_: object) -> None:
        """What is remarked on is not plain."""
        raise NotPlain

    def visible(self, text: str, _: str) -> str:
        """A text in which nothing is hidden."""
        if controls(text):
            raise NotPlain
        return text


class _NothingIsLeftOut(list[Any]):
    def append(self, _: object) -> None:
        raise NotPlain


def cells_of(source: RecordSource) -> Cells:
    """The cells of the records of a source."""
    return _TableCells(source) if isinstance(source, TableSource) else _RecordCells(source)


class _TableCells(Cells):
    """The cells of a row, by the numbers of their columns."""

    single = True
    _source: TableSource

    def anew(self) -> Self:
        return type(self)(self._source)

    def number(self, path: str) -> int | None:
        return self._source.column_number(path)

    def row(self) -> None:
        return None

    def _note(self, path: str) -> None:
        if (number := self.number(path)) is not None:
            self.noted.add(number)

    def value(self, path: str) -> Value:
        self._note(path)
        return self._source.value(path)

    def values(self, path: str) -> Values:
        self._note(path)
        return self._source.values(path)

    present = values


class _RecordCells(Cells):
    """Cells that are made of a record, or of a part: as many as there are ways to ask, and paths."""

    def __init__(self, source: RecordSource, level: _Level | None = None) -> None:
        super().__init__(source)
        self._level = _Level() if level is None else level

    def anew(self) -> Self:
        return type(self)(self._source, self._level)

    def inside(self, path: str) -> Cells:
        return _RecordCells(self._source, self._level.inside(path))

    def number(self, path: str) -> int:
        return self._level.number("value", path)

    def row(self) -> Callable[[Any], Row]:
        return self._level.row(self._source)

    def _cell(self, way: str, path: str) -> Callable[[Any], Any]:
        number = self._level.number(way, path)
        self.noted.add(number)
        return itemgetter(number)

    def value(self, path: str) -> Value:
        return self._cell("value", path)

    def values(self, path: str) -> Values:
        return self._cell("values", path)

    def present(self, path: str) -> Values:
        return self._cell("present", path)

    def parts(self, path: str) -> Parts:
        return self._cell("parts", path)

    def tagged(self, path: str) -> Parts:
        return self._cell("tagged", path)


class _Level:
    """What is asked of a record, or of the repeated parts at a path: the numbers of its cells, and the parts in it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._below: dict[str, _Level] = {}

    def number(self, way: str, path: str) -> int:
        return self._numbers.setdefault((way, path), len(self._numbers))

    def inside(self, path: str) -> _Level:
        return self._below.setdefault(path, _Level())

    def row(self, source: RecordSource) -> Callable[[Any], Row]:
        """The function that makes a row; of texts that are one it gives those in which nothing is hidden.

        What is at a key of an object is looked at here: the source is asked for all but plain text of ASCII.
        """
        names: dict[str, Any] = {"Part": Part, "NotPlain": NotPlain}
        lines = ["o = d.value if d.__class__ is Part else d"]
        keys = [source.key_of(path) for _, path in self._numbers]
        lines += ["if o.__class__ is not dict:", "    raise NotPlain"] if any(keys) else []
        for number, ((way, path), key) in enumerate(zip(self._numbers, keys, strict=True)):
            names[f"get{number}"], cell = self._get(source, way, path), f"c{number}"
            if key is None or way not in _EMPTY:
                lines.append(f"{cell} = get{number}(d)")
                continue
            plain = (
                f"{cell}.__class__ is str and {cell}.isascii() and {cell}.isprintable() and {cell}.strip() == {cell}"
            )
            lines += [f"{cell} = o.get({key!r})", f"if {cell} is None:", f"    {cell} = {_EMPTY[way]}"]
            lines += [f"elif {cell} == '' or not ({plain}):", f"    {cell} = get{number}(d)"]
            lines += ["else:", f"    {cell} = ({cell},)"] if way != "value" else []
        lines += [f"return ({''.join(f'c{number}, ' for number in range(len(keys)))})"]
        row: Callable[[Any], Row] = compiled("cells", ["def row(d):", *(f"    {each}" for each in lines)], names)["row"]
        return row

    def _get(self, source: RecordSource, way: str, path: str) -> Callable[[Any], Any]:
        """The function for a cell."""
        get: Callable[[Any], Any] = getattr(source, way)(path)
        if way == "value":
            return lambda data: text if (text := get(data)) is None or text.isprintable() else _shown(text)
        if way == "parts":
            part = self.inside(path).row(source)
            return lambda data: tuple(map(part, get(data)))
        if way == "tagged":
            part = self.inside(path).inside("*").row(source)
            return lambda data: tuple([(tag, part(each)) for tag, each in get(data)])
        return lambda data: tuple(get(data))


_EMPTY = {"value": "None", "values": "()", "present": "()"}


def _shown(text: str) -> str:
    if controls(text):
        raise NotPlain
    return text
