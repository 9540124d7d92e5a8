"""A model class as a small frozen description.

`describe(Persoon)` gives a `ClassInfo`; the writer, the reader, the SHACL shape, the JSON-LD
context, the template and the reference page are all made from it, and no other module looks at
annotations. A field that cannot be expressed in RDF is an error here, with class and field.
"""

from __future__ import annotations

import functools
import inspect
import operator
import re
import sys
import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

import annotated_types as at
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from ..errors import DescribeError
from ..namespaces import BlankNode, Iri
from .completing import fields_of, type_of
from .published import Relaxation, Relaxed, relaxations
from .resource import Anything, Formerly, Resource, UniqueLang
from .values import VALUE_TYPES, CodeList, LangString, Literal, ValueType


@dataclass(frozen=True, slots=True)
class Range:
    """One kind of value that a property takes.

    Either `value` (a literal, or the IRI of a concept) or `cls` (a described resource) is set;
    `reference`: the IRI of a resource described elsewhere is accepted too. `facets` are the
    constraints on values by their SHACL names: ("minInclusive", 0), ("pattern", "^[0-9]{4}$").

    >>> from oslo.models.persoon import Plaats
    >>> describe(Plaats).properties[0].ranges[0].python
    <class 'oslo.model.values.LangString'>
    """

    python: type
    value: ValueType | None = None
    cls: type[Resource] | None = None
    reference: bool = False
    facets: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyInfo:
    """One property of a class: its names, its path, what it takes and how often (max None: unlimited).

    `unique_lang`: at most one text in each language; `formerly`: other IRIs to read it from; `anything`: any
    value will do, the ranges only say how one is read.

    >>> from oslo.models.persoon import Plaats
    >>> prop = describe(Plaats).properties[0]
    >>> prop.name, prop.path, prop.cardinality
    ('plaatsnaam', Iri('http://www.w3.org/2000/01/rdf-schema#label'), '1..1')
    """

    name: str
    json_name: str
    path: Iri
    ranges: tuple[Range, ...]
    min: int
    max: int | None
    many: bool
    code_list: str | None
    unique_lang: bool = False
    formerly: tuple[Iri, ...] = ()
    anything: bool = False

    @property
    def paths(self) -> tuple[Iri, ...]:
        """The IRIs that the property is read from; it is written as the first."""
        return self.path, *self.formerly

    @property
    def cardinality(self) -> str:
        """The cardinality as profiles write it: `1..1`, `0..1`, `0..n`."""
        return f"{self.min}..{'n' if self.max is None else self.max}"


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A model class: its IRI and its properties, those of its bases first.

    `typed`: its things are known by their rdf:type; if not, by the property that leads to them, and their `type`
    is that of the nearest base that has one.

    >>> from oslo.models.persoon import Plaats
    >>> info = describe(Plaats)
    >>> info.name, info.iri
    ('Plaats', Iri('http://purl.org/dc/terms/Location'))
    """

    cls: type[Resource]
    iri: Iri
    name: str
    properties: tuple[PropertyInfo, ...]
    typed: bool = True
    type: Iri | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """An application profile: a named, versioned set of classes, and where it is published.

    `relaxations`: what the profile as published asks of them and they leave open; `concepts`: whether it asks that
    the values of code lists are of skos:Concept.

    >>> from oslo.models import load_profile
    >>> profile = load_profile("persoon-basis")
    >>> profile.name, profile.version, len(profile.classes) > 10
    ('persoon-basis', '2023-06-01', True)
    """

    name: str
    version: str
    title: str
    source: str
    classes: tuple[type[Resource], ...]
    relaxations: tuple[Relaxation, ...] = field(default=(), repr=False)
    concepts: bool = field(default=True, repr=False)

    def __hash__(self) -> int:
        return hash((self.name, self.version))  # quick: what is found out about a profile is kept by it

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\w.\-]+", self.name):
            raise DescribeError(f"profile {self.name!r}: a name has letters, digits, '-', '_' and '.' only")
        try:
            Iri(self.source)
        except ValueError as error:
            raise DescribeError(f"profile {self.name!r}: source: {error}") from None

    @classmethod
    def of(
        cls,
        module: str,
        *,
        name: str,
        version: str,
        title: str,
        source: str,
        also: Sequence[type[Resource] | types.ModuleType] = (),
        relaxed: Relaxed | None = None,
        concepts: bool = True,
    ) -> Profile:
        """The profile of a module: the classes that it declares, in order, and those of `also`.

        `module` is its `__name__`; a module in `also` stands for all classes that it declares. `relaxed`: reason to the
        properties that the published profile asks more often, or fewer times: `{"not known": {"Zaal.naam": "1..1"}}`.
        `concepts`: see the class.

        >>> from oslo.models import persoon
        >>> about = {"name": "mine", "version": "1", "title": "Mine", "source": "https://data.example.be/"}
        >>> [cls.__name__ for cls in Profile.of("oslo.models.persoon", **about, also=[persoon.Agent]).classes][::26]
        ['Persoon', 'Agent']
        """
        classes: list[type[Resource]] = []
        for item in (sys.modules[module], *also):
            if isinstance(item, types.ModuleType):
                classes += _declared_classes(item)
            else:
                classes.append(item)
        distinct, rows = tuple(dict.fromkeys(classes)), tuple(relaxations(relaxed or {}))
        return cls(name, version, title, source, distinct, rows, concepts)

    @property
    def language(self) -> str:
        """The language of its title and names: the one that its classes give to bare texts."""
        return next((cls.text_language for cls in self.classes), Resource.text_language)


@cache
def relaxed(profile: Profile, cls: type[Resource]) -> dict[str, Relaxation]:
    """By field name: what the profile as published asks of a class, or of one that it derives from, beyond the class.

    >>> from oslo.models.adres import PROFILE, BelgischAdres
    >>> relaxed(PROFILE, BelgischAdres)["positie"].cardinality
    '1..1'

    Raises DescribeError for a row of the profile about a property that none of its classes has.
    """
    rows = _relaxations(profile)
    found: dict[str, Relaxation] = {}
    for prop in describe(cls).properties if rows else ():
        row = next((row for base in cls.__mro__ if (row := rows.get((base.__name__, prop.json_name)))), None)
        if row is not None and (row.lacks(prop.min) or row.limits(prop.max)):
            found[prop.name] = row
    return found


@cache
def _relaxations(profile: Profile) -> dict[tuple[str, str], Relaxation]:
    """The rows of a profile by class and property."""
    rows = {(row.cls, row.name): row for row in profile.relaxations}
    known = {
        (base.__name__, prop.json_name)
        for cls in (profile.classes if rows else ())
        for base in cls.__mro__
        for prop in describe(cls).properties
    }
    if wrong := sorted(set(rows) - known):
        raise DescribeError(f"profile {profile.name!r}: relaxed: no property {'.'.join(wrong[0])}")
    return rows


def _declared_classes(module: types.ModuleType) -> list[type[Resource]]:
    """The model classes that a module declares itself."""
    models = (item for item in vars(module).values() if _is_model(item) and item.__module__ == module.__name__)
    return [model for model in models if model.iri is not None]


@cache
def describe(cls: type[Resource]) -> ClassInfo:
    """The description of a model class, made once.

    >>> from oslo.models.persoon import Gezin
    >>> [(p.name, p.cardinality) for p in describe(Gezin).properties]
    [('gezinsadres', '0..1'), ('gezinshoofd', '1..1'), ('gezinslid', '1..n')]

    Raises DescribeError, with class and field, for a field without an IRI or with a type that
    cannot be expressed in RDF.
    """
    if not (inspect.isclass(cls) and issubclass(cls, Resource)) or cls.iri is None:
        raise DescribeError(f"{cls!r} is not a model class: derive it from Resource, with an IRI")
    properties = tuple(_describe_property(cls, name, field) for name, field in fields_of(cls).items() if name != "id")
    _refuse_shared_names(cls, properties)
    return ClassInfo(cls, cls.iri, cls.__name__, properties, cls.typed, type_of(cls))


def _refuse_shared_names(cls: type[Resource], properties: Sequence[PropertyInfo]) -> None:
    """Refuse a name, in Python or in JSON, that two properties share."""
    owners = {"id": "id"}
    for prop in properties:
        for name in {prop.name, prop.json_name}:
            if owners.setdefault(name, prop.name) != prop.name:
                where = f"{cls.__module__}.{cls.__qualname__}.{prop.name}"
                raise DescribeError(f"{where}: {name!r} is also a name of the field {owners[name]!r}")


def _describe_property(cls: type[Resource], name: str, field: FieldInfo) -> PropertyInfo:
    where = f"{cls.__module__}.{cls.__qualname__}.{name}"
    metadata = list(_flatten(field.metadata))
    path = next((item for item in metadata if isinstance(item, Iri)), None)
    if path is None:
        raise DescribeError(f"{where}: no IRI in its metadata: Annotated[..., IRI] gives the path of a field")
    optional, bare = _without_none(field.annotation)
    many = get_origin(bare) is list
    inner = get_args(bare)[0] if many else bare
    outer = [] if many else metadata
    least, most = _list_length(metadata) if many else (0, 1)
    if not many and not optional:
        least = 1
    scheme = next((item.scheme for item in metadata if isinstance(item, CodeList)), None)
    json_name = next(each for each in (field.serialization_alias, field.alias, name) if each is not None)
    if _NO_TERM.search(json_name):
        raise DescribeError(f"{where}: {json_name!r} cannot be a term in JSON-LD: change the alias of the field")
    ranges = tuple(_merge_references(_ranges(inner, outer, where)))
    unique = any(isinstance(item, UniqueLang) for item in metadata)
    if unique and not (many and [each.python for each in ranges] == [LangString]):
        raise DescribeError(f"{where}: UniqueLang is for a list of LangString")
    formerly = tuple(item.iri for item in metadata if isinstance(item, Formerly))
    anything = any(isinstance(item, Anything) for item in metadata)
    return PropertyInfo(name, json_name, path, ranges, least, most, many, scheme, unique, formerly, anything)


# Not allowed in a term of a JSON-LD context (JSON-LD 1.1, section 9.15), or in a placeholder of a template.
_NO_TERM = re.compile(r"^@|^$|[:/{}\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _without_none(annotation: Any) -> tuple[bool, Any]:
    """Whether an annotation allows None, and the annotation without None."""
    options = _options(annotation)
    rest = [option for option in options if option is not type(None)]
    if len(rest) == len(options):
        return False, annotation
    return True, functools.reduce(operator.or_, rest)


def _options(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in _options(part)]
    return [annotation]


def _flatten(metadata: Sequence[Any]) -> Iterator[Any]:
    """Metadata with the groups of pydantic and annotated-types flattened."""
    for item in metadata:
        if isinstance(item, FieldInfo):
            yield from _flatten(item.metadata)
        elif isinstance(item, at.GroupedMetadata) and not isinstance(item, StringConstraints):
            yield from _flatten(list(item))
        else:
            yield item


def _list_length(metadata: list[Any]) -> tuple[int, int | None]:
    least = max((item.min_length for item in metadata if isinstance(item, at.MinLen)), default=0)
    most = min((item.max_length for item in metadata if isinstance(item, at.MaxLen)), default=None)
    return least, most


def _ranges(annotation: Any, metadata: list[Any], where: str) -> Iterator[Range]:
    """The ranges of an annotation; `metadata` is that of the Annotated around it."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _ranges(inner, [*metadata, *_flatten(more)], where)
    elif len(options := _options(annotation)) > 1:
        for option in options:
            yield from _ranges(option, metadata, where)
    elif get_origin(annotation) is typing.Literal:
        values = get_args(annotation)
        yield _value_range(type(values[0]), (("in", values),), where)
    elif inspect.isclass(annotation) and issubclass(annotation, Enum):
        values = tuple(member.value for member in annotation)
        yield replace(_value_range(type(values[0]), (("in", values),), where), python=annotation)
    elif _is_model(annotation):
        if annotation.iri is None:
            raise DescribeError(f"{where}: {annotation.__name__} has no IRI")
        yield Range(annotation, cls=annotation)
    elif inspect.isclass(annotation):
        facets = tuple(_facets(metadata))
        if facets and annotation in (LangString, Literal):
            raise DescribeError(f"{where}: {facets[0][0]} is not supported on {annotation.__name__}")
        yield _value_range(annotation, facets, where)
    else:
        raise DescribeError(f"{where}: {annotation!r} cannot be expressed in RDF")


def _is_model(annotation: Any) -> TypeGuard[type[Resource]]:
    return inspect.isclass(annotation) and issubclass(annotation, Resource)


def _value_range(python: type, facets: tuple[tuple[str, Any], ...], where: str) -> Range:
    for base in python.__mro__:
        if base in VALUE_TYPES:
            return Range(python, value=VALUE_TYPES[base], facets=facets)
    names = ", ".join(sorted(known.__name__ for known in VALUE_TYPES))
    raise DescribeError(f"{where}: {python.__name__} cannot be expressed in RDF; known are model classes and {names}")


_FACETS: dict[type, tuple[str, str]] = {
    at.Ge: ("minInclusive", "ge"),
    at.Gt: ("minExclusive", "gt"),
    at.Le: ("maxInclusive", "le"),
    at.Lt: ("maxExclusive", "lt"),
}


def _facets(metadata: list[Any]) -> Iterator[tuple[str, Any]]:
    for item in metadata:
        if type(item) in _FACETS:
            facet, attribute = _FACETS[type(item)]
            yield facet, getattr(item, attribute)
            continue
        for facet, attribute in (("pattern", "pattern"), ("minLength", "min_length"), ("maxLength", "max_length")):
            value = getattr(item, attribute, None)
            if value is not None and not isinstance(item, Iri):
                yield facet, getattr(value, "pattern", value)


def _merge_references(ranges: Iterator[Range]) -> Iterator[Range]:
    """`X | Iri | BlankNode` is one range: an X, or a reference to one."""
    options = list(ranges)
    if not any(option.cls for option in options):
        yield from options
        return
    reference = any(option.python is Iri for option in options)
    for option in options:
        if option.python not in (Iri, BlankNode):
            yield Range(option.python, option.value, option.cls, reference, option.facets)


def reachable(classes: Sequence[type[Resource]]) -> tuple[ClassInfo, ...]:
    """The descriptions of classes and of all classes that their properties lead to."""
    infos: dict[type[Resource], ClassInfo] = {}
    waiting = list(classes)
    while waiting:
        cls = waiting.pop(0)
        if cls not in infos:
            info = infos[cls] = describe(cls)
            waiting += [each.cls for prop in info.properties for each in prop.ranges if each.cls]
    return tuple(infos.values())
