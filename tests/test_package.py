"""The names of the package: all there, and what is not always needed imported late."""

from __future__ import annotations

import subprocess
import sys

import pytest

import oslo


@pytest.mark.parametrize("name", oslo.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(oslo, name) is not None


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'transform'"):
        oslo.transform  # noqa: B018


def test_mappings_and_validation_are_imported_when_asked_for() -> None:
    late = "oslo.mapping", "oslo.validation", "oslo.conversion"
    code = f"import sys, oslo; early = [m for m in {late} if m in sys.modules]; oslo.convert; sys.exit(bool(early))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
