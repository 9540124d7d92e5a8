"""The JSON-LD contexts that others publish: written with, and read as they were meant.

docs/contexts.md has a row for each context that cannot be used as it stands; the tests read it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from helpers.judges import by_pyld, by_pyoxigraph, canonical
from helpers.laws import examples
from helpers.strategies import instances
from hypothesis import given

from oslo import Format, InputError, Profile, Resource, Validator, describe, read_all, repair_context, write
from oslo.exchange.jsonld_terms import ActiveContext
from oslo.lint.repairing import ContextRepairer
from oslo.model.published import Strength
from oslo.models import MODULES, load_profile
from oslo.rdf.parsing import ReadOptions, parse

PROFILES = [load_profile(name) for name in MODULES]
DATA = Path(__file__).parent / "data"
DOCS = Path(__file__).resolve().parent.parent / "docs" / "contexts.md"
SAMPLES = {
    "adressen.ttl": "adresregister",
    "geefpersoon.ttl": "magda-persoon",
    "inwoners.ttl": "persoon-basis",
    "geefonderneming.ttl": "organisatie-basis",
}
IRI = "https://example.org/context.jsonld"


def published(shared: Path) -> Iterator[tuple[str, bytes]]:
    """Every JSON-LD context of the official files: documents with nothing else, or broken where one stands."""
    root = shared / "official"
    for path in sorted(root.rglob("*.jsonld")):
        text = path.read_bytes()
        try:
            document = json.loads(text)
        except ValueError:
            if path.parent.name != "context":
                continue
        else:
            if not isinstance(document, dict) or set(document) != {"@context"}:
                continue
        yield path.relative_to(root).as_posix(), text


@cache
def drawn(cls: type[Resource], profile: Profile) -> Resource:
    """A random instance of a class with a value for every property, the same on each run."""
    found: list[Resource] = []

    @examples(3)
    @given(instances(cls, known=profile.classes, full=True))
    def take(resource: Resource) -> None:
        found.append(resource)

    take()
    return found[-1]


@cache
def samples() -> list[Resource]:
    return [each for file, name in SAMPLES.items() for each in read_all(DATA / file, load_profile(name)).resources[:6]]


def things_for(document: dict[str, Any], most: int = 8) -> list[Resource]:
    """The samples, and random instances of the classes for which a context has most words."""
    base = ActiveContext().extended(document["@context"])
    scoped = [term["@context"] for term in base.terms.values() if isinstance(term, dict) and "@context" in term]
    places = [base, *map(base.extended, scoped)]
    has = cache(lambda iri: any(place.terms_for(iri) for place in places))
    words = {
        (cls, profile): sum(has(iri) for iri in {describe(cls).iri, *(prop.path for prop in describe(cls).properties)})
        for profile in PROFILES
        for cls in profile.classes
    }
    best = sorted((pair for pair in words if words[pair]), key=lambda pair: -words[pair])
    return samples() + [drawn(*pair) for pair in best[:most]]


def written(things: list[Resource], document: dict[str, Any]) -> str:
    """What becomes of things that are written with a context: `equal` triples, others, or a refusal."""
    try:
        text = write(things, Format.JSONLD, context=document)
    except InputError:
        return "refused"
    expected = canonical(write(things, Format.NTRIPLES))
    return "equal" if by_pyoxigraph(text) == by_pyld(text) == expected else "differs"


def answer(text: bytes) -> tuple[str, str]:
    """What becomes of things written with a context as it is published, and repaired."""
    try:
        repaired, repairs = repair_context(text)
    except InputError:
        return "not JSON", "not JSON"
    things = things_for(repaired)
    try:
        as_published = written(things, json.loads(text))
    except ValueError:
        as_published = "not JSON"
    assert repairs or as_published == "equal"
    return as_published, written(things, repaired)


def table(title: str) -> list[list[str]]:
    part = DOCS.read_text("utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


@pytest.mark.slow
def test_what_is_written_with_a_published_context_reads_back_equal(shared: Path) -> None:
    answers = {name: answer(text) for name, text in published(shared)}
    assert f"Over the {len(answers)} published contexts" in DOCS.read_text("utf-8")
    rows = table("Published contexts that cannot be used as they are")
    assert all(reason for *_, reason in rows)
    excused = {name: (as_published, repaired) for name, as_published, repaired, _ in rows}
    assert {name: each for name, each in answers.items() if each != ("equal", "equal")} == excused


@pytest.mark.slow
def test_what_is_meant_by_a_published_context_is_read(shared: Path) -> None:
    """A document with plain IRIs for its links, as people write them who trust the context that they name."""
    unequal, repaired_ones = [], 0
    for name, text in published(shared):
        try:
            repaired, _ = repair_context(text)
        except InputError:
            continue
        things = things_for(repaired)
        document = {**json.loads(write(things, Format.JSONLD, context=repaired)), "@context": IRI}
        repairer = ContextRepairer()
        quads = parse(
            json.dumps(document), Format.JSONLD, options=ReadOptions(contexts={IRI: text}.get, repairer=repairer)
        )
        if canonical("".join(f"{quad.triple} .\n" for quad in quads)) != canonical(write(things, Format.NTRIPLES)):
            unequal.append(name)
        repaired_ones += bool(repairer.repairs)
    assert not unequal
    assert repaired_ones > 40


def test_mistakes_of_the_published_contexts(shared: Path) -> None:
    contexts: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for _, text in published(shared):
        try:
            _, repairs = repair_context(text)
        except InputError:
            continue
        found: Counter[str] = Counter()
        for each in repairs:
            number, _, what = each.partition(" x ")
            found[re.sub(r"(?<=the prefix )\S+,|https?://\S+?(?=:? |$)", "...", what)] += int(number)
        contexts.update(found.keys())
        times.update(found)
    rows = {what: (int(number), int(all_of_them)) for what, number, all_of_them, _ in table("Their mistakes")}
    assert rows == {what: (contexts[what], times[what]) for what in contexts}


@pytest.mark.slow
def test_the_official_answers_of_magda_read_whole_only_when_repaired(shared: Path) -> None:
    folder = shared / "official/oslo/magda-persoon-im"
    published_context = (folder / "context/persoon.jsonld").read_bytes()
    files = sorted((folder / "pairs/json").glob("*.json"))
    for file in files:
        contexts = {json.loads(file.read_text("utf-8"))["@context"]: published_context}.get
        reading = read_all(file, load_profile("magda-persoon"), Format.JSONLD, contexts=contexts)
        assert (len(reading.resources), reading.problems, reading.unread) == (1, [], 0)
        assert any("PersonEnvelope" in each for each in reading.repairs)
        profile, strength = load_profile("magda-persoon"), Strength.EXCHANGED
        report = Validator(profile, contexts=contexts, strength=strength).validate(file, Format.JSONLD)
        assert report.conforms
        assert report.repairs == reading.repairs
        with pytest.raises(InputError, match="PersonEnvelope"):  # a type that the context does not explain
            read_all(file, profile, Format.JSONLD, contexts=contexts, repair=False)
    assert len(files) == 5
