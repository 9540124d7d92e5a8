"""Records from SQL: files of every form, databases, what a query may not do, and rows that belong to no record."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from helpers.converting import converted

from oslo import InputError, MappingError, OsloError, convert, load_mapping
from oslo.mapping.mapping import mapping_from
from oslo.records import Query, Url, open_tables

duckdb = pytest.importorskip("duckdb", reason="SQL over files is the extra sql")

HALTES = "nr,code\n2,b\n1,a\n"
NAMEN = 'halte,taal,naam\n1,nl,"Markt, oost"\n2,nl,Station\n2,fr,Gare\n'
QUERY = Query("SELECT * FROM haltes", "nr", {"namen": Query("SELECT * FROM namen", "halte")})
ROWS = [
    {"nr": "1", "code": "a", "namen": [{"halte": "1", "taal": "nl", "naam": "Markt, oost"}]},
    {
        "nr": "2",
        "code": "b",
        "namen": [{"halte": "2", "taal": "fr", "naam": "Gare"}, {"halte": "2", "taal": "nl", "naam": "Station"}],
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "haltes.csv").write_text(HALTES, "utf-8")
    (tmp_path / "namen.csv").write_text(NAMEN, "utf-8")
    return tmp_path


def rows(inputs: list[Path | Url], query: Query = QUERY) -> list[Any]:
    with open_tables(inputs, [query]) as (source,):
        return [record.data if hasattr(record, "data") else record for record in source]


def test_folder_files_and_zip_give_the_same_rows(folder: Path) -> None:
    with zipfile.ZipFile(folder / "alles.zip", "w") as archive:
        archive.writestr("map/haltes.csv", HALTES)
        archive.writestr("map/diep/namen.csv", NAMEN)
        archive.writestr("lees mij.pdf", b"")
    (folder / "in").mkdir()
    for name in ("haltes.csv", "namen.csv"):
        shutil.copy(folder / name, folder / "in")
    assert rows([folder / "in"]) == rows([folder / "alles.zip"]) == ROWS
    assert rows([folder / "haltes.csv", folder / "namen.csv"]) == ROWS


def test_json_and_parquet_are_tables_too(folder: Path) -> None:
    (folder / "namen.csv").unlink()
    names = [{"halte": "1", "naam": {"nl": "Markt"}, "sinds": "2020-01-02", "open": True, "x": 1.5}]
    (folder / "namen.json").write_text(json.dumps(names), "utf-8")
    (folder / "haltes.csv").unlink()
    target = folder / "haltes.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT '1' AS nr, DATE '2020-05-06' AS dag, 12.50::DECIMAL(9,2) AS prijs) TO '{target}'"
    )
    (row,) = rows([target, folder / "namen.json"])
    assert (row["dag"], row["prijs"]) == ("2020-05-06", "12.50")
    assert row["namen"][0]["naam"] == {"nl": "Markt"}
    assert row["namen"][0]["open"] is True


def test_other_encodings_and_delimiters(folder: Path) -> None:
    (folder / "namen.csv").write_bytes("halte;taal;naam\r\n1;nl;Café\r\n".encode("cp1252"))
    assert rows([folder / "haltes.csv", folder / "namen.csv"])[0]["namen"][0]["naam"] == "Café"


def test_a_row_that_cannot_be_read_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "haltes.csv").write_text("nr,code\n1,a\n2,b,te veel\n3,c\n", "utf-8")
    found = rows([folder / "haltes.csv", folder / "namen.csv"], Query("SELECT * FROM haltes", "nr"))
    assert [each["nr"] for each in found[:2]] == ["1", "3"]
    (broken,) = found[2:]
    assert broken.reason.startswith("haltes.csv:3: ")
    assert "te veel" in broken.text


def test_a_row_of_a_part_without_a_record_is_told(folder: Path) -> None:
    (folder / "namen.csv").write_text(NAMEN + "0,nl,Voor\n3,nl,Na\n,nl,Leeg\n", "utf-8")
    found = rows([folder / "haltes.csv", folder / "namen.csv"])
    lost = [each for each in found if not isinstance(each, dict)]
    assert [each.reason for each in lost] == [f"namen: no record has halte {key}" for key in ("None", "'0'", "'3'")]
    assert [each for each in found if isinstance(each, dict)] == ROWS


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM haltes; SELECT 1", "a query is one SELECT|syntax error"),
        ("COPY haltes TO 'x.csv'", "a query is one SELECT|syntax error"),
        ("SELECT * FROM halten", "no table halten|no table 'halten'; did you mean haltes"),
        ("SELECT naam FROM haltes", "naam"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled|permission|denied|not allowed"),
        ("SELECT * FROM read_text('https://example.be/a')", "disabled|permission|denied|not allowed|extension"),
        ("DROP VIEW haltes", "a query is one SELECT|syntax error"),
    ],
)
def test_a_query_only_reads_and_only_what_was_given(folder: Path, sql: str, message: str) -> None:
    with pytest.raises((MappingError, InputError), match=f"(?is){message}"):
        rows([folder / "haltes.csv"], Query(sql, "nr"))
    assert (folder / "haltes.csv").read_text("utf-8") == HALTES
    assert sorted(each.name for each in folder.iterdir()) == ["haltes.csv", "namen.csv"]


def test_paths_and_keys_are_checked_before_the_first_record(folder: Path) -> None:
    with pytest.raises(MappingError, match=r"parts\.namen: key: no column 'haltte'; did you mean halte"):
        rows([folder], Query("SELECT * FROM haltes", "nr", {"namen": Query("SELECT * FROM namen", "haltte")}))
    mapping = {"profile": "persoon-basis", "model": "Plaats", "records": {"sql": "SELECT * FROM haltes", "key": "nr"}}
    wrong = mapping_from({**mapping, "fields": {"plaatsnaam": "cod"}}, "m")
    with pytest.raises(MappingError, match="no column 'cod'; did you mean code"):
        convert([folder], wrong, io.StringIO())


def test_views_absent_tables_and_several_files_of_one_table(folder: Path) -> None:
    (folder / "meer").mkdir()
    (folder / "meer" / "haltes.csv").write_text("code,nr\nc,3\n", "utf-8")
    query = Query(
        "SELECT h.*, t.naam FROM echt AS h LEFT JOIN titels AS t ON t.nr = h.nr",
        "nr",
        views={"alles": "SELECT * FROM haltes", "echt": "SELECT * FROM alles WHERE code <> 'a'", "niets": "SELECT 1"},
        absent={"titels": ["nr", "naam"]},
    )
    found = rows([folder, folder / "meer"], query)
    assert found == [{"nr": "2", "code": "b", "naam": None}, {"nr": "3", "code": "c", "naam": None}]


def test_what_is_no_table(folder: Path) -> None:
    (folder / "leeg.zip").write_bytes(b"PK no zip")
    for path, message in ((folder / "leeg.zip", "not an archive"), (folder / "weg.csv", "no such file")):
        with pytest.raises(InputError, match=message):
            rows([path])
    (folder / "haltes.sqlite").write_bytes(b"no database at all, though long enough to be one" * 40)
    with pytest.raises(InputError, match="not a SQLite file"):
        rows([folder / "haltes.sqlite"])
    with pytest.raises(InputError, match="a database is given alone"):
        rows([folder / "haltes.sqlite", folder / "haltes.csv"])


def test_a_mapping_of_queries_reads_files_not_a_stream() -> None:
    with pytest.raises(InputError, match="reads files"):
        convert([io.BytesIO(b"nr\n1\n")], load_mapping("kbo"), io.StringIO(), form="csv")


def database(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE haltes (nr TEXT, code TEXT)")
    connection.executemany("INSERT INTO haltes VALUES (?, ?)", [("2", "b"), ("1", "a")])
    connection.execute("CREATE TABLE namen (halte TEXT, taal TEXT, naam TEXT)")
    names = [("1", "nl", "Markt, oost"), ("2", "nl", "Station"), ("2", "fr", "Gare")]
    connection.executemany("INSERT INTO namen VALUES (?, ?, ?)", names)
    connection.commit()
    connection.close()
    return path


def test_sqlite_gives_the_same_rows_and_cannot_be_written(tmp_path: Path) -> None:
    path = database(tmp_path / "haltes.db")
    assert rows([path]) == ROWS
    before = path.read_bytes()
    for sql in ("DELETE FROM haltes", "SELECT * FROM nergens", "ATTACH DATABASE 'x.db' AS x"):
        with pytest.raises(MappingError):
            rows([path], Query(sql, "nr"))
    assert path.read_bytes() == before


def test_a_server_that_is_not_there_is_one_line_without_the_password() -> None:
    pytest.importorskip("pg8000", reason="PostgreSQL is the extra postgres")
    with pytest.raises(OsloError) as raised:
        rows([Url("postgresql://anna:geheim@127.0.0.1:1/burgers")])
    assert "postgresql://127.0.0.1:1/burgers" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_the_rejects_of_several_kinds_are_told_once(folder: Path) -> None:
    (folder / "haltes.csv").write_text("nr,code\n1,a\n2,b,te veel\n", "utf-8")
    kind = {"model": "Plaats", "records": {"sql": "SELECT * FROM haltes", "key": "nr"}, "fields": {"plaatsnaam": "nr"}}
    (folder / "m.yaml").write_text(
        json.dumps({"profile": "persoon-basis", "maps": [kind, {**kind, "id": "urn:x:{nr}"}]})
    )
    made = converted([folder / "haltes.csv"], folder / "m.yaml")
    assert len([each for each in made.reasons if "haltes.csv:3" in each]) == 1


def test_a_record_is_told_by_its_key_but_a_person_by_a_number(folder: Path) -> None:
    mapping = {
        "profile": "persoon-basis",
        "model": "Plaats",
        "fields": {"plaatsnaam": "code", "geometrie": {"wkt": "code"}},
    }
    (folder / "haltes.csv").write_text("nr,code\n1,a\n80010100107,b\n", "utf-8")
    (folder / "m.yaml").write_text(json.dumps({**mapping, "records": {"sql": "SELECT * FROM haltes", "key": "nr"}}))
    one, other = converted([folder / "haltes.csv"], folder / "m.yaml").reasons
    assert "haltes.csv: nr 1: code" in one
    assert "haltes.csv:2: code" in other
    assert "80010100107" not in other
