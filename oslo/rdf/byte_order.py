"""The byte order mark (U+FEFF) that some editors put before a text: skipped in UTF-8, named in any other encoding."""

from __future__ import annotations

import codecs
import io
from typing import IO, Any, cast

from ..errors import InputError, Place

_OTHERS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}  # those of UTF-32 first: one of them begins with that of UTF-16
_LONGEST = 4


def without_mark(data: bytes, name: str | None) -> bytes:
    r"""The beginning of a text in UTF-8, or all of it, without a byte order mark.

    >>> without_mark(b"\xef\xbb\xbf<urn:a> .", None)
    b'<urn:a> .'

    Raises InputError for the mark of UTF-16 or UTF-32, which no syntax of RDF but XML and HTML allows.
    """
    for mark, encoding in _OTHERS.items():
        if data.startswith(mark):
            raise InputError(
                f"{encoding}, by its byte order mark: RDF is read as UTF-8, so save it as that", Place(name)
            )
    return data.removeprefix(codecs.BOM_UTF8)


def stream_without_mark(stream: IO[bytes], name: str | None) -> IO[bytes]:
    """As `without_mark`, for a stream."""
    beginning = b""
    while len(beginning) < _LONGEST and (more := stream.read(_LONGEST - len(beginning))):
        beginning += more
    return cast(IO[bytes], io.BufferedReader(_Joined(without_mark(beginning, name), stream), 1 << 16))


class _Joined(io.RawIOBase):
    """Bytes, and the rest of the stream that they were read from."""

    def __init__(self, beginning: bytes, stream: IO[bytes]) -> None:
        self._beginning, self._stream = beginning, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._beginning[: len(buffer)] or self._stream.read(len(buffer))
        self._beginning = self._beginning[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
