"""Records that a program has already, told from files by their type alone.

A data frame: of pandas, polars or Arrow, or whatever gives an Arrow stream. Objects with values by name, one after
another: dicts, models of pydantic, data classes. One such object is a document, as a file of JSON has one.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from pydantic import BaseModel

from ..errors import OsloError
from .base import RecordSource
from .frame import objects_in
from .layout import Layout, Query, ReadingOptions
from .values import ObjectsSource, RowsSource, plain


@runtime_checkable
class Frame(Protocol):
    """A data frame: pandas (2.2 or newer), polars and Arrow have this."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface."""


Object: TypeAlias = Mapping[str, Any] | BaseModel
"""Values by name; a data class is one too."""

Records: TypeAlias = Frame | Object | Iterable[Object]
"""Records that are no files."""

Open = Callable[[Layout], RecordSource]


class Given(NamedTuple):
    """Records of a program; `open` gives them, read as a mapping says."""

    open: Open


def inputs_of(inputs: Any, *, again: bool = False) -> list[Any]:
    """Inputs as a list, with records as `Given`; files, and what is neither, as they are.

    `again`: records are opened more than once.

    >>> [isinstance(each, Given) for each in inputs_of([{"NR": 7}, {"NR": 8}])], inputs_of(["a.csv", "b.csv"])
    ([True], ['a.csv', 'b.csv'])

    Raises TypeError or OsloError for a frame that cannot be read.
    """
    if _is_one(inputs):
        return [inputs]
    if (found := _of_frame_or_object(inputs)) is not None:
        return [found]
    if not isinstance(inputs, Iterable):
        return [inputs]
    items = iter(inputs)
    first = next(items, _NOTHING)
    every = items if first is _NOTHING else chain([first], items)
    if not _is_object(first):
        return [each if _is_one(each) else _of_frame_or_object(each) or each for each in every]
    objects = list(every) if again else every
    return [Given(lambda layout: _objects(objects, layout))]


_NOTHING = object()


def _is_one(value: Any) -> bool:
    """Whether a value is a file, a stream, or text that may be meant as the name of a file."""
    return isinstance(value, str | bytes) or hasattr(value, "read") or hasattr(value, "__fspath__")


def _of_frame_or_object(value: Any) -> Given | None:
    if _is_object(value):
        return Given(lambda layout: _document(value, layout))
    return next((found for read in (_of_pandas, _of_polars, _of_arrow) if (found := read(value)) is not None), None)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping | BaseModel) or _is_of_data_class(value)


def _is_of_data_class(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _named(value: Any) -> Any:
    """An object as a dict; anything else as it is, to be told where it stands."""
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True)
    return dataclasses.asdict(value) if _is_of_data_class(value) else value


def _document(value: Any, layout: Layout) -> RecordSource:
    from .json.source import JsonSource

    text = json.dumps(plain(_named(value)), ensure_ascii=False).encode(errors="surrogatepass")
    return JsonSource(io.BytesIO(text), "object", _of_json(layout), ReadingOptions(), form="json")


def _objects(values: Iterable[Any], layout: Layout) -> RecordSource:
    return ObjectsSource(map(_named, values), _of_json(layout), "objects")


def _of_no_query(layout: Layout) -> Layout:
    if isinstance(layout.records, Query):
        raise OsloError("the mapping reads tables by a query: give files, or a database")
    return layout


def _of_json(layout: Layout) -> Layout:
    """A layout of objects. Raises MappingError for records of another form."""
    path = _of_no_query(layout).path or ""
    if path.startswith(("/", "<")) or ":" in path:
        raise layout.error("records", f"{path!r}: objects have no such path; their records are at dotted ones")
    return layout


def _rows(columns: Sequence[Any], rows: Callable[[], Iterable[Any]], remark: str | None = None) -> Given:
    def opened(layout: Layout) -> RecordSource:
        source = RowsSource([str(each) for each in columns], rows(), _of_no_query(layout), "frame")
        if remark:
            source.tell(remark)
        return source

    return Given(opened)


def _nested(rows: Callable[[], Iterable[Any]]) -> Given:
    """A frame with lists or objects in cells, whose rows are objects."""
    return Given(lambda layout: ObjectsSource(rows(), _of_json(layout), "frame"))


def _of_pandas(value: Any) -> Given | None:
    if not (hasattr(value, "itertuples") and hasattr(value, "reset_index")):
        return None
    named = any(name is not None for name in value.index.names)
    frame = value.reset_index() if named else value
    plain_index = named or type(value.index).__name__ == "RangeIndex" or not len(value)
    if any(_has_nested(frame.iloc[:, at]) for at in range(frame.shape[1])):
        return _nested(lambda: objects_in(frame))
    remark = None if plain_index else "the index of the frame has no name, and is not read"
    return _rows(list(frame.columns), lambda: frame.itertuples(index=False, name=None), remark)


def _has_nested(column: Any) -> bool:
    """Whether a column of pandas has lists or objects in its cells."""
    return column.dtype == object and any(type(each) in (list, dict) for each in column)


def _of_polars(value: Any) -> Given | None:
    if hasattr(value, "collect_schema") and not hasattr(value, "iter_rows"):
        raise TypeError("inputs: a lazy frame has no rows yet: give what its `collect()` returns")
    if not hasattr(value, "iter_rows"):
        return None
    if any(each.is_nested() for each in value.dtypes):
        return _nested(lambda: objects_in(value))
    return _rows(value.columns, value.iter_rows)


def _of_arrow(value: Any) -> Given | None:
    if not isinstance(value, Frame):
        return None
    try:
        import pyarrow as pa
    except ImportError:
        raise OsloError(f"a {type(value).__name__} is read by way of Arrow: pip install pyarrow") from None
    once = pa.RecordBatchReader.from_stream(value).read_all()
    if any(pa.types.is_nested(each.type) for each in once.schema):
        return _nested(lambda: chain.from_iterable(map(objects_in, once.to_batches())))
    return _rows(once.schema.names, lambda: _rows_of_batches(once.to_batches()))


def _rows_of_batches(batches: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
