"""IPDC-LPDC (implementation model), version 2024-01-11: the product catalogue of Flemish local authorities.

A municipality publishes *instances*, what it offers itself, most often made after a *concept* of the Flemish
catalogue (IPDC). Both are snapshots: the state at one moment. Texts are there in formal and informal Dutch
(`nl-be-x-formal`, `nl-be-x-informal`) and hold HTML; `order` is the place in a list, which RDF does not keep.

Source: https://data.vlaanderen.be/doc/implementatiemodel/ipdc-lpdc/ontwerpstandaard/2024-01-11
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from annotated_types import MinLen

from ..model.description import Profile
from ..model.resource import Ref, Resource, UniqueLang
from ..model.values import Concept, LangString
from ..namespaces import (
    ADRES,
    CPSV,
    DCAT,
    DCT,
    ELI,
    LOCN,
    LPDC,
    M8G,
    PAV,
    PROV,
    PUBLICSERVICE,
    RDFS,
    SCHEMA,
    SH,
    Iri,
)


class PublicService(Resource, iri=CPSV.PublicService):
    """What instances and concepts of services have in common."""

    name: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the service is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """What the service is, in a few sentences."""
    additional_description: Annotated[list[LangString], LPDC.additionalDescription, UniqueLang()] = []
    """What more there is to tell about it."""
    exception: Annotated[list[LangString], LPDC.exception, UniqueLang()] = []
    """When the procedure, the cost or the conditions are others."""
    regulation: Annotated[list[LangString], LPDC.regulation, UniqueLang()] = []
    """The rules on which the service rests, in words."""
    keyword: Annotated[list[LangString], DCAT.keyword] = []
    """A word by which people look for the service."""
    type: Annotated[Concept | None, DCT.type] = None
    """The kind of service, such as advice or a financial advantage."""
    theme: Annotated[list[Concept], M8G.thematicArea] = []
    """The subject of the service."""
    target_audience: Annotated[list[Concept], LPDC.targetAudience] = []
    """For whom the service is, such as citizens or enterprises."""
    competent_authority_level: Annotated[list[Concept], LPDC.competentAuthorityLevel] = []
    """The level of government that answers for the service."""
    executing_authority_level: Annotated[list[Concept], LPDC.executingAuthorityLevel] = []
    """The level of government that carries the service out."""
    publication_medium: Annotated[list[Concept], LPDC.publicationMedium] = []
    """Where the service is to be shown."""
    your_europe_category: Annotated[list[Concept], LPDC.yourEuropeCategory] = []
    """Its place in the Single Digital Gateway of the European Union."""
    start_date: Annotated[datetime | None, SCHEMA.startDate] = None
    """From when the service is offered."""
    end_date: Annotated[datetime | None, SCHEMA.endDate] = None
    """Until when the service is offered."""
    is_archived: Annotated[bool | None, LPDC.isArchived] = None
    """Whether the service is set aside, and no longer to be shown."""
    has_executing_authority: Annotated[list[Iri], LPDC.hasExecutingAuthority] = []
    """The authority that carries the service out."""
    follows: Annotated[Ref[Rule] | None, CPSV.follows] = None
    """How the service works."""
    has_requirement: Annotated[Ref[Requirement] | None, PUBLICSERVICE.hasRequirement] = None
    """The conditions to get the service."""
    has_cost: Annotated[list[Ref[Cost]], M8G.hasCost] = []
    """What one pays."""
    has_legal_resource: Annotated[list[Ref[LegalResource]], M8G.hasLegalResource] = []
    """A law or other text on which the service rests."""
    has_more_info: Annotated[list[Ref[Website]], RDFS.seeAlso] = []
    """A web site that tells more."""


class InstancePublicServiceSnapshot(PublicService, iri=LPDC.InstancePublicServiceSnapshot):
    """A service as one local authority offers it."""

    date_created: Annotated[datetime, SCHEMA.dateCreated]
    """When the instance was made."""
    date_modified: Annotated[datetime, SCHEMA.dateModified]
    """When the instance was last changed."""
    created_by: Annotated[Iri, PAV.createdBy]
    """The authority that made the instance."""
    has_competent_authority: Annotated[list[Iri], M8G.hasCompetentAuthority, MinLen(1)]
    """The authority that answers for the service."""
    spatial: Annotated[list[Concept], DCT.spatial, MinLen(1)]
    """The territory in which the service is offered."""
    language: Annotated[list[Concept], DCT.language] = []
    """A language in which the service can be had."""
    has_source: Annotated[Ref[ConceptualPublicService] | None, DCT.source] = None
    """The concept after which the instance was made."""
    instance_tag: Annotated[list[Concept], LPDC.instanceTag] = []
    """A mark that the authority gives the instance."""
    produces: Annotated[list[Ref[FinancialAdvantage]], CPSV.produces] = []
    """What one gets in money."""
    has_contact_point: Annotated[list[Ref[ContactPoint]], M8G.hasContactPoint] = []
    """Where to ask."""


class ConceptualPublicServiceSnapshot(PublicService, iri=LPDC.ConceptualPublicServiceSnapshot):
    """A service as the Flemish catalogue describes it, for all authorities that offer it."""

    product_id: Annotated[str, SCHEMA.productID]
    """The number of the product in the catalogue."""
    is_version_of: Annotated[Iri, DCT.isVersionOf]
    """The concept of which this is the state at one moment."""
    generated_at_time: Annotated[datetime, PROV.generatedAtTime]
    """When this state came to be."""
    date_created: Annotated[datetime, SCHEMA.dateCreated]
    """When the concept was made."""
    date_modified: Annotated[datetime, SCHEMA.dateModified]
    """When the concept was last changed."""
    has_competent_authority: Annotated[list[Iri], M8G.hasCompetentAuthority] = []
    """The authority that answers for the service."""
    concept_tag: Annotated[list[Concept], LPDC.conceptTag] = []
    """A mark that the catalogue gives the concept."""
    produces: Annotated[list[Ref[Output]], CPSV.produces] = []
    """What comes out of the service."""


class ConceptualPublicService(Resource, iri=LPDC.ConceptualPublicService):
    """A concept of the catalogue over all its states."""

    name: Annotated[list[LangString], DCT.title, UniqueLang()] = []
    """What the service is called."""
    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """What the service is, in a few sentences."""


# Its parts.


class Rule(Resource, iri=CPSV.Rule):
    """How a service works: what happens from the request to the outcome."""

    title: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the procedure is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """The steps, in words."""
    order: Annotated[int, SH.order]
    """The place in the list."""
    has_website: Annotated[list[Ref[Website]], LPDC.hasWebsite] = []
    """The web page on which the procedure can be started."""


class Requirement(Resource, iri=M8G.Requirement):
    """The conditions that one has to meet."""

    name: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the conditions are called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """The conditions, in words."""
    order: Annotated[int, SH.order]
    """The place in the list."""
    has_supporting_evidence: Annotated[Ref[Evidence] | None, M8G.hasSupportingEvidence] = None
    """What one has to bring along."""


class Evidence(Resource, iri=M8G.Evidence):
    """What one has to bring along to show that conditions are met."""

    title: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the proof is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """What the proof is, in words."""


class Cost(Resource, iri=M8G.Cost):
    """What one pays for a service, in words."""

    title: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the cost is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """What is paid for, and how much."""
    order: Annotated[int, SH.order]
    """The place in the list."""


class Output(Resource, iri=M8G.Output):
    """What comes out of a service."""

    title: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the outcome is called."""
    description: Annotated[list[LangString], DCT.description, MinLen(1), UniqueLang()]
    """What the outcome is, in words."""
    order: Annotated[int, SH.order]
    """The place in the list."""


class FinancialAdvantage(Output, iri=LPDC.FinancialAdvantage):
    """Money, or a reduction, that comes out of a service."""


class LegalResource(Resource, iri=ELI.LegalResource):
    """A law or other text on which a service rests."""

    location: Annotated[str, SCHEMA.url]
    """Where the text stands on the web."""
    order: Annotated[int, SH.order]
    """The place in the list."""
    title: Annotated[list[LangString], DCT.title, UniqueLang()] = []
    """What the text is called."""
    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """What the text is about."""


class Website(Resource, iri=SCHEMA.WebSite):
    """A web page that belongs to a service."""

    title: Annotated[list[LangString], DCT.title, MinLen(1), UniqueLang()]
    """What the page is called."""
    location: Annotated[str, SCHEMA.url]
    """The address of the page."""
    order: Annotated[int, SH.order]
    """The place in the list."""
    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """What is to be found there."""


# Whom to ask.


class ContactPoint(Resource, iri=SCHEMA.ContactPoint):
    """Ways to ask about a service."""

    order: Annotated[int, SH.order]
    """The place in the list."""
    has_email: Annotated[str | None, SCHEMA.email] = None
    """The e-mail address."""
    has_telephone: Annotated[str | None, SCHEMA.telephone] = None
    """The telephone number."""
    openinghours: Annotated[str | None, SCHEMA.openingHours] = None
    """The hours at which someone answers, or the web page that tells them."""
    website: Annotated[str | None, SCHEMA.url] = None
    """The web address."""
    address: Annotated[Ref[Address] | None, LPDC.address] = None
    """Where to go or to write."""


class Address(Resource, iri=LOCN.Address):
    """A postal address."""

    thoroughfare: Annotated[list[LangString], ADRES.Straatnaam, MinLen(1), UniqueLang()]
    """The name of the street."""
    house_number: Annotated[str, ADRES["Adresvoorstelling.huisnummer"]]
    """The number within the street."""
    mailbox: Annotated[str | None, ADRES["Adresvoorstelling.busnummer"]] = None
    """The number of the box or unit at that house number."""
    post_code: Annotated[str, ADRES.postcode]
    """The code of the postal area."""
    municipality: Annotated[list[LangString], ADRES.gemeentenaam, MinLen(1), UniqueLang()]
    """The name of the municipality."""
    country: Annotated[list[LangString], ADRES.land, MinLen(1), UniqueLang()]
    """The name of the country."""
    administrative_unit_level2: Annotated[LangString | None, LOCN.adminUnitL2] = None
    """The name of the region or the province."""


PROFILE = Profile.of(
    __name__,
    name="lpdc",
    version="2024-01-11",
    title="IPDC-LPDC implementation model",
    source="https://data.vlaanderen.be/doc/implementatiemodel/ipdc-lpdc/ontwerpstandaard/2024-01-11",
)
