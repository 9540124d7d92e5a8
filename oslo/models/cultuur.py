"""OSLO Cultuurparticipatie, version 2024-06-20: cultural activities, who makes them and who takes part.

Source: https://data.vlaanderen.be/doc/applicatieprofiel/cultuurparticipatie/erkendestandaard/2024-06-20/
The facts are those of its shapes and JSON-LD context. What the profile leaves open (the properties of contact
points, addresses, prices and pictures) is as UiTdatabank publishes it, the first to publish data in this profile.

The classes stand in three modules: `cultuur_basis` (who, where, when), `cultuur_aanbod` (prices, booking, pictures)
and `cultuur_activiteit` (activities and participation). Here are the relations between them, and the profile.
"""

from __future__ import annotations

from typing import Annotated

from ..model.description import Profile
from ..model.resource import Ref, Resource
from ..model.values import Concept, LangString
from ..namespaces import CULTUUR, DCT
from . import cultuur_aanbod, cultuur_activiteit, cultuur_basis
from .cultuur_aanbod import (
    Afbeelding as Afbeelding,
    Berichtgeving as Berichtgeving,
    Beschikbaarheid as Beschikbaarheid,
    Boekingsinfo as Boekingsinfo,
    Deelnamerecht as Deelnamerecht,
    Financiering as Financiering,
    Geldbedrag as Geldbedrag,
    Kanaal as Kanaal,
    KwantitatieveWaarde as KwantitatieveWaarde,
    Openingsuren as Openingsuren,
    Prijsinfo as Prijsinfo,
    Ruimtetijd as Ruimtetijd,
    Tijdschema as Tijdschema,
    Video as Video,
    VirtueleLocatie as VirtueleLocatie,
)
from .cultuur_activiteit import (
    Activiteit as Activiteit,
    AlgemeenParticipantkenmerk as AlgemeenParticipantkenmerk,
    Cultuurdeelname as Cultuurdeelname,
    Deelname as Deelname,
    Feedback as Feedback,
    FeedbackContent as FeedbackContent,
    Organisator as Organisator,
    Participant as Participant,
    ParticipantProfiel as ParticipantProfiel,
    Promotie as Promotie,
    Realisator as Realisator,
    SociodemografischKenmerk as SociodemografischKenmerk,
    Ticket as Ticket,
    Transactie as Transactie,
)
from .cultuur_basis import (
    Adresvoorstelling as Adresvoorstelling,
    Agent as Agent,
    Consent as Consent,
    Contactinfo as Contactinfo,
    Ding as Ding,
    Document as Document,
    FormeleOrganisatie as FormeleOrganisatie,
    GeregistreerdeOrganisatie as GeregistreerdeOrganisatie,
    GeregistreerdPersoon as GeregistreerdPersoon,
    Infrastructuur as Infrastructuur,
    Nationaliteit as Nationaliteit,
    Object as Object,
    Organisatie as Organisatie,
    Periode as Periode,
    Persoon as Persoon,
    Plaats as Plaats,
    PubliekeDienstverlening as PubliekeDienstverlening,
)
from .generiek import (
    Geometrie as Geometrie,
    GestructureerdeIdentificator as GestructureerdeIdentificator,
    Identificator as Identificator,
    Locatie as Locatie,
)


class ActiviteitVerhouding(Resource, iri=CULTUUR.ActiviteitVerhouding):
    """How one activity stands to another, such as the try-out of a play to its first night."""

    activiteit_source: Annotated[Ref[Activiteit], CULTUUR["ActiviteitVerhouding.activiteit.source"]]
    """The activity from which the relation goes."""
    activiteit_target: Annotated[Ref[Activiteit], CULTUUR["ActiviteitVerhouding.activiteit.target"]]
    """The activity to which the relation goes."""
    type: Annotated[list[Concept], DCT.type] = []
    """What the one is to the other."""


class Realisatie(Resource, iri=CULTUUR.Realisatie):
    """The part that a maker has in an activity."""

    activiteit: Annotated[Ref[Activiteit], CULTUUR["Realisatie.activiteit"]]
    """The activity."""
    realisator: Annotated[Ref[Realisator], CULTUUR["Realisatie.realisator"]]
    """Who has the part."""
    rol: Annotated[list[Concept], CULTUUR["Realisatie.rol"]] = []
    """What the maker does in it, such as directing or playing."""
    rang: Annotated[str | None, CULTUUR["Realisatie.rang"]] = None
    """Where the maker comes among the makers."""
    realisator_vermeld_als: Annotated[LangString | None, CULTUUR["Realisatie.realisatorVermeldAls"]] = None
    """The name under which the maker is billed."""
    gebruikt_object: Annotated[list[Ref[Ding]], CULTUUR["Realisatie.gebruiktObject"]] = []
    """A thing that the maker uses in it."""


class Samenwerking(Resource, iri=CULTUUR.Samenwerking):
    """That two agents work together towards one result."""

    agent_source: Annotated[Ref[Agent], CULTUUR["Samenwerking.agent.source"]]
    """The agent from whom the relation goes."""
    agent_target: Annotated[Ref[Agent], CULTUUR["Samenwerking.agent.target"]]
    """The agent to whom the relation goes."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of collaboration it is."""
    activiteit: Annotated[list[Ref[Activiteit]], CULTUUR["Samenwerking.activiteit"]] = []
    """An activity in which they work together."""
    periode: Annotated[list[Ref[Periode]], CULTUUR["Samenwerking.periode"]] = []
    """When they work together."""


class Uitvoerder(Agent, iri=CULTUUR.Uitvoerder):
    """A person or organisation that performs a work."""

    uitgevoerd_door: Annotated[list[Ref[Ding]], CULTUUR.uitgevoerdDoor] = []
    """A thing that the performer performs."""


PROFILE = Profile.of(
    __name__,
    name="cultuurparticipatie",
    version="2024-06-20",
    title="OSLO Cultuurparticipatie",
    source="https://data.vlaanderen.be/doc/applicatieprofiel/cultuurparticipatie/erkendestandaard/2024-06-20/",
    also=(
        cultuur_activiteit,
        cultuur_basis,
        cultuur_aanbod,
        Geometrie,
        GestructureerdeIdentificator,
        Identificator,
        Locatie,
        Nationaliteit,
    ),
    relaxed={
        "UiTdatabank gives an organiser a name in each language": {
            "Realisator.naam": "0..1",
        },
    },
)
