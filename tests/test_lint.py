"""Lint: a tiny file per rule and its repaired twin, our own files, the table of the documentation, the reports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from helpers.commands import oslo

from oslo import InputError, OsloError
from oslo.exchange import parse
from oslo.lint.linter import lint, lint_all
from oslo.lint.output import VERSION, as_json, lint_command, sarif, text
from oslo.lint.repairs import repair_shapes, repaired
from oslo.lint.rules import Defect, FileKind, all_rules
from oslo.reference.made_files import lint_page

_REPOSITORY = Path(__file__).resolve().parent.parent
_DOCS = _REPOSITORY / "docs" / "lint.md"

_HEAD = """@prefix ex: <http://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def shape(inside: str, more: str = "") -> str:
    return f"{_HEAD}ex:S a sh:NodeShape ; sh:targetClass ex:C ;\n sh:property [ sh:path ex:p ;\n  {inside} ] .\n{more}"


def term(definition: str) -> str:
    return '{"@context": {"xsd": "http://www.w3.org/2001/XMLSchema#",\n "t": %s}}' % definition  # noqa: UP031


def codes(concept: str) -> str:
    scheme = 'ex:List a skos:ConceptScheme ; skos:prefLabel "List"@en .\n'
    return f"{_HEAD}{scheme}ex:A a skos:Concept ;\n {concept} .\n"


_GOOD = 'skos:inScheme ex:List ; skos:prefLabel "A"@en'

# Code, suffix, the text with the defect, the text without it, the line of the defect.
CASES: list[tuple[str, str, str | bytes, str, int | None]] = [
    ("file/syntax", ".ttl", _HEAD + "ex:a ex:b .\n", _HEAD + "ex:a ex:b ex:c .\n", 11),
    ("file/not-json", ".jsonld", '{"@context": {\n "a": "http://example.org/a",\n}}', '{"@context": {}}', 3),
    ("file/not-json", ".jsonld", '{"@context": {\n "a": "urn:a"\n,\n,\n "b": "\nurn:b"}}', '{"@context": {}}', 4),
    (
        "file/latin-1",
        ".ttl",
        f'{_HEAD}ex:a ex:b "caf\u00e9" .'.encode("latin-1"),
        f'{_HEAD}ex:a ex:b "caf\u00e9" .',
        11,
    ),
    ("file/broken-iri", ".ttl", f"{_HEAD}ex:a ex:b <http://e.org/c > .", f"{_HEAD}ex:a ex:b <http://e.org/c> .", 11),
    ("file/broken-iri", ".jsonld", term('{"@id": " http://example.org/t"}'), term('"http://example.org/t"'), 2),
    ("file/placeholder-iri", ".ttl", f"{_HEAD}ex:a ex:b <http://e.org/TODO> .", f"{_HEAD}ex:a ex:b ex:c .", 11),
    ("file/local-iri", ".ttl", f"{_HEAD}ex:a ex:b <file:///home/x/y> .", f"{_HEAD}ex:a ex:b ex:c .", 11),
    (
        "file/misspelt-namespace",
        ".ttl",
        f"{_HEAD}ex:a a <https://www.w3.org/ns/org#Organization> .",
        f"{_HEAD}ex:a a <http://www.w3.org/ns/org#Organization> .",
        11,
    ),
    ("file/http-and-https", ".ttl", f"{_HEAD}ex:a ex:b <https://example.org/a> .", f"{_HEAD}ex:a ex:b ex:a .", 11),
    ("file/replacement-character", ".ttl", f'{_HEAD}ex:a ex:b "caf\ufffd" .', f'{_HEAD}ex:a ex:b "caf\u00e9" .', 11),
    ("file/mojibake", ".ttl", f'{_HEAD}ex:a ex:b "caf\u00c3\u00a9" .', f'{_HEAD}ex:a ex:b "caf\u00e9" .', 11),
    ("file/unknown-term", ".ttl", f'{_HEAD}ex:a foaf:familyname "A" .', f'{_HEAD}ex:a foaf:familyName "A" .', 11),
    (
        "file/unknown-term",
        ".jsonld",
        term('"http://xmlns.com/foaf/0.1/nam"'),
        term('"http://xmlns.com/foaf/0.1/name"'),
        2,
    ),
    ("file/property-as-class", ".ttl", f"{_HEAD}ex:a a foaf:name .", f"{_HEAD}ex:a a foaf:Person .", 11),
    ("file/class-as-property", ".ttl", f"{_HEAD}ex:a foaf:Document ex:b .", f"{_HEAD}ex:a foaf:page ex:b .", 11),
    ("file/class-as-datatype", ".ttl", f'{_HEAD}ex:a ex:b "A"^^foaf:Person .', f"{_HEAD}ex:a ex:b ex:c .", 11),
    (
        "file/bad-literal",
        ".ttl",
        f'{_HEAD}ex:a ex:b "2024-02-30"^^xsd:date .',
        f'{_HEAD}ex:a ex:b "2024-02-29"^^xsd:date .',
        11,
    ),
    (
        "file/unknown-crs",
        ".ttl",
        f'{_HEAD}ex:a ex:b "<http://example.org/31370> POINT(1 2)"^^geo:wktLiteral .',
        f'{_HEAD}ex:a ex:b "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)"^^geo:wktLiteral .',
        11,
    ),
    ("file/language-tag", ".ttl", f'{_HEAD}ex:a ex:b "Gent"@dutch .', f'{_HEAD}ex:a ex:b "Gent"@nl-BE .', 11),
    ("file/imports", ".ttl", f"{_HEAD}<http://e.org/o> owl:imports <http://e.org/p> .", _HEAD, 11),
    ("shapes/class-on-datatype", ".ttl", shape("sh:class xsd:date"), shape("sh:datatype xsd:date"), 13),
    ("shapes/class-on-datatype", ".ttl", shape("sh:class rdfs:Literal"), shape("sh:nodeKind sh:Literal"), 13),
    ("shapes/literal-as-datatype", ".ttl", shape("sh:datatype rdfs:Literal"), shape("sh:nodeKind sh:Literal"), 13),
    ("shapes/class-as-datatype", ".ttl", shape("sh:datatype schema:ContactPoint"), shape("sh:class ex:D"), 13),
    (
        "shapes/targets-datatype",
        ".ttl",
        shape("sh:minCount 1", "ex:T a sh:NodeShape ;\n sh:targetClass rdf:langString ."),
        shape("sh:minCount 1", "ex:T a sh:NodeShape ;\n sh:targetClass ex:T2 ."),
        15,
    ),
    (
        "shapes/targets-concept",
        ".ttl",
        shape("sh:minCount 1", "ex:T a sh:NodeShape ;\n sh:targetClass skos:Concept ."),
        shape("sh:minCount 1", "ex:T a sh:NodeShape ;\n sh:targetObjectsOf ex:p ."),
        15,
    ),
    ("shapes/count-as-text", ".ttl", shape('sh:minCount "1"'), shape("sh:minCount 1"), 13),
    ("shapes/count-as-text", ".ttl", shape('sh:maxCount "1"^^xsd:int'), shape("sh:maxCount 1"), 13),
    ("shapes/count-n", ".ttl", shape('sh:minCount 1 ;\n  sh:maxCount "n"'), shape("sh:minCount 1"), 14),
    ("shapes/count-n", ".ttl", shape('sh:maxCount "n"^^xsd:integer'), shape("sh:minCount 1"), 13),
    (
        "shapes/no-path",
        ".ttl",
        shape("sh:minCount 1", "ex:S sh:property [ sh:minCount 2 ] ."),
        shape("sh:minCount 1"),
        14,
    ),
    (
        "shapes/placeholder-path",
        ".ttl",
        shape("sh:minCount 1").replace("ex:p", "<https://wherever/TODO#p>"),
        shape("sh:minCount 1"),
        12,
    ),
    (
        "shapes/contradictory-range",
        ".ttl",
        shape("sh:class ex:D", "ex:S sh:property [ sh:path ex:p ; sh:class ex:E ] ."),
        shape("sh:class ex:D", "ex:S sh:property [ sh:path ex:q ; sh:class ex:E ] ."),
        14,
    ),
    (
        "shapes/contradictory-targets",
        ".ttl",
        shape(
            "sh:datatype xsd:date",
            "ex:T a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:datatype xsd:string ] .",
        ),
        shape(
            "sh:datatype xsd:date",
            "ex:T a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:datatype xsd:date ] .",
        ),
        14,
    ),
    (
        "shapes/min-above-max",
        ".ttl",
        shape("sh:minCount 2 ; sh:maxCount 1"),
        shape("sh:minCount 1 ; sh:maxCount 2"),
        13,
    ),
    ("shapes/unknown-term", ".ttl", shape("sh:shape ex:T"), shape("sh:node ex:T", "ex:T sh:class ex:D ."), 13),
    (
        "shapes/unreachable",
        ".ttl",
        shape("sh:minCount 1", "ex:T a sh:NodeShape ; sh:class ex:D ."),
        shape("sh:node ex:T", "ex:T a sh:NodeShape ; sh:class ex:D ."),
        14,
    ),
    ("shapes/missing-shape", ".ttl", shape("sh:node ex:T"), shape("sh:node ex:S2", "ex:S2 sh:class ex:D ."), 13),
    (
        "shapes/circle",
        ".ttl",
        shape("sh:node ex:T", "ex:T\n sh:not ex:S ."),
        shape("sh:node ex:T", "ex:T sh:not ex:U . ex:U sh:class ex:E ."),
        15,
    ),
    ("shapes/bad-value", ".ttl", shape("sh:nodeKind sh:Iri"), shape("sh:nodeKind sh:IRI"), 13),
    ("shapes/bad-pattern", ".ttl", shape('sh:pattern "([a-z"'), shape('sh:pattern "([a-z])"'), 13),
    ("shapes/broken-list", ".ttl", shape("sh:in ex:a"), shape("sh:in ( ex:a )"), 13),
    ("shapes/empty-list", ".ttl", shape("sh:in ()"), shape("sh:in ( ex:a )"), 13),
    ("shapes/several-values", ".ttl", shape("sh:minCount 1 ;\n  sh:minCount 2"), shape("sh:minCount 1"), 14),
    (
        "shapes/on-node-shape",
        ".ttl",
        shape("sh:minCount 1", "ex:S\n sh:minCount 1 ."),
        shape("sh:minCount 1", "ex:S\n sh:nodeKind sh:IRI ."),
        15,
    ),
    ("shapes/no-effect", ".ttl", shape('sh:flags "i"'), shape('sh:flags "i" ; sh:pattern "a"'), 13),
    (
        "shapes/no-value-possible",
        ".ttl",
        shape("sh:nodeKind sh:IRI ;\n  sh:datatype xsd:string"),
        shape("sh:nodeKind sh:Literal ;\n  sh:datatype xsd:string"),
        14,
    ),
    (
        "shapes/refused-value",
        ".ttl",
        shape('sh:datatype xsd:date ;\n  sh:hasValue "a"'),
        shape('sh:datatype xsd:string ;\n  sh:hasValue "a"'),
        14,
    ),
    (
        "shapes/closed",
        ".ttl",
        shape("sh:minCount 1", "ex:S\n sh:closed true ."),
        shape("sh:minCount 1", "ex:S\n sh:closed true ; sh:ignoredProperties ( rdf:type ) ."),
        15,
    ),
    (
        "context/class-as-type",
        ".jsonld",
        term('{"@id": "http://example.org/t",\n "@type": "http://www.w3.org/ns/org#Organization"}'),
        term('{"@id": "http://example.org/t",\n "@type": "@id"}'),
        3,
    ),
    (
        "context/literal-as-type",
        ".jsonld",
        term('{"@id": "http://example.org/t",\n "@type": "http://www.w3.org/2000/01/rdf-schema#Literal"}'),
        term('{"@id": "http://example.org/t"}'),
        3,
    ),
    (
        "context/langstring-as-type",
        ".jsonld",
        term('{"@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "@id": "http://example.org/t"}'),
        term('{"@id": "http://example.org/t"}'),
        2,
    ),
    (
        "context/empty-type",
        ".jsonld",
        term('{"@id": "http://example.org/t", "@type": "", "@container": "@set"}'),
        term('{"@id": "http://example.org/t", "@container": "@set", "@type": "xsd:date"}'),
        2,
    ),
    (
        "context/unknown-key",
        ".jsonld",
        term('{"@id": "http://example.org/t", "_comment": "TO DO", "note": ""}'),
        term('{"@id": "http://example.org/t"}'),
        2,
    ),
    ("context/undefined-prefix", ".jsonld", term('"urn:t", "ex:a": "urn:ex:a"'), term('"urn:t", "ex": "urn:ex:"'), 2),
    (
        "context/misspelt-term",
        ".jsonld",
        '{"@context": {\n "PersonEnvelop": "https://implementatie.data.vlaanderen.be/ns/magda/persoon#PersonEnvelop"}}',
        '{"@context": {"PersonEnvelope": "https://implementatie.data.vlaanderen.be/ns/magda/persoon#PersonEnvelope"}}',
        2,
    ),
    ("context/placeholder-iri", ".jsonld", term('"https://wherever/TODO"'), term('"http://example.org/t"'), 2),
    ("context/remote", ".jsonld", '{"@context": "https://example.org/c.jsonld"}', '{"@context": {}}', 1),
    ("context/duplicate-key", ".jsonld", '{"@context": {"a": "urn:a",\n "a": "urn:b"}}', '{"@context": {}}', 2),
    ("codelist/latin-1", ".ttl", codes(f'{_GOOD} ; skos:note "caf\u00e9"').encode("latin-1"), codes(_GOOD), 13),
    ("codelist/no-scheme", ".ttl", codes('skos:prefLabel "A"@en'), codes(_GOOD), 12),
    ("codelist/unknown-term", ".ttl", codes(f"{_GOOD} ; skos:inscheme ex:Two"), codes(_GOOD), 13),
    ("codelist/no-label", ".ttl", codes("skos:inScheme ex:List"), codes(_GOOD), 12),
    ("codelist/label-without-language", ".ttl", codes(f'{_GOOD} ; skos:prefLabel "B"'), codes(_GOOD), 13),
]


def found_in(folder: Path, suffix: str, content: str | bytes) -> list[Defect]:
    path = folder / f"case{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return lint(path)


@pytest.mark.parametrize(("code", "suffix", "bad", "good", "line"), CASES)
def test_defect_and_its_repaired_twin(tmp_path, code, suffix, bad, good, line):
    assert [(each.code, each.line) for each in found_in(tmp_path, suffix, bad)] == [(code, line)]
    assert found_in(tmp_path, suffix, good) == []


@pytest.mark.parametrize(("code", "suffix", "bad"), [case[:3] for case in CASES if all_rules()[case[0]].safe])
def test_fix_repairs_what_is_safe(tmp_path, code, suffix, bad):
    found_in(tmp_path, suffix, bad)
    content, repairs = repaired(tmp_path / f"case{suffix}")
    assert repairs
    assert found_in(tmp_path, suffix, content) == []


@pytest.mark.parametrize(("code", "suffix", "bad"), [case[:3] for case in CASES if not all_rules()[case[0]].safe])
def test_fix_leaves_the_rest(tmp_path, code, suffix, bad):
    found_in(tmp_path, suffix, bad)
    assert repaired(tmp_path / f"case{suffix}") == (bad, [])


def test_every_rule_has_a_case():
    assert set(all_rules()) == {case[0] for case in CASES} | {"file/unreadable"}


def test_every_rule_is_complete():
    kinds = [rule.kind for rule in all_rules().values()]
    assert list(dict.fromkeys(kinds)) == list(get_args(FileKind))
    for code, rule in all_rules().items():
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", code)
        assert type(rule.safe) is bool
        for words in (rule.title, rule.effect, rule.repair):
            assert words == words.strip() != ""
            assert not set(words) & set("|\n"), "it stands in a cell of a table"
        assert not rule.title.endswith(".")
        assert rule.effect.endswith(".")
        assert rule.repair.endswith(".")


def test_unreadable_files(tmp_path):
    (tmp_path / "notes.txt").write_text("notes")
    assert [each.code for each in lint_all([tmp_path / "absent.ttl", tmp_path / "notes.txt"])] == [
        "file/unreadable"
    ] * 2


def test_fix_keeps_comments_and_order(tmp_path):
    before = shape('sh:class xsd:date ; # a comment\n  sh:minCount "1"')
    found_in(tmp_path, ".ttl", before)
    after = before.replace("sh:class", "sh:datatype").replace('"1"', "1")
    assert repaired(tmp_path / "case.ttl")[0] == after


BOTH = {"schema:OpeningHoursSpecification", "schema:hoursAvailable"}
"""Terms that the profiles themselves have with http and with https, in different classes."""


@pytest.mark.slow
def test_own_files_have_none():
    folders = [_REPOSITORY / "shapes", _REPOSITORY / "vocabularies"]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".ttl", ".jsonld")]
    assert files
    found = lint_all(files)
    assert [each for each in found if each.code != "file/http-and-https" or each.node not in BOTH] == []


def test_documentation_has_every_rule():
    page = _DOCS.read_text(encoding="utf-8")
    assert lint_page(page) == page
    assert [code for code in all_rules() if f"| `{code}` |" not in page] == []


def test_only_the_table_of_the_documentation_is_made():
    page = _DOCS.read_text(encoding="utf-8")
    changed = page.replace("| The file is not JSON |", "| It is YAML |")
    assert changed != page
    assert lint_page(changed) == page
    assert lint_page(f"{page}More.\n") == f"{page}More.\n"
    with pytest.raises(OsloError, match="End of what is made"):
        lint_page(page.replace("<!-- End of", "<!--"))


def test_repair_shapes_drops_property_shapes_without_a_path(tmp_path):
    found_in(tmp_path, ".ttl", shape('sh:maxCount "n"', "ex:S sh:property [ sh:minCount 2 ] ."))
    ntriples = "".join(f"{quad.triple} .\n" for quad in parse(tmp_path / "case.ttl"))
    repaired, repairs = repair_shapes(ntriples)
    assert repairs == ["1 x property shape without sh:path: left out", '1 x sh:maxCount "n": left out']
    assert repaired.count("#property>") == 1
    assert "Count" not in repaired


# What comes out.


def test_reports(tmp_path):
    found_in(tmp_path, ".ttl", shape('sh:minCount "1"'))
    defects = lint(tmp_path / "case.ttl")
    assert "case.ttl:13: <http://example.org/S> <http://example.org/p>" in text(defects)
    whole = json.loads(as_json(defects))
    assert whole["version"] == VERSION == 2
    assert whole["counts"] == {"shapes/count-as-text": 1}
    run = json.loads(sarif(defects))["runs"][0]
    assert run["results"][0]["ruleId"] == run["tool"]["driver"]["rules"][0]["id"] == "shapes/count-as-text"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 13}


def test_command(tmp_path, capsys):
    found_in(tmp_path, ".ttl", shape('sh:minCount "1"'))
    assert lint_command([str(tmp_path)], fix=True, report="text") == 1
    out, err = capsys.readouterr()
    assert "shapes/count-as-text: 1 x" in out
    assert "case.repaired.ttl: 1 x sh:minCount as text" in err
    assert lint_command([str(tmp_path / "case.repaired.ttl")], fix=True, report="json") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.repaired.ttl", "case.ttl"]


@pytest.mark.parametrize("base", ["", "x", "https://[::1/", "urn:a b", "[{'x': 1}]"])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <b> .\n")
    assert oslo("lint", tmp_path / "a.ttl", "--base", base)[0] == 2
    with pytest.raises(InputError, match="not a base IRI"):
        lint(tmp_path / "a.ttl", base)


@pytest.mark.parametrize("report", ["X", "", "%s", "TEXT"])
def test_a_report_that_does_not_exist_is_refused(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b> .\n")
    code, said = oslo("lint", tmp_path / "a.ttl", "-r", report)
    assert code == 2
    assert "--report is one of text, json, sarif" in said


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("<urn:a> <urn:b> < http://e.org/c > .", {"file/broken-iri"}),
        ("<urn:a> <urn:b> <\nhttp://e.org/c> .", {"file/broken-iri"}),
        ("<urn:a> <urn:b> <http://e.org/c d> .\nprefix <urn:x>", {"file/broken-iri", "file/syntax"}),
        ("prefix : <urn:x#> prefix <> . <urn:a> <urn:b> <http://e.org/c{}> .", {"file/broken-iri", "file/syntax"}),
    ],
)
def test_an_error_in_the_syntax_is_told_beside_a_broken_iri(tmp_path: Path, text: str, codes: set[str]) -> None:
    (tmp_path / "a.ttl").write_text(text)
    assert {each.code for each in lint(tmp_path / "a.ttl")} == codes
