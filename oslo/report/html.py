"""A report as one HTML file: summary, findings in groups, unresolved references, coverage.

The file is self-contained: it includes its style (`base.css`, which the reference site uses too, and
`page.css`) and its script (`page.js`). It works without scripts; the script adds a search field and
opens the group that a link leads to. All text from the data or the shapes goes through `_escape`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape

from ..files import text_beside
from ..rdf.terms import short, shown, visible
from ..validation.findings import SEVERITIES, Finding, Report, rank
from ..words.sentences import ENGLISH, languages, say
from .groups import (
    Group,
    failed,
    groups,
    names_of,
    near_miss,
    not_looked_for,
    place_text,
    reason_lines,
    shapes_of,
    state,
    types_there,
    unresolved_rows,
    unresolved_title,
    verdict,
)

_ROWS = 500  # rows of a group in the page; the JSON and Turtle reports have all
_OPEN = 3  # groups that are open at first


def report_html(report: Report, *, language: str = "nl") -> str:
    """The page in a language, or in English if that is not available."""
    language = language if language in languages() else ENGLISH
    title = f"{say('page.title', language)} {report.profile or ''}".strip()
    violations = groups(report.violations)
    parts = [
        _head(title, language),
        f"<body><header id=top class={state(report).replace('_', '-')}><h1>{_escape(title)}</h1>",
        f"<p class=verdict>{_escape(verdict(report, language))}</p>",
        _advice(report, language),
        "</header><main>",
        _numbers(report, language),
        _contents(violations, report, language),
    ]
    if violations:
        content = "".join(_group(number, group, language) for number, group in enumerate(violations, 1))
        parts.append(_section("violations", language, content))
    if report.unresolved:
        parts.append(_section("unresolved", language, _unresolved(report, language)))
    parts += [
        _section("coverage", language, _coverage(report, language)),
        f"</main><footer><a href=#top>{_title('top', language)}</a></footer>",
        f"<script>{_read_script()}</script></body></html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _title(key: str, language: str, n: int | None = None) -> str:
    return _escape(say(f"page.{key}", language, n))


def _escape(text: str) -> str:
    """Any text, safe in an element and in a quoted attribute."""
    return escape(visible(text))


@cache
def _read_style() -> str:
    return text_beside("oslo.report", "base.css") + text_beside("oslo.report", "page.css").rstrip()


@cache
def _read_script() -> str:
    """The script exactly as in the page: the policy in the head has its hash."""
    return text_beside("oslo.report", "page.js").rstrip()


def _head(title: str, language: str) -> str:
    """The head; its policy allows only this page's own style and script (CSP, level 2)."""
    digest = base64.b64encode(hashlib.sha256(_read_script().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>{_escape(title)}</title><style>{_read_style()}</style></head>"
    )


def _advice(report: Report, language: str) -> str:
    """Near misses, and the types in the data if nothing was checked."""
    lines = [near_miss(each, language) for each in report.coverage.near_misses]
    if not report.coverage.focus_nodes:
        lines.append(types_there(report, language))
    elif why := failed(report, language):
        lines.insert(0, why)
    return _list(lines)


def _numbers(report: Report, language: str) -> str:
    coverage, shapes = report.coverage, shapes_of(report)
    numbers = [
        ("nodes", str(coverage.focus_nodes)),
        ("found", str(len(report.violations))),
        ("unresolved", str(len(report.unresolved))),
        ("shapes", f"{sum(each.focus_nodes > 0 for each in shapes)} / {len(shapes)}"),
        ("triples", str(report.triples)),
    ]
    items = "".join(f"<div><dt>{_title(key, language)}</dt><dd>{number}</dd></div>" for key, number in numbers)
    return f"<dl class=numbers>{items}</dl>"


def _contents(violations: list[Group], report: Report, language: str) -> str:
    links = [(f"group-{number}", group.title(language)) for number, group in enumerate(violations, 1)]
    if report.unresolved:
        links.append(("unresolved", f"{len(report.unresolved)} x {say('page.unresolved', language).lower()}"))
    links.append(("coverage", say("page.coverage", language)))
    items = "".join(f'<li><a href="#{anchor}">{_escape(title)}</a></li>' for anchor, title in links)
    search = f'<p class=search hidden><input type=search aria-label="{_title("search", language)}" '
    search += f'placeholder="{_title("search", language)}"> <output></output></p>'
    return f"<nav><ul>{items}</ul></nav>{search if violations else ''}"


def _section(name: str, language: str, content: str) -> str:
    return f'<section id="{name}"><h2>{_title(name, language)}</h2>{content}</section>'


def _group(number: int, group: Group, language: str) -> str:
    """A group that opens and closes, its findings in a table."""
    keys = ["node", "value", "place"] if group.common(language) else ["node", "value", "message", "place"]
    columns = {key: [_cell(each, key, language) for each in group.findings[:_ROWS]] for key in keys}
    names = [_title(key, language) for key in keys if any(columns[key])]
    rows = [list(row) for row in zip(*filter(any, columns.values()), strict=True)]
    count, rule = len(group.findings), group.first.rule
    path = f" <code>{_escape(short(group.first.path))}</code>" if group.first.path else ""
    note = f"<p class=note>{_title('all', language, _ROWS)}</p>" if count > _ROWS else ""
    return (
        f'<details id="group-{number}" class="{_css_class(group)}"{" open" if number <= _OPEN else ""}>'
        f"<summary><b>{count} x</b> {_escape(group.property(language))}: {_escape(group.words(language))}</summary>"
        f"<p class=note>{_escape(rule)}{path}</p>{_table(names, rows)}{note}</details>"
    )


def _css_class(group: Group) -> str:
    """The name of the severity as `page.css` has it; one of the shapes' own looks like a violation."""
    return SEVERITIES[rank(group.first.severity)].rpartition("#")[2].lower()


def _cell(finding: Finding, key: str, language: str) -> str:
    match key:
        case "node":
            return _link(finding.focus, finding.node) + _reasons(finding, language)
        case "value":
            return _link(finding.value, shown(finding.value)) if finding.value is not None else ""
        case "message":
            return _escape(finding.message(language))
        case _:
            return _escape(place_text(finding.place))


def _reasons(finding: Finding, language: str) -> str:
    """The reasons of a finding, as they are indented in the text report."""
    lines = reason_lines(finding, language)
    return f"<pre class=reasons>{_escape_lines(lines)}</pre>" if lines else ""


def _escape_lines(lines: list[str]) -> str:
    return "\n".join(map(_escape, lines))


def _link(term: str, words: str) -> str:
    """A term as a link if it is an IRI with http or https; no other scheme becomes a link."""
    iri = term[1:-1] if term.startswith("<") else ""
    if iri.lower().startswith(("http://", "https://")):
        return f'<a href="{escape(iri)}" rel="noopener noreferrer">{_escape(words)}</a>'
    return f"<span>{_escape(words)}</span>"


def _table(names: list[str], rows: Iterable[list[str]]) -> str:
    """A table; each cell has the name of its column, for narrow screens. Cells are HTML already."""
    head = "".join(f"<th scope=col>{name}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in zip(names, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{_escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _unresolved(report: Report, language: str) -> str:
    unresolved = unresolved_rows(report)
    names = [_title(key, language) for key in ("times", "node", "property", "expected")]
    rows = [
        [str(n), _link(term, shown(term)), _escape(name), _escape(limit)] for term, name, limit, n in unresolved[:_ROWS]
    ]
    note = f"<p class=note>{_title('all', language, _ROWS)}</p>" if len(unresolved) > _ROWS else ""
    return f"<p>{_escape(unresolved_title(report, language))}</p>{_table(names, rows)}{note}"


def _coverage(report: Report, language: str) -> str:
    coverage = report.coverage
    content = ""
    if coverage.shapes:
        names = [_title(key, language) for key in ("shape", "target", "nodes")]
        rows = [[_escape(each.name), _escape(short(each.target)), str(each.focus_nodes)] for each in shapes_of(report)]
        content += _table(names, rows)
    if coverage.untouched:
        names_there = names_of(coverage.untouched, language, 50)
        content += f"<p>{_escape(say('report.untouched', language, names=names_there))}</p>"
    if coverage.unread:
        names_there = names_of(coverage.unread, language, 50)
        content += f"<p>{_escape(say('report.unread', language, names=names_there))}</p>"
    if report.notes:
        content += f"<h3>{_escape(say('report.notes', language))}</h3>{_list(report.notes)}"
    content += "".join(f"<p>{_escape(line)}</p>" for line in not_looked_for(report, language))
    if report.repairs:
        content += f"<h3>{_title('repairs', language)}</h3>{_list(report.repairs)}"
    if report.rewritten:
        lines = [f"{count} x {what}" for what, count in report.rewritten.most_common()]
        content += f"<h3>{_title('rewritten', language)}</h3>{_list(lines)}"
    return content
