"""The main job: files of records, through a mapping, to one file of linked data.

Nothing is lost: a record becomes resources or a reject with its reasons. Output is written under
a temporary name and takes its own only when all went well, so a file is never half written.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ..alignment.translation import Alignment
from ..errors import InputError, OsloError, OutputError, Place
from ..exchange import Format, render, write_pieces
from ..exchange.lines import ntriples
from ..files import replacing
from ..model.resource import Resource
from ..rdf.ntriples import split_triples
from ..rdf.parsing import FormatName
from ..records import Query, ReadingOptions, RecordSource, Url, open_records, open_tables
from ..validation.data import DataGraph
from ..validation.findings import Finding
from ..validation.resolution import Places
from ..validation.validator import Validator
from .mapping import Mapping, load_mapping
from .rejects import Notice, RecordProblem, Reject

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
    inputs: Input | Iterable[Input],
    mapping: Mapping | str,
    output: Path | IO[str],
    format: FormatName = Format.TURTLE,
    *,
    options: ReadingOptions | None = None,
    form: str | None = None,
    context: Any = None,
    alignment: Alignment | None = None,
    check: Validator | None = None,
    listeners: Listeners | None = None,
) -> Outcome:
    r"""Convert files of records to one RDF file (or an open text stream), by a mapping or the name of a ready one.

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
    mapping = load_mapping(mapping) if isinstance(mapping, str) else mapping
    inputs, format = _checked_inputs(inputs), Format(format)
    if isinstance(output, str):
        raise TypeError(f"output: {output!r} is text: give a file as Path({output!r}), or an open text stream")
    outcome, hears = Outcome(), listeners or Listeners()
    written = _written(_sources(inputs, mapping, options, form), mapping, outcome, hears)
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


def _checked_inputs(inputs: Any) -> list[Input]:
    """The inputs; TypeError for a file that is named by text."""
    found = [inputs] if isinstance(inputs, str | Path) or hasattr(inputs, "read") else list(inputs)
    for each in found:
        if isinstance(each, str) and not isinstance(each, Url):
            raise TypeError(f"inputs: {each!r} is text: give a file as Path({each!r}), a database as Url({each!r})")
    return found


Written = Iterator[tuple[Resource, Place]]


def _written(sources: Iterator[RecordSource], mapping: Mapping, outcome: Outcome, hears: Listeners) -> Written:
    """Each resource, with the place of its record."""
    for source in sources:
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


def _sources(
    inputs: Iterable[Input], mapping: Mapping, options: ReadingOptions | None, form: str | None
) -> Iterator[RecordSource]:
    """Each input, opened as often as the mapping has ways to read it; for queries, all inputs as one database."""
    queries = [each.records for each in mapping.layouts if isinstance(each.records, Query)]
    if queries:
        tables = [each for each in inputs if isinstance(each, Path | Url)]
        if not tables:
            raise InputError("the mapping reads files or a database by a query: give their names")
        with open_tables(tables, queries) as sources:
            yield from sources
        return
    for each in inputs:
        again = each if len(mapping.layouts) == 1 else _rereadable(each)
        for layout in mapping.layouts:
            if isinstance(again, Url):
                raise InputError("a database is for a mapping whose records are a query", Place(again.shown))
            if not isinstance(again, Path) and again is not each:
                again.seek(0)
            with open_records(again, layout, options, form=form) as source:
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
                problem = RecordProblem(str(error))
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
            for subject, _, _ in split_triples(text):
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
