"""The command line: run in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.published import REPOSITORY
from oslo import OsloError
from oslo.cli import app


def oslo(*words: str | Path) -> tuple[int, str]:
    """Exit code and output; an error of ours is what `main` makes of it."""
    try:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    except OsloError as error:
        return 2, str(error)
    return done.exit_code, done.output


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


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command `oslo`, as a process of its own, in a folder with two mappings."""
    (tmp_path / "plaatsen.yaml").write_text(MAPPING)
    (tmp_path / "xml.yaml").write_text(XML)

    def run(*words: str | Path, under: Sequence[str] = (), **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": ""}
        command = [*under, sys.executable, "-m", "oslo", *map(str, words)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "timeout": 120, **options}
        done = subprocess.run(command, cwd=tmp_path, env=environment, **options)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def convert(run: Run, file: Path, mapping: str = "plaatsen.yaml", *more: str, **options: object):
    return run("convert", file.name, "--mapping", mapping, "-o", "out.nt", *more, **options)
