"""Schemas in the languages of others take what the models give and refuse what misses, as the tools of each see it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml
from helpers.commands import oslo
from helpers.laws import PROFILES, Deel, Ding, each_class, examples
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo import DescribeError, OsloError, Profile, Resource, describe, load_profile, schema
from oslo.generating.schemas import TARGETS
from oslo.generating.schemas.subject import Subject
from oslo.model.description import reachable
from oslo.models import persoon
from oslo.models.persoon import Gezin
from oslo.vocabularies.codelists import schemes

each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)


@cache
def made(profile: Profile, to: str) -> str:
    return schema(profile, to)


# --- all of them ---


@pytest.mark.parametrize("to", TARGETS)
def test_a_schema_is_the_same_on_every_run_and_names_each_class(to: str) -> None:
    profile = load_profile("core-location")
    assert schema(profile, to) == schema(profile, to)
    names = Subject.of(profile).names.values()
    assert {"Address", "Geometry"} <= set(names)
    assert all(re.search(rf"\b{name}\b", schema(profile, to)) for name in names)


def test_classes_of_one_name_have_names_of_their_own() -> None:
    names = list(Subject.of(load_profile("persoon-basis")).names.values())
    assert len(names) == len({name.lower() for name in names})
    assert {"Plaats", "PlaatsGeneriek"} <= set(names)


@pytest.mark.slow(but="eigen")
@each_profile
def test_no_name_is_that_of_two_classes(profile: Profile) -> None:
    subject = Subject.of(profile)
    assert len({name.lower() for name in subject.names.values()}) == len(reachable(profile.classes))


def test_another_language_and_anything_else_than_a_class_are_refused() -> None:
    with pytest.raises(OsloError, match="no schemas in 'jsonshema'; did you mean jsonschema"):
        schema(Gezin, "jsonshema")
    with pytest.raises(DescribeError, match="neither a profile nor a model class"):
        schema("Gezin", "sql")  # type: ignore[arg-type]
    with pytest.raises(DescribeError, match="not a model class"):
        schema(Resource, "sql")


def test_the_command_writes_a_profile_or_a_class(tmp_path: Any) -> None:
    file = tmp_path / "gezin.json"
    assert oslo("schema", "persoon-basis.Gezin", "--to", "jsonschema", "-o", file) == (0, "")
    written = json.loads(file.read_text("utf-8"))
    assert written["$ref"] == "#/$defs/Gezin"
    assert written["$id"] == "urn:oslo-interop:schema:persoon-basis.Gezin:2023-06-01"
    assert oslo("schema", "core-location", "--to", "mermaid") == (0, schema(load_profile("core-location"), "mermaid"))


def test_the_command_refuses_what_it_does_not_know() -> None:
    code, said = oslo("schema", "Gezinn", "--to", "sql")
    assert (code, said.startswith("no profile or class 'Gezinn'; did you mean Gezin")) == (2, True)
    assert oslo("schema", "core-location", "--to", "sqll") == (2, "no schemas in 'sqll'; did you mean sql?")
    text = oslo("schema", "--help")[1]
    assert all(name in text for name in TARGETS)


# --- JSON Schema ---


@cache
def validator(profile: Profile, cls: type[Resource]) -> jsonschema.Draft202012Validator:
    """What takes things of one class, by the schema of the profile."""
    document = json.loads(made(profile, "jsonschema"))
    name = Subject.of(profile).names[cls]
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": document["$defs"]})


@each_class
@examples(2)
@given(data=st.data())
def test_json_schema_takes_what_a_model_gives(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    given = data.draw(instances(cls)).model_dump(mode="json", by_alias=True)
    validator(profile, cls).validate(given)
    validator(profile, cls).validate({key: value for key, value in given.items() if value is not None})


@each_class
@examples(1)
@given(data=st.data())
def test_json_schema_refuses_what_misses(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    given = data.draw(instances(cls, full=True)).model_dump(mode="json", by_alias=True)
    taken = validator(profile, cls)
    assert not taken.is_valid({**given, "nietBestaand": 1})
    for prop in describe(cls).properties:
        name = prop.json_name
        if prop.min:
            assert not taken.is_valid({key: value for key, value in given.items() if key != name}), name
        if prop.min and prop.many:
            assert not taken.is_valid({**given, name: []}), name
        if prop.many and prop.max is not None:
            assert not taken.is_valid({**given, name: given[name] * (prop.max + 1)}), name


@pytest.mark.slow(but="core-location")
@each_profile
def test_each_json_schema_is_one(profile: Profile) -> None:
    document = json.loads(made(profile, "jsonschema"))
    jsonschema.Draft202012Validator.check_schema(document)
    assert set(document["$defs"]) >= set(Subject.of(profile).names.values())
    assert "oslo__" not in made(profile, "jsonschema")
    assert "x-oslo-class" not in made(profile, "jsonschema")


def test_json_schema_tells_terms_meanings_and_code_lists() -> None:
    persons = json.loads(schema(persoon.Persoon, "jsonschema"))["$defs"]["Persoon"]
    sex = persons["properties"]["geslacht"]
    assert sex["format"] == "iri"
    assert sex["x-oslo"]["codeList"] in sex["description"]
    assert sex["x-oslo"]["iri"] == "https://data.vlaanderen.be/ns/persoon#geslacht"
    assert set(sex["x-oslo"]["definition"]) == {"nl", "en"}
    assert persons["x-oslo"]["iri"] == "http://www.w3.org/ns/person#Person"


def test_two_classes_of_one_form_keep_their_own_terms() -> None:
    """Pydantic makes one schema of two classes that have one name and the same fields."""
    defined = json.loads(made(load_profile("core-person"), "jsonschema"))["$defs"]
    assert {"Address", "AddressCoreLocation"} <= set(defined)


# --- OpenAPI ---


@pytest.mark.slow(but="core-location")
@each_profile
def test_openapi_is_a_description_with_examples_that_fit(profile: Profile) -> None:
    openapi = pytest.importorskip("openapi_spec_validator", reason="it comes with the extra dev")
    document = json.loads(made(profile, "openapi"))
    openapi.validate(document)
    assert len(document["paths"]) == len(profile.classes)
    fitting = 0
    for path in document["paths"].values():
        content = path["get"]["responses"]["200"]["content"]["application/json"]
        if "example" in content:
            whole = {**content["schema"], "components": document["components"]}
            jsonschema.Draft202012Validator(whole).validate(content["example"])
            fitting += 1
    assert fitting >= len(profile.classes) / 2


# --- LinkML ---

SLOT = {
    "slot_uri", "title", "description", "alt_descriptions", "required", "multivalued", "minimum_cardinality",
    "maximum_cardinality", "range", "any_of", "inlined", "inlined_as_list", "comments", "pattern", "minimum_value",
    "maximum_value", "equals_string_in", "identifier",
}  # fmt: skip
CLASS = {"class_uri", "title", "description", "alt_descriptions", "comments", "is_a", "mixins", "attributes"}
BUILT_IN = {"string", "boolean", "integer", "decimal", "double", "datetime", "date", "time", "uri", "uriorcurie",
            "nodeidentifier"}  # fmt: skip
"""Names of the metamodel of LinkML (1.9), and of the types of linkml:types."""


@pytest.mark.slow(but="eigen")
@each_profile
def test_linkml_has_the_names_of_its_metamodel_and_what_it_refers_to(profile: Profile) -> None:
    document = yaml.safe_load(made(profile, "linkml"))
    classes = document["classes"]
    known = {*classes, *document["types"], *document["enums"], *BUILT_IN}
    for name, about in classes.items():
        assert about.keys() <= CLASS
        assert {about.get("is_a", name), *about.get("mixins", ())} <= set(classes)
        for slot in about.get("attributes", {}).values():
            assert slot.keys() <= SLOT
            for option in (slot, *slot.get("any_of", ())):
                assert option["range"] in known
                assert option.keys() <= SLOT
    curies = re.findall(r"(?:slot|class)_uri: (\w+):(?!//)", made(profile, "linkml"))
    assert set(curies) - {"urn"} <= set(document["prefixes"])


def test_linkml_has_what_a_class_inherits_once() -> None:
    classes = yaml.safe_load(schema(PROFILES[-1], "linkml"))["classes"]
    assert classes["BijzonderDeel"]["is_a"] == "Deel"
    assert list(classes["BijzonderDeel"]["attributes"]) == ["naam"]
    assert list(classes["Deel"]["attributes"]) == ["id", "nummer"]


def test_linkml_has_an_enumeration_for_a_short_list_and_names_a_long_one() -> None:
    assert {len(each.codes) > 50 for each in schemes()} == {True, False}
    document = yaml.safe_load(schema(persoon.Persoon, "linkml"))
    sex = document["classes"]["Persoon"]["attributes"]["geslacht"]
    concepts = document["enums"][sex["range"]]["permissible_values"]
    iri = "https://data.vlaanderen.be/id/concept/IT000/Geslacht/2"
    assert concepts[iri] == {"meaning": iri, "title": "Vrouwelijk"}


@pytest.mark.slow(but="eigen")
@pytest.mark.filterwarnings("ignore")  # those of LinkML about itself
@each_profile
def test_linkml_reads_it(profile: Profile) -> None:
    generators = pytest.importorskip("linkml.generators.jsonschemagen", reason="LinkML is not installed")
    generated = json.loads(generators.JsonSchemaGenerator(made(profile, "linkml")).serialize())
    taken = jsonschema.Draft202012Validator(
        {"$defs": generated["$defs"], "type": "object", "$ref": f"#/$defs/{profile.classes[0].__name__}"}
    )
    assert set(Subject.of(profile).names.values()) <= set(generated["$defs"])
    assert not taken.is_valid({"id": "urn:x:1", "nietBestaand": 1})


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@examples(10)
@given(data=st.data())
def test_linkml_takes_what_a_model_gives(data: st.DataObject) -> None:
    generators = pytest.importorskip("linkml.generators.jsonschemagen", reason="LinkML is not installed")
    generated = json.loads(generators.JsonSchemaGenerator(made(PROFILES[-1], "linkml")).serialize())
    taken = jsonschema.Draft202012Validator({"$defs": generated["$defs"], "$ref": "#/$defs/Ding"})
    given = data.draw(instances(Ding)).model_dump(mode="json", by_alias=True, exclude_none=True)
    taken.validate(as_linkml(given))
    assert not taken.is_valid({key: value for key, value in as_linkml(given).items() if key != "graad"})


def as_linkml(given: Any, name: str = "") -> Any:
    """The JSON of a model as LinkML has it: texts without their language, numbers that are numbers, an id for each."""
    if isinstance(given, dict):
        return {"id": "urn:x:1", **{key: as_linkml(value, key) for key, value in given.items()}}
    if isinstance(given, list):
        return [each[0] if isinstance(each, list) else as_linkml(each) for each in given]
    return float(given) if name in ("prijs", "getal") and isinstance(given, str) else given


# --- Mermaid ---

NODE = r"(?:\w+|`[^`]+`)"
LINE = re.compile(
    rf"classDiagram|  %% \S+|  class {NODE}(?: \{{)?|    [\w.\- ]+ : [\w ]+ \[\d+\.\.(?:\d+|n)\]|  \}}"
    rf'|  {NODE} <\|-- {NODE}|  {NODE} --> "\d+\.\.(?:\d+|\*)" {NODE} : [\w.\- ]+'
)


@pytest.mark.slow(but="eigen")
@each_profile
def test_mermaid_has_each_class_and_each_property_once(profile: Profile) -> None:
    lines = made(profile, "mermaid").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    subject = Subject.of(profile)
    assert sum(line.startswith("  class ") for line in lines) == len(subject.names)
    arrows = [re.findall(NODE, line)[0] for line in lines if "-->" in line or "<|--" in line]
    assert {each.strip("`") for each in arrows} <= set(subject.names.values())


def test_mermaid_shows_cardinalities_and_what_derives_from_what() -> None:
    lines = schema(PROFILES[-1], "mermaid").splitlines()
    assert "  Deel <|-- BijzonderDeel" in lines
    assert '  Ding --> "1..3" Deel : deel' in lines
    assert "    bijnaam : str [0..n]" in lines
    assert lines.count("    nummer : int [1..1]") == 1, "with the class that adds it"
    assert schema(Deel, "mermaid").count("class ") == 1
