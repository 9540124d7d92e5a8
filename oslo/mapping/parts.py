"""A part of a run: what one of several processes makes of a piece of a file, or of some files.

What it tells on the way, and what only the whole can say, comes in files beside the text. `joining` makes one document
of the parts.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..errors import InputError, OsloError, reading
from ..files.work import temporary_files
from ..records import File, Layout, ReadingOptions, RecordSource, files_of, open_records
from ..records.base import Remark
from ..records.census import Census
from ..records.cuts import Piece
from ..vocabularies.codelists import added, take
from .account import Account
from .mapping import Mapping
from .outcome import Listeners, Outcome
from .run import Conversion, Run
from .running import Reader
from .untaken import Untaken

_BUFFER = 1 << 18  # bytes
_BEFORE = 100  # records, about, that come before files which are not the first


class Span(NamedTuple):
    """What a process reads at once: some files, by their numbers, or a piece of one."""

    first: int
    end: int
    piece: Piece | None = None


@dataclass
class Part:
    """What a process made of a span.

    `declared`: the prefixes that its text declares, and the bytes at which. `error`: why it was not read to its end.
    `seed` shows whether processes have the same `hash` of a text.
    """

    folder: Path
    outcome: Outcome
    account: Account
    declared: list[tuple[int, str]]
    error: OsloError | None = None
    of_piece: OfPiece | None = None
    seed: int = field(default_factory=partial(hash, "seed"))

    @property
    def text(self) -> Path:
        """The file with its text."""
        return self.folder / "text"

    def told(self) -> Iterator[Any]:
        """What was told on the way, in order: rejects, notices, findings."""
        with (self.folder / "told").open("rb") as file:
            while True:
                try:
                    yield pickle.load(file)  # noqa: S301  our own
                except EOFError:
                    return


class OfPiece(NamedTuple):
    """What there is to say of the records of a piece; `cuts`: how many pieces it became."""

    census: Census
    has_records: bool
    remarks: dict[str, Remark]
    untaken: Untaken
    cuts: int


@dataclass
class Inputs:
    """The files of a run, which each process opens itself."""

    paths: Sequence[Path]
    mapping: Mapping
    options: ReadingOptions | None
    form: str | None

    @property
    def layouts(self) -> list[Layout]:
        """The ways in which each file is read."""
        return self.mapping.layouts

    def files(self) -> list[File]:
        """All of them, in order."""
        return [each for each in files_of(self.paths, self.layouts, self.form) if isinstance(each, File)]

    def sources(self, number: int, file: File) -> Iterator[tuple[int, RecordSource]]:
        """A file, opened once for each layout of the mapping."""
        for layout in self.layouts:
            with open_records(file, layout, self.options, form=self.form) as source:
                yield number, source


@dataclass
class Worker:
    """What each process gets: how to make a part of a span. `names`: the files, as the first process found them."""

    conversion: Conversion
    inputs: Inputs
    names: list[str]
    folder: str
    lists: dict[str, Any] = field(default_factory=added)
    _files: list[File] | None = None
    _cut: tuple[int, Reader] | None = None  # the file that is read in pieces

    def __call__(self, span: Span) -> Part:
        if self._files is None:
            take(self.lists)
            self._files = self.inputs.files()
            if [each.name for each in self._files] != self.names:
                raise InputError("files have come or gone since the run began: convert them again")
        folder = Path(self.folder, f"{span.first}-{span.piece.start if span.piece else 0}")
        with temporary_files():
            folder.mkdir()
            text, told = ((folder / name).open("wb", _BUFFER) for name in ("text", "told"))
        with text, told:
            return self._part(span, text, told, self._files, folder)

    def _part(self, span: Span, text: IO[bytes], told: IO[bytes], files: list[File], folder: Path) -> Part:
        def tell(each: object) -> None:
            with temporary_files():
                pickle.dump(each, told)

        if span.piece is not None:
            with files[span.first].open() as file:
                reader = self._reader(span.first, files[span.first])
                reader.source.take(span.piece, file)
                return self._of_piece(reader, text, tell, folder)
        with Run(self.conversion, Listeners(tell, tell, tell), min(span.first, 1) * _BEFORE, folder) as run:
            part = Part(folder, run.outcome, run.account, [])
            sources = (each for at in range(span.first, span.end) for each in self.inputs.sources(at, files[at]))
            with _errors_kept(part):
                _write(run.body(run.mapped(sources)), text, part)
                run.give()
        return part

    def _of_piece(self, reader: Reader, text: IO[bytes], tell: Callable[[object], None], folder: Path) -> Part:
        source = reader.source
        with Run(self.conversion, Listeners(tell, tell, tell), source.before, folder) as run:
            part = Part(folder, run.outcome, run.account, [])
            with _errors_kept(part), reading(lambda: source.place(source.line)):
                _write(run.body(run.heard(source, reader.results())), text, part)
                run.give()
            part.of_piece = OfPiece(source.census, source.has_records, source.remarks, reader.untaken, source.cuts)
        return part

    def _reader(self, number: int, file: File) -> Reader:
        """The mapping, compiled for a file that is read in pieces."""
        if self._cut is None or self._cut[0] != number:
            layout = self.inputs.layouts[0]
            with open_records(file, layout, self.inputs.options, form=self.inputs.form) as source:
                self._cut = number, self.conversion.reader(source)
        return self._cut[1]


@contextmanager
def _errors_kept(part: Part) -> Iterator[None]:
    """An error of the records comes when what was told before it has been heard."""
    try:
        yield
    except OsloError as error:
        part.error = error


def _write(pieces: Iterator[str], file: IO[bytes], part: Part) -> None:
    at = 0
    for piece in pieces:
        if piece.startswith("@prefix "):
            part.declared.append((at, piece[: piece.index("\n\n") + 2]))
        data = piece.encode()
        with temporary_files():
            file.write(data)
        at += len(data)
    with temporary_files():
        file.flush()
