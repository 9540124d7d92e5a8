"""The single faults of a source: one node of its syntax tree replaced by another.

`replacements.py` says what a node of each kind can be replaced by. Left out are docstrings, annotations, decorators,
words of messages and `__repr__`. The text with a fault is made from the tree, so comments play no part.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .replacements import RULES


class Slot(NamedTuple):
    """A place in the tree where a node stands: `holder.field`, or `holder.field[at]`; `within`: of which function."""

    holder: ast.AST
    field: str
    at: int | None
    statement: ast.AST
    within: str

    def put(self, node: Any) -> None:
        if self.at is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.at] = node

    @property
    def node(self) -> Any:
        found = getattr(self.holder, self.field)
        return found if self.at is None else found[self.at]


@dataclass(frozen=True)
class Fault:
    """One fault: its place in the source, what stood there, and what is put in its place.

    `within`: the function or class that it is in, by name. `at` is its line in the text of `normal`, which is what
    coverage is measured on.
    """

    line: int
    within: str
    at: int
    before: str
    after: str
    tree: ast.Module
    slot: Slot
    new: ast.AST

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same of it when lines above it come or go."""
        return self.within, self.before, self.after

    @property
    def text(self) -> str:
        """The whole source with the fault."""
        return _with(self.slot, self.new, self.tree)

    def __str__(self) -> str:
        return f"{self.line}: {self.before}  ->  {self.after}"


def normal(source: str) -> str:
    """The source as its syntax tree is written: a statement a line, no comments.

    >>> normal("a = (1 +  # one\\n     2)")
    'a = 1 + 2'
    """
    return ast.unparse(ast.parse(source))


def faults_of(source: str) -> list[Fault]:
    """All single faults of a source, in its order.

    >>> for fault in faults_of("def adult(age: int) -> bool:\\n    return age >= 18"):
    ...     print(fault)
    2: return age >= 18  ->  return None
    2: return age >= 18  ->  return age > 18
    2: return age >= 18  ->  return age < 18
    2: return age >= 18  ->  return age >= 19
    """
    tree = ast.parse(normal(source))
    lines = {
        id(new): getattr(old, "lineno", 0) for old, new in zip(ast.walk(ast.parse(source)), ast.walk(tree), strict=True)
    }
    found: dict[tuple[str, str, int], Fault] = {}
    for slot in _slots(tree):
        node = slot.node
        for new in RULES[type(node)](node) if type(node) in RULES else ():
            try:
                before, after = _cut(_with(slot, node, slot.statement), _with(slot, new, slot.statement))
            except ValueError:  # an f-string that Python 3.11 cannot write: quotes of every kind in it
                continue
            place: Any = node if hasattr(node, "lineno") else slot.statement
            fault = Fault(lines[id(place)], slot.within, place.lineno, before, after, tree, slot, new)
            if before != after:
                found.setdefault((before, after, place.lineno), fault)
    return list(found.values())


def _with(slot: Slot, new: ast.AST, shown: ast.AST) -> str:
    """A part of the tree as text, with another node in a slot: of a statement with a body the head alone."""
    old = slot.node
    slot.put(new)
    try:
        if old is shown:
            shown = new
        text = ast.unparse(shown)
    finally:
        slot.put(old)
    if isinstance(shown, ast.Module):
        return text
    lines = [line for line in text.splitlines() if not line.startswith("@")]
    has_body = isinstance(shown, ast.stmt) and hasattr(shown, "body")
    return lines[0] if has_body else " ".join(line.strip() for line in lines)


def _cut(before: str, after: str, around: int = 40) -> tuple[str, str]:
    """Two texts without most of what they begin and end with in common."""
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(0, start - around)
    least = min(len(before), len(after)) - start
    end = next((at for at in range(least) if before[-1 - at] != after[-1 - at]), least)
    end = max(0, end - around)
    return before[start : len(before) - end][:200], after[start : len(after) - end][:200]


# Where faults are planted.

_LEFT_OUT = {"annotation", "returns", "decorator_list", "type_comment", "bases"}
_NAMES_LEFT_OUT = {"__all__", "__slots__"}
_ALIASES = {"Callable", "OneOf", "Literal", "tuple", "dict", "list", "type"}
_WORDS = re.compile(r"[A-Za-z,:;] [A-Za-z{]|^ ?[a-z]+ $|[a-z]: $")
_SPEAKING = {"error", "_refuse", "tell", "RecordProblem", "leaving_out", "say"}


def _slots(
    node: ast.AST, statement: ast.AST | None = None, within: str = "", *, spoken: bool = False
) -> Iterator[Slot]:
    """The places below a node where a fault can be planted; `spoken`: its texts are the words of a message."""
    for field, value in ast.iter_fields(node):
        if field in _LEFT_OUT or (isinstance(node, ast.ClassDef) and field == "keywords"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_left_out(child, spoken=spoken):
                continue
            inside = child if isinstance(child, ast.stmt | ast.ExceptHandler) else statement
            if inside is None:
                continue
            yield Slot(node, field, index, inside, within)
            if not isinstance(child, ast.Raise):
                name = getattr(child, "name", "") if isinstance(child, ast.FunctionDef | ast.ClassDef) else ""
                below = ".".join(part for part in (within, name) if part)
                yield from _slots(child, inside, below, spoken=spoken or _speaks(child))


def _is_left_out(node: ast.AST, *, spoken: bool) -> bool:
    match node:
        case ast.FunctionDef(name="__repr__") | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ast.Assign(targets=[ast.Name(id=name)]) if name in _NAMES_LEFT_OUT:
            return True
        case ast.Subscript(value=ast.Name(id=name)) if name in _ALIASES:
            return True
        case ast.keyword(arg="repr"):
            return True
        case ast.Constant(value=str() as text):
            return spoken or _WORDS.search(text) is not None
    return False


def _speaks(node: ast.AST) -> bool:
    """Whether it is a call that tells somebody something."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _SPEAKING
    return False
