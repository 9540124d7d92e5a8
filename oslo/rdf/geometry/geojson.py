"""Geometry objects of GeoJSON (RFC 7946, section 3.1) to the parts of a geometry and back, and those parts as WKT.

The numbers of a position are east then north, longitude then latitude, whatever the reference system.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import Any

from ...words.text import nearest
from .wkt import LEVELS, Position, Shape, check_points, positions

_NAMES = {
    "Point": "POINT",
    "LineString": "LINESTRING",
    "Polygon": "POLYGON",
    "MultiPoint": "MULTIPOINT",
    "MultiLineString": "MULTILINESTRING",
    "MultiPolygon": "MULTIPOLYGON",
    "GeometryCollection": "GEOMETRYCOLLECTION",
}
"""The type of a geometry object to its name in WKT."""


def read_geojson(value: object) -> Shape:
    """The parts of a geometry object, given as a dict or as its text. Raises ValueError for anything else.

    >>> read_geojson({"type": "Point", "coordinates": [3.7, 51.0]})
    Shape(kind='POINT', mark='', parts=('3.7', '51.0'))
    """
    if isinstance(value, str):
        try:
            value = json.loads(value, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"not GeoJSON: {getattr(error, 'msg', 'nested too deeply')}") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ValueError("not GeoJSON: a geometry is an object with a type")
    name = value["type"]
    if name in ("Feature", "FeatureCollection"):
        raise ValueError(f"not a geometry of GeoJSON but a {name}: give the path of its geometry")
    if name not in _NAMES:
        raise ValueError(f"not a geometry of GeoJSON: {name!r}{nearest(name, _NAMES)}")
    if name == "GeometryCollection":
        if not isinstance(value.get("geometries"), list):
            raise ValueError("not GeoJSON: a GeometryCollection has a list of geometries")
        return Shape(_NAMES[name], "", [read_geojson(each) for each in value["geometries"]])
    if not isinstance(value.get("coordinates"), list):
        raise ValueError(f"not GeoJSON: a {name} has a list of coordinates")
    shape = Shape(_NAMES[name], "", _read(value["coordinates"], *LEVELS[_NAMES[name]]))
    sizes = {len(each) for each in positions(shape)}
    if len(sizes) > 1:
        raise ValueError("not GeoJSON: positions of two and of three numbers in one geometry")
    return shape._replace(mark="Z" if sizes == {3} else "")


def _read(value: Any, depth: int, what: str) -> Any:
    if not isinstance(value, list):
        raise ValueError(f"not GeoJSON: a list is expected, not {value!r}")
    if depth:
        return [_read(each, depth - 1, what) for each in value]
    if what == "point":
        return _position(value) if value else ()
    points = [_position(each) for each in value]
    try:
        check_points(what, points)
    except ValueError as error:
        raise ValueError(f"not GeoJSON: {error}") from None
    return points


def _position(value: Any) -> Position:
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise ValueError(f"not GeoJSON: a position is a list of two or three numbers, not {_shown(value)}")
    return tuple(_number(each) for each in value)


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not _is_finite(value):
        raise ValueError(f"not GeoJSON: not a number: {_shown(value)}")
    return format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")


def _is_finite(value: float | Decimal) -> bool:
    try:
        return isfinite(value)
    except OverflowError:  # a whole number that is larger than any other kind
        return False


def _shown(value: Any) -> str:
    return json.dumps(value, default=str)[:40]


def to_object(shape: Shape) -> dict[str, Any]:
    """The geometry object of a shape. Raises ValueError for one that GeoJSON does not know, such as a curve.

    >>> to_object(Shape("POINT", "", ("3.7", "51.0")))
    {'type': 'Point', 'coordinates': [3.7, 51.0]}
    """
    name = next((each for each, kind in _NAMES.items() if kind == shape.kind), None)
    if name is None or "M" in shape.mark or any(len(each) > 3 for each in positions(shape)):
        raise ValueError(f"GeoJSON has no {shape.kind} {shape.mark}".rstrip())
    if name == "GeometryCollection":
        return {"type": name, "geometries": [to_object(each) for each in shape.parts]}
    return {"type": name, "coordinates": _numbers(shape.parts)}


def _numbers(parts: Any) -> Any:
    return [_numbers(each) for each in parts] if not isinstance(parts, str) else float(parts)


def turned(shape: Shape) -> Shape:
    """The same shape with the first two numbers of each position in the other order."""
    return shape._replace(parts=_map(shape.parts, lambda at: (at[1], at[0], *at[2:])))


def _map(parts: Any, change: Callable[[Position], Position]) -> Any:
    if isinstance(parts, Shape):
        return parts._replace(parts=_map(parts.parts, change))
    if isinstance(parts, list):
        return [_map(each, change) for each in parts]
    return change(parts) if parts else parts


def to_wkt(shape: Shape) -> str:
    """A shape as WKT.

    >>> to_wkt(read_geojson({"type": "LineString", "coordinates": [[1, 2, 0], [3, 4, 0]]}))
    'LINESTRING Z (1 2 0, 3 4 0)'
    """
    return f"{shape.kind}{f' {shape.mark} ' if shape.mark else ''}{_brackets(shape.parts)}"


def _brackets(parts: Any) -> str:
    if isinstance(parts, Shape):
        return to_wkt(parts)
    if not parts:
        return " EMPTY"
    if isinstance(parts, tuple):
        return f"({' '.join(parts)})"
    if all(parts) and not isinstance(parts[0], Shape | list):
        return "(" + ", ".join(" ".join(each) for each in parts) + ")"
    return "(" + ", ".join(_brackets(each).strip() for each in parts) + ")"
