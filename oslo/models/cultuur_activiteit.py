"""The core of OSLO Cultuurparticipatie: activities, who makes them, who takes part, and what is known of participants.

The profile itself, and its source, are in `cultuur`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString, Literal
from ..namespaces import (
    ADMS,
    CIDOC,
    CULTUUR,
    DCAT,
    DCT,
    FOAF,
    LOCN,
    M8G,
    PLATFORM,
    PROV,
    RDFS,
    SCHEMAS,
    SKOS,
    UITDATABANK,
)
from .cultuur_aanbod import (
    Afbeelding,
    Berichtgeving,
    Beschikbaarheid,
    Boekingsinfo,
    Deelnamerecht,
    Financiering,
    Geldbedrag,
    Kanaal,
    KwantitatieveWaarde,
    Prijsinfo,
    Ruimtetijd,
    Tijdschema,
    Video,
    VirtueleLocatie,
)
from .cultuur_basis import (
    Adresvoorstelling,
    Agent,
    Consent,
    Contactinfo,
    Document,
    Geometrie,
    Identificator,
    Infrastructuur,
    Locatie,
    Object,
    Periode,
    Plaats,
    PubliekeDienstverlening,
)


class Activiteit(Resource, iri=CIDOC.E7_Activity):
    """Something that is done on purpose and in which people can take part, such as a concert or a course."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """A code by which a register knows the activity."""
    naam: Annotated[list[LangString], DCT.title] = []
    """What the activity is called."""
    beschrijving: Annotated[list[LangString], DCT.description] = []
    """What the activity is about, in a few lines or more."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of activity it is, such as a concert or a walk."""
    thema: Annotated[list[Concept], CULTUUR.thema] = []
    """What the activity is about, as a concept."""
    discipline: Annotated[list[Concept], CULTUUR["Activiteit.discipline"]] = []
    """The branch of the arts or of heritage that it belongs to."""
    functie: Annotated[list[Concept], CULTUUR["Activiteit.functie"]] = []
    """The part that it plays in the cultural field, such as creation or education."""
    gebruikte_techniek: Annotated[list[Concept], CIDOC.P32_used_general_technique] = []
    """A technique that is used in it."""
    doelgroep: Annotated[list[Concept], CULTUUR["Activiteit.doelgroep"]] = []
    """The public for whom it is meant."""
    trigger: Annotated[list[Concept], CULTUUR.trigger] = []
    """Something in it that can upset people, such as flashing lights."""
    status: Annotated[list[Concept], CULTUUR["Activiteit.status"]] = []
    """Where it stands, such as planned or cancelled."""
    label: Annotated[list[Literal], RDFS.label] = []
    """A word that says what no other property has a place for."""
    taal: Annotated[list[Literal], SCHEMAS.inLanguage] = []
    """The language in which it is held."""
    trefwoord: Annotated[list[Literal], DCAT.keyword] = []
    """A label; its datatype says whether everyone may see it."""
    locatie: Annotated[Ref[Locatie] | Ref[Plaats] | None, PROV.atLocation] = None
    """Where it is held, if it has one place."""
    tijd: Annotated[Ref[Periode] | None, CIDOC["P4_has_time-span"]] = None
    """When it is held, if it has one time."""
    ruimtetijd: Annotated[list[Ref[Ruimtetijd]], CULTUUR.ruimtetijd] = []
    """Where and when it is held, if it has several places or times."""
    locatie_type: Annotated[list[Concept], CULTUUR["Activiteit.locatieType"]] = []
    """Whether people are there in person, follow it on the web, or can do either."""
    virtuele_locatie: Annotated[list[Ref[VirtueleLocatie]], PLATFORM.virtueleLocatie] = []
    """Where it can be followed on the web."""
    duur: Annotated[Ref[Periode] | None, CULTUUR["Activiteit.duur"]] = None
    """How long it goes on."""
    recurrerend: Annotated[Ref[Tijdschema] | None, CULTUUR["Activiteit.recurrerend"]] = None
    """The pattern by which it returns."""
    beschikbaarheid: Annotated[Ref[Beschikbaarheid] | None, CULTUUR["Activiteit.beschikbaarheid"]] = None
    """When it can be attended."""
    infrastructuur: Annotated[list[Ref[Infrastructuur]], CULTUUR["Activiteit.infrastructuur"]] = []
    """A building or other facility in or around which it is held."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMAS.contactPoint] = []
    """How to reach those who offer it."""
    boeking: Annotated[list[Ref[Boekingsinfo]], CULTUUR["Activiteit.boeking"]] = []
    """How a place can be booked."""
    prijs: Annotated[list[Ref[Prijsinfo]], CULTUUR["Activiteit.prijs"]] = []
    """What it costs to take part."""
    is_gepromoot: Annotated[list[Ref[Promotie]], CULTUUR["Activiteit.isGepromoot"]] = []
    """A campaign that makes it known."""
    berichtgeving: Annotated[list[Ref[Berichtgeving]], CULTUUR["Activiteit.berichtgeving"]] = []
    """Material for the press about it."""
    documentatie: Annotated[list[Ref[Document]], CULTUUR["Activiteit.documentatie"]] = []
    """A work that records it or goes with it, such as a report."""
    video: Annotated[list[Ref[Video]], SCHEMAS.video] = []
    """A film that goes with it."""
    afbeelding: Annotated[list[Ref[Afbeelding]], SCHEMAS.image] = []
    """A picture that goes with it."""
    gerealiseerd_door: Annotated[list[Ref[Realisator]], CIDOC.P14_carried_out_by] = []
    """Who makes or organises it."""
    deelnemer: Annotated[list[Ref[Participant]], CULTUUR["Activiteit.deelnemer"]] = []
    """Someone who takes part in it."""
    beperkt_tot: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["Activiteit.beperktTot"]] = []
    """The only kind of participant who may take part."""
    publiekstype: Annotated[Concept | None, UITDATABANK.audienceType] = None
    """For whom it is open: everyone, members, schools."""
    dienst: Annotated[list[Ref[PubliekeDienstverlening]], CULTUUR["Activiteit.dienst"]] = []
    """A public service that it belongs to."""
    financiering: Annotated[list[Ref[Financiering]], CULTUUR["Activiteit.financiering"]] = []
    """The means with which it is paid for."""
    subactiviteit: Annotated[list[Ref[Activiteit]], CULTUUR["Activiteit.subactiviteit"]] = []
    """An activity that is a part of this one."""
    superactiviteit: Annotated[list[Ref[Activiteit]], CULTUUR["Activiteit.superactiviteit"]] = []
    """An activity that this one is a part of."""
    heeft_volgende_activiteit: Annotated[list[Ref[Activiteit]], M8G.hasNextEvent] = []
    """The activity that comes after this one."""
    heeft_vorige_activiteit: Annotated[list[Ref[Activiteit]], M8G.hasPreviousEvent] = []
    """The activity that comes before this one."""
    verhoudt_zich_tot: Annotated[list[Ref[Activiteit]], CULTUUR["Activiteit.verhoudtZichTot"]] = []
    """Another activity to which this one stands in some relation."""
    aangemaakt: Annotated[datetime | None, DCT.created] = None
    """When the entry was made."""
    gewijzigd: Annotated[datetime | None, DCT.modified] = None
    """When the entry was last changed."""
    workflowstatus: Annotated[Concept | None, UITDATABANK.workflowStatus] = None
    """How far the entry is on its way to publication, such as a draft."""
    beschikbaar_vanaf: Annotated[datetime | None, UITDATABANK.availableFrom] = None
    """From when the entry is shown to everyone."""


# Who makes it.


class Realisator(Agent, iri=CULTUUR.Realisator):
    """A person or organisation that makes or offers activities."""

    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """A code by which a register knows the maker."""
    naam: Annotated[list[LangString], CULTUUR["Realisator.naam"]] = []
    """The name of the maker."""
    alternatieve_naam: Annotated[list[LangString], SKOS.altLabel] = []
    """Another name in use."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of maker it is."""
    organisatievorm: Annotated[list[Concept], CULTUUR["Realisator.organisatievorm"]] = []
    """The form in which it is organised."""
    thema: Annotated[list[Concept], CULTUUR["Realisator.thema"]] = []
    """What its activities are about."""
    type_activiteit: Annotated[list[Concept], CULTUUR["Realisator.typeActiviteit"]] = []
    """The kind of activities that it makes."""
    realiseert: Annotated[list[Ref[Activiteit]], CULTUUR["Realisator.realiseert"]] = []
    """An activity that it makes."""
    voert_uit: Annotated[list[Ref[Promotie]], CULTUUR["Realisator.voertUit"]] = []
    """A campaign that it runs."""
    subrealisator: Annotated[list[Ref[Realisator]], CULTUUR["Realisator.subrealisator"]] = []
    """A maker that is a part of this one."""
    superrealisator: Annotated[list[Ref[Realisator]], CULTUUR["Uitvoerder.superrealisator"]] = []
    """A maker that this one is a part of."""
    dienst: Annotated[list[Ref[PubliekeDienstverlening]], CULTUUR["Realisator.dienst"]] = []
    """A public service that goes with it."""
    infrastructuur: Annotated[list[Ref[Infrastructuur]], CULTUUR["Realisator.infrastructuur"]] = []
    """A building or other facility that goes with it."""


class Organisator(Realisator, iri=CULTUUR.Organisator):
    """Someone who organises activities and answers for them."""

    beschrijving: Annotated[list[LangString], DCT.description] = []
    """A few lines on who the organiser is."""
    homepage: Annotated[str | None, FOAF.homepage] = None
    """The web address where the organiser presents itself."""
    contactinfo: Annotated[list[Ref[Contactinfo]], SCHEMAS.contactPoint] = []
    """How to reach the organiser."""
    adres: Annotated[Ref[Adresvoorstelling] | None, LOCN.address] = None
    """The address of the organiser."""
    geometrie: Annotated[Ref[Geometrie] | None, LOCN.geometry] = None
    """Where that address lies on the map."""
    afbeelding: Annotated[list[Ref[Afbeelding]], SCHEMAS.image] = []
    """A picture of the organiser, such as a logo."""
    trefwoord: Annotated[list[Literal], DCAT.keyword] = []
    """A label; its datatype says whether everyone may see it."""
    aangemaakt: Annotated[datetime | None, DCT.created] = None
    """When the entry was made."""
    gewijzigd: Annotated[datetime | None, DCT.modified] = None
    """When the entry was last changed."""
    workflowstatus: Annotated[Concept | None, UITDATABANK.workflowStatus] = None
    """Whether the entry is in use or was removed."""


class Promotie(Resource, iri=CULTUUR.Promotie):
    """An effort to make an activity known."""

    type: Annotated[list[Concept], DCT.type] = []
    """What kind of effort it is."""
    tijdstip: Annotated[datetime | None, CULTUUR["Promotie.tijdstip"]] = None
    """When it is done."""
    activiteit: Annotated[list[Ref[Activiteit]], CULTUUR["Promotie.activiteit"]] = []
    """The activity that it makes known."""
    kanaal: Annotated[list[Ref[Kanaal]], CULTUUR["Promotie.kanaal"]] = []
    """The channel along which it goes."""
    uitgevoerd_door: Annotated[list[Ref[Realisator]], CULTUUR["Promotie.uitgevoerdDoor"]] = []
    """Who runs it."""
    doel_participant: Annotated[list[Ref[Participant]], CULTUUR["Promotie.doelParticipant"]] = []
    """A participant whom it wants to reach."""
    doel_profiel: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["Promotie.doelProfiel"]] = []
    """The kind of participant whom it wants to reach."""
    documentatie: Annotated[list[Ref[Document]], CULTUUR["Promotie.documentatie"]] = []
    """A work that goes with it, such as a leaflet."""


# Who takes part.


class Participant(Agent, iri=CULTUUR.Participant):
    """A person or organisation that takes part in activities."""

    leeftijdsgroep: Annotated[str | None, SCHEMAS.typicalAgeRange] = None
    """The range of ages that the participant falls in."""
    onderwijsniveau: Annotated[Concept | None, CULTUUR["Participant.onderwijsniveau"]] = None
    """The level of schooling."""
    neemt_deel_aan: Annotated[list[Ref[Activiteit]], CULTUUR["Participant.neemtDeelAan"]] = []
    """An activity in which the participant takes part."""
    heeft_profiel: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["Participant.heeftProfiel"]] = []
    """A general profile that fits the participant."""
    heeft_persoonlijk_profiel: Annotated[
        Ref[ParticipantProfiel] | None, CULTUUR["Participant.heeftPersoonlijkeProfiel"]
    ] = None
    """The profile of this participant alone."""
    heeft_relatie_met: Annotated[list[Ref[Participant]], CULTUUR["Participant.heeftRelatieMet"]] = []
    """Another participant with whom there is a tie."""
    consent: Annotated[list[Ref[Consent]], CULTUUR["Participant.consent"]] = []
    """The permission to use personal data."""


class ParticipantProfiel(Resource, iri=CULTUUR.ParticipantProfiel):
    """What is known of a participant, or of a kind of participants."""

    profiel_van: Annotated[list[Ref[Participant]], CULTUUR["ParticipantProfiel.profielVan"]] = []
    """A participant whom the general profile fits."""
    persoonlijk_profiel_van: Annotated[Ref[Participant] | None, CULTUUR["ParticipantProfiel.persoonlijkProfielVan"]] = (
        None
    )
    """The only participant whom the profile is about."""
    algemeen_kenmerk: Annotated[
        list[Ref[AlgemeenParticipantkenmerk]], CULTUUR["ParticipantProfiel.algemeenKenmerk"]
    ] = []
    """A general trait."""
    sociodemografisch: Annotated[
        list[Ref[SociodemografischKenmerk]], CULTUUR["ParticipantProfiel.sociodemografisch"]
    ] = []
    """A trait such as age, schooling or income."""
    cultureel: Annotated[list[Ref[Cultuurdeelname]], CULTUUR["ParticipantProfiel.cultureel"]] = []
    """How often and in what kinds of activities there is participation."""
    afgeleid_van: Annotated[list[Ref[Deelname]], CULTUUR["ParticipantProfiel.afgeleidVan"]] = []
    """A participation from which the profile was made."""
    gerichte_doelgroep: Annotated[list[Ref[Activiteit]], CULTUUR["ParticipantProfiel.gerichteDoelgroep"]] = []
    """An activity that is meant for such participants."""


class AlgemeenParticipantkenmerk(Resource, iri=CULTUUR.AlgemeenParticipantkenmerk):
    """A general trait of a participant."""

    type: Annotated[list[Concept], DCT.type] = []
    """Which trait it is."""
    is_deel_van: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["AlgemeenParticipantkenmerk.isDeelVan"]] = []
    """The profile that it is in."""


class SociodemografischKenmerk(Resource, iri=CULTUUR.SociodemografischKenmerk):
    """Age, schooling, income and place of a participant."""

    leeftijdsgroep: Annotated[str | None, SCHEMAS.typicalAgeRange] = None
    """The range of ages."""
    onderwijsniveau: Annotated[Concept | None, CULTUUR["SociodemografischKenmerk.onderwijsniveau"]] = None
    """The level of schooling."""
    inkomensniveau: Annotated[Concept | None, CULTUUR["SociodemografischKenmerk.inkomensniveau"]] = None
    """The level of income."""
    locatie: Annotated[Ref[Locatie] | None, CULTUUR["SociodemografischKenmerk.locatie"]] = None
    """Where the participant is from."""
    deel_van: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["SociodemografischKenmerk.deelVan"]] = []
    """The profile that it is in."""


class Cultuurdeelname(Resource, iri=CULTUUR.Cultuurdeelname):
    """How a participant takes part in cultural life."""

    frequentie: Annotated[Ref[KwantitatieveWaarde] | None, CULTUUR["Cultuurdeelname.frequentie"]] = None
    """How often."""
    type_activiteit: Annotated[list[Concept], CULTUUR["Cultuurdeelname.typeActiviteit"]] = []
    """In what kind of activities."""
    thema_activiteit: Annotated[list[Concept], CULTUUR["Cultuurdeelname.themaActiviteit"]] = []
    """What those activities are about."""
    deel_van: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["Cultuurdeelname.deelVan"]] = []
    """The profile that it is in."""


class Deelname(Resource, iri=CULTUUR.Deelname):
    """That a participant takes part in an activity."""

    activiteit: Annotated[Ref[Activiteit], CULTUUR["Deelname.activiteit"]]
    """The activity."""
    participant: Annotated[Ref[Participant], CULTUUR["Deelname.participant"]]
    """Who takes part."""
    type: Annotated[list[Concept], DCT.type] = []
    """In what way, such as actively or as a spectator."""
    tijdstip: Annotated[list[Ref[Periode]], CULTUUR["Deelname.tijdstip"]] = []
    """When."""
    deelnamerecht: Annotated[list[Ref[Deelnamerecht]], CULTUUR["Deelname.deelnamerecht"]] = []
    """The right that is needed to take part."""
    transactie: Annotated[list[Ref[Transactie]], CULTUUR.transactie] = []
    """The purchase or registration that is needed to take part."""
    feedback_op_deelname: Annotated[list[Ref[Feedback]], CULTUUR["Deelname.feedbackOpDeelname"]] = []
    """What the participant said of it."""
    input_voor: Annotated[list[Ref[ParticipantProfiel]], CULTUUR["Deelname.inputVoor"]] = []
    """A profile that was made from it."""


class Feedback(Resource, iri=CULTUUR.Feedback):
    """What a participant said of an activity."""

    type: Annotated[Concept | None, DCT.type] = None
    """What kind of feedback it is."""
    bron: Annotated[list[Concept], CULTUUR["Feedback.bron"]] = []
    """Along which way it came."""
    content: Annotated[list[Ref[FeedbackContent]], CULTUUR["Feedback.content"]] = []
    """What was said."""
    van_deelname: Annotated[list[Ref[Deelname]], CULTUUR["Feedback.vanDeelname"]] = []
    """The participation that it is about."""


class FeedbackContent(Resource, iri=CULTUUR.FeedbackContent):
    """The content of feedback."""


# Tickets.


class Transactie(Resource, iri=CULTUUR.Transactie):
    """A purchase, reservation or registration that gives access to something."""

    type: Annotated[list[Concept], DCT.type] = []
    """What kind of transaction it is, such as a purchase or a loan."""
    tijdstip: Annotated[datetime | None, CULTUUR["Transactie.tijdstip"]] = None
    """When it was made."""
    aangekocht_door: Annotated[Ref[Agent] | None, CULTUUR["Transactie.aangekochtDoor"]] = None
    """Who made it."""
    prijs: Annotated[Ref[Geldbedrag] | None, SCHEMAS.price] = None
    """The amount that was paid."""
    betaaltermijn: Annotated[Concept | None, CULTUUR["Transactie.betaaltermijn"]] = None
    """The term in which payment is made, such as once or each month."""
    ticket: Annotated[list[Ref[Ticket]], CULTUUR["Transactie.ticket"]] = []
    """A ticket that it gave."""
    object: Annotated[list[Ref[Object]], CULTUUR["Transactie.object"]] = []
    """A thing that it is about, such as a copy of a book."""
    geeft_recht_op: Annotated[list[Ref[Deelname]], CULTUUR.geefrechtop] = []
    """A participation to which it gives a right."""


class Ticket(Resource, iri=CULTUUR.Ticket):
    """The proof of a transaction, such as an entrance ticket or a subscription."""

    transactie: Annotated[Ref[Transactie], CULTUUR["Ticket.transactie"]]
    """The transaction that it proves."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of ticket it is."""
    geldigheid: Annotated[Ref[Periode] | None, CULTUUR["Ticket.geldigheid"]] = None
    """When it is valid."""
