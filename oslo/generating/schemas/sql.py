"""SQL: a table for each class, for PostgreSQL, DuckDB and SQLite.

Every IRI that is mentioned stands in the table `node`, whether the thing is described here or elsewhere; the tables
of classes and their links refer to it. A property with several values has a table of its own. What the statements
cannot say stands beside them as a comment.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ...model.description import ClassInfo, PropertyInfo, Range
from ...model.documentation import documentation
from ...model.values import AnyUri, LangString, Literal, PartialDate
from ...rdf.terms import short
from .subject import Subject, distinct

_TYPES: dict[type, str] = {
    bool: "BOOLEAN",
    int: "BIGINT",
    Decimal: "DECIMAL(38, 10)",
    float: "DOUBLE PRECISION",
    datetime: "TIMESTAMP WITH TIME ZONE",
    date: "DATE",
    time: "TIME",
}
"""Python type to a type of SQL; other values are TEXT."""

_LIMITS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_LENGTHS = {"minLength": ">=", "maxLength": "<="}

_LONGEST = 63
"""Bytes of a name; PostgreSQL cuts off what is longer."""

_NODE = 'REFERENCES "node" ("id")'
_IRI = """CHECK ({name} LIKE '%:%')"""

_HEAD = """\
-- {about}
-- For PostgreSQL, DuckDB and SQLite (there with PRAGMA foreign_keys = ON).
-- Only comments say how many values a list has at least and at most, what pattern a text has, from which code list a
-- concept is, and of which class the thing is that a link leads to. A moment without a time zone gets that of the
-- session; numbers have as many digits as their types.

CREATE TABLE "node" (
  -- every IRI or blank node that is mentioned, described here or elsewhere
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" LIKE '%:%')
);
"""

Line = tuple[str, str]
"""A line of a table, and the comment above it."""


def text(subject: Subject) -> str:
    """The statements that make the tables."""
    about = (subject.title, subject.version, f"({subject.source})" if subject.source else None)
    statements = [_HEAD.replace("{about}", _one_line(" ".join(filter(None, about))))]
    taken = {"node"}
    names = {info.cls: _distinct(subject.names[info.cls], taken) for info in subject.infos}
    for info in subject.infos:
        statements += _tables(subject, info, names[info.cls], taken)
    return "\n".join(statements)


def _tables(subject: Subject, info: ClassInfo, name: str, tables: set[str]) -> Iterator[str]:
    """The table of a class, and one for each of its properties with several values."""
    taken = {"id"}
    lines: list[Line] = [(f'"id" TEXT NOT NULL PRIMARY KEY {_NODE}', "")]
    for prop in info.properties:
        if not prop.many:
            lines += _lines(subject, info, prop, _distinct(prop.json_name, taken), taken)
    yield _create(name, lines, f"{short(info.iri)}: {documentation(info.cls).summary}")
    for prop in info.properties:
        if prop.many:
            inner = {"subject", "value"}
            lines = [(f'"subject" TEXT NOT NULL REFERENCES {_quoted(name)} ("id")', "")]
            lines += _lines(subject, info, prop, "value", inner)
            yield _create(_distinct(f"{name}_{prop.json_name}", tables), lines, "")


def _lines(subject: Subject, info: ClassInfo, prop: PropertyInfo, name: str, taken: set[str]) -> Iterator[Line]:
    """The columns of a property, and what the table checks of them."""
    comment = _comment(subject, info, prop)
    needed = prop.many or prop.min > 0
    empty = " NOT NULL" if needed else ""
    column = _quoted(name)
    each = prop.ranges[0] if len(prop.ranges) == 1 and not prop.anything else None
    if not prop.anything and all(each.cls for each in prop.ranges):
        yield f"{column} TEXT{empty} {_NODE}", comment
        if prop.many:
            yield f'UNIQUE ("subject", {column})', ""
    elif not prop.anything and all(each.cls or (each.value and each.value.node) for each in prop.ranges):
        yield f"{column} TEXT{empty} {_IRI.format(name=column)}", comment
    elif each is not None and each.python is LangString:
        language = _quoted(_distinct(f"{name}_language", taken))
        yield f"{column} TEXT{empty}", comment
        yield f"{language} TEXT{empty}", ""
        if not needed:
            yield f"CHECK (({column} IS NULL) = ({language} IS NULL))", ""
        if prop.unique_lang:
            yield f'UNIQUE ("subject", {language})', ""
    elif each is not None and each.python is not Literal:
        checks = "".join(f" CHECK ({check})" for check in _checks(column, each))
        yield f"{column} {_type(each)}{empty}{checks}", comment
    else:
        datatype, language = (_quoted(_distinct(f"{name}_{part}", taken)) for part in ("datatype", "language"))
        yield f"{column} TEXT{empty}", comment
        yield (
            f"{datatype} TEXT {_IRI.format(name=datatype)}",
            "the IRI of its datatype; without one it is itself an IRI",
        )
        yield f"{language} TEXT", "for text in a language"
        yield f"CHECK ({column} IS NOT NULL OR ({datatype} IS NULL AND {language} IS NULL))", ""


def _type(each: Range) -> str:
    return next((_TYPES[base] for base in each.python.__mro__ if base in _TYPES), "TEXT")


def _checks(column: str, each: Range) -> Iterator[str]:
    """What a table checks of a value."""
    for facet, limit in each.facets:
        if facet in _LIMITS:
            yield f"{column} {_LIMITS[facet]} {_literal(limit)}"
        elif facet in _LENGTHS:
            yield f"length({column}) {_LENGTHS[facet]} {limit}"
        elif facet == "in":
            yield f"{column} IN ({', '.join(map(_literal, limit))})"
    if issubclass(each.python, PartialDate):
        yield f"length({column}) IN (4, 7, 10)"
    elif issubclass(each.python, AnyUri):
        yield f"{column} LIKE '%:%'"


def _comment(subject: Subject, info: ClassInfo, prop: PropertyInfo) -> str:
    """The IRI of a property, how often it stands, what it takes, what it means."""
    takes = [subject.names[each.cls] if each.cls else each.python.__name__ for each in prop.ranges]
    facts = [short(prop.path), prop.cardinality, "anything" if prop.anything else " or ".join(takes)]
    facts += [f"code list {prop.code_list}"] if prop.code_list else []
    facts += [f"pattern {value}" for each in prop.ranges for facet, value in each.facets if facet == "pattern"]
    return f"{', '.join(facts)}: {documentation(info.cls).properties.get(prop.name, '')}"


def _create(name: str, lines: Sequence[Line], about: str) -> str:
    """A statement that makes a table: its columns, then what holds for several of them, which SQLite wants last."""
    ordered = sorted(lines, key=lambda each: not each[0].startswith('"'))
    last = len(ordered) - 1
    body = ""
    for number, (line, comment) in enumerate(ordered):
        body += f"  -- {_one_line(comment)}\n" if comment else ""
        body += f"  {line}{'' if number == last else ','}\n"
    return (f"-- {_one_line(about)}\n" if about else "") + f"CREATE TABLE {_quoted(name)} (\n{body});\n"


def _distinct(name: str, taken: set[str]) -> str:
    """A name that is not taken yet, and that PostgreSQL keeps whole: the end of a long one is a checksum."""
    data = name.encode()
    if len(data) > _LONGEST - 4:  # and a number, if it is taken
        name = f"{data[: _LONGEST - 13].decode(errors='ignore')}_{zlib.crc32(data):08x}"
    return distinct(name, taken)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    """A value as SQL writes it."""
    if isinstance(value, bool | int | float | Decimal):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def _one_line(words: str) -> str:
    return " ".join(words.split())
