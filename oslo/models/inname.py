"""OSLO Inname Openbaar Domein, as published in 2021: works and events on public ground, and the hindrance they cause.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/inname-openbaar-domein/

It is the model of GIPOD, the Flemish register of what happens on public ground. Here are what is done there, what
that means for traffic, and the projects, conflicts and advice around it; `inname_basis.py` has what these refer to.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MaxLen, MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString, Literal
from ..namespaces import ADMS, DC, DCT, LOCN, MOBILITEIT, ORG, PROV, SCHEMA, SCHEMAS, Iri
from . import inname_basis as basis
from .inname_basis import (
    Adresvoorstelling,
    Agent,
    ContactInfoPubliek,
    Gebeurtenis,
    Geometrie,
    Identificator,
    Innameverbod,
    Innamezone,
    OvHalte,
    OvRoute,
    Periode,
    Samenwerkingsaanvraag,
    Signalisatievergunning,
    Synergie,
    Tijdsinterval,
    Tijdsschema,
    TransportLinkSet,
    Url,
)

# Taking public ground.


class Inname(Resource, iri=MOBILITEIT.Inname):
    """Taking a part of public ground for some time: works, an event, a container, a terrace."""

    beschrijving: Annotated[LangString | None, DCT.description] = None
    """What happens, in a few words."""
    type: Annotated[list[Concept], MOBILITEIT["Inname.type"]] = []
    """The kind of occupation."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Where it stands, such as asked, granted or under way."""
    openbaar_domein: Annotated[bool | None, MOBILITEIT["Inname.openbaarDomein"]] = None
    """Whether the ground is public."""
    starttijd: Annotated[datetime | None, SCHEMA.startDate] = None
    """When it begins."""
    eindtijd: Annotated[datetime | None, SCHEMA.endDate] = None
    """When it is over."""
    tijdsschema: Annotated[list[Ref[Tijdsschema]], SCHEMA.eventSchedule] = []
    """The hours between begin and end at which the ground is taken."""
    innamezone: Annotated[list[Ref[Innamezone]], MOBILITEIT["Inname.innamezone"]] = []
    """The ground that is taken."""
    adres_voorstelling: Annotated[list[Ref[Adresvoorstelling]], LOCN.address] = []
    """The address of the place."""
    plaatsbeschrijving: Annotated[LangString | None, MOBILITEIT["Inname.plaatsbeschrijving"]] = None
    """Where it is, in words."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the occupation in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who answers for the occupation and keeps its data."""
    bijdrager: Annotated[list[Ref[Agent]], DC.contributor] = []
    """Someone else who keeps its data."""
    contactpunt: Annotated[list[Ref[Agent]], MOBILITEIT.contactpunt] = []
    """Who to ask about it."""
    url: Annotated[list[Ref[Url]], MOBILITEIT.url] = []
    """A page with more about it."""
    heeft_gevolg: Annotated[list[Ref[Mobiliteitshinder]], MOBILITEIT["Inname.heeftGevolg"]] = []
    """The hindrance that it causes."""
    vereist: Annotated[list[Ref[Mobiliteitsmaatregel]], MOBILITEIT["Inname.vereist"]] = []
    """A measure that it takes to keep traffic going."""
    vereist_signalisatievergunning: Annotated[
        Ref[Signalisatievergunning] | None, MOBILITEIT.vereistSignalisatievergunning
    ] = None
    """The permit for the traffic signs that it takes."""
    geeft_aanleiding_tot: Annotated[Ref[Samenwerkingsaanvraag] | None, MOBILITEIT["Inname.geeftAanleidingTot"]] = None
    """The question to others to join in."""
    leidt_tot: Annotated[list[Ref[Innameverbod]], MOBILITEIT.leidtTot] = []
    """A ban that follows from it."""
    is_gerelateerd_aan: Annotated[list[Ref[Inname]], DCT.references] = []
    """Another occupation that has to do with it."""
    is_deel_van: Annotated[list[Ref[Inname]], DCT.isPartOf] = []
    """The larger occupation that it is part of."""
    is_versie_van: Annotated[Iri | None, DCT.isVersionOf] = None
    """The occupation of which this is the state at one time."""
    gegenereerd_op: Annotated[datetime | None, PROV.generatedAtTime] = None
    """The time of the state."""


class Werk(Inname, iri=MOBILITEIT.Werk):
    """Works on or along a street that do not open the ground, such as scaffolding or a removal."""

    geschatte_duur: Annotated[Literal | None, MOBILITEIT.geschatteDuur] = None
    """How long the works will probably take."""
    soort: Annotated[list[Concept], MOBILITEIT["Werk.soort"]] = []
    """What is done."""


class Grondwerk(Inname, iri=MOBILITEIT.Grondwerk):
    """Works that open the ground, such as laying a water main."""

    categorie: Annotated[Concept | None, MOBILITEIT["Grondwerk.categorie"]] = None
    """How large the works are, which decides how early they have to be told."""
    soort: Annotated[list[Concept], MOBILITEIT["Grondwerk.soort"]] = []
    """What is laid, repaired or taken away."""
    geschatte_duur: Annotated[Literal | None, MOBILITEIT.geschatteDuur] = None
    """How long the works will probably take."""
    voorlopige_oplevering: Annotated[datetime | None, MOBILITEIT["Grondwerk.voorlopigeOplevering"]] = None
    """When the works were taken over, for the time being."""
    verplaatsingswerk: Annotated[bool | None, MOBILITEIT["Grondwerk.verplaatsingswerk"]] = None
    """Whether lines or pipes are moved to make room for other works."""
    heeft_oorzaak_grondwerk: Annotated[list[Ref[Grondwerk]], MOBILITEIT.heeftOorzaakGrondwerk] = []
    """Other works, because of which these are needed."""


class Evenement(Inname, iri=SCHEMAS.Event):
    """An event on public ground, such as a fair, a market or a race."""


# Hindrance, and what is done about it.


class Mobiliteitshindergevolg(Resource, iri=MOBILITEIT.Mobiliteitshindergevolg):
    """What a hindrance means for some road users."""

    gevolg: Annotated[Concept, MOBILITEIT.gevolg]
    """What they meet, such as a closed lane."""
    doelgroep: Annotated[list[Concept], MOBILITEIT.doelgroep, MinLen(1)]
    """Who meets it, such as cyclists."""


class Mobiliteitshinder(Resource, iri=MOBILITEIT.Mobiliteitshinder):
    """Hindrance to traffic by works, an event or other use of public ground."""

    beschrijving: Annotated[LangString, DCT.description]
    """What hinders where, in a few words."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Where it stands, such as planned or under way."""
    periode: Annotated[Ref[Periode] | None, MOBILITEIT.periode] = None
    """From when until when there is hindrance."""
    tijdsschema: Annotated[list[Ref[Gebeurtenis]], MOBILITEIT.tijdsschema] = []
    """When there is hindrance, with times that come back."""
    locatie: Annotated[list[Concept], MOBILITEIT["Mobiliteitshinder.locatie"]] = []
    """The part of the street that is hindered, such as the pavement."""
    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry] = []
    """Where there is hindrance."""
    heeft_betrekking_op_innamezone: Annotated[
        list[Ref[Innamezone]], MOBILITEIT["Mobiliteitshinder.heeftBetrekkingOpInnamezone"]
    ] = []
    """The zone of the occupation that it belongs to."""
    adres_voorstelling: Annotated[list[Ref[Adresvoorstelling]], LOCN.address] = []
    """The address of the place."""
    heeft_gevolg: Annotated[list[Ref[Mobiliteitshindergevolg]], MOBILITEIT["Mobiliteitshinder.heeftGevolg"]] = []
    """What it means for some road users."""
    vereist: Annotated[list[Ref[Mobiliteitsmaatregel]], MOBILITEIT["Mobiliteitshinder.vereist"]] = []
    """A measure that it takes to keep traffic going."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the hindrance in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who answers for the hindrance and keeps its data."""
    maker: Annotated[list[Ref[Agent]], DC.creator] = []
    """Who entered it into the register."""
    bijdrager: Annotated[list[Ref[Agent]], DC.contributor] = []
    """Someone else who keeps its data."""
    contactpunt: Annotated[list[Ref[Agent]], MOBILITEIT.contactpunt] = []
    """Who to ask about it."""
    aangemaakt_op: Annotated[datetime | None, DCT.created] = None
    """When it was entered."""
    gewijzigd_op: Annotated[datetime | None, DCT.modified] = None
    """When it was changed last."""
    versienotitie: Annotated[list[LangString], ADMS.versionNotes] = []
    """What changed with this version."""
    is_versie_van: Annotated[Iri | None, DCT.isVersionOf] = None
    """The hindrance of which this is the state at one time."""
    gegenereerd_op: Annotated[datetime | None, PROV.generatedAtTime] = None
    """The time of the state."""


class Verkeersteken(Resource, iri=MOBILITEIT.Verkeersteken):
    """A road sign, a marking or a traffic light."""


class Mobiliteitsmaatregel(Resource, iri=MOBILITEIT.Mobiliteitsmaatregel):
    """Something done so that traffic can go on, such as a diversion or a parking ban."""

    beschrijving: Annotated[LangString, DCT.description]
    """What is done, in a few words."""
    tijdsschema: Annotated[list[Ref[Gebeurtenis]], MOBILITEIT.tijdsschema, MinLen(1)]
    """When it holds."""
    type: Annotated[list[Concept], MOBILITEIT["Mobiliteitsmaatregel.type"]] = []
    """The kind of measure."""
    doelgroep: Annotated[list[Concept], MOBILITEIT.doelgroep] = []
    """The road users that it is for."""
    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry] = []
    """Where it holds."""
    heeft_route: Annotated[list[Ref[Geometrie]], MOBILITEIT.heeftRoute] = []
    """The way that traffic is led along."""
    adres_voorstelling: Annotated[list[Ref[Adresvoorstelling]], LOCN.address] = []
    """The address of the place."""
    plaatsbeschrijving: Annotated[LangString | None, MOBILITEIT["Mobiliteitsmaatregel.plaatsbeschrijving"]] = None
    """Where it is, in words."""
    wordt_aangeduid_door: Annotated[
        list[Ref[Verkeersteken]], MOBILITEIT["Mobiliteitsmaatregel.wordtAangeduidDoor"]
    ] = []
    """A sign that tells road users."""
    heeft_gevolg: Annotated[list[Ref[Mobiliteitshinder]], MOBILITEIT["Mobiliteitsmaatregel.heeftGevolg"]] = []
    """Hindrance that the measure itself causes."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the measure in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who answers for the measure and keeps its data."""
    bijdrager: Annotated[list[Ref[Agent]], DC.contributor] = []
    """Someone else who keeps its data."""
    contactinfo: Annotated[list[Ref[ContactInfoPubliek]], MOBILITEIT.contactinfo] = []
    """Where to ask about it."""


class Omleiding(Mobiliteitsmaatregel, iri=MOBILITEIT.Omleiding):
    """A way around the place that is closed."""

    heeft_route: Annotated[list[Ref[Geometrie]], MOBILITEIT.heeftRoute, MinLen(1), MaxLen(2)]
    """The way around, once for each direction."""
    heeft_transport_link_set: Annotated[list[Ref[TransportLinkSet]], MOBILITEIT.heeftTransportLinkSet, MaxLen(2)] = []
    """The same way as pieces of road."""


class Verkeersmaatregel(Mobiliteitsmaatregel, iri=MOBILITEIT.Verkeersmaatregel):
    """A rule for traffic that signs make known, such as a speed limit."""


# Projects, conflicts, advice.


class Project(Resource, iri=MOBILITEIT.Project):
    """Occupations that are planned and followed up together."""

    omvat: Annotated[list[Ref[Inname] | Ref[Mobiliteitshinder] | Ref[Synergie]], MOBILITEIT["Project.omvat"]] = []
    """An occupation, a hindrance or joint works that are part of the project."""
    beschrijving: Annotated[Literal | None, DCT.description] = None
    """What the project is about."""
    type: Annotated[Concept | None, MOBILITEIT["Project.type"]] = None
    """The kind of project."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Where the project stands."""
    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry] = []
    """Where it is."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the project in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who answers for the project and keeps its data."""
    bijdrager: Annotated[list[Ref[Agent]], DC.contributor] = []
    """Someone else who keeps its data."""
    contactpunt: Annotated[list[Ref[Agent]], MOBILITEIT.contactpunt] = []
    """Who to ask about it."""
    geeft_aanleiding_tot: Annotated[Ref[Samenwerkingsaanvraag] | None, MOBILITEIT["Project.geeftAanleidingTot"]] = None
    """The question to others to join in."""
    volgt_uit: Annotated[Ref[Samenwerkingsaanvraag] | None, MOBILITEIT.volgtUit] = None
    """The question from which the project came."""


class RuimtelijkConflict(Resource, iri=MOBILITEIT.RuimtelijkConflict):
    """That several things want the same ground at the same time."""

    zone: Annotated[list[Ref[Geometrie]], LOCN.geometry, MinLen(1)]
    """The ground that they share."""
    tijdsinterval: Annotated[list[Ref[Tijdsinterval]], DCT.temporal, MinLen(1)]
    """The time that they share."""
    heeft_betrekking_tot: Annotated[
        list[Ref[Project] | Ref[OvHalte] | Ref[OvRoute]], MOBILITEIT.heeftBetrekkingTot
    ] = []
    """A project, or a stop or line of public transport, that is concerned."""
    type: Annotated[list[Concept], MOBILITEIT["RuimtelijkConflict.type"]] = []
    """The kind of conflict."""
    classificatie: Annotated[Concept | None, ORG.classification] = None
    """How grave it is."""


class Advies(Resource, iri=MOBILITEIT.Advies):
    """What an authority thinks of something that is planned."""

    adviseert: Annotated[
        list[Ref[Inname] | Ref[Mobiliteitshinder] | Ref[Mobiliteitsmaatregel] | Ref[Project] | Ref[RuimtelijkConflict]],
        MOBILITEIT.adviseert,
    ] = []
    """What the advice is about."""
    beoordeling: Annotated[Concept, MOBILITEIT.beoordeling]
    """What the authority thinks of it, such as favourable."""
    beoordelingsdatum: Annotated[datetime, MOBILITEIT.beoordelingsdatum]
    """When the advice was given."""
    beoordeeld_door: Annotated[list[Ref[Agent]], MOBILITEIT.beoordeeldDoor, MinLen(1)]
    """Who gave it."""
    bindend: Annotated[bool, MOBILITEIT.bindend]
    """Whether it has to be followed."""
    beschrijving: Annotated[str, DCT.description]
    """What it says."""
    reden: Annotated[str, MOBILITEIT.reden]
    """Why it says so."""
    stilzwijgend: Annotated[bool | None, MOBILITEIT.stilzwijgend] = None
    """Whether it holds as given because no answer came in time."""
    identificator: Annotated[list[Ref[Identificator]], ADMS.identifier] = []
    """The number of the advice in the register."""
    beheerder: Annotated[Ref[Agent] | None, MOBILITEIT.beheerder] = None
    """Who keeps the data on the advice."""


PROFILE = Profile.of(
    __name__,
    name="inname-openbaar-domein",
    version="2021",
    title="OSLO Inname Openbaar Domein",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/inname-openbaar-domein/",
    also=(
        basis.Adresvoorstelling,
        basis.Contactinfo,
        Geometrie,
        Identificator,
        basis,
        Periode,
    ),
    relaxed={
        "GIPOD publishes organisations without contact details": {
            "Agent.contactinfo": "1..n",
        },
        "beside a hindrance, GIPOD publishes the works behind it with only their number": {
            "Grondwerk.categorie": "1..1",
            "Grondwerk.geschatteDuur": "1..1",
            "Inname.beschrijving": "1..1",
            "Inname.innamezone": "1..n",
            "Inname.openbaarDomein": "1..1",
            "Inname.type": "1..n",
            "Werk.geschatteDuur": "1..1",
        },
        "GIPOD publishes periode instead": {
            "Mobiliteitshinder.tijdsschema": "1..n",
        },
    },
)
