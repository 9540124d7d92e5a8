"""XPaths as text: which elements and attributes they name, and the default namespace that XPath 1.0 does not have."""

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


def with_prefix(expression: str, prefix: str) -> str:
    """An XPath in which the names of elements without a prefix have one.

    >>> with_prefix("adres[@type = 'a']/straat | count(.//div) div 2", "_")
    "_:adres[@type = 'a']/_:straat | count(.//_:div) div 2"
    """
    text = ""
    complete = attribute = False
    at = 0
    while match := _TOKEN.match(expression, at):
        piece, name, sign = match[0], match["name"], match["sign"]
        at = match.end()
        after = expression[at:].lstrip()
        if name and not complete and after.startswith("::"):
            attribute = name in ("attribute", "namespace")
        elif name and not complete and not after.startswith("("):
            if not attribute and ":" not in name:
                piece = f"{piece.removesuffix(name)}{prefix}:{name}"
            complete, attribute = True, False
        elif sign in (".", "..", ")", "]") or (sign == "*" and not complete) or match["literal"]:
            complete, attribute = True, False
        else:
            complete, attribute = False, (attribute and sign == "::") or sign == "@"
        text += piece
    return text + expression[at:]


def _closing(expression: str, at: int) -> int:
    """Where the bracket that is open at a place is closed."""
    depth = 1
    while match := _TOKEN.match(expression, at):
        depth += {"[": 1, "]": -1}.get(match["sign"] or "", 0)
        if not depth:
            return match.start("sign")
        at = match.end()
    return len(expression)
