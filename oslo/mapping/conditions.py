"""Conditions of mappings: whether a value, a part or a record is taken, decided by the values at some paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .rules import Condition, ValueTest
from .scope import Scope


def compile_condition(condition: Condition | None, scope: Scope) -> Callable[[Any], bool] | None:
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
