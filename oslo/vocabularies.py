"""The terms of OSLO and MAGDA as `vocabularies/*.ttl` describes them, and the vocabularies of others beside them.

One file a namespace, written by hand: label and definition of each term in Dutch and English, domain, range, links.
`vocabularies/outside.ttl` lists the namespaces of others. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .namespaces import DCT, RDFS, SKOS, Namespace
from .ntriples import canonical, literal, statements
from .parsing import parse
from .resources import folder

_VANN = Namespace("http://purl.org/vocab/vann/")
_OUTSIDE = "outside"


def vocabularies() -> dict[str, Path]:
    """The files that describe terms, by name; `outside.ttl` describes none.

    >>> list(vocabularies())[:4]
    ['adres', 'gebouw', 'generiek', 'magda-generiek']
    """
    return {path.stem: path for path in sorted(folder("vocabularies").glob("*.ttl")) if path.stem != _OUTSIDE}


@cache
def load() -> str:
    """All vocabularies as one text of N-Triples, sorted, the same on every run.

    >>> "<https://data.vlaanderen.be/ns/persoon#Inwoner>" in load()
    True
    """
    return _triples(*vocabularies().values())


def defined() -> frozenset[str]:
    """The IRIs of the terms that the vocabularies describe.

    >>> "https://data.vlaanderen.be/ns/persoon#Gezin" in defined()
    True
    """
    return frozenset(subject for subject, predicate, _ in _statements() if predicate == RDFS.isDefinedBy)


def label(iri: str, language: str = "nl") -> str | None:
    """What a term is called, None for a term or a language that is not there.

    >>> label("https://data.vlaanderen.be/ns/persoon#heeftGeboorte", "en")
    'has birth'
    """
    return _texts().get((iri, RDFS.label, language))


def definition(iri: str, language: str = "nl") -> str | None:
    """What a term means, in a sentence, None for a term or a language that is not there.

    >>> definition("https://data.vlaanderen.be/ns/persoon#Verblijfplaats")
    'Een plaats waar een persoon woont of verblijft.'
    """
    return _texts().get((iri, SKOS.definition, language))


@cache
def outside() -> Mapping[str, str]:
    """The namespaces of others that we use, each with the title of its vocabulary.

    >>> outside()["http://www.w3.org/ns/org#"]
    'The Organization Ontology'
    """
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, value in statements(_triples(folder("vocabularies") / f"{_OUTSIDE}.ttl")):
        if value.startswith('"'):
            said.setdefault(subject, {})[predicate[1:-1]] = literal(value).text
    found = {each[_VANN.preferredNamespaceUri]: each[DCT.title] for each in said.values() if DCT.title in each}
    return MappingProxyType(dict(sorted(found.items())))


def _triples(*paths: Path) -> str:
    return canonical("".join(f"{quad.triple} .\n" for path in paths for quad in parse(path)))


@cache
def _statements() -> tuple[tuple[str, str, str], ...]:
    """Subject and predicate without their brackets, and the object."""
    return tuple((subject[1:-1], predicate[1:-1], value) for subject, predicate, value in statements(load()))


@cache
def _texts() -> Mapping[tuple[str, str, str], str]:
    """Term, property and language to text."""
    texts = ((s, p, literal(value)) for s, p, value in _statements() if value.startswith('"'))
    return {(s, p, text.language): text.text for s, p, text in texts if text.language}
