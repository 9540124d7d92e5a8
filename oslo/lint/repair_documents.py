"""Repairs the contexts of JSON-LD documents before they are read.

A term becomes a link only if all its values in the document are IRIs, since any other text would
be lost as a link.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..namespaces import Iri
from .contexts import contexts, definitions, iri_of, meanings, parts, scopes, typed_terms
from .json import Value, located
from .repair_contexts import LINK, Repairs, Scoped, repaired_json
from .repairs import STRING, namespaces
from .terms import is_placeholder

Done = dict[tuple[str, frozenset[Scoped]], Any]
"""The contexts that have been repaired, by their text and the terms that could not become links."""


def repaired_text(text: str, repairs: Repairs, kept: Collection[Scoped] = ()) -> str:
    """The text of a context document, repaired; `repairs` also lists what was left. Raises ValueError if not JSON."""
    text = namespaces(repaired_json(text, repairs, kept), STRING, repairs)
    for _, context in contexts(located(text)):
        for _, term in definitions(context):
            iri = iri_of(term)
            if iri and is_placeholder(iri.scalar):
                repairs["a term for a placeholder IRI: left"] += 1
    return text


def repair(document: Any, repairs: Repairs, done: Done) -> None:
    """Replace the contexts in a document with repaired ones."""
    nodes = list(_objects(document))
    texts = {id(node): json.dumps({"@context": node["@context"]}) for node in nodes if "@context" in node}
    terms = Terms()
    for text in dict.fromkeys(texts.values()):
        terms.add(located(text))
    kept = frozenset(terms.maps.union(*map(terms.no_links, nodes))) if terms.links else frozenset()
    for node in nodes:
        if id(node) in texts:
            text = texts[id(node)]
            if (text, kept) not in done:
                done[text, kept] = json.loads(repaired_text(text, repairs, kept))["@context"]
            node["@context"] = done[text, kept]


@dataclass
class Terms:
    """The terms of all contexts of a document: those that should become links, and how to find the one a node uses."""

    links: dict[str, set[Scoped]] = field(default_factory=dict)
    maps: set[Scoped] = field(default_factory=set)
    scoped: set[Scoped] = field(default_factory=set)
    types: set[str] = field(default_factory=lambda: {"@type"})
    based: bool = False

    def add(self, document: Value) -> None:
        """The terms of one context document."""
        known, places = meanings(document), scopes(document)
        self.types |= {term for term, iri in known.items() if iri == "@type"}
        for _, context in contexts(document):
            scope = places.get(context.start, "")
            self.based = self.based or any(part.get("@base") for part in parts(context))
            self.scoped |= {(scope, term.key) for _, term in definitions(context)}
            for term, _, code, _ in typed_terms(context, known):
                if code == LINK:
                    self.links.setdefault(term.key, set()).add((scope, term.key))
                    container = term.value.get("@container")
                    if container and not {part.scalar for part in parts(container.value)} <= {"@set", "@list"}:
                        self.maps.add((scope, term.key))  # its values have keys of their own

    def no_links(self, node: dict[str, Any]) -> Iterator[Scoped]:
        """The terms that cannot be links, by the values of a node: those of its classes, else all of that name."""
        for name in self.links.keys() & node.keys():
            if not all(_is_iri(text, self.based) for text in _texts(node[name])):
                own = {(kind, name) for key in self.types for kind in _texts(node.get(key))} & self.scoped
                yield from own or self.links[name]


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document, without its contexts."""
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
    """Whether a text is read as an IRI; a relative one only if the document has a base."""
    if text.startswith("_:"):
        return True
    try:
        Iri(text if ":" in text or not based else f"http://base.invalid/{text}")
    except ValueError:
        return False
    return True
