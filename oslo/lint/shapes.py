"""Defects in SHACL shapes: the ranges, counts, paths, targets and reach of a shape.

`parameters.py` has the rules for single parameters, `conflicts.py` those for parameters that exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ..namespaces import OWL, RDF, RDFS, SH, XSD
from ..rdf.terms import prefixed
from . import conflicts, parameters
from .known_terms import near_name
from .lint_file import LintFile, short
from .shape_index import INTEGERS, TARGETS, Shapes, shown
from .terms import ANY_LITERAL, CONCEPT, SHACL_TERMS, is_datatype, is_placeholder
from .turtle import BLANK, IRI, LITERAL, Statement, Term

_INTEGERS = frozenset(str(SH[name]) for name in INTEGERS)
_POINTERS = ("https://w3id.org/tree#shape", "http://purl.org/dc/terms/conformsTo")


def check(file: LintFile) -> None:
    """The rules for shapes."""
    shapes = Shapes(file)
    for statement in file.statements:
        _check_statement(shapes, statement)
    _check_paths(shapes)
    _check_ranges(shapes)
    _check_targets(shapes)
    _check_reach(shapes)
    _check_circles(shapes)
    parameters.check(shapes)
    conflicts.check(shapes)


def _check_statement(shapes: Shapes, each: Statement) -> None:
    value = each.object.value
    if each.predicate == SH["class"] and (is_datatype(value) or value == ANY_LITERAL):
        shapes.report("shapes/class-on-datatype", each, shown(each))
    elif each.predicate == SH.datatype and value == ANY_LITERAL:
        shapes.report("shapes/literal-as-datatype", each, shown(each))
    elif each.predicate == SH.datatype and shapes.is_class(value):
        shapes.report("shapes/class-as-datatype", each, shown(each))
    elif each.predicate == SH.targetClass and (is_datatype(value) or value == ANY_LITERAL):
        shapes.report("shapes/targets-datatype", each, shown(each))
    elif each.predicate == SH.targetClass and value == CONCEPT:
        shapes.report("shapes/targets-concept", each, shown(each))
    elif each.predicate in _INTEGERS and not _is_integer(each.object):
        unbounded = each.object.kind == LITERAL and value in ("n", "*")
        shapes.report("shapes/count-n" if unbounded else "shapes/count-as-text", each, shown(each))
    elif _is_unknown(each.predicate):
        near = near_name(each.predicate[len(str(SH)) :], SHACL_TERMS)
        hint = f"; did you mean sh:{near}?" if near else ""
        shapes.report("shapes/unknown-term", each, f"{prefixed(each.predicate)}{hint}")


def _is_integer(term: Term) -> bool:
    return term.kind == LITERAL and term.datatype == XSD.integer and term.value.lstrip("+-").isdigit()


def _is_unknown(predicate: str) -> bool:
    return predicate.startswith(str(SH)) and predicate[len(str(SH)) :] not in SHACL_TERMS


def _check_paths(shapes: Shapes) -> None:
    for node, statement in shapes.property_shapes.items():
        paths = shapes.values(node, "path")
        if not paths and (node.kind == BLANK or node in shapes.about):
            what = prefixed(node.value) if node.kind == IRI else "a property shape without a name"
            first = min(shapes.about.get(node, ()), key=lambda each: each.line or 0, default=statement)
            within = ", ".join(shown(each) for each in shapes.about.get(node, ()) if each.predicate != RDF.type)
            detail = f"{what} has no sh:path{f' ({short(within)})' if within else ''}"
            shapes.file.report("shapes/no-path", shapes.file.line(first), shapes.file.name(statement.subject), detail)
        for each in paths:
            if is_placeholder(each.object.value):
                shapes.report("shapes/placeholder-path", each, shown(each))


def _check_ranges(shapes: Shapes) -> None:
    for node in shapes.about:
        for path, parts in shapes.paths(node).items():
            ranges = list(dict.fromkeys(each.object.value for part in parts for each in shapes.ranges(part)))
            if len(ranges) > 1 and len(parts) > 1:
                detail = f"{prefixed(path)}: {' and '.join(map(prefixed, ranges))}"
                last = [each for part in parts for each in shapes.ranges(part)][-1]
                shapes.report("shapes/contradictory-range", last, detail)


# Two shapes for one class.


class _Demand(NamedTuple):
    """What one node shape requires of one path."""

    shape: Term
    ranges: frozenset[str]
    literal: bool
    minimum: int
    maximum: int | None
    at: Statement


def _check_targets(shapes: Shapes) -> None:
    hit: dict[str, list[Term]] = {}
    for each in shapes.file.statements:
        if each.predicate == SH.targetClass and not shapes.is_on(each.subject, "deactivated"):
            hit.setdefault(each.object.value, []).append(each.subject)
    for target, nodes in hit.items():
        demands: dict[str, list[_Demand]] = {}
        for node in dict.fromkeys(nodes):
            for path, parts in shapes.paths(node).items():
                demands.setdefault(path, []).append(_demand(shapes, node, parts))
        for path, of_path in demands.items():
            pair = next((pair for pair in combinations(of_path, 2) if _contradict(*pair)), None)
            if pair:
                named = " and ".join(prefixed(each.shape.value) for each in pair)
                detail = f"{prefixed(path)}: {_describe_demand(pair[0])}, {_describe_demand(pair[1])} ({named})"
                shapes.file.report(
                    "shapes/contradictory-targets", shapes.file.line(pair[1].at), prefixed(target), detail
                )


def _demand(shapes: Shapes, node: Term, parts: list[Term]) -> _Demand:
    parts = [each for each in parts if not shapes.is_on(each, "deactivated")]
    ranges = [each for part in parts for each in shapes.ranges(part)]
    return _Demand(
        node,
        frozenset(each.object.value for each in ranges),
        all(each.predicate == SH.datatype for each in ranges),
        max((number for part in parts for number in shapes.numbers(part, "minCount")), default=0),
        min((number for part in parts for number in shapes.numbers(part, "maxCount")), default=None),
        ranges[0] if ranges else shapes.about[node][0],
    )


def _contradict(one: _Demand, other: _Demand) -> bool:
    if one.ranges and other.ranges and not one.ranges & other.ranges and (one.literal or other.literal):
        return True
    limits = ((one, other), (other, one))
    return any(high.maximum is not None and low.minimum > high.maximum for low, high in limits)


def _describe_demand(demand: _Demand) -> str:
    ranges = " ".join(map(prefixed, sorted(demand.ranges))) or "any value"
    return f"{ranges} {demand.minimum}..{'n' if demand.maximum is None else demand.maximum}"


def _check_reach(shapes: Shapes) -> None:
    statements = shapes.file.statements
    arguments = {each.object for each in statements if each.predicate == SH.parameter}
    calls = {each.object.value for node in arguments for each in shapes.values(node, "path")}
    reached = {
        each.object
        for each in statements
        if each.predicate.startswith(str(SH)) or each.predicate in (RDF.first, *_POINTERS, *calls)
    }
    for each in statements:
        if each.predicate != RDF.type or each.object.value != SH.NodeShape or each.subject in reached:
            continue
        about = shapes.about[each.subject]
        types = {other.object.value for other in about if other.predicate == RDF.type}
        targeted = any(other.predicate in TARGETS for other in about) or types & {RDFS.Class, OWL.Class}
        if not targeted and not shapes.is_on(each.subject, "deactivated"):
            shapes.report("shapes/unreachable", each, "no target, and no shape refers to it")


def _check_circles(shapes: Shapes) -> None:
    """Each reference by which a shape comes back to itself, searched in depth from each shape."""
    done: set[Term] = set()
    for root in shapes.about:
        above: dict[Term, Iterator[tuple[Statement, Term]]] = {}
        todo = [root] if root not in done else []
        while todo:
            node = todo[-1]
            if node not in above:
                above[node] = iter(shapes.references(node))
            for statement, part in above[node]:
                if part in above:
                    name = shapes.file.name(part)
                    shapes.report("shapes/circle", statement, f"{prefixed(statement.predicate)}: leads back to {name}")
                elif part not in done:
                    todo.append(part)
                    break
            else:
                done.add(todo.pop())
                del above[node]
