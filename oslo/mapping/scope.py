"""What the compilers of values and conditions know about the place of a rule, and how they ask the source for paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from ..errors import MappingError
from ..records.base import Parts, PathError, RecordSource, Value, Values
from ..records.layout import Asked
from .rules import MappingRules
from .where import Where

_UNNAMED = Where("")

C = TypeVar("C", bound=Callable[[Any], Any])


@dataclass(frozen=True, slots=True)
class Scope:
    """The place of a rule: the source that it reads, the mapping around it, the field, the language of its class.

    `base` are the paths of the repeated parts around the rule, `root` is where they start if that is not a record;
    `empty` are texts that are no value, in lower case. Every path is asked here, so that the source knows afterwards
    what nobody asked for.
    """

    source: RecordSource
    rules: MappingRules
    test_numbers: bool = False
    day: date = field(default_factory=date.today)
    where: tuple[str, ...] = ()
    language: str = "nl"
    base: tuple[str, ...] = ()
    root: str | None = None
    empty: frozenset[str] = frozenset()
    mapping: Where = _UNNAMED

    def at(self, name: str, language: str | None = None) -> Scope:
        """The scope of a field below this one."""
        return replace(self, where=(*self.where, name), language=language or self.language)

    def inside(self, each: str | None) -> Scope:
        """The scope in which paths start at the parts at a path."""
        return self if each is None else replace(self, base=(*self.base, each), source=self.source.inside(each))

    def error(self, message: str) -> MappingError:
        """An error of the mapping, at this place."""
        return self.mapping.error(self.where, message)

    def without(self, texts: Iterable[str]) -> Scope:
        """The scope in which these texts are no value either, in capitals or not."""
        more = frozenset(each.strip().casefold() for each in texts)
        return replace(self, empty=self.empty | more) if more else self

    def pieces(self, text: str, sign: str) -> list[str]:
        """The pieces of a text between signs that are values."""
        stripped = (piece.strip() for piece in text.split(sign))
        return [piece for piece in stripped if piece and piece.casefold() not in self.empty]

    def tell(self, columns: str, text: str) -> None:
        """Remark something about a value of the record that is being mapped, without rejecting it."""
        self.source.tell(self._sentence(columns, text), self.source.line)

    def _sentence(self, columns: str, text: str) -> str:
        return ": ".join(part for part in (columns, ".".join(self.where), text) if part)

    def leaving_out(self, columns: str, paths: Sequence[str], reason: str) -> Callable[[], None]:
        """A function that says that a value was left out; it is told unless another rule takes the same value."""
        text = self._sentence(columns, f"{reason}: left out")
        keys = tuple((*self.base, path) for path in paths)
        return lambda: self.source.left_out.append((keys, text))

    # The paths of the source.

    def value(self, path: str) -> Value:
        """The one text at a path."""
        self._ask(path)
        get, empty = self._visible(path), self.empty
        if not empty:
            return get
        return lambda data: None if (text := get(data)) is None or text.casefold() in empty else text

    def compared(self, path: str) -> Value:
        """The one text at a path, which is compared and goes nowhere."""
        self._ask(path, test=True)
        return self._found(self.source.value, path)

    def values(self, path: str) -> Values:
        """All texts at a path."""
        self._ask(path)
        return self._filled(self._all_visible(self._found(self.source.values, path), path))

    def present(self, path: str) -> Values:
        """All texts at a path, for a condition."""
        self._ask(path, test=True)
        return self._filled(self._found(self.source.present, path))

    def whole(self, path: str) -> Values:
        """All texts at a path, and the text of an object there, which is read whole."""
        self._ask(path, whole=True)
        return self._filled(self._all_visible(self._found(self.source.present, path), path))

    def parts(self, path: str) -> Parts:
        """The repeated parts at a path."""
        self._ask(path, test=True)
        return self._found(self.source.parts, path)

    def tagged(self, path: str) -> Parts:
        """Pairs of language tag and part at a path."""
        self._ask(path, test=True)
        return self._found(self.source.tagged, path)

    def _visible(self, path: str) -> Value:
        get, source = self._found(self.source.value, path), self.source
        if source.checks_text:
            return get

        def visible(data: Any) -> str | None:
            text = get(data)
            return text if text is None or text.isprintable() else source.visible(text, path)

        return visible

    def _all_visible(self, get: Values, path: str) -> Values:
        source = self.source
        if source.checks_text:
            return get
        return lambda data: [text if text.isprintable() else source.visible(text, path) for text in get(data)]

    def _filled(self, get: Values) -> Values:
        empty = self.empty
        return get if not empty else lambda data: [text for text in get(data) if text.casefold() not in empty]

    def _found(self, compile: Callable[[str], C], path: str) -> C:
        """What the source makes of a path; one that it does not take is an error at this place."""
        try:
            return compile(path)
        except PathError as error:
            raise self.error(str(error)) from None

    def _ask(self, path: str, *, test: bool = False, whole: bool = False) -> None:
        root = self.root or self.source.layout.path
        self.source.asked.append(Asked(path, self.base, ".".join(self.where), test, root, whole))
