"""Property paths of SHACL (section 2.3.1 of the recommendation): what is wrong with one."""

from __future__ import annotations

from ..namespaces import RDF, SH
from ..rdf.shapes_depth import MOST_LEVELS
from .shape_index import Shapes
from .terms import SHACL_TERMS
from .turtle import IRI, LITERAL, Term

_ALTERNATIVE = str(SH.alternativePath)
_OPERATORS = frozenset(
    str(SH[name]) for name in ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
)


def path_error(shapes: Shapes, path: Term, above: frozenset[Term] = frozenset()) -> str | None:
    """What is wrong with a path, or with a path in it; None if nothing is. `above`: the paths that it is in."""
    if path.kind == LITERAL:
        return "a literal is not a path"
    if path.kind == IRI:
        return "an empty list is not a path" if path.value == RDF.nil else None
    if path in above:
        return "a path that contains itself"
    if len(above) >= MOST_LEVELS:
        return f"a path nested more than {MOST_LEVELS} deep"
    above |= {path}
    about = shapes.about.get(path, [])
    if any(each.predicate == RDF.first for each in about):
        return _list_error(shapes, path, above)
    names = [each.predicate for each in about if each.predicate.startswith(str(SH))]
    if any(name[len(str(SH)) :] not in SHACL_TERMS for name in names):
        return None  # a misspelt term has a code of its own
    if len(about) != 1 or about[0].predicate not in _OPERATORS:
        return "a blank node is a path if it is a list, or has one of sh:inversePath, sh:alternativePath and the like"
    if about[0].predicate == _ALTERNATIVE:
        return _list_error(shapes, about[0].object, above)
    return path_error(shapes, about[0].object, above)


def _list_error(shapes: Shapes, head: Term, above: frozenset[Term]) -> str | None:
    members = shapes.items(head)
    if members is None:
        return "not a list that ends in rdf:nil"
    if len(members) < 2:
        return f"a list of {len(members)}, where a path has at least two"
    return next((error for each in members if (error := path_error(shapes, each.object, above))), None)
