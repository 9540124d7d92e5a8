"""SARIF 2.1.0: the format in which code hosts show findings next to the lines of a file.

It keeps to what GitHub takes ("SARIF support for code scanning" in its documentation): each result has a file, a line
and a fingerprint, each rule its three texts, and there are not too many of them. That some are left out is a result.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from .alerts import UNNAMED, Alert, Level, fingerprints, from_here
from .text import visible_lines

Json = dict[str, Any]

MOST_RESULTS = 25_000
"""The results of a run that GitHub takes; of a file with more it takes nothing."""
MOST_BYTES = 10_000_000
"""The size of a file, compressed, that GitHub takes."""
LONGEST = 1024
"""The characters of a text of a rule that GitHub takes."""
LONGEST_MESSAGE = 10_000
"""The characters of a message that are written: some values are whole maps."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "note", "open": "none"}
_ORDER = list(_LEVELS)


class Rule(NamedTuple):
    """What a rule finds, in short and in full, and what is required or how to repair it."""

    title: str
    effect: str
    help: str


_LEFT_OUT = Rule(
    "Some findings are not in this file",
    f"A code host takes {MOST_RESULTS:,} results and {MOST_BYTES // 10**6} MB: the heaviest were kept.",
    "Repair what is here first, or take another format of the report, which has every finding.",
)


def sarif_log(
    tool: str,
    rules: Mapping[str, Rule],
    alerts: Sequence[Alert],
    *,
    notes: Sequence[str] = (),
    properties: Json | None = None,
) -> str:
    """The log of one run of a tool, as text, with the rules by their names. `notes` are warnings about the run itself.

    Of more alerts than GitHub takes the heaviest are kept; one more alert, and a note, say how many are left out.
    """
    numbered = list(zip(alerts, fingerprints(alerts), strict=True))
    numbered.sort(key=lambda each: _ORDER.index(each[0].level))
    rules = {**rules, "left-out": _LEFT_OUT}

    def first(number: int) -> str:
        left = _left_out(alerts[0].file, len(numbered) - number) if number < len(numbered) else []
        kept = [*zip(left, fingerprints(left), strict=True), *numbered[:number]]
        run = _run(tool, rules, kept, [*notes, *(each.message for each in left)], properties)
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return visible_lines(json.dumps(log, ensure_ascii=False)) + "\n"  # without indents: half the size and time

    number = len(numbered) if len(numbered) <= MOST_RESULTS else MOST_RESULTS - 1
    while not _fits(text := first(number)) and number:
        number //= 2
    return text


def _left_out(file: str | None, number: int) -> list[Alert]:
    message = f"{number:,} {'finding is' if number == 1 else 'findings are'} not in this file. {_LEFT_OUT.effect}"
    return [Alert("left-out", "error", _LEFT_OUT.title, message, "left-out", file)]


def _fits(text: str) -> bool:
    from gzip import compress

    content = text.encode()
    return len(content) <= MOST_BYTES or len(compress(content)) <= MOST_BYTES


def _run(
    tool: str,
    rules: Mapping[str, Rule],
    alerts: Sequence[tuple[Alert, str]],
    notes: Sequence[str],
    properties: Json | None,
) -> Json:
    from importlib.metadata import version

    index = {name: number for number, name in enumerate(dict.fromkeys(each.rule for each, _ in alerts))}
    driver = {
        "name": tool,
        "version": version("oslo-interop"),
        "rules": [_rule(name, rules[name]) for name in index],
    }
    uris = {name: file_uri(name or UNNAMED) for name in {each.file for each, _ in alerts}}
    results = [_result(each, fingerprint, index[each.rule], uris[each.file]) for each, fingerprint in alerts]
    notifications = [{"level": "warning", "message": {"text": note}} for note in notes]
    invocation: Json = {"executionSuccessful": True, "toolExecutionNotifications": notifications}
    if any(uri.startswith("file:") for uri in uris.values()):  # GitHub asks what they are to be compared with
        invocation["workingDirectory"] = {"uri": Path.cwd().as_uri()}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "invocations": [invocation]}
    return run | {"results": results} | ({"properties": properties} if properties else {})


def _rule(name: str, rule: Rule) -> Json:
    short, full, help = ({"text": _cut(text or rule.title, LONGEST)} for text in rule)
    return {"id": name, "shortDescription": short, "fullDescription": full, "help": help}


def _result(alert: Alert, fingerprint: str, index: int, uri: str) -> Json:
    """One result. Only a failure has a level (section 3.27.10); what is open is of that kind (section 3.27.9).

    GitHub compares `primaryLocationLineHash` and makes it from the line itself; without a line it is the fingerprint.
    """
    known = alert.file is not None and alert.line is not None
    root = {} if uri.startswith("file:") else {"uriBaseId": "%SRCROOT%"}
    place: Json = {"artifactLocation": {"uri": uri} | root, "region": _region(alert)}
    logical = {} if alert.node is None else {"logicalLocations": [{"fullyQualifiedName": alert.node}]}
    return {
        "ruleId": alert.rule,
        "ruleIndex": index,
        "kind": "open" if alert.level == "open" else "fail",
        "level": _LEVELS[alert.level],
        "message": {"text": _cut(alert.message, LONGEST_MESSAGE)},
        "locations": [logical | {"physicalLocation": place}],
        "partialFingerprints": {"oslo/v1": fingerprint} | ({} if known else {"primaryLocationLineHash": fingerprint}),
    }


def _region(alert: Alert) -> Json:
    """The place in the file: its first line where none is known."""
    if alert.line is None or alert.line < 1:
        return {"startLine": 1}
    return {"startLine": alert.line} | ({"startColumn": alert.character} if alert.character else {})


def _cut(text: str, longest: int) -> str:
    """A text that is not longer than a host takes; its end says how much is left out.

    >>> _cut("a" * 50, 30)
    'aaaaaaaa... 42 more characters'
    """
    if len(text) <= longest:
        return text
    kept = longest - len(f"... {len(text)} more characters")
    return f"{text[:kept]}... {len(text) - kept} more characters"


def file_uri(path: str) -> str:
    r"""The URI of a file: relative to the working folder, where code hosts look; `file:` for a file elsewhere.

    >>> file_uri("b/ad res.xlsx"), file_uri("/data/a.csv"), file_uri(r"C:\data\a.csv")
    ('b/ad%20res.xlsx', 'file:///data/a.csv', 'file:///C:/data/a.csv')
    """
    path = from_here(path)
    if path.startswith("/"):
        return f"file://{_quoted(path)}"
    drive = path[:2] if path[1:3] == ":/" else ""
    return f"file:///{drive}{_quoted(path[2:])}" if drive else _quoted(path)


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")  # the bytes of the name, which need not be UTF-8
