"""OpenAPI 3.1: the JSON Schema of each class as a component, and for each class that was asked for a path to get one.

The paths are an example of an interface, with an invented thing as their answer; the components are what to keep.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from ...errors import OsloError
from ...model.example import example
from ...model.resource import Resource
from ...namespaces import in_iri
from .jsonschema import definitions
from .subject import Subject, labels


def text(subject: Subject) -> str:
    """The description of an interface."""
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": subject.title,
            "version": subject.version or "0",  # OpenAPI requires one
            "description": f"After {subject.source}." if subject.source else f"The class {subject.name}.",
        },
        "paths": {f"/{in_iri(subject.names[cls])}/{{id}}": {"get": _get(subject, cls)} for cls in subject.roots},
        "components": {"schemas": definitions(subject, "#/components/schemas/")},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _get(subject: Subject, cls: type[Resource]) -> dict[str, Any]:
    """The operation that gets a thing of a class."""
    name = subject.names[cls]
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    with suppress(OsloError):  # no valid value can be invented, as for a pattern
        content["example"] = example(cls).model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        "operationId": f"get{name}",
        "summary": labels(str(cls.iri)).get(subject.language, name),
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": name, "content": {"application/json": content}},
            "404": {"description": f"No {name} has this id."},
        },
    }
