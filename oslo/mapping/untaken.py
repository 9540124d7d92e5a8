"""Records that a mapping does not take: how many, and what they have where its condition looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import Place
from ..records.base import Values
from .rejects import Notice

_SHOWN = 5


@dataclass
class Untaken:
    """The records for which `when` does not hold, of all `records`; `seen`: what they have at the paths it looks at."""

    records: int = 0
    count: int = 0
    first: Place = field(default_factory=Place)
    seen: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, data: Any, place: Place, looks: Sequence[tuple[str, Values]]) -> None:
        """A record that is not taken; `looks` are the paths that `when` looks at."""
        self._count(1, place)
        for path, get in looks:
            self._see(path, get(data) or ["empty"])

    def join(self, other: Untaken) -> None:
        """Add what was found in later records."""
        self.records += other.records
        if other.count:
            self._count(other.count, other.first)
        for path, seen in other.seen.items():
            self._see(path, list(seen))

    def _count(self, number: int, place: Place) -> None:
        if not self.count:
            self.first = place
        self.count += number

    def _see(self, path: str, values: Sequence[str]) -> None:
        seen = self.seen.setdefault(path, {})
        if len(seen) <= _SHOWN:
            seen.update(dict.fromkeys(values))

    def notice(self) -> Notice | None:
        """What to say about them; if they are all the records, with the values that were seen."""
        if not self.count:
            return None
        text = f"{self.count} record{' is' if self.count == 1 else 's are'} not taken, as `when` does not hold"
        if self.count == self.records:
            shown = {path: [*list(seen)[:_SHOWN], *["..."] * (len(seen) > _SHOWN)] for path, seen in self.seen.items()}
            text += ": " + "; ".join(f"{path} is {', '.join(values)}" for path, values in shown.items())
        return Notice(self.first, text)
