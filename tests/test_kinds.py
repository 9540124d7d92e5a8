"""What one record becomes: its parts, what is there and what is absent, and all that is wrong with it at once."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Annotated, Any

import pytest

from oslo import LangString, MappingError, Namespace, Notice, Profile, Ref, Reject, Resource, mapping_from
from oslo.mapping.rejects import RecordProblem
from oslo.records import Layout, open_records

EX = Namespace("https://example.org/ns/mens#")


class Plaats(Resource, iri=EX.Plaats):
    """A place."""

    naam: Annotated[LangString, EX.naam]
    code: Annotated[str | None, EX.code] = None


class Geboorte(Resource, iri=EX.Geboorte):
    """A birth."""

    dag: Annotated[date, EX.dag]
    plaats: Annotated[Plaats | None, EX.plaats] = None
    land: Annotated[str | None, EX.land] = None


class Mens(Resource, iri=EX.Mens):
    """Somebody."""

    naam: Annotated[str, EX.naam]
    bijnamen: Annotated[list[str], EX.bijnaam] = []
    geboorte: Annotated[Geboorte | None, EX.geboorte] = None
    huis: Annotated[Ref[Plaats] | None, EX.huis] = None
    plaatsen: Annotated[list[Ref[Plaats]], EX.plaatsen] = []


PROFILE = Profile("mensen", "1", "Mensen", "https://example.org/", (Mens, Plaats, Geboorte))
NAME = {"naam": "n"}


def run(fields: dict[str, Any], *records: Any, **top: Any) -> list[Any]:
    rules = {"profile": "mensen", "model": "Mens", "id": "urn:m:{i}", "fields": {**NAME, **fields}, **top}
    mapping = mapping_from(rules, "m", profile=PROFILE)
    numbered = [{"i": str(number), "n": "Ann", **each} for number, each in enumerate(records)]
    return list(mapping.run(open_records(io.BytesIO(json.dumps(numbered).encode()), mapping.layout, form="json")))


def made(fields: dict[str, Any], record: dict[str, Any], **top: Any) -> Any:
    """What the record becomes, without its id and what is empty; or what is wrong with it."""
    found = run(fields, record, **top)[0]
    if isinstance(found, Reject):
        return [str(each) for each in found.problems]
    return _plain(found)


def _plain(value: Any) -> Any:
    if isinstance(value, Resource):
        about = {name: _plain(each) for name, each in value if name != "id" and each not in (None, [])}
        return about if value.id is None or value.id.startswith("urn:m:") else {"id": str(value.id), **about}
    if isinstance(value, LangString):
        return value.text
    return [_plain(each) for each in value] if isinstance(value, list) else value


BIRTH = {"geboorte": {"dag": "d", "plaats": {"naam": "p"}, "land": {"constant": "BE"}}}


@pytest.mark.parametrize(
    ("record", "birth"),
    [
        ({"d": "2000-01-02", "p": "Gent"}, {"dag": date(2000, 1, 2), "plaats": {"naam": "Gent"}, "land": "BE"}),
        ({"d": "2000-01-02"}, {"dag": date(2000, 1, 2), "land": "BE"}),
        ({}, None),
    ],
)
def test_a_part_is_there_if_the_record_has_something_for_it(record: dict[str, Any], birth: Any) -> None:
    assert made(BIRTH, record) == {"naam": "Ann", **({"geboorte": birth} if birth else {})}


def test_a_part_with_something_and_without_what_it_must_have_rejects_the_record() -> None:
    assert made(BIRTH, {"p": "Gent"}) == ["d: geboorte.dag: is required, but has no value"]


FIXED = {"constant": "Gent"}
NAMED = {"id": "urn:h:1", "naam": FIXED}
GENT = {"id": "urn:h:1", "naam": "Gent"}
DAY = {"constant": "2000-01-01"}


@pytest.mark.parametrize(
    ("fields", "record", "result"),
    [
        # a part of which only constants are left is absent; one with an id is not
        ({"huis": {"naam": FIXED}}, {}, {}),
        ({"huis": {"naam": FIXED, "code": "c"}}, {}, {}),
        ({"huis": {"naam": FIXED, "code": "c"}}, {"c": "9"}, {"huis": {"naam": "Gent", "code": "9"}}),
        ({"huis": {"id": "urn:h:{h}", "naam": FIXED}}, {}, {}),
        ({"huis": {"id": "urn:h:{h}", "naam": FIXED}}, {"h": "1"}, {"huis": GENT}),
        ({"huis": NAMED}, {}, {"huis": GENT}),
        ({"huis": {"naam": ["p", FIXED], "code": "c"}}, {}, {"huis": {"naam": "Gent"}}),
        # a fixed part inside is a constant too
        ({"geboorte": {"dag": "d", "plaats": NAMED}}, {}, {}),
        ({"geboorte": {"dag": "d", "plaats": NAMED}}, {"d": "2000-01-01"},
         {"geboorte": {"dag": date(2000, 1, 1), "plaats": GENT}}),
        # but a part of which all fields are fixed, one of them a part, is meant to be there
        ({"geboorte": {"dag": DAY, "plaats": NAMED}}, {}, {"geboorte": {"dag": date(2000, 1, 1), "plaats": GENT}}),
        ({"geboorte": {"dag": DAY, "plaats": {"naam": FIXED}}}, {}, {}),
        # and what stands under a condition, has a time or comes one by one is not fixed
        ({"geboorte": {"dag": DAY, "plaats": {**NAMED, "when": "w"}}}, {"w": "1"},
         {"geboorte": {"dag": date(2000, 1, 1), "plaats": GENT}}),
        ({"geboorte": {"dag": DAY, "plaats": {**NAMED, "when": "w"}}}, {}, {}),
        ({"geboorte": {"dag": DAY, "plaats": {**NAMED, "valid": {"until": "w"}}}}, {"w": "2001-01-01"}, {}),
        ({"geboorte": {"dag": DAY, "plaats": {"id": "urn:h:{w}", "naam": FIXED}}}, {}, {}),
        ({"plaatsen": {"each": "x", **NAMED}}, {"x": [{}, {}]}, {"plaatsen": [GENT, GENT]}),
        ({"plaatsen": {"each": "x", **NAMED}}, {}, {}),
    ],
)  # fmt: skip
def test_parts_with_fixed_values(fields: dict[str, Any], record: dict[str, Any], result: dict[str, Any]) -> None:
    assert made(fields, record) == {"naam": "Ann", **result}


@pytest.mark.parametrize(
    ("fields", "record", "result"),
    [
        ({"plaatsen": {"naam": "p"}}, {"p": "Gent"}, {"plaatsen": [{"naam": "Gent"}]}),
        ({"plaatsen": {"naam": "p"}}, {}, {}),
        ({"plaatsen": {"when": {"w": "1"}, "naam": "p"}}, {"p": "Gent", "w": "1"}, {"plaatsen": [{"naam": "Gent"}]}),
        ({"plaatsen": {"when": {"w": "1"}, "naam": "p"}}, {"p": "Gent", "w": "2"}, {}),
        ({"huis": {"when": {"w": "1"}, "naam": "p"}}, {"p": "Gent", "w": "1"}, {"huis": {"naam": "Gent"}}),
        ({"huis": {"when": {"w": "1"}, "naam": "p"}}, {"p": "Gent"}, {}),
        ({"huis": {"valid": {"until": "e"}, "naam": "p"}}, {"p": "Gent", "e": "2001-01-01"}, {}),
        ({"huis": {"valid": {"until": "e"}, "naam": "p"}}, {"p": "a", "e": "2999-01-01"}, {"huis": {"naam": "a"}}),
        ({"plaatsen": {"each": "x", "when": {"w": "1"}, "naam": "p"}},
         {"x": [{"p": "a", "w": "1"}, {"p": "b", "w": "2"}, {"p": "c", "w": "1"}, {"w": "1"}]},
         {"plaatsen": [{"naam": "a"}, {"naam": "c"}]}),
        ({"plaatsen": {"each": "x", "valid": {"until": "e"}, "naam": "p"}},
         {"x": [{"p": "a", "e": "2001-01-01"}, {"p": "b"}]}, {"plaatsen": [{"naam": "b"}]}),
        ({"huis": {"each": "x", "naam": "p"}}, {"x": [{"p": "a"}]}, {"huis": {"naam": "a"}}),
        ({"huis": {"each": "x", "naam": "p"}}, {"x": [{}, {"p": "a"}]}, {"huis": {"naam": "a"}}),
        ({"huis": {"each": "x", "naam": "p"}}, {"x": []}, {}),
        ({"plaatsen": {"each": "x", "naam": "p"}}, {"x": [{}]}, {}),
        # several rules: of one value the first, of many all
        ({"huis": [{"naam": "p"}, {"naam": "q"}]}, {"p": "a", "q": "b"}, {"huis": {"naam": "a"}}),
        ({"huis": [{"naam": "p"}, {"naam": "q"}]}, {"q": "b"}, {"huis": {"naam": "b"}}),
        ({"huis": [{"naam": "p"}, "l"]}, {"l": "urn:l"}, {"huis": "urn:l"}),
        ({"plaatsen": [{"naam": "p"}, {"naam": "q"}, "l"]}, {"p": "a", "q": "b", "l": ["urn:l"]},
         {"plaatsen": [{"naam": "a"}, {"naam": "b"}, "urn:l"]}),
        ({"plaatsen": [{"naam": "p"}, {"naam": "q"}]}, {"q": "b"}, {"plaatsen": [{"naam": "b"}]}),
        ({"plaatsen": [{"naam": "p"}, {"naam": "q"}]}, {}, {}),
        # the id of a part
        ({"huis": {"id": ["urn:h:{h}", "urn:k:{k}"], "naam": "p"}}, {"p": "a", "h": "1"},
         {"huis": {"id": "urn:h:1", "naam": "a"}}),
        ({"huis": {"id": ["urn:h:{h}", "urn:k:{k}"], "naam": "p"}}, {"p": "a", "k": "2"},
         {"huis": {"id": "urn:k:2", "naam": "a"}}),
        ({"plaatsen": {"each": "x", "id": "urn:h:{h}", "naam": "p"}}, {"x": [{"p": "a", "h": "1"}]},
         {"plaatsen": [{"id": "urn:h:1", "naam": "a"}]}),
    ],
)  # fmt: skip
def test_parts(fields: dict[str, Any], record: dict[str, Any], result: dict[str, Any]) -> None:
    assert made(fields, record) == {"naam": "Ann", **result}


def problems(fields: dict[str, Any], record: dict[str, Any]) -> list[RecordProblem]:
    [found] = run(fields, record)
    assert isinstance(found, Reject)
    return list(found.problems)


def test_two_parts_where_one_is_allowed() -> None:
    found = problems({"huis": {"each": "x", "naam": "p"}}, {"x": [{"p": "a"}, {"p": "b"}]})
    assert found == [RecordProblem("2 parts where at most one is allowed", "huis", None, ("p",))]


def test_all_that_is_wrong_is_told_with_its_field_its_column_and_its_paths() -> None:
    fields = {
        "naam": ["n", {"from": ["v", "w"]}],
        "geboorte": {
            "dag": {"from": "d", "date": "%d/%m/%Y"},
            "plaats": {"naam": {"template": "{p} {q}"}, "code": "c"},
        },
        "huis": {"id": "urn:{h}", "naam": "hn"},
    }
    record = {"n": "", "d": "ooit", "c": "1", "h": "a b", "hn": "x"}
    assert problems(fields, record) == [
        RecordProblem("not a date of the form %d/%m/%Y: 'ooit'", "geboorte.dag", "d", ("d",)),
        RecordProblem("is required, but has no value", "geboorte.plaats.naam", "{p} {q}", ("p", "q")),
        RecordProblem(
            "' ' in 'a b' cannot stand in an IRI as it is: write {h -> encode} or {h -> slug}",
            "huis.id",
            "urn:{h}",
            ("h",),
        ),
        RecordProblem("is required, but has no value", "naam", "n", ("n", "v", "w")),
    ]


def test_what_a_model_refuses_is_told_with_its_field_and_its_column() -> None:
    reason = "not a date, such as 2004-09-17: '01/02/2000'; `date: \"%d/%m/%Y\"` would read it"
    assert problems({"geboorte": {"dag": "d"}}, {"d": "01/02/2000"}) == [
        RecordProblem(reason, "geboorte.dag", "d", ("d",))
    ]
    assert problems({}, {"i": "a b"})[0].property == "id"
    [found] = problems({"huis": "l"}, {"l": "een twee"})
    assert found.reason.startswith("not an absolute IRI: 'een twee'; huis is a part: write `huis: {naam: l}`")
    assert (found.property, found.column, found.paths) == ("huis", "l", ("l",))


def test_a_value_of_the_mapping_that_is_wrong_is_an_error_of_the_mapping() -> None:
    with pytest.raises(MappingError, match=r"^m: geboorte\.dag: "):
        run({"geboorte": {"dag": {"from": "d", "codes": {"1": "1"}, "date": "%Y-%m-%d", "century": 1900}}})
    with pytest.raises(MappingError, match=r"^m: huis: "):
        run({"huis": {"from": "l", "default": "een twee"}})


def test_an_id_of_a_key_in_place_of_one_of_the_mapping() -> None:
    key = {"id": None, "key": ["k", "l"]}
    one, again, other = run({}, {"k": "1", "l": "a"}, {"k": "1", "l": "a", "n": "Bob"}, {"k": "2", "l": "a"}, **key)
    assert one.id == again.id != other.id
    assert one.id.startswith("urn:uuid:")
    [without] = run({}, {"k": "1"}, **key)
    assert without.problems == (RecordProblem("key: no value for l", "id", "k, l", ("k", "l")),)


# A kind as a whole.


def test_a_language_that_is_none_is_an_error_of_the_mapping() -> None:
    with pytest.raises(MappingError, match=r"^m: language: '"):
        run({}, language="Nederlands!")


@pytest.mark.parametrize("key", [{"fill": ["n"]}, {"footer": 1}, {"ragged": True}, {"until": {"n": None}}])
def test_what_only_tables_have_is_an_error_for_other_records(key: dict[str, Any]) -> None:
    with pytest.raises(MappingError, match=f"^m: {next(iter(key))}: only for the rows of CSV and workbooks, and - has"):
        run({}, {}, **key)


def table(text: str, form: str, **top: Any) -> list[Any]:
    rules = {"profile": "mensen", "model": "Mens", "id": "urn:m:{i}", "fields": NAME, **top}
    mapping = mapping_from(rules, "m", profile=PROFILE)
    return list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form=form)))


@pytest.mark.parametrize("form", ["csv", "tsv", "txt"])
def test_a_table_has_no_place_of_records_but_a_table_of_rejects_may(form: str) -> None:
    sign = "\t" if form == "tsv" else ","
    with pytest.raises(MappingError, match=r"^m: records: a CSV table has no `records`"):
        table(sign.join("in") + "\n" + sign.join("1a"), form, records="Blad1")


def test_rows_end_where_the_mapping_says() -> None:
    for last, names in (("Totaal,9\n2,b\n", ["a"]), ("2,b\n", ["a", "b"])):
        found = table(f"i,n\n1,a\n{last}", "csv", until={"i": "Totaal"})
        assert [each.naam for each in found if isinstance(each, Mens)] == names


def test_what_is_asked_of_a_source_is_known_with_the_rule_that_asks() -> None:
    fields = {
        "naam": "n", "huis": {"id": "urn:{h}", "naam": {"from": "a", "when": {"w": "1"}}},
        "plaatsen": {"each": "y", "valid": {"until": "e"}, "naam": {"languages": "t"}},
    }  # fmt: skip
    rules = {"profile": "mensen", "model": "Mens", "each": "x", "key": ["k"], "fields": fields, "when": {"q": "1"},
             "valid": {"from": "b"}}  # fmt: skip
    source = open_records(io.BytesIO(b"[{}]"), Layout(), form="json")
    list(mapping_from(rules, "m", profile=PROFILE).run(source))
    assert {("/".join((*each.base, each.path)), each.field, each.test) for each in source.asked} == {
        ("q", "when", True), ("b", "valid", True), ("x", "each", True), ("x/k", "", False), ("x/n", "naam", False),
        ("x/h", "huis.id", False), ("x/a", "huis.naam", False), ("x/w", "huis.naam", True), ("x/y", "plaatsen", True),
        ("x/y/e", "plaatsen", True), ("x/y/t", "plaatsen.naam", True), ("x/y/t/*/.", "plaatsen.naam", False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ({"until": {"i": "x"}}, ("i", "until", None)),
        ({"messages": {"each": "//m", "text": "{i}"}}, ("i", "messages", "//m")),
        ({"message": "{i}", "model": "", "fields": {}, "id": []}, ("i", "message", None)),
    ],
)
def test_what_is_asked_beside_the_fields(kind: dict[str, Any], asked: tuple[str, str, str | None]) -> None:
    first = {"model": "Mens", "id": "urn:{n}", "fields": NAME, **kind}
    first = {key: value for key, value in first.items() if value}
    maps = {"maps": [first, {"model": "Mens", "fields": NAME}]} if "message" in kind else first
    mapping = mapping_from({"profile": "mensen", **maps}, "m", profile=PROFILE)
    source = open_records(io.BytesIO(b"i,n\n1,a\n"), mapping.layout, form="csv")
    list(mapping.run(source))
    assert asked in {(each.path, each.field, each.root) for each in source.asked}


def test_texts_that_are_no_value_in_the_whole_kind() -> None:
    assert made({"bijnamen": {"from": "b", "split": ","}}, {"b": "a,nvt"}, empty="NVT") == {
        "naam": "Ann",
        "bijnamen": ["a"],
    }
    assert made({}, {"n": "nvt"}, empty=["nvt"]) == ["n: naam: is required, but has no value"]


def test_parts_of_a_record_that_each_become_something() -> None:
    rules = {"profile": "mensen", "model": "Plaats", "id": "urn:{$.g}:{p}", "each": "x", "fields": {"naam": "p"}}
    mapping = mapping_from(rules, "m", profile=PROFILE)
    records = b'[{"g": "gent", "x": [{"p": "a"}, {"p": "b"}]}, {"g": "luik", "x": []}]'
    found = list(mapping.run(open_records(io.BytesIO(records), mapping.layout, form="json")))
    assert [str(each.id) for each in found] == ["urn:gent:a", "urn:gent:b"]  # type: ignore[union-attr]


def test_records_that_no_longer_hold_are_left_out_and_told() -> None:
    found = run({}, {"e": "2001-01-01"}, {"e": "2999-01-01"}, {}, valid={"until": "e", "at": "2026-11-27"})
    assert [each.id for each in found if isinstance(each, Resource)] == ["urn:m:1", "urn:m:2"]
    assert [each.text for each in found if isinstance(each, Notice)] == [
        "Mens: no longer valid on 2026-11-27, left out"
    ]
