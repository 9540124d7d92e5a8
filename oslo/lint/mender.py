"""JSON-LD contexts of anyone, mended before they are used: by a reader or by a writer.

Each repair is told. What cannot be mended without a guess or a loss stays as it is: an IRI that was
to be filled in, a link whose values are no IRIs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from ..namespaces import Iri
from .contexts import contexts, definitions, iri_of, meanings, typed_terms
from .fix_contexts import LINK, Repairs, in_words, mended_json, readable
from .json import located
from .terms import is_placeholder


def mend_context(source: str | bytes | dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A context document that can be used, from one of anyone: its JSON or what was read of it; each repair in words.

    >>> document, repairs = mend_context('{"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"},}}')
    >>> document
    {'@context': {'adres': {'@id': 'urn:adres', '@type': '@id'}}}
    >>> repairs
    ['1 x a comma too many: removed', '1 x @type that is a class: @id']

    Raises InputError for what is not JSON and cannot be made so without a guess.
    """
    repairs = Repairs()
    text = json.dumps(source) if isinstance(source, dict) else _decoded(source)
    try:
        document = json.loads(mended_json(text, repairs))
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


def _left(text: str) -> Repairs:
    """What a mended context still has: nobody can tell which IRI was to be filled in."""
    found = Repairs()
    for _, context in contexts(located(text)):
        for _, term in definitions(context):
            iri = iri_of(term)
            found["a term for an IRI that was to be filled in: left"] += bool(iri and is_placeholder(iri.scalar))
    return found


class ContextMender:
    """Mends the contexts of JSON-LD documents before they are used; `repairs` are those of all of them.

    A term becomes a link only where each of its values in the document is an IRI, for as a link
    any other text would be lost.

    >>> document = {"@context": {"adres": {"@id": "urn:adres", "@type": "urn:a/Adres"}}, "adres": "urn:1"}
    >>> mender = ContextMender()
    >>> mender.mend(document)
    >>> document["@context"]["adres"]["@type"], mender.words()
    ('@id', ['JSON-LD context: 1 x @type that is a class: @id'])
    """

    def __init__(self) -> None:
        self.repairs = Repairs()
        self._mended: dict[tuple[str, frozenset[str]], Any] = {}

    def words(self) -> list[str]:
        """Each repair and how often it was made, whichever document it was for."""
        return [f"JSON-LD context: {each}" for each in in_words(self.repairs)]

    def text(self, source: str | bytes) -> str:
        """The text of a context document, as JSON where that is possible."""
        return readable(_decoded(source), self.repairs)

    def mend(self, document: Any) -> None:
        """Put mended contexts in the place of those of a document."""
        nodes = list(_objects(document))
        texts = {id(node): json.dumps({"@context": node["@context"]}) for node in nodes if "@context" in node}
        distinct = list(dict.fromkeys(texts.values()))
        links = {name for text in distinct for name in _links(text)}
        based = any('"@base"' in text for text in distinct)
        kept = frozenset(
            name for name in links for node in nodes for each in _texts(node.get(name)) if not _is_iri(each, based)
        )
        for node in nodes:
            if id(node) in texts:
                node["@context"] = self._of(texts[id(node)], kept)

    def _of(self, text: str, kept: frozenset[str]) -> Any:
        key = text, kept
        if key not in self._mended:
            self._mended[key] = json.loads(mended_json(text, self.repairs, kept))["@context"]
            self.repairs.update(_left(text))
        return self._mended[key]


def _links(text: str) -> Iterator[str]:
    document = located(text)
    known = meanings(document)
    for _, context in contexts(document):
        yield from (each.term.key for each in typed_terms(context, known) if each.code == LINK)


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document, contexts left out."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [each for key, each in value.items() if key != "@context"]
        elif isinstance(value, list):
            waiting += value


def _texts(value: Any) -> Iterator[str]:
    """The texts among the values of a property."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key in ("@set", "@list"):
            yield from _texts(value.get(key))


def _is_iri(text: str, based: bool) -> bool:
    """Whether a reader makes an IRI of a text; a relative one only where the document has a base."""
    if text.startswith("_:"):
        return True
    try:
        Iri(text if ":" in text or not based else f"http://base.invalid/{text}")
    except ValueError:
        return False
    return True
