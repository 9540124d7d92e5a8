"""Which values, parts and records a mapping takes: the tests of `when`, and the bounds of `valid`."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from helpers.rules import made, notices, run

from oslo import Notice, Resource
from oslo.errors import MappingError


@pytest.mark.parametrize(
    ("when", "record", "holds"),
    [
        ("a", {"a": "x"}, True),
        ("a", {}, False),
        ({"a": "1"}, {"a": "1"}, True),
        ({"a": "1"}, {"a": "2"}, False),
        ({"a": "1"}, {}, False),
        ({"a": ["1", "2"]}, {"a": "2"}, True),
        ({"a": ["1", "2"]}, {"a": ["3", "2"]}, True),
        ({"a": 1}, {"a": "1"}, True),
        ({"a": True}, {"a": True}, True),
        ({"a": True}, {"a": "true"}, True),
        ({"a": True}, {"a": False}, False),
        ({"a": None}, {}, True),
        ({"a": None}, {"a": "1"}, False),
        ({"a": ["1", None]}, {}, True),
        ({"a": ["1", None]}, {"a": "1"}, True),
        ({"a": ["1", None]}, {"a": "2"}, False),
        ({"a": {"not": "1"}}, {"a": "2"}, True),
        ({"a": {"not": "1"}}, {"a": "1"}, False),
        ({"a": {"not": "1"}}, {}, False),
        ({"a": {"not": ["1", "2"]}}, {"a": ["3", "2"]}, False),
        ({"a": {"not": None}}, {"a": "1"}, True),
        ({"a": {"not": None}}, {}, False),
        ({"a": {"matches": "^x"}}, {"a": "xy"}, True),
        ({"a": {"matches": "y$"}}, {"a": "xy"}, True),
        ({"a": {"matches": "^x"}}, {"a": "yx"}, False),
        ({"a": {"matches": "^x"}}, {"a": ["y", "x"]}, True),
        ({"a": {"matches": "^x"}}, {}, False),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, True),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, False),
        ({"a": "1", "b": "2"}, {"a": "3", "b": "2"}, False),
    ],
)
def test_when(when: Any, record: dict[str, Any], holds: bool) -> None:
    assert made("code", {"from": "c", "when": when}, {"c": "value", **record}) == ("value" if holds else None)


def test_a_condition_that_is_no_regular_expression_is_an_error_of_the_mapping() -> None:
    with pytest.raises(MappingError, match=r"^m: code: not a regular expression: '\('"):
        run("code", {"from": "c", "when": {"a": {"matches": "("}}}, {})


def test_a_part_has_to_be_taken_by_its_condition_and_by_time() -> None:
    rule = {"from": "c", "when": {"a": "1"}, "valid": {"until": "e", "at": "2026-11-27"}}
    for a, until, taken in (("1", "2030", True), ("2", "2030", False), ("1", "2020", False), ("2", "2020", False)):
        assert made("code", rule, {"c": "x", "a": a, "e": until}) == ("x" if taken else None), (a, until)


@pytest.mark.parametrize(
    ("bound", "day", "holds"),
    [
        ("from", "2026-11-27", True),
        ("from", "2026-11-28", False),
        ("from", "2026-11", True),
        ("from", "2026-12", False),
        ("from", "2027", False),
        ("from", "2026", True),
        ("until", "2026-11-27", False),
        ("until", "2026-11-28", True),
        ("until", "2026-11", True),
        ("until", "2026-10", False),
        ("until", "2026", True),
        ("until", "2025", False),
        ("through", "2026-11-27", True),
        ("through", "2026-11-26", False),
        ("through", "2026-11", True),
        ("through", "2026-10", False),
        ("through", "0000-00-00", True),
    ],
)
def test_a_bound_of_time(bound: str, day: str, holds: bool) -> None:
    rule = {"from": "c", "valid": {bound: "d", "at": "2026-11-27"}}
    assert made("code", rule, {"c": "x", "d": day}) == ("x" if holds else None)
    reason = "not yet valid" if bound == "from" else "no longer valid"
    told = [] if holds else [f"code: {reason} on 2026-11-27, left out"]
    assert notices("code", rule, {"c": "x", "d": day}) == told


def test_without_a_day_there_is_no_bound() -> None:
    assert made("code", {"from": "c", "valid": {"from": "b", "until": "e"}}, {"c": "x"}) == "x"


def test_dates_in_another_form_and_those_that_are_none() -> None:
    rule = {"from": "c", "valid": {"until": "e", "date": "%d/%m/%Y", "at": "2026-11-27"}}
    assert made("code", rule, {"c": "x", "e": "28/11/2026"}) == "x"
    assert made("code", rule, {"c": "x", "e": "27/11/2026"}) is None
    assert made("code", rule, {"c": "x", "e": "00/11/2026"}) == "x"
    assert made("code", rule, {"c": "x", "e": "2026-11-28"}) == (
        "not a date: '2026-11-28'; `date: \"%Y-%m-%d\"` would read it"
    )


STATES = {"d": [
    {"v": "eerst", "b": "2001-01-01"}, {"v": "nu", "b": "2010-01-01"}, {"v": "later", "b": "2030-01-01"},
    {"v": "zonder"}, {"v": "ook", "b": "2010-01-01"},
]}  # fmt: skip


def test_of_parts_that_follow_each_other_those_that_began_last_hold() -> None:
    rule = {"each": "d", "from": "v", "valid": {"from": "b", "successive": True, "at": "2026-11-27"}}
    assert made("codes", rule, STATES) == ["nu", "ook"]
    assert notices("codes", rule, STATES) == [
        "d: a later one has begun on 2026-11-27, left out (2 times)",
        "d: not yet valid on 2026-11-27, left out",
    ]
    assert made("codes", {**rule, "when": {"v": ["eerst", "ook"]}}, STATES) == ["ook"]
    assert made("codes", rule, {"d": [{"v": "later", "b": "2030"}]}) == []
    assert made("codes", rule, {"d": [{"v": "nu", "b": "2026-11-27"}, {"v": "oud", "b": "2026-11-26"}]}) == ["nu"]
    assert made("codes", rule, {"d": []}) == []


def test_records_that_are_not_taken_are_told() -> None:
    records = [{"c": "x", "s": "1"}, {"c": "y", "s": "2"}, {"c": "z", "s": "2"}]
    results = run("code", "c", *records, when={"s": "1"})
    assert [each.code for each in results if isinstance(each, Resource)] == ["x"]  # type: ignore[attr-defined]
    assert [each.text for each in results if isinstance(each, Notice)] == [
        "2 records are not taken, as `when` does not hold"
    ]
    assert len(results) == 2


def test_the_day_is_that_of_the_run() -> None:
    today = date.today().isoformat()
    assert made("code", {"from": "c", "valid": {"through": "e"}}, {"c": "x", "e": today}) == "x"
    assert made("code", {"from": "c", "valid": {"until": "e"}}, {"c": "x", "e": today}) is None
