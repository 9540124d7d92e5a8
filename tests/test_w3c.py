"""The W3C SHACL test suite (core and SPARQL) through both engines: the same results as the suite expects."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
import rdflib
from helpers.published import published_folder
from helpers.shacl_suites import expected, given, hold, ntriples

from oslo.errors import InputError
from oslo.rdf.bridge import graph_of
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.engines import Engine, compile_shapes

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SUITE = "official/w3c/data-shapes-test-suite/tests"

KNOWN: dict[tuple[str, Engine], str] = {
    ("sparql/pre-binding/shapesGraph-001.ttl", Engine.PYSHACL): "does not bind $shapesGraph",
    ("sparql/pre-binding/unsupported-sparql-004.ttl", Engine.SHACL): "does not refuse this query",
}
"""Tests that an engine does not pass, and why; each is also named in docs/validation.md."""


def file_of(iri: str) -> Path:
    return Path(unquote(urlparse(iri).path))


def paths() -> list[tuple[str, Path]]:
    root = published_folder() / SUITE
    return [
        (str(path.relative_to(root)), path)
        for kind in ("core", "sparql")
        for path in sorted((root / kind).rglob("*.ttl"))
        if "sht:Validate" in path.read_text("utf-8")
    ] or [("absent", Path("absent"))]


@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
@pytest.mark.parametrize(("name", "path"), [pytest.param(*each, id=each[0]) for each in paths()])
@pytest.mark.filterwarnings("ignore")  # rdflib and pySHACL warn of the ill-typed literals that the tests are about
def test_w3c(shared: Path, name: str, path: Path, engine: Engine) -> None:
    hold(check, path, engine, KNOWN.get((name, engine)))


def check(path: Path, engine: Engine) -> None:
    graph = graph_of([ntriples(path)])
    for test in graph.subjects(rdflib.RDF.type, rdflib.URIRef(SHT + "Validate")):
        action, result = (graph.value(test, rdflib.URIRef(MF + each)) for each in ("action", "result"))
        data, shapes = (str(graph.value(action, rdflib.URIRef(SHT + each))) for each in ("dataGraph", "shapesGraph"))
        if str(result) == SHT + "Failure":
            with pytest.raises(InputError):
                compile_shapes(ShapesGraph.of(ntriples(file_of(shapes))), engine).results(ntriples(file_of(data)))
            continue
        found = compile_shapes(ShapesGraph.of(ntriples(file_of(shapes))), engine).results(ntriples(file_of(data)))
        assert given(found) == expected(graph, result)
