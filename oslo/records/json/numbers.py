"""Numbers of JSON as they are written: a float, with its text where that is not the one that Python would write."""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite
from typing import Any


class Number(float):
    """A number whose text is not the one that Python would write: `0.10`, `1e7`, more digits than a float has."""

    __slots__ = ("text",)
    text: str


def number(text: str) -> float:
    """The number of a text, with the text if it is not the usual one."""
    value = float(text)
    if repr(value) == text:
        return value
    exact = Number(value)
    exact.text = text
    return exact


def whole_number(text: str) -> float:
    """The whole number of a text; one with more digits than Python reads is kept as it is written."""
    return int(text) if len(text) <= _MAX_DIGITS else number(text)


_MAX_DIGITS = 4300


def digits(value: float) -> str:
    """The text of a number: digit for digit as written, but whole without `.0`, and without an exponent.

    >>> [digits(number(each)) for each in ("0.10", "44021.0", "1e5", "2.5E-3", "50.84650000000000123")]
    ['0.10', '44021', '100000', '0.0025', '50.84650000000000123']

    An exponent of four digits or more stays. Raises ValueError for a value that is no number.
    """
    if isinstance(value, int):
        return str(value)
    text = value.text if type(value) is Number else repr(value)
    if text in ("nan", "inf", "-inf"):
        raise ValueError(f"{text} is not a number")
    exponent = text.lower().partition("e")[2]
    if exponent and len(exponent.lstrip("+-0")) < 4:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def as_written(value: Any) -> Any:
    """A value that `json.dumps` writes without loss: a number that a float does not hold is a whole number or text.

    >>> as_written({"a": [1.5, number("0.10"), number("1e30")]})
    {'a': [1.5, '0.10', 1000000000000000000000000000000]}
    """
    if type(value) is Number:
        text = digits(value)
        return int(text) if text.lstrip("-").isdigit() and len(text) <= _MAX_DIGITS else text
    if isinstance(value, dict):
        return {key: as_written(each) for key, each in value.items()}
    return [as_written(each) for each in value] if isinstance(value, list) else value


def to_keep(value: Any) -> Any:
    """A value for a file of rejects: a number as it is, but for one that a float does not hold, as `as_written`.

    >>> to_keep([number("0.10"), number("50.84650000000000123"), number("1e999999")])
    [0.1, '50.84650000000000123', '1e999999']
    """
    if type(value) is Number:
        return float(value) if _is_held(value) else as_written(value)
    if isinstance(value, dict):
        return {key: to_keep(each) for key, each in value.items()}
    return [to_keep(each) for each in value] if isinstance(value, list) else value


def _is_held(value: Number) -> bool:
    try:
        return isfinite(value) and Decimal(value.text) == Decimal(repr(float(value)))
    except ArithmeticError:  # an exponent of twenty digits
        return False


def shown(value: Any) -> str:
    """A value as JSON text, without loss, for people."""
    try:
        return json.dumps(as_written(value), ensure_ascii=False)
    except RecursionError:
        return "nested too deeply to show"
