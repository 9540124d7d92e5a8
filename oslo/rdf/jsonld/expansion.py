"""Expansion: a document with every name written out, and no context left (JSON-LD 1.1 API, section 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .active import ABSENT, ActiveContext
from .entries import Entries, Object
from .keywords import JsonLdError, array, is_iri
from .processing import Contexts, Load


def expanded(document: Any, load: Load, base: str | None = None, context: Any = None) -> list[Any]:
    """The expanded form of a document: a list of node objects.

    `load` finds contexts by IRI; `base`: the IRI of the document; `context`: one that stands before the document.

    >>> expanded({"@context": {"naam": "urn:naam"}, "@id": "urn:x", "naam": "An", "onbekend": 1}, load=None)
    [{'@id': 'urn:x', 'urn:naam': [{'@value': 'An'}]}]

    Raises JsonLdError for what the standard calls an error.
    """
    active = ActiveContext(base=base, whole=base)
    contexts = Contexts(load)
    if context is not None:
        inner = context["@context"] if isinstance(context, dict) and "@context" in context else context
        active = contexts.extend(active, inner, base)
    found = Expander(contexts, base).element(active, None, document)
    if isinstance(found, dict) and found.keys() == {"@graph"}:
        found = found["@graph"]
    return [] if found is None else array(found)


@dataclass(slots=True)
class Expander:
    """Expands the parts of one document; `base`: its IRI."""

    contexts: Contexts
    base: str | None

    def element(self, active: ActiveContext, name: str | None, element: Any, *, from_map: bool = False) -> Any:
        """The expanded form of a value under a key (None at the top of the document); None if nothing is left."""
        if element is None:
            return None
        if isinstance(element, list):
            return self._list(active, name, element, from_map)
        if isinstance(element, dict):
            return self._object(active, name, element, from_map)
        if name is None or name == "@graph":
            return None
        return self.value(self.contexts.within(active, active.term(name)), name, element)

    def value(self, active: ActiveContext, name: str, value: Any) -> Object:
        """A scalar as the definition of its key says (section 5.3)."""
        term = active.term(name)
        if term.type in ("@id", "@vocab") and isinstance(value, str):
            return {"@id": active.expand(value, relative=True, vocab=term.type == "@vocab")}
        found: Object = {"@value": value}
        if term.type not in (None, "@id", "@vocab", "@none"):
            found["@type"] = term.type
        elif isinstance(value, str):
            language = active.language if term.language is ABSENT else term.language
            direction = active.direction if term.direction is ABSENT else term.direction
            if language is not None:
                found["@language"] = language
            if direction is not None:
                found["@direction"] = direction
        return found

    def _list(self, active: ActiveContext, name: str | None, items: list[Any], from_map: bool) -> list[Any]:
        lists = "@list" in active.term(name).container
        found: list[Any] = []
        for item in items:
            each = self.element(active, name, item, from_map=from_map)
            if lists and isinstance(each, list):
                each = {"@list": each}
            if each is not None:
                found.extend(array(each))
        return found

    def _object(self, active: ActiveContext, name: str | None, element: Object, from_map: bool) -> Any:
        outer = active.term(name)
        if active.previous is not None and not from_map and not _keeps_scope(active, element):
            active = active.previous
        active = self.contexts.within(active, outer)
        if "@context" in element:
            active = self.contexts.extend(active, element["@context"], self.base)
        scope = active
        type_keys = [key for key in sorted(element) if active.expand(key, vocab=True) == "@type"]
        for key in type_keys:
            for kind in sorted(each for each in array(element[key]) if isinstance(each, str)):
                active = self.contexts.within(active, scope.term(kind), propagate=False)
        last = array(element[type_keys[0]])[-1:] if type_keys else []
        value_type = active.expand(last[0], vocab=True) if last and isinstance(last[0], str) else None
        entries = Entries(self, active, scope, name, value_type)
        entries.read(element)
        return _finished(entries.result, name)


def _keeps_scope(active: ActiveContext, element: Object) -> bool:
    """Whether a context that does not propagate holds in an object: a value, or a reference to a node."""
    keys = [active.expand(key, vocab=True) for key in element]
    return "@value" in keys or keys == ["@id"]


def _finished(result: Object, name: str | None) -> Any:
    """An object whose entries are expanded, checked; None if it says nothing."""
    if "@value" in result:
        return _checked_value(result, name)
    if "@type" in result and not isinstance(result["@type"], list):
        result["@type"] = [result["@type"]]
    if "@set" in result or "@list" in result:
        if result.keys() - {"@set", "@list", "@index"} or {"@set", "@list"} <= result.keys():
            raise JsonLdError("invalid set or list object", result)
        if "@set" in result:
            return result["@set"]
    if result.keys() == {"@language"}:
        return None
    return (
        None if name in (None, "@graph") and (not result or "@list" in result or result.keys() == {"@id"}) else result
    )


def _checked_value(result: Object, name: str | None) -> Object | None:
    if result.keys() - {"@direction", "@index", "@language", "@type", "@value"}:
        raise JsonLdError("invalid value object", result)
    if "@type" in result and result.keys() & {"@language", "@direction"}:
        raise JsonLdError("invalid value object", result)
    value, kind = result["@value"], result.get("@type")
    if kind == "@json":
        return None if name in (None, "@graph") else result
    if value is None:
        return None
    if not isinstance(value, str) and "@language" in result:
        raise JsonLdError("invalid language-tagged value", result)
    if "@type" in result and (not is_iri(kind) or " " in str(kind)):
        raise JsonLdError("invalid typed value", kind)
    return None if name in (None, "@graph") else result
