"""Drafts of mappings of files as municipalities have them: what is matched to what, and that the draft runs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.converting import converted, report_of
from helpers.drafts import FRENCH, made, matched, table
from openpyxl import Workbook

from oslo.mapping.drafting import draft_mapping
from oslo.vocabularies.codelists import named

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"


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
    assert "records" not in yaml.safe_load(draft.text)  # those of a collection are its features
    fields = matched(draft)
    assert fields["plaatsnaam"] == "properties.naam"
    assert fields["adres.huisnummer"] == "properties.huisnr"
    assert fields["geometrie.wkt"] == "POINT({geometry.coordinates.0} {geometry.coordinates.1})"
    assert fields["contactinfo.website"] == "properties.website"
    assert yaml.safe_load(draft.text)["fields"]["gratis_toegankelijk"]["codes"] == {"ja": True, "nee": False}
    assert set(draft.unread) == {"type", "geometry.type"}
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
