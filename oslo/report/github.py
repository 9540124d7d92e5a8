"""A report as commands of a workflow of GitHub, which shows each finding beside the line of its file.

GitHub shows the first ten errors, warnings and notices of a step. So the first finding of each group comes first, then
the second of each, and so on.
"""

from __future__ import annotations

from itertools import zip_longest

from ..errors import Place
from ..rdf.terms import visible
from ..validation.findings import Finding, Report, severity_name
from ..words.sarif import from_here
from .ci import LEVELS, not_looked_at, nothing_checked, said
from .groups import Group, failed, groups, verdict

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def report_github(report: Report, language: str = "en") -> str:
    """A command for each finding, then the verdict.

    >>> from oslo.validation.engines import Engine
    >>> from oslo.validation.findings import Coverage
    >>> print(report_github(Report(True, Engine.SHACL, 500, Coverage(94))), end="")
    Conforms: 94 nodes checked, no violation (shacl).
    """
    lines = [
        _command(each, LEVELS.get(severity_name(each.severity), "error"), group, language)
        for each, group in _by_turns(groups(report.violations))
    ]
    lines += [_command(each, "note", group, language) for each, group in _by_turns(groups(report.unresolved))]
    place = Place(report.files[0]) if report.files else None
    if not report.coverage.focus_nodes:
        lines.append(_line("error", place, "nothing-checked", nothing_checked(report, language)))
    elif why := failed(report, language):
        lines.append(_line("error", place, "not-looked-at", not_looked_at(report, why, language)))
    return "\n".join([*lines, verdict(report, language)]) + "\n"


def _by_turns(of: list[Group]) -> list[tuple[Finding, Group]]:
    """The findings with their group: the first of each group, then the second of each, and so on."""
    turns = zip_longest(*([(each, group) for each in group.findings] for group in of))
    return [pair for turn in turns for pair in turn if pair is not None]


def _command(finding: Finding, level: str, group: Group, language: str) -> str:
    message = "\n".join(visible(line) for line in said(finding, language))
    return _line(level, finding.place, f"{group.property(language)}: {group.words(language)}", message)


def _line(level: str, place: Place | None, title: str, message: str) -> str:
    """One command (GitHub, workflow commands): its properties have more to escape than its message."""
    where: dict[str, object] = {}
    if place is not None and place.file:
        where = {"file": from_here(place.file), "line": place.line, "col": place.character}
    properties = [
        f"{name}={_property(visible(str(value)))}" for name, value in (where | {"title": title}).items() if value
    ]
    return f"::{_COMMANDS[level]} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
