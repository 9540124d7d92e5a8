"""OSLO Mandatendatabank, version 2025-12-11: who governs, by which mandate, from which election.

A governing body (`Bestuursorgaan`) exists beyond elections; the mandates belong to the body of one period
(`BestuursorgaanInBestuursperiode`), and a `Mandataris` is a person as the holder of one of them.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/mandatendatabank/erkendestandaard/2025-12-11/
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import CodeList, Concept, LangString, Literal
from ..namespaces import (
    ADMS,
    BESLUIT,
    DCT,
    ELI,
    FOAF,
    GENERIEK,
    MANDAAT,
    ORG,
    PERSON,
    PERSOON,
    PROV,
    RDFS,
    REGORG,
    SKOS,
)
from .generiek import Creatie as Creatie, Identificator as Identificator, Opheffing as Opheffing
from .organisatie import Periode as Periode, Rol as Rol

_LISTS = "http://data.vlaanderen.be/id/conceptscheme"

# Who governs.


class Locatie(Resource, iri=PROV.Location):
    """A place, such as the territory that an authority governs."""

    label: Annotated[Literal | None, RDFS.label] = None
    """What the place is called."""


class Bestuurseenheid(Resource, iri=BESLUIT.Bestuurseenheid):
    """A public authority that governs a territory or a task, such as a municipality or a church council."""

    naam: Annotated[Literal, SKOS.prefLabel]
    """The name of the authority."""
    classificatie: Annotated[Concept, ORG.classification, CodeList(f"{_LISTS}/BestuurseenheidClassificatieCode")]
    """Which kind of authority it is, such as a municipality or a province."""
    werkingsgebied: Annotated[Ref[Locatie], BESLUIT.werkingsgebied]
    """The territory that it governs."""


class Bestuursorgaan(Resource, iri=BESLUIT.Bestuursorgaan):
    """A body that can take decisions for an authority, such as a municipal council, whoever sits in it."""

    naam: Annotated[Literal, SKOS.prefLabel]
    """The name of the body."""
    classificatie: Annotated[
        Concept | None, ORG.classification, CodeList(f"{_LISTS}/BestuursorgaanClassificatieCode")
    ] = None
    """Which kind of body it is, such as a council or a mayor."""
    bestuurt: Annotated[Ref[Bestuurseenheid] | None, BESLUIT.bestuurt] = None
    """The authority that the body governs."""


class BestuursorgaanInBestuursperiode(Resource, iri=BESLUIT.Bestuursorgaan):
    """A governing body as composed for one period between two elections."""

    is_tijdspecialisatie_van: Annotated[Ref[Bestuursorgaan], GENERIEK.isTijdspecialisatieVan]
    """The body that it is in this period."""
    bevat: Annotated[list[Ref[Mandaat]], ORG.hasPost] = []
    """A mandate in the body."""
    binding_start: Annotated[datetime | date | None, MANDAAT.bindingStart] = None
    """When the period starts."""
    binding_einde: Annotated[datetime | date | None, MANDAAT.bindingEinde] = None
    """When the period ends."""


# Mandates and who holds them.


class Mandaat(Resource, iri=MANDAAT.Mandaat):
    """One or more seats of the same kind in a governing body, for one period."""

    aantal_houders: Annotated[int | None, MANDAAT.aantalHouders] = None
    """How many can hold the mandate at the same time."""
    bestuursfunctie: Annotated[Ref[Rol], ORG.role]
    """What the holder is, such as mayor or member of the council."""


class Mandataris(Resource, iri=MANDAAT.Mandataris):
    """A person as the holder of a mandate."""

    is_bestuurlijke_alias_van: Annotated[Ref[Persoon], MANDAAT.isBestuurlijkeAliasVan]
    """The person who holds the mandate."""
    bekleedt: Annotated[Ref[Mandaat] | None, ORG.holds] = None
    """The mandate that is held."""
    start: Annotated[datetime | date, MANDAAT.start]
    """From when the person holds the mandate."""
    einde: Annotated[datetime | date | None, MANDAAT.einde] = None
    """Until when; a sitting holder has none."""
    status: Annotated[Concept, MANDAAT.status, CodeList(f"{_LISTS}/MandatarisStatusCode")]
    """Whether the holder is in office, prevented or acting for another."""
    rangorde: Annotated[str | LangString | None, MANDAAT.rangorde] = None
    """The rank within the body, such as first alderman."""
    beleidsdomein: Annotated[Concept | None, MANDAAT.beleidsdomein, CodeList(f"{_LISTS}/BeleidsdomeinCode")] = None
    """The field of policy that is entrusted to the holder."""
    is_tijdelijk_vervangen_door: Annotated[list[Ref[Mandataris]], MANDAAT.isTijdelijkVervangenDoor] = []
    """Who takes over for some time."""
    is_aangesteld_door: Annotated[list[Ref[RechtsgrondAanstelling]], MANDAAT.isAangesteldDoor] = []
    """What the appointment rests on."""
    is_ontslagen_door: Annotated[list[Ref[RechtsgrondBeeindiging]], MANDAAT.isOntslagenDoor] = []
    """What the end of the appointment rests on."""
    heeft_lidmaatschap: Annotated[list[Ref[Lidmaatschap]], ORG.hasMembership] = []
    """The tie to a political group."""


class Fractie(Resource, iri=MANDAAT.Fractie):
    """A political group: holders of mandates in one elected body who work together there."""

    naam: Annotated[Literal, REGORG.legalName]
    """The name of the group."""


class Lidmaatschap(Resource, iri=ORG.Membership):
    """That a holder of a mandate belongs to a political group, for some time."""

    lid: Annotated[Ref[Mandataris], ORG.member]
    """Who belongs to the group."""
    is_lidmaatschap_bij: Annotated[Ref[Fractie], ORG.organization]
    """The group."""
    lid_gedurende: Annotated[Ref[Periode] | None, ORG.memberDuring] = None
    """From when until when."""


class Persoon(Resource, iri=PERSON.Person):
    """A natural person, as far as mandates and elections are concerned."""

    achternaam: Annotated[str, FOAF.familyName]
    """The name that the person shares with a family."""
    gebruikte_voornaam: Annotated[str, PERSOON.gebruikteVoornaam]
    """The given name by which the person is called."""
    alternatieve_naam: Annotated[str | None, FOAF.name] = None
    """Another name by which the person is known."""
    geslacht: Annotated[Concept, PERSOON.geslacht]
    """The sex of the person as the register has it."""
    identificator: Annotated[Ref[Identificator] | None, ADMS.identifier] = None
    """The number of the person in a register."""
    heeft_geboorte: Annotated[Ref[Geboorte] | None, PERSOON.heeftGeboorte] = None
    """When the person was born."""
    is_aangesteld_als: Annotated[list[Ref[Mandataris]], MANDAAT.isAangesteldAls] = []
    """The person as the holder of a mandate."""


class Geboorte(Resource, iri=PERSOON.Geboorte):
    """The birth of a person."""

    datum: Annotated[Literal, PERSOON.datum]
    """The date, as far as it is known."""


# What appointments rest on.


class ResourceType(Resource, iri=ELI.ResourceType):
    """A kind of legal document, such as a decree."""


class Rechtsgrond(Resource, iri=ELI.LegalResource):
    """A law, act or decision that gives something its legal force."""

    inwerkingtreding: Annotated[date, ELI.first_date_entry_in_force]
    """From when it applies."""
    buitenwerkingtreding: Annotated[date | None, ELI.date_no_longer_in_force] = None
    """The last day on which it applies."""
    type_document: Annotated[list[Ref[ResourceType]], ELI.type_document, MinLen(1)]
    """Which kind of document it is."""


class RechtsgrondAanstelling(Rechtsgrond, iri=MANDAAT.RechtsgrondAanstelling):
    """What the appointment of holders of mandates rests on."""

    bekrachtigt_aanstelling_van: Annotated[list[Ref[Mandataris]], MANDAAT.bekrachtigtAanstellingVan, MinLen(1)]
    """Who is appointed by it."""


class RechtsgrondBeeindiging(Rechtsgrond, iri=MANDAAT.RechtsgrondBeeindiging):
    """What the end of an appointment rests on."""

    reden_van_beeindiging: Annotated[Concept, MANDAAT.redenVanBeeindiging]
    """Why the appointment ends."""
    bekrachtigt_ontslag_van: Annotated[list[Ref[Mandataris]], MANDAAT.bekrachtigtOntslagVan, MinLen(1)]
    """Whose appointment ends by it."""


# Elections.


class RechtstreekseVerkiezing(Resource, iri=MANDAAT.RechtstreekseVerkiezing):
    """An election in which citizens decide who governs them."""

    datum: Annotated[date, MANDAAT.datum]
    """The day of the election."""
    geldigheid: Annotated[date | None, DCT.valid] = None
    """When the result was declared valid."""
    stelt_samen: Annotated[Ref[Bestuursorgaan] | Ref[BestuursorgaanInBestuursperiode], MANDAAT.steltSamen]
    """The body that is elected."""


class Kandidatenlijst(Resource, iri=MANDAAT.Kandidatenlijst):
    """The candidates who stand in an election under one name."""

    lijstnaam: Annotated[str, SKOS.prefLabel]
    """The name of the list."""
    lijstnummer: Annotated[int | None, MANDAAT.lijstnummer] = None
    """The number of the list in the election."""
    lijsttype: Annotated[Concept, MANDAAT.lijsttype]
    """For which election it is a list, such as that of a municipal council."""
    behoort_tot: Annotated[Ref[RechtstreekseVerkiezing], MANDAAT.behoortTot]
    """The election."""
    heeft_kandidaat: Annotated[list[Ref[Persoon]], MANDAAT.heeftKandidaat] = []
    """Who stands on the list."""


class Verkiezingsresultaat(Resource, iri=MANDAAT.Verkiezingsresultaat):
    """What an election brought one candidate."""

    aantal_naamstemmen: Annotated[int, MANDAAT.aantalNaamstemmen]
    """The votes for the candidate by name."""
    plaats_rangorde: Annotated[int | None, MANDAAT.plaatsRangorde] = None
    """The place among those elected, or among their successors."""
    gevolg: Annotated[Concept, MANDAAT.gevolg, CodeList(f"{_LISTS}/VerkiezingsresultaatGevolgCode")]
    """Whether the candidate is elected, a successor or neither."""
    is_resultaat_voor: Annotated[Ref[Kandidatenlijst], MANDAAT.isResultaatVoor]
    """The list on which the candidate stood."""
    is_resultaat_van: Annotated[Ref[Persoon], MANDAAT.isResultaatVan]
    """The candidate."""


# Versions.


class Versie(Resource, iri=GENERIEK.Versie):
    """The state of a thing during a period."""

    creatie: Annotated[Ref[Creatie] | None, PROV.qualifiedGeneration] = None
    """The start of the period."""
    opheffing: Annotated[Ref[Opheffing] | None, PROV.qualifiedInvalidation] = None
    """The end of the period, once it has come."""


class VersieVolgensGeldigeTijd(Versie, iri=GENERIEK.VersieVolgensGeldigeTijd):
    """A version whose period says when the state was true in the world."""


PROFILE = Profile.of(
    __name__,
    name="mandatendatabank",
    version="2025-12-11",
    title="OSLO Mandatendatabank",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/mandatendatabank/erkendestandaard/2025-12-11/",
    also=(
        Periode,
        Rol,
        Identificator,
        Creatie,
        Opheffing,
    ),
    relaxed={
        "decisions name the body and leave the rest to the register (lblod)": {
            "Bestuursorgaan.bestuurt": "1..1",
            "Bestuursorgaan.classificatie": "1..1",
        },
        "bodies of appointed staff have no mandates (lblod)": {
            "BestuursorgaanInBestuursperiode.bevat": "1..n",
        },
        "lists are published before their candidates and without them (lblod)": {
            "Kandidatenlijst.heeftKandidaat": "1..n",
        },
        (
            "the register of mandates (lblod) writes the number as text, with mandaat#lijstnr, which is not a "
            "term of the vocabulary"
        ): {
            "Kandidatenlijst.lijstnummer": "1..1",
        },
        "the register of mandates (lblod) does not have it": {
            "Mandaat.aantalHouders": "1..1",
            "Mandataris.isAangesteldDoor": "1..n",
        },
        "a current holder of a mandate has no end": {
            "Mandataris.einde": "1..1",
        },
        "a birth date is personal data that public registers of mandates leave out": {
            "Persoon.heeftGeboorte": "1..1",
        },
        "a national number is personal data that public registers of mandates leave out": {
            "Persoon.identificator": "1..1",
        },
        "the register of mandates (lblod) states it from the other side, and a candidate who is not elected has none": {
            "Persoon.isAangesteldAls": "1..n",
        },
        "an election is published before it is declared valid (lblod)": {
            "RechtstreekseVerkiezing.geldigheid": "1..1",
        },
        "a candidate who is neither elected nor a successor has no place (lblod)": {
            "Verkiezingsresultaat.plaatsRangorde": "1..1",
        },
    },
)
