"""One value of one type as a property of another standard takes it, and what that loses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from ..model.description import PropertyInfo
from ..model.values import AnyUri, Concept, Duration, LangString, Literal, PartialDate
from ..namespaces import RDF, XSD, BlankNode, Iri


class Converted(NamedTuple):
    """What became of a value (None: nothing), and what was lost on the way."""

    value: Any
    lost: str | None = None


def converted(value: Any, prop: PropertyInfo, language: str) -> Converted:
    """A value as a property takes it, by the first of its ranges that can; `language` is that of bare texts."""
    kinds = [each.python for each in prop.ranges if each.cls is None]
    if type(value) in kinds:
        return Converted(value)
    if isinstance(value, Iri | BlankNode) and any(each.reference for each in prop.ranges):
        return Converted(Iri(str(value)) if isinstance(value, Iri) else value)
    for kind in kinds:
        change = _CHANGES.get((_kind(value), kind))
        if change is not None:
            return change(value, language)
    if any(each.reference for each in prop.ranges) and isinstance(value, str):
        try:
            return Converted(Iri(str(value)))
        except ValueError:
            pass
    return Converted(None, f"a {_kind(value).__name__} that it does not take")


def _kind(value: Any) -> type:
    """The type of a value as the table has it: its own, or the one that it is a kind of."""
    return next((each for each in type(value).__mro__ if each in _KINDS), type(value))


def _day(value: datetime) -> Converted:
    lost = "the time of day" if value.time() != time() or value.tzinfo else None
    return Converted(value.date(), lost)


def _partial_of(value: datetime) -> Converted:
    day = _day(value)
    return Converted(PartialDate(day.value.isoformat()), day.lost)


def _written(value: str) -> Converted:
    try:
        return Converted(PartialDate(value))
    except ValueError:
        return Converted(None, "a text that is no date")


def _duration(value: str) -> Converted:
    try:
        return Converted(Duration(value))
    except ValueError:
        return Converted(None, "a time that is not written as a duration (P30D)")


def _address(value: str) -> Converted:
    try:
        return Converted(AnyUri(value))
    except ValueError:
        return Converted(None, "a text that is no IRI")


def _day_of(value: PartialDate) -> Converted:
    try:
        return Converted(date.fromisoformat(value))
    except ValueError:
        return Converted(None, "a date without a day")


def _moment_of(value: PartialDate) -> Converted:
    day = _day_of(value)
    return Converted(datetime.combine(day.value, time()), None) if day.value else day


def _text_of(value: LangString, language: str) -> Converted:
    return Converted(value.text, None if value.language == language else f"the language {value.language}")


def _bare(value: Literal, language: str) -> Converted:
    if value.datatype in (XSD.string, RDF.langString):
        return Converted(value.text, f"the language {value.language}" if value.language else None)
    return Converted(value.text, f"the datatype {value.datatype}")


def _said(value: Literal, language: str) -> Converted:
    return Converted(LangString(value.text, value.language or language))


_KINDS = (LangString, Literal, PartialDate, Duration, Concept, AnyUri, Iri, datetime, date, Decimal, bool, int, str)
_CHANGES: dict[tuple[type, type], Callable[[Any, str], Converted]] = {
    (str, LangString): lambda value, language: Converted(LangString(value, language)),
    (LangString, str): _text_of,
    (str, Literal): lambda value, _: Converted(Literal(value)),
    (Literal, str): _bare,
    (LangString, Literal): lambda value, _: Converted(Literal.of(value)),
    (Literal, LangString): _said,
    (str, PartialDate): lambda value, _: _written(value),
    (datetime, date): lambda value, _: _day(value),
    (datetime, PartialDate): lambda value, _: _partial_of(value),
    (date, PartialDate): lambda value, _: Converted(PartialDate(value.isoformat())),
    (date, datetime): lambda value, _: Converted(datetime.combine(value, time())),
    (PartialDate, date): lambda value, _: _day_of(value),
    (PartialDate, datetime): lambda value, _: _moment_of(value),
    (str, Duration): lambda value, _: _duration(value),
    (Duration, str): lambda value, _: Converted(str(value)),
    (str, AnyUri): lambda value, _: _address(value),
    (AnyUri, str): lambda value, _: Converted(str(value)),
    (Iri, AnyUri): lambda value, _: Converted(AnyUri(str(value))),
    (Iri, str): lambda value, _: Converted(str(value)),
    (Iri, Literal): lambda value, _: Converted(Literal(str(value), XSD.anyURI)),
    (AnyUri, Iri): lambda value, _: Converted(Iri(str(value))),
    (Iri, Concept): lambda value, _: Converted(Concept(str(value))),
}
"""Type of the value and type that is asked, to what makes the one of the other."""
