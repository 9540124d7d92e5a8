"""The process: its streams, the signals that stop it, and its end.

A run that is stopped ends as one with an error does: nothing half done stays. Its exit code is that of a shell, 128 and
the number of the signal, also where the reader of its output went away (SIGPIPE), which is told by the code alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from types import FrameType
from typing import IO, Any, NoReturn

from ..files.parts import discard_parts

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those of this machine; SIGBREAK is of Windows
ODD_NAMES = "backslashreplace"
"""How characters that are none are written: names of files that are no UTF-8 have some (PEP 383)."""
_PIPE = 13  # SIGPIPE, which Windows has not
_AGAIN = 0.01  # seconds
_PATIENCE = 5.0  # seconds in which a run that is stopped has to end


class Stopped(SystemExit):
    """The run is stopped from outside, by a signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(128 + number)

    @property
    def line(self) -> str | None:
        """What is said about it."""
        return None if self.number == _PIPE else f"stopped by {signal.Signals(self.number).name}"

    @staticmethod
    def in_chain(error: BaseException) -> Stopped | None:
        """The signal that an exception stands for: while a class is made, one gets another form on its way."""
        seen: BaseException | None = error
        while seen is not None and not isinstance(seen, Stopped):
            seen = seen.__cause__
        return seen

    @classmethod
    def by_reader(cls) -> Stopped:
        """The reader of the output has closed it, as `head` does."""
        return cls(_PIPE)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Signals that end a process raise Stopped. One that is ignored stays so, as under `nohup`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: old for each in _handled() if (old := signal.getsignal(each)) is not signal.SIG_IGN}
    hook = sys.unraisablehook
    sys.unraisablehook = lambda found: _stop_again(found) or hook(found)
    for each in before:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        _put_alarm_back()
        for each, handler in before.items():
            signal.signal(each, handler)
        sys.unraisablehook = hook


def _handled() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]


def _stop(number: int, _: FrameType | None = None) -> NoReturn:
    for each in _handled():
        signal.signal(each, signal.SIG_IGN)  # once is enough
    discard(sys.stdout)  # its reader may not read, and what is still to be written would wait for it
    _after(_PATIENCE, lambda: _end_at_once(number))
    raise Stopped(number)


def _end_at_once(number: int) -> NoReturn:
    """End a run that did not end by itself, because it waits for somebody who reads or writes."""
    discard_parts()
    os._exit(128 + number)


def _stop_again(found: sys.UnraisableHookArgs) -> bool:
    """Stop soon, if Stopped was raised where no exception leads anywhere, as in the end of an object."""
    stop = found.exc_value
    if isinstance(stop, Stopped):
        number = stop.number
        _after(_AGAIN, lambda: _stop(number))
    return isinstance(stop, Stopped)


_ALARM: list[Any] = []
"""The handler of alarms before one of ours, if there is one of ours."""


def _after(seconds: float, do: Callable[[], object]) -> None:
    """Do something after so many seconds, in place of what was to be done then; Windows has no alarms."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
        before = signal.signal(signal.SIGALRM, lambda *_: do())
        _ALARM[:] = _ALARM or [before]
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _put_alarm_back() -> None:
    if sys.platform != "win32" and _ALARM:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, _ALARM.pop())


def open_streams() -> None:
    """Give a process that was started without some of its three streams others in their place.

    Else a file that is opened gets the number of the stream, and what is printed goes into it. Standard input and
    output refuse every use then, with an error; what is said on standard error has nobody to hear it.
    """
    if sys.stdin is None:
        sys.stdin = _in_place_of(0, os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _in_place_of(1, os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _in_place_of(2, os.O_WRONLY, "w")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=ODD_NAMES)


def _in_place_of(number: int, flag: int, mode: str) -> IO[str]:
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, flag)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
    return os.fdopen(number, mode, encoding="utf-8", errors=ODD_NAMES, closefd=False)


def close_streams() -> None:
    """Write what is still to be written; discard what cannot be, so that the interpreter does not try again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            discard(stream)


def discard(stream: IO[str]) -> None:
    """Let what is still to be written to a stream go nowhere."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
