"""Edges of an installation: other distributions of the name, archives, several processes."""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from helpers.published import REPOSITORY

import oslo
from oslo import Format, InputError, LangString, Mapping, ReadError, Validator, load_mapping, load_profile, mapping_from
from oslo.alignment.translation import TranslationError
from oslo.errors import Place, ReadProblem
from oslo.files import ready_shapes
from oslo.mapping.conversion import convert
from oslo.models.persoon import Persoon, Plaats

PACKAGE = Path(oslo.__file__).parent


def python(code: str, *paths: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code that finds packages in some paths first."""
    code = f"import sys; sys.path[:0] = {[str(each) for each in paths]}\n{code}"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"TMPDIR": str(folder)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


# Other distributions.


def test_the_package_knows_what_stands_in_its_folder() -> None:
    names = {each.stem for each in PACKAGE.iterdir() if each.name[0] not in "_." and each.name != "py.typed"}
    assert names | {"data"} == oslo._ROOMS | {"data"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, as it is installed."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(PACKAGE, folder / "oslo", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "shapes", folder / "oslo" / "data" / "shapes")
    shutil.copytree(REPOSITORY / "vocabularies", folder / "oslo" / "data" / "vocabularies")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("other", ["config/__init__.py", "i18n.py", "log"])
def test_files_of_another_distribution_beside_ours(site: Path, tmp_path: Path, other: str) -> None:
    made = site / "oslo" / other
    made.parent.mkdir(exist_ok=True)
    made.touch() if made.suffix else made.mkdir()
    try:
        done = python("import oslo; print(oslo.load_profile('persoon-basis').name)", site, folder=tmp_path)
    finally:
        top = site / "oslo" / other.partition("/")[0]
        shutil.rmtree(top) if top.is_dir() else top.unlink()
    assert (done.returncode, done.stdout) == (0, "persoon-basis\n")
    name = other.partition("/")[0].removesuffix(".py")
    assert f"{site}/oslo also has {name}, of another distribution named oslo" in done.stderr
    assert "environment of its own" in done.stderr


@pytest.mark.slow
def test_nothing_is_said_of_ours_alone(site: Path, tmp_path: Path) -> None:
    done = python("import oslo; print(oslo.load_profile('persoon-basis').name)", site, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "persoon-basis\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["oslo.models.persoon", "oslo.cli", "oslo.validation.validator", "oslo.errors"])
def test_another_distribution_has_overwritten_the_package(site: Path, tmp_path: Path, asked: str) -> None:
    begin = site / "oslo" / "__init__.py"
    ours = begin.read_text("utf-8")
    begin.write_text("__import__('pkgutil').extend_path(__path__, __name__)\n")
    try:
        done = python(f"import {asked}", site, folder=tmp_path)
    finally:
        begin.write_text(ours, "utf-8")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: {begin} is not of oslo-interop, but of another distribution named oslo: "
        "install oslo-interop apart, in an environment of its own"
    )


# Archives.

FROM_ARCHIVE = """
import oslo, io
from pathlib import Path
assert "oslo.whl" in oslo.__file__
from oslo.models.persoon import Plaats
text = oslo.write(Plaats(id="urn:gent", plaatsnaam="Gent"), "turtle")
report = oslo.validate(text, "persoon-basis", "turtle")
from oslo.report.formats import written
print(report.ok, len(oslo.load_mapping("kbo").kinds) > 1, "<html" in written(report, "html"))
"""


@pytest.mark.slow
def test_from_an_archive(site: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "oslo.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            archive.write(path, path.relative_to(site).as_posix())
    done = python(FROM_ARCHIVE, wheel, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "True True True\n"), done.stderr
    (tmp_path / "in.csv").write_text("NR,NAAM\n1,Gent\n")
    done = python("sys.argv[1:] = ['profiles']; from oslo.cli import main; main()", wheel, folder=tmp_path)
    assert "persoon-basis" in done.stdout, done.stderr
    assert not list(tmp_path.glob("oslo-work-*"))


# Several processes.

TABLE = b"NR,NAAM\n7,Gent\n8,\n"
RULES: dict[str, Any] = {
    "profile": "persoon-basis",
    "model": "Plaats",
    "id": "https://data.example.be/id/plaats/{NR}",
    "fields": {"plaatsnaam": "NAAM"},
}
DATA = "<urn:gent> a <http://purl.org/dc/terms/Location> ."


def again(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


def test_what_comes_back_equal() -> None:
    report = Validator(load_profile("persoon-basis")).validate(DATA, Format.TURTLE)
    plaats = Plaats(id="urn:x", plaatsnaam="Gent")
    for each in (
        plaats,
        report,
        report.violations[0],
        load_profile("persoon-basis"),
        LangString("Gent", "nl"),
        Persoon,
    ):
        assert again(each) == each


@pytest.mark.parametrize(
    "error",
    [
        InputError("not UTF-8", Place("a.csv", line=3)),
        InputError("not UTF-8"),
        ReadError([ReadProblem("urn:x", "naam", "is missing")] * 5, Place("a.ttl")),
        TranslationError("urn:an cannot be a Persoon"),
    ],
    ids=str,
)
def test_errors(error: Exception) -> None:
    found = again(error)
    assert (type(found), str(found)) == (type(error), str(error))
    assert {key: str(value) for key, value in vars(found).items()} == {k: str(v) for k, v in vars(error).items()}


@pytest.mark.parametrize("profile", [load_profile("persoon-basis"), "persoon-basis", ready_shapes("persoon-basis")])
@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_a_validator(profile: Any, engine: Any) -> None:
    background = [ready_shapes("core-location")]
    validator = Validator(profile, engine=engine, background=background if engine == "auto" else ())
    assert again(validator).validate(DATA, Format.TURTLE) == validator.validate(DATA, Format.TURTLE)


def test_a_validator_of_a_stream() -> None:
    stream = io.BytesIO(ready_shapes("persoon-basis").read_bytes())
    with pytest.raises(TypeError, match="made of an open stream cannot be pickled: give a Path, or text"):
        pickle.dumps(Validator(stream))  # type: ignore[arg-type]


def converted(mapping: Mapping) -> tuple[str, int]:
    out = io.StringIO()
    outcome = convert([io.BytesIO(TABLE)], mapping, out, Format.NTRIPLES, form="csv")
    return out.getvalue(), outcome.rejects


def test_a_mapping() -> None:
    mapping = mapping_from(RULES, "plaatsen")
    new, used = again(mapping), converted(mapping)
    assert used[1] == 1
    assert converted(new) == converted(again(mapping)) == used
    for name in ("kbo", "magda-persoon"):
        assert [each.model for each in again(load_mapping(name)).kinds] == [
            each.model for each in load_mapping(name).kinds
        ]


@pytest.mark.slow
def test_processes_that_start_anew() -> None:
    validator, mapping = Validator(load_profile("persoon-basis")), mapping_from(RULES, "plaatsen")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        reports = list(pool.map(validator.validate, [DATA, DATA.replace("gent", "aalst")], [Format.TURTLE] * 2))
        assert pool.submit(converted, mapping).result() == converted(mapping)
        with pytest.raises(InputError, match="expected"):
            pool.submit(validator.validate, "<urn:a", Format.TURTLE).result()
    assert [each.violations[0].node for each in reports] == ["urn:gent", "urn:aalst"]
