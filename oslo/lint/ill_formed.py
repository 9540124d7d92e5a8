"""Shapes that the syntax rules of SHACL forbid and that no repair can save: what is wrong with them.

For such shapes the recommendation leaves the result open (section 3.4.2 of it asks for a failure), and each engine
takes them in its own way.
"""

from __future__ import annotations

from pathlib import Path

from ..namespaces import SH
from . import parameters
from .files import statements_of
from .lint_file import LintFile
from .shape_index import Shapes
from .turtle import IRI, Statement

_CODES = frozenset({"shapes/bad-value", "shapes/broken-list", "shapes/several-values", "shapes/on-node-shape"})
_SEVERITY = str(SH.severity)
_FOR_PEOPLE = frozenset(str(SH[name]) for name in ("message", "name", "description", "order"))
"""What says nothing about conformance: lint tells a wrong value, validation does without it."""


def ill_formed(ntriples: str) -> list[str]:
    """What is wrong with shapes, a sentence for each parameter; empty if they are well-formed (SHACL, appendix A).

    >>> ill_formed('<urn:S> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#Iri> .')
    ['<urn:S>: sh:nodeKind sh:Iri: did you mean sh:IRI?']
    """
    statements = [each for each in statements_of(ntriples) if not _is_harmless(each)]
    file = LintFile(Path("shapes"), kind="shapes", statements=statements)
    parameters.check(Shapes(file))
    return [f"{each.node}: {each.detail}" for each in file.defects if each.code in _CODES]


def _is_harmless(each: Statement) -> bool:
    return each.predicate in _FOR_PEOPLE or (each.predicate == _SEVERITY and each.object.kind == IRI)
