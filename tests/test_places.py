"""The places of findings in data files: line and character of the statement, in every syntax."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oslo import validate
from oslo.report.formats import written
from oslo.validation.findings import Finding, Report
from oslo.validation.validator import Validator

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .\n"
SHAPES = f"""{PREFIXES}
ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:targetObjectsOf ex:end ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ] , [ sh:path ex:age ; sh:maxLength 3 ; sh:maxCount 1 ] ,
        [ sh:path ex:part ; sh:node ex:Part ] , [ sh:path ( ex:part ex:deep ) ; sh:maxLength 3 ] .
ex:Part a sh:NodeShape ; sh:property [ sh:path ex:code ; sh:maxLength 3 ] ."""

TURTLE = """@prefix ex: <http://example.org/> .
# ex:x a ex:Thing
ex:x a ex:Thing ; ex:name "with ; and . and # and ex:x" ;
  ex:age "1234" ,
         "12" .
ex:other ex:age "1234" .
ex:y
  a ex:Thing ;
  ex:part [ ex:code "ab" ] , [
    ex:code "abcd" ] .
ex:z ex:end ex:e .
"""
DOCUMENTS = {
    "d.ttl": (
        TURTLE,
        {"maxLength": "4:10", "maxCount": "4:3", "minCount": "7:1 11:13", "code": "10:13", "node": "9:30"},
    ),
    "d.trig": (
        TURTLE.replace("\nex:x a", "\nex:g {\nex:x a")
        .replace('"12" .', '"12" }')
        .replace("ex:y\n", "GRAPH <urn:g> {\nex:y\n")
        + "}",
        {"maxLength": "5:10", "maxCount": "5:3", "minCount": "9:1 13:13", "code": "12:13", "node": "11:30"},
    ),
    "d.nt": (
        """<http://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Thing> .
<http://example.org/x> <http://example.org/name> "n" .
<http://example.org/x> <http://example.org/age> "12" .
  <http://example.org/x>   <http://example.org/age> "1234" .
<http://example.org/other> <http://example.org/age> "1234" .
_:b <http://example.org/code> "abcd" .
<http://example.org/y> <http://example.org/part> _:a .
<http://example.org/y> <http://example.org/part> _:b .
_:a <http://example.org/code> "ab" .
<http://example.org/y> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Thing> .
<http://example.org/z> <http://example.org/end> <http://example.org/e> .
""",
        {"maxLength": "4:53", "maxCount": "3:24", "minCount": "7:1 11:49", "code": "6:31", "node": "8:50"},
    ),
    "d.jsonld": (
        """{
  "@context": {"@vocab": "http://example.org/", "id": "@id", "end": {"@type": "@id"},
    "ex": "http://example.org/", "parts": {"@id": "ex:part", "@container": "@set"}},
  "@graph": [
    {"id": "ex:x", "@type": "Thing", "name": "n",
      "age": ["12",
        "1234"]},
    {"id": "ex:other", "age": "1234"},
    {"@type": "ex:Thing",
      "parts": [{"code": "ab"}, {
        "code": "abcd"}], "id": "ex:y"},
    {"id": "ex:z", "end": "ex:e"}]
}
""",
        {"maxLength": "7:9", "maxCount": "6:7", "minCount": "9:5 12:27", "code": "11:17", "node": "10:33"},
    ),
    "d.rdf": (
        """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/" xmlns:e="http://example.org/">
  <Thing rdf:about="http://example.org/x" e:name="é€😀">
    <age>12</age><!-- é€😀 --><age
      >1234</age>
  </Thing>
  <Thing rdf:about="http://example.org/y">
    <part><rdf:Description e:code="ab"/></part>
    <part rdf:parseType="Resource">
      <code>abcd</code>
    </part>
  </Thing>
  <rdf:Description rdf:about="http://example.org/z"><end rdf:resource="http://example.org/e"/></rdf:Description>
</rdf:RDF>
""",
        {"maxLength": "4:30", "maxCount": "4:5", "minCount": "7:3 13:53", "code": "10:7", "node": "9:5"},
    ),
}
DOCUMENTS["d.nq"] = (DOCUMENTS["d.nt"][0].replace(" .\n", " <urn:g> .\n"), DOCUMENTS["d.nt"][1])


def all_of(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [part for each in findings for part in (each, *all_of(each.reasons))]


def check(folder: Path, files: dict[str, str], shapes: str = SHAPES, **options: Any) -> Report:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    (folder / "shapes.ttl").write_text(shapes, "utf-8")
    return validate([folder / name for name in files], folder / "shapes.ttl", **options)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_places(name: str, tmp_path: Path) -> None:
    text, expected = DOCUMENTS[name]
    places: dict[str, list[str]] = {}
    for each in all_of(check(tmp_path, {name: text}).violations):
        assert each.place is not None
        assert each.place.file == str(tmp_path / name)
        places.setdefault("code" if each.property == "code" else each.rule, []).append(
            f"{each.place.line}:{each.place.character}"
        )
    assert {rule: " ".join(sorted(found, key=len)) for rule, found in places.items()} == expected


LINES = """# <http://example.org/x>
\t<http://example.org/\\u0078>\t<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>\t<http://example.org/Thing>\t.# c
<http://example.org/x><http://example.org/name>"n".

<http://example.org/x><http://example.org/part>_:b.
_:b <http://example.org/code> "a\\u0062c \\" . #" . # abcd
<http://example.org/x> <http://example.org/\\u0061ge> "1234"@NL .
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_odd_lines(line_end: str, tmp_path: Path) -> None:
    report = check(tmp_path, {"d.nt": LINES.replace("\n", line_end)})
    places = [(each.rule, each.place and str(each.place)) for each in all_of(report.violations)]
    file = tmp_path / "d.nt"
    assert sorted(places) == [("maxLength", f"{file}:6:31"), ("maxLength", f"{file}:7:54"), ("node", f"{file}:5:48")]


def marked(count: int) -> str:
    """Things with parts in parts, labelled and not; each wrong code says its line."""
    lines = ["@prefix ex: <http://example.org/> ."]

    def code() -> str:
        return f'ex:code "{len(lines) + 1:04}"'

    for n in range(count):
        lines.append(f"ex:x{n} a ex:Thing ; ex:name 'x' ; ex:part [ {code()} ; ex:part _:l{n} ] ,")
        lines.append(f"  [ ex:part [ ex:note '[ ] . _:l0 \\' #' ] ; {code()} ] ; ex:list (")
        lines.append(f"  [ ex:q [ ] ] [ {code()} ] ) . # ] ex:x{n}")
        lines.append(f'_:l{n} {code()} ; ex:note """ex:x{n}\n"""@nl .')
        lines.append(f"<http://example.org/x{n}> ex:part [ {code()} ] .")
        lines.append(f"[] a ex:Loose ; {code()} .")
    return "\n".join(lines).replace('\n"""', ' """')


def test_blank_nodes_are_told_apart(tmp_path: Path) -> None:
    shapes = f"""{PREFIXES} ex:C a sh:NodeShape ; sh:targetSubjectsOf ex:code ;
        sh:property [ sh:path ex:code ; sh:maxLength 3 ] ."""
    files = {"a.ttl": marked(5), "b.ttl": marked(7), "c.jsonld": '{"@id": "http://example.org/x0"}'}
    report = check(tmp_path, files, shapes)
    assert len(report.violations) == 6 * 12
    found = {(each.place.file, each.place.line) for each in report.violations if each.place}
    assert len(found) == 6 * 12
    for each in report.violations:
        assert each.place is not None
        assert each.value == f'"{each.place.line:04}"'
        assert each.place.file is not None
        assert f'"{each.place.line:04}"' in Path(each.place.file).read_text("utf-8").splitlines()[each.place.line - 1]


CRLF = TURTLE.replace("\n", "\r\n")
ODD = {
    "a carriage return before each line end": (CRLF, "4:10"),
    "a base": ("@base <http://example.org/> .\n<x> a <Thing> ; <name> 'n' ; <age> '1234' .", "2:36"),
    "keywords of SPARQL": (
        "PREFIX e: <http://example.org/>\nBASE <http://example.org/>\ne:x a e:Thing ; e:name 'n' ; e:age '1234'@nl .",
        "3:36",
    ),
    "an escape": (
        "@prefix e: <http://example.org/> .\n<http://example.org/\\u0078> a e:Thing ; e:age '123\\u0034' .",
        "2:47",
    ),
    "no space": ("<http://example.org/x>a<http://example.org/Thing>;<http://example.org/age>'1234'.", "1:75"),
    "statements without a space between": (
        "@prefix e: <http://example.org/>.e:x e:name 'n'.e:x a e:Thing.\ne:x e:age '1234'.e:y e:age '1'.",
        "2:11",
    ),
    "an escape in a name": ("@prefix e: <http://example.org/> .\ne:x\\~\\#y a e:Thing ; e:age '1234' .", "2:28"),
    "a language in capitals": (
        "@prefix e: <http://example.org/> .\ne:x a e:Thing ; e:age '123'@NL, '1234'@NL-be .",
        "2:33",
    ),
    "a dot in a name": ("@prefix e: <http://example.org/>.\ne:x.y a e:Thing ; e:age '1234' ; e:n 1.5 .", "2:25"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_turtle(name: str, tmp_path: Path) -> None:
    text, expected = ODD[name]
    found = [each for each in check(tmp_path, {"d.ttl": text}).violations if each.rule == "maxLength" and each.path]
    places = [f"{each.place.line}:{each.place.character}" for each in found if each.place and each.property == "age"]
    assert places == [expected]


LISTS = """{"@context": {"@vocab": "http://example.org/", "age": {"@container": "@list"}, "none": {"@language": null},
    "@language": "nl"}, "@graph": [
  {"@id": "http://example.org/x", "@type": "Thing", "name": "n", "part": {"@list": [{"code": "ab"},
    {"code": "abcd"}]}},
  {"@id": "http://example.org/y", "@type": "Thing", "name": "n", "age": ["12",
    "1234"], "size": 12345.5, "none":
    "1234"}]}"""
IN_LISTS = f"""{PREFIXES} @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property
    [ sh:path ( ex:part [ sh:zeroOrMorePath rdf:rest ] rdf:first ex:code ) ; sh:maxLength 3 ] ,
    [ sh:path ( ex:age [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ; sh:maxLength 3 ] ,
    [ sh:path ex:size ; sh:maxLength 3 ] , [ sh:path ex:none ; sh:maxLength 3 ] ."""


def test_lists_numbers_and_languages_in_jsonld(tmp_path: Path) -> None:
    report = check(tmp_path, {"d.jsonld": LISTS}, IN_LISTS)
    places = sorted((each.place.line, each.place.character) for each in report.violations if each.place)
    assert places == [(4, 14), (6, 5), (6, 22), (7, 5)]


def test_archives_and_text(tmp_path: Path) -> None:
    import gzip
    import zipfile

    (tmp_path / "s.ttl").write_text(SHAPES, "utf-8")
    (tmp_path / "d.ttl.gz").write_bytes(gzip.compress(TURTLE.encode(), mtime=0))
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("in/d.ttl", TURTLE)
    for name, file in (("d.ttl.gz", "d.ttl.gz"), ("d.zip", "d.zip/in/d.ttl")):
        report = validate(tmp_path / name, tmp_path / "s.ttl")
        assert {each.place.file for each in report.violations if each.place} == {str(tmp_path / file)}
        assert all(each.place and each.place.line for each in report.violations)
    report = validate(TURTLE, tmp_path / "s.ttl", "turtle")
    assert {each.place for each in report.violations} == {None}


def test_batches_have_places_too(tmp_path: Path) -> None:
    shapes = (
        f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ."
    )
    report = check(tmp_path, {"d.ttl": TURTLE}, shapes, mode="batches")
    assert [each.place and each.place.line for each in report.violations] == [7]


def test_what_is_not_looked_for_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.validation.places.finding.LARGEST", 100)
    report = check(tmp_path, {"d.ttl": TURTLE, "e.nt": DOCUMENTS["d.nt"][0]})
    assert report.without_places == [f"{tmp_path / 'd.ttl'} (over 0 MB)"]
    assert {each.place.file for each in report.violations if each.place} == {str(tmp_path / "e.nt")}
    for format in ("text", "html", "json"):
        assert "d.ttl (over" in written(report, format)


CONTEXT = '{"@context": {"@vocab": "http://example.org/", "ex": "http://example.org/",}}'  # a comma too many


def test_contexts_that_are_named_and_repaired(tmp_path: Path) -> None:
    iri = "http://example.org/context.jsonld"
    (tmp_path / "s.ttl").write_text(SHAPES, "utf-8")
    data = tmp_path / "d.jsonld"
    data.write_text(
        f'{{"@context": "{iri}",\n"@id": "ex:x", "@type": "Thing", "name": "n",\n  "age": "1234"}}', "utf-8"
    )
    report = Validator(tmp_path / "s.ttl", contexts={iri: CONTEXT}.get).validate(data)
    assert [each.place and (each.place.line, each.place.character) for each in report.violations] == [(3, 10)]
    assert report.repairs == ["JSON-LD context: 1 x an extra comma: removed"]  # counted once


def test_a_file_that_only_the_parser_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise KeyError("unknown")

    monkeypatch.setattr("oslo.validation.places.turtle.statements", refuse)
    report = check(tmp_path, {"d.ttl": TURTLE})
    assert len(report.violations) == 5
    assert report.without_places == [f"{tmp_path / 'd.ttl'} ('unknown')"]


def test_nothing_is_read_again_without_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oslo.validation.places.finding.files", None)  # any use of it would fail
    assert check(
        tmp_path, {"d.ttl": "<http://example.org/x> a <http://example.org/Thing> ; <http://example.org/name> 1 ."}
    ).ok
