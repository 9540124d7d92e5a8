"""Check linked data (`oslo validate`, `oslo lint`), and add what follows from it (`oslo infer`)."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import InputError, Place
from ..model.published import Strength
from ..rdf.parsing import Contexts, Format, carried, format_of
from ..validation.engine import Engine
from ..validation.fail_on import FailOn
from ..words.sentences import languages
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
    put,
    put_pieces,
    say,
)
from .paths import refuse_same

_STRICT = frozenset({FailOn.VIOLATION, FailOn.UNRESOLVED, FailOn.UNREAD})


class ReportFormat(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"


@app.command()
def validate(
    data: Annotated[list[str], typer.Argument(help="Files, folders, .gz or .zip, or -.", show_default=False)],
    profile: Annotated[str | None, typer.Option("--profile", "-p", help="A ready profile (oslo profiles).")] = None,
    shapes: Annotated[
        list[Path] | None, typer.Option("--shapes", "-s", help="SHACL files, in place of a profile.")
    ] = None,
    report: Annotated[
        ReportFormat, typer.Option("--report", "-r", help="The format of the report.")
    ] = ReportFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file for the report.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="The format of the data; default: by name.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="The engine that checks.")] = Engine.AUTO,
    strength: Annotated[
        Strength,
        typer.Option(
            "--as",
            help="What the published profile asks and data in use leave out: violations (published), warnings, or "
            "nothing (exchanged).",
        ),
    ] = Strength.DEFAULT,
    background: Annotated[
        list[Path] | None, typer.Option("--background", "-b", help="RDF that resolves references, not checked itself.")
    ] = None,
    ontology: Annotated[
        list[Path] | None, typer.Option("--ontology", help="RDF whose classes and subclass links count.")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", "-l", help=f"The language of the report: {', '.join(languages())}.")
    ] = "en",
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option("--fail-on", help="What makes the check fail; several times for several. Default: violation."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail on what could not be checked too: unresolved and unread.")
    ] = False,
    normalize: Annotated[
        bool, typer.Option("--normalize", help="Read http, https and www variants of a term as the term.")
    ] = False,
    strict_shapes: Annotated[
        bool, typer.Option("--strict-shapes", help="Refuse shapes that have to be repaired.")
    ] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=0.1,
            help="Seconds after which queries of shapes are given up; by default 30, and more for much data.",
        ),
    ] = None,
    mode: Annotated[str, typer.Option(help="whole, batches (constant memory), or auto: batches over 512 MB.")] = "auto",
    context: Annotated[
        list[str] | None, typer.Option("--context", help="IRI=FILE: the JSON-LD context of an IRI in data or shapes.")
    ] = None,
    repair: Annotated[bool, typer.Option(help="Repair known mistakes in the JSON-LD contexts of the data.")] = True,
    allow_fetch: Annotated[bool, typer.Option("--allow-fetch", help="Fetch JSON-LD contexts (https only).")] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="With --allow-fetch: ask whether fetched contexts have changed.")
    ] = False,
    base: Base = None,
    statement: Annotated[
        Path | None, typer.Option("--statement", help="A file for a statement of conformity (EARL; .ttl or .jsonld).")
    ] = None,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="The day of the statement; default: today.")
    ] = None,
    codelist: CodeLists = None,
) -> None:
    """Check linked data against a profile, or against any SHACL shapes."""
    add_code_lists(codelist, base)
    from ..files import ready_shapes
    from ..report.formats import FOR_PEOPLE, written
    from ..validation.validator import Mode, Validator

    if (profile is None) == (not shapes):
        raise typer.BadParameter("give either --profile or --shapes")
    if mode not in list(Mode):
        raise typer.BadParameter(f"--mode is one of {', '.join(Mode)}")
    if language not in languages():
        raise typer.BadParameter(f"--language is one of {', '.join(languages())}")
    read = [("the data", data), ("the shapes", shapes), ("the background", background), ("the ontology", ontology)]
    refuse_same(
        [("the report", output), ("the statement", statement)],
        [(what, each) for what, files in (*read, ("a code list", codelist)) for each in files or ()],
    )
    form = None if statement is None else _statement_format(statement)
    validator = Validator(
        ready_shapes(profile) if profile else list(shapes or ()),
        engine=engine,
        strength=strength,
        background=list(background or ()),
        ontology=list(ontology or ()),
        strict_shapes=strict_shapes or profile is not None,
        repair=repair,
        contexts=_make_contexts(context or [], allow_fetch, refresh),
        base=base,
        time_limit=time_limit,
    )
    with progress("triples") as advance:
        sources = [input_of(each) for each in data]
        result = validator.validate(sources, format, normalize=normalize, mode=Mode(mode), progress=advance)
    options: dict[str, Any] = {"language": language} if report in FOR_PEOPLE else {}
    if report is ReportFormat.TEXT and output is None and sys.stdout.isatty():
        options["color"] = True
    result.fail_on = frozenset(fail_on or [FailOn.VIOLATION]) | (_STRICT if strict else frozenset())
    text = written(result, report, **options)
    if statement is not None and form is not None:
        stated = result.statement(day.date() if day else None)
        put(stated.text(form), statement)
        if report is ReportFormat.TEXT:
            text += f"\n{stated.sentence(language)}\n"
    put(text, output)
    if not result.ok:
        raise typer.Exit(FINDINGS)


def _statement_format(path: Path) -> Format:
    """The format of a statement, by the suffix of its file."""
    format = format_of(path)
    if format not in (Format.TURTLE, Format.JSONLD):
        raise typer.BadParameter("--statement is a file .ttl or .jsonld")
    return format


def _make_contexts(given: list[str], allow_fetch: bool, refresh: bool) -> Contexts:
    """A function that finds the context of an IRI: in the given files, then among those carried or fetched."""
    texts: dict[str, bytes] = {}
    for each in given:
        iri, sign, name = each.rpartition("=")
        if not sign:
            raise typer.BadParameter("--context is IRI=FILE")
        texts[iri] = bytes_of(Path(name))
    if refresh and not allow_fetch:
        raise typer.BadParameter("--refresh is for --allow-fetch")
    find_elsewhere: Contexts = carried
    if allow_fetch:
        from ..rdf.fetch import fetched_context

        find_elsewhere = partial(fetched_context, refresh=refresh)
    return lambda iri: texts.get(iri) or find_elsewhere(iri)


@app.command()
def lint(
    files: Annotated[list[str], typer.Argument(help="Shapes, contexts and code lists; files or folders.")],
    fix: Annotated[
        bool, typer.Option("--fix", help="Write a repaired copy next to each file, where that is safe.")
    ] = False,
    report: Annotated[str, typer.Option("--report", "-r", help="text, json, sarif, github or gitlab.")] = "text",
    base: Base = None,
) -> None:
    """Look for defects in any shapes, contexts and code lists."""
    from ..lint.output import REPORTS, lint_command

    if report not in REPORTS:
        raise typer.BadParameter(f"--report is one of {', '.join(REPORTS)}")
    for each in files:
        path = input_of(each)
        if not isinstance(path, Path) or not path.exists():
            raise InputError("No such file or directory", Place(each))
    code = lint_command(files, fix=fix, report=report, base=base)
    if code:
        raise typer.Exit(code)


@app.command()
def infer(
    data: Files,
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="The format of the data; default: by name.")
    ] = None,
    to: Annotated[Format | None, typer.Option("--to", help="The format of the output; default: by name.")] = None,
    vocabulary: Annotated[
        list[Path] | None, typer.Option("--vocabulary", help="RDFS or OWL, in place of the library's own.")
    ] = None,
    only_new: Annotated[bool, typer.Option("--only-new", help="Write only what is added, without the data.")] = False,
    base: Base = None,
) -> None:
    """Add what follows from data and the vocabularies: types, broader properties, inverses."""
    from ..exchange import format_of, render
    from ..vocabularies.inference import infer as run

    read = [*(("the data", each) for each in data), *(("the vocabulary", str(each)) for each in vocabulary or ())]
    refuse_same([("the output", output)], read)
    chosen = to or (format_of(output) if output != "-" else None) or Format.NTRIPLES
    sources, graphs, notes = [input_of(each) for each in data], set[str](), list[str]()
    triples = run(sources, format, vocabularies=vocabulary, only_new=only_new, base=base, graphs=graphs, notes=notes)
    put_pieces(render(triples, chosen, []), output)
    for note in notes:
        say(note)
    if graphs:
        say(f"named graphs that are read as one, without their names: {len(graphs)}")
