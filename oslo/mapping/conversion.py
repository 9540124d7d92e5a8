"""Convert files of records, by a mapping, to one file of linked data.

Nothing is lost: a record becomes resources, or a reject with its reasons. Output is written under
a temporary name and renamed only when all went well, so a file is never half written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, TypeAlias

from ..alignment.translation import Alignment
from ..errors import InputError, OutputError, Place
from ..exchange import Format
from ..exchange.documents import Frame
from ..files import refuse_overlaps
from ..files.outputs import replacing, saving
from ..files.work import copy_to
from ..model.published import Strength
from ..rdf.parsing import FormatName
from ..records import File, Query, ReadingOptions, Url, files_of, open_records, open_tables
from ..records.address import database_address
from ..records.given import Given, Records, inputs_of
from ..validation.validator import Validator
from .joining import Stretch, parts
from .mapping import Mapping, load_mapping
from .outcome import Listeners, Outcome
from .run import Conversion, Run, Sources

Input: TypeAlias = Path | Url | IO[bytes]
"""A file, a database, or an open binary stream."""


def convert(
    inputs: Input | Records | Iterable[Input | Records],
    mapping: Mapping | str,
    output: Path | IO[str],
    format: FormatName = Format.TURTLE,
    *,
    options: ReadingOptions | None = None,
    form: str | None = None,
    context: Any = None,
    alignment: Alignment | None = None,
    check: Validator | None = None,
    check_all: bool = False,
    strength: Strength = Strength.DEFAULT,
    listeners: Listeners | None = None,
    jobs: int | None = 1,
) -> Outcome:
    r"""Convert records to one RDF file (or an open text stream), by a mapping or the name of a ready one.

    `inputs`: files, or records that a program has: a data frame (pandas, polars, Arrow), objects with values by name
    (dicts, models of pydantic, data classes), or one such object, which is read as a document of JSON. `options` and
    `form` say how to read files that do not say so themselves; `alignment` writes the classes of another standard, and
    counts what they cannot express; `check` validates the output, and each of its findings has the file and row;
    `check_all`: also what the models prove. `strength`: as `published`, a record that leaves out what the published
    profile asks is a reject; by default such records are counted. `jobs`: by so many processes at once, which gives the
    same bytes; None: the processors, for inputs over 50 MB.
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
    >>> outcome = convert([table], mapping_from(rules, "plaatsen"), out, form="csv")
    >>> outcome.resources, outcome.complete
    (1, True)
    >>> print(out.getvalue().splitlines()[-2])
        rdfs:label "Gent"@nl .
    """
    mapping = load_mapping(mapping) if isinstance(mapping, str) else mapping
    given, format = _checked_inputs(inputs, mapping), Format(format)
    if isinstance(output, str):
        raise TypeError(f"output: {output!r} is text: give a file as Path({output!r}), or an open text stream")
    if isinstance(output, Path):
        files = [each for each in given if not isinstance(each, Url | Given)]
        refuse_overlaps([("the output", output)], [("an input", each) for each in files])
    # In the classes of another standard the published profile of the records has nothing to ask.
    strength = Strength(strength) if alignment is None else Strength.EXCHANGED
    conversion = Conversion(mapping, format, context, alignment, check, check_all, strength)
    with Run(conversion, listeners or Listeners()) as run:
        parted = parts(run, given, options, form, jobs)
        pieces = _whole(run, _open_sources(given, mapping, options, form)) if parted is None else parted
        if isinstance(output, Path):
            with replacing(output) as file:
                _write(pieces, file, output)
                with saving(file):
                    return run.finish()
        _write(pieces, output, None)
        return run.finish()


def _whole(run: Run, sources: Sources) -> Iterator[str]:
    """The document, made in this process."""
    body = run.body(run.mapped(sources))
    first = list(islice(body, 1))  # an error before it comes before anything is written
    frame = run.conversion.frame or Frame()
    yield from chain([frame.head], first, body, [frame.tail])


def _checked_inputs(inputs: Any, mapping: Mapping) -> list[Input | Given]:
    """The inputs as a list. Raises TypeError for a file named by a string, and for what is neither file nor records."""
    checked = inputs_of(inputs, again=len(mapping.layouts) > 1)
    for each in checked:
        if isinstance(each, str) and not isinstance(each, Url):
            if (url := database_address(each)) is not None:
                raise TypeError(f"inputs: the address of {url.shown} is text: give a database as Url(...)")
            raise TypeError(f"inputs: {each!r} is text: give a file as Path({each!r}), a database as Url(...)")
        if not isinstance(each, Path | Url | Given) and not hasattr(each, "read"):
            raise TypeError(f"inputs: neither a file nor records with values by name: {each!r}")
    return checked


def _open_sources(
    inputs: Sequence[Input | Given], mapping: Mapping, options: ReadingOptions | None, form: str | None
) -> Sources:
    """Each input, with its number, opened once per layout of the mapping; for queries, all inputs as one database."""
    queries = [each.records for each in mapping.layouts if isinstance(each.records, Query)]
    if queries:
        tables = [each for each in inputs if isinstance(each, Path | Url)]
        if not tables:
            raise InputError("the mapping reads files or a database by a query: give their names")
        with open_tables(tables, queries) as sources:
            yield from ((0, source) for source in sources)
        return
    every: Iterator[Input | File | Given] = files_of(inputs, mapping.layouts, form)
    for number, each in enumerate(every):
        if isinstance(each, Given):
            yield from ((number, each.open(layout)) for layout in mapping.layouts)
            continue
        with nullcontext(each) if len(mapping.layouts) == 1 else _rereadable(each) as rereadable:
            for layout in mapping.layouts:
                if isinstance(rereadable, Url):
                    raise InputError("a database needs a mapping whose records are a query", Place(rereadable.shown))
                if not isinstance(rereadable, Path | File) and rereadable is not each:
                    rereadable.seek(0)
                with open_records(rereadable, layout, options, form=form) as source:
                    yield number, source


@contextmanager
def _rereadable(source: Input | File) -> Iterator[Input | File]:
    """A file as it is, a stream as a copy that can be read more than once."""
    if isinstance(source, Path | Url | File):
        yield source
        return
    with tempfile.TemporaryFile() as copy:
        copy_to(copy, source)
        yield copy


def _write(pieces: Iterable[str | Stretch], file: IO[str], path: Path | None) -> None:
    """Write piece by piece; only an error of the file itself is an OutputError."""

    def do(act: Callable[..., Any], *arguments: Any) -> None:
        try:
            act(*arguments)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{path or 'standard output'}: {error.strerror or error}") from None

    for piece in pieces:
        if isinstance(piece, str):
            do(file.write, piece)
        else:
            do(piece.copy_to, file)
    do(file.flush)
