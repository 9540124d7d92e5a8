"""The one line of each source in docs/sources.md and README.md: it is run, and something comes out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from helpers.commands import oslo

from oslo.files import ready_files
from oslo.models import MODULES

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| (?P<source>[^|]+) \| (?P<where>[^|]+) \| `oslo (?P<line>[^`|]+)` \|$", re.MULTILINE)
ROWS = [(match["line"], match["where"]) for match in ROW.finditer((ROOT / "docs" / "sources.md").read_text("utf-8"))]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(("line", "where"), ROWS, ids=[line.replace("/", "-") for line, _ in ROWS])
def test_the_line_of_a_source(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, where: str
) -> None:
    if "kbo" in line or "gtfs" in line or "basisregisters-extract" in line:
        pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    if ".html" in line:
        pytest.importorskip("pyRdfa", reason="RDFa is the extra rdfa")
    folder = (
        ROOT / "docs" / "examples" if where == "examples" else request.getfixturevalue("shared") / "records" / where
    )
    work = shutil.copytree(folder, tmp_path / "work")
    monkeypatch.chdir(work)
    status, said = oslo(*line.split(" "))
    assert status == 0 or (status == 1 and " rejected" in said), said  # some records of the examples are meant to be
    if line.startswith("convert"):
        assert re.search(r"^[1-9][0-9]* converted", said, re.MULTILINE), said
        assert "violations" not in said
        assert "@prefix" in said


def test_every_ready_mapping_has_its_line() -> None:
    named = {line.rpartition("-m ")[2] for line, _ in ROWS}
    assert set(ready_files("mapping")) <= named


def test_the_readme_has_lines_of_the_page_and_every_profile() -> None:
    lines = re.findall(r"^\| [^|]+ \| `oslo ([^`]+)` \| ", README, re.MULTILINE)
    assert len(lines) > 10
    assert set(lines) <= {line for line, where in ROWS if where == "examples"}
    assert re.findall(r"^\| `([a-z-]+)` \| ", README, re.MULTILINE) == list(MODULES)
