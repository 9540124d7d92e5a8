"""Data against shapes, with more than SHACL's true or false.

A `Report` has what is wrong (violations), what could not be checked because it is described nowhere
(unresolved), and what was checked at all (coverage). `Report.conforms` is SHACL's own answer, the
same from both engines. A feed larger than memory is checked in batches, with the same report as for
the whole graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, OsloError
from ..lint.repairing import ContextRepairer
from ..model.published import Strength
from ..rdf.blank_nodes import BACKGROUND, ONTOLOGY
from ..rdf.parsing import Contexts, FormatName, ReadOptions, Source, carried
from ..rdf.sources import PIECE, WHOLE, Sources, several, size, texts
from .background import Background
from .batches import Batch, Feed
from .believed import BelievedGraph, Early, believed
from .checksums import parts
from .coverage import Tally, normalized
from .data import DataGraph
from .engines import Engine, Result, compile_shapes
from .evaluated import not_evaluated
from .findings import Finding, Report
from .looked_at import LookedAt
from .partial import Partial
from .places.finding import with_places
from .reach import Reach, reach
from .reasons import MOST, Reasons, can_have
from .resolution import Answers, Places
from .shapes_source import profile_name, read_shapes, shapes_checksums, tested
from .statement import Tested
from .survey import Asked, Block

if TYPE_CHECKING:
    from ..model.description import Profile

__all__ = ["Mode", "Validator", "validate"]

_THREADED = 1 << 20  # characters of data above which a second thread pays off
_LARGE = 1 << 29  # bytes of data above which `auto` checks in batches
Progress = Callable[[int], None]


class Mode(StrEnum):
    """Whether data is checked as a whole, in memory, or in batches, from a file on disk.

    `auto` uses batches for data over 512 MB, unless the shapes look across records.

    >>> [mode.value for mode in Mode]
    ['auto', 'whole', 'batches']
    """

    AUTO = "auto"
    WHOLE = "whole"
    BATCHES = "batches"


def validate(
    data: Sources,
    profile: Profile | Sources,
    format: FormatName | None = None,
    *,
    engine: Engine = Engine.AUTO,
    strength: Strength = Strength.DEFAULT,
    background: Sequence[Source] = (),
    ontology: Sequence[Source] = (),
    normalize: bool = False,
    strict_shapes: bool = False,
    repair: bool = True,
    mode: Mode = Mode.AUTO,
    base: str | None = None,
    time_limit: float | None = None,
) -> Report:
    """Check RDF against a profile (or the name of a ready one), or against SHACL shapes (a `Path`, or Turtle as text).

    `data`: RDF as text or bytes in `format`, a `Path` (a file, a folder, `.gz`, `.zip`), or several
    of these as one graph; the same holds for shapes. `strength`: whether what the profile as published asks and data
    in use leave out is a violation, a warning or nothing. `background`: RDF that resolves references and
    is not checked itself. `ontology`: RDF of which the classes and their subclass links count.
    `normalize`: read http/https, `www.` and trailing-slash variants of the terms of the shapes as
    those terms. `strict_shapes`: do not repair broken shapes. `repair`: repair known mistakes in
    JSON-LD contexts. `base` completes relative IRIs, of data, shapes, background and ontology. `time_limit`:
    the seconds after which queries of the shapes are given up, and named as not decided (None: 30, and more for much
    data).

    >>> report = validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", "persoon-basis", "turtle")
    >>> report.ok, [(finding.property, finding.rule) for finding in report.violations]
    (False, [('plaatsnaam', 'minCount')])

    Raises InputError for data or shapes that cannot be read.
    """
    validator = Validator(
        profile,
        engine=engine,
        strength=strength,
        background=background,
        ontology=ontology,
        strict_shapes=strict_shapes,
        repair=repair,
        base=base,
        time_limit=time_limit,
    )
    return validator.validate(data, format, normalize=normalize, mode=mode)


class Validator:
    """Shapes compiled once, to check any number of data graphs; see `validate`.

    >>> from oslo.models import load_profile
    >>> validator = Validator(load_profile("persoon-basis"))
    >>> report = validator.validate("<urn:gent> a <http://purl.org/dc/terms/Location> .", "turtle")
    >>> report.coverage.focus_nodes, report.ok
    (1, False)
    """

    def __init__(
        self,
        profile: Profile | Sources,
        *,
        engine: Engine = Engine.AUTO,
        strength: Strength = Strength.DEFAULT,
        background: Sequence[Source] = (),
        ontology: Sequence[Source] = (),
        strict_shapes: bool = False,
        repair: bool = True,
        contexts: Contexts = carried,
        base: str | None = None,
        time_limit: float | None = None,
    ) -> None:
        self.strength, self.base = Strength(strength), base
        self.shapes, self.repairs = read_shapes(
            profile, self.strength, ReadOptions(contexts, base=base), repair=not strict_shapes
        )
        self._checksums = shapes_checksums(profile)
        self.compiled = compile_shapes(self.shapes, Engine(engine), time_limit)
        self.contexts, self.repair = contexts, repair
        repairer = ContextRepairer() if repair else None
        options = ReadOptions(contexts, repairer, base)
        given = DataGraph.read(background, options=options, use=BACKGROUND)
        self.background = Background(given, DataGraph.read(ontology, options=options, use=ONTOLOGY))
        self.answers = Answers(self.shapes, given)
        self.repairs += repairer.words() if repairer else []
        self.reasons = Reasons(self.shapes, self.answers, self.compiled.engine, time_limit)
        self._made_of = [*(profile if isinstance(profile, list | tuple) else (profile,)), *background, *ontology]
        self._again = partial(
            Validator,
            profile,
            engine=engine,
            strength=strength,
            background=background,
            ontology=ontology,
            strict_shapes=strict_shapes,
            repair=repair,
            contexts=contexts,
            base=base,
            time_limit=time_limit,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process the shapes are read and compiled anew. TypeError for a stream, which was read once."""
        if any(hasattr(each, "read") for each in self._made_of):
            raise TypeError("a Validator that was made of an open stream cannot be pickled: give a Path, or text")
        return self._again, ()

    def is_of(self, profile: Profile) -> bool:
        """Whether the shapes are those of a profile as it is, and nothing is given beside them."""
        return len(self._made_of) == 1 and (self._made_of[0] is profile or self._made_of[0] == profile.name)

    @cached_property
    def profile(self) -> str | None:
        """Name and version of the shapes, if they state them (at an owl:Ontology)."""
        return profile_name(self.shapes)

    @cached_property
    def tested(self) -> Tested:
        """What the shapes say of themselves, and the checksums of their files."""
        return tested(self.shapes, self._checksums)

    @cached_property
    def _asked(self) -> Asked:
        """What a report needs of each graph."""
        return Asked(self.answers.paths, LookedAt(self.shapes).classes)

    @cached_property
    def reach(self) -> Reach:
        """How far the shapes look from a focus node."""
        return reach(self.shapes)

    def validate(
        self,
        data: Sources,
        format: FormatName | None = None,
        *,
        normalize: bool = False,
        mode: Mode = Mode.AUTO,
        progress: Progress | None = None,
        base: str | None = None,
    ) -> Report:
        """Check some data; `progress` gets the number of triples read so far.

        `base` completes relative IRIs, in place of the one that the validator was made with.
        """
        base = base or self.base
        sources = [each if isinstance(each, str | bytes | Path) else each.read() for each in several(data)]
        try:
            return self._validate(sources, format, normalize, self._is_in_batches(sources, Mode(mode)), progress, base)
        except InputError:
            # An engine reports a line at best, never the file: the strict parser reports both.
            repairer = ContextRepairer() if self.repair else None
            for _ in texts(sources, format, ReadOptions(self.contexts, repairer, base, strict=True)):
                pass
            raise

    def _is_in_batches(self, sources: Sequence[Source], mode: Mode) -> bool:
        if mode is Mode.BATCHES and self.reach.across:
            raise OsloError(f"these shapes look across records ({self.reach.across}): check the whole graph")
        large = mode is Mode.AUTO and size(sources) > _LARGE
        return mode is Mode.BATCHES or (large and not self.reach.across)

    def _validate(
        self,
        sources: Sequence[Source],
        format: FormatName | None,
        normalize: bool,
        batches: bool,
        progress: Progress | None,
        base: str | None,
    ) -> Report:
        rewritten: Counter[str] = Counter()
        repairer = ContextRepairer() if self.repair else None
        strict = self.compiled.engine is Engine.PYSHACL
        notes: list[str] = []
        options = ReadOptions(self.contexts, repairer, base, strict, notes=notes)
        pieces = texts(sources, format, options, piece=PIECE if batches else WHOLE)
        if normalize:
            pieces = (normalized(text, self.shapes, rewritten) for text in pieces)
        data: str | None = None
        known: Mapping[str, Sequence[Block]] = {}
        checked = parts(sources)
        if batches:
            with Feed(pieces, progress) as feed:
                report = self.report_of(self.partial(feed.batches(self.reach.steps)), "batches")
        else:
            quick = None if normalize or strict else self._quick(sources, format, options)
            data, report, known = quick or self._whole("".join(pieces))
        report.files = [str(each) for each in sources if isinstance(each, Path)]
        again = ReadOptions(self.contexts, ContextRepairer() if self.repair else None, base)
        with_places(report, sources, format, again, data, known)
        report.rewritten = rewritten
        report.notes += notes
        report.data = checked
        report.repairs += repairer.words() if repairer else []
        return report

    def _whole(self, data: str) -> tuple[str, Report, Mapping[str, Sequence[Block]]]:
        return data, self.check(DataGraph(data)), {}

    def _quick(
        self, sources: Sequence[Source], format: FormatName | None, options: ReadOptions
    ) -> tuple[str, Report, Mapping[str, Sequence[Block]]] | None:
        """The text of large N-Triples files, their report and blocks; None for other data, which is read with care."""
        if size(sources) < _THREADED:
            return None
        with ThreadPoolExecutor(1) as beside:
            early = None if self.background else Early.begun(sources, self.compiled, beside)
            if (graph := believed(sources, format, options)) is None:
                return None
            graph.early = early
            try:
                report = self.check(graph)
            except InputError:
                return None
        report.notes += graph.notes
        return graph.text, report, graph.blocks

    def check(self, graph: DataGraph, *, places: Places | None = None) -> Report:
        """Check a graph that has been read; `places` gives the place of the record of a node."""
        return self.report_of(self.partial([graph], places))

    def violations(self, graph: DataGraph, places: Places | None = None) -> list[Finding]:
        """The violations that `check` reports, and nothing else: no coverage, nothing that stays open."""
        self.background.add_to(graph)
        results = self._own(self.compiled.prepared(graph.whole), graph)
        wrong = self.answers.violations(results, graph) if results else []
        wrong = [replace(each, place=places(each.node)) for each in wrong] if places else wrong
        return sorted(self.reasons.added(sorted(wrong, key=_sort_key), graph, places, MOST), key=_sort_key)

    def partial(self, graphs: Iterable[DataGraph], places: Places | None = None) -> Partial:
        """What is found in some graphs that have no node in common; `report_of` makes a report of all there are."""
        found = Partial()
        tally = Tally(self.shapes, found.counts)
        for graph, results in self._results(graphs, tally):
            violations, open_ = self.answers.of(results, graph, places)
            violations.sort(key=_sort_key)
            found.violations += self.reasons.added(violations, graph, places, max(MOST - found.explained, 0))
            found.explained += sum(map(can_have, violations))
            found.unresolved += open_
            found.conforms = found.conforms and not results
            found.triples += graph.triples
        found.notes = self._notes()
        return found

    def report_of(self, found: Partial, mode: str = "whole") -> Report:
        """The report of what was found in all of the data."""
        violations = sorted(found.violations, key=_sort_key)
        return Report(
            conforms=found.conforms,
            engine=self.compiled.engine,
            triples=found.triples,
            coverage=Tally(self.shapes, found.counts).coverage(),
            violations=violations,
            unresolved=sorted(found.unresolved, key=_sort_key),
            repairs=list(self.repairs),
            profile=self.profile,
            mode=mode,
            strength=self.strength,
            tested=self.tested,
            notes=list(found.notes),
            background=bool(self.background),
            without_reasons=max(found.explained - MOST, 0),
            blank_shapes=self.answers.blank_shapes(violations + found.unresolved),
        )

    def _notes(self) -> list[str]:
        """What an engine did not evaluate, and what was left to the reference engine, in words."""
        left = [f"checked with pyshacl: {why}" for why in self.compiled.notes]
        refused = [f"no reasons of findings: {self.reasons.refused}"] if self.reasons.refused else []
        return [*left, *refused, *not_evaluated(self.shapes, self.compiled.engine)]

    def _results(self, graphs: Iterable[DataGraph], tally: Tally) -> Iterator[tuple[DataGraph, list[Result]]]:
        """Each graph, counted, with its results.

        The fast engine runs in a second thread, while this one examines the graph and reads the next.
        """
        with ThreadPoolExecutor(1) as executor:
            waiting: tuple[DataGraph, Future[list[Result]]] | None = None
            for graph in graphs:
                graph.asked = self._asked
                self.background.add_to(graph)
                early = (
                    graph.early.prepared(graph, self.reach)
                    if isinstance(graph, BelievedGraph) and graph.early
                    else None
                )
                if early:
                    tally.add(graph)
                    tally.coverage()
                    yield graph, early()
                    continue
                if self.compiled.engine is not Engine.SHACL or len(graph.text) < _THREADED:
                    results = self._own(self.compiled.prepared(graph.whole), graph)
                    tally.add(graph)
                    yield graph, results
                    continue
                future = executor.submit(self._own, self.compiled.prepared(graph.whole), graph)
                tally.add(graph)
                if waiting:
                    yield waiting[0], waiting[1].result()
                waiting = graph, future
            if waiting:
                yield waiting[0], waiting[1].result()

    def _own(self, run: Callable[[], list[Result]], graph: DataGraph) -> list[Result]:
        """The results of a call of the engine that are about the data itself, not about what is around it."""
        results = run()
        if isinstance(graph, Batch):
            results = [each for each in results if each.focus in graph.own]
        return [each for each in results if not (self.background and self.background.is_apart(each.focus, graph))]


def _sort_key(finding: Finding) -> tuple[str, ...]:
    about = finding.node, finding.property, finding.rule, finding.value or ""
    return *about, finding.message(), finding.shape or "", finding.severity
