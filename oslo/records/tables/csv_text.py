"""The text of a CSV file: its bytes as blocks of whole lines, in the encoding that it says, is given or seems to have.

A byte that the encoding does not have is kept in the text as a lone surrogate, U+DC00 and the byte, so that the
row with it can be rejected and all other rows read. In text whose encoding is a guess, UTF-8 is kept so too.
"""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, NamedTuple

from ..characters import Encoding
from ..cuts import AT_ONCE, Piece, pieces_of

_SAMPLE = 1 << 20
_MARKS = {  # those of UTF-32 first: they begin with one of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_GUESSES = {"cp1252": "windows-1252", "cp850": "cp850"}
_WORD = re.compile(r"\w{0,20}[^\x00-\x7f\udc00-\udcff]\w{0,20}")


class TooLong(NamedTuple):
    """A line over the limit: its beginning."""

    text: str


class Cut:
    """Where a piece of a file can end."""


class CsvText:
    """The lines of a stream of bytes; `sample` is its beginning, `encoding` how it is read.

    `piece`: only these bytes of it are read, and perhaps some after them. Raises LookupError for an encoding that does
    not exist.
    """

    def __init__(self, file: IO[bytes], given: str | None, limit: int) -> None:
        self._file, self._limit = file, limit
        self._size = _size_of(file)
        self._piece: Piece | None = None
        self._head = file.read(_SAMPLE)
        self.encoding = detect_encoding(self._head, given)
        self._is_open = self._head.isascii() and self.encoding == Encoding("utf-8") and given is None
        decoder = codecs.getincrementaldecoder(self.encoding.name)(errors="replace")
        self.sample = decoder.decode(self._head[: 1 << 16])
        self.missing = 0  # bytes that the file had when it was opened, and no longer at its end

    def pieces(self, size: int) -> list[Piece]:
        """The file in pieces of about so many bytes; a single one where bytes do not show where a line ends."""
        if not _is_ascii_with_more(self.encoding.name):
            return [Piece(0, 1)]
        self._file.seek(0)
        pieces = pieces_of(self._file, size, quotes=True, look=self._look)
        self._file.seek(len(self._head))
        return [replace(each, encoding=self.encoding) for each in pieces]

    def take(self, piece: Piece, file: IO[bytes]) -> None:
        """Read a piece only, one of `pieces`, of the file that is opened again."""
        self._file, self._size = file, _size_of(file)
        self._piece, self._head, self.missing = piece, b"", 0
        self.encoding, self._is_open = piece.encoding or self.encoding, False

    def blocks(self, end: str) -> Iterator[list[str] | TooLong | Cut]:
        r"""Lists of lines with their ends; `end`, "\n" or "\r", is what ends one. A line over the limit is cut."""
        rest, skipping = "", False
        for text in self._decoded():
            if text is None:
                yield Cut()
                continue
            if skipping:  # the rest of a line that was too long
                _, found, text = text.partition(end)
                skipping = not found
            text = rest + text
            cut = text.rfind(end) + 1
            if end == "\r" and cut == len(text) and len(text) > 1:
                cut = text.rfind(end, 0, -1) + 1
            rest = text[cut:]
            if cut:
                yield self._lines(text[:cut], end)
            if len(rest) > self._limit:
                yield TooLong(rest[: self._limit])
                rest, skipping = "", True
        if rest:
            yield self._lines(rest, end)

    def _lines(self, text: str, end: str) -> list[str]:
        if self.encoding.guessed and not text.isascii():
            text = _keep_utf8(text, self.encoding.name)
        if end == "\n":
            return list(io.StringIO(text, newline="\n"))
        lines = [f"{line}\r" for line in text.split("\r")]
        last = lines.pop()[:-1]
        return [*lines, last] if last else lines

    def _decoded(self) -> Iterator[str | None]:
        """The text bit by bit, with None where the piece can end."""
        decoder, encoding = None, self.encoding
        read = self._piece.start if self._piece else 0
        for data in self._bytes():
            if data is None:
                yield None
                continue
            read += len(data)
            self._look(data)
            if decoder is None or self.encoding != encoding:
                encoding = self.encoding
                in_middle = self._piece is not None and not self._piece.is_first
                name = encoding.name.removesuffix("-sig") if in_middle else encoding.name
                decoder = codecs.getincrementaldecoder(name)(errors=_KEEP)
            yield decoder.decode(data)
        if decoder is not None:
            yield decoder.decode(b"", final=True)
        if self._size is not None:
            self.missing = max(0, self._size - read)

    def _look(self, data: bytes) -> None:
        """An encoding that is not known from ASCII alone is found at the first other byte."""
        if self._is_open and not data.isascii():
            self.encoding, self._is_open = detect_encoding(data, None), False

    def _bytes(self) -> Iterator[bytes | None]:
        if self._piece is not None:
            yield from self._piece.read(self._file)
            return
        head, self._head = memoryview(self._head), b""
        yield from (bytes(head[start : start + AT_ONCE]) for start in range(0, len(head), AT_ONCE))
        del head
        while data := self._file.read(AT_ONCE):
            yield data


def detect_encoding(sample: bytes, given: str | None = None) -> Encoding:
    r"""The encoding of bytes: by their mark, as given, by the zeros of UTF-16, by what is valid UTF-8, else a guess.

    >>> detect_encoding("Liège".encode()).name, detect_encoding("Liège".encode("utf-16")).name
    ('utf-8', 'utf-16')
    >>> detect_encoding("Liège".encode("cp850")).remark
    "read as cp850, which is a guess: 'Liège'; if that is wrong, give --encoding, such as windows-1252"
    """
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            family = name.removesuffix("-sig")
            if given and not codecs.lookup(given).name.startswith(family):
                return Encoding(name, f"begins with the byte order mark of {family}, and is read so, not as {given}")
            return Encoding(name)
    if given is not None:
        io.TextIOWrapper(io.BytesIO(), given)  # a LookupError if there is no such encoding for text
        return Encoding(given)
    if wide := _utf16_by_zeros(sample):
        return Encoding(wide, f"has no byte order mark; read as {wide}, as its zero bytes show")
    if sample.isascii():
        return Encoding("utf-8")
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample, final=len(sample) < AT_ONCE)
    bad = len(re.findall(r"[\udc80-\udcff]", text))
    letters = len(re.findall(r"[^\x00-\x7f]", text)) - bad
    return Encoding("utf-8") if letters >= bad else _guess(sample)


def _is_ascii_with_more(encoding: str) -> bool:
    """Whether bytes below 0x80 are ASCII, each a character by itself: UTF-8, and encodings of one byte a character."""
    name = codecs.lookup(encoding).name
    return name in ("utf-8", "utf-8-sig") or (
        len(bytes(range(256)).decode(encoding, "replace")) == 256
        and bytes(range(128)).decode(encoding, "replace") == bytes(range(128)).decode("ascii")
        and not name.startswith("iso2022")  # a sequence of ASCII says what the next bytes are
    )


def _utf16_by_zeros(sample: bytes) -> str | None:
    """Text in Latin letters has a zero in every second byte of UTF-16."""
    sample = sample[: 1 << 12]
    half = len(sample) // 2 or 1
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if min(even, odd) > 0.05 or max(even, odd) < 0.5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


_LOWER, _UPPER = "éèëêïîçàâöôüûùäœñáíóúß", "ÉÈËÊÏÎÇÀÂÖÔÜÛÙÄ"
_IN_WORDS = re.compile(f"[A-Za-z][{_LOWER}]|[{_LOWER}][a-z]|[A-Z][{_UPPER}]|[{_UPPER}][A-Za-z]")
_SIGNS = re.compile("[‘’“”–—…€•](?![a-z])|(?<![A-Za-z])[‘“–—€•]")


def _guess(sample: bytes) -> Encoding:
    """Windows-1252 or the cp850 of MS-DOS: the one in which more bytes are letters of words, or signs around them."""
    dos, windows = (sample.decode(name, "replace") for name in ("cp850", "cp1252"))
    is_dos = len(_IN_WORDS.findall(dos)) > len(_IN_WORDS.findall(windows)) + len(_SIGNS.findall(windows))
    name, other = ("cp850", "cp1252") if is_dos else ("cp1252", "cp850")
    word = _WORD.search(sample.decode(name, "surrogateescape"))
    seen = f": {word[0]!r}" if word else ""
    advice = f"if that is wrong, give --encoding, such as {_GUESSES[other]}"
    return Encoding(name, f"read as {_GUESSES[name]}, which is a guess{seen}; {advice}", guessed=True)


def _keep_utf8(text: str, encoding: str) -> str:
    """Text whose encoding was guessed, with the bytes of UTF-8 in it kept apart: `CafÃ©` was not meant."""

    def chars(*codes: int) -> str:
        return re.escape(bytes(codes).decode(encoding, "surrogateescape"))

    more = f"[{chars(*range(0x80, 0xC0))}]"
    pattern = f"[{chars(0xC2, 0xC3)}]{more}|{chars(0xE2)}[{chars(*range(0x80, 0x84))}]{more}"
    return re.sub(pattern, lambda found: _kept(found[0].encode(encoding, "surrogateescape")), text)


def _kept(data: bytes) -> str:
    return "".join(chr(0xDC00 + byte) for byte in data)


def _keep(error: UnicodeError) -> tuple[str, int]:
    """As surrogateescape, also for the bytes below 0x80 of a broken UTF-16."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _kept(error.object[error.start : error.end]), error.end


_KEEP = "oslo.keep"
codecs.register_error(_KEEP, _keep)


def _size_of(file: IO[bytes]) -> int | None:
    """How many bytes there are to read, for a file on disk."""
    try:
        return (os.fstat(file.fileno()).st_size - file.tell()) or None
    except (OSError, AttributeError):
        return None
