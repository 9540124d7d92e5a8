"""Terms of the data that no shape looks at, and the terms that were probably meant.

A twin differs from a term of the shapes in http or https, `www.`, a trailing slash, or a prefix that was never
declared: RDF says that it is another term, but its writer did not mean one. A misspelt term is nearly one of the
shapes, or of a vocabulary that comes with the library; an unknown one is in the namespace of such a vocabulary, which
does not have it. What is left are terms of others, which no shape asks for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..namespaces import RDF, RDFS, SH, split
from ..rdf.near_terms import Normalizer, variant
from ..rdf.shapes_graph import ShapesGraph
from ..vocabularies.terms import defined
from .findings import Likeness, NearMiss

_ALIKE = 0.8  # of 1, for names in a namespace that is known
_SHORT = 4  # names of fewer letters differ by more than a slip
_ALWAYS = {f"<{iri}>" for iri in (RDF.type, RDF.first, RDF.rest, RDFS.subClassOf)}
"""Predicates that are looked at with any shapes."""


class Terms:
    """The terms of some shapes and of the vocabularies, to find what was meant by others."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        terms = shapes.terms | shapes.predicates | {each.term for each in shapes.targets if each.kind == "class"}
        self._asked = terms | _ALWAYS
        self._twins = Normalizer(term[1:-1] for term in terms)
        self._names = _by_namespace(term[1:-1] for term in self._asked)
        self._queries = "\n".join(
            each.text
            for node in shapes.triples
            for name in ("select", "ask")
            for each in shapes.literals(node, SH[name])
        )

    def is_looked_at(self, term: str) -> bool:
        """Whether shapes look at a predicate or a class (an N-Triples term), directly or in a SPARQL query."""
        if term in self._asked:
            return True
        name = _local(term[1:-1])[1]
        named = name and re.search(rf":{re.escape(name)}(?![\w\-])", self._queries)
        return term in self._queries or bool(named)

    def near(self, found: str, count: int, kind: str) -> NearMiss | None:
        """What was probably meant by an IRI that no shape looks at; None for a term of others."""
        meant = self._twins.meant(found)
        if meant is not None:
            twin = "://" not in found or variant(found) == variant(meant)
            return NearMiss(found, meant, count, kind, Likeness.TWIN if twin else Likeness.MISSPELT)
        space, name = _local(found)
        if found in defined():
            return None
        carried = _carried().get(space, set())
        close = [each for each in sorted(carried | self._names.get(space, set())) if _is_close(name, each)]
        close = close or difflib.get_close_matches(name, carried, n=1, cutoff=_ALIKE)
        if close:
            return NearMiss(found, space + close[0], count, kind, Likeness.MISSPELT)
        return NearMiss(found, None, count, kind, Likeness.UNKNOWN) if carried else None


def near_misses(kinds: Mapping[str, int], predicates: Mapping[str, int], terms: Terms) -> list[NearMiss]:
    """Classes and predicates of data (terms with their counts) that are nearly known terms; the most used first."""
    misses = [
        miss
        for word, counts in (("class", kinds), ("property", predicates))
        for term, count in counts.items()
        if term.startswith("<") and not terms.is_looked_at(term) and (miss := terms.near(term[1:-1], count, word))
    ]
    return sorted(misses, key=lambda miss: (-miss.count, miss.found))


@cache
def _carried() -> dict[str, set[str]]:
    return _by_namespace(defined())


def _by_namespace(iris: Iterable[str]) -> dict[str, set[str]]:
    """Namespace to the names in it."""
    spaces: dict[str, set[str]] = {}
    for iri in iris:
        space, name = _local(iri)
        spaces.setdefault(space, set()).add(name)
    return spaces


def _local(iri: str) -> tuple[str, str]:
    """The namespace and the name of a term; an IRI without `#` and `/` is all namespace."""
    space, name = split(iri)
    return (space, name) if space else (iri, "")


def _is_close(name: str, known: str) -> bool:
    """Whether two names differ in their case, or in one letter: left out, added, changed, or two in another order.

    >>> _is_close("altlabel", "altLabel"), _is_close("titel", "title"), _is_close("created", "creator")
    (True, True, False)
    """
    a, b = name.casefold(), known.casefold()
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORT:
        return False
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return (len(a) <= 1 and len(b) <= 1) or (len(a) == 2 and a == b[::-1])
