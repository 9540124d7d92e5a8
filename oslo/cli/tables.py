"""Profiles, classes and code lists as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model.description import Profile, PropertyInfo, describe, relaxed
from ..model.documentation import documentation
from ..model.resource import Resource
from ..rdf.terms import short
from ..vocabularies.codelists import Scheme
from ..words.text import visible

if TYPE_CHECKING:
    from rich.table import Table


def profile_table(profile: Profile) -> Table:
    """The classes of a profile."""
    from rich.table import Table

    table = Table("class", "IRI", "meaning", box=None, title=f"{profile.title} {profile.version}", title_justify="left")
    for cls in profile.classes:
        info = describe(cls)
        table.add_row(info.name, short(info.iri), documentation(cls).summary)
    return table


def class_table(profile: Profile, cls: type[Resource]) -> Table:
    """The properties of a class: name, cardinality (and the published one, where ours is open), path, meaning."""
    from rich.table import Table

    info = describe(cls)
    title = f"{info.name}  {info.iri}\n{documentation(cls).summary}"
    meanings, rows = documentation(cls).properties, relaxed(profile, cls)
    times = ["", "published"] if rows else [""]
    table = Table("property", *times, "takes", "path", "meaning", box=None, title=title, title_justify="left")
    for prop in info.properties:
        published = [rows[prop.name].cardinality if prop.name in rows else ""] if rows else []
        said = [takes(prop), short(prop.path), meanings.get(prop.name, "")]
        table.add_row(prop.json_name, prop.cardinality, *published, *said)
    return table


def takes(prop: PropertyInfo) -> str:
    """What a property takes, in short.

    >>> from oslo.models.persoon import Gezin
    >>> [takes(prop) for prop in describe(Gezin).properties]
    ['Adresvoorstelling', 'Persoon', 'Persoon']
    """
    names = []
    for each in prop.ranges:
        if each.cls:
            names.append(each.cls.__name__)
        elif each.value and each.value.node:
            names.append(each.python.__name__)
        else:
            datatypes = each.value.datatypes if each.value else ()
            names.append(" or ".join(map(short, datatypes)) or "literal")
    scheme = f" from {prop.code_list.rpartition('conceptscheme/')[2]}" if prop.code_list else ""
    return " or ".join(names) + scheme


def code_lists_table(schemes: Sequence[Scheme]) -> Table:
    """The code lists: name, title, number of concepts, IRI."""
    from rich.table import Table

    table = Table("code list", "title", "concepts", "IRI", box=None)
    for each in schemes:
        table.add_row(*map(visible, (each.name, each.titles.get("en", ""), str(len(each.codes)), each.iri)))
    return table


def code_list_table(scheme: Scheme) -> Table:
    """The concepts of a code list: notation, labels, IRI."""
    from rich.table import Table

    title = f"{scheme.titles.get('en', scheme.name)}  {scheme.iri}"
    table = Table("code", "nl", "en", "IRI", box=None, title=title, title_justify="left")
    for code in scheme.codes.values():
        table.add_row(*map(visible, (code.notation, code.labels.get("nl", ""), code.labels.get("en", ""), code.iri)))
    return table
