"""What a model refuses, in plain words: a line for each mistake, by the Python names of the fields.

Pydantic tells every way in which a value could have been right and is not. Here the ways are one sentence: what the
field takes, and of what kind the value is. The value itself is not told here, since a message must not carry a person's
data into a log; a type of values may quote it (a code that is not in its list).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ..namespaces import BlankNode, Iri
from ..words.text import nearest
from .description import PropertyInfo, describe
from .values import AnyUri, Concept, Duration, Gml, LangString, Literal, PartialDate, Wkt

if TYPE_CHECKING:
    from .resource import Resource

Path = tuple[str | int, ...]

_WORDS: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    float: "a number",
    datetime: "a date with a time (2004-09-17T08:30:00)",
    date: "a date (2004-09-17)",
    time: "a time (08:30:00)",
    LangString: "text with a language",
    Literal: "a literal",
    PartialDate: "a date, or a year with or without a month",
    Duration: "a duration (P30D, PT2H30M)",
    Wkt: "a geometry in WKT that begins with the IRI of its reference system",
    Gml: "a geometry in GML",
    AnyUri: "a web address",
    Concept: "the IRI of a concept",
    Iri: "an IRI",
    BlankNode: "a blank node",
}
"""What a field takes, by the Python type of its values."""

_KINDS: dict[type, str] = {
    type(None): "nothing",
    bool: "true or false",
    int: "a number",
    float: "a number",
    Decimal: "a number",
    datetime: "a date with a time",
    date: "a date",
    time: "a time",
    LangString: "text with a language",
    list: "a list",
    tuple: "a tuple",
    dict: "an object",
}
"""What a value is, by its type."""

_LIMITS = {
    "string_pattern_mismatch": "has to be of the form {pattern}",
    "string_too_short": "has to have at least {min_length} characters",
    "string_too_long": "has to have at most {max_length} characters",
    "greater_than": "has to be greater than {gt}",
    "greater_than_equal": "has to be at least {ge}",
    "less_than": "has to be less than {lt}",
    "less_than_equal": "has to be at most {le}",
    "multiple_of": "has to be a multiple of {multiple_of}",
    "too_short": "has to have at least {min_length} values, not {actual_length}",
    "too_long": "has to have at most {max_length} values, not {actual_length}",
}
"""Pydantic's types of errors for values of the right kind."""


class _Found(NamedTuple):
    """An error of pydantic: the class and property that it is about, and how it is told."""

    cls: type[Resource]
    prop: PropertyInfo | None
    detail: Mapping[str, Any]


def plainly(error: ValidationError, cls: type[Resource]) -> ValidationError:
    """An error of the same type, with one sentence for each mistake.

    >>> from oslo.models.persoon import Geboorte
    >>> Geboorte(datum="2004-09-17T08:30:00", plaats=7, land="urn:be")
    Traceback (most recent call last):
    ...
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Geboorte
    plaats
      has to be a Plaats or the IRI of one, not a number [type=model_type]
    """
    found: dict[Path, list[_Found]] = {}
    for detail in error.errors(include_url=False):
        path, of = _place(cls, detail)
        found.setdefault(path, []).append(of)
    inner = {path[:end] for path in found for end in range(1, len(path))}  # it is a part, in which something is wrong
    lines = [
        InitErrorDetails(type=_sentence(each), loc=path or ("",), input=each[0].detail["input"])
        for path, each in found.items()
        if path not in inner
    ]
    return ValidationError.from_exception_data(error.title, lines, hide_input=True)


def _place(cls: type[Resource], detail: Mapping[str, Any]) -> tuple[Path, _Found]:
    """Where an error is, by Python names; what pydantic calls the ways of a union is left out."""
    path: list[str | int] = []
    here: type[Resource] | None = cls
    prop: PropertyInfo | None = None
    for step in detail["loc"]:
        if isinstance(step, int):
            path.append(step)
            continue
        names = {} if here is None else _by_name(here)
        if step in names:
            prop, cls = names[step], here or cls
            path.append(prop.name)
            classes = _classes(prop)
            here = classes[0] if len(classes) == 1 else None
        elif prop is None:
            path.append(step)
        else:
            here = next((each for each in _classes(prop) if each.__name__ == step), here)
    if detail["type"] == "extra_forbidden" and prop is not None:
        path.append(detail["loc"][-1])
        cls = here or cls
    return tuple(path), _Found(cls, prop, detail)


def _by_name(cls: type[Resource]) -> dict[str, PropertyInfo]:
    """The properties of a class by their Python names, and by those of JSON."""
    return {name: prop for prop in describe(cls).properties for name in (prop.json_name, prop.name)}


def _classes(prop: PropertyInfo) -> list[type[Resource]]:
    return [each.cls for each in prop.ranges if each.cls]


def _sentence(found: Sequence[_Found]) -> PydanticCustomError:
    """The sentence of what is wrong at one place."""
    cls, prop, detail = next((each for each in found if each.detail["type"] == "value_error"), found[0])
    kind = detail["type"]
    if kind == "missing":
        return _error(kind, "is required")
    if kind == "extra_forbidden":
        names = [each.name for each in describe(cls).properties]
        return _error(kind, f"{cls.__name__} has no such field{nearest(str(detail['loc'][-1]), names)}")
    if kind == "value_error":
        return _error(kind, str(detail["ctx"]["error"]))
    if kind in _LIMITS:
        return _error(kind, re.sub(r"( 1 \w+)s\b", r"\1", _LIMITS[kind].format_map(detail.get("ctx", {}))))
    if prop is None:
        return _error(kind, str(detail["msg"]))
    value = detail["input"]
    needed = f"a list: {_needed(prop)}, one or more" if kind == "list_type" else _needed(prop)
    return _error(kind, f"has to be {needed}, not {_kind(value)}")


def _error(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message})


def _needed(prop: PropertyInfo) -> str:
    """What a property takes."""
    return " or ".join(dict.fromkeys(_options(prop)))


def _options(prop: PropertyInfo) -> Iterator[str]:
    for each in prop.ranges:
        if each.cls is None:
            yield next((_WORDS[base] for base in each.python.__mro__ if base in _WORDS), each.python.__name__)
        else:
            name = each.cls.__name__
            article = "an" if name[0] in "AEIOU" else "a"
            yield f"{article} {name} or the IRI of one" if each.reference else f"{article} {name}"


def _kind(value: Any) -> str:
    """Of what kind a value is; a text may be of the right kind, and not of the right form."""
    if type(value) is str:
        return "this text"
    name = type(value).__name__
    return _KINDS.get(type(value)) or f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"
