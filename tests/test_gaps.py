"""What the published profile asks of resources and records, and they leave out; the rows that say why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from helpers.commands import oslo
from helpers.houses import HOUSES, Huis, Kamer

import oslo as library
from oslo import Profile, Strength, convert, describe, gaps, relaxed, validate
from oslo.errors import DescribeError, OsloError
from oslo.exchange.shacl import shapes
from oslo.model.published import relaxations
from oslo.models import MODULES, besluit, load_profile
from oslo.reference.deviations import deviations_page, made_rows
from oslo.validation.findings import severity_name

# Resources.


def test_what_a_resource_leaves_out() -> None:
    house = Huis(id="https://data.example.be/id/h", naam=["a", "b"], kamer=[Kamer(), Kamer(naam="zolder")])
    said = [
        (each.node, each.node_class, each.property, each.rule, severity_name(each.severity))
        for each in gaps(house, HOUSES)
    ]
    node = "https://data.example.be/id/h"
    assert said[0] == (node, "Huis", "naam", "maxCount", "Warning")
    assert [each[1:] for each in said[1:]] == [("Kamer", "naam", "minCount", "Warning")]
    assert said[1][0].startswith(f"{node}#kamer-")
    assert gaps(Huis(naam=["a"], kamer=[Kamer(naam="a"), Kamer(naam="b")]), HOUSES) == []


def test_equal_values_count_once() -> None:
    rooms = [Kamer(naam="zolder"), Kamer(naam="zolder")]
    assert [each.rule for each in gaps(Huis(kamer=rooms), HOUSES)] == ["minCount"]
    assert gaps(Huis(naam=["a", "a"], kamer=[*rooms, Kamer(naam="kelder")]), HOUSES) == []


def test_all_descriptions_of_a_thing_count_together() -> None:
    rooms = [Kamer(id="urn:1", naam="a"), Kamer(id="urn:1"), Kamer(id="urn:2", naam="b")]
    assert gaps(Huis(kamer=rooms), HOUSES) == []


def test_the_profile_of_a_resource_is_that_of_its_module() -> None:
    rows = relaxed(besluit.PROFILE, besluit.Artikel)
    assert [each.property for each in gaps(besluit.Artikel(nummer="1"))] == [row.name for row in rows.values()]
    assert len(rows) == 4
    with pytest.raises(OsloError, match="Huis: of which profile"):
        gaps(Huis())
    assert gaps(Huis(), load_profile("generiek-basis")) == []


# Profiles.


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"why": {"Huis.naam": "1"}}, "relaxed: 'Huis.naam': '1'; expected `Class.property` and `1..1`"),
        ({"why": {"naam": "1..1"}}, "relaxed: 'naam': '1..1'; expected"),
        ({"why": {"Huis.naam": "n..1"}}, "relaxed: 'Huis.naam': 'n..1'; expected"),
    ],
)
def test_a_row_of_another_form_is_refused(table: dict[str, dict[str, str]], message: str) -> None:
    with pytest.raises(DescribeError) as error:
        list(relaxations(table))
    assert message in str(error.value)


def test_a_row_about_no_property_is_refused() -> None:
    rows = tuple(relaxations({"why": {"Huis.nam": "1..1"}}))
    profile = Profile("huizen", "1", "Huizen", "https://data.example.be/", (Huis, Kamer), rows)
    with pytest.raises(DescribeError, match=r"no property Huis\.nam"):
        shapes(profile)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_row_asks_more_than_the_class_does(name: str) -> None:
    profile = load_profile(name)
    assert len(list(made_rows(profile))) == len(profile.relaxations)


def test_rows_of_the_page_are_made_and_others_stay() -> None:
    head = "| Class | property | published | ours | why |\n|---|---|---|---|---|\n"
    page = f"# Deviations\n\n## huizen 1\n\n{head}| Huis | naam | 1..1 | 0..n | old |\n"
    made = deviations_page(f"{page}| Huis | dak | a | b | c |\n\nEnd.\n", [HOUSES])
    assert made == (
        f"# Deviations\n\n## huizen 1\n\n{head}| Huis | dak | a | b | c |\n"
        "| Huis | kamer | 2..3 | 0..n | rooms are not counted |\n"
        "| Huis | naam | 0..1 | 0..n | a house has a name in each language |\n"
        "| Kamer | naam | 1..1 | 0..1 | rooms are not counted |\n\nEnd.\n"
    )
    assert deviations_page(made, [HOUSES]) == made
    with pytest.raises(OsloError, match="no table of huizen 1"):
        deviations_page("# Deviations\n", [HOUSES])
    assert {prop.cardinality for prop in describe(Huis).properties} == {"0..n", "0..1"}


# Records.

MAPPING = """
profile: adresregister
model: Straatnaam
id: https://data.example.be/id/straat/{NR}
fields:
  straatnaam: {from: NAAM, language: nl}
  status: {template: "https://data.vlaanderen.be/id/concept/straatnaamstatus/{STATUS}"}
  isToegekendDoor: {constant: "https://data.example.be/id/gemeente/1"}
  identificator: {id: "https://data.example.be/id/straat/{NR}/code", identificator: NR}
"""
RECORDS = "NR,NAAM,STATUS\n1,Veldstraat,inGebruik\n2,Korenmarkt,\n3,Kouter,\n"
LEFT_OUT = "2 records leave out Straatnaam.status, which the published profile asks (1..1)"


@pytest.fixture
def streets(tmp_path: Path) -> list[str | Path]:
    (tmp_path / "m.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "in.csv").write_text(RECORDS, "utf-8")
    return ["convert", tmp_path / "in.csv", "--mapping", tmp_path / "m.yaml", "-o", tmp_path / "out.nt"]


def test_records_are_counted_by_what_they_leave_out(streets: list[str | Path]) -> None:
    code, said = oslo(*streets)
    assert (code, LEFT_OUT in said, "3 converted, 0 rejected" in said) == (0, True, True)
    code, said = oslo(*streets, "--language", "nl")
    assert "2 records hebben geen Straatnaam.status, wat het gepubliceerde profiel vraagt (1..1)" in said


def test_as_published_they_are_rejects(streets: list[str | Path], tmp_path: Path) -> None:
    code, said = oslo(*streets, "--as", "published")
    assert (code, LEFT_OUT in said, "1 converted, 2 rejected" in said) == (1, False, True)
    with (tmp_path / "out.nt.rejects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["NR"] for row in rows] == ["2", "3"]
    assert rows[0]["reject_reason"].startswith("status: is missing, but the published profile asks it (1..1); ")
    report = validate(tmp_path / "out.nt", "adresregister", strength=Strength.PUBLISHED)
    assert [each for each in report.violations if each.published] == []


def test_as_exchanged_nothing_is_said_of_them(streets: list[str | Path]) -> None:
    code, said = oslo(*streets, "--as", "exchanged")
    assert (code, "published" in said) == (0, False)


def test_in_python(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(RECORDS, "utf-8")
    (tmp_path / "m.yaml").write_text(MAPPING, "utf-8")
    mapping = library.load_mapping(str(tmp_path / "m.yaml"))
    counts = {}
    for strength in Strength:
        outcome = convert([tmp_path / "in.csv"], mapping, tmp_path / "out.nt", strength=strength)
        counts[strength.value] = (outcome.resources, outcome.rejects, outcome.open.total())
    assert counts == {"published": (1, 2, 0), "default": (3, 0, 2), "exchanged": (3, 0, 0)}
