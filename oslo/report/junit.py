"""A report for build servers: JUnit XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..rdf.terms import short, shown, visible
from ..validation.findings import Finding, Report
from ..words.sentences import say
from .alerts import not_looked_at, nothing_checked
from .groups import failed, groups, place_text, reason_lines, shapes_of, unresolved_rows, unresolved_title

_LINES = 50  # findings of a group that a test case lists


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
