"""The option --all, what a run without it leaves out, and the folder of published files."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from helpers import choosing
from helpers.commands import run
from helpers.postgres import postgres
from helpers.published import published_folder
from helpers.small_shapes import make

__all__ = ["make", "postgres", "run"]  # fixtures of several test files

os.environ["LC_ALL"] = "C.UTF-8"  # messages are in English, whatever the language of who runs the tests

LEFT_OUT = pytest.StashKey[tuple[int, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", dest="all_tests", help="run every test (some 20 minutes)")


def pytest_configure(config: pytest.Config) -> None:
    choosing.run_everything(config.option.all_tests)
    gc.disable()  # until all is collected: what is made until then stays
    # What a file makes for its tests is made once, if pytest-xdist gives the whole file to one worker.
    if not choosing.everything() and getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadfile"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a quick run leaves out; a test that is named (file::test) always runs."""
    config.stash[choosing.COLLECTED] = list(items)
    if choosing.everything() or any("::" in str(each) for each in config.args):
        return
    if found := choosing.left_out(items):
        config.stash[LEFT_OUT] = len(found.slow), len(found.cases)
        gone = found.items
        config.hook.pytest_deselected(items=list(gone))
        items[:] = [item for item in items if item not in gone]


def pytest_collection_finish() -> None:
    """What is collected stays: the garbage collector need not go through it again and again."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput") and LEFT_OUT in session.config.stash:
        session.config.workeroutput["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """With pytest-xdist the workers choose, each the same; the one that prints is told by them."""
    if found := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if LEFT_OUT in config.stash:
        terminalreporter.write_line(choosing.told(*config.stash[LEFT_OUT]))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published facts and files; where it must be (CI=true), its absence is a failure."""
    folder = published_folder()
    if not (folder / "facts").is_dir():
        absent = f"needs the published files, and {folder} does not have them: set OSLO_SHARED"
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    return folder
