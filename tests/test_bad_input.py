"""Bad input of any kind gets a plain message with its place, and exit code 2 or a reject; nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from pathlib import Path

import pytest
from helpers.commands import Run, convert
from openpyxl import Workbook

# Runs a command and prints the most memory that it had, in kB; a process of its own, which has no other child.
PEAK = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


@pytest.mark.slow(but="infer in.ttl")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["convert in.csv -m plaatsen.yaml", "infer in.ttl", "validate in.ttl -p core-person"])
def test_standard_output_that_takes_nothing(run: Run, tmp_path: Path, words: str) -> None:
    (tmp_path / "in.csv").write_text("CODE,NAAM\n1,Gent\n")
    (tmp_path / "in.ttl").write_text("<urn:a> a <https://data.vlaanderen.be/ns/persoon#Afstamming> .\n")
    with Path("/dev/full").open("w") as full:
        done = run(*words.split(), stdout=full)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "oslo: standard output: No space left on device")


def test_missing_column(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("CODE,NAM\n1,Gent\n")
    done = convert(run, file)
    assert done.returncode == 2
    assert done.stderr == "oslo: a.csv: no column 'NAAM'; did you mean NAM?\n"
    assert not (tmp_path / "out.nt").exists()


def test_wrong_encoding_given(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("CODE,NAAM\n1,Genk\n2,Liège\n".encode("latin-1"))
    done = convert(run, file, "plaatsen.yaml", "--encoding", "utf-8")
    assert done.returncode == 1
    assert "a.csv:3: NAAM: byte 0xe8 is not utf-8" in done.stderr
    assert "1 converted, 1 rejected" in done.stderr
    done = convert(run, file)  # found out by itself: Latin-1
    assert done.returncode == 0
    assert "read as windows-1252, which is a guess: 'Liège'" in done.stderr
    assert "Liège" in (tmp_path / "out.nt").read_text("utf-8")


@pytest.mark.slow
def test_encoding_that_breaks_after_the_sample(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"CODE,NAAM\n" + b"1,Genk\n" * 200_000 + "2,Liège\n".encode("latin-1"))
    done = convert(run, file)
    assert done.returncode == 0
    assert "read as windows-1252, which is a guess: 'Liège'" in done.stderr
    assert "Liège" in (tmp_path / "out.nt").read_text("utf-8")


def test_unknown_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("CODE,NAAM\n1,Genk\n")
    done = convert(run, file, "plaatsen.yaml", "--encoding", "utf-9")
    assert (done.returncode, done.stderr) == (2, "oslo: a.csv: no such encoding: utf-9\n")


@pytest.mark.parametrize("text", ["CODE,NAAM\n", "CODE,NAAM", "CODE,NAAM\n\n,\n"])
def test_a_table_with_names_of_columns_alone(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    done = convert(run, tmp_path / "a.csv")
    assert done.returncode == 1
    assert "a.csv: no records: there is no row with cells, but for names of columns" in done.stderr
    assert "0 converted, 0 rejected" in done.stderr


def test_excel_with_an_empty_sheet(run: Run, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    done = convert(run, tmp_path / "a.xlsx")
    assert (done.returncode, done.stderr) == (2, "oslo: a.xlsx[Sheet]: the sheet is empty\n")


def test_file_that_is_no_workbook(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("CODE,NAAM\n")
    done = convert(run, tmp_path / "a.xlsx")
    assert done.returncode == 2
    assert "a.xlsx: not a workbook" in done.stderr


def test_excel_names_the_cell_in_its_rejects(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["CODE", "NAAM"], [9000, "Gent"], [None, None], ["een straat", "Genk"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    done = convert(run, tmp_path / "a.xlsx")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "a.xlsx: Sheet!A4: https://data.example.be/id/plaats/{CODE}: id: ' ' in 'een straat' cannot stand"
    )
    assert ",Genk,a.xlsx,4," in (tmp_path / "out.nt.rejects.csv").read_text()
    assert "Sheet!A4: " in (tmp_path / "out.nt.rejects.csv").read_text()
    assert "<https://data.example.be/id/plaats/9000>" in (tmp_path / "out.nt").read_text()


def test_xml_bomb(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    file.write_text(f'<!DOCTYPE r [<!ENTITY l0 "{"x" * 20}">{levels}]><r><plaats><naam>&l8;</naam></plaats></r>')
    done = convert(run, file, "xml.yaml")
    assert done.returncode == 2
    assert "a.xml:1: declares entities" in done.stderr


@pytest.mark.slow
def test_xml_of_200_mb_without_a_record(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    with file.open("w") as out:
        out.write("<r>")
        for _ in range(200):
            out.write("<x>1</x>" * 131_072)
        out.write("</r>")
    done = convert(run, file, "xml.yaml", under=[sys.executable, "-c", PEAK])
    assert done.returncode == 2
    assert "elements outside //plaats" in done.stderr
    assert int(done.stdout) < 300_000


@pytest.mark.slow
def test_xml_text_of_200_mb(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    with file.open("w") as out:
        out.write("<r><plaats><naam>")
        for _ in range(200):
            out.write("x" * 2**20)
        out.write("</naam></plaats></r>")
    done = convert(run, file, "xml.yaml")
    assert done.returncode == 2
    assert "a.xml:1: not well-formed XML" in done.stderr


def test_external_entity(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    file = tmp_path / "a.xml"
    file.write_text('<!DOCTYPE r [<!ENTITY e SYSTEM "secret.txt">]><r><plaats><naam>&e;</naam></plaats></r>')
    done = convert(run, file, "xml.yaml")
    assert done.returncode == 2
    assert "declares entities" in done.stderr
    assert "secret" not in done.stdout


def test_broken_xml(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<r>\n<plaats><naam>Gent</naam></plaats>\n<plaats><naam></r>")
    done = convert(run, file, "xml.yaml")
    assert done.returncode == 2
    assert "a.xml:3: not well-formed XML" in done.stderr
    assert not (tmp_path / "out.nt").exists()


@pytest.mark.slow
def test_invalid_json_on_line_a_million(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    with file.open("w") as out:
        for number in range(999_999):
            out.write(f'{{"CODE":{number},"NAAM":"Gent"}}\n')
        out.write('{"CODE":1000000,"NAAM":\n')
        out.write('{"CODE":1000001,"NAAM":"Genk"}\n')
    done = convert(run, file)
    assert done.returncode == 1
    assert "a.jsonl:1000000: not JSON: Expecting value" in done.stderr
    assert "1000000 converted, 1 rejected (kept in out.nt.rejects.jsonl)" in done.stderr
    assert '\\"CODE\\":1000000' in (tmp_path / "out.nt.rejects.jsonl").read_text()
    assert "<https://data.example.be/id/plaats/1000001>" in (tmp_path / "out.nt").read_text()


def test_broken_json_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[\n{"CODE": 1,\n"NAAM" "Gent"}]')
    done = convert(run, tmp_path / "a.json")
    assert (done.returncode, done.stderr) == (2, "oslo: a.json:3: not JSON: Expecting ':' delimiter (column 8)\n")


def test_iri_with_a_space_is_a_reject_with_its_row(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('CODE,NAAM\n1,Gent\n"een\nstraat",Genk\n3,Luik\n')
    done = convert(run, file)
    assert done.returncode == 1
    assert "a.csv:3: {CODE}" in done.stderr.replace("https://data.example.be/id/plaats/", "")
    assert "cannot stand in an IRI as it is" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.nt.rejects.csv").read_text())))
    assert [(row["CODE"], row["NAAM"], row["reject_line"]) for row in rows] == [("een\nstraat", "Genk", "3")]
    assert (tmp_path / "out.nt").read_text().count("\n") == 4


def test_thirtieth_of_february_and_an_unknown_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("""
profile: magda-persoon
model: Afstamming
fields:
  datum_van_afstamming: {from: DATUM, date: "%d/%m/%Y"}
  afstammingstype: {from: TYPE, codes: {K: https://data.vlaanderen.be/id/concept/IT110/Afstammingstype/00}}
  met_persoon: {model: Persoon, achternaam: NAAM}
""")
    file = tmp_path / "a.csv"
    file.write_text(
        "DATUM;TYPE;NAAM\n30/02/1999;K;Peeters\n01/02/1999;Q;Janssens\n01/02/1999;K;Maes\n00/02/1999;K;Claes\n"
    )
    done = convert(run, file, "m.yaml")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "a.csv:2: DATUM: datum_van_afstamming: no such date: '30/02/1999'",
        "a.csv:3: TYPE: afstammingstype: unknown code 'Q'; there are K",
        "a.csv:5: DATUM: datum_van_afstamming: the date '00/02/1999' is incomplete; a complete date is needed",
        "1 converted, 3 rejected (kept in out.nt.rejects.csv)",
        "1 record leaves out Afstamming.vanPersoon, which the published profile asks (1..1)",
    ]


@pytest.mark.parametrize("text", ["19780314", "1999", "-5", "1.5"])
def test_a_number_is_not_a_date(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "m.yaml").write_text("""
profile: magda-persoon
model: Afstamming
fields: {datum_van_afstamming: DATUM, met_persoon: {model: Persoon, achternaam: NAAM}}
""")
    (tmp_path / "a.csv").write_text(f"DATUM,NAAM\n{text},Peeters\n2020-02-29,Maes\n")
    done = convert(run, tmp_path / "a.csv", "m.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("a.csv:2: DATUM: datum_van_afstamming: ")
    assert "1 converted, 1 rejected" in done.stderr


def test_row_with_too_many_cells(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("CODE,NAAM\n1,Gent,9000\n2,Genk\n")
    done = convert(run, file)
    assert done.returncode == 1
    assert "a.csv:2: 3 cells where the first row names 2; beyond the last is '9000'" in done.stderr
    assert "1,Gent,9000" in (tmp_path / "out.nt.rejects.csv").read_text().replace('"', "")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
def test_empty_csv(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    done = convert(run, tmp_path / "a.csv")
    assert (done.returncode, done.stderr) == (2, "oslo: a.csv: empty: not even a row of column names\n")


def test_nothing_to_convert_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n")
    assert convert(run, tmp_path / "a.csv").returncode == 1


def test_broken_quotes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('CODE,NAAM\n1,"Gent\n2,Genk\n')
    done = convert(run, tmp_path / "a.csv")
    assert done.returncode == 1
    assert "a.csv:2: a quote is opened and not closed in what follows" in done.stderr
    assert "1 converted, 1 rejected" in done.stderr


@pytest.mark.slow
def test_a_huge_cell(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w") as out:
        out.write("CODE,NAAM\n1,")
        for _ in range(20):
            out.write("x" * 2**20)
        out.write("\n2,Genk\n")
    done = convert(run, tmp_path / "a.csv")
    assert done.returncode == 1
    assert "a.csv:2: a line of over 16777216 characters" in done.stderr
    assert "1 converted, 1 rejected" in done.stderr


def test_unwritable_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,Gent\n")
    done = run("convert", "a.csv", "--mapping", "plaatsen.yaml", "-o", "no/such/folder/out.ttl")
    assert done.returncode == 2
    assert done.stderr == "oslo: no/such/folder/out.ttl: No such file or directory\n"


@pytest.mark.slow
def test_full_disk_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.nt").write_text("old\n")
    with (tmp_path / "a.csv").open("w") as out:
        out.write("CODE,NAAM\n")
        out.writelines(f"{number},{'Gent' * 20}\n" for number in range(50_000))

    def small_disk() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing beyond the limit is an OSError, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))

    done = convert(run, tmp_path / "a.csv", preexec_fn=small_disk)
    assert done.returncode == 2
    assert done.stderr.startswith("oslo: out.nt: ")
    assert (tmp_path / "out.nt").read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "out.nt", "plaatsen.yaml", "xml.yaml"]


def test_no_such_input(run: Run) -> None:
    done = run("convert", "no.csv", "--mapping", "plaatsen.yaml")
    assert (done.returncode, done.stderr) == (2, "oslo: no.csv: no such file\n")


def test_personal_data_stays_out_of_messages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("""
profile: persoon-basis
model: GeregistreerdPersoon
fields:
  registratie: {identificator: {from: INSZ, identifier: insz}}
  achternaam: NAAM
  voornaam: NAAM
  volledige_naam: NAAM
  geslacht: {constant: https://data.vlaanderen.be/id/concept/IT000/Geslacht/2}
  heeft_geboorte: {constant: https://data.example.be/id/geboorte/1}
""")
    (tmp_path / "a.csv").write_text("INSZ,NAAM\n85073003329,Peeters\n")
    done = convert(run, tmp_path / "a.csv", "m.yaml")
    assert done.returncode == 1
    assert "85073003329" not in done.stderr + done.stdout
    assert "Peeters" not in done.stderr + done.stdout
    assert "85073003329" in (tmp_path / "out.nt.rejects.csv").read_text()


@pytest.mark.slow
def test_standard_input_and_output(run: Run) -> None:
    done = run("convert", "-", "--from", "csv", "-m", "plaatsen.yaml", "-f", "ntriples", input="CODE,NAAM\n1,Gent\n")
    assert done.returncode == 0
    assert done.stdout.count("\n") == 2
    checked = run("validate", "-", "-p", "persoon-basis", "-f", "ntriples", input=done.stdout)
    assert checked.returncode == 0
    assert checked.stdout.startswith("Conforms: 1 node checked, no violation (")
    no_form = run("convert", "-", "-m", "plaatsen.yaml", input="")
    assert no_form.returncode == 2


@pytest.mark.slow
def test_nothing_checked_is_not_good(run: Run) -> None:
    done = run("validate", "-", "-p", "persoon-basis", "-f", "turtle", input="<urn:a> a <urn:B> .")
    assert done.returncode == 1
    assert "Nothing was checked" in done.stdout


def test_rejects_as_json_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,\n")
    done = convert(run, tmp_path / "a.csv", "plaatsen.yaml", "--rejects", "r.jsonl")
    assert done.returncode == 1
    reject = json.loads((tmp_path / "r.jsonl").read_text())
    assert (reject["reject_line"], reject["CODE"]) == (2, "1")
    assert reject["reject_reason"] == "NAAM: plaatsnaam: is required, but has no value"


@pytest.mark.parametrize("form", ["turtle", "jsonld", "trig", "rdfxml", "ntriples"])
@pytest.mark.parametrize("more", [[], ["--no-check"]])
def test_nothing_is_written_before_the_first_record_can_be_read(
    run: Run, tmp_path: Path, form: str, more: list[str]
) -> None:
    (tmp_path / "a.csv").write_text("NR\n1\n")
    done = run("convert", "a.csv", "--mapping", "plaatsen.yaml", "-f", form, *more)
    assert (done.returncode, done.stdout) == (2, "")
