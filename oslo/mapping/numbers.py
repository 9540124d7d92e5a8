"""Numbers as people write them: with a decimal sign, groups of thousands, a typographic minus.

A text is read in one way or refused: `1.25` with a decimal comma is neither 125 nor 1.25. Not read either are
`5-` and `(5)`, which some accounts write for -5, a number with a unit, and an exponent.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MINUS = "-\N{MINUS SIGN}\N{EN DASH}"
_BLANKS = " \N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_NAMES = {",": "decimal comma", ".": "decimal point"}


def decimal_reader(sign: str, *, whole: bool = False) -> Callable[[object], str]:
    """A function from text to the text of an xsd:decimal (with `whole`: of an xsd:integer).

    `sign`: the decimal sign, `,` or `.`, with groups of three digits before it separated by the other one, blanks
    or apostrophes; or `either`, without such groups. The function raises ValueError for any other text.

    >>> read = decimal_reader(",")
    >>> read("1.250,75"), read("1 250"), read("−5"), read("1250,50")
    ('1250.75', '1250', '-5', '1250.50')
    >>> read("1.25")
    Traceback (most recent call last):
    ...
    ValueError: not a number with a decimal comma: '1.25'
    >>> decimal_reader("either")("3,7219"), decimal_reader(",", whole=True)("12,00")
    ('3.7219', '12')
    """
    form = _form(sign)
    name = f" with a {_NAMES[sign]}" if sign in _NAMES else ""

    def read(value: object) -> str:
        text = str(value)
        match = form.fullmatch(text)
        if match is None:
            raise ValueError(f"not a number{name}: {text!r}")
        digits = "".join(each for each in match["whole"] or "0" if each.isdigit())
        minus = "-" if match["minus"] and match["minus"] in _MINUS else ""
        fraction = match["fraction"]
        if fraction is None:
            return minus + digits
        if not whole:
            return f"{minus}{digits}.{fraction}"
        if fraction.strip("0"):
            raise ValueError(f"not a whole number: {text!r}")
        return minus + digits

    return read


def _form(sign: str) -> re.Pattern[str]:
    """What a number looks like: a group of thousands has three digits, and the first group does not begin with 0."""
    groups = "" if sign == "either" else _groups("." if sign == "," else ",")
    fraction = "[.,]" if sign == "either" else re.escape(sign)
    return re.compile(
        rf"(?P<minus>[{_MINUS}+]?)[{_BLANKS}]?(?=[0-9]|{fraction}[0-9])"
        rf"(?P<whole>[0-9]+{groups})?(?:{fraction}(?P<fraction>[0-9]+))?"
    )


def _groups(other: str) -> str:
    separator = f"[{re.escape(other)}{_BLANKS}{_APOSTROPHES}]"
    return rf"|[1-9][0-9]{{0,2}}(?P<separator>{separator})[0-9]{{3}}(?:(?P=separator)[0-9]{{3}})*"
