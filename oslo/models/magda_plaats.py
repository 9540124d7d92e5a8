"""Where and when in MAGDA Persoon 0.2.0: addresses, residences, places, territories, moments and periods.

The profile itself, and its source, are in `magda_persoon`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from ..model.resource import Ref, Resource
from ..model.values import AnyUri, CodeList, Concept, LangString, Literal
from ..namespaces import ADRES, DCT, DPV, FOAF, GN, LOCN, MAGDA, PERSOON, RDFS, SCHEMAS, TIME, VCARD
from .generiek import Locatie


class Contactinfo(Resource, iri=SCHEMAS.ContactPoint):
    """Ways to reach someone: by telephone, by e-mail, by post."""

    naam: Annotated[str | None, FOAF.name] = None
    """Whom or which service to ask for."""
    aanschrijfvorm: Annotated[LangString | None, VCARD["honorific-prefix"]] = None
    """The title to use before the name when writing or speaking to them."""
    email: Annotated[str | None, SCHEMAS.email] = None
    """E-mail address."""
    telefoon: Annotated[str | None, SCHEMAS.telephone] = None
    """Telephone number."""
    faxnummer: Annotated[str | None, SCHEMAS.faxNumber] = None
    """Fax number."""
    website: Annotated[AnyUri | None, FOAF.homepage] = None
    """Address of a web page."""
    adres: Annotated[Ref[Adresvoorstelling] | None, LOCN.address] = None
    """Where post can be sent."""


class Verblijfplaats(Resource, iri=PERSOON.Verblijfplaats):
    """A place where a person stays or can be found."""

    verblijfsadres: Annotated[Ref[Adresvoorstelling] | Ref[BelgischAdres] | None, PERSOON.verblijfsadres] = None
    """The address of the place."""


class Domicilie(Verblijfplaats, iri=PERSOON.Domicilie):
    """The main residence of a person, as the population register has it."""

    status: Annotated[
        Concept | None,
        PERSOON.status,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/IT020/DomicilieStatus"),
    ] = None
    """Whether the residence is only declared or has been confirmed."""
    niet_mededeelbaar: Annotated[Ref[NietMededeelbaar] | None, PERSOON.nietMededeelbaar] = None
    """Since when and for how long the address may not be given to others; absent when it may."""


class AangegevenAdres(Domicilie, iri=MAGDA.AangegevenAdres):
    """The address that a person has told the authorities is their main residence."""


class VoorlopigeInschrijving(Domicilie, iri=MAGDA.VoorlopigeInschrijving):
    """A provisional registration, in a dwelling where nobody is allowed to live permanently."""

    geldigheid: Annotated[Ref[Periode] | None, DCT.valid] = None
    """How long the provisional registration holds."""
    procedure: Annotated[
        Concept | None, MAGDA.procedure, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT028/ProcedureType")
    ] = None
    """The step that the authorities have taken about the dwelling."""


class Contactadres(Domicilie, iri=MAGDA.Contactadres):
    """The home address of a person who is known only to the registers of the Crossroads Bank (BIS, RAD, RAN)."""


class Referentieadres(Domicilie, iri=MAGDA.Referentieadres):
    """The address of another person or a body, lent to someone who has no home of their own."""

    einddatum: Annotated[date, SCHEMAS.endDate]
    """The day on which the reference address ends."""


class VerblijfplaatsBuitenlandDomicilie(Domicilie, iri=MAGDA.VerblijfplaatsBuitenlandDomicilie):
    """A main residence outside Belgium."""

    verblijfsadres: Annotated[Ref[Adresvoorstelling] | None, PERSOON.verblijfsadres] = None
    """The address abroad."""


class Postadres(Verblijfplaats, iri=MAGDA.Postadres):
    """Where the post of a person is to be delivered."""


class VerblijfplaatsBuitenland(Verblijfplaats, iri=MAGDA.VerblijfplaatsBuitenland):
    """A place outside Belgium where a person stays."""


class WettelijkVerblijf(Verblijfplaats, iri=MAGDA.WettelijkVerblijf):
    """The place where a person is held to live in the eyes of the law."""


class NietMededeelbaar(Resource, iri=DPV.ConfidentialData):
    """The decision that information about a person is not to be passed on."""

    beschrijving: Annotated[LangString | None, DCT.description] = None
    """What may not be passed on, in words."""
    sinds: Annotated[date | None, DCT.date] = None
    """The day on which the decision was taken."""
    periode: Annotated[Ref[Periode] | None, DCT.valid] = None
    """How long the decision holds."""


class LocatiePeriodeOfJurisdictie(Resource, iri=DCT.LocationPeriodOrJurisdiction):
    """What something can be bounded by: a place, a stretch of time or the reach of an authority."""


class Plaats(Locatie, LocatiePeriodeOfJurisdictie, iri=DCT.Location):
    """A named place or area, often a country or a municipality."""

    plaatsnaam: Annotated[LangString | None, RDFS.label] = None
    """What the place is called."""
    landcode: Annotated[Literal | None, GN.countryCode] = None
    """The code of the country that the place is in or is, such as BEL."""


class Jurisdictie(LocatiePeriodeOfJurisdictie, iri=DCT.Jurisdiction):
    """The territory over which an authority has power."""

    plaats: Annotated[Ref[Plaats] | None, DCT.spatial] = None
    """The area that the territory covers."""


class BelgischAdres(Resource, iri=ADRES.Adres):
    """An address in Belgium, as the address registers keep it."""


class Adresvoorstelling(Locatie, iri=LOCN.Address):
    """An address as it is written on an envelope, in parts or as one text."""

    volledig_adres: Annotated[LangString | None, LOCN.fullAddress] = None
    """The whole address as one text."""
    straatnaam: Annotated[LangString | None, LOCN.thoroughfare] = None
    """The name of the street."""
    huisnummer: Annotated[str | None, RDFS.label] = None
    """The number of the house in the street."""
    busnummer: Annotated[str | None, ADRES.busnummer] = None
    """The number of the box, for a part of a building."""
    locatieaanduiding: Annotated[list[str], LOCN.locatorDesignator] = []
    """Other numbers or letters that single out the spot, such as a floor or a mooring."""
    locatienaam: Annotated[list[LangString], LOCN.locatorName] = []
    """Names of the spot, such as that of a building."""
    postbus: Annotated[str | None, LOCN.poBox] = None
    """The number of a post office box."""
    postcode: Annotated[str | None, LOCN.postCode] = None
    """The code of the postal district."""
    postnaam: Annotated[LangString | None, LOCN.postName] = None
    """The name of the postal district."""
    adresgebied: Annotated[LangString | None, LOCN.addressArea] = None
    """A named area around several streets, such as a hamlet."""
    gemeentenaam: Annotated[LangString | None, ADRES.gemeentenaam] = None
    """The name of the municipality."""
    administratieve_eenheid_niveau1: Annotated[LangString | None, LOCN.adminUnitL1] = None
    """The largest administrative unit around the address, as a rule the country."""
    administratieve_eenheid_niveau2: Annotated[LangString | None, LOCN.adminUnitL2] = None
    """The region of the address, as a rule a province or state."""
    land: Annotated[LangString | None, ADRES.land] = None
    """The name of the country."""
    verwijst_naar: Annotated[Ref[BelgischAdres] | None, ADRES.verwijstNaar] = None
    """The address in the register that this text stands for."""


class TemporeleEntiteit(Resource, iri=TIME.TemporalEntity):
    """Something in time: an instant or a stretch."""


class Moment(TemporeleEntiteit, iri=TIME.Instant):
    """A point in time, known to the second, to the day or only in part."""

    in_xsd_datum: Annotated[date | None, TIME.inXSDDate, Field(alias="inXSDdatum")] = None
    """The day, where year, month and day are all known."""
    in_xsd_datum_tijd: Annotated[datetime | None, TIME.inXSDDateTime, Field(alias="inXSDdatumTijd")] = None
    """The day and the time of day."""
    in_datum_tijd: Annotated[Ref[AlgemeneDatumTijdBeschrijving] | None, TIME.inDateTime] = None
    """Year, month and day one by one, also where some of them are unknown."""


class Periode(TemporeleEntiteit, iri=TIME.ProperInterval):
    """A stretch of time that begins and ends at different points."""

    van: Annotated[Ref[Moment] | None, TIME.hasBeginning] = None
    """When it begins; absent when unknown."""
    tot: Annotated[Ref[Moment] | None, TIME.hasEnd] = None
    """When it ends; absent when unknown or still running."""


class TemporelePositie(Resource, iri=TIME.TemporalPosition):
    """A position on a time scale, such as a calendar."""


class AlgemeneDatumTijdBeschrijving(TemporelePositie, iri=TIME.GeneralDateTimeDescription):
    """A calendar day in three parts, as the register writes them; zeros say that a part is unknown."""

    jaar: Annotated[str, TIME.year]
    """The year, in four digits."""
    maand: Annotated[str, TIME.month]
    """The month of the year, in two digits."""
    dag: Annotated[str, TIME.day]
    """The day of the month, in two digits."""
