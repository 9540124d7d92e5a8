"""Dates by formats: names in four languages, years of two digits, the end of a day, and what is told of a date."""

from __future__ import annotations

import io
import locale
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from oslo.errors import MappingError
from oslo.mapping.dates import compile_formats
from oslo.mapping.mapping import mapping_from
from oslo.mapping.rejects import Notice, Reject
from oslo.records import open_records


def read(text: str, *formats: str, partial: bool = False, century: int | None = None) -> Any:
    told: list[str] = []
    found = compile_formats(formats, partial=partial, century=century, tell=told.append)(text)
    return (found, *told) if told else found


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("3 maart 2024", "%d %B %Y", date(2024, 3, 3)),
        ("3 MRT. 2024", "%d %b %Y", date(2024, 3, 3)),
        ("1er août 1999", "%d %B %Y", date(1999, 8, 1)),
        ("12-déc-2020", "%d-%b-%Y", date(2020, 12, 12)),
        ("12-déc.-2020", "%d-%b-%Y", date(2020, 12, 12)),
        ("14 févr. 2021", "%d %b %Y", date(2021, 2, 14)),
        ("14 fevrier 2021", "%d %B %Y", date(2021, 2, 14)),
        ("3. März 2024", "%d. %B %Y", date(2024, 3, 3)),
        ("3.Okt.2024", "%d.%b%Y", date(2024, 10, 3)),
        ("May 3rd, 2024", "%B %d, %Y", date(2024, 5, 3)),
        ("5\N{NO-BREAK SPACE}mei\t2024", "%d %B %Y", date(2024, 5, 5)),
        ("maandag 3 juni 2024", "%A %d %B %Y", date(2024, 6, 3)),
        ("lun. 3 juin 2024", "%a %d %B %Y", date(2024, 6, 3)),
        ("(2024) 03 100%", "(%Y) %d %m00%%", date(2024, 1, 3)),
    ],
)
def test_names_of_months_and_days(text: str, form: str, day: date) -> None:
    assert read(text, form) == day


def test_the_locale_does_not_matter() -> None:
    here = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("C", "C.UTF-8", "nl_BE.UTF-8", "fr_BE.UTF-8"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert read("3 okt 2024", "%d %b %Y") == date(2024, 10, 3)
    finally:
        locale.setlocale(locale.LC_TIME, here)


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("3 maert 2024", "%d %B %Y", "not a date of the form %d %B %Y: '3 maert 2024'"),
        ("31 juni 2024", "%d %B %Y", "no such date: '31 juni 2024'"),
        ("dinsdag 3 juni 2024", "%A %d %B %Y", "2024-06-03 is not a dinsdag: 'dinsdag 3 juni 2024'"),
        ("3/6/24", "%d/%m/%Y", "not a date of the form"),
        ("1-2-2024 25:00", "%d-%m-%Y %H:%M", "no such date"),
        ("1-2-2024 24:01", "%d-%m-%Y %H:%M", "no such date"),
    ],
)
def test_another_text_is_refused(text: str, form: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"date|dinsdag") as refused:
        read(text, form)
    assert str(refused.value).startswith(reason)


MOMENT = "%d/%m/%Y %H:%M:%S"


@pytest.mark.parametrize(
    ("text", "form", "moment"),
    [
        ("31/12/2023 24:00:00", MOMENT, datetime(2024, 1, 1)),
        ("28/02/2024 24:00:00", MOMENT, datetime(2024, 2, 29)),
        ("28/02/2024 00:00:00", MOMENT, datetime(2024, 2, 28)),
        ("1/2/2024 2:05 PM", "%d/%m/%Y %I:%M %p", datetime(2024, 2, 1, 14, 5)),
        ("1/2/2024 12:05 a.m.", "%d/%m/%Y %I:%M %p", datetime(2024, 2, 1, 0, 5)),
        ("2024-02-01T24:00:00Z", "%Y-%m-%dT%H:%M:%S%z", datetime(2024, 2, 2, tzinfo=UTC)),
        ("20240201 101112.5+0130", "%Y%m%d %H%M%S.%f%z", None),
        ("2024-032", "%Y-%j", date(2024, 2, 1)),
    ],
)
def test_times(text: str, form: str, moment: date | None) -> None:
    zone = timezone(timedelta(hours=1, minutes=30))
    assert read(text, form) == (moment or datetime(2024, 2, 1, 10, 11, 12, 500_000, zone))


def test_a_year_of_two_digits_is_never_in_the_future() -> None:
    today, told = date.today(), "years of two digits that would lie in the future are of the century before"
    past, future = today - timedelta(days=1), today + timedelta(days=1)
    assert read(f"{today:%d-%m-%y}", "%d-%m-%y") == today
    assert read(f"{past:%d-%m-%y}", "%d-%m-%y") == past
    assert read(f"{future:%d-%m-%y}", "%d-%m-%y") == (future.replace(year=future.year - 100), told)
    assert read("16-07-99", "%d-%m-%y") == (date(1999, 7, 16), told)
    assert read("16-07-99", "%d-%m-%y", century=1900) == date(1999, 7, 16)
    assert read("16-07-01", "%d-%m-%y", century=1900) == date(1901, 7, 16)
    assert read("16-07-68 10:00", "%d-%m-%y %H:%M", century=1800) == datetime(1868, 7, 16, 10)


def run(rule: dict[str, Any], *cells: str) -> tuple[list[Any], list[str]]:
    fields = {"datum": {"from": "D", **rule}}
    mapping = mapping_from({"profile": "organisatie-basis", "model": "Oprichting", "fields": fields}, "m")
    text = "\n".join(["N;D", *(f"x;{cell}" for cell in cells)])
    results = list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv")))
    said = [str(each).removeprefix("-:") for each in results if isinstance(each, Notice | Reject)]
    return [each.datum.year for each in results if not isinstance(each, Notice | Reject)], said


def test_a_mapping_tells_what_it_took_and_can_say_the_century() -> None:
    short = {"date": "%d-%m-%y"}
    years, [told] = run(short, "16-07-99", "01-01-98")
    assert years == [1999, 1998]
    assert told.startswith(
        "2: D: datum: years of two digits that would lie in the future are of the century before (2 t"
    )
    assert run({**short, "century": 1800}, "16-07-68") == ([1868], [])
    with pytest.raises(MappingError, match="century: no format of date has a year of two digits"):
        run({"date": "%d-%m-%Y", "century": 1900}, "16-07-1968")
    with pytest.raises(MappingError, match="century"):
        run({**short, "century": 68}, "16-07-68")
    with pytest.raises(MappingError, match="%Q is no part of a date"):
        run({"date": "%d/%Q"}, "1")


@pytest.mark.parametrize("rule", [{}, {"date": "%Y-%m-%d"}])
def test_a_date_long_ago_or_far_ahead_is_told(rule: dict[str, Any]) -> None:
    years, said = run(rule, "0202-01-01", "2024-01-01", "2999-01-01", "2998-01-01")
    assert years == [202, 2024, 2999, 2998]
    assert said == [
        "2: D: datum: a year before 1000",
        "4: D: datum: a date over a hundred years ahead (2 times)",
    ]
