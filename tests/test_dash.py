"""The test suite of DASH through both engines: the same results as the suite expects."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from helpers.published import published_folder
from helpers.shacl_suites import expected, given, hold, ntriples

from oslo.namespaces import PREFIXES as PREFIXES_OF, SH, XSD
from oslo.rdf.bridge import graph_of
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.engines import Engine, compile_shapes

DASH = "http://datashapes.org/dash#"
SUITE = "suites/dash/src/test/resources/sh/tests"

KNOWN = {
    ("expression/booleans-001.test.ttl", Engine.PYSHACL): "sh:expression is not evaluated, and told",
    ("target/sparqlTarget-001.test.ttl", Engine.PYSHACL): "sh:target is not evaluated, and told",
}
"""Tests that an engine does not pass, and why."""

PREFIXES = {name: str(PREFIXES_OF[name]) for name in ("owl", "rdf", "rdfs", "sh", "xsd")}
"""What the graph that every test imports declares."""


def cases() -> list[tuple[str, Path]]:
    root = published_folder() / SUITE
    return [
        (str(path.relative_to(root)), path)
        for path in sorted(root.rglob("*.test.ttl"))
        if "dash:GraphValidationTestCase" in path.read_text("utf-8")
    ] or [("absent", Path("absent"))]


@pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])
@pytest.mark.parametrize(("name", "path"), [pytest.param(*each, id=each[0]) for each in cases()])
@pytest.mark.filterwarnings("ignore")  # rdflib and pySHACL warn of the ill-typed literals that the tests are about
def test_dash(shared: Path, name: str, path: Path, engine: Engine) -> None:
    hold(check, path, engine, KNOWN.get((name, engine)))


def check(path: Path, engine: Engine) -> None:
    text = ntriples(path) + "".join(
        f'<{DASH[:-1]}> <{SH.declare}> _:{name} .\n_:{name} <{SH.prefix}> "{name}" .\n'
        f'_:{name} <{SH.namespace}> "{space}"^^<{XSD.anyURI}> .\n'
        for name, space in PREFIXES.items()
    )
    graph = graph_of([text])
    [case] = graph.subjects(rdflib.RDF.type, rdflib.URIRef(DASH + "GraphValidationTestCase"))
    report = graph.value(case, rdflib.URIRef(DASH + "expectedResult"))
    assert report is not None
    assert given(compile_shapes(ShapesGraph.of(text), engine).results(text)) == expected(graph, report)
