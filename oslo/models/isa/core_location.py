"""Core Location Vocabulary (SEMIC), version 2.1.0: addresses, places, geometries, administrative units.

Source: https://semiceu.github.io/Core-Location-Vocabulary/releases/2.1.0/
"""

from __future__ import annotations

from typing import Annotated

from ...model.description import Profile
from ...model.resource import Ref
from ...model.values import AnyUri, Concept, Gml, LangString, Literal, Wkt
from ...namespaces import AD, DCT, GEO, LOCN, M8G, RDFS
from . import Thing

# What can have a place, and places.


class Resource(Thing, iri=RDFS.Resource):
    """Anything that has a place: a building, an event, an organisation."""

    address: Annotated[list[Ref[Address]], LOCN.address] = []
    """The address of the thing."""
    registered_address: Annotated[list[Ref[Address]], M8G.registeredAddress] = []
    """The address under which the thing is known in law."""
    location: Annotated[list[Ref[Location]], LOCN.location] = []
    """The place where the thing is."""
    geometry: Annotated[list[Ref[Geometry]], LOCN.geometry] = []
    """Where the thing lies and what form it has."""


class Location(Resource, iri=DCT.Location):
    """A place that can be named or drawn."""

    geographic_name: Annotated[list[LangString], LOCN.geographicName] = []
    """What the place is called."""
    geographic_identifier: Annotated[list[AnyUri], RDFS.seeAlso] = []
    """The web address by which a gazetteer or register knows the place."""


class AdminUnit(Thing, iri=M8G.AdminUnit):
    """A territory over which an authority has powers, such as a municipality or a country."""

    name: Annotated[list[LangString], RDFS.label] = []
    """What the unit is called officially."""
    code: Annotated[list[Concept], M8G.code] = []
    """The unit in a list of codes, such as NUTS."""
    level: Annotated[list[Concept], M8G.level] = []
    """Where the unit stands between municipality and country."""


# Addresses.


class Address(Thing, iri=LOCN.Address):
    """An address as it is written, whole or in parts."""

    full_address: Annotated[list[LangString], LOCN.fullAddress] = []
    """The whole address as one text."""
    thoroughfare: Annotated[list[LangString], LOCN.thoroughfare] = []
    """The name of the street or other way."""
    locator_designator: Annotated[list[Literal], LOCN.locatorDesignator] = []
    """The numbers or letters at that street: of the house, the box, the flat."""
    locator_name: Annotated[list[LangString], LOCN.locatorName] = []
    """The name of the property, building or room."""
    has_locator_designator: Annotated[list[Ref[LocatorDesignator]], M8G.hasLocatorDesignator] = []
    """A number or letter at that street, with what it numbers."""
    address_area: Annotated[list[LangString], LOCN.addressArea] = []
    """A quarter, hamlet or estate that helps to find the address."""
    post_code: Annotated[list[Literal], LOCN.postCode] = []
    """The code of the postal area."""
    post_name: Annotated[list[LangString], LOCN.postName] = []
    """The name of the place as the post uses it."""
    post_office_box: Annotated[list[Literal], LOCN.poBox] = []
    """The number of a box at a post office."""
    administrative_unit: Annotated[list[Ref[AdminUnit]], M8G.adminUnit] = []
    """A territory in which the address lies."""
    administrative_unit_level1: Annotated[list[LangString], LOCN.adminUnitL1] = []
    """The name of the highest administrative unit, as a rule the country."""
    administrative_unit_level2: Annotated[list[LangString], LOCN.adminUnitL2] = []
    """The name of the unit one level lower, such as the region or the province."""
    address_id: Annotated[list[Literal], LOCN.addressId] = []
    """The identifier of the address in a register of addresses."""
    geometry: Annotated[list[Ref[Geometry]], LOCN.geometry] = []
    """Where the address lies, as anything may say that has a place."""


class LocatorDesignator(Thing, iri=AD.LocatorDesignator):
    """A number or letter in an address, with what it numbers."""

    designator: Annotated[list[Literal], AD["LocatorDesignator.designator"]] = []
    """The number or letter."""
    type: Annotated[list[Concept], AD["LocatorDesignator.type"]] = []
    """What is numbered, such as a building or a floor."""


# Geometry.


class Geometry(Thing, iri=LOCN.Geometry):
    """A point, line or area on the map, in one or more notations."""

    wkt: Annotated[list[Wkt], GEO.asWKT] = []
    """The geometry as well-known text."""
    gml: Annotated[list[Gml], GEO.asGML] = []
    """The geometry as Geography Markup Language."""
    coordinates: Annotated[list[str], M8G.coordinates] = []
    """The coordinates as one text, in the reference system of `crs`."""
    latitude: Annotated[list[str], M8G.latitude] = []
    """How far north or south a point lies."""
    longitude: Annotated[list[str], M8G.longitude] = []
    """How far east or west a point lies."""
    crs: Annotated[list[AnyUri], M8G.crs] = []
    """The reference system of the coordinates."""
    geometry_type: Annotated[list[Concept], M8G.geometryType] = []
    """Whether it is a point, a line, a polygon and so on."""


PROFILE = Profile.of(
    __name__,
    name="core-location",
    version="2.1.0",
    title="Core Location Vocabulary",
    source="https://semiceu.github.io/Core-Location-Vocabulary/releases/2.1.0/",
)
