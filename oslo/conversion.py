"""The main job: files of records, through a mapping, to one file of linked data.

Nothing is lost: a record becomes resources or a reject with its reasons. Output is written under
a temporary name and takes its own only when all went well, so a file is never half written.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from .errors import OutputError
from .exchange import Format, write_pieces
from .mapping import Mapping, Notice, Reject
from .model import Resource
from .records import Options, RecordSource, open_source

Input = Path | IO[bytes]


@dataclass
class Outcome:
    """What a conversion did: resources written, records rejected, what the sources had to say."""

    resources: int = 0
    rejects: int = 0
    notices: list[Notice] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Something came out and nothing was rejected."""
        return self.resources > 0 and not self.rejects


def convert(
    inputs: Iterable[Input],
    mapping: Mapping,
    output: Path | IO[str],
    format: Format = Format.TURTLE,
    *,
    options: Options | None = None,
    form: str | None = None,
    context: Any = None,
    on_reject: Callable[[Reject], None] | None = None,
    on_notice: Callable[[Notice], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Convert files of records to one RDF file (or an open text stream).

    `options` and `form` say how to read what does not say so itself; `on_reject` and `on_notice`
    hear of each; `progress` is told the number of records every thousand.
    Raises InputError, MappingError and OutputError; nothing is written then.
    """
    outcome = Outcome()
    resources = _resources(inputs, mapping, options or Options(), form, outcome, on_reject, on_notice, progress)
    pieces = write_pieces(resources, format, classes=[mapping.model], context=context)
    if isinstance(output, Path):
        with replacing(output) as file:
            _write(pieces, file, output)
    else:
        _write(pieces, output, None)
    return outcome


def _resources(
    inputs: Iterable[Input],
    mapping: Mapping,
    options: Options,
    form: str | None,
    outcome: Outcome,
    on_reject: Callable[[Reject], None] | None,
    on_notice: Callable[[Notice], None] | None,
    progress: Callable[[int], None] | None,
) -> Iterator[Resource]:
    own = mapping.options
    reading = replace(options, records=own.records, messages=own.messages, namespaces=own.namespaces)
    for each in inputs:
        source: RecordSource = open_source(each, reading, form=form)
        try:
            for made in mapping.run(source):
                if isinstance(made, Resource):
                    outcome.resources += 1
                    yield made
                elif isinstance(made, Notice):
                    outcome.notices.append(made)
                    if on_notice:
                        on_notice(made)
                else:
                    outcome.rejects += 1
                    if on_reject:
                        on_reject(made)
                if progress and not (outcome.resources + outcome.rejects) % 1000:
                    progress(outcome.resources + outcome.rejects)
        finally:
            source.close()


def _write(pieces: Iterable[str], file: IO[str], path: Path | None) -> None:
    """Write piece by piece; only what the file itself refuses is an OutputError."""
    for piece in pieces:
        try:
            file.write(piece)
        except OSError as error:
            raise OutputError(f"{path or 'standard output'}: {error.strerror or error}") from None


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A text file beside `path` that becomes it at the end; on any error there is no trace of it."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None
    temporary = Path(name)
    try:
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="", buffering=1 << 18) as file:
                yield file
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class RejectsFile:
    """Rejected records as a file to mend and give again: their own columns, then why.

    A `.jsonl` file has an object a line; any other is CSV with the columns of the first rejected
    table (a record that has none of them stands as JSON in the column `record`). The file is
    made with the first reject.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None
        self._columns: list[str] | None = None

    def __call__(self, reject: Reject) -> None:
        try:
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8", newline="")
            if self.path.suffix in (".jsonl", ".ndjson"):
                self._json(reject)
            else:
                self._row(reject)
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror or error}") from None

    def _json(self, reject: Reject) -> None:
        place = {"file": reject.place.file, "line": reject.place.line}
        reasons = [str(problem) for problem in reject.problems]
        json.dump({**place, "reasons": reasons, **reject.record}, self._file, ensure_ascii=False)  # type: ignore[arg-type]
        self._file.write("\n")  # type: ignore[union-attr]

    def _row(self, reject: Reject) -> None:
        writer = csv.writer(self._file)  # type: ignore[arg-type]
        if self._columns is None:
            self._columns = [] if set(reject.record) == {"record"} else list(reject.record)
            extra = [] if self._columns else ["record"]
            writer.writerow([*self._columns, *extra, "reject_file", "reject_line", "reject_column", "reject_reason"])
        own = set(reject.record) <= set(self._columns) and bool(self._columns)
        cells = [reject.record.get(name, "") for name in self._columns] if own else [""] * len(self._columns)
        extra = [] if self._columns else [str(reject.record.get("record", ""))]
        reason = "; ".join(str(problem) for problem in reject.problems)
        if not own and self._columns:
            reason += f"; record: {json.dumps(reject.record, ensure_ascii=False)}"
        column = "; ".join(dict.fromkeys(problem.column for problem in reject.problems if problem.column))
        writer.writerow([*cells, *extra, reject.place.file, reject.place.line or "", column, reason])

    def close(self) -> None:
        """Let go of the file; one that an earlier run left is taken away when nothing was rejected."""
        if self._file is not None:
            self._file.close()
        else:
            self.path.unlink(missing_ok=True)


def standard_output() -> IO[str]:
    """Standard output as UTF-8 text, whatever the terminal."""
    return os.fdopen(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)
