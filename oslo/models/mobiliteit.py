"""OSLO Mobiliteit: Trips en Aanbod, version 2020-04-23: who travels how, and with which services.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/mobiliteit-trips-en-aanbod/erkendestandaard/2020-04-23/

Here are travellers, their trips and what they book; services and networks are in `mobiliteit_aanbod.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model import resource
from ..model.description import Profile
from ..model.resource import Ref
from ..model.values import Concept, Duration
from ..namespaces import DCT, LOCN, MOBILITEIT_AANBOD as AANBOD, SCHEMA, SCHEMAS
from . import mobiliteit_aanbod as aanbod
from .mobiliteit_aanbod import (
    Agent,
    Geldbedrag,
    GerichteLink,
    KwantitatieveWaarde,
    Locatie,
    Mobiliteitsdienst,
    Periode,
    Punt,
    Resource,
    Transportnetwerk,
    Transportobject,
    Uitvoerder,
)

# Who travels.


class Waarde(resource.Resource, iri=AANBOD.Waarde):
    """What a characteristic or a wish comes down to: a number, a text, a choice."""


class Kenmerk(resource.Resource, iri=AANBOD.Kenmerk):
    """Something about a traveller that matters on the way, such as an age or a driving licence."""

    type: Annotated[Concept, DCT.type]
    """Which characteristic it is."""
    waarde: Annotated[Ref[Waarde], SCHEMAS.value]
    """What it is for this traveller."""


class Voorkeur(resource.Resource, iri=AANBOD.Voorkeur):
    """How someone likes to travel, such as without changing."""

    type: Annotated[Concept, DCT.type]
    """What the wish is about."""
    waarde: Annotated[Ref[Waarde], SCHEMAS.value]
    """What is wished for."""


class Pseudoniem(resource.Resource, iri=AANBOD.Pseudoniem):
    """A sign that stands for a person without telling who it is."""


class Reiziger(Agent, iri=AANBOD.Reiziger):
    """Someone who travels."""

    pseudoniem: Annotated[Ref[Pseudoniem], AANBOD.pseudoniem]
    """The sign by which the traveller is known."""
    kenmerk: Annotated[list[Ref[Kenmerk]], AANBOD.kenmerk] = []
    """A characteristic of the traveller that matters on the way."""
    voorkeur: Annotated[list[Ref[Voorkeur]], AANBOD.voorkeur] = []
    """How the traveller likes to travel."""
    onderneemt: Annotated[list[Ref[Reis]], AANBOD.onderneemt] = []
    """A trip that the traveller makes."""
    is_medereiziger_van: Annotated[list[Ref[Reiziger]], AANBOD.isMedereizigerVan] = []
    """Someone in whose company the traveller goes."""
    vervoersbewijs: Annotated[list[Ref[Vervoersbewijs]], AANBOD["Reiziger.vervoersbewijs"]] = []
    """A ticket that the traveller has."""


# Trips and routes.


class Reis(resource.Resource, iri=SCHEMAS.Trip):
    """Going from one place to another, as it is wished, planned or made."""

    reisweg: Annotated[list[Ref[Locatie]], SCHEMA.itinerary, MinLen(2)]
    """A place on the way: that of departure, that of arrival, and those between."""
    vertrektijdstip: Annotated[datetime | None, SCHEMAS.departureTime] = None
    """When the traveller wants to leave, or left."""
    aankomsttijdstip: Annotated[datetime | None, SCHEMAS.arrivalTime] = None
    """When the traveller wants to arrive, or arrived."""
    mogelijke_route: Annotated[list[Ref[Route]], AANBOD.mogelijkeRoute] = []
    """A way in which the trip could be made."""
    gekozen_route: Annotated[list[Ref[Route]], AANBOD.gekozenRoute] = []
    """A way that the traveller chose."""
    uitgevoerde_route: Annotated[Ref[Route] | None, AANBOD.uitgevoerdeRoute] = None
    """The way in which the trip was made in the end."""
    boeking: Annotated[list[Ref[Boeking]], AANBOD["Reis.boeking"]] = []
    """What was booked for the trip."""
    vervoersbewijs: Annotated[list[Ref[Vervoersbewijs]], AANBOD["Reis.vervoersbewijs"]] = []
    """A ticket for the trip."""
    is_deel_van: Annotated[list[Ref[Reis]], SCHEMA.partOfTrip] = []
    """The longer trip of which this is a part."""


class Routebeschrijving(resource.Resource, iri=AANBOD.Routebeschrijving):
    """Directions: how to follow a route, step by step."""


class Routeplanner(Agent, iri=AANBOD.Routeplanner):
    """A system or service that finds routes."""

    naam: Annotated[str, DCT.title]
    """What the planner is called."""
    integreert_info_over: Annotated[list[Ref[Transportnetwerk]], AANBOD.integreertInfoOver] = []
    """A network that the planner knows of."""


class Route(resource.Resource, iri=AANBOD.Route):
    """One way in which a trip can be made, from the first step to the last."""

    bestaat_uit: Annotated[list[Ref[Routesegment]], AANBOD.bestaatUit, MinLen(1)]
    """A stretch of the route."""
    type: Annotated[Concept | None, DCT.type] = None
    """What the route is best at, such as the shortest or the cheapest."""
    vertrekpunt: Annotated[Ref[Locatie] | None, AANBOD.vertrekpunt] = None
    """Where the route begins."""
    aankomstpunt: Annotated[Ref[Locatie] | None, AANBOD.aankomstpunt] = None
    """Where the route ends."""
    vertrektijdstip: Annotated[datetime | None, AANBOD["Route.vertrektijdstip"]] = None
    """When one leaves."""
    aankomsttijdstip: Annotated[datetime | None, AANBOD["Route.aankomsttijdstip"]] = None
    """When one arrives."""
    afstand: Annotated[Ref[KwantitatieveWaarde] | None, AANBOD["Route.afstand"]] = None
    """How long the route is."""
    reisduur: Annotated[Duration | None, AANBOD.reisduur] = None
    """How much time it takes."""
    kostprijs: Annotated[Ref[Geldbedrag] | None, AANBOD.kostprijs] = None
    """What it costs."""
    routebeschrijving: Annotated[Ref[Routebeschrijving] | None, AANBOD.routebeschrijving] = None
    """How to follow it."""
    berekend_met: Annotated[Ref[Routeplanner] | None, AANBOD.berekendMet] = None
    """What found it."""


class Routeknoop(resource.Resource, iri=AANBOD.Routeknoop):
    """A point of a route where something happens: one leaves, changes or arrives."""

    geometrie: Annotated[Ref[Punt], LOCN.geometry]
    """Where the point lies."""
    type: Annotated[Concept | None, DCT.type] = None
    """What happens there."""
    gerealiseerd_op: Annotated[Ref[Transportobject] | None, AANBOD["Routeknoop.gerealiseerdOp"]] = None
    """The stop or other object where the point lies."""
    gerealiseerd_met: Annotated[Ref[Resource] | None, AANBOD["Routeknoop.gerealiseerdMet"]] = None
    """The vehicle or place that is used there."""
    gerealiseerd_door: Annotated[Ref[Mobiliteitsdienst] | None, AANBOD["Routeknoop.gerealiseerdDoor"]] = None
    """The service that is used there, such as a guarded bicycle park."""
    overstap: Annotated[Ref[Routeknoop] | None, AANBOD.overstap] = None
    """The point at which one goes on after changing."""
    vervoersbewijs: Annotated[Ref[Vervoersbewijs] | None, AANBOD["Routeknoop.vervoersbewijs"]] = None
    """The ticket that one needs there."""


class Overstap(resource.Resource, iri=AANBOD.Overstap):
    """Changing from one stretch of a route to the next."""

    routeknoop_source: Annotated[Ref[Routeknoop], AANBOD["Overstap.routeknoop.source"]]
    """The point where one gets off."""
    routeknoop_target: Annotated[Ref[Routeknoop], AANBOD["Overstap.routeknoop.target"]]
    """The point where one gets on."""
    overstaptijd: Annotated[Duration | None, AANBOD.overstaptijd] = None
    """How much time the change takes."""
    vervoermiddel: Annotated[Concept | None, AANBOD["Overstap.vervoermiddel"]] = None
    """How one gets from the one point to the other, such as on foot."""
    aandrijving: Annotated[Concept | None, AANBOD["Overstap.aandrijving"]] = None
    """What moves the means of transport between the points."""
    gerealiseerd_op: Annotated[Ref[Transportobject] | None, AANBOD["Overstap.gerealiseerdOp"]] = None
    """The way between the points."""


class Routesegment(resource.Resource, iri=AANBOD.Routesegment):
    """A stretch of a route that is travelled with one means of transport."""

    link: Annotated[list[Ref[GerichteLink]], AANBOD.link, MinLen(1)]
    """A way along which it goes."""
    vervoermiddel: Annotated[Concept, AANBOD["Routesegment.vervoermiddel"]]
    """The means of transport, such as a train."""
    vertrektijdstip: Annotated[datetime, AANBOD["Routesegment.vertrektijdstip"]]
    """When one sets out on it."""
    aankomsttijdstip: Annotated[datetime, AANBOD["Routesegment.aankomsttijdstip"]]
    """When one is at its end."""
    vertrekknoop: Annotated[Ref[Routeknoop] | None, AANBOD.vertrekknoop] = None
    """The point where it begins."""
    aankomstknoop: Annotated[Ref[Routeknoop] | None, AANBOD.aankomstknoop] = None
    """The point where it ends."""
    aandrijving: Annotated[Concept | None, AANBOD["Routesegment.aandrijving"]] = None
    """What moves the means of transport on this stretch."""
    gerealiseerd_door: Annotated[Ref[Mobiliteitsdienst] | None, AANBOD["Routesegment.gerealiseerdDoor"]] = None
    """The service that is used, such as a bus line."""
    gerealiseerd_met: Annotated[Ref[Resource] | None, AANBOD["Routesegment.gerealiseerdMet"]] = None
    """The vehicle that is used, such as one shared bicycle."""
    uitvoerder: Annotated[Ref[Uitvoerder] | None, AANBOD.uitvoerder] = None
    """Who brings the traveller along this stretch."""
    vervoersbewijs: Annotated[Ref[Vervoersbewijs] | None, AANBOD["Routesegment.vervoersbewijs"]] = None
    """The ticket for this stretch."""


# What is booked and paid.


class Boeking(resource.Resource, iri=AANBOD.Boeking):
    """The agreement by which a traveller gets places, vehicles or tickets for a trip."""

    datum: Annotated[datetime, DCT.date]
    """When it was made."""
    reis: Annotated[Ref[Reis], AANBOD.reis]
    """The trip that it is for."""
    status: Annotated[Concept | None, AANBOD["Boeking.status"]] = None
    """Whether it is asked, confirmed, paid or called off."""
    prijs: Annotated[Ref[Geldbedrag] | None, SCHEMAS.price] = None
    """What it costs in all."""
    resource: Annotated[list[Ref[Resource]], AANBOD["Boeking.resource"]] = []
    """A vehicle or place that is booked."""
    vervoersbewijs: Annotated[list[Ref[Vervoersbewijs]], AANBOD["Boeking.vervoersbewijs"]] = []
    """A ticket that comes with it."""


class Reservatie(resource.Resource, iri=AANBOD.Reservatie):
    """That one vehicle or place is kept for someone, for some time."""

    resource: Annotated[Ref[Resource], AANBOD["Reservatie.resource"]]
    """What is kept."""
    boeking: Annotated[Ref[Boeking], AANBOD["Reservatie.boeking"]]
    """The booking that it is part of."""
    periode: Annotated[Ref[Periode], DCT.date]
    """From when until when it is kept."""
    reisweg: Annotated[list[Ref[Locatie]], AANBOD["Reservatie.reisweg"]] = []
    """A place between which it is kept."""


class Vervoersbewijs(resource.Resource, iri=AANBOD.Vervoersbewijs):
    """The right to travel with a service: a ticket, a subscription, a card with rides."""

    type: Annotated[Concept, DCT.type]
    """The kind of ticket."""
    dienst: Annotated[Ref[Mobiliteitsdienst], AANBOD["Vervoersbewijs.dienst"]]
    """The service that it is for."""
    periode: Annotated[Ref[Periode], DCT.date]
    """When it can be used."""
    reisweg: Annotated[list[Ref[Locatie]], AANBOD["Vervoersbewijs.reisweg"], MinLen(1)]
    """A place that it can be used to travel to or from."""
    prijs: Annotated[Ref[Geldbedrag] | None, SCHEMAS.price] = None
    """What was paid for it."""
    aantal: Annotated[int | None, AANBOD.aantal] = None
    """The number of rides that it gives."""
    afstand: Annotated[Ref[KwantitatieveWaarde] | None, AANBOD["Vervoersbewijs.afstand"]] = None
    """The distance that it gives."""
    bedrag: Annotated[Ref[Geldbedrag] | None, AANBOD.bedrag] = None
    """The sum that it can be used up to."""
    duur: Annotated[Duration | None, AANBOD.duur] = None
    """How long it lasts from its first use."""


PROFILE = Profile.of(
    __name__,
    name="mobiliteit-trips-en-aanbod",
    version="2020-04-23",
    title="OSLO Mobiliteit: Trips en Aanbod",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/mobiliteit-trips-en-aanbod/erkendestandaard/2020-04-23/",
    also=(
        aanbod,
        aanbod.Contactinfo,
        aanbod.Geometrie,
        aanbod.GestructureerdeIdentificator,
        aanbod.Identificator,
        aanbod.Lijnstring,
        Locatie,
        aanbod.Polygoon,
        Punt,
    ),
    relaxed={
        "SKOS and this library have one text for each language, and transport in Belgium has names in up to four": {
            "Aanbieder.voorkeursnaam": "1..1",
            "Mobiliteitsdienst.naam": "1..1",
            "Transportobject.geografischeNaam": "0..1",
        },
        "a stop has several codes: of the operator, of the register, on the sign": {
            "Transportconnectie.identificator": "0..1",
            "Transportgebied.identificator": "0..1",
            "Transportknoop.identificator": "0..1",
        },
    },
)
