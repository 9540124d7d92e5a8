"""The account of a run: what a mapping does not read, what it asks for in vain, and which records it does not take."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from openpyxl import Workbook

from oslo import Outcome, convert, mapping_from
from oslo.mapping.account import Names
from oslo.records.xml.paths import location_paths

PLACE = {"profile": "persoon-basis", "model": "Plaats", "id": "https://data.example.be/id/plaats/{nr}"}


def done(data: str | bytes, form: str, fields: dict[str, Any] | None = None, **rules: Any) -> Outcome:
    mapping = mapping_from({**PLACE, "fields": fields or {"plaatsnaam": "naam"}, **rules}, "plaatsen")
    raw = data.encode() if isinstance(data, str) else data
    return convert([io.BytesIO(raw)], mapping, io.StringIO(), form=form)


def unread(outcome: Outcome) -> dict[str, tuple[int, int | None]]:
    return {each.path: (each.times, each.place.line) for each in outcome.unread}


# What nobody reads.


def test_columns() -> None:
    outcome = done("nr;naam;tel;fax;leeg\n1;Gent;;;\n2;Luik;123;;\n3;Ronse;456;7;\n", "csv")
    assert unread(outcome) == {"tel": (2, 3), "fax": (1, 4)}
    assert not outcome.complete
    assert outcome.ok


def test_a_workbook() -> None:
    book = Workbook()
    for row in (["nr", "naam", "tel"], [1, "Gent", None], [2, "Luik", "123"]):
        book.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    assert unread(done(file.getvalue(), "xlsx")) == {"tel": (1, 3)}


def test_an_error_in_a_column_that_nobody_reads_is_told_and_rejects_nothing() -> None:
    book = Workbook()
    for row in (["nr", "naam", "tel"], [1, "Gent", "#N/A"], ["#REF!", "Luik", "123"]):
        book.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    outcome = done(file.getvalue(), "xlsx")
    assert (outcome.resources, outcome.rejects) == (1, 1)
    assert [each.text for each in outcome.notices] == [
        "tel, which is not read: '#N/A' is the error of a formula, not a value"
    ]


RECORDS = [
    {"nr": 1, "naam": "Gent", "tel": None, "fax": "", "adres": {"straat": "Dorp", "post": {"code": 1}}, "soort": []},
    {
        "nr": 2,
        "naam": "Luik",
        "tel": "123",
        "lijst": [{"a": 1, "b": 2}, {"a": 3}],
        "vlag": False,
        "punten": [1, [2, 3]],
    },
]
JSON_UNREAD = {
    "adres.*": (2, 1),
    "tel": (1, 2),
    "lijst.*": (3, 2),
    "vlag": (1, 2),
    "punten": (3, 2),
}


def test_json_with_what_is_around_its_records() -> None:
    document = {"bron": "stad", "plaatsen": RECORDS, "meta": {"van": 1, "tot": 2, "per": 3}}
    found = unread(done(json.dumps(document), "json", records="plaatsen"))
    assert found == {**JSON_UNREAD, "$$.bron": (1, None), "$$.meta.*": (3, None)}
    assert unread(done(json.dumps(RECORDS), "json")) == JSON_UNREAD
    assert unread(done("\n".join(map(json.dumps, RECORDS)), "jsonl")) == JSON_UNREAD


def test_json_paths_of_every_kind_count_as_read() -> None:
    record = {
        "nr": 1,
        "naam": "Gent",
        "tel": 5,
        "vlag": True,
        "lijst": [{"a": 1, "b": 2}, {"a": 3}],
        "punten": [1, 2, 3],
    }
    paths = ["naam", "lijst.0.a", "punten.1", "$.tel", "$$.bron"]
    fields = {"plaatsnaam": {"from": paths, "when": {"vlag": {"not": "x"}}}}
    found = unread(done(json.dumps({"bron": "x", "r": [record]}), "json", fields, records="r"))
    assert found == {"lijst.1 and more": (1, 1), "lijst.b": (1, 1), "punten.0 and others": (2, 1)}


def test_xml_elements_attributes_and_what_is_around() -> None:
    document = """<lijst versie="2" xmlns:x="urn:x"><bron>stad</bron>
    <plaats nr="1"><naam taal="nl">Gent</naam><x:code>9000</x:code></plaats>
    <plaats nr="2"><naam>Luik</naam><adres><straat>Dorp</straat><nr>1</nr></adres></plaats></lijst>"""
    found = unread(done(document, "xml", records="//plaats", id="https://data.example.be/id/plaats/{@nr}"))
    assert found == {
        "naam/@taal": (1, 2),
        "code": (1, 2),
        "adres/*": (2, 3),
        "/lijst/@versie": (1, 1),
        "/lijst/bron": (1, 1),
    }
    fields = {"plaatsnaam": {"template": "{concat(naam, ../bron, adres/straat)}"}}
    found = unread(done(document, "xml", fields, records="//plaats", id="https://data.example.be/id/plaats/{@nr}"))
    assert found == {"naam/@taal": (1, 2), "code": (1, 2), "adres/nr": (1, 3), "/lijst/@versie": (1, 1)}


def test_rdf_properties() -> None:
    turtle = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix o: <urn:o#> .
    <urn:1> a o:Plaats ; skos:prefLabel "Gent" ; skos:altLabel "Gand", "Ghent" ; o:zone [ o:naam "x" ] ."""
    rules = {"records": "o:Plaats", "namespaces": {"o": "urn:o#"}, "id": "{.}"}
    found = unread(done(turtle, "ttl", {"plaatsnaam": "skos:prefLabel"}, **rules))
    assert found == {"skos:altLabel": (2, None), "o:zone": (1, None), "o:naam": (1, None)}


def test_the_rows_of_a_query(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as database:
        database.execute("CREATE TABLE plaats (nr, naam, tel)")
        database.executemany("INSERT INTO plaats VALUES (?, ?, ?)", [(1, "Gent", None), (2, "Luik", "12")])
    rules = {**PLACE, "records": {"sql": "SELECT * FROM plaats"}, "fields": {"plaatsnaam": "naam"}}
    outcome = convert([tmp_path / "a.sqlite"], mapping_from(rules, "plaatsen"), io.StringIO())
    assert [(each.path, each.times) for each in outcome.unread] == [("tel", 1)]


def test_a_table_that_no_query_names(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as database:
        database.execute("CREATE TABLE plaats (nr, naam)")
        database.execute("CREATE TABLE straat (nr, naam)")
        database.execute("INSERT INTO plaats VALUES (1, 'Gent')")
    rules = {**PLACE, "records": {"sql": "SELECT * FROM plaats"}, "fields": {"plaatsnaam": "naam"}}
    outcome = convert([tmp_path / "a.sqlite"], mapping_from(rules, "plaatsen"), io.StringIO())
    assert [str(each) for each in outcome.unread] == [f"table straat of {tmp_path / 'a.sqlite'}"]
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    for name in ("plaats", "straat"):
        (tmp_path / f"{name}.csv").write_text("nr,naam\n1,Gent\n")
    inputs = [tmp_path / "plaats.csv", tmp_path / "straat.csv"]
    assert [each.path for each in convert(inputs, mapping_from(rules, "m"), io.StringIO()).unread] == ["table straat"]
    ignored = mapping_from({**rules, "ignored": {"table straat": "for the streets"}}, "m")
    assert convert(inputs, ignored, io.StringIO()).complete


def test_two_kinds_share_a_file_and_two_files_add_up(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text("nr,naam,name,tel\n1,Gent,Ghent,5\n")
    kinds = [{"model": "Plaats", "fields": {"plaatsnaam": each}} for each in ("naam", "name")]
    mapping = mapping_from({"profile": "persoon-basis", "id": PLACE["id"], "maps": kinds}, "plaatsen")
    outcome = convert([tmp_path / "a.csv", tmp_path / "b.csv"], mapping, io.StringIO())
    assert [str(each) for each in outcome.unread] == [f"tel (2 values, first at {tmp_path / 'a.csv'}:2)"]


# What is left out on purpose.


def test_ignored_names_and_patterns() -> None:
    document = json.dumps({"bron": "stad", "plaatsen": RECORDS})
    ignored = {"adres.*": "another register", "tel": "private", "lijst.*": "none", "vlag": "none", "$$.*": "the list"}
    assert unread(done(document, "json", records="plaatsen", ignored=ignored)) == {"punten": (3, 2)}
    assert "a.b" not in Names(["b"])
    assert "Kost [EUR]" in Names(["Kost [EUR]"])


def test_a_file_of_rejects_has_columns_of_its_own() -> None:
    outcome = done("nr,naam,reject_file,reject_line,reject_column,reject_reason\n1,Gent,a,2,naam,why\n", "csv")
    assert outcome.complete


# What is asked in vain.


@pytest.mark.parametrize(
    ("data", "form", "fields", "rules", "said"),
    [
        (
            '[{"nr": 1, "naam": "Gent", "contact": {"email": "a@b.be"}}]',
            "json",
            {"plaatsnaam": ["naam", "contact.emial"]},
            {},
            ["contact.emial (plaatsnaam): no record has it; did you mean contact.email?"],
        ),
        (
            '{"nr": 1, "naam": "Gent", "STATUS": "a"}',
            "jsonl",
            {"plaatsnaam": {"from": "naam", "when": {"STATSU": None}}},
            {},
            ["STATSU (plaatsnaam): no record has it; did you mean STATUS?"],
        ),
        (
            "<r><p><nr>1</nr><naam>Gent</naam><straatnaam>Dorp</straatnaam></p></r>",
            "xml",
            {"plaatsnaam": "naam | straatnam"},
            {"records": "//p"},
            [],
        ),
        (
            "<r><p><nr>1</nr><naam>Gent</naam><straatnaam>Dorp</straatnaam></p></r>",
            "xml",
            {"plaatsnaam": ["naam", "straatnam"]},
            {"records": "//p"},
            ["straatnam (plaatsnaam): no record has it; did you mean straatnaam?"],
        ),
        (
            '<r><p xmlns:n="urn:v3"><nr>1</nr><naam>Gent</naam><n:code>1</n:code></p></r>',
            "xml",
            {"plaatsnaam": ["naam", "o:code"]},
            {"records": "//p", "namespaces": {"o": "urn:v2"}},
            ["o:code (plaatsnaam): no record has it; code is there in the namespace urn:v3"],
        ),
    ],
)
def test_a_path_that_finds_nothing(
    data: str, form: str, fields: dict[str, Any], rules: dict[str, Any], said: list[str]
) -> None:
    outcome = done(data, form, fields, **rules)
    assert [str(each) for each in outcome.unfound] == said
    asked = [each.path for each in outcome.unfound]
    assert done(data, form, fields, **rules, optional=asked).unfound == []


def test_below_a_part_that_is_nowhere_only_the_part_is_named() -> None:
    fields = {
        "plaatsnaam": "naam",
        "geometrie": {"each": "punt", "wkt": {"template": "POINT({x} {y})", "crs": "EPSG:31370"}},
    }
    outcome = done('{"nr": 1, "naam": "Gent"}', "jsonl", fields)
    assert [each.path for each in outcome.unfound] == ["punt"]


def test_it_is_enough_that_one_file_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"nr": 1, "naam": "Gent"}')
    (tmp_path / "b.json").write_text('{"nr": 2, "naam": "Luik", "name": "Liège"}', "utf-8")
    mapping = mapping_from({**PLACE, "fields": {"plaatsnaam": ["naam", "name"]}}, "plaatsen")
    assert convert([tmp_path / "a.json", tmp_path / "b.json"], mapping, io.StringIO()).unfound == []
    assert len(convert([tmp_path / "a.json"], mapping, io.StringIO()).unfound) == 1


# Records that are not taken.


def test_a_condition_that_never_holds_shows_what_the_records_have() -> None:
    outcome = done("nr,naam,status\n1,Gent,A\n2,Luik,B\n3,Ronse,\n", "csv", when={"status": "actief"})
    assert [each.text for each in outcome.notices] == [
        "3 records are not taken, as `when` does not hold: status is A, B, empty"
    ]
    assert not outcome.ok


def test_records_that_are_not_taken_are_counted() -> None:
    outcome = done("nr,naam,status\n1,Gent,A\n2,Luik,B\n", "csv", when={"status": "A"})
    assert [str(each) for each in outcome.notices] == ["-:3: 1 record is not taken, as `when` does not hold"]
    assert outcome.resources == 1


# The command line.


def test_strict(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(json.dumps({**PLACE, "fields": {"plaatsnaam": "naam"}}))
    (tmp_path / "a.csv").write_text("nr,naam,tel\n1,Gent,5\n")
    words = ("convert", tmp_path / "a.csv", "-m", tmp_path / "m.yaml", "-o", tmp_path / "a.nt")
    code, said = oslo(*words)
    assert code == 0
    assert f"not read: tel (1 value, first at {tmp_path / 'a.csv'}:2)" in said
    assert oslo(*words, "--strict")[0] == 1
    (tmp_path / "a.csv").write_text("nr,naam\n1,Gent\n")
    assert oslo(*words, "--strict")[0] == 0


def test_more_columns_than_lines_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(json.dumps({**PLACE, "fields": {"plaatsnaam": "naam"}}))
    names = [f"kolom{number}" for number in range(50)]
    (tmp_path / "a.csv").write_text(f"nr,naam,{','.join(names)}\n1,Gent{',1' * 50}\n")
    _, said = oslo("convert", tmp_path / "a.csv", "-m", tmp_path / "m.yaml", "-o", tmp_path / "a.nt")
    assert said.count("not read: ") == 21
    assert all(name in said for name in names)


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("a/b[c = 'x | y']/d | e", ["a/b/c", "a/b/d", "e"]),
        ("substring(concat('bus ', Nr), 1, 99 * boolean(Nr))", ["Nr", "Nr"]),
        ("../../@van", ["../../@van"]),
        ("a[not(b)][2]/c:*/text()", ["a/b", "a/c:*/."]),
        ("count(//x) > 3 and y div 2", ["//x", "y"]),
        ("*[local-name() = 'x']/y", ["*/y"]),
        ("a[b[c]/d]", ["a/b/c", "a/b/d", "a"]),
        ("a[/b/c]", ["/b/c", "a"]),
        ("ancestor::p/@q", ["ancestor::p/@q"]),
        ("3 * a", ["a"]),
    ],
)
def test_the_paths_in_an_xpath(expression: str, paths: list[str]) -> None:
    assert list(location_paths(expression)) == paths
