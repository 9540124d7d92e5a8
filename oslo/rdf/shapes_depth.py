"""How deep shapes are nested, and how many they are with the shapes inside them written out.

Both are limited, because an engine goes through them level by level, and through a shape again wherever it stands.
"""

from __future__ import annotations

from ..errors import InputError
from .shapes_graph import ShapesGraph

MOST_LEVELS = 48
"""Shapes inside shapes, and paths inside paths, are no deeper than this: the fast engine goes no further."""

MOST_SHAPES = 1_000_000
"""A shape has no more shapes in it than this, each counted wherever it stands."""


def refuse_deep(shapes: ShapesGraph) -> None:
    """Raise InputError for shapes that are nested too deeply, or that stand for too many.

    >>> refuse_deep(ShapesGraph())
    """
    levels: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for node in shapes.triples:
        waiting = [(node, False)]
        while waiting:
            shape, has_parts = waiting.pop()
            if has_parts:
                parts = [part for part in shapes.parts(shape) if sizes.get(part)]
                levels[shape] = 1 + max((levels[part] for part in parts), default=0)
                sizes[shape] = 1 + sum(sizes[part] for part in parts)
            elif shape not in sizes:
                levels[shape] = sizes[shape] = 0  # in a circle, which is refused elsewhere
                waiting.append((shape, True))
                waiting += [(part, False) for part in shapes.parts(shape)]
        if levels[node] > MOST_LEVELS:
            raise InputError(f"shapes nested more than {MOST_LEVELS} deep: {shapes.way(node)}")
        if sizes[node] > MOST_SHAPES:
            raise InputError(f"a shape of more than {MOST_SHAPES:,} shapes, each inside another: {shapes.way(node)}")
