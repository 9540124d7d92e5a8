"""The quick way back: lines of N-Triples to models, by a plan for each class and a memory of values for each property.

What it takes becomes what the other way makes of it. That is data in which each node has one known type, each predicate
is one of its class, and each value is one that its field takes. Whatever else is there is left to the other way, which
alone has words for problems (`reading`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import cache
from typing import Any, NamedTuple

from ..model.completing import FieldCheck
from ..model.description import ClassInfo, PropertyInfo, describe
from ..model.resource import Resource
from ..namespaces import RDF
from ..rdf.ntriples import literal
from .reading_values import literal_reader, node_of, node_value

_TYPE = f"<{RDF.type}>"
_MOST = 1 << 14  # values that are remembered for a property
_MICROSECONDS = 6  # digits of a second that Python has

Said = dict[tuple[str, str], None]
"""What is said of a node: predicates and objects, each statement once."""


class NotPlain(Exception):  # noqa: N818  not an error: the data is read the other way
    """Something in the data is left to the other way."""


def read_plain(
    text: str, wanted: Sequence[type[Resource]], known: Sequence[ClassInfo], *, parts: bool
) -> list[Resource]:
    """The resources of some classes in N-Triples text; with `parts`, also those that are part of another one.

    `known`: all classes that can be among their parts. Raises NotPlain.
    """
    tops = tuple(cls for cls in wanted if cls.typed)
    reader = _Reader(_nodes(text), known, tops)
    try:
        resources = {
            node: reader.make(node, cls) for node in reader.nodes if (cls := reader.class_of(node, tops)) is not None
        }
    except (RecursionError, ValueError):  # too deep, or refused by a type or a field
        raise NotPlain from None
    if len(reader.made) < len(reader.nodes):
        raise NotPlain
    whole = [node for node in resources if parts or node not in reader.linked]
    if reader.circles and not parts:  # nodes that link only to one another are part of nothing else: all are listed
        reached = reader.reached(whole)
        whole += [node for node in resources if node not in reached]
    return [resource for node in whole if (resource := resources[node]) is not None]


def _nodes(text: str) -> dict[str, Said]:
    nodes: dict[str, Said] = {}
    last, about = "", Said()
    for line in text.split(" .\n"):
        if line:
            subject, predicate, value = line.split(" ", 2)
            if subject != last:
                last, about = subject, nodes.setdefault(subject, {})
            about[predicate, value] = None
    return nodes


class _Reader:
    """Makes models of nodes. `linked`: the nodes that are a part of another one; `circles`: whether of one another."""

    def __init__(self, nodes: dict[str, Said], known: Sequence[ClassInfo], wanted: tuple[type[Resource], ...]) -> None:
        self.nodes, self._wanted = nodes, wanted
        self._classes: dict[str, list[type[Resource]]] = {}
        for info in known:
            if info.typed:
                self._classes.setdefault(f"<{info.iri}>", []).append(info.cls)
        self._class_of = cache(self._choose)
        self._plan_of = cache(_Plan)
        self.made: dict[str, Resource | None] = {}
        self.linked: set[str] = set()
        self.circles = False

    def class_of(self, node: str, allowed: tuple[type[Resource], ...]) -> type[Resource] | None:
        """The class that a node has by its one type, of those that are allowed."""
        types = [value for predicate, value in self.nodes[node] if predicate == _TYPE]
        if len(types) != 1 or types[0] not in self._classes:
            raise NotPlain
        return self._class_of(types[0], allowed)

    def _choose(self, type: str, allowed: tuple[type[Resource], ...]) -> type[Resource] | None:
        """A class that is asked for excludes those of other profiles with the same IRI."""
        found = [cls for cls in self._classes[type] if issubclass(cls, allowed)]
        found = [cls for cls in found if cls in self._wanted] or found
        if len(found) > 1:
            raise NotPlain
        return found[0] if found else None

    def make(self, node: str, cls: type[Resource]) -> Resource | None:
        """The model of a node, made once; None while it is being made."""
        if node in self.made:
            made = self.made[node]
            if made is not None and type(made) is not cls:
                raise NotPlain
            self.circles = self.circles or made is None
            return made
        self.made[node] = None
        plan = self._plan_of(cls)
        values, given = plan.start(), {"id"}
        values["id"] = node_of(node if node[0] == "_" else node[1:-1])
        about: dict[str, list[str]] = {}
        for predicate, term in self.nodes[node]:
            about.setdefault(predicate, []).append(term)
        del about[_TYPE]
        try:
            predicates = sorted(about, key=plan.order.__getitem__)
        except KeyError:
            raise NotPlain from None
        for predicate in predicates:
            field, terms = plan.fields[predicate], about[predicate]
            found = [self._value(field, term) for term in terms]
            if len(terms) > 1 and not field.many:
                raise NotPlain
            values[field.name] = found if field.many else found[0]
            given.add(field.name)
        self.made[node] = resource = plan.finish(values, given)
        return resource

    def _value(self, field: _Field, term: str) -> Any:
        if field.parts and term in self.nodes and (cls := self.class_of(term, field.parts)) is not None:
            self.linked.add(term)
            if (part := self.make(term, cls)) is not None:
                return part
        return field.memory.get(term) or field.take(term)

    def reached(self, starts: Sequence[str]) -> set[str]:
        """The nodes to which links lead from some nodes, and these."""
        found, waiting = set[str](), [*starts]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += [term for _, term in self.nodes[node] if term in self.nodes]
        return found


class _Plan:
    """How the things of a class are made."""

    def __init__(self, cls: type[Resource]) -> None:
        decorators = cls.__pydantic_decorators__
        if decorators.model_validators or decorators.field_validators or decorators.root_validators:
            raise NotPlain
        info = describe(cls)
        self._cls, self._check = cls, FieldCheck(cls)
        self.fields = {f"<{prop.path}>": _field(prop, self._check) for prop in info.properties}
        self.order = {predicate: number for number, predicate in enumerate(self.fields)}
        self._required = frozenset(prop.name for prop in info.properties if prop.min)
        self._many = [prop.name for prop in info.properties if prop.many]
        self._limited = [prop.name for prop in info.properties if prop.many and (prop.unique_lang or prop.max)]
        self._start = {name: field.get_default(call_default_factory=True) for name, field in cls.model_fields.items()}

    def start(self) -> dict[str, Any]:
        """The values of a thing of which nothing is known."""
        return {**self._start, **{name: [] for name in self._many}}

    def finish(self, values: dict[str, Any], given: set[str]) -> Resource:
        """The thing with some values. Raises NotPlain if one is missing, or if there are too many."""
        if not self._required <= given:
            raise NotPlain
        for name in self._limited:
            if len(values[name]) > 1:
                self._check(name, values[name])
        resource = object.__new__(self._cls)
        object.__setattr__(resource, "__dict__", values)
        object.__setattr__(resource, "__pydantic_fields_set__", given)
        object.__setattr__(resource, "__pydantic_extra__", None)
        object.__setattr__(resource, "__pydantic_private__", None)
        return resource


class _Field(NamedTuple):
    """A property: the classes of its parts, what is remembered of its values, and how others are made."""

    name: str
    many: bool
    parts: tuple[type[Resource], ...]
    memory: dict[str, Any]
    take: Callable[[str], Any]


def _field(prop: PropertyInfo, check: FieldCheck) -> _Field:
    parts = tuple(each.cls for each in prop.ranges if each.cls)
    if prop.anything or not all(cls.typed for cls in parts):
        raise NotPlain
    readers = [reader for each in prop.ranges if (reader := literal_reader(each)) is not None]
    timed = any(each.python in (datetime, time) for each in prop.ranges)
    memory: dict[str, Any] = {}

    def take(term: str) -> Any:
        if term[0] == '"':
            value = _literal(term, readers, timed=timed)
        elif (value := node_value(term if term[0] == "_" else term[1:-1], prop)) is None:
            raise NotPlain
        value = check(prop.name, [value])[0] if prop.many else check(prop.name, value)
        if len(memory) >= _MOST:
            memory.clear()
        memory[term] = value
        return value

    return _Field(prop.name, prop.many, parts, memory, take)


def _literal(term: str, readers: Sequence[Callable[[Any], Any]], *, timed: bool) -> Any:
    import pyoxigraph as ox

    text, datatype, language = literal(term)
    if timed and len(text.partition(".")[2]) > _MICROSECONDS:
        raise NotPlain
    value = ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))
    found = next((found for read in readers if (found := read(value)) is not None), None)
    if found is None:
        raise NotPlain
    return found
