"""Core Person Vocabulary (SEMIC), version 2.1.2: natural persons, their names, birth and death, where they live.

Source: https://semiceu.github.io/Core-Person-Vocabulary/releases/2.1.2/
"""

from __future__ import annotations

from typing import Annotated

from ...model.description import Profile
from ...model.resource import Ref, UniqueLang
from ...model.values import AnyUri, Concept, LangString, PartialDate
from ...namespaces import ADMS, DCT, FOAF, LOCN, M8G, PERSON, RDFS
from . import Thing, common, core_location
from .common import ContactPoint as ContactPoint, Document as Document


class Person(Thing, iri=PERSON.Person):
    """A natural person."""

    full_name: Annotated[list[LangString], FOAF.name, UniqueLang()] = []
    """All names of the person, in the order in which they are used."""
    given_name: Annotated[list[LangString], FOAF.givenName, UniqueLang()] = []
    """The names that were given to the person."""
    family_name: Annotated[list[LangString], FOAF.familyName, UniqueLang()] = []
    """The name that the person shares with a family."""
    patronymic_name: Annotated[list[LangString], PERSON.patronymicName, UniqueLang()] = []
    """A name made from that of the father or a forefather."""
    matronymic_name: Annotated[list[LangString], M8G.matronymicName, UniqueLang()] = []
    """A name made from that of the mother or a foremother."""
    birth_name: Annotated[list[LangString], PERSON.birthName, UniqueLang()] = []
    """The full name at birth, for a person whose name has changed since."""
    alternative_name: Annotated[list[LangString], DCT.alternative, UniqueLang()] = []
    """Another name by which the person is known, such as a pen name."""
    identifier: Annotated[list[Ref[Identifier]], DCT.identifier] = []
    """A number under which an authority knows the person."""
    gender: Annotated[list[Concept], M8G.gender] = []
    """What the person identifies as."""
    sex: Annotated[list[Concept], M8G.sex] = []
    """The biological sex of the person."""
    date_of_birth: Annotated[list[PartialDate], M8G.birthDate] = []
    """When the person was born, as far as that is known."""
    place_of_birth: Annotated[list[Ref[Location]], PERSON.placeOfBirth] = []
    """The town or other place where the person was born."""
    country_of_birth: Annotated[list[Ref[Location]], PERSON.countryOfBirth] = []
    """The country where the person was born."""
    date_of_death: Annotated[list[PartialDate], M8G.deathDate] = []
    """When the person died, as far as that is known."""
    place_of_death: Annotated[list[Ref[Location]], PERSON.placeOfDeath] = []
    """The town or other place where the person died."""
    country_of_death: Annotated[list[Ref[Location]], PERSON.countryOfDeath] = []
    """The country where the person died."""
    citizenship: Annotated[list[Ref[Jurisdiction]], PERSON.citizenship] = []
    """A state of which the person is a citizen."""
    residency: Annotated[list[Ref[Jurisdiction]], PERSON.residency] = []
    """A jurisdiction of which the person is a resident."""
    domicile: Annotated[list[Ref[Address]], M8G.domicile] = []
    """Where the person lives, in the eyes of the law."""
    contact_point: Annotated[list[Ref[ContactPoint]], M8G.contactPoint] = []
    """How to reach the person."""


class Identifier(common.Identifier, iri=ADMS.Identifier):
    """A code by which an authority knows a person, with who gave it and when."""

    identifies: Annotated[list[Ref[Person]], M8G.identifies] = []
    """The person who has the code."""
    issued_by: Annotated[list[Ref[Agent]], DCT.creator] = []
    """The authority that gave the code."""


class Agent(Thing, iri=FOAF.Agent):
    """Someone or something that can act: a person, an organisation."""

    name: Annotated[list[LangString], DCT.title, UniqueLang()] = []
    """What the agent is called."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of agent it is."""


class Jurisdiction(Thing, iri=DCT.Jurisdiction):
    """The territory of an authority that makes or applies law, such as a state or a municipality."""

    name: Annotated[list[LangString], RDFS.label, UniqueLang()] = []
    """What the jurisdiction is called."""
    identifier: Annotated[list[AnyUri], DCT.identifier] = []
    """The web address by which the jurisdiction is known."""


# As in Core Location, with at most one text in each language.


class Location(core_location.Location, iri=DCT.Location):
    """A place that can be named or drawn."""

    geographic_name: Annotated[list[LangString], LOCN.geographicName, UniqueLang()] = []


class AdminUnit(core_location.AdminUnit, iri=M8G.AdminUnit):
    """A territory over which an authority has powers, such as a municipality or a country."""

    name: Annotated[list[LangString], RDFS.label, UniqueLang()] = []


class Address(core_location.Address, iri=LOCN.Address):
    """An address as it is written, whole or in parts."""

    full_address: Annotated[list[LangString], LOCN.fullAddress, UniqueLang()] = []
    thoroughfare: Annotated[list[LangString], LOCN.thoroughfare, UniqueLang()] = []
    locator_name: Annotated[list[LangString], LOCN.locatorName, UniqueLang()] = []
    address_area: Annotated[list[LangString], LOCN.addressArea, UniqueLang()] = []
    post_name: Annotated[list[LangString], LOCN.postName, UniqueLang()] = []
    administrative_unit_level1: Annotated[list[LangString], LOCN.adminUnitL1, UniqueLang()] = []
    administrative_unit_level2: Annotated[list[LangString], LOCN.adminUnitL2, UniqueLang()] = []


PROFILE = Profile.of(
    __name__,
    name="core-person",
    version="2.1.2",
    title="Core Person Vocabulary",
    source="https://semiceu.github.io/Core-Person-Vocabulary/releases/2.1.2/",
    also=(
        ContactPoint,
        Document,
    ),
)
