"""Compiled writers: Python source made from the description of a class; data never becomes code.

What a description gives (an IRI, a name, a datatype) enters the source as a literal, quoted here by
`f_string` or by `repr`; functions and other objects enter under names that the compiler chooses.
The source is given to `linecache`, so that a traceback shows the line that failed.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

_NUMBERS = count(1)


class Hole(str):
    """A piece of an f-string that is evaluated: an expression over the compiler's own names."""

    __slots__ = ()


def f_string(*pieces: str) -> str:
    r"""The source of an f-string: text quoted, whatever its characters, and `Hole`s evaluated.

    >>> f_string("<urn:o'brien> ", Hole("value"), " {}\n")
    "f'<urn:o\\'brien> {value} {{}}\\n'"
    """
    return "f'" + "".join(f"{{{piece}}}" if isinstance(piece, Hole) else _quote(piece) for piece in pieces) + "'"


def _quote(text: str) -> str:
    """Text as written between single quotes in an f-string."""
    return repr('"' + text)[2:-1].replace("{", "{{").replace("}", "}}")


def compiled(what: str, lines: Sequence[str], names: dict[str, Any]) -> dict[str, Any]:
    """The names that some lines of source use, and those of the functions in them; `what` they are, for tracebacks."""
    source = "".join(f"{line}\n" for line in lines)
    file = f"<oslo {next(_NUMBERS)}: {what}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)
    return names


Source = Callable[[Any], tuple[Sequence[str], dict[str, Any]]]
"""A class to the source lines of its function `write`, and the objects that they name."""


class Writers(dict[type, Any]):
    """The function `write` of each class, compiled on first use from what `source` gives."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __missing__(self, cls: type) -> Any:
        lines, names = self._source(cls)
        self[cls] = compiled(f"writer of {cls.__module__}.{cls.__qualname__}", lines, names)["write"]
        return self[cls]
