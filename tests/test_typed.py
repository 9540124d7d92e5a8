"""What type checkers, FastAPI and `help` see of the library.

The Python of README.md and of each page of `docs/`, a module a page, passes mypy --strict and pyright.
"""

from __future__ import annotations

import asyncio
import doctest
import inspect
import json
import pydoc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.documents import PAGES, blocks

import oslo
from oslo.generating import module
from oslo.model.example import example
from oslo.models.persoon import Persoon, Plaats


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a module for each page, and the modules that docs/generate.md makes.

    A block with a title is a program of its own, on libraries that may have no types: other tests run those.
    """
    folder = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        code = "\n".join(_code(block.text) for block in blocks(page) if block.kind == "python" and not block.title)
        if code:
            (folder / f"page_{page.stem.replace('-', '_').lower()}.py").write_text(code, "utf-8")
        for block in blocks(page):
            name = (block.title or "").removesuffix("-SHACL.ttl")
            if block.title and name != block.title:
                (folder / block.title).write_text(block.text, "utf-8")
                (folder / f"{name}.py").write_text(module([folder / block.title]).source, "utf-8")
    assert (folder / "bibliotheek.py").is_file()
    assert len(list(folder.glob("page_*.py"))) >= 12
    return folder


def _code(block: str) -> str:
    examples = doctest.DocTestParser().get_examples(block)
    return "".join(each.source for each in examples) if ">>>" in block else block


@pytest.mark.slow
def test_mypy_passes_every_page(pages: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed: it comes with the extra dev")
    files = [path.name for path in sorted(pages.glob("page_*.py"))]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(pages / "cache")]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False, cwd=pages)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_pyright_passes_every_page(pages: Path) -> None:
    pytest.importorskip("basedpyright", reason="basedpyright is not installed: it comes with the extra dev")
    command = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "--level", "error", "--outputjson"]
    done = subprocess.run([*command, "."], capture_output=True, text=True, check=False, cwd=pages)
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"] >= 12
    assert not [f"{each['file']}: {each['message']}" for each in found["generalDiagnostics"]]


# What `dir`, `help` and signatures show.


def test_completion_shows_every_public_name() -> None:
    assert set(oslo.__all__) | {"__version__"} == set(dir(oslo))
    assert oslo.__version__.count(".") == 2
    source = Path(oslo.__file__).read_text("utf-8").partition("_MODULE_OF = {")
    for name in oslo.__all__:
        assert f" {name} as {name}" in source[0], "for type checkers"
        assert f'"{name}": ' in source[2], "at run time"


def test_a_name_that_is_nearly_one_is_named() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load_mappings'; did you mean load_mapping"):
        oslo.load_mappings  # noqa: B018


def test_help_of_the_package_says_what_to_begin_with() -> None:
    shown = pydoc.render_doc(oslo, renderer=pydoc.plaintext)
    for name in ("convert(", "validate(", "load_mapping(", "load_profile(", "class Resource"):
        assert name in shown


def test_help_of_a_class_shows_its_fields_at_once() -> None:
    code = (
        "import pydoc, inspect; from oslo.models.persoon import Persoon\n"
        "print(inspect.signature(Persoon)); print(pydoc.render_doc(Persoon, renderer=pydoc.plaintext))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "heeft_geboorte (1..1): Geboorte, Iri, BlankNode" in shown
    assert "When and where the person was born." in shown
    assert "volledige_naam: str," in shown.splitlines()[0]
    assert "volledigeNaam" not in shown.splitlines()[0]


def test_the_signature_is_that_of_the_call() -> None:
    signature = inspect.signature(Plaats)
    assert list(signature.parameters) == ["id", "plaatsnaam", "geometrie"]
    assert signature.parameters["plaatsnaam"].default is inspect.Parameter.empty
    assert signature.parameters["geometrie"].default is None
    signature.bind(plaatsnaam="Gent")
    with pytest.raises(TypeError):
        signature.bind(naam="Gent")


def test_the_json_schema_says_what_fields_mean() -> None:
    schema = Plaats.model_json_schema()
    assert schema["description"] == "A place on earth, by name and, where known, by shape."
    assert schema["properties"]["plaatsnaam"]["description"] == "What the place is called."


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pydantic.warnings.UnsupportedFieldAttributeWarning")  # FastAPI's own aliases
def test_a_person_is_body_and_answer_in_fastapi() -> None:
    fastapi = pytest.importorskip("fastapi", reason="FastAPI is not installed: it comes with the extra dev")
    httpx = pytest.importorskip("httpx", reason="httpx is not installed: it comes with the extra dev")
    validator = pytest.importorskip("openapi_spec_validator", reason="it comes with the extra dev")
    app = fastapi.FastAPI()

    @app.post("/personen")
    def keep(persoon: Persoon) -> Persoon:
        return persoon

    async def ask() -> tuple[Any, Any, Any, Any]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            sent = example(Persoon).model_dump(mode="json", by_alias=True)
            good, bad = client.post("/personen", json=sent), client.post("/personen", json={**sent, "geslacht": "x"})
            return await client.get("/openapi.json"), await client.get("/docs"), await good, await bad

    openapi, docs, good, bad = asyncio.run(ask())
    validator.validate(openapi.json())
    persoon = next(each for name, each in openapi.json()["components"]["schemas"].items() if name.startswith("Persoon"))
    assert persoon["properties"]["heeftGeboorte"]["description"] == "When and where the person was born."
    assert (docs.status_code, good.status_code, bad.status_code) == (200, 200, 422)
    assert Persoon.model_validate(good.json()) == example(Persoon)
