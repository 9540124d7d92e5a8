"""Concepts that are not in their code list, or described nowhere.

The first is asked of properties whose shape has a `qb:codeList`, the second of the others that take concepts.

They are not violations (a list can have grown since) and not part of SHACL's own answer: they are
reported as unresolved. They are found in the text of the data, without the engine: a list of hundreds
of concepts as one more shape (sh:in) cost the engine a quarter of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..namespaces import QB, SH
from ..rdf.shapes_graph import ShapesGraph, Target
from ..vocabularies.codelists import concepts, scheme
from .data import DataGraph
from .engines import Result
from .strength import asks_concept


@dataclass(frozen=True, slots=True)
class Membership:
    """A property shape that takes concepts: its targets, its path, the concepts of its list (empty without one)."""

    shape: str
    targets: tuple[Target, ...]
    path: str
    concepts: frozenset[str]


def memberships(shapes: ShapesGraph) -> list[Membership]:
    """The property shapes with an available code list, in a shape that has targets."""
    members: list[Membership] = []
    for node in shapes.triples:
        known = next((each for iri in shapes.values(node, QB.codeList) if (each := scheme(iri[1:-1]))), None)
        if known is None:
            continue
        members += _membership(shapes, node, frozenset(f"<{iri}>" for iri in known.codes))
    return members


def without_list(shapes: ShapesGraph, listed: list[Membership]) -> list[Membership]:
    """The property shapes that ask a concept, and have no available code list beside them."""
    asked = [each for node in shapes.triples if asks_concept(shapes, node) for each in _membership(shapes, node)]
    known = {(each.targets, each.path) for each in listed}
    return [each for each in asked if (each.targets, each.path) not in known]


def _membership(shapes: ShapesGraph, node: str, concepts: frozenset[str] = frozenset()) -> Iterator[Membership]:
    parent = shapes.parent(node)
    targets = tuple(target for target in shapes.targets if target.shape == parent)
    path = shapes.value(node, SH.path) or "_:"
    if targets and path.startswith("<"):
        yield Membership(node[1:-1], targets, path, concepts)


def unlisted(asked: list[Membership], data: DataGraph) -> Iterator[Result]:
    """The values (IRIs) that are not in their list, as results of the property shape with that list."""
    for each in asked:
        unknown = data.objects_of(each.path) - each.concepts
        yield from _results(each, unknown, data, SH.InConstraintComponent)


def undescribed(asked: list[Membership], data: DataGraph, background: frozenset[str]) -> Iterator[Result]:
    """The values (IRIs) that are described as a concept nowhere, and as nothing else in the data.

    `background`: the concepts that are described elsewhere, code lists apart.
    """
    for each in asked:
        unknown = data.objects_of(each.path) - background
        if unknown and (unknown := unknown - concepts()):
            yield from _results(each, unknown - data.typed(unknown), data, SH.ClassConstraintComponent)


def _results(asked: Membership, values: set[str], data: DataGraph, component: str) -> Iterator[Result]:
    unknown = sorted(value for value in values if value.startswith("<"))
    if not unknown:
        return
    focus = {node for target in asked.targets for node in data.targeted(target)}
    subjects = data.subjects_by_object(asked.path)
    for value in unknown:
        for node in sorted(subjects[value] & focus):
            yield Result(node, asked.path, component, value, asked.shape, SH.Violation)
