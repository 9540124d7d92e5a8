"""Modules made from all published shapes, held against those."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.generated import Case, cases
from helpers.laws import check_reads_back, examples
from helpers.published import official_data
from helpers.strategies import breaks, instances, typed_references
from hypothesis import given, strategies as st

from oslo import Format, Iri, Profile, Resource, describe
from oslo.exchange.lines import ntriples
from oslo.generating import module
from oslo.validation.data import DataGraph

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return list(cases(shared, tmp_path_factory.mktemp("made")))


def test_the_first_published_file_becomes_a_module_whose_classes_read_back(shared: Path, tmp_path: Path) -> None:
    """The quick one: those below make all the modules first."""
    case = next(cases(shared, tmp_path))
    assert module([case.path], case.context) == case.made
    assert len(case.profile.classes) > 3
    for cls in case.profile.classes:
        reads_back(cls, case.profile)


@pytest.mark.slow
def test_every_published_file_becomes_a_module_of_the_same_bytes_each_time(published: list[Case]) -> None:
    assert len(published) >= 60
    assert sum(len(case.profile.classes) for case in published) > 1000
    assert sum(case.context is not None for case in published) > 30
    for case in published:
        assert module([case.path], case.context) == case.made, case.path


@pytest.mark.slow
def test_the_modules_are_laid_out_and_typed(published: list[Case], tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="a tool of development")
    pytest.importorskip("ruff", reason="a tool of development")
    # Where the rules of this project hold, `oslo` is the project itself, for the order of imports.
    for case in published:
        (tmp_path / f"{case.module.__name__}.py").write_text(case.made.source, "utf-8")
    src = f"src = ['{ROOT}']"
    for words in (
        ["ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml")],
        ["ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), "--config", src],
        ["mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path / "cache")],
    ):
        done = subprocess.run([sys.executable, "-m", *words, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_what_the_classes_write_reads_back_equal(published: list[Case]) -> None:
    for case in published:
        for cls in case.profile.classes:
            if cls.typed:  # what has no type is read as a part only
                reads_back(cls, case.profile)


def reads_back(cls: type[Resource], profile: Profile) -> None:
    @examples(1)
    @given(instances(cls, known=profile.classes))
    def law(resource: Resource) -> None:
        for format in (Format.NTRIPLES, Format.TURTLE):
            check_reads_back(resource, profile, format)

    law()


def told(case: Case, data: DataGraph) -> tuple[int, int]:
    """How many results the published shapes have, and how many more or less the made ones, each told by a note."""
    differences = list(case.differences(data))
    assert [key for key, _, is_told in differences if not is_told] == [], case.path
    return len(case.engines[0].results(data.text)), len(differences)


@pytest.mark.slow
def test_the_shapes_find_what_the_published_ones_find_in_published_data(published: list[Case], shared: Path) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    data = DataGraph.read(official_data(shared))
    found = [told(case, data) for case in published]
    assert sum(results > 0 for results, _ in found) >= 30
    assert sum(differences for _, differences in found) < sum(results for results, _ in found) / 4


@pytest.mark.slow
def test_the_shapes_find_what_the_published_ones_find_in_what_the_classes_write(published: list[Case]) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    found = [told(case, DataGraph("".join(drawn(case.profile)))) for case in published]
    assert sum(results > 0 for results, _ in found) >= 55


def drawn(profile: Profile) -> Iterator[str]:
    """An object of each class with a value for every property, and the same with each property broken in each way."""
    for number, cls in enumerate(profile.classes):
        root = Iri(f"urn:drawn:{number}")
        resource, wrong = whole_and_broken(cls, profile, root)
        text = ntriples(resource) + "".join(typed_references(resource).values())
        text = text.replace("/id/ding/", f"/id/ding/{number}/").replace(" _:n", f" _:n{number}x")
        text = text.replace("\n_:n", f"\n_:n{number}x")
        yield text
        own = [line for line in text.split("\n") if line.startswith(f"<{root}> ")]
        for place, (path, terms) in enumerate(wrong):
            twin = f"<{root}:{place}>"
            kept = [line for line in own if not line.startswith(f"<{root}> <{path}> ")]
            yield from (f"{twin}{line.removeprefix(f'<{root}>')}\n" for line in kept)
            yield from (f"{twin} <{path}> {term} .\n" for term in terms)


def whole_and_broken(cls: type[Resource], profile: Profile, id: Iri) -> tuple[Resource, list[tuple[str, list[str]]]]:
    """An instance, the same one each time, and objects that its properties must not have, by path."""
    found: list[Any] = []

    @examples(1)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        found.append(data.draw(instances(cls, known=profile.classes, id=id, full=True)))
        ways = ((prop, values) for prop in describe(cls).properties for values in breaks(prop).values())
        found.append([(str(prop.path), data.draw(values)) for prop, values in ways])

    draw()
    return found[0], found[1]
