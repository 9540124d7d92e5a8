"""XPaths as text: what is wrong with one, which names it has, and the default namespace that XPath 1.0 lacks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from ...words.text import nearest

_TOKEN = re.compile(
    r"""\s*(?: (?P<literal>"[^"]*"|'[^']*'|\d+(?:\.\d*)?|\.\d+|\$[\w.\-:]+)
             | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:\*|[^\W\d][\w.\-]*))?)
             | (?P<sign>\.\.|//|::|!=|<=|>=|[./@*\[\]()|,=<>+\-]) )""",
    re.VERBOSE,
)
_NODE_TESTS = {"text", "node", "comment", "processing-instruction"}
_FUNCTIONS = {
    "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
    "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
    "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round",
}  # fmt: skip
"""The functions of XPath 1.0, section 4."""
_WIDE = {"//", "..", "parent", "ancestor", "ancestor-or-self", "descendant", "descendant-or-self", "following",
         "following-sibling", "preceding", "preceding-sibling"}  # fmt: skip
_LONGEST, _DEEPEST, _WIDEST = 4000, 30, 2


def mistake(expression: str, prefixes: Container[str]) -> str | None:
    """What is wrong with an XPath that can be known without a document, None for nothing that shows.

    A path that looks around (`//`, `..`, `preceding::`) from each element that another such path finds takes the
    square of the time, and one more takes the cube: they stand in each other's `[...]` at most two deep.

    >>> mistake("q:naam", {"p"}), mistake("naam[. = $x]", ()), mistake("xyz(naam)", ())
    ("the prefix 'q' is not in namespaces", '$x is a variable, and a mapping has none', 'there is no function xyz()')
    >>> mistake("//a[count(//b[//c]) > 1]", ())
    'its steps look around 3 deep in each other; at most 2 are followed'
    """
    if len(expression) > _LONGEST:
        return f"{len(expression)} characters; at most {_LONGEST} are read"
    around: list[tuple[int, int]] = []  # for each open bracket: how deep it is, and the path before it
    base = wide = at = 0
    complete = False
    while match := _TOKEN.match(expression, at):
        literal, name, sign = match["literal"], match["name"], match["sign"]
        at = match.end()
        after = expression[at:].lstrip()
        is_function = name and not complete and after.startswith("(")
        if literal and literal[0] == "$":
            return f"{literal} is a variable, and a mapping has none"
        if is_function and name not in _FUNCTIONS | _NODE_TESTS:
            return f"there is no function {name}(){_meant(name)}"
        prefix, colon, _ = (name or "").partition(":")
        if colon and not is_function and prefix != "xml" and prefix not in prefixes:
            return f"the prefix {prefix!r} is not in namespaces"
        if sign in ("[", "("):
            around.append((base, wide))
            base, wide = base + wide * (sign == "["), 0
        elif sign in ("]", ")") and around:
            inside, (base, wide) = wide, around.pop()
            wide = max(wide, inside) if sign == ")" else wide
        elif sign in _WIDE or (name in _WIDE and after.startswith("::")) or (sign == "/" and not complete):
            wide = 1
        elif sign in (",", "|", "=", "!=", "<", "<=", ">", ">=", "+", "-") or (name and complete):
            wide = 0
        if len(around) > _DEEPEST:
            return f"brackets over {_DEEPEST} deep"
        if base + wide > _WIDEST:
            return f"its steps look around {base + wide} deep in each other; at most {_WIDEST} are followed"
        complete = bool(literal) or sign in (")", "]", ".", "..") or (sign == "*" and not complete) or (
            bool(name) and not complete and not after.startswith(("(", "::"))
        )  # fmt: skip
    return None


def _meant(name: str) -> str:
    close = nearest(name, _FUNCTIONS)
    return close if close.startswith("; did you mean") else ""


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
