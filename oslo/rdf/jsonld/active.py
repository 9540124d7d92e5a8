"""What is in force at a place of a document: its terms, base, vocabulary, language, and the IRI of a name there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .iris import resolve
from .keywords import KEYWORDS, is_iri, reserved


class Absent:
    """What is not said; `None` is something that a context can say."""


ABSENT = Absent()


@dataclass(slots=True)
class Term:
    """The definition of a term (JSON-LD 1.1 API, section 4.1)."""

    iri: str | None = None
    prefix: bool = False
    protected: bool = False
    reverse: bool = False
    type: str | None = None
    language: str | Absent | None = ABSENT
    direction: str | Absent | None = ABSENT
    container: frozenset[str] = frozenset()
    index: str | None = None
    nest: str | None = None
    context: Any = ABSENT
    base: str | None = None
    """The IRI of the document with the scoped context."""


NO_TERM = Term()


@dataclass(slots=True)
class ActiveContext:
    """The context in force at a place; never changed once it is made.

    `whole`: the IRI of the document, which a context that is emptied goes back to; `previous`: the context that comes
    back inside a nested node, where this one does not propagate.
    """

    base: str | None = None
    whole: str | None = None
    vocab: str | None = None
    language: str | None = None
    direction: str | None = None
    previous: ActiveContext | None = None
    terms: dict[str, Term] = field(default_factory=dict)

    def copy(self) -> ActiveContext:
        return replace(self, terms=dict(self.terms))

    def term(self, name: str | None) -> Term:
        """The definition of a term; one that says nothing if it has none."""
        return self.terms.get(name, NO_TERM) if name is not None else NO_TERM

    def expand(
        self, value: str, *, relative: bool = False, vocab: bool = False, define: Callable[[str], None] | None = None
    ) -> str | None:
        """The IRI, blank node or keyword that a text stands for (JSON-LD 1.1 API, section 5.2).

        `relative`: the base completes it; `vocab`: it may be a term, or be completed by the vocabulary; `define`:
        defines a term of the context that is being read, if it is one.
        """
        if value in KEYWORDS:
            return value
        if reserved(value):
            return None
        if define:
            define(value)
        known = self.terms.get(value)
        if known is not None and (vocab or known.iri in KEYWORDS):
            return known.iri
        prefix, colon, suffix = value.partition(":")
        if colon and prefix:
            if prefix == "_" or suffix.startswith("//"):
                return value
            if define:
                define(prefix)
            known = self.terms.get(prefix)
            if known is not None and known.iri is not None and known.prefix:
                return known.iri + suffix
            if is_iri(value):
                return value
        if vocab and self.vocab is not None:
            return self.vocab + value
        return resolve(self.base, value) if relative else value
