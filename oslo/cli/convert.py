"""Records to linked data, and from one standard to another: `oslo convert`, `oslo translate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError, OsloError, OutputError, Place
from ..model.published import Strength
from ..rdf.parsing import ContextStyle, Format
from ..words.catalogue import message_languages, to_language
from .app import (
    FINDINGS,
    Base,
    CodeLists,
    Files,
    add_code_lists,
    app,
    bytes_of,
    input_of,
    progress,
    put_pieces,
    records_of,
    say,
)
from .language import choose_language, in_language, tell_finding
from .paths import Named, refuse_same

if TYPE_CHECKING:
    from ..alignment.translation import Alignment
    from ..mapping.conversion import Input
    from ..mapping.mapping import Mapping
    from ..mapping.rejects_file import RejectsFile
    from ..model.description import Profile
    from ..model.resource import Resource
    from ..validation.findings import Finding
    from ..validation.validator import Validator


class Check(StrEnum):
    """How the output of a conversion is checked."""

    PROOF = "proof"
    FULL = "full"
    NONE = "none"


@app.command()
def convert(
    inputs: Files,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping", "-m", help="A ready mapping (oslo profiles) or a YAML file; a filled-in template needs none."
        ),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Default: by the output's name.")] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where rejected records go: .csv, .jsonl, .xml or .nt, as the records are.")
    ] = None,
    formulas: Annotated[
        bool, typer.Option("--formulas", help="Leave cells of rejects as they are, also those a spreadsheet computes.")
    ] = False,
    context: Annotated[Path | None, typer.Option(help="The JSON-LD context to write with.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Repair known mistakes in that context.")] = False,
    style: Annotated[
        ContextStyle | None, typer.Option(help="The style of the JSON-LD context, without --context.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--from", help="The form of the input: csv, xlsx, json, jsonl, xml, ttl, jsonld.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of CSV, JSON or XML; default: detected.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="The delimiter of CSV; default: detected.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; default: the first.")] = None,
    test_numbers: Annotated[bool, typer.Option(help="Accept the INSZ numbers of MAGDA's test environment.")] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit code 1 if something is not read, not found or lost, and not in `ignored`."),
    ] = False,
    check: Annotated[
        Check,
        typer.Option(
            help="How the output is checked against the shapes of its profile: what the models prove by them, and the "
            "rest by an engine; or all by an engine (full); or not at all."
        ),
    ] = Check.PROOF,
    no_check: Annotated[bool, typer.Option("--no-check", help="The same as --check none.")] = False,
    strength: Annotated[
        Strength,
        typer.Option(
            "--as",
            help="Of records that leave out what the published profile asks: rejects (published), a count, or nothing "
            "(exchanged).",
        ),
    ] = Strength.DEFAULT,
    codelist: CodeLists = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            "--at", formats=["%Y-%m-%d"], help="The day for which parts with a time are taken; default: today."
        ),
    ] = None,
    base: Base = None,
    to: Annotated[
        str | None, typer.Option("--to", help="isa: write the classes of the ISA core vocabularies; or a profile.")
    ] = None,
    text_language: Annotated[
        str | None, typer.Option(help="With --to: the language of texts without one; default: nl.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="How many processes at once; default: the processors, for inputs over 50 MB."
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help=f"Of the messages: {', '.join(message_languages())}; default: yours."),
    ] = None,
) -> None:
    """Convert records (CSV, Excel, JSON, XML, RDF) to OSLO linked data."""
    language = choose_language(language)
    files = [records_of(each) for each in inputs]
    _refuse_overlaps(files, output, rejects, [mapping if mapping and Path(mapping).suffix else None, context], codelist)
    add_code_lists(codelist, base)
    from ..exchange import format_of
    from ..files.outputs import standard_output
    from ..mapping.conversion import convert as run
    from ..mapping.mapping import load_mapping
    from ..mapping.outcome import Listeners, sentences, summary
    from ..mapping.rejects import Notice, Reject
    from ..records import ReadingOptions

    chosen = format or (format_of(output) if output != "-" else None) or Format.TURTLE
    if style and (context or chosen is not Format.JSONLD):
        raise typer.BadParameter("--style is for JSON-LD without --context")
    options = ReadingOptions(delimiter=parse_delimiter(delimiter), encoding=encoding, sheet=sheet, base=base)
    if mapping is not None:
        ready = load_mapping(mapping, test_numbers=test_numbers, at=at.date() if at else None)
    else:
        from ..templates import mapping_of

        ready = filled = mapping_of(files, options, form=form, test_numbers=test_numbers)
        for notice in filled.notices:
            say(str(notice.in_language(language)))
    file = _rejects_file(rejects, output, files, ready, form, formulas=formulas, language=language)
    alignment, models, profile = _choose_alignment(to, ready, text_language)
    validator = None if no_check or check is Check.NONE else _make_validator(profile, strength)
    if validator is not None and check is Check.PROOF and not _is_quick(validator, None if to else ready):
        validator = None
    with progress("records") as advance, in_language(language), _closed_on_error(file):

        def on_reject(reject: Reject) -> None:
            for line in reject.in_language(language).lines:
                say(line)
            if file:
                file(reject)

        def on_notice(notice: Notice) -> None:
            say(to_language(notice.whole, language))

        def on_finding(finding: Finding) -> None:
            for line in tell_finding(finding, language):
                say(line)

        outcome = run(
            files,
            ready,
            standard_output() if output == "-" else Path(output),
            chosen,
            options=options,
            form=form,
            context=_styled_context(models, style) if style else _load_context(context, repair=repair),
            alignment=alignment,
            check=validator,
            check_all=check is Check.FULL,
            strength=strength,
            listeners=Listeners(on_reject, on_notice, on_finding, advance),
            jobs=jobs,
        )
    for line in file.close() if file else ():
        say(to_language(line, language))
    kept = ", ".join(map(str, file.paths)) if file else ""
    for line in (summary(outcome, kept, language), *sentences(outcome, ready.shared_id, language)):
        say(line)
    if not outcome.ok or (strict and not (outcome.complete and outcome.whole)):
        raise typer.Exit(FINDINGS)


def _refuse_overlaps(
    files: Sequence[Input],
    output: str,
    rejects: Path | None,
    others: Sequence[str | Path | None],
    codelists: Sequence[Path] | None,
) -> None:
    """Refuse an output that is read in the same run, or written twice; rejects given again are read before they are."""
    from ..records.again import is_file_of_rejects

    outputs: list[Named] = [("the output", output)]
    read: list[tuple[str, Path | IO[bytes]]] = [("an input", each) for each in _files_on_disk(files)]
    read += [("the mapping or the context", Path(each)) for each in others if each]
    read += [("a code list", each) for each in codelists or ()]
    refuse_same(outputs, read)
    if rejects:
        given = [(what, each) for what, each in read if not (isinstance(each, Path) and is_file_of_rejects(each))]
        refuse_same([*outputs, ("the file of rejects", rejects)], given)


def _files_on_disk(files: Sequence[Input]) -> Iterator[Path | IO[bytes]]:
    """The inputs, with the files in their folders."""
    from ..records.layout import Url

    for each in files:
        if isinstance(each, Path) and each.is_dir():
            yield from (path for path in each.rglob("*") if path.is_file())
        elif not isinstance(each, Url):
            yield each


def _rejects_file(
    path: Path | None,
    output: str,
    files: Sequence[Input],
    mapping: Mapping,
    form: str | None,
    *,
    formulas: bool,
    language: str,
) -> RejectsFile | None:
    """The file of rejects: the one that was named, if its suffix fits the records, or one beside the output."""
    from ..mapping.rejects_file import RejectsFile

    paths = [each for each in _files_on_disk(files) if isinstance(each, Path)]
    if path is not None:
        if path.is_dir() or not path.parent.is_dir():
            raise OutputError(f"{path}: {'is a folder' if path.is_dir() else 'no such folder'}")
        _check_fits(path, files, mapping, form)
        return RejectsFile(path, formulas=formulas, inputs=paths, language=language)
    if output == "-":
        return None
    return RejectsFile(Path(f"{output}.rejects"), by_form=True, formulas=formulas, inputs=paths, language=language)


def _check_fits(path: Path, files: Sequence[Input], mapping: Mapping, form: str | None) -> None:
    from ..mapping.reject_forms import fits
    from ..records import File, Query, files_of, kept_as
    from ..records.kept import SUFFIXES

    if any(isinstance(each.records, Query) for each in mapping.layouts):
        forms = {"jsonl"}
    else:
        found = files_of(files, mapping.layouts, form)
        forms = {kept_as(each.form if isinstance(each, File) else form or "") for each in found}
    if wrong := next((each for each in sorted(forms) if not fits(path.suffix, each)), None):
        also = " or .jsonl" if wrong == "csv" else ""
        raise typer.BadParameter(
            f"--rejects {path}: these records are kept as they are, in a file {SUFFIXES[wrong][0]}{also}"
        )


@contextmanager
def _closed_on_error(file: RejectsFile | None) -> Iterator[None]:
    """If the run fails, keep the rejects that there are, and say so; if it is stopped from outside, keep none."""
    try:
        yield
    except BaseException as stop:
        if file is None:
            raise
        if isinstance(stop, BrokenPipeError) or not isinstance(stop, Exception):
            file.discard()
            raise
        try:
            for line in file.close(failed=True):
                say(line)
        except OutputError as error:
            say(f"oslo: {error}")
        raise


def _choose_alignment(
    to: str | None, mapping: Mapping, language: str | None
) -> tuple[Alignment | None, list[type[Resource]], Profile]:
    """The table to another standard, and the classes and profile of the output."""
    if to is None:
        if language is not None:
            raise typer.BadParameter("--text-language is for --to: a mapping says the language of its texts")
        return None, mapping.models, mapping.profile
    from ..alignment.tables import between, profile_of
    from ..models import load_profile

    table = between(mapping.profile.name, to)
    targets = [target for each in mapping.models if (target := table.target_of(each))]
    if not targets:
        where = "the ISA core vocabularies" if to == "isa" else to
        raise OsloError(f"{mapping.model.__name__} has no counterpart in {where}")
    return table.in_language(language), targets, load_profile(profile_of(targets[0]))


def _make_validator(profile: Profile, strength: Strength) -> Validator:
    """The validator of the output. By default, what is asked besides is counted with the records."""
    from ..validation.validator import Validator

    return Validator(profile, strength=strength if strength is Strength.PUBLISHED else Strength.EXCHANGED)


def _is_quick(check: Validator, mapping: Mapping | None) -> bool:
    """Whether a check does not take longer than all the rest; if it does, that is said.

    Without the fast engine it does, but for what the models prove.
    """
    from ..mapping.proof import prove
    from ..validation.engines import NOT_FAST, is_fast

    if is_fast() or (mapping is not None and prove(mapping, check)):
        return True
    say(f"not checked against SHACL: {NOT_FAST}; --check full lets pySHACL do it, some sixty records a second")
    return False


def parse_delimiter(text: str | None) -> str | None:
    """The delimiter that an option names: one character, or `tab`."""
    delimiter = "\t" if text in ("\\t", "tab") else text
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise typer.BadParameter(f"--delimiter is one character, or tab; not {delimiter!r}")
    return delimiter


def _load_context(path: Path | None, *, repair: bool) -> Any:
    if path is None:
        return None
    if not repair:
        from ..rdf.parsing import load_json

        return load_json(bytes_of(path), str(path))
    from ..lint.repairing import repair_context

    try:
        document, repairs = repair_context(bytes_of(path))
    except InputError as error:
        raise InputError(error.message, Place(str(path))) from None
    for each in repairs:
        say(f"{path}: {each}")
    return document


def _styled_context(models: list[type[Resource]], style: ContextStyle) -> dict[str, Any]:
    """The context for some classes and all classes that they lead to."""
    from ..exchange.context import context
    from ..model.description import reachable

    return context([info.cls for info in reachable(models)], style)


@app.command()
def translate(
    data: Files,
    profile: Annotated[str, typer.Option("--profile", "-p", help="The profile of the data (oslo profiles).")],
    to: Annotated[
        str, typer.Option("--to", help="isa, or the target profile; the same profile: only what fits it.")
    ] = "isa",
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="The format of the data; default: by name.")
    ] = None,
    base: Base = None,
    normalize: Annotated[
        bool, typer.Option("--normalize", help="Read http, https and www variants of a term as the term.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option("--language", "--text-language", "-l", help="The language of texts without one; default: nl."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 if anything is lost.")] = False,
) -> None:
    """Translate linked data to the classes of another profile (to ISA, or back), and name all that is lost."""
    from ..alignment.data import translate
    from ..exchange import format_of, write_pieces

    refuse_same([("the output", output)], [("the data", each) for each in data])
    sources = [input_of(each) for each in data]
    translated = translate(sources, profile, to, format, base=base, normalize=normalize, language=language)
    chosen = (format_of(output) if output != "-" else None) or Format.TURTLE
    put_pieces(write_pieces(translated.resources, chosen), output)
    for repair in translated.repairs:
        say(f"repaired: {repair}")
    for rewritten, count in translated.rewritten.most_common():
        say(f"read as meant: {count} x {rewritten}")
    for line in (*translated.rejected, *translated.sentences()):
        say(line)
    if not translated.resources or (strict and not translated.complete):
        raise typer.Exit(FINDINGS)
