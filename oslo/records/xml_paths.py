"""XPaths with a default namespace, which XPath 1.0 does not have: names without a prefix get one."""

from __future__ import annotations

import re

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<operand>"[^"]*" | '[^']*' | \d+(?:\.\d*)? | \.\d+ | \$(?:{_NAME}:)?{_NAME} | {_NAME}:(?:{_NAME}|\*) | \.\.?)
    | (?P<axis>{_NAME})(?=\s*::)
    | (?P<function>{_NAME})(?=\s*\()
    | (?P<name>{_NAME}|\*)
    | (?P<close>[)\]])
    | (?P<other>::|//|!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)


def with_prefix(path: str, prefix: str) -> str:
    """An XPath in which the names of elements without a prefix have one.

    >>> with_prefix("adres[@type = 'a']/straat | count(.//div) div 2", "_")
    "_:adres[@type = 'a']/_:straat | count(.//_:div) div 2"
    """
    pieces: list[str] = []
    after_operand = attribute = False  # a name after an operand is an operator: and, or, div, mod
    for token in _TOKEN.finditer(path):
        kind, text = token.lastgroup, token[0]
        if kind == "name" and not after_operand and text != "*" and not attribute:
            text = f"{prefix}:{text}"
        pieces.append(text)
        if kind == "space":
            continue
        if kind == "axis":
            attribute = text in ("attribute", "namespace")
        elif text != "::":
            attribute = text == "@"
        after_operand = kind in ("operand", "close") or (kind == "name" and not after_operand)
    return "".join(pieces)
