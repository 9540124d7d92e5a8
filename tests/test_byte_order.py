"""A byte order mark before RDF: skipped in UTF-8, named in any other encoding, the same by every command."""

from __future__ import annotations

import codecs
import gzip
import io
import json
from pathlib import Path

import pytest
from helpers.commands import oslo

from oslo import Format, InputError, read_all, validate
from oslo.models.persoon import Plaats
from oslo.rdf.parsing import ReadOptions
from oslo.rdf.sources import texts

CLASS, TYPE = "http://purl.org/dc/terms/Location", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LINE = f"<urn:x:a> <{TYPE}> <{CLASS}> .\n"
RDF_XML = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="urn:x:a"><rdf:type rdf:resource="{CLASS}"/></rdf:Description></rdf:RDF>"""
TEXTS = {
    "a.ttl": LINE,
    "a.nt": LINE,
    "a.nq": LINE,
    "a.trig": LINE,
    "a.jsonld": json.dumps({"@id": "urn:x:a", "@type": CLASS}),
    "a.rdf": RDF_XML,
}
SHACL = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
PROPERTY = "sh:property [ sh:path <urn:p> ; sh:minCount 1 ]"
SHAPES = f"{SHACL}<urn:S> a sh:NodeShape ; sh:targetClass <{CLASS}> ; {PROPERTY} ."
OTHERS = {
    "UTF-16": [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE],
    "UTF-32": [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE],
}
OTHER = [pytest.param(mark, name, id=mark.hex()) for name, marks in OTHERS.items() for mark in marks]
CODECS = {2: "utf-16-{}", 4: "utf-32-{}"}


def encoded(text: str, mark: bytes) -> bytes:
    end = "le" if mark.startswith(b"\xff") else "be"
    return mark + text.encode(CODECS[len(mark)].format(end))


@pytest.mark.parametrize("name", TEXTS)
def test_data_with_a_mark_is_the_same_data(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(TEXTS[name], "utf-8-sig")
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    for source in (file, tmp_path / f"{name}.gz"):
        assert "".join(texts([source])) == LINE
        assert "".join(texts([source], options=ReadOptions(strict=True), piece=1)) == LINE
    format = Format[
        {"ttl": "TURTLE", "nt": "NTRIPLES", "nq": "NQUADS", "rdf": "RDFXML"}.get(name[2:], name[2:].upper())
    ]
    for data in (f"\ufeff{TEXTS[name]}", file.read_bytes(), io.BytesIO(file.read_bytes())):
        assert "".join(texts([data], format)) == LINE
    assert len(read_all(file, [Plaats]).problems) == len(read_all(TEXTS[name], [Plaats], format).problems)


def test_the_mark_alone_and_a_text_shorter_than_a_mark() -> None:
    for text in ("\ufeff", "", "\n", "#"):
        for format in (Format.TURTLE, Format.NTRIPLES, Format.TRIG):
            assert "".join(texts([text], format)) == ""
            assert "".join(texts([io.BytesIO(text.encode())], format)) == ""


def test_a_mark_inside_a_file_is_no_mark() -> None:
    with pytest.raises(InputError, match=r"^:2: "):
        list(texts([f"{LINE}\ufeff{LINE}"], "nt"))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("mark", "encoding"), OTHER)
def test_another_encoding_is_named(tmp_path: Path, name: str, mark: bytes, encoding: str) -> None:
    file = tmp_path / name
    file.write_bytes(encoded(TEXTS[name], mark))
    with pytest.raises(InputError, match=rf"{name}: {encoding}, by its byte order mark"):
        list(texts([file]))
    with pytest.raises(InputError, match=encoding):
        read_all(file, [Plaats])
    status, said = oslo("lint", file)
    assert (status, encoding in said) == (1, True), said


@pytest.mark.parametrize(
    "command", ["validate {0} -p persoon-basis", "infer {0}", "validate {1} -s {0}", "generate {0}", "lint {0}"]
)
def test_every_command_reads_a_mark_and_names_another(tmp_path: Path, command: str) -> None:
    data = tmp_path / "data.nt"
    data.write_text(LINE)
    said = {}
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file = tmp_path / encoding / "shapes.ttl"
        file.parent.mkdir()
        file.write_text(SHAPES, encoding)
        status, text = oslo(*command.format(file, data).split(" "))
        said[encoding] = status, text.replace(str(file), "FILE")
    assert said["utf-8-sig"] == said["utf-8"]
    assert "UTF-16" in said["utf-16"][1]
    assert said["utf-16"][0] > 0


def test_a_page_may_be_in_utf_16() -> None:
    pytest.importorskip("pyRdfa", reason="RDFa is the extra rdfa")
    page = f'<html><body about="urn:x:a" typeof="{CLASS}">é</body></html>'
    for encoding in ("utf-8-sig", "utf-16"):
        assert "".join(texts([page.encode(encoding)], "rdfa")) == LINE


def test_broken_shapes_with_a_mark_have_their_place(tmp_path: Path) -> None:
    circle = f"{SHACL}<urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:node <urn:S> ."
    (tmp_path / "s.ttl").write_text(circle, "utf-8-sig")
    with pytest.raises(InputError, match=r"s\.ttl:2: shapes that refer to themselves"):
        validate(LINE, tmp_path / "s.ttl", "nt")
