"""A mapping to begin with, and what a mapping makes of the first records: `oslo mapping`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import FINDINGS, Base, app, put, say, show_table

if TYPE_CHECKING:
    from rich.table import Table

    from ..mapping.drafting import Draft
    from ..mapping.preview import PreviewRow


@app.command("mapping")
def mapping_command(
    file: Annotated[
        Path, typer.Argument(help="A file with records: CSV, Excel, JSON, JSON Lines, XML.", show_default=False)
    ],
    profile: Annotated[str | None, typer.Option("--profile", "-p", help="The profile of the class.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="The class that a record becomes (oslo show).")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The YAML file to write.")] = None,
    check: Annotated[
        str | None, typer.Option("--check", help="A mapping: show what it makes of the first records, value by value.")
    ] = None,
    records: Annotated[int, typer.Option("--records", min=1, help="How many records to show.")] = 3,
    form: Annotated[
        str | None, typer.Option("--from", help="The form of the input: csv, xlsx, json, jsonl, xml.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of CSV; default: detected.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="The delimiter of CSV; default: detected.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; default: the one with most rows.")] = None,
    base: Base = None,
) -> None:
    """Draft a mapping for a file, or show what a mapping makes of its first records."""
    from ..records import ReadingOptions
    from .convert import parse_delimiter

    options = ReadingOptions(delimiter=parse_delimiter(delimiter), encoding=encoding, sheet=sheet, base=base)
    if check is not None:
        if profile or model or output:
            raise typer.BadParameter("--check takes a mapping as it is: no --profile, --model or --output")
        from ..mapping.mapping import load_mapping
        from ..mapping.preview import preview

        show_table(_preview_table(list(preview(file, load_mapping(check), records, options, form=form))))
        return
    if model is None:
        raise typer.BadParameter("give the class that a record becomes: --profile persoon-basis --model Persoon")
    from ..mapping.drafting import draft_mapping
    from .show import find

    ready, cls = find(f"{profile}.{model}" if profile else model)
    draft = draft_mapping(file, ready, cls.__name__, options, form=form)
    put(draft.text, output)
    for line in _summary(draft):
        say(line)
    if draft.decisions:
        raise typer.Exit(FINDINGS)


def _summary(draft: Draft) -> list[str]:
    """What was found, and last what a person has to decide."""
    lines = []
    if draft.tried:
        lines.append(
            f"tried on {draft.tried} record{'s' * (draft.tried != 1)}: {draft.tried - draft.rejected} converted,"
            f" {draft.rejected} rejected"
        )
        lines += [f"rejected for {each}" for each in draft.problems]
    if draft.unread:
        lines.append(f"not read: {', '.join(draft.unread)}")
    return lines + [f"to decide: {each}" for each in draft.decisions]


def _preview_table(rows: list[PreviewRow]) -> Table:
    """A table with a heading for each record."""
    from rich.table import Table
    from rich.text import Text

    from ..words.text import visible

    table = Table(box=None)
    for name in ("column or path", "value", "property", "result"):
        table.add_column(name, overflow="fold")
    before: str | None = ""
    for row in rows:
        if row.record != before:
            table.add_row(Text(visible(row.record or "in none of them"), style="bold"), "", "", "")
            before = row.record
        style = "red" if row.problem else ""
        table.add_row(
            *(Text(visible(text), style=style) for text in (f"  {row.path}", row.value, row.property, row.result))
        )
    return table
