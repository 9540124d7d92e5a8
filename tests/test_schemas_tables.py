"""Schemas of tables: SQL that holds what the models give, metadata of CSV that says what `oslo convert` makes of it."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from helpers.laws import PROFILES, Chose, Ding, each_class, examples
from helpers.postgres import Server
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo import (
    Format,
    LangString,
    Listeners,
    Literal,
    Profile,
    Resource,
    convert,
    describe,
    load_profile,
    mapping_from,
    schema,
)
from oslo.generating.schemas.sql import _distinct
from oslo.generating.schemas.subject import Subject
from oslo.models.persoon import Geboorte, Nationaliteit, Plaats
from oslo.namespaces import Iri
from oslo.templates import Template, columns

EIGEN = PROFILES[-1]
each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)

# --- SQL ---

Row = tuple[str, dict[str, Any]]
"""A table and the columns of a row."""


def rows(profile: Profile, resource: Resource) -> list[Row]:
    """A resource and its parts as rows of the tables, in an order that foreign keys allow."""
    names, found, links = Subject.of(profile).names, list[Row](), list[Row]()

    def visit(each: Resource) -> str:
        subject = str(each.id or f"urn:x:{len(found)}")
        found.append(("node", {"id": subject}))
        table = names[type(each)]
        row = {"id": subject}
        place = len(found)
        for prop in describe(type(each)).properties:
            value = getattr(each, prop.name)
            if prop.many:
                join = _distinct(f"{table}_{prop.json_name}", set())
                links.extend((join, {"subject": subject, **cells("value", one, prop)}) for one in value)
            elif value is not None:
                row |= cells(_distinct(prop.json_name, set()), value, prop)
        found.insert(place, (table, row))
        return subject

    def cells(name: str, value: Any, prop: Any) -> dict[str, Any]:
        kinds = {each.python for each in prop.ranges}
        link = isinstance(value, Resource)
        if link:
            value = visit(value)
        elif all(each.cls for each in prop.ranges):
            found.append(("node", {"id": str(value)}))
        if all(each.cls or each.value.node for each in prop.ranges):
            return {name: str(value)}
        if kinds == {LangString}:
            return {name: value.text, f"{name}_language": value.language}
        if len(kinds) == 1 and kinds != {Literal}:
            return {name: getattr(value, "value", value)}
        if link or (not isinstance(value, Literal) and type(value) is Iri):
            return {name: str(value)}
        text, datatype, language = Literal.of(value) if not isinstance(value, Literal) else value
        return {name: text, f"{name}_datatype": str(datatype), f"{name}_language": language}

    visit(resource)
    mentioned = [row for row in found if row[0] == "node"]
    things = [row for row in found if row[0] != "node"]
    return [*mentioned, *things, *links]


def insert(connection: Any, row: Row) -> None:
    table, cells = row
    names = ", ".join(f'"{name}"' for name in cells)
    again = ' ON CONFLICT ("id") DO NOTHING' if table == "node" else ""
    holes = ", ".join("?" * len(cells))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({holes}){again}', list(cells.values()))


@cache
def database(profile: Profile) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(schema(profile, "sql"))
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def plain(row: Row) -> Row:
    """A row as SQLite keeps values: dates and decimals as text, integers of 64 bits."""
    table, cells = row
    kept = {}
    for name, value in cells.items():
        if isinstance(value, date | time | datetime | Decimal):
            value = str(value)
        elif isinstance(value, int) and abs(value) >= 2**63:
            value = 0
        elif isinstance(value, str):
            value = str.__str__(value)
        kept[name] = value
    return table, kept


@each_class
@examples(2)
@given(data=st.data())
def test_tables_hold_what_a_model_gives_and_refuse_what_misses(
    profile: Profile, cls: type[Resource], data: st.DataObject
) -> None:
    found = [plain(row) for row in rows(profile, data.draw(instances(cls)))]
    connection = database(profile)
    connection.execute("BEGIN")
    try:
        for row in found:
            insert(connection, row)
    finally:
        connection.execute("ROLLBACK")
    table, cells = next(row for row in found if row[0] == Subject.of(profile).names[cls])
    needed = [prop for prop in describe(cls).properties if prop.min and not prop.many]
    for prop in needed:
        broken = {name: value for name, value in cells.items() if name != prop.json_name}
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
            insert(connection, (table, broken))


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("Ding", "prijs", "1000"),
        ("Ding", "prijs", "0"),
        ("Ding", "graad", "midden"),
        ("Ding", "sinds", "1830-10-04"),
        ("Ding", "ongeveer", "mei 1948"),
        ("Ding", "soort", "rood"),
        ("Ding", "website", "gent"),
        ("Ding_bijnaam", "value", "a"),
        ("Deel", "nummer", 100),
        ("Ding_verwant", "value", "urn:x:not-mentioned"),
    ],
)
def test_tables_check_limits_and_links(table: str, name: str, value: Any) -> None:
    connection = database(EIGEN)
    ding = {"id": "urn:x:1", "code": "AB123", "graad": "hoog", "prijs": "1.5"}
    row = {"Ding": ding, "Deel": {"id": "urn:x:1", "nummer": 1}}.get(table, {"subject": "urn:x:1"})
    connection.execute("BEGIN")
    try:
        insert(connection, ("node", {"id": "urn:x:1"}))
        if "_" in table:
            insert(connection, ("Ding", ding))
        else:
            insert(connection, (table, row))
            connection.execute(f'DELETE FROM "{table}"')
        with pytest.raises(sqlite3.IntegrityError, match=r"CHECK|FOREIGN KEY"):
            insert(connection, (table, {**row, name: value}))
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.slow(but="eigen")
@each_profile
def test_duckdb_takes_the_tables(profile: Profile) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is the extra sql")
    connection = duckdb.connect()
    connection.execute(schema(profile, "sql"))
    made = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    assert len(made) == schema(profile, "sql").count("CREATE TABLE ")


@pytest.mark.slow
@examples(10)
@given(data=st.data())
def test_duckdb_holds_what_a_model_gives(data: st.DataObject) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is the extra sql")
    connection = duckdb.connect()
    connection.execute(schema(EIGEN, "sql"))
    for row in rows(EIGEN, data.draw(instances(Ding, text=st.text("abc é😀", max_size=8)))):
        insert(connection, fitted(row))
    with pytest.raises(duckdb.ConstraintException):
        insert(connection, ("Deel", {"id": "urn:x:not-mentioned", "nummer": 1}))


def fitted(row: Row) -> Row:
    """A row within the limits of SQL: no number is larger than its type."""
    table, cells = row
    for name, value in cells.items():
        if isinstance(value, int | Decimal) and abs(value) >= 2**63:
            cells[name] = 0
    return plain((table, cells))


@pytest.mark.slow
def test_postgresql_takes_the_tables_of_every_profile(postgres: Server) -> None:
    for number, profile in enumerate(PROFILES):
        postgres.tables(f"p{number}", schema(profile, "sql"))
        count = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        assert postgres.run(count, database=f"p{number}") == [[schema(profile, "sql").count("CREATE TABLE ")]]


def test_no_name_of_a_table_or_column_is_longer_than_postgresql_keeps() -> None:
    for profile in (EIGEN, load_profile("lpdc")):
        assert all(len(name.encode()) <= 63 for name in re.findall(r'"((?:[^"]|"")+)"', schema(profile, "sql")))
    names: set[str] = set()
    one, other = _distinct("a" * 70 + "b", names), _distinct("a" * 70 + "c", names)
    assert one != other
    assert len(one) <= 59


# --- CSV on the Web ---

TABLE = {"@context", "@type", "url", "dc:title", "dc:description", "rdfs:comment", "tableSchema"}
SCHEMA = {"@type", "aboutUrl", "primaryKey", "columns"}
COLUMN = {"name", "titles", "datatype", "required", "suppressOutput", "aboutUrl", "propertyUrl", "valueUrl",
          "separator", "lang", "virtual", "dc:description", "rdfs:comment"}  # fmt: skip
DATATYPE = {"base", "format", "minimum", "maximum", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
            "minLength", "maxLength"}  # fmt: skip
BASES = {"string", "boolean", "integer", "decimal", "double", "dateTime", "date", "time", "duration", "anyURI"}
"""Names of the Metadata Vocabulary for Tabular Data (W3C, 2015), sections 5.3 to 5.11."""
VARIABLE = re.compile(r"(?!_)(?:[A-Za-z0-9_.]|%[0-9A-F]{2})+")


def metadata(cls: type[Resource]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema(cls, "csvw"))
    return found


@each_class
def test_metadata_has_the_names_of_its_vocabulary(profile: Profile, cls: type[Resource]) -> None:
    table = metadata(cls)
    assert table.keys() <= TABLE
    assert table["tableSchema"].keys() <= SCHEMA
    made = table["tableSchema"]["columns"]
    real = [column for column in made if not column.get("virtual")]
    assert made[: len(real)] == real, "virtual columns come last"
    assert [column["titles"] for column in real] == ["id", *(column.name for column in columns(cls))]
    names = [column["name"] for column in real]
    assert len(set(names)) == len(names)
    for column in made:
        assert column.keys() <= COLUMN
        assert column.get("virtual") or VARIABLE.fullmatch(column["name"])
        datatype = column.get("datatype", {})
        if isinstance(datatype, dict) and datatype:
            assert datatype.keys() <= DATATYPE
            assert datatype["base"] in BASES
        for key in ("aboutUrl", "valueUrl"):
            assert set(re.findall(r"\{\+(.*?)\}", column.get(key, ""))) <= set(names)


def test_the_metadata_of_a_profile_is_that_of_all_its_classes() -> None:
    profile = load_profile("core-location")
    group = json.loads(schema(profile, "csvw"))
    assert group["@type"] == "TableGroup"
    assert [table["url"] for table in group["tables"]] == [f"{cls.__name__}.csv" for cls in profile.classes]


def triples(table: dict[str, Any], record: dict[str, str]) -> Iterator[str]:
    """What metadata says of a row, after the steps of Generating RDF from Tabular Data (section 4.6), minimal mode."""

    def url(template: str) -> str:
        return re.sub(r"\{\+(.*?)\}", lambda found: record[unquote(found[1])], template)

    for column in table["tableSchema"]["columns"]:
        cell = record.get(column.get("titles", ""), "")
        if column.get("suppressOutput") or not (cell or column.get("virtual")):
            continue
        subject = url(column.get("aboutUrl", table["tableSchema"]["aboutUrl"]))
        base = column.get("datatype", {}).get("base", "string")
        kind = f"@{column['lang']}" if "lang" in column else f"^^<http://www.w3.org/2001/XMLSchema#{base}>"
        for value in cell.split(column["separator"]) if "separator" in column else [cell]:
            literal = f'"{value}"' + ("" if kind.endswith("#string>") else kind)
            said = f"<{url(column['valueUrl'])}>" if "valueUrl" in column else literal
            yield f"<{subject}> <{column['propertyUrl']}> {said} ."


@pytest.mark.parametrize(
    ("cls", "record", "empty"),
    [
        (Plaats, {"plaatsnaam": "Gent"}, "geometrie"),
        (Nationaliteit, {"nationaliteit": "https://data.example.be/id/concept/nationaliteit/1"}, None),
        (
            Geboorte,
            {"datum": "1980-05-06T10:00:00", "plaats.plaatsnaam": "Gent", "land.plaatsnaam": "België"},
            "geometrie",
        ),
    ],
    ids=lambda case: getattr(case, "__name__", ""),
)
def test_metadata_says_what_convert_makes_of_the_table(
    cls: type[Resource], record: dict[str, str], empty: str | None, tmp_path: Path
) -> None:
    profile = load_profile("persoon-basis")
    record = {"id": "https://data.example.be/id/1", **record}
    names = [column["titles"] for column in metadata(cls)["tableSchema"]["columns"] if "titles" in column]
    with (tmp_path / "table.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerow(record)
    with (tmp_path / "out.nt").open("w", encoding="utf-8") as out:
        done = convert(
            [tmp_path / "table.csv"],
            mapping_from(Template(profile, cls).mapping_file(), "table"),
            out,
            Format.NTRIPLES,
            listeners=Listeners(reject=print),
        )
    assert done.resources == 1
    real = (tmp_path / "out.nt").read_text("utf-8").splitlines()
    unnamed = [re.sub(r"(#[\w.]+)-[0-9a-f]{12}", r"\1", line) for line in real]
    said = set(triples(metadata(cls), record))
    assert set(unnamed) <= said
    about_others = {triple for triple in said - set(unnamed) if f"{empty}>" not in triple}
    assert not about_others, "CSVW knows no part that is absent, and nothing else is too much"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # those of the package about itself
def test_another_reader_of_metadata_reads_the_table(tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw is not installed")
    (tmp_path / "Chose.csv-metadata.json").write_text(schema(Chose, "csvw"), "utf-8")
    table = csvw.Table.from_file(tmp_path / "Chose.csv-metadata.json")
    assert [column.header for column in table.tableSchema.columns if not column.virtual] == [
        "id",
        "nom",
        "partie.nummer",
    ]
    (tmp_path / "Chose.csv").write_text("id,nom,partie.nummer\nurn:x:1,Salle,7\n", "utf-8")
    (row,) = list(table)
    assert (row["id"], row["nom"], row["partie.nummer"]) == ("urn:x:1", "Salle", 7)
    (tmp_path / "Chose.csv").write_text("id,nom,partie.nummer\nurn:x:1,Salle,100\n", "utf-8")
    with pytest.raises(ValueError, match="nummer"):
        list(table)
    (tmp_path / "Chose.csv").write_text("id,nom,partie.nummer\nurn:x:1,,7\n", "utf-8")
    with pytest.raises(ValueError, match="nom: required"):
        list(table)
