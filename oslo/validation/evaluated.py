"""Which terms of SHACL each engine evaluates; the report names the others that shapes use."""

from __future__ import annotations

from collections import Counter

from ..namespaces import OWL, SH
from ..rdf.shapes_graph import ShapesGraph
from .engines import Engine

_CORE = """
    alternativePath and ask class closed constraint datatype deactivated declare defaultValue description disjoint
    entailment equals flags group hasValue ignoredProperties in inversePath labelTemplate languageIn lessThan
    lessThanOrEquals maxCount maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive minLength
    name namespace node nodeKind nodeValidator not oneOrMorePath optional or order parameter path pattern prefix
    prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape
    qualifiedValueShapesDisjoint select severity shapesGraph shapesGraphWellFormed sparql suggestedShapesGraph
    targetClass targetNode targetObjectsOf targetSubjectsOf uniqueLang validator xone zeroOrMorePath zeroOrOnePath
"""
"""The properties of SHACL Core and SHACL-SPARQL, which both engines evaluate, or which say nothing to evaluate."""

_FAST = "expression memberShape uniqueMembers singleLine someValue subsetOf rootClass targetWhere target"
"""What the fast engine evaluates of SHACL Advanced Features and SHACL 1.2."""

_EVALUATED = {
    Engine.PYSHACL: frozenset(_CORE.split()),
    Engine.SHACL: frozenset([*_CORE.split(), *_FAST.split()]),
}


def not_evaluated(shapes: ShapesGraph, engine: Engine) -> list[str]:
    """The terms of shapes that an engine does not evaluate, and the graphs that they import, in words."""
    start = f"<{SH}"
    used = Counter(
        predicate[len(start) : -1]
        for about in shapes.triples.values()
        for predicate, values in about.items()
        if predicate.startswith(start)
        for _ in values
    )
    unknown = [name for name in sorted(used) if name not in _EVALUATED[engine]]
    terms = [f"sh:{name} is not evaluated by {engine.value} (used {used[name]} x)" for name in unknown]
    imported = {each for node in shapes.triples for each in shapes.values(node, OWL.imports)}
    unread = sorted(each[1:-1] for each in imported - set(shapes.triples))
    return terms + [f"the shapes import {each}, which was not read" for each in unread]
