"""What the compilers of values and conditions know about the place of a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import MappingError
from ..records.base import RecordSource
from .rules import MappingRules


@dataclass(frozen=True, slots=True)
class Scope:
    """The place of a rule: the source that it reads, the mapping around it, the field, the language of its class."""

    source: RecordSource
    rules: MappingRules
    test_numbers: bool = False
    where: tuple[str, ...] = ()
    language: str = "nl"

    def at(self, name: str, language: str | None = None) -> Scope:
        """The scope of a field below this one."""
        return replace(self, where=(*self.where, name), language=language or self.language)

    def error(self, message: str) -> MappingError:
        """An error of the mapping, at this place."""
        return MappingError(f"{'.'.join(self.where)}: {message}")
