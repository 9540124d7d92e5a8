"""Geometries: pairs of points that others published, axes, and what cannot be converted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from oslo.model.geometry import crs_iri, from_ewkb, gml, transform, wkt
from oslo.model.values import Gml, Wkt

pytest.importorskip("pyproj", reason="converting coordinates is the extra geo")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def point(pair: dict[str, str], side: str) -> str:
    """A point of a pair in the order of its axes: the file has x first, EPSG:4326 latitude."""
    x, y = pair[f"x_{side}"], pair[f"y_{side}"]
    return f"{y} {x}" if pair[f"epsg_{side}"] == "4326" else f"{x} {y}"


def test_published_pairs_within_their_tolerance(shared: Path) -> None:
    with (shared / "records/crs-pairs/pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert len(pairs) == 4
    for pair in pairs:
        for here, there in (("a", "b"), ("b", "a")):
            source = f"<{EPSG}{pair[f'epsg_{here}']}> POINT({point(pair, here)})"
            moved = transform(Wkt(source), f"EPSG:{pair[f'epsg_{there}']}")
            found = [float(each) for each in moved.partition("(")[2].rstrip(")").split()]
            wanted = [float(each) for each in point(pair, there).split()]
            tolerance, unit = pair["tolerance"].split()
            # A tolerance in degrees is some 111 km a degree in metres, and the other way round.
            scale = 1.0 if (unit == "deg") == (pair[f"epsg_{there}"] == "4326") else (111_320 if unit == "deg" else 1)
            assert all(abs(a - b) <= float(tolerance) * scale * 1.05 for a, b in zip(found, wanted, strict=True)), pair


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:31370",
        "31370",
        "http://www.opengis.net/def/crs/EPSG/0/31370",
        "https://www.opengis.net/def/crs/EPSG/9.9.1/31370",
        "urn:ogc:def:crs:EPSG::31370",
        "http://www.opengis.net/gml/srs/epsg.xml#31370",
    ],
)
def test_all_the_ways_to_name_a_system(text: str) -> None:
    assert crs_iri(text) == f"{EPSG}31370"
    assert wkt(f"<{text}> POINT(1 2)", "EPSG:31370") == f"<{EPSG}31370> POINT(1 2)"


def test_longitude_comes_first_in_crs84_and_second_in_epsg_4326() -> None:
    lambert = wkt("POINT(146321.078 169504.609)", "EPSG:31370")
    assert transform(lambert, "CRS84").endswith("POINT(4.31652577 50.83594663)")
    assert transform(lambert, "EPSG:4326").endswith("POINT(50.83594663 4.31652577)")


def test_lines_polygons_heights_and_gml() -> None:
    ring = wkt("POLYGON((0 0, 1000 0, 1000 1000, 0 0), (1 1, 2 1, 2 2, 1 1))", "EPSG:31370")
    assert transform(ring, "EPSG:3812").count(",") == ring.count(",")
    assert transform(wkt("POINT Z (1 2 37.5)", "EPSG:31370"), "EPSG:3812").endswith(" 37.5)")
    point = gml("<gml:Point><gml:pos>140252.76 198794.27</gml:pos></gml:Point>", "EPSG:31370")
    assert transform(point, "3812") == Gml(
        f'<gml:Point srsName="{EPSG}3812"><gml:pos>640249.095 698793.289</gml:pos></gml:Point>'
    )


def test_what_cannot_be() -> None:
    for text, message in (("EPSG:4", "not a reference system"), ("Lambert", "not a reference system")):
        with pytest.raises(ValueError, match=message):
            crs_iri(text)
    with pytest.raises(ValueError, match=r"the geometry is in <.*3812>, not in EPSG:31370"):
        wkt(f"<{EPSG}3812> POINT(1 2)", "EPSG:31370")
    with pytest.raises(ValueError, match="3812, not in"):
        gml(f'<gml:Point srsName="{EPSG}3812"/>', "EPSG:31370")
    with pytest.raises(ValueError, match="99999"):
        transform(wkt("POINT(1 2)", "EPSG:99999"), "EPSG:3812")
    with pytest.raises(ValueError, match="no such point"):
        transform(wkt("POINT(400 1000)", "EPSG:4326"), "EPSG:31370")
    with pytest.raises(ValueError, match="three dimensions"):
        transform(
            Gml(f'<gml:Point srsName="{EPSG}31370" srsDimension="3"><gml:pos>1 2 3</gml:pos></gml:Point>'), "3812"
        )
    for text in ("0101", "01010000208A7A00000000", "0101000020", "zz", "01040000208A7A000001000000"):
        with pytest.raises(ValueError, match=r"EWKB|hexadecimal|non-hex"):
            from_ewkb(text)


def test_ewkb_of_lines_and_polygons() -> None:
    import struct

    line = struct.pack("<BIII4d", 1, 0x20000002, 31370, 2, 1, 2, 3.5, 4).hex()
    assert from_ewkb(line) == f"<{EPSG}31370> LINESTRING(1 2, 3.5 4)"
    ring = struct.pack(">BIIII8d", 0, 0x20000003, 3812, 1, 4, 0, 0, 1, 0, 1, 1, 0, 0).hex()
    assert from_ewkb(ring) == f"<{EPSG}3812> POLYGON((0 0, 1 0, 1 1, 0 0))"
    with pytest.raises(ValueError, match="bytes too many"):
        from_ewkb(line + "00")
