"""Numbers as people write them: groups of thousands, signs, and what is refused with its text."""

from __future__ import annotations

import io
from typing import Annotated, Any

import pytest

from oslo import Namespace, Profile, Resource
from oslo.mapping.mapping import mapping_from
from oslo.mapping.numbers import decimal_reader
from oslo.mapping.rejects import Notice, Reject
from oslo.records import open_records


@pytest.mark.parametrize(
    ("sign", "text", "number"),
    [
        (",", "1.250", "1250"),
        (",", "1.250.000,5", "1250000.5"),
        (",", "1 250", "1250"),
        (",", "1\N{NO-BREAK SPACE}250,75", "1250.75"),
        (",", "12\N{NARROW NO-BREAK SPACE}500\N{NARROW NO-BREAK SPACE}000", "12500000"),
        (",", "1'250", "1250"),
        (",", "1250,5", "1250.5"),
        (",", ",5", "0.5"),
        (",", "\N{MINUS SIGN}5", "-5"),
        (",", "- 1.250", "-1250"),
        (",", "+5", "5"),
        (",", "007", "007"),
        (".", "1,250.75", "1250.75"),
        (".", "12.50", "12.50"),
        (".", "1\N{RIGHT SINGLE QUOTATION MARK}250.00", "1250.00"),
        ("either", "3,7219", "3.7219"),
        ("either", "-51.05", "-51.05"),
    ],
)
def test_a_number_is_read(sign: str, text: str, number: str) -> None:
    assert decimal_reader(sign)(text) == number


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        *(
            (",", each)
            for each in ("1.25", "12.50", "0.250", "1.2500", "1.250 000", "1.25,5", "1,250.5", "5,", ",", "")
        ),
        *((",", each) for each in ("5-", "(5)", "--5", "1e3", "12 m", "€ 5", "1250 000", "1,250,000", "5/7", "٣")),
        *((".", each) for each in ("1,25", "12,5", "0,250", "1.250,75", "1.250.000", "5-", "nan", "0x1F", "1_000")),
        *(("either", each) for each in ("1.250,75", "1 250", "oost", "1,2,3")),
    ],
)
def test_another_text_is_refused_and_shown_as_it_is(sign: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a number.*: '") as refused:
        decimal_reader(sign)(text)
    assert str(refused.value).endswith(repr(text))


NS = Namespace("https://data.example.be/ns#")


class Telling(Resource, iri=NS.Telling):
    """How many there are."""

    aantal: Annotated[int | None, NS.aantal] = None
    """The number."""
    eenheid: Annotated[str, NS.eenheid]
    """Of what."""


TELLINGEN = Profile("tellingen", "1", "Tellingen", "https://data.example.be/ns", (Telling,))


def convert(field: dict[str, str], *cells: str) -> list[Any]:
    fields = {"aantal": {"from": "NR", **field}, "eenheid": "X"}
    mapping = mapping_from({"profile": "tellingen", "model": "Telling", "fields": fields}, "m", profile=TELLINGEN)
    text = "\n".join(["NR;X", *(f"{cell};x" for cell in cells)])
    return list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv")))


def test_a_whole_number_has_no_decimals_but_zeros() -> None:
    good, half = convert({"decimal": ","}, "1.250,00", "12,5")
    assert good.aantal == 1250
    assert isinstance(half, Reject)
    assert str(half) == "-:3: NR: aantal: not a whole number: '12,5'"


def test_a_number_that_is_left_out_is_told_with_its_first_row_and_how_often() -> None:
    first, second, third, told = convert({"decimal": ",", "invalid": "drop"}, "7", "zeven", "1.25")
    assert [each.aantal for each in (first, second, third)] == [7, None, None]
    assert isinstance(told, Notice)
    assert str(told) == "-:3: NR: aantal: not a number: left out (2 times)"


def test_a_code_a_date_or_a_pattern_that_is_left_out_is_told() -> None:
    def told(field: str, rule: dict[str, object]) -> list[str]:
        rules = {
            "profile": "generiek-basis",
            "model": "Identificator",
            "fields": {"identificator": "NR", field: {"from": "V", **rule}},
        }
        mapping = mapping_from(rules, "m")
        source = open_records(io.BytesIO(b"NR;V\n1;x\n"), mapping.layout, form="csv")
        return [str(each) for each in mapping.run(source) if isinstance(each, Notice)]

    where = "-:2: V: toegekend"
    assert told("toegekend_op", {"date": "%d/%m/%Y", "invalid": "drop"}) == [
        f"{where}_op: not a date of the form %d/%m/%Y: left out"
    ]
    assert told("toegekend_door_string", {"pattern": "[0-9]", "invalid": "drop"}) == [
        f"{where}_door_string: not of the form [0-9]: left out"
    ]
    assert told("toegekend_door_string", {"identifier": "kbo", "invalid": "drop"}) == [
        f"{where}_door_string: not of the kind kbo: left out"
    ]
    assert told("toegekend_door_string", {"codes": {"a": "b"}, "unknown": "drop"}) == [
        f"{where}_door_string: unknown code: left out"
    ]
    assert told("toegekend_door_string", {"codes": {"x": "b"}, "unknown": "drop"}) == []
