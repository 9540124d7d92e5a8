"""The ready mappings of transport and works on real records: all come out, conform, and hold what the sources mean."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import rdflib
from helpers.converting import of_class
from helpers.transport import converted, records

from oslo.exchange import Format
from oslo.files import ready_files
from oslo.mapping.mapping import load_mapping
from oslo.model.published import Strength
from oslo.model.values import LangString
from oslo.models import mobiliteit, mobiliteit_aanbod as aanbod
from oslo.namespaces import DCT, GEO, Iri
from oslo.rdf.versions import materialise_versions
from oslo.validation.validator import validate

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples" / "transport"
DATA = Path(__file__).parent / "data"
MOBIVOC = "http://schema.mobivoc.org/#"
CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"

RECORDS = [
    ("gtfs", "gtfs", 27),
    ("gipod", "gipod-ldes/1-relation-3-members.ttl", 6),
    ("gipod", "gipod-ldes/1-relation-3-members.jsonld", 6),
    ("parking-gent", "parking-gent/real-time-bezetting-pr-gent.csv", 15),
    ("parking-gent", "parking-gent/real-time-bezetting-pr-gent.json", 5),
    ("mobivoc-parking", "parking-gent/ldes-members.ttl", 8),
    ("mobivoc-parking", "parking-gent/member.jsonld", 1),
    ("datex2-parking", "datex2-parking/parking_table.xml", 2),
    ("datex2-parking", "datex2-parking/parking_status.xml", 2),
    ("awv-meetpunten", "traffic-awv/location-data.xml", 1),
    ("telraam", "traffic-awv/telraam.csv", 7),
    ("irail-stations", "irail-stations/stations.csv", 24),
    ("irail-stations", "irail-stations/stops.csv", 19),
    ("irail-facilities", "irail-stations/facilities.csv", 24),
]
"""Ready mapping, real records, how many there are."""

EXAMPLE = [("gtfs", "gtfs", 1), ("parking-gent", "parking.csv", 1), ("gipod", "hinder.jsonld", 0)]
"""Ready mapping, records of docs/examples, how many are rejected; tests/data/transport-<mapping>.ttl is the rest."""


@pytest.mark.parametrize(("name", "file", "number"), RECORDS, ids=lambda each: str(each).replace("/", "-"))
def test_every_record_comes_out_and_conforms(shared: Path, name: str, file: str, number: int) -> None:
    made = converted(name, records(shared, file))
    assert (made.resources, made.reasons) == (number, [])
    report = validate(made.text, load_mapping(name).profile, Format.TURTLE, strength=Strength.EXCHANGED)
    assert report.violations == []
    assert report.coverage.focus_nodes >= number
    assert report.coverage.untouched == ()


@pytest.mark.parametrize(("name", "file", "rejects"), EXAMPLE)
def test_an_example_becomes_what_is_expected_and_conforms(name: str, file: str, rejects: int) -> None:
    made = converted(name, EXAMPLES / file)
    assert made.text == (DATA / f"transport-{name}.ttl").read_text("utf-8")
    assert len(made.reasons) == rejects
    report = validate(made.text, load_mapping(name).profile, Format.TURTLE)
    assert report.ok
    assert report.coverage.untouched == ()


@pytest.mark.parametrize("name", sorted({each[0] for each in RECORDS}))
def test_a_mapping_is_short(name: str) -> None:
    lines = ready_files("mapping")[name].read_text("utf-8").count("\n")
    assert lines - len(load_mapping(name).ignored) < 130


# GTFS.


def names(node: Any) -> set[tuple[str, str]]:
    return {(each.text, each.language) for each in node.geografische_naam}


def test_gtfs_names_of_the_older_form_of_translations(shared: Path) -> None:
    stops = {
        each.id.rpartition("/")[2]: each
        for each in converted("gtfs", records(shared, "gtfs")).of(aanbod.Transportknoop)
    }
    assert len(stops) == 24
    assert names(stops["S008895000"]) == names(stops["008895000_1"]) == {("Aalst", "nl"), ("Alost", "fr")}
    assert names(stops["S008891140"]) == {("Aalter", "nl")}
    # Said to be Dutch by the feed, and translated into Dutch: so it is not.
    assert names(stops["S008886546"]) == {("Acren", "und"), ("Akren", "nl")}


def test_gtfs_stations_platforms_and_wheelchairs(shared: Path) -> None:
    stops = {
        each.id.rpartition("/")[2]: each
        for each in converted("gtfs", records(shared, "gtfs")).of(aanbod.Transportknoop)
    }
    station, platform = stops["S008811940"], stops["008811940_1"]
    assert (station.type.partition("#")[2], platform.type.partition("#")[2]) == ("Station", "Stop")
    assert platform.is_deel_van == station
    assert station.geometrie.wkt == f"{CRS84} POINT(4.29180000 50.8179000)"  # longitude first
    assert station.toegankelijkheid is None
    assert platform.toegankelijkheid.niveau.endswith("#WheelchairAccessible")
    codes = {each.identificator.text for each in station.identificator}
    assert codes == {"S008811940", "ANDL"}
    [within] = [each.gestructureerde_identificator for each in platform.identificator if not each.identificator]
    assert (within.lokale_identificator, within.naamruimte) == ("1", station.id)


def test_gtfs_lines_of_an_agency_with_a_stroke_in_its_code(shared: Path) -> None:
    made = converted("gtfs", records(shared, "gtfs"))
    [agency] = made.of(aanbod.Aanbieder)
    assert agency.id == "https://example.org/id/agency/NMBS%2FSNCB"
    lines = made.of(aanbod.Mobiliteitsdienst)
    assert [each.aanbieder for each in lines] == [agency, agency]
    assert {each.naam[0].text: each.vervoermiddel[0].rpartition("#")[2] for each in lines} == {
        "Oostende -- Eupen": "Rail",  # 103 and 109, of the extended types
        "Antwerpen-Centraal -- Nivelles": "Rail",
    }


def gtfs(path: Path, **files: str) -> Path:
    """A feed with the least there can be, and some files in place of that."""
    least = {
        "agency": "agency_name,agency_url,agency_timezone\nDe Bus,https://bus.example.be/,Europe/Brussels\n",
        "stops": "stop_id,stop_name,stop_lat,stop_lon\n1 A,Markt,50.1,3.2\n2,Kerk,50.2,3.3\n",
        "routes": "route_id,route_short_name,route_type\nR,7,3\n",
    }
    path.mkdir(exist_ok=True)
    for name, text in (least | files).items():
        (path / f"{name}.txt").write_text(text, "utf-8")
    return path


def test_gtfs_with_the_least_that_there_can_be(tmp_path: Path) -> None:
    made = converted("gtfs", gtfs(tmp_path))
    assert made.reasons == []
    [agency], [line] = made.of(aanbod.Aanbieder), made.of(aanbod.Mobiliteitsdienst)
    assert (agency.id, line.aanbieder) == ("https://bus.example.be/id/agency/agency", agency)
    assert (line.naam, line.vervoermiddel[0].rpartition("#")[2]) == ([LangString("7", "nl")], "Bus")
    assert {each.id for each in made.of(aanbod.Transportknoop)} == {
        "https://bus.example.be/id/stop/1%20A",
        "https://bus.example.be/id/stop/2",
    }


def test_gtfs_names_of_the_form_of_the_standard(tmp_path: Path) -> None:
    feed = gtfs(
        tmp_path,
        feed_info="feed_publisher_name,feed_publisher_url,feed_lang\nDe Bus,https://data.example.be,fr\n",
        translations="table_name,field_name,language,translation,record_id,field_value\n"
        "stops,stop_name,de,Marktplatz,1 A,\n"
        "stops,stop_name,nl,Kerkplein,,Kerk\n"
        "stops,stop_desc,nl,Niet dit,2,\n"
        "routes,route_long_name,nl,Zeven,R,\n",
    )
    made = converted("gtfs", feed)
    stops = {each.id.rpartition("/")[2]: names(each) for each in made.of(aanbod.Transportknoop)}
    assert stops == {"1%20A": {("Markt", "fr"), ("Marktplatz", "de")}, "2": {("Kerk", "fr"), ("Kerkplein", "nl")}}
    [line] = made.of(aanbod.Mobiliteitsdienst)
    assert {(each.text, each.language) for each in line.naam} == {("7", "fr"), ("Zeven", "nl")}


def test_gtfs_name_that_is_translated_into_itself_is_said_once(tmp_path: Path) -> None:
    made = converted("gtfs", gtfs(tmp_path, translations="trans_id,lang,translation\nMarkt,nl,Markt\nMarkt,fr,Markt\n"))
    assert '"Markt"@fr, "Markt"@nl .' in made.text


def test_gtfs_is_the_same_from_a_zip(shared: Path, tmp_path: Path) -> None:
    file = shutil.make_archive(str(tmp_path / "feed"), "zip", records(shared, "gtfs"))
    assert converted("gtfs", Path(file)).text == converted("gtfs", records(shared, "gtfs")).text


def test_gtfs_of_a_kind_that_is_none_is_rejected(tmp_path: Path) -> None:
    stops = "stop_id,stop_name,stop_lat,stop_lon,location_type\n1,Markt,50.1,3.2,2\n2,Kerk,,,0\n"
    made = converted("gtfs", gtfs(tmp_path, stops=stops, routes="route_id,route_long_name,route_type\nR,Lijn,99\n"))
    assert made.resources == 1
    assert [each.partition(": ")[2].partition("; there are")[0] for each in made.reasons] == [
        "stop_id 1: soort: type: unknown code '2'",
        "stop_id 2: geometrie: is required, but has no value",
        "route_id R: http://vocab.gtfs.org/terms#{soort -> vervoermiddel}: vervoermiddel: unknown code '99'",
    ]


# Car parks.


def test_a_later_row_of_a_car_park_is_a_later_version(shared: Path) -> None:
    made = converted("parking-gent", records(shared, "parking-gent/real-time-bezetting-pr-gent.csv"))
    versions = made.of(aanbod.Transportknoop)
    times = Counter(each.is_versie_van for each in versions)
    assert (len(times), sum(times.values()), max(times.values()) > 1) == (5, 15, True)
    assert {each.id for each in versions} == {
        f"{each.is_versie_van}#{each.gegenereerd_op.isoformat()}" for each in versions
    }
    now = of_class(aanbod.Transportknoop, materialise_versions(made.text, Format.TURTLE), mobiliteit.PROFILE)
    newest = {lot: max(each.gegenereerd_op for each in versions if each.is_versie_van == lot) for lot in times}
    assert {each.id: each.gegenereerd_op for each in now} == newest
    assert all(observed.tijdstip == each.gegenereerd_op for each in now for observed in each.observatie)
    report = validate(materialise_versions(made.text, Format.TURTLE), mobiliteit.PROFILE, Format.NTRIPLES)
    assert report.ok


def test_what_was_counted_are_observations_of_the_car_park(shared: Path) -> None:
    versions = converted("parking-gent", records(shared, "parking-gent/real-time-bezetting-pr-gent.csv")).of(
        aanbod.Transportknoop
    )
    [first] = [each for each in versions if each.id.endswith("pr-gentbrugge-arsenaal#2023-12-21T07:33:43+01:00")]
    assert {each.kenmerk.removeprefix(MOBIVOC): each.resultaat for each in first.observatie} == {
        "totalCapacity": 280,
        "currentValue": 0,  # none vacant is a value
        "rateOfOccupancy": 100,
    }
    assert [each.onderwerp for each in first.observatie] == [first.is_versie_van] * 3
    assert first.geometrie.wkt == f"{CRS84} POINT(3.7583663653 51.0325480691)"
    assert first.beschikbaarheid.openingsuren_string.text == "24/7"
    assert first.beheerder.voorkeursnaam == [LangString("Mobiliteitsbedrijf Gent", "nl")]


def test_csv_json_and_ldes_of_gent_say_the_same(shared: Path) -> None:
    rows: dict[Any, Any] = {}
    for file in ("real-time-bezetting-pr-gent.csv", "real-time-bezetting-pr-gent.json"):
        rows |= {
            each.id: each
            for each in converted("parking-gent", records(shared, f"parking-gent/{file}")).of(aanbod.Transportknoop)
        }
    members = converted("mobivoc-parking", records(shared, "parking-gent/ldes-members.ttl")).of(aanbod.Transportknoop)
    both = [each for each in members if each.id in rows]
    assert both
    assert both == [rows[each.id] for each in both]


def test_datex_status_is_a_version_of_the_car_park_in_the_table(shared: Path) -> None:
    table, status = (
        converted("datex2-parking", records(shared, f"datex2-parking/parking_{each}.xml"))
        for each in ("table", "status")
    )
    lots, states = table.of(aanbod.Transportknoop), status.of(aanbod.Transportobject)
    assert {each.is_versie_van for each in states} == {each.id for each in lots}
    assert {(each.kenmerk.removeprefix(MOBIVOC), each.resultaat) for each in states[0].observatie} == {
        ("currentValue", 67),
        ("rateOfOccupancy", 67),
    }
    [oostakker] = [each for each in lots if names(each) == {("P+R Oostakker", "nl")}]
    assert [each.resultaat for each in oostakker.observatie] == [201]
    now = of_class(
        aanbod.Transportknoop, materialise_versions([table.text, status.text], Format.TURTLE), mobiliteit.PROFILE
    )
    assert [len(each.observatie) for each in now] == [3, 3]


def test_datex_time_that_a_record_does_not_give_is_that_of_the_publication(shared: Path, tmp_path: Path) -> None:
    for name, tag in (("table", "parkingRecordVersionTime"), ("status", "parkingStatusOriginTime")):
        text = records(shared, f"datex2-parking/parking_{name}.xml").read_text("utf-8")
        (tmp_path / f"{name}.xml").write_text(re.sub(f"<{tag}>.*?</{tag}>", "", text), "utf-8")
    lots, states = (converted("datex2-parking", tmp_path / f"{name}.xml") for name in ("table", "status"))
    assert {each.tijdstip.isoformat() for each in lots.of(aanbod.Observatie)} == {"2026-03-01T10:00:00+01:00"}
    assert {each.id for each in states.of(aanbod.Transportobject)} == {
        f"urn:oslo-interop:datex2:{each}#2026-03-01T10:05:00+01:00" for each in ("P1", "P2")
    }


# Traffic and trains.


def test_awv_decimal_commas_and_the_pair_of_the_publisher(shared: Path) -> None:
    [point] = converted("awv-meetpunten", records(shared, "traffic-awv/location-data.xml")).of(aanbod.Transportpunt)
    assert point.geometrie.wkt == "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(144474.5297 208293.5324)"
    expected = rdflib.Graph().parse(records(shared, "traffic-awv/location-expected.nt"))
    subject = rdflib.URIRef(str(point.id))
    assert names(point) == {(str(expected.value(subject, rdflib.RDFS.label)), "nl")}
    codes = {each.identificator.text for each in point.identificator}
    assert codes == {"3640", str(expected.value(subject, rdflib.URIRef(str(DCT.identifier))))}


def test_awv_lies_where_the_publisher_says(shared: Path) -> None:
    pytest.importorskip("pyproj")
    from oslo.model.geometry import transform

    [point] = converted("awv-meetpunten", records(shared, "traffic-awv/location-data.xml")).of(aanbod.Transportpunt)
    moved = transform(point.geometrie.wkt, "OGC:CRS84").rpartition("(")[2].rstrip(")").split()
    [said] = (
        rdflib.Graph()
        .parse(records(shared, "traffic-awv/location-expected.nt"))
        .objects(None, rdflib.URIRef(str(GEO.asWKT)))
    )
    shown = str(said).rpartition("(")[2].rstrip(")").split()
    assert [float(each) for each in moved] == pytest.approx([float(each) for each in shown], abs=1e-5)


def test_telraam_lines_have_a_reference_system(shared: Path) -> None:
    links = converted("telraam", records(shared, "traffic-awv/telraam.csv")).of(aanbod.Transportlink)
    assert all(each.geometriemiddellijn.wkt.startswith(f"{CRS84} LINESTRING(") for each in links)
    assert all(
        each.id == f"https://telraam.net/nl/location/{each.identificator[0].identificator.text}" for each in links
    )


def test_irail_names_in_up_to_five_languages(shared: Path) -> None:
    stations = {
        each.id: each
        for each in converted("irail-stations", records(shared, "irail-stations/stations.csv")).of(
            aanbod.Transportknoop
        )
    }
    assert names(stations[Iri("http://irail.be/stations/NMBS/008015345")]) == {
        ("Aachen Hbf", "und"),
        ("Aix-la-Chapelle Hbf", "fr"),
        ("Aken Hbf", "nl"),
    }
    stops = converted("irail-stations", records(shared, "irail-stations/stops.csv")).of(aanbod.Transportknoop)
    assert {len(names(each)) for each in stops} >= {5}
    assert all(each.is_deel_van == each.id.partition("#")[0] for each in stops)
    assert {each.type.rpartition("#")[2] for each in stops} == {"Stop"}


def test_irail_facilities_are_of_the_stations(shared: Path) -> None:
    stations = converted("irail-stations", records(shared, "irail-stations/stations.csv")).of(aanbod.Transportknoop)
    facilities = converted("irail-facilities", records(shared, "irail-stations/facilities.csv")).of(
        aanbod.Transportobject
    )
    assert {each.id for each in facilities} & {each.id for each in stations}
    levels = Counter(each.toegankelijkheid and each.toegankelijkheid.niveau.rpartition("#")[2] for each in facilities)
    assert set(levels) == {None, "WheelchairAccessible", "NotWheelchairAccessible"}


if __name__ == "__main__":
    for mapping, example, _ in EXAMPLE:
        (DATA / f"transport-{mapping}.ttl").write_text(
            converted(mapping, EXAMPLES / example).text, "utf-8", newline="\n"
        )
