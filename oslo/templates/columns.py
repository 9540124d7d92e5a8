"""The columns of an empty table: which values of a class a row holds, what a cell contains, and how it is read.

A row is one thing. Its values have a column, and so have those of its parts that are within reach: parts that it must
have, and parts that consist of values or of such parts (an address, contact details, a birth). Any other part is given
by its IRI. A point on a map has two columns, longitude and latitude.
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
"""A point by longitude and latitude, in the order of the reference system."""

_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
_MOMENTS = [f"{day}{joint}{time}" for day in _DATES for joint in ("T", " ") for time in ("%H:%M", "%H:%M:%S")]
_MOMENTS.append("%Y-%m-%dT%H:%M:%S%z")
_PARTIAL = ["%m/%Y", "%Y-%m", "%Y"]

YES_NO = "yes-no"
"""The code table of the answers to a yes-or-no question."""

ANSWERS = {
    written: answer
    for answer, words in ((True, "ja yes oui true waar vrai 1 j y"), (False, "nee no non false onwaar faux 0 n"))
    for word in words.split()
    for written in (word, word.capitalize(), word.upper())
}
"""The words for yes and no in a cell: in three languages, and as spreadsheets write them."""


@dataclass(frozen=True, slots=True)
class CellKind:
    """What a cell contains: its name among the hints (`help.py`), and what a mapping does with it."""

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
"""Python type to kind of cell; other values are text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the path of fields that it fills, and what belongs in it.

    `required_with`: the part that requires this column as soon as the part has any value. `descriptions`: its
    meaning by language. `pair`: for a longitude, the name of the column with the latitude. `rule`: what
    a mapping does with it besides the rule of its kind.
    """

    name: str
    fields: tuple[str, ...]
    prop: PropertyInfo
    kind: CellKind
    required: bool = False
    required_with: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    example: Any = None
    pair: str | None = None
    rule: Rule = field(default_factory=dict)

    @property
    def codes(self) -> Scheme | None:
        """The code list that its values come from, if the library has it."""
        return scheme(self.prop.code_list) if self.prop.code_list and self.kind is CODE else None


@cache
def columns(model: type[Resource]) -> tuple[Column, ...]:
    """The columns of a class, without the one for its IRI.

    >>> from oslo.models.persoon import Geboorte
    >>> [column.name for column in columns(Geboorte)][:4]
    ['datum', 'plaats.plaatsnaam', 'plaats.geometrie.wkt.lengtegraad', 'plaats.geometrie.wkt.breedtegraad']
    """
    return tuple(_list_columns(model, _Walk((model,), required=True)))


def columns_at(model: type[Resource], path: str) -> list[Column]:
    """The columns of the value at a path of fields (`contactinfo.adres.postcode`), however deep; two for a point.

    Raises OsloError for a path that the class does not have.
    """
    walk = _Walk((model,), required=True)
    for name in (steps := path.split("."))[:-1]:
        prop = _find_property(model, name)
        model = next(each.cls for each in prop.ranges if each.cls)
        walk = walk.into(prop, model)
    return list(_make_columns(model, _find_property(model, steps[-1]), walk))


def _find_property(model: type[Resource], name: str) -> PropertyInfo:
    for prop in describe(model).properties:
        if prop.name == name:
            return prop
    raise OsloError(f"{model.__name__} has no property {name!r}")


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way to a class: the classes and fields on it, and whether a row must have what the class requires."""

    classes: tuple[type[Resource], ...]
    fields: tuple[str, ...] = ()
    prefix: str = ""
    required: bool = False
    part: str | None = None  # the innermost optional part on the way

    def needs(self, prop: PropertyInfo) -> bool:
        return self.required and prop.min > 0

    def within(self, prop: PropertyInfo) -> str | None:
        return self.part if prop.min and not self.required else None

    def into(self, prop: PropertyInfo, part: type[Resource]) -> _Walk:
        """One step further, into a part."""
        name = f"{self.prefix}{prop.json_name}"
        optional = None if self.needs(prop) else self.within(prop) or name
        return _Walk((*self.classes, part), (*self.fields, prop.name), f"{name}.", self.needs(prop), optional)


def _list_columns(model: type[Resource], walk: _Walk) -> Iterator[Column]:
    for prop in describe(model).properties:
        parts = [each.cls for each in prop.ranges if each.cls]
        if len(parts) == 1 and prop.min < 2 and _within_reach(parts[0], walk.classes, required=walk.needs(prop)):
            yield from _list_columns(parts[0], walk.into(prop, parts[0]))
        else:
            yield from _make_columns(model, prop, walk)


def _make_columns(model: type[Resource], prop: PropertyInfo, walk: _Walk) -> Iterator[Column]:
    """The columns of a property: of its value, or of the IRI of a thing that is described elsewhere."""
    part = next((each.cls for each in prop.ranges if each.cls), None)
    column = Column(
        f"{walk.prefix}{prop.json_name}",
        (*walk.fields, prop.name),
        prop,
        _KINDS[Iri] if part else _find_kind(prop),
        walk.needs(prop),
        walk.within(prop),
        _list_meanings(model, prop),
    )
    if part is None:
        yield from _make_value_columns(column, model)
    elif prop.ranges[0].reference:
        iris = [
            f"https://data.example.be/id/{in_iri(part.__name__.lower())}/{each}"
            for each in range(1, max(prop.min, 1) + 1)
        ]
        yield replace(column, example="|".join(iris))


def _make_value_columns(column: Column, model: type[Resource]) -> Iterator[Column]:
    """The columns of a value: one; two for a point; none for GML, which nobody types."""
    python = column.prop.ranges[0].python
    if python is Gml:
        return
    if python is Wkt:
        names = (say(f"column.{each}", model.text_language) for each in ("longitude", "latitude"))
        east, north = (f"{column.name}.{name}" for name in names)
        yield replace(column, name=east, kind=CellKind("longitude"), pair=north, example=3.7219)
        yield replace(column, name=north, kind=CellKind("latitude"), example=51.0545)
    else:
        yield replace(column, example=_find_example(model, column.prop))


def _find_kind(prop: PropertyInfo) -> CellKind:
    if prop.code_list and scheme(prop.code_list):
        return CODE
    found = {kind: _KINDS[kind] for each in prop.ranges for kind in each.python.__mro__ if kind in _KINDS}
    if datetime in found:  # a property that takes a datetime or a date
        return found[datetime]
    return next(iter(found.values()), TEXT)


def _within_reach(part: type[Resource], path: tuple[type, ...], *, required: bool) -> bool:
    if part in path or not describe(part).properties or len(path) > _DEEPEST:
        return False
    return required or _measure_height(part, path) <= _HIGHEST


_DEEPEST = 4
_HIGHEST = 2


def _measure_height(part: type[Resource], path: tuple[type, ...]) -> int:
    """How many layers of parts a part has: 1 if it has only values; a cycle counts as too many."""
    if part in path:
        return _HIGHEST + 1
    inner = [each.cls for prop in describe(part).properties for each in prop.ranges if each.cls]
    return 1 + max((_measure_height(each, (*path, part)) for each in inner if describe(each).properties), default=0)


def _list_meanings(model: type[Resource], prop: PropertyInfo) -> dict[str, str]:
    """The meaning of a property in Dutch (from the vocabularies) and in English (from the class)."""
    english = documentation(model).properties.get(prop.name, "")
    return {"nl": definition(prop.path, "nl") or english, "en": english}


def _find_example(model: type[Resource], prop: PropertyInfo) -> Any:
    try:
        value = getattr(example(model), prop.name)
    except OsloError:  # no example of the class can be made
        return None
    if isinstance(value, list):
        return value[0] if prop.min < 2 else "|".join(map(str, value))
    return value
