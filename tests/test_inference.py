"""What follows from data: the same as owlrl's closure, in a stream."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
import rdflib
from helpers.commands import Run
from helpers.planted import persons

from oslo import Format, InputError, infer
from oslo.rdf.bridge import graph_of
from oslo.rdf.ntriples import split_triples
from oslo.vocabularies.inference import rules_of
from oslo.vocabularies.terms import vocabularies

VOCABULARY = """@prefix x: <urn:x#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
x:Stad a owl:Class ; rdfs:subClassOf x:Gemeente . x:Gemeente rdfs:subClassOf x:Bestuur .
x:Commune a owl:Class ; owl:equivalentClass x:Gemeente .
x:burgemeester rdfs:subPropertyOf x:bestuurder ; rdfs:domain x:Gemeente ; rdfs:range x:Persoon .
x:bestuurder owl:inverseOf x:bestuurt . x:bestuurt rdfs:subPropertyOf x:werktVoor .
x:maire owl:equivalentProperty x:burgemeester .
x:grenstAan a owl:SymmetricProperty, owl:ObjectProperty ; rdfs:domain x:Gebied .
x:naam rdfs:subPropertyOf rdfs:label ; rdfs:range rdfs:Literal ."""

GRAPHS = [
    "x:gent a x:Stad .",
    "x:gent a x:Commune ; x:naam 'Gent' .",
    "x:gent x:burgemeester x:an .",
    "x:gent x:maire x:an ; x:naam 'Gent'@nl .",
    "x:an x:bestuurt x:gent .",
    "x:gent x:grenstAan x:merelbeke .",
    "x:gent x:bestuurder [ a x:Persoon ] .",
    "x:gent a x:Bestuur . x:gent a x:Stad . x:an x:onbekend x:gent .",
]
X = "@prefix x: <urn:x#> .\n"


def closure(data: str, vocabularies: list[Path | str]) -> set[str]:
    """What owlrl adds to the data: types and properties of the vocabularies, of nodes in the data."""
    schema = "".join(infer(vocabularies, Format.TURTLE, vocabularies=[]))
    rules = rules_of(vocabularies)
    graph = graph_of([data, schema])
    owlrl.DeductiveClosure(owlrl.RDFS_OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    kinds = {kind for more in rules.classes.values() for kind in more}
    kinds |= {kind for said in rules.properties.values() for kind in (*said.subject, *said.object)}
    predicates = {each for said in rules.properties.values() for each in (*said.forward, *said.backward)}
    nodes = {node for subject, _, value in split_triples(data) for node in (subject, value)}
    lines = set()
    for subject, predicate, value in graph:
        if isinstance(subject, rdflib.Literal):
            continue
        said = f"{subject.n3()} <{predicate}> {value.n3()} ."
        if subject.n3() in nodes and (
            f"<{predicate}>" in predicates or (predicate == rdflib.RDF.type and value.n3() in kinds)
        ):
            lines.add(said)
    return lines - set(data.splitlines())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSLO_CACHE", str(tmp_path / "cache"))


@pytest.mark.slow(but=GRAPHS[2])
@pytest.mark.parametrize("graph", GRAPHS)
def test_the_same_as_owlrl(graph: str) -> None:
    data = "".join(infer(X + graph, Format.TURTLE, vocabularies=[]))
    new = set("".join(infer(X + graph, Format.TURTLE, vocabularies=[VOCABULARY], only_new=True)).splitlines())
    assert new == closure(data, [VOCABULARY])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # rdflib warns of literals that it cannot read as their datatype
@pytest.mark.parametrize("name", ["adressen.ttl", "geefpersoon.ttl", "geefonderneming.ttl", "inwoners.ttl"])
def test_the_same_as_owlrl_with_our_vocabularies(name: str) -> None:
    file = Path(__file__).parent / "data" / name
    data = "".join(infer(file, vocabularies=[]))
    new = set("".join(infer(file, only_new=True)).splitlines())
    assert len(new) > 10
    assert new - set(data.splitlines()) == closure(data, list(vocabularies().values()))


@pytest.mark.slow
def test_the_data_stay(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(persons(50)[0])
    data = (tmp_path / "a.nt").read_text().splitlines()
    found = "".join(infer(tmp_path / "a.nt")).splitlines()
    assert set(data) < set(found)
    assert "".join(infer(tmp_path / "a.nt")).splitlines() == found


def test_the_closure_is_kept_and_made_again_when_it_is_broken(tmp_path: Path) -> None:
    from oslo.vocabularies import inference

    inference._rules.cache_clear()
    first = rules_of([_file(tmp_path)])
    [kept] = (tmp_path / "cache").glob("closure-*.json")
    inference._rules.cache_clear()
    assert rules_of([_file(tmp_path)]) == first
    kept.write_text('{"classes": 7}')
    inference._rules.cache_clear()
    assert rules_of([_file(tmp_path)]) == first


def _file(folder: Path) -> Path:
    (folder / "v.ttl").write_text(VOCABULARY)
    return folder / "v.ttl"


@pytest.mark.slow
def test_data_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b>")
    with pytest.raises(InputError, match=r"a\.ttl"):
        list(infer(tmp_path / "a.ttl"))
    lines = persons(2_000)[0].splitlines(keepends=True)
    lines[9_999] = "<urn:a> <urn:b>\n"
    (tmp_path / "a.nt").write_text("".join(lines))
    with pytest.raises(InputError, match=r"a\.nt:10001: "):
        list(infer(tmp_path / "a.nt"))


@pytest.mark.slow
def test_named_graphs_are_read_as_one_and_counted(run: Run, tmp_path: Path) -> None:
    graphs = "<urn:g> { <urn:a> <urn:p> <urn:c> } _:h { <urn:a> <urn:p> <urn:d> }"
    (tmp_path / "d.trig").write_text(f"<urn:a> <urn:p> <urn:b> . {graphs}")
    (tmp_path / "d.nq").write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n")
    done = run("infer", "d.trig", "d.nq", "--to", "nquads")
    assert done.stderr == "named graphs that are read as one, without their names: 2\n"
    assert {line.split()[2] for line in done.stdout.splitlines()} == {"<urn:b>", "<urn:c>", "<urn:d>"}
    (tmp_path / "d.trig").write_text("<urn:a> <urn:p> <urn:b> .")
    assert run("infer", "d.trig").stderr == ""


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user has none."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("OSLO_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    vocabulary = "<urn:A> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:Of-no-other-test> ."
    data = "<urn:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:A> ."
    assert "<urn:Of-no-other-test>" in "".join(infer([data], "turtle", vocabularies=[vocabulary]))
