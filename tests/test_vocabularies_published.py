"""The vocabularies against what is published about the same terms, and against the page that tells what differs."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from oslo.namespaces import PREFIXES, split
from oslo.vocabularies.terms import all_triples, defined, definition, vocabularies

PAGE = Path(__file__).resolve().parent.parent / "docs" / "vocabularies.md"
DEFINED = defined()
STATUS = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
LINKS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass)


@cache
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=all_triples(), format="nt")


def short(iri: object) -> str:
    """`prefix:name`, also for a name with a dot."""
    namespace, name = split(str(iri))
    return next(f"{prefix}:{name}" for prefix, known in PREFIXES.items() if str(known) == namespace)


# Links.


class Link(NamedTuple):
    subject: str
    predicate: rdflib.term.Node
    object: str


def links() -> set[Link]:
    return {Link(str(s), p, str(o)) for p in LINKS for s, o in graph().subject_objects(p)}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the page."""
    section = PAGE.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip(" `") for cell in line.strip("| ").split(" | ")] for line in lines[1:]]


def test_each_link_says_where_it_is_stated() -> None:
    told = []
    for axiom in graph().subjects(RDF.type, OWL.Axiom):
        source, property_, target = (
            graph().value(axiom, each) for each in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )
        told.append(Link(str(source), property_, str(target)))
        assert isinstance(graph().value(axiom, DCTERMS.source), rdflib.URIRef)
    assert sorted(told) == sorted(links())


def subclass_facts(shared: Path) -> dict[tuple[str, str], str]:
    with (shared / "facts" / "oslo" / "subclasses.tsv").open(encoding="utf-8", newline="") as file:
        return {(row["class_iri"], row["superclass_iri"]): row["basis"] for row in csv.DictReader(file, delimiter="\t")}


def test_each_subclass_is_a_fact_or_told_on_the_page(shared: Path) -> None:
    facts = subclass_facts(shared)
    stated = {(link.subject, link.object) for link in links() if link.predicate == RDFS.subClassOf}
    told = {(row[0], row[1]) for row in rows("Links beyond the facts")}
    assert {(short(one), short(other)) for one, other in stated - set(facts)} == told


def test_each_subclass_that_is_stated_of_our_terms_is_there(shared: Path) -> None:
    facts = {pair for pair, basis in subclass_facts(shared).items() if basis == "source" and pair[0] in DEFINED}
    assert facts
    assert facts - {(link.subject, link.object) for link in links()} == set()


def test_what_was_inferred_says_so(shared: Path) -> None:
    facts = subclass_facts(shared)
    axioms = list(graph().subjects(OWL.annotatedProperty, RDFS.subClassOf))
    assert len(axioms) > 10
    for axiom in axioms:
        pair = str(graph().value(axiom, OWL.annotatedSource)), str(graph().value(axiom, OWL.annotatedTarget))
        note = str(graph().value(axiom, SKOS.note) or "")
        assert note.startswith("Inferred") is (facts.get(pair) == "inferred"), pair


# What is published.


@pytest.fixture(scope="module")
def published(shared: Path) -> rdflib.Graph:
    found = rdflib.Graph()
    for path in sorted((shared / "official" / "oslo" / "ns").glob("*.ttl")):
        found.parse(path)
    assert len(found) > 5000
    return found


def facts_of(shared: Path) -> dict[str, set[tuple[str, str]]]:
    """Property to the classes and ranges that the profiles give it, drafts left aside."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path in (shared / "facts" / "oslo").glob("*.tsv"):
        if not path.stem.startswith(("subclasses", "codelist")) and not path.stem.endswith("-draft"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                    found.setdefault(row["property_iri"], set()).add((row["class_iri"], row["range_iri"]))
    return found


def test_domain_and_range_are_those_of_the_vocabulary_else_of_all_profiles(
    shared: Path, published: rdflib.Graph
) -> None:
    facts, checked = facts_of(shared), 0
    for term in sorted(DEFINED):
        for predicate, column in ((RDFS.domain, 0), (RDFS.range, 1)):
            said = graph().value(rdflib.URIRef(term), predicate)
            stated = set(published.objects(rdflib.URIRef(term), predicate))
            in_profiles = {rdflib.URIRef(row[column]) for row in facts.get(term, ())}
            if said is not None and (stated or in_profiles):
                assert {said} == (stated or in_profiles), term
                checked += 1
    assert checked > 150


def test_a_published_domain_or_range_is_stated_or_told_on_the_page(published: rdflib.Graph) -> None:
    left_out = set()
    for term in sorted(DEFINED):
        for name, predicate in (("domain", RDFS.domain), ("range", RDFS.range)):
            stated = published.value(rdflib.URIRef(term), predicate)
            if stated is not None and graph().value(rdflib.URIRef(term), predicate) is None:
                left_out.add((short(term), name, short(stated)))
    assert left_out == {(row[0], row[1], row[2]) for row in rows("What is left out")}


def test_stable_is_what_the_published_vocabulary_has(published: rdflib.Graph) -> None:
    known = {split(str(term))[0] for term in published.subjects(RDFS.isDefinedBy)}
    terms = [term for term in sorted(DEFINED) if split(term)[0] in known]
    assert len(terms) > 100
    for term in terms:
        is_published = (rdflib.URIRef(term), RDFS.isDefinedBy, None) in published
        status = str(graph().value(rdflib.URIRef(term), STATUS))
        assert status == ("stable" if is_published else "testing"), term


def test_property_links_are_published(published: rdflib.Graph) -> None:
    noted = {
        (str(graph().value(axiom, OWL.annotatedSource)), str(graph().value(axiom, OWL.annotatedTarget)))
        for axiom in graph().subjects(OWL.annotatedProperty, RDFS.subPropertyOf)
        if graph().value(axiom, SKOS.note)
    }
    known = {split(str(term))[0] for term in published.subjects(RDFS.isDefinedBy)}
    stated = {
        (rdflib.URIRef(link.subject), link.predicate, rdflib.URIRef(link.object))
        for link in links()
        if link.predicate != RDFS.subClassOf
        and (link.subject, link.object) not in noted
        and split(link.subject)[0] in known
    }
    assert stated
    assert [link for link in sorted(stated) if link not in published] == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def test_no_definition_is_taken_over(published: rdflib.Graph) -> None:
    texts = [str(each) for each in published.objects() if isinstance(each, rdflib.Literal)]
    whole, pieces = {" ".join(words(text)) for text in texts}, set().union(*map(runs, texts))
    assert len(pieces) > 5000
    for term in sorted(DEFINED):
        for language in ("nl", "en"):
            text = definition(term, language) or ""
            assert " ".join(words(text)) not in whole, term
            assert runs(text).isdisjoint(pieces), term


def test_the_http_twin_is_noted_where_it_is_in_use(shared: Path) -> None:
    suffixes = {".ttl", ".nt", ".nq", ".jsonld", ".json", ".rdf", ".xml"}
    files = [path for part in ("official", "records") for path in (shared / part).rglob("*") if path.suffix in suffixes]
    seen = {
        bytes(each) for path in files for each in re.findall(rb"http://data\.vlaanderen\.be/ns/\w+#", path.read_bytes())
    }
    for name in vocabularies():
        header = rdflib.URIRef(f"urn:oslo-interop:vocabularies:{name}")
        twin = str(graph().value(header, VANN.preferredNamespaceUri)).replace("https:", "http:")
        note = str(graph().value(header, SKOS.note) or "")
        assert (twin in note) is (twin.encode() in seen), name


def test_the_term_that_the_page_shows_is_as_in_the_file() -> None:
    shown = re.findall(r"^```turtle\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert shown
    assert all(each in vocabularies()["persoon"].read_text("utf-8") for each in shown)
