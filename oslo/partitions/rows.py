"""Rows: what comes back from a partition, in a form that every engine takes: three texts."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
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
Frames = Iterable[Any]


def packed(value: Any) -> str:
    """A value of ours as a text, for a row."""
    return base64.b85encode(pickle.dumps(value)).decode()


def unpacked(text: str) -> Any:
    """The value of a text that `packed` has made: in a row of a run of one's own, as `pickle` trusts it."""
    return pickle.loads(base64.b85decode(text))  # noqa: S301  our own


def number_of(text: str) -> int:
    """A number of 64 bits for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "little", signed=True)


def rows_in(frame: Any) -> Iterator[Row]:
    """The rows in a data frame of pandas."""
    return (Row(*each) for each in frame[list(COLUMNS)].itertuples(index=False))


def frame_of(rows: Rows) -> Any:
    """Rows as a data frame of pandas."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(COLUMNS), dtype="str")


def on_frames(work: Callable[[Rows], Iterator[Row]]) -> Callable[[Frames], Iterator[Any]]:
    """The same work on data frames, as `mapInPandas` of Spark gives them: one after another, of one partition."""
    return OnFrames(work)


class OnFrames:
    """Work on rows, for the data frames of a partition."""

    def __init__(self, work: Callable[[Rows], Iterator[Row]]) -> None:
        self._work = work

    def __call__(self, frames: Frames) -> Iterator[Any]:
        yield frame_of(self._work(row for frame in frames for row in rows_in(frame)))
