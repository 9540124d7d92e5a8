"""The names of vocabularies that lint knows, compared with what others publish."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import namespace

from oslo.lint.known_terms import kinds_of, unknown, unseparated, vocabularies
from oslo.lint.languages import language_error
from oslo.lint.literals import literal_error
from oslo.lint.patterns import pattern_error

_WRONG_IN_PROFILES = {
    "http://schema.org/Accomodation",
    "http://schema.org/alternativeName",
    "http://www.opengis.net/ont/geosparql#Curve",
    "http://www.opengis.net/ont/geosparql#Surface",
    "http://www.w3.org/2004/02/skos/core#prefSymbol",
    "http://www.w3.org/ns/dcat#mediatype",
    "http://www.w3.org/ns/dcat#servesdataset",
    "http://xmlns.com/foaf/0.1/gebruikteVoornaam",
    "http://xmlns.com/foaf/0.1/volledigeNaam",
}
"""Terms of published profiles that their vocabularies do not have, each looked up by hand."""
_OF_RDFLIB = "DC DCAT DCMITYPE DCTERMS FOAF GEO ORG OWL PROF PROV QB RDF RDFS SH SKOS SOSA SSN TIME VANN VOID"


@pytest.mark.parametrize("name", _OF_RDFLIB.split())
def test_what_rdflib_has_is_known(name: str) -> None:
    space = getattr(namespace, name)
    terms = {str(value) for value in dir(space) if str(value).startswith("http")}
    assert len(terms) > 3
    assert [term for term in sorted(terms) if unknown(term) is not None] == []


def _facts(shared: Path, column: str) -> set[str]:
    found: set[str] = set()
    for path in (shared / "facts").rglob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row.get(column) or "" for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert len(found) > 500
    return found


def test_terms_of_published_profiles_are_known(shared: Path) -> None:
    terms = _facts(shared, "property_iri") | _facts(shared, "class_iri") | _facts(shared, "range_iri")
    assert {term for term in terms if unknown(term) is not None} <= _WRONG_IN_PROFILES


def test_kinds_agree_with_published_profiles(shared: Path) -> None:
    speed = {f"{scheme}://schema.org/speed" for scheme in ("http", "https")}
    wrong = {"http://purl.org/dc/elements/1.1/coverage"} | speed  # properties in the place of classes
    assert {term for term in _facts(shared, "class_iri") if kinds_of(term) == {"properties"}} <= wrong
    wrong = {
        "http://www.w3.org/2000/01/rdf-schema#Resource",
        "http://www.w3.org/ns/adms#Identifier",
        "http://www.w3.org/ns/prov#Location",
    }
    assert {term for term in _facts(shared, "property_iri") if kinds_of(term) == {"classes"}} <= wrong


@pytest.mark.parametrize("namespace", sorted(vocabularies()))
def test_every_vocabulary_says_of_what_kind_its_names_are(namespace: str) -> None:
    kinds = vocabularies()[namespace].kinds
    assert kinds
    assert all(" " not in name and name for name in kinds)
    assert all(unknown(f"{namespace}{name}") is None for name in kinds)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://xmlns.com/foaf/0.1/familyname", "http://xmlns.com/foaf/0.1/familyName"),
        ("http://www.w3.org/ns/adms#indentifier", "http://www.w3.org/ns/adms#identifier"),
        ("http://purl.org/dc/terms/Title", "http://purl.org/dc/terms/title"),
        ("http://www.w3.org/2000/01/rdf-schema#type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("http://schema.org/adress", "http://schema.org/address"),
        ("https://data.vlaanderen.be/ns/persoon#nietBestaand", ""),
        ("http://schema.org/notYetPublished", None),
        ("http://example.org/anything", None),
        ("http://xmlns.com/foaf/0.1/name", None),
    ],
)
def test_unknown_terms(written: str, meant: str | None) -> None:
    assert unknown(written) == meant


def test_a_namespace_without_its_last_sign() -> None:
    assert unseparated("http://xmlns.com/foaf/0.1name") == "http://xmlns.com/foaf/0.1/"
    assert unseparated("http://www.w3.org/2001/XMLSchemadate") == "http://www.w3.org/2001/XMLSchema#"
    for right in ("http://www.w3.org/2001/XMLSchema#date", "http://www.w3.org/2001/XMLSchema-instance"):
        assert unseparated(right) is None


@pytest.mark.parametrize(
    "tag", ["nl", "nl-BE", "en-GB", "zh-Hant-TW", "sr-Latn", "x-private", "nl-x-abc", "es-419", "sgn"]
)
def test_language_tags(tag: str) -> None:
    assert language_error(tag) is None


@pytest.mark.parametrize("tag", ["vl", "nld", "dutch", "en-UK", "nl_BE", "n", "nl-be-x-generated", ""])
def test_language_tags_that_are_none(tag: str) -> None:
    assert language_error(tag)


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        (
            "date",
            "2024-02-29 -0044-03-15 2024-01-01Z 2024-01-01+14:00",
            "2023-02-29 24-01-01 2024-1-1 2024-01-01+15:00",
        ),
        (
            "dateTime",
            "2024-01-01T24:00:00 2024-01-01T10:00:00.5Z",
            "2024-01-01 2024-01-01T25:00:00 2024-02-30T10:00:00",
        ),
        ("time", "12:00:00 24:00:00", "12:00 25:00:00 24:00:01"),
        ("gYear", "2024 -0001 12024", "24 2024-01 02024"),
        ("boolean", "true false 1 0", "True ja yes"),
        ("decimal", "1 1.5 +.5 -3.", "1,5 1e5 . INF"),
        ("double", "1e5 INF -INF NaN", "1,5 infinity nan"),
        ("integer", "1 -1 007", "1.0 one 1e3"),
        ("unsignedByte", "0 255", "-1 256"),
        ("duration", "P1Y P1Y2M3DT4H5M6.7S -P1D PT1S", "P P1Y2D3M PT 1Y P1S"),
        ("anyURI", "http://example.org/a rel/path", "http://example.org/<a>"),
        ("hexBinary", "0A ff", "0 0G"),
        ("base64Binary", "YQ== YWJj", "YQ= Y*=="),
    ],
)
def test_lexical_forms(datatype: str, right: str, wrong: str) -> None:
    iri = f"http://www.w3.org/2001/XMLSchema#{datatype}"
    assert [text for text in right.split() if literal_error(iri, text)] == []
    assert [text for text in wrong.split() if literal_error(iri, text) is None] == []


@pytest.mark.parametrize(
    "pattern", ["^[0-9]{4}$", r"\d+\.\d+", r"\p{L}+", r"\i\c*", "[a-z-[aeiou]]", "a|b", "", r"^\\[a-z]$"]
)
def test_expressions(pattern: str) -> None:
    assert pattern_error(pattern) is None


@pytest.mark.parametrize(
    "pattern", ["([a-z", "*a", "a{2,1}", "(?=a)", "a\\", "(?i)a", r"\p{Foo}", "[z-a]", "a)", r"\bword"]
)
def test_expressions_that_are_none(pattern: str) -> None:
    assert pattern_error(pattern)
    assert pattern_error(pattern, "q") is None
