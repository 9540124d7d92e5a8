"""The rows of docs/deviations.md: deviations from profiles as published, and why.

The rows with a cardinality on both sides, and nothing else, are made from the relaxations that a profile declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..errors import OsloError
from ..files import folder
from ..model.description import Profile, describe, relaxed
from ..model.resource import Resource
from .site import Site


class Deviation(NamedTuple):
    """A row: `-` stands for the profile, or the class, as a whole."""

    profile: str
    cls: str
    property: str
    published: str
    ours: str
    why: str


@cache
def deviations() -> tuple[Deviation, ...]:
    """All rows, in the order of the page.

    >>> sorted({row.profile for row in deviations()})[0]
    'adresregister'
    """
    rows: list[Deviation] = []
    profile = ""
    for line in (folder("docs") / "deviations.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            profile = line[3:].partition(" ")[0]
        cells = _cells(line)
        if line.startswith("| ") and len(cells) == 5 and cells[0] != "Class":
            rows.append(Deviation(profile, *cells))
    return tuple(rows)


def of_class(site: Site, profile: Profile, cls: type[Resource]) -> list[Deviation]:
    """The rows for a class of a profile: its own and those of the classes that it derives from."""
    wanted = {(name, base.__name__) for base in cls.__mro__ for name in _name_profiles(site, profile, base)}
    return [row for row in deviations() if (row.profile, row.cls) in wanted]


def of_profile(profile: Profile) -> list[Deviation]:
    """The rows for none of the classes of a profile: for the profile as a whole, and for classes that it lacks."""
    known = {base.__name__ for cls in profile.classes for base in cls.__mro__}
    return [row for row in deviations() if row.profile == profile.name and row.cls not in known]


def _name_profiles(site: Site, profile: Profile, base: type) -> set[str]:
    home = site.home(base) if issubclass(base, Resource) else None
    return {profile.name} | ({home.name} if home else set())


_HEAD = "| Class | property | published | ours | why |\n|---|---|---|---|---|\n"
_CARDINALITY = re.compile(r"\d+\.\.(\d+|n)")


def deviations_page(page: str, profiles: Iterable[Profile]) -> str:
    """The page with the made rows of each profile in their places; everything else stays.

    Raises OsloError for a profile without a table on the page.
    """
    for profile in profiles:
        start = page.find(_HEAD, page.find(f"\n## {profile.name} {profile.version}\n"))
        if start < 0:
            raise OsloError(f"docs/deviations.md: no table of {profile.name} {profile.version}")
        before, head, rest = page[:start], _HEAD, page[start + len(_HEAD) :]
        lines = rest.splitlines(keepends=True)
        end = next((number for number, line in enumerate(lines) if not line.startswith("| ")), len(lines))
        written = [line for line in lines[:end] if not all(map(_CARDINALITY.fullmatch, _cells(line)[2:4]))]
        rows = sorted([*made_rows(profile), *written], key=lambda line: [each.lower() for each in _cells(line)[:2]])
        page = f"{before}{head}{''.join([*rows, *lines[end:]])}"
    return page


def made_rows(profile: Profile) -> Iterator[str]:
    """A line for each cardinality that the published profile has and ours leaves open."""
    for row in profile.relaxations:
        holders = [each for each in profile.classes if row in relaxed(profile, each).values()]
        if not holders:
            raise OsloError(f"{profile.name}: {row.cls}.{row.name}: {row.cardinality} asks no more than ours does")
        cls = next((each for each in holders if each.__name__ == row.cls), holders[0])
        ours = next(prop.cardinality for prop in describe(cls).properties if prop.json_name == row.name)
        yield f"| {row.cls} | {row.name} | {row.cardinality} | {ours} | {row.why} |\n"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]
