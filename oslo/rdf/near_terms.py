"""IRIs that nearly match a term, and the term that was meant.

They differ in http or https, `www.` or a trailing slash; or they are a former term, or a prefixed name whose prefix
was never declared. To RDF these are different terms, but real data has many of them. Validation reports them as near
misses; on request they are read as the terms that were meant, and counted.
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
"""Terms found in real data, to the term that replaced them or that they misspell."""


def variant(iri: str) -> str:
    """An IRI in the form that all its variants share, whether with http or https, `www.`, or a trailing slash.

    >>> variant("https://www.w3.org/ns/org#Role") == variant("http://w3.org/ns/org#Role")
    True
    """
    return _SCHEME.sub("//", iri).rstrip("/")


_FORMER = {variant(former): variant(term) for former, term in FORMER.items()}


class Normalizer:
    """Reads variants and former names of the given terms as those terms, and counts what it rewrites.

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
        """The term that an IRI was meant to be; None for a term itself, and for an IRI that is near none."""
        if iri in self._terms:
            return None
        prefix, _, name = iri.partition(":")
        key = variant(f"{PREFIXES[prefix]}{name}" if prefix in PREFIXES and not name.startswith("//") else iri)
        return self._by_variant.get(key) or self._by_variant.get(_FORMER.get(key, key))

    def __call__(self, iri: str) -> str:
        term = self.meant(iri)
        if term is None:
            return iri
        self.rewritten[f"{iri} -> {term}"] += 1
        return term
