"""Web pages with RDFa: the statements in them, as they are written, the same on every run; what cannot be read."""

from __future__ import annotations

import importlib.util
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from oslo import Format, InputError, OutputError, Validator, read, write
from oslo.models import load_profile
from oslo.models.besluit import Besluit, Document
from oslo.namespaces import RDF
from oslo.rdf.parsing import ReadOptions, parse
from oslo.rdf.sources import texts

if importlib.util.find_spec("pyRdfa") is None:
    pytest.skip("needs the extra rdfa", allow_module_level=True)

PREFIXES = "eli: http://data.europa.eu/eli/ontology# besluit: http://data.vlaanderen.be/ns/besluit#"
PAGE = f"""<!DOCTYPE html><html lang="nl"><head><title>Besluit</title></head><body prefix="{PREFIXES}">
<div resource="https://data.example.be/id/besluit/1" typeof="besluit:Besluit">
  <h1 property="eli:title">Een  fietspad, eindelijk</h1>
  <span property="eli:date_publication" datatype="xsd:date" content="2026-03-01">1 maart 2026</span>
  <span property="eli:title_short" datatype="xsd:string">Café é</span>
</div></body></html>"""


def triples(page: str | bytes) -> list[str]:
    return [str(quad.triple) for quad in parse(page, Format.RDFA)]


def page(body: str) -> str:
    return f'<body prefix="{PREFIXES}"><div resource="urn:a" typeof="besluit:Besluit">{body}</div></body>'


def test_a_decision_in_a_page_is_read() -> None:
    [besluit] = read(PAGE, Besluit, Format.RDFA)
    assert [str(each) for each in besluit.titel] == ["Een  fietspad, eindelijk"]
    assert besluit.titel[0] == ("Een  fietspad, eindelijk", "nl")
    assert (besluit.citeeropschrift, str(besluit.publicatiedatum)) == ("Café é", "2026-03-01")


def test_the_suffix_tells_it(tmp_path: Path) -> None:
    for name in ("besluit.html", "besluit.htm", "BESLUIT.HTML"):
        (tmp_path / name).write_text(PAGE, "utf-8")
        assert len(read(tmp_path / name, Besluit)) == 1
    report = Validator(load_profile("besluit-publicatie")).validate(tmp_path / "besluit.html")
    assert (report.ok, report.coverage.focus_nodes, report.triples) == (True, 1, 4)


def test_a_folder_is_not_searched_for_pages(tmp_path: Path) -> None:
    (tmp_path / "rapport.html").write_text(PAGE, "utf-8")
    with pytest.raises(InputError, match=r"a folder without an RDF file \(\.ttl, .*\.owl\)$"):
        Validator(load_profile("besluit-publicatie")).validate(tmp_path)
    (tmp_path / "a.ttl").write_text("<urn:a> a <http://xmlns.com/foaf/0.1/Document> .")
    assert Validator(load_profile("besluit-publicatie")).validate(tmp_path).triples == 1


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("xsd:dateTime", "2019-04-13T12:00:00.000Z"),
        ("xsd:float", "123"),
        ("xsd:integer", "007"),
        ("xsd:date", "morgen"),
    ],
)
def test_literals_stay_as_they_are_written(datatype: str, text: str, caplog: pytest.LogCaptureFixture) -> None:
    before = rdflib.NORMALIZE_LITERALS
    said = triples(page(f'<p property="eli:number" datatype="{datatype}" content="{text}">x</p>'))
    assert any(f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{datatype[4:]}>' in each for each in said)
    assert (rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib.term").level) == (before, logging.NOTSET)
    assert not caplog.records


def test_a_page_without_a_charset_is_utf_8() -> None:
    assert any('"Coördinatie"' in each for each in triples(page('<p property="eli:title">Coördinatie</p>').encode()))


def test_a_page_is_what_it_says() -> None:
    text = '<meta charset="iso-8859-1">' + page('<p property="eli:title">Coördinatie</p>')
    assert any('"Coördinatie"' in each for each in triples(text.encode("latin-1")))
    with pytest.raises(InputError, match="not utf-8: byte 0xf6 at"):
        triples(page('<p property="eli:title">Coördinatie</p>').encode("latin-1"))


def test_what_a_page_says_of_itself_is_below_its_name(tmp_path: Path) -> None:
    (tmp_path / "mijn besluit.html").write_text(
        f'<body prefix="{PREFIXES}" vocab="http://data.vlaanderen.be/ns/besluit#"><p about="" typeof="foaf:Document">'
        '<a property="eli:cites" href="bijlage.pdf"></a></p></body>',
        "utf-8",
    )
    said = [str(quad.triple) for quad in parse(tmp_path / "mijn besluit.html")]
    assert said == [
        "<file:///mijn%20besluit.html> <http://data.europa.eu/eli/ontology#cites> <file:///bijlage.pdf>",
        "<file:///mijn%20besluit.html> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://xmlns.com/foaf/0.1/Document>",
    ]
    based = page("").replace("<body", '<base href="https://www.example.be/besluiten/"><body').replace("urn:a", "1")
    assert "<https://www.example.be/besluiten/1>" in triples(based)[0]


def test_an_iri_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page('<a property="eli:cites" href="http://x.test/een bijlage.pdf"></a>'))
    with pytest.raises(InputError, match=r"a\.html: .*een bijlage"):
        list(parse(tmp_path / "a.html"))


@pytest.mark.slow
def test_a_page_that_is_too_deep_is_an_error() -> None:
    with pytest.raises(InputError, match="elements in over 250 levels"):
        triples("<div>" * 3000)


_SCRIPT = """
import sys
from oslo.rdf.parsing import Format, parse
page = ('<body prefix="foaf: http://xmlns.com/foaf/0.1/"><p typeof="foaf:Person"><i property="foaf:name">An</i></p>'
        '<p typeof="foaf:Person"><i property="foaf:name">Bo</i>'
        '<b rel="foaf:knows" typeof="foaf:Person"></b></p>'
        + 3 * ('<p typeof="foaf:Group"><b rel="foaf:member">' + 2 * '<i typeof="foaf:Agent"></i>' + '</b></p>')
        + '<p about="[_:x]" rel="foaf:knows" resource="[_:y]"></p>'
        + '<p about="[_:y]" rel="foaf:knows" resource="[_:x]"></p>'
        '</body>')
print(*(quad.triple for quad in parse(page, Format.RDFA)), sep="\\n")
"""


@pytest.mark.slow
def test_another_process_reads_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    [output] = outputs
    assert output.count(b"\n") == 6 + 3 * 5 + 2


def test_nodes_that_are_alike_are_different_nodes() -> None:
    alike = page('<p rel="besluit:heeftStemming">' + 100 * '<i typeof="besluit:Stemming"></i>' + "</p>")
    said = "".join(texts([alike, alike], Format.RDFA)).splitlines()
    assert len({each.split(" ")[0] for each in said}) == 2 * 100 + 1
    assert f"_:f1xanonymous99 <{RDF.type}> <http://data.vlaanderen.be/ns/besluit#Stemming> ." in said


def test_rdfa_is_read_and_not_written() -> None:
    with pytest.raises(OutputError, match="RDFa is read, not written"):
        write(Document(id="urn:a"), Format.RDFA)


def test_without_the_extra_the_error_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.rdf.rdfa.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"needs the extra rdfa: pip install 'oslo-interop\[rdfa\]'"):
        triples(PAGE)


# JSON-LD in a page (JSON-LD 1.1, section 7).

TITLE = '"http://data.europa.eu/eli/ontology#title"'


def script(content: str, attributes: str = "") -> str:
    return f'<script type="application/ld+json" {attributes}>{content}</script>'


def test_the_json_ld_of_a_page_is_read_with_its_rdfa() -> None:
    found = triples(page('<p property="eli:title">A</p>' + script(f'{{"@id": "urn:b", {TITLE}: "B &amp; <b>"}}')))
    assert [each for each in found if "title" in each] == [
        '<urn:a> <http://data.europa.eu/eli/ontology#title> "A"',
        '<urn:b> <http://data.europa.eu/eli/ontology#title> "B &amp; <b>"',  # a script has no entities
    ]


@pytest.mark.parametrize(
    "attributes",
    ['type="application/ld+json"', "type='Application/ld+json; charset=utf-8'", "type=application/ld+json"],
)
def test_a_page_with_nothing_but_a_script(attributes: str) -> None:
    html = f'<!doctype html><head><script {attributes}>{{"@id": "urn:b", {TITLE}: "B"}}</script></head>'
    assert triples(html) == ['<urn:b> <http://data.europa.eu/eli/ontology#title> "B"']
    assert triples(f"<!-- {html} -->") == []
    assert triples(html.replace("ld+json", "json")) == []


def test_the_scripts_of_a_page_are_one_document() -> None:
    one = script(f'[{{"@id": "_:b", {TITLE}: "1"}}]')
    found = triples(one + script(f'{{"@context": {{"t": {TITLE}}}, "@id": "_:b", "t": ["2", "3"]}}') + script("[]"))
    assert len(found) == 3
    assert len({each.split()[0] for each in found}) == 1


@pytest.mark.parametrize(
    ("head", "base", "whole"),
    [
        ("", None, "file:///a%20b.html"),
        ("", "https://x.example/d/p.html", "https://x.example/d/p.html"),
        ('<base href="/e/">', "https://x.example/d/p.html", "https://x.example/e/"),
        ('<base target="_blank"><base href="https://y.example/">', None, "https://y.example/"),
    ],
)
def test_the_base_of_a_page_completes_iris_in_its_scripts(head: str, base: str | None, whole: str) -> None:
    text = head + script(f'{{"@id": "", "@type": "urn:T", {TITLE}: {{"@id": "#b"}}}}')
    found = [str(quad.triple) for quad in parse(text, Format.RDFA, "a b.html", ReadOptions(base=base))]
    assert f"<{whole}> <http://data.europa.eu/eli/ontology#title> <{whole}#b>" in found


@pytest.mark.parametrize("href", ['/"', "https://[::1/", "http://a b/", "urn:\x01", "https://x.example/%zz{}"])
def test_the_base_of_a_page_that_is_no_iri(href: str) -> None:
    text = f"<base href='{href}'>" + script(f'{{"@id": "", {TITLE}: 1}}')
    with pytest.raises(InputError, match=r"^a\.html: "):
        list(parse(text, Format.RDFA, "a.html", ReadOptions(notes=[])))


def test_the_script_of_a_fragment() -> None:
    text = page("") + script('{"@id": "urn:1", "@type": "urn:T"}', "id=een") + script("{}", "id=twee") + "<p id=p>"
    at = "https://x.example/p.html#"
    assert [str(each.subject) for each in parse(text, Format.RDFA, None, ReadOptions(base=f"{at}een"))] == ["<urn:1>"]
    assert not list(parse(text, Format.RDFA, None, ReadOptions(base=f"{at}twee")))
    for wrong in ("drie", "p"):
        with pytest.raises(InputError, match=f"no script of type application/ld.json has the id '{wrong}'"):
            list(parse(text, Format.RDFA, None, ReadOptions(base=at + wrong)))


@pytest.mark.parametrize("content", ["", "{", "<!-- {} -->", "//<![CDATA[\n{}\n//]]>"])
def test_a_script_that_is_not_json_is_an_error(content: str) -> None:
    with pytest.raises(InputError, match=r"p\.html: JSON-LD in script 2, line 1 of it: not JSON"):
        list(parse(script("{}") + script(content), Format.RDFA, "p.html"))


def test_the_contexts_of_a_script_are_found_by_their_iri() -> None:
    text = script('{"@context": "https://c.example/", "@id": "urn:x", "naam": "An"}')
    found = {"https://c.example/": {"@context": {"naam": "urn:naam"}}}
    assert len(list(parse(text, Format.RDFA, options=ReadOptions(found.get)))) == 1
    with pytest.raises(InputError, match=r"p\.html: the JSON-LD context https://c\.example/ is not available"):
        list(parse(text, Format.RDFA, "p.html"))


FOUND = {
    "voorbeeld-besluit-met-geannoteerde-bijlage.html": 27,
    "voorbeeld-besluitenlijst.html": 23,
    "voorbeeld-rdfa-document-link-publicatie.html": 7,
    "voorbeeld-rdfa-document-met-type.html": 3,
    "voorbeeld-rdfa-met-link-bestuurseenheid.html": 31,
    "voorbeeld-reglement.html": 38,
}


def test_the_published_pages_are_all_read(shared: Path) -> None:
    pages = sorted((shared / "records" / "lblod-decisions").glob("*.html"))
    assert {each.name: len(list(parse(each))) for each in pages} == FOUND


SCRIPT = """<html><body><p about="urn:a" typeof="http://purl.org/dc/terms/Location"></p>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Event"}</script></body></html>"""


def test_scripts_that_cannot_be_read_are_told_beside_the_rdfa() -> None:
    report = Validator("persoon-basis").validate(SCRIPT, Format.RDFA)
    assert report.coverage.focus_nodes == 1
    [note] = report.notes
    assert note.startswith("a page: the JSON-LD in its scripts was not read: the JSON-LD context https://schema.org")
    with pytest.raises(InputError, match=r"https://schema\.org"):
        list(parse(SCRIPT, Format.RDFA))
