"""What a field of each value type takes from Python and JSON: texts with a language, days, literals, concepts."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

import pytest
from annotated_types import MinLen
from pydantic import ValidationError

from oslo import AnyUri, BlankNode, CodeList, Concept, Iri, LangString, Literal, Namespace, PartialDate, Resource, Wkt
from oslo.namespaces import GEO, RDF, XSD

EX = Namespace("https://example.org/ns#")
IRREGULAR = [
    "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn", "i-tao",
    "i-tay", "i-tsu", "en-gb-oed", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
]  # fmt: skip
CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


class Alles(Resource, iri=EX.Alles):
    """A thing with values of several types."""

    tekst: Annotated[str | None, EX.tekst] = None
    naam: Annotated[LangString | None, EX.naam] = None
    iets: Annotated[Literal | None, EX.iets] = None
    adres: Annotated[AnyUri | None, EX.adres] = None
    soort: Annotated[Concept | None, EX.soort] = None
    knoop: Annotated[BlankNode | None, EX.knoop] = None


# Text with a language.


@pytest.mark.parametrize(
    "tag",
    [
        "nl", "nl-BE", "sr-Latn-RS", "zh-cmn-Hans-CN", "es-419", "sl-rozaj-biske", "de-1901", "de-CH-1996",
        "en-a-myext-b-another", "en-US-x-twain", "x-whatever", "abcd", "abcdefgh", "zh-min-nan-hak", "nl-x-a",
        *IRREGULAR, "EN-GB-OED",
    ],
)  # fmt: skip
def test_a_language_tag_is_kept_in_lower_case(tag: str) -> None:
    assert LangString("x", tag).language == tag.lower()
    assert LangString("x", tag.upper()).language == tag.lower()


@pytest.mark.parametrize(
    "tag",
    ["", "n", "nl_BE", "nl-", "-nl", "abcdefghi", "nl-B", "nl-BE-ab1", "12", "nl-x", "nl BE", "i-nl", "nl-BE-BE", "é",
     7, None],
)  # fmt: skip
def test_what_is_no_language_tag_is_refused(tag: Any) -> None:
    with pytest.raises(ValueError, match=f"not a language tag: {tag!r}"):
        LangString("x", tag)


def test_a_text_without_a_language_is_dutch_and_only_text_is_text() -> None:
    assert LangString("Gent") == LangString("Gent", "nl") == ("Gent", "nl")
    assert str(LangString("Gand", "fr")) == "Gand"
    for value in (7, None, b"x"):
        with pytest.raises(ValueError, match="expected text, not "):
            LangString(value)  # type: ignore[arg-type]


def test_more_tags_than_are_kept() -> None:
    for number in range(1200):
        assert LangString("x", f"nl-x-A{number}").language == f"nl-x-a{number}"


TEXTS = [
    ("Gent", ("Gent", "nl")),
    (LangString("Gand", "fr"), ("Gand", "fr")),
    (("Gand", "FR"), ("Gand", "fr")),
    (["Gand", "fr"], ("Gand", "fr")),
    ({"@value": "Gand", "@language": "fr"}, ("Gand", "fr")),
    ({"@value": "Gent"}, ("Gent", "nl")),
    ({"text": "Gand", "language": "fr"}, ("Gand", "fr")),
    ({"text": "Gent"}, ("Gent", "nl")),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_text_in_each_form(value: Any, text: tuple[str, str]) -> None:
    assert LangString.of(value) == text
    assert Alles(naam=value).naam == text
    assert type(Alles(naam=value).naam) is LangString


@pytest.mark.parametrize(
    "value",
    [7, None, Wkt(f"{CRS84} POINT(1 2)"), PartialDate("1948"), ["Gand"], ["Gand", "fr", "be"], {},
     {"@value": "x", "@type": "y"}, {"@value": "x", "language": "fr"}, Iri("urn:x"), BlankNode("_:b"),
     {"@language": "fr"}],
)  # fmt: skip
def test_what_is_no_text(value: Any) -> None:
    with pytest.raises(ValueError, match="expected text"):
        LangString.of(value)


class Frans(Resource, iri=EX.Frans, language="fr"):
    """A thing whose bare texts are French, with a part whose are not."""

    nom: Annotated[LangString, EX.nom]
    noms: Annotated[list[LangString], EX.noms] = []
    deel: Annotated[Alles | None, EX.deel] = None


def test_the_language_of_a_class_is_that_of_its_bare_texts() -> None:
    thing = Frans(nom="Gand", noms=["a", ("b", "nl"), {"text": "c"}], deel={"naam": "Gent"})
    assert thing.nom.language == "fr"
    assert [each.language for each in thing.noms] == ["fr", "nl", "fr"]
    assert thing.deel is not None
    assert thing.deel.naam == ("Gent", "nl")


def test_a_class_inside_another_keeps_its_own_language() -> None:
    assert Alles(naam="Gent").naam == ("Gent", "nl")  # it is complete before the other begins

    class Enveloppe(Resource, iri=EX.Enveloppe, language="fr"):
        nom: Annotated[LangString, EX.nom]
        deel: Annotated[Alles, EX.deel]

    thing = Enveloppe(nom="Gand", deel={"naam": "Gent"})
    assert (thing.nom, thing.deel.naam) == (("Gand", "fr"), ("Gent", "nl"))
    with pytest.raises(ValidationError):
        Enveloppe(nom="Gand", deel={"naam": 7})


# Dates, times and lists.


class Tijden(Resource, iri=EX.Tijden):
    """Days and moments."""

    dag: Annotated[date | None, EX.dag] = None
    uur: Annotated[time | None, EX.uur] = None
    dag_of_tijd: Annotated[date | datetime | None, EX.dagOfTijd] = None
    tijd_of_dag: Annotated[datetime | date | None, EX.tijdOfDag] = None
    tijden: Annotated[list[datetime], EX.tijden] = []


@pytest.mark.parametrize("field", ["dag_of_tijd", "tijd_of_dag"])
def test_a_text_without_a_time_is_a_date(field: str) -> None:
    for text, value in (("2026-11-21", date(2026, 11, 21)), ("2026-11-21T08:30:00", datetime(2026, 11, 21, 8, 30))):
        found = getattr(Tijden(**{field: text}), field)
        assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("value", [0, 1.5, Decimal(1), True, "20261121", "+1", " -12 ", "0"])
@pytest.mark.parametrize("field", ["dag", "uur", "dag_of_tijd", "tijden"])
def test_a_number_is_no_date_and_no_time(field: str, value: Any) -> None:
    with pytest.raises(ValidationError, match="not as a number"):
        Tijden(**{field: [value] if field == "tijden" else value})


class Paar(Resource, iri=EX.Paar):
    """Members."""

    leden: Annotated[list[str], EX.lid, MinLen(2)]
    delen: Annotated[list[Alles], EX.deel, MinLen(2)] = [Alles(id="urn:1"), Alles(id="urn:2")]
    een: Annotated[list[str], EX.een, MinLen(1)] = ["x"]


def test_a_list_of_at_least_two_has_two_different_values() -> None:
    assert Paar(leden=["a", "b", "a"]).leden == ["a", "b", "a"]
    assert Paar(leden=["a", "b"], een=["x", "x"]).een == ["x", "x"]
    for leden in (["a", "a"], ["a"]):
        with pytest.raises(ValidationError, match=r"fewer than 2 different values|at least 2 values"):
            Paar(leden=leden)
    with pytest.raises(ValidationError, match="fewer than 2 different values"):
        Paar(leden=["a", "b"], delen=[Alles(id="urn:1", tekst="x"), Alles(id="urn:1", tekst="y")])
    assert len(Paar(leden=["a", "b"], delen=[Alles(tekst="x"), Alles(tekst="y")]).delen) == 2


# Literals of any datatype.


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("x", Literal("x", XSD.string)),
        (LangString("x", "fr"), Literal("x", RDF.langString, "fr")),
        (Literal("x", XSD.token), Literal("x", XSD.token)),
        (("7", str(XSD.integer)), Literal("7", XSD.integer)),
        (["x", str(RDF.langString), "FR"], Literal("x", RDF.langString, "fr")),
        (["7", str(XSD.integer), None], Literal("7", XSD.integer)),
        (PartialDate("1948-05"), Literal("1948-05", XSD.gYearMonth)),
        (PartialDate("1948"), Literal("1948", XSD.gYear)),
        (7, Literal("7", XSD.integer)),
        (True, Literal("true", XSD.boolean)),
        (1.5, Literal("1.5", XSD.double)),
        (Decimal("1E+1"), Literal("10", XSD.decimal)),
        (date(2026, 11, 21), Literal("2026-11-21", XSD.date)),
        (AnyUri("urn:x"), Literal("urn:x", XSD.anyURI)),
        (Wkt(f"{CRS84} POINT(1 2)"), Literal(f"{CRS84} POINT(1 2)", GEO.wktLiteral)),
    ],
)
def test_a_literal_of_a_value(value: Any, literal: Literal) -> None:
    found = Literal.of(value)
    assert found == literal
    assert (type(found), type(found.datatype)) == (Literal, Iri)
    assert Alles(iets=value).iets == literal
    assert str(found) == literal.text


@pytest.mark.parametrize(
    "value",
    [None, Iri("urn:x"), BlankNode("_:b"), Concept("urn:c"), ("x",), ("x", str(XSD.string), None, None), b"x", {"x": 1},
     ("x", str(RDF.langString)), ("x", str(XSD.string), "nl"), ("x", "geen iri"), ("x", str(RDF.langString), "n l")],
)  # fmt: skip
def test_what_is_no_literal(value: Any) -> None:
    with pytest.raises(ValueError, match=r"literal|IRI|language tag"):
        Literal.of(value)


# Concepts and code lists.

GENDER = "https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht"
WOMAN = Concept("https://data.vlaanderen.be/id/concept/IT000/Geslacht/2")


class Keuze(Resource, iri=EX.Keuze):
    """A choice from a list."""

    een: Annotated[Concept | None, EX.een, CodeList(GENDER)] = None
    meer: Annotated[list[Concept], EX.meer, CodeList(GENDER)] = []


def test_a_concept_by_its_label_or_its_iri() -> None:
    assert CodeList(GENDER).concept("Vrouwelijk") == WOMAN
    assert type(CodeList(GENDER).concept(WOMAN)) is Concept
    assert Keuze(een="Vrouwelijk").een == WOMAN
    assert Keuze(meer=["Vrouwelijk", WOMAN, Iri("urn:x")]).meer == [WOMAN, WOMAN, Concept("urn:x")]
    assert Keuze(meer=("Vrouwelijk",)).meer == [WOMAN]
    assert type(Keuze(een=Iri("urn:x")).een) is Concept
    with pytest.raises(ValidationError, match=r"Vrouwelik.*did you mean"):
        Keuze(een="Vrouwelik")
    with pytest.raises(ValidationError):
        Keuze(een=7)


def test_the_json_schema_of_a_code_list_takes_labels_and_gives_iris() -> None:
    taken = str(Keuze.model_json_schema(mode="validation")["properties"])
    given = str(Keuze.model_json_schema(mode="serialization")["properties"])
    assert taken.count("pattern") < given.count("pattern")
    assert "pattern" not in str(Keuze.model_json_schema(mode="validation")["properties"]["meer"])
    assert Keuze(een=WOMAN).model_dump(mode="json")["een"] == str(WOMAN)


def test_values_as_json() -> None:
    thing = Alles(naam=("Gand", "fr"), iets=("x", str(RDF.langString), "nl"), soort="urn:c", adres="urn:a", knoop="_:b")
    given = thing.model_dump(mode="json")
    assert {name: given[name] for name in ("naam", "iets", "soort", "adres", "knoop")} == {
        "naam": ["Gand", "fr"], "iets": ["x", str(RDF.langString), "nl"], "soort": "urn:c", "adres": "urn:a",
        "knoop": "_:b",
    }  # fmt: skip
    assert Alles.model_validate(given) == thing
    properties = Alles.model_json_schema(mode="validation")["properties"]
    texts = [each for each in properties["naam"]["anyOf"] if each.get("type") != "null"]
    assert [each["type"] for each in texts] == ["string", "array", "object", "object"]
    assert [sorted(each["properties"]) for each in texts[2:]] == [["@language", "@value"], ["language", "text"]]
    assert [each["required"] for each in texts[2:]] == [["@value"], ["text"]]
    assert [each["additionalProperties"] for each in texts[2:]] == [False, False]
    literals = [each for each in properties["iets"]["anyOf"] if each.get("type") != "null"]
    assert [each["type"] for each in literals] == ["string", "boolean", "integer", "number", "array", "array"]
    assert [len(each["prefixItems"]) for each in literals[4:]] == [2, 3]
    tag = texts[1]["prefixItems"][1]["pattern"]
    assert [bool(re.search(tag, text)) for text in ("nl-BE", "n_l", "nl ")] == [True, False, False]
