"""What the tests of a module do without a fault: which lines of it each runs, and how long it takes."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .processes import in_child, quick, run_pytest

_LIMIT = 1200  # seconds


_ANY = 0
"""The line of a test that may have run any: Python stops tracing where a trace function fails, as without a stack."""


@dataclass(frozen=True)
class Baseline:
    """What the tests do without a fault: the lines that each runs (those of the import under ""), and its seconds.

    `libraries`: the modules outside the tree that they import.
    """

    lines: dict[str, set[int]]
    seconds: dict[str, float]
    libraries: list[str]

    def reaches(self, line: int) -> bool:
        return any(not lines.isdisjoint((line, _ANY)) for lines in self.lines.values())

    def order(self, line: int) -> Callable[[str], tuple[bool, float]]:
        """A sort key of tests by their names: those that run the line, then the others; the quick ones first."""
        return lambda test: (self.lines.get(test, set()).isdisjoint((line, _ANY)), self.seconds.get(test, 0.0))


def measure(target: Path, arguments: Sequence[str], output: Path) -> Baseline:
    """Run the tests once, on the module without a fault."""
    result = output.with_suffix(".json")

    def work() -> int:
        tracing = _Tracing(target, result)
        threading.settrace(tracing.trace)
        sys.settrace(tracing.trace)
        code = run_pytest(arguments, tracing)
        tracing.end()
        return code

    if in_child(work, _LIMIT, output) != 0:
        raise RuntimeError(f"the tests of {target.name} fail without a fault:\n{output.read_text('utf-8')[-3000:]}")
    found = json.loads(result.read_text("utf-8"))
    lines = {test: set(lines) for test, lines in found["lines"].items()}
    return Baseline(lines, found["seconds"], found["libraries"])


class _Tracing:
    """Notes which lines of one file each test runs."""

    def __init__(self, target: Path, result: Path) -> None:
        self._file, self._result, self._test = str(target), result, ""
        self._before = _installed()
        self._lines: dict[str, set[int]] = defaultdict(set)
        self._seconds: dict[str, float] = {}

    def trace(self, frame: Any, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != self._file:
            return None
        self._lines[self._test].add(frame.f_lineno)
        return self.trace

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        wanted = quick(items)
        yield
        items[:] = wanted

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start, self._test = time.monotonic(), item.nodeid
        sys.settrace(self.trace)
        yield
        if sys.gettrace() is None:
            self._lines[item.nodeid].add(_ANY)
        self._test = ""
        self._seconds[item.nodeid] = time.monotonic() - start

    def end(self) -> None:
        """Write down what was found, after pytest has ended."""
        sys.settrace(None)
        lines = {test: sorted(lines) for test, lines in self._lines.items()}
        found = {"lines": lines, "seconds": self._seconds, "libraries": sorted(_installed() - self._before)}
        self._result.write_text(json.dumps(found), "utf-8")


def _installed() -> set[str]:
    """The modules of installed libraries that are imported."""
    folder = str(Path(pytest.__file__).parent.parent)
    return {name for name, each in list(sys.modules.items()) if str(getattr(each, "__file__", "")).startswith(folder)}
