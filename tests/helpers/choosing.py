"""Which tests a run leaves out: `--all` runs every one, and without it a run is quick and shows each feature.

Left out are the tests marked `slow`, and most cases of a family: a test function with five cases or more.
Of a family one case in 240 stays and at least one; of cases about profiles, one of each ninth profile.
They are chosen by their names, so they are the same on every run and machine.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest

COLLECTED = pytest.StashKey[list[pytest.Item]]()
"""What was collected, before anything was left out."""

FAMILY = 5
ONE_IN = 240
PROFILES = 9


class _Run:
    everything = False


def everything() -> bool:
    """Whether every test runs, with all its examples: asked with --all."""
    return _Run.everything


def run_everything(wanted: bool) -> None:
    _Run.everything = wanted


class LeftOut(NamedTuple):
    """The tests that a quick run leaves out, and why."""

    slow: list[pytest.Item]
    cases: list[pytest.Item]

    def __bool__(self) -> bool:
        return bool(self.slow or self.cases)

    @property
    def items(self) -> set[pytest.Item]:
        return {*self.slow, *self.cases}


def left_out(items: Iterable[pytest.Item]) -> LeftOut:
    families: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        families[item.nodeid.partition("[")[0]].append(item)
    slow, cases = [], []
    for family in families.values():
        kept = set(sample(family)) if len(family) >= FAMILY else set(family)
        slow += [item for item in family if _is_slow(item)]
        cases += [item for item in family if item not in kept and not _is_slow(item)]
    return LeftOut(slow, cases)


def _is_slow(item: pytest.Item) -> bool:
    """Whether a test is marked `slow`; with `but` all its cases are, except the one of that name."""
    mark = item.get_closest_marker("slow")
    return mark is not None and item.name.partition("[")[2] != f"{mark.kwargs.get('but')}]"


def sample(family: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """One case in 240, one of each ninth profile where the cases are about profiles, and at least one."""
    profiles: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in family:
        profiles[_profile(item)].append(item)
    firsts = sorted((min(cases, key=_number) for cases in profiles.values()), key=_number)
    yield from firsts[::PROFILES]
    yield from (item for cases in profiles.values() for item in cases if _number(item) % ONE_IN == 0)


def _profile(item: pytest.Item) -> str:
    about = getattr(item, "callspec", None)
    profile = about.params.get("profile") if about else None
    return str(getattr(profile, "name", profile))


def _number(item: pytest.Item) -> int:
    return zlib.crc32(item.name.encode())


def told(slow: int, cases: int) -> str:
    return (
        f"{slow + cases:,} tests were left out of this quick run: {slow:,} that are slow, and {cases:,} cases of "
        f"families of {FAMILY} and more; --all runs them"
    )
