"""A report for continuous integration: SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

import hashlib
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..rdf.terms import short, shown, visible
from ..validation.findings import Finding, Report
from ..words.sarif import Json, file_uri, sarif_log, sarif_place, sarif_result, sarif_rule
from ..words.sentences import say
from .groups import (
    UNNAMED,
    failed,
    groups,
    near_miss,
    place_text,
    severity,
    shapes_of,
    types_there,
    unresolved_rows,
    unresolved_title,
    verdict,
)

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_LINES = 50  # findings of a group that a test case lists


def report_sarif(report: Report) -> str:
    """SARIF: a result for each finding, at its file and line if known.

    Unresolved references are of the kind "open" (SARIF 2.1.0, section 3.27.9).
    """
    violations = groups(report.violations)
    results = [_result(each, group.rule) for group in violations for each in group.findings]
    still_open = groups(report.unresolved)
    results += [_result(each, group.rule, still_open=True) for group in still_open for each in group.findings]
    rules = {
        group.rule: sarif_rule(group.rule, f"{group.property('en')}: {group.words('en')}")
        for group in [*violations, *still_open]
    }
    if not report.coverage.focus_nodes:
        results.append(sarif_result("nothing-checked", "error", _nothing_checked(report)))
        rules["nothing-checked"] = sarif_rule("nothing-checked", "Nothing was checked")
    elif why := failed(report, "en"):
        results.append(sarif_result("not-looked-at", "error", _not_looked_at(report, why)))
        rules["not-looked-at"] = sarif_rule("not-looked-at", "What was not checked counts as a failure")
    return sarif_log(
        "oslo",
        list(rules.values()),
        results,
        notes=[near_miss(each, "en") for each in report.coverage.near_misses],
        properties={"conforms": report.conforms, "ok": report.ok, "focusNodes": report.coverage.focus_nodes},
    )


def _result(finding: Finding, rule: str, *, still_open: bool = False) -> Json:
    """One result; in SARIF only a failure has a level (section 3.27.10)."""
    place = finding.place
    identity = (finding.node, finding.path or "", finding.value or "", finding.rule)
    return sarif_result(
        rule,
        "none" if still_open else _LEVELS.get(severity(finding), "error"),
        f"{finding.node}: {finding.property or 'node'}: {finding.message('en')}",
        kind="open" if still_open else "fail",
        node=finding.node,
        place=sarif_place(file_uri(place.file), place.line) if place is not None and place.file else None,
        fingerprints={"oslo/v1": hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32]},
    )


def _nothing_checked(report: Report) -> str:
    misses = [near_miss(each, "en") for each in report.coverage.near_misses]
    return " ".join([verdict(report, "en"), *misses, types_there(report, "en")])


def _not_looked_at(report: Report, why: str) -> str:
    return " ".join([why, *(near_miss(each, "en") for each in report.coverage.near_misses)])


def report_junit(report: Report) -> str:
    """JUnit XML: a test case for each shape, with a failure for each group of findings.

    `assertions` is the number of its focus nodes. A shape without focus nodes is skipped. Many tools
    show only the first failure of a test case, so its output lists the groups too.
    """
    suite = Element("testsuite", name=visible(report.profile or "oslo"))
    by_shape = _by_shape(report)
    for shape in shapes_of(report):
        findings = by_shape.pop(shape.shape, [])
        case = _add_case(suite, report, shape.name, shape.focus_nodes)
        if findings:
            _add_failures(case, findings)
        elif not shape.focus_nodes:
            SubElement(case, "skipped", message="no node in the data")
    for name, rest in by_shape.items():  # of shapes that are not in the coverage
        _add_failures(
            _add_case(suite, report, short(name) if name else "other shapes", len({each.focus for each in rest})), rest
        )
    if report.unresolved:
        case = _add_case(suite, report, "unresolved", len(report.unresolved))
        SubElement(case, "skipped", message=unresolved_title(report, "en"))
        lines = [f"{n} x {shown(thing)} ({name})" for thing, name, _, n in unresolved_rows(report)]
        SubElement(case, "system-out").text = _join_lines(lines)
    if not report.coverage.focus_nodes:
        case = _add_case(suite, report, "something was checked", 0)
        SubElement(case, "failure", message=visible(_nothing_checked(report)), type="nothing-checked")
    elif why := failed(report, "en"):
        case = _add_case(suite, report, "everything was looked at", report.coverage.statements_unread)
        SubElement(case, "failure", message=visible(_not_looked_at(report, why)), type="not-looked-at")
    counts = {
        "tests": len(suite),
        "failures": sum(case.find("failure") is not None for case in suite),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in suite),
    }
    root = Element("testsuites", {key: str(value) for key, value in counts.items()})
    suite.attrib.update(root.attrib)
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_case(suite: Element, report: Report, name: str, nodes: int) -> Element:
    return SubElement(
        suite, "testcase", classname=visible(report.profile or "oslo"), name=visible(name), assertions=str(nodes)
    )


def _add_failures(case: Element, findings: list[Finding]) -> None:
    failures = groups(findings)
    for group in failures:
        failure = SubElement(case, "failure", message=group.title("en"), type=visible(group.rule))
        lines = [f"{each.node}: {each.message('en')}" for each in group.findings]
        places = [place_text(each.place) for each in group.findings]
        failure.text = _join_lines(
            [f"{place}: {line}" if place else line for line, place in zip(lines, places, strict=True)]
        )
    SubElement(case, "system-out").text = _join_lines([group.title("en") for group in failures])


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
        name = "" if name.startswith(UNNAMED) else name
        above = [each for each in known if name == each or name.startswith((f"{each}.", f"{each}-", f"{each}/"))]
        if not above and finding.node_class is not None:
            name = by_class.get(short(finding.node_class), name)
        by_shape.setdefault(max(above, key=len, default=name), []).append(finding)
    return by_shape
