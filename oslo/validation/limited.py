"""Shapes with queries of strangers, evaluated within a limit of time; what does not end is named by its shape.

All shapes run together, apart. If they do not finish, those without queries run here as usual, and each of the others
alone, with its share of the same time again.
"""

from __future__ import annotations

import time

from ..namespaces import OWL, RDF, RDFS, SH
from ..rdf.shapes_graph import TARGETS, ShapesGraph
from .apart import GaveUpError, compiled, results_apart
from .engine import NOT_DECIDED, Engine, Result

TIME_LIMIT = 30.0
"""Seconds for the queries of shapes over little data, if nothing else is asked."""

_EACH_SECOND = {Engine.SHACL: 4 << 20, Engine.PYSHACL: 20 << 10}
"""Characters of data for which an engine gets one second more."""

_QUERIES = ("sparql", "select", "ask", "expression")
_COMPONENTS = ("validator", "nodeValidator", "propertyValidator")
_UNBOUNDED = ("zeroOrMorePath", "oneOrMorePath")
_SMALL = 1 << 20  # characters of data over which a path of any length is followed quickly
_TYPE = f"<{RDF.type}>"
_CLASSES = (f"<{RDFS.Class}>", f"<{OWL.Class}>")  # these make a shape its own target (SHACL, section 2.1.3.3)
_ALL_TARGETS = (*TARGETS, f"<{SH.target}>", f"<{SH.targetWhere}>")


def with_targets_of(shapes: ShapesGraph, kept: set[str]) -> ShapesGraph:
    """The same shapes, of which only some have targets."""
    return ShapesGraph({
        node: about if node in kept else without_targets(about) for node, about in shapes.triples.items()
    })  # fmt: skip


def without_targets(about: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is said of a shape, without its targets."""
    left = {name: list(values) for name, values in about.items() if name not in _ALL_TARGETS}
    if _TYPE in left:
        left[_TYPE] = [kind for kind in left[_TYPE] if kind not in _CLASSES]
    return left


class Limits:
    """Which shapes can take any time: those with queries or with paths of any length in one another.

    Over much data those with any path of any length.
    """

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self.has_queries = self._has(*_QUERIES)
        self._has_paths = self._has(*_UNBOUNDED)
        self._has_nested = any(self._is_nested(node) for node in shapes.triples)

    def _has(self, *names: str) -> bool:
        return any(f"<{SH[name]}>" in about for about in self._shapes.triples.values() for name in names)

    def is_needed(self, size: int) -> bool:
        """Whether the shapes are evaluated apart, for so many characters of data."""
        return self.has_queries or self._has_nested or (self._has_paths and size > _SMALL)

    def _is_nested(self, path: str) -> bool:
        """Whether a path of any length has another one in it, which multiplies the ways."""
        inside = [
            step
            for name in _UNBOUNDED
            for way in self._shapes.values(path, SH[name])
            for step in self._shapes.steps(way)
        ]
        return any(self._shapes.values(step, SH[name]) for step in inside for name in _UNBOUNDED)

    def slow(self) -> list[str]:
        """The shapes with targets that have what can take any time in them."""
        names = [f"<{SH[name]}>" for name in (*_QUERIES, *_UNBOUNDED)]
        everywhere = self._has(*_COMPONENTS)

        def is_slow(shape: str) -> bool:
            nodes = {shape} | self._shapes.inside(shape)
            paths = {
                step
                for node in nodes
                for path in self._shapes.values(node, SH.path)
                for step in self._shapes.steps(path)
            }
            queried = self._shapes.values(shape, SH.target)
            return (
                everywhere
                or bool(queried)
                or any(name in self._shapes.triples.get(node, {}) for node in nodes | paths for name in names)
            )

        return [shape for shape in self.with_targets() if is_slow(shape)]

    def with_targets(self) -> list[str]:
        """The shapes that have a target."""
        targeted = {target.shape: None for target in self._shapes.targets}
        return [
            *targeted,
            *(node for node in self._shapes.triples if self._shapes.values(node, SH.target) and node not in targeted),
        ]


def limited(engine: Engine, shapes: ShapesGraph, data: str, seconds: float | None) -> list[Result]:
    """The results, with one that says so for each shape that was not decided.

    `seconds`: what the queries may take; None: `TIME_LIMIT`, and more for much data.
    Raises InputError for what the engine refuses.
    """
    seconds = seconds or TIME_LIMIT + len(data) / _EACH_SECOND[engine]
    try:
        return results_apart(engine, shapes.text, data, seconds)
    except GaveUpError as error:
        reason = str(error)
    limits = Limits(shapes)
    slow = limits.slow()
    quick = set(limits.with_targets()) - set(slow)
    results = compiled(engine, with_targets_of(shapes, quick).text).results(data) if quick else []
    if len(slow) == 1:
        return [*results, _not_decided(shapes, slow[0], reason)]
    end = time.monotonic() + seconds
    for number, shape in enumerate(slow):
        share = max(end - time.monotonic(), 0) / (len(slow) - number)
        try:
            results += results_apart(engine, with_targets_of(shapes, {shape}).text, data, share)
        except GaveUpError as error:
            results.append(_not_decided(shapes, shape, str(error)))
    return results


def _not_decided(shapes: ShapesGraph, shape: str, reason: str) -> Result:
    """That a shape was not decided, at the shape; at what it looks at, if it has no IRI."""
    terms = [target.term for target in shapes.targets if target.shape == shape]
    focus = terms[0] if terms and shapes.source(shape).startswith("_:") else shape
    return Result(focus, None, NOT_DECIDED, None, shape[1:-1], str(SH.Violation), (reason,))
