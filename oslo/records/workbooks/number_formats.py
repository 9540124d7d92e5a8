"""What a number in a workbook says: its format makes it a number, a code with leading zeros, a day or a time.

`compile_format` decides once per format; the function that comes out turns the stored number into text and raises
ValueError for one that says nothing, such as the day 29/02/1900.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache, partial

from .sheets import Tell

Text = Callable[[str], str]

BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
    46: "[h]:mm:ss",
}
"""The formats that a file uses by number alone; the other numbers are plain."""

PERCENT = "a percentage is read as its number (7.5% as 0.075)"
HIDDEN_TIME = "a day with a time that its format does not show: the time is not read"
HIDDEN_DAY = "a time with a day that its format does not show: the day is not read"

_LONGEST = 255  # the longest format that Excel takes

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]|general|standa?ard', re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|(.)', re.DOTALL)
_PLAIN = re.compile(r"0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9])").fullmatch


def compile_format(code: str, tell: Tell, *, since_1904: bool = False) -> Text:
    """A function from a number as it is stored to its text.

    >>> compile_format("00000", print)("12"), compile_format("General", print)("1E-07")
    ('00012', '0.0000001')
    >>> compile_format("dd/mm/yyyy", print)("45000"), compile_format("[h]:mm", print)("1.5")
    ('2023-03-15', '36:00:00')
    """
    shown = _NOT_SHOWN.sub("", code[:_LONGEST]).partition(";")[0].lower()
    clock = re.search("[hs]|am/pm|a/p", shown)
    day = re.search("[yd]" if clock else "[ymd]", shown.replace("am/pm", ""))
    if "[" in shown:
        return _duration
    if day or clock:
        moment = partial(_moment, since_1904=since_1904)
        return moment if day and clock else partial(_day if day else _time, moment=moment, tell=tell)
    if "%" in shown:
        return partial(_percentage, tell=tell)
    if re.fullmatch(r"[-(): +]*#*0[-(): +]*[0#][-0#(): +]*", shown):
        return _compile_code(code)
    if zeros := re.fullmatch(r"\W*?(0{2,})\.[0#?]*\W*", shown):
        return lambda text: _pad(number_text(text), len(zeros[1]))
    return number_text


def number_text(text: str) -> str:
    """A number in decimal notation: a whole one with all its digits, another with 15 that count, as in Excel.

    >>> number_text("0.30000000000000004"), number_text("1E+21"), number_text("1234567890123456.0")
    ('0.3', '1000000000000000000000', '1234567890123456')
    """
    if len(text) < 16 and _PLAIN(text):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text[:40]!r}") from None
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise ValueError(f"not a number that a workbook can have: {text[:40]!r}")
    if number != number.to_integral_value():
        number = Context(prec=max(15, number.adjusted() + 1)).create_decimal(number)
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = digits.lstrip("-").lstrip("0") if number else "0"
    return ("-" if number < 0 else "") + ("0" if digits.startswith(".") else "") + digits


def _compile_code(code: str) -> Text:
    """A whole number by a format of zeros and other characters, as shown: 0475.000.011 by `0000"."000"."000`."""
    pieces = _pieces(code)
    section = [quoted or escaped or bare for quoted, escaped, bare in pieces]
    is_digit = [bare in ("0", "#") for _, _, bare in pieces]
    places = is_digit.count(True)
    first = is_digit.index(True)

    def shown(text: str) -> str:
        digits = number_text(text)
        if not digits.lstrip("-").isdigit():
            return digits
        padded = _pad(digits, places)
        sign, padded = ("-", padded[1:]) if padded.startswith("-") else ("", padded)
        left = iter(padded[len(padded) - places :])
        written = [next(left) if digit else each for each, digit in zip(section, is_digit, strict=True)]
        written.insert(first, padded[: len(padded) - places])
        return (sign + "".join(written)).strip()

    return shown


def _pieces(code: str) -> list[tuple[str, str, str]]:
    """The first section of a format: quoted text, an escaped character or a bare one each.

    A `#` is a digit from the first zero on, and nothing before it.
    """
    pieces: list[tuple[str, str, str]] = []
    for piece in _PIECES.finditer(code):
        if piece[3] == ";":
            break
        if piece[3] != "#" or any(bare == "0" for _, _, bare in pieces):
            pieces.append((piece[1] or "", piece[2] or "", piece[3] or ""))
    return pieces


def _pad(number: str, places: int) -> str:
    """A number with at least so many digits before its point."""
    whole, point, rest = number.lstrip("-").partition(".")
    return ("-" if number.startswith("-") else "") + whole.zfill(places) + point + rest


def _percentage(text: str, tell: Tell) -> str:
    tell(PERCENT)
    return number_text(text)


def _day(text: str, moment: Text, tell: Tell) -> str:
    day, _, time = moment(text).partition("T")
    if time:
        tell(HIDDEN_TIME)
    return day


def _time(text: str, moment: Text, tell: Tell) -> str:
    days, seconds = _split(text)
    if days:
        tell(HIDDEN_DAY)
    return _clock(seconds)


def _duration(text: str) -> str:
    days, seconds = _split(text)
    return _clock(days * 86400 + seconds)


@lru_cache(maxsize=1 << 15)
def _moment(text: str, *, since_1904: bool) -> str:
    """A day, with its time of day if it has one."""
    days, seconds = _split(text)
    if days == 0 and not since_1904:
        raise ValueError(f"{text[:40]} has the format of a day, and is none: days begin at 1, which is 1900-01-01")
    if days == 60 and not since_1904:
        raise ValueError("29/02/1900 is no day, though Excel shows it")
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    try:
        day = (first + timedelta(days)).isoformat()
    except OverflowError:
        raise ValueError(f"{text[:40]} has the format of a day, and is beyond the year 9999") from None
    return f"{day}T{_clock(seconds)}" if seconds else day


def _split(text: str) -> tuple[int, int]:
    """The whole days and the seconds of a number of days, to the second."""
    try:
        seconds = round(float(text) * 86400)
    except (ValueError, OverflowError):
        raise ValueError(f"not a number: {text[:40]!r}") from None
    if seconds < 0:
        raise ValueError(f"{text[:40]} has the format of a day or a time, and is below zero")
    return divmod(seconds, 86400)


def _clock(seconds: int) -> str:
    """Hours, minutes and seconds.

    >>> _clock(95400)
    '26:30:00'
    """
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
