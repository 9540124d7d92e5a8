"""Reading a file as far as possible, and the defects that stand in the way of reading it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..namespaces import RDF, SH, SKOS
from ..rdf.byte_order import without_mark
from ..rdf.parsing import Format, ReadOptions, carried, format_of, parse
from . import contexts
from .json import located as located_json
from .lint_file import LintFile
from .turtle import IRI, LITERAL, Statement, Term, located as located_turtle

if TYPE_CHECKING:
    import pyoxigraph as ox

_BASE = "http://base.invalid/"
_IN_BRACKETS = re.compile("<([^<>]*)>")
_NOT_IN_IRI = re.compile(r'[\x00-\x20"{}|^`\\]')
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_ESCAPE_OR_WRONG = re.compile(f"({_ESCAPE.pattern})|{_NOT_IN_IRI.pattern}")


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
        _read_json(file, base)
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


def _read_json(file: LintFile, base: str | None) -> None:
    try:
        file.json = located_json(file.text)
    except json.JSONDecodeError as error:
        file.report("file/not-json", error.lineno, file.path.name, f"{error.msg} (column {error.colno})")
    except RecursionError:
        file.report("file/not-json", None, file.path.name, "nested too deeply")
    else:
        context = file.json.get("@context")
        _read_jsonld(file, base or _BASE)
        file.kind = _kind_of(file.statements)
        if file.kind == "file" and context and (context.value.members or context.value.items):
            file.kind = "context"


_KEYS_OF_DOCUMENTS = {"@context", "@graph", "@id", "@type"}
"""The keys by which JSON is JSON-LD; one has to stand in the outermost objects."""


def _read_jsonld(file: LintFile, base: str) -> None:
    """The statements of a JSON-LD document; none of a context alone, nor where a context is not available."""
    from .repairing import ContextRepairer

    assert file.json is not None, "read before"
    keys = {member.key for each in file.json.items or [file.json] for member in each.members or []}
    if keys <= {"@context"} or not keys & _KEYS_OF_DOCUMENTS:
        return
    members = [member for each in file.json.objects() for member in each.members or [] if member.key == "@context"]
    named = [part.scalar for each in members for part in each.value.items or [each.value]]
    if any(isinstance(each, str) and carried(each) is None for each in named):
        return  # told as a context on the web
    data, name = file.text.encode(), str(file.path)
    for lenient in (False, True):
        options = ReadOptions(repairer=ContextRepairer(), base=base, lenient=lenient)
        try:
            file.statements = [_to_statement(each) for each in parse(data, Format.JSONLD, name, options)]
            for iri, _, term in contexts.terms(file.json):
                file.aliases.setdefault(iri, set()).add(term)
            return
        except InputError as error:
            if not lenient:
                _report_syntax(file, error)


def _read_without_places(file: LintFile, data: bytes, format: Format, base: str | None) -> None:
    """Read RDF/XML; its text, of which the parser decides the encoding, is for the lines alone."""
    file.text = data.decode("utf-8", "replace")
    try:
        file.statements = [_to_statement(each) for each in parse(data, format, str(file.path), ReadOptions(base=base))]
    except InputError as error:
        _report_syntax(file, error)
    file.kind = _kind_of(file.statements)


def _read_rdf(file: LintFile, format: Format, base: str | None) -> None:
    """Read strictly; if that fails, leniently, as far as possible."""
    options = ReadOptions(base=base or _BASE)
    broken: InputError | None = None
    try:
        file.statements = [_to_statement(each) for each in parse(file.text.encode(), format, None, options)]
    except InputError as error:
        broken = error
    file.turtle = format in (Format.TURTLE, Format.NTRIPLES)
    if file.turtle and (broken or _kind_of(file.statements) != "file"):
        try:
            file.statements = located_turtle(file.text, str(file.path), base=base or "")
        except (InputError, RecursionError):
            file.statements = file.statements if broken is None else []
    file.kind = _kind_of(file.statements)
    if broken is not None:
        mended = _without_broken_iris(file)
        try:
            if mended == file.text:
                raise broken
            for _ in parse(mended.encode(), format, None, options):
                pass  # nothing else is wrong
        except InputError as error:
            _report_syntax(file, error)


def _report_syntax(file: LintFile, error: InputError) -> None:
    file.report("file/syntax", error.place.line if error.place else None, file.path.name, error.message)


def _without_broken_iris(file: LintFile) -> str:
    """Report the IRIs with a character that is not allowed; returns the text without them."""
    iris = {term.value for statement in file.statements for term in statement[:3:2] if term.kind == IRI}
    iris |= {statement.predicate for statement in file.statements}

    def mended(match: re.Match[str]) -> str:
        wrong = _NOT_IN_IRI.search(_ESCAPE.sub("", match[1]))
        if not wrong or not any(iri.endswith(match[1]) for iri in iris):
            return match[0]
        line = file.text.count("\n", 0, match.start()) + 1
        file.report("file/broken-iri", line, match[0].strip(), f"{match[1]!r} is not an IRI")
        kept = _ESCAPE_OR_WRONG.sub(lambda each: each[1] or "", match[1])
        return f"<{kept}>{chr(10) * match[0].count(chr(10))}"  # each line keeps its number

    return _IN_BRACKETS.sub(mended, file.text)


def statements_of(ntriples: str) -> list[Statement]:
    """The statements of a text in N-Triples that is known to be right."""
    import pyoxigraph as ox

    return [_to_statement(each) for each in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES, lenient=True)]


def _to_statement(quad: ox.Quad) -> Statement:
    return Statement(_to_term(quad.subject), quad.predicate.value, _to_term(quad.object))


def _to_term(node: object) -> Term:
    import pyoxigraph as ox

    if isinstance(node, ox.NamedNode):
        return Term(IRI, node.value)
    if isinstance(node, ox.Literal):
        return Term(LITERAL, node.value, node.datatype.value, node.language)
    return Term("blank", str(node))


_TYPE = str(RDF.type)
_SHAPE_MARKS = frozenset(
    str(SH[name]) for name in ("property", "path", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
)


def _kind_of(statements: list[Statement]) -> str:
    """The kind of file with these statements: shapes, a code list, or anything else."""
    types: dict[Term, set[str]] = {}
    for each in statements:
        if each.predicate == _TYPE:
            types.setdefault(each.subject, set()).add(each.object.value)
        if each.predicate in _SHAPE_MARKS:
            return "shapes"
    kinds = set[str]().union(*types.values())
    if kinds & {SH.NodeShape, SH.PropertyShape}:
        return "shapes"
    if SKOS.ConceptScheme in kinds:
        return "codelist"
    concept = str(SKOS.Concept)
    concepts = sum(concept in each for each in types.values())
    return "codelist" if concepts and concepts * 2 >= len(types) else "file"
