"""The columns of an empty table: which values of a class a row holds, what stands in a cell, and how it is read.

A row is one thing. Its values have a column, and so have those of its parts as far as they lie within reach: parts
that it must have, and parts that consist of values or of such parts (an address, contact details, a birth). Any other
part is given by its IRI. A point of a map has two columns, longitude and latitude.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from ..errors import OsloError
from ..model.description import PropertyInfo, describe
from ..model.documentation import documentation
from ..model.example import example
from ..model.resource import Resource
from ..model.values import AnyUri, Concept, Gml, PartialDate, Wkt
from ..namespaces import Iri, in_iri
from ..vocabularies.codelists import Scheme, scheme
from ..vocabularies.terms import definition
from ..words.sentences import say

Rule = Mapping[str, Any]

POINT = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT({{{0} -> decimal}} {{{1} -> decimal}})"
"""A point by longitude and latitude: in that order, as the reference system asks."""

_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
_MOMENTS = [f"{day}{joint}{time}" for day in _DATES for joint in ("T", " ") for time in ("%H:%M", "%H:%M:%S")]
_MOMENTS.append("%Y-%m-%dT%H:%M:%S%z")
_PARTIAL = ["%m/%Y", "%Y-%m", "%Y"]

YES_NO = "yes-no"
"""The code table of the answers to a question that is answered by yes or no."""

ANSWERS = {
    written: answer
    for answer, words in ((True, "ja yes oui true waar vrai 1 j y"), (False, "nee no non false onwaar faux 0 n"))
    for word in words.split()
    for written in (word, word.capitalize(), word.upper())
}
"""What a cell says for yes and no: in three languages, and as spreadsheets write it."""


@dataclass(frozen=True, slots=True)
class CellKind:
    """What stands in a cell: its name among the hints (`help.py`), and what a mapping does with it."""

    name: str
    rule: Rule = field(default_factory=dict)


TEXT = CellKind("text")
CODE = CellKind("code")
NUMBER = CellKind("number", {"decimal": "either"})
_KINDS: dict[type, CellKind] = {
    bool: CellKind("yes-no", {"codes": YES_NO}),
    int: CellKind("integer"),
    Decimal: NUMBER,
    float: NUMBER,
    datetime: CellKind("moment", {"date": [*_DATES, *_MOMENTS]}),
    date: CellKind("date", {"date": _DATES}),
    PartialDate: CellKind("partial date", {"date": [*_DATES, *_PARTIAL]}),
    AnyUri: CellKind("web address"),
    Concept: CellKind("concept"),
    Iri: CellKind("iri"),
}
"""Python type to what stands in a cell; other values are text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the path of fields that it fills, and what belongs in it.

    `required_with`: the part of which this is required as soon as anything is said of it. `said`: its
    meaning by language. `pair`: for a longitude the name of the column with the latitude. `rule`: what
    a mapping asks of it beyond its kind.
    """

    name: str
    fields: tuple[str, ...]
    prop: PropertyInfo
    kind: CellKind
    required: bool = False
    required_with: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    example: Any = None
    pair: str | None = None
    rule: Rule = field(default_factory=dict)

    @property
    def codes(self) -> Scheme | None:
        """The code list that its values come from, where that is at hand."""
        return scheme(self.prop.code_list) if self.prop.code_list and self.kind is CODE else None


@cache
def columns(model: type[Resource]) -> tuple[Column, ...]:
    """The columns of a class, without that of its IRI.

    >>> from oslo.models.persoon import Geboorte
    >>> [column.name for column in columns(Geboorte)][:4]
    ['datum', 'plaats.plaatsnaam', 'plaats.geometrie.wkt.lengtegraad', 'plaats.geometrie.wkt.breedtegraad']
    """
    return tuple(_columns(model, _Walk((model,), required=True)))


def columns_at(model: type[Resource], path: str) -> list[Column]:
    """The columns of the value at a path of fields (`contactinfo.adres.postcode`), however deep; two of a point.

    Raises OsloError for a path that a class does not have.
    """
    walk = _Walk((model,), required=True)
    for name in (steps := path.split("."))[:-1]:
        prop = _property(model, name)
        model = next(each.cls for each in prop.ranges if each.cls)
        walk = walk.into(prop, model)
    return list(_column(model, _property(model, steps[-1]), walk))


def _property(model: type[Resource], name: str) -> PropertyInfo:
    for prop in describe(model).properties:
        if prop.name == name:
            return prop
    raise OsloError(f"{model.__name__} has no property {name!r}")


@dataclass(frozen=True, slots=True)
class _Walk:
    """How one came to a class: by which classes and fields, and whether what it must have, a row must have."""

    classes: tuple[type[Resource], ...]
    fields: tuple[str, ...] = ()
    prefix: str = ""
    required: bool = False
    part: str | None = None  # the innermost part on the way that a row need not have

    def needs(self, prop: PropertyInfo) -> bool:
        return self.required and prop.min > 0

    def within(self, prop: PropertyInfo) -> str | None:
        return self.part if prop.min and not self.required else None

    def into(self, prop: PropertyInfo, part: type[Resource]) -> _Walk:
        """One step on, into a part."""
        name = f"{self.prefix}{prop.json_name}"
        optional = None if self.needs(prop) else self.within(prop) or name
        return _Walk((*self.classes, part), (*self.fields, prop.name), f"{name}.", self.needs(prop), optional)


def _columns(model: type[Resource], walk: _Walk) -> Iterator[Column]:
    for prop in describe(model).properties:
        parts = [each.cls for each in prop.ranges if each.cls]
        if len(parts) == 1 and prop.min < 2 and _within_reach(parts[0], walk.classes, required=walk.needs(prop)):
            yield from _columns(parts[0], walk.into(prop, parts[0]))
        else:
            yield from _column(model, prop, walk)


def _column(model: type[Resource], prop: PropertyInfo, walk: _Walk) -> Iterator[Column]:
    """The columns of a property: of a value, or of a thing that is described elsewhere."""
    part = next((each.cls for each in prop.ranges if each.cls), None)
    column = Column(
        f"{walk.prefix}{prop.json_name}",
        (*walk.fields, prop.name),
        prop,
        _KINDS[Iri] if part else _kind(prop),
        walk.needs(prop),
        walk.within(prop),
        _said(model, prop),
    )
    if part is None:
        yield from _values(column, model)
    elif prop.ranges[0].reference:
        iris = [
            f"https://data.example.be/id/{in_iri(part.__name__.lower())}/{each}"
            for each in range(1, max(prop.min, 1) + 1)
        ]
        yield replace(column, example="|".join(iris))


def _values(column: Column, model: type[Resource]) -> Iterator[Column]:
    """The columns of a value: one, for a point two, none for GML, which nobody types."""
    python = column.prop.ranges[0].python
    if python is Gml:
        return
    if python is Wkt:
        names = (say(f"column.{each}", model.text_language) for each in ("longitude", "latitude"))
        east, north = (f"{column.name}.{name}" for name in names)
        yield replace(column, name=east, kind=CellKind("longitude"), pair=north, example=3.7219)
        yield replace(column, name=north, kind=CellKind("latitude"), example=51.0545)
    else:
        yield replace(column, example=_example(model, column.prop))


def _kind(prop: PropertyInfo) -> CellKind:
    if prop.code_list and scheme(prop.code_list):
        return CODE
    found = {kind: _KINDS[kind] for each in prop.ranges for kind in each.python.__mro__ if kind in _KINDS}
    if datetime in found:  # a property that takes either, takes both
        return found[datetime]
    return next(iter(found.values()), TEXT)


def _within_reach(part: type[Resource], path: tuple[type, ...], *, required: bool) -> bool:
    if part in path or not describe(part).properties or len(path) > _DEEPEST:
        return False
    return required or _height(part, path) <= _HIGHEST


_DEEPEST = 4
_HIGHEST = 2


def _height(part: type[Resource], path: tuple[type, ...]) -> int:
    """How many layers of parts a part has: 1 where it has values only; a way back counts as too many."""
    if part in path:
        return _HIGHEST + 1
    inner = [each.cls for prop in describe(part).properties for each in prop.ranges if each.cls]
    return 1 + max((_height(each, (*path, part)) for each in inner if describe(each).properties), default=0)


def _said(model: type[Resource], prop: PropertyInfo) -> dict[str, str]:
    """What a property means, in Dutch and English: from the vocabularies, and in English from the class."""
    english = documentation(model).properties.get(prop.name, "")
    return {"nl": definition(prop.path, "nl") or english, "en": english}


def _example(model: type[Resource], prop: PropertyInfo) -> Any:
    try:
        value = getattr(example(model), prop.name)
    except OsloError:  # a form that its class does not tell: no example
        return None
    if isinstance(value, list):
        return value[0] if prop.min < 2 else "|".join(map(str, value))
    return value
