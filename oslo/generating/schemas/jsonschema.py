"""JSON Schema (draft 2020-12): the JSON that a model gives, and takes back.

Pydantic makes the schema of each class; here each gets its own name, and each class and property its IRI, its labels
and meanings in Dutch and English and its code list, under the keyword `x-oslo`, which validators pass over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import ModelSchema

from ...model.description import ClassInfo, PropertyInfo
from ...namespaces import IRI_PATTERN, in_iri
from .subject import Subject, class_meanings, labels, meanings, title

Json = dict[str, Any]


def text(subject: Subject) -> str:
    """A document with a definition for each class; it takes a thing of any class that was asked for."""
    options = [{"$ref": f"#/$defs/{subject.names[cls]}"} for cls in subject.roots]
    version = subject.version
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ":".join(("urn:oslo-interop:schema", in_iri(subject.name), *([in_iri(version)] if version else []))),
        "title": subject.title,
        **({"$comment": subject.source} if subject.source else {}),
        **(options[0] if len(options) == 1 else {"anyOf": options}),
        "$defs": definitions(subject, "#/$defs/"),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def definitions(subject: Subject, under: str) -> dict[str, Json]:
    """The schema of each class by its name, with references that begin with `under`.

    >>> from oslo.models.persoon import Plaats
    >>> made = definitions(Subject.of(Plaats), "#/$defs/")
    >>> made["Plaats"]["required"], made["Plaats"]["properties"]["plaatsnaam"]["x-oslo"]["iri"]
    (['plaatsnaam'], 'http://www.w3.org/2000/01/rdf-schema#label')
    """
    pairs: list[tuple[type[BaseModel], JsonSchemaMode]] = [(info.cls, "serialization") for info in subject.infos]
    _, whole = models_json_schema(pairs, by_alias=True, ref_template="{model}", schema_generator=_Marked)
    marks = {_mark(info.cls): info for info in subject.infos}
    infos = {ref: marks[found.pop(_MARK)] for ref, found in whole["$defs"].items() if _MARK in found}
    names = {ref: subject.names[info.cls] for ref, info in infos.items()}
    made = {names.get(ref, ref): _rewritten(found, names, under) for ref, found in whole["$defs"].items()}
    for info in subject.infos:
        _explain(made[subject.names[info.cls]], info, subject)
    return made


_MARK = "x-oslo-class"


def _mark(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


class _Marked(GenerateJsonSchema):
    """A generator that marks the schema of each class: pydantic would make one of two that are equal."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        return {**super().model_schema(schema), _MARK: _mark(schema["cls"])}


def _rewritten(found: Any, names: Mapping[str, str], under: str) -> Any:
    """A schema of pydantic with our names in its references, and its IRIs called so."""
    if isinstance(found, list):
        return [_rewritten(each, names, under) for each in found]
    if not isinstance(found, dict):
        return found
    new = {key: _rewritten(value, names, under) for key, value in found.items()}
    if isinstance(ref := found.get("$ref"), str):
        new["$ref"] = f"{under}{names.get(ref, ref)}"
    if found.get("pattern") == IRI_PATTERN:
        new["format"] = "iri"
    return new


def _explain(made: Json, info: ClassInfo, subject: Subject) -> None:
    """Put into the schema of a class what it and its properties are called and mean."""
    words = class_meanings(info)
    made.update(title=subject.names[info.cls], description=words.get("en", ""))
    made["x-oslo"] = _about(info.iri, words)
    made["properties"]["id"]["title"] = "id"
    made["properties"]["id"]["description"] = "The IRI of the thing, or a blank node."
    for prop in info.properties:
        words = meanings(info, prop)
        found = made["properties"][prop.json_name]
        found["title"] = title(prop, subject.language)
        found["description"] = " ".join(filter(None, (words.get("en"), *_unsaid(prop))))
        found["x-oslo"] = _about(prop.path, words) | ({"codeList": prop.code_list} if prop.code_list else {})


def _about(iri: str, words: Mapping[str, str]) -> Json:
    """What RDF has of a class or property: its IRI, labels and meanings."""
    about = {"label": labels(iri), "definition": dict(words)}
    return {"iri": str(iri), **{key: texts for key, texts in about.items() if texts}}


def _unsaid(prop: PropertyInfo) -> Iterator[str]:
    """What a property asks and JSON Schema has no words for."""
    if prop.code_list:
        yield f"The IRI of a concept of the code list {prop.code_list}."
    if prop.unique_lang:
        yield "At most one text in each language."
    if prop.min > 1:
        yield f"At least {prop.min} different values."
