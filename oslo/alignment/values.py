"""A value of one type as a property of another standard takes it, and what is lost by that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from ..model.description import PropertyInfo
from ..model.values import AnyUri, Concept, Duration, LangString, Literal, PartialDate
from ..namespaces import RDF, XSD, BlankNode, Iri


class Converted(NamedTuple):
    """What a value became (None: nothing), and what was lost."""

    value: Any
    lost: str | None = None


def converted(value: Any, prop: PropertyInfo, language: str) -> Converted:
    """A value as a property takes it, by the first of its ranges that can; `language` is that of texts without one."""
    kinds = [each.python for each in prop.ranges if each.cls is None]
    if type(value) in kinds:
        return Converted(value)
    if isinstance(value, Iri | BlankNode) and any(each.reference for each in prop.ranges):
        return Converted(Iri(str(value)) if isinstance(value, Iri) else value)
    for kind in kinds:
        change = _CHANGES.get((_find_kind(value), kind))
        if change is not None:
            return change(value, language)
    if any(each.reference for each in prop.ranges) and isinstance(value, str):
        try:
            return Converted(Iri(str(value)))
        except ValueError:
            pass
    return Converted(None, f"a {_find_kind(value).__name__} that the property does not take")


def _find_kind(value: Any) -> type:
    """The type of a value as the table has it: its own, or a base of that."""
    return next((each for each in type(value).__mro__ if each in _KINDS), type(value))


def _to_date(value: datetime) -> Converted:
    lost = "the time of day" if value.time() != time() or value.tzinfo else None
    return Converted(value.date(), lost)


def _to_partial_date(value: datetime) -> Converted:
    day = _to_date(value)
    return Converted(PartialDate(day.value.isoformat()), day.lost)


def _parse_partial_date(value: str) -> Converted:
    try:
        return Converted(PartialDate(value))
    except ValueError:
        return Converted(None, "a text that is not a date")


def _parse_duration(value: str) -> Converted:
    try:
        return Converted(Duration(value))
    except ValueError:
        return Converted(None, "a time that is not written as a duration (P30D)")


def _parse_web_address(value: str) -> Converted:
    try:
        return Converted(AnyUri(value))
    except ValueError:
        return Converted(None, "a text that is not an IRI")


def _partial_to_date(value: PartialDate) -> Converted:
    try:
        return Converted(date.fromisoformat(value))
    except ValueError:
        return Converted(None, "a date without a day")


def _partial_to_datetime(value: PartialDate) -> Converted:
    day = _partial_to_date(value)
    return Converted(datetime.combine(day.value, time()), None) if day.value else day


def _to_text(value: LangString, language: str) -> Converted:
    return Converted(value.text, None if value.language == language else f"the language {value.language}")


def _literal_to_text(value: Literal, language: str) -> Converted:
    if value.datatype in (XSD.string, RDF.langString):
        return Converted(value.text, f"the language {value.language}" if value.language else None)
    return Converted(value.text, f"the datatype {value.datatype}")


def _literal_to_lang_string(value: Literal, language: str) -> Converted:
    return Converted(LangString(value.text, value.language or language))


_KINDS = (LangString, Literal, PartialDate, Duration, Concept, AnyUri, Iri, datetime, date, Decimal, bool, int, str)
_CHANGES: dict[tuple[type, type], Callable[[Any, str], Converted]] = {
    (str, LangString): lambda value, language: Converted(LangString(value, language)),
    (LangString, str): _to_text,
    (str, Literal): lambda value, _: Converted(Literal(value)),
    (Literal, str): _literal_to_text,
    (LangString, Literal): lambda value, _: Converted(Literal.of(value)),
    (Literal, LangString): _literal_to_lang_string,
    (str, PartialDate): lambda value, _: _parse_partial_date(value),
    (datetime, date): lambda value, _: _to_date(value),
    (datetime, PartialDate): lambda value, _: _to_partial_date(value),
    (date, PartialDate): lambda value, _: Converted(PartialDate(value.isoformat())),
    (date, datetime): lambda value, _: Converted(datetime.combine(value, time())),
    (PartialDate, date): lambda value, _: _partial_to_date(value),
    (PartialDate, datetime): lambda value, _: _partial_to_datetime(value),
    (str, Duration): lambda value, _: _parse_duration(value),
    (Duration, str): lambda value, _: Converted(str(value)),
    (str, AnyUri): lambda value, _: _parse_web_address(value),
    (AnyUri, str): lambda value, _: Converted(str(value)),
    (Iri, AnyUri): lambda value, _: Converted(AnyUri(str(value))),
    (Iri, str): lambda value, _: Converted(str(value)),
    (Iri, Literal): lambda value, _: Converted(Literal(str(value), XSD.anyURI)),
    (AnyUri, Iri): lambda value, _: Converted(Iri(str(value))),
    (Iri, Concept): lambda value, _: Converted(Concept(str(value))),
}
"""Type of a value and type wanted, to the function that converts one to the other."""
