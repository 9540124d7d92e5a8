"""The rooms of the package: few, each with its idea, drawn as the contract of imports has them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "oslo"
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_drawing_is_the_contract() -> None:
    page = (REPOSITORY / "docs" / "development.md").read_text("utf-8")
    drawn = page.partition("<!-- rooms -->")[2].partition("<!-- end of rooms -->")[0]
    rows = [line.strip().split("  ")[0].split(" | ") for line in drawn.splitlines() if line.strip()]
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    assert rows == [[name.removeprefix("oslo.") for name in layer.split(" | ")] for layer in layers]


def test_every_room_and_every_single_file_stands_in_the_drawing() -> None:
    page = (REPOSITORY / "docs" / "development.md").read_text("utf-8").partition("<!-- rooms -->")[2]
    drawn = set(re.findall(r"\w+", page.partition("<!-- end of rooms -->")[0]))
    assert {path.name for path in ROOMS} | {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"} <= drawn


def test_the_package_is_seen_at_once() -> None:
    entries = [path for path in PACKAGE.iterdir() if path.name not in ("__pycache__", "data")]
    assert len(entries) <= 25


@pytest.mark.parametrize(
    "room", sorted(path.parent for path in PACKAGE.glob("*/**/__init__.py")), ids=lambda path: path.name
)
def test_each_room_says_its_idea(room: Path) -> None:
    idea = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    assert len(idea) > 60
    assert idea.count(".") >= 2, "two sentences"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_is_longer_than_a_sitting(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 400
    assert ast.get_docstring(ast.parse(module.read_text("utf-8"))), "no word on what it is"


def test_an_import_brings_no_more_than_it_needs() -> None:
    """Models, mappings and heavy libraries are imported when they are asked for."""
    late = (
        "oslo.models",
        "oslo.mapping",
        "oslo.records",
        "oslo.report",
        "rdflib",
        "pyshacl",
        "lxml",
        "openpyxl",
        "yaml",
    )
    code = f"import sys; from oslo import validate; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
