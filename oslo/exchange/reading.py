"""Triples back to models.

Triples are grouped by subject; each node of a model's class becomes an instance of that model,
with values as the description of the class says. As strict as SHACL: a literal of another datatype
is a problem, never a guess. Triples that no model takes are counted, not silently dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from ..errors import InputError, ReadError, ReadProblem
from ..lint.repairing import ContextRepairer
from ..model.description import ClassInfo, Profile, PropertyInfo, describe, reachable
from ..model.resource import Resource
from ..namespaces import RDF, Iri
from ..rdf.blank_nodes import triples_kept_apart
from ..rdf.near_terms import Normalizer
from ..rdf.packed import COMPRESSED
from ..rdf.parsing import Contexts, FormatName, ReadOptions, Source, carried, parse
from ..rdf.sources import WHOLE, texts
from .reading_account import Account, Nodes
from .reading_plain import NotPlain, read_plain
from .reading_values import describe_ranges, literal_reader, node_of, node_value

M = TypeVar("M", bound=Resource)


@dataclass
class Reading:
    """The result of reading RDF: resources, problems of nodes that did not fit, the number of triples not taken.

    `repairs`: messages on what was repaired in JSON-LD contexts, language tags and times; `rewritten`: how
    often each IRI was read as the term that was meant.

    >>> Reading().unread
    0
    """

    resources: list[Resource] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    unread: int = 0
    repairs: list[str] = field(default_factory=list)
    rewritten: Counter[str] = field(default_factory=Counter)


def read(
    source: Source,
    model: type[M],
    format: FormatName | None = None,
    *,
    contexts: Contexts = carried,
    repair: bool = True,
    base: str | None = None,
    normalize: bool = False,
) -> list[M]:
    """The resources of a class in RDF, except those that are part of another resource.

    `source`: text, bytes, a `Path` or an open file; `format` is needed except for a path with a known
    suffix. `contexts` finds JSON-LD contexts given by IRI: a function, such as the `get` of a
    dictionary. `repair`: repair known mistakes in contexts. `base` completes relative IRIs.
    `normalize`: read classes and properties with http for https, `www.` or a trailing slash as the terms of
    the model. `read_all` also gives the repairs and the rewritten terms.
    Raises InputError for broken RDF and ReadError (with every problem) for RDF that does not fit.

    >>> from oslo import Format
    >>> from oslo.models.persoon import Plaats
    >>> read('''@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ... <urn:gent> a <http://purl.org/dc/terms/Location> ; rdfs:label "Gent"@nl .''', Plaats, Format.TURTLE)
    [Plaats(id=Iri('urn:gent'), plaatsnaam=LangString(text='Gent', language='nl'), geometrie=None)]
    """
    if isinstance(model, Profile):
        raise TypeError("read takes a class; for the classes of a profile, use read_all")
    reading = read_all(source, (model,), format, contexts=contexts, repair=repair, base=base, normalize=normalize)
    if reading.problems:
        raise ReadError(reading.problems)
    return [resource for resource in reading.resources if isinstance(resource, model)]


def read_all(
    source: Source,
    models: Profile | Sequence[type[Resource]],
    format: FormatName | None = None,
    *,
    parts: bool = False,
    contexts: Contexts = carried,
    repair: bool = True,
    base: str | None = None,
    normalize: bool = False,
    number: int = 0,
) -> Reading:
    """All resources of some classes, or of a profile, and the problems.

    `parts`: also list resources that are part of another one; `contexts`, `repair` and `normalize` as
    for `read`; `base` completes relative IRIs. `number`: of which of several documents this is, so that
    their blank nodes stay apart.

    >>> from oslo import Format
    >>> from oslo.models.persoon import Plaats
    >>> reading = read_all("<urn:x> a <http://purl.org/dc/terms/Location> .", [Plaats], Format.TURTLE)
    >>> len(reading.resources), [str(problem) for problem in reading.problems]
    (0, ['urn:x: plaatsnaam: is required'])
    """
    classes = models.classes if isinstance(models, Profile) else tuple(_checked_models(models))
    options = _Options(format, contexts, repair, base, normalize, number)
    source = source if isinstance(source, str | bytes | Path) else source.read()
    return _read_plainly(source, classes, options, parts) or _read(source, classes, options, parts)[0]


def read_with_account(
    source: Source,
    profile: Profile,
    format: FormatName | None = None,
    *,
    base: str | None = None,
    normalize: bool = False,
    number: int = 0,
) -> tuple[Reading, Account]:
    """As `read_all`, with what became of each statement."""
    options = _Options(format, carried, True, base, normalize, number)
    reading, reader = _read(source, profile.classes, options, parts=False)
    problems: dict[str, str] = {}
    for each in reading.problems:
        problems.setdefault(each.node, ": ".join(part for part in (each.property, each.reason) if part))
    return reading, Account(reader.nodes, reader.known, reader.types, reader.taken, problems)


class _Options(NamedTuple):
    format: FormatName | None
    contexts: Contexts
    repair: bool
    base: str | None
    normalize: bool
    number: int


def _read_plainly(
    source: Source, classes: tuple[type[Resource], ...], options: _Options, parts: bool
) -> Reading | None:
    """What is read the quick way; None for data that is not plain, or not right."""
    packed = isinstance(source, Path) and (not source.is_file() or source.suffix.lower() in (*COMPRESSED, ".zip"))
    if options.normalize or options.number or packed:
        return None
    repairer = ContextRepairer() if options.repair else None
    read = ReadOptions(options.contexts, repairer, options.base, strict=True)
    try:
        text = "".join(texts([source], options.format, read, piece=WHOLE))
        resources = read_plain(text, classes, reachable(_with_subclasses(classes)), parts=parts)
    except (NotPlain, InputError):
        return None
    return Reading(resources, repairs=repairer.words() if repairer else [])


def _read(
    source: Source, classes: tuple[type[Resource], ...], options: _Options, parts: bool
) -> tuple[Reading, _Reader]:
    format, contexts, repair, base, normalize, number = options
    known = reachable(_with_subclasses(classes))
    repairer = ContextRepairer() if repair else None
    meant = Normalizer(_term_iris(known) if normalize else ())
    nodes: Nodes = {}
    quads = parse(source, format, options=ReadOptions(contexts, repairer, base))
    for subject, named, value in triples_kept_apart(quads, number):
        predicate = named.value
        if normalize:
            predicate = meant(predicate)
            value = type(value)(meant(value.value)) if predicate == RDF.type and _is_node(value) else value
        nodes.setdefault(_key(subject), {}).setdefault(predicate, []).append(value)
    reader = _Reader(nodes, classes, known)
    reading = reader.run(parts)
    reading.repairs = repairer.words() if repairer else []
    if reader.finer:
        reading.repairs.append(f"time: {reader.finer} x finer than a microsecond: cut to six digits")
    reading.rewritten = meant.rewritten
    return reading, reader


def _checked_models(models: object) -> Iterator[type[Resource]]:
    """The classes. Raises TypeError for anything but several classes, with a hint."""
    if isinstance(models, str):
        raise TypeError(f"{models!r} is text: give a profile, as load_profile({models!r}), or classes")
    if not isinstance(models, Iterable):
        raise TypeError(f"{models!r} is neither a profile nor several classes: for one class, give [{models!r}]")
    yield from models


def _with_subclasses(classes: Iterable[type[Resource]]) -> list[type[Resource]]:
    known = [info.cls for info in reachable(list(classes))]
    for cls in known:
        known += [sub for sub in cls.__subclasses__() if sub not in known and sub.__module__ == cls.__module__]
    return known


def _term_iris(known: Iterable[ClassInfo]) -> Iterator[str]:
    """The IRIs of the classes and properties of models."""
    for info in known:
        yield info.iri
        yield from (path for prop in info.properties for path in prop.paths)


def _key(node: Any) -> str:
    return str(node) if str(node).startswith("_:") else node.value


class _Reader:
    def __init__(self, nodes: Nodes, classes: Sequence[type[Resource]], known: tuple[ClassInfo, ...]) -> None:
        self.nodes, self.known = nodes, known
        self.wanted = tuple(cls for cls in classes if cls.typed)
        self.by_iri: dict[str, list[type[Resource]]] = {}
        for info in known:
            if info.typed:
                self.by_iri.setdefault(info.iri, []).append(info.cls)
        self.made: dict[tuple[str, type[Resource]], Resource | None] = {}
        self.linked: set[str] = set()
        self.taken: set[tuple[str, str]] = set()
        self.types: dict[str, set[str]] = {}
        self.failed: list[tuple[str, Iri, list[ReadProblem]]] = []
        self.reading = Reading()
        self.finer = 0

    def run(self, parts: bool) -> Reading:
        starts = [node for node in self.nodes if self._typed_classes(node, self.wanted)]
        resources = {node: self._make(node, self.wanted) for node in starts}
        whole = [node for node in starts if parts or node not in self.linked]
        # Nodes that link only to one another, in a circle, are part of nothing else: all are listed.
        reached = self._reached(whole)
        whole += [node for node in starts if node not in reached and not parts]
        self.reading.resources = [resource for node in whole if (resource := resources[node]) is not None]
        # A node that fits another class with the same IRI, as part of a resource, is not a problem.
        fits = {(node, describe(cls).iri) for (node, cls), resource in self.made.items() if resource is not None}
        self.reading.problems = [
            problem for node, iri, problems in self.failed if (node, iri) not in fits for problem in problems
        ]
        self.reading.unread = sum(self._unread(node, path) for node, about in self.nodes.items() for path in about)
        return self.reading

    def _unread(self, node: str, path: str) -> int:
        """How many values of a node and a path no model took; of rdf:type, those that its models do not imply."""
        values = set(self.nodes[node][path])  # repeated values are one triple
        if path == RDF.type:
            return sum(_key(value) not in self.types.get(node, ()) for value in values)
        return 0 if (node, path) in self.taken else len(values)

    def _reached(self, nodes: list[str]) -> set[str]:
        reached: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                for values in self.nodes.get(node, {}).values():
                    waiting += [_key(value) for value in values if _is_node(value) and _key(value) in self.nodes]
        return reached

    def _loses_type(self, node: str, resource: Resource) -> bool:
        """Whether a part has a type that its class does not write: then it is listed by itself as well."""
        return describe(type(resource)).type is None and bool(self._typed_classes(node, self.wanted))

    def _has_type(self, node: str, iri: Iri | None) -> bool:
        types = self.nodes[node].get(RDF.type, ())
        return iri is None or any(_is_node(value) and value.value == iri for value in types)

    def _typed_classes(self, node: str, allowed: Sequence[type[Resource]]) -> list[type[Resource]]:
        """The classes of a node by its rdf:type that are allowed here."""
        types = dict.fromkeys(value.value for value in self.nodes[node].get(RDF.type, []) if _is_node(value))
        return [cls for iri in types for cls in self.by_iri.get(iri, ()) if issubclass(cls, tuple(allowed))]

    def _classes_of(self, node: str, allowed: Sequence[type[Resource]]) -> list[type[Resource]]:
        """The model classes of a node that are allowed here, the best first: by its type, and those without a type.

        Several can share an IRI: better is the one whose properties take more of the node's triples,
        then the more specific one.
        """
        about = self.nodes[node]
        classes = self._typed_classes(node, allowed)
        # A requested class excludes classes of other profiles with the same IRI.
        wanted = {cls.iri for cls in classes if cls in self.wanted}
        classes = [cls for cls in classes if cls in self.wanted or cls.iri not in wanted]
        classes += [cls for cls in allowed if not cls.typed and self._has_type(node, describe(cls).type)]
        if len(classes) < 2:
            return classes

        def rank(cls: type[Resource]) -> tuple[int, int]:
            taken = sum(len(about.get(path, ())) for prop in describe(cls).properties for path in prop.paths)
            return -taken, -len(cls.__mro__)

        return sorted(classes, key=rank)

    def _make(self, node: str, allowed: Sequence[type[Resource]]) -> Resource | None:
        """The model of a node, made once per class; None if it does not fit (the problems are kept).

        Of classes that share an IRI, the first that fits is taken.
        """
        first: tuple[Iri, list[ReadProblem]] | None = None
        for cls in self._classes_of(node, allowed):
            if (node, cls) in self.made:
                return self.made[node, cls]
            self.made[node, cls] = None  # while it is being made, links back to it are references
            problems: list[ReadProblem] = []
            values = {"id": node_of(node)} | self._values(node, cls, problems)
            try:
                self.made[node, cls] = cls.model_validate(values)
            except ValidationError as error:
                problems += problems_of(error, node, cls)
            if not problems:
                return self.made[node, cls]
            self.made[node, cls] = None
            first = first or (describe(cls).iri, problems)
        if first:
            self.failed.append((node, *first))
        return None

    def _values(self, node: str, cls: type[Resource], problems: list[ReadProblem]) -> dict[str, Any]:
        about = self.nodes[node]
        kinds = {str(base.iri) for base in cls.__mro__ if issubclass(base, Resource) and base.iri and base.typed}
        self.types.setdefault(node, set()).update(kinds)  # the class implies its superclasses: they count as read
        values: dict[str, Any] = {}
        for prop in describe(cls).properties:
            objects = [value for path in prop.paths for value in about.get(path, ())]
            if not objects:
                continue
            self.taken.update((node, path) for path in prop.paths)
            taken = []
            for value in dict.fromkeys(objects):
                try:
                    taken.append(self._value(value, prop))
                except ValueError as error:
                    problems.append(ReadProblem(node, prop.json_name, str(error)))
            if prop.many:
                values[prop.name] = taken
            elif len(taken) == 1:
                values[prop.name] = taken[0]
            elif taken:
                problems.append(ReadProblem(node, prop.json_name, f"{len(taken)} values where at most one is allowed"))
        return values

    def _value(self, value: Any, prop: PropertyInfo) -> Any:
        """A model value from an object. Raises ValueError if no range of the property takes it."""
        if not _is_node(value):
            value = self._to_microseconds(value, prop)
            for each in prop.ranges:
                take = literal_reader(each)
                if take is not None and (result := take(value)) is not None:
                    return result
            raise ValueError(f"{value} is not {describe_ranges(prop)}")
        key = _key(value)
        classes = [each.cls for each in prop.ranges if each.cls]
        if classes and key in self.nodes and self._classes_of(key, classes):
            resource = self._make(key, classes)
            if resource is None or type(resource).typed or not self._loses_type(key, resource):
                self.linked.add(key)
            if resource is not None:
                return resource
            if prop.anything:
                names = {describe(cls).iri for cls in classes if not cls.typed}
                self.failed = [each for each in self.failed if each[0] != key or each[1] not in names]
        if (found := node_value(key, prop)) is None:
            raise ValueError(f"{value} is not {describe_ranges(prop)}")
        return found

    def _to_microseconds(self, value: Any, prop: PropertyInfo) -> Any:
        """A date and time or a time, cut to the microseconds that a property can hold; `finer` counts the cuts."""
        if not any(each.python in (datetime, time) for each in prop.ranges):
            return value
        text = _FINER.sub("", value.value)
        if text == value.value:
            return value
        self.finer += 1
        return type(value)(text, datatype=value.datatype)


_FINER = re.compile(r"(?<=\.[0-9]{6})[0-9]+")


def _is_node(value: Any) -> bool:
    return not hasattr(value, "datatype")


def problems_of(error: ValidationError, node: str, cls: type[Resource]) -> Iterator[ReadProblem]:
    """The errors of pydantic for a model, with the property names of the profile."""
    names = {prop.name: prop.json_name for prop in describe(cls).properties}
    for detail in error.errors(include_url=False, include_input=False):
        where = ".".join(names.get(str(part), str(part)) for part in detail["loc"])
        yield ReadProblem(node, where or None, detail["msg"].removeprefix("Value error, "))
