"""The other mappings of MAGDA for persons: what was on a day, households; and all real answers of the services."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers.converting import converted, report_of
from helpers.magda import ANN, BOB, DAY, INSZ, OTHER, SERVICES, STREET, THIRD, answer, named, nested, parts, said

from oslo import load_mapping
from oslo.models.magda_persoon import Adresvoorstelling, Afstamming, GeregistreerdPersoon, Gezin

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples" / "magda"

# History: the person on a day.

MOVES = "".join(
    nested("Hoofdverblijfplaats", nested("Straatnaam/String", street), begin=begin)
    for begin, street in (("2013-12-19", "Kaai"), ("2001-01-01", "Dreef"), ("2016-05-23", "Markt"))
)
NAMES = "".join(
    nested("Naam", nested("Achternamen/Achternaam", name), begin=begin)
    for begin, name in (("2003-10-01", "Nieuw"), ("1990-08-25", "Oud"))
)


@pytest.mark.parametrize(
    ("day", "street", "name"),
    [
        (DAY, "Markt", "Nieuw"),
        (date(2016, 5, 23), "Markt", "Nieuw"),
        (date(2016, 5, 22), "Kaai", "Nieuw"),
        (date(2003, 9, 30), "Dreef", "Oud"),
        (date(1999, 1, 1), None, "Oud"),
    ],
)
def test_the_history_gives_the_person_of_a_day(day: date, street: str | None, name: str) -> None:
    homes = nested("HistoriekAdressen/HistoriekHoofdverblijfplaats", MOVES)
    made = answer(nested("HistoriekNaam", NAMES) + homes, "magda-persoon-historiek", day)
    (person,) = parts(made, GeregistreerdPersoon)
    streets = [each.straatnaam.text for each in parts(made, Adresvoorstelling)]
    assert (person.achternaam, streets) == ([name], [street] if street else [])


def test_an_address_that_is_followed_by_another_is_told() -> None:
    made = answer(nested("HistoriekAdressen/HistoriekHoofdverblijfplaats", MOVES), "magda-persoon-historiek")
    element = "HistoriekAdressen/HistoriekHoofdverblijfplaats/Hoofdverblijfplaats"
    assert said(made) == [f"{element}: a later one has begun, left out (2 times)"]


def test_each_tie_of_descent_comes_out_with_its_day() -> None:
    ties = "".join(
        nested("Afstamming", nested("Type/Code", code) + nested("Ouders/Ouder", who), begin=begin)
        for begin, code, who in (("2001-02-02", "20", ANN), ("2000-12-19", "12", BOB), ("2000-00-00", "20", BOB))
    )
    made = answer(nested("HistoriekAfstamming", ties), "magda-persoon-historiek")
    found = {(each.afstammingstype[-2:], each.datum_van_afstamming) for each in parts(made, Afstamming)}
    assert found == {("20", date(2001, 2, 2)), ("12", date(2000, 12, 19)), ("20", None)}
    assert said(made) == [
        "../../@DatumBegin: heeft_persoonsrelatie.datum_van_afstamming: not a date of the form %Y-%m-%d: left out"
    ]


# Households.

HOME = nested("Adressen/Hoofdverblijfplaats", STREET)


def member(number: str, name: str, position: str, inside: str = "", end: str = "") -> str:
    content = named(number, name) + nested("Positie/Code", position) + inside
    return nested("Gezinslid", content, begin="2001-01-01", end=end)


def household(*members: str) -> tuple[Any, list[str]]:
    made = answer("".join(members), "magda-gezin")
    (found,) = parts(made, Gezin)
    return found, said(made)


def names(*persons: Any) -> list[str]:
    return sorted(name for each in persons for name in each.achternaam)


def test_a_household_has_its_members_their_positions_and_its_address() -> None:
    members = member(INSZ, "Hoofd", "01", HOME), member(OTHER, "Ann", "03"), member(THIRD, "Bob", "21")
    found, told = household(*members)
    assert (names(found.gezinshoofd), names(*found.gezinslid), told) == (["Hoofd"], ["Ann", "Bob"], [])
    assert found.gezinsadres.straatnaam.text == "Markt"
    positions = {
        each.met_persoon.registratie.identificator.text: each.gezinsrelatietype[-2:]
        for each in found.gezinshoofd.heeft_persoonsrelatie
    }
    assert positions == {OTHER: "03", THIRD: "21"}


def test_who_left_is_no_member_and_no_head() -> None:
    gone = member(INSZ, "Weg", "01", HOME, end="2020-01-01"), member(THIRD, "Bob", "03", end="2020-01-01")
    found, told = household(*gone, member(OTHER, "Ann", "01", HOME))
    assert (names(found.gezinshoofd), found.gezinslid) == (["Ann"], [])
    assert found.gezinshoofd.heeft_persoonsrelatie == []
    assert found.gezinsadres.straatnaam.text == "Markt"
    assert [each.rpartition(": ")[2] for each in told] == ["no longer valid, left out"] * len(told)
    assert {each.partition(":")[0] for each in told} >= {"Gezinslid[Positie/Code = '01']"}


def test_a_household_without_a_reference_person_has_members_and_no_positions() -> None:
    found, told = household(member(OTHER, "Ann", "20"), member(THIRD, "Bob", "20"))
    assert (found.gezinshoofd, names(*found.gezinslid)) == (None, ["Ann", "Bob"])
    assert told == ["Gezinsleden: a household without a reference person: the positions of its members are left out"]


@pytest.mark.parametrize("fictitious", ["00000100125", OTHER])
def test_a_person_without_a_number_of_their_own_is_a_member_without_one(fictitious: str) -> None:
    ann = member(fictitious, "Ann", "03")
    if fictitious == OTHER:
        ann = ann.replace("<INSZ>", '<INSZ IsFictief="1">')
    found, _ = household(member(INSZ, "Hoofd", "01"), ann)
    (ann,) = found.gezinslid
    assert (type(ann).__name__, ann.achternaam) == ("Persoon", ["Ann"])
    assert [type(each.met_persoon).__name__ for each in found.gezinshoofd.heeft_persoonsrelatie] == ["Persoon"]


# Real answers.

COUNTS = {"magda-persoon": 37, "magda-persoon-historiek": 7, "magda-gezin": 4}


@pytest.mark.slow(but="magda-gezin")
@pytest.mark.parametrize("name", SERVICES)
def test_every_real_answer_conforms_and_no_iri_has_a_national_number(shared: Path, name: str) -> None:
    files = sorted((shared / SERVICES[name][0]).glob("*.xml"))
    made = converted(files, load_mapping(name, test_numbers=True, at=DAY))
    assert made.resources == COUNTS[name]
    report_of(made.text, "magda-persoon")
    iris = re.sub(r"urn:uuid:[0-9a-f-]{36}|-[0-9a-f]{12}", "", made.text)
    assert re.findall(r"<[^>]*[0-9]{11}[^>]*>", iris) == []


def test_real_histories_give_the_address_of_a_day(shared: Path) -> None:
    folder = shared / SERVICES["magda-persoon-historiek"][0]
    homes = {}
    for day in (DAY, date(2010, 1, 1), date(2002, 1, 1)):
        mapping = load_mapping("magda-persoon-historiek", test_numbers=True, at=day)
        made = converted([folder / "00721999535.xml"], mapping)
        homes[day.year] = [each.volledig_adres.text for each in parts(made, Adresvoorstelling)]
    assert homes == {
        2026: ["Dorpsstraat 1 1082 Kortenberg BELGIE"],
        2010: ["Antwerpsesteenweg 524 1082 BELGIE"],
        2002: ["Antwerpsesteenweg 13 1082 BELGIE"],
    }


@pytest.mark.parametrize("mapping", SERVICES)
@pytest.mark.parametrize("service", SERVICES)
def test_a_mapping_takes_the_answers_of_its_own_service_only(mapping: str, service: str) -> None:
    file = EXAMPLES / f"geef{SERVICES[service][1]}.xml"
    made = converted([io.BytesIO(file.read_bytes())], load_mapping(mapping), form="xml")
    assert (made.resources, made.reasons) == (int(mapping == service), [])
