"""What a file that should be a workbook is, whatever its name; OpenDocument, and the forms before 2007."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from helpers.workbooks import number_cell, read, rows_of, write_ods, write_xlsx
from openpyxl import Workbook

from oslo.errors import InputError
from oslo.records import open_records
from oslo.records.workbooks.number_formats import PERCENT
from oslo.records.workbooks.old import OldBook

SAVE = "open it in a spreadsheet program and save it as .xlsx or .csv"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\r\n \n", "the file is empty"),
        (b"<html><body><table></table></body></html>", f"not a workbook but a web page (HTML): {SAVE}"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<HTML>", f"not a workbook but a web page (HTML): {SAVE}"),
        ("<table><tr><td>é".encode("utf-16"), f"not a workbook but a web page (HTML): {SAVE}"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', f"not a workbook but a web page (HTML): {SAVE}"),
        (b"<style>td { width: 9px }</style><div>", f"not a workbook but a web page (HTML): {SAVE}"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "a web page with its parts (MHTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML of Excel 2003"),
        (b'<?xml version="1.0"?><office:document xmlns:office="urn:o">', "a flat OpenDocument spreadsheet"),
        (b'<?xml version="1.0"?><personen/>', "an XML document: name it .xml"),
        (b'[{"a": 1}]', "a JSON document: name it .json"),
        (b"CODE;NAAM\n1;Markt\n", "a text, perhaps CSV: name it .csv, or give --from csv"),
        ("CODE\tNAAM\n".encode("utf-16"), "a text, perhaps CSV: name it .csv, or give --from csv"),
        ("CODE;STAD\n1;Liège\n".encode("cp1252"), "a text, perhaps CSV: name it .csv, or give --from csv"),
        (b"ID;PWXL;N;E\n", "SYLK"),
        (b"%PDF-1.7", "a PDF document: ask for"),
        (b"{\\rtf1", "a text document (RTF)"),
        (b"\x1f\x8b\x08\x00", "a compressed file (gzip): unpack it first"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (b"\x09\x08\x10\x00", "a workbook of before Excel 97"),
        (bytes(range(1, 9)) * 9, "not a workbook, and not text"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password: open it"),
        (OLE + "WordDocument".encode("utf-16-le"), "not a workbook but another document of Office before 2007"),
        (OLE + "Workbook".encode("utf-16-le"), "not a workbook that can be read"),
        (b"PK\x03\x04 and no more", "a broken workbook: the zip: File is not a zip file"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, content: bytes, message: str, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(content)
    with pytest.raises(InputError) as error:
        open_records(tmp_path / f"a.{suffix}")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file.getvalue()


TYPES = "[Content_Types].xml"
BOMB = {TYPES: "<Types/>", "xl/workbook.xml": "<a>" + "<b/>" * 2**23 + "</a>"}
ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><workbook xmlns="urn:a">&b;</workbook>'
ENCRYPTED = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": "<encryption-data/>",
}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({TYPES: "", "word/document.xml": ""}, "not a workbook but a text document (Word)"),
        ({TYPES: "", "ppt/presentation.xml": ""}, "not a workbook but a presentation (PowerPoint)"),
        ({"Index/Document.iwa": ""}, "not a workbook but a document of Numbers, Pages or Keynote"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "not a workbook but an OpenDocument text"),
        (ENCRYPTED, "protected by a password"),
        ({"2024/plaats.csv": "CODE"}, "not a workbook but another zip: unpack it first; it has 2024/plaats.csv"),
        ({TYPES: "<Types/>", "xl/workbook.xml": "<workbook"}, "broken workbook: xl/workbook.xml: not well-formed XML"),
        ({TYPES: "<Types/>"}, "a broken workbook: it has no xl/workbook.xml"),
        (BOMB, "xl/workbook.xml unpacks to 32 MiB"),
        ({TYPES: "<Types/>", "xl/workbook.xml": ENTITY}, "xl/workbook.xml has a document type"),
    ],
)  # fmt: skip
def test_a_zip_that_is_no_workbook_is_named(tmp_path: Path, parts: dict[str, str], message: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(zipped(**parts))
    with pytest.raises(InputError) as error:
        open_records(tmp_path / "a.xlsx")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "", "no sheet has a cell 'ZZZZ1'"),
        ('<row r="1"><c r="a1"><v>1</v></c></row>', "", "no sheet has a cell 'a1'"),
        ('<row r="99999999"><c r="A9"><v>1</v></c></row>', "", "no sheet has a row 99999999"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "", "not well-formed XML"),
        ('<row r="1"><c r="A1"><v>&b;</v></c></row>', '<!DOCTYPE worksheet [<!ENTITY b "c">]>', "has a document type"),
    ],
)
def test_a_sheet_that_no_program_writes_is_refused(tmp_path: Path, rows: str, head: str, message: str) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", rows, head=head)
    with pytest.raises(InputError, match=message), file.open("rb") as stream:
        list(open_records(stream, form="xlsx"))


@pytest.mark.parametrize("suffix", ["xls", "xlsm", "xltx", "xltm", "ods", "xlsb"])
def test_a_workbook_is_read_by_its_content(tmp_path: Path, suffix: str) -> None:
    file = write_xlsx(tmp_path / f"a.{suffix}", rows_of(["A"], [number_cell("12", 1)]), formats=["000"])
    assert read(file) == ([["012"]], [], [])


def test_a_workbook_from_a_pipe() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    file = io.BytesIO()
    book = Workbook()
    book.active.append(["A"])
    book.active.append([1])
    book.save(file)
    assert [each.data for each in open_records(Pipe(file.getvalue()), form="xlsx")] == [["1"]]


class NoName(zipfile.ZipInfo):
    """The header of a part without a name."""

    def is_dir(self) -> bool:
        return False


def test_a_part_without_a_name_is_no_reason_to_refuse_a_workbook(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", rows_of(["A"], ["Gent"]))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(NoName(""), "x")
    assert read(file) == ([["Gent"]], [], [])


# OpenDocument


def test_a_name_of_an_attribute_that_does_not_end(tmp_path: Path) -> None:
    """If each of its letters were taken for the beginning of a name, it would take an hour."""
    file = write_ods(tmp_path / "a.ods", f"<table:table table:name{'.a' * 500_000}>{row('A')}</table:table>")
    with pytest.raises(InputError, match="no sheet"):
        read(file)


def table(*rows: str, name: str = "Blad1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    written = "".join(each if each.startswith("<") else text(each) for each in cells)
    return f"<table:table-row {more}>{written}</table:table-row>"


def text(content: str, more: str = "") -> str:
    if not content:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string" {more}><text:p>{content}</text:p></table:table-cell>'


def value(kind: str, attribute: str, shown: str, more: str = "") -> str:
    cell = f'<table:table-cell office:value-type="{kind}" office:{attribute} {more}>'
    return f"{cell}<text:p>{shown}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("cell", "shown", "remarks"),
    [
        (value("float", 'value="12"', "12,00"), "12", []),
        (value("float", 'value="12"', "00012"), "00012", []),
        (value("float", 'value="475000011"', "0475.000.011"), "0475.000.011", []),
        (value("float", 'value="1234567890123456"', "1,23E+15"), "1234567890123456", []),
        (value("float", 'value="0.30000000000000004"', "0,3"), "0.3", []),
        (value("float", 'value="0.05"', "0,05"), "0.05", []),
        (value("float", 'value="1E-07"', "1E-07"), "0.0000001", []),
        (value("percentage", 'value="0.075"', "7,5 %"), "0.075", [PERCENT]),
        (value("currency", 'value="12.5" office:currency="EUR"', "€ 12,50"), "12.5", []),
        (value("date", 'date-value="2023-03-15"', "15/03/23"), "2023-03-15", []),
        (value("date", 'date-value="2023-03-15T08:30:00"', "15/03/23 08:30"), "2023-03-15T08:30:00", []),
        (value("date", 'date-value="2023-03-15T00:00:00"', "15/03/23"), "2023-03-15", []),
        (value("time", 'time-value="PT08H30M00S"', "08:30"), "08:30:00", []),
        (value("time", 'time-value="PT26H30M00.5S"', "26:30"), "26:30:00", []),
        (value("boolean", 'boolean-value="true"', "WAAR"), "true", []),
        (text("0012"), "0012", []),
        (text("een<text:s text:c='2'/>twee<text:span> drie</text:span>"), "een  twee drie", []),
        (text("een</text:p><text:p>twee"), "een\ntwee", []),
        ("<table:table-cell office:value-type='string'><office:annotation><text:p>bron</text:p></office:annotation>"
         "<text:p>een</text:p></table:table-cell>", "een", []),
    ],
)  # fmt: skip
def test_cells_of_open_document(tmp_path: Path, cell: str, shown: str, remarks: list[str]) -> None:
    file = write_ods(tmp_path / "a.ods", table(row("NR", "V"), row("1", cell)))
    assert read(file) == ([["1", shown]], [], remarks)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (text("#N/A", 'table:formula="of:=NA()" calcext:value-type="error"'), "'#N/A' is the error of a formula"),
        (text("#DEEL/0!", 'table:formula="of:=1/0" calcext:value-type="error"'), "'#DEEL/0!' is the error"),
        (value("float", 'value="0"', "Err:502", 'table:formula="of:=A("'), "'Err:502' is the error"),
        ('<table:table-cell table:formula="of:=1+1"/>', "a formula without a stored result"),
        (value("float", 'value="x"', "x"), "not a number: 'x'"),
        (value("time", 'time-value="half negen"', "08:30"), "not a time: 'half negen'"),
    ],
)
def test_cells_of_open_document_without_a_value(tmp_path: Path, cell: str, reason: str) -> None:
    file = write_ods(tmp_path / "a.ods", table(row("NR", "V"), row("1", cell), row("2", "goed")))
    records, [found], _ = read(file)
    assert records == [["2", "goed"]]
    assert found.startswith(f"Blad1!B2: {reason}")


def test_rows_of_open_document_that_are_repeated_merged_or_hidden(tmp_path: Path) -> None:
    twice = text("x", 'table:number-columns-repeated="2"')
    spans = text("Gent", 'table:number-rows-spanned="2"')
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    file = write_ods(
        tmp_path / "a.ods",
        table(
            row("A", "B", "C", empty),
            row(twice, "y", more='table:number-rows-repeated="2"'),
            row(spans, "1", "", more='table:visibility="filter"'),
            row("<table:covered-table-cell/>", "2", "z"),
            row(empty, more='table:number-rows-repeated="1048000"'),
            row("einde"),
        ),
    )
    source = open_records(file)
    assert [(each.line, each.data) for each in source] == [
        (2, ["x", "x", "y"]),
        (3, ["x", "x", "y"]),
        (4, ["Gent", "1", None]),
        (5, ["Gent", "2", "z"]),
        (1048006, ["einde", None, None]),
    ]
    assert list(source.remarks) == [
        "merged cells: their value is given to each row and column that they cover",
        "a hidden row, which is read as any other",
    ]


def test_sheets_of_open_document(tmp_path: Path) -> None:
    style = '<style:style style:name="s1"><style:table-properties table:display="false"/></style:style>'
    tables = [
        table(row("oud"), name="Oud", more='table:style-name="s1"'),
        table(row("A"), row("1"), name="Nu"),
        table(row(""), name="Leeg"),
        table(row("A", more='table:number-rows-repeated="3"'), name="Later"),
    ]
    file = write_ods(tmp_path / "a.ods", "".join(tables), styles=style)
    assert read(file) == (
        [["1"]],
        [],
        ["the sheet 'Nu' is read, and not 'Oud' (hidden, 1 row), 'Later' (3 rows): choose with --sheet or `records`"],
    )


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (table(row("A"), row("x", more='table:number-rows-repeated="99999999"')), "no sheet has a row 1048577"),
        (table(row(text("A", 'table:number-columns-repeated="99999"'))), "row 1 has over 16384 cells"),
        (table(row("A")) + table(row("A", more='table:number-rows-repeated="veel"'), name="B"), "a broken workbook"),
        ("<table:table ><table:table-row/></table:table>", "the sheet is empty"),
    ],
)
@pytest.mark.slow
def test_a_small_file_of_open_document_that_is_endless_broken_or_empty(
    tmp_path: Path, tables: str, message: str
) -> None:
    write_ods(tmp_path / "a.ods", tables)
    with pytest.raises(InputError, match=message), (tmp_path / "a.ods").open("rb") as stream:
        for _ in open_records(stream, form="ods"):
            pass


# Before 2007: no library here writes .xls, so its reader is tried on the form that it reads as well.


def test_cells_without_formats(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    book.create_sheet("Oud").sheet_state = "hidden"
    cells = [12.0, 0.1 + 0.2, 1e21, 1234567890123456, "0012", True, date(2023, 3, 15), datetime(2023, 3, 15, 8, 30)]
    sheet.append([*cells, time(8, 30), timedelta(hours=26, minutes=30), "#N/A", None])
    sheet.append(["Gent"])
    sheet.merge_cells("A2:B2")
    book.save(tmp_path / "a.xlsx")
    with (tmp_path / "a.xlsx").open("rb") as stream:
        old = OldBook(stream, "a.xlsx")
        first, second = old.rows(old.sheets[0])
    assert [(each.name, each.hidden) for each in old.sheets] == [("Sheet", False), ("Oud", True)]
    assert first.cells[:6] == ["12", "0.3", "1" + "0" * 21, "1234567890123456", "0012", "true"]
    assert first.cells[6:10] == ["2023-03-15", "2023-03-15T08:30:00", "08:30:00", "26:30:00"]
    assert list(second.merged) == [(0, 1, 2)]
    assert old.remark
    assert "save it as .xlsx" in old.remark
