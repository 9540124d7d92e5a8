"""Which literals are ill-typed: their text is not in the lexical space of their datatype.

`sh:datatype` refuses them (SHACL, section 4.1.2), and nothing compares with them. The forms are those of XSD 1.1,
part 2, section 3; white space around a value is not part of it (RDF 1.1 Concepts, section 3.3). Datatypes that are not
of XSD have no form here, and neither have xsd:string and xsd:anyURI, which any text fits.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable
from functools import lru_cache

from ..namespaces import XSD

_ZONE = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_YEAR, _MONTH, _DAY = (
    r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))",
    r"(?P<month>0[1-9]|1[0-2])",
    r"(?P<day>0[1-9]|[12]\d|3[01])",
)
_TIME = r"(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d(?:\.\d+)?)|24:00:00(?:\.0+)?)"
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_DOUBLE = rf"(?:{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN)"
_MONTHS = r"(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?"
_SECONDS = (
    r"(?:(?P<days>\d+)D)?"
    r"(?:T(?=[\d])(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_SIGN = r"(?P<sign>-?)P(?=\d|T\d)"
_B64 = "[A-Za-z0-9+/]"
_START, _REST = r"[^\W\d]", r"[\w.\-\u00b7]"

_FORMS = {
    "decimal": _DECIMAL,
    "double": _DOUBLE,
    "float": _DOUBLE,
    "boolean": "true|false|1|0",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}?",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
    "duration": f"{_SIGN}{_MONTHS}{_SECONDS}",
    "dayTimeDuration": f"{_SIGN}{_SECONDS}",
    "yearMonthDuration": f"{_SIGN}{_MONTHS}",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": f"(?:(?:{_B64} ?){{4}})*(?:{_B64} ?{_B64} ?(?:{_B64} ?=|= ?=))?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\s]+(?: [^\s]+)*)?",
    "Name": rf"(?:{_START}|:)(?:{_REST}|:)*",
    "NCName": f"{_START}{_REST}*",
    "NMTOKEN": f"(?:{_REST}|:)+",
}

_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_UNICODE = ("Name", "NCName", "NMTOKEN", "token")
_PATTERNS = {f"{XSD}{name}": re.compile(form, 0 if name in _UNICODE else re.ASCII) for name, form in _FORMS.items()}
_LIMITS = {f"{XSD}{name}": limits for name, limits in _RANGES.items()}
_LONGEST = 4_000  # digits of a number that Python reads at once

INTEGERS = frozenset(_LIMITS)
"""xsd:integer and the datatypes derived from it."""


def counts(texts: Iterable[str]) -> list[int]:
    """The whole numbers from 0 among some texts, such as cardinalities, but for those of more digits than a count has.

    >>> counts(["12", "-1", "9" * 5000])
    [12]
    """
    return [int(each) for each in texts if each.isdecimal() and len(each) < _LONGEST]


@lru_cache(maxsize=1 << 16)
def is_ill_typed(text: str, datatype: str) -> bool:
    """Whether a text is not in the lexical space of a datatype (an IRI); False for a datatype that is not known here.

    >>> is_ill_typed("2024-02-30", XSD.date), is_ill_typed("24:00:00", XSD.time), is_ill_typed("x", "urn:own")
    (True, False, False)
    """
    if datatype in _LIMITS:
        low, high = _LIMITS[datatype]
        if _INTEGER.fullmatch(text) is None:
            return True
        if low is None and high is None:
            return False
        digits = text.lstrip("+-0")
        number = int(text) if len(digits) < _LONGEST else (-1 if text[0] == "-" else 1) * 10**_LONGEST
        return (low is not None and number < low) or (high is not None and number > high)
    pattern = _PATTERNS.get(datatype)
    if pattern is None:
        return False
    found = pattern.fullmatch(text)
    return found is None or not _is_day(found.groupdict())


def parts(text: str, datatype: str) -> dict[str, str | None] | None:
    """The named parts of a date, a time or a duration; None if it is ill-typed.

    >>> parts("2024-02-29Z", XSD.date)
    {'year': '2024', 'month': '02', 'day': '29', 'zone': 'Z'}
    """
    found = _PATTERNS[datatype].fullmatch(text)
    return None if found is None or is_ill_typed(text, datatype) else found.groupdict()


def _is_day(named: dict[str, str | None]) -> bool:
    """Whether there is such a day; without a year, 29 February is one."""
    month, day = named.get("month"), named.get("day")
    if month is None or day is None:
        return True
    year = named.get("year")
    leap = year is None or isleap(int(year[-4:]))  # ten thousand years have the calendar of the four digits
    last = 29 if leap else 28
    return int(day) <= {"02": last, "04": 30, "06": 30, "09": 30, "11": 30}.get(month, 31)
