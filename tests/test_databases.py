"""The same tables in PostgreSQL, SQLite, Parquet and CSV: the same records, with the same parts, in the same order."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.postgres import Server

from oslo import MappingError
from oslo.records import Query, Record, Unreadable, Url, open_tables

duckdb = pytest.importorskip("duckdb", reason="SQL over files is the extra sql")

KEYS = {
    "integer": ["0", "1", "2", "9", "10", "11", "100", "-1", "-10", "2147483647"],
    "bigint": ["0", "1", "9", "10", "9223372036854775807", "-9223372036854775808", "1000000000000"],
    "numeric": ["0", "1", "1.5", "10", "2.25", "-3", "100000000000000000000.5", "0.001"],
    "text": ["a", "B", "Ä", "ä", "é", "e", "-b", "b", "_", "1", "10", "2", "aa", "a a", "a-a", "Z", "z", "ß", "€", "𝄞"],
    "char(6)": ["a", "ab", "abc", "B", "a b", "10", "9"],
    "uuid": [f"{n:08x}-0000-4000-8000-00000000000{n}" for n in range(8)],
    "date": ["2024-02-03", "2024-03-02", "1999-12-31", "0099-01-01", "9999-12-31"],
    "timestamp": ["2024-02-03 10:00:00", "2024-02-03 09:00:00.5", "1999-12-31 00:00:00"],
    "timestamptz": ["2024-02-03 00:00:00+01", "2024-02-02 23:30:00+00", "2024-02-03 10:00:00+05:30"],
    "time": ["00:00:00", "10:00:00", "23:59:59.5", "09:00:00"],
    "boolean": ["true", "false"],
    "bytea": ["00", "ff", "00ff", "41", "4142", "5c"],
    "float8": ["0", "1", "1.5", "10", "1e300", "-2.5", "0.1", "0.30000000000000004", "0.3"],
    "real": ["0", "1", "1.5", "10", "0.1"],
}
IN_DUCKDB = {"bytea": "BLOB", "numeric": "DECIMAL(30, 4)", "float8": "DOUBLE", "char(6)": "VARCHAR"}
OTHER_FORM = {"numeric": "numeric(40, 6)", "char(6)": "char(9)", "integer": "bigint", "bigint": "numeric(30, 2)"}
"""Of the key of parts, where it is of another type than the key of records."""


def found(where: Path | Url, kind: str = "") -> tuple[dict[str, list[Any]], list[str]]:
    """Of each record its name and those of its parts; the reasons of what is lost."""
    query = Query("SELECT * FROM records", "k", {"delen": Query("SELECT * FROM delen", "k")})
    with open_tables([where], [query]) as (source,):
        every = list(source)
    records = [each.data for each in every if isinstance(each, Record)]
    lost = [each.reason for each in every if isinstance(each, Unreadable)]
    return {each["naam"]: [part["naam"] for part in each["delen"]] for each in records}, lost


def expected(keys: list[str]) -> dict[str, list[Any]]:
    """Each record has two parts, of which the later one comes first in the alphabet."""
    return {f"r{key}": [f"a{key}", f"b{key}"] for key in keys} | {"rNULL": []}


LOST = "delen: no record has k None"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KEYS)
def test_parts_join_records_by_keys_of_any_type_in_postgresql(postgres: Server, kind: str) -> None:
    keys = KEYS[kind]
    bare = (lambda key: f"'\\x{key}'") if kind == "bytea" else (lambda key: f"'{key}'")
    collation = ' COLLATE "nl-BE-x-icu"' if kind == "text" else ""
    postgres.tables(
        "sleutels",
        f"CREATE TABLE records (k {kind}{collation}, naam text)",
        f"CREATE TABLE delen (k {OTHER_FORM.get(kind, kind)}{collation}, naam text)",
        *(f"INSERT INTO records VALUES ({bare(key)}, 'r{key}')" for key in keys),
        *(f"INSERT INTO delen VALUES ({bare(key)}, 'b{key}'), ({bare(key)}, 'a{key}')" for key in reversed(keys)),
        "INSERT INTO records VALUES (NULL, 'rNULL')",
        "INSERT INTO delen VALUES (NULL, 'verloren')",
    )
    assert found(Url(postgres.url("sleutels"))) == (expected(keys), [LOST])


@pytest.mark.parametrize("kind", KEYS)
def test_parts_join_records_by_keys_of_any_type_in_parquet(tmp_path: Path, kind: str) -> None:
    keys = KEYS[kind]
    inside = IN_DUCKDB.get(kind, kind)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Tokyo'")
    connection.execute(
        f"CREATE TABLE records (k {inside}, naam VARCHAR); CREATE TABLE delen (k {inside}, naam VARCHAR)"
    )
    for key in keys:
        value = "".join(f"\\x{key[at : at + 2]}" for at in range(0, len(key), 2)) if kind == "bytea" else key
        connection.execute(f"INSERT INTO records VALUES (CAST(? AS {inside}), ?)", [value, f"r{key}"])
        for letter in "ba":
            connection.execute(f"INSERT INTO delen VALUES (CAST(? AS {inside}), ?)", [value, f"{letter}{key}"])
    connection.execute("INSERT INTO records VALUES (NULL, 'rNULL'); INSERT INTO delen VALUES (NULL, 'verloren')")
    for table in ("records", "delen"):
        connection.execute(f"COPY {table} TO '{tmp_path / table}.parquet'")
    connection.close()
    assert found(tmp_path) == (expected(keys), [LOST])


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le"])
def test_parts_join_records_whatever_is_in_a_cell_of_sqlite(tmp_path: Path, encoding: str) -> None:
    """A cell of SQLite has a type of its own, so one column can have several."""
    keys: list[Any] = [
        0,
        1,
        10,
        9,
        -1,
        2**62,
        1.5,
        1e300,
        0.1,
        0.1 + 0.2,
        "a",
        "B",
        "ä",
        "€",
        "𝄞",
        "z",
        "10x",
        b"\x00\xff",
        b"1",
    ]
    path = tmp_path / "sleutels.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA encoding = '{encoding}'")
        connection.execute("CREATE TABLE records (k, naam TEXT)")
        connection.execute("CREATE TABLE delen (k, naam TEXT)")
        for key in keys:
            connection.execute("INSERT INTO records VALUES (?, ?)", (key, f"r{key!r}"))
            other = float(key) if type(key) is int and abs(key) < 100 else key
            connection.executemany("INSERT INTO delen VALUES (?, ?)", [(other, f"b{key!r}"), (key, f"a{key!r}")])
        connection.execute("INSERT INTO records VALUES (NULL, 'rNULL')")
        connection.execute("INSERT INTO delen VALUES (NULL, 'verloren')")
    connection.close()
    assert found(path) == (expected([repr(each) for each in keys]), [LOST])


def test_a_number_joins_the_text_of_it(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE records (k INTEGER, naam TEXT)")
        connection.execute("CREATE TABLE delen (k TEXT, naam TEXT)")
        connection.executemany("INSERT INTO records VALUES (?, ?)", [(n, f"r{n}") for n in range(12)])
        connection.executemany("INSERT INTO delen VALUES (?, ?)", [(f"{n}", f"d{n}") for n in range(12)])
    connection.close()
    assert found(path) == ({f"r{n}": [f"d{n}"] for n in range(12)}, [])


def test_a_record_without_a_key_takes_nothing_from_others(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text("k,naam\n,leeg\n1,een\n,ook leeg\n2,twee\n")
    (tmp_path / "delen.csv").write_text("k,naam\n1,a\n,verloren\n2,b\n3,verloren\n")
    query = Query("SELECT * FROM records", "k", {"delen": Query("SELECT * FROM delen", "k")})
    with open_tables([tmp_path], [query]) as (source,):
        every = list(source)
        assert [(each.text, each.count) for each in source.remarks.values()] == [
            ("a record without k, and so without its delen", 2)
        ]
    parts = {each.data["naam"]: each.data["delen"] for each in every if isinstance(each, Record)}
    assert {name: [each["naam"] for each in found] for name, found in parts.items()} == {
        "leeg": [],
        "ook leeg": [],
        "een": ["a"],
        "twee": ["b"],
    }
    assert [each.reason for each in every if isinstance(each, Unreadable)] == [LOST, "delen: no record has k '3'"]


def test_records_with_the_same_key_have_the_same_parts(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text("k,naam\n1,een\n1,weer een\n2,twee\n")
    (tmp_path / "delen.csv").write_text("k,naam\n1,a\n1,b\n")
    assert found(tmp_path) == ({"een": ["a", "b"], "weer een": ["a", "b"], "twee": []}, [])


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query("SELECT a.k, b.k FROM records a, delen b", "k"), "2 columns have the name 'k'"),
        (
            Query("SELECT * FROM records", "k", {"naam": Query("SELECT * FROM delen", "k")}),
            "a column and a part have the",
        ),
        (Query("SELECT * FROM records", None, {"delen": Query("SELECT * FROM delen", "k")}), "key: no column None"),
    ],
)
def test_no_column_hides_another(tmp_path: Path, query: Query, reason: str) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE records (k, naam)")
        connection.execute("CREATE TABLE delen (k, naam)")
    connection.close()
    if "2 columns" in reason:  # SQLite gives the second one another name
        with open_tables([path], [query]) as (source,):
            assert list(source) == []
        return
    with pytest.raises(MappingError, match=reason), open_tables([path], [query]):
        pass


# The same tables, whoever holds them.

MAPPING = """
profile: organisatie-basis
model: Organisatie
records:
  sql: SELECT * FROM haltes
  key: nr
  parts:
    namen: {sql: SELECT * FROM namen, key: halte}
id: https://data.example.be/id/halte/{nr}
fields:
  voorkeursnaam: sinds
  alternatieve_naam: {each: namen, from: naam, language: {from: taal}}
"""


@pytest.mark.slow
def test_the_same_tables_give_the_same_output(postgres: Server, tmp_path: Path) -> None:
    numbers = [1, 2, 10, 9, 100, 11, 20, 3]
    names = [
        (nr, taal, f"{taal} {nr}{volgnr}", volgnr) for nr in numbers for taal in ("nl", "fr") for volgnr in (10, 9)
    ]
    names.append((999, "nl", "nergens", 1))
    shape = ("nr integer, sinds date, prijs numeric(9, 2)", "halte integer, taal text, naam text, volgnr integer")
    tables = f"CREATE TABLE haltes ({shape[0]})", f"CREATE TABLE namen ({shape[1]})"
    rows = [f"INSERT INTO haltes VALUES ({nr}, '2024-02-03', 1.50)" for nr in numbers]
    rows += [f"INSERT INTO namen VALUES ({nr}, '{taal}', '{naam}', {volgnr})" for nr, taal, naam, volgnr in names]
    postgres.tables("gelijk", *tables, *rows)
    with sqlite3.connect(tmp_path / "gelijk.db") as connection:
        for each in (*tables, *rows):
            connection.execute(each)
    connection.close()
    inside = duckdb.connect()
    for each in (*tables, *rows):
        inside.execute(each)
    for form in ("parquet", "csv"):
        (tmp_path / form).mkdir()
        for table in ("haltes", "namen"):
            inside.execute(f"COPY {table} TO '{tmp_path / form / table}.{form}'")
    inside.close()
    (tmp_path / "m.yaml").write_text(MAPPING)
    outputs, said = set(), set()
    for source in (postgres.url("gelijk"), tmp_path / "gelijk.db", tmp_path / "parquet", tmp_path / "csv"):
        code, text = oslo("convert", source, "-m", tmp_path / "m.yaml", "-o", tmp_path / "uit.ttl")
        assert code == 1, text
        said.add((text.count("no record has halte"), text.count(f"{len(numbers)} converted, 1 rejected")))
        outputs.add((tmp_path / "uit.ttl").read_bytes())
    assert said == {(1, 1)}, text
    assert len(outputs) == 1
    assert outputs.pop().count(b" a org:Organization") == len(numbers)
