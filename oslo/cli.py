"""The command `oslo`: one short function a command.

Results go to standard output, everything else to standard error. Exit codes: 0 all good;
1 findings (violations, rejects, or nothing was there to check or convert); 2 wrong usage or
input that cannot be read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console

from .engines import Engine
from .errors import InputError, OsloError, OutputError, Place
from .parsing import Contexts, ContextStyle, Format, carried

if TYPE_CHECKING:
    from .describe import Profile
    from .findings import Finding
    from .mapping import Mapping
    from .model import Resource
    from .translation import Alignment
    from .validation import Validator

app = typer.Typer(
    help="Municipal records to OSLO and ISA linked data, checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FINDINGS = 1  # exit code: violations, rejects, nothing checked
UNUSABLE = 2  # exit code: wrong usage, unreadable input

CodeLists = Annotated[
    list[Path] | None, typer.Option("--codelist", help="A SKOS file with a code list, over the one of the library.")
]
Files = Annotated[list[str], typer.Argument(help="Files, or - for standard input.", show_default=False)]


def main() -> NoReturn:
    """Run the command line; every error of ours becomes one plain line and exit code 2."""
    try:
        app(prog_name="oslo")
    except OsloError as error:
        _say(f"oslo: {error}")
        sys.exit(UNUSABLE)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _say("oslo: stopped")
        sys.exit(130)
    sys.exit(0)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


class ReportFormat(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"


@app.command()
def convert(
    inputs: Files,
    mapping: Annotated[str, typer.Option("--mapping", "-m", help="A ready mapping (oslo profiles) or a YAML file.")],
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Default: by the output's name.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Where rejected records go (.csv or .jsonl).")] = None,
    context: Annotated[Path | None, typer.Option(help="The JSON-LD context to write with.")] = None,
    mend: Annotated[bool, typer.Option("--mend", help="Mend known mistakes in that context.")] = False,
    style: Annotated[ContextStyle | None, typer.Option(help="Of the JSON-LD context, where none is given.")] = None,
    form: Annotated[
        str | None, typer.Option("--from", help="The form of the input: csv, xlsx, json, jsonl, xml.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Of CSV; default: found out.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="Of CSV; default: found out.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Of a workbook; default: the first.")] = None,
    test_numbers: Annotated[bool, typer.Option(help="Accept the INSZ numbers of MAGDA's test environment.")] = False,
    check: Annotated[bool, typer.Option(help="Check what is written against the shapes of its profile.")] = True,
    codelist: CodeLists = None,
    to: Annotated[str | None, typer.Option("--to", help="isa: in the classes of the ISA core vocabularies.")] = None,
) -> None:
    """Convert records (CSV, Excel, JSON, XML) to OSLO linked data."""
    _add_code_lists(codelist)
    from .conversion import Listeners, RejectsFile, convert as run, standard_output
    from .exchange import format_of
    from .mapping import Reject, load_mapping
    from .records import Options

    chosen = format or (format_of(output) if output != "-" else None) or Format.TURTLE
    if style and (context or chosen is not Format.JSONLD):
        raise typer.BadParameter("--style is for JSON-LD without --context")
    if rejects is None and output != "-":
        rejects = Path(f"{output}.rejects.csv")
    file = RejectsFile(rejects) if rejects else None
    ready = load_mapping(mapping, test_numbers=test_numbers)
    alignment, model, profile = _alignment(to, ready)
    validator = _validator(profile) if check else None
    with _progress("records") as advance:

        def on_reject(reject: Reject) -> None:
            _say(str(reject))
            if file:
                file(reject)

        def on_finding(finding: Finding) -> None:
            _say(f"{finding.place}: {finding}")

        outcome = run(
            [_input(each) for each in inputs],
            ready,
            standard_output() if output == "-" else Path(output),
            chosen,
            options=Options(delimiter=_delimiter(delimiter), encoding=encoding, sheet=sheet),
            form=form,
            context=_styled(model, style) if style else _context(context, mend=mend),
            alignment=alignment,
            check=validator,
            listeners=Listeners(on_reject, lambda notice: _say(str(notice)), on_finding, advance),
        )
    if file:
        file.close()
    kept = f" (kept in {rejects})" if rejects and outcome.rejects else ""
    found = f", {outcome.violations} violations in what was written" if outcome.violations else ""
    _say(f"{outcome.resources} converted, {outcome.rejects} rejected{kept}{found}")
    for loss, count in outcome.losses.most_common():
        _say(f"not in ISA: {count} x {loss}")
    if not outcome.ok:
        raise typer.Exit(FINDINGS)


def _alignment(to: str | None, mapping: Mapping) -> tuple[Alignment | None, type[Resource], Profile]:
    """The table to another standard, and the class and profile of what is then written."""
    if to is None:
        return None, mapping.model, mapping.profile
    if to != "isa":
        raise typer.BadParameter("--to is isa")
    from .alignment import profile_of, to_isa
    from .models import load

    target = to_isa().target_of(mapping.model)
    if target is None:
        raise OsloError(f"{mapping.model.__name__} has no counterpart in the ISA core vocabularies")
    return to_isa(), target, load(profile_of(target))


def _validator(profile: Profile) -> Validator | None:
    """What checks the output; the slow engine would take longer than all the rest, and is left to `oslo validate`."""
    from .engines import is_fast
    from .validation import Validator

    if not is_fast():
        _say("not checked against SHACL: the fast engine is not installed (pip install 'oslo-interop[fast]')")
        return None
    return Validator(profile)


def _input(name: str) -> Path | IO[bytes]:
    return sys.stdin.buffer if name == "-" else Path(name)


def _delimiter(text: str | None) -> str | None:
    return "\t" if text in ("\\t", "tab") else text


def _context(path: Path | None, *, mend: bool) -> Any:
    if path is None:
        return None
    if not mend:
        from .parsing import load_json

        return load_json(_bytes(path), str(path))
    from .mending import mend_context

    try:
        document, repairs = mend_context(_bytes(path))
    except InputError as error:
        raise InputError(error.message, Place(str(path))) from None
    for each in repairs:
        _say(f"{path}: {each}")
    return document


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(path))) from None


def _styled(model: type[Resource], style: ContextStyle) -> dict[str, Any]:
    """The context for a class and all that it leads to."""
    from .context import context
    from .describe import reachable

    return context([info.cls for info in reachable([model])], style)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error, for a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} " + what), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done: progress.update(task, completed=done)


@app.command()
def validate(
    data: Annotated[list[str], typer.Argument(help="Files, folders, .gz or .zip, or -.", show_default=False)],
    profile: Annotated[str | None, typer.Option("--profile", "-p", help="A ready profile (oslo profiles).")] = None,
    shapes: Annotated[
        list[Path] | None, typer.Option("--shapes", "-s", help="SHACL files, in place of a profile.")
    ] = None,
    report: Annotated[ReportFormat, typer.Option("--report", "-r", help="How to write it.")] = ReportFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file for the report.")] = None,
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Of the data; default: by its name.")] = None,
    engine: Annotated[Engine, typer.Option(help="Which engine checks.")] = Engine.AUTO,
    background: Annotated[
        list[Path] | None, typer.Option("--background", "-b", help="RDF that resolves references, not checked itself.")
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Of the report: en or nl.")] = "en",
    strict: Annotated[bool, typer.Option("--strict", help="What is unresolved counts as a violation.")] = False,
    normalize: Annotated[bool, typer.Option("--normalize", help="Read http/https and www variants as meant.")] = False,
    strict_shapes: Annotated[
        bool, typer.Option("--strict-shapes", help="Refuse shapes that have to be mended.")
    ] = False,
    mode: Annotated[str, typer.Option(help="whole, batches (flat memory), or auto: batches over 512 MB.")] = "auto",
    context: Annotated[
        list[str] | None, typer.Option("--context", help="IRI=FILE: the JSON-LD context of an IRI in the data.")
    ] = None,
    mend: Annotated[bool, typer.Option(help="Mend known mistakes in the JSON-LD contexts of the data.")] = True,
    allow_fetch: Annotated[bool, typer.Option("--allow-fetch", help="Fetch JSON-LD contexts (https only).")] = False,
    codelist: CodeLists = None,
) -> None:
    """Check linked data against a profile, or against SHACL shapes of anyone."""
    _add_code_lists(codelist)
    from .report.formats import FOR_PEOPLE, written
    from .resources import ready_shapes
    from .validation import Mode, Validator

    if (profile is None) == (not shapes):
        raise typer.BadParameter("give either --profile or --shapes")
    if mode not in list(Mode):
        raise typer.BadParameter(f"--mode is one of {', '.join(Mode)}")
    validator = Validator(
        ready_shapes(profile) if profile else list(shapes or ()),
        engine=engine,
        background=list(background or ()),
        strict_shapes=strict_shapes or profile is not None,
        mend=mend,
        contexts=_contexts(context or [], allow_fetch),
    )
    with _progress("triples") as advance:
        sources = [_input(each) for each in data]
        found = validator.validate(sources, format, normalize=normalize, mode=Mode(mode), progress=advance)
    options: dict[str, Any] = {"language": language} if report in FOR_PEOPLE else {}
    if report is ReportFormat.TEXT and output is None and sys.stdout.isatty():
        options["color"] = True
    text = written(found, report, **options)
    _put(text, output)
    if not found.ok or (strict and found.unresolved):
        raise typer.Exit(FINDINGS)


def _written(path: Path) -> AbstractContextManager[IO[str]]:
    from .conversion import replacing

    return replacing(path)


def _add_code_lists(files: list[Path] | None) -> None:
    from .codelists import add

    for each in files or ():
        add(each)


def _contexts(given: list[str], allow_fetch: bool) -> Contexts:
    """What finds the context of an IRI: the files that are given, then what is carried or fetched."""
    texts: dict[str, bytes] = {}
    for each in given:
        iri, sign, name = each.rpartition("=")
        if not sign:
            raise typer.BadParameter("--context is IRI=FILE")
        texts[iri] = _bytes(Path(name))
    if allow_fetch:
        from .fetch import fetched_context as found
    else:
        found = carried
    return lambda iri: texts.get(iri) or found(iri)


@app.command()
def translate(
    data: Files,
    profile: Annotated[str, typer.Option("--profile", "-p", help="The profile of the data (oslo profiles).")],
    to: Annotated[str, typer.Option("--to", help="isa, or from ISA back: the profile to go to.")] = "isa",
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Of the data; default: by its name.")] = None,
) -> None:
    """Linked data in the classes of the ISA core vocabularies, or back, and what those have no words for."""
    from .alignment import translated
    from .conversion import standard_output
    from .exchange import format_of, write_pieces

    found = translated([_input(each) for each in data], profile, to, format)
    chosen = (format_of(output) if output != "-" else None) or Format.TURTLE
    pieces = write_pieces(found.resources, chosen)
    if output == "-":
        standard_output().writelines(pieces)
    else:
        with _written(Path(output)) as file:
            file.writelines(pieces)
    for loss, count in found.losses.most_common():
        _say(f"lost: {count} x {loss}")
    if not found.resources:
        raise typer.Exit(FINDINGS)


@app.command()
def infer(
    data: Files,
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write, - for standard output.")] = "-",
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Of the data; default: by its name.")] = None,
    to: Annotated[Format | None, typer.Option("--to", help="Of the output; default: by its name.")] = None,
    vocabulary: Annotated[
        list[Path] | None, typer.Option("--vocabulary", help="RDFS or OWL, in place of the library's own.")
    ] = None,
    only_new: Annotated[bool, typer.Option("--only-new", help="Without the data themselves.")] = False,
) -> None:
    """Add what follows from data and the vocabularies: types, broader properties, inverses."""
    from .conversion import standard_output
    from .exchange import format_of, render
    from .inference import infer as run

    chosen = to or (format_of(output) if output != "-" else None) or Format.NTRIPLES
    found = run([_input(each) for each in data], format, vocabularies=vocabulary, only_new=only_new)
    pieces = render(found, chosen, [])
    if output == "-":
        standard_output().writelines(pieces)
    else:
        with _written(Path(output)) as file:
            file.writelines(pieces)


@app.command()
def lint(
    files: Annotated[list[str], typer.Argument(help="Shapes, contexts and code lists; files or folders.")],
    fix: Annotated[
        bool, typer.Option("--fix", help="Write a mended copy beside each file, where that is safe.")
    ] = False,
    report: Annotated[str, typer.Option("--report", "-r", help="text, json or sarif.")] = "text",
) -> None:
    """Look for defects in shapes, contexts and code lists of anyone."""
    from .lint.output import lint_command

    code = lint_command(files, fix=fix, report=report)
    if code:
        raise typer.Exit(code)


@app.command()
def profiles() -> None:
    """List the ready profiles and mappings."""
    from rich.table import Table

    from .models import MODULES, load
    from .resources import mapping_description, ready_mappings

    table = Table("profile", "version", "title", "classes", box=None)
    for name in MODULES:
        each = load(name)
        table.add_row(name, each.version, each.title, str(len(each.classes)))
    _print(table)
    table = Table("mapping", "from, to", box=None)
    for name in ready_mappings():
        table.add_row(name, mapping_description(name))
    _print(table)


def _print(what: Any) -> None:
    Console(width=None if sys.stdout.isatty() else 200, soft_wrap=not sys.stdout.isatty()).print(what)


@app.command()
def codelists(
    name: Annotated[str | None, typer.Argument(help="A list, to see its concepts.")] = None,
    url: Annotated[str | None, typer.Option("--fetch", help="Fetch a list (SKOS, https), into --output.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file for what is fetched.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from addresses of the own network too.")] = False,
) -> None:
    """List the code lists, or the concepts of one; fetch a newer edition."""
    from .codelists import fetched, named, schemes
    from .tables import code_list_table, code_lists_table

    if url is not None:
        if output is None:
            raise typer.BadParameter("--fetch needs --output: the file to write, for --codelist")
        text, found = fetched(url, allow_private=allow_private)
        with _written(output) as file:
            file.write(text)
        _say(f"{output}: {', '.join(f'{each.name} ({len(each.codes)} concepts)' for each in found)}")
    else:
        _print(code_lists_table(schemes()) if name is None else code_list_table(named(name)))


@app.command()
def show(name: Annotated[str, typer.Argument(help="A profile, or a class: Persoon, persoon-basis.Persoon.")]) -> None:
    """Show a profile or a class as a table."""
    from .models import MODULES, load
    from .tables import class_table, profile_table

    if name in MODULES:
        _print(profile_table(load(name)))
    else:
        _, cls = _find(name)
        _print(class_table(cls))


def _find(name: str) -> tuple[Any, Any]:
    """The profile and class of a name, `Persoon` or `persoon-basis.Persoon`."""
    from .models import MODULES, load
    from .text import nearest

    wanted, _, class_name = name.rpartition(".")
    found = [
        (load(each), cls)
        for each in MODULES
        if wanted in ("", each)
        for cls in load(each).classes
        if cls.__name__.lower() == class_name.lower()
    ]
    if not found:
        known = [*MODULES, *(cls.__name__ for each in MODULES for cls in load(each).classes)]
        raise OsloError(f"no profile or class {name!r}{nearest(name, known)}")
    if len({cls for _, cls in found}) > 1:
        names = ", ".join(f"{each.name}.{cls.__name__}" for each, cls in found)
        raise OsloError(f"{name} is in several profiles: say {names}")
    return found[0]


@app.command("context")
def context_command(
    names: Annotated[list[str], typer.Argument(help="A profile, or classes of it.", show_default=False)],
    style: Annotated[ContextStyle, typer.Option(help="How properties are named.")] = ContextStyle.SCOPED,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
) -> None:
    """Write the JSON-LD context of a profile or of some classes."""
    from .context import context
    from .models import MODULES, load

    found = [load(name).classes if name in MODULES else (_find(name)[1],) for name in names]
    classes = list(dict.fromkeys(cls for each in found for cls in each))
    _put(json.dumps(context(classes, style), ensure_ascii=False, indent=2) + "\n", output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        print(text, end="")
        return
    from .conversion import replacing

    with replacing(output) as file:
        file.write(text)


@app.command()
def template(
    model: Annotated[str, typer.Argument(help="A class: Persoon, persoon-basis.Persoon.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A .csv or .xlsx file.")] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", "-m", help="Also write the mapping that reads it.")
    ] = None,
) -> None:
    """Make an empty table to fill in, and the mapping that reads it."""
    from .templates import template_csv, template_mapping, write_template

    profile, cls = _find(model)
    if output is None:
        print(template_csv(cls), end="")
    else:
        write_template(cls, output)
    if mapping is not None:
        try:
            mapping.write_text(template_mapping(profile, cls), "utf-8")
        except OSError as error:
            raise OutputError(f"{mapping}: {error.strerror or error}") from None


@app.command()
def generate(
    shapes: Annotated[
        list[Path], typer.Argument(help="SHACL files, and other RDF that belongs to them.", show_default=False)
    ],
    context: Annotated[Path | None, typer.Option(help="The JSON-LD context whose words become the names.")] = None,
    name: Annotated[str | None, typer.Option(help="Of the profile; default: that of the first file.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The Python file to write.")] = None,
) -> None:
    """Make model classes from SHACL shapes of anyone."""
    from .generating import module

    made = module(shapes, context, name)
    for note in made.notes:
        _say(note)
    if output is None:
        print(made.source, end="")
    else:
        from .conversion import replacing

        with replacing(output) as file:
            file.write(made.source)


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only look whether the files are as they have to be.")] = False,
) -> None:
    """(Maintainers) make shapes and contexts from the models."""
    from .building import build as run

    changed = run(check=check)
    for path in changed:
        print(f"{'differs' if check else 'written'}: {path}")
    if check and changed:
        raise typer.Exit(FINDINGS)


@app.command(hidden=True)
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as of

    print(json.dumps({"oslo-interop": of("oslo-interop"), "python": sys.version.split()[0]}))
