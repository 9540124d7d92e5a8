"""What a validation found: three answers, and how it came to them.

- violations: the data says something the profile forbids;
- unresolved: a node that is referred to is described neither in the data nor in what was given as
  background, so its class cannot be checked;
- coverage: what the shapes looked at, what they did not, and what they nearly did.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..errors import Place
from .engines import Engine


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or cannot be checked.

    `focus` and `value` are N-Triples terms; `node` says the focus node as a person would: its IRI,
    or the way to it from the nearest node that has one. `path` is a SPARQL property path,
    `property` its name in the profile's words, `rule` SHACL's word for the constraint,
    `limit` what it asks. `messages` says it all in a sentence, by language.

    >>> messages = {"en": "naam is missing"}
    >>> finding = Finding("<urn:a>", "urn:a", None, None, "naam", None, "minCount", "1", "Violation", None, messages)
    >>> finding.message("nl")
    'naam is missing'
    """

    focus: str
    node: str
    node_class: str | None
    path: str | None
    property: str
    value: str | None
    rule: str
    limit: str | None
    severity: str
    shape: str | None
    messages: dict[str, str]
    place: Place | None = None

    def message(self, language: str = "en") -> str:
        """The sentence in a language, English where there is none."""
        return self.messages.get(language) or self.messages["en"]

    def __str__(self) -> str:
        return f"{self.node}: {self.property}: {self.message()}" if self.property else f"{self.node}: {self.message()}"


@dataclass(frozen=True, slots=True)
class ShapeCoverage:
    """One shape: its name, what it targets (as the shapes say it) and how many nodes that hit."""

    shape: str
    name: str
    target: str
    focus_nodes: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An IRI in the data that differs from one in the shapes by http or https, www, or a last slash.

    >>> miss = NearMiss("http://example.be/ns#Bos", "https://example.be/ns#Bos", 3, "class")
    >>> miss.count
    3
    """

    found: str
    meant: str
    count: int
    kind: str  # "class" or "property"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at. `untouched`: types whose nodes no shape looked at, with their number.

    >>> Coverage(focus_nodes=0).near_misses
    ()
    """

    focus_nodes: int
    shapes: tuple[ShapeCoverage, ...] = ()
    untouched: tuple[tuple[str, int], ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


@dataclass
class Report:
    """The outcome of a validation.

    `conforms` is SHACL's own answer for the data alone: no result of any severity. `ok` asks for
    something else: no violation, and something was checked. `violations` holds warnings too, by
    their severity.

    >>> Report(True, Engine.SHACL, triples=12, coverage=Coverage(focus_nodes=0)).ok  # nothing was checked
    False
    """

    conforms: bool
    engine: Engine
    triples: int
    coverage: Coverage
    violations: list[Finding] = field(default_factory=list)
    unresolved: list[Finding] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    rewritten: Counter[str] = field(default_factory=Counter)
    profile: str | None = None
    mode: str = "whole"

    @property
    def ok(self) -> bool:
        """No violation, and something was checked; what is unresolved, or only a warning, does not count."""
        return self.coverage.focus_nodes > 0 and not any(each.severity == "Violation" for each in self.violations)
