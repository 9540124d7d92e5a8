"""Basisregisters Vlaanderen: answers of the API, tables of the download, events, each accounted for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from helpers.converting import converted, report_of

from oslo.namespaces import ADMS, ADRES, GENERIEK, GEO, LOCN, RDFS, SKOS

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "basisregisters"
GENT = "https://data.vlaanderen.be/id/adres/60"


def answers(shared: Path) -> list[Path]:
    return sorted((shared / "records/basisregisters-api").glob("v*.json"))


def test_every_answer_comes_out_or_is_told(shared: Path) -> None:
    assert len(answers(shared)) >= 4
    for file in answers(shared):
        made = converted([file], "basisregisters")
        problem = "probleem" in file.name
        assert (made.resources, len(made.notices), made.rejects) == (not problem, problem, []), file.name
        if not problem:
            report = report_of(made.text, "adresregister")
            assert {each.value.rpartition("/")[2] for each in report.unresolved} <= {"gebouw>"}, file.name


def test_an_error_of_the_api_is_a_message(shared: Path) -> None:
    made = converted([shared / "records/basisregisters-api/v2_probleem_404.json"], "basisregisters")
    assert [each.text for each in made.notices] == ["404: Er heeft zich een fout voorgedaan! Onbestaand adres."]


def test_both_versions_say_the_same_of_an_address(shared: Path) -> None:
    """But for the version, and the point, of which v3 has two and the newer system is taken."""
    folder = shared / "records/basisregisters-api"
    old, new = (converted([folder / f"{each}_adres_60.json"], "basisregisters") for each in ("v2", "v3"))
    for prop in (ADRES.huisnummer, ADRES.busnummer, ADRES["Adres.status"], ADRES.officieelToegekend, ADRES.postcode):
        assert set(old.values(prop)) == set(new.values(prop)) != set(), prop
    for prop in (RDFS.label, ADRES.volledigAdres, GENERIEK.methode, GENERIEK.specificatie):
        assert set(old.values(prop)) == set(new.values(prop)) != set(), prop
    assert "EPSG/0/31370" in str(old.values(GEO.asGML)[0])
    assert "EPSG/0/3812" in str(new.values(GEO.asGML)[0])
    assert [str(each) for each in old.values(ADRES.homoniemToevoeging)] == ["UK"]


def test_lists_become_addresses_as_written(tmp_path: Path) -> None:
    made = converted([EXAMPLE / "adressen.json"], "basisregisters")
    assert made.resources == 1
    assert [str(each) for each in made.values(ADRES.verwijstNaar)] == ["https://data.vlaanderen.be/id/adres/99000001"]
    assert [str(each) for each in made.values(LOCN.fullAddress)] == ["Molenstraat 8, 9998 Voorbeeldgem"]
    report_of(made.text, "adresregister", "Adresvoorstelling")
    streets = {
        "straatnamen": [
            {
                "@type": "Straatnaam",
                "identificator": {
                    "id": "https://data.vlaanderen.be/id/straatnaam/1",
                    "objectId": "1",
                    "naamruimte": "https://data.vlaanderen.be/id/straatnaam",
                },
                "straatnaam": {"geografischeNaam": {"spelling": "Markt", "taal": "nl"}},
                "straatnaamStatus": "inGebruik",
            }
        ]
    }
    (tmp_path / "straten.json").write_text(json.dumps(streets), "utf-8")
    made = converted([tmp_path / "straten.json"], "basisregisters")
    assert "is_toegekend_door: is required, but has no value" in made.reasons[0]
    (tmp_path / "iets.json").write_text('{"gebouwen": [{"@type": "Gebouw"}]}', "utf-8")
    assert "of no kind" in converted([tmp_path / "iets.json"], "basisregisters").reasons[0]


def test_the_example_conforms() -> None:
    report_of(converted([EXAMPLE / "adres.json"], "basisregisters").text, "adresregister", "BelgischAdres", "Punt")


def test_the_tables_of_the_download(shared: Path) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    folder = shared / "records/basisregisters-extract"
    made = converted([folder], "basisregisters-extract")
    count = sum(len(file.read_text("utf-8").splitlines()) - 1 for file in folder.glob("*.csv"))
    assert (made.resources, made.rejects) == (count, [])
    classes = ("BelgischAdres", "Straatnaam", "Gemeentenaam", "Adresvoorstelling", "Adresuitbreiding")
    assert report_of(made.text, "adresregister", *classes).unresolved == []
    versions = {str(each) for each in made.values(GENERIEK.versieIdentificator)}
    assert "2023-11-02T09:00:00+01:00" in versions
    assert "2002-08-13T17:33:19+02:00" in versions  # of the municipalities alone
    statuses = {str(each).rpartition("/")[2] for each in made.values(ADRES["Adres.status"])}
    assert statuses == {"inGebruik", "gehistoreerd", "voorgesteld"}
    assert "57-59" in {str(each) for each in made.values(ADRES["Adresvoorstelling.huisnummer"])}


def test_one_table_of_the_download_will_do(shared: Path) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    made = converted([shared / "records/basisregisters-extract/Straatnaam.csv"], "basisregisters-extract")
    assert (made.resources, made.rejects) == (2, [])


def test_events_give_positions_or_are_rejected(shared: Path) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    file = shared / "records/basisregisters-api/feed_events_address.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    made = converted([file], "basisregisters-extract")
    placed = [row for row in rows if json.loads(row["jsondata"]).get("extendedWkbGeometry")]
    assert (made.resources, len(made.rejects)) == (len(placed), len(rows) - len(placed))
    assert all("geometrie: is required, but has no value" in reason for reason in made.reasons)
    texts = {str(each) for each in made.values(GEO.asWKT)}
    assert "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(207214.27 209671.14)" in texts
    report_of(made.text, "adresregister", "GeografischePositie", "Punt")


def test_the_published_jsonld_is_not_what_is_read(shared: Path) -> None:
    """The terms of the API's own context are not those of the profile: its JSON is mapped."""
    made = converted([shared / "records/basisregisters-api/v2_adres_60.json"], "basisregisters")
    assert f"<{GENT}> <{ADMS.identifier}>" in made.text
    assert [str(each) for each in made.values(SKOS.notation) if str(each) == "60"]
    assert "basisregisters.vlaanderen.be/ns" not in made.text
