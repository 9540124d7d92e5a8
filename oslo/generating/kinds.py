"""The kinds of value that a property takes according to SHACL, and the combination of several demands.

A demand is a list of kinds, of which any will do; a value must meet every demand. `meet` gives
what is left of two kinds when both are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..lint.terms import is_known_class
from ..namespaces import OWL, RDFS, SH, SKOS, XSD
from ..rdf.ntriples import literal
from .nodes import has_properties, is_recursive, key_of
from .reading import SourceShapes

LINKS = {str(SKOS.Concept): "Concept", str(RDFS.Resource): "Iri", str(OWL.Thing): "Iri"}
"""Classes that data seldom state as the type of a node: a property that leads to them takes an IRI."""
CLASS, SHAPE, DATATYPE, NODE, IN = "class", "shape", "datatype", "nodeKind", "in"
_NODES = {
    SH.IRI: ("IRI",),
    SH.BlankNode: ("BlankNode",),
    SH.Literal: ("Literal",),
    SH.BlankNodeOrIRI: ("IRI", "BlankNode"),
    SH.IRIOrLiteral: ("IRI", "Literal"),
    SH.BlankNodeOrLiteral: ("BlankNode", "Literal"),
}


class ValueKind(NamedTuple):
    """One kind of value: a class or a datatype (its IRI), shapes (their key), a kind of node, or (`in`) some terms."""

    what: str
    name: str = ""
    values: tuple[str, ...] = ()


IRI, BLANK, LITERAL = (ValueKind(NODE, name) for name in ("IRI", "BlankNode", "Literal"))
ANYTHING = (IRI, BLANK, LITERAL)
CONCEPT = ValueKind(NODE, "Concept")
"""The IRI of a concept, because there is a code list."""

Demand = tuple[ValueKind, ...]


@dataclass
class Demands:
    """The demands of a shape on a value; `left`: what else it asks (SHACL term, value); `remarks`: how it was read.

    `nodes`: the shapes with properties that the value has to conform to; `loose`: those that it may conform to.
    """

    all: list[Demand] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    loose: list[ValueKind] = field(default_factory=list)

    @property
    def asked(self) -> list[Demand]:
        """All demands, with that of the shapes."""
        return [*self.all, *([(ValueKind(SHAPE, key_of(self.nodes)),)] if self.nodes else [])]


SILENT = frozenset(("name", "description", "order", "group", "message", "severity", "path", "deactivated"))
"""Terms of SHACL that ask nothing of a value, or that are read elsewhere."""
TARGETS = frozenset(("target", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))


@dataclass(frozen=True)
class KindReader:
    """Reads the demands of shapes; `is_class` tells whether a class is known."""

    shapes: SourceShapes
    is_class: Callable[[str], bool]

    def demands(self, shape: str, above: frozenset[str] = frozenset()) -> Demands:
        """What a shape and those it refers to ask of the kind of a value; `above` are the shapes on the way."""
        found = Demands()
        for predicate, values in self.shapes.graph.triples.get(shape, {}).items():
            name = predicate[len(str(SH)) + 1 : -1] if predicate.startswith(f"<{SH}") else ""
            for value in dict.fromkeys(values):
                if name in _READERS:
                    _READERS[name](self, found, value, above | {shape})
                elif name == "property" and has_properties(self.shapes.graph, shape):
                    found.nodes.append(shape)
                elif name and name not in SILENT | TARGETS:
                    found.left.append((name, value))
        found.nodes = [shape] if shape in found.nodes else found.nodes
        return found

    def cls(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:class."""
        if value.startswith("<"):
            found.all.append((ValueKind(CLASS, value[1:-1]),))
        else:
            found.left.append(("class", value))

    def datatype(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:datatype; one that is a class was meant as sh:class."""
        iri = value[1:-1]
        is_class = self.is_class(iri) or is_known_class(iri)
        if is_class:
            found.remarks.append(f"repaired: sh:datatype {value}, which is a class: sh:class")
        found.all.append((ValueKind(CLASS if is_class else DATATYPE, iri),))

    def node_kind(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:nodeKind."""
        names = next((names for iri, names in _NODES.items() if value == f"<{iri}>"), None)
        if names is None:
            found.left.append(("nodeKind", value))
        else:
            found.all.append(tuple(ValueKind(NODE, name) for name in names))

    def listed(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:in."""
        found.all.append((ValueKind(IN, values=tuple(self.shapes.graph.members(value))),))

    def any_of(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:or; a list with a shape that asks more than a kind of value is `left`."""
        parts = [self._inside(member, above) for member in self.shapes.graph.members(value)]
        kinds: list[ValueKind] = []
        for part in parts:
            some, contradiction = together(part.asked, lambda one, other: False)
            if part.left or contradiction:
                found.left.append(("or", value))
                found.loose += [
                    kind for each in parts for demand in each.asked for kind in demand if kind.what == SHAPE
                ]
                return
            found.remarks += part.remarks
            kinds += some
        if kinds:
            found.all.append(tuple(dict.fromkeys(kinds)))

    def one_of(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:xone, as sh:or."""
        before = len(found.all)
        self.any_of(found, value, above)
        if len(found.all) > before:
            found.remarks.append("sh:xone: read as sh:or")

    def all_of(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:and."""
        for member in self.shapes.graph.members(value):
            self.node(found, member, above)

    def node(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:node: what the other shape asks; one with properties is a class of its own."""
        part = self._inside(value, above)
        found.remarks += part.remarks
        found.nodes += part.nodes
        found.all += part.all
        found.loose += part.loose
        if part.left:
            terms = ", ".join(dict.fromkeys(f"sh:{term}" for term, _ in part.left))
            found.left.append((f"node {self.shapes.label(value)} with {terms}", ""))

    def qualified(self, found: Demands, value: str, above: frozenset[str]) -> None:
        """sh:qualifiedValueShape: of some values only, so it is `left`."""
        found.left.append(("qualifiedValueShape", value))
        asked = self._inside(value, above).asked
        found.loose += [kind for demand in asked for kind in demand if kind.what == SHAPE]

    def _inside(self, shape: str, above: frozenset[str]) -> Demands:
        """What a shape inside another asks of the same value.

        Of one with properties, the class made for it tells the rest. One that is a part of itself is that of
        the classes that it targets.
        """
        if shape in above or not self.shapes.is_on(shape):
            return Demands()
        part = self.demands(shape, above)
        if shape in part.nodes:
            part.left = [(term, value) for term, value in part.left if term in ("or", "xone")]
        if not any(is_recursive(self.shapes.graph, each) for each in part.nodes):
            return part
        targets = [each.term for each in self.shapes.graph.targets if each.shape == shape and each.kind == "class"]
        if not targets:
            return Demands(left=[("property", "")])
        kinds = tuple(ValueKind(CLASS, term[1:-1]) for term in dict.fromkeys(targets))
        words = f"sh:node {self.shapes.label(shape)}, a part of itself: a thing of its class, checked for itself"
        return Demands([kinds], [], [words])


_READERS: dict[str, Callable[[KindReader, Demands, str, frozenset[str]], None]] = {
    "class": KindReader.cls,
    "datatype": KindReader.datatype,
    "nodeKind": KindReader.node_kind,
    "in": KindReader.listed,
    "or": KindReader.any_of,
    "xone": KindReader.one_of,
    "and": KindReader.all_of,
    "node": KindReader.node,
    "qualifiedValueShape": KindReader.qualified,
}


# Several demands together.


def together(all_demands: Sequence[Demand], is_under: Callable[[str, str], bool]) -> tuple[Demand, bool]:
    """The kinds that meet every demand, and whether the demands contradict: then the kinds of any of them.

    `is_under(one, other)`: whether a class is a subclass of another.
    """
    left: Demand = ANYTHING
    contradiction = False
    for demand in dict.fromkeys(all_demands):
        both = tuple(dict.fromkeys(kind for a in left for b in demand if (kind := meet(a, b, is_under))))
        contradiction = contradiction or not both
        left = both or (*left, *demand)
    return _drop_covered(left, is_under), contradiction


def meet(one: ValueKind, other: ValueKind, is_under: Callable[[str, str], bool]) -> ValueKind | None:
    """What is both one kind and the other."""
    if one == other:
        return one
    if one.what == other.what == IN:
        both = tuple(value for value in one.values if value in other.values)
        return ValueKind(IN, values=both) if both else None
    for a, b in ((one, other), (other, one)):
        if a.what == NODE and b.what != NODE and a.name in _nodes_of(b):
            return b
        if a.what == b.what == CLASS and is_under(a.name, b.name):
            return a
        if a.what == IN and b.what == DATATYPE and all(v[0] == '"' and literal(v).datatype == b.name for v in a.values):
            return a
        if a.what == IN and b.what in (CLASS, SHAPE) and "IRI" in _nodes_of(a):
            return a
        if a.what in (CLASS, SHAPE) and b.what == SHAPE and is_under(a.name, b.name):
            return a
    if SHAPE in (one.what, other.what) and {one.what, other.what} <= {CLASS, SHAPE}:
        names = [each.name for each in (one, other) if each.name not in LINKS]
        return ValueKind(SHAPE, key_of(" ".join(names).split(" ")))
    return None


def _nodes_of(kind: ValueKind) -> tuple[str, ...]:
    """The kinds of node that a kind of value can be."""
    match kind.what:
        case "datatype":
            return ("Literal",)
        case "class" | "shape":
            return ("IRI", "BlankNode")
        case "in":
            return ("Literal",) if all(value[0] == '"' for value in kind.values) else ("IRI",)
    return (kind.name,)


def _drop_covered(kinds: Demand, is_under: Callable[[str, str], bool]) -> Demand:
    """The kinds without those that another covers: a subclass of another, a datatype next to any literal."""
    found = []
    for kind in dict.fromkeys(kinds):
        if kind.what == DATATYPE and LITERAL in kinds:
            continue
        above = (other for other in kinds if other.what == CLASS and other != kind)
        if kind.what == CLASS and any(is_under(kind.name, other.name) for other in above):
            continue
        found.append(kind)
    return tuple(found)


PARTIAL_DATE = frozenset((XSD.date, XSD.gYearMonth, XSD.gYear))
"""The datatypes of a date whose day or month may be unknown."""
