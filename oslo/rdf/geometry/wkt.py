"""Well-known text, read by its grammar (OGC 06-103r4, section 7.2) into the parts of a geometry.

A line has two points at least; a ring has four and ends where it begins. The numbers of a point are two, or three with
`Z` or `M`, or four with `ZM`; without such a mark two to four, as many for every point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from ...words.text import nearest

Position = tuple[str, ...]
"""The numbers of a point, as they are written."""


class Shape(NamedTuple):
    """A geometry: its name in WKT, `Z`, `M`, `ZM` or nothing, and its parts.

    The parts are a position, a list of them, lists of such lists, or shapes, by `LEVELS`; empty if there are none.
    """

    kind: str
    mark: str
    parts: Any


LEVELS: dict[str, tuple[int, str]] = {
    "POINT": (0, "point"),
    "LINESTRING": (0, "line"),
    "CIRCULARSTRING": (0, "line"),
    "POLYGON": (1, "ring"),
    "TRIANGLE": (1, "ring"),
    "MULTIPOINT": (1, "point"),
    "MULTILINESTRING": (1, "line"),
    "MULTIPOLYGON": (2, "ring"),
    "POLYHEDRALSURFACE": (2, "ring"),
    "TIN": (2, "ring"),
    "COMPOUNDCURVE": (1, "line"),
    "CURVEPOLYGON": (1, "ring"),
    "MULTICURVE": (1, "line"),
    "MULTISURFACE": (2, "ring"),
    "GEOMETRYCOLLECTION": (1, "shape"),
}
"""The name of a geometry to how many lists its parts are in, and what they are in the end."""

_WITH_SHAPES = {"COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "GEOMETRYCOLLECTION"}
_HEAD = re.compile(r"\s*([A-Za-z]+)(?:\s+(ZM|Z|M)\b)?\s*", re.IGNORECASE)
_EMPTY = re.compile(r"\s*EMPTY\b\s*", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SIZES = {"": (2, 3, 4), "Z": (3,), "M": (3,), "ZM": (4,)}


def parse_wkt(text: str) -> Shape:
    """The geometry of a text without its reference system. Raises ValueError, with the character, for any other text.

    >>> parse_wkt("LINESTRING Z (1 2 0, 3 4 0)")
    Shape(kind='LINESTRING', mark='Z', parts=[('1', '2', '0'), ('3', '4', '0')])
    >>> parse_wkt("POLYGON((1 1, 2 2))")
    Traceback (most recent call last):
    ...
    ValueError: not WKT: character 9: a ring has at least four points, and this one 2
    """
    try:
        shape, at = _read_shape(text, 0)
    except RecursionError:
        _refuse(0, "nested too deeply")
    if at < len(text):
        _refuse(at, f"{text[at : at + 20]!r} after the end of the geometry")
    if len(sizes := {len(each) for each in positions(shape)}) > 1:
        _refuse(0, f"points of {' and of '.join(map(str, sorted(sizes)))} numbers in one geometry")
    return shape


def positions(shape: Shape) -> Iterator[Position]:
    """All positions of a shape, in order."""
    yield from _positions(shape.parts)


def _positions(parts: Any) -> Iterator[Position]:
    if isinstance(parts, Shape):
        yield from positions(parts)
    elif isinstance(parts, list):
        for each in parts:
            yield from _positions(each)
    elif parts:
        yield parts


def check_points(what: str, points: list[Position]) -> None:
    """Raise ValueError for a line or a ring of too few points, and for a ring that does not end where it begins."""
    if what == "line" and len(points) == 1:
        raise ValueError("a line has at least two points, and this one 1")
    if what == "ring" and 0 < len(points) < 4:
        raise ValueError(f"a ring has at least four points, and this one {len(points)}")
    if what == "ring" and points and points[0] != points[-1] and not _same(points[0], points[-1]):
        raise ValueError(f"a ring ends where it begins, and {' '.join(points[-1])} is not {' '.join(points[0])}")


def _same(one: Position, other: Position) -> bool:
    return [float(each) for each in one] == [float(each) for each in other]


def _read_shape(text: str, at: int) -> tuple[Shape, int]:
    head = _HEAD.match(text, at)
    if head is None:
        _refuse(at, f"the name of a geometry is expected, not {text[at : at + 20]!r}")
    kind, mark = head[1].upper(), (head[2] or "").upper()
    if kind not in LEVELS and not mark:  # POINTZ
        kind, mark = next(((kind[: -len(each)], each) for each in ("ZM", "Z", "M") if kind.endswith(each)), (kind, ""))
    if kind not in LEVELS:
        _refuse(head.start(1), f"no geometry has the name {head[1]!r}{nearest(head[1].upper(), LEVELS)}")
    depth, what = LEVELS[kind]
    sizes = _SIZES[mark]
    end = head.end()
    if kind == "MULTIPOINT" and re.match(r"\(\s*[-+.0-9]", text[end:]):  # its points may stand without brackets
        parts, end = _read_points(text, end, "points", sizes)
    else:
        parts, end = _read_parts(text, end, depth, what, sizes, shapes=kind in _WITH_SHAPES)
    return Shape(kind, mark, parts), end


def _read_parts(
    text: str, at: int, depth: int, what: str, sizes: tuple[int, ...], *, shapes: bool = False
) -> tuple[Any, int]:
    if empty := _EMPTY.match(text, at):
        return [] if depth or what != "point" else (), empty.end()
    if not depth:
        return _read_points(text, at, what, sizes)

    def read(start: int) -> tuple[Any, int]:
        if shapes and text[start : start + 1].isalpha() and not _EMPTY.match(text, start):
            return _read_shape(text, start)
        if what == "shape":
            _refuse(start, "the name of a geometry is expected")
        return _read_parts(text, start, depth - 1, what, sizes)

    return _read_list(text, at, read)


def _read_list(text: str, at: int, read: Callable[[int], tuple[Any, int]]) -> tuple[list[Any], int]:
    """What is in brackets, separated by commas."""
    if text[at : at + 1] != "(":
        _refuse(at, "a ( is expected")
    items: list[Any] = []
    while not items or text[at : at + 1] == ",":
        item, at = read(_skip(text, at + 1))
        items.append(item)
    if text[at : at + 1] != ")":
        _refuse(at, "a , or ) is expected")
    return items, _skip(text, at + 1)


def _read_points(text: str, at: int, what: str, sizes: tuple[int, ...]) -> tuple[Any, int]:
    """The points in one pair of brackets; for a point alone its position."""
    end = text.find(")", at)
    if text[at : at + 1] != "(" or end < 0:
        _refuse(at, "a ( is expected" if text[at : at + 1] != "(" else "this ( is not closed")
    points = [tuple(each.split()) for each in text[at + 1 : end].split(",")]
    for point in points:
        wrong = next((each for each in point if _NUMBER.fullmatch(each) is None or not isfinite(float(each))), None)
        if wrong is not None:
            _refuse(text.index(wrong, at), f"not a number: {wrong!r}")
        if len(point) not in sizes:
            wanted = " to ".join(str(each) for each in dict.fromkeys((sizes[0], sizes[-1])))
            _refuse(at + 1, f"a point has {wanted} numbers, not {len(point)}: {' '.join(point)!r}")
    if what == "point":
        if len(points) > 1:
            _refuse(at + 1, f"{len(points)} points where one is expected")
        return points[0], _skip(text, end + 1)
    try:
        check_points(what, points)
    except ValueError as error:
        _refuse(at, str(error))
    return points, _skip(text, end + 1)


def _skip(text: str, at: int) -> int:
    """The next place that is not white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _refuse(at: int, reason: str) -> NoReturn:
    raise ValueError(f"not WKT: character {at + 1}: {reason}")
