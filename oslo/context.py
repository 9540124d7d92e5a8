"""Classes to a JSON-LD 1.1 context: type-scoped, so that a bare word means what its class says.

>>> from oslo.models.persoon import Gezin
>>> context([Gezin])["@context"]["Gezin"]["@context"]["gezinshoofd"]
{'@id': 'https://data.vlaanderen.be/ns/persoon#gezinshoofd', '@type': '@id'}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .describe import PropertyInfo, describe
from .model import Resource
from .namespaces import RDF, XSD


def context(classes: Sequence[type[Resource]]) -> dict[str, Any]:
    """The context document of some classes: each class a term, its properties terms inside it.

    >>> from oslo.models.persoon import Plaats
    >>> context([Plaats])["@context"]["Plaats"]["@id"]
    'http://purl.org/dc/terms/Location'
    """
    terms: dict[str, Any] = {"@version": 1.1}
    for cls in sorted(classes, key=lambda cls: cls.__name__):
        info = describe(cls)
        scoped = {prop.json_name: _term(prop) for prop in sorted(info.properties, key=lambda p: p.json_name)}
        terms[info.name] = {"@id": str(info.iri)} | ({"@context": scoped} if scoped else {})
    return {"@context": terms}


def _term(prop: PropertyInfo) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": str(prop.path)}
    datatypes = {datatype for each in prop.ranges if each.value for datatype in each.value.datatypes}
    if all(each.cls or (each.value and each.value.node) for each in prop.ranges):
        term["@type"] = "@id"
    elif len(prop.ranges) == 1 and len(datatypes) == 1 and not datatypes & {XSD.string, RDF.langString}:
        term["@type"] = str(next(iter(datatypes)))
    if prop.many:
        term["@container"] = "@set"
    return term
