"""Translation accounts for every statement: it comes out, or it is named with its reason, number and first node."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers.commands import oslo

from oslo import Format, Iri, LangString, Listeners, OsloError, Reject, convert, load_mapping
from oslo.alignment.data import Translated, translate
from oslo.alignment.tables import between, to_isa
from oslo.models.isa.core_location import Address
from oslo.models.isa.core_person import Jurisdiction, Location, Person
from oslo.namespaces import RDF

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent
COUNTRY = "http://publications.europa.eu/resource/authority/country"
EXAMPLES = ROOT / "docs" / "examples"
PREFIXES = """@prefix : <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix persoon: <https://data.vlaanderen.be/ns/persoon#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix person: <http://www.w3.org/ns/person#> . @prefix locn: <http://www.w3.org/ns/locn#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix adres: <https://data.vlaanderen.be/ns/adres#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix generiek: <https://data.vlaanderen.be/ns/generiek#> .
"""
AN = """:an a person:Person ; foaf:familyName "Peeters" ; foaf:givenName "An" ; persoon:volledigeNaam "An Peeters" ;
    persoon:geslacht <https://data.vlaanderen.be/id/concept/IT000/Geslacht/2> ; persoon:heeftGeboorte :birth .
:birth a persoon:Geboorte ; persoon:datum "1990-01-02T00:00:00"^^xsd:dateTime ; persoon:plaats :gent ;
    persoon:land <http://publications.europa.eu/resource/authority/country/BEL> .
"""


def done(text: str, profile: str = "persoon-basis", to: str = "isa", language: str | None = None) -> Translated:
    """The translation of a text, in which each triple has come out or is lost."""
    found = translate([PREFIXES + text], profile, to, Format.TURTLE, language=language)
    triples = {str(each.triple) for each in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)}
    assert found.statements == len(triples) == found.translated + sum(each.count for each in found.lost)
    return found


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param(":gent a dct:Location ; rdfs:label 'Gent'@nl .", [], id="all comes out"),
        pytest.param(
            ":gent a dct:Location ; rdfs:label 'Gent'@nl ; :motto 'a', 'b' . :aalst a dct:Location ; "
            "rdfs:label 'Aalst'@nl ; :motto 'c' .",
            ["3 x urn:x:motto: no property of Plaats (urn:x:gent: a)"],
            id="no such property",
        ),
        pytest.param(
            ":gent rdfs:label 'Gent'@nl .",
            ["1 x rdfs:label: a subject without a type (urn:x:gent: Gent)"],
            id="no type",
        ),
        pytest.param(
            ":gent a :City ; rdfs:label 'Gent'@nl .",
            [
                "1 x rdf:type urn:x:City: no class of persoon-basis (urn:x:gent)",
                "1 x rdfs:label: of a urn:x:City, no class of persoon-basis (urn:x:gent: Gent)",
            ],
            id="a type of another profile",
        ),
        pytest.param(
            ":gent a dct:Location, :City ; rdfs:label 'Gent'@nl .",
            ["1 x rdf:type urn:x:City: no class of persoon-basis (urn:x:gent)"],
            id="a second type",
        ),
        pytest.param(
            ":gent a dct:Location ; rdfs:label 1 .",
            [
                '1 x rdf:type dct:Location: the Plaats does not fit: plaatsnaam: "1"^^<http://www.w3.org/2001/XMLSchema#'
                "integer> is not http://www.w3.org/1999/02/22-rdf-syntax-ns#langString (urn:x:gent)",
                '1 x Plaats.plaatsnaam: the Plaats does not fit: plaatsnaam: "1"^^<http://www.w3.org/2001/XMLSchema#'
                "integer> is not http://www.w3.org/1999/02/22-rdf-syntax-ns#langString (urn:x:gent: 1)",
            ],
            id="another datatype",
        ),
        pytest.param(
            ":x a persoon:BurgerlijkeStaat ; persoon:type <https://data.vlaanderen.be/id/concept/IT120/"
            "BurgerlijkeStaattype/20> .",
            [
                "1 x rdf:type BurgerlijkeStaat: a BurgerlijkeStaat has no counterpart (urn:x:x: "
                "https://data.vlaanderen.be/ns/persoon#BurgerlijkeStaat)",
                "1 x BurgerlijkeStaat.type: a BurgerlijkeStaat has no counterpart (urn:x:x: "
                "https://data.vlaanderen.be/id/concept/IT120/BurgerlijkeStaa…)",
            ],
            id="a class without a counterpart",
        ),
    ],
)
def test_what_does_not_come_out_is_named(text: str, lost: list[str]) -> None:
    assert [str(each) for each in done(text).lost] == lost


@pytest.mark.parametrize(
    ("more", "lost"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(
            ":an persoon:heeftBurgerlijkeStaat [ a persoon:BurgerlijkeStaat ; persoon:type "
            "<https://data.vlaanderen.be/id/concept/IT120/BurgerlijkeStaattype/20> ] .",
            [
                ("Persoon.heeftBurgerlijkeStaat", "no counterpart: ISA does not tell of civil status"),
                ("rdf:type BurgerlijkeStaat", "part of Persoon.heeftBurgerlijkeStaat"),
            ],
            id="a part without a counterpart",
        ),
        pytest.param(
            ":an persoon:heeftNationaliteit [ a persoon:Nationaliteit ; persoon:nationaliteit :be ] .",
            [
                ("Persoon.heeftNationaliteit", "no concept of the list country"),
                ("Nationaliteit.nationaliteit", "no concept of the list country"),
            ],
            id="a nationality that is no country of the list",
        ),
        pytest.param(
            ":an persoon:geslacht :v .",
            None,
            id="two values where one is allowed",
        ),
        pytest.param(
            ":an foaf:familyName 1 .",
            None,
            id="a value of another datatype",
        ),
    ],
)
def test_what_a_person_loses(more: str, lost: list[tuple[str, str]] | None) -> None:
    found = done(AN + ":gent a dct:Location ; rdfs:label 'Gent'@nl ." + more)
    if lost is None:
        assert [str(each.id) for each in found.resources] == ["urn:x:gent"] or not found.resources
        assert found.rejected
        assert all(
            "the Persoon does not fit" in each.reason for each in found.lost if each.property == "Persoon.voornaam"
        )
        return
    assert [str(each.id) for each in found.resources] == ["urn:x:an"]
    assert {(each.property, each.reason) for each in found.lost} >= set(lost)
    assert bool(found.lost) == bool(lost)


def test_a_code_without_a_concept_of_the_eu() -> None:
    found = done(AN.replace("Geslacht/2", "Geslacht/9"))
    assert ("Persoon.geslacht", "a code without a concept in the list human-sex") in {
        (each.property, each.reason) for each in found.lost
    }


@pytest.mark.parametrize(("language", "tag"), [(None, "nl"), ("fr", "fr"), ("nl-BE", "nl-be")])
def test_the_language_of_texts_without_one(language: str | None, tag: str) -> None:
    found = done(AN, language=language)
    [person] = found.resources
    assert isinstance(person, Person)
    assert person.family_name == [LangString("Peeters", tag)]
    lines = list(found.sentences())
    names = "1 x Persoon.volledigeNaam, 1 x Persoon.achternaam, 1 x Persoon.voornaam"
    assert lines[0] == f"text without a language, taken as {tag}: {names}"


@pytest.mark.parametrize("language", ["n l", "", "nl_BE"])
def test_what_is_no_language(language: str) -> None:
    with pytest.raises(OsloError, match="not a language tag"):
        done(AN, language=language)


def test_a_language_where_no_text_gets_one() -> None:
    with pytest.raises(OsloError, match="changes no text"):
        done(AN, to="persoon-basis", language="fr")
    code, text = oslo("convert", EXAMPLES / "magda/geefpersoon.xml", "-m", "magda-persoon", "--text-language", "fr")
    assert (code, "--text-language is for --to" in text) == (2, True)


def person_of(text: str, profile: str = "persoon-basis") -> Person:
    [person] = [each for each in done(text, profile).resources if isinstance(each, Person)]
    return person


def test_the_nationality_is_the_citizenship() -> None:
    text = f":an persoon:heeftNationaliteit [ a persoon:Nationaliteit ; persoon:nationaliteit <{COUNTRY}/FRA> ] ."
    assert person_of(AN + text).citizenship == [Jurisdiction(id=f"{COUNTRY}/FRA")]


@pytest.mark.parametrize(
    ("place", "born", "country"),
    [
        ("[ a dct:Location ; rdfs:label 'Gent'@nl ]", ["Gent"], f"{COUNTRY}/BEL"),
        ("<urn:gemeente:gent>", ["urn:gemeente:gent"], f"{COUNTRY}/BEL"),
        (f"<{COUNTRY}/BEL>", [], f"{COUNTRY}/BEL"),
        (f"<{COUNTRY}/FRA>", [], f"{COUNTRY}/FRA"),
    ],
)
def test_a_place_of_birth_is_never_a_country(place: str, born: list[str], country: str) -> None:
    person = person_of(AN.replace(":gent", place))
    names = [
        each.geographic_name[0].text if isinstance(each, Location) else str(each) for each in person.place_of_birth
    ]
    assert names == born
    assert country in [str(each.id if isinstance(each, Location) else each) for each in person.country_of_birth]


def addresses(name: str = "adressen.ttl") -> dict[str, Address]:
    found = translate([DATA / name], "adresregister")
    assert found.statements == found.translated + found.lost.number
    return {str(each.id): each for each in found.resources if isinstance(each, Address)}


def test_box_numbers_and_positions_are_kept() -> None:
    found = addresses()
    plain, boxed = (found[f"https://data.vlaanderen.be/id/adres/{number}"] for number in (9000001, 9000002))
    assert [each.text for each in plain.locator_designator] == ["1"]
    assert [each.text for each in boxed.locator_designator] == ["1", "0101"]
    assert plain.has_locator_designator == []
    [part] = boxed.has_locator_designator
    assert not isinstance(part, Iri)
    assert [each.text for each in part.designator] == ["0101"]
    assert [each.rpartition("/")[2] for each in part.type] == ["unitIdentifier"]
    assert all(each.geometry for each in (plain, boxed))


def test_a_box_number_comes_back_as_one() -> None:
    from oslo.models.generiek import Adresvoorstelling

    address = Adresvoorstelling(straatnaam="Kerkstraat", huisnummer="12", busnummer="3", locatieaanduiding=["links"])
    made, losses = to_isa().translate(address)
    assert losses == []
    assert to_isa().turned().translate(made, Adresvoorstelling) == (address, [])


def test_persons_of_magda_are_persons_of_persoon_basis() -> None:
    found = translate([DATA / "geefpersoon.ttl"], "magda-persoon", "persoon-basis")
    assert found.statements == found.translated + found.lost.number == 60
    [person] = found.resources
    assert vars(person)["volledige_naam"] == "Maria Zoë Voorbeeld"
    assert vars(person)["achternaam"] == "Voorbeeld"
    assert vars(person)["registratie"].identificator.text == "48050699859"
    reasons = {each.property: each.reason for each in found.lost}
    assert (
        reasons["GeregistreerdPersoon.bron"] == "no counterpart: Persoon Basis does not tell of the record of a person"
    )
    assert "Geboorte.datum: is required" in reasons["rdf:type Geboorte"]


def test_a_reject_has_the_reason_and_the_values(tmp_path: Path) -> None:
    rejects: list[Reject] = []
    outcome = convert(
        EXAMPLES / "magda/geefpersoon.xml",
        load_mapping("magda-persoon"),
        tmp_path / "out.nt",
        alignment=between("magda-persoon", "persoon-basis"),
        listeners=Listeners(reject=rejects.append),
    )
    assert (outcome.resources, outcome.rejects) == (0, 1)
    assert outcome.statements == outcome.lost.number
    [reject] = rejects
    assert str(reject.problems[0]) == "Geboorte.datum: is required"
    assert reject.place.line == 14
    assert "Voorbeeld" in str(reject.record)


LEADING = [
    ("magda/geefpersoon.xml", "magda-persoon"),
    ("magda/geefonderneming.xml", "magda-onderneming"),
    ("adressen/adressen.csv", "best-address"),
    ("basisregisters/adres.json", "basisregisters"),
    ("services/producten.xml", "lpdc-cevi"),
    ("magda/geefgezin.xml", "magda-gezin"),
    ("magda/geefhistoriek.xml", "magda-persoon-historiek"),
    ("kbo/dump", "kbo"),
]
QUICK = ("magda-onderneming", "best-address", "basisregisters")


@pytest.mark.parametrize(
    ("file", "mapping"),
    [pytest.param(*each, marks=[] if each[1] in QUICK else [pytest.mark.slow], id=each[1]) for each in LEADING],
)
def test_statements_in_are_statements_out_and_named(tmp_path: Path, file: str, mapping: str) -> None:
    plain, other = tmp_path / "plain.nt", tmp_path / "other.nt"
    ready = load_mapping(mapping)
    assert convert(EXAMPLES / file, ready, plain, Format.NTRIPLES).resources
    outcome = convert(EXAMPLES / file, ready, other, Format.NTRIPLES, alignment=to_isa())
    assert outcome.statements == outcome.translated + outcome.lost.number
    found = translate([plain], ready.profile.name)
    lines = len(set(plain.read_text("utf-8").splitlines()))
    assert found.statements == found.translated + found.lost.number == lines <= outcome.statements
    assert bool(found.resources) == bool(outcome.resources)


CHANGES = [
    "left out",
    "another value",
    "a second value",
    "another property",
    "another subject",
    "another type",
    "a link",
]


@pytest.mark.parametrize("seed", [pytest.param(each, marks=[pytest.mark.slow] if each else []) for each in range(4)])
@pytest.mark.parametrize(
    ("name", "profile", "to"),
    [
        ("geefpersoon.ttl", "magda-persoon", "isa"),
        ("geefpersoon.ttl", "magda-persoon", "persoon-basis"),
        ("geefonderneming.ttl", "organisatie-basis", "isa"),
        ("inwoners.ttl", "persoon-basis", "persoon-basis"),
    ],
)
def test_of_broken_data_too(name: str, profile: str, to: str, seed: int) -> None:
    """Statements of good data left out, changed and added at random: each is still accounted for, once."""
    draw = random.Random(seed)
    quads = ox.parse((DATA / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    triples = [(str(each.subject), str(each.predicate), str(each.object)) for each in quads]
    for _ in range(6):
        subject, path, value = triples[number := draw.randrange(len(triples))]
        change = draw.choice(CHANGES)
        if change == "left out":
            triples.pop(number)
        elif change == "another value":
            triples[number] = (subject, path, '"zz"')
        elif change == "a second value":
            triples.append((subject, path, '"zz"@nl'))
        elif change == "another property":
            triples.append((subject, "<urn:x:p>", value))
        elif change == "another subject":
            triples[number] = ("<urn:x:s>", path, value)
        elif change == "another type":
            triples.append((subject, f"<{RDF.type}>", "<urn:x:T>"))
        else:
            triples.append((subject, path, draw.choice(triples)[0]))
    done("\n".join(f"{subject} {path} {value} ." for subject, path, value in triples), profile, to)


def test_strict_is_for_losses(tmp_path: Path) -> None:
    whole, lossy = tmp_path / "whole.ttl", tmp_path / "lossy.ttl"
    whole.write_text(PREFIXES + ":gent a dct:Location ; rdfs:label 'Gent'@nl .")
    lossy.write_text(whole.read_text() + ":gent :motto 'x' .")
    options = ("-p", "persoon-basis", "--strict", "-o", tmp_path / "out.ttl")
    assert oslo("translate", whole, *options) == (0, "2 statements: 2 translated, 0 lost\n")
    code, text = oslo("translate", lossy, *options)
    assert (code, text.splitlines()) == (
        1,
        [
            "lost: 1 x urn:x:motto: no property of Plaats (urn:x:gent: x)",
            "3 statements: 2 translated, 1 lost",
        ],
    )


@pytest.mark.slow
def test_strict_is_for_losses_of_records(tmp_path: Path) -> None:
    command = ("convert", EXAMPLES / "magda/geefpersoon.xml", "-m", "magda-persoon", "-o", tmp_path / "isa.ttl")
    assert oslo(*command, "--strict")[0] == 0
    assert oslo(*command, "--to", "isa")[0] == 0
    assert oslo(*command, "--to", "isa", "--strict")[0] == 1


def test_the_page_gives_a_reason_for_each_property_without_a_counterpart() -> None:
    page = (ROOT / "docs" / "isa.md").read_text("utf-8")
    assert "no counterpart: " in page
    assert "no counterpart |" not in page
    assert "| Adresvoorstelling | `busnummer` | `locatorDesignator`; `hasLocatorDesignator.designator`" in page
    assert "| BelgischAdres | `positie.geometrie` | `geometry` |" in page
    assert "| Persoon | `heeftNationaliteit.nationaliteit` | `citizenship.id`, if in the list country |" in page
