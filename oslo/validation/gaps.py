"""What the profile as published asks of resources and they leave out: for a person to fill in, not an error.

The same as the shapes say at the strength `published`, asked of the resources themselves, before anything is written.
A part without an id is named as the writer names it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from ..errors import OsloError
from ..exchange.lines import blank_name, digest_of, object_term, uuid_of
from ..model.description import Profile, PropertyInfo, describe, reachable, relaxed
from ..model.published import Relaxation
from ..model.resource import Resource
from ..namespaces import SH
from ..words.sentences import languages
from .findings import Finding
from .messages import besides


class Gap(NamedTuple):
    """A property that a resource leaves out (`lacks`), or has more often than the published profile takes."""

    node: str
    cls: type[Resource]
    prop: PropertyInfo
    row: Relaxation
    lacks: bool

    @property
    def finding(self) -> Finding:
        """The same as a finding, with the severity of a warning."""
        rule = "minCount" if self.lacks else "maxCount"
        limits = dict.fromkeys(languages(), self.row.cardinality)
        return Finding(
            focus=self.node if self.node.startswith("_:") else f"<{self.node}>",
            node=self.node,
            node_class=self.cls.__name__,
            path=f"<{self.prop.path}>",
            property=self.prop.json_name,
            value=None,
            rule=rule,
            limit=self.row.cardinality,
            severity=str(SH.Warning),
            shape=None,
            messages=besides(rule, limits, None, self.row.why),
            published=True,
        )


def gaps(resource: Resource, profile: Profile | None = None) -> list[Finding]:
    """What the profile as published asks of a resource and its parts, and they leave out.

    `profile`: by default the one of the module that declares the class.

    >>> from oslo.models.besluit import Artikel
    >>> [(each.property, each.limit) for each in gaps(Artikel(nummer="1"))]
    [('titel', '1..n'), ('inhoud', '1..1'), ('taal', '1..1'), ('realiseert', '1..1')]

    Raises OsloError if no profile is given and the module of the class declares none.
    """
    profile = profile or getattr(sys.modules[type(resource).__module__], "PROFILE", None)
    if not isinstance(profile, Profile):
        raise OsloError(f"{type(resource).__name__}: of which profile? Its module has no PROFILE: give one")
    return sorted((gap.finding for gap in find_gaps(resource, profile, named=True)), key=lambda each: each.node)


def find_gaps(resource: Resource, profile: Profile, *, named: bool = False) -> list[Gap]:
    """The same, property by property; without `named` a node has no name."""
    if not profile.relaxations:
        return []
    quick = None if named else _find_quickly(resource, profile)
    return _find_all(resource, profile, named) if quick is None else quick


def _find_quickly(resource: Resource, profile: Profile) -> list[Gap] | None:
    """The gaps where each resource that is asked something is described once; None where values have to be compared."""
    found: list[Gap] = []
    ids, repeated, subjects = set[str](), set[str](), set[str]()
    waiting, seen = [resource], set[int]()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        asked, fields = _plan(profile, type(part))
        if asked is None:
            return None
        if part.id is not None:
            (repeated if part.id in ids else ids).add(part.id)
            if asked:
                subjects.add(part.id)
        values = part.__dict__
        for name, row, lacking, _ in asked:
            value = values[name]
            number = len(value) if type(value) is list else 0 if value is None else 1
            if number == 0 and lacking is not None:
                found.append(lacking)
            elif _is_to_compare(number, row):
                return None
        for name in fields:
            value = values[name]
            if type(value) is list:
                waiting += [each for each in value if isinstance(each, Resource)]
            elif isinstance(value, Resource):
                waiting.append(value)
    return None if repeated & subjects else found


class Question(NamedTuple):
    """A field of which something is asked, the gap if it has too few values, and that if it has too many.

    They are None where the profile as exchanged asks the same.
    """

    name: str
    row: Relaxation
    lacking: Gap | None
    exceeding: Gap | None


def asked_of(profile: Profile, cls: type[Resource]) -> tuple[Question, ...] | None:
    """The fields of a class of which something is asked.

    None where a property that is asked has no field, or several.
    """
    return _plan(profile, cls)[0] if profile.relaxations else ()


def _is_to_compare(number: int, row: Relaxation) -> bool:
    """Whether a number of values does not settle the matter: equal ones count once."""
    return number < row.least or (row.most is not None and number > row.most) or (number > 1 and row.least > 1)


def _find_all(resource: Resource, profile: Profile, named: bool) -> list[Gap]:
    """The gaps by node: all descriptions of it count together, and equal values once."""
    nodes: dict[object, tuple[str, list[Resource]]] = {}
    try:
        for part, node in _walk(resource, uuid_of(resource) if named and resource.id is None else "", set(), named):
            node = blank_name(node[2:]) if node.startswith("_:") else node
            nodes.setdefault(node or id(part), (node, []))[1].append(part)
    except RecursionError:
        raise OsloError(
            f"{type(resource).__name__}: its parts contain one another and have no ids to refer by"
        ) from None
    return [gap for node, parts in nodes.values() for gap in _of_node(node, parts, profile)]


def _walk(resource: Resource, node: str, seen: set[int], named: bool) -> Iterator[tuple[Resource, str]]:
    """A resource and its parts, in the order in which they are written, each with the node that it is."""
    node = str(resource.id) if resource.id is not None else node
    seen.add(id(resource))
    yield resource, node
    for name, json_name in _with_parts(type(resource)):
        held = getattr(resource, name)
        for part in held if isinstance(held, list) else (held,):
            if isinstance(part, Resource) and (part.id is None or id(part) not in seen):
                below = _part_node(node, json_name, part, seen) if named and part.id is None else ""
                yield from _walk(part, below, seen, named)


def _part_node(node: str, name: str, part: Resource, seen: set[int]) -> str:
    """The IRI of a part without an id, as `oslo.exchange.lines` makes it."""
    return f"{node}{'/' if '#' in node else '#'}{quote(name, safe='')}-{digest_of(part, seen)}"


@cache
def _with_parts(cls: type[Resource]) -> tuple[tuple[str, str], ...]:
    """The fields that can hold parts, with their JSON names."""
    return tuple(
        (prop.name, prop.json_name) for prop in describe(cls).properties if any(each.cls for each in prop.ranges)
    )


Plan = tuple[tuple[Question, ...] | None, tuple[str, ...]]


@cache
def _plan(profile: Profile, cls: type[Resource]) -> Plan:
    """Of a class: the fields of which something is asked, and those with parts.

    The former is None where a property that is asked has no field, or several.
    """
    parts = tuple(prop.name for prop in describe(cls).properties if _leads_on(profile, prop))
    asked = [(prop, row, _fields(cls, prop.path)) for prop, row in _asked(profile, cls)]
    if any(len(fields) != 1 for _, _, fields in asked):
        return None, parts
    return tuple(_question(cls, prop, row, fields[0]) for prop, row, fields in asked), parts


def _question(cls: type[Resource], prop: PropertyInfo, row: Relaxation, name: str) -> Question:
    few, many = (Gap("", cls, prop, row, lacks) for lacks in (True, False))
    limited = row.most is not None and row.limits(prop.max)
    return Question(name, row, few if row.lacks(prop.min) else None, many if limited else None)


def _leads_on(profile: Profile, prop: PropertyInfo) -> bool:
    """Whether a property can lead to a resource of which something is asked; of classes of others it is not known."""
    known, asking = _asking(profile)
    return any(each.cls in asking or each.cls not in known for each in prop.ranges if each.cls)


@cache
def _asking(profile: Profile) -> tuple[frozenset[type[Resource]], frozenset[type[Resource]]]:
    """All classes that a profile leads to, and those by which something is reached of which something is asked."""
    known = [info.cls for info in reachable(profile.classes)]
    asking = {cls for cls in known if _asked(profile, cls)}
    size = -1
    while size < len(asking):  # a class leads on by its properties, and stands for the classes above it
        size = len(asking)
        asking |= {above for cls in asking for above in cls.__mro__ if above in known}
        asking |= {cls for cls in known if any(e.cls in asking for p in describe(cls).properties for e in p.ranges)}
    return frozenset(known), frozenset(asking)


Asked = tuple[PropertyInfo, Relaxation]


@cache
def _asked(profile: Profile, cls: type[Resource]) -> tuple[Asked, ...]:
    """What is asked of a class: its own, or that of the class of the profile with its IRI, which has the shape."""
    alike = (each for each in profile.classes if describe(each).iri == describe(cls).iri)
    holder = cls if cls in profile.classes else next(alike, cls)
    rows = relaxed(profile, holder)
    return tuple((prop, rows[prop.name]) for prop in describe(holder).properties if prop.name in rows)


@cache
def _fields(cls: type[Resource], path: str) -> tuple[str, ...]:
    return tuple(prop.name for prop in describe(cls).properties if prop.path == path)


def _of_node(node: str, parts: list[Resource], profile: Profile) -> Iterator[Gap]:
    """The gaps of a node, by all descriptions of it."""
    for cls in dict.fromkeys(map(type, parts)):
        for prop, row in _asked(profile, cls):
            values = [value for part in parts for name in _fields(type(part), prop.path) for value in _held(part, name)]
            number = len(values) if len(values) < 2 else len(set(map(_term, values)))
            if row.lacks(prop.min) and number < row.least:
                yield Gap(node, cls, prop, row, lacks=True)
            elif row.most is not None and row.limits(prop.max) and number > row.most:
                yield Gap(node, cls, prop, row, lacks=False)


def _held(part: Resource, name: str) -> list[Any]:
    held = getattr(part, name)
    return held if isinstance(held, list) else [] if held is None else [held]


def _term(value: Any) -> str:
    """A value as one term: equal values count once, as in a graph."""
    if isinstance(value, Resource):
        return object_term(value.id) if value.id is not None else digest_of(value, set())
    return object_term(value)
