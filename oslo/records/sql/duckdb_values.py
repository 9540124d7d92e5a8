"""The values of DuckDB as JSON has them, by their types, and the text of a key of each type.

Python has no infinite date, no year 10000, no 24 o'clock, no billionth of a second and no month as a duration: such
values come as text. A type is a `DuckDBPyType`: `id` is its name, `children` are the types inside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..json.text import json_value
from .databases import quoted
from .values import finite, in_iso

Read = Callable[[Any], Any]


def _as_text(text: str) -> str:
    return text


_TEXT_FORMS: dict[str, Read] = {
    "date": _as_text,
    "interval": _as_text,
    "time": _as_text,
    "time with time zone": in_iso,
    "timestamp": in_iso,
    "timestamp_s": in_iso,
    "timestamp_ms": in_iso,
    "timestamp_ns": in_iso,
    "timestamp with time zone": in_iso,
    "float": finite,  # of 0.1 Python would have the digits of a double
}
"""Types whose values are asked for as text, and what is read from it."""


def reading(kind: Any) -> tuple[str, Read] | None:
    """The type of SQL to which values are cast, and the reader of the result; None for values that come as they are."""
    if str(kind) == "JSON":
        return "VARCHAR", json_value
    if kind.id in _TEXT_FORMS:
        return "VARCHAR", _TEXT_FORMS[kind.id]
    if kind.id not in ("list", "array", "struct", "map"):
        return None
    children = [(name, child) for name, child in kind.children if name != "size"]
    inside = {name: found for name, child in children if (found := reading(child))}
    if not inside:
        return None
    types = {name: inside[name][0] if name in inside else str(child) for name, child in children}
    readers = {name: read for name, (_, read) in inside.items()}
    if kind.id == "struct":
        fields = ", ".join(f"{quoted(name)} {each}" for name, each in types.items())
        return f"STRUCT({fields})", lambda value: {name: _read(readers, name, each) for name, each in value.items()}
    if kind.id == "map":
        return f"MAP({types['key']}, {types['value']})", lambda value: {
            _read(readers, "key", key): _read(readers, "value", each) for key, each in value.items()
        }
    return f"{types['child']}[]", lambda value: [_read(readers, "child", each) for each in value]


def _read(readers: dict[str, Read], name: str, value: Any) -> Any:
    return readers[name](value) if value is not None and name in readers else value


def text_of(column: str, kind: Any) -> str:
    """The SQL for the text of a key: the same for 1 and 1.0, and for a text in JSON the text itself."""
    it = quoted(column)
    if kind.id == "varchar" and str(kind) != "JSON":
        return it
    if str(kind) == "JSON":
        return f"({it} ->> '$')"
    text = f"CAST({it} AS VARCHAR)"
    if kind.id not in ("decimal", "double", "float"):
        return text
    has_zeros = f"contains({text}, '.') AND NOT contains({text}, 'e')"
    return f"CASE WHEN {has_zeros} THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END"
