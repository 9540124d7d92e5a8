"""GIPOD: pages and members of its event streams, as they are published, into the profile; and materialised."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from helpers.converting import Converted, of_class
from helpers.transport import converted, records

from oslo.model.values import LangString
from oslo.models import inname
from oslo.rdf.parsing import Format
from oslo.rdf.versions import materialise_versions


def test_gipod_is_the_same_from_turtle_and_json_ld(shared: Path) -> None:
    one, other = (
        converted("gipod", records(shared, f"gipod-ldes/1-relation-3-members.{each}")) for each in ("ttl", "jsonld")
    )
    for cls in (inname.Mobiliteitshinder, inname.Werk):
        assert sorted(one.of(cls), key=lambda each: each.id) == sorted(other.of(cls), key=lambda each: each.id)
        assert len(one.of(cls)) == 3


def test_gipod_is_normalised(shared: Path) -> None:
    made = converted("gipod", records(shared, "gipod-ldes/1-relation-3-members.ttl"))
    hinder = {each.id.rpartition("ces/")[2]: each for each in made.of(inname.Mobiliteitshinder)}["10228530/3"]
    api = "https://private-api.gipod.beta-vlaanderen.be/api/v1"
    assert hinder.is_versie_van == f"{api}/mobility-hindrances/10228530"
    assert hinder.gegenereerd_op == datetime.fromisoformat("2020-12-28T09:36:09.72+00:00")
    assert hinder.beschrijving == LangString(
        "8420 De Haan, Grotestraat 159: Stelling", "nl"
    )  # rdf:langString, no language
    assert hinder.versienotitie == [LangString("MobilityHindranceWasImportedFromLegacy", "nl")]  # nl-BE
    [number] = hinder.identificator  # xsd:integer and a datatype of its own, once
    assert (number.identificator.text, number.toegekend_door_string) == ("10228530", "https://gipod.vlaanderen.be")
    organisation = f"{api}/organisations/fedab33f-792a-029c-9b34-9d9cfe7d6245"
    assert [hinder.beheerder.id, *(each.id for each in (*hinder.maker, *hinder.bijdrager))] == [organisation] * 3
    assert hinder.beheerder.voorkeursnaam == [LangString("EagleBe Smartcity", "nl")]
    [zone] = hinder.heeft_betrekking_op_innamezone
    assert zone.type.endswith("zonetypes/0fb72ef7-6ac9-4a70-b295-a30ea215d250")
    assert zone.zone[0].wkt.startswith("<http://www.opengis.net/def/crs/EPSG/0/31370> POLYGON ((57626.8718169853 2187")
    assert hinder.periode.begin == datetime.fromisoformat("2021-01-14T05:00:00+00:00")
    assert hinder.status.endswith("statuses/a411c53e-db33-436a-9bb9-d62d535b661d")
    assert "tree#" not in made.text
    [work] = [each for each in made.of(inname.Werk) if each.heeft_gevolg == [hinder]]
    assert work.identificator[0].identificator.text == "3779167"


def test_gipod_members_whose_iris_are_none_are_rejected_with_what_is_wrong(shared: Path) -> None:
    for name, number in (("versioned", 2), ("unversioned", 1)):
        made = converted("gipod", records(shared, f"gipod-ldes/member-{name}.ttl"))
        assert (made.resources, len(made.reasons)) == (0, number)
        assert all("not an absolute IRI: 'https://private-api.gipod.vlaanderen.be" in each for each in made.reasons)


def member(shared: Path, tmp_path: Path, name: str) -> Converted:
    """A member, with the place-holders that stand in its IRIs filled in."""
    text = records(shared, f"gipod-ldes/member-{name}.ttl").read_text("utf-8")
    (tmp_path / f"{name}.ttl").write_text(text.replace("{{request.query.pageNumber}}", "1"), "utf-8")
    return converted("gipod", tmp_path / f"{name}.ttl")


def test_gipod_materialised_is_what_the_publisher_expects(shared: Path, tmp_path: Path) -> None:
    versioned, unversioned = (member(shared, tmp_path, each) for each in ("versioned", "unversioned"))
    assert (versioned.resources, unversioned.resources) == (2, 1)
    [made] = of_class(inname.Mobiliteitshinder, materialise_versions(versioned.text, Format.TURTLE), inname.PROFILE)
    [expected] = unversioned.of(inname.Mobiliteitshinder)
    assert made.id == expected.id
    assert made.is_versie_van is None
    # What the pair leaves to other members: the names of organisations, and the zones.
    for each in (made, expected):
        each.heeft_betrekking_op_innamezone = [
            getattr(zone, "id", zone) for zone in each.heeft_betrekking_op_innamezone
        ]
        each.beheerder.voorkeursnaam, each.maker, each.bijdrager = [], [], []
    assert made == expected


def test_gipod_event_leads_to_the_hindrance_after_materialisation(shared: Path, tmp_path: Path) -> None:
    text = materialise_versions(member(shared, tmp_path, "versioned").text, Format.TURTLE)
    [event] = of_class(inname.Evenement, text, inname.PROFILE)
    [hinder] = of_class(inname.Mobiliteitshinder, text, inname.PROFILE)
    assert event.heeft_gevolg == [hinder]
    assert event.identificator[0].identificator.text == "9196957"
