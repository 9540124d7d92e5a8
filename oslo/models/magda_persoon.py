"""MAGDA Persoon, version 0.2.0: a person as the Flemish exchange platform MAGDA answers about one.

The names are those of OSLO Persoon, but many IRIs are not: this model has classes of its own.
Places, addresses and times are in `magda_plaats`.

Source: https://implementatie.data.vlaanderen.be/doc/implementatiemodel/magda/persoon/v0.2.0/
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import AnyUri, CodeList, Concept, LangString, Literal
from ..namespaces import (
    ADMS,
    DC,
    DCT,
    FOAF,
    GENERIEK,
    M8G,
    MAGDA,
    MAGDA_GENERIEK,
    ORG,
    PERSON,
    PERSOON,
    RDF,
    SCHEMAS,
    SKOS,
)
from . import magda_plaats
from .generiek import Agent as Agent, Locatie as Locatie
from .magda_plaats import (
    AangegevenAdres as AangegevenAdres,
    Adresvoorstelling as Adresvoorstelling,
    AlgemeneDatumTijdBeschrijving as AlgemeneDatumTijdBeschrijving,
    BelgischAdres as BelgischAdres,
    Contactadres as Contactadres,
    Contactinfo as Contactinfo,
    Domicilie as Domicilie,
    Jurisdictie as Jurisdictie,
    LocatiePeriodeOfJurisdictie as LocatiePeriodeOfJurisdictie,
    Moment as Moment,
    NietMededeelbaar as NietMededeelbaar,
    Periode as Periode,
    Plaats as Plaats,
    Postadres as Postadres,
    Referentieadres as Referentieadres,
    TemporeleEntiteit as TemporeleEntiteit,
    TemporelePositie as TemporelePositie,
    Verblijfplaats as Verblijfplaats,
    VerblijfplaatsBuitenland as VerblijfplaatsBuitenland,
    VerblijfplaatsBuitenlandDomicilie as VerblijfplaatsBuitenlandDomicilie,
    VoorlopigeInschrijving as VoorlopigeInschrijving,
    WettelijkVerblijf as WettelijkVerblijf,
)


class Persoon(Agent, iri=PERSON.Person):
    """A human being, whether or not a register knows them."""

    voornaam: Annotated[list[str], FOAF.givenName] = []
    """Given names, one value for each."""
    achternaam: Annotated[list[str], FOAF.familyName] = []
    """Family names, one value for each."""
    geslacht: Annotated[
        Concept | None, M8G.gender, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht")
    ] = None
    """The sex that the register records."""
    contactinfo: Annotated[Ref[Contactinfo] | None, SCHEMAS.contactPoint] = None
    """How to reach the person."""
    heeft_geboorte: Annotated[Ref[Geboorte] | None, PERSOON.heeftGeboorte] = None
    """When and where the person was born."""
    heeft_overlijden: Annotated[Ref[Overlijden] | None, PERSOON.heeftOverlijden] = None
    """When and where the person died; absent for the living."""
    heeft_burgerlijke_staat: Annotated[Ref[BurgerlijkeStaat] | None, PERSOON.heeftBurgerlijkeStaat] = None
    """Whether the person is single, married, widowed and so on."""
    heeft_inwonerschap: Annotated[list[Ref[Inwonerschap]], PERSOON.heeftInwonerschap] = []
    """Of which territories the person is a resident, or is not."""
    heeft_persoonsrelatie: Annotated[
        list[Ref[Persoonsrelatie] | Ref[Gezinsrelatie] | Ref[Huwelijk] | Ref[Samenwonen] | Ref[Afstamming]],
        PERSOON.heeftPersoonsrelatie,
    ] = []
    """Ties of the person to others, by blood, by law or by sharing a home."""
    is_hoofd_van: Annotated[Ref[Gezin] | None, PERSOON.isHoofdVan] = None
    """The household in which the person is the reference person."""
    is_lid_van: Annotated[list[Ref[Gezin]], ORG.memberOf] = []
    """The households that the person belongs to."""
    creatiedatum: Annotated[date | None, DCT.created] = None
    """The day the record of the person was entered."""
    modificatiedatum: Annotated[date | None, DCT.modified] = None
    """The day the record of the person last changed."""
    bron: Annotated[Ref[Organisatie] | Ref[AdministratiefBeheerder] | None, DCT.creator] = None
    """Who supplied the record of the person."""


class GeregistreerdPersoon(Persoon, iri=PERSOON.GeregistreerdPersoon):
    """A person on file in a register: the national one or those of the Crossroads Bank."""

    registratie: Annotated[Ref[Identificator], PERSOON.registratie]
    """The number under which the register keeps the person (INSZ)."""
    registratiedetail: Annotated[Ref[Registratie] | None, PERSOON.registratiedetail] = None
    """In what state the file is that the register keeps of the person."""
    beheerder: Annotated[list[Ref[AdministratiefBeheerder]], MAGDA.beheerder] = []
    """The authorities that look after the file."""


class Registratie(Resource, iri=MAGDA.Registratie):
    """The entry of a person in a register: in what state their file is."""

    dossierstatus: Annotated[
        list[Concept], ADMS.status, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT001/Dossierstatus")
    ] = []
    """What has become of the file: closed by a death, say, cancelled or struck off."""
    referentiedossier: Annotated[Ref[Identificator] | None, MAGDA.referentiedossier] = None
    """The number of the file that this one refers to, when a person has more than one."""
    reden_afwezigheid: Annotated[
        Concept | None,
        MAGDA.redenAfwezigheid,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/IT026/RedenAfwezigheid"),
    ] = None
    """Why the person is away from the registered residence for a time."""


class Identificator(Resource, iri=ADMS.Identifier):
    """A number or code that singles out one thing within a system of identifiers."""

    identificator: Annotated[Literal | None, SKOS.notation] = None
    """The number or code itself."""


class Organisatie(Agent, iri=ORG.Organization):
    """People organised around a shared purpose, able to act as one."""

    voorkeursnaam: Annotated[LangString | None, SKOS.prefLabel] = None
    """The name that the organisation is usually called by."""
    identificator: Annotated[Ref[Identificator] | None, ADMS.identifier] = None
    """A number or code of the organisation, such as its OVO code."""


class FormeleOrganisatie(Organisatie, iri=ORG.FormalOrganization):
    """An organisation that the law or the world at large recognises, with rights and duties of its own."""


class AdministratiefBeheerder(Agent, iri=MAGDA.AdministratiefBeheerder):
    """The authority that looks after a person's file: a municipality, or a diplomatic post where they live abroad."""

    type: Annotated[
        Concept | None,
        DCT.type,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/IT001/AdministratiefBeheerdertype"),
    ] = None
    """What kind of authority it is: a municipality, a diplomatic post, the immigration office."""
    voorkeursnaam: Annotated[LangString | None, MAGDA.voorkeursnaam] = None
    """The name of the authority; for a diplomatic post the country that it is in."""
    identificator: Annotated[Ref[Identificator] | None, ADMS.identifier] = None
    """A number or code of the authority, such as the NIS code of a municipality."""


class BurgerlijkeStaat(Resource, iri=PERSOON.BurgerlijkeStaat):
    """The standing of a person in family law, such as single, married or widowed."""

    type: Annotated[
        Concept | None, DC.type, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT120/BurgerlijkeStaattype")
    ] = None
    """Which position it is: unmarried, married, widowed, divorced."""


class Persoonsgebeurtenis(Resource, iri=PERSOON.Persoonsgebeurtenis):
    """A turning point in the life of a person."""

    datum: Annotated[Ref[Moment] | None, DCT.date] = None
    """When it happened, as far as known."""
    plaats: Annotated[Ref[Plaats] | None, DCT.spatial] = None
    """Where it happened."""


class Geboorte(Persoonsgebeurtenis, iri=PERSOON.Geboorte):
    """The birth of a person."""


class Overlijden(Persoonsgebeurtenis, iri=PERSOON.Overlijden):
    """The death of a person."""


class Persoonsrelatie(Resource, iri=PERSOON.Persoonsrelatie):
    """A tie between two persons, told from the side of one of them."""

    van_persoon: Annotated[Ref[Persoon] | Ref[GeregistreerdPersoon] | None, PERSOON["Persoonsrelatie.persoon"]] = None
    """The person whose relation it is; may be left out where the relation stands within that person."""
    met_persoon: Annotated[Ref[Persoon] | Ref[GeregistreerdPersoon], PERSOON.isRelatieMet]
    """The person at the other end."""


class Gezinsrelatie(Persoonsrelatie, iri=PERSOON.Gezinsrelatie):
    """What a member of a household is to its reference person, or the other way round."""

    gezinsrelatietype: Annotated[
        Concept | None,
        PERSOON.gezinsrelatietype,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/IT141/Gezinsrelatietype"),
    ] = None
    """The place in the household: spouse, child, unrelated and so on."""


class Huwelijk(Persoonsrelatie, iri=PERSOON.Huwelijk):
    """The marriage of two persons."""

    plaats: Annotated[Ref[Plaats] | None, DCT.spatial] = None
    """Where the marriage was concluded."""


class Samenwonen(Persoonsrelatie, iri=PERSOON.Samenwonen):
    """The arrangement of two persons who share a home without being married to each other."""

    plaats: Annotated[Ref[Plaats] | None, DCT.spatial] = None
    """Where the cohabitation was declared."""


class Afstamming(Persoonsrelatie, iri=PERSOON.Afstamming):
    """The tie of parent and child."""

    afstammingstype: Annotated[Concept | None, PERSOON.afstammingsType] = None
    """How the tie came about, by descent or adoption, seen from the child (IT110) or the parent (IT114)."""
    datum_van_afstamming: Annotated[date | None, PERSOON.datumVanAfstamming] = None
    """The day on which the tie was established, most often that of the birth."""


class Gezin(Organisatie, iri=PERSOON.Gezin):
    """A household: persons, related or not, who lastingly live together as one unit."""

    woonvorm: Annotated[
        Concept | None, PERSOON.woonvorm, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT141/Woonvorm")
    ] = None
    """The kind of household: an ordinary family, a community or home, shared housing."""
    gezinshoofd: Annotated[Ref[Persoon] | Ref[GeregistreerdPersoon] | None, PERSOON.gezinshoofd] = None
    """The reference person, to whom the places of the other members are told."""
    gezinslid: Annotated[list[Ref[Persoon] | Ref[GeregistreerdPersoon]], ORG.hasMember] = []
    """The persons who belong to the household."""
    gezinsadres: Annotated[Ref[Adresvoorstelling] | None, PERSOON.gezinsadres] = None
    """Where the household lives."""


class Inwonerschap(Resource, iri=PERSOON.Inwonerschap):
    """The fact that a person resides within a territory, and the addresses where."""

    persoon: Annotated[Ref[Persoon] | Ref[GeregistreerdPersoon] | None, PERSOON["Inwonerschap.persoon"]] = None
    """The resident; may be left out where the residence stands within that person."""
    jurisdictie: Annotated[Ref[Jurisdictie], PERSOON["Inwonerschap.binnenJurisdictie"]]
    """The territory resided in."""
    heeft_verblijfplaats: Annotated[
        list[
            Ref[Verblijfplaats]
            | Ref[Domicilie]
            | Ref[AangegevenAdres]
            | Ref[VoorlopigeInschrijving]
            | Ref[Contactadres]
            | Ref[Referentieadres]
            | Ref[VerblijfplaatsBuitenlandDomicilie]
            | Ref[Postadres]
            | Ref[VerblijfplaatsBuitenland]
            | Ref[WettelijkVerblijf]
        ],
        PERSOON.heeftVerblijfplaats,
    ] = []
    """The addresses of the person, each of a kind of its own."""


class Versie(Resource, iri=GENERIEK.VersieVolgensTransactietijd):
    """The state of a record in a database between two changes."""

    creatiedatum: Annotated[date | None, DCT.created] = None
    """The day the record was entered."""
    modificatiedatum: Annotated[date | None, DCT.modified] = None
    """The day the record last changed."""
    bron: Annotated[Ref[Organisatie] | Ref[AdministratiefBeheerder] | None, DCT.creator] = None
    """Who supplied the record."""


class PersonEnvelope(Resource, iri=MAGDA.PersonEnvelope):
    """The answer of the service: a person, and what the service has to warn about."""

    data: Annotated[Ref[GeregistreerdPersoon], SCHEMAS.data]
    """The person asked for."""
    warning: Annotated[list[Ref[Uitzondering]], SCHEMAS.error] = []
    """Things to know about the answer, such as a number that has been replaced."""


class Uitzondering(Resource, iri=MAGDA_GENERIEK.Uitzondering):
    """A problem that did not keep the service from answering, or a remark about the answer."""

    type: Annotated[Concept, DCT.type]
    """How grave it is: an error, a warning or information."""
    oorsprong: Annotated[Concept, DCT.source]
    """The party that raised it: the platform itself or the source behind it."""
    omstandigheid: Annotated[
        Concept, DCT.references, CodeList("https://data.vlaanderen.be/id/conceptscheme/MAGDA/Omstandigheid")
    ]
    """The situation at the source that led to it."""
    diagnose: Annotated[str, DCT.description]
    """What is the matter, for a reader."""
    datum: Annotated[datetime, DCT.issued]
    """When it was raised."""
    annotatie: Annotated[list[Ref[Annotatie]], DCT.hasPart] = []
    """Details, each a name with a value."""


class Annotatie(Resource, iri=MAGDA_GENERIEK.Annotatie):
    """One named detail of a problem."""

    naam: Annotated[str, DCT.title]
    """What the detail is about."""
    waarde: Annotated[str, RDF.value]
    """What the detail says."""


class Problemdetail(Resource, iri=MAGDA.Problemdetail):
    """What is told about a request over HTTP that failed (RFC 9457, formerly 7807)."""

    type: Annotated[AnyUri, DCT.type]
    """The address that names the kind of problem."""
    title: Annotated[str, DCT.title]
    """What kind of problem it is, in a few words."""
    status: Annotated[int | None, ADMS.status] = None
    """The HTTP status code of the answer."""
    detail: Annotated[str, DCT.description]
    """What went wrong this time."""
    instance: Annotated[AnyUri | None, DCT.references] = None
    """The address that names this one occurrence."""


PROFILE = Profile.of(
    __name__,
    name="magda-persoon",
    version="0.2.0",
    title="MAGDA Persoon (implementatiemodel)",
    source="https://implementatie.data.vlaanderen.be/doc/implementatiemodel/magda/persoon/v0.2.0/",
    also=(
        Agent,
        Locatie,
        magda_plaats,
    ),
    relaxed={
        "the official examples nest the residence under the person and leave it out": {
            "Inwonerschap.persoon": "1..1",
        },
        "the official examples nest the relation under its person and leave it out": {
            "Persoonsrelatie.vanPersoon": "1..1",
        },
    },
    concepts=False,
)
