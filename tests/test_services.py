"""Services: each record of the source folders comes out or is rejected with a reason, and what comes out conforms."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from helpers.converting import converted
from lxml import etree

from oslo import Format, LangString, Validator, read_all, write
from oslo.alignment.data import translate
from oslo.alignment.tables import between, to_isa
from oslo.errors import InputError, MappingError, OsloError
from oslo.files import ready_shapes
from oslo.mapping.mapping import load_mapping
from oslo.mapping.rejects import Reject
from oslo.models import load_profile
from oslo.models.dienst import PubliekeDienstverlening
from oslo.models.isa.core_public_organisation import PublicOrganisation
from oslo.models.isa.public_service import Channel, PublicService
from oslo.models.lpdc import InstancePublicServiceSnapshot
from oslo.records import open_records
from oslo.validation.engines import Engine
from oslo.vocabularies.codelists import scheme

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "docs" / "examples" / "services"
CHANNELS = "urn:oslo-interop:codelists:channel-type"
OFFICIAL = "official/semic/cpsv-ap/3.2.0/shacl/cpsv-ap-SHACL.ttl"
each_engine = pytest.mark.parametrize("engine", [Engine.SHACL, Engine.PYSHACL])


# A SHACL engine knows no more of subclasses than the data says.
EVENTS = """@prefix m8g: <http://data.europa.eu/m8g/> .
m8g:LifeEvent <http://www.w3.org/2000/01/rdf-schema#subClassOf> m8g:Event .
m8g:BusinessEvent <http://www.w3.org/2000/01/rdf-schema#subClassOf> m8g:Event .
"""


def conforms(data: Path | str, shapes: Path, engine: Engine = Engine.AUTO) -> int:
    """The number of focus nodes of data that conforms."""
    report = Validator(shapes, engine=engine).validate([data, EVENTS], Format.TURTLE)
    assert [str(each) for each in report.violations if not each.published] == []
    assert report.coverage.focus_nodes > 0
    return report.coverage.focus_nodes


# A list of services with channels.


@each_engine
def test_the_example_conforms_to_the_official_shapes(shared: Path, engine: Engine) -> None:
    made = converted([EXAMPLES / "services.csv"], "service-list", Format.TURTLE)
    assert made.resources == 3
    [reason] = made.reasons
    assert "'www.voorbeeldgem.example/report'" in reason
    assert conforms(made.text, shared / OFFICIAL, engine) == 22
    assert conforms(made.text, ready_shapes("cpsv-ap"), engine) == 22


def test_each_channel_has_its_type_and_its_address() -> None:
    made = converted([EXAMPLES / "services.csv"], "service-list", Format.TURTLE)
    found = read_all(made.text, load_profile("cpsv-ap"), Format.TURTLE).resources
    services = {str(each.identifier): each for each in found if isinstance(each, PublicService)}
    assert sorted(services) == ["437", "538"]
    parking = services["538"]
    assert sorted(each.language for each in parking.name) == ["en", "nl"]
    assert [str(each) for each in parking.is_classified_by] == ["http://id.esd.org.uk/service/538"]
    channels = {
        str(each.type).rpartition("/")[2]: str(each.identifier)
        for each in parking.has_channel
        if isinstance(each, Channel)
    }
    assert channels == {
        "website": "https://www.voorbeeldgem.example/parking",
        "email": "parking@voorbeeldgem.example",
        "telephone": "+32 51 00 00 09",
        "counter": "538-counter",
        "facebook": "https://www.facebook.com/gemeentevoorbeeldgem",
        "x": "https://x.com/voorbeeldgem",
        "mastodon": "https://social.example/@voorbeeldgem",
        "whatsapp": "+32 470 00 00 01",
    }


ACCOUNTS = [
    ("facebook", "facebook.com/gemeente/", "https://www.facebook.com/gemeente"),
    ("facebook", "https://nl-nl.facebook.com/gemeente", "https://www.facebook.com/gemeente"),
    ("facebook", "https://www.instagram.com/gemeente", None),
    ("messenger", "m.me/gemeente", "https://m.me/gemeente"),
    ("x", "https://twitter.com/gemeente", "https://x.com/gemeente"),
    ("x", "@een_naam_die_te_lang_is", None),
    ("mastodon", "https://social.example/@gemeente/", "https://social.example/@gemeente"),
    ("mastodon", "@gemeente", None),
    ("bluesky", "@gemeente.example", "https://bsky.app/profile/gemeente.example"),
    ("threads", "@gemeente", "https://www.threads.com/@gemeente"),
    ("instagram", "instagram.com/gemeente.be", "https://www.instagram.com/gemeente.be"),
    ("whatsapp", "0470/00.00.01", "0470/00.00.01"),
    ("whatsapp", "bel ons", None),
    ("telegram", "@gemeente", "https://t.me/gemeente"),
    ("youtube", "https://www.youtube.com/@gemeente", "https://www.youtube.com/@gemeente"),
    ("linkedin", "https://be.linkedin.com/company/gemeente", "https://be.linkedin.com/company/gemeente"),
    ("tiktok", "@gemeente", "https://www.tiktok.com/@gemeente"),
    ("email", "geen adres", None),
    ("online_form", "https://www.example.be/form", "https://www.example.be/form"),
]


@pytest.mark.parametrize(("column", "given", "address"), ACCOUNTS)
def test_an_account_by_name_or_address(column: str, given: str, address: str | None) -> None:
    row = {"service_number": "A1", "name": "Loket", "description": "Het loket.", "language": "nl", column: given}
    row["authority"] = "https://data.example.be/id/organisatie/1"
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    mapping = load_mapping("service-list")
    made, *told = mapping.run(open_records(io.BytesIO(text.getvalue().encode()), mapping.layout, form="csv"))
    assert all("contact_point.has_email: not an e-mail address" in str(each) for each in told)
    assert len(told) == (column == "email")
    if address is None:
        assert isinstance(made, Reject), made
        assert repr(given) in str(made)
    else:
        assert isinstance(made, PublicService), made
        [channel] = made.has_channel
        assert isinstance(channel, Channel)
        assert str(channel.identifier) == address
        listed = scheme(CHANNELS)
        assert listed is not None
        assert channel.type in listed.codes
        assert made.is_classified_by == []  # A1 is no number of the list


def test_the_mapping_has_a_channel_of_each_type_it_names() -> None:
    text = (REPOSITORY / "oslo" / "mapping" / "ready" / "service-list.yaml").read_text("utf-8")
    types = {part.partition('"')[0] for part in text.split(f"{CHANNELS}/")[1:]}
    listed = scheme(CHANNELS)
    assert listed is not None
    assert types < {iri.rpartition("/")[2] for iri in listed.codes}
    assert {"facebook", "x", "mastodon", "whatsapp", "counter"} < types


# The Flemish catalogue (IPDC-LPDC).

INSTANCES = {"instance-published.ttl": 1, "instance-published-2.ttl": 1, "instance-test-cases-data.ttl": 2}


@each_engine
@pytest.mark.parametrize("name", INSTANCES)
def test_instances_are_services_of_both_standards(shared: Path, name: str, engine: Engine) -> None:
    path = shared / "records/ipdc-lpdc/instance-data" / name
    for to, shapes, cls in (
        ("isa", shared / OFFICIAL, PublicService),
        ("dienstencataloog", ready_shapes("dienstencataloog"), PubliekeDienstverlening),
    ):
        found = translate([path], "lpdc", to)
        assert Counter(isinstance(each, cls) for each in found.resources) == {True: INSTANCES[name]}
        assert conforms(write(found.resources), shapes, engine) >= INSTANCES[name]
        assert any("order" in loss for loss in found.losses)  # the place in a list has no word there, and that is told


@each_engine
@pytest.mark.parametrize("name", INSTANCES)
def test_what_lpdc_writes_conforms_to_the_shapes_of_the_publisher(shared: Path, name: str, engine: Engine) -> None:
    folder = shared / "records/ipdc-lpdc"
    reading = read_all(folder / "instance-data" / name, load_profile("lpdc"))
    services = [each for each in reading.resources if isinstance(each, InstancePublicServiceSnapshot)]
    assert conforms(write(services), folder / "shapes/instance-shape.ttl", engine) >= 2


def test_reading_and_writing_an_instance_loses_nothing(shared: Path) -> None:
    reading = read_all(shared / "records/ipdc-lpdc/instance-data/instance-published.ttl", load_profile("lpdc"))
    assert (reading.unread, reading.problems, reading.repairs) == (0, [], [])
    [service] = reading.resources
    assert isinstance(service, InstancePublicServiceSnapshot)
    assert {each.language for each in service.name} == {"en", "nl-be-x-formal"}
    again = read_all(write(service), load_profile("lpdc"), Format.TURTLE)
    assert again.resources == [service]


def test_an_instance_that_lacks_what_it_must_have_says_so(shared: Path) -> None:
    reading = read_all(shared / "records/ipdc-lpdc/instance-data/instance-published-2.json", load_profile("lpdc"))
    assert [str(each).rpartition("/")[2] for each in reading.problems] == [
        "802171fa-b778-45a1-8be2-67b21de71248: dateCreated: is required"
    ]


def test_the_place_in_a_list_is_kept(shared: Path) -> None:
    [service] = read_all(
        shared / "records/ipdc-lpdc/instance-data/instance-published-2.ttl", load_profile("lpdc")
    ).resources
    assert isinstance(service, InstancePublicServiceSnapshot)
    costs = [each for each in service.has_cost if not isinstance(each, str)]
    titles = [each.title[0] for each in sorted(costs, key=lambda each: each.order)]
    assert titles == [LangString(f"Kost {number}", "nl-be-x-informal") for number in (1, 3, 4)]


def test_a_concept_with_tags_and_times_that_no_parser_takes(shared: Path) -> None:
    path = shared / "records/ipdc-lpdc/concept-data/concept-from-ldes-stream-4.ttl"
    reading = read_all(path, load_profile("lpdc"))
    assert [type(each).__name__ for each in reading.resources] == ["ConceptualPublicServiceSnapshot"]
    assert (reading.unread, reading.problems) == (0, [])
    assert [each.partition(":")[0] for each in reading.repairs] == ["language tag", "time"]
    found = translate([path], "lpdc", "isa")
    assert found.resources == []
    assert "hasCompetentAuthority: is required" in str(list(found.losses))


def test_concepts_with_a_relative_iri_are_read_with_a_base(shared: Path) -> None:
    path = shared / "records/ipdc-lpdc/concept-data/concepts.ttl"
    with pytest.raises(InputError, match=r"concepts\.ttl:25: .*relative"):
        read_all(path, load_profile("lpdc"))
    reading = read_all(path, load_profile("lpdc"), base="https://ipdc.vlaanderen.be/id/concept/")
    assert Counter(type(each).__name__ for each in reading.resources) == {
        "ConceptualPublicServiceSnapshot": 2,
        "ConceptualPublicService": 2,
    }
    assert (reading.unread, reading.problems) == (0, [])


def test_organisations_and_their_level(shared: Path) -> None:
    path = shared / "records/ipdc-lpdc/organisation-authority-levels.csv"
    made = converted([path], "lpdc-organisations", Format.TURTLE)
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "Column1;Column2;Column3;Column4;Column5;Column6"
    assert (made.resources, made.rejects) == (len(lines) - 2, [])
    assert conforms(made.text, ready_shapes("organisatie-basis")) == made.resources


# The export of Cevi.


@each_engine
def test_products_of_cevi(shared: Path, engine: Engine) -> None:
    path = shared / "records/ipdc-lpdc/cevi/LPDC_CEVI.xml"
    with pytest.raises(etree.XMLSyntaxError):
        etree.parse(path)
    made = converted([path], "lpdc-cevi", Format.TURTLE)
    assert (made.resources, [each.place.line for each in made.rejects]) == (2, [350, 356, 408, 461])
    assert all("beschrijving: is required, but has no value" in str(each) for each in made.rejects)
    assert conforms(made.text, ready_shapes("dienstencataloog"), engine) > 10
    text = made.text
    assert "&lt;" not in text
    assert '"<p>Sterft je kindje' in text  # a description stays HTML
    assert '"Burger & Welzijnszaken"@nl' in text  # a name does not
    assert '"Geboortepremie - Aanvraagformulier"@nl' in text
    assert "2023-09-10" not in text  # a start that is marked as nil
    made = converted([path], "lpdc-cevi", Format.TURTLE, alignment=to_isa())
    assert (made.resources, len(made.rejects)) == (2, 4)
    assert conforms(made.text, shared / OFFICIAL, engine) > 10


def test_the_example_of_cevi() -> None:
    made = converted([EXAMPLES / "producten.xml"], "lpdc-cevi", Format.TURTLE)
    assert (made.resources, [each.place.line for each in made.rejects]) == (1, [37])
    [found] = read_all(made.text, load_profile("dienstencataloog"), Format.TURTLE).resources
    assert isinstance(found, PubliekeDienstverlening)
    assert found.beschrijving == [LangString("<p>Een vergunning om je auto te parkeren in je straat.</p>")]
    assert found.aangeboden_binnen == []


# Of other countries.


def test_the_links_of_councils_by_position(shared: Path) -> None:
    path = shared / "records/lgsl-uk/lgsl_lgil_fallback_links.csv"
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    assert len(header) == 4
    assert {len(row) for row in rows} == {6}
    made = converted([path], "lgsl-links", Format.TURTLE)
    assert (made.resources, made.rejects) == (len(rows), [])
    assert conforms(made.text, shared / OFFICIAL) == len(rows)
    assert "(LGSL 2)" in made.text


def test_a_list_of_numbers_is_no_list_of_links(shared: Path) -> None:
    path = shared / "records/lgsl-uk/lgsl_codes_seen.csv"
    made = converted([path], "lgsl-links", Format.TURTLE)
    assert made.resources == 0
    assert len(made.rejects) == len(path.read_text("utf-8").splitlines()) - 1
    assert all("2 cells where the mapping names 6" in str(each) for each in made.rejects)


def test_councils(shared: Path) -> None:
    path = shared / "records/lgsl-uk/local-authorities.csv"
    made = converted([path], "uk-local-authorities", Format.TURTLE)
    assert (made.resources, made.rejects) == (19, [])
    council = next(each for each in made.of(PublicOrganisation) if each.id.endswith("/aberdeen"))
    codes = {(str(each.schema_agency[0].text)): each.notation[0].text for each in council.identifier}
    assert codes == {
        "Government Statistical Service": "S12000033",
        "Office for National Statistics (SNAC)": "00QA",
        "GeoPlace": "9051",
    }
    shapes = shared / "official/semic/cpov/2.1.2/shacl"
    assert conforms(made.text, next(shapes.glob("*SHACL.ttl"))) >= 19


@pytest.mark.parametrize(
    ("file", "mapping", "number"),
    [("estonia_partial.json", "eesti-teenused", 2), ("trento_servizifamiglia.xlsx", "cpsv-ap-workbook", 29)],
)
@each_engine
def test_services_of_estonia_and_trento(shared: Path, file: str, mapping: str, number: int, engine: Engine) -> None:
    made = converted([shared / "records/cpsv-ap-services" / file], mapping, Format.TURTLE)
    assert (made.resources, made.rejects) == (number, [])
    assert conforms(made.text, shared / OFFICIAL, engine) >= number


def test_older_rdf_is_read_as_far_as_it_fits(shared: Path) -> None:
    path = shared / "records/cpsv-ap-services/trento_1.rdf"
    with pytest.raises(InputError, match="relative"):
        translate([path], "cpsv-ap", "cpsv-ap")
    found = translate([path], "cpsv-ap", "cpsv-ap", base="http://www.provincia.tn.it/")
    assert [type(each).__name__ for each in found.resources] == ["PublicService"]
    assert (found.statements - found.translated, sum(each.count for each in found.lost)) == (30, 30)
    assert "dcat:landingPage: of a m8g:PublicServiceDataset, no class of cpsv-ap" in found.losses
    assert conforms(write(found.resources), shared / OFFICIAL) == 7


@pytest.mark.parametrize(("name", "services"), [("FinnishServices.ttl", 13), ("FinnishServices_3.ttl", 1)])
def test_services_without_languages_are_refused_each_with_its_reasons(shared: Path, name: str, services: int) -> None:
    path = shared / "records/cpsv-ap-services" / name
    reading = read_all(path, load_profile("cpsv-ap"))
    assert reading.resources == []
    text = path.read_text("utf-8")
    assert text.count("cpsv:PublicService ;") == services
    told = {each.node for each in reading.problems if each.property == "name" and "langString" in each.reason}
    assert sum(f"<{node}> a cpsv:PublicService" in text for node in told) == services


# The tables.


def test_no_table_leads_there() -> None:
    with pytest.raises(OsloError, match="no table leads from persoon-basis to lpdc"):
        between("persoon-basis", "lpdc")


def test_there_and_back_keeps_a_service() -> None:
    service = PubliekeDienstverlening(
        id="https://data.example.be/id/dienst/1",
        naam=["Parkeervergunning", ("Parking permit", "en")],
        beschrijving=["Een vergunning."],
        heeft_verantwoordelijke=["https://data.example.be/id/organisatie/1"],
        verwerkingstijd="P30D",
        te_consumeren_via=[{"id": "https://data.example.be/id/kanaal/1", "type": f"{CHANNELS}/counter"}],
    )
    other, losses = to_isa().translate(service)
    assert isinstance(other, PublicService)
    assert (str(other.identifier), losses) == ("https://data.example.be/id/dienst/1", [])
    assert conforms(write(other), ready_shapes("cpsv-ap")) == 2
    again, _ = between("cpsv-ap", "dienstencataloog").translate(other, PubliekeDienstverlening)
    assert again == service


def test_what_a_part_cannot_be_stays_a_link() -> None:
    """An authority without a territory is none of CPSV-AP, and the service keeps its IRI."""
    service = PubliekeDienstverlening(
        id="urn:dienst",
        naam=["Loket"],
        beschrijving=["Het loket."],
        heeft_verantwoordelijke=[{"id": "urn:organisatie", "voorkeursnaam": ["Gemeente"]}],
    )
    other, losses = to_isa().translate(service)
    assert isinstance(other, PublicService)
    assert other.has_competent_authority == ["urn:organisatie"]
    assert [each.reason for each in losses] == [
        "the description of a PubliekeOrganisatie, which cannot be a PublicOrganisation: "
        "PublicOrganisation.spatial: is required",
        "cannot be a PublicOrganisation: PublicOrganisation.spatial: is required",
    ]


def test_a_mapping_that_names_a_sheet_that_is_not_there(shared: Path, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "leeg.xlsx")
    with pytest.raises((InputError, MappingError), match="no sheet 'Public Service'"):
        converted([tmp_path / "leeg.xlsx"], "cpsv-ap-workbook", Format.TURTLE)
