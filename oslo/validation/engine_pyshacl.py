"""The reference engine: pySHACL, over rdflib graphs, with the decisions of `decisions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..namespaces import RDF, SH
from .decisions import decided
from .engine import NOT_DECIDED, PATH_FORMS, CompiledShapes, Engine, Result, one_line

if TYPE_CHECKING:
    import rdflib


class PyShacl(CompiledShapes):
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
            with as_written(), decided() as given_up:
                data = graph_of([ntriples])
                for prefix, namespace in self._declared:
                    data.bind(prefix, namespace, replace=True)
                _, graph, _ = pyshacl.validate(data, shacl_graph=self._shapes, inplace=True, advanced=False, js=False)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  it raises all kinds of errors for shapes that it refuses
            raise InputError(f"pySHACL cannot take the shapes: {one_line(error)}") from None
        if isinstance(graph, BaseException):
            raise InputError(f"pySHACL cannot take the shapes: {one_line(graph)}")
        severity = str(SH.Violation)
        top = set(graph.objects(None, _uri_ref(SH.result)))  # without results of parts (sh:detail)
        return [self._result(graph, node) for node in top] + [
            Result(each.focus, self._path(each.shape), NOT_DECIDED, each.value, each.shape[1:-1], severity, (each.why,))
            for each in given_up
        ]

    def _path(self, shape: str) -> str | None:
        path = self._shapes.value(_uri_ref(shape[1:-1]), _uri_ref(SH.path))
        return None if path is None else sparql_path(self._shapes, path)

    def _result(self, report: rdflib.Graph, node: Any) -> Result:
        from ..rdf.bridge import term_of

        def one(predicate: str) -> Any:
            return report.value(node, _uri_ref(predicate))

        graph = report
        path, value = one(SH.resultPath), one(SH.value)
        messages = report.objects(node, _uri_ref(SH.resultMessage))
        shape = one(SH.sourceShape)
        if _is_blank(path) and (whole := self._shapes.value(shape, _uri_ref(SH.path))):
            graph, path = self._shapes, whole  # pySHACL copies a path into its report to a certain depth
        return Result(
            term_of(one(SH.focusNode)),
            None if path is None else sparql_path(graph, path),
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


def sparql_path(graph: rdflib.Graph, node: Any) -> str:
    """A SHACL path (SHACL, section 2.3.1) as a SPARQL property path."""
    from rdflib.collection import Collection

    if not _is_blank(node):
        return f"<{node}>"

    def joined(joint: str, steps: Any) -> str:
        return f"({joint.join(sparql_path(graph, each) for each in Collection(graph, steps))})"

    if graph.value(node, _uri_ref(RDF.first)) is not None:
        return joined("/", node)
    for name, form in PATH_FORMS.items():
        inner = graph.value(node, _uri_ref(SH[name]))
        if inner is not None:
            return form.format(sparql_path(graph, inner))
    return joined("|", graph.value(node, _uri_ref(SH.alternativePath)))
