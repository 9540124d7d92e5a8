"""The profiles of ISA: the examples and shapes that SEMIC publishes, against the two tables of docs/isa.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.laws import examples
from helpers.strategies import instances, typed_references
from hypothesis import given, strategies as st

from oslo import Format, Validator, read_all, write
from oslo.exchange.lines import ntriples
from oslo.model.description import Profile, describe
from oslo.model.resource import Resource
from oslo.models import load_profile
from oslo.models.isa import Thing
from oslo.namespaces import ADMS, RDF, RDFS, SH, compact
from oslo.rdf.ntriples import split_triples
from oslo.rdf.parsing import ReadOptions, format_of, parse
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.data import DataGraph

PAGE = Path(__file__).resolve().parent.parent / "docs" / "isa.md"
PUBLISHED = {
    "core-location": "core-location/2.1.0",
    "core-person": "core-person/2.1.2",
    "core-business": "core-business/2.3.0",
    "core-public-organisation": "cpov/2.1.2",
    "cpsv-ap": "cpsv-ap/3.2.0",
}
each_profile = pytest.mark.parametrize("name", PUBLISHED)


def table(first_columns: str, name: str) -> list[list[str]]:
    """The rows about a profile, without its name, of the table whose header begins so."""
    _, _, rest = PAGE.read_text("utf-8").partition(f"{first_columns} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip(" `") for cell in row.strip("| ").split(" | ")] for row in rows]
    assert cells
    return [row[1:] for row in cells if row[0] == name]


def test_the_page_names_the_profiles_and_their_versions() -> None:
    for name in PUBLISHED:
        [[version, *_]] = table("| profile | version | module", name)
        assert load_profile(name).version == version == PUBLISHED[name].rpartition("/")[2]


# The examples.


def published_examples(shared: Path, name: str) -> dict[str, Path]:
    """The published examples of a profile by file name: those beside it, and others collected elsewhere."""
    beside = sorted((shared / "official/semic" / PUBLISHED[name] / "examples").iterdir())
    known = {path.read_bytes() for path in beside}
    start = PUBLISHED[name].partition("/")[0]
    others = (shared / "records/semic-examples").glob(f"{start}*")
    return {path.name: path for path in (*beside, *sorted(each for each in others if each.read_bytes() not in known))}


def triples(shared: Path, path: Path) -> str:
    """An example as N-Triples; its context is the published one of that name, whatever the version that it asks."""
    folders = [shared / "official/semic" / each / "context" for each in PUBLISHED.values()]
    contexts = {file.name: file for folder in folders for file in folder.iterdir()}

    def context(iri: str) -> Any:
        return json.loads(contexts[Path(iri).name].read_text("utf-8"))

    return "".join(f"{quad.triple} .\n" for quad in parse(path, format_of(path), options=ReadOptions(contexts=context)))


def explained(triple: tuple[str, str, str], outside: set[str]) -> set[str]:
    """Those beginnings of terms that the predicate, or the class of a type, begins with."""
    _, predicate, value = triple
    term = value if predicate == f"<{RDF.type}>" else predicate
    return {each for each in outside if term.startswith(f"<{each}")}


@each_profile
def test_examples_are_read_and_written_back_but_for_what_the_table_names(shared: Path, name: str) -> None:
    rows = {row[0]: row[1:] for row in table("| profile | example | not read", name)}
    paths = published_examples(shared, name)
    assert len(paths) >= 2
    assert rows.keys() <= paths.keys()
    for file, path in paths.items():
        text = triples(shared, path)
        before = set(split_triples(text))
        reading = read_all(text, load_profile(name), Format.NTRIPLES)
        after = set(split_triples(write(reading.resources, Format.NTRIPLES)))
        lost = before - after
        assert after <= before, file  # what has no blank node and is a subset is the same graph when nothing is lost
        assert not any("_:" in term for triple in after for term in triple[::2]), file
        if file not in rows:
            assert (lost, reading.problems, reading.unread) == (set(), [], 0), file
            continue
        assert lost, f"{file}: all is read by now"
        number, outside, unfit, why = rows[file]
        assert number == f"{len(lost)} of {len(before)}", file
        assert len(why) > 10
        beginnings = set(outside.split("` `")) - {"-"}
        assert {each for triple in lost for each in explained(triple, beginnings)} == beginnings, file
        assert {problem.property for problem in reading.problems} == {unfit} - {"-"}, file
        unread = {f"<{problem.node}>" for problem in reading.problems}
        assert [each for each in lost if each[0] not in unread and not explained(each, beginnings)] == [], file


# The shapes.


def official_shapes(shared: Path, name: str) -> Path:
    [path] = (shared / "official/semic" / PUBLISHED[name] / "shacl").glob("*-SHACL.ttl")
    return path


def subclass_links(profile: Profile) -> str:
    """The links between classes that the models have, as N-Triples."""
    pairs = {(cls.iri, base.iri) for cls in profile.classes for base in cls.__bases__ if issubclass(base, Resource)}
    known = {(cls, base) for cls, base in pairs if base not in (cls, None, Thing.iri)}
    return "".join(f"<{cls}> <{RDFS.subClassOf}> <{base}> .\n" for cls, base in sorted(known))


def violations(validator: Validator, profile: Profile, beside: str) -> set[tuple[str, str]]:
    """Path and rule of what the shapes find in drawn instances of each class, references aside."""
    found: set[tuple[str, str]] = set()

    # Of each class the same number, in every run: all that the table names is to be found.
    @examples(24, always=True)
    @given(data=st.data())
    def draw(cls: type[Resource], data: st.DataObject) -> None:
        resource = data.draw(instances(cls, known=profile.classes))
        elsewhere = typed_references(resource)
        text = "".join((ntriples(resource), *elsewhere.values(), beside))
        report = validator.validate(text, Format.NTRIPLES)
        assert report.coverage.focus_nodes
        for each in report.violations:
            if each.focus.strip("<>") not in elsewhere:
                found.add((compact((each.path or "").strip("<>")) or "", each.rule))

    for cls in profile.classes:
        draw(cls)
    return found


@pytest.mark.slow
@each_profile
def test_what_is_written_conforms_to_the_published_shapes_but_for_what_the_table_names(shared: Path, name: str) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    rows = table("| profile | property | rule | with links", name)
    validator = Validator(official_shapes(shared, name))
    profile = load_profile(name)
    assert violations(validator, profile, "") == {(path.strip("`"), rule) for path, rule, *_ in rows}
    staying = {(path.strip("`"), rule) for path, rule, links, _ in rows if links == "stays"}
    assert violations(validator, profile, subclass_links(profile)) == staying


def unique_languages(shapes: ShapesGraph) -> Iterator[tuple[str, str]]:
    """Class and path of the properties with at most one text in each language."""
    for target in shapes.targets:
        for prop in shapes.values(target.shape, SH.property):
            if shapes.values(prop, SH.uniqueLang):
                yield from ((target.term, path) for path in shapes.values(prop, SH.path))


@each_profile
def test_one_text_in_each_language_is_asked_where_the_published_shapes_do(shared: Path, name: str) -> None:
    asked = set(unique_languages(ShapesGraph.of(DataGraph.read([official_shapes(shared, name)]).text)))
    assert bool(asked) == (name not in ("core-location", "cpsv-ap"))
    for cls in load_profile(name).classes:
        classes = {f"<{base.iri}>" for base in cls.__mro__ if issubclass(base, Resource)}
        for prop in describe(cls).properties:
            expected = any((each, f"<{prop.path}>") in asked for each in classes)
            assert prop.unique_lang == expected, f"{cls.__name__} {prop.name}"


@pytest.mark.parametrize("name", ["core-person", "core-business", "core-public-organisation"])
def test_the_agency_of_an_identifier_is_read_by_its_former_iri_as_the_published_contexts_have_it(
    shared: Path, name: str
) -> None:
    path = next((shared / "official/semic" / PUBLISHED[name] / "context").glob("*.jsonld"))
    context = json.loads(path.read_text("utf-8"))["@context"]
    node = {"@id": "urn:i", "@type": str(ADMS.Identifier), "schemaAgency": "Crossroads Bank"}
    reading = read_all(json.dumps({"@context": context} | node), load_profile(name), Format.JSONLD)
    assert (reading.problems, reading.unread) == ([], 0)
    assert [each.schema_agency[0].text for each in reading.resources] == ["Crossroads Bank"]
    assert f"<{ADMS.schemaAgency}>" in write(reading.resources, Format.NTRIPLES)
