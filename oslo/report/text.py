"""A report as text: the verdict, findings in groups, unresolved references, coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..rdf.terms import shown, visible
from ..validation.findings import Report
from ..words.sentences import say
from .groups import (
    Group,
    coverage_lines,
    failed,
    groups,
    near_miss,
    not_looked_for,
    place_text,
    reason_lines,
    state,
    types_there,
    unresolved_rows,
    unresolved_title,
    verdict,
)

_BOLD, _DIM, _RED, _GREEN, _YELLOW = "1", "2", "1;31", "1;32", "1;33"
_VERDICT = {"conforms": _GREEN, "as_far": _GREEN, "in_part": _YELLOW, "fails": _RED, "nothing": _YELLOW}
_WIDEST = 100  # characters of a cell; the JSON report has the full text
Paint = Callable[[str, str], str]


def report_text(report: Report, *, language: str = "en", color: bool = False, limit: int = 5) -> str:
    """A report for people; `limit`: how many findings of a group are shown.

    >>> from oslo.validation.engines import Engine
    >>> from oslo.validation.findings import Coverage
    >>> print(report_text(Report(True, Engine.SHACL, 500, Coverage(94))), end="")
    Conforms: 94 nodes checked, no violation (shacl).
    """
    paint: Paint = _paint if color else _leave_plain
    lines = [paint(verdict(report, language), _VERDICT[state(report)])]
    if report.coverage.focus_nodes and (why := failed(report, language)):
        lines.append(why)
    if not report.coverage.focus_nodes:
        lines += [f"  {near_miss(each, language)}" for each in report.coverage.near_misses]
        lines.append(f"  {types_there(report, language)}")
    for group in groups(report.violations):
        lines += ["", *_group(group, language, limit, paint)]
    if report.unresolved:
        lines += ["", *_unresolved(report, language, limit, paint)]
    rest = list(_coverage(report, language))
    if rest:
        lines += ["", *rest]
    return "\n".join(lines) + "\n"


def _leave_plain(text: str, style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text else text


def _group(group: Group, language: str, limit: int, paint: Paint) -> Iterator[str]:
    """The title of a group and a row for each of its first findings: node, what is wrong, place."""
    yield paint(group.title(language), _BOLD)
    same = group.common(language) is not None  # then the title says it
    rows, below = [], []
    for each in group.findings[:limit]:
        wrong = (shown(each.value) if each.value else "") if same else visible(each.message(language))
        rows.append([visible(each.node), wrong, place_text(each.place)])
        below.append([f"    {line}" for line in reason_lines(each, language)])
    for row, lines in zip(_table(rows, paint), below, strict=True):
        yield from (row, *lines)
    yield from _more(len(group.findings) - limit, language)


def _unresolved(report: Report, language: str, limit: int, paint: Paint) -> Iterator[str]:
    """The nodes that are described nowhere, the most frequent first."""
    yield paint(unresolved_title(report, language), _BOLD)
    rows = unresolved_rows(report)
    yield from _table([[f"{n} x", shown(term), name, expected] for term, name, expected, n in rows[:limit]], paint)
    yield from _more(len(rows) - limit, language)


def _coverage(report: Report, language: str) -> Iterator[str]:
    yield from coverage_lines(report, language)
    if report.coverage.focus_nodes and report.coverage.near_misses:
        yield say("report.near", language)
        yield from (f"  {near_miss(each, language)}" for each in report.coverage.near_misses)
    if report.notes:
        yield say("report.notes", language)
        yield from (f"  {visible(each)}" for each in report.notes)
    yield from not_looked_for(report, language)
    if report.repairs:
        yield say("report.repairs", language)
        yield from (f"  {visible(each)}" for each in report.repairs)
    if report.rewritten:
        yield say("report.rewritten", language)
        yield from (f"  {count} x {visible(what)}" for what, count in report.rewritten.most_common())


def _more(count: int, language: str) -> Iterator[str]:
    if count > 0:
        yield f"  {say('report.more', language, count)}"


def _table(rows: list[list[str]], paint: Paint) -> Iterator[str]:
    """Rows with aligned columns; empty columns are left out."""
    kept = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [min(_WIDEST, max(map(len, column))) for column in kept]
    for row in zip(*kept, strict=True):
        cells = [_cut(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[-1] = paint(cells[-1].rstrip(), _DIM) if len(cells) > 1 else cells[-1].rstrip()
        yield f"  {'  '.join(cells)}".rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
