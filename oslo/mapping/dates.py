"""Dates and times by formats, in the letters of `strptime` but in any language of the country, whatever the locale.

A two-digit year that would lie in the future is one of the century before, unless the rule gives the century. The names
of months and days are Dutch, French, German or English, in full or not, with or without a point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from ..model.values import PartialDate

_WORD = r"[^\W\d_]+\.?"
_MARKS = {
    "%d": r"(?P<d>[0-9]{1,2})",
    "%m": r"(?P<m>[0-9]{1,2})",
    "%Y": r"(?P<Y>[0-9]{4})",
    "%y": r"(?P<y>[0-9]{2})",
    "%B": rf"(?P<B>{_WORD})",
    "%b": rf"(?P<B>{_WORD})",
    "%A": rf"(?P<A>{_WORD})",
    "%a": rf"(?P<A>{_WORD})",
    "%H": r"(?P<H>[0-9]{1,2})",
    "%I": r"(?P<I>[0-9]{1,2})",
    "%M": r"(?P<M>[0-9]{1,2})",
    "%S": r"(?P<S>[0-9]{1,2})",
    "%f": r"(?P<f>[0-9]{1,6})",
    "%p": r"(?P<p>[ap]\.?m\.?)",
    "%z": r"(?P<z>Z|[+-][0-9]{2}:?[0-9]{2})",
    "%%": "%",
}
_OTHERS = {"%c", "%G", "%j", "%u", "%U", "%V", "%w", "%W", "%x", "%X", "%Z"}  # left to strptime
_TIMES = {"%H", "%I", "%M", "%S", "%f", "%p", "%z"}
_ORDINAL = "(?:er|re|ste|de|st|nd|rd|th)?"  # 1er août, 3rd May

Read = Callable[[str], "tuple[Any, str | None] | None"]
"""From a text to a date and what is odd about it; None for text of another form."""


def compile_formats(
    formats: Sequence[str], *, partial: bool, century: int | None, tell: Callable[[str], None]
) -> Callable[[str], Any]:
    """A function from text to a date, a datetime or, with `partial` and zeros in the text, a PartialDate.

    `century`: that of a year of two digits, such as 1900; `tell` gets what is odd about a date.

    >>> read = compile_formats(["%d %B %Y", "%d-%b-%y"], partial=False, century=1900, tell=print)
    >>> read("3 maart 2024"), read("1er août 1999"), read("12-déc.-20")
    (datetime.date(2024, 3, 3), datetime.date(1999, 8, 1), datetime.date(1920, 12, 12))

    Raises ValueError for a format that is none; the function raises it for any other text.
    """
    readers = [_compile_reader(each, partial, century) for each in formats]

    @lru_cache(maxsize=1 << 15)  # a century has 36,525 days
    def parse(text: str) -> tuple[Any, str | None]:
        for read in readers:
            found = read(text)
            if found is not None:
                return found
        raise ValueError(f"not a date of the form {' or '.join(formats)}: {text!r}")

    def read(text: str) -> Any:
        found, odd = parse(text)
        if odd is not None:
            tell(odd)
        return found

    return read


def _compile_reader(form: str, partial: bool, century: int | None) -> Read:
    pieces = re.split(r"(%.)", form, flags=re.DOTALL)
    marks = [each for each in pieces[1::2] if each != "%%"]
    unknown = next((each for each in marks if each not in _MARKS and each not in _OTHERS), None)
    if unknown is not None or "%" in "".join(pieces[::2]):
        raise ValueError(f"date: {unknown or '%'} in {form!r} is no part of a date")
    names = [re.findall(r"\?P<(\w)>", _MARKS.get(each, "")) for each in marks]
    if _OTHERS & set(marks) or not {"%Y", "%y"} & set(marks) or any(names.count(each) > 1 for each in names):
        return lambda text: _read_by_strptime(text, form)
    named = bool({"%B", "%b"} & set(marks))
    pattern = "".join(_pattern(each) + (_ORDINAL if named and each == "%d" else "") for each in pieces)
    match = re.compile(pattern, re.IGNORECASE).fullmatch
    partial = partial and set(marks) <= {"%d", "%m", "%Y"}
    timed = bool(_TIMES & set(marks))

    def read(text: str) -> tuple[Any, str | None] | None:
        found = match(text)
        if found is None:
            return None
        parts = found.groupdict()
        month = int(parts.get("m") or 0) if "B" not in parts else _MONTHS.get(_plain(parts["B"]), 0)
        if "B" in parts and not month:
            return None
        day = int(parts.get("d") or 0)
        if partial and not (month and day):
            return PartialDate(f"{parts['Y']}-{month:02}-{day:02}"), None
        if not (month and day):
            raise ValueError(f"the date {text!r} is incomplete; a complete date is needed")
        try:
            year, odd = (int(parts["Y"]), None) if "Y" in parts else _full_year(int(parts["y"]), month, day, century)
            made = date(year, month, day)
            _check_weekday(parts.get("A"), made)
            return (_with_time(made, parts) if timed else made), odd or _odd_year(year)
        except _OtherDayError as error:
            raise ValueError(f"{error}: {text!r}") from None
        except ValueError:
            raise ValueError(f"no such date: {text!r}") from None

    return read


def _pattern(piece: str) -> str:
    """A piece of a format as a regular expression: blanks are any white space."""
    if piece in _MARKS:
        return _MARKS[piece]
    return r"\s+".join(re.escape(each) for each in re.split(r"\s+", piece))


def _full_year(short: int, month: int, day: int, century: int | None) -> tuple[int, str | None]:
    if century is not None:
        return century + short, None
    today = date.today()
    year = today.year // 100 * 100 + short
    if (year, month, day) <= (today.year, today.month, today.day):
        return year, None
    return year - 100, "years of two digits that would lie in the future are of the century before"


def _with_time(day: date, parts: dict[str, str | None]) -> datetime:
    hour, minute, second = (int(parts.get(each) or 0) for each in "HMS")
    if parts.get("I"):
        hour = int(parts["I"] or 0) % 12 + (12 if (parts.get("p") or "").lower().startswith("p") else 0)
    zone = parts.get("z")
    offset = None if zone is None else UTC if zone.upper() == "Z" else datetime.strptime(zone, "%z").tzinfo
    if (hour, minute, second) == (24, 0, 0):  # the end of a day is the begin of the next (ISO 8601)
        return datetime.combine(day + timedelta(days=1), time(tzinfo=offset))
    return datetime.combine(day, time(hour, minute, second, int((parts.get("f") or "0").ljust(6, "0")), offset))


def _read_by_strptime(text: str, form: str) -> tuple[Any, str | None] | None:
    """A datetime, or a date if the format has no time."""
    try:
        moment = datetime.strptime(text, form)
    except ValueError:
        return None
    return (moment if re.search("%[HIMSpfXcTRzZ]", form) else moment.date()), None


_NEAR = 2100  # a year that no clock of today takes for a hundred years ahead


def _odd_year(year: int) -> str | None:
    if year < 1000:
        return "a year before 1000"
    return "a date over a hundred years ahead" if year > _NEAR and year > date.today().year + 100 else None


def year_teller(tell: Callable[[str], None]) -> Callable[[Any], Any]:
    """A step that leaves a date as it is, and tells of one before the year 1000 or over a hundred years ahead."""
    last = str(date.today().year + 100)

    def step(value: Any) -> Any:
        year = str(value)[:4]
        if not "1000" <= year <= last and year.isdigit() and (odd := _odd_year(int(year))):
            tell(odd)
        return value

    return step


class _OtherDayError(ValueError):
    """The name of the day is not that of the date."""


def _check_weekday(name: str | None, day: date) -> None:
    if name is not None and _DAYS.get(_plain(name)) != day.weekday():
        raise _OtherDayError(f"{day.isoformat()} is not a {name}" if _plain(name) in _DAYS else f"{name!r} is no day")


def _plain(word: str) -> str:
    """A word without its point, its capitals and its accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if each.isalpha())


def _numbers(*words: str, start: int) -> dict[str, int]:
    return {word: number for number, each in enumerate(words, start) for word in each.split()}


_MONTHS = _numbers(
    "januari janvier januar january janner jan janv",
    "februari fevrier februar february febr feb fevr fev",
    "maart mars marz march mrt maa mar mrz",
    "april avril apr avr",
    "mei mai may",
    "juni juin june jun",
    "juli juillet july jul juil",
    "augustus aout august aug aou",
    "september septembre sept sep",
    "oktober octobre october okt oct",
    "november novembre nov",
    "december decembre dezember dec dez",
    start=1,
)
_DAYS = _numbers(
    "maandag lundi montag monday ma lun mo mon",
    "dinsdag mardi dienstag tuesday di mar tue tues",
    "woensdag mercredi mittwoch wednesday wo woe mer mi wed",
    "donderdag jeudi donnerstag thursday do don jeu thu thur thurs",
    "vrijdag vendredi freitag friday vr vrij ven fr fri",
    "zaterdag samedi samstag sonnabend saturday za zat sam sa sat",
    "zondag dimanche sonntag sunday zo zon dim so sun",
    start=0,
)
