"""RDF/XML that would fill memory, take hours, or is cut off: refused at once, in one line, by every command."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from helpers.commands import Run, oslo
from hypothesis import given, strategies as st

from oslo import Format, InputError
from oslo.rdf.entities import LARGEST, LEVELS as ENTITY_LEVELS, LONGEST, DocumentType
from oslo.rdf.limits import ATTRIBUTES, LEVELS
from oslo.rdf.parsing import parse
from oslo.rdf.sources import texts
from oslo.rdf.xml_stream import checked
from oslo.validation.places import rdfxml

ROOT = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:x:" xmlns:x="urn:x:">'


def document(inside: str, declared: str = "", attributes: str = "") -> str:
    node = f'<rdf:Description rdf:about="urn:a"{attributes}><p>{inside}</p></rdf:Description>'
    return f"{declared}\n{ROOT}{node}</rdf:RDF>"


def laughs(levels: int, times: int = 10, text: str = "lol " * 8) -> str:
    """The entities e0, e1 and so on, each of several of the one before."""
    rest = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * times}">' for n in range(1, levels))
    return f'<!ENTITY e0 "{text}">{rest}'


def read(text: str | bytes) -> str:
    return "".join(texts([text], Format.RDFXML))


def refusal(text: str | bytes) -> str:
    with pytest.raises(InputError) as raised:
        list(parse(text, Format.RDFXML, "a.rdf"))
    message = str(raised.value)
    assert "\n" not in message
    assert message.startswith("a.rdf:")
    return message


BOMB = document("&e8;", f"<!DOCTYPE r [{laughs(9)}]>")


# What is meant by entities: names for namespaces.


@pytest.mark.parametrize(
    ("declared", "inside", "text"),
    [
        (
            '<!DOCTYPE rdf:RDF [<!ENTITY owl "http://www.w3.org/2002/07/owl#">]>',
            "&owl;x",
            "http://www.w3.org/2002/07/owl#x",
        ),
        ("<!DOCTYPE r [\n  <!ENTITY a 'one'>\n\t<!ENTITY b  '&a;-&a;' >\n]  >", "&b;", "one-one"),
        ('<!DOCTYPE r [<!ENTITY b "&a;!"><!ENTITY a "later">]>', "&b;", "later!"),
        ('<!DOCTYPE r [<!ENTITY a "first"><!ENTITY a "second">]>', "&a;", "first"),
        ('<!DOCTYPE r [<!-- <!ENTITY a "in a comment, isn\'t it ]>"> --><!ENTITY a "1">]>', "&a;", "1"),
        ("<!DOCTYPE r [<?pi <!ENTITY a '0'> ?><!ENTITY a 'x>y'>]>", "&a;", "x>y"),
        ('<!DOCTYPE r [<!ENTITY a "R&#38;#38;D &lt; &quot;&#x20AC;&quot;">]>', "&a;", 'R&D < \\"€\\"'),
        ("<!DOCTYPE r [<!ELEMENT r ANY><!NOTATION n SYSTEM 'x'><!ATTLIST r a CDATA #IMPLIED>]>", "1", "1"),
        ("<?xml version='1.0'?>\n<!-- <!DOCTYPE r [ --><!doctype r>", "&amp;", "&"),
        ("<!DOCTYPE r [<!ENTITY é 'ë'>]>", "&é;", "ë"),
        ("", "<![CDATA[<!DOCTYPE html><a>]]>", "<!DOCTYPE html><a>"),
        ("<!-- <a> /> <b -->", "a/>b<!-- <c> --><?pi <d> ?>", "a/>b"),
    ],
)
def test_short_entities_are_read(declared: str, inside: str, text: str) -> None:
    assert read(document(inside, declared)) == f'<urn:a> <urn:x:p> "{text}" .\n'


def test_entities_in_attributes() -> None:
    declared = '<!DOCTYPE r [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#"><!ENTITY n "urn:">]>'
    text = document("2024-01-01", declared).replace("urn:a", "&n;a").replace("<p>", '<p rdf:datatype="&xsd;date">')
    assert read(text) == '<urn:a> <urn:x:p> "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .\n'


@pytest.mark.parametrize(
    ("declared", "inside", "reason"),
    [
        (f"<!DOCTYPE r [{laughs(9)}]>", "&e8;", f"over {LONGEST} characters"),
        (f"<!DOCTYPE r [{laughs(9)}]>", "never used", f"over {LONGEST} characters"),
        (f"<!DOCTYPE r [{laughs(99, 1, 'x')}]>", "&e98;", f"over {ENTITY_LEVELS} levels"),
        (f'<!DOCTYPE r [<!ENTITY e "{"a" * 50_000}">]>', "&e;" * 20_000, f"over {LONGEST} characters"),
        (f"<!DOCTYPE r [{laughs(4000, 1, 'x')}]>", "&e1;", f"over {LARGEST >> 10} KiB"),
        (f'<!DOCTYPE r [<!ENTITY e "{"a" * 900}">]>', "&e;" * 20_000, "over 10 times larger"),
        ("<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>", "&a;", "contains itself"),
        ("<!DOCTYPE r [<!ENTITY a '&a;'>]>", "1", "contains itself"),
        ("<!DOCTYPE r [<!ENTITY a '&b;'>]>", "&a;", "not declared"),
        ("<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "&a;", "external entity"),
        ('<!DOCTYPE r [<!ENTITY a PUBLIC "x" "https://a.example/">]>', "&a;", "external entity"),
        ("<!DOCTYPE r [<!ENTITY g SYSTEM 'a.gif' NDATA gif>]>", "1", "external entity"),
        ("<!DOCTYPE r SYSTEM 'file:///etc/passwd'>", "1", "external document type"),
        ('<!DOCTYPE r PUBLIC "-//X//Y" "https://a.example/a.dtd" [<!ENTITY a "1">]>', "1", "external document type"),
        ("<!DOCTYPE\nr\nSYSTEM\n'a.dtd'>", "1", "external document type"),
        ("<!DOCTYPE r [<!ENTITY % a \"<!ENTITY b 'x'>\"> %a;]>", "&b;", "parameter entities"),
        ("<!DOCTYPE r [<!ENTITY % a SYSTEM 'https://a.example/'>%a;]>", "1", "parameter entities"),
        ("<!DOCTYPE r [%undeclared;]>", "1", "parameter entities"),
        ("<!DOCTYPE r [<!ATTLIST p a CDATA 'x'>]>", "1", "default"),
        ("<!DOCTYPE r [<!ENTITY a '<p>1</p>'>]>", "&a;", "markup"),
        ("<!DOCTYPE r [<!ENTITY a '&#60;p>1&#60;/p>'>]>", "&a;", "markup"),
        ("<!DOCTYPE r [<!ENTITY a '&#xD800;'>]>", "&a;", "a character that is none"),
        ("<!DOCTYPE r [<!ENTITY a '1'>", "1", "does not end"),
    ],
)  # fmt: skip
def test_other_document_types_are_refused(declared: str, inside: str, reason: str) -> None:
    assert reason in refusal(document(inside, declared))


@pytest.mark.parametrize(
    "text",
    [
        document(f"<!DOCTYPE r [{laughs(9)}]>&e8;"),
        document("1") + f"<!DOCTYPE r [{laughs(9)}]>",
        f"{ROOT}<!DOCTYPE r [<!ENTITY a '1'>]></rdf:RDF>",
    ],
)
def test_a_document_type_stands_at_the_beginning(text: str) -> None:
    assert "not at its beginning" in refusal(text)


@pytest.mark.parametrize("inside", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80"])
def test_a_document_type_that_is_not_utf_8(inside: bytes) -> None:
    assert "not UTF-8" in refusal(b"<!DOCTYPE r [<!ENTITY a '%b'>]>%b" % (inside, document("&a;").encode()))


@pytest.mark.slow(but="infer a.rdf")
@pytest.mark.parametrize(
    "words", ["infer a.rdf", "lint a.rdf", "validate a.rdf -p core-person", "generate a.rdf -o m.py",
              "translate a.rdf -p persoon-basis", "convert a.rdf -m rdf.yaml -o o.nt", "validate a.ttl -s a.rdf",
              "convert - --from rdf -m rdf.yaml -o o.nt"]
)  # fmt: skip
def test_every_command_refuses_a_bomb(run: Run, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rdf.yaml").write_text(
        "profile: persoon-basis\nmodel: Plaats\nrecords: <urn:P>\nid: {from: .}\nfields: {plaatsnaam: <urn:n>}\n"
    )
    (tmp_path / "a.rdf").write_text(BOMB)
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b> .")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BOMB.encode())))
    done = run(*words.split(), **({"input": BOMB} if "-" in words.split() else {}))
    assert done.returncode == (1 if "lint" in words else 2)
    assert f"over {LONGEST} characters, which is not expanded: &e2;" in done.stdout + done.stderr
    assert words.startswith("lint") or len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "o.nt").exists()


def test_a_bomb_in_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.RDF.GZ").write_bytes(gzip.compress(BOMB.encode()))
    code, said = oslo("infer", tmp_path / "a.RDF.GZ")
    assert (code, "is not expanded" in said) == (2, True)


def test_the_reader_of_places_refuses_it_too() -> None:
    with pytest.raises(ValueError, match="is not expanded"):
        rdfxml.statements(BOMB, "")


# Depth and width.


def nested(levels: int) -> str:
    inner = levels - 1  # with the root
    return ROOT + "<rdf:Description><p>" * (inner // 2) + "</p></rdf:Description>" * (inner // 2) + "</rdf:RDF>"


def test_elements_up_to_the_limit_are_read() -> None:
    assert read(nested(LEVELS)).count("\n") == (LEVELS - 1) // 2


@pytest.mark.parametrize(
    "text",
    [
        nested(4 * LEVELS),
        nested(200_000),
        document("<a>" * 20_000 + "</a>" * 20_000).replace("<p>", '<p rdf:parseType="Literal">'),
        f"{ROOT}{'<rdf:Description><p>/>' * 5000}",  # what looks like the end of a tag is text
        f"{ROOT}{'<rdf:Description><p><!-- /> -->' * 5000}",
        f"""{ROOT}{"<rdf:Description x:a='/>'><p>" * 5000}""",
        f"{ROOT}{'<rdf:Description><p><![CDATA[</p></p></p>]]>' * 5000}",
        f"{ROOT}{'<rdf:Description><p><?x </p></p> ?>' * 5000}",
    ],
)
def test_deeper_elements_are_refused(text: str) -> None:
    assert f"elements in over {LEVELS} levels" in refusal(text)


def test_the_line_of_what_is_too_deep() -> None:
    text = ROOT + "\n<rdf:Description><p>" * 2000
    assert refusal(text).startswith(f"a.rdf:{LEVELS // 2 + 1}: ")


@pytest.mark.parametrize("form", ['x:a{}="1"', "x:a{} = '1'", 'xmlns:a{}="urn:{}"'])
def test_attributes(form: str) -> None:
    def text(number: int) -> str:
        return document("1", attributes="".join(f" {form.format(n, n)}" for n in range(number)))

    assert read(text(ATTRIBUTES // 2)).count("\n") in (1, ATTRIBUTES // 2 + 1)
    assert f"over {ATTRIBUTES} attributes" in refusal(text(ATTRIBUTES + 1))
    assert f"over {ATTRIBUTES} attributes" in refusal(text(20_000))


def test_many_namespaces_around_xml_literals() -> None:
    spaces = "".join(f' xmlns:a{n}="urn:{n}"' for n in range(ATTRIBUTES - 5))
    text = f'{ROOT}<rdf:Description{spaces}><p{spaces.replace(":a", ":b")} rdf:parseType="Literal"><b/></p>'
    assert f"over {ATTRIBUTES} namespaces" in refusal(f"{text}</rdf:Description></rdf:RDF>")


# Documents that are cut off.


WHOLE = document("tekst en meer<!-- a -->", "<?xml version='1.0'?>", ' x:b="a&gt;>"')


@pytest.mark.parametrize("end", range(len(WHOLE) - len("</rdf:RDF>"), len(WHOLE)))
def test_a_document_that_ends_too_early(end: int) -> None:
    assert "not closed" in refusal(WHOLE[:end])


@given(st.integers(WHOLE.index("<rdf:RDF"), len(WHOLE) - 1))
def test_no_part_of_a_document_is_taken_for_the_whole(end: int) -> None:
    refusal(WHOLE[:end])


def test_what_is_cut_says_how_much_is_open() -> None:
    assert refusal(f"{ROOT}\n<rdf:Description>\n<p>1").endswith(
        "a.rdf:3: the file ends too early: 3 elements are not closed"
    )
    assert refusal(f"{ROOT}\n").endswith("an element is not closed")


# The pieces in which it is read.


class Dribble:
    """A stream that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file, self._size = io.BytesIO(data), size

    def read(self, size: int) -> bytes:
        return self._file.read(min(size, self._size))


PARTS = ["<a>", "</a>", "<b/>", "<c d='/>'/>", "x > y", "<!-- </a> -->", "<![CDATA[<a>]]>", "<?p <a> ?>", "\n", "&amp;"]


@given(st.lists(st.sampled_from(PARTS), max_size=30), st.integers(1, 40))
def test_pieces_of_any_size_are_the_same(parts: Iterable[str], size: int) -> None:
    data = f"<r>{''.join(parts)}".encode()
    depth = 1 + list(parts).count("<a>") - list(parts).count("</a>")
    stream = checked(Dribble(data, size), "a.rdf")
    found = bytearray()
    try:
        while block := stream.read(7):
            found += block
    except InputError as error:
        assert f"{depth} elements are" in str(error) or (depth == 1 and "an element is" in str(error))
    else:
        assert depth <= 0
    assert found == data


@given(st.integers(1, 50))
def test_a_document_type_in_pieces(size: int) -> None:
    data = b"<?xml version='1.0'?>\n<!DOCTYPE r [\n<!ENTITY a 'b'>\n]>\n<r>&a;</r>"
    stream = checked(Dribble(data, size), "a.rdf")
    assert b"".join(iter(lambda: stream.read(5), b"")) == (
        b"<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n\n\n<r>&a;</r>"
    )


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.text("ab<>&\"'€;# ", max_size=20), max_size=4))
def test_a_plain_document_type_says_the_same(entities: dict[str, str]) -> None:
    plain = DocumentType(0, entities).plain()
    again = DocumentType.at(plain.replace(b"&lt;", b"&#38;lt;").replace(b"&amp;", b"&#38;amp;"))
    assert again == DocumentType(len(plain.replace(b"&lt;", b"&#38;lt;").replace(b"&amp;", b"&#38;amp;")), entities)
