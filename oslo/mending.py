"""JSON-LD contexts of anyone, mended before they are used: by a reader or by a writer.

Each repair is told. What cannot be mended without a guess or a loss stays as it is: an IRI that was
to be filled in, a link whose values are no IRIs. `oslo.lint` knows the mistakes; it is imported
when there is a context to mend.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from .errors import InputError


def mend_context(source: str | bytes | dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A context document that can be used, from one of anyone, read or as text; and each repair in words.

    >>> document, repairs = mend_context('{"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"},}}')
    >>> document
    {'@context': {'adres': {'@id': 'urn:adres', '@type': '@id'}}}
    >>> repairs
    ['1 x a comma too many: removed', '1 x @type that is a class: @id']

    Raises InputError for what is not JSON, and cannot be made so without a guess.
    """
    from .lint.documents import mended_text
    from .lint.fix_contexts import in_words

    repairs: Counter[str] = Counter()
    text = json.dumps(source) if isinstance(source, dict) else _decoded(source)
    try:
        document = json.loads(mended_text(text, repairs))
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    if not isinstance(document, dict) or "@context" not in document:
        raise InputError("not a JSON-LD context: there is no @context in it")
    return document, in_words(repairs)


def _decoded(source: str | bytes) -> str:
    try:
        return source if isinstance(source, str) else source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start}") from None


class ContextMender:
    """Mends the contexts of JSON-LD documents, and keeps the repairs of all of them; each context counts once.

    >>> document = {"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"}}, "adres": "urn:1"}
    >>> mender = ContextMender()
    >>> mender.mend(document)
    >>> document["@context"]["adres"]["@type"], mender.words()
    ('@id', ['JSON-LD context: 1 x @type that is a class: @id'])
    """

    def __init__(self) -> None:
        self.repairs: Counter[str] = Counter()
        self._done: dict[Any, Any] = {}

    def words(self) -> list[str]:
        """Each repair and how often it was made."""
        return [f"JSON-LD context: {times} x {what}" for what, times in self.repairs.items()]

    def text(self, source: str | bytes) -> str:
        """The text of a context document, as JSON where that is possible."""
        from .lint.fix_contexts import readable

        return readable(_decoded(source), self.repairs)

    def mend(self, document: Any) -> None:
        """Put mended contexts in the place of those of a document."""
        from .lint.documents import mend

        mend(document, self.repairs, self._done)
