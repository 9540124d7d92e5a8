"""Relative IRIs: which one, where, and the base that completes it, for each syntax and command that reads RDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.commands import Run, oslo

from oslo import Validator, infer, materialise_versions, read, validate
from oslo.errors import InputError
from oslo.generating import module
from oslo.lint.linter import lint
from oslo.models.persoon import Plaats
from oslo.rdf.parsing import Format, ReadOptions, parse
from oslo.vocabularies.codelists import add

BASE = "https://data.example.be/a/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:"{{}}>\n\n{{}}\n</rdf:RDF>'
HINT = r"give the base that completes it \(--base\)"


def objects(text: str | bytes, format: Format, base: str | None = None) -> list[str]:
    return [str(quad.object) for quad in parse(text, format, options=ReadOptions(base=base))]


@pytest.mark.parametrize(
    ("format", "text", "iri", "line"),
    [
        (Format.TURTLE, "<urn:a> <urn:b>\n  <c> .", "c", 2),
        (Format.TURTLE, '<urn:a> <urn:b> "é", "<x>",\n "é<", "é", <c#d> .', "c#d", 2),
        (Format.TURTLE, "@prefix x: <ns#> .\nx:a x:b x:c .", "ns#", 1),
        (Format.TURTLE, "\n@base <ns/> .\n<a> <b> <c> .", "ns/", 2),
        (Format.TURTLE, '<urn:a> <urn:b>\n\n"1"^^<getal> .', "getal", 3),
        (Format.TURTLE, "<urn:a> <urn:b> [] .\n" * 20_000 + "<urn:a> <urn:b> (1 <> 2) .", "", 20_001),
        (Format.TURTLE, "<urn:a> <urn:b> <//example.be/c> .", "//example.be/c", 1),
        (Format.TRIG, "<urn:g> { <urn:a> <urn:b> <urn:c> }\n<g> { <urn:a> <urn:b> <urn:c> }", "g", 2),
        (Format.RDFXML, XML.format("", '<rdf:Description rdf:about="a" e:p="x"/>'), "a", 3),
        (Format.RDFXML, XML.format("", '<rdf:Description rdf:ID="a" e:p="x"/>'), "#a", 3),
        (Format.RDFXML, XML.format("", "<rdf:Description\nrdf:about='#a' e:p='a'/>"), "#a", 4),
        (Format.RDFXML, XML.format("", '<rdf:Description rdf:about="a?b=1&amp;c=é" e:p="x"/>'), "a?b=1&c=é", 3),
        (Format.RDFXML, XML.format("", "<e:C>\n<e:p rdf:resource='../b'/></e:C>"), "../b", 4),
        (Format.JSONLD, '{"@id": "urn:a",\n "urn:b": {"@id": "c"}}', "c", 2),
        (Format.JSONLD, '{"urn:b": {"@id":\n "../c#d"}}', "../c#d", 2),
        (Format.JSONLD, '{"@id": "",\n "urn:b": 1}', "", 1),
        (Format.JSONLD, '{"@id": "urn:a",\n\n"@type": "Persoon"}', "Persoon", 3),
        (Format.JSONLD, '{"@id": "urn:a",\n"urn:b": {"@value": "1", "@type": "getal"}}', "getal", 2),
        (Format.JSONLD, '{"@context": {"b": {"@id": "urn:b", "@type": "@id"}},\n"b": ["urn:c", "#c"]}', "#c", 2),
        (Format.JSONLD, '{"@id": "//example.be/c",\n "urn:b": 1}', "//example.be/c", 1),
    ],
)
def test_the_message_names_the_iri_and_the_line_and_a_base_helps(
    format: Format, text: str, iri: str, line: int
) -> None:
    with pytest.raises(InputError, match=HINT) as caught:
        list(parse(text, format, "a"))
    assert str(caught.value).startswith(f"a:{line}: relative IRI <{iri}>: ")
    assert list(parse(text, format, options=ReadOptions(base=BASE)))


def test_a_pipe_is_not_read_again() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(InputError, match=r":3: relative IRI <c>"):
        list(parse(Pipe(b"<urn:a> <urn:b>\n\n<c> ."), Format.TURTLE))


@pytest.mark.parametrize("format", [Format.NTRIPLES, Format.NQUADS])
def test_lines_have_complete_iris_whatever_the_base(format: Format) -> None:
    for base in (None, BASE):
        with pytest.raises(InputError, match="a:2: relative IRI <c>: here an IRI has to be complete"):
            list(parse("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <c> .\n", format, "a", ReadOptions(base=base)))


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        (Format.TURTLE, "<urn:a> <urn:b> <../c>, <?q>, <#d>, <>", ["c", "a/?q", "a/#d", "a/"]),
        (Format.TURTLE, "@base <x/> . <urn:a> <urn:b> <c>", ["a/x/c"]),
        (Format.JSONLD, '{"@id": "urn:a", "urn:b": [{"@id": "../c"}, {"@id": "#d"}]}', ["c", "a/#d"]),
        (Format.JSONLD, '{"@context": {"@base": "x/"}, "@id": "urn:a", "urn:b": {"@id": "c"}}', ["a/x/c"]),
        (Format.JSONLD, '{"@context": {"@vocab": "v#"}, "@id": "urn:a", "@type": "C"}', ["a/v#C"]),
        (Format.RDFXML, XML.format("", '<e:C><e:p rdf:resource="../c"/></e:C>'), ["e:C", "c"]),
        (Format.RDFXML, XML.format(f' xml:base="{BASE}x/"', '<e:C><e:p rdf:resource="c"/></e:C>'), ["e:C", "a/x/c"]),
        (Format.RDFA, '<p about="urn:a"><a property="dc:source" href="c.pdf"></a>', ["a/c.pdf"]),
        (Format.RDFA, '<base href="/x/"><p about="urn:a"><a property="dc:source" href="c.pdf"></a>', ["x/c.pdf"]),
        (Format.RDFA, '<base href="x/"><base href="/y/"><a property="dc:source" href="c"></a>', ["a/x/c"]),
        (Format.RDFA, '<base target="_top"><a property="dc:source" href=""></a>', ["a/"]),
    ],
)
def test_what_a_base_makes_of_it(format: Format, text: str, expected: list[str]) -> None:
    text += " ." if format is Format.TURTLE else ""
    wanted = [f"<urn:{each}>" if ":" in each else f"<https://data.example.be/{each}>" for each in expected]
    assert objects(text, format, BASE) == wanted


def test_a_base_of_the_page_counts_first() -> None:
    page = '<base href="https://www.example.org/x/"><p about="" property="dc:title">Een</p>'
    [quad] = parse(page, Format.RDFA, options=ReadOptions(base=BASE))
    assert str(quad.subject) == "<https://www.example.org/x/>"


@pytest.mark.parametrize("base", ["here", "a b", "https://[::1/"])
@pytest.mark.parametrize("format", list(Format))
def test_a_base_that_is_no_iri_is_refused(format: Format, base: str) -> None:
    if format not in (Format.NTRIPLES, Format.NQUADS):
        with pytest.raises(InputError, match=re.escape(f"not a base IRI: {base!r}")):
            list(parse("{}" if format is Format.JSONLD else " ", format, options=ReadOptions(base=base)))


@pytest.mark.parametrize("format", [Format.TURTLE, Format.TRIG, Format.RDFXML, Format.JSONLD])
def test_an_empty_base_is_no_iri_either(format: Format) -> None:
    with pytest.raises(InputError, match="not a base IRI: ''"):
        list(parse("{}" if format is Format.JSONLD else " ", format, options=ReadOptions(base="")))


@pytest.mark.parametrize("words", ["infer d.ttl", "infer d.ttl --vocabulary v.ttl", "validate d.ttl -s s.ttl"])
def test_a_command_refuses_a_base_that_is_no_iri(run: Run, files: Path, words: str) -> None:
    done = run(*words.split(), "--base", "hier/")
    assert done.returncode == 2
    assert "Invalid value for '--base': not an absolute IRI: 'hier/'" in done.stderr


def test_text_that_looks_like_it_is_no_relative_iri() -> None:
    assert objects('{"@id": "urn:a", "urn:b": "<x-no-base://x/c>"}', Format.JSONLD) == ['"<x-no-base://x/c>"']


def test_a_link_that_cannot_be_completed_names_the_page() -> None:
    for page in ('<a property="dc:source" href="http://[x"></a>', '<base href="http://[x"><p property="dc:title">a'):
        with pytest.raises(InputError, match=r"^a\.html: .*IPv6"):
            list(parse(page, Format.RDFA, "a.html"))


SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<#S> a sh:NodeShape ; sh:targetClass <#C> ;
  sh:property [ sh:path <#p> ; sh:minCount 1 ] ."""
DATA = "<x> a <#C> ."
NAMED = "<https://data.example.be/a/x> a <https://data.example.be/a/#C> ."
NAMES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <l> a skos:ConceptScheme . <l/1> skos:inScheme <l> ."
PLACE = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <p> a <http://purl.org/dc/terms/Location>"
CODES = NAMES.replace("inScheme <l>", 'inScheme <l> ; skos:prefLabel "Een"')


def version(base: str | None) -> str:
    text = "<1> <http://purl.org/dc/terms/isVersionOf> <urn:x> ; <urn:p> <q> ."
    return materialise_versions(text, "turtle", base=base)


@pytest.mark.parametrize(
    "reads",
    [
        lambda base: validate(DATA, SHAPES, "turtle", base=base).violations[0].node.endswith("/a/x"),
        lambda base: Validator(SHAPES, base=base).validate(NAMED, "turtle").violations[0].property == "p",
        lambda base: read(f'{PLACE} ; rdfs:label "Gent"@nl .', Plaats, "turtle", base=base)[0].id == f"{BASE}p",
        lambda base: "/a/x>" in next(infer(DATA, "turtle", vocabularies=[], base=base)),
        lambda base: next(infer(NAMED, "turtle", vocabularies=["<#C> <#sub> <#D> ."], base=base)),
        lambda base: version(base) == f"<urn:x> <urn:p> <{BASE}q> .\n",
        lambda base: add(CODES, "turtle", base=base)[0].iri == f"{BASE}l",
    ],
)  # fmt: skip
def test_every_function_that_reads_rdf_takes_a_base(reads: Callable[[str | None], bool]) -> None:
    assert reads(BASE)


def test_a_base_for_one_run_goes_before_that_of_the_validator() -> None:
    validator = Validator(SHAPES, base=BASE)
    assert validator.validate(DATA, "turtle").coverage.focus_nodes == 1
    assert validator.validate(DATA, "turtle", base="https://elsewhere.example.be/").coverage.focus_nodes == 0


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "s.ttl").write_text(SHAPES)
    (tmp_path / "d.ttl").write_text(DATA)
    (tmp_path / "v.ttl").write_text("<#C> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <#D> .")
    (tmp_path / "l.ttl").write_text(CODES)
    (tmp_path / "x.rdf").write_text(XML.format("", '<rdf:Description rdf:about="a" e:p="x"/>'))
    (tmp_path / "r.jsonld").write_text('{"@id": "een", "@type": "urn:C", "urn:naam": "Gent"}')
    (tmp_path / "m.yaml").write_text(
        'profile: persoon-basis\nmodel: Plaats\nrecords: <urn:C>\nid: "{.}"\nfields: {plaatsnaam: <urn:naam>}\n'
    )
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code", "found"),
    [
        ("validate d.ttl -s s.ttl", 1, "1 x p: is missing"),
        ("validate d.ttl -s s.ttl -b d.ttl", 1, f"{BASE}x"),
        ("validate d.ttl -s s.ttl --ontology v.ttl", 1, "1 x p: is missing"),
        ("generate s.ttl", 0, f"{BASE}#"),
        ("infer d.ttl --vocabulary v.ttl", 0, f"<{BASE}x> <{RDF}type> <{BASE}#D> ."),
        ("translate d.ttl -p persoon-basis", 1, "1 statement: 0 translated, 1 lost"),
        ("convert r.jsonld -m m.yaml --no-check", 0, f"<{BASE}een> a dct:Location"),
        ("lint x.rdf", 0, "No defects."),
        ("validate d.ttl -s s.ttl --codelist l.ttl", 1, "1 x p: is missing"),
    ],
)
def test_every_command_that_says_so_takes_it(run: Run, files: Path, words: str, code: int, found: str) -> None:
    without = run(*words.split())
    assert without.returncode in (1, 2)
    assert "give the base that completes it (--base)" in without.stderr + without.stdout
    done = run(*words.split(), "--base", BASE)
    assert (done.returncode, found in done.stdout + done.stderr) == (code, True), done


def test_shapes_as_published_lint_and_generate_with_a_base(files: Path) -> None:
    assert "class C(Resource" in module([files / "s.ttl"], base=BASE).source
    assert [each.code for each in lint(files / "x.rdf")] == ["file/syntax"]
    assert lint(files / "x.rdf", BASE) == []


def test_a_command_without_relative_iris_needs_no_base(files: Path) -> None:
    (files / "d.ttl").write_text(NAMED)
    (files / "s.ttl").write_text(SHAPES.replace("<#", f"<{BASE}#"))
    assert oslo("validate", files / "d.ttl", "-s", files / "s.ttl")[0] == 1
