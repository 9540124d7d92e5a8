"""Defects in JSON-LD contexts, and in the contexts of JSON-LD documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .files import LintFile
from .json import Member, Value
from .terms import ANY_LITERAL, LANG_STRING, is_placeholder, looks_like_class, short


class TypedTerm(NamedTuple):
    """A term of a context whose definition says @type, and the code of what is wrong with it."""

    term: Member
    type: Member
    code: str
    iri: str


def check(file: LintFile) -> None:
    """The rules for contexts."""
    if file.json is None:
        return
    for holder, context in contexts(file.json):
        for each in context.items if context.items is not None else [context]:
            if isinstance(each.scalar, str):
                file.report(
                    "context/remote", holder.line, each.scalar, "nothing is fetched: the context is not at hand"
                )
        for term, iri in _placeholders(context):
            file.report("context/placeholder-iri", term.line, term.key, iri)
        for found in typed_terms(context):
            shown = short(found.iri) if found.iri else '""'
            file.report(found.code, found.type.line, found.term.key, f"@type {shown}")
    for each in file.json.objects():
        times = Counter(member.key for member in each.members or [])
        for member in each.members or []:
            if times[member.key] > 1 and each.get(member.key) is member:
                detail = f"{times[member.key]} times in one object"
                file.report("context/duplicate-key", member.line, member.key, detail)


def contexts(document: Value) -> Iterator[tuple[Member, Value]]:
    """Each @context of a document, also those within contexts, with the member that holds it."""
    for each in document.objects():
        for member in each.members or []:
            if member.key == "@context":
                yield member, member.value


def _definitions(context: Value) -> Iterator[Member]:
    for each in context.items if context.items is not None else [context]:
        for member in each.members or []:
            if not member.key.startswith("@"):
                yield member


def _placeholders(context: Value) -> Iterator[tuple[Member, str]]:
    for term in _definitions(context):
        said = term.value.get("@id")
        iri = said.value.scalar if said else term.value.scalar
        if isinstance(iri, str) and is_placeholder(iri):
            yield term, iri


def typed_terms(context: Value) -> Iterator[TypedTerm]:
    """The terms of one context whose @type is a mistake."""
    meanings: dict[str, str] = {}
    for term in _definitions(context):
        said = term.value.get("@id")
        iri = said.value.scalar if said else term.value.scalar
        if isinstance(iri, str):
            meanings[term.key] = iri
    for term in _definitions(context):
        kind = term.value.get("@type")
        if kind is None or not isinstance(kind.value.scalar, str) or kind.value.scalar.startswith("@"):
            continue
        iri = _expanded(kind.value.scalar, meanings)
        code = _code(iri)
        if code:
            yield TypedTerm(term, kind, code, iri)


def _code(iri: str) -> str | None:
    if not iri.strip():
        return "context/empty-type"
    if iri == LANG_STRING:
        return "context/langstring-as-type"
    if iri == ANY_LITERAL:
        return "context/literal-as-type"
    return "context/class-as-type" if looks_like_class(iri) and ":" in iri else None


def _expanded(name: str, meanings: dict[str, str]) -> str:
    for _ in range(5):
        prefix, colon, local = name.partition(":")
        if name in meanings and meanings[name] != name:
            name = meanings[name]
        elif colon and not local.startswith("//") and prefix in meanings:
            name = meanings[prefix] + local
        else:
            break
    return name
