"""Why a value does not fit a shape: what the shapes inside it found at the value (`sh:detail`; SHACL, section 3.6.2.5).

An engine says only that a value does not fit. So it is asked again what each shape inside the constraint finds at the
value (`asking.py`). The shapes are compiled once, on first use; each level of shapes inside shapes is one more run, for
all values together. Data without such findings costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ..errors import InputError
from ..namespaces import SH
from ..rdf.shapes_graph import ShapesGraph
from .asking import around, askable, asking
from .data import DataGraph
from .engines import CompiledShapes, Engine, Result, compile_shapes
from .findings import Finding
from .messages import messages
from .resolution import Answers, Places, rule_of

MOST = 1000
"""The reasons of so many findings of a report are looked for, at most."""

_SEVERAL = ("or", "and", "xone")
_QUALIFIED = ("qualifiedMinCount", "qualifiedMaxCount")


def can_have(finding: Finding) -> bool:
    """Whether the rule of a finding has shapes in it; a value that conforms where it must not has no reasons."""
    return finding.rule in ("node", *_SEVERAL, *_QUALIFIED) and not finding.published


class Ask(NamedTuple):
    """A question: what a shape finds at a node."""

    shape: str
    node: str


class Reasons:
    """Looks for the reasons of findings with the engine that found them; `refused`: why there are none."""

    def __init__(self, shapes: ShapesGraph, answers: Answers, engine: Engine, time_limit: float | None = None) -> None:
        self.shapes, self.answers, self.engine = shapes, answers, engine
        self.refused: str | None = None
        self._time_limit = time_limit

    @cached_property
    def askable(self) -> ShapesGraph:
        """The shapes, as they can be asked."""
        return askable(self.shapes)

    @cached_property
    def compiled(self) -> CompiledShapes:
        """The same, compiled."""
        return compile_shapes(self.askable, self.engine, self._time_limit)

    def added(
        self, findings: list[Finding], graph: DataGraph, places: Places | None, most: int = MOST
    ) -> list[Finding]:
        """The findings, the first `most` of those that can have reasons with them."""
        asked = [index for index, each in enumerate(findings) if can_have(each)][:most]
        if not asked:
            return findings
        pairs = {index: (self._result(findings[index]), findings[index]) for index in asked}
        try:
            inquiry = _Inquiry(self, graph, places)
            inquiry.ask(ask for result, _ in pairs.values() for ask in self.asks(result))
        except InputError as error:  # the engine takes the shapes, but not with targets on the shapes inside them
            self.refused = error.message
            return findings
        found = {index: tuple(inquiry.reasons(*pair)) for index, pair in pairs.items()}
        return [replace(each, reasons=found.get(index, ())) for index, each in enumerate(findings)]

    def _result(self, finding: Finding) -> Result:
        component = f"{SH}{finding.rule[:1].upper()}{finding.rule[1:]}ConstraintComponent"
        shape = self.shapes.term(finding.shape)[1:-1] if finding.shape else None
        return Result(finding.focus, finding.path, component, finding.value, shape, finding.severity)

    def asks(self, result: Result) -> list[Ask]:
        """What to ask about a result: what each shape inside the constraint finds at its value."""
        shape, rule = f"<{result.shape}>", rule_of(result)
        if rule in _QUALIFIED:
            return [Ask(around(shape, rule), result.focus)]
        if result.value is None:
            return []
        return [Ask(inner, result.value) for inners in _inside(self.askable, shape, rule) for inner in inners]


def _inside(shapes: ShapesGraph, shape: str, rule: str) -> list[list[str]]:
    """The shapes inside the constraints of a shape; those of a list belong together."""
    values = shapes.values(shape, SH[rule]) if rule in ("node", *_SEVERAL) else []
    return [list(shapes.members(each)) if rule in _SEVERAL else [each] for each in values]


class _Inquiry:
    """What is asked about one data graph, and what was found."""

    def __init__(self, reasons: Reasons, graph: DataGraph, places: Places | None) -> None:
        self._of, self._graph, self._places = reasons, graph, places
        self._asked: set[Ask] = set()
        self._results: defaultdict[Ask, dict[Result, Finding | None]] = defaultdict(dict)  # by the source shape

    def ask(self, asks: Iterable[Ask]) -> None:
        """Run the shapes at their nodes, then in the same way the shapes inside them."""
        waiting = set(asks)
        while waiting:
            self._asked |= waiting
            lines = [f"<urn:oslo-interop:asks> {asking(shape)} {node} .\n" for shape, node in sorted(waiting)]
            results = sorted(set(self._of.compiled.results(self._graph.whole + "".join(lines))), key=repr)
            findings = self._of.answers.findings(results, self._graph, self._places)
            for result, finding in zip(results, findings, strict=True):
                self._results[Ask(f"<{result.shape}>", result.focus)][result] = finding
            waiting = {ask for result in results for ask in self._of.asks(result)} - self._asked

    def _found(self, ask: Ask) -> list[tuple[Result, Finding | None]]:
        """The results of a shape and of its property shapes at a node."""
        sources = [ask.shape, *self._of.askable.values(ask.shape, SH.property)]
        return [pair for source in sources for pair in self._results[Ask(source, ask.node)].items()]

    def reasons(self, result: Result, finding: Finding) -> Iterator[Finding]:
        """The reasons of one result."""
        shape, rule = f"<{result.shape}>", rule_of(result)
        if rule in _QUALIFIED:
            yield from self._of_values(result, finding)
        elif result.value is not None:
            for inner in _inside(self._of.shapes, shape, rule):
                asks = [Ask(each, result.value) for each in inner]
                fitting = [ask.shape for ask in asks if not self._found(ask)]
                if rule == "xone" and len(fitting) > 1:
                    yield from (self._conforming(finding, result.value, each) for each in fitting)
                elif rule in ("node", "and") or not fitting:
                    yield from (reason for ask in asks for reason in self._findings(ask))

    def _of_values(self, result: Result, finding: Finding) -> Iterator[Finding]:
        """For too few values what is wrong with each of the others, for too many each that conforms."""
        shape, rule = f"<{result.shape}>", rule_of(result)
        for each, _ in self._found(Ask(around(shape, rule), result.focus)):
            for inner in self._of.shapes.values(shape, SH.qualifiedValueShape):
                if each.value is not None and rule == "qualifiedMinCount":
                    yield from self._findings(Ask(inner, each.value))
                elif each.value is not None:
                    yield self._conforming(finding, each.value, inner)

    def _findings(self, ask: Ask) -> Iterator[Finding]:
        """What a shape found at a node, each with its reasons in turn."""
        for result, finding in self._found(ask):
            if rule_of(result) == "node" and result.value is not None:
                own, asked = (
                    graph.values(f"<{result.shape}>", SH.node) for graph in (self._of.shapes, self._of.askable)
                )
                for part in asked[len(own) :]:  # property shapes inside a property shape
                    yield from self._findings(Ask(part, result.value))
                if not any(self._found(Ask(each, result.value)) for each in own):
                    continue
            if finding is not None:
                yield replace(finding, reasons=tuple(self.reasons(result, finding)))

    def _conforming(self, finding: Finding, value: str, shape: str) -> Finding:
        """That a value conforms to a shape, where this is what is wrong."""
        words = self._of.answers.shape_words(shape)
        said = messages("conforms", dict.fromkeys(finding.messages, words), value)
        return replace(finding, value=value, rule="conforms", limit=words, messages=said, own_messages=(), reasons=())
