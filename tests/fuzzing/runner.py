"""Many inputs, one after the other, in this process: each is made, given to its target, and watched over."""

from __future__ import annotations

import logging
import os
import resource
import signal
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from oslo import InputError, OsloError

from .changes import changed
from .checks import Wrong, check_nothing_ran
from .minimise import minimised
from .targets import ROUND, TARGETS, Target

PACKAGE = "/oslo/"
GIVEN_UP = 20.0  # seconds of work for one input
ASLEEP = 5  # times as long if it does not work, but waits, or if the machine is busy
MEMORY = 2 << 30  # bytes beyond what a process has when it starts


class Hang(BaseException):
    """An input that takes too long: no handler of exceptions keeps it."""


@dataclass(frozen=True)
class Finding:
    """An input for which something is wrong; `where`: the last line of ours, by which findings are told apart."""

    target: str
    number: int
    kind: str
    where: str
    words: str
    data: bytes = b""

    @property
    def key(self) -> tuple[str, str]:
        """Findings with the same key are the same defect, as far as can be seen."""
        return self.kind, self.where


def target_of(number: int, names: list[str] | None = None) -> Target:
    """The target of an input, by its number."""
    names = names or ROUND
    return TARGETS[names[number % len(names)]]


def input_of(seed: int, number: int, target: Target) -> bytes:
    """An input, from the seed of the run and its number alone."""
    rng = Random(f"{seed}:{number}:{target.name}")
    return changed(rng.choice(target.seeds()), target.form, rng)


def examine(target: Target, number: int, data: bytes, seconds: float = GIVEN_UP) -> Finding | None:
    """Give an input to its target; what is wrong, if anything is."""
    try:
        with _watched(seconds), _quiet() as heard:
            target.check(data)
        for each in heard.tracebacks:
            raise Wrong("log", each)
        check_nothing_ran()
    except Wrong as error:
        return Finding(target.name, number, error.kind, f"{target.name}: {str(error)[:60]}", str(error), data)
    except Hang as error:
        return Finding(target.name, number, "hang", _where(error), f"over {seconds:g} s\n{_shown(error)}", data)
    except MemoryError as error:
        return Finding(target.name, number, "memory", _where(error), _shown(error), data)
    except OsloError as error:
        if isinstance(error, InputError) and "more memory than there is" in error.message:
            return Finding(target.name, number, "memory", _where(error), _shown(error), data)
        return _one_line(target, number, error, data)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return Finding(target.name, number, "traceback", f"{type(error).__name__} {_where(error)}", _shown(error), data)
    return None


def _one_line(target: Target, number: int, error: OsloError, data: bytes) -> Finding | None:
    """An error of ours says something."""
    if not str(error).strip():
        return Finding(target.name, number, "message", f"empty {_where(error)}", "nothing is said", data)
    return None


def _where(error: BaseException) -> str:
    """The last line of this library in a traceback, or in that of what it was raised from."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if PACKAGE in each.filename]
    if not frames:
        return "outside"
    last = frames[-1]
    return f"{last.filename.rpartition(PACKAGE)[2]}:{last.name}"


def _shown(error: BaseException) -> str:
    lines = traceback.format_exception(error)
    text = "".join(lines)
    return text if len(text) < 6000 else text[:2000] + "\n...\n" + text[-3500:]


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Raise `Hang` after some seconds of work, and again each second if it is not heard."""

    def ring(*_: object) -> None:
        raise Hang

    before = {each: signal.signal(each, ring) for each in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    signal.setitimer(signal.ITIMER_REAL, seconds * ASLEEP, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for each, handler in before.items():
            signal.signal(each, handler)


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.tracebacks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.tracebacks.append(f"a traceback in the log of {record.name}: {record.getMessage()[:200]}")


@contextmanager
def _quiet() -> Iterator[_Heard]:
    """A traceback in a log is a finding, and so is a warning."""
    handler, root = _Heard(), logging.getLogger()
    root.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield handler
    finally:
        root.removeHandler(handler)


def run(
    seed: int,
    numbers: Iterable[int],
    told: Callable[[Finding], None],
    *,
    names: list[str] | None = None,
    seconds: float = GIVEN_UP,
    started: Callable[[int], None] = lambda number: None,
) -> int:
    """Examine inputs, and tell each finding, the first of its kind made small; returns how many there were."""
    seen: set[tuple[str, str]] = set()
    done = 0
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for number in numbers:
            started(number)
            target = target_of(number, names)
            done += 1
            if (found := examine(target, number, input_of(seed, number, target), seconds)) is None:
                continue
            if found.key not in seen:
                seen.add(found.key)
                found = minimised(
                    found, lambda data, limit, found=found, target=target: examine(target, found.number, data, limit)
                )
            told(found)
            _empty(Path())
    return done


def _empty(folder: Path) -> None:
    """What a broken run may have left does not disturb the next input."""
    for each in folder.iterdir():
        if each.is_file():
            each.unlink(missing_ok=True)


def limit_memory(more: int = MEMORY) -> None:
    """From here on this process gets so much more memory, and then a MemoryError."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
