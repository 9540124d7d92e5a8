"""The names of the package: all there, and what is not always needed imported late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import oslo


@pytest.mark.parametrize("name", oslo.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(oslo, name) is not None


@pytest.mark.parametrize("name", sorted(set(oslo.__all__) - {"Ref"}))  # an alias has no docstring of its own
def test_each_public_name_is_shown_at_work(name: str) -> None:
    assert ">>> " in (getattr(oslo, name).__doc__ or "")


@pytest.mark.slow
def test_a_file_that_uses_the_names_is_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed: it comes with the extra dev")
    file = tmp_path / "uses.py"
    names = ", ".join(oslo.__all__)
    file.write_text(
        f"from oslo import {names}\n"
        "from oslo.models.persoon import Plaats\n\n"
        "def all_of(file: str) -> list[str]:\n"
        "    report: Report = validate(file, 'persoon-basis', format=Format.TURTLE)\n"
        "    places: list[Plaats] = read(file, Plaats, Format.TURTLE)\n"
        "    found: list[Finding] = report.violations\n"
        "    return [write(place) for place in places] + [each.message() for each in found]\n\n"
        f"used: list[object] = [{names}]\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(oslo.__file__).parent.parent)
    assert done.returncode == 0, done.stdout


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'transform'"):
        oslo.transform  # noqa: B018


@pytest.mark.slow
def test_mappings_and_validation_are_imported_when_asked_for() -> None:
    late = "oslo.mapping.mapping", "oslo.validation.validator", "oslo.mapping.conversion"
    code = f"import sys, oslo; early = [m for m in {late} if m in sys.modules]; oslo.convert; sys.exit(bool(early))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_things_are_compared_in_a_process_that_has_imported_models_alone() -> None:
    code = (
        "from oslo.models.persoon import Plaats\n"
        "assert Plaats(plaatsnaam='Gent') == Plaats(plaatsnaam='Gent')\n"
        "assert Plaats(plaatsnaam='Gent') != Plaats(plaatsnaam='Aalst')\n"
        "assert Plaats(plaatsnaam='Gent') != 'Gent'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
