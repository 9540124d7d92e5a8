"""Against which text a verdict stands: what the published profile asks besides is a violation, a warning or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.commands import oslo
from helpers.houses import HOUSES, PREFIXES, Huis, Kamer

from oslo import (
    Engine,
    Format,
    Profile,
    Report,
    Strength,
    Validator,
    validate,
)
from oslo.errors import InputError
from oslo.exchange.shacl import shapes
from oslo.files import ready_shapes
from oslo.models import MODULES, load_profile
from oslo.report.formats import written
from oslo.validation import batches
from oslo.validation.findings import severity_name
from oslo.validation.validator import Mode

AT: dict[Strength, str | None] = {
    Strength.PUBLISHED: "Violation",
    Strength.DEFAULT: "Warning",
    Strength.EXCHANGED: None,
}
each_strength = pytest.mark.parametrize("strength", Strength)
KNOWN = "<https://data.vlaanderen.be/id/concept/straatnaamstatus/inGebruik>"


@pytest.fixture(params=[Engine.SHACL, Engine.PYSHACL])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param is Engine.SHACL:
        pytest.importorskip("shacl", reason="the fast engine is not installed")
    return Engine(request.param)


def checked(text: str, profile: Any = HOUSES, **options: Any) -> Report:
    return validate(PREFIXES + text, profile, Format.TURTLE, **options)


def found(report: Report) -> list[tuple[str, str, str | None, str]]:
    return [(each.property, each.rule, each.limit, severity_name(each.severity)) for each in report.violations]


@each_strength
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<urn:h> a :Huis ; :naam "a" ; :kamer <urn:1>, <urn:2> .', []),
        ('<urn:h> a :Huis ; :naam "a" ; :kamer <urn:1> .', [("kamer", "minCount", "2..3")]),
        ('<urn:h> a :Huis ; :naam "a" ; :kamer <urn:1>, <urn:2>, <urn:3>, <urn:4> .', [("kamer", "maxCount", "2..3")]),
        ('<urn:h> a :Huis ; :naam "a", "b" .', [("kamer", "minCount", "2..3"), ("naam", "maxCount", "0..1")]),
        ("<urn:k> a :Kamer .", [("naam", "minCount", "1..1")]),
    ],
)
def test_a_cardinality_that_is_left_open(
    text: str, expected: list[tuple[str, str, str]], strength: Strength, engine: Engine
) -> None:
    report = checked(text, strength=strength, engine=engine)
    severity = AT[strength]
    assert found(report) == [(*each, severity) for each in expected if severity]
    assert report.strength is strength
    assert report.ok == (not expected or strength is not Strength.PUBLISHED)
    assert all(each.published for each in report.violations)


def test_the_words_are_those_of_the_row() -> None:
    [first, second] = checked('<urn:h> a :Huis ; :naam "a", "b" .').violations
    assert first.message() == "is missing, but the published profile asks it (2..3); rooms are not counted"
    assert second.message("nl") == (
        "heeft meer waarden dan het gepubliceerde profiel toelaat (0..1); a house has a name in each language"
    )


CONCEPTS = [
    ("<urn:h> a :Huis ; :soort <urn:cat> . <urn:cat> a :Cat .", ["soort"], []),
    ("<urn:h> a :Huis ; :soort <urn:cat> . <urn:cat> a :Cat, skos:Concept .", [], []),
    ("<urn:h> a :Huis ; :soort <urn:villa> . <urn:villa> a skos:Concept .", [], []),
    ('<urn:h> a :Huis ; :soort <urn:villa> . <urn:villa> skos:prefLabel "villa"@nl .', [], ["soort"]),
    ("<urn:h> a :Huis ; :soort <urn:villa> .", [], ["soort"]),
    (f"<urn:h> a :Huis ; :soort {KNOWN} .", [], []),
    (f"<urn:h> a :Huis ; :soort {KNOWN} . {KNOWN} a :Status .", [], []),
    (f"<urn:h> a :Huis ; :staat {KNOWN} .", [], []),
    ("<urn:h> a :Huis ; :staat <urn:villa> .", [], ["staat"]),
    ("<urn:h> a :Huis ; :staat <urn:cat> . <urn:cat> a :Cat .", ["staat"], ["staat"]),
    ("<urn:h> a :Huis ; :soort <urn:h> .", ["soort"], []),
]


@each_strength
@pytest.mark.parametrize(("text", "wrong", "unresolved"), CONCEPTS)
def test_a_concept_is_described_as_one_or_nowhere(
    text: str, wrong: list[str], unresolved: list[str], strength: Strength, engine: Engine
) -> None:
    report = checked(text, Profile("huizen", "1", "Huizen", "https://data.example.be/", (Huis, Kamer)),
                     strength=strength, engine=engine)  # fmt: skip
    severity = AT[strength]
    assert found(report) == [(name, "or", "skos:Concept", severity) for name in wrong if severity]
    listed = [name for name in unresolved if name == "staat"]  # the code list is asked at each strength
    assert [each.property for each in report.unresolved] == (unresolved if severity else listed)
    assert report.ok == (not wrong or strength is not Strength.PUBLISHED)


def test_a_concept_of_the_background_is_known(tmp_path: Path) -> None:
    text = "<urn:h> a :Huis ; :soort <urn:villa> ."
    (tmp_path / "concepts.ttl").write_text(f"{PREFIXES} <urn:villa> a skos:Concept .", "utf-8")
    (tmp_path / "cats.ttl").write_text(f"{PREFIXES} <urn:villa> a :Cat .", "utf-8")
    open_ = {name: checked(text, background=[tmp_path / name]).unresolved for name in ("concepts.ttl", "cats.ttl")}
    assert {name: [each.property for each in found] for name, found in open_.items()} == {
        "concepts.ttl": [],
        "cats.ttl": ["soort"],  # a background can be incomplete
    }


def test_a_profile_whose_shapes_ask_no_concepts() -> None:
    profile = Profile("huizen", "1", "Huizen", "https://data.example.be/", (Huis, Kamer), concepts=False)
    report = checked("<urn:h> a :Huis ; :soort <urn:cat> . <urn:cat> a :Cat .", profile, strength=Strength.PUBLISHED)
    assert (report.violations, report.unresolved) == ([], [])


def test_a_concept_that_is_described_nowhere_is_no_result_of_shacl(engine: Engine) -> None:
    report = checked("<urn:h> a :Huis ; :soort <urn:villa>, <urn:tent> .", engine=engine)
    assert (report.conforms, len(report.unresolved)) == (False, 2)
    assert "urn:villa" not in written(report, "turtle")


@each_strength
def test_of_classes_that_share_an_iri_one_has_to_be_as_published(strength: Strength, engine: Engine) -> None:
    text = """@prefix m: <http://data.vlaanderen.be/ns/mandaat#> . @prefix b: <http://data.vlaanderen.be/ns/besluit#> .
    <urn:raad> a b:Bestuursorgaan ; skos:prefLabel "Raad"@nl .
    """
    report = checked(text, "besluit-publicatie", strength=strength, engine=engine)
    besides = [each for each in report.violations if each.published]
    assert [severity_name(each.severity) for each in besides] == ([AT[strength]] if AT[strength] else [])
    assert all("bestuurt (1..1)" in each.message() for each in besides)


def test_the_same_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 300)
    parts = [text.replace("urn:", f"urn:{number}/") for number, (text, _, _) in enumerate(CONCEPTS)]
    (tmp_path / "houses.ttl").write_text(PREFIXES + "\n".join(parts), "utf-8")
    for strength in Strength:
        validator = Validator(HOUSES, strength=strength)
        whole, part = (validator.validate(tmp_path / "houses.ttl", mode=mode) for mode in (Mode.WHOLE, Mode.BATCHES))
        assert (part.violations, part.unresolved) == (whole.violations, whole.unresolved)
        assert whole.unresolved


@pytest.mark.parametrize("strength", [Strength.PUBLISHED, Strength.EXCHANGED])
def test_other_shapes_do_not_say_what_is_published(strength: Strength) -> None:
    other = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetClass <urn:c> ; sh:property <urn:p> . " \
        "<urn:p> sh:path <urn:q> ; sh:minCount 1 ; sh:severity sh:Warning ."  # fmt: skip
    with pytest.raises(InputError, match=f"as {strength}: only for the shapes of a profile of this library"):
        Validator(other, strength=strength)
    [warning] = validate("<urn:a> a <urn:c> .", other, "turtle").violations
    assert (severity_name(warning.severity), warning.published) == ("Warning", False)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nothing_but_what_is_asked_besides_differs(name: str) -> None:
    kept = {strength: Validator(ready_shapes(name), strength=strength).shapes.triples for strength in Strength}
    besides = set(kept[Strength.DEFAULT]) - set(kept[Strength.EXCHANGED])
    assert set(kept[Strength.PUBLISHED]) == set(kept[Strength.DEFAULT])
    named = [node for node in besides if f"shapes:{name}/" in node]
    assert all(node.endswith(("-published>", "-concept>")) for node in named)
    rows = load_profile(name).relaxations
    assert len([node for node in named if node.endswith("-published>")]) >= len(rows)


# The command.


@pytest.mark.parametrize(("strength", "code"), [("published", 1), ("default", 0), ("exchanged", 0)])
def test_the_exit_code_and_the_verdict(tmp_path: Path, strength: str, code: int) -> None:
    (tmp_path / "shapes.ttl").write_text(shapes(HOUSES), "utf-8")
    (tmp_path / "data.ttl").write_text(PREFIXES + "<urn:k> a :Kamer .", "utf-8")
    done, said = oslo("validate", tmp_path / "data.ttl", "-s", tmp_path / "shapes.ttl", "--as", strength)
    verdict = {
        "published": "Does not conform: 1 node checked, 1 violation (shacl, as published).",
        "default": "Conforms as exchanged: 1 node checked, 1 warning: the published profile asks more (shacl).",
        "exchanged": "Conforms: 1 node checked, no violation (shacl, as exchanged).",
    }
    assert (done, said.splitlines()[0].replace("pyshacl", "shacl")) == (code, verdict[strength])


def test_show_tells_both_cardinalities() -> None:
    _, said = oslo("show", "Straatnaam")
    [line] = [line.split() for line in said.splitlines() if line.split()[:1] == ["status"]]
    assert line[:3] == ["status", "0..1", "1..1"]
    _, said = oslo("show", "core-person.Person")
    assert "published" not in said
