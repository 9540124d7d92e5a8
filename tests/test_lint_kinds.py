"""Each kind of defect in other forms, and what looks like it and is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oslo.lint.linter import lint, lint_all
from oslo.lint.output import as_json, sarif, text
from oslo.lint.rules import Defect

_PREFIXES = {
    "ex": "http://example.org/",
    "adms": "http://www.w3.org/ns/adms#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "persoon": "https://data.vlaanderen.be/ns/persoon#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HEAD = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in _PREFIXES.items())
"""On one line, which is the first."""


def lint_text(folder: Path, content: str, suffix: str = ".ttl") -> list[Defect]:
    path = folder / f"case{suffix}"
    path.write_text(content, encoding="utf-8")
    return lint(path)


def codes(folder: Path, turtle: str) -> list[str]:
    return [each.code for each in lint_text(folder, f"{_HEAD}\n{turtle}")]


def on_node(inside: str) -> str:
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {inside} ."


def on_property(inside: str) -> str:
    return on_node(f"sh:property [ sh:path ex:p ; {inside} ]")


def of_node(inside: str) -> str:
    return f"ex:a {inside} ."


# By the code that has to be found, alone: texts for a property shape, for a node shape, about a node of data.

_OF_PROPERTY: dict[str, list[str]] = {
    "shapes/unknown-term": ["sh:minCout 1", "sh:mincount 1", "sh:maxLenght 3", "sh:clas ex:D", "sh:nodekind sh:IRI"],
    "file/unknown-term": [
        "sh:datatype xsd:strng",
        "sh:datatype xsd:datetime",
        "sh:class foaf:person",
        "sh:class locn:Adress",
    ],
    "file/property-as-class": ["sh:class locn:address", "sh:class skos:prefLabel", "sh:class persoon:geslacht"],
    "file/class-as-property": ["sh:equals foaf:Person", "sh:lessThan skos:Concept", "sh:disjoint locn:Address"],
    "shapes/bad-pattern": ['sh:pattern "([a-z"', 'sh:pattern "*a"', 'sh:pattern "a{2,1}"', 'sh:pattern "(?=a)"'],
    "shapes/missing-shape": [
        "sh:node ex:T",
        "sh:not ex:T",
        "sh:or ( ex:T )",
        "sh:qualifiedValueShape ex:T ; sh:qualifiedMinCount 1",
    ],
    "shapes/empty-list": ["sh:in ()", "sh:or ()", "sh:xone ()", "sh:languageIn ()"],
    "shapes/broken-list": [
        "sh:in ex:a",
        'sh:languageIn "nl"',
        "sh:in [ rdf:first ex:a ]",
        "sh:in [ rdf:first ex:a ; rdf:rest ex:b ]",
        "sh:in [ rdf:first ex:a , ex:b ; rdf:rest () ]",
        "sh:or [ sh:class ex:D ]",
    ],
    "shapes/bad-value": [
        "sh:nodeKind sh:Iri",
        'sh:nodeKind "IRI"',
        "sh:severity sh:Error",
        'sh:pattern "a" ; sh:flags "g"',
        'sh:uniqueLang "true"',
        "sh:deactivated 1",
        "sh:minCount -1",
        'sh:datatype "xsd:string"',
        "sh:minInclusive ex:a",
        'sh:node "x"',
        'sh:or ( "x" )',
        'sh:order "1"',
        'sh:equals "x"',
    ],
    "file/language-tag": ['sh:languageIn ( "nl" "dutch" )', 'sh:languageIn ( "nld" )'],
    "shapes/min-above-max": [
        "sh:minCount 2 ; sh:maxCount 1",
        "sh:minLength 3 ; sh:maxLength 2",
        "sh:minInclusive 5 ; sh:maxInclusive 3",
        "sh:minExclusive 3 ; sh:maxInclusive 3",
        "sh:minCount 2 ] , [ sh:path ex:p ; sh:maxCount 1",
    ],
    "shapes/several-values": ["sh:path ex:q", "sh:datatype xsd:string , xsd:date", "sh:minCount 1 , 2"],
    "shapes/no-value-possible": [
        "sh:nodeKind sh:IRI ; sh:datatype xsd:string",
        "sh:nodeKind sh:BlankNodeOrIRI ; sh:datatype xsd:string",
        "sh:class ex:D ; sh:datatype xsd:string",
        "sh:class ex:D ; sh:nodeKind sh:Literal",
        "sh:datatype xsd:date ; sh:minInclusive 3",
        "sh:datatype xsd:string ; sh:uniqueLang true",
        'sh:datatype xsd:string ; sh:languageIn ( "nl" )',
        'sh:nodeKind sh:IRI ; sh:languageIn ( "nl" )',
        "sh:class ex:D ; sh:minExclusive 3",
        'sh:nodeKind sh:BlankNode ; sh:pattern "a"',
        "sh:in ( ex:a ex:b ) ; sh:minCount 3",
        "sh:hasValue ex:a , ex:b ; sh:maxCount 1",
    ],
    "shapes/refused-value": [
        "sh:datatype xsd:string ; sh:hasValue 1",
        'sh:datatype xsd:string ; sh:hasValue "a"@en',
        "sh:in ( ex:a ex:b ) ; sh:hasValue ex:c",
        "sh:nodeKind sh:Literal ; sh:hasValue ex:c",
        "sh:nodeKind sh:IRI ; sh:in ( ex:a 1 )",
        'sh:maxLength 2 ; sh:hasValue "abc"',
        "sh:minInclusive 3 ; sh:hasValue 2",
        'sh:languageIn ( "nl" ) ; sh:hasValue "a"@fr',
    ],
    "shapes/no-effect": ['sh:flags "i"', "sh:qualifiedMinCount 1", "sh:qualifiedValueShape [ sh:class ex:D ]"],
    "shapes/on-node-shape": [
        "sh:node [ sh:class ex:D ; sh:minCount 1 ]",
        "sh:or ( [ sh:minCount 1 ] [ sh:class ex:E ] )",
    ],
}
_OF_NODE: dict[str, list[str]] = {
    "shapes/unknown-term": ["sh:targetclass foaf:Person", "sh:propery [ sh:path ex:p ]"],
    "file/property-as-class": ["sh:targetClass foaf:knows", "sh:targetClass persoon:heeftGeboorte"],
    "file/class-as-property": [
        "sh:targetSubjectsOf foaf:Person",
        "sh:property [ sh:path foaf:Person ]",
        "sh:property [ sh:path ( ex:p foaf:Person ) ]",
        "sh:property [ sh:path [ sh:inversePath foaf:Person ] ]",
        "sh:property [ sh:path [ sh:alternativePath ( ex:p foaf:Person ) ] ]",
    ],
    "file/unknown-term": [
        "a sh:nodeShape",
        "sh:property [ sh:path ( ex:p foaf:nam ) ]",
        "sh:property [ sh:path persoon:bestaatNiet ]",
    ],
    "file/misspelt-namespace": [
        "sh:property [ sh:path <https://www.w3.org/ns/locn#address> ]",
        "sh:property [ sh:path <http://www.w3.org/ns/locn/address> ]",
        "sh:property [ sh:path <http://data.vlaanderen.be/ns/persoon#geslacht> ]",
        "sh:property [ sh:path <http://xmlns.com/foaf/0.1name> ]",
    ],
    "shapes/bad-value": [
        "sh:targetNode [ a ex:C ]",
        'sh:targetClass "ex:C"',
        'sh:closed "true"',
        'sh:closed true ; sh:ignoredProperties ( "a" )',
        "sh:message 3",
        'sh:property "x"',
        'sh:property [ sh:path "ex:p" ]',
        "sh:property [ sh:path () ]",
        "sh:property [ sh:path ( ex:p ) ]",
        "sh:property [ sh:path [ ] ]",
        "sh:property [ sh:path [ sh:alternativePath ex:p ] ]",
        "sh:property [ sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ] ]",
    ],
    "shapes/no-path": ["sh:property [ sh:minCount 1 ]", "sh:property [ a sh:PropertyShape ]"],
    "shapes/on-node-shape": ["sh:minCount 1", "sh:uniqueLang true", "sh:lessThan ex:p", "sh:path ex:p"],
    "shapes/closed": ["sh:closed true", "sh:closed true ; sh:property [ sh:path ex:p ]"],
    "shapes/broken-list": ["sh:closed true ; sh:ignoredProperties rdf:type"],
    "shapes/no-effect": ["sh:ignoredProperties ( rdf:type )", "sh:sparql [ sh:message 'a' ]"],
    "shapes/circle": [
        "sh:node ex:S",
        "sh:and ( ex:S )",
        "sh:property [ sh:path ex:p ; sh:node ex:S ]",
        "sh:not [ sh:not ex:S ]",
    ],
    "shapes/missing-shape": ["sh:property ex:P", "sh:node ex:D . ex:D a owl:Class"],
}
_OF_DATA: dict[str, list[str]] = {
    "file/unknown-term": [
        'foaf:familyname "A"',
        "adms:indentifier ex:b",
        'dct:Title "a"@nl',
        "a foaf:person",
        '<http://schema.org/adress> "a"',
    ],
    "file/property-as-class": [
        "a locn:address",
        "a ex:p . ex:p a owl:ObjectProperty",
        '<http://example.org/q> "a"^^skos:notation',
    ],
    "file/class-as-property": ["foaf:Document ex:b", "ex:C ex:b . ex:C a owl:Class", "rdfs:subPropertyOf foaf:Agent"],
    "file/class-as-datatype": ['ex:b "a"^^foaf:Person', 'ex:b "a"^^rdfs:Literal', 'ex:b "a"^^ex:C . ex:C a rdfs:Class'],
    "file/misspelt-namespace": [
        'ex:b "2024-01-01"^^<http://www.w3.org/2001/XMLSchemadate>',
        "a <https://xmlns.com/foaf/0.1/Person>",
    ],
    "file/bad-literal": [
        'ex:b "POINT(3.7, 51)"^^geo:wktLiteral',
        'ex:b "POLYGON((0 0, 1 0, 1 1))"^^geo:wktLiteral',
        'ex:b "POINT(3.7 51"^^geo:wktLiteral',
        'ex:b "<a>"^^geo:gmlLiteral',
        'ex:b "POINT(1 2)"^^geo:gmlLiteral',
        """ex:b '{"type":"point","coordinates":[1,2]}'^^geo:geoJSONLiteral""",
        'ex:b "{a: 1}"^^rdf:JSON',
        'ex:b "<a>"^^rdf:XMLLiteral',
        'ex:b "2023-02-29"^^xsd:date',
        'ex:b "1,5"^^xsd:decimal',
    ],
    "file/unknown-crs": [
        'ex:b "POINT(104719 192387)"^^geo:wktLiteral',
        'ex:b "<http://example.org/31370> POINT(1 2)"^^geo:wktLiteral',
        'ex:b "<http://www.opengis.net/def/crs/EPSG/0/99999> POINT(1 2)"^^geo:wktLiteral',
        """ex:b '<Point xmlns="http://www.opengis.net/gml/3.2" srsName="x"><pos>1 2</pos></Point>'^^geo:gmlLiteral""",
    ],
    "file/language-tag": ['ex:b "a"@vl', 'ex:b "a"@nld', 'ex:b "a"@en-UK'],
}
_PLANTED = [
    (code, form(inside))
    for form, table in ((on_property, _OF_PROPERTY), (on_node, _OF_NODE), (of_node, _OF_DATA))
    for code, texts in table.items()
    for inside in texts
]

_RIGHT = [
    *map(
        on_property,
        [
            "sh:minCount 1 ; sh:maxCount 1",
            "sh:maxCount 0",
            "sh:minLength 0 ; sh:maxLength 0",
            "sh:minInclusive 3 ; sh:maxInclusive 3",
            "sh:minInclusive 3 ; sh:hasValue 3 ; sh:maxExclusive 4",
            'sh:in ( "a" "b" ) ; sh:hasValue "a" ; sh:maxLength 1',
            'sh:datatype rdf:langString ; sh:languageIn ( "nl" "fr" ) ; sh:uniqueLang true ; sh:hasValue "a"@nl-BE',
            'sh:languageIn ( "*" "nl-BE" )',
            "sh:nodeKind sh:IRIOrLiteral ; sh:datatype xsd:string",
            "sh:nodeKind sh:BlankNodeOrIRI ; sh:class ex:D",
            'sh:nodeKind sh:IRI ; sh:minLength 3 ; sh:pattern "^http"',
            "sh:datatype xsd:decimal ; sh:minInclusive 3",
            "sh:severity ex:Urgent ; sh:order 1.5",
            'sh:pattern "^[0-9]{4}$" ; sh:flags "ix"',
            "sh:or ( [ sh:class ex:D ] [ sh:path ex:q ; sh:minCount 1 ] )",
            "sh:and () ; sh:node [ ] ; sh:class schema:Person",
            "sh:node ex:T ] . ex:T sh:property [ sh:path ex:q ; sh:class ex:D",
            "sh:minCount 2 ] , [ sh:path ex:p ; sh:maxCount 1 ; sh:deactivated true",
        ],
    ),
    *map(
        on_node,
        [
            "sh:closed true ; sh:ignoredProperties ( rdf:type )",
            "sh:closed false",
            "sh:node ex:T ; sh:property [ sh:path ex:p ; sh:node ex:T ] . ex:T a sh:NodeShape",
            "sh:targetNode ex:a , 3",
            "sh:property [ sh:path ( ex:p [ sh:zeroOrMorePath ex:q ] ) ]",
            "sh:property [ sh:path [ sh:inversePath [ sh:alternativePath ( ex:p ex:q ) ] ] ]",
            "sh:property [ sh:path foaf:name ; sh:class foaf:Person ] ; sh:node ex:S2 . ex:S2 sh:not [ sh:class ex:E ]",
        ],
    ),
    *map(
        of_node,
        [
            'a foaf:Person ; foaf:familyName "A"@nl-BE ; adms:identifier ex:b',
            'ex:b "POINT EMPTY"^^geo:wktLiteral , "LINESTRING(3.7 51, -180 90)"^^geo:wktLiteral',
            'ex:b "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)"^^geo:wktLiteral',
            'ex:b "[1, 2]"^^rdf:JSON , "a <b/> c"^^rdf:XMLLiteral , "2024-02-29"^^xsd:date',
            "ex:b <http://www.w3.org/ns/prov-o#> , <http://www.w3.org/2001/XMLSchema-instance> , <http://www.w3.org/ns/prov>",
            'ex:b "a"^^schema:Text , "a"^^ex:Own ; ex:C ex:b',
            'foaf:nieuw "a" . foaf:nieuw a rdf:Property',
            "a ex:P . ex:P a owl:Class , owl:ObjectProperty",
            'schema:notYetPublished "a"',
        ],
    ),
]


@pytest.mark.parametrize(("code", "turtle"), _PLANTED)
def test_what_is_planted_is_found_once_and_alone(tmp_path, code, turtle):
    assert codes(tmp_path, turtle) == [code]


@pytest.mark.parametrize("turtle", _RIGHT)
def test_what_is_right_is_silent(tmp_path, turtle):
    assert lint_text(tmp_path, f"{_HEAD}\n{turtle}") == []


def test_many_defects_in_one_file_have_a_line_each(tmp_path):
    planted = [
        turtle.replace("ex:S ", f"ex:S{number} ").replace("ex:a ", f"ex:a{number} ")
        for number, (_, turtle) in enumerate(_PLANTED)
    ]
    shapes = [(code, turtle) for (code, _), turtle in zip(_PLANTED, planted, strict=True) if "targetClass" in turtle]
    found = lint_text(tmp_path, "\n".join([_HEAD, *(turtle for _, turtle in shapes)]))
    at = {(each.line, each.code) for each in found}
    once_a_file = {
        "file/unknown-term",
        "file/misspelt-namespace",
        "file/property-as-class",
        "file/class-as-property",
        "file/language-tag",
    }
    assert [
        (line, code) for line, (code, _) in enumerate(shapes, 2) if code not in once_a_file and (line, code) not in at
    ] == []
    lines = [line for line in text(found, shown=1000).splitlines() if "case.ttl" in line]
    assert len(lines) == len(set(lines)) == len(found)
    whole = json.loads(as_json(found))
    assert len(whole["defects"]) == sum(whole["counts"].values()) == len(found)
    assert len(json.loads(sarif(found))["runs"][0]["results"]) == len(found)


def test_defects_that_read_alike_are_numbered(tmp_path):
    found = lint_text(tmp_path, f"{_HEAD}\n{on_node('sh:property [ sh:minCount 1 ] , [ sh:minCount 1 ]')}")
    assert [each.detail[-8:] for each in found] == ["(1 of 2)", "(2 of 2)"]


# Other syntaxes.

_JSON = """{"@context": {"sh": "http://www.w3.org/ns/shacl#", "ex": "http://example.org/"},
 "@id": "ex:S", "@type": "sh:NodeShape", "sh:targetClass": {"@id": "ex:C"},
 "sh:property": [
  {"sh:path": {"@id": "ex:p"},
   "sh:minCount": "1"},
  {"sh:path": {"@id": "ex:q"},
   "sh:minCount": "1", "sh:nodekind": {"@id": "sh:IRI"}}]}
"""
_XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:sh="http://www.w3.org/ns/shacl#">
<sh:NodeShape rdf:about="http://example.org/S"><sh:targetClass rdf:resource="http://example.org/C"/>
<sh:property><rdf:Description>
<sh:path rdf:resource="http://example.org/p"/>
<sh:minCount>1</sh:minCount></rdf:Description></sh:property>
<sh:property><rdf:Description><sh:path rdf:resource="http://example.org/q"/>
<sh:minCount>1</sh:minCount><sh:nodekind rdf:resource="http://www.w3.org/ns/shacl#IRI"/>
</rdf:Description></sh:property></sh:NodeShape></rdf:RDF>
"""
_TRIG = f"""{_HEAD}
ex:g {{ ex:S a sh:NodeShape ; sh:targetClass ex:C ;
sh:property [ sh:path ex:p ;

sh:minCount "1" ] , [ sh:path ex:q ;

sh:minCount "1" ; sh:nodekind sh:IRI ] }}
"""


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".jsonld", _JSON),
        (".json", _JSON),
        (".rdf", _XML),
        (".trig", _TRIG),
        (".ttl", _TRIG.replace("ex:g {", "").replace("}", ".")),
    ],
)
def test_shapes_in_any_syntax(tmp_path, suffix, content):
    assert [(each.code, each.line, each.node.rpartition(" ")[2]) for each in lint_text(tmp_path, content, suffix)] == [
        ("shapes/count-as-text", 5, "<http://example.org/p>"),
        ("shapes/count-as-text", 7, "<http://example.org/q>"),
        ("shapes/unknown-term", 7, "<http://example.org/q>"),
    ]


def test_a_shape_may_stand_in_another_file(tmp_path):
    (tmp_path / "one.ttl").write_text(f"{_HEAD}\n{on_property('sh:node ex:T')}")
    (tmp_path / "two.ttl").write_text(f"{_HEAD}\nex:T a sh:PropertyShape ; sh:path ex:q .")
    assert [each.code for each in lint(tmp_path / "one.ttl")] == ["shapes/missing-shape"]
    assert lint_all([tmp_path / "one.ttl", tmp_path / "two.ttl"]) == []


def test_code_lists_in_json(tmp_path):
    content = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@id": "http://example.org/c",
 "@type": "skos:Concept",
 "skos:prefLabel": {"@value": "A", "@language": "nl"},
 "skos:prefLable": "B",
 "skos:inScheme": {"@id": "http://example.org/list"}}"""
    assert [(each.code, each.line, each.detail) for each in lint_text(tmp_path, content, ".jsonld")] == [
        ("codelist/unknown-term", 4, "skos:prefLable; did you mean skos:prefLabel?")
    ]


def test_contexts_that_misspell_namespaces_and_terms(tmp_path):
    content = """{"@context": {
 "foaf": "https://xmlns.com/foaf/0.1/",
 "locn": {"@id": "http://www.w3.org/ns/locn/", "@prefix": true},
 "@vocab": "https://www.w3.org/ns/org#",
 "skos": "http://www.w3.org/2004/02/skos/core#",
 "adms": "http://www.w3.org/ns/adms#",
 "label": "skos:preflabel",
 "lid": {"@reverse": "http://www.w3.org/ns/org#memberof"},
 "datum": {"@id": "adms:last", "@type": "http://www.w3.org/2001/XMLSchema#datum"}}}"""
    assert [(each.code, each.line) for each in lint_text(tmp_path, content, ".jsonld")] == [
        ("file/misspelt-namespace", 2),
        ("file/misspelt-namespace", 3),
        ("file/misspelt-namespace", 4),
        ("file/unknown-term", 7),
        ("file/unknown-term", 8),
        ("file/unknown-term", 9),
    ]


def test_lines_of_json_with_names_of_its_own(tmp_path):
    content = """{"@context": {"sh": "http://www.w3.org/ns/shacl#", "min": "sh:minCount",
  "path": {"@id": "sh:path", "@type": "@id"}}, "@id": "http://example.org/S", "sh:property": [
 {"path": "http://example.org/p",
  "min": "1"},
 {"path": "http://example.org/q",
  "min": "1"}]}"""
    assert [(each.code, each.line) for each in lint_text(tmp_path, content, ".jsonld")] == [
        ("shapes/count-as-text", 4),
        ("shapes/count-as-text", 6),
    ]


def test_data_in_json(tmp_path):
    content = """{"@context": {"foaf": "http://xmlns.com/foaf/0.1/", "geo": "http://www.opengis.net/ont/geosparql#"},
 "@id": "http://example.org/a", "@type": "foaf:person",
 "foaf:familyname": "A",
 "geo:asWKT": {"@value": "POINT(3.7, 51)", "@type": "geo:wktLiteral"},
 "foaf:name": {"@value": "A", "@language": "vl"}}"""
    assert [(each.code, each.line) for each in lint_text(tmp_path, content, ".jsonld")] == [
        ("file/unknown-term", 2),
        ("file/unknown-term", 3),
        ("file/bad-literal", 4),
        ("file/language-tag", 5),
    ]


def test_numbers_of_many_digits(tmp_path):
    assert lint_text(tmp_path, f'{{"a": {"1" * 5000}}}', ".json") == []
    assert lint_text(tmp_path, f'{_HEAD} ex:a ex:b "{"1" * 5000}"^^rdf:JSON , "{"1" * 5000}"^^xsd:integer .') == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (r'<urn:s> a sh:NodeShape ; sh:name "a\uD800b" .', 2),
        (r"<urn:s> a sh:NodeShape ;" + "\n" + r'  sh:name "a\U00110000b" .', 3),
        (r"<urn:s\UFFFFFFFF> a sh:NodeShape .", 2),
        ("@base <http://[gent/> .\n<s> a sh:NodeShape .", 2),
        ("@base <http://gent.be/> .\n<//[s> a sh:NodeShape .", 3),
    ],
)
def test_text_that_a_parser_refuses_is_told_with_its_line(tmp_path, text, line):
    (tmp_path / "s.ttl").write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{text}")
    assert [each.line for each in lint(tmp_path / "s.ttl") if each.code == "file/syntax"] == [line]
