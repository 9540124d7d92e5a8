"""How a file uses the terms of well-known vocabularies: those that do not exist, and those in the place of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..namespaces import RDF, RDFS, SH, SKOS, split
from ..rdf.terms import prefixed
from . import contexts
from .known_terms import kinds_of, unknown
from .lint_file import LintFile, often
from .turtle import IRI, LITERAL, Statement

ANY, CLASS, PROPERTY, DATATYPE = "any", "class", "property", "datatype"
_PROPERTIES_OF_SHACL = """path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath targetSubjectsOf
    targetObjectsOf equals disjoint lessThan lessThanOrEquals"""
_PLACES: dict[str, str] = {
    **dict.fromkeys([RDF.type, SH["class"], SH.targetClass, RDFS.subClassOf, RDFS.domain, RDFS.range], CLASS),
    SH.datatype: DATATYPE,
    **{SH[name]: PROPERTY for name in _PROPERTIES_OF_SHACL.split()},
}
"""What the object of a predicate is taken for."""
_OWN_CODES = {"shapes": (str(SH),), "codelist": (str(SKOS),)}
"""Namespaces whose unknown properties have a code of their own in files of a kind."""
_VALUES_OF_SHACL = (SH.nodeKind, SH.severity)


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
    _check_names(file, uses)
    for (iri, place), use in uses.items():
        kinds = kinds_of(iri)
        if place in (CLASS, DATATYPE) and kinds == {"properties"}:
            _report(file, "file/property-as-class", iri, use, _swapped(iri, "classes"))
        elif place == PROPERTY and kinds in ({"classes"}, {"datatypes"}):
            _report(file, "file/class-as-property", iri, use, _swapped(iri, "properties"))


def _uses(file: LintFile) -> Iterator[tuple[str, str, Statement]]:
    """Each use of a term that can be a mistake, not of those that the file describes: the IRI, and its place."""
    described = {each.subject.value for each in file.statements if each.predicate == RDF.type}
    own = _OWN_CODES.get(file.kind, ())
    for each in file.statements:
        value = each.object
        if each.predicate not in described and not each.predicate.startswith(own):
            yield each.predicate, PROPERTY, each
        if value.kind == LITERAL and value.datatype is not None:
            yield value.datatype, DATATYPE, each
        elif value.kind == IRI and value.value not in described and each.predicate not in _VALUES_OF_SHACL:
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
