"""What `oslo lint` writes: text for people, JSON for programs, SARIF and the like for code hosts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from ..files.outputs import write_whole
from ..rdf.parsing import IN_FOLDERS
from ..words.alerts import Alert, from_here, github_line, gitlab as gitlab_report
from ..words.sarif import Rule, sarif_log
from ..words.text import shown as one_line, visible_lines
from .linter import lint_all
from .repairs import repaired
from .rules import Defect, all_rules

VERSION = 2
"""The version of the JSON form: `{"version", "defects": [{code, file, line, node, detail}], "rules", "counts"}`.

It changes when a member is renamed, removed or given another meaning, not when one is added.
"""
_SHOWN = 100


def text(defects: list[Defect], *, shown: int = _SHOWN) -> str:
    """Each code with its count, its effect, its repair and its first few defects."""
    parts = [_head(defects)]
    for code, group in _by_code(defects):
        rule = all_rules()[code]
        parts.append(f"\n{code}: {len(group)} x {rule.title}\n  {rule.effect}\n  Repair: {rule.repair}\n")
        parts += [f"    {one_line(f'{_place(each)}: {each.node}: {each.detail}')}\n" for each in group[:shown]]
        if len(group) > shown:
            parts.append(f"    ... and {len(group) - shown} more\n")
    return "".join(parts)


def _head(defects: list[Defect]) -> str:
    wrong = [each for each in defects if not all_rules()[each.code].note]
    files = len({each.file for each in wrong})
    return f"Defects: {len(wrong)}, in {files} {'file' if files == 1 else 'files'}\n" if wrong else "No defects.\n"


def as_json(defects: list[Defect]) -> str:
    """The defects and their rules as JSON, in the form of `VERSION`."""
    defect_keys = ("code", "file", "line", "node", "detail")
    rows = [{key: getattr(defect, key) for key in defect_keys} for defect in defects]
    counts = {code: len(group) for code, group in _by_code(defects)}
    rule_keys = ("title", "effect", "repair", "safe", "note")
    rules = {code: {key: getattr(all_rules()[code], key) for key in rule_keys} for code in counts}
    document = {"version": VERSION, "defects": rows, "rules": rules, "counts": counts}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def sarif(defects: list[Defect]) -> str:
    """The defects as SARIF 2.1.0, which code hosts show next to the lines."""
    rules = {code: all_rules()[code] for code, _ in _by_code(defects)}
    texts = {code: Rule(rule.title, rule.effect, rule.repair) for code, rule in rules.items()}
    return sarif_log("oslo lint", texts, _alerts(defects))


def github(defects: list[Defect]) -> str:
    """A command of a workflow of GitHub for each defect, then their number."""
    return "".join(f"{github_line(each)}\n" for each in _alerts(defects)) + _head(defects)


def gitlab(defects: list[Defect]) -> str:
    """The defects as a Code Quality report of GitLab."""
    return gitlab_report(_alerts(defects))


def _alerts(defects: list[Defect]) -> list[Alert]:
    """The defects for code hosts; one that moved to another line is the same one."""
    return [
        Alert(
            each.code,
            "note" if all_rules()[each.code].note else "warning",
            all_rules()[each.code].title,
            f"{each.node}: {each.detail}. {all_rules()[each.code].effect}",
            "\0".join((each.code, from_here(each.file), each.node, each.detail)),
            each.file,
            each.line,
        )
        for each in defects
    ]


REPORTS = {"text": text, "json": as_json, "sarif": sarif, "github": github, "gitlab": gitlab}
"""The report formats by name."""


def written(defects: list[Defect], report: str) -> str:
    """The report of a format, with what no terminal and no file should get (controls, halves of characters) escaped."""
    return visible_lines(REPORTS[report](defects))


def lint_command(files: list[str], *, fix: bool, report: str, base: str | None = None) -> int:
    """Print the defects of files and folders; with `fix`, write a repaired copy of each file that can be repaired.

    Returns the exit code: 0 for no defects (a note is none), else 1. The original is never changed; the copy is
    `name.repaired.ttl`. `base` completes relative IRIs.
    """
    paths = [path for name in files for path in _files_in(Path(name))]
    defects = lint_all(paths, base)
    sys.stdout.write(written(defects, report))
    if fix:
        safe = {each.file for each in defects if all_rules()[each.code].safe}
        for path in paths:
            if str(path) in safe:
                _write_repaired(path)
    return 1 if any(not all_rules()[each.code].note for each in defects) else 0


def _write_repaired(path: Path) -> None:
    """Write the copy, and the repairs to standard error, since the report is on standard output."""
    content, repairs = repaired(path)
    if not repairs:
        return
    copy = path.with_name(f"{path.stem}.repaired{path.suffix}")
    write_whole(copy, content)
    sys.stderr.write(f"{copy}: {'; '.join(repairs)}\n")


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in IN_FOLDERS and each.is_file())
    else:
        yield path


def _by_code(defects: list[Defect]) -> list[tuple[str, list[Defect]]]:
    groups: dict[str, list[Defect]] = {}
    for defect in defects:
        groups.setdefault(defect.code, []).append(defect)
    return [(code, groups[code]) for code in all_rules() if code in groups]


def _place(defect: Defect) -> str:
    return f"{defect.file}:{defect.line}" if defect.line else defect.file
