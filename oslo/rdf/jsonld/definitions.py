"""The definition of a term, from what a context says of it (JSON-LD 1.1 API, section 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .active import ABSENT, Absent, ActiveContext, Term
from .keywords import KEYWORDS, JsonLdError, Words, array, is_blank, is_iri, reserved

KEYS = frozenset(
    {
        "@container",
        "@context",
        "@direction",
        "@id",
        "@index",
        "@language",
        "@nest",
        "@prefix",
        "@protected",
        "@reverse",
        "@type",
    }
)
"""The keys allowed in the definition of a term (JSON-LD 1.1, section 9.15.1)."""

_GRAPH = frozenset({"@graph", "@id", "@index", "@set"})
_WITH_SET = frozenset({"@index", "@graph", "@id", "@type", "@language", "@set"})
_ALONE = frozenset({"@graph", "@id", "@index", "@language", "@list", "@set", "@type"})


@dataclass(slots=True)
class Definer:
    """Defines the terms of one context, each after those that it is made from.

    `base`: the IRI of the document with the context; `override`: protected terms may be replaced; `check_scoped`:
    tries the scoped context of a term, and raises JsonLdError if it cannot be used.
    """

    active: ActiveContext
    local: dict[str, Any]
    base: str | None
    override: bool
    check_scoped: Callable[[ActiveContext, Any], None]
    defined: dict[str, bool]

    def define(self, name: str) -> None:
        """Define a term of the context, unless it is none, or is defined already. Raises JsonLdError."""
        if name not in self.local or self.defined.get(name):
            return
        if name in self.defined:
            raise JsonLdError("cyclic IRI mapping", name)
        if name == "":
            raise JsonLdError("invalid term definition", name)
        value = self.local[name]
        if name in KEYWORDS and not (name == "@type" and _only_sets_types(value)):
            raise JsonLdError("keyword redefinition", name)
        if reserved(name):
            return
        self.defined[name] = False
        previous = self.active.terms.pop(name, None)
        term = self._made(name, value)
        if term is not None:
            if previous is not None and previous.protected and not self.override:
                if replace(term, protected=True, base=previous.base) != previous:
                    raise JsonLdError("protected term redefinition", name)
                term = previous
            self.active.terms[name] = term
        self.defined[name] = True

    def _made(self, name: str, given: Any) -> Term | None:
        """The definition; None if it is to be ignored."""
        value = {"@id": given} if given is None or isinstance(given, str) else given
        if not isinstance(value, dict):
            raise JsonLdError("invalid term definition", name)
        if strange := value.keys() - KEYS:
            raise JsonLdError("invalid term definition", Words(f"{name!r} has {', '.join(sorted(strange))}"))
        term = Term(protected=_flag(value, "@protected", self.local.get("@protected", False)))
        if "@type" in value:
            term.type = self._type(name, value["@type"])
        if "@reverse" in value:
            return self._reverse(name, value, term)
        if not self._find_iri(name, value, term, simple=isinstance(given, str)):
            return None
        if "@container" in value:
            term.container = _container(value["@container"], name)
            if "@type" in term.container:
                term.type = term.type or "@id"
                if term.type not in ("@id", "@vocab"):
                    raise JsonLdError("invalid type mapping", name)
        self._find_index(name, value, term)
        if "@context" in value:
            term.context, term.base = value["@context"], self.base
            self.check_scoped(self.active, value["@context"])
        if "@type" not in value:
            term.language = _language(value, name)
            term.direction = direction(value, name)
        _find_nest_and_prefix(name, value, term)
        return term

    def _expand(self, value: str) -> str | None:
        return self.active.expand(value, vocab=True, define=self.define)

    def _type(self, name: str, value: Any) -> str:
        found = self._expand(value) if isinstance(value, str) else None
        if found not in ("@id", "@vocab", "@json", "@none") and not is_iri(found):
            raise JsonLdError("invalid type mapping", name)
        assert found is not None
        return found

    def _reverse(self, name: str, value: dict[str, Any], term: Term) -> Term | None:
        if "@id" in value or "@nest" in value:
            raise JsonLdError("invalid reverse property", name)
        if not isinstance(value["@reverse"], str):
            raise JsonLdError("invalid IRI mapping", name)
        if reserved(value["@reverse"]):
            return None
        term.iri, term.reverse = self._expand(value["@reverse"]), True
        if not is_iri(term.iri) and not is_blank(term.iri):
            raise JsonLdError("invalid IRI mapping", name)
        container = value.get("@container")
        if container not in (None, "@set", "@index"):
            raise JsonLdError("invalid reverse property", name)
        term.container = frozenset([container] if container else [])
        self._find_index(name, value, term)
        return term

    def _find_iri(self, name: str, value: dict[str, Any], term: Term, *, simple: bool) -> bool:
        """Find the IRI of a term; False if the definition is to be ignored."""
        given = value.get("@id", ABSENT)
        if given is not ABSENT and given != name:
            if given is None:
                return True
            if not isinstance(given, str):
                raise JsonLdError("invalid IRI mapping", name)
            if reserved(given):
                return False
            term.iri = self._expand(given)
            if term.iri == "@context":
                raise JsonLdError("invalid keyword alias", name)
            if term.iri not in KEYWORDS and not is_iri(term.iri) and not is_blank(term.iri):
                raise JsonLdError("invalid IRI mapping", name)
            if ":" in name[1:-1] or "/" in name:
                self.defined[name] = True
                if self._expand(name) != term.iri:
                    raise JsonLdError("invalid IRI mapping", name)
            elif simple and ":" not in name and term.iri is not None:
                term.prefix = is_blank(term.iri) or term.iri[-1:] in ":/?#[]@"
        elif ":" in name[1:]:
            prefix, _, suffix = name.partition(":")
            self.define(prefix)
            known = self.active.term(prefix).iri
            term.iri = known + suffix if known is not None else name
        elif "/" in name:
            term.iri = self.active.expand(name, vocab=True)
            if not is_iri(term.iri):
                raise JsonLdError("invalid IRI mapping", name)
        elif name == "@type":
            term.iri = "@type"
        elif self.active.vocab is not None:
            term.iri = self.active.vocab + name
        else:
            raise JsonLdError("invalid IRI mapping", name)
        return True

    def _find_index(self, name: str, value: dict[str, Any], term: Term) -> None:
        if "@index" in value:
            index = value["@index"]
            if "@index" not in term.container or not isinstance(index, str) or not is_iri(self._expand(index)):
                raise JsonLdError("invalid term definition", name)
            term.index = index


def _only_sets_types(value: Any) -> bool:
    """Whether a definition of `@type` is one of those allowed."""
    allowed = isinstance(value, dict) and value and value.keys() <= {"@container", "@protected"}
    return bool(allowed) and value.get("@container", "@set") in ("@set", ["@set"])


def _flag(value: dict[str, Any], key: str, default: bool) -> bool:
    found = value.get(key, default)
    if not isinstance(found, bool):
        raise JsonLdError(f"invalid {key} value", found)
    return found


def _container(value: Any, name: str) -> frozenset[str]:
    """The containers of a term. Raises JsonLdError for those that cannot stand together."""
    parts = array(value)
    if not parts or not all(isinstance(part, str) for part in parts):
        raise JsonLdError("invalid container mapping", name)
    found = frozenset(parts)
    together = (found <= _ALONE and len(found) == 1) or (
        found <= _GRAPH and "@graph" in found and not {"@id", "@index"} <= found
    )
    if not together and not (found <= _WITH_SET and "@set" in found and len(found) == 2):
        raise JsonLdError("invalid container mapping", name)
    return found


def _language(value: dict[str, Any], name: str) -> str | Absent | None:
    found: str | Absent | None = value.get("@language", ABSENT)
    if found is not ABSENT and found is not None and not isinstance(found, str):
        raise JsonLdError("invalid language mapping", name)
    return found


def direction(value: dict[str, Any], name: object) -> str | Absent | None:
    """The base direction that a context or a term gives. Raises JsonLdError for another value."""
    found: str | Absent | None = value.get("@direction", ABSENT)
    if found is ABSENT or found in (None, "ltr", "rtl"):
        return found
    raise JsonLdError("invalid base direction", name)


def _find_nest_and_prefix(name: str, value: dict[str, Any], term: Term) -> None:
    if "@nest" in value:
        nest = value["@nest"]
        if not isinstance(nest, str) or (nest in KEYWORDS and nest != "@nest"):
            raise JsonLdError("invalid @nest value", name)
        term.nest = nest
    if "@prefix" in value:
        if ":" in name or "/" in name:
            raise JsonLdError("invalid term definition", name)
        term.prefix = _flag(value, "@prefix", False)
        if term.prefix and term.iri in KEYWORDS:
            raise JsonLdError("invalid term definition", name)
