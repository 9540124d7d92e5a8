"""SARIF 2.1.0: the format in which code hosts show findings next to the lines of a file.

`oslo lint` and the reports of `oslo validate` both write it. An argument that is None leaves out its member.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(
    tool: str,
    rules: Sequence[Json],
    results: Sequence[Json],
    *,
    notes: Sequence[str] | None = None,
    properties: Json | None = None,
) -> str:
    """The log of one run of a tool, as text. `notes` are warnings about the run itself."""
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run: Json = {"tool": {"driver": {"name": tool, "rules": rules}}, "columnKind": "unicodeCodePoints"}
    if notes is not None:
        notifications = [{"level": "warning", "message": _message(note)} for note in notes]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notifications}]
    run["results"] = [each | {"ruleIndex": index[each["ruleId"]]} for each in results]
    run |= _without_none(properties=properties)
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def sarif_rule(name: str, title: str, effect: str | None = None, repair: str | None = None) -> Json:
    """A rule: its name, its meaning in short and in full, and how to repair what it finds."""
    return _without_none(
        id=name, shortDescription=_message(title), fullDescription=_message(effect), help=_message(repair)
    )


def sarif_result(
    rule: str,
    level: str,
    message: str,
    *,
    kind: str | None = None,
    node: str | None = None,
    place: Json | None = None,
    fingerprints: Json | None = None,
) -> Json:
    """A finding of a rule: at a node of the data, at a place in a file, at both or at neither.

    >>> sarif_result("r", "warning", "no label", place=sarif_place("a.ttl", 3))["locations"]
    [{'physicalLocation': {'artifactLocation': {'uri': 'a.ttl'}, 'region': {'startLine': 3}}}]
    """
    logical = None if node is None else [{"fullyQualifiedName": node}]
    location = _without_none(logicalLocations=logical, physicalLocation=place)
    return _without_none(
        ruleId=rule,
        kind=kind,
        level=level,
        message=_message(message),
        locations=[location] if location else None,
        partialFingerprints=fingerprints,
    )


def sarif_place(uri: str, line: int | None, character: int | None = None) -> Json:
    """A place in a file: a line and a character of it, both from 1; without a line, the whole file."""
    region = _without_none(startLine=line, startColumn=character) if line and line > 0 else None
    return _without_none(artifactLocation={"uri": uri}, region=region)


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


def _message(text: str | None) -> Json | None:
    return None if text is None else {"text": text}


def _without_none(**members: Any) -> Json:
    return {name: value for name, value in members.items() if value is not None}
