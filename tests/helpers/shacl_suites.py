"""Results of SHACL as the suites state them, and as an engine gives them, to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from oslo.errors import InputError
from oslo.rdf.bridge import term_of
from oslo.validation.engine_pyshacl import sparql_path
from oslo.validation.engines import Engine, Result

SH = "http://www.w3.org/ns/shacl#"

Key = tuple[str, str | None, str, str | None]
"""Focus node, path, constraint component and value; the blank nodes of two graphs share no names."""


@cache
def ntriples(path: Path) -> str:
    """A Turtle file as N-Triples."""
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return "".join(f"{quad.triple} .\n" for quad in quads)


def expected(graph: rdflib.Graph, report: rdflib.term.Node) -> Counter[Key]:
    """The results of a report in a suite."""
    found: Counter[Key] = Counter()
    for each in graph.objects(report, rdflib.URIRef(SH + "result")):
        focus, path, component, value = (
            graph.value(each, rdflib.URIRef(SH + name))
            for name in ("focusNode", "resultPath", "sourceConstraintComponent", "value")
        )
        shown = None if path is None else sparql_path(graph, path)
        found[_key(term_of(focus), shown, str(component), None if value is None else term_of(value))] += 1
    return found


def given(results: Iterable[Result]) -> Counter[Key]:
    """The results of an engine."""
    return Counter(_key(each.focus, each.path, each.component, each.value) for each in results)


def _key(focus: str, path: str | None, component: str, value: str | None) -> Key:
    one, two = ("_:" if term and term.startswith("_:") else term for term in (focus, value))
    return str(one), path, component, two


def hold(check: Callable[[Path, Engine], None], path: Path, engine: Engine, known: str | None) -> None:
    """Check a file of a suite through an engine; one that is `known` not to pass (the reason) has to fail."""
    if engine is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    if known is None:
        check(path, engine)
    else:
        with pytest.raises((AssertionError, InputError, pytest.fail.Exception)):
            check(path, engine)
