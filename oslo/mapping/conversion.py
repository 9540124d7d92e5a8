"""Convert files of records, by a mapping, to one file of linked data.

Nothing is lost: a record becomes resources, or a reject with its reasons. Output is written under
a temporary name and renamed only when all went well, so a file is never half written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from ..alignment.account import Loss, statements
from ..alignment.translation import Alignment, TranslationError
from ..errors import InputError, OsloError, OutputError, Place, one_line, reading
from ..exchange import Format, render
from ..exchange.turtle_blocks import Block, blocks
from ..files import refuse_overlaps
from ..files.outputs import replacing
from ..files.work import copy_to
from ..model.published import Strength
from ..model.resource import Resource
from ..rdf.parsing import FormatName
from ..records import File, Query, ReadingOptions, RecordSource, Url, files_of, open_records, open_tables
from ..records.address import database_address
from ..validation.validator import Validator
from .account import Account
from .identity import Identities
from .mapping import Mapping, load_mapping
from .outcome import Listeners, Outcome
from .output_check import Checked, Mapped, checked, text_of
from .proof import prove
from .rejects import Notice, RecordProblem, Reject
from .short import ShortWay, Written, short_way
from .strength import counting

Input = Path | Url | IO[bytes]
"""A file, a database, or an open binary stream."""


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
    check_all: bool = False,
    strength: Strength = Strength.DEFAULT,
    listeners: Listeners | None = None,
) -> Outcome:
    r"""Convert files of records to one RDF file (or an open text stream), by a mapping or the name of a ready one.

    `options` and `form` say how to read files that do not say so themselves; `alignment` writes the
    classes of another standard, and counts what they cannot express; `check` validates the output, and each
    of its findings has the file and row; `check_all`: also what the models prove. `strength`: as `published`, a record
    that leaves out what the published profile asks is a reject; by default such records are counted.
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
    inputs, format = _checked_inputs(inputs), Format(format)
    if isinstance(output, str):
        raise TypeError(f"output: {output!r} is text: give a file as Path({output!r}), or an open text stream")
    if isinstance(output, Path):
        refuse_overlaps([("the output", output)], [("an input", each) for each in inputs if not isinstance(each, Url)])
    outcome, listeners = Outcome(), listeners or Listeners()
    account, identities = Account(mapping.optional), Identities()
    sources = _open_sources(inputs, mapping, options, form)
    # In the classes of another standard the published profile of the records has nothing to ask.
    strength = Strength(strength) if alignment is None else Strength.EXCHANGED
    models = mapping.models
    if alignment is not None:
        models = [alignment.target_of(each) or each for each in models]
        outcome.to, outcome.language = alignment.to, alignment.language
    # Turtle has a writer of its own; every other syntax is made from N-Triples.
    turtle = models if format is Format.TURTLE else None
    short = partial(short_way, turtle=turtle) if alignment is None else None
    with identities:
        mapped = _begun(_map_records(sources, mapping, strength, account, outcome, listeners, alignment, short))
        if check is None:
            pieces = _plain_pieces(mapped, identities, format, models, context)
        else:
            proof = None if check_all or alignment is not None else prove(mapping, check)
            pieces = _text_pieces(
                checked(mapped, identities, check, proof, outcome, listeners), format, models, context
            )
        if isinstance(output, Path):
            with replacing(output) as file:
                _write(pieces, file, output)
        else:
            _write(pieces, output, None)
        outcome.unread = account.unread()
        outcome.unfound = account.unfound(outcome.unread)
        _count_repeated(identities, outcome, joins=bool(mapping.shared_id))
    return outcome


def _count_repeated(identities: Identities, outcome: Outcome, *, joins: bool) -> None:
    for each in identities.repeated():
        if joins and not each.equal:
            outcome.joined += 1
            continue
        outcome.equal += each.equal
        outcome.conflicts += not each.equal
        if (outcome.equal if each.equal else outcome.conflicts) <= _EXAMPLES:
            outcome.repeated.append(each)
    outcome.resources -= outcome.equal


def _checked_inputs(inputs: Any) -> list[Input]:
    """The inputs as a list; TypeError for a file named by a string."""
    checked = [inputs] if isinstance(inputs, str | Path) or hasattr(inputs, "read") else list(inputs)
    for each in checked:
        if isinstance(each, str) and not isinstance(each, Url):
            if (url := database_address(each)) is not None:
                raise TypeError(f"inputs: the address of {url.shown} is text: give a database as Url(...)")
            raise TypeError(f"inputs: {each!r} is text: give a file as Path({each!r}), a database as Url(...)")
    return checked


def _map_records(
    sources: Iterator[tuple[int, RecordSource]],
    mapping: Mapping,
    strength: Strength,
    account: Account,
    outcome: Outcome,
    listeners: Listeners,
    alignment: Alignment | None,
    short: ShortWay | None,
) -> Mapped:
    """Each resource, with the place of its record; in the classes of another standard, if there is an `alignment`.

    `short`: how plain records are written, without a model.
    """
    count = counting(mapping.profile, strength, outcome.open)
    for number, source in sources:
        with reading(partial(_current_place, source)):
            for line, result in mapping.run_with_lines(source, strength, short):
                if alignment is not None and isinstance(result, Resource):
                    result = _translate(result, alignment, source, outcome)
                if isinstance(result, Written):
                    outcome.resources += 1
                    yield result, source.place(line)
                elif isinstance(result, Resource):
                    outcome.resources += 1
                    if count is not None:
                        count(result)
                    yield result, source.place(line)
                elif isinstance(result, Notice):
                    outcome.notices.append(result)
                    if listeners.notice:
                        listeners.notice(result)
                else:
                    outcome.rejects += 1
                    if listeners.reject:
                        listeners.reject(result)
                if listeners.progress and not (outcome.resources + outcome.rejects) % 1000:
                    listeners.progress(outcome.resources + outcome.rejects)
        ignored = (name for kind in mapping.kinds_of(source) for name in kind.rules.ignored)
        account.add(source, number, ignored)


def _begun(mapped: Mapped) -> Mapped:
    """The same, as far as the first: an error before it comes before anything is written, in any syntax."""
    return chain(list(islice(mapped, 1)), mapped)


def _current_place(source: RecordSource) -> Place:
    return source.place(source.line)


def _open_sources(
    inputs: Iterable[Input], mapping: Mapping, options: ReadingOptions | None, form: str | None
) -> Iterator[tuple[int, RecordSource]]:
    """Each input, with its number, opened once per layout of the mapping; for queries, all inputs as one database."""
    queries = [each.records for each in mapping.layouts if isinstance(each.records, Query)]
    if queries:
        tables = [each for each in inputs if isinstance(each, Path | Url)]
        if not tables:
            raise InputError("the mapping reads files or a database by a query: give their names")
        with open_tables(tables, queries) as sources:
            yield from ((0, source) for source in sources)
        return
    for number, each in enumerate(files_of(inputs, mapping.layouts, form)):
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


def _translate(resource: Resource, alignment: Alignment, source: RecordSource, outcome: Outcome) -> Resource | Reject:
    """A resource in the classes of another standard; one that cannot be translated is a reject, with its record."""
    place, record = source.place(source.line), source.current
    try:
        other, told = alignment.attempt(resource)
    except TranslationError as error:
        outcome.statements += len(error.losses)
        outcome.lost.add(_at(error.losses, resource, place))
        wrong = [RecordProblem(each.reason, each.property) for each in error.problems] or [RecordProblem(str(error))]
    except OsloError:
        raise
    except Exception as error:  # noqa: BLE001  it concerns this record, and the run goes on
        wrong = [RecordProblem(f"cannot be translated: {one_line(error)}")]
    else:
        known = statements([resource], told, alignment.reason).values()
        losses = [each for each in known if each is not None]
        outcome.statements += len(known)
        outcome.translated += len(known) - len(losses)
        outcome.lost.add(_at(losses, resource, place))
        outcome.changed.add(_at(told.changes, resource, place))
        outcome.assumed += told.assumed
        return other
    if record is None:
        return Reject(place, tuple(wrong), {"record": str(resource.id or "")})
    return Reject(place, tuple(wrong), source.dump(record), source.keep(record))


def _at(losses: Iterable[Loss], resource: Resource, place: Place) -> Iterator[Loss]:
    """Losses with the place of the record for what has no IRI."""
    unnamed = type(resource).__name__ if resource.id is None else None
    return (replace(each, node=str(place)) if each.node == unnamed else each for each in losses)


def _block_of(item: Resource | Written) -> Resource | Block:
    return Block(item.turtle, item.text) if isinstance(item, Written) else item


def _plain_pieces(
    mapped: Mapped, identities: Identities, format: Format, models: list[type[Resource]], context: Any
) -> Iterator[str]:
    """The text to write, without a check."""
    place = Place()

    def items() -> Iterator[Any]:
        nonlocal place
        for item, of_record in mapped:
            place = of_record
            yield item

    def resources() -> Iterator[Resource | Block]:
        for item in items():
            if isinstance(item, Written):
                identities.add(item.id, item.turtle, place)
            yield _block_of(item)

    def texts() -> Iterator[str]:
        for item in items():
            text = text_of(item)
            identities.add(item.id, text, place)
            yield text

    with reading(lambda: place):
        if format is Format.TURTLE:
            yield from blocks(resources(), models, lambda resource, text: identities.add(resource.id, text, place))
        else:
            yield from render(texts(), format, models, context=context)


def _text_pieces(items: Checked, format: Format, models: list[type[Resource]], context: Any) -> Iterator[str]:
    """The text to write: Turtle has a writer of its own, any other syntax is made from the N-Triples."""
    if format is Format.TURTLE:
        return blocks((_block_of(item) for item, _ in items), models)
    return render((text for _, text in items), format, models, context=context)


_EXAMPLES = 100  # of records with the id of another, kept with their places


def _write(pieces: Iterable[str], file: IO[str], path: Path | None) -> None:
    """Write piece by piece; only an error of the file itself is an OutputError."""

    def do(act: Callable[..., Any], *text: str) -> None:
        try:
            act(*text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{path or 'standard output'}: {error.strerror or error}") from None

    for piece in pieces:
        do(file.write, piece)
    do(file.flush)
