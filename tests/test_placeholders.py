"""Values in templates: what they are made into, and what may stand in an IRI."""

from __future__ import annotations

import io
from typing import Any

import pytest

from oslo.errors import MappingError
from oslo.mapping.mapping import mapping_from
from oslo.mapping.placeholders import _refuse_signs, encode, slug
from oslo.mapping.rejects import Notice, Reject
from oslo.records import open_records


def made(template: str, *values: str, **top: Any) -> list[Any]:
    """The IRI of a place for each value of A (and of B, after a stroke), or its reject."""
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": template, "fields": {"plaatsnaam": "N"}, **top}
    mapping = mapping_from(rules, "m")
    text = "\n".join(["N;A;B", *(f"x;{';'.join((*value.split('|'), '')[:2])}" for value in values)])
    results = mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv"))
    told = [each for each in results if not isinstance(each, Notice)]  # of invisible characters
    return [str(each) if isinstance(each, Reject) else str(each.id) for each in told]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("De Panne", "de-panne", "De%20Panne"),
        ("La Calamine/Kelmis", "la-calamine-kelmis", "La%20Calamine%2FKelmis"),
        ("’s-Gravenvoeren", "s-gravenvoeren", "%E2%80%99s-Gravenvoeren"),
        ("Liège", "liege", "Li%C3%A8ge"),
        ("Großstraße & Co. #7", "grossstrasse-co-7", "Gro%C3%9Fstra%C3%9Fe%20%26%20Co.%20%237"),
        ("Sœur Łucja_Øst", "soeur-lucja-ost", "S%C5%93ur%20%C5%81ucja_%C3%98st"),
        ("50%", "50", "50%25"),
        ("²½", "21-2", "%C2%B2%C2%BD"),
        ("~a-b.c", "a-b-c", "~a-b.c"),
    ],
)
def test_a_name_for_an_iri(text: str, name: str, code: str) -> None:
    assert (slug(text), encode(text)) == (name, code)
    assert made("urn:x:{A -> slug}", text) == [f"urn:x:{name}"]
    assert made("https://x.be/{A -> encode}/b", text) == [f"https://x.be/{code}/b"]


def test_a_slug_of_nothing_rejects_the_record() -> None:
    [said] = made("urn:x:{A -> slug}", "???")
    assert said == "-:2: urn:x:{A -> slug}: id: no letter or digit for a slug: '???'"


def test_steps_after_one_another_and_names_that_are_none() -> None:
    assert made("urn:x:{A -> upper -> encode}:{B -> lower}", "a b|C") == ["urn:x:A%20B:c"]
    tables = {"t": {"a": "B C"}}
    assert made("urn:x:{A -> lower -> t -> slug}", "A", tables=tables) == ["urn:x:b-c"]
    with pytest.raises(MappingError, match=r"'slugg' is neither a table nor an identifier; did you mean slug\?"):
        made("urn:x:{A -> slugg}", "a")


@pytest.mark.parametrize(
    ("value", "sign"),
    [("a/b", "/"), ("a?b", "?"), ("a#b", "#"), ("a%2Fb", "%"), ("a b", " "), ("a\N{NO-BREAK SPACE}b", "\xa0"),
     ("a\N{ZERO WIDTH SPACE}b", "\u200b"), ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "\u202e"), ("a\x85b", "\x85"),
     ("a\N{SOFT HYPHEN}b", "\xad"), ("..", ".."), (".", "."), ("a\\b", "\\")],
)  # fmt: skip
@pytest.mark.parametrize("template", ["https://x.be/{A}", "https://x.be/{A}/c", "https://x.be/{B}/{A}", "{B}{A}"])
def test_a_value_that_would_make_another_iri_is_refused(template: str, value: str, sign: str) -> None:
    [said] = made(template, f"{value}|urn:x:")
    assert said.endswith(
        f"id: {sign!r} in {value!r} cannot stand in an IRI as it is: write {{A -> encode}} or {{A -> slug}}"
    )


def test_a_value_that_begins_the_iri_may_hold_any_sign_of_one() -> None:
    assert made("{A}", "https://x.be/a/b?c#d%20") == ["https://x.be/a/b?c#d%20"]
    assert made("{A}#x", "https://x.be/a/b") == ["https://x.be/a/b#x"]
    assert made("https://{A}", "x.be/a/b") == ["https://x.be/a/b"]
    assert "not an absolute IRI" in made("{A}", "a b")[0]


def test_other_letters_and_a_code_of_a_table_stay() -> None:
    assert made("https://x.be/{A}", "Liège’s:(1)@b,c") == ["https://x.be/Liège’s:(1)@b,c"]
    assert made("https://x.be/{A -> t}", "a", tables={"t": {"a": "b/c"}}) == ["https://x.be/b/c"]


@pytest.mark.parametrize("rule", [{"when": "A"}, {"when": {"A": {"not": ["z"]}}, "split": "|"}])
def test_an_iri_by_any_kind_of_rule_is_checked(rule: dict[str, Any]) -> None:
    [said] = made([{"template": "https://x.be/{A}", **rule}], "a/b")  # type: ignore[arg-type]
    assert "'/' in 'a/b' cannot stand in an IRI as it is" in said


def test_text_that_is_no_iri_may_hold_anything() -> None:
    fields = {"fields": {"plaatsnaam": {"template": "zie: {A} ({B})"}}}
    assert made("urn:x:{N}", "a/b|c d", **fields) == ["urn:x:x"]


@pytest.mark.parametrize("template", ["urn:x:{A}{B", "urn:x:{A}B}", "urn:x:{{A}", "urn:x:{A}}", "urn:x:{A}{"])
def test_a_brace_that_is_not_closed_is_an_error_of_the_mapping(template: str) -> None:
    fields = {"fields": {"plaatsnaam": {"template": template}}}
    with pytest.raises(MappingError, match="a brace is not closed in '"):
        made("urn:x:{N}", "a", **fields)


def name_of(template: str, *values: str, **top: Any) -> list[str]:
    """The name of a place for each value of A (and of B, after a stroke), or its reject."""
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{N}", **top}
    mapping = mapping_from({**rules, "fields": {"plaatsnaam": {"template": template}}}, "m")
    text = "\n".join(["N;A;B", *(f"x;{';'.join((*value.split('|'), '')[:2])}" for value in values)])
    results = mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv"))
    return [str(each) if isinstance(each, Reject) else each.plaatsnaam.text for each in results]  # type: ignore[union-attr]


def test_text_with_values_in_it() -> None:
    assert name_of("{A}", "a b") == ["a b"]
    assert name_of("<{A}>", "a/b") == ["<a/b>"]
    assert name_of("{A} en {B}!", "a|b", "c|d") == ["a en b!", "c en d!"]
    assert name_of("{ A }-{B -> upper}", "a|b") == ["a-B"]


@pytest.mark.parametrize("value", ["|b", "a|", "|"])
def test_without_one_of_its_values_there_is_no_text(value: str) -> None:
    [said] = name_of("{A} en {B}", value)
    assert "plaatsnaam: is required, but has no value" in said


@pytest.mark.parametrize(
    ("way", "value", "result"),
    [
        ("kbo", "BE 0200.065.765", "0200065765"),
        ("ovo", "ovo002949", "OVO002949"),
        ("insz", "85.07.30-033.28", "85073003328"),
        ("email", "mailto:info@example.be", "info@example.be"),
        ("decimal", "1234,50", "1234.50"),
        ("upper", "a b", "A B"),
        ("lower", "A B", "a b"),
        ("slug", "A B", "a-b"),
        ("encode", "A B", "A%20B"),
        ("t", "1", "een"),
        ("t -> upper", "1", "EEN"),
        ("t -> u -> upper", "1", "ONE"),
    ],
)
def test_what_a_value_is_put_through(way: str, value: str, result: str) -> None:
    tables = {"t": {"1": "een"}, "u": {"een": "one"}}
    assert name_of(f"{{A -> {way}}}", value, tables=tables) == [result]
    assert name_of(f"{{B}}{{A -> {way}}}", f"{value}|x", tables=tables) == [f"x{result}"]
    if " " not in result and "@" not in result:
        assert made(f"https://x.be/{{A -> {way}}}", value, tables=tables) == [f"https://x.be/{result}"]


@pytest.mark.parametrize("way", ["kbo", "email", "decimal", "t", "insz"])
def test_what_a_value_cannot_be_put_through_rejects_the_record(way: str) -> None:
    tables = {"t": {"1": "een"}}
    for said in (*name_of(f"{{A -> {way}}}", "??", tables=tables), *made(f"urn:x:{{A -> {way}}}", "??", tables=tables)):
        assert "'??'" in said


def test_an_unknown_name_is_told_the_nearest_of_all_that_there_are() -> None:
    for wrong, meant in (
        ("kbos", "kbo"),
        ("telefone", "telephone"),
        ("uper", "upper"),
        ("tabl", "tabel"),
        ("pseudonim", "pseudonym"),
    ):
        with pytest.raises(
            MappingError, match=rf"'{wrong}' is neither a table nor an identifier; did you mean {meant}\?"
        ):
            made(f"urn:x:{{A -> {wrong}}}", "a", tables={"tabel": {"1": "een"}})


def test_test_numbers_in_a_template_are_taken_when_asked_for() -> None:
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{A -> insz}", "fields": {"plaatsnaam": "A"}}
    for wanted in (False, True):
        mapping = mapping_from(rules, "m", test_numbers=wanted)
        [result] = mapping.run(open_records(io.BytesIO(b"A\n00600099536\n"), mapping.layout, form="csv"))
        assert isinstance(result, Reject) is not wanted


SEEN_AS_SIGNS = "\x00\x1f\x7f\x9f\u061c\u180e\u200b\u200f\u202a\u202e\u2060\u206f\ufeff \t\\%#?/"


def test_every_sign_that_parts_an_iri_or_cannot_be_seen_is_refused_and_its_neighbours_are_not() -> None:
    check = _refuse_signs("A")
    for sign in SEEN_AS_SIGNS:
        with pytest.raises(ValueError, match="cannot stand in an IRI as it is"):
            check(f"a{sign}b")
    for value in ("a\u061bb", "a\u0600b", "a\u180bb", "a\u2010b", "a\u2070b", "a.b", "...", ".a", "-", "é", "a:b"):
        assert check(value) == value
    for way in ("A -> upper", "A -> lower", "A -> upper -> lower"):
        with pytest.raises(ValueError, match=r"write \{A -> encode\} or \{A -> slug\}"):
            _refuse_signs(way)("a/b")
    assert _refuse_signs("A -> encode")("a/b") == "a/b"


def test_letters_of_other_alphabets_in_a_slug() -> None:
    assert slug("æœøđðþłı’'") == "aeoeoddthli"
    assert slug("Æ’Œ") == "aeoe"


@pytest.mark.parametrize(
    ("template", "value", "iri"),
    [
        ("http://{A}", "x.be/a/b", "http://x.be/a/b"),
        ("https://{A}/c", "x.be/a", "https://x.be/a/c"),
        ("urn:x:{A}", "a-b", "urn:x:a-b"),
        ("urn:x:{A}:y", "é", "urn:x:é:y"),
        ("urn:x:{A}:y", "12", "urn:x:12:y"),
        ("urn:x:{A}:{B}", "1|2", "urn:x:1:2"),
        ("{A}:{B}", "urn|x", "urn:x"),
    ],
)
def test_an_iri_with_values_in_it(template: str, value: str, iri: str) -> None:
    found = made(template, value)
    assert found == [iri]


def test_values_that_make_no_iri_reject_the_record() -> None:
    [said] = made("{A}{B}", "een| twee")
    assert "not an absolute IRI" in said


def test_a_template_that_makes_no_iri_of_any_value_is_no_mapping() -> None:
    with pytest.raises(MappingError, match="makes no IRI: not an absolute IRI: 'urn:x:<x>'"):
        made("urn:x:<{A}>", "1")
