"""CPSV-AP (SEMIC), version 3.2.0: the services of government, what they ask and give, and how to get them.

Source: https://semiceu.github.io/CPSV-AP/releases/3.2.0/
"""

from __future__ import annotations

from typing import Annotated

from annotated_types import MinLen

from ...model.description import Profile
from ...model.resource import Ref
from ...model.values import Concept, Duration, LangString, Literal
from ...namespaces import A4G, ADMS, CPSV, DCAT, DCT, ELI, FOAF, LOCN, M8G, ORG, SKOS, TIME
from . import Thing, common
from .common import Document as Document
from .core_location import Address as Address, Location as Location

# The service.


class PublicService(Thing, iri=CPSV.PublicService):
    """Something that government does for someone, by right or by duty, such as giving a permit."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the service is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the service is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What the service is, in a few sentences."""
    has_competent_authority: Annotated[list[Ref[PublicOrganisation]], M8G.hasCompetentAuthority, MinLen(1)]
    """The public organisation that answers for the service."""
    keyword: Annotated[list[LangString], DCAT.keyword] = []
    """A word by which people look for the service."""
    addressee: Annotated[list[Concept], DCT.audience] = []
    """For whom the service is, such as citizens or enterprises."""
    thematic_area: Annotated[list[Concept], M8G.thematicArea] = []
    """The subject of the service."""
    sector: Annotated[list[Concept], M8G.sector] = []
    """The branch of the economy that the service concerns."""
    functions_of_government: Annotated[list[Concept], DCT.type] = []
    """The task of government that the service is part of, such as health or education."""
    is_classified_by: Annotated[list[Concept], M8G.isClassifiedBy] = []
    """A category in which some classification places the service."""
    status: Annotated[Concept | None, ADMS.status] = None
    """Whether the service is offered, in preparation or ended."""
    language: Annotated[list[Ref[LinguisticSystem]], DCT.language] = []
    """A language in which the service can be had."""
    processing_time: Annotated[Duration | None, M8G.processingTime] = None
    """How long it takes, as a rule, from the request to the outcome."""
    spatial: Annotated[list[Ref[Location]], DCT.spatial] = []
    """The territory in which the service is offered."""
    is_part_of: Annotated[list[Ref[Dataset]], DCT.isPartOf] = []
    """The catalogue in which the service is described."""
    is_grouped_by: Annotated[list[Ref[Event]], M8G.isGroupedBy] = []
    """An event in life or business for which people need the service."""
    requires: Annotated[list[Ref[PublicService]], DCT.requires] = []
    """Another service that this one makes use of, such as one whose outcome it needs."""
    related_service: Annotated[list[Ref[PublicService]], M8G.relatedService] = []
    """Another service that has to do with this one."""
    holds_requirement: Annotated[list[Ref[Requirement]], M8G.holdsRequirement] = []
    """A condition that one has to meet."""
    has_input: Annotated[list[Ref[Evidence]], CPSV.hasInput] = []
    """A proof that one has to hand in."""
    has_input_type: Annotated[list[Ref[EvidenceType]], M8G.hasInputType] = []
    """A kind of proof that one has to hand in."""
    produces: Annotated[list[Ref[Output]], CPSV.produces] = []
    """What comes out of the service."""
    follows: Annotated[list[Ref[Rule]], CPSV.follows] = []
    """A rule by which the service works."""
    has_legal_resource: Annotated[list[Ref[LegalResource]], M8G.hasLegalResource] = []
    """A law or other text that the service rests on, or has to do with."""
    has_participation: Annotated[list[Ref[Participation]], M8G.hasParticipation] = []
    """That an agent has a part in the service."""
    has_channel: Annotated[list[Ref[Channel]], M8G.hasChannel] = []
    """A way to get the service, such as a counter or a web site."""
    has_cost: Annotated[list[Ref[Cost]], M8G.hasCost] = []
    """What one pays for the service."""
    contact_point: Annotated[list[Ref[ContactPoint]], M8G.contactPoint] = []
    """Where to ask about the service."""


class Output(Thing, iri=M8G.Output):
    """What comes out of a service, such as a permit or a certificate."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the output is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the output is called."""
    description: Annotated[list[LangString], DCT.description] = []
    """What the output is, in a few sentences."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of output it is."""
    language: Annotated[list[Ref[LinguisticSystem]], DCT.language] = []
    """A language in which the output can be had."""
    is_part_of: Annotated[list[Ref[Dataset]], DCT.isPartOf] = []
    """The catalogue in which the output is described."""


class Channel(Thing, iri=M8G.Channel):
    """A way to get a service, such as a counter, a telephone line or a web site."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the channel is known."""
    description: Annotated[list[LangString], DCT.description] = []
    """What the channel is, in a few sentences."""
    type: Annotated[Concept | None, DCT.type] = None
    """What kind of channel it is."""
    owned_by: Annotated[list[Ref[Organization]], M8G.ownedBy] = []
    """The organisation that runs the channel."""
    processing_time: Annotated[Duration | None, M8G.processingTime] = None
    """How long the service takes along this channel."""
    opening_hours: Annotated[list[Ref[TemporalEntity]], M8G.openingHours] = []
    """When the channel can be used."""
    availability_restriction: Annotated[list[Ref[TemporalEntity]], M8G.specialOpeningHoursSpecification] = []
    """When, against the usual hours, it cannot be used."""
    has_input: Annotated[list[Ref[Evidence]], CPSV.hasInput] = []
    """A proof that one has to hand in along this channel."""


class Cost(Thing, iri=M8G.Cost):
    """What one pays for a service."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the cost is known."""
    has_value: Annotated[float | None, M8G.hasValue] = None
    """The amount."""
    currency: Annotated[Concept | None, M8G.currency] = None
    """The currency of the amount."""
    description: Annotated[list[LangString], DCT.description] = []
    """What is paid for, or how the amount is reckoned, in words."""
    is_defined_by: Annotated[list[Ref[Organization]], M8G.isDefinedBy] = []
    """The organisation that set the cost."""
    if_accessed_through: Annotated[Ref[Channel] | None, M8G.ifAccessedThrough] = None
    """The channel for which the cost holds."""


# What it asks.


class Requirement(Thing, iri=M8G.Requirement):
    """A condition that one has to meet to get a service."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the requirement is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the requirement is called."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of requirement it is."""
    has_supporting_evidence: Annotated[list[Ref[Evidence]], M8G.hasSupportingEvidence] = []
    """A proof that the condition is met."""
    fulfils: Annotated[list[Ref[Rule]], M8G.fulfils] = []
    """The rule that sets the condition."""


class Evidence(Thing, iri=M8G.Evidence):
    """A proof that a condition is met, such as a certificate."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the evidence is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the evidence is called."""
    description: Annotated[list[LangString], DCT.description] = []
    """What the evidence is, in a few sentences."""
    type: Annotated[Concept | None, DCT.type] = None
    """What kind of evidence it is."""
    is_conformant_to: Annotated[list[Ref[EvidenceType]], DCT.conformsTo] = []
    """The kind of proof that it is an example of."""
    supports_requirement: Annotated[list[Ref[Requirement]], M8G.supportsRequirement] = []
    """The condition that it proves."""
    language: Annotated[list[Ref[LinguisticSystem]], DCT.language] = []
    """A language that the evidence is in."""
    related_documentation: Annotated[list[Ref[Document]], FOAF.page] = []
    """A document that tells more, such as an example or a form."""
    is_part_of: Annotated[list[Ref[Dataset]], DCT.isPartOf] = []
    """The catalogue in which the evidence is described."""


class EvidenceType(Thing, iri=M8G.EvidenceType):
    """A kind of proof, by what it looks like and what it says."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the kind is known."""
    evidence_type_classification: Annotated[list[Concept], M8G.evidenceTypeClassification] = []
    """A category in which the kind is placed."""


class Rule(Thing, iri=CPSV.Rule):
    """How a service works: who may have it, and what happens with a request."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the rule is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the rule is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What the rule says."""
    type: Annotated[Concept | None, DCT.type] = None
    """What kind of rule it is."""
    language: Annotated[list[Ref[LinguisticSystem]], DCT.language] = []
    """A language in which the rule is written."""
    implements: Annotated[list[Ref[LegalResource]], CPSV.implements] = []
    """The law or other text on which the rule rests."""


class LegalResource(Thing, iri=ELI.LegalResource):
    """A law, or another text that binds or guides government."""

    related: Annotated[list[Ref[LegalResource]], DCT.relation] = []
    """Another text that has to do with this one."""


# For which event, and in which catalogue.


class Event(Thing, iri=M8G.Event):
    """Something that happens to a person or an enterprise and for which services are needed."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the event is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the event is called."""
    description: Annotated[list[LangString], DCT.description] = []
    """What the event is, in a few sentences."""
    has_related_service: Annotated[list[Ref[PublicService]], M8G.hasRelatedService] = []
    """A service that is needed then."""


class LifeEvent(Event, iri=M8G.LifeEvent):
    """An event in the life of a person, such as a birth or a move."""

    type: Annotated[list[Concept], DCT.type] = []
    """Which event it is."""


class BusinessEvent(Event, iri=M8G.BusinessEvent):
    """An event in the existence of an enterprise, such as its start or the hiring of staff."""

    type: Annotated[list[Concept], DCT.type] = []
    """Which event it is."""


class Dataset(Thing, iri=DCAT.Dataset):
    """A set of data, such as a catalogue of services."""

    title: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the dataset is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What is in the dataset."""
    publisher: Annotated[Ref[Agent] | Ref[Organization], DCT.publisher]
    """Who publishes the dataset."""
    identifier: Annotated[list[Literal], DCT.identifier] = []
    """A code by which the dataset is known."""
    landing_page: Annotated[list[Ref[Document]], DCAT.landingPage] = []
    """The web page from which to reach the data."""
    has_part: Annotated[list[Ref[PublicService]], DCT.hasPart] = []
    """A service that is described in it."""


class Collection(Thing, iri=SKOS.Collection):
    """Concepts that are put together for some use."""

    member: Annotated[list[Concept], SKOS.member] = []
    """A concept in the collection."""


# Who has a part in it.


class Agent(Thing, iri=FOAF.Agent):
    """Someone or something that can act: a person, an organisation."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the agent is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the agent is called."""
    address: Annotated[list[Ref[Address]], LOCN.address] = []
    """Where the agent is."""
    participates: Annotated[list[Ref[Participation]], M8G.participates] = []
    """The part that the agent has in a service."""


class Participation(Thing, iri=M8G.Participation):
    """That an agent has a part in a service, and which."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the participation is known."""
    description: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What the agent does, in words."""
    role: Annotated[list[Concept], M8G.role, MinLen(1)]
    """The function of the agent, such as applicant or supplier."""
    has_participant: Annotated[Ref[Agent] | Ref[Organization], M8G.hasParticipant]
    """The agent."""


class Organization(Thing, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""


class PublicOrganisation(Organization, iri=M8G.PublicOrganisation):
    """An organisation that is part of government or set up by it, with a public task."""

    preferred_label: Annotated[list[LangString], SKOS.prefLabel, MinLen(1)]
    """The name by which the organisation is known before the law."""
    spatial: Annotated[list[Ref[Location]], DCT.spatial, MinLen(1)]
    """The territory in which the organisation is competent."""


class ConcessionContract(Thing, iri=A4G.ConcessionContract):
    """A contract by which government lets an enterprise run something and be paid by its use."""


class ServiceConcessionContract(ConcessionContract, iri=M8G.ServiceConcessionContract):
    """A contract by which government lets an enterprise run a service."""

    identifier: Annotated[Literal, DCT.identifier]
    """The code by which the contract is known."""
    name: Annotated[list[LangString], DCT.title, MinLen(1)]
    """What the contract is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1)]
    """What is agreed, in a few sentences."""
    has_contracting_authority: Annotated[list[Ref[PublicOrganisation]], M8G.hasContractingAuthority, MinLen(1)]
    """The public organisation that gives the concession."""
    has_economic_operator: Annotated[list[Ref[Organization]], M8G.hasEconomicOperator, MinLen(1)]
    """The organisation that runs the service."""
    established_under: Annotated[list[Ref[LegalResource]], M8G.establishedUnder] = []
    """The law on which the contract rests."""


# How to reach it.


class ContactPoint(common.ContactPoint, iri=M8G.ContactPoint):
    """Ways to ask about a service, with the hours at which someone answers."""

    opening_hours: Annotated[list[Ref[TemporalEntity]], M8G.openingHours] = []
    """When someone is there."""
    availability_restriction: Annotated[list[Ref[TemporalEntity]], M8G.specialOpeningHoursSpecification] = []
    """When, against the usual hours, nobody is there."""


class TemporalEntity(Thing, iri=TIME.TemporalEntity):
    """A period or a moment, which can come back."""

    description: Annotated[list[LangString], DCT.description] = []
    """Which period it is, in words."""
    frequency: Annotated[list[Concept], M8G.frequency] = []
    """How often it comes back, such as daily."""


class LinguisticSystem(Thing, iri=DCT.LinguisticSystem):
    """A language, spoken, written or signed."""


PROFILE = Profile.of(
    __name__,
    name="cpsv-ap",
    version="3.2.0",
    title="Core Public Service Vocabulary Application Profile",
    source="https://semiceu.github.io/CPSV-AP/releases/3.2.0/",
    also=(
        Document,
        Location,
        Address,
    ),
)
