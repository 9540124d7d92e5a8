"""Columns as a data frame of a library that is installed, and the rows of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from ..errors import OsloError

LIBRARIES = ("pandas", "polars", "pyarrow")


def frame_of(columns: Mapping[str, Sequence[Any]], library: str = "pandas") -> Any:
    """A data frame of `pandas` (its columns hold objects, as they are), `polars` or `pyarrow`.

    Raises OsloError for a library that is not installed, or is none of these.
    """
    if library not in LIBRARIES:
        raise OsloError(f"no frames of {library!r}: there are pandas, polars and pyarrow")
    try:
        module: Any = import_module(library)
    except ImportError:
        raise OsloError(f"{library} is not installed: pip install {library}") from None
    if library == "pandas":
        return module.DataFrame({name: module.Series(values, dtype=object) for name, values in columns.items()})
    return module.DataFrame(columns) if library == "polars" else module.table(columns)


def objects_in(frame: Any) -> Iterable[Mapping[str, Any]]:
    """The rows of a frame of these libraries, each with its values by column; anything else as it is."""
    if hasattr(frame, "itertuples"):
        return (dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    if hasattr(frame, "iter_rows"):
        return frame.iter_rows(named=True)  # type: ignore[no-any-return]
    return frame.to_pylist() if hasattr(frame, "to_pylist") else frame  # type: ignore[no-any-return]
