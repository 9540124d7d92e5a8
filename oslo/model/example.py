"""A small example of any class, made from its description: the same on every run, and valid.

The resource itself has a value for every property. Its required parts (all parts, if none is
required) are described with their own required properties; other resources are only referred to.
Ids start with https://data.example.be/id/, so that they are plainly invented.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from ..errors import OsloError
from ..namespaces import BlankNode, Iri, in_iri
from ..vocabularies.codelists import scheme
from .description import PropertyInfo, Range, describe
from .resource import Resource
from .values import VALUE_TYPES, AnyUri, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt

_BASE = "https://data.example.be"
_POINT = "http://www.opengis.net/def/crs/EPSG/0/31370"

_VALUES: dict[type, Any] = {
    bool: True,
    int: 1,
    Decimal: Decimal("12.50"),
    float: 12.5,
    date: date(2026, 1, 15),
    datetime: datetime.fromisoformat("2026-01-15T10:30:00+01:00"),
    time: time(10, 30),
    PartialDate: PartialDate("1984-05"),
    Duration: Duration("P30D"),
    Wkt: Wkt(f"<{_POINT}> POINT(104863 193913)"),
    Gml: Gml(
        f'<gml:Point xmlns:gml="http://www.opengis.net/gml/3.2" srsName="{_POINT}">'
        "<gml:pos>104863 193913</gml:pos></gml:Point>"
    ),
}

# Typical texts by the name of the property, in lower case; all invented.
_TEXTS = {
    "achternaam": "Peeters",
    "addressarea": "Sint-Amandsberg",
    "alternatievenaam": "Mie",
    "alternativename": "Mie",
    "birthname": "Marie Peeters",
    "busnummer": "2",
    "email": "info@example.be",
    "familyname": "Peeters",
    "fax": "+32 9 000 00 01",
    "faxnummer": "+32 9 000 00 01",
    "fulladdress": "Voorbeeldstraat 1, 9000 Gent",
    "fullname": "Marie Peeters",
    "gebruiktevoornaam": "Marie",
    "geboortenaam": "Marie Peeters",
    "gemeentenaam": "Gent",
    "givenname": "Marie",
    "hasemail": "info@example.be",
    "hastelephone": "+32 9 000 00 00",
    "homepage": "https://www.example.be/",
    "huisnummer": "1",
    "landcode": "BE",
    "legalname": "Voorbeeld vzw",
    "location": "https://www.example.be/",
    "locatordesignator": "1",
    "plaatsnaam": "Gent",
    "postcode": "9000",
    "postname": "Gent",
    "preferredlabel": "Voorbeeld",
    "straatnaam": "Voorbeeldstraat",
    "telefoon": "+32 9 000 00 00",
    "thoroughfare": "Voorbeeldstraat",
    "url": "https://www.example.be/",
    "volledigadres": "Voorbeeldstraat 1, 9000 Gent",
    "volledigenaam": "Marie Peeters",
    "voorkeursnaam": "Voorbeeld vzw",
    "voornaam": "Marie",
    "website": "https://www.example.be/",
    "wettelijkenaam": "Voorbeeld vzw",
}


def example(cls: type[Resource]) -> Resource:
    """An instance of a class with a value for each property.

    >>> from oslo.models.persoon import Plaats
    >>> example(Plaats).plaatsnaam
    LangString(text='Gent', language='nl')

    Raises OsloError if the description does not show what a valid value is, as with a pattern.
    """
    try:
        return _make_instance(cls, 1, 0)
    except ValidationError as error:
        raise OsloError(f"no example can be made of {cls.__name__}: {error.errors()[0]['msg']}") from None


def _make_instance(cls: type[Resource], number: int, depth: int) -> Resource:
    """An instance of a class: with all its properties at depth 0, else with the required ones."""
    properties = describe(cls).properties
    required = [prop for prop in properties if prop.min]
    plain = [prop for prop in properties if prop.ranges[0].cls is None]
    values: dict[str, Any] = {"id": _id(cls, number)}
    counted = Counter({cls: number})
    for prop in properties if depth == 0 else required or plain[:1]:
        described = depth < 2 and bool(prop.min or not required)
        examples = [_example_value(prop, depth, counted, described) for _ in range(max(prop.min, 1))]
        values[prop.name] = examples if prop.many else examples[0]
    return cls(**values)


def _example_value(prop: PropertyInfo, depth: int, counted: Counter[type[Resource]], described: bool) -> Any:
    each = prop.ranges[0]
    if each.cls is None:
        return _simple_value(prop, each)
    counted[each.cls] += 1
    number = counted[each.cls]
    if each.reference and not described:
        return _id(each.cls, number)
    return _make_instance(each.cls, number, depth + 1)


def _id(cls: type[Resource], number: int) -> Iri:
    return Iri(f"{_BASE}/id/{in_iri(cls.__name__.lower())}/{number}")


def _simple_value(prop: PropertyInfo, each: Range) -> Any:
    facets = dict(each.facets)
    if "in" in facets:
        return facets["in"][0]
    kind = next(base for base in each.python.__mro__ if base in VALUE_TYPES)
    limit = facets.get("minInclusive", facets.get("maxInclusive"))
    if limit is not None:
        return limit
    if kind in _VALUES:
        return _VALUES[kind]
    if kind is BlankNode:
        return BlankNode(f"_:{prop.name}")
    if kind in (Concept, Iri, AnyUri):
        return _example_concept(prop) if kind is Concept else kind(f"{_BASE}/{in_iri(prop.json_name)}")
    text = _TEXTS.get(prop.json_name.lower(), prop.json_name)
    text = text.ljust(facets.get("minLength", 0), ".")[: facets.get("maxLength")]
    return {LangString: LangString.of, Literal: Literal.of}.get(kind, str)(text)


def _example_concept(prop: PropertyInfo) -> Concept:
    """The second concept of the list, since the first is often `unknown`; without a list, an invented one."""
    known = scheme(prop.code_list) if prop.code_list else None
    if known is None:
        return Concept(f"{_BASE}/id/concept/{in_iri(prop.json_name)}/1")
    return Concept(list(known.codes)[:2][-1])
