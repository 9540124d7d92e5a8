"""Rows: what comes back from a partition, in a form that every engine takes: three texts."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

COLUMNS = ("kind", "key", "text")
"""The names of the columns of rows."""

SCHEMA = "kind string, key string, text string"
"""The same, as a schema of Spark."""


class Row(NamedTuple):
    """A row: what it is, what brings it together with others, and its text."""

    kind: str
    key: str
    text: str


Rows = Iterable[Row]
_AT_ONCE = 5000  # rows in a frame


def packed(value: Any) -> str:
    """A value of ours as a text, for a row."""
    return base64.b85encode(pickle.dumps(value)).decode()


def unpacked(text: str) -> Any:
    """The value of a text that `packed` has made: in a row of a run of one's own, as `pickle` trusts it."""
    return pickle.loads(base64.b85decode(text))  # noqa: S301  our own


def number_of(text: str) -> int:
    """A number of 64 bits for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "little", signed=True)


def is_frame(value: Any) -> bool:
    """Whether a value is a data frame of pandas."""
    return hasattr(value, "itertuples")


def rows_in(frame: Any) -> Iterator[Row]:
    """The rows in a data frame of pandas."""
    return (Row(*each) for each in frame[list(COLUMNS)].itertuples(index=False, name=None))


def frame_of(rows: Rows = ()) -> Any:
    """Rows as a data frame of pandas; without rows, what Dask calls the `meta` of such a frame."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(COLUMNS), dtype="str")


def on_rows_or_frame(work: Callable[[Any, Rows], Iterator[Row]]) -> Callable[[Any, Any], Any]:
    """A method on rows that takes a data frame as well, and then gives one."""

    @wraps(work)
    def method(self: Any, rows: Any) -> Any:
        return frame_of(work(self, rows_in(rows))) if is_frame(rows) else work(self, rows)

    return method


class Frames:
    """Work on the data frames of a partition, one after another, as `mapInPandas` of Spark gives them."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        """`work`: a Conversion, or a method of a Conversion or a Validation."""
        self._work = work

    def __call__(self, frames: Iterable[Any]) -> Iterator[Any]:
        each_alone = getattr(self._work, "rows_of_frame", None)
        if each_alone is not None:
            rows = (row for frame in frames for row in each_alone(frame))
        else:
            rows = self._work(row for frame in frames for row in rows_in(frame))
        while some := list(islice(rows, _AT_ONCE)):
            yield frame_of(some)
