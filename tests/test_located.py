"""Geometries in mappings: objects of GeoJSON, text that is none, halves of a point, and places that are told."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from oslo.mapping.mapping import mapping_from
from oslo.mapping.rejects import Notice, Reject
from oslo.model.resource import Resource
from oslo.records import open_records

CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
EPSG = "<http://www.opengis.net/def/crs/EPSG/0/"
SQUARE = {"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]}
POINT = {"type": "Point", "coordinates": [3.7, 51.0]}


def run(text: str, rule: dict[str, Any], form: str, **top: Any) -> tuple[list[str | None], list[str]]:
    """The geometries that come out, and what is said of the others, by the mapping of a place."""
    fields = {"plaatsnaam": "naam", "geometrie": rule if "model" in rule else {"wkt": rule}}
    mapping = mapping_from({"profile": "persoon-basis", "model": "Plaats", "fields": fields, **top}, "m")
    results = list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form=form)))
    found: list[Any] = [each for each in results if isinstance(each, Resource)]
    said = [str(each).removeprefix("-:") for each in results if isinstance(each, Notice | Reject)]
    return [str(each.geometrie.wkt) if each.geometrie else None for each in found], said


def features(*geometries: Any) -> str:
    return json.dumps({"features": [{"naam": "x", "geometry": each} for each in geometries]})


def test_an_object_of_geojson_becomes_wkt() -> None:
    found, said = run(features(SQUARE, POINT, None), {"from": "geometry", "crs": "CRS84"}, "json", records="features")
    assert found == [f"{CRS84} POLYGON((3.7 51.0, 3.8 51.0, 3.8 51.1, 3.7 51.0))", f"{CRS84} POINT(3.7 51.0)", None]
    assert said == []
    assert run(features(POINT), {"from": "geometry"}, "json", records="features") == ([f"{CRS84} POINT(3.7 51.0)"], [])


def test_an_object_of_geojson_in_other_places() -> None:
    line = json.dumps({"naam": "x", "plek": {"geom": POINT}})
    assert run(line, {"from": "plek.geom"}, "jsonl") == ([f"{CRS84} POINT(3.7 51.0)"], [])
    cell = json.dumps(POINT).replace('"', '""')
    assert run(f'naam;geo\nx;"{cell}"\n', {"from": "geo", "crs": "EPSG:4326"}, "csv")[0] == [
        f"{EPSG}4326> POINT(51.0 3.7)"
    ]
    each = {"naam": "x", "delen": [{"g": POINT}]}
    assert run(json.dumps([each]), {"each": "delen", "from": "g"}, "json")[0] == [f"{CRS84} POINT(3.7 51.0)"]
    text = json.dumps([{"naam": "x", "geometry": "POINT(3.7 51.0)"}])
    assert run(text, {"from": "geometry", "crs": "CRS84"}, "json")[0] == [f"{CRS84} POINT(3.7 51.0)"]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        ({"type": "Circle", "coordinates": [1, 2]}, "not a geometry of GeoJSON: 'Circle'"),
        ({"type": "Point", "coordinates": [149553, 177748]}, "no latitude 177748 and longitude 149553 in CRS84"),
        ({"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0]]]}, "a ring has at least four points"),
        ({"type": "Feature", "geometry": POINT}, "give the path of its geometry"),
        ([POINT, SQUARE], "2 values at 'geometry' where one is expected"),
    ],
)
def test_an_object_that_is_none_rejects_the_record(geometry: Any, reason: str) -> None:
    found, [said] = run(features(geometry), {"from": "geometry"}, "json", records="features")
    assert found == []
    assert said.startswith("1: geometry: geometrie.wkt: ")
    assert reason in said


LAMBERT: dict[str, Any] = {"from": "g", "crs": "EPSG:31370"}


def test_text_that_is_no_geometry_rejects_the_record_without_proj() -> None:
    rows = ['x;"POLYGON ((1 1, 2 2))"', "x;CIRCLE(1 2 3)", "x;POINT(149553 177748)", "x;POINT(149553,5 177748,2)"]
    found, said = run("\n".join(["naam;g", *rows]), LAMBERT, "csv")
    assert found == [f"{EPSG}31370> POINT(149553 177748)"]
    assert [each.partition(": not WKT: ")[0] for each in said] == [f"{n}: g: geometrie.wkt" for n in (2, 3, 5)]


def test_text_that_states_its_system_is_checked_too() -> None:
    rows = [f"x;{EPSG}3812> POINT(1 oost)", f"x;{EPSG}3812> POINT(649553 677748)", "x;POINT(1 2)"]
    found, said = run("\n".join(["naam;g", *rows]), {"from": "g"}, "csv")
    assert found == [f"{EPSG}3812> POINT(649553 677748)"]
    assert said[0].endswith("character 9: not a number: 'oost'")
    assert "begins with the IRI of its reference system" in said[1]


def test_a_place_outside_the_area_is_told_with_its_first_row() -> None:
    rows = ["x;POINT(149553 177748)", "x;POINT(4.36 50.91)", "x;POINT(4.37 50.92)", "x;POINT(900000 177748)"]
    found, said = run("\n".join(["naam;g", *rows]), LAMBERT, "csv")
    assert len(found) == 4
    assert said == [
        "3: g: geometrie.wkt: outside the area of EPSG:31370: these look like degrees (2 times)",
        "5: g: geometrie.wkt: outside the area of EPSG:31370",
    ]


def test_half_a_point_is_told_and_no_point_is_not() -> None:
    rule = {"template": "POINT({x -> decimal} {y -> decimal})", "crs": "EPSG:31370"}
    found, said = run("naam;x;y\nx;149553,5;\nx;;\nx;149553,5;177748\n", rule, "csv")
    assert found == [None, None, f"{EPSG}31370> POINT(149553.5 177748)"]
    assert said == [f"2: {rule['template']}: geometrie.wkt: a part of the geometry has no value: left out"]


def test_a_geometry_can_be_left_out() -> None:
    found, said = run("naam;g\nx;POINT(1)\n", {**LAMBERT, "invalid": "drop"}, "csv")
    assert (found, said) == ([None], ["2: g: geometrie.wkt: not a geometry: left out"])


def test_a_constant_that_is_no_geometry_is_an_error_of_the_mapping() -> None:
    with pytest.raises(Exception, match="constant: not WKT: character 7"):
        run("naam;g\nx;1\n", {"constant": "POINT(a b)", "crs": "CRS84"}, "csv")
