"""A mapping run over a source: kinds of records, layouts, messages, what cannot be read, errors before the first."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest

from oslo import (
    LangString,
    Mapping,
    MappingError,
    Namespace,
    Notice,
    Profile,
    Reject,
    Resource,
    Strength,
    load_mapping,
    mapping_from,
)
from oslo.model.published import relaxations
from oslo.models import load_profile
from oslo.records import Layout, Query, open_records

EX = Namespace("https://example.org/ns/loop#")


class Plaats(Resource, iri=EX.Plaats):
    """A place."""

    naam: Annotated[LangString, EX.naam]
    code: Annotated[str | None, EX.code] = None


class Straat(Resource, iri=EX.Straat):
    """A street."""

    naam: Annotated[LangString, EX.naam]
    nummer: Annotated[int | None, EX.nummer] = None


OPEN = tuple(relaxations({"not known": {"Plaats.code": "1..1"}}))
PROFILE = Profile("loop", "1", "Loop", "https://example.org/", (Plaats, Straat), OPEN)
PLACE = {"model": "Plaats", "id": "urn:p:{i}", "fields": {"naam": "n"}}
STREET = {"model": "Straat", "id": "urn:s:{i}", "fields": {"naam": "n"}}


def mapping(*kinds: dict[str, Any], **top: Any) -> Mapping:
    content = {"profile": "loop", **top, **({"maps": list(kinds)} if len(kinds) > 1 else kinds[0])}
    return mapping_from(content, "m", profile=PROFILE)


def run(rules: Mapping, records: Any, form: str = "json", **options: Any) -> list[Any]:
    text = records if isinstance(records, str) else json.dumps(records)
    source = open_records(io.BytesIO(text.encode()), rules.layout, form=form)
    return [result for _, result in rules.run_with_lines(source, **options)]


def shown(results: list[Any]) -> list[str]:
    return [str(each.id) if isinstance(each, Resource) else str(each) for each in results]


A, B, C = {"i": 1, "n": "a", "k": "p"}, {"i": 2, "n": "b", "k": "s"}, {"i": 3, "n": "c", "k": "x"}


def test_each_record_by_its_kind_and_one_of_none_is_rejected() -> None:
    rules = mapping({**PLACE, "when": {"k": "p"}}, {**STREET, "when": {"k": "s"}})
    found = run(rules, [A, B, C])
    assert shown(found) == ["urn:p:1", "urn:s:2", "-:3: of no kind that the mapping takes: no `when` in `maps` holds"]
    assert [type(each) for each in found] == [Plaats, Straat, Reject]


def test_a_record_can_be_of_several_kinds() -> None:
    assert shown(run(mapping(PLACE, {**STREET, "when": {"k": "s"}}), [A, B])) == ["urn:p:1", "urn:p:2", "urn:s:2"]


def test_of_a_kind_whose_record_no_longer_holds_it_is_not_said_to_be_of_none() -> None:
    valid = {"until": "e", "at": "2026-11-27"}
    rules = mapping({**PLACE, "when": {"k": "p"}, "valid": valid}, {**STREET, "when": {"k": "s"}})
    assert shown(run(rules, [{**A, "e": "2001-01-01"}])) == ["-:1: Plaats: no longer valid on 2026-11-27, left out"]
    assert shown(run(mapping({**PLACE, "valid": valid}, STREET), [{**A, "e": "2001-01-01"}])) == [
        "urn:s:1",
        "-:1: Plaats: no longer valid on 2026-11-27, left out",
    ]


def test_a_rule_that_cannot_read_a_record_is_named_and_the_other_kinds_go_on() -> None:
    valid = {"until": "e"}
    found = run(mapping({**PLACE, "valid": valid}, STREET), [{**A, "e": "ooit"}, {**B, "e": ""}])
    assert shown(found) == ["-:1: valid: not a date: 'ooit'", "urn:s:1", "urn:p:2", "urn:s:2"]
    alone = run(mapping({**PLACE, "valid": valid}), [{**A, "e": "ooit"}, B])
    assert shown(alone) == ["-:1: valid: not a date: 'ooit'", "urn:p:2"]


def test_a_message_in_place_of_a_record() -> None:
    rules = mapping({"when": "fout", "message": "{fout}: {uitleg}"}, {**PLACE, "when": "n"})
    found = run(rules, [{"fout": "404", "uitleg": "niets"}, {"fout": "500"}, A])
    assert shown(found) == ["-:1: 404: niets", "-:2: a message without text", "urn:p:1"]
    assert [type(each) for each in found] == [Notice, Notice, Plaats]
    fixed = mapping({"when": "fout", "message": "Niets gevonden"}, {**PLACE, "when": "n"})
    assert shown(run(fixed, [{"fout": "404"}, A])) == ["-:1: Niets gevonden", "urn:p:1"]


XML = """<r><m><t>let op</t></m><p><i>1</i><n>a</n></p><m/><p><i>2</i><n>b</n></p></r>"""


@pytest.mark.parametrize("when", [None, {"n": ["a", "b"]}])
def test_messages_of_a_source_beside_its_records(when: Any) -> None:
    kind = {**PLACE, "records": "//p", "messages": {"each": "//m", "text": "{t}"}, **({"when": when} if when else {})}
    found = run(mapping(kind), XML, "xml")
    assert shown(found) == ["-:1: let op", "urn:p:1", "-:1: a message without text", "urn:p:2"]


def test_a_record_that_cannot_be_read_is_rejected_with_its_text() -> None:
    first, second, third = run(mapping(PLACE), '{"i": 1, "n": "a"}\n{"i": 2, \n{"i": 3, "n": "c"}\n', "jsonl")
    assert (first.id, third.id) == ("urn:p:1", "urn:p:3")
    assert isinstance(second, Reject)
    assert (second.place.line, second.record) == (2, {"record": '{"i": 2, '})
    assert [(each.property, each.column) for each in second.problems] == [(None, None)]


def test_the_line_of_each_record_and_of_what_is_told_in_the_end() -> None:
    rules = mapping({**PLACE, "when": {"k": "p"}})
    source = open_records(io.BytesIO(b"i;n;k\n1;a;p\n2;b;s\n3;c;p\n4;;p\n"), rules.layout, form="csv")
    found = list(rules.run_with_lines(source))
    assert [line for line, _ in found] == [2, 4, 5, None]
    assert isinstance(found[2][1], Reject)
    assert str(found[3][1]) == "-:3: 1 record is not taken, as `when` does not hold"


def test_if_no_record_is_taken_what_they_have_is_told() -> None:
    found = run(mapping({**PLACE, "when": {"k": "z"}}), [A, B, {"i": 4}])
    assert shown(found) == ["-:1: 3 records are not taken, as `when` does not hold: k is p, s, empty"]


def test_a_place_in_a_workbook_is_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["i", "n", "c"], [1, "a", 7], [2, None, 8]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    rules = mapping(PLACE)
    with open_records(tmp_path / "a.xlsx", rules.layout) as source:
        first, second = rules.run(source)
    assert isinstance(first, Plaats)
    assert isinstance(second, Reject)
    assert [(each.cell, each.column) for each in second.problems] == [("Sheet!B3", "n")]


def test_as_published_what_the_profile_asks_besides_is_a_reason_to_reject() -> None:
    records = [{**A, "c": "9"}, B]
    rules = mapping({**PLACE, "fields": {"naam": "n", "code": "c"}})
    assert shown(run(rules, records)) == ["urn:p:1", "urn:p:2"]
    first, second = run(rules, records, strength=Strength.PUBLISHED)
    assert isinstance(first, Plaats)
    assert isinstance(second, Reject)
    assert [each.property for each in second.problems] == ["code"]
    assert "the published profile asks it (1..1)" in second.problems[0].reason
    assert shown(run(rules, records, strength=Strength.EXCHANGED)) == ["urn:p:1", "urn:p:2"]


def test_a_value_that_is_left_out_is_told_after_its_record() -> None:
    code = {"from": "c", "codes": {"1": "een"}, "unknown": "drop"}
    found = run(mapping({**PLACE, "fields": {"naam": "n", "code": code}}), [{**A, "c": "9"}, {**B, "c": "9"}, C])
    assert shown(found) == ["urn:p:1", "urn:p:2", "urn:p:3", "-:1: c: code: unknown code: left out (2 times)"]


# What a mapping says of itself.


def test_what_a_mapping_of_several_kinds_says_of_itself() -> None:
    shared = {"ignored": {"x": "not asked"}, "optional": ["y"], "shared_id": "because"}
    rules = mapping(PLACE, {**STREET, "ignored": {"z": "not needed"}, "optional": ["q"]}, PLACE, **shared)
    assert rules.profile is PROFILE
    assert (rules.model, rules.models) == (Plaats, [Plaats, Straat])
    assert rules.ignored == {"x": "not asked", "z": "not needed"}
    assert rules.optional == ["y", "q", "y"]
    assert rules.shared_id == "because"
    assert mapping(PLACE).shared_id == ""
    assert (rules.name, len(rules.kinds)) == ("m", 3)


def test_kinds_whose_records_are_at_one_place_are_read_at_once() -> None:
    one = mapping({**PLACE, "records": "a", "optional": ["y"]}, {**STREET, "records": "a", "optional": ["q"]})
    [layout] = one.layouts
    assert layout == one.layout
    assert (layout.records, layout.optional, layout.alone) == ("a", frozenset({"y", "q"}), True)


def test_kinds_whose_records_are_elsewhere_are_read_one_after_another() -> None:
    two = mapping({**PLACE, "records": "a"}, {**STREET, "records": "b"}, {**PLACE, "records": "b"})
    assert [(each.records, each.alone) for each in two.layouts] == [("a", False), ("b", False)]
    text = json.dumps({"a": [A], "b": [B]}).encode()
    found = []
    for layout in two.layouts:
        source = open_records(io.BytesIO(text), layout, form="json")
        found.append(shown(list(two.run(source))))
        assert source.one_of_several
    assert found == [["urn:p:1"], ["urn:s:2", "urn:p:2"]]


def test_a_layout_is_what_the_mapping_says_of_its_files() -> None:
    rules = mapping({**PLACE, "header": [2, 3], "columns": ["i", "n"], "fill": ["n"], "footer": 1, "ragged": True,
                     "namespaces": {"p": "urn:p"}, "unwrap": "x", "until": {"i": "z"}})  # fmt: skip
    layout = rules.layout
    assert (layout.header, layout.groups, layout.columns, layout.renamed) == (3, [2], ("i", "n"), {})
    assert (layout.fill, layout.footer, layout.ragged, layout.unwrap) == (["n"], 1, True, "x")
    assert layout.namespaces == {"p": "urn:p"}
    assert layout.until is not None
    renamed = mapping({**PLACE, "columns": {1: "i"}, "keys": "k"}).layout
    assert (renamed.columns, renamed.renamed, renamed.header, renamed.groups) == ((), {1: "i"}, None, [])
    assert (renamed.keys, renamed.until, renamed.messages) == ("k", None, None)
    assert isinstance(mapping({**PLACE, "messages": {"each": "//m", "text": "{t}"}}).layout, Layout)
    assert mapping({**PLACE, "messages": {"each": "//m", "text": "{t}"}}).layout.messages == "//m"


def test_records_of_a_query_with_their_parts() -> None:
    part = {"sql": "SELECT 2", "key": "k"}
    database = {"views": {"v": "SELECT 3"}, "absent": {"t": ["a"]}, "updates": ["_delete", "_insert"]}
    records = {"sql": "SELECT 1", "key": "i", "parts": {"x": {**part, "parts": {"y": part}}}}
    shared: dict[str, Any] = {"views": {"v": "SELECT 3"}, "absent": {"t": ["a"]}, "updates": ("_delete", "_insert")}
    inner = Query("SELECT 2", "k", {}, **shared)
    assert mapping({**PLACE, "records": records}, database=database).layout.records == Query(
        "SELECT 1", "i", {"x": Query("SELECT 2", "k", {"y": inner}, **shared)}, **shared
    )


# Errors before the first record.


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (["a"], "m: "),
        (None, "m: "),
        (
            {"mijn": {"profile": "loop", "fields": {}}},
            "m: the keys of a mapping stand at the top of the file, not below",
        ),
        ({"profile": "loop", "maps": {}}, "m: maps: a list of kinds of records"),
        ({"profile": "loop", "maps": []}, "m: maps: a list of kinds of records"),
        ({"profile": "loop", "maps": ["a"]}, "m: maps: a list of kinds of records"),
        (
            {"profile": "loop", "maps": [{**PLACE, "profile": "x"}]},
            r"m: maps 1 \(Plaats\): profile: is the same for all",
        ),
        (
            {"profile": "loop", "maps": [PLACE, {**PLACE, "modl": "x"}]},
            r"m: maps 2 \(Plaats\): modl: not a key that a kind",
        ),
        ({"profile": "loop", "maps": [{"fields": {}, 7: 1}]}, r"m: maps 1 \(no model\): 7: not a key that a kind"),
        ({"profile": "loop", "maps": [{"message": "{x}"}]}, "m: maps: none of them has a model"),
        ({"profile": "loop", **PLACE, "fields": {"naam": 7}}, "m: naam: 7 is not text"),
        ({"profile": "loop", **PLACE, "model": "Plats"}, "m: model: .*did you mean Plaats"),
        ({"profile": "loop", "maps": [{**PLACE, "fields": {"naam": 7}}]}, r"m: maps 1 \(Plaats\): naam: 7 is not"),
    ],
)
def test_what_is_no_mapping(content: Any, message: str) -> None:
    with pytest.raises(MappingError, match=f"^{message}"):
        mapping_from(content, "m", profile=PROFILE)


def test_one_key_that_is_no_mapping_of_its_own_is_told_as_it_is() -> None:
    for content in ({"profile": "loop"}, {"maps": [PLACE]}, {"mijn": {"profile": "loop"}}):
        with pytest.raises(MappingError) as caught:
            mapping_from(content, "m", profile=PROFILE)
        assert "stand at the top" not in str(caught.value)


def test_a_profile_that_is_none_is_told_the_nearest() -> None:
    with pytest.raises(MappingError, match=r"^m: profile: .*persoon-basis"):
        mapping_from({"profile": "persoon-bais", **PLACE}, "m")
    place = {"model": "Plaats", "id": "urn:x:{i}", "fields": {"plaatsnaam": "n"}}
    assert mapping_from({"profile": "persoon-basis", **place}, "m").profile is load_profile("persoon-basis")


YAML = """profile: loop
maps:
  - model: Plaats
    id: urn:p:{i}
    fields: {naam: n}
  - model: Straat
    id: urn:s:{i}
    fields:
      naam: n
      nummr: x
"""


def test_an_error_in_a_file_has_its_line(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    for text, line, kind in (
        (YAML, 10, "maps 2 (Straat): "),
        (YAML.replace("nummr", "nummer").replace("model: Plaats", "model: Plats"), 3, "maps 1 (Plats): "),
        (YAML.replace("nummr", "nummer") + "language: Nederlands!\n", 11, ""),
        (YAML.replace("nummr", "nummer") + "    profile: x\n", 11, "maps 2 (Straat): profile: "),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(MappingError) as caught:
            load_mapping(file, profile=PROFILE)
        assert str(caught.value).startswith(f"{file}:{line}: {kind}")


def test_a_mapping_by_its_name_or_from_a_file(tmp_path: Path) -> None:
    assert load_mapping("best-address").name == "best-address"
    file = tmp_path / "mijn.yaml"
    file.write_text("profile: persoon-basis\nmodel: Plaats\nid: urn:x:{i}\nfields: {plaatsnaam: n}\n", "utf-8")
    rules = load_mapping(file)
    assert (rules.name, rules.model.__name__) == (str(file), "Plaats")
    at = load_mapping(file, at=date(2001, 1, 1), test_numbers=True)
    assert [(each.day, each.test_numbers) for each in at.kinds] == [(date(2001, 1, 1), True)]
    assert [(each.day, each.test_numbers) for each in rules.kinds] == [(date.today(), False)]
    at = mapping_from({"profile": "loop", **PLACE}, "m", profile=PROFILE, at=date(2001, 1, 1), test_numbers=True)
    assert [(each.day, each.test_numbers) for each in at.kinds] == [(date(2001, 1, 1), True)]


def test_a_name_that_is_no_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, message in (
        ("lpdc", "'lpdc' is a profile, not a mapping: a mapping is a YAML file with `profile: lpdc`"),
        ("best-adress", "no mapping 'best-adress'; did you mean best-address?"),
        ("mensen.csv", "mensen.csv: records, not a mapping: oslo convert mensen.csv --mapping MAPPING.yaml"),
        ("a/MENSEN.XLSX", "a/MENSEN.XLSX: records, not a mapping: oslo convert MENSEN.XLSX --mapping MAPPING.yaml"),
    ):
        with pytest.raises(MappingError) as caught:
            load_mapping(name)
        assert str(caught.value) == message
    for suffix in (".yml", ".yaml"):
        Path(f"mijn{suffix}").write_text("", "utf-8")
        with pytest.raises(MappingError, match=rf"^no mapping 'mijn'; did you mean mijn\{suffix}\?$"):
            load_mapping("mijn")


def test_a_mapping_may_be_json(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps({"profile": "loop", **PLACE}), "utf-8")
    assert load_mapping(tmp_path / "m.json", profile=PROFILE).model is Plaats
    with pytest.raises(MappingError, match=r"n\.json: No such file"):
        load_mapping(tmp_path / "n.json", profile=PROFILE)
