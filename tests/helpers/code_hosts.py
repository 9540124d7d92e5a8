"""What code hosts take, as rules: the members of SARIF that are written, what GitHub asks besides, GitLab's issues.

The rules of GitHub are those of its documentation ("SARIF support for code scanning", "SARIF results exceed limits"),
and of what it says when it refuses a file. The numbers stand here as GitHub gives them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

Json = dict[str, Any]


def members(required: Json, optional: Json | None = None) -> Json:
    """An object with these members and no others."""
    known = required | (optional or {})
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": known}


def array(of: Json, **more: Any) -> Json:
    return {"type": "array", "items": of, **more}


NAME = {"type": "string", "minLength": 1}
URI = {"type": "string", "format": "uri-reference", "minLength": 1}
FROM_0, FROM_1 = {"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
TEXT = members({"text": NAME})
RULE = members({"id": NAME, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT})
FILE = members({"uri": URI}, {"uriBaseId": NAME})
PLACE = members({"artifactLocation": FILE, "region": members({"startLine": FROM_1}, {"startColumn": FROM_1})})
LOCATION = members({"physicalLocation": PLACE}, {"logicalLocations": array(members({"fullyQualifiedName": NAME}))})
RESULT = members(
    {
        "ruleId": NAME,
        "ruleIndex": FROM_0,
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": LEVEL,
        "message": TEXT,
        "locations": array(LOCATION, minItems=1),
        "partialFingerprints": {"type": "object", "additionalProperties": NAME},
    }
)
INVOCATION = members(
    {
        "executionSuccessful": {"type": "boolean"},
        "toolExecutionNotifications": array(members({"level": LEVEL, "message": TEXT})),
    },
    {"workingDirectory": members({"uri": URI})},
)
RUN = members(
    {
        "tool": members({"driver": members({"name": NAME, "version": NAME, "rules": array(RULE, uniqueItems=True)})}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": array(INVOCATION),
        "results": array(RESULT),
    },
    {"properties": {"type": "object"}},
)
SARIF = members({"$schema": URI, "version": {"const": "2.1.0"}, "runs": array(RUN)})
"""The SARIF that is written: each member as the schema of SARIF 2.1.0 has it, and no other member."""

GITLAB = array(
    members(
        {
            "description": NAME,
            "check_name": NAME,
            "fingerprint": NAME,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": members(
                {"path": {"type": "string", "pattern": r"^(?!\./)[^\\]+$"}, "lines": members({"begin": FROM_1})}
            ),
        }
    )
)
"""A Code Quality report of GitLab ("Code Quality report format" in its documentation)."""


def complaints(schema: Json, document: Any) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in Draft202012Validator(schema).iter_errors(document)]


def _runs(log: Json) -> Iterator[str]:
    if not 1 <= len(log["runs"]) <= 20:
        yield f"{len(log['runs'])} runs"


def _counts(log: Json) -> Iterator[str]:
    for name, things in (("results", results(log)), ("rules", rules(log))):
        if len(things) > 25_000:
            yield f"{len(things)} {name}"


def _size(log: Json) -> Iterator[str]:
    size = len(gzip.compress(json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")))
    if size > 10_000_000:
        yield f"{size} bytes"


def _rules(log: Json) -> Iterator[str]:
    names = [each["id"] for each in rules(log)]
    if len(set(names)) < len(names):
        yield "a rule twice"
    for each in rules(log):
        if any(len(each[part]["text"]) > 1024 for part in ("shortDescription", "fullDescription", "help")):
            yield f"{each['id']}: a text is too long"


def _rule_of_result(log: Json) -> Iterator[str]:
    names = [each["id"] for each in rules(log)]
    for each in results(log):
        if not (0 <= each["ruleIndex"] < len(names) and names[each["ruleIndex"]] == each["ruleId"]):
            yield f"no such rule: {each['ruleId']}"


def _messages(log: Json) -> Iterator[str]:
    if not all(each["message"]["text"].strip() for each in results(log)):
        yield "a message is empty"


def _levels(log: Json) -> Iterator[str]:
    """A result that is no failure has no level (SARIF, section 3.27.10)."""
    for each in results(log):
        if (each["kind"] == "fail") is (each["level"] == "none"):
            yield f"{each['kind']} with {each['level']}"


def _locations(log: Json) -> Iterator[str]:
    for each in results(log):
        if len(each["locations"]) != 1:
            yield f"{len(each['locations'])} locations"
        elif each["locations"][0].get("physicalLocation", {}).get("region", {}).get("startLine", 0) < 1:
            yield "no line"


def _uris(log: Json) -> Iterator[str]:
    """A path from the root of the repository; of a file elsewhere `file:`, if the root is given as such a URI too."""
    given = [run["invocations"][0].get("workingDirectory", {"uri": ""})["uri"] for run in log["runs"]]
    root = given[0] if given else ""
    for uri in uris(log):
        scheme = urlsplit(uri).scheme
        if scheme not in ("", "file") or (scheme and not root.startswith("file:///")):
            yield f"not a file, or compared with no root: {uri}"
        if scheme == "file" and uri.startswith(f"{root}/"):
            yield f"a file of the repository, in full: {uri}"
        if not scheme and (uri.startswith("/") or ".." in uri.split("/") or uri.startswith("./")):
            yield f"no path from the root: {uri}"
        if not re.fullmatch(r"(?:[A-Za-z0-9/._~:@!$&'()*+,;=-]|%[0-9A-F]{2})+", uri):
            yield f"no URI: {uri}"


def _fingerprints(log: Json) -> Iterator[str]:
    prints = [each["partialFingerprints"].get("oslo/v1") for each in results(log)]
    if None in prints or len(set(prints)) < len(prints):
        yield "a fingerprint twice, or none"


GITHUB: dict[str, Callable[[Json], Iterable[str]]] = {
    "20 runs in a file": _runs,
    "25,000 results and rules in a run": _counts,
    "10 MB, compressed": _size,
    "rules: each once, with texts of 1,024 characters": _rules,
    "results: the rule is there": _rule_of_result,
    "results: a message": _messages,
    "results: a level that goes with its kind": _levels,
    "results: one place, with a line": _locations,
    "results: a path from the root": _uris,
    "results: a fingerprint of their own": _fingerprints,
}
"""What GitHub asks of SARIF, by its name: a function that says what is wrong."""


def results(log: Json) -> list[Json]:
    return [each for run in log["runs"] for each in run["results"]]


def rules(log: Json) -> list[Json]:
    return [each for run in log["runs"] for each in run["tool"]["driver"]["rules"]]


def uris(log: Json) -> list[str]:
    places = [each["locations"][0]["physicalLocation"] for each in results(log) if each["locations"]]
    return [each["artifactLocation"]["uri"] for each in places]


def refused(log: Json) -> list[str]:
    """What SARIF and GitHub refuse of a log."""
    wrong = complaints(SARIF, log)
    return wrong or [f"{name}: {each}" for name, check in GITHUB.items() for each in check(log)]
