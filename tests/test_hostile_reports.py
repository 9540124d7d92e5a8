"""What a terminal, a workflow or an XML reader would obey in the text of others is shown, not sent."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers.commands import oslo
from helpers.published import REPOSITORY

from oslo import Validator
from oslo.report.formats import FORMATS, written
from oslo.words.text import visible, visible_lines

EVIL = "\x1b]0;x\x07\x1b[31m\n::error file=a::b\r\x9b2J\x00\u202e<script>alert(1)</script>]]>&amp;%0A"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


def _escaped(text: str) -> str:
    return json.dumps(text).replace("\\u0000", "\\u0001")  # Turtle has no NUL


SHAPES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:name {_escaped(EVIL)} ;
  sh:property [ sh:path <urn:p> ; sh:name {_escaped(EVIL)} ; sh:message {_escaped(EVIL)} ; sh:maxLength 3 ] ;
  sh:property [ sh:path <urn:q> ; sh:pattern {_escaped("^" + EVIL)} ] ;
  sh:property [ sh:path <urn:r> ; sh:in ( {_escaped(EVIL)} ) ; sh:severity <urn:{chr(0x2FF)}x> ] ;
  sh:property [ sh:path <urn:k> ; sh:class <urn:K> ] .
"""
DATA = f"""
<urn:x> a <urn:C> ; <urn:p> {_escaped(EVIL)} ; <urn:q> {_escaped(EVIL)}, "a" ; <urn:r> {_escaped(EVIL)}, "b" ;
  <urn:k> <urn:z> ; <urn:unread> {_escaped(EVIL)} .
"""


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_sends_nothing(form: str) -> None:
    report = Validator(SHAPES).validate(DATA, "turtle")
    assert len(report.violations) >= 3
    text = written(report, form)
    assert not CONTROLS.search(text)
    assert not re.search(r"^::(?!error |warning |notice )", text, re.MULTILINE)
    assert not re.search(r"^::error file=a", text, re.MULTILINE)
    if form == "junit":
        ElementTree.fromstring(text)
    if form in ("json", "jsonld", "sarif", "gitlab"):
        json.loads(text)
    if form == "html":
        assert "<script>alert" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_of_a_file_sends_nothing(form: str, tmp_path: Path) -> None:
    shapes, data = tmp_path / "s.ttl", tmp_path / "a\x1b[31m\n::error::b.ttl"
    shapes.write_text(SHAPES, "utf-8")
    data.write_text(DATA, "utf-8")
    code, said = oslo("validate", data, "--shapes", shapes, "--report", form)
    assert code == 1
    assert not CONTROLS.search(said)
    assert not re.search(r"^::error::b", said, re.MULTILINE)


MAPPING = """
profile: persoon-basis
model: Plaats
id: https://data.example.be/id/plaats/{CODE}
fields: {plaatsnaam: {from: NAAM, identifier: nis}}
"""
RECORDS = "CODE,NAAM,\x1b[31mROOD\n1,\x1b]0;x\x07,a\n2,b\x9b2J,\x1b[2J\n"


@pytest.mark.parametrize(
    "words",
    [
        ["convert", "r.csv", "-m", "m.yaml", "-o", "out.ttl"],
        ["mapping", "r.csv", "--check", "m.yaml"],
        ["mapping", "r.csv", "-p", "persoon-basis", "-M", "Plaats", "-o", "new.yaml"],
        ["convert", "r.csv", "-m", "n.yaml", "-o", "out.ttl"],
        ["convert", "a\x1b[31m.csv", "-m", "m.yaml"],
        ["validate", "a\x1b[31m.ttl", "-p", "persoon-basis"],
        ["lint", "l.ttl"],
    ],
    ids=lambda words: " ".join(words[:4]).encode("unicode_escape").decode(),
)
def test_a_command_sends_nothing(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(RECORDS, "utf-8")
    Path("m.yaml").write_text(MAPPING, "utf-8")
    Path("n.yaml").write_text(MAPPING.replace("from: NAAM", 'from: "\\e[31mROD"'), "utf-8")
    Path("l.ttl").write_text(SHAPES + " <urn:t> a <http://www.w3.org/ns/shacl#NodeShap\u009b2J> .", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "oslo", *words], capture_output=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}
    )
    said = (run.stdout + run.stderr).decode()
    assert said
    assert not CONTROLS.search(said)


def test_what_is_shown() -> None:
    assert visible("a\tb\x1b[0m\u202e") == "a\\u0009b\\u001B[0m\\u202E"
    assert visible_lines("a\n\x07b\n") == "a\n\\u0007b\n"
    assert visible("Café €5 \U0001f600") == "Café €5 \U0001f600"
