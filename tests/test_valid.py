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
    with pytest.raises(MappingError, match="valid: name the path of a date"):
        table("", {"at": "today"})
