"""What the compilers of values and conditions know about the place of a rule, and how they ask the source for paths."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from ..errors import MappingError
from ..records.base import Asked, Parts, RecordSource, Value, Values
from .rules import MappingRules


@dataclass(frozen=True, slots=True)
class Scope:
    """The place of a rule: the source that it reads, the mapping around it, the field, the language of its class.

    `base` are the paths of the repeated parts around the rule, `root` is where they start if that is not a record.
    Every path is asked here, so that the source knows afterwards what nobody asked for.
    """

    source: RecordSource
    rules: MappingRules
    test_numbers: bool = False
    day: date = field(default_factory=date.today)
    where: tuple[str, ...] = ()
    language: str = "nl"
    base: tuple[str, ...] = ()
    root: str | None = None

    def at(self, name: str, language: str | None = None) -> Scope:
        """The scope of a field below this one."""
        return replace(self, where=(*self.where, name), language=language or self.language)

    def inside(self, each: str | None) -> Scope:
        """The scope in which paths start at the parts at a path."""
        return self if each is None else replace(self, base=(*self.base, each))

    def error(self, message: str) -> MappingError:
        """An error of the mapping, at this place."""
        return MappingError(f"{'.'.join(self.where)}: {message}")

    # The paths of the source.

    def value(self, path: str) -> Value:
        """The one text at a path."""
        self._ask(path)
        return self.source.value(path)

    def values(self, path: str) -> Values:
        """All texts at a path."""
        self._ask(path)
        return self.source.values(path)

    def present(self, path: str) -> Values:
        """All texts at a path, for a condition."""
        self._ask(path, test=True)
        return self.source.present(path)

    def parts(self, path: str) -> Parts:
        """The repeated parts at a path."""
        self._ask(path, test=True)
        return self.source.parts(path)

    def tagged(self, path: str) -> Parts:
        """Pairs of language tag and part at a path."""
        self._ask(path, test=True)
        return self.source.tagged(path)

    def _ask(self, path: str, *, test: bool = False) -> None:
        self.source.asked.append(
            Asked(path, self.base, ".".join(self.where), test, self.root or self.source.layout.path)
        )
