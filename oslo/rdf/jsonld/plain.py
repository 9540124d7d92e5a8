"""Which documents pyoxigraph reads as the standard has it, so that the quick way may read them.

What is allowed here is read the same in both ways (tests/test_jsonld.py tries that on drawn documents). All else is
read in our own way. Some of it pyoxigraph reads otherwise: what stands under a key without a meaning is to be left out,
and it keeps the types and lists in there; of the contexts of two types of a node it takes one; also `@direction`, maps
by type, `@base` with dots. The rest is seldom used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..limits import STEPS
from .keywords import array, is_iri

_ALIASED = frozenset({"@id", "@type"})
"""The keywords that a term may stand for."""
_KEYS = _ALIASED | {"@context", "@graph", "@value", "@language", "@set"}
"""The keywords that a document may have."""

_TERM = frozenset({"@id", "@type", "@container", "@context", "@language", "@prefix", "@protected"})
_TYPES = frozenset({"@id", "@vocab"})
_CONTAINERS = frozenset({"@set", "@list", "@language"})


def is_plain(document: Any, base: str | None = None) -> bool:
    """Whether both ways read a document, its contexts in place, the same.

    >>> is_plain({"@context": {"naam": "urn:naam"}, "naam": "An"}), is_plain({"onbekend": {"@type": "urn:x"}})
    (True, False)
    """
    if _dotted(base):
        return False
    nothing = Names()  # kept, and so is each of `made`: their ids are keys
    areas = [(document, nothing)]
    made: dict[tuple[int, int], Names] = {}
    while areas:
        value, names = areas.pop()
        if type(value) is dict and "@context" in value:
            context, key = value["@context"], (id(names), id(value["@context"]))
            if key not in made:
                if not _plain_context(context):
                    return False
                made[key] = names.extended(context)
            names = made[key]
        inner = _plain_area(value, names) if type(value) is dict or type(value) is list else []
        if inner is None:
            return False
        areas += [(each, names) for each in inner]
    return True


def _plain_area(top: Any, names: Names) -> list[Any] | None:
    """The values in a plain value that have a context of their own; None if it is not plain up to there."""
    inner: list[Any] = []
    known: dict[frozenset[str], set[str]] = {}
    waiting = [top]
    while waiting:
        value = waiting.pop()
        parts = value
        if type(value) is dict:
            if "@context" in value and value is not top:
                inner.append(value)
                continue
            kinds = names.kinds(value)
            if kinds is None or ("@value" in value and not _plain_value(value)):
                return None
            keys = known.setdefault(kinds, set(_KEYS))
            if not keys.issuperset(value) and not _are_plain(value, names, kinds, keys):
                return None
            parts = [part for key, part in value.items() if key != "@context"] if value is top else value.values()
        waiting += [part for part in parts if type(part) is dict or type(part) is list]
    return inner


def _are_plain(node: dict[str, Any], names: Names, kinds: frozenset[str], known: set[str]) -> bool:
    """Whether the keys of a node are plain; adds to `known` those that have a meaning in any node of its types."""
    for key, part in node.items():
        if key not in known:
            if key[:1] == "@":
                return False
            if names.know(key, kinds):
                known.add(key)
            elif type(part) is dict or type(part) is list:
                return False
    return True


def _dotted(base: str | None) -> bool:
    """Whether a base has segments that pyoxigraph leaves in the IRIs that it completes."""
    return base is not None and ("/./" in base or "/../" in base)


def _plain_context(context: Any) -> bool:
    """Whether a context, its scoped contexts too, says only what both ways read the same.

    >>> _plain_context({"naam": "urn:naam", "deel": {"@id": "urn:deel", "@type": "@id"}})
    True
    >>> _plain_context([{"@base": "https://data.example/"}]), _plain_context({"naam": {"@id": "@nest"}})
    (False, False)
    """
    return all(
        isinstance(each, dict) and all(map(_plain_term, each.keys(), each.values())) and _few_steps(each)
        for each in array(context)
    )


def _few_steps(context: dict[str, Any]) -> bool:
    """Whether no term is made of others in many steps, each of the next: pyoxigraph ends the process for very many."""
    waiting = {name: parts for name, term in context.items() if (parts := _parts(name, term) & context.keys())}
    for _ in range(STEPS):
        left = {name: parts for name, parts in waiting.items() if any(map(waiting.__contains__, parts))}
        if not left:
            return True
        waiting = left
    return False


def _parts(name: str, term: Any) -> set[str]:
    """The terms that a definition may be made of."""
    texts = (name, term.get("@id"), term.get("@type")) if isinstance(term, dict) else (name, term)
    parts = {part for text in texts if isinstance(text, str) for part in (text, text.partition(":")[0])}
    return parts - {name}


def _plain_term(name: str, term: Any) -> bool:
    if name == "@vocab":
        return is_iri(term)
    if name == "@language":
        return term is None or isinstance(term, str)
    if name.startswith("@"):
        return name == "@version" and isinstance(term, float)
    if isinstance(term, str):
        return not term.startswith("@") or term in _ALIASED
    if not isinstance(term, dict):
        return False
    iri, kind = term.get("@id", ""), term.get("@type", "@id")
    return (
        term.keys() <= _TERM
        and not ("@type" in term and "@language" in term)
        and isinstance(iri, str)
        and (not iri.startswith("@") or iri in _ALIASED)
        and isinstance(kind, str)
        and (":" in kind or kind in _TYPES)
        and all(part in _CONTAINERS for part in array(term.get("@container", "@set")) if isinstance(part, str))
        and ("@context" not in term or _plain_context(term["@context"]))
    )


def _plain_value(value: dict[str, Any]) -> bool:
    """Whether a value object is one that both ways take alike, also where no term leads to it."""
    return value["@value"] is not None and not ("@type" in value and "@language" in value)


_NO_KINDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """The keys that certainly have a meaning: everywhere, and in nodes of a type.

    `scoped`: the terms that have a context of their own somewhere; `inner`: the names in these contexts; `types`: the
    keys of types; `every`: there is a vocabulary, so every key has a meaning.
    """

    everywhere: frozenset[str] = frozenset()
    by_type: tuple[tuple[str, frozenset[str]], ...] = ()
    scoped: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset({"@type"})
    every: bool = False

    def extended(self, context: Any) -> Names:
        """The names after one more plain context."""
        terms = {name: term for part in array(context) for name, term in part.items()}
        below = list(_all_terms(context))
        scopes = [term["@context"] for _, term in below if isinstance(term, dict) and "@context" in term]
        return Names(
            self.everywhere | {name for name in terms if not name.startswith("@")},
            (*(each for each in self.by_type if each[0] not in terms), *_by_type(terms)),
            self.scoped | {name for name, term in below if isinstance(term, dict) and "@context" in term},
            self.inner | {name for scope in scopes for name, _ in _all_terms(scope)},
            self.types | {name for name, term in below if "@type" in (term, _iri(term))},
            self.every or "@vocab" in terms,
        )

    def kinds(self, node: dict[str, Any]) -> frozenset[str] | None:
        """The types of a node that have a context of their own, perhaps; None if that is not plain.

        Of several such types pyoxigraph takes one. It expands a type in the scope around a node, and leaves that in
        force below a term with a context.
        """
        found = _NO_KINDS
        for name in self.types if self.scoped else ():
            given = node.get(name, "")
            for kind in given if type(given) is list else (given,):
                if type(kind) is str:
                    if kind in self.scoped:
                        found |= {kind}
                    if len(found) > 1 or self._means_otherwise(kind):
                        return None
        return None if found and not self.scoped.isdisjoint(node) else found

    def _means_otherwise(self, kind: str) -> bool:
        """Whether a type has another meaning in some scope."""
        prefix, colon, _ = kind.partition(":")
        return kind in self.inner or (prefix if colon else "@vocab") in self.inner

    def know(self, key: str, kinds: frozenset[str]) -> bool:
        """Whether a key of a node certainly has a meaning; `kinds`: its types that have a context."""
        if key.startswith("_:"):  # a blank node as predicate: pyoxigraph leaves out what it holds too
            return False
        if self.every or key in self.everywhere or ":" in key:
            return True
        return any(kind in kinds and key in names for kind, names in self.by_type)


def _by_type(terms: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    for name, term in terms.items():
        if isinstance(term, dict) and "@context" in term:
            yield name, frozenset(key for part in array(term["@context"]) for key in part)


def _all_terms(context: Any) -> Iterator[tuple[str, Any]]:
    """The terms of a plain context, and of the contexts in it."""
    for part in array(context):
        for name, term in part.items():
            yield name, term
            if isinstance(term, dict) and "@context" in term:
                yield from _all_terms(term["@context"])


def _iri(term: Any) -> Any:
    return term.get("@id") if isinstance(term, dict) else term
