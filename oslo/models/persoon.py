"""OSLO Persoon Basis, version 2023-06-01: natural persons, how they are related and where they live.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/persoon-basis/ontwerpstandaard/2023-06-01/
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import CodeList, Concept
from ..namespaces import DCT, FOAF, GENERIEK, PERSON, PERSOON, SCHEMA, SCHEMAS
from . import generiek
from .adres import Adresvoorstelling as Adresvoorstelling
from .generiek import Agent as Agent, Identificator
from .organisatie import Organisatie as Organisatie, Plaats as Plaats


class Persoon(Agent, iri=PERSON.Person):
    """A natural person."""

    volledige_naam: Annotated[str, PERSOON.volledigeNaam]
    """All names of the person, in the order in which they are used."""
    achternaam: Annotated[str, FOAF.familyName]
    """The name that the person shares with a family, as a rule that of a parent."""
    voornaam: Annotated[list[str], FOAF.givenName, MinLen(1)]
    """The names that were given to the person at birth."""
    gebruikte_voornaam: Annotated[str | None, PERSOON.gebruikteVoornaam] = None
    """The given name by which the person is called."""
    alternatieve_naam: Annotated[list[str], PERSOON.alternatieveNaam] = []
    """Another name by which the person is known, such as a pen name."""
    geboortenaam: Annotated[str | None, PERSON.birthName] = None
    """The full name at birth, for a person whose name has changed since."""
    patroniem: Annotated[str | None, PERSON.patronymicName] = None
    """A name made from that of the father or a forefather."""
    geslacht: Annotated[
        Concept, PERSOON.geslacht, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht")
    ]
    """The sex of the person as the register has it."""
    heeft_geboorte: Annotated[Ref[Geboorte], PERSOON.heeftGeboorte]
    """When and where the person was born."""
    heeft_overlijden: Annotated[Ref[Overlijden] | None, PERSOON.heeftOverlijden] = None
    """When and where the person died."""
    heeft_burgerlijke_staat: Annotated[Ref[BurgerlijkeStaat] | None, PERSOON.heeftBurgerlijkeStaat] = None
    """Whether the person is single, married, widowed and so on."""
    heeft_nationaliteit: Annotated[list[Ref[Nationaliteit]], PERSOON.heeftNationaliteit] = []
    """A nationality of the person."""
    staatsburgerschap: Annotated[list[Ref[Jurisdictie]], PERSON.citizenship] = []
    """A state of which the person is a citizen."""
    inwonerschap: Annotated[list[Ref[Jurisdictie]], PERSON.residency] = []
    """A jurisdiction of which the person is a resident."""
    is_hoofd_van: Annotated[Ref[Gezin] | None, PERSOON.isHoofdVan] = None
    """The household of which the person is the reference person."""
    is_lid_van: Annotated[list[Ref[Gezin]], PERSOON.isLidVan] = []
    """A household to which the person belongs."""
    heeft_relatie_met: Annotated[list[Ref[Persoon]], PERSOON.heeftRelatieMet] = []
    """Another person to whom this one is related, by blood, law or household."""
    contactinfo: Annotated[Ref[ContactInfo] | None, SCHEMA.contactPoint] = None
    """How to reach the person."""


class GeregistreerdPersoon(Persoon, iri=PERSOON.GeregistreerdPersoon):
    """A person who is entered in a population register or a like one."""

    registratie: Annotated[Ref[Identificator], PERSOON.registratie]
    """The number under which the register knows the person, such as the national number."""


class ContactInfo(generiek.Contactinfo, iri=SCHEMAS.ContactPoint):
    """The ways to reach a person: telephone, e-mail, postal address."""


# What happens to a person, and what a person is.


class Persoonsgebeurtenis(Resource, iri=PERSOON.Persoonsgebeurtenis):
    """A major event in the life of a person, such as birth or death."""

    datum: Annotated[datetime, PERSOON.datum]
    """When it happened."""
    plaats: Annotated[Ref[Plaats], PERSOON.plaats]
    """The town or other place where it happened."""
    land: Annotated[Ref[Plaats], PERSOON.land]
    """The country where it happened."""


class Geboorte(Persoonsgebeurtenis, iri=PERSOON.Geboorte):
    """The birth of a person."""


class Overlijden(Persoonsgebeurtenis, iri=PERSOON.Overlijden):
    """The death of a person."""


class BurgerlijkeStaat(Resource, iri=PERSOON.BurgerlijkeStaat):
    """The standing of a person in family law, such as single, married or widowed."""

    type: Annotated[
        Concept, PERSOON.type, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT120/BurgerlijkeStaattype")
    ]
    """Which standing it is, such as single, married or widowed."""


class Nationaliteit(Resource, iri=PERSOON.Nationaliteit):
    """That a person belongs to a country or a people, as a register has it."""

    nationaliteit: Annotated[Concept, PERSOON.nationaliteit]
    """Which nationality it is, as a code."""


# Families and relations.


class Gezin(Resource, iri=PERSOON.Gezin):
    """People who live together in one household, related or not, or someone who lives alone."""

    gezinsadres: Annotated[Ref[Adresvoorstelling] | None, PERSOON.gezinsadres] = None
    """Where the household lives."""
    gezinshoofd: Annotated[Ref[Persoon], PERSOON.gezinshoofd]
    """The reference person, who answers for the household in the register."""
    gezinslid: Annotated[list[Ref[Persoon]], PERSOON.gezinslid, MinLen(1)]
    """A person who belongs to the household."""


class Persoonsrelatie(Resource, iri=PERSOON.Persoonsrelatie):
    """A tie between two persons, told from the one to the other."""

    persoon_source: Annotated[Ref[Persoon], PERSOON["Persoonsrelatie.persoon.source"]]
    """The person from whom the relation starts."""
    persoon_target: Annotated[Ref[Persoon], PERSOON["Persoonsrelatie.persoon.target"]]
    """The person to whom it leads."""


class Afstamming(Persoonsrelatie, iri=PERSOON.Afstamming):
    """The legal tie between parent and child, by birth, recognition, judgment or adoption."""

    afstammingstype: Annotated[
        Concept, PERSOON.afstammingsType, CodeList("https://data.vlaanderen.be/id/conceptscheme/IT110-IT114")
    ]
    """The ground of the tie, seen from the child (IT110) or from the parent (IT114)."""
    datum_van_afstamming: Annotated[datetime, PERSOON.datumVanAfstamming]
    """When the tie was established."""


class Gezinsrelatie(Persoonsrelatie, iri=PERSOON.Gezinsrelatie):
    """How a member of a household is related to its reference person."""

    gezinsrelatietype: Annotated[
        Concept,
        PERSOON.gezinsrelatietype,
        CodeList("https://data.vlaanderen.be/id/conceptscheme/IT141/Gezinsrelatietype"),
    ]
    """Which relation it is, such as spouse, child or not related."""


class Huwelijk(Persoonsrelatie, iri=PERSOON.Huwelijk):
    """The marriage of two persons."""


class Samenwonen(Persoonsrelatie, iri=PERSOON.Samenwonen):
    """Two persons living together as a couple without being married."""


class Voogdij(Persoonsrelatie, iri=PERSOON.Voogdij):
    """That a person looks after the interests of another who may not do so alone, such as an orphan."""


# Where a person belongs and lives.


class Staatsburgerschap(Resource, iri=PERSOON.Staatsburgerschap):
    """Where a person stands towards a state: its citizen or a foreigner."""

    persoon: Annotated[Ref[Persoon], PERSOON["Staatsburgerschap.persoon"]]
    """The person concerned."""
    jurisdictie: Annotated[Ref[Jurisdictie], PERSOON["Staatsburgerschap.jurisdictie"]]
    """The state concerned."""


class Staatsburger(Staatsburgerschap, iri=PERSOON.Staatsburger):
    """A person is a citizen of the state."""


class Vreemdeling(Staatsburgerschap, iri=PERSOON.Vreemdeling):
    """A person is a foreigner to the state."""


class Inwonerschap(Resource, iri=PERSOON.Inwonerschap):
    """Where a person stands towards the population of a jurisdiction: resident or not."""

    persoon: Annotated[Ref[Persoon], PERSOON["Inwonerschap.persoon"]]
    """The person concerned."""
    jurisdictie: Annotated[Ref[Jurisdictie], PERSOON["Inwonerschap.jurisdictie"]]
    """The municipality or other jurisdiction concerned."""
    heeft_verblijfplaats: Annotated[list[Ref[Verblijfplaats]], PERSOON.heeftVerblijfplaats] = []
    """A place where the person lives or stays there."""


class GeenInwoner(Inwonerschap, iri=PERSOON.GeenInwoner):
    """A person is not, or no longer, a resident of the jurisdiction."""


class Inwoner(Inwonerschap, iri=PERSOON.Inwoner):
    """A person is a resident of the jurisdiction."""


class PermanentInwoner(Inwoner, iri=PERSOON.PermanentInwoner):
    """A person is a resident for good."""


class TijdelijkInwoner(Inwoner, iri=PERSOON.TijdelijkInwoner):
    """A person is a resident for a limited time."""


class Verblijfplaats(Resource, iri=PERSOON.Verblijfplaats):
    """A place where a person lives or stays."""

    verblijfsadres: Annotated[Ref[Adresvoorstelling], PERSOON.verblijfsadres]
    """The address of that place."""


class Domicilie(Verblijfplaats, iri=PERSOON.Domicilie):
    """The main residence of a person, as it stands in the population register."""


class Jurisdictie(Resource, iri=DCT.Jurisdiction):
    """The territory of an authority that makes or applies law, such as a state or a municipality."""

    plaats: Annotated[Ref[Plaats], GENERIEK.plaats]
    """The place that the territory covers."""


PROFILE = Profile.of(
    __name__,
    name="persoon-basis",
    version="2023-06-01",
    title="OSLO Persoon Basis",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/persoon-basis/ontwerpstandaard/2023-06-01/",
    also=(
        Plaats,
        Organisatie,
        Adresvoorstelling,
        Agent,
    ),
)
