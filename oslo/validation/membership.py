"""Concepts that are in no code list at hand, for the properties whose shape has a `qb:codeList`.

What is found is no violation (a list can have grown since) and no part of SHACL's own answer: it is
told as unresolved. It is asked of the text of the data, beside the engine: a list of hundreds of
concepts as one more shape (sh:in) cost the engine a quarter of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..namespaces import QB, SH
from ..rdf.shapes_graph import ShapesGraph, Target
from ..vocabularies.codelists import scheme
from .data import DataGraph
from .engines import Result


@dataclass(frozen=True, slots=True)
class Membership:
    """A property shape whose list is at hand: what it looks at, its path, the concepts of the list."""

    shape: str
    targets: tuple[Target, ...]
    path: str
    concepts: frozenset[str]


def memberships(shapes: ShapesGraph) -> list[Membership]:
    """The property shapes with a list that is at hand, below a shape that has targets."""
    found = []
    for node in shapes.said:
        known = next((each for iri in shapes.values(node, QB.codeList) if (each := scheme(iri[1:-1]))), None)
        if known is None:
            continue
        parent = shapes.parent(node)
        targets = tuple(each for each in shapes.targets if each.shape == parent)
        path = shapes.value(node, SH.path) or "_:"
        if targets and path.startswith("<"):
            found.append(Membership(node[1:-1], targets, path, frozenset(f"<{iri}>" for iri in known.codes)))
    return found


def strangers(asked: list[Membership], data: DataGraph) -> Iterator[Result]:
    """The values (IRIs) that are not in their list, as results of the property shape that names it."""
    for each in asked:
        there = data.objects_of(each.path) if each.path in data.predicates else set()
        unknown = sorted(value for value in there - each.concepts if value.startswith("<"))
        if not unknown:
            continue
        focus = {node for target in each.targets for node in data.targeted(target)}
        said = data.subjects_by_object(each.path)
        for value in unknown:
            for node in sorted(said[value] & focus):
                yield Result(node, each.path, SH.InConstraintComponent, value, each.shape, SH.Violation)
