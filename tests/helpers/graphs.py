"""How two graphs differ, told as paths from their roots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from oslo.namespaces import compact

Graph = dict[str, dict[str, list[Any]]]


def graph(text: str, format: ox.RdfFormat) -> Graph:
    """Node to predicate to objects."""
    found: Graph = {}
    for quad in dict.fromkeys(ox.parse(text.encode(), format=format)):
        found.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    return found


def root(graph: Graph) -> str:
    objects = {str(value) for said in graph.values() for values in said.values() for value in values}
    (found,) = (node for node in graph if node not in objects)
    return found


def difference(left: Graph, node: str, right: Graph, other: str, path: tuple[str, ...] = ()) -> list[str]:
    """What `left` says of a node and `right` does not say of another, each as a path to a value.

    Parts are paired with those that are most alike, whatever their IRIs or labels.
    """
    return [" > ".join(each) for each in _difference(left, node, right, other, path)]


def _difference(left: Graph, node: str, right: Graph, other: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for predicate, values in left[node].items():
        step = (*path, compact(predicate) or predicate)
        rest = list(right.get(other, {}).get(predicate, ()))
        for value in values:
            if str(value) not in left:
                if value in rest:
                    rest.remove(value)
                else:
                    yield (*step, shown(value))
                continue
            options = [each for each in rest if str(each) in right]
            best = min(options, key=lambda each: _unlike(left, str(value), right, str(each)), default=None)
            if best is not None:
                rest.remove(best)
            yield from _difference(left, str(value), right, str(best), step)


def _unlike(left: Graph, node: str, right: Graph, other: str) -> tuple[int, int]:
    there, back = _difference(left, node, right, other, ()), _difference(right, other, left, node, ())
    return sum(1 for _ in there), sum(1 for _ in back)


def shown(value: Any) -> str:
    return (compact(value.value) or str(value)) if isinstance(value, ox.NamedNode) else str(value)
