"""What was found in some of the data: parts add up to what a report has of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from .coverage import Counts
from .findings import Finding


@dataclass
class Partial:
    """What was found in a graph, or in several that have no node in common.

    `conforms`: no engine had a result; `explained`: how many findings could have reasons; `notes`: what an engine did
    not evaluate, or another one did.
    """

    counts: Counts = field(default_factory=Counts)
    violations: list[Finding] = field(default_factory=list)
    unresolved: list[Finding] = field(default_factory=list)
    triples: int = 0
    conforms: bool = True
    explained: int = 0
    notes: list[str] = field(default_factory=list)

    def join(self, other: Partial) -> None:
        """Add what was found in others."""
        self.counts.join(other.counts)
        self.violations += other.violations
        self.unresolved += other.unresolved
        self.triples += other.triples
        self.conforms = self.conforms and other.conforms
        self.explained += other.explained
        self.notes = list(dict.fromkeys((*self.notes, *other.notes)))
