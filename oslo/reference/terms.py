"""What the IRIs of vocabularies and code lists lead to: a page, and the same in Turtle and JSON-LD.

A vocabulary is one page, for its IRIs differ behind the # only; a concept of a code list has a page
of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ..exchange.jsonld import jsonld
from ..exchange.turtle import turtle
from ..namespaces import DCT, OWL, RDFS, SKOS, split
from ..rdf.ntriples import canonical
from ..rdf.parsing import parse
from ..vocabularies.codelists import Code, Scheme, code_list_files
from ..vocabularies.terms import LINKS, Term, Vocabulary, vocabularies
from .classes import class_link, property_link, term_link
from .page import Page, code, facts, in_language, link, said, section, table, text
from .site import Site, iri_path

TURTLE, JSONLD = ("text/turtle", ".ttl"), ("application/ld+json", ".jsonld")

_PLAIN = [OWL.Class, OWL.versionInfo, DCT.description, DCT.title, RDFS.label]
_PLAIN += [SKOS[name] for name in ("Concept", "ConceptScheme", "definition", "notation", "note", "prefLabel")]
_LINKS = [*LINKS, RDFS.isDefinedBy, DCT.license, DCT.source, SKOS.exactMatch, SKOS.inScheme, SKOS.topConceptOf]
_CONTEXT = {split(iri)[1]: {"@id": str(iri)} for iri in _PLAIN} | {
    split(iri)[1]: {"@id": str(iri), "@type": "@id"} for iri in _LINKS
}

_WORDS: dict[str, str] = {
    RDFS.subClassOf: "Kind of",
    RDFS.subPropertyOf: "Narrower than",
    OWL.equivalentClass: "Same as",
    RDFS.domain: "Is said of",
    RDFS.range: "Leads to",
    RDFS.seeAlso: "See also",
}


def vocabulary_files(site: Site, vocabulary: Vocabulary) -> Iterator[Page | tuple[str, str]]:
    """The page of a vocabulary, and its file in two syntaxes."""
    stem = iri_path(vocabulary.namespace)
    path = f"{stem}.html"
    source = vocabularies()[vocabulary.name]
    yield f"{stem}.ttl", source.read_text("utf-8")
    lines = canonical("".join(f"{quad.triple} .\n" for quad in parse(source)))
    yield f"{stem}.jsonld", "".join(jsonld([lines], _CONTEXT))
    kinds = {kind: [each for each in vocabulary.terms if each.kind == kind] for kind in ("class", "property")}
    contents = "".join(
        f"<p>{title}: {', '.join(link(f'#{_local(each)}', said(_local(each), 'nl'), '') for each in kinds[kind])}</p>\n"
        for kind, title in (("class", "Classes"), ("property", "Properties"))
        if kinds[kind]
    )
    terms = "".join(_term(site, each, path) for each in (*kinds["class"], *kinds["property"]))
    yield Page(
        path,
        vocabulary.titles["en"],
        f'<p class="lead">{text(vocabulary.description)}</p>\n'
        + facts((("Namespace", link(vocabulary.namespace, code(vocabulary.namespace), path)), ("Files", _files(stem))))
        + section("contents", "Contents", contents)
        + section("terms", "Terms", terms),
        trail=(("Vocabularies", "index.html#vocabularies"),),
        alternates=_alternates(stem),
    )


def _local(term: Term) -> str:
    return term.iri.rpartition("#")[2]


def _term(site: Site, term: Term, page: str) -> str:
    links = [
        (words, ", ".join(term_link(site, iri, page) for iri in term.links[predicate]))
        for predicate, words in _WORDS.items()
    ]
    classes = [
        f"{text(profile.name)}.{class_link(site, profile, cls, page)}"
        for profile, cls in site.classes.get(term.iri, ())
    ]
    definitions = "".join(f"<p{in_language(each)}>{text(term.definitions[each])}</p>" for each in ("nl", "en"))
    rows = [
        ("IRI", code(term.iri)),
        *links,
        ("Class here", ", ".join(classes)),
        ("Used by", _uses(site, term.iri, page)),
        ("Status", text(term.status)),
    ]
    title = f"{said(term.labels['nl'], 'nl')}, {text(term.labels['en'])}"
    return f'<article id="{text(_local(term))}"><h3>{title}</h3>{definitions}\n{facts(rows)}</article>\n'


def _uses(site: Site, iri: str, page: str) -> str:
    """The properties with a path or a code list, each with its profile and class."""
    return ", ".join(
        f"{text(profile.name)}.{property_link(site, profile, cls, prop, page)}"
        for profile, cls, prop in site.uses.get(iri, ())
    )


def scheme_files(site: Site, scheme: Scheme) -> Iterator[Page | tuple[str, str]]:
    """The page of a code list and those of its concepts, each in two syntaxes too."""
    stem = iri_path(scheme.iri)
    path = f"{stem}.html"
    yield from _rdf(stem, [scheme.iri, *scheme.codes])
    rows = [
        (
            link(site.page(each.iri) or "", code(each.notation), path),
            *(
                said(each.labels.get(language, ""), language) if language in each.labels else ""
                for language in _both(scheme)
            ),
            code(each.iri),
        )
        for each in scheme.codes.values()
    ]
    heads = ("Code", *({"nl": "Dutch", "en": "English"}[each] for each in _both(scheme)), "IRI")
    yield Page(
        path,
        scheme.titles.get("en", scheme.name),
        facts(
            (
                ("In Dutch", said(scheme.titles.get("nl", ""), "nl")),
                ("IRI", link(scheme.iri, code(scheme.iri), path)),
                ("Name", code(scheme.name)),
                ("Used by", _uses(site, scheme.iri, path)),
                ("Files", _files(stem)),
            )
        )
        + section("codes", "Codes", table("The codes", heads, rows)),
        trail=(("Code lists", "index.html#codelists"),),
        alternates=_alternates(stem),
    )
    for each in scheme.codes.values():
        yield from _concept_files(site, scheme, each)


def _both(scheme: Scheme) -> list[str]:
    """The languages, of Dutch and English, that labels of a list have."""
    return [each for each in ("nl", "en") if any(each in one.labels for one in scheme.codes.values())]


def _concept_files(site: Site, scheme: Scheme, concept: Code) -> Iterator[Page | tuple[str, str]]:
    stem = iri_path(concept.iri)
    path = f"{stem}.html"
    yield from _rdf(stem, [concept.iri])
    rows = [
        ("Code", code(concept.notation)),
        *((f"Label ({language})", said(label, language)) for language, label in sorted(concept.labels.items())),
        ("IRI", link(concept.iri, code(concept.iri), path)),
        ("Code list", link(site.page(scheme.iri) or "", text(scheme.name), path)),
        ("Same as", ", ".join(link(site.page(each) or each, code(each), path) for each in concept.matches)),
        ("Files", _files(stem)),
    ]
    language = next((each for each in ("nl", "en") if each in concept.labels), "en")
    yield Page(
        path,
        concept.labels.get(language, concept.notation),
        facts(rows),
        trail=(
            ("Code lists", "index.html#codelists"),
            (scheme.titles.get("en", scheme.name), site.page(scheme.iri) or ""),
        ),
        alternates=_alternates(stem),
        language=language,
    )


def _alternates(stem: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind, f"{stem}{suffix}") for kind, suffix in (TURTLE, JSONLD))


def _files(stem: str) -> str:
    """Links to the files beside a page."""
    name = stem.rpartition("/")[2]
    return ", ".join(link(f"{name}{suffix}", code(f"{name}{suffix}"), "") for _, suffix in (TURTLE, JSONLD))


def _rdf(stem: str, subjects: list[str]) -> Iterator[tuple[str, str]]:
    """What is said of some subjects, as Turtle and as JSON-LD."""
    texts = [_said()[each] for each in subjects]
    yield f"{stem}.ttl", "".join(turtle(texts, [])).rstrip("\n") + "\n"
    yield f"{stem}.jsonld", "".join(jsonld(texts, _CONTEXT))


@cache
def _said() -> Mapping[str, str]:
    """What the code lists say of each subject, as N-Triples."""
    found: dict[str, str] = {}
    for path in code_list_files():
        for quad in parse(path):
            subject = str(quad.subject)[1:-1]
            found[subject] = found.get(subject, "") + f"{quad.triple} .\n"
    return found
