"""Defects in code lists (SKOS)."""

from __future__ import annotations

from ..namespaces import RDF, RDFS, SKOS, XSD, split
from ..rdf.terms import prefixed
from .known_terms import near_name
from .lint_file import LintFile
from .terms import LABELS, SKOS_TERMS
from .turtle import LITERAL, Statement, Term, by_subject

_SAFE = {term.lower(): term for term in SKOS_TERMS}


def check(file: LintFile) -> None:
    """The rules for code lists."""
    in_scheme = {each.object for each in file.statements if each.predicate == SKOS.hasTopConcept}
    for node, about in by_subject(file.statements).items():
        types = {each.object.value for each in about if each.predicate == RDF.type}
        line = next((file.line(each) for each in about if each.predicate == RDF.type), None)
        placed = node in in_scheme or any(each.predicate in (SKOS.inScheme, SKOS.topConceptOf) for each in about)
        if SKOS.Concept in types and not placed:
            file.report("codelist/no-scheme", line, prefixed(node.value), "no skos:inScheme")
        if types & {SKOS.Concept, SKOS.ConceptScheme} and not _labels(about) and not _has_name(about):
            file.report("codelist/no-label", line, prefixed(node.value), "no skos:prefLabel")
        if types & {SKOS.Concept, SKOS.ConceptScheme}:
            for each in _labels(about):
                if each.object.language is None and each.object.datatype == XSD.string:
                    detail = f'{prefixed(each.predicate)} "{each.object.value}"'
                    file.report("codelist/label-without-language", file.line(each), prefixed(node.value), detail)
    for each in file.statements:
        meant = meant_term(each.predicate)
        if meant is not None:
            near = near_name(split(each.predicate)[1], SKOS_TERMS)
            hint = f"; should be skos:{meant}" if meant else f"; did you mean skos:{near}?" if near else ""
            where = file.line(each), _show_node(each.subject)
            file.report("codelist/unknown-term", *where, f"{prefixed(each.predicate)}{hint}")


def meant_term(predicate: str) -> str | None:
    """For a property in the SKOS namespace that is not in SKOS, the one that was meant or ""; else None.

    >>> meant_term("http://www.w3.org/2004/02/skos/core#inscheme")
    'inScheme'
    """
    local = predicate[len(str(SKOS)) :] if predicate.startswith(str(SKOS)) else ""
    return _SAFE.get(local.lower(), "") if local and local not in SKOS_TERMS else None


def _labels(about: list[Statement]) -> list[Statement]:
    return [each for each in about if each.predicate in (SKOS.prefLabel, RDFS.label) and each.object.kind == LITERAL]


def _has_name(about: list[Statement]) -> bool:
    titles = ("http://purl.org/dc/terms/title", "http://purl.org/dc/elements/1.1/title", "http://schema.org/name")
    return any(each.predicate in (*LABELS, *titles) for each in about)


def _show_node(node: Term) -> str:
    return prefixed(node.value) if ":" in node.value else node.value
