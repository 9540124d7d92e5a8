"""OSLO Adressenregister, version 2025-11-01: Belgian addresses, what they are made of and what they are given to.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/adresregister/ontwerpstandaard/2025-11-01/
"""

from __future__ import annotations

from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import CodeList, Concept, LangString, Literal
from ..namespaces import ADMS, ADRES, GEBOUW, GENERIEK, LOCN, PERCEEL, PROV, RDFS
from . import generiek
from .generiek import (
    Agent as Agent,
    Gemeente as Gemeente,
    Geometrie as Geometrie,
    GestructureerdeIdentificator as GestructureerdeIdentificator,
    Identificator as Identificator,
    Plaats as Plaats,
    Punt as Punt,
)


class Object(generiek.Object, iri=PROV.Entity):
    """A thing that the register keeps, and therefore identifies."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier, MinLen(1)]
    """The codes by which the register knows the thing."""


class GeografischePositie(generiek.GeografischePositie, iri=GENERIEK.GeografischePositie):
    """A point that stands for where an address is, with how it was obtained."""

    default: Annotated[bool, GENERIEK.default]
    """Whether this is the position to take when there are several."""


# What an address is made of.


class Gemeentenaam(Object, iri=ADRES.Gemeentenaam):
    """The name of a municipality, as a part of addresses."""

    gemeentenaam: Annotated[list[LangString], RDFS.label, MinLen(1)]
    """The name itself, once for each official language."""
    is_afgeleid_van: Annotated[Ref[Gemeente], ADRES.isAfgeleidVan]
    """The municipality that bears the name."""


class Postinfo(Object, iri=ADRES.Postinfo):
    """A postal area, as a part of addresses."""

    postcode: Annotated[str, ADRES.postcode]
    """The code that the post gives to the area."""
    postnaam: Annotated[list[LangString], ADRES.postnaam] = []
    """Names of places within the area, as the post uses them."""


class Straatnaam(Object, iri=ADRES.Straatnaam):
    """The name of a street, as a municipality has fixed it."""

    straatnaam: Annotated[list[LangString], RDFS.label, MinLen(1)]
    """The name itself, once for each official language."""
    homoniem_toevoeging: Annotated[str | None, ADRES.homoniemToevoeging] = None
    """What tells this street from another of the same name in the same municipality."""
    status: Annotated[
        Concept | None,
        ADRES["Straatnaam.status"],
        CodeList("https://data.vlaanderen.be/id/conceptscheme/straatnaamstatus"),
    ] = None
    """Where the name stands in its life: proposed, in use, retired."""
    is_toegekend_door: Annotated[Ref[Gemeente], PROV.wasAttributedTo]
    """The municipality that fixed the name."""


# Finer than a house number.


class Locatieaanduiding(Resource, iri=ADRES.Locatieaanduiding):
    """A number or letter that singles out a spot within an address."""

    aanduiding: Annotated[Literal, ADRES["Locatieaanduiding.aanduiding"]]
    """The number or letter."""
    type: Annotated[
        Concept,
        ADRES["Locatieaanduiding.type"],
        CodeList("https://data.vlaanderen.be/id/conceptscheme/locatieaanduiding"),
    ]
    """What is numbered, for instance a floor."""


class Locatienaam(Resource, iri=ADRES.Locatienaam):
    """A name that singles out a spot within an address."""

    naam: Annotated[list[LangString], RDFS.label, MinLen(1)]
    """The name itself."""
    type: Annotated[Concept, ADRES["Locatienaam.type"]]
    """What bears the name, for instance a building or a room."""


class Adreslocator(Resource, iri=ADRES.Adreslocator):
    """The numbers and names that single out a spot within an address, at one level of detail."""

    aanduiding: Annotated[list[Ref[Locatieaanduiding]], ADRES.aanduiding] = []
    """Numbers or letters of the spot."""
    naam: Annotated[list[Ref[Locatienaam]], ADRES.naam] = []
    """Names of the spot."""
    niveau: Annotated[Concept, ADRES.niveau]
    """The level of detail, from a site down to a room."""


class Adresuitbreiding(Resource, iri=ADRES.Adresuitbreiding):
    """What others add to an official address, to find the spot more exactly."""

    volledig_adres: Annotated[list[LangString], ADRES.volledigAdres] = []
    """The extended address as one text."""
    adreslocator: Annotated[list[Ref[Adreslocator]], ADRES.adreslocator] = []
    """The added numbers and names, level by level."""
    is_gelegen_in: Annotated[list[Ref[Plaats]], ADRES.adresIsGelegenIn] = []
    """The places in which the address lies."""


# What an address is given to.


class AdresseerbaarObject(Resource, iri=ADRES.AdresseerbaarObject):
    """A thing with a fixed place that can be given an address."""


class Ligplaats(AdresseerbaarObject, Object, iri=ADRES.Ligplaats):
    """A mooring that a municipality has set aside for a vessel to stay at."""


class Standplaats(AdresseerbaarObject, Object, iri=ADRES.Standplaats):
    """A plot that a municipality has set aside for a mobile home to stay at."""


class Perceel(AdresseerbaarObject, iri=PERCEEL.RuimtelijkeEenheid):
    """A bounded piece of land, such as one in the land register."""


class Gebouweenheid(AdresseerbaarObject, Object, iri=GEBOUW.Gebouweenheid):
    """The smallest part of a building that works on its own, such as a flat or a shop."""


class Gebouw(Object, iri=GEBOUW.Gebouw):
    """A construction with walls or a roof, that stands there to stay."""

    bestaat_uit: Annotated[list[Ref[Gebouweenheid]], GEBOUW.bestaatUit] = []
    """The units that the building is divided into."""
    ligt_op: Annotated[list[Ref[Perceel]], GEBOUW.ligtOp] = []
    """The parcels that the building stands on."""


# The address.


class BelgischAdres(Object, iri=ADRES.Adres):
    """An address that a Belgian municipality keeps in the register."""

    huisnummer: Annotated[str, ADRES.huisnummer]
    """The number within the street, with its letter or bis number."""
    busnummer: Annotated[str | None, ADRES.busnummer] = None
    """The number of the box or unit at that house number."""
    heeft_straatnaam: Annotated[Ref[Straatnaam], ADRES.heeftStraatnaam]
    """The street that the address is in."""
    heeft_gemeentenaam: Annotated[Ref[Gemeentenaam], ADRES.heeftGemeentenaam]
    """The municipality name in the address."""
    heeft_postinfo: Annotated[Ref[Postinfo], ADRES.heeftPostinfo]
    """The postal area that the address is in."""
    status: Annotated[
        Concept, ADRES["Adres.status"], CodeList("https://data.vlaanderen.be/id/conceptscheme/adresstatus")
    ]
    """Where the address stands in its life: proposed, in use, retired."""
    officieel_toegekend: Annotated[bool | None, ADRES.officieelToegekend] = None
    """Whether the municipality assigned the address by a formal decision."""
    positie: Annotated[Ref[GeografischePositie] | None, ADRES.positie] = None
    """The point on the map that stands for the address."""
    toegeschreven_aan: Annotated[Ref[Gemeente], PROV.wasAttributedTo]
    """The municipality that is responsible for the address."""
    is_toegekend_aan: Annotated[
        list[Ref[AdresseerbaarObject] | Ref[Ligplaats] | Ref[Standplaats] | Ref[Gebouweenheid] | Ref[Perceel]],
        ADRES.isToegekendAan,
    ] = []
    """The things that bear the address."""
    is_verrijkt_met: Annotated[Ref[Adresuitbreiding] | None, ADRES.isVerrijktMet] = None
    """What others have added to the address."""


class Adresvoorstelling(generiek.Adresvoorstelling, iri=LOCN.Address):
    """An address as it is written on an envelope, which can point to the registered one."""

    verwijst_naar: Annotated[Ref[BelgischAdres] | None, ADRES.verwijstNaar] = None
    """The address in the register that this text stands for."""


PROFILE = Profile.of(
    __name__,
    name="adresregister",
    version="2025-11-01",
    title="OSLO Adressenregister",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/adresregister/ontwerpstandaard/2025-11-01/",
    also=(
        Agent,
        Gemeente,
        Geometrie,
        GestructureerdeIdentificator,
        Identificator,
        Plaats,
        Punt,
    ),
    relaxed={
        (
            "the federal register of the same addresses (BeSt) publishes addresses without it; an exchange must "
            "be able to leave unknown values out"
        ): {
            "BelgischAdres.officieelToegekend": "1..1",
            "BelgischAdres.positie": "1..1",
            "Straatnaam.status": "1..1",
        },
    },
)
