"""A report for continuous integration: SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

import hashlib
from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..errors import Place
from ..rdf.terms import short, shown, visible
from ..validation.findings import Finding, Report, severity_name
from ..words.sarif import Json, file_uri, sarif_log, sarif_place, sarif_result, sarif_rule
from ..words.sentences import say
from .groups import (
    Group,
    failed,
    groups,
    near_miss,
    place_text,
    reason_lines,
    shapes_of,
    types_there,
    unresolved_rows,
    unresolved_title,
    verdict,
)

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_LINES = 50  # findings of a group that a test case lists


def report_sarif(report: Report) -> str:
    """SARIF: a result for each finding, at its file and line if known.

    Unresolved references are of the kind "open" (SARIF 2.1.0, section 3.27.9).
    """
    violations, still_open = groups(report.violations), groups(report.unresolved)
    seen: Counter[str] = Counter()
    results = [_result(each, group.rule, report, seen) for group in violations for each in group.findings]
    results += [
        _result(each, group.rule, report, seen, still_open=True) for group in still_open for each in group.findings
    ]
    rules = {group.rule: _rule(group) for group in [*violations, *still_open]}
    if not report.coverage.focus_nodes:
        results.append(sarif_result("nothing-checked", "error", nothing_checked(report), place=_first_file(report)))
        rules["nothing-checked"] = sarif_rule("nothing-checked", "Nothing was checked")
    elif why := failed(report, "en"):
        results.append(sarif_result("not-looked-at", "error", not_looked_at(report, why), place=_first_file(report)))
        rules["not-looked-at"] = sarif_rule("not-looked-at", "What was not checked counts as a failure")
    return sarif_log(
        "oslo",
        list(rules.values()),
        results,
        notes=[near_miss(each, "en") for each in report.coverage.near_misses],
        properties={"conforms": report.conforms, "ok": report.ok, "focusNodes": report.coverage.focus_nodes},
    )


def _rule(group: Group) -> Json:
    """The rule of a group: what is wrong, and what the shape requires; code hosts ask for all three texts."""
    title, first = f"{group.property('en')}: {group.words('en')}", group.first
    required = (first.shape_name, first.path or "", f"{first.rule} {first.limit or ''}".strip())
    return sarif_rule(group.rule, title, title, "; ".join(filter(None, required)))


def _result(finding: Finding, rule: str, report: Report, seen: Counter[str], *, still_open: bool = False) -> Json:
    """One result; in SARIF only a failure has a level (section 3.27.10). `seen`: how often each came before."""
    place = finding.place if finding.place is not None and finding.place.file else _only_file(report)
    value = finding.value or ""  # labels of blank nodes differ from run to run
    identity = "\0".join((finding.node, finding.path or "", "_:" if value.startswith("_:") else value, finding.rule))
    seen[identity] += 1
    number = f"\0{seen[identity]}" if seen[identity] > 1 else ""
    return sarif_result(
        rule,
        "none" if still_open else LEVELS.get(severity_name(finding.severity), "error"),
        "\n".join(said(finding, "en")),
        kind="open" if still_open else "fail",
        node=finding.node,
        place=sarif_place(file_uri(place.file), place.line, place.character) if place and place.file else None,
        fingerprints={"oslo/v1": hashlib.sha256(f"{identity}{number}".encode()).hexdigest()[:32]},
    )


def _only_file(report: Report) -> Place | None:
    """The data file, if there is but one: code hosts ask a file of every result."""
    return Place(report.files[0]) if len(report.files) == 1 else None


def _first_file(report: Report) -> Json | None:
    return sarif_place(file_uri(report.files[0]), None) if report.files else None


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


def report_junit(report: Report) -> str:
    """JUnit XML: a test case for each shape, with a failure for each group of findings.

    The output of a test case says how many focus nodes it has, and lists the groups too, since many tools show only
    the first failure. A shape without focus nodes is skipped. Elements and attributes are those of the schema of
    Jenkins (junit-10.xsd), which has no number of skipped test cases for all suites.
    """
    suite = Element("testsuite", name=visible(report.profile or "oslo"))
    by_shape = _by_shape(report)
    for shape in shapes_of(report):
        findings = by_shape.pop(shape.shape, [])
        case = _add_case(suite, report, shape.name)
        _add_failures(case, findings, shape.focus_nodes)
        if not findings and not shape.focus_nodes:
            SubElement(case, "skipped", message="no node in the data")
    for name, rest in by_shape.items():  # of shapes that are not in the coverage
        case = _add_case(suite, report, short(name) if name else "other shapes")
        _add_failures(case, rest, len({each.focus for each in rest}))
    if report.unresolved:
        case = _add_case(suite, report, "unresolved")
        SubElement(case, "skipped", message=unresolved_title(report, "en"))
        lines = [f"{n} x {shown(thing)} ({name})" for thing, name, _, n in unresolved_rows(report)]
        SubElement(case, "system-out").text = _join_lines(lines)
    if not report.coverage.focus_nodes:
        case = _add_case(suite, report, "something was checked")
        SubElement(case, "failure", message=visible(nothing_checked(report)), type="nothing-checked")
    elif why := failed(report, "en"):
        case = _add_case(suite, report, "everything was looked at")
        SubElement(case, "failure", message=visible(not_looked_at(report, why)), type="not-looked-at")
    counts = {
        "tests": len(suite),
        "failures": sum(case.find("failure") is not None for case in suite),
        "errors": 0,
    }
    root = Element("testsuites", {key: str(value) for key, value in counts.items()})
    suite.attrib.update(root.attrib, skipped=str(sum(case.find("skipped") is not None for case in suite)))
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_case(suite: Element, report: Report, name: str) -> Element:
    return SubElement(suite, "testcase", classname=visible(report.profile or "oslo"), name=visible(name))


def _add_failures(case: Element, findings: list[Finding], nodes: int) -> None:
    """A failure for each group of findings; then how many nodes were checked, and the groups in short."""
    failures = groups(findings)
    for group in failures:
        failure = SubElement(case, "failure", message=group.title("en"), type=visible(group.rule))
        failure.text = _join_lines([line for each in group.findings for line in _failure_lines(each)])
    if nodes:
        titles = [group.title("en") for group in failures]
        SubElement(case, "system-out").text = _join_lines([say("report.checked", "en", nodes), *titles])


def _failure_lines(finding: Finding) -> list[str]:
    place, line = place_text(finding.place), f"{finding.node}: {finding.message('en')}"
    return [f"{place}: {line}" if place else line, *(f"  {each}" for each in reason_lines(finding, "en"))]


def _join_lines(lines: list[str]) -> str:
    more = [say("report.more", "en", len(lines) - _LINES)] if len(lines) > _LINES else []
    return "\n".join([visible(line) for line in lines[:_LINES]] + more)


def _by_shape(report: Report) -> dict[str, list[Finding]]:
    """The violations by the shape in the coverage that they belong to, else by their own shape.

    A property shape belongs to the node shape whose IRI begins its own, else to that of the focus node's class.
    """
    known = [each.shape for each in report.coverage.shapes]
    by_class: dict[str, str] = {}
    for each in report.coverage.shapes:
        by_class.setdefault(each.name, each.shape)
        by_class.setdefault(short(each.target.rpartition(" ")[2]), each.shape)  # without the kind before it
    by_shape: dict[str, list[Finding]] = {}
    for finding in report.violations:
        name = finding.shape or ""
        way = f"{finding.shape_name} / "
        above = [
            each
            for each in known
            if name == each
            or name.startswith((f"{each}.", f"{each}-", f"{each}/"))
            or way.startswith(f"{short(each)} / ")
        ]
        name = "" if name.startswith("_:") else name
        if not above and finding.node_class is not None:
            name = by_class.get(short(finding.node_class), name)
        by_shape.setdefault(max(above, key=len, default=name), []).append(finding)
    return by_shape
