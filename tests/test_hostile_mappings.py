"""Mappings of strangers: whatever stands in one, it ends as one line with the file, its line and the field."""
# ruff: noqa: E501

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from oslo.errors import InputError, MappingError
from oslo.mapping.conversion import convert
from oslo.mapping.mapping import load_mapping, mapping_from
from oslo.mapping.rules import MappingRules
from oslo.records.xml.paths import mistake

TABLE = b"NR;NAAM\n1;Gent\n"
ELEMENTS = b"<l><m><NR>1</NR><NAAM>Gent</NAAM><p:x xmlns:p='urn:p'>7</p:x></m></l>"
LINES = b'{"NR": 1, "NAAM": "Gent"}\n'
RECORDS = {"csv": TABLE, "xml": ELEMENTS, "jsonl": LINES}


def mapping(fields: str = "{plaatsnaam: NAAM}", more: str = "", id: str = "https://data.example.be/id/{NR}") -> str:
    return f'profile: persoon-basis\nmodel: Plaats\nid: "{id}"\nfields: {fields}\n{more}\n'


def refused(folder: Path, text: str | bytes, form: str = "csv") -> str:
    """What is said of a mapping, as loaded or as used for the first record: one line."""
    path = folder / "m.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MappingError) as error:
        convert([io.BytesIO(RECORDS[form])], load_mapping(path), io.StringIO(), form=form)
    message = str(error.value)
    assert message.isprintable()
    assert len(message) < 1500
    assert message.startswith(f"{path}:")
    return message.removeprefix(f"{path}:")


ENDLESS = {
    "fields": "profile: persoon-basis\nmodel: Plaats\nfields: &f\n  plaatsnaam: *f\n",
    "list": mapping("{plaatsnaam: &a [NAAM, *a]}"),
    "document": "&a\nprofile: persoon-basis\nmodel: Plaats\nfields: *a\n",
    "two steps": mapping(more="tables: &a {x: {y: &b [*a, *b]}}"),
    "merged": mapping("&f {<<: *f, plaatsnaam: NAAM}"),
    "condition": mapping(more="when: &w {NR: {is: *w}}"),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_an_anchor_inside_itself(tmp_path: Path, text: str) -> None:
    line, _, said = refused(tmp_path, text).partition(": ")
    assert "&" in text.splitlines()[int(line) - 1]
    assert said.startswith("an alias inside its own anchor, which has no end")


def doubled(levels: int, first: str, pair: str) -> str:
    aliases = [f"a0: &a0 {first}", *(f"a{n}: &a{n} {pair.format(f'*a{n - 1}')}" for n in range(1, levels))]
    return "\n".join([*aliases, mapping()])


@pytest.mark.slow(but="nine times")
@pytest.mark.parametrize(
    "text",
    [doubled(30, "[x]", "[{0}, {0}]"), doubled(30, "{x: 1}", "{{p: {0}, q: {0}}}"),
     doubled(8, "[x]", "[" + ",".join(["{0}"] * 9) + "]"), mapping(more="empty: [" + "x, " * 200_001 + "x]")],
    ids=["lists", "objects", "nine times", "no aliases"],
)  # fmt: skip
def test_aliases_that_lay_out_to_too_much(tmp_path: Path, text: str) -> None:
    started = time.monotonic()
    assert "over 200000 values, with its aliases laid out" in refused(tmp_path, text)
    assert time.monotonic() - started < 20


TAGS = ["!!binary x!y", '!!binary "4Q=="', "!!python/object/apply:os.system [id]", "!!python/name:os.system", "!!int x",
        "!!int [1]", "!!int ''", "!!int " + "9" * 5000, "!!float -", "!!bool maybe", "!!timestamp 2024-13-45",
        "!!timestamp 2024-01-01", "!!set {a}", "!!omap [a: b]", "!!map x", "!!seq x", "!!str {a: b}", "!eigen x",
        "!<tag:example.be,2024:x> y", "!!merge x"]  # fmt: skip


@pytest.mark.parametrize("tag", TAGS, ids=[each[:30] for each in TAGS])
@pytest.mark.parametrize(
    "text", [mapping("{{plaatsnaam: {0}}}"), mapping(more="header: {0}"), mapping("{{{0}: NAAM}}")]
)
def test_a_tag_that_makes_something_else(tmp_path: Path, text: str, tag: str) -> None:
    text = text.replace("{{", "{").replace("}}", "}").replace("{0}", tag)
    assert refused(tmp_path, text).startswith(("4: ", "5: "))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (mapping(more='language: "\\ud800"'), 5),
        (mapping('{plaatsnaam: {constant: "a \\udfff"}}'), 4),
        (mapping('{"\\ud83d": NAAM}'), 4),
    ],
)
def test_half_of_a_character(tmp_path: Path, text: str, line: int) -> None:
    message = refused(tmp_path, text)
    assert message.startswith(f"{line}: \\ud")
    assert "is half of a character" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\n\x1b[31m: c\n", "2: a control character, U+001B, which YAML does not take"),
        ("a: b\nc: \x00\n", "2: a control character, U+0000, which YAML does not take"),
        (mapping(more='language: "\\U00110000"'), "5: not YAML: "),
        (mapping(more='language: "\\UFFFFFFFF"'), "5: not YAML: "),
        (mapping(more='language: "\\uzzzz"'), "5: not YAML: "),
        (mapping("{~: NAAM}"), "4: ~: Plaats has no such property"),
        (mapping('{"": NAAM}'), "4: Plaats has no such property"),
        (mapping('{"\\e[31m": NAAM}'), "4: \\x1b[31m: Plaats has no such property"),
        (mapping(more="? {a: b}\n: c"), "5: a key has to be text"),
        (mapping("{[a]: NAAM}"), "4: a key has to be text"),
        (mapping(more="{{a}}: c"), "5: a value that begins with a brace"),
        (mapping("{<<: [1], plaatsnaam: NAAM}"), "4: not YAML: expected a mapping for merging"),
        (mapping("{²: NAAM}"), "4: ²: Plaats has no such property"),
        ("[" * 100_000, " nested too deeply"),
        ("{a: " * 50_000, " nested too deeply"),
        ("- " * 50_000, " nested too deeply"),
    ],
)  # fmt: skip
def test_yaml_that_is_odd(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text).startswith(message)


@pytest.mark.slow
def test_a_large_file_that_is_no_yaml_is_refused_as_quickly_as_a_good_one_is_read(tmp_path: Path) -> None:
    started = time.monotonic()
    assert refused(tmp_path, "\n".join(f"k{n}: v" for n in range(150_000)) + "\n@x").startswith("150001: ")
    assert refused(tmp_path, "k: " + "a" * 3_000_000 + ": v").startswith("1: a value with a colon")
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("header: 99999999999999999999", "no sheet has over 1048576 rows"),
        ("header: " + "9" * 5000, "no sheet has over 1048576 rows"),
        ("header: [1, 2, 1048577]", "no sheet has over 1048576 rows"),
        ("header: -1", "the number of a row"),
        ("columns: {16385: NAAM}", "a position is at most 16384"),
        ("columns: {9" + "9" * 900 + ": NAAM}", "a position is at most 16384"),
        ("columns: {0: NAAM}", "a list of names, or an object of positions"),
        ("footer: 10001", "how many rows at the end are no records, at most 10000"),
        ("footer: " + "9" * 5000, "of 5000 characters, is given; it takes how many rows"),
    ],
)
def test_a_number_that_no_table_has(tmp_path: Path, more: str, message: str) -> None:
    said = refused(tmp_path, mapping(more=more))
    assert said.startswith(f"5: {more.partition(':')[0]}: ")
    assert message in said


WRONG = ["3", "[a]", "{a: b}", "''", "[[a]]", "{a: {b: {c: d}}}", "[null]", '"\\e[31m"', '"\\0"', "'{'", "'$x'", "'['",
         "'a.b..c'", "'$$.x'", "'²'", '"a\\nb"', "'" + "x" * 5000 + "'"]  # fmt: skip


@pytest.mark.parametrize("form", RECORDS)
@pytest.mark.parametrize("value", WRONG, ids=[each[:10] for each in WRONG])
def test_each_key_with_something_else_is_taken_or_refused_with_its_line(tmp_path: Path, form: str, value: str) -> None:
    for key in MappingRules.model_fields:
        lines = [each for each in mapping(more=f"{key}: {value}").splitlines() if not each.startswith(f"{key}:")]
        records = ["records: //m"] if form == "xml" and key != "records" else []
        path = tmp_path / "m.yaml"
        path.write_text("\n".join([*lines, f"{key}: {value}", *records]), "utf-8")
        try:
            convert([io.BytesIO(RECORDS[form])], load_mapping(path), io.StringIO(), form=form)
        except InputError:
            pass  # it is of the records: no such row, no such element
        except MappingError as error:
            message = str(error)
            assert message.startswith((f"{path}:", "-: no column", "-: each:")), (key, message)
            assert message.isprintable(), (key, message)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("{plaatsnaam: foo()}", "4: plaatsnaam: not an XPath: 'foo()': there is no function foo()"),
        ("{plaatsnaam: 'NAAM[foo()]'}", "4: plaatsnaam: not an XPath: 'NAAM[foo()]': there is no function foo()"),
        ("{plaatsnaam: q:naam}", "4: plaatsnaam: not an XPath: 'q:naam': the prefix 'q' is not in namespaces"),
        ("{plaatsnaam: 'NAAM[@q:a]'}", "4: plaatsnaam: not an XPath: 'NAAM[@q:a]': the prefix 'q' is not in namespaces"),
        ("{plaatsnaam: 'x[$x]'}", "4: plaatsnaam: not an XPath: 'x[$x]': $x is a variable, and a mapping has none"),
        ("{plaatsnaam: $x}", "4: plaatsnaam: not an XPath: '$x': $x is a variable"),
        ("{plaatsnaam: 'NAAM['}", "4: plaatsnaam: not an XPath: 'NAAM['"),
        ("{plaatsnaam: substring()}", "4: plaatsnaam: not an XPath: 'substring()': Invalid number of arguments"),
        ("{plaatsnaam: \"re:test(., '(a+)+$')\"}", "4: plaatsnaam: not an XPath: \"re:test(., '(a+)+$')\": there is no f"),
        ('{plaatsnaam: "a\\0b"}', "4: plaatsnaam: not an XPath: 'a\\x00b'"),
        ("{plaatsnaam: '" + "(" * 3999 + "'}", "4: plaatsnaam: not an XPath: "),
        ("{plaatsnaam: {template: '{//a[//b[//c]]} x'}}", "4: plaatsnaam: not an XPath: '//a[//b[//c]]': its steps look"),
        ("{plaatsnaam: {from: NAAM, each: count(NAAM)}}", "4: plaatsnaam: 'count(NAAM)' gives a number or a text"),
        ("{plaatsnaam: {from: NAAM, when: {foo(): 1}}}", "4: plaatsnaam: not an XPath: 'foo()'"),
        ("{plaatsnaam: {from: NAAM, valid: {from: foo()}}}", "4: plaatsnaam: not an XPath: 'foo()'"),
    ],
)  # fmt: skip
def test_an_xpath_that_cannot_be_followed(tmp_path: Path, fields: str, message: str) -> None:
    assert refused(tmp_path, mapping(fields, "records: //m"), "xml").startswith(message)


def test_an_xpath_that_only_a_record_shows_to_be_wrong_rejects_that_record(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(mapping("{plaatsnaam: 'NAAM[substring()]'}", "records: //m"))
    outcome = convert([io.BytesIO(ELEMENTS)], load_mapping(tmp_path / "m.yaml"), io.StringIO(), form="xml")
    assert (outcome.resources, outcome.rejects) == (0, 1)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("records: m n", "5: records: 'm n' names no elements"),
        ("records: q:m", "5: records: the prefix 'q' is not in namespaces"),
        ("records: //m[1]", "5: records: '//m[1]' names no elements"),
        ("records: //m\nmessages: {each: //q:n, text: x}", "6: messages: the prefix 'q' is not in namespaces"),
        ("records: //m\nmessages: {each: 'a b', text: x}", "6: messages: 'a b' names no elements"),
        ("", " records: is missing"),
    ],
)
def test_elements_that_cannot_be_found(tmp_path: Path, more: str, message: str) -> None:
    assert refused(tmp_path, mapping(more=more), "xml").startswith(message)


@pytest.mark.parametrize(
    "expression",
    ["//*[//*[//*]]", "count(//*[count(//*[count(//*) > 1]) > 1])", "*[count(../*[count(../*[count(../*)])])]",
     "a[preceding::b[following::c[ancestor::d]]]", "(//a)[//b[//c]]", "a[/b[/c[/d]]]", "a" + "[a" * 31 + "]" * 31],
)  # fmt: skip
def test_an_xpath_that_takes_the_cube_of_the_time(expression: str) -> None:
    assert mistake(expression, ())


@pytest.mark.parametrize(
    "expression",
    ["a//b//c//d", "//a[.//b]//c[.//d]", "Name[not(../Title[normalize-space()])]", "* * * div div", "a[. = 'q:b $x foo()']",
     "@xml:lang", "processing-instruction('x') | text()", "(../../@a | @b)[1]", "p:a[p:b]/@p:c", "-a + +1", "//a[//b]",
     "Nace[not(Versie < ../Activiteit[Type/Code = 'P' and not(@DatumEinde)]/Nace/Versie)]/Code"],
)  # fmt: skip
def test_an_xpath_as_people_write_them(expression: str) -> None:
    assert mistake(expression, {"p"}) is None


@pytest.mark.parametrize(
    ("fields", "more", "message"),
    [
        ("{plaatsnaam: a..b}", "", "4: plaatsnaam: not a dotted path: 'a..b'"),
        ("{plaatsnaam: {template: 'x {.a}'}}", "", "4: plaatsnaam: not a dotted path: '.a'"),
        ("{plaatsnaam: " + ".".join("a" * 51) + "}", "", "4: plaatsnaam: a path of 51 steps; at most 50 are read"),
        ("{plaatsnaam: NAAM}", "records: a..b", "5: records: not a dotted path: 'a..b'"),
        ("{plaatsnaam: NAAM}", "records: $$.b", "5: records: '$$.b': $$. starts a path"),
        ("{plaatsnaam: {from: NAAM, each: a..b}}", "", "4: plaatsnaam: not a dotted path: 'a..b'"),
        ("{plaatsnaam: {languages: a..b}}", "", "4: plaatsnaam: not a dotted path: 'a..b'"),
    ],
)
def test_a_path_that_json_does_not_have(tmp_path: Path, fields: str, more: str, message: str) -> None:
    assert refused(tmp_path, mapping(fields, more), "jsonl").startswith(message)


@pytest.mark.parametrize("step", ["²", "٣", "9" * 5000, "0" * 10])
def test_a_step_that_is_no_position(tmp_path: Path, step: str) -> None:
    (tmp_path / "m.yaml").write_text(mapping(f"{{plaatsnaam: ['{step}', 'a.{step}']}}"), "utf-8")
    records = io.BytesIO(b'{"NR": 1, "a": ["Gent"]}')
    outcome = convert([records], load_mapping(tmp_path / "m.yaml"), io.StringIO(), form="jsonl")
    assert (outcome.resources, outcome.rejects, len(outcome.unfound)) == (0, 1, 2)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("records: x:Plaats", "5: records: 'x:Plaats': give its prefix under namespaces"),
        ("records: <urn:a b>", "5: records: not an absolute IRI: 'urn:a b'"),
        ("records: <urn:Plaats>\nnamespaces: {dct: 'a b'}", "3: id: not an absolute IRI: 'a bid'"),
        ("", " records: for RDF, name the class"),
    ],
)
def test_a_path_that_rdf_does_not_have(tmp_path: Path, more: str, message: str) -> None:
    (tmp_path / "m.yaml").write_text(mapping("{plaatsnaam: rdfs:label}", more, "https://x.example/{dct:id}"), "utf-8")
    data = io.BytesIO(b"<urn:a> a <urn:Plaats> .")
    with pytest.raises(MappingError) as error:
        convert([data], load_mapping(tmp_path / "m.yaml"), io.StringIO(), form="ttl")
    assert str(error.value).startswith(f"{tmp_path / 'm.yaml'}:{message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (mapping(id="https://data.example.be/<{NR}>"), "3: id: makes no IRI: not an absolute IRI"),
        (mapping(id="https://data.example.be/{NR}`"), "3: id: makes no IRI: not an absolute IRI"),
        (mapping(id="1x:{NR}"), "3: id: makes no IRI: not an absolute IRI"),
        (mapping(id="https://data.example.be/{NR"), "3: id: a brace is not closed"),
        (mapping("{plaatsnaam: {from: NAAM, pattern: '(a'}}"), "4: plaatsnaam: not a regular expression"),
        (mapping("{plaatsnaam: {from: NAAM, pattern: {match: a, to: '{7}'}}}"), "4: plaatsnaam: to: '{7}' names a group"),
        (mapping("{plaatsnaam: {from: NAAM, when: {NR: {matches: '['}}}}"), "4: plaatsnaam: not a regular expression"),
        (mapping("{plaatsnaam: {template: '{NAAM -> xyz}'}}"), "4: plaatsnaam: 'xyz' is neither a table"),
        (mapping("{plaatsnaam: NAAM, geometrie: {from: NR, crs: EPSG:99999999}}"), "4: geometrie: "),
        (mapping("{plaatsnaam: {from: NAAM, valid: {from: NR, at: 2024-13-45}}}"), "4: plaatsnaam.valid.at: "),
    ],
)  # fmt: skip
def test_a_rule_that_can_never_work(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text).startswith(message)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("classificatie: {from: NR, codes: {a: geen iri}}", "classificatie: codes: a: not an absolute IRI: 'geen iri'"),
        ("classificatie: {template: 'urn:<{NR}>'}", "classificatie: template: makes no IRI"),
        ("classificatie: {constant: geen iri}", "classificatie: constant: not an absolute IRI: 'geen iri'"),
        ("classificatie: {from: NR, default: geen iri}", "classificatie: not an absolute IRI: 'geen iri'"),
        ("is_suborganisatie_van: {from: NR, codes: {1: geen iri}}", "is_suborganisatie_van: not an absolute IRI"),
        ("is_suborganisatie_van: {template: 'https://x.example/[{NR}]'}", "is_suborganisatie_van: template: makes no"),
    ],
)  # fmt: skip
def test_what_should_be_an_iri_is_none(tmp_path: Path, field: str, message: str) -> None:
    head = "profile: organisatie-basis\nmodel: Organisatie\nfields:\n  voorkeursnaam: NAAM\n"
    assert refused(tmp_path, f"{head}  {field}\n").startswith(f"5: {message}")


def test_a_code_of_very_many_characters() -> None:
    """A square of their number would take hours."""
    rule = {"from": "S", "codes": {"M": "urn:x:" + "a" * 2_000_000}}
    with pytest.raises(MappingError, match="urn:x:a"):
        mapping_from({"profile": "persoon-basis", "model": "Persoon", "fields": {"geslacht": rule}}, "m")
