"""Small shapes, written as Turtle, and the modules made from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from helpers.generated import imported
from oslo.generating import Generated, module

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix ex: <https://example.org/ns#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
"""

Made = tuple[Generated, ModuleType]
Make = Callable[..., Made]


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Make:
    """Turtle (prefixes are given) to a module made from it, and that module imported."""

    def made(turtle: str, context: str | None = None, more: str | None = None) -> Made:
        files = [tmp_path / "voorbeeld-SHACL.ttl"]
        files[0].write_text(PREFIXES + turtle, "utf-8")
        if more is not None:
            files.append(tmp_path / "more.ttl")
            files[1].write_text(PREFIXES + more, "utf-8")
        words = tmp_path / "voorbeeld.jsonld" if context else None
        if words and context:
            words.write_text(context, "utf-8")
        generated = module(files, words)
        name = "".join(char if char.isalnum() else "_" for char in request.node.name)
        return generated, imported(generated.source, tmp_path / f"small_{name}.py")

    return made


def shape(name: str, *properties: str, rest: str = "") -> str:
    listed = "".join(f" sh:property [ {each} ] ;" for each in properties)
    return f"ex:{name}Shape a sh:NodeShape ; sh:targetClass ex:{name} ;{listed} {rest} sh:closed false .\n"


def annotation(made: Made, cls: str, name: str) -> str:
    return str(getattr(made[1], cls).__annotations__[name])
