"""JSON-LD contexts, both ways: the styles that are made, and the ones that others publish.

pyoxigraph, pyld and rdflib are the judges: what is written with a context says to each of them the
triples that were written.
"""

from __future__ import annotations

import json
import warnings
from typing import Annotated
from unittest.mock import patch

import pyld.jsonld
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from strategies import instances

from oslo import ContextStyle, DescribeError, Format, Namespace, Profile, Resource, context, describe, write
from oslo.models import MODULES, load
from oslo.namespaces import XSD

EIGEN = Namespace("https://example.org/ns/eigen#")
UNSCOPED = [style for style in ContextStyle if style is not ContextStyle.SCOPED]
PROFILES = [load(name) for name in MODULES]

one_example = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=1,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
each_class = pytest.mark.parametrize(
    ("profile", "cls"),
    [
        pytest.param(profile, cls, id=f"{profile.name}-{cls.__name__}")
        for profile in PROFILES
        for cls in profile.classes
    ],
)


def canonical(nquads: str) -> list[str]:
    """Triples with blank nodes named by what they say (RDFC-1.0), without those of doubles, which pyld writes anew."""
    kept = "".join(f"{line}\n" for line in nquads.split("\n") if f"^^<{XSD.double}>" not in line)
    dataset = ox.Dataset(ox.parse(kept, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad.triple) for quad in dataset)


def by_pyoxigraph(document: str) -> list[str]:
    return canonical("".join(f"{quad.triple} .\n" for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)))


def by_pyld(document: str) -> list[str]:
    options = {"format": "application/n-quads", "base": ""}
    return canonical(pyld.jsonld.to_rdf(json.loads(document), options))


def by_rdflib(document: str) -> list[str]:
    with patch.object(rdflib, "NORMALIZE_LITERALS", False), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parser uses what rdflib has deprecated
        return canonical(rdflib.Graph().parse(data=document, format="json-ld").serialize(format="nt"))


# The styles.


@each_class
@one_example
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
    assert shared
    if style is ContextStyle.FLAT:
        with pytest.raises(DescribeError) as error:
            context(profile.classes, style)
        assert all(f" {name} (" in str(error.value) for name in shared)
        return
    names = {cls.__name__: describe(cls).iri for cls in profile.classes}
    for cls, prop in pairs:
        dotted = style is ContextStyle.DOTTED or prop.json_name in shared
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
