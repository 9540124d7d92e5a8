"""JSON with the place of every member, and with duplicate keys."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\(?s:.))*+(?:"|\\?\Z)')  # one without an end ends with the text
_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,\]}]+')
_COMMA = re.compile(rf"({_STRING.pattern})|,(?=\s*[,}}\]])")


@dataclass(slots=True)
class Member:
    """A key and its value, with the offset and the line of the key."""

    key: str
    value: Value
    start: int
    line: int


@dataclass(slots=True)
class Value:
    """A value and its place; `members` of an object, `items` of an array, else `scalar`."""

    start: int
    end: int
    scalar: Any = None
    members: list[Member] | None = None
    items: list[Value] | None = None

    def get(self, key: str) -> Member | None:
        """The last member with this key: the one that JSON readers keep."""
        return next((each for each in reversed(self.members or []) if each.key == key), None)

    def objects(self) -> Iterator[Value]:
        """The objects in this value, itself included."""
        waiting = [self]
        while waiting:
            value = waiting.pop()
            if value.members is not None:
                yield value
            waiting += reversed([member.value for member in value.members or []] + (value.items or []))


def located(text: str) -> Value:
    """A JSON text, read with places. Raises ValueError (of the json module) for text that is not JSON.

    >>> located('{"a": {"b": 1, "b": 2}}').get("a").value.members[1].key
    'b'
    """
    json.loads(text, parse_int=float)  # of an int, Python reads 4300 digits at most
    lines = [match.start() for match in re.finditer("\n", text)]
    return _read_value(text, _skip_space(text, 0), lines)


def without_stray_commas(text: str) -> str:
    """The text without commas before a closing bracket or another comma.

    >>> without_stray_commas('{"a": ",}",, "b": [1,],}')
    '{"a": ",}", "b": [1]}'
    """
    return _COMMA.sub(lambda match: match[1] or "", text)


def without_line_ends(text: str) -> str:
    r"""The text without line ends just inside quotes.

    >>> without_line_ends('{"a": "\nhttp://example.org/a"}')
    '{"a": "http://example.org/a"}'
    """

    def trim(match: re.Match[str]) -> str:
        return f'"{match[0][1:-1].strip()}"' if "\n" in match[0] and match[0].endswith('"') else match[0]

    return _STRING.sub(trim, text)


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _read_value(text: str, at: int, lines: list[int]) -> Value:
    if text[at] == "{":
        return _read_object(text, at, lines)
    if text[at] == "[":
        items, here = [], _skip_space(text, at + 1)
        while text[here] != "]":
            items.append(_read_value(text, here, lines))
            here = _skip_space(text, items[-1].end)
            here = _skip_space(text, here + 1) if text[here] == "," else here
        return Value(at, here + 1, items=items)
    match = _SCALAR.match(text, at)
    assert match is not None, "checked by the json module"
    return Value(at, match.end(), scalar=json.loads(match[0], parse_int=float))


def _read_object(text: str, at: int, lines: list[int]) -> Value:
    members: list[Member] = []
    here = _skip_space(text, at + 1)
    while text[here] != "}":
        match = _STRING.match(text, here)
        assert match is not None, "checked by the json module"
        value = _read_value(text, _skip_space(text, _skip_space(text, match.end()) + 1), lines)
        members.append(Member(json.loads(match[0]), value, here, bisect_right(lines, here) + 1))
        here = _skip_space(text, value.end)
        here = _skip_space(text, here + 1) if text[here] == "," else here
    return Value(at, here + 1, members=members)
