"""Compiled writers: Python source put together from a class's description, in which no data is ever code.

What comes from a description (an IRI, a name, a datatype) enters the source as a literal that is
quoted here, by `f_string` or `repr`; functions and other objects enter under a name of the compiler's own.
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
    r"""The source of an f-string: text as it is, whatever its characters, and `Hole`s evaluated.

    >>> f_string("<urn:o'brien> ", Hole("value"), " {}\n")
    "f'<urn:o\\'brien> {value} {{}}\\n'"
    """
    return "f'" + "".join(f"{{{piece}}}" if isinstance(piece, Hole) else _quoted(piece) for piece in pieces) + "'"


def _quoted(text: str) -> str:
    """Text as it stands inside single quotes in an f-string."""
    return repr('"' + text)[2:-1].replace("{", "{{").replace("}", "}}")


Source = Callable[[Any], tuple[Sequence[str], dict[str, Any]]]
"""A class to the lines of its function `write`, and the objects that these name."""


class Writers(dict[type, Any]):
    """The function `write` of each class, compiled when it is first asked for from what `source` gives."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __missing__(self, cls: type) -> Any:
        lines, names = self._source(cls)
        source = "".join(f"{line}\n" for line in lines)
        file = f"<oslo writer {next(_NUMBERS)} of {cls.__module__}.{cls.__qualname__}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), names)
        self[cls] = names["write"]
        return self[cls]
