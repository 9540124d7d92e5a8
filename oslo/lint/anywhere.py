"""Defects that a file of any kind can have: in its IRIs and in its texts."""

from __future__ import annotations

import re
from collections import Counter

from ..namespaces import OWL, RDF, SH, split
from ..rdf.terms import prefixed
from . import contexts
from .json import Value
from .known_terms import unseparated, vocabularies
from .lint_file import LintFile, often
from .terms import LANG_STRING, MISSPELT, is_placeholder
from .turtle import IRI, LITERAL, Statement, Term


def check(file: LintFile) -> None:
    """The rules for a file of any kind."""
    uses: Counter[str] = Counter()
    lines: dict[str, int | None] = {}
    for each in file.statements:
        iris = [term.value for term in (each.subject, each.object) if term.kind == IRI] + [each.predicate]
        if each.object.datatype is not None and each.object.datatype != LANG_STRING:
            iris.append(each.object.datatype)
        uses.update(iris)
        for iri in iris:
            lines.setdefault(iri, each.line)
    if file.json is not None:
        written = _written_iris(file, file.json)
        uses = written | Counter({iri: number for iri, number in uses.items() if iri not in written})
    _check_iris(file, uses, lines)
    _check_imports(file)
    if file.json is not None:
        return  # its texts were looked at where they stand
    for each in file.statements:
        if each.object.kind == LITERAL:
            _check_text(file, each.object.value, each.line, each.subject.value)


def _check_imports(file: LintFile) -> None:
    imports = str(OWL.imports)
    for each in file.statements:
        if each.predicate == imports:
            file.report("file/imports", file.line(each), file.name(each.subject), f"owl:imports {each.object.value}")


def _written_iris(file: LintFile, document: Value) -> Counter[str]:
    """The IRIs that stand in a JSON document as such; its texts are checked on the way."""
    uses: Counter[str] = Counter()
    for each in document.objects():
        for member in each.members or []:
            for text in (member.key, member.value.scalar):
                if isinstance(text, str) and re.match(r"[a-z]+:/", text):
                    uses[text] += 1
            if isinstance(member.value.scalar, str):
                _check_text(file, member.value.scalar, member.line, member.key)
    return uses


def _check_iris(file: LintFile, uses: Counter[str], lines: dict[str, int | None]) -> None:
    def line(iri: str) -> int | None:
        return lines.get(iri) or file.line_of(iri)

    wrong: Counter[str] = Counter()
    first: dict[str, int | None] = {}
    spaces = set(contexts.namespaces(file.json)) if file.json is not None else set[str]()
    paths = Counter(each.object.value for each in file.statements if each.predicate == SH.path)
    for iri, times in uses.items():
        namespace, local = split(iri)
        if namespace in MISSPELT and (local or iri in spaces):
            wrong[namespace] += times
            if namespace not in first:
                first[namespace] = line(iri) or file.line_of(namespace)
        elif right := unseparated(iri):
            bare = right.rstrip("#/")
            wrong[bare] += times
            if bare not in first:
                first[bare] = line(iri) or file.line_of(f"{bare}>")
        if is_placeholder(iri) and file.kind != "context":
            if times > paths[iri]:  # a path has a code of its own
                file.report(
                    "file/placeholder-iri", line(iri) or file.line_of(namespace), iri, often(times - paths[iri])
                )
        elif iri.startswith("file:"):
            file.report("file/local-iri", line(iri), iri, often(times))
    for namespace, times in wrong.items():
        right = MISSPELT.get(namespace) or next(each for end in "#/" if (each := f"{namespace}{end}") in vocabularies())
        detail = f"{often(times)}; should be {right}"
        file.report("file/misspelt-namespace", first[namespace], namespace, detail)
    for iri in sorted(uses):
        twin = iri.replace("http://", "https://", 1)
        if {split(iri)[0], split(twin)[0]} & MISSPELT.keys():
            continue  # a misspelt namespace has a code of its own
        if iri.startswith("http://") and twin in uses and not _alternatives(file.statements, iri, twin):
            file.report(
                "file/http-and-https", line(twin), prefixed(iri), f"{often(uses[iri])}, and {twin} {often(uses[twin])}"
            )


def _alternatives(statements: list[Statement], one: str, other: str) -> bool:
    """Whether a shape allows both variants on purpose: both are in members of one sh:or, sh:xone or sh:in."""
    nexts = {each.subject: each.object for each in statements if each.predicate == RDF.rest}
    firsts = {each.subject: each.object for each in statements if each.predicate == RDF.first}
    values: dict[Term, set[str]] = {}
    for each in statements:
        values.setdefault(each.subject, set()).add(each.object.value)
    for each in statements:
        if each.predicate in (SH["or"], SH["in"], SH.xone):
            options: set[str] = set()
            node = each.object
            for _ in range(len(firsts)):
                if node not in firsts:
                    break
                options |= values.get(firsts[node], set()) | {firsts[node].value}
                node = nexts.get(node, node)
            if {one, other} <= options:
                return True
    return False


_MOJIBAKE = re.compile("[\u00c3\u00c2][\u0080-\u00bf\u0152-\u2122]|\u00e2\u20ac")


def _check_text(file: LintFile, text: str, line: int | None, node: str) -> None:
    if "\ufffd" in text:
        file.report("file/replacement-character", line or file.line_of(text), node, repr(_around(text, "\ufffd")))
    elif match := _MOJIBAKE.search(text):
        try:
            text.encode("cp1252").decode()
        except UnicodeError:
            return
        file.report("file/mojibake", line or file.line_of(text), node, repr(_around(text, match[0])))


def _around(text: str, part: str) -> str:
    at = text.index(part)
    return text[max(0, at - 20) : at + 20]
