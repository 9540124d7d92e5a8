"""What the models of a conversion prove and what is left to an engine: together they find what an engine finds."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from helpers.choosing import everything
from helpers.commands import oslo
from helpers.hunt import hunt
from helpers.inwoners import INWONERS, TEXT
from helpers.laws import PROFILES

from oslo import load_mapping
from oslo.files import ready_files
from oslo.mapping.conversion import convert
from oslo.mapping.mapping import Mapping, mapping_from
from oslo.mapping.outcome import Listeners, Outcome, sentences
from oslo.mapping.output_check import ProofError
from oslo.mapping.proof import prove
from oslo.model.description import Profile
from oslo.model.published import Strength
from oslo.models import load_profile
from oslo.namespaces import SH
from oslo.validation import engines
from oslo.validation.engine import Engine
from oslo.validation.engines import is_fast
from oslo.validation.findings import Finding
from oslo.validation.validator import Validator

pytestmark = pytest.mark.skipif(not is_fast(), reason="what is converted is checked by the fast engine")

ID = "https://data.example.be/id/{}"
BODIES: dict[str, Any] = {
    "profile": "organisatie-basis",
    "model": "Organisatie",
    "id": ID.format("{NR}"),
    "fields": {"voorkeursnaam": "NAAM", "houdt": {"template": ID.format("{POST}")}},
}
FAR = 620  # more records than are looked at together


def check_of(mapping: Mapping) -> Validator:
    return Validator(mapping.profile, strength=Strength.EXCHANGED)


def found(mapping: Mapping, text: str, **options: Any) -> tuple[Outcome, list[tuple[str, str, int | None]]]:
    """The outcome, and of each finding the end of the node's name, the rule and the line."""
    findings: list[Finding] = []
    outcome = convert(
        [io.BytesIO(text.encode())],
        mapping,
        io.StringIO(),
        "ntriples",
        form="csv",
        listeners=Listeners(finding=findings.append),
        **{"check": check_of(mapping), **options},
    )
    return outcome, [(each.node.rpartition("/id/")[2], each.rule, each.place and each.place.line) for each in findings]


def bodies(*rows: str) -> str:
    between = (f"b{number},Naam {number}," for number in range(FAR))
    first, *others = rows
    return "\n".join(["NR,NAAM,POST", first, *between, *others, ""])


@pytest.mark.parametrize("name", sorted(ready_files("mapping")))
def test_the_models_of_each_ready_mapping_prove_its_records(name: str) -> None:
    mapping = load_mapping(name)
    assert prove(mapping, check_of(mapping)) is not None


def test_only_the_shapes_of_the_same_profile_are_proved(tmp_path: Path) -> None:
    mapping = mapping_from(BODIES, "organisaties")
    shapes = "<urn:s> <http://www.w3.org/ns/shacl#targetClass> <urn:c> ."
    assert prove(mapping, Validator("organisatie-basis")) is not None
    assert prove(mapping, Validator(load_profile("magda-persoon"))) is None
    assert prove(mapping, Validator(mapping.profile, strength=Strength.PUBLISHED)) is None
    assert prove(mapping, Validator([shapes])) is None
    (tmp_path / "posts.ttl").write_text("<urn:a> a <http://www.w3.org/ns/org#Post> .")
    assert prove(mapping, Validator(mapping.profile, background=[tmp_path / "posts.ttl"])) is None


def test_a_class_that_two_shapes_look_at_is_not_proved() -> None:
    mapping = mapping_from({"profile": "mandatendatabank", "model": "Bestuursorgaan", "fields": {"naam": "N"}}, "m")
    assert prove(mapping, check_of(mapping)) is None


def test_most_records_are_not_given_to_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    mapping, seen = mapping_from({**BODIES, "fields": {"voorkeursnaam": "NAAM"}}, "organisaties"), list[int]()
    check = Validator.violations
    monkeypatch.setattr(
        Validator, "violations", lambda *given: seen.append(given[1].text.count("#Organization>")) or check(*given)
    )
    outcome, _ = found(mapping, bodies("a,An,"))
    assert outcome.audited == sum(seen) == 100 + 6
    assert outcome.proved == FAR + 1 - outcome.audited
    assert "checked by their models, and 106 of 621 by an engine too" in [*sentences(outcome)]
    outcome, _ = found(mapping, bodies("a,An,"), check_all=True)
    assert (outcome.audited, outcome.proved) == (0, 0)
    assert sum(seen) == 106 + FAR + 1


def test_without_the_fast_engine_the_slow_one_looks_at_the_first_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_fast", lambda: False)
    mapping = mapping_from(BODIES, "organisaties")
    rows = "NR,NAAM,POST\n" + "".join(f"b{number},Naam {number},b1\n" for number in range(30))
    outcome, findings = found(mapping, rows)  # a body holds a post, not a body
    assert check_of(mapping).compiled.engine is Engine.PYSHACL
    assert (outcome.audited, outcome.proved, len(findings)) == (10, 20, 30)


def test_without_the_fast_engine_what_is_not_proved_is_checked_if_that_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "is_fast", lambda: False)
    words = ["convert", INWONERS / "inwoners.csv", "-m", INWONERS / "inwoners.yaml", "-o", tmp_path / "o.ttl"]
    assert "not checked" not in oslo(*words)[1]
    code, said = oslo(*words, "--to", "isa")
    assert code == 1
    assert "not checked against SHACL: the fast engine is not installed" in said
    assert "not checked" not in oslo(*words, "--to", "isa", "--check", "full")[1]


def test_what_several_records_say_of_one_node_is_checked_however_far_apart_they_are() -> None:
    mapping = load_mapping(str(INWONERS / "inwoners.yaml"))
    header, *rows = TEXT.splitlines()
    others = [
        rows[0].replace("7;Peeters", f"{number};Peeters").replace(";;7;", f";;{number};") for number in range(100, 720)
    ]
    outcome, findings = found(mapping, "\n".join([header, *rows[:2], *others, rows[2], ""]))
    assert findings == [("gezin/8", "maxCount", 3)]
    assert (outcome.violations, outcome.ok) == (1, False)
    near = "\n".join([header, *rows, ""])
    assert found(mapping, near)[1] == found(mapping, near, check_all=True)[1] == [("gezin/8", "maxCount", 3)]


def test_a_reference_to_a_node_of_another_class_is_found_however_far_apart_they_are() -> None:
    mapping = mapping_from(BODIES, "organisaties")
    wrong, right = "a,An,z", "a,An,elders"
    assert found(mapping, bodies(wrong, "z,Zoë,"))[1] == [("a", "class", 2)]
    assert found(mapping, bodies("z,Zoë,", wrong, "c,Cas,z"))[1] == [("a", "class", FAR + 3), ("c", "class", FAR + 4)]
    assert found(mapping, bodies(right, "z,Zoë,"))[1] == []
    assert found(mapping, bodies("a,An,a", "z,Zoë,"))[1] == [("a", "class", 2)]


def test_records_that_share_an_id_are_checked_together() -> None:
    address = {"vestigingsadres": {"template": ID.format("{POST}")}}
    rules = {**BODIES, "model": "Vestiging", "shared_id": "a row for each address", "fields": address}
    outcome, findings = found(mapping_from(rules, "vestigingen"), bodies("a,An,x", "a,An,y", "c,Cas,x", "a,An,x"))
    assert findings == [("a", "maxCount", 2)]
    assert (outcome.joined, outcome.equal) == (1, 1)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "a b", "\\"])
def test_what_is_shared_is_compared_whatever_is_in_its_texts(sign: str) -> None:
    rules = {"profile": "persoon-basis", "model": "Plaats", "id": ID.format("{NR}"), "shared_id": "drawn so"}
    mapping = mapping_from({**rules, "optional": ["POST"], "fields": {"plaatsnaam": "NAAM"}}, "plaatsen")
    table = bodies(f"a,Gent{sign}x,", f"a,Gent{sign}y,", f"c,Gent{sign}x,", f"c,Gent{sign}x,")
    for check_all in (False, True):
        assert found(mapping, table, check_all=check_all)[1] == ([] if check_all else [("a", "maxCount", 2)])
    near = f"NR,NAAM,POST\na,Gent{sign}x,\na,Gent{sign}y,\n"
    assert found(mapping, near)[1] == found(mapping, near, check_all=True)[1] == [("a", "maxCount", 2)]


def test_a_proof_that_is_wrong_ends_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mapping = mapping_from(BODIES, "organisaties")
    check = Validator.violations

    def violations(validator: Validator, graph: Any, places: Any = None) -> list[Finding]:
        found = check(validator, graph, places)
        if "/b99> " in graph.text:
            node = ID.format("b99")
            return [
                *found,
                Finding(f"<{node}>", node, None, None, "x", "1", "y", None, SH.Violation, None, {"en": "no"}),
            ]
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Validator, "violations", violations)
        with pytest.raises(ProofError, match=r"-:102: its model accepts what its shape refuses: .*b99"):
            found(mapping, bodies("a,An,", "c,Cas,"))
    file, rules, out = tmp_path / "in.csv", tmp_path / "m.yaml", tmp_path / "out.nt"
    file.write_text(bodies("a,An,", "c,Cas,"))
    rules.write_text(json.dumps({**BODIES, "fields": {"voorkeursnaam": "NAAM"}, "optional": ["POST"]}))
    monkeypatch.setattr("oslo.mapping.output_check._audit", lambda *_: (_ for _ in ()).throw(ProofError("here")))
    with pytest.raises(ProofError):
        oslo("convert", file, "-m", rules, "-o", out)
    assert not out.exists()
    assert oslo("convert", file, "-m", rules, "-o", out, "--check", "full")[0] == 0


def test_the_same_findings_as_of_a_check_of_all() -> None:
    """Of records of which some share nodes and refer to each other, in one batch."""
    mapping = mapping_from(BODIES, "organisaties")
    rows = [f"{number % 37},Naam {number % 37},{(number * 7) % 50 or ''}" for number in range(200)]
    text = "\n".join(["NR,NAAM,POST", *dict.fromkeys(rows), ""])
    _, proved = found(mapping, text)
    _, checked = found(mapping, text, check_all=True)
    assert {each[:2] for each in proved} == {each[:2] for each in checked} != set()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda each: each.name)
def test_no_record_that_a_model_accepts_is_refused_by_its_shape(profile: Profile) -> None:
    """More of them: python -m helpers.hunt."""
    check = Validator(profile, strength=Strength.EXCHANGED)
    number = 5 if everything() else 1
    assert [each for cls in profile.classes for each in hunt(profile, cls, check, number, 0)] == []


def test_the_hunt_finds_what_is_planted() -> None:
    profile = load_profile("points-of-interest")
    cls = next(each for each in profile.classes if each.__name__ == "Interessepunt")
    shapes = f"<urn:s> <{SH.targetClass}> <{cls.iri}> ; <{SH.property}> [ <{SH.path}> <urn:p> ; <{SH.minCount}> 1 ] ."
    assert len([*hunt(profile, cls, Validator(shapes), 3, 0)]) == 3
