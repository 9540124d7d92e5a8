"""The W3C SHACL test suite (core and SPARQL) through both engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.compare import to_isomorphic

from oslo.engines import Engine, Result, _path, _term, compile_shapes
from oslo.exchange import parse

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SUITE = "official/w3c/data-shapes-test-suite/tests"

Key = tuple[str, str | None, str, str | None]


def tests_of(shared: Path, kind: str) -> list[Path]:
    return sorted(path for path in (shared / SUITE / kind).rglob("*.ttl") if path.name != "manifest.ttl")


def graph(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())


def ntriples(source: rdflib.Graph) -> str:
    return "".join(f"{_term(s)} <{p}> {_term(o)} .\n" for s, p, o in source)
