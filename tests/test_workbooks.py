"""Workbooks of Excel: cells as a person reads them, and nothing in silence: errors, merged cells, sheets not read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from helpers.workbooks import number_cell, read, rows_of, text_cell, write_xlsx
from hypothesis import given, strategies as st

from oslo.errors import InputError
from oslo.records import Layout, open_records
from oslo.records.workbooks.number_formats import HIDDEN_DAY, HIDDEN_TIME, PERCENT, compile_format
from oslo.records.workbooks.package import Package
from oslo.records.workbooks.sheets import Row
from oslo.records.workbooks.xlsx import XlsxBook


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        ("", "9000", "9000"),
        ("", "0.30000000000000004", "0.3"),
        ("", "3.7199999999999998", "3.72"),
        ("", "3.0000000000000004", "3"),
        ("", "1234567890123456", "1234567890123456"),
        ("", "1.234567890123456E15", "1234567890123456"),
        ("", "9.9999999999999998E-8", "0.0000001"),
        ("0.00E+00", "1E+21", "1" + "0" * 21),
        ("", "-0.50", "-0.5"),
        ("", "-0", "0"),
        ("@", "007", "7"),
        ("#,##0", "1234567", "1234567"),
        ('"€" #,##0.00', "12.5", "12.5"),
        ("[$€-813] #,##0.00;[Red]-[$€-813] #,##0.00", "-12.5", "-12.5"),
        ("# ?/?", "0.5", "0.5"),
        ("00000", "12", "00012"),
        ("0000000000", "475000011", "0475000011"),
        ("00000;-00000;0;@", "-12", "-00012"),
        ("[$-813]00000", "8", "00008"),
        ("00000", "1234567", "1234567"),
        ("00000", "1.5", "1.5"),
        ("00.0", "5", "05"),
        ('0000"."000"."000', "475000011", "0475.000.011"),
        (r"000\-0000000\-00", "91234567", "000-0912345-67"),
        (r"0###\/##\ ##\ ##", "475000011", "0475/00 00 11"),
        ("#00", "5", "05"),
        ("#00", "12345", "12345"),
        ("0 0/0", "0.5", "0.5"),
        ('"BE "0000000000', "475000011", "BE 0475000011"),
        ("dd/mm/yyyy", "45000", "2023-03-15"),
        ("dd/mm/yyyy", "59", "1900-02-28"),
        ("dd/mm/yyyy", "61", "1900-03-01"),
        (r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "45000", "2023-03-15"),
        ("[Red]d mmm yy;@", "45000", "2023-03-15"),
        ("mmm-yy", "45000", "2023-03-15"),
        ("dd/mm/jjjj", "45000", "2023-03-15"),
        ("yyyy-mm-dd hh:mm", "45000.354166666664", "2023-03-15T08:30:00"),
        ("yyyy-mm-dd hh:mm", "45000", "2023-03-15"),
        ("yyyy-mm-dd hh:mm:ss", "45000.999999", "2023-03-16"),
        ("h:mm AM/PM", "0.75", "18:00:00"),
        ("mm:ss", "0.0006944444", "00:01:00"),
        ("[h]:mm", "1.1041666666666667", "26:30:00"),
        ("[hh]:mm:ss", "0.5", "12:00:00"),
        ("[mm]:ss", "0.0625", "01:30:00"),
        ("0 \"dagen\"", "3", "3"),
    ],
)  # fmt: skip
def test_a_number_is_what_its_format_shows(code: str, stored: str, text: str) -> None:
    told: list[str] = []
    assert (compile_format(code, told.append)(stored), told) == (text, [])


@pytest.mark.parametrize(
    ("code", "stored", "text", "remark"),
    [
        ("0.0%", "0.075", "0.075", PERCENT),
        ("0%", "7.0000000000000007E-2", "0.07", PERCENT),
        ("dd/mm/yyyy", "45000.5", "2023-03-15", HIDDEN_TIME),
        ("hh:mm", "45000.5", "12:00:00", HIDDEN_DAY),
    ],
)
def test_what_a_format_hides_is_told(code: str, stored: str, text: str, remark: str) -> None:
    told: list[str] = []
    assert (compile_format(code, told.append)(stored), told) == (text, [remark])


@pytest.mark.parametrize(
    ("code", "stored", "reason"),
    [
        ("dd/mm/yyyy", "60", "29/02/1900 is no day"),
        ("dd/mm/yyyy hh:mm", "60.5", "29/02/1900 is no day"),
        ("dd/mm/yyyy", "0", "0 has the format of a day, and is none"),
        ("dd/mm/yyyy", "-3", "-3 has the format of a day or a time, and is below zero"),
        ("dd/mm/yyyy", "9000000", "beyond the year 9999"),
        ("[h]:mm", "-0.5", "below zero"),
        ("", "twaalf", "not a number: 'twaalf'"),
        ("", "NaN", "not a number that a workbook can have"),
        ("", "1E+999999", "not a number that a workbook can have"),
        ("hh:mm", "1E+400", "not a number"),
    ],
)
def test_a_number_that_says_nothing_is_refused(code: str, stored: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        compile_format(code, print)(stored)


def test_days_since_1904() -> None:
    read_day = compile_format("dd/mm/yyyy", print, since_1904=True)
    assert [read_day(each) for each in ("0", "60", "43538")] == ["1904-01-01", "1904-03-01", "2023-03-15"]


def test_days_since_1904_by_the_workbook(tmp_path: Path) -> None:
    rows = rows_of(["D"], [number_cell("43538", 1)])
    file = write_xlsx(tmp_path / "a.xlsx", rows, formats=["d/m/yy"], book='<workbookPr date1904="1"/>')
    assert read(file) == ([["2023-03-15"]], [], [])


PHONETIC = "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
RICH = '<si><r><t xml:space="preserve">Grote </t></r><r><rPr><b/></rPr><t>Markt</t></r></si>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="@" t="s"><v>0</v></c>', "12"),
        ('<c r="@" t="s"><v>1</v></c>', "東京"),
        ('<c r="@" t="s"><v>2</v></c>', "Grote Markt"),
        ('<c r="@" t="s"><v>3</v></c>', "een\ntwee_x000D_"),
        ('<c r="@" t="s"><v>4</v></c>', "😀"),
        ('<c r="@" t="inlineStr"><is><r><t>Sint-</t></r><r><t>Jan</t></r></is></c>', "Sint-Jan"),
        ('<c r="@" t="inlineStr"><is><t>R &amp; D</t></is></c>', "R & D"),
        ('<c r="@" t="str"><f>A1&amp;"x"</f><v>1,50</v></c>', "1,50"),
        ('<c r="@" t="str"><f>""</f><v></v></c>', None),
        ('<c r="@"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="@" t="n"><f t="shared" si="0"/><v>2</v></c>', "2"),
        ('<c r="@" t="b"><v>1</v></c>', "true"),
        ('<c r="@" t="b"><v>0</v></c>', "false"),
        ('<c r="@" t="d"><v>2023-03-15T00:00:00.000</v></c>', "2023-03-15"),
        ('<c r="@" t="d"><v>2023-03-15T08:30:00</v></c>', "2023-03-15T08:30:00"),
        ('<c s="0" r="@"><v>0.5</v></c>', "0.5"),
    ],
)
@pytest.mark.parametrize("main", ["http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                  "http://purl.oclc.org/ooxml/spreadsheetml/main"], ids=["2006", "strict"])  # fmt: skip
def test_every_type_of_cell(tmp_path: Path, cell: str, text: str | None, main: str) -> None:
    strings = ["12", PHONETIC, RICH, "een_x000D_\ntwee_x005F_x000D_", "_xD83D__xDE00_"]
    file = write_xlsx(tmp_path / "a.xlsx", rows_of(["NR", "V"], ["1", cell]), strings=strings, main=main)
    assert read(file) == ([["1", text]], [], [])


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="@" t="e"><v>#N/A</v></c>', "'#N/A' is the error of a formula, not a value"),
        ('<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "'#DIV/0!' is the error"),
        ('<c r="@" t="str"><f>B9</f><v>#REF!</v></c>', "'#REF!' is the error"),
        ('<c r="@" t="inlineStr"><is><t>#VALUE!</t></is></c>', "'#VALUE!' is the error"),
        ('<c r="@" t="s"><v>0</v></c>', "'#N/B' is the error"),
        ('<c r="@"><f>SUM(A1:A9)</f></c>', "a formula without a stored result: open the file"),
        ('<c r="@"><f>SUM(A1:A9)</f><v></v></c>', "a formula without a stored result: open the file"),
        ('<c r="@" t="b"><f>A1=1</f><v/></c>', "a formula without a stored result: open the file"),
        ('<c r="@" t="s"><v>7</v></c>', "not a value of a workbook: '7'"),
        ('<c r="@" s="9"><v>7</v></c>', "not a value of a workbook: '7'"),
        ('<c r="@" s="1"><v>60</v></c>', "29/02/1900 is no day"),
    ],
)
def test_a_cell_without_a_value_rejects_its_row(tmp_path: Path, cell: str, reason: str) -> None:
    rows = rows_of(["NR", "V"], ["1", cell], ["2", "goed"])
    records, reasons, _ = read(write_xlsx(tmp_path / "a.xlsx", rows, strings=["#N/B"], formats=["d/m/y"]))
    assert records == [["2", "goed"]]
    assert [each.startswith(f"Blad1!B2: {reason}") for each in reasons] == [True]


def test_results_of_formulas_that_may_be_old_are_told(tmp_path: Path) -> None:
    rows = rows_of(["NR"], ['<c r="@"><f>1+1</f><v>0</v></c>'], ['<c r="@"><f>1+1</f><v>0</v></c>'], ["3"])
    file = write_xlsx(tmp_path / "a.xlsx", rows, book='<calcPr fullCalcOnLoad="1"/>')
    records, _, [remark] = read(file)
    assert records == [["0"], ["0"], ["3"]]
    assert remark.startswith("a formula is read by its stored result")
    assert remark.endswith("(2 times)")


CELLS = st.one_of(
    st.text("ab<&'\"_x00D_é\t\n#N/A", max_size=6).map(lambda text: text_cell("@", text)),
    st.sampled_from(["0", "12", "0.30000000000000004", "1E-7", "60", "x", ""]).flatmap(
        lambda value: st.sampled_from([number_cell(value), number_cell(value, 1), number_cell(value, 2)])
    ),
    st.integers(0, 5).map(lambda number: f'<c r="@" t="s"><v>{number}</v></c>'),
    st.sampled_from(
        ["", '<c r="@" s="1"/>', '<c r="@" t="e"><v>#REF!</v></c>', '<c r="@" t="b"><v>1</v></c>',
         '<c r="@"><f>1</f></c>',
         '<c r="@" t="str"><f>A1&amp;"x"</f><v>a&amp;b</v></c>', '<c t="str" r="@"><v>#N/A</v></c>',
         '<c r="@" t="str"><f aca="1">A1</f><v>_x000D_b</v></c>', '<c r="@" t="n"><f t="shared" si="0"/><v>7</v></c>']
    ),
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_the_quick_way_gives_the_same_rows(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    file = tmp_path_factory.mktemp("law") / "a.xlsx"
    write_xlsx(file, rows_of(*rows), strings=["a", RICH, "#N/A", "_x0041_"], formats=["0.0%", "dd/mm/yyyy"])

    def all_rows(*, quick: bool) -> list[Row]:
        with file.open("rb") as stream:
            book = XlsxBook(Package(stream, "a.xlsx"), "a.xlsx", quick=quick)
            found = [row._replace(told=list(row.told)) for row in book.rows(book.sheets[0])]
        return [row for row in found if row.filled or row.problems]

    assert all_rows(quick=True) == all_rows(quick=False)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- </row> --><row r="3"><c r="B3"><v>2</v></c></row>',
        '<row spans="1:2" r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="B3"><v>2</v></c></row>',
        '<row><c><v>1</v></c></row><row/><row><c/><c><v>2</v></c></row>',
        '<row r="1" hidden="false"><c r="A1"><v>1</v></c></row>\n'
        '<row r="3"><c r="A3"/><c r="B3"><v><![CDATA[2]]></v></c></row>',
    ],
)  # fmt: skip
def test_rows_that_are_written_in_other_ways(tmp_path: Path, rows: str) -> None:
    source = open_records(write_xlsx(tmp_path / "a.xlsx", rows), Layout(header=0, columns=("A", "B")))
    assert [(each.line, each.data) for each in source] == [(1, ["1", None]), (3, [None, "2"])]


def test_the_first_rows_by_their_number(tmp_path: Path) -> None:
    rows = rows_of(["Lijst"]) + rows_of(["NR", "NAAM"], ["1", "Markt"], first=3) + rows_of(["einde"], first=40)
    with open_records(write_xlsx(tmp_path / "a.xlsx", rows)) as source:
        assert source.first_rows() == [["Lijst"], [], ["NR", "NAAM"], ["1", "Markt"]]


@pytest.mark.parametrize("header", [None, 30])
def test_rows_that_are_only_formatted_are_empty(tmp_path: Path, header: int | None) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(1, 30))
    file = write_xlsx(tmp_path / "a.xlsx", rows + rows_of(["NR"], ["7"], first=30), formats=["@"])
    assert read(file, Layout(header=header)) == ([["7"]], [], [])


def merged(*references: str) -> str:
    return f"<mergeCells>{''.join(f'<mergeCell ref={each!r}/>' for each in references)}</mergeCells>"


FILLED = "merged cells: their value is given to each row and column that they cover"


@pytest.mark.parametrize(
    ("references", "rows", "records", "remarks"),
    [
        (["A2:A4"], [["Gent", "a"], ["", "b"], ["", "c"], ["Aalst", "d"]],
         [["Gent", "a"], ["Gent", "b"], ["Gent", "c"], ["Aalst", "d"]], [FILLED]),
        (["A2:B2", "C3:C4"], [["9-17", "", "x"], ["8", "9", "y"], ["1", "2", ""]],
         [["9-17", "9-17", "x"], ["8", "9", "y"], ["1", "2", "y"]], [f"{FILLED} (2 times)"]),
        (["A2:B3"], [["x", "", "1"], ["", "", "2"]], [["x", "x", "1"], ["x", "x", "2"]], [FILLED]),
        (["A2:A3", "B2:B3"], [["1", "Gent"], ["", ""], ["2", "Aalst"]], [["1", "Gent"], ["2", "Aalst"]],
         [f"{FILLED} (2 times)"]),
        (["A2:C2"], [["Centrum", "", ""], ["1", "2", "3"]], [["Centrum", None, None], ["1", "2", "3"]], []),
        (["A2:A3"], [["", "a"], ["", "b"]], [[None, "a"], [None, "b"]], []),
    ],
    ids=["down", "both", "a block", "a record of two rows", "a caption", "empty"],
)  # fmt: skip
def test_merged_cells_hold_for_what_they_cover(
    tmp_path: Path, references: list[str], rows: list[list[str]], records: list[list[str]], remarks: list[str]
) -> None:
    header = ["K1", "K2", "K3"][: len(rows[0])]
    file = write_xlsx(tmp_path / "a.xlsx", rows_of(header, *rows), after=merged(*references))
    assert read(file) == (records, [], remarks)


def test_an_error_in_a_merged_cell_is_one_in_each_row(tmp_path: Path) -> None:
    rows = rows_of(["A", "B"], ['<c r="@" t="e"><v>#N/A</v></c>', "x"], ["", "y"], ["1", "z"])
    records, reasons, _ = read(write_xlsx(tmp_path / "a.xlsx", rows, after=merged("A2:A3")))
    assert records == [["1", "z"]]
    assert [each[:9] for each in reasons] == ["Blad1!A2:", "Blad1!A3:"]


def test_names_that_are_merged_downwards(tmp_path: Path) -> None:
    rows = rows_of(["NR", "Adres", "", "TEL"], ["", "STRAAT", "NUMMER", ""], ["1", "Markt", "2", "x"])
    file = write_xlsx(tmp_path / "a.xlsx", rows, after=merged("A1:A2", "B1:C1", "D1:D2"))
    source = open_records(file, Layout(header=2))
    assert source.columns == ["NR", "STRAAT", "NUMMER", "TEL"]
    assert [each.data for each in source] == [["1", "Markt", "2", "x"]]
    assert [len(each) for each in source.first_rows()] == [4, 3, 4]


@pytest.mark.parametrize(
    ("hidden", "given", "sheet", "others"),
    [
        ([], None, "Een", "'Twee' (3 rows), 'Drie' (1 row)"),
        (["Een"], None, "Twee", "'Een' (hidden, 2 rows), 'Drie' (1 row)"),
        (["Een", "Twee", "Drie", "Leeg"], None, "Een", "'Twee' (hidden, 3 rows), 'Drie' (hidden, 1 row)"),
        (["Een"], "Twee", "Twee", None),
    ],
)
def test_sheets_that_are_not_read_are_told(
    tmp_path: Path, hidden: list[str], given: str | None, sheet: str, others: str | None
) -> None:
    sheets = {"Een": rows_of(["A"], ["1"]), "Twee": rows_of(["A"], ["1"], ["2"]), "Drie": rows_of(["A"]), "Leeg": ""}
    file = write_xlsx(tmp_path / "a.xlsx", sheets, hidden=hidden)
    remarks = [f"the sheet {sheet!r} is read, and not {others}: choose with --sheet or `records`"] if others else []
    assert read(file, sheet=given)[2] == remarks
    assert read(file, Layout(records=given))[2] == remarks


def test_a_hidden_sheet_of_drop_down_lists_is_no_sheet_of_records(tmp_path: Path) -> None:
    sheets = {"Blad": rows_of(["A"], ["ja"]), "de 'lijst'": rows_of(["ja"], ["nee"])}
    lists = "<formula1>'de ''lijst'''!$A$1:$A$2</formula1>"
    after = (
        f'<dataValidations count="1"><dataValidation type="list" sqref="A2">{lists}</dataValidation></dataValidations>'
    )
    assert read(write_xlsx(tmp_path / "a.xlsx", sheets, after=after, hidden=["de 'lijst'"]))[2] == []
    assert len(read(write_xlsx(tmp_path / "a.xlsx", sheets, after=after))[2]) == 1


def test_an_empty_sheet_names_the_others(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", {"Leeg": "", "Vol": rows_of(["A"], ["1"])})
    with pytest.raises(
        InputError, match=r"the sheet is empty; choose another with --sheet or `records`: 'Vol' \(2 rows\)"
    ):
        open_records(file)


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    rows = rows_of(["A"], ["1"], ["2"], ["3"]).replace('<row r="3"', '<row r="3" hidden="1"')
    assert read(write_xlsx(tmp_path / "a.xlsx", rows)) == (
        [["1"], ["2"], ["3"]], [], ["a hidden row, which is read as any other"]
    )  # fmt: skip


@pytest.mark.slow
def test_a_sheet_in_flat_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        cells = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" s="{n % 2}"/>' for n in range(2, count + 2))
        rows = rows_of(["A", "B"]) + "".join(
            f'{each}<c r="C{n}" t="b"><v>1</v></c></row>' for n, each in enumerate(cells)
        )
        file = write_xlsx(tmp_path / "a.xlsx", rows, formats=["@"])
        del rows
        tracemalloc.start()
        assert sum(1 for _ in open_records(file)) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(40_000) < 2 * peak(4_000) + 100_000
