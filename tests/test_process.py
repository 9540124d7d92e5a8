"""A process whose streams are closed or full, or that a signal stops: one line, an exit code, nothing half done."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from helpers import kills
from helpers.choosing import everything
from helpers.commands import Run
from helpers.published import REPOSITORY

from oslo.cli.process import Stopped, stopped_by_signals

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, locks and permissions are those of POSIX")

COMMANDS = [
    "convert in.csv -m m.yaml",
    "infer in.nt",
    "translate in.nt -p persoon-basis",
    "validate in.nt -p persoon-basis",
    "lint shapes.ttl",
    "generate shapes.ttl",
    "context persoon-basis",
    "template persons",
    "mapping in.csv -p persoon-basis --model Plaats",
    "profiles",
    "show persoon-basis",
    "codelists",
]
"""Every command that prints what it makes."""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    kills.make_inputs(tmp_path, rows=200)
    return tmp_path


@pytest.fixture(autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """Who runs the tests may ignore hang-ups (`nohup`); the processes here are not to inherit that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start(folder: Path, words: str, under: str = "") -> subprocess.Popen[str]:
    command = [*under.split(), sys.executable, "-m", "oslo", *words.split()]
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, **options)


# Streams.


@pytest.mark.slow
def test_standard_output_by_its_name(run: Run, inputs: Path) -> None:
    """What a shell redirects is not replaced: what was in the file before stays there."""
    (inputs / "link").symlink_to("/dev/stdout")
    expected = run("context", "persoon-basis", stdout=subprocess.PIPE).stdout
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"):
        with (inputs / "log").open("w+") as log:
            log.write("before\n")
            log.flush()
            done = run("context", "persoon-basis", "-o", name, stdout=log)
        assert (done.returncode, (inputs / "log").read_text()) == (0, f"before\n{expected}"), name


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS)
def test_standard_output_that_is_closed(run: Run, inputs: Path, words: str) -> None:
    done = run(*words.split(), under=["sh", "-c", 'exec "$@" >&-', "sh"])
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "oslo: standard output: Bad file descriptor"


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS)
def test_standard_output_that_nobody_reads(run: Run, inputs: Path, words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        done = run(*words.split(), stdout=pipe)
    assert done.returncode == 128 + signal.SIGPIPE
    assert not [line for line in done.stderr.splitlines() if line.startswith(("oslo:", "Exception"))]


@pytest.mark.slow
def test_the_rejects_of_a_run_whose_output_nobody_reads(run: Run, inputs: Path) -> None:
    kills.make_inputs(inputs, rows=20_000)
    (inputs / "r.csv").write_text("old")
    command = f"{sys.executable} -m oslo convert in.csv -m m.yaml --rejects r.csv --no-check 2>said; echo $? >code"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        ["sh", "-c", f"({command}) | head -1"], cwd=inputs, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("@prefix")
    assert ((inputs / "code").read_text(), (inputs / "r.csv").read_text()) == ("141\n", "old")
    assert "Traceback" not in (inputs / "said").read_text()


@pytest.mark.slow
def test_a_process_with_fewer_streams(run: Run, inputs: Path) -> None:
    words = ["convert", "in.csv", "-m", "m.yaml", "-o", "out.ttl"]
    expected = run(*words)
    assert expected.returncode == 1
    whole = (inputs / "out.ttl").read_bytes()
    for closed in ("<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"):
        (inputs / "out.ttl").unlink()
        done = run(*words, under=["sh", "-c", f'exec "$@" {closed}', "sh"])
        assert (done.returncode, done.stdout) == (1, ""), closed
        assert (inputs / "out.ttl").read_bytes() == whole
    for closed in ("<&-", "0>/dev/null"):
        done = run("infer", "-", "-f", "turtle", under=["sh", "-c", f'exec "$@" {closed}', "sh"])
        assert (done.returncode, done.stderr) == (2, "oslo: standard input: Bad file descriptor\n"), closed


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_standard_error_that_takes_nothing(run: Run, inputs: Path) -> None:
    """What is rejected cannot be said, so it is not left out in silence: the run fails."""
    (inputs / "out.ttl").write_text("old")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "oslo", *["convert", "in.csv", "-m", "m.yaml", "-o", "out.ttl"]],
            cwd=inputs,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stderr=full,
            check=False,
        )
    assert (done.returncode, (inputs / "out.ttl").read_text()) == (2, "old")


# Signals.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_is_an_exception_and_then_as_before(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    out = io.TextIOWrapper(io.BytesIO())
    with redirect_stdout(out), pytest.raises(Stopped) as stopped, stopped_by_signals():
        signal.raise_signal(number)
    assert (stopped.value.code, stopped.value.line) == (128 + number, f"stopped by {number.name}")
    assert (signal.getsignal(number), signal.getitimer(signal.ITIMER_REAL)) == (before, (0.0, 0.0))


def test_a_signal_while_a_class_is_made_is_heard() -> None:
    """Before Python 3.12 an exception of `__set_name__` becomes the cause of another."""

    class Name:
        def __set_name__(self, *_: object) -> None:
            raise Stopped(signal.SIGINT)

    with pytest.raises((RuntimeError, Stopped)) as error:
        type("Made", (), {"name": Name()})
    stop = Stopped.in_chain(error.value)
    assert stop is not None
    assert stop.number == signal.SIGINT
    assert Stopped.in_chain(ValueError()) is None


def wait_for_part(folder: Path, process: subprocess.Popen[str]) -> None:
    while process.poll() is None and not list(folder.glob(".*.part")):
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("old", [False, True])
def test_a_signal_leaves_nothing_half_done(inputs: Path, number: signal.Signals, old: bool) -> None:
    kills.make_inputs(inputs, rows=100_000)
    for name in ("out.ttl", "r.csv") if old else ():
        (inputs / name).write_text("old")
    before = kills.files_in(inputs)
    process = start(inputs, "convert in.csv -m m.yaml -o out.ttl --rejects r.csv --no-check")
    wait_for_part(inputs, process)
    process.send_signal(number)
    said = process.communicate()[1]
    assert (process.returncode, said.splitlines()[-1]) == (128 + number, f"oslo: stopped by {number.name}")
    assert kills.files_in(inputs) == before


@pytest.mark.slow
def test_a_signal_that_is_ignored_stays_so(inputs: Path) -> None:
    kills.make_inputs(inputs, rows=20_000)
    process = start(inputs, "convert in.csv -m m.yaml -o out.ttl --no-check", under="nohup")
    wait_for_part(inputs, process)
    process.send_signal(signal.SIGHUP)
    process.communicate()
    assert (process.returncode, (inputs / "out.ttl").exists()) == (1, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["convert in.csv -m m.yaml -o pipe --no-check", "convert in.csv -m m.yaml --no-check"]
)
def test_a_signal_ends_a_run_that_waits_for_its_reader(inputs: Path, words: str) -> None:
    kills.make_inputs(inputs, rows=20_000)
    os.mkfifo(inputs / "pipe")
    reader = os.open(inputs / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    process = start(inputs, words)
    time.sleep(4)
    process.send_signal(signal.SIGTERM)
    begin = time.monotonic()
    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert time.monotonic() - begin < 10
    process.communicate()
    os.close(reader)


@pytest.mark.slow
def test_a_signal_where_no_exception_leads_anywhere(tmp_path: Path) -> None:
    """One that comes while an object ends is not lost."""
    code = (
        "import os, signal, sys, time\n"
        "from oslo.cli.process import Stopped, stopped_by_signals\n"
        "class Thing:\n"
        "    def __del__(self): os.kill(os.getpid(), signal.SIGTERM); time.sleep(0.1)\n"
        "try:\n"
        "    with stopped_by_signals():\n"
        "        thing = Thing(); del thing\n"
        "        time.sleep(20)\n"
        "except Stopped as stop:\n"
        "    sys.exit(stop.code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (143, "")


@pytest.mark.slow
def test_kills_at_any_moment(tmp_path: Path) -> None:
    """A few of them; `python -m helpers.kills 200` makes as many as you like."""
    chosen = ["convert", "convert --rejects", "validate in batches", "reference"]
    done = list(kills.kills(8 if everything() else 4, tmp_path, seed=1, names=chosen, rows=5000))
    assert not [str(each) for each in done if each.wrong]
