"""The contexts of JSON-LD documents, mended on the way to a reader.

A term becomes a link only where each of its values in the document is an IRI, for as a link any
other text would be lost.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from ..namespaces import Iri
from .contexts import contexts, definitions, iri_of, meanings, typed_terms
from .fix import STRING, namespaces
from .fix_contexts import LINK, Repairs, mended_json
from .json import located
from .terms import is_placeholder

Done = dict[tuple[str, frozenset[str]], Any]
"""The contexts that have been mended, by their text and the links that they could not have."""


def mended_text(text: str, repairs: Repairs, kept: Collection[str] = ()) -> str:
    """The text of a context document, mended; `repairs` also tells what is left. ValueError where it is not JSON."""
    text = namespaces(mended_json(text, repairs, kept), STRING, repairs)
    for _, context in contexts(located(text)):
        for _, term in definitions(context):
            iri = iri_of(term)
            if iri and is_placeholder(iri.scalar):
                repairs["a term for an IRI that was to be filled in: left"] += 1
    return text


def mend(document: Any, repairs: Repairs, done: Done) -> None:
    """Put mended contexts in the place of those of a document."""
    nodes = list(_objects(document))
    texts = {id(node): json.dumps({"@context": node["@context"]}) for node in nodes if "@context" in node}
    distinct = list(dict.fromkeys(texts.values()))
    links = {name for text in distinct for name in _links(text)}
    based = any('"@base"' in text for text in distinct)
    kept = frozenset(
        name for name in links for node in nodes for each in _texts(node.get(name)) if not _is_iri(each, based)
    )
    for text in distinct:
        if (text, kept) not in done:
            done[text, kept] = json.loads(mended_text(text, repairs, kept))["@context"]
    for node in nodes:
        if id(node) in texts:
            node["@context"] = done[texts[id(node)], kept]


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
