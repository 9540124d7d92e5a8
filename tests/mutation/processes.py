"""A run of pytest in a process of its own, which may hang or die."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
_MEMORY = 6 << 30


def in_child(work: Callable[[], int], limit: float, output: Path) -> int:
    """The result of some work in a process of its own, which may take so many seconds; -1 if it did not end."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        code = 1
        try:
            with output.open("w") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
            code = work()
        except BaseException:  # noqa: BLE001  (whatever ends the tests is told, and ends this process only)
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    end = time.monotonic() + limit
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended and time.monotonic() < end:
            time.sleep(0.01)
            continue
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if not ended:
            os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) if ended else -1


def run_pytest(arguments: Sequence[str], plugin: Any) -> int:
    """Run some tests to the first that fails; its exit code."""
    return int(pytest.main([*_OPTIONS, *arguments], plugins=[plugin]))


def quick(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests that are not slow, as a quick run has them; of a family all cases, of which that leaves out most."""
    marked = [(item, item.get_closest_marker("slow")) for item in items]
    return [item for item, mark in marked if mark is None or item.name.endswith(f"[{mark.kwargs.get('but')}]")]
