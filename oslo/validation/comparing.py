"""How two literals compare, decided once for both engines.

SPARQL 1.1, section 17.3, compares numbers, text without a language, booleans and xsd:dateTime; XPath compares days and
times the same way, and XSD orders durations. What cannot be compared is not less, not equal and not more: text with a
language, a year alone, NaN, two kinds of values, an ill-typed literal, a moment without a time zone against one with a
zone that is less than 14 hours away, a month against thirty days. A constraint that compares such values gives a result
(SHACL, sections 4.3 and 4.5.4).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..namespaces import XSD
from ..rdf.lexical import INTEGERS, is_ill_typed, parts
from ..rdf.ntriples import literal

_Value = tuple[Any, Any]
_ZONES = 14 * 3600  # seconds: no time zone is further from UTC
_STARTS = (("1696", "09"), ("1697", "02"), ("1903", "03"), ("1903", "07"))
"""The months from which XSD 1.1, part 2, section 3.3.6.2, counts durations of months, to compare them with days."""


def order(left: str, right: str) -> int | None:
    """-1, 0 or 1: a literal is less than, equal to or more than another (N-Triples terms); None: they do not compare.

    >>> number = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    >>> order(f'"9"{number}', f'"10"{number}'), order('"9"', '"10"'), order('"9"', f'"10"{number}')
    (-1, 1, None)
    """
    (kind, a), (other, b) = _value(left), _value(right)
    return None if kind is None or kind != other else _ORDERS.get(kind, _by_value)(a, b)


def kind_of(term: str) -> str | None:
    """The kind of values that a literal compares with ("number", "text", "day" ...), None if it compares with none.

    >>> kind_of('"Gent"'), kind_of('"Gent"@nl')
    ('text', None)
    """
    return _value(term)[0]


@lru_cache(maxsize=1 << 14)
def _value(term: str) -> tuple[str | None, Any]:
    """The kind of a literal that compares, and its value; None for another term."""
    if not term.startswith('"'):
        return None, None
    text, datatype, _ = literal(term)
    if datatype not in _READERS or is_ill_typed(text, datatype):
        return None, None
    kind, read = _READERS[datatype]
    return kind, read(text, datatype)


def _exact(text: str, datatype: str) -> _Value:
    return Decimal(text), 0


def _binary(text: str, datatype: str) -> _Value:
    number = float(text.replace("INF", "inf"))
    return (number, 2) if datatype == XSD.double else (_single(number), 1)


def _single(number: float) -> float:
    """A number in the precision of xsd:float."""
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _moment(text: str, datatype: str) -> _Value:
    """Seconds from the start of the calendar, and whether a time zone is given."""
    named = parts(text, datatype) or {}
    seconds = Decimal(_days(named["year"], named["month"], named["day"]) * 86400 if "year" in named else 0)
    if "hour" in named and named["hour"] is None:  # 24:00:00 is the start of the next day; of a time alone, of any day
        seconds += 86400 if "year" in named else 0
    elif named.get("hour"):
        seconds += int(named["hour"] or 0) * 3600 + int(named["minute"] or 0) * 60 + Decimal(named["second"] or 0)
    zone = named["zone"]
    if zone and zone != "Z":
        ahead = int(zone[1:3]) * 3600 + int(zone[4:]) * 60
        seconds += ahead if zone[0] == "-" else -ahead
    return seconds, zone is not None


def _days(year: str | None, month: str | None, day: str | None) -> int:
    """Days from the start of the year 0 in the calendar of today, which XSD extends to all years."""
    y, m = int(year or 0), int(month or 1)
    y, m = (y, m - 3) if m > 2 else (y - 1, m + 9)
    return y * 365 + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + int(day or 1)


def _duration(text: str, datatype: str) -> _Value:
    """Months and seconds."""
    named = {name: Decimal(value) for name, value in (parts(text, datatype) or {}).items() if value and value != "-"}
    sign = -1 if text.startswith("-") else 1
    months = named.get("years", Decimal()) * 12 + named.get("months", Decimal())
    hours = named.get("days", Decimal()) * 24 + named.get("hours", Decimal())
    seconds = (hours * 60 + named.get("minutes", Decimal())) * 60 + named.get("seconds", Decimal())
    return sign * int(months), sign * seconds


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    XSD.string: ("text", lambda text, datatype: text),
    XSD.anyURI: ("text", lambda text, datatype: text),
    XSD.boolean: ("boolean", lambda text, datatype: text in ("true", "1")),
    XSD.decimal: ("number", _exact),
    XSD.double: ("number", _binary),
    XSD.float: ("number", _binary),
    **dict.fromkeys(INTEGERS, ("number", _exact)),
    XSD.dateTime: ("moment", _moment),
    XSD.dateTimeStamp: ("moment", _moment),
    XSD.date: ("day", _moment),
    XSD.time: ("time", _moment),
    **dict.fromkeys((XSD.duration, XSD.dayTimeDuration, XSD.yearMonthDuration), ("duration", _duration)),
}
"""The kind of values of a datatype, and how a value is read; values of one kind compare."""


def _by_value(a: Any, b: Any) -> int | None:
    return (a > b) - (a < b) if a == a and b == b else None  # NaN is not equal to itself


def _numbers(a: _Value, b: _Value) -> int | None:
    """As XPath promotes them: to the wider of the two datatypes."""
    widest = max(a[1], b[1])
    if widest == 0:
        return _by_value(a[0], b[0])
    narrow = _single if widest == 1 else float
    return _by_value(narrow(float(a[0])), narrow(float(b[0])))


def _moments(a: _Value, b: _Value) -> int | None:
    if a[1] == b[1]:
        return _by_value(a[0], b[0])
    return _by_value(a[0], b[0]) if abs(a[0] - b[0]) > _ZONES else None


def _durations(a: _Value, b: _Value) -> int | None:
    """One that is less from every start, or from none: else they do not compare."""
    if a[0] == b[0]:
        return _by_value(a[1], b[1])
    found = {_by_value(_end(start, a), _end(start, b)) for start in _STARTS}
    return found.pop() if len(found) == 1 else None


def _end(start: tuple[str, str], duration: tuple[int, Decimal]) -> Decimal:
    """The second in which a duration from the first of a month ends."""
    months = int(start[0]) * 12 + int(start[1]) - 1 + duration[0]
    return Decimal(_days(str(months // 12), str(months % 12 + 1), "01") * 86400) + duration[1]


_ORDERS: dict[str, Callable[[Any, Any], int | None]] = {
    "number": _numbers,
    "moment": _moments,
    "day": _moments,
    "time": _moments,
    "duration": _durations,
}
