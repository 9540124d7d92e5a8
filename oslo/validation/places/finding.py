"""The place of each finding: its statement in a data file, else the first statement about its focus node.

Blank nodes are looked for by the way that leads to them (`statements.py`), since labels differ from reading to reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ...errors import Place
from ...lint.turtle import BLANK, IRI, LITERAL, Term
from ...rdf.parsing import Format, FormatName, ReadOptions, Source
from ...rdf.sources import RdfFile, files
from ..findings import Finding, Report
from ..survey import Block
from . import jsonld, lines, rdfxml, turtle
from .statements import Located, Triple, Wanted, Way, term_of, ways

LARGEST = 50 * 2**20
"""Bytes of the largest file in which places are looked for; N-Triples and N-Quads have no limit."""

_IRI = re.compile(r"<([^<>]*)>")
_WITH_BLANK = re.compile(r"^(?:(_:\S+) (\S+) (.+)|(\S+) (\S+) (_:\S+)) \.$", re.MULTILINE)
Spot = tuple[int, int]
"""Line and character, both from 1."""
Key = tuple[Term | None, str | None, Term | None]
"""Subject, predicate and object of a statement; None for any."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement in a file; `spot` gives the line and character of an offset."""

    file: str
    statement: Located
    spot: Callable[[int], Spot]

    def place(self, term: str) -> Place:
        """The place of its subject, predicate or object."""
        line, character = self.spot(getattr(self.statement, f"{term}_at"))
        return Place(self.file, line, character=character)


def with_places(
    report: Report,
    sources: Sequence[Source],
    format: FormatName | None,
    options: ReadOptions,
    data: str | None,
    blocks: Mapping[str, Sequence[Block]] = MappingProxyType({}),
) -> None:
    """Give each finding of a report its place; `data`: the N-Triples text that was checked, None if it was in batches.

    `blocks`: those of files whose text `data` is, by their names.

    `report.without_places` gets the files in which places were not looked for, each with the reason.
    """
    findings = [*report.violations, *report.unresolved]
    sources, streams = _again(sources)
    if not findings or not any(isinstance(each, Path) for each in sources):
        return
    every = list(_with_reasons(findings))
    nodes = {term_of(each.focus) for each in every}
    values = {term_of(each.value) for each in every if each.value is not None}
    blanks = {each for each in nodes | values if each.kind == BLANK} if data is not None else set()
    led = ways(_triples(data)) if blanks and data is not None else {}
    found = _Search(sources, format, options, {each: led[each] for each in blanks if each in led}, blocks, data)
    named = frozenset(each for each in nodes if each.kind == IRI) | {_root(each) for each in every}
    found.read(Wanted(named | {each for each in values if each.kind == IRI}, blanks=bool(found.ways)))
    if missing := frozenset(each for each in named if (each, None, None) not in found.first):
        found.read(Wanted(frozenset(), missing))
    report.without_places = [*(f"{each} (not a file)" for each in streams), *found.skipped]
    report.violations = [_placed(each, found, None) for each in report.violations]
    report.unresolved = [_placed(each, found, None) for each in report.unresolved]


def _again(sources: Sequence[Source]) -> tuple[list[Source], list[Path]]:
    """The sources that can be read again, and those that cannot: pipes and devices."""
    streams = [each for each in sources if isinstance(each, Path) and not (each.is_file() or each.is_dir())]
    return [each for each in sources if each not in streams], streams


def _with_reasons(findings: Sequence[Finding]) -> Iterator[Finding]:
    for each in findings:
        yield each
        yield from _with_reasons(each.reasons)


def _root(finding: Finding) -> Term:
    """The node with an IRI that leads to the focus node."""
    return Term(IRI, finding.node.partition(" > ")[0])


def _triples(data: str) -> Iterator[Triple]:
    """The triples with a blank node."""
    for match in _WITH_BLANK.finditer(data):
        subject, predicate, value = match.groups()[:3] if match[1] else match.groups()[3:]
        yield term_of(subject), predicate[1:-1], term_of(value)


class _Search:
    """The statements of the data files about some nodes: `first` has the first with a subject, an object, and so on.

    `ways`: the way to each blank node that is asked for, by its label in the data that was checked.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        format: FormatName | None,
        options: ReadOptions,
        ways: dict[Term, Way],
        blocks: Mapping[str, Sequence[Block]],
        text: str | None,
    ) -> None:
        """`text`: of the files that have blocks."""
        self.sources, self.format, self.options, self.ways = sources, format, options, ways
        self._blocks, self._text = blocks, text
        self.first: dict[Key, _Found] = {}
        self.skipped: dict[str, None] = {}

    def read(self, wanted: Wanted) -> None:
        """Read what is asked for; blank nodes get the labels that they have in the data that was checked."""
        all_found = [
            found
            for number, file in enumerate(files(self.sources, self.format))
            for found in self._file(number, file, wanted)
        ]
        labels = {way: label for label, way in self.ways.items()} if wanted.blanks else {}
        here = ways(each.statement[:3] for each in all_found) if labels else {}
        same = {node: labels[way] for node, way in here.items() if way in labels}
        for each in all_found:
            subject, predicate, value, *_ = each.statement
            subject, value = same.get(subject, subject), same.get(value, value)
            for key in (
                (subject, predicate, value),
                (None, predicate, value),
                (subject, predicate, None),
                (subject, None, None),
                (None, None, value),
            ):
                self.first.setdefault(key, each)

    def _file(self, number: int, file: RdfFile, wanted: Wanted) -> Iterator[_Found]:
        """The statements of one file, their blank nodes apart from those of other files."""
        name = file.name or ""
        for statement, spot in self._statements(file, wanted):
            subject, value = (_of_file(number, each) for each in (statement.subject, statement.object))
            yield _Found(name, statement._replace(subject=subject, object=value), spot)

    def _statements(self, file: RdfFile, wanted: Wanted) -> Iterator[tuple[Located, Callable[[int], Spot]]]:
        blocks = self._blocks.get(file.name or "")
        if self._text is not None and blocks is not None and not (wanted.blanks or wanted.mentioned):
            for line, statement in lines.statements_in(self._text, blocks, wanted):
                yield statement, partial(_on_line, line)
            return
        with file.open() as stream:
            if file.format in (Format.NTRIPLES, Format.NQUADS):
                for line, statement in lines.statements(stream, wanted):
                    yield statement, partial(_on_line, line)
                return
            data = stream.read(LARGEST + 1)
        if file.format is Format.RDFA or len(data) > LARGEST:
            reason = "a web page" if file.format is Format.RDFA else f"over {LARGEST >> 20} MB"
            self.skipped[f"{file.name or '-'} ({reason})"] = None
            return
        text = rdfxml.decoded(data) if file.format is Format.RDFXML else data.decode("utf-8-sig", "replace")
        spot = partial(_spot, [0, *(match.end() for match in re.finditer("\n", text))])
        try:
            yield from ((each, spot) for each in self._of_text(file.format, text, wanted))
        except Exception as error:  # noqa: BLE001  the parser reads the file; that this reader does not is said
            self.skipped[f"{file.name or '-'} ({error})"] = None

    def _of_text(self, format: Format | None, text: str, wanted: Wanted) -> Iterable[Located]:
        base = self.options.base or ""
        if format is Format.RDFXML:
            return rdfxml.statements(text, base)
        return (
            jsonld.statements(text, self.options) if format is Format.JSONLD else turtle.statements(text, wanted, base)
        )


def _of_file(number: int, term: Term) -> Term:
    return Term(BLANK, f"{number}:{term.value}") if term.kind == BLANK else term


def _on_line(line: int, offset: int) -> Spot:
    return line, offset + 1


def _spot(starts: list[int], offset: int) -> Spot:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _placed(finding: Finding, found: _Search, above: Place | None) -> Finding:
    """A finding with its place, and its reasons with theirs; `above`: the place of what it is a reason of."""
    place = finding.place or _place(finding, found)
    place = place if place is not None and place.file else above  # text without a file has no places
    reasons = tuple(_placed(each, found, place) for each in finding.reasons)
    return replace(finding, place=place, reasons=reasons)


def _place(finding: Finding, found: _Search) -> Place | None:
    """The place of the value, else that of the property, else that of the node."""
    for key, term in _sought(finding):
        if key in found.first:
            return found.first[key].place(term)
    return None


def _sought(finding: Finding) -> Iterator[tuple[Key, str]]:
    """The statements to look for, the best first, and the term of each that is meant."""
    focus, path = term_of(finding.focus), _IRI.findall(finding.path or "")
    if focus.kind == LITERAL:
        return
    if finding.value is not None:
        value = term_of(finding.value)
        yield from (((focus, each, value), "object") for each in path)
        yield from (((None, each, value), "object") for each in path[-1:])
    yield from (((focus, each, None), "predicate") for each in path[:1])
    yield (focus, None, None), "subject"
    yield (None, None, focus), "object"
    yield (_root(finding), None, None), "subject"
