"""Concepts that are not in their code list, for properties whose shape has a `qb:codeList`.

They are not violations (a list can have grown since) and not part of SHACL's own answer: they are
reported as unresolved. They are found in the text of the data, without the engine: a list of hundreds
of concepts as one more shape (sh:in) cost the engine a quarter of its time.
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
    """A property shape with an available code list: its targets, its path, the concepts of the list."""

    shape: str
    targets: tuple[Target, ...]
    path: str
    concepts: frozenset[str]


def memberships(shapes: ShapesGraph) -> list[Membership]:
    """The property shapes with an available code list, in a shape that has targets."""
    members = []
    for node in shapes.triples:
        known = next((each for iri in shapes.values(node, QB.codeList) if (each := scheme(iri[1:-1]))), None)
        if known is None:
            continue
        parent = shapes.parent(node)
        targets = tuple(target for target in shapes.targets if target.shape == parent)
        path = shapes.value(node, SH.path) or "_:"
        if targets and path.startswith("<"):
            members.append(Membership(node[1:-1], targets, path, frozenset(f"<{iri}>" for iri in known.codes)))
    return members


def unlisted(asked: list[Membership], data: DataGraph) -> Iterator[Result]:
    """The values (IRIs) that are not in their list, as results of the property shape with that list."""
    for each in asked:
        unknown = sorted(value for value in data.objects_of(each.path) - each.concepts if value.startswith("<"))
        if not unknown:
            continue
        focus = {node for target in each.targets for node in data.targeted(target)}
        subjects = data.subjects_by_object(each.path)
        for value in unknown:
            for node in sorted(subjects[value] & focus):
                yield Result(node, each.path, SH.InConstraintComponent, value, each.shape, SH.Violation)
