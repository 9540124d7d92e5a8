"""Records from SQLite: a query only reads, all queries see one state, and a broken file is one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.commands import oslo

from oslo import InputError, OsloError
from oslo.records import Query, open_tables

MAPPING = """
profile: persoon-basis
model: Plaats
records: {sql: SELECT * FROM haltes, key: nr}
id: https://data.example.be/id/halte/{nr}
fields: {plaatsnaam: naam}
"""


def base(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for each in statements or ("CREATE TABLE haltes (nr TEXT, naam TEXT)", "INSERT INTO haltes VALUES ('1', 'a')"):
        connection.execute(each)
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 AS nr) AS q; DELETE FROM haltes; SELECT * FROM (SELECT 1 AS nr",
        "SELECT 1 AS nr) AS q; -- ",
        "DELETE FROM haltes",
        "WITH x AS (SELECT 1) DELETE FROM haltes RETURNING nr",
        "ATTACH DATABASE 'x.db' AS x",
        "VACUUM INTO 'x.db'",
        "PRAGMA writable_schema = ON",
        "SELECT name AS nr FROM pragma_database_list",
        "SELECT load_extension('x') AS nr",
        "SELECT writefile('x.db', 'x') AS nr",
        "SELECT readfile('/etc/passwd') AS nr",
        "SELECT edit('x') AS nr",
        "CREATE TABLE x (nr)",
        "REPLACE INTO haltes VALUES ('2', 'b')",
        "BEGIN",
        "",
    ],
)
def test_a_query_of_sqlite_only_reads(tmp_path: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = base(tmp_path / "haltes.db")
    before = path.read_bytes()
    with pytest.raises(OsloError) as raised, open_tables([path], [Query(sql, "nr")]) as (source,):
        list(source)
    assert len(str(raised.value).splitlines()) == 1
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["haltes.db"]


def test_the_views_of_a_file_run_no_functions_of_consequence(tmp_path: Path) -> None:
    path = base(tmp_path / "t.db", "CREATE VIEW haltes AS SELECT load_extension('x') AS nr")
    with (
        pytest.raises(OsloError, match=r"unsafe use|not authorized"),
        open_tables([path], [Query("SELECT * FROM haltes", "nr")]),
    ):
        pass


def test_all_queries_of_sqlite_see_one_state(tmp_path: Path) -> None:
    path = base(
        tmp_path / "haltes.db", "PRAGMA journal_mode = WAL", "CREATE TABLE haltes (nr)", "INSERT INTO haltes VALUES (1)"
    )
    query = Query("SELECT * FROM haltes", "nr")
    with open_tables([path], [query, query]) as (one, other):
        first = [record.data for record in one]
        base(path, "INSERT INTO haltes VALUES (2)")
        assert first == [record.data for record in other] == [{"nr": 1}]


def damaged(path: Path) -> None:
    base(
        path,
        "CREATE TABLE haltes (nr TEXT, naam TEXT)",
        *(f"INSERT INTO haltes VALUES ('{n}', '{'x' * 900}')" for n in range(90)),
    )
    content = bytearray(path.read_bytes())
    content[3 * 4096 :] = b"\xff" * (len(content) - 3 * 4096)
    path.write_bytes(content)


def latin(path: Path) -> None:
    base(path, "CREATE TABLE haltes (nr TEXT, naam TEXT)", "INSERT INTO haltes VALUES ('1', CAST(x'436166e9' AS TEXT))")


def cut(path: Path) -> None:
    base(
        path,
        "CREATE TABLE haltes (nr TEXT, naam TEXT)",
        *(f"INSERT INTO haltes VALUES ('{n}', '{'x' * 900}')" for n in range(90)),
    )
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize(
    "make", [damaged, latin, cut, lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(200))]
)
def test_a_file_of_sqlite_that_cannot_be_read_is_one_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path, output = tmp_path / "haltes.db", tmp_path / "uit.ttl"
    make(path)
    output.write_text("as it was")
    (tmp_path / "m.yaml").write_text(MAPPING)
    code, said = oslo("convert", path, "-m", tmp_path / "m.yaml", "-o", output)
    assert (code, output.read_text()) == (2, "as it was")
    assert str(path) in said.splitlines()[-1]
    assert "uit.ttl" not in said


def test_a_query_of_sqlite_stops_at_its_time(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(nr) AS (SELECT 1 UNION ALL SELECT nr + 1 FROM n) SELECT nr FROM n WHERE nr < 0"
    query = Query(endless, "nr", timeout=0.1)
    with (
        open_tables([base(tmp_path / "t.db")], [query]) as (source,),
        pytest.raises(InputError, match=r"within 0\.1 seconds"),
    ):
        list(source)
