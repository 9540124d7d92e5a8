"""Modules made from small shapes: names, and classes above and below one another."""

from __future__ import annotations

import pytest
from helpers.small_shapes import Make, annotation, shape

from oslo import Iri, describe
from oslo.generating.naming import class_name, field_name
from oslo.model.values import CodeList

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
