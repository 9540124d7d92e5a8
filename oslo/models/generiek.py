"""OSLO Generiek Basis, version 2019-07-01: identifiers, contact, places, versions and provenance, for all profiles.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/generiek-basis/zonderstatus/2019-07-01/
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Formerly, Ref, Resource
from ..model.values import AnyUri, CodeList, Concept, Gml, LangString, Literal, Wkt
from ..namespaces import (
    ADMS,
    ADRES,
    CPSV,
    DCT,
    ELI,
    FOAF,
    GENERIEK,
    GEO,
    LOCN,
    M8G,
    ORG,
    ORGANISATIE,
    PERSON,
    PROV,
    RDFS,
    SCHEMA,
    SCHEMAS,
    SF,
    SKOS,
    VCARD,
)

# Who acts.


class Agent(Resource, iri=DCT.Agent):
    """Someone or something that can act: a person, an organisation, a system."""


class Persoon(Agent, iri=PERSON.Person):
    """A natural person."""


class Organisatie(Agent, iri=ORG.Organization):
    """A group of people that acts as one towards a purpose."""


class Hoedanigheid(Agent, iri=ORGANISATIE.Hoedanigheid):
    """The capacity in which a person acts for an organisation."""


class AdministratieveEenheid(Resource, iri=GENERIEK.AdministratieveEenheid):
    """A part of the territory over which a public authority has powers."""


class Gemeente(AdministratieveEenheid, iri=GENERIEK.Gemeente):
    """The administrative unit that a municipal council and a mayor govern."""


# Identifiers.


class GestructureerdeIdentificator(Resource, iri=GENERIEK.GestructureerdeIdentificator):
    """An identifier taken apart into who guarantees it, what it is there, and which version."""

    lokale_identificator: Annotated[str, GENERIEK.lokaleIdentificator]
    """The part that is unique within the namespace."""
    naamruimte: Annotated[str, GENERIEK.naamruimte]
    """The source within which the local identifier is unique."""
    versie_identificator: Annotated[str | None, GENERIEK.versieIdentificator] = None
    """Which version of the thing is meant."""


class Identificator(Resource, iri=ADMS.Identifier):
    """A code by which an authority knows a thing, with who gave it and when."""

    identificator: Annotated[Literal | None, SKOS.notation] = None
    """The code itself; its datatype can say which system of identifiers it belongs to."""
    gestructureerde_identificator: Annotated[
        Ref[GestructureerdeIdentificator] | None, GENERIEK.gestructureerdeIdentificator
    ] = None
    """The same code in its parts."""
    toegekend_door: Annotated[Ref[Agent] | None, DCT.creator] = None
    """The agent that issued the code."""
    toegekend_door_string: Annotated[str | None, ADMS.schemaAgency, Formerly(ADMS.schemeAgency)] = None
    """The name of the agency that issued the code, where it is only known by name."""
    toegekend_op: Annotated[datetime | None, DCT.issued] = None
    """When the code was issued."""


# Places and geometry.


class Geometrie(Resource, iri=LOCN.Geometry):
    """A shape on the map, in one or more notations."""

    gml: Annotated[Gml | None, GEO.asGML] = None
    """The shape written as Geography Markup Language."""
    wkt: Annotated[Wkt | None, GEO.asWKT] = None
    """The shape written as well-known text."""


class Punt(Geometrie, iri=SF.Point):
    """A single position."""


class Lijnstring(Geometrie, iri=SF.LineString):
    """A line through two or more points."""


class Polygoon(Geometrie, iri=SF.Polygon):
    """An area with one outer boundary."""


class GeografischePositie(Resource, iri=GENERIEK.GeografischePositie):
    """A point that stands for where a thing is, with how it was obtained."""

    default: Annotated[bool | None, GENERIEK.default] = None
    """Whether this is the position to take when a thing has several."""
    geometrie: Annotated[Ref[Punt], LOCN.geometry]
    """The point."""
    methode: Annotated[
        Concept | None, GENERIEK.methode, CodeList("https://data.vlaanderen.be/id/conceptscheme/geometriemethode")
    ] = None
    """How the position was found, for instance derived from another object."""
    specificatie: Annotated[
        Concept | None,
        GENERIEK.specificatie,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/geometriespecificatie"),
    ] = None
    """Which feature the point marks, for instance an entrance or a parcel."""


class Plaats(Resource, iri=DCT.Location):
    """A place that can be named or drawn."""

    plaatsnaam: Annotated[list[LangString], RDFS.label, MinLen(1)]
    """What the place is called."""
    geometrie: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """Where the place lies and what form it has."""


class Locatie(Resource, iri=PROV.Location):
    """A place as the provenance of data refers to it."""


class Jurisdictie(Resource, iri=DCT.Jurisdiction):
    """The reach of a judicial or governmental authority."""

    plaats: Annotated[Ref[Plaats], GENERIEK.plaats]
    """The area within which the authority holds."""


# Contact.


class Adresvoorstelling(Resource, iri=LOCN.Address):
    """An address as it is written on an envelope, in whole or in parts."""

    straatnaam: Annotated[LangString | None, LOCN.thoroughfare] = None
    """The name of the street."""
    huisnummer: Annotated[str | None, ADRES["Adresvoorstelling.huisnummer"]] = None
    """The number within the street, with its letter or bis number."""
    busnummer: Annotated[str | None, ADRES["Adresvoorstelling.busnummer"]] = None
    """The number of the box or unit at that house number."""
    postcode: Annotated[str | None, LOCN.postCode] = None
    """The code of the postal area."""
    postnaam: Annotated[LangString | None, LOCN.postName] = None
    """The name of the place as the post uses it, often a former municipality."""
    gemeentenaam: Annotated[LangString | None, ADRES.gemeentenaam] = None
    """The name of the municipality."""
    land: Annotated[LangString | None, ADRES.land] = None
    """The name of the country."""
    postbus: Annotated[str | None, LOCN.poBox] = None
    """The number of a box at a post office."""
    adresgebied: Annotated[LangString | None, LOCN.addressArea] = None
    """A neighbourhood, hamlet or estate that helps to find the address."""
    administratieve_eenheid_niveau1: Annotated[LangString | None, LOCN.adminUnitL1] = None
    """The name of the highest administrative unit, as a rule the country."""
    administratieve_eenheid_niveau2: Annotated[LangString | None, LOCN.adminUnitL2] = None
    """The name of the unit one level lower, for instance the region or the province."""
    locatieaanduiding: Annotated[list[str], LOCN.locatorDesignator] = []
    """Numbers or letters that single out a spot at the address, such as a floor or a flat."""
    locatienaam: Annotated[list[LangString], LOCN.locatorName] = []
    """Names that single out a spot at the address, such as that of a building or a room."""
    volledig_adres: Annotated[LangString | None, LOCN.fullAddress] = None
    """The whole address as one text."""


class OpeningHoursSpecification(Resource, iri=SCHEMAS.OpeningHoursSpecification):
    """A period in which something is open or can be reached."""


class Contactinfo(Resource, iri=SCHEMA.ContactPoint):
    """Ways to reach a person or an organisation."""

    contactnaam: Annotated[str | None, FOAF.name] = None
    """The person or service to ask for."""
    aanschrijfvorm: Annotated[LangString | None, VCARD["honorific-prefix"]] = None
    """How to address the person, before the name."""
    email: Annotated[str | None, SCHEMA.email] = None
    """The e-mail address."""
    telefoon: Annotated[str | None, SCHEMA.telephone] = None
    """The telephone number."""
    fax: Annotated[str | None, SCHEMA.faxNumber] = None
    """The fax number."""
    website: Annotated[AnyUri | None, FOAF.page] = None
    """The web page where more can be found."""
    adres: Annotated[Ref[Adresvoorstelling] | None, LOCN.address] = None
    """Where letters go."""
    openingsuren: Annotated[Literal | None, SCHEMA.openingHours] = None
    """The opening hours as one text."""
    beschikbaarheid: Annotated[Ref[OpeningHoursSpecification] | None, SCHEMA.hoursAvailable] = None
    """The hours at which the contact can be reached, described in detail."""


# Things, their versions and where the data comes from.


class Gebeurtenisdatum(Resource, iri=GENERIEK.Gebeurtenisdatum):
    """When an event took place: its beginning, its end, or a moment between them."""

    begin: Annotated[datetime | None, GENERIEK.begin] = None
    """When the event began."""
    einde: Annotated[datetime | None, GENERIEK.einde] = None
    """When the event was over."""
    tussentijdstip: Annotated[datetime | None, GENERIEK.tussentijdstip] = None
    """A moment at which the event was under way."""


class Activiteit(Resource, iri=PROV.Activity):
    """Something that is done over a period of time."""

    geplande_start: Annotated[datetime | None, GENERIEK.geplandeStart] = None
    """When the activity is meant to begin."""


class Herkomstagent(Resource, iri=PROV.Agent):
    """Someone who bears responsibility for a change to data."""

    naam: Annotated[str, RDFS.label]
    """The name by which the agent is known."""
    handelde_in_opdracht_van: Annotated[list[Ref[Organisatie]], GENERIEK.handeldeInOpdrachtVan] = []
    """The organisations on whose behalf the agent acted."""


class Herkomstentiteit(Resource, iri=PROV.Entity):
    """A thing that played a part in how data came about, such as an application."""

    label: Annotated[str, RDFS.label]
    """The name of the thing."""


class Herkomstactiviteit(Resource, iri=PROV.Activity):
    """The handling by which data was made, changed or withdrawn."""

    bewerking: Annotated[
        Concept, GENERIEK.bewerking, CodeList("https://data.vlaanderen.be/id/conceptscheme/registerbewerking")
    ]
    """What was done to the data."""
    applicatie: Annotated[Ref[Herkomstentiteit] | None, PROV.used] = None
    """The application with which it was done."""
    operator: Annotated[Ref[Herkomstagent] | None, PROV.wasAssociatedWith] = None
    """Who did it."""


class Creatie(Resource, iri=PROV.Generation):
    """The coming into being of a version."""

    tijdstip: Annotated[datetime, PROV.atTime]
    """When the version came into being."""
    activiteit: Annotated[Ref[Herkomstactiviteit] | None, PROV.activity] = None
    """The activity that brought it into being."""


class Opheffing(Resource, iri=PROV.Invalidation):
    """The end of a version."""

    tijdstip: Annotated[datetime, PROV.atTime]
    """When the version ceased to hold."""
    activiteit: Annotated[Ref[Herkomstactiviteit] | None, PROV.activity] = None
    """The activity that put an end to it."""


class Versie(Resource, iri=GENERIEK.Versie):
    """The state of a thing during a period."""

    creatie: Annotated[Ref[Creatie], PROV.qualifiedGeneration]
    """The start of the period."""
    opheffing: Annotated[Ref[Opheffing] | None, PROV.qualifiedInvalidation] = None
    """The end of the period, once it has come."""
    is_tijdspecialisatie_van: Annotated[Ref[Object], GENERIEK["Versie.isTijdspecialisatieVan"]]
    """The thing of which this is a version."""


# After Versie: a field that is complete here can be inherited in other modules.
class Object(Resource, iri=PROV.Entity):
    """A thing that a register keeps, over all its versions."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The codes by which the thing is known."""
    is_tijdspecialisatie_van: Annotated[list[Ref[Versie]], GENERIEK["Object.isTijdspecialisatieVan"]] = []
    """The versions of the thing."""


class VersieVolgensGeldigeTijd(Versie, iri=GENERIEK.VersieVolgensGeldigeTijd):
    """A version whose period says when the state was true in the world."""


class VersieVolgensTransactietijd(Versie, iri=GENERIEK.VersieVolgensTransactietijd):
    """A version whose period says when the state was the one on record."""


# Documents and the rules behind them.


class Document(Resource, iri=FOAF.Document):
    """A recorded piece of information, on paper or digital."""


class Documentonderdeel(Resource, iri=GENERIEK.DocumentOnderdeel):
    """A numbered part of a document, such as a chapter or an article."""

    nummer: Annotated[int, GENERIEK.nummer]
    """The number of the part."""
    type: Annotated[Concept, DCT.type]
    """What kind of part it is."""
    is_deel_van: Annotated[list[Ref[Documentonderdeel]], DCT.isPartOf] = []
    """The larger parts that contain this one."""


class FormeelKader(Resource, iri=CPSV.FormalFramework):
    """Legislation, policy or rules that a service or a decision rests on."""

    naam: Annotated[LangString, DCT.title]
    """The title of the framework."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """What the framework is about, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kinds of framework it is, for instance a decree."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Whether it is in force, repealed and so on."""
    onderwerp: Annotated[list[Concept], M8G.subject] = []
    """The subjects it deals with."""
    taal: Annotated[list[Concept], ELI.language] = []
    """The languages in which it exists."""
    toepassingsgebied: Annotated[list[Concept], M8G.territorialApplication] = []
    """The territories where it applies."""
    is_gerelateerd_aan: Annotated[list[Ref[FormeelKader]], DCT.relation] = []
    """Other frameworks that it has to do with."""


PROFILE = Profile.of(
    __name__,
    name="generiek-basis",
    version="2019-07-01",
    title="OSLO Generiek Basis",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/generiek-basis/zonderstatus/2019-07-01/",
)
