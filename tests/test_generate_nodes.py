"""Modules made from shapes that ask shapes of values (sh:node): they accept what those accept, and read all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.small_shapes import PREFIXES, Make, annotation, shape

from oslo import Format, read_all, validate, write

NAME = "ex:Naam sh:property [ sh:path ex:naam ; sh:minCount 1 ; sh:datatype xsd:string ] ."
MAIL = "ex:Mail sh:property [ sh:path ex:mail ; sh:minCount 1 ; sh:maxCount 1 ] ."
EITHER = (
    "sh:or ( [ sh:property [ sh:path ex:mail ; sh:minCount 1 ] ] [ sh:property [ sh:path ex:tel ; sh:minCount 1 ] ] )"
)


def asks(what: str) -> str:
    return shape("C", f"sh:path ex:p ; {what}")


CASES = [
    (
        "a shape with a target",
        asks("sh:minCount 1 ; sh:node ex:DShape") + shape("D", "sh:path ex:naam ; sh:minCount 1"),
        ["[ ex:naam 'An' ]", "[ a ex:D ; ex:naam 'An' ]", "ex:d . ex:d ex:naam 'An'"],
        ["[ ex:mail 'x' ]", "[ a ex:D ]", "'An'", "ex:d"],
    ),
    (
        "a shape that is a class",
        "ex:C a sh:NodeShape, rdfs:Class ; sh:property [ sh:path ex:p ; sh:node ex:D ] ."
        "ex:D a sh:NodeShape, rdfs:Class ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .",
        ["[ ex:naam 'An' ]", "[ a ex:D ; ex:naam 'An' ]"],
        ["[ a ex:D ]", "[ ex:mail 'An' ]"],
    ),
    (
        "a blank node",
        asks("sh:node [ sh:property [ sh:path ex:naam ; sh:minCount 1 ] ]"),
        ["[ ex:naam 'An' ]", "ex:d . ex:d ex:naam 'An'"],
        ["[ ex:mail 'An' ]", "ex:d"],
    ),
    (
        "properties of a property",
        asks("sh:property [ sh:path ex:naam ; sh:minCount 1 ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]"),
        ["[ ex:naam [ ex:q 1 ] ]"],
        ["[ ex:naam [ ex:r 1 ] ]", "[ ex:naam 1 ]"],
    ),
    (
        "a chain",
        asks("sh:node ex:Eerst")
        + "ex:Eerst sh:node ex:Naam ; sh:property [ sh:path ex:q ; sh:maxCount 1 ; sh:node ex:Dan ] ."
        + "ex:Dan sh:property [ sh:path ex:r ; sh:minCount 1 ; sh:node [ sh:node ex:Naam ] ] ."
        + NAME,
        ["[ ex:naam 'An' ; ex:q [ ex:r [ ex:naam 'B' ] ] ]", "[ ex:naam 'An' ]"],
        ["[ ex:naam 'An' ; ex:q [ ex:r [ ex:nam 'B' ] ] ]", "[ ex:q [ ex:r [ ex:naam 'B' ] ] ]"],
    ),
    (
        "one of several shapes",
        asks("sh:or ( [ sh:node ex:Naam ] ex:Mail [ sh:datatype xsd:string ] )") + NAME + MAIL,
        ["[ ex:naam 'An' ], [ ex:mail 'x' ], 'y'"],
        ["[ ex:tel 'x' ]", "[ ex:mail 'x', 'y' ]", "1"],
    ),
    (
        "alternatives inside",
        asks("sh:node ex:Wie") + f"ex:Wie sh:property [ sh:path ex:naam ; sh:minCount 1 ] ; {EITHER} .",
        ["[ ex:naam 'An' ; ex:mail 'x' ]", "[ ex:naam 'An' ; ex:tel 'x' ], [ ex:naam 'B' ; ex:mail 'x' ; ex:tel 'y' ]"],
        ["[ ex:naam 'An' ]", "[ ex:mail 'x' ]"],
    ),
    (
        "nothing but alternatives",
        asks(f"sh:node [ {EITHER} ]"),
        ["[ ex:mail 'x' ]", "[ ex:tel 'x' ]"],
        ["[ ex:naam 'x' ]"],
    ),
    (
        "all of several shapes",
        asks("sh:and ( ex:Naam [ sh:node ex:Mail ] )") + NAME + MAIL,
        ["[ ex:naam 'An' ; ex:mail 'x' ]"],
        ["[ ex:naam 'An' ]", "[ ex:mail 'x' ]"],
    ),
    (
        "two shapes, by two shapes of one class",
        asks("sh:node ex:Naam")
        + "ex:S2 sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:node ex:Mail ] ."
        + NAME
        + MAIL,
        ["[ ex:naam 'An' ; ex:mail 'x' ]"],
        ["[ ex:naam 'An' ]", "[ ex:mail 'x' ]"],
    ),
    (
        "one of two shapes of a class",
        asks("sh:node ex:Naam") + NAME + MAIL + "ex:Naam sh:targetClass ex:D . ex:Mail sh:targetClass ex:D .",
        ["[ ex:naam 'An' ]", "[ a ex:D ; ex:naam 'An' ; ex:mail 'x' ]"],
        ["[ a ex:D ; ex:naam 'An' ]", "[ ex:mail 'x' ]"],
    ),
    (
        "a class and a shape",
        asks("sh:class ex:D ; sh:node ex:Naam") + NAME,
        ["[ a ex:D ; ex:naam 'An' ]"],
        ["[ a ex:D ]", "[ ex:naam 'An' ]"],
    ),
    (
        "a class and its own shape",
        asks("sh:class ex:D ; sh:node ex:Naam") + NAME + "ex:Naam sh:targetClass ex:D .",
        ["[ a ex:D ; ex:naam 'An' ]"],
        ["[ a ex:D ]", "[ ex:naam 'An' ]"],
    ),
    (
        "a shape without properties",
        asks("sh:node ex:Link") + "ex:Link sh:nodeKind sh:IRI ; sh:targetClass ex:D .",
        ["ex:d"],
        ["'x'", "[ ex:naam 'An' ]"],
    ),
    (
        "a shape that asks nothing",
        asks("sh:node ex:Niets") + "ex:Niets a sh:NodeShape ; sh:targetClass ex:D .",
        ["ex:d, 'x'", "[ a ex:D ]"],
        [],
    ),
    (
        "a shape that is switched off",
        asks("sh:node ex:Naam") + NAME + "ex:Naam sh:deactivated true .",
        ["ex:d, 'x'"],
        [],
    ),
    (
        "a shape of a superclass",
        asks("sh:node ex:DShape") + shape("D", "sh:path ex:naam ; sh:minCount 1") + "ex:D rdfs:subClassOf ex:C .",
        ["[ ex:naam 'An' ]", "[ a ex:D ; ex:naam 'An' ; ex:p [ ex:naam 'B' ] ]"],
        ["[ a ex:D ]"],
    ),
]


@pytest.mark.parametrize(("what", "turtle", "good", "bad"), CASES, ids=[each[0] for each in CASES])
def test_a_shape_of_values(make: Make, tmp_path: Path, what: str, turtle: str, good: list[str], bad: list[str]) -> None:
    _, found = make(turtle)
    for values in (*good, *bad):
        data = f"{PREFIXES} ex:s a ex:C ; ex:p {values} ."
        published = validate(data, tmp_path / "voorbeeld-SHACL.ttl", Format.TURTLE)
        assert published.conforms == (values in good), values
        assert validate(data, found.PROFILE, Format.TURTLE).conforms == published.conforms, values
        reading = read_all(data, found.PROFILE, Format.TURTLE)
        if values in good:
            assert (reading.problems, reading.unread) == ([], 0), values
            again = read_all(write(reading.resources), found.PROFILE, Format.TURTLE)
            assert (again.resources, again.unread) == (reading.resources, 0), values


def test_some_values_of_a_shape(make: Make) -> None:
    """A qualified shape asks nothing of the other values: those that fit it are read as what it describes."""
    made, found = make(asks("sh:qualifiedValueShape [ sh:node ex:Naam ] ; sh:qualifiedMinCount 1") + NAME)
    assert annotation((made, found), "C", "p") == "Annotated[list[Ref[NaamShape] | Literal], EX.p, Anything()]"
    assert "C.p: sh:qualifiedMinCount 1: not asked here" in made.notes
    data = f"{PREFIXES} ex:s a ex:C ; ex:p [ ex:naam 'An' ], 'x', ex:y, [ ex:mail 'z' ] ."
    reading = read_all(data, found.PROFILE, Format.TURTLE)
    assert sorted(type(each).__name__ for each in reading.resources[0].p) == [
        "BlankNode",
        "Iri",
        "Literal",
        "NaamShape",
    ]
    assert (reading.problems, reading.unread) == ([], 1)
    assert validate(data, found.PROFILE, Format.TURTLE).conforms


def test_alternatives_of_a_class_are_told_and_their_properties_read(make: Make) -> None:
    made, found = make(f"ex:CShape sh:targetClass ex:C ; {EITHER} .")
    assert made.notes == ["C, C.mail, C.tel: sh:or: not asked here"]
    reading = read_all(f"{PREFIXES} ex:s a ex:C ; ex:tel '1' .", found.PROFILE, Format.TURTLE)
    assert (len(reading.resources), reading.unread) == (1, 0)


def test_the_classes_that_are_made(make: Make) -> None:
    made, found = make(asks("sh:node ex:DShape") + shape("D", "sh:path ex:naam ; sh:minCount 1") + NAME)
    assert "class DShape(Resource, iri=EX.DShape, typed=False):" in made.source
    assert [cls.__name__ for cls in found.PROFILE.classes] == ["C", "DShape", "D"]  # no property asks ex:Naam
    assert found.D.__bases__ == (found.DShape,)
    data = f"{PREFIXES} ex:s a ex:C ; ex:p [ ex:naam 'An' ] ."
    text = write(read_all(data, found.PROFILE, Format.TURTLE).resources)
    assert '<https://example.org/ns#p> [ <https://example.org/ns#naam> "An" ] .' in text


def test_a_shape_that_is_a_part_of_itself_is_that_of_its_class(make: Make) -> None:
    made, found = make(asks("sh:node ex:DShape") + shape("D", "sh:path ex:kent ; sh:node ex:DShape"))
    assert annotation((made, found), "C", "p") == "Annotated[list[Ref[D]], EX.p]"
    assert "C.p: sh:node DShape, a part of itself: a thing of its class, checked for itself" in made.notes


def test_a_part_with_a_type_that_is_not_written_is_listed_by_itself_too(make: Make) -> None:
    _, found = make(asks("sh:node ex:Naam") + NAME + shape("E", "sh:path ex:naam"))
    reading = read_all(f"{PREFIXES} ex:s a ex:C ; ex:p ex:e . ex:e a ex:E ; ex:naam 'An' .", found.PROFILE, "turtle")
    assert sorted(type(each).__name__ for each in reading.resources) == ["C", "E"]
    assert reading.unread == 0


def test_a_cardinality_of_more_digits_than_python_reads(make: Make) -> None:
    made = make(shape("C", f"sh:path ex:p ; sh:datatype xsd:string ; sh:maxCount {'9' * 5000}"))
    assert annotation(made, "C", "p") == "Annotated[list[str], EX.p]"
