"""Records to linked data, and from one standard to another: `oslo convert`, `oslo translate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError, OsloError, Place
from ..rdf.parsing import ContextStyle, Format
from .app import (
    FINDINGS,
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

if TYPE_CHECKING:
    from ..alignment.translation import Alignment
    from ..mapping.conversion import Outcome
    from ..mapping.mapping import Mapping
    from ..model.description import Profile
    from ..model.resource import Resource
    from ..validation.findings import Finding
    from ..validation.validator import Validator


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
    rejects: Annotated[Path | None, typer.Option(help="Where rejected records go (.csv or .jsonl).")] = None,
    context: Annotated[Path | None, typer.Option(help="The JSON-LD context to write with.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Repair known mistakes in that context.")] = False,
    style: Annotated[
        ContextStyle | None, typer.Option(help="The style of the JSON-LD context, without --context.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--from", help="The form of the input: csv, xlsx, json, jsonl, xml, ttl, jsonld.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of CSV; default: detected.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="The delimiter of CSV; default: detected.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; default: the first.")] = None,
    test_numbers: Annotated[bool, typer.Option(help="Accept the INSZ numbers of MAGDA's test environment.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 if something is not read, or not found, and not in `ignored`.")
    ] = False,
    check: Annotated[bool, typer.Option(help="Check the output against the shapes of its profile.")] = True,
    codelist: CodeLists = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            "--at", formats=["%Y-%m-%d"], help="The day for which parts with a time are taken; default: today."
        ),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="isa: write the classes of the ISA core vocabularies.")] = None,
) -> None:
    """Convert records (CSV, Excel, JSON, XML, RDF) to OSLO linked data."""
    add_code_lists(codelist)
    from ..exchange import format_of
    from ..files import standard_output
    from ..mapping.conversion import Listeners, convert as run
    from ..mapping.mapping import load_mapping
    from ..mapping.rejects import Reject, RejectsFile
    from ..records import ReadingOptions

    chosen = format or (format_of(output) if output != "-" else None) or Format.TURTLE
    if style and (context or chosen is not Format.JSONLD):
        raise typer.BadParameter("--style is for JSON-LD without --context")
    if rejects is None and output != "-":
        rejects = Path(f"{output}.rejects.csv")
    file = RejectsFile(rejects) if rejects else None
    options = ReadingOptions(delimiter=_parse_delimiter(delimiter), encoding=encoding, sheet=sheet)
    files = [records_of(each) for each in inputs]
    if mapping is not None:
        ready = load_mapping(mapping, test_numbers=test_numbers, at=at.date() if at else None)
    else:
        from ..templates import mapping_of

        ready = filled = mapping_of(files, options, form=form, test_numbers=test_numbers)
        for notice in filled.notices:
            say(str(notice))
    alignment, models, profile = _choose_alignment(to, ready)
    validator = _make_validator(profile) if check else None
    with progress("records") as advance:

        def on_reject(reject: Reject) -> None:
            say(str(reject))
            if file:
                file(reject)

        def on_finding(finding: Finding) -> None:
            say(f"{finding.place}: {finding}" if finding.place else str(finding))

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
            listeners=Listeners(on_reject, lambda notice: say(str(notice)), on_finding, advance),
        )
    if file:
        file.close()
    kept = f" (kept in {rejects})" if rejects and outcome.rejects else ""
    violations = f", {outcome.violations} violations in the output" if outcome.violations else ""
    conflicts = f", {outcome.conflicts} with the id of another" if outcome.conflicts else ""
    say(f"{outcome.resources} converted, {outcome.rejects} rejected{kept}{violations}{conflicts}")
    for loss, count in outcome.losses.most_common():
        say(f"not in ISA: {count} x {loss}")
    for line in _account(outcome, ready.shared_id):
        say(line)
    if not outcome.ok or (strict and not outcome.complete):
        raise typer.Exit(FINDINGS)


_LINES = 20


def _account(outcome: Outcome, shared_id: str) -> Iterator[str]:
    """What a person should know of a run: records that are one, values that nobody read, paths that found nothing."""
    equal = [each for each in outcome.repeated if each.equal]
    if equal:
        one = outcome.equal == 1
        some = "; ".join(map(str, equal[:3])) + ("; ..." if outcome.equal > 3 else "")
        yield f"{outcome.equal} record{' is' if one else 's are'} equal to an earlier one: {some}"
    if outcome.joined:
        adds = "record adds" if outcome.joined == 1 else "records add"
        yield f"{outcome.joined} {adds} to an earlier one with the same id: {shared_id}"
    yield from _some([each for each in outcome.repeated if not each.equal], outcome.conflicts, "")
    yield from _some(outcome.unread, len(outcome.unread), "not read: ")
    yield from _some(outcome.unfound, len(outcome.unfound), "found nothing: ")


def _some(items: Sequence[object], number: int, label: str) -> Iterator[str]:
    """A line for each of the first items, and one for the others."""
    yield from (f"{label}{each}" for each in items[:_LINES])
    if number > _LINES:
        rest = ", ".join(getattr(each, "path", "") for each in items[_LINES:]).strip(", ")
        yield f"{label}{rest or f'and {number - _LINES} more'}"


def _choose_alignment(to: str | None, mapping: Mapping) -> tuple[Alignment | None, list[type[Resource]], Profile]:
    """The table to another standard, and the classes and profile of the output."""
    if to is None:
        return None, mapping.models, mapping.profile
    if to != "isa":
        raise typer.BadParameter("--to is isa")
    from ..alignment.tables import profile_of, to_isa
    from ..models import load_profile

    targets = [target for each in mapping.models if (target := to_isa().target_of(each))]
    if not targets:
        raise OsloError(f"{mapping.model.__name__} has no counterpart in the ISA core vocabularies")
    return to_isa(), targets, load_profile(profile_of(targets[0]))


def _make_validator(profile: Profile) -> Validator | None:
    """The validator of the output; None without the fast engine, as the slow one takes longer than all the rest."""
    from ..validation.engines import is_fast
    from ..validation.validator import Validator

    if not is_fast():
        say("not checked against SHACL: the fast engine is not installed (pip install 'oslo-interop[fast]')")
        return None
    return Validator(profile)


def _parse_delimiter(text: str | None) -> str | None:
    return "\t" if text in ("\\t", "tab") else text


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
    base: Annotated[str | None, typer.Option(help="The IRI that completes relative ones.")] = None,
    normalize: Annotated[
        bool, typer.Option("--normalize", help="Read http, https and www variants of a term as the term.")
    ] = False,
) -> None:
    """Translate linked data to the classes of another profile (to ISA, or back), and report what is lost."""
    from ..alignment.tables import translate
    from ..exchange import format_of, write_pieces

    sources = [input_of(each) for each in data]
    translated = translate(sources, profile, to, format, base=base, normalize=normalize)
    chosen = (format_of(output) if output != "-" else None) or Format.TURTLE
    put_pieces(write_pieces(translated.resources, chosen), output)
    for repair in translated.repairs:
        say(f"repaired: {repair}")
    for rewritten, count in translated.rewritten.most_common():
        say(f"read as meant: {count} x {rewritten}")
    for loss, count in translated.losses.most_common():
        say(f"lost: {count} x {loss}")
    if not translated.resources:
        raise typer.Exit(FINDINGS)
