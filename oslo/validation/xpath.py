"""Regular expressions of SHACL, which are those of SPARQL and XPath, for the reference engine.

They are matched by the engine of pyoxigraph, the same that the fast engine has: it takes time that grows with the
length of a text, and both engines give the same answers. What it does not have (looking around, references to groups)
is matched as Python does, and may be given up (`oslo.patterns`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..patterns import GaveUp, Pattern

_AT_ONCE = 1000
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@lru_cache(maxsize=1 << 8)
def compile_xpath(pattern: str, flags: str) -> Pattern | None:
    """The pattern as Python has it, None if pyoxigraph takes it. Raises PatternError for what neither takes."""
    is_taken = _ask(f"BIND({_regex(pattern, flags)} AS ?found) FILTER(BOUND(?found))", [""])
    return None if is_taken else Pattern(pattern, _python_flags(flags))


class Matched(NamedTuple):
    """The texts in which a pattern is found, and those of which it is not known, each with the reason."""

    found: set[str]
    left: dict[str, str]


def match(pattern: str, flags: str, texts: Sequence[str]) -> Matched:
    r"""Look for a pattern in some texts.

    >>> match("^a.b$", "s", ["a\nb", "ab"]).found, match("(?=a)", "", ["ba", "b"]).found
    ({'a\nb'}, {'ba'})

    Raises PatternError for a pattern that is none.
    """
    python = compile_xpath(pattern, flags)
    if python is not None:
        return _match_in_python(python, texts)
    some = (texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE))
    return Matched({text for each in some for text in _ask(f"FILTER({_regex(pattern, flags)})", each)}, {})


def _match_in_python(pattern: Pattern, texts: Sequence[str]) -> Matched:
    matched = Matched(set(), {})
    for text in texts:
        try:
            if pattern.search(text):
                matched.found.add(text)
        except GaveUp as error:
            matched.left[text] = str(error)
    return matched


def _regex(pattern: str, flags: str) -> str:
    import pyoxigraph as ox

    return f"REGEX(?text, {ox.Literal(pattern)}, {ox.Literal(flags)})"


@cache
def _store() -> Any:
    """A store without triples, for queries that need none."""
    import pyoxigraph as ox

    return ox.Store()


def _ask(test: str, texts: Sequence[str]) -> list[str]:
    """The texts of which a test in SPARQL holds."""
    import pyoxigraph as ox

    rows = " ".join(f"({ox.Literal(text)} {at})" for at, text in enumerate(texts))
    found = _store().query(f"SELECT ?at {{ VALUES (?text ?at) {{ {rows} }} {test} }}")
    return [texts[int(row["at"].value)] for row in found]


def _python_flags(flags: str) -> int:
    return sum(value for name, value in _FLAGS.items() if name in flags)
