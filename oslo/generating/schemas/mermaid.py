"""Mermaid: a class diagram, with the cardinalities of properties and arrows to the classes that they lead to.

A property is shown with the class that adds it; an open arrow leads from a class to one that it derives from. A
comment on each class has its IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.description import ClassInfo
from ...rdf.terms import short
from .subject import Subject


def text(subject: Subject) -> str:
    """A class diagram."""
    lines = ["classDiagram"]
    for info in subject.infos:
        lines += _class(subject, info)
    for info in subject.infos:
        lines += _arrows(subject, info)
    return "\n".join(lines) + "\n"


def _class(subject: Subject, info: ClassInfo) -> Iterator[str]:
    """A class with the properties that take values, or anything."""
    yield f"  %% {short(info.iri)}"
    values = [prop for prop in subject.own(info) if prop.anything or not all(each.cls for each in prop.ranges)]
    yield f"  class {_node(subject.names[info.cls])}{' {' if values else ''}"
    for prop in values:
        types = (
            "anything" if prop.anything else " or ".join(each.python.__name__ for each in prop.ranges if not each.cls)
        )
        yield f"    {_words(prop.json_name)} : {types} [{prop.cardinality}]"
    if values:
        yield "  }"


def _arrows(subject: Subject, info: ClassInfo) -> Iterator[str]:
    """The classes that a class derives from, and those that its properties lead to."""
    node = _node(subject.names[info.cls])
    for base in subject.bases(info.cls):
        yield f"  {_node(subject.names[base])} <|-- {node}"
    for prop in subject.own(info):
        for cls in dict.fromkeys(each.cls for each in prop.ranges if each.cls):
            cardinality = prop.cardinality.replace("n", "*")
            yield f'  {node} --> "{cardinality}" {_node(subject.names[cls])} : {_words(prop.json_name)}'


def _node(name: str) -> str:
    """The name of a class, in the quotes that Mermaid has for other characters than ASCII letters."""
    return name if re.fullmatch(r"\w+", name, re.ASCII) else f"`{name}`"


def _words(name: str) -> str:
    """The name of a property, without what Mermaid takes for a sign: brackets are a method, tildes a generic type."""
    return re.sub(r"[^\w.\- ]", "_", name)
