"""Validation: three answers, two engines that agree, and what is planted is found."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from helpers.planted import persons
from helpers.published import official_data, official_shapes

from oslo import Format, Validator, validate, validate_request, write
from oslo.errors import InputError
from oslo.files import ready_shapes
from oslo.lint.ill_formed import ill_formed
from oslo.lint.repairs import repair_shapes
from oslo.models import MODULES, load_profile
from oslo.models.persoon import Plaats
from oslo.rdf.shapes_graph import ShapesGraph
from oslo.validation.data import DataGraph
from oslo.validation.engines import Engine, compile_shapes

ENGINES = [Engine.SHACL, Engine.PYSHACL]
BAD = "<urn:gent> a <http://purl.org/dc/terms/Location> ."


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    return Engine(request.param)


@pytest.mark.parametrize(
    ("engine", "count"),
    [
        (Engine.SHACL, 1_000),
        (Engine.SHACL, 10_000),
        pytest.param(Engine.SHACL, 100_000, marks=pytest.mark.slow),
        pytest.param(Engine.PYSHACL, 1_000, marks=pytest.mark.slow),
        pytest.param(Engine.PYSHACL, 4_000, marks=pytest.mark.slow),
    ],
    indirect=["engine"],
)
def test_planted_defects_are_found_and_none_invented(engine: Engine, count: int) -> None:
    text, expected = persons(count, every=max(50, count // 500))
    report = Validator(load_profile("persoon-basis"), engine=engine).check(DataGraph(text))
    assert len({rule for _, _, rule in expected}) >= 4
    assert Counter((each.node, each.property, each.rule) for each in report.violations) == expected
    assert not report.unresolved
    assert report.coverage.focus_nodes >= count
    assert not report.ok
    assert not report.conforms
    assert [(miss.kind, miss.meant) for miss in report.coverage.near_misses] == [
        ("property", "https://data.vlaanderen.be/ns/persoon#geslacht")
    ]


def test_conforms_and_ok_and_unresolved(engine: Engine) -> None:
    text = """@prefix p: <https://data.vlaanderen.be/ns/persoon#> . @prefix x: <urn:x#> .
    x:a a p:Geboorte ; p:datum "2000-01-01T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> ;
        p:plaats x:gent ; p:land x:be ."""
    report = validate(text, load_profile("persoon-basis"), Format.TURTLE, engine=engine)
    assert (report.conforms, report.ok, report.engine) == (False, True, engine)
    assert [(each.property, each.rule, each.value) for each in report.unresolved] == [
        ("land", "unresolved", "<urn:x#be>"),
        ("plaats", "unresolved", "<urn:x#gent>"),
    ]
    places = write([Plaats(id="urn:x#gent", plaatsnaam="Gent"), Plaats(id="urn:x#be", plaatsnaam="Belgie")])
    report = validate(text, load_profile("persoon-basis"), Format.TURTLE, engine=engine, background=[DATA(places)])
    assert (report.ok, report.unresolved, report.violations) == (True, [], [])
    wrong = places.replace("dct:Location", "dct:Agent")
    report = validate(text, load_profile("persoon-basis"), Format.TURTLE, engine=engine, background=[DATA(wrong)])
    assert [(each.property, each.rule) for each in report.unresolved] == [
        ("land", "unresolved"),
        ("plaats", "unresolved"),
    ]


def DATA(turtle: str) -> Path:  # noqa: N802  a small file, where a path is asked for
    import tempfile

    file = Path(tempfile.mkdtemp()) / "background.ttl"
    file.write_text(turtle, "utf-8")
    return file


def test_nothing_checked_is_not_ok(engine: Engine) -> None:
    report = validate(
        "<urn:a> a <https://purl.org/dc/terms/Location> .", load_profile("persoon-basis"), Format.TURTLE, engine=engine
    )
    assert (report.conforms, report.ok, report.coverage.focus_nodes) == (True, False, 0)
    [miss] = report.coverage.near_misses
    assert (miss.found, miss.meant) == ("https://purl.org/dc/terms/Location", "http://purl.org/dc/terms/Location")
    assert report.coverage.untouched == (("https://purl.org/dc/terms/Location", 1),)
    report = validate(
        "<urn:a> a <https://purl.org/dc/terms/Location> .",
        load_profile("persoon-basis"),
        Format.TURTLE,
        engine=engine,
        normalize=True,
    )
    assert [(each.property, each.rule) for each in report.violations] == [("plaatsnaam", "minCount")]
    assert sum(report.rewritten.values()) == 1


def test_a_blank_node_is_named_by_the_way_to_it(engine: Engine) -> None:
    text = """@prefix p: <https://data.vlaanderen.be/ns/persoon#> . @prefix x: <urn:x#> .
    x:an p:heeftGeboorte [ a p:Geboorte ; p:plaats [ a <http://purl.org/dc/terms/Location> ] ] ."""
    report = validate(text, load_profile("persoon-basis"), Format.TURTLE, engine=engine)
    assert {(each.node, each.node_class, each.property) for each in report.violations} == {
        ("urn:x#an > heeftGeboorte", "Geboorte", "datum"),
        ("urn:x#an > heeftGeboorte", "Geboorte", "land"),
        ("urn:x#an > heeftGeboorte > plaats", "Plaats", "plaatsnaam"),
    }
    [finding] = [each for each in report.violations if each.property == "plaatsnaam"]
    assert finding.message("nl") == "ontbreekt: minstens 1 gevraagd"


def keys(shapes: str, data: str, engine: Engine) -> Counter[tuple[str, str | None, str, str | None]]:
    found = compile_shapes(shapes, engine).results(data)
    return Counter((each.focus, each.path, each.component, each.value) for each in found)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # rdflib warns of the ill-typed literals in the published data
def test_both_engines_agree_on_every_official_shapes_file_that_loads(shared: Path) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    from oslo.lint.repairs import repair_shapes

    data = DataGraph.read(official_data(shared)).text
    compared = hit = 0
    for path in official_shapes(shared):
        try:
            shapes = ShapesGraph.of(repair_shapes(DataGraph.read([path]).text, only_ill_formed=True)[0])
            fast = keys(shapes, data, Engine.SHACL)
        except InputError:
            continue
        assert fast == keys(shapes, data, Engine.PYSHACL), path
        compared += 1
        hit += bool(fast)
    assert compared >= 30
    assert hit >= 8


@pytest.mark.slow(but="adresregister")
@pytest.mark.parametrize("name", sorted(MODULES))
def test_ready_shapes_are_as_the_engines_take_them(name: str) -> None:
    text = DataGraph.read([ready_shapes(name)]).text
    assert ill_formed(text) == []
    assert repair_shapes(text, only_ill_formed=True) == (text, [])


@pytest.mark.parametrize("name", sorted(MODULES))
def test_both_engines_agree_on_our_shapes(name: str, shared: Path) -> None:
    pytest.importorskip("shacl", reason="the fast engine is not installed")
    data = DataGraph.read([shared / "official/lblod/organisatieportaal/20220524152932-fix-addresses.ttl"]).text
    shapes = ShapesGraph.of(DataGraph.read([Path(__file__).parent.parent / "shapes" / f"{name}.ttl"]).text)
    assert keys(shapes, data, Engine.SHACL) == keys(shapes, data, Engine.PYSHACL)


def test_broken_shapes_are_repaired_and_said(engine: Engine) -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ;
    sh:property [ sh:path <urn:p> ; sh:minCount "1" ], [ sh:minCount 1 ] ."""
    report = validate("<urn:a> a <urn:C> .", shapes, Format.TURTLE, engine=engine)
    assert [each.rule for each in report.violations] == ["minCount"]
    assert report.repairs == [
        "1 x property shape without sh:path: left out",
        "1 x sh:minCount as text: read as a number",
    ]
    with pytest.raises(InputError, match="cannot take the shapes"):
        validate("<urn:a> a <urn:C> .", shapes, Format.TURTLE, engine=Engine.PYSHACL, strict_shapes=True)


@pytest.mark.parametrize("with_lists", [False, True])
def test_published_lpdc_instances_have_no_violation(shared: Path, engine: Engine, with_lists: bool) -> None:
    folder = shared / "records/ipdc-lpdc"
    lists = [folder / "codelists", shared / "official/lblod/lpdc/codelists"] if with_lists else []
    validator = Validator(folder / "shapes/instance-shape.ttl", background=lists, engine=engine)
    open_questions = []
    for name in ("instance-published.ttl", "instance-published-2.ttl"):
        report = validator.validate(folder / "instance-data" / name)
        assert [str(each) for each in report.violations] == []
        assert report.ok
        open_questions.append(len(report.unresolved))
    assert open_questions == ([12, 3] if with_lists else [19, 4])


def test_archives_and_folders(tmp_path: Path) -> None:
    validator = Validator(load_profile("persoon-basis"))
    (tmp_path / "in").mkdir()
    with gzip.open(tmp_path / "in" / "a.ttl.gz", "wt") as file:
        file.write(BAD)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(
            "x/b.nt",
            "_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/dc/terms/Location> .\n" * 2,
        )
    (tmp_path / "in" / "c.jsonld").write_text(
        json.dumps({"@id": "urn:c", "@type": "http://purl.org/dc/terms/Location"})
    )
    report = validator.validate([tmp_path / "in", tmp_path / "b.zip", tmp_path / "b.zip"])
    assert sorted(each.node for each in report.violations) == ["_:f2xa", "_:f3xa", "urn:c", "urn:gent"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl.gz", gzip.compress(BAD.encode() * 100, mtime=0)[:-20], "a broken archive"),
        ("a.zip", b"PK\x03\x04nonsense", "a broken archive"),
        ("a.ttl", b'<urn:a> <urn:b> "\xff" .', "a.ttl:1"),
        ("a.nt", b'<urn:a> <urn:b> "\xff" .\n', "a.nt:1: not UTF-8"),
        ("a.ttl", b"<urn:a> <urn:b> 1 .\n" * 89_999 + b"<urn:a> <urn:b> 1 ;; .. \n", "a.ttl:90000"),
        ("a.nt", b"<urn:a> <urn:b> 1 .\n", "a.nt"),
        ("a.jsonld", b'{"@context": "https://schema.org"}', "nothing is fetched"),
    ],
)
def test_data_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        validate(tmp_path / name, load_profile("persoon-basis"))


def with_literal(path: Path, megabytes: int) -> Path:
    with path.open("w") as file:
        file.write("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://purl.org/dc/terms/Location> .\n")
        file.write('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "')
        for _ in range(megabytes):
            file.write("x" * 2**20)
        file.write('"@nl .\n')
    return path


@pytest.mark.slow
def test_a_literal_is_as_long_as_every_reader_takes(tmp_path: Path) -> None:
    assert validate(with_literal(tmp_path / "a.nt", 15), load_profile("persoon-basis")).ok
    with pytest.raises(InputError, match=r"a\.nt: a term or a comment of over 16 MiB is not read"):
        validate(with_literal(tmp_path / "a.nt", 200), load_profile("persoon-basis"))


def test_shapes_that_are_data_or_in_a_circle(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(BAD)
    with pytest.raises(InputError, match="no shapes in this file"):
        validate(BAD, tmp_path / "data.ttl", Format.TURTLE, engine=engine)
    circle = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:node <urn:B> .
    <urn:B> a sh:NodeShape ; sh:node <urn:A> ."""
    with pytest.raises(InputError, match="shapes that refer to themselves: urn:A, urn:B"):
        validate("<urn:a> a <urn:C> .", circle, Format.TURTLE, engine=engine)
    nameless = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property _:p .
    _:p sh:path <urn:p> ; sh:node _:n . _:n sh:property _:p ; sh:not [ sh:node _:n ] ."""
    with pytest.raises(InputError, match="shapes that refer to themselves: urn:A / urn:p, urn:A / urn:p / sh:node"):
        validate("<urn:a> a <urn:C> .", nameless, Format.TURTLE, engine=engine)
    alone = "_:n a sh:NodeShape ; sh:targetClass <urn:C> ; sh:node _:m . _:m sh:node _:n ."
    with pytest.raises(InputError, match="shapes that refer to themselves: "):
        validate(
            "<urn:a> a <urn:C> .", f"PREFIX sh: <http://www.w3.org/ns/shacl#>\n{alone}", Format.TURTLE, engine=engine
        )


def test_a_name_that_is_no_text_is_no_name() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:name <urn:x> ;
            sh:property [ sh:path <urn:x#p> ; sh:minCount 1 ; sh:name <urn:y> ] ."""
    (found,) = validate("<urn:a> a <urn:C> .", shapes, Format.TURTLE).violations
    assert found.property == "p"


def test_requests_of_the_test_bed() -> None:
    import base64

    request = {"contentToValidate": BAD, "contentSyntax": "text/turtle", "validationType": "persoon-basis"}
    assert [each.property for each in validate_request(request).violations] == ["plaatsnaam"]
    encoded = {**request, "embeddingMethod": "BASE64", "contentToValidate": base64.b64encode(BAD.encode()).decode()}
    assert [each.property for each in validate_request(encoded).violations] == ["plaatsnaam"]
    for change, message in (
        ({"embeddingMethod": "URL"}, "nothing is fetched"),
        ({"contentSyntax": "text/plain"}, "contentSyntax: 'text/plain'"),
        ({"validationType": "persoon"}, "did you mean persoon-basis"),
        ({"contentToValidate": None}, "contentToValidate: not text"),
        ({"embeddingMethod": "BASE64", "contentToValidate": "%"}, "not BASE64"),
    ):
        with pytest.raises(InputError, match=message):
            validate_request({**request, **change})
