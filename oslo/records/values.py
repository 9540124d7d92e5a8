"""Records that Python has already: rows of values under columns, and objects as JSON has them.

A value becomes the text that a person would read in a cell: 12, not 12.0; ISO dates; nothing for None and NaN.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ..errors import Place
from .base import Record, Unreadable
from .characters import is_printable
from .json.numbers import digits
from .json.paths import JsonValues
from .layout import Layout, ReadingOptions
from .tables.table import TableSource, record

_NOTHING = frozenset({"NoneType", "NAType", "NaTType"})  # None, and what pandas has in its place
_MIDNIGHT = time()
_LONGEST = 1000  # digits of a number that is written without an exponent


def text_of(value: Any) -> str:
    """The text of a value, empty for none. Raises ValueError for a value that has no text of its own.

    >>> [text_of(each) for each in ("Gent", 12.0, float("nan"), date(1999, 1, 31), Decimal("0.10"), True, None)]
    ['Gent', '12', '', '1999-01-31', '0.10', 'true', '']
    """
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind.__name__ in _NOTHING:
        return ""
    if hasattr(value, "item") and not isinstance(value, int | float):  # a scalar of NumPy or Arrow
        return text_of(value.item())
    match value:
        case str():
            return str(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return digits(value) if value == value else ""
        case Decimal():
            return (format(value, "f") if abs(value.adjusted()) < _LONGEST else str(value)) if value.is_finite() else ""
        case datetime():
            whole = value.time() == _MIDNIGHT and value.tzinfo is None
            return value.date().isoformat() if whole else value.isoformat()
        case date() | time():
            return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        raise ValueError("a list, where a cell has one value")
    if isinstance(value, Mapping):
        raise ValueError("an object, where a cell has one value")
    raise ValueError("neither text nor a number, a date or a time, where a cell has one value")


class RowsSource(TableSource):
    """Rows of values, as a data frame has them.

    The place of a record is its number from 1, and what it has in the column `place`.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        layout: Layout | None = None,
        name: str = "rows",
        place: str | None = None,
    ) -> None:
        self._rows, self._place = rows, place
        super().__init__(io.BytesIO(), name, layout or Layout(), ReadingOptions(), form="rows")
        self._set_columns([str(each) for each in columns])
        self.named_by = "the frame"
        self._place_at = None if place is None else self.column_number(place)

    def place(self, line: int | None, column: str | None = None) -> Place:
        at, record = self._place_at, self.current
        said = None if at is None or record is None or record.line != line else record.data[at]
        return _place_of(super().place(line, column), self._place, said)

    def read(self) -> Iterator[Record | Unreadable]:
        for number, values in enumerate(self._rows, start=1):
            try:
                row = list(map(text_of, values))
            except ValueError as error:
                yield Unreadable(str(error), number, repr(values))
                continue
            text = "".join(row)
            if not is_printable(text) and (reason := self.hidden(row, number)):
                yield Unreadable(reason, number, "\t".join(row))
            elif text and not text.isspace():
                yield record(row, number, text)


class ObjectsSource(JsonValues):
    """Objects with values by name, which can have others in them.

    The place of a record is its number from 1, and what it has under the name `place`.
    """

    def __init__(
        self, objects: Iterable[Any], layout: Layout | None = None, name: str = "objects", place: str | None = None
    ) -> None:
        self._objects, self._place = objects, place
        super().__init__(io.BytesIO(), name, layout or Layout(), ReadingOptions(), form="objects")

    def place(self, line: int | None, column: str | None = None) -> Place:
        record = self.current
        said = None if record is None or record.line != line else record.data.get(self._place)
        return _place_of(super().place(line, column), self._place, said)

    def read(self) -> Iterator[Record | Unreadable]:
        for number, each in enumerate(self._objects, start=1):
            if not isinstance(each, Mapping):
                yield Unreadable("not an object with values by name", number, repr(each))
                continue
            try:
                record = Record(plain(each), number)
            except ValueError as error:
                yield Unreadable(str(error), number, repr(each))
            else:
                yield record


def _place_of(place: Place, name: str | None, said: Any) -> Place:
    """The place of a record, with what it says of itself, if it does."""
    return place if said is None else Place(place.file, path=f"record {place.line}, {name} {said}")


def plain(value: Any) -> Any:
    """A value as JSON has it. Raises ValueError for one that has no text of its own."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, str | bool | int) or type(value) is float:
        return value if value == value else None
    return text_of(value) or None
