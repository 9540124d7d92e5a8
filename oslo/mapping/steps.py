"""The steps of a value rule: small functions from text to value.

A step refuses a value by raising ValueError, and the record is rejected with that reason. Each
`compile_...` decides what it can before the first record.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from ..identifiers import IDENTIFIERS, insz
from ..model import geometry
from ..model.description import PropertyInfo
from ..model.values import Gml, Literal, PartialDate
from ..words.text import nearest
from .html_text import plain_text
from .rules import ValueRule

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
    readers = [_reader(each, partial=partial) for each in formats]

    @lru_cache(maxsize=1 << 15)  # a century has 36,525 days
    def parse(text: str) -> Any:
        for read in readers:
            found = read(text)
            if found is not None:
                return found
        raise ValueError(f"not a date of the form {' or '.join(formats)}: {text!r}")

    return _dropping(parse) if rule.invalid == "drop" else parse


def _reader(form: str, *, partial: bool) -> Callable[[str], Any]:
    """A function from text to a date, None for text of another form."""
    pieces = re.split(r"(%.)", form)
    marks = pieces[1::2]
    if set(marks) - _DATE_PARTS.keys() or len(set(marks)) < len(marks):
        return lambda text: _strptime(text, form)
    match = re.compile("".join(_DATE_PARTS.get(piece) or re.escape(piece) for piece in pieces if piece)).fullmatch
    has = {mark: mark in marks for mark in ("%Y", "%m", "%d")}

    def read(text: str) -> Any:
        found = match(text)
        if found is None:
            return None
        year, month, day = (int(found[mark[1]]) if there else 0 for mark, there in has.items())
        return _date(text, year, month, day, partial=partial)

    return read


def _strptime(text: str, form: str) -> date | None:
    """A moment, or a day where the format has no time."""
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return None
    return found if _TIME.search(form) else found.date()


_TIME = re.compile("%[HIMSpfXcTRzZ]")


def _date(text: str, year: int, month: int, day: int, *, partial: bool) -> Any:
    if year and month and day:
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(f"no such date: {text!r}") from None
    if partial:
        return PartialDate(f"{year:04}-{month:02}-{day:02}")
    raise ValueError(f"the date {text!r} is not whole, and only a whole one is taken here")


def compile_html(ways: Sequence[str]) -> Step:
    """HTML without one layer of escapes (`unescape`), or without its tags (`text`), one way after the other."""
    steps = [html.unescape if way == "unescape" else plain_text for way in ways]

    def step(value: Any) -> Any:
        for each in steps:
            value = each(value)
        return value.strip() or None

    return step


def compile_pattern(rule: ValueRule) -> Step:
    """What a regular expression takes out of a text; a text that does not match it whole is refused, or dropped."""
    pattern = rule.pattern
    assert pattern is not None
    found = re.compile(pattern.match, re.DOTALL)
    to = None if pattern.to is None else re.sub(r"\{(\d+)\}", r"\\g<\1>", pattern.to.replace("\\", r"\\"))
    if to is not None and any(int(number) > found.groups for number in re.findall(r"\\g<(\d+)>", to)):
        raise ValueError(f"to: {pattern.to!r} names a group that {pattern.match!r} does not have")

    def step(value: Any) -> Any:
        match = found.fullmatch(value)
        if match is None:
            if rule.invalid == "drop":
                return None
            raise ValueError(f"not of the form {pattern.match}: {value!r}")
        return (match.expand(to) if to is not None else match[1] if found.groups else match[0]) or None

    return step


def compile_crs(rule: ValueRule, prop: PropertyInfo) -> Step:
    """A geometry that says its reference system, converted where that is asked."""
    crs = rule.crs
    assert crs is not None
    said: Callable[[str, str], Any] = geometry.gml if {each.python for each in prop.ranges} == {Gml} else geometry.wkt
    geometry.crs_iri(crs.from_)
    if crs.to is None:
        return lambda value: said(value, crs.from_)
    target = geometry.crs_iri(crs.to)
    return lambda value: geometry.transform(said(value, crs.from_), target)


def compile_decimal(sign: str) -> Step:
    """A number with the decimal sign of its country, without marks between thousands; or `either` sign."""
    if sign == "either":
        return _either
    thousands = "." if sign == "," else ","

    def step(value: Any) -> Any:
        text = str(value).replace(" ", "").replace("\u00a0", "").replace(thousands, "")
        return text.replace(sign, ".")

    return step


def _either(value: Any) -> str:
    text = str(value)
    if re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text) is None:
        raise ValueError(f"not a number: {text!r}")
    return text.replace(",", ".")


def compile_identifier(name: str, invalid: str = "reject", *, test_numbers: bool = False) -> Step:
    """Check and normalise an identifier of a known kind."""
    check = _check(name, test_numbers)
    return _dropping(check) if invalid == "drop" else check


@cache
def _check(name: str, test_numbers: bool) -> Step:
    """One check for all rules: a record names itself more than once."""
    check: Step = (lambda value: insz(value, test_numbers=test_numbers)) if name == "insz" else IDENTIFIERS[name].clean
    return lru_cache(maxsize=64)(check)


def _dropping(step: Step) -> Step:
    def dropping(value: Any) -> Any:
        try:
            return step(value)
        except ValueError:
            return None

    return dropping
