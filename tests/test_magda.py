"""The mapping of GeefPersoon of MAGDA: what holds on a day, and what the profile has besides."""

from __future__ import annotations

from datetime import date

import pytest
from helpers.magda import ANN, BOB, DAY, INSZ, OTHER, SERVICES, STREET, answer, nested, parts, said

from oslo.models.magda_persoon import (
    Afstamming,
    BurgerlijkeStaat,
    Contactinfo,
    Domicilie,
    Gezin,
    Gezinsrelatie,
    Huwelijk,
    Inwonerschap,
    Referentieadres,
    Samenwonen,
    VoorlopigeInschrijving,
)

PERSONS = [name for name in SERVICES if name != "magda-gezin"]

# States that follow each other.


def state(code: int, begin: str = "", end: str = "", partner: str = "") -> str:
    inside = nested("Code", str(code)) + (nested("Partner", partner) if partner else "")
    return nested("BurgerlijkeStaat", inside, begin=begin, end=end)


@pytest.mark.parametrize(
    ("states", "code", "partners"),
    [
        ([state(20, "2001-05-06", "2010-02-01", ANN), state(40, "2010-02-01")], "40", []),
        ([state(40, "2010-02-01"), state(20, "2001-05-06", "2010-02-01", ANN)], "40", []),
        ([state(40, "2010-02-01"), state(20, "2001-05-06", "", ANN)], "40", []),
        ([state(20, "2001-05-06", "", ANN), state(40, "2010-02-01")], "40", []),
        ([state(30, "2010-02-01", "", ANN)], "30", []),
        ([state(20, "2001-05-06", "2010-02-01", ANN), state(20, "2015-01-01", "", BOB)], "20", ["Bob"]),
        ([state(20, "2001-00-00", "2010-00-00", ANN), state(20, "2015-00-00", "", BOB)], "20", ["Bob"]),
        ([state(10), state(20, "2015-01-01", "2030-01-01", BOB)], "20", ["Bob"]),
        ([state(10, "1990-01-01"), state(20, "2027-01-01", "", BOB)], "10", []),
        ([state(20, "2001-05-06", "2010-02-01", ANN)], None, []),
    ],
)
@pytest.mark.parametrize("mapping", PERSONS)
def test_the_state_of_a_person_is_the_one_that_holds(
    mapping: str, states: list[str], code: str | None, partners: list[str]
) -> None:
    element = "BurgerlijkeStaten" if mapping == "magda-persoon" else "HistoriekBurgerlijkeStaat"
    made = answer(nested(element, "".join(states)), mapping)
    codes = [each.type.rpartition("/")[2] for each in parts(made, BurgerlijkeStaat)]
    assert codes == ([] if code is None else [code])
    assert [name for each in parts(made, Huwelijk) for name in each.met_persoon.achternaam] == partners
    assert any(each.startswith(element) for each in said(made))


def test_a_registered_partnership_is_living_together_and_ends_as_a_marriage_does() -> None:
    current = answer(nested("BurgerlijkeStaten", state(80, "2001-05-06", "", ANN)))
    assert (len(parts(current, Samenwonen)), parts(current, Huwelijk), said(current)) == (1, [], [])
    both = state(80, "2001-05-06", "", ANN) + state(81, "2010-01-01", "", ANN)
    ended = answer(nested("BurgerlijkeStaten", both))
    assert (parts(ended, Samenwonen), parts(ended, Huwelijk)) == ([], [])


# What has ended: it is in no output, and told.

ADDRESSES = {
    "Hoofdverblijfplaats": (STREET, "Domicilie"),
    "ContactAdres": (STREET, "Contactadres"),
    "OpgegevenAdres": (STREET, "AangegevenAdres"),
    "AangifteAdreswijziging": (nested("Tekst", "Markt"), "AangegevenAdres"),
    "AangifteAdresBuitenland": (nested("Teksten/Tekst", "Markt"), "AangegevenAdres"),
    "WettelijkeWoonplaats": (nested("Tekst", "Markt"), "WettelijkVerblijf"),
    "VerblijfplaatsBuitenland": (nested("Teksten/Tekst", "Markt"), "VerblijfplaatsBuitenland"),
    "PostadresBuitenland": (nested("Teksten/Tekst", "Markt"), "Postadres"),
}
"""Element of an address: what is in it, and the class that it becomes."""


def address(element: str, mapping: str, end: str = "") -> str:
    inside = nested(element, ADDRESSES[element][0], begin="2001-01-01", end=end)
    return nested("Adressen" if mapping == "magda-persoon" else f"HistoriekAdressen/Historiek{element}", inside)


@pytest.mark.parametrize("element", ADDRESSES)
@pytest.mark.parametrize("mapping", PERSONS)
@pytest.mark.slow
def test_an_address_that_has_ended_is_none_and_neither_is_a_residence_without_one(mapping: str, element: str) -> None:
    ended = answer(address(element, mapping, end="2014-03-01"), mapping)
    assert (parts(ended, Inwonerschap), len(ended.notices)) == ([], 1)
    assert f"{element}: no longer valid, left out" in said(ended)[0]
    for end in ("", "2026-11-28"):
        made = answer(address(element, mapping, end=end), mapping)
        (residence,) = parts(made, Inwonerschap)
        assert [type(each).__name__ for each in residence.heeft_verblijfplaats] == [ADDRESSES[element][1]]
        assert said(made) == []
    the_day_before = answer(address(element, mapping, end="2014-03-01"), mapping, at=date(2014, 2, 28))
    assert len(parts(the_day_before, Inwonerschap)) == 1


CODE, POSITION = "Type/Code", nested("Positie/Code", "03")
PLACE = nested("Plaats/Gemeente", nested("NISCode", "44021") + nested("Naam", "Gent"))
ENDS = {
    "Naam": ("", nested("Achternamen/Achternaam", "Voorbeeld")),
    "Geslacht": ("", nested("Code", "1")),
    "AdellijkeTitel": ("", nested("AdellijkeTitel/Omschrijving", "Barones")),
    "Contactgegevens": ("", nested("Email", "a@example.be")),
    "Status": ("Statussen", nested("Code", "992")),
    "Beheerder": ("", PLACE),
    "Referentiedossier": ("", nested("INSZ", OTHER)),
    "TijdelijkeAfwezigheid": ("Adressen", nested(CODE, "21")),
    "Geboorte": ("", nested("Datum", "1948-05-06")),
    "Overlijden": ("", nested("Datum", "2020-05-06")),
    "Afstamming": ("Afstammingen", nested(CODE, "10") + nested("Ouders/Ouder", ANN)),
    "AfstammingDalendeLijn": ("AfstammingenDalendeLijn", nested(CODE, "10") + nested("Kind", ANN)),
    "WettelijkeSamenwoning": ("", nested("Partner", ANN)),
    "Gezinslid": ("Gezinsleden", ANN + POSITION),
    "Referentiepersoon": ("", ANN + POSITION),
}
"""An element that has a time: the element around it, and what is in it."""


@pytest.mark.slow(but="Geslacht")
@pytest.mark.parametrize("element", ENDS)
def test_what_has_ended_is_left_out_and_told(element: str) -> None:
    around, inside = ENDS[element]

    def made(**dates: str) -> tuple[str, list[str]]:
        text = nested(element, inside, **dates)
        done = answer(nested(around, text) if around else text)
        return done.text, said(done)

    nothing = answer("").text
    ended, told = made(begin="2001-01-01", end="2014-03-01")
    assert (ended, [each.endswith(": no longer valid, left out") for each in told]) == (nothing, [True])
    for dates in ({}, {"begin": "2001-01-01"}, {"begin": "2001-01-01", "end": "2027-01-01"}):
        current, told = made(**dates)
        assert len(current) > len(nothing) + 100
        assert told == []


def test_a_cohabitation_with_an_ending_has_ended_also_without_the_day() -> None:
    ending = nested("Beeindiging/Reden/Code", "01")
    made = answer(nested("WettelijkeSamenwoning", nested("Partner", ANN) + ending, begin="2010-02-02"))
    assert (parts(made, Samenwonen), said(made)) == ([], ["WettelijkeSamenwoning: no longer valid, left out"])


# What the profile has besides.


@pytest.mark.parametrize(
    ("inside", "telephone", "told"),
    [
        (nested("Telefoon", "09 000 00 01"), "09 000 00 01", 0),
        (nested("GSM", "0470 00 00 01"), "0470 00 00 01", 0),
        (nested("GSM", "0470 00 00 01") + nested("Telefoon", "09 000 00 01"), "09 000 00 01", 1),
    ],
)
def test_a_person_has_one_telephone_and_a_second_is_told(inside: str, telephone: str, told: int) -> None:
    title = nested("AdellijkeTitel/AdellijkeTitel", nested("Code", "12") + nested("Omschrijving", "Barones"))
    reach = nested("Email", "a@example.be") + inside + nested("Fax", "09 000 00 02")
    made = answer(title + nested("Contactgegevens", reach))
    (contact,) = parts(made, Contactinfo)
    found = (contact.email, contact.telefoon, contact.faxnummer, contact.aanschrijfvorm.text)
    assert found == ("a@example.be", telephone, "09 000 00 02", "Barones")
    assert said(made) == ["Contactgegevens/GSM: a second telephone number, left out"] * told


def test_a_member_of_a_household_is_told_from_the_side_of_its_reference_person() -> None:
    made = answer(nested("Referentiepersoon", ANN + POSITION + nested("Woonvorm/Code", "00")))
    (household,) = parts(made, Gezin)
    (relation,) = household.gezinshoofd.heeft_persoonsrelatie
    assert household.woonvorm.endswith("/IT141/Woonvorm/00")
    assert household.gezinshoofd.registratie.identificator.text == OTHER
    assert relation.gezinsrelatietype.endswith("/IT141/Gezinsrelatietype/03")
    assert relation.met_persoon.registratie.identificator.text == INSZ


@pytest.mark.parametrize("number", ["<INSZ>00000100125</INSZ>", '<INSZ IsFictief="1">45010299789</INSZ>', ""])
def test_a_parent_without_a_number_of_their_own_is_a_person_without_one(number: str) -> None:
    parent = nested("Ouders/Ouder", number + nested("Naam/Achternamen/Achternaam", "Ann"))
    (tie,) = parts(answer(nested("Afstammingen/Afstamming", nested(CODE, "10") + parent)), Afstamming)
    assert (type(tie.met_persoon).__name__, tie.met_persoon.achternaam) == ("Persoon", ["Ann"])


@pytest.mark.parametrize(("end", "heads"), [("", [INSZ]), ("2014-03-01", [])])
def test_who_lives_alone_is_the_head_of_a_household(end: str, heads: list[str]) -> None:
    alone = nested("Gezinslid", nested("Positie/Code", "01"), begin="2001-01-01", end=end)
    made = answer(nested("Gezinsleden", alone))
    assert [each.gezinshoofd.registratie.identificator.text for each in parts(made, Gezin)] == heads
    assert parts(made, Gezinsrelatie) == []


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (nested("Referentiepersoon/Positie/Code", "20"), "a position in a household without a reference person"),
        (nested("Afstammingen/Afstamming/Type/Code", "08"), "a descent without a parent"),
        (nested("WettelijkeSamenwoning/Plaats/Land/ISOCode", "BEL"), "a cohabitation without a partner"),
    ],
)
def test_what_the_profile_has_no_place_for_is_told(inside: str, told: str) -> None:
    assert [each.partition(": ")[2] for each in said(answer(inside))] == [f"{told}, left out"]


def test_an_address_that_is_not_to_be_given_to_others_says_since_when_and_for_how_long() -> None:
    period = nested("Periode", nested("Begindatum", "2026-01-01") + nested("Einddatum", "2026-12-31"))
    secret = nested("NietMededeelbaarAdres", period + nested("DatumBeslissingCollege", "2025-12-24"))
    for home in (nested("Hoofdverblijfplaats", STREET), ""):
        (residence,) = parts(answer(nested("Adressen", home + secret)), Domicilie)
        hidden = residence.niet_mededeelbaar
        assert hidden.sinds == date(2025, 12, 24)
        assert hidden.periode.van.in_xsd_datum == date(2026, 1, 1)
        assert hidden.periode.tot.in_xsd_datum == date(2026, 12, 31)
        assert (residence.verblijfsadres is not None) == bool(home)


@pytest.mark.parametrize("end", [None, date(2027, 1, 31)])
def test_a_reference_address_has_its_last_day_and_is_a_main_residence_without_one(end: date | None) -> None:
    period = nested("Begindatum", "2020-01-01") + (nested("Einddatum", str(end)) if end else "")
    made = answer(nested("Adressen/Hoofdverblijfplaats", STREET + nested("ReferentieAdres", period)))
    assert [each.einddatum for each in parts(made, Referentieadres)] == ([end] if end else [])
    assert len(parts(made, Domicilie)) == (end is None)


@pytest.mark.parametrize(
    ("end", "inside", "until"),
    [
        ("2013-01-01", "", date(2013, 1, 1)),
        ("2013-01-01", nested("Einddatum", "2012-12-01"), date(2012, 12, 1)),
        ("", "", None),
    ],
)
def test_a_provisional_registration_comes_out_with_its_period(end: str, inside: str, until: date | None) -> None:
    action = nested("JuridischeActie/Code", "1") + inside
    made = answer(nested("VoorlopigeInschrijving", action, begin="2012-01-01", end=end), at=DAY)
    (registration,) = parts(made, VoorlopigeInschrijving)
    assert registration.procedure.endswith("/IT028/ProcedureType/1")
    assert registration.geldigheid.van.in_xsd_datum == date(2012, 1, 1)
    assert (registration.geldigheid.tot and registration.geldigheid.tot.in_xsd_datum) == until
