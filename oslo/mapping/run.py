"""A run: the records of some sources become the text of a document, and what is to be said of them is kept.

A run over all files, and one over a piece of them in another process, are the same; `join` adds what the second kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self

from ..alignment.translation import Alignment
from ..errors import Place, reading
from ..exchange import Format, render
from ..exchange.documents import Frame, bodies, frame
from ..exchange.turtle_blocks import Block, blocks
from ..model.published import Strength
from ..model.resource import Resource
from ..records import RecordSource
from ..validation.gaps import find_gaps
from ..validation.validator import Validator
from .account import Account
from .identity import Identities
from .kept import Kept, Number
from .mapping import Mapping
from .outcome import Listeners, Outcome
from .output_check import Check, Mapped, text_of
from .proof import Proof, prove
from .rejects import Notice
from .running import Reader, Result
from .short import ShortWay, Written, short_way
from .strength import counting
from .translating import translated

_SEEN, _WHOLE = "seen.db", "whole.db"
_READERS = 10  # so many are kept besides the last
_EXAMPLES = 100  # of records with the id of another, kept with their places
Sources = Iterable[tuple[int, RecordSource]]


@dataclass(frozen=True)
class Conversion:
    """What is to be done with records: see `convert`."""

    mapping: Mapping
    format: Format
    context: Any = None
    alignment: Alignment | None = None
    check: Validator | None = None
    check_all: bool = False
    strength: Strength = Strength.DEFAULT

    @cached_property
    def models(self) -> list[type[Resource]]:
        """The classes that come out."""
        found = self.mapping.models
        return [self.alignment.target_of(each) or each for each in found] if self.alignment else found

    @cached_property
    def short(self) -> ShortWay | None:
        """How plain records are written, without a model. Turtle has a writer of its own."""
        turtle = self.models if self.format is Format.TURTLE else None
        return partial(short_way, turtle=turtle, strength=self.strength) if self.alignment is None else None

    @cached_property
    def proof(self) -> Proof | None:
        """What the models leave open of the check."""
        if self.check is None or self.check_all or self.alignment is not None:
            return None
        return prove(self.mapping, self.check)

    @cached_property
    def frame(self) -> Frame | None:
        """What stands around the parts of the document; None if it is made in one piece."""
        return frame(self.format, self.models, self.context)

    def reader(self, source: RecordSource) -> Reader:
        """The mapping, compiled for a source."""
        return self.mapping.reader(source, self.strength, self.short)


class Run:
    """What is kept of a run while its records are read.

    `number`: how many records came before, about, in other processes; `folder`: where what only the whole can say is
    kept, for another process to take; `of`: the numbers that stand for texts there.
    """

    def __init__(
        self,
        conversion: Conversion,
        listeners: Listeners,
        number: int = 0,
        folder: Path | None = None,
        of: Number = hash,
    ) -> None:
        self.conversion, self.listeners = conversion, listeners
        mapping, alignment = conversion.mapping, conversion.alignment
        self.outcome, self.account = Outcome(), Account(mapping.optional)
        if alignment is not None:
            self.outcome.to, self.outcome.language = alignment.to, alignment.language
        self.identities = Identities(folder and folder / _SEEN, of)
        self._count = counting(mapping.profile, conversion.strength, self.outcome.open)
        self._readers: list[Reader] = []
        self._alone = folder is None
        self._check: Check | None = None
        if conversion.check is not None:
            kept = folder and folder / _WHOLE
            self._check = Check(conversion.check, conversion.proof, self.outcome, listeners, number, kept, of)

    def body(self, mapped: Mapped) -> Iterator[str]:
        """The text for resources, piece by piece, without the frame; a document in one piece, if it has none."""
        # an error before the first comes before anything is written, in any syntax
        mapped = chain(list(islice(mapped, 1)), mapped)
        yield from self._plain(mapped) if self._check is None else self._checked(mapped, self._check)

    def _plain(self, mapped: Mapped) -> Iterator[str]:
        add, place = self.identities.add, Place()

        def items() -> Iterator[Resource | Written]:
            nonlocal place
            for item, of_record in mapped:
                place = of_record
                yield item

        def resources() -> Iterator[Resource | Block]:
            for item in items():
                if isinstance(item, Written):
                    add(item.id, item.text if item.turtle is None else item.turtle, place)
                yield _block_of(item)

        def listen(resource: Resource, text: str) -> None:
            add(resource.id, text, place)

        def texts() -> Iterator[str]:
            for item in items():
                text = text_of(item)
                add(item.id, text, place)
                yield text

        with reading(lambda: place):
            if self.conversion.format is Format.TURTLE:
                yield from blocks(resources(), self.conversion.models, listen, head=False, alone=self._alone)
            else:
                yield from self._rendered(texts())

    def _checked(self, mapped: Mapped, check: Check) -> Iterator[str]:
        items = check.checked(mapped, self.identities)
        if self.conversion.format is Format.TURTLE:
            return blocks((_block_of(item) for item, _ in items), self.conversion.models, head=False, alone=self._alone)
        return self._rendered(text for _, text in items)

    def _rendered(self, texts: Iterable[str]) -> Iterator[str]:
        of = self.conversion
        if of.frame is None:
            return render(texts, of.format, of.models, context=of.context)
        return bodies(texts, of.format, of.models, of.context)

    def mapped(self, sources: Sources) -> Mapped:
        """Each resource of some sources, with the place of its record."""
        for number, source in sources:
            with reading(partial(_current_place, source)):
                reader = self._reader(source)
            with reading(partial(_current_place, reader.source)):
                yield from self.heard(reader.source, chain(reader.results(), reader.closing()))
            self.add_to_account(reader.source, number)

    def _reader(self, source: RecordSource) -> Reader:
        """The mapping, compiled for a source: as it was for an earlier one of the same form, if there was one."""
        for each in self._readers:
            if each.source.takes_over(source):
                return each
        reader = self.conversion.reader(source)
        self._readers = [*self._readers[-_READERS:], reader]
        return reader

    def heard(self, source: RecordSource, results: Iterable[tuple[int | None, Result]]) -> Mapped:
        """Each resource of a source, with the place of its record; rejects and notices are told."""
        outcome, listeners, alignment = self.outcome, self.listeners, self.conversion.alignment
        for line, result in results:
            if alignment is not None and isinstance(result, Resource):
                result = translated(result, alignment, source, outcome)
            if isinstance(result, Written):
                outcome.resources += 1
                if result.open and self._count is not None:
                    self._count(result.open)
                yield result, source.place(line)
            elif isinstance(result, Resource):
                outcome.resources += 1
                if self._count is not None:
                    self._count(find_gaps(result, self.conversion.mapping.profile))
                yield result, source.place(line)
            elif isinstance(result, Notice):
                outcome.notices.append(result)
                if listeners.notice:
                    listeners.notice(result)
            else:
                outcome.rejects += 1
                if listeners.reject:
                    listeners.reject(result)
            if listeners.progress and not (outcome.resources + outcome.rejects) % 1000:
                listeners.progress(outcome.resources + outcome.rejects)

    def add_to_account(self, source: RecordSource, number: int) -> None:
        """Take up a source that has been read; `number` is that of its input."""
        ignored = (name for kind in self.conversion.mapping.kinds_of(source) for name in kind.rules.ignored)
        self.account.add(source, number, ignored)

    @property
    def kept(self) -> list[Kept]:
        """What is kept of the records, for what only the whole can say."""
        whole = None if self._check is None else self._check.whole
        return [self.identities] if whole is None else [self.identities, whole]

    def give(self) -> None:
        """What was kept is whole, for another process to take."""
        for each in self.kept:
            each.give()

    def take(self, folder: Path) -> None:
        """Keep what another process has given."""
        for each, name in zip(self.kept, (_SEEN, _WHOLE), strict=False):
            each.take(folder / name)

    def finish(self) -> Outcome:
        """What was done, when all records have been read."""
        outcome = self.outcome
        if self._check is not None:
            self._check.finish()
        outcome.unread = self.account.unread()
        outcome.unfound = self.account.unfound(outcome.unread)
        for each in self.identities.repeated():
            if self.conversion.mapping.shared_id and not each.equal:
                outcome.joined += 1
                continue
            outcome.equal += each.equal
            outcome.conflicts += not each.equal
            if (outcome.equal if each.equal else outcome.conflicts) <= _EXAMPLES:
                outcome.repeated.append(each)
        outcome.resources -= outcome.equal
        return outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.identities.close()
        if self._check is not None:
            self._check.close()


def _current_place(source: RecordSource) -> Place:
    return source.place(source.line)


def _block_of(item: Resource | Written) -> Resource | Block:
    return Block(item.turtle, item.text) if isinstance(item, Written) else item
