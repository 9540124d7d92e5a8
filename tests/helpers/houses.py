"""A small profile of our own, of which the published one asks more."""

from __future__ import annotations

from typing import Annotated

from oslo import CodeList, Concept, Namespace, Profile, Ref, Resource
from oslo.model.published import relaxations

X = Namespace("https://data.example.be/ns#")


class Kamer(Resource, iri=X.Kamer):
    """A room of a house."""

    naam: Annotated[str | None, X.naam] = None


class Huis(Resource, iri=X.Huis):
    """A house."""

    naam: Annotated[list[str], X.naam] = []
    kamer: Annotated[list[Ref[Kamer]], X.kamer] = []
    soort: Annotated[Concept | None, X.soort] = None
    staat: Annotated[
        Concept | None, X.staat, CodeList("https://data.vlaanderen.be/id/conceptscheme/straatnaamstatus")
    ] = None


OPEN = {
    "a house has a name in each language": {"Huis.naam": "0..1"},
    "rooms are not counted": {"Huis.kamer": "2..3", "Kamer.naam": "1..1"},
}
HOUSES = Profile("huizen", "1", "Huizen", "https://data.example.be/", (Huis, Kamer), tuple(relaxations(OPEN)))
PREFIXES = f"@prefix : <{X}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
