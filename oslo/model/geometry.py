"""Geometries and their reference systems: written in one form, checked, and converted (extra `geo`).

Coordinates are in the axis order of their system (GeoSPARQL 1.1, section 8.5.1): latitude first in
EPSG:4326, longitude first in CRS84, x first in the Lambert systems.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import lru_cache
from math import isfinite
from typing import Any, TypeVar

from ..errors import OsloError
from ..rdf.geometry.areas import CRS84 as _CRS84, EPSG as _EPSG, check_area, latitude_first
from ..rdf.geometry.geojson import read_geojson, to_object, to_wkt, turned
from ..rdf.geometry.gml import parse_gml, to_gml
from ..rdf.geometry.wkt import parse_wkt, positions
from .values import Gml, Wkt

_FORMS = (
    re.compile(r"(?:EPSG:)?(\d{4,6})", re.IGNORECASE),
    re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/(\d{4,6})/?", re.IGNORECASE),
    re.compile(r"https?://www\.opengis\.net/gml/srs/epsg\.xml#(\d{4,6})", re.IGNORECASE),
    re.compile(r"urn:(?:x-)?ogc:def:crs:EPSG:[\d.]*:(\d{4,6})", re.IGNORECASE),
)
_NUMBER = r"[-+]?(?<![\d.])(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"  # none begins inside another
_PAIR = re.compile(rf"({_NUMBER})\s+({_NUMBER})((?:\s+{_NUMBER})*)")
_HEX = re.compile(r"0[01](?:[0-9A-Fa-f]{2}){20,}")
_WITH_CRS = re.compile(r"\s*(?:<([^<>\s]+)>|SRID=([0-9]+);)\s*(.*)", re.DOTALL)
_PLAIN_POINT = re.compile(rf"<([^<>\s]+)> POINT ?\(({_NUMBER}) ({_NUMBER})\)")
_POSITIONS = re.compile(r"(<(?:\w+:)?(?:pos|posList|lowerCorner|upperCorner)\b[^<>]*>)([^<]*)(</)")
_SRS = re.compile(r"""(\bsrsName\s*=\s*)(["'])(.*?)\2""")
_DIMENSION = re.compile(r"""\bsrsDimension\s*=\s*["']([23])["']""")
G = TypeVar("G", Wkt, Gml)


def crs_iri(text: str) -> str:
    """The IRI of a reference system, in the one form that this library writes.

    >>> crs_iri("EPSG:31370"), crs_iri("http://www.opengis.net/def/crs/EPSG/9.9.1/31370")[-12:]
    ('http://www.opengis.net/def/crs/EPSG/0/31370', 'EPSG/0/31370')

    Raises ValueError for other text.
    """
    if text.upper().endswith("CRS84"):
        return _CRS84
    for form in _FORMS:
        if match := form.fullmatch(text.strip()):
            return _EPSG + match[1]
    raise ValueError(f"not a reference system such as EPSG:31370: {text!r}")


def wkt(text: str, crs: str | None = None) -> Wkt:
    """Well-known text (also EWKT or EWKB) with the IRI of its system in front.

    `crs`: its system; None if the text states it. Raises ValueError if it states another one, or none.

    >>> wkt("POINT(104863.13 193913.45)", "EPSG:31370")
    Wkt('<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(104863.13 193913.45)')
    """
    if _HEX.fullmatch(text):
        text = from_ewkb(text)
    stated = _WITH_CRS.fullmatch(text)
    if stated is None:
        return Wkt(f"<{crs_iri(crs)}> {text.strip()}" if crs else text)
    system = stated[1] or f"EPSG:{stated[2]}"
    if crs is None:
        return Wkt(text if stated[1] else f"<{crs_iri(system)}> {stated[3].strip()}")
    if crs_iri(system) != crs_iri(crs):
        raise ValueError(f"the geometry is in <{system}>, not in {crs}")
    return Wkt(f"<{crs_iri(crs)}> {stated[3].strip()}")


def from_geojson(value: object, crs: str = "CRS84", kind: type[G] = Wkt) -> G:  # type: ignore[assignment]
    """A geometry object of GeoJSON, as a dict or as text, to WKT or GML in the axis order of its system.

    >>> from_geojson({"type": "Point", "coordinates": [3.7219, 51.0545]}, "EPSG:4326")
    Wkt('<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(51.0545 3.7219)')

    Raises ValueError for anything but one of the seven kinds of geometry.
    """
    shape, iri = read_geojson(value), crs_iri(crs)
    if latitude_first(iri):
        shape = turned(shape)
    return kind(to_gml(shape, iri) if kind is Gml else f"<{iri}> {to_wkt(shape)}")


def to_geojson(geometry: Wkt) -> dict[str, Any]:
    """The geometry object of GeoJSON of a WKT, in CRS84: from another system it is converted (extra `geo`).

    >>> to_geojson(Wkt("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(3.7219 51.0545)"))
    {'type': 'Point', 'coordinates': [3.7219, 51.0545]}

    Raises ValueError for text that is no WKT, or for a kind that GeoJSON does not know.
    """
    system = crs_iri(geometry.crs)
    moved = geometry if system in (_CRS84, f"{_EPSG}4326") else transform(geometry, _CRS84)
    shape = parse_wkt(_without_crs(moved))
    return to_object(turned(shape) if system == f"{_EPSG}4326" else shape)


def _without_crs(geometry: Wkt) -> str:
    return geometry.partition(">")[2].strip()


def check(geometry: Wkt | Gml) -> str | None:
    """What is odd about the place of a geometry, such as degrees where its system has metres; None if nothing is.

    >>> check(Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(51.0545 3.7219)"))
    'outside the area of EPSG:31370: these look like degrees'

    Raises ValueError for text that is no geometry (with the place in it), and for impossible degrees.
    """
    plain = _PLAIN_POINT.fullmatch(geometry)
    if plain is not None:
        iri, first, second = plain.groups()
        if isfinite(point := float(first)) and isfinite(other := float(second)):
            return check_area([(point, other)], _known_iri(iri))
    if isinstance(geometry, Wkt):
        found, system = positions(parse_wkt(_without_crs(geometry))), geometry.crs
    else:
        found, stated = iter(parse_gml(geometry)), _SRS.search(geometry)
        system = stated[3] if stated else ""
    return check_area([(float(each[0]), float(each[1])) for each in found], _known_iri(system))


@lru_cache(maxsize=64)
def _known_iri(system: str) -> str:
    """The IRI of a system in the form of this library; as it is if it has no such form."""
    try:
        return crs_iri(system)
    except ValueError:
        return system


_WKB = {1: "POINT", 2: "LINESTRING", 3: "POLYGON"}


def from_ewkb(text: str) -> str:
    """A geometry in hexadecimal EWKB, as PostGIS stores it (with its EPSG number), to well-known text.

    >>> from_ewkb("01010000208A7A00000000000000F0FF400000000000F0FF40")
    '<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(130816 130816)'

    Raises ValueError for anything but a point, line or polygon in two dimensions with its system.
    """
    try:
        data = bytes.fromhex(text)
        order = "<" if data[0] else ">"
        kind, system = struct.unpack_from(f"{order}II", data, 1)
        if kind & 0xE0000000 != 0x20000000 or kind & 0xFF not in _WKB:
            raise ValueError(f"not a point, line or polygon in two dimensions, with its system: EWKB type {kind:#x}")
        shape, end = _wkb_shape(data, order, kind & 0xFF)
    except (struct.error, IndexError):
        raise ValueError(f"broken EWKB: {text[:40]!r}") from None
    if end != len(data):
        raise ValueError(f"broken EWKB: {len(data) - end} bytes too many")
    return f"<{crs_iri(str(system))}> {_WKB[kind & 0xFF]}{shape}"


def _wkb_shape(data: bytes, order: str, kind: int) -> tuple[str, int]:
    """The coordinates of a geometry in brackets, and the offset at which its bytes end."""
    at = 9

    def count() -> int:
        nonlocal at
        at += 4
        return int(struct.unpack_from(f"{order}I", data, at - 4)[0])

    def points(number: int) -> str:
        nonlocal at
        pairs = [struct.unpack_from(f"{order}dd", data, at + 16 * each) for each in range(number)]
        at += 16 * number
        return "(" + ", ".join(f"{x:.15g} {y:.15g}" for x, y in pairs) + ")"

    if kind == 3:
        return "(" + ", ".join([points(count()) for _ in range(count())]) + ")", at
    shape = points(1 if kind == 1 else count())
    return shape, at


def gml(text: str, crs: str) -> Gml:
    """A GML geometry with the IRI of its system. Raises ValueError if it states another system.

    >>> gml("<gml:Point><gml:pos>1 2</gml:pos></gml:Point>", "EPSG:3812")
    Gml('<gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/3812"><gml:pos>1 2</gml:pos></gml:Point>')
    """
    stated = _SRS.search(text)
    if stated is None:
        return Gml(re.sub(r"^\s*<([\w:.-]+)", rf'<\1 srsName="{crs_iri(crs)}"', text, count=1))
    if crs_iri(stated[3]) != crs_iri(crs):
        raise ValueError(f"the geometry is in {stated[3]}, not in {crs}")
    return Gml(_SRS.sub(lambda match: f'{match[1]}"{crs_iri(match[3])}"', text))


def transform(geometry: G, to: str) -> G:
    """A geometry in another reference system: metres to the millimetre, degrees to eight decimals.

    >>> transform(Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(140252.76 198794.27)"), "EPSG:3812")
    Wkt('<http://www.opengis.net/def/crs/EPSG/0/3812> POINT(640249.095 698793.289)')

    Raises ValueError for an unknown system or a point outside it, OsloError without the extra `geo`.
    """
    if isinstance(geometry, Wkt):
        here = crs_iri(geometry.crs)
        shape = geometry.partition(">")[2].strip()
        moved = _convert_pairs(shape, _transformer(here, crs_iri(to)))
        return type(geometry)(f"<{crs_iri(to)}> {moved}")
    stated = _SRS.search(geometry)
    if stated is None or len({crs_iri(match[3]) for match in _SRS.finditer(geometry)}) > 1:
        raise ValueError("only a GML geometry with one srsName is converted")
    dimension = _DIMENSION.search(geometry)
    if dimension and dimension[1] == "3":
        raise ValueError("GML in three dimensions is not converted")
    move = _transformer(crs_iri(stated[3]), crs_iri(to))
    moved = _POSITIONS.sub(lambda match: match[1] + _convert_pairs(match[2], move) + match[3], geometry)
    return type(geometry)(_SRS.sub(lambda match: f'{match[1]}"{crs_iri(to)}"', moved))


Move = Callable[[float, float], tuple[str, str]]


def _convert_pairs(text: str, move: Move) -> str:
    """Text with each pair of coordinates converted; a height after a pair is kept."""
    return _PAIR.sub(lambda match: " ".join(move(float(match[1]), float(match[2]))) + match[3], text)


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Move:
    try:
        from pyproj import CRS, Transformer
        from pyproj.exceptions import CRSError
    except ImportError:
        raise OsloError("converting coordinates needs the extra: pip install 'oslo-interop[geo]'") from None
    try:
        systems = [
            CRS.from_user_input("OGC:CRS84" if iri == _CRS84 else f"EPSG:{iri[len(_EPSG) :]}")
            for iri in (source, target)
        ]
    except CRSError as error:
        raise ValueError(str(error)) from None
    convert = Transformer.from_crs(systems[0], systems[1]).transform
    decimals = 8 if systems[1].is_geographic else 3

    def move(first: float, second: float) -> tuple[str, str]:
        pair = convert(first, second)
        if not all(abs(number) < 1e12 for number in pair):
            raise ValueError(f"no such point in the reference system: {first} {second}")
        return _format_number(pair[0], decimals), _format_number(pair[1], decimals)

    return move


def _format_number(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")
