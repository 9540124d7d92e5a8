"""The documentation as a site, with the reference in it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from helpers.pages import Element, dead_links, faults, from_elsewhere, site_of, unreached

from oslo import InputError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """docs/build.py, which is a script and no part of the package."""
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def place(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    assert builder.build(folder) > 2000
    return folder


@pytest.fixture(scope="module")
def pages(place: Path) -> dict[str, Element]:
    return site_of(place)


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(builder: ModuleType) -> None:
    assert builder.pages() == builder.pages()


@pytest.mark.slow
def test_each_page_of_the_documentation_is_there(pages: dict[str, Element]) -> None:
    for source in (ROOT / "docs").glob("*.md"):
        first = source.read_text("utf-8").partition("\n")[0].removeprefix("# ").replace("`", "")
        assert pages[f"{source.stem}.html"].findtext(".//h1") == first
    assert {"README.html", "CHANGELOG.html", "examples/inwoners/index.html"} <= set(pages)


@pytest.mark.slow
def test_each_page_is_sound_and_reached(place: Path, pages: dict[str, Element]) -> None:
    assert [fault for path, page in pages.items() for fault in faults(path, page)] == []
    assert list(dead_links(place, pages)) == []
    assert unreached(pages) == set()
    assert [each for path, page in pages.items() for each in from_elsewhere(path, page)] == []


@pytest.mark.slow
def test_text_stands_as_it_was_written(pages: dict[str, Element]) -> None:
    shown = [each.text_content() for each in pages["tutorial.html"].xpath("//pre")]
    source = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    assert shown
    assert all(each in source for each in shown)
    example = ROOT / "docs" / "examples" / "inwoners" / "inwoners.yaml"
    blocks = [each.text_content() for each in pages["examples/inwoners/index.html"].xpath("//pre")]
    assert example.read_text("utf-8") in blocks


@pytest.mark.slow
def test_navigation_shows_where_one_is(pages: dict[str, Element]) -> None:
    navigation = pages["mapping.html"].xpath("//nav[@aria-label='Documentation']")[0]
    assert [each.text_content() for each in navigation.xpath(".//b[@aria-current]")] == ["Mappings"]
    assert "#values" in navigation.xpath(".//@href")
    assert "validation.html" in navigation.xpath(".//@href")


@pytest.mark.slow
def test_the_search_finds_pages(pages: dict[str, Element]) -> None:
    index = pages["reference/search.html"].xpath("//script[@id='index']")[0].text
    assert '"../mapping.html#values"' in index


def test_a_link_that_leads_nowhere_stops_the_build(builder: ModuleType) -> None:
    with pytest.raises(InputError, match=r"docs/index.md: a link leads nowhere: nothing.md#x"):
        builder.address("nothing.md#x", "docs/index.md", "index.html", [])


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs" / "build.py"), "-o", str(tmp_path / "site")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert "start at" in done.stderr
    assert (tmp_path / "site" / "reference" / "index.html").is_file()
