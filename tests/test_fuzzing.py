"""The fuzzer: a few hundred inputs find nothing, the same seed gives the same inputs, and what is wrong is noticed."""

from __future__ import annotations

import builtins
import logging
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from fuzzing.checks import RAN, Wrong, check_code, check_rdf
from fuzzing.minimise import minimised
from fuzzing.runner import Finding, Hang, examine, input_of, run, target_of
from fuzzing.targets import ROUND, TARGETS
from helpers.published import REPOSITORY

import oslo.mapping.kinds
import oslo.mapping.run
from oslo import Reject
from oslo.errors import Place
from oslo.mapping.rejects import RecordProblem
from oslo.mapping.run import Run
from oslo.records import RecordSource
from oslo.records.tables.csv import CsvSource

CSV = TARGETS["convert csv"]
PLAIN = b"nr;naam;straat;tel\n1;v1naam;v1straat;v1tel\n2;v2naam;v2straat;v2tel\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets write files where they are."""
    monkeypatch.chdir(tmp_path)


def found(inputs: range, names: list[str] | None = None, seed: int = 1) -> list[Finding]:
    findings: list[Finding] = []
    assert run(seed, inputs, findings.append, names=names) == len(inputs)
    return findings


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({name.partition(" ")[0] for name in TARGETS}))
def test_inputs_of_each_target_find_nothing(kind: str) -> None:
    names = [name for name in TARGETS if name.partition(" ")[0] == kind]
    assert [f"{each.target} {each.number}: {each.words}" for each in found(range(8 * len(names)), names)] == []


def test_inputs_are_made_of_the_seed_and_the_number_alone() -> None:
    def inputs(seed: int) -> list[bytes]:
        return [input_of(seed, number, target_of(number)) for number in range(0, 400, 40)]

    assert inputs(3) == inputs(3)
    assert inputs(3) != inputs(4)
    assert len(set(inputs(3))) == 10


def test_every_target_is_in_a_round_and_takes_its_seeds() -> None:
    assert set(ROUND) == set(TARGETS)
    for name in ("convert csv", "convert json", "convert jsonl", "convert xml", "convert xlsx", "convert ods"):
        assert [examine(TARGETS[name], 0, each) for each in TARGETS[name].seeds()[:1]] == [None]


# What is planted is noticed.


def told(data: bytes = PLAIN, seconds: float = 5.0) -> tuple[str, str]:
    finding = examine(CSV, 0, data, seconds)
    assert finding is not None, "nothing was noticed"
    return finding.kind, finding.words


def test_nothing_is_told_of_what_is_right() -> None:
    assert examine(CSV, 0, PLAIN) is None


@pytest.mark.parametrize("error", [KeyError("x"), ZeroDivisionError(), AssertionError("a"), SystemError()])
def test_a_traceback_is_noticed(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def read(self: CsvSource) -> Iterator[Any]:
        raise error
        yield

    monkeypatch.setattr(CsvSource, "read", read)
    kind, words = told()
    assert (kind, type(error).__name__ in words) == ("traceback", True)


def test_a_defect_that_became_a_reject_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def part(*_: object) -> Callable[[Any], Any]:
        return lambda data: {}["x"]

    monkeypatch.setattr(oslo.mapping.kinds, "_compile_part", part)
    monkeypatch.setattr(oslo.mapping.run, "short_way", lambda *_, **__: None)
    assert told() == ("defect", "a record is rejected for what is a defect: cannot be read: KeyError: 'x'")


@pytest.mark.slow
@pytest.mark.parametrize("deaf", [False, True])
def test_a_hang_is_noticed(monkeypatch: pytest.MonkeyPatch, deaf: bool) -> None:
    def read(self: CsvSource) -> Iterator[Any]:
        with suppress(Hang) if deaf else nullcontext():
            time.sleep(60)
        time.sleep(60)
        yield

    monkeypatch.setattr(CsvSource, "read", read)
    assert told(seconds=0.1)[0] == "hang"


def test_memory_is_noticed_though_it_is_an_error_of_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(self: CsvSource) -> Iterator[Any]:
        raise MemoryError
        yield

    monkeypatch.setattr(CsvSource, "read", read)
    assert told()[0] == "memory"


def test_a_record_that_the_mapping_loses_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Run.heard

    def some(run: Run, *given: Any) -> Iterator[Any]:
        for number, each in enumerate(whole(run, *given)):
            if number == 1:
                run.outcome.resources -= 1
            else:
                yield each

    monkeypatch.setattr(Run, "heard", some)
    assert told() == ("lost", "2 records in, 1 came out or were rejected")


def test_a_record_that_the_reader_loses_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = CsvSource.read
    monkeypatch.setattr(CsvSource, "read", lambda self: iter([*whole(self)][:1]))
    assert told() == ("lost", "v2naam is neither written nor rejected, and nothing is said")


def test_a_reject_that_nobody_hears_of_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def rejecting(run: Run, _: RecordSource, results: Iterable[Any]) -> Iterator[Any]:
        run.outcome.rejects += 2
        assert run.listeners.reject
        run.listeners.reject(Reject(Place("a.csv"), (RecordProblem("no"),), {}))
        yield from ()
        for _each in results:
            pass

    monkeypatch.setattr(Run, "heard", rejecting)
    assert told()[0] == "lost"


@pytest.mark.parametrize(
    ("text", "format"),
    [("<urn:a> <b c> 1 .", "turtle"), ('<urn:a> <urn:b> "\ud800" .', "ntriples"), ("<a/>x", "rdfxml"), ("{", "trig")],
)
def test_an_output_that_cannot_be_read_is_noticed(text: str, format: str) -> None:
    with pytest.raises(Wrong) as wrong:
        check_rdf(text, format)
    assert wrong.value.kind == "output"


def test_a_module_that_runs_something_or_is_none_is_noticed() -> None:
    with pytest.raises(Wrong, match="not Python"):
        check_code("class 1a: pass", "a.ttl")
    with pytest.raises(Wrong, match="was run"):
        check_code(f"x = __import__('builtins').__dict__.update({RAN}=1)", "a.ttl")
    assert not hasattr(builtins, RAN)


def test_a_warning_and_a_traceback_in_a_log_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def warning(self: CsvSource) -> Iterator[Any]:
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        yield from ()

    monkeypatch.setattr(CsvSource, "read", warning)
    assert told()[0] == "traceback"

    def logged(self: CsvSource) -> Iterator[Any]:
        logging.getLogger("rdflib").error("bad", exc_info=ValueError("x"))
        yield from ()

    monkeypatch.setattr(CsvSource, "read", logged)
    assert told(b"nr;naam;straat;tel\n") == ("log", "a traceback in the log of rdflib: bad")


def test_a_finding_is_made_small() -> None:
    def wrong(data: bytes, limit: float) -> Finding | None:
        return Finding("t", 0, "traceback", "x", "", data) if b"a" in data and b"z" in data else None

    finding = wrong(b"bcda" * 50 + b"efgz" * 50, 1.0)
    assert finding is not None
    assert sorted(minimised(finding, wrong).data) == sorted(b"az")


# The command.


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "fuzzing", "--inputs", "300", "--jobs", "2", "--findings", str(tmp_path)]
    done = subprocess.run(words, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.partition(" (")[0]) == (0, "300 inputs, 0 findings"), done.stdout
    assert list(tmp_path.iterdir()) == []


DYING = """
import builtins, os
whole, times = builtins.compile, []
def compile(source, filename, *more, **named):
    times.extend([1] if str(filename).endswith("input.ttl") else [])
    return os.abort() if len(times) == 2 else whole(source, filename, *more, **named)
builtins.compile = compile
"""


@pytest.mark.slow
def test_a_process_that_dies_is_noticed_and_another_goes_on(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(DYING)
    words = [sys.executable, "-m", "fuzzing", "--inputs", "24", "--target", "generate", "--findings", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"}
    done = subprocess.run(
        words, cwd=Path(__file__).parent, env=environment, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stdout.splitlines()[-1].partition(" (")[0]) == (1, "24 inputs, 1 findings"), (
        done.stdout
    )
    assert "death: generate, input " in done.stdout
    assert [*tmp_path.glob("death-generate-1-*.ttl")]
