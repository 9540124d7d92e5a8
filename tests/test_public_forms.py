"""Forms in which municipalities publish data, made after public data sets: each can be mapped whole."""

from __future__ import annotations

import io
import json
from typing import Any

from helpers.converting import Converted, converted
from openpyxl import Workbook

from oslo import mapping_from

POINT = {"profile": "points-of-interest", "model": "Interessepunt"}
WKT = "http://www.opengis.net/ont/geosparql#asWKT"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def run(data: bytes, form: str, **rules: Any) -> Converted:
    return converted([io.BytesIO(data)], mapping_from({**POINT, **rules}, "m"), form=form)


def test_geojson_inside_a_script_with_points_in_its_keys_and_polygons_of_several_pieces() -> None:
    squares = [[[[x, 51.0], [x + 0.1, 51.0], [x + 0.1, 51.1], [x, 51.0]]] for x in (3.1, 3.5)]
    features = [
        {
            "type": "Feature",
            "properties": {"BlockParcel.Id": 100 + number, "BlockParcel.Longitude": 3.5, "BlockParcel.Latitude": 51.05},
            "geometry": {"type": "MultiPolygon", "coordinates": squares},
        }
        for number in range(3)
    ]
    document = json.dumps({"type": "FeatureCollection", "name": "wijken", "features": features})
    made = run(
        f"var wijken = {document};\n".encode(),
        "json",
        id="https://data.example.be/id/wijk/{properties.BlockParcel.Id}",
        ignored={"$$.name": "the name of the list"},
        fields={
            "plaatsnaam": {"template": "Blok {properties.BlockParcel.Id}"},
            "geometrie": {"wkt": "geometry"},
            "kenmerk": [
                {"naam": {"constant": "lengtegraad"}, "waarde": "properties.BlockParcel.Longitude"},
                {"naam": {"constant": "breedtegraad"}, "waarde": "properties.BlockParcel.Latitude"},
            ],
        },
    )
    assert (made.resources, made.reasons) == (3, [])
    assert {str(each) for each in made.values(WKT)} == {
        "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> MULTIPOLYGON(((3.1 51.0, 3.2 51.0, 3.2 51.1, 3.1 51.0)), "
        "((3.5 51.0, 3.6 51.0, 3.6 51.1, 3.5 51.0)))"
    }
    assert [each.text for each in made.notices] == ["JavaScript around the JSON: var wijken = ..."]


def test_a_pivot_table_with_two_rows_of_names_merged_cells_and_a_footer() -> None:
    book = Workbook()
    sheet: Any = book.active
    years = range(2000, 2023)
    sheet.append(["Uitgaven per gemeente"])
    sheet.append(["Provincie", "Gemeente", *(cell for year in years for cell in (year, None))])
    sheet.append([None, None, *(name for _ in years for name in ("Personeel", "Werking"))])
    sheet.append(["Oost-Vlaanderen", "De Pinte", *range(1, 47)])
    sheet.append([None, "Gent", *range(101, 147)])
    sheet.append(["Antwerpen", "Mol", *range(201, 247)])
    sheet.append(["Totaal", None, *range(46)])
    sheet.merge_cells("A4:A5")
    for column in range(3, 49, 2):
        sheet.merge_cells(start_row=2, start_column=column, end_row=2, end_column=column + 1)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    file = io.BytesIO()
    book.save(file)
    made = run(
        file.getvalue(),
        "xlsx",
        header=[2, 3],
        until={"Provincie": "Totaal"},
        id="https://data.example.be/id/gemeente/{Gemeente -> slug}",
        fields={
            "plaatsnaam": "Gemeente",
            "trefwoord": "Provincie",
            "kenmerk": [
                {"naam": {"constant": f"{name} {year}"}, "waarde": f"{year} / {name}"}
                for year in years
                for name in ("Personeel", "Werking")
            ],
        },
    )
    assert (made.resources, made.reasons) == (3, [])
    assert {str(each) for each in made.values(LABEL)} == {"De Pinte", "Gent", "Mol"}
    keywords = {(str(s).rpartition("/")[2], str(o)) for s, p, o in made.graph if str(p).endswith("keywords")}
    assert keywords == {("de-pinte", "Oost-Vlaanderen"), ("gent", "Oost-Vlaanderen"), ("mol", "Antwerpen")}
    assert "146" in made.text
    assert sorted(each.text.partition(" (")[0] for each in made.notices) == [
        "a row that is no record, as `until` holds there or above",
        "merged cells: their value is given to each row and column that they cover",
    ]


def test_columns_of_one_name_are_chosen_by_position() -> None:
    table = "Gemeente;2023;2023;Totaal\nGent;1;2;3\n"
    made = run(
        table.encode(),
        "csv",
        columns={2: "Personeel", 3: "Werking"},
        id="https://data.example.be/id/gemeente/{Gemeente -> slug}",
        ignored={"Totaal": "the sum of the others"},
        fields={
            "plaatsnaam": "Gemeente",
            "kenmerk": [{"naam": {"constant": each}, "waarde": each} for each in ("Personeel", "Werking")],
        },
    )
    assert (made.resources, made.reasons, made.notices) == (1, [], [])


def test_municipalities_whose_names_have_a_blank() -> None:
    features = [
        {"type": "Feature", "properties": {"naam": name}, "geometry": {"type": "Point", "coordinates": [3.0, 51.2]}}
        for name in ("De Haan", "De Panne", "Nazareth-De Pinte")
    ]
    document = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    fields = {"plaatsnaam": "properties.naam", "geometrie": {"wkt": "geometry"}}
    for writer, names in (
        ("slug", {"de-haan", "de-panne", "nazareth-de-pinte"}),
        ("encode", {"De%20Haan", "De%20Panne", "Nazareth-De%20Pinte"}),
    ):
        made = run(
            document,
            "geojson",
            id=f"https://data.example.be/id/gemeente/{{properties.naam -> {writer}}}",
            fields=fields,
        )
        assert (made.resources, made.reasons, made.notices) == (3, [], [])
        assert names <= {str(each).rpartition("/")[2] for each in made.graph.subjects()}
