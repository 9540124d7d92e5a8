"""Resources as rows of a table and back: a row a resource, and a column a path, so that nothing is lost.

    id | plaatsnaam@nl | heeftGeboorte.datum | voornaam.0 | voornaam.1 | heeftGeboorte.plaats.id

A path has the names of JSON-LD. A number tells the values of a property apart where some resource has several; `@nl` is
the language of a text; `.@type` the class of a part where the property takes several; where it takes several kinds of
values, `.@id` is a node and `^^` has the datatype of a literal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from ..errors import InputError, OsloError, Place
from ..model.description import PropertyInfo, describe
from ..model.resource import Resource, with_subclasses
from ..model.values import VALUE_TYPES, LangString, Literal
from ..namespaces import BlankNode, Iri
from ..records.frame import frame_of, objects_in
from ..words.text import nearest

R = TypeVar("R", bound=Resource)

Path: TypeAlias = tuple[str | int, ...]
_ID, _TYPE, _NODE = "id", "@type", "@id"
_NATIVE = {str, bool, int, float, Decimal, date, datetime, time}
"""The types of values that a cell has as they are; others are their texts."""


def to_rows(resources: Resource | Iterable[Resource]) -> list[dict[str, Any]]:
    """Resources as rows: from the name of a column to its cell, without the columns that are empty in a row.

    >>> from oslo.models.persoon import Plaats
    >>> to_rows(Plaats(id="urn:gent", plaatsnaam="Gent"))
    [{'id': 'urn:gent', 'plaatsnaam@nl': 'Gent'}]

    Raises OsloError for a resource whose parts contain one another and have no ids.
    """
    every = [resources] if isinstance(resources, Resource) else list(resources)
    alone = len(set(map(type, every))) == 1
    cells = [dict(_cells(each, (), () if alone else None, [])) for each in every]
    several = {at for row in cells for path in row for at in _numbered(path) if path[len(at)] != 0}
    return [{_name(path, several): value for path, value in row.items()} for row in cells]


def to_frame(resources: Resource | Iterable[Resource], library: str = "pandas") -> Any:
    """Resources as a data frame of `pandas`, `polars` or `pyarrow`: a row each, a column for each path.

    Raises OsloError for a library that is not installed, and as `to_rows`.

    >>> to_frame([], "excel")
    Traceback (most recent call last):
    ...
    oslo.errors.OsloError: no frames of 'excel': there are pandas, polars and pyarrow
    """
    rows = to_rows(resources)
    columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
    if library != "pandas":
        columns = {name: _of_one_type(values) for name, values in columns.items()}
    return frame_of(columns, library)


def from_frame(frame: Any, cls: type[R], *others: type[R]) -> list[R]:
    """The resources in a frame, or in rows, with columns as `to_frame` names them; `cls`: where no type is given.

    >>> from oslo.models.persoon import Plaats
    >>> from_frame([{"id": "urn:gent", "plaatsnaam@nl": "Gent"}], Plaats)[0].plaatsnaam
    LangString(text='Gent', language='nl')

    Raises InputError, with the number of the row, for a column that is no path and a value that does not fit.
    """
    found = []
    for number, row in enumerate(objects_in(frame), start=1):
        try:
            found.append(_resource(_tree(row), (cls, *others), ()))
        except ValueError as error:
            raise InputError(str(error), Place("frame", line=number)) from None
    return found


# To rows.


def _cells(
    resource: Resource, path: Path, expected: Sequence[type[Resource]] | None, above: list[Resource]
) -> Iterator[tuple[Path, Any]]:
    """The cells of a resource, each with its path; `expected`: the classes that need no type (none: all do)."""
    cls = type(resource)
    if expected is None or (expected and cls is not expected[0]) or len(expected) > 1 or _is_empty(resource):
        yield (*path, _TYPE), str(describe(cls).iri)
    if resource.id is not None:
        yield (*path, _ID), str(resource.id)
    for prop in describe(cls).properties:
        held = getattr(resource, prop.name)
        for number, value in enumerate(held if prop.many else () if held is None else (held,)):
            at = (*path, prop.json_name, *((number,) if prop.many else ()))
            if isinstance(value, Resource) and not any(value is each for each in above):
                yield from _cells(value, at, _classes(prop), [*above, resource])
            elif isinstance(value, Resource):
                if value.id is None:
                    raise OsloError(f"{cls.__name__}: its parts contain one another and have no ids to refer by")
                yield _leaf(at, prop, value.id)
            else:
                yield _leaf(at, prop, value)


def _is_empty(resource: Resource) -> bool:
    return resource.id is None and not any(
        getattr(resource, each.name) not in (None, []) for each in describe(type(resource)).properties
    )


def _leaf(path: Path, prop: PropertyInfo, value: Any) -> tuple[Path, Any]:
    """A value with its path, which ends with its language, its datatype, or what tells that it is a node."""
    value = value.value if isinstance(value, Enum) else value
    kind, alone = type(value), _is_alone(prop)
    if kind is LangString:
        return (*path, f"@{value.language}"), value.text
    if kind is Literal:
        return (*path, f"^^{value.datatype}{f'@{value.language}' if value.language else ''}"), value.text
    known = VALUE_TYPES[kind]
    if known.node:
        return (path if alone else (*path, _NODE)), str(value)
    if kind not in _NATIVE or (kind is float and not math.isfinite(value)):
        value = known.text(value)
    return (path if alone else (*path, f"^^{known.datatypes[0]}")), value


@cache
def _is_alone(prop: PropertyInfo) -> bool:
    """Whether a property takes one kind of values: all nodes are one, and a text with a language tells its own."""
    kinds = {Iri if each.cls or (each.value and each.value.node) else each.python for each in prop.ranges}
    return len(kinds - {LangString}) <= 1 and Literal not in kinds and not prop.anything


@cache
def _classes(prop: PropertyInfo) -> tuple[type[Resource], ...]:
    return tuple(each.cls for each in prop.ranges if each.cls)


def _numbered(path: Path) -> Iterator[Path]:
    """The beginnings of a path after which a number stands."""
    return (path[:at] for at, step in enumerate(path) if isinstance(step, int))


def _name(path: Path, several: set[Path]) -> str:
    """The name of a column: numbers are left out where there is never more than one value."""
    name = ""
    for at, step in enumerate(path):
        if isinstance(step, int):
            name += f".{step}" if path[:at] in several else ""
        elif step[0] == "^" or (step[0] == "@" and step not in (_TYPE, _NODE)):
            name += step
        else:
            name += f".{step}" if name else step
    return name


def _of_one_type(values: list[Any]) -> list[Any]:
    """The values of a column, as texts if they are of several types, or of one that has limits elsewhere."""
    kinds = {type(each) for each in values if each is not None}
    if len(kinds) == 1 and kinds <= {str, bool, float, date}:
        return values
    if kinds == {int} and all(each is None or -(2**63) <= each < 2**63 for each in values):
        return values
    return [each if each is None or type(each) is str else VALUE_TYPES[type(each)].text(each) for each in values]


# From rows.


class _Wrong(ValueError):  # noqa: N818  raised and caught here
    """What is wrong, with the path where it is."""


def _tree(row: Mapping[str, Any]) -> dict[Any, Any]:
    """The cells of a row that are not empty, below the steps of their paths; a value below what its path ends with."""
    tree: dict[Any, Any] = {}
    for name, value in row.items():
        if value is None or value != value or type(value).__name__ in ("NaTType", "NAType"):
            continue
        steps, end = _steps(str(name))
        node = tree
        for step in steps:
            node = node.setdefault(step, {})
        node[("", end)] = value
    return tree


@cache
def _steps(name: str) -> tuple[Path, str]:
    """The steps of the name of a column, and what it ends with.

    >>> _steps("naam.0@nl"), _steps("plaats.@id"), _steps("waarde^^http://www.w3.org/2001/XMLSchema#date")
    ((('naam', 0), '@nl'), (('plaats',), '@id'), (('waarde',), '^^http://www.w3.org/2001/XMLSchema#date'))
    """
    path, mark, datatype = name.partition("^^")
    end = mark + datatype
    if not mark and "@" in path:
        path, _, end = path.rpartition("@")
        path, end = path.removesuffix("."), f"@{end}"
    return tuple(int(each) if each.isdigit() else each for each in path.split(".") if each), end


def _resource(tree: dict[Any, Any], classes: Sequence[type[R]], path: Path) -> R:
    cls = classes[0]
    if (type_ := tree.pop(("", _TYPE), None)) is not None:
        cls = _class_of(str(type_), classes, tree)
    properties, values = {prop.json_name: prop for prop in describe(cls).properties}, dict[str, Any]()
    for name, node in tree.items():
        if name == _ID:
            values[_ID] = _node_of(str(node["", ""]))
            continue
        where = ".".join(map(str, (*path, name)))
        if (prop := properties.get(name)) is None:
            raise _Wrong(f"{where}: {cls.__name__} has no such property{nearest(str(name), properties)}")
        numbers = sorted(each for each in node if isinstance(each, int))
        items = [node[each] for each in numbers] or [node]
        try:
            found = [_value(each, prop, (*path, name)) for each in items]
        except _Wrong:
            raise
        except ValueError as error:
            raise _Wrong(f"{where}: {error}") from None
        if len(found) > 1 and not prop.many:
            raise _Wrong(f"{where}: {len(found)} values where at most one is allowed")
        values[prop.name] = found if prop.many else found[0]
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        first, names = error.errors(include_url=False)[0], {prop.name: prop.json_name for prop in properties.values()}
        at = (*path, *(names.get(str(each), each) for each in first["loc"]))
        raise _Wrong(f"{'.'.join(map(str, at))}: {first['msg']}") from None


def _value(node: dict[Any, Any], prop: PropertyInfo, path: Path) -> Any:
    """The value of a property: a part, or what a cell has."""
    ends = [end for each in node if isinstance(each, tuple) and (end := each[1]) != _TYPE]
    if not ends and _classes(prop):
        return _resource(node, _classes(prop), path)
    if len(node) != 1:
        shown = " and ".join(end or "no end" for end in ends)
        raise _Wrong(f"{'.'.join(map(str, path))}: several columns for one value ({shown})")
    [((_, end), value)] = node.items()
    if end == _NODE:
        return _node_of(str(value))
    if end.startswith("@"):
        return LangString(str(value), end[1:])
    if end.startswith("^^"):
        return _literal(value, end[2:], prop)
    if not _is_alone(prop):
        return value
    kinds = [
        each.python for each in prop.ranges if each.value and not each.value.node and each.python is not LangString
    ]
    if not kinds:
        return _node_of(str(value)) if _classes(prop) else value
    return _read(value, kinds[0])


def _literal(value: Any, datatype: str, prop: PropertyInfo) -> Any:
    datatype, _, language = datatype.partition("@")
    for each in prop.ranges:
        if each.value and datatype in each.value.datatypes:
            return _read(value, each.python)
    return Literal(str(value), Iri(datatype), language or None)


def _read(value: Any, kind: type) -> Any:
    """A value of a kind, from its text if a cell has that."""
    if issubclass(kind, Enum):
        kind = type(next(iter(kind)).value)
    return VALUE_TYPES[kind].read(value) if type(value) is str and kind is not str else value


def _node_of(text: str) -> Iri | BlankNode:
    return BlankNode(text) if text.startswith("_:") else Iri(text)


def _class_of(iri: str, classes: Sequence[type[R]], tree: Mapping[Any, Any]) -> type[R]:
    """The class of an IRI, of some classes and those below them: the first that has what is said."""
    every = with_subclasses(classes)
    alike = [each for each in every if describe(each).iri == iri]
    if not alike:
        known = dict.fromkeys(str(describe(each).iri) for each in every)
        raise _Wrong(f"@type: {iri!r} is none of {', '.join(known)}")
    said = tree.keys() - {_ID}
    return next((each for each in alike if said <= {prop.json_name for prop in describe(each).properties}), alike[0])
