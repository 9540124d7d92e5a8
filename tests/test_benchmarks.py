"""The contenders of the benchmark say the same, so that their speed can be compared."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from oslo.rdf.ntriples import split_triples

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


def test_the_program_by_hand_says_what_the_command_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of each property as many statements; its parts have other names."""
    monkeypatch.syspath_prepend(str(_FOLDER))
    commands = import_module("commands")
    for name in ("one", "two"):
        commands.write_table(tmp_path / f"{name}.csv", 200)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    commands.by_hand(tmp_path / "one.csv", tmp_path / "hand.nt")
    made = commands.run(commands.commands(tmp_path / "one.csv", tmp_path)["oslo, nt"])
    assert made.cpu > 0
    assert made.memory > 10
    counts = [
        Counter(predicate for _, predicate, _ in split_triples((tmp_path / name).read_text("utf-8")))
        for name in ("hand.nt", "out.nt")
    ]
    assert counts[0] == counts[1]
    assert sum(counts[0].values()) > 36 * 200
