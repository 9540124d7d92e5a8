"""What the library has, and what it makes from classes: profiles, code lists, contexts, templates, modules."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import OsloError
from ..rdf.parsing import ContextStyle
from ..words.sentences import languages
from .app import FINDINGS, Base, app, put, say, show_table, written_to
from .paths import refuse_same


@app.command()
def profiles() -> None:
    """List the ready profiles and mappings."""
    from rich.table import Table

    from ..files import mapping_description, ready_files
    from ..models import MODULES, load_profile

    table = Table("profile", "version", "title", "classes", box=None)
    for name in MODULES:
        each = load_profile(name)
        table.add_row(name, each.version, each.title, str(len(each.classes)))
    show_table(table)
    table = Table("mapping", "from, to", box=None)
    for name in ready_files("mapping"):
        table.add_row(name, mapping_description(name))
    show_table(table)


@app.command()
def codelists(
    name: Annotated[str | None, typer.Argument(help="A list, to see its concepts.")] = None,
    url: Annotated[str | None, typer.Option("--fetch", help="Fetch a list (SKOS, https), into --output.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file for the fetched list.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from addresses in your own network too.")] = False,
) -> None:
    """List the code lists, or the concepts of one; fetch a newer edition."""
    from ..vocabularies.codelists import fetched, named, schemes
    from .tables import code_list_table, code_lists_table

    if url is not None:
        if output is None:
            raise typer.BadParameter("--fetch needs --output: the file to write, for --codelist")
        text, lists = fetched(url, allow_private=allow_private)
        with written_to(output) as file:
            file.write(text)
        say(f"{output}: {', '.join(f'{each.name} ({len(each.codes)} concepts)' for each in lists)}")
    else:
        show_table(code_lists_table(schemes()) if name is None else code_list_table(named(name)))


@app.command()
def show(name: Annotated[str, typer.Argument(help="A profile, or a class: Persoon, persoon-basis.Persoon.")]) -> None:
    """Show a profile or a class as a table."""
    from ..models import MODULES, load_profile
    from .tables import class_table, profile_table

    if name in MODULES:
        show_table(profile_table(load_profile(name)))
    else:
        show_table(class_table(*find(name)))


def find(name: str) -> tuple[Any, Any]:
    """The profile and class of a name, `Persoon` or `persoon-basis.Persoon`."""
    from ..models import MODULES, load_profile
    from ..words.text import nearest

    wanted, _, class_name = name.rpartition(".")
    matches = [
        (load_profile(each), cls)
        for each in MODULES
        if wanted in ("", each)
        for cls in load_profile(each).classes
        if cls.__name__.lower() == class_name.lower()
    ]
    if not matches:
        known = [*MODULES, *(cls.__name__ for each in MODULES for cls in load_profile(each).classes)]
        raise OsloError(f"no profile or class {name!r}{nearest(name, known)}")
    if len({cls for _, cls in matches}) > 1:
        names = ", ".join(f"{each.name}.{cls.__name__}" for each, cls in matches)
        raise OsloError(f"{name} is in several profiles; use {names}")
    return matches[0]


@app.command("context")
def context_command(
    names: Annotated[list[str], typer.Argument(help="A profile, or classes of it.", show_default=False)],
    style: Annotated[ContextStyle, typer.Option(help="How properties are named.")] = ContextStyle.SCOPED,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
) -> None:
    """Write the JSON-LD context of a profile or of some classes."""
    from ..exchange.context import context
    from ..models import MODULES, load_profile

    refuse_same([("the context", output)], [])
    groups = [load_profile(name).classes if name in MODULES else (find(name)[1],) for name in names]
    classes = list(dict.fromkeys(cls for each in groups for cls in each))
    put(json.dumps(context(classes, style), ensure_ascii=False, indent=2) + "\n", output)


@app.command("schema")
def schema_command(
    name: Annotated[str, typer.Argument(help="A profile, or a class with all that it leads to: persoon-basis.Gezin.")],
    to: Annotated[str, typer.Option(help="jsonschema, openapi, linkml, csvw, sql or mermaid.", show_default=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
) -> None:
    """Write a profile or a class as a schema for other tools."""
    from ..generating.schemas import schema
    from ..model.description import Profile
    from ..models import MODULES, load_profile

    refuse_same([("the schema", output)], [])
    if name in MODULES:
        about = load_profile(name)
    else:
        whole, cls = find(name)
        title = f"{whole.title}: {cls.__name__}"
        about = Profile(f"{whole.name}.{cls.__name__}", whole.version, title, whole.source, (cls,))
    put(schema(about, to), output)


@app.command()
def template(
    name: Annotated[
        str | None, typer.Argument(help="A ready template (persons), or a class (persoon-basis.Persoon).")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A .csv or .xlsx file.")] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", "-m", help="Also write the mapping that reads it.")
    ] = None,
    lang: Annotated[
        str, typer.Option(help=f"The language of the help and of the texts: {', '.join(languages())}.")
    ] = "nl",
    iri: Annotated[
        str | None, typer.Option("--id", help="The IRIs of the rows: https://data.example.be/id/persoon/{nr}.")
    ] = None,
) -> None:
    """Make an empty table to fill in, which `oslo convert` can read; without a name, list the ready ones."""
    import yaml
    from rich.table import Table

    from ..templates import Template, as_csv, ready_template, ready_templates, write_template

    if name is None:
        table = Table("template", "", "a row is a", box=None)
        for each in map(ready_template, ready_templates()):
            model = f"{each.profile.name}.{each.model.__name__}"
            table.add_row(each.name, f"{each.titles['en']} ({each.titles['nl']})", model)
        show_table(table)
        return
    table_template = (
        Template.of(name, lang, iri) if name in ready_templates() else Template(*find(name), lang, None, iri)
    )
    refuse_same([("the template", output), ("the mapping", mapping)], [])
    if output is None:
        put(as_csv(table_template), None)
    else:
        write_template(table_template, output)
    if mapping is not None:
        put(yaml.safe_dump(table_template.mapping_file(), allow_unicode=True, sort_keys=False), mapping)


@app.command()
def generate(
    shapes: Annotated[
        list[Path], typer.Argument(help="SHACL files, and other RDF that belongs to them.", show_default=False)
    ],
    context: Annotated[Path | None, typer.Option(help="The JSON-LD context whose terms become the names.")] = None,
    name: Annotated[str | None, typer.Option(help="The name of the profile; default: that of the first file.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The Python file to write.")] = None,
    base: Base = None,
) -> None:
    """Make model classes from any SHACL shapes."""
    from ..generating import module

    refuse_same([("the module", output)], [*(("the shapes", each) for each in shapes), ("the context", context)])
    generated = module(shapes, context, name, base=base)
    for note in generated.notes:
        say(note)
    put(generated.source, output)


@app.command()
def reference(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write it in.")],
    profile: Annotated[
        list[str] | None, typer.Option("--profile", "-p", help="Only this profile; may be given several times.")
    ] = None,
) -> None:
    """Make the reference of profiles, terms and code lists: a static site for people."""
    from ..models import MODULES, load_profile
    from ..reference import write_reference

    number = write_reference(output, [load_profile(name) for name in dict.fromkeys(profile or MODULES)])
    say(f"{number} files written to {output}; start at {output / 'index.html'}")


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only check whether the files are up to date.")] = False,
) -> None:
    """(Maintainers) make shapes and contexts from the models, and the table of lint rules in docs."""
    from ..reference.made_files import build as run

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
