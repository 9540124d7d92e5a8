"""Mandates and decisions as local authorities publish them (lblod), against the profiles and the shapes of others."""

from __future__ import annotations

import importlib.util
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from oslo import Concept, Format, LangString, Strength, Validator, read, read_all, write
from oslo.alignment.data import translate
from oslo.errors import OsloError
from oslo.exchange import Reading
from oslo.models import load_profile
from oslo.models.besluit import Besluit, BestuursorgaanInBestuursperiode, Zitting
from oslo.models.mandaat import Mandaat, Mandataris, Persoon
from oslo.namespaces import BESLUIT, MANDAAT, ORG, PERSON, RDF
from oslo.rdf.parsing import parse
from oslo.validation.engines import Engine

MANDATES, DECISIONS = load_profile("mandatendatabank"), load_profile("besluit-publicatie")
OURS = (str(BESLUIT), str(MANDAAT))
EFFECTIEF = Concept("http://data.vlaanderen.be/id/concept/MandatarisStatusCode/21063a5b-912c-4241-841c-cc7fb3c73e75")
PREFIXES = f"""@prefix mandaat: <{MANDAAT}> . @prefix besluit: <{BESLUIT}> . @prefix org: <{ORG}> .
@prefix generiek: <https://data.vlaanderen.be/ns/generiek#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix mu: <http://mu.semte.ch/vocabularies/core/> .
"""
with_rdfa = pytest.mark.skipif(importlib.util.find_spec("pyRdfa") is None, reason="needs the extra rdfa")


# The register of mandates.


def sitting(**said: object) -> Mandataris:
    return Mandataris(**{"is_bestuurlijke_alias_van": "urn:an", "start": "2025-01-01", "status": EFFECTIEF} | said)


def test_a_sitting_holder_of_a_mandate_has_no_end() -> None:
    text = write(sitting(id="urn:m"))
    assert "mandaat:einde" not in text
    report = Validator(MANDATES).validate(text, Format.TURTLE)
    assert (report.ok, report.coverage.focus_nodes) == (True, 1)
    assert [each.property for each in report.violations] == ["einde", "isAangesteldDoor"]
    assert all(each.published for each in report.violations)
    with pytest.raises(ValidationError, match="start"):
        Mandataris(is_bestuurlijke_alias_van="urn:an", status=EFFECTIEF)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2025-01-01", date(2025, 1, 1)),
        ("2025-01-01T00:00:00", datetime(2025, 1, 1)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (datetime(2025, 1, 1), datetime(2025, 1, 1)),
    ],
)
def test_a_day_is_not_made_a_moment_nor_a_moment_a_day(given: object, kept: date) -> None:
    start = sitting(start=given).start
    assert (type(start), start) == (type(kept), kept)
    [again] = read(write(sitting(start=given)), Mandataris, Format.TURTLE)
    assert type(again.start) is type(kept)


@pytest.mark.parametrize("given", ["2025-13-01", 20250101, "gisteren"])
def test_what_is_neither_a_day_nor_a_moment_is_refused(given: object) -> None:
    with pytest.raises(ValidationError, match="start"):
        sitting(start=given)


def test_a_rank_is_a_text_with_or_without_a_language() -> None:
    text = f"""{PREFIXES} <urn:m> a mandaat:Mandataris ; mandaat:rangorde "Eerste schepen"{{}} ;
        mandaat:isBestuurlijkeAliasVan <urn:an> ; mandaat:status <{EFFECTIEF}> ;
        mandaat:start "2019-01-03"^^xsd:date ."""
    assert [each.rangorde for each in read(text.format(""), Mandataris, Format.TURTLE)] == ["Eerste schepen"]
    assert [each.rangorde for each in read(text.format("@nl"), Mandataris, Format.TURTLE)] == [
        LangString("Eerste schepen")
    ]


def said(shared: Path) -> list[Path]:
    """The files of mandates that are there, and the register that they belong to."""
    official = shared / "official" / "lblod"
    files = [*(shared / "records" / "lblod-mandaten").glob("*.ttl"), *(official / "mandaten").rglob("*.ttl")]
    return sorted([*files, *(official / "personen").glob("*.ttl"), *(official / "mandatenbeheer").glob("*.ttl")])


def nodes(files: list[Path]) -> Counter[str]:
    """How many nodes the files have of each class of the vocabularies, duplicates in several files once a file."""
    found = set()
    for file in files:
        for quad in parse(file):
            kind = quad.object.value
            if quad.predicate.value == RDF.type and (kind == PERSON.Person or kind.startswith(OURS)):
                found.add((file, quad.subject.value, kind))
    return Counter(kind.rpartition("#")[2] for _, _, kind in found)


# What the files lack that the profile asks: a territory of one district; all of the bodies that another file
# describes; who, from when or in which capacity of seven holders; the given name of a candidate.
REJECTED = {"Bestuurseenheid": 2, "Bestuursorgaan": 62, "Mandataris": 7, "Persoon": 1}


@pytest.mark.slow
def test_the_mandates_are_read_one_for_one_or_rejected_with_a_reason(shared: Path) -> None:
    files = said(shared)
    there = nodes(files)
    readings = {file: read_all(file, MANDATES, parts=True, normalize=True) for file in files}
    came = Counter(type(each).__name__ for reading in readings.values() for each in reading.resources)
    came["Bestuursorgaan"] += came.pop("BestuursorgaanInBestuursperiode")
    came["Person"] = came.pop("Persoon")
    rejected = Counter(REJECTED)
    rejected["Person"] = rejected.pop("Persoon")
    assert there == Counter({kind: came[kind] + rejected[kind] for kind in there})
    assert there["Mandataris"] > 500
    assert there["Mandaat"] == 454
    lost = {(p.node, file) for file, reading in readings.items() for p in reading.problems}
    memberships = {node for node, _ in lost if "/lidmaatschappen/" in node}
    assert len(memberships) == 116  # each says that it lasts for all periods of the file
    assert len([node for node, _ in lost if node not in memberships]) == sum(REJECTED.values())


@pytest.mark.slow
def test_what_was_read_conforms_when_it_is_written_again(shared: Path) -> None:
    reading = [read_all(file, MANDATES, normalize=True) for file in said(shared)]
    text = write([each for some in reading for each in some.resources], Format.NTRIPLES)
    report = Validator(MANDATES, strength=Strength.EXCHANGED).validate(text, Format.NTRIPLES)
    assert report.violations == []
    assert report.coverage.focus_nodes > 2500
    assert not report.coverage.near_misses


def test_the_twins_of_the_register_are_counted(shared: Path) -> None:
    [file] = (shared / "official" / "lblod" / "personen").glob("*.ttl")
    plain, normalized = read_all(file, [Persoon]), read_all(file, [Persoon], normalize=True)
    assert (len(plain.resources), len(normalized.resources)) == (0, 776)
    http, https = "http://data.vlaanderen.be/ns/persoon#", "https://data.vlaanderen.be/ns/persoon#"
    assert normalized.rewritten == {
        f"{http}geslacht -> {https}geslacht": 777,
        f"{http}gebruikteVoornaam -> {https}gebruikteVoornaam": 776,
        f"{http}heeftGeboorte -> {https}heeftGeboorte": 774,
    }
    assert plain.rewritten == {}


# Reading as meant.


def normalized(turtle: str) -> Reading:
    return read_all(PREFIXES + turtle, MANDATES, Format.TURTLE, normalize=True)


@pytest.mark.parametrize(
    "kind", ["https://data.vlaanderen.be/ns/mandaat#Mandaat", "http://www.data.vlaanderen.be/ns/mandaat#Mandaat"]
)
def test_a_class_is_read_as_meant_only_when_asked(kind: str) -> None:
    text = f"<urn:m> a <{kind}> ; <http://www.w3.org/ns/org#role> <urn:r> ."
    assert read(text, Mandaat, Format.TURTLE) == []
    assert read_all(text, [Mandaat], Format.TURTLE).unread == 2
    assert read(text, Mandaat, Format.TURTLE, normalize=True) == [Mandaat(id="urn:m", bestuursfunctie="urn:r")]


def test_a_value_that_is_a_variant_of_a_term_stays() -> None:
    reading = normalized("<urn:m> a mandaat:Mandaat ; org:role <https://www.w3.org/ns/org#Role> .")
    assert [each.bestuursfunctie for each in reading.resources] == ["https://www.w3.org/ns/org#Role"]
    assert reading.rewritten == {}


def test_a_former_term_is_read_as_what_replaced_it() -> None:
    text = "<urn:o> a besluit:Bestuursorgaan ; mandaat:isTijdspecialisatieVan <urn:raad> ."
    assert len(read_all(PREFIXES + text, DECISIONS, Format.TURTLE).problems) == 1
    reading = normalized(text)
    assert [each.is_tijdspecialisatie_van for each in reading.resources] == ["urn:raad"]
    assert list(reading.rewritten.values()) == [1]
    report = Validator(MANDATES).validate(PREFIXES + text, Format.TURTLE, normalize=True)
    assert (report.ok, report.rewritten) == (True, reading.rewritten)


def test_types_that_no_model_states_are_unread() -> None:
    text = "<urn:m> a mandaat:Mandaat, org:Post, skos:Concept ; org:role <urn:r> ; mu:uuid 'm' ."
    reading = normalized(text)
    assert (len(reading.resources), reading.unread) == (1, 3)


def test_translating_to_the_profile_itself_is_reading() -> None:
    text = "<urn:m> a <https://data.vlaanderen.be/ns/mandaat#Mandaat> ; <http://www.w3.org/ns/org#role> <urn:r> ."
    found = translate([text], "mandatendatabank", "mandatendatabank", Format.TURTLE, normalize=True)
    assert found.resources == [Mandaat(id="urn:m", bestuursfunctie="urn:r")]
    assert (sum(found.rewritten.values()), found.losses) == (1, Counter())
    found = translate([text], "mandatendatabank", "mandatendatabank", Format.TURTLE)
    assert (found.resources, sum(found.losses.values())) == ([], 2)


# Decisions.


@with_rdfa
def test_the_published_decisions_are_read_and_conform(shared: Path) -> None:
    files = sorted((shared / "records" / "lblod-decisions").glob("*.html"))
    readings = [read_all(file, DECISIONS, parts=True, normalize=True) for file in files]
    came = Counter(type(each).__name__ for reading in readings for each in reading.resources)
    assert came == {
        "Agendapunt": 2,
        "Artikel": 4,
        "BehandelingVanAgendapunt": 3,
        "Besluit": 7,
        "Bestuursorgaan": 4,
        "BestuursorgaanInBestuursperiode": 4,
        "Document": 2,
        "LegaleVerschijningsvorm": 1,
        "Zitting": 4,
    }
    # A church council that is only named by its IRI and its class: the register has the rest.
    problems = [problem for reading in readings for problem in reading.problems]
    assert {problem.property for problem in problems} == {"naam", "classificatie", "werkingsgebied"}
    assert {problem.node.rsplit("/", 2)[1] for problem in problems} == {"besturenVanDeEredienst"}
    text = write([each for reading in readings for each in reading.resources])
    report = Validator(DECISIONS, strength=Strength.EXCHANGED).validate(text, Format.TURTLE)
    assert (report.violations, report.coverage.focus_nodes) == ([], 29)  # two of the bodies stand in two of the pages


@with_rdfa
def test_a_decision_keeps_its_articles_and_its_body(shared: Path) -> None:
    reading = read_all(shared / "records/lblod-decisions/voorbeeld-reglement.html", DECISIONS, parts=True)
    [besluit] = [each for each in reading.resources if isinstance(each, Besluit)]
    assert [each.nummer for each in besluit.heeft_deel] == ["Artikel 1 "]
    assert (besluit.inwerkingtreding, besluit.buitenwerkingtreding) == (date(2020, 7, 31), date(2020, 8, 30))
    assert besluit.motivering
    assert besluit.motivering.language == "nl"


@with_rdfa
def test_a_prefix_that_was_not_declared_is_told_and_can_be_read_as_meant(shared: Path) -> None:
    file = shared / "records/lblod-decisions/voorbeeld-rdfa-document-link-publicatie.html"
    report = Validator(DECISIONS).validate(file)
    assert not report.ok
    assert ("besluit:Zitting", str(BESLUIT.Zitting)) in {(m.found, m.meant) for m in report.coverage.near_misses}
    assert Validator(DECISIONS).validate(file, normalize=True).ok
    [zitting] = read(file, Zitting, normalize=True)
    assert isinstance(zitting.is_gehouden_door, BestuursorgaanInBestuursperiode)


# The shapes of others as targets.

CONTEXT = "https://lblod.github.io/pages-vendors/assets/json-ld/publicatie-feed-context.json"


def feed(shared: Path, shapes: str, **changes: str) -> Validator:
    folder = shared / "records" / "lblod-decisions"
    texts = {CONTEXT: (folder / "publicatie-feed-context.json").read_bytes()}
    return Validator(folder / shapes, contexts=texts.get)


@pytest.mark.parametrize("shapes", ["shacl-publication-stream.ttl", "shacl-submission.ttl"])
def test_the_publication_feed_conforms_with_a_context_at_hand(shared: Path, shapes: str) -> None:
    report = feed(shared, shapes).validate(shared / "records/lblod-decisions/full-example.json")
    assert (report.ok, report.coverage.focus_nodes, len(report.violations)) == (True, 2, 0)


def test_a_feed_with_a_mistake_does_not_conform(shared: Path) -> None:
    text = (shared / "records/lblod-decisions/full-example.json").read_text("utf-8")
    text = text.replace('"generatedAtTime": "2025-03-22T00:00:00Z"', '"generatedAtTime": "22 maart"')
    report = feed(shared, "shacl-publication-stream.ttl").validate(text, Format.JSONLD)
    assert [(each.property, each.rule) for each in report.violations] == [("generatedAtTime", "datatype")]


def test_the_shapes_of_the_register_find_what_the_register_lacks(shared: Path) -> None:
    shapes, official = shared / "records/lblod-mandaten/shacl", shared / "official/lblod"
    report = Validator(shapes / "mandataris_1_4_8.ttl").validate(
        official / "mandaten/20190812063951-mandaten-bilzen.ttl"
    )
    found = Counter((each.property, each.rule) for each in report.violations)
    assert found["publicatiestatus", "minCount"] == 111
    report = Validator(shapes / "mandataris_2_2.ttl").validate(
        official / "mandatenbeheer/20240910102838-op-provinces-governing-bodies-mandates.ttl"
    )
    assert (report.ok, report.coverage.focus_nodes) == (True, 60)


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.PYSHACL])
def test_a_shape_that_shacl_does_not_allow_is_refused_with_the_reason(shared: Path, engine: Engine) -> None:
    shapes = shared / "records/lblod-mandaten/shacl/mandataris_1_17.ttl"
    with pytest.raises(OsloError, match="VALUES"):
        Validator(shapes, engine=engine).validate(PREFIXES + "<urn:m> a mandaat:Mandataris .", Format.TURTLE)
