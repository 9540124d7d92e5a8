"""RDF text of any syntax to quads (pyoxigraph), with a clear message for broken text.

JSON-LD contexts given by IRI come from `ReadOptions.contexts`; nothing is fetched here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, cast

from ..errors import InputError, Place, refuse
from ..words.text import nearest
from .byte_order import stream_without_mark, without_mark
from .contexts import (
    ContextLoader,
    Contexts as Contexts,
    Repairer as Repairer,
    carried as carried,
    load_json as load_json,
)
from .jsonld.reading import document_quads
from .limits import TOO_LONG
from .rdfa import page_quads
from .relative import Recent, is_relative
from .xml_literals import Watched, canonical
from .xml_stream import checked

if TYPE_CHECKING:
    import pyoxigraph as ox


class Format(StrEnum):
    """The syntaxes that can be read; all but RDFa, which is RDF inside a web page, can be written too.

    Wherever a format is expected, its name or a short name (`ttl`, `nt`, `json-ld`) is accepted too.

    >>> Format("turtle"), Format("ttl"), Format("JSON-LD")
    (<Format.TURTLE: 'turtle'>, <Format.TURTLE: 'turtle'>, <Format.JSONLD: 'jsonld'>)
    >>> ", ".join(Format)
    'turtle, ntriples, nquads, trig, jsonld, rdfxml, rdfa'

    Raises ValueError for an unknown name, with the nearest one.
    """

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    RDFA = "rdfa"

    @classmethod
    def _missing_(cls, value: object) -> Format:
        name = value.lower().lstrip(".") if isinstance(value, str) else ""
        format = cls.__members__.get(name.upper()) or _SHORT_NAMES.get(name)
        if format is None:
            raise ValueError(f"no format {value!r}{nearest(name, [*cls, *_SHORT_NAMES])}")
        return format


_SHORT_NAMES = {
    "ttl": Format.TURTLE,
    "text/turtle": Format.TURTLE,
    "nt": Format.NTRIPLES,
    "n-triples": Format.NTRIPLES,
    "application/n-triples": Format.NTRIPLES,
    "nq": Format.NQUADS,
    "n-quads": Format.NQUADS,
    "application/n-quads": Format.NQUADS,
    "application/trig": Format.TRIG,
    "json-ld": Format.JSONLD,
    "application/ld+json": Format.JSONLD,
    "xml": Format.RDFXML,
    "rdf": Format.RDFXML,
    "rdf/xml": Format.RDFXML,
    "rdf+xml": Format.RDFXML,
    "application/rdf+xml": Format.RDFXML,
    "html": Format.RDFA,
}
FormatName = (
    Format
    | Literal["turtle", "ttl", "ntriples", "nt", "nquads", "nq", "trig", "jsonld", "json-ld", "rdfxml", "rdf", "xml"]
)
"""A format or one of its names."""


class ContextStyle(StrEnum):
    """How a JSON-LD context made from classes names properties; classes keep their own name in every style.

    `scoped`: bare names, valid inside their class; `flat`: bare names, valid everywhere;
    `dotted`: `Class.property`; `mixed`: bare names, but `Class.property` where two properties share a name.

    >>> [style.value for style in ContextStyle]
    ['scoped', 'flat', 'dotted', 'mixed']
    """

    SCOPED = "scoped"
    FLAT = "flat"
    DOTTED = "dotted"
    MIXED = "mixed"


SUFFIXES = {
    ".ttl": Format.TURTLE,
    ".turtle": Format.TURTLE,
    ".nt": Format.NTRIPLES,
    ".nq": Format.NQUADS,
    ".trig": Format.TRIG,
    ".jsonld": Format.JSONLD,
    ".json": Format.JSONLD,
    ".rdf": Format.RDFXML,
    ".xml": Format.RDFXML,
    ".owl": Format.RDFXML,
    ".html": Format.RDFA,
    ".htm": Format.RDFA,
}

IN_FOLDERS = {suffix: format for suffix, format in SUFFIXES.items() if format is not Format.RDFA}
"""The suffixes searched for in folders and archives; not web pages, since most have no data in them."""

WRITTEN = tuple(format for format in Format if format is not Format.RDFA)
"""The syntaxes that can be written."""

LABELLED = (Format.NTRIPLES, Format.NQUADS)
"""The syntaxes in which each blank node has a label."""

Source = str | bytes | Path | IO[bytes]
"""RDF as text or bytes, the `Path` of a file (never a `str`), or an open binary file."""


def format_of(path: str | Path) -> Format | None:
    """The syntax that a file's suffix stands for, None for an unknown suffix.

    >>> format_of("feed.ttl")
    <Format.TURTLE: 'turtle'>
    """
    return SUFFIXES.get(Path(path).suffix.lower())


_FILE_NAME = re.compile(rf"[^\s<>{{}}]+(?:{'|'.join(map(re.escape, SUFFIXES))}|\.gz|\.bz2|\.xz|\.zip)", re.IGNORECASE)


def refuse_path(source: object) -> None:
    """Raise TypeError for text that looks like a file name: text is RDF, a file is a `Path`.

    >>> refuse_path("feed.ttl")
    Traceback (most recent call last):
    ...
    TypeError: 'feed.ttl' would be read as RDF text: give a file as Path('feed.ttl')
    """
    if isinstance(source, str) and _FILE_NAME.fullmatch(source):
        raise TypeError(f"{source!r} would be read as RDF text: give a file as Path({source!r})")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How RDF is read, whatever its syntax.

    `contexts` finds JSON-LD contexts by IRI; `repairer` repairs them and language tags; `base` completes relative
    IRIs. `strict`: each line of N-Triples is checked, even in the form that this library writes; `unchecked`: all are
    passed on, in whatever form, and the caller asks `is_canonical` of the text before it trusts it. `lenient`: invalid
    IRIs and language tags are kept as they are. `graphs` is filled with the names of graphs, whose triples are read as
    those of one graph, and `notes` with what of a page could not be read, in words; without it that is an error.
    """

    contexts: Contexts = carried
    repairer: Repairer | None = None
    base: str | None = None
    strict: bool = False
    unchecked: bool = False
    lenient: bool = False
    graphs: set[str] | None = None
    notes: list[str] | None = None


PLAIN = ReadOptions()

_PLACE_IN_MESSAGE = re.compile(r"Parser error at line \d+ (?:between columns (\d+) and \d+|column (\d+))?[^:]*: ")


def _said(error: SyntaxError) -> str:
    """The message of a parser, without the line, which may be counted from the start of a piece of the file."""
    found = _PLACE_IN_MESSAGE.match(error.msg)
    if found is None:
        return error.msg
    column = found[1] or found[2]
    return error.msg[found.end() :] + (f" (column {column})" if column else "")


_HINT = "give the base that completes it (--base)"
_COMPLETE = "here an IRI has to be complete"
_HINTS = {
    Format.NTRIPLES: _COMPLETE,
    Format.NQUADS: _COMPLETE,
    Format.JSONLD: f"{_HINT}; a name that no context explains is one too",
}


def parse(
    source: Source,
    format: FormatName | None = None,
    name: str | None = None,
    options: ReadOptions = PLAIN,
    *,
    line: int = 0,
) -> Iterator[ox.Quad]:
    """The quads of a source, one by one.

    `format` may be left out for a path with a known suffix. `name` is used in messages; `line`: how
    many lines of the file come before this source.
    Raises InputError with file and line for broken text, and for an unknown format.
    """
    import pyoxigraph as ox

    refuse_path(source)
    name = name or (str(source) if isinstance(source, Path) else None)
    format = Format(format) if format else format_of(source) if isinstance(source, Path) else None
    if format is None:
        raise InputError("unknown RDF syntax: give the format", Place(name))
    formats = {
        Format.TURTLE: ox.RdfFormat.TURTLE,
        Format.NTRIPLES: ox.RdfFormat.N_TRIPLES,
        Format.NQUADS: ox.RdfFormat.N_QUADS,
        Format.TRIG: ox.RdfFormat.TRIG,
        Format.RDFXML: ox.RdfFormat.RDF_XML,
    }
    if options.base is not None:
        check_base(options.base, name)
    opened: IO[bytes] | None = None
    recent: Recent | None = None
    try:
        opened = source.open("rb") if isinstance(source, Path) else None
        data: Any = opened or source
        if isinstance(data, str):
            data = data.encode()
        loader = ContextLoader(options.contexts, options.repairer, name, options.base, options.notes)
        if format is Format.RDFA:
            yield from page_quads(data if isinstance(data, bytes) else data.read(), loader)
            return
        data = without_mark(data, name) if isinstance(data, bytes) else stream_without_mark(data, name)
        if format is Format.JSONLD:
            text = data if isinstance(data, bytes) else data.read()
            hint = None if options.base else _HINTS[format]
            yield from document_quads(load_json(text, name), loader, source=text, lenient=options.lenient, hint=hint)
            return
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        watched = Watched(stream)
        if format is Format.RDFXML:
            stream = checked(watched, name)
        elif options.repairer:
            stream = options.repairer.tags(stream)
        recent = Recent(stream, name, line)
        quads = ox.parse(
            cast("IO[bytes]", recent), format=formats[format], base_iri=options.base, lenient=options.lenient
        )
        for quad in canonical(quads, watched) if format is Format.RDFXML else quads:
            recent.opened = 0
            yield quad
    except SyntaxError as error:
        if recent and is_relative(error):
            hint = _COMPLETE if options.base else _HINTS.get(format, _HINT)
            raise recent.relative(error).error(name, line, hint) from None
        raise InputError(_said(error), Place(name, line=error.lineno and error.lineno + line)) from None
    except MemoryError:  # of the parser, which holds a term as a whole
        raise InputError(TOO_LONG, Place(name, line=recent.line_of_long() + line if recent else None)) from None
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        raise InputError(f"not Unicode: {half!r} is half a surrogate pair, and no character", Place(name)) from None
    except Exception as error:  # noqa: BLE001  raised again, with the place
        if type(error) is ValueError:
            raise InputError(str(error), Place(name)) from None
        refuse(error, Place(name))
    finally:
        if opened is not None:
            opened.close()


def check_base(base: str, name: str | None = None) -> None:
    """Raise InputError for a base that is no IRI."""
    import pyoxigraph as ox

    try:
        ox.NamedNode(base)
    except ValueError as error:
        raise InputError(f"not a base IRI: {base!r}: {error}", Place(name)) from None
