"""Parameters of one shape that exclude each other: no value, or no node, can meet them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ge, gt, le, lt

from ..namespaces import RDF, SH, XSD
from ..rdf.terms import prefixed
from .shape_index import Shapes, shown, shown_term
from .terms import ANY_LITERAL, LANG_STRING, is_datatype
from .turtle import BLANK, IRI, LITERAL, Statement, Term

_LIMITS = (
    ("minCount", "maxCount"),
    ("minLength", "maxLength"),
    ("qualifiedMinCount", "qualifiedMaxCount"),
    ("qualifiedMinCount", "maxCount"),
)
_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "minInclusive": ge,
    "minExclusive": gt,
    "maxInclusive": le,
    "maxExclusive": lt,
}
"""What a value has to be, compared with the bound."""
_OF_LITERALS = (*_BOUNDS, "languageIn")
_OF_TEXT = ("minLength", "maxLength", "pattern")
_KINDS = {
    str(SH.IRI): (IRI,),
    str(SH.BlankNode): (BLANK,),
    str(SH.Literal): (LITERAL,),
    str(SH.BlankNodeOrIRI): (BLANK, IRI),
    str(SH.BlankNodeOrLiteral): (BLANK, LITERAL),
    str(SH.IRIOrLiteral): (IRI, LITERAL),
}
_NUMBERS = """byte decimal double float int integer long negativeInteger nonNegativeInteger nonPositiveInteger
    positiveInteger short unsignedByte unsignedInt unsignedLong unsignedShort"""
_FAMILIES = {str(XSD[name]): "numbers" for name in _NUMBERS.split()} | {
    str(XSD.date): "dates",
    str(XSD.dateTime): "moments",
    str(XSD.dateTimeStamp): "moments",
    str(XSD.time): "times of the day",
    str(XSD.string): "texts",
}
"""Datatypes whose values can be compared with each other (SPARQL 1.1, section 17.3)."""


def check(shapes: Shapes) -> None:
    """The rules for parameters together."""
    for node in shapes.about:
        _check_limits(shapes, node)
    for node in shapes.shapes:
        for statement, detail in _conflicts(shapes, node):
            shapes.report("shapes/no-value-possible", statement, detail)
        for statement, detail in _refused(shapes, node):
            shapes.report("shapes/refused-value", statement, detail)
        for statement, detail in _closed(shapes, node):
            shapes.report("shapes/closed", statement, detail)


def _check_limits(shapes: Shapes, node: Term) -> None:
    for parts in shapes.paths(node).values():
        _check_counts(shapes, [each for each in parts if not shapes.is_on(each, "deactivated")])
    for low, high in _LIMITS:
        if low == "qualifiedMinCount" and not shapes.values(node, "qualifiedValueShape"):
            continue
        least, most = shapes.numbers(node, low), shapes.numbers(node, high)
        if least and most and max(least) > min(most):
            detail = f"at least {max(least)}, at most {min(most)}"
            shapes.report("shapes/min-above-max", shapes.values(node, low)[0], f"sh:{low}, sh:{high}: {detail}")
    for low in ("minInclusive", "minExclusive"):
        for high in ("maxInclusive", "maxExclusive"):
            both = _number(shapes.one(node, low)), _number(shapes.one(node, high))
            if both[0] is None or both[1] is None:
                continue
            if both[0] > both[1] or (both[0] == both[1] and "Exclusive" in low + high):
                detail = f"{shown(shapes.values(node, low)[0])}, {shown(shapes.values(node, high)[0])}"
                shapes.report("shapes/min-above-max", shapes.values(node, low)[0], detail)


def _check_counts(shapes: Shapes, parts: list[Term]) -> None:
    """The counts of several property shapes of one path, each of which may be met."""
    least = [(number, part) for part in parts for number in shapes.numbers(part, "minCount")]
    most = [(number, part) for part in parts for number in shapes.numbers(part, "maxCount")]
    if not least or not most:
        return
    (low, one), (high, other) = max(least, key=lambda each: each[0]), min(most, key=lambda each: each[0])
    if low > high and one != other:
        detail = f"sh:minCount, and sh:maxCount in another shape of this path: at least {low}, at most {high}"
        shapes.report("shapes/min-above-max", shapes.values(one, "minCount")[0], detail)


def _number(term: Term | None) -> float | None:
    if term is None or _FAMILIES.get(term.datatype or "") != "numbers":
        return None
    try:
        return float(term.value)
    except ValueError:
        return None


def _conflicts(shapes: Shapes, node: Term) -> Iterator[tuple[Statement, str]]:
    """Pairs of parameters that no value meets, at the second one."""
    kinds = _KINDS.get(_value(shapes.one(node, "nodeKind")))
    datatypes = [each for each in shapes.values(node, "datatype") if _is_usable(shapes, each.object)]
    classes = [each for each in shapes.values(node, "class") if not is_datatype(each.object.value)]
    classes = [each for each in classes if each.object.value != ANY_LITERAL]
    for each in datatypes:
        if kinds and LITERAL not in kinds:
            yield each, f"{shown(each)}, {shown(shapes.values(node, 'nodeKind')[0])}"
        if classes:
            yield each, f"{shown(each)}, {shown(classes[0])}"
        if each.object.value != LANG_STRING:
            for name in ("languageIn", "uniqueLang"):
                for other in shapes.values(node, name):
                    if name == "languageIn" or other.object.value in ("true", "1"):
                        yield other, f"{shown(each)}, sh:{name}: only an rdf:langString has a language"
        for bound in _BOUNDS:
            for other in shapes.values(node, bound):
                pair = _FAMILIES.get(each.object.value), _FAMILIES.get(other.object.datatype or "")
                if all(pair) and pair[0] != pair[1]:
                    yield other, f"{shown(each)}, {shown(other)}: {pair[0]} are not compared with {pair[1]}"
    for each in classes:
        if kinds == (LITERAL,):
            yield each, f"{shown(each)}, {shown(shapes.values(node, 'nodeKind')[0])}"
    no_literal = shapes.values(node, "nodeKind") if kinds and LITERAL not in kinds else classes
    for other in (each for name in _OF_LITERALS for each in shapes.values(node, name) if no_literal and not datatypes):
        yield other, f"{shown(other)}, {shown(no_literal[0])}: only a literal can meet it"
    for other in (each for name in _OF_TEXT for each in shapes.values(node, name) if kinds == (BLANK,)):
        yield other, f"{shown(other)}, sh:nodeKind sh:BlankNode: no blank node meets it"
    least, most = shapes.numbers(node, "minCount"), shapes.numbers(node, "maxCount")
    wanted = shapes.values(node, "hasValue")
    if most and len(wanted) > min(most):
        yield wanted[-1], f"{len(wanted)} times sh:hasValue, sh:maxCount {min(most)}"
    options = _members(shapes, node)
    if least and options and max(least) > len({each.object for each in options}):
        yield shapes.values(node, "in")[0], f"{len(options)} values in sh:in, sh:minCount {max(least)}"


def _is_usable(shapes: Shapes, term: Term) -> bool:
    """Whether a datatype is one: what is not has a code of its own."""
    return term.kind == IRI and term.value != ANY_LITERAL and not shapes.is_class(term.value)


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _members(shapes: Shapes, node: Term) -> list[Statement]:
    lists = shapes.values(node, "in")
    return (shapes.items(lists[0].object) or []) if len(lists) == 1 else []


def _refused(shapes: Shapes, node: Term) -> Iterator[tuple[Statement, str]]:
    """The values in sh:hasValue and sh:in that the same shape refuses."""
    options = _members(shapes, node)
    for each in shapes.values(node, "hasValue"):
        if options and each.object not in {item.object for item in options}:
            yield each, f"{shown(each)} is not in sh:in"
        elif reason := _refusal(shapes, node, each.object):
            yield each, f"{shown(each)}, {reason}"
    for item in options:
        if reason := _refusal(shapes, node, item.object):
            yield shapes.values(node, "in")[0], f"sh:in has {shown_term(item.object)}, {reason}"


def _refusal(shapes: Shapes, node: Term, value: Term) -> str | None:
    datatype, kind = shapes.one(node, "datatype"), shapes.one(node, "nodeKind")
    if datatype is not None and _is_usable(shapes, datatype):
        if value.kind != LITERAL or value.datatype != datatype.value:
            return f"sh:datatype {shown_term(datatype)}"
    elif value.kind == LITERAL and any(each.object.value != ANY_LITERAL for each in shapes.values(node, "class")):
        return shown(shapes.values(node, "class")[0])
    if kind is not None and kind.value in _KINDS and value.kind not in _KINDS[kind.value]:
        return f"sh:nodeKind {shown_term(kind)}"
    return _out_of_bounds(shapes, node, value)


def _out_of_bounds(shapes: Shapes, node: Term, value: Term) -> str | None:
    """The limit of length or of number, or the languages, that a value is outside of."""
    number = _number(value)
    for name, meets in _BOUNDS.items():
        bound = _number(shapes.one(node, name))
        if number is not None and bound is not None and not meets(number, bound):
            return shown(shapes.values(node, name)[0])
    if value.kind != BLANK:
        for name, allows in (("minLength", ge), ("maxLength", le)):
            if any(not allows(len(value.value), length) for length in shapes.numbers(node, name)):
                return shown(shapes.values(node, name)[0])
    lists = shapes.values(node, "languageIn")
    languages = [each.object.value.lower() for link in lists for each in shapes.items(link.object) or ()]
    tag = f"{value.language or ''}-".lower()
    if languages and "*" not in languages and not any(tag.startswith(f"{each}-") for each in languages):
        return f"sh:languageIn ( {' '.join(languages)} )"
    return None


def _closed(shapes: Shapes, node: Term) -> Iterator[tuple[Statement, str]]:
    """A closed shape that refuses all nodes that it is for."""
    at, paths = next(iter(shapes.values(node, "closed")), None), shapes.paths(node)
    lists = [shapes.items(each.object) for each in shapes.values(node, "ignoredProperties")]
    if at is None or at.object.datatype != XSD.boolean or not shapes.is_on(node, "closed"):
        return
    terms = [each.object for items in lists for each in items or ()]
    if None in lists or any(each.kind != IRI for each in terms):
        return  # a list that cannot be read has a code of its own
    ignored = [each.value for each in terms]
    if not paths and not ignored:
        yield at, "sh:closed without sh:property and sh:ignoredProperties: a node may have no property at all"
    elif str(RDF.type) not in {*paths, *ignored} and (target := next(shapes.target_classes(node), None)):
        yield at, f"sh:closed without rdf:type in sh:ignoredProperties: each {prefixed(target)} has an rdf:type"
