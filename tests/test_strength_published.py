"""What is accepted as published is accepted by the official shapes, but for what docs/deviations.md says of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from helpers.laws import examples
from helpers.strategies import instances, typed_references
from hypothesis import given, strategies as st

from oslo import Format, Strength, Validator
from oslo.exchange.lines import ntriples
from oslo.lint.terms import is_datatype
from oslo.model.description import Profile, describe
from oslo.model.resource import Resource
from oslo.models import load_profile
from oslo.namespaces import RDFS, compact, expand
from oslo.reference.deviations import deviations
from oslo.validation.findings import Finding

SHACL = "official/oslo/shacl"
OFFICIAL = {
    "adresregister": f"{SHACL}/adresregister-SHACL.ttl",
    "besluit-publicatie": f"{SHACL}/besluit-publicatie-SHACL.ttl",
    "dienstencataloog": f"{SHACL}/dienstencataloog-SHACL.ttl",
    "generiek-basis": f"{SHACL}/generiek-basis.ttl",
    "magda-persoon": "official/oslo/magda-persoon-im/shacl/persoon-SHACL.constraints.ttl",
    "mandatendatabank": f"{SHACL}/mandatendatabank-SHACL.ttl",
    "mobiliteit-trips-en-aanbod": f"{SHACL}/mobiliteit-trips-en-aanbod-ap-SHACL.ttl",
    "organisatie-basis": f"{SHACL}/organisatie-basis-SHACL.ttl",
    "persoon-basis": f"{SHACL}/persoon-basis-SHACL.ttl",
}
Refused = tuple[str, str, str]

_PAGE = "the page of the profile, which the shapes do not follow, has"
Refused = tuple[str, str, str]
ELSEWHERE: dict[str, dict[tuple[str, str], str]] = {
    "adresregister": {("adres:Locatieaanduiding.aanduiding", "datatype"): f"{_PAGE} rdfs:Literal"},
    "besluit-publicatie": {
        ("eli:has_part", "minCount"): "the row of RechtsgrondBesluit.heeftDeel: a class of the same IRI",
        ("eli:passed_by", "minCount"): "the row of RechtsgrondBesluit.aangenomenDoor: a class of the same IRI",
        ("eli:is_part_of", "minCount"): "the row of RechtsgrondonderdeelArtikel.isDeelVan: a class of the same IRI",
        ("dct:isPartOf", "class"): f"{_PAGE} Documentonderdeel",
    },
    "generiek-basis": {
        ("dct:isPartOf", "class"): f"{_PAGE} Documentonderdeel",
        ("rdfs:label", "maxCount"): f"{_PAGE} 1..n for Plaats.plaatsnaam",
        ("rdfs:label", "minCount"): "Herkomstentiteit has a label and Object has none: classes of the same IRI",
    },
    "magda-persoon": {
        ("magda-generiek:waarde", "minCount"): "the row of Annotatie.waarde: rdf:value",
        ("", "xone"): "the row of Verblijfplaats.verblijfsadres: a nested sh:xone, with property shapes without a path",
    },
    "mandatendatabank": {("persoon:datum", "datatype"): f"{_PAGE} rdfs:Literal"},
    "persoon-basis": {
        ("persoon:isRelatieMet", "minCount"): f"{_PAGE} another path",
        ("persoon:Inwonerschap.binnenJurisdictie", "minCount"): f"{_PAGE} persoon:Inwonerschap.jurisdictie",
    },
}
"""Path and rule of what is refused and has no row by class and property, each with what explains it."""


def subclass_links(profile: Profile) -> str:
    """The links between classes that the models have, as N-Triples: published shapes expect them in the data."""
    pairs = {
        (cls.iri, base.iri)
        for cls in profile.classes
        for base in cls.__mro__[1:]
        if issubclass(base, Resource) and base is not Resource and base.iri != cls.iri
    }
    return "".join(f"<{cls}> <{RDFS.subClassOf}> <{base}> .\n" for cls, base in sorted(pairs) if base)


def refused(profile: Profile, official: Path) -> set[Refused]:
    """Class, path and rule of what official shapes refuse in drawn instances that are accepted as published."""
    found: set[Refused] = set()
    ours, theirs, links = Validator(profile, strength=Strength.PUBLISHED), Validator(official), subclass_links(profile)
    accepted = 0

    @examples(8, always=True)
    @given(data=st.data())
    def draw(cls: type[Resource], data: st.DataObject) -> None:
        nonlocal accepted
        resource = data.draw(instances(cls, known=profile.classes, published=profile))
        elsewhere = typed_references(resource)
        text = ntriples(resource) + "".join(elsewhere.values())
        if not any(each.focus.strip("<>") not in elsewhere for each in ours.validate(text, Format.NTRIPLES).violations):
            accepted += 1
            report = theirs.validate(text + links, Format.NTRIPLES)
            found.update(key(each) for each in report.violations if each.focus.strip("<>") not in elsewhere
                         and not cannot_be_met(each))  # fmt: skip

    for cls in profile.classes:
        draw(cls)
    assert accepted > 4 * len(profile.classes)
    return found


def key(finding: Finding) -> Refused:
    path = (finding.path or "").strip("<>")
    return finding.node_class or "", compact(path) or path, finding.rule


def cannot_be_met(finding: Finding) -> bool:
    """Whether no data can meet a constraint: a datatype is asked as a class."""
    return finding.rule == "class" and (finding.limit == "rdfs:Literal" or is_datatype(expand(finding.limit or "")))


def has_row(profile: Profile, each: Refused) -> bool:
    """Whether a row of docs/deviations.md is about a property of a class, or about the class."""
    kind, path, _ = each
    alike = [cls for cls in profile.classes if compact(describe(cls).iri) == kind]
    near = [cls for cls in profile.classes for one in alike if issubclass(cls, one) or issubclass(one, cls)]
    bases = {base for cls in near for base in cls.__mro__}
    homes = {getattr(sys.modules[base.__module__], "PROFILE", profile).name for base in bases} | {profile.name}
    names = {base.__name__ for base in bases}
    props = {prop.json_name for cls in near for prop in describe(cls).properties if compact(prop.path) == path}
    rows = (row for row in deviations() if row.profile in homes and row.cls in names)
    return any(row.property in {*props, "-"} for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_what_is_accepted_as_published_official_shapes_accept(shared: Path, name: str) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    profile = load_profile(name)
    found = {each[1:] for each in refused(profile, shared / OFFICIAL[name]) if not has_row(profile, each)}
    assert found <= set(ELSEWHERE.get(name, ()))  # which of them show depends on what is drawn


def test_a_row_is_about_a_class_and_a_property() -> None:
    profile = load_profile("adresregister")
    assert has_row(profile, ("dct:Location", "locn:geometry", "class"))
    assert not has_row(profile, ("dct:Location", "rdfs:label", "minCount"))
