"""Schemas of classes in the languages of others: what a profile says, for tools that do not work with RDF.

Each module makes one language from the description of the classes and nothing else. What a language cannot say is
in its output, as a comment or in a description, and in the table of docs/schemas.md.
"""

from __future__ import annotations

from collections.abc import Callable

from ...errors import OsloError
from ...model.description import Profile
from ...model.resource import Resource
from ...words.text import nearest
from . import csvw, jsonschema, linkml, mermaid, openapi, sql
from .subject import Subject

TARGETS: dict[str, Callable[[Subject], str]] = {
    "jsonschema": jsonschema.text,
    "openapi": openapi.text,
    "linkml": linkml.text,
    "csvw": csvw.text,
    "sql": sql.text,
    "mermaid": mermaid.text,
}
"""The name of a language to what writes a schema in it."""


def schema(profile_or_class: Profile | type[Resource], to: str) -> str:
    """The classes of a profile, or one class, and all that they lead to, as a schema in the language of others.

    `to`: `jsonschema` (JSON Schema 2020-12), `openapi` (3.1), `linkml`, `csvw` (metadata of tables, W3C 2015), `sql`
    (CREATE TABLE, for PostgreSQL, DuckDB and SQLite) or `mermaid` (a class diagram). The same text on every run.

    >>> from oslo.models.persoon import Plaats
    >>> print(schema(Plaats, "mermaid"), end="")
    classDiagram
      %% dct:Location
      class Plaats {
        plaatsnaam : LangString [1..1]
      }
      %% locn:Geometry
      class Geometrie {
        gml : Gml [0..1]
        wkt : Wkt [0..1]
      }
      Plaats --> "0..1" Geometrie : geometrie

    Raises OsloError for an unknown language, and DescribeError for anything else than a profile or a model class.
    """
    if to not in TARGETS:
        raise OsloError(f"no schemas in {to!r}{nearest(to, TARGETS)}")
    return TARGETS[to](Subject.of(profile_or_class))


__all__ = ["TARGETS", "schema"]
