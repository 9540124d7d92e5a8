"""What the values of a column are: dates of a form, numbers, an identifier with check digits, yes or no, codes.

A column is what nearly all its values are (`_ENOUGH`): the others are then rejected with their reason when records are
converted, as a slip should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ...identifiers import IDENTIFIERS, insz
from .survey import Column

_ENOUGH = 0.8
_SAMPLE = 1000
MOST_CODES = 20

Test = Callable[[str], bool]


def mostly(values: Iterable[str], test: Test, part: float = _ENOUGH) -> bool:
    """Whether nearly all values pass a test, or a given part (of many values the first); false without values.

    >>> mostly(["1", "2", "3", "4", "z/n"], str.isdigit)
    True
    """
    results = [test(value) for value in islice(values, _SAMPLE)]
    return bool(results) and sum(results) >= part * len(results)


_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LONG_NUMBER = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s][^@\s.]*\.[^@\s]+")
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:be|com|org|net|eu|nl|fr|brussels|gent|vlaanderen)(?:/\S*)?"
)
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+")
_PHONE = re.compile(r"\+?[\d\s./()-]{3,20}")

YES = frozenset(["ja", "yes", "oui", "true", "waar", "vrai", "j", "y", "o", "1", "t"])
NO = frozenset(["nee", "neen", "no", "non", "false", "onwaar", "faux", "n", "0", "f"])


def is_number(text: str) -> bool:
    """Whether a text is a number, with a point or a comma."""
    return _NUMBER.fullmatch(text) is not None or _LONG_NUMBER.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether a text has the form of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Whether a text has the form of a web address, with or without https in front."""
    return _WEB.fullmatch(text.lower()) is not None


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI."""
    return _IRI.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether a text has the form of a telephone number."""
    return _PHONE.fullmatch(text) is not None


def is_yes_or_no(text: str) -> bool:
    """Whether a text answers a question with yes or no, in Dutch, French or English."""
    return text.lower() in YES | NO


def is_identifier(kind: str) -> Test:
    """The test whether a text is an identifier of a kind, by its check digits where it has them.

    >>> is_identifier("kbo")("0200.065.765"), is_identifier("kbo")("0200.065.766")
    (True, False)
    """

    def test(text: str) -> bool:
        try:
            clean = insz(text, test_numbers=True) if kind == "insz" else IDENTIFIERS[kind].clean(text)
        except ValueError:
            return False
        return bool(clean)

    return test


_CHECKED = ("insz", "kbo", "vestiging", "ovo", "iban")


def identifier_of(column: Column) -> str | None:
    """The kind of identifier that the values of a column are, if check digits or letters show it.

    Half of the values are enough: check digits do not fit by chance.
    """
    return next((kind for kind in _CHECKED if mostly(column.values, is_identifier(kind), 0.5)), None)


def decimal_of(column: Column) -> str | None:
    """The decimal sign of a column of numbers, None if they are written with a point alone.

    >>> decimal_of(Column("X", "X", values={"1,5": 1, "2": 1})), decimal_of(Column("X", "X", values={"1.5": 1}))
    (',', None)
    """
    commas = any("," in text and text.rfind(",") > text.rfind(".") for text in column.values)
    points = any("," in text and text.rfind(",") < text.rfind(".") for text in column.values)
    return "," if commas else "." if points else None


# Dates.


@dataclass(frozen=True, slots=True)
class Dates:
    """The forms of the dates of a column (none: ISO 8601), and whether day and month could be the other way round."""

    forms: tuple[str, ...] = ()
    unsure: bool = False
    time: bool = False


def sure_dates(columns: Iterable[Column]) -> Dates | None:
    """The dates of the first column whose values show which number is the day."""
    found = (dates_of(column.values) for column in columns)
    return next((each for each in found if each and each.forms and not each.unsure and each.forms[0][:2] != "%Y"), None)


_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})((?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?)")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-]?)(\d{2})\2(\d{2})((?:[T ]\d{2}:\d{2}(?::\d{2})?)?)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")


def dates_of(values: Iterable[str], elsewhere: Dates | None = None) -> Dates | None:
    """How the dates in a column are written; None if its values are no dates.

    A day over 12 shows which of the two first numbers is the day; without one it is as in the dates `elsewhere` in
    the file, and else the day is taken to be first.

    >>> dates_of(["14/03/1978", "2/11/1975"])
    Dates(forms=('%d/%m/%Y',), unsure=False, time=False)
    >>> dates_of(["03/02/1978"]).unsure, dates_of(["1978-03-14"]), dates_of(["Gent"])
    (True, Dates(forms=(), unsure=False, time=False), None)
    """
    texts = list(values)
    if not mostly(texts, lambda text: bool(_form(text, month_first=False))):
        return None
    pairs = [(int(found[1]), int(found[3])) for text in texts if (found := _DAY_FIRST.fullmatch(text))]
    days, months = sum(first > 12 for first, _ in pairs), sum(second > 12 for _, second in pairs)
    shown = bool(days or months)
    month_first = months > days if shown or elsewhere is None else elsewhere.forms[0].startswith("%m")
    forms = dict.fromkeys(form for text in texts if (form := _form(text, month_first=month_first)))
    time = any(":" in text for text in texts)
    unsure = (bool(pairs) and not shown and elsewhere is None) or any("%y" in form for form in forms)
    return Dates(
        () if set(forms) == {"ISO"} else tuple(form.replace("ISO", "%Y-%m-%d") for form in forms), unsure, time
    )


def _form(text: str, *, month_first: bool) -> str | None:
    """The form of a date, None for other text."""
    if _ISO.fullmatch(text):
        return "ISO" if _exists(text[:10], "%Y-%m-%d") or text[:10] else None
    if found := _DAY_FIRST.fullmatch(text):
        first, second = ("%m", "%d") if month_first else ("%d", "%m")
        year = "%Y" if len(found[4]) == 4 else "%y"
        return f"{first}{found[2]}{second}{found[2]}{year}{_time_form(found[5])}"
    if (found := _YEAR_FIRST.fullmatch(text)) and 1 <= int(found[3]) <= 12 and "1700" < found[1] < "2200":
        return f"%Y{found[2]}%m{found[2]}%d{_time_form(found[5])}"
    return None


def _exists(text: str, form: str) -> bool:
    try:
        return bool(datetime.strptime(text, form))
    except ValueError:
        return False


def _time_form(text: str) -> str:
    """The form of a time of day behind a date: `T08:30`, ` 08:30:00`, or nothing."""
    return f"{text[0]}%H:%M{':%S' * (text.count(':') == 2)}" if text else ""


# Identity and codes.

_SAFE = re.compile(r"[A-Za-z0-9._~-]{1,40}")
_ELEVEN_DIGITS = re.compile(r"(?:\D*\d){11}\D*").fullmatch


def is_key(column: Column, records: int) -> bool:
    """Whether each record has one value of its own in a column, short and fit for an IRI, and no number of a person."""
    return (
        len(column.values) == column.records == records
        and not column.several
        and all(_SAFE.fullmatch(text) for text in column.values)
        and not any(map(is_identifier("insz"), filter(_ELEVEN_DIGITS, column.values)))
    )


def could_be_codes(column: Column) -> bool:
    """Whether the values of a column are few, short, and nothing that tells about one person."""
    personal = (is_email, is_phone, is_identifier("insz"), is_identifier("kbo"), is_identifier("iban"))
    return 0 < len(column.values) <= MOST_CODES and not any(
        len(text) > 60
        or re.search(r"\d{6}", text)
        or _form(text, month_first=False)
        or any(test(text) for test in personal)
        for text in column.values
    )
