"""An empty table as a file: CSV, or Excel with drop-down lists.

In Excel the first column, which says what the table is, is hidden; the code lists are on a hidden sheet.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import OutputError
from ..files.outputs import write_whole
from ..words.sentences import say
from .columns import Column
from .help import answers, label, text_of
from .table import Template

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 10_000  # the last row with drop-down lists
_FORMATS = {"moment": "yyyy-mm-dd hh:mm", "date": "yyyy-mm-dd", "integer": "0", "number": "General",
            "longitude": "General", "latitude": "General"}  # fmt: skip
_TEXT = "@"  # kept as typed: a telephone number keeps its first 0
_MOMENT = (2000, 1, 1, 0, 0, 0)


def as_csv(template: Template) -> str:
    """The three rows of a table as CSV, with a semicolon between cells."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([[text_of(cell, template.language) for cell in row] for row in template.rows])
    return text.getvalue()


def write_template(template: Template, path: Path) -> None:
    """Write an empty table to a `.csv` or `.xlsx` file.

    Raises OutputError for another suffix, or a file that cannot be written.
    """
    match path.suffix.lower():
        case ".csv":
            write_whole(path, as_csv(template).encode("utf-8-sig"))
        case ".xlsx":
            write_whole(path, as_excel(template))
        case _:
            raise OutputError(f"{path}: a template is a .csv or an .xlsx file")


def as_excel(template: Template) -> bytes:
    """A table as a workbook, the same bytes on every run."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = template.title[:31]
    for row in template.rows:
        sheet.append(row)
    lists = book.create_sheet(say("help.lists", template.language))
    lists.sheet_state = "hidden"
    columns: list[Column | None] = [None, *(None for _ in template.keys), *template.columns]
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 24
        form = _FORMATS.get(column.kind.name, _TEXT) if column else _TEXT
        sheet.column_dimensions[letter].number_format = form
        sheet.cell(row=1, column=number).font = Font(bold=bool(column and column.required))
        sheet.cell(row=1, column=number).fill = PatternFill("solid", fgColor="DDE6F0")
        sheet.cell(row=2, column=number).alignment = Alignment(wrap_text=True, vertical="top")
        for row_number in (2, 3):
            sheet.cell(row=row_number, column=number).font = Font(italic=True, color="666666")
        sheet.cell(row=3, column=number).number_format = form
        if column is not None:
            _add_drop_down(sheet, lists, column, letter, template)
    sheet.row_dimensions[2].height = 120
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "A4"
    file = io.BytesIO()
    book.save(file)
    return _without_time(file)


def _add_drop_down(sheet: Worksheet, lists: Worksheet, column: Column, letter: str, template: Template) -> None:
    """Labels to choose from; anything else that is typed (a code, an IRI, several with |) is accepted too."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.kind.name == "yes-no":
        source = f'"{",".join(answers(template.language))}"'
    elif column.codes:
        known = {lists.cell(row=1, column=each).value: each for each in range(1, lists.max_column + 1)}
        place = known.get(column.codes.iri) or len([name for name in known if name]) + 1
        labels = [label(column.codes, each, template.language) for each in column.codes.codes.values()]
        for row, text in enumerate([column.codes.iri, *sorted(labels, key=str.casefold)], start=1):
            lists.cell(row=row, column=place).value = text
        where = get_column_letter(place)
        source = f"{lists.title}!${where}$2:${where}${len(labels) + 1}"
    else:
        return
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}3:{letter}{_ROWS}")
    sheet.add_data_validation(rule)


def _without_time(file: io.BytesIO) -> bytes:
    """A workbook without the time at which it was made."""
    copy = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content: Any = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return copy.getvalue()
