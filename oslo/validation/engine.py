"""What the two SHACL engines have in common: how they are asked, and the form of their results."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial


class Engine(StrEnum):
    """The engine to use: `auto` is the fast one if it is installed and accepts the shapes, else pySHACL.

    >>> Engine("pyshacl")
    <Engine.PYSHACL: 'pyshacl'>
    >>> [engine.value for engine in Engine]
    ['auto', 'shacl', 'pyshacl']
    """

    AUTO = "auto"
    SHACL = "shacl"
    PYSHACL = "pyshacl"


NOT_DECIDED = "urn:oslo-interop:not-decided"
"""The component of a result that says of a value, or of a whole shape, that it is not known whether it conforms."""


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6.2), its terms as N-Triples writes them.

    `path` is a SPARQL property path; `shape` the source shape if it has an IRI, else the nearest
    shape around it that has one. `messages` are the texts that an engine gives, sentences of its own too.
    """

    focus: str
    path: str | None
    component: str
    value: str | None
    shape: str | None
    severity: str
    messages: tuple[str, ...] = ()


class CompiledShapes(ABC):
    """A shapes graph, ready to check any number of data graphs."""

    engine: Engine
    notes: Counter[str]

    @abstractmethod
    def results(self, ntriples: str) -> list[Result]:
        """The results for a data graph, given as N-Triples. Raises InputError for data that the engine refuses."""

    def prepared(self, ntriples: str) -> Callable[[], list[Result]]:
        """The call that gives the results: what takes Python's lock is done before it, so it can run beside Python."""
        return partial(self.results, ntriples)


def one_line(error: BaseException) -> str:
    """What an engine says, on one line."""
    return " ".join(str(error).split())


PATH_FORMS: dict[str, str] = {
    "inversePath": "^{}",
    "zeroOrMorePath": "({})*",
    "oneOrMorePath": "({})+",
    "zeroOrOnePath": "({})?",
}
"""The SPARQL form of SHACL paths with one inner path (SHACL, section 2.3.1)."""
