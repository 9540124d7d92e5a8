"""The W3C test suites of the syntaxes of RDF, as cases: what to read, what it says, and under which IRI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from helpers.published import published_folder
from oslo.rdf.parsing import Format, format_of

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFA_BASE = "http://rdfa.info/test-suite/test-cases/rdfa1.1/html5/"


@dataclass(frozen=True)
class Case:
    """A file of a suite: a test reads it, refuses it (`negative`), or compares it with the file of the `result`."""

    name: str
    file: Path
    format: Format
    base: str
    negative: bool = False
    result: Path | None = None


def rdf_cases(edition: str) -> list[Case]:
    """The tests of `rdf11` or `rdf12`, of every syntax; none where the suites are not."""
    root = published_folder() / "suites" / "rdf-tests" / "rdf" / edition
    return [case for manifest in sorted(root.rglob("manifest.ttl")) for case in _of_manifest(root, manifest)]


def _of_manifest(root: Path, manifest: Path) -> Iterator[Case]:
    triples: dict[Any, dict[str, list[Any]]] = {}
    for quad in ox.parse(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri()):
        triples.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    bases = (each.value for about in triples.values() for each in about.get(f"{MF}assumedTestBase", ()))
    base = next(bases, f"{manifest.parent.as_uri()}/")
    for about in triples.values():
        [kind] = [each.value.rpartition("#")[2] for each in about.get(RDF_TYPE, ())] or [""]
        files = {name: about[f"{MF}{name}"][0] for name in ("action", "result") if f"{MF}{name}" in about}
        if not kind.startswith("Test") or "action" not in files or not isinstance(files["action"], ox.NamedNode):
            continue
        file = _path_of(files["action"].value, manifest, base)
        if file is None or (format := format_of(file)) is None:
            continue
        result = _path_of(files["result"].value, manifest, base) if "result" in files else None
        name = str(file.relative_to(root))
        yield Case(name, file, format, f"{base}{file.relative_to(manifest.parent)}", "Negative" in kind, result)


def _path_of(iri: str, manifest: Path, base: str) -> Path | None:
    """The file beside a manifest: manifests name it relative to themselves, or under the base of the suite."""
    path = manifest.parent / iri.removeprefix(f"{manifest.parent.as_uri()}/").removeprefix(base)
    return path if path.is_file() else None


def rdfa_cases() -> list[tuple[Case, str, bool]]:
    """The tests of RDFa 1.1 in HTML5: the page, the ASK query about it, and the answer."""
    root = published_folder() / "suites" / "rdfa" / "test-suite"
    if not root.is_dir():
        return []
    folder = root / "test-cases" / "rdfa1.1" / "html5"
    return [
        (
            Case(each["num"], folder / f"{each['num']}.html", Format.RDFA, f"{RDFA_BASE}{each['num']}.html"),
            (folder / f"{each['num']}.sparql").read_text("utf-8"),
            each["expectedResults"],
        )
        for each in json.loads((root / "manifest.jsonld").read_text("utf-8"))["@graph"]
        if "html5" in each["hostLanguages"] and "rdfa1.1" in each["versions"]
    ]


def jsonld_cases() -> list[Case]:
    """What the toRdf tests of JSON-LD say, as N-Quads; without the two that have a blank node as predicate."""
    root = published_folder() / "suites" / "json-ld-api" / "tests" / "toRdf"
    paths = [path for path in sorted(root.glob("*-out.nq")) if path.name not in ("0118-out.nq", "e075-out.nq")]
    return [Case(path.name, path, Format.NQUADS, f"https://w3c.github.io/json-ld-api/{path.name}") for path in paths]
