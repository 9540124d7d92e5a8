"""The values that a property can hold, and how each is written in RDF.

The table `VALUE_TYPES` at the end has everything: a Python type, its datatypes, the text of its
literal and the way back. Every other module uses that table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ..namespaces import GEO, IRI_PATTERN, RDF, XSD, BlankNode, Iri, instance_or
from ..rdf.ntriples import escape, term
from ..vocabularies.codelists import resolve
from .text_values import DURATION, Duration, Gml, PartialDate, Wkt

# BCP 47, section 2.1, as RDF 1.1 requires (section 3.3): language, script, region, variants, extensions.
_LANGUAGE = re.compile(
    r"(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?|[Xx](?:-[A-Za-z0-9]{1,8})+)"
)
# Older tags that do not fit its grammar (section 2.2.8).
_IRREGULAR = frozenset(
    ("i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn",
     "i-tao", "i-tay", "i-tsu", "en-gb-oed", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de")
)  # fmt: skip


class _Tags(dict[str, str]):
    """Language tags to the form in which they are kept: lower case (RDF 1.1, section 3.3)."""

    def __missing__(self, tag: str) -> str:
        if not isinstance(tag, str) or (_LANGUAGE.fullmatch(tag) is None and tag.lower() not in _IRREGULAR):
            raise ValueError(f"not a language tag: {tag!r}")
        if len(self) < 1000:
            self[tag] = tag.lower()
        return tag.lower()


_TAGS = _Tags()


class _LangString(NamedTuple):
    text: str
    language: str


class LangString(_LangString):
    """Text in a language (rdf:langString). A bare `str` given for it gets the model's language.

    >>> LangString("Gent"), LangString.of(("Gand", "FR"))
    (LangString(text='Gent', language='nl'), LangString(text='Gand', language='fr'))
    """

    __slots__ = ()

    def __new__(cls, text: str, language: str = "nl") -> Self:
        if not isinstance(text, str):
            raise ValueError(f"expected text, not {text!r}")
        return tuple.__new__(cls, (text, _TAGS[language]))

    @classmethod
    def of(cls, value: object) -> LangString:
        """From a LangString, a (text, language) pair or JSON-LD's value object; "nl" for a bare text."""
        return _lang_string(value, "nl")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return instance_or(
            cls,
            _LANG_STRING_IN["nl"],
            "neither text nor text with a language tag",
            taken=[_JSON_TEXT, _JSON_PAIR, _json_object("@value", "@language"), _json_object("text", "language")],
            given=_JSON_PAIR,
        )


def _lang_string(value: object, default: str) -> LangString:
    if isinstance(value, str) and not isinstance(value, _OTHER_TEXT):
        return LangString(value, default)
    if isinstance(value, Mapping) and (keys := next((each for each in _OBJECTS if set(value) <= set(each)), None)):
        value = (value.get(keys[0]), value.get(keys[1], default))
    if isinstance(value, tuple | list) and len(value) == 2:
        return LangString(*value)
    raise ValueError(f"expected text or (text, language), not {value!r}")


_OTHER_TEXT = (Iri, BlankNode, PartialDate, Duration, Wkt, Gml)
"""Text of types of its own: where a property takes it beside text with a language, it stays what it is."""


class _InLanguage(dict[str, Callable[[Any], LangString]]):
    """One function per default language, always the same object."""

    def __missing__(self, language: str) -> Callable[[Any], LangString]:
        tag = _TAGS[language]
        self[language] = lambda value: _lang_string(value, tag)
        return self[language]


_LANG_STRING_IN = _InLanguage()
_OBJECTS = (("@value", "@language"), ("text", "language"))
"""The keys of a text in a language as a JSON object: those of JSON-LD, and those of `LangString`."""

# The forms of these values in JSON, for the JSON Schema of a model.
_JSON_TEXT = core_schema.str_schema()
_JSON_PAIR = core_schema.tuple_schema(
    [_JSON_TEXT, core_schema.str_schema(pattern="^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")]
)


def _json_object(text: str, language: str) -> CoreSchema:
    fields = {
        text: core_schema.typed_dict_field(_JSON_TEXT),
        language: core_schema.typed_dict_field(_JSON_PAIR["items_schema"][1], required=False),
    }
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid")


_TEMPORAL = ("date", "datetime", "time")
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def adapted(schema: Any, language: str, *, root: bool = True) -> Any:
    """The pydantic schema of a model with the rules of this library; models nested in it are left unchanged.

    A bare text gets `language`, and a number is not a date (pydantic would count seconds from 1970). A decimal number
    has no exponent in RDF: one that would have very many digits without it is refused. Where
    both a date and a date and time are allowed, the form of the text decides. A list that requires several
    values requires different ones, since a graph has no triple twice.
    """
    if isinstance(schema, list):
        return [adapted(item, language, root=root) for item in schema]
    if not isinstance(schema, dict):
        return _LANG_STRING_IN[language] if schema is _LANG_STRING_IN["nl"] else schema
    if schema.get("type") == "model" and not root:
        return schema
    inner = root and schema.get("type") != "model"
    new = {key: adapted(value, language, root=inner) for key, value in schema.items()}
    if schema.get("type") in _TEMPORAL:
        return core_schema.no_info_before_validator_function(_refuse_number, new)
    if schema.get("type") == "decimal":
        return core_schema.no_info_after_validator_function(_refuse_endless, new)
    if schema.get("type") == "list" and (least := schema.get("min_length") or 0) > 1:
        return core_schema.no_info_after_validator_function(partial(_check_different, least), new)
    if schema.get("type") == "union":
        kinds = {each.get("type") for each in schema["choices"] if isinstance(each, dict)}
        if {"date", "datetime"} <= kinds:
            return core_schema.no_info_before_validator_function(_day_or_moment, new)
    return new


def _check_different(least: int, values: list[Any]) -> list[Any]:
    """The values unchanged. Raises ValueError for fewer than `least` different ones; a resource counts by its IRI."""
    if len({repr(getattr(value, "id", None) or value) for value in values}) < least:
        raise ValueError(f"fewer than {least} different values")
    return values


def _day_or_moment(value: object) -> object:
    """A text without a time is a date; no midnight is added."""
    return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(_DATE, value) else value


def _refuse_number(value: object) -> object:
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and value.strip().lstrip("+-").isdigit()):
        raise ValueError("a date is written as 2026-11-21, a time as 2026-11-21T08:30:00: not as a number")
    return value


def _refuse_endless(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and abs(exponent) > _MAX_EXPONENT:
        raise ValueError(f"a number of over {_MAX_EXPONENT} digits")
    return value


_MAX_EXPONENT = 10_000


class Concept(Iri):
    """The IRI of a concept (skos:Concept) of a code list.

    >>> Concept("https://data.vlaanderen.be/id/concept/IT000/Geslacht/2")
    Concept('https://data.vlaanderen.be/id/concept/IT000/Geslacht/2')
    """

    __slots__ = ()

    @classmethod
    def _from(cls, value: object) -> Self:
        return cls(str(value)) if isinstance(value, Iri) else super()._from(value)


class AnyUri(Iri):
    """An IRI that is text, not a link (xsd:anyURI).

    >>> AnyUri("https://www.gent.be/").startswith("https:")
    True
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """In a field's metadata: the concept scheme of the concepts that a property takes.

    Such a field takes the IRI of a concept and, for an available list (`oslo.vocabularies.codelists`),
    a notation or a label too. An IRI is not looked up, since a list can have grown; `validate` reports
    concepts that are not in their list.

    >>> CodeList("https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht").concept("Vrouwelijk")
    Concept('https://data.vlaanderen.be/id/concept/IT000/Geslacht/2')

    Raises ValueError for a scheme that is not an absolute IRI.
    """

    scheme: str

    def __post_init__(self) -> None:
        Iri(self.scheme)

    def concept(self, text: str) -> Concept:
        """The concept of an IRI, a notation or a label. Raises ValueError for other text, with the nearest one."""
        return Concept(resolve(self.scheme, text))

    def _take(self, value: object) -> object:
        if type(value) is str:
            return self.concept(value)
        return [self._take(each) for each in value] if isinstance(value, list | tuple) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._take, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The input is an IRI, a notation or a label, the output an IRI."""
        json_schema = handler(schema)
        return _without_patterns(json_schema) if handler.mode == "validation" else json_schema


def _without_patterns(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_patterns(each) for each in schema]
    if isinstance(schema, dict):
        return {key: _without_patterns(each) for key, each in schema.items() if key != "pattern"}
    return schema


class Literal(NamedTuple):
    """Any literal (rdfs:Literal): text, datatype, and a language if it has one.

    >>> Literal.of("00040527291")
    Literal(text='00040527291', datatype=Iri('http://www.w3.org/2001/XMLSchema#string'), language=None)
    """

    text: str
    datatype: Iri = XSD.string
    language: str | None = None

    @classmethod
    def of(cls, value: object) -> Literal:
        """From a Literal, a text, a LangString or any value that has a datatype of its own."""
        if type(value) is str:
            return cls(value)
        if type(value) is LangString:
            return cls(value.text, RDF.langString, value.language)
        if (
            isinstance(value, tuple | list)
            and 2 <= len(value) <= 3
            and all(isinstance(each, str) for each in value[:2])
        ):
            text, datatype, language = (*value, None)[:3]
            if bool(language) != (datatype == RDF.langString):
                raise ValueError("a literal has a language if and only if its datatype is rdf:langString")
            return cls(str(text), Iri(datatype), _TAGS[language] if language else None)
        if isinstance(value, PartialDate):
            return cls(value, value.datatype)
        known = VALUE_TYPES.get(type(value))
        if known is None or known.node or not known.datatypes:
            raise ValueError(f"not a literal: {value!r}")
        return cls(known.text(value), known.datatypes[0])

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text, datatype = core_schema.str_schema(), core_schema.str_schema(pattern=IRI_PATTERN)
        triple = core_schema.tuple_schema([text, datatype, core_schema.nullable_schema(text)])
        scalars = [text, core_schema.bool_schema(), core_schema.int_schema(), core_schema.float_schema()]
        pair = core_schema.tuple_schema([text, datatype])
        return instance_or(cls, cls.of, "not a literal", taken=[*scalars, pair, triple], given=triple)


@dataclass(frozen=True, slots=True)
class ValueType:
    """How a Python type is written in RDF.

    `datatypes`: those of its literals (empty: any literal); `node`: an IRI, not a literal;
    `term`: a value to the object of an N-Triples line, None for the plain `"text"^^<datatype>`;
    `text` and `read`: a value to its lexical form and back; `form`: what the lexical form must match
    beyond what `read` checks (XML Schema 1.1, part 2).
    """

    datatypes: tuple[Iri, ...]
    text: Callable[[Any], str] = str
    read: Callable[[str], Any] = str
    term: Callable[[Any], str] | None = None
    node: bool = False
    form: re.Pattern[str] | None = None

    @property
    def plain(self) -> bool:
        """Whether its texts never need escaping: those with a `form` have no such characters."""
        return self.form is not None


def _float_text(value: float) -> str:
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text := repr(value), text)


def _datetime_text(value: datetime) -> str:
    text = value.isoformat()
    offset = value.utcoffset()
    if offset is not None and (abs(offset) > timedelta(hours=14) or offset.seconds % 60 or offset.microseconds):
        raise ValueError(f"xsd:dateTime has no time zone {offset}")
    return text[:-6] + "Z" if offset == timedelta(0) and text.endswith("+00:00") else text


def _read_bool(text: str) -> bool:
    return text in ("true", "1")


def _partial_date_term(value: PartialDate) -> str:
    return f'"{value}"^^<{value.datatype}>'


_form = re.compile
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?"

VALUE_TYPES: dict[type, ValueType] = {
    str: ValueType((XSD.string,)),
    bool: ValueType((XSD.boolean,), lambda v: "true" if v else "false", _read_bool, form=_form("true|false|0|1")),
    int: ValueType((XSD.integer,), str, int, form=_form("[+-]?[0-9]+")),
    Decimal: ValueType(
        (XSD.decimal,), lambda v: format(v, "f"), Decimal, form=_form(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
    ),
    float: ValueType(
        (XSD.double,), _float_text, float, form=_form(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN")
    ),
    date: ValueType((XSD.date,), date.isoformat, date.fromisoformat, form=_form(_DATE)),
    datetime: ValueType((XSD.dateTime,), _datetime_text, datetime.fromisoformat, form=_form(f"{_DATE}T{_TIME}{_ZONE}")),
    time: ValueType((XSD.time,), time.isoformat, time.fromisoformat, form=_form(f"{_TIME}{_ZONE}")),
    LangString: ValueType((RDF.langString,), term=lambda v: f'"{escape(v[0])}"@{v[1]}'),
    Literal: ValueType((), term=lambda v: term(*v)),
    PartialDate: ValueType((XSD.date, XSD.gYearMonth, XSD.gYear), str, PartialDate, _partial_date_term),
    Duration: ValueType((XSD.duration,), str, Duration, form=DURATION),
    Wkt: ValueType((GEO.wktLiteral,), str, Wkt),
    Gml: ValueType((GEO.gmlLiteral,), str, Gml),
    AnyUri: ValueType((XSD.anyURI,), str, AnyUri),
    Concept: ValueType((), read=Concept, node=True),
    Iri: ValueType((), read=Iri, node=True),
    BlankNode: ValueType((), read=BlankNode, node=True),
}
"""Python type to RDF; a subclass (of `str`, for example) is written as its nearest base in this table."""

__all__ = [
    "UTC",
    "VALUE_TYPES",
    "AnyUri",
    "CodeList",
    "Concept",
    "Duration",
    "Gml",
    "LangString",
    "Literal",
    "PartialDate",
    "ValueType",
    "Wkt",
    "adapted",
]
