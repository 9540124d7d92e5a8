"""The vocabularies against the models, mappings, contexts and shapes that use them, and as files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD
from rdflib.compare import isomorphic

from oslo.files import folder, ready_files
from oslo.lint.linter import lint_all
from oslo.model.description import ClassInfo, PropertyInfo, describe, reachable
from oslo.model.values import Concept
from oslo.models import MODULES, load_profile as load_profile
from oslo.namespaces import ADRES, split
from oslo.vocabularies.terms import all_triples, defined, definition, label, outside, vocabularies

STATUS = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
LINKS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass)
DEFINED, OUTSIDE = defined(), outside()  # asked once: the tests look into them at each property
FILES = sorted(folder("vocabularies").glob("*.ttl"))
NAMES = sorted(vocabularies())
KINDS = {OWL.Class: RDFS.Class, OWL.ObjectProperty: RDF.Property, OWL.DatatypeProperty: RDF.Property}
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_term = pytest.mark.parametrize("term", sorted(DEFINED), ids=lambda term: "-".join(re.split(r"[/#]", term)[-2:]))

# Defined though no model uses it, because a link needs it.
NETWERK = "https://data.vlaanderen.be/ns/netwerk#"
NEEDED_BY_LINKS = frozenset(
    NETWERK + name for name in ("Connectie", "GeneriekeLink", "Knoop", "Netwerk", "Netwerkelement", "Netwerkgebied")
)

# What a model derives and no published vocabulary states: docs/vocabularies.md tells why each is left out.
NOT_STATED = {
    ("generiek#Gemeente", "generiek#AdministratieveEenheid"),
    ("perceel#RuimtelijkeEenheid", "adres#AdresseerbaarObject"),
    ("mobiliteit#Grondwerk", "mobiliteit#Inname"),
    ("mobiliteit#Omleiding", "mobiliteit#Mobiliteitsmaatregel"),
    ("mobiliteit#Verkeersmaatregel", "mobiliteit#Mobiliteitsmaatregel"),
    ("mobiliteit#Werk", "mobiliteit#Inname"),
}


@cache
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=all_triples(), format="nt")


@cache
def classes() -> tuple[ClassInfo, ...]:
    found = {info for name in MODULES for info in reachable(load_profile(name).classes)}
    return tuple(sorted(found, key=lambda info: (info.cls.__module__, info.name)))


def properties() -> Iterator[tuple[ClassInfo, PropertyInfo]]:
    return (
        (info, prop)
        for info in classes()
        for prop in info.properties
        if (info.cls.__module__, prop.path) not in AGAINST_THE_VOCABULARY
    )


# Used by a published implementation model in another way than the vocabulary says: rows in docs/deviations.md.
AGAINST_THE_VOCABULARY = {("oslo.models.lpdc", ADRES.Straatnaam), ("oslo.models.lpdc", ADRES.postcode)}


def ours(iri: str) -> bool:
    """Whether an IRI is a term of OSLO or MAGDA, with http or with https."""
    return re.match(r"https?://(implementatie\.)?data\.vlaanderen\.be/ns/", iri) is not None


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


# What is used is defined or somebody else's, and the other way round.


def in_models() -> set[str]:
    literals = chain.from_iterable(each.value.datatypes for _, p in properties() for each in p.ranges if each.value)
    return {info.iri for info in classes()} | {prop.path for _, prop in properties()} | set(literals)


def in_contexts() -> set[str]:
    def iris(value: Any) -> Iterator[str]:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from iris(each)
        if isinstance(value, str) and "://" in value:
            yield value

    files = (folder("vocabularies") / "contexts").glob("*.jsonld")
    return {iri for file in files for iri in iris(json.loads(file.read_text("utf-8"))["@context"])}


def terms_in(mapping: str) -> set[str]:
    """IRIs of terms: by the Flemish URI standard they have /ns/; terms of others end in a name after a #."""
    found = re.findall(r"https?://[^\s\"'{}>,)\]]+", re.sub(r"^\s*#.*$", "", mapping, flags=re.MULTILINE))
    return {iri for iri in found if "/ns/" in iri or "#" in iri or split(iri)[0] in OUTSIDE}


def in_mappings() -> set[str]:
    paths = ready_files("mapping").values()
    return {iri for path in paths if path for iri in terms_in(path.read_text("utf-8"))}


def in_shapes() -> set[str]:
    quads = chain.from_iterable(ox.parse(path=str(path)) for path in folder("shapes").glob("*.ttl"))
    return {quad.predicate.value for quad in quads}


def in_files() -> set[str]:
    """What the vocabularies themselves say things with, and link to."""
    quads = list(chain.from_iterable(ox.parse(path=str(path)) for path in FILES))
    linking = {RDF.type, RDFS.domain, RDFS.range, OWL.annotatedTarget, *LINKS}
    objects = {q.object.value for q in quads if rdflib.URIRef(q.predicate.value) in linking}
    datatypes = {q.object.datatype.value for q in quads if isinstance(q.object, ox.Literal)}
    return {q.predicate.value for q in quads} | objects | datatypes


def in_code_lists() -> set[str]:
    quads = chain.from_iterable(
        ox.parse(path=str(path)) for path in (folder("vocabularies") / "codelists").glob("*.ttl")
    )
    return {quad.predicate.value for quad in quads}


USED = {
    "models": in_models,
    "contexts": in_contexts,
    "mappings": in_mappings,
    "shapes": in_shapes,
    "files": in_files,
    "code lists": in_code_lists,
}


@pytest.mark.parametrize("where", USED)
def test_each_term_in_use_is_defined_or_of_a_listed_outside_vocabulary(where: str) -> None:
    assert [iri for iri in sorted(USED[where]()) if iri not in DEFINED and split(iri)[0] not in OUTSIDE] == []


def test_terms_in_mappings_are_found() -> None:
    known = "https://data.vlaanderen.be/ns/persoon#Gezin", "http://purl.org/dc/terms/title"
    text = f'# http://x.test/ns/a#b\nfields: {{type: {{constant: "{known[0]}"}}, name: {known[1]}}}\nid: http://x.test/id/1'
    assert terms_in(text) == set(known)


def test_nothing_is_defined_that_nothing_uses() -> None:
    used = in_models() | in_contexts() | in_mappings()
    assert DEFINED - used == NEEDED_BY_LINKS


def test_no_outside_vocabulary_is_listed_that_nothing_uses() -> None:
    used = {split(iri)[0] for find in USED.values() for iri in find()}
    assert sorted(set(OUTSIDE) - used) == []


def test_each_term_stands_in_the_file_of_its_namespace() -> None:
    for name, path in vocabularies().items():
        said = rdflib.Graph().parse(path)
        header = rdflib.URIRef(f"urn:oslo-interop:vocabularies:{name}")
        namespace = str(said.value(header, VANN.preferredNamespaceUri))
        terms = {str(term) for term in said.subjects(RDFS.isDefinedBy)}
        assert terms == {term for term in DEFINED if split(term)[0] == namespace}
        assert {str(each) for each in said.objects(None, RDFS.isDefinedBy)} == {namespace.rstrip("#")}


# What is said of each term.


@each_term
def test_a_term_is_described_in_two_languages(term: str) -> None:
    node = rdflib.URIRef(term)
    for predicate in (RDFS.label, SKOS.definition):
        said = {str(each.language): str(each) for each in graph().objects(node, predicate)}
        assert len(list(graph().objects(node, predicate))) == 2
        assert set(said) == {"nl", "en"}
    nl, en = definition(term, "nl"), definition(term, "en")
    assert nl
    assert en
    assert nl != en
    for text in (nl, en):
        assert re.fullmatch(r"[A-ZÀ-Þ].*\.", text), text
        assert "  " not in text
    for language in ("nl", "en"):
        name = label(term, language)
        assert name
        is_class = (node, RDF.type, OWL.Class) in graph()
        assert name[0].isupper() is is_class, name


@each_term
def test_a_term_has_one_kind_a_status_and_a_source(term: str) -> None:
    node = rdflib.URIRef(term)
    types = set(graph().objects(node, RDF.type))
    (kind,) = types & set(KINDS)
    assert types == {kind, KINDS[kind]}
    assert [str(each) for each in graph().objects(node, STATUS)] in (["stable"], ["testing"])
    assert [str(each) for each in graph().objects(node, RDFS.isDefinedBy)] == [split(term)[0].rstrip("#")]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_what_the_file_is(name: str) -> None:
    said = rdflib.Graph().parse(vocabularies()[name])
    node = rdflib.URIRef(f"urn:oslo-interop:vocabularies:{name}")
    assert (node, RDF.type, OWL.Ontology) in said
    assert {each.language for each in said.objects(node, DCTERMS.title)} == {"nl", "en"}
    assert {each.language for each in said.objects(node, DCTERMS.description)} == {"en"}
    assert said.value(node, DCTERMS.issued).datatype == XSD.date
    assert said.value(node, DCTERMS.license) == rdflib.URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert said.value(node, DCTERMS.source) in set(said.objects(None, RDFS.isDefinedBy))
    assert str(said.value(node, OWL.versionInfo)) == "0.1.0"
    assert said.value(node, VANN.preferredNamespacePrefix)


_WITHOUT_EDITIONS = frozenset(
    (
        "a4g",
        "ad",
        "gconsent",
        "gipod",
        "labeltype",
        "mv",
        "platform",
        "publicservice",
        "schema",
        "schemas",
        "uitdatabank",
        "vs",
        "xhv",
    )
)


def test_an_outside_vocabulary_has_title_version_homepage_and_keeper() -> None:
    said = rdflib.Graph().parse(folder("vocabularies") / "outside.ttl")
    foaf = rdflib.Namespace("http://xmlns.com/foaf/0.1/")
    found = {
        str(said.value(node, VANN.preferredNamespacePrefix)): node for node in said.subjects(VANN.preferredNamespaceUri)
    }
    assert len(found) == len(OUTSIDE)
    for prefix, node in found.items():
        assert str(node).endswith(f"outside/{prefix}")
        assert said.value(node, DCTERMS.title)
        assert isinstance(said.value(node, foaf.homepage), rdflib.URIRef)
        assert said.value(said.value(node, DCTERMS.publisher), foaf.name)
        assert (said.value(node, OWL.versionInfo) is None) is (prefix in _WITHOUT_EDITIONS)


# The models and the vocabularies say the same.


@cache
def superclasses(iri: str) -> set[str]:
    """An IRI with the classes above it, as the vocabularies and the models have them."""
    found = {str(each) for each in graph().transitive_objects(rdflib.URIRef(iri), RDFS.subClassOf)}
    for info in classes():
        if info.iri in found:
            found |= {str(base.iri) for base in info.cls.__mro__ if getattr(base, "iri", None)}
    return found


def test_the_class_of_a_property_is_its_domain_or_below_it() -> None:
    wrong = []
    for info, prop in properties():
        domain = graph().value(rdflib.URIRef(prop.path), RDFS.domain)
        if prop.path in DEFINED and domain is not None and str(domain) not in superclasses(info.iri):
            wrong.append((info.name, prop.json_name, str(domain)))
    assert wrong == []


def test_a_range_is_what_the_models_take() -> None:
    wrong = []
    for info, prop in properties():
        stated = graph().value(rdflib.URIRef(prop.path), RDFS.range)
        if prop.path not in DEFINED or stated is None:
            continue
        for each in prop.ranges:
            if each.cls is not None:
                fits = str(stated) in superclasses(str(describe(each.cls).iri))
            elif issubclass(each.python, Concept):
                fits = stated == SKOS.Concept
            else:
                fits = stated == RDFS.Literal or str(stated) in each.value.datatypes
            if not fits:
                wrong.append((info.name, prop.json_name, str(stated), each.python.__name__))
    assert wrong == []


def test_a_property_has_the_kind_that_the_models_give_it() -> None:
    tried = [(info, prop) for info, prop in properties() if prop.path in DEFINED]
    assert len(tried) > 500
    for info, prop in tried:
        links = {each.cls is not None or issubclass(each.python, Concept) for each in prop.ranges}
        assert len(links) == 1
        kind = OWL.ObjectProperty if links.pop() else OWL.DatatypeProperty
        assert (rdflib.URIRef(prop.path), RDF.type, kind) in graph(), (info.name, prop.json_name)


def test_each_class_in_the_models_is_a_class() -> None:
    iris = {info.iri for info in classes()} & DEFINED
    assert len(iris) > 100
    assert [iri for iri in sorted(iris) if (rdflib.URIRef(iri), RDF.type, OWL.Class) not in graph()] == []


def test_each_subclass_in_the_models_is_stated_or_listed() -> None:
    missing = set()
    for info in classes():
        stated = {str(each) for each in graph().transitive_objects(rdflib.URIRef(info.iri), RDFS.subClassOf)}
        for base in info.cls.__mro__:
            above = str(getattr(base, "iri", None) or info.iri)
            if ours(info.iri) and ours(above) and above not in stated:
                missing.add((short(info.iri), short(above)))
    assert missing == NOT_STATED


# The files as files.


@each_file
def test_two_parsers_see_one_graph(path: Path) -> None:
    first = rdflib.Graph().parse(path)
    second = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in ox.parse(path=str(path))), format="nt")
    assert len(first) == len(second) > 0
    assert isomorphic(first, second)


def test_lint_finds_nothing() -> None:
    assert lint_all(FILES) == []


@each_file
def test_the_text_is_clean(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\ufffd" not in text
    assert not re.search("[\u0080-\u009f]|[ÃÂ][\u0080-\u00bf]", text)
    assert all(len(line.encode()) == len(line.rstrip().encode()) for line in text.splitlines())
    assert text.endswith(".\n")


@each_file
def test_a_file_is_in_order(path: Path) -> None:
    """Header, classes, properties, links: each part by name, and one predicate a line."""
    text = path.read_text("utf-8")
    parts = re.split(r"^# (Classes|Properties|Where the links|Vocabularies|Who keeps).*$", text, flags=re.MULTILINE)
    names = parts[1::2]
    assert names == [
        each for each in ("Classes", "Properties", "Where the links", "Vocabularies", "Who keeps") if each in names
    ]
    for part in parts[2::2]:
        subjects = re.findall(r"^[\w-]+:(\S+) a ", part, re.MULTILINE)
        assert subjects == sorted(subjects, key=lambda each: (each.lower(), each))
    assert not re.search(r'^(?:[^"\n]|"[^"\n]*")* ; \S', text, re.MULTILINE)
    prefixes = re.findall(r"^@prefix (\S+):", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    assert all(text.count(f"{each}:") > 1 for each in prefixes)


def test_load_gives_the_same_bytes_and_all_triples() -> None:
    count = sum(len(rdflib.Graph().parse(path)) for path in vocabularies().values())
    assert len(graph()) == count == all_triples().count(" .\n")
    text = all_triples()
    all_triples.cache_clear()
    assert all_triples() == text


def test_what_is_not_there_is_none() -> None:
    gezin = "https://data.vlaanderen.be/ns/persoon#Gezin"
    assert label(gezin) == "Gezin"
    assert label(gezin, "fr") is None
    assert definition(gezin.replace("https", "http")) is None
    assert "urn:oslo-interop:vocabularies:persoon" not in DEFINED
