"""The places of statements in JSON-LD 1.1: the objects and members of the document, expanded by its contexts.

Whether a document is JSON-LD has been decided by the parser that read it. What this reader does not give, such as the
members of maps by id or type, has no place of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from ...lint.json import Member, Value, located
from ...lint.turtle import BLANK, IRI, LITERAL, Term
from ...namespaces import RDF
from ...rdf.jsonld.literals import text_and_type
from ...rdf.parsing import ReadOptions, load_json
from .statements import Located

if TYPE_CHECKING:
    from rdflib.plugins.shared.jsonld.context import Context, Term as Definition

_KEYWORDS = ("@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@included", "@reverse", "@nest")


def statements(text: str, options: ReadOptions) -> list[Located]:
    """The statements of a document, in its order. Raises ValueError for text that is not JSON."""
    from rdflib.plugins.shared.jsonld.context import Context

    reader = _Reader(text, options)
    reader.values(located(text), Context(base=options.base))
    return reader.found


class _Reader:
    """One walk over the objects."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        self._text, self._options = text, options
        self._blanks = count()
        self._kept: dict[tuple[Context, str], Context] = {}  # of a context, by the member or the types inside it
        self._names: dict[Context, dict[str, str]] = {}
        self.found: list[Located] = []

    def values(self, value: Value, context: Context) -> None:
        """The objects at the top, or in @graph or @included."""
        for each in value.items if value.items is not None else [value]:
            if each.members is not None:
                self._node(each, context)

    def _node(self, value: Value, context: Context) -> Term:
        """The node of an object, after its statements."""
        members = value.members or []
        for each in members:
            if each.key == "@context":
                context = context.subcontext(self._context(each.value))
        types = next((each for each in members if self._keyword(context, each.key) == "@type"), None)
        context = self._inside(context, "" if types is None else self._text[types.value.start : types.value.end])
        name = next((each for each in members if self._keyword(context, each.key) == "@id"), None)
        node = self._named(name, context)
        for each in members:
            self._member(node, value.start, each, context)
        return node

    def _inside(self, context: Context, types: str) -> Context:
        """The context inside an object with some types (JSON)."""
        if (context, types) not in self._kept:
            node = {"@type": json.loads(types)} if types else {}
            self._kept[context, types] = context.get_context_for_type(node) or context
        return self._kept[context, types]

    def _keyword(self, context: Context, key: str) -> str | None:
        """The keyword that a key is, or is another name for; None for a property."""
        if context not in self._names:
            self._names[context] = {name: word for word in _KEYWORDS for name in context.get_keys(word)}
        return key if key.startswith("@") else self._names[context].get(key)

    def _named(self, name: Member | None, context: Context) -> Term:
        iri = None if name is None else name.value.scalar
        if not isinstance(iri, str):
            return Term(BLANK, f"json{next(self._blanks)}")
        return Term(BLANK, iri) if iri.startswith("_:") else Term(IRI, context.resolve(iri))

    def _member(self, node: Term, node_at: int, member: Member, context: Context, *, back: bool = False) -> None:
        keyword = self._keyword(context, member.key)
        if keyword == "@type":
            for each in _several(member.value):
                iri = context.expand(each.scalar) if isinstance(each.scalar, str) else None
                if iri:
                    at = (node_at, member.start, each.start)
                    self.found.append(Located(node, str(RDF.type), Term(IRI, context.resolve_iri(iri)), *at))
        elif keyword in ("@graph", "@included"):
            self.values(member.value, context)
        elif keyword in ("@reverse", "@nest"):
            for inner in member.value.members or []:
                self._member(node, node_at, inner, context, back=keyword == "@reverse")
        elif keyword is None:
            self._property(node, node_at, member, context, back)

    def _property(self, node: Term, node_at: int, member: Member, context: Context, back: bool) -> None:
        definition = context.terms.get(member.key)
        predicate = definition.id if definition else context.expand(member.key)
        if not isinstance(predicate, str) or ":" not in predicate:
            return
        inside = self._kept.get((context, f" {member.key}")) or context.get_context_for_term(definition)
        self._kept[context, f" {member.key}"] = inside
        back = back != bool(definition and definition.reverse)
        if definition and "@list" in definition.container and member.value.members is None:
            terms: list[tuple[Value, Term | None]] = [
                (member.value, self._list(_several(member.value), inside, definition))
            ]
        else:
            items = self._items(member.value, definition)
            terms = [(value, self._object(value, inside, definition, language)) for value, language in items]
        for value, term in terms:
            if term is not None:
                one, other = (term, node) if back else (node, term)
                self.found.append(Located(one, predicate, other, node_at, member.start, value.start))

    def _items(self, value: Value, definition: Definition | None) -> Iterator[tuple[Value, str | None]]:
        """The values of a member, those in maps and sets too; with the language of a language map."""
        container = definition.container if definition else ()
        if value.members is not None and ("@language" in container or "@index" in container):
            for each in value.members:
                language = each.key if "@language" in container else None
                yield from ((item, language) for item in _several(each.value))
            return
        for item in _several(value):
            inner = item.get("@set") if item.members is not None else None
            yield from self._items(inner.value, definition) if inner else iter([(item, None)])

    def _object(
        self, value: Value, context: Context, definition: Definition | None, language: str | None
    ) -> Term | None:
        if value.members is not None:
            given = {self._keyword(context, each.key) or each.key: each.value for each in value.members}
            if "@value" in given:
                kind = given["@type"].scalar if "@type" in given else None
                tag = given["@language"].scalar if "@language" in given else None
                return _literal(given["@value"].scalar, context.expand(kind) if kind else None, tag)
            if "@list" in given:
                return self._list(_several(given["@list"]), context, definition)
            return self._node(value, context)
        if value.items is not None:
            return self._list(value.items, context, definition)
        kind = definition.type if definition and isinstance(definition.type, str) else None
        if kind in ("@id", "@vocab") and isinstance(value.scalar, str):
            iri = value.scalar
            full = context.expand(iri) if kind == "@vocab" else context.resolve(iri)
            return Term(BLANK, iri) if iri.startswith("_:") else Term(IRI, context.resolve_iri(full or iri))
        if value.scalar is None:
            return None
        from rdflib.plugins.shared.jsonld.context import UNDEF

        tag = language or (
            context.language if definition is None or definition.language is UNDEF else definition.language
        )
        return _literal(value.scalar, kind, tag if isinstance(tag, str) else None)

    def _list(self, values: list[Value], context: Context, definition: Definition | None) -> Term:
        """The first cell of a list, after the statements of all its cells."""
        items = [(value.start, self._object(value, context, definition, None)) for value in values]
        after = Term(IRI, str(RDF.nil))
        for at, item in reversed(items):
            if item is not None:
                cell = Term(BLANK, f"json{next(self._blanks)}")
                self.found.append(Located(cell, str(RDF.first), item, at, at, at))
                self.found.append(Located(cell, str(RDF.rest), after, at, at, at))
                after = cell
        return after

    def _context(self, value: Value) -> Any:
        """The context at a place, as the parser had it."""
        document = {"@context": _whole(json.loads(self._text[value.start : value.end]), self._options)}
        if self._options.repairer:
            self._options.repairer.repair(document)
        return document["@context"]


def _several(value: Value) -> list[Value]:
    return value.items if value.items is not None else [value]


def _whole(context: Any, options: ReadOptions) -> Any:
    """A context, with the contexts that it names by their IRI in their place."""
    if isinstance(context, str):
        return _whole(_of_iri(context, options), options)
    if isinstance(context, list):
        return [_whole(each, options) for each in context]
    if not isinstance(context, dict):
        return context
    if isinstance(iri := context.get("@import"), str):
        context = {**_of_iri(iri, options), **{key: value for key, value in context.items() if key != "@import"}}
    return {key: _scoped(value, options) for key, value in context.items()}


def _scoped(term: Any, options: ReadOptions) -> Any:
    if isinstance(term, dict) and "@context" in term:
        return {**term, "@context": _whole(term["@context"], options)}
    return term


def _of_iri(iri: str, options: ReadOptions) -> Any:
    content = options.contexts(iri)
    if isinstance(content, str | bytes):
        content = load_json(options.repairer.text(content) if options.repairer else content, iri)
    return content["@context"]


def _literal(value: Any, kind: str | None, language: str | None) -> Term:
    if isinstance(value, str) and kind is None and language:
        return Term(LITERAL, value, str(RDF.langString), language.lower())
    text, datatype = text_and_type(value, kind)
    return Term(LITERAL, text, str(datatype))
