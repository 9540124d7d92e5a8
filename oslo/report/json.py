"""A report as JSON, for programs, as described by `docs/report.schema.json`.

`VERSION` goes up when a member is renamed or removed, not when one is added.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..namespaces import SH
from ..validation.findings import Finding, Report, rank, severity_name

VERSION = 1


def report_json(report: Report) -> str:
    """A report as one JSON object; RDF terms are written as in N-Triples.

    >>> from oslo.validation.engines import Engine
    >>> from oslo.validation.findings import Coverage
    >>> found = json.loads(report_json(Report(True, Engine.SHACL, 500, Coverage(94))))
    >>> found["version"], found["ok"], found["counts"]
    (1, True, {'focus_nodes': 94, 'violations': 0, 'warnings': 0, 'infos': 0, 'unresolved': 0, ...})
    """
    return json.dumps(_report_members(report), ensure_ascii=False, indent=2) + "\n"


_COUNTED = {"violations": rank(SH.Violation), "warnings": rank(SH.Warning), "infos": rank(SH.Info)}
"""The count of each severity; one that SHACL does not have counts as a violation."""


def _report_members(report: Report) -> dict[str, Any]:
    coverage, ranks = report.coverage, [rank(each.severity) for each in report.violations]
    return {
        "version": VERSION,
        "conforms": report.conforms,
        "ok": report.ok,
        "engine": report.engine.value,
        "profile": report.profile,
        "mode": report.mode,
        "strength": report.strength.value,
        "triples": report.triples,
        "counts": {
            "focus_nodes": coverage.focus_nodes,
            **{name: ranks.count(place) for name, place in _COUNTED.items()},
            "unresolved": len(report.unresolved),
            "statements_unread": coverage.statements_unread,
            "without_reasons": report.without_reasons,
        },
        "violations": [_finding_members(each) for each in report.violations],
        "unresolved": [_finding_members(each) for each in report.unresolved],
        "coverage": {
            "shapes": [asdict(each) for each in coverage.shapes],
            "untouched": [{"type": iri, "count": count} for iri, count in coverage.untouched],
            "near_misses": [asdict(each) for each in coverage.near_misses],
            "unread": [{"property": iri, "count": count} for iri, count in coverage.unread],
        },
        "fail_on": sorted(each.value for each in report.fail_on),
        "failures": report.failures,
        "notes": list(report.notes),
        "without_places": list(report.without_places),
        "repairs": list(report.repairs),
        "rewritten": dict(report.rewritten),
    }


def _finding_members(finding: Finding) -> dict[str, Any]:
    """Every field of a finding by its name; the place as an object, null if it is unknown."""
    return {
        "focus": finding.focus,
        "node": finding.node,
        "node_class": finding.node_class,
        "path": finding.path,
        "property": finding.property,
        "value": finding.value,
        "rule": finding.rule,
        "limit": finding.limit,
        "severity": severity_name(finding.severity),
        "published": finding.published,
        "shape": None if finding.shape is None or finding.shape.startswith("_:") else finding.shape,
        "shape_name": finding.shape_name,
        "messages": dict(finding.messages),
        "own_messages": list(finding.own_messages),
        "place": None if finding.place is None else finding.place._asdict(),
        "reasons": [_finding_members(each) for each in finding.reasons],
    }
