"""A thing with a property of each kind that rules of mappings treat in their own way, and what one rule makes of it."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from oslo import (
    CodeList,
    Concept,
    Gml,
    Iri,
    LangString,
    Literal,
    Namespace,
    Notice,
    PartialDate,
    Profile,
    Ref,
    Reject,
    Resource,
    Wkt,
    mapping_from,
)
from oslo.namespaces import SCHEMA
from oslo.records import open_records

EX = Namespace("https://example.org/ns/regel#")
GENDER = "https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht"


class Deel(Resource, iri=EX.Deel):
    """A part."""

    nummer: Annotated[int | None, EX.nummer] = None


class Ding(Resource, iri=EX.Ding):
    """A thing with a property of each kind that rules treat in a way of its own."""

    code: Annotated[str | None, EX.code] = None
    codes: Annotated[list[str], EX.codes] = []
    naam: Annotated[LangString | None, EX.naam] = None
    namen: Annotated[list[LangString], EX.namen] = []
    geheel: Annotated[int | None, EX.geheel] = None
    getal: Annotated[Decimal | None, EX.getal] = None
    getallen: Annotated[list[Decimal], EX.getallen] = []
    dag: Annotated[date | None, EX.dag] = None
    ongeveer: Annotated[PartialDate | None, EX.ongeveer] = None
    waarde: Annotated[Literal | None, EX.waarde] = None
    soort: Annotated[Concept | None, EX.soort] = None
    geslacht: Annotated[Concept | None, EX.geslacht, CodeList(GENDER)] = None
    link: Annotated[Iri | None, EX.link] = None
    deel: Annotated[Ref[Deel] | None, EX.deel] = None
    delen: Annotated[list[Ref[Deel]], EX.delen] = []
    plek: Annotated[Wkt | None, EX.plek] = None
    plekken: Annotated[list[Wkt], EX.plekken] = []
    gml: Annotated[Gml | None, EX.gml] = None
    plek_of_gml: Annotated[Wkt | Gml | None, EX.plekOfGml] = None
    wanneer: Annotated[date | PartialDate | None, EX.wanneer] = None
    post: Annotated[str | None, SCHEMA.email] = None


class Chose(Ding, iri=EX.Chose, language="fr"):
    """A thing whose bare texts are French."""


PROFILE = Profile("regels", "1", "Regels", "https://example.org/", (Ding, Chose, Deel))


def run(field: str, rule: Any, *records: Any, model: str = "Ding", **top: Any) -> list[Any]:
    """What the mapping with one rule makes of records: models, rejects and notices."""
    rules = {"profile": "regels", "model": model, "id": "urn:x:{n}", "fields": {field: rule}, **top}
    mapping = mapping_from(rules, "m", profile=PROFILE)
    numbered = [{"n": str(number), **each} for number, each in enumerate(records)]
    return list(mapping.run(open_records(io.BytesIO(json.dumps(numbered).encode()), mapping.layout, form="json")))


def made(field: str, rule: Any, record: Any, **more: Any) -> Any:
    """The value of the field, or why the record is rejected."""
    first = run(field, rule, record, **more)[0]
    return first.problems[0].reason if isinstance(first, Reject) else getattr(first, field)


def notices(field: str, rule: Any, *records: Any, **more: Any) -> list[str]:
    return [each.text for each in run(field, rule, *records, **more) if isinstance(each, Notice)]
