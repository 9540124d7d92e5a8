"""The steps of a value rule: small functions from text to value.

A step refuses a value by raising ValueError, and the record is rejected with that reason. Each
`compile_...` decides what it can before the first record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from .describe import PropertyInfo
from .identifiers import IDENTIFIERS, insz
from .mapping_rules import ValueRule
from .terms import Literal, PartialDate
from .text import nearest

Step = Callable[[Any], Any]


def compile_codes(codes: Mapping[str, Any], unknown: str, finish: Step) -> Step:
    """Look a code up in a table whose values are finished beforehand; an `unknown` one is rejected, dropped or kept."""
    ready = {code: finish(value) for code, value in codes.items()}

    def step(value: Any) -> Any:
        found = ready.get(value)
        if found is not None or value in ready:
            return found
        if unknown == "reject":
            raise ValueError(f"unknown code {value!r}{nearest(value, ready)}")
        return finish(value) if unknown == "keep" else None

    return step


_DATE_PARTS = {"%d": r"(?P<d>\d{1,2})", "%m": r"(?P<m>\d{1,2})", "%Y": r"(?P<Y>\d{4})", "%%": "%"}


def compile_dates(rule: ValueRule, prop: PropertyInfo) -> Step:
    """Dates by formats of strptime; zeros for the unknown parts where the property takes a partial date."""
    partial = any(each.python in (PartialDate, str, Literal) for each in prop.ranges)
    formats = rule.date or []
    patterns = [_date_pattern(each) for each in formats]

    @lru_cache(maxsize=4096)
    def parse(text: str) -> Any:
        for form, pattern in zip(formats, patterns, strict=True):
            if pattern is None:
                try:
                    return datetime.strptime(text, form)
                except ValueError:
                    continue
            match = pattern.fullmatch(text)
            if match is not None:
                year, month, day = (int(match.groupdict().get(part) or 0) for part in "Ymd")
                return _date(text, year, month, day, partial=partial)
        raise ValueError(f"not a date of the form {' or '.join(formats)}: {text!r}")

    return _dropping(parse) if rule.invalid == "drop" else parse


def _date(text: str, year: int, month: int, day: int, *, partial: bool) -> Any:
    if year and month and day:
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(f"no such date: {text!r}") from None
    if partial:
        return PartialDate(f"{year:04}-{month:02}-{day:02}")
    raise ValueError(f"the date {text!r} is not whole, and only a whole one is taken here")


def _date_pattern(form: str) -> re.Pattern[str] | None:
    """A format of days, months and years alone as a pattern that also takes zeros; None for others."""
    pieces = re.split(r"(%.)", form)
    if any(piece not in _DATE_PARTS for piece in pieces[1::2]) or len(set(pieces[1::2])) < len(pieces[1::2]):
        return None
    return re.compile("".join(_DATE_PARTS.get(piece) or re.escape(piece) for piece in pieces if piece))


def compile_decimal(sign: str) -> Step:
    """A number with the decimal sign of its country, without the marks between thousands."""
    thousands = "." if sign == "," else ","

    def step(value: Any) -> Any:
        text = str(value).replace(" ", "").replace("\u00a0", "").replace(thousands, "")
        return text.replace(sign, ".")

    return step


def compile_identifier(name: str, invalid: str = "reject", *, test_numbers: bool = False) -> Step:
    """Check and normalise an identifier of a known kind."""
    kind = IDENTIFIERS[name]
    check: Step = (lambda value: insz(value, test_numbers=test_numbers)) if name == "insz" else kind.clean
    return _dropping(check) if invalid == "drop" else check


def _dropping(step: Step) -> Step:
    def dropping(value: Any) -> Any:
        try:
            return step(value)
        except ValueError:
            return None

    return dropping
