"""Writing in every syntax and with any contexts, and reading back what others wrote."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld

from oslo import Format, Iri, LangString, ReadError, read, read_all, to_graph, write
from oslo.errors import InputError, OutputError
from oslo.exchange.jsonld import JsonldWriter
from oslo.models import generiek, magda_persoon, magda_plaats, organisatie, persoon
from oslo.rdf.ntriples import canonical


def person() -> magda_persoon.GeregistreerdPersoon:
    return magda_persoon.GeregistreerdPersoon(
        id="https://data.example.be/id/persoon/1",
        registratie=magda_persoon.Identificator(identificator="ABC"),
        achternaam=["Peeters"],
        voornaam=["An", 'de "grote"\n'],
        creatiedatum=date(2020, 2, 29),
        heeft_geboorte=magda_persoon.Geboorte(
            datum=magda_plaats.Moment(in_xsd_datum=date(1990, 1, 2)),
            plaats=magda_plaats.Plaats(
                id="http://publications.europa.eu/resource/authority/country/BEL", landcode="BEL"
            ),
        ),
        beheerder=[magda_persoon.AdministratiefBeheerder(voorkeursnaam=LangString("Liège", "fr"))],
    )


def quads_of(document: str) -> str:
    return canonical("".join(line for line in jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})))


def test_json_ld_in_the_words_of_the_official_context(shared: Path) -> None:
    path = shared / "official/oslo/magda-persoon-im/context/persoon.jsonld"
    context = json.loads(path.read_text("utf-8"))
    text = write(person(), Format.JSONLD, context=context)
    [node] = json.loads(text)["@graph"]
    assert node["@type"] == "GeregistreerdPersoon"
    assert node["achternaam"] == ["Peeters"]
    assert node["creatiedatum"] == "2020-02-29"
    assert node["heeftGeboorte"]["datum"]["inXSDdatum"] == "1990-01-02"
    assert node["beheerder"][0]["voorkeursnaam"] == {"@language": "fr", "@value": "Liège"}
    assert quads_of(text) == canonical(write(person(), Format.NTRIPLES))
    assert read(text, magda_persoon.GeregistreerdPersoon, Format.JSONLD) == [person()]


def official_contexts(shared: Path) -> list[Path]:
    folders = ("official/oslo/context", "official/semic")
    return sorted(
        path for folder in folders for path in (shared / folder).rglob("*.jsonld") if "example" not in str(path)
    )


def test_every_official_context_reads_back_to_the_same_triples(shared: Path) -> None:
    things = [
        person(),
        organisatie.GeregistreerdeOrganisatie(
            id="https://data.example.be/id/org/1",
            voorkeursnaam=["Gent"],
            wettelijke_naam=["Stad Gent", ("Ville de Gand", "fr")],
            registratie=generiek.Identificator(
                id="https://data.example.be/id/identificator/1", identificator="0207451227"
            ),
            rechtsvorm="https://data.vlaanderen.be/id/concept/Rechtsvormtype/v1/411",
            contactinfo=[generiek.Contactinfo(email="info@example.be", website="https://example.be/")],
        ),
        persoon.Plaats(id="https://data.example.be/id/plaats/1", plaatsnaam="Gent"),
    ]
    expected = canonical(write(things, Format.NTRIPLES))
    written = 0
    for path in official_contexts(shared):
        try:
            context = json.loads(path.read_text("utf-8-sig"))["@context"]
        except (ValueError, KeyError):
            continue  # eleven of the published contexts are not JSON
        try:
            list(ox.parse(json.dumps({"@context": context}).encode(), format=ox.RdfFormat.JSON_LD))
        except SyntaxError:
            continue  # not a JSON-LD context: an empty @type, a remote context
        try:
            text = write(things, Format.JSONLD, context=context)
        except InputError as error:
            assert "not available" in str(error) or "@import" in str(error), path
            continue
        quads = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))
        quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert "".join(sorted(f"{quad.triple} .\n" for quad in quads)) == expected, path
        written += 1
    assert written >= 45


def test_contexts_whose_terms_would_lie_are_not_used() -> None:
    context = {
        "@vocab": "http://www.w3.org/2000/01/rdf-schema#",
        "@language": "de",
        "plaats": {"@id": "http://purl.org/dc/terms/Location"},
        "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@list"},
    }
    place = persoon.Plaats(id="https://data.example.be/id/plaats/1", plaatsnaam="Gent")
    text = write(place, Format.JSONLD, context=context)
    assert quads_of(text) == canonical(write(place, Format.NTRIPLES))
    assert "http://www.w3.org/2000/01/rdf-schema#label" in text


def test_terms_given_as_plain_text_and_by_vocabulary() -> None:
    context = {
        "@vocab": "https://data.vlaanderen.be/ns/persoon#",
        "naam": "http://www.w3.org/2000/01/rdf-schema#label",
        "land": "urn:another",
        "Plaats": "http://purl.org/dc/terms/Location",
    }
    place = persoon.Plaats(id="urn:gent", plaatsnaam="Gent")
    birth = persoon.Geboorte(id="urn:b", datum="2000-01-01T00:00:00", plaats=place, land=Iri("urn:be"))
    [node] = json.loads(write(birth, Format.JSONLD, context=context))["@graph"]
    assert node["@type"] == "Geboorte"
    assert node["plaats"] == {"@id": "urn:gent", "@type": "Plaats", "naam": {"@language": "nl", "@value": "Gent"}}
    assert node["https://data.vlaanderen.be/ns/persoon#land"] == {"@id": "urn:be"}
    assert quads_of(write(birth, Format.JSONLD, context=context)) == canonical(write(birth, Format.NTRIPLES))


def test_remote_contexts_are_never_fetched() -> None:
    with pytest.raises(InputError, match="nothing is fetched"):
        JsonldWriter("https://example.org/context.jsonld")
    with pytest.raises(InputError, match="nothing is fetched"):
        read('{"@context": ["https://example.org/context.jsonld"]}', persoon.Plaats, Format.JSONLD)


def test_turtle_is_sorted_prefixed_and_stable() -> None:
    text = write(person())
    assert text == write(person())
    assert text.index("@prefix adms:") < text.index("@prefix xsd:") < text.index("a persoon:GeregistreerdPersoon")
    assert '    foaf:givenName "An", "de \\"grote\\"\\n" ;' in text
    again = person()
    again.voornaam = list(reversed(again.voornaam))
    assert write(again) == text
    assert again == person()


def test_blank_nodes_only_when_asked_for() -> None:
    assert "_:" not in write(person(), Format.NTRIPLES)
    text = write(person(), Format.NTRIPLES, blank_nodes=True)
    assert text.count("_:") > 6
    [back] = read(text, magda_persoon.GeregistreerdPersoon, Format.NTRIPLES)
    assert canonical(write(back, Format.NTRIPLES)) == canonical(text)


def test_named_graph() -> None:
    place = persoon.Plaats(id="urn:gent", plaatsnaam="Gent")
    text = write(place, Format.NQUADS, graph=Iri("urn:graaf"))
    assert text.splitlines()[1] == '<urn:gent> <http://www.w3.org/2000/01/rdf-schema#label> "Gent"@nl <urn:graaf> .'
    assert read(text, persoon.Plaats, Format.NQUADS) == [place]


def test_rdfxml_has_no_control_characters() -> None:
    with pytest.raises(OutputError, match="control character"):
        write(persoon.Plaats(plaatsnaam="a\x01b"), Format.RDFXML)


def test_rdflib_graph_keeps_literals_letter_for_letter() -> None:
    place = magda_plaats.Plaats(id="urn:a", landcode=("007", "http://www.w3.org/2001/XMLSchema#integer"))
    [value] = [value for value in to_graph(place).objects() if "007" in str(value)]
    assert (str(value), str(value.datatype)) == ("007", "http://www.w3.org/2001/XMLSchema#integer")


TURTLE = """@prefix p: <https://data.vlaanderen.be/ns/persoon#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix x: <urn:x#> .
x:a a p:Geboorte ; p:datum "2000-01-01" ; p:plaats x:gent, x:genk ; p:land x:be ; x:unknown 1 .
x:gent a dct:Location ; rdfs:label "Gent"@nl . x:genk a dct:Location ; rdfs:label "Genk"@nl, "Genk"@fr ."""


def test_reading_says_what_does_not_fit_and_what_was_not_read() -> None:
    reading = read_all(TURTLE, (persoon.Geboorte, persoon.Plaats), Format.TURTLE, parts=True)
    assert [resource.id for resource in reading.resources] == ["urn:x#gent"]
    assert sorted(str(problem) for problem in reading.problems) == [
        'urn:x#a: datum: "2000-01-01" is not http://www.w3.org/2001/XMLSchema#dateTime',
        "urn:x#a: datum: is required",
        "urn:x#a: plaats: 2 values where at most one is allowed",
        "urn:x#a: plaats: is required",
        "urn:x#genk: plaatsnaam: 2 values where at most one is allowed",
        "urn:x#genk: plaatsnaam: is required",
    ]
    assert reading.unread == 1
    with pytest.raises(ReadError) as error:
        read(TURTLE, persoon.Geboorte, Format.TURTLE)
    assert len(error.value.problems) == 6


def test_references_in_a_circle_read_back() -> None:
    one = persoon.Gezin(id="urn:g", gezinshoofd=Iri("urn:p"), gezinslid=[Iri("urn:p")])
    text = write(one, Format.NTRIPLES)
    assert read(text, persoon.Gezin, Format.NTRIPLES) == [one]


def test_real_persons_of_others_are_read_with_their_problems(shared: Path) -> None:
    path = shared / "official/lblod/personen/personen-provincies-deel.ttl"
    reading = read_all(path, (persoon.Persoon,))
    assert not reading.resources  # no volledigeNaam, http twins: every one says why
    assert len({problem.node for problem in reading.problems}) > 700


def test_a_time_finer_than_a_microsecond_is_cut_and_told() -> None:
    text = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <urn:a> a <http://data.europa.eu/m8g/FoundationEvent> ;
        <http://purl.org/dc/terms/date> "2022-10-06T12:10:15.136981997Z"^^xsd:dateTime ."""
    reading = read_all(text, [organisatie.Oprichting], Format.TURTLE)
    assert [each.datum.isoformat() for each in reading.resources] == ["2022-10-06T12:10:15.136981+00:00"]
    assert reading.repairs == ["time: 1 x finer than a microsecond: cut to six digits"]
