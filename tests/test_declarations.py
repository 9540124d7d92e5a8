"""How the declaration of a class and of a profile is read: metadata, unions, facets, names, and open cardinalities."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from enum import Enum
from types import ModuleType
from typing import Annotated, Any, Literal as OneOf

import pytest
from annotated_types import Ge, Interval, Le, MaxLen, MinLen
from pydantic import Field, StringConstraints

from oslo import Anything, BlankNode, Formerly, Iri, LangString, Literal, Namespace, Profile, Ref, Resource, UniqueLang
from oslo.errors import DescribeError
from oslo.model.description import PropertyInfo, describe, reachable, relaxed
from oslo.model.published import relaxations
from oslo.model.values import VALUE_TYPES

EX = Namespace("https://example.org/ns#")


class Basis(Resource, iri=EX.Basis):
    """A base."""

    nummer: Annotated[int | None, EX.nummer] = None


class Blad(Basis, iri=EX.Blad, typed=False):
    """What is none by its type."""

    blad: Annotated[Blad | None, EX.blad] = None


class Los(Resource, iri=EX.Los, typed=False):
    """What has no type at all."""


def described(annotation: Any, default: Any = ..., base: type[Resource] = Resource) -> PropertyInfo:
    """The only property of a class with one field."""
    about = {"__module__": __name__, "__annotations__": {"veld": annotation}}
    if default is not ...:
        about["veld"] = default
    make: Any = type(Resource)
    return describe(make("Vorm", (base,), about, iri=EX.Vorm)).properties[-1]


def facets(annotation: Any) -> list[tuple[tuple[str, Any], ...]]:
    return [each.facets for each in described(annotation).ranges]


class Kleur(Enum):
    """The colours there are."""

    ROOD = "rood"
    GROEN = "groen"


class Ruw(Enum):
    """What RDF does not have."""

    A = b"a"


def test_what_stands_beside_the_iri() -> None:
    formerly = Formerly(EX.oud), Formerly(EX.ouder)
    prop = described(Annotated[list[LangString], EX.naam, *formerly, UniqueLang(), Anything()], [])
    assert (prop.path, prop.formerly, prop.paths) == (EX.naam, (EX.oud, EX.ouder), (EX.naam, EX.oud, EX.ouder))
    assert (prop.unique_lang, prop.anything) == (True, True)
    plain = described(Annotated[list[LangString], EX.naam, EX.tweede], [])
    assert (plain.path, plain.paths, plain.unique_lang, plain.anything) == (EX.naam, (EX.naam,), False, False)


@pytest.mark.parametrize(
    ("annotation", "cardinality", "pythons"),
    [
        (Annotated[str, EX.a], "1..1", [str]),
        (Annotated[str | None, EX.a], "0..1", [str]),
        (Annotated[str | int | None, EX.a], "0..1", [str, int]),
        (Annotated[list[str | int], EX.a], "0..n", [str, int]),
        (Annotated[list[str], EX.a, MinLen(1), MinLen(2), MaxLen(5), MaxLen(4)], "2..4", [str]),
        (Annotated[list[str], Field(min_length=1), EX.a], "1..n", [str]),
        (Annotated[Basis | Iri, EX.a], "1..1", [Basis]),
        (Annotated[Ref[Basis] | str, EX.a], "1..1", [Basis, str]),
        (Annotated[Iri | BlankNode, EX.a], "1..1", [Iri, BlankNode]),
        (Annotated[Annotated[str, MaxLen(3)] | Annotated[int, Ge(1)], EX.a], "1..1", [str, int]),
    ],
)
def test_how_often_and_of_which_types(annotation: Any, cardinality: str, pythons: list[type]) -> None:
    prop = described(annotation)
    assert (prop.cardinality, [each.python for each in prop.ranges]) == (cardinality, pythons)


def test_a_reference_is_one_range_with_its_class() -> None:
    for annotation, ranges in (
        (Basis | Iri | BlankNode, [(Basis, True)]),
        (Basis, [(Basis, False)]),
        (Basis | BlankNode, [(Basis, False)]),
        (Basis | Iri | Los, [(Basis, True), (Los, True)]),
    ):
        found = described(Annotated[annotation, EX.a]).ranges
        assert [(each.cls, each.reference) for each in found] == ranges
    assert facets(Annotated[Ref[Basis] | Annotated[str, MaxLen(3)], EX.a]) == [(), (("maxLength", 3),)]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (Annotated[int, EX.a, Ge(1), Le(9)], (("minInclusive", 1), ("maxInclusive", 9))),
        (Annotated[int, EX.a, Interval(gt=1, le=9)], (("minExclusive", 1), ("maxInclusive", 9))),
        (Annotated[Annotated[int, Ge(1)], EX.a, Le(9)], (("minInclusive", 1), ("maxInclusive", 9))),
        (Annotated[str, EX.a, MinLen(1), MaxLen(4)], (("minLength", 1), ("maxLength", 4))),
        (Annotated[str, EX.a, Field(min_length=0, max_length=4)], (("minLength", 0), ("maxLength", 4))),
        (Annotated[str, EX.a, Field(pattern=re.compile("^[a-z]$"))], (("pattern", "^[a-z]$"),)),
        (Annotated[str, EX.a, StringConstraints(pattern=re.compile("^a"))], (("pattern", "^a"),)),
        (
            Annotated[Decimal, EX.a, Field(ge=0, lt=Decimal("1.5"))],
            (("minInclusive", 0), ("maxExclusive", Decimal("1.5"))),
        ),
        (Annotated[OneOf[1, 2], EX.a], (("in", (1, 2)),)),
        (Annotated[Kleur, EX.a], (("in", ("rood", "groen")),)),
    ],
)
def test_the_facets_of_a_value(annotation: Any, expected: tuple[tuple[str, Any], ...]) -> None:
    assert facets(annotation) == [expected]


def test_an_enumeration_is_its_values() -> None:
    [kleur] = described(Annotated[Kleur, EX.a]).ranges
    assert (kleur.python, kleur.value) == (Kleur, VALUE_TYPES[str])
    [keuze] = described(Annotated[OneOf[1, 2], EX.a]).ranges
    assert (keuze.python, keuze.value) == (int, VALUE_TYPES[int])


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (Annotated[Ruw, EX.a], "bytes cannot be expressed in RDF; known are model classes and AnyUri, BlankNode, "),
        (Annotated[OneOf[b"a"], EX.a], "bytes cannot be expressed in RDF"),
        (Annotated[LangString, EX.a, MaxLen(3)], "maxLength is not supported on LangString"),
        (Annotated[Literal, EX.a, MinLen(3)], "minLength is not supported on Literal"),
        (Annotated[LangString, EX.a, UniqueLang()], "UniqueLang is for a list of LangString"),
        (Annotated[list[LangString | str], EX.a, UniqueLang()], "UniqueLang is for a list of LangString"),
        (Annotated[str, "a"], "no IRI in its metadata"),
        (Annotated[tuple[str, int], EX.a], "cannot be expressed in RDF"),
    ],
)
def test_what_cannot_be_described(annotation: Any, message: str) -> None:
    with pytest.raises(DescribeError, match=rf"^{__name__}\.Vorm\.veld: .*{message}"):
        described(annotation)


@pytest.mark.parametrize(
    ("alias", "taken"),
    [
        ("a", True), ("een twee", True), ("é@", True), ("a}", False), ("a{", False), ("a:", False), ("a/", False),
        ("@a", False), ("", False), ("a\x00", False), ("a\x1f", False), ("a\x20", True), ("a\x7e", True),
        ("a\x7f", False), ("a\x9f", False), ("a\xa0", True), ("a\ue000", True),
    ],
)  # fmt: skip
def test_a_name_in_json_has_to_be_a_term(alias: str, taken: bool) -> None:
    annotation = Annotated[str, EX.a, Field(alias=alias)]
    if taken:
        assert described(annotation).json_name == alias
    else:
        with pytest.raises(DescribeError, match="cannot be a term in JSON-LD"):
            described(annotation)


def test_the_name_in_json_is_the_one_that_is_written() -> None:
    assert described(Annotated[str, EX.a, Field(alias="in", serialization_alias="uit")]).json_name == "uit"
    assert described(Annotated[str, EX.a]).json_name == "veld"


@pytest.mark.parametrize(
    ("annotation", "base", "owner"),
    [
        (Annotated[str, EX.a, Field(alias="id")], Resource, "id"),
        (Annotated[str, EX.a, Field(alias="nummer")], Basis, "nummer"),
    ],
)
def test_no_two_fields_share_a_name(annotation: Any, base: type[Resource], owner: str) -> None:
    with pytest.raises(
        DescribeError, match=rf"^{__name__}\.Vorm\.veld: '{owner}' is also a name of the field '{owner}'"
    ):
        described(annotation, base=base)


def test_the_type_of_what_is_none_by_its_type_is_that_of_its_nearest_base() -> None:
    assert (describe(Blad).typed, describe(Blad).iri, describe(Blad).type) == (False, EX.Blad, EX.Basis)
    assert (describe(Basis).typed, describe(Basis).type) == (True, EX.Basis)
    assert (describe(Los).typed, describe(Los).type) == (False, None)
    assert [prop.name for prop in describe(Blad).properties] == ["nummer", "blad"]


def test_classes_are_reached_once_and_in_order() -> None:
    class Een(Resource, iri=EX.Een):
        twee: Annotated[Blad | None, EX.twee] = None
        drie: Annotated[Los | Basis | None, EX.drie] = None

    assert [info.cls for info in reachable([Een, Los])] == [Een, Los, Blad, Basis]
    assert reachable([]) == ()


# Profiles.


class Frans(Resource, iri=EX.Frans, language="fr"):
    """A thing whose bare texts are French."""


def _made(name: str, module: str) -> type[Resource]:
    make: Any = type(Resource)
    made: type[Resource] = make(name, (Resource,), {"__module__": module, "__annotations__": {}}, iri=EX[name])
    return made


def test_a_profile_of_a_module() -> None:
    module, other = ModuleType("een_module"), ModuleType("andere")
    first, second = _made("Een", "een_module"), _made("Twee", "een_module")
    elsewhere = _made("Elders", "andere")
    vars(other).update({"Elders": elsewhere, "Een": first})
    vars(module).update({"Een": first, "Resource": Resource, "Basis": Basis, "Twee": second, "getal": 7, "tekst": str})
    sys.modules["een_module"] = module
    try:
        options: dict[str, Any] = {"name": "p", "version": "2", "title": "P", "source": "https://example.org/"}
        plain = Profile.of("een_module", **options)
        more = Profile.of("een_module", **options, also=[Basis, first, other], relaxed={"why": {"Een.x": "1..1"}},
                          concepts=False)  # fmt: skip
    finally:
        del sys.modules["een_module"]
    assert plain.classes == (first, second)
    assert (plain.relaxations, plain.concepts, plain.language) == ((), True, "nl")
    assert more.classes == (first, second, Basis, elsewhere)
    assert (more.concepts, more.relaxations) == (False, tuple(relaxations({"why": {"Een.x": "1..1"}})))
    assert (more.name, more.version, more.title, more.source) == ("p", "2", "P", "https://example.org/")


def profile(*classes: type[Resource], name: str = "p", rows: dict[str, str] | None = None) -> Profile:
    return Profile(name, "1", "P", "https://example.org/", classes, tuple(relaxations({"why": rows or {}})))


def test_the_language_of_a_profile_is_that_of_its_first_class() -> None:
    assert (profile(Frans, Basis).language, profile(Basis, Frans).language, profile().language) == ("fr", "nl", "nl")


def test_the_name_of_a_profile() -> None:
    assert profile(name="a-b_c.1").name == "a-b_c.1"
    for name in ("a b", "", "a/b", "a\n"):
        with pytest.raises(DescribeError, match="a name has letters, digits"):
            profile(name=name)


def test_the_source_of_a_profile_is_an_iri() -> None:
    with pytest.raises(DescribeError, match=r"^profile 'p': source: not an absolute IRI"):
        Profile("p", "1", "P", "example.org", (Basis,))


def test_equal_profiles_are_one_key() -> None:
    assert len({profile(Basis), profile(Basis)}) == 1
    assert len({profile(Basis), profile(Basis, name="q")}) == 2


class Huis(Resource, iri=EX.Huis):
    """A house."""

    naam: Annotated[list[str], EX.naam, MinLen(1)]
    nummer: Annotated[int | None, EX.nummer] = None
    kamers: Annotated[list[str], EX.kamers, MaxLen(9)] = []


class Villa(Huis, iri=EX.Villa):
    """A large house."""

    nummer: Annotated[int, EX.nummer]


def test_what_is_left_open_by_class_and_by_those_that_it_derives_from() -> None:
    rows = {"Huis.naam": "1..1", "Huis.nummer": "1..1", "Huis.kamers": "2..9"}
    of = profile(Huis, Villa, rows=rows)
    assert {name: row.cardinality for name, row in relaxed(of, Huis).items()} == {
        "naam": "1..1", "nummer": "1..1", "kamers": "2..9"
    }  # fmt: skip
    assert relaxed(of, Villa).keys() == {"naam", "kamers"}  # its number is asked already
    assert relaxed(profile(Huis, Villa), Huis) == {}
    own = profile(Huis, Villa, rows={"Villa.naam": "2..2", "Huis.naam": "1..1"})
    assert (relaxed(own, Villa)["naam"].cardinality, relaxed(own, Huis)["naam"].cardinality) == ("2..2", "1..1")
    assert relaxed(profile(Huis, rows={"Huis.naam": "1..n"}), Huis) == {}  # asked already


def test_the_first_of_several_rows_about_no_property_is_told() -> None:
    of = profile(Huis, rows={f"Huis.x{number}": "1..1" for number in range(9)} | {"Ander.naam": "1..1"})
    with pytest.raises(DescribeError, match=r"^profile 'p': relaxed: no property Ander\.naam$"):
        relaxed(of, Huis)


def test_an_unknown_name_is_named_with_its_class() -> None:
    with pytest.raises(DescribeError, match=rf"^{__name__}\.Vorm: .*Onbekend"):
        described("Annotated[Onbekend, EX.a]")
