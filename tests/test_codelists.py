"""Code lists: found by notation, label or IRI; the nearest are told; what is no member is seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pydantic import ValidationError

from oslo import Concept, Format, InputError, Validator
from oslo.files import folder, ready_shapes
from oslo.model.description import reachable
from oslo.models import MODULES, load_profile
from oslo.models.persoon import BurgerlijkeStaat
from oslo.validation.engines import Engine
from oslo.vocabularies import codelists

FILES = sorted((folder("vocabularies") / "codelists").glob("*.ttl"))
BASE = "https://data.vlaanderen.be/id/"
CIVIL = f"{BASE}concept/IT120/BurgerlijkeStaattype/"


@pytest.mark.parametrize("given", [f"{CIVIL}20", "20", "Gehuwd", " gehuwd ", "Married", Concept(f"{CIVIL}20")])
def test_a_concept_by_iri_notation_or_label(given: str) -> None:
    assert BurgerlijkeStaat(type=given).type == Concept(f"{CIVIL}20")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("gehuwt", r"'gehuwt' is not in the code list IT120/BurgerlijkeStaattype; did you mean 20 \(Gehuwd\)"),
        ("99", "is not in the code list"),
        ("", "is not in the code list"),
    ],
)
def test_an_unknown_code_says_the_nearest(given: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        BurgerlijkeStaat(type=given)


def test_a_text_that_several_concepts_answer_to() -> None:
    with pytest.raises(
        ValueError, match=r"is a code or label of several concepts: .*/IT110/Afstammingstype/00, .*/IT114/"
    ):
        codelists.resolve(f"{BASE}conceptscheme/IT110-IT114", "00")


def test_a_list_of_your_own(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{BASE}conceptscheme/straatnaamstatus> a skos:ConceptScheme .
        <{BASE}concept/straatnaamstatus/betwist> skos:inScheme <{BASE}conceptscheme/straatnaamstatus> ;
            skos:prefLabel "betwist"@nl ."""
    )
    scheme = f"{BASE}conceptscheme/straatnaamstatus"
    with pytest.raises(ValueError, match="betwist"):
        codelists.resolve(scheme, "betwist")
    try:
        codelists.add(tmp_path / "own.ttl")
        assert codelists.resolve(scheme, "betwist") == f"{BASE}concept/straatnaamstatus/betwist"
    finally:
        codelists.add(folder("vocabularies") / "codelists/straatnaamstatus.ttl")
    with pytest.raises(ValueError, match="betwist"):
        codelists.resolve(scheme, "betwist")
    (tmp_path / "none.ttl").write_text("<urn:a> a <urn:B> .")
    with pytest.raises(InputError, match=r"none\.ttl: no code list in this document"):
        codelists.add(tmp_path / "none.ttl")


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.PYSHACL])
def test_a_concept_that_the_list_does_not_have_is_unresolved(engine: Engine) -> None:
    text = f"""<urn:s> a <https://data.vlaanderen.be/ns/persoon#BurgerlijkeStaat> ;
        <https://data.vlaanderen.be/ns/persoon#type> <{CIVIL}{{}}> ."""
    validator = Validator(ready_shapes("persoon-basis"), engine=engine, strict_shapes=True)
    report = validator.validate(text.format("20"), Format.TURTLE)
    assert (report.ok, report.conforms, report.unresolved) == (True, True, [])
    report = validator.validate(text.format("77"), Format.TURTLE)
    assert (report.ok, report.conforms) == (True, True)
    [finding] = report.unresolved
    assert (finding.rule, finding.property, finding.value) == ("codeList", "type", f"<{CIVIL}77>")
    assert finding.message("nl").endswith(
        "is geen concept van de codelijst IT120/BurgerlijkeStaattype zoals die hier voorhanden is"
    )
    more = f"<{CIVIL}77> a <http://www.w3.org/2004/02/skos/core#Concept> ."
    background = Validator(ready_shapes("persoon-basis"), engine=engine, background=[_file(more)], strict_shapes=True)
    assert background.validate(text.format("77"), Format.TURTLE).unresolved == []
    literal = text.replace(f"<{CIVIL}{{}}>", '"gehuwd"')
    report = validator.validate(literal, Format.TURTLE)
    assert ([each.rule for each in report.violations], report.unresolved) == (["nodeKind"], [])


def _file(turtle: str) -> Path:
    import tempfile

    file = Path(tempfile.mkdtemp()) / "more.ttl"
    file.write_text(turtle, "utf-8")
    return file


def test_carried_lists_resolve_references_to_concepts() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ;
        sh:property [ sh:path <urn:p> ; sh:class <http://www.w3.org/2004/02/skos/core#Concept> ] ."""
    report = Validator(shapes).validate(f"<urn:a> a <urn:C> ; <urn:p> <{CIVIL}20>, <{CIVIL}77> .", Format.TURTLE)
    assert [each.value for each in report.unresolved] == [f"<{CIVIL}77>"]
    assert not report.violations


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_list_is_whole(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not any(broken in text for broken in ("�", "Ã", "â€"))
    quads = {quad.triple for quad in ox.parse(path=file)}
    assert len(rdflib.Graph().parse(file)) == len(quads)
    for scheme in codelists.read([file]).values():
        assert set(scheme.titles) == {"en", "nl"}
        for code in scheme.codes.values():
            assert code.labels["nl"].strip() == code.labels["nl"] != ""
            assert code.notation


def test_every_list_that_a_model_names_is_there() -> None:
    named = {
        prop.code_list
        for name in MODULES
        for info in reachable(load_profile(name).classes)
        for prop in info.properties
        if prop.code_list
    }
    assert len(named) >= 20
    assert named <= {each.iri for each in codelists.schemes()}


def test_the_lists_agree_with_the_published_ones(shared: Path) -> None:
    published: dict[str, dict[str, str]] = {}
    with (shared / "facts/oslo/codelists.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            published.setdefault(row["scheme_iri"], {})[row["concept_iri"]] = row["pref_label_nl"]
    # A misspelt IRI stands beside the right one; a typing error in a label is repaired.
    left_out = {f"{BASE}concept/MAGDA/Omstandiheid/140"}
    repaired = {f"{BASE}concept/IT026/RedenAfwezigheid/19"}
    compared = 0
    for scheme in codelists.read(FILES).values():
        if "country" in scheme.iri or scheme.iri.startswith("urn:oslo-interop:"):  # the latter are ours
            continue
        wanted = {iri: label for iri, label in published[scheme.iri].items() if iri and iri not in left_out}
        assert set(scheme.codes) == set(wanted)
        for iri, label in wanted.items():
            if "�" not in label and iri not in repaired:
                assert scheme.codes[iri].labels["nl"] == label.strip()
                compared += 1
    assert compared > 400


def test_what_is_said_of_a_statement_is_no_label() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    [scheme] = codelists.read(
        [
            f"PREFIX : <{skos}> <urn:zaal> a :ConceptScheme . <urn:zaal/1> :inScheme <urn:zaal> {{| :note 'x' |}} ; "
            ":prefLabel 'Zaal'@nl , <<( <urn:a> <urn:b> <urn:c> )>> ."
        ],
        Format.TURTLE,
    ).values()
    assert [str(code) for code in scheme.codes.values()] == ["1 (Zaal)"]
