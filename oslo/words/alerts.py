"""Findings as code hosts show them: beside the line of a file, and known again in the next run.

What `oslo validate` and `oslo lint` find becomes alerts; GitHub and GitLab are written here, SARIF in `sarif.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from .text import shown, visible, visible_lines

Level = Literal["error", "warning", "note", "open"]
"""How heavy an alert is, the heaviest first; `open` is a question that could not be answered."""

UNNAMED = "unnamed"
"""The file of an alert about data that has none, where a host asks for one: a pipe, or text."""

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice", "open": "notice"}
_SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor", "note": "info", "open": "info"}


class Alert(NamedTuple):
    """One finding: the name of its rule, what is wrong in short and in full, and where.

    `identity` is what stays the same from run to run. `line` and `character` count from 1; None is not known.
    """

    rule: str
    level: Level
    title: str
    message: str
    identity: str
    file: str | None = None
    line: int | None = None
    character: int | None = None
    node: str | None = None


def fingerprints(alerts: Iterable[Alert]) -> list[str]:
    """A fingerprint for each alert, all different: those with one identity are numbered."""
    seen: Counter[str] = Counter()
    found = []
    for each in alerts:
        seen[each.identity] += 1
        number = f"\0{seen[each.identity]}" if seen[each.identity] > 1 else ""
        content = f"{each.identity}{number}".encode("utf-8", "surrogatepass")
        found.append(hashlib.sha256(content).hexdigest()[:32])
    return found


def gitlab(alerts: Sequence[Alert]) -> str:
    """The Code Quality report of GitLab: a list of issues, each with the members that GitLab reads.

    >>> issue = json.loads(gitlab([Alert("r", "warning", "label", "no label", "r", "./a.ttl", 3)]))[0]
    >>> issue["check_name"], issue["severity"], issue["location"]
    ('r', 'minor', {'path': 'a.ttl', 'lines': {'begin': 3}})
    """
    paths = {name: shown(from_here(name or UNNAMED)) for name in {each.file for each in alerts}}
    issues = [
        {
            "description": each.message,
            "check_name": each.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.level],
            "location": {"path": paths[each.file], "lines": {"begin": each.line or 1}},
        }
        for each, fingerprint in zip(alerts, fingerprints(alerts), strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def github_line(alert: Alert) -> str:
    """The command of a workflow of GitHub that shows an alert beside its line.

    >>> github_line(Alert("r", "warning", "a: b", "no label", "r", "a.ttl", 3))
    '::warning file=a.ttl,line=3,title=a%3A b::no label'
    """
    where: dict[str, object] = {}
    if alert.file:
        where = {"file": from_here(alert.file), "line": alert.line, "col": alert.character}
    named = {name: visible(str(value)) for name, value in (where | {"title": alert.title}).items() if value}
    properties = ",".join(f"{name}={_property(value)}" for name, value in named.items())
    return f"::{_COMMANDS[alert.level]} {properties}::{_data(visible_lines(alert.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, which has more to escape than a message."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def from_here(path: str) -> str:
    """A path from the working folder, with slashes; the whole path of what is elsewhere.

    >>> from_here("./b/adres.ttl"), from_here(str(Path.cwd() / "c/adres.ttl")), from_here("/data/adres.ttl")
    ('b/adres.ttl', 'c/adres.ttl', '/data/adres.ttl')
    """
    if path[1:3] in (":\\", ":/"):  # of Windows
        return path.replace("\\", "/")
    here = Path.cwd()
    whole = Path(os.path.normpath(here / path))  # without following links, as a code host has them
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
