"""A report as SHACL defines it (SHACL, section 3.6): an sh:ValidationReport, in Turtle and in JSON-LD.

Results are blank nodes `_:result1`, `_:result2`, ... in the order of the report, so that the same
report gives the same bytes. Unresolved references are results too, because SHACL has no third answer.
A source shape without an IRI is a blank node `_:shape_...`, with its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..exchange.jsonld import jsonld
from ..exchange.turtle import TurtleWriter
from ..namespaces import RDF, SH, XSD
from ..rdf.ntriples import term
from ..validation.engines import NOT_DECIDED
from ..validation.findings import Finding, Report

_TYPE, _FIRST, _REST, _NIL = (f"<{RDF[name]}>" for name in ("type", "first", "rest", "nil"))
_COMPONENTS = {"sparql": "SPARQL", "js": "JS"}
_BLANK = re.compile(r"^_:(?=\S+ )|(?<= )_:(?=[^\s\"]+ \.$)", re.MULTILINE)
_OUTSIDE = ("codeList", "conforms")  # rules of findings that SHACL has no result for
_NODES = (
    "result",
    "detail",
    "focusNode",
    "resultPath",
    "resultSeverity",
    "sourceShape",
    "sourceConstraintComponent",
    "alternativePath",
    "inversePath",
    "zeroOrMorePath",
    "oneOrMorePath",
    "zeroOrOnePath",
)
_CONTEXT: dict[str, Any] = {
    "sh": str(SH),
    "rdf": str(RDF),
    "xsd": str(XSD),
    "ValidationReport": "sh:ValidationReport",
    "ValidationResult": "sh:ValidationResult",
    "conforms": {"@id": "sh:conforms", "@type": "xsd:boolean"},
    "resultMessage": "sh:resultMessage",
    "value": "sh:value",
    "first": "rdf:first",
    "rest": {"@id": "rdf:rest", "@type": "@id"},
    **{name: {"@id": f"sh:{name}", "@type": "@id"} for name in _NODES},
}


def report_turtle(report: Report) -> str:
    """The report in Turtle, a block per result.

    >>> from oslo.validation.engines import Engine
    >>> from oslo.validation.findings import Coverage
    >>> print(report_turtle(Report(True, Engine.SHACL, 500, Coverage(94))), end="")
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    <BLANKLINE>
    _:report a sh:ValidationReport ;
        sh:conforms true .
    <BLANKLINE>
    """
    writer = TurtleWriter()
    return "".join(writer.block(text) for text in _ntriples(report))


def report_jsonld(report: Report) -> str:
    """The report in JSON-LD, with the results inside it; the same triples as `report_turtle`."""
    return "".join(jsonld(["".join(_ntriples(report))], _CONTEXT))


def _ntriples(report: Report) -> Iterator[str]:
    """N-Triples of the report itself, of each result with its path and details, of the shapes that are blank nodes."""
    # Concepts that are described nowhere are not part of SHACL.
    missed = [each for each in report.unresolved if each.rule not in _OUTSIDE and not each.published]
    results = report.violations + ([] if report.conforms else missed)
    prefix = _free_prefix(results)
    node = f"_:{prefix}report"
    width = len(str(len(results)))
    names = [f"_:{prefix}result{number:0{width}}" for number in range(1, len(results) + 1)]
    yield "".join(
        [
            f"{node} {_TYPE} <{SH.ValidationReport}> .\n",
            f"{node} <{SH.conforms}> {term(str(report.conforms).lower(), XSD.boolean)} .\n",
            *(f"{node} <{SH.result}> {name} .\n" for name in names),
        ]
    )
    shapes = f"_:{prefix}shape_"
    for name, finding in zip(names, results, strict=True):
        yield from _result(name, finding, shapes)
    for label in sorted({each.shape for each in _with_reasons(results) if each.shape in report.blank_shapes}):
        yield _BLANK.sub(shapes, report.blank_shapes[label])


def _with_reasons(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Some findings, each followed by its reasons."""
    for each in findings:
        yield each
        yield from _with_reasons(each.reasons)


def _free_prefix(findings: Iterable[Finding]) -> str:
    """A prefix for the labels of the report, so that none is the label of a blank node in the data."""
    terms = (text for each in _with_reasons(findings) for text in (each.focus, each.value or ""))
    taken = {text[2:] for text in terms if text.startswith("_:")}
    prefix = ""
    while any(label.startswith(tuple(f"{prefix}{word}" for word in ("report", "result", "shape"))) for label in taken):
        prefix += "x"
    return prefix


def _result(name: str, finding: Finding, shapes: str) -> Iterator[str]:
    """N-Triples of a result, then of each of its details; `shapes` begins the labels of shapes that are blank nodes."""
    pairs = [
        (_TYPE, f"<{SH.ValidationResult}>"),
        (f"<{SH.focusNode}>", finding.focus),
        (f"<{SH.resultSeverity}>", f"<{finding.severity}>"),
        (f"<{SH.sourceConstraintComponent}>", f"<{component(finding)}>"),
    ]
    if finding.value is not None:
        pairs.append((f"<{SH.value}>", finding.value))
    if finding.shape is not None:
        label = finding.shape.removeprefix("_:")
        pairs.append((f"<{SH.sourceShape}>", f"<{label}>" if label == finding.shape else f"{shapes}{label}"))
    messages = finding.own_messages or [term(text, language=name) for name, text in sorted(finding.messages.items())]
    pairs += [(f"<{SH.resultMessage}>", message) for message in messages]
    details = [each for each in finding.reasons if each.rule not in _OUTSIDE]
    names = [f"{name}detail{number}" for number in range(1, len(details) + 1)]
    pairs += [(f"<{SH.detail}>", each) for each in names]
    lines: list[str] = []
    if finding.path is not None:
        pairs.append((f"<{SH.resultPath}>", path_node(finding.path, f"{name}path", lines)))
    yield "".join([*(f"{name} {predicate} {value} .\n" for predicate, value in pairs), *lines])
    for each, detail in zip(names, details, strict=True):
        yield from _result(each, detail, shapes)


def component(finding: Finding) -> str:
    """The constraint component (SHACL, section 4); for an unresolved reference sh:class, or sh:or for several."""
    rule = finding.rule
    if rule == "unresolved":
        rule = "or" if " / " in (finding.limit or "") else "class"
    if rule == "notDecided":
        return NOT_DECIDED
    if ":" in rule:
        return rule.strip("<>")
    name = _COMPONENTS.get(rule) or rule[:1].upper() + rule[1:]
    return f"{SH}{name}" if name.endswith("ConstraintComponent") else f"{SH}{name}ConstraintComponent"


# A SPARQL property path back to a SHACL path (SHACL, section 2.3.1). `^` applies to what follows with
# its `*`, `+` or `?`; `/` binds tighter than `|` (SPARQL 1.1, section 9.1).

_TOKEN = re.compile(r"<[^<>\s]*>|[()|/^*+?]")
_TIMES = {"*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}


def path_node(path: str, label: str, lines: list[str]) -> str:
    r"""The node of a path: its IRI, or a blank node whose N-Triples are added to `lines`.

    >>> lines = []
    >>> path_node("^<urn:a>", "_:p", lines), lines
    ('_:p1', ['_:p1 <http://www.w3.org/ns/shacl#inversePath> <urn:a> .\n'])

    Raises ValueError for text that is not a path.
    """
    if "<" not in path:
        return f"<{path}>"
    tokens = _TOKEN.findall(path)
    if "".join(tokens) != re.sub(r"\s+", "", path):
        raise ValueError(f"not a property path: {path}")
    parser = _Path(tokens, label, lines)
    node = parser.either()
    if parser.tokens:
        raise ValueError(f"not a property path: {path}")
    return node


class _Path:
    """A parser of paths: the tokens still to be read, and the triples for those that were."""

    def __init__(self, tokens: list[str], label: str, lines: list[str]) -> None:
        self.tokens, self._label, self._lines, self._used = tokens[::-1], label, lines, 0

    def either(self) -> str:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else self._add_node(SH.alternativePath, self._list(parts))

    def _sequence(self) -> str:
        parts = [self._step()]
        while self._take("/"):
            parts.append(self._step())
        return parts[0] if len(parts) == 1 else self._list(parts)

    def _step(self) -> str:
        if self._take("^"):
            return self._add_node(SH.inversePath, self._step())
        step = self.tokens.pop() if self.tokens else ""
        if step == "(":
            node = self.either()
            if not self._take(")"):
                raise ValueError("a property path with an unclosed bracket")
        elif step.startswith("<"):
            node = step
        else:
            raise ValueError(f"a property path with {step or 'nothing'!r} instead of a property")
        while self.tokens and self.tokens[-1] in _TIMES:
            node = self._add_node(_TIMES[self.tokens.pop()], node)
        return node

    def _take(self, token: str) -> bool:
        if self.tokens and self.tokens[-1] == token:
            self.tokens.pop()
            return True
        return False

    def _new(self) -> str:
        self._used += 1
        return f"{self._label}{self._used}"

    def _add_node(self, predicate: str, value: str) -> str:
        node = self._new()
        self._lines.append(f"{node} <{predicate}> {value} .\n")
        return node

    def _list(self, parts: list[str]) -> str:
        nodes = [self._new() for _ in parts]
        for node, part, rest in zip(nodes, parts, [*nodes[1:], _NIL], strict=True):
            self._lines += [f"{node} {_FIRST} {part} .\n", f"{node} {_REST} {rest} .\n"]
        return nodes[0]
