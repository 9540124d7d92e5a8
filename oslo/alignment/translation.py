"""From the classes of one standard to those of another and back, by a table of paths (`tables`).

The table says which class corresponds to which, and which path of fields to which. Both directions work
the same way: take the values at the end of a path, convert them to what the other side takes, put them at
the end of the other path. Whatever has no place there is a `Loss`, so that nothing is dropped silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from ..errors import OsloError
from ..exchange.reading import problems_of
from ..model.description import PropertyInfo, describe
from ..model.resource import Resource
from ..model.values import Concept, LangString
from ..vocabularies.codelists import scheme
from .values import Converted, converted


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the other side has no place for: the node, the property, the reason.

    >>> print(Loss("urn:an", "Persoon.isLidVan", "no counterpart"))
    urn:an: Persoon.isLidVan: no counterpart
    """

    node: str
    property: str
    reason: str

    def __str__(self) -> str:
        return f"{self.node}: {self.property}: {self.reason}"


ID = "id"


@dataclass(frozen=True, slots=True)
class Step:
    """A field on a path (or `id`, the IRI of the thing itself); `only`: take only its values of a class."""

    name: str
    only: type[Resource] | None = None


Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A path and the path that it corresponds to.

    `join`: several texts become one, with this between them. `parts`: further paths whose texts follow
    in it, such as the month and the day after the year.
    """

    source: Steps
    target: Steps
    join: str | None = None
    source_list: str | None = None
    target_list: str | None = None
    parts: tuple[Steps, ...] = ()

    @property
    def turns(self) -> bool:
        """Whether it works in the other direction: a text cannot be split into `parts`, and an IRI is there already."""
        return not self.parts and self.source[-1].name != ID

    def turned(self) -> Row:
        """The same row in the other direction."""
        return Row(self.target, self.source, None, self.target_list, self.source_list)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two classes that correspond to one another, with the rows for their fields."""

    source: type[Resource]
    target: type[Resource]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A table for one direction; `language` is that of texts without one."""

    pairs: tuple[Pair, ...]
    language: str = "nl"

    def turned(self) -> Alignment:
        """The same table in the other direction, without the rows that work in one direction only."""
        rows = {id(each): tuple(row.turned() for row in each.rows if row.turns) for each in self.pairs}
        return Alignment(tuple(Pair(each.target, each.source, rows[id(each)]) for each in self.pairs), self.language)

    def target_of(self, cls: type[Resource]) -> type[Resource] | None:
        """The class that corresponds to a class, or to its nearest base."""
        pairs = [each for each in self.pairs if issubclass(cls, each.source)]
        return max(pairs, key=lambda each: len(each.source.__mro__)).target if pairs else None

    def translate(self, resource: Resource, target: type[Resource] | None = None) -> tuple[Resource, list[Loss]]:
        """A resource as one of the other side (of the class `target`, if given), and what was lost.

        Raises OsloError for a class without a counterpart, and for a resource that would lack
        a required value on the other side.

        >>> from oslo.alignment.tables import to_isa
        >>> from oslo.models.persoon import Plaats
        >>> place, losses = to_isa().translate(Plaats(plaatsnaam="Gent"))
        >>> type(place).__name__, place.geographic_name, losses
        ('Location', [LangString(text='Gent', language='nl')], [])
        """
        wanted = target or self.target_of(type(resource))
        if wanted is None:
            raise OsloError(f"{type(resource).__name__} has no counterpart")
        losses: list[Loss] = []
        translation = _Translation(self, losses)
        translated = translation.make(resource, wanted)
        if translated is None:
            reasons = "; ".join(dict.fromkeys(str(each) for each in losses))
            raise OsloError(f"{resource.id or type(resource).__name__} cannot be a {wanted.__name__}: {reasons}")
        translation.report_unused()
        return translated, losses

    def rows(self, source: type[Resource], target: type[Resource]) -> list[Row]:
        """The rows for two classes: their own, and those of their bases that they do not override."""
        return _list_rows(self.pairs, source, target)


@cache
def _list_rows(pairs: tuple[Pair, ...], source: type[Resource], target: type[Resource]) -> list[Row]:
    fitting = [each for each in pairs if issubclass(source, each.source) and issubclass(target, each.target)]
    fitting.sort(key=lambda each: len(each.source.__mro__) + len(each.target.__mro__))
    rows: dict[tuple[Steps, Steps], Row] = {(row.source, row.target): row for each in fitting for row in each.rows}
    return list(rows.values())


class _Translation:
    """The translation of one resource, with its parts."""

    def __init__(self, alignment: Alignment, losses: list[Loss]) -> None:
        self.alignment = alignment
        self.losses = losses
        self.used: set[tuple[int, str, int]] = set()
        self.seen: dict[int, Resource] = {}

    def make(self, resource: Resource, target: type[Resource]) -> Resource | None:
        """The resource as one of a class; None, with the reasons among the losses, if it cannot be one."""
        tree: dict[str, Any] = {"id": resource.id}
        for row in self.alignment.rows(type(resource), target):
            values = _take_values(resource, row.source, self.used)
            for part in row.parts:
                values = [
                    f"{value}{row.join}{more}" for value in values for more in _take_values(resource, part, self.used)
                ]
            if values:
                self._put_values(resource, row, values, target, tree)
        self.seen[id(resource)] = resource
        return self._build(resource, target, tree)

    def report_unused(self) -> None:
        """Report every value that no row took, of a translated resource or of a part that rows went through."""
        for each in list(self.seen.values()):
            self._report_unused(each, each)

    def _put_values(
        self, owner: Resource, row: Row, values: list[Any], target: type[Resource], tree: dict[str, Any]
    ) -> None:
        """Put values at the end of the other path, converted to what it takes."""
        place, cls = tree, target
        for step in row.target[:-1]:
            prop = _find_property(cls, step.name)
            cls = step.only or next(each.cls for each in prop.ranges if each.cls)
            place = place.setdefault(step.name, {"": cls})
        prop = _find_property(cls, row.target[-1].name)
        where = f"{type(owner).__name__}.{_write_path(type(owner), row.source)}"
        placed: list[Any] = place.setdefault(prop.name, []) if prop.many else []
        for value in values:
            converted_value = self._convert_value(owner, where, row, value, prop)
            if converted_value is not None and converted_value not in placed:
                placed.append(converted_value)
        if row.join is not None and not row.parts:
            placed[:] = self._join_texts(owner, where, placed, row.join)
        if prop.unique_lang:
            placed[:] = self._keep_one_per_language(owner, where, placed)
        if not prop.many:
            for _ in placed[1:]:
                self._add_loss(owner, where, f"a {target.__name__} has one {prop.json_name}")
            if placed and prop.name not in place:
                place[prop.name] = placed[0]

    def _convert_value(self, owner: Resource, where: str, row: Row, value: Any, prop: PropertyInfo) -> Any:
        """A value as a property takes it; None, with a loss, if it does not take such a value."""
        if isinstance(value, Resource):
            cls = next(
                (each.cls for each in prop.ranges if each.cls and self.alignment.rows(type(value), each.cls)), None
            )
            part = self.make(value, cls) if cls else None
            if part is not None:
                return part
            if value.id is not None and any(each.reference for each in prop.ranges):
                self._add_loss(owner, where, f"the description of a {type(value).__name__}")
                return value.id
            return None if cls else self._add_loss(owner, where, f"a {type(value).__name__} has no counterpart here")
        if isinstance(value, Concept) and row.target_list:
            value = _match_concept(value, row)
        result: Converted = converted(value, prop, self.alignment.language)
        if result.lost:
            self._add_loss(owner, where, result.lost)
        return result.value

    def _join_texts(self, owner: Resource, where: str, texts: list[LangString], between: str) -> list[LangString]:
        """The texts of each language as one."""
        by_language: dict[str, list[str]] = {}
        for text in texts:
            by_language.setdefault(text.language, []).append(text.text)
        for parts in by_language.values():
            if len(parts) > 1:
                self._add_loss(owner, where, f"where one of {len(parts)} texts ends and the next begins")
        return [LangString(between.join(parts), language) for language, parts in by_language.items()]

    def _keep_one_per_language(self, owner: Resource, where: str, texts: list[LangString]) -> list[LangString]:
        """The first text of each language."""
        by_language: dict[str, LangString] = {}
        for text in texts:
            if by_language.setdefault(text.language, text) != text:
                self._add_loss(owner, where, "a second text in one language")
        return list(by_language.values())

    def _build(self, owner: Resource, cls: type[Resource], tree: dict[str, Any]) -> Resource | None:
        """A resource from its values and those of the parts below it."""
        values: dict[str, Any] = {}
        for name, value in tree.items():
            if isinstance(value, dict):
                part = self._build(owner, value.pop(""), value)
                if part is not None:
                    values[name] = [part] if _find_property(cls, name).many else part
            elif value != []:
                values[name] = value
        try:
            return cls(**values)
        except ValidationError as error:
            for problem in problems_of(error, str(owner.id or type(owner).__name__), cls):
                self._add_loss(owner, f"{cls.__name__}.{problem.property}", problem.reason)
            return None

    def _report_unused(self, owner: Resource, resource: Resource) -> None:
        for prop in describe(type(resource)).properties:
            for number, value in enumerate(_list_values(resource, prop.name)):
                if (id(resource), prop.name, number) not in self.used:
                    self._add_loss(owner, f"{type(resource).__name__}.{prop.json_name}", "no counterpart")
                elif id(value) not in self.seen and any(each[0] == id(value) for each in self.used):
                    self._report_unused(owner, value)

    def _add_loss(self, owner: Resource, where: str, reason: str) -> None:
        loss = Loss(str(owner.id or type(owner).__name__), where, reason)
        if loss not in self.losses:
            self.losses.append(loss)


def _list_values(resource: Resource, name: str) -> list[Any]:
    value = getattr(resource, name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _take_values(resource: Resource, steps: Steps, used: set[tuple[int, str, int]]) -> list[Any]:
    """The values at the end of a path; those on the way are added to `used`."""
    step, rest = steps[0], steps[1:]
    taken: list[Any] = []
    for number, value in enumerate(_list_values(resource, step.name)):
        if step.only is not None and not isinstance(value, step.only):
            continue
        reached = [value] if not rest else _take_values(value, rest, used) if isinstance(value, Resource) else []
        if reached:
            used.add((id(resource), step.name, number))
        taken += reached
    return taken


def _find_property(cls: type[Resource], name: str) -> PropertyInfo:
    return next(prop for prop in describe(cls).properties if prop.name == name)


def _write_path(cls: type[Resource], steps: Steps) -> str:
    """A path in the JSON names of the profile."""
    names: list[str] = []
    for step in steps:
        if step.name == ID:
            return ".".join([*names, ID])
        prop = _find_property(cls, step.name)
        names.append(prop.json_name)
        cls = step.only or next((each.cls for each in prop.ranges if each.cls), cls)
    return ".".join(names)


def _match_concept(value: Concept, row: Row) -> Concept:
    """The concept of the other list with the same meaning; the value itself if none is known."""
    source_list, target_list = scheme(row.source_list or ""), scheme(row.target_list or "")
    if source_list is None or target_list is None:
        return value
    code = source_list.codes.get(value)
    matches = [each for each in (code.matches if code else ()) if each in target_list.codes]
    matches += [iri for iri, other in target_list.codes.items() if value in other.matches]
    return Concept(matches[0]) if matches else value
