"""Mappings, linked data and shapes that cannot be used: a plain message with its place, and exit code 2."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from helpers.commands import Run, convert


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("profile: persoon-basi\nmodel: Plaats\nfields: {}", "no profile 'persoon-basi'"),
        (
            "profile: persoon-basis\nmodel: Plats\nfields: {}",
            "model: no class 'Plats' in persoon-basis; did you mean Plaats?",
        ),
        ("profile: persoon-basis\nmodel: Plaats\nfields: {naam: X}", "naam: Plaats has no such property"),
        (
            "profile: persoon-basis\nmodel: Plaats\nfields: {}",
            "Plaats must have plaatsnaam, but nothing is mapped to it",
        ),
        (
            "profile: persoon-basis\nmodel: Plaats\nfilds: {}",
            "filds: not a key that a mapping has; did you mean fields?",
        ),
        ("profile: persoon-basis\n  model: [", "m.yaml:2: indented further"),
        ("profile: a\nprofile: b", "m.yaml:2: 'profile' is here twice"),
        (
            "profile: persoon-basis\nmodel: Plaats\nfields: {plaatsnaam: {from: X, constant: Y}}",
            "from and constant are both given",
        ),
        ("profile: persoon-basis\nmodel: Plaats\nfields: {plaatsnaam: {from: X, codes: t}}", "no table 't'"),
        ("profile: persoon-basis\nmodel: Plaats\nid: '{X'\nfields: {plaatsnaam: CODE}", "a brace is not closed"),
        ("- 1", "without a hyphen"),
    ],
)
def test_mappings_that_cannot_work(run: Run, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "m.yaml").write_text(content)
    (tmp_path / "a.csv").write_text("CODE,NAAM,X\n1,Gent,\n")
    done = convert(run, tmp_path / "a.csv", "m.yaml")
    assert done.returncode == 2
    assert message in done.stderr


def test_yaml_bomb(run: Run, tmp_path: Path) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    (tmp_path / "m.yaml").write_text(f"l0: &l0 [x]\n{levels}\n")
    (tmp_path / "a.csv").write_text("CODE,NAAM\n1,Gent\n")
    done = convert(run, tmp_path / "a.csv", "m.yaml")
    assert done.returncode == 2
    assert "with its aliases laid out" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "@prefix a: <urn:a> .\na:b a a:c ;;; .\n<x y> a <urn:z> .", "a.ttl:3: "),
        ("a.jsonld", '{"@context": "https://example.org/context.jsonld"}', "is not available, and nothing is fetched"),
        ("a.jsonld", '{"@id": ', "a.jsonld:1: not JSON"),
        ("a.nt", '<urn:a> <urn:b> "\xff" .'.encode("latin-1"), "a.nt:1: "),
        ("a.txt", "", "unknown RDF syntax"),
        ("no.ttl", None, "no.ttl: No such file"),
    ],
)
def test_data_that_cannot_be_read(
    run: Run, tmp_path: Path, name: str, content: str | bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run("validate", name, "--profile", "persoon-basis")
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize("mode", ["whole", "batches"])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.nt.gz", gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 10_000)[:-20], "a.nt.gz: a broken archive: "),
        pytest.param(
            "a.nt",
            b"<urn:a> <urn:b> <urn:c> .\n" * 300_000 + b'<urn:a> <urn:b> "\xff" .\n',
            "a.nt:300001: not UTF-8",
            marks=pytest.mark.slow,
        ),
        ("a.ttl", b"<urn:a> <urn:b> 1 .\n" * 89_999 + b"<urn:a> <urn:b> 1 ;; .. \n", "a.ttl:90000: "),
        pytest.param(
            "a.nt",
            b"<urn:a> <urn:b> <urn:c> .\n" * 300_000 + b"<urn:a> <urn:b> 1 .\n",
            "a.nt:300001: ",
            marks=pytest.mark.slow,
        ),
        ("a.jsonld", b'{"@context": "https://example.org/c"}', "a.jsonld: the JSON-LD context https://example.org/c"),
    ],
)
def test_much_data_that_cannot_be_read(
    run: Run, tmp_path: Path, name: str, content: bytes, message: str, mode: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("validate", name, "--profile", "persoon-basis", "--mode", mode)
    assert done.returncode == 2
    assert done.stderr.startswith(f"oslo: {message}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("<urn:a> a <urn:C> .", "s.ttl: no shapes in this file: is it data?"),
        ("<urn:a> a <urn:C> \n\n; ; . .", "s.ttl:3: "),
        (
            "<urn:A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:node <urn:B> . <urn:B> sh:node <urn:A> .",
            "s.ttl:1: shapes that refer to themselves: urn:A, urn:B",
        ),
    ],
)
@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_shapes_that_cannot_be_used(run: Run, tmp_path: Path, shapes: str, message: str, engine: str) -> None:
    (tmp_path / "s.ttl").write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> . {shapes}")
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:C> .")
    done = run("validate", "a.ttl", "--shapes", "s.ttl", "--engine", engine)
    assert done.returncode == 2
    assert done.stderr.startswith(f"oslo: {message}")
