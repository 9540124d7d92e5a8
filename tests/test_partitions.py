"""Partitions: whatever the partitions, together they give what one process gives."""

from __future__ import annotations

import csv
import importlib.util
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from helpers.documents import blocks
from helpers.laws import examples
from helpers.published import REPOSITORY
from hypothesis import given, strategies as st

from oslo import Format, Listeners, Outcome, Reject, Validator, convert, load_mapping, mapping_from, validate
from oslo.errors import InputError, MappingError, OsloError
from oslo.partitions import Conversion, Row, Validation
from oslo.records.values import ObjectsSource, RowsSource, text_of
from oslo.validation.findings import Report

INWONERS = REPOSITORY / "docs/examples/inwoners"
ROWS = [*csv.DictReader((INWONERS / "inwoners.csv").read_text("utf-8").splitlines(), delimiter=";")]
MAPPING = load_mapping(INWONERS / "inwoners.yaml")
BODIES = mapping_from(
    {
        "profile": "organisatie-basis",
        "model": "Organisatie",
        "id": "https://data.example.be/id/{NR}",
        "fields": {"voorkeursnaam": "NAAM", "houdt": {"template": "https://data.example.be/id/{POST}"}},
    },
    "organisaties",
)


def split(items: list[Any], cuts: list[int]) -> list[list[Any]]:
    """Some items in partitions, which begin at `cuts`."""
    at = sorted({0, *(cut % (len(items) + 1) for cut in cuts), len(items)})
    return [items[start:end] for start, end in pairwise(at)]


def by_key(rows: Iterable[Row], number: int) -> list[list[Row]]:
    """Rows in so many partitions, all of one key in one: the shuffle of an engine."""
    partitions: list[list[Row]] = [[] for _ in range(number)]
    for row in rows:
        partitions[sum(row.key.encode()) % number].append(row)
    return partitions


def again(value: Any) -> Any:
    """A value as another process gets it."""
    return pickle.loads(pickle.dumps(value))


def in_parts(conversion: Conversion, parts: Iterable[list[Any]]) -> tuple[list[Row], Outcome]:
    rows = [row for part in parts for row in again(conversion)(part)]
    rows += [
        row for part in by_key((row for row in rows if row.kind == "kept"), 3) for row in conversion.together(part)
    ]
    return rows, conversion.outcome(rows)


def told(outcome: Outcome) -> dict[str, Any]:
    """What an outcome counts; which records are audited depends on the partitions."""
    counts = {**vars(outcome), "repeated": len(outcome.repeated)}
    return {**counts, "lost": 0, "changed": 0, "audited": 0, "proved": outcome.audited + outcome.proved}


def written(rows: list[Row]) -> list[str]:
    """What comes out, without places in partitions."""
    texts = (row.text for row in rows if row.kind in ("triples", "reject", "finding"))
    return sorted(re.sub(r"records(\[\w{8}\])?: record \d+, ", "", text) for text in texts)


@given(st.lists(st.sampled_from(ROWS), max_size=12), st.lists(st.integers(0, 12), max_size=3))
@examples(40)
def test_any_partitions_of_records(rows: list[dict[str, str]], cuts: list[int]) -> None:
    conversion = Conversion(MAPPING, place="DOSSIERNR")
    some, outcome = in_parts(conversion, split(rows, cuts))
    one, whole = in_parts(conversion, [rows])
    assert written(some) == written(one)
    assert told(outcome) == told(whole)


def test_partitions_give_what_a_file_gives(tmp_path: Path) -> None:
    rows, outcome = in_parts(Conversion(MAPPING), split([*ROWS, *ROWS[:3]], [2, 5]))
    path, out, rejects = tmp_path / "a.csv", tmp_path / "a.nt", list[Reject]()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows([*ROWS, *ROWS[:3]])
    whole = convert(path, MAPPING, out, Format.NTRIPLES, check=Validator(MAPPING.profile),
                    listeners=Listeners(rejects.append))  # fmt: skip
    assert sorted("".join(row.text for row in rows if row.kind == "triples").splitlines()) == sorted(
        out.read_text("utf-8").splitlines()
    )
    assert len([row for row in rows if row.kind == "reject"]) == len(rejects) > 0
    assert (outcome.resources, outcome.equal, outcome.unread) == (whole.resources, whole.equal, whole.unread)


def test_what_only_the_whole_says_is_found_across_partitions() -> None:
    rows = [
        {"NR": "1", "NAAM": "An", "POST": "2"},  # an organisation as the post that it has
        {"NR": "2", "NAAM": "Bo", "POST": None},
        {"NR": "2", "NAAM": "Ben", "POST": "p"},  # another name for the second one
        {"NR": "3", "NAAM": "Cy", "POST": None},
        {"NR": "3", "NAAM": "Cy", "POST": None},
    ]
    conversion = Conversion(BODIES, place="NR")
    found, outcome = in_parts(conversion, [[row] for row in rows])
    [finding] = [row for row in found if row.kind == "finding"]
    assert finding.key == "https://data.example.be/id/1"
    assert re.match(r"records\[\w{8}\]: record 1, NR 1: https://data.example.be/id/1: houdt: ", finding.text)
    assert (outcome.violations, outcome.conflicts, outcome.equal, outcome.resources) == (1, 1, 1, 4)
    assert sorted(re.sub(r"\[\w{8}\]", "", str(each)) for each in outcome.repeated) == [
        "records: record 1, NR 2: has the id of another record, with other content: records: record 1, NR 2",
        "records: record 1, NR 3: equal to records: record 1, NR 3",
    ]
    assert told(outcome) == told(in_parts(conversion, [rows])[1])


@pytest.mark.parametrize("name", ["magda-persoon", "kbo", "gtfs", "gipod", "citadel"])
def test_mappings_of_other_records_are_refused(name: str) -> None:
    if name == "citadel":
        assert Conversion(name)
        return
    with pytest.raises(MappingError, match=f"{name}: records: a partition has rows, or objects"):
        Conversion(name)


def test_a_mapping_that_looks_at_the_rows_around_is_refused() -> None:
    rules = {"profile": "persoon-basis", "model": "Plaats", "fill": ["NAAM"], "fields": {"plaatsnaam": "NAAM"}}
    with pytest.raises(MappingError, match="fill: looks at the rows around a record"):
        Conversion(mapping_from(rules, "plaatsen"))


def test_places_of_any_kind_have_an_order() -> None:
    rows = [{"NR": "3", "NAAM": "Cy"}, {"NR": "3", "NAAM": "Cy", "REF": "x"}, {"NR": "3", "NAAM": "Cy", "REF": None}]
    _, outcome = in_parts(Conversion(BODIES, place="REF"), [rows, rows[:1]])
    assert outcome.equal == 3


def test_a_process_reads_a_mapping_once() -> None:
    conversion = Conversion(MAPPING)
    assert again(conversion) is again(conversion)
    assert again(Validation("persoon-basis")) is again(Validation("persoon-basis"))


# Triples.

PLACE = "http://purl.org/dc/terms/Location"
PERSON = "http://www.w3.org/ns/person#Person"


def checked(validation: Validation, parts: Iterable[list[str]], number: int = 3) -> Report:
    validation = again(validation)
    rows = [row for part in parts for row in validation.nodes(part)]
    links = [row for part in by_key(rows, number) for row in validation.links(part)]
    around = list[Row]()
    for _ in range(validation.steps):
        found = [row for part in by_key([*rows, *links], number) for row in validation.around(part)]
        around += (row for row in found if row.kind == "around")
        links = [row for row in found if row.kind == "link"]
    reports = [row for part in by_key([*rows, *around], number) for row in validation.check(part)]
    return validation.report(reports)


def same(report: Report) -> dict[str, Any]:
    return {**vars(report), "mode": "", "files": [], "data": ()}


def in_batches(text: str, profile: str) -> Report:
    return validate(text, profile, Format.NTRIPLES, mode="batches")


TEXT = "".join(row.text for row in Conversion(MAPPING)(ROWS) if row.kind == "triples")
EXAMPLE = list(dict.fromkeys(TEXT.splitlines(keepends=True)))


@given(st.lists(st.sampled_from(EXAMPLE), max_size=60), st.lists(st.integers(0, 60), max_size=3), st.integers(1, 4))
@examples(40)
def test_any_partitions_of_triples(lines: list[str], cuts: list[int], number: int) -> None:
    report = checked(Validation("persoon-basis"), split(lines, cuts), number)
    assert same(report) == same(in_batches("".join(dict.fromkeys(lines)), "persoon-basis"))


@pytest.mark.parametrize("profile", ["persoon-basis", "organisatie-basis", "core-person", "cpsv-ap", "lpdc"])
def test_the_report_is_that_of_the_whole(profile: str) -> None:
    report = checked(Validation(profile), split(EXAMPLE, [50, 100]))
    assert same(report) == same(in_batches("".join(EXAMPLE), profile))


def test_triples_in_another_layout_and_what_is_none() -> None:
    validation = Validation("persoon-basis")
    rows = list(validation.nodes([f"_:a<{PLACE}>\t<urn:b>.", '<urn:a> <urn:b> "\\u00e9" . # no']))
    assert rows == [Row("node", "_:a", f"_:a <{PLACE}> <urn:b> .\n"), Row("node", "<urn:a>", '<urn:a> <urn:b> "é" .\n')]
    with pytest.raises(InputError, match="not N-Triples"):
        list(validation.nodes(["<urn:a> <urn:b> 1 .\n"]))
    assert (
        "subClassOf"
        in checked(validation, [[f"<urn:T> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{PLACE}> .\n"]]).notes[-1]
    )


def test_shapes_that_look_across_records_are_refused() -> None:
    shapes = "<urn:s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetNode> <urn:x> ."
    with pytest.raises(OsloError, match="look across records"):
        Validation(shapes)


# Records that Python has.


def test_values_as_a_person_reads_them() -> None:
    values = [
        datetime(2020, 1, 31),
        datetime(2020, 1, 31, 12),
        date(2020, 1, 1),
        Decimal("1.50"),
        Decimal("NaN"),
        3.0,
        1e7,
    ]
    assert list(map(text_of, values)) == [
        "2020-01-31",
        "2020-01-31T12:00:00",
        "2020-01-01",
        "1.50",
        "",
        "3",
        "10000000",
    ]
    with pytest.raises(ValueError, match="a list, where a cell has one value"):
        text_of([1])


def test_rows_and_objects_that_are_none() -> None:
    rows = RowsSource(["NR", "NAAM"], [(1, "Gent"), (None, float("nan")), (2, ["x"]), (3, "a\0b"), (4, "  ")])
    assert [getattr(each, "data", None) or each.reason for each in rows] == [
        ["1", "Gent"],
        "a list, where a cell has one value",
        "NAAM: a control character: U+0000",
        ["4", None],
    ]
    objects = ObjectsSource([{"a": {"b": Decimal("1.0")}}, 7, {"a": None}])
    assert [getattr(each, "data", None) or each.reason for each in objects][:2] == [
        {"a": {"b": "1.0"}},
        "not an object with values by name",
    ]


# Engines, by the recipes of the documentation.

RECIPES = {block.title: block.text for block in blocks(REPOSITORY / "docs/partitions.md") if block.title}


def recipe(name: str, folder: Path, module: str) -> list[str]:
    """The last lines that a recipe prints."""
    if importlib.util.find_spec(module) is None or (module == "pyspark" and shutil.which("java") is None):
        if os.environ.get("CI") == "true":
            pytest.fail(f"{module} is not installed: pip install -e '.[dask,spark]', and Java")
        pytest.skip(f"{module} is not installed")
    shutil.copytree(INWONERS, folder / "inwoners")
    (folder / name).write_text(RECIPES[name], "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(
        [sys.executable, name], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return [re.sub(r"records: record \d+, ", "", line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "module"), [("on_dask.py", "dask"), ("on_spark.py", "pyspark")])
def test_a_recipe_gives_what_one_process_gives(name: str, module: str, tmp_path: Path) -> None:
    rows, outcome = in_parts(Conversion(MAPPING, place="DOSSIERNR"), [ROWS])
    rejected = sorted(re.sub(r"records: record \d+, ", "", row.key) for row in rows if row.kind == "reject")
    triples = {line for row in rows if row.kind == "triples" for line in row.text.splitlines()}
    report = checked(Validation("persoon-basis"), [sorted(triples)])
    said = recipe(name, tmp_path, module)
    assert said[-2].split(" ", 3)[:3] == [str(outcome.resources), str(outcome.rejects), str(outcome.violations)]
    assert all(each in said[-2] for each in rejected)
    assert said[-1] == f"{report.triples} {report.coverage.focus_nodes} {len(report.violations)} {report.ok}"
    out = {line for file in (tmp_path / "out").iterdir() if file.suffix in (".nt", ".txt") for line in lines_of(file)}
    assert out == triples


def lines_of(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").split("\n") if line]


def test_a_pool_of_processes_by_the_recipe(tmp_path: Path) -> None:
    assert recipe("in_a_pool.py", tmp_path, "oslo") == ["10 2 0 DOSSIERNR 10008 DOSSIERNR 10010"]
