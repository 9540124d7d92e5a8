"""From the classes of one standard to those of another and back, by a table of paths (`tables`).

The table says which class answers to which, and which path of fields to which. Both directions are
the same walk: take the values at the end of a path, make them what the other side asks, put them at
the end of the other path. Whatever finds no place is a `Loss`, so that nothing is dropped in silence.
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
    """A field on a path (or `id`, the IRI of the thing itself); `only`: of its values those of a class."""

    name: str
    only: type[Resource] | None = None


Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Which path answers to which.

    `join`: several texts become one, with this between them. `parts`: further paths whose texts are
    the next parts of it, such as the month and the day after the year.
    """

    source: Steps
    target: Steps
    join: str | None = None
    source_list: str | None = None
    target_list: str | None = None
    parts: tuple[Steps, ...] = ()

    @property
    def turns(self) -> bool:
        """Whether it can be walked the other way: a text does not say its parts, and an IRI is there already."""
        return not self.parts and self.source[-1].name != ID

    def turned(self) -> Row:
        """The same row in the other direction."""
        return Row(self.target, self.source, None, self.target_list, self.source_list)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two classes that answer to one another, with the rows for their fields."""

    source: type[Resource]
    target: type[Resource]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A table for one direction; `language` is that of texts that do not say their own."""

    pairs: tuple[Pair, ...]
    language: str = "nl"

    def turned(self) -> Alignment:
        """The same table in the other direction, without the rows that have none: of several paths, from an IRI."""
        rows = {id(each): tuple(row.turned() for row in each.rows if row.turns) for each in self.pairs}
        return Alignment(tuple(Pair(each.target, each.source, rows[id(each)]) for each in self.pairs), self.language)

    def target_of(self, cls: type[Resource]) -> type[Resource] | None:
        """The class that answers to a class, or to the nearest of its bases."""
        found = [each for each in self.pairs if issubclass(cls, each.source)]
        return max(found, key=lambda each: len(each.source.__mro__)).target if found else None

    def translate(self, resource: Resource, target: type[Resource] | None = None) -> tuple[Resource, list[Loss]]:
        """A resource as one of the other side (of the class `target`, if given), and what was lost.

        Raises OsloError for a class without a counterpart, and for a resource of the other side
        that would miss what it has to have.

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
        made = translation.make(resource, wanted)
        if made is None:
            reasons = "; ".join(dict.fromkeys(str(each) for each in losses))
            raise OsloError(f"{resource.id or type(resource).__name__} cannot be a {wanted.__name__}: {reasons}")
        translation.tell_unused()
        return made, losses

    def rows(self, source: type[Resource], target: type[Resource]) -> list[Row]:
        """The rows for two classes: their own, and those of their bases that say nothing else of a field."""
        return _rows(self.pairs, source, target)


@cache
def _rows(pairs: tuple[Pair, ...], source: type[Resource], target: type[Resource]) -> list[Row]:
    found = [each for each in pairs if issubclass(source, each.source) and issubclass(target, each.target)]
    found.sort(key=lambda each: len(each.source.__mro__) + len(each.target.__mro__))
    rows: dict[tuple[Steps, Steps], Row] = {(row.source, row.target): row for each in found for row in each.rows}
    return list(rows.values())


class _Translation:
    """One resource on its way, with its parts."""

    def __init__(self, alignment: Alignment, losses: list[Loss]) -> None:
        self.alignment = alignment
        self.losses = losses
        self.used: set[tuple[int, str, int]] = set()
        self.seen: dict[int, Resource] = {}

    def make(self, resource: Resource, target: type[Resource]) -> Resource | None:
        """The resource as one of a class; None, with the reasons among the losses, where it cannot be."""
        tree: dict[str, Any] = {"id": resource.id}
        for row in self.alignment.rows(type(resource), target):
            values = _taken(resource, row.source, self.used)
            for part in row.parts:
                values = [f"{value}{row.join}{more}" for value in values for more in _taken(resource, part, self.used)]
            if values:
                self._put(resource, row, values, target, tree)
        self.seen[id(resource)] = resource
        return self._built(resource, target, tree)

    def tell_unused(self) -> None:
        """Every value that no row took, of a resource that was translated or of a part that rows went through."""
        for each in list(self.seen.values()):
            self._tell_unused(each, each)

    def _put(self, owner: Resource, row: Row, values: list[Any], target: type[Resource], tree: dict[str, Any]) -> None:
        """Put values at the end of the other path, made into what it takes."""
        at, cls = tree, target
        for step in row.target[:-1]:
            prop = _property(cls, step.name)
            cls = step.only or next(each.cls for each in prop.ranges if each.cls)
            at = at.setdefault(step.name, {"": cls})
        prop = _property(cls, row.target[-1].name)
        where = f"{type(owner).__name__}.{_words(type(owner), row.source)}"
        found: list[Any] = at.setdefault(prop.name, []) if prop.many else []
        for value in values:
            made = self._value(owner, where, row, value, prop)
            if made is not None and made not in found:
                found.append(made)
        if row.join is not None and not row.parts:
            found[:] = self._joined(owner, where, found, row.join)
        if prop.unique_lang:
            found[:] = self._one_a_language(owner, where, found)
        if not prop.many:
            for _ in found[1:]:
                self._lose(owner, where, f"a {target.__name__} has one {prop.json_name}")
            if found and prop.name not in at:
                at[prop.name] = found[0]

    def _value(self, owner: Resource, where: str, row: Row, value: Any, prop: PropertyInfo) -> Any:
        """A value as a property takes it; None, with a loss, where it takes none such."""
        if isinstance(value, Resource):
            cls = next(
                (each.cls for each in prop.ranges if each.cls and self.alignment.rows(type(value), each.cls)), None
            )
            part = self.make(value, cls) if cls else None
            if part is not None:
                return part
            if value.id is not None and any(each.reference for each in prop.ranges):
                self._lose(owner, where, f"what is said of a {type(value).__name__}")
                return value.id
            return None if cls else self._lose(owner, where, f"a {type(value).__name__} has no counterpart here")
        if isinstance(value, Concept) and row.target_list:
            value = _matching(value, row)
        made: Converted = converted(value, prop, self.alignment.language)
        if made.lost:
            self._lose(owner, where, made.lost)
        return made.value

    def _joined(self, owner: Resource, where: str, texts: list[LangString], between: str) -> list[LangString]:
        """The texts of each language as one."""
        found: dict[str, list[str]] = {}
        for each in texts:
            found.setdefault(each.language, []).append(each.text)
        for each_texts in found.values():
            if len(each_texts) > 1:
                self._lose(owner, where, f"where one of {len(each_texts)} texts ends and the next begins")
        return [LangString(between.join(said), language) for language, said in found.items()]

    def _one_a_language(self, owner: Resource, where: str, texts: list[LangString]) -> list[LangString]:
        """The first text of each language."""
        found: dict[str, LangString] = {}
        for each in texts:
            if found.setdefault(each.language, each) != each:
                self._lose(owner, where, "a second text in one language")
        return list(found.values())

    def _built(self, owner: Resource, cls: type[Resource], tree: dict[str, Any]) -> Resource | None:
        """A resource out of its values, and of those of the parts below it."""
        values: dict[str, Any] = {}
        for name, value in tree.items():
            if isinstance(value, dict):
                part = self._built(owner, value.pop(""), value)
                if part is not None:
                    values[name] = [part] if _property(cls, name).many else part
            elif value != []:
                values[name] = value
        try:
            return cls(**values)
        except ValidationError as error:
            for problem in problems_of(error, str(owner.id or type(owner).__name__), cls):
                self._lose(owner, f"{cls.__name__}.{problem.property}", problem.reason)
            return None

    def _tell_unused(self, owner: Resource, resource: Resource) -> None:
        for prop in describe(type(resource)).properties:
            for number, value in enumerate(_values(resource, prop.name)):
                if (id(resource), prop.name, number) not in self.used:
                    self._lose(owner, f"{type(resource).__name__}.{prop.json_name}", "no counterpart")
                elif id(value) not in self.seen and any(each[0] == id(value) for each in self.used):
                    self._tell_unused(owner, value)

    def _lose(self, owner: Resource, where: str, reason: str) -> None:
        loss = Loss(str(owner.id or type(owner).__name__), where, reason)
        if loss not in self.losses:
            self.losses.append(loss)


def _values(resource: Resource, name: str) -> list[Any]:
    value = getattr(resource, name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _taken(resource: Resource, steps: Steps, used: set[tuple[int, str, int]]) -> list[Any]:
    """The values at the end of a path; what is passed on the way is `used`."""
    step, rest = steps[0], steps[1:]
    taken: list[Any] = []
    for number, value in enumerate(_values(resource, step.name)):
        if step.only is not None and not isinstance(value, step.only):
            continue
        found = [value] if not rest else _taken(value, rest, used) if isinstance(value, Resource) else []
        if found:
            used.add((id(resource), step.name, number))
        taken += found
    return taken


def _property(cls: type[Resource], name: str) -> PropertyInfo:
    return next(prop for prop in describe(cls).properties if prop.name == name)


def _words(cls: type[Resource], steps: Steps) -> str:
    """A path in the words of the profile."""
    names: list[str] = []
    for step in steps:
        if step.name == ID:
            return ".".join([*names, ID])
        prop = _property(cls, step.name)
        names.append(prop.json_name)
        cls = step.only or next((each.cls for each in prop.ranges if each.cls), cls)
    return ".".join(names)


def _matching(value: Concept, row: Row) -> Concept:
    """The concept of the other list that means the same, the value itself where none is known."""
    ours, theirs = scheme(row.source_list or ""), scheme(row.target_list or "")
    if ours is None or theirs is None:
        return value
    code = ours.codes.get(value)
    matches = [each for each in (code.matches if code else ()) if each in theirs.codes]
    matches += [iri for iri, other in theirs.codes.items() if value in other.matches]
    return Concept(matches[0]) if matches else value
