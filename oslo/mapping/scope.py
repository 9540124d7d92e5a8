"""What the compilers of values and conditions know about the place of a rule."""

from __future__ import annotations

from collections.abc import Callable
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

    def tell(self, columns: str, text: str) -> None:
        """Remark something about a value of the record that is being mapped, without rejecting it."""
        what = ": ".join(part for part in (columns, ".".join(self.where), text) if part)
        self.source.tell(what, self.source.line)

    def leaving_out(self, columns: str, reason: str) -> Callable[[], None]:
        """A function that tells that a value was left out."""
        return lambda: self.tell(columns, f"{reason}: left out")
