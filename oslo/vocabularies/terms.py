"""The terms of OSLO and MAGDA as described in `vocabularies/*.ttl`, and the other namespaces in use.

One file per namespace, written by hand: label and definition of each term in Dutch and English, domain, range, links.
`vocabularies/outside.ttl` lists the other namespaces. Files are read on first use.
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
    """All vocabularies as one N-Triples text, sorted, the same on every run.

    >>> "<https://data.vlaanderen.be/ns/persoon#Inwoner>" in all_triples()
    True
    """
    return _read_triples(*vocabularies().values())


@cache
def defined() -> frozenset[str]:
    """The IRIs of the terms that the vocabularies describe.

    >>> "https://data.vlaanderen.be/ns/persoon#Gezin" in defined()
    True
    """
    quads = (quad for path in vocabularies().values() for quad in parse(path))
    return frozenset(str(quad.subject)[1:-1] for quad in quads if quad.predicate.value == RDFS.isDefinedBy)


def label(iri: str, language: str = "nl") -> str | None:
    """The label of a term, None for an unknown term or language.

    >>> label("https://data.vlaanderen.be/ns/persoon#heeftGeboorte", "en")
    'has birth'
    """
    return _texts_by_key().get((iri, RDFS.label, language))


def definition(iri: str, language: str = "nl") -> str | None:
    """The definition of a term, None for an unknown term or language.

    >>> definition("https://data.vlaanderen.be/ns/persoon#Verblijfplaats")
    'Een plaats waar een persoon woont of verblijft.'
    """
    return _texts_by_key().get((iri, SKOS.definition, language))


@cache
def outside() -> Mapping[str, str]:
    """The namespaces in use that `vocabularies` does not describe, each with the title of its vocabulary.

    >>> outside()["http://www.w3.org/ns/org#"]
    'The Organization Ontology'
    """
    nodes: dict[str, dict[str, str]] = {}
    for subject, predicate, value in split_triples(_read_triples(folder("vocabularies") / f"{_OUTSIDE}.ttl")):
        if value.startswith('"'):
            nodes.setdefault(subject, {})[predicate[1:-1]] = literal(value).text
    titles = {node[_VANN.preferredNamespaceUri]: node[DCT.title] for node in nodes.values() if DCT.title in node}
    return MappingProxyType(dict(sorted(titles.items())))


def _read_triples(*paths: Path) -> str:
    return canonical("".join(f"{quad.triple} .\n" for path in paths for quad in parse(path)))


@cache
def _statements() -> tuple[tuple[str, str, str], ...]:
    """Subject and predicate without brackets, and the object."""
    return tuple((subject[1:-1], predicate[1:-1], value) for subject, predicate, value in split_triples(all_triples()))


@cache
def _texts_by_key() -> Mapping[tuple[str, str, str], str]:
    """Term, property and language to text."""
    texts = ((s, p, literal(value)) for s, p, value in _statements() if value.startswith('"'))
    return {(s, p, text.language): text.text for s, p, text in texts if text.language}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its texts by language, and the terms that it links to, by predicate.

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
    """One file: the namespace that it describes, its titles by language, its terms in the order of their IRIs."""

    name: str
    namespace: str
    titles: Mapping[str, str]
    description: str
    terms: tuple[Term, ...]


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by its name, with its terms.

    >>> vocabulary("persoon").namespace
    'https://data.vlaanderen.be/ns/persoon#'
    """
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in split_triples(_read_triples(vocabularies()[name])):
        nodes.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], []).append(value)
    about = next(node for node in nodes.values() if _VANN.preferredNamespaceUri in node)
    return Vocabulary(
        name,
        literal(about[_VANN.preferredNamespaceUri][0]).text,
        _by_language(about.get(DCT.title, ())),
        _by_language(about.get(DCT.description, ())).get("en", ""),
        tuple(_make_term(iri, node) for iri, node in sorted(nodes.items()) if RDFS.isDefinedBy in node),
    )


def _make_term(iri: str, about: dict[str, list[str]]) -> Term:
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
