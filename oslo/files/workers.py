"""Work in several processes: results in the order of the items; of a process that dies, an error and nothing else.

Each process is started anew (as on every system it can be), gets the work once, and then one item after another. So
the work, its items and its results have to be such as `pickle` takes. All have the same `hash` of a text.
"""

from __future__ import annotations

import os
import pickle
import secrets
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from ..errors import OsloError, OutputError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # items a process that are given out, or done and not taken
_SEED = "PYTHONHASHSEED"
_PATIENCE = 5.0  # seconds for a process to end


def in_order(work: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """The results of `work` for each item, in their order, by so many processes at once.

    What an item raises is raised in its place; then, and when the iterator is closed, the processes are ended.
    Raises OutputError if a process dies.
    """
    with _one_seed():
        workers = [_Worker(work) for _ in range(jobs)]
    stream, done = enumerate(items), dict[int, tuple[Any, Exception | None]]()
    given = taken = 0
    try:
        while True:
            for worker in workers:
                if worker.item is None and given - taken < _AHEAD * jobs and (following := next(stream, None)):
                    worker.give(*following)
                    given += 1
            if taken in done:
                result, error = done.pop(taken)
                if error is not None:
                    raise error
                yield result
                taken += 1
                continue
            busy = {worker.connection: worker for worker in workers if worker.item is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                number, result, error = busy[connection].take()  # type: ignore[index]  # one of those given
                done[number] = result, error
    finally:
        for worker in workers:
            worker.end()


@contextmanager
def _one_seed() -> Iterator[None]:
    """Processes that are started have one seed of `hash`, drawn for them if there is none."""
    before = os.environ.get(_SEED)
    if before is None or not before.isdecimal():
        os.environ[_SEED] = str(secrets.randbelow(1 << 32))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SEED]
        else:
            os.environ[_SEED] = before


class _Worker:
    """A process; `item`: the number of the item that it works at."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()
        self.item: int | None = None

    def give(self, number: int, item: Any) -> None:
        self.item = number
        with suppress(OSError):  # it has died: `take` says so
            self.connection.send(item)

    def take(self) -> tuple[int, Any, Exception | None]:
        """The number of the item, and its result or what it raised."""
        assert self.item is not None
        try:
            result, error, trace = self.connection.recv()
        except (EOFError, OSError):
            raise OutputError(f"a process of the run {self._death()}: nothing was written") from None
        number, self.item = self.item, None
        if error is not None and not isinstance(error, OsloError):
            error.add_note(trace)
        return number, result, error

    def _death(self) -> str:
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"was ended by {signal.Signals(-code).name}, perhaps for want of memory"
        return f"ended with code {code}"

    def end(self) -> None:
        self.connection.close()
        if self._process.is_alive():
            self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """In a process: the result of each item that comes; ends when the other side has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that was started, which ends this one
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        with suppress(OSError):
            connection.send(_answer(work, item))


def _answer(work: Callable[[Any], Any], item: Any) -> tuple[Any, Exception | None, str]:
    """The result, or what was raised and where."""
    try:
        return work(item), None, ""
    except Exception as error:  # noqa: BLE001  it is raised in the other process
        return None, *_sendable(error)


def _sendable(error: Exception) -> tuple[Exception, str]:
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    except Exception:  # noqa: BLE001  an error of any library
        return RuntimeError(f"{type(error).__name__}: {error}"), trace
    return error, trace
