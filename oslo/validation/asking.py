"""Shapes that can be asked what they find at a value, although no target leads there.

Each shape inside another gets a target of its own: the objects of a predicate that `asking` names. Data with that
predicate asks; blank nodes and literals can be asked about too.

A run gives for a value the results at the value itself only if no property shape stands inside a property shape, since
results of the inner one are at other nodes. So it becomes an sh:node of a shape around it, which can be asked in its
turn. In the same way the values of a qualified constraint are found: an sh:node at the same path gives those that do
not conform to its shape, an sh:not those that do.
"""

from __future__ import annotations

from ..namespaces import SH
from ..rdf.shapes_graph import ShapesGraph
from .limited import without_targets

_AROUND = "urn:oslo-interop:around:"
_PATH, _NODE, _NOT, _PROPERTY = (f"<{SH[name]}>" for name in ("path", "node", "not", "property"))
_QUALIFIED = f"<{SH.qualifiedValueShape}>"
_QUALIFIED_AS = {"qualifiedMinCount": _NODE, "qualifiedMaxCount": _NOT}


def asking(shape: str) -> str:
    """The predicate whose objects a shape looks at."""
    return f"<urn:oslo-interop:asks:{shape[1:-1]}>"


def around(shape: str, rule: str) -> str:
    """The shape made around a property shape (the rule is `property`), or the values of a qualified constraint."""
    return f"<{_AROUND}{rule}:{shape[1:-1]}>"


def askable(shapes: ShapesGraph) -> ShapesGraph:
    """The shapes without their targets, each part of a shape with one of its own; terms are those of `named`."""
    triples = {node: without_targets(about) for node, about in shapes.triples.items()}
    for shape, about in shapes.triples.items():
        if _PATH not in about:
            continue
        for part in triples[shape].pop(_PROPERTY, []):
            triples[shape].setdefault(_NODE, []).append(_around_property(part, triples))
        for rule, predicate in _QUALIFIED_AS.items():
            if _QUALIFIED in about and f"<{SH[rule]}>" in about:
                inner = [
                    _around_property(each, triples) if shapes.values(each, SH.path) else each
                    for each in about[_QUALIFIED]
                ]
                values = around(shape, f"{rule}:values")
                triples[around(shape, rule)] = {_PROPERTY: [values]}
                triples[values] = {_PATH: about[_PATH], predicate: inner}
    graph = ShapesGraph(triples)
    parts = {part for node in triples for part in graph.parts(node)}
    for shape in parts | {node for node in triples if node.startswith(f"<{_AROUND}")}:
        triples.setdefault(shape, {})[f"<{SH.targetObjectsOf}>"] = [asking(shape)]
    return graph


def _around_property(shape: str, triples: dict[str, dict[str, list[str]]]) -> str:
    """A node shape around a property shape, since sh:node takes no other."""
    node = around(shape, "property")
    triples[node] = {_PROPERTY: [shape]}
    return node
