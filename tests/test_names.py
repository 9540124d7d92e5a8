"""Whatever an IRI or a name is made of, it is written as it is, reads back, and is never code or markup.

IRIs may hold apostrophes, brackets and dollar signs (RFC 3987); names of fields any letter; names in JSON
any character that a term can have. Each stands in each position once: class, path, language, code list,
concept scheme, node, alias.
"""

from __future__ import annotations

import csv
import io
import json
import time
import traceback
from pathlib import Path
from typing import Annotated

import lxml.html
import pyld.jsonld
import pyoxigraph as ox
import pytest
import yaml
from helpers.drawn_names import drawn, seeds
from helpers.generated import imported
from helpers.judges import canonical
from pydantic import Field, ValidationError

from oslo import (
    CodeList,
    ContextStyle,
    DescribeError,
    Format,
    Iri,
    OsloError,
    OutputError,
    Profile,
    Resource,
    Validator,
    context,
    describe,
    read,
    read_all,
    shapes,
    write,
)
from oslo.exchange import render
from oslo.exchange.lines import lines, ntriples
from oslo.generating import module
from oslo.model.example import example
from oslo.models import load_profile
from oslo.rdf.parsing import WRITTEN
from oslo.reference import files
from oslo.templates.table import Template
from oslo.templates.writing import as_csv, as_excel

BOTH_COMPILED = (Format.NTRIPLES, Format.TURTLE)


def back(text: str, profile: Profile, format: Format) -> list[Resource]:
    reading = read_all(text, profile, format)
    assert not reading.problems
    assert not reading.unread
    return reading.resources


def test_compiled_writers() -> None:
    for thing, profile in drawn(seeds(4_000, 40)):
        for format in BOTH_COMPILED:
            assert back(write(thing, format), profile, format) == [thing], format
        # The compiled writer of Turtle gives the bytes of the way over N-Triples.
        assert write(thing, Format.TURTLE) == "".join(render(lines([thing]), Format.TURTLE, [type(thing)]))


def test_other_syntaxes() -> None:
    for thing, profile in drawn(seeds(100, 10)):
        for format in set(WRITTEN) - {*BOTH_COMPILED}:
            try:
                text = write(thing, format)
            except OutputError as error:
                assert format is Format.RDFXML or "the JSON-LD context has a term" in str(error), error
                continue
            except DescribeError as error:
                assert format is Format.JSONLD, error
                assert "cannot tell apart the term" in str(error)
                continue
            assert back(text, profile, format) == [thing], format


@pytest.mark.parametrize("style", ContextStyle)
def test_contexts(style: ContextStyle) -> None:
    tried, numbers = 0, seeds(100, 8)
    for thing, profile in drawn(numbers, spaces=False):  # pyld takes none in an IRI
        try:
            words = context(profile.classes, style)
        except DescribeError as error:
            assert "cannot tell apart" in str(error)
            continue
        try:
            text = write(thing, Format.JSONLD, context=words)
        except OutputError as error:
            assert "the JSON-LD context has a term" in str(error)
            continue
        said = pyld.jsonld.to_rdf(json.loads(text), {"format": "application/n-quads", "base": ""})
        assert canonical(said) == canonical(ntriples(thing))
        tried += 1
    assert tried > len(numbers) / 2


def test_shapes_and_what_they_say() -> None:
    for thing, profile in drawn(seeds(60, 5)):
        triples = list(ox.parse(shapes(profile), format=ox.RdfFormat.TURTLE))
        said = {each.object.value for each in triples if isinstance(each.object, ox.NamedNode)}
        assert {prop.path for cls in profile.classes for prop in describe(cls).properties} <= said
        assert {profile.source, *(cls.iri for cls in profile.classes)} <= said
        text = ntriples(example(type(thing)))
        report = Validator(profile).validate(text, Format.NTRIPLES)
        assert report.conforms, report.findings
        assert report.coverage.focus_nodes >= 2
        required = describe(type(thing)).properties[0]
        broken = "".join(f"{line} .\n" for line in text.split(" .\n") if line and f" <{required.path}> " not in line)
        assert not Validator(profile).validate(broken, Format.NTRIPLES).conforms


def test_generated_modules(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    for number, (_, profile) in enumerate(drawn(seeds(60, 5))):
        file.write_text(shapes(profile), "utf-8")
        made = imported(module([file]).source, tmp_path / f"made_{number}.py").PROFILE
        infos, meant = map(describe, made.classes), map(describe, profile.classes)
        kept = [(cls.iri, {prop.path for prop in cls.properties}) for cls in infos]
        assert sorted(kept) == sorted((cls.iri, {prop.path for prop in cls.properties}) for cls in meant)
        for cls in made.classes:
            thing = example(cls)
            assert back(write(thing, Format.TURTLE), made, Format.TURTLE) == [thing]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_templates(language: str) -> None:
    for thing, profile in drawn(seeds(60, 5)):
        template = Template(profile, type(thing), language)
        rows = list(csv.reader(io.StringIO(as_csv(template)), delimiter=";"))
        assert rows[0][2:] == [column.name for column in template.columns]
        assert as_excel(template)
        content = template.mapping_file()
        assert yaml.safe_load(yaml.safe_dump(content, allow_unicode=True)) == content


@pytest.mark.slow
def test_reference() -> None:
    for thing, profile in drawn(seeds(5, 1)):
        pages = [text for path, text in files([profile]) if "getrokken" in path and path.endswith(".html")]
        trees = [lxml.html.fromstring(page.encode()) for page in pages]
        assert len(pages) >= 3
        assert not [
            link for tree in trees for link in tree.xpath("//@href") if link.strip().lower().startswith("javascript:")
        ]
        shown = "".join("".join(tree.itertext()) for tree in trees)
        for prop in describe(type(thing)).properties:
            assert prop.path in shown


# By name.

INJECTION = Iri("urn:e:'''+str(print(1))+'''")


class Gevaar(Resource, iri=Iri("http://example.org/o'brien")):
    """IRIs that would be code, were they pasted."""

    code: Annotated[str, INJECTION]
    link: Annotated[Iri | None, Iri("http://example.org/d'artagnan")] = None
    getal: Annotated[int | None, Iri("http://example.org/'{}'".replace("{}", "(getal)"))] = None


@pytest.mark.parametrize("format", WRITTEN)
def test_an_iri_is_no_code(format: Format, capsys: pytest.CaptureFixture[str]) -> None:
    thing = Gevaar(id="urn:it's", code="x", link="urn:'''", getal=1)
    try:
        text = write(thing, format)
    except OutputError as error:
        assert format is Format.RDFXML
        assert "str(print(1))" in str(error)
        return
    assert read(text, Gevaar, format) == [thing]
    assert capsys.readouterr().out == ""


def test_a_shapes_file_runs_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> a sh:NodeShape ; sh:targetClass <http://example.org/o'brien> ; sh:name "x'\\"\\"\\"; print(2); '"@en ;
      sh:property [ sh:path <{INJECTION}> ; sh:minCount 1 ; sh:maxCount 1 ;
                    sh:description "\\"\\"\\"; print(3)\\\\"@en ;
                    sh:pattern "'''\\"\\"\\"" ; sh:datatype <http://www.w3.org/2001/XMLSchema#string> ] ."""
    (tmp_path / 'a\'b""".ttl').write_text(text, "utf-8")
    made = imported(module([tmp_path / 'a\'b""".ttl']).source, tmp_path / "made_from_danger.py").PROFILE
    (cls,) = made.classes
    (prop,) = describe(cls).properties
    assert (cls.iri, prop.path) == ("http://example.org/o'brien", INJECTION)
    write(cls(**{prop.name: "'''\"\"\""}))
    assert capsys.readouterr().out == ""


def test_a_traceback_shows_the_line_of_a_compiled_writer() -> None:
    thing = Gevaar.model_construct(id=Iri("urn:x"), code=1, link=None)
    with pytest.raises(AttributeError) as caught:
        ntriples(thing)
    assert "escape(v0)" in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", ["", "@id", "a:b", "a/b", "{x}", "a\x00"])
def test_a_name_that_is_no_term_is_refused(name: str) -> None:
    class Ding(Resource, iri=Iri("urn:x:Ding")):
        naam: Annotated[str, Iri("urn:x:naam"), Field(alias=name)]

    with pytest.raises(DescribeError, match="cannot be a term in JSON-LD"):
        describe(Ding)


def test_a_name_means_one_field() -> None:
    class Ding(Resource, iri=Iri("urn:x:Ding")):
        naam: Annotated[str, Iri("urn:x:naam"), Field(alias="titel")]
        titel: Annotated[str, Iri("urn:x:titel")]

    with pytest.raises(DescribeError, match=r"Ding\.titel: 'titel' is also a name of the field 'naam'"):
        describe(Ding)


def test_a_profile_is_named_and_sourced_as_an_iri_can_be() -> None:
    with pytest.raises(DescribeError, match="letters, digits"):
        Profile("a b", "1", "x", "https://example.org/", (Gevaar,))
    with pytest.raises(DescribeError, match="not an absolute IRI"):
        Profile("ab", "1", "x", "https://example.org/> <urn:a", (Gevaar,))


def test_a_code_list_is_an_iri() -> None:
    with pytest.raises(ValueError, match="not an absolute IRI"):
        CodeList("https://example.org/> <urn:a")


def test_what_is_refused_is_not_code_either() -> None:
    with pytest.raises(ValidationError):
        Gevaar(id="urn:a b", code="x")


def test_a_profile_of_a_very_long_name_is_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(OsloError, match="no profile 'x/x/") as refused:
        load_profile("x/" * 200_000 + "y" * 200_000)
    assert len(str(refused.value)) < 1000
    assert time.monotonic() - began < 5
