"""The verdict tells what it covers: terms that no shape looks at, what makes a check fail, what is given with data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from helpers.commands import oslo

from oslo.rdf.parsing import Format
from oslo.report.formats import written
from oslo.validation.engines import Engine
from oslo.validation.findings import FailOn, Likeness, Report
from oslo.validation.validator import Mode, Validator

START = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix o: <https://data.vlaanderen.be/ns/organisatie#> .
@prefix oh: <http://data.vlaanderen.be/ns/organisatie#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://data.example.be/ns#> .
<urn:a> a org:Organization ; skos:prefLabel "Gemeente"@nl """
FORMATS = ["text", "json", "html", "sarif", "junit"]


@cache
def validator() -> Validator:
    return Validator("organisatie-basis")


def checked(more: str) -> Report:
    return validator().validate(f"{START}{more} .", "turtle")


TERMS = {
    "; oh:telefoonnummer 1": ("http://data.vlaanderen.be/ns/organisatie#telefoonnummer", None, Likeness.UNKNOWN),
    "; skos:preflabel 'x'": ("skos:preflabel", "skos:prefLabel", Likeness.MISSPELT),
    "; skos:prefLable 'x'": ("skos:prefLable", "skos:prefLabel", Likeness.MISSPELT),
    "; o:rechtsvorms <urn:v>": ("o:rechtsvorms", "o:rechtsvorm", Likeness.MISSPELT),
    "; o:kleurVanDeDeur 1": ("o:kleurVanDeDeur", None, Likeness.UNKNOWN),
    "; oh:rechtsvorm <urn:v>": ("oh:rechtsvorm", "o:rechtsvorm", Likeness.TWIN),
    "; <https://www.w3.org/2004/02/skos/core#altLabel> 'x'": (
        "https://www.w3.org/2004/02/skos/core#altLabel",
        "skos:altLabel",
        Likeness.TWIN,
    ),
    "; <org:hasSite> <urn:s>": ("org:hasSite", "http://www.w3.org/ns/org#hasSite", Likeness.TWIN),
    ". <urn:b> a <http://www.w3.org/ns/org#Organization/>": (
        "http://www.w3.org/ns/org#Organization/",
        "http://www.w3.org/ns/org#Organization",
        Likeness.TWIN,
    ),
    ". <urn:b> a org:FormalOrganisation": (
        "http://www.w3.org/ns/org#FormalOrganisation",
        "http://www.w3.org/ns/org#FormalOrganization",
        Likeness.MISSPELT,
    ),
}


def full(name: str | None) -> str | None:
    prefixes = dict(line.split()[1:3] for line in START.splitlines() if line.startswith("@prefix"))
    prefix, _, local = (name or "").partition(":")
    known = prefixes.get(f"{prefix}:") if prefix != "org" else None
    return known[1:-1] + local if known else name


@pytest.mark.parametrize("more", [each for each in TERMS if "oh:telefoonnummer" not in each])
def test_a_term_that_is_nearly_known_is_part_of_the_verdict(more: str) -> None:
    found, meant, likeness = TERMS[more]
    report = checked(more)
    [miss] = report.coverage.near_misses
    assert (miss.found, miss.meant, miss.likeness, miss.count) == (full(found), full(meant), likeness, 1)
    assert report.coverage.statements_unread == 1
    assert written(report, "text").startswith("Conforms, in part: ")
    assert report.ok is (likeness is not Likeness.TWIN)


def test_terms_of_others_are_named_with_their_counts() -> None:
    report = checked("; dct:modified 1, 2 ; ex:kleur 'rood'")
    assert report.coverage.near_misses == ()
    assert report.coverage.unread == (
        ("http://purl.org/dc/terms/modified", 2),
        ("https://data.example.be/ns#kleur", 1),
    )
    assert report.ok
    text = written(report, "text")
    assert "1 node checked, no violation, 3 statements not looked at" in text
    assert "No shape looked at statements with: dct:modified (2), https://data.example.be/ns#kleur (1)." in text
    assert "uitspraken met: dct:modified (2)" in written(report, "text", language="nl")


@pytest.mark.parametrize("more", ["", "; skos:altLabel 'G'@nl", "; org:hasSite <urn:s>"])
def test_terms_that_a_shape_looks_at_are_not_named(more: str) -> None:
    report = checked(more)
    assert (report.coverage.near_misses, report.coverage.unread) == ((), ())
    assert "in part" not in written(report, "text")


def test_terms_in_paths_pairs_and_queries_are_looked_at() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.be/ns#> .
        ex:S sh:targetClass ex:M ; sh:property [ sh:path ([ sh:inversePath ex:a ] [ sh:zeroOrMorePath ex:b ]) ;
        sh:disjoint ex:c ] ;
        sh:sparql [ sh:select "SELECT $this WHERE { $this <https://data.example.be/ns#d> 9 }" ] ."""
    data = "@prefix ex: <https://data.example.be/ns#> . ex:x a ex:M ; ex:a 1 ; ex:b 1 ; ex:c 1 ; ex:d 1 ; ex:e 1 ."
    report = Validator(shapes).validate(data, Format.TURTLE)
    assert report.coverage.unread == (("https://data.example.be/ns#e", 1),)


def test_a_query_looks_at_no_term_without_a_name() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.be/ns#> .
        ex:S sh:targetClass ex:M ;
            sh:sparql [ sh:select "PREFIX ex: <urn:> SELECT $this WHERE { $this <urn:own:q> 9 }" ] ."""
    data = "@prefix ex: <https://data.example.be/ns#> . ex:x a ex:M ; <urn:own:p> 1 ; <urn:own:q> 1 ."
    assert Validator(shapes).validate(data, Format.TURTLE).coverage.unread == (("urn:own:p", 1),)


def test_a_class_in_both_forms_is_not_said_to_be_absent() -> None:
    more = ". <urn:b> a <https://www.w3.org/ns/org#Organization>"
    text = written(checked(more), "text")
    assert "1 node has the type https://www.w3.org/ns/org#Organization, which no shape looks at" in text
    assert "no node has" not in text


CASES: dict[str, tuple[str, set[FailOn], bool]] = {
    "a twin always": ("; oh:rechtsvorm <urn:v>", set(), False),
    "a misspelt term not by itself": ("; o:rechtsvorms <urn:v>", set(), True),
    "a misspelt term if asked": ("; o:rechtsvorms <urn:v>", {FailOn.UNREAD}, False),
    "a property of another class": ("; o:rechtsvorm <urn:v>", {FailOn.UNREAD}, False),
    "a type that no shape looks at": (". <urn:k> a <https://data.example.be/ns#Kat>", {FailOn.UNREAD}, False),
    "an unresolved reference not by itself": ("; org:hasSite <urn:s>", set(), True),
    "an unresolved reference if asked": ("; org:hasSite <urn:s>", {FailOn.UNRESOLVED}, False),
    "a violation": ("; org:purpose 'x'", set(), False),
    "a violation, with warnings": ("; org:purpose 'x'", {FailOn.WARNING}, False),
    "nothing": ("", set(FailOn), True),
}


@pytest.mark.parametrize("case", CASES)
def test_verdict_ok_and_counts_agree_in_every_format(case: str) -> None:
    more, asked, ok = CASES[case]
    report = checked(more)
    report.fail_on = frozenset(asked or {FailOn.VIOLATION})
    said = {name: written(report, name) for name in FORMATS} | {"html": written(report, "html", language="en")}
    assert report.ok is ok
    assert json.loads(said["json"])["ok"] is ok
    assert bool(json.loads(said["json"])["failures"]) is not ok
    results = json.loads(said["sarif"])["runs"][0]["results"]
    assert any(each["level"] == "error" for each in results) is not ok
    assert ('failures="0"' in said["junit"]) is ok
    assert said["text"].startswith("Conforms") or not ok
    assert ("counts as a failure" in said["html"] or bool(report.violations)) is not ok


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("case", ["a violation", "a misspelt term if asked", "nothing"])
def test_the_exit_code_agrees_with_the_verdict(tmp_path: Path, case: str, report: str) -> None:
    more, asked, ok = CASES[case]
    data = tmp_path / "data.ttl"
    data.write_text(f"{START}{more} .")
    options = [word for each in asked or {FailOn.VIOLATION} for word in ("--fail-on", each.value)]
    code, _ = oslo("validate", data, "-p", "organisatie-basis", "-r", report, *options)
    assert code == (0 if ok else 1)


def test_severities_are_told_apart() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.be/ns#> .
        ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:a ; sh:minCount 1 ; sh:severity sh:%s ] ."""
    results = {}
    for severity in ("Violation", "Warning", "Info"):
        report = Validator(shapes % severity).validate("<urn:x> a <https://data.example.be/ns#M> .", Format.TURTLE)
        results[severity] = []
        for each in (FailOn.VIOLATION, FailOn.WARNING, FailOn.INFO):
            report.fail_on = frozenset({each})
            results[severity].append(report.ok)
    assert results == {"Violation": [False] * 3, "Warning": [True, False, False], "Info": [True, True, False]}


@pytest.mark.slow
def test_strict_asks_for_all_that_was_not_checked(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(f"{START}; <https://data.example.be/ns#kleur> 'rood' .")
    assert oslo("validate", data, "-p", "organisatie-basis")[0] == 0
    code, said = oslo("validate", data, "-p", "organisatie-basis", "--strict")
    assert code == 1
    assert "This counts as a failure: statements or nodes that no shape looked at." in said


SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.be/ns#> .
ex:S sh:targetClass ex:M ; sh:property [ sh:path ex:owner ; sh:class ex:Agent ; sh:maxCount 1 ] ;
  sh:property [ sh:path (ex:owner ex:name) ; sh:minCount 1 ] ."""
EX = "@prefix ex: <https://data.example.be/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
SUBCLASS = "ex:Person <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:Agent . "
RECORD = EX + "ex:x a ex:M ; ex:owner ex:jo . "
GIVEN = {
    "alone": (RECORD, "", "", ["class", "minCount"]),
    "subclass in the ontology": (RECORD + "ex:jo a ex:Person ; ex:name 'J' .", "", SUBCLASS, []),
    "equivalent class in the ontology": (
        RECORD + "ex:jo a ex:Person ; ex:name 'J' .", "", "ex:Person owl:equivalentClass ex:Agent .", [],
    ),
    "subclass in the background": (RECORD + "ex:jo a ex:Person ; ex:name 'J' .", SUBCLASS, "", []),
    "a path through the background": (RECORD, "ex:jo a ex:Agent ; ex:name 'J' .", "", []),
    "the background is not checked": (RECORD, "ex:jo a ex:Agent ; ex:name 'J' . ex:y a ex:M .", "", []),
    "the background adds no second value": (
        RECORD + "ex:jo a ex:Agent ; ex:name 'J' .", "ex:x ex:owner ex:an . ex:an a ex:Agent .", "", [],
    ),
    "a class that is another": (RECORD, "ex:jo a ex:Cat ; ex:name 'J' .", SUBCLASS, ["class"]),
    "an ontology says nothing of nodes": (RECORD, "", "ex:jo a ex:Agent ; ex:name 'J' .", ["class", "minCount"]),
}  # fmt: skip


@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
@pytest.mark.parametrize("mode", [Mode.WHOLE, Mode.BATCHES])
@pytest.mark.parametrize("case", GIVEN)
def test_background_and_ontology(tmp_path: Path, case: str, mode: Mode, engine: Engine) -> None:
    data, background, ontology, rules = GIVEN[case]
    names = {"background": background, "ontology": ontology}
    for name, text in names.items():
        (tmp_path / f"{name}.ttl").write_text(EX + text)
    given = {name: [tmp_path / f"{name}.ttl"] if text else [] for name, text in names.items()}
    report = Validator(SHAPES, engine=engine, **given).validate(data, Format.TURTLE, mode=mode)
    assert sorted(each.rule.replace("unresolved", "class") for each in report.violations + report.unresolved) == rules
    assert report.coverage.focus_nodes == 1
