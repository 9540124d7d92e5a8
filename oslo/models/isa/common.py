"""Classes that several profiles of ISA have in common and that none of them owns."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ...model.resource import Formerly, Ref
from ...model.values import Literal
from ...namespaces import ADMS, DCT, FOAF, M8G, SKOS
from . import Thing


class Identifier(Thing, iri=ADMS.Identifier):
    """A code by which an authority knows a thing, with who gave it and when."""

    notation: Annotated[list[Literal], SKOS.notation] = []
    """The code itself; its datatype can say which system of identifiers it belongs to."""
    date_issued: Annotated[list[date], DCT.issued] = []
    """When the code was given."""
    schema_agency: Annotated[list[Literal], ADMS.schemaAgency, Formerly(ADMS.schemeAgency)] = []
    """The name of the authority that gave the code."""


class Document(Thing, iri=FOAF.Document):
    """A recorded piece of information, such as a web page."""


class ContactPoint(Thing, iri=M8G.ContactPoint):
    """Ways to reach a person or an organisation."""

    has_email: Annotated[list[Literal], M8G.email] = []
    """An e-mail address."""
    has_telephone: Annotated[list[Literal], M8G.telephone] = []
    """A telephone number."""
    contact_page: Annotated[list[Ref[Document]], M8G.contactPage] = []
    """A web page for getting in touch, such as one with a form."""
