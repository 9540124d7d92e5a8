"""Which nodes of the data the shapes looked at, which they did not, and near misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..namespaces import compact
from ..rdf.near_terms import Normalizer
from ..rdf.shapes_graph import ShapesGraph, Target
from ..rdf.terms import local, plain
from .data import DataGraph
from .findings import Coverage, NearMiss, ShapeCoverage


class Tally:
    """Counts what shapes looked at, over one graph or over its batches (each node is in one batch)."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self.shapes = shapes
        self.focus_nodes = 0
        self.hits: Counter[Target] = Counter()
        self.kinds: Counter[str] = Counter()
        self.untouched: set[str] = set()
        self.predicates: Counter[str] = Counter()

    def add(self, data: DataGraph, *, properties: bool) -> None:
        """Count a graph; `properties`: its predicates too, to find near misses of properties."""
        focus: set[str] = set()
        for target in self.shapes.targets:
            nodes = data.targeted(target)
            focus |= nodes
            self.hits[target] += len(nodes)
        self.focus_nodes += len(focus)
        classes = [target.term for target in self.shapes.targets if target.kind == "class"]
        looked_at = {kind for cls in classes for kind in data.under(cls)}
        for kind, nodes in data.types.items():
            self.kinds[kind] += len(nodes)
            if kind not in looked_at and not nodes <= focus:
                self.untouched.add(kind)
        if properties or not focus:
            self.predicates.update(data.predicates)

    def _name(self, shape: str) -> str:
        if self.shapes.source(shape).startswith("_:"):
            return self.shapes.name(shape) or self.shapes.way(shape)
        return self.shapes.name(shape) or compact(shape[1:-1]) or local(shape)

    def coverage(self, *, properties: bool) -> Coverage:
        """The total; `properties`: something is missing, so near misses of properties are searched for too."""
        rows = [
            ShapeCoverage(
                self.shapes.source(target.shape).strip("<>"),
                self._name(target.shape),
                f"{target.kind} {plain(target.term)}",
                self.hits[target],
            )
            for target in self.shapes.targets
        ]
        untouched = sorted(
            ((kind[1:-1], self.kinds[kind]) for kind in self.untouched), key=lambda each: (-each[1], each[0])
        )
        predicates = self.predicates if properties or not self.focus_nodes else {}
        misses = near_misses(self.kinds, predicates, self.shapes)
        return Coverage(self.focus_nodes, tuple(rows), tuple(untouched), tuple(misses))


def near_misses(kinds: Mapping[str, int], predicates: Mapping[str, int], shapes: ShapesGraph) -> list[NearMiss]:
    """Classes and properties of data (with their counts) that are not a term of the shapes, but a variant of one."""
    terms = Normalizer(term[1:-1] for term in shapes.terms)
    misses = [
        NearMiss(term[1:-1], meant, count, word)
        for word, counts in (("class", kinds), ("property", predicates))
        for term, count in counts.items()
        if (meant := terms.meant(term[1:-1])) is not None
    ]
    return sorted(misses, key=lambda miss: (-miss.count, miss.found))


def normalized(text: str, shapes: ShapesGraph, rewritten: Counter[str]) -> str:
    """N-Triples text with near misses replaced by the terms that were meant; `rewritten` counts them."""
    data = DataGraph(text)
    kinds = {kind: len(nodes) for kind, nodes in data.types.items()}
    for miss in near_misses(kinds, data.predicates, shapes):
        rewritten[f"{miss.found} -> {miss.meant}"] += text.count(f"<{miss.found}>")
        text = text.replace(f"<{miss.found}>", f"<{miss.meant}>")
    return text
