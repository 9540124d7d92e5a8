"""An empty table for a class, and the mapping that reads it back once it is filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .describe import Profile, PropertyInfo, describe, documentation
from .errors import OutputError
from .model import Resource


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an empty table: its name, the path of fields that it fills, and what belongs in it."""

    name: str
    fields: tuple[str, ...]
    prop: PropertyInfo
    required: bool
    help: str


def columns(model: type[Resource], depth: int = 2) -> list[Column]:
    """The columns of a class: its IRI, its values, and the values of its parts down to `depth`.

    >>> from oslo.models.persoon import Geboorte
    >>> [column.name for column in columns(Geboorte, depth=1)]
    ['datum', 'plaats', 'land']
    """
    return list(_columns(model, (), "", depth, (model,), required=True))


def _columns(
    model: type[Resource], fields: tuple[str, ...], prefix: str, depth: int, path: tuple[type, ...], *, required: bool
) -> Iterator[Column]:
    said = documentation(model).properties
    for prop in describe(model).properties:
        here, name = (*fields, prop.name), f"{prefix}{prop.json_name}"
        needed = required and prop.min > 0
        part = next((each.cls for each in prop.ranges if each.cls), None)
        if part is None:
            yield Column(name, here, prop, needed, said.get(prop.name, ""))
        elif depth > 1 and needed and part not in path and describe(part).properties:
            yield from _columns(part, here, f"{name}.", depth - 1, (*path, part), required=needed)
        elif prop.ranges[0].reference:
            yield Column(name, here, prop, needed, f"The IRI of a {part.__name__}. {said.get(prop.name, '')}".strip())


def template_csv(model: type[Resource]) -> str:
    """The first row of a table for a class: `id` and its columns."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerow(["id", *(column.name for column in columns(model))])
    return text.getvalue()


def template_mapping(profile: Profile, model: type[Resource]) -> str:
    """The mapping that reads a table made by `template_csv`."""
    fields: dict[str, Any] = {}
    for column in columns(model):
        inside = fields
        for name in column.fields[:-1]:
            inside = inside.setdefault(name, {})
        rule: Any = {"from": column.name, "split": "|"} if column.prop.many else column.name
        if any(each.cls for each in column.prop.ranges):
            rule = rule if isinstance(rule, dict) else {"from": rule}
        inside[column.fields[-1]] = rule
    content = {"profile": profile.name, "model": model.__name__, "id": "{id}", "fields": fields}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def write_template(model: type[Resource], path: Path) -> None:
    """Write an empty table to a `.csv` or `.xlsx` file; in Excel each column has its explanation.

    Raises OutputError for another suffix, or a file that cannot be written.
    """
    try:
        match path.suffix.lower():
            case ".csv":
                path.write_text(template_csv(model), "utf-8-sig")
            case ".xlsx":
                _write_excel(model, path)
            case _:
                raise OutputError(f"{path}: a template is a .csv or an .xlsx file")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None


def _write_excel(model: type[Resource], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = model.__name__
    sheet.append(["id", *(column.name for column in columns(model))])
    for number, column in enumerate(columns(model), start=2):
        cell = sheet.cell(row=1, column=number)
        cell.font = Font(bold=column.required)
        cell.comment = Comment(f"{column.prop.cardinality}. {column.help}", "oslo")
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(column.name) + 2)
    sheet.freeze_panes = "A2"
    book.save(path)
