"""CSV as it is found: broken quotes, encodings, delimiters, names, characters that nobody sees. Nothing in silence."""

from __future__ import annotations

import csv
import io
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from oslo.errors import InputError, MappingError
from oslo.records import Layout, ReadingOptions, Record, Unreadable, open_records
from oslo.records.characters import Control, controls
from oslo.records.tables.csv import CsvSource

Found = list[tuple[int | None, Any]]


def source_of(text: str | bytes, layout: Layout | None = None, **options: Any) -> CsvSource:
    data = text.encode() if isinstance(text, str) else text
    source = open_records(io.BytesIO(data), layout, ReadingOptions(**options), form="csv")
    assert isinstance(source, CsvSource)
    return source


def read(source: CsvSource) -> Found:
    """The line and the cells of each record; of what is rejected, the reason in place of cells."""
    return [(each.line, each.data if isinstance(each, Record) else each.reason) for each in source]


def told(source: CsvSource) -> list[str]:
    return [str(each.sentence) for each in source.remarks.values()]


AFTER = "text after a closing quote; a quote inside quotes is written twice"
OPEN = "a quote is opened and not closed"
STRAY = "a quote inside a cell without quotes, right after a broken row"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ('a;"say "x" now";1\nb;c;2\n', [(2, AFTER), (3, ["b", "c", "2"])]),
        ('"a";"b" oud;"1"\n"b";"c";"2"\n', [(2, AFTER), (3, ["b", "c", "2"])]),
        (
            'a;"open;1\nb;c;2\nd;"e";3\n',
            [(2, f"{OPEN} before the next row"), (3, ["b", "c", "2"]), (4, ["d", "e", "3"])],
        ),
        ('a;"open;1\nb;c;2\n', [(2, f"{OPEN} in what follows"), (3, ["b", "c", "2"])]),
        ('"a;x;1\n"b";"c";"2"\n', [(2, f"{OPEN} before the next row"), (3, ["b", "c", "2"])]),
        ('7;"Markt\nhet "oude" station";1\n8;c;2\n', [(2, AFTER), (4, ["8", "c", "2"])]),
        ('7;"Markt "oud"\n9000 Gent";1\n8;c;2\n', [(2, AFTER), (3, STRAY), (4, ["8", "c", "2"])]),
        ('a;15" scherm;1\nb;c;2\n', [(2, ["a", '15" scherm', "1"]), (3, ["b", "c", "2"])]),
        ("a;b\rc;1\r\nb;c;2\r\n", [(2, "a line end (CR) inside a cell without quotes"), (3, ["b", "c", "2"])]),
    ],
)
def test_a_broken_row_is_one_reject(rows: str, found: Found) -> None:
    assert read(source_of(f"CODE;NAAM;NR\n{rows}")) == found


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_that_an_open_quote_swallows_come_out(delimiter: str, end: str) -> None:
    text = 'CODE;NAAM\na;Markt\nb;"Den Hoek\nc;Station\nd;"\ne;Haven\n'
    assert read(source_of(text.replace(";", delimiter).replace("\n", end))) == [
        (2, ["a", "Markt"]),
        (3, f"{OPEN}: its cell would hold the 2 rows below it"),
        (4, ["c", "Station"]),
        (5, f"{OPEN} in what follows"),
        (6, ["e", "Haven"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'CODE;NAAM\nb;"Den Hoek\n\nc;Station\nd;"\ne;Haven\n',
        'CODE;NAAM;\nb;"Den Hoek;\nc;Station;\nd;";\ne;Haven;\n',
        '"CODE";"NAAM"\n"b";"Den ""Hoek""\nc;Station\nd;"\n"e";"Haven"\n',
        'CODE;NAAM\nb;"\nc;Station\nd;"\ne;Haven\n',
    ],
)
def test_other_forms_of_rows_that_are_swallowed(text: str) -> None:
    records = [cells for _, cells in read(source_of(text)) if isinstance(cells, list)]
    assert records == [["c", "Station"], ["e", "Haven"]]


def test_a_quote_that_closes_at_the_end_of_a_later_cell() -> None:
    swallowed = f"{OPEN}: its cell would hold the 2 rows below it"
    text = 'NR,NAAM,POST\n1,"Den Hoek,9000\n2,Station,9001\n3,Kerk",9002\n4,Haven,9003\n'
    assert read(source_of(text)) == [
        (2, swallowed),
        (3, ["2", "Station", "9001"]),
        (4, STRAY),
        (5, ["4", "Haven", "9003"]),
    ]
    other = source_of('NR;NAAM\n1;"Den Hoek\nb2;Station"\n3;Kerk\n')
    assert read(other) == [(2, ["1", "Den Hoek\nb2;Station"]), (4, ["3", "Kerk"])]
    assert told(other) == ["a cell in quotes holds lines that could be rows; is a quote missing?"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('NR,UREN\n7,"Ma, 9u-12u\nDi, 9u-12u\nWo, 9u"\n', ["7", "Ma, 9u-12u\nDi, 9u-12u\nWo, 9u"]),
        ('CODE;UREN\nbib;"Ma;9u-12u\nDi"\n', ["bib", "Ma;9u-12u\nDi"]),
        ('NR,ADRES\n7,"Markt 1\n9000 Gent, België"\n', ["7", "Markt 1\n9000 Gent, België"]),
        ('ADRES;NR\n"Straat 1\nBus 2";7\n', ["Straat 1\nBus 2", "7"]),
        ('A;B\n"een\ntwee";"drie\n\nvier ""5"""\n', ["een\ntwee", 'drie\n\nvier "5"']),
        ('ADRES\n"Straat 1\nBus 2"\n', ["Straat 1\nBus 2"]),
    ],
)
def test_cells_of_several_lines_stay_whole(text: str, cells: list[str]) -> None:
    source = source_of(text)
    assert (read(source), told(source)) == ([(2, cells)], [])


CELLS = st.text(st.sampled_from('ab1é;",\n '), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12))
def test_what_is_written_with_all_quotes_is_read_back_or_doubted(rows: list[list[str]]) -> None:
    """Rows of a writer come out as they are, or are rejected with their line as rows that others may hide in."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["x", "y", "z"], *rows])
    found = list(source_of(out.getvalue(), delimiter=";"))
    made = [each.raw for each in found if isinstance(each, Record)]
    if not any(isinstance(each, Unreadable) for each in found):
        assert made == [row for row in rows if "".join(row).strip()]
    else:
        assert any("\n" in "".join(row) for row in rows)


def test_a_broken_row_keeps_its_text_and_the_rest_does_not_change() -> None:
    rows = [f"{number};Plaats {number};9000\n" for number in range(5000)]
    rows[700] = '700;"open;x\n'
    rows[2000] = '2000;"a "b" c";x\n'
    rows[3000] = '3000;"twee\nlijnen";9000\n'
    found = list(source_of("NR;NAAM;POST\n" + "".join(rows)))
    rejects = [each for each in found if isinstance(each, Unreadable)]
    assert [(each.line, each.text) for each in rejects] == [(702, '700;"open;x'), (2002, '2000;"a "b" c";x')]
    numbers = [int(each.data[0]) for each in found if isinstance(each, Record)]
    assert numbers == [number for number in range(5000) if number not in (700, 2000)]
    assert found[-1].line == 5002


@pytest.mark.slow
def test_an_open_quote_in_a_large_file_takes_bounded_memory() -> None:
    text = 'A;B\n1;"open\n' + "2;plaats\n" * 400_000
    source = source_of(text, max_record_bytes=1 << 16)
    tracemalloc.start()
    kinds = [isinstance(each, Record) for each in source]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (kinds.count(True), kinds.count(False), kinds[0]) == (400_000, 1, False)
    assert peak < 12_000_000  # of which the list of kinds is 3 MB


def test_a_line_over_the_limit_is_one_reject() -> None:
    source = source_of(f"A;B\n1;x\n2;{'y' * 900_000};{'z' * 900_000}\n3;x\n", max_record_bytes=1000)
    first, broken, last = list(source)
    assert (first.line, last.line) == (2, 4)
    assert (broken.line, broken.reason) == (3, "a line of over 1000 characters; its beginning:")
    assert len(broken.text) == 1000


# The delimiter.


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ('"Nr";"Straat, plein of laan";"Huisnummer, zonder bus"\n1;Molenstraat;8\n', ";"),
        ("Bron: stad, dienst Bevolking, 2024\n\nCODE;NAAM\na;Markt\nb;Station\n", ";"),
        ("Lijst van 2024\n\nCODE\tNAAM\na\tMarkt\nb\tStation\n", "\t"),
        ("NR,PRIJS\n1,2;5\n2,3\n3,4;5\n", ","),
        ("NR;X;Y\n1;1,5;2,5\n2;3,5;4,5\n", ";"),
        ("PLAATS\n1ste verdieping | achteraan\nkelder\n", ","),
        ("sep=;\nNR;a,b,c\n1;2\n", ";"),
        ('"sep=|"\r\nNR|a\r\n', "|"),
        ('NR;"a,b,c,d\ne,f,g"\r1;x\r', ";"),
    ],
)
def test_the_delimiter_is_found_outside_quotes(text: str, delimiter: str) -> None:
    assert source_of(text).delimiter == delimiter


def test_a_line_that_says_the_delimiter_is_no_row() -> None:
    for text in ("sep=;\r\nNR;NAAM\r\n1;Gent\r\n", "\ufeffsep=;\nNR;NAAM\n1;Gent\n"):
        assert read(source_of(text)) == [(3, ["1", "Gent"])]
    assert source_of("sep=;\nNR,NAAM\n1,Gent\n", delimiter=",").columns == ["NR", "NAAM"]


@pytest.mark.parametrize("delimiter", [";;", '"', "\n"])
def test_what_cannot_be_a_delimiter(delimiter: str) -> None:
    with pytest.raises(InputError, match="not a delimiter"):
        source_of("a;b\n", delimiter=delimiter)


# The encoding.


@pytest.mark.slow
def test_one_bad_byte_is_one_reject() -> None:
    rows = [f"{number};Liège\n".encode() for number in range(150_000)]
    for number in (3, 149_000):  # in the sample that decides, and beyond the first megabyte
        rows[number] = b"%d;Caf\xe9\n" % number
    found = list(source_of(b"NR;NAAM\n" + b"".join(rows)))
    rejects = [each for each in found if isinstance(each, Unreadable)]
    reason = "NAAM: byte 0xe9 is not utf-8; if the encoding is another, give --encoding"
    assert [(each.line, each.reason, each.text) for each in rejects] == [
        (5, reason, r"3;Caf\xe9"),
        (149_002, reason, r"149000;Caf\xe9"),
    ]
    assert {each.data[1] for each in found if isinstance(each, Record)} == {"Liège"}


@pytest.mark.parametrize(
    ("text", "encoding", "remark"),
    [
        ("Café", "cp1252", "read as windows-1252, which is a guess: 'Café'"),
        ("Café", "cp850", "read as cp850, which is a guess: 'Café'"),
        ("LIÈGE, crèche", "cp850", "read as cp850, which is a guess: 'LIÈGE'"),
        ("“Hof” – 5 €", "cp1252", "read as windows-1252, which is a guess: '“Hof'"),
        ("à l’été", "cp1252", "read as windows-1252, which is a guess: 'à'"),
    ],
)
def test_a_guess_is_told_with_what_it_reads(text: str, encoding: str, remark: str) -> None:
    source = source_of(f"NR;NAAM\n1;{text}\n".encode(encoding))
    assert (read(source), source.encoding) == ([(2, ["1", text])], encoding)
    [said] = told(source)
    assert said.startswith(remark)
    assert "give --encoding" in said


@pytest.mark.slow
def test_a_guess_is_made_at_the_first_byte_that_asks_for_it() -> None:
    plain = "1;Gent\n" * 200_000
    source = source_of(f"NR;NAAM\n{plain}2;Liège\n".encode("cp1252"))
    assert read(source)[-1] == (200_002, ["2", "Liège"])
    assert told(source)[0].startswith("read as windows-1252")


def test_utf8_in_text_that_was_guessed_is_no_mojibake() -> None:
    source = source_of(b"NR;NAAM\n" + b"1;Li\xe8ge\n" * 3 + "2;Café\n".encode() + b"3;x\x81\n")
    assert [line for line, cells in read(source) if isinstance(cells, str)] == [5, 6]
    assert "byte 0x81 is not cp1252 (a guess), or is UTF-8" in read(source_of(b"A\nLi\xe8ge\nx\x81\n"))[1][1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    source = source_of("CODE\tNAAM\nluik\tLiège\n".encode(encoding))
    assert read(source) == [(2, ["luik", "Liège"])]
    assert told(source) == [f"has no byte order mark; read as {encoding}, as its zero bytes show"]


def test_utf16_that_ends_in_half_a_letter() -> None:
    [whole, half] = read(source_of("A;B\n1;x\n2;y".encode("utf-16")[:-1]))
    assert whole == (2, ["1", "x"])
    assert half[1].startswith("B: byte 0x79 is not utf-16")


@pytest.mark.parametrize(
    ("written", "given", "remarks"),
    [
        ("utf-8-sig", "utf-8", []),
        ("utf-8-sig", "cp1252", ["begins with the byte order mark of utf-8, and is read so, not as cp1252"]),
        ("utf-16", "utf-16-le", []),
        ("utf-16", "utf-8", ["begins with the byte order mark of utf-16, and is read so, not as utf-8"]),
        ("utf-32", None, []),
    ],
)
def test_a_mark_goes_before_what_is_given(written: str, given: str | None, remarks: list[str]) -> None:
    source = source_of("NR;NAAM\n1;Liège\n".encode(written), encoding=given)
    assert (read(source), told(source)) == ([(2, ["1", "Liège"])], remarks)


@pytest.mark.parametrize("encoding", ["utf-9", "base64"])
def test_no_such_encoding(encoding: str) -> None:
    with pytest.raises(InputError, match=f"no such encoding: {encoding}"):
        source_of("a\n", encoding=encoding)


def test_names_of_columns_in_another_encoding() -> None:
    with pytest.raises(InputError, match="-:1: in the row of column names: byte 0xe9 is not utf-8"):
        source_of("Numéro;NAAM\n1;x\n".encode("cp1252"), encoding="utf-8")


# Characters that nobody sees, and files that end too soon.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Markt\n\t1", []),
        ("Sta\0tion", [Control("U+0000", fatal=True)]),
        ("\x1b[31m", [Control("U+001B", fatal=True)]),
        ("een\x85twee", [Control("U+0085", fatal=False)]),
        ("a\u200bb\u200b", [Control("U+200B ZERO WIDTH SPACE", fatal=False)]),
        ("\u202egnik", [Control("U+202E RIGHT-TO-LEFT OVERRIDE", fatal=False)]),
        ("\ud800", [Control("U+D800", fatal=True)]),
    ],
)
def test_controls(text: str, found: list[Control]) -> None:
    assert controls(text) == found


def test_control_characters_in_cells() -> None:
    source = source_of("NR;NAAM\n1;Sta\0tion\n2;\u200bGent\n3;Genk\u200b\n4;\x07\n5;Luik\xa0\n")
    assert read(source) == [
        (2, "NAAM: a control character: U+0000"),
        (3, ["2", "\u200bGent"]),
        (4, ["3", "Genk\u200b"]),
        (5, "NAAM: a control character: U+0007"),
        (6, ["5", "Luik"]),
    ]
    assert told(source) == ["NAAM: an invisible character: U+200B ZERO WIDTH SPACE (2 times)"]


def test_zeros_at_the_end() -> None:
    found = read(source_of("NR;NAAM\n1;Gent\n" + "\0" * 4096))
    assert found == [(2, ["1", "Gent"]), (3, "NR: a control character: U+0000")]


@pytest.mark.slow
def test_a_file_that_is_cut_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("NR;NAAM\n" + "1;Gent\n" * 400_000)
    source = open_records(file)
    os.truncate(file, 8 + 7 * 300_000)
    *rows, last = source
    assert len(rows) == 300_000
    assert last.reason == "the file was cut while it was read: 700000 bytes are missing at its end"


@pytest.mark.slow
def test_a_file_that_cannot_be_read_further() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1 << 20:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(InputError, match="cannot be read further: Input/output error"):
        list(open_records(Broken(b"NR;NAAM\n" + b"1;Gent\n" * 300_000), form="csv"))


# The names of columns.


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("Nr;Cre\u0301ateur", "Cr\u00e9ateur"),
        ("Nr;Cr\u00e9ateur", "Cre\u0301ateur"),
        ('Nr;"Straat\nnaam"', "Straat naam"),
        ("Nr;Straat\xa0 naam ", "Straat naam"),
        ("Nr;\ufeffStraat\u200b", "Straat"),
    ],
)
def test_names_are_compared_tidily(header: str, path: str) -> None:
    source = source_of(f"{header}\n1;Molenstraat\n")
    value = source.value(path)
    assert [value(each.data) for each in source] == ["Molenstraat"]


def test_a_name_that_two_columns_have() -> None:
    source = source_of("TEL;NAAM;TEL\n1;Gent;2\n")
    assert source.value("NAAM")(["1", "Gent", "2"]) == "Gent"
    with pytest.raises(MappingError, match=r"columns 1 and 3 have the name 'TEL'; .* `columns: \{3: TEL 2\}`"):
        source.value("TEL")
    [row] = source
    assert source.dump(row) == {"TEL": "1", "NAAM": "Gent", "TEL (column 3)": "2"}
    chosen = source_of("TEL;NAAM;TEL\n1;Gent;2\n", Layout(renamed={3: "TEL 2"}))
    assert [chosen.value("TEL")(each.data) + chosen.value("TEL 2")(each.data) for each in chosen] == ["12"]


def test_empty_names_and_cells_beyond_them() -> None:
    source = source_of("NR;NAAM;;\n1;Gent;;\n2;Genk\n3;Luik;;x\n;;;\n\n")
    assert source.columns == ["NR", "NAAM"]
    assert read(source) == [
        (2, ["1", "Gent"]),
        (3, ["2", "Genk"]),
        (4, "4 cells where the first row names 2; beyond the last is 'x'"),
    ]


@pytest.mark.parametrize(
    ("above", "row"),
    [("Lijst van 2024\n", 2), ("Bron: stad, dienst, 2024\n\n", 3), ('"een\ntitel";\n\n\n', 4), ("sep=;\nTitel;\n", 2)],
)
def test_a_header_further_down_is_pointed_at(above: str, row: int) -> None:
    text = f"{above}CODE;NAAM\na;Markt\nb;Station\n"
    with pytest.raises(MappingError, match=f"no column 'NAAM'; row {row} has it: .*`header: {row}`"):
        source_of(text).value("NAAM")
    assert source_of(text, Layout(header=row)).columns == ["CODE", "NAAM"]


def test_a_header_beyond_the_end() -> None:
    with pytest.raises(InputError, match="no row 5 to name the columns: there are 2 rows"):
        source_of("a;b\n1;2\n", Layout(header=5))
