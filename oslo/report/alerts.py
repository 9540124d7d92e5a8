"""A report for code hosts: SARIF, the Code Quality report of GitLab, and commands of a workflow of GitHub.

Each takes the same alerts. GitHub shows the first ten errors, warnings and notices of a step, so there the first
finding of each group comes first, then the second of each, and so on.
"""

from __future__ import annotations

from itertools import zip_longest

from ..rdf.terms import visible
from ..validation.findings import Finding, Report, severity_name
from ..words.alerts import Alert, Level, github_line, gitlab
from ..words.sarif import Rule, sarif_log
from ..words.sentences import say
from .groups import Group, failed, groups, near_miss, not_looked_for, reason_lines, types_there, verdict

_LEVELS: dict[str, Level] = {"Violation": "error", "Warning": "warning", "Info": "note"}
_WHOLE = {
    "nothing-checked": "Nothing was checked",
    "not-looked-at": "What was not checked counts as a failure",
}
"""Alerts about the whole check."""


def report_sarif(report: Report) -> str:
    """SARIF: a result for each finding, at its file and line if known."""
    rules = {group.rule: _rule(group) for group in [*groups(report.violations), *groups(report.unresolved)]}
    return sarif_log(
        "oslo",
        rules | {name: Rule(title, title, title) for name, title in _WHOLE.items()},
        alerts_of(report),
        notes=[*(near_miss(each, "en") for each in report.coverage.near_misses), *not_looked_for(report, "en")],
        properties={"conforms": report.conforms, "ok": report.ok, "focusNodes": report.coverage.focus_nodes},
    )


def report_gitlab(report: Report) -> str:
    """The Code Quality report of GitLab: an issue for each finding."""
    return gitlab(alerts_of(report))


def report_github(report: Report, language: str = "en") -> str:
    """A command for each finding, then the verdict.

    >>> from oslo.validation.engines import Engine
    >>> from oslo.validation.findings import Coverage
    >>> print(report_github(Report(True, Engine.SHACL, 500, Coverage(94))), end="")
    Conforms: 94 nodes checked, no violation (shacl).
    """
    lines = [github_line(each) for each in alerts_of(report, language, by_turns=True)]
    return "\n".join([*lines, verdict(report, language)]) + "\n"


def alerts_of(report: Report, language: str = "en", *, by_turns: bool = False) -> list[Alert]:
    """The violations group by group, what is unresolved, and why a check fails that found neither."""
    found = []
    for findings in (report.violations, report.unresolved):
        of = groups(findings)
        pairs = _by_turns(of) if by_turns else [(each, group) for group in of for each in group.findings]
        level: Level | None = "open" if findings is report.unresolved else None
        found += [_alert(each, group, level, report, language) for each, group in pairs]
    if not report.coverage.focus_nodes:
        found.append(_of_whole("nothing-checked", nothing_checked(report, language), report))
    elif why := failed(report, language):
        found.append(_of_whole("not-looked-at", not_looked_at(report, why, language), report))
    return found


def _by_turns(of: list[Group]) -> list[tuple[Finding, Group]]:
    """The findings with their group: the first of each group, then the second of each, and so on."""
    turns = zip_longest(*([(each, group) for each in group.findings] for group in of))
    return [pair for turn in turns for pair in turn if pair is not None]


def _alert(finding: Finding, group: Group, level: Level | None, report: Report, language: str) -> Alert:
    """One finding; without a place it is in the data file, or in the first of them, which the message then says."""
    place, lines = finding.place, said(finding, language)
    known = place is not None and place.file is not None
    if not known and len(report.files) > 1:
        lines.append(say("report.one_of", language, len(report.files)))
    value = finding.value or ""  # labels of blank nodes differ from run to run
    return Alert(
        group.rule,
        level or _LEVELS.get(severity_name(finding.severity), "error"),
        f"{group.property(language)}: {group.words(language)}",
        "\n".join(map(visible, lines)),
        "\0".join((finding.node, finding.path or "", "_:" if value.startswith("_:") else value, finding.rule)),
        place.file if place and known else _first_file(report),
        place.line if place and known else None,
        place.character if place and known else None,
        finding.node,
    )


def _of_whole(name: str, message: str, report: Report) -> Alert:
    return Alert(name, "error", name, message, name, _first_file(report))


def _first_file(report: Report) -> str | None:
    return report.files[0] if report.files else None


def _rule(group: Group) -> Rule:
    """The rule of a group: what is wrong, and what the shape requires."""
    title, first = f"{group.property('en')}: {group.words('en')}", group.first
    required = (first.shape_name, first.path or "", f"{first.rule} {first.limit or ''}".strip())
    return Rule(title, title, "; ".join(filter(None, required)))


def said(finding: Finding, language: str) -> list[str]:
    """The finding as a sentence, then its reasons."""
    sentence = f"{finding.node}: {finding.property or 'node'}: {finding.message(language)}"
    return [sentence, *(f"  {line}" for line in reason_lines(finding, language))]


def nothing_checked(report: Report, language: str = "en") -> str:
    """The verdict, and what may be the cause."""
    misses = [near_miss(each, language) for each in report.coverage.near_misses]
    return " ".join([verdict(report, language), *misses, types_there(report, language)])


def not_looked_at(report: Report, why: str, language: str = "en") -> str:
    """What makes the check fail, and what no shape looked at."""
    return " ".join([why, *(near_miss(each, language) for each in report.coverage.near_misses)])
