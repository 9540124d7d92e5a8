"""Core Business Vocabulary (SEMIC), version 2.3.0: legal entities, as business registers know them.

Source: https://semiceu.github.io/Core-Business-Vocabulary/releases/2.3.0/
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from ...model.description import Profile
from ...model.resource import Ref, UniqueLang
from ...model.values import Concept, LangString
from ...namespaces import A4G, ADMS, DCT, FOAF, LEGAL, M8G, ORG, SKOS
from . import Thing, common, core_person
from .common import ContactPoint as ContactPoint, Document as Document
from .core_person import Address as Address, AdminUnit as AdminUnit

# Who acts.


class Agent(core_person.Agent, iri=FOAF.Agent):
    """Someone or something that can act: a person, an organisation."""

    head_of: Annotated[list[Ref[Organization]], ORG.headOf] = []
    """An organisation that the agent leads."""
    member_of: Annotated[list[Ref[Organization]], ORG.memberOf] = []
    """An organisation that the agent belongs to, whatever its role there."""
    issued_by: Annotated[list[Ref[Identifier]], DCT.creator] = []
    """A code that the agent gave out."""


class Organization(Agent, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""

    has_member: Annotated[list[Ref[Agent]], ORG.hasMember] = []
    """Someone who belongs to the organisation, whatever the role."""
    has_sub_organization: Annotated[list[Ref[Organization]], ORG.hasSubOrganization] = []
    """An organisation that stands below this one."""
    sub_organization_of: Annotated[list[Ref[Organization]], ORG.subOrganizationOf] = []
    """An organisation that this one stands below."""


class FormalOrganization(Organization, iri=ORG.FormalOrganization):
    """An organisation that the law recognises and that can have rights and duties."""


class LegalEntity(FormalOrganization, iri=LEGAL.LegalEntity):
    """An enterprise, association or self-employed person that has legal rights and duties and is registered as such."""

    legal_name: Annotated[list[LangString], LEGAL.legalName, UniqueLang()] = []
    """The name in the business register."""
    alternative_name: Annotated[list[LangString], DCT.alternative, UniqueLang()] = []
    """Another name under which the entity trades."""
    legal_identifier: Annotated[list[Ref[Identifier]], LEGAL.legalIdentifier] = []
    """The number under which the register knows the entity, by which it exists in law."""
    identifier: Annotated[list[Ref[Identifier]], ADMS.identifier] = []
    """Another number under which the entity is known, such as that for a tax."""
    registration_date: Annotated[list[date], M8G.registrationDate] = []
    """When the entity was entered in the register."""
    legal_form_type: Annotated[list[Concept], LEGAL.companyType] = []
    """The legal form, such as a private company or an association."""
    legal_entity_activity: Annotated[list[Concept], LEGAL.companyActivity] = []
    """What the entity does, such as a NACE code."""
    has_legal_status: Annotated[list[Ref[LegalStatus]], M8G.hasLegalStatus] = []
    """Where the entity stands in law, and since when."""
    registered_address: Annotated[list[Ref[Address]], M8G.registeredAddress] = []
    """The address of the legal seat."""
    contact_point: Annotated[list[Ref[ContactPoint]], M8G.contactPoint] = []
    """How to reach the entity."""
    has_accounting_document: Annotated[list[Ref[AccountingDocument]], M8G.hasAccountingDocument] = []
    """Annual accounts or another report of the entity."""
    has_power_of_attorney: Annotated[list[Ref[PowerOfAttorney]], M8G.hasPowerOfAttorney] = []
    """That someone may act in the name of the entity."""


# What is said of a legal entity.


class LegalStatus(Thing, iri=M8G.LegalStatus):
    """Where a legal entity stands in law, such as trading normally or insolvent."""

    legal_entity_status: Annotated[list[Concept], LEGAL.companyStatus] = []
    """Which status it is."""
    legal_status_date: Annotated[list[date], M8G.legalStatusDate] = []
    """The day for which the status is given."""


class PowerOfAttorney(Thing, iri=A4G.PowerOfAttorney):
    """That someone may act in the name of a legal entity, and in which matters."""

    authorises: Annotated[list[Ref[Agent]], M8G.authorises] = []
    """Who may act."""
    role: Annotated[list[Concept], M8G.role] = []
    """The function in which that agent acts, such as director."""
    scope_of_attorney: Annotated[list[LangString], M8G.scopeOfAttorney, UniqueLang()] = []
    """In which matters, in words."""
    type: Annotated[list[Concept], DCT.type] = []
    """What kind of power it is, such as acting alone or together."""


class AccountingDocument(Thing, iri=M8G.AccountingDocument):
    """Annual accounts, or another financial or non-financial report of an organisation."""


class Identifier(common.Identifier, iri=ADMS.Identifier):
    """A code by which an authority knows a legal entity, with who gave it and when."""

    identifies: Annotated[list[Ref[LegalEntity]], M8G.identifies] = []
    """The entity that has the code."""
    schema_: Annotated[list[Ref[IdentifierSchema]], DCT.conformsTo, Field(alias="schema")] = []
    """The system of codes that it belongs to."""


class IdentifierSchema(Thing, iri=SKOS.ConceptScheme):
    """A system of codes, such as the enterprise numbers of a country."""

    schema_name: Annotated[list[LangString], DCT.title, UniqueLang()] = []
    """What the system is called."""


PROFILE = Profile.of(
    __name__,
    name="core-business",
    version="2.3.0",
    title="Core Business Vocabulary",
    source="https://semiceu.github.io/Core-Business-Vocabulary/releases/2.3.0/",
    also=(
        ContactPoint,
        Document,
        Address,
        AdminUnit,
    ),
)
