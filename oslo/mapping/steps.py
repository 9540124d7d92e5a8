"""The steps of a value rule: small functions from text to value.

A step refuses a value by raising ValueError; the record is then rejected with that reason. Each
`compile_...` decides what it can before the first record.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from ..identifiers import IDENTIFIERS, insz
from ..model import geometry
from ..model.description import PropertyInfo
from ..model.values import Gml, Literal, PartialDate, Wkt
from ..patterns import GaveUp, pattern as compile_regex
from ..words.text import nearest
from .contacts import CONTACTS, NAMES, PATTERNS
from .dates import compile_formats
from .html_text import plain_text
from .numbers import decimal_reader
from .rules import CrsRule, ValueRule

Step = Callable[[Any], Any]


def compile_codes(codes: Mapping[str, Any], finish: Step, unknown: Step | None = None) -> Step:
    """Look a code up in a table of prepared values; `unknown` is what to do with any other, which is else refused."""
    ready = {code: finish(value) for code, value in codes.items()}

    def step(value: Any) -> Any:
        found = ready.get(value)
        if found is not None:
            return found
        if unknown is not None:
            return unknown(value)
        raise ValueError(f"unknown code {value!r}{nearest(value, ready)}")

    return step


def compile_dates(rule: ValueRule, prop: PropertyInfo, tell: Callable[[str], None] = lambda _: None) -> Step:
    """Dates by formats; unknown parts are zeros if the property takes a partial date. `tell` gets what is odd."""
    partial = any(each.python in (PartialDate, str, Literal) for each in prop.ranges)
    if rule.century is not None and not any("%y" in each for each in rule.date or ()):
        raise ValueError("century: no format of date has a year of two digits (%y)")
    return compile_formats(rule.date or [], partial=partial, century=rule.century, tell=tell)


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
    regex = compile_regex(pattern.match, re.DOTALL)
    texts = re.split(r"\{([0-9]+)\}", pattern.to or "")
    pieces = [int(each) if index % 2 else each for index, each in enumerate(texts)]
    if any(isinstance(each, int) and each > regex.groups for each in pieces):
        raise ValueError(f"to: {pattern.to!r} names a group that {pattern.match!r} does not have")
    fullmatch, own = regex.fullmatch, min(regex.groups, 1)

    def step(value: Any) -> Any:
        match = fullmatch(value)
        if match is None:
            raise ValueError(f"not of the form {pattern.match}: {value!r}")
        if pattern.to is None:
            return match[own] or None
        return "".join(match[each] or "" if isinstance(each, int) else each for each in pieces) or None

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
    matches, reason = PATTERNS[contact].fullmatch, f"not {NAMES[contact]}"

    def step(value: Any) -> Any:
        if matches(value) is None:
            tell(reason)
        return value

    return step


def leave_out(step: Step, tell: Callable[[], None]) -> Step:
    """A step that leaves out what it would refuse, and tells so."""

    def leaving_out(value: Any) -> Any:
        try:
            return step(value)
        except GaveUp:
            raise
        except ValueError:
            tell()
            return None

    return leaving_out
