"""N-Triples to JSON-LD, with the terms of any context.

Each node is written inside the first one that refers to it, to some depth. A value is written plain only where the
context gives it the right datatype; otherwise it states its datatype or language, so that the
document reads back to the same triples whatever the context (JSON-LD 1.1, section 5). Of several types with a context
of their own, some readers take one: a node of them is written with the terms that all of them have, and with full IRIs.
What a context would change is refused: an IRI that it has a use of its own for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import OutputError
from ..namespaces import RDF, XSD
from ..rdf.ntriples import literal, split_triples
from .jsonld_terms import ActiveContext, Term, agreed, propagation

_TYPE = f"<{RDF.type}>"
_INTEGER = re.compile("0|-?[1-9][0-9]{0,15}")
_SAFE_INTEGER = 2**53
_DIRECTIONS = ("--ltr", "--rtl")  # at the end of a language tag (RDF 1.2)
_DEEPEST = 50  # nodes inside one another; deeper ones are written beside
Node = dict[str, dict[str, None]]  # predicate to its distinct values, in order


class JsonldWriter:
    """Nodes as JSON objects, with the terms of one context."""

    def __init__(self, context: Any, known: dict[str, Any] | None = None) -> None:
        self._base = ActiveContext(known=known or {}).extended(context)
        if False in propagation(context, self._base.known):
            raise OutputError("a JSON-LD context with @propagate false holds for no node of a document")
        self._prefixes = frozenset(self._base.prefixes())
        self._inner = frozenset(_scoped_terms(self._base))
        scopes = {name: self._base.terms[name]["@context"] for name in self._base.terms if self._is_scoped(name)}
        self._spread = {name for name, each in scopes.items() if True in propagation(each, self._base.known)}
        self._scoped: dict[tuple[str, ...], tuple[list[str], ActiveContext]] = {}

    def tree(self, text: str) -> list[dict[str, Any]]:
        """The first resource in N-Triples text, with its parts inside it; then other nodes that nothing refers to."""
        nodes: dict[str, Node] = {}
        for subject, predicate, value in split_triples(text):
            nodes.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        trees = []
        while nodes:
            trees.append(self._node(next(iter(nodes)), nodes, 0))
        return trees

    def _node(self, subject: str, nodes: dict[str, Node], depth: int) -> dict[str, Any]:
        """The JSON object of a node; removes the nodes it describes from `nodes`."""
        about = nodes.pop(subject, None) if depth < _DEEPEST else None
        result: dict[str, Any] = {"@id": self._iri(subject)}
        if about is None:
            return result
        classes = tuple(_name(value) for value in about.get(_TYPE, ()) if value[0] != '"')
        types, active = self._types(classes, about)
        if types:
            result["@type"] = types[0] if len(types) == 1 else types
        parts = {} if self._spread.intersection(types) else nodes  # nodes in this one would have its names
        for predicate, values in about.items():
            if predicate == _TYPE:  # `@type` is for IRIs and blank nodes only (JSON-LD 1.1, section 4.2.3)
                values = dict.fromkeys(value for value in values if value[0] == '"')
            terms = _suitable(active.terms_for(_name(predicate)), types) if values else []
            for value in values:
                self._put(result, active, _name(predicate), terms, value, parts, depth)
        return result

    def _iri(self, node: str, active: ActiveContext | None = None) -> str:
        """An IRI or blank node label; `active`: the context, for an IRI that stands where terms can.

        Raises OutputError for an IRI that a reader would take for a compact IRI or for a term.
        """
        name = _name(node)
        scheme, _, rest = name.partition(":")
        if scheme in self._prefixes and not rest.startswith("//") and scheme != "_":
            raise OutputError(f"{name}: the JSON-LD context has a term {scheme}, which would be read as its prefix")
        if active is not None and name in active.terms:
            raise OutputError(f"{name}: the JSON-LD context has this IRI as a term that says something else")
        return name

    def _types(self, types: tuple[str, ...], node: Node) -> tuple[list[str], ActiveContext]:
        """The names of a node's types, and the context inside the node."""
        if types not in self._scoped:
            names = []
            for iri in types:
                term = self._type_term(iri, node)
                names.append(term.name if term and term.name not in self._inner else self._iri(iri, self._base))
            scopes = {name: self._base.terms[name]["@context"] for name in sorted(names) if self._is_scoped(name)}
            active = agreed([self._base.extended(scope) for scope in scopes.values()] or [self._base])
            names.sort(key=lambda name: name not in scopes)  # some readers look at the first type only
            if any(len(self._base.terms_for(iri)) > 1 for iri in types):
                return names, active  # which term fits depends on the node: not kept
            self._scoped[types] = names, active
        return self._scoped[types]

    def _is_scoped(self, name: str) -> bool:
        """Whether a name is a term with a context of its own."""
        term = self._base.terms.get(name)
        return isinstance(term, dict) and "@context" in term

    def _type_term(self, iri: str, node: Node) -> Term | None:
        """Of the terms for a class (several can share its IRI) the one whose context covers most of the node."""
        terms = self._base.terms_for(iri)
        if len(terms) < 2:
            return terms[0] if terms else None

        def coverage(term: Term) -> tuple[int, int]:
            active = self._base if term.scoped is ... else self._base.extended(term.scoped)
            usable = [active.terms_for(_name(predicate)) for predicate in node]
            return sum(map(bool, usable)), sum(any(_is_of(each, term.name) for each in terms) for terms in usable)

        return max(terms, key=coverage)

    def _put(
        self,
        into: dict[str, Any],
        active: ActiveContext,
        path: str,
        terms: list[Term],
        value: str,
        nodes: dict[str, Node],
        depth: int,
    ) -> None:
        """Add one value of a property, under the term that suits it best."""
        if value.startswith("<<("):
            raise OutputError(f"{path}: JSON-LD has no place for a triple as a value")
        if value.endswith(_DIRECTIONS):
            raise OutputError(
                f"{path}: the base direction of a text cannot be written as JSON-LD: readers leave it out"
            )
        if value[0] == '"':
            term, written = _write_literal(value, terms, plain=active.language is None and active.direction is None)
        else:
            term = terms[0] if terms else None
            bare = value not in nodes and term is not None and term.type == "@id" and not value.startswith("_:")
            written = self._iri(value) if bare else self._node(value, nodes, depth + 1)
        key = term.name if term else self._iri(path, active)
        if key not in into:
            into[key] = [written] if term and term.array else written
        elif isinstance(into[key], list):
            into[key].append(written)
        else:
            into[key] = [into[key], written]


def _scoped_terms(active: ActiveContext) -> Iterator[str]:
    """The terms of the scoped contexts of a context."""
    for term in active.terms.values():
        if isinstance(term, dict) and isinstance(term.get("@context"), dict | list):
            yield from ActiveContext(known=active.known).extended(term["@context"]).terms


def _suitable(terms: list[Term], types: list[str]) -> list[Term]:
    """The terms that a node of some types can use: those named after its class (`Class.property`), if any."""
    usable = [term for term in terms if term.scoped is ...]
    return [term for term in usable if any(_is_of(term, name) for name in types)] or usable


def _is_of(term: Term, name: str) -> bool:
    return term.name.startswith(f"{name}.")


def _write_literal(value: str, terms: list[Term], *, plain: bool) -> tuple[Term | None, Any]:
    """The term to use for a literal, and the literal as JSON; `plain`: text without more has no language."""
    text, datatype, tag = literal(value)
    fitting = next((term for term in terms if term.type == datatype), None)
    uncoerced = next((term for term in terms if term.type is None), None)
    if tag is not None:
        return uncoerced or (terms[0] if terms else None), {"@language": tag, "@value": text}
    if datatype == XSD.string:
        if fitting is not None or (uncoerced is not None and plain):
            return fitting or uncoerced, text
        return (terms[0] if terms else None), {"@value": text}
    if fitting is not None:
        return fitting, _to_json_value(text, datatype)
    return uncoerced or (terms[0] if terms else None), {"@type": datatype, "@value": text}


def _to_json_value(text: str, datatype: str) -> Any:
    """A boolean or small integer as a JSON value if that stands for exactly the same literal, else the text."""
    if datatype == XSD.boolean and text in ("true", "false"):
        return text == "true"
    if datatype == XSD.integer and _INTEGER.fullmatch(text) and abs(int(text)) < _SAFE_INTEGER:
        return int(text)
    return text


def _name(node: str) -> str:
    return node[1:-1] if node[0] == "<" else node


def jsonld(
    texts: Iterable[str], context: Any, refer_to: str | None = None, known: dict[str, Any] | None = None
) -> Iterator[str]:
    """Pieces of N-Triples as one JSON-LD document, in pieces.

    `refer_to`: the IRI to write as `@context` instead of the context itself.
    """
    writer = JsonldWriter(context, known)
    yield '{\n  "@context": ' + _indent_json(refer_to or context, 1) + ',\n  "@graph": ['
    joint = "\n    "
    for text in texts:
        for tree in writer.tree(text):
            yield joint + _indent_json(tree, 2)
            joint = ",\n    "
    yield "\n  ]\n}\n"


def _indent_json(value: Any, depth: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + "  " * depth)
