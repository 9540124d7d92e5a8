"""The result of a validation, in three parts.

- violations: the data has something that the profile forbids;
- unresolved: a node is referred to, but described neither in the data nor in the background, so its
  class cannot be checked;
- coverage: what the shapes looked at, what they did not, and near misses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from html import escape
from operator import attrgetter
from typing import Any

from ..errors import OsloError, Place
from ..model.published import Strength
from ..namespaces import SH
from ..words.sentences import ENGLISH, say
from .checksums import Parts, checksums
from .engine import Engine
from .fail_on import FailOn
from .statement import Statement, Tested

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
    `messages` has the whole in a sentence, by language. `published`: the profile as published asks it, and data in use
    leave it out.

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
    published: bool = False

    def is_left_open(self) -> bool:
        """Whether it is a warning of what the profile as published asks besides."""
        return self.published and self.severity == SH.Warning

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


class Likeness(StrEnum):
    """How a term of the data is like one that is known: a twin of a term of the shapes, misspelt, or not at all."""

    TWIN = "twin"
    MISSPELT = "misspelt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A class or a property of the data that no shape looks at, and the term that was probably meant.

    `kind` is "class" or "property"; `count` the number of nodes of the class, of statements of the property; `meant` is
    None for an unknown term in the namespace of a vocabulary of the library.

    >>> miss = NearMiss("http://example.be/ns#Bos", "https://example.be/ns#Bos", 3, "class")
    >>> miss.count
    3
    """

    found: str
    meant: str | None
    count: int
    kind: str
    likeness: Likeness = Likeness.TWIN


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was checked, and what was not.

    `untouched`: types whose nodes no shape looked at, with the number of nodes. `near_misses`: terms that are nearly
    known. `unread`: other predicates that no shape looks at, with the number of statements.

    >>> Coverage(focus_nodes=0).near_misses
    ()
    """

    focus_nodes: int
    shapes: tuple[ShapeCoverage, ...] = ()
    untouched: tuple[tuple[str, int], ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()

    @property
    def statements_unread(self) -> int:
        """The number of statements that no shape looked at: of near misses, and of other predicates."""
        return sum(each.count for each in self.near_misses) + sum(count for _, count in self.unread)


_COLUMNS: dict[str, Callable[[Finding], Any]] = {
    "node": attrgetter("node"),
    "property": attrgetter("property"),
    "message": Finding.message,
    "value": attrgetter("value"),
    "rule": attrgetter("rule"),
    "limit": attrgetter("limit"),
    "path": attrgetter("path"),
    "shape": attrgetter("shape"),
    "file": lambda each: each.place and each.place.file,
    "line": lambda each: each.place and each.place.line,
}
"""The columns of a data frame of findings, after their severity."""

_FAILURES = (FailOn.INFO, FailOn.WARNING, FailOn.VIOLATION)  # in the order of `SEVERITIES`
_INCLUDED = {FailOn.INFO: {FailOn.WARNING, FailOn.VIOLATION}, FailOn.WARNING: {FailOn.VIOLATION}}


@dataclass
class Report:
    """The outcome of a validation.

    `conforms` is SHACL's own answer for the data and what is given with it: no result of any severity. `ok` is
    different: something was checked, no term is a twin of one that the shapes ask for, and nothing of `fail_on` was
    found. `violations` also holds results of lower severity, such as warnings. `notes` says what an engine did not
    evaluate; `background` whether anything was given with the data. `blank_shapes` describes the source shapes that are
    blank nodes, as N-Triples by their label. `files`: the data files and folders, as they were given; `data`: what was
    checked, for its checksums.

    `without_reasons`: how many findings have no `reasons` because there were too many to look for.
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
    fail_on: frozenset[FailOn] = frozenset({FailOn.VIOLATION})
    notes: list[str] = field(default_factory=list)
    background: bool = False
    strength: Strength = Strength.DEFAULT
    tested: Tested = field(default=Tested(), compare=False)
    data: Parts = field(default=(), compare=False)
    blank_shapes: dict[str, str] = field(default_factory=dict)
    without_reasons: int = 0
    files: list[str] = field(default_factory=list)
    without_places: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the check succeeds: nothing of `failures`, and something was checked."""
        return self.coverage.focus_nodes > 0 and not self.failures

    def __bool__(self) -> bool:
        """The same as `ok`: `if validate(...)` says what it seems to."""
        return self.ok

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = ENGLISH) -> str:
        """The report for people, as `oslo validate` prints it.

        >>> from oslo import validate
        >>> report = validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", "persoon-basis", "turtle")
        >>> bool(report), report.text().splitlines()[0]
        (False, 'Does not conform: 1 node checked, 1 violation (...).')
        """
        from ..report.formats import written

        return written(self, "text", language=language)

    def _repr_html_(self) -> str:
        """For notebooks: the same text, in its lines."""
        return f"<pre>{escape(self.text())}</pre>"

    def frame(self, library: str = "pandas") -> Any:
        """The findings as a data frame of `pandas`, `polars` or `pyarrow`, a row each.

        Raises OsloError for a library that is not installed.
        """
        from ..records.frame import frame_of

        found = [*self.violations, *self.unresolved]
        severity = [severity_name(each.severity) for each in self.violations] + ["Unresolved"] * len(self.unresolved)
        columns = {name: [get(each) for each in found] for name, get in _COLUMNS.items()}
        return frame_of({"severity": severity, **columns}, library)

    @property
    def failures(self) -> dict[str, int]:
        """What makes the check fail, with its number: of `fail_on`, and twins."""
        found = Counter(_FAILURES[rank(each.severity)] for each in self.violations)
        found[FailOn.UNRESOLVED] = len(self.unresolved)
        found[FailOn.UNREAD] = self.coverage.statements_unread + sum(count for _, count in self.coverage.untouched)
        asked = set(self.fail_on).union(*(_INCLUDED.get(each, set()) for each in self.fail_on))
        counts = {each.value: found[each] for each in FailOn if each in asked and found[each]}
        twins = sum(each.count for each in self.coverage.near_misses if each.likeness is Likeness.TWIN)
        return counts | ({"twin": twins} if twins and FailOn.UNREAD not in asked else {})

    def statement(self, day: date | None = None) -> Statement:
        """A statement of conformity; `day`: by default today.

        >>> from oslo import validate
        >>> report = validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", "persoon-basis", "turtle")
        >>> stated = report.statement(date(2026, 1, 31))
        >>> stated.outcome, stated.tested.profile, stated.counts
        ('failed', 'persoon-basis', '1 node checked, 1 violation, unresolved: 0')

        Raises OsloError for a report on a pipe or on a graph in memory, of which there is no checksum, and InputError
        for one on a file that has changed.
        """
        if not self.data:
            raise OsloError("no statement without a checksum of the data, and a pipe or a graph in memory has none")
        by_severity = Counter(severity_name(each.severity) for each in self.violations)
        counts = [
            say("report.checked", ENGLISH, self.coverage.focus_nodes),
            say("report.Violation", ENGLISH, by_severity.pop("Violation", 0)),
            *(f"{name}: {count}" for name, count in sorted(by_severity.items())),
            f"unresolved: {len(self.unresolved)}",
            *([f"statements unread: {unread}"] if (unread := self.coverage.statements_unread) else []),
            *([f"terms read as others: {self.rewritten.total()}"] if self.rewritten else []),
            *([f"repairs before use: {len(self.repairs)}"] if self.repairs else []),
        ]
        return Statement(
            self.tested,
            self.strength,
            self.engine.value,
            self._outcome(),
            ", ".join(counts),
            checksums(self.data),
            day or date.today(),
        )

    def _outcome(self) -> str:
        """The verdict in the words of EARL: what cannot be resolved leaves it open."""
        if not self.coverage.focus_nodes:
            return "inapplicable"
        if not self.ok:
            return "failed"
        return "cantTell" if self.unresolved else "passed"
