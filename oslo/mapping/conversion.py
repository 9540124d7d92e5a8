"""The main job: files of records, through a mapping, to one file of linked data.

Nothing is lost: a record becomes resources or a reject with its reasons. Output is written under
a temporary name and takes its own only when all went well, so a file is never half written.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ..alignment.translation import Alignment
from ..errors import InputError, OsloError, OutputError, Place
from ..exchange import Format, render, write_pieces
from ..exchange.lines import ntriples
from ..model.resource import Resource
from ..rdf.ntriples import statements
from ..records import OF_A_MAPPING, Options, Query, RecordSource, Url, open_source, open_tables
from ..validation.data import DataGraph
from ..validation.findings import Finding
from ..validation.resolution import Places
from ..validation.validator import Validator
from .mapping import REJECT_COLUMNS, Mapping, Notice, Problem, Reject

Input = Path | Url | IO[bytes]
"""A file, a database, or an open binary stream."""


@dataclass
class Outcome:
    """What a conversion did: resources written, records rejected, what SHACL found in what was written.

    >>> Outcome(resources=12).ok, Outcome(resources=12, rejects=1).ok
    (True, False)
    """

    resources: int = 0
    rejects: int = 0
    violations: int = 0
    losses: Counter[str] = field(default_factory=Counter)
    notices: list[Notice] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Something came out, nothing was rejected and nothing was found."""
        return self.resources > 0 and not self.rejects and not self.violations


@dataclass
class Listeners:
    """Who hears of what happens on the way; `progress` is told the number of records every thousand.

    >>> rejects: list[Reject] = []
    >>> Listeners(reject=rejects.append).notice is None
    True
    """

    reject: Callable[[Reject], None] | None = None
    notice: Callable[[Notice], None] | None = None
    finding: Callable[[Finding], None] | None = None
    progress: Callable[[int], None] | None = None


def convert(
    inputs: Iterable[Input],
    mapping: Mapping,
    output: Path | IO[str],
    format: Format = Format.TURTLE,
    *,
    options: Options | None = None,
    form: str | None = None,
    context: Any = None,
    alignment: Alignment | None = None,
    check: Validator | None = None,
    listeners: Listeners | None = None,
) -> Outcome:
    r"""Convert files of records to one RDF file (or an open text stream).

    `options` and `form` say how to read what does not say so itself; `alignment` writes the classes
    of another standard, and counts what those have no words for; `check` looks at what was
    written, some hundred records at a time, and each of its findings has the file and row.
    Raises InputError, MappingError and OutputError; nothing is written then.

    >>> import io
    >>> from oslo.mapping.mapping import mapping_from
    >>> rules = {
    ...     "profile": "persoon-basis",
    ...     "model": "Plaats",
    ...     "id": {"template": "https://data.example.be/id/plaats/{NR}"},
    ...     "fields": {"plaatsnaam": "NAAM"},
    ... }
    >>> table, out = io.BytesIO(b"NR,NAAM\n7,Gent\n"), io.StringIO()
    >>> convert([table], mapping_from(rules, "plaatsen"), out, form="csv")
    Outcome(resources=1, rejects=0, violations=0, losses=Counter(), notices=[])
    >>> print(out.getvalue().splitlines()[-2])
        rdfs:label "Gent"@nl .
    """
    outcome, hears = Outcome(), listeners or Listeners()
    written = _written(inputs, mapping, options or Options(), form, outcome, hears)
    models = mapping.models
    if alignment is not None:
        written = _translated(written, alignment, outcome, hears)
        models = [alignment.target_of(each) or each for each in models]
    if check is None:
        pieces = write_pieces((made for made, _ in written), format, classes=models, context=context)
    else:
        pieces = _pieces(_checked(written, check, outcome, hears), format, models, context)
    if isinstance(output, Path):
        with replacing(output) as file:
            _write(pieces, file, output)
    else:
        _write(pieces, output, None)
    return outcome


Written = Iterator[tuple[Resource, Place]]


def _written(
    inputs: Iterable[Input], mapping: Mapping, options: Options, form: str | None, outcome: Outcome, hears: Listeners
) -> Written:
    """Each resource, with the place of its record."""
    for source in _sources(inputs, mapping, options, form):
        for line, made in mapping.run_with_lines(source):
            if isinstance(made, Resource):
                outcome.resources += 1
                yield made, source.place(line)
            elif isinstance(made, Notice):
                outcome.notices.append(made)
                if hears.notice:
                    hears.notice(made)
            else:
                outcome.rejects += 1
                if hears.reject:
                    hears.reject(made)
            if hears.progress and not (outcome.resources + outcome.rejects) % 1000:
                hears.progress(outcome.resources + outcome.rejects)


def _sources(inputs: Iterable[Input], mapping: Mapping, options: Options, form: str | None) -> Iterator[RecordSource]:
    """Each input, opened as often as the mapping has ways to read it; for queries, all inputs as one database."""
    queries = [each.records for each in mapping.readings if isinstance(each.records, Query)]
    if queries:
        tables = [each for each in inputs if isinstance(each, Path | Url)]
        if not tables:
            raise InputError("the mapping reads files or a database by a query: give their names")
        with open_tables(tables, queries) as sources:
            yield from sources
        return
    for each in inputs:
        again = each if len(mapping.readings) == 1 else _rereadable(each)
        for own in mapping.readings:
            said = {each: getattr(own, each) for each in OF_A_MAPPING}
            reading = replace(options, **said)
            if isinstance(again, Url):
                raise InputError("a database is for a mapping whose records are a query", Place(again.shown))
            if not isinstance(again, Path) and again is not each:
                again.seek(0)
            with open_source(again, reading, form=form) as source:
                yield source


def _rereadable(source: Input) -> Input:
    """A stream that can be read more than once: a copy of it, where it is a pipe."""
    if isinstance(source, Path | Url):
        return source
    copy = tempfile.TemporaryFile()  # noqa: SIM115  closed with the last reference to it
    shutil.copyfileobj(source, copy)
    return copy


def _translated(written: Written, alignment: Alignment, outcome: Outcome, hears: Listeners) -> Written:
    """The same resources in the classes of another standard; one that cannot be is a reject."""
    for made, place in written:
        try:
            other, losses = alignment.translate(made)
        except OsloError as error:
            outcome.resources -= 1
            outcome.rejects += 1
            if hears.reject:
                problem = Problem(str(error))
                hears.reject(Reject(place, (problem,), {"record": str(made.id or "")}))
            continue
        outcome.losses.update(f"{each.property}: {each.reason}" for each in losses)
        yield other, place


Checked = Iterator[tuple[Resource, str]]


def _checked(written: Written, check: Validator, outcome: Outcome, hears: Listeners) -> Checked:
    """Each resource and its N-Triples, looked at by SHACL in batches; findings have the place of their record."""
    while batch := list(islice(written, _BATCH)):
        texts = [ntriples(made) for made, _ in batch]
        report = check.check(DataGraph("".join(texts)), places=_places(texts, [place for _, place in batch]))
        outcome.violations += len(report.violations)
        for finding in report.violations if hears.finding else ():
            hears.finding(finding)  # type: ignore[misc]
        yield from zip((made for made, _ in batch), texts, strict=True)


def _pieces(checked: Checked, format: Format, models: list[type[Resource]], context: Any) -> Iterator[str]:
    """The text to write: Turtle has a writer of its own, every other syntax is made of the N-Triples at hand."""
    if format is Format.TURTLE:
        return write_pieces((made for made, _ in checked), format, classes=models)
    return render((text for _, text in checked), format, models, context=context)


_BATCH = 500


def _places(texts: Sequence[str], places: Sequence[Place]) -> Places:
    """What finds the place of a node: that of the first record that describes it, itself or as a part."""

    @cache
    def by_node() -> dict[str, Place]:
        found: dict[str, Place] = {}
        for text, place in zip(texts, places, strict=True):
            for subject, _, _ in statements(text):
                found.setdefault(subject.strip("<>"), place)
        return found

    return lambda node: by_node().get(node.partition(" > ")[0])


def _write(pieces: Iterable[str], file: IO[str], path: Path | None) -> None:
    """Write piece by piece; only what the file itself refuses is an OutputError."""

    def do(act: Callable[..., Any], *text: str) -> None:
        try:
            act(*text)
        except OSError as error:
            raise OutputError(f"{path or 'standard output'}: {error.strerror or error}") from None

    for piece in pieces:
        do(file.write, piece)
    do(file.flush)


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A text file beside `path` that becomes it at the end; on any error there is no trace of it.

    A link stays, and what it leads to is replaced. What is no file (a device, a pipe) is written to as it is.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
        else:
            with _beside(path.resolve()) as file:
                yield file
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None


@contextmanager
def _beside(path: Path) -> Iterator[IO[str]]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="", buffering=1 << 18) as file:
            yield file
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
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
            writer.writerow([*self._columns, *extra, *REJECT_COLUMNS])
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
        elif self.path.is_file() and not self.path.is_symlink():
            self.path.unlink()


def standard_output() -> IO[str]:
    """Standard output as UTF-8 text, whatever the terminal; as it is where a program has put its own in place."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:
        return sys.stdout
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="", closefd=False)
