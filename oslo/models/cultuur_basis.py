"""Who, where, when and with what in OSLO Cultuurparticipatie: agents, contact, places, periods, documents, things.

The profile itself, and its source, are in `cultuur`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.resource import Ref, Resource
from ..model.values import AnyUri, CodeList, Concept, LangString, Literal
from ..namespaces import (
    ADMS,
    CIDOC,
    CPSV,
    CULTUUR,
    DCAT,
    DCT,
    FOAF,
    GCONSENT,
    INFRASTRUCTUUR,
    LOCN,
    M8G,
    ORG,
    ORGANISATIE,
    PERSON,
    PERSOON,
    PROV,
    REGORG,
    SCHEMAS,
    SKOS,
    UITDATABANK,
)
from . import generiek
from .generiek import Geometrie as Geometrie, Identificator as Identificator, Locatie as Locatie
from .persoon import Nationaliteit as Nationaliteit

# Contact, places and periods.


class Contactinfo(Resource, iri=SCHEMAS.ContactPoint):
    """A way to reach someone: a telephone number, an e-mail address, a web page."""

    email: Annotated[str | None, SCHEMAS.email] = None
    """The e-mail address."""
    telefoon: Annotated[str | None, SCHEMAS.telephone] = None
    """The telephone number."""
    url: Annotated[str | None, SCHEMAS.url] = None
    """The address of the web page."""


class Adresvoorstelling(Resource, iri=LOCN.Address):
    """An address as it is written on an envelope, in one or more languages."""

    volledig_adres: Annotated[list[LangString], LOCN.fullAddress] = []
    """The whole address as one text."""
    straatnaam: Annotated[list[LangString], LOCN.thoroughfare] = []
    """The name of the street."""
    locatieaanduiding: Annotated[list[str], LOCN.locatorDesignator] = []
    """The number in the street, or another mark that tells the spot."""
    postcode: Annotated[str | None, LOCN.postCode] = None
    """The code of the postal area."""
    postnaam: Annotated[list[LangString], LOCN.postName] = []
    """The name of the place as the post uses it."""
    land: Annotated[str | None, LOCN.adminUnitL1] = None
    """The country, as its code of two letters."""


class Plaats(Resource, iri=DCT.Location):
    """A place where activities can be held, such as a theatre or a park."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """A code by which a register knows the place."""
    naam: Annotated[list[LangString], LOCN.locatorName] = []
    """What the place is called."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of place it is, such as a cultural centre."""
    adres: Annotated[Ref[Adresvoorstelling] | None, LOCN.address] = None
    """The address of the place."""
    geometrie: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """Where the place lies on the map."""
    trefwoord: Annotated[list[Literal], DCAT.keyword] = []
    """A label; its datatype says whether everyone may see it."""
    aangemaakt: Annotated[datetime | None, DCT.created] = None
    """When the entry was made."""
    gewijzigd: Annotated[datetime | None, DCT.modified] = None
    """When the entry was last changed."""
    workflowstatus: Annotated[Concept | None, UITDATABANK.workflowStatus] = None
    """How far the entry is on its way to publication, such as a draft."""
    beschikbaar_vanaf: Annotated[datetime | None, UITDATABANK.availableFrom] = None
    """From when the entry is shown to everyone."""


class Infrastructuur(Resource, iri=INFRASTRUCTUUR.Infrastructuur):
    """A building or other facility for culture, youth work or sport."""


class Periode(Resource, iri=M8G.PeriodOfTime):
    """A stretch of time, open at the end where none is given."""

    begin: Annotated[datetime, M8G.startTime]
    """When it starts."""
    einde: Annotated[datetime | None, M8G.endTime] = None
    """When it ends."""


# Who acts.


class Agent(generiek.Agent, iri=DCT.Agent):
    """Someone or something that can act: a person, an organisation, a group."""

    werkt_samen_met: Annotated[list[Ref[Agent]], CULTUUR["Agent.werktSamenMet"]] = []
    """Another agent with whom this one works together."""


class Persoon(Agent, iri=PERSON.Person):
    """A natural person."""

    volledige_naam: Annotated[str | None, FOAF.name] = None
    """Given names and surname, as they are used together."""
    familienaam: Annotated[str | None, FOAF.familyName] = None
    """The name that the person shares with a family."""
    gebruikte_voornaam: Annotated[str | None, FOAF.givenName] = None
    """The given name by which the person is called."""
    patroniem: Annotated[str | None, PERSON.patronymicName] = None
    """A name made from that of the father or a forefather."""
    geslacht: Annotated[
        Concept | None, PERSOON.geslacht, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht")
    ] = None
    """The sex of the person."""
    geboortedatum: Annotated[datetime | None, CULTUUR["Persoon.geboortedatum"]] = None
    """When the person was born."""
    nationaliteit: Annotated[list[str], CULTUUR["Persoon.nationaliteit"]] = []
    """A nationality of the person, in words."""
    woonplaats: Annotated[Ref[Plaats] | None, CULTUUR["Persoon.woonplaats"]] = None
    """Where the person lives."""
    contactinfo: Annotated[Ref[Contactinfo] | None, SCHEMAS.contactPoint] = None
    """How to reach the person."""


class GeregistreerdPersoon(Persoon, iri=PERSOON.GeregistreerdPersoon):
    """A person who is entered in a population register or a like one."""

    registratie: Annotated[Ref[Identificator], PERSOON.registratie]
    """The number under which the register knows the person."""


class Organisatie(Agent, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""

    voorkeursnaam: Annotated[LangString | None, SKOS.prefLabel] = None
    """The name to show for the organisation."""
    alternatieve_naam: Annotated[list[LangString], SKOS.altLabel] = []
    """Another name in use, such as an abbreviation."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """A few lines on what the organisation is."""
    doel: Annotated[list[LangString], ORG.purpose] = []
    """What the organisation exists for."""
    activiteit: Annotated[Concept | None, REGORG.orgActivity] = None
    """The field in which the organisation is active."""
    classificatie: Annotated[list[Concept], ORG.classification] = []
    """A category in which some classification places the organisation."""
    type: Annotated[list[Concept], REGORG.orgType] = []
    """The kind of organisation."""
    status: Annotated[list[Concept], REGORG.orgStatus] = []
    """Where the organisation stands in its existence, such as active or ended."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMAS.contactPoint] = []
    """How to reach the organisation."""
    homepage: Annotated[str | None, FOAF.homepage] = None
    """The web address where the organisation presents itself."""
    heeft_suborganisatie: Annotated[list[Ref[Organisatie]], ORG.hasSubOrganization] = []
    """An organisation that stands below this one."""
    suborganisatie_van: Annotated[list[Ref[Organisatie]], ORG.subOrganizationOf] = []
    """An organisation that this one stands below."""
    is_geassocieerd_met: Annotated[list[Ref[Organisatie]], ORG.linkedTo] = []
    """An organisation tied to this one in a way that is not said further."""


class FormeleOrganisatie(Organisatie, iri=ORG.FormalOrganization):
    """An organisation that the law recognises and that can have rights and duties."""


class GeregistreerdeOrganisatie(FormeleOrganisatie, iri=REGORG.RegisteredOrganization):
    """An organisation that exists by its entry in an official register, such as an enterprise in the KBO."""

    wettelijke_naam: Annotated[LangString, REGORG.legalName]
    """The name in the register."""
    registratie: Annotated[Ref[Identificator], REGORG.registration]
    """The number under which the register knows the organisation."""
    rechtspersoonlijkheid: Annotated[Concept | None, ORGANISATIE.rechtspersoonlijkheid] = None
    """Whether it is a legal person, or a natural person who does business."""
    rechtstoestand: Annotated[Concept | None, ORGANISATIE.rechtstoestand] = None
    """The legal situation that it is in, such as normal or in liquidation."""
    rechtsvorm: Annotated[Concept | None, ORGANISATIE.rechtsvorm] = None
    """The legal form chosen, such as a non-profit association."""


class PubliekeDienstverlening(Resource, iri=CPSV.PublicService):
    """A service that a public authority offers, or has offered on its behalf."""


class Consent(Resource, iri=GCONSENT.Consent):
    """The permission of a person to have personal data used for a purpose."""


# Documents and things.


class Document(Resource, iri=FOAF.Document):
    """A work in the broad sense, such as a report, a recording or a book."""

    type: Annotated[list[Concept], DCT.type] = []
    """What kind of document it is."""
    link: Annotated[list[AnyUri], CULTUUR["Document.link"]] = []
    """Where the document can be found on the web."""
    beschikbaar: Annotated[Ref[Periode] | None, CULTUUR["Document.beschikbaar"]] = None
    """When the document can be had."""
    rechthebbende: Annotated[list[Ref[Agent]], CULTUUR["Document.rechthebbende"]] = []
    """Who holds the copyright."""


class Ding(Resource, iri=CIDOC.E70_Thing):
    """Something that is performed, shown or used, such as a play or an instrument."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """A code by which a register knows the thing."""


class Object(Resource, iri=PROV.Entity):
    """A thing that can change hands, such as a printed or digital copy of a book."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier, MinLen(1)]
    """A code by which a register knows the object."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of object it is."""
