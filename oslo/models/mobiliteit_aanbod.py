"""OSLO Mobiliteit: Trips en Aanbod, the offer: networks with their stops and car parks, services, and who gives them.

The other half, travellers and their trips, is `mobiliteit.py`, which also has the profile.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from annotated_types import MinLen

from ..model import resource
from ..model.resource import Ref
from ..model.values import Concept, LangString, Literal
from ..namespaces import (
    ADMS,
    CPSV,
    DCT,
    GENERIEK,
    LOCN,
    M8G,
    MOBILITEIT,
    MOBILITEIT_AANBOD as AANBOD,
    NETWERK,
    ORG,
    PROV,
    RDFS,
    REGORG,
    SCHEMA,
    SCHEMAS,
    SKOS,
    SOSA,
    TRANSPORTNETWERK,
    Iri,
)
from . import generiek
from .generiek import (
    Contactinfo as Contactinfo,
    Geometrie as Geometrie,
    GestructureerdeIdentificator as GestructureerdeIdentificator,
    Identificator as Identificator,
    Lijnstring as Lijnstring,
    Locatie as Locatie,
    Polygoon as Polygoon,
    Punt as Punt,
)

# Values.


class Periode(resource.Resource, iri=M8G.PeriodOfTime):
    """A stretch of time, open at the end where none is given."""

    begin: Annotated[datetime, M8G.startTime]
    """When it starts."""
    einde: Annotated[datetime | None, M8G.endTime] = None
    """When it ends."""


class Geldbedrag(resource.Resource, iri=SCHEMAS.MonetaryAmount):
    """A sum of money in some currency."""

    waarde: Annotated[Decimal | None, SCHEMAS.value] = None
    """How much it is."""
    valuta: Annotated[str | None, SCHEMAS.currency] = None
    """The currency, by its code of three letters, such as EUR."""


class StandaardEenheid(resource.Resource, iri=GENERIEK.StandaardEenheid):
    """A unit of measure out of a published list."""


class KwantitatieveWaarde(resource.Resource, iri=SCHEMAS.QuantitativeValue):
    """A number with its unit."""

    waarde: Annotated[Decimal, SCHEMAS.value]
    """The number."""
    eenheid: Annotated[str | None, SCHEMAS.unitText] = None
    """The unit, in words or as a sign."""
    standaard_eenheid: Annotated[Ref[StandaardEenheid] | None, SCHEMAS.unitCode] = None
    """The unit, by the list that it is from."""


class OpeningsurenSpecificatie(resource.Resource, iri=SCHEMA.OpeningHoursSpecification):
    """The hours of a day at which something is open."""


class Plaats(resource.Resource, iri=DCT.Location):
    """A place that can be named or drawn."""

    plaatsnaam: Annotated[LangString | None, RDFS.label] = None
    """What the place is called."""
    geometrie: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """Where the place lies and what form it has."""


class FormeelKader(resource.Resource, iri=CPSV.FormalFramework):
    """Legislation, policy or a contract within which mobility is offered."""

    naam: Annotated[LangString, DCT.title]
    """The title of the framework."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """What the framework is about, in a few sentences."""
    is_gerelateerd_aan: Annotated[list[Ref[FormeelKader]], DCT.relation] = []
    """Another framework that it has to do with."""
    toepassingsgebied: Annotated[list[Ref[Plaats]], M8G.territorialApplication] = []
    """The territory where it applies."""


class Agent(generiek.Agent, iri=DCT.Agent):
    """Someone or something that can act: a traveller, an operator, the owner of a car park."""


class Organisatie(Agent, iri=ORG.Organization):
    """People organised towards a common goal, such as the department of a city that runs its car parks."""

    voorkeursnaam: Annotated[list[LangString], SKOS.prefLabel] = []
    """The name to show, at most one in each language."""


# When and for whom.


class Dienstregeling(resource.Resource, iri=AANBOD.Dienstregeling):
    """A timetable: when a means of transport leaves and arrives where."""


class Beschikbaarheid(resource.Resource, iri=AANBOD.Beschikbaarheid):
    """When and for whom something can be used."""

    dienstregeling: Annotated[Ref[Dienstregeling] | None, AANBOD.dienstregeling] = None
    """The timetable that it follows."""
    gebruiker: Annotated[Concept | None, AANBOD.gebruiker] = None
    """The kind of user that it is for."""
    openingsuren: Annotated[Ref[OpeningsurenSpecificatie] | None, SCHEMAS.hoursAvailable] = None
    """The opening hours, described in detail."""
    openingsuren_string: Annotated[Literal | None, SCHEMA.openingHours] = None
    """The opening hours as one text, such as 24/7."""
    periode: Annotated[Ref[Periode] | None, AANBOD.periode] = None
    """From when until when it can be used at all."""


class Toegankelijkheid(resource.Resource, iri=AANBOD.Toegankelijkheid):
    """How well people with an impairment can use something."""

    type: Annotated[Concept, DCT.type]
    """The kind of access, such as that with a wheelchair."""
    niveau: Annotated[Concept, AANBOD.niveau]
    """How good the access is."""
    onderdeel: Annotated[Concept | None, AANBOD.onderdeel] = None
    """The part of the whole that it is said of."""


# The network.


class Transportobject(resource.Resource, iri=TRANSPORTNETWERK.Transportobject):
    """Something that is part of a network of transport, such as a stop, a road or a car park."""

    identificator: Annotated[list[Ref[Identificator]], NETWERK.identificator] = []
    """A code by which an operator or a register knows the object."""
    geografische_naam: Annotated[list[LangString], TRANSPORTNETWERK.geografischeNaam] = []
    """What the object is called on the ground, at most one name in each language."""
    beschikbaarheid: Annotated[Ref[Beschikbaarheid] | None, AANBOD["Transportobject.beschikbaarheid"]] = None
    """When and for whom the object is open."""
    toegankelijkheid: Annotated[Ref[Toegankelijkheid] | None, AANBOD["Transportobject.toegankelijkheid"]] = None
    """How well people with an impairment can use the object."""
    is_deel_van: Annotated[Ref[Transportobject] | None, DCT.isPartOf] = None
    """The larger object that it belongs to, such as the station of a platform."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who runs the object."""
    is_versie_van: Annotated[Iri | None, DCT.isVersionOf] = None
    """The object of which this is the state at one time."""
    gegenereerd_op: Annotated[datetime | None, PROV.generatedAtTime] = None
    """The time of the state."""
    observatie: Annotated[list[Ref[Observatie]], SOSA.isFeatureOfInterestOf] = []
    """What was measured of the object, such as the number of vacant places of a car park."""


class Observatie(resource.Resource, iri=SOSA.Observation):
    """One value of one property of a thing, found at one time."""

    kenmerk: Annotated[Iri, SOSA.observedProperty]
    """The property that was looked at."""
    resultaat: Annotated[Decimal, SOSA.hasSimpleResult]
    """The value that was found, in the unit of the property."""
    tijdstip: Annotated[datetime, SOSA.resultTime]
    """When it was found."""
    onderwerp: Annotated[Ref[Transportobject] | None, SOSA.hasFeatureOfInterest] = None
    """The thing that it is a property of."""


class Transportknoop(Transportobject, iri=TRANSPORTNETWERK.Transportknoop):
    """A point where ways of a network meet or end, such as a stop, a station or a car park."""

    geometrie: Annotated[Ref[Punt], NETWERK["Knoop.geometrie"]]
    """Where the node lies."""
    type: Annotated[Concept, DCT.type]
    """The kind of node."""


class Transportpunt(Transportobject, iri=TRANSPORTNETWERK.Transportpunt):
    """A point beside or on a way that is no node of it, such as a place where traffic is counted."""

    geometrie: Annotated[Ref[Punt], TRANSPORTNETWERK.geometrie]
    """Where the point lies."""


class Transportgebied(Transportobject, iri=TRANSPORTNETWERK.Transportgebied):
    """A surface that is part of a network, such as a parking zone."""

    geometrie: Annotated[Ref[Polygoon], NETWERK["Netwerkgebied.geometrie"]]
    """The outline of the surface."""
    type: Annotated[Concept, DCT.type]
    """The kind of surface."""


class Transportconnectie(Transportobject, iri=AANBOD.Transportconnectie):
    """The link between objects of different networks, such as a railway station and the bus stop before it."""

    verbindt: Annotated[list[Ref[Transportobject]], NETWERK.verbindt, MinLen(2)]
    """The objects between which one can change."""
    type: Annotated[Concept, DCT.type]
    """The kind of link."""


class Transportnetwerk(resource.Resource, iri=TRANSPORTNETWERK.Transportnetwerk):
    """All the ways and nodes of one mode of transport, or of several."""

    bestaat_uit: Annotated[list[Ref[Transportobject]], NETWERK.bestaatUit] = []
    """An object of the network."""
    type: Annotated[Concept, DCT.type]
    """The mode of transport."""


class Link(resource.Resource, iri=NETWERK.Link):
    """A way between two nodes."""

    geometriemiddellijn: Annotated[Ref[Lijnstring], NETWERK.geometriemiddellijn]
    """The line along its middle."""


class Transportlink(Transportobject, Link, iri=TRANSPORTNETWERK.Transportlink):
    """A way between two nodes for traffic, such as a piece of road."""


class GerichteLink(resource.Resource, iri=NETWERK.GerichteLink):
    """A way taken in one direction."""

    link: Annotated[Ref[Link], NETWERK["GerichteLink.link"]]
    """The way."""
    richting: Annotated[Concept, NETWERK.richting]
    """Whether it is taken in the direction of its line or against it."""


# The offer.


class Aanbieder(resource.Resource, iri=AANBOD.Aanbieder):
    """An enterprise or authority that offers mobility to travellers."""

    voorkeursnaam: Annotated[list[LangString], SKOS.prefLabel, MinLen(1)]
    """The name to show, at most one in each language."""
    registratie: Annotated[Ref[Identificator], REGORG.registration]
    """The number under which a register knows the provider."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMA.contactPoint] = []
    """How to reach the provider."""


class Uitvoerder(Agent, iri=AANBOD.Uitvoerder):
    """Who carries out a service, for itself or for the provider."""


class PubliekeOrganisatie(resource.Resource, iri=M8G.PublicOrganisation):
    """A public authority that licenses transport."""

    voorkeursnaam: Annotated[LangString, SKOS.prefLabel]
    """The name to show."""
    identificator: Annotated[Ref[Identificator], ADMS.identifier]
    """The code by which the authority is known."""
    contactinfo: Annotated[Ref[Contactinfo], SCHEMA.contactPoint]
    """How to reach the authority."""
    werkingsgebied: Annotated[list[Ref[Plaats]], DCT.spatial] = []
    """The territory in which it is competent."""


class Licentie(resource.Resource, iri=AANBOD.Licentie):
    """The leave that an authority gives to offer a service."""

    periode: Annotated[Ref[Periode], DCT.date]
    """From when until when it holds."""
    toepassingsgebied: Annotated[list[Ref[Plaats]], M8G.territorialApplication, MinLen(1)]
    """The territory where it holds."""
    vervoersautoriteit: Annotated[Ref[PubliekeOrganisatie], AANBOD.vervoersautoriteit]
    """The authority that gave it."""
    verkregen_binnen: Annotated[list[Ref[FormeelKader]], AANBOD.verkregenBinnen] = []
    """The law or contract on which it rests."""


class Prijsplan(resource.Resource, iri=SCHEMAS.PriceSpecification):
    """The rules by which the price of a service is set, such as a tariff by zone or a subscription."""

    naam: Annotated[LangString, DCT.title]
    """What the plan is called."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """How the price comes about."""


class Resource(resource.Resource, iri=AANBOD.Resource):
    """A thing that a service puts at the disposal of travellers, such as a shared bicycle or a place in a car park."""

    dienst: Annotated[list[Ref[Mobiliteitsdienst]], AANBOD["Resource.dienst"], MinLen(1)]
    """A service that it belongs to."""
    type: Annotated[Concept, DCT.type]
    """The kind of thing."""
    identificator: Annotated[Literal | None, AANBOD.identificator] = None
    """The number or name on it."""
    aandrijving: Annotated[Concept | None, AANBOD["Resource.aandrijving"]] = None
    """What moves it, such as a petrol engine."""
    vervoermiddel: Annotated[Concept | None, AANBOD["Resource.vervoermiddel"]] = None
    """The means of transport that it is."""
    status: Annotated[Concept | None, AANBOD["Resource.status"]] = None
    """Whether it is free, taken or out of order."""
    locatie: Annotated[Ref[Locatie] | None, DCT.spatial] = None
    """Where it is."""


class Mobiliteitsdienst(resource.Resource, iri=AANBOD.Mobiliteitsdienst):
    """A service by which people get from one place to another, such as a bus line or shared cars."""

    naam: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the service is called, at most one name in each language."""
    type: Annotated[list[Concept], DCT.type, MinLen(1)]
    """The kind of service."""
    aanbieder: Annotated[Ref[Aanbieder], AANBOD.aanbieder]
    """Who offers it."""
    uitgevoerd_door: Annotated[list[Ref[Uitvoerder]], AANBOD.uitgevoerdDoor, MinLen(1)]
    """Who carries it out."""
    vervoermiddel: Annotated[list[Concept], AANBOD["Mobiliteitsdienst.vervoermiddel"]] = []
    """The means of transport, such as a bus."""
    aandrijving: Annotated[list[Concept], AANBOD["Mobiliteitsdienst.aandrijving"]] = []
    """What moves the means of transport."""
    beschikbaarheid: Annotated[list[Ref[Beschikbaarheid]], AANBOD["Mobiliteitsdienst.beschikbaarheid"]] = []
    """When and for whom there is the service."""
    beschikbaar_op: Annotated[list[Ref[Transportobject]], AANBOD.beschikbaarOp] = []
    """A stop, road or zone where one can use it."""
    ruimtelijke_dekking: Annotated[list[Ref[Plaats]], DCT.spatial] = []
    """The territory that it covers."""
    toegankelijkheid: Annotated[list[Ref[Toegankelijkheid]], AANBOD["Mobiliteitsdienst.toegankelijkheid"]] = []
    """How well people with an impairment can use it."""
    prijsplan: Annotated[list[Ref[Prijsplan]], AANBOD.prijsplan] = []
    """A tariff that one can choose."""
    licentie: Annotated[list[Ref[Licentie]], AANBOD.licentie] = []
    """The leave under which it runs."""
    aangeboden_binnen: Annotated[list[Ref[FormeelKader]], AANBOD.aangebodenBinnen] = []
    """The law or contract within which it is given."""
    resource: Annotated[list[Ref[Resource]], AANBOD["Mobiliteitsdienst.resource"]] = []
    """A vehicle or place that it puts at the disposal of travellers."""
    omvat: Annotated[list[Ref[Mobiliteitsdienst]], AANBOD.omvat] = []
    """A service that is part of this one."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """A code by which the provider knows the service, such as the number of a line."""
