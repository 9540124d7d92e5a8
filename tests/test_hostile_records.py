"""Records of strangers: each becomes something or is a reject, in any form, and a reject reads again as it was."""
# ruff: noqa: E501

from __future__ import annotations

import copy
import csv
import io
import json
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.published import REPOSITORY
from helpers.workbooks import rows_of, text_cell, write_xlsx

from oslo.errors import InputError, OsloError
from oslo.mapping.conversion import convert
from oslo.mapping.mapping import load_mapping, mapping_from
from oslo.mapping.outcome import Listeners, Outcome
from oslo.mapping.rejects_file import RejectsFile
from oslo.records import Layout, open_records
from oslo.records.tables.dialect import cells_up_to

PLACE = {
    "profile": "persoon-basis",
    "model": "Plaats",
    "id": "https://data.example.be/{NR}",
    "fields": {"plaatsnaam": "NAAM"},
}
EXAMPLES = {
    "basisregisters": "basisregisters/adres.json",
    "uitdatabank": "uitdatabank/*.json*",
    "citadel": "punten/*.json",
}


def twice(mapping: Any, data: bytes, folder: Path, form: str) -> tuple[Outcome, Outcome | None]:
    """What becomes of records, and of their rejects when these are read again."""
    file = RejectsFile(folder / "r.jsonl")
    first = convert([io.BytesIO(data)], mapping, io.StringIO(), form=form, listeners=Listeners(file))
    file.close()
    if not first.rejects:
        return first, None
    return first, convert([folder / "r.jsonl"], mapping, io.StringIO())


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data[:2]) if isinstance(data, list) else ()
    for name, value in inside:
        yield (*path, name)
        yield from places(value, (*path, name))


def replaced(data: Any, path: tuple[Any, ...], value: str) -> bytes:
    """A document with a piece of JSON text at a place."""
    whole = copy.deepcopy(data)
    at = whole
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = "@here@"
    return json.dumps(whole).replace('"@here@"', value).encode()


OTHER = ["null", "true", "0", "-0", "1.50", '""', "[]", "{}", "[[]]", "[[1]]", "[{}]", '{"@value": 1}', '{"nl": {}}', '{"nl": ["a"]}', '["a", "b"]',
         '"\\ud800"', '{"\\udfff": 1}', "9" * 5000, "1e999999", "0." + "1" * 5000, "1E-99999", "[" * 400 + "]" * 400, '{"a": 1, "a": 2}', '"\\u0000"',
         '"\\u001b[31m"', '{"": 1}', '{"a.b": 1, ".": 2}']  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_anything_in_place_of_any_value_of_a_ready_mapping(tmp_path: Path, name: str) -> None:
    mapping = load_mapping(name)
    example = sorted((REPOSITORY / "docs" / "examples").glob(EXAMPLES[name]))[0]
    document = json.loads(
        example.read_text("utf-8").splitlines()[0] if example.suffix == ".jsonl" else example.read_text("utf-8")
    )
    for number, path in enumerate(places(document)):
        for value in OTHER[number % 7 :: 7]:
            try:
                first, again = twice(mapping, replaced(document, path, value), tmp_path, "json")
            except InputError as error:  # where the records were, is something else
                assert len(path) <= 2, (path, value[:30], error)
                continue
            assert first.resources + first.rejects + len(first.notices) >= 1, (path, value[:30])
            assert again is None or again.rejects >= 1, (path, value[:30])


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("value", OTHER, ids=[each[:20] for each in OTHER])
def test_the_run_goes_on_after_a_record_of_another_type(tmp_path: Path, form: str, value: str) -> None:
    records = [
        '{"NR": 1, "NAAM": "Gent"}',
        f'{{"NR": 2, "NAAM": {value}}}',
        f'{{"NR": {value}, "NAAM": "Genk"}}',
        '{"NR": 4, "NAAM": "Luik"}',
    ]
    text = f"[{', '.join(records)}]" if form == "json" else "\n".join(records)
    first, again = twice(mapping_from(PLACE, "m"), text.encode(), tmp_path, form)
    assert first.resources + first.rejects == 4
    assert first.resources >= 2
    assert again is None or (again.resources, again.rejects) == (0, first.rejects)


@pytest.mark.parametrize("levels", [198, 480, 900])
@pytest.mark.parametrize("inside", ['{"a": ', "[", '[{"a": '])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_deep_value_that_no_rule_reads(tmp_path: Path, form: str, inside: str, levels: int) -> None:
    times = levels // (inside.count("[") + inside.count("{"))
    deep = inside * times + "1" + "".join({"{": "}", "[": "]"}.get(each, "") for each in reversed(inside * times))
    records = ['{"NR": 1, "NAAM": "Gent"}', f'{{"NR": 2, "NAAM": "Genk", "x": {deep}}}', '{"NR": 3, "NAAM": "Luik"}']
    text = f"[{', '.join(records)}]" if form == "json" else "\n".join(records)
    first, _ = twice(mapping_from(PLACE, "m"), text.encode(), tmp_path, form)
    assert (first.resources, first.rejects, len(first.unread)) == (3, 0, 1)
    assert sum(each.times for each in first.unread) == 1


@pytest.mark.parametrize("text", ['{"type": "x:not-found", "title": ["Fout"], "detail": [{}], "instance": {"@value": 1}}',
                                  '{"type": "x:not-found", "title": {"nl": "Fout"}, "status": 404}',
                                  '{"type": ["x:not-found"], "title": 7, "detail": [[]]}', '{"status": {}, "title": null, "type": 1}'])  # fmt: skip
def test_a_message_that_is_no_text(tmp_path: Path, text: str) -> None:
    first, _ = twice(load_mapping("basisregisters"), text.encode(), tmp_path, "json")
    assert (first.resources, first.rejects + bool(first.notices) > 0) == (0, True)


@pytest.mark.parametrize(("written", "kept"), [("0.10", 0.1), ("50.84650000000000123", "50.84650000000000123"), ("1e999999", "1e999999"),
                                               ("1E-99999", "1E-99999"), ("1" * 5000, "1" * 5000), ("0e99999999999999999999", "0e99999999999999999999")])  # fmt: skip
def test_a_reject_keeps_each_number(tmp_path: Path, written: str, kept: object) -> None:
    twice(mapping_from(PLACE, "m"), f'[{{"NR": 1, "x": [{written}]}}]'.encode(), tmp_path, "json")
    assert json.loads((tmp_path / "r.jsonl").read_text("utf-8"))["x"] == [kept]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, "[" * 100_000 + "]" * 100_000])
def test_json_that_is_nested_too_deeply(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        twice(mapping_from(PLACE, "m"), text.encode(), tmp_path, "json")
    first, again = twice(mapping_from(PLACE, "m"), f'{text}\n{{"NR": 1, "NAAM": "Gent"}}'.encode(), tmp_path, "jsonl")
    assert (first.resources, first.rejects, again and again.rejects) == (1, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "<m>" * 100_000,
        "<l>" + "<m><NR>1</NR>" * 900 + "</m>" * 900 + "</l>",
        "<l><m><NAAM>" + "x" * 11_000_000 + "</NAAM></m></l>",
    ],
)
def test_xml_that_is_too_deep_or_too_long(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"^-:1: not well-formed XML: "):
        twice(mapping_from({**PLACE, "records": "//m"}, "m"), text.encode(), tmp_path, "xml")


# Folders and archives.


def filled(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def zipped(file: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file


ONE, TWO = "NR,NAAM\n1,Gent\n", "NR,NAAM\n2,Genk\n"


@pytest.mark.parametrize("make", [filled, zipped])
@pytest.mark.parametrize(
    "names",
    [
        ("plaats.csv", "plaats.txt"),
        ("Plaats.csv", "plaats.TXT"),
        ("a/plaats.tsv", "a/plaats.txt"),
        ("plaats.json", "plaats.txt"),
    ],
)
def test_a_text_with_the_name_of_a_table_is_not_left_out(tmp_path: Path, make: Any, names: tuple[str, str]) -> None:
    given = make(
        tmp_path / "in.zip", {names[0]: ONE if "json" not in names[0] else '[{"NR": 1, "NAAM": "Gent"}]', names[1]: TWO}
    )
    if "json" in names[0]:  # no table
        assert convert([given], mapping_from(PLACE, "m"), io.StringIO()).resources == 1
        return
    with pytest.raises(InputError, match=f"{names[0]} and {names[1]} have one name"):
        convert([given], mapping_from(PLACE, "m"), io.StringIO())


@pytest.mark.parametrize("make", [filled, zipped])
@pytest.mark.parametrize(
    "names",
    [
        ("plaats.csv", "Plaats.CSV"),
        ("2024/plaats.csv", "2025/plaats.csv"),
        ("plaats.csv", "plaats.tsv"),
        ("a.csv", "readme.txt"),
    ],
)
def test_files_of_one_name_are_all_read_or_named(tmp_path: Path, make: Any, names: tuple[str, str]) -> None:
    given = make(tmp_path / "in.zip", {names[0]: ONE, names[1]: TWO})
    outcome = convert([given], mapping_from(PLACE, "m"), io.StringIO())
    assert outcome.resources == 2 or "readme.txt" in outcome.notices[0].text


def test_tables_of_a_query_whose_names_differ_in_case(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    query = {**PLACE, "records": {"sql": "SELECT * FROM plaats", "key": "NR"}}
    with pytest.raises(InputError, match=r"Plaats\.CSV and .*plaats\.csv: names that differ only in case"):
        convert(
            [filled(tmp_path / "in", {"plaats.csv": ONE, "Plaats.CSV": TWO})], mapping_from(query, "m"), io.StringIO()
        )


@pytest.mark.parametrize("stop", [0, 1, 3])
def test_the_limit_of_cells_is_left_as_it_is(stop: int) -> None:
    before = csv.field_size_limit()
    long = "x" * (before + 1000)
    rows = iter(open_records(io.BytesIO(f'NR,NAAM\n1,{long}\n2,"{long}\n{long}"\n3,"a" b\n4,c\n'.encode()), form="csv"))
    for _ in range(stop):
        next(rows)
        assert csv.field_size_limit() == before
    rest = list(rows)
    assert (len(rest), csv.field_size_limit()) == (4 - stop, before)


# Workbooks.


def far(file: Path) -> Path:
    return write_xlsx(
        file, rows_of(("NR", "NAAM"), ("1", "Gent")) + f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    )


MEASURED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from oslo.cli import main
sys.argv[:] = ["oslo", *sys.argv[1:]]
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "convert far.xlsx -m m.yaml",
        "mapping far.xlsx -p persoon-basis --model Plaats",
        "mapping far.xlsx --check m.yaml",
        "convert far.xlsx",
    ],
)
def test_a_cell_that_is_far_away(tmp_path: Path, words: str) -> None:
    far(tmp_path / "far.xlsx")
    (tmp_path / "m.yaml").write_text(json.dumps(PLACE))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words.split()], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr


def binary(kind: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook (MS-XLSB, section 2.1.4)."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data)]) + data


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def write_xlsb(file: Path, cells: dict[tuple[int, int], str]) -> Path:
    rows = b"".join(binary(0, struct.pack("<I", row) + bytes(13)) + binary(6, struct.pack("<II", column, 0) + text(value))
                    for (row, column), value in cells.items())  # fmt: skip
    kinds = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        f'<Relationships xmlns="{kinds}"><Relationship Id="rId1" Type="{office}/{{}}" Target="{{}}"/></Relationships>'
    )
    sheet = binary(156, struct.pack("<II", 0, 1) + text("rId1") + text("Blad1"))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        package.writestr("_rels/.rels", link.format("officeDocument", "xl/workbook.bin"))
        package.writestr("xl/_rels/workbook.bin.rels", link.format("worksheet", "worksheets/sheet1.bin"))
        package.writestr("xl/workbook.bin", binary(131) + binary(143) + sheet + binary(144) + binary(132))
        package.writestr(
            "xl/worksheets/sheet1.bin",
            binary(129) + binary(148, bytes(16)) + binary(145) + rows + binary(146) + binary(130),
        )
    return file


def test_a_binary_workbook(tmp_path: Path) -> None:
    file = write_xlsb(tmp_path / "a.xlsb", {(0, 0): "NR", (0, 1): "NAAM", (3, 0): "1", (3, 1): "Gent"})
    assert [(each.line, each.data) for each in open_records(file)] == [(4, ["1", "Gent"])]  # type: ignore[union-attr]


@pytest.mark.parametrize("reach", [(1048575, 16383), (1048575, 50), (0xFFFFFFFE, 3), (3000, 0x7FFFFFFF)])
def test_a_binary_workbook_with_a_cell_that_is_far_away(tmp_path: Path, reach: tuple[int, int]) -> None:
    file = write_xlsb(tmp_path / "a.xlsb", {(0, 0): "NR", (0, 1): "NAAM", reach: "x"})
    with pytest.raises(
        InputError, match=rf"sheet1\.bin: cells to row {reach[0] + 1} and column {reach[1] + 1}, over 32000000"
    ):
        list(open_records(file))


BROKEN = {
    "row 0 of a number below one": '<row r="-5"><c r="A2" t="str"><v>1</v></c></row>',
    "a row of 5000 digits": f'<row r="{"9" * 5000}"><c r="A2" t="str"><v>1</v></c></row>',
    "a row beyond the last": '<row r="1048577"><c r="A2" t="str"><v>1</v></c></row>',
    "a column beyond the last": '<row r="2"><c r="XFE2" t="str"><v>1</v></c></row>',
    "a column of other letters": '<row r="2"><c r="É2" t="str"><v>1</v></c></row>',
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_row_that_no_sheet_has(tmp_path: Path, row: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", rows_of(("NR", "NAAM")) + row)
    with pytest.raises(InputError, match=r"a\.xlsx.*: a broken workbook: "):
        list(open_records(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("merged", ["A2:XFD1048576", "A1:XFD1048576", "A2:A1048576"])
def test_cells_merged_over_a_whole_sheet(tmp_path: Path, merged: str) -> None:
    write_xlsx(
        tmp_path / "a.xlsx",
        rows_of(("NR", "NAAM"), ("1", "Gent"), ("2", "Genk")),
        after=f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>',
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(list(open_records(tmp_path / "a.xlsx"))) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


# What people open in a spreadsheet.

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("cell", FORMULAS)
@pytest.mark.parametrize("where", ["value", "column"])
def test_no_reject_is_a_formula_and_it_reads_again(tmp_path: Path, cell: str, where: str) -> None:
    column, value = (cell, "x") if where == "column" else ("X", cell)
    table = io.StringIO()
    csv.writer(table).writerows([["NR", "NAAM", column], ["1", "", value]])
    mapping = mapping_from({**PLACE, "optional": [column]}, "m")
    file = RejectsFile(tmp_path / "r.csv")
    convert([io.BytesIO(table.getvalue().encode())], mapping, io.StringIO(), form="csv", listeners=Listeners(file))
    file.close()
    with (tmp_path / "r.csv").open(newline="") as written:
        names, row = csv.reader(written)
    assert not any(each[:1] in "=+-@\t\r" for each in (*names, *row) if each)
    [again] = open_records(tmp_path / "r.csv", Layout())
    assert again.data[2] == value.strip()  # type: ignore[union-attr]


def test_a_pattern_of_an_iri_makes_no_column_that_is_a_formula() -> None:
    from oslo.templates import Template

    with pytest.raises(OsloError, match="a spreadsheet takes that for a formula"):
        Template.of("persons", "nl", "https://data.example.be/{@SUM(A1)}")


def test_rejects_of_very_many_columns(tmp_path: Path) -> None:
    """A square of their number would take an hour."""
    many = 300_000
    mapping = mapping_from({**PLACE, "ignored": {"C*": "too many"}}, "m")
    names = ",".join(f"C{number}" for number in range(many))
    file = RejectsFile(tmp_path / "r.csv")
    table = io.BytesIO(f"NR,NAAM,{names}\n1,{',' * many}\n2,{',' * many}\n".encode())
    assert convert([table], mapping, io.StringIO(), form="csv", listeners=Listeners(file)).rejects == 2
    file.close()
    with cells_up_to(1 << 24), (tmp_path / "r.csv").open(newline="") as written:
        assert [len(row) for row in csv.reader(written)] == [many + 6] * 3
