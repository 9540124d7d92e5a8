"""The W3C test suites of the syntaxes of RDF: each file is read as the suite says, and written back to the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers.suites import Case, jsonld_cases, rdf_cases, rdfa_cases
from lxml import etree

from oslo.errors import InputError, OutputError
from oslo.exchange import render
from oslo.rdf.parsing import WRITTEN, Format, ReadOptions, parse
from oslo.rdf.sources import texts

RDF11 = rdf_cases("rdf11")
CASES = [*RDF11, *rdf_cases("rdf12")]
POSITIVE = [case for case in CASES if not case.negative]
PAGES = rdfa_cases()

KNOWN = {
    "0217": "the triple about the vocabulary that a processor adds is left out: the page does not say it",
}
"""Tests that are not passed, and why; each is also named in docs/validation.md."""


def read(case: Case, file: Path | None = None) -> list[ox.Quad]:
    options = ReadOptions(base=case.base, strict=True)
    return list(parse(file or case.file, None if file else case.format, options=options))


def same(one: Iterable[ox.Quad], other: Iterable[ox.Quad]) -> bool:
    """Whether two graphs are isomorphic."""
    datasets = ox.Dataset(one), ox.Dataset(other)
    for each in datasets:
        each.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


def passes(case: Case) -> bool:
    try:
        quads = read(case)
    except InputError:
        return case.negative
    return not case.negative and (case.result is None or same(quads, read(case, case.result)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_says_what_the_suite_says(case: Case) -> None:
    assert passes(case) is (case.name not in KNOWN), KNOWN.get(case.name)


@pytest.mark.parametrize("case", [case for case in CASES if "c14n" in case.name], ids=lambda case: case.name)
def test_triples_are_passed_on_in_their_canonical_form(case: Case) -> None:
    assert case.result is not None
    if case.format is Format.NTRIPLES:
        passed_on = "".join(texts([case.file], options=ReadOptions(strict=True)))
    else:
        passed_on = "".join(f"{quad} .\n" for quad in read(case))
    assert passed_on == case.result.read_text("utf-8")


@pytest.mark.parametrize(("case", "query", "answer"), PAGES, ids=[case.name for case, _, _ in PAGES])
def test_a_page_says_what_the_suite_says(case: Case, query: str, answer: bool) -> None:
    store = ox.Store()
    store.extend(read(case))
    assert (bool(store.query(query)) is answer) is (case.name not in KNOWN), KNOWN.get(case.name)


@pytest.mark.parametrize(
    "case", [*POSITIVE, *(case for case, _, _ in PAGES), *jsonld_cases()], ids=lambda case: case.name
)
def test_what_a_file_says_is_written_back_or_refused(case: Case) -> None:
    text = "".join(texts([case.file], case.format, ReadOptions(base=case.base, strict=True)))
    triples = set(map(lowered, ox.parse(text, format=ox.RdfFormat.N_TRIPLES)))
    for format in WRITTEN:
        if all(can_say(format, quad) for quad in triples):
            made = "".join(render([text], format, []))
            assert same(triples, map(lowered, parse(made, format))), made
        else:
            with pytest.raises(
                OutputError, match=r"cannot be written as (RDF/XML|JSON-LD)|no place for a triple as a value"
            ):
                list(render([text], format, []))


def can_say(format: Format, statement: ox.Quad | ox.Triple) -> bool:
    """Whether a syntax has a form for a statement, as lxml sees it."""
    value = statement.object
    if format is Format.JSONLD:
        return not isinstance(value, ox.Triple) and not getattr(value, "direction", None)
    if format is not Format.RDFXML:
        return True
    if isinstance(value, ox.Triple) and not can_say(format, value):
        return False
    predicate = statement.predicate.value
    texts = [value.value] if isinstance(value, ox.Literal) else []
    names = (predicate[at:] for at in range(len(predicate)) if predicate[:at].isascii())
    return all(map(is_text, texts)) and any(map(is_name, names))


def is_name(text: str) -> bool:
    try:
        return bool(etree.QName("urn:x", text))
    except ValueError:
        return False


def is_text(text: str) -> bool:
    try:
        etree.Element("x").text = text
    except ValueError:
        return False
    return True


def lowered(quad: ox.Quad) -> ox.Quad:
    """A language tag is the same in any case (RDF 1.1 Concepts, section 3.3), and readers change it."""
    value = quad.object
    if isinstance(value, ox.Literal) and value.language and not value.direction:
        return ox.Quad(quad.subject, quad.predicate, ox.Literal(value.value, language=value.language.lower()))
    return quad


def test_the_suites_are_whole(shared: Path) -> None:
    sizes = Counter(case.name.split("/")[0] for case in RDF11)
    assert sizes == {"rdf-n-triples": 70, "rdf-n-quads": 87, "rdf-turtle": 313, "rdf-trig": 356, "rdf-xml": 166}
    assert len(PAGES) == 170
    assert KNOWN.keys() <= {case.name for case in (*CASES, *(case for case, _, _ in PAGES))}
