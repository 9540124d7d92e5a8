"""The command line: what it prints, its exit codes, and files that come out as they have to be."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.commands import oslo
from openpyxl import load_workbook

from oslo.models import MODULES

ROOT = Path(__file__).parent.parent


def test_profiles_lists_profiles_and_mappings() -> None:
    code, text = oslo("profiles")
    assert code == 0
    assert all(name in text for name in MODULES)
    assert re.search(r"persoon-basis +2023-06-01", text)
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
        table.write_text(table.read_text("utf-8") + ";https://data.example.be/id/plaats/1;Gent;;\n", "utf-8")
    else:
        book = load_workbook(table)
        book.active.append([None, "https://data.example.be/id/plaats/1", "Gent", None])
        book.save(table)
    code, said = oslo("convert", table, "-m", mapping, "-o", tmp_path / "out.ttl")
    assert (code, said.splitlines()[1:]) == (0, ["1 converted, 0 rejected"])
    assert "2 records are not taken" in said  # the rows that explain the columns
    assert oslo("convert", table, "-o", tmp_path / "out.ttl") == (0, "1 converted, 0 rejected\n")
    assert 'rdfs:label "Gent"@nl' in (tmp_path / "out.ttl").read_text("utf-8")
    assert oslo("validate", tmp_path / "out.ttl", "-p", "persoon-basis")[0] == 0


@pytest.mark.parametrize(
    "name", ["organisatie-basis.GeregistreerdeOrganisatie", "persoon-basis.Persoon", "magda-persoon.Persoon"]
)
def test_every_template_has_a_mapping_that_fits(tmp_path: Path, name: str) -> None:
    from oslo import load_mapping

    assert oslo("template", name, "-o", tmp_path / "t.csv", "-m", tmp_path / "t.yaml")[0] == 0
    mapping = load_mapping(tmp_path / "t.yaml")
    columns = (tmp_path / "t.csv").read_text("utf-8-sig").partition("\n")[0].split(";")
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
    assert f"\n\n1 x plaatsnaam: is missing: at least 1 required\n  urn:a  {data}:1:1\n" in text


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
    assert oslo("convert", "a.csv") == (2, "a.csv: no such file")
    assert oslo("nonsense")[0] == 2
    code, text = oslo("validate", "a.ttl", "-p", "persoon-basis", "--language", "fr")
    assert code == 2
    assert "--language is one of en, nl" in text


EXAMPLES = ROOT / "docs" / "examples"


def test_convert_to_isa_and_back(tmp_path: Path) -> None:
    file = tmp_path / "isa.ttl"
    code, text = oslo("convert", EXAMPLES / "magda/geefpersoon.xml", "-m", "magda-persoon", "--to", "isa", "-o", file)
    assert code == 0
    assert "1 converted, 0 rejected" in text
    assert "not in ISA: 1 x GeregistreerdPersoon.heeftPersoonsrelatie: no counterpart" in text
    assert 'foaf:familyName "Voorbeeld"@nl' in file.read_text()
    code, text = oslo("validate", file, "-p", "core-person")
    assert code == 0
    code, text = oslo("translate", file, "-p", "core-person", "--to", "magda-persoon", "-o", tmp_path / "back.ttl")
    assert code == 0
    assert 'foaf:familyName "Voorbeeld"' in (tmp_path / "back.ttl").read_text()
    code, _ = oslo("validate", tmp_path / "back.ttl", "-p", "magda-persoon")
    assert code == 0
    code, text = oslo("convert", EXAMPLES / "magda/geefpersoon.xml", "-m", "magda-persoon", "--to", "usa")
    assert code == 2


def test_translate_something_without_counterparts(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <https://data.vlaanderen.be/ns/persoon#BurgerlijkeStaat> .")
    code, text = oslo("translate", tmp_path / "a.ttl", "-p", "persoon-basis")
    assert code == 1
    assert "lost: 1 x " in text


def test_infer(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <https://data.vlaanderen.be/ns/persoon#Afstamming> .")
    code, text = oslo("infer", tmp_path / "a.ttl", "--only-new", "--to", "turtle")
    assert code == 0
    assert "<urn:a> a persoon:Persoonsrelatie ." in text
    code, _ = oslo("infer", tmp_path / "a.ttl", "-o", tmp_path / "b.nt")
    assert (tmp_path / "b.nt").read_text().count("\n") == 2


def test_code_lists(tmp_path: Path) -> None:
    code, text = oslo("codelists")
    assert code == 0
    assert "IT120/BurgerlijkeStaattype" in text
    code, text = oslo("codelists", "burgerlijkestaattype")
    assert re.search(r"20 +Gehuwd +Married", text)
    assert oslo("codelists", "--fetch", "https://example.org/list.ttl")[0] == 2


def test_a_code_list_of_your_own_in_a_conversion(tmp_path: Path) -> None:
    scheme = "https://data.example.be/id/conceptscheme/zaaltype"
    (tmp_path / "list.ttl").write_text(
        f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <{scheme}> a skos:ConceptScheme .
        <{scheme}/1> skos:inScheme <{scheme}> ; skos:prefLabel "Grote zaal"@nl ."""
    )
    (tmp_path / "a.csv").write_text("NR,STATUS\n1,gehuwd\n2,gehuwt\n")
    (tmp_path / "m.yaml").write_text(
        "profile: persoon-basis\nmodel: BurgerlijkeStaat\n"
        "id: https://data.example.be/id/staat/{NR}\nfields: {type: STATUS}\n"
    )
    command = ("convert", tmp_path / "a.csv", "-m", tmp_path / "m.yaml", "--codelist", tmp_path / "list.ttl")
    code, text = oslo(*command, "-o", tmp_path / "o.nt")
    assert code == 1
    assert "1 converted, 1 rejected" in text
    assert "did you mean 20 (Gehuwd) or 10 (Ongehuwd)?" in text
    assert "BurgerlijkeStaattype/20>" in (tmp_path / "o.nt").read_text()


def test_validate_in_batches_and_modes(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <http://purl.org/dc/terms/Location> .")
    code, text = oslo("validate", tmp_path / "a.ttl", "-p", "persoon-basis", "--mode", "batches")
    assert code == 1
    assert "in batches" in text
    assert oslo("validate", tmp_path / "a.ttl", "-p", "persoon-basis", "--mode", "some")[0] == 2
