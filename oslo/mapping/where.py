"""Where something stands in a mapping, for messages: the file, its line, the kind of record, the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..errors import MappingError
from ..words.text import shown

Line = Callable[[Sequence[str]], int | None]
"""The line of the key that some keys lead to; None if it is not known."""


def no_line(keys: Sequence[str]) -> None:
    """The line of a key, where there is no file."""


@dataclass(frozen=True)
class Where:
    """A mapping, or one kind of record of it (`maps 2 (Plaats)`): its name in messages, and the lines of its keys.

    >>> print(Where("a.yaml", line=lambda keys: 5).error(["fields", "naam"], "no such property"))
    a.yaml:5: fields.naam: no such property
    """

    name: str
    kind: str = ""
    line: Line = no_line

    def error(self, keys: Sequence[str], message: str) -> MappingError:
        """An error of the mapping, at a key."""
        return MappingError(self.sentence(keys, message))

    def sentence(self, keys: Sequence[str], message: str) -> str:
        """A message with its place."""
        line = self.line(keys)
        name = f"{self.name}:{line}" if line else self.name
        return shown(": ".join(part for part in (name, self.kind, ".".join(keys), message) if part))
