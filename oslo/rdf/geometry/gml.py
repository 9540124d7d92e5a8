"""Geometry in GML: its points, lines and rings are checked; and the GML 3.2 of the parts of a geometry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ...words.text import nearest
from .wkt import Position, Shape, check_points

_KINDS = frozenset(
    ("Point", "LineString", "LinearRing", "Ring", "Polygon", "Rectangle", "Triangle", "Curve", "OrientableCurve",
     "CompositeCurve", "Surface", "OrientableSurface", "CompositeSurface", "PolyhedralSurface", "TriangulatedSurface",
     "Tin", "Solid", "CompositeSolid", "MultiPoint", "MultiLineString", "MultiPolygon", "MultiCurve", "MultiSurface",
     "MultiSolid", "MultiGeometry", "Envelope", "Box")
)  # fmt: skip
_CHECKED = {"Point": "point", "LineString": "line", "LineStringSegment": "line", "LinearRing": "ring"}
_DEEPEST = 100  # elements inside one another; a geometry has some ten
_POSITIONS = ("pos", "posList", "coordinates", "lowerCorner", "upperCorner")


def parse_gml(text: str) -> list[Position]:
    """The positions of a GML geometry. Raises ValueError, with the element, for text that is none.

    >>> parse_gml('<gml:Point srsName="urn:x"><gml:pos>1 2</gml:pos></gml:Point>')
    [('1', '2')]
    >>> parse_gml('<gml:LinearRing srsName="urn:x"><gml:posList>1 2 3 4</gml:posList></gml:LinearRing>')
    Traceback (most recent call last):
    ...
    ValueError: not GML: LinearRing: a ring has at least four points, and this one 2
    """
    root = _read_tree(text.strip())
    if root.tag not in _KINDS:
        raise ValueError(f"not GML: no geometry has the name {root.tag!r}{nearest(root.tag, _KINDS)}")
    return list(_positions(root, None))


def _read_tree(text: str) -> Element:
    """The elements by their names without a prefix, which a literal in RDF need not declare."""
    builder, parser = TreeBuilder(), expat.ParserCreate()
    around: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(around) == _DEEPEST:
            raise ValueError(f"not GML: over {_DEEPEST} elements inside one another")
        around.append(builder.start(tag.rpartition(":")[2], attributes))

    def end(_: str) -> None:
        builder.end(around.pop().tag)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        reason = f"line {error.lineno}, column {error.offset + 1}: {expat.ErrorString(error.code)}"
        raise ValueError(f"not GML: {reason}") from None
    return builder.close()


def _refuse_doctype(*_: Any) -> None:
    raise ValueError("not GML: a document type is never read")


def _positions(element: Element, size: int | None) -> Iterator[Position]:
    """The positions in an element and below it, checked; `size` is how many numbers one has, if that is said."""
    stated = element.get("srsDimension")
    if stated is not None:
        if stated not in ("2", "3"):
            raise ValueError(f"not GML: {element.tag}: srsDimension is 2 or 3, not {stated!r}")
        size = int(stated)
    if element.tag in _POSITIONS:
        yield from _read_positions(element.tag, (element.text or "").strip(), size)
        return
    found = [each for child in element for each in _positions(child, size)]
    what = _CHECKED.get(element.tag)
    try:
        if what == "point" and len(found) > 1:
            raise ValueError(f"{len(found)} positions where one is expected")
        if what and not found and len(element):
            raise ValueError("no position in it")
        check_points(what or "", found)
    except ValueError as error:
        raise ValueError(f"not GML: {element.tag}: {error}") from None
    yield from found


def _read_positions(tag: str, text: str, size: int | None) -> list[Position]:
    if tag == "coordinates":  # GML 2: 1,2 3,4
        found = [tuple(each.split(",")) for each in re.sub(r"\s*,\s*", ",", text).split()]
    else:
        numbers = text.split()
        size = size or (2 if tag == "posList" else None)
        step = size or len(numbers) or 1
        found = [tuple(numbers[at : at + step]) for at in range(0, len(numbers), step)]
    if not found:
        raise ValueError(f"not GML: {tag}: no numbers in it")
    for each in found:
        if len(each) not in (2, 3) or (size is not None and len(each) != size):
            raise ValueError(f"not GML: {tag}: a position has {size or '2 or 3'} numbers, not {len(each)}")
        for number in each:
            if not _is_number(number):
                raise ValueError(f"not GML: {tag}: not a number: {number!r}")
    return found


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


_NAMESPACE = "http://www.opengis.net/gml/3.2"
_MEMBERS = {
    "MULTIPOINT": ("MultiPoint", "pointMember", "POINT"),
    "MULTILINESTRING": ("MultiCurve", "curveMember", "LINESTRING"),
    "MULTIPOLYGON": ("MultiSurface", "surfaceMember", "POLYGON"),
    "GEOMETRYCOLLECTION": ("MultiGeometry", "geometryMember", ""),
}
"""The name of a geometry of several in WKT to its name in GML, that of its members, and what they are."""


def to_gml(shape: Shape, crs: str) -> str:
    """A shape of GeoJSON as GML in the system with an IRI.

    >>> to_gml(Shape("POINT", "", ("1", "2")), "urn:x")
    '<gml:Point xmlns:gml="http://www.opengis.net/gml/3.2" srsName="urn:x"><gml:pos>1 2</gml:pos></gml:Point>'
    """
    size = ' srsDimension="3"' if shape.mark == "Z" else ""
    return _element(shape, f' xmlns:gml="{_NAMESPACE}" srsName="{crs}"{size}')


def _element(shape: Shape, attributes: str = "") -> str:
    parts = shape.parts
    if shape.kind in _MEMBERS:
        name, member, kind = _MEMBERS[shape.kind]
        inner = [_element(each if isinstance(each, Shape) else Shape(kind, shape.mark, each)) for each in parts]
        content = "".join(f"<gml:{member}>{each}</gml:{member}>" for each in inner)
    elif shape.kind == "POLYGON":
        name, rings = "Polygon", [f"<gml:LinearRing>{_list(each)}</gml:LinearRing>" for each in parts]
        ends = ["exterior", *["interior"] * (len(rings) - 1)]
        content = "".join(f"<gml:{end}>{ring}</gml:{end}>" for end, ring in zip(ends, rings, strict=False))
    elif shape.kind == "LINESTRING":
        name, content = "LineString", _list(parts)
    else:
        name, content = "Point", f"<gml:pos>{' '.join(parts)}</gml:pos>" if parts else ""
    return f"<gml:{name}{attributes}>{content}</gml:{name}>"


def _list(points: list[Position]) -> str:
    return f"<gml:posList>{' '.join(number for each in points for number in each)}</gml:posList>"
