"""OSLO Besluit Publicatie, version 2025-12-11: sessions, what was on the agenda, what was decided, how it was voted.

A `Zitting` treats `Agendapunt`en; the `BehandelingVanAgendapunt` of each gives rise to a `Besluit`, which is
the text. Published decisions state on that text itself what the profile puts on the legal act behind it
(`Rechtsgrond`); the fields under "As decisions are published" are for those.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/besluit-publicatie/erkendestandaard/2025-12-11/
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString, Literal
from ..namespaces import BESLUIT, DCT, ELI, MANDAAT, PROV
from . import mandaat
from .generiek import Agent as Agent, Document as Document, Documentonderdeel as Documentonderdeel
from .mandaat import (
    Bestuurseenheid as Bestuurseenheid,
    Bestuursorgaan as Bestuursorgaan,
    BestuursorgaanInBestuursperiode as BestuursorgaanInBestuursperiode,
    Locatie as Locatie,
    ResourceType as ResourceType,
)


class Mandataris(Agent, iri=MANDAAT.Mandataris):
    """A person as the holder of a mandate, as far as decisions are concerned; `mandaat.py` tells the rest."""

    is_tijdelijk_vervangen_door: Annotated[list[Ref[Mandataris]], MANDAAT.isTijdelijkVervangenDoor] = []
    """Who takes over for some time."""


# Sessions.


class Vergaderactiviteit(Resource, iri=BESLUIT.Vergaderactiviteit):
    """A meeting, or a part of one."""

    heeft_aanwezige: Annotated[list[Ref[Agent]], BESLUIT.heeftAanwezige] = []
    """Who is there."""


class Zitting(Vergaderactiviteit, iri=BESLUIT.Zitting):
    """A formal meeting of a governing body."""

    is_gehouden_door: Annotated[Ref[Bestuursorgaan] | Ref[BestuursorgaanInBestuursperiode], BESLUIT.isGehoudenDoor]
    """The body that meets."""
    geplande_start: Annotated[datetime | None, BESLUIT.geplandeStart] = None
    """When the session is planned to start."""
    gestart_op_tijdstip: Annotated[datetime | None, PROV.startedAtTime] = None
    """When it did start."""
    geeindigd_op_tijdstip: Annotated[datetime | None, PROV.endedAtTime] = None
    """When it ended."""
    op_locatie: Annotated[Ref[Locatie] | None, PROV.atLocation] = None
    """Where it takes place."""
    behandelt: Annotated[list[Ref[Agendapunt]], BESLUIT.behandelt] = []
    """An item of the agenda."""
    heeft_aanwezige_bij_start: Annotated[list[Ref[Mandataris]], BESLUIT.heeftAanwezigeBijStart] = []
    """Who is there when it starts."""
    heeft_secretaris: Annotated[Ref[Mandataris] | None, BESLUIT.heeftSecretaris] = None
    """Who keeps the records."""
    heeft_voorzitter: Annotated[Ref[Mandataris] | None, BESLUIT.heeftVoorzitter] = None
    """Who presides."""
    heeft_notulen: Annotated[Ref[Document] | None, BESLUIT.heeftNotulen] = None
    """The minutes."""
    heeft_zittingsverslag: Annotated[list[Ref[Document]], BESLUIT.heeftZittingsverslag] = []
    """Another record of the session, such as a recording."""


class Agendapunt(Resource, iri=BESLUIT.Agendapunt):
    """A topic on the agenda of a session."""

    titel: Annotated[str, DCT.title]
    """What the topic is called."""
    beschrijving: Annotated[str | None, DCT.description] = None
    """A few lines on the topic."""
    gepland_openbaar: Annotated[bool | None, BESLUIT.geplandOpenbaar] = None
    """Whether it is meant to be treated in public."""
    type: Annotated[list[Concept], BESLUIT["Agendapunt.type"]] = []
    """Which kind of topic it is."""
    refereert_aan: Annotated[list[Ref[Agendapunt]], DCT.references] = []
    """Another topic that has to do with it."""
    aangebracht_na: Annotated[Ref[Agendapunt] | None, BESLUIT.aangebrachtNa] = None
    """The topic before it on the agenda."""
    heeft_ontwerpbesluit: Annotated[list[Ref[Document]], BESLUIT.heeftOntwerpbesluit] = []
    """A draft of what is to be decided."""


class BehandelingVanAgendapunt(Vergaderactiviteit, iri=BESLUIT.BehandelingVanAgendapunt):
    """How a session treats a topic of its agenda."""

    heeft_onderwerp: Annotated[Ref[Agendapunt] | None, DCT.subject] = None
    """The topic."""
    openbaar: Annotated[bool | None, BESLUIT.openbaar] = None
    """Whether it was treated in public."""
    gebeurt_na: Annotated[Ref[BehandelingVanAgendapunt] | None, BESLUIT.gebeurtNa] = None
    """What was treated before it in the same session."""
    heeft_secretaris: Annotated[Ref[Mandataris] | None, BESLUIT.heeftSecretaris] = None
    """Who keeps the records."""
    heeft_voorzitter: Annotated[Ref[Mandataris] | None, BESLUIT.heeftVoorzitter] = None
    """Who presides."""
    heeft_stemming: Annotated[list[Ref[Stemming]], BESLUIT.heeftStemming] = []
    """A vote on it."""
    geeft_aanleiding_tot: Annotated[list[Ref[Besluit]], PROV.generated] = []
    """What was decided."""


class Stemming(Vergaderactiviteit, iri=BESLUIT.Stemming):
    """A vote of a governing body, with its outcome."""

    onderwerp: Annotated[LangString, BESLUIT.onderwerp]
    """What is voted on."""
    gevolg: Annotated[LangString, BESLUIT.gevolg]
    """What follows from the vote."""
    geheim: Annotated[bool, BESLUIT.geheim]
    """Whether nobody is told who voted what."""
    aantal_voorstanders: Annotated[int, BESLUIT.aantalVoorstanders]
    """How many voted for it."""
    aantal_tegenstanders: Annotated[int, BESLUIT.aantalTegenstanders]
    """How many voted against it."""
    aantal_onthouders: Annotated[int, BESLUIT.aantalOnthouders]
    """How many abstained."""
    heeft_aanwezige: Annotated[list[Ref[Agent]], BESLUIT.heeftAanwezige, MinLen(1)]
    """Who is there."""
    heeft_stemmer: Annotated[list[Ref[Mandataris]], BESLUIT.heeftStemmer, MinLen(1)]
    """Who votes."""
    heeft_voorstander: Annotated[list[Ref[Mandataris]], BESLUIT.heeftVoorstander] = []
    """Who voted for it."""
    heeft_tegenstander: Annotated[list[Ref[Mandataris]], BESLUIT.heeftTegenstander] = []
    """Who voted against it."""
    heeft_onthouder: Annotated[list[Ref[Mandataris]], BESLUIT.heeftOnthouder] = []
    """Who abstained."""


# The texts.


class LegaleVerschijningsvorm(Resource, iri=ELI.LegalExpression):
    """The text of a legal act in one language."""

    titel: Annotated[list[str | LangString], ELI.title] = []
    """The title of the text."""
    inhoud: Annotated[Literal | None, PROV.value] = None
    """The text itself."""
    taal: Annotated[Concept | None, ELI.language] = None
    """The language that it is in."""
    citeert: Annotated[list[Ref[LegaleVerschijningsvorm]], ELI.cites] = []
    """A text that it refers to."""
    verandert: Annotated[list[Ref[LegaleVerschijningsvorm]], ELI.changes] = []
    """A text that it changes."""
    veranderd_door: Annotated[list[Ref[LegaleVerschijningsvorm]], ELI.changed_by] = []
    """A text by which it is changed."""
    corrigeert: Annotated[list[Ref[LegaleVerschijningsvorm]], ELI.corrects] = []
    """A text in which it corrects mistakes."""
    gecorrigeerd_door: Annotated[list[Ref[LegaleVerschijningsvorm]], ELI.corrected_by] = []
    """A text by which mistakes in it are corrected."""


class Besluit(LegaleVerschijningsvorm, iri=BESLUIT.Besluit):
    """A decision of a governing body, as it is written down."""

    titel: Annotated[list[str | LangString], ELI.title, MinLen(1)]
    """The title of the decision."""
    citeeropschrift: Annotated[str | None, ELI.title_short] = None
    """The short title by which others refer to it."""
    beschrijving: Annotated[str | LangString | None, ELI.description] = None
    """A few lines on what is decided."""
    motivering: Annotated[LangString | None, BESLUIT.motivering] = None
    """Why it is decided, in law and in fact."""
    publicatiedatum: Annotated[date | None, ELI.date_publication] = None
    """When it was published."""
    realiseert: Annotated[Ref[Rechtsgrond] | None, ELI.realizes] = None
    """The legal act of which this is the text."""
    volgt_uit: Annotated[Ref[BehandelingVanAgendapunt] | None, PROV.wasGeneratedBy] = None
    """The treatment of the topic that led to it."""

    # As decisions are published.
    aangenomen_door: Annotated[Ref[Bestuursorgaan] | Ref[BestuursorgaanInBestuursperiode] | None, ELI.passed_by] = None
    """The body that decided."""
    inwerkingtreding: Annotated[date | None, ELI.first_date_entry_in_force] = None
    """From when it applies."""
    buitenwerkingtreding: Annotated[date | None, ELI.date_no_longer_in_force] = None
    """The last day on which it applies."""
    heeft_deel: Annotated[list[Ref[Artikel]], ELI.has_part] = []
    """An article of it."""


class Artikel(LegaleVerschijningsvorm, iri=BESLUIT.Artikel):
    """A numbered part of a decision, with a legal effect of its own."""

    nummer: Annotated[str, ELI.number]
    """The number of the article."""
    realiseert: Annotated[Ref[Rechtsgrondonderdeel] | None, ELI.realizes] = None
    """The part of the legal act of which this is the text."""


# The legal acts behind them.


class Rechtsgrond(mandaat.Rechtsgrond, iri=ELI.LegalResource):
    """A legal act, such as the one that a governing body performs by a decision, whatever the language of its text."""

    citeert: Annotated[list[Ref[Rechtsgrond] | Ref[Document]], ELI.cites] = []
    """An act that it refers to, or a document that is attached to it."""
    verandert: Annotated[list[Ref[Rechtsgrond]], ELI.changes] = []
    """An act that it changes."""
    veranderd_door: Annotated[list[Ref[Rechtsgrond]], ELI.changed_by] = []
    """An act by which it is changed."""
    corrigeert: Annotated[list[Ref[Rechtsgrond]], ELI.corrects] = []
    """An act in which it corrects mistakes."""
    gecorrigeerd_door: Annotated[list[Ref[Rechtsgrond]], ELI.corrected_by] = []
    """An act by which mistakes in it are corrected."""
    aangenomen_door: Annotated[Ref[Bestuursorgaan] | Ref[BestuursorgaanInBestuursperiode] | None, ELI.passed_by] = None
    """The body that decided."""
    heeft_deel: Annotated[list[Ref[Rechtsgrondonderdeel]], ELI.has_part] = []
    """A part of the act, such as one of its articles."""


class Rechtsgrondonderdeel(Resource, iri=ELI.LegalResourceSubdivision):
    """A part of a legal act, such as one of its articles."""

    is_deel_van: Annotated[Ref[Rechtsgrond] | None, ELI.is_part_of] = None
    """The act that it is a part of."""


PROFILE = Profile.of(
    __name__,
    name="besluit-publicatie",
    version="2025-12-11",
    title="OSLO Besluit Publicatie",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/besluit-publicatie/erkendestandaard/2025-12-11/",
    also=(
        Agent,
        Document,
        Documentonderdeel,
        Bestuurseenheid,
        Bestuursorgaan,
        BestuursorgaanInBestuursperiode,
        Locatie,
        ResourceType,
    ),
    relaxed={
        "decisions are published without it (lblod)": {
            "Agendapunt.geplandOpenbaar": "1..1",
            "Agendapunt.type": "1..n",
            "Artikel.realiseert": "1..1",
            "BehandelingVanAgendapunt.heeftAanwezige": "1..n",
            "BehandelingVanAgendapunt.heeftOnderwerp": "1..1",
            "BehandelingVanAgendapunt.openbaar": "1..1",
            "Besluit.realiseert": "1..1",
            "LegaleVerschijningsvorm.taal": "1..1",
            "Zitting.geplandeStart": "1..1",
            "Zitting.heeftAanwezigeBijStart": "1..n",
            "Zitting.heeftSecretaris": "1..1",
            "Zitting.heeftVoorzitter": "1..1",
        },
        "a list of decisions has no reasons (lblod)": {
            "Besluit.motivering": "1..1",
        },
        "published decisions (lblod) state it from the other side, with geeftAanleidingTot": {
            "Besluit.volgtUit": "1..1",
        },
        "decisions name the body and leave the rest to the register (lblod)": {
            "Bestuursorgaan.bestuurt": "1..1",
            "Bestuursorgaan.classificatie": "1..1",
        },
        "a list of decisions does not have their text (lblod)": {
            "LegaleVerschijningsvorm.inhoud": "1..1",
        },
        "an article has no title": {
            "LegaleVerschijningsvorm.titel": "1..n",
        },
        "a list of decisions has no agenda (lblod)": {
            "Zitting.behandelt": "1..n",
        },
        "a session is announced before it ends": {
            "Zitting.geeindigdOpTijdstip": "1..1",
        },
        "a session is announced before it starts": {
            "Zitting.gestartOpTijdstip": "1..1",
        },
    },
)
