"""XML as it comes: encodings against their declaration, namespaces, entities, cut files, and no records at all."""

from __future__ import annotations

import io
from typing import Any

import pytest

from oslo.errors import InputError, MappingError
from oslo.records import Layout, ReadingOptions, Record, RecordSource, open_records
from oslo.records.xml.paths import with_prefix


def opened(text: str | bytes, records: str = "//plaats", encoding: str | None = None, **layout: Any) -> RecordSource:
    data = text.encode() if isinstance(text, str) else text
    return open_records(
        io.BytesIO(data), Layout(records=records, **layout), ReadingOptions(encoding=encoding), form="xml"
    )


def read(source: RecordSource, *paths: str) -> list[Any]:
    gets = [source.value(path) for path in paths or (".",)]
    return [tuple(get(each.data) for get in gets) for each in source]


def remarks(source: RecordSource) -> list[str]:
    return [f"{each.place}: {each.sentence}" for each in source.remarks.values()]


def document(declared: str | None, text: str = "Liège") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<lijst>\n<plaats>{text}</plaats></lijst>"


@pytest.mark.parametrize(
    ("declared", "real", "told"),
    [
        ("utf-8", "utf-8", None),
        ("UTF-8", "utf-8-sig", None),
        (None, "utf-8-sig", None),
        ("windows-1252", "cp1252", None),
        ("ISO-8859-15", "iso8859-15", None),
        ("UTF-16", "utf-16", None),
        ("UTF-16LE", "utf-16-le", None),
        ("UTF-16", "utf-16-be", None),
        (None, "utf-16-be", None),
        ("UTF-32", "utf-32", None),
        ("utf-16", "utf-8", ":1: declares utf-16, but is not in it: read as UTF-8"),
        ("UCS-2", "utf-8", ":1: declares UCS-2, but is not in it: read as UTF-8"),
        ("utf-8", "utf-16", ":1: declares utf-8, but is UTF-16LE by its first bytes: read as that"),
        ("utf-8", "utf-16-be", ":1: declares utf-8, but is UTF-16BE by its first bytes: read as that"),
        ("iso-8859-1", "utf-8-sig", ":1: declares iso-8859-1, but is UTF-8 by its first bytes: read as that"),
        ("iso-8859-1", "utf-8", ": declares iso-8859-1, but is UTF-8 by its bytes: read as that"),
        ("latin1", "cp1252", ":2: declares latin1, but has bytes of windows-1252: read as that"),
    ],
)
def test_the_encoding_is_what_the_bytes_are(declared: str | None, real: str, told: str | None) -> None:
    source = opened(document(declared, "Liège à 5 €").encode(real))
    assert read(source) == [("Liège à 5 €",)]
    assert remarks(source) == ([f"-{told}"] if told else [])


def test_latin_1_without_bytes_of_windows() -> None:
    source = opened(document("ISO-8859-1", "Liège Ã© Â°").encode("latin-1"))
    assert read(source) == [("Liège Ã© Â°",)]
    assert not source.remarks


def test_bytes_of_windows_beyond_the_first_block() -> None:
    many = "".join(f"<plaats>Li\u00e8ge {number}</plaats>\n" for number in range(5000))
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<lijst>{many}<plaats>\u201e5 \u20ac\u201d</plaats></lijst>'
    source = opened(text.encode("cp1252"))
    assert read(source)[-2:] == [("Liège 4999",), ("„5 €”",)]
    assert remarks(source) == ["-:5002: declares ISO-8859-1, but has bytes of windows-1252: read as that"]


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("utf-8", "-:2: not well-formed XML: not UTF-8, which it should be: declare its encoding, or give it"),
        (None, "-:2: not well-formed XML: not UTF-8, which it should be"),
        ("utf-16", "-:2: not well-formed XML: not UTF-8, which it should be"),
        ("us-ascii", "not US-ASCII, which it should be"),
        ("utf-99", "Unsupported encoding: utf-99"),
    ],
)
def test_bytes_of_no_known_encoding(declared: str | None, message: str) -> None:
    data = document(declared).encode("cp1252")
    with pytest.raises(InputError) as raised:
        read(opened(data))
    assert message in str(raised.value)
    assert read(opened(data, encoding="cp1252")) == [("Liège",)]


def test_an_encoding_that_does_not_exist() -> None:
    with pytest.raises(InputError, match="no such encoding: utf-99"):
        read(opened(document(None), encoding="utf-99"))


def test_the_encoding_of_a_document_that_holds_another() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>\n<string><lijst><plaats>5 €</plaats></lijst></string>'
    source = opened(text.encode("cp1252"), unwrap="string")
    assert read(source) == [("5 €",)]
    assert remarks(source) == ["-:2: declares iso-8859-1, but has bytes of windows-1252: read as that"]
    with pytest.raises(InputError, match="-:2: not in the encoding that it declares"):
        opened(text.replace("iso-8859-1", "utf-8").encode("cp1252"), unwrap="string")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("", "eacute"),
        ("<!DOCTYPE lijst>\n", "eacute"),
        ("<!DOCTYPE lijst [<!ELEMENT lijst ANY>]>\n", "nbsp"),
        ("<!DOCTYPE lijst [ %meer; ]>\n", None),
    ],
)
@pytest.mark.parametrize("inside", ["<naam>Caf&{};</naam>", "<naam soort='&{};'/>"])
def test_an_entity_without_a_declaration(head: str, name: str | None, inside: str) -> None:
    text = f"{head}<lijst>\n<plaats/>\n<plaats>{inside.format(name or 'eacute')}</plaats>\n<plaats/></lijst>"
    line = head.count("\n") + 3 if name else 1
    with pytest.raises(InputError, match=rf"-:{line}: .*the entity &{name or 'meer'}; is not declared"):
        read(opened(text))


def test_entities_of_xml_and_a_document_type_are_no_error() -> None:
    assert read(opened("<!DOCTYPE lijst>\n<lijst><plaats>&lt;R &amp; D&gt; &#233;</plaats></lijst>")) == [
        ("<R & D> é",)
    ]


@pytest.mark.parametrize(
    ("end", "line"),
    [("<plaats>c", 4), ("<plaats>c</pl", 4), ("<plaats nr='", 4), ("", 4), ("<!-- c", 4), ("<plaats>\n\n<![CDATA[", 6)],
)
def test_a_file_that_is_cut_gives_the_records_before(end: str, line: int) -> None:
    records = iter(opened(f"<lijst>\n<plaats>a</plaats>\n<plaats>b</plaats>\n{end}"))
    assert [next(records).data.text for _ in range(2)] == ["a", "b"]  # type: ignore[union-attr]
    with pytest.raises(InputError, match=rf"-:{line}: not well-formed XML: the file ends too early: "):
        next(records)


def test_broken_xml_says_what_is_wrong() -> None:
    with pytest.raises(InputError, match=r"-:2: .*an & that is not written as &amp;"):
        read(opened("<lijst>\n<plaats>R & D</plaats></lijst>"))
    with pytest.raises(InputError, match=r"^-: not well-formed XML: empty$"):
        read(opened(""))


def test_comments_cdata_and_instructions_in_a_value() -> None:
    text = "<l><plaats nr=' '>a<!-- c -->b<![CDATA[<c>]]><?p x?> d<b> e</b>\n</plaats></l>"
    assert read(opened(text), ".", "text()", "@nr") == [("ab<c> d e", "ab<c> d", None)]


def test_nil_is_no_value_and_no_part() -> None:
    nil = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'"
    source = opened(f"<l><plaats><naam {nil}/><deel {nil}/><deel>x</deel></plaats></l>")
    record = next(iter(source))
    assert source.value("naam")(record.data) is None
    assert [each.text for each in source.parts("deel")(record.data)] == ["x"]


def test_a_record_inside_a_record_is_a_part_of_it() -> None:
    text = "<l>\n<plaats nr='1'>\n<plaats nr='2'><plaats nr='3'/></plaats></plaats><plaats nr='4'/></l>"
    source = opened(text)
    assert read(source, "@nr", "plaats/@nr") == [("1", "2"), ("4", None)]
    assert remarks(source) == ["-:3: //plaats inside another: part of that one, no record of its own (2 times)"]


C = {"c": "urn:v2"}


@pytest.mark.parametrize(
    ("text", "records", "namespaces", "told"),
    [
        ("<l xmlns='urn:v3'><plaats/><plaats/></l>", "//c:plaats", C, "2 of the name plaats in the namespace urn:v3"),
        ("<l xmlns='urn:v3'><plaats/></l>", "/plaats", {"": "urn:v2"}, "1 of the name plaats in the namespace urn:v3"),
        ("<l><plaats/></l>", "//c:plaats", C, "but 1 of the name plaats in no namespace"),
        ("<l xmlns='urn:v3'><x/></l>", "//c:plaats", C, "nothing is in the namespace urn:v2, and the file is in the "
         "namespace urn:v3; there are "),
        ("<l><plats/><plats/></l>", "//plaats", {}, "; did you mean plats?"),
        ("<l><a><b/></a><a><b/></a></l>", "//plaats", {}, "; there are b (2), a (2), l (1)"),
        ("<l><a><plaats/></a></l>", "/l/plaats", {}, "but 1 of the name plaats in a"),
    ],
)  # fmt: skip
def test_no_records_and_what_there_is(text: str, records: str, namespaces: dict[str, str], told: str) -> None:
    source = opened(text, records, namespaces=namespaces)
    assert read(source) == []
    [said] = remarks(source)
    assert said.startswith(f"-: no element at {records}")
    assert told in said


def test_no_records_of_one_kind_among_others_is_no_wonder() -> None:
    assert not remarks_after("<l xmlns='urn:v2'><plats/></l>", alone=False)
    assert len(remarks_after("<l xmlns='urn:v2'><plats/></l>", alone=True)) == 1
    assert len(remarks_after("<l xmlns='urn:v3'><plaats/></l>", alone=False)) == 1
    [told] = remarks_after("<l xmlns='urn:v3'><x/></l>", alone=False)
    assert told.endswith("nothing is in the namespace urn:v2, and the file is in the namespace urn:v3")


def remarks_after(text: str, *, alone: bool) -> list[str]:
    source = opened(text, "//c:plaats", namespaces=C, alone=alone)
    assert read(source) == []
    return remarks(source)


def test_a_message_in_place_of_records_is_no_wonder() -> None:
    source = opened("<l><melding>niets gevonden</melding></l>", messages="//melding")
    assert [each.message for each in source] == [True]  # type: ignore[union-attr]
    assert not source.remarks


def test_names_without_a_prefix_in_the_default_namespace() -> None:
    text = """<l xmlns="urn:a" xmlns:q="urn:q"><plaats nr="1"><naam soort="or">Gent</naam><q:naam>Gand</q:naam></plaats>
    <plaats xmlns="" nr="2"/></l>"""
    source = opened(text, namespaces={"": "urn:a", "_": "urn:q"})
    paths = [
        "@nr",
        "naam",
        "_:naam",
        "naam[@soort = 'or' or @soort = \"naam\"]/@soort",
        "count(*) * 2",
        "string(self::plaats/@nr)",
    ]
    assert read(source, *paths) == [("1", "Gent", "Gand", "or", "4", "1")]
    assert read(opened(text, "//*:plaats", namespaces={"": "urn:a"}), "@nr") == [("1",), ("2",)]
    assert read(opened(text), "@nr", "naam") == [("1", None), ("2", None)]


@pytest.mark.parametrize(
    ("path", "qualified"),
    [
        ("a", "_:a"),
        ("a/b//c", "_:a/_:b//_:c"),
        ("/a/@b", "/_:a/@b"),
        ("@ a", "@ a"),
        ("a/attribute::b", "_:a/attribute::b"),
        ("child::a/following-sibling :: b", "child::_:a/following-sibling :: _:b"),
        ("x:a/x:*/*", "x:a/x:*/*"),
        ("and and or or div", "_:and and _:or or _:div"),
        ("* and b", "* and _:b"),
        ("2 * b", "2 * _:b"),
        ("a[position() mod 2 = 1]", "_:a[position() mod 2 = 1]"),
        ("concat(a, ' a ', \"b and 'c'\")", "concat(_:a, ' a ', \"b and 'c'\")"),
        ("text()|comment( )|node ()", "text()|comment( )|node ()"),
        ("$v + a-b - c", "$v + _:a-b - _:c"),
        ("a[1]/b[last()]", "_:a[1]/_:b[last()]"),
        ("../a | ./b | .//c", "../_:a | ./_:b | .//_:c"),
        ("naam-één.x", "_:naam-één.x"),
        ("a[@x]div b", "_:a[@x]div _:b"),
    ],
)
def test_a_prefix_for_names_of_elements_only(path: str, qualified: str) -> None:
    assert with_prefix(path, "_") == qualified


@pytest.mark.parametrize("path", ["x:a", "geen(a)", "a["])
def test_an_xpath_that_cannot_be(path: str) -> None:
    with pytest.raises(MappingError, match="not an XPath"):
        opened("<l/>").value(path)


def test_a_number_that_is_none() -> None:
    source = opened("<l><plaats>x</plaats></l>")
    record = next(iter(source))
    with pytest.raises(ValueError, match="the XPath gives no number"):
        source.value("number(.)")(record.data)
    assert source.value("string-length(.) div 4")(record.data) == "0.25"


def test_a_record_inside_an_element_of_a_name_that_is_none_can_be_kept() -> None:
    text, kept = b"<:><punt><naam>Gent</naam></punt>", list[str]()
    with open_records(io.BytesIO(text), Layout(records="//punt"), form="xml") as source:
        records = (each for each in source if isinstance(each, Record))
        with pytest.raises(InputError, match="not well-formed XML"):
            kept.extend(str(source.keep(each)) for each in records)
    assert len(kept) == 1
    assert "Gent" in kept[0]
