"""What the compilers of values and conditions know about the place of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..errors import MappingError
from ..records.base import RecordSource, Value, Values
from .rules import MappingRules


@dataclass(frozen=True, slots=True)
class Scope:
    """The place of a rule: the source that it reads, the mapping around it, the field, the language of its class.

    `empty`: texts that are no value, in lower case.
    """

    source: RecordSource
    rules: MappingRules
    test_numbers: bool = False
    where: tuple[str, ...] = ()
    language: str = "nl"
    empty: frozenset[str] = frozenset()

    def without(self, texts: Iterable[str]) -> Scope:
        """The scope in which these texts are no value either, in capitals or not."""
        more = frozenset(each.strip().casefold() for each in texts)
        return replace(self, empty=self.empty | more) if more else self

    def value(self, path: str) -> Value:
        """The function for the one text at a path."""
        get, empty = self.source.value(path), self.empty
        if not empty:
            return get
        return lambda data: None if (text := get(data)) is None or text.casefold() in empty else text

    def values(self, path: str) -> Values:
        """The function for all texts at a path."""
        return self._all(self.source.values(path))

    def present(self, path: str) -> Values:
        """The function for all texts at a path, and a text in place of anything there that is not text."""
        return self._all(self.source.present(path))

    def _all(self, get: Values) -> Values:
        empty = self.empty
        return get if not empty else lambda data: [text for text in get(data) if text.casefold() not in empty]

    def pieces(self, text: str, sign: str) -> list[str]:
        """The pieces of a text between signs that are values."""
        stripped = (piece.strip() for piece in text.split(sign))
        return [piece for piece in stripped if piece and piece.casefold() not in self.empty]

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
