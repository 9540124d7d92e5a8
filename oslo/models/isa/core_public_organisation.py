"""Core Public Organisation Vocabulary (CPOV, SEMIC), version 2.1.2: public bodies, what they are for, how they change.

Source: https://semiceu.github.io/CPOV/releases/2.1.2/
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ...model.description import Profile
from ...model.resource import Ref, UniqueLang
from ...model.values import Concept, LangString, Literal
from ...namespaces import ADMS, CPSV, DCT, FOAF, LOCN, M8G, ORG, PROV, SKOS, TIME, XHV
from . import Thing, common
from .common import Document as Document, Identifier as Identifier
from .core_location import Location as Location
from .core_person import Address as Address, AdminUnit as AdminUnit

# Organisations.


class Organization(Thing, iri=ORG.Organization):
    """People organised towards a common goal, with or without legal form."""

    has_sub_organization: Annotated[list[Ref[Organization]], ORG.hasSubOrganization] = []
    """An organisation that stands below this one."""
    sub_organization_of: Annotated[list[Ref[Organization]], ORG.subOrganizationOf] = []
    """An organisation that this one stands below."""


class OrganizationalUnit(Organization, iri=ORG.OrganizationalUnit):
    """A part of an organisation that only has meaning within it, such as a department."""

    unit_of: Annotated[list[Ref[PublicOrganisation]], ORG.unitOf] = []
    """The organisation that the unit is part of."""


class PublicOrganisation(Organization, iri=M8G.PublicOrganisation):
    """An organisation that is part of government or set up by it, with a public task."""

    preferred_label: Annotated[list[LangString], SKOS.prefLabel, UniqueLang()] = []
    """The name by which the organisation is known before the law."""
    alternative_label: Annotated[list[LangString], SKOS.altLabel, UniqueLang()] = []
    """Another name in use, such as an abbreviation."""
    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """A few lines on what the organisation is."""
    identifier: Annotated[list[Ref[Identifier]], ADMS.identifier] = []
    """A number under which the organisation is known."""
    purpose: Annotated[list[Concept], ORG.purpose] = []
    """What the organisation exists for."""
    classification: Annotated[list[Concept], ORG.classification] = []
    """A category in which the organisation is placed."""
    spatial: Annotated[list[Ref[Location]], DCT.spatial] = []
    """The territory in which the organisation is competent."""
    address: Annotated[list[Ref[Address]], LOCN.address] = []
    """Where the organisation is."""
    contact_point: Annotated[list[Ref[ContactPoint]], M8G.contactPoint] = []
    """How to reach the organisation."""
    homepage: Annotated[list[Ref[Document]], FOAF.homepage] = []
    """The web page where the organisation presents itself."""
    logo: Annotated[list[Ref[ImageObject]], M8G.logo] = []
    """The image by which the organisation is recognised."""
    has_unit: Annotated[list[Ref[OrganizationalUnit]], ORG.hasUnit] = []
    """A department or other unit of the organisation."""
    has_member: Annotated[list[Ref[PublicOrganisation]], ORG.hasMember] = []
    """A public organisation that belongs to this one."""
    member_of: Annotated[list[Ref[PublicOrganisation]], ORG.memberOf] = []
    """A public organisation that this one belongs to."""
    prev: Annotated[list[Ref[PublicOrganisation]], XHV.prev] = []
    """The organisation that had the tasks before this one."""
    next: Annotated[list[Ref[PublicOrganisation]], XHV.next] = []
    """The organisation that has the tasks after this one."""
    resulted_from: Annotated[list[Ref[ChangeEvent]], ORG.resultedFrom] = []
    """The event by which the organisation came to be."""
    changed_by: Annotated[list[Ref[ChangeEvent]], ORG.changedBy] = []
    """An event that changed or ended the organisation."""


class ImageObject(Thing, iri=M8G.ImageObject):
    """An image, such as a logo."""


# What happens to them.


class ChangeEvent(Thing, iri=ORG.ChangeEvent):
    """Something that founds, changes or ends organisations."""

    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """What happened, in words."""
    started_at_time: Annotated[list[datetime], PROV.startedAtTime] = []
    """When the change began."""
    ended_at_time: Annotated[list[datetime], PROV.endedAtTime] = []
    """When the change was complete."""
    has_formal_framework: Annotated[list[Ref[ReferenceFramework]], M8G.hasFormalFramework] = []
    """The law or decision on which the change rests."""
    original_organization: Annotated[list[Ref[PublicOrganisation]], ORG.originalOrganization] = []
    """An organisation as it was before the change."""
    resulting_organization: Annotated[list[Ref[PublicOrganisation]], ORG.resultingOrganization] = []
    """An organisation that exists after the change because of it."""


class ReferenceFramework(Thing, iri=M8G.ReferenceFramework):
    """A law, decision or policy that something rests on."""

    identifier: Annotated[list[Literal], DCT.identifier] = []
    """The code of the framework, such as the number of a law."""
    implements: Annotated[list[Ref[ChangeEvent]], CPSV.implements] = []
    """A change that rests on the framework."""


# How to reach them.


class ContactPoint(common.ContactPoint, iri=M8G.ContactPoint):
    """Ways to reach a public organisation, with the hours at which it can be reached."""

    opening_hours: Annotated[list[Ref[TemporalEntity]], M8G.openingHours] = []
    """When someone is there."""
    availability_restriction: Annotated[list[Ref[TemporalEntity]], M8G.specialOpeningHoursSpecification] = []
    """When, against the usual hours, nobody is there."""


class TemporalEntity(Thing, iri=TIME.TemporalEntity):
    """A period or a moment, which can come back."""

    description: Annotated[list[LangString], DCT.description, UniqueLang()] = []
    """Which period it is, in words."""
    frequency: Annotated[list[Concept], M8G.frequency] = []
    """How often it comes back, such as daily."""


PROFILE = Profile.of(
    __name__,
    name="core-public-organisation",
    version="2.1.2",
    title="Core Public Organisation Vocabulary",
    source="https://semiceu.github.io/CPOV/releases/2.1.2/",
    also=(
        Document,
        Identifier,
        Location,
        Address,
        AdminUnit,
    ),
)
