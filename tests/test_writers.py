"""Writers: what they write says the same triples again, or is refused with the reason before anything is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any
from xml.parsers import expat

import pyoxigraph as ox
import pytest
from helpers.commands import Run, oslo
from helpers.odd_graphs import DIRECTED, GRAPHS, LARGE, QUOTED, RDF, XSD, ntriples
from lxml import etree
from pyld import jsonld

from oslo import BlankNode, Iri, Ref, Resource, write
from oslo.errors import OutputError
from oslo.exchange import render
from oslo.models import persoon
from oslo.rdf.ntriples import canonical, literal
from oslo.rdf.parsing import WRITTEN, Format, parse

TYPE = f"<{RDF}type>"


def triples(text: str) -> frozenset[str]:
    """The triples of N-Triples text, however its blank nodes are called; language tags are the same in any case."""
    lines = canonical(text).splitlines()
    return frozenset(re.sub(r'"@[A-Za-z0-9-]+ \.$', lambda match: match[0].lower(), line) for line in lines)


def written(text: str, format: Format, **options: Any) -> str:
    return "".join(render([text], format, [], **options))


def read(text: str, format: Format) -> frozenset[str]:
    return triples("".join(f"{quad.triple} .\n" for quad in parse(text, format)))


def check(text: str, format: Format, **options: Any) -> str:
    made = written(text, format, **options)
    assert read(made, format) == triples(text), made
    return made


# Every graph, every syntax.


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("name", GRAPHS)
def test_what_is_written_says_the_same(name: str, format: Format) -> None:
    text = GRAPHS[name]
    made = check(text, format)
    if format is Format.RDFXML and made:
        assert etree.fromstring(made.encode()).tag == f"{{{RDF}}}RDF"
    if format is Format.JSONLD and name not in (*LARGE, "doubles"):  # PyLD writes doubles in its own way
        assert triples(jsonld.to_rdf(json.loads(made), {"format": "application/n-quads"})) == triples(text)


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("name", [name for name in GRAPHS if name not in LARGE])
def test_pieces_say_the_same_as_the_whole(name: str, format: Format) -> None:
    text = GRAPHS[name]
    pieces = [f"{line}\n" for line in text.split("\n") if line]
    assert read("".join(render(pieces, format, [])), format) == triples(text)


@pytest.mark.parametrize("format", WRITTEN)
def test_rdf_1_2_where_a_syntax_can_say_it(format: Format) -> None:
    if format is Format.JSONLD:
        with pytest.raises(OutputError, match="urn:p: JSON-LD has no place for a triple as a value"):
            written(QUOTED, format)
        with pytest.raises(OutputError, match="urn:p: the base direction of a text cannot be written as JSON-LD"):
            written(DIRECTED, format)
        check('<urn:a> <urn:p> "--rtl" .\n<urn:a> <urn:p> "x --ltr"@ar .\n<urn:a> <urn:p> <urn:x--rtl> .\n', format)
    else:
        check(DIRECTED, format)
        check(QUOTED, format)


# RDF/XML.


NAMELESS = "does not end in an XML name"
KEPT = "has its own use for that name"


@pytest.mark.parametrize(
    ("predicate", "why"),
    [
        *((each, NAMELESS) for each in ("http://ex.org/123", "http://ex.org/", "http://ex.org/a/", "http://ex.org/a#")),
        *((each, NAMELESS) for each in ("http://ex.org/p%20", "urn:x:1", "http://ex.org/a?b=", "http://ex.org/a(b)")),
        *((each, NAMELESS) for each in ("http://ex.org/·", "http://ex.org/-", "http://www.w3.org/2000/xmlns/f")),
        *((each, NAMELESS) for each in ("http://ex.org/é#p", "http://ex.org/²", "http://ex.org/·a", "urn:日:1")),
        *(
            (f"{RDF}{each}", KEPT)
            for each in ("li", "Description", "about", "ID", "RDF", "nodeID", "aboutEach", "bagID")
        ),
    ],
)
def test_a_predicate_that_xml_cannot_have_is_refused_by_name(predicate: str, why: str) -> None:
    text = f'<urn:a> <urn:p> "x" .\n<urn:a> <{predicate}> "x" .\n'
    with pytest.raises(OutputError) as caught:
        list(render([text], Format.RDFXML, []))
    assert f"the predicate {predicate} cannot be written as RDF/XML" in str(caught.value)
    assert why in str(caught.value)
    check(text, Format.TURTLE)


def test_a_long_predicate_takes_no_longer_than_its_length() -> None:
    for end, name in (("a" * 200_000, True), ("1" * 200_000, False), ("a" * 200_000 + "%", False)):
        text = f'<urn:a> <http://ex.org/{end}> "x" .\n'
        if name:
            check(text, Format.RDFXML)
        else:
            with pytest.raises(OutputError, match="does not end in an XML name"):
                list(render([text], Format.RDFXML, []))


def test_nothing_is_written_before_a_refusal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text('<urn:a> <urn:p> "x" .\n' * 3 + '<urn:a> <http://ex.org/1> "x" .\n')
    for output in ("-", "a.rdf"):
        done = run("infer", "a.nt", "--to", "rdfxml", "-o", output)
        assert (done.returncode, done.stdout, (tmp_path / "a.rdf").exists()) == (2, "", False)
        assert "the predicate http://ex.org/1 cannot be written as RDF/XML" in done.stderr


@pytest.mark.parametrize("code", [0x0, 0x1, 0x8, 0xB, 0xC, 0x1F, 0xFFFE, 0xFFFF])
def test_a_character_that_xml_does_not_have_is_refused_with_its_place(code: int) -> None:
    text = f'<urn:a> <urn:p> "x" .\n<urn:b> <urn:q> "a\\u{code:04X}b"@nl .\n'
    with pytest.raises(OutputError, match=rf"^<urn:b> <urn:q>: text with the control character U\+{code:04X} "):
        written(text, Format.RDFXML)
    check(text, Format.TURTLE)


@pytest.mark.parametrize("code", [0x9, 0xA, 0xD, 0x20, 0x7F, 0x85, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF])
def test_every_other_character_is_the_same_again(code: int) -> None:
    text = f'<urn:b> <urn:q> "a\\U{code:08X}b" .\n'
    made = check(text, Format.RDFXML)
    expat.ParserCreate().Parse(made.encode(), True)
    [element] = etree.fromstring(made.encode()).iter("{urn:}q")
    assert element.text == f"a{chr(code)}b"


def test_rdfxml_is_for_people() -> None:
    place = persoon.Plaats(id="urn:gent", plaatsnaam="Gent & <co>")
    assert write(place, Format.RDFXML) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n'
        '    xmlns:dct="http://purl.org/dc/terms/"\n'
        f'    xmlns:rdf="{RDF}"\n'
        '    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">\n'
        '  <dct:Location rdf:about="urn:gent">\n'
        '    <rdfs:label xml:lang="nl">Gent &amp; &lt;co&gt;</rdfs:label>\n'
        "  </dct:Location>\n</rdf:RDF>\n"
    )


# JSON-LD.


LITERALS = f'<urn:a> {TYPE} <urn:C> .\n<urn:a> {TYPE} "C" .\n<http://ex.org/a> <http://ex.org/p> "x" .\n'
LITERALS += f'<http://ex.org/a> <http://ex.org/p> "[1]"^^<{RDF}JSON> .\n<http://ex.org/a> <http://ex.org/p> <urn:b> .\n'
LITERALS += (
    f'<http://ex.org/a> <http://ex.org/p> "--5"^^<{XSD}integer> .\n<http://ex.org/a> <http://ex.org/p> "x"@nl .\n'
)


@pytest.mark.parametrize(
    "context",
    [
        {"p": {"@id": "http://ex.org/p", "@type": kind}}
        for kind in ("@id", "@vocab", "@json", "@none", f"{XSD}integer", f"{XSD}string", f"{RDF}JSON", f"{XSD}double")
    ]
    + [
        {"type": {"@id": f"{RDF}type", "@type": "@id"}},
        {"type": "@type", "id": "@id"},
        {"@language": "en", "p": "http://ex.org/p"},
        {"@direction": "rtl", "@vocab": "http://ex.org/"},
        {"p": {"@id": "http://ex.org/p", "@direction": "rtl"}},
        {"p": {"@id": "http://ex.org/p", "@container": "@list"}},
        {"@base": "http://ex.org/", "@vocab": "http://ex.org/"},
        {"ex": "http://ex.org/", "ex:p": {"@type": "@id"}},
        {"http://ex.org/p": {"@type": "@id"}},
        {"@vocab": "http://ex.org/", "p": None},
        {"_": "http://ex.org/"},
        {"urn": "http://ex.org/x"},
        {"urn": {"@id": "http://ex.org/", "@prefix": False}},
        {"urn": None},
        {"@vocab": "http://ex.org/", "urn": {"@type": "@id"}},
    ],
    ids=json.dumps,
)
def test_literals_are_literals_whatever_the_context(context: dict[str, Any]) -> None:
    made = check(LITERALS, Format.JSONLD, context=context)
    assert triples(jsonld.to_rdf(json.loads(made), {"format": "application/n-quads"})) == triples(LITERALS)


@pytest.mark.parametrize(
    ("context", "named"),
    [
        ({"http://ex.org/p": None}, "http://ex.org/p: the JSON-LD context has this IRI as a term"),
        ({"http://ex.org/p": {"@container": "@list"}}, "http://ex.org/p: the JSON-LD context has this IRI as a term"),
        ({"urn:C": None}, "urn:C: the JSON-LD context has this IRI as a term"),
        ({"urn": "http://ex.org/"}, "urn:a: the JSON-LD context has a term urn"),
        ({"ex": "http://ex.org/", "urn": "ex:x#"}, "urn:a: the JSON-LD context has a term urn"),
        ({"urn": {"@id": "http://ex.org", "@prefix": True}}, "urn:a: the JSON-LD context has a term urn"),
        ({"@vocab": "http://ex.org/", "urn": "", "p": {}}, "urn:a: the JSON-LD context has a term urn"),
        ({"C": {"@id": "urn:C", "@context": {"urn": "http://ex.org/"}}}, "urn:a: the JSON-LD context has a term urn"),
    ],
    ids=json.dumps,
)
def test_an_iri_that_a_context_would_change_is_refused(context: dict[str, Any], named: str) -> None:
    with pytest.raises(OutputError, match=named):
        written(LITERALS, Format.JSONLD, context=context)


@pytest.mark.parametrize("format", WRITTEN)
def test_a_literal_as_type_stays_one_on_the_command_line(format: Format, tmp_path: Path) -> None:
    text = f'<urn:a> {TYPE} "Person" .\n<urn:a> {TYPE} "1"^^<{XSD}integer> .\n<urn:a> {TYPE} <urn:C> .\n'
    (tmp_path / "a.nt").write_text(text)
    assert oslo("infer", tmp_path / "a.nt", "--to", format, "-o", tmp_path / "b")[0] == 0
    assert triples(oslo("infer", tmp_path / "b", "-f", format)[1]) == triples(text)


def test_a_term_is_used_where_it_fits() -> None:
    text = f'<urn:a> <urn:p> "7"^^<{XSD}integer> .\n<urn:a> <urn:p> "07"^^<{XSD}integer> .\n'
    [node] = json.loads(check(text, Format.JSONLD, context={"p": {"@id": "urn:p", "@type": f"{XSD}integer"}}))["@graph"]
    assert node == {"@id": "urn:a", "p": [7, "07"]}


# Turtle, TriG and names of graphs.


def test_nodes_are_nested_where_one_triple_refers_to_them() -> None:
    text = ntriples(':a :p [ :q ( "x" 1 ) ] .')
    assert check(text, Format.TURTLE) == '<urn:a>\n    <urn:p> [ <urn:q> ( "x" 1 ) ] .\n\n'


def test_a_circle_is_written_with_labels_and_the_rest_is_nested() -> None:
    text = ntriples('_:a :p _:b . _:b :p _:a . :c :p [ :q "x" ] .')
    assert check(text, Format.TURTLE) == (
        '_:a\n    <urn:p> _:b .\n\n_:b\n    <urn:p> _:a .\n\n<urn:c>\n    <urn:p> [ <urn:q> "x" ] .\n\n'
    )


def test_what_follows_about_a_node_stays_with_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "v.ttl").write_text("<urn:p> <http://www.w3.org/2000/01/rdf-schema#range> <urn:C> .")
    (tmp_path / "d.ttl").write_text('<urn:a> <urn:p> [ <urn:q> "x" ] . <urn:b> <urn:q> "y" .')
    found = run("infer", "d.ttl", "--vocabulary", "v.ttl", "--to", "turtle").stdout
    expected = f'<urn:a> <urn:p> _:n .\n_:n {TYPE} <urn:C> .\n_:n <urn:q> "x" .\n<urn:b> <urn:q> "y" .\n'
    assert read(found, Format.TURTLE) == triples(expected)


class Person(Resource, iri=Iri("urn:Person")):
    """Somebody."""

    name: Annotated[str | None, Iri("urn:name")] = None


class Family(Resource, iri=Iri("urn:Family")):
    """People who live together."""

    head: Annotated[Ref[Person] | None, Iri("urn:head")] = None


def families() -> Iterator[Family]:
    """Two families of one head, who has no IRI, and one more after them."""
    head = Person(id=BlankNode("_:hoofd"), name="An")
    yield Family(id="urn:een", head=head)
    yield Family(id="urn:twee", head=head)
    yield Family(id="urn:drie", head=Iri("urn:x"))


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("blank_nodes", [True, False])
def test_a_node_that_two_resources_share_is_one_node(format: Format, blank_nodes: bool) -> None:
    made = write(families(), format, blank_nodes=blank_nodes)
    assert read(made, format) == triples(write(families(), Format.NTRIPLES, blank_nodes=blank_nodes))


def test_a_named_graph_of_trig() -> None:
    places = [persoon.Plaats(id=f"urn:{name}", plaatsnaam=name) for name in ("gent", "genk")]
    made = write(places, Format.TRIG, graph=Iri("urn:graaf"))
    quads = list(parse(made, Format.TRIG))
    assert {str(quad.graph_name) for quad in quads} == {"<urn:graaf>"}
    assert set(map(str, quads)) == set(map(str, parse(write(places, Format.NQUADS, graph=Iri("urn:graaf")), "nquads")))


@pytest.mark.parametrize("format", [each for each in WRITTEN if each not in (Format.TRIG, Format.NQUADS)])
def test_a_graph_where_there_are_no_names_is_refused(format: Format) -> None:
    with pytest.raises(OutputError, match=f"graph: {format} has no names of graphs: choose nquads or trig"):
        write(persoon.Plaats(plaatsnaam="Gent"), format, graph=Iri("urn:graaf"))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (r'"a\tb\nc\rd\be\ff"', "a\tb\nc\rd\be\ff"),
        (r'"\"\\\'"', "\"\\'"),
        (r'"\u00e9\U0001F600"', "é😀"),
        (r'"\\u00e9"', r"\u00e9"),
        ('"a\tb"', "a\tb"),
    ],
)
def test_the_escapes_of_literals(term: str, text: str) -> None:
    assert literal(term).text == text
    [quad] = ox.parse(f"<urn:a> <urn:b> {term} .", format=ox.RdfFormat.N_TRIPLES)
    assert getattr(quad.object, "value") == text  # noqa: B009
