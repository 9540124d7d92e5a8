"""Time in mappings: what no longer holds, or not yet, on the day of the run is left out, and its number is told."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from helpers.converting import Converted, converted

from oslo import mapping_from
from oslo.errors import MappingError

DAY = date(2026, 11, 27)
ADDRESSES = b"""<r>
<p nr="1"><a b="2001-05-01" e="2014-03-01"><s>Kerkstraat</s></a><a b="2014-03-01"><s>Markt</s></a></p>
<p nr="2"><a b="2026-11-27" e="2027-01-01"><s>Dorp</s></a><a b="2027-01-01"><s>Hoek</s></a></p>
<p nr="3"><a e="2026-00-00"><s>Laan</s></a><a e="2025-00-00"><s>Dreef</s></a><a e="2026-10-00"><s>Weg</s></a></p>
</r>"""


def addresses(valid: dict[str, Any], at: date = DAY) -> Converted:
    fields = {"straatnaam": {"each": "a", "valid": valid, "from": "s"}}
    rules = {"profile": "adresregister", "model": "Adresvoorstelling", "id": "urn:x:{@nr}", "records": "//p"}
    return converted([io.BytesIO(ADDRESSES)], mapping_from({**rules, "fields": fields}, "m", at=at), form="xml")


def streets(made: Converted) -> set[str]:
    return {str(each) for each in made.values("http://www.w3.org/ns/locn#thoroughfare")}


def test_what_has_ended_and_what_has_not_begun_is_left_out_and_told() -> None:
    made = addresses({"from": "@b", "until": "@e"})
    assert made.reasons == []
    assert streets(made) == {"Markt", "Dorp", "Laan"}  # the day of the end is the first without; 2026 is not over
    assert [each.text for each in made.notices] == [
        "a: no longer valid on 2026-11-27, left out (3 times)",
        "a: not yet valid on 2026-11-27, left out",
    ]
    assert [each.place.line for each in made.notices] == [2, 3]


def test_another_day() -> None:
    fields = {"straatnaam": {"each": "a", "valid": {"from": "@b", "until": "@e"}, "from": "s"}}
    made = addresses({"from": "@b", "until": "@e"}, at=date(2014, 2, 28))
    assert "Kerkstraat" in streets(made)
    assert "Markt" not in streets(made)
    fixed = {**fields["straatnaam"]["valid"], "at": "2014-03-01"}  # type: ignore[dict-item]
    assert "Markt" in streets(addresses(fixed, at=date(2001, 1, 1)))


def test_the_last_day_counts_with_through() -> None:
    rows = "1,Gent,2026-11-27\n2,Luik,2026-11-26\n"
    assert (table(rows, {"through": "EINDE"}).resources, table(rows, {"until": "EINDE"}).resources) == (1, 0)


def table(rows: str, valid: dict[str, Any], **more: Any) -> Converted:
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{NR}", "valid": valid, **more}
    mapping = mapping_from({**rules, "fields": {"plaatsnaam": "NAAM"}}, "m", at=DAY)
    return converted([io.BytesIO(f"NR,NAAM,EINDE\n{rows}".encode())], mapping, form="csv")


def test_records_of_a_table_in_their_own_date_format() -> None:
    made = table("1,Gent,31/12/2025\n2,Luik,\n3,Ronse,01/01/2030\n", {"until": "EINDE", "date": "%d/%m/%Y"})
    assert (made.resources, made.reasons) == (2, [])
    assert [str(each) for each in made.notices] == ["-:2: Plaats: no longer valid on 2026-11-27, left out"]


def test_a_date_that_is_none_rejects_the_record() -> None:
    made = table("1,Gent,ooit\n2,Luik,\n", {"until": "EINDE"})
    assert made.resources == 1
    assert made.reasons == ["-:2: valid: not a date: 'ooit'"]


def test_without_a_date_it_is_an_error_of_the_mapping() -> None:
    with pytest.raises(MappingError, match="valid: name the column of a date"):
        table("", {"at": "today"})


@pytest.mark.parametrize(
    ("until", "current"),
    [
        ("0000-00-00", True),  # nothing is known: no bound
        ("2026-00-00", True),  # 2026 is not over
        ("2026-99-99", True),
        ("2026-00-05", True),
        ("2026-11-00", True),
        ("2026-10-00", False),
        ("2025-99-99", False),
        ("2026-11-27T08:00:00", False),
        ("9999-12-31", True),
    ],
)
def test_a_date_counts_as_far_as_it_is_known(until: str, current: bool) -> None:
    made = table(f"1,Gent,{until}\n", {"until": "EINDE"})
    assert (made.resources, made.reasons) == (int(current), [])


# What follows each other: one ends where the next begins.

STATES = b"""<r>
<p nr="1"><a b="1990-05-06"><s>first</s></a><a b="2015-02-01" k="x"><s>third</s></a>
<a b="2003-01-01"><s>second</s></a></p>
<p nr="2"><a b="2030-01-01"><s>later</s></a><a><s>without</s></a></p>
<p nr="3"><a b="2010-00-00"><s>about</s></a><a b="2010-06-00" e="2012-01-01"><s>over</s></a></p>
</r>"""


def followed(field: dict[str, Any], at: date = DAY) -> Converted:
    rules = {"profile": "adresregister", "model": "Adresvoorstelling", "id": "urn:x:{@nr}", "records": "//p"}
    return converted([io.BytesIO(STATES)], mapping_from({**rules, "fields": field}, "m", at=at), form="xml")


ONE_AFTER_ANOTHER = {"from": "@b", "until": "@e", "successive": True}


def test_a_part_ends_where_a_later_one_begins() -> None:
    made = followed({"straatnaam": {"each": "a", "valid": ONE_AFTER_ANOTHER, "from": "s"}})
    assert (streets(made), made.reasons) == ({"third", "without"}, [])
    assert [str(each) for each in made.notices] == [
        "-:2: a: a later one has begun on 2026-11-27, left out (3 times)",
        "-:4: a: not yet valid on 2026-11-27, left out",
        "-:5: a: no longer valid on 2026-11-27, left out",
    ]


def test_on_an_earlier_day_the_one_before_holds() -> None:
    field = {"straatnaam": {"each": "a", "valid": ONE_AFTER_ANOTHER, "from": "s"}}
    assert streets(followed(field, date(2015, 1, 31))) == {"second", "without"}
    assert streets(followed(field, date(2015, 2, 1))) == {"third", "without"}
    assert streets(followed(field, date(2002, 12, 31))) == {"first", "without"}
    assert streets(followed(field, date(2010, 7, 1))) == {"second", "without", "over"}


def test_a_later_part_that_is_not_taken_ends_one_that_would_be() -> None:
    made = followed({"straatnaam": {"each": "a", "when": {"@k": None}, "valid": ONE_AFTER_ANOTHER, "from": "s"}})
    assert streets(made) == {"without"}


@pytest.mark.parametrize("second", ["1999-01-01", "2001-01-01"])
def test_parts_with_fields_follow_each_other_and_those_of_one_day_hold_together(second: str) -> None:
    states = f'<r><p><a b="2001-01-01"><s>A</s></a><a b="{second}"><s>B</s></a><nr>1</nr></p></r>'.encode()
    keepers = {"each": "a", "valid": {"from": "@b", "successive": True}, "voorkeursnaam": "s"}
    fields = {"registratie": {"identificator": "nr"}, "beheerder": keepers}
    rules = {"profile": "magda-persoon", "model": "GeregistreerdPersoon", "records": "//p", "fields": fields}
    made = converted([io.BytesIO(states)], mapping_from(rules, "m", at=DAY), form="xml")
    assert made.reasons == []
    names = made.values("https://implementatie.data.vlaanderen.be/ns/magda/persoon#voorkeursnaam")
    assert {str(each) for each in names} == ({"A"} if second < "2001" else {"A", "B"})


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"from": "a/s", "valid": {"from": "@b", "successive": True}}, "only parts with `each` follow each other"),
        ({"each": "a", "from": "s", "valid": {"until": "@e", "successive": True}}, "on which a part begins"),
    ],
)
def test_what_cannot_follow_each_other_is_an_error_of_the_mapping(field: dict[str, Any], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        followed({"straatnaam": field})


def test_a_record_as_a_whole_follows_none() -> None:
    with pytest.raises(MappingError, match="only parts with `each` follow each other"):
        table("1,Gent,\n", {"from": "EINDE", "successive": True})


# A part of which only fixed values are left.


@pytest.mark.parametrize(("until", "there"), [("2020-01-01", False), ("2030-01-01", True)])
def test_a_part_of_which_only_fixed_values_are_left_is_absent(until: str, there: bool) -> None:
    record = f'<r><p nr="1"><naam>Ann</naam><a e="{until}"><s>Markt</s></a></p></r>'.encode()
    place = {"id": "urn:land", "plaatsnaam": {"constant": "Belgie"}}
    address = {"model": "Adresvoorstelling", "straatnaam": "s"}
    home = {"model": "Domicilie", "each": "a", "valid": {"until": "@e"}, "verblijfsadres": address}
    fields = {
        "registratie": {"identificator": "@nr"},
        "heeft_inwonerschap": {"jurisdictie": {"plaats": place}, "heeft_verblijfplaats": home},
    }
    rules = {"profile": "magda-persoon", "model": "GeregistreerdPersoon", "records": "//p", "fields": fields}
    made = converted([io.BytesIO(record)], mapping_from(rules, "m", at=DAY), form="xml")
    assert (made.resources, made.reasons) == (1, [])
    persoon = "https://data.vlaanderen.be/ns/persoon#"
    assert len(made.values(f"{persoon}heeftInwonerschap")) == there
    assert len(made.values(f"{persoon}Inwonerschap.binnenJurisdictie")) == there
