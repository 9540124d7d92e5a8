"""OSLO Organisatie Basis, version 2024-06-01: organisations, their parts and sites, and who works in them.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/organisatie-basis/ontwerpstandaard/2024-06-01/
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import CodeList, Concept, LangString
from ..namespaces import CPSV, DCT, FOAF, LOCN, M8G, ORG, ORGANISATIE, PERSON, RDFS, REGORG, SCHEMA, SKOS, Iri
from . import generiek
from .adres import AdresseerbaarObject as AdresseerbaarObject
from .generiek import Contactinfo as Contactinfo, Geometrie, Identificator


class Agent(generiek.Agent, iri=DCT.Agent):
    """Anyone or anything that can act and be held to it: a person, an organisation."""

    heeft_geregistreerde_organisatie: Annotated[
        list[Ref[GeregistreerdeOrganisatie]], REGORG.hasRegisteredOrganization
    ] = []
    """A registered organisation through which the agent acts, such as the enterprise of a sole trader."""
    houdt: Annotated[list[Ref[Positie]], ORG.holds] = []
    """A position that the agent fills."""
    is_hoofd_van: Annotated[list[Ref[Organisatie]], ORG.headOf] = []
    """An organisation that the agent leads."""
    is_lid_van: Annotated[list[Ref[Organisatie]], ORG.memberOf] = []
    """An organisation that the agent belongs to, whatever its role there."""
    heeft_lidmaatschap: Annotated[list[Ref[Lidmaatschap]], ORG.hasMembership] = []
    """A membership of the agent, with its role and period."""
    rapporteert_aan: Annotated[list[Ref[Agent]], ORG.reportsTo] = []
    """The agent that this one answers to."""


class Persoon(Agent, iri=PERSON.Person):
    """A natural person, as far as organisations are concerned; `persoon.py` tells the rest."""

    heeft_standplaats: Annotated[list[Ref[Vestiging]], ORG.basedAt] = []
    """The site where the person usually works."""


class Hoedanigheid(Agent, iri=ORGANISATIE.Hoedanigheid):
    """An agent seen in one capacity, such as a person acting as a doctor or as an employee."""

    contactinfo: Annotated[list[Ref[Contactinfo]], ORGANISATIE.contactinfo] = []
    """How to reach the agent in this capacity."""


class Organisatie(Agent, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""

    voorkeursnaam: Annotated[list[LangString], SKOS.prefLabel, MinLen(1)]
    """The name to show for the organisation, at most one in each language."""
    alternatieve_naam: Annotated[list[LangString], SKOS.altLabel] = []
    """Another name in use, such as an abbreviation or a trade name."""
    beschrijving: Annotated[LangString | None, DCT.description] = None
    """A few lines on what the organisation is."""
    doel: Annotated[list[LangString], ORG.purpose] = []
    """What the organisation exists for."""
    activiteit: Annotated[Concept | None, REGORG.orgActivity] = None
    """The field in which the organisation is active, for instance a NACE code."""
    classificatie: Annotated[list[Concept], ORG.classification] = []
    """A category in which some classification places the organisation."""
    type: Annotated[list[Concept], REGORG.orgType] = []
    """The kind of organisation."""
    status: Annotated[
        list[Concept], REGORG.orgStatus, CodeList("https://data.vlaanderen.be/id/conceptscheme/OrganisatieStatus/v1")
    ] = []
    """Where the organisation stands in its existence, such as active or ended."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMA.contactPoint] = []
    """How to reach the organisation."""
    homepage: Annotated[str | None, FOAF.homepage] = None
    """The web address where the organisation presents itself."""
    logo: Annotated[Iri | None, SCHEMA.logo] = None
    """The image by which the organisation is recognised."""
    heeft: Annotated[list[Ref[Positie]], ORG.hasPost] = []
    """A position that exists in the organisation, filled or vacant."""
    heeft_eenheid: Annotated[list[Ref[OrganisatieEenheid]], ORG.hasUnit] = []
    """A department or other unit, without an existence of its own outside the organisation."""
    heeft_suborganisatie: Annotated[list[Ref[Organisatie]], ORG.hasSubOrganization] = []
    """An organisation that stands below this one."""
    is_suborganisatie_van: Annotated[list[Ref[Organisatie]], ORG.subOrganizationOf] = []
    """An organisation that this one stands below."""
    is_geassocieerd_met: Annotated[list[Ref[Organisatie]], ORG.linkedTo] = []
    """An organisation tied to this one in a way that is not said further."""
    heeft_vestiging: Annotated[list[Ref[Vestiging]], ORG.hasSite] = []
    """A site of the organisation."""
    heeft_primaire_vestiging: Annotated[list[Ref[Vestiging]], ORG.hasPrimarySite] = []
    """The site to turn to first."""
    heeft_geregistreerde_vestiging: Annotated[list[Ref[Vestiging]], ORG.hasRegisteredSite] = []
    """The site that is the legal seat."""
    is_het_resultaat_van: Annotated[list[Ref[Veranderingsgebeurtenis]], ORG.resultedFrom] = []
    """The event by which the organisation came to be."""
    is_veranderd_door: Annotated[list[Ref[Veranderingsgebeurtenis]], ORG.changedBy] = []
    """An event that changed or ended the organisation."""


class OrganisatieEenheid(Organisatie, iri=ORG.OrganizationalUnit):
    """A part of an organisation that only has meaning within it, such as a department."""

    is_eenheid_van: Annotated[Ref[Organisatie], ORG.unitOf]
    """The organisation that the unit is part of."""


class Samenwerkingsverband(Organisatie, iri=ORG.OrganizationalCollaboration):
    """Several organisations working together under one name, such as a project or a consortium."""


class PubliekeOrganisatie(Organisatie, iri=M8G.PublicOrganisation):
    """An organisation that is part of government or set up by it, with a public task."""

    werkingsgebied: Annotated[list[Ref[Plaats]], DCT.spatial] = []
    """The territory in which the organisation is competent."""


class FormeleOrganisatie(Organisatie, iri=ORG.FormalOrganization):
    """An organisation that the law recognises and that can have rights and duties, such as a company."""


class GeregistreerdeOrganisatie(FormeleOrganisatie, iri=REGORG.RegisteredOrganization):
    """An organisation that exists by its entry in an official register, such as an enterprise in the KBO."""

    wettelijke_naam: Annotated[list[LangString], REGORG.legalName, MinLen(1)]
    """The name in the register, at most one in each language."""
    registratie: Annotated[Ref[Identificator], REGORG.registration]
    """The number under which the register knows the organisation, such as the enterprise number."""
    rechtspersoonlijkheid: Annotated[
        Concept | None,
        ORGANISATIE.rechtspersoonlijkheid,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/Rechtspersoonlijkheidtype/v1"),
    ] = None
    """Whether it is a legal person, or a natural person who does business."""
    rechtstoestand: Annotated[
        Concept | None,
        ORGANISATIE.rechtstoestand,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/Rechtstoestandtype/v1"),
    ] = None
    """The legal situation that it is in, such as normal, in liquidation or bankrupt."""
    rechtsvorm: Annotated[
        Concept | None,
        ORGANISATIE.rechtsvorm,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/Rechtsvormtype/v1"),
    ] = None
    """The legal form chosen, such as a private company or a non-profit association."""


class Vestiging(Resource, iri=ORG.Site):
    """A place where an organisation can be found, such as an office or a shop."""

    bestaat_uit: Annotated[list[Ref[AdresseerbaarObject]], ORGANISATIE.bestaatUit] = []
    """A building unit, plot or berth that the site occupies."""
    vestigingsadres: Annotated[Ref[Contactinfo] | None, ORG.siteAddress] = None
    """The address of the site, inside the contact details that reach it."""


class Positie(Resource, iri=ORG.Post):
    """A seat in an organisation that exists whether or not someone fills it, such as mayor of Gent."""

    is_positie_in: Annotated[list[Ref[Organisatie]], ORG.postIn] = []
    """The organisation in which the position exists."""
    rol: Annotated[Ref[Rol], ORG.role]
    """What the holder does."""
    wordt_ingevuld_door: Annotated[list[Ref[Agent]], ORG.heldBy] = []
    """Who fills the position."""
    rapporteert_aan: Annotated[list[Ref[Positie]], ORG.reportsTo] = []
    """The position that this one answers to."""


class Lidmaatschap(Resource, iri=ORG.Membership):
    """That an agent belongs to an organisation in some role, for some time."""

    lid: Annotated[Ref[Agent], ORG.member]
    """The agent that belongs."""
    is_lidmaatschap_bij: Annotated[Ref[Organisatie], ORG.organization]
    """The organisation that it belongs to."""
    rol: Annotated[Ref[Rol], ORG.role]
    """What the member does there."""
    lid_van_tot: Annotated[Ref[Periode] | None, ORG.memberDuring] = None
    """From when until when the membership lasts."""


class Rol(Resource, iri=ORG.Role):
    """A function that members or holders of positions can have, such as chair or secretary."""


class Periode(Resource, iri=M8G.PeriodOfTime):
    """A stretch of time, open at the side that is not given."""

    begin: Annotated[datetime | None, M8G.startTime] = None
    """When it starts."""
    einde: Annotated[datetime | None, M8G.endTime] = None
    """When it ends."""


class Veranderingsgebeurtenis(Resource, iri=ORG.ChangeEvent):
    """Something that founds, changes or ends organisations."""

    datum: Annotated[datetime, DCT.date]
    """When the change took effect."""
    heeft_oorspronkelijke_organisatie: Annotated[list[Ref[Organisatie]], ORG.originalOrganization] = []
    """An organisation as it was before the change."""
    heeft_resulterende_organisatie: Annotated[list[Ref[Organisatie]], ORG.resultingOrganization] = []
    """An organisation that exists after the change because of it."""
    vindt_plaats_binnen: Annotated[list[Ref[FormeelKader]], M8G.hasFormalFramework] = []
    """The law or decision on which the change rests."""


class Oprichting(Veranderingsgebeurtenis, iri=M8G.FoundationEvent):
    """An organisation is founded."""


class Fusie(Veranderingsgebeurtenis, iri=ORGANISATIE.Fusie):
    """Several organisations become one."""


class Splitsing(Veranderingsgebeurtenis, iri=ORGANISATIE.Splitsing):
    """One organisation becomes several."""


class Vervanging(Veranderingsgebeurtenis, iri=ORGANISATIE.Vervanging):
    """One organisation takes the place of another."""


class Stopzetting(Veranderingsgebeurtenis, iri=ORGANISATIE.Stopzetting):
    """An organisation ends."""

    reden_stopzetting: Annotated[
        Concept | None,
        ORGANISATIE.redenStopzetting,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/StopzettingType/v1"),
    ] = None
    """Why it ended, such as bankruptcy or a voluntary decision."""


class FormeelKader(Resource, iri=CPSV.FormalFramework):
    """A law, decision or policy that something rests on."""

    naam: Annotated[LangString, DCT.title]
    """Its title."""


class Plaats(Resource, iri=DCT.Location):
    """A place on earth, by name and, where known, by shape."""

    plaatsnaam: Annotated[LangString, RDFS.label]
    """What the place is called."""
    geometrie: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """The point or the outline of the place."""


PROFILE = Profile.of(
    __name__,
    name="organisatie-basis",
    version="2024-06-01",
    title="OSLO Organisatie Basis",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/organisatie-basis/ontwerpstandaard/2024-06-01/",
    also=(
        AdresseerbaarObject,
        Contactinfo,
    ),
    relaxed={
        "an enterprise in Brussels or on the language border has one legal name in each language": {
            "GeregistreerdeOrganisatie.wettelijkeNaam": "1..1",
        },
        (
            "SKOS has one preferred label for each language: an organisation in Brussels or on the language "
            "border has a name in each"
        ): {
            "Organisatie.voorkeursnaam": "1..1",
        },
    },
)
