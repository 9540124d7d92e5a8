"""What a rule of a mapping makes of the values of a record: where they come from, each step, and what is left."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from helpers.rules import PROFILE, Ding, made, notices, run

from oslo import Concept, Gml, Iri, LangString, Literal, PartialDate, Wkt, mapping_from
from oslo.errors import MappingError
from oslo.namespaces import XSD
from oslo.records import open_records

GML = "http://www.opengis.net/gml/3.2"


def nl(text: str) -> LangString:
    return LangString(text, "nl")


# Where a value comes from.


@pytest.mark.parametrize(
    ("field", "rule", "record", "value"),
    [
        ("code", "a", {"a": "x"}, "x"),
        ("code", "a", {}, None),
        ("code", {"from": ["a", "b"]}, {"a": "x", "b": "y"}, "x y"),
        ("code", {"from": ["a", "b"]}, {"b": "y"}, "y"),
        ("code", {"from": ["a", "b"], "join": "-"}, {"a": "x", "b": "y"}, "x-y"),
        ("code", {"from": ["a", "b"], "join": ""}, {"a": "x", "b": "y"}, "xy"),
        ("code", {"from": ["a", "b"]}, {}, None),
        ("code", {"from": "a", "join": "; "}, {"a": ["x", "y"]}, "x; y"),
        ("code", "a", {"a": ["x", "y"]}, "2 values at 'a' where one is expected"),
        ("codes", "a", {"a": ["x", "y", "x"]}, ["x", "y", "x"]),
        ("codes", {"from": "a", "join": "+"}, {"a": ["x", "y"]}, ["x+y"]),
        ("codes", {"from": ["a", "b"]}, {"a": "x", "b": "y"}, ["x y"]),
        ("codes", "a", {}, []),
        ("code", {"constant": "x"}, {}, "x"),
        ("codes", {"constant": "x"}, {}, ["x"]),
        ("geheel", {"constant": 0}, {}, 0),
        ("codes", {"constant": "x,y", "split": ","}, {}, ["x", "y"]),
        ("code", {"constant": "x", "when": {"a": "1"}}, {"a": "1"}, "x"),
        ("code", {"constant": "x", "when": {"a": "1"}}, {"a": "2"}, None),
        ("code", {"template": "{a}/{b}"}, {"a": "x", "b": "y"}, "x/y"),
        ("code", {"template": "{a}/{b}"}, {"a": "x"}, None),
        ("codes", {"template": "{a}!"}, {"a": "x"}, ["x!"]),
        ("plek", "a", {"a": {"type": "Point", "coordinates": [3.7, 51.05]}},
         Wkt("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(3.7 51.05)")),
        ("plek", "a", {"a": [{"type": "Point", "coordinates": [1, 2]}] * 2}, "2 values at 'a' where one is expected"),
        ("plek", "a", {}, None),
        ("plekken", "a", {"a": [{"type": "Point", "coordinates": [3, 51]}, {"type": "Point", "coordinates": [4, 51]}]},
         [Wkt("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(3 51)"),
          Wkt("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(4 51)")]),
    ],
)  # fmt: skip
def test_where_a_value_comes_from(field: str, rule: Any, record: Any, value: Any) -> None:
    assert made(field, rule, record) == value


def test_a_constant_that_the_property_cannot_have_is_an_error_of_the_mapping() -> None:
    with pytest.raises(MappingError, match=r"dag: constant: .*'ooit'"):
        run("dag", {"constant": "ooit", "date": "%d/%m/%Y"}, {})


def test_half_a_point_is_told_and_left_out() -> None:
    rule = {"template": "POINT({x} {y})", "crs": "CRS84"}
    assert made("plek", rule, {"x": "3", "y": "51"}).endswith("POINT(3 51)")
    assert made("plek", rule, {"x": "3"}) is None
    assert notices("plek", rule, {"x": "3"}) == ["POINT({x} {y}): plek: a part of the geometry has no value: left out"]
    assert notices("plek", rule, {}) == []


# Each step.


@pytest.mark.parametrize(
    ("field", "rule", "value", "result"),
    [
        # split
        ("codes", {"split": ","}, "a, b ,,c", ["a", "b", "c"]),
        ("codes", {"split": ",", "default": "z"}, " , ", ["z"]),
        ("codes", {"split": ",", "default": "z"}, "a", ["a"]),
        ("code", {"split": ","}, "a,a", "a"),
        ("code", {"split": ","}, "a,b", "2 values where at most one is allowed"),
        ("codes", {"split": ",", "codes": {"1": "een", "2": "twee"}, "unknown": "drop"}, "1,9,2", ["een", "twee"]),
        ("codes", {"split": ",", "codes": {"1": "een"}, "unknown": "drop"}, "9", []),
        # html
        ("code", {"html": "unescape"}, "<b>a &amp;amp; b</b>", "<b>a &amp; b</b>"),
        ("code", {"html": "text"}, "<p>a <b>b</b></p>", "a b"),
        ("code", {"html": ["unescape", "text"]}, "&lt;i&gt;a&lt;/i&gt;", "a"),
        ("code", {"html": "text"}, "<p> </p>", None),
        # pattern
        ("code", {"pattern": "[0-9]+"}, "12", "12"),
        ("code", {"pattern": "nr ([0-9]+)"}, "nr 12", "12"),
        ("code", {"pattern": "nr([0-9]*)"}, "nr", None),
        ("code", {"pattern": "[0-9]+"}, "12a", "not of the form [0-9]+: '12a'"),
        ("code", {"pattern": "[0-9]+"}, "a12", "not of the form [0-9]+: 'a12'"),
        ("code", {"pattern": {"match": "(.)-(.)", "to": "{2}\\{1}{2}"}}, "a-b", "b\\ab"),
        ("code", {"pattern": {"match": "(.)-(.)", "to": "vast"}}, "a-b", "vast"),
        ("code", {"pattern": "(?:a.b)"}, "a\nb", "a\nb"),
        ("code", {"pattern": "x", "invalid": "drop"}, "y", None),
        # codes
        ("code", {"codes": {"1": "een", "2": "twee"}}, "2", "twee"),
        ("code", {"codes": {"een": "1"}}, "ee", "unknown code 'ee'; did you mean een?"),
        ("code", {"codes": {"1": "een"}, "unknown": "keep"}, "9", "9"),
        ("code", {"codes": {"1": "een"}, "unknown": "drop"}, "9", None),
        ("geheel", {"codes": {"nul": 0}}, "nul", 0),
        ("link", {"codes": {"1": "urn:een"}}, "1", Iri("urn:een")),
        ("soort", {"codes": {"1": "urn:een"}}, "1", Concept("urn:een")),
        ("soort", {"codes": {"1": "urn:een"}, "unknown": "keep"}, "urn:twee", Concept("urn:twee")),
        ("dag", {"codes": {"x": "21/11/2026"}, "date": "%d/%m/%Y"}, "x", date(2026, 11, 21)),
        ("dag", {"codes": {"x": "?"}, "unknown": "keep", "date": "%d/%m/%Y"}, "22/11/2026", date(2026, 11, 22)),
        ("getal", {"codes": {"half": "0,5"}, "unknown": "keep", "decimal": ","}, "half", Decimal("0.5")),
        ("code", {"codes": {"x": "BE 0200.065.765"}, "identifier": "kbo"}, "x", "0200065765"),
        # date
        ("dag", {"date": "%d/%m/%Y"}, "21/11/2026", date(2026, 11, 21)),
        ("dag", {"date": ["%d/%m/%Y", "%Y%m%d"]}, "20261121", date(2026, 11, 21)),
        ("ongeveer", {"date": "%d/%m/%Y"}, "00/11/2026", PartialDate("2026-11")),
        ("code", {"date": "%d/%m/%Y"}, "00/00/2026", "2026"),
        ("waarde", {"date": "%d/%m/%Y"}, "00/00/2026", Literal("2026", XSD.gYear)),
        ("dag", {"date": "%d/%m/%y", "century": 1900}, "21/11/26", date(1926, 11, 21)),
        ("dag", {"date": "%d/%m/%Y", "invalid": "drop"}, "ooit", None),
        ("ongeveer", {}, "1948-05-00", PartialDate("1948-05")),
        ("wanneer", {"date": "%d/%m/%Y"}, "00/11/2026", PartialDate("2026-11")),
        # decimal
        ("getal", {"decimal": ","}, "1,50", Decimal("1.50")),
        ("geheel", {"decimal": ","}, "7,0", 7),
        ("getallen", {"decimal": ",", "split": ";"}, "1,5;2", [Decimal("1.5"), Decimal(2)]),
        ("getal", {"decimal": ",", "invalid": "drop"}, "veel", None),
        # identifier
        ("code", {"identifier": "kbo"}, "BE 0200.065.765", "0200065765"),
        ("code", {"identifier": "insz"}, "85.07.30-033.28", "85073003328"),
        ("code", {"identifier": "insz"}, "00600099536", "not an INSZ: *********36: a number for tests only"),
        ("code", {"identifier": "kbo", "invalid": "drop"}, "7", None),
        ("code", {"identifier": "ovo"}, "ovo002949", "OVO002949"),
        ("code", {"identifier": "email"}, "mailto:info@example.be", "info@example.be"),
        ("code", {"identifier": "url"}, "www.example.be", "not a web address"),
        ("post", {}, "geen adres", "geen adres"),
        ("post", {"identifier": "email"}, "geen adres", "not an e-mail address: 'geen adres'"),
        # after one another, in this order
        ("dag", {"pattern": "op (.*)", "date": "%d/%m/%Y"}, "op 21/11/2026", date(2026, 11, 21)),
        ("code", {"html": "text", "pattern": "a (.)", "codes": {"b": "B"}}, "<p>a b</p>", "B"),
        ("dag", {"pattern": "op ?(.*)", "date": "%d/%m/%Y", "default": "2000-01-01"}, "op", date(2000, 1, 1)),
        ("dag", {"pattern": "op ?(.*)", "date": "%d/%m/%Y"}, "op", None),
        # default
        ("code", {"default": "z"}, "a", "a"),
        ("code", {"default": "z", "when": {"b": "1"}}, "a", "z"),
        ("codes", {"default": "z", "when": {"b": "1"}}, "a", ["z"]),
        # what a property takes
        ("naam", {}, "Gent", nl("Gent")),
        ("naam", {"language": "FR"}, "Gand", LangString("Gand", "fr")),
        ("namen", {"language": "fr"}, "Gand", [LangString("Gand", "fr")]),
        ("waarde", {}, "7", Literal("7")),
        ("waarde", {"datatype": str(XSD.integer)}, "7", Literal("7", XSD.integer)),
        ("link", {}, "https://x.be/a", Iri("https://x.be/a")),
        ("link", {}, "een twee", "not an absolute IRI"),
        ("deel", {}, "urn:deel", Iri("urn:deel")),
        ("soort", {}, "urn:soort", Concept("urn:soort")),
        ("geslacht", {}, "Vrouwelijk", Concept("https://data.vlaanderen.be/id/concept/IT000/Geslacht/2")),
        ("plek", {}, "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)",
         Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)")),
        ("plek", {"crs": "EPSG:31370"}, "POINT(1 2)", Wkt("<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)")),
        ("plek", {"crs": "CRS84", "invalid": "drop"}, "POINT(1", None),
        ("gml", {"crs": "EPSG:31370"}, f'<gml:Point xmlns:gml="{GML}"><gml:pos>1 2</gml:pos></gml:Point>',
         Gml(f'<gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/31370" xmlns:gml="{GML}">'
             "<gml:pos>1 2</gml:pos></gml:Point>")),
    ],
)  # fmt: skip
def test_a_step(field: str, rule: dict[str, Any], value: str, result: Any) -> None:
    found = made(field, {"from": "a", **rule}, {"a": value})
    if isinstance(result, str) and isinstance(found, str):
        assert found.startswith(result)
    else:
        assert found == result


@pytest.mark.parametrize(
    ("field", "rule", "value", "told"),
    [
        ("code", {"codes": {"1": "een"}, "unknown": "drop"}, "9", "a: code: unknown code: left out"),
        ("code", {"pattern": "x", "invalid": "drop"}, "y", "a: code: not of the form x: left out"),
        ("dag", {"date": ["%d/%m/%Y", "%Y"], "invalid": "drop"}, "ooit",
         "a: dag: not a date of the form %d/%m/%Y or %Y: left out"),
        ("getal", {"decimal": ",", "invalid": "drop"}, "veel", "a: getal: not a number: left out"),
        ("code", {"identifier": "kbo", "invalid": "drop"}, "7", "a: code: not of the kind kbo: left out"),
        ("plek", {"crs": "CRS84", "invalid": "drop"}, "POINT(1", "a: plek: not a geometry: left out"),
        ("dag", {}, "2999-01-01", "a: dag: "),
        ("post", {}, "geen adres", "a: post: not an e-mail address"),
        ("ongeveer", {}, "0999", "a: ongeveer: "),
        ("plek", {"crs": "EPSG:31370"}, "POINT(51.05 3.72)", "a: plek: outside the area of EPSG:31370:"),
    ],
)  # fmt: skip
def test_what_is_odd_or_left_out_is_told(field: str, rule: dict[str, Any], value: str, told: str) -> None:
    [said] = notices(field, {"from": "a", **rule}, {"a": value})
    assert said.startswith(told)


@pytest.mark.parametrize(
    ("field", "rule", "message"),
    [
        ("code", {"pattern": "("}, r"code: not a regular expression: '\('"),
        (
            "code",
            {"pattern": {"match": "(a)", "to": "{2}"}},
            r"code: to: '\{2\}' names a group that '\(a\)' does not have",
        ),
        ("code", {"codes": "tabel"}, "code: no table 'tabel'; did you mean tabellen"),
        ("dag", {"date": "%d/%m/%Y", "century": 1900}, "dag: century: no format of date has a year of two digits"),
        ("plek", {"crs": "EPSG:1"}, "plek: "),
        ("plek", {"crs": {"from": "CRS84", "to": "EPSG:1"}}, "plek: "),
        ("naam", {"languages": "b", "from": "a", "default": "x"}, "naam: languages: takes no each, no default"),
        ("naam", {"languages": "b", "from": "a", "each": "c"}, "naam: languages: takes no each, no default"),
        ("naam", {"languages": "b", "language": {"from": "c"}}, "naam: languages: takes no each, no default"),
    ],
)
def test_a_rule_that_can_never_be_right_is_an_error_of_the_mapping(
    field: str, rule: dict[str, Any], message: str
) -> None:
    rule = rule if "languages" in rule else {"from": "a", **rule}
    with pytest.raises(MappingError, match=f"^m: {message}"):
        run(field, rule, {}, tables={"tabellen": {"1": "een"}})


@pytest.mark.parametrize("rule", [{"from": "a"}, {"constant": "geen adres"}, {"from": "a", "identifier": "email"}])
def test_what_is_a_contact_or_meant_as_it_is_is_not_told(rule: dict[str, Any]) -> None:
    assert notices("post", rule, {"a": "info@example.be"}) == []


@pytest.mark.parametrize("field", ["plek", "gml"])
def test_geojson_becomes_what_the_property_takes(field: str) -> None:
    point = {"type": "Point", "coordinates": [104863, 193913]}
    assert "EPSG/0/31370" in made(field, {"from": "a", "crs": "EPSG:31370"}, {"a": point})
    assert type(made(field, "a", {"a": {**point, "coordinates": [3.7, 51]}})) is {"plek": Wkt, "gml": Gml}[field]


def test_the_last_group_of_a_pattern_can_be_named() -> None:
    assert made("code", {"from": "a", "pattern": {"match": "(a)(b)", "to": "{2}"}}, {"a": "ab"}) == "b"


def test_a_table_by_name() -> None:
    assert made("code", {"from": "a", "codes": "t"}, {"a": "1"}, tables={"t": {"1": "een"}, "u": {"1": "x"}}) == "een"


def test_test_numbers_are_taken_when_asked_for() -> None:
    rules = {
        "profile": "regels",
        "model": "Ding",
        "id": "urn:x",
        "fields": {"code": {"from": "a", "identifier": "insz"}},
    }
    for wanted, resources in ((False, 0), (True, 1)):
        mapping = mapping_from({**rules, "id": "urn:x:{a}"}, "m", profile=PROFILE, test_numbers=wanted)
        source = open_records(io.BytesIO(b'[{"a": "00600099536"}]'), mapping.layout, form="json")
        assert sum(isinstance(each, Ding) for each in mapping.run(source)) == resources


def test_a_geometry_is_converted_to_the_system_that_is_asked() -> None:
    pytest.importorskip("pyproj")
    rule = {"from": "a", "crs": {"from": "EPSG:31370", "to": "EPSG:3812"}}
    found = made("plek", rule, {"a": "POINT(104863.13 193913.45)"})
    assert found.startswith("<http://www.opengis.net/def/crs/EPSG/0/3812> POINT(604")


def test_a_property_of_either_geometry_takes_well_known_text() -> None:
    assert made("plek_of_gml", {"from": "a", "crs": "EPSG:31370"}, {"a": "POINT(1 2)"}) == Wkt(
        "<http://www.opengis.net/def/crs/EPSG/0/31370> POINT(1 2)"
    )


# What a record leaves out, and what is no value.


def test_texts_that_are_no_value() -> None:
    rule = {"from": "a", "empty": ["onbekend"]}
    assert [made("code", rule, {"a": text}) for text in ("Onbekend", "x")] == [None, "x"]
    assert [made("code", "a", {"a": text}, empty="NVT") for text in ("nvt", "x")] == [None, "x"]
    assert made("codes", {**rule, "split": ","}, {"a": "x,onbekend"}) == ["x"]


def test_the_first_rule_with_a_value_and_the_values_of_all() -> None:
    rules = ["a", {"from": "b", "pattern": "(.)"}]
    assert made("code", rules, {"a": "x", "b": "y"}) == "x"
    assert made("code", rules, {"b": "y"}) == "y"
    assert made("codes", rules, {"a": "x", "b": "y"}) == ["x", "y"]
    assert made("codes", rules, {"b": "y"}) == ["y"]
    assert made("codes", rules, {}) == []


def test_repeated_parts_and_conditions() -> None:
    rule = {"each": "d", "when": {"t": "ja"}, "from": "v"}
    record = {"d": [{"t": "ja", "v": "1"}, {"t": "nee", "v": "2"}, {"t": "ja", "v": "3"}, {"t": "ja"}]}
    assert made("codes", rule, record) == ["1", "3"]
    assert made("code", rule, record) == "2 values where at most one is allowed"
    assert made("code", rule, {"d": record["d"][:2]}) == "1"
    assert made("code", rule, {"d": [*record["d"][:1]] * 2}) == "1"
    assert made("codes", {**rule, "split": "/"}, {"d": [{"t": "ja", "v": "a/b"}, {"t": "ja", "v": "c"}]}) == [*"abc"]
    assert made("codes", {**rule, "join": "+"}, {"d": [{"t": "ja", "v": ["a", "b"]}, {"t": "ja"}]}) == ["a+b"]


def test_a_value_that_is_left_out_goes_through_no_other_step() -> None:
    rule = {"from": "a", "pattern": "x(.)", "codes": {"1": "een"}, "invalid": "drop"}
    assert made("codes", rule, {"a": ["y", "x1"]}) == ["een"]
    assert made("code", {**rule, "when": "a"}, {"a": "y"}) is None


def test_empty_text_goes_through_no_step() -> None:
    rule = {"constant": "", "pattern": "x", "when": "a"}
    assert made("code", rule, {"a": "1"}) is None
    assert made("codes", rule, {"a": "1"}) == []
    assert made("code", {"constant": "", "when": "a"}, {"a": "1"}) is None


def test_an_iri_with_what_nobody_sees_is_refused() -> None:
    assert made("link", {"from": "a", "when": "a"}, {"a": "urn:a\u200bb"}) == (
        "an invisible character: U+200B ZERO WIDTH SPACE, in an IRI: 'urn:a\\u200bb'"
    )
    assert made("link", "a", {"a": "urn:é"}) == "urn:é"


# Languages.


def test_the_language_of_a_bare_text() -> None:
    assert made("naam", "a", {"a": "x"}) == nl("x")
    assert made("naam", "a", {"a": "x"}, model="Chose") == LangString("x", "fr")
    assert made("naam", "a", {"a": "x"}, language="de") == LangString("x", "de")
    assert made("naam", {"from": "a", "language": "en"}, {"a": "x"}, language="de") == LangString("x", "en")


def test_the_language_that_a_record_gives() -> None:
    codes = {"N": "nl", "F": "fr"}
    rule = {"from": "a", "language": {"from": "t", "codes": codes}}
    assert made("naam", rule, {"a": "x", "t": "F"}) == LangString("x", "fr")
    assert made("naam", rule, {"a": "x"}) == nl("x")
    assert made("naam", rule, {"a": "x", "t": "f"}) == "unknown language 'f'; did you mean F?"
    with_default = {"from": "a", "language": {"from": "t", "codes": codes, "default": "de"}}
    assert made("naam", with_default, {"a": "x"}) == LangString("x", "de")
    without_codes = {"from": "a", "language": {"from": "t", "default": "de"}}
    assert made("namen", without_codes, {"a": "x", "t": "en"}) == [LangString("x", "en")]
    assert made("namen", without_codes, {"a": "x"}) == [LangString("x", "de")]


def test_texts_by_language() -> None:
    texts = {"t": {"nl": "Gent", "fr": "Gand"}}
    assert made("namen", {"languages": "t"}, texts) == [nl("Gent"), LangString("Gand", "fr")]
    assert made("naam", {"languages": "t"}, texts) == nl("Gent")
    assert made("naam", {"languages": "t"}, texts, model="Chose") == LangString("Gand", "fr")
    assert made("naam", {"languages": "t", "language": "fr"}, texts) == LangString("Gand", "fr")
    assert made("naam", {"languages": "t"}, {"t": {"de": "Gent"}}) == LangString("Gent", "de")
    assert made("naam", {"languages": "t"}, {"t": {"de": "Gent", "en": "Ghent"}}) == (
        "2 languages where one text is allowed, and none is 'nl'"
    )
    assert made("naam", {"languages": "t"}, {}) is None
    assert made("namen", {"languages": "t"}, {}) == []


def test_texts_by_language_of_objects_and_under_a_condition() -> None:
    rule = {"languages": "t", "from": "v", "when": {"w": "1"}}
    record = {"w": "1", "t": {"nl": {"v": "Gent"}, "fr": {"v": "Gand"}}}
    assert made("namen", rule, record) == [nl("Gent"), LangString("Gand", "fr")]
    assert made("namen", rule, {**record, "w": "2"}) == []
    filled = {"languages": "t", "template": "{v}!"}
    assert made("namen", filled, record) == [nl("Gent!"), LangString("Gand!", "fr")]
    assert made("namen", {"languages": "t", "split": ","}, {"t": {"nl": "a,b"}}) == [nl("a"), nl("b")]
