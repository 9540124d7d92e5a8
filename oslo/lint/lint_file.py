"""A file that is linted: its text, its statements and its defects; where a statement stands, how a node is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..namespaces import RDF, SH, split
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
    aliases: dict[str, set[str]] = field(default_factory=dict)
    """The terms of the contexts of a JSON document, by their IRI."""
    turtle: bool = False
    _owners: dict[Term, Statement] | None = None
    _lines: dict[tuple[object, ...], int | None] | None = None
    _ranks: dict[Statement, int] | None = None
    _paths: dict[Term, Term] = field(default_factory=dict)

    def report(self, code: str, line: int | None, node: str, detail: str) -> None:
        """Add a defect."""
        self.defects.append(Defect(code, str(self.path), line, node, detail))

    def line_of(self, text: str) -> int | None:
        """The first line that contains a text."""
        at = self.text.find(text)
        return None if at < 0 else self._line_at(at)

    def line(self, statement: Statement) -> int | None:
        """The line of a statement; in JSON and XML one that has its predicate, with its object if one does."""
        if statement.line is not None:
            return statement.line
        if self.turtle:
            return self._line_in_turtle(statement)
        if self._ranks is None:
            self._ranks = _ranks(self.statements)
        places = self._places(statement)
        rank = self._ranks.get(statement, 0)
        return self._line_at(places[min(rank, len(places) - 1)]) if places else self.line_of(statement.subject.value)

    def _places(self, statement: Statement) -> list[int]:
        """Where the text has the predicate of a statement with its object after it, else the predicate alone."""
        mark = _mark_of(statement.object)
        names = {split(statement.predicate)[1], *self.aliases.get(statement.predicate, ())}
        name = rf"(?:</(?:[\w.\-]+:)?)?\b(?:{'|'.join(map(re.escape, sorted(names)))})\b"
        found = [each for each in re.finditer(name, self.text) if not each[0].startswith("</")]
        if not found:
            return []
        ends = [*(each.start() for each in found[1:]), len(self.text)]
        exact = [
            each.start()
            for each, end in zip(found, ends, strict=True)
            if mark in self.text[each.end() : min(end, each.end() + _NEAR)]
        ]
        return exact or [each.start() for each in found]

    def _line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _line_in_turtle(self, statement: Statement) -> int | None:
        if self._lines is None:
            self._lines = {}
            try:
                for each in located(self.text):
                    for key in _keys(each):
                        self._lines.setdefault(key, each.line)
            except (InputError, RecursionError):
                pass  # then the first line that names the node has to do
        found = next(filter(None, map(self._lines.get, _keys(statement))), None)
        return found or self.line_of(statement.subject.value)

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


def _keys(statement: Statement) -> tuple[tuple[object, ...], ...]:
    """What a statement is found by in another reading of its text, in which blank nodes have other labels."""
    subject, predicate, value = statement[:3]
    value = value._replace(language=value.language and value.language.lower())
    return (subject, predicate, value), (predicate, value)


def _ranks(statements: list[Statement]) -> dict[Statement, int]:
    """Which of the statements with its predicate and object each one is, in the order of the document."""
    times: Counter[tuple[str, Term | None]] = Counter()
    ranks: dict[Statement, int] = {}
    for each in statements:
        key = (each.predicate, None if each.object.kind == BLANK else each.object)
        ranks.setdefault(each, times[key])
        times[key] += 1
    return ranks


def _mark_of(term: Term) -> str:
    """The part of a term by which it can be found in a text of any syntax; "" for a blank node."""
    if term.kind == BLANK:
        return ""
    name = split(term.value)[1] if term.kind == IRI else ""
    return name or max(re.findall(r"[\w.,:+\- ]+", term.value), key=len, default=term.value)


def list_nodes(statements: list[Statement], predicates: Collection[str]) -> dict[Term, str]:
    """The nodes of the lists that are values of some properties, each with the property."""
    rest = str(RDF.rest)
    rests = {each.subject: each.object for each in statements if each.predicate == rest}
    found: dict[Term, str] = {}
    for each in statements:
        node = each.object
        while each.predicate in predicates and node in rests and node not in found:
            found[node] = each.predicate
            node = rests[node]
    return found


def short(text: str, most: int = 60) -> str:
    """A text in one line, cut off if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def often(number: int) -> str:
    """How often, in words.

    >>> often(1), often(2)
    ('once', '2 times')
    """
    return "once" if number == 1 else f"{number} times"
