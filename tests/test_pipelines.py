"""What runs `oslo` elsewhere: the action of GitHub, the jobs of GitLab, the hooks of pre-commit, the image.

What these files run is run here, on examples, as docs/pipelines.md shows it.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.code_hosts import GITLAB, complaints, refused, results
from helpers.commands import command_on_path
from helpers.documents import ROOT, blocks

PAGE = ROOT / "docs" / "pipelines.md"
BAD = "lblod/mandaten.ttl"
GOOD = "<https://data.example.be/id/plaats/gent> a <http://purl.org/dc/terms/Location> ; <http://www.w3.org/2000/01/rdf-schema#label> 'Gent'@nl .\n"  # fmt: skip  # noqa: E501


class Tagged(yaml.SafeLoader):
    """YAML 1.1, but `on` of a workflow is a word."""


Tagged.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:bool" or first not in "oO"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text("utf-8"), Tagged)


def shown(title: str) -> Any:
    """A file that the page shows."""
    (text,) = [each.text for each in blocks(PAGE) if each.title == title]
    return yaml.load(text, Tagged)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the examples, `oslo` as a command, and what GitHub gives a step."""
    folder = tmp_path / "repository"
    shutil.copytree(ROOT / "docs" / "examples", folder)
    (folder / "good").mkdir()
    (folder / "good" / "a place.ttl").write_text(GOOD)
    (folder / "bad.ttl").write_text(GOOD.replace("@nl", ""))
    command_on_path(tmp_path / "bin", monkeypatch)
    for name, value in (("GITHUB_ACTION_PATH", ROOT), ("RUNNER_TEMP", tmp_path), ("GITHUB_OUTPUT", tmp_path / "out")):
        monkeypatch.setenv(name, str(value))
    (tmp_path / "out").touch()
    monkeypatch.chdir(folder)
    return tmp_path


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    words = [f"{name}={value}" for name, value in environment.items()]
    return subprocess.run(["env", *words, *command], capture_output=True, text=True, timeout=300, check=False)


# GitHub.


def step(name: str, inputs: dict[str, Any], *shell: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action, as GitHub does: its inputs in the environment, bash that ends at the first failure."""
    action = read("action.yml")
    (found,) = [each for each in action["runs"]["steps"] if each.get("name") == name]
    assert found["shell"] == "bash"
    assert inputs.keys() <= action["inputs"].keys()
    given = {key: each.get("default", "") for key, each in action["inputs"].items()} | inputs

    def value(match: re.Match[str]) -> str:
        return str(given[match[1]]).lower() if isinstance(given[match[1]], bool) else str(given[match[1]])

    environment = {key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", value, text) for key, text in found["env"].items()}
    return run([*(shell or ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")), found["run"]], **environment)


def test_the_action_is_what_github_takes() -> None:
    action = read("action.yml")
    assert action.keys() == {"name", "description", "branding", "inputs", "runs"}
    assert action["runs"]["using"] == "composite"
    used = re.findall(r"inputs\.(\w+)", (ROOT / "action.yml").read_text("utf-8"))
    assert set(used) == set(action["inputs"])
    for each in action["inputs"].values():
        assert each.get("required") or isinstance(each["default"], str)
    for each in action["runs"]["steps"]:
        assert ("uses" in each) is not ("run" in each)
        assert "${{" not in each.get("run", "")  # an input in a script would be run
        assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", each.get("uses", "a/b@v1"))


def test_the_page_tells_each_input() -> None:
    told = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)))
    assert sorted(told) == sorted(read("action.yml")["inputs"])


@pytest.mark.parametrize(("version", "what"), [("", f"{ROOT}[geo,rdfa,sql]"), ("0.1.0", "oslo-interop[geo,rdfa,sql]==0.1.0")])  # fmt: skip  # noqa: E501
def test_the_action_installs(here: Path, version: str, what: str) -> None:
    (here / "bin" / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > pip.txt\n')
    (here / "bin" / "python").chmod(0o755)
    assert step("Install oslo", {"version": version}).returncode == 0
    words = Path("pip.txt").read_text().splitlines()
    assert words == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", what]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"geo", "rdfa", "sql"} <= extras.keys()


@pytest.mark.slow
def test_the_action_of_the_page(here: Path) -> None:
    (job,) = shown(".github/workflows/oslo.yml")["jobs"].values()
    (ours,) = [each for each in job["steps"] if each["uses"].startswith("OWNER/oslo@")]
    done = step("Run oslo", ours["with"])
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=lblod/mandaten.ttl,line=52,col=1,title=")
    assert (here / "out").read_text() == f"sarif={here}/oslo.sarif\n"
    log = json.loads((here / "oslo.sarif").read_text("utf-8"))
    assert len(results(log)) == done.stdout.count("\n") - 1
    assert refused(log) == []


ACTIONS: dict[str, tuple[dict[str, Any], int, str]] = {
    "good": ({"files": "good/*.ttl", "profile": "persoon-basis"}, 0, "Conforms: 1 node checked"),
    "lines": ({"files": "good/a place.ttl\nbad.ttl\n", "profile": "persoon-basis"}, 1, "::error file=bad.ttl,line=1,"),
    "options": ({"files": "good", "options": "--profile\npersoon-basis\n--language=nl"}, 0, "Voldoet: 1 knoop"),
    "lint": (
        {"command": "lint", "files": "lblod/*.ttl", "sarif": True},
        1,
        "::warning file=lblod/mandaten.ttl,line=5,",
    ),
    "no profile": ({"files": "bad.ttl"}, 2, ""),
    "no file": ({"files": "none/*.ttl", "profile": "persoon-basis", "sarif": True}, 2, ""),
    "no command": ({"command": "build", "files": "bad.ttl"}, 2, "::error::command: validate, lint or convert"),
    "words stay words": ({"files": "$(touch x)", "profile": "`touch x`", "options": "; touch x"}, 2, ""),
}


@pytest.mark.slow(but="no command")
@pytest.mark.parametrize("name", ACTIONS)
def test_the_action_runs(here: Path, name: str) -> None:
    inputs, code, said = ACTIONS[name]
    done = step("Run oslo", inputs)
    assert done.returncode == code, done.stderr
    assert said in done.stdout
    assert not Path("x").exists()
    assert bool((here / "out").read_text()) is (name == "lint")  # what failed otherwise uploads nothing


@pytest.mark.slow
def test_the_action_converts_and_annotates_rejects(here: Path) -> None:
    inputs = {"mapping": "inwoners/inwoners.yaml", "output": "out.ttl", "files": "inwoners/inwoners.csv"}
    done = step("Run oslo", {"command": "convert", **inputs})
    assert done.returncode == 1
    first, last = done.stdout.splitlines()
    assert (first, last) == (f"::add-matcher::{ROOT}/ci/matcher.json", "::remove-matcher owner=oslo::")
    assert Path("out.ttl").stat().st_size > 0
    found = [match.groups() for line in done.stderr.splitlines() if (match := matcher().match(line))]
    assert [(file, line) for file, line, _ in found] == [
        ("inwoners/inwoners.csv", "9"),
        ("inwoners/inwoners.csv", "11"),
    ]
    assert found[0][2].startswith("GEBOORTEDATUM: ")


def matcher() -> re.Pattern[str]:
    (one,) = json.loads((ROOT / "ci" / "matcher.json").read_text("utf-8"))["problemMatcher"]
    (pattern,) = one["pattern"]
    assert one["owner"] == "oslo"
    assert (pattern["file"], pattern["line"], pattern["message"]) == (1, 2, 3)
    return re.compile(pattern["regexp"])


def test_the_matcher_takes_what_is_said_of_a_record_and_nothing_else() -> None:
    found = matcher().match("a b/x.xlsx[Gent]:14: postcode: '90OO' has to be four digits")
    assert found is not None
    assert found.groups() == ("a b/x.xlsx", "14", "postcode: '90OO' has to be four digits")
    for line in ("10 converted, 2 rejected (kept in rejects.csv)", "oslo: x.csv: no such file", "text: 2 x A.b", ""):
        assert matcher().match(line) is None


# GitLab.


def job_of(name: str, jobs: dict[str, Any]) -> dict[str, Any]:
    """A job with what it extends, as GitLab merges it."""
    job = jobs[name]
    below = job_of(job["extends"], jobs) if "extends" in job else {}
    return below | job | {"variables": below.get("variables", {}) | job.get("variables", {})}


def script(job: dict[str, Any], part: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a part of a job, as GitLab does: line by line, until one fails."""
    return run(["sh", "-ec", "\n".join(job[part])], **job["variables"] | variables)


def test_the_jobs_of_gitlab_are_what_the_page_tells() -> None:
    jobs = read("ci/gitlab.yml")
    assert [name for name in jobs if "script" in job_of(name, jobs)] == [
        ".oslo-validate",
        ".oslo-lint",
        ".oslo-convert",
    ]
    assert all(name.startswith(".") for name in jobs)  # only what extends them runs
    for name in (".oslo-validate", ".oslo-lint"):
        job = job_of(name, jobs)
        assert f"> {job['artifacts']['reports']['codequality']} " in job["script"][0]


@pytest.mark.slow
def test_the_job_of_the_page(here: Path) -> None:
    page = shown(".gitlab-ci.yml")
    assert page["include"][0]["remote"].endswith("/ci/gitlab.yml")
    job = job_of("mandates", read("ci/gitlab.yml") | page)
    done = script(job, "script")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Does not conform: ")
    issues = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {each["location"]["path"] for each in issues} == {BAD}
    assert complaints(GITLAB, issues) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "files", "options", "code"),
    [
        (".oslo-validate", "good", "--profile persoon-basis", 0),
        (".oslo-validate", "none.ttl", "--profile persoon-basis", 2),
        (".oslo-lint", "lblod/*.ttl", "", 1),
        (".oslo-lint", "good", "", 0),
        (".oslo-convert", "inwoners/inwoners.csv", "-m inwoners/inwoners.yaml -o out.ttl", 1),
    ],
)
def test_the_jobs_run(here: Path, name: str, files: str, options: str, code: int) -> None:
    job = job_of(name, read("ci/gitlab.yml"))
    assert script(job, "script", OSLO_FILES=files, OSLO_OPTIONS=options).returncode == code
    if code < 2 and "artifacts" in job:
        assert bool(json.loads(Path("oslo-codequality.json").read_text("utf-8"))) is bool(code)


def test_the_jobs_install(here: Path) -> None:
    (here / "bin" / "pip").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > pip.txt\n')
    (here / "bin" / "pip").chmod(0o755)
    for version, asked in (("", ""), ("0.1.0", "==0.1.0")):
        job = job_of(".oslo-lint", read("ci/gitlab.yml"))
        assert script(job, "before_script", OSLO_VERSION=version).returncode == 0
        assert Path("pip.txt").read_text().splitlines()[-1] == f"oslo-interop[geo,rdfa,sql]{asked}"


# pre-commit.


def hooks() -> dict[str, Any]:
    return {each["id"]: each for each in read(".pre-commit-hooks.yaml")}


def test_the_hooks_are_what_pre_commit_takes() -> None:
    assert list(hooks()) == ["oslo-validate", "oslo-lint"]
    for each in hooks().values():
        assert each.keys() == {"id", "name", "description", "entry", "language", "files", "require_serial"}
        assert (each["language"], each["require_serial"]) == ("python", True)
        taken = [
            name for name in ("a.ttl", "b/c.jsonld", "a.ttl.txt", "attl", "x.py") if re.search(each["files"], name)
        ]
        assert taken == ["a.ttl", "b/c.jsonld"]
    (repository,) = shown(".pre-commit-config.yaml")["repos"]
    assert [each["id"] for each in repository["hooks"]] == list(hooks())
    assert re.search(repository["hooks"][0]["files"], BAD)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hook", "args", "file", "code"),
    [
        ("oslo-validate", ["--profile", "persoon-basis"], "good/a place.ttl", 0),
        ("oslo-validate", ["--profile", "persoon-basis"], "bad.ttl", 1),
        ("oslo-validate", [], "bad.ttl", 2),
        ("oslo-validate", None, BAD, 1),
        ("oslo-lint", [], "good/a place.ttl", 0),
        ("oslo-lint", None, BAD, 1),
    ],
)
def test_the_hooks_run(here: Path, hook: str, args: list[str] | None, file: str, code: int) -> None:
    """With `args`, or without with those of the page."""
    (repository,) = shown(".pre-commit-config.yaml")["repos"]
    ours = {each["id"]: each.get("args", []) for each in repository["hooks"]}
    done = run([*shlex.split(hooks()[hook]["entry"]), *(ours[hook] if args is None else args), file])
    assert done.returncode == code, done.stdout + done.stderr


# The image.


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what it says."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def copied() -> list[str]:
    """What is copied from the repository."""
    words = [rest.split() for name, rest in instructions() if name == "COPY" and not rest.startswith("--from")]
    return [each for line in words for each in line[:-1]]


def is_ignored(path: str) -> bool:
    """Whether .dockerignore leaves a path out: the last line that fits it, or a folder above it, says so."""
    above = [path, *map(str, Path(path).parents)][:-1]
    answer = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, bare = line.removeprefix("!"), line.removeprefix("!").removeprefix("**/")
            if any(fnmatch(Path(each).name if bare != pattern else each, bare) for each in above):
                answer = not line.startswith("!")
    return answer


def test_what_the_image_copies_is_there() -> None:
    assert copied()
    for each in copied():
        assert (ROOT / each).exists(), each
        assert not is_ignored(each), each
    for each in (".git/config", "tests/conftest.py", "docs/index.md", "oslo/__pycache__/x.pyc", ".venv/bin/python"):
        assert is_ignored(each), each
    assert not is_ignored("oslo/models/persoon.py")


def test_the_image_has_what_the_wheel_is_made_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [*wheel["packages"], *wheel["force-include"], project["project"]["readme"], "LICENSE", "pyproject.toml"]
    assert sorted(needed) == sorted(copied())
    (extras,) = [rest for name, rest in instructions() if name == "ARG"]
    assert set(extras.partition("=")[2].split(",")) <= project["project"]["optional-dependencies"].keys()


def test_the_image_is_small_and_runs_oslo_without_root() -> None:
    names = [name for name, _ in instructions()]
    last = instructions()[len(names) - 1 - names[::-1].index("FROM") :]
    assert [rest for name, rest in instructions() if name == "FROM"] == [
        "python:3.12-slim AS build",
        "python:3.12-slim",
    ]
    said = dict(last)
    assert json.loads(said["ENTRYPOINT"]) == ["oslo"]
    assert int(said["USER"].partition(":")[0]) > 0
    assert said["COPY"].startswith("--from=build ")
    assert "RUN" not in said


def docker_lines() -> list[list[str]]:
    (block,) = [each for each in blocks(PAGE) if each.kind == "sh"]
    return [shlex.split(line) for line in block.text.splitlines()]


@pytest.mark.slow
def test_the_command_of_the_page_runs(here: Path) -> None:
    line = docker_lines()[1]
    assert line[:2] == ["docker", "run"]
    assert "--network none" in " ".join(line)
    done = run(line[line.index("oslo") :])
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.slow
def test_the_image_is_built_and_runs(here: Path) -> None:
    """Where there is a builder that can fetch the base image."""
    docker = shutil.which("docker") or shutil.which("podman")
    if docker is None or run([docker, "info"]).returncode:
        pytest.skip("no Docker or Podman that builds")
    built = run([docker, "build", "--quiet", "-t", "oslo-test", str(ROOT)])
    assert built.returncode == 0, built.stderr
    good = ["run", "--rm", "--network", "none", "--read-only", "-v", f"{Path.cwd()}:/data", "oslo-test"]
    assert run([docker, *good, "validate", "good", "-p", "persoon-basis"]).returncode == 0
    assert run([docker, *good, "validate", BAD, "-p", "mandatendatabank", "--normalize"]).returncode == 1


def test_the_page_and_the_files_are_of_one_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert set(re.findall(r"\bv(\d+\.\d+\.\d+)\b", PAGE.read_text("utf-8"))) == {version}
