"""Modules made from shapes: of all published files, held against those; and small shapes, for each rule of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from generated import Case, cases, imported
from hypothesis import given, strategies as st
from strategies import breaks, instances
from test_laws import check_reads_back, examples, typed_references
from test_validation import official_data

from oslo import Format, Iri, Profile, Resource, describe
from oslo.cli import app
from oslo.errors import InputError
from oslo.exchange.lines import ntriples
from oslo.generating import Generated, module
from oslo.generating.naming import class_name, field_name
from oslo.generating.source import RESERVED
from oslo.model.documentation import own_doc
from oslo.model.values import CodeList
from oslo.models import MODULES, load_profile
from oslo.validation.data import DataGraph

ROOT = Path(__file__).parent.parent


# All published files.


@pytest.fixture(scope="module")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return list(cases(shared, tmp_path_factory.mktemp("made")))


def test_every_published_file_becomes_a_module_of_the_same_bytes_each_time(published: list[Case]) -> None:
    assert len(published) >= 60
    assert sum(len(case.profile.classes) for case in published) > 1000
    assert sum(case.context is not None for case in published) > 30
    for case in published:
        assert module([case.path], case.context) == case.made, case.path


def test_the_modules_are_laid_out_and_typed(published: list[Case], tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="a tool of development")
    pytest.importorskip("ruff", reason="a tool of development")
    # Where the rules of this project hold, `oslo` is the project itself, for the order of imports.
    for case in published:
        (tmp_path / f"{case.module.__name__}.py").write_text(case.made.source, "utf-8")
    src = f"src = ['{ROOT}']"
    for words in (
        ["ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml")],
        ["ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), "--config", src],
        ["mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path / "cache")],
    ):
        done = subprocess.run([sys.executable, "-m", *words, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_classes_write_reads_back_equal(published: list[Case]) -> None:
    for case in published:
        for cls in case.profile.classes:
            reads_back(cls, case.profile)


def reads_back(cls: type[Resource], profile: Profile) -> None:
    @examples(2)
    @given(instances(cls, known=profile.classes))
    def law(resource: Resource) -> None:
        for format in (Format.NTRIPLES, Format.TURTLE):
            check_reads_back(resource, profile, format)

    law()


def told(case: Case, data: DataGraph) -> tuple[int, int]:
    """How many results the published shapes have, and how many more or less the made ones, each told by a note."""
    differences = list(case.differences(data))
    assert [key for key, _, is_told in differences if not is_told] == [], case.path
    return len(case.engines[0].results(data.text)), len(differences)


def test_the_shapes_find_what_the_published_ones_find_in_published_data(published: list[Case], shared: Path) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    data = DataGraph.read(official_data(shared))
    found = [told(case, data) for case in published]
    assert sum(results > 0 for results, _ in found) >= 30
    assert sum(differences for _, differences in found) < sum(results for results, _ in found) / 4


def test_the_shapes_find_what_the_published_ones_find_in_what_the_classes_write(published: list[Case]) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    found = [told(case, DataGraph("".join(drawn(case.profile)))) for case in published]
    assert sum(results > 0 for results, _ in found) >= 55


def drawn(profile: Profile) -> Iterator[str]:
    """An object of each class with a value for every property, and the same with each property broken in each way."""
    for number, cls in enumerate(profile.classes):
        root = Iri(f"urn:drawn:{number}")
        resource, wrong = whole_and_broken(cls, profile, root)
        text = ntriples(resource) + "".join(typed_references(resource).values())
        text = text.replace("/id/ding/", f"/id/ding/{number}/").replace(" _:n", f" _:n{number}x")
        text = text.replace("\n_:n", f"\n_:n{number}x")
        yield text
        own = [line for line in text.split("\n") if line.startswith(f"<{root}> ")]
        for place, (path, terms) in enumerate(wrong):
            twin = f"<{root}:{place}>"
            kept = [line for line in own if not line.startswith(f"<{root}> <{path}> ")]
            yield from (f"{twin}{line.removeprefix(f'<{root}>')}\n" for line in kept)
            yield from (f"{twin} <{path}> {term} .\n" for term in terms)


def whole_and_broken(cls: type[Resource], profile: Profile, id: Iri) -> tuple[Resource, list[tuple[str, list[str]]]]:
    """An instance, the same one each time, and objects that its properties must not have, by path."""
    found: list[Any] = []

    @examples(1)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        found.append(data.draw(instances(cls, known=profile.classes, id=id, full=True)))
        ways = ((prop, values) for prop in describe(cls).properties for values in breaks(prop).values())
        found.append([(str(prop.path), data.draw(values)) for prop, values in ways])

    draw()
    return found[0], found[1]


# Small shapes.

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


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("sh:datatype xsd:string ; sh:minCount 1 ; sh:maxCount 1", "p: Annotated[str, EX.p]"),
        ("sh:datatype xsd:integer ; sh:maxCount 1", "p: Annotated[int | None, EX.p] = None"),
        ("sh:datatype rdf:langString", "p: Annotated[list[LangString], EX.p] = []"),
        ("sh:datatype xsd:date ; sh:minCount 1", "p: Annotated[list[date], EX.p, MinLen(1)]"),
        ("sh:datatype xsd:string ; sh:maxCount 3", "p: Annotated[list[str], EX.p, MaxLen(3)] = []"),
        ("sh:class ex:D ; sh:maxCount 1", "p: Annotated[Ref[D] | None, EX.p] = None"),
        ("sh:or ( [ sh:class ex:D ] [ sh:datatype xsd:string ] )", "p: Annotated[list[Ref[D] | str], EX.p] = []"),
        ("sh:or ( [ sh:class ex:D ] [ sh:class ex:E ] )", "p: Annotated[list[Ref[D] | Ref[E]], EX.p] = []"),
        ("sh:nodeKind sh:IRI", "p: Annotated[list[Iri], EX.p] = []"),
        ("sh:nodeKind sh:BlankNodeOrIRI", "p: Annotated[list[Iri | BlankNode], EX.p] = []"),
        ("sh:nodeKind sh:Literal", "p: Annotated[list[Literal], EX.p] = []"),
        ("sh:nodeKind sh:Literal ; sh:datatype xsd:time", "p: Annotated[list[time], EX.p] = []"),
        ("sh:minCount 2", "p: Annotated[list[Iri | BlankNode | Literal], EX.p, MinLen(2)]"),
        ("sh:class skos:Concept ; sh:minCount 1 ; sh:maxCount 1", "p: Annotated[Concept, EX.p]"),
        (
            "qb:codeList ex:scheme ; sh:maxCount 1",
            'p: Annotated[Concept | None, EX.p, CodeList("https://example.org/ns#scheme")] = None',
        ),
        (
            "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] )",
            "p: Annotated[list[PartialDate], EX.p] = []",
        ),
        ('sh:in ( "a" "b" ) ; sh:maxCount 1', 'p: Annotated[OneOf["a", "b"] | None, EX.p] = None'),
        (
            'sh:datatype xsd:string ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}$"',
            'p: Annotated[str | None, EX.p, Field(pattern="^[0-9]{4}$")] = None',
        ),
        (
            "sh:datatype xsd:string ; sh:minLength 2 ; sh:maxLength 5",
            "p: Annotated[list[Annotated[str, MinLen(2), MaxLen(5)]], EX.p] = []",
        ),
        (
            "sh:datatype xsd:decimal ; sh:maxCount 1 ; sh:minInclusive 0.5 ; sh:maxExclusive 7",
            'p: Annotated[Decimal | None, EX.p, Ge(Decimal("0.5")), Lt(Decimal("7"))] = None',
        ),
        (
            'sh:datatype xsd:date ; sh:maxCount 1 ; sh:minExclusive "1830-10-04"^^xsd:date',
            "p: Annotated[date | None, EX.p, Gt(date(1830, 10, 4))] = None",
        ),
    ],
)
def test_a_property_is_a_field(make: Make, asked: str, field: str) -> None:
    made, found = make(shape("C", f"sh:path ex:p ; {asked}"))
    assert f"    {field}\n" in made.source
    assert describe(found.C).properties[0].name == "p"


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ("sh:datatype xsd:string ; sh:uniqueLang true", "C.p: sh:uniqueLang true: not asked here"),
        ("sh:datatype xsd:gMonthDay", "C.p: the datatype xsd:gMonthDay: any literal will do"),
        ("sh:class skos:Concept", "C.p: sh:class skos:Concept: any IRI will do, a blank node will not"),
        ("sh:class ex:D ; sh:nodeKind sh:IRI", "C.p: sh:nodeKind IRI: an IRI or a blank node will do"),
        ("sh:class xsd:string", "C.p: repaired: sh:class with a datatype: sh:datatype"),
        ('sh:minCount "1"', "C.p: repaired: sh:minCount as text: read as a number"),
        ('sh:maxCount "n"', 'C.p: repaired: sh:maxCount "n": left out'),
        ("sh:datatype ex:D", "C.p: repaired: sh:datatype D, which is a class: sh:class"),
        ("sh:minCount 3 ; sh:maxCount 2", "C.p: at least 3 and at most 2: repaired, at least 2"),
        ("sh:maxCount 0", "C.p: at most 0 values: left out"),
        ("sh:hasValue ex:d", "C.p: sh:hasValue https://example.org/ns#d: not asked here"),
        ("sh:in ( ex:a ex:b )", "C.p: sh:in: the list is not asked here, only the kind of its values"),
        ("sh:not [ sh:class ex:D ]", "C.p: sh:not: not asked here"),
        (
            "sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedMinCount 1",
            "C.p: sh:qualifiedMinCount 1: not asked here",
        ),
        ("sh:xone ( [ sh:class ex:D ] [ sh:datatype xsd:string ] )", "C.p: sh:xone: read as sh:or"),
        ("sh:or ( [ sh:class ex:D ; sh:minCount 1 ] [ sh:class ex:E ] )", "C.p: sh:or: not asked here"),
        ('sh:datatype xsd:string ; sh:pattern "(?=a)"', "C.p: sh:pattern (?=a): not asked here"),
        ('sh:datatype xsd:string ; sh:pattern "a" ; sh:flags "i"', "C.p: sh:flags i: not asked here"),
        ("sh:minCount 1 ; sh:severity sh:Warning", "C.p: sh:Warning: advice, so counts and facets are left out"),
        ("sh:lessThan ex:q", "C.p: sh:lessThan https://example.org/ns#q: not asked here"),
        ('sh:sparql [ sh:select "" ]', "C.p: sh:sparql: not asked here"),
        ("sh:shape ex:DShape", "C.p: sh:shape DShape: not asked here"),
    ],
)
def test_what_a_class_cannot_say_is_told(make: Make, asked: str, note: str) -> None:
    made, _ = make(shape("C", f"sh:path ex:p ; {asked}") + shape("D") + shape("E"))
    assert note in made.notes
    assert f"- {note}".replace('"', "'")[:60] in made.source


@pytest.mark.parametrize(
    ("turtle", "note"),
    [
        (
            shape("C", rest="sh:not [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ;"),
            "C, C.q: sh:not: not asked here",
        ),
        (
            shape("C").replace("closed false", "closed true"),
            "C: sh:closed: other properties are not refused in data, only in Python",
        ),
        (
            shape("C", "sh:name 'deel van' ; sh:path [ sh:inversePath ex:q ] ; sh:minCount 1"),
            "C.^https://example.org/ns#q: a path that is no plain property (deel van): left out",
        ),
        (
            shape("C", "sh:path ( ex:p [ sh:zeroOrMorePath ex:q ] )"),
            "C.(https://example.org/ns#p/(https://example.org/ns#q)*): a path that is no plain property: left out",
        ),
        (shape("C", "sh:name 'naam'"), "C: the property shape naam has no sh:path: left out"),
        (
            shape("C") + "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:p .",
            "T: a target that is no class (of subjects of): left out",
        ),
        (
            shape("C") + "ex:TShape a sh:NodeShape ; sh:targetClass xsd:string .",
            "TShape: targets the datatype xsd:string, which no node is: left out",
        ),
        (
            shape("C") + "ex:StatusShape a sh:NodeShape ; sh:targetClass skos:Concept .",
            "StatusShape: asks nothing of skos:Concept: left out",
        ),
        (
            shape("C", "sh:path ex:p ; sh:class ex:D", "sh:path ex:p ; sh:class ex:E"),
            "C.p: contradictory ranges: any of D, E will do",
        ),
        (shape("C", "sh:path rdf:type ; sh:hasValue ex:C"), "C.type: the class itself: left out"),
        (
            shape("C") + "ex:T a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ] .",
            "T: sh:target: left out",
        ),
        (
            shape("C", rest="sh:and ( [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ) ;"),
            "C, C.q: sh:node a shape without a name: asked property by property",
        ),
        (
            shape("C", "sh:path <https://wherever/TODO> ; sh:name 'iets'"),
            "C.iets: the path https://wherever/TODO was to be filled in",
        ),
    ],
)
def test_what_is_left_out_is_told(make: Make, turtle: str, note: str) -> None:
    made, found = make(turtle)
    assert note in made.notes
    assert found.PROFILE.classes[0].__name__ == "C"


def test_what_is_switched_off_asks_nothing(make: Make) -> None:
    made, found = make(
        shape("C", "sh:path ex:p ; sh:minCount 1 ; sh:deactivated true")
        + shape("C", "sh:path ex:q ; sh:minCount 1")
        .replace("CShape", "Off")
        .replace("false", "false ; sh:deactivated true")
    )
    assert describe(found.C).properties == ()
    assert made.notes == []


# Names.


@pytest.mark.parametrize(
    ("text", "cls", "field"),
    [
        ("heeftCliënt", "HeeftClient", "heeft_client"),
        ("locator name", "LocatorName", "locator_name"),
        ("Belgisch adres", "BelgischAdres", "belgisch_adres"),
        ("asWKT", "AsWKT", "as_wkt"),
        ("honorific-prefix", "HonorificPrefix", "honorific_prefix"),
        ("class", "Class", "class_"),
        ("None", "None_", "none"),
        ("copy", "Copy", "copy_"),
        ("id", "Id", "id_"),
        ("list", "List", "list_"),
        ("modelConfig", "ModelConfig", "model_config_"),
        ("3D", "X3D", "x_3d"),
        ("§", "X", "x_"),
    ],
)
def test_names(text: str, cls: str, field: str) -> None:
    assert (class_name(text), field_name(text)) == (cls, field)


def test_names_of_the_shapes(make: Make) -> None:
    made, found = make(
        "ex:1 a sh:NodeShape ; sh:targetClass ex:Person ; rdfs:label 'Person'@en, 'Natuurlijke persoon'@nl ;"
        " sh:property [ sh:path ex:birthName ; sh:name 'naam bij geboorte'@nl ;"
        " sh:description 'De naam. En meer.'@nl ], [ sh:path ex:from ] ."
    )
    assert [prop.name for prop in describe(found.NatuurlijkePersoon).properties] == ["naam_bij_geboorte", "from_"]
    assert [prop.json_name for prop in describe(found.NatuurlijkePersoon).properties] == ["naamBijGeboorte", "from"]
    assert '    """De naam."""\n' in made.source
    assert found.NatuurlijkePersoon(**{"from": [Iri("urn:a")]}).from_ == [Iri("urn:a")]


CONTEXT = """{"@context": {
    "Persoon": {"@id": "https://example.org/ns#C", "@context": {"roepnaam": "https://example.org/ns#p"}},
    "Persoon.achternaam": "https://example.org/ns#q", "Ding.naam": "https://example.org/ns#r",
    "geboren": {"@id": "https://example.org/ns#s", "@type": "http://www.w3.org/2001/XMLSchema#date"}
}}"""


def test_names_of_a_context(make: Make) -> None:
    _, found = make(shape("C", *(f"sh:path ex:{each}" for each in "pqrst")), CONTEXT)
    assert [prop.name for prop in describe(found.Persoon).properties] == ["roepnaam", "achternaam", "r", "geboren", "t"]


def test_names_that_clash(make: Make) -> None:
    other = "<https://other.org/Naam> a sh:NodeShape, rdfs:Class ."
    made, found = make(
        shape(
            "Naam",
            "sh:path ex:p ; sh:name 'naam'",
            "sh:path ex:q ; sh:name 'naam'",
            "sh:path ex:n_aam",
            "sh:path ex:nAam",
        )
        + shape(
            "Concept",
            "sh:path ex:date ; sh:datatype xsd:date ; sh:maxCount 1",
            "sh:path ex:str ; sh:datatype xsd:string",
        )
        + other
    )
    names = [prop.name for prop in describe(found.Naam).properties]
    assert names == ["naam", "q", "n_aam", "ex_n_aam"]
    assert [cls.__name__ for cls in found.PROFILE.classes] == ["Naam", "ExConcept", "OtherOrgNaam"]
    assert "date: Annotated[dt.date | None, EX.date] = None" in made.source
    assert annotation((made, found), "ExConcept", "str_") == "Annotated[list[str], EX.str, Field(alias='str')]"


# Classes above and below one another.


def test_a_class_comes_after_those_above_it(make: Make) -> None:
    made, found = make(
        shape("Kind", "sh:path ex:leeftijd ; sh:datatype xsd:integer", rest="sh:node ex:MensShape ;")
        + shape("Mens", "sh:path ex:naam ; sh:datatype xsd:string ; sh:minCount 1 ; sh:maxCount 1")
        + shape("Peuter", "sh:path ex:naam ; sh:minLength 2", "sh:path ex:kent ; sh:class ex:Mens"),
        more="ex:Peuter rdfs:subClassOf ex:KleinKind . ex:KleinKind rdfs:subClassOf ex:Kind .",
    )
    assert [cls.__name__ for cls in found.PROFILE.classes] == ["Mens", "Kind", "Peuter"]
    assert found.Peuter.__bases__ == (found.Kind,)
    assert found.Kind.__bases__ == (found.Mens,)
    assert annotation((made, found), "Peuter", "naam") == "Annotated[str, EX.naam, MinLen(2)]"
    assert "Kind, Kind.naam: sh:node MensShape: asked property by property" in made.notes
    assert (
        "Peuter.leeftijd, Peuter.naam: asked as of Kind; by SHACL only where the data say rdfs:subClassOf" in made.notes
    )
    assert (
        "Peuter.kent: takes subclasses too, where the shapes want the class itself stated: Kind, Peuter" in made.notes
    )


def test_a_shape_of_several_classes_is_about_the_one_of_which_least_is_asked(make: Make) -> None:
    made, found = make(
        shape("Agent", "sh:path ex:naam ; sh:class ex:Naam", rest="sh:targetClass ex:Persoon ;")
        + shape("Persoon", "sh:path ex:kent ; sh:or ( [ sh:class ex:Agent ] [ sh:class ex:Persoon ] )")
        + shape("A", "sh:path ex:p", rest="sh:targetClass ex:B ;")
    )
    assert found.Persoon.__bases__ == (found.Agent,)
    assert annotation((made, found), "Persoon", "kent") == "Annotated[list[Ref[Agent]], EX.kent]"
    assert [prop.name for prop in describe(found.B).properties] == ["p"]
    assert made.notes == [
        "A: the shape AShape also targets B: its properties stand in each",
        "Agent: the shape AgentShape also targets Persoon: subclasses of it here",
    ]


def test_classes_in_a_circle_and_ranges_that_a_subclass_cannot_have(make: Make) -> None:
    made, found = make(
        shape("A", "sh:path ex:p ; sh:class ex:D")
        + shape("B", "sh:path ex:p ; sh:class ex:E")
        + "ex:B rdfs:subClassOf ex:A . ex:A rdfs:subClassOf ex:B . ex:E rdfs:subClassOf ex:D ."
    )
    assert found.A.__bases__ == (found.B,)
    assert annotation((made, found), "B", "p") == "Annotated[list[Ref[E]], EX.p]"
    assert "p" not in found.A.__annotations__
    assert "A.p: contradictory ranges" not in "".join(made.notes)
    assert "E" in [cls.__name__ for cls in found.PROFILE.classes]


def test_bases_that_python_cannot_order(make: Make) -> None:
    links = "ex:C rdfs:subClassOf ex:A, ex:B . ex:D rdfs:subClassOf ex:B, ex:A . ex:F rdfs:subClassOf ex:C, ex:D ."
    shapes = "".join(shape(name, f"sh:path ex:{name.lower()} ; sh:minCount 1") for name in "ABCDF")
    _, found = make(shapes, more=links)
    assert [prop.name for prop in describe(found.F).properties].count("a") == 1
    assert {prop.name for prop in describe(found.F).properties} == set("abcdf")


def test_concepts_with_properties_are_a_class(make: Make) -> None:
    code_list = "ex:Lijst a sh:NodeShape ; sh:property [ sh:path skos:inScheme ; sh:hasValue ex:scheme ] ."
    made, found = make(
        shape("C", "sh:path ex:p ; sh:class skos:Concept", "sh:path ex:q ; sh:nodeKind sh:IRI ; sh:node ex:Lijst")
        + "ex:ConceptShape a sh:NodeShape ; sh:targetClass skos:Concept ;"
        + " sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ."
        + code_list
    )
    assert annotation((made, found), "C", "p") == "Annotated[list[Ref[SkosConcept]], EX.p]"
    assert describe(found.C).properties[1].code_list == "https://example.org/ns#scheme"
    assert CodeList("https://example.org/ns#scheme") in found.C.model_fields["q"].metadata
    assert made.notes == ["C.q: sh:node Lijst with sh:property: not asked here"]


# The module and the command.


def test_the_language_of_the_file_is_that_of_bare_texts(make: Make) -> None:
    english = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; rdfs:comment 'A thing.'@en ; sh:property [ sh:path ex:p ;"
    made, found = make(f"{english} sh:datatype rdf:langString ; sh:maxCount 1 ] .")
    assert found.C(p="chair").p.language == "en"
    assert own_doc(found.C) == "A thing."
    assert 'class C(Resource, iri=EX.C, language="en"):' in made.source


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Een <b>naam</b>\n  van iets.", "Een naam van iets."),
        ("...", "The class ex:C."),
        ("zie bv. dit en dat. Meer.", "Zie bv. dit en dat."),
        ('Zegt \\"ja\\" of \\\\d', "Zegt 'ja' of \\d."),
        ("woord " * 60, "Woord " + " ".join(["woord"] * 16) + "..."),
    ],
)
def test_sentences(make: Make, text: str, sentence: str) -> None:
    literal = text.replace("\n", "\\n")
    made, found = make(f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; rdfs:comment "{literal}" .')
    assert own_doc(found.C) == sentence
    assert all(len(line) <= 120 for line in made.source.split("\n"))


EVIL = '"""\nimport os\\'


def test_no_text_of_the_shapes_becomes_code(make: Make, tmp_path: Path) -> None:
    evil = EVIL.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    _, found = make(
        f"""<urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; rdfs:label "{evil}" ; rdfs:comment "{evil}" ;
        sh:property [ sh:path <urn:p> ; sh:name "{evil}" ; sh:description "{evil}" ; sh:in ( "{evil}" "b" ) ],
        [ sh:path <urn:q> ; sh:datatype xsd:string ; sh:pattern "{evil}a" ], [ sh:name "{evil}" ],
        [ sh:path <urn:r> ; sh:datatype xsd:double ; sh:minInclusive "{evil}", "INF"^^xsd:double, 1e3 ]."""
    )
    assert not hasattr(found, "os")
    p, q, r = describe(found.PROFILE.classes[0]).properties
    assert [prop.ranges[0].facets for prop in (p, q, r)] == [
        (("in", (EVIL, "b")),),
        (("pattern", f"{EVIL}a"),),
        (("minInclusive", 1000.0),),
    ]
    named = module([tmp_path / "voorbeeld-SHACL.ttl"], name='x"; import os #')
    assert imported(named.source, tmp_path / "named.py").PROFILE.name == "x-import-os"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_our_own_shapes_give_our_own_classes(name: str, tmp_path: Path) -> None:
    context = ROOT / "vocabularies" / "contexts" / f"{name}.jsonld"
    made = module([ROOT / "shapes" / f"{name}.ttl"], context)
    found = imported(made.source, tmp_path / f"own_{name.replace('-', '_')}.py").PROFILE
    profile = load_profile(name)
    assert (found.name, found.version, found.source) == (profile.name, profile.version, profile.source)
    theirs = {cls.iri: said(cls) for cls in found.classes}
    shared = {cls.iri for cls in profile.classes if sum(each.iri == cls.iri for each in profile.classes) > 1}
    alone = [cls for cls in profile.classes if cls.iri not in shared and cls.__name__ not in RESERVED]
    assert len(alone) >= 5
    for cls in alone:
        assert theirs[cls.iri] == said(cls)


def said(cls: type[Resource]) -> tuple[str, set[tuple[str, str, str]]]:
    """The name of a class and its properties, but for where a word ends: XSDdatum does not tell."""
    props = describe(cls).properties
    return cls.__name__, {(prop.name.replace("_", ""), prop.path, prop.cardinality) for prop in props}


def test_a_value_in_two_lists_is_one_of_both(make: Make) -> None:
    made, found = make(
        shape("C", 'sh:path ex:p ; sh:in ( "a" "b" "c" ) ; sh:maxCount 1') + "ex:CShape2 a sh:NodeShape ;"
        'sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:in ( "c" "b" "d" ) ] .'
    )
    assert made.notes == []
    assert describe(found.C).properties[0].ranges[0].facets == (("in", ("b", "c")),)


def test_shapes_with_links_where_literals_belong(make: Make) -> None:
    terms = ("name", "description", "minCount", "maxCount", "uniqueLang", "deactivated")
    said = " ; ".join(f"sh:{term} ex:x" for term in terms)
    _, found = make(shape("C", f"sh:path ex:p ; {said}") + "ex:CShape sh:closed ex:x ; sh:name ex:x .")
    assert [prop.cardinality for prop in describe(found.C).properties] == ["0..n"]


def test_a_path_inside_itself_is_left_out(make: Make) -> None:
    made, _ = make(shape("C", "sh:path _:a ; sh:minCount 1") + "_:a sh:inversePath [ sh:inversePath _:a ] .")
    assert made.notes == ["C.^^...: a path that is no plain property: left out"]


def test_version_and_source(make: Make) -> None:
    made, found = make(
        "<https://example.org/ap/releases/1.2.0/#S> a sh:NodeShape ; sh:targetClass ex:C ; rdfs:label 'Ding' ."
    )
    assert (found.PROFILE.name, found.PROFILE.version) == ("voorbeeld", "1.2.0")
    assert found.PROFILE.source == "https://example.org/ap/releases/1.2.0/"
    assert made.source.startswith('"""Voorbeeld, version 1.2.0: classes made by `oslo generate`.\n')


def test_input_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> 1 .")
    (tmp_path / "b.jsonld").write_text('["no context"]')
    with pytest.raises(InputError, match=r"a\.ttl: no shape in it targets a class"):
        module([tmp_path / "a.ttl"])
    with pytest.raises(InputError, match=r"b\.jsonld: not a JSON-LD context"):
        module([tmp_path / "a.ttl"], tmp_path / "b.jsonld")
    with pytest.raises(InputError, match="No such file"):
        module([tmp_path / "none.ttl"])


def test_the_command(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    (tmp_path / "ding-SHACL.ttl").write_text(PREFIXES + shape("C", "sh:path ex:p ; sh:hasValue 1"))
    words: list[Any] = ["generate", str(tmp_path / "ding-SHACL.ttl")]
    shown = CliRunner().invoke(app, words, catch_exceptions=False)
    assert shown.exit_code == 0
    assert shown.stderr == "C.p: sh:hasValue 1: not asked here\n"
    written = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "ding.py")], catch_exceptions=False)
    assert (written.stdout, (tmp_path / "ding.py").read_text()) == ("", shown.stdout)
    assert imported(shown.stdout, tmp_path / "ding.py").PROFILE.name == "ding"
