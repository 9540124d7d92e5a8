"""Repairs the contexts in a JSON text, step by step, by editing the text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from ..namespaces import split
from ..rdf.jsonld.definitions import KEYS
from .contexts import (
    contexts,
    definitions,
    iri_of,
    meanings,
    scopes,
    strange_terms,
    typed_terms,
    undefined_prefixes,
)
from .json import Value, located, without_line_ends, without_stray_commas
from .terms import MISSPELT_TERMS, SPACES
from .turtle import Span

Repairs = Counter[str]

Scoped = tuple[str, str]
"""The term whose scoped context defines a term (empty if it is valid everywhere), and the term."""

Edit = tuple[Span, str]
"""A span of text, and its replacement."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits."""
    for span, new in sorted(edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def in_words(repairs: Repairs) -> list[str]:
    """Each repair, with how often it was made."""
    return [f"{times} x {what}" for what, times in repairs.items() if times]


def repaired_json(text: str, repairs: Repairs, kept: Collection[Scoped] = ()) -> str:
    """A JSON text with its contexts repaired, if it can be read; `kept`: terms that do not become links."""
    text = readable(text, repairs)
    for step in (_remove_keys, _trim_iris, _define_prefixes, _respell_terms, _change_types):
        try:
            document = located(text)
        except (ValueError, RecursionError):
            return text
        text = applied(text, step(document, text, repairs, kept))
    return text


_UNREADABLE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    (",", "an extra comma: removed", without_stray_commas),
    ("\n", "a line break in an IRI: removed", without_line_ends),
)


def readable(text: str, repairs: Repairs) -> str:
    """A text made valid JSON, if commas and line ends are its only mistakes; else the text unchanged."""
    new, made = text, Repairs()
    for sign, what, repair in _UNREADABLE:
        try:
            json.loads(new)
            break
        except (ValueError, RecursionError):
            before, new = new, repair(new)
            made[what] += before.count(sign) - new.count(sign)
    try:
        json.loads(new)
    except (ValueError, RecursionError):
        return text
    repairs.update(made)
    return new


def _remove_keys(document: Value, text: str, repairs: Repairs, kept: Collection[Scoped]) -> Iterator[Edit]:
    end = 0
    for _, context in contexts(document):
        for term in strange_terms(context):
            if term.value.start < end:
                continue  # inside a definition that is already rewritten
            known = [member for member in term.value.members or [] if member.key in KEYS]
            repairs["a key that is not in JSON-LD: removed"] += len(term.value.members or []) - len(known)
            end = term.value.end
            shown = ", ".join(text[member.start : member.value.end] for member in known)
            yield Span(term.value.start, end), f"{{{shown}}}" if known else "null"


def _trim_iris(document: Value, text: str, repairs: Repairs, kept: Collection[Scoped]) -> Iterator[Edit]:
    for _, context in contexts(document):
        for _, term in definitions(context):
            iri = iri_of(term)
            if iri and iri.scalar != iri.scalar.strip(SPACES):
                repairs["spaces at the ends of an IRI: removed"] += 1
                yield Span(iri.start, iri.end), _quote(iri.scalar.strip(SPACES))


def _define_prefixes(document: Value, text: str, repairs: Repairs, kept: Collection[Scoped]) -> Iterator[Edit]:
    known = meanings(document)
    for _, context in contexts(document):
        for owner, _, prefix, namespace in undefined_prefixes(context, known):
            if prefix not in known:
                known[prefix] = namespace
                repairs[f"the prefix {prefix}, not defined: {namespace}"] += 1
                start = (owner.members or [])[0].start
                yield Span(start, start), f"{_quote(prefix)}: {_quote(namespace)}, "


def _respell_terms(document: Value, text: str, repairs: Repairs, kept: Collection[Scoped]) -> Iterator[Edit]:
    """Correct a misspelt IRI, and add the correct term next to the misspelt one, which documents use."""
    added: set[tuple[int, str]] = set()
    for _, context in contexts(document):
        for owner, term in definitions(context):
            iri = iri_of(term)
            if iri is None or iri.scalar not in MISSPELT_TERMS:
                continue
            right = MISSPELT_TERMS[iri.scalar]
            repairs[f"{iri.scalar}: {right}"] += 1
            yield Span(iri.start, iri.end), _quote(right)
            name = split(right)[1]
            if owner.get(name) is None and (owner.start, name) not in added:
                added.add((owner.start, name))
                whole = text[term.value.start : term.value.end].replace(text[iri.start : iri.end], _quote(right))
                yield Span(term.value.end, term.value.end), f", {_quote(name)}: {whole}"


def _change_types(document: Value, text: str, repairs: Repairs, kept: Collection[Scoped]) -> Iterator[Edit]:
    known, places = meanings(document), scopes(document)
    for _, context in contexts(document):
        scope = places.get(context.start, "")
        for term, kind, code, _ in typed_terms(context, known):
            if code == LINK and (scope, term.key) in kept:
                name = f"{scope}.{term.key}" if scope else term.key
                repairs[f"@type of {name} is a class: left, because not all its values are IRIs"] += 1
            elif code == LINK:
                repairs["@type that is a class: @id"] += 1
                yield Span(kind.value.start, kind.value.end), '"@id"'
            elif sum(member.key == "@type" for member in term.value.members or []) == 1:
                repairs[f"@type {_TYPE_WORDS[code]}: left out"] += 1
                yield _remove_member(term.value, kind.start)


LINK = "context/class-as-type"
_TYPE_WORDS = {
    "context/empty-type": "that is empty",
    "context/langstring-as-type": "rdf:langString",
    "context/literal-as-type": "rdfs:Literal",
}


def _remove_member(owner: Value, start: int) -> Edit:
    """An edit that removes a member and its comma."""
    members = owner.members or []
    at = next(index for index, member in enumerate(members) if member.start == start)
    if at + 1 < len(members):
        return Span(start, members[at + 1].start), ""
    return Span(members[at - 1].value.end if at else start, members[at].value.end), ""


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
