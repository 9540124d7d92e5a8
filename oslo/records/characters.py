"""The characters of a text: in one normal form, those that nobody sees, and the encodings that they are read in."""

from __future__ import annotations

import codecs
import io
import unicodedata
from typing import NamedTuple


def clean(text: str) -> str | None:
    """Text without surrounding white space, in Unicode NFC; None for empty text.

    >>> clean("  Gent "), clean(" ")
    ('Gent', None)
    """
    text = text.strip()
    if not text:
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Encoding(NamedTuple):
    """An encoding, what there is to say about how it was found, and whether it is a guess."""

    name: str
    remark: str | None = None
    guessed: bool = False


def is_encoding(name: str) -> bool:
    r"""Whether text can be read in an encoding of a name: it exists, is one of text, and goes on after a wrong byte.

    >>> [is_encoding(each) for each in ("cp1252", "utf-16", "x", "hex", "idna", "a\0")]
    [True, True, False, False, False, False]
    """
    try:
        io.TextIOWrapper(io.BytesIO(), name)
        codecs.getincrementaldecoder(name)(errors="backslashreplace").decode(b"\x61")
    except (LookupError, ValueError):
        return False
    return True


class Control(NamedTuple):
    """A character that nobody sees, by its code point and name; `fatal` if it has no place in a text."""

    name: str
    fatal: bool

    @property
    def reason(self) -> str:
        """What to say about it."""
        return f"a control character: {self.name}" if self.fatal else f"an invisible character: {self.name}"


def controls(text: str) -> list[Control]:
    r"""The characters of a text that nobody sees, each once: control characters, zero-width and bidirectional ones.

    Fatal are NUL and the others below a blank but tab and line ends, and lone surrogates.

    >>> controls("Sta\0tion"), controls("Markt\n1")
    ([Control(name='U+0000', fatal=True)], [])
    >>> controls("Gent\u200b")
    [Control(name='U+200B ZERO WIDTH SPACE', fatal=False)]
    """
    return [] if is_printable(text) else [_control(each) for each in dict.fromkeys(text) if _is_control(each)]


def is_printable(text: str) -> bool:
    """Whether all characters but tabs and line ends are printed: the quick test that most text passes."""
    return text.isprintable() or text.translate(_BREAKS).isprintable()


_BREAKS = str.maketrans("", "", "\t\n\r")


def _is_control(char: str) -> bool:
    return char not in "\t\n\r" and unicodedata.category(char) in ("Cc", "Cf", "Cs")


def _control(char: str) -> Control:
    name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    return Control(name, char < " " or unicodedata.category(char) == "Cs")
