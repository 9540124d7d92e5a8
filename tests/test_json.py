"""JSON as it comes: numbers, encodings, broken text, keys with points, records by key, in rows and elsewhere."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from oslo.errors import InputError, MappingError
from oslo.mapping.mapping import mapping_from
from oslo.records import Layout, ReadingOptions, RecordSource, open_records
from oslo.records.json.text import json_value


def opened(text: str | bytes, layout: Layout | None = None, form: str = "json", **options: Any) -> RecordSource:
    data = text.encode() if isinstance(text, str) else text
    return open_records(io.BytesIO(data), layout, ReadingOptions(**options), form=form)


def read(source: RecordSource, *paths: str) -> list[Any]:
    """For each record its values at some paths, for anything else its reason."""
    gets = [source.value(path) for path in paths]
    return [each.reason if hasattr(each, "reason") else tuple(get(each.data) for get in gets) for each in source]


def remarks(source: RecordSource) -> list[str]:
    return [f"{each.place}: {each.sentence}" for each in source.remarks.values()]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("7", "7"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.10", "0.10"),
        ("12.00", "12.00"),
        ("50.84650000000000123", "50.84650000000000123"),
        ("44021.0", "44021"),
        ("-0.5", "-0.5"),
        ("1e7", "10000000"),
        ("1E+5", "100000"),
        ("2.50e-3", "0.00250"),
        ("1.0e-7", "0.00000010"),
        ("1E400", f"1{'0' * 400}"),
        ("1e123456", "1e123456"),
        ("true", "true"),
    ],
)
def test_a_number_is_its_digits(written: str, text: str) -> None:
    assert read(opened(f'[{{"v": {written}}}]'), "v") == [(text,)]
    assert read(opened(f'{{"v": [{written}]}}\n', form="jsonl"), "v.0") == [(text,)]


def test_a_rejected_record_keeps_the_digits() -> None:
    [record] = source = opened('{"a": 0.10, "b": [1e30, 1.5], "c": 50.84650000000000123}')
    kept = json.loads(json.dumps(source.dump(record)["record"]))
    assert kept == {"a": "0.10", "b": [10**30, 1.5], "c": "50.84650000000000123"}


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number(constant: str) -> None:
    text = f'{{"a": "NaN",\n "b": {constant}}}'
    with pytest.raises(InputError, match=rf"-:2: not JSON: {constant} is not a number of JSON; .* \(column 7\)"):
        read(opened(text))
    lines = opened(f'{{"b": {constant}}}\n{{"b": "NaN"}}', form="jsonl")
    [reason, value] = read(lines, "b")
    assert reason.startswith(f"not JSON: {constant} is not a number of JSON")
    assert value == ("NaN",)


def test_a_number_that_is_too_long() -> None:
    long, longer = "1" * 4301, f"-{'2' * 5000}"
    assert read(opened(f'[{{"v": {long}}}, {{"v": {longer}}}, {{"v": 7}}]'), "v") == [(long,), (longer,), ("7",)]
    assert read(opened(f'{{"v": {long}}}\n{{"v": 7}}', form="jsonl"), "v") == [(long,), ("7",)]


def test_a_key_twice_is_told_and_the_last_counts() -> None:
    source = opened('[{"a": 1}, {"a": 1, "b": {"c": 1, "c": 2}}, {"a": 2, "a": 3, "a": 4}, {"b": {"c": 5, "c": 6}}]')
    assert read(source, "a", "b.c") == [("1", None), ("1", "2"), ("4", None), (None, "6")]
    assert remarks(source) == [
        "-:2: the key 'c' twice in one object: the last value counts (2 times)",
        "-:3: the key 'a' twice in one object: the last value counts",
    ]
    outside = opened('{"kop": {"x": 1, "x": 2}, "items": [{"a": 1}]}', Layout(records="items"))
    assert read(outside, "a", "$$.kop.x") == [("1", "2")]
    assert remarks(outside) == ["-: the key 'x' twice in one object: the last value counts"]
    lines = opened('{"a": 1}\n{"a": 1, "a": 2}\n{"a": 3}', form="jsonl")
    assert read(lines, "a") == [("1",), ("2",), ("3",)]
    head = opened('{"h": 1, "h": 2, "items": [{"a": 1}]}\n{"a": 1, "a": 2, ]\n', Layout(records="items"), form="jsonl")
    assert len(read(head, "a")) == 2
    assert remarks(head) == ["-:1: the key 'h' twice in one object: the last value counts"]
    assert remarks(lines) == ["-:2: the key 'a' twice in one object: the last value counts"]


@pytest.mark.parametrize(
    "record",
    [
        {"a.b.c": "x"},
        {"a": {"b.c": "x"}},
        {"a.b": {"c": "x"}},
        {"a": {"b": {"c": "x"}}},
        {"a": "adres", "a.b.c": "x"},
        {"a": None, "a.b": [{"c": "x"}]},
        {"a": {"b": {}}, "a.b.c": "x"},
        {"a": [{"d": 1}, {"b.c": "x"}]},
    ],
)
def test_a_key_may_have_points(record: dict[str, Any]) -> None:
    source = opened(json.dumps([{"r": record}, record, {"a": {"b": {"d": 1}}}]))
    [part, whole, other] = source
    assert source.value("a.b.c")(whole.data) == source.value("r.a.b.c")(part.data) == "x"
    assert source.values("a.b.c")(whole.data) == source.present("a.b.c")(whole.data) == ["x"]
    [inner] = source.parts("r")(part.data)
    assert source.value("a.b.c")(inner) == source.value("$.r.a.b.c")(inner) == "x"
    assert source.value("a.b.c")(other.data) is None


def test_a_key_that_is_there_goes_before_one_with_points() -> None:
    assert read(opened('{"a": {"b": 1}, "a.b": 2}'), "a.b") == [("1",)]


def test_a_point_at_the_end_of_a_name() -> None:
    assert read(opened('{"Nr.": 1, "adres": {"tel.": 2}, "Art. nr": 3}'), "Nr.", "adres.tel.", "Art. nr") == [
        ("1", "2", "3")
    ]
    for path in ("a..b", ".a", ".."):
        with pytest.raises(MappingError, match="not a dotted path"):
            opened("{}").value(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    assert read(opened('[{"a": "Liège"}]'.encode(encoding)), "a") == [("Liège",)]
    lines = '{"a": "Liège"}\n{"a": "Ċ"}\n'.encode(encoding)  # Ċ has a byte 0x0A in UTF-16
    assert read(opened(lines, form="jsonl"), "a") == [("Liège",), ("Ċ",)]


def test_bytes_that_are_not_utf_8() -> None:
    lines = '{"a": "Gent"}\n{"a": "Liège"}\n{"a": "Luik"}\n'.encode("cp1252")
    document = '[{"a": "Gent"},\n {"a": "Liège"}]'.encode("cp1252")
    with pytest.raises(InputError, match="-:2: not UTF-8: byte 0xe8; save it as UTF-8, or give its encoding"):
        read(opened(document))
    [first, reason, last] = read(opened(lines, form="jsonl"), "a")
    assert (first, last) == (("Gent",), ("Luik",))
    assert reason.startswith("not UTF-8: byte 0xe8")
    [_, broken, _] = opened(lines, form="jsonl")
    assert broken.text == r'{"a": "Li\xe8ge"}'  # type: ignore[union-attr]
    assert read(opened(document, encoding="cp1252"), "a") == [("Gent",), ("Liège",)]
    assert read(opened(lines, form="jsonl", encoding="cp1252"), "a")[1] == ("Liège",)
    with pytest.raises(InputError, match="no such encoding: utf-99"):
        read(opened("{}", encoding="utf-99"))


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_half_a_character_is_a_reject(form: str) -> None:
    source = opened(r'{"a": "\ud83d"}' "\n" r'{"a": "\ud83d\ude00"}' "\n" r'{"b": [{"\uDC00": 1}]}', form=form)
    assert read(source, "a") == [r"\ud83d is half of a character", ("😀",), r"\udc00 is half of a character"]
    for each in opened(r'[{"a": "\udc00"}]'):
        assert each.text.encode() == rb'{"a": "\udc00"}'  # type: ignore[union-attr]


def test_half_a_character_outside_the_records_is_no_value() -> None:
    source = opened(r'{"a": "\ud83d", "b": "x", "items": [{"c": 1}]}', Layout(records="items"))
    [record] = source
    assert source.value("$$.b")(record.data) == "x"
    with pytest.raises(ValueError, match=r"\\ud83d is half of a character"):
        source.value("$$.a")(record.data)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('[{"a": 1,\n}]', 2, 1, "a comma with nothing after it"),
        ('[{"a": 1},\n]', 2, 1, "a comma with nothing after it"),
        ("{\n'a': 1}", 2, 1, "a text in single quotes"),
        ('{"a": “x”}', 1, 7, "a text in curly quotes"),
        ('// lijst\n[{"a": 1}]', 1, 1, "a comment"),
        ('{"a": 1, /* x */ "b": 2}', 1, 10, "a comment"),
        ("{a: 1}", 1, 2, "a key without double quotes"),
        ('{"a": 0900}', 1, 8, "a number with a zero in front"),
        ('{"a": .5}', 1, 7, "a number begins with a digit"),
        ('{"a": True}', 1, 7, "JSON has true, false and null"),
        ('{"a": undefined}', 1, 7, "JSON has null"),
        ("<html></html>", 1, 1, "HTML or XML?"),
        ('[{"a": 1},\n {"a": ', 2, 8, "the text ends too early"),
        ('[{"a": "Ge', 1, 8, "its closing quote is missing"),
        ('{"a": 1}; x', 1, 9, "something stands after the end"),
        (" \n", 2, 1, "not JSON: empty"),
        ("[" * 5000, 1, 1, "nested too deeply"),
    ],
)
def test_broken_text_says_where_and_what(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read(opened(text))
    assert str(raised.value).startswith(f"-:{line}: not JSON: ")
    assert str(raised.value).endswith(f"(column {column})")
    assert reason in raised.value.message


def test_a_line_nested_too_deeply_is_a_reject() -> None:
    source = opened("[" * 5000 + '\n{"a": 1}', form="jsonl")
    assert read(source, "a") == ["not JSON: nested too deeply (column 1)", ("1",)]


def test_a_rejected_record_may_be_nested_deeply() -> None:
    [record] = source = opened('{"a": ' * 600 + "0.10" + "}" * 600)
    assert source.dump(record) == {"record": "nested too deeply to show"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("var data = ", ";"),
        ("const punten =\n", ""),
        ("window.data['x'] = ", ";\n"),
        ("export default ", ";"),
        ("callback(", ");"),
        ("module.exports = ", "\n"),
    ],
)
def test_javascript_around_the_json(before: str, after: str) -> None:
    source = opened(f'{before}[{{"a": 1}}, {{"a": 2}}]{after}')
    assert read(source, "a") == [("1",), ("2",)]
    assert remarks(source)[0].startswith("-: JavaScript around the JSON: ")
    with pytest.raises(InputError, match="something stands after the end"):
        read(opened(f'{before}[{{"a": 1}}]{after} f()'))


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}\n{"a": 2}\n', '\ufeff{"a": 1}\r\n\r\n{"a": 2}', '{"a": 1}\n{"a":\n{"a": 2}\n{"a": 3}', "[1]\n[2]\n"],
)
def test_json_lines_under_the_name_of_json(text: str) -> None:
    source, lines = (opened(text, Layout(columns=("a",)), form=form) for form in ("json", "jsonl"))
    found = [tuple(each) for each in source]
    assert found == [tuple(each) for each in lines]
    assert len(found) > 1
    assert remarks(source) == ["-: JSON Lines, though its name says JSON: each line is read as a document"]


def test_documents_one_after_another() -> None:
    pages = ['{"h": 1,\n"items": [{"a": 1}, {"a": 2}]}', '{"h": 2,\n"items": [{"a": 3}]}']
    source = opened("\n".join(pages), Layout(records="items"))
    assert read(source, "$$.h", "a") == [("1", "1"), ("1", "2"), ("2", "3")]
    assert remarks(source) == ["-: 2 JSON documents one after another: all are read"]
    lines = opened("\n".join(page.replace("\n", "") for page in pages), Layout(records="items"), form="jsonl")
    assert read(lines, "a") == [("1",), ("2",), ("3",)]


def test_records_by_key() -> None:
    text = '{"p": {"7": {"naam": "Gent"}, "8": [{"naam": "Luik"}, {"naam": "Eupen"}], "9": "x", "10": {"nr": 11}}}'
    source = opened(text, Layout(records="p", keys="nr"))
    assert read(source, "nr", "naam") == [
        ("7", "Gent"),
        ("8", "Luik"),
        ("8", "Eupen"),
        "not a JSON object, under the key '9'",
        "keys: it has a 'nr' of its own, and its key is '10'",
    ]
    assert read(opened('{"7": {"naam": "Gent"}}', Layout(keys="nr")), "nr", "naam") == [("7", "Gent")]
    with pytest.raises(InputError, match="keys: 'p' is no object by key"):
        read(opened('{"p": [{"a": 1}]}', Layout(records="p", keys="nr")))
    with pytest.raises(MappingError, match="keys: 'nr': only JSON has records by key"):
        opened("a,b\n", Layout(keys="nr"), form="csv")


@pytest.mark.parametrize(
    ("text", "records", "message"),
    [
        (
            '{"p": {"7": {"naam": "Gent"}, "8": {"naam": "Luik"}}}',
            "p",
            "'p' is an object by key ('7', '8'): give `keys: NAME`, and each value is a record with its key under NAME",
        ),
        ('{"7": {"naam": "Gent"}}', None, "the document is an object by key ('7'): give `keys: NAME`"),
        ('{"d": {"p": {"7": {"naam": "Gent"}}}}', None, "'d.p' is an object by key ('7'): give `records: d.p` and"),
        (
            '{"d": {"lijst": [{"nr": 1, "naam": "Gent"}]}}',
            None,
            "the document is one object, with a list of 1 objects at 'd.lijst': give `records: d.lijst`",
        ),
    ],
)
def test_records_below_the_object_that_was_taken(text: str, records: str | None, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read(opened(text, Layout(records=records)), "nr", "naam")
    assert message in raised.value.message


def test_an_object_that_has_what_is_read_is_a_record() -> None:
    text = '{"naam": "Gent", "delen": {"a": {"naam": "x"}, "b": {"naam": "y"}}}'
    assert read(opened(text), "nr", "naam") == [(None, "Gent")]
    assert read(opened('{"vorm": {"x": 1}}'), "nr", "naam") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "records", "message"),
    [
        (
            '{"data": {"items": [{"a": 1}, {"a": 2}], "x": [{"b": 1}]}}',
            "data.itms",
            "'data' has no 'itms'; did you mean items?; lists of objects: 'data.items' (2), 'data.x' (1)",
        ),
        ('{"result": {"records": [{"a": 1}]}}', "lijst", "the document has no 'lijst'; there are result; lists of"),
        ('[{"a": 1}]', "items", "the document is a list of 1 items; leave `records` out of the mapping"),
        ('{"a": {"b": 1}}', "a.b.c", "'a.b' has no 'c'"),
    ],
)
def test_nothing_at_the_path_of_the_records(text: str, records: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read(opened(text, Layout(records=records)))
    assert raised.value.message.startswith(f"nothing at {records!r}, where the records should be: {message}")


def test_no_records_are_told() -> None:
    source = opened('{"items": []}', Layout(records="items"))
    assert read(source) == []
    assert remarks(source) == ["-: no records: 'items' is empty"]


@pytest.mark.parametrize(
    ("text", "layout", "found"),
    [
        ('[[1, "x"], [2]]', Layout(columns=("nr", "naam")), [("1", "x"), "1 values where the mapping names 2"]),
        ('{"d": [["nr", "naam"], [1, "x"]]}', Layout(records="d", header=1), [("1", "x")]),
        ('[["t"], ["nr", "naam"], [1, "x"], [2]]', Layout(header=2), [("1", "x"), "1 values where array 2 names 2"]),
        ('[["A", "B"], [1, "x"]]', Layout(header=1, columns=("nr", "naam")), [("1", "x")]),
        ('[["A"], [1]]', Layout(), ["not a JSON object but an array: name its values by `columns`, or `header: 1` if "
                                    "the first array has the names"] * 2),
    ],
)  # fmt: skip
def test_arrays_as_rows(text: str, layout: Layout, found: list[Any]) -> None:
    assert read(opened(text, layout), "nr", "naam") == found


def test_rows_on_lines_and_a_name_twice() -> None:
    assert read(opened('["nr", "naam"]\n[1, "x"]\n', Layout(header=1), form="jsonl"), "nr") == [("1",)]
    with pytest.raises(InputError, match="two columns have the name 'nr'"):
        read(opened('[["nr", "nr"], [1, 2]]', Layout(header=1)))


def test_features_are_the_records_of_geojson() -> None:
    text = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nr": 0.50}}]}'
    assert read(opened(text), "properties.nr") == [("0.50",)]
    assert read(opened(text, Layout(records="features")), "properties.nr") == [("0.50",)]
    whole = opened(text)
    [record] = whole
    assert len(whole.parts("features")(record.data)) == 0
    asked = opened(text)
    parts = asked.parts("features")
    assert [len(parts(each.data)) for each in asked] == [1]


def test_a_mapping_with_records_by_key(tmp_path: Path) -> None:
    rules = {"profile": "persoon-basis", "model": "Plaats", "records": "p", "keys": "code", "id": "urn:x:{code}"}
    mapping = mapping_from({**rules, "fields": {"plaatsnaam": "naam"}}, "plaatsen")
    (tmp_path / "a.json").write_text('{"p": {"7": {"naam": "Gent"}}}')
    [place] = mapping.run(open_records(tmp_path / "a.json", mapping.layout))
    assert place.id == "urn:x:7"  # type: ignore[union-attr]
    kinds = [{"records": "p", "keys": key, "model": "Plaats", "fields": {"plaatsnaam": "naam"}} for key in "ab"]
    two = mapping_from({"profile": "persoon-basis", "maps": kinds}, "plaatsen")
    assert [each.selection for each in two.layouts] == [("p", "a"), ("p", "b")]
    with pytest.raises(MappingError, match="keys: only JSON has records by key, not a query"):
        mapping_from({**rules, "records": {"sql": "SELECT 1"}, "fields": {}}, "plaatsen")


def test_json_value_is_what_json_loads_gives() -> None:
    text = '{"a": [1, 1.5, "x", null, true, {"b": -2e3}], "c": {}}'
    assert json_value(text) == json.loads(text)
