"""The command line, run in this process."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from oslo import OsloError
from oslo.cli import app


def oslo(*words: str | Path) -> tuple[int, str]:
    """Exit code and output; an error of ours is what `main` makes of it."""
    try:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    except OsloError as error:
        return 2, str(error)
    return done.exit_code, done.output
