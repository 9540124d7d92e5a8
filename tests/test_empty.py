"""Texts that are no value, and contacts that can never be one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from oslo.mapping.contacts import email, telephone, url
from oslo.mapping.mapping import load_mapping, mapping_from
from oslo.mapping.rejects import Notice, Reject
from oslo.model.resource import Resource
from oslo.records import open_records


def run(fields: dict[str, Any], text: str, form: str = "csv", **top: Any) -> tuple[list[Any], list[str]]:
    mapping = mapping_from({"profile": "persoon-basis", "model": "ContactInfo", "fields": fields, **top}, "m")
    results = list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form=form)))
    said = [str(each).removeprefix("-:") for each in results if isinstance(each, Reject | Notice)]
    return [each for each in results if isinstance(each, Resource)], said


@pytest.mark.parametrize("cell", ["geen", "GEEN", " Geen ", "n.v.t.", "N.V.T.", "-", "NULL", ""])
def test_a_text_that_is_no_value(cell: str) -> None:
    rule = {"from": "T", "empty": ["geen", "n.v.t.", "-", None]}
    [found], said = run({"telefoon": rule, "contactnaam": "N"}, f"N;T\nx;{cell}\n")
    assert (found.telefoon, said) == (None, [])
    [found], _ = run({"telefoon": {**rule, "default": "112"}, "contactnaam": "N"}, f"N;T\nx;{cell}\n")
    assert found.telefoon == "112"


def test_at_the_top_it_holds_for_all_rules_pieces_and_conditions() -> None:
    fields = {
        "contactnaam": {"from": ["A", "B"], "join": " "},
        "fax": {"template": "+32 {T}"},
        "email": {"constant": "info@example.be", "when": "A"},
    }
    [one, two], said = run(fields, "A;B;T\nAn;geen;geen\nGeen;Bo;51\n", empty=["geen"])
    assert (one.contactnaam, one.fax, one.email) == ("An", None, "info@example.be")
    assert (two.contactnaam, two.fax, two.email) == ("Bo", "+32 51", None)
    assert said == []
    voorstelling = {"locatieaanduiding": {"from": "P", "split": "|"}, "huisnummer": "N"}
    [found], _ = run(voorstelling, "N;P\n1;links | geen|rechts\n", empty=["GEEN"], model="Adresvoorstelling")
    assert found.locatieaanduiding == ["links", "rechts"]


def test_in_json_and_in_another_text_it_stays() -> None:
    records = json.dumps([{"n": "x", "t": "nvt"}, {"n": "geen idee", "t": None}])
    [one, two], _ = run({"contactnaam": "n", "telefoon": "t"}, records, "json", empty=["nvt", "geen"])
    assert (one.telefoon, two.contactnaam) == (None, "geen idee")


@pytest.mark.parametrize("name", ["kbo", "vestiging", "nis", "ovo", "postcode", "iban", "insz", "email"])
def test_a_message_shows_the_cell_as_it_is(name: str) -> None:
    _, [said] = run({"contactnaam": {"from": "V", "identifier": name}}, "N;V\nx;n.v.t.\n")
    assert "'n.v.t.'" in said


@pytest.mark.parametrize("text", ["info@example.be", "an.de-wit+x@mail.example.be", "mailto:info@example.be", "a@b.c"])
def test_an_email_address(text: str) -> None:
    assert email(text) == text.removeprefix("mailto:")


@pytest.mark.parametrize(
    "text", ["info", "info.example.be", "a b@example.be", "a@b", "a@b..c", "@example.be", "a@b.be; c@d.be", "a@b@c.be"]
)
def test_no_email_address(text: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        email(text)


@pytest.mark.parametrize("text", ["051 00 00 09", "+32 (0)51/00.00.09", "112", "tel:+3251000009", "0800-1 23 45"])
def test_a_telephone_number(text: str) -> None:
    assert telephone(text) == text.removeprefix("tel:")


@pytest.mark.parametrize(
    "text", ["bel ons", "12", "+32 51 00 00 09 00 00 00", "mailto:a@b.be", "051 00 00 09 (Jan)", "-"]
)
def test_no_telephone_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a telephone number"):
        telephone(text)


@pytest.mark.parametrize(
    "text", ["https://www.example.be", "HTTP://example.be:80/a?b#c", "https://gemeente.brussels/é"]
)
def test_a_web_address(text: str) -> None:
    assert url(text) == text


@pytest.mark.parametrize("text", ["www.example.be", "https://localhost", "ftp://x.be", "https://x be", "https://.be"])
def test_no_web_address(text: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        url(text)


def test_a_property_for_a_contact_tells_of_other_text_and_keeps_it() -> None:
    fields = {"email": "E", "telefoon": "T", "website": "W"}
    rows = "E;T;W\ninfo;bel ons;https://gent\na@b.be;112;https://x.be\nb;;\n"
    [one, *_], said = run(fields, rows)
    assert (one.email, one.telefoon) == ("info", "bel ons")
    assert said == [
        "2: E: email: not an e-mail address (2 times)",
        "2: T: telefoon: not a telephone number",
        "2: W: website: not a web address, which begins with http:// or https:// and a host",
    ]


def test_a_position_of_best_is_whole_told_or_refused() -> None:
    mapping = load_mapping("best-address")
    names = "EPSG:31370_x,EPSG:31370_y,address_id,house_number,municipality_id,municipality_name_nl,postcode,street_id"
    names += ",streetname_nl,region_code,status,box_number,municipality_name_de,municipality_name_fr,postname_fr"
    names += ",postname_nl,streetname_de,streetname_fr"
    rest = "1,146,23025,Grimbergen,1853,2,Straat,BE-VLG,current,,,,,,,"
    points = ["147000.5,177748.9", "0.00000,0.00000", "abc,177748.9", "147000.5,", "0.00000,177748.9", ","]
    text = "\n".join([names, *(f"{each},{rest}" for each in points)])
    found = list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv")))
    assert [each.positie is None for each in found[:2]] == [False, True]  # type: ignore[union-attr]
    assert "not a number: 'abc'" in str(found[2])
    assert [each.positie for each in found[3:6]] == [None, None, None]  # type: ignore[union-attr]
    [told] = found[6:]
    assert str(told).startswith("-:5: ")
    assert str(told).endswith("a part of the geometry has no value: left out (2 times)")
