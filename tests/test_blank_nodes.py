"""A blank node is one node in its document and nothing outside it, however the document is written, read or cut."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from helpers.commands import oslo
from helpers.laws import examples
from helpers.rdf_forms import (
    FORMS,
    LAYOUTS,
    RDF,
    Document,
    Iri,
    Items,
    Label,
    Part,
    Term,
    Text,
    is_name,
    labels,
    ntriples,
    plainly,
)
from hypothesis import given, strategies as st

from oslo import Format, InputError, Validator, translate, validate
from oslo.namespaces import RDFS
from oslo.rdf import blank_nodes
from oslo.rdf.blank_nodes import SHAPES, triples_kept_apart
from oslo.rdf.ntriples import canonical, escape, is_canonical
from oslo.rdf.parsing import ReadOptions, parse
from oslo.rdf.sources import PIECE, WHOLE, texts
from oslo.validation.batches import Feed
from oslo.validation.data import DataGraph
from oslo.validation.engines import Engine, is_fast
from oslo.validation.findings import Report
from oslo.vocabularies.inference import infer

LABELS = [
    "a", "b0", "0", "1a", "_", "É", "a.b-c", "x·y", "a\u1680b", "c14n0", "report", "result1", "anonymous", "anonymous0",
    "anonymous1", "anonymous2", "anonymousx0", "anonymousx1a", "f0x", "f1x", "f1xa", "f0xf1xa", "f01xa", "s0xa", "g0x",
    "g12xb", "o0xa", "abcdefabcdefabcdefab", "cafebabecafebabecafebabecafebabe", "CAFEBABECAFEBABECAFEBABECAFEBABE",
    hashlib.md5(b"0").hexdigest(), hashlib.md5(b"1").hexdigest(),
]  # fmt: skip
PREDICATES = st.sampled_from(["urn:x:p", "urn:x:q", "urn:x:r"])
NODES = st.one_of(st.sampled_from([Iri("urn:x:s"), Iri("urn:x:\u00e9\u00a0b")]), st.sampled_from(LABELS).map(Label))
TEXTS = st.sampled_from([
    Text("a"), Text("_:b0 ."), Text('een "_:f1xa" .', "nl"), Text("x _:anonymous0 . y", "nl-be"), Text("a\u2028\u0085"),
])  # fmt: skip
TERMS: st.SearchStrategy[Term] = st.recursive(
    NODES | TEXTS,
    lambda inner: st.one_of(
        st.lists(st.tuples(PREDICATES, inner), max_size=3).map(lambda about: Part(tuple(about))),
        st.lists(inner, max_size=3).map(lambda members: Items(tuple(members))),
    ),
    max_leaves=5,
)
DOCUMENTS: st.SearchStrategy[Document] = st.lists(st.tuples(NODES, PREDICATES, TERMS), min_size=1, max_size=6).map(
    tuple
)
FILES = st.lists(st.tuples(DOCUMENTS, st.sampled_from(list(FORMS))), min_size=1, max_size=4)
LAYOUT = st.lists(st.integers(0, len(LAYOUTS) - 1), min_size=1, max_size=5)


def written(folder: Path, documents: list[tuple[Document, str]], layouts: list[int]) -> list[Path]:
    """The documents as files, in an order that is that of their names."""
    paths = []
    for number, (document, suffix) in enumerate(documents):
        text = FORMS[suffix](document, layouts)
        paths.append(folder / f"{number}{suffix}")
        paths[-1].write_bytes(text.encode())
    return paths


def zipped(paths: list[Path]) -> Path:
    made = paths[0].parent / "all.zip"
    with zipfile.ZipFile(made, "w") as archive:
        for path in paths:
            archive.write(path, path.name)
    return made


def packed(paths: list[Path]) -> list[Path]:
    made = []
    for path in paths:
        folder = path.parent / "packed"
        folder.mkdir(exist_ok=True)
        made.append(folder / f"{path.name}.gz")
        made[-1].write_bytes(gzip.compress(path.read_bytes()))
    return made


def in_batches(paths: list[Path]) -> Iterator[str]:
    with Feed(texts(paths, piece=30)) as feed:
        yield from (batch.text for batch in feed.batches(steps=1))


WAYS: dict[str, Callable[[list[Path]], str]] = {
    "whole": lambda paths: "".join(texts(paths, piece=WHOLE)),
    "pieces": lambda paths: "".join(texts(paths, piece=PIECE)),
    "pieces of a byte": lambda paths: "".join(texts(paths, piece=1)),
    "pieces of 50 bytes": lambda paths: "".join(texts(paths, piece=50)),
    "folder": lambda paths: "".join(texts([paths[0].parent])),
    "archive": lambda paths: "".join(texts([zipped(paths)])),
    "compressed": lambda paths: "".join(texts(packed(paths))),
    "in batches": lambda paths: "".join(in_batches(paths)),
    "inferred": lambda paths: "".join(infer(paths, vocabularies=[])),
    "shapes": lambda paths: "".join(texts(paths, use=SHAPES)),
}


@pytest.mark.slow
@given(FILES, LAYOUT)
@examples(200)
def test_every_way_of_reading_gives_the_same_nodes(documents: list[tuple[Document, str]], layouts: list[int]) -> None:
    files = [(each, suffix if in_syntax(each, suffix) else ".ttl") for each, suffix in documents]
    meant = canonical("".join(plainly(document, f"d{number}") for number, (document, _) in enumerate(files)))
    for name, way in WAYS.items():
        with TemporaryDirectory() as folder:
            found = way(written(Path(folder), files, layouts))
        assert canonical(found) == meant, name
        assert is_canonical(found), name


@pytest.mark.parametrize("way", WAYS)
def test_labels_of_two_files_that_look_made(tmp_path: Path, way: str) -> None:
    def said(number: int) -> Iterator[tuple[Label, str, Term]]:
        for label in LABELS:
            name = "urn:x:r", Text(f"{label} of {number}")
            yield Label(label), *name
            yield Label(label), "urn:x:p", Part((name, ("urn:x:q", Items((name[1], Label("f1xa"))))))

    files = [(tuple(said(number)), suffix) for number, suffix in enumerate((".ttl", ".nt", ".ttl"))]
    meant = canonical("".join(plainly(document, f"d{number}") for number, (document, _) in enumerate(files)))
    assert canonical(WAYS[way](written(tmp_path, files, [0, 1, 10]))) == meant


def in_syntax(document: Document, suffix: str) -> bool:
    return suffix != ".rdf" or all(map(is_name, labels(document)))


@given(DOCUMENTS, LAYOUT)
@examples(100)
def test_the_same_bytes_each_time_and_in_each_layout(document: Document, layouts: list[int]) -> None:
    nested = FORMS[".ttl"](document, [])
    assert "".join(texts([nested], "turtle")) == "".join(texts([nested], "turtle"))
    plain = ntriples(document, [0])
    assert "".join(texts([ntriples(document, layouts)], "nt")) == "".join(texts([plain], "nt"))
    assert "".join(texts([plain], "nt")) == "".join(texts([plain], "nt", ReadOptions(strict=True)))


def test_more_unlabelled_nodes_than_are_renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blank_nodes, "_NAMED", 2)
    text = "_:anonymous0 <urn:p> [] , [] , [] , _:anonymous1 , _:anonymousx0 , [] . _:anonymous1 <urn:q> 1 ."
    found = "".join(texts([text], "turtle"))
    assert canonical(found) == canonical("".join(texts([text.replace("anonymous", "b")], "turtle")))
    assert set(re.findall(r"_:anonymous[0-9]+", found)) == {"_:anonymous0", "_:anonymous1"}


def test_a_label_that_looks_random_is_kept() -> None:
    label = "_:cafebabecafebabecafebabecafebabe"
    assert "".join(texts([f"{label}\t<urn:p>\t{label}\t."], "nt")) == f"{label} <urn:p> {label} .\n"
    assert "".join(texts([f"{label} <urn:p> _:x <urn:g> ."], "nquads")) == f"{label} <urn:p> _:x .\n"


def test_what_only_looks_like_a_label_is_kept() -> None:
    line = '<urn:_:f1xa> <urn:p> "een _:f1xa . _:anonymous0 " .\n'
    assert list(texts(["", line], "nt")) == [line]
    assert list(texts([line.replace(" <", "\t<")], "turtle")) == [line]


def test_nodes_of_several_documents_that_are_translated() -> None:
    said = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
_:{0} a <http://purl.org/dc/terms/Location> ; rdfs:label "{1}"@nl .
[] a <http://purl.org/dc/terms/Location> ; rdfs:label "Bij {1}"@nl ."""
    for label in ("a", "anonymous0", "f1xa"):
        documents = [said.format(label, name) for name in ("Gent", "Aalst", "Ronse")]
        made = translate(documents, "persoon-basis", "persoon-basis", "turtle").resources
        assert len({each.id for each in made}) == len(made) == 6
        assert made == translate(documents, "persoon-basis", "persoon-basis", "turtle").resources


def test_rejects_of_several_files(tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text("""{profile: persoon-basis, model: Plaats, records: "<urn:C>", id: {from: "."},
        fields: {plaatsnaam: <urn:x>/<urn:naam>}}""")
    said = '<urn:{0}> a <urn:C> ; <urn:x> _:b0 , [ <urn:naam> "{0}" ] . _:b0 <urn:naam> "{0}\u2028" , "{0} twee" .'
    files = [tmp_path / f"{name}.ttl" for name in ("een", "twee", "drie")]
    for path in files:
        path.write_text(said.format(path.stem), "utf-8")
    kept = set()
    for _ in range(2):
        oslo("convert", *files, "-m", mapping, "-o", tmp_path / "out.ttl", "--rejects", tmp_path / "r.nt")
        kept.add((tmp_path / "r.nt").read_text("utf-8"))
    [rejects] = kept
    assert canonical(rejects) == canonical("".join(texts(files)))


def escaped(text: str) -> str:
    return "".join(f"\\U{ord(character):08X}" for character in text)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.sampled_from(["", "@nl", "@nl-BE", "@EN", "^^<urn:x:t>", "^^<http://www.w3.org/2001/XMLSchema#string>"]),
    st.sampled_from([escape, escaped, lambda text: text.replace("\\", "\\\\").replace('"', '\\"')]),
)
@examples(400)
def test_a_line_is_canonical_if_it_is_what_the_parser_would_write(
    text: str, kind: str, write: Callable[[str], str]
) -> None:
    line = f'<urn:x:s> <urn:x:p> "{write(text)}"{kind} .\n'
    try:
        [quad] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        assert not is_canonical(line)  # a line break in the middle
        return
    again = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
    assert is_canonical(line) == (again == line.encode())


@pytest.mark.parametrize("odd", [layout("<urn:odd>", "<urn:x:p>", '"1"', "") for layout in LAYOUTS])
def test_a_line_in_another_layout_far_into_a_file(odd: str) -> None:
    lines = [f'<urn:x:{number}> <urn:x:p> "{number}" .\n' for number in range(2_000)]
    text = "".join([*lines[:1_000], odd, *lines[1_000:]])
    shapes = shacl(
        "<urn:S> a sh:NodeShape ; sh:targetNode <urn:odd> ; sh:property [ sh:path <urn:x:p> ; sh:nodeKind sh:IRI ] ."
    )
    [found] = validate(text, shapes, "nt").violations
    assert (found.focus, found.value) == ("<urn:odd>", '"1"')
    assert '<urn:odd> <urn:x:p> "1" .\n' in "".join(infer(text, "nt"))


# Shapes, data and background: several documents, never one node.

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"@prefix sh: <{SH}> . @prefix x: <urn:x:> .\n"
PEOPLE = """@prefix x: <urn:x:> .
x:an a x:C ; x:name "An" ; x:age 1 , 2 ; x:friend x:bo , [ a x:D ; x:name "Anoniem" ] .
x:bo a x:C , x:D ; x:age "oud" ; x:friend _:s0xanonymous0 . _:s0xanonymous0 x:friend x:an ."""


def one(number: int) -> Text:
    return Text(str(number), datatype=f"{XSD}integer")


CONSTRAINTS = st.sampled_from([
    (f"{SH}minCount", one(1)), (f"{SH}minCount", one(2)), (f"{SH}maxCount", one(0)), (f"{SH}maxCount", one(1)),
    (f"{SH}class", Iri("urn:x:D")), (f"{SH}nodeKind", Iri(f"{SH}IRI")), (f"{SH}in", Items((Text("An"), one(1)))),
    (f"{SH}or", Items((Part(((f"{SH}class", Iri("urn:x:D")),)), Part(((f"{SH}datatype", Iri(f"{XSD}integer")),))))),
    (f"{SH}node", Part(((f"{SH}property", Part(((f"{SH}path", Iri("urn:x:name")), (f"{SH}minCount", one(1))))),))),
])  # fmt: skip
PATHS: st.SearchStrategy[Term] = st.sampled_from([
    Iri("urn:x:name"), Iri("urn:x:age"), Iri("urn:x:friend"), Items((Iri("urn:x:friend"), Iri("urn:x:name"))),
    Part(((f"{SH}inversePath", Iri("urn:x:friend")),)),
])  # fmt: skip
PROPERTIES = st.tuples(PATHS.map(lambda path: (f"{SH}path", path)), CONSTRAINTS)


@st.composite
def shapes_documents(draw: st.DrawFn) -> Document:
    """A shape whose parts are unlabelled, or labelled as those of other files may be."""
    shape = Iri(f"urn:x:S{draw(st.integers(0, 3))}")
    named = draw(st.dictionaries(st.sampled_from(LABELS), PROPERTIES, max_size=2))
    parts: list[Term] = [*map(Part, draw(st.lists(PROPERTIES, max_size=2))), *map(Label, named)]
    return (
        (shape, f"{RDF}type", Iri(f"{SH}NodeShape")),
        (shape, f"{SH}targetClass", Iri("urn:x:C")),
        *((shape, f"{SH}property", part) for part in parts),
        *((Label(label), *said) for label, about in named.items() for said in about),
    )


def results(report: Report) -> list[tuple[object, ...]]:
    """What a report says, without the labels of nodes, which differ between files and their sum."""
    found = [*report.violations, *report.unresolved]
    return sorted(
        (f.node, f.path or "", f.rule, "_:" if (f.value or "").startswith("_:") else f.value or "") for f in found
    )


def engines() -> list[Engine]:
    return [Engine.SHACL, Engine.PYSHACL] if is_fast() else [Engine.PYSHACL]


@pytest.mark.slow
@given(st.lists(st.tuples(shapes_documents(), st.sampled_from(list(FORMS))), min_size=2, max_size=3))
@examples(60)
def test_shapes_in_several_files_are_their_sum(documents: list[tuple[Document, str]]) -> None:
    files = [(each, suffix if in_syntax(each, suffix) else ".ttl") for each, suffix in documents]
    joined = "".join(plainly(document, f"d{number}") for number, (document, _) in enumerate(files))
    for engine in engines():
        with TemporaryDirectory() as folder:
            several = validate(PEOPLE, written(Path(folder), files, [0]), "turtle", engine=engine)
        assert results(several) == results(validate(PEOPLE, joined, "turtle", engine=engine)), engine


def shacl(text: str) -> str:
    return f"{PREFIXES}{text}"


COUNTED = "x:{0} a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:{1} ; sh:{2} ] ."


@pytest.mark.parametrize(
    "engine", [pytest.param(each, marks=[pytest.mark.slow] * (each is Engine.PYSHACL)) for each in engines()]
)
def test_each_shapes_file_keeps_its_own_constraints(engine: Engine) -> None:
    shapes = [shacl(COUNTED.format("A", "name", "minCount 1")), shacl(COUNTED.format("B", "age", "maxCount 1"))]
    report = validate(PEOPLE, shapes, "turtle", engine=engine)
    assert results(report) == [
        ("urn:x:an", "<urn:x:age>", "maxCount", ""),
        ("urn:x:bo", "<urn:x:name>", "minCount", ""),
    ]


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("label", ["x", "anonymous0", "s0xx", "f0xx"])
def test_a_node_of_the_shapes_is_none_of_the_data(engine: Engine, label: str) -> None:
    shapes = shacl(f"x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:hasValue _:{label} ] .")
    [found] = validate(f"<urn:x:a> a <urn:x:C> ; <urn:x:p> _:{label} .", shapes, "turtle", engine=engine).violations
    assert (found.focus, found.rule) == ("<urn:x:a>", "hasValue")
    shapes = shacl(f"x:S a sh:NodeShape ; sh:targetNode _:{label} ; sh:property [ sh:path x:p ; sh:maxCount 0 ] .")
    with pytest.raises(InputError, match="sh:targetNode"):
        validate(f"_:{label} <urn:x:p> 1 .", shapes, "turtle", engine=engine)


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("label", ["x", "anonymous0", "g0xx", "o0xx"])
def test_a_node_of_the_background_or_the_ontology_is_none_of_the_data(
    tmp_path: Path, engine: Engine, label: str
) -> None:
    shapes = shacl("""x:S a sh:NodeShape ; sh:targetNode x:an , x:bo ; sh:property [ sh:path ( x:friend x:name ) ;
        sh:maxCount 0 ] , [ sh:path x:friend ; sh:class x:D ] .""")
    background, other, ontology = (tmp_path / name for name in ("a.ttl", "b.ttl", "c.ttl"))
    background.write_text(shacl(f"_:{label} a x:D ; x:name 1 . x:cas a x:D ; x:name _:{label} ."))
    other.write_text(shacl(f"_:{label} x:name 2 . x:dirk x:friend _:{label} ."))
    ontology.write_text(shacl(f"_:{label} <{RDFS.subClassOf}> x:D ."))
    data = shacl(f"x:an x:friend _:{label} . x:bo x:friend x:cas , x:dirk . x:dirk a _:{label} .")
    validator = Validator(shapes, engine=engine, background=[background, other], ontology=[ontology])
    report = validator.validate(data, "turtle")
    assert sorted((f.focus, f.rule) for f in report.violations) == [
        ("<urn:x:an>", "class"), ("<urn:x:bo>", "class"), ("<urn:x:bo>", "maxCount"),
    ]  # fmt: skip


@pytest.mark.slow
def test_every_published_shapes_file_beside_another(shared: Path) -> None:
    other = shacl(COUNTED.format("A", "name", "minCount 1"))
    compared = 0
    for path in published_shapes(shared):
        try:
            both = DataGraph.read([path, other], use=SHAPES, without_name=Format.TURTLE).text
        except InputError:
            continue
        kind = ox.RdfFormat.from_extension(path.suffix[1:])
        apart = *by_hand(path.read_bytes(), kind), *by_hand(other.encode(), ox.RdfFormat.TURTLE)
        assert canonical(both) == canonical("".join(apart)), path
        compared += 1
    assert compared > 100


def published_shapes(shared: Path) -> Iterator[Path]:
    for folder in ("official", "dcat", "ecosystem", "records"):
        for path in sorted((shared / folder).rglob("*")):
            if path.suffix in FORMS and SH.encode() in path.read_bytes():
                yield path


def by_hand(data: bytes, format: ox.RdfFormat | None) -> Iterator[str]:
    for quad in ox.parse(data, format=format, rename_blank_nodes=True):
        yield f"{quad.triple} .\n"


def test_a_label_that_only_json_ld_has(tmp_path: Path) -> None:
    (tmp_path / "in.jsonld").write_text(
        '[{"@id": "_:\u00b7", "urn:p": {"@id": "_:a"}}, {"@id": "_:\u00b7", "urn:q": 1}]'
    )
    quads = list(parse(tmp_path / "in.jsonld", options=ReadOptions(lenient=True)))
    first, second = triples_kept_apart(quads)
    assert first[0] == second[0]
    assert first[0] != first[2]
