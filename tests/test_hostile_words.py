"""The command line with any words: an exit code that it has, a line that says why, and no file that was read is lost."""
# ruff: noqa: E501

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from helpers.commands import Run, in_this_process
from typer.testing import CliRunner

from oslo.cli import app

TABLE, PLACES = "NR,NAAM\n1,Gent\n", "<urn:a> a <https://data.vlaanderen.be/ns/persoon#Afstamming> .\n"
MAPPING = "profile: persoon-basis\nmodel: Plaats\nid: https://data.example.be/{NR}\nfields: {plaatsnaam: NAAM}\n"
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] .
"""
COMMANDS = {
    "convert": ["in.csv", "-m", "m.yaml", "-o", "out.ttl"],
    "translate": ["in.ttl", "-p", "persoon-basis", "-o", "out.ttl"],
    "validate": ["in.ttl", "-p", "persoon-basis"],
    "lint": ["shapes.ttl"],
    "infer": ["in.ttl"],
    "mapping": ["in.csv", "-p", "persoon-basis", "--model", "Plaats"],
    "codelists": [],
    "show": ["Persoon"],
    "context": ["persoon-basis"],
    "schema": ["core-location", "--to", "sql"],
    "template": ["persons"],
    "generate": ["shapes.ttl"],
    "reference": ["-p", "core-location", "-o", "in.csv"],
}
"""The commands that take words, each with words that it takes; `build` writes into the repository."""

WRONG = ["", "X", "--", "é", "\udce9", "a\nb", "\x1b[31m", "0", "-1", ".", "/dev/null", "none.csv", "folder",
         "loop", "empty", "noise", "in.csv", "in.csv/x", "m.yaml", "=", "urn:x=none", "a b", "https://[::1/", "https://a:99999/",
         "2024-13-45", "tab", "\t", ";;", '"', "utf-16", "idna", "undefined", "hex", "json", "nl", "[", "{", "{=1}", "nowhere/x.ttl"]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"in.csv": TABLE, "in.ttl": PLACES, "m.yaml": MAPPING, "shapes.ttl": SHAPES, "empty": ""}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parameters() -> Iterator[Any]:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, words in COMMANDS.items():
        for each in commands[name].params:
            if each.param_type_name == "argument" or not (each.is_flag or each.count):
                yield pytest.param(name, words, each, id=f"{name} {each.opts[0]}")


def with_word(words: list[str], parameter: Any, word: str) -> list[str]:
    """The words of a command, with another one for one of its parameters."""
    at = [number for number, each in enumerate(words) if each in parameter.opts]
    if parameter.param_type_name == "option":
        kept = [each for number, each in enumerate(words) if number not in (*at, *(place + 1 for place in at))]
        return [*kept, parameter.opts[0], word]
    return ["--", word] if not words[1:] else [*words[1:], "--", word]


def test_every_command_that_takes_words_is_tried() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    takes = {name for name, each in commands.items() if any(not getattr(one, "is_flag", False) for one in each.params)}
    assert takes == COMMANDS.keys()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "words", "parameter"), list(parameters()))
def test_any_word_ends_as_a_command_ends(folder: Path, name: str, words: list[str], parameter: Any) -> None:
    read = {path: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".ttl", ".yaml")}
    for word in WRONG[:: 8 if name == "reference" else 1]:  # a site takes a second
        given = [name, *with_word(words, parameter, word)]
        done = in_this_process(given, folder)
        said = done.stdout + done.stderr
        assert done.returncode in (0, 1, 2), (given, said)
        assert said.strip() or done.returncode == 0 or "--output" in parameter.opts, given  # where the report is
        assert "\x1b" not in said, given
        for path, content in read.items():
            if path.name in words:
                assert path.read_bytes() == content, given
            path.write_bytes(content)


@pytest.mark.parametrize(
    "words", ["convert a\0b -m gtfs", "lint a\0b", "convert in.csv -m m.yaml --encoding a\0b", "show \0"]
)
def test_a_nul_in_an_argument(words: str) -> None:
    done = CliRunner().invoke(app, words.split(" "))
    assert done.exit_code == 2
    assert "a NUL in an argument" in done.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("convert in.csv -m m.yaml -o in.csv", "in.csv: is the output and also an input (in.csv): give it another name"),
        ("convert in.csv -m m.yaml -o m.yaml", "m.yaml: is the output and also the mapping or the context (m.yaml)"),
        ("convert in.csv -m m.yaml --rejects in.csv", "in.csv: is the file of rejects and also an input (in.csv)"),
        ("convert in.csv -m m.yaml -o x.csv --rejects x.csv", "x.csv: is the file of rejects and also the output (x.csv)"),
        ("convert in.csv -m m.yaml --rejects folder", "folder: is a folder"),
        ("convert in.csv -m m.yaml -o loop", "loop: Too many levels of symbolic links"),
        ("convert loop -m m.yaml", "loop: Too many levels of symbolic links"),
        ("convert in.csv -m .", "no mapping '.'"),
        ("convert in.csv -m " + "9" * 300, "no mapping '999"),
        ("convert " + "9" * 300 + " -m m.yaml", "9" * 300 + ": File name too long"),
        ("infer in.ttl -o " + "9" * 300, "9" * 300 + ": File name too long"),
        ("convert /dev/null --from csv -m m.yaml", "/dev/null: not a regular file: give it on standard input, as -"),
        ("convert in.csv -m m.yaml --encoding idna", "in.csv: no such encoding: idna"),
        ("convert in.csv -m m.yaml --encoding utf-16", "in.csv: does not begin with a byte order mark, which utf-16 has: give"),
        ("mapping in.csv -p persoon-basis --model Plaats -o in.csv", "in.csv: is the mapping and also the file of records"),
        ("translate in.ttl -p persoon-basis -o in.ttl", "in.ttl: is the output and also the data (in.ttl)"),
        ("infer in.ttl -o ./in.ttl", "in.ttl: is the output and also the data (in.ttl)"),
        ("validate in.ttl -s shapes.ttl -o shapes.ttl", "shapes.ttl: is the report and also the shapes (shapes.ttl)"),
        ("validate in.ttl -s shapes.ttl -o x.ttl --statement x.ttl", "x.ttl: is the statement and also the report (x.ttl)"),
        ("generate shapes.ttl -o shapes.ttl", "shapes.ttl: is the module and also the shapes (shapes.ttl)"),
        ("template persons -o x.csv -m x.csv", "x.csv: is the mapping and also the template (x.csv)"),
        ("template persoon-basis.Plaats --id https://x.example/{=1+1}", "a column '=1+1': a spreadsheet takes that for a formula"),
    ],
)  # fmt: skip
def test_a_word_that_cannot_be(run: Run, folder: Path, words: str, message: str) -> None:
    done = run(*words.split())
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"oslo: {message}")
    assert (folder / "in.csv").read_text() == TABLE


@pytest.mark.parametrize(
    ("words", "option"),
    [("convert in.csv -m m.yaml --delimiter core", "--delimiter"), ("mapping in.csv --delimiter ;;", "--delimiter"),
     ("lint shapes.ttl -r X", "--report"), ("convert in.csv -m m.yaml --base [", "--base"),
     ("lint shapes.ttl --base x", "--base"), ("convert in.csv -m m.yaml --at 2024-13-45", "--at"),
     ("validate in.ttl -p persoon-basis --day x", "--day"), ("validate in.ttl -p persoon-basis -l xx", "--language")],
)  # fmt: skip
def test_an_option_with_a_word_that_it_does_not_take(run: Run, folder: Path, words: str, option: str) -> None:
    done = run(*words.split())
    assert done.returncode == 2
    assert option in done.stderr


def test_a_context_that_has_no_end(run: Run, folder: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("needs a device that gives zeros")
    done = run("convert", "in.csv", "-m", "m.yaml", "-o", "out.jsonld", "--context", "/dev/zero")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "oslo: /dev/zero: over 64 MiB")


@pytest.mark.parametrize(
    "name", ["Li\udce8ge.csv", "a\nb.csv", "x\x1b[31m.csv", "x\u202e.csv", "-", "--help.csv", "=1.csv"]
)
def test_a_name_of_a_file_that_a_terminal_would_obey(run: Run, folder: Path, name: str) -> None:
    path = f"./{name}"
    Path(path).write_text("NR,NAAM\n1,\n")
    done = run("convert", path, "--from", "csv", "-m", "m.yaml", "-o", "out.ttl", "--rejects", "r.csv")
    assert done.returncode == 1
    assert all(line.isprintable() for line in done.stderr.splitlines())
    assert len(done.stderr.splitlines()) == 2
    again = run("convert", "r.csv", "-m", "m.yaml", "-o", "out.ttl")
    assert again.returncode == 1
    assert "0 converted, 1 rejected" in again.stderr


@pytest.mark.parametrize("column", ["x\x1b[2J", "x\x9b31m", "a\rb", "\x1b]0;titel\x07"])
def test_a_name_of_a_column_that_a_terminal_would_obey(run: Run, folder: Path, column: str) -> None:
    (folder / "in.csv").write_text(f'NR,NAAM,"{column}"\n1,Gent,2\n', newline="")
    for words in ("convert in.csv -m m.yaml -o out.ttl", "mapping in.csv --check m.yaml", "mapping in.csv -p persoon-basis --model Plaats"):  # fmt: skip
        done = run(*words.split())
        assert done.returncode in (0, 1)
        assert all(line.isprintable() for line in (done.stdout + done.stderr).splitlines())


def test_a_pipe_is_no_file_to_read_again(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    done = run("convert", "pipe.csv", "-m", "m.yaml")
    assert (done.returncode, done.stderr) == (
        2,
        "oslo: pipe.csv: not a regular file: give it on standard input, as -\n",
    )
