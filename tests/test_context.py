"""The JSON-LD contexts that are made from classes, in each style."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from helpers.commands import oslo
from helpers.judges import by_pyld, by_pyoxigraph, by_rdflib, canonical
from helpers.laws import examples
from helpers.strategies import instances
from hypothesis import given, strategies as st

from oslo import (
    ContextStyle,
    DescribeError,
    Format,
    Namespace,
    Profile,
    Resource,
    context,
    describe,
    read_all,
    write,
)
from oslo.errors import OutputError
from oslo.exchange.jsonld import jsonld
from oslo.models import MODULES, load_profile
from oslo.namespaces import RDF
from oslo.rdf.parsing import parse

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
EIGEN = Namespace("https://example.org/ns/eigen#")
UNSCOPED = [style for style in ContextStyle if style is not ContextStyle.SCOPED]
PROFILES = [load_profile(name) for name in MODULES]

each_class = pytest.mark.parametrize(
    ("profile", "cls"),
    [
        pytest.param(profile, cls, id=f"{profile.name}-{cls.__name__}")
        for profile in PROFILES
        for cls in profile.classes
    ],
)


@each_class
@examples(2)
@given(data=st.data())
def test_each_style_reads_back_to_the_same_triples(profile: Profile, cls: type[Resource], data: st.DataObject) -> None:
    resource = data.draw(instances(cls, known=profile.classes))
    expected = canonical(write(resource, Format.NTRIPLES))
    for style in ContextStyle:
        made = context([cls] if style is ContextStyle.FLAT else profile.classes, style)
        document = write(resource, Format.JSONLD, context=made)
        assert by_pyoxigraph(document) == expected, style
        assert by_pyld(document) == expected, style
        assert by_rdflib(document) == expected, style


@st.composite
def mixed(draw: st.DrawFn, profile: Profile) -> str:
    """N-Triples of nodes that each are of several classes of a profile, and of none, and refer to one another."""
    infos = st.sampled_from([describe(cls) for cls in profile.classes])
    nodes = ["<https://d.example/1>", "<https://d.example/2>", "_:a", "_:b"]
    lines = []
    for node in nodes:
        kinds = draw(st.lists(infos, max_size=3))
        lines += [f"{node} <{RDF.type}> <{info.iri}> ." for info in kinds]
        for info in [*kinds, draw(infos)]:
            for prop in draw(st.lists(st.sampled_from(info.properties), max_size=3)) if info.properties else ():
                values = [f'"1"^^<{kind}>' for each in prop.ranges if each.value for kind in each.value.datatypes]
                value = draw(st.sampled_from([*nodes, *values])).replace(f"^^<{RDF.langString}>", "@nl")
                lines.append(f"{node} <{prop.path}> {value} .")
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@examples(12)
@given(data=st.data())
def test_nodes_of_several_classes_read_back(profile: Profile, data: st.DataObject) -> None:
    text = data.draw(mixed(profile))
    document = "".join(jsonld([text], context(profile.classes)["@context"]))
    expected = canonical(text)
    read = "".join(f"{quad.triple} .\n" for quad in parse(document, Format.JSONLD))
    assert canonical(read) == expected
    assert by_pyoxigraph(document) == expected
    assert by_pyld(document) == expected
    assert by_rdflib(document) == expected


A = {
    "@id": "urn:A",
    "@context": {"naam": "urn:a#naam", "deel": "urn:deel", "ding": {"@id": "urn:ding", "@type": "@id"}},
}
B = {"@id": "urn:B", "@context": {"naam": "urn:b#naam", "deel": "urn:deel", "ding": "urn:ding"}}
VOCABULARY = {"@id": "urn:V", "@context": {"@vocab": "https://v.example/"}}
TONGUE = {"@id": "urn:T", "@context": {"@language": "nl"}}
TWO = "<urn:x> a <urn:A>, <urn:B> ; "


@pytest.mark.parametrize(
    ("terms", "turtle", "keys"),
    [
        ({}, TWO + "<urn:deel> '1' .", {"deel"}),
        ({}, TWO + "<urn:a#naam> '1' ; <urn:b#naam> '2' .", {"urn:a#naam", "urn:b#naam"}),
        ({}, TWO + "<urn:ding> <urn:y> . <urn:y> a <urn:A> ; <urn:a#naam> '1' .", {"urn:ding"}),
        ({}, TWO + "<urn:ding> [ a <urn:B>, <urn:A> ; <urn:deel> [ <urn:deel> '1' ] ] .", {"urn:ding"}),
        ({"C": "urn:C"}, "<urn:x> a <urn:C>, <urn:A> ; <urn:a#naam> '1' .", {"naam"}),
        ({"naam": "urn:naam"}, TWO + "<urn:naam> '1' ; <urn:a#naam> '2' .", {"urn:naam", "urn:a#naam"}),
        ({"code": "urn:code"}, TWO + "<urn:code> '1' ; <urn:deel> '2' .", {"code", "deel"}),
        ({"V": VOCABULARY}, "<urn:x> a <urn:V>, <urn:A> ; <https://v.example/p> '1' .", {"https://v.example/p"}),
        ({"T": TONGUE}, "<urn:x> a <urn:T>, <urn:A> ; <urn:deel> '1', '2'@nl, '3'@fr .", {"urn:deel"}),
    ],
)
def test_a_node_of_two_types_is_written_with_what_both_say(terms: dict[str, Any], turtle: str, keys: set[str]) -> None:
    text = "".join(f"{quad.triple} .\n" for quad in parse(turtle, Format.TURTLE))
    document = "".join(jsonld([text], {"@version": 1.1, "A": A, "B": B, **terms}))
    assert json.loads(document)["@graph"][0].keys() - {"@id", "@type"} == keys
    for judge in (by_pyoxigraph, by_pyld, by_rdflib):
        assert judge(document) == canonical(text), judge.__name__


PART = "<urn:x> a <urn:A> ; <urn:deel> [ a <urn:B> ; <urn:naam> '1' ] ."


@pytest.mark.parametrize(
    "terms",
    [
        {"A": {"@id": "urn:A", "@context": {"@propagate": True, "naam": "urn:other", "deel": "urn:deel"}}},
        {"A": {"@id": "urn:A", "@context": [{"deel": "urn:deel"}, {"@propagate": True, "@vocab": "urn:other#"}]}},
        {"A": {"@id": "urn:A", "@context": {"@propagate": True, "@language": "nl"}}},
        {"A": {"@id": "urn:A", "@context": {"B": "urn:other", "deel": "urn:deel"}}},
        {"A": "urn:A", "deel": {"@id": "urn:deel", "@context": {"naam": "urn:other"}}},
        {"A": {"@id": "urn:A", "@context": {"deel": {"@id": "urn:deel", "@context": {"naam": "urn:other"}}}}},
        {"A": "urn:A", "deel": {"@id": "urn:deel", "@type": "@json"}},
    ],
)
def test_what_is_inside_a_node_with_scopes(terms: dict[str, Any]) -> None:
    text = "".join(f"{quad.triple} .\n" for quad in parse(PART, Format.TURTLE))
    document = "".join(jsonld([text], {"@version": 1.1, "naam": "urn:naam", "B": "urn:B", **terms}))
    assert '"naam": "1"' in document
    for judge in (by_pyoxigraph, by_pyld, by_rdflib):
        assert judge(document) == canonical(text), judge.__name__


@pytest.mark.parametrize("context", [{"@propagate": False}, [{"a": "urn:a"}, {"@propagate": False}]])
def test_a_context_that_holds_nowhere(context: Any) -> None:
    with pytest.raises(OutputError, match="@propagate false"):
        list(jsonld([], context))


@pytest.mark.parametrize("style", UNSCOPED)
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_names_of_each_style(profile: Profile, style: ContextStyle) -> None:
    uses: dict[str, set[str]] = {cls.__name__: {describe(cls).iri} for cls in profile.classes}
    pairs = [(cls, prop) for cls in profile.classes for prop in describe(cls).properties]
    for _, prop in pairs:
        uses.setdefault(prop.json_name, set()).add(prop.path)
    shared = {name for name, paths in uses.items() if len(paths) > 1}
    assert bool(shared) == (profile.name not in ("core-location", "cpsv-ap", "lpdc"))
    if style is ContextStyle.FLAT and shared:
        with pytest.raises(DescribeError) as error:
            context(profile.classes, style)
        assert all(f" {name} (" in str(error.value) for name in shared)
        return
    names = {cls.__name__: describe(cls).iri for cls in profile.classes}
    for cls, prop in pairs:
        dotted = style is ContextStyle.DOTTED or (style is ContextStyle.MIXED and prop.json_name in shared)
        names[f"{cls.__name__}.{prop.json_name}" if dotted else prop.json_name] = prop.path
    terms = context(profile.classes, style)["@context"]
    assert {name: term["@id"] for name, term in terms.items() if name != "@version"} == names


class Boom(Resource, iri=EIGEN.Boom):
    """A tree."""

    hoogte: Annotated[int | None, EIGEN.hoogte] = None
    buren: Annotated[list[str], EIGEN.naast] = []


class Huis(Resource, iri=EIGEN.Huis):
    """A house."""

    hoogte: Annotated[float | None, EIGEN.hoogte] = None
    buren: Annotated[str | None, EIGEN.naastwonend] = None


def test_a_term_of_two_classes_has_only_what_holds_for_both() -> None:
    flat = context([Boom, Huis], ContextStyle.MIXED)["@context"]
    assert flat["hoogte"] == {"@id": EIGEN.hoogte}
    assert flat["Boom.buren"] == {"@id": EIGEN.naast, "@container": "@set"}
    assert flat["Huis.buren"] == {"@id": EIGEN.naastwonend}
    with pytest.raises(DescribeError) as error:
        context([Boom, Huis], ContextStyle.FLAT)
    said = f"buren ({EIGEN.naast} of Boom, {EIGEN.naastwonend} of Huis)"
    assert str(error.value) == f"a flat context cannot tell apart {said}"


@pytest.mark.parametrize("style", UNSCOPED)
def test_classes_that_share_a_name_cannot_share_a_context(style: ContextStyle) -> None:
    class Boom(Resource, iri=EIGEN.Diagram):
        """A drawing."""

    with pytest.raises(DescribeError, match=r"Boom \(https://example.org/ns/eigen#Boom of .*, .*#Diagram of"):
        context([Boom, globals()["Boom"]], style)


def test_a_node_gets_the_names_of_its_own_class() -> None:
    both = context([Boom, Huis], ContextStyle.DOTTED)
    things = [Boom(id="urn:boom", hoogte=3), Huis(id="urn:huis", hoogte=3.5)]
    boom, huis = json.loads(write(things, Format.JSONLD, context=both))["@graph"]
    assert boom["Boom.hoogte"] == 3
    assert huis["Huis.hoogte"] == "3.5"


# The command line.


def test_context_command(tmp_path: Path) -> None:
    for style in ContextStyle:
        file = tmp_path / f"{style}.jsonld"
        code, _ = oslo("context", "persoon-basis", "--style", style, "-o", file)
        if style is ContextStyle.FLAT:
            assert code == 2
            assert not file.exists()
        else:
            assert json.loads(file.read_text("utf-8")) == context(load_profile("persoon-basis").classes, style)
    code, text = oslo("context", "persoon-basis.Gezin", "Nationaliteit", "--style", "flat")
    assert (code, set(json.loads(text)["@context"])) == (
        0,
        {"@version", "Gezin", "Nationaliteit", "gezinsadres", "gezinshoofd", "gezinslid", "nationaliteit"},
    )


def test_convert_in_a_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    job = ("convert", "adressen/adressen.csv", "-m", "best-address")
    expected = canonical(
        write(read_all(DATA / "adressen.ttl", load_profile("adresregister")).resources, Format.NTRIPLES)
    )
    for style in ContextStyle:
        file = tmp_path / f"{style}.jsonld"
        code, _ = oslo(*job, "--style", style, "-o", file)
        if style is ContextStyle.FLAT:
            assert code == 2
            assert not file.exists()
        else:
            assert code == 0
            assert by_pyoxigraph(file.read_text("utf-8")) == expected
    assert oslo(*job, "--style", "mixed")[0] == 2  # Turtle has no context
    assert oslo(*job, "-f", "jsonld", "--style", "mixed", "--context", tmp_path / "mixed.jsonld")[0] == 2


def test_a_style_holds_for_all_kinds_of_a_mapping() -> None:
    file = Path(__file__).resolve().parent.parent / "docs/examples/uitdatabank/aanbod.json"
    _, said = oslo("convert", file, "-m", "uitdatabank", "-f", "jsonld", "--style", "scoped", "--no-check")
    assert '"@type": "Activiteit"' in said
    assert "cidoc-crm/E7_Activity" in said.partition('"@graph"')[0]
