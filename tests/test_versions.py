"""Things out of their version objects: the newest state, under the IRI of the thing, and nothing of the older ones."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.compare import isomorphic

from oslo.errors import InputError
from oslo.namespaces import DCT
from oslo.rdf.parsing import Format
from oslo.rdf.versions import materialise_versions

PREFIXES = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://data.example.be/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://data.example.be/id/> .
"""


def graph(text: str, format: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format=format)


def same(versions: str, things: str) -> bool:
    made = materialise_versions(PREFIXES + versions, Format.TURTLE)
    return isomorphic(graph(made, "nt"), graph(PREFIXES + things))


def test_the_newest_state_takes_the_name_of_the_thing() -> None:
    assert same(
        """
        <p/1> dct:isVersionOf <p> ; prov:generatedAtTime "2026-03-01T10:00:00Z"^^xsd:dateTime ; ex:naam "oud" .
        <p/2> dct:isVersionOf <p> ; prov:generatedAtTime "2026-03-02T10:00:00Z"^^xsd:dateTime ; ex:naam "nieuw" .
        <q/1> dct:isVersionOf <q> ; prov:generatedAtTime "2026-02-01T10:00:00Z"^^xsd:dateTime ; ex:naast <p/1> , <p/2> .
        <r> ex:naam "zonder versies" ; ex:naast <p/1> .
        """,
        """
        <p> prov:generatedAtTime "2026-03-02T10:00:00Z"^^xsd:dateTime ; ex:naam "nieuw" .
        <q> prov:generatedAtTime "2026-02-01T10:00:00Z"^^xsd:dateTime ; ex:naast <p> .
        <r> ex:naam "zonder versies" ; ex:naast <p> .
        """,
    )


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("2026-03-01T10:30:00+01:00", "2026-03-01T10:00:00Z", "b"),  # 9:30 and 10:00 of one clock
        ("2026-03-01T10:00:00.9Z", "2026-03-01T10:00:00.10Z", "a"),
        ("2026-03-01T10:00:00", "2026-03-01T09:59:00Z", "a"),  # without a zone: UTC
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z", "b"),  # the same: by the IRI
    ],
)
def test_time_is_compared_as_time(one: str, other: str, name: str) -> None:
    versions = "".join(
        f'<{each}> dct:isVersionOf <p> ; prov:generatedAtTime "{at}"^^xsd:dateTime ; ex:naam "{each}" .\n'
        for each, at in (("a", one), ("b", other))
    )
    made = graph(materialise_versions(PREFIXES + versions, Format.TURTLE), "nt")
    assert [str(each) for each in made.objects(None, rdflib.URIRef("https://data.example.be/ns#naam"))] == [name]


def test_parts_go_with_their_version() -> None:
    assert same(
        """
        <p/1> dct:isVersionOf <p> ; prov:generatedAtTime "2026-03-01T10:00:00Z"^^xsd:dateTime ;
            ex:zone <p/1#zone-a> , [ ex:diep [ ex:naam "oud" ] ] , _:both .
        <p/1#zone-a> ex:naam "oud" ; ex:in <p/1#zone-a/in-b> .
        <p/1#zone-a/in-b> ex:naam "oud" .
        <p/2> dct:isVersionOf <p> ; prov:generatedAtTime "2026-03-02T10:00:00Z"^^xsd:dateTime ;
            ex:zone <p/2#zone-c> , [ ex:diep [ ex:naam "nieuw" ] ] , _:both .
        <p/2#zone-c> ex:naam "nieuw" .
        _:both ex:naam "beide" .
        """,
        """
        <p> prov:generatedAtTime "2026-03-02T10:00:00Z"^^xsd:dateTime ;
            ex:zone <p#zone-c> , [ ex:diep [ ex:naam "nieuw" ] ] , [ ex:naam "beide" ] .
        <p#zone-c> ex:naam "nieuw" .
        """,
    )


def test_parts_of_a_version_whose_name_has_a_fragment() -> None:
    assert same(
        """
        <p#1> dct:isVersionOf <p> ; prov:generatedAtTime "2026-03-01T10:00:00Z"^^xsd:dateTime ; ex:deel <p#1/deel-a> .
        <p#1/deel-a> ex:naam "deel" .
        """,
        """
        <p> prov:generatedAtTime "2026-03-01T10:00:00Z"^^xsd:dateTime ; ex:deel <p#deel-a> .
        <p#deel-a> ex:naam "deel" .
        """,
    )


def test_a_version_without_time_is_taken_as_the_thing() -> None:
    assert same(
        """<r> ex:maker [ dct:isVersionOf <org> ; ex:naam "Stad" ] , [ dct:isVersionOf <org> ; ex:naam "Stad" ] .""",
        """<r> ex:maker <org> . <org> ex:naam "Stad" .""",
    )


def test_other_properties_can_say_it() -> None:
    text = """<a> ex:van <p> ; dct:modified "2026-03-01T10:00:00Z" .
    <b> ex:van <p> ; dct:modified "2026-03-02T10:00:00Z" ."""
    van = rdflib.URIRef("https://data.example.be/ns#van")
    made = materialise_versions(PREFIXES + text, Format.TURTLE, version_of=van, timestamp=DCT.modified)
    assert made == '<https://data.example.be/id/p> <http://purl.org/dc/terms/modified> "2026-03-02T10:00:00Z" .\n'


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        ("<a> dct:isVersionOf <p> , <q> .", "is a version of .*/p> and of .*/q>"),
        (
            '<a> dct:isVersionOf <p> ; prov:generatedAtTime "gisteren" .',
            'the timestamp is not a date and time: "gisteren"',
        ),
    ],
)
def test_what_cannot_be_materialised_is_said(versions: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        materialise_versions(PREFIXES + versions, Format.TURTLE)


def test_what_has_no_versions_stays_as_it_is() -> None:
    text = '<urn:a> <urn:b> "c" .\n<urn:a> <urn:b> "d"@nl .\n'
    assert materialise_versions(text, Format.NTRIPLES) == text
