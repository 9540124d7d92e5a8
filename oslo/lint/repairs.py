"""Repairs that are safe without asking: in the text of a file, or in shapes for an engine."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from ..errors import InputError
from ..namespaces import RDF, SH, SKOS, XSD, split
from ..rdf.ntriples import literal
from .codelists import meant_term
from .files import read_file
from .losses import without
from .repair_contexts import Edit, applied, in_words, repaired_json
from .shape_index import INTEGERS
from .terms import ANY_LITERAL, MISSPELT, SPACES, is_datatype
from .turtle import Span, Statement, located

_SUFFIXES = (".ttl", ".turtle", ".nt")
_IRI = re.compile(r"<([^<>]*)>")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PREFIX = r"(?:@prefix|(?i:prefix))\s+([^\s:]*):\s*<{}>"
_COUNTS = frozenset(str(SH[name]) for name in INTEGERS)
_NUMBER = re.compile(r"\s*\+?([0-9]+)(?:\.0*)?\s*")
_UNBOUNDED = ("n", "*")
_QUALIFIED, _DISJOINT = f"<{SH.qualifiedValueShape}>", f"<{SH.qualifiedValueShapesDisjoint}>"
_PROPERTY, _PATH, _DATATYPE, _NODE_KIND = (f"<{SH[name]}>" for name in ("property", "path", "datatype", "nodeKind"))
_TYPE, _PROPERTY_SHAPE = f"<{RDF.type}>", f"<{SH.PropertyShape}>"
_COUNTS_OF_QUALIFIED = (f"<{SH.qualifiedMinCount}>", f"<{SH.qualifiedMaxCount}>")
_MOST = frozenset((f"<{SH.maxCount}>", f"<{SH.qualifiedMaxCount}>"))


def repaired(path: Path) -> tuple[str, list[str]]:
    """The text of a file with its safe defects repaired, and the repairs, as messages.

    A repair is safe if the author has no choice (`safe` in `rules.toml`). Everything else is kept,
    comments and order included. A file that cannot be read gives an empty text.
    """
    file = read_file(path)
    repairs: Counter[str] = Counter()
    if file.latin_1:
        repairs["the text in Latin-1: written as UTF-8"] += 1
    text = file.text
    if path.suffix.lower() in _SUFFIXES:
        text = _repair_turtle(_trim_iris(namespaces(text, _IRI, repairs), repairs), repairs)
    elif path.suffix.lower() in (".json", ".jsonld"):
        text = namespaces(repaired_json(text, repairs), STRING, repairs)
    return text, in_words(repairs)


def namespaces(text: str, pattern: re.Pattern[str], repairs: Counter[str]) -> str:
    """The text with well-known namespaces spelt as their publishers do.

    Not those of data.vlaanderen.be: governments publish data with http, and either side could be the one to change.
    """

    def respell(match: re.Match[str]) -> str:
        namespace, local = split(match[1])
        if namespace not in MISSPELT or any(each.isspace() for each in local) or "//data.vlaanderen.be/" in namespace:
            return match[0]
        repairs[f"{namespace}: {MISSPELT[namespace]}"] += 1
        return f"{match[0][0]}{MISSPELT[namespace]}{local}{match[0][-1]}"

    return pattern.sub(respell, text)


def _trim_iris(text: str, repairs: Counter[str]) -> str:
    """The text without spaces at the ends of IRIs."""

    def trim(match: re.Match[str]) -> str:
        bare = match[1].strip(SPACES)
        if bare == match[1] or not re.fullmatch(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20"{}|^`\\]+', bare):
            return match[0]
        repairs["spaces at the ends of an IRI: removed"] += 1
        return f"<{bare}>"

    return _IRI.sub(trim, text)


# Turtle: one edit per statement, then the whole is read again.


def _repair_turtle(text: str, repairs: Counter[str]) -> str:
    try:
        statements = located(text)
    except (InputError, RecursionError):
        return text
    shared = Counter(each.predicate_at for each in statements)
    made: Counter[str] = Counter()
    edits: list[Edit] = []
    for each in statements:
        if each.predicate_at is not None and each.object_at is not None:
            edits += _edits_for(text, each, made, alone=shared[each.predicate_at] == 1)
    new = applied(text, edits)
    try:
        located(new)
    except InputError:
        return text
    repairs.update(made)
    return new


def _edits_for(text: str, each: Statement, made: Counter[str], *, alone: bool) -> list[Edit]:
    predicate, value = each.predicate_at, each.object_at
    assert predicate is not None, "checked by the caller"
    assert value is not None, "checked by the caller"
    repair = _find_repair(each.predicate, each.object.value, each.object.datatype)
    if repair is None:
        meant = meant_term(each.predicate)
        if not meant or text[predicate.start : predicate.end] == "a":
            return []
        made[f"skos:{split(each.predicate)[1]}: skos:{meant}"] += 1
        return [(predicate, _short_name(text, str(SKOS), meant))]
    new_predicate, new_object, words = repair
    if not alone and (new_predicate is None or new_predicate != each.predicate):
        return []
    made[words] += 1
    if new_predicate is None:
        return [(_whole_span(text, Span(predicate.start, value.end)), "")]
    edits: list[Edit] = []
    if new_predicate != each.predicate:
        edits.append((predicate, _short_name(text, *split(new_predicate))))
    if new_object is not None:
        shown = _short_name(text, *split(new_object)) if new_object.startswith("http") else new_object
        edits.append((value, shown))
    return edits


def _find_repair(predicate: str, value: str, datatype: str | None) -> tuple[str | None, str | None, str] | None:
    """For a predicate and object: the new predicate (None: drop the statement), the new object, the message."""
    name = f"sh:{predicate[len(str(SH)) :]}"
    if predicate == SH["class"] and datatype is None and is_datatype(value):
        return SH.datatype, None, "sh:class with a datatype: sh:datatype"
    if predicate in (SH["class"], SH.datatype) and value == ANY_LITERAL:
        return SH.nodeKind, SH.Literal, f"{name} rdfs:Literal: sh:nodeKind sh:Literal"
    if predicate in _COUNTS and datatype is not None:
        number = _NUMBER.fullmatch(value)
        if number and datatype != XSD.integer:
            return predicate, number[1], f"{name} as text: read as a number"
        if value.strip() in _UNBOUNDED and predicate in (SH.maxCount, SH.qualifiedMaxCount):
            return None, None, f'{name} "{value.strip()}": left out'
    return None


def _short_name(text: str, namespace: str, local: str) -> str:
    """A name with the prefix that the text declares for its namespace, else an IRI in angle brackets."""
    match = re.search(_PREFIX.format(re.escape(namespace)), text)
    return f"{match[1]}:{local}" if match else f"<{namespace}{local}>"


def _whole_span(text: str, span: Span) -> Span:
    """A predicate and its object with the semicolon after them, and the whole line if nothing else is on it."""
    rest = re.compile(r"\s*;[ \t]*").match(text, span.end)
    end = rest.end() if rest else span.end
    start = text.rfind("\n", 0, span.start) + 1
    if rest and not text[start : span.start].strip() and text[end : end + 1] == "\n":
        return Span(start, end + 1)
    return Span(span.start, end)


# Shapes for an engine, as N-Triples.

_LINE = re.compile(r"^([^ \n]+) ([^ \n]+) (.*) \.$", re.MULTILINE)


def repair_shapes(ntriples: str, *, only_ill_formed: bool = False) -> tuple[str, list[str]]:
    r"""Shapes as N-Triples, repaired so that an engine accepts them and checks what was meant; and the repairs.

    As `repaired`; also, property shapes without a path are left out, with what would find more without them (`losses`).
    `only_ill_formed`: a well-formed constraint is kept even if no value can meet it, except for
    sh:datatype rdfs:Literal, which pySHACL takes as any literal and other engines as none.

    >>> count = '_:p <http://www.w3.org/ns/shacl#path> <urn:p> .\n_:p <http://www.w3.org/ns/shacl#minCount> "1" .\n'
    >>> repair_shapes(count)[1]
    ['1 x sh:minCount as text: read as a number']
    """
    lines = [(match[1], match[2], match[3]) for match in _LINE.finditer(ntriples)]
    by: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value in lines:
        by.setdefault(predicate, []).append((subject, value))
    shapes = {o for _, o in by.get(_PROPERTY, ())} | {s for s, o in by.get(_TYPE, ()) if o == _PROPERTY_SHAPE}
    pathless = shapes - _subjects(by, _PATH)
    repairs: Counter[str] = Counter()
    repairs["property shape without sh:path: left out"] += len(pathless)
    any_literal = {s for s, o in by.get(_DATATYPE, ()) if o == f"<{ANY_LITERAL}>"}
    beside_kind = any_literal & _subjects(by, _NODE_KIND)
    unbounded = {
        (s, p) for p in _MOST for s, o in by.get(p, ()) if o[:1] == '"' and literal(o)[0].strip() in _UNBOUNDED
    }
    bounded = {s for p in _COUNTS_OF_QUALIFIED for s in _subjects(by, p) if (s, p) not in unbounded}
    uncounted = set[str]() if _DISJOINT in by else _subjects(by, _QUALIFIED) - bounded
    repairs["sh:qualifiedValueShape without a number: left out"] += len(uncounted - {s for s, _ in unbounded})
    kept: list[str] = []
    for subject, predicate, value in without(lines, pathless, any_literal | {s for s, _ in unbounded}, repairs):
        if predicate == _QUALIFIED and subject in uncounted:
            continue
        if predicate == _DATATYPE and subject in beside_kind:
            repairs["sh:datatype rdfs:Literal beside sh:nodeKind: left out"] += 1
            continue
        new = _repair_line(predicate, value, repairs, only_ill_formed=only_ill_formed)
        if new is not None:
            kept.append(f"{subject} {new[0]} {new[1]} .\n")
    words = in_words(repairs)
    return ("".join(kept), words) if words else (ntriples, words)


def _subjects(by: dict[str, list[tuple[str, str]]], predicate: str) -> set[str]:
    return {subject for subject, _ in by.get(predicate, ())}


def _repair_line(predicate: str, value: str, repairs: Counter[str], *, only_ill_formed: bool) -> tuple[str, str] | None:
    text, datatype = (literal(value)[:2]) if value.startswith('"') else (value[1:-1], None)
    repair = _find_repair(predicate[1:-1], text, datatype)
    if repair is None:
        return predicate, value
    new_predicate, new_object, words = repair
    if only_ill_formed and new_predicate not in (None, predicate[1:-1]) and predicate[1:-1] != SH.datatype:
        return predicate, value
    repairs[words] += 1
    if new_predicate is None:
        return None
    if new_object is None:
        return f"<{new_predicate}>", value
    number = f'"{new_object}"^^<{XSD.integer}>'
    return f"<{new_predicate}>", f"<{new_object}>" if new_object.startswith("http") else number
