"""Turtle and TriG with the place of every statement, which RDF parsers drop and a linter needs.

`oslo.rdf.parsing.parse` decides whether a text is Turtle. This reader accepts what that one accepts, and
also broken IRIs, so that the rest of a file can still be checked.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from ..errors import InputError, Place
from ..namespaces import RDF, XSD
from ..rdf.relative import joined

IRI, BLANK, LITERAL = "iri", "blank", "literal"


class Term(NamedTuple):
    """An IRI, a blank node or a literal; only literals have `datatype` and `language`."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None


class Span(NamedTuple):
    """The start and end of something in a text, in characters."""

    start: int
    end: int


class Statement(NamedTuple):
    """A triple and the places of its terms; without places if the syntax is not Turtle."""

    subject: Term
    predicate: str
    object: Term
    line: int | None = None
    predicate_at: Span | None = None
    object_at: Span | None = None
    subject_at: Span | None = None


_TOKEN = re.compile(
    r"""(?P<iri><[^<>]*>)
    |(?P<long>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3})
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<type>\^\^)
    |(?P<keyword>@prefix\b|@base\b|(?i:prefix|base)(?=\s+[^\s:]*:?\s*<))
    |(?P<graph>(?i:graph)(?=\s*[<\[_]|\s+[^\s:<>"'{}]*:))
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:[^\s<>"'()\[\]{};,\#.]+(?:\.+[^\s<>"'()\[\]{};,\#.]+)*)
    |(?P<number>[+-]?(?:[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?(?![^\s<>"'()\[\]{};,.\#]))
    |(?P<name>[^\s<>"'()\[\]{};,@\#:^\\]*:(?:\\.|[^\s<>"'()\[\]{};,.@\#^\\]|\.+(?=[^\s<>"'()\[\]{};,@\#^.]))*)
    |(?P<word>true\b|false\b|a(?=[\s<]))
    |(?P<mark>[\[\]();,.{}])""",
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"(?:\s+|#[^\n]*)*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def located(
    text: str, name: str | None = None, prefixes: Mapping[str, str] = MappingProxyType({}), base: str = ""
) -> list[Statement]:
    r"""The statements of Turtle or TriG with their places, each once; `prefixes` and `base` hold before the text.

    >>> [(each.predicate, each.line) for each in located("<urn:a>\n <urn:b> 1 ;\n <urn:c> [] .")]
    [('urn:b', 2), ('urn:c', 3)]

    Raises InputError for text that is neither Turtle nor TriG.
    """
    found = _Reader(text, name, prefixes, base).statements()
    return list({each[:3]: each for each in reversed(found)}.values())[::-1]


def by_subject(statements: Iterable[Statement]) -> dict[Term, list[Statement]]:
    """The statements of each subject, in order."""
    subjects: dict[Term, list[Statement]] = {}
    for each in statements:
        subjects.setdefault(each.subject, []).append(each)
    return subjects


def _character(code: int) -> str:
    if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
        raise ValueError("the number of no character")
    return chr(code)


def _unescape(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return _character(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])

    return _ESCAPE.sub(character, text) if "\\" in text else text


class _Reader:
    """One pass over the tokens (Turtle 1.1, section 6.5)."""

    def __init__(self, text: str, name: str | None, prefixes: Mapping[str, str], base: str) -> None:
        self._text, self._file = text, name
        self._at = 0
        self._prefixes = dict(prefixes)
        self._base = base
        self._found: list[Statement] = []
        self._blanks = count()
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._next()

    def statements(self) -> list[Statement]:
        while self._kind:
            if self._kind == "keyword":
                self._directive()
            elif self._kind == "graph" or self._value in ("{", "}"):  # TriG 1.1: a graph holds statements
                self._next()
            else:
                at = self._span
                subject = self._node()
                if self._value == "{":  # it was the name of a graph
                    continue
                if self._value != ".":
                    self._predicates(subject, at)
                if self._value != "}":
                    self._expect(".")
        return self._found

    def _next(self) -> None:
        space = _SPACE.match(self._text, self._at)
        start = space.end() if space else self._at
        match = _TOKEN.match(self._text, start)
        if match is None and start < len(self._text):
            raise self._error(start)
        self._last_end = getattr(self, "_span", Span(0, 0)).end
        self._kind = (match.lastgroup or "") if match else ""
        self._value = match[0] if match else ""
        self._span = Span(start, start + len(self._value))
        self._at = self._span.end

    def _error(self, offset: int) -> InputError:
        return InputError("not Turtle", Place(self._file, line=self._line(offset)))

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def _expect(self, mark: str) -> None:
        if self._value != mark:
            raise self._error(self._span.start)
        self._next()

    def _directive(self) -> None:
        word = self._value.lower()
        self._next()
        if word.endswith("prefix"):
            prefix = self._value[:-1]
            self._next()
            self._prefixes[prefix] = self._resolved(self._value[1:-1])
        else:
            self._base = self._resolved(self._value[1:-1])
        self._next()
        if self._value == ".":
            self._next()

    def _unescaped(self, text: str) -> str:
        try:
            return _unescape(text)
        except ValueError as error:
            raise InputError(str(error), Place(self._file, line=self._line(self._span.start))) from None

    def _resolved(self, iri: str) -> str:
        iri = self._unescaped(iri)
        return joined(self._base, iri) if self._base and not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", iri) else iri

    def _predicates(self, subject: Term, subject_at: Span) -> None:
        while self._value not in (".", "]", "}"):
            predicate, at = self._term(), self._span_before
            while True:
                start = self._span.start
                value = self._node()
                place = Span(start, self._last_end)
                self._found.append(
                    Statement(subject, predicate.value, value, self._line(at.start), at, place, subject_at)
                )
                if self._value != ",":
                    break
                self._next()
            while self._value == ";":
                self._next()

    def _node(self) -> Term:
        """A term, or the node of square or round brackets."""
        if self._value == "[" and self._kind == "mark":
            opened = self._span
            self._next()
            node = Term(BLANK, f"line{self._line(self._span.start)}-{next(self._blanks)}")
            self._predicates(node, opened)
            self._expect("]")
            return node
        if self._value == "(" and self._kind == "mark":
            return self._list()
        return self._term()

    def _list(self) -> Term:
        self._next()
        head = before = Term(IRI, RDF.nil)
        while self._value != ")":
            start = self._span.start
            value = self._node()
            node = Term(BLANK, f"line{self._line(start)}-{next(self._blanks)}")
            at, line = Span(start, self._last_end), self._line(start)
            self._found.append(Statement(node, RDF.first, value, line, None, at))
            if before.kind == BLANK:
                self._found.append(Statement(before, RDF.rest, node, line))
            else:
                head = node
            before = node
        if before.kind == BLANK:
            self._found.append(Statement(before, RDF.rest, Term(IRI, RDF.nil), self._line(self._span.start)))
        self._next()
        return head

    def _term(self) -> Term:
        kind, value, span = self._kind, self._value, self._span
        self._next()
        self._span_before = span
        match kind:
            case "iri":
                return Term(IRI, self._resolved(value[1:-1]))
            case "name":
                prefix, _, local = value.partition(":")
                if prefix not in self._prefixes:
                    raise self._error(span.start)
                return Term(IRI, self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))
            case "blank":
                return Term(BLANK, value)
            case "long" | "text":
                return self._literal(self._unescaped(value[3:-3] if kind == "long" else value[1:-1]))
            case "number":
                form = XSD.double if "e" in value.lower() else XSD.decimal if "." in value else XSD.integer
                return Term(LITERAL, value, form)
            case "word":
                return Term(IRI, RDF.type) if value == "a" else Term(LITERAL, value, XSD.boolean)
        raise self._error(span.start)

    def _literal(self, text: str) -> Term:
        if self._kind == "language":
            language = self._value[1:]
            self._next()
            return Term(LITERAL, text, RDF.langString, language)
        if self._kind == "type":
            self._next()
            return Term(LITERAL, text, self._term().value)
        return Term(LITERAL, text, XSD.string)
