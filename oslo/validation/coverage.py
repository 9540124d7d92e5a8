"""Which nodes of the data the shapes looked at, which they did not, and near misses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..namespaces import compact
from ..rdf.near_terms import Normalizer
from ..rdf.shapes_graph import ShapesGraph, Target
from ..rdf.terms import local, plain
from .data import DataGraph
from .findings import Coverage, ShapeCoverage
from .looked_at import LookedAt
from .strength import is_besides
from .unread import Terms, near_misses


@dataclass
class Counts:
    """What shapes looked at, counted: of a graph, or of several that have no node in common.

    `hits`: focus nodes of each target; `kinds`: nodes of each class; `untouched`: classes of nodes that no shape looked
    at; `predicates`: statements; `beside`: those at nodes where no shape looks at them.
    """

    focus_nodes: int = 0
    hits: Counter[Target] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    untouched: set[str] = field(default_factory=set)
    predicates: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)

    def join(self, other: Counts) -> None:
        """Add those of other graphs."""
        self.focus_nodes += other.focus_nodes
        self.untouched |= other.untouched
        for each in ("hits", "kinds", "predicates", "beside"):
            getattr(self, each).update(getattr(other, each))


class Tally:
    """Counts what shapes looked at, over one graph or over its batches (each node is in one batch)."""

    def __init__(self, shapes: ShapesGraph, counts: Counts | None = None) -> None:
        self.shapes = shapes
        self.targets = [target for target in shapes.targets if not is_besides(shapes, target.shape)]
        self.terms = Terms(shapes)
        self.looked_at = LookedAt(shapes)
        self.counts = counts or Counts()
        self._coverage: Coverage | None = None

    def add(self, data: DataGraph) -> None:
        """Count a graph."""
        self._coverage = None
        counts = self.counts
        focus: set[str] = set()
        for target in self.targets:
            nodes = data.targeted(target)
            focus |= nodes
            counts.hits[target] += len(nodes)
        counts.focus_nodes += len(focus)
        classes = [target.term for target in self.targets if target.kind == "class"]
        looked_at = {kind for cls in classes for kind in data.under(cls)}
        for kind, nodes in data.types.items():
            counts.kinds[kind] += len(nodes)
            if kind not in looked_at and not nodes <= focus:
                counts.untouched.add(kind)
        predicates, beside = data.count(self.looked_at.subjects(data))
        counts.predicates.update(predicates)
        counts.beside.update(beside)

    def _name(self, shape: str) -> str:
        if self.shapes.source(shape).startswith("_:"):
            return self.shapes.name(shape) or self.shapes.way(shape)
        return self.shapes.name(shape) or compact(shape[1:-1]) or local(shape)

    def coverage(self) -> Coverage:
        """The total; kept until another graph is counted."""
        self._coverage = self._coverage or self._total()
        return self._coverage

    def _total(self) -> Coverage:
        counts = self.counts
        rows = [
            ShapeCoverage(
                self.shapes.source(target.shape).strip("<>"),
                self._name(target.shape),
                f"{target.kind} {plain(target.term)}",
                counts.hits[target],
            )
            for target in self.targets
        ]
        untouched = _by_count({kind: counts.kinds[kind] for kind in counts.untouched})
        misses = near_misses(counts.kinds, counts.predicates, self.terms)
        named = {each.found for each in misses}
        others = {term: count for term, count in counts.predicates.items() if not self.terms.is_looked_at(term)}
        others |= counts.beside
        unread = [(iri, count) for iri, count in _by_count(others) if iri not in named]
        return Coverage(counts.focus_nodes, tuple(rows), tuple(untouched), tuple(misses), tuple(unread))


def _by_count(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Terms as IRIs with their numbers, the most frequent first."""
    return sorted(((term[1:-1], count) for term, count in counts.items()), key=lambda each: (-each[1], each[0]))


def normalized(text: str, shapes: ShapesGraph, rewritten: Counter[str]) -> str:
    """N-Triples text with twins and former names of terms read as the terms of the shapes; `rewritten` counts them."""
    data = DataGraph(text)
    read = Normalizer(term[1:-1] for term in shapes.terms | shapes.predicates)
    for term in sorted({*data.types, *data.count({})[0]}):
        if term.startswith("<") and (meant := read.meant(term[1:-1])) is not None:
            rewritten[f"{term[1:-1]} -> {meant}"] += text.count(term)
            text = text.replace(term, f"<{meant}>")
    return text
