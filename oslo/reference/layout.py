"""Boxes and arrows in columns: the place of each box of a diagram, and the points that an arrow passes.

The layered drawing of Sugiyama in its simplest form. Arrows that close a cycle are reversed; every
box is one column after the last one that leads to it; columns beyond the last that a screen shows
are folded back over the ones before it; a long arrow gets a point in each column between; each
column is put in the order of the boxes that its members are tied to, then level with them.
No step depends on chance or on the order of a set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SWEEPS = (1, -1) * 6  # over the columns, from left to right and back
_MOST = 7  # columns, as many as a wide screen shows
_GAP = 18.0  # between the boxes of a column
_POINT = 4.0  # the height of a point where an arrow passes

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Column and top of each box, and for each arrow the columns and heights that it passes."""

    column: dict[str, int]
    top: dict[str, float]
    points: dict[Edge, list[tuple[int, float]]]


def layout(heights: Mapping[str, float], edges: Sequence[Edge]) -> Layout:
    """Boxes by their heights, in an order of preference, and the arrows between them.

    >>> found = layout({"a": 20, "b": 20, "c": 20}, [("a", "b"), ("b", "c"), ("a", "c")])
    >>> found.column, len(found.points["a", "c"])
    ({'a': 0, 'b': 1, 'c': 2}, 1)
    """
    kept = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[1]))
    closing = _find_closing(heights, kept)
    turned = dict.fromkeys((two, one) if (one, two) in closing else (one, two) for one, two in kept)
    column = _fold_columns(_choose_columns(heights, list(turned)))
    forward = {(one, two): (one, two) if column[one] <= column[two] else (two, one) for one, two in kept}
    tall = dict(heights)
    chains: dict[Edge, list[str]] = {}
    for edge, (source, target) in forward.items():
        between = [f"{source} {target} {number}" for number in range(column[source] + 1, column[target])]
        chains[edge] = [source, *between, target]
        for number, point in enumerate(between, column[source] + 1):
            column[point], tall[point] = number, _POINT
    ties: dict[str, list[str]] = {name: [] for name in tall}
    for chain in chains.values():
        for one, other in pairwise(chain):
            ties[one].append(other)
            ties[other].append(one)
    columns = _order_columns(column, ties)
    top = _level_columns(columns, tall, ties)
    points = {
        edge: [(column[name], top[name] + _POINT / 2) for name in chain[1:-1]][:: 1 if forward[edge] == edge else -1]
        for edge, chain in chains.items()
    }
    return Layout({name: column[name] for name in heights}, {name: top[name] for name in heights}, points)


def _find_closing(names: Mapping[str, float], edges: Sequence[Edge]) -> set[Edge]:
    """The arrows that lead back to a box that is still on the way (depth first)."""
    after: dict[str, list[str]] = {name: [] for name in names}
    for source, target in edges:
        after[source].append(target)
    closing: set[Edge] = set()
    seen: set[str] = set()
    for root in names:
        way: list[str] = []
        waiting = [(root, False)]
        while waiting:
            name, left = waiting.pop()
            if left:
                way.pop()
            elif name not in seen:
                seen.add(name)
                way.append(name)
                waiting.append((name, True))
                closing |= {(name, target) for target in after[name] if target in way}
                waiting += [(target, False) for target in reversed(after[name])]
    return closing


def _choose_columns(names: Mapping[str, float], edges: Sequence[Edge]) -> dict[str, int]:
    """One column after the last that leads here; a box that nothing leads to is just before the first it leads to."""
    column = dict.fromkeys(names, 0)
    for _ in names:
        for source, target in edges:
            column[target] = max(column[target], column[source] + 1)
    for name in names:
        following = [column[target] for source, target in edges if source == name]
        if following and not any(target == name for _, target in edges):
            column[name] = min(following) - 1
    return column


def _fold_columns(column: Mapping[str, int]) -> dict[str, int]:
    """Columns beyond the last that fits run back from right to left, and turn again at the first."""
    folded = {}
    for name, number in column.items():
        turns, rest = divmod(number, _MOST - 1)
        folded[name] = _MOST - 1 - rest if turns % 2 else rest
    return folded


def _order_columns(column: Mapping[str, int], ties: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The columns, each ordered by the mean place of the boxes that its members are tied to in the column before."""
    columns: list[list[str]] = [[] for _ in range(max(column.values(), default=0) + 1)]
    for name, number in column.items():
        columns[number].append(name)
    place = {name: number for names in columns for number, name in enumerate(names)}
    for step in _SWEEPS:
        for names in columns[::step]:
            middle: dict[str, float] = {}
            for name in names:
                tied = [place[other] for other in ties[name] if column[other] == column[name] - step]
                middle[name] = sum(tied) / len(tied) if tied else place[name]
            names.sort(key=middle.__getitem__)
            place.update((name, number) for number, name in enumerate(names))
    return columns


def _level_columns(
    columns: Sequence[Sequence[str]], tall: Mapping[str, float], ties: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """The top of each box and point: level with those it is tied to, as far as the order leaves room."""
    top: dict[str, float] = {}
    for names in columns:
        _stack_column(names, dict.fromkeys(names, 0.0), tall, top)
    for step in _SWEEPS:
        for names in columns[::step]:
            wish = {name: top[name] for name in names}
            for name in filter(ties.__getitem__, names):
                middles = [top[other] + tall[other] / 2 for other in ties[name]]
                wish[name] = sum(middles) / len(middles) - tall[name] / 2
            _stack_column(names, wish, tall, top)
    least = min(top.values(), default=0.0)
    return {name: value - least for name, value in top.items()}


def _stack_column(
    names: Sequence[str], wish: Mapping[str, float], tall: Mapping[str, float], top: dict[str, float]
) -> None:
    """Put the members of a column where they wish; those that collide share the mean of their wishes."""
    groups: list[tuple[list[str], float, float]] = []  # members, their height together, the sum of their wishes
    for name in names:
        members, height, total = [name], tall[name] + _GAP, wish[name]
        while groups and groups[-1][2] / len(groups[-1][0]) + groups[-1][1] > total / len(members):
            before, above, wished = groups.pop()
            total = wished + total - above * len(members)
            members, height = before + members, above + height
        groups.append((members, height, total))
    for members, _, total in groups:
        y = total / len(members)
        for name in members:
            top[name] = y
            y += tall[name] + _GAP
