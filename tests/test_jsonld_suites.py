"""The test suites of JSON-LD 1.1 API, through the functions of this library that do what they ask.

toRdf and html: `parse`; expand: `expanded`; flatten: the flattened document says what the document says; fromRdf: what
the writer writes reads back; remote-doc: tests/test_fetch.py. Tests of JSON-LD 1.0 are left out: it is not read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from helpers.published import published_folder

from oslo.errors import InputError
from oslo.exchange.jsonld import jsonld
from oslo.rdf.jsonld.expansion import expanded
from oslo.rdf.jsonld.keywords import JsonLdError
from oslo.rdf.jsonld.processing import Remote
from oslo.rdf.jsonld.statements import quads
from oslo.rdf.parsing import Format, ReadOptions, parse

ROOT = published_folder() / "suites/json-ld-api/tests"
IRI = "https://w3c.github.io/json-ld-api/tests/"

_NO_DIRECTION = "a base direction is not made part of the statement: rdfDirection is not offered"
_ALL_SCRIPTS = "all scripts of a page are read: extractAllScripts is not offered"
_NAMED_GRAPHS = "the writer writes one graph"

REFUSED = {f"toRdf#t{name}" for name in ("e111", "e112", "li12", "wf01", "wf02", "wf03", "wf04", "wf05", "wf07")}
"""With an IRI or a language tag that is not well-formed: the standard leaves such a statement out, we refuse it."""

KNOWN: dict[str, str] = {
    "toRdf#tdi09": _NO_DIRECTION,
    "toRdf#tdi10": _NO_DIRECTION,
    "toRdf#tdi11": _NO_DIRECTION,
    "toRdf#tdi12": _NO_DIRECTION,
    "flatten#te001": "two @index of one node are no error: an @index says nothing in RDF",
    **{f"fromRdf#t{number}": _NAMED_GRAPHS for number in ("0005", "0006", "0007", "0020", "0021", "0022")},
    **dict.fromkeys(
        ("fromRdf#tjs08", "fromRdf#tjs09"), "a JSON literal is written as its text, whether it is JSON or not"
    ),
    **dict.fromkeys((f"html#t{name}" for name in ("e002", "c002", "f002", "f004", "r002")), _ALL_SCRIPTS),
    "html#te006": "a page without JSON-LD says nothing: it is no error, as for toRdf",
}
"""The tests that do not pass, and why."""


class Case(NamedTuple):
    """A test of a suite: its manifest, its entry there, the options that it asks for."""

    suite: str
    entry: dict[str, Any]

    @property
    def name(self) -> str:
        return self.suite + str(self.entry["@id"])

    @property
    def options(self) -> dict[str, Any]:
        return self.entry.get("option") or {}

    @property
    def negative(self) -> bool:
        return "jld:NegativeEvaluationTest" in self.entry["@type"]

    @property
    def base(self) -> str:
        return str(self.options.get("base", IRI + self.entry["input"]))

    def text(self, key: str = "input") -> str:
        return (ROOT / self.entry[key]).read_text("utf-8")

    def document(self) -> Any:
        """The document, after the context that an option puts before it."""
        document = json.loads(self.text())
        if name := self.options.get("expandContext"):
            before = json.loads((ROOT / name).read_text("utf-8"))["@context"]
            document["@context"] = [before, document["@context"]] if "@context" in document else before
        return document


def cases(suite: str) -> list[Any]:
    manifest = ROOT / f"{suite}-manifest.jsonld"
    entries = json.loads(manifest.read_text("utf-8"))["sequence"] if manifest.is_file() else []
    found = [Case(suite, entry) for entry in entries]
    modern = [each for each in found if "json-ld-1.0" not in each.options.values()]
    return [pytest.param(each, id=each.entry["@id"][1:]) for each in modern] or [pytest.param(None, id="absent")]


def each_of(suite: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases(suite))


def context(iri: str) -> str | None:
    path = ROOT / iri.removeprefix(IRI)
    return path.read_text("utf-8") if path.is_file() else None


def load(iri: str) -> Remote:
    document = json.loads(context(iri) or "{}")
    if not isinstance(document, dict) or "@context" not in document:
        raise JsonLdError("invalid remote context" if context(iri) else "loading remote context failed", iri)
    return Remote(iri, document["@context"])


def canonical(statements: Iterator[ox.Quad] | list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, dataset))


def said_by(text: str) -> set[str]:
    return canonical(ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True))


def unordered(value: Any, *, ordered: bool = False) -> Any:
    """Expanded JSON-LD with its sets in one order; lists and JSON literals stay as they are."""
    if isinstance(value, dict):
        literal = value.get("@type") == "@json"
        return value if literal else {key: unordered(part, ordered=key == "@list") for key, part in value.items()}
    if not isinstance(value, list):
        return value
    parts = [unordered(part) for part in value]
    return parts if ordered else sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))


def run(case: Case, check: Callable[[Case], None]) -> None:
    """A test that is known not to pass has to fail, so that the table says what is so."""
    if case.name in KNOWN:
        with pytest.raises((AssertionError, InputError, pytest.fail.Exception)):
            check(case)
    else:
        check(case)


@each_of("toRdf")
def test_to_rdf(shared: Path, case: Case) -> None:
    run(case, check_to_rdf)


def check_to_rdf(case: Case) -> None:
    found: Iterable[ox.Quad] = parse(
        json.dumps(case.document()), Format.JSONLD, options=ReadOptions(context, base=case.base)
    )
    if case.name in REFUSED:
        with pytest.raises(InputError, match="not JSON-LD: invalid"):
            list(found)
        found = quads(expanded(case.document(), load, case.base), lenient=True)
    if case.negative:
        with pytest.raises(InputError):
            list(found)
    elif "expect" not in case.entry:
        assert list(found) is not None  # a test of syntax: it is read
    else:
        assert canonical(found) == said_by(case.text("expect"))


@each_of("expand")
def test_expand(shared: Path, case: Case) -> None:
    run(case, check_expand)


def check_expand(case: Case) -> None:
    if case.negative:
        with pytest.raises(JsonLdError) as error:
            expanded(case.document(), load, case.base)
        assert error.value.code == case.entry["expectErrorCode"]
    else:
        found = expanded(case.document(), load, case.base)
        assert unordered(found) == unordered(json.loads(case.text("expect")))


@each_of("flatten")
def test_flatten(shared: Path, case: Case) -> None:
    run(case, check_flatten)


def check_flatten(case: Case) -> None:
    if case.negative:
        with pytest.raises(JsonLdError):
            quads(expanded(case.document(), load, case.base))
    else:
        found = quads(expanded(case.document(), load, case.base))
        assert canonical(found) == canonical(quads(expanded(json.loads(case.text("expect")), load)))


@each_of("fromRdf")
def test_from_rdf(shared: Path, case: Case) -> None:
    run(case, check_from_rdf)


def check_from_rdf(case: Case) -> None:
    statements = list(ox.parse(case.text(), format=ox.RdfFormat.N_QUADS))
    text = "".join(f"{quad.triple} .\n" for quad in statements)
    document = "".join(jsonld([text] if text else [], {}))
    if case.negative:
        with pytest.raises(InputError):
            list(parse(document, Format.JSONLD))
    else:
        assert canonical(parse(document, Format.JSONLD)) == canonical(statements)


@each_of("html")
def test_html(shared: Path, case: Case) -> None:
    pytest.importorskip("pyRdfa", reason="pages are read with the extra rdfa")
    run(case, check_html)


def check_html(case: Case) -> None:
    page = (ROOT / case.entry["input"].partition("#")[0]).read_bytes()
    found = parse(page, Format.RDFA, options=ReadOptions(context, base=case.base))
    if case.negative:
        with pytest.raises(InputError):
            list(found)
    elif case.entry["expect"].endswith(".nq"):
        assert canonical(found) == said_by(case.text("expect"))
    else:
        assert canonical(found) == canonical(quads(expanded(json.loads(case.text("expect")), load)))


def test_each_failure_that_is_known_is_a_test(shared: Path) -> None:
    names = {each.values[0].name for suite in SUITES for each in cases(suite)}
    assert names.issuperset(KNOWN)


SUITES = ("toRdf", "expand", "flatten", "fromRdf", "html")
