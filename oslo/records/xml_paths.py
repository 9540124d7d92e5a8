"""Which elements and attributes an XPath names: its location paths, without its predicates and functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\s*(?: (?P<literal>"[^"]*"|'[^']*'|\d+(?:\.\d*)?|\.\d+|\$[\w.\-:]+)
             | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:\*|[^\W\d][\w.\-]*))?)
             | (?P<sign>\.\.|//|::|!=|<=|>=|[./@*\[\]()|,=<>+\-]) )""",
    re.VERBOSE,
)
_NODE_TESTS = {"text", "node", "comment", "processing-instruction"}


def location_paths(expression: str) -> Iterator[str]:
    """The paths in an XPath; those inside a predicate are joined to the path before it.

    >>> list(location_paths("BurgerlijkeStaat[Code = '20']/Partner | substring(@datum, 1, 4)"))
    ['BurgerlijkeStaat/Code', 'BurgerlijkeStaat/Partner', '@datum']
    """
    path = ""
    complete = False  # after a whole step or value, a name or a star is an operator
    at = 0
    while match := _TOKEN.match(expression, at):
        at = match.end()
        name, sign = match["name"], match["sign"]
        if sign == "[":
            end = _closing(expression, at)
            for inner in location_paths(expression[at:end]):
                yield inner if inner.startswith("/") else f"{path or '.'}/{inner}"
            at = end + 1
        elif name and not complete and expression[at:].lstrip().startswith("("):
            if name in _NODE_TESTS:
                at = expression.index(")", at) + 1
                path, complete = f"{path}.", True
        elif name and not complete:
            path += name
            complete = not expression[at:].lstrip().startswith("::")
        elif sign in (".", "..") or (sign == "*" and not complete):
            path, complete = path + sign, True
        elif sign in ("/", "//", "@", "::"):
            path, complete = path + sign, False
        else:  # an operator, a comma, a bracket or a literal ends a path
            if path:
                yield path
            path, complete = "", bool(match["literal"]) or sign == ")"
    if path:
        yield path


def _closing(expression: str, at: int) -> int:
    """Where the bracket that is open at a place is closed."""
    depth = 1
    while match := _TOKEN.match(expression, at):
        depth += {"[": 1, "]": -1}.get(match["sign"] or "", 0)
        if not depth:
            return match.start("sign")
        at = match.end()
    return len(expression)
