"""Defects in SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ..namespaces import OWL, RDF, RDFS, SH, XSD
from ..rdf.terms import prefixed
from .files import LintFile
from .terms import ANY_LITERAL, CONCEPT, SHACL_TERMS, is_datatype, is_known_class, is_placeholder
from .turtle import BLANK, IRI, LITERAL, Statement, Term, by_subject

_COUNTS = frozenset(str(SH[name]) for name in ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount"))
_TARGETS = frozenset(
    str(SH[name]) for name in ("target", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
)
_MARKS = _TARGETS | {str(SH.path), str(SH.property)}
_POINTERS = ("https://w3id.org/tree#shape", "http://purl.org/dc/terms/conformsTo")


def check(file: LintFile) -> None:
    """The rules for shapes."""
    shapes = _Shapes(file)
    for statement in file.statements:
        shapes.check_statement(statement)
    shapes.check_paths()
    shapes.check_counts()
    shapes.check_ranges()
    shapes.check_targets()
    shapes.check_reach()


class _Demand(NamedTuple):
    """What one node shape requires of one path."""

    shape: Term
    ranges: frozenset[str]
    literal: bool
    minimum: int
    maximum: int | None
    line: int | None


class _Shapes:
    def __init__(self, file: LintFile) -> None:
        self.file = file
        self.about = by_subject(file.statements)
        self.owner: dict[Term, Term] = {}
        for each in file.statements:
            if each.object.kind == BLANK:
                self.owner.setdefault(each.object, each.subject)
        self.classes = {
            each.subject.value
            for each in file.statements
            if each.predicate == RDF.type and each.object.value in (RDFS.Class, OWL.Class)
        }
        self.shapes = {
            each.subject
            for each in file.statements
            if each.predicate in _MARKS
            or (each.predicate == RDF.type and each.object.value in (SH.NodeShape, SH.PropertyShape))
        }

    def values(self, subject: Term, predicate: str) -> list[Statement]:
        return [each for each in self.about.get(subject, ()) if each.predicate == predicate]

    def name(self, node: Term) -> str:
        """The nearest node above with a name, and the path below it."""
        paths = [prefixed(each.object.value) for each in self.values(node, SH.path) if each.object.kind == IRI]
        seen: set[Term] = set()
        while node.kind == BLANK and node in self.owner and node not in seen:
            seen.add(node)
            node = self.owner[node]
        named = prefixed(node.value) if node.kind == IRI else "a shape without a name"
        return f"{named} {paths[0]}" if paths and seen else named

    def report(self, code: str, statement: Statement, detail: str) -> None:
        self.file.report(code, self.line(statement), self.name(statement.subject), detail)

    def line(self, statement: Statement) -> int | None:
        return statement.line or self.file.line_of(statement.subject.value)

    def is_class(self, iri: str) -> bool:
        return not is_datatype(iri) and (is_known_class(iri) or iri in self.classes)

    def check_statement(self, each: Statement) -> None:
        value = each.object.value
        if each.predicate == SH["class"] and (is_datatype(value) or value == ANY_LITERAL):
            self.report("shapes/class-on-datatype", each, f"sh:class {prefixed(value)}")
        elif each.predicate == SH.datatype and value == ANY_LITERAL:
            self.report("shapes/literal-as-datatype", each, "sh:datatype rdfs:Literal")
        elif each.predicate == SH.datatype and self.is_class(value):
            self.report("shapes/class-as-datatype", each, f"sh:datatype {prefixed(value)}")
        elif each.predicate == SH.targetClass and (is_datatype(value) or value == ANY_LITERAL):
            self.report("shapes/targets-datatype", each, f"sh:targetClass {prefixed(value)}")
        elif each.predicate == SH.targetClass and value == CONCEPT:
            self.report("shapes/targets-concept", each, "sh:targetClass skos:Concept")
        elif each.predicate in _COUNTS and (each.object.kind != LITERAL or each.object.datatype != XSD.integer):
            unbounded = each.object.kind == LITERAL and value in ("n", "*")
            self.report("shapes/count-n" if unbounded else "shapes/count-as-text", each, _describe_count(each))
        elif each.predicate in _COUNTS and not value.lstrip("+-").isdigit():
            self.report(
                "shapes/count-n" if value in ("n", "*") else "shapes/count-as-text", each, _describe_count(each)
            )
        elif _is_unknown(each.predicate) and each.subject in self.shapes:
            self.report("shapes/unknown-term", each, prefixed(each.predicate))

    def property_shapes(self) -> Iterator[tuple[Term, Statement]]:
        """Each property shape, and the statement that makes it one."""
        shapes: dict[Term, Statement] = {}
        for each in self.file.statements:
            if each.predicate == SH.property:
                shapes.setdefault(each.object, each)
            elif each.predicate == RDF.type and each.object.value == SH.PropertyShape:
                shapes.setdefault(each.subject, each)
        return iter(shapes.items())

    def check_paths(self) -> None:
        for node, statement in self.property_shapes():
            paths = self.values(node, SH.path)
            if not paths:
                what = prefixed(node.value) if node.kind == IRI else "a property shape without a name"
                self.report("shapes/no-path", statement, f"{what} has no sh:path")
            for each in paths:
                if is_placeholder(each.object.value):
                    self.report("shapes/placeholder-path", each, f"sh:path {prefixed(each.object.value)}")

    def check_counts(self) -> None:
        for node in self.about:
            for low, high in (("minCount", "maxCount"), ("qualifiedMinCount", "qualifiedMaxCount")):
                if low == "qualifiedMinCount" and not self.values(node, SH.qualifiedValueShape):
                    continue
                least, most = self._numbers(node, low), self._numbers(node, high)
                if least and most and max(least) > min(most):
                    statement = self.values(node, SH[low])[0]
                    self.report("shapes/min-above-max", statement, f"at least {max(least)}, at most {min(most)}")

    def _numbers(self, node: Term, name: str) -> list[int]:
        values = (each.object.value for each in self.values(node, SH[name]))
        return [int(each) for each in values if each.isdecimal()]

    def _ranges(self, node: Term) -> list[Statement]:
        return [each for name in ("class", "datatype") for each in self.values(node, SH[name])]

    def _paths(self, node: Term) -> dict[str, list[Term]]:
        """The property shapes of a node shape by their path, if that is an IRI."""
        by_path: dict[str, list[Term]] = {}
        for link in self.values(node, SH.property):
            for path in self.values(link.object, SH.path):
                if path.object.kind == IRI:
                    by_path.setdefault(path.object.value, []).append(link.object)
        return by_path

    def check_ranges(self) -> None:
        for node in self.about:
            for path, parts in self._paths(node).items():
                ranges = list(dict.fromkeys(each.object.value for part in parts for each in self._ranges(part)))
                if len(ranges) > 1 and len(parts) > 1:
                    detail = f"{prefixed(path)}: {' and '.join(map(prefixed, ranges))}"
                    last = [each for part in parts for each in self._ranges(part)][-1]
                    self.report("shapes/contradictory-range", last, detail)

    def check_targets(self) -> None:
        hit: dict[str, list[Term]] = {}
        for each in self.file.statements:
            if each.predicate == SH.targetClass and not self._deactivated(each.subject):
                hit.setdefault(each.object.value, []).append(each.subject)
        for target, nodes in hit.items():
            demands: dict[str, list[_Demand]] = {}
            for node in dict.fromkeys(nodes):
                for path, parts in self._paths(node).items():
                    demands.setdefault(path, []).append(self._demand(node, parts))
            for path, of_path in demands.items():
                pair = next((pair for pair in combinations(of_path, 2) if _contradict(*pair)), None)
                if pair:
                    shapes = " and ".join(prefixed(each.shape.value) for each in pair)
                    detail = f"{prefixed(path)}: {_describe_demand(pair[0])}, {_describe_demand(pair[1])} ({shapes})"
                    self.file.report("shapes/contradictory-targets", pair[1].line, prefixed(target), detail)

    def _deactivated(self, node: Term) -> bool:
        return any(each.object.value == "true" for each in self.values(node, SH.deactivated))

    def _demand(self, node: Term, parts: list[Term]) -> _Demand:
        parts = [each for each in parts if not self._deactivated(each)]
        ranges = [each for part in parts for each in self._ranges(part)]
        least = [number for part in parts for number in self._numbers(part, "minCount")]
        most = [number for part in parts for number in self._numbers(part, "maxCount")]
        return _Demand(
            node,
            frozenset(each.object.value for each in ranges),
            all(each.predicate == SH.datatype for each in ranges),
            max(least, default=0),
            min(most, default=None),
            self.line(ranges[0]) if ranges else self.line(self.about[node][0]),
        )

    def check_reach(self) -> None:
        parameters = {each.object for each in self.file.statements if each.predicate == SH.parameter}
        calls = {each.object.value for node in parameters for each in self.values(node, SH.path)}
        reached = {
            each.object
            for each in self.file.statements
            if each.predicate.startswith(str(SH)) or each.predicate in (RDF.first, *_POINTERS, *calls)
        }
        for each in self.file.statements:
            if each.predicate != RDF.type or each.object.value != SH.NodeShape or each.subject in reached:
                continue
            about = self.about[each.subject]
            types = {other.object.value for other in about if other.predicate == RDF.type}
            targeted = any(other.predicate in _TARGETS for other in about) or types & {RDFS.Class, OWL.Class}
            if not targeted and not self._deactivated(each.subject):
                self.report("shapes/unreachable", each, "no target, and no shape refers to it")


def _is_unknown(predicate: str) -> bool:
    return predicate.startswith(str(SH)) and predicate[len(str(SH)) :] not in SHACL_TERMS


def _describe_count(each: Statement) -> str:
    form = f"^^{prefixed(each.object.datatype)}" if each.object.datatype not in (None, XSD.string) else ""
    return f'{prefixed(each.predicate)} "{each.object.value}"{form}'


def _contradict(one: _Demand, other: _Demand) -> bool:
    if one.ranges and other.ranges and not one.ranges & other.ranges and (one.literal or other.literal):
        return True
    limits = ((one, other), (other, one))
    return any(high.maximum is not None and low.minimum > high.maximum for low, high in limits)


def _describe_demand(demand: _Demand) -> str:
    ranges = " ".join(map(prefixed, sorted(demand.ranges))) or "any value"
    return f"{ranges} {demand.minimum}..{'n' if demand.maximum is None else demand.maximum}"
