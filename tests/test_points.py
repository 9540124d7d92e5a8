"""Points of interest and the lists of small towns: the ready mappings and the examples, on real files and their traps.

`tests/data/citadel.ttl` is what docs/examples/punten/citadel.json becomes, byte for byte; `python tests/test_points.py`
makes it again.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from helpers.converting import converted

from oslo import Format, Validator, load_mapping
from oslo.mapping.rejects import Notice
from oslo.models.organisatie import GeregistreerdeOrganisatie
from oslo.models.poi import Evenement, Interessepunt
from oslo.records import open_records
from oslo.validation.data import DataGraph

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples" / "punten"
EXPECTED = Path(__file__).parent / "data" / "citadel.ttl"

WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
CITADEL = {"POI_gent_first20.json": 20, "parking_gent.json": 5, "PARKING_athens.json": 4, "EVENTS_athens.json": 5}
TOWN = {
    "citadel-poi/dataset_issy_latin1.csv": ("citadel-csv", 8),
    "municipal-csv/bomen.csv": (EXAMPLES / "bomen.yaml", 5),
    "municipal-csv/openbaar_sanitair.csv": (EXAMPLES / "sanitair.yaml", 3),
    "municipal-csv/verenigingen_utf8bom.csv": (EXAMPLES / "verenigingen.yaml", 3),
}
FILES = {**{f"citadel-poi/{name}": ("citadel", count) for name, count in CITADEL.items()}, **TOWN}


def points(file: Path, mapping: str | Path = "citadel") -> list[Any]:
    ready = load_mapping(mapping)
    with open_records(file, ready.layout) as source:
        return [each for each in ready.run(source) if not isinstance(each, Notice)]


@pytest.mark.parametrize("name", FILES)
def test_every_record_comes_out_and_conforms(shared: Path, name: str) -> None:
    mapping, count = FILES[name]
    made = converted([shared / "records" / name], mapping)
    assert made.reasons == []
    assert made.resources == len(points(shared / "records" / name, mapping)) == count
    report = Validator(made.profile).check(DataGraph(made.text))
    assert report.violations == []
    assert report.coverage.focus_nodes >= count


# The traps of Citadel.


def by_title(shared: Path, name: str) -> dict[str, Any]:
    found = points(shared / "records" / "citadel-poi" / name)
    return {str(each.plaatsnaam[0] if isinstance(each, Interessepunt) else each.naam[0]): each for each in found}


def test_latitude_and_longitude_change_places(shared: Path) -> None:
    file = shared / "records" / "citadel-poi" / "parking_gent.json"
    given = [
        each["location"]["point"]["pos"]["posList"].split() for each in json.loads(file.read_text())["dataset"]["poi"]
    ]
    made = {str(each.geometrie.wkt) for each in points(file)}
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert made == {f"{crs} POINT({longitude} {latitude})" for latitude, longitude in given}
    assert f"{crs} POINT(3.725840449333191 51.057071972308215)" in made


def test_a_date_that_xsd_does_not_know(shared: Path) -> None:
    dates = {
        each.gewijzigd_op.isoformat() for each in points(shared / "records" / "citadel-poi" / "POI_gent_first20.json")
    }
    assert dates == {"2012-11-28T09:38:21-05:00"}


def test_empty_strings_are_no_values(shared: Path) -> None:
    suro = by_title(shared, "POI_gent_first20.json")["[Suro]"]
    assert (suro.beschrijving, suro.kenmerk) == ([], [])
    assert (suro.contactinfo[0].telefoon, suro.contactinfo[0].email) == (None, None)
    assert suro.contactinfo[0].website == "http://www.suro.be"


def test_titles_in_brackets_local_categories_and_former_municipalities(shared: Path) -> None:
    found = by_title(shared, "POI_gent_first20.json")
    assert [(str(each), each.language) for each in found["[Suro]"].trefwoord] == [("sport & ontspanning", "nl-nl")]
    assert str(found["2Compute"].adres.postnaam) == "Gentbrugge"
    assert str(found["2Compute"].adres.volledig_adres) == "Schooldreef 73, 9050, Gentbrugge"


def test_greek(shared: Path) -> None:
    found = points(shared / "records" / "citadel-poi" / "PARKING_athens.json")
    addresses = {(str(each.adres.volledig_adres), each.adres.volledig_adres.language) for each in found}
    assert ("ΠΛΑΤΕΙΑ ΑΙΓΥΠΤΟΥ, Αθήνα", "el-gr") in addresses
    assert {each.contactinfo[0].telefoon for each in found} >= {"2108237117", "210-3816330"}
    assert [len(found), len({str(each.plaatsnaam[0]) for each in found}), len(addresses)] == [4, 2, 4]


def test_attributes_of_a_place_are_features(shared: Path) -> None:
    reep = by_title(shared, "parking_gent.json")["P02 Reep"]
    features = {str(each.naam[0]): (str(each.waarde), each.code) for each in reep.kenmerk}
    assert features["capacity"] == ("486", "#Citadel_parkCapacity")
    assert (
        reep.identificator[0].gestructureerde_identificator.naamruimte == "http://data.gent.be/datasets/parkeergarages"
    )
    assert str(reep.identificator[0].identificator) == "citadel_parking_2"


def test_events_have_days_places_and_keep_what_else_is_said(shared: Path) -> None:
    found = by_title(shared, "EVENTS_athens.json")
    assert {type(each) for each in found.values()} == {Evenement}
    back = found['"Back in our city"']
    assert (back.begin.isoformat(), back.einde.isoformat()) == ("2012-10-06", "2012-10-21")
    assert {str(each) for each in back.beschrijving} == {"Start time: 09:00", "End time: 21:00"}
    dinos = found["Dinos of Patagonia in Athens"]
    assert str(dinos.plaats.plaatsnaam[0]).startswith("Riding Center")
    assert str(dinos.plaats.geometrie.wkt).endswith("POINT(23.780572 37.984045)")
    assert len(found['"Going out in Athens"'].afbeelding) == 1


def citadel(**poi: Any) -> io.BytesIO:
    pos = {"srsName": WGS84, "posList": "51.05 3.72"}
    whole = {
        "id": "1",
        "title": "Plek",
        "category": [],
        "location": {"point": {"pos": poi.pop("pos", pos)}, "address": {}},
        "attribute": [],
        **poi,
    }
    document = {"dataset": {"id": "d", "lang": "nl", "updated": "20121128T09:38:21-5:00", "poi": [whole]}}
    return io.BytesIO(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("poi", "reason"),
    [
        ({"pos": {"srsName": "EPSG:31370", "posList": "1 2"}}, "unknown code 'EPSG:31370'"),
        ({"pos": {"srsName": WGS84, "posList": "51,05 3,72"}}, "not of the form"),
        ({"title": ""}, "plaatsnaam: is required, but has no value"),
        ({"attribute": [{"tplIdentifier": "#Citadel_eventStart", "text": "Oktober 2012"}]}, "not a date of the form"),
        ({"attribute": [{"tplIdentifier": "#Citadel_website", "text": "geen website"}]}, "not a web address, such as https://www.example.be/"),
        ({"attribute": [{"tplIdentifier": "#Citadel_telephone", "text": t} for t in "12"]}, "2 values where"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_rejected_with_its_reason(poi: dict[str, Any], reason: str) -> None:
    made = converted([citadel(**poi)], "citadel", form="json")
    [said] = made.reasons
    assert reason in said
    assert "Plek" not in made.text


def test_a_place_without_attributes_or_position_comes_out() -> None:
    for poi in (
        {},
        {"attribute": [{"tplIdentifier": "", "term": "Zaal", "text": "B"}]},
        {"location": {"address": {"city": "Gent"}}},
    ):
        made = converted([citadel(**poi)], "citadel", Format.TURTLE, form="json")
        assert made.reasons == []
        assert 'rdfs:label "Plek"@nl' in made.text
    hall = citadel(attribute=[{"term": "Zaal", "text": "B"}])
    assert 'schema:name "Zaal"@nl' in converted([hall], "citadel", Format.TURTLE, form="json").text


def test_latin_1_and_addresses_without_a_scheme(shared: Path) -> None:
    found = points(shared / "records" / "citadel-poi" / "dataset_issy_latin1.csv", "citadel-csv")
    [first] = [each for each in found if str(each.plaatsnaam[0]).startswith("Défibrillateur")]
    assert str(first.plaatsnaam[0]) == "Défibrillateur Centre Municipal de Santé"
    assert {str(each) for each in first.trefwoord} == {"Vie pratique", "Santé", "Défibrillateurs"}
    assert first.contactinfo[0].website == "https://www.issy.com/vie-quotidienne/sante/defibrillateurs"
    assert str(first.geometrie.wkt).endswith("POINT(2.268637300 48.822740000)")
    assert {each.plaatsnaam[0].language for each in found} == {"fr"}


# The traps of the lists of towns.


def test_trees(shared: Path) -> None:
    found = {
        str(each.id).rpartition("/")[2]: each
        for each in points(shared / "records/municipal-csv/bomen.csv", EXAMPLES / "bomen.yaml")
    }
    assert {str(each.identificator[0].identificator) for each in (found["3"], found["4"])} == {"G-000125"}  # twice
    assert found["5"].identificator == []
    assert found["1"].geometrie.wkt == "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(103912.34 194502.11)"
    features = {str(each.naam[0]): each for each in found["1"].kenmerk}
    assert (features["stamomtrek"].waarde.text, features["stamomtrek"].eenheid) == ("145.5", "cm")
    assert features["plantjaar"].waarde.datatype.endswith("#gYear")
    assert "plantjaar" not in {str(each.naam[0]) for each in found["2"].kenmerk}


def test_toilets(shared: Path) -> None:
    file = shared / "records/municipal-csv/openbaar_sanitair.csv"
    found = {str(each.plaatsnaam[0]): each for each in points(file, EXAMPLES / "sanitair.yaml")}
    assert {name: each.gratis_toegankelijk for name, each in found.items()} == {
        "Sanitair Korenmarkt": True, "Urinoir Vrijdagmarkt": True, "Sanitair Citadelpark": False,
    }  # fmt: skip
    park = found["Sanitair Citadelpark"]
    assert {str(each.naam[0]): each.waarde.text for each in park.kenmerk} == {
        "prijs": "0,50 EUR",
        "rolstoeltoegankelijk": "true",
    }
    assert {each.waarde.datatype.rpartition("#")[2] for each in park.kenmerk} == {"string", "boolean"}
    assert {(str(each.adres.straatnaam), each.adres.huisnummer) for each in found.values()} == {
        ("Korenmarkt", "5"), ("Vrijdagmarkt", None), ("Citadelpark", None),
    }  # fmt: skip


def test_associations(shared: Path) -> None:
    file = shared / "records/municipal-csv/verenigingen_utf8bom.csv"
    found = {str(each.voorkeursnaam[0]): each for each in points(file, EXAMPLES / "verenigingen.yaml")}
    registered = {name: each for name, each in found.items() if isinstance(each, GeregistreerdeOrganisatie)}
    numbers = {name: str(each.registratie.identificator) for name, each in registered.items()}
    assert numbers == {"SK Munte vzw": "0416822559", "Harmonie Sint-Cecilia": "0202239951"}
    address = found["KWB Gavere"].contactinfo[0].adres
    assert (str(address.straatnaam), address.huisnummer, address.busnummer) == ("Markt", "1", "2")
    assert found["SK Munte vzw"].homepage == "https://www.skmunte.example"
    assert found["Harmonie Sint-Cecilia"].homepage == "http://cecilia.example/"
    assert found["Harmonie Sint-Cecilia"].contactinfo[0].adres.straatnaam is None


# The examples.


@pytest.mark.parametrize("name", ["bomen", "sanitair", "verenigingen"])
def test_an_example_converts_and_conforms(name: str) -> None:
    made = converted([EXAMPLES / f"{name}.csv"], EXAMPLES / f"{name}.yaml")
    assert made.reasons == []
    report = Validator(made.profile).check(DataGraph(made.text))
    assert report.violations == []
    assert report.coverage.focus_nodes


def test_the_example_of_citadel_byte_for_byte() -> None:
    made = converted([EXAMPLES / "citadel.json"], "citadel", Format.TURTLE)
    assert made.text == EXPECTED.read_text("utf-8")
    [said] = made.reasons
    assert "unknown code 'http://www.opengis.net/def/crs/EPSG/0/31370'" in said


if __name__ == "__main__":
    EXPECTED.write_text(converted([EXAMPLES / "citadel.json"], "citadel", Format.TURTLE).text, "utf-8")
