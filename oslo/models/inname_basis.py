"""OSLO Inname Openbaar Domein, the ground it stands on: who, where, permits and bans, and working together.

What is done on public ground, and the hindrance that it causes, is in `inname.py`, which also has the profile.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString
from ..namespaces import (
    ADMS,
    BESLUIT,
    DC,
    DCAT,
    DCT,
    FOAF,
    GTFS,
    LOCN,
    M8G,
    MOBILITEIT,
    ORG,
    SCHEMA,
    SKOS,
    WEG,
)
from . import generiek
from .generiek import (
    Adresvoorstelling as Adresvoorstelling,
    Contactinfo as Contactinfo,
    Geometrie as Geometrie,
    Identificator as Identificator,
)
from .organisatie import Periode as Periode

# Who.


class Agent(generiek.Agent, iri=DCT.Agent):
    """Anyone who takes, manages or judges public ground, or speaks for who does."""

    behoort_tot_organisatie: Annotated[Ref[Organisatie] | None, ORG.memberOf] = None
    """The organisation that the agent acts for."""
    contactinfo: Annotated[list[Ref[ContactInfoPubliek]], SCHEMA.contactPoint] = []
    """How to reach the agent, for the public or for the other users of the register."""


class Organisatie(Agent, iri=ORG.Organization):
    """An authority, utility or contractor."""

    voorkeursnaam: Annotated[list[LangString], SKOS.prefLabel] = []
    """The name to show, at most one in each language."""


class ContactInfoPubliek(Contactinfo, iri=MOBILITEIT.ContactInfoPubliek):
    """Ways to reach someone, with whether everybody may see them."""

    is_publiek: Annotated[bool, MOBILITEIT["ContactinfoVolgensRol.isPubliek"]]
    """Whether everybody may see them."""
    rol: Annotated[str | None, SCHEMA.contactType] = None
    """What one can turn to them for, such as questions of neighbours."""


# When and where.


class Tijdsschema(Resource, iri=SCHEMA.Schedule):
    """Times that come back, such as each working day from 7 to 16 o'clock."""


class Gebeurtenis(Resource, iri=M8G.Event):
    """Something that takes place at some time."""


class Tijdsinterval(Resource, iri=DCT.PeriodOfTime):
    """A stretch of time between two days or hours."""

    begin: Annotated[datetime | None, DCAT.startDate] = None
    """When it starts."""
    einde: Annotated[datetime | None, DCAT.endDate] = None
    """When it ends."""


class Url(Resource, iri=SCHEMA.URL):
    """A web page."""


class Innamezone(Resource, iri=MOBILITEIT.Innamezone):
    """The surface that is taken, or in which there is hindrance."""

    type: Annotated[Concept, MOBILITEIT["Innamezone.type"]]
    """What the zone is for, such as the works themselves or a lane for parking."""
    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry, MinLen(1)]
    """The outline on the map."""


class OvHalte(Resource, iri=GTFS.Stop):
    """A stop of public transport."""


class OvRoute(Resource, iri=GTFS.Route):
    """A line of public transport."""


class TransportLinkSet(Resource, iri=WEG.TransportLinkSet):
    """Pieces of road that together are one way."""


# Permits and bans.


class Signalisatievergunning(Resource, iri=BESLUIT.Signalisatievergunning):
    """The leave to put up temporary traffic signs."""

    status: Annotated[str, DCT.status]
    """Where the request for it stands."""
    url: Annotated[Ref[Url], SCHEMA.url]
    """The page where it can be followed."""


class Innamevergunning(Resource, iri=BESLUIT.Innamevergunning):
    """The leave to take a part of public ground."""


class Voorwaarde(Resource, iri=BESLUIT.Voorwaarde):
    """Something that the holder of a permit has to keep to."""

    beschrijving: Annotated[str, DCT.description]
    """What it says."""


class Innameverbod(Resource, iri=MOBILITEIT.Innameverbod):
    """That no public ground may be taken somewhere for some time, such as after a street was renewed."""

    categorie: Annotated[Concept, MOBILITEIT.categorie]
    """The reason for the ban."""
    tijdsinterval: Annotated[list[Ref[Tijdsinterval]], DCT.temporal, MinLen(1)]
    """When the ban holds."""
    beschrijving: Annotated[LangString | None, DC.description] = None
    """What the ban is about, in a few sentences."""
    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry] = []
    """Where the ban holds."""
    adresvoorstelling: Annotated[list[Ref[Adresvoorstelling]], LOCN.address] = []
    """The address of the place."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the ban in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who keeps the data on the ban."""
    contactinfo: Annotated[list[Ref[ContactInfoPubliek]], MOBILITEIT.contactinfo] = []
    """Where to ask about the ban."""


class Document(Resource, iri=FOAF.Document):
    """A recorded piece of information, such as a plan."""


# Working together.


class Samenwerkingsantwoord(Resource, iri=MOBILITEIT.Samenwerkingsantwoord):
    """What an organisation answers when it is asked to do its works together with others."""

    antwoord_datum: Annotated[date, MOBILITEIT["Samenwerkingsantwoord.antwoordDatum"]]
    """The day of the answer."""
    gaat_akkoord: Annotated[bool, MOBILITEIT["Samenwerkingsantwoord.gaatAkkoord"]]
    """Whether it takes part."""
    betrokken_organisatie: Annotated[Ref[Agent], MOBILITEIT.betrokkenOrganisatie]
    """Who answers."""


class Samenwerkingsaanvraag(Resource, iri=MOBILITEIT.Samenwerkingsaanvraag):
    """The question to others whether they have works to do at the same place."""

    lancerings_datum: Annotated[date, MOBILITEIT["Samenwerkingsaanvraag.lanceringsdatum"]]
    """The day on which it was asked."""
    aanvraag_status: Annotated[Concept, MOBILITEIT.aanvraagStatus]
    """Where the question stands."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """What is planned, in a few sentences."""
    uiterste_antwoord_datum: Annotated[date | None, MOBILITEIT["Samenwerkingsaanvraag.uitersteAntwoorddatum"]] = None
    """The last day on which one can answer."""
    heeft_antwoord: Annotated[list[Ref[Samenwerkingsantwoord]], MOBILITEIT.heeftAntwoord] = []
    """An answer that came in."""
    zone: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """The place that it is about."""
    bijlage: Annotated[list[Ref[Document]], MOBILITEIT.bijlage] = []
    """A document that belongs to it."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the question in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who asks."""


class Synergieaanvraag(Resource, iri=MOBILITEIT.Synergieaanvraag):
    """The question to others to do works of the same time and place in one go."""

    volgens_afspraken: Annotated[Concept | None, MOBILITEIT["Synergieaanvraag.volgensAfspraken"]] = None
    """The agreements by which the costs and tasks would be shared."""


class Synergie(Resource, iri=MOBILITEIT.Synergie):
    """Works of several organisations, done in one go."""

    synergie_status: Annotated[Concept, MOBILITEIT.synergieStatus]
    """Where the joint works stand."""
    volgens_afspraken: Annotated[Concept | None, MOBILITEIT["Synergie.volgensAfspraken"]] = None
    """The agreements by which the costs and tasks are shared."""
    coordinatie_vergaderingsdatum: Annotated[date | None, MOBILITEIT.coordinatieVergaderingsdatum] = None
    """The day of the meeting at which the works are fitted together."""
    registratie_datum: Annotated[date | None, MOBILITEIT.registratieDatum] = None
    """The day on which the joint works were entered."""
    volgt_uit: Annotated[Ref[Synergieaanvraag] | None, MOBILITEIT.volgtUit] = None
    """The question from which they came."""
