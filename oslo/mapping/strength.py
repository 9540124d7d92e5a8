"""Records against the profile as published: counted by what they leave out, or rejected for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..model.description import Profile
from ..model.published import Strength
from ..model.resource import Resource
from ..validation.gaps import Gap, find_gaps
from ..words.sentences import ENGLISH
from .kinds import Build, Misfit
from .rejects import RecordProblem


class Open(NamedTuple):
    """A property of a class that records leave out, or (without `lacks`) have too often for the published profile."""

    name: str
    cardinality: str
    lacks: bool


def refusing(build: Build, profile: Profile) -> Build:
    """The same, but what the profile as published asks and a record leaves out is a reason to reject it."""

    def refuse(data: object) -> Resource | None:
        resource = build(data)
        if resource is not None and (gaps := find_gaps(resource, profile)):
            raise Misfit(_problem(gap, resource) for gap in gaps)
        return resource

    return refuse


def _problem(gap: Gap, resource: Resource) -> RecordProblem:
    name = gap.prop.json_name if gap.cls is type(resource) else _name(gap)
    return RecordProblem(gap.finding.message(ENGLISH), name)


def counting(profile: Profile, strength: Strength, open_: Counter[Open]) -> Callable[[Iterable[Gap]], None] | None:
    """What counts the gaps of a record in what the profile as published asks; None if there is nothing to count."""
    if strength is not Strength.DEFAULT or not profile.relaxations:
        return None

    names: dict[tuple[type[Resource], str, bool], Open] = {}

    def count(gaps: Iterable[Gap]) -> None:
        for key, gap in {(gap.cls, gap.prop.name, gap.lacks): gap for gap in gaps}.items():
            name = names.get(key) or names.setdefault(key, Open(_name(gap), gap.row.cardinality, gap.lacks))
            open_[name] += 1

    return count


def _name(gap: Gap) -> str:
    return f"{gap.cls.__name__}.{gap.prop.json_name}"
