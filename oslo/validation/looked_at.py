"""Which predicates shapes look at on which nodes: a predicate of one class is not looked at on a node of another."""

from __future__ import annotations

from collections.abc import Iterator

from ..namespaces import SH
from ..rdf.shapes_graph import ShapesGraph, Target
from .data import DataGraph


class LookedAt:
    """The predicates of which the subjects that shapes look at are known: the focus nodes of some targets.

    Not among them: predicates inside another path or a nested shape, in pairs, targets and queries. Nor is any, if a
    shape is closed, as it looks at all predicates of its nodes.
    """

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self._targets: dict[str, set[Target]] = {}
        self._anywhere: set[str] = shapes.predicates - shapes.paths
        for target in shapes.targets:
            for node in self._at_focus(target.shape, set()):
                self._add(node, target)
        queried = any(shapes.values(node, SH[name]) for node in shapes.triples for name in ("select", "ask", "closed"))
        free = self._anywhere if not queried else set(self._targets)
        self.targets = {each: found for each, found in self._targets.items() if each not in free}

    def _at_focus(self, shape: str, seen: set[str]) -> Iterator[str]:
        """The shapes that are checked at the focus nodes of a shape, it among them, and its property shapes."""
        if shape in seen:
            return
        seen.add(shape)
        yield shape
        if not self._shapes.values(shape, SH.path):
            for part in self._shapes.parts(shape):
                yield from self._at_focus(part, seen)

    def _add(self, shape: str, target: Target) -> None:
        paths = self._shapes.values(shape, SH.path)
        for path in paths:
            if path in self._shapes.paths:
                self._targets.setdefault(path, set()).add(target)
        if paths:
            nested = self._shapes.inside(shape)
            self._anywhere |= {path for node in nested for path in self._shapes.values(node, SH.path)}

    @property
    def classes(self) -> dict[str, frozenset[str]]:
        """Predicate to the classes of the nodes of which shapes look at it, where nothing else is known of these."""
        by_class = {name: found for name, found in self.targets.items() if all(each.kind == "class" for each in found)}
        return {name: frozenset(each.term for each in found) for name, found in by_class.items()}

    def subjects(self, data: DataGraph) -> dict[str, set[str]]:
        """Predicate to the nodes of which shapes look at it."""
        nodes: dict[frozenset[Target], set[str]] = {}
        found = {}
        for predicate, targets in self.targets.items():
            key = frozenset(targets)
            if key not in nodes:
                nodes[key] = set().union(*(data.targeted(each) for each in key))
            found[predicate] = nodes[key]
        return found
