"""The target for words of the command line: the command runs in this process, in a folder with a file of each form."""
# ruff: noqa: E501  tables

from __future__ import annotations

import io
import json
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typer

from oslo.cli import app, main

from .checks import Wrong
from .seeds import seeds

_LINES = [
    "convert a.csv -m m.yaml -o out.ttl --rejects r.csv", "convert a.json --from json -m m.yaml -f ntriples --language nl",
    "convert a.csv -m citadel-csv --at 2024-01-31 --as published --no-check", "convert a.csv -m m.yaml --to isa --text-language nl -o out.jsonld --style flat",
    "convert a.csv -m m.yaml --delimiter ; --encoding utf-8 --formulas --strict", "convert a.xlsx --sheet Sheet -m m.yaml -o -", "convert t.csv -o out.nt",
    "validate a.ttl -p persoon-basis -r json", "validate a.ttl -s s.ttl -l nl --fail-on warning --mode batches", "validate a.nt -p core-person -o r.html -r html --base urn:x:",
    "validate a.jsonld -s s.ttl --context urn:c=c.jsonld --normalize --statement e.ttl --day 2024-01-31", "validate a.ttl -s s.ttl -b a.nt --ontology a.ttl --strict",
    "lint s.ttl c.jsonld -r sarif", "lint s.ttl --fix --base urn:x:", "infer a.ttl --to turtle --only-new", "infer a.nt -f ntriples -o out.rdf --vocabulary a.ttl",
    "translate a.ttl -p persoon-basis --to isa -o out.ttl --normalize --strict -l nl", "mapping a.csv -p points-of-interest --model Interessepunt -o d.yaml",
    "mapping a.csv --check m.yaml --records 2", "show Persoon", "show persoon-basis", "codelists geslacht", "codelists --codelist l.ttl",
    "context persoon-basis --style dotted", "template persons -o t.xlsx -m t.yaml --lang nl --id urn:x:{nr}", "template persons", "generate s.ttl --context c.jsonld --name x -o g.py", "profiles", "version", "--help",
]  # fmt: skip
_MAPPING = b"profile: points-of-interest\nmodel: Interessepunt\nid: urn:x:{nr}\nfields: {plaatsnaam: naam}\n"
_REFUSED = ("/", "\\", "..", "--fetch", "--allow-fetch", "build", "reference", "postgres", "~")
"""What would leave the folder, fetch, or take long."""


@cache
def word_seeds() -> list[bytes]:
    """Commands as JSON, lists of words: those above, and the shortest of each command with each of its options."""
    lines = [line.split() for line in _LINES]
    shortest: dict[str, list[str]] = {}
    for line in lines:
        name = line[0]
        shortest[name] = min(shortest.get(name, line), line, key=len)
    group: Any = typer.main.get_command(app)
    for name, line in shortest.items():
        options = (
            [each for each in group.commands[name].params if each.opts[0].startswith("-")]
            if name in group.commands
            else []
        )
        lines += [[*line, each.opts[-1], *([] if each.is_flag else ["x"])] for each in options]
    return [json.dumps(line).encode() for line in lines]


def _lay_out() -> None:
    files = {"a.csv": "csv", "a.json": "json", "a.xlsx": "xlsx", "t.csv": "template", "a.ttl": "ttl", "a.nt": "nt", "a.jsonld": "jsonld",
             "s.ttl": "shapes", "c.jsonld": "context", "l.ttl": "codes"}  # fmt: skip
    for name, form in files.items():
        if not Path(name).exists():
            Path(name).write_bytes(seeds(form)[0])
    Path("m.yaml").write_bytes(_MAPPING)


def command(data: bytes) -> None:
    """The command ends with an exit code of the documentation, and no traceback; what it cannot do is one line."""
    try:
        words = json.loads(data)
    except (ValueError, RecursionError):
        words = [each.decode("utf-8", "surrogateescape") for each in data.split()]
    words = [str(each)[:3000] for each in (words if isinstance(words, list) else [words])]
    if any(refused in word for word in words for refused in _REFUSED):
        return
    words = [word.replace("\0", "") for word in words]  # no shell can give one
    _lay_out()
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
    stdin = io.TextIOWrapper(io.BytesIO(seeds("csv")[0]), "utf-8")
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        redirect_stdout(out),
        redirect_stderr(said),
        patch.multiple(sys, argv=["oslo", *words], stdin=stdin),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    said.flush()
    errors = said.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    if code not in (0, 1, 2):
        raise Wrong("exit code", f"{code}: {errors[-600:]}")
    if "Traceback" in errors:
        raise Wrong("traceback", errors[-600:])
    for each in Path().iterdir():
        if each.suffix == ".part":
            raise Wrong("output", f"{each} is left")
