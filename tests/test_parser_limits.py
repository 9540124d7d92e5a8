"""RDF in each syntax that is too deep, too long or broken: read, or refused in one line with its place; never less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from helpers.commands import Run
from hypothesis import given, strategies as st

from oslo import Format, InputError
from oslo.rdf.limits import ATTRIBUTES, CONTEXTS, LEVELS, LONGEST, PAGE_LEVELS
from oslo.rdf.ntriples import is_canonical
from oslo.rdf.parsing import ReadOptions, parse
from oslo.rdf.sources import texts
from oslo.vocabularies.inference import infer


def read(text: str | bytes, format: str, **options: Any) -> str:
    return "".join(texts([text], Format(format), ReadOptions(**options)))


def refusal(text: str | bytes, format: str, **options: Any) -> str:
    with pytest.raises(InputError) as raised:
        read(text, format, **options)
    assert "\n" not in str(raised.value)
    return str(raised.value)


# Lines of N-Triples that are not right.


GOOD = "<urn:a> <urn:b> <urn:c> .\n"
BROKEN = {
    "no object": "<urn:a> <urn:b> broken",
    "two terms": "<urn:a> <urn:b> .",
    "no full stop": "<urn:a> <urn:b> <urn:c>",
    "text": "broken",
    "relative subject": '<a> <urn:b> "c" .',
    "relative predicate": '<urn:a> <b> "c" .',
    "relative object": "<urn:a> <urn:b> <c> .",
    "relative datatype": '<urn:a> <urn:b> "c"^^<d> .',
    "space in an IRI": "<urn:a b> <urn:b> <urn:c> .",
    "percent": "<urn:a%zz> <urn:b> <urn:c> .",
    "brackets": "<urn:a> <urn:b> <http://[bad> .",
    "port": "<http://a.example:port/> <urn:b> <urn:c> .",
    "two fragments": "<urn:a#b#c> <urn:b> <urn:c> .",
    "label": "<urn:a> <urn:b> _:-x .",
    "long subtag": '<urn:a> <urn:b> "c"@nl-verylongtag .',
    "tag of one letter": '<urn:a> <urn:b> "c"@x .',
    "langString": '<urn:a> <urn:b> "c"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
    "escape": '<urn:a> <urn:b> "\\x" .',
    "surrogate": '<urn:a> <urn:b> "\\uD800" .',
    "escaped space": "<urn:a\\u0020b> <urn:b> <urn:c> .",
    "control": "<urn:a\x01> <urn:b> <urn:c> .",
    "a literal as subject": '"a" <urn:b> <urn:c> .',
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("format", ["ntriples", "nquads"])
@pytest.mark.parametrize("before", [0, 1, 1000])
def test_a_broken_line_is_not_passed_on(line: str, format: str, before: int) -> None:
    text = f"{GOOD * before}{line}\n{GOOD * 1000}"
    with pytest.raises(InputError) as raised:
        list(infer([text], format))  # type: ignore[arg-type]
    assert raised.value.place
    late = line == BROKEN["no full stop"]  # which is missed where the next line begins
    assert raised.value.place.line == before + 1 + late
    assert f"line {before + 1}" not in raised.value.message  # said once


@pytest.mark.slow
@pytest.mark.parametrize("size", [17 << 10, 5 << 20, 17 << 20])
@pytest.mark.parametrize("suffix", ["nt", "nq"])
@pytest.mark.parametrize("line", [BROKEN["no object"], BROKEN["relative subject"]])
def test_a_broken_line_in_a_large_file(run: Run, tmp_path: Path, size: int, suffix: str, line: str) -> None:
    before = size // len(GOOD)
    (tmp_path / f"a.{suffix}").write_text(f"{GOOD * before}{line}\n{GOOD * before}")
    done = run("infer", f"a.{suffix}", "-o", "b.nt")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.startswith(f"oslo: a.{suffix}:{before + 1}: ")
    assert not (tmp_path / "b.nt").exists()


PARTS = ["%41", "%g", "//", ":80", *"aZ0:/?#[]@%.-_~é'^{\u00a0\ue000豈\U00010000"]


@given(st.sampled_from(["urn:", "http://", "https://a.example", "", "A+.-1:", "1:"]), st.lists(st.sampled_from(PARTS)))
def test_what_is_passed_on_unparsed_is_right(start: str, parts: list[str]) -> None:
    body = "".join(parts)
    for term in (f"<{start}{body}>", f"_:{body}", f'"a"@{body}', f'"a"^^<{start}{body}>'):
        line = f"<urn:a> <urn:b> {term} .\n"
        if is_canonical(line, strict=True):
            quads = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
            assert ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES) == line.encode()


@pytest.mark.parametrize("format", ["ntriples", "turtle"])
@pytest.mark.parametrize("bad", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"])
def test_bytes_that_are_no_utf_8(format: str, bad: bytes) -> None:
    text = GOOD.encode() * 2 + b'<urn:a> <urn:b> "%b" .\n' % bad
    with pytest.raises(InputError, match="UTF-8") as raised:
        read(text, format)
    assert raised.value.place
    assert raised.value.place.line == 3


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (r'{"urn:p": "a\u0000b"}', "jsonld"),
        ('<urn:a> <urn:p> "a\0b" .', "turtle"),
        (r'<urn:a> <urn:p> "a\u0000b" .', "nt"),
    ],
)
def test_nul_in_a_text(text: str, format: str) -> None:
    assert r'"a\u0000b"' in read(text, format)


# Long terms.


LONG = "x" * (LONGEST + (1 << 20))
LONG_TERMS = {
    "turtle": '# a\n<urn:a> <urn:p> "{}" .',
    "long turtle": '# a\n<urn:a> <urn:p> """{}""" .',
    "iri": "# a\n<urn:{}> <urn:p> 1 .",
    "comment": "# a\n# {}",
    "trig": '# a\n<urn:a> {{ <urn:b> <urn:p> "{}" }}',
    "ntriples": '\n<urn:a> <urn:p> "{}" .\n',
    "plain ntriples": '<urn:a> <urn:p> "{}" .\n',
    "nquads": '\n<urn:a> <urn:p> "{}" <urn:g> .\n',
    "jsonld": '{{"urn:p": "{}"}}',
    "jsonld in full": '{{"urn:p": {{"@value": "{}", "@direction": "ltr"}}}}',
    "rdfxml": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:"><a><b>{}</b></a></r:RDF>',
}
SYNTAXES = {"long turtle": "turtle", "iri": "turtle", "comment": "turtle", "plain ntriples": "ntriples"}


@pytest.mark.slow(but="turtle")
@pytest.mark.parametrize("name", LONG_TERMS)
def test_a_term_that_is_too_long(name: str) -> None:
    format = SYNTAXES.get(name, name.removesuffix(" in full"))
    with pytest.raises(InputError, match=r"a term or a comment of over 16 MiB is not read") as raised:
        read(LONG_TERMS[name].format(LONG), format)
    if format in ("turtle", "trig", "nquads"):
        assert raised.value.place
        assert raised.value.place.line == 2


@pytest.mark.slow
def test_the_line_of_a_long_term() -> None:
    text = f'{GOOD * 1_000_000}<urn:a> <urn:p> "{LONG}" .\n'
    with pytest.raises(InputError) as raised:
        list(parse(text, "turtle", "a.ttl"))
    assert str(raised.value).startswith("a.ttl:1000001: ")


def test_a_long_term_that_is_not_too_long() -> None:
    assert read(f'<urn:a> <urn:p> "{LONG[: 1 << 20]}" .', "turtle").count("x") == 1 << 20


# Depth.


def deep(levels: int, start: str, inside: str, end: str) -> str:
    return start * levels + inside + end * levels


@pytest.mark.parametrize(
    "text",
    [
        f"<urn:a> <urn:b> {deep(20_000, '[ <urn:p> ', '1', ']')} .",
        f"<urn:a> <urn:b> {deep(20_000, '( ', '1', ')')} .",
        f"<urn:a> <urn:b> {deep(5000, '<< <urn:c> <urn:d> ', '1', '>>')} .",
    ],
)
def test_deep_turtle_is_read(text: str) -> None:
    assert read(text, "turtle").count("\n") > 5000


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads"])
@pytest.mark.parametrize("between", ["", "# )>> <<\n"])
@pytest.mark.parametrize("levels", [5 * LEVELS, 100_000])
def test_triple_terms_in_each_other(format: str, between: str, levels: int) -> None:
    if between and format.startswith("n"):
        between = ""
    term = deep(levels, f"<<( <urn:c> <urn:d> {between}", '"1"', " )>>")
    assert f"triple terms in over {LEVELS} levels" in refusal(f"{GOOD}<urn:a> <urn:b> {term} .\n", format)


def test_triple_terms_beside_each_other_are_read() -> None:
    term = '<<( <urn:c> <urn:d> "<<( <<(" )>>'
    assert read("".join(f"<urn:a{n}> <urn:b> {term} .\n" for n in range(5000)), "turtle").count("\n") == 5000
    assert read(f"<urn:a> <urn:b> {deep(50, '<<( <urn:c> <urn:d> ', '1', ' )>>')} .", "turtle").count("<<(") == 50


NESTED = {
    "nodes": ('{"urn:p":', "1", "}"),
    "arrays": ("[", "1", "]"),
    "lists": ('{"@list":[', "1", "]}"),
    "graphs": ('{"@graph":[', '{"urn:p":1}', "]}"),
    "reverse": ('{"@reverse":{"urn:p":', '{"@id":"urn:a"}', "}}"),
    "contexts": ('{"a":{"@id":"urn:a","@context":', "{}", "}}"),
}


@pytest.mark.parametrize("name", NESTED)
@pytest.mark.parametrize("levels", [50, 900, 100_000])
def test_deep_json_ld(name: str, levels: int) -> None:
    start, inside, end = NESTED[name]
    text = deep(levels, start, inside, end)
    text = f'{{"@id":"urn:x","urn:q":{text}}}' if name in ("arrays", "lists") else text
    text = f'{{"@context":{text},"urn:p":1}}' if name == "contexts" else text
    try:
        read(text, "jsonld")
    except InputError as error:
        assert "levels" in str(error)
        assert levels > 50 or name == "contexts"
    else:
        assert levels < 100_000


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td"])
@pytest.mark.parametrize("levels", [PAGE_LEVELS, 200_000])
def test_a_deep_page(tag: str, levels: int) -> None:
    pytest.importorskip("pyRdfa", reason="pages are the extra rdfa")
    assert f"over {PAGE_LEVELS} levels" in refusal("<html><body>" + f"<{tag}>" * levels, "rdfa")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>", f"over {ATTRIBUTES} attributes"),
        (f"<p {' '.join(f'a{n}' for n in range(20_000))}>", f"over {ATTRIBUTES} attributes"),
        (f"<p prefix='{' '.join(f'a{n}: urn:x' for n in range(9999))}'>", "prefixes"),
        ('<!-- a -->\n<!DOCTYPE html [<!ENTITY a "b">]><p>&a;', "declares entities"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD X//EN" "a.dtd" [<!ENTITY a "b">]>', "declares"),
    ],
)  # fmt: skip
def test_other_pages_that_are_refused(page: str, reason: str) -> None:
    pytest.importorskip("pyRdfa", reason="pages are the extra rdfa")
    assert reason in refusal(page, "rdfa")


def test_a_page_of_xhtml_with_its_document_type_is_read() -> None:
    pytest.importorskip("pyRdfa", reason="pages are the extra rdfa")
    kind = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">'
    body = f'<html><body about="urn:a"><p property="urn:b" content="{"x y " * 9999}">c</p></body>'
    page = f'<?xml version="1.0"?>\n{kind}{body}'
    assert read(page, "rdfa").startswith('<urn:a> <urn:b> "x y ')


# JSON-LD and its contexts.


WRONG: list[Any] = [5, 1.5, True, None, "", [], {}, ["x"], {"x": 1}, [[["x"]]], "\ud800", {"@id": 5}, {"@id": {}},
    {"@type": []}, {"@container": 5}, {"@container": [[]]}, {"@context": 5}, {"@reverse": 5}, {"@prefix": 5},
    {"@nest": 5}, {"@index": {}}, {"@language": 5}, {"@id": "urn:x", "@container": {"a": 1}}]  # fmt: skip
KEYS = ["@vocab", "@base", "@language", "@version", "@direction", "@import", "@propagate", "@protected", "term",
    "@type", "@id", "@context", "@graph", "@json", "@none", "@set"]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("place", ["context", "scoped", "document", "elsewhere"])
def test_a_keyword_with_a_value_of_a_wrong_type(key: str, place: str) -> None:
    for value in WRONG:
        context = {key: value}
        document: dict[str, Any] = {
            "context": {"@context": context, "term": "x"},
            "scoped": {"@context": {"s": {"@id": "urn:s", "@context": context}}, "s": {"term": "x"}},
            "document": {"@context": {"term": "urn:t"}, key: value, "term": "x"},
            "elsewhere": {"@context": "urn:context", "term": "x"},
        }[place]
        for base in ("http://x.example/", None):
            try:
                read(json.dumps(document), "jsonld", base=base, contexts=lambda _, given=context: {"@context": given})
            except InputError as error:
                assert "base IRI:" not in str(error) or key == "@base", (key, value)
                assert "\n" not in str(error)


def test_a_number_of_very_many_digits() -> None:
    assert "over 4300 digits" in refusal(f'{{"urn:p": {"1" * 5000}}}', "jsonld")


@pytest.mark.parametrize(
    "text", [r'{"urn:p": {"@value": "x", "@language": "\ud800"}}', r'{"@id": "urn:\udfff", "urn:p": 1}']
)
def test_half_a_surrogate_pair(text: str) -> None:
    assert "nicode" in refusal(text, "jsonld")


def among(contexts: dict[str, Any]) -> str:
    return read('{"@context": "urn:0", "@id": "urn:x", "p": "y"}', "jsonld", contexts=contexts.get)


def test_contexts_that_name_each_other() -> None:
    inner: dict[str, Any] = {"@context": {"p": "urn:p"}}
    assert among({"urn:0": {"@context": ["urn:1"] * 9}, "urn:1": inner}) == '<urn:x> <urn:p> "y" .\n'
    twice = {f"urn:{n}": {"@context": [f"urn:{n + 1}"] * 2} for n in range(40)}
    scoped = {
        f"urn:{n}": {"@context": {each: {"@id": "urn:p", "@context": f"urn:{n + 1}"} for each in "pq"}}
        for n in range(40)
    }
    chain = {f"urn:{n}": {"@context": f"urn:{n + 1}"} for n in range(3000)}
    for contexts in (twice, scoped, chain):
        with pytest.raises(InputError, match=f"names others over {CONTEXTS} times"):
            among({**contexts, f"urn:{len(contexts)}": inner})
    for itself in (["urn:0"], ["urn:1", {"p": "urn:p"}], {"@import": "urn:0"}):
        with pytest.raises(InputError, match=r"contains itself|@import in"):
            among({"urn:0": {"@context": itself}, "urn:1": {"@context": ["urn:0"]}})


def test_a_context_of_many_terms() -> None:
    terms = {f"t{n}": f"urn:t{n}" for n in range(20_000)}
    assert read(json.dumps({"@context": terms, "@id": "urn:a", "t5": "x"}), "jsonld") == '<urn:a> <urn:t5> "x" .\n'


@pytest.mark.parametrize("name", ["t{}", "t{}:x"])
def test_terms_made_of_each_other(name: str) -> None:
    def context(number: int) -> str:
        terms = {f"t{n}": {"@id": name.format(n - 1), "@prefix": True} for n in range(number, 0, -1)}
        return json.dumps({"@context": {**terms, "t0": {"@id": "urn:t:", "@prefix": True}}, "@id": "urn:a", "t0:": "x"})

    assert read(context(10), "jsonld") == '<urn:a> <urn:t:> "x" .\n'
    assert "terms of a context are made of each other" in refusal(context(20_000), "jsonld")
