"""The places of a class that a column can fill: its values, and those of its parts that a record can describe whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ...model.description import Profile, PropertyInfo, describe
from ...model.resource import Resource
from ...vocabularies.terms import label
from .names import is_generic, squeezed

_DEPTH = 4

_USUAL = {"Geometrie": "Punt", "Veranderingsgebeurtenis": "Oprichting"}
"""A class of parts to the subclass that a table means as a rule."""


@dataclass(frozen=True)
class Step:
    """A property on the way to a value, and the class of its part (`model`: if a mapping has to say it)."""

    prop: PropertyInfo
    part: type[Resource]
    model: str | None = None


@dataclass(frozen=True)
class Slot:
    """A property that takes values: the steps to the part that has it, and the class of that part."""

    steps: tuple[Step, ...]
    owner: type[Resource]
    prop: PropertyInfo

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The names of the fields that lead to it."""
        return (*(step.prop.name for step in self.steps), self.prop.name)

    @cached_property
    def plain_path(self) -> str:
        """Its path without the verbs of OSLO: `geboorte.datum` for `heeft_geboorte.datum`."""
        return ".".join(re.sub(r"^(?:heeft|is_het|is|has)_", "", name) for name in self.path)

    @property
    def python(self) -> type:
        """The type of its values."""
        return self.prop.ranges[0].python

    @cached_property
    def words(self) -> frozenset[str]:
        """The names that it is known by, in one piece; a name that says little has that of the part in front."""
        own = {self.prop.name, self.prop.json_name}
        own |= {text for tag in ("nl", "en") if (text := label(self.prop.path, tag))}
        if not self.steps:
            return frozenset(map(squeezed, own))
        around = self.plain_path.split(".")[-2]
        joined = {squeezed(around + name) for name in own}
        return frozenset(joined if is_generic(self.prop.name) else joined | set(map(squeezed, own)))

    def ends_with(self, end: str) -> bool:
        """Whether its path ends with that of a block of names; with `/`, or a name that says little, it is that."""
        if end.startswith("/"):
            return self.plain_path == end[1:]
        if "." not in end and is_generic(end):
            return self.path == (end,)
        return f".{self.plain_path}".endswith(f".{end}")


def slots_of(profile: Profile, model: type[Resource]) -> list[Slot]:
    """The slots of a class, those of the record itself first.

    >>> from oslo.models import load_profile
    >>> from oslo.models.persoon import Geboorte
    >>> [".".join(slot.path) for slot in slots_of(load_profile("persoon-basis"), Geboorte)][:2]
    ['datum', 'plaats.plaatsnaam']
    """
    classes = {cls.__name__: cls for cls in profile.classes}
    return sorted(_walk(classes, model, (), (model,)), key=lambda slot: len(slot.path))


def _walk(
    classes: dict[str, type[Resource]], model: type[Resource], steps: tuple[Step, ...], seen: tuple[type[Resource], ...]
) -> Iterator[Slot]:
    for prop in describe(model).properties:
        if prop.ranges[0].value is not None:
            yield Slot(steps, model, prop)
            continue
        parts = [each.cls for each in prop.ranges if each.cls]
        if len(steps) + 1 == _DEPTH or len(parts) != 1 or not _is_describable(parts[0], seen):
            continue
        step = Step(prop, parts[0])
        usual = classes.get(_USUAL.get(parts[0].__name__, ""))
        if usual is not None and issubclass(usual, parts[0]):
            step = replace(step, part=usual, model=usual.__name__)
        yield from _walk(classes, step.part, (*steps, step), (*seen, step.part))


def _is_describable(cls: type[Resource], seen: tuple[type[Resource], ...]) -> bool:
    """Whether a part is no thing around it again, and must have nothing that is."""
    if len(seen) > _DEPTH or any(issubclass(cls, each) or issubclass(each, cls) for each in seen):
        return False
    return all(
        each.ranges[0].value is not None or _is_describable(each.ranges[0].python, (*seen, cls))
        for each in describe(cls).properties
        if each.min
    )
