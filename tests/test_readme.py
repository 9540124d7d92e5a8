"""What the documentation shows is run: commands and Python with their output, mappings with what comes out.

In a page of `docs/` and in README.md

- a `console` block is a session: what follows `$ ` (and `> `, its continuation) goes through one shell,
  in a copy of docs/examples; what stands below it has to come out, `...` stands for anything;
- a `python` block is a doctest where it has `>>>`, else it is just run; one namespace a page;
- a block with a title (```turtle title="feed.ttl") is a file, written where the page has come to;
- a `yaml` block without a title is a mapping: the block after it is its records, and those after that
  what comes out (`turtle`, without its prefixes) and what is said (`text`);
- `sh` blocks are for installing: CI runs them, here only the `oslo` in them is.
"""

from __future__ import annotations

import doctest
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.commands import command_on_path
from helpers.documents import PAGES, ROOT, Block, blocks

from oslo import Listeners, OsloError, ReadingOptions, convert, load_mapping
from oslo.mapping.outcome import sentences

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FORMS = ("csv", "json", "jsonl", "ttl", "xml")
END = "\x1e"  # printed after each command of a session


def same(shown: str, real: str) -> bool:
    return doctest.OutputChecker().check_output(shown, real, FLAGS)


def difference(what: str, shown: str, real: str) -> str:
    return f"{what}\nshown:\n{shown}\nreal:\n{real}"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a clone after installing: the examples to write in, `oslo` on the path."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    for name in ("shapes", "vocabularies"):
        (tmp_path / name).symlink_to(ROOT / name)
    command_on_path(tmp_path / "bin", monkeypatch)
    return tmp_path


def takes_long(page: Path) -> bool:
    quick = ("README", "index", "models", "reports", "lint", "development")
    return page.stem not in quick


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.slow] if takes_long(page) else [], id=page.name) for page in PAGES],
)
def test_page(page: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone / "docs" / "examples")
    namespace: dict[str, Any] = {"__name__": page.stem}
    wrong = []
    for block in blocks(page):
        if block.title:
            Path(block.title).parent.mkdir(parents=True, exist_ok=True)
            Path(block.title).write_text(block.text, "utf-8")
        elif block.kind == "console":
            wrong += session(page, block)
        elif block.kind == "python":
            wrong += python(page, block, namespace)
    assert not wrong, "\n\n".join(wrong)


def session(page: Path, block: Block) -> Iterator[str]:
    """Run a session in one shell; the commands whose output is another one."""
    said = re.findall(r"^\$ (.*(?:\n> .*)*)\n?((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)
    commands = [command.replace("\n> ", "\n") for command, _ in said]
    script = "exec 2>&1\n" + "".join(f"{each}\ns=$?; printf '{END}'; (exit $s)\n" for each in commands)
    done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, text=True, timeout=300, check=False)
    for (command, shown), real in zip(said, done.stdout.split(END), strict=False):
        if not same(shown, real):
            yield difference(f"{page.name}:{block.line}: $ {command}", shown, real)


def python(page: Path, block: Block, namespace: dict[str, Any]) -> Iterator[str]:
    """Run a block of Python; what doctest says of it."""
    name = f"{page.name}:{block.line}"
    if ">>>" not in block.text:
        exec(compile(block.text, name, "exec", dont_inherit=True), namespace)
        return
    # A doctest copies the names that it starts from: they are put back for the next block.
    test = doctest.DocTestParser().get_doctest(block.text, namespace, name, str(page), block.line)
    report = io.StringIO()
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.write, clear_globs=False)
    namespace.update(test.globs)
    if report.getvalue():
        yield report.getvalue()


def mappings() -> Iterator[Any]:
    """Each mapping that a page shows, with its records, what comes out and what is said."""
    for page in PAGES:
        found = [block for block in blocks(page) if not block.title]
        for number, block in enumerate(found):
            if block.kind == "yaml":
                after = found[number + 1 : number + 4]
                yield pytest.param(block, *after[:1], after[1:], id=f"{page.name}:{block.line}")


@pytest.mark.parametrize(("rules", "records", "results"), list(mappings()))
def test_mapping(rules: Block, records: Block, results: list[Block], tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert records.kind in FORMS
    Path("mapping.yaml").write_text(rules.text, "utf-8")
    Path(f"records.{records.kind}").write_text(records.text, "utf-8")
    out, said = io.StringIO(), []

    def say(what: object) -> None:
        said.append(f"{what}\n")

    try:
        mapping = load_mapping("mapping.yaml")
        listeners = Listeners(reject=say, notice=say)
        inputs = [Path(f"records.{records.kind}")]
        for line in sentences(convert(inputs, mapping, out, options=ReadingOptions(), listeners=listeners)):
            say(line)
    except OsloError as error:
        say(f"oslo: {error}")
    real = {"turtle": re.sub(r"^@prefix .*\n\n?", "", out.getvalue(), flags=re.MULTILINE), "text": "".join(said)}
    shown = {}
    for block in results:
        if block.kind not in real:
            break
        shown[block.kind] = block.text
    assert shown
    for kind, text in real.items():
        assert same(shown.get(kind, ""), text), difference(kind, shown.get(kind, ""), text)


def install_commands() -> tuple[str, str]:
    """The two lines for a fresh machine: the main job, and the tests."""
    lines = [block.text.strip() for block in blocks(ROOT / "README.md") if block.kind == "sh"]
    main_job, tests = (line for line in lines if line.startswith("python3 -m venv"))
    return main_job, tests


def test_install_commands_are_a_line_each() -> None:
    main_job, tests = install_commands()
    assert "\n" not in main_job + tests
    for line in (main_job, tests):
        assert line.split(" && ")[0] == "python3 -m venv .venv"
        assert line.split(" && ")[1].startswith(".venv/bin/pip install ")
    assert tests.endswith("&& .venv/bin/python -m pytest -n auto")


@pytest.mark.slow
def test_the_main_job_of_a_fresh_machine(clone: Path) -> None:
    """CI runs the line whole, this test what it does once all is installed."""
    work = install_commands()[0].split(" && ")[2:]
    assert all(each.startswith(".venv/bin/oslo ") for each in work)
    command = " && ".join(each.removeprefix(".venv/bin/") for each in work)
    done = subprocess.run(["bash", "-c", command], cwd=clone, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"
