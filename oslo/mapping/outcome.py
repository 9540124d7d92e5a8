"""What a conversion did, whom it tells on the way, and how it is said to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from ..alignment.account import Tally, list_assumed
from ..validation.findings import Finding
from ..words.catalogue import to_language
from ..words.sentences import ENGLISH
from .account import NotFound, NotRead
from .identity import Repeated
from .rejects import Notice, Reject
from .strength import Open


@dataclass
class Outcome:
    """What a conversion did: resources written, records rejected, violations found in the output.

    `equal` records are the same as an earlier one, and counted once; `conflicts` have the id of an earlier one and
    another content; `repeated` are the first hundred of both. If the mapping says that records share an id, they
    are `joined`, and no conflicts. `open` counts records by what the profile as published asks of them besides.
    `audited` records were checked by an engine, `proved` by their models alone, if there was a check of the output.
    `unread` and `unfound` are the account of the mapping and its files.

    In the classes of another standard (`to`): of all `statements` some are `translated`, and the others `lost`,
    each with its reason; of some that are translated a part is lost (`changed`); `assumed`: texts without a
    language, by property, which got `language`.

    >>> Outcome(resources=12).ok, Outcome(resources=12, rejects=1).ok
    (True, False)
    """

    resources: int = 0
    rejects: int = 0
    violations: int = 0
    audited: int = 0
    proved: int = 0
    equal: int = 0
    conflicts: int = 0
    joined: int = 0
    open: Counter[Open] = field(default_factory=Counter)
    statements: int = 0
    translated: int = 0
    lost: Tally = field(default_factory=Tally)
    changed: Tally = field(default_factory=Tally)
    assumed: Counter[str] = field(default_factory=Counter)
    to: str = "ISA"
    language: str = "nl"
    notices: list[Notice] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    unread: list[NotRead] = field(default_factory=list)
    unfound: list[NotFound] = field(default_factory=list)

    def join(self, other: Outcome) -> None:
        """Add what was done with later records.

        >>> outcome = Outcome(resources=12)
        >>> outcome.join(Outcome(resources=3, rejects=1))
        >>> outcome.resources, outcome.rejects
        (15, 1)
        """
        for each in fields(self):
            mine, more = getattr(self, each.name), getattr(other, each.name)
            match mine:
                case int():
                    setattr(self, each.name, mine + more)
                case Counter():
                    mine.update(more)
                case Tally():
                    mine.join(more)
                case list():
                    mine.extend(more)

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = ENGLISH) -> str:
        """What was done, in the words of `oslo convert`.

        >>> print(Outcome(resources=12, rejects=1))
        12 converted, 1 rejected
        """
        return "\n".join([summary(self, language=language), *sentences(self, language=language)])

    @property
    def losses(self) -> Counter[str]:
        """How often each thing was lost in the classes of another standard, in words."""
        return self.lost.words + self.changed.words

    @property
    def whole(self) -> bool:
        """Whether every statement came out whole in the classes of another standard."""
        return not self.lost and not self.changed

    @property
    def ok(self) -> bool:
        """Whether something came out, nothing was rejected, no id has two contents and no violation was found."""
        return self.resources > 0 and not (self.rejects or self.violations or self.conflicts)

    @property
    def complete(self) -> bool:
        """Whether all that the files have is read or listed as ignored, and all that the mapping reads is there."""
        return not self.unread and not self.unfound


@dataclass
class Listeners:
    """Functions to call on the way; `progress` gets the number of records, every thousand.

    >>> rejects: list[Reject] = []
    >>> Listeners(reject=rejects.append).notice is None
    True
    """

    reject: Callable[[Reject], None] | None = None
    notice: Callable[[Notice], None] | None = None
    finding: Callable[[Finding], None] | None = None
    progress: Callable[[int], None] | None = None


_LINES = 20


def summary(outcome: Outcome, kept: str = "", language: str = ENGLISH) -> str:
    """What came out, in one line; `kept`: the files of the rejected records.

    >>> summary(Outcome(resources=12, rejects=1), "out.ttl.rejects.csv", "nl")
    '12 omgezet, 1 afgekeurd (bewaard in out.ttl.rejects.csv)'
    """
    parts = [
        f"{outcome.resources} converted",
        f"{outcome.rejects} rejected (kept in {kept})" if kept and outcome.rejects else f"{outcome.rejects} rejected",
        *([f"{outcome.violations} violations in the output"] if outcome.violations else []),
        *([f"{outcome.conflicts} with the id of another"] if outcome.conflicts else []),
    ]
    return ", ".join(to_language(part, language) for part in parts)


def sentences(outcome: Outcome, shared_id: str = "", language: str = ENGLISH) -> Iterator[str]:
    """What a person should know of a run: what another standard lacks, equal records, what was not read or found."""
    return (to_language(line, language) for line in _sentences(outcome, shared_id))


def _sentences(outcome: Outcome, shared_id: str) -> Iterator[str]:
    for each, count in sorted(outcome.open.items(), key=lambda item: (-item[1], item[0])):
        one = count == 1
        name, n = each.name, each.cardinality
        if each.lacks:
            yield f"{count} record{' leaves' if one else 's leave'} out {name}, which the published profile asks ({n})"
        else:
            yield f"{count} record{' has' if one else 's have'} more of {name} than the published profile takes ({n})"
    if outcome.assumed:
        yield f"text without a language, taken as {outcome.language}: {list_assumed(outcome.assumed)}"
    yield from (f"changed: {loss}" for loss in map(str, outcome.changed))
    yield from (f"not in {outcome.to}: {loss}" for loss in map(str, outcome.lost))
    if outcome.statements:
        yield f"{outcome.statements} statements: {outcome.translated} translated, {outcome.lost.number} lost"
    if outcome.proved:
        yield f"checked by their models, and {outcome.audited} of {outcome.audited + outcome.proved} by an engine too"
    equal = [each for each in outcome.repeated if each.equal]
    if equal:
        one = outcome.equal == 1
        some = "; ".join(map(str, equal[:3])) + ("; ..." if outcome.equal > 3 else "")
        yield f"{outcome.equal} record{' is' if one else 's are'} equal to an earlier one: {some}"
    if outcome.joined:
        adds = "record adds" if outcome.joined == 1 else "records add"
        yield f"{outcome.joined} {adds} to an earlier one with the same id: {shared_id}"
    yield from _some([each for each in outcome.repeated if not each.equal], outcome.conflicts, "")
    yield from _some(outcome.unread, len(outcome.unread), "not read: ")
    yield from _some(outcome.unfound, len(outcome.unfound), "found nothing: ")


def _some(items: Sequence[object], number: int, label: str) -> Iterator[str]:
    """A line for each of the first items, and one for the others."""
    yield from (f"{label}{each}" for each in items[:_LINES])
    if number > _LINES:
        rest = ", ".join(each.path for each in items[_LINES:] if isinstance(each, NotRead | NotFound))
        yield f"{label}{rest or f'and {number - _LINES} more'}"
