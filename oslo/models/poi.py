"""Points of interest, version 2026-11-22: what a municipality has to show on a map, and what takes place there.

There is no OSLO profile of these. This one is ours and has no term of its own: a point of interest is the place of
generiek-basis (dct:Location), with its address and contact details, and what else is said of it comes from Dublin
Core and schema.org. docs/decisions.md tells why.

Source: docs/source-citadel.md
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import AnyUri, Concept, LangString, Literal
from ..namespaces import ADMS, DCT, FOAF, LOCN, SCHEMA, Iri
from . import generiek
from .generiek import (
    Adresvoorstelling as Adresvoorstelling,
    Agent as Agent,
    Contactinfo as Contactinfo,
    Geometrie as Geometrie,
    Identificator as Identificator,
    Punt as Punt,
)


class Interessepunt(generiek.Plaats, iri=DCT.Location):
    """A place that people look for: a library, a car park, a public toilet, a remarkable tree."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The code by which a list or register knows the place."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What there is to say about the place, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """The kind of place, as a concept of a classification."""
    trefwoord: Annotated[list[LangString], SCHEMA.keywords] = []
    """The kind of place in words of its keeper, or another word by which people look for it."""
    adres: Annotated[Ref[Adresvoorstelling] | None, LOCN.address] = None
    """The address of the place."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMA.contactPoint] = []
    """How to reach those who run the place, and when it is open."""
    gratis_toegankelijk: Annotated[bool | None, SCHEMA.isAccessibleForFree] = None
    """Whether one comes in, or may use the place, without paying."""
    publiek_toegankelijk: Annotated[bool | None, SCHEMA.publicAccess] = None
    """Whether the place is open to everyone."""
    kenmerk: Annotated[list[Ref[Kenmerk]], SCHEMA.amenityFeature] = []
    """Something that the place has or is, for which there is no property: its size, a ramp, a number of floors."""
    afbeelding: Annotated[list[Iri], SCHEMA.image] = []
    """A picture of the place."""
    uitgever: Annotated[Ref[Agent] | None, DCT.publisher] = None
    """Who publishes the list that the place is taken from."""
    gewijzigd_op: Annotated[datetime | None, DCT.modified] = None
    """When what is said of the place was last changed, as far as its list tells."""


class Kenmerk(Resource, iri=SCHEMA.LocationFeatureSpecification):
    """A feature of a place: a name and a value."""

    naam: Annotated[list[LangString], SCHEMA.name, MinLen(1)]
    """What the feature is called."""
    waarde: Annotated[Literal | None, SCHEMA.value] = None
    """How much or which it is, or whether the place has it."""
    eenheid: Annotated[str | None, SCHEMA.unitText] = None
    """The unit of the value, such as cm."""
    code: Annotated[str | None, SCHEMA.propertyID] = None
    """The code by which the list of features knows it."""


class Evenement(Resource, iri=SCHEMA.Event):
    """Something that takes place somewhere, at a time that was made known: a concert, a market, an exhibition."""

    naam: Annotated[list[LangString], SCHEMA.name, MinLen(1)]
    """What the event is called."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The code by which a calendar knows the event."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What there is to say about the event, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """The kind of event, as a concept of a classification."""
    trefwoord: Annotated[list[LangString], SCHEMA.keywords] = []
    """The kind of event in words of its organiser, or another word by which people look for it."""
    begin: Annotated[date | datetime | None, SCHEMA.startDate] = None
    """The day on which the event begins, or the moment."""
    einde: Annotated[date | datetime | None, SCHEMA.endDate] = None
    """The day on which the event ends, or the moment."""
    plaats: Annotated[Ref[Interessepunt] | None, SCHEMA.location] = None
    """Where the event takes place."""
    organisator: Annotated[Ref[Agent] | None, SCHEMA.organizer] = None
    """Who organises the event."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMA.contactPoint] = []
    """Where to ask about the event."""
    website: Annotated[list[AnyUri], FOAF.page] = []
    """A web page about the event."""
    gratis_toegankelijk: Annotated[bool | None, SCHEMA.isAccessibleForFree] = None
    """Whether one comes in without paying."""
    afbeelding: Annotated[list[Iri], SCHEMA.image] = []
    """A picture that goes with the event."""
    uitgever: Annotated[Ref[Agent] | None, DCT.publisher] = None
    """Who publishes the calendar that the event is taken from."""
    gewijzigd_op: Annotated[datetime | None, DCT.modified] = None
    """When what is said of the event was last changed, as far as its calendar tells."""


PROFILE = Profile.of(
    __name__,
    name="points-of-interest",
    version="2026-11-22",
    title="Interessepunten en evenementen",
    source="urn:oslo-interop:profiles:points-of-interest",
    also=(
        Adresvoorstelling,
        Agent,
        Contactinfo,
        Geometrie,
        Identificator,
        Punt,
    ),
)
