"""KBO open data: the real rows of the dump and its update, held to what the register says of them."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path

import pytest
from helpers.converting import Converted, converted, report_of

from oslo import InputError, Reject, load_mapping
from oslo.identifiers import kbo_iri
from oslo.namespaces import ADRES, DCT, LOCN, ORG, REGORG, SCHEMA, SKOS
from oslo.records import open_records

pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "kbo"
MOVED = "0220.815.847"


@cache
def dump(shared: Path) -> Converted:
    return converted([shared / "records/kbo-open-data/full"], "kbo")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_comes_out_or_is_rejected_with_a_reason(shared: Path) -> None:
    folder, made = shared / "records/kbo-open-data/full", dump(shared)
    enterprises = {row["EnterpriseNumber"] for row in rows(folder, "enterprise")}
    named = {row["EntityNumber"] for row in rows(folder, "denomination") if row["TypeOfDenomination"] == "001"}
    sites = rows(folder, "establishment")
    branches = rows(folder, "branch")
    assert made.resources == len(enterprises & named) + len(sites) + len(branches)
    nameless = [each for each in made.rejects if "wettelijke_naam: is required, but has no value" in str(each)]
    assert len(nameless) == len(enterprises - named) > 0
    for name, key in (("denomination", "EntityNumber"), ("address", "EntityNumber"), ("contact", "EntityNumber")):
        lost = {row[key] for row in rows(folder, name) if not row.get("DateStrikingOff")} - enterprises
        part = {"denomination": "namen", "address": "adressen", "contact": "contacten"}[name]
        told = {reason.split("'")[1] for reason in made.reasons if f": {part}: no record has" in reason}
        assert told == lost, name
    assert sum("vestigingen: no record has" in reason for reason in made.reasons) == len(sites)
    assert sum("bijkantoren: no record has" in reason for reason in made.reasons) == len(branches)


def test_it_conforms(shared: Path) -> None:
    classes = ("GeregistreerdeOrganisatie", "Vestiging", "Contactinfo", "Oprichting")
    report = report_of(dump(shared).text, "organisatie-basis", *classes)
    assert report.unresolved == []


def test_names_have_the_language_that_the_register_knows(shared: Path) -> None:
    made = dump(shared)
    assert [each.language for each in made.values(REGORG.legalName, kbo_iri("0200.171.970"))] == ["und"]  # Language 0
    assert {each.language for each in made.values(REGORG.legalName)} == {"nl", "fr", "und"}


def test_a_text_that_is_repeated_is_said_once_in_the_language_of_its_place(shared: Path) -> None:
    made = dump(shared)
    places = {(str(name), name.language) for name in made.values(ADRES.gemeentenaam)}
    assert ("Gent", "nl") in places
    assert not [each for each in places if each == ("Gent", "fr")]
    streets = {(str(name), name.language) for name in made.values(LOCN.thoroughfare)}
    assert ("Panhuisstraat", "nl") in streets
    assert {language for _, language in places} >= {"nl", "fr"}


def test_struck_addresses_and_countries(shared: Path) -> None:
    folder, made = shared / "records/kbo-open-data/full", dump(shared)
    struck = [row for row in rows(folder, "address") if row["DateStrikingOff"]]
    assert struck
    streets = {str(name) for name in made.values(LOCN.thoroughfare)}
    assert not streets & {row["StreetNL"] for row in struck}
    assert {str(each) for each in made.values(ADRES.land)} == {"België"}


def test_dates_numbers_and_versions_of_nace(shared: Path) -> None:
    made, node = dump(shared), kbo_iri("0200.065.765")
    (founding,) = made.values(ORG.resultedFrom, node)
    assert [str(each) for each in made.values(DCT.date, str(founding))] == ["1960-08-09T00:00:00"]
    activities = {str(each) for each in made.values(ORG.classification, node)}
    assert {each.split("/nace")[1][:4] for each in activities} == {"2003", "2008", "2025"}
    assert made.values(REGORG.orgActivity, node) == []  # the two groups of 2025 differ
    assert not [each for each in made.values(SKOS.notation) if "." in str(each)]


def test_a_fax_that_no_code_names_comes_out(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "dump", tmp_path / "dump")
    with (tmp_path / "dump/contact.csv").open("a", encoding="utf-8") as file:
        file.write('"0009.999.807","ENT","FAX","051 00 00 10"\n')
    number = rows(tmp_path / "dump", "enterprise")[0]["EnterpriseNumber"]
    text = (tmp_path / "dump/contact.csv").read_text("utf-8").replace("0009.999.807", number)
    (tmp_path / "dump/contact.csv").write_text(text, "utf-8")
    made = converted([tmp_path / "dump"], "kbo")
    assert [str(each) for each in made.values(SCHEMA.faxNumber)] == ["051 00 00 10"]


def test_brussels_has_its_dutch_text_and_a_foreign_place_no_known_language(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "dump", tmp_path / "dump")
    with (tmp_path / "dump/address.csv").open("a", encoding="utf-8") as file:
        file.write('"0999.999.823","ABBR","Verenigd Koninkrijk","Royaume-Uni",,"London","London","Fleet Street",')
        file.write('"Fleet Street","1","","",\n')
    made = converted([tmp_path / "dump"], "kbo")
    streets = {(str(each), each.language) for each in made.values(LOCN.thoroughfare)}
    assert {("Sterstraat", "nl"), ("Fleet Street", "und")} <= streets
    assert "Rue de l'Étoile" not in {street for street, _ in streets}
    assert {str(each) for each in made.values(ADRES.land)} == {"België", "Verenigd Koninkrijk"}
    assert len(made.values(LOCN.postCode)) == len(made.values(ADRES.land)) - 1
    report_of(made.text, "organisatie-basis", "GeregistreerdeOrganisatie")


def test_an_establishment_that_has_contacts_and_no_address_keeps_them(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "dump", tmp_path / "dump")
    lines = (tmp_path / "dump/address.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "dump/address.csv").write_text("".join(each for each in lines if "BAET" not in each), "utf-8")
    made = converted([tmp_path / "dump"], "kbo")
    assert [str(each) for each in made.values(SCHEMA.email)] == ["markt@example.be"]
    assert (made.resources, len(made.rejects)) == (3, 1)


def with_the_moved(shared: Path, folder: Path) -> Path:
    """The full dump with the rows of the enterprise that the update moves."""
    copy = shutil.copytree(shared / "records/kbo-open-data/full", folder / "full")
    for line in (shared / "records/kbo-open-data/update/before_update_0220815847.txt").read_text("utf-8").splitlines():
        name, _, row = line.partition(":")
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    return copy


def test_an_update_removes_and_replaces(shared: Path, tmp_path: Path) -> None:
    full, update = with_the_moved(shared, tmp_path), shared / "records/kbo-open-data/update"
    node = str(kbo_iri(MOVED))

    def street(made: Converted) -> list[str]:
        return [
            line.split('"')[1]
            for line in made.text.split("\n")
            if line.startswith(f"<{node}#") and "thoroughfare" in line
        ]

    before, after = converted([full], "kbo"), converted([full, update], "kbo")
    assert street(before) == ["Bergstraße, Dürler"]
    assert street(after) == ["Wallhäuser Straße, Dürler"]
    assert f'<{node}> <{SKOS.prefLabel}> "Kirchenfabrik Sankt-Matthias in Dürler (WL - Burg-Reuland)"@de' in after.text
    assert '"Burg-Reuland"@de' in after.text
    removed = [row["EnterpriseNumber"] for row in rows(update, "enterprise_delete")]
    assert removed
    assert not any(f"<{kbo_iri(number)}> " in after.text for number in removed)
    report_of(after.text, "organisatie-basis", "GeregistreerdeOrganisatie")


def test_an_update_alone_is_refused(shared: Path) -> None:
    with pytest.raises(
        InputError, match=r"address_delete\.csv: changes the table 'address': give the full files first"
    ):
        converted([shared / "records/kbo-open-data/update"], "kbo")


def test_the_same_enterprise_from_the_dump_and_from_magda(shared: Path) -> None:
    mapping = load_mapping("magda-onderneming")
    source = open_records(shared / "records/magda-geefonderneming/0200065765.xml", mapping.layout)
    (magda,) = (each for each in mapping.run(source) if not isinstance(each, Reject))
    node = kbo_iri("0200.065.765")
    assert magda.id == node  # type: ignore[union-attr]
    for prop, names in ((REGORG.legalName, magda.wettelijke_naam), (SKOS.altLabel, magda.alternatieve_naam)):  # type: ignore[union-attr]
        ours = {(str(each), each.language) for each in dump(shared).values(prop, node)}
        assert ours == {(each.text, each.language) for each in names}


def test_the_example_and_its_update() -> None:
    made = converted([EXAMPLE / "dump"], "kbo")
    assert (made.resources, len(made.rejects)) == (3, 1)
    assert '"Rue de l' not in made.text  # the Dutch text of a place with two languages
    report_of(made.text, "organisatie-basis", "GeregistreerdeOrganisatie", "Vestiging")
    assert "Stationsstraat" in converted([EXAMPLE / "dump", EXAMPLE / "update"], "kbo").text


def test_two_runs_give_the_same_bytes(shared: Path) -> None:
    assert converted([shared / "records/kbo-open-data/full"], "kbo").text == dump(shared).text
