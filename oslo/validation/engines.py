"""The two SHACL engines behind one function.

`shacl` (Rust) compiles the shapes once and is some seventy times faster; pySHACL is the reference
and runs everywhere. Both give the same results, as N-Triples terms; a report always names the
engine. Nothing here depends on profiles, languages or reports.
"""

from __future__ import annotations

import importlib.util
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..errors import InputError, OsloError
from ..namespaces import RDF, SH
from ..rdf.shapes_graph import ShapesGraph

if TYPE_CHECKING:
    import rdflib


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

    @abstractmethod
    def results(self, ntriples: str) -> list[Result]:
        """The results for a data graph, given as N-Triples. Raises InputError for data that the engine refuses."""


def is_fast() -> bool:
    """Whether the fast engine is installed."""
    return importlib.util.find_spec("shacl") is not None


def compile_shapes(shapes: ShapesGraph, engine: Engine = Engine.AUTO) -> CompiledShapes:
    """Prepare a shapes graph; shapes that are blank nodes get the IRIs that results then have.

    Raises InputError if the engine (with `auto`: both) refuses the shapes, OsloError if the requested
    engine is not installed.
    """
    ntriples = shapes.named().text
    if engine is Engine.PYSHACL:
        return _PyShacl(ntriples)
    if not is_fast():
        if engine is Engine.SHACL:
            raise OsloError("the engine shacl is not installed: pip install 'oslo-interop[fast]'")
        return _PyShacl(ntriples)
    try:
        return _Shacl(ntriples)
    except InputError:
        if engine is Engine.SHACL:
            raise
        return _PyShacl(ntriples)


_PROBE = "urn:oslo-interop:probe"
_PROBE_SHAPE = f"""<{_PROBE}> <{RDF.type}> <{SH.NodeShape}> .
<{_PROBE}> <{SH.targetSubjectsOf}> <{_PROBE}> .
<{_PROBE}> <{SH.nodeKind}> <{SH.IRI}> .
"""
_BLANK_TERM = re.compile(r"^(_:\S+) |(?<= )(_:[^\s\"]+) \.$", re.MULTILINE)


class _Shacl(CompiledShapes):
    """The `shacl` wheel. It numbers blank nodes in order of appearance; they get their labels back here."""

    engine = Engine.SHACL

    def __init__(self, ntriples: str) -> None:
        import shacl

        try:
            self._shapes = shacl.Shapes.from_text(ntriples + _PROBE_SHAPE, "ntriples")
            results = self._shapes.validate_text(f'_:a <{_PROBE}> "" .\n', "ntriples").results
            probe = next(each for each in results if each.source_shape == f"<{_PROBE}>")
        except (ValueError, RuntimeError, SyntaxError, OSError, StopIteration) as error:
            raise InputError(f"the engine shacl cannot take the shapes: {error}") from None
        self._prefix, _, number = probe.focus_node.rpartition("b")
        self._first_blank = int(number)

    def results(self, ntriples: str) -> list[Result]:
        try:
            report = self._shapes.validate_text(ntriples, "ntriples", allow_warnings=True)
        except (ValueError, RuntimeError, SyntaxError, OSError) as error:
            raise InputError(f"the engine shacl cannot take the data: {error}") from None
        results = [
            Result(
                result.focus_node,
                result.path,
                result.component_iri,
                result.value,
                _strip_iri(result.source_shape) or _strip_iri(result.root_shape),
                result.severity_iri,
                tuple(result.messages),
            )
            for result in report.results
        ]
        if any(each.focus[0] == "_" or (each.value or "x")[0] == "_" for each in results):
            label = self._label_function(ntriples)
            results = [
                replace(each, focus=label(each.focus), value=each.value and label(each.value)) for each in results
            ]
        return results

    def _label_function(self, ntriples: str) -> Callable[[str], str]:
        """A function from a blank node label of the engine to the one in the data."""
        order = list(dict.fromkeys(match[1] or match[2] for match in _BLANK_TERM.finditer(ntriples)))

        def label(term: str) -> str:
            if not term.startswith(self._prefix):
                return term
            number = int(term.removeprefix(f"{self._prefix}b")) - self._first_blank
            return order[number] if 0 <= number < len(order) else term

        return label


def _strip_iri(term: str | None) -> str | None:
    return term[1:-1] if term and term.startswith("<") else None


class _PyShacl(CompiledShapes):
    """pySHACL, the reference, over rdflib graphs."""

    engine = Engine.PYSHACL

    def __init__(self, ntriples: str) -> None:
        from ..rdf.bridge import graph_of

        self._shapes = graph_of([ntriples])
        # pySHACL looks up prefixes in the data graph, not in the graphs that sh:prefixes imports.
        self._declared = [
            (str(self._shapes.value(each, _uri_ref(SH.prefix))), str(self._shapes.value(each, _uri_ref(SH.namespace))))
            for each in self._shapes.objects(None, _uri_ref(SH.declare))
        ]

    def results(self, ntriples: str) -> list[Result]:
        import pyshacl

        from ..rdf.bridge import as_written, graph_of

        try:
            with as_written():
                data = graph_of([ntriples])
                for prefix, namespace in self._declared:
                    data.bind(prefix, namespace, replace=True)
                _, graph, _ = pyshacl.validate(data, shacl_graph=self._shapes, inplace=True, advanced=False, js=False)
        except Exception as error:  # noqa: BLE001  it raises all kinds of errors for shapes that it refuses
            raise InputError(f"pySHACL cannot take the shapes: {error}") from None
        if isinstance(graph, BaseException):
            raise InputError(f"pySHACL cannot take the shapes: {graph}")
        top = set(graph.objects(None, _uri_ref(SH.result)))  # without results of parts (sh:detail)
        return [self._result(graph, node) for node in top]

    def _result(self, graph: rdflib.Graph, node: Any) -> Result:
        from ..rdf.bridge import term_of

        def one(predicate: str) -> Any:
            return graph.value(node, _uri_ref(predicate))

        path, value = one(SH.resultPath), one(SH.value)
        messages = graph.objects(node, _uri_ref(SH.resultMessage))
        shape = one(SH.sourceShape)
        return Result(
            term_of(one(SH.focusNode)),
            None if path is None else _path(graph, path),
            str(one(SH.sourceConstraintComponent)),
            None if value is None else term_of(value),
            None if shape is None or _is_blank(shape) else str(shape),
            str(one(SH.resultSeverity)),
            tuple(sorted(map(str, messages))),
        )


def _uri_ref(iri: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(iri)


def _is_blank(node: Any) -> bool:
    import rdflib

    return isinstance(node, rdflib.BNode)


PATH_FORMS: dict[str, str] = {
    "inversePath": "^{}",
    "zeroOrMorePath": "({})*",
    "oneOrMorePath": "({})+",
    "zeroOrOnePath": "({})?",
}
"""The SPARQL form of SHACL paths with one inner path (SHACL, section 2.3.1)."""


def _path(graph: rdflib.Graph, node: Any) -> str:
    """A SHACL path (SHACL, section 2.3.1) as a SPARQL property path."""
    from rdflib.collection import Collection

    if not _is_blank(node):
        return f"<{node}>"
    for name, form in PATH_FORMS.items():
        inner = graph.value(node, _uri_ref(SH[name]))
        if inner is not None:
            return form.format(_path(graph, inner))
    either = graph.value(node, _uri_ref(SH.alternativePath))
    joint, steps = ("/", node) if either is None else ("|", either)
    return f"({joint.join(_path(graph, each) for each in Collection(graph, steps))})"
