"""The formats of dates in messages: the one that would read a text, and what is wrong with one that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMS = [
    (r"\d{4}(?P<s>\W)\d{1,2}(?P=s)\d{1,2}", "%Y{s}%m{s}%d"),
    (r"\d{1,2}(?P<s>\W)(?:1[3-9]|2\d|3[01])(?P=s)\d{4}", "%m{s}%d{s}%Y"),
    (r"\d{1,2}(?P<s>\W)\d{1,2}(?P=s)\d{4}", "%d{s}%m{s}%Y"),
    (r"\d{1,2}(?P<s>\W)\d{1,2}(?P=s)\d{2}", "%d{s}%m{s}%y"),
    (r"(?P<s>)(?:1[5-9]|20)\d\d(?:0\d|1[0-2])\d\d", "%Y%m%d"),
    (r"(?P<s>)\d{8}", "%d%m%Y"),
    (r"\d{1,2}(?P<s>[ -])[^\W\d]{3}\.?(?P=s)\d{4}", "%d{s}%b{s}%Y"),
    (r"\d{1,2}(?P<s> )[^\W\d]{3,}(?P=s)\d{4}", "%d{s}%B{s}%Y"),
]
"""Texts that look like a date, and the format that reads them; day before month where both are possible."""

_TIME = re.compile(r"(?P<day>.*\d{4}|\d{4}\W.*\d)(?P<t>[ T])\d{1,2}:\d\d(?P<seconds>:\d\d)?")


def guess_format(text: str) -> str | None:
    """The format of strptime that would read a text, None for text that does not look like a date.

    >>> guess_format("17/09/2004"), guess_format("2004.9.17"), guess_format("09/17/2004 08:30"), guess_format("Gent")
    ('%d/%m/%Y', '%Y.%m.%d', '%m/%d/%Y %H:%M', None)
    """
    time = _TIME.fullmatch(text)
    clock = f"{time['t']}%H:%M{':%S' if time['seconds'] else ''}" if time else ""
    for form, directives in _FORMS:
        if match := re.fullmatch(form, time["day"] if time else text):
            return directives.format(s=match["s"]) + clock
    return None


_DIRECTIVES = frozenset("aAbBcdfGHIjmMpSuUVwWxXyYzZ%")
_LETTERS = {
    **dict.fromkeys("yja", "%Y"),
    **dict.fromkeys("dt", "%d"),
    **dict.fromkeys("hu", "%H"),
    "m": "%m",
    "s": "%S",
}
"""The letters with which people write the parts of a date, in Dutch, French, English and German."""


def wrong_format(formats: Iterable[str]) -> str | None:
    """What is wrong with one of some formats of dates, None if nothing is.

    >>> wrong_format(["dd/mm/jjjj"])
    'date: formats are written with %: for dd/mm/jjjj write "%d/%m/%Y"'
    >>> wrong_format(["%d/%M/%Y"])
    'date: %M are minutes: write "%d/%m/%Y"'
    """
    for form in formats:
        bare = form.strip("“”„‘’'\"")
        marks = re.findall(r"%(.)", bare)
        if not marks:
            meant = guess_format(bare) or _from_letters(bare)
            shown = f'for {bare} write "{meant}"' if meant else f'{bare!r} is no format; write for example "%d/%m/%Y"'
            return f"date: formats are written with %: {shown}"
        if bare != form:
            return f'date: the quotes are part of the value; write straight ones: "{bare}"'
        if unknown := next((mark for mark in marks if mark not in _DIRECTIVES), None):
            known = _LETTERS.get(unknown.lower(), "")
            example = f': write "{bare.replace(f"%{unknown}", known)}"' if known else ""
            return f"date: %{unknown} is no part of a date; a day is %d, a month %m, a year %Y{example}"
        if "M" in marks and "m" not in marks and "H" not in marks:
            return f'date: %M are minutes: write "{bare.replace("%M", "%m")}"'
    return None


def _from_letters(text: str) -> str:
    """The format for one with letters (`dd/mm/jjjj`); empty for other text."""
    runs = [run[0].lower() for run in _RUN.finditer(text)]
    if not all(run[0] in _LETTERS for run in runs):
        return ""
    french = any(run.startswith("a") for run in runs)  # jj/mm/aaaa
    clock = False

    def directive(run: re.Match[str]) -> str:
        nonlocal clock
        letters = run[0].lower()
        if letters in ("yy", "jj", "aa"):
            return "%d" if french else "%y"
        clock = clock or letters[0] in "hu"
        return "%M" if clock and letters[0] == "m" else _LETTERS[letters[0]]

    return _RUN.sub(directive, text)


_RUN = re.compile(r"([A-Za-z])\1*", re.IGNORECASE)
