"""Paths of fields: the values at the end of one, each with the statements that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ..model.description import PropertyInfo, describe
from ..model.resource import Resource
from .account import Statement, statement_of, values_of

ID = "id"


@dataclass(frozen=True, slots=True)
class Step:
    """A field on a path (or `id`, the IRI of the thing itself).

    `only`: take only its values of a class; `typed`: only those whose `type` is this concept.
    """

    name: str
    only: type[Resource] | None = None
    typed: str | None = None


Steps = tuple[Step, ...]


Marks = tuple[Statement, ...]
Entry = tuple[Any, Marks]
"""A value of the other side, and the statements that it comes from."""


def take_values(resource: Resource, steps: Steps) -> list[Entry]:
    """The values at the end of a path, each with the statements on the way."""
    step, rest = steps[0], steps[1:]
    if step.name == ID:
        return [] if resource.id is None else [(resource.id, ())]
    prop = find_property(type(resource), step.name)
    taken: list[Entry] = []
    for value in values_of(resource, step.name):
        if step.only is not None and not isinstance(value, step.only):
            continue
        mark: Marks = (statement_of(resource, prop, value),)
        if step.typed and isinstance(value, Resource):
            kinds = [each for each in take_values(value, (Step("type"),)) if each[0] == step.typed]
            if not kinds:
                continue
            mark += kinds[0][1]
        if not rest:
            taken.append((value, mark))
        elif isinstance(value, Resource):
            taken += [(each, mark + marks) for each, marks in take_values(value, rest)]
    return taken


def join_all(paths: list[list[Entry]], between: str) -> list[Entry]:
    """All values of several paths as one text, and none if there are none."""
    entries = [each for path in paths for each in path]
    text = between.join(str(getattr(value, "text", value)) for value, _ in entries)
    return [(text, sum((marks for _, marks in entries), ()))] if entries else []


@cache
def find_property(cls: type[Resource], name: str) -> PropertyInfo:
    """The description of a field."""
    return next(prop for prop in describe(cls).properties if prop.name == name)


def write_path(cls: type[Resource], steps: Steps) -> str:
    """A path in the JSON names of the profile."""
    names: list[str] = []
    for step in steps:
        if step.name == ID:
            return ".".join([*names, ID])
        prop = find_property(cls, step.name)
        names.append(prop.json_name)
        cls = step.only or next((each.cls for each in prop.ranges if each.cls), cls)
    return ".".join(names)
