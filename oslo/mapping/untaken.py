"""Records that a mapping does not take: how many, and what they have where its condition looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import Place
from ..records.base import Values
from .rejects import Notice

_SHOWN = 5


class Untaken:
    """The records for which `when` does not hold; `looks` are the paths that it looks at."""

    def __init__(self, looks: Sequence[tuple[str, Values]]) -> None:
        self._looks = looks
        self._count = 0
        self._first = Place()
        self._seen: dict[str, dict[str, None]] = {path: {} for path, _ in looks}

    def add(self, data: Any, place: Place) -> None:
        """A record that is not taken."""
        if not self._count:
            self._first = place
        self._count += 1
        for path, get in self._looks:
            seen = self._seen[path]
            if len(seen) <= _SHOWN:
                seen.update(dict.fromkeys(get(data) or ["empty"]))

    def notice(self, records: int) -> Notice | None:
        """What to say about them; if they are all `records`, with the values that were seen."""
        if not self._count:
            return None
        text = f"{self._count} record{' is' if self._count == 1 else 's are'} not taken, as `when` does not hold"
        if self._count == records:
            shown = {path: [*list(seen)[:_SHOWN], *["..."] * (len(seen) > _SHOWN)] for path, seen in self._seen.items()}
            text += ": " + "; ".join(f"{path} is {', '.join(values)}" for path, values in shown.items())
        return Notice(self._first, text)
