"""Shapes at a strength: what the profile as published asks besides is a violation, a warning, or left out.

Our shapes state it in property shapes of one sh:group (see `oslo.exchange.shacl`); nothing else is touched, so a
warning of another's shapes stays a warning.
"""

from __future__ import annotations

from ..errors import InputError
from ..model.published import GROUP, Strength
from ..namespaces import OWL, RDF, SH, SKOS
from ..rdf.lexical import counts
from ..rdf.shapes_graph import ShapesGraph

_OURS = "<urn:oslo-interop:shapes:"
_GROUP, _SEVERITY, _PROPERTY = f"<{GROUP}>", f"<{SH.severity}>", f"<{SH.property}>"
CONCEPT = f"<{SKOS.Concept}>"


def is_besides(shapes: ShapesGraph, shape: str) -> bool:
    """Whether a shape states what the profile as published asks besides."""
    return _GROUP in shapes.values(shape, SH.group)


def asks_concept(shapes: ShapesGraph, shape: str) -> bool:
    """Whether it asks that a value is a concept where it is described at all."""
    members = (member for head in shapes.values(shape, SH["or"]) for member in shapes.members(head))
    return is_besides(shapes, shape) and any(CONCEPT in shapes.values(member, SH["class"]) for member in members)


def published_cardinality(shapes: ShapesGraph, shape: str) -> str:
    """The cardinality that the published profile has for a property: what a shape asks besides, with our own shape."""
    path = shapes.value(shape, SH.path)
    beside = shapes.values(shapes.parent(shape) or "", SH.property)
    same = {shape, *(each for each in beside if shapes.value(each, SH.path) == path)}
    least, most = (
        counts(each.text for node in same for each in shapes.literals(node, SH[name]))
        for name in ("minCount", "maxCount")
    )
    return f"{max(least, default=0)}..{min(most, default='n')}"


def of_strength(shapes: ShapesGraph, strength: Strength) -> ShapesGraph:
    """The shapes that hold at a strength.

    Raises InputError for other shapes than ours and a strength that is not the default: they do not say which of
    their constraints a published profile has.
    """
    if strength is Strength.DEFAULT:
        return shapes
    if not any(
        node.startswith(_OURS) and f"<{OWL.Ontology}>" in shapes.values(node, RDF.type) for node in shapes.triples
    ):
        raise InputError(
            f"as {strength}: only for the shapes of a profile of this library; these do not say what is which"
        )
    besides = {node for node in shapes.triples if is_besides(shapes, node)}
    if strength is Strength.PUBLISHED:
        return ShapesGraph({
            node: {key: values for key, values in about.items() if node not in besides or key != _SEVERITY}
            for node, about in shapes.triples.items()
        })  # fmt: skip
    return without_besides(shapes)


def without_besides(shapes: ShapesGraph) -> ShapesGraph:
    """The shapes without those of what the profile as published asks besides."""
    gone = _with_parts(shapes, {node for node in shapes.triples if is_besides(shapes, node)})
    return ShapesGraph({
        node: {key: kept for key, values in about.items() if (kept := _without(gone, key, values))}
        for node, about in shapes.triples.items()
        if node not in gone
    })  # fmt: skip


def _without(gone: set[str], key: str, values: list[str]) -> list[str]:
    return [value for value in values if value not in gone] if key == _PROPERTY else values


def _with_parts(shapes: ShapesGraph, nodes: set[str]) -> set[str]:
    """Some nodes, and the blank nodes that they lead to."""
    found, waiting = set[str](), list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            values = (value for each in shapes.triples.get(node, {}).values() for value in each)
            waiting += [value for value in values if value.startswith("_:")]
    return found
