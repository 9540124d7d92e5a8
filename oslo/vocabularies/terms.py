"""The terms of OSLO and MAGDA as `vocabularies/*.ttl` describes them, and the vocabularies of others beside them.

One file a namespace, written by hand: label and definition of each term in Dutch and English, domain, range, links.
`vocabularies/outside.ttl` lists the namespaces of others. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..files import folder
from ..namespaces import DCT, OWL, RDF, RDFS, SKOS, Namespace
from ..rdf.ntriples import canonical, literal, split_triples
from ..rdf.parsing import parse

_VANN = Namespace("http://purl.org/vocab/vann/")
_STATUS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#").term_status
_OUTSIDE = "outside"

LINKS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    RDFS.domain,
    RDFS.range,
    RDFS.seeAlso,
)
"""How a term is related to others."""


def vocabularies() -> dict[str, Path]:
    """The files that describe terms, by name; `outside.ttl` describes none.

    >>> list(vocabularies())[:3]
    ['adres', 'besluit', 'cultuur']
    """
    return {path.stem: path for path in sorted(folder("vocabularies").glob("*.ttl")) if path.stem != _OUTSIDE}


@cache
def all_triples() -> str:
    """All vocabularies as one text of N-Triples, sorted, the same on every run.

    >>> "<https://data.vlaanderen.be/ns/persoon#Inwoner>" in all_triples()
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
    for subject, predicate, value in split_triples(_triples(folder("vocabularies") / f"{_OUTSIDE}.ttl")):
        if value.startswith('"'):
            said.setdefault(subject, {})[predicate[1:-1]] = literal(value).text
    found = {each[_VANN.preferredNamespaceUri]: each[DCT.title] for each in said.values() if DCT.title in each}
    return MappingProxyType(dict(sorted(found.items())))


def _triples(*paths: Path) -> str:
    return canonical("".join(f"{quad.triple} .\n" for path in paths for quad in parse(path)))


@cache
def _statements() -> tuple[tuple[str, str, str], ...]:
    """Subject and predicate without their brackets, and the object."""
    return tuple((subject[1:-1], predicate[1:-1], value) for subject, predicate, value in split_triples(all_triples()))


@cache
def _texts() -> Mapping[tuple[str, str, str], str]:
    """Term, property and language to text."""
    texts = ((s, p, literal(value)) for s, p, value in _statements() if value.startswith('"'))
    return {(s, p, text.language): text.text for s, p, text in texts if text.language}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its texts by language, and by predicate what it is linked to.

    >>> gezin = next(each for each in vocabulary("persoon").terms if each.iri.endswith("#Gezin"))
    >>> gezin.kind, gezin.labels["en"], gezin.status
    ('class', 'Household', 'stable')
    """

    iri: str
    kind: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    status: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One file: the namespace that it describes, its titles by language, its terms by their IRI."""

    name: str
    namespace: str
    titles: Mapping[str, str]
    description: str
    terms: tuple[Term, ...]


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by its name, with all that is said of its terms.

    >>> vocabulary("persoon").namespace
    'https://data.vlaanderen.be/ns/persoon#'
    """
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in split_triples(_triples(vocabularies()[name])):
        said.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], []).append(value)
    about = next(each for each in said.values() if _VANN.preferredNamespaceUri in each)
    return Vocabulary(
        name,
        literal(about[_VANN.preferredNamespaceUri][0]).text,
        _by_language(about.get(DCT.title, ())),
        _by_language(about.get(DCT.description, ())).get("en", ""),
        tuple(_term(iri, each) for iri, each in sorted(said.items()) if RDFS.isDefinedBy in each),
    )


def _term(iri: str, about: dict[str, list[str]]) -> Term:
    types = about[RDF.type]
    return Term(
        iri,
        "class" if f"<{OWL.Class}>" in types else "property",
        _by_language(about[RDFS.label]),
        _by_language(about[SKOS.definition]),
        {predicate: tuple(value[1:-1] for value in about.get(predicate, ()) if value[0] == "<") for predicate in LINKS},
        literal(about[_STATUS][0]).text,
    )


def _by_language(values: Iterable[str]) -> dict[str, str]:
    return {each.language or "": each.text for each in map(literal, values)}
