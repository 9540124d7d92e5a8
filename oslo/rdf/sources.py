"""RDF from text, files, folders and archives, as N-Triples text in pieces.

N-Triples in the form that this library writes (one space between terms) is passed on unparsed, after a
check of the beginning and the end of each piece; a caller that does not check syntax itself asks for
`strict`. Only JSON-LD is held in memory as a whole.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ..errors import InputError, Place
from .packed import COMPRESSED, members, open_file, suffix_of
from .parsing import (
    IN_FOLDERS,
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
_SAMPLE = 1 << 13
_NAMED = 1 << 20  # at most so many unlabelled nodes are renamed
_PACKED = 10  # about how many times smaller gzip and zip make RDF
_BLANK = re.compile(r"^_:(?=\S+ )|(?<= )_:(?=[^\s\"]+ \.$)", re.MULTILINE)
_PLAIN_LINE = re.compile(r"(<[^<>\s]*>|_:\S+) <[^<>\s]*> (<[^<>\s]*>|_:\S+|\".*\"(@[A-Za-z0-9\-]+|\^\^<[^<>\s]*>)?) \.")


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


def files(sources: Iterable[Source], format: FormatName | None = None) -> Iterator[RdfFile]:
    """The files of some sources; `format` is that of all, by default each suffix decides.

    Raises InputError for a folder or an archive without RDF, and for one that cannot be read.
    """
    format = Format(format) if format else None
    for source in sources:
        refuse_path(source)
        if isinstance(source, str | bytes):
            data = source.encode() if isinstance(source, str) else source
            yield RdfFile(None, format, partial(io.BytesIO, data))
        elif not isinstance(source, Path):
            yield RdfFile(None, format, partial(_itself, source))
        elif source.is_dir():
            paths = sorted(path for path in source.rglob("*") if path.is_file() and suffix_of(path.name) in IN_FOLDERS)
            if not paths:
                raise InputError(f"a folder without an RDF file ({', '.join(IN_FOLDERS)})", Place(str(source)))
            yield from files(paths, format)
        elif source.suffix == ".zip":
            yield from _files_in_zip(source, format)
        else:
            yield RdfFile(str(source), format or SUFFIXES.get(suffix_of(source.name)), partial(open_file, source))


def _itself(stream: IO[bytes]) -> IO[bytes]:
    return stream


def _files_in_zip(source: Path, format: Format | None) -> Iterator[RdfFile]:
    found = [each for each in members(source) if suffix_of(each.name) in IN_FOLDERS]
    if not found:
        raise InputError("an archive without an RDF file", Place(str(source)))
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
            total += source.stat().st_size * (_PACKED if source.suffix in (*COMPRESSED, ".zip") else 1)
    return total


def texts(
    sources: Iterable[Source], format: FormatName | None = None, options: ReadOptions = PLAIN, *, piece: int = PIECE
) -> Iterator[str]:
    """All triples of some sources in pieces of N-Triples text, with distinct blank nodes for each file."""
    for number, file in enumerate(files(sources, format)):
        for text in pieces(file, options, piece=piece):
            yield _BLANK.sub(f"_:f{number}x", text) if number and "_:" in text else text


def pieces(file: RdfFile, options: ReadOptions = PLAIN, *, piece: int = PIECE) -> Iterator[str]:
    """A file as pieces of N-Triples text, of whole lines.

    Raises InputError with file and line for text that cannot be read.
    """
    try:
        with file.open() as stream:
            if file.format is Format.NTRIPLES:
                yield from _ntriples_pieces(stream, file.name, options, piece)
            else:
                yield from _converted_pieces(stream, file.format, file.name, options)
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(file.name)) from None


def _converted_pieces(
    stream: IO[bytes], format: Format | None, name: str | None, options: ReadOptions = PLAIN, line: int = 0
) -> Iterator[str]:
    """Triples of any syntax as N-Triples; `line`: how many lines of the file come before these."""
    import pyoxigraph as ox

    quads = parse(stream, format, name, options, line=line)
    if options.graphs is not None:
        quads = _noting_graphs(quads, options.graphs)
    names = _Anonymous()
    for first in quads:
        batch = chain([first], islice(quads, _STATEMENTS - 1))
        text = ox.serialize((quad.triple for quad in batch), format=ox.RdfFormat.N_TRIPLES) or b""
        yield _ANONYMOUS.sub(lambda match: names[match[0]], text.decode())


def _noting_graphs(quads: Iterator[ox.Quad], names: set[str]) -> Iterator[ox.Quad]:
    for quad in quads:
        if (name := str(quad.graph_name)) != "DEFAULT":
            names.add(name)
        yield quad


_ANONYMOUS = re.compile(r"^_:[0-9a-f]{20,32}(?= )|(?<= )_:[0-9a-f]{20,32}(?= \.$)", re.MULTILINE)


class _Anonymous(dict[str, str]):
    """The random labels that the parser gives to unlabelled nodes, to labels that are the same each time.

    Beyond a million, to bound memory, nodes keep their random label.
    """

    def __missing__(self, label: str) -> str:
        if len(self) >= _NAMED:
            return label
        self[label] = f"_:anonymous{len(self)}"
        return self[label]


def _ntriples_pieces(stream: IO[bytes], name: str | None, options: ReadOptions, piece: int) -> Iterator[str]:
    line = 0
    for data in _line_blocks(stream, piece):
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            place = Place(name, line=line + data.count(b"\n", 0, error.start) + 1)
            raise InputError(f"not UTF-8: byte {data[error.start]:#04x}", place) from None
        if not options.strict and _is_plain(text):
            yield text
        else:
            yield from _converted_pieces(io.BytesIO(data), Format.NTRIPLES, name, line=line)
        line += data.count(b"\n")


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


def _is_plain(text: str) -> bool:
    """Whether N-Triples text has the form that this library writes; only both ends are checked."""
    if "\r" in text or not text.endswith(" .\n"):
        return False
    sample = text[:_SAMPLE].split("\n")[:-1] + text[-_SAMPLE:].split("\n")[1:-1]
    return bool(sample) and all(map(_PLAIN_LINE.fullmatch, sample))
