"""What a mapping says of the layout of a table: headers of several rows, positions, rows that are no records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from oslo.errors import MappingError
from oslo.mapping.mapping import Mapping, mapping_from
from oslo.mapping.rejects import Notice, Reject
from oslo.model.resource import Resource
from oslo.records import open_records
from oslo.records.tables.header import join_names


def mapping(**layout: Any) -> Mapping:
    rules = {
        "profile": "persoon-basis",
        "model": "Adresvoorstelling",
        "fields": {"gemeentenaam": "GEMEENTE", "huisnummer": "NR"},
    }
    return mapping_from({**rules, **layout}, "m")


def run(file: Path, rules: Mapping) -> tuple[list[tuple[Any, Any]], list[str], list[str]]:
    """The municipality and number of each address, the rejects, the notices."""
    with open_records(file, rules.layout) as source:
        results = list(rules.run(source))
    values = [each.model_dump() for each in results if isinstance(each, Resource)]
    made = [(value["gemeentenaam"] and str(value["gemeentenaam"][0]), value["huisnummer"]) for value in values]
    of = {
        kind: [str(each).partition(":")[2] for each in results if isinstance(each, kind)] for kind in (Reject, Notice)
    }
    return made, of[Reject], of[Notice]


def table(folder: Path, form: str, rows: list[list[str]]) -> Path:
    """The same table as CSV and as a workbook."""
    file = folder / f"a.{form}"
    if form == "csv":
        file.write_text("".join(f"{';'.join(row)}\n" for row in rows))
    else:
        book = Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(file)
    return file


both = pytest.mark.parametrize("form", ["csv", "xlsx"])
PIVOT = [["GEMEENTE", "NR"], ["Gent", "1"], ["", "2"], ["Genk", "3"], ["", "4"]]


@both
def test_an_empty_cell_takes_the_value_above_it(tmp_path: Path, form: str) -> None:
    made, rejects, notices = run(table(tmp_path, form, PIVOT), mapping(fill=["GEMEENTE"]))
    assert made == [("Gent", "1"), ("Gent", "2"), ("Genk", "3"), ("Genk", "4")]
    assert rejects == []
    [notice] = notices
    assert notice.endswith("3: GEMEENTE: an empty cell has the value above it (`fill`) (2 times)")
    assert run(table(tmp_path, form, PIVOT), mapping())[0][1] == (None, "2")


def test_nothing_is_filled_in_from_a_row_that_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('GEMEENTE;NR\nGent;1\n"Ge"nk;2\n;3\n;4\nLuik;5\n;6\n')
    made, rejects, _ = run(file, mapping(fill=["GEMEENTE"]))
    assert made == [("Gent", "1"), ("Luik", "5"), ("Luik", "6")]
    assert rejects[1:] == [f"{line}: GEMEENTE: empty, and a row above could not be read (`fill`)" for line in (4, 5)]


@both
def test_columns_to_fill_must_be_there(tmp_path: Path, form: str) -> None:
    file = table(tmp_path, form, PIVOT)
    with pytest.raises(MappingError, match="no column 'GEMENTE'; did you mean GEMEENTE"):
        run(file, mapping(fill=["GEMENTE"]))
    assert len(run(file, mapping(fill=["PROVINCIE"], optional=["PROVINCIE"]))[0]) == 4


@both
def test_rows_at_the_end_that_are_no_records(tmp_path: Path, form: str) -> None:
    rows = [*PIVOT, ["Totaal", "10"], ["Bron: stad", ""]]
    made, rejects, [notice] = run(table(tmp_path, form, rows), mapping(footer=2))
    assert [number for _, number in made] == ["1", "2", "3", "4"]
    assert rejects == []
    assert notice.endswith("6: a row at the end that is no record (`footer: 2`) (2 times)")
    assert run(table(tmp_path, form, PIVOT[:2]), mapping(footer=3))[0] == []


@both
@pytest.mark.parametrize("until", [{"GEMEENTE": "Totaal"}, {"GEMEENTE": {"matches": "^Tot"}, "NR": {"not": []}}])
def test_rows_from_a_total_on(tmp_path: Path, form: str, until: Any) -> None:
    rows = [*PIVOT, ["Totaal", "10"], ["Gent", "3"], ["Bron: stad", ""]]
    made, rejects, notices = run(table(tmp_path, form, rows), mapping(until=until, fill=["GEMEENTE"]))
    assert made[-1] == ("Genk", "4")
    assert (len(made), rejects) == (4, [])
    assert notices[-1].endswith("6: a row that is no record, as `until` holds there or above (3 times)")


def test_a_total_that_is_a_shorter_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("GEMEENTE;NR;OPM\nGent;1;\nTotaal;1\nGenk;2;\n")
    made, rejects, [notice] = run(tmp_path / "a.csv", mapping(until={"GEMEENTE": "Totaal"}))
    assert (made, rejects) == ([("Gent", "1")], [])
    assert notice == "3: a row that is no record, as `until` holds there or above (2 times)"


def test_rows_that_end_early(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("GEMEENTE;NR;OPM;TEL\nGent;1\nGenk;2;x\nLuik\nAalst;4;x;y;z\n")
    made, rejects, _ = run(tmp_path / "a.csv", mapping(ragged=True))
    assert made == [("Gent", "1"), ("Genk", "2"), ("Luik", None)]
    assert rejects == ["5: 5 cells where the first row names 4; beyond the last is 'z'"]
    rejects = run(tmp_path / "a.csv", mapping())[1]
    assert (
        rejects[2] == "4: 1 cell where the first row names 4; `ragged: true` in the mapping takes rows that end early"
    )
    assert len(rejects) == 4


def test_names_of_several_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Uittreksel\n\nNR;Adres;;Contact\n;GEMEENTE;Straat;Mail\n7;Gent;Markt;x\n")
    fields = {"gemeentenaam": "Adres / GEMEENTE", "straatnaam": "Adres / Straat", "huisnummer": "NR"}
    made, rejects, _ = run(file, mapping(header=[3, 4], fields=fields))
    assert (made, rejects) == ([("Gent", "7")], [])


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["", "Adres", ""], ["NR", "Straat", "Bus"]], ["NR", "Adres / Straat", "Adres / Bus"]),
        ([["2024", "", "2025"], ["m", "v", "m"], ["a", "b", "c"]], ["2024 / m / a", "2024 / v / b", "2025 / m / c"]),
        ([["NR", "Adres", ""], ["", "Straat", "Bus"]], ["NR", "Adres / Straat", "Adres / Bus"]),
        ([["A", ""], ["x", "y", ""]], ["A / x", "A / y", ""]),
        ([[" Groep\n1 "], ["x"]], ["Groep 1 / x"]),
    ],
)
def test_joined_names(rows: list[list[str]], names: list[str]) -> None:
    assert join_names(rows) == names


@both
def test_some_columns_by_position(tmp_path: Path, form: str) -> None:
    file = table(tmp_path, form, [["x", "GEMEENTE", "x"], ["7", "Gent", "8"]])
    assert run(file, mapping(columns={3: "NR"}))[0] == [("Gent", "8")]
    assert run(file, mapping(columns={1: "NR"}))[0] == [("Gent", "7")]


def test_positions_without_a_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("7;Gent;x\n8;Genk;y\n")
    rules = mapping(header=0, columns={2: "GEMEENTE", 1: "NR"})
    assert run(tmp_path / "a.csv", rules) == ([("Gent", "7"), ("Genk", "8")], [], [])


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ({"header": [4, 3]}, "header: the number of a row"),
        ({"header": []}, "header: the number of a row"),
        ({"header": -1}, "header: the number of a row"),
        ({"header": [0, 1]}, "header: the number of a row"),
        ({"columns": {0: "NR"}}, "columns: a list of names, or an object of positions"),
        ({"columns": {"A": "NR"}}, "columns: a list of names, or an object of positions"),
        ({"footer": -1}, "footer: "),
        ({"fill": "GEMEENTE"}, "fill: "),
    ],
)
def test_layouts_that_cannot_be(layout: dict[str, Any], message: str) -> None:
    with pytest.raises(MappingError, match=message) as raised:
        mapping(**layout)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("key", [{"fill": ["GEMEENTE"]}, {"footer": 1}, {"until": {"NR": 1}}, {"ragged": True}])
def test_rows_of_tables_only(tmp_path: Path, key: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text('[{"GEMEENTE": "Gent", "NR": 1}]')
    with pytest.raises(MappingError, match=f"m: {next(iter(key))}: only for the rows of CSV and workbooks"):
        run(tmp_path / "a.json", mapping(**key))
