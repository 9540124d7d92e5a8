"""Workbooks written part by part, with what a library that writes them would not write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from oslo.records import Layout, ReadingOptions, Record, open_records

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def rows_of(*rows: Sequence[str], first: int = 1) -> str:
    """Rows of cells: a text is a text, what begins with `<c` is a cell as it is (`@` for its reference)."""
    written = []
    for number, row in enumerate(rows, start=first):
        references = [f"{'ABCDEFGHIJ'[at]}{number}" for at in range(len(row))]
        cells = [
            cell.replace("@", reference) if cell.startswith("<c") else text_cell(reference, cell)
            for cell, reference in zip(row, references, strict=True)
            if cell
        ]
        written.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(written)


def number_cell(value: str, style: int = 0) -> str:
    return f'<c r="@" s="{style}"><v>{value}</v></c>'


def write_xlsx(
    file: Path,
    rows: str | Mapping[str, str],
    *,
    formats: Sequence[str] = (),
    strings: Sequence[str] = (),
    after: str = "",
    book: str = "",
    hidden: Sequence[str] = (),
    head: str = "",
    main: str = _MAIN,
) -> Path:
    """`formats`: number formats of the styles 1, 2, ...; `strings`: shared texts (`si` elements, or plain text);
    `after`: what follows the rows; `book`: what stands in the workbook before its sheets.
    """
    sheets = {"Blad1": rows} if isinstance(rows, str) else rows
    links = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    links += [("worksheet", f"worksheets/sheet{number}.xml") for number in range(len(sheets))]
    states = dict.fromkeys(hidden, ' state="hidden"')
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="k{at + 1}"{states.get(name, "")}/>'
        for at, name in enumerate(sheets, start=1)
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        out.writestr("xl/_rels/workbook.xml.rels", _links(links))
        out.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{_LINKS}">{book}<sheets>{named}</sheets></workbook>'
        )
        codes = "".join(
            f'<numFmt numFmtId="{200 + at}" formatCode="{escape(each)}"/>' for at, each in enumerate(formats)
        )
        styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
        out.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><numFmts>{codes}</numFmts>'
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        )
        items = "".join(each if each.startswith("<si") else f"<si><t>{escape(each)}</t></si>" for each in strings)
        out.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{items}</sst>')
        for number, content in enumerate(sheets.values()):
            out.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'{head}<worksheet xmlns="{main}"><sheetData>{content}</sheetData>{after}</worksheet>',
            )
    return file


def _links(links: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="k{at}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def write_ods(file: Path, tables: str, *, styles: str = "", kind: str = "spreadsheet") -> Path:
    """`tables`: the elements `table:table`."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        out.writestr("META-INF/manifest.xml", "<manifest/>")
        out.writestr(
            "content.xml",
            f"<office:document-content {declared}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return file


def read(file: Path, layout: Layout | None = None, **options: Any) -> tuple[list[list[Any]], list[str], list[str]]:
    """The cells of the records of a workbook, why the other rows are none, and what is remarked."""
    source = open_records(file, layout, ReadingOptions(**options))
    found = list(source)
    records = [each.data for each in found if isinstance(each, Record)]
    reasons = [each.reason for each in found if not isinstance(each, Record)]
    return records, reasons, [each.sentence for each in source.remarks.values()]
