"""Defects in published shapes, contexts and code lists: where they are, what they do, how to repair them.

The kind of a file is determined from its content. `rules.toml` has every code; `docs/lint.md` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import codelists, contexts, files, shapes
from .rules import Defect, Rule, all_rules

__all__ = ["Defect", "Rule", "all_rules", "lint", "lint_all"]


def lint(path: Path) -> list[Defect]:
    """The defects of one file, in the order of its lines; a file that cannot be read is a defect itself."""
    file = files.read_file(path)
    files.check(file)
    if file.kind == "shapes":
        shapes.check(file)
    if file.kind == "codelist":
        codelists.check(file)
    contexts.check(file)
    return sorted(file.defects, key=lambda each: (each.line or 0, each.code, each.node, each.detail))


def lint_all(paths: Iterable[Path]) -> list[Defect]:
    """The defects of many files, file by file."""
    return [each for path in paths for each in lint(path)]
