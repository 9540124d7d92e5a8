"""Classes that a user could write, all profiles with them, and the law that what is written reads back equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal as OneOf

import pytest
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from hypothesis import HealthCheck, Phase, settings
from pydantic import Field

from helpers.choosing import everything
from oslo.exchange import Format, read_all, write
from oslo.model.description import Profile
from oslo.model.published import relaxations
from oslo.model.resource import Ref, Resource, UniqueLang
from oslo.model.values import AnyUri, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt
from oslo.models import MODULES, load_profile
from oslo.namespaces import BlankNode, Iri, Namespace

EIGEN = Namespace("https://example.org/ns/eigen#")


class Deel(Resource, iri=EIGEN.Deel):
    """A part of a thing, always described with it."""

    nummer: Annotated[int, EIGEN.nummer, Ge(1), Le(99)]


class BijzonderDeel(Deel, iri=EIGEN.BijzonderDeel):
    """A part with a name."""

    naam: Annotated[LangString, EIGEN.naam]


class Kleur(str, Enum):  # noqa: UP042  (StrEnum formats itself as its value, this one does not)
    """The colours there are."""

    ROOD = "rood"
    GROEN = "groen"


class Ding(Resource, iri=EIGEN.Ding):
    """A thing with a property of each type, and with each facet."""

    code: Annotated[str, EIGEN.code, Field(pattern="^[A-Z]{2}[0-9]{3}$")]
    graad: Annotated[OneOf["hoog", "laag"], EIGEN.graad]
    kleur: Annotated[Kleur | None, EIGEN.kleur] = None
    prijs: Annotated[Decimal, EIGEN.prijs, Ge(Decimal("0.01")), Lt(Decimal("1000"))]
    deel: Annotated[list[Deel], EIGEN.deel, MinLen(1), MaxLen(3)]
    sinds: Annotated[date | None, EIGEN.sinds, Gt(date(1830, 10, 4)), Le(date(2100, 1, 1))] = None
    bijnaam: Annotated[list[Annotated[str, MinLen(2), MaxLen(5)]], EIGEN.bijnaam] = []
    naam: Annotated[list[LangString], EIGEN.naam, MaxLen(3)] = []
    titel: Annotated[list[LangString], EIGEN.titel, UniqueLang()] = []
    actief: Annotated[bool | None, EIGEN.actief] = None
    aantal: Annotated[int | None, EIGEN.aantal] = None
    tekst: Annotated[str | None, EIGEN.tekst] = None
    maat: Annotated[float | None, EIGEN.maat] = None
    uur: Annotated[time | None, EIGEN.uur] = None
    tijdstip: Annotated[datetime | None, EIGEN.tijdstip] = None
    ongeveer: Annotated[PartialDate | None, EIGEN.ongeveer] = None
    duur: Annotated[Duration | None, EIGEN.duur] = None
    waarde: Annotated[list[Literal], EIGEN.waarde] = []
    getal: Annotated[int | Decimal | None, EIGEN.getal] = None
    wkt: Annotated[Wkt | None, EIGEN.wkt] = None
    gml: Annotated[Gml | None, EIGEN.gml] = None
    website: Annotated[AnyUri | None, EIGEN.website] = None
    soort: Annotated[Concept | None, EIGEN.soort] = None
    link: Annotated[Iri | None, EIGEN.link] = None
    knoop: Annotated[BlankNode | None, EIGEN.knoop] = None
    verwant: Annotated[list[Ref[Ding] | Ref[Deel]], EIGEN.verwant] = []
    bron: Annotated[list[Ref[Deel] | LangString | int | AnyUri], EIGEN.bron] = []
    of: Annotated[Ref[Deel] | str | None, EIGEN.of] = None


class Chose(Resource, iri=EIGEN.Chose, language="fr"):
    """A thing whose bare texts are French."""

    nom: Annotated[LangString, EIGEN.nom]
    partie: Annotated[list[Ref[Deel]], EIGEN.partie] = []


class Paar(Resource, iri=EIGEN.Paar):
    """Two members, or more."""

    lid: Annotated[list[Ref[Deel] | LangString | Decimal], EIGEN.lid, MinLen(2)]


OPEN = {
    "not always known": {"Ding.aantal": "1..1", "Ding.deel": "2..3", "Ding.soort": "1..1"},
    "more than one is in use": {"Ding.naam": "1..1", "Ding.bijnaam": "0..1", "Chose.partie": "0..1"},
}

PROFILES = [
    *(load_profile(name) for name in MODULES),
    Profile(
        "eigen",
        "1",
        "Eigen",
        "https://example.org/",
        (Deel, BijzonderDeel, Ding, Chose, Paar),
        tuple(relaxations(OPEN)),
    ),
]
each_class = pytest.mark.parametrize(
    ("profile", "cls"),
    [
        pytest.param(profile, cls, id=f"{profile.name}-{cls.__name__}")
        for profile in PROFILES
        for cls in profile.classes
    ],
)
ROOT = Iri("https://data.example.be/id/geheel")


def examples(number: int, *, always: bool = False) -> Callable[[Any], Any]:
    """The same examples on every run, however long they take; a failing one is shown as it is, not made smaller.

    A quick run draws a sixteenth of them, if not told to draw all (`always`).
    """
    return settings(
        phases=[Phase.explicit, Phase.generate],
        max_examples=number if always or everything() else max(1, number // 16),
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


def check_reads_back(resource: Resource, profile: Profile, format: Format) -> None:
    text = write(resource, format)
    reading = read_all(text, profile, format)
    assert not reading.problems, f"{format}: {reading.problems}\n{text}"
    assert reading.resources == [resource], f"{format}\n{text}"
    assert not reading.unread, f"{format}: {reading.unread} triples left over\n{text}"
    assert write(resource.model_copy(deep=True), format) == text, f"{format}: other bytes the second time"
