"""N-Triples to JSON-LD, with the terms of any context.

Text becomes text: how values of a form are written in nodes of some types is found out once, and kept as what stands
around them. Each node is written inside the first one that refers to it, to some depth. A value is written plain only
where the context gives it the right datatype; otherwise it states its datatype or language, so that the document reads
back to the same triples whatever the context (JSON-LD 1.1, section 5). Of several types with a context of their own,
some readers take one: a node of them is written with the terms that all of them have, and with full IRIs. What a
context would change is refused: an IRI that it has a use of its own for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..errors import OutputError
from ..namespaces import RDF, XSD
from ..rdf.ntriples import literal, split_triples
from .jsonld_terms import ActiveContext, Term, agreed, propagation

_TYPE = f"<{RDF.type}>"
_NODE, _TRIPLE = "node", "triple"  # the forms of values that are no literals; that of one is what follows its text
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
        self._ways: dict[tuple[str, ...], dict[tuple[str, str], _Way]] = {}

    def objects(self, text: str) -> Iterator[str]:
        """The first resource in N-Triples text, with its parts inside it; then other nodes that nothing refers to."""
        nodes: dict[str, Node] = {}
        for subject, predicate, value in split_triples(text):
            nodes.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        while nodes:
            yield self._node(next(iter(nodes)), nodes, 0)

    def _node(self, subject: str, nodes: dict[str, Node], depth: int) -> str:
        """The JSON object of a node; removes the nodes it describes from `nodes`."""
        about = nodes.pop(subject, None) if depth < _DEEPEST else None
        members = [f'"@id": {_quoted(self._iri(subject))}']
        if about is None:
            return _object(members)
        classes = tuple(_name(value) for value in about.get(_TYPE, ()) if value[0] != '"')
        types, active = self._types(classes, about)
        if types:
            members.append(f'"@type": {_json_values(list(map(_quoted, types)), array=len(types) > 1)}')
        parts = {} if self._spread.intersection(types) else nodes  # nodes in this one would have its names
        ways = self._ways.setdefault(tuple(types), {})
        found: dict[str, list[str]] = {}
        arrays = set()
        for predicate, values in about.items():
            if predicate == _TYPE:  # `@type` is for IRIs and blank nodes only (JSON-LD 1.1, section 4.2.3)
                values = dict.fromkeys(value for value in values if value[0] == '"')
            for value in values:
                form = value[value.rindex('"') + 1 :] if value[0] == '"' else _TRIPLE if value[1] == "<" else _NODE
                way = ways.get((predicate, form)) or ways.setdefault(
                    (predicate, form), self._way(_name(predicate), value, types, active)
                )
                if form != _NODE:
                    written = f"{way.before}{way.text(value)}{way.after}"
                elif way.bare and value not in parts and not value.startswith("_:"):
                    written = _quoted(self._iri(value))
                else:
                    written = self._node(value, parts, depth + 1)
                found.setdefault(way.key, []).append(written)
                if way.array and len(found[way.key]) == 1:
                    arrays.add(way.key)
        members += (f"{key}: {_json_values(values, array=key in arrays)}" for key, values in found.items())
        return _object(members)

    def _way(self, path: str, value: str, types: list[str], active: ActiveContext) -> _Way:
        """How values like this one are written in nodes of some types."""
        if value.startswith("<<("):
            raise OutputError(f"{path}: JSON-LD has no place for a triple as a value")
        if value.endswith(_DIRECTIONS):
            raise OutputError(
                f"{path}: the base direction of a text cannot be written as JSON-LD: readers leave it out"
            )
        terms = _suitable(active.terms_for(path), types)
        if value[0] == '"':
            term, way = _way_of(value, terms, plain=active.language is None and active.direction is None)
        else:
            term = terms[0] if terms else None
            way = _Way(bare=term is not None and term.type == "@id")
        key = _quoted(term.name if term else self._iri(path, active))
        return way._replace(key=key, array=bool(term and term.array))

    def _iri(self, node: str, active: ActiveContext | None = None) -> str:
        """An IRI or blank node label; `active`: the context, for an IRI that stands where terms can.

        Raises OutputError for an IRI that a reader would take for a compact IRI or for a term.
        """
        name = _name(node)
        if active is None and name.startswith(("http://", "https://")):
            return name
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


def _way_of(value: str, terms: list[Term], *, plain: bool) -> tuple[Term | None, _Way]:
    """The term to use for literals like this one, and how; `plain`: text without more has no language."""
    _, datatype, tag = literal(value)
    fitting = next((term for term in terms if term.type == datatype), None)
    uncoerced = next((term for term in terms if term.type is None), None)
    other = uncoerced or (terms[0] if terms else None)
    if tag is not None:
        return other, _Way(before=f'{{\n  "@language": {_quoted(tag)},\n  "@value": ', after="\n}")
    if datatype == XSD.string:
        if fitting is not None or (uncoerced is not None and plain):
            return fitting or uncoerced, _Way()
        return (terms[0] if terms else None), _Way(before='{\n  "@value": ', after="\n}")
    if fitting is not None:
        return fitting, _Way(text=_NATIVE.get(datatype, _text))
    return other, _Way(before=f'{{\n  "@type": {_quoted(datatype)},\n  "@value": ', after="\n}")


def _text(value: str) -> str:
    """The text of a literal as JSON."""
    text = value[1 : value.rindex('"')]
    return f'"{text}"' if text.isprintable() and "\\" not in text else _json(literal(value).text)


def _boolean(value: str) -> str:
    """A JSON value, if that stands for exactly the same literal."""
    text = literal(value).text
    return text if text in ("true", "false") else _json(text)


def _integer(value: str) -> str:
    text = literal(value).text
    return text if _INTEGER.fullmatch(text) and abs(int(text)) < _SAFE_INTEGER else _json(text)


_NATIVE: dict[str, Callable[[str], str]] = {XSD.boolean: _boolean, XSD.integer: _integer}


class _Way(NamedTuple):
    """How values of one form are written: the key, in quotes; whether in an array; what is around the text of each.

    `bare`: an IRI of which nothing is said here stands alone.
    """

    key: str = ""
    array: bool = False
    before: str = ""
    after: str = ""
    text: Callable[[str], str] = _text
    bare: bool = False


def _name(node: str) -> str:
    return node[1:-1] if node[0] == "<" else node


def jsonld(
    texts: Iterable[str], context: Any, refer_to: str | None = None, known: dict[str, Any] | None = None
) -> Iterator[str]:
    """Pieces of N-Triples as one JSON-LD document, in pieces.

    `refer_to`: the IRI to write as `@context` instead of the context itself.
    """
    yield head(refer_to or context)
    yield from bodies(texts, context, known)
    yield TAIL


def head(context: Any) -> str:
    """What stands before the nodes of a document; `context`: what it has as `@context`."""
    return '{\n  "@context": ' + _indented(json.dumps(context, ensure_ascii=False, indent=2), 1) + ',\n  "@graph": ['


JOINT, TAIL = ",", "\n  ]\n}\n"
"""What stands between two nodes (beside line ends), and after the last."""


def bodies(texts: Iterable[str], context: Any, known: dict[str, Any] | None = None) -> Iterator[str]:
    """Pieces of N-Triples as the nodes of a document, each with what stands between it and the one before."""
    writer = JsonldWriter(context, known)
    joint = ""
    for text in texts:
        for each in writer.objects(text):
            yield f"{joint}\n    {_indented(each, 2)}"
            joint = JOINT


def _object(members: list[str]) -> str:
    return "{\n  " + ",\n  ".join(members) + "\n}"


def _json_values(values: list[str], *, array: bool) -> str:
    """One value or several, inside an object."""
    if len(values) == 1 and not array:
        return _indented(values[0], 1)
    return "[\n    " + ",\n    ".join([_indented(each, 2) for each in values]) + "\n  ]"


def _indented(text: str, depth: int) -> str:
    return text.replace("\n", "\n" + "  " * depth)


def _quoted(text: str) -> str:
    """A name, a tag or an IRI as JSON."""
    return f'"{text}"' if text.isprintable() and '"' not in text and "\\" not in text else _json(text)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
