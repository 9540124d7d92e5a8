"""The reference site: whole, valid, the same on every run, and with all that the profiles have."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import pytest
from annotated_types import Ge, MinLen
from helpers.pages import Element, dead_links, faults, from_elsewhere, page_of, site_of, unreached
from pydantic import StringConstraints

from oslo import Format, Iri, OsloError, Profile, Resource, Validator, describe, read
from oslo.files import folder
from oslo.model.example import example
from oslo.models import MODULES, load_profile
from oslo.namespaces import Namespace
from oslo.reference import files, write_files, write_reference
from oslo.reference.classes import CONTEXT
from oslo.reference.deviations import deviations
from oslo.reference.diagram import diagram
from oslo.reference.layout import layout
from oslo.reference.site import Site, iri_path
from oslo.vocabularies.codelists import code_list_files, read as read_code_lists
from oslo.vocabularies.terms import defined, definition, vocabularies

CLASSES = [
    pytest.param(name, cls, id=f"{name}-{cls.__name__}") for name in MODULES for cls in load_profile(name).classes
]
EIGEN = Namespace("https://data.example.be/ns#")
each_profile = pytest.mark.parametrize("name", MODULES)


@cache
def whole() -> dict[str, str]:
    return dict(files([load_profile(name) for name in MODULES]))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site in a folder."""
    path = tmp_path_factory.mktemp("site")
    assert write_files(path, list(whole().items())) == len(whole())
    return path


@pytest.fixture(scope="module")
def pages(place: Path) -> dict[str, Element]:
    return site_of(place)


def text_of(path: str) -> str:
    return " ".join(page_of(whole()[path]).text_content().split())


def triples(content: str, format: ox.RdfFormat) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(content, format=format))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes() -> None:
    assert dict(files([load_profile(name) for name in MODULES])) == whole()


@pytest.mark.slow
def test_each_page_is_sound(pages: dict[str, Element]) -> None:
    assert len(pages) > 700
    assert [fault for path, page in pages.items() for fault in faults(path, page)] == []


@pytest.mark.slow
def test_no_link_is_dead(place: Path, pages: dict[str, Element]) -> None:
    assert list(dead_links(place, pages)) == []


@pytest.mark.slow
def test_each_page_is_reached(pages: dict[str, Element]) -> None:
    assert unreached(pages) == set()


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Element]) -> None:
    assert [each for path, page in pages.items() for each in from_elsewhere(path, page)] == []
    assert "url(" not in whole()["style.css"]
    assert "@import" not in whole()["style.css"]


@pytest.mark.slow
@each_profile
def test_a_profile_alone_is_whole_too(name: str, tmp_path: Path) -> None:
    assert write_reference(tmp_path, [load_profile(name)]) > 0
    alone = site_of(tmp_path)
    assert list(dead_links(tmp_path, alone)) == []
    assert unreached(alone) == set()
    assert [fault for path, page in alone.items() for fault in faults(path, page)] == []


@pytest.mark.slow
@pytest.mark.slow(but="core-location")
@each_profile
def test_each_class_property_and_code_list_is_there(name: str) -> None:
    profile = load_profile(name)
    index = page_of(whole()[f"profiles/{name}/index.html"])
    listed = index.xpath("//section[@id='classes']//tbody/tr/th")
    assert [each.text_content() for each in listed] == [cls.__name__ for cls in profile.classes]
    drawn = {each.text_content() for each in index.xpath("//*[local-name()='text'][@class='name']")}
    assert {cls.__name__ for cls in profile.classes} <= drawn
    for cls in profile.classes:
        page = page_of(whole()[f"profiles/{name}/{cls.__name__}.html"])
        for prop in describe(cls).properties:
            row = page.get_element_by_id(f"property-{prop.json_name}")
            cells = [each.text_content() for each in row]
            assert [each.text for each in row[0].iter("code")] == [prop.name, prop.json_name]
            assert cells[2].startswith(prop.cardinality)
            assert str(prop.path) in row[1].xpath(".//@href") or str(prop.path) in defined()
            assert all(each.cls.__name__ in cells[3] for each in prop.ranges if each.cls)
            assert not prop.code_list or re.search(r"from \S", cells[3])


@pytest.mark.parametrize(("name", "cls"), CLASSES)
def test_the_example_is_valid_and_reads_back(name: str, cls: type[Resource]) -> None:
    stem = f"profiles/{name}/{cls.__name__}"
    turtle = whole()[f"{stem}.ttl"]
    report = validator(name).validate(turtle.encode(), Format.TURTLE)
    assert report.ok, [str(each) for each in report.violations]
    made = example(cls)
    assert made in read(turtle.encode(), cls, Format.TURTLE)
    assert all(getattr(made, prop.name) not in (None, []) for prop in describe(cls).properties)
    document = json.loads(whole()[f"{stem}.jsonld"])
    assert document["@context"] == CONTEXT
    context = json.loads(whole()[f"profiles/{name}/{CONTEXT}"])["@context"]
    written = json.dumps(document | {"@context": context})
    assert triples(written, ox.RdfFormat.JSON_LD) == triples(turtle, ox.RdfFormat.TURTLE)
    shown = [each.text_content() for each in page_of(whole()[f"{stem}.html"]).xpath("//pre")]
    assert shown == [turtle, whole()[f"{stem}.jsonld"]]


@cache
def validator(name: str) -> Validator:
    return Validator(load_profile(name))


def test_the_words_of_an_example_are_not_by_chance() -> None:
    text = whole()["profiles/persoon-basis/Persoon.ttl"]
    assert 'foaf:familyName "Peeters"' in text
    assert "concept/IT000/Geslacht/1>" in text


@each_profile
def test_shapes_and_context_are_those_of_the_library(name: str) -> None:
    assert whole()[f"profiles/{name}/shapes.ttl"] == (folder("shapes") / f"{name}.ttl").read_text("utf-8")
    context = folder("vocabularies") / "contexts" / f"{name}.jsonld"
    assert whole()[f"profiles/{name}/{CONTEXT}"] == context.read_text("utf-8")


@pytest.mark.parametrize("row", deviations(), ids=lambda row: f"{row.profile}-{row.cls}-{row.property}")
def test_each_deviation_is_told_where_it_matters(row: tuple[str, ...]) -> None:
    profile, cls, _, published, _, why = row
    path = f"profiles/{profile}/{cls}.html"
    told = text_of(path if path in whole() else f"profiles/{profile}/index.html")
    assert published.replace("`", "") in told
    assert why.replace("`", "") in told


def test_a_subclass_has_the_deviations_of_its_base() -> None:
    assert "SKOS has one preferred label for each language" in text_of(
        "profiles/organisatie-basis/PubliekeOrganisatie.html"
    )


@pytest.mark.parametrize("path", vocabularies().values(), ids=lambda path: path.stem)
def test_what_a_vocabulary_says_stands_at_its_iri(path: Path) -> None:
    namespace = re.search(r'preferredNamespaceUri "(.*?)"', path.read_text("utf-8"))
    assert namespace
    stem = iri_path(namespace[1])
    assert whole()[f"{stem}.ttl"] == path.read_text("utf-8")
    turtle = triples(whole()[f"{stem}.ttl"], ox.RdfFormat.TURTLE)
    assert triples(whole()[f"{stem}.jsonld"], ox.RdfFormat.JSON_LD) == turtle
    page = page_of(whole()[f"{stem}.html"])
    for iri in (each for each in defined() if each.startswith(namespace[1])):
        article = page.get_element_by_id(iri.removeprefix(namespace[1]))
        for language in ("nl", "en"):
            assert definition(iri, language) in article.text_content()
        assert article.xpath(".//p[@lang='nl']")[0].text == definition(iri, "nl")


@pytest.mark.parametrize("file", code_list_files(), ids=lambda path: path.stem)
def test_what_a_code_list_says_stands_at_its_iri(file: Path) -> None:
    (scheme,) = read_code_lists([file]).values()
    stem = iri_path(scheme.iri)
    turtle = triples(whole()[f"{stem}.ttl"], ox.RdfFormat.TURTLE)
    assert turtle == triples(file.read_text("utf-8"), ox.RdfFormat.TURTLE)
    assert triples(whole()[f"{stem}.jsonld"], ox.RdfFormat.JSON_LD) == turtle
    page = page_of(whole()[f"{stem}.html"])
    rows = {row.xpath("./td")[-1].text_content(): row for row in page.xpath("//section[@id='codes']//tbody/tr")}
    assert set(rows) == set(scheme.codes)
    for iri, code in scheme.codes.items():
        cells = [each.text_content() for each in rows[iri]]
        assert cells[0] == code.notation
        assert {code.labels[each] for each in ("nl", "en") if each in code.labels} <= set(cells)
        about = triples(whole()[f"{iri_path(iri)}.ttl"], ox.RdfFormat.TURTLE)
        assert {quad.subject.value for quad in about} == {iri}
        assert triples(whole()[f"{iri_path(iri)}.jsonld"], ox.RdfFormat.JSON_LD) == about


def found(wanted: str) -> list[list[str]]:
    index = json.loads(page_of(whole()["search.html"]).xpath("//script[@id='index']")[0].text)
    return [entry for entry in index if wanted in (entry[0], *entry[1].split())]


@pytest.mark.parametrize(
    ("wanted", "kind", "page"),
    [
        ("Persoon", "class", "profiles/persoon-basis/Persoon.html"),
        ("heeftGeboorte", "property", "profiles/persoon-basis/Persoon.html#property-heeftGeboorte"),
        ("Household", "term", "terms/data.vlaanderen.be/ns/persoon.html#Gezin"),
        ("cpsv-ap", "profile", "profiles/cpsv-ap/index.html"),
        ("IT000/Geslacht", "code list", "terms/data.vlaanderen.be/id/conceptscheme/IT000/Geslacht.html"),
        ("Vrouwelijk", "code", "terms/data.vlaanderen.be/id/concept/IT000/Geslacht/2.html"),
        ("BE", "code", "terms/publications.europa.eu/resource/authority/country/BEL.html"),
    ],
)
def test_the_search_finds(wanted: str, kind: str, page: str) -> None:
    assert (kind, page) in [(entry[2], entry[4]) for entry in found(wanted)]


@pytest.mark.slow
def test_what_the_search_finds_is_there(place: Path, pages: dict[str, Element]) -> None:
    index = json.loads(page_of(whole()["search.html"]).xpath("//script[@id='index']")[0].text)
    assert len(index) > 1400
    for entry in index:
        path, _, anchor = entry[4].partition("#")
        assert path in pages
        assert not anchor or pages[path].xpath("//*[@id=$it]", it=anchor), entry


@pytest.mark.slow
def test_a_profile_of_ones_own_with_limits_and_marks_that_html_knows() -> None:
    class Zaal(Resource, iri=EIGEN.Zaal):
        """A hall & its <rooms>."""

        plaatsen: Annotated[int, EIGEN.plaatsen, Ge(10)]
        bijnaam: Annotated[str, EIGEN.bijnaam, MinLen(12)]

    mine = Profile("zalen", "1", "Zalen <van> ons", "https://data.example.be/", (Zaal,))
    site = dict(files([mine]))
    assert example(Zaal).plaatsen == 10
    page = page_of(site["profiles/zalen/Zaal.html"])
    assert "A hall & its <rooms>." in page.text_content()
    assert "minInclusive 10" in page.text_content()
    assert all("<van>" not in content and "<rooms>" not in content for path, content in site.items() if "html" in path)


@pytest.mark.slow
def test_a_page_says_that_no_example_can_be_made() -> None:
    class Deur(Resource, iri=EIGEN.Deur):
        nummer: Annotated[str, EIGEN.nummer, StringConstraints(pattern="^[0-9]{4}$")]

    with pytest.raises(OsloError, match="no example can be made of Deur"):
        example(Deur)
    site = dict(files([Profile("deuren", "1", "Deuren", "https://data.example.be/", (Deur,))]))
    assert "no example can be made of Deur" in page_of(site["profiles/deuren/Deur.html"]).text_content()
    assert "profiles/deuren/Deur.ttl" not in site


@pytest.mark.parametrize(
    "iri",
    [
        "mailto:info@example.be",
        "https://data.example.be",
        "https://data.example.be/a?b=c",
        "https://data.example.be/../x",
    ],
)
def test_an_iri_that_cannot_be_a_file(iri: str) -> None:
    with pytest.raises(OsloError, match="no page can stand at"):
        iri_path(iri)


def test_names_that_differ_in_capitals_only_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OsloError, match=r"two pages would be one file: a/Naam\.html and a/naam\.html"):
        write_files(tmp_path, [("a/Naam.html", ""), ("a/naam.html", "")])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OsloError, match="file"):
        write_reference(tmp_path / "file", [load_profile("core-location")])


def test_two_classes_of_one_name_are_two_boxes_of_a_diagram() -> None:
    site = Site((load_profile("organisatie-basis"), load_profile("persoon-basis")))
    drawn = diagram(site, site.profiles[1], "profiles/persoon-basis/index.html")
    pages = re.findall(r'<a href="([^"]*)"><text class="name"[^>]*>Agent</text>', drawn)
    assert pages == ["Agent.html", "../organisatie-basis/Agent.html"]
    assert "rapporteertAan" in drawn


def test_boxes_of_a_diagram_do_not_overlap() -> None:
    heights = {name: 20.0 + 10 * number for number, name in enumerate("abcdefgh")}
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("a", "d"), ("d", "h"), ("a", "h"), ("e", "f"), ("g", "g"), ("f", "b")]
    placed = layout(heights, edges)
    for one in heights:
        for two in heights:
            if one < two and placed.column[one] == placed.column[two]:
                assert placed.top[one] + heights[one] <= placed.top[two] or (
                    placed.top[two] + heights[two] <= placed.top[one]
                )
    assert set(placed.points) == set(edges) - {("g", "g")}
    assert all(placed.column[one] != placed.column[two] for one, two in placed.points)
    assert layout(heights, edges) == placed


def test_a_long_diagram_is_folded() -> None:
    heights = dict.fromkeys("abcdefghijklmnop", 20.0)
    edges = [*pairwise(heights), ("f", "h"), ("a", "p")]
    placed = layout(heights, edges)
    columns = list(placed.column.values())
    assert columns == [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3]
    assert len({(placed.column[name], placed.top[name]) for name in heights}) == len(heights)
    assert placed.points["f", "h"] == []  # a bow beside their column
    assert [column for column, _ in placed.points["a", "p"]] == [1, 2]


def test_the_site_knows_where_a_class_is_from() -> None:
    site = Site((load_profile("persoon-basis"), load_profile("organisatie-basis")))
    organisatie = next(cls for cls in load_profile("persoon-basis").classes if cls.__name__ == "Organisatie")
    assert site.class_page(organisatie) == "profiles/organisatie-basis/Organisatie.html"
    assert site.class_page(organisatie, load_profile("persoon-basis")) == "profiles/persoon-basis/Organisatie.html"
    assert site.page(Iri("http://xmlns.com/foaf/0.1/Person")) is None
