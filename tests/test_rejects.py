"""Rejects are given again: repaired in their file and converted by the same mapping, whatever their form."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import Run
from openpyxl import Workbook, load_workbook

from oslo.errors import Place
from oslo.mapping.rejects import RecordProblem, Reject
from oslo.mapping.rejects_file import RejectsFile
from oslo.records.kept import Kept

IRI = "https://data.example.be/id/plaats/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TABLE = {"id": IRI + "{CODE}", "fields": {"plaatsnaam": "NAAM"}}

Repair = Callable[[str], str]
Names = dict[str, str]
Again = Callable[..., tuple[Names, Names]]


def names(path: Path) -> Names:
    """The places in N-Triples: the end of the IRI, and the name."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        subject, prop, rest = line.split(" ", 2)
        if prop == LABEL:
            found[subject.strip("<>").removeprefix(IRI)] = json.loads(rest.rpartition("@nl")[0])
    return found


def swap(old: str, new: str) -> Repair:
    """A repair that replaces a text, which has to be there."""

    def repair(text: str) -> str:
        assert old in text, text
        return text.replace(old, new)

    return repair


def fill(column: str, value: str, delimiter: str = ",") -> Repair:
    """A repair of a table: a value in a column of each row; the table as a spreadsheet would write it."""

    def repair(text: str) -> str:
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        out = io.StringIO()
        for row in rows:
            row[header.index(column)] = value
        csv.writer(out, delimiter=delimiter).writerows([header, *rows])
        return out.getvalue()

    return repair


@pytest.fixture
def again(run: Run, tmp_path: Path) -> Again:
    """Convert, repair the file of rejects, convert that: what came out each time."""

    def again(mapping: dict[str, Any], sources: str, kept: str, repair: Repair, *words: str) -> tuple[Names, Names]:
        (tmp_path / "m.yaml").write_text(json.dumps({"profile": "persoon-basis", "model": "Plaats", **mapping}))
        named = [] if kept.startswith("out.nt.") else ["--rejects", kept]
        done = run("convert", *sources.split(), "-m", "m.yaml", "-o", "out.nt", *named, *words)
        assert (done.returncode, f"(kept in {kept})" in done.stderr) == (1, True), done.stderr
        file = tmp_path / kept
        file.write_bytes(repair(file.read_bytes().decode()).encode())
        repaired = run("convert", kept, "-m", "m.yaml", "-o", "more.nt", *words)
        assert repaired.returncode == 0, repaired.stderr
        assert " 0 rejected" in repaired.stderr
        return names(tmp_path / "out.nt"), names(tmp_path / "more.nt")

    return again


TABLES = pytest.mark.parametrize(
    ("text", "extra", "words"),
    [
        ("CODE,NAAM\n1,Gent\n2,\n", {}, []),
        ("CODE;OMSCHR;NAAM\n1;a;Gent\n2;=SOM(A1);\n", {}, []),
        ("CODE;NAAM\n1;Gent\n2;\n", {}, ["--delimiter", ";", "--encoding", "cp1252"]),
        ("Lijst van 2024\n\nCODE\tNAAM\n1\tGent\n2\t\n", {"header": 3}, ["--delimiter", "tab"]),
        ("1;Gent\n2;\n", {"header": 0, "columns": ["CODE", "NAAM"]}, ["--delimiter", ";"]),
        ('"CODE",NAAM,"een\nkolom"\n1,Gent,x\n2,,"y\nz"\n', {}, []),
    ],
)


@TABLES
@pytest.mark.parametrize("delimiter", [",", ";"])  # of a spreadsheet that has repaired it
def test_a_table(
    again: Again, tmp_path: Path, text: str, extra: dict[str, Any], words: list[str], delimiter: str
) -> None:
    (tmp_path / "in.csv").write_bytes(text.encode("cp1252"))
    made = again({**TABLE, **extra}, "in.csv", "out.nt.rejects.csv", fill("NAAM", "Liège", delimiter), *words)
    assert made == ({"1": "Gent"}, {"2": "Liège"})


@TABLES
def test_a_table_as_json_lines(
    again: Again, tmp_path: Path, text: str, extra: dict[str, Any], words: list[str]
) -> None:
    (tmp_path / "in.csv").write_bytes(text.encode("cp1252"))
    repair = swap('"NAAM": ""', '"NAAM": "Liège"')
    assert again({**TABLE, **extra}, "in.csv", "r.jsonl", repair, *words) == ({"1": "Gent"}, {"2": "Liège"})


@pytest.mark.parametrize("kept", ["out.nt.rejects.csv", "r.jsonl"])
@pytest.mark.parametrize("row", ["2;Luik;te veel", "2", '2;"Luik; oost";"te\nveel"'])
def test_a_row_with_other_cells_than_columns_is_repaired_in_its_columns(
    again: Again, tmp_path: Path, kept: str, row: str
) -> None:
    (tmp_path / "in.csv").write_text(f"CODE;NAAM\n1;Gent\n{row}\n")

    def in_columns(text: str) -> str:
        if kept.endswith(".csv"):
            return fill("CODE", "2")(fill("NAAM", "Luik")(text))
        assert '"reject_row": "2' in text
        return json.dumps({**json.loads(text), "CODE": "2", "NAAM": "Luik"})

    assert again(TABLE, "in.csv", kept, in_columns) == ({"1": "Gent"}, {"2": "Luik"})


def test_a_row_is_repaired_as_it_was_or_rejected_again(again: Again, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('CODE;NAAM\n1;Gent\n2;"Luik, oost";te veel\n')
    row = swap('"2,""Luik, oost"",te veel"', '"2,""Luik, oost"""')
    assert again(TABLE, "in.csv", "out.nt.rejects.csv", row) == ({"1": "Gent"}, {"2": "Luik, oost"})
    run("convert", "in.csv", "-m", "m.yaml", "-o", "out.nt")
    before = (tmp_path / "out.nt.rejects.csv").read_text().replace("in.csv,3,", "")
    done = run("convert", "out.nt.rejects.csv", "-m", "m.yaml", "-o", "out.nt")
    assert (done.returncode, "0 converted, 1 rejected" in done.stderr) == (1, True)
    after = (tmp_path / "out.nt.rejects.csv").read_text()
    assert '"2,""Luik, oost"",te veel"' in before
    assert '"2,""Luik, oost"",te veel"' in after


def test_a_sheet(again: Again, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Anders"
    sheet = book.create_sheet("Plaatsen")
    for row in (["CODE", "SINDS", "NAAM"], [1, 2020, "Gent"], [2, 2021, None], [3, None, "Genk", "te veel"]):
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")

    def repair(text: str) -> str:
        assert '"3,,Genk,te veel"' in text
        return swap("2,2021,,", "2,2021,Luik,")(text).replace('"3,,Genk,te veel"', '"3,,Genk"')

    made = again({**TABLE, "records": "Plaatsen"}, "in.xlsx", "out.nt.rejects.csv", repair)
    assert made == ({"1": "Gent"}, {"2": "Luik", "3": "Genk"})


def test_rejects_that_became_a_workbook(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("CODE,NAAM\n1,Gent\n2,\n3,Genk,te veel\n")
    run("convert", "in.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    book = Workbook()
    for row in csv.reader((tmp_path / "out.nt.rejects.csv").read_text().splitlines()):
        book.active.append([cell or None for cell in row])
    book.active["B2"], book.active["A3"], book.active["B3"] = "'-Luik", 3, "Genk"
    book.save(tmp_path / "repaired.xlsx")
    assert load_workbook(tmp_path / "repaired.xlsx").active["C1"].value == "reject_file"
    done = run("convert", "repaired.xlsx", "-m", "plaatsen.yaml", "-o", "more.nt")
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "more.nt") == {"2": "-Luik", "3": "Genk"}


def test_two_sheets_of_other_columns(again: Again, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Nu"
    book.active.append(["CODE", "NAAM"])
    book.active.append(["a", None])
    sheet = book.create_sheet("Toen")
    for row in (["NR", "OUD", "NAAM"], ["b", "x", None], ["c", "y", "Gent"]):
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    kinds = [
        {"model": "Plaats", "records": "Nu", "id": IRI + "{CODE}", "fields": {"plaatsnaam": "NAAM"}},
        {"model": "Plaats", "records": "Toen", "id": IRI + "{NR}-{OUD}", "fields": {"plaatsnaam": "NAAM"}},
    ]
    (tmp_path / "m.yaml").write_text(json.dumps({"profile": "persoon-basis", "maps": kinds}))
    assert run_of(tmp_path, "in.xlsx")[0] == {"c-y": "Gent"}
    kept = tmp_path / "out.nt.rejects.csv"
    header = next(csv.reader(io.StringIO(kept.read_text())))
    assert header[:4] == ["CODE", "NAAM", "NR", "OUD"]
    kept.write_text(fill("NAAM", "Luik")(kept.read_text()))
    assert run_of(tmp_path, kept.name)[0] == {"a": "Luik", "b-x": "Luik"}


def run_of(folder: Path, *sources: str) -> tuple[Names, list[str]]:
    """What the mapping m.yaml makes of some files, and what is said."""
    from helpers.commands import oslo

    said = oslo("convert", *[folder / each for each in sources], "-m", folder / "m.yaml", "-o", folder / "out.nt")[1]
    return names(folder / "out.nt"), said.splitlines()


@pytest.mark.parametrize(
    ("document", "mapping"),
    [
        ([{"CODE": 1, "NAAM": "Gent"}, {"CODE": 2, "NAAM": None}], TABLE),
        ({"CODE": 2, "NAAM": None}, TABLE),
        (
            {
                "basis": IRI,
                "lijst": {"van": "2024", "nummers": [{"CODE": 1, "NAAM": "Gent"}, {"CODE": 2, "NAAM": None}]},
            },
            {"records": "lijst.nummers", "id": "{$$.basis}{CODE}", "fields": {"plaatsnaam": "NAAM"}},
        ),
        (
            [{"basis": IRI, "nummers": [{"CODE": 1, "NAAM": "Gent"}]}, {"nummers": [{"CODE": 2, "NAAM": None}]}],
            {"records": "nummers", "id": "{$$.basis}{CODE}", "fields": {"plaatsnaam": "NAAM"}},
        ),
        ({"CODE": 2, "basis": IRI, "NAAM": None}, {"id": "{$$.basis}{CODE}", "fields": {"plaatsnaam": "NAAM"}}),
    ],
)
def test_json(again: Again, tmp_path: Path, document: Any, mapping: dict[str, Any]) -> None:
    (tmp_path / "in.json").write_text(json.dumps(document))
    repair = swap('"NAAM": null', '"NAAM": "Luik"')
    first, second = again(mapping, "in.json", "out.nt.rejects.jsonl", repair)
    assert (first.get("2"), second) == (None, {"2": "Luik"})


def test_json_has_its_own_keys_and_the_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('[{"CODE": 2, "NAAM": null, "anders": {"a": [1.50, true]}}]')
    run("convert", "in.json", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert json.loads((tmp_path / "out.nt.rejects.jsonl").read_text()) == {
        "reject_file": "in.json",
        "reject_line": 1,
        "reject_column": "NAAM",
        "reject_reason": "NAAM: plaatsnaam: is required, but has no value",
        "CODE": 2,
        "NAAM": None,
        "anders": {"a": [1.5, True]},
    }


def test_json_lines_and_one_that_was_broken(again: Again, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"CODE": 1, "NAAM": "Gent"}\n{"CODE": 2}\n{"CODE": 3, "NAAM": "Genk"\n')

    def repair(text: str) -> str:
        return swap('"CODE": 2', '"CODE": 2, "NAAM": "Luik"')(swap('\\"Genk\\"', '\\"Genk\\"}')(text))

    made = again(TABLE, "in.jsonl", "out.nt.rejects.jsonl", repair)
    assert made == ({"1": "Gent"}, {"2": "Luik", "3": "Genk"})


def test_parts_of_a_record_are_kept_once_with_all_their_reasons(run: Run, tmp_path: Path) -> None:
    mapping = {"profile": "persoon-basis", "model": "Plaats", "each": "deel", **TABLE}
    (tmp_path / "m.yaml").write_text(json.dumps(mapping))
    parts = [{"CODE": "a b", "NAAM": "Gent"}, {"CODE": 3, "NAAM": "Genk"}, {"CODE": 4}]
    (tmp_path / "in.jsonl").write_text(json.dumps({"deel": parts}) + "\n")
    done = run("convert", "in.jsonl", "-m", "m.yaml", "-o", "out.nt")
    assert "1 converted, 2 rejected" in done.stderr
    (line,) = (tmp_path / "out.nt.rejects.jsonl").read_text().splitlines()
    assert json.loads(line)["deel"] == parts
    assert "cannot stand in an IRI" in json.loads(line)["reject_reason"]
    assert "is required, but has no value" in json.loads(line)["reject_reason"]
    (tmp_path / "r.jsonl").write_text(line.replace('"a b"', "2").replace('"CODE": 4', '"CODE": 4, "NAAM": "Luik"'))
    assert run("convert", "r.jsonl", "-m", "m.yaml", "-o", "out.nt").returncode == 0
    assert names(tmp_path / "out.nt") == {"2": "Gent", "3": "Genk", "4": "Luik"}


def test_two_records_that_are_the_same_are_both_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_text("<r><plaats><naam/></plaats><plaats><naam/></plaats></r>")
    run("convert", "in.xml", "-m", "xml.yaml", "-o", "out.nt")
    assert (tmp_path / "out.nt.rejects.xml").read_text().count("<naam/>") == 2


def test_two_lists_of_a_document(tmp_path: Path) -> None:
    kinds = [
        {"model": "Plaats", "records": path, "id": IRI + path + "{nr}", "fields": {"plaatsnaam": "naam"}}
        for path in ("straten", "wijken")
    ]
    (tmp_path / "m.yaml").write_text(json.dumps({"profile": "persoon-basis", "maps": kinds}))
    records = [{"nr": 1, "naam": None}, {"nr": 2, "naam": "Markt"}]
    (tmp_path / "in.json").write_text(json.dumps({"straten": records, "wijken": records}))
    assert run_of(tmp_path, "in.json")[0] == {"straten2": "Markt", "wijken2": "Markt"}
    kept = tmp_path / "out.nt.rejects.jsonl"
    kept.write_text(kept.read_text().replace("null", '"Oost"'))
    assert run_of(tmp_path, kept.name)[0] == {"straten1": "Oost", "wijken1": "Oost"}


XML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<register xmlns="https://data.example.be/ns/r" basis="https://data.example.be/id/plaats/">
  <kop><soort>p</soort></kop>
  <deel jaar="2024"><plaats nr="1"><naam>Gent</naam></plaats><plaats nr="2"><naam/></plaats></deel>
  <deel jaar="2025"><plaats nr="3"><naam/></plaats></deel>
</register>
"""


@pytest.mark.parametrize("records", ["//r:plaats", "/r:register/r:deel/r:plaats", "//plaats"])
def test_xml(again: Again, tmp_path: Path, records: str) -> None:
    (tmp_path / "in.xml").write_text(XML.replace("Gent", "Liège"), "latin-1")
    mapping = {
        "records": records,
        "namespaces": {"r": "https://data.example.be/ns/r"},
        "id": "{/r:register/@basis}{/r:register/r:kop/r:soort}{../@jaar}-{@nr}",
        "fields": {"plaatsnaam": "r:naam"},
    }
    repair = swap("<naam/>", "<naam>Luik</naam>")
    made = again(mapping, "in.xml", "out.nt.rejects.xml", repair)
    assert made == ({"p2024-1": "Liège"}, {"p2024-2": "Luik", "p2025-3": "Luik"})
    text = (tmp_path / "out.nt.rejects.xml").read_text("utf-8")
    assert "<!-- in.xml:4: r:naam: plaatsnaam: is required, but has no value -->" in text
    assert "Liège" not in text


def test_xml_in_xml(again: Again, tmp_path: Path) -> None:
    inner = "<lijst><plaats><nr>1</nr></plaats></lijst>".replace("<", "&lt;")
    (tmp_path / "in.xml").write_text(f"<string>{inner}</string>")
    mapping = {"unwrap": "string", "records": "//plaats", "id": IRI + "{nr}", "fields": {"plaatsnaam": "naam"}}
    repair = swap("</nr>", "</nr><naam>Gent</naam>")
    assert again(mapping, "in.xml", "out.nt.rejects.xml", repair) == ({}, {"1": "Gent"})


def test_xml_of_records_in_records(tmp_path: Path) -> None:
    kinds = [
        {"model": "Plaats", "records": path, "id": IRI + "{@nr}", "fields": {"plaatsnaam": "naam"}}
        for path in ("//wijk", "//straat")
    ]
    (tmp_path / "m.yaml").write_text(json.dumps({"profile": "persoon-basis", "maps": kinds}))
    (tmp_path / "in.xml").write_text('<a><wijk nr="1"><naam>Oost</naam><straat nr="2"/></wijk></a>')
    assert run_of(tmp_path, "in.xml")[0] == {"1": "Oost"}
    kept = tmp_path / "out.nt.rejects.xml"
    kept.write_text(kept.read_text().replace('<straat nr="2"/>', '<straat nr="2"><naam>Markt</naam></straat>'))
    assert run_of(tmp_path, kept.name)[0] == {"2": "Markt"}


def test_rdf_with_all_that_the_paths_reach(again: Again, tmp_path: Path) -> None:
    (tmp_path / "in.ttl").write_text("""
        @prefix e: <https://data.example.be/ns#> . @prefix p: <https://data.example.be/id/plaats/> .
        p:1 a e:Plaats ; e:naam "Gent" ; e:in e:oost .
        p:2 a e:Plaats ; e:naam "" ; e:in e:oost ;
            e:vorm [ e:wkt "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT (150000 200000)" ] .
        e:oost e:code "o" . e:kaart e:toont p:1, p:2 ; e:jaar 2024 .
    """)
    mapping = {
        "namespaces": {"e": "https://data.example.be/ns#"},
        "records": "e:Plaats",
        "id": [{"template": "{.}-{e:in/e:code}{^e:toont/e:jaar}"}],
        "fields": {"plaatsnaam": "e:naam", "geometrie": {"wkt": "e:vorm/e:wkt"}},
    }
    made = again(mapping, "in.ttl", "out.nt.rejects.nt", swap('""', '"Luik"'))
    assert made == ({"1-o2024": "Gent"}, {"2-o2024": "Luik"})
    assert "POINT" in (tmp_path / "more.nt").read_text()
    text = (tmp_path / "out.nt.rejects.nt").read_text()
    assert "# in.ttl: e:naam: plaatsnaam: is required, but has no value\n" in text
    assert "Gent" not in text


QUERIES = {
    "profile": "persoon-basis",
    "maps": [
        {
            "model": "Plaats",
            "records": {
                "sql": "SELECT * FROM haltes",
                "key": "nr",
                "parts": {"namen": {"sql": "SELECT * FROM namen", "key": "halte"}},
            },
            "id": IRI + "{nr}",
            "fields": {"plaatsnaam": "namen.naam"},
        },
        {
            "model": "Plaats",
            "records": {"sql": "SELECT * FROM zones", "key": "nr"},
            "id": IRI + "z{nr}",
            "fields": {"plaatsnaam": "naam"},
        },
    ],
}
ROWS = {"haltes": ["nr", "1", "2"], "namen": ["halte,naam", "1,Markt", "3,Nergens"], "zones": ["nr,naam", "1,A", "2,"]}


@pytest.mark.parametrize("database", [False, True])
def test_joined_rows(tmp_path: Path, database: bool) -> None:
    (tmp_path / "m.yaml").write_text(json.dumps(QUERIES))
    if database:
        with sqlite3.connect(tmp_path / "in.db") as connection:
            for table, (header, *rows) in ROWS.items():
                connection.execute(f"CREATE TABLE {table} ({header})")
                for row in rows:
                    marks = ", ".join("?" * len(row.split(",")))
                    connection.execute(f"INSERT INTO {table} VALUES ({marks})", [c or None for c in row.split(",")])
        sources = ["in.db"]
    else:
        pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
        for table, lines in ROWS.items():
            (tmp_path / f"{table}.csv").write_text("\n".join(lines) + "\n")
        sources = [f"{table}.csv" for table in ROWS]
    first, said = run_of(tmp_path, *sources)
    assert first == {"1": "Markt", "z1": "A"}
    kept = tmp_path / "out.nt.rejects.jsonl"
    assert said[-1] == f"2 converted, 3 rejected (kept in {kept})"
    repaired = [json.loads(line) for line in kept.read_text().splitlines()]
    for each in repaired:
        if each["reject_records"] == "SELECT * FROM zones":
            each["naam"] = "B"
        elif "namen" in each:
            each["namen"] = [{"halte": "2", "naam": "Station"}]
        else:
            assert json.loads(each["reject_row"]) == {"halte": "3", "naam": "Nergens"}
    kept.write_text("".join(json.dumps(each) + "\n" for each in repaired))
    second, said = run_of(tmp_path, kept.name)
    assert second == {"2": "Station", "z2": "B"}
    assert any("reject_row is no record" in line for line in said)  # it belongs to no stop
    assert said[-1] == f"2 converted, 1 rejected (kept in {kept})"


CELLS = ["=1+1", "+32 2 000 00 00", "-5", "@naam", "\tx", "\rx", "'=1", "''=1", "'s Gravenwezel", "＝1", " =1", "'"]


@pytest.mark.parametrize("formulas", [False, True])
def test_no_cell_is_a_formula_and_each_is_read_as_it_was(run: Run, tmp_path: Path, formulas: bool) -> None:
    with (tmp_path / "in.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["CODE", "=NAAM"], *([f"a b{number}", cell] for number, cell in enumerate(CELLS))])
    (tmp_path / "m.yaml").write_text(
        json.dumps(
            {"profile": "persoon-basis", "model": "Plaats", "id": IRI + "{CODE}", "fields": {"plaatsnaam": "=NAAM"}}
        )
    )
    words = ["--formulas"] if formulas else []
    run("convert", "in.csv", "-m", "m.yaml", "-o", "out.nt", *words)
    kept = tmp_path / "out.nt.rejects.csv"
    rows = list(csv.reader(io.StringIO(kept.read_bytes().decode(), newline="")))
    dangerous = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert bool(dangerous) is formulas
    assert all(row[2:4] == ["in.csv", row[3]] for row in rows[1:])
    kept.write_bytes(kept.read_bytes().replace(b"a b", b"ab"))
    done = run("convert", kept.name, "-m", "m.yaml", "-o", "more.nt")
    assert done.returncode == 0, done.stderr
    assert list(names(tmp_path / "more.nt").values()) == [cell.strip() for cell in CELLS]


def test_half_of_a_pair_of_code_units_can_be_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('[{"CODE": 1, "NAAM": null, "x": "\\ud800 \\u00e9"}]')
    done = run("convert", "in.json", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert "0 converted, 1 rejected (kept in out.nt.rejects.jsonl)" in done.stderr
    assert "\\ud800" in json.loads((tmp_path / "out.nt.rejects.jsonl").read_text())["reject_row"]


def test_each_form_has_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,\n")
    (tmp_path / "b.csv").write_text("X,CODE,NAAM\nx,2,\n")
    (tmp_path / "c.json").write_text('{"CODE": 3}')
    done = run("convert", "a.csv", "b.csv", "c.json", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert "(kept in out.nt.rejects.csv, out.nt.rejects.jsonl)" in done.stderr
    rows = list(csv.DictReader((tmp_path / "out.nt.rejects.csv").read_text().splitlines()))
    assert [(row["CODE"], row["X"], row["reject_file"]) for row in rows] == [("1", "", "a.csv"), ("2", "x", "b.csv")]
    assert json.loads((tmp_path / "out.nt.rejects.jsonl").read_text())["CODE"] == 3


@pytest.mark.parametrize(
    ("source", "kept", "right"),
    [("a.csv", "r.xml", ".csv or .jsonl"), ("a.json", "r.csv", ".jsonl"), ("a.xml", "r.jsonl", ".xml")],
)
def test_a_name_that_does_not_fit_is_refused_before_the_run(
    run: Run, tmp_path: Path, source: str, kept: str, right: str
) -> None:
    for name, text in {"a.csv": "CODE,NAAM\n1,\n", "a.json": '{"CODE": 1}', "a.xml": "<plaats/>"}.items():
        (tmp_path / name).write_text(text)
    mapping = "xml.yaml" if source == "a.xml" else "plaatsen.yaml"
    done = run("convert", source, "-m", mapping, "-o", "out.nt", "--rejects", kept)
    assert done.returncode == 2
    assert f"in a file {right}" in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "out.nt").exists()


# The file: when it gets its name, and what it never replaces.


def test_rejects_are_given_again_under_their_own_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,\n2,\n3,Gent\n")
    kept = tmp_path / "out.nt.rejects.csv"
    run("convert", "a.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    kept.write_text(kept.read_text().replace("1,,", "1,Luik,"))
    done = run("convert", kept.name, "-m", "plaatsen.yaml", "-o", "out.nt")
    assert "1 converted, 1 rejected" in done.stderr
    assert [row["CODE"] for row in csv.DictReader(kept.read_text().splitlines())] == ["2"]
    kept.write_text(kept.read_text().replace("2,,", "2,Luik,"))
    before = kept.read_bytes()
    done = run("convert", kept.name, "-m", "plaatsen.yaml", "-o", "out.nt")
    assert done.returncode == 0
    assert f"{kept.name}: nothing in it was rejected again; it is left as it is" in done.stderr
    assert kept.read_bytes() == before


def test_a_file_of_an_earlier_run_is_told_and_not_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,Gent\n")
    (tmp_path / "out.nt.rejects.csv").write_text("of before")
    done = run("convert", "a.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert done.returncode == 0
    assert "out.nt.rejects.csv: has the rejects of an earlier run\n" in done.stderr
    assert (tmp_path / "out.nt.rejects.csv").read_text() == "of before"


def test_a_run_that_stops_keeps_its_rejects(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,\n")
    (tmp_path / "b.csv").write_text("")
    done = run("convert", "a.csv", "b.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert done.returncode == 2
    assert "1 rejected before the run stopped (kept in out.nt.rejects.csv)\n" in done.stderr
    assert (tmp_path / "out.nt.rejects.csv").read_text().splitlines()[1].startswith("1,,a.csv,2,")
    kept = tmp_path / "out.nt.rejects.csv"
    before = kept.read_bytes()
    done = run("convert", kept.name, "b.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    assert "(kept in out.nt.rejects.stopped.csv)" in done.stderr  # what is read in the run stays
    assert kept.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_rejects_have_the_permissions_of_the_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,Gent\n2,\n")
    before = os.umask(0o027)
    try:
        run("convert", "a.csv", "-m", "plaatsen.yaml", "-o", "out.nt")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("out.nt", "out.nt.rejects.csv")]
    assert modes == [0o640, 0o640]


def test_it_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    file = RejectsFile(path)
    for number in range(2):
        kept = Kept("csv", [str(number)], ["NR"])
        file(Reject(Place("a.csv", line=number), (RecordProblem("no"),), {}, kept))
    assert not path.exists()
    assert file.close() == []
    assert path.read_text().splitlines()[1:] == ["0,a.csv,,,no", "1,a.csv,1,,no"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("-o a.csv", "is the output and also an input"),
        ("-o ./sub/../a.csv", "is the output and also an input"),
        ("-o soft.csv", "is the output and also an input"),
        ("-o hard.csv", "is the output and also an input"),
        ("-o plaatsen.yaml", "is the output and also the mapping or the context"),
        ("-o context.json -f jsonld --context context.json", "is the output and also the mapping or the context"),
        ("-o out.nt --rejects plaatsen.yaml", "is the file of rejects and also the mapping or the context"),
        ("-o out.nt --rejects out.nt", "is the file of rejects and also the output"),
        ("-o out.nt --rejects OUT.nt", "is the file of rejects and also the output"),
        ("-o out.nt --rejects a.csv", "is the file of rejects and also an input"),
        ("-o out.nt --rejects hard.csv", "is the file of rejects and also an input"),
        ("--rejects a.csv", "is the file of rejects and also an input"),
    ],
)
def test_no_output_is_read_or_written_twice(run: Run, tmp_path: Path, words: str, said: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,\n")
    (tmp_path / "context.json").write_text("{}")
    (tmp_path / "soft.csv").symlink_to("a.csv")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "a.csv")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = run("convert", "a.csv", "-m", "plaatsen.yaml", *words.split())
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    folder = run("convert", ".", "-m", "plaatsen.yaml", "-o", "a.csv")
    assert (folder.returncode, "is the output and also an input" in folder.stderr) == (2, True)
