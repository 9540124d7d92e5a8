"""The grammar of geometries in WKT, GML and GeoJSON: what is one, what is none and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oslo.model.geometry import check, from_geojson, to_geojson, wkt
from oslo.model.values import Gml, Wkt
from oslo.rdf.geometry.geojson import read_geojson, to_wkt
from oslo.rdf.geometry.gml import parse_gml
from oslo.rdf.geometry.wkt import parse_wkt, positions

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("POINT(1 2)", 1),
        ("point z ( 1 2 3 )", 1),
        ("POINTZ(1 2 3)", 1),
        ("POINT M (-1.5 +2e3 .5)", 1),
        ("POINT ZM (1 2 3 4)", 1),
        ("POINT(1 2 3)", 1),
        ("POINT EMPTY", 0),
        ("LINESTRING(1 2,\n 3 4)", 2),
        ("LINESTRING EMPTY", 0),
        ("CIRCULARSTRING(0 0, 1 1, 2 0)", 3),
        ("POLYGON((0 0, 1 0, 1 1, 0 0.0), (.1 .1, .2 .1, .2 .2, .1 .1))", 8),
        ("POLYGON Z ((0 0 1, 1 0 1, 1 1 1, 0 0 1))", 4),
        ("TRIANGLE((0 0, 1 0, 1 1, 0 0))", 4),
        ("MULTIPOINT(1 2, 3 4)", 2),
        ("MULTIPOINT((1 2), EMPTY, (3 4))", 2),
        ("MULTILINESTRING((1 2, 3 4), (5 6, 7 8))", 4),
        ("MULTIPOLYGON(((1 1, 2 2, 3 1, 1 1)), ((5 5, 6 6, 7 5, 5 5)))", 8),
        ("POLYHEDRALSURFACE Z (((0 0 0, 0 0 1, 0 1 0, 0 0 0)))", 4),
        ("TIN(((0 0, 0 1, 1 0, 0 0)), ((0 0, 0 1, 1 1, 0 0)))", 8),
        ("COMPOUNDCURVE((0 0, 1 1), CIRCULARSTRING(1 1, 2 2, 3 1))", 5),
        ("CURVEPOLYGON(CIRCULARSTRING(0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 3, 3 1, 1 1))", 9),
        ("MULTICURVE((0 0, 1 1), CIRCULARSTRING(1 1, 2 2, 3 1))", 5),
        ("MULTISURFACE(((0 0, 1 0, 1 1, 0 0)), CURVEPOLYGON((0 0, 1 0, 1 1, 0 0)))", 8),
        ("GEOMETRYCOLLECTION(POINT(1 2), GEOMETRYCOLLECTION(LINESTRING(1 2, 3 4)), POLYGON EMPTY)", 3),
    ],
)
def test_a_geometry_is_read(text: str, points: int) -> None:
    assert len(list(positions(parse_wkt(text)))) == points


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("", 1, "the name of a geometry is expected, not ''"),
        ("(1 2)", 1, "the name of a geometry is expected"),
        ("CIRCLE(1 2 3)", 1, "no geometry has the name 'CIRCLE'"),
        ("POLYGN((0 0, 1 0, 1 1, 0 0))", 1, "no geometry has the name 'POLYGN'; did you mean POLYGON"),
        ("POINT", 6, r"a \( is expected"),
        ("POINT(1)", 7, "a point has 2 to 4 numbers, not 1"),
        ("POINT(51,05 3,72)", 7, "a point has 2 to 4 numbers, not 1"),
        ("POINT Z (1 2)", 10, "a point has 3 numbers, not 2"),
        ("POINT(abc 2)", 7, "not a number: 'abc'"),
        ("POINT(1 nan)", 9, "not a number: 'nan'"),
        ("POINT(1 1e999)", 9, "not a number: '1e999'"),
        ("POINT(1 2, 3 4)", 7, "2 points where one is expected"),
        ("POINT(1 2) POINT(3 4)", 12, r"'POINT\(3 4\)' after the end"),
        ("LINESTRING(1 2)", 11, "a line has at least two points, and this one 1"),
        ("LINESTRING(1 2, 3 4", 11, r"this \( is not closed"),
        ("LINESTRING(1 2, 3 4 5)", 1, "points of 2 and of 3 numbers"),
        ("POLYGON((1 1, 2 2))", 9, "a ring has at least four points, and this one 2"),
        ("POLYGON((0 0, 1 0, 1 1, 0 1))", 9, "a ring ends where it begins, and 0 1 is not 0 0"),
        ("POLYGON(0 0, 1 0, 1 1, 0 0)", 9, r"a \( is expected"),
        ("POLYGON((0 0, 1 0, 1 1, 0 0),)", 30, r"a \( is expected"),
        ("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((1 1, 2 2)))", 39, "a ring has at least four points"),
        ("GEOMETRYCOLLECTION((1 2))", 20, "the name of a geometry is expected"),
        ("GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2))", 42, "a line has at least two points"),
        ("GEOMETRYCOLLECTION(" * 3000, 1, "nested too deeply"),
    ],
)
def test_another_text_is_refused_with_the_character(text: str, at: int, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^not WKT: character {at}: {reason}"):
        parse_wkt(text)


def test_ewkt_and_its_system() -> None:
    assert wkt("SRID=31370;POINT(149553 177748)").endswith("EPSG/0/31370> POINT(149553 177748)")
    with pytest.raises(ValueError, match="the geometry is in <EPSG:31370>, not in EPSG:3812"):
        wkt("SRID=31370;POINT(149553 177748)", "EPSG:3812")


def gml(inside: str, attributes: str = "") -> str:
    return f'<gml:{inside.partition(" ")[0]} srsName="EPSG:31370"{attributes}>{inside.partition(" ")[2]}'


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (gml("Point <gml:pos>1 2</gml:pos></gml:Point>"), 1),
        (gml("Point <gml:pos>1 2 3</gml:pos></gml:Point>", ' srsDimension="3"'), 1),
        (gml("Point <gml:coordinates>1,2</gml:coordinates></gml:Point>"), 1),
        (gml("LineString <gml:posList>1 2 3 4</gml:posList></gml:LineString>"), 2),
        (gml("LineString <gml:pos>1 2</gml:pos><gml:pos>3 4</gml:pos></gml:LineString>"), 2),
        (
            gml("Polygon <gml:exterior><gml:LinearRing><gml:posList>0 0 1 0 1 1 0 0</gml:posList></gml:LinearRing>")
            + "</gml:exterior></gml:Polygon>",
            4,
        ),
        ('<Point xmlns="http://www.opengis.net/gml/3.2" srsName="EPSG:3812"><pos>1 2</pos></Point>', 1),
    ],
)
def test_gml_is_read(text: str, points: int) -> None:
    assert len(parse_gml(text)) == points


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (gml("Punt <gml:pos>1 2</gml:pos></gml:Punt>"), "no geometry has the name 'Punt'"),
        (gml("Point <gml:pos>1 2</gml:pos>"), "line 1, column .*: no element found"),
        (gml("Point <gml:pos>1</gml:pos></gml:Point>"), "pos: a position has 2 or 3 numbers, not 1"),
        (gml("Point <gml:pos>1 oost</gml:pos></gml:Point>"), "pos: not a number: 'oost'"),
        (gml("Point <gml:pos>1 INF</gml:pos></gml:Point>"), "pos: not a number: 'INF'"),
        (gml("Point <gml:pos/></gml:Point>"), "pos: no numbers in it"),
        (gml("Point <gml:pos>1 2</gml:pos><gml:pos>1 2</gml:pos></gml:Point>"), "Point: 2 positions"),
        (gml("LineString <gml:posList>1 2</gml:posList></gml:LineString>"), "LineString: a line has at least two"),
        (gml("LineString <gml:posList>1 2 3</gml:posList></gml:LineString>"), "posList: a position has 2 numbers"),
        (gml("LinearRing <gml:posList>0 0 1 0 1 1 0 1</gml:posList></gml:LinearRing>"), "LinearRing: a ring ends"),
        (gml("Point <gml:pos>1 2</gml:pos></gml:Point>", ' srsDimension="x"'), "Point: srsDimension is 2 or 3"),
        (f"<gml:Point>{'<a>' * 5000}", "over 100 elements inside one another"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><gml:Point srsName="EPSG:3812"/>', "a document type is never read"),
    ],
)
def test_another_gml_is_refused_with_the_element(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^not GML: {reason}"):
        parse_gml(text)


RING = [[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]
OBJECTS: dict[str, tuple[dict[str, Any], str]] = {
    "a point": ({"type": "Point", "coordinates": [3.7, 51.0]}, "POINT(3.7 51.0)"),
    "a height": ({"type": "Point", "coordinates": [3.7, 51, 12]}, "POINT Z (3.7 51 12)"),
    "small numbers": ({"type": "Point", "coordinates": [1e-7, -0.5]}, "POINT(0.0000001 -0.5)"),
    "nothing": ({"type": "Point", "coordinates": []}, "POINT EMPTY"),
    "a line": ({"type": "LineString", "coordinates": RING[:2]}, "LINESTRING(3.7 51.0, 3.8 51.0)"),
    "an area": ({"type": "Polygon", "coordinates": [RING]}, "POLYGON((3.7 51.0, 3.8 51.0, 3.8 51.1, 3.7 51.0))"),
    "points": ({"type": "MultiPoint", "coordinates": RING[:2]}, "MULTIPOINT(3.7 51.0, 3.8 51.0)"),
    "lines": ({"type": "MultiLineString", "coordinates": [RING[:2]]}, "MULTILINESTRING((3.7 51.0, 3.8 51.0))"),
    "areas": (
        {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
        "MULTIPOLYGON(((3.7 51.0, 3.8 51.0, 3.8 51.1, 3.7 51.0)), ((3.7 51.0, 3.8 51.0, 3.8 51.1, 3.7 51.0)))",
    ),
    "several": (
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [3.7, 51.0]}]},
        "GEOMETRYCOLLECTION(POINT(3.7 51.0))",
    ),
    "none of several": ({"type": "GeometryCollection", "geometries": []}, "GEOMETRYCOLLECTION EMPTY"),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_geojson_becomes_wkt_and_is_read_back(name: str) -> None:
    value, text = OBJECTS[name]
    assert to_wkt(read_geojson(value)) == to_wkt(read_geojson(json.dumps(value))) == text
    assert to_geojson(Wkt(f"<{CRS84}> {text}")) == value
    parse_gml(from_geojson(value, kind=Gml)) if "EMPTY" not in text else None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"type": "Circle", "coordinates": [1, 2]}, "not a geometry of GeoJSON: 'Circle'"),
        ({"type": "point", "coordinates": [1, 2]}, "'point'; did you mean Point"),
        ({"type": "Feature", "geometry": None}, "a Feature: give the path of its geometry"),
        ({"coordinates": [1, 2]}, "an object with a type"),
        ({"type": "Point"}, "a Point has a list of coordinates"),
        ({"type": "Point", "coordinates": [1]}, "a list of two or three numbers, not [1]"),
        ({"type": "Point", "coordinates": [[1, 2]]}, "a list of two or three numbers"),
        ({"type": "Point", "coordinates": ["1", "2"]}, 'not a number: "1"'),
        ({"type": "Point", "coordinates": [True, 2]}, "not a number: true"),
        ({"type": "Point", "coordinates": [float("nan"), 2]}, "not a number: NaN"),
        ({"type": "Point", "coordinates": [10**400, 2]}, "not a number: 1000"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "a line has at least two points"),
        ({"type": "LineString", "coordinates": [[1, 2], [1, 2, 3]]}, "of two and of three numbers"),
        ({"type": "Polygon", "coordinates": [RING[:3]]}, "a ring has at least four points"),
        ({"type": "Polygon", "coordinates": RING}, "a position is a list of two or three numbers, not 3.7"),
        ({"type": "Polygon", "coordinates": [[*RING[:3], [3.7, 51.1]]]}, "a ring ends where it begins"),
        ({"type": "GeometryCollection", "coordinates": []}, "has a list of geometries"),
        ("{", "not GeoJSON: "),
        ([1, 2], "an object with a type"),
    ],
)
def test_another_object_is_refused(value: object, reason: str) -> None:
    with pytest.raises(ValueError, match="not ") as refused:
        read_geojson(value)
    assert reason in str(refused.value)


def test_axes_follow_the_system() -> None:
    value = {"type": "LineString", "coordinates": [[3.7, 51.0], [3.8, 51.1]]}
    assert from_geojson(value, "EPSG:4326").endswith("LINESTRING(51.0 3.7, 51.1 3.8)")
    assert from_geojson(value, "EPSG:4258", Gml).count("<gml:posList>51.0 3.7 51.1 3.8</gml:posList>") == 1
    assert to_geojson(from_geojson(value, "EPSG:4326")) == value


def test_what_geojson_does_not_know() -> None:
    for text in ("TRIANGLE((0 0, 1 0, 1 1, 0 0))", "POINT M (1 2 3)", "POINT ZM (1 2 3 4)"):
        with pytest.raises(ValueError, match="GeoJSON has no"):
            to_geojson(Wkt(f"<{CRS84}> {text}"))


E = "http://www.opengis.net/def/crs/EPSG/0/"


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        (f"<{E}31370> POINT(149553 177748)", None),
        (f"<{E}31370> POINT Z (149553 177748 12)", None),
        (f"<{E}31370> POINT EMPTY", None),
        (f"<{E}31370> POINT(4.36 50.91)", "outside the area of EPSG:31370: these look like degrees"),
        (f"<{E}31370> POINT(0 0)", "outside the area of EPSG:31370: 0 0 is no place"),
        (f"<{E}31370> POINT(649553 677748)", "outside the area of EPSG:31370: these look like EPSG:3812"),
        (f"<{E}31370> LINESTRING(149553 177748, 149553 977748)", "outside the area of EPSG:31370"),
        (f"<{E}31370> POINT(21000 260000)", "outside the area of EPSG:31370: x and y seem to be swapped"),
        (f"<{E}3812> POINT(149553 177748)", "outside the area of EPSG:3812: these look like EPSG:31370"),
        (f"<{E}3857> POINT(3.7 51.0)", "outside the area of EPSG:3857: these look like degrees"),
        (f"<{E}3857> POINT(485000 6600000)", None),
        (f"<{E}4326> POINT(51.05 3.72)", None),
        (f"<{E}4326> POINT(3.72 51.05)", "latitude and longitude in EPSG:4326 seem to be swapped"),
        (f"<{E}4326> POINT(40.4 -3.7)", None),
        (f"<{E}4326> POINT(0 0)", "0 0 in EPSG:4326: no place in Belgium"),
        (f"<{E}4258> POINT(10 10)", "outside the area of EPSG:4258"),
        (f"<{CRS84}> POLYGON((3.7 51, 3.8 51, 3.8 51.1, 3.7 51))", None),
        (f"<{CRS84}> POINT(51.05 3.72)", "latitude and longitude in CRS84 seem to be swapped"),
        ("<http://example.org/crs> POINT(4 5)", None),
    ],
)
def test_where_a_geometry_lies(text: str, odd: str | None) -> None:
    assert check(Wkt(text)) == odd


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f"<{E}4326> POINT(149553 177748)",
            "no latitude 149553 and longitude 177748 in EPSG:4326: these look like EPSG:3",
        ),
        (f"<{CRS84}> POINT(3.7 91)", "no latitude 91 and longitude 3.7 in CRS84"),
        (f"<{E}4326> POINT(151.2 33.9)", "no latitude 151.2 and longitude 33.9 in EPSG:4326; they seem to be swapped"),
        (f"<{E}4326> POINT(1e999 2)", "not a number"),
        (f"<{E}31370> POINT(1 x)", "not a number"),
    ],
)
def test_degrees_that_cannot_be(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check(Wkt(text))


def test_where_gml_lies() -> None:
    text = gml("Point <gml:pos>4.36 50.91</gml:pos></gml:Point>")
    assert check(Gml(text)) == "outside the area of EPSG:31370: these look like degrees"
