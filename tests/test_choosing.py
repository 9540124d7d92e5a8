"""A quick run leaves out what it says, and still shows each feature."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from helpers.choosing import COLLECTED, left_out, told

TESTS = Path(__file__).parent


def test_a_quick_run_keeps_a_test_of_every_file(request: pytest.FixtureRequest) -> None:
    """Of every file that was collected, modules with doctests too; with --all the choice is made, and not followed."""
    collected = request.config.stash[COLLECTED]
    assert Path(__file__) in {item.path for item in collected}
    kept = set(collected) - left_out(collected).items
    assert {item.path for item in collected} == {item.path for item in kept}


class Case(SimpleNamespace):
    """A test as pytest collects it, as far as the choice asks."""

    __hash__ = object.__hash__

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next((mark for mark in self.marks if mark.name == name), None)


def case(name: str, *marks: pytest.MarkDecorator, **params: Any) -> Any:
    marked = [each.mark for each in marks]
    return Case(name=name, nodeid=f"tests/test_x.py::{name}", marks=marked, callspec=SimpleNamespace(params=params))


def test_a_family_keeps_about_one_case_in_many_and_one_of_each_ninth_profile() -> None:
    profiles = [SimpleNamespace(name=f"profile-{number}") for number in range(20)]
    family = [case(f"test_law[{each.name}-{number}]", profile=each) for each in profiles for number in range(30)]
    few = [case(f"test_few[{number}]") for number in range(4)]
    found = left_out([*family, *few])
    kept = set(family) - found.items
    assert found.slow == []
    assert set(found.cases) < set(family)
    assert 600 / 240 < len(kept) < 600 / 60
    assert len({each.callspec.params["profile"].name for each in kept}) >= 20 / 9
    assert left_out([*few, *reversed(family)]).cases == found.cases[::-1]
    assert not left_out(few)


def test_what_is_slow_is_left_out_but_for_the_case_that_stays() -> None:
    slow, but = case("test_slow", pytest.mark.slow), pytest.mark.slow(but="a")
    one, other = case("test_cases[a]", but), case("test_cases[b-a]", but)
    assert left_out([slow, one, other]).items == {slow, other}


def test_what_is_left_out_is_told() -> None:
    assert told(12, 6_900) == (
        "6,912 tests were left out of this quick run: 12 that are slow, and 6,900 cases of families of 5 and more; "
        "--all runs them"
    )


@pytest.mark.slow
def test_no_test_file_imports_another() -> None:
    for path in sorted(TESTS.rglob("*.py")):
        tree = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        named = {each.module for each in tree if isinstance(each, ast.ImportFrom)}
        named |= {alias.name for each in tree if isinstance(each, ast.Import) for alias in each.names}
        assert [name for name in named if name and name.startswith(("test_", "tests"))] == [], path.name
