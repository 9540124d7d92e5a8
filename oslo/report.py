"""Reports and descriptions as text and tables that people can read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .describe import Profile, PropertyInfo, describe, documentation
from .model import Resource
from .namespaces import compact

if TYPE_CHECKING:
    from rich.table import Table

    from .validation import Finding, Report

_SHOWN = 5


def report_text(report: Report) -> str:
    """A report as plain text: the verdict, then the findings grouped, the first few of each."""
    nodes = f"{report.focus_nodes} node{'' if report.focus_nodes == 1 else 's'} checked"
    if not report.focus_nodes:
        kinds = ", ".join(f"{compact(iri) or iri} ({count})" for iri, count in report.types.most_common(5))
        return f"Nothing was checked: no shape looks at this data. Its types: {kinds or 'none'}.\n"
    if report.conforms:
        return f"Conforms: {nodes}, no violation.\n"
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        groups[finding.property, finding.rule].append(finding)
    lines = [f"Does not conform: {nodes}, {len(report.findings)} violations."]
    for (name, rule), found in sorted(groups.items(), key=lambda item: -len(item[1])):
        lines.append(f"\n{len(found)} x {name or 'node'} ({rule})")
        lines += [f"  {finding.focus}: {finding.message}" for finding in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(f"  and {len(found) - _SHOWN} more")
    return "\n".join(lines) + "\n"


def profile_table(profile: Profile) -> Table:
    """The classes of a profile."""
    from rich.table import Table

    table = Table("class", "IRI", "meaning", box=None, title=f"{profile.title} {profile.version}", title_justify="left")
    for cls in profile.classes:
        info = describe(cls)
        table.add_row(info.name, compact(info.iri) or info.iri, documentation(cls).summary)
    return table


def class_table(cls: type[Resource]) -> Table:
    """The properties of a class: name, cardinality, what it takes, path, meaning."""
    from rich.table import Table

    info = describe(cls)
    title = f"{info.name}  {info.iri}\n{documentation(cls).summary}"
    table = Table("property", "", "takes", "path", "meaning", box=None, title=title, title_justify="left")
    said = documentation(cls).properties
    for prop in info.properties:
        path = compact(prop.path) or prop.path
        table.add_row(prop.json_name, prop.cardinality, takes(prop), path, said.get(prop.name, ""))
    return table


def takes(prop: PropertyInfo) -> str:
    """What a property takes, in short.

    >>> from oslo.models.persoon import Gezin
    >>> [takes(prop) for prop in describe(Gezin).properties]
    ['Adresvoorstelling', 'Persoon', 'Persoon']
    """
    words = []
    for each in prop.ranges:
        if each.cls:
            words.append(each.cls.__name__)
        elif each.value and each.value.node:
            words.append(each.python.__name__)
        else:
            datatypes = each.value.datatypes if each.value else ()
            words.append(" or ".join(compact(iri) or iri for iri in datatypes) or "literal")
    scheme = f" from {prop.code_list.rpartition('conceptscheme/')[2]}" if prop.code_list else ""
    return " or ".join(words) + scheme
