"""The processes of a run: each examines every n-th input; one that hangs or dies is a finding, and another goes on."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from .runner import ASLEEP, GIVEN_UP, Finding, examine, input_of, limit_memory, run, target_of
from .targets import TARGETS

_MARGIN = 30.0  # seconds after which a process that does not hear its watch is ended


@dataclass
class Options:
    """What was asked for: `names` are those of the targets, in the order of a round."""

    seed: int
    seconds: float | None
    inputs: int | None
    first: int
    jobs: int
    folder: Path
    names: list[str] = field(default_factory=list)


class _Worker:
    """A process that examines every n-th input, and what is known of it."""

    def __init__(self, options: Options, first: int, queue: Any) -> None:
        self.options, self.queue = options, queue
        context = multiprocessing.get_context("spawn")
        self.current = context.Array("d", [first, monotonic(), 0.0])  # the input, when it began, how many are done
        self.process = context.Process(target=_work, args=(options, first, self.current, queue), daemon=True)
        self.process.start()

    @property
    def number(self) -> int:
        """The input that is examined, or was the last."""
        return int(self.current[0])

    @property
    def done(self) -> int:
        """How many inputs were examined."""
        return int(self.current[2])

    def end(self) -> str | None:
        """How the process ended: well (""), by "death", or by a "hang" that it does not hear; None while it works."""
        if not self.process.is_alive():
            return "" if self.process.exitcode == 0 else "death"
        if monotonic() - self.current[1] < GIVEN_UP * ASLEEP + _MARGIN:
            return None
        self.process.kill()
        self.process.join()
        return "hang"


def _work(options: Options, first: int, current: Any, queue: Any) -> None:
    for name in dict.fromkeys(options.names):  # all that is imported late is imported before memory is limited
        target = TARGETS[name]
        current[1] = monotonic()
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            examine(target, 0, target.seeds()[0])
    limit_memory()

    def started(number: int) -> None:
        current[0], current[1] = number, monotonic()
        current[2] += 1

    run(options.seed, _numbers(options, first), queue.put, names=options.names, started=started)


def _numbers(options: Options, first: int) -> Iterator[int]:
    until = monotonic() + options.seconds if options.seconds else None
    number = first
    while (options.inputs is None or number < options.first + options.inputs) and (
        until is None or monotonic() < until
    ):
        yield number
        number += options.jobs


def run_all(options: Options, told: Callable[[Finding], None]) -> Counter[str]:
    """Run, and tell each finding; returns how many inputs each target had."""
    queue: Any = multiprocessing.get_context("spawn").Queue()
    began = monotonic()
    counts: Counter[str] = Counter()
    workers = [_Worker(options, options.first + each, queue) for each in range(options.jobs)]
    while workers:
        _receive(queue, told)
        for worker in list(workers):
            if (end := worker.end()) is None:
                continue
            workers.remove(worker)
            counts.update(_of_targets(options, worker))
            if not end:
                continue
            if not worker.done:
                raise SystemExit("a process ended before its first input")
            told(_of_process(end, worker.number, options))
            left = options.seconds and options.seconds - (monotonic() - began)
            if left is None or left > 0:
                workers.append(_Worker(replace(options, seconds=left), worker.number + options.jobs, queue))
    _receive(queue, told)
    return counts


def _receive(queue: Any, told: Callable[[Finding], None]) -> None:
    with suppress(Empty):
        while True:
            told(queue.get(timeout=0.2))


def _of_targets(options: Options, worker: _Worker) -> Counter[str]:
    numbers = (worker.number - each * options.jobs for each in range(worker.done))
    return Counter(target_of(each, options.names).name for each in numbers)


def _of_process(kind: str, number: int, options: Options) -> Finding:
    target = target_of(number, options.names)
    data = input_of(options.seed, number, target)
    return Finding(target.name, number, kind, f"{target.name}: the process", f"the process: {kind}", data)
