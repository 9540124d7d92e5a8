"""One property as a field: how many values, of which Python types, with which facets; and what of it is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field as PydanticField, TypeAdapter
from pydantic_core import SchemaError

from ..model.values import VALUE_TYPES
from ..namespaces import XSD
from ..rdf.ntriples import literal
from ..rdf.terms import plain
from .hierarchy import Hierarchy
from .kinds import (
    ANYTHING,
    BLANK,
    CLASS,
    CONCEPT,
    DATATYPE,
    IRI,
    LINKS,
    NODE,
    PARTIAL_DATE,
    SHAPE,
    Demand,
    ValueKind,
    together,
)
from .requirements import Requirements

PYTHON = {str(each.datatypes[0]): python.__name__ for python, each in VALUE_TYPES.items() if len(each.datatypes) == 1}
"""Datatype to the name of its Python type."""
_NODES = {"IRI": "Iri", "BlankNode": "BlankNode", "Literal": "Literal", "Concept": "Concept"}
_LIMITS = {"minInclusive": "Ge", "maxInclusive": "Le", "minExclusive": "Gt", "maxExclusive": "Lt"}
_LENGTHS = {"minLength": "MinLen", "maxLength": "MaxLen"}
_FORMS: dict[str, Callable[[str], str]] = {
    "int": lambda text: str(int(text)),
    "Decimal": lambda text: f'Decimal("{Decimal(text)}")',
    "float": lambda text: repr(float(Decimal(text))),
    "date": lambda text: "date({0.year}, {0.month}, {0.day})".format(date.fromisoformat(text)),
}
"""How a limit is written, by Python type."""

Remark = Callable[[str], None]


@dataclass(frozen=True)
class Type:
    """A Python type of a value: its name, or the IRI of a class (the key of the shapes of one without a type)."""

    name: str = ""
    cls: str | None = None


@dataclass(frozen=True)
class GeneratedField:
    """A property as a field; `many`: it holds a list."""

    required: Requirements
    types: tuple[Type, ...]
    least: int
    most: int | None
    many: bool
    facets: tuple[str, ...] = ()
    code_list: str | None = None
    unique_lang: bool = False
    anything: bool = False
    name: str = ""


def make_field(required: Requirements, classes: Hierarchy, remark: Remark) -> GeneratedField | None:
    """A property as a field, with a note on every difference; None if it may have no value."""
    least, most = required.least, required.most
    if most == 0:
        remark("at most 0 values: left out")
        return None
    if most is not None and least > most:
        remark(f"at least {least} and at most {most}: repaired, at least {most}")
        least = most
    kinds, code_list = _choose_kinds(required, classes, remark)
    loose = required.loose if set(kinds) == set(ANYTHING) else ()
    types = _list_types((*loose, *kinds), required, classes, remark)
    if loose:
        types = (*(each for each in types if each.cls), Type("Literal"))
    facets = tuple(_write_facets(required, types, remark))
    many = most is None or most > 1
    texts = many and types == (Type("LangString"),)
    if required.unique_lang and many and not texts:
        remark("sh:uniqueLang true: not asked here")
    return GeneratedField(
        required, types, least, most, many, facets, code_list, required.unique_lang and texts, bool(loose)
    )


def _choose_kinds(required: Requirements, classes: Hierarchy, remark: Remark) -> tuple[Demand, str | None]:
    kinds, contradiction = together(required.demands or required.advice, classes.is_under)
    if contradiction:
        remark(f"contradictory ranges: any of {_list_kinds(kinds)} will do")
    if required.code_list is None:
        return kinds, None
    if not required.demands and not required.advice:
        remark("a code list: the IRI of a concept, where the shapes ask nothing")
        kinds = (CONCEPT,)
    if kinds == (IRI,):
        kinds = (CONCEPT,)
    if not any(kind.what == CLASS or kind == CONCEPT for kind in kinds):
        remark(f"the code list {required.code_list}: left out, the values are no concepts")
        return kinds, None
    return kinds, required.code_list


def _list_kinds(kinds: Demand) -> str:
    return ", ".join(f"<{kind.name}>" if kind.what in (CLASS, DATATYPE) else kind.name or "a list" for kind in kinds)


def _list_types(kinds: Demand, required: Requirements, classes: Hierarchy, remark: Remark) -> tuple[Type, ...]:
    """The Python types of some kinds of value; classes come first."""
    datatypes = {kind.name for kind in kinds if kind.what == DATATYPE}
    types: dict[Type, None] = {}
    for kind in kinds:
        if kind.what == DATATYPE and kind.name in PARTIAL_DATE and datatypes >= PARTIAL_DATE:
            types[Type("PartialDate")] = None
        else:
            types[_make_type(kind, classes, remark)] = None
    _note_nodes(kinds, required, classes, remark)
    if (
        any(each.cls for each in types)
        and not required.loose
        and (loose := [t for t in types if t.name in ("Iri", "BlankNode")])
    ):
        remark("any IRI or blank node would do: here that of a thing of the class")
        types = {each: None for each in types if each not in loose}
    if Type("Literal") in types:
        types = {each: None for each in types if each.cls or each.name in _NODES.values()}
    return tuple(sorted(types, key=lambda each: each.cls is None))


def _make_type(kind: ValueKind, classes: Hierarchy, remark: Remark) -> Type:
    match kind.what:
        case "shape":
            return Type(cls=kind.name)
        case "class" if kind.name in classes.above:
            return Type(cls=kind.name)
        case "class":
            remark(f"sh:class <{kind.name}>: any IRI will do, a blank node will not")
            return Type(LINKS.get(kind.name, "Iri"))
        case "datatype" if kind.name in PYTHON:
            return Type(PYTHON[kind.name])
        case "datatype":
            remark(f"the datatype <{kind.name}>: any literal will do")
            return Type("Literal")
        case "in":
            return _make_list_type(kind, remark)
    return Type(_NODES[kind.name])


def _make_list_type(kind: ValueKind, remark: Remark) -> Type:
    """The type of a list of values (sh:in): exactly those texts or numbers, or any value of their kind."""
    parts = [literal(value) for value in kind.values if value.startswith('"')]
    if len(parts) == len(kind.values) > 0:
        if all(each.datatype == XSD.string for each in parts):
            return Type(f"OneOf[{', '.join(quoted(each.text) for each in parts)}]")
        if all(each.datatype == XSD.integer and re.fullmatch("0|-?[1-9][0-9]*", each.text) for each in parts):
            return Type(f"OneOf[{', '.join(each.text for each in parts)}]")
    remark("sh:in: the list is not asked here, only the kind of its values")
    datatypes = {each.datatype for each in parts}
    return Type(PYTHON.get(datatypes.pop(), "Literal") if len(datatypes) == 1 else "Literal" if parts else "Iri")


def quoted(text: str) -> str:
    """Text as a Python string, in double quotes if possible."""
    shown = repr(text)
    return shown if '"' in text or shown[0] == '"' else f'"{shown[1:-1]}"'


def _note_nodes(kinds: Demand, required: Requirements, classes: Hierarchy, remark: Remark) -> None:
    """Note where a class as range takes more than the shapes: another kind of node, subclasses."""
    things = [kind.name for kind in kinds if kind.what == CLASS and kind.name in classes.above]
    if not things and not any(kind.what == SHAPE for kind in kinds):
        return
    for demand in required.demands:
        if all(kind.what == NODE for kind in demand) and (IRI in demand) != (BLANK in demand):
            remark(f"sh:nodeKind {demand[0].name}: an IRI or a blank node will do")
    under = {each for thing in things for each in classes.under(thing)}
    for demand in required.demands or required.advice:
        listed = {kind.name for kind in demand if kind.what == CLASS}
        taken = under | {thing for thing in things if any(classes.is_under(thing, each) for each in listed)}
        if listed and (more := [f"<{each}>" for each in classes.above if each in taken - listed]):
            remark(f"takes subclasses too, where the shapes want the class itself stated: {', '.join(more)}")


def _write_facets(required: Requirements, types: tuple[Type, ...], remark: Remark) -> list[str]:
    """The facets as metadata of the field; a note for each that its type cannot keep."""
    only = types[0].name if len(types) == 1 else ""
    facets = []
    for facet, value in required.facets:
        written = _write_facet(facet, literal(value).text if value.startswith('"') else "", only)
        if written:
            facets.append(written)
        else:
            remark(f"sh:{facet} {plain(value)}: not asked here")
    return facets


def _write_facet(facet: str, text: str, python: str) -> str | None:
    try:
        if facet == "pattern" and python == "str":
            _check_pattern(text)
            return f"Field(pattern={quoted(text)})"
        if facet in _LENGTHS and python == "str":
            return f"{_LENGTHS[facet]}({int(text)})"
        if facet in _LIMITS and python in _FORMS and text not in ("INF", "-INF", "NaN"):
            return f"{_LIMITS[facet]}({_FORMS[python](text)})"
    except (ValueError, ArithmeticError, SchemaError):
        pass
    return None


def _check_pattern(pattern: str) -> None:
    """Raise SchemaError for a pattern that pydantic does not support."""
    TypeAdapter(Annotated[str, PydanticField(pattern=pattern)])


def within(own: GeneratedField, base: GeneratedField, classes: Hierarchy, remark: Remark) -> GeneratedField:
    """A field that a subclass redefines, with a type that may replace that of the base class."""
    if base.many and not own.many:
        own = replace(own, many=True)
    taken = {each.cls for each in base.types if each.cls}
    fits = own.types == base.types or (
        not own.many
        and all(
            each in base.types or (each.cls and any(classes.is_under(each.cls, other) for other in taken))
            for each in own.types
        )
    )
    if fits:
        return own
    remark("a range other than that of the class above, which stands")
    return replace(own, types=base.types, facets=base.facets, code_list=base.code_list)
