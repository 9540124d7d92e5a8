"""The two SHACL engines behind one function.

`shacl` (Rust) compiles the shapes once and is some seventy times faster; pySHACL is the reference
and runs everywhere. Both answer with the same results, in N-Triples terms; which one answered is
always said. Nothing here knows of profiles, words or reports.
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
    """Which engine checks: `auto` takes the fast one where it is installed and takes the shapes.

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

    `path` is a SPARQL property path; `shape` the source shape where it has an IRI, else the
    nearest shape above it that has one.
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
        """What the shapes find in a data graph, given as N-Triples; InputError for data it cannot take."""


def is_fast() -> bool:
    """Whether the fast engine is installed."""
    return importlib.util.find_spec("shacl") is not None


def compile_shapes(shapes: ShapesGraph, engine: Engine = Engine.AUTO) -> CompiledShapes:
    """Make a shapes graph ready; its shapes that are blank nodes get the names that results then have.

    Raises InputError when the engine (with `auto`: both) cannot take the shapes, OsloError when
    the engine that was asked for is not installed.
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
    """The `shacl` wheel. It numbers blank nodes as it meets them; they get their labels back here."""

    engine = Engine.SHACL

    def __init__(self, ntriples: str) -> None:
        import shacl

        try:
            self._shapes = shacl.Shapes.from_text(ntriples + _PROBE_SHAPE, "ntriples")
            found = self._shapes.validate_text(f'_:a <{_PROBE}> "" .\n', "ntriples").results
            probe = next(each for each in found if each.source_shape == f"<{_PROBE}>")
        except (ValueError, RuntimeError, SyntaxError, OSError, StopIteration) as error:
            raise InputError(f"the engine shacl cannot take the shapes: {error}") from None
        self._prefix, _, number = probe.focus_node.rpartition("b")
        self._first_blank = int(number)

    def results(self, ntriples: str) -> list[Result]:
        try:
            report = self._shapes.validate_text(ntriples, "ntriples", allow_warnings=True)
        except (ValueError, RuntimeError, SyntaxError, OSError) as error:
            raise InputError(f"the engine shacl cannot take the data: {error}") from None
        found = [
            Result(
                each.focus_node,
                each.path,
                each.component_iri,
                each.value,
                _iri(each.source_shape) or _iri(each.root_shape),
                each.severity_iri,
                tuple(each.messages),
            )
            for each in report.results
        ]
        if any(each.focus[0] == "_" or (each.value or "x")[0] == "_" for each in found):
            labels = self._labels(ntriples)
            found = [replace(each, focus=labels(each.focus), value=each.value and labels(each.value)) for each in found]
        return found

    def _labels(self, ntriples: str) -> Callable[[str], str]:
        """From a label of the engine to the one in the data."""
        order = list(dict.fromkeys(match[1] or match[2] for match in _BLANK_TERM.finditer(ntriples)))

        def label(term: str) -> str:
            if not term.startswith(self._prefix):
                return term
            number = int(term.removeprefix(f"{self._prefix}b")) - self._first_blank
            return order[number] if 0 <= number < len(order) else term

        return label


def _iri(term: str | None) -> str | None:
    return term[1:-1] if term and term.startswith("<") else None


class _PyShacl(CompiledShapes):
    """pySHACL, the reference, over rdflib graphs."""

    engine = Engine.PYSHACL

    def __init__(self, ntriples: str) -> None:
        from ..rdf.bridge import graph_of

        self._shapes = graph_of([ntriples])
        # pySHACL looks prefixes up in the data graph, and not in graphs that sh:prefixes imports.
        self._declared = [
            (str(self._shapes.value(each, _ref(SH.prefix))), str(self._shapes.value(each, _ref(SH.namespace))))
            for each in self._shapes.objects(None, _ref(SH.declare))
        ]
        self._said = {str(each) for each in self._shapes.objects(None, _ref(SH.message))}

    def results(self, ntriples: str) -> list[Result]:
        import pyshacl

        from ..rdf.bridge import as_written, graph_of

        try:
            with as_written():
                data = graph_of([ntriples])
                for prefix, namespace in self._declared:
                    data.bind(prefix, namespace, replace=True)
                _, graph, _ = pyshacl.validate(data, shacl_graph=self._shapes, inplace=True, advanced=False, js=False)
        except Exception as error:  # noqa: BLE001  it raises errors of every kind for shapes that it cannot take
            raise InputError(f"pySHACL cannot take the shapes: {error}") from None
        if isinstance(graph, BaseException):
            raise InputError(f"pySHACL cannot take the shapes: {graph}")
        top = set(graph.objects(None, _ref(SH.result)))  # results of parts (sh:detail) are not of the report
        return [self._result(graph, node) for node in top]

    def _result(self, graph: rdflib.Graph, node: Any) -> Result:
        from ..rdf.bridge import term_of

        def one(predicate: str) -> Any:
            return graph.value(node, _ref(predicate))

        path, value = one(SH.resultPath), one(SH.value)
        messages = (str(each) for each in graph.objects(node, _ref(SH.resultMessage)))
        shape = one(SH.sourceShape)
        return Result(
            term_of(one(SH.focusNode)),
            None if path is None else _path(graph, path),
            str(one(SH.sourceConstraintComponent)),
            None if value is None else term_of(value),
            None if shape is None or _is_blank(shape) else str(shape),
            str(one(SH.resultSeverity)),
            tuple(each for each in messages if each in self._said),
        )


def _ref(iri: str) -> rdflib.URIRef:
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
"""How SPARQL writes the paths of SHACL that have one inner path (SHACL, section 2.3.1)."""


def _path(graph: rdflib.Graph, node: Any) -> str:
    """A SHACL path (SHACL, section 2.3.1) as a SPARQL property path."""
    from rdflib.collection import Collection

    if not _is_blank(node):
        return f"<{node}>"
    for name, form in PATH_FORMS.items():
        inner = graph.value(node, _ref(SH[name]))
        if inner is not None:
            return form.format(_path(graph, inner))
    either = graph.value(node, _ref(SH.alternativePath))
    joint, steps = ("/", node) if either is None else ("|", either)
    return f"({joint.join(_path(graph, each) for each in Collection(graph, steps))})"
