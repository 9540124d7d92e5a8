"""Geometries and their reference systems: said in one way, and converted from one to another (extra `geo`).

Coordinates stand in the order of the axes of their system, as GeoSPARQL 1.1 asks (section 8.5.1): of
EPSG:4326 latitude comes first, of CRS84 longitude, of the Lambert systems x.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from ..errors import OsloError
from .values import Gml, Wkt

_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_FORMS = (
    re.compile(r"(?:EPSG:)?(\d{4,6})", re.IGNORECASE),
    re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/(\d{4,6})/?", re.IGNORECASE),
    re.compile(r"https?://www\.opengis\.net/gml/srs/epsg\.xml#(\d{4,6})", re.IGNORECASE),
    re.compile(r"urn:(?:x-)?ogc:def:crs:EPSG:[\d.]*:(\d{4,6})", re.IGNORECASE),
)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PAIR = re.compile(rf"({_NUMBER})\s+({_NUMBER})((?:\s+{_NUMBER})*)")
_HEX = re.compile(r"0[01](?:[0-9A-Fa-f]{2}){20,}")
_SAID = re.compile(r"\s*<([^<>\s]+)>\s*(.*)", re.DOTALL)
_POSITIONS = re.compile(r"(<(?:\w+:)?(?:pos|posList|lowerCorner|upperCorner)\b[^>]*>)([^<]*)(</)")
_SRS = re.compile(r"""(\bsrsName\s*=\s*)(["'])(.*?)\2""")
_DIMENSION = re.compile(r"""\bsrsDimension\s*=\s*["']([23])["']""")
G = TypeVar("G", Wkt, Gml)


def crs_iri(text: str) -> str:
    """The IRI of a reference system, in the one form that this library writes.

    >>> crs_iri("EPSG:31370"), crs_iri("http://www.opengis.net/def/crs/EPSG/9.9.1/31370")[-12:]
    ('http://www.opengis.net/def/crs/EPSG/0/31370', 'EPSG/0/31370')

    Raises ValueError for text that names none.
    """
    if text.upper().endswith("CRS84"):
        return _CRS84
    for form in _FORMS:
        if match := form.fullmatch(text.strip()):
            return _EPSG + match[1]
    raise ValueError(f"not a reference system such as EPSG:31370: {text!r}")


def wkt(text: str, crs: str) -> Wkt:
    """Well-known text (or EWKB) with its reference system in front, in one form; ValueError where it says another.

    >>> wkt("POINT(104863.13 193913.45)", "EPSG:31370")
    Wkt('<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(104863.13 193913.45)')
    """
    if _HEX.fullmatch(text):
        text = from_ewkb(text)
    said = _SAID.fullmatch(text)
    shape = said[2] if said else text
    if said and crs_iri(said[1]) != crs_iri(crs):
        raise ValueError(f"the geometry is in <{said[1]}>, not in {crs}")
    return Wkt(f"<{crs_iri(crs)}> {shape.strip()}")


_WKB = {1: "POINT", 2: "LINESTRING", 3: "POLYGON"}


def from_ewkb(text: str) -> str:
    """A geometry in hexadecimal, as PostGIS keeps one (EWKB: with its EPSG number), as well-known text.

    >>> from_ewkb("01010000208A7A00000000000000F0FF400000000000F0FF40")
    '<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(130816 130816)'

    Raises ValueError for what is no point, line or polygon in two dimensions, or says no system.
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
    """The coordinates of a geometry between brackets, and where its bytes end."""
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
    """A GML geometry with its reference system, in one form; ValueError where it says another one.

    >>> gml("<gml:Point><gml:pos>1 2</gml:pos></gml:Point>", "EPSG:3812")
    Gml('<gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/3812"><gml:pos>1 2</gml:pos></gml:Point>')
    """
    said = _SRS.search(text)
    if said is None:
        return Gml(re.sub(r"^\s*<([\w:.-]+)", rf'<\1 srsName="{crs_iri(crs)}"', text, count=1))
    if crs_iri(said[3]) != crs_iri(crs):
        raise ValueError(f"the geometry is in {said[3]}, not in {crs}")
    return Gml(_SRS.sub(lambda match: f'{match[1]}"{crs_iri(match[3])}"', text))


def transform(geometry: G, to: str) -> G:
    """A geometry in another reference system: metres to the millimetre, degrees to eight decimals.

    >>> transform(Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(140252.76 198794.27)"), "EPSG:3812")
    Wkt('<http://www.opengis.net/def/crs/EPSG/0/3812> POINT(640249.095 698793.289)')

    Raises ValueError for a system that is not known or a point outside it, OsloError without the extra `geo`.
    """
    if isinstance(geometry, Wkt):
        here = crs_iri(geometry.crs)
        shape = geometry.partition(">")[2].strip()
        moved = _moved(shape, _transformer(here, crs_iri(to)))
        return type(geometry)(f"<{crs_iri(to)}> {moved}")
    said = _SRS.search(geometry)
    if said is None or len({crs_iri(match[3]) for match in _SRS.finditer(geometry)}) > 1:
        raise ValueError("a GML geometry with one srsName can be converted, not this one")
    dimension = _DIMENSION.search(geometry)
    if dimension and dimension[1] == "3":
        raise ValueError("GML in three dimensions is not converted")
    move = _transformer(crs_iri(said[3]), crs_iri(to))
    moved = _POSITIONS.sub(lambda match: match[1] + _moved(match[2], move) + match[3], geometry)
    return type(geometry)(_SRS.sub(lambda match: f'{match[1]}"{crs_iri(to)}"', moved))


Move = Callable[[float, float], tuple[str, str]]


def _moved(text: str, move: Move) -> str:
    """Text in which each pair of coordinates is converted; a height after it stays."""
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
        found = convert(first, second)
        if not all(abs(each) < 1e12 for each in found):
            raise ValueError(f"no such point in the reference system: {first} {second}")
        return _text(found[0], decimals), _text(found[1], decimals)

    return move


def _text(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")
