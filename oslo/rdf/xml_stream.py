"""RDF/XML on its way to the parser, which would expand any entity, and take a document that is cut off for a whole one.

Refused are: a document type that is not read (`entities.py`) or not at the beginning, elements in over `LEVELS` levels,
over `ATTRIBUTES` attributes of one element (the parser takes time by the square of both), entities that make the
document many times larger, and an end before the last element is closed. Whether the rest is RDF/XML, the parser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Protocol, cast

from ..errors import InputError, Place
from .entities import LARGEST, TOO_LARGE, DocumentType
from .limits import ATTRIBUTES, LEVELS

_BLOCK = 1 << 14  # bytes looked at together: in it the depth may be exceeded
_FREE, _TIMES = 8 << 20, 10  # bytes that entities may add, whatever the size; times the size that they may add

_ASIDE = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
"""What may hold the characters of markup, and how it ends."""
_MARK = re.compile(rb"<!--|<!\[CDATA\[|<\?|<!DOCTYPE", re.IGNORECASE)
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_UNCLEAR = re.compile(rb">[^<>]*+/>|/>[^<>]*+>")  # a "/>" in a text or in an attribute
_REFERENCE = re.compile(rb"&([^;&#<\s]{1,200});")


class Reads(Protocol):
    """Something to read bytes from."""

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""


def checked(stream: Reads, name: str | None) -> IO[bytes]:
    """A document in UTF-8, with its entities written out plainly.

    Reading it raises InputError, with the line, for a document that is refused.
    """
    return cast(IO[bytes], _Pieces(_Document(stream, name).pieces()))


class _Pieces:
    """Pieces of bytes as a stream. The next piece is made when the last one is used: the parser speaks first."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._piece, self._at = pieces, b"", 0

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return self._piece[self._at :] + b"".join(self._pieces)
        while self._at >= len(self._piece):
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._piece, self._at = piece, 0
        start, self._at = self._at, self._at + size
        return self._piece[start : self._at]


class _Document:
    """One pass over the tags of a document, in pieces that end before a tag."""

    def __init__(self, stream: Reads, name: str | None) -> None:
        self._stream, self._name = stream, name
        self._line, self._depth, self._size, self._added = 1, 0, 0, 0
        self._begun = False  # whether there was an element
        self._end: bytes | None = None  # of the comment, the CDATA section or the instruction that is open
        self._entities: dict[bytes, int] = {}

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the document."""
        rest = b""
        while block := self._stream.read(max(_BLOCK, len(rest))):  # twice as much, so that a long text is read once
            done, rest = self._read(rest + block, last=False)
            yield done
        yield self._read(rest, last=True)[0]
        if not self._begun:
            raise self._error("the file ends too early: no element in it")
        if self._depth > 0:
            what = "an element is" if self._depth == 1 else f"{self._depth} elements are"
            raise self._error(f"the file ends too early: {what} not closed")

    def _read(self, data: bytes, *, last: bool) -> tuple[bytes, bytes]:
        """What can be passed on of some bytes, and the rest."""
        done: list[bytes] = []
        at = 0
        while True:
            if self._end is not None:
                end = data.find(self._end, at)
                size = len(self._end)
                to = end + size if end >= 0 else len(data) if last else max(at, len(data) - size + 1)
                self._pass(done, data[at:to])
                if end < 0:
                    return b"".join(done), data[to:]
                at, self._end = to, None
            mark = _MARK.search(data, at) if data.find(b"<!", at) >= 0 or data.find(b"<?", at) >= 0 else None
            to = mark.start() if mark else len(data) if last else max(at, data.rfind(b"<"))
            if to > at:
                self._count(data[at:to])
                self._pass(done, data[at:to])
            if mark is None:
                return b"".join(done), data[to:]
            at = to
            if mark[0] in _ASIDE:
                self._end = _ASIDE[mark[0]]
                self._pass(done, mark[0])
                at = mark.end()
            elif mark[0][1:2] == b"!" and mark[0][2:].upper() == b"DOCTYPE":
                found = self._type(data, at, last=last)
                if found is None:
                    return b"".join(done), data[at:]
                done.append(found.plain() + b"\n" * data.count(b"\n", at, found.end))
                self._line += data.count(b"\n", at, found.end)
                at = found.end
            else:  # <![cdata[, which the parser refuses
                self._pass(done, mark[0])
                at = mark.end()

    def _pass(self, done: list[bytes], data: bytes) -> None:
        done.append(data)
        self._line += data.count(b"\n")
        self._size += len(data)

    def _type(self, data: bytes, at: int, *, last: bool) -> DocumentType | None:
        """The document type at a place; None if more of it has to be read."""
        if self._begun:
            raise self._error("has a document type that is not at its beginning")
        try:
            found = DocumentType.at(data, at)
        except UnicodeDecodeError as error:
            raise self._error(f"not UTF-8: byte {error.object[error.start]:#04x}") from None
        except ValueError as error:
            raise self._error(str(error)) from None
        if found is None and (last or len(data) - at > LARGEST):
            raise self._error(TOO_LARGE)
        if found is not None:
            self._entities.update((name.encode(), len(text.encode())) for name, text in found.entities.items())
        return found

    def _count(self, text: bytes) -> None:
        """Count the tags in a piece of the document that has nothing else in it but text."""
        tags = text.count(b"<")
        if not tags and not self._entities:
            return
        self._begun = self._begun or tags > 0
        before = self._depth
        if text.count(b">") != tags and _UNCLEAR.search(text):
            self._depth += sum(map(_step, _TAG.findall(text)))
        else:
            self._depth += tags - 2 * text.count(b"</") - text.count(b"/>")
        if text.count(b"=") > ATTRIBUTES and any(
            len(_ATTRIBUTE.findall(tag)) > ATTRIBUTES for tag in _TAG.findall(text)
        ):
            raise self._error(f"an element with over {ATTRIBUTES} attributes is not read")
        if self._depth > LEVELS:
            raise self._error(f"elements in over {LEVELS} levels are not read", _line_in(text, LEVELS - before))
        if self._entities:
            self._added += sum(self._entities.get(name, 0) for name in _REFERENCE.findall(text))
            if self._added > _FREE + _TIMES * self._size:
                raise self._error(f"entities make it over {_TIMES} times larger: they are not expanded")

    def _error(self, message: str, lines: int = 0) -> InputError:
        return InputError(message, Place(self._name, line=self._line + lines))


def _step(tag: bytes) -> int:
    """What a tag adds to the depth."""
    return -1 if tag.startswith(b"</") else 0 if tag.endswith(b"/>") else 1


def _line_in(text: bytes, deeper: int) -> int:
    """How many lines come before the tag that is so many levels deeper than the beginning of a text."""
    depth = 0
    for tag in _TAG.finditer(text):
        depth += _step(tag[0])
        if depth > deeper:
            return text.count(b"\n", 0, tag.start())
    return 0
