"""The command `oslo mapping`: a draft with what is to be decided, and what a mapping makes of the first records."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.commands import oslo
from helpers.drafts import FRENCH, table


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
    assert ["NAAM", "plaatsnaam", "rejected: is required, but has no value"] in rows
    assert ["Gent;8;7", "rejected: 3 cells where the first row names 2; beyond the last is '7'"] in rows


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


def test_an_element_whose_name_is_none(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "profile: persoon-basis\nmodel: Plaats\nrecords: //punt\nfields: {plaatsnaam: naam}\n"
    )
    for name in (":", "a:", "a:b:c"):
        (tmp_path / "in.xml").write_text(f"<{name}><punt><naam>Gent</naam></punt><punt/>")
        code, said = oslo("mapping", tmp_path / "in.xml", "--check", tmp_path / "m.yaml", "--records", "1")
        assert (code, "Gent" in said) == (0, True), said
        code, said = oslo("mapping", tmp_path / "in.xml", "--check", tmp_path / "m.yaml")
        assert (code, "not well-formed XML" in said) == (2, True), said
