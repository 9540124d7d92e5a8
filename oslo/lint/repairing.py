"""Repairs JSON-LD contexts and language tags before they are read or used for writing.

Each repair is reported. What cannot be repaired without a guess or a loss is left: a placeholder IRI,
a link with values that are not IRIs. The modules that find the mistakes are imported on first use.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from typing import IO, Any, cast

from ..errors import InputError

_LONG_TAG = re.compile(rb"""(?<=[^\\]["'])@([A-Za-z]{1,8}(?:-[A-Za-z0-9]+)*?-[A-Za-z0-9]{9,}(?:-[A-Za-z0-9]+)*)""")
_BLOCK = 1 << 16


def repair_context(source: str | bytes | dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A usable context document, made from any context document, parsed or as text; and the repairs, as messages.

    >>> document, repairs = repair_context('{"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"},}}')
    >>> document
    {'@context': {'adres': {'@id': 'urn:adres', '@type': '@id'}}}
    >>> repairs
    ['1 x an extra comma: removed', '1 x @type that is a class: @id']

    Raises InputError for text that is not JSON and cannot be repaired without a guess.
    """
    from .repair_contexts import in_words
    from .repair_documents import repaired_text

    repairs: Counter[str] = Counter()
    text = json.dumps(source) if isinstance(source, dict) else _decode(source)
    try:
        document = json.loads(repaired_text(text, repairs))
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    except RecursionError:
        raise InputError("not usable JSON: nested too deeply") from None
    if not isinstance(document, dict) or "@context" not in document:
        raise InputError("not a JSON-LD context: there is no @context in it")
    return document, in_words(repairs)


def _decode(source: str | bytes) -> str:
    try:
        return source if isinstance(source, str) else source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start}") from None


class ContextRepairer:
    """Repairs JSON-LD contexts and language tags, and counts the repairs; each context counts once.

    >>> document = {"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"}}, "adres": "urn:1"}
    >>> repairer = ContextRepairer()
    >>> repairer.repair(document)
    >>> document["@context"]["adres"]["@type"], repairer.words()
    ('@id', ['JSON-LD context: 1 x @type that is a class: @id'])
    """

    def __init__(self) -> None:
        self.repairs: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self._done: dict[Any, Any] = {}

    def words(self) -> list[str]:
        """Each repair, with how often it was made."""
        messages = [f"JSON-LD context: {times} x {what}" for what, times in self.repairs.items()]
        return messages + [
            f"language tag: {times} x {tag} has a part of over eight characters: read as {shortened(tag)}"
            for tag, times in self.cut.items()
        ]

    def text(self, source: str | bytes) -> str:
        """The text of a context document, repaired to valid JSON if possible."""
        from .repair_contexts import readable

        return readable(_decode(source), self.repairs)

    def tags(self, stream: IO[bytes]) -> IO[bytes]:
        """Turtle or a related syntax, with language tags that are too long for a parser shortened."""
        return cast(IO[bytes], io.BufferedReader(_Tags(stream, self.cut)))

    def repair(self, document: Any) -> None:
        """Replace the contexts in a document with repaired ones, and shorten its language tags."""
        from .repair_documents import repair

        repair(document, self.repairs, self._done)
        self._cut_tags(document)

    def _cut_tags(self, value: Any) -> None:
        """Shorten the language tags in a JSON-LD document."""
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            self._cut_tags(each)
        tag = value.get("@language") if isinstance(value, dict) else None
        if isinstance(tag, str) and shortened(tag) != tag:
            self.cut[tag] += 1
            value["@language"] = shortened(tag)


def shortened(tag: str) -> str:
    """A language tag with its parts cut to the eight characters that BCP 47 allows.

    >>> shortened("nl-be-x-generated-formal")
    'nl-be-x-generate-formal'
    """
    return "-".join(part[:8] for part in tag.split("-"))


class _Tags(io.RawIOBase):
    """The bytes of a stream, whole lines at a time, with the language tags in them repaired."""

    def __init__(self, stream: IO[bytes], cut: Counter[str]) -> None:
        self._stream, self._cut, self._ready = stream, cut, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._ready:
            block = self._stream.read(_BLOCK)
            if block and not block.endswith(b"\n"):
                block += self._stream.readline()
            self._ready = _LONG_TAG.sub(self._shorten, block)
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _shorten(self, match: re.Match[bytes]) -> bytes:
        tag = match[1].decode()
        self._cut[tag] += 1
        return f"@{shortened(tag)}".encode()
