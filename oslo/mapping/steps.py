"""The steps of a value rule: small functions from text to value.

A step refuses a value by raising ValueError; the record is then rejected with that reason. Each
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
from ..model.values import Gml, Literal, PartialDate, Wkt
from ..words.text import nearest
from .contacts import CONTACTS, NAMES
from .html_text import plain_text
from .numbers import decimal_reader
from .rules import CrsRule, ValueRule

Step = Callable[[Any], Any]


def compile_codes(codes: Mapping[str, Any], finish: Step, unknown: Step | None = None) -> Step:
    """Look a code up in a table of prepared values; `unknown` is what to do with any other, which is else refused."""
    ready = {code: finish(value) for code, value in codes.items()}

    def step(value: Any) -> Any:
        found = ready.get(value)
        if found is not None or value in ready:
            return found
        if unknown is not None:
            return unknown(value)
        raise ValueError(f"unknown code {value!r}{nearest(value, ready)}")

    return step


_DATE_PARTS = {"%d": r"(?P<d>\d{1,2})", "%m": r"(?P<m>\d{1,2})", "%Y": r"(?P<Y>\d{4})", "%%": "%"}


def compile_dates(rule: ValueRule, prop: PropertyInfo) -> Step:
    """Dates by formats of strptime; unknown parts are zeros if the property takes a partial date."""
    partial = any(each.python in (PartialDate, str, Literal) for each in prop.ranges)
    formats = rule.date or []
    readers = [_date_reader(each, partial=partial) for each in formats]

    @lru_cache(maxsize=1 << 15)  # a century has 36,525 days
    def parse(text: str) -> Any:
        for read in readers:
            found = read(text)
            if found is not None:
                return found
        raise ValueError(f"not a date of the form {' or '.join(formats)}: {text!r}")

    return parse


def _date_reader(form: str, *, partial: bool) -> Callable[[str], Any]:
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
        return _make_date(text, year, month, day, partial=partial)

    return read


def _strptime(text: str, form: str) -> date | None:
    """A datetime, or a date if the format has no time; None for text of another form."""
    try:
        moment = datetime.strptime(text, form)
    except ValueError:
        return None
    return moment if _TIME.search(form) else moment.date()


_TIME = re.compile("%[HIMSpfXcTRzZ]")


def _make_date(text: str, year: int, month: int, day: int, *, partial: bool) -> Any:
    if year and month and day:
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(f"no such date: {text!r}") from None
    if partial:
        return PartialDate(f"{year:04}-{month:02}-{day:02}")
    raise ValueError(f"the date {text!r} is incomplete; a complete date is needed")


def compile_html(ways: Sequence[str]) -> Step:
    """HTML without one layer of escapes (`unescape`), or without its tags (`text`), in the order given."""
    steps = [html.unescape if way == "unescape" else plain_text for way in ways]

    def step(value: Any) -> Any:
        for each in steps:
            value = each(value)
        return value.strip() or None

    return step


def compile_pattern(rule: ValueRule) -> Step:
    """What a regular expression extracts from a text; a text that it does not match whole is refused."""
    pattern = rule.pattern
    assert pattern is not None
    regex = re.compile(pattern.match, re.DOTALL)
    to = None if pattern.to is None else re.sub(r"\{(\d+)\}", r"\\g<\1>", pattern.to.replace("\\", r"\\"))
    if to is not None and any(int(number) > regex.groups for number in re.findall(r"\\g<(\d+)>", to)):
        raise ValueError(f"to: {pattern.to!r} names a group that {pattern.match!r} does not have")

    def step(value: Any) -> Any:
        match = regex.fullmatch(value)
        if match is None:
            raise ValueError(f"not of the form {pattern.match}: {value!r}")
        return (match.expand(to) if to is not None else match[1] if regex.groups else match[0]) or None

    return step


def takes_geometry(prop: PropertyInfo) -> bool:
    """Whether a property takes WKT or GML, and nothing else."""
    return {each.python for each in prop.ranges} <= {Wkt, Gml}


def compile_geometry(crs: CrsRule | None, prop: PropertyInfo, tell: Callable[[str], None]) -> Step:
    """A geometry, checked, with its reference system, and converted if the rule wants it; `tell` gets what is odd."""
    kind: Any = Gml if {each.python for each in prop.ranges} == {Gml} else Wkt
    system = crs.from_ if crs else None
    target = geometry.crs_iri(crs.to) if crs and crs.to else None
    geometry.crs_iri(system or "CRS84")  # an unknown system is an error of the mapping

    def read(text: str) -> Any:
        if text.startswith("{"):
            return geometry.from_geojson(text, system or "CRS84", kind)
        if kind is Wkt:
            return geometry.wkt(text, system)
        return geometry.gml(text, system) if system else Gml(text)

    def step(value: Any) -> Any:
        found = read(value)
        odd = geometry.check(found)
        if odd is not None:
            tell(odd)
        return found if target is None else geometry.transform(found, target)

    return step


def compile_decimal(sign: str, prop: PropertyInfo) -> Step:
    """A number with the given decimal sign; without decimals if the property takes whole numbers only."""
    return decimal_reader(sign, whole={each.python for each in prop.ranges} == {int})


def compile_identifier(name: str, *, test_numbers: bool = False) -> Step:
    """Check and normalise an identifier of a known kind."""
    return _cached_check(name, test_numbers)


@cache
def _cached_check(name: str, test_numbers: bool) -> Step:
    """The check of an identifier, shared by all rules: a record repeats its own identifier."""
    if name == "insz":
        return lru_cache(maxsize=64)(lambda value: insz(value, test_numbers=test_numbers))
    return lru_cache(maxsize=64)(CONTACTS[name] if name in CONTACTS else IDENTIFIERS[name].clean)


def tell_other(contact: str, tell: Callable[[str], None]) -> Step:
    """A step that leaves every value as it is, and tells of one that can never be a contact of this kind."""
    check, reason = CONTACTS[contact], f"not {NAMES[contact]}"

    def step(value: Any) -> Any:
        try:
            check(value)
        except ValueError:
            tell(reason)
        return value

    return step


def leave_out(step: Step, tell: Callable[[], None]) -> Step:
    """A step that leaves out what it would refuse, and tells so."""

    def leaving_out(value: Any) -> Any:
        try:
            return step(value)
        except ValueError:
            tell()
            return None

    return leaving_out
