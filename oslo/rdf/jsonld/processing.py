"""Context processing: what a context adds to the one in force (JSON-LD 1.1 API, section 4.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .active import ABSENT, ActiveContext, Term
from .definitions import Definer, direction
from .iris import resolve
from .keywords import JsonLdError, Words, is_blank, is_iri

_SETTINGS = frozenset({"@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab"})


class Remote(NamedTuple):
    """A context from elsewhere, and the IRI of its document, which completes the IRIs of contexts in it."""

    iri: str
    context: Any


Load = Callable[[str], Remote]
"""Finds the context of an IRI; raises an error if it cannot."""


class Contexts:
    """The contexts of one document, each made once for a place where it stands."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._made: dict[tuple[int, int, bool, bool], tuple[ActiveContext, Any, ActiveContext]] = {}

    def extend(
        self,
        active: ActiveContext,
        local: Any,
        base: str | None,
        *,
        override: bool = False,
        propagate: bool = True,
    ) -> ActiveContext:
        """The context in force after a local one; `base`: the IRI of the document that it is in.

        `override`: protected terms may be replaced; `propagate`: it holds in nested nodes too. Raises JsonLdError.
        """
        key = (id(active), id(local), override, propagate)
        made = self._made.get(key)
        if made is None:
            new = self._process(active, local, base, (), override, propagate, True)
            made = self._made[key] = active, local, new  # kept with what the ids are of
        return made[2]

    def within(self, active: ActiveContext, term: Term, *, propagate: bool = True) -> ActiveContext:
        """The context in force under a term, or in a node of a type, with the scoped context of its definition."""
        if term.context is ABSENT:
            return active
        return self.extend(active, term.context, term.base, override=propagate, propagate=propagate)

    def _process(
        self,
        active: ActiveContext,
        local: Any,
        base: str | None,
        remote: tuple[str, ...],
        override: bool,
        propagate: bool,
        validate: bool,
    ) -> ActiveContext:
        """`remote`: the contexts from elsewhere that this one was reached by."""
        if isinstance(local, dict) and "@propagate" in local:
            propagate = _boolean(local, "@propagate")
        result = active.copy()
        if not propagate and result.previous is None:
            result.previous = active
        for context in local if isinstance(local, list) else [local]:
            if context is None:
                if not override and any(term.protected for term in result.terms.values()):
                    raise JsonLdError("invalid context nullification", context)
                emptied = ActiveContext(base=result.whole, whole=result.whole)
                emptied.previous = None if propagate else result
                result = emptied
            elif isinstance(context, str):
                iri = resolve(base, context)
                if iri in remote:
                    if validate:
                        raise JsonLdError("context overflow", Words(f"{iri} contains itself"))
                    continue
                found = self._load(iri)
                result = self._process(result, found.context, found.iri, (*remote, iri), override, True, validate)
            elif isinstance(context, dict):
                self._read(result, context, base, remote, override)
            else:
                raise JsonLdError("invalid local context", context)
        return result

    def _read(
        self, result: ActiveContext, context: dict[str, Any], base: str | None, remote: tuple[str, ...], override: bool
    ) -> None:
        """Put what one context says into `result`."""
        if "@version" in context and (context["@version"] != 1.1 or isinstance(context["@version"], bool)):
            raise JsonLdError("invalid @version value", context["@version"])
        if "@import" in context:
            context = self._imported(context, base)
        if "@base" in context and not remote:
            result.base = _base(result, context["@base"])
        if "@vocab" in context:
            result.vocab = _vocab(result, context["@vocab"])
        if "@language" in context:
            language = context["@language"]
            if language is not None and not isinstance(language, str):
                raise JsonLdError("invalid default language", language)
            result.language = language
        if "@direction" in context:
            said = direction(context, context["@direction"])
            result.direction = said if isinstance(said, str) else None
        if "@propagate" in context:
            _boolean(context, "@propagate")
        if "@protected" in context:
            _boolean(context, "@protected")

        def check_scoped(active: ActiveContext, scoped: Any) -> None:
            try:
                self._process(active, scoped, base, remote, True, True, False)
            except JsonLdError as error:
                raise JsonLdError("invalid scoped context", Words(error)) from None

        definer = Definer(result, context, base, override, check_scoped, {})
        for name in context:
            if name not in _SETTINGS:
                definer.define(name)

    def _imported(self, context: dict[str, Any], base: str | None) -> dict[str, Any]:
        """A context with the one that it imports below it."""
        given = context["@import"]
        if not isinstance(given, str):
            raise JsonLdError("invalid @import value", given)
        found = self._load(resolve(base, given)).context
        if not isinstance(found, dict):
            raise JsonLdError("invalid remote context", given)
        if "@import" in found:
            raise JsonLdError("invalid context entry", Words(f"@import in {given}"))
        return {**found, **{key: value for key, value in context.items() if key != "@import"}}


def _boolean(context: dict[str, Any], key: str) -> bool:
    value = context[key]
    if not isinstance(value, bool):
        raise JsonLdError(f"invalid {key} value", value)
    return value


def _base(active: ActiveContext, value: Any) -> str | None:
    if value is None:
        return None
    if is_iri(value):
        return str(value)
    if isinstance(value, str) and active.base is not None:
        return resolve(active.base, value)
    raise JsonLdError("invalid base IRI", value)


def _vocab(active: ActiveContext, value: Any) -> str | None:
    if value is None:
        return None
    found = active.expand(value, relative=True, vocab=True) if isinstance(value, str) else None
    if found is None or not (is_iri(found) or is_blank(found) or active.base is None):
        raise JsonLdError("invalid vocab mapping", value)
    return found
