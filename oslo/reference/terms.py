"""What the IRIs of vocabularies and code lists lead to: a page, and the same in Turtle and JSON-LD.

A vocabulary is one page, as its IRIs differ only after the #; a concept of a code list has a page of
its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ..exchange.jsonld import jsonld
from ..exchange.turtle import turtle
from ..namespaces import DCT, OWL, RDFS, SKOS, split
from ..rdf.ntriples import canonical
from ..rdf.parsing import parse
from ..vocabularies.codelists import Code, Scheme, code_list_files
from ..vocabularies.terms import LINKS, Term, Vocabulary, vocabularies
from .links import Links
from .page import CODE_LISTS, VOCABULARIES, File, Link, Page, code, facts, fill, link, table, text, text_in
from .site import Site, iri_path

_MEDIA_TYPES = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
_LANGUAGES = {"nl": "Dutch", "en": "English"}

_PLAIN = [OWL.Class, OWL.versionInfo, DCT.description, DCT.title, RDFS.label]
_PLAIN += [SKOS[name] for name in ("Concept", "ConceptScheme", "definition", "notation", "note", "prefLabel")]
_LINKS = [*LINKS, RDFS.isDefinedBy, DCT.license, DCT.source, SKOS.exactMatch, SKOS.inScheme, SKOS.topConceptOf]
_CONTEXT = {split(iri)[1]: {"@id": str(iri)} for iri in _PLAIN} | {
    split(iri)[1]: {"@id": str(iri), "@type": "@id"} for iri in _LINKS
}

_LINK_NAMES: dict[str, str] = {
    RDFS.subClassOf: "Kind of",
    RDFS.subPropertyOf: "Narrower than",
    OWL.equivalentClass: "Same as",
    RDFS.domain: "Is said of",
    RDFS.range: "Leads to",
    RDFS.seeAlso: "See also",
}


def vocabulary_files(site: Site, vocabulary: Vocabulary) -> Iterator[Page | File]:
    """The page of a vocabulary, and its file in two syntaxes."""
    stem = iri_path(vocabulary.namespace)
    links = Links(site, f"{stem}.html")
    source = vocabularies()[vocabulary.name]
    yield f"{stem}.ttl", source.read_text("utf-8")
    lines = canonical("".join(f"{quad.triple} .\n" for quad in parse(source)))
    yield f"{stem}.jsonld", "".join(jsonld([lines], _CONTEXT))
    classes = [term for term in vocabulary.terms if term.kind == "class"]
    properties = [term for term in vocabulary.terms if term.kind == "property"]
    about = (
        ("Namespace", links.to(vocabulary.namespace, code(vocabulary.namespace))),
        ("Files", _link_files(stem)),
    )
    html = fill(
        "vocabulary",
        description=vocabulary.description,
        facts_html=facts(about),
        contents_html=_list_names("Classes", classes) + _list_names("Properties", properties),
        terms_html="".join(_describe_term(links, term) for term in (*classes, *properties)),
    )
    yield _make_page(stem, vocabulary.titles["en"], html, (VOCABULARIES,))


def _list_names(title: str, terms: list[Term]) -> str:
    names = ", ".join(link(f"#{_local_name(term)}", text_in("nl", _local_name(term)), "") for term in terms)
    return f"<p>{title}: {names}</p>\n" if terms else ""


def _local_name(term: Term) -> str:
    return term.iri.rpartition("#")[2]


def _describe_term(links: Links, term: Term) -> str:
    classes = (
        f"{text(profile.name)}.{links.to_class(profile, cls)}" for profile, cls in links.site.classes.get(term.iri, ())
    )
    about = (
        ("IRI", code(term.iri)),
        *((name, ", ".join(map(links.to_term, term.links[iri]))) for iri, name in _LINK_NAMES.items()),
        ("Class here", ", ".join(classes)),
        ("Used by", _list_uses(links, term.iri)),
        ("Status", text(term.status)),
    )
    return fill(
        "term",
        anchor=_local_name(term),
        dutch=term.labels["nl"],
        english=term.labels["en"],
        definition_nl=term.definitions["nl"],
        definition_en=term.definitions["en"],
        facts_html=facts(about),
    )


def _list_uses(links: Links, iri: str) -> str:
    """The properties with a path or a code list, each with its profile and class."""
    return ", ".join(
        f"{text(profile.name)}.{links.to_property(profile, cls, prop)}"
        for profile, cls, prop in links.site.uses.get(iri, ())
    )


def scheme_files(site: Site, scheme: Scheme) -> Iterator[Page | File]:
    """The page of a code list and those of its concepts, each also in two syntaxes."""
    stem = iri_path(scheme.iri)
    links = Links(site, f"{stem}.html")
    title = scheme.titles.get("en", scheme.name)
    yield from _write_rdf(stem, [scheme.iri, *scheme.codes])
    about = (
        ("In Dutch", text_in("nl", scheme.titles.get("nl", ""))),
        ("IRI", links.to(scheme.iri, code(scheme.iri))),
        ("Name", code(scheme.name)),
        ("Used by", _list_uses(links, scheme.iri)),
        ("Files", _link_files(stem)),
    )
    html = fill("codelist", facts_html=facts(about), codes_html=_list_codes(links, scheme))
    yield _make_page(stem, title, html, (CODE_LISTS,))
    for concept in scheme.codes.values():
        yield from _concept_files(site, scheme, concept, (CODE_LISTS, (title, f"{stem}.html")))


def _list_codes(links: Links, scheme: Scheme) -> str:
    """The codes in a table, with their labels in Dutch and English, as far as the list has them."""
    concepts = scheme.codes.values()
    languages = [language for language in _LANGUAGES if any(language in concept.labels for concept in concepts)]
    rows = [
        (
            links.to_iri(concept.iri, code(concept.notation)),
            *(text_in(each, concept.labels[each]) if each in concept.labels else "" for each in languages),
            code(concept.iri),
        )
        for concept in concepts
    ]
    return table("The codes", ("Code", *map(_LANGUAGES.__getitem__, languages), "IRI"), rows)


def _concept_files(site: Site, scheme: Scheme, concept: Code, trail: tuple[Link, ...]) -> Iterator[Page | File]:
    stem = iri_path(concept.iri)
    links = Links(site, f"{stem}.html")
    yield from _write_rdf(stem, [concept.iri])
    about = (
        ("Code", code(concept.notation)),
        *((f"Label ({language})", text_in(language, label)) for language, label in sorted(concept.labels.items())),
        ("IRI", links.to(concept.iri, code(concept.iri))),
        ("Code list", links.to_iri(scheme.iri, text(scheme.name))),
        ("Same as", ", ".join(links.to_iri(match, code(match)) for match in concept.matches)),
        ("Files", _link_files(stem)),
    )
    language = next((each for each in _LANGUAGES if each in concept.labels), "en")
    yield _make_page(stem, concept.labels.get(language, concept.notation), facts(about), trail, language)


def _make_page(stem: str, title: str, html: str, trail: tuple[Link, ...], language: str = "en") -> Page:
    """A page with the same as RDF next to it."""
    alternates = tuple((media_type, f"{stem}{suffix}") for suffix, media_type in _MEDIA_TYPES.items())
    return Page(f"{stem}.html", title, html, trail, alternates, language)


def _link_files(stem: str) -> str:
    """Links to the files next to a page."""
    names = [f"{stem.rpartition('/')[2]}{suffix}" for suffix in _MEDIA_TYPES]
    return ", ".join(link(name, code(name), "") for name in names)


def _write_rdf(stem: str, subjects: Iterable[str]) -> Iterator[File]:
    """The triples of some subjects, as Turtle and as JSON-LD."""
    texts = [_triples_by_subject()[subject] for subject in subjects]
    yield f"{stem}.ttl", "".join(turtle(texts, [])).rstrip("\n") + "\n"
    yield f"{stem}.jsonld", "".join(jsonld(texts, _CONTEXT))


@cache
def _triples_by_subject() -> Mapping[str, str]:
    """The triples of each subject in the code lists, as N-Triples."""
    triples: dict[str, str] = {}
    for path in code_list_files():
        for quad in parse(path):
            subject = str(quad.subject)[1:-1]
            triples[subject] = triples.get(subject, "") + f"{quad.triple} .\n"
    return triples
