"""Concepts that are in no code list at hand: one more shape beside each property shape with a `qb:codeList`.

The engine that checks the shapes checks the lists too, in the same pass. What it finds is no
violation (a list can have grown since) and no part of SHACL's own answer: it is told as unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator

from .codelists import scheme
from .namespaces import QB, RDF, SH
from .shapes_index import ShapesIndex

_PREFIX = "urn:oslo-interop:in-list:"


def list_shapes(shapes: ShapesIndex) -> str:
    """Shapes (N-Triples) that ask for a concept of the list, for the properties whose list is at hand."""
    return "".join(_lines(shapes))


def _lines(shapes: ShapesIndex) -> Iterator[str]:
    for count, node in enumerate(shapes.said):
        parent, path = shapes.parent(node), shapes.value(node, SH.path)
        known = next((each for iri in shapes.values(node, QB.codeList) if (each := scheme(iri[1:-1]))), None)
        if parent and path and known:
            name = f"{_PREFIX}{node[1:-1]}"
            yield f"{parent} <{SH.property}> <{name}> .\n<{name}> <{SH.path}> {path} .\n"
            cells = [f"_:list{count}x{number}" for number in range(len(known.codes))]
            yield f"<{name}> <{SH['in']}> {cells[0]} .\n"
            for cell, iri, rest in zip(cells, known.codes, [*cells[1:], f"<{RDF.nil}>"], strict=True):
                yield f"{cell} <{RDF.first}> <{iri}> .\n{cell} <{RDF.rest}> {rest} .\n"


def published(shape: str | None) -> str | None:
    """The property shape that a result of these shapes is about; None for a result of another shape."""
    return shape.removeprefix(_PREFIX) if shape and shape.startswith(_PREFIX) else None
