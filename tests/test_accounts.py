"""The account of a run: each ready mapping reads, or leaves out with a reason, every value of its published files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.runs import RUNS, files

from oslo import Format, convert, load_mapping
from oslo.files import ready_files
from oslo.mapping.conversion import Input, Outcome
from oslo.mapping.mapping import mapping_from


def run(inputs: list[Input], mapping: Any, form: str | None = None) -> Outcome:
    if mapping in ("basisregisters-extract", "gtfs", "kbo"):
        pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    ready = load_mapping(mapping, test_numbers=True) if isinstance(mapping, str) else mapping_from(mapping, "m")
    return convert(inputs, ready, io.StringIO(), Format.NTRIPLES, form=form)


@pytest.mark.parametrize(("mapping", "patterns"), RUNS, ids=[f"{name}-{paths[0]}" for name, paths in RUNS])
def test_every_value_is_read_or_left_out_with_a_reason(shared: Path, mapping: str, patterns: list[str]) -> None:
    outcome = run(files(shared, patterns), mapping)
    assert outcome.resources
    assert ([str(each) for each in outcome.unread], [str(each) for each in outcome.unfound]) == ([], [])
    assert outcome.conflicts == 0


def test_every_ready_mapping_has_its_files() -> None:
    assert {name for name, _ in RUNS} == set(ready_files("mapping"))


def test_reasons_are_given_and_no_pattern_hides_everything() -> None:
    for name in ready_files("mapping"):
        for path, reason in load_mapping(name).ignored.items():
            assert len(reason) > 10, (name, path)
            assert path.strip("*/$."), (name, path)


def test_an_address_in_two_publications_is_told(shared: Path) -> None:
    bevlg = files(shared, ["records/best-address/openaddress-bebru*.csv"])
    api = files(shared, ["records/basisregisters-api/v?_adres_60.json"])
    told = [str(each).replace(f"{shared}/records/", "") for each in run(bevlg, "best-address").repeated]
    told += [str(each).replace(f"{shared}/records/", "") for each in run(api, "basisregisters").repeated]
    other = "has the id of another record, with other content"
    assert told == [
        f"best-address/openaddress-bebru.csv:2: {other}: best-address/openaddress-bebru-2026-10.csv:2",
        f"basisregisters-api/v3_adres_60.json:1: {other}: basisregisters-api/v2_adres_60.json:1",
    ]


# What is told of a file, and what is not.

RULES = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{NR}", "fields": {"plaatsnaam": "NAAM"}}


def unread(text: str, form: str, **rules: Any) -> list[str]:
    outcome = run([io.BytesIO(text.encode())], {**RULES, **rules}, form)
    assert outcome.resources
    return [f"{each.path} ({each.times})" for each in outcome.unread]


@pytest.mark.parametrize(
    ("ignored", "told"),
    [
        ([], ["ADRES.* (3)", "$$.bron (1)"]),
        (["ADRES.straat"], ["ADRES.nummer (1)", "ADRES.bus (1)", "$$.bron (1)"]),
        (["ADRES.straat", "*.bron"], ["ADRES.nummer (1)", "ADRES.bus (1)"]),
        (["ADRES.straat", "ADRES.nummer", "ADRES.bus"], ["$$.bron (1)"]),
        (["ADRES.*", "$$.bron"], []),
    ],
)
def test_what_is_ignored_is_taken_from_a_group(ignored: list[str], told: list[str]) -> None:
    record = {"NR": 1, "NAAM": "Gent", "ADRES": {"straat": "Markt", "nummer": 1, "bus": "A"}}
    text = json.dumps({"bron": "x", "plaatsen": [record]})
    assert unread(text, "json", records="plaatsen", ignored=dict.fromkeys(ignored, "a reason")) == told


@pytest.mark.parametrize(
    ("ignored", "told"),
    [
        ([], ["@soort (1)", "Adres/* (2)", "/lijst/@datum (1)"]),
        (["Adres/Straat"], ["@soort (1)", "Adres/Nummer (1)", "/lijst/@datum (1)"]),
        (["Adres/Straat", "Adres/Nummer", "@soort"], ["/lijst/@datum (1)"]),
        (["*@*"], ["Adres/* (2)"]),
    ],
)
def test_what_is_ignored_of_xml_is_taken_from_a_group(ignored: list[str], told: list[str]) -> None:
    place = '<p soort="x"><NR>1</NR><NAAM>Gent</NAAM><Adres><Straat>Markt</Straat><Nummer>1</Nummer></Adres></p>'
    text = f'<lijst datum="2026-01-01">{place}</lijst>'
    assert unread(text, "xml", records="//p", ignored=dict.fromkeys(ignored, "a reason")) == told


def test_an_attribute_of_an_element_that_is_read_is_not_read() -> None:
    text = '<l xmlns:a="urn:a"><p><NR>1</NR><NAAM xml:lang="fr" a:bron="x"><b c="y">Gand</b></NAAM></p></l>'
    assert unread(text, "xml", records="//p", namespaces={"a": "urn:a"}) == [
        "NAAM/@xml:lang (1)",
        "NAAM/@a:bron (1)",
        "NAAM/b/@c (1)",
    ]
    name = {"plaatsnaam": {"from": "NAAM", "language": {"from": "NAAM/@xml:lang"}}}
    outcome = run([io.BytesIO(text.encode())], {**RULES, "fields": name, "records": "//p"}, "xml")
    assert (outcome.unfound, [each.path for each in outcome.unread]) == ([], ["NAAM/@bron", "NAAM/b/@c"])


@pytest.mark.parametrize(
    ("names", "path", "told"),
    [
        ([["Gent", "Gand", "Ghent"]], "NAAM.0", ["NAAM.1 and more (2)"]),
        ([["Gand", "Gent"]], "NAAM.1", ["NAAM.0 and others (1)"]),
        ([["Gent"], "Aalst"], "NAAM.0", ["NAAM (1)"]),
        ([["Gent", ""], ["Aalst"]], "NAAM.0", ["NAAM.1 and more (1)"]),
        ([[{"nl": "Gent"}, {"nl": "Gand"}]], "NAAM.0.nl", ["NAAM.1 and more (1)"]),
        ([["Gent"]], "NAAM", []),
    ],
)
def test_items_of_a_list_that_are_not_read(names: list[Any], path: str, told: list[str]) -> None:
    text = json.dumps([{"NR": number, "NAAM": name, "LEEG": ["", ""]} for number, name in enumerate(names)])
    assert unread(text, "json", fields={"plaatsnaam": path}) == told


def test_a_column_without_a_name_is_told_by_its_number() -> None:
    assert unread("NR,NAAM,,MAIL\n1,Gent,a,b\n2,Aalst,,c\n", "csv") == ["column 3 (1)", "MAIL (2)"]
    assert unread("NR,NAAM,,MAIL\n1,Gent,a,b\n", "csv", ignored={"column 3": "notes"}) == ["MAIL (1)"]


def test_properties_are_told_with_the_prefixes_of_the_mapping() -> None:
    text = '<urn:1> a <urn:c#P> ; <urn:c#naam> "Gent" ; <urn:c#bron> "x" ; <urn:d#prijs> 1 ; <http://a.be/z> 2 .'
    rules = {
        "id": {"from": "."},
        "fields": {"plaatsnaam": "c:naam"},
        "records": "c:P",
        "namespaces": {"c": "urn:c#", "d": "urn:d#"},
    }
    assert unread(text, "ttl", **rules) == ["c:bron (1)", "d:prijs (1)", "http://a.be/z (1)"]
    assert unread(text, "ttl", **rules, ignored={"c:*": "a reason", "http://a.be/z": "a reason"}) == ["d:prijs (1)"]


def test_a_kind_leaves_out_in_its_own_sheet_only(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title in ("Een", "Twee"):
        sheet = book.create_sheet(title)
        sheet.append(["NR", "NAAM", "NOTA"])
        sheet.append([title, "Gent", "x"])
    book.save(tmp_path / "a.xlsx")
    kind = {"model": "Plaats", "id": "urn:x:{NR}", "fields": {"plaatsnaam": "NAAM"}}
    first = {**kind, "records": "Een", "ignored": {"NOTA": "for the staff"}}
    outcome = run([tmp_path / "a.xlsx"], {"profile": "persoon-basis", "maps": [first, {**kind, "records": "Twee"}]})
    assert [str(each) for each in outcome.unread] == [f"NOTA (1 value, first at {tmp_path / 'a.xlsx'}[Twee]:2)"]


def test_what_joins_a_part_is_read_and_a_column_without_values_is_found(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="SQL over files is the extra sql")
    (tmp_path / "haltes.csv").write_text("NR,NAAM,NOTA\n1,Markt,\n2,Station,x\n", "utf-8")
    (tmp_path / "namen.csv").write_text("halte,naam,bron\n1,Marché,y\n", "utf-8")
    rules = {
        **RULES,
        "records": {
            "sql": "SELECT * FROM haltes",
            "key": "NR",
            "parts": {"namen": {"sql": "SELECT *, NULL AS leeg FROM namen", "key": "halte"}},
        },
        "fields": {"plaatsnaam": ["NAAM", {"each": "namen", "from": "naam"}, {"each": "namen", "from": "leeg"}]},
    }
    outcome = run([tmp_path / "haltes.csv", tmp_path / "namen.csv"], rules)
    assert [each.path for each in outcome.unread] == ["namen.bron", "NOTA"]
    assert outcome.unfound == []
    fields = {"plaatsnaam": ["NAAM", {"each": "namen", "from": "NOTA"}]}  # a column, but not of this part
    outcome = run([tmp_path / "haltes.csv", tmp_path / "namen.csv"], {**rules, "fields": fields})
    assert [each.path for each in outcome.unfound] == ["namen.NOTA"]


@pytest.mark.parametrize(
    ("record", "path", "hint"),
    [
        ({"contact": {"email": "a", "fax": "b"}, "NAAM": "c"}, "contact.emial", "; did you mean contact.*?"),
        ({"contact": {"email": "a"}, "email": "d"}, "contact.emial", "; did you mean contact.email or email?"),
        ({"adres": {"straat": "Markt"}}, "adres.punt", ""),
        ({"adres": {"straat": "Markt"}}, "adrs.straat", "; did you mean adres.straat?"),
    ],
)
def test_what_was_meant_by_a_path_that_is_nowhere(record: dict[str, Any], path: str, hint: str) -> None:
    text = json.dumps([{"NR": 1, "NAAM": "Gent", **record}])
    outcome = run([io.BytesIO(text.encode())], {**RULES, "fields": {"plaatsnaam": ["NAAM", path]}}, "json")
    assert [str(each) for each in outcome.unfound] == [f"{path} (plaatsnaam): no record has it{hint}"]


def test_a_mapping_without_paths_reads_nothing_of_xml() -> None:
    assert unread(
        "<l><p><NR>1</NR></p></l>", "xml", records="//p", id=None, fields={"plaatsnaam": {"constant": "Gent"}}
    ) == ["NR (1)"]


# Records that share an id because together they describe one thing.


@pytest.mark.parametrize("check", ["--check=full", "--check=proof", "--no-check"])
def test_records_that_share_an_id_are_joined_if_the_mapping_says_so(tmp_path: Path, check: str) -> None:
    table, mapping = tmp_path / "p.csv", tmp_path / "m.yaml"
    table.write_text("NR,NAAM,TAAL\n1,Gent,nl\n2,Aalst,nl\n1,Gand,fr\n1,Gent,nl\n", "utf-8")
    fields = {"plaatsnaam": {"from": "NAAM", "language": {"from": "TAAL"}}}
    rules = {**RULES, "profile": "points-of-interest", "model": "Interessepunt", "fields": fields}
    mapping.write_text(json.dumps(rules), "utf-8")
    status, said = oslo("convert", str(table), "-m", str(mapping), check)
    assert status == 1
    assert f"{table}:4: has the id of another record, with other content: {table}:2" in said
    mapping.write_text(json.dumps({**rules, "shared_id": "a row for each language"}), "utf-8")
    status, said = oslo("convert", str(table), "-m", str(mapping), check)
    assert status == 0
    assert "1 record adds to an earlier one with the same id: a row for each language\n" in said
    assert "1 record is equal to an earlier one" in said
    assert "has the id of another" not in said


# Many files: joined, and still told with the file of the first value.


JSON = [
    '{"NR": 1, "NAAM": "a"}',
    '{"NR": 2, "NAAM": "b", "X": 1, "Y": ""}',
    '{"NR": 3, "NAAM": "c", "X": 1, "Y": [2, 3]}',
]
XML = [
    "<l><p><NR>1</NR><NAAM>a</NAAM></p></l>",
    "<l>\n<p><NR>2</NR><NAAM>b</NAAM><X>1</X></p></l>",
    "<l>\n\n<p><NR>3</NR><NAAM>c</NAAM><X>1</X><Y>2</Y><Y>3</Y></p></l>",
]
CSV = ["NR,NAAM\n1,a\n", "NR,NAAM,X\n2,b,1\n", "NR,NAAM,X,Y\n3,c,1,\n4,d,,2\n5,e,,3\n"]


@pytest.mark.parametrize(
    ("form", "texts", "told"),
    [
        ("json", JSON, ["X (2 values, first at 2.json:1)", "Y (2 values, first at 3.json:1)"]),
        ("xml", XML, ["X (2 values, first at 2.xml:2)", "Y (2 values, first at 3.xml:3)"]),
        ("xml", [XML[0], XML[2], XML[1]], ["X (2 values, first at 2.xml:3)", "Y (2 values, first at 2.xml:3)"]),
        ("csv", CSV, ["X (2 values, first at 2.csv:2)", "Y (2 values, first at 3.csv:3)"]),
    ],
)
def test_values_of_many_files_are_told_with_the_first_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, texts: list[str], told: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(texts, start=1):
        Path(f"{number}.{form}").write_text(text, "utf-8")
    rules = {**RULES, "records": "//p"} if form == "xml" else RULES
    assert [str(each) for each in run(sorted(Path().iterdir()), rules).unread] == told


def test_a_file_without_records_does_not_hide_what_is_nowhere(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_text("<l><fout>niets gevonden</fout></l>", "utf-8")
    (tmp_path / "2.xml").write_text("<l><p><NR>1</NR><NAAM>Gent</NAAM></p></l>", "utf-8")
    rules = {**RULES, "records": "//p", "fields": {"plaatsnaam": ["NAAM", "NAM"]}}
    assert [each.path for each in run(sorted(tmp_path.iterdir()), rules).unfound] == ["NAM"]
    assert run([tmp_path / "1.xml"], rules).unfound == []
