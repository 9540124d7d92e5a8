"""What shapes say and the classes made from them do not: collected by class and property, said in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on some properties (by their paths) of a class, on the class as a whole, or on a shape without class."""

    about: str
    paths: tuple[str, ...]
    text: str


@dataclass
class Notes:
    """The remarks, in the order in which they were made; the same one counts once."""

    made: dict[Note, None] = field(default_factory=dict)

    def add(self, about: str, paths: str | Iterable[str], text: str) -> None:
        """Remark on a class (its IRI; or the name of a shape), on one property, several or (empty) none."""
        found = (paths,) if isinstance(paths, str) else tuple(paths)
        self.made[Note(about, tuple(each for each in found if each), text)] = None

    def lines(self, name: Callable[[str, str | None], str]) -> list[str]:
        """`Class.property: text`, sorted; `name` gives the name of a class, or of one of its properties."""
        found = set()
        for note in self.made:
            subjects = [name(note.about, path) for path in note.paths] or [name(note.about, None)]
            found.add(f"{', '.join(dict.fromkeys(subjects))}: {note.text}")
        return sorted(found)
