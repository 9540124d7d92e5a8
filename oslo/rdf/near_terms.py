"""IRIs that are nearly a term, and which term was meant.

They have http for https, or `www.`, or a last slash; or they are a former term, or a prefixed name whose prefix
was never declared. To RDF these are other terms, and data in use has many of them. Validation tells them as near
misses; who asks for it reads them as the terms that were meant, and is told how often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..namespaces import PREFIXES

_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)

FORMER = {
    "http://data.vlaanderen.be/ns/besluit#classificatie": "http://www.w3.org/ns/org#classification",
    "http://data.vlaanderen.be/ns/mandaat#isTijdspecialisatieVan": (
        "https://data.vlaanderen.be/ns/generiek#isTijdspecialisatieVan"
    ),
    "http://www.w3.org/ns/org#organisation": "http://www.w3.org/ns/org#organization",
}
"""Terms that data in use have in the place of another: one that replaced them, or that is spelt otherwise."""


def variant(iri: str) -> str:
    """What two IRIs have in common that differ by http or https, `www.`, or a last slash.

    >>> variant("https://www.w3.org/ns/org#Role") == variant("http://w3.org/ns/org#Role")
    True
    """
    return _SCHEME.sub("//", iri).rstrip("/")


_FORMER = {variant(former): variant(term) for former, term in FORMER.items()}


class Normalizer:
    """Reads the variants of some terms, and what they replaced, as those terms, and counts what it rewrites.

    >>> meant = Normalizer(["http://www.w3.org/ns/org#Role"])
    >>> meant("https://www.w3.org/ns/org#Role"), meant("https://www.w3.org/ns/org#Post")
    ('http://www.w3.org/ns/org#Role', 'https://www.w3.org/ns/org#Post')
    >>> meant("org:Role"), meant("http://www.w3.org/ns/org#Role")
    ('http://www.w3.org/ns/org#Role', 'http://www.w3.org/ns/org#Role')
    >>> for rewritten in meant.rewritten:
    ...     print(rewritten)
    https://www.w3.org/ns/org#Role -> http://www.w3.org/ns/org#Role
    org:Role -> http://www.w3.org/ns/org#Role
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.rewritten: Counter[str] = Counter()
        self._terms = {str(term) for term in terms}
        self._by_variant = {variant(term): term for term in sorted(self._terms)}

    def meant(self, iri: str) -> str | None:
        """The term that an IRI is meant for; None for a term itself, and for an IRI that is far from all."""
        if iri in self._terms:
            return None
        prefix, _, name = iri.partition(":")
        found = variant(f"{PREFIXES[prefix]}{name}" if prefix in PREFIXES and not name.startswith("//") else iri)
        return self._by_variant.get(found) or self._by_variant.get(_FORMER.get(found, found))

    def __call__(self, iri: str) -> str:
        term = self.meant(iri)
        if term is None:
            return iri
        self.rewritten[f"{iri} -> {term}"] += 1
        return term
