"""The contenders of the benchmark say the same, so that their speed can be compared."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.mark.slow
def test_all_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rdflib")
    monkeypatch.syspath_prepend(str(_FOLDER))
    assert import_module("records").differences(1000) == []


def test_rows_are_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(_FOLDER))
    inwoners = import_module("inwoners")
    first, second = list(inwoners.rows(200)), list(inwoners.rows(200))
    assert first == second
    assert {len(row) for row in first} == {len(inwoners.COLUMNS)} == {15}
    cells = [cell for row in first for cell in row]
    assert "" in cells
    assert any('"' in cell for cell in cells)
    assert not all(cell.isascii() for cell in cells)


def test_a_table_says_who_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(_FOLDER))
    records = import_module("records")
    limit = {"rows": 100, "seconds": 0.5, "imports": 0.1, "peak": 30.0, "triples": 2300}
    lines = list(records.table_of(100, {"limit": limit, "rdflib": "left out above 10,000 rows"}))
    assert "200 | 1.00 | 30 | 23.0 | 0.10" in lines[3]
    assert "left out above 10,000 rows" in lines[4]
