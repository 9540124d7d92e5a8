"""The kinds of value that a property takes, as SHACL says them, and what several demands come to together.

A demand is a list of kinds of which any will do; a value has to meet every demand. `meet` gives
what is left of two kinds when both are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..lint.terms import is_known_class
from ..namespaces import RDF, SH, XSD
from ..ntriples import literal
from .reading import SourceShapes

CLASS, DATATYPE, NODE, IN = "class", "datatype", "nodeKind", "in"
_NODES = {
    SH.IRI: ("IRI",),
    SH.BlankNode: ("BlankNode",),
    SH.Literal: ("Literal",),
    SH.BlankNodeOrIRI: ("IRI", "BlankNode"),
    SH.IRIOrLiteral: ("IRI", "Literal"),
    SH.BlankNodeOrLiteral: ("BlankNode", "Literal"),
}


class Kind(NamedTuple):
    """One kind of value: a class or a datatype (its IRI), a kind of node, or (`in`) one of some terms."""

    what: str
    name: str = ""
    values: tuple[str, ...] = ()


IRI, BLANK, LITERAL = (Kind(NODE, name) for name in ("IRI", "BlankNode", "Literal"))
ANYTHING = (IRI, BLANK, LITERAL)
CONCEPT = Kind(NODE, "Concept")
"""An IRI that is said to be that of a concept, by a code list."""

Demand = tuple[Kind, ...]


class Demands(NamedTuple):
    """The demands of a shape on a value; `left`: what else it says, as SHACL term and value."""

    all: list[Demand]
    left: list[tuple[str, str]]
    remarks: list[str]


def demands(shapes: SourceShapes, shape: str, is_class: Callable[[str], bool], above: frozenset[str]) -> Demands:
    """What a shape asks of the kind of a value, with the shapes that it refers to."""
    found = Demands([], [], [])
    for predicate, values in shapes.index.said.get(shape, {}).items():
        name = predicate[len(str(SH)) + 1 : -1] if predicate.startswith(f"<{SH}") else ""
        for value in dict.fromkeys(values):
            if name in _READERS:
                _READERS[name](found, shapes, value, is_class, above | {shape})
            elif name and name not in SILENT:
                found.left.append((name, value))
    return found


SILENT = frozenset(("name", "description", "order", "group", "message", "severity", "path", "deactivated"))
"""Terms of SHACL that ask nothing of a value, or that are looked at elsewhere."""

_IsClass = Callable[[str], bool]


def _class(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    if value.startswith("<"):
        found.all.append((Kind(CLASS, value[1:-1]),))
    else:
        found.left.append(("class", value))


def _datatype(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    iri = value[1:-1]
    if is_class(iri) or is_known_class(iri):
        found.remarks.append("sh:datatype names a class: read as sh:class")
        found.all.append((Kind(CLASS, iri),))
    else:
        found.all.append((Kind(DATATYPE, iri),))


def _node_kind(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    names = next((names for iri, names in _NODES.items() if value == f"<{iri}>"), None)
    if names is None:
        found.left.append(("nodeKind", value))
    else:
        found.all.append(tuple(Kind(NODE, name) for name in names))


def _in(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    found.all.append((Kind(IN, values=tuple(shapes.index.members(value))),))


def _any_of(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    """A list of shapes (sh:or) each of which is one demand; another list is left."""
    kinds: list[Kind] = []
    for member in shapes.index.members(value):
        part = demands(shapes, member, is_class, above) if member not in above else Demands([], [("node", member)], [])
        if len(part.all) != 1 or part.left:
            found.left.append(("or", value))
            return
        found.remarks.extend(part.remarks)
        kinds += part.all[0]
    if kinds:
        found.all.append(tuple(dict.fromkeys(kinds)))


def _one_of(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    before = len(found.all)
    _any_of(found, shapes, value, is_class, above)
    if len(found.all) > before:
        found.remarks.append("sh:xone: read as sh:or")


def _all_of(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    for member in shapes.index.members(value):
        _node(found, shapes, member, is_class, above)


def _node(found: Demands, shapes: SourceShapes, value: str, is_class: _IsClass, above: frozenset[str]) -> None:
    """Another shape: the things that it targets, or what it asks itself."""
    targets = [each.term for each in shapes.index.targets if each.shape == value and each.kind == "class"]
    if targets:
        found.all.append(tuple(Kind(CLASS, term[1:-1]) for term in dict.fromkeys(targets)))
        found.remarks.append(f"sh:node {shapes.label(value)}: a thing of its class; what the shape asks stands there")
    elif value not in above:
        part = demands(shapes, value, is_class, above)
        found.all.extend(part.all)
        found.remarks.extend(part.remarks)
        if part.left:
            terms = ", ".join(dict.fromkeys(f"sh:{term}" for term, _ in part.left))
            found.left.append((f"node {shapes.label(value)} with {terms}", ""))


_READERS: dict[str, Callable[[Demands, SourceShapes, str, _IsClass, frozenset[str]], None]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "or": _any_of,
    "xone": _one_of,
    "and": _all_of,
    "node": _node,
}


# Several demands together.


def together(all_demands: Sequence[Demand], is_under: Callable[[str, str], bool]) -> tuple[Demand, bool]:
    """The kinds that meet every demand; where none does, those of any of them, and True: they contradict.

    `is_under(one, other)`: whether a class is a subclass of another.
    """
    left: Demand = ANYTHING
    contradiction = False
    for demand in dict.fromkeys(all_demands):
        both = tuple(dict.fromkeys(kind for a in left for b in demand if (kind := meet(a, b, is_under))))
        contradiction = contradiction or not both
        left = both or (*left, *demand)
    return _plainest(left, is_under), contradiction


def meet(one: Kind, other: Kind, is_under: Callable[[str, str], bool]) -> Kind | None:
    """What is both one kind and the other."""
    if one == other:
        return one
    for a, b in ((one, other), (other, one)):
        if a.what == NODE and b.what != NODE and a.name in _nodes_of(b):
            return b
        if a.what == b.what == CLASS and is_under(a.name, b.name):
            return a
        if a.what == IN and b.what == DATATYPE and all(v[0] == '"' and literal(v).datatype == b.name for v in a.values):
            return a
        if a.what == IN and b.what == CLASS and "IRI" in _nodes_of(a):
            return a
    return None


def _nodes_of(kind: Kind) -> tuple[str, ...]:
    """The kinds of node that a kind of value can be."""
    match kind.what:
        case "datatype":
            return ("Literal",)
        case "class":
            return ("IRI", "BlankNode")
        case "in":
            return ("Literal",) if all(value[0] == '"' for value in kind.values) else ("IRI",)
    return (kind.name,)


def _plainest(kinds: Demand, is_under: Callable[[str, str], bool]) -> Demand:
    """Without the kinds that another one of them covers: a class under another, a datatype beside any literal."""
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
STRINGS = frozenset((XSD.string, RDF.langString))
