"""The docstrings of a class and its fields, read from the source of its module on demand.

`help`, `inspect.signature` and the JSON Schema of a class show its fields from here, under their Python names.
"""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from inspect import Parameter, Signature
from operator import or_
from typing import Annotated, Any, Union, get_args, get_origin

from .description import PropertyInfo, describe
from .resource import Resource


@dataclass(frozen=True, slots=True)
class Documentation:
    """The summary of a class, and the docstring of each property by field name."""

    summary: str
    properties: dict[str, str]


@cache
def documentation(cls: type[Resource]) -> Documentation:
    """The docstrings of a class and its fields; no fields if the source is not available."""
    properties: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base is not Resource and issubclass(base, Resource):
            properties.update(_module_docs(base.__module__).get(base.__qualname__, {}))
            fields = base.model_fields.items()
            properties.update({name: field.description for name, field in fields if field.description})
    return Documentation(own_doc(cls).split("\n\n")[0], properties)


def own_doc(cls: type) -> str:
    """The docstring as written in the class, without its fields."""
    return inspect.cleandoc(cls.__dict__.get("__doc__") or "")


@cache
def _module_docs(module: str) -> dict[str, dict[str, str]]:
    """Class name to field name to docstring, from the source of a module."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return {}
    return {node.name: dict(_field_docs(node)) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _field_docs(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, following in zip(node.body, node.body[1:], strict=False):
        match field, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


@cache
def signature(cls: type[Resource]) -> Signature:
    """The call that makes an instance: each field by its Python name, with its type and default.

    >>> from oslo.models.persoon import Plaats
    >>> list(signature(Plaats).parameters)
    ['id', 'plaatsnaam', 'geometrie']
    """
    describe(cls)  # completes the class: its annotations may name classes declared after it
    parameters = []
    for name, field in cls.model_fields.items():
        default = Parameter.empty if field.is_required() else field.get_default(call_default_factory=True)
        parameters.append(
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=_without_metadata(field.annotation))
        )
    the_id, *fields = parameters
    return Signature([the_id, *sorted(fields, key=lambda field: field.default is not Parameter.empty)])


def _without_metadata(annotation: Any) -> Any:
    """A type without its metadata."""
    origin, inner = get_origin(annotation), tuple(map(_without_metadata, get_args(annotation)))
    if origin is Annotated:
        return inner[0]
    if origin in (Union, types.UnionType):
        return reduce(or_, inner)
    return list[inner[0]] if origin is list else annotation  # type: ignore[valid-type]


@cache
def help_text(cls: type[Resource]) -> str:
    """The docstring of a class, and its fields: name, cardinality, what it takes, what it means.

    >>> from oslo.models.persoon import Plaats
    >>> print(help_text(Plaats))
    A place on earth, by name and, where known, by shape.
    <BLANKLINE>
    Fields:
    <BLANKLINE>
    plaatsnaam (1..1): LangString
        What the place is called.
    geometrie (0..1): Geometrie, Iri, BlankNode
        The point or the outline of the place.
    """
    sentences = documentation(cls).properties
    lines = [own_doc(cls), "", "Fields:", ""]
    for prop in describe(cls).properties:
        lines += [f"{prop.name} ({prop.cardinality}): {_type_names(prop)}", f"    {sentences.get(prop.name, '')}"]
    return "\n".join(line.rstrip() for line in lines).strip()


def _type_names(prop: PropertyInfo) -> str:
    """The types of the values of a property."""
    names = [each.python.__name__ for each in prop.ranges]
    return ", ".join([*names, "Iri", "BlankNode"] if any(each.reference for each in prop.ranges) else names)
