"""The JSON-LD contexts that are made from classes, in each style."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

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
from oslo.models import MODULES, load_profile

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
