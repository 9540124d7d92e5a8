"""A file that is linted: its text, its statements and its defects; where a statement stands, how a node is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..namespaces import SH, split
from ..rdf.terms import prefixed
from .json import Value
from .rules import Defect
from .turtle import BLANK, IRI, Statement, Term, located

_NEAR = 400
"""How many characters after a property its value may stand, in JSON and XML."""
NAMELESS = ("a node without a name", "a shape without a name")


@dataclass(slots=True)
class LintFile:
    """A file: its text, its statements, and the defects found in it."""

    path: Path
    kind: str = "file"
    text: str = ""
    latin_1: bool = False
    statements: list[Statement] = field(default_factory=list)
    json: Value | None = None
    defects: list[Defect] = field(default_factory=list)
    missing: list[tuple[str, Defect]] = field(default_factory=list)
    """Each shape that a shape refers to and this file does not have: a defect if no other file has it."""
    turtle: bool = False
    _owners: dict[Term, Statement] | None = None
    _lines: dict[tuple[object, ...], int | None] | None = None
    _paths: dict[Term, Term] = field(default_factory=dict)

    def report(self, code: str, line: int | None, node: str, detail: str) -> None:
        """Add a defect."""
        self.defects.append(Defect(code, str(self.path), line, node, detail))

    def line_of(self, text: str) -> int | None:
        """The first line that contains a text."""
        at = self.text.find(text)
        return None if at < 0 else self._line_at(at)

    def line(self, statement: Statement) -> int | None:
        """The line of a statement; in JSON and XML the first that has its predicate, with its object if one does."""
        if statement.line is not None:
            return statement.line
        if self.turtle:
            return self._line_in_turtle(statement)
        predicate = re.compile(rf"\b{re.escape(split(statement.predicate)[1])}\b")
        mark = _mark_of(statement.object)
        first = None
        for match in predicate.finditer(self.text):
            first = first or match
            if mark in self.text[match.end() : match.end() + _NEAR]:
                return self._line_at(match.start())
        return self._line_at(first.start()) if first else self.line_of(statement.subject.value)

    def _line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _line_in_turtle(self, statement: Statement) -> int | None:
        if self._lines is None:
            self._lines = {}
            try:
                for each in located(self.text):
                    for key in ((each.predicate, each.object), each[:3]):
                        self._lines.setdefault(key, each.line)
            except (InputError, RecursionError):
                pass  # then the first line that names the node has to do
        key = (statement.predicate, statement.object)
        return self._lines.get(statement[:3]) or self._lines.get(key) or self.line_of(statement.subject.value)

    def name(self, node: Term) -> str:
        """The nearest node with a name, from a node upward, and the path that a shape on the way has."""
        if self._owners is None:
            self._owners = {}
            for each in self.statements:
                if each.object.kind == BLANK:
                    self._owners.setdefault(each.object, each)
            self._paths = {each.subject: each.object for each in reversed(self.statements) if each.predicate == SH.path}
        path, seen = self._paths.get(node), set[Term]()
        while node.kind == BLANK and node in self._owners and node not in seen:
            seen.add(node)
            node = self._owners[node].subject
            path = path or self._paths.get(node)
        named = prefixed(node.value) if node.kind == IRI else NAMELESS[self.kind == "shapes"]
        return f"{named} {prefixed(path.value)}" if path and seen and path.kind == IRI else named


def _mark_of(term: Term) -> str:
    """The part of a term by which it can be found in a text of any syntax; "" for a blank node."""
    if term.kind == BLANK:
        return ""
    name = split(term.value)[1] if term.kind == IRI else ""
    return name or max(re.findall(r"[\w.,:+\- ]+", term.value), key=len, default=term.value)


def often(number: int) -> str:
    """How often, in words.

    >>> often(1), often(2)
    ('once', '2 times')
    """
    return "once" if number == 1 else f"{number} times"
