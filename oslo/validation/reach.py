"""How many links shapes follow from a focus node, and so which triples are needed to check it separately.

A shape that looks at the class of a value needs one step: the focus node and the nodes it points
to. A shape with an inverse path, a path of any length (`*`, `+`) or SPARQL needs the whole graph.
SHACL does not define shapes that refer to themselves (section 3.4.3).
"""

from __future__ import annotations

from typing import NamedTuple

from ..namespaces import RDF, SH
from ..rdf.shapes_graph import ShapesGraph

_ACROSS = ("sparql", "target", "targetNode", "targetObjectsOf", "js", "rule")
_BACK_OR_ON = ("inversePath", "zeroOrMorePath", "oneOrMorePath")


class Reach(NamedTuple):
    """The links that shapes follow from a focus node; `across`: why the whole graph is needed, if it is."""

    steps: int
    across: str | None = None


class _Across(Exception):  # noqa: N818  not an error: it ends the search
    pass


def reach(shapes: ShapesGraph) -> Reach:
    r"""How far the shapes look.

    >>> from oslo.rdf.ntriples import split_triples
    >>> sh = "http://www.w3.org/ns/shacl#"
    >>> shape = f"<urn:s> <{sh}path> <urn:p> .\n<urn:s> <{sh}class> <urn:C> .\n"
    >>> reach(ShapesGraph.of(shape)), reach(ShapesGraph.of(f"<urn:s> <{sh}targetNode> <urn:x> .\n"))
    (Reach(steps=1, across=None), Reach(steps=0, across='sh:targetNode'))
    """
    if circle(shapes):
        return Reach(0, "a shape that refers to itself")
    try:
        return Reach(max((_count_steps(shapes, node) for node in shapes.triples), default=0))
    except _Across as reason:
        return Reach(0, str(reason))


def circle(shapes: ShapesGraph) -> list[str]:
    """Shapes that refer to themselves, directly or through each other; empty if there are none."""
    done: set[str] = set()

    def search(shape: str, above: list[str]) -> list[str]:
        if shape in above:
            return above[above.index(shape) :]
        if shape not in done:
            for part in shapes.parts(shape):
                if shapes_in_circle := search(part, [*above, shape]):
                    return shapes_in_circle
            done.add(shape)
        return []

    return next((shapes_in_circle for node in shapes.triples if (shapes_in_circle := search(node, []))), [])


def _count_steps(shapes: ShapesGraph, shape: str) -> int:
    """How many links away the nodes are, at most, whose triples a shape needs."""
    for name in _ACROSS:
        if shapes.values(shape, SH[name]):
            raise _Across(f"sh:{name}")
    path = shapes.value(shape, SH.path)
    length = 0 if path is None else _path_length(shapes, path)
    steps = [max(length - 1, 0)]
    if shapes.values(shape, SH["class"]):
        steps.append(length)
    steps += [length + _count_steps(shapes, part) for part in shapes.parts(shape)]
    return max(steps)


def _path_length(shapes: ShapesGraph, path: str) -> int:
    """How many links a path follows, at most (SHACL, section 2.3.1)."""
    for name in _BACK_OR_ON:
        if shapes.values(path, SH[name]):
            raise _Across(f"sh:{name}")
    if (inner := shapes.value(path, SH.zeroOrOnePath)) is not None:
        return _path_length(shapes, inner)
    if (either := shapes.value(path, SH.alternativePath)) is not None:
        return max((_path_length(shapes, each) for each in shapes.members(either)), default=0)
    if shapes.values(path, RDF.first):
        return sum(_path_length(shapes, each) for each in shapes.members(path))
    return 1
