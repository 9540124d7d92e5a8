"""JSON-LD contexts for the writer: which term stands for which IRI, inside which class.

Follows JSON-LD 1.1 (section 4.1, and 4.1.8 for scoped contexts) as far as writing needs it: a
term that the writer cannot use safely (a list, index or language container, a reverse property, JSON, a
scoped property context) is skipped, and the full IRI is written instead, which means the same.
Nothing is fetched: contexts given by IRI come from `known` only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import InputError


def usable(context: Any) -> Any:
    """The same context. Raises InputError for a context that makes every document unreadable.

    >>> usable({"naam": {"@id": "urn:naam", "@type": ""}})
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: not a usable JSON-LD context: Invalid @type iri '': No scheme found in an absolute IRI
    """
    import pyoxigraph as ox

    active = ActiveContext().extended(context)
    scoped = [name for name, term in active.terms.items() if isinstance(term, dict) and "@context" in term]
    try:
        for _ in ox.parse(json.dumps({"@context": context, "@type": scoped}), format=ox.RdfFormat.JSON_LD):
            pass
    except SyntaxError as error:
        raise InputError(f"not a usable JSON-LD context: {error.msg}") from None
    return context


@dataclass(frozen=True, slots=True)
class Term:
    """A term for an IRI: its coercion (`type`), whether its values are in an array, and its scoped context."""

    name: str
    iri: str
    type: str | None = None
    array: bool = False
    scoped: Any = ...


@dataclass
class ActiveContext:
    """The terms in force at a place of the document."""

    terms: dict[str, Any] = field(default_factory=dict)
    vocab: str | None = None
    language: str | None = None
    direction: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    _by_iri: dict[str, list[Term]] | None = None

    def extended(self, context: Any) -> ActiveContext:
        """This context with another on top; None clears it, a list is applied in order."""
        if context is None:
            return ActiveContext(known=self.known)
        if isinstance(context, list):
            active = self
            for each in context:
                active = active.extended(each)
            return active
        if isinstance(context, str):
            if context not in self.known:
                raise InputError(f"the JSON-LD context {context} is not available, and nothing is fetched")
            return self.extended(self.known[context]["@context"])
        if not isinstance(context, dict):
            raise InputError(f"not a JSON-LD context: {context!r}")
        if "@import" in context:
            raise InputError("a JSON-LD context with @import is not supported: give the whole context")
        new = {name: value for name, value in context.items() if not name.startswith("@")}
        for key in ("@vocab", "@language", "@direction"):
            if not isinstance(context.get(key), str | None):
                raise InputError(f"not a JSON-LD context: {key} is text, not {context[key]!r}")
        vocab = context.get("@vocab", self.vocab)
        language = context.get("@language", self.language)
        direction = context.get("@direction", self.direction)
        return ActiveContext({**self.terms, **new}, vocab, language, direction, self.known)

    def terms_for(self, iri: str) -> list[Term]:
        """The usable terms for an IRI, the simplest first."""
        if self._by_iri is None:
            self._by_iri = {}
            for name in self.terms:
                term = self._term(name)
                if term is not None:
                    self._by_iri.setdefault(term.iri, []).append(term)
            for terms in self._by_iri.values():
                terms.sort(key=lambda term: (term.array, len(term.name), term.name))
        usable = self._by_iri.get(iri)
        if usable is None:
            usable = self._by_iri[iri] = self._by_vocabulary(iri)
        return usable

    def _by_vocabulary(self, iri: str) -> list[Term]:
        """The bare name that `@vocab` gives to an IRI, unless the name is a term of its own."""
        name = iri.removeprefix(self.vocab) if self.vocab and iri.startswith(self.vocab) else ""
        usable = name.isidentifier() and name not in self.terms
        return [Term(name, iri)] if usable else []

    def prefixes(self) -> Iterator[str]:
        """The terms that a reader may take for the prefix of a compact IRI (JSON-LD 1.1, section 4.1.5)."""
        for name, value in self.terms.items():
            full = value if isinstance(value, dict) else {"@id": value}
            iri = self.expand(full.get("@id", name), 1) or ""
            if full.get("@prefix", iri.startswith("_:") or iri.endswith(tuple(":/?#[]@"))):
                yield name
            if isinstance(full.get("@context"), dict | list):
                yield from ActiveContext(known=self.known).extended(full["@context"]).prefixes()

    def _term(self, name: str) -> Term | None:
        value = self.terms[name]
        if isinstance(value, str):
            iri = self.expand(value)
            return Term(name, iri) if iri else None
        if not isinstance(value, dict) or "@reverse" in value or "@nest" in value:
            return None
        container = value.get("@container")
        containers = {str(each) for each in (container if isinstance(container, list) else [container])} - {"None"}
        iri = self.expand(value.get("@id", name))
        if iri is None or containers - {"@set"} or "@language" in value or "@direction" in value:
            return None
        coercion = value.get("@type")
        if coercion == "@json" or not isinstance(coercion, str | None):
            return None
        if coercion is not None and not coercion.startswith("@"):
            coercion = self.expand(coercion)
        return Term(name, iri, coercion, bool(containers), value.get("@context", ...))

    def expand(self, value: Any, depth: int = 0) -> str | None:
        """The absolute IRI of a term, a compact IRI or an IRI; None if it has none."""
        if not isinstance(value, str) or value.startswith("@") or depth > 8:
            return None
        prefix, colon, local = value.partition(":")
        if colon:
            if local.startswith("//") or prefix not in self.terms:
                return value
            target = self.terms[prefix]
            space = self.expand(target.get("@id") if isinstance(target, dict) else target, depth + 1)
            return space + local if space else None
        if value in self.terms and depth:
            target = self.terms[value]
            return self.expand(target.get("@id", value) if isinstance(target, dict) else target, depth + 1)
        return self.vocab + value if self.vocab is not None else None


def propagation(context: Any, known: Mapping[str, Any]) -> set[Any]:
    """What a context, and those that it consists of, say of `@propagate` (JSON-LD 1.1, section 4.1.9).

    >>> propagation([{"@propagate": True}, {"naam": "urn:naam"}], {})
    {True}
    """
    if isinstance(context, list):
        return {said for each in context for said in propagation(each, known)}
    if isinstance(context, str):
        return propagation(known[context]["@context"], known)
    return {context["@propagate"]} if isinstance(context, dict) and "@propagate" in context else set()


def agreed(contexts: Sequence[ActiveContext]) -> ActiveContext:
    """What several contexts say alike, in the form of one: a term that they define differently says nothing.

    >>> agreed([ActiveContext({"naam": "urn:a", "code": "urn:c"}), ActiveContext({"naam": "urn:b"})]).terms
    {'naam': None, 'code': None}
    """
    first, *others = contexts
    if not others:
        return first
    alike = all(_defaults(each) == _defaults(first) for each in others)
    names = dict.fromkeys(name for each in contexts for name in each.terms)
    terms = {name: first.terms.get(name) for name in names}
    return ActiveContext(
        {
            name: term if alike and all(each.terms.get(name) == term for each in others) else None
            for name, term in terms.items()
        },
        first.vocab if alike else None,
        next((each.language for each in contexts if each.language is not None), None),
        next((each.direction for each in contexts if each.direction is not None), None),
        first.known,
    )


def _defaults(context: ActiveContext) -> tuple[str | None, ...]:
    return context.vocab, context.language, context.direction
