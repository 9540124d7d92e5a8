"""Conditions of mappings: whether a value, a part or a record is taken, decided by what stands at some paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .rules import Condition, ValueTest
from .scope import Scope


def compile_condition(condition: Condition | None, scope: Scope) -> Callable[[Any], bool] | None:
    """A function that says whether all tests hold; None where there are none."""
    if condition is None:
        return None
    tests = [(scope.source.present(path), _test(test, scope)) for path, test in condition.items()]
    if len(tests) == 1:
        [(get, holds)] = tests
        return lambda data: holds(get(data))
    return lambda data: all(holds(get(data)) for get, holds in tests)


def _test(test: ValueTest, scope: Scope) -> Callable[[list[str]], bool]:
    if test.matches is not None:
        try:
            matches = re.compile(test.matches).search
        except re.error as error:
            raise scope.error(f"not a regular expression: {test.matches!r}: {error}") from None
        return lambda values: any(matches(value) for value in values)
    if test.is_ is not None:
        wanted, none = {_plain(value) for value in test.is_ if value is not None}, None in test.is_
        return lambda values: bool(wanted.intersection(values)) or (none and not values)
    refused = {_plain(value) for value in test.not_ or ()}
    return lambda values: bool(values) and not refused.intersection(values)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
