"""The options before a command, and what is said of words that are no command, no file or one word too many."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.commands import oslo
from helpers.published import REPOSITORY

import oslo as library

INWONERS = REPOSITORY / "docs" / "examples" / "inwoners"
TREES = ["convert", INWONERS / "inwoners.csv", "-m", INWONERS / "inwoners.yaml"]


def run_command(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run(
        [sys.executable, "-m", "oslo", *words], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version(option: str) -> None:
    assert oslo(option) == (0, f"oslo {library.__version__}\n")


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_a_quiet_run_says_only_what_stops_it(option: str, tmp_path: Path) -> None:
    code, said = oslo(*TREES, "-o", tmp_path / "a.ttl")
    assert (code, "10 converted, 2 rejected" in said) == (1, True)
    assert oslo(option, *TREES, "-o", tmp_path / "b.ttl") == (1, "")
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    assert (tmp_path / "b.ttl.rejects.csv").exists()
    code, said = oslo(option, "convert", tmp_path / "none.csv", "-m", "best-address")
    assert (code, said) == (2, f"{tmp_path / 'none.csv'}: no such file")


@pytest.mark.parametrize("words", [["-m", "best-address"], ["--mapping", "best-address"], ["-o", "a", "-o", "b"]])
def test_an_option_that_takes_one_value_is_given_once(words: list[str]) -> None:
    code, said = oslo(*TREES, *words)
    assert code == 2
    assert "is given 2 times, and takes one value" in said


def test_options_that_take_several_values_and_flags_are_given_as_often_as_one_likes(tmp_path: Path) -> None:
    code, said = oslo(*TREES, "-o", tmp_path / "a.ttl", "--strict", "--strict")
    assert (code, "given 2 times" in said) == (1, False)
    code, said = oslo(*TREES, "--codelist", "a.ttl", "--codelist", "b.ttl")
    assert (code, said) == (2, "a.ttl: No such file or directory")


def test_a_misspelt_command() -> None:
    code, said = oslo("conver", "x")
    assert code == 2
    assert "No such command 'conver'; did you mean convert" in said


@pytest.mark.parametrize("words", [["convert", "-m", "best-address"], ["validate", "-p", "adresregister"], ["lint"]])
@pytest.mark.parametrize("address", ["https://example.org/a.csv", "HTTP://example.org/a.ttl?key=secret"])
def test_an_address_of_the_web_is_told_how(words: list[str], address: str) -> None:
    code, said = oslo(*words, address)
    assert code == 2
    assert "nothing is read from the web here: get it first (curl -L -o FILE ADDRESS)" in said
    assert "secret" not in said


@pytest.mark.parametrize("words", [["lint"], ["validate", "-p", "adresregister"], ["convert", "-m", "best-address"]])
def test_a_file_that_is_not_there_is_no_finding(words: list[str], tmp_path: Path) -> None:
    code, said = oslo(*words, tmp_path / "x.ttl")
    assert (code, said.lower()) == (
        2,
        f"{tmp_path / 'x.ttl'}: no such file{' or directory' * (words[0] != 'convert')}".lower(),
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion(shell: str) -> None:
    assert "_OSLO_COMPLETE" in run_command("--show-completion", shell).stdout


def test_completion_knows_the_commands_and_options() -> None:
    def completed(words: str) -> str:
        number = str(len(words.split(" ")) - 1)
        asked = {"_OSLO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": number}
        return run_command(**asked).stdout

    assert completed("oslo conv").split() == ["convert"]
    assert "--profile" in completed("oslo validate --pro").split()
