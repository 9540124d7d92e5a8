"""The rows of docs/deviations.md: deviations from profiles as published, and why."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..files import folder
from ..model.description import Profile
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
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
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
