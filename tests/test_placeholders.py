"""Values in templates: what they are made into, and what may stand in an IRI."""

from __future__ import annotations

import io
from typing import Any

import pytest

from oslo.errors import MappingError
from oslo.mapping.mapping import mapping_from
from oslo.mapping.placeholders import encode, slug
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
