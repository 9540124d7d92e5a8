"""Defects in JSON-LD contexts, and in the contexts of JSON-LD documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..rdf.jsonld.definitions import KEYS
from ..rdf.terms import prefixed
from .json import Member, Value
from .lint_file import LintFile
from .terms import ANY_LITERAL, LANG_STRING, MISSPELT_TERMS, SPACES, is_placeholder, looks_like_class


class TypedTerm(NamedTuple):
    """A term of a context with a wrong @type, and the code of the defect."""

    term: Member
    type: Member
    code: str
    iri: str


class Prefixed(NamedTuple):
    """A term with an undefined prefix: the object that it is in, the prefix, and the namespace that is meant."""

    owner: Value
    term: Member
    prefix: str
    namespace: str


def check(file: LintFile) -> None:
    """The rules for contexts."""
    if file.json is None:
        return
    known = meanings(file.json)
    for holder, context in contexts(file.json):
        for each in parts(context):
            if isinstance(each.scalar, str):
                file.report(
                    "context/remote", holder.line, each.scalar, "the context is not available: nothing is fetched"
                )
        for _, term in definitions(context):
            iri = iri_of(term)
            if iri and iri.scalar != iri.scalar.strip(SPACES):
                file.report("file/broken-iri", term.line, term.key, f"{iri.scalar!r} is not an IRI")
            elif iri and is_placeholder(iri.scalar):
                file.report("context/placeholder-iri", term.line, term.key, iri.scalar)
            elif iri and iri.scalar in MISSPELT_TERMS:
                detail = f"{iri.scalar}; should be {MISSPELT_TERMS[iri.scalar]}"
                file.report("context/misspelt-term", term.line, term.key, detail)
        for term in strange_terms(context):
            keys = ", ".join(member.key for member in term.value.members or [] if member.key not in KEYS)
            file.report("context/unknown-key", term.line, term.key, keys)
        for _, term, prefix, namespace in undefined_prefixes(context, known):
            detail = f"{prefix}: is not defined; should be {namespace}"
            file.report("context/undefined-prefix", term.line, term.key, detail)
        for typed in typed_terms(context, known):
            shown = prefixed(typed.iri) if typed.iri else '""'
            file.report(typed.code, typed.type.line, typed.term.key, f"@type {shown}")
    for each in file.json.objects():
        times = Counter(member.key for member in each.members or [])
        for member in each.members or []:
            if times[member.key] > 1 and each.get(member.key) is member:
                detail = f"{times[member.key]} times in one object"
                file.report("context/duplicate-key", member.line, member.key, detail)


def contexts(document: Value) -> Iterator[tuple[Member, Value]]:
    """Each @context of a document, nested ones too, with the member that holds it."""
    for each in document.objects():
        for member in each.members or []:
            if member.key == "@context":
                yield member, member.value


def parts(context: Value) -> list[Value]:
    """The items of a context that is a list, else the context itself."""
    return context.items if context.items is not None else [context]


def definitions(context: Value) -> Iterator[tuple[Value, Member]]:
    """The terms that a context defines, each with the object that it is in."""
    for part in parts(context):
        for member in part.members or []:
            if not member.key.startswith("@"):
                yield part, member


def terms(document: Value) -> Iterator[tuple[str, int, str]]:
    """The IRIs that the contexts of a document give a meaning to or take as a datatype: IRI, line and term."""
    known = meanings(document)
    for _, context in contexts(document):
        iris = {**known, **_own_meanings(context)}
        for _, term in definitions(context):
            more = [member.value for key in ("@type", "@reverse") if (member := term.value.get(key)) is not None]
            for value in (iri_of(term), *more):
                if value is not None and isinstance(value.scalar, str) and not value.scalar.startswith("@"):
                    yield _expand(value.scalar, iris), term.line, term.key


def namespaces(document: Value) -> Iterator[str]:
    """The IRIs that the contexts of a document put before names: those of prefixes, and of @vocab."""
    for _, context in contexts(document):
        values = [iri_of(term) for _, term in definitions(context)]
        values += [member.value for part in parts(context) if (member := part.get("@vocab")) is not None]
        for value in values:
            if value is not None and isinstance(value.scalar, str) and value.scalar.endswith(("#", "/")):
                yield value.scalar


def strange_terms(context: Value) -> Iterator[Member]:
    """The terms of one context whose definition has a key that is not in JSON-LD."""
    for _, term in definitions(context):
        if any(member.key not in KEYS for member in term.value.members or []):
            yield term


def iri_of(term: Member) -> Value | None:
    """The value in the definition of a term that is its IRI."""
    member = term.value.get("@id")
    value = member.value if member else term.value
    return value if isinstance(value.scalar, str) else None


def scopes(document: Value) -> dict[int, str]:
    """The start of each scoped context to the term, a class or a property, that has it."""
    terms = (term for _, context in contexts(document) for _, term in definitions(context))
    return {scoped.value.start: term.key for term in terms if (scoped := term.value.get("@context")) is not None}


def meanings(document: Value) -> dict[str, str]:
    """The terms of all contexts of a document to their IRIs as written; the outermost context goes first."""
    iris: dict[str, str] = {}
    for _, context in contexts(document):
        for term, iri in _own_meanings(context).items():
            iris.setdefault(term, iri)
    return iris


def _own_meanings(context: Value) -> dict[str, str]:
    terms = ((term.key, iri_of(term)) for _, term in definitions(context))
    return {name: iri.scalar for name, iri in terms if iri is not None}


def undefined_prefixes(context: Value, known: Mapping[str, str]) -> Iterator[Prefixed]:
    """The terms `prefix:name` of one context with an undefined prefix; `known`: the `meanings` of the document."""
    if any(isinstance(part.scalar, str) for part in parts(context)):
        return  # a context that is not available can define it
    for owner, term in definitions(context):
        prefix, colon, name = term.key.partition(":")
        iri = iri_of(term)
        if not (colon and name and iri) or name.startswith("//") or prefix in known or iri.scalar == term.key:
            continue
        namespace = iri.scalar.removesuffix(name)
        if namespace != iri.scalar and namespace.endswith(tuple(":/?#[]@")):
            yield Prefixed(owner, term, prefix, namespace)


def typed_terms(context: Value, known: Mapping[str, str]) -> Iterator[TypedTerm]:
    """The terms of one context whose @type is a mistake; `known`: the `meanings` of the document."""
    iris = {**known, **_own_meanings(context)}
    for _, term in definitions(context):
        kind = term.value.get("@type")
        if kind is None or not isinstance(kind.value.scalar, str) or kind.value.scalar.startswith("@"):
            continue
        iri = _expand(kind.value.scalar, iris)
        code = _defect_code(iri)
        if code:
            yield TypedTerm(term, kind, code, iri)


def _defect_code(iri: str) -> str | None:
    if not iri.strip():
        return "context/empty-type"
    if iri == LANG_STRING:
        return "context/langstring-as-type"
    if iri == ANY_LITERAL:
        return "context/literal-as-type"
    return "context/class-as-type" if looks_like_class(iri) and ":" in iri else None


def _expand(name: str, meanings: dict[str, str]) -> str:
    for _ in range(5):
        prefix, colon, local = name.partition(":")
        if name in meanings and meanings[name] != name:
            name = meanings[name]
        elif colon and not local.startswith("//") and prefix in meanings:
            name = meanings[prefix] + local
        else:
            break
    return name
