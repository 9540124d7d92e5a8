"""What a translation did with each statement of a resource: it came out, or it is a `Loss` with its reason.

A statement is a triple: the thing (its IRI, or the object itself), the path, the value. It came out if it was put
somewhere on the other side, or if it is a step on the way to one that was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..model.description import PropertyInfo, describe
from ..model.resource import Resource
from ..model.values import VALUE_TYPES, AnyUri, LangString, Literal
from ..namespaces import RDF, BlankNode, Iri

Statement = tuple[Any, str, Any]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the other side has no place for: the node, the property, the reason, and the value as text.

    `path` is the IRI of the property. `whole`: the statement does not come out; if not, it does, without what the
    reason says.

    >>> print(Loss("urn:an", "Persoon.isLidVan", "no counterpart"))
    urn:an: Persoon.isLidVan: no counterpart
    """

    node: str
    property: str
    reason: str
    value: str = ""
    path: str = ""
    whole: bool = True

    def __str__(self) -> str:
        return f"{self.node}: {self.property}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Lost:
    """Statements that did not come out, or not whole, for one reason: their number, and the first of them.

    >>> print(Lost("Persoon.isLidVan", "no counterpart", 2, "urn:an", "urn:gezin"))
    2 x Persoon.isLidVan: no counterpart (urn:an: urn:gezin)
    """

    property: str
    reason: str
    count: int
    node: str
    value: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.node, _shorten(self.value)) if part)
        return f"{self.count} x {self.property}: {self.reason} ({where})"


class Tally:
    """Losses by property and reason: how many, and the first of each.

    >>> tally = Tally()
    >>> tally.add([Loss("urn:an", "Persoon.isLidVan", "no counterpart", "urn:gezin")] * 2)
    >>> print(*tally)
    2 x Persoon.isLidVan: no counterpart (urn:an: urn:gezin)
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], tuple[int, Loss]] = {}

    def add(self, losses: Iterable[Loss]) -> None:
        """Count some losses."""
        for each in losses:
            count, first = self._rows.get((each.property, each.reason), (0, each))
            self._rows[each.property, each.reason] = (count + 1, first)

    def join(self, other: Tally) -> None:
        """Count those of later resources too."""
        for key, (count, first) in other._rows.items():
            before, earlier = self._rows.get(key, (0, first))
            self._rows[key] = (before + count, earlier)

    @property
    def words(self) -> Counter[str]:
        """How often each was lost, in words without an example."""
        return Counter({f"{name}: {reason}": count for (name, reason), (count, _) in self._rows.items()})

    @property
    def number(self) -> int:
        """All of them together."""
        return sum(count for count, _ in self._rows.values())

    def __bool__(self) -> bool:
        return bool(self._rows)

    def __iter__(self) -> Iterator[Lost]:
        """Each with its number, the most frequent first."""
        rows = sorted(self._rows.values(), key=lambda row: -row[0])
        return iter([Lost(each.property, each.reason, count, each.node, each.value) for count, each in rows])


def list_assumed(texts: Counter[str]) -> str:
    """The properties whose texts had no language, with their numbers."""
    return ", ".join(f"{count} x {name}" for name, count in texts.most_common())


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


@dataclass
class Told:
    """What came out of some resources, and why the rest did not.

    `nodes`: the things that came out or were passed on the way; `reasons`: of a statement; `why`: of all
    statements of a thing; `changes`: what came out in part; `assumed`: texts that got the language of the table, by
    property.
    """

    used: set[Statement] = field(default_factory=set)
    nodes: set[Any] = field(default_factory=set)
    reasons: dict[Statement, str] = field(default_factory=dict)
    why: dict[Any, str] = field(default_factory=dict)
    changes: dict[Loss, None] = field(default_factory=dict)
    assumed: Counter[str] = field(default_factory=Counter)

    def add(self, other: Told) -> None:
        """Add what another translation did."""
        self.used |= other.used
        self.nodes |= other.nodes
        self.reasons |= other.reasons
        self.why |= other.why
        self.changes |= other.changes
        self.assumed += other.assumed


def key_of(value: Any) -> Any:
    """What stands for a value in a statement: a node by its IRI, or the object itself; a literal with its type."""
    if isinstance(value, Resource):
        return id(value) if value.id is None else str(value.id)
    is_node = isinstance(value, Iri | BlankNode) and not isinstance(value, AnyUri)
    return str(value) if is_node else (type(value), value)


def statement_of(resource: Resource, prop: PropertyInfo, value: Any) -> Statement:
    """The statement that a resource has a value."""
    return key_of(resource), str(prop.path), key_of(value)


def type_of(resource: Resource) -> Statement:
    """The statement of the type of a resource."""
    return key_of(resource), str(RDF.type), describe(type(resource)).type


def values_of(resource: Resource, name: str) -> list[Any]:
    """The values of a field, as a list."""
    value = getattr(resource, name)
    return value if isinstance(value, list) else [] if value is None else [value]


Reason = Callable[[type[Resource], str], str]
"""A class and a field to the reason why the field has no counterpart; empty if none is known."""


def lost(roots: Iterable[Resource], told: Told, reason: Reason) -> dict[Statement, Loss]:
    """The statements of some resources and their parts that did not come out."""
    return {key: loss for key, loss in statements(roots, told, reason).items() if loss is not None}


def statements(roots: Iterable[Resource], told: Told, reason: Reason) -> dict[Statement, Loss | None]:
    """Each statement of some resources and their parts, with its loss; None if it came out."""
    found: dict[Statement, Loss | None] = {}
    seen: set[int] = set()
    for root in roots:
        _walk(root, str(root.id or type(root).__name__), "", told, reason, seen, found)
    return found


def _walk(
    resource: Resource,
    owner: str,
    above: str,
    told: Told,
    reason: Reason,
    seen: set[int],
    found: dict[Statement, Loss | None],
) -> None:
    """The statements of a resource; `above`: why the one that it is part of does not lead to all of it."""
    if id(resource) in seen:
        return
    seen.add(id(resource))
    info, key = describe(type(resource)), key_of(resource)
    node = str(resource.id or owner)
    unread = key not in told.nodes
    whole = (told.why.get(key) or above or f"a {info.name} has no counterpart") if unread else ""
    kind = type_of(resource)
    if info.type:
        loss = Loss(node, f"rdf:type {info.name}", whole, str(info.type), str(RDF.type)) if unread else None
        found.setdefault(kind, loss)
    passed = "" if kind in told.used else above
    for prop in info.properties:
        values = values_of(resource, prop.name)
        words = reason(info.cls, prop.name) if values else ""
        because = f"no counterpart: {words}" if words else ""
        for value in values:
            statement = statement_of(resource, prop, value)
            used = statement in told.used
            if used:
                found.setdefault(statement, None)
            elif statement not in found:
                why = told.reasons.get(statement) or whole or passed or because or "no counterpart"
                found[statement] = Loss(node, f"{info.name}.{prop.json_name}", why, show(value), str(prop.path))
            if isinstance(value, Resource):
                below = because if used else f"part of {info.name}.{prop.json_name}"
                _walk(value, node, below, told, reason, seen, found)


def show(value: Any) -> str:
    """A value as text for people: of a part, its IRI or its class."""
    if isinstance(value, Resource):
        return str(value.id or f"a {type(value).__name__}")
    if isinstance(value, LangString | Literal):
        return value.text
    return next((VALUE_TYPES[each].text(value) for each in type(value).__mro__ if each in VALUE_TYPES), str(value))
