"""Which values, parts and records a mapping takes: by the values at some paths (`when`), and by time (`valid`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..model.values import PartialDate
from ..patterns import PatternError, pattern
from ..records.base import Parts
from .dates import compile_formats
from .rules import Condition, ValidRule, ValueTest
from .scope import Scope

Holds = Callable[[Any], bool]


def compile_choice(when: Condition | None, valid: ValidRule | None, scope: Scope, what: str) -> Holds | None:
    """A function that tells whether a part is taken; None if all are. `what`: its name in remarks."""
    holds, current = compile_condition(when, scope), compile_valid(valid, scope, what)
    if holds is None or current is None:
        return holds or current
    return lambda data: holds(data) and current(data)


def compile_taken(parts: Parts, when: Condition | None, valid: ValidRule | None, scope: Scope, what: str) -> Parts:
    """A function that gives those of some repeated parts that are taken."""
    alone = valid and valid.model_copy(update={"successive": False})
    holds = compile_choice(when, alone, scope, what)
    if valid is not None and valid.successive:
        return _compile_successive(parts, valid, holds, scope, what)
    return parts if holds is None else lambda data: [part for part in parts(data) if holds(part)]


def compile_condition(condition: Condition | None, scope: Scope) -> Holds | None:
    """A function that tells whether all tests hold; None if there are none."""
    if condition is None:
        return None
    tests = [(scope.present(path), _compile_test(test, scope)) for path, test in condition.items()]
    if len(tests) == 1:
        [(get, holds)] = tests
        return lambda data: holds(get(data))
    return lambda data: all(holds(get(data)) for get, holds in tests)


def _compile_test(test: ValueTest, scope: Scope) -> Callable[[list[str]], bool]:
    if test.matches is not None:
        try:
            matches = pattern(test.matches).search
        except PatternError as error:
            raise scope.error(f"not a regular expression: {test.matches!r}: {error}") from None
        return lambda values: any(matches(value) for value in values)
    if test.is_ is not None:
        wanted, absent = {_to_text(value) for value in test.is_ if value is not None}, None in test.is_
        return lambda values: bool(wanted.intersection(values)) or (absent and not values)
    refused = {_to_text(value) for value in test.not_ or ()}
    return lambda values: bool(values) and not refused.intersection(values)


def _to_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# Time. A date of a register may lack its day or month (2014-00-00): it is compared as far as it is known.
# A date of which nothing is known (0000-00-00) is no bound.


def compile_valid(rule: ValidRule | None, scope: Scope, what: str) -> Holds | None:
    """A function that tells whether a part holds on the day of the run; what does not is remarked with its number."""
    if rule is None:
        return None
    if rule.successive:
        raise scope.error("valid: successive: only parts with `each` follow each other")
    day, read, source = (rule.at or scope.day).isoformat(), _compile_day(rule), scope.source
    bounds = [
        (scope.compared(path), fails, f"{what}: {reason} on {day}, left out")
        for path, fails, reason in (
            (rule.from_, _is_after, "not yet valid"),
            (rule.until, _is_reached, "no longer valid"),
            (rule.through, _is_before, "no longer valid"),
        )
        if path is not None
    ]

    def current(data: Any) -> bool:
        for get, fails, remark in bounds:
            text = get(data)
            if text is not None and fails(read(text), day):
                source.tell(remark, source.line)
                return False
        return True

    return current


def _compile_successive(parts: Parts, rule: ValidRule, holds: Holds | None, scope: Scope, what: str) -> Parts:
    """Of the parts that have begun, whether they are taken or not, only those that began last."""
    day, read, begin = (rule.at or scope.day).isoformat(), _compile_day(rule), scope.compared(rule.from_ or "")
    source, remark = scope.source, f"{what}: a later one has begun on {day}, left out"

    def taken(data: Any) -> list[Any]:
        all_parts = parts(data)
        starts = ["" if (text := begin(part)) is None else read(text) for part in all_parts]
        last = max((start for start in starts if not _is_after(start, day)), default="")
        kept = []
        for part, start in zip(all_parts, starts, strict=True):
            if holds is not None and not holds(part):
                continue
            if start < last:
                source.tell(remark, source.line)
            else:
                kept.append(part)
        return kept

    return taken


def _is_after(known: str, day: str) -> bool:
    return known > day[: len(known)]


def _is_before(known: str, day: str) -> bool:
    return known < day[: len(known)]


def _is_reached(known: str, day: str) -> bool:
    return known == day or _is_before(known, day)


def _compile_day(rule: ValidRule) -> Callable[[str], str]:
    """A function from a date, or the date of a time, to its known part: `2014-03-01`, `2014-03`, `2014` or nothing."""
    parse = compile_formats(rule.date, partial=True, century=None, tell=lambda _: None) if rule.date else str

    def read(text: str) -> str:
        try:
            return _known_part(str(parse(text))[:10])
        except ValueError:
            raise ValueError(f"not a date: {text!r}") from None

    return read


_UNKNOWN = re.compile(r"([0-9]{4})-(00|99)-[0-9]{2}|([0-9]{4}-[0-9]{2})-(?:00|99)")


def _known_part(text: str) -> str:
    """A date without the parts that a register writes as 00 or 99; ValueError if it is none.

    >>> [str(_known_part(text)) for text in ("2014-03-01", "2014-03-00", "2014-99-99", "0000-00-00")]
    ['2014-03-01', '2014-03', '2014', '']
    """
    found = _UNKNOWN.fullmatch(text)
    known = text if found is None else found[1] or found[3]
    return "" if known == "0000" else PartialDate(known)
