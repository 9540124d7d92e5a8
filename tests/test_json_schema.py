"""The JSON Schema of a class takes what the model gives and what a person sends, and refuses what the model refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import jsonschema
import pytest
from helpers.laws import PROFILES, Ding, each_class, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st
from pydantic import ValidationError

from oslo import LangString, Profile, Resource, describe
from oslo.model.description import PropertyInfo, reachable
from oslo.model.values import VALUE_TYPES


@cache
def schema(cls: type[Resource], *, by_alias: bool, mode: Any = "validation") -> jsonschema.Draft202012Validator:
    found = cls.model_json_schema(by_alias=by_alias, mode=mode)
    return jsonschema.Draft202012Validator(found)


@pytest.mark.slow(but="core-location")
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_each_is_a_json_schema(profile: Profile) -> None:
    """Each definition is looked at once: many classes have the same ones."""
    found: set[str] = set()
    for cls, by_alias, mode in product(profile.classes, (True, False), ("validation", "serialization")):
        whole = schema(cls, by_alias=by_alias, mode=mode).schema
        parts = ({**whole, "$defs": {}}, *whole.get("$defs", {}).values())
        found |= {json.dumps(each, sort_keys=True) for each in parts}
    assert len(found) >= len(profile.classes)
    for each in sorted(found):
        jsonschema.Draft202012Validator.check_schema(json.loads(each))


@each_class
@examples(2)
@given(data=st.data())
def test_it_takes_what_the_model_gives(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls))
    for by_alias in (True, False):
        given = resource.model_dump(mode="json", by_alias=by_alias)
        schema(cls, by_alias=by_alias).validate(given)
        schema(cls, by_alias=by_alias, mode="serialization").validate(given)
        back = cls.model_validate(given)
        assert back == resource or not is_plain(cls)


def is_plain(cls: type[Resource]) -> bool:
    """Whether the values of each property are of one kind: of two, JSON cannot always tell which."""
    return all(len(prop.ranges) < 2 for info in reachable([cls]) for prop in info.properties)


@each_class
@examples(2)
@given(data=st.data())
def test_both_take_what_a_person_sends(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, full=True))
    sent = resource.model_dump(mode="json", by_alias=True)
    for prop in describe(cls).properties:
        if sent[prop.json_name] and [each.python for each in prop.ranges] == [LangString]:
            ways = ["Gent", ["Gand", "fr"], {"@value": "Gent", "@language": "de"}, {"@value": "Gent"}, {"text": "Gent"}]
            way = data.draw(st.sampled_from(ways))
            sent[prop.json_name] = [way] if prop.many and prop.min < 2 else sent[prop.json_name] if prop.many else way
    schema(cls, by_alias=True).validate(sent)
    cls.model_validate(sent)


@each_class
@examples(2)
@given(data=st.data())
def test_both_refuse_what_is_wrong(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, full=True))
    sent = resource.model_dump(mode="json", by_alias=True)
    for way, broken in wrong(describe(cls).properties, sent):
        with pytest.raises(ValidationError):
            cls.model_validate(broken)
        assert not schema(cls, by_alias=True).is_valid(broken), f"the JSON Schema takes it: {way}"


def wrong(properties: tuple[PropertyInfo, ...], sent: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a model refuses and JSON Schema has a word for, and why."""
    yield "another property", {**sent, "nietBestaand": 1}
    yield "an id that is no IRI", {**sent, "id": "geen iri"}
    for prop in properties:
        name = prop.json_name
        if prop.min:
            yield f"without {name}", {key: value for key, value in sent.items() if key != name}
        if prop.many:
            yield f"{name} no list", {**sent, name: "x y"}
        if prop.max is not None and prop.many:
            yield f"too many of {name}", {**sent, name: sent[name] * (prop.max + 1)}
        if prop.min and prop.many:
            yield f"an empty {name}", {**sent, name: []}
        yield f"an object for {name}", {**sent, name: [{"geen": "ding"}] if prop.many else {"geen": "ding"}}


def test_a_property_of_each_type_is_among_them() -> None:
    assert {each.value for prop in describe(Ding).properties for each in prop.ranges if each.value} == set(
        VALUE_TYPES.values()
    )
    assert len(PROFILES) >= 19


def test_the_schema_says_what_each_type_looks_like() -> None:
    found = Ding.model_json_schema()
    said = found["$defs"]["Ding"]["properties"]
    assert said["link"]["anyOf"][0]["type"] == "string"
    assert {"type": "string"} in said["naam"]["items"]["anyOf"]
    found["$defs"]["Ding"].pop("required")
    taken = jsonschema.Draft202012Validator(found)
    for field, good, bad in (
        ("link", "urn:x:1", "een twee"),
        ("website", "https://www.gent.be/", "gent"),
        ("ongeveer", "1948-05", "mei 1948"),
        ("duur", "P30D", "30 dagen"),
        ("wkt", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(3 51)", "POINT(3 51)"),
        ("gml", '<gml:Point srsName="EPSG:31370"/>', "POINT(3 51)"),
        ("naam", [["Gand", "fr"]], [["Gand", "fr", "be"]]),
        ("naam", [{"@value": "Gand", "@language": "fr"}], [{"@value": "Gand", "@type": "x"}]),
        ("waarde", [7, "x", True, ["x", "urn:x:t", None]], [{"x": 1}]),
        ("knoop", "_:b1", "b1"),
    ):
        assert taken.is_valid({field: good}), (field, good)
        assert not taken.is_valid({field: bad}), (field, bad)
        with pytest.raises(ValidationError, match=rf"\n{field}"):
            Ding.model_validate({field: bad})
