"""What is kept of the records of a run: in a temporary database, so memory does not grow with them."""

from __future__ import annotations

import sqlite3
from typing import Self

from ..errors import Place


class Kept:
    """A temporary database, whose rows have the number of a file and the place in it."""

    def __init__(self, schema: str) -> None:
        self._database = sqlite3.connect("")  # a temporary file, kept in memory while it is small
        self._database.executescript(schema)
        self._files: dict[tuple[str | None, str | None], int] = {}
        self._names: list[tuple[str | None, str | None]] = []  # by their number

    def _at(self, place: Place) -> tuple[int, int | str | None]:
        """The number of the file, and the place in it."""
        name = place.file, place.sheet
        if name not in self._files:
            self._files[name] = len(self._names)
            self._names.append(name)
        return self._files[name], place.path or place.line

    def _place(self, file: int, where: int | str | None) -> Place:
        name, sheet = self._names[file]
        line, path = (None, where) if isinstance(where, str) else (where, None)
        return Place(name, line=line, sheet=sheet, path=path)

    def close(self) -> None:
        """Remove the temporary database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
