"""Records from a real PostgreSQL server: what a query may not do, values as they are, errors in one line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.postgres import OWNER, READER, Server

from oslo import InputError, MappingError, OsloError
from oslo.records import Query, Url, open_tables
from oslo.records.sql.values import array_reader, in_iso

on_server = pytest.mark.slow

HALTES = (
    "CREATE TABLE haltes (nr text, code text)",
    "INSERT INTO haltes VALUES ('2', 'b'), ('1', 'a')",
    "CREATE TABLE namen (halte text, taal text, naam text)",
    "INSERT INTO namen VALUES ('1', 'nl', 'Markt, oost'), ('2', 'nl', 'Station'), ('2', 'fr', 'Gare')",
)
QUERY = Query("SELECT * FROM haltes", "nr", {"namen": Query("SELECT * FROM namen", "halte")})
MAPPING = """
profile: persoon-basis
model: Plaats
records: {{sql: {sql}, key: {key}}}
id: https://data.example.be/id/halte/{{{key}}}
fields: {{plaatsnaam: code}}
"""


@pytest.fixture(scope="module")
def haltes(postgres: Server) -> Server:
    postgres.tables("haltes", *HALTES, "CREATE SEQUENCE teller", "CREATE TABLE geheim (nr text, code text)")
    postgres.run(f"REVOKE SELECT ON geheim FROM {READER}", database="haltes")
    return postgres


def rows(url: str, query: Query | str, remarks: list[str] | None = None) -> list[Any]:
    query = Query(query, "nr") if isinstance(query, str) else query
    with open_tables([Url(url)], [query]) as (source,):
        found = [getattr(record, "data", record) for record in source]
        if remarks is not None:
            remarks += source.remarks
    return found


@on_server
def test_records_with_their_parts(haltes: Server) -> None:
    assert rows(haltes.url("haltes"), QUERY) == [
        {"nr": "1", "code": "a", "namen": [{"halte": "1", "taal": "nl", "naam": "Markt, oost"}]},
        {
            "nr": "2",
            "code": "b",
            "namen": [{"halte": "2", "taal": "fr", "naam": "Gare"}, {"halte": "2", "taal": "nl", "naam": "Station"}],
        },
    ]
    assert rows(haltes.url("haltes"), "SELECT nr FROM haltes WHERE nr = '1';  ") == [{"nr": "1"}]
    assert rows(haltes.url("haltes"), "SELECT nr FROM haltes WHERE nr = '1' -- only one") == [{"nr": "1"}]


# A query is one SELECT, that changes nothing, whoever asks it.

WRITING = {
    "a second statement": "SELECT 1 AS nr) AS q; COMMIT; DELETE FROM haltes; SELECT * FROM (SELECT 1 AS nr",
    "in a transaction of its own": "SELECT 1 AS nr) AS q; END; BEGIN; DELETE FROM haltes; COMMIT; SELECT (1",
    "after a comment": "SELECT 1 AS nr) AS q; /* ; */ ROLLBACK; TRUNCATE haltes; -- ",
    "a program": "COPY haltes TO PROGRAM 'touch {folder}/pwned'",
    "a program, as a second statement": "SELECT 1 AS nr) AS q; COPY haltes TO PROGRAM 'touch {folder}/pwned';",
    "a deletion": "DELETE FROM haltes RETURNING *",
    "a deletion in a WITH": "WITH gone AS (DELETE FROM haltes RETURNING *) SELECT * FROM gone",
    "a WITH of its own": "SELECT 1 AS nr) AS q), x AS (DELETE FROM haltes RETURNING nr) SELECT * FROM (SELECT 1",
    "a new table": "SELECT * INTO weg FROM haltes",
    "rows to update": "SELECT * FROM haltes FOR UPDATE",
    "rows to share": "SELECT nr FROM haltes FOR SHARE",
    "the next number": "SELECT nextval('teller') AS nr",
    "a number": "SELECT setval('teller', 99) AS nr",
    "leave to write": "SELECT set_config('transaction_read_only', 'off', false) AS nr",
    "a query in a text": "SELECT query_to_xml('DELETE FROM haltes', true, true, '')::text AS nr",
    "another date style": "SELECT set_config('DateStyle', 'SQL, DMY', false) AS nr",
    "a statement": "DROP TABLE haltes",
    "a block": "DO 'BEGIN DELETE FROM haltes; END'",
    "a call": "CALL weg()",
    "nothing": "",
    "a parameter": "SELECT $1::text AS nr",
}


@on_server
@pytest.mark.parametrize("who", ["owner", "reader"])
@pytest.mark.parametrize("what", WRITING)
def test_a_query_changes_nothing(haltes: Server, what: str, who: str) -> None:
    url = haltes.owners_url("haltes") if who == "owner" else haltes.url("haltes")
    with pytest.raises(OsloError) as raised:
        rows(url, WRITING[what].format(folder=haltes.folder))
    assert len(str(raised.value).splitlines()) == 1
    assert haltes.run("SELECT nr, code FROM haltes ORDER BY nr", database="haltes") == [["1", "a"], ["2", "b"]]
    assert haltes.run("SELECT last_value, is_called FROM teller", database="haltes") == [[1, False]]
    assert haltes.run("SELECT to_regclass('weg')::text", database="haltes") == [[None]]
    assert not (haltes.folder / "pwned").exists()


@on_server
def test_a_part_and_a_view_change_nothing_either(haltes: Server) -> None:
    writing = WRITING["a second statement"]
    for query in (
        Query("SELECT * FROM haltes", "nr", {"namen": Query(writing, "nr")}),
        Query("SELECT * FROM alles", "nr", views={"alles": f"{writing}), x AS (SELECT 1"}),
    ):
        with pytest.raises(MappingError, match=r"cannot insert multiple commands|syntax error"):
            rows(haltes.owners_url("haltes"), query)
    assert haltes.run("SELECT count(*) FROM haltes", database="haltes") == [[2]]


@on_server
def test_functions_of_the_server_are_for_superusers_and_that_is_told(haltes: Server) -> None:
    with pytest.raises(MappingError, match="permission denied"):
        rows(haltes.url("haltes"), "SELECT pg_read_file('/etc/passwd') AS nr")
    remarks: list[str] = []
    rows(haltes.owners_url("haltes"), QUERY, remarks)
    (said,) = remarks
    assert said.startswith(f"{OWNER} is a superuser, whose queries may also read files of the server")
    remarks.clear()
    rows(haltes.url("haltes"), QUERY, remarks)
    assert remarks == []


@on_server
def test_all_queries_see_one_state(haltes: Server) -> None:
    haltes.run("CREATE TABLE staat (nr int)", "INSERT INTO staat VALUES (1)", database="haltes")
    haltes.run(f"GRANT SELECT ON staat TO {READER}", database="haltes")
    query = Query("SELECT * FROM staat", "nr")
    with open_tables([Url(haltes.url("haltes"))], [query, query]) as (one, other):
        first = [record.data for record in one]
        haltes.run("INSERT INTO staat VALUES (2)", database="haltes")
        assert first == [record.data for record in other] == [{"nr": 1}]


# Values, whatever the settings of the server.

VALUES = {
    "'2024-02-03'::date": "2024-02-03",
    "'infinity'::date": "infinity",
    "'-infinity'::timestamp": "-infinity",
    "'12024-02-03'::date": "12024-02-03",
    "'0044-03-15 BC'::date": "0044-03-15 BC",
    "'24:00'::time": "24:00:00",
    "'24:00+01'::timetz": "24:00:00+01:00",
    "'2024-02-03 10:00:00.5'::timestamp": "2024-02-03T10:00:00.5",
    "'2024-02-03 10:00:00+05:30'::timestamptz": "2024-02-03T04:30:00+00:00",
    "'1 year 2 months 3 days'::interval": "P1Y2M3D",
    "'\\x00ff'::bytea": "00FF",
    "1.10::numeric": "1.10",
    "'NaN'::numeric": "NaN",
    "0.1::real": 0.1,
    "1e300::float8": 1e300,
    "'Infinity'::float8": "Infinity",
    "0.1::float8 + 0.2": 0.1 + 0.2,
    "9223372036854775807": 9223372036854775807,
    "true": True,
    "'ab'::char(5)": "ab",
    "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "array['a,\"b\"', NULL, 'c\\d']": ['a,"b"', None, "c\\d"],
    "array[date '2024-02-03', 'infinity']": ["2024-02-03", "infinity"],
    "array[[1, 2], [3, 4]]": [[1, 2], [3, 4]],
    "'{}'::int[]": [],
    """'{"a": [1, null, "x"]}'::jsonb""": {"a": [1, None, "x"]},
    "'10.0.0.1'::inet": "10.0.0.1",
    "E'regel\\ntwee'": "regel\ntwee",
    "NULL::text": None,
}


@on_server
def test_values_are_the_same_whatever_the_settings(postgres: Server) -> None:
    postgres.tables("instellingen")
    settings = {
        "DateStyle": "'SQL, DMY'",
        "TimeZone": "'Asia/Tokyo'",
        "IntervalStyle": "'sql_standard'",
        "bytea_output": "'escape'",
        "extra_float_digits": "0",
        "client_encoding": "'LATIN1'",
        "default_transaction_isolation": "'read committed'",
    }
    columns = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(VALUES))
    for name, value in settings.items():
        postgres.run(f"ALTER DATABASE instellingen SET {name} = {value}")
    (found,) = rows(postgres.url("instellingen"), f"SELECT 1 AS nr, {columns}")
    assert list(found.values())[1:] == list(VALUES.values())


@on_server
def test_the_time_zone_of_times_can_be_chosen(haltes: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = "SELECT 1 AS nr, timestamptz '2024-02-02 23:00+00' AS t"
    chosen = haltes.url("haltes", "options=-c%20TimeZone%3DEurope/Brussels")
    assert rows(chosen, sql)[0]["t"] == "2024-02-03T00:00:00+01:00"
    monkeypatch.setenv("PGTZ", "Europe/Brussels")
    assert rows(haltes.url("haltes"), sql)[0]["t"] == "2024-02-03T00:00:00+01:00"


@on_server
def test_the_schemas_of_the_role_are_searched(haltes: Server) -> None:
    haltes.run(
        "CREATE SCHEMA IF NOT EXISTS vervoer", "CREATE TABLE vervoer.lijnen AS SELECT 7 AS nr", database="haltes"
    )
    haltes.run(
        f"GRANT USAGE ON SCHEMA vervoer TO {READER}", f"GRANT SELECT ON vervoer.lijnen TO {READER}", database="haltes"
    )
    with pytest.raises(MappingError, match='relation "lijnen" does not exist'):
        rows(haltes.url("haltes"), "SELECT * FROM lijnen")
    assert rows(haltes.url("haltes", "options=-csearch_path%3Dvervoer"), "SELECT * FROM lijnen") == [{"nr": 7}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", []),
        ('{"",NULL,"NULL"}', ["", None, "NULL"]),
        ('{{a},{"}"}}', [["a"], ["}"]]),
        ("[2:3]={x,y}", ["x", "y"]),
    ],
)
def test_arrays_as_postgresql_writes_them(text: str, value: list[Any]) -> None:
    assert array_reader(str)(text) == value


def test_times_in_iso() -> None:
    found = [
        in_iso(each)
        for each in ("2024-02-03 00:00:00-03", "10:00:00.25+05:45", "10:00:00", "0001-01-01 00:00:00+00 BC")
    ]
    assert found == ["2024-02-03T00:00:00-03:00", "10:00:00.25+05:45", "10:00:00", "0001-01-01 00:00:00+00 BC"]


# Errors: one line with the database and the query, and the output as it was.

WRONG = {
    "no table": ("SELECT * FROM nergens", "nr", 'relation "nergens" does not exist'),
    "no column": ("SELECT nr, nam FROM haltes", "nr", 'column "nam" does not exist'),
    "no schema": ("SELECT * FROM nergens.haltes", "nr", 'relation "nergens.haltes" does not exist'),
    "no permission": ("SELECT * FROM geheim", "nr", "permission denied for table geheim"),
    "a key in other letters": ("SELECT * FROM haltes", "NR", "key: no column 'NR'; did you mean nr"),
    "a column twice": ("SELECT a.nr, b.nr FROM haltes a, haltes b", "nr", "2 columns have the name 'nr'"),
    "an error at a later row": ("SELECT nr, (1 / (2 - nr::int))::text AS code FROM haltes", "nr", "division by zero"),
    "several lines": ("SELECT nr,\n  FROM haltes", "nr", "syntax error"),
}


@on_server
@pytest.mark.parametrize("case", WRONG)
def test_an_error_is_one_line_and_the_output_stays(haltes: Server, tmp_path: Path, case: str) -> None:
    sql, key, reason = WRONG[case]
    output = tmp_path / "uit.ttl"
    output.write_text("as it was")
    (tmp_path / "m.yaml").write_text(MAPPING.format(sql=repr(sql).replace("\\n", " "), key=key))
    code, said = oslo("convert", haltes.url("haltes"), "-m", tmp_path / "m.yaml", "-o", output)
    assert (code, output.read_text()) == (2, "as it was")
    (line,) = [each for each in said.splitlines() if reason in each]
    assert "uit.ttl" not in said
    assert "geheim?" not in said
    assert sorted(each.name for each in tmp_path.iterdir()) == ["m.yaml", "uit.ttl"]
    if "key" not in case and "column twice" not in case:
        assert f"postgresql://127.0.0.1:{haltes.port}/haltes" in line


@on_server
def test_a_connection_that_is_lost_in_the_middle(haltes: Server, tmp_path: Path) -> None:
    source = Query("SELECT nr, repeat('x', 100000) AS code FROM generate_series(1, 5000) AS nr", "nr")
    with open_tables([Url(haltes.url("haltes", "application_name=stopt"))], [source]) as (records,):
        found = iter(records)
        next(found)
        haltes.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stopt'")
        with pytest.raises(
            InputError, match=r"^postgresql://\S+: (terminating connection|the connection was lost).*: SELECT"
        ):
            list(found)


@on_server
def test_a_server_that_refuses_says_why(haltes: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    at = f"127.0.0.1:{haltes.port}"
    for url, reason in (
        (f"postgresql://{READER}:fout@{at}/haltes", "password authentication failed"),
        (f"postgresql://niemand:fout@{at}/haltes", "password authentication failed"),
        (f"postgresql://{READER}@{at}/haltes", "the server asks for a password: set PGPASSWORD"),
        (haltes.url("nergens"), 'database "nergens" does not exist'),
        (haltes.url("haltes", "options=-cnergens%3D1"), "unrecognized configuration parameter"),
    ):
        with pytest.raises(InputError, match=reason) as raised:
            rows(url, QUERY)
        assert "fout" not in str(raised.value)
    haltes.run("ALTER DATABASE haltes CONNECTION LIMIT 0")
    with pytest.raises(InputError, match='too many connections for database "haltes"'):
        rows(haltes.url("haltes"), QUERY)
    haltes.run("ALTER DATABASE haltes CONNECTION LIMIT -1")


@on_server
def test_text_that_is_not_in_the_encoding_of_the_database(postgres: Server) -> None:
    postgres.tables("ascii", "SELECT 1", options="TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    postgres.run("CREATE TABLE t AS SELECT 1 AS nr, convert_from('\\x436166e9', 'SQL_ASCII') AS naam", database="ascii")
    postgres.run(f"GRANT SELECT ON t TO {READER}", database="ascii")
    with pytest.raises(InputError, match='invalid byte sequence for encoding "UTF8"'):
        rows(postgres.url("ascii"), "SELECT * FROM t")
    postgres.tables("latijn", "SELECT 1", options="TEMPLATE template0 ENCODING 'WIN1252' LOCALE 'C'")
    postgres.run("CREATE TABLE t AS SELECT * FROM (VALUES ('€'), ('é'), ('ÿ'), ('z')) AS t (nr)", database="latijn")
    postgres.run(f"GRANT SELECT ON t TO {READER}", database="latijn")
    assert [each["nr"] for each in rows(postgres.url("latijn"), "SELECT * FROM t")] == ["z", "é", "ÿ", "€"]


@on_server
def test_a_query_may_think_for_as_long_as_the_mapping_says(haltes: Server) -> None:
    slow = "SELECT nr, pg_sleep(3)::text FROM haltes"
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"no answer within 0\.2 seconds \(timeout\): SELECT nr, pg_sleep"):
        rows(haltes.url("haltes"), Query(slow, "nr", timeout=0.2))
    assert time.monotonic() - begun < 3


@on_server
def test_memory_does_not_grow_with_wide_rows(haltes: Server) -> None:
    """A fetch takes fewer rows when they are wide; the widest of all are fetched one by one."""
    import tracemalloc

    sql = "SELECT nr, repeat(md5(nr::text), 31250) AS breed FROM generate_series(1, 60) AS nr"  # of a megabyte each
    with open_tables([Url(haltes.url("haltes"))], [Query(sql, "nr")]) as (source,):
        records = iter(source)
        for _ in range(25):
            next(records)
        tracemalloc.start()
        assert sum(1 for _ in records) == 35
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000
