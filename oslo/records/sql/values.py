"""The values of a database as JSON has them, and the text of what JSON has no form for."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from ..json.numbers import Number


def json_like(value: Any) -> Any:
    r"""A value of a database as JSON has it; bytes become hexadecimal digits, as xsd:hexBinary writes them.

    >>> json_like([date(2024, 2, 3), b"\x0a\xff", float("inf")])
    ['2024-02-03', '0AFF', 'inf']
    """
    match value:
        case None | str() | bool() | int():
            return value
        case Number():
            return value if math.isfinite(value) else value.text
        case float():
            return value if math.isfinite(value) else str(value)
        case date() | datetime() | time():
            return value.isoformat()
        case Mapping():
            return {str(name): json_like(each) for name, each in value.items()}
        case list() | tuple():
            return [json_like(each) for each in value]
        case bytes():
            return value.hex().upper()
    return str(value)


def finite(text: str) -> Any:
    """A number with a binary point; what is none stays as it is.

    >>> finite("1.5"), finite("NaN"), finite("-Infinity")
    (1.5, 'NaN', '-Infinity')
    """
    found = float(text)
    return found if math.isfinite(found) else text


def in_iso(text: str) -> str:
    """A time as a database writes it, as ISO 8601 does; what has no such form stays as it is.

    >>> in_iso("2024-02-03 09:00:00+00"), in_iso("24:00:00+05:30"), in_iso("infinity"), in_iso("0044-03-15 10:00:00 BC")
    ('2024-02-03T09:00:00+00:00', '24:00:00+05:30', 'infinity', '0044-03-15 10:00:00 BC')
    """
    if not text[-1:].isdigit():
        return text
    text = text.replace(" ", "T", 1)
    return f"{text}:00" if text[-3] in "+-" else text


_PIECE = re.compile(r'([{}])|"((?:[^"\\]|\\.)*)"|([^{},"]+)', re.DOTALL)


def array_reader(read: Callable[[str], Any]) -> Callable[[str], Any]:
    r"""A reader of arrays as PostgreSQL writes them, with a reader of what is in them.

    See https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO.

    >>> array_reader(int)("{1,NULL,3}"), array_reader(str)(r'[0:1]={"a, \"b\"",{NULL,"NULL"}}')
    ([1, None, 3], ['a, "b"', [None, 'NULL']])
    """

    def read_array(text: str) -> Any:
        found: list[Any] = []
        open_lists = [found]
        for piece in _PIECE.finditer(text, text.index("{")):
            brace, quoted, bare = piece.groups()
            if brace == "{":
                inner: list[Any] = []
                open_lists[-1].append(inner)
                open_lists.append(inner)
            elif brace:
                open_lists.pop()
            elif quoted is not None:
                open_lists[-1].append(read(re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)))
            else:
                open_lists[-1].append(None if bare == "NULL" else read(bare))
        return found[0]

    return read_array
