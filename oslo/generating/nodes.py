"""Shapes that a property asks of its values: sh:node, sh:and, and sh:property of a property shape.

SHACL asks no class of such a value, only what the other shape says (section 4.7.1). A shape with properties is
therefore a class of its own in the module, of things without a type (`typed=False`). A key stands for the shapes
that a value has to conform to together: their terms, joined by a space.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..namespaces import SH, SKOS
from ..rdf.shapes_graph import ShapesGraph
from .reading import SourceShapes


def key_of(parts: Iterable[str]) -> str:
    """The key of some shapes, and of the classes that the value has to be of as well.

    >>> key_of(["_:b1", "urn:C", "<urn:a>", "_:b1"])
    '<urn:a> _:b1 urn:C'
    """
    return " ".join(sorted(set(parts)))


def shapes_of(key: str) -> list[str]:
    """The shapes that a key stands for."""
    return [each for each in key.split(" ") if is_key(each)]


def classes_of(key: str) -> list[str]:
    """The classes in a key."""
    return [each for each in key.split(" ") if not is_key(each)]


def is_key(about: str) -> bool:
    """Whether it is a key, and no IRI of a class."""
    return about[:1] == "<" or about[:2] == "_:"


def with_referred(shapes: SourceShapes, some: Iterable[str]) -> list[str]:
    """Some shapes and all that they refer to (sh:node, sh:and)."""
    found: dict[str, None] = {}
    waiting = list(some)
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found[each] = None
            waiting += shapes.graph.referred(each)
    return list(found)


def has_properties(graph: ShapesGraph, shape: str) -> bool:
    """Whether a shape has properties of its own, other than one that only names a code list."""
    paths = (path for prop in graph.values(shape, SH.property) for path in graph.values(prop, SH.path))
    return any(path != f"<{SKOS.inScheme}>" for path in paths)


def is_recursive(graph: ShapesGraph, shape: str) -> bool:
    """Whether a shape is a part of itself, which SHACL leaves open (section 3.4.3) and engines refuse."""
    return shape in graph.inside(shape)
