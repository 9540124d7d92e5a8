"""The rules of `oslo lint`, read from `rules.toml`, and the defects that they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ..files import text_beside

FileKind = Literal["file", "shapes", "context", "codelist"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of defect: its code, its effect on users, how to repair it, and whether `--fix` does so (`safe`).

    A `note` is no defect: it says what was not looked at.
    """

    code: str
    kind: FileKind
    title: str
    effect: str
    repair: str
    safe: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One defect: the code of its rule, file and line, the node that has it, and what is there."""

    code: str
    file: str
    line: int | None
    node: str
    detail: str


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of `rules.toml`.

    >>> all_rules()["file/mojibake"].title
    'UTF-8 text that was read as Latin-1'
    """
    import tomllib

    tables = tomllib.loads(text_beside("oslo.lint", "rules.toml"))
    return {code: Rule(code, cast(FileKind, code.partition("/")[0]), **keys) for code, keys in tables.items()}
