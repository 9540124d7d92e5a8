"""The W3C SHACL test suite (core and SPARQL) through both engines: the same results as the suite expects."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import pytest
import rdflib
from helpers.published import published_folder

from oslo.errors import InputError
from oslo.rdf.bridge import graph_of, term_of
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.engine_pyshacl import sparql_path
from oslo.validation.engines import Engine, compile_shapes

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
SUITE = "official/w3c/data-shapes-test-suite/tests"

KNOWN: dict[tuple[str, Engine], str] = {
    ("core/property/uniqueLang-002.ttl", Engine.PYSHACL): 'takes sh:uniqueLang "1"^^xsd:boolean for true',
    ("sparql/pre-binding/shapesGraph-001.ttl", Engine.PYSHACL): "does not bind $shapesGraph",
    ("sparql/pre-binding/unsupported-sparql-004.ttl", Engine.SHACL): "does not refuse this query",
}
"""Tests that an engine does not pass, and why; each is also named in docs/validation.md."""

Key = tuple[str, str | None, str, str | None]


@cache
def ntriples(path: Path) -> str:
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return "".join(f"{quad.triple} .\n" for quad in quads)


def expected(graph: rdflib.Graph, result: rdflib.term.Node) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for each in graph.objects(result, rdflib.URIRef(SH + "result")):
        focus, path, component, value = (
            graph.value(each, rdflib.URIRef(SH + name))
            for name in ("focusNode", "resultPath", "sourceConstraintComponent", "value")
        )
        shown = None if path is None else sparql_path(graph, path)
        found[blankless(term_of(focus), shown, str(component), None if value is None else term_of(value))] += 1
    return found


def blankless(focus: str, path: str | None, component: str, value: str | None) -> Key:
    """Blank nodes have no names that two graphs share."""
    one, two = ("_:" if term and term.startswith("_:") else term for term in (focus, value))
    return one, path, component, two


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
    if engine is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    if (name, engine) in KNOWN:
        with pytest.raises((AssertionError, InputError, pytest.fail.Exception)):
            check(path, engine)
    else:
        check(path, engine)


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
        keys = Counter(blankless(each.focus, each.path, each.component, each.value) for each in found)
        assert keys == expected(graph, result)
