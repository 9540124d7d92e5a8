"""The documentation as a site: in order, strictly built, whole, and with the reference in it."""

from __future__ import annotations

import copy
import doctest
import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import lxml.html
import pytest
import yaml
from helpers.documents import PAGES, ROOT
from helpers.pages import Element, dead_links, loaded_from_elsewhere

import oslo

HOOKS = ROOT / "docs" / "hooks"
NAMES = re.compile(r"^::: (\S+)$", re.MULTILINE)
THEIRS = "404.html"  # of the theme; its links are from the root of a server


class Loader(yaml.SafeLoader):
    """Reads a configuration of MkDocs, less what is Python in it."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
CONFIGURATION = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)  # a SafeLoader


def hooks(name: str) -> ModuleType:
    """A file of docs/hooks, none of which is part of the package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", HOOKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listed(nav: list[Any]) -> Iterator[str]:
    """The pages of a navigation."""
    for each in nav:
        for value in each.values():
            yield from [value] if isinstance(value, str) else listed(value)


def target(source: Path) -> str:
    """The page of a Markdown file."""
    path = source.relative_to(ROOT).as_posix()
    return hooks("pages").OUTSIDE.get(path, path.removeprefix("docs/")).replace(".md", ".html")


def mkdocs(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What MkDocs does; without it, the reason why a test is skipped."""
    if None in map(importlib.util.find_spec, ("material", "mkdocs", "mkdocstrings")):
        pytest.skip("the site needs MkDocs with Material: pip install -e '.[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    done = mkdocs("-d", str(folder))
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(place: Path) -> dict[str, Element]:
    """The pages that MkDocs made, those of the reference, and none of the theme."""
    paths = {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*.html"))}
    return {name: lxml.html.parse(path).getroot() for name, path in paths.items() if name != THEIRS}


@pytest.fixture(scope="module")
def found(place: Path) -> dict[str, set[str]]:
    """The words of each place that the search knows, cut as it cuts them."""
    index = json.loads((place / "search" / "search_index.json").read_text("utf-8"))
    separator = re.compile(index["config"]["separator"])
    texts = {each["location"]: re.sub(r"<[^>]*>", " ", f"{each['title']} {each['text']}") for each in index["docs"]}
    return {place: {word.lower() for word in separator.split(text)} for place, text in texts.items()}


def test_each_page_has_its_place_in_the_navigation() -> None:
    """The build says which page of `docs` is left out; here, that each is named once, and is there."""
    made = dict(hooks("pages").made())
    written = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES if path.is_relative_to(ROOT / "docs")}
    assert sorted(listed(CONFIGURATION["nav"])) == sorted({*made, *written, "reference/index.html"})


def test_nothing_is_asked_of_other_hosts() -> None:
    assert CONFIGURATION["theme"]["font"] is False
    assert "://" not in json.dumps(
        {key: CONFIGURATION.get(key) for key in ("extra_css", "extra_javascript", "extra_templates")}
    )


def test_the_api_reference_has_every_public_name() -> None:
    names = NAMES.findall((ROOT / "docs" / "api.md").read_text("utf-8"))
    assert sorted(names) == [f"oslo.{name}" for name in oslo.__all__]
    by_room: dict[str, set[str]] = {}
    for name in NAMES.findall((ROOT / "docs" / "api-rooms.md").read_text("utf-8")):
        by_room.setdefault(name.rpartition(".")[0], set()).add(name.rpartition(".")[2])
    assert {"oslo.generating", "oslo.partitions", "oslo.records", "oslo.reference", "oslo.templates"} <= set(by_room)
    for room, shown in by_room.items():
        assert shown == set(importlib.import_module(room).__all__) - set(oslo.__all__)


def test_examples_of_the_hooks() -> None:
    assert doctest.testmod(hooks("pages")).attempted > 4
    assert doctest.testmod(hooks("pages")).failed == 0


@pytest.mark.slow
def test_examples_of_docstrings_are_fenced() -> None:
    pytest.importorskip("griffe", reason="mkdocstrings is not installed")
    shown = "One.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nTwo.\n"
    assert hooks("doctests").fenced("One.\n\n>>> 1 + 1\n2\n\nTwo.") == shown


@pytest.mark.slow
def test_a_link_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One\n\n[nowhere](nothing.md), [no place](#gone)\n", "utf-8")
    own = {"site_name": "x", "hooks": [str(HOOKS / "pages.py")], "validation": CONFIGURATION["validation"]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(own), "utf-8")
    done = mkdocs(folder=tmp_path)
    assert done.returncode == 1
    assert "'index.md' contains a link 'nothing.md'" in done.stderr
    assert "'index.md' contains a link '#gone'" in done.stderr


@pytest.mark.slow
def test_each_link_leads_to_a_page_and_a_place_on_it(place: Path, pages: dict[str, Element]) -> None:
    assert len(pages) > 500
    assert list(dead_links(place, pages)) == []


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(place: Path, pages: dict[str, Element]) -> None:
    assert [each for path, page in pages.items() for each in loaded_from_elsewhere(path, page)] == []
    for style in place.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", style.read_text("utf-8")) == []


@pytest.mark.slow
@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.name)
def test_a_page_is_what_github_shows(source: Path, pages: dict[str, Element]) -> None:
    """The builder has a Markdown of its own: headings, lists, tables, links and code are those of CommonMark."""
    markdown_it = pytest.importorskip("markdown_it", reason="CommonMark is read by markdown-it-py")
    markdown = markdown_it.MarkdownIt("commonmark").enable("table").render(re.sub(NAMES, "", source.read_text("utf-8")))
    shown = copy.deepcopy(pages[target(source)].xpath("//article")[0])
    for made in shown.xpath(".//*[contains(@class, 'doc-object')]|.//a[@class='headerlink']"):
        made.drop_tree()
    assert outline(shown) == outline(lxml.html.fromstring(f"<div>{markdown}</div>"))


def outline(element: Element) -> tuple[list[str], list[str], Counter[str]]:
    """Headings, blocks of code, and how many of what else."""
    headings = [" ".join(each.text_content().split()) for each in element.xpath(".//h1|.//h2|.//h3|.//h4")]
    code = [each.text_content().strip() for each in element.xpath(".//pre")]
    others = (
        each.tag
        for each in element.xpath(".//li|.//td[normalize-space()]|.//th|.//a[@href]|.//code[not(ancestor::pre)]")
    )
    return headings, code, Counter(others)


@pytest.mark.slow
def test_each_page_says_its_language(pages: dict[str, Element]) -> None:
    languages = {path: page.get("lang") for path, page in pages.items()}
    assert languages["nl/loket.html"] == languages["nl/snel-aan-de-slag.html"] == "nl"
    assert languages["fr/demarrage.html"] == "fr"
    examples = {"examples/lblod/besluit.html"}  # a file as it is
    assert {each for path, each in languages.items() if path[:3] not in ("nl/", "fr/") and path not in examples} == {
        "en"
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("volledige_naam", "overview.html#you-write-python"),
        ("volledige", "overview.html#you-write-python"),
        ("volledigeNaam", "reference/terms/data.vlaanderen.be/ns/persoon.html#volledigeNaam"),
        ("naam van een persoon", "nl/loket.html#2-vul-ze-in"),
        ("GeefPersoon", "sources.html"),
        ("geefpersoon.xml", "overview.html#install"),
        ("load_mapping", "api.html#oslo.load_mapping"),
        ("skos:notation", "tutorial.html#2-a-first-mapping"),
    ],
)
def test_the_search_finds(asked: str, where: str, found: dict[str, set[str]]) -> None:
    words = {word.lower() for word in re.split(CONFIGURATION["plugins"][0]["search"]["separator"], asked)}
    assert words <= found[where]


@pytest.mark.slow
def test_every_public_name_is_described(pages: dict[str, Element]) -> None:
    described = {each for path in ("api.html", "api-rooms.html") for each in pages[path].xpath("//h3/@id")}
    assert {f"oslo.{name}" for name in oslo.__all__} <= described
    examples = [each.text_content() for each in pages["api.html"].xpath("//pre")]
    assert any(each.startswith(">>> import io") for each in examples)


@pytest.mark.slow
def test_the_reference_is_in_the_site(pages: dict[str, Element]) -> None:
    assert "reference/index.html" in pages["index.html"].xpath("//nav//a/@href")
    assert "../index.html" in pages["reference/index.html"].xpath("//a/@href")
    assert "reference/profiles/persoon-basis/Persoon.html" in pages
