"""The command line: what it prints, its exit codes, and files that come out as they have to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from oslo.cli import app
from oslo.models import MODULES

ROOT = Path(__file__).parent.parent


def oslo(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    return done.exit_code, done.output


def test_profiles_lists_profiles_and_mappings() -> None:
    code, text = oslo("profiles")
    assert code == 0
    assert all(name in text for name in MODULES)
    assert "persoon-basis      2023-06-01" in text
    assert "magda-persoon" in text.partition("mapping")[2]


def test_show_a_profile_and_a_class() -> None:
    code, text = oslo("show", "persoon-basis")
    assert code == 0
    assert "Persoon" in text
    assert "person:Person" in text
    code, text = oslo("show", "persoon-basis.Gezin")
    assert code == 0
    assert "gezinslid" in text
    assert "1..n" in text


def test_show_something_unknown() -> None:
    done = subprocess.run([sys.executable, "-m", "oslo", "show", "Persoonn"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("oslo: no profile or class 'Persoonn'; did you mean Persoon")


def test_made_files_are_as_they_have_to_be() -> None:
    assert oslo("build", "--check") == (0, "")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_template_filled_in_converts_and_conforms(tmp_path: Path, suffix: str) -> None:
    table, mapping = tmp_path / f"gezin.{suffix}", tmp_path / "gezin.yaml"
    assert oslo("template", "persoon-basis.Plaats", "-o", table, "-m", mapping)[0] == 0
    if suffix == "csv":
        assert table.read_text("utf-8-sig") == "id;plaatsnaam;geometrie\n"
        table.write_text(table.read_text("utf-8") + "https://data.example.be/id/plaats/1;Gent;\n", "utf-8")
    else:
        book = load_workbook(table)
        book.active.append(["https://data.example.be/id/plaats/1", "Gent", None])
        book.save(table)
    code, _ = oslo("convert", table, "-m", mapping, "-o", tmp_path / "out.ttl")
    assert code == 0
    assert 'rdfs:label "Gent"@nl' in (tmp_path / "out.ttl").read_text("utf-8")
    assert oslo("validate", tmp_path / "out.ttl", "-p", "persoon-basis")[0] == 0


@pytest.mark.parametrize(
    "name", ["organisatie-basis.GeregistreerdeOrganisatie", "persoon-basis.Persoon", "magda-persoon.Persoon"]
)
def test_every_template_has_a_mapping_that_fits(tmp_path: Path, name: str) -> None:
    from oslo import load_mapping

    assert oslo("template", name, "-o", tmp_path / "t.csv", "-m", tmp_path / "t.yaml")[0] == 0
    mapping = load_mapping(tmp_path / "t.yaml")
    columns = (tmp_path / "t.csv").read_text("utf-8-sig").strip().split(";")
    assert len(columns) == len(set(columns)) > 5
    assert mapping.model.__name__ == name.rpartition(".")[2]


def test_the_report_as_shacl_says_it(tmp_path: Path) -> None:
    data = tmp_path / "a.ttl"
    data.write_text("<urn:a> a <http://purl.org/dc/terms/Location> .")
    code, text = oslo("validate", data, "-p", "persoon-basis", "--report", "turtle")
    assert code == 1
    assert "sh:ValidationReport" in text
    assert "sh:conforms false" in text
    code, text = oslo("validate", data, "-p", "persoon-basis")
    assert code == 1
    assert text.startswith("Does not conform: 1 node checked, 1 violation (")
    assert "\n\n1 x plaatsnaam: is missing: at least 1 is asked\n  urn:a\n" in text


def test_shapes_of_anyone(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ;"
        " sh:property [ sh:path <urn:p> ; sh:minCount 1 ] ."
    )
    (tmp_path / "d.ttl").write_text("<urn:a> a <urn:C> ; <urn:p> 1 .")
    code, text = oslo("validate", tmp_path / "d.ttl", "-s", tmp_path / "s.ttl")
    assert code == 0
    assert text.startswith("Conforms: 1 node checked, no violation (")


def test_wrong_usage() -> None:
    assert oslo("validate", "a.ttl")[0] == 2
    assert oslo("convert", "a.csv")[0] == 2
    assert oslo("nonsense")[0] == 2
