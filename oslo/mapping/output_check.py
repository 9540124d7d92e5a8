"""The check of what a conversion writes: by an engine, or by what the models prove and an engine for what is left.

Models prove nearly all (`proof`). An engine checks what only the whole can say (`whole`), and as an audit the first
hundred records and one in a hundred of the others (the slow one: the first ten): what it finds in one of these alone
shows that the proof is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from ..errors import Place
from ..exchange.lines import ntriples
from ..model.resource import Resource
from ..rdf.ntriples import split_triples
from ..validation.data import DataGraph
from ..validation.engine import Engine
from ..validation.findings import Finding
from ..validation.resolution import Places
from ..validation.validator import Validator
from .identity import Identities
from .kept import Number
from .outcome import Listeners, Outcome
from .proof import Proof
from .short import Written
from .whole import Record, Whole

_BATCH = 500  # records
_AUDITED = 100  # so many of the first records, and one in so many of the others
_FEW = 10  # of the first records, where only the slow engine is there

Mapped = Iterator[tuple[Resource | Written, Place]]
Checked = Iterator[tuple[Resource | Written, str]]
Text = tuple[str, Place]


class ProofError(AssertionError):
    """What the models should have proved is not so: a defect."""


class Check:
    """How what comes out is checked; what is wrong is counted, and told with the place of its record.

    `proof`: what the models leave open; None: the engine checks all. `number`: how many records came before, about, in
    other processes; `file`: where what only the whole can say is kept, for another process to check.
    """

    def __init__(
        self,
        by: Validator,
        proof: Proof | None,
        outcome: Outcome,
        listeners: Listeners,
        number: int = 0,
        file: Path | None = None,
        of: Number = hash,
    ) -> None:
        self._by, self._proof, self._outcome, self._listeners = by, proof, outcome, listeners
        self._number = number
        self.whole = None if proof is None or proof.is_whole else Whole(proof, by, file, of)

    def checked(self, mapped: Mapped, identities: Identities) -> Checked:
        """Each resource with its N-Triples."""
        while batch := list(islice(mapped, _BATCH)):
            texts = [(text_of(item), place) for item, place in batch]
            for (item, place), (text, _) in zip(batch, texts, strict=True):
                identities.add(item.id, text, place)
            if self._proof is None:
                self._tell(_violations(self._by, texts))
            else:
                self._check_proved(batch, texts, self._proof)
            yield from zip((item for item, _ in batch), (text for text, _ in texts), strict=True)

    def _check_proved(self, batch: list[tuple[Resource | Written, Place]], texts: list[Text], proof: Proof) -> None:
        if self.whole is not None:
            named = (item.named if isinstance(item, Written) else None for item, _ in batch)
            self.whole.add([
                Record.of(item.id, text, place, each)
                for (item, place), (text, _), each in zip(batch, texts, named, strict=True)
            ])  # fmt: skip
        sample = texts[: max(_FEW - self._number, 0)]
        if self._by.compiled.engine is Engine.SHACL:
            first = max(_AUDITED - self._number, 0)
            sample = texts[:first] + texts[first + (-self._number - first) % _AUDITED :: _AUDITED]
        _audit(self._by, sample, proof)
        self._outcome.audited += len(sample)
        self._outcome.proved += len(texts) - len(sample)
        self._number += len(texts)

    def finish(self) -> None:
        """Check what only the whole can say."""
        if self.whole is not None:
            self._tell(self.whole.findings())

    def _tell(self, findings: Iterable[Finding]) -> None:
        for each in findings:
            if not each.is_left_open():  # what is asked besides is counted with the records
                self._outcome.violations += 1
                if self._listeners.finding:
                    self._listeners.finding(each)

    def close(self) -> None:
        """Remove what is kept."""
        if self.whole is not None:
            self.whole.close()


def text_of(item: Resource | Written) -> str:
    """The N-Triples of a resource."""
    return item.text if isinstance(item, Written) else ntriples(item)


def _audit(check: Validator, sample: Sequence[Text], proof: Proof) -> None:
    """Raise ProofError if a record of a sample, alone, has what the models should have refused."""
    if not check.violations(DataGraph("".join(text for text, _ in sample))):
        return
    for each in sample:
        for found in _violations(check, [each]):
            if not found.is_left_open() and found.path not in proof.references:
                raise ProofError(f"{each[1]}: its model accepts what its shape refuses: {found} (--check full)")


def _violations(check: Validator, texts: Sequence[Text]) -> list[Finding]:
    return check.violations(DataGraph("".join(text for text, _ in texts)), _place_finder(texts))


def _place_finder(texts: Sequence[Text]) -> Places:
    """A function from a node to the place of the first record that describes it, itself or as a part."""

    @cache
    def by_node() -> dict[str, Place]:
        first_places: dict[str, Place] = {}
        for text, place in texts:
            for subject, _, _ in split_triples(text):
                first_places.setdefault(subject.strip("<>"), place)
        return first_places

    return lambda node: by_node().get(node.partition(" > ")[0])
