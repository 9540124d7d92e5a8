"""Relative IRIs where no base is given: which one it is, in which line, and what completes it.

A parser says less than that: for Turtle the place and not the IRI, for RDF/XML the IRI and not the place, and JSON-LD
leaves such nodes out without a word (JSON-LD 1.1 API, section 8.2).
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from ..errors import InputError, Place
from .limits import LEVELS

if TYPE_CHECKING:
    import pyoxigraph as ox

NO_BASE = "x-no-base://x/"
"""The base of JSON-LD without one: what it completes was relative."""

_KEPT = 1 << 16  # bytes that are kept for a message
_MOST_KEPT = 250  # counts of lines, one for each so many bytes: nearly as many as the longest term has
_IN_BRACKETS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)([^<>\s]*)>")
_IN_MESSAGE = re.compile(r"IRI .(.*).: No scheme found")
_MARKED = re.compile(r"<x-no-base:([^<>\s]*)>")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\(?s:.))*+(?:"|\\?\Z)')  # one without an end ends with the text


def joined(base: str, iri: str) -> str:
    """An IRI completed by a base (RFC 3986, section 5.2); one that is too broken for it stays as it is written.

    >>> joined("http://gent.be/id/", "adres"), joined("http://gent.be/id/", "//[gent")
    ('http://gent.be/id/adres', '//[gent')
    """
    try:
        return urljoin(base, iri)
    except ValueError:  # brackets that hold no address
        return iri


class RelativeIri(NamedTuple):
    """A relative IRI and its line, if that is known."""

    iri: str
    line: int | None

    def error(self, name: str | None, before: int, hint: str) -> InputError:
        """The error to raise; `before`: how many lines of the file come before the text that was read."""
        return InputError(f"relative IRI <{self.iri}>: {hint}", Place(name, line=self.line and self.line + before))


def is_relative(error: SyntaxError) -> bool:
    """Whether a parser refuses a relative IRI."""
    return "No scheme found" in str(error.msg)


class Recent:
    """A stream that keeps the last bytes it has given, and counts the lines before them.

    `opened`: how many triple terms were opened (RDF 1.2); whoever takes a quad from the parser sets it back to 0.
    Raises InputError for more of them than are read, because the parser ends the process for very many in each other.
    """

    def __init__(self, stream: IO[bytes], name: str | None = None, before: int = 0) -> None:
        """`name`, `before`: for messages, as in `RelativeIri.error`."""
        self._stream, self._name, self._above = stream, name, before
        self._kept = bytearray()
        self._before = 0
        self._earlier: deque[int] = deque([0], maxlen=_MOST_KEPT)
        self.opened = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._kept += block
        if b"<<(" in block:
            self.opened += block.count(b"<<(")
            if self.opened > LEVELS:
                line = self._above + self._before + self._kept.count(b"\n") + 1
                raise InputError(f"triple terms in over {LEVELS} levels are not read", Place(self._name, line=line))
        while len(self._kept) > 2 * _KEPT:
            self._before += self._kept.count(b"\n", 0, _KEPT)
            self._earlier.append(self._before)
            del self._kept[:_KEPT]
        return block

    def line_of_long(self) -> int:
        """The line of a term that is longer than the parser takes."""
        return self._earlier[0] + 1

    def relative(self, error: SyntaxError) -> RelativeIri:
        """The IRI that the parser of this stream refuses: by its place, or by its text."""
        if named := _IN_MESSAGE.search(str(error.msg)):
            value = re.escape(named[1].removeprefix("#")).replace("&", "&(?:amp;)?")  # rdf:ID has no "#"
            found = re.search(rf"=\s*([\"'])\s*#?{value}\s*\1".encode(), self._kept)
            return RelativeIri(
                named[1], self._before + self._kept.count(b"\n", 0, found.start()) + 1 if found else None
            )
        line = error.lineno or 0
        lines = self._kept.decode(errors="replace").split("\n")
        at = line - 1 - self._before
        text = lines[at][(error.offset or 1) - 1 :] if 0 <= at < len(lines) else ""
        match = _IN_BRACKETS.search(text)
        return RelativeIri(match[1] if match else "...", error.lineno)


def refuse_relative(quad: ox.Quad, document: bytes, name: str | None, hint: str) -> None:
    """Raise InputError for a quad with a relative IRI, of a JSON-LD document that was read with `NO_BASE`."""
    if (found := _MARKED.search(str(quad))) and any(found[0] == str(term) for term in _terms(quad)):
        raise _in_document(found[1], document.decode(errors="replace")).error(name, 0, hint)


def _terms(quad: ox.Quad) -> Iterator[object]:
    """The terms of a quad, and the datatype of a literal."""
    yield from quad
    yield getattr(quad.object, "datatype", None)


def _in_document(completed: str, text: str) -> RelativeIri:
    """The text in a JSON document that becomes an IRI when it is completed."""
    for match in _JSON_STRING.finditer(text):
        try:
            written = json.loads(match[0])
        except ValueError:
            continue
        if joined("http://x/", written) == f"http:{completed}":
            return RelativeIri(written, text.count("\n", 0, match.start()) + 1)
    return RelativeIri(completed.removeprefix("//x/"), None)
