"""Literals as the values of a property, by the ranges that it has."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from ..model.description import PropertyInfo, Range
from ..model.values import LangString, Literal
from ..namespaces import BlankNode, Iri

if TYPE_CHECKING:
    import pyoxigraph as ox


@cache
def literal_reader(each: Range) -> Callable[[ox.Literal], Any] | None:
    """The function that reads a literal for a range: the value, or None for another datatype."""
    kind = each.value
    if kind is None or kind.node:
        return None
    if each.python is LangString:
        return lambda literal: LangString(literal.value, literal.language) if literal.language else None
    if each.python is Literal:
        return lambda literal: Literal(literal.value, Iri(literal.datatype.value), literal.language)

    def take(literal: ox.Literal) -> Any:
        if literal.datatype.value not in kind.datatypes or literal.language:
            return None
        try:
            if kind.form is None or kind.form.fullmatch(literal.value):
                return kind.read(literal.value)
        except (ValueError, ArithmeticError):
            pass
        raise ValueError(f"{literal.value!r} is not a valid {literal.datatype.value}")

    return take


def node_of(key: str) -> Iri | BlankNode:
    """A node by its IRI, or by its label after `_:`."""
    return BlankNode(key) if key.startswith("_:") else Iri(key)


def node_value(key: str, prop: PropertyInfo) -> Any:
    """A node as the value of a property: a reference, or a type that is a node; None if it takes none."""
    if any(each.reference for each in prop.ranges):
        return node_of(key)
    for each in prop.ranges:
        if each.value is not None and each.value.node and key.startswith("_:") == (each.python is BlankNode):
            return each.value.read(key)
    return None


def describe_ranges(prop: PropertyInfo) -> str:
    """The values that a property takes, for a message."""
    words = []
    for each in prop.ranges:
        if each.cls:
            words.append(f"a {each.cls.__name__}")
        elif each.value and each.value.node:
            words.append("an IRI")
        else:
            words.append(" or ".join(str(datatype) for datatype in each.value.datatypes) if each.value else "")
    return " or ".join(word or "a literal" for word in words)
