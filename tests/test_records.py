"""Records out of every form: encodings, delimiters, quoted newlines, typed cells, paths, namespaces; in flat memory."""

from __future__ import annotations

import io
import re
import tracemalloc
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from oslo.errors import InputError, MappingError
from oslo.namespaces import RDF
from oslo.records import Layout, ReadingOptions, Record, open_records


def rows(file: Path, layout: Layout | None = None, **options: Any) -> list[tuple[object, int | None]]:
    return [(each.data, each.line) for each in open_records(file, layout, **options)]


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        ("NAAM;PLAATS\nMaes;Liège\n".encode(), "utf-8", ";"),
        ("\ufeffNAAM;PLAATS\nMaes;Liège\n".encode(), "utf-8-sig", ";"),
        ("NAAM,PLAATS\r\nMaes,Liège\r\n".encode("latin-1"), "cp1252", ","),
        ("NAAM\tPLAATS\nMaes\tLiège\n".encode("utf-16"), "utf-16", "\t"),
        ("NAAM|PLAATS\nMaes|Liège".encode(), "utf-8", "|"),
    ],
)
def test_csv_finds_out_how_it_is_written(tmp_path: Path, content: bytes, encoding: str, delimiter: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    source = open_records(tmp_path / "a.csv")
    assert (source.encoding, source.delimiter) == (encoding, delimiter)
    assert source.columns == ["NAAM", "PLAATS"]
    assert list(source) == [Record(["Maes", "Liège"], 2, raw=["Maes", "Liège"])]


def test_csv_lines_count_quoted_newlines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('A,B\n"een\ntwee","x, y"\n\n3,"zei ""ja"""\n')
    assert rows(tmp_path / "a.csv") == [(["een\ntwee", "x, y"], 2), (["3", 'zei "ja"'], 5)]


def test_csv_given_delimiter_and_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("A;B~C\n1;2~é\n".encode("cp850"))
    source = open_records(tmp_path / "a.csv", options=ReadingOptions(delimiter="~", encoding="cp850"))
    assert [record.data for record in source] == [["1;2", "é"]]


def test_values_are_trimmed_and_normalised(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("A,B\n  Lie\u0300ge , \n", "utf-8")
    source = open_records(tmp_path / "a.csv")
    [record] = source
    assert source.value("A")(record.data) == "Li\u00e8ge"
    assert source.value("B")(record.data) is None
    assert source.values("B")(record.data) == []


def test_excel_cells_as_a_person_reads_them(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["ignored"])
    sheet = book.create_sheet("Adressen")
    sheet.append([None, None, None])
    sheet.append(["postcode", "datum", "tijdstip", "actief", "bedrag", "naam"])
    sheet.append([9000, date(2026, 11, 21), datetime(2026, 11, 21, 8, 30), True, 12.5, " Gent "])
    sheet.append([None] * 6)
    sheet.append(["0900", None, None, False, None, "x"])
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx", options=ReadingOptions(sheet="Adressen")) == [
        (["9000", "2026-11-21", "2026-11-21T08:30:00", "true", "12.5", "Gent"], 3),
        (["0900", None, None, "false", None, "x"], 5),
    ]
    with pytest.raises(InputError, match="no sheet 'Adresen'; did you mean Adressen"):
        open_records(tmp_path / "a.xlsx", options=ReadingOptions(sheet="Adresen"))


def test_json_paths(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"data": {"items": [{"naam": {"nl": "Gent", "n": 1.50, "b": false}, "tel": ["1", "2"], "x": null}, 5]}}'
    )
    source = open_records(tmp_path / "a.json", Layout(records="data.items"))
    first, second = source
    assert source.value("naam.nl")(first.data) == "Gent"
    assert source.value("naam.n")(first.data) == "1.50"
    assert source.value("naam.b")(first.data) == "false"
    assert source.value("x")(first.data) is None
    assert source.values("tel")(first.data) == ["1", "2"]
    assert source.value("tel.1")(first.data) == "2"
    with pytest.raises(ValueError, match="2 values at 'tel'"):
        source.value("tel")(first.data)
    assert second.reason == "not a JSON object"
    with pytest.raises(InputError, match=r"nothing at 'data\.item'"):
        rows(tmp_path / "a.json", Layout(records="data.item"))


def test_json_lines_from_a_stream() -> None:
    stream = io.BytesIO(b'\xef\xbb\xbf{"a": 1}\n\n{"a": \n[1]\n{"a": 2}')
    found = list(open_records(stream, form="jsonl"))
    assert [(each.line, isinstance(each, Record)) for each in found] == [(1, True), (3, False), (4, False), (5, True)]


XML = """<r xmlns:p="urn:p"><kop>x</kop>
<p:persoon nr="1"><naam>An <b>Maes</b></naam><kind><naam>Bo</naam></kind><kind><naam>Cis</naam></kind></p:persoon>
<p:persoon nr="2"><naam/></p:persoon><q xmlns="urn:q"><persoon nr="3"/></q></r>"""


def test_xml_records_and_paths(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(XML)
    source = open_records(tmp_path / "a.xml", Layout(records="//p:persoon", namespaces={"p": "urn:p"}))
    number, name, kinds = source.value("@nr"), source.value("naam"), source.parts("kind")
    seen = [(record.line, number(record.data), name(record.data), len(kinds(record.data))) for record in source]
    assert seen == [(2, "1", "An Maes", 2), (3, "2", None, 0)]


@pytest.mark.parametrize(
    ("path", "numbers"), [("//persoon", "123"), ("/r/persoon", "12"), ("/r/q/persoon", "3"), ("//q/persoon", "3")]
)
def test_xml_record_paths(tmp_path: Path, path: str, numbers: str) -> None:
    (tmp_path / "a.xml").write_text(XML)
    source = open_records(tmp_path / "a.xml", Layout(records=path))
    number = source.value("@nr")
    assert "".join(str(number(record.data)) for record in source) == numbers


@pytest.mark.parametrize("path", [None, "", "//", "persoon[1]", "//a/@b", "//x:a"])
def test_xml_record_paths_that_cannot_be(tmp_path: Path, path: str | None) -> None:
    (tmp_path / "a.xml").write_text(XML)
    with pytest.raises(MappingError, match="records: "):
        open_records(tmp_path / "a.xml", Layout(records=path))


@pytest.mark.slow
def test_xml_in_flat_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        with (tmp_path / "a.xml").open("w") as out:
            out.write("<r>")
            out.writelines(
                f"<persoon><naam>Naam {n}</naam><straat>{'x' * 200}</straat></persoon>\n" for n in range(count)
            )
            out.write("</r>")
        source = open_records(tmp_path / "a.xml", Layout(records="//persoon"))
        name = source.value("naam")
        tracemalloc.start()
        assert sum(1 for record in source if name(record.data)) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        source.close()
        return size

    assert peak(20_000) < 2 * peak(2_000) + 100_000


def test_forms_that_are_not_known(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("")
    with pytest.raises(InputError, match=r"a\.pdf: unknown form 'pdf'"):
        open_records(tmp_path / "a.pdf")


PAGE = """
@prefix ex: <https://data.example.be/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
ex:werk7 a ex:Werk ; ex:hinder ex:hinder1 , ex:hinder2 .
ex:hinder1 a ex:Hinder ; ex:tekst "Stelling"^^rdf:langString ;
    ex:zone [ ex:soort ex:voetpad ] , [ ex:soort ex:rijweg ] .
ex:hinder2 a ex:Hinder , ex:Object ; ex:tekst "Échelle"@fr-BE , "Ladder"@nl ; ex:naar <https://data.example.be/{id}> .
"""


def page(records: str | None = "ex:Hinder") -> Any:
    layout = Layout(records=records, namespaces={"ex": "https://data.example.be/ns#"})
    return open_records(io.BytesIO(PAGE.encode()), layout, form="ttl")


def test_nodes_of_a_class_are_records_and_paths_go_along_properties() -> None:
    source = page()
    one, two = (record.data for record in source)
    assert [source.value(".")(node) for node in (one, two)] == [f"https://data.example.be/ns#hinder{n}" for n in "12"]
    assert source.value("ex:tekst")(one) == "Stelling"
    assert source.values("ex:tekst/@language")(two) == ["fr-be", "nl"]
    assert source.values("ex:zone/ex:soort")(one) == [
        f"https://data.example.be/ns#{each}" for each in ("voetpad", "rijweg")
    ]
    assert source.value("^ex:hinder/rdf:type")(one) == "https://data.example.be/ns#Werk"
    assert source.value("<https://data.example.be/ns#naar>")(two) == "https://data.example.be/{id}"
    assert source.value("ex:niets")(one) is None
    first, second = source.parts("ex:zone")(one)
    assert (source.value(".")(first), source.value("ex:soort")(second)) == (None, "https://data.example.be/ns#rijweg")


def test_several_values_or_a_node_without_name_are_no_value_of_rdf() -> None:
    source = page()
    one, two = (record.data for record in source)
    with pytest.raises(ValueError, match="2 values at 'ex:tekst' where one is expected"):
        source.value("ex:tekst")(two)
    with pytest.raises(ValueError, match="a node without an IRI where a value is expected"):
        source.values("ex:zone")(one)


def test_a_rejected_node_is_kept_with_what_is_below_it() -> None:
    source = page()
    record = next(iter(source))
    dumped = source.dump(record)["record"]
    assert dumped.count(" .\n") == 6
    assert '"Stelling"' in dumped
    assert "hinder2" not in dumped


@pytest.mark.parametrize(
    ("path", "message"),
    [("ex:a//ex:b", "not a path"), ("ex:a/", "not a path"), ("exx:a", "give its prefix"), ("naam", "give its prefix")],
)
def test_a_path_of_rdf_that_is_none(path: str, message: str) -> None:
    with pytest.raises(MappingError, match=message):
        page().value(path)


def test_records_of_rdf_need_a_class() -> None:
    with pytest.raises(MappingError, match="name the class"):
        list(page(None))


def test_broken_rdf_says_where() -> None:
    with pytest.raises(InputError, match="-:2: "):
        list(open_records(io.BytesIO(b"<urn:a> a <urn:B> .\n<urn:b> a"), Layout(records="<urn:B>"), form="ttl"))


@pytest.mark.parametrize(
    ("text", "layout", "columns", "rows"),
    [
        ("a,b\n1,2,3\n", Layout(columns=("x", "y", "z")), ["x", "y", "z"], [["1", "2", "3"]]),
        ("1;2\n3;4\n", Layout(header=0, columns=("x", "y")), ["x", "y"], [["1", "2"], ["3", "4"]]),
        ("Export, 2026\nnr;naam\n7;Gent\n", Layout(header=2), ["nr", "naam"], [["7", "Gent"]]),
    ],
)
def test_columns_by_another_row_or_by_position(
    text: str, layout: Layout, columns: list[str], rows: list[list[str]]
) -> None:
    source = open_records(io.BytesIO(text.encode()), layout, form="csv")
    assert source.columns == columns
    assert [each.data for each in source] == rows


def test_a_header_that_is_not_there() -> None:
    for layout in (Layout(header=0), Layout(header=4, columns=("a",))):
        with pytest.raises(InputError, match="not even a row of column names"):
            next(iter(open_records(io.BytesIO(b"\n"), layout, form="csv")))


def test_a_sheet_by_its_name_and_its_columns_by_position(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"leeg": [], "lijst": [["Export"], ["nr", "naam"], [7, "Gent"]]})
    assert [each.data for each in open_records(path, Layout(records="lijst", header=2))] == [["7", "Gent"]]
    named = open_records(path, Layout(records="lijst", header=2, columns=("code", "plaats")))
    assert (named.columns, [each.line for each in named]) == (["code", "plaats"], [3])


def workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "boek.xlsx")
    return folder / "boek.xlsx"


INNER = "<lijst>\n <rij>R &amp; D</rij></lijst>"


@pytest.mark.parametrize(
    "held",
    [
        INNER,
        f'<?xml version="1.0" encoding="utf-8"?>{INNER}',
        f"<![CDATA[{INNER}]]>",
        INNER.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    ],
)
def test_a_document_inside_a_document(held: str) -> None:
    text = f'<?xml version="1.0" encoding="iso-8859-1"?>\n<s:string xmlns:s="urn:é">{held}</s:string>'
    layout = Layout(records="//rij", unwrap="string")
    source = open_records(io.BytesIO(text.encode("latin-1")), layout, form="xml")
    assert [(each.data.text, each.line) for each in source] == [("R & D", 3)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<a/>", "no element 'string' that holds a document"),
        ("<string> </string>", "nothing in the element 'string'"),
        ("<string>\n<lijst></string>", "not well-formed XML"),
        ('<?xml version="1.0" encoding="utf-99"?><string/>', "not in the encoding that it declares"),
    ],
)
def test_a_document_that_is_not_inside(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=re.escape(reason)):
        list(open_records(io.BytesIO(text.encode()), Layout(records="//rij", unwrap="string"), form="xml"))


def test_a_workbook_tells_its_cells(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Blad 'a'"
    book.active.append([f"K{number}" for number in range(30)])
    book.active.append(["x"] * 30 + ["y"])
    book.save(tmp_path / "a.xlsx")
    source = open_records(tmp_path / "a.xlsx")
    assert source.cell(["K0"], 2) == "'Blad ''a'''!A2"
    assert source.cell(["K25", "K26", "gone"], 12) == "'Blad ''a'''!Z12, AA12"
    assert source.cell(["gone"], 2) is None
    [row] = source
    assert row.reason == "AE2, beyond the last named column: 'y'"
    (tmp_path / "a.csv").write_text("A\n1\n")
    with open_records(tmp_path / "a.csv") as table:
        assert table.cell(["A"], 2) is None


def test_json_paths_from_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"taal": "nl", "delen": [1], "items": [{"naam": "a", "sub": [{"x": 1}]}]}')
    source = open_records(tmp_path / "a.json", Layout(records="items"))
    [record] = source
    [part] = source.parts("sub")(record.data)
    assert source.value("$$.taal")(record.data) == source.value("$$.taal")(part) == "nl"
    assert source.values("$$.items.naam")(part) == ["a"]
    assert len(source.parts("$$.delen")(record.data)) == 1
    assert source.value("$$.weg")(record.data) is None
    with pytest.raises(MappingError, match=r"at the document around the records, and there is none"):
        open_records(io.BytesIO(b'{"a": 1}'), form="jsonl").value("$$.a")


@pytest.mark.parametrize("form", ["ttl", "turtle", "Turtle", "nt", "ntriples", "nquads", "trig"])
def test_linked_data_by_the_name_of_its_syntax(form: str) -> None:
    line = f"<urn:a> <{RDF.type}> <urn:B> .\n"
    [record] = open_records(io.BytesIO(line.encode()), Layout(records="<urn:B>"), form=form)
    assert isinstance(record, Record)
