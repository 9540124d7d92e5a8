"""The tests of a module, run on each of its faults: in a copy of the tree, each in a process of its own.

A process that has imported all that does not depend on the module forks for each fault, so a fault costs little more
than its tests. The tests that run its line come first; the first test that fails ends the run.
"""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from .faults import Fault, normal
from .measuring import Baseline, measure
from .processes import in_child, quick, run_pytest

_PARTS = (
    "oslo",
    "tests",
    "docs",
    "shapes",
    "vocabularies",
    "benchmarks",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)
_SURVIVED, _NO_TESTS = 0, 5  # exit codes of pytest


def survivors(root: Path, module: str, tests: Sequence[str], faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults of a module that its tests do not notice. Raises RuntimeError if the tests fail without a fault."""
    with TemporaryDirectory() as folder:
        tree = _copy(root, Path(folder) / "tree")
        target = tree / module
        source = normal(target.read_text("utf-8"))
        target.write_text(source, "utf-8")
        _enter(tree, module)
        arguments = [*tests, module]
        output = Path(folder) / "output.txt"
        baseline = measure(target, arguments, output)
        Path(cache_from_source(str(target))).unlink(missing_ok=True)
        for name in baseline.libraries:
            with suppress(ImportError):
                importlib.import_module(name)
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        gc.collect()
        gc.freeze()
        limit = 10 + 5 * sum(baseline.seconds.values())
        for fault in faults:
            if not baseline.reaches(fault.at):
                yield fault
                continue
            target.write_text(fault.text, "utf-8")
            work = partial(run_pytest, arguments, _Ordered(baseline, fault.at))
            code = in_child(work, limit, output)
            if code in (_SURVIVED, _NO_TESTS):
                yield fault


def _copy(root: Path, tree: Path) -> Path:
    tree.mkdir()
    for part in _PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif (root / part).is_file():
            shutil.copy2(root / part, tree / part)
    return tree


def _enter(tree: Path, module: str) -> None:
    """Work in the copy from here on, with everything imported that does not depend on the module."""
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    os.environ["PYTHONPATH"] = str(tree)
    os.environ.pop("CI", None)
    refuse = _Refuse(_dotted(module))
    sys.meta_path.insert(0, refuse)
    for path in sorted((tree / "oslo").rglob("*.py")):
        if path.stem != "__main__":
            with suppress(ImportError):
                importlib.import_module(_dotted(str(path.relative_to(tree))))
    sys.meta_path.remove(refuse)
    assert _dotted(module) not in sys.modules


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


class _Refuse(MetaPathFinder):
    """Refuses one module, so that whatever imports it is not imported either."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name == self.name:
            raise ImportError(name)


class _Ordered:
    """Puts the tests in the order that is likely to end soonest."""

    def __init__(self, baseline: Baseline, line: int) -> None:
        self._key = baseline.order(line)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        wanted = quick(items)
        yield
        items[:] = sorted(wanted, key=lambda item: self._key(item.nodeid))
