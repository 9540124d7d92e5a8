"""Names of files that are no UTF-8, as input and as output: read, written, and said in every message and report."""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers.commands import oslo
from helpers.kills import MAPPING, SHAPES
from helpers.published import REPOSITORY
from openpyxl import Workbook

from oslo.words.sarif import file_uri
from oslo.words.text import shown

ODD = os.fsdecode(b"pla\xe4ts\xff")
TURTLE = "<urn:gent> a <http://purl.org/dc/terms/Location> .\n"


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    try:
        Path(ODD).touch()
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    Path("m.yaml").write_text(MAPPING)
    return ODD


def write(path: str) -> None:
    """Two places, of which one has no name, in the form that the suffix says."""
    rows = [("CODE", "NAAM"), ("1", "Gent"), ("2", "")]
    text = "".join(f"{code},{name}\n" for code, name in rows)
    if path.endswith(".xlsx"):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    elif path.endswith(".json"):
        Path(path).write_text('[{"CODE": "1", "NAAM": "Gent"}, {"CODE": "2"}]')
    elif path.endswith(".xml"):
        Path(path).write_text("<r><p><CODE>1</CODE><NAAM>Gent</NAAM></p><p><CODE>2</CODE></p></r>")
    elif path.endswith(".gz"):
        Path(path).write_bytes(gzip.compress(text.encode()))
    elif path.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", text)
    else:
        Path(path).write_text(text)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".xml", ".csv.gz", ".zip"])
def test_records(odd: str, suffix: str) -> None:
    write(odd + suffix)
    if suffix == ".xml":
        Path("m.yaml").write_text(f"{MAPPING}records: //p\n")
    code, said = oslo("convert", odd + suffix, "-m", "m.yaml", "-o", f"{odd}.ttl", "-l", "en")
    assert (code, "1 converted, 1 rejected" in said) == (1, True), said
    assert "Gent" in Path(f"{odd}.ttl").read_text()
    [rejects] = Path().glob("*.rejects.*")
    again, told = oslo("convert", str(rejects), "-m", "m.yaml", "-o", "again.ttl", "-l", "en")
    assert (again, "0 converted, 1 rejected" in told) == (1, True), told
    if suffix == ".csv":
        with rejects.open(newline="") as file:
            assert [row["reject_file"] for row in csv.DictReader(file)] == [r"pla\xe4ts\xff.csv"]


def test_a_folder_and_a_mapping(odd: str) -> None:
    Path(odd).unlink()
    Path(odd).mkdir()
    write(f"{odd}/{odd}.csv")
    Path(f"{odd}.yaml").write_text(MAPPING)
    code, said = oslo("convert", odd, "-m", f"{odd}.yaml", "--rejects", f"{odd}.jsonl", "-o", f"{odd}.nt", "-l", "en")
    assert (code, "1 converted, 1 rejected" in said) == (1, True), said
    assert json.loads(Path(f"{odd}.jsonl").read_text())["reject_file"] == shown(f"{odd}/{odd}.csv")


@pytest.mark.parametrize("kind", ["folder", "zip", "sqlite"])
def test_tables_of_a_query(odd: str, kind: str) -> None:
    if kind != "sqlite":
        pytest.importorskip("duckdb")
    Path("sql.yaml").write_text(f"{MAPPING}records: {{sql: SELECT * FROM a ORDER BY CODE}}\n")
    Path(odd).unlink()
    Path(odd).mkdir()
    write(f"{odd}/a.csv")
    name = odd
    if kind == "zip":
        name = shutil.make_archive("packed", "zip", odd)
        name = str(Path(name).rename(f"{odd}.zip"))
    elif kind == "sqlite":
        name = f"{odd}.sqlite"
        with sqlite3.connect("plain.sqlite") as database:
            database.execute("CREATE TABLE a (CODE, NAAM)")
            database.execute("INSERT INTO a VALUES ('1', 'Gent'), ('2', NULL)")
        database.close()
        Path("plain.sqlite").rename(name)
    code, said = oslo("convert", name, "-m", "sql.yaml", "-o", "out.ttl", "-l", "en")
    assert (code, "1 converted, 1 rejected" in said) == (1, True), said


@pytest.mark.parametrize("report", ["text", "json", "turtle", "jsonld", "html", "sarif", "junit", "github", "gitlab"])
def test_reports(odd: str, report: str) -> None:
    Path(f"{odd}.ttl").write_text(TURTLE)
    code, said = oslo("validate", f"{odd}.ttl", "-p", "persoon-basis", "-r", report, "-o", odd)
    assert (code, said) == (1, "")
    text = Path(odd).read_text("utf-8")
    assert "Traceback" not in text
    if report == "json":
        assert f"{odd}.ttl" in json.dumps(json.loads(text), ensure_ascii=False)
    if report == "sarif":
        assert "pla%E4ts%FF.ttl" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "lint {}.ttl --fix",
        "lint {}.ttl -r json",
        "lint {}.ttl -r sarif",
        "lint {}.ttl -r gitlab",
        "validate in.ttl -s {}.ttl -o {}.txt --statement {}.ttl.ttl",
        "generate {}.ttl -o {}.py",
        "infer {}.ttl -o {}.nt",
        "template persons -o {}.xlsx -m {}.yaml",
        "context persoon-basis -o {}",
        "mapping {}.csv -p persoon-basis --model Plaats -o {}.yaml",
        "mapping {}.csv --check m.yaml",
    ],
)
def test_every_command(odd: str, words: str) -> None:
    Path(f"{odd}.ttl").write_text(SHAPES)
    Path("in.ttl").write_text(TURTLE)
    write(f"{odd}.csv")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "oslo", *words.format(*[odd] * 3).split()]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode in (0, 1), b"Traceback" in done.stderr) == (True, False), done.stderr
    assert not list(Path().glob(".*.part"))


def test_what_is_not_there(odd: str) -> None:
    for words in ("convert {}.csv -m m.yaml", "validate {}.ttl -p persoon-basis", "convert x.csv -m {}.yaml"):
        code, said = oslo(*words.format(f"no{odd}").split())
        assert (code, f"no{odd}" in said) == (2, True)


def test_the_uri_of_a_file_has_its_bytes() -> None:
    assert file_uri(f"/data/{ODD}.csv") == "file:///data/pla%E4ts%FF.csv"
    assert file_uri("/data/plaäts.csv") == "file:///data/pla%C3%A4ts.csv"
