"""Why a record does not fit, in plain words: what pydantic says, and what a mapping should say to read such a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..model.description import PropertyInfo
from ..model.values import Concept
from ..patterns import GaveUp, pattern
from .date_forms import guess_format
from .examples import codes_example, example
from .rules import PartRule, ValueRule

MISSING = "is required, but has no value"

_SENTENCES = {
    "missing": MISSING,
    "date": "not a date, such as 2004-09-17: {value}",
    "datetime_from_date_parsing": "not a date, such as 2004-09-17: {value}",
    "datetime": "not a date with a time, such as 2004-09-17T08:30:00: {value}",
    "time": "not a time, such as 08:30:00: {value}",
    "decimal": "not a number, such as 12.5: {value}",
    "float": "not a number, such as 12.5: {value}",
    "int": "not a whole number: {value}",
    "bool": "neither true nor false: {value}",
    "string_pattern_mismatch": "not of the form {pattern}: {value}",
    "string_too_short": "shorter than {min_length} characters: {value}",
    "string_too_long": "longer than {max_length} characters: {value}",
    "greater_than": "not greater than {gt}: {value}",
    "greater_than_equal": "less than {ge}: {value}",
    "less_than": "not less than {lt}: {value}",
    "less_than_equal": "greater than {le}: {value}",
    "multiple_of": "not a multiple of {multiple_of}: {value}",
    "too_short": "{actual_length} values where at least {min_length} are needed",
    "too_long": "{actual_length} values where at most {max_length} are allowed",
    "list": "one value where a list is needed: {value}",
    "string": "not text: {value}",
}
"""What pydantic's types of errors are, or what they begin with, in plain words."""


_VALUES = {
    "not an AnyUri": "not a web address, such as https://www.example.be/",
    "not a Concept": "not the IRI of a concept",
    "not a PartialDate": "not a date, nor a year with or without a month",
    "not a Duration": "not a duration, such as P30D or PT2H30M",
    "not a Wkt": "not a geometry in WKT, which begins with the IRI of its reference system",
    "not a Gml": "not a geometry in GML, an XML element with `srsName`",
}
"""What the library's own types of values say, in plain words."""


def plain_reason(detail: Mapping[str, Any]) -> str:
    """The reason in one of pydantic's errors."""
    kind = detail["type"]
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "oslo_value":
        return f"{_VALUES.get(detail['msg'], detail['msg'])}: {_shown(detail['input'])}"
    sentence = _SENTENCES.get(kind) or next(
        (text for name, text in _SENTENCES.items() if kind.startswith(f"{name}_")), "does not fit: {value}"
    )
    return sentence.format_map({**detail.get("ctx", {}), "value": _shown(detail["input"])})


def _shown(value: Any) -> str:
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return f"'{value}'"
    return repr(str(value))


def with_hint(reason: str, value: str | None, prop: PropertyInfo, rules: Iterable[PartRule | ValueRule]) -> str:
    """A reason, and what the mapping should say to read such a value, if that is known."""
    rule = next((each for each in rules if isinstance(each, ValueRule)), None)
    if rule is None or ("did you mean" in reason and not _is_concept(prop)):
        return reason
    value = value if value is not None else _value_in(reason)
    for sign, hint in _HINTS:
        if sign in reason and (more := hint(prop, rule, value or "")):
            return f"{reason}; {more}"
    return reason


def _value_in(reason: str) -> str | None:
    """The last value that a reason quotes, before what was probably meant."""
    quoted = re.findall(r"'([^']*)'", reason.partition("; ")[0])
    return quoted[-1] if quoted else None


def _hint_date(prop: PropertyInfo, rule: ValueRule, value: str) -> str | None:
    form = guess_format(value)
    return None if form in (rule.date or ()) else form and f'`date: "{form}"` would read it'


def _hint_decimal(prop: PropertyInfo, rule: ValueRule, value: str) -> str | None:
    comma = rule.decimal is None and re.fullmatch(r"[+-]?[\d. \u00a0]*\d,\d+", value)
    return '`decimal: ","` would read it' if comma else None


def _hint_bool(prop: PropertyInfo, rule: ValueRule, value: str) -> str | None:
    return f"`codes: {{{value or 'ja'}: true}}` says what it is" if rule.codes is None else None


def _hint_iri(prop: PropertyInfo, rule: ValueRule, value: str) -> str | None:
    column = ", ".join(rule.paths)
    if rule.from_ is None or len(rule.paths) != 1:
        return None
    if prop.name == "id":
        return f'write `id: "https://data.example.be/id/{{{column}}}"`'
    if _is_concept(prop):
        return f"`codes` says which concept it is: {codes_example(prop, column, value)}" if rule.codes is None else None
    template = f'`{prop.name}: {{template: "https://data.example.be/id/{{{column}}}"}}`'
    if prop.ranges[0].cls:
        return f"{prop.name} is a part: write {example(prop, column)}, or an IRI: {template}"
    return f"write an IRI: {template}"


def _hint_whole(prop: PropertyInfo, rule: ValueRule, value: str) -> str | None:
    match = rule.pattern.match if rule.pattern else None
    if match is None or not _is_in(match, value):
        return None
    return f'`pattern` has to match the whole text: `pattern: ".*{match}.*"` would'


def _is_in(match: str, value: str) -> bool:
    try:
        return pattern(match, re.DOTALL).search(value) is not None
    except GaveUp:
        return False


def _is_concept(prop: PropertyInfo) -> bool:
    return {each.python for each in prop.ranges} == {Concept}


_HINTS = [
    ("not a date", _hint_date),
    ("a date is written", _hint_date),
    ("not a number", _hint_decimal),
    ("not of the form", _hint_whole),
    ("neither true nor false", _hint_bool),
    ("not an absolute IRI", _hint_iri),
    ("not in the code list", _hint_iri),
]
"""What is in a reason, and the function that knows what the mapping should say."""
