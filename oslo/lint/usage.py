"""How a file uses the terms of well-known vocabularies: those that do not exist, and those in the place of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..namespaces import OWL, RDF, RDFS, SH, SKOS, split
from ..rdf.terms import prefixed
from . import contexts
from .known_terms import kinds_of, unknown
from .lint_file import LintFile, list_nodes, often
from .terms import VALUE_CLASSES, is_datatype
from .turtle import IRI, LITERAL, Statement

ANY, CLASS, PROPERTY, DATATYPE, OF_LITERAL = "any", "class", "property", "datatype", "literal"
_PROPERTIES_OF_SHACL = """path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath targetSubjectsOf
    targetObjectsOf equals disjoint lessThan lessThanOrEquals"""
_PLACES: dict[str, str] = {
    **dict.fromkeys([RDF.type, SH["class"], SH.targetClass, RDFS.subClassOf, RDFS.domain, RDFS.range], CLASS),
    **dict.fromkeys([OWL.equivalentClass, OWL.disjointWith, OWL.someValuesFrom, OWL.allValuesFrom], CLASS),
    **dict.fromkeys([RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf, OWL.onProperty], PROPERTY),
    SH.datatype: DATATYPE,
    **{SH[name]: PROPERTY for name in _PROPERTIES_OF_SHACL.split()},
}
"""What the object of a predicate is taken for."""
_LISTS_OF_PROPERTIES = frozenset(str(SH[name]) for name in ("path", "alternativePath", "ignoredProperties"))
_DECLARED = {
    **dict.fromkeys([str(RDFS.Class), str(OWL.Class)], "classes"),
    **dict.fromkeys([str(RDF.Property), str(OWL.ObjectProperty), str(OWL.DatatypeProperty)], "properties"),
}
"""The types by which a file says that a node is a class or a property."""
_OWN_CODES = {"shapes": (str(SH),), "codelist": (str(SKOS),)}
"""Namespaces whose unknown properties have a code of their own in files of a kind."""
_VALUES_OF_SHACL = frozenset((str(SH.nodeKind), str(SH.severity)))
_TYPE, _FIRST = str(RDF.type), str(RDF.first)


@dataclass(slots=True)
class _Use:
    """The first use of a term in one kind of place, and how often it occurs."""

    statement: Statement | None
    line: int | None = None
    node: str = ""
    number: int = 0


def check(file: LintFile) -> None:
    """The rules for terms, in a file of any kind."""
    uses: dict[tuple[str, str], _Use] = {}
    for iri, place, statement in _uses(file):
        uses.setdefault((iri, place), _Use(statement)).number += 1
    for iri, line, node in contexts.terms(file.json) if file.json is not None else ():
        uses.setdefault((iri, ANY), _Use(None, line, node)).number += 1
    described = {each.subject.value for each in file.statements if each.predicate == _TYPE}
    _check_names(file, {key: use for key, use in uses.items() if key[0] not in described})
    declared = _declared(file.statements)
    for (iri, place), use in uses.items():
        kinds = declared.get(iri) or kinds_of(iri)
        if place in (CLASS, DATATYPE, OF_LITERAL) and kinds == {"properties"}:
            _report(file, "file/property-as-class", iri, use, _swapped(iri, "classes"))
        elif place == PROPERTY and kinds in ({"classes"}, {"datatypes"}):
            _report(file, "file/class-as-property", iri, use, _swapped(iri, "properties"))
        elif place == OF_LITERAL and kinds == {"classes"} and not (is_datatype(iri) or iri in VALUE_CLASSES):
            _report(file, "file/class-as-datatype", iri, use, None)


def _declared(statements: list[Statement]) -> dict[str, frozenset[str]]:
    """The classes and the properties of a file; what is both may stand anywhere."""
    kinds: dict[str, frozenset[str]] = {}
    for each in statements:
        if each.predicate == _TYPE and each.object.value in _DECLARED:
            kinds[each.subject.value] = kinds.get(each.subject.value, frozenset()) | {_DECLARED[each.object.value]}
    return kinds


def _uses(file: LintFile) -> Iterator[tuple[str, str, Statement]]:
    """Each use of a term that can be a mistake: the IRI, and its place."""
    own = _OWN_CODES.get(file.kind, ())
    lists = list_nodes(file.statements, _LISTS_OF_PROPERTIES)
    for each in file.statements:
        value = each.object
        if not each.predicate.startswith(own):
            yield each.predicate, PROPERTY, each
        if value.kind == LITERAL and value.datatype is not None:
            yield value.datatype, OF_LITERAL, each
        elif value.kind == IRI and each.predicate == _FIRST and each.subject in lists:
            yield value.value, PROPERTY, each
        elif value.kind == IRI and each.predicate not in _VALUES_OF_SHACL:
            yield value.value, _PLACES.get(each.predicate, ANY), each


def _check_names(file: LintFile, uses: dict[tuple[str, str], _Use]) -> None:
    """One defect for each term that its vocabulary does not have, at its first use."""
    wrong: dict[str, _Use] = {}
    for (iri, _), use in uses.items():
        if iri in wrong:
            wrong[iri].number += use.number
        elif unknown(iri) is not None:
            wrong[iri] = replace(use)
    for iri, use in wrong.items():
        _report(file, "file/unknown-term", iri, use, unknown(iri))


def _report(file: LintFile, code: str, iri: str, use: _Use, meant: str | None) -> None:
    hint = f"; did you mean {prefixed(meant)}?" if meant else ""
    line = file.line(use.statement) if use.statement else use.line
    node = file.name(use.statement.subject) if use.statement else use.node
    file.report(code, line, node, f"{prefixed(iri)}, {often(use.number)}{hint}")


def _swapped(iri: str, kind: str) -> str | None:
    """The term of another kind whose name differs in its first letter alone; None if there is none."""
    namespace, name = split(iri)
    first = name[:1].upper() if kind == "classes" else name[:1].lower()
    other = f"{namespace}{first}{name[1:]}"
    return other if kinds_of(other) == {kind} else None
