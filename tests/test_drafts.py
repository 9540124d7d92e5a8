"""Drafts of mappings: files as municipalities have them, what is matched to what, and that the draft runs as it is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.commands import oslo
from helpers.converting import converted, report_of
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook

from oslo import InputError, MappingError, load_mapping
from oslo.mapping.drafting import Draft, draft_mapping
from oslo.mapping.drafting.facts import Dates, dates_of
from oslo.models import MODULES, load_profile
from oslo.vocabularies.codelists import named

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"


def matched(draft: Draft) -> dict[str, Any]:
    """The fields of a draft by their path, each with the column it comes from (several: a list)."""
    found: dict[str, list[Any]] = {}

    def walk(rules: Any, where: str) -> None:
        for rule in rules if isinstance(rules, list) else [rules]:
            if isinstance(rule, str):
                found.setdefault(where, []).append(rule)
            elif {"from", "template", "constant"} & rule.keys():
                found.setdefault(where, []).append(
                    next(rule[key] for key in ("from", "template", "constant") if key in rule)
                )
            else:
                for name, each in rule.get("fields", rule).items():
                    if name not in ("model", "when", "fields"):
                        walk(each, f"{where}.{name}".strip("."))

    walk(yaml.safe_load(draft.text)["fields"], "")
    return {where: columns[0] if len(columns) == 1 else columns for where, columns in found.items()}


def made(draft: Draft, file: Path, folder: Path, profile: str, *classes: str) -> int:
    """How many resources a draft makes of a file, with none rejected; they have to conform."""
    mapping = folder / "draft.yaml"
    mapping.write_text(draft.text, "utf-8")
    result = converted([file], mapping)
    assert (result.reasons, result.notices) == ([], [])
    report_of(result.text, profile, *classes)
    return result.resources


def table(folder: Path, text: str, name: str = "in.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


# Files as municipalities have them.


def test_inhabitants(tmp_path: Path) -> None:
    file = EXAMPLES / "inwoners" / "inwoners.csv"
    draft = draft_mapping(file, "persoon-basis", "Persoon")
    rules = yaml.safe_load(draft.text)
    assert rules["id"] == "https://data.example.be/id/persoon/{DOSSIERNR}"
    fields = matched(draft)
    assert fields["achternaam"] == "NAAM"
    assert fields["voornaam"] == "VOORNAMEN"
    assert fields["volledige_naam"] == ["VOORNAMEN", "NAAM"]
    assert fields["heeft_geboorte.plaats.plaatsnaam"] == "GEBOORTEPLAATS"
    assert fields["heeft_geboorte.land.id"] == fields["heeft_geboorte.land.plaatsnaam"] == "GEBOORTELAND"
    assert fields["heeft_nationaliteit.nationaliteit"] == ["NATIONALITEIT", "NATIONALITEIT2"]
    assert fields["contactinfo.adres.straatnaam"] == "STRAAT"
    assert rules["fields"]["heeft_geboorte"]["datum"] == {"from": "GEBOORTEDATUM", "date": "%d/%m/%Y"}
    concept = "https://data.vlaanderen.be/id/concept/"
    assert rules["fields"]["geslacht"]["codes"] == {
        "M": f"{concept}IT000/Geslacht/1",
        "V": f"{concept}IT000/Geslacht/2",
    }
    assert rules["fields"]["heeft_burgerlijke_staat"]["type"]["codes"] == {
        "GEH": f"{concept}IT120/BurgerlijkeStaattype/20",
        "GES": f"{concept}IT120/BurgerlijkeStaattype/40",
        "ONG": f"{concept}IT120/BurgerlijkeStaattype/10",
        "WED": f"{concept}IT120/BurgerlijkeStaattype/30",
    }
    assert [each.partition("?")[0] for each in draft.decisions] == [
        "GESLACHT: which concept is 'X'",
        "BURGERLIJKE_STAAT: which concept is 'GHE'",
    ]
    assert draft.unread == ("REFERENTIEPERSOON",)
    assert (draft.tried, draft.rejected) == (12, 3)
    assert "# X: TODO" in draft.text
    mapping = table(tmp_path, draft.text, "draft.yaml")
    result = converted([file], mapping)
    assert (result.resources, len(result.rejects)) == (9, 3)
    report_of(result.text, "persoon-basis", "Persoon", "Adresvoorstelling")


def test_inhabitants_leave_no_value_in_the_draft() -> None:
    file = EXAMPLES / "inwoners" / "inwoners.csv"
    draft = draft_mapping(file, "persoon-basis", "Persoon")
    for row in file.read_text("utf-8").splitlines()[1:]:
        cells = [cell for cell in row.split(";") if len(cell) > 3]
        assert not [cell for cell in cells if cell in draft.text]


def test_addresses_of_a_register(tmp_path: Path) -> None:
    file = EXAMPLES / "adressen" / "adressen.csv"
    draft = draft_mapping(file, "adresregister", "BelgischAdres")
    assert draft.decisions == ()
    fields = matched(draft)
    assert fields["identificator.identificator"] == "address_id"
    assert fields["heeft_straatnaam.identificator.identificator"] == "street_id"
    assert fields["heeft_straatnaam.straatnaam"] == ["streetname_nl", "streetname_fr", "streetname_de"]
    assert fields["heeft_postinfo.identificator.identificator"] == "postcode"
    assert fields["toegeschreven_aan"] == "https://data.vlaanderen.be/id/gemeente/{municipality_id -> nis}"
    assert fields["positie.geometrie.wkt"] == "POINT({EPSG:3812_x} {EPSG:3812_y})"
    assert yaml.safe_load(draft.text)["fields"]["positie"]["when"] == {  # a point of zeros is none
        "EPSG:3812_x": {"matches": "[1-9]"},
        "EPSG:3812_y": {"matches": "[1-9]"},
    }
    status = yaml.safe_load(draft.text)["fields"]["status"]["codes"]
    assert {code: iri.rpartition("/")[2] for code, iri in status.items()} == {
        "current": "inGebruik",
        "proposed": "voorgesteld",
        "retired": "gehistoreerd",
    }
    assert made(draft, file, tmp_path, "adresregister", "BelgischAdres", "Postinfo") == 5


def test_trees(tmp_path: Path) -> None:
    file = EXAMPLES / "punten" / "bomen.csv"
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    fields = matched(draft)
    assert fields["plaatsnaam"] == "NAAM_NEDERL"
    assert fields["geometrie.wkt"] == "POINT({X_LAMBERT72 -> decimal} {Y_LAMBERT72 -> decimal})"
    assert yaml.safe_load(draft.text)["fields"]["geometrie"]["wkt"]["crs"] == "EPSG:31370"
    assert yaml.safe_load(draft.text)["id"] == "https://data.example.be/id/interessepunt/{OBJECTID}"
    assert {"PLANTJAAR", "STAMOMTREK_CM"} <= set(draft.unread)
    assert "#   STAMOMTREK_CM: TODO" in draft.text
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Punt") == 2


def test_public_toilets(tmp_path: Path) -> None:
    file = EXAMPLES / "punten" / "sanitair.csv"
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    fields = matched(draft)
    assert fields["geometrie.wkt"] == "POINT({lon} {lat})"
    assert (fields["trefwoord"], fields["contactinfo.openingsuren"]) == ("type", "openingsuren")
    assert fields["adres.straatnaam"] == fields["adres.huisnummer"] == "adres"
    assert "id" not in yaml.safe_load(draft.text)
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Adresvoorstelling") == 2


def test_associations(tmp_path: Path) -> None:
    file = EXAMPLES / "punten" / "verenigingen.csv"
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert draft.decisions == ()
    fields = matched(draft)
    assert fields["voorkeursnaam"] == "Naam"
    assert fields["contactinfo.contactnaam"] == "Contactpersoon"
    assert fields["contactinfo.adres.busnummer"] == "Straat + nr"
    assert "Ondernemingsnummer: TODO  # Enterprise number of the KBO" in draft.text
    assert made(draft, file, tmp_path, "organisatie-basis", "Organisatie", "Contactinfo") == 2
    text = converted([file], tmp_path / "draft.yaml").text
    assert '"Dorpsplein"@nl' in text
    assert 'busnummer> "2"' in text


def test_points_in_a_document_of_citadel(tmp_path: Path) -> None:
    file = EXAMPLES / "punten" / "citadel.json"
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    rules = yaml.safe_load(draft.text)
    assert (rules["records"], rules["id"]) == ("dataset.poi", "https://data.example.be/id/interessepunt/{id}")
    fields = matched(draft)
    assert (fields["plaatsnaam"], fields["trefwoord"]) == ("title", "category")
    assert fields["adres.gemeentenaam"] == "location.address.city"
    assert fields["adres.huisnummer"] == "location.address.value"
    assert "geometrie.wkt" not in fields  # its positions are in two reference systems
    assert "#   attribute.type: TODO  # inside a part that is repeated" in draft.text
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Adresvoorstelling") == 3


def test_both_coordinates_in_one_column(tmp_path: Path) -> None:
    file = table(tmp_path, "id;name;location\n1;P+R;51.05, 3.72\n2;Dok;51.06, 3.73\n")
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert matched(draft)["geometrie.wkt"] == "location"
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Punt") == 2
    assert "POINT(3.72 51.05)" in converted([file], tmp_path / "draft.yaml").text


def test_points_of_geojson(tmp_path: Path) -> None:
    def feature(number: int, name: str, **more: Any) -> dict[str, Any]:
        properties = {
            "objectid": number,
            "naam": name,
            "straat": "Markt",
            "huisnr": str(number),
            "gratis": "ja",
            **more,
        }
        point = {"type": "Point", "coordinates": [3.72, 51.05]}
        return {"type": "Feature", "properties": properties, "geometry": point}

    features = [feature(1, "Bibliotheek", website="https://bib.example.be"), feature(2, "Zwembad", gratis="nee")]
    file = table(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "in.geojson")
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    assert yaml.safe_load(draft.text)["records"] == "features"
    fields = matched(draft)
    assert fields["plaatsnaam"] == "properties.naam"
    assert fields["adres.huisnummer"] == "properties.huisnr"
    assert fields["geometrie.wkt"] == "POINT({geometry.coordinates.0} {geometry.coordinates.1})"
    assert fields["contactinfo.website"] == "properties.website"
    assert yaml.safe_load(draft.text)["fields"]["gratis_toegankelijk"]["codes"] == {"ja": True, "nee": False}
    assert set(draft.unread) == {"type", "geometry.type", "$$.type"}
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Punt") == 2


def test_polygons_of_geojson_with_a_name_of_their_own(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]}
    quarter = {"type": "Feature", "properties": {"WIJKNR": "W1", "WIJKNAAM": "Centrum"}, "geometry": shape}
    file = table(tmp_path, json.dumps({"type": "FeatureCollection", "features": [quarter]}), "in.geojson")
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    assert matched(draft) == {
        "plaatsnaam": "properties.WIJKNAAM",
        "identificator.identificator": "properties.WIJKNR",
    }
    assert "#   geometry.coordinates: TODO" in draft.text
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt") == 1


def test_text_with_markup_in_xml_is_one_value(tmp_path: Path) -> None:
    clubs = "".join(f"<c><naam>Club {n}</naam><uitleg>Elke <b>week</b> {n}</uitleg></c>" for n in (1, 2))
    draft = draft_mapping(table(tmp_path, f"<l>{clubs}</l>", "in.xml"), "organisatie-basis", "Organisatie")
    assert matched(draft) == {"voorkeursnaam": "naam", "beschrijving": "uitleg"}
    assert (draft.tried, draft.rejected, draft.unread) == (2, 0, ())


def test_a_list_in_xml_with_a_namespace(tmp_path: Path) -> None:
    text = """<v:lijst xmlns:v="https://data.example.be/ns/v"><v:datum>2026-01-01</v:datum>
      <v:vereniging nr="7"><v:naam>Leesclub</v:naam><v:contact><v:mail>lees@example.be</v:mail></v:contact>
        <v:adres><v:straat>Markt</v:straat><v:postcode>9999</v:postcode></v:adres>
        <v:lid><v:naam>An</v:naam></v:lid><v:lid><v:naam>Bo</v:naam></v:lid></v:vereniging>
      <v:vereniging nr="8"><v:naam>Turnkring</v:naam></v:vereniging></v:lijst>"""
    file = table(tmp_path, text, "in.xml")
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert draft.decisions == ()
    rules = yaml.safe_load(draft.text)
    assert rules["records"] == "/lijst/vereniging"
    assert rules["namespaces"] == {"v": "https://data.example.be/ns/v"}
    assert rules["id"] == "https://data.example.be/id/organisatie/{@nr}"
    fields = matched(draft)
    assert (fields["voorkeursnaam"], fields["contactinfo.email"]) == ("v:naam", "v:contact/v:mail")
    assert set(draft.unread) == {"v:lid/v:naam", "/v:lijst/v:datum"}
    assert made(draft, file, tmp_path, "organisatie-basis", "Organisatie") == 2


def test_records_in_a_wrapper_of_xml(tmp_path: Path) -> None:
    objects = "".join(f"<object><plaats><naam>{name}</naam></plaats></object>" for name in ("Gent", "Aalst"))
    draft = draft_mapping(table(tmp_path, f"<a><b>{objects}</b></a>", "in.xml"), "persoon-basis", "Plaats")
    assert yaml.safe_load(draft.text)["records"] == "/a/b/object/plaats"
    assert matched(draft) == {"plaatsnaam": "naam"}


def test_a_workbook_whose_second_sheet_has_a_title_above_its_names(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Uitleg bij deze lijst"])
    sheet = book.create_sheet("Gebouwen 2026")
    for row in (
        ["Openbare gebouwen"],
        [],
        ["Code", "Benaming", "Straat", "Nr", "Postcode", "X", "Y", "Laatst gewijzigd"],
        *(
            [f"G{n}", f"Gebouw {n}", "Dorpsstraat", n, 9999, 104000.5 + n, 193000.25, date(2026, 1, n)]
            for n in (1, 2, 3)
        ),
    ):
        sheet.append(row)
    file = tmp_path / "in.xlsx"
    book.save(file)
    draft = draft_mapping(file, "points-of-interest", "Interessepunt")
    assert draft.decisions == ()
    rules = yaml.safe_load(draft.text)
    assert (rules["records"], rules["header"]) == ("Gebouwen 2026", 3)
    assert rules["id"] == "https://data.example.be/id/interessepunt/{Code}"
    fields = matched(draft)
    assert (fields["adres.straatnaam"], fields["adres.huisnummer"]) == ("Straat", "Nr")
    assert fields["gewijzigd_op"] == "Laatst gewijzigd"
    assert rules["fields"]["geometrie"]["wkt"]["crs"] == "EPSG:31370"
    assert "a guess by the values" in draft.text
    assert made(draft, file, tmp_path, "points-of-interest", "Interessepunt", "Punt") == 3


FRENCH = """N° BCE;Dénomination;Rue;Numéro;Boîte;Code postal;Commune;Téléphone;Courriel;Site web;Statut
0999.999.823;Fanfare;Rue du Marché;1;;9999;Exempleville;09 000 00 00;fanfare@example.be;www.fanfare.example;actif
0999.999.724;Club de lecture;Grand-Place;12;A;9999;Exempleville;;;;actif
"""


def test_organisations_in_french(tmp_path: Path) -> None:
    file = table(tmp_path, FRENCH)
    draft = draft_mapping(file, "organisatie-basis", "GeregistreerdeOrganisatie")
    assert draft.decisions == ()
    rules = yaml.safe_load(draft.text)
    assert rules["language"] == "fr"
    assert rules["id"] == "https://data.example.be/id/geregistreerde-organisatie/{N° BCE -> kbo}"
    assert rules["fields"]["registratie"] == {"identificator": {"from": "N° BCE", "identifier": "kbo"}}
    fields = matched(draft)
    assert fields["voorkeursnaam"] == fields["wettelijke_naam"] == "Dénomination"
    assert fields["contactinfo.adres.huisnummer"] == "Numéro"
    assert fields["contactinfo.adres.gemeentenaam"] == "Commune"
    assert made(draft, file, tmp_path, "organisatie-basis", "GeregistreerdeOrganisatie", "Contactinfo") == 2
    assert '"Club de lecture"@fr' in converted([file], tmp_path / "draft.yaml").text


def test_json_lines_and_tabs(tmp_path: Path) -> None:
    lines = [{"code": f"P{n}", "name": {"value": "Gent"}, "naam": f"Plaats {n}"} for n in (1, 2)]
    file = table(tmp_path, "\n".join(map(json.dumps, lines)), "in.jsonl")
    assert matched(draft_mapping(file, "persoon-basis", "Plaats"))["plaatsnaam"] == "naam"
    file = table(tmp_path, "id\tEmail adres\tGSM\n1\tinfo@example.be\t0470 00 00 01\n2\t\t0470 00 00 02\n", "in.tsv")
    draft = draft_mapping(file, "persoon-basis", "ContactInfo")
    assert matched(draft) == {"email": "Email adres", "telefoon": "GSM"}
    assert made(draft, file, tmp_path, "persoon-basis", "ContactInfo") == 2


def test_texts_by_language_in_xml_and_json(tmp_path: Path) -> None:
    text = """<l><plaats nr="1"><naam xml:lang="nl">Leesclub</naam><naam xml:lang="fr">Club</naam></plaats>
      <plaats nr="2"><naam xml:lang="fr">Chorale</naam></plaats></l>"""
    file = table(tmp_path, text, "in.xml")
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert matched(draft)["voorkeursnaam"] == ['naam[@xml:lang="nl"]', 'naam[@xml:lang="fr"]']
    assert made(draft, file, tmp_path, "organisatie-basis", "Organisatie") == 2
    assert '"Chorale"@fr' in converted([file], tmp_path / "draft.yaml").text
    text = json.dumps([{"nr": 1, "naam": {"nl": "Leesclub", "fr": "Club"}}, {"nr": 2, "naam": {"fr": "Chorale"}}])
    file = table(tmp_path, text, "in.json")
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert matched(draft)["voorkeursnaam"] == ["naam.nl", "naam.fr"]
    assert made(draft, file, tmp_path, "organisatie-basis", "Organisatie") == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lijst van plaatsen;;\n;;\nNR;NAAM;LAND\n1;Gent;BE\n2;Aalst;BE\n", "in.csv"),
        ("Lijst van plaatsen\nop 1 januari\nNR\tNAAM\tLAND\n1\tGent\tBE\n2\tAalst\tBE\n", "in.tsv"),
    ],
)
def test_a_title_above_the_names(tmp_path: Path, text: str, name: str) -> None:
    file = table(tmp_path, text, name)
    draft = draft_mapping(file, "persoon-basis", "Plaats")
    assert yaml.safe_load(draft.text)["header"] == 3
    assert matched(draft) == {"plaatsnaam": "NAAM"}
    assert made(draft, file, tmp_path, "persoon-basis", "Plaats") == 2


def test_a_table_of_one_column_keeps_its_first_row_as_names(tmp_path: Path) -> None:
    file = table(tmp_path, "naam\nGent\nAalst\n")
    draft = draft_mapping(file, "persoon-basis", "Plaats")
    assert "header" not in yaml.safe_load(draft.text)
    assert made(draft, file, tmp_path, "persoon-basis", "Plaats") == 2


def test_numbers_with_a_comma(tmp_path: Path) -> None:
    file = table(tmp_path, "code;waarde\n1;12,50\n2;1.200,00\n3;7\n")
    draft = draft_mapping(file, "dienstencataloog", "Kost")
    assert yaml.safe_load(draft.text)["fields"]["waarde"] == {"from": "waarde", "decimal": ","}


def test_more_codes_than_a_table_holds_that_are_those_of_the_list(tmp_path: Path) -> None:
    codes = [code.notation for code in named("Rechtsvormtype/v1").codes.values()][:30]
    rows = "".join(f"{n};Club {n};{code}\n" for n, code in enumerate(codes))
    file = table(tmp_path, f"id;wettelijke naam;rechtsvorm\n{rows}")
    draft = draft_mapping(file, "organisatie-basis", "GeregistreerdeOrganisatie")
    assert matched(draft)["rechtsvorm"] == "rechtsvorm"
    assert "codes or labels of its list" in draft.text
    assert not [code for code in codes if f" {code}:" in draft.text]


# What a person has to decide.


def test_a_table_without_names_asks_for_them_and_shows_no_value(tmp_path: Path) -> None:
    file = table(tmp_path, "1;Peeters;14/03/1978\n2;Claes;02/11/1975\n")
    draft = draft_mapping(file, "persoon-basis", "Persoon")
    rules = yaml.safe_load(draft.text)
    assert (rules["header"], rules["columns"]) == (0, ["column_1", "column_2", "column_3"])
    assert draft.decisions[0] == "no row names the columns: give each its name under columns"
    assert "Peeters" not in draft.text


def test_an_order_of_day_and_month_is_taken_from_another_column(tmp_path: Path) -> None:
    file = table(tmp_path, "id;naam;begindatum;einddatum\n1;Kermis;03/04/2026;14/04/2026\n2;Markt;05/06/2026;\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ()
    assert yaml.safe_load(draft.text)["fields"]["begin"] == {"from": "begindatum", "date": "%d/%m/%Y"}


def test_a_class_that_has_nothing_of_a_file_is_asked_about(tmp_path: Path) -> None:
    draft = draft_mapping(table(tmp_path, "kleur;maat\nrood;3\n"), "generiek-basis", "Agent")
    assert draft.decisions == ("nothing in the file was matched to Agent: is it the right class?",)


def test_a_national_number_is_checked_and_never_an_id(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Rijksregisternummer,Familienaam,Voornaam,Geslacht,Geboortedatum\n"
        "00600099536,Peeters,An,vrouw,1950-02-01\n00630299891,Claes,Bo,man,1960-03-04\n",
    )
    draft = draft_mapping(file, "persoon-basis", "GeregistreerdPersoon")
    rules = yaml.safe_load(draft.text)
    assert "id" not in rules
    assert "Rijksregisternummer: the number of a person" in " ".join(draft.text.replace("\n#", "").split())
    assert rules["fields"]["registratie"] == {"identificator": {"from": "Rijksregisternummer", "identifier": "insz"}}
    assert draft.decisions == (
        "heeft_geboorte must have plaats, and no column was found for it",
        "heeft_geboorte must have land, and no column was found for it",
    )
    assert "    # plaats: TODO\n    # land: TODO\n" in draft.text
    assert draft.tried == 0
    with pytest.raises(MappingError, match="Geboorte must have plaats, land"):
        load_mapping(table(tmp_path, draft.text, "draft.yaml"))


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        (["14/03/1978", "2/11/1975"], Dates(("%d/%m/%Y",))),
        (["03/14/1978", "11/02/1975"], Dates(("%m/%d/%Y",))),
        (["03-04-1978", "11-02-1975"], Dates(("%d-%m-%Y",), unsure=True)),
        (["14.03.78"], Dates(("%d.%m.%y",), unsure=True)),
        (["19780314", "20260101"], Dates(("%Y%m%d",))),
        (["1978-03-14", "2026-01-01T08:30:00+01:00"], Dates((), time=True)),
        (["14/03/1978", "1978-03-14"], Dates(("%d/%m/%Y", "%Y-%m-%d"))),
        (["14/03/1978 8:30", "15/03/1978 18:30"], Dates(("%d/%m/%Y %H:%M",), time=True)),
        (["14/03/1978"] * 4 + ["onbekend"], Dates(("%d/%m/%Y",))),
        (["Gent"], None),
        (["1978", "2026"], None),
        ([], None),
    ],
)
def test_the_form_of_dates(values: list[str], dates: Dates | None) -> None:
    assert dates_of(values) == dates


def test_day_and_month_that_could_be_the_other_way_round_are_for_a_person(tmp_path: Path) -> None:
    file = table(tmp_path, "id;naam;begindatum\n1;Kermis;03/04/2026\n2;Markt;05/06/2026\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ("begindatum: no value shows which number is the day: check date %d/%m/%Y of begin",)
    assert (draft.tried, draft.rejected) == (2, 0)


def test_names_in_a_column_of_codes_are_not_written(tmp_path: Path) -> None:
    names = ["Peeters", "Claes", "Janssens", "Dubois"]
    file = table(tmp_path, "id;naam;status\n" + "".join(f"{n};Club {n};{name}\n" for n, name in enumerate(names)))
    draft = draft_mapping(file, "organisatie-basis", "Organisatie")
    assert "#   status: TODO  # status? its values are no codes: too many, or something else" in draft.text
    assert not [name for name in names if name in draft.text]


def test_a_part_that_lacks_something_is_left_out_with_the_reason(tmp_path: Path) -> None:
    file = table(tmp_path, "NR;NAAM;MAIL;LOCATIEGEMEENTE;GEMEENTE\n1;Kermis;a@example.be;Gent;Gent\n2;Bal;;Gent;Gent\n")
    draft = draft_mapping(file, "points-of-interest", "Evenement")
    assert draft.decisions == ()
    assert matched(draft)["naam"] == "NAAM"
    assert matched(draft)["contactinfo.email"] == "MAIL"
    assert made(draft, file, tmp_path, "points-of-interest", "Evenement") == 2


def test_what_cannot_be_drafted_is_an_error(tmp_path: Path) -> None:
    file = table(tmp_path, "a;b\n1;2\n")
    with pytest.raises(MappingError, match="no class 'Persoonn' in persoon-basis; did you mean Persoon"):
        draft_mapping(file, "persoon-basis", "Persoonn")
    with pytest.raises(InputError, match="not of 'ttl'"):
        draft_mapping(table(tmp_path, "", "in.ttl"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="no records in it"):
        draft_mapping(table(tmp_path, "a;b\n"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="not well-formed XML"):
        draft_mapping(table(tmp_path, "<a><b></a>", "in.xml"), "persoon-basis", "Persoon")
    with pytest.raises(InputError, match="no such file"):
        draft_mapping(tmp_path / "none.csv", "persoon-basis", "Persoon")


NAMES = st.one_of(
    st.sampled_from(
        ["NAAM", "id", "GEBOORTEDATUM", "GESLACHT", "x", "y", "lat", "lon", "status", "KBO", "straat_nl", "no"]
    ),
    st.text(min_size=1, max_size=12).map(str.strip).filter(lambda name: bool(name) and "\x00" not in name),
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "ja", "nee", "M", "V", "14/03/1978", "3/4/2026", "1,5", "51.05", "0999999823", "info@example.be"]
    ),
    st.text(max_size=12).filter(lambda text: "\x00" not in text),
)


MODELS = ["persoon-basis.Persoon", "organisatie-basis.Organisatie", "points-of-interest.Interessepunt"]


@given(data=st.data(), model=st.sampled_from(MODELS))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_draft_of_any_table_loads_or_says_what_to_decide(
    data: st.DataObject, model: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    names = data.draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=4))
    text = "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows)
    file = table(folder, text, "in.jsonl")
    profile, _, cls = model.partition(".")
    draft = draft_mapping(file, profile, cls)
    rules = yaml.safe_load(draft.text)
    assert rules["model"] == cls
    try:
        load_mapping(table(folder, draft.text, "draft.yaml"))
    except MappingError:
        assert draft.decisions
    else:
        assert draft.tried == len(rows)


WIDE = """nr;naam;voornaam;beschrijving;type;status;begin;einde;datum;straat;hnr;postcode;gemeente;nis;kbo;mail;tel;x;y;land;geslacht
1;A;B C;een;soort;actief;01/02/2026;28/02/2026;13/01/2026;Markt;1;9999;Dorp;44021;0999999823;a@example.be;051000009;104000;193000;BE;M
2;D;E;twee;soort;actief;01/03/2026;;14/01/2026;Markt;2;9999;Dorp;44021;0999999724;b@example.be;051000008;104001;193001;BE;V
"""  # noqa: E501


@pytest.mark.slow(but="persoon-basis")
@pytest.mark.parametrize("name", MODULES)
def test_a_draft_to_any_class_runs_and_conforms_or_says_what_to_decide(name: str, tmp_path: Path) -> None:
    file = table(tmp_path, WIDE)
    for cls in load_profile(name).classes:
        draft = draft_mapping(file, name, cls.__name__)
        try:
            load_mapping(table(tmp_path, draft.text, "draft.yaml"))
        except MappingError:
            assert any(" must have " in each for each in draft.decisions)
            continue
        assert (draft.tried, draft.rejected) == (2, 0), cls
        if yaml.safe_load(draft.text)["fields"]:
            made(draft, file, tmp_path, name)


# The command.


def test_the_command_writes_a_draft_that_runs(tmp_path: Path) -> None:
    file, mapping = table(tmp_path, FRENCH), tmp_path / "m.yaml"
    code, said = oslo("mapping", file, "-p", "organisatie-basis", "--model", "GeregistreerdeOrganisatie", "-o", mapping)
    assert (code, said) == (0, "tried on 2 records: 2 converted, 0 rejected\n")
    assert oslo("convert", file, "-m", mapping, "-o", tmp_path / "out.ttl") == (0, "2 converted, 0 rejected\n")


def test_the_command_ends_with_what_a_person_has_to_decide(tmp_path: Path) -> None:
    file = table(tmp_path, "NR;TEL\n1;051 00 00 09\n2;\n")
    code, said = oslo("mapping", file, "--model", "organisatie-basis.Organisatie")
    assert code == 1
    assert "  # voorkeursnaam: TODO\n" in said
    assert said.endswith("to decide: Organisatie must have voorkeursnaam, and no column was found for it\n")


def test_the_command_asks_for_a_class(tmp_path: Path) -> None:
    code, said = oslo("mapping", table(tmp_path, FRENCH))
    assert code == 2
    assert "--model" in said


CHECKED = """
profile: persoon-basis
model: ContactInfo
id: https://data.example.be/id/contact/{NR}
ignored: {INTERN: not for others}
fields:
  contactnaam: NAAM
  email: {from: MAIL, default: info@example.be}
  fax: FAX
  telefoon: {from: TEL, pattern: '[0-9 ]+'}
  adres:
    postcode: {from: PC, identifier: postcode}
    land: {constant: België}
"""


def check(tmp_path: Path, text: str, mapping: str = CHECKED, *more: str) -> tuple[int, list[list[str]]]:
    file, rules = table(tmp_path, text), table(tmp_path, mapping, "m.yaml")
    code, said = oslo("mapping", "--check", rules, file, *more)
    return code, [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in said.splitlines()]


def test_check_shows_value_by_value_what_becomes_what(tmp_path: Path) -> None:
    rows = ["NR;NAAM;MAIL;FAX;TEL;PC;INTERN;NOTA", "1;An;;;09 000 00 00;90OO;x;later", "2;Bo;bo@example.be;;nul;;;"]
    text = "\n".join([*rows, "3;Cis;;;;;;"])
    code, rows = check(tmp_path, text, CHECKED, "--records", "2")
    assert code == 0
    assert ["NR", "1", "id", "https://data.example.be/id/contact/1"] in rows
    assert ["NAAM", "An", "contactnaam", "An"] in rows
    assert ["email", "info@example.be (default)"] in [row[-2:] for row in rows]
    assert ["MAIL", "bo@example.be", "email", "bo@example.be"] in rows
    [postcode] = [row for row in rows if row[:2] == ["PC", "90OO"]]
    assert postcode[2] == "adres.postcode"
    assert postcode[3].startswith("rejected: not a Belgian postal code: '90OO'")
    [phone] = [row for row in rows if row[:2] == ["TEL", "nul"]]
    assert phone[3].startswith("rejected: not of the form")
    assert ["NOTA", "later", "not read"] in rows
    assert ["FAX", "fax", "nothing in these records"] in rows
    assert not [row for row in rows if "INTERN" in row or "Cis" in row]


def test_check_shows_constants_only_in_parts_that_are_made(tmp_path: Path) -> None:
    _, rows = check(tmp_path, "NR;NAAM;MAIL;FAX;TEL;PC\n1;An;;;;\n")
    assert not [row for row in rows if row[-1].startswith("België")]
    _, rows = check(tmp_path, "NR;NAAM;MAIL;FAX;TEL;PC\n1;An;;;;9999\n")
    assert [row[-2:] for row in rows if row[-1].startswith("België")] == [["adres.land", "België @nl (constant)"]]


def test_check_says_which_of_several_rules_is_used(tmp_path: Path) -> None:
    mapping = """
profile: persoon-basis
model: ContactInfo
fields:
  telefoon: [VAST, {from: GSM, when: {SOORT: M}}]
  email: {from: MAIL, pattern: "[^ ]+@[^ ]+", invalid: drop}
"""
    _, rows = check(tmp_path, "VAST;GSM;SOORT;MAIL\n1;2;M;geen\n;3;X;a@example.be\n;4;M;\n", mapping)
    phones = [row[-3:] for row in rows if "telefoon" in row]
    assert phones == [
        ["1", "telefoon", "1"],
        ["2", "telefoon", "not used: a rule before this one has a value"],
        ["4", "telefoon", "4"],
    ]
    assert ["MAIL", "geen", "email", "dropped: no value comes out of it"] in rows
    assert ["MAIL", "a@example.be", "email", "a@example.be"] in rows


def test_check_of_a_mapping_with_a_query(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed: it comes with the extra sql")
    mapping = 'profile: persoon-basis\nmodel: Plaats\nrecords: SELECT * FROM "in"\nfields: {plaatsnaam: naam}\n'
    mapping = mapping.replace("records: SELECT", "records:\n  key: nr\n  sql: SELECT")
    _, rows = check(tmp_path, "nr;naam\n1;Gent\n", mapping)
    assert ["naam", "Gent", "plaatsnaam", "Gent @nl"] in rows


def test_check_shows_what_a_record_lacks_and_rows_that_are_none(tmp_path: Path) -> None:
    mapping = "profile: persoon-basis\nmodel: Plaats\nfields: {plaatsnaam: NAAM}\n"
    _, rows = check(tmp_path, "NAAM;CODE\n;9\nGent;8;7\n", mapping)
    assert ["NAAM", "plaatsnaam", "rejected: Field required"] in rows
    assert ["Gent;8;7", "rejected: 3 cells where the first row names 2"] in rows


def test_check_looks_into_repeated_parts_and_conditions(tmp_path: Path) -> None:
    mapping = """
profile: organisatie-basis
model: Organisatie
records: //club
when: naam
fields:
  voorkeursnaam: naam
  heeft_vestiging: {each: zaal, id: "https://data.example.be/id/zaal/{@nr}", vestigingsadres: {telefoon: tel}}
"""
    text = "<a><club><naam>Turnen</naam><zaal nr='1'><tel>1</tel></zaal><zaal nr='2'/><doel>x</doel></club><club/></a>"
    file, rules = table(tmp_path, text, "in.xml"), table(tmp_path, mapping, "m.yaml")
    code, said = oslo("mapping", "--check", rules, file)
    assert code == 0
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in said.splitlines()]
    ids = [row[-1] for row in rows if row[0] == "@nr"]
    assert ids == ["https://data.example.be/id/zaal/1", "https://data.example.be/id/zaal/2"]
    assert ["tel", "1", "heeft_vestiging.vestigingsadres.telefoon", "1"] in rows
    assert ["doel", "x", "not read"] in rows
    assert ["Organisatie", "not taken: `when` or `valid` does not hold"] in rows


def test_check_gives_the_errors_of_a_mapping_as_convert_does(tmp_path: Path) -> None:
    file = table(tmp_path, "NAAM\nGent\n")
    rules = table(tmp_path, "profile: persoon-basis\nmodel: Plaats\nfields: {plaatsnaam: NAM}\n", "m.yaml")
    assert oslo("mapping", "--check", rules, file) == oslo("convert", file, "-m", rules)
    assert oslo("mapping", "--check", rules, file)[0] == 2
