"""The lexical forms of the datatypes of XSD (XSD 1.1, part 2, section 3): what text is one of their literals."""

from __future__ import annotations

import base64
import re
from calendar import monthrange
from collections.abc import Callable
from functools import partial

from ..namespaces import XSD

Reader = Callable[[str], None]

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_DAYS = r"(?:[0-9]+D)?"
_TIME_PART = r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"

_PATTERNS = {
    "boolean": "true|false|1|0",
    "decimal": _NUMBER,
    "double": rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "float": rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "date": f"({_YEAR})-({_MONTH})-({_DAY}){_ZONE}",
    "dateTime": f"({_YEAR})-({_MONTH})-({_DAY})T{_CLOCK}{_ZONE}",
    "dateTimeStamp": f"({_YEAR})-({_MONTH})-({_DAY})T{_CLOCK}(?:Z|[+-][0-9][0-9]:[0-5][0-9])",
    "time": f"{_CLOCK}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "duration": f"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?{_DAYS}{_TIME_PART}",
    "dayTimeDuration": f"-?P(?=[0-9T]){_DAYS}{_TIME_PART}",
    "yearMonthDuration": "-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "language": "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "anyURI": r"[^\s<>\"{}|\\^`]*",
}

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
"""The whole numbers, with the least and the greatest of each type."""


def _read_pattern(pattern: re.Pattern[str], text: str) -> None:
    match = pattern.fullmatch(text.strip(" \t\r\n"))
    if match is None:
        raise ValueError("not of its lexical form")
    if pattern.groups == 3:
        year, month, day = (int(each) for each in match.groups())
        if day > monthrange(year % 400 + 2000, month)[1]:
            raise ValueError("no such day")


def _read_integer(least: int | None, most: int | None, text: str) -> None:
    bare = text.strip(" \t\r\n")
    if not re.fullmatch("[+-]?[0-9]+", bare):
        raise ValueError("not a whole number")
    if len(bare) > 4000:
        return  # longer than any bound, and than Python reads
    number = int(bare)
    if (least is not None and number < least) or (most is not None and number > most):
        raise ValueError(f"not between {'-' if least is None else least} and {'-' if most is None else most}")


def _read_base64(text: str) -> None:
    base64.b64decode("".join(text.split()), validate=True)


XSD_FORMS: dict[str, Reader] = {
    **{str(XSD[name]): partial(_read_pattern, re.compile(form)) for name, form in _PATTERNS.items()},
    **{str(XSD[name]): partial(_read_integer, *bounds) for name, bounds in _INTEGERS.items()},
    str(XSD.base64Binary): _read_base64,
}
"""By datatype, a function that raises ValueError for text that is none of its literals."""
