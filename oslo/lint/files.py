"""A file, read as far as possible, and the defects that a file of any kind can have."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..namespaces import RDF, SH, SKOS, split
from ..rdf.byte_order import without_mark
from ..rdf.parsing import Format, ReadOptions, format_of, parse
from ..rdf.terms import prefixed
from .json import Value, located as located_json
from .rules import Defect
from .terms import MISSPELT, is_placeholder
from .turtle import IRI, LITERAL, Statement, Term, located as located_turtle

if TYPE_CHECKING:
    import pyoxigraph as ox

_BASE = "http://base.invalid/"
_IN_BRACKETS = re.compile("<([^<>]*)>")
_NOT_IN_IRI = re.compile(r'[\x00-\x20"{}|^`\\]')
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")


@dataclass(slots=True)
class LintFile:
    """A file: its text, its statements, and the defects found in it."""

    path: Path
    kind: str = "file"
    text: str = ""
    latin_1: bool = False
    statements: list[Statement] = field(default_factory=list)
    json: Value | None = None
    defects: list[Defect] = field(default_factory=list)

    def report(self, code: str, line: int | None, node: str, detail: str) -> None:
        """Add a defect."""
        self.defects.append(Defect(code, str(self.path), line, node, detail))

    def line_of(self, text: str) -> int | None:
        """The first line that contains a text."""
        at = self.text.find(text)
        return None if at < 0 else self.text.count("\n", 0, at) + 1


def read_file(path: Path, base: str | None = None) -> LintFile:
    """Read a file: its kind is determined from its content, and an error in reading is a defect.

    Relative IRIs are completed by `base`; without one they are no defect of Turtle, which is read where it lies.
    """
    file = LintFile(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        file.report("file/unreadable", None, path.name, error.strerror or str(error))
        return file
    try:
        data = without_mark(data, None)
    except InputError as error:
        file.report("file/unreadable", None, path.name, error.message)
        return file
    format = format_of(path)
    if format is None or format is Format.RDFA:
        file.report("file/unreadable", None, path.name, f"a file ending in {path.suffix or 'nothing'} is not supported")
        return file
    if format is Format.RDFXML:
        _read_without_places(file, data, format, base)
        return file
    bad = _decode(file, data)
    if format is Format.JSONLD:
        _read_json(file)
    else:
        _read_rdf(file, format, base)
    if bad:
        code = "codelist/latin-1" if file.kind == "codelist" else "file/latin-1"
        file.report(code, data.count(b"\n", 0, bad.start) + 1, path.name, f"byte {data[bad.start]:#04x} is not UTF-8")
    return file


def _decode(file: LintFile, data: bytes) -> UnicodeDecodeError | None:
    try:
        file.text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file.latin_1 = True
        file.text = "".join(map(_decode_line, data.splitlines(keepends=True)))
        return error
    return None


def _decode_line(data: bytes) -> str:
    """A line, decoded on its own: a file may be UTF-8 except for a line that was pasted in."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _read_json(file: LintFile) -> None:
    try:
        file.json = located_json(file.text)
    except json.JSONDecodeError as error:
        file.report("file/not-json", error.lineno, file.path.name, f"{error.msg} (column {error.colno})")
    except RecursionError:
        file.report("file/not-json", None, file.path.name, "nested too deeply")
    else:
        context = file.json.get("@context")
        file.kind = "context" if context and (context.value.members or context.value.items) else "file"


def _read_without_places(file: LintFile, data: bytes, format: Format, base: str | None) -> None:
    try:
        file.statements = [_to_statement(each) for each in parse(data, format, str(file.path), ReadOptions(base=base))]
    except InputError as error:
        file.report("file/syntax", error.place.line if error.place else None, file.path.name, error.message)
    file.kind = _kind_of(file.statements)


def _read_rdf(file: LintFile, format: Format, base: str | None) -> None:
    """Read strictly; if that fails, leniently, as far as possible."""
    import pyoxigraph as ox

    formats = {
        Format.TURTLE: ox.RdfFormat.TURTLE,
        Format.NTRIPLES: ox.RdfFormat.N_TRIPLES,
        Format.NQUADS: ox.RdfFormat.N_QUADS,
        Format.TRIG: ox.RdfFormat.TRIG,
    }
    data = file.text.encode()
    broken: SyntaxError | None = None
    try:
        file.statements = [_to_statement(each) for each in ox.parse(data, formats[format], base_iri=base or _BASE)]
    except SyntaxError as error:
        broken = error
    turtle = format in (Format.TURTLE, Format.NTRIPLES)
    if turtle and (broken or _kind_of(file.statements) != "file"):
        try:
            file.statements = located_turtle(file.text, str(file.path), base=base or "")
        except (InputError, RecursionError):
            file.statements = file.statements if broken is None else []
    file.kind = _kind_of(file.statements)
    if broken is not None and not _report_broken_iris(file):
        file.report("file/syntax", broken.lineno, file.path.name, str(broken.msg))


def _report_broken_iris(file: LintFile) -> int:
    """Report the IRIs with a character that is not allowed; returns their number."""
    iris = {term.value for statement in file.statements for term in statement[:3:2] if term.kind == IRI}
    iris |= {statement.predicate for statement in file.statements}
    broken = 0
    for match in _IN_BRACKETS.finditer(file.text):
        if _NOT_IN_IRI.search(_ESCAPE.sub("", match[1])) and any(iri.endswith(match[1]) for iri in iris):
            line = file.text.count("\n", 0, match.start()) + 1
            file.report("file/broken-iri", line, match[0].strip(), f"{match[1]!r} is not an IRI")
            broken += 1
    return broken


def _to_statement(quad: ox.Quad) -> Statement:
    return Statement(_to_term(quad.subject), quad.predicate.value, _to_term(quad.object))


def _to_term(node: object) -> Term:
    import pyoxigraph as ox

    if isinstance(node, ox.NamedNode):
        return Term(IRI, node.value)
    if isinstance(node, ox.Literal):
        return Term(LITERAL, node.value, node.datatype.value, node.language)
    return Term("blank", str(node))


_SHAPE_MARKS = frozenset(
    str(SH[name]) for name in ("property", "path", "targetClass", "targetNode", "targetSubjectsOf")
)


def _kind_of(statements: list[Statement]) -> str:
    """The kind of file with these statements: shapes, a code list, or anything else."""
    types: dict[Term, set[str]] = {}
    for each in statements:
        if each.predicate == RDF.type:
            types.setdefault(each.subject, set()).add(each.object.value)
        if each.predicate in _SHAPE_MARKS:
            return "shapes"
    if any({SH.NodeShape, SH.PropertyShape} & each for each in types.values()):
        return "shapes"
    if any(SKOS.ConceptScheme in each for each in types.values()):
        return "codelist"
    concepts = sum(SKOS.Concept in each for each in types.values())
    return "codelist" if concepts and concepts * 2 >= len(types) else "file"


def check(file: LintFile) -> None:
    """The rules for a file of any kind."""
    if file.json is not None:
        _check_json(file, file.json)
    uses: Counter[str] = Counter()
    lines: dict[str, int | None] = {}
    for each in file.statements:
        iris = [term.value for term in (each.subject, each.object) if term.kind == IRI] + [each.predicate]
        uses.update(iris)
        for iri in iris:
            lines.setdefault(iri, each.line)
    _check_iris(file, uses, lines)
    for each in file.statements:
        if each.object.kind == LITERAL:
            _check_text(file, each.object.value, each.line, each.subject.value)


def _check_json(file: LintFile, document: Value) -> None:
    uses: Counter[str] = Counter()
    for each in document.objects():
        for member in each.members or []:
            for text in (member.key, member.value.scalar):
                if isinstance(text, str) and re.match(r"[a-z]+:/", text):
                    uses[text] += 1
            if isinstance(member.value.scalar, str):
                _check_text(file, member.value.scalar, member.line, member.key)
    _check_iris(file, uses, {})


def _check_iris(file: LintFile, uses: Counter[str], lines: dict[str, int | None]) -> None:
    wrong: Counter[str] = Counter()
    first: dict[str, int | None] = {}
    paths = Counter(each.object.value for each in file.statements if each.predicate == SH.path)
    for iri, times in uses.items():
        line = lines.get(iri) or file.line_of(iri)
        namespace, local = split(iri)
        if namespace in MISSPELT and local:
            wrong[namespace] += times
            first.setdefault(namespace, line or file.line_of(namespace))
        if is_placeholder(iri) and file.kind != "context":
            if times > paths[iri]:  # a path has a code of its own
                line = line or file.line_of(namespace)
                file.report("file/placeholder-iri", line, iri, _times(times - paths[iri]))
        elif iri.startswith("file:"):
            file.report("file/local-iri", line, iri, _times(times))
    for namespace, times in wrong.items():
        detail = f"{_times(times)}; should be {MISSPELT[namespace]}"
        file.report("file/misspelt-namespace", first[namespace], namespace, detail)
    for iri in sorted(uses):
        twin = iri.replace("http://", "https://", 1)
        if iri.startswith("http://") and twin in uses and not _alternatives(file.statements, iri, twin):
            line = lines.get(twin) or file.line_of(twin)
            file.report(
                "file/http-and-https", line, prefixed(iri), f"{_times(uses[iri])}, and {twin} {_times(uses[twin])}"
            )


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


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
