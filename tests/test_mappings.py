"""The ready mappings on real input, and the examples of the documentation against their expected output.

`tests/data/<name>.ttl` is what an example becomes, byte for byte; `python tests/test_mappings.py` makes
these files again. How the MAGDA mapping differs from the official pairs stands in docs/deviations.md,
and is read from there: a difference that is not listed fails, and so does a listed one that is gone.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from helpers.graphs import Graph, difference, graph, root
from lxml import etree

from oslo.errors import MappingError
from oslo.exchange import write
from oslo.exchange.lines import ntriples
from oslo.exchange.shacl import shapes
from oslo.identifiers import kbo_iri, register_iri
from oslo.mapping.mapping import Mapping, load_mapping, mapping_from
from oslo.mapping.rejects import Notice, Reject
from oslo.model.resource import Resource
from oslo.records import open_records

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "docs" / "examples"
DATA = Path(__file__).parent / "data"

GOLDEN: dict[str, tuple[str | Path, Path]] = {
    "inwoners": (EXAMPLES / "inwoners" / "inwoners.yaml", EXAMPLES / "inwoners" / "inwoners.csv"),
    "adressen": ("best-address", EXAMPLES / "adressen" / "adressen.csv"),
    "geefpersoon": ("magda-persoon", EXAMPLES / "magda" / "geefpersoon.xml"),
    "geefhistoriek": ("magda-persoon-historiek", EXAMPLES / "magda" / "geefhistoriek.xml"),
    "geefgezin": ("magda-gezin", EXAMPLES / "magda" / "geefgezin.xml"),
    "geefonderneming": ("magda-onderneming", EXAMPLES / "magda" / "geefonderneming.xml"),
}
"""Name of the expected output: the mapping and the input."""

MAGDA = {
    "magda-persoon": ("official/records/magda/GeefPersoon/02.02.0000", "Persoon", 40),
    "magda-persoon-historiek": ("official/records/magda/GeefHistoriekPersoon/02.02.0000", "HistoriekPersoon", 8),
    "magda-gezin": ("official/records/magda/GeefGezinssamenstelling/02.02.0000", "Gezinsleden", 5),
    "magda-onderneming": ("official/records/magda/GeefOnderneming/02.00.0000", "Onderneming", 15),
}
"""Name of the mapping: the folder of real answers, the element of a record, the number of answers."""

Made = Resource | Reject | Notice


def run(mapping: Mapping, file: Path) -> list[Made]:
    source = open_records(file, mapping.layout)
    try:
        return list(mapping.run(source))
    finally:
        source.close()


@cache
def answers(shared: Path, name: str, test_numbers: bool = True) -> list[tuple[Path, list[Made]]]:
    mapping = load_mapping(name, test_numbers=test_numbers)
    return [(file, run(mapping, file)) for file in sorted((shared / MAGDA[name][0]).glob("*.xml"))]


@cache
def best_rows(shared: Path) -> list[tuple[Path, list[Made]]]:
    mapping = load_mapping("best-address")
    return [(file, run(mapping, file)) for file in sorted((shared / "records" / "best-address").glob("*.csv"))]


def of_kind(kind: type, pieces: Iterable[tuple[Path, list[Made]]]) -> list[Any]:
    return [each for _, made in pieces for each in made if isinstance(each, kind)]


# The examples of the documentation.


@pytest.mark.parametrize("name", GOLDEN)
def test_example_becomes_what_is_expected(name: str) -> None:
    assert _example(name).encode() == (DATA / f"{name}.ttl").read_bytes()


def _example(name: str) -> str:
    mapping, file = GOLDEN[name]
    return write([each for each in run(load_mapping(mapping), file) if isinstance(each, Resource)])


@pytest.mark.parametrize("name", GOLDEN)
def test_example_conforms(name: str) -> None:
    mapping, file = GOLDEN[name]
    loaded = load_mapping(mapping)
    assert_conforms(loaded, [each for each in run(loaded, file) if isinstance(each, Resource)])


def test_two_rows_of_the_inhabitants_are_rejected_with_line_and_column() -> None:
    made = run(load_mapping(GOLDEN["inwoners"][0]), GOLDEN["inwoners"][1])
    rejects = [each for each in made if isinstance(each, Reject)]
    assert (len(made), len(rejects)) == (12, 2)
    assert [(each.place.line, [problem.column for problem in each.problems]) for each in rejects] == [
        (9, ["GEBOORTEDATUM"]),
        (11, ["BURGERLIJKE_STAAT"]),
    ]
    assert "no such date: '30/02/1981'" in str(rejects[0])
    assert "unknown code 'GHE'" in str(rejects[1])


def test_every_column_of_the_inhabitants_is_used() -> None:
    rules = str(load_mapping(GOLDEN["inwoners"][0]).kinds[0].rules)
    header = GOLDEN["inwoners"][1].read_text("utf-8").split("\n")[0]
    assert [column for column in header.split(";") if not re.search(rf"\b{column}\b", rules)] == []


# MAGDA: real answers.


@pytest.mark.slow(but="magda-gezin")
@pytest.mark.parametrize("name", MAGDA)
def test_every_record_and_message_of_magda_is_accounted_for(shared: Path, name: str) -> None:
    _, element, count = MAGDA[name]
    pieces = answers(shared, name)
    assert len(pieces) == count
    for file, made in pieces:
        tree = etree.parse(str(file))
        notices = [each for each in made if isinstance(each, Notice)]
        left_out = [each for each in notices if re.search(r"left out( \([0-9]+ times\))?$", each.text)]
        assert len(notices) - len(left_out) == len(tree.findall(".//{*}Uitzonderingen/{*}Uitzondering")), file.name
        assert len(made) - len(notices) == len(tree.findall(f".//{{*}}Inhoud/{{*}}{element}")), file.name
        for each in made:
            assert not isinstance(each, Reject) or all(problem.reason for problem in each.problems)


@pytest.mark.slow
def test_test_numbers_are_taken_only_when_asked_for(shared: Path) -> None:
    (wrong,) = of_kind(Reject, answers(shared, "magda-persoon"))
    assert "the check digits do not fit" in str(wrong)
    taken = of_kind(Resource, answers(shared, "magda-persoon"))
    refused = of_kind(Reject, answers(shared, "magda-persoon", False))
    real = of_kind(Resource, answers(shared, "magda-persoon", False))
    assert (len(taken), len(refused), len(real)) == (37, 37, 1)
    assert sum("a number for tests only (month + 60)" in str(each) for each in refused) == 36
    assert not any(number.isdigit() and len(number) == 11 for each in refused for number in str(each).split(" "))


@pytest.mark.slow(but="magda-gezin")
@pytest.mark.parametrize("name", MAGDA)
def test_magda_conforms(shared: Path, name: str) -> None:
    assert_conforms(load_mapping(name), of_kind(Resource, answers(shared, name)))


def test_enterprises_have_the_iris_of_the_registers(shared: Path) -> None:
    made = {each.id: each for each in of_kind(Resource, answers(shared, "magda-onderneming"))}
    assert len(made) == 14
    assert {kbo_iri(each.registratie.identificator.text) for each in made.values()} == set(made)
    gardens = made[kbo_iri("0508123711")]
    numbers = [site.id.rpartition("/")[2] for site in gardens.heeft_vestiging]
    assert numbers == ["2354123781", "2422123751"]  # 2398123773 ended
    bases = {site.id.removesuffix(number) for site, number in zip(gardens.heeft_vestiging, numbers, strict=True)}
    assert bases == {register_iri("vestiging", "2000000339").removesuffix("2000000339")}


def test_main_activity_is_the_newest_one_or_none(shared: Path) -> None:
    made = {each.id[-10:]: each for each in of_kind(Resource, answers(shared, "magda-onderneming"))}
    assert made["0207528035"].activiteit == "https://vocab.belgif.be/auth/nace2025/84114"
    assert made["0206731645"].activiteit == "http://vocab.belgif.be/auth/nace2008/84301"
    assert made["0207451227"].activiteit is None  # 55300 for VAT, 84114 for social security
    assert len(made["0207451227"].classificatie) == 3
    assert made["0408881724"].wettelijke_naam[0].language == "und"  # Taalcode xx


# BeSt: real and synthetic rows.


def test_every_row_of_best_comes_out(shared: Path) -> None:
    for file, made in best_rows(shared):
        rows = file.read_text("utf-8").rstrip("\n").count("\n")
        assert [type(each).__name__ for each in made] == ["BelgischAdres"] * rows, file.name


def test_positions_name_their_system_and_zero_is_none(shared: Path) -> None:
    made: dict[tuple[str, str], Any] = {
        (file.stem, each.id): each for file, rows in best_rows(shared) for each in of_kind(Resource, [(file, rows)])
    }
    positions = {key: each.positie.geometrie.wkt if each.positie else None for key, each in made.items()}
    first = "https://databrussels.be/id/address/615867"
    epsg = "<http://www.opengis.net/def/crs/EPSG/0/"
    assert positions["openaddress-bebru", first] == f"{epsg}31370> POINT(146321.07800 169504.60900)"
    assert positions["openaddress-bebru-2026-10", first] == f"{epsg}3812> POINT(646320.85348 669504.58628)"
    without = [key for key, wkt in positions.items() if wkt is None]
    assert without == [("openaddress-bevlg", "https://data.vlaanderen.be/id/adres/2000003")]


def test_best_conforms(shared: Path) -> None:
    for _, made in best_rows(shared):
        assert_conforms(load_mapping("best-address"), [each for each in made if isinstance(each, Resource)])


@pytest.mark.parametrize("wrong", ["BE-XXX", ""])
def test_a_region_that_is_unknown_is_rejected(wrong: str) -> None:
    file = GOLDEN["adressen"][1]
    text = "\n".join(file.read_text("utf-8").split("\n")[:2]).replace("BE-VLG", wrong)
    mapping = load_mapping("best-address")
    (made,) = mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv"))
    assert isinstance(made, Reject)
    assert any("naamruimte" in (each.property or "") for each in made.problems)


# Columns that may be absent, and an IRI by the first rule that has a value.

PLACES = {
    "profile": "organisatie-basis",
    "model": "Plaats",
    "optional": ["WKT"],
    "id": [{"template": "https://data.example.be/id/plaats/{NR}"}, "https://data.example.be/id/naamloos"],
    "fields": {"plaatsnaam": "NAAM", "geometrie": {"wkt": "WKT"}},
}


def _places(text: str, optional: list[str]) -> list[Any]:
    mapping = mapping_from({**PLACES, "optional": optional}, "plaatsen.yaml")
    return list(mapping.run(open_records(io.BytesIO(text.encode()), mapping.layout, form="csv")))


def test_an_optional_column_may_be_absent_and_has_no_value_then() -> None:
    (made,) = _places("NR,NAAM\n7,Gent\n", ["WKT"])
    assert made.geometrie is None
    assert made.plaatsnaam.text == "Gent"
    (made,) = _places(
        'NR,NAAM,WKT\n7,Gent,"<http://www.opengis.net/def/crs/EPSG/0/3812> POINT(640249 698793)"\n', ["WKT"]
    )
    assert made.geometrie.wkt.endswith("POINT(640249 698793)")


def test_any_other_absent_column_is_an_error_before_the_first_record() -> None:
    for text, optional in (("NR,NAAM\n7,Gent\n", []), ("NR,WKT\n7,\n", ["WKT"])):
        with pytest.raises(MappingError, match="no column"):
            _places(text, optional)


def test_the_first_iri_that_has_a_value_is_taken() -> None:
    assert [each.id for each in _places("NR,NAAM\n7,Gent\n,Aalst\n", ["WKT"])] == [
        "https://data.example.be/id/plaats/7",
        "https://data.example.be/id/naamloos",
    ]


def test_a_value_in_place_of_the_scheme_is_checked_as_an_iri() -> None:
    mapping = mapping_from({**PLACES, "optional": ["WKT"], "id": {"template": "{NR}:gent"}}, "plaatsen.yaml")
    text = b"NR,NAAM\nurn,Gent\n9,Gent\n"
    good, bad = mapping.run(open_records(io.BytesIO(text), mapping.layout, form="csv"))
    assert good.id == "urn:gent"  # type: ignore[union-attr]
    assert "9:gent" in str(bad)


# The official pairs of XML and JSON-LD.

PAIRS = "official/oslo/magda-persoon-im"


def test_the_official_pairs_differ_only_as_listed(shared: Path) -> None:
    exceptions, kinds = listed()
    lacking: set[tuple[str, str]] = set()
    extra: set[tuple[str, str]] = set()
    for file in sorted((shared / PAIRS / "pairs" / "json").glob("*.json")):
        name = file.stem.removeprefix("example-")
        theirs, ours = official(file, shared), converted(shared / PAIRS / "pairs" / "xml" / f"{file.stem}.xml")
        lacking |= {(name, said) for said in difference(theirs, root(theirs), ours, root(ours))}
        extra |= {(name, said) for said in difference(ours, root(ours), theirs, root(theirs))}
    assert lacking == set(exceptions)
    instead = {(name, ours) for (name, _), ours in exceptions.items() if ours != "-"}
    assert instead <= extra
    assert [each for each in sorted(extra - instead) if not each[1].startswith(tuple(kinds))] == []
    assert [kind for kind in kinds if not any(said.startswith(kind) for _, said in extra - instead)] == []


def listed() -> tuple[dict[tuple[str, str], str], list[str]]:
    """The differences that docs/deviations.md lists: (pair, official triple) to ours, and kinds of extra triples."""
    text = (REPOSITORY / "docs" / "deviations.md").read_text("utf-8")
    section = text.partition("## MAGDA pairs\n")[2].split("\n## ")[0]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines]
    exceptions = {(row[0], row[1]): row[2] for row in rows if len(row) == 4 and row[0].isdigit()}
    kinds = [row[0] for row in rows if len(row) == 2 and ":" in row[0]]
    assert exceptions, "no table of official triples under '## MAGDA pairs'"
    assert kinds, "no table of extra triples under '## MAGDA pairs'"
    return exceptions, kinds


def official(file: Path, shared: Path) -> Graph:
    from pyld import jsonld

    context = json.loads((shared / PAIRS / "context" / "persoon.jsonld").read_text("utf-8"))["@context"]
    document = {"@context": context, **json.loads(file.read_text("utf-8"))["data"]}
    return graph(jsonld.to_rdf(document, {"format": "application/n-quads"}), ox.RdfFormat.N_QUADS)


def converted(file: Path) -> Graph:
    (made,) = (each for each in run(load_mapping("magda-persoon"), file) if isinstance(each, Resource))
    return graph(ntriples(made), ox.RdfFormat.N_TRIPLES)


# Shapes: one run of pySHACL over all resources of a kind.


def assert_conforms(mapping: Mapping, made: list[Resource]) -> None:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data="".join(ntriples(each) for each in made), format="nt")
    focus = set(data.subjects(rdflib.RDF.type, rdflib.URIRef(str(mapping.model.iri))))
    assert len(focus) >= len({each.id or index for index, each in enumerate(made)}) > 0
    rules = rdflib.Graph().parse(data=shapes(mapping.profile), format="turtle")
    assert rdflib.URIRef(str(mapping.model.iri)) in set(rules.objects(None, rdflib.SH.targetClass))
    conforms, _, text = pyshacl.validate(data, shacl_graph=rules, inference="none", allow_warnings=True)
    assert conforms, text


if __name__ == "__main__":
    for each in GOLDEN:
        (DATA / f"{each}.ttl").write_text(_example(each), "utf-8", newline="\n")
