"""The profiles of ISA (SEMIC): the Core Vocabularies and CPSV-AP, with the English names of the standards.

A property is named after its label in the standard, in camel case: `administrativeUnitLevel1`. A bare text
is taken to be English.
"""

from __future__ import annotations

from ...model.resource import Resource
from ...namespaces import RDFS


class Thing(Resource, iri=RDFS.Resource, language="en"):
    """Anything that a profile of ISA describes: the base of its classes, so that their bare texts are English."""
