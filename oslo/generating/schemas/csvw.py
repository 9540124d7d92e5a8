"""CSV on the Web: metadata for a table of a class (W3C, Metadata Vocabulary for Tabular Data, 2015).

The columns are those of `oslo template`, and before them `id`, the IRI of the thing. A part of the thing has columns
too: they are about `{+id}#path`, and virtual columns say what leads to the part and of what class it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ...model.description import PropertyInfo, describe
from ...model.resource import Resource
from ...model.values import AnyUri, Duration, LangString, PartialDate, Wkt
from ...namespaces import RDF, Iri, in_iri
from ...templates.columns import Column, columns
from .subject import Subject, class_meanings, labels, meanings

Json = dict[str, Any]

_DATATYPES: dict[type, Json] = {
    bool: {"base": "boolean"},
    int: {"base": "integer"},
    Decimal: {"base": "decimal"},
    float: {"base": "double"},
    datetime: {"base": "dateTime"},
    date: {"base": "date"},
    time: {"base": "time"},
    PartialDate: {"base": "string", "format": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    Duration: {"base": "duration"},
    AnyUri: {"base": "anyURI"},
    Iri: {"base": "anyURI"},
    str: {"base": "string"},
}
"""Python type to a datatype of CSVW; of several bases the first counts."""

_FACETS = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength")
"""Facets that a datatype of CSVW has by the same name."""

_ID: Json = {"name": "id", "titles": "id", "datatype": "anyURI", "required": True, "suppressOutput": True}


def text(subject: Subject) -> str:
    """The metadata of a table, or of a group of them: one for each class that was asked for."""
    tables = [_table(subject, cls) for cls in subject.roots]
    document: Json = {"@context": ["http://www.w3.org/ns/csvw", {"@language": subject.language}]}
    if len(tables) == 1:
        document |= tables[0]
    else:
        document |= {"@type": "TableGroup", "dc:title": subject.title}
        document |= {"dc:source": {"@id": subject.source}} if subject.source else {}
        document |= {"tables": tables}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _table(subject: Subject, cls: type[Resource]) -> Json:
    """A table of a class: a row is a thing."""
    info, cells = describe(cls), columns(cls)
    virtual = [*_type_of(cls, "{+id}"), *_parts(cls, cells)]
    return {
        "@type": "Table",
        "url": f"{in_iri(subject.names[cls])}.csv",
        "dc:title": _said(labels(info.iri)) or subject.names[cls],
        "dc:description": _said(class_meanings(info)),
        "rdfs:comment": _said({"en": " ".join(_left_out(cls, cells))}),
        "tableSchema": {
            "@type": "Schema",
            "aboutUrl": "{+id}",
            "primaryKey": "id",
            "columns": [_ID, *(_column(cls, each) for each in cells), *virtual],
        },
    }


def _said(texts: Mapping[str, str]) -> list[Json]:
    """Texts by language, as the value of a common property."""
    return [{"@value": words, "@language": language} for language, words in texts.items() if words]


def _column(cls: type[Resource], column: Column) -> Json:
    """A column: its name, what a cell holds, and the triple that comes of it."""
    name, steps = _variable(column.name), _steps(cls, column.fields)
    words = meanings(describe(steps[-1][0]), column.prop)
    made: Json = {"name": name, "titles": column.name, "dc:description": _said(words)}
    made |= {"datatype": _datatype(column), "required": column.required, "propertyUrl": str(column.prop.path)}
    if len(steps) > 1:
        made["aboutUrl"] = _about(steps[:-1])
    if column.prop.many:
        made["separator"] = "|"
    python = column.prop.ranges[0].python
    if python is LangString:
        made["lang"] = steps[-1][0].text_language
    if _is_link(column.prop) and not column.prop.many:
        made["valueUrl"] = f"{{+{name}}}"
    if note := " ".join(_unsaid(column)):
        made["rdfs:comment"] = _said({"en": note})
    if python is Wkt:
        made["suppressOutput"] = True
    return made


def _datatype(column: Column) -> Json:
    """The datatype of the cells of a column, with the limits of its values."""
    if column.kind.name in ("longitude", "latitude"):
        furthest = 180 if column.kind.name == "longitude" else 90
        return {"base": "decimal", "minimum": str(-furthest), "maximum": str(furthest)}
    if _is_link(column.prop):
        return {"base": "anyURI"}
    if len(column.prop.ranges) > 1 or column.prop.anything:
        return {"base": "string"}
    each = column.prop.ranges[0]
    found = next((_DATATYPES[base] for base in each.python.__mro__ if base in _DATATYPES), {"base": "string"})
    facets = dict(each.facets)
    pattern = facets.get("pattern")
    if "in" in facets:
        pattern = f"^({'|'.join(re.escape(str(value)) for value in facets['in'])})$"
    limits = {name: str(facets[name]) if "clusive" in name else facets[name] for name in _FACETS if name in facets}
    return {**found, **limits, **({"format": pattern} if pattern and found["base"] == "string" else {})}


def _is_link(prop: PropertyInfo) -> bool:
    """Whether the values of a property are IRIs."""
    return all(each.cls or (each.value and each.value.node) for each in prop.ranges)


def _unsaid(column: Column) -> Iterator[str]:
    """What a column asks, or becomes, and CSVW has no words for."""
    prop = column.prop
    if column.required_with:
        yield f"Required where {column.required_with} has any value."
    if prop.code_list:
        yield f"A concept of the code list {prop.code_list}."
    if prop.min > 1 or (prop.many and prop.max is not None):
        yield f"As many values as {prop.cardinality}."
    if prop.unique_lang:
        yield "At most one text in each language."
    if prop.many and _is_link(prop):
        yield "CSVW makes texts of several IRIs in a cell, no links."
    if len(prop.ranges) > 1 and not _is_link(prop):
        yield "A value is of one of several datatypes, which CSVW cannot tell."
    if prop.ranges[0].python is PartialDate:
        yield "xsd:date, xsd:gYearMonth or xsd:gYear by what is known; CSVW makes a text of it."
    if prop.ranges[0].python is Wkt:
        yield "CSVW cannot make one point of two columns; `oslo convert` does."


def _left_out(cls: type[Resource], cells: Sequence[Column]) -> Iterator[str]:
    """What the table as a whole does not say."""
    shown = {column.fields[0] for column in cells}
    if left := [prop.json_name for prop in describe(cls).properties if prop.name not in shown]:
        yield f"Without a column: {', '.join(left)}."
    if any(len(column.fields) > 1 for column in cells):
        yield "CSVW says that a part is there, also where all its cells are empty."


Steps = Sequence[tuple[type[Resource], PropertyInfo]]


def _steps(cls: type[Resource], fields: Sequence[str]) -> Steps:
    """The classes and properties on the way of a path of fields."""
    steps = []
    for name in fields:
        prop = next(each for each in describe(cls).properties if each.name == name)
        steps.append((cls, prop))
        cls = next((each.cls for each in prop.ranges if each.cls), cls)
    return steps


def _about(steps: Steps) -> str:
    """The IRI of a part: that of the row, with the path of the part after `#`."""
    return f"{{+id}}#{'.'.join(in_iri(prop.json_name) for _, prop in steps)}" if steps else "{+id}"


def _parts(cls: type[Resource], cells: Sequence[Column]) -> Iterator[Json]:
    """Virtual columns for each part: what leads to it, and its class."""
    for fields in dict.fromkeys(column.fields[:end] for column in cells for end in range(1, len(column.fields))):
        steps = _steps(cls, fields)
        part = next(each.cls for each in steps[-1][1].ranges if each.cls)
        link = {"propertyUrl": str(steps[-1][1].path), "valueUrl": _about(steps)}
        yield {"virtual": True, "aboutUrl": _about(steps[:-1]), **link}
        yield from _type_of(part, _about(steps))


def _type_of(cls: type[Resource], about: str) -> Iterator[Json]:
    """A virtual column with the class of a thing, if it has an rdf:type."""
    if iri := describe(cls).type:
        yield {"virtual": True, "aboutUrl": about, "propertyUrl": str(RDF.type), "valueUrl": str(iri)}


def _variable(name: str) -> str:
    """A name as URI templates take it (RFC 6570, section 2.3): other characters than ASCII words are percent-encoded.

    >>> _variable("geboorte.datum"), _variable("oppervlakte-m²")
    ('geboorte.datum', 'oppervlakte%2Dm%C2%B2')
    """
    return re.sub(r"[^A-Za-z0-9_.]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), name)
