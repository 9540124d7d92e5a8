"""Records from files through DuckDB: a query reaches only what was given, and no value is changed on its way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oslo import InputError, OsloError
from oslo.records import Query, open_tables

duckdb = pytest.importorskip("duckdb", reason="SQL over files is the extra sql")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('{folder}/elders.csv')",
        "SELECT * FROM '{folder}/elders.csv'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('{folder}/elders.csv')",
        "SELECT * FROM query('COPY haltes TO ''{folder}/x.csv''')",
        "COPY haltes TO '{folder}/x.csv'",
        "SELECT 1 AS nr) AS q; COPY haltes TO '{folder}/x.csv'; SELECT * FROM (SELECT 1 AS nr",
        "ATTACH '{folder}/x.db' AS x",
        "INSTALL httpfs",
        "LOAD '{folder}/x.duckdb_extension'",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "EXPORT DATABASE '{folder}/x'",
        "CREATE TABLE x AS SELECT 1 AS nr",
        "INSERT INTO haltes VALUES (1)",
        "SELECT getenv('HOME') AS nr",
        "SELECT * FROM query",
        "SELECT * FROM self",
        "CALL pragma_version()",
        "",
    ],
)
def test_a_query_of_duckdb_reaches_only_what_was_given(tmp_path: Path, sql: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "haltes.csv").write_text("nr\n1\n")
    (tmp_path / "elders.csv").write_text("nr\n2\n")
    query = Query(sql.format(folder=tmp_path), None)
    with pytest.raises(OsloError) as raised, open_tables([tmp_path / "in" / "haltes.csv"], [query]) as (source,):
        list(source)
    assert len(str(raised.value).splitlines()) == 1
    assert "Python" not in str(raised.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["elders.csv", "in"]


def parquet(folder: Path, columns: str) -> dict[str, Any]:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Tokyo'")
    connection.execute(f"COPY (SELECT {columns}) TO '{folder / 't.parquet'}'")
    connection.close()
    with open_tables([folder], [Query("SELECT * FROM t", None)]) as (source,):
        (record,) = source
    return record.data


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("DATE 'infinity'", "infinity"),
        ("TIMESTAMP '-infinity'", "-infinity"),
        ("DATE '12024-02-03'", "12024-02-03"),
        ("TIMESTAMPTZ '2024-02-03 10:00:00+05:30'", "2024-02-03T04:30:00+00:00"),
        ("TIMESTAMP_NS '2024-02-03 10:00:00.123456789'", "2024-02-03T10:00:00.123456789"),
        ("TIME '24:00:00'", "24:00:00"),
        ("INTERVAL '1 month 2 days'", "1 month 2 days"),
        ("12.50::DECIMAL(9, 2)", "12.50"),
        ("0.1::FLOAT", 0.1),
        ("'nan'::DOUBLE", "nan"),
        ("9223372036854775807", 9223372036854775807),
        ("[DATE '2024-02-03', DATE 'infinity', NULL]", ["2024-02-03", "infinity", None]),
        (
            "{'van': TIMESTAMP '2024-02-03 10:00:00', 'x y': [1.50::DECIMAL(5, 2)]}",
            {"van": "2024-02-03T10:00:00", "x y": ["1.50"]},
        ),
        ("MAP {'a': DATE '2024-02-03'}", {"a": "2024-02-03"}),
        ("[{'a': NULL::DATE}, NULL]", [{"a": None}, None]),
        ("'\\x00\\xFF'::BLOB", "00FF"),
        ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("""'{"a": [1, "x"]}'::JSON""", {"a": [1, "x"]}),
    ],
)
def test_values_of_duckdb_lose_nothing(tmp_path: Path, sql: str, value: Any) -> None:
    assert parquet(tmp_path, f"{sql} AS x")["x"] == value


def test_whole_numbers_of_any_size(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x\n1\n")
    query = Query("SELECT 170141183460469231731687303715884105727::HUGEINT AS x FROM t", "x")
    with open_tables([tmp_path], [query]) as (source,):
        assert [record.data for record in source] == [{"x": 170141183460469231731687303715884105727}]


@pytest.mark.slow
def test_a_key_and_a_type_that_come_late_in_json(tmp_path: Path) -> None:
    lines = [json.dumps({"nr": n}) for n in range(30_000)]
    (tmp_path / "t.jsonl").write_text("\n".join([*lines, '{"nr": "x", "laat": "wel"}', '{"nr": 1.5}']))
    with open_tables([tmp_path], [Query("SELECT * FROM t", "nr")]) as (source,):
        records = [record.data for record in source]
    assert len(records) == 30_002
    assert [each["laat"] for each in records if each["nr"] == "x"] == ["wel"]
    assert {str(each["nr"]) for each in records} >= {"0", "29999", "x", "1.5"}


def test_a_query_of_duckdb_stops_at_its_time(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x\n1\n")
    slow = "SELECT count(*) AS x FROM t, range(1000000) AS a, range(1000000) AS b WHERE a.range * b.range % 7 = 3"
    query = Query(slow, "x", timeout=0.2)
    with open_tables([tmp_path], [query]) as (source,), pytest.raises(InputError, match=r"within 0\.2 seconds"):
        list(source)


@pytest.mark.slow
def test_duckdb_says_when_it_needs_more_memory(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x\n1\n")
    query = Query("SELECT list(range) AS x FROM t, range(10000000) GROUP BY t.x", "x", memory=20)
    with open_tables([tmp_path], [query]) as (source,), pytest.raises(InputError, match=r"more than 20 MB \(memory"):
        list(source)
