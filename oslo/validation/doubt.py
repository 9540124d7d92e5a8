"""Results that rest on something that was not decided, which are not decided either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..namespaces import SH
from ..rdf.shapes_graph import ShapesGraph
from .engine import NOT_DECIDED, Result

_INSIDE = {
    f"{SH}{name}ConstraintComponent"
    for name in ("Node", "Not", "And", "Or", "Xone", "QualifiedMinCount", "QualifiedMaxCount")
}
"""The constraints that ask a shape about a value (SHACL, sections 4.6 and 4.7)."""


def without_doubtful(results: list[Result], shapes: ShapesGraph) -> list[Result]:
    """The results; where a shape inside another was not decided, those that the other has because of it are not either.

    A property shape of a node shape stands for itself; a shape in sh:not, sh:or or sh:node decides about another.
    """
    left = {each.shape: each for each in results if each.component == NOT_DECIDED}
    if not left:
        return results
    doubtful: dict[str | None, Result] = {
        above: each for shape, each in left.items() for above in _deciding(f"<{shape}>", shapes)
    }
    return [_doubted(each, doubtful) for each in results]


def _deciding(shape: str, shapes: ShapesGraph) -> Sequence[str]:
    """The shapes around a shape whose results depend on it."""
    found, waiting, seen = list[str](), [(shape, False)], set[tuple[str, bool]]()
    while waiting:
        inner = waiting.pop()
        if inner in seen:
            continue
        seen.add(inner)
        part, decides = inner
        if decides:
            found.append(part[1:-1])
        for above in shapes.around(part):
            waiting.append((above, decides or part not in shapes.values(above, SH.property)))
    return found


def _doubted(result: Result, doubtful: Mapping[str | None, Result]) -> Result:
    if result.shape not in doubtful or result.component not in _INSIDE:
        return result
    return replace(result, component=NOT_DECIDED, messages=doubtful[result.shape].messages)
