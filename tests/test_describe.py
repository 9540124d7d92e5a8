"""What `describe` says of a class, and how it refuses one that RDF cannot express."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal as OneOf

import pytest
from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen
from pydantic import Field, PositiveInt, StringConstraints

from oslo.errors import DescribeError, OsloError
from oslo.model.description import ClassInfo, PropertyInfo, describe, reachable
from oslo.model.documentation import Documentation, documentation
from oslo.model.resource import Ref, Resource, UniqueLang
from oslo.model.values import VALUE_TYPES, CodeList, Concept, LangString, Literal
from oslo.models import MODULES, load_profile
from oslo.namespaces import BlankNode, Iri, Namespace

EIGEN = Namespace("https://example.org/ns/eigen#")


class Deel(Resource, iri=EIGEN.Deel):
    """A part.

    With a second paragraph that a shape does not repeat.
    """

    nummer: Annotated[int, EIGEN.nummer]
    """The number of the part."""


class BijzonderDeel(Deel, iri=EIGEN.BijzonderDeel):
    """A part with more to say."""

    een_naam: Annotated[LangString | None, EIGEN.eenNaam] = None
    beschreven: Annotated[str | None, EIGEN.beschreven, Field(description="Said in the field.")] = None


class Ding(Resource, iri=EIGEN.Ding):
    """A thing."""

    een: Annotated[str, EIGEN.een]
    hoogstens_een: Annotated[str | None, EIGEN.hoogstensEen] = None
    hoeveel_ook: Annotated[list[str], EIGEN.hoeveelOok] = []
    minstens_een: Annotated[list[str], EIGEN.minstensEen, MinLen(1)]
    twee_of_drie: Annotated[list[str], EIGEN.tweeOfDrie, Len(2, 3)]
    hoogstens_vier: Annotated[list[str], EIGEN.hoogstensVier, MaxLen(4)] = []
    deel: Annotated[Deel | None, EIGEN.deel] = None
    verwijzing: Annotated[Ref[Deel] | None, EIGEN.verwijzing] = None
    delen: Annotated[list[Ref[Deel] | Ref[Ding]], EIGEN.delen] = []
    soort: Annotated[Concept | None, EIGEN.soort, CodeList("https://example.org/lijst")] = None


class Grenzen(Resource, iri=EIGEN.Grenzen):
    """One facet a property."""

    vanaf: Annotated[int, EIGEN.vanaf, Ge(0)]
    boven: Annotated[Decimal, EIGEN.boven, Gt(Decimal("0.5"))]
    tot: Annotated[date, EIGEN.tot, Le(date(2100, 1, 1))]
    onder: Annotated[float, EIGEN.onder, Lt(1.5)]
    tussen: Annotated[int, EIGEN.tussen, Interval(ge=1, lt=10)]
    patroon: Annotated[str, EIGEN.patroon, Field(pattern="^[0-9]{4}$")]
    beperkt: Annotated[str, EIGEN.beperkt, StringConstraints(min_length=1, max_length=9, pattern="a")]
    lengte: Annotated[str, EIGEN.lengte, MinLen(2), MaxLen(5)]
    ieder: Annotated[list[Annotated[str, MaxLen(3)]], EIGEN.ieder, MinLen(1)]
    positief: Annotated[PositiveInt, EIGEN.positief]
    keuze: Annotated[OneOf["a", "b"], EIGEN.keuze]
    grens_of_niets: Annotated[int | None, EIGEN.grensOfNiets, Ge(3)] = None


def properties(cls: type[Resource]) -> dict[str, PropertyInfo]:
    return {prop.name: prop for prop in describe(cls).properties}


def test_cardinalities() -> None:
    assert {name: prop.cardinality for name, prop in properties(Ding).items()} == {
        "een": "1..1",
        "hoogstens_een": "0..1",
        "hoeveel_ook": "0..n",
        "minstens_een": "1..n",
        "twee_of_drie": "2..3",
        "hoogstens_vier": "0..4",
        "deel": "0..1",
        "verwijzing": "0..1",
        "delen": "0..n",
        "soort": "0..1",
    }
    assert {name for name, prop in properties(Ding).items() if prop.many} == {
        "hoeveel_ook", "minstens_een", "twee_of_drie", "hoogstens_vier", "delen"
    }  # fmt: skip


def test_facets() -> None:
    assert {name: prop.ranges[0].facets for name, prop in properties(Grenzen).items()} == {
        "vanaf": (("minInclusive", 0),),
        "boven": (("minExclusive", Decimal("0.5")),),
        "tot": (("maxInclusive", date(2100, 1, 1)),),
        "onder": (("maxExclusive", 1.5),),
        "tussen": (("minInclusive", 1), ("maxExclusive", 10)),
        "patroon": (("pattern", "^[0-9]{4}$"),),
        "beperkt": (("pattern", "a"), ("minLength", 1), ("maxLength", 9)),
        "lengte": (("minLength", 2), ("maxLength", 5)),
        "ieder": (("maxLength", 3),),
        "positief": (("minExclusive", 0),),
        "keuze": (("in", ("a", "b")),),
        "grens_of_niets": (("minInclusive", 3),),
    }
    assert properties(Grenzen)["ieder"].cardinality == "1..n"


def test_names_paths_and_ranges() -> None:
    found = properties(Ding)
    assert (found["hoogstens_een"].json_name, found["hoogstens_een"].path) == ("hoogstensEen", EIGEN.hoogstensEen)
    assert found["een"].ranges[0].value is VALUE_TYPES[str]
    assert [(each.cls, each.reference) for each in found["deel"].ranges] == [(Deel, False)]
    assert [(each.cls, each.reference) for each in found["verwijzing"].ranges] == [(Deel, True)]
    assert [(each.cls, each.reference) for each in found["delen"].ranges] == [(Deel, True), (Ding, True)]
    assert found["soort"].code_list == "https://example.org/lijst"
    assert found["een"].code_list is None


def test_a_subclass_has_the_properties_of_its_base_first() -> None:
    info = describe(BijzonderDeel)
    assert [prop.name for prop in info.properties] == ["nummer", "een_naam", "beschreven"]
    assert (info.cls, info.iri, info.name) == (BijzonderDeel, EIGEN.BijzonderDeel, "BijzonderDeel")


def test_a_class_is_described_once() -> None:
    assert describe(Ding) is describe(Ding)
    with pytest.raises(AttributeError):
        describe(Ding).name = "Iets"  # type: ignore[misc]


def test_what_properties_lead_to_is_reachable() -> None:
    assert [info.cls for info in reachable([Ding])] == [Ding, Deel]


def test_documentation() -> None:
    said = documentation(BijzonderDeel)
    assert said.summary == "A part with more to say."
    assert said.properties == {"nummer": "The number of the part.", "beschreven": "Said in the field."}
    assert documentation(Deel) == Documentation("A part.", {"nummer": "The number of the part."})


def los(module: str, fields: dict[str, Any]) -> type[Resource]:
    """A class that no source text declares."""
    make: Any = type(Resource)
    made: type[Resource] = make("Los", (Resource,), {"__module__": module, "__annotations__": fields}, iri=EIGEN.Los)
    return made


def test_a_class_without_source_has_no_documentation_of_fields() -> None:
    assert documentation(los("nergens", {})).properties == {}


@pytest.mark.parametrize("name", MODULES)
def test_every_class_of_a_profile_can_be_described_and_says_what_it_means(name: str) -> None:
    profile = load_profile(name)
    assert len(set(profile.classes)) == len(profile.classes)
    for cls in profile.classes:
        info, said = describe(cls), documentation(cls)
        assert isinstance(info, ClassInfo)
        assert said.summary.endswith(".")
        assert set(said.properties) == {prop.name for prop in info.properties}, cls
        paths = [prop.path for prop in info.properties]
        assert len(set(paths)) == len(paths), f"{cls.__name__}: two properties share a path"


# What cannot be expressed in RDF. The classes stand in functions: each is a mistake.


def no_iri() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        goed: Annotated[str, EIGEN.goed]
        veld: str

    return Fout


def iri_only_inside_the_list() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: list[Annotated[str, EIGEN.veld]] = []

    return Fout


def unknown_type() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[complex, EIGEN.veld]

    return Fout


def a_dictionary() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[dict[str, int], EIGEN.veld] = {}

    return Fout


def a_list_of_lists() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[list[list[str]], EIGEN.veld] = []

    return Fout


def anything() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[Any, EIGEN.veld] = None

    return Fout


def one_bad_option() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[str | bytes | None, EIGEN.veld] = None

    return Fout


def one_language_of_what_has_none() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[list[str], EIGEN.veld, UniqueLang()] = []

    return Fout


def the_root_class() -> type[Resource]:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[Resource | None, EIGEN.veld] = None

    return Fout


@pytest.mark.parametrize(
    ("mistake", "reason"),
    [
        (no_iri, "no IRI in its metadata"),
        (iri_only_inside_the_list, "no IRI in its metadata"),
        (unknown_type, "complex cannot be expressed in RDF"),
        (a_dictionary, "cannot be expressed in RDF"),
        (a_list_of_lists, "cannot be expressed in RDF"),
        (anything, "cannot be expressed in RDF"),
        (one_bad_option, "bytes cannot be expressed in RDF"),
        (one_language_of_what_has_none, "UniqueLang is for a list of LangString"),
        (the_root_class, "Resource has no IRI"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_an_error_names_class_and_field(mistake: Any, reason: str) -> None:
    with pytest.raises(DescribeError) as raised:
        describe(mistake())
    message = str(raised.value)
    assert message.startswith(f"{__name__}.")
    assert "Fout.veld: " in message
    assert reason in message


def test_an_unknown_name_in_an_annotation_is_named() -> None:
    class Fout(Resource, iri=EIGEN.Fout):
        veld: Annotated[Onbekend, EIGEN.veld]  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(DescribeError, match=r"Fout.*Onbekend"):
        describe(Fout)


@pytest.mark.parametrize("thing", [Resource, str, Iri, 7, "Persoon"], ids=str)
def test_only_model_classes_can_be_described(thing: Any) -> None:
    with pytest.raises(DescribeError):
        describe(thing)


def test_a_class_needs_an_iri() -> None:
    with pytest.raises(DescribeError, match="Fout: a model class needs its IRI"):

        class Fout(Resource):
            pass

    assert issubclass(DescribeError, OsloError)


@pytest.mark.parametrize("python", VALUE_TYPES)
def test_every_value_type_can_be_the_type_of_a_field(python: Any) -> None:
    (prop,) = describe(los(__name__, {"veld": Annotated[python, EIGEN.veld]})).properties
    assert prop.ranges[0].value is VALUE_TYPES[python]


def test_nodes_and_literals_are_told_apart() -> None:
    assert {python for python, value in VALUE_TYPES.items() if value.node} == {Iri, BlankNode, Concept}
    assert {python for python, value in VALUE_TYPES.items() if not value.datatypes} == {
        Iri,
        BlankNode,
        Concept,
        Literal,
    }


SAME_NAME = """
from oslo.models import generiek
from oslo.models.adres import Object
version = {"creatie": {"tijdstip": "2000-01-01T00:00:00"}, "isTijdspecialisatieVan": {"identificator": []}}
thing = Object(identificator=[{}], is_tijdspecialisatie_van=[version])
assert type(thing.is_tijdspecialisatie_van[0].is_tijdspecialisatie_van) is generiek.Object
thing.model_dump(mode="json")
"""


def test_a_name_means_the_class_of_its_own_module_beside_a_subclass_of_that_name() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", SAME_NAME], check=True)
