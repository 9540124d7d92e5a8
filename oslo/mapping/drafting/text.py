"""A draft as YAML with comments, as a person would write it: a line for a value, a block for a part or a code table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass
class Rule:
    """Where a value comes from: a path, or the keys of a value rule; `codes` are written below it.

    `note` is a comment behind it. A code without a concept is a comment that a person has to complete.
    """

    content: str | dict[str, Any]
    note: str = ""
    codes: dict[str, tuple[str | bool | None, str]] = field(default_factory=dict)


@dataclass
class Part:
    """A part: its fields, its class if that has to be said, its IRI, and what it lacks (as comments)."""

    fields: Fields = field(default_factory=dict)
    model: str | None = None
    id: Rule | None = None
    when: dict[str, Any] | None = None
    missing: list[str] = field(default_factory=list)


Item = Rule | Part
Fields = dict[str, list[Item]]

_KEYS_OF_A_PART = {"model", "id", "each", "when", "valid", "fields", "from", "template", "constant", "languages"}


def write_fields(fields: Mapping[str, list[Item]], indent: int) -> Iterator[str]:
    """The lines of some fields."""
    space = " " * indent
    for name, items in fields.items():
        if len(items) == 1:
            yield from _write_item(f"{space}{name}:", items[0], indent + 2)
            continue
        yield f"{space}{name}:"
        for item in items:
            first, *rest = _write_item(f"{space}  -", item, indent + 4)
            if first.strip() == "-" and rest:  # the first key of a block stands behind the dash
                first, rest = f"{space}  - {rest[0].lstrip()}", rest[1:]
            yield from (first, *rest)


def _write_item(head: str, item: Item, indent: int) -> Iterator[str]:
    space = " " * indent
    if isinstance(item, Rule):
        note = f"  # {item.note}" if item.note else ""
        if not item.codes:
            yield f"{head} {scalar(item.content)}{note}"
            return
        yield f"{head}{note}"
        keys = {"from": item.content} if isinstance(item.content, str) else item.content
        yield from (f"{space}{key}: {scalar(value)}" for key, value in keys.items())
        ready = [each for each, _ in item.codes.values() if each is not None]
        yield f"{space}codes:{'' if ready else ' {}'}"
        for code, (concept, what) in item.codes.items():
            line = f"{scalar(code)}: {'TODO' if concept is None else scalar(concept)}"
            comment = f"  # {comment_text(what)}" if what else ""
            yield f"{space}  {'# ' if concept is None else ''}{line}{comment}"
        return
    yield head
    if item.model:
        yield f"{space}model: {item.model}"
    if item.id:
        yield from _write_item(f"{space}id:", item.id, indent + 2)
    if item.when:
        yield f"{space}when: {scalar(item.when)}"
    if _KEYS_OF_A_PART & item.fields.keys():
        yield f"{space}fields:"
        indent += 2
    yield from write_fields(item.fields, indent)
    yield from todo_lines(item.missing, indent)


def todo_lines(missing: Iterable[str], indent: int) -> Iterator[str]:
    """A comment for each required property that has no source."""
    return (f"{' ' * indent}# {name}: TODO" for name in missing)


class _Plain(yaml.SafeDumper):
    """YAML in one line, without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def scalar(value: Any) -> str:
    """A value, or a rule of a few keys, as YAML in one line.

    >>> scalar("NO"), scalar({"from": "GEB", "date": "%d/%m/%Y"}), scalar("a: b")
    ("'NO'", "{from: GEB, date: '%d/%m/%Y'}", "'a: b'")
    """
    if isinstance(value, str) and not value.isprintable():
        return json.dumps(value)
    text = yaml.dump(value, Dumper=_Plain, default_flow_style=True, allow_unicode=True, width=2**20, sort_keys=False)
    return re.sub(r"\n\.\.\.\n?$|\n$", "", text)


def comment_text(text: str) -> str:
    """A text that stays on the line of its comment."""
    return text if text.isprintable() else json.dumps(text)
