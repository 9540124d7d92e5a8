"""The short way of plain records gives what the long way gives: the same bytes, rejects, remarks and counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.sax.saxutils import escape

import pytest
from helpers.choosing import everything
from helpers.laws import examples
from helpers.published import REPOSITORY
from helpers.rules import PROFILE
from helpers.runs import RUNS, files
from hypothesis import given, strategies as st

from oslo import (
    Format,
    InputError,
    Listeners,
    Mapping,
    MappingError,
    Notice,
    Reject,
    Strength,
    Validator,
    convert,
    load_mapping,
    mapping_from,
)
from oslo.mapping import run, running
from oslo.mapping.conversion import Input
from oslo.mapping.short import Short, Written, short_way, triples
from oslo.mapping.short.fields import Values
from oslo.mapping.values import compile_value

EXAMPLES = REPOSITORY / "docs" / "examples"
TABLES = {
    "inwoners": (EXAMPLES / "inwoners/inwoners.yaml", EXAMPLES / "inwoners/inwoners.csv"),
    "bomen": (EXAMPLES / "punten/bomen.yaml", EXAMPLES / "punten/bomen.csv"),
    "addresses": ("best-address", EXAMPLES / "adressen/adressen.csv"),
}
"""Mapping and table of the examples that go the short way."""

ODD = ["", " ", "x", "0", "-1", "ja", "31/02/2020", "01/01/2020", "2020-01-01", 'een "naam"', "a\\b", "é", "e\u0301",
       "İ", "a\u00a0b", "\u200b", "urn:x", "https://x/y z", "a@b.be", "+32 9 210 10 10", "9000", "99999", "BE", "V",
       "<b>&amp;</b>", "{NR}", "_:b", "'", "%41", "\u2028", "null", "n.v.t.", "1e3", "1,5", "POINT(1 2)",
       "=1+1"]  # fmt: skip


class Done:
    """What a conversion gave, told and counted; `short`: how many records went the short way."""

    def __init__(
        self,
        mapping: Mapping,
        table: str | Sequence[Input],
        form: Format,
        *,
        short: bool,
        check: Validator | None = None,
        strength: Strength = Strength.DEFAULT,
        source: str = "csv",
    ) -> None:
        out, told = io.StringIO(), list[str]()
        self.short = 0

        def counted(*given: Any, **more: Any) -> Short | None:
            way = short_way(*given, **more) if short else None
            if way is None:
                return None

            def count(row: Any) -> Written | None:
                found = way(row)
                self.short += found is not None
                return found

            return count

        def tell(each: Reject | Notice | object) -> None:
            told.append(f"{each} {getattr(each, 'kept', '')} {getattr(each, 'record', '')}")

        listeners = Listeners(reject=tell, notice=tell, finding=tell)
        inputs = [io.BytesIO(table.encode())] if isinstance(table, str) else table
        source = source if isinstance(table, str) else None
        with patch.object(run, "short_way", counted), patch.object(running, "WAITING", 0):
            outcome = convert(
                inputs, mapping, out, form=source, format=form, listeners=listeners, check=check, strength=strength
            )
        counts = (
            outcome.resources,
            outcome.rejects,
            outcome.equal,
            outcome.conflicts,
            outcome.violations,
            outcome.joined,
        )
        lists = outcome.unread, outcome.unfound, list(map(str, outcome.repeated)), sorted(outcome.open.items())
        self.result = out.getvalue(), told, counts, *lists


def same(
    mapping: Mapping,
    table: str | Sequence[Input],
    form: Format = Format.NTRIPLES,
    check: Validator | None = None,
    source: str = "csv",
) -> Done:
    """Both ways give the same; what the short one gave."""
    short = Done(mapping, table, form, short=True, check=check, source=source)
    assert short.result == Done(mapping, table, form, short=False, check=check, source=source).result
    return short


@pytest.mark.parametrize("strength", Strength)
def test_what_the_published_profile_asks(strength: Strength) -> None:
    rows = TABLES["addresses"][1].read_text("utf-8").splitlines()
    table = "\n".join([*rows, rows[1].replace(",current", ","), rows[2].replace("Voorbeeldstraat", "")])
    mapping = loaded("best-address")
    short, long = (Done(mapping, table, Format.NTRIPLES, short=short, strength=strength) for short in (True, False))
    assert short.result == long.result
    assert bool(short.result[-1]) == (strength is Strength.DEFAULT)
    assert bool(short.short) == (strength is not Strength.PUBLISHED)


def loaded(name: str | Path) -> Mapping:
    return load_mapping(name)


def rows_of(path: Path) -> tuple[str, list[list[str]]]:
    text = path.read_text("utf-8-sig")
    sign = max(";,\t", key=text.partition("\n")[0].count)
    return sign, list(csv.reader(io.StringIO(text), delimiter=sign))


def table_of(sign: str, rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("form", [Format.NTRIPLES, Format.JSONLD, Format.TURTLE, Format.RDFXML])
@pytest.mark.parametrize("name", TABLES)
def test_the_examples(name: str, form: Format) -> None:
    mapping, table = TABLES[name]
    done = same(loaded(mapping), table.read_text("utf-8-sig"), form)
    assert done.short == done.result[2][0] + done.result[2][2]


@pytest.mark.parametrize("form", [Format.NTRIPLES, Format.TURTLE])
@pytest.mark.parametrize("name", TABLES)
def test_with_the_check(name: str, form: Format) -> None:
    mapping = loaded(TABLES[name][0])
    done = same(mapping, TABLES[name][1].read_text("utf-8-sig"), form, check=Validator(mapping.profile))
    assert done.short >= 2


@pytest.mark.parametrize("form", [Format.NTRIPLES, Format.TURTLE])
@pytest.mark.parametrize("name", TABLES)
def test_odd_cells_in_every_column(name: str, form: Format) -> None:
    mapping, table = TABLES[name]
    sign, (header, *rows) = rows_of(table)
    odd = [
        [*row[:at], cell, *row[at + 1 :]]
        for row in rows[: 3 if everything() else 1]
        for at in range(len(header))
        for cell in ODD
    ]
    done = same(loaded(mapping), table_of(sign, [header, *rows, *odd]), form)
    assert len(odd) / 5 < done.short < len(odd) + len(rows)


def test_records_with_one_id() -> None:
    sign, (header, *rows) = rows_of(TABLES["inwoners"][1])
    other = [*rows[0][:1], "Anders", *rows[0][2:]]
    done = same(loaded(TABLES["inwoners"][0]), table_of(sign, [header, rows[0], rows[1], rows[0], other]))
    assert (done.short, done.result[2][2:4]) == (4, (1, 1))


def test_what_cells_give_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that differ in their id alone: each value and each part is made for the first of them."""
    mapping, table = (TABLES["inwoners"][0], TABLES["inwoners"][1])
    sign, (header, row, *_) = rows_of(table)
    made = {Values.new: 0, triples.hash_lines: 0}

    def counted(function: Any) -> Any:
        def call(*given: Any) -> Any:
            made[function] += 1
            return function(*given)

        return call

    monkeypatch.setattr(Values, "new", counted(Values.new))
    monkeypatch.setattr(triples, "hash_lines", counted(triples.hash_lines))
    rows = [header, *([str(number), *row[1:]] for number in range(100))]
    done = Done(loaded(mapping), table_of(sign, rows), Format.NTRIPLES, short=True)
    assert done.short == 100
    first = Done(loaded(mapping), table_of(sign, rows[:2]), Format.NTRIPLES, short=True)
    assert first.short == 1
    assert all(0 < number <= 40 for number in made.values()), made


@pytest.mark.parametrize("error", [KeyError("x"), ZeroDivisionError(), RecursionError(), MemoryError()])
def test_whatever_goes_wrong_on_the_short_way_is_left_to_the_long_one(error: Exception) -> None:
    def failing(*given: Any) -> Any:
        get = compile_value(*given)

        def value(row: Any) -> Any:
            if "Joris" in row:
                raise error
            return get(row)

        return value

    with patch("oslo.mapping.short.plan.compile_value", failing):
        done = same(loaded(TABLES["inwoners"][0]), TABLES["inwoners"][1].read_text("utf-8-sig"))
    assert done.short == done.result[2][0] - 1


def test_the_first_records_go_the_long_way() -> None:
    sign, (header, row, *_) = rows_of(TABLES["inwoners"][1])
    table = table_of(sign, [header, *([str(number), *row[1:]] for number in range(running.WAITING + 10))])
    ways: list[object] = []

    def way(*given: Any, **more: Any) -> Short | None:
        short = short_way(*given, **more)
        assert short is not None
        return lambda data: ways.append(data) or short(data)

    with patch.object(run, "short_way", way):
        convert([io.BytesIO(table.encode())], loaded(TABLES["inwoners"][0]), io.StringIO(), Format.NTRIPLES, form="csv")
    assert len(ways) == 10


LONG = {"lpdc-cevi", "uitdatabank"}
"""Mappings whose published files have no record that is plain."""


@pytest.mark.parametrize("form", [Format.NTRIPLES, Format.TURTLE])
@pytest.mark.parametrize(("name", "patterns"), RUNS, ids=[f"{name}-{paths[0]}" for name, paths in RUNS])
def test_the_ready_mappings(shared: Path, name: str, patterns: list[str], form: Format) -> None:
    if name in ("basisregisters-extract", "gtfs", "kbo"):
        pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    done = same(load_mapping(name, test_numbers=True), files(shared, patterns), form)
    assert done.short or name in LONG


# Any mapping.

COLUMNS = ["n", "a", "b", "c"]
PLACES = st.sampled_from(COLUMNS)
MORE: dict[str, st.SearchStrategy[Any]] = {
    "join": st.sampled_from(["", ", "]),
    "split": st.sampled_from([" ", ";"]),
    "pattern": st.sampled_from([r"(\w+).*", {"match": r"(.)(.*)", "to": "{2}{1}"}]),
    "codes": st.sampled_from([{"x": "y", "1": "2"}, {"ja": "https://example.org/a"}]),
    "unknown": st.sampled_from(["keep", "drop"]),
    "date": st.just("%d/%m/%Y"),
    "decimal": st.sampled_from([",", "either"]),
    "identifier": st.sampled_from(["postcode", "email", "kbo"]),
    "html": st.just("text"),
    "invalid": st.just("drop"),
    "default": st.sampled_from(["x", "1"]),
    "language": st.sampled_from(["fr", {"from": "c", "default": "nl"}]),
    "empty": st.just(["x", "n.v.t."]),
    "when": st.sampled_from([{"b": "x"}, {"b": {"not": "1"}}, {"c": {"matches": "^a"}}]),
}
VALUES = st.one_of(
    PLACES,
    st.builds(lambda place: {"template": f"urn:x:{{{place}}}"}, PLACES),
    st.builds(lambda one, other: {"template": f"{{{one}}}-{{{other}}}"}, PLACES, PLACES),
    st.builds(lambda text: {"constant": text}, st.sampled_from(["x", "1", "https://example.org/a"])),
    st.builds(lambda places, more: {"from": places, **dict(more)}, st.lists(PLACES, min_size=1, max_size=2),
              st.lists(st.one_of([st.tuples(st.just(key), values) for key, values in MORE.items()]), max_size=2)),
)  # fmt: skip
FIELDS = ["code", "codes", "naam", "namen", "geheel", "getal", "getallen", "dag", "ongeveer", "waarde", "soort",
          "geslacht", "link", "plek", "wanneer", "post"]  # fmt: skip
PARTS = st.one_of(
    VALUES,
    st.fixed_dictionaries({"nummer": VALUES}, optional={"id": st.sampled_from(["urn:d:{a}", "urn:e:1"])}),
    st.fixed_dictionaries({"nummer": PLACES, "when": st.just({"b": "1"})}),
)
RULES = st.tuples(
    st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1, max_size=3),
    st.fixed_dictionaries({}, optional={"deel": PARTS}),
).map(lambda both: both[0] | both[1])
IDS = st.sampled_from([*[{"id": "urn:x:{n}"}] * 4, {"id": "https://data.example.be/{a}#{b}"}, {"key": ["n", "a"]}, {}])
CELLS = st.one_of(st.sampled_from(["1", "2", "x y;z", "ja", "", "a"]), st.sampled_from(ODD))


@given(
    RULES,
    IDS,
    st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=3, max_size=8),
    st.sampled_from(["Ding", "Chose"]),
)
@examples(1000)
def test_any_mapping_of_any_table(
    fields: dict[str, Any], ids: dict[str, Any], rows: list[list[str]], model: str
) -> None:
    rules = {"profile": "regels", "model": model, "fields": fields, "optional": ["*"], **ids}
    try:
        mapping = mapping_from(json.loads(json.dumps(rules)), "m", profile=PROFILE)
        for form in (Format.NTRIPLES, Format.TURTLE):
            same(mapping, table_of(",", [COLUMNS, *rows, ["7", "8", "9", "10"]]), form)
    except MappingError:  # one that is refused
        return


# Any mapping of records that are not rows: with several values at a path, and repeated parts.

ITEMS = st.one_of(
    CELLS, st.integers(-1, 12), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)
)
ANYTHING = st.one_of(ITEMS, ITEMS, ITEMS, st.lists(CELLS, max_size=2), st.dictionaries(PLACES, CELLS, max_size=1))
OBJECTS = st.fixed_dictionaries({"n": ITEMS}, optional=dict.fromkeys("abc", ANYTHING))
RECORDS = st.builds(lambda record, parts: {**record, "d": parts}, OBJECTS, st.lists(OBJECTS, max_size=3))
WITHIN = st.one_of(PLACES, st.just("$.a"))
OF_PARTS = st.fixed_dictionaries(
    {"from": WITHIN, "each": st.just("d")},
    optional={
        "when": st.sampled_from([{"b": "x"}, {"b": [None]}]),
        "language": st.just({"from": "c", "default": "nl"}),
    },
)
EACH = st.fixed_dictionaries(
    {"each": st.just("d"), "nummer": st.one_of(WITHIN, VALUES)},
    optional={"id": st.sampled_from(["urn:d:{a}", "urn:e:{$.n}-{a}"]), "when": st.just({"b": {"not": "1"}})},
)
LINKED = st.one_of(EACH, PARTS, st.lists(st.one_of(EACH, PARTS, OF_PARTS), min_size=1, max_size=3))
RULES_OF_RECORDS = st.tuples(
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(VALUES, OF_PARTS), min_size=1, max_size=3),
    st.fixed_dictionaries({}, optional={"deel": LINKED, "delen": LINKED}),
).map(lambda both: both[0] | both[1])


def xml_of(record: dict[str, Any]) -> str:
    """A record as an element: each value of a list, and each part, is one too; not all texts can be in XML."""

    def element(name: str, value: Any) -> str:
        if isinstance(value, list):
            return "".join(element(name, each) for each in value)
        inside = "".join(element(*each) for each in value.items()) if isinstance(value, dict) else escape(str(value))
        return "" if value is None else f"<{name}>{inside}</{name}>"

    return element("r", record)


@given(
    RULES_OF_RECORDS,
    IDS,
    st.lists(RECORDS, min_size=2, max_size=5),
    st.fixed_dictionaries({}, optional={"each": st.just("d"), "when": st.just({"a": {"not": "1"}})}),
    st.sampled_from(["Ding", "Chose"]),
)
@examples(700)
def test_any_mapping_of_any_records(
    fields: dict[str, Any], ids: dict[str, Any], records: list[dict[str, Any]], more: dict[str, Any], model: str
) -> None:
    rules = {"profile": "regels", "model": model, "fields": fields, **ids, **more}
    texts = {
        "jsonl": "".join(f"{json.dumps(each)}\n" for each in records),
        "xml": f"<x>{''.join(map(xml_of, records))}</x>",
    }
    for source, text in texts.items():
        records_at = {"records": "//r"} if source == "xml" else {}
        given_rules = json.loads(
            json.dumps(rules | records_at).replace("$.", "../") if records_at else json.dumps(rules)
        )
        try:
            mapping = mapping_from(given_rules, "m", profile=PROFILE)
            for form in (Format.NTRIPLES, Format.TURTLE):
                same(mapping, text, form, source=source)
        except (MappingError, InputError):  # one that is refused
            continue
