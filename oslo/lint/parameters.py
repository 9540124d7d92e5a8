"""Defects in one parameter of a shape: a value of the wrong form, several values, no use where it stands.

The forms are those of the syntax rules of SHACL (appendix A of the recommendation).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..namespaces import RDF, SH, XSD
from ..rdf.terms import prefixed
from .known_terms import near_name
from .paths import path_error
from .patterns import pattern_error
from .rules import Defect
from .shape_index import INTEGERS, LISTS_OF_SHAPES, POINTERS, SWITCHES, Shapes, shown, shown_term
from .turtle import BLANK, IRI, LITERAL, Statement, Term

_SHACL = str(SH)
_TYPE, _NODE_SHAPE = str(RDF.type), str(SH.NodeShape)
_NODE_KINDS = "BlankNode IRI Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral"
_SEVERITIES = "Violation Warning Info Debug Trace"
_FLAGS = frozenset("smixq")


def check(shapes: Shapes) -> None:
    """The rules for single parameters."""
    for each in shapes.file.statements:
        if not each.predicate.startswith(_SHACL):
            continue
        name = each.predicate[len(_SHACL) :]
        wrong = _FORMS[name](each.object) if name in _FORMS else None
        if name == "path":
            wrong = path_error(shapes, each.object)
        if wrong:
            shapes.report("shapes/bad-value", each, f"{shown(each)}: {wrong}")
        if name == "pattern":
            _check_pattern(shapes, each)
        if name in _LISTS:
            _check_list(shapes, each, name)
        if each.predicate in POINTERS:
            _check_pointer(shapes, each, each)
    for node in shapes.shapes:
        _check_shape(shapes, node)


# The form of a value: None if it is right, else what it has to be.


def _iri(term: Term) -> str | None:
    return None if term.kind == IRI else "not an IRI"


def _iri_or_literal(term: Term) -> str | None:
    return "a blank node cannot be the node that another file has" if term.kind == BLANK else None


def _boolean(term: Term) -> str | None:
    good = term.kind == LITERAL and term.datatype == XSD.boolean and term.value in ("true", "false", "1", "0")
    return None if good else "not an xsd:boolean, true or false"


def _string(term: Term) -> str | None:
    return None if term.kind == LITERAL and term.datatype == XSD.string else "not an xsd:string"


def _text(term: Term) -> str | None:
    good = term.kind == LITERAL and term.datatype in (XSD.string, RDF.langString)
    return None if good else "not a text"


def _literal(term: Term) -> str | None:
    return None if term.kind == LITERAL else "not a literal"


def _number(term: Term) -> str | None:
    return None if term.kind == LITERAL and term.datatype in (XSD.integer, XSD.decimal) else "not a number"


def _shape(term: Term) -> str | None:
    return "not a shape" if term.kind == LITERAL else None


def _whole_number(term: Term) -> str | None:
    return "less than 0" if term.kind == LITERAL and re.fullmatch(r"-0*[1-9]\d*", term.value) else None


def _flags(term: Term) -> str | None:
    unknown = sorted(set(term.value) - _FLAGS) if term.kind == LITERAL else []
    return _string(term) or (f"no flag {' '.join(unknown)}; there are i, m, q, s, x" if unknown else None)


def _one_of(names: str, *, others: bool) -> Callable[[Term], str | None]:
    """An IRI of SHACL with one of some names; with `others`, also any IRI that is not of SHACL."""

    def check(term: Term) -> str | None:
        in_shacl = term.kind == IRI and term.value.startswith(str(SH))
        name = term.value[len(str(SH)) :]
        if (in_shacl and name in names.split()) or (others and term.kind == IRI and not in_shacl):
            return None
        near = near_name(name, frozenset(names.split())) if in_shacl else ""
        return f"did you mean sh:{near}?" if near else f"there are {', '.join(f'sh:{each}' for each in names.split())}"

    return check


_FORMS: dict[str, Callable[[Term], str | None]] = {
    **dict.fromkeys(SWITCHES, _boolean),
    **dict.fromkeys(["class", "datatype", "targetClass", "targetObjectsOf", "targetSubjectsOf"], _iri),
    **dict.fromkeys(["equals", "disjoint", "lessThan", "lessThanOrEquals"], _iri),
    **dict.fromkeys(["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"], _literal),
    **dict.fromkeys(INTEGERS, _whole_number),
    **dict.fromkeys(["node", "property", "not", "qualifiedValueShape"], _shape),
    **dict.fromkeys(["message", "name", "description"], _text),
    "order": _number,
    "targetNode": _iri_or_literal,
    "pattern": _string,
    "flags": _flags,
    "nodeKind": _one_of(_NODE_KINDS, others=False),
    "severity": _one_of(_SEVERITIES, others=True),
}


# Lists, patterns, and what a value refers to.

_LISTS = {"in": True, "languageIn": True, "or": True, "xone": True, "and": False, "ignoredProperties": False}
"""The parameters whose value is a list, and whether no value meets an empty one."""
_FORMS_OF_ITEMS: dict[str, Callable[[Term], str | None]] = {
    "languageIn": _string,
    "ignoredProperties": _iri,
    **dict.fromkeys(["and", "or", "xone"], _shape),
}


def _check_list(shapes: Shapes, each: Statement, name: str) -> None:
    items = shapes.items(each.object)
    if items is None:
        what = shown_term(each.object) if each.object.kind != BLANK else "its list"
        shapes.report(
            "shapes/broken-list", each, f"{prefixed(each.predicate)}: {what} is not a list that ends in rdf:nil"
        )
        return
    if not items and _LISTS[name]:
        shapes.report("shapes/empty-list", each, f"{prefixed(each.predicate)} ()")
    for item in items:
        if each.predicate in LISTS_OF_SHAPES:
            _check_pointer(shapes, each, item)
        wrong = _FORMS_OF_ITEMS[name](item.object) if name in _FORMS_OF_ITEMS else None
        if wrong:
            shapes.report(
                "shapes/bad-value", each, f"{prefixed(each.predicate)} has {shown_term(item.object)}: {wrong}"
            )


def _check_pointer(shapes: Shapes, each: Statement, item: Statement) -> None:
    if item.object.kind == IRI and not _is_shape(shapes, item.object):
        shape = item.object.value
        detail = f"{prefixed(each.predicate)} {prefixed(shape)}: no file here has this shape"
        defect = Defect(
            "shapes/missing-shape",
            str(shapes.file.path),
            shapes.file.line(item),
            shapes.file.name(each.subject),
            detail,
        )
        shapes.file.missing.append((shape, defect))


def _is_shape(shapes: Shapes, node: Term) -> bool:
    """Whether a node is described as a shape; a class that is described as a class alone is none."""
    terms = (each.object.value if each.predicate == _TYPE else each.predicate for each in shapes.about.get(node, ()))
    return any(each.startswith(_SHACL) for each in terms)


def _check_pattern(shapes: Shapes, each: Statement) -> None:
    flags = shapes.one(each.subject, "flags")
    error = pattern_error(each.object.value, flags.value if flags else "") if each.object.kind == LITERAL else None
    if error:
        shapes.report("shapes/bad-pattern", each, f"{shown(each)}: {error}")


# A shape: how often a parameter may stand, and where it has an effect.

_ONE_VALUE = """
    closed datatype deactivated flags ignoredProperties in languageIn maxCount maxExclusive maxInclusive maxLength
    minCount minExclusive minInclusive minLength nodeKind path pattern qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape severity uniqueLang"""
_ONCE = frozenset(str(SH[name]) for name in _ONE_VALUE.split())
_OF_PROPERTIES = ("lessThan", "lessThanOrEquals", "maxCount", "minCount", "qualifiedValueShape", "uniqueLang")
_NEEDS = {
    "flags": ("pattern",),
    "ignoredProperties": ("closed",),
    "qualifiedMinCount": ("qualifiedValueShape",),
    "qualifiedMaxCount": ("qualifiedValueShape",),
    "qualifiedValueShapesDisjoint": ("qualifiedValueShape",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
}
"""A parameter to those of which it needs one to have an effect."""


def _check_shape(shapes: Shapes, node: Term) -> None:
    for predicate, values in shapes.by_property(node).items():
        if len(values) > 1 and predicate in _ONCE:
            them = " and ".join(shown_term(each.object) for each in values)
            detail = f"{prefixed(predicate)} has {len(values)} values: {them}"
            shapes.report("shapes/several-values", values[1], detail)
    if node not in shapes.property_shapes and not shapes.values(node, "path"):
        for name in _OF_PROPERTIES:
            for each in shapes.values(node, name):
                shapes.report("shapes/on-node-shape", each, f"{shown(each)} on a node shape")
    if any(each.object.value == _NODE_SHAPE for each in shapes.values(node, _TYPE)):
        for each in shapes.values(node, "path"):
            shapes.report("shapes/on-node-shape", each, f"{shown(each)} on a node shape")
    for each in shapes.values(node, "sparql"):
        if not shapes.values(each.object, "select"):
            shapes.report("shapes/no-effect", each, "sh:sparql without sh:select")
    for name, needed in _NEEDS.items():
        for each in shapes.values(node, name):
            if not any(shapes.values(node, other) for other in needed):
                shapes.report(
                    "shapes/no-effect", each, f"{shown(each)} without {' or '.join(f'sh:{other}' for other in needed)}"
                )
