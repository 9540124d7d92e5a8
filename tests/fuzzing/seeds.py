"""The files that inputs are made of: small ones here, the examples of the documentation, and published ones where they are.

Values of records that begin with `v` and a number are looked for again in what comes out (`checks`).
"""
# ruff: noqa: E501  tables

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from helpers.published import REPOSITORY, published_folder
from openpyxl import Workbook

EXAMPLES = REPOSITORY / "docs" / "examples"
_LARGEST = 6_000  # bytes of an example or a published file
_PUBLISHED = 6  # files of each form

_ROWS = [
    ["nr", "naam", "straat", "tel", "x1"],
    ["1", "v1naam", "v1straat", "v1tel", ""],
    ["2", "v2naam", "v2straat 7", "", "v2x"],
    ["3", "v3naam", "", "v3tel", "2024-01-31"],
]
_P = "https://data.vlaanderen.be/ns/persoon#"
_PREFIXES = f"""@prefix p: <{_P}> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_TURTLE = f"""{_PREFIXES}
<urn:an> a <http://www.w3.org/ns/person#Person> ; foaf:familyName "Peeters" ; foaf:givenName "An"@nl, 'Marie' ;
  p:heeftGeboorte [ a p:Geboorte ; p:datum "1990-01-02T00:00:00"^^xsd:dateTime ; p:plaats <urn:gent> ] ;
  p:nummer 12, 1.5, 1e3, true ; rdfs:comment \"\"\"lang
"tekst\" \"\"\" ; rdfs:seeAlso ( <a> _:b "c" ) .
<urn:gent> a dct:Location ; rdfs:label "Gent"@nl-BE .
"""
_LINES = f"""<urn:an> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/person#Person> .
<urn:an> <http://xmlns.com/foaf/0.1/familyName> "Peeters\\n\\u00e9"@nl .
<urn:an> <{_P}heeftGeboorte> _:b0 .
_:b0 <{_P}datum> "1990-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
_SHAPES = [
    f"""{_PREFIXES}
<urn:s:Plaats> a sh:NodeShape ; sh:targetClass dct:Location ; sh:property [ sh:path rdfs:label ; sh:name "naam"@nl ;
  sh:minCount 1 ; sh:maxCount 2 ; sh:datatype xsd:string ; sh:pattern "^[A-Z].*$" ; sh:message "nee {{$this}}"@nl ] ;
  sh:property [ sh:path ( dct:spatial [ sh:inversePath dct:isPartOf ] ) ; sh:class dct:Location ; sh:nodeKind sh:IRI ] .
""",
    f"""{_PREFIXES}
<urn:s:Persoon> a sh:NodeShape ; sh:targetClass <http://www.w3.org/ns/person#Person> ; sh:closed true ;
  sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; sh:property <urn:s:naam>, <urn:s:geb> .
<urn:s:naam> sh:path foaf:familyName ; sh:languageIn ( "nl" "fr" ) ; sh:uniqueLang true ; sh:minLength 1 ; sh:or (
  [ sh:datatype xsd:string ] [ sh:in ( "a" 1 <urn:x> ) ] ) ; sh:severity sh:Warning ; sh:order 1 .
<urn:s:geb> sh:path p:heeftGeboorte ; sh:node [ sh:property [ sh:path p:datum ; sh:maxInclusive "2024-01-01"^^xsd:date ;
  sh:lessThan dct:issued ] ] ; sh:qualifiedValueShape [ sh:class p:Geboorte ] ; sh:qualifiedMinCount 1 ; sh:not [ sh:hasValue 5 ] .
""",
    f"""{_PREFIXES}
<urn:s:Q> a sh:NodeShape ; sh:targetNode <urn:an> ; sh:targetSubjectsOf foaf:givenName ; sh:sparql [
  sh:prefixes <urn:o> ; sh:select "SELECT $this ?value WHERE {{ $this <urn:p> ?value . FILTER (?value > 3) }}" ;
  sh:message "te veel: {{?value}}" ] . <urn:o> sh:declare [ sh:prefix "x" ; sh:namespace "urn:x:"^^xsd:anyURI ] .
""",
]
_CODES = f"""{_PREFIXES}
<urn:l> a skos:ConceptScheme ; dct:title "Lijst"@nl . <urn:l/1> a skos:Concept ; skos:inScheme <urn:l> ; skos:notation "1" ;
  skos:prefLabel "een"@nl, "one"@en . <urn:l/2> a skos:Concept ; skos:topConceptOf <urn:l> ; skos:broader <urn:l/1> .
"""
_JSONLD = """{"@context": {"@vocab": "http://purl.org/dc/terms/", "naam": {"@id": "http://www.w3.org/2000/01/rdf-schema#label",
 "@language": "nl"}, "ligt": {"@id": "spatial", "@type": "@id", "@container": "@set"}, "d": {"@reverse": "isPartOf"}},
 "@graph": [{"@id": "urn:gent", "@type": "Location", "naam": "Gent", "ligt": ["urn:be", {"@id": "_:b"}], "d": {"@id": "urn:d"}},
 {"@id": "urn:be", "title": {"@value": "1", "@type": "urn:t"}, "x": {"@list": [1, 1.5, true]}}]}"""
_CONTEXT = """{"@context": {"@version": 1.1, "dct": "http://purl.org/dc/terms/", "Plaats": {"@id": "dct:Location", "@context": {
 "naam": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"}}}, "soort": "@type", "id": "@id"}}"""
_RDFXML = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="{_P}" xmlns:dct="http://purl.org/dc/terms/">
<dct:Location rdf:about="urn:gent" dct:title="Gent"><p:naam xml:lang="nl">Gent</p:naam><p:in rdf:parseType="Resource"><p:x
rdf:datatype="urn:t">1</p:x></p:in><p:l rdf:parseType="Collection"><p:A/></p:l><p:m rdf:parseType="Literal"><b>x</b></p:m>
<p:n rdf:resource="urn:be"/></dct:Location></rdf:RDF>"""
_HTML = f"""<html><head><base href="https://a.be/"><script type="application/ld+json">{{"@id":"urn:a","@type":"urn:B"}}</script></head>
<body prefix="dct: http://purl.org/dc/terms/" vocab="{_P}"><div resource="urn:gent" typeof="dct:Location"><span property="naam"
lang="nl">Gent</span><a rel="dct:spatial" href="urn:be">x</a><time property="d" datetime="2024-01-01">1</time></div></body></html>"""
_OBJECTS = (
    '{"nr": 1, "naam": "v1naam", "straat": {"naam": "v1straat", "nr": 7}, "tel": ["v1tel", "v1tel2"], "x1": null}'
)
_GML = '<gml:Point xmlns:gml="http://www.opengis.net/gml/3.2" srsName="EPSG:31370"><gml:pos>104000 194000</gml:pos></gml:Point>'


def _xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in _ROWS:
        sheet.append([int(each) if each.isdecimal() else each or None for each in row])
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    names = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
    )
    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in _ROWS)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content{names} office:version="1.3"><office:body><office:spreadsheet>'
            f'<table:table table:name="B">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
    return out.getvalue()


def _table(delimiter: str) -> bytes:
    return "\n".join(delimiter.join(row) for row in _ROWS).encode() + b"\n"


def _templates() -> list[bytes]:
    from oslo.templates import as_csv, ready_templates
    from oslo.templates.table import Template

    return [as_csv(Template.of(each, "nl", None)).encode() for each in list(ready_templates())[:3]]


def _own() -> dict[str, list[bytes]]:
    lines = _LINES.encode()
    quads = lines.replace(b"> .\n", b"> <urn:g> .\n")
    trig = (
        f"{_PREFIXES}<urn:g> {{ <urn:gent> a dct:Location ; rdfs:label 'Gent'@nl }} {{ _:b rdfs:seeAlso [] }}".encode()
    )
    return {
        "csv": [_table(";"), _table(","), b"nr;naam\n1;\"v1naam\n\"\"a\"\"; b\"\n"],
        "json": [f"[{_OBJECTS}, {_OBJECTS.replace('v1', 'v2')}]".encode(), _OBJECTS.encode()],
        "jsonl": [f"{_OBJECTS}\n{_OBJECTS.replace('v1', 'v3')}\n".encode()],
        "xml": [b"<lijst><punt><nr>1</nr><naam>v1naam</naam><straat a='1'>v1straat</straat><tel>v1tel</tel></punt>\n"
                b"<punt><nr>2</nr><naam>v2naam &amp; co</naam></punt></lijst>"],
        "xlsx": [_xlsx()],
        "ods": [_ods()],
        "ttl": [_TURTLE.encode(), _CODES.encode(), *(each.encode() for each in _SHAPES)],
        "shapes": [each.encode() for each in _SHAPES],
        "codes": [_CODES.encode()],
        "nt": [lines],
        "nq": [quads],
        "trig": [trig],
        "jsonld": [_JSONLD.encode()],
        "context": [_CONTEXT.encode()],
        "rdf": [_RDFXML.encode()],
        "html": [_HTML.encode()],
        "wkt": [b"POINT(104000 194000)", b"<http://www.opengis.net/def/crs/EPSG/0/31370> POLYGON((1 2,3 4,5 6,1 2))",
                b"MULTIPOLYGON Z (((0 0 1,1 1 1,1 0 1,0 0 1)))", b"SRID=4326;LINESTRING(3.7 51, 3.8 51.1)"],
        "geojson": [b'{"type":"Polygon","coordinates":[[[3.7,51.0],[3.8,51.0],[3.8,51.1],[3.7,51.0]]]}',
                    b'{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[3.7,51]}]}'],
        "gml": [_GML.encode()],
        "template": _templates(),
    }  # fmt: skip


_PLACES = {
    "csv": "*.csv", "json": "*.json", "xml": "*.xml", "yaml": "*.yaml", "ttl": "*.ttl", "jsonld": "*.jsonld", "html": "*.html",
}  # fmt: skip
_PUBLISHED_IN = {
    "shapes": ("official/oslo", "*.ttl"), "context": ("official/oslo", "*.jsonld"), "rdf": ("suites", "*.rdf"),
    "trig": ("suites", "*.trig"), "nq": ("suites", "*.nq"), "nt": ("suites", "*.nt"), "jsonld": ("ldes", "*.jsonld"),
}  # fmt: skip


@cache
def seeds(form: str) -> list[bytes]:
    """The seeds of a form; the same files in the same order wherever the published files are, or are not."""
    found = list(_own().get(form, ()))
    if pattern := _PLACES.get(form):
        found += [data for path in sorted(EXAMPLES.rglob(pattern)) if len(data := path.read_bytes()) <= _LARGEST]
    if form in _PUBLISHED_IN:
        found += _published(*_PUBLISHED_IN[form])
    return found


def _published(folder: str, pattern: str) -> list[bytes]:
    paths = sorted((published_folder() / folder).rglob(pattern))
    small = [path for path in paths if path.is_file() and path.stat().st_size <= _LARGEST]
    return [path.read_bytes() for path in small[:: max(1, len(small) // _PUBLISHED)][:_PUBLISHED]]


def example(path: str) -> list[bytes]:
    """An example of the documentation, as the seed of a target of its own."""
    return [Path(EXAMPLES / path).read_bytes()]
