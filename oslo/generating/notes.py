"""Where the classes differ from the shapes: collected by class and property, written in one line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """A note on properties of a class (by path; "" for the class itself), or on a shape without class."""

    about: str
    paths: tuple[str, ...]
    text: str


@dataclass
class Notes:
    """The notes, in order; equal notes count once."""

    made: dict[Note, None] = field(default_factory=dict)

    def add(self, about: str, paths: str | Iterable[str], text: str) -> None:
        """Add a note on a class (its IRI, or the name of a shape), or on properties of it."""
        self.made[Note(about, (paths,) if isinstance(paths, str) else tuple(paths), text)] = None

    def lines(self, name: Callable[[str, str | None], str]) -> list[str]:
        """`Class.property: text`, sorted; `name` gives the name of a class, or of one of its properties.

        An IRI between < and > in the text becomes the name of that class.
        """
        lines = set()
        for note in self.made:
            subjects = dict.fromkeys(name(note.about, path or None) for path in note.paths)
            text = _IRI.sub(lambda match: name(match[1], None), note.text)
            lines.add(f"{', '.join(subjects)}: {text}")
        return sorted(lines)


_IRI = re.compile(r"<([^<>\s][^<>\s:]*:[^<>\s]+)>")
