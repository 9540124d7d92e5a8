"""What a model refuses, as a person reads it: a sentence for each mistake, and never the value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from helpers.laws import PROFILES, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from oslo import Iri, Resource
from oslo.model.description import describe
from oslo.models.persoon import Geboorte, Persoon, Plaats

PLACE = Plaats(plaatsnaam="Gent")
WHOLE = {"volledige_naam": "a", "achternaam": "b", "geslacht": "urn:x", "voornaam": ["c"], "heeft_geboorte": "urn:y"}


def said(make: Callable[[], Any]) -> dict[str, str]:
    with pytest.raises(ValidationError) as error:
        make()
    lines = str(error.value).splitlines()[1:]
    return {path: reason.strip().rpartition(" [")[0] for path, reason in zip(lines[::2], lines[1::2], strict=True)}


MISTAKES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"volledige_naam": 5}, {"volledige_naam": "has to be text, not a number"}),
    ({"voornaam": "Zoë"}, {"voornaam": "has to be a list: text, one or more, not this text"}),
    ({"voornaam": ["Zoë", 5]}, {"voornaam.1": "has to be text, not a number"}),
    ({"voornaam": []}, {"voornaam": "has to have at least 1 value, not 0"}),
    ({"heeft_geboorte": "gisteren"}, {"heeft_geboorte": "has to be a Geboorte or the IRI of one, not this text"}),
    (
        {"heeft_geboorte": PLACE},
        {"heeft_geboorte": "has to be a Geboorte or the IRI of one, not a Plaats"},
    ),
    (
        {"heeftGeboorte": {"datum": "31/12/1999", "plaats": 7, "land": "urn:be"}, "heeft_geboorte": None},
        {
            "heeft_geboorte.datum": "has to be a date with a time (2004-09-17T08:30:00), not this text",
            "heeft_geboorte.plaats": "has to be a Plaats or the IRI of one, not a number",
        },
    ),
    ({"voor_naam": "x"}, {"voor_naam": "Persoon has no such field; did you mean voornaam?"}),
    ({"geslacht": "man"}, {"geslacht": "'man' is not in the code list IT000/Geslacht; there are 0 (Onbekend), ..."}),
    ({"id": 5}, {"id": "not an absolute IRI"}),
    ({"achternaam": None}, {"achternaam": "has to be text, not nothing"}),
]


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_a_sentence_for_each_mistake(number: int) -> None:
    wrong, sentences = MISTAKES[number]
    fields = {**WHOLE, **wrong}
    if "heeftGeboorte" in fields:
        del fields["heeft_geboorte"]
    for make in (lambda: Persoon(**fields), lambda: Persoon.model_validate(fields)):
        found = said(make)
        assert found.keys() == sentences.keys()
        for path, sentence in sentences.items():
            assert found[path].startswith(sentence.removesuffix("...").removesuffix("?"))


def test_what_is_missing_is_told_by_its_python_name() -> None:
    assert said(lambda: Persoon(volledigeNaam="a"))["heeft_geboorte"] == "is required"
    assert said(lambda: Plaats.model_validate_json("{}")) == {"plaatsnaam": "is required"}


def test_what_is_assigned_is_told_alike() -> None:
    person = Persoon(**WHOLE)
    assert said(lambda: setattr(person, "voornaam", [])) == {"voornaam": "has to have at least 1 value, not 0"}
    assert said(lambda: setattr(person, "heeft_geboorte", 7)) == {
        "heeft_geboorte": "has to be a Geboorte or the IRI of one, not a number"
    }
    assert person.voornaam == ["c"]


class Zelf(Resource, iri=Iri("https://data.example.be/ns#Zelf")):
    self: Annotated[str, Iri("https://data.example.be/ns#self")]
    args: Annotated[int, Iri("https://data.example.be/ns#args")]


def test_a_field_may_have_any_name() -> None:
    assert Zelf(self="x", args=1).args == 1
    assert said(lambda: Zelf(self=5)) == {"self": "has to be text, not a number", "args": "is required"}


def test_programs_get_the_errors_of_pydantic() -> None:
    """FastAPI and others validate by the schema: what they tell is pydantic's own."""
    with pytest.raises(ValidationError, match="Field required"):
        TypeAdapter(Plaats).validate_python({})
    with pytest.raises(ValidationError) as error:
        Geboorte(datum="x")
    assert [(each["loc"], each["type"]) for each in error.value.errors()] == [
        (("datum",), "datetime_from_date_parsing"),
        (("plaats",), "missing"),
        (("land",), "missing"),
    ]


VALUES = [5, 1.5, True, None, "x y", b"x", [], ["x y", 5], {}, {"x": 1}, ("a", "b", "c"), Plaats, PLACE]
CLASSES = [cls for profile in PROFILES for cls in profile.classes if describe(cls).properties]


@given(st.data())
@examples(200)
def test_each_mistake_is_told_once_without_a_way_of_pydantic(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from(CLASSES))
    prop = data.draw(st.sampled_from(describe(cls).properties))
    fields = {**data.draw(instances(cls)).__dict__, prop.name: data.draw(st.sampled_from(VALUES))}
    try:
        cls(**fields)
    except ValidationError as error:
        paths = [each["loc"] for each in error.errors()]
        assert len(set(paths)) == len(paths)
        assert {path[0] for path in paths} == {prop.name}
        assert not any("union" in str(step) or "function" in str(step) for path in paths for step in path)
        assert "Input should" not in str(error)
