"""Laws that hold for every class of every profile, and for classes that a user writes.

What is written reads back equal, in each syntax; writing twice gives the same bytes; our JSON-LD
says the same triples to another JSON-LD processor; what a model accepts its shape accepts; what
breaks a constraint both refuse. pySHACL, pyld and pyoxigraph are the judges.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

import pyshacl
import pytest
import rdflib
from helpers.judges import by_pyld, canonical
from helpers.laws import (
    EIGEN,
    PROFILES,
    ROOT,
    BijzonderDeel,
    Chose,
    Deel,
    Ding,
    Paar,
    check_reads_back,
    each_class,
    examples,
)
from helpers.strategies import XML_TEXT, breaks, instances, typed_references, values
from hypothesis import given, strategies as st
from pydantic import ValidationError

from oslo.exchange import Format, read, read_all, write
from oslo.exchange.lines import ntriples
from oslo.exchange.shacl import shapes
from oslo.model.description import Profile, describe
from oslo.model.published import Strength
from oslo.model.resource import Ref, Resource
from oslo.model.values import VALUE_TYPES, Duration, LangString, PartialDate
from oslo.namespaces import RDF, SH, XSD, BlankNode, Iri
from oslo.rdf.parsing import WRITTEN
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.data import DataGraph
from oslo.validation.gaps import _find_all, _find_quickly, gaps
from oslo.validation.strength import of_strength


@each_class
@examples(5)
@given(data=st.data())
def test_what_is_written_reads_back_equal(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    for format in WRITTEN:
        if format is not Format.RDFXML:
            check_reads_back(resource, profile, format)


# RDF/XML is XML 1.0, which has no control characters but three (section 2.2). Every other syntax has them.
@each_class
@examples(3)
@given(data=st.data())
def test_rdfxml_reads_back_equal(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    check_reads_back(data.draw(instances(cls, known=profile.classes, text=XML_TEXT)), profile, Format.RDFXML)


@each_class
@examples(2)
@given(data=st.data())
def test_json_ld_says_the_same_to_another_processor(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    assert by_pyld(write(resource, Format.JSONLD)) == canonical(ntriples(resource))


@cache
def shapes_graph(profile: Profile, strength: Strength = Strength.EXCHANGED) -> rdflib.Graph:
    lines = DataGraph.read([shapes(profile)], Format.TURTLE).text
    return rdflib.Graph().parse(data=of_strength(ShapesGraph.of(lines), strength).text, format="nt")


def violations(profile: Profile, text: str, strength: Strength = Strength.EXCHANGED) -> set[tuple[str, str]]:
    """The focus nodes and paths that pySHACL reports for N-Triples text."""
    labels: dict[str, rdflib.BNode] = {}
    graph = rdflib.Graph().parse(data=text, format="nt", bnode_context=labels)
    names = {str(node): f"_:{label}" for label, node in labels.items()}
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(profile, strength))
    assert isinstance(report, rdflib.Graph)
    found = report.subject_objects(rdflib.URIRef(SH.focusNode))
    path = rdflib.URIRef(SH.resultPath)
    return {(names.get(str(node), str(node)), str(report.value(result, path))) for result, node in found}


@each_class
@examples(3)
@given(data=st.data())
def test_what_a_model_accepts_its_shape_accepts(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    text, elsewhere = ntriples(resource), typed_references(resource)
    targets = {str(iri) for iri in shapes_graph(profile).objects(None, rdflib.URIRef(SH.targetClass))}
    assert describe(cls).iri in targets
    assert f"<{RDF.type}> <{describe(cls).iri}>" in text
    # What is only referred to is not described here, so its own shape has nothing to say.
    found = violations(profile, text + "".join(elsewhere.values()))
    assert [(node, path) for node, path in found if node not in elsewhere] == []


@each_class
@examples(3)
@given(data=st.data())
def test_what_the_published_profile_asks_is_asked_of_a_model_and_by_its_shape(
    profile: Profile, cls: type[Resource], data: st.DataObject
) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    elsewhere = typed_references(resource)
    by_shape = violations(profile, ntriples(resource) + "".join(elsewhere.values()), Strength.PUBLISHED)
    # The shape of classes that share an IRI has no path: it asks that a node is one of them.
    by_shape = {(node, path) for node, path in by_shape if node not in elsewhere and path != "None"}
    of_model = [each for each in gaps(resource, profile) if each.node_class not in alternatives(profile)]
    assert by_shape == {(each.node, (each.path or "").strip("<>")) for each in of_model}


@each_class
@examples(3)
@given(data=st.data())
def test_the_quick_way_to_what_is_asked_besides_finds_the_same(
    profile: Profile, cls: type[Resource], data: st.DataObject
) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    quick = _find_quickly(resource, profile)
    clear = _find_all(resource, profile, named=False)
    assert quick is None or {each._replace(node="") for each in quick} == {each._replace(node="") for each in clear}


def alternatives(profile: Profile) -> list[str]:
    """The classes of a profile whose IRI another class has too: what one of them refuses the other may take."""
    number = Counter(describe(cls).iri for cls in profile.classes)
    return [cls.__name__ for cls in profile.classes if number[describe(cls).iri] > 1]


def test_the_classes_that_share_an_iri_are_few() -> None:
    """Of these, what breaks a constraint is not tried: their shape takes what one of the classes takes."""
    bodies = ["Bestuursorgaan", "BestuursorgaanInBestuursperiode"]
    assert {profile.name: found for profile in PROFILES if (found := alternatives(profile))} == {
        "besluit-publicatie": bodies,
        "mandatendatabank": bodies,
        "generiek-basis": ["Activiteit", "Herkomstentiteit", "Herkomstactiviteit", "Object"],
    }


@cache
def breakable(profile: Profile) -> list[type[Resource]]:
    """The classes with a constraint that can be broken; some take whatever is said of them."""
    others = alternatives(profile)
    alone = (cls for cls in profile.classes if cls.__name__ not in others)
    return [cls for cls in alone if any(breaks(prop) for prop in describe(cls).properties)]


def test_most_classes_have_a_constraint_that_can_be_broken() -> None:
    assert sum(len(breakable(profile)) for profile in PROFILES) > 380


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")  # rdflib, of a literal that is ill typed on purpose
@each_class
@examples(2)
@given(data=st.data())
def test_what_breaks_a_constraint_both_refuse(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    if cls not in breakable(profile):
        pytest.skip("it has no constraint that can be broken, or another class with its IRI takes what it refuses")
    info = describe(cls)
    resource = data.draw(instances(cls, known=profile.classes, id=ROOT, full=True))
    lines = [f"{line} .\n" for line in ntriples(resource).split(" .\n") if line]
    elsewhere = "".join(typed_references(resource).values())
    for way in WAYS:
        props = [prop for prop in info.properties if way in breaks(prop)]
        if props and profile.name != "eigen":  # one of each kind is enough where classes are many
            props = [data.draw(st.sampled_from(props))]
        for prop in props:
            start = f"<{ROOT}> <{prop.path}> "
            broken = "".join(line for line in lines if not line.startswith(start))
            broken += "".join(f"{start}{term} .\n" for term in data.draw(breaks(prop)[way]))
            problems = read_all(broken, profile, Format.NTRIPLES).problems
            names = {(problem.property or "").split(".")[0] for problem in problems if problem.node == ROOT}
            assert prop.json_name in names, f"the model takes it, {way}: {prop.name}: {problems}"
            assert (ROOT, prop.path) in violations(profile, broken + elsewhere), (
                f"the shape takes it, {way}: {prop.name}"
            )


@pytest.mark.parametrize(
    "members",
    [
        [Decimal("1.0"), Decimal("1.0")],
        [Decimal("1.0"), Decimal("1.00")],
        [LangString("Gent", "nl"), LangString("Gent", "nl")],
        [LangString("Gent", "nl"), LangString("Gent", "fr")],
        [Deel(nummer=1), Deel(nummer=1)],
        [Deel(nummer=1), Deel(nummer=2)],
        [Deel(id="urn:deel", nummer=1), Iri("urn:deel")],
        [Deel(id="urn:deel", nummer=1), Deel(id="urn:ander", nummer=1)],
    ],
    ids=str,
)
def test_equal_values_count_once_as_they_do_in_rdf(members: list[Any]) -> None:
    found = violations(PROFILES[-1], ntriples(Paar.model_construct(id=ROOT, lid=members)))
    try:
        Paar(id=ROOT, lid=members)
    except ValidationError as error:
        assert "fewer than 2 different values" in str(error)
        assert found == {(ROOT, EIGEN.lid)}
    else:
        assert found == set()


WAYS = ("missing", "too many", "one language twice", "another kind", "ill typed", "facet")


def test_every_way_to_break_a_constraint_is_tried() -> None:
    tried = {
        way for profile in PROFILES for cls in profile.classes for p in describe(cls).properties for way in breaks(p)
    }
    assert tried == set(WAYS)


@pytest.mark.slow(but="core-location")
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_shapes_are_themselves_valid(profile: Profile) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes_graph(profile), meta_shacl=True)
    assert conforms, text


def test_every_value_type_is_drawn() -> None:
    assert {*values(), BlankNode} == set(VALUE_TYPES)
    drawn = {each.value for prop in describe(Ding).properties for each in prop.ranges if each.value}
    assert drawn == set(VALUE_TYPES.values())


# Examples by name.


class Getuigenis(Resource, iri=EIGEN.Getuigenis):
    """One optional property of each plain type."""

    waar: Annotated[bool | None, EIGEN.waar] = None
    aantal: Annotated[int | None, EIGEN.aantal] = None
    prijs: Annotated[Decimal | None, EIGEN.prijs] = None
    tekst: Annotated[str | None, EIGEN.tekst] = None
    naam: Annotated[LangString | None, EIGEN.naam] = None
    datum: Annotated[PartialDate | None, EIGEN.datum] = None
    namen: Annotated[list[str], EIGEN.namen] = []
    bij: Annotated[Ref[Getuigenis] | None, EIGEN.bij] = None


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize(
    "said",
    [
        {"waar": False},
        {"aantal": 0},
        {"prijs": Decimal("0")},
        {"tekst": ""},
        {"naam": LangString("")},
        {"aantal": 10**400},
        {"aantal": -(10**400) - 1},
        {"prijs": Decimal("0.10")},
        {"prijs": Decimal("1E-30")},
    ],
    ids=str,
)
def test_what_is_falsy_or_far_from_zero_is_kept(said: dict[str, Any], format: Format) -> None:
    resource = Getuigenis(id=ROOT, **said)
    (name,) = said
    assert str(EIGEN[name]) in ntriples(resource)
    (back,) = read(write(resource, format), Getuigenis, format)
    assert getattr(back, name) == said[name]
    assert back == resource


@pytest.mark.parametrize(
    ("given", "kept", "datatype"),
    [
        ("2000-00-00", "2000", "gYear"),
        ("1948", "1948", "gYear"),
        ("1948-05", "1948-05", "gYearMonth"),
        ("1948-05-00", "1948-05", "gYearMonth"),
        ("1948-05-06", "1948-05-06", "date"),
    ],
)
def test_a_partial_date_is_never_completed(given: str, kept: str, datatype: str) -> None:
    resource = Getuigenis.model_validate({"id": ROOT, "datum": given})
    assert f'"{kept}"^^<{XSD[datatype]}>' in ntriples(resource)
    assert read(write(resource), Getuigenis, Format.TURTLE)[0].datum == kept


@pytest.mark.parametrize("given", ["", "48", "0000-00-00", "1948-13", "1948-02-30", "1948-00-06", "1948-5"])
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        Getuigenis.model_validate({"datum": given})


@pytest.mark.parametrize("given", ["", "P", "PT", "P1DT", "P1", "1D", "P1H", "P-1D", "P1.5D", "P1D "])
def test_what_is_no_duration_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        Duration(given)


def test_the_order_of_values_says_nothing() -> None:
    one, other = Getuigenis(id=ROOT, namen=["b", "a"]), Getuigenis(id=ROOT, namen=["a", "b"])
    assert one == other
    assert one != Getuigenis(id=ROOT, namen=["a"])
    assert sorted(ntriples(one).splitlines()) == sorted(ntriples(other).splitlines())
    bare = Getuigenis(bij=Getuigenis(namen=["b", "a"])), Getuigenis(bij=Getuigenis(namen=["a", "b"]))
    assert write(bare[0]) == write(bare[1])  # the IRIs made for what has none do not depend on it either


def test_line_separators_inside_text_do_not_mix_values_up() -> None:
    one, other = Getuigenis(tekst="a\u2028b", namen=["c\u2028d"]), Getuigenis(tekst="a\u2028d", namen=["c\u2028b"])
    assert one != other


def test_a_bare_text_gets_the_language_of_its_class() -> None:
    chose = Chose.model_validate({"nom": "chaise", "partie": [{"nummer": 1}]})
    deel = BijzonderDeel.model_validate({"nummer": 1, "naam": "poot"})
    assert '"chaise"@fr' in ntriples(chose)
    assert '"poot"@nl' in ntriples(Chose(nom=chose.nom, partie=[deel]))
    assert Chose(nom=LangString("stoel", "nl")).nom.language == "nl"


def test_resources_in_a_circle_read_back() -> None:
    one = Getuigenis(id=ROOT, tekst="een", bij=Getuigenis(id=Iri(f"{ROOT}/2"), tekst="twee", bij=ROOT))
    assert one in read(write(one), Getuigenis, Format.TURTLE)


@pytest.mark.parametrize("format", WRITTEN)
def test_two_blank_nodes_that_say_the_same_stay_two(format: Format) -> None:
    delen: list[Deel | Iri | BlankNode] = [Deel(id=BlankNode("_:a"), nummer=1), Deel(id=BlankNode("_:b"), nummer=1)]
    two = Chose(id=ROOT, nom=LangString("deux", "fr"), partie=delen)
    assert two != Chose(id=ROOT, nom=two.nom, partie=delen[:1])
    assert read(write(two, format), Chose, format) == [two]


def test_what_has_no_iri_gets_the_same_one_each_time_and_below_its_parent() -> None:
    whole = Getuigenis(id=ROOT, bij=Getuigenis(tekst="deel"))
    assert f"<{ROOT}> <{EIGEN.bij}> <{ROOT}#bij-" in ntriples(whole)
    assert ntriples(whole) == ntriples(whole.model_copy(deep=True))
    assert ntriples(whole) != ntriples(Getuigenis(id=ROOT, bij=Getuigenis(tekst="ander deel")))
    assert "_:" not in ntriples(whole)
    assert f"<{ROOT}> <{EIGEN.bij}> _:" in ntriples(whole, blank_nodes=True)


_SCRIPT = """
from oslo.rdf.parsing import WRITTEN
from oslo.exchange import write
from oslo.models.persoon import Gezin, Persoon
an = Persoon(id="_:an", volledige_naam="An Peeters", achternaam="Peeters", voornaam=["An", "Lea", "Mia"],
             geslacht="https://example.org/v", heeft_geboorte="_:g", heeft_nationaliteit=["_:n", "_:m"])
for format in WRITTEN:
    print(write(Gezin(gezinshoofd=an, gezinslid=[an, "_:x", "https://example.org/y"]), format))
"""


@pytest.mark.slow
def test_another_process_writes_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
