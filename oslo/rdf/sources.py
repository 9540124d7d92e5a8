"""RDF from text, files, folders and archives, as N-Triples text in pieces.

N-Triples in the form that this library writes (`is_canonical`) is passed on unparsed, all else is parsed and written in
that form; a caller that does not check syntax itself asks for `strict`, and gets nothing that is not right. What comes
out is canonical, whatever the layout of what went in. Only JSON-LD is held in memory as a whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ..errors import InputError, Place
from .blank_nodes import DATA, MadeNames, kept_apart
from .byte_order import without_mark
from .limits import LONGEST, TOO_LONG
from .ntriples import is_canonical
from .packed import COMPRESSED, is_aside, members, open_file, suffix_of
from .parsing import (
    IN_FOLDERS,
    LABELLED,
    PLAIN,
    SUFFIXES,
    Format,
    FormatName,
    ReadOptions,
    Source,
    parse,
    refuse_path,
)

if TYPE_CHECKING:
    import pyoxigraph as ox

PIECE = 1 << 22  # bytes of N-Triples read at a time
WHOLE = -1  # a piece that is the whole file
_STATEMENTS = 50_000  # triples of another syntax read at a time
_TRIPLE = attrgetter("triple")
_SHOWN = 10  # names of files that were not read
_PACKED = 10  # about how many times smaller gzip and zip make RDF

Sources = Source | Sequence[Source]


def several(sources: Sources) -> list[Source]:
    """One source or several as a list."""
    return list(sources) if isinstance(sources, list | tuple) else [cast(Source, sources)]


@dataclass(frozen=True, slots=True)
class RdfFile:
    """One file of a source: its name in messages, its syntax, how to open it."""

    name: str | None
    format: Format | None
    open: Callable[[], IO[bytes]]


def files(
    sources: Iterable[Source],
    format: FormatName | None = None,
    without_name: Format | None = None,
    notes: list[str] | None = None,
) -> Iterator[RdfFile]:
    """The files of some sources.

    `format` is that of all, by default each suffix decides; `without_name`: that of text and open files then; `notes`
    is filled with the files of folders and archives that are no RDF.

    Raises InputError for a folder or an archive without RDF, and for one that cannot be read.
    """
    format = Format(format) if format else None
    other = format or without_name
    for source in sources:
        refuse_path(source)
        if isinstance(source, str | bytes):
            data = source.encode() if isinstance(source, str) else source
            yield RdfFile(None, other, partial(io.BytesIO, data))
        elif not isinstance(source, Path):
            yield RdfFile(None, other, partial(_itself, source))
        elif source.is_dir():
            within = sorted(path for path in source.rglob("*") if path.is_file())
            paths = [path for path in within if suffix_of(path.name) in IN_FOLDERS]
            if not paths:
                raise InputError(f"a folder without an RDF file ({', '.join(IN_FOLDERS)})", Place(str(source)))
            _note_others(source, [path.name for path in within], notes)
            yield from files(paths, format)
        elif source.suffix.lower() == ".zip":
            yield from _files_in_zip(source, format, notes)
        else:
            yield RdfFile(str(source), format or SUFFIXES.get(suffix_of(source.name)), partial(open_file, source))


def _note_others(source: Path, names: list[str], notes: list[str] | None) -> None:
    """Note the files in a folder or an archive that are no RDF, by their suffix."""
    others = [name for name in names if suffix_of(name) not in IN_FOLDERS and not is_aside(name)]
    if others and notes is not None:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        notes.append(f"{source}: not read, of {len(names)} files: {', '.join(others[:_SHOWN])}{more}")


def _itself(stream: IO[bytes]) -> IO[bytes]:
    return stream


def _files_in_zip(source: Path, format: Format | None, notes: list[str] | None) -> Iterator[RdfFile]:
    within = [each for each in members(source) if not is_aside(each.name)]
    found = [each for each in within if suffix_of(each.name) in IN_FOLDERS]
    if not found:
        raise InputError("an archive without an RDF file", Place(str(source)))
    _note_others(source, [each.name for each in within], notes)
    for each in found:
        yield RdfFile(f"{source}/{each.name}", format or SUFFIXES.get(suffix_of(each.name)), each.open)


def size(sources: Iterable[Source]) -> int:
    """About how many bytes of RDF some sources have; an open file counts as 0."""
    total = 0
    for source in sources:
        if isinstance(source, str | bytes):
            total += len(source)
        elif isinstance(source, Path) and source.is_dir():
            total += size(path for path in source.rglob("*") if path.is_file())
        elif isinstance(source, Path) and source.is_file():
            total += source.stat().st_size * (_PACKED if source.suffix.lower() in (*COMPRESSED, ".zip") else 1)
    return total


def texts(
    sources: Iterable[Source],
    format: FormatName | None = None,
    options: ReadOptions = PLAIN,
    *,
    use: str = DATA,
    without_name: Format | None = None,
    piece: int = PIECE,
) -> Iterator[str]:
    """All triples of some sources in pieces of N-Triples text, the blank nodes of each file apart from all others.

    `use`: what they are read for (`oslo.rdf.blank_nodes`); `without_name`: the syntax of text and open files.
    """
    for number, file in enumerate(files(sources, format, without_name, options.notes)):
        for text in pieces(file, options, piece=piece):
            yield kept_apart(text, use, number)


def pieces(file: RdfFile, options: ReadOptions = PLAIN, *, piece: int = PIECE) -> Iterator[str]:
    """A file as pieces of N-Triples text, of whole lines.

    Raises InputError with file and line for text that cannot be read.
    """
    try:
        with file.open() as stream:
            ntriples = file.format is Format.NTRIPLES
            read = _ntriples_pieces if ntriples else _converted_pieces
            for text in read(stream, file, options, piece):
                if len(text) > LONGEST:
                    _check_lines(text, file.name)
                yield text
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(file.name)) from None


def _check_lines(text: str, name: str | None) -> None:
    """Raise InputError for a line that is longer than what the parsers take, and so could not be read again."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind("\n", start, start + LONGEST)
        if end < 0:
            raise InputError(f"{TOO_LONG}: {text[start : start + 80]}...", Place(name))
        start = end + 1


def _converted_pieces(
    stream: IO[bytes], file: RdfFile, options: ReadOptions, piece: int = PIECE, line: int = 0
) -> Iterator[str]:
    """Triples of any syntax as N-Triples; `line`: how many lines of the file come before these."""
    import pyoxigraph as ox

    format = file.format
    quads = parse(stream, format, file.name, options, line=line)
    if options.graphs is not None:
        quads = _noting_graphs(quads, options.graphs)
    names = None if format in LABELLED else MadeNames()
    for first in quads:
        batch = chain([first], islice(quads, _STATEMENTS - 1))
        text = (ox.serialize(map(_TRIPLE, batch), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        yield text if names is None else names.in_text(text)


def _noting_graphs(quads: Iterator[ox.Quad], names: set[str]) -> Iterator[ox.Quad]:
    for quad in quads:
        if (name := str(quad.graph_name)) != "DEFAULT":
            names.add(name)
        yield quad


def _ntriples_pieces(stream: IO[bytes], file: RdfFile, options: ReadOptions, piece: int) -> Iterator[str]:
    name, line, before = file.name, 0, b""
    for data in _line_blocks(stream, piece):
        line += before.count(b"\n")
        before = data = data if line else without_mark(data, name)
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            place = Place(name, line=line + data.count(b"\n", 0, error.start) + 1)
            raise InputError(f"not UTF-8: byte {data[error.start]:#04x}", place) from None
        if options.unchecked or is_canonical(text, strict=options.strict):
            yield text
        else:
            yield from _converted_pieces(io.BytesIO(data), file, options, line=line)


def _line_blocks(stream: IO[bytes], piece: int) -> Iterator[bytes]:
    """The bytes of a stream in blocks of whole lines, whatever their length."""
    waiting: list[bytes] = []
    while block := stream.read(piece):
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join([*waiting, block[:end]]) if waiting or end < len(block) else block
            waiting = []
        if end < len(block):
            waiting.append(block[end:])
    if rest := b"".join(waiting):
        yield rest
