"""The models against the facts of the published profiles: every difference is a row in docs/deviations.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from rdflib import SH
from rdflib.collection import Collection

from oslo.lint.terms import is_datatype
from oslo.model.description import Profile, PropertyInfo, describe
from oslo.model.resource import Resource
from oslo.model.values import Concept, Literal
from oslo.models import MODULES, load_profile
from oslo.namespaces import M8G, RDF, RDFS, SCHEMAS, SKOS
from oslo.reference.deviations import Deviation, deviations

DEVIATIONS = Path(__file__).resolve().parent.parent / "docs" / "deviations.md"
TRANSCRIBED = Path(__file__).parent / "data" / "facts"  # of profiles that the published facts do not have
OWN = tuple(sorted(path.stem for path in TRANSCRIBED.glob("*.tsv")))
SEMIC = tuple(name for name, module in MODULES.items() if module.startswith("isa."))
WITHOUT_TABLES = ("magda-persoon", "points-of-interest", "lpdc")  # the first has shapes, the others are made here
WITH_TABLES = tuple(name for name in MODULES if name not in WITHOUT_TABLES)
WITH_FACTS = (*WITH_TABLES, "magda-persoon")
MAGDA_SHAPES = "official/oslo/magda-persoon-im/shacl/persoon-SHACL.constraints.ttl"
MISSPELT = ("magda/persoon#VoorlopigInschrijving", "magda/persoon#VoorlopigeInschrijving")  # a row of its own
HEADER = "| Class | property | published | ours | why |"
each_profile = pytest.mark.parametrize("name", WITH_FACTS)


class Fact(NamedTuple):
    """A row of a facts table: a class, or a class with one of its properties."""

    class_iri: str
    cls: str
    path: str
    names: frozenset[str]
    ranges: frozenset[str]
    cardinality: str
    code_list: str


def rows_of(profile: str) -> list[Deviation]:
    return [row for row in deviations() if row.profile == profile]


def words(label: str, first: str) -> str:
    """A label of several words as one word: "Versie volgens geldige tijd", `versie-identificator`."""
    parts = re.findall(r"\w+", label)
    name = "".join(part[0].upper() + part[1:] for part in parts)
    return (name[0].upper() if first == "upper" else name[0].lower()) + name[1:] if name else ""


def facts(shared: Path, profile: str) -> list[Fact]:
    """The published facts of a profile: its table or, for MAGDA, its shapes."""
    return _table(shared, profile) if profile in WITH_TABLES else list(_magda(shared))


def _magda(shared: Path) -> Iterator[Fact]:
    shapes = rdflib.Graph().parse(data=(shared / MAGDA_SHAPES).read_text("utf-8").replace(*MISSPELT), format="turtle")
    for shape, target in shapes.subject_objects(SH.targetClass):
        cls = str(shape).rpartition("#")[2].removesuffix("Shape")
        if not is_datatype(str(target)) and target != rdflib.RDFS.Literal:
            yield Fact(str(target), cls, "", frozenset(), frozenset(), "", "")
            for prop in shapes.objects(shape, SH.property):
                yield _magda_property(shapes, str(target), cls, prop)


def _magda_property(shapes: rdflib.Graph, target: str, cls: str, prop: rdflib.term.Node) -> Fact:
    options = [prop, *(each for one in shapes.objects(prop, SH["or"]) for each in Collection(shapes, one))]
    found = {
        str(each) for node in options for term in (SH.datatype, SH["class"]) for each in shapes.objects(node, term)
    }
    least, most = shapes.value(prop, SH.minCount) or 0, shapes.value(prop, SH.maxCount) or "n"
    return Fact(
        target,
        cls,
        str(shapes.value(prop, SH.path)),
        frozenset({str(shapes.value(prop, SH.name))}),
        frozenset(found) or frozenset({str(SKOS.Concept)}),  # only sh:nodeKind: a concept, says the context
        f"{least}..{most}",
        "",
    )


def _table(shared: Path, profile: str) -> list[Fact]:
    folder = TRANSCRIBED if profile in OWN else shared / "facts" / ("semic" if profile in SEMIC else "oslo")
    with (folder / f"{profile}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Fact(
            row["class_iri"],
            words(row["class_label_nl"], "upper"),
            row["property_iri"],
            # A property without a label goes by the end of its IRI, with its vocabulary where that is needed.
            frozenset({words(row["property_label_nl"], "lower"), row["property_iri"].rpartition("/")[2]} - {""}),
            frozenset(row["range_iri"].split()),
            f"{row['min']}..{row['max']}",
            row["codelist_iri"],
        )
        for row in rows
        if row["class_iri"] not in _NO_CLASSES and "XMLSchema" not in row["class_iri"]
    ]


# The type of a code list, and datatypes, which the files of SEMIC have among the classes.
_NO_CLASSES = {SKOS.Concept, RDFS.Literal, RDF.langString, M8G.GenericDate, SCHEMAS.Number}


def ranges(prop: PropertyInfo) -> frozenset[str]:
    """What a property takes, in the words of the facts."""
    found: set[str] = set()
    for each in prop.ranges:
        if each.cls is not None:
            found.add(describe(each.cls).iri)
        elif each.python is Literal:
            found.add(RDFS.Literal)
        elif issubclass(each.python, Concept):
            found.add(SKOS.Concept)
        else:
            found.update(each.value.datatypes if each.value and each.value.datatypes else {each.python.__name__})
    return frozenset(found)


def classes_of(profile: Profile, fact: Fact) -> list[type[Resource]]:
    """The classes with the IRI of a fact, else the one of its name, where a row says that the IRI is another."""
    named = [cls for cls in profile.classes if cls.__name__ == fact.cls and recorded(profile.name, [fact.cls], "-")]
    return [cls for cls in profile.classes if describe(cls).iri == fact.class_iri] or named


def bases(cls: type[Resource]) -> list[str]:
    """The names of a class and of the model classes that it derives from."""
    return [base.__name__ for base in cls.__mro__ if issubclass(base, Resource) and base is not Resource]


def recorded(profile: str, classes: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a row names one of the classes and one of the properties ("-" for a class as a whole)."""
    wanted, said = set(classes), set(names)
    return any(row.cls in wanted and row.property in said for row in rows_of(profile))


@each_profile
def test_each_fact_holds_in_the_profile_or_is_a_recorded_deviation(shared: Path, name: str) -> None:
    profile, table = load_profile(name), facts(shared, name)
    assert table
    missing = []
    for fact in table:
        found = classes_of(profile, fact)
        if not found and not recorded(name, [fact.cls], "-"):
            missing.append(f"no class {fact.cls} <{fact.class_iri}>")
        if not found or not fact.path:
            continue
        props = [prop for cls in found for prop in describe(cls).properties if prop.path == fact.path]
        same = any((ranges(prop), prop.cardinality) == (fact.ranges, fact.cardinality) for prop in props)
        named = any(prop.json_name in fact.names for prop in props)
        classes, names = (
            [fact.cls, *(cls.__name__ for cls in found)],
            [*fact.names, *(prop.json_name for prop in props)],
        )
        if not (same and named) and not recorded(name, classes, names):
            ours = [(sorted(ranges(prop)), prop.cardinality, prop.json_name) for prop in props]
            missing.append(f"{fact.cls} {sorted(fact.names)} {sorted(fact.ranges)} {fact.cardinality}: {ours}")
    assert missing == []


@each_profile
def test_what_the_facts_do_not_have_is_a_recorded_deviation(shared: Path, name: str) -> None:
    profile, table = load_profile(name), facts(shared, name)
    published = {(fact.class_iri, fact.path) for fact in table}
    lists = {(fact.path, fact.code_list) for fact in table}
    without_lists = any(row.cls == row.property == "-" and "no code lists" in row.published for row in rows_of(name))
    extra = []
    for cls in profile.classes:
        if not any(fact.class_iri == describe(cls).iri for fact in table) and not recorded(name, [cls.__name__], "-"):
            extra.append(cls.__name__)
        iris = {str(base.iri) for base in cls.__mro__ if base is cls or base in profile.classes}
        for prop in describe(cls).properties:
            known = any((iri, prop.path) in published for iri in iris)
            listed = without_lists or prop.code_list is None or (prop.path, prop.code_list) in lists
            if not (known and listed) and not recorded(name, bases(cls), ["-", prop.json_name]):
                extra.append(f"{cls.__name__} {prop.json_name}")
    assert extra == []


@pytest.mark.parametrize("name", MODULES)
def test_each_deviation_is_of_something_that_exists(request: pytest.FixtureRequest, name: str) -> None:
    table = facts(request.getfixturevalue("shared"), name) if name in WITH_FACTS else []
    known = {("-", "-")} | {(fact.cls, each) for fact in table for each in fact.names | {"-"}}
    for cls in load_profile(name).classes:
        known |= {(cls.__name__, each) for each in ("-", *(prop.json_name for prop in describe(cls).properties))}
    assert [row for row in rows_of(name) if (row.cls, row.property) not in known] == []


_CARDINALITY = re.compile(r"[01]\.\.[1n]\b")
_CODE_LIST = re.compile(r"code list (https?://\S+)")


SAYING = [row for row in deviations() if _CARDINALITY.match(row.ours) or _CODE_LIST.search(row.ours)]
"""The deviations that say in a fixed form what the model has."""


def test_many_deviations_say_what_can_be_compared() -> None:
    assert len(SAYING) >= 140


@pytest.mark.parametrize("row", SAYING, ids=lambda row: f"{row.profile}-{row.cls}-{row.property}")
def test_each_deviation_says_what_the_model_has(row: Deviation) -> None:
    props = [
        prop
        for cls in load_profile(row.profile).classes
        for prop in describe(cls).properties
        if row.property == prop.json_name and row.cls in bases(cls)
    ]
    if cardinality := _CARDINALITY.match(row.ours):
        assert cardinality[0] in {prop.cardinality for prop in props}
    if code_list := _CODE_LIST.search(row.ours):
        assert code_list[1] in {prop.code_list for prop in props}


@each_profile
def test_each_deviation_says_what_is_published(shared: Path, name: str) -> None:
    wrong = []
    for row in rows_of(name):
        if cardinality := _CARDINALITY.match(row.published):
            paths = {
                p.path
                for cls in load_profile(name).classes
                for p in describe(cls).properties
                if p.json_name == row.property
            }
            found = {
                f.cardinality
                for f in facts(shared, name)
                if f.cls == row.cls and (row.property in f.names or f.path in paths)
            }
            if cardinality[0] not in found:
                wrong.append((row, found))
    assert wrong == []


def test_the_tables_are_in_order() -> None:
    text = DEVIATIONS.read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[: len(MODULES)] == [f"{name} {load_profile(name).version}" for name in MODULES]
    assert text.count(f"\n{HEADER}\n|---|---|---|---|---|\n") == len(MODULES)
    tables = [section for section in text.split("\n## ") if section.partition(" ")[0] in MODULES]
    lines = [line for table in tables for line in table.splitlines() if line.startswith("| ") and line != HEADER]
    assert len(deviations()) == len(lines)  # five cells each
    assert all(all(row) for row in deviations())
    for name in MODULES:
        rows = [(row.cls.lower(), row.property.lower()) for row in rows_of(name)]
        assert rows == sorted(rows)
        assert len(set(rows_of(name))) == len(rows)
