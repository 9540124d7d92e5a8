"""Which values, parts and records a mapping takes: by the values at some paths (`when`), and by time (`valid`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..model.values import PartialDate
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
            matches = re.compile(test.matches).search
        except re.error as error:
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


def compile_valid(rule: ValidRule | None, scope: Scope, what: str) -> Holds | None:
    """A function that tells whether a part holds on the day of the run; what does not is remarked with its number."""
    if rule is None:
        return None
    day, read, source = (rule.at or scope.day).isoformat(), _compile_day(rule), scope.source
    bounds = [
        (scope.value(path), fails, f"{what}: {reason} on {day}, left out")
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


def _is_after(known: str, day: str) -> bool:
    return known > day[: len(known)]


def _is_before(known: str, day: str) -> bool:
    return known < day[: len(known)]


def _is_reached(known: str, day: str) -> bool:
    return known == day or _is_before(known, day)


def _compile_day(rule: ValidRule) -> Callable[[str], str]:
    """A function from a date, or the date of a time, to its known part: `2014-03-01`, `2014-03`, `2014`."""
    parse = compile_formats(rule.date, partial=True, century=None, tell=lambda _: None) if rule.date else str

    def read(text: str) -> str:
        try:
            return PartialDate(str(parse(text))[:10])
        except ValueError:
            raise ValueError(f"not a date: {text!r}") from None

    return read
