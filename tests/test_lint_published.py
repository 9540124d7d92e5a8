"""Lint over files that others publish: the official shapes and contexts, and the W3C suite.

The numbers are those of `docs/lint.md`, and of the index that counts the defects of the official files on its own.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from oslo.exchange import parse
from oslo.lint.linter import lint_all
from oslo.lint.repairs import repair_shapes
from oslo.lint.rules import Defect, all_rules
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.engines import Engine, compile_shapes

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "lint.md"


@cache
def official(shared: Path) -> list[Defect]:
    files = sorted(
        path
        for path in (shared / "official").rglob("*")
        if path.suffix in (".ttl", ".jsonld", ".json") and "w3c" not in path.parts
    )
    return lint_all(files)


def test_w3c_suite_has_what_it_needs_to_test(shared):
    files = sorted((shared / "official" / "w3c").rglob("*.ttl"))
    assert len(files) > 100
    assert Counter(each.code for each in lint_all(files)) == {
        "file/bad-literal": 11,
        "file/imports": 2,
        "shapes/no-effect": 3,
        "shapes/unknown-term": 1,
    }


def _rows(title: str) -> list[list[str]]:
    part = _PAGE.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


@pytest.mark.slow
def test_totals_over_the_official_files(shared):
    counts = Counter(each.code for each in official(shared))
    assert {row[0]: int(row[1]) for row in _rows("What the official files have")} == {
        code: counts[code] for code in all_rules()
    }


# Counted over all official files; the index beside them counts the files of SEMIC only in part.
_COUNTED = {"shapes/targets-concept": 88, "shapes/contradictory-range": 32, "shapes/no-path": 213}


@pytest.mark.slow
def test_numbers_counted_elsewhere(shared):
    counts = Counter(each.code for each in official(shared))
    rows = _rows("Numbers counted elsewhere")
    assert len(rows) > 10
    assert [row for row in rows if row[2] and int(row[3]) != counts[row[2]]] == []
    assert [row for row in rows if row[1] != row[3] and not row[4]] == []
    summed: Counter[str] = Counter()
    for (code, _), number in indexed(shared).items():
        summed[code] += number
    assert {row[2]: int(row[1]) for row in rows if row[2] in summed} == {**summed, **_COUNTED}


_PHRASES = {
    "shapes/class-on-datatype": r"(\d+) sh:class on an XSD datatype",
    "shapes/literal-as-datatype": r"(\d+) sh:datatype rdfs:Literal",
    "shapes/class-as-datatype": r"(\d+) sh:datatype naming a class",
    "shapes/targets-concept": r"(\d+) shapes target skos:Concept",
    "shapes/count-as-text": r"(\d+) sh:m..Count written as a string",
    "shapes/no-path": r"(\d+) property shapes without sh:path",
    "shapes/placeholder-path": r"(\d+) sh:path placeholder",
    "shapes/contradictory-range": r"(\d+) paths with contradictory",
    "context/class-as-type": r"@type is a class IRI: (\d+)",
    "context/empty-type": r"@type empty: (\d+)",
    "context/placeholder-iri": r"TODO iri: (\d+)",
    "context/duplicate-key": r"dup json keys: (\d+)",
    "file/not-json": r"(\*)\*not valid JSON",
}


def indexed(shared: Path) -> dict[tuple[str, str], int]:
    """How often the index beside the official files counts a defect in a file."""
    found: dict[tuple[str, str], int] = {}
    for line in (shared / "official" / "INDEX.md").read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| ((?:oslo/)?(?:shacl|context)/\S+) \|", line)
        for code, phrase in _PHRASES.items():
            numbers = re.findall(phrase, line) if row else []
            if row and numbers:
                file = f"oslo/{row[1].removeprefix('oslo/')}"
                found[code, file] = sum(1 if number == "*" else int(number) for number in numbers)
    return found


@pytest.mark.slow
def test_numbers_of_the_index_file_by_file(shared):
    root = shared / "official"
    here = Counter((each.code, Path(each.file).relative_to(root).as_posix()) for each in official(shared))
    other = {key: (number, here[key]) for key, number in indexed(shared).items() if number != here[key]}
    excused = {(row[0], row[1]): (int(row[2]), int(row[3])) for row in _rows("File by file")}
    assert other == excused
    assert all(row[4] for row in _rows("File by file"))


def test_repaired_shapes_load(shared):
    folder = shared / "official/oslo/shacl"
    for name in ("cultureel-erfgoed-2-original.ttl", "DCAT-AP-VL-SHACL.ttl", "melding.ttl"):
        ntriples = "".join(f"{quad.triple} .\n" for quad in parse(folder / name))
        repaired, repairs = repair_shapes(ntriples)
        assert repairs
        assert repair_shapes(repaired) == (repaired, [])
        assert (
            compile_shapes(ShapesGraph.of(repaired), Engine.PYSHACL).results("<urn:a> <urn:b> <urn:c> .\n") is not None
        )
