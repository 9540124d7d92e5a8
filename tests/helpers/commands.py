"""The command line: run in this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from helpers.choosing import everything
from helpers.published import REPOSITORY
from oslo import OsloError
from oslo.cli import app, main


def oslo(*words: str | Path) -> tuple[int, str]:
    """Exit code and output; an error of ours is what `main` makes of it."""
    try:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    except OsloError as error:
        return 2, str(error)
    return done.exit_code, done.output


def command_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `oslo` be a command, as it is where the package is installed; a folder is made for it."""
    folder.mkdir()
    (folder / "oslo").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m oslo "$@"\n')
    (folder / "oslo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


Run = Callable[..., subprocess.CompletedProcess[str]]

MAPPING = """
profile: persoon-basis
model: Plaats
id: https://data.example.be/id/plaats/{CODE}
fields:
  plaatsnaam: NAAM
"""
XML = """
profile: persoon-basis
model: Plaats
records: //plaats
fields: {plaatsnaam: naam}
"""


def write_mappings(folder: Path) -> None:
    (folder / "plaatsen.yaml").write_text(MAPPING)
    (folder / "xml.yaml").write_text(XML)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command `oslo` in a folder with two mappings: exit code, output and what is said on standard error.

    It is a process of its own where a test asks something of the process, and always with --all: to start one takes
    longer than most of these tests.
    """
    write_mappings(tmp_path)

    def run(*words: str | Path, under: Sequence[str] = (), **options: object) -> subprocess.CompletedProcess[str]:
        if everything() or under or options:
            done = _as_process([*under, sys.executable, "-m", "oslo", *map(str, words)], tmp_path, options)
        else:
            done = in_this_process([*map(str, words)], tmp_path)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def _as_process(command: list[str], folder: Path, options: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": ""}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "timeout": 300, **options}
    return subprocess.run(command, cwd=folder, env=environment, **options)


def in_this_process(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What `main` does with some words, in a folder."""
    out, said = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with (
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(said),
        patch.object(sys, "argv", ["oslo", *words]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    out.seek(0)
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), out.read(), said.getvalue())


def convert(run: Run, file: Path, mapping: str = "plaatsen.yaml", *more: str, **options: object):
    return run("convert", file.name, "--mapping", mapping, "-o", "out.nt", *more, **options)
