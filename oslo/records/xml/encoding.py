"""The encoding of an XML file: the one that it declares, unless its bytes are plainly something else, which is told.

A byte order mark, or zero bytes at the start, decide against the declaration (XML 1.0, appendix F). ISO-8859-1 is
read as windows-1252, as web pages are (https://encoding.spec.whatwg.org/#names-and-labels).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import IO

_DECLARED = re.compile(r"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_WIDE = re.compile(r"UTF-?(?:16|32)|(?:ISO-10646-)?UCS-?[24]", re.IGNORECASE)
_WIDE_PARTS = re.compile(r"(utf-\d+)-([lb]e)")
_HEAD = 1024
_STARTS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (b"<\0\0\0", "utf-32le"),
    (b"\0\0\0<", "utf-32be"),
    (b"<\0", "utf-16le"),
    (b"\0<", "utf-16be"),
)
_WINDOWS_BYTES = re.compile(rb"[\x80-\x9f]")
_WINDOWS = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}

Tell = Callable[[str, int | None], None]


class Stream:
    """The bytes of a file, after a look at the first of them.

    `encoding` is for the parser, None: as declared; `ended`: all bytes have been read.
    """

    def __init__(self, file: IO[bytes], tell: Tell, given: str | None = None) -> None:
        """`given`: the encoding that the caller says, which decides."""
        self._file, self._tell, self._line = file, tell, 1
        self._head = file.read(_HEAD)
        self.ended = False
        found = next((name for start, name in _STARTS if self._head.startswith(start)), None)
        text = self._head.decode(found or "latin-1", errors="ignore").removeprefix("\ufeff")
        declared = _DECLARED.match(text)
        self.declared = declared[1] if declared else None
        self.encoding = given or self._decide(found)
        self._latin = self.encoding is None and _python_name(self.declared) == "iso8859-1"
        self._decided = False
        if self._latin:
            self.encoding = "utf-8"

    def _decide(self, found: str | None) -> str | None:
        declared = _python_name(self.declared)
        if found is None and _WIDE.match(self.declared or ""):
            self._tell(f"declares {self.declared}, but is not in it: read as UTF-8", 1)
            return "utf-8"
        if (
            found is not None
            and declared
            and not found.startswith(_WIDE_PARTS.sub(r"\1\2", declared.removesuffix("-sig")))
        ):
            self._tell(f"declares {self.declared}, but is {found.upper()} by its first bytes: read as that", 1)
        return found

    def read(self, size: int = -1) -> bytes:
        """The next bytes; those of ISO-8859-1 as UTF-8."""
        data = self._head or self._file.read(size)
        self._head = b""
        self.ended = not data
        return self._as_utf8(data) if self._latin and data else data

    def _as_utf8(self, data: bytes) -> bytes:
        if not data.isascii() and self._is_utf8(data):
            self._latin = False
            self._tell(f"declares {self.declared}, but is UTF-8 by its bytes: read as that", None)
            return data
        text = data.decode("latin-1")
        found = _WINDOWS_BYTES.search(data)
        if found is not None:
            line = self._line + data.count(b"\n", 0, found.start())
            self._tell(f"declares {self.declared}, but has bytes of windows-1252: read as that", line)
            text = text.translate(_WINDOWS)
        self._line += data.count(b"\n")
        return text.encode()

    def _is_utf8(self, data: bytes) -> bool:
        """Whether the first bytes beyond ASCII are UTF-8, which letters of ISO-8859-1 practically never form."""
        if self._decided:
            return False
        self._decided = True
        try:
            return bool(codecs.getincrementaldecoder("utf-8")().decode(data)) and _has_whole_character(data)
        except UnicodeDecodeError:
            return False


def _has_whole_character(data: bytes) -> bool:
    return not data.decode("utf-8", "ignore").isascii()


def _python_name(declared: str | None) -> str | None:
    """The name that Python has for an encoding; None if it has none."""
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
