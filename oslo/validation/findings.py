"""The result of a validation, in three parts.

- violations: the data has something that the profile forbids;
- unresolved: a node is referred to, but described neither in the data nor in the background, so its
  class cannot be checked;
- coverage: what the shapes looked at, what they did not, and near misses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..errors import Place
from ..namespaces import SH
from .engines import Engine

SEVERITIES = (str(SH.Info), str(SH.Warning), str(SH.Violation))
"""The severities of SHACL (section 2.1.4), the lightest first."""


def rank(severity: str) -> int:
    """The place of a severity among `SEVERITIES`, by its IRI; any other IRI counts as a violation.

    >>> rank("http://www.w3.org/ns/shacl#Info"), rank("http://example.org/Blocker")
    (0, 2)
    """
    return SEVERITIES.index(severity) if severity in SEVERITIES else SEVERITIES.index(SH.Violation)


def severity_name(severity: str) -> str:
    """Violation, Warning or Info; the whole IRI of a severity that SHACL does not have.

    >>> severity_name("http://www.w3.org/ns/shacl#Info"), severity_name("http://example.org/Blocker")
    ('Info', 'http://example.org/Blocker')
    """
    return severity.removeprefix(str(SH)) if severity in SEVERITIES else severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or cannot be checked.

    `focus` and `value` are N-Triples terms; `node` is the focus node for people: its IRI, or the path
    to it from the nearest node that has one. `path` is a SPARQL property path, `property` its name in
    the profile, `rule` the SHACL name of the constraint, `limit` what it requires, `severity` an IRI.
    `messages` has the whole in a sentence, by language.

    `shape` is the IRI of the source shape, or its blank node in the shapes (`_:b0`); `shape_name` the same for
    people. `own_messages` are the values of `sh:message`, as N-Triples terms. `reasons` are what a shape inside the
    source shape found at the value (`sh:detail`; SHACL, section 3.6.2.5).

    >>> messages = {"en": "naam is missing"}
    >>> finding = Finding("<urn:a>", "urn:a", None, None, "naam", None, "minCount", "1", SH.Violation, None, messages)
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
    shape_name: str = ""
    own_messages: tuple[str, ...] = ()
    reasons: tuple[Finding, ...] = ()

    def message(self, language: str = "en") -> str:
        """The sentence in a language, else in English."""
        return self.messages.get(language) or self.messages["en"]

    def __str__(self) -> str:
        return f"{self.node}: {self.property}: {self.message()}" if self.property else f"{self.node}: {self.message()}"


@dataclass(frozen=True, slots=True)
class ShapeCoverage:
    """One target of a shape: the shape and its name, the target, and the number of its focus nodes."""

    shape: str
    name: str
    target: str
    focus_nodes: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An IRI in the data that is nearly a term of the shapes, such as http for https, or a trailing slash.

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
    """What was checked. `untouched`: types whose nodes no shape looked at, with the number of nodes.

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

    `conforms` is SHACL's own answer for the data alone: no result of any severity. `ok` is different:
    no violation, and something was checked. `violations` also holds results of lower severity, such as
    warnings. `blank_shapes` describes the source shapes that are blank nodes, as N-Triples by their label.
    `without_reasons`: how many findings have no `reasons` because there were too many to look for.
    `files`: the data files, as they were given.
    `without_places`: the data files in which places of findings were not looked for, each with the reason.

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
    blank_shapes: dict[str, str] = field(default_factory=dict)
    without_reasons: int = 0
    files: list[str] = field(default_factory=list)
    without_places: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """No violation, and something was checked; unresolved references and warnings do not count."""
        return self.coverage.focus_nodes > 0 and not any(
            rank(each.severity) == rank(SH.Violation) for each in self.violations
        )
