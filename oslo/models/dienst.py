"""OSLO Dienstencataloog (candidate standard): the services of public authorities, what they ask, cost and give.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/dienstencataloog/
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import AnyUri, Concept, LangString, Literal
from ..namespaces import ADMS, CPSV, DCAT, DCT, DIENST, FOAF, M8G, ORG, SCHEMA, SKOS
from . import generiek
from .generiek import (
    Adresvoorstelling as Adresvoorstelling,
    Contactinfo as Contactinfo,
    FormeelKader as FormeelKader,
    Plaats as Plaats,
)

# The service.


class PubliekeDienstverlening(Resource, iri=CPSV.PublicService):
    """Something that an authority does for someone, by right or by duty, such as giving a permit."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the service is called, at most once in each language."""
    beschrijving: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What the service is, in a few sentences."""
    heeft_verantwoordelijke: Annotated[list[Ref[PubliekeOrganisatie]], M8G.hasCompetentAuthority, MinLen(1)]
    """The public organisation that answers for the service."""
    alternatieve_naam: Annotated[list[LangString], SKOS.altLabel] = []
    """Another name by which the service is known."""
    trefwoord: Annotated[list[LangString], DCAT.keyword] = []
    """A word by which people look for the service."""
    type: Annotated[list[Concept], DCT.type] = []
    """The kind of service."""
    sector: Annotated[list[Concept], M8G.sector] = []
    """The branch of the economy that the service concerns."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Whether the service is offered, in preparation or ended."""
    taal: Annotated[list[Concept], DCT.language] = []
    """A language in which the service can be had."""
    verwerkingstijd: Annotated[str | None, M8G.processingTime] = None
    """How long it takes, as a rule, from the request to the outcome."""
    ruimtelijke_dekking: Annotated[list[Ref[Plaats]], DCT.spatial] = []
    """The territory in which the service is offered."""
    contactinfo: Annotated[list[Ref[Contactinfo]], M8G.hasContactPoint] = []
    """Where to ask about the service."""
    wordt_uitgevoerd_door: Annotated[list[Ref[Agent]], M8G.serviceProvider] = []
    """Who carries the service out."""
    heeft_participerende: Annotated[list[Ref[Agent]], DIENST["PubliekeDienstverlening.heeftParticiperende"]] = []
    """Who has a part in the service besides."""
    aangeboden_binnen: Annotated[list[Ref[FormeelKader]], M8G.hasFormalFramework] = []
    """The law or other rules on which the service rests."""
    volgt: Annotated[list[Ref[Procedure]], CPSV.follows] = []
    """The procedure by which the service works."""
    heeft_criterium: Annotated[list[Ref[Criteriumvereiste]], M8G.hasCriterion] = []
    """A condition that one has to meet."""
    vereist_als_input: Annotated[list[Ref[Bewijs]], CPSV.hasInput] = []
    """A proof that one has to hand in."""
    kost: Annotated[list[Ref[Kost]], M8G.hasCost] = []
    """What one pays for the service."""
    te_consumeren_via: Annotated[list[Ref[Kanaal]], M8G.hasChannel] = []
    """A way to get the service, such as a counter or a web site."""
    produceert: Annotated[list[Ref[Output]], CPSV.produces] = []
    """What comes out of the service."""
    is_gegroepeerd_volgens: Annotated[list[Ref[Gebeurtenis]], M8G.isGroupedBy] = []
    """An event in the life of a person or an enterprise for which the service is needed."""
    vereist: Annotated[list[Ref[PubliekeDienstverlening]], DCT.requires] = []
    """A service that one has to use before this one."""
    is_gerelateerd_met: Annotated[list[Ref[PubliekeDienstverlening]], DCT.relation] = []
    """Another service that has to do with this one."""


class Procedure(Resource, iri=CPSV.Rule):
    """How a service works: what happens from the request to the outcome."""

    titel: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the procedure is called, at most once in each language."""
    beschrijving: Annotated[list[LangString], DCT.description, MinLen(1)]
    """The steps of the procedure, in words."""
    taal: Annotated[list[Concept], DCT.language] = []
    """A language in which the procedure is written."""
    implementeert: Annotated[list[Ref[FormeelKader]], CPSV.implements] = []
    """The law or other rules that the procedure puts into practice."""


class Kanaal(Resource, iri=M8G.Channel):
    """A way to get a service, such as a counter, a telephone line or a web site."""

    type: Annotated[Concept | None, DCT.type] = None
    """What kind of channel it is."""
    openingsuren: Annotated[Literal | None, SCHEMA.openingHours] = None
    """When the channel can be used, as one text."""
    beschikbaarheid: Annotated[list[Ref[Openingsurenspecificatie]], SCHEMA.hoursAvailable] = []
    """When the channel can be used, period by period."""
    is_bezit_van: Annotated[list[Ref[Agent]], M8G.ownedBy] = []
    """Who runs the channel."""
    vereist_als_input: Annotated[list[Ref[Bewijs]], CPSV.hasInput] = []
    """A proof that one has to hand in along this channel."""


class Openingsurenspecificatie(Resource, iri=SCHEMA.OpeningHoursSpecification):
    """A period in the week in which something is open, and from when to when that holds."""

    dag_van_de_week: Annotated[AnyUri | None, SCHEMA.dayOfWeek] = None
    """The day of the week, by its IRI."""
    open: Annotated[time | None, SCHEMA.opens] = None
    """When it opens."""
    gesloten: Annotated[time | None, SCHEMA.closes] = None
    """When it closes."""
    geldig_van: Annotated[datetime | None, SCHEMA.validFrom] = None
    """From when these hours hold."""
    geldig_tot: Annotated[datetime | None, SCHEMA.validThrough] = None
    """Until when these hours hold."""


class Kost(Resource, iri=M8G.Cost):
    """What one pays for a service."""

    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What is paid for, or how the amount is reckoned, in words."""
    waarde: Annotated[float | None, M8G.value] = None
    """The amount."""
    valuta: Annotated[Concept | None, M8G.currency] = None
    """The currency of the amount."""
    indien_benaderd_via: Annotated[Ref[Kanaal] | None, M8G.ifAccessedThrough] = None
    """The channel for which the cost holds."""
    is_gedefinieerd_door: Annotated[list[Ref[PubliekeOrganisatie]], M8G.isDefinedBy] = []
    """The organisation that set the cost."""


# What it asks, and what it gives.


class Criteriumvereiste(Resource, iri=M8G.CriterionRequirement):
    """A condition that one has to meet to get a service."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the condition is called, at most once in each language."""
    type: Annotated[Concept | None, DCT.type] = None
    """What kind of condition it is."""


class Bewijs(Resource, iri=M8G.Evidence):
    """A proof that a condition is met, such as a certificate."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the proof is called, at most once in each language."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What the proof is, in a few sentences."""
    type: Annotated[Concept | None, DCT.type] = None
    """What kind of proof it is."""
    taal: Annotated[list[Concept], DCT.language] = []
    """A language in which the proof is accepted."""
    documentatie: Annotated[list[AnyUri], FOAF.page] = []
    """A web page that tells more, such as an example or a form."""


class Output(Resource, iri=M8G.Output):
    """What comes out of a service, such as a permit or a payment."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the outcome is called, at most once in each language."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What the outcome is, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of outcome it is."""


# For which event.


class Gebeurtenis(Resource, iri=M8G.Event):
    """Something that happens to a person or an enterprise and for which services are needed."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the event is called, at most once in each language."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What the event is, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """Which event it is."""
    is_gerelateerd_met: Annotated[list[Ref[PubliekeDienstverlening]], DCT.relation] = []
    """A service that is needed then."""


class Levensgebeurtenis(Gebeurtenis, iri=M8G.LifeEvent):
    """An event in the life of a person, such as a birth or a move."""


class Bedrijfsgebeurtenis(Gebeurtenis, iri=M8G.BusinessEvent):
    """An event in the existence of an enterprise, such as its start or the hiring of staff."""


# Who has a part in it.


class Agent(generiek.Agent, iri=DCT.Agent):
    """Someone or something that carries a service out or has a part in it."""

    naam: Annotated[str, DCT.title]
    """What the agent is called."""
    adres: Annotated[Ref[Adresvoorstelling] | None, M8G.hasAddress] = None
    """Where the agent is."""


class Participatie(Resource, iri=M8G.Participation):
    """That an agent has a part in a service, and which."""

    beschrijving: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What the agent does, in words."""
    rol: Annotated[list[Concept], M8G.role, MinLen(1)]
    """The function of the agent, such as supplier."""
    publieke_dienstverlening: Annotated[Ref[PubliekeDienstverlening], DIENST["Participatie.PubliekeDienstverlening"]]
    """The service."""
    agent: Annotated[Ref[Agent], DIENST["Participatie.AgentDienstencataloog"]]
    """The agent."""


class Organisatie(Resource, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""

    voorkeursnaam: Annotated[list[LangString], SKOS.prefLabel, MinLen(1)]
    """The name to show for the organisation, at most one in each language."""


class PubliekeOrganisatie(Organisatie, iri=M8G.PublicOrganisation):
    """An organisation that is part of government or set up by it, with a public task."""

    werkingsgebied: Annotated[list[Ref[Plaats]], DCT.spatial] = []
    """The territory in which the organisation is competent."""


PROFILE = Profile.of(
    __name__,
    name="dienstencataloog",
    version="kandidaatstandaard",
    title="OSLO Dienstencataloog",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/dienstencataloog/",
    also=(
        FormeelKader,
        Contactinfo,
        Adresvoorstelling,
        Plaats,
    ),
    relaxed={
        "a text can be there in several languages, and in formal and informal Dutch; real catalogues have that": {
            "Bewijs.beschrijving": "0..1",
            "Bewijs.naam": "1..1",
            "Criteriumvereiste.naam": "1..1",
            "Gebeurtenis.beschrijving": "0..1",
            "Gebeurtenis.naam": "1..1",
            "Kost.beschrijving": "0..1",
            "Output.beschrijving": "0..1",
            "Output.naam": "1..1",
            "Participatie.beschrijving": "1..1",
            "Procedure.beschrijving": "1..1",
            "Procedure.titel": "1..1",
            "PubliekeDienstverlening.beschrijving": "1..1",
            "PubliekeDienstverlening.naam": "1..1",
        },
        "real catalogues describe a condition in words and have no type for it, nor is there a list of types": {
            "Criteriumvereiste.type": "1..1",
        },
        "as in organisatie-basis: one for each language": {
            "Organisatie.voorkeursnaam": "1..1",
        },
        "a territory is known by name or code more often than by shape": {
            "Plaats.geometrie": "1..1",
        },
        "Plaats of generiek-basis: a place can have a name in several languages": {
            "Plaats.plaatsnaam": "1..1",
        },
        (
            "a service can have a counter in several places; the implementation model of the Flemish catalogue "
            "(IPDC-LPDC) has no maximum"
        ): {
            "PubliekeDienstverlening.contactinfo": "0..1",
        },
        (
            "several authorities can be responsible for one service; CPSV-AP and the implementation model of the "
            "Flemish catalogue (IPDC-LPDC) have no maximum"
        ): {
            "PubliekeDienstverlening.heeftVerantwoordelijke": "1..1",
        },
        "real catalogues name the authority and leave its territory to the registers of organisations": {
            "PubliekeOrganisatie.werkingsgebied": "1..n",
        },
    },
)
