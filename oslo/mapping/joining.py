"""A run in several processes: each makes parts of the document, which are joined in their order.

A file that can be cut at records is read in pieces, others are given out whole. What comes out is what one process
gives, to the byte; rejects and notices come in the order of the records, and the memory of all processes stays flat.
"""

from __future__ import annotations

import os
import shutil
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import suppress
from errno import EINVAL, ENOSYS, ENOTSOCK, EOVERFLOW
from io import UnsupportedOperation
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..errors import OsloError
from ..exchange.documents import Frame
from ..files.work import WorkFolder
from ..files.workers import in_order
from ..rdf.packed import COMPRESSED
from ..rdf.sources import size
from ..records import File, Query, ReadingOptions, open_records
from ..records.cuts import Piece
from ..validation.findings import Finding
from .parts import Inputs, Part, Span, Worker
from .rejects import Notice, Reject
from .run import Run
from .running import Reader

_PIECE = 1 << 19  # bytes of records
_MEMBER = 1 << 13  # bytes, about, of a file in an archive
_LARGE = 50_000_000  # bytes of records above which all processors are used
_COPIED = 1 << 20  # bytes
_CANNOT = (EINVAL, ENOSYS, ENOTSOCK, EOVERFLOW)  # copy between these two, on this system


def parts(
    run: Run, inputs: Sequence[Any], options: ReadingOptions | None, form: str | None, jobs: int | None
) -> Iterator[str | Stretch] | None:
    """The document, made by several processes; None if one is to make it.

    `jobs`: how many; None: the processors, for records of over 50 MB.
    """
    files = [each for each in inputs if isinstance(each, Path)]
    if jobs == 1 or run.conversion.frame is None or len(files) < len(inputs):
        return None
    if jobs is None and size(files) < _LARGE:
        return None
    jobs = jobs or os.cpu_count() or 1
    mapping = run.conversion.mapping
    if any(isinstance(each.records, Query) for each in mapping.layouts):
        return None
    work = _Work(run, Inputs(files, mapping, options, form))
    return work.document(jobs) if jobs > 1 and len(work.spans) > 1 else None


class _Work:
    """The spans of a run, and the files that are read in pieces: each opened, with the mapping compiled for it."""

    def __init__(self, run: Run, inputs: Inputs) -> None:
        self._run, self._inputs = run, inputs
        self._files = inputs.files()
        self._cut: dict[int, Reader] = {}
        self._seed: int | None = None
        self.spans = list(self._spans())

    def _spans(self) -> Iterator[Span]:
        first, held = 0, 0
        for number, file in enumerate(self._files):
            bytes_ = file.path.stat().st_size if file.path else _MEMBER
            pieces = self._pieces(number, file) if bytes_ > 2 * _PIECE else []
            if number > first and (held + bytes_ > _PIECE or pieces):
                yield Span(first, number)
                first, held = number, 0
            held += bytes_
            if pieces:
                yield from (Span(number, number + 1, each) for each in pieces)
                first, held = number + 1, 0
        if first < len(self._files):
            yield Span(first, len(self._files))

    def _pieces(self, number: int, file: File) -> list[Piece]:
        if len(self._inputs.layouts) > 1 or file.path is None or file.path.suffix.lower() in COMPRESSED:
            return []
        with open_records(file, self._inputs.layouts[0], self._inputs.options, form=self._inputs.form) as source:
            pieces = source.pieces(_PIECE)
        if len(pieces) > 1:
            self._cut[number] = self._run.conversion.reader(source)
        return pieces if len(pieces) > 1 else []

    def document(self, jobs: int) -> Iterator[str | Stretch]:
        """The parts, and what stands around and between them."""
        run, frame, joint, skipped = self._run, self._run.conversion.frame or Frame(), "", 0
        declared: set[str] = set()
        with WorkFolder() as folder:
            worker = Worker(run.conversion, self._inputs, [each.name for each in self._files], folder)
            results = in_order(worker, self.spans, min(jobs, len(self.spans)))
            for number, (span, part) in enumerate(zip(self.spans, results, strict=True)):
                if skipped:  # it is in a part before
                    skipped -= 1
                else:
                    skipped = self._join(span, part)
                    if not number:
                        yield frame.head
                    if length := part.text.stat().st_size:
                        yield joint
                        yield from _new(part, length, declared)
                        joint = frame.joint
                if span.piece and not span.piece.ends:
                    self._close(span.first)
                shutil.rmtree(part.folder)
            yield frame.tail

    def _join(self, span: Span, part: Part) -> int:
        """Hear and keep what a part has besides its text; how many of the next spans are in it."""
        run, listeners = self._run, self._run.listeners
        if self._seed not in (None, part.seed):
            raise OsloError("processes have no common hash of texts (started with -E or -I?): give --jobs 1")
        self._seed = part.seed
        for each in part.told():
            match each:
                case Reject() if listeners.reject:
                    listeners.reject(each)
                case Notice() if listeners.notice:
                    listeners.notice(each)
                case Finding() if listeners.finding:
                    listeners.finding(each)
        run.outcome.join(part.outcome)
        run.account.join(part.account)
        if part.error:
            raise part.error
        run.take(part.folder)
        if listeners.progress:
            listeners.progress(run.outcome.resources + run.outcome.rejects)
        if (of := part.of_piece) is None:
            return 0
        reader = self._cut[span.first]
        reader.source.join(of.census, of.remarks, has_records=of.has_records)
        reader.untaken.join(of.untaken)
        return of.cuts - 1

    def _close(self, number: int) -> None:
        """Say what there is to say of a file that was read in pieces."""
        reader = self._cut[number]
        if not reader.source.has_records:
            reader.source.tell_none()
        reader.source.end()
        for _ in self._run.heard(reader.source, reader.closing()):
            raise AssertionError("a notice became a resource")
        self._run.add_to_account(reader.source, number)


def _new(part: Part, length: int, declared: set[str]) -> Iterator[str | Stretch]:
    """The text of a part, without the prefixes that an earlier one has declared."""
    at = 0
    for start, text in part.declared:
        lines = [line for line in text.splitlines(keepends=True)[:-1] if line not in declared]
        declared.update(lines)
        yield Stretch(part.text, at, start)
        yield "".join([*lines, "\n"]) if lines else ""
        at = start + len(text.encode())
    yield Stretch(part.text, at, length)


class Stretch(NamedTuple):
    """Bytes of a file of text: from one to another."""

    file: Path
    start: int
    end: int

    def copy_to(self, target: IO[str]) -> None:
        """Write them to an open text file: by the system itself, where it can."""
        with self.file.open("rb") as source:
            at = self.start + self._sent(source, target)
            source.seek(at)
            text = getincrementaldecoder("utf-8")()
            while data := source.read(min(_COPIED, self.end - at)):
                at += len(data)
                target.write(text.decode(data))

    def _sent(self, source: IO[bytes], target: IO[str]) -> int:
        """How many bytes the system has copied."""
        at = self.start
        with suppress(AttributeError, UnsupportedOperation):
            descriptor = target.fileno()
            target.flush()
            try:
                while at < self.end and (sent := os.sendfile(descriptor, source.fileno(), at, self.end - at)):
                    at += sent
            except OSError as error:
                if error.errno not in _CANNOT:
                    raise
        return at - self.start
