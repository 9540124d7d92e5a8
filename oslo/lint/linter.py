"""The way in: the defects of a file, by the checks for its kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import codelists, contexts, files, shapes
from .rules import Defect


def lint(path: Path, base: str | None = None) -> list[Defect]:
    """The defects of one file, in the order of its lines; a file that cannot be read is a defect itself.

    `base` completes relative IRIs.
    """
    file = files.read_file(path, base)
    files.check(file)
    if file.kind == "shapes":
        shapes.check(file)
    if file.kind == "codelist":
        codelists.check(file)
    contexts.check(file)
    return sorted(file.defects, key=lambda each: (each.line or 0, each.code, each.node, each.detail))


def lint_all(paths: Iterable[Path], base: str | None = None) -> list[Defect]:
    """The defects of many files, file by file."""
    return [each for path in paths for each in lint(path, base)]
