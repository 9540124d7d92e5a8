"""How an activity of OSLO Cultuurparticipatie is offered: place and time, prices, booking, channels, pictures.

The profile itself, and its source, are in `cultuur`.
"""

from __future__ import annotations

from typing import Annotated

from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString, Literal
from ..namespaces import CIDOC, CULTUUR, DCT, SCHEMAS, SKOS, Iri
from .cultuur_basis import Contactinfo, Locatie, Periode, Plaats

# When and where.


class Ruimtetijd(Resource, iri=CIDOC.E92_Spacetime_Volume):
    """A place during a time: where and when an activity that has several of both is held."""

    locatie: Annotated[list[Ref[Locatie] | Ref[Plaats]], CIDOC.P161_has_spatial_projection] = []
    """Where it is."""
    tijd: Annotated[list[Ref[Periode]], CIDOC.P160_has_temporal_projection] = []
    """When it is."""


class VirtueleLocatie(Resource, iri=SCHEMAS.VirtualLocation):
    """A place on the web where an activity can be followed."""

    url: Annotated[Literal | None, SCHEMAS.url] = None
    """Its address."""


class Tijdschema(Resource, iri=SCHEMAS.Schedule):
    """The pattern by which an activity returns, such as each Wednesday."""


class Openingsuren(Resource, iri=SCHEMAS.OpeningHoursSpecification):
    """The hours of opening on some days of the week."""

    opent: Annotated[str | None, SCHEMAS.opens] = None
    """When the doors open, as hours and minutes."""
    sluit: Annotated[str | None, SCHEMAS.closes] = None
    """When the doors close, as hours and minutes."""
    dag: Annotated[list[Concept], SCHEMAS.dayOfWeek] = []
    """A day of the week on which these hours hold."""


class Beschikbaarheid(Resource, iri=CULTUUR.Beschikbaarheid):
    """When an activity can be attended."""

    openingsuren: Annotated[list[Ref[Openingsuren]], SCHEMAS.hoursAvailable] = []
    """The hours at which it is open."""


# Prices.


class Geldbedrag(Resource, iri=SCHEMAS.MonetaryAmount):
    """An amount of money."""

    munteenheid: Annotated[str | None, SCHEMAS.currency] = None
    """The currency, as its code of three letters."""
    waarde: Annotated[Literal | None, SCHEMAS.value] = None
    """How much it is, as a number."""


class KwantitatieveWaarde(Resource, iri=SCHEMAS.QuantitativeValue):
    """A number with the unit in which it counts."""

    waarde: Annotated[Literal, SCHEMAS.value]
    """The number."""
    eenheid: Annotated[str | None, SCHEMAS.unitText] = None
    """The unit, in words."""
    standaard_eenheid: Annotated[Iri | None, SCHEMAS.unitCode] = None
    """The unit, as an entry in a list of units."""


class Prijsinfo(Resource, iri=SCHEMAS.PriceSpecification):
    """What it costs to take part, for whom and when."""

    naam: Annotated[list[LangString], SKOS.prefLabel] = []
    """What the tariff is called."""
    prijs: Annotated[Ref[Geldbedrag] | None, SCHEMAS.price] = None
    """The amount that is asked."""
    prijscategorie: Annotated[list[Concept], CULTUUR["Prijsinfo.prijscategorie"]] = []
    """The kind of tariff, such as the base price or one for young people."""
    inclusief_btw: Annotated[bool | None, SCHEMAS.valueAddedTaxIncluded] = None
    """Whether value-added tax is in the amount."""
    beschikbaar: Annotated[Ref[Periode] | None, CULTUUR["Prijsinfo.beschikbaar"]] = None
    """When the price holds."""
    beschikbare_hoeveelheid: Annotated[Ref[KwantitatieveWaarde] | None, SCHEMAS.eligibleQuantity] = None
    """How many have to be ordered for the price to hold."""
    beschikbaar_transactievolume: Annotated[Ref[KwantitatieveWaarde] | None, SCHEMAS.eligibleTransactionVolume] = None
    """For what size of purchase the price holds."""


# Booking and channels.


class Kanaal(Resource, iri=CULTUUR.Kanaal):
    """A way along which something is made known or booked, such as a newsletter or a web shop."""

    naam: Annotated[list[LangString], CULTUUR["Kanaal.naam"]] = []
    """What the channel is called."""
    medium: Annotated[list[Concept], DCT["format"]] = []
    """What kind of medium it is, such as print or radio."""


class Boekingsinfo(Resource, iri=CULTUUR.Boekingsinfo):
    """How and when a place can be booked."""

    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMAS.contactPoint] = []
    """Where to turn to for booking."""
    beschikbaar: Annotated[Ref[Periode] | None, CULTUUR["Boekinginfo.beschikbaar"]] = None
    """When booking is open."""
    kanaal: Annotated[list[Ref[Kanaal]], CULTUUR["Boekinginfo.kanaal"]] = []
    """The channel along which booking goes."""


class Deelnamerecht(Resource, iri=CULTUUR.Deelnamerecht):
    """A right to take part, such as one that comes with a card."""


class Berichtgeving(Resource, iri=CULTUUR.Berichtgeving):
    """Material for the press about an activity."""


class Financiering(Resource, iri=CULTUUR.Financiering):
    """The means with which an activity is paid for."""


# Pictures.


class Video(Resource, iri=SCHEMAS.VideoObject):
    """A film that goes with an activity."""

    identificator: Annotated[str | None, SCHEMAS.identifier] = None
    """The code of the film."""
    url: Annotated[Literal | None, SCHEMAS.url] = None
    """Where the film can be seen."""
    inbed_url: Annotated[Literal | None, SCHEMAS.embedUrl] = None
    """The address to use for showing the film inside another page."""
    rechthebbende: Annotated[str | None, SCHEMAS.copyrightHolder] = None
    """Who holds the copyright, by name."""
    taal: Annotated[str | None, SCHEMAS.inLanguage] = None
    """The language of the film, as a code."""


class Afbeelding(Resource, iri=SCHEMAS.ImageObject):
    """A picture that goes with an activity or an organiser."""

    identificator: Annotated[str | None, SCHEMAS.identifier] = None
    """The code of the picture."""
    url: Annotated[Literal | None, SCHEMAS.url] = None
    """Where the picture can be had."""
    beschrijving: Annotated[str | None, SCHEMAS.description] = None
    """What can be seen on it."""
    rechthebbende: Annotated[str | None, SCHEMAS.copyrightHolder] = None
    """Who holds the copyright, by name."""
    taal: Annotated[str | None, SCHEMAS.inLanguage] = None
    """The language of the description, as a code."""
