"""Records of transport and works, converted once by the ready mappings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from helpers.converting import Converted, converted as converted_by
from oslo.exchange import Format


@cache
def converted(name: str, *inputs: Path) -> Converted:
    if name == "gtfs":
        pytest.importorskip("duckdb")
    return converted_by(inputs, name, Format.TURTLE)


def records(shared: Path, file: str) -> Path:
    return shared / "records" / file
