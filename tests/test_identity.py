"""Ids: records that share one are told, wherever they stand; ids that can never be right are refused; stable ids."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from oslo import Format, Listeners, Outcome, Reject, Validator, convert, load_profile, mapping_from
from oslo.errors import MappingError, OutputError, Place
from oslo.mapping.identity import Identities

PLACE = {"profile": "persoon-basis", "model": "Plaats", "id": "https://data.example.be/id/boom/{NR}"}


def done(
    text: str, form: str = "csv", *, check: bool = False, format: str = "ntriples", **rules: Any
) -> tuple[Outcome, str]:
    mapping = mapping_from({**PLACE, "fields": {"plaatsnaam": "NAAM"}, **rules}, "bomen")
    out = io.StringIO()
    validator = Validator(load_profile("persoon-basis")) if check else None
    return convert([io.BytesIO(text.encode())], mapping, out, format, form=form, check=validator), out.getvalue()


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("format", [Format.TURTLE, Format.NTRIPLES, Format.JSONLD, Format.RDFXML])
def test_different_records_with_one_id_are_told_however_far_apart(check: bool, format: Format) -> None:
    rows = "".join(f"{number},Boom {number}\n" for number in range(2, 3001))
    outcome, _ = done(f"NR,NAAM\n1,Linde\n{rows}1,Eik\n", check=check, format=format.value)
    assert (outcome.resources, outcome.conflicts, outcome.equal, outcome.ok) == (3001, 1, 0, False)
    assert [str(each) for each in outcome.repeated] == ["-:3002: has the id of another record, with other content: -:2"]


@pytest.mark.parametrize("check", [False, True])
def test_equal_records_are_told_and_counted_once(check: bool) -> None:
    outcome, _ = done("NR,NAAM\n2,Beuk\n2,Beuk\n3,Es\n2, Beuk\n", check=check)
    assert (outcome.resources, outcome.equal, outcome.conflicts, outcome.ok) == (2, 2, 0, True)
    assert [str(each) for each in outcome.repeated] == ["-:3: equal to -:2", "-:5: equal to -:2"]


def test_the_first_of_a_new_prefix_equals_the_second() -> None:
    rules = {"profile": "organisatie-basis", "model": "Organisatie", "fields": {"voorkeursnaam": "NAAM"}}
    outcome, _ = done("NR,NAAM\n1,a\n1,a\n", format="turtle", **rules)
    assert (outcome.equal, outcome.conflicts) == (1, 0)


def test_equal_records_without_an_id_are_equal() -> None:
    outcome, text = done("NR,NAAM\n1,Beuk\n2,Beuk\n3,Eik\n", id=None, ignored={"NR": "a number of the file"})
    assert (outcome.resources, outcome.equal, outcome.conflicts) == (2, 1, 0)
    assert len({line.split()[0] for line in text.splitlines()}) == 2


def test_two_files_are_compared(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("NR,NAAM\n1,Linde\n")
    (tmp_path / "b.json").write_text(json.dumps([{"NR": "1", "NAAM": "Eik"}, {"NR": "1", "NAAM": "Linde"}]))
    mapping = mapping_from({**PLACE, "fields": {"plaatsnaam": "NAAM"}}, "bomen")
    outcome = convert([tmp_path / "a.csv", tmp_path / "b.json"], mapping, io.StringIO())
    assert [(each.first.file, each.again.file, each.again.line, each.equal) for each in outcome.repeated] == [
        (str(tmp_path / "a.csv"), str(tmp_path / "b.json"), 1, False),
        (str(tmp_path / "a.csv"), str(tmp_path / "b.json"), 2, True),
    ]


def test_two_kinds_of_one_record_may_describe_one_thing() -> None:
    kinds = [
        {"model": "Plaats", "fields": {"plaatsnaam": "NAAM"}},
        {"model": "Plaats", "fields": {"plaatsnaam": "NAME"}},
    ]
    mapping = mapping_from({"profile": "persoon-basis", "id": PLACE["id"], "maps": kinds}, "bomen")
    outcome = convert([io.BytesIO(b"NR,NAAM,NAME\n1,Linde,Lime\n2,Es,Es\n")], mapping, io.StringIO(), form="csv")
    assert (outcome.conflicts, outcome.equal) == (0, 1)


def repeated(*records: tuple[str | None, str, Place]) -> list[str]:
    """What is told of records, each with its id, what was written of it, and its place."""
    identities = Identities()
    for id, text, place in records:
        identities.add(id, text, place)
    told = [str(each) for each in identities.repeated()]
    identities.close()
    return told


ROW = [Place("a.csv", line=number) for number in range(10)]


def test_a_record_is_compared_with_the_first_that_says_the_same() -> None:
    records = [("urn:1", "A", ROW[2]), ("urn:1", "B", ROW[3]), ("urn:1", "A", ROW[4]), ("urn:1", "B", ROW[5])]
    assert repeated(*records, ("urn:2", "A", ROW[6])) == [
        "a.csv:3: has the id of another record, with other content: a.csv:2",
        "a.csv:4: equal to a.csv:2",
        "a.csv:5: equal to a.csv:3",
    ]


def test_ids_are_told_in_the_order_of_their_first_records() -> None:
    many = [(f"urn:{number}", "x", Place("a.csv", line=number)) for number in range(1999)]
    last = [("urn:1998", "x", Place("b.csv", line=1)), ("urn:0", "x", Place("b.csv", line=2))]
    assert repeated(*many, *last) == ["b.csv:2: equal to a.csv:0", "b.csv:1: equal to a.csv:1998"]


def test_places_are_kept_as_they_are() -> None:
    places = [
        Place("a.xlsx", line=2, sheet="een"),
        Place("a.xlsx", line=2, sheet="twee"),
        Place("a.json", path="$.x[0]"),
        Place("a.json", path="$.x[1]"),
    ]
    assert repeated(*(("urn:1", "x", place) for place in places)) == [
        "a.xlsx[twee]:2: equal to a.xlsx[een]:2",
        "a.json: $.x[0]: equal to a.xlsx[een]:2",
        "a.json: $.x[1]: equal to a.xlsx[een]:2",
    ]


def test_what_one_record_says_in_two_kinds_is_one_description() -> None:
    assert repeated(("urn:1", "A", ROW[2]), ("urn:1", "B", ROW[2])) == []
    assert repeated(("urn:1", "A", ROW[2]), ("urn:1", "A", ROW[2])) == ["a.csv:2: equal to a.csv:2"]
    nowhere = Place("a.rdf")
    assert repeated(("urn:1", "A", nowhere), ("urn:1", "B", nowhere)) == [
        "a.rdf: has the id of another record, with other content: a.rdf"
    ]


def test_nothing_is_kept_after_a_run() -> None:
    identities = Identities()
    identities.close()
    with pytest.raises(OutputError, match="closed database"):
        list(identities.repeated())


def test_without_an_id_the_content_is_the_id() -> None:
    assert repeated((None, "A", ROW[2]), (None, "B", ROW[3]), (None, "A", ROW[4])) == ["a.csv:4: equal to a.csv:2"]


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("NR", "not an IRI: 'NR'; give a whole one, such as https://data.example.be/id/{NR}"),
        ("boom/{NR}", "not an IRI: 'boom/{NR}'"),
        ("https://data.example.be/id/$(NR)", "a column is written in braces: https://data.example.be/id/{NR}"),
        ("https://data.example.be/id/%(NR)", "a column is written in braces: https://data.example.be/id/{NR}"),
        ("https://data.example.be/id/<NR>", "a column is written in braces: https://data.example.be/id/{NR}"),
        ("https://data.example.be/id/boom", "the same for every record"),
    ],
)
def test_an_id_that_can_never_be_right_is_refused_before_the_first_record(id: str, meant: str) -> None:
    with pytest.raises(MappingError) as error:
        done("NR,NAAM\n1,Linde\n", id=id)
    assert meant in str(error.value)


def test_a_constant_id_can_be_asked_for() -> None:
    outcome, text = done("NR,NAAM\n1,Linde\n", id={"constant": "https://data.example.be/id/de-boom"})
    assert outcome.resources == 1
    assert "<https://data.example.be/id/de-boom>" in text


# Ids that are stable when the content changes.


def ids(text: str, **rules: Any) -> list[str]:
    _, written = done(text, id=None, **rules)
    return list(dict.fromkeys(line.split()[0] for line in written.splitlines()))


def test_a_key_makes_an_id_that_does_not_change_with_the_content() -> None:
    before = ids("NR,NAAM\n1,Linde\n2,Eik\n", key="NR")
    assert before == ids("NR,NAAM\n1,Zomerlinde\n2,Eik\n", key=["NR"])
    assert len(set(before)) == 2
    assert all(each.startswith("<urn:uuid:") for each in before)
    assert ids("NR,NAAM\n12,x\n1,x\n", key=["NR", "NAAM"]) != ids("NR,NAAM\n1,2x\n1,x\n", key=["NR", "NAAM"])


def test_an_id_of_a_key_is_the_same_in_every_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids("NR,NAAM\n1,a\n", key="NR") == ["<urn:uuid:e33be721-166d-8a8e-a5bd-ac832ae43a32>"]
    assert ids("NR,NAAM\n1,a\n", key=["NR", "NAAM"]) == ["<urn:uuid:b177e1d6-1cfe-837b-9fa7-7b0256d602a1>"]
    monkeypatch.setenv("GEHEIM", "0123456789abcdef")
    secret = {"key": "NR", "pseudonym": "GEHEIM"}
    assert ids("NR,NAAM\n85073003328,a\n", **secret) == ["<urn:uuid:4cd22daa-b1cd-8aa9-93d9-ee7b38ed9467>"]
    for more in ("", "x"):  # a key of BLAKE2b has 64 bytes at most
        monkeypatch.setenv("GEHEIM", "0123456789abcdef" * 4 + more)
        assert ids("NR,NAAM\n85073003328,a\n", **secret) == ["<urn:uuid:96c6ec1f-e253-88cb-95f9-58c0aa9c8154>"]


def test_a_key_without_a_value_rejects_the_record() -> None:
    mapping = mapping_from({**PLACE, "fields": {"plaatsnaam": "NAAM"}, "id": None, "key": ["NR", "NAAM"]}, "bomen")
    rejects: list[Reject] = []
    listeners = Listeners(reject=rejects.append)
    records = b"NR,NAAM\n,Linde\n2,Eik\n3,\n"
    outcome = convert([io.BytesIO(records)], mapping, io.StringIO(), form="csv", listeners=listeners)
    assert (outcome.resources, outcome.rejects) == (1, 2)
    assert [str(each) for each in rejects] == [
        "-:2: NR, NAAM: id: key: no value for NR",
        "-:4: NR, NAAM: id: key: no value for NAAM\n-:4: NAAM: plaatsnaam: is required, but has no value",
    ]


def test_a_national_number_as_key_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "NR,NAAM\n85073003328,Linde\n"
    outcome, _ = done(row, id=None, key="NR")
    assert (outcome.resources, outcome.rejects) == (0, 1)
    monkeypatch.setenv("GEHEIM", "0123456789abcdef")
    [one] = ids(row, key="NR", pseudonym="GEHEIM")
    monkeypatch.setenv("GEHEIM", "0123456789abcdeg")
    [other] = ids(row, key="NR", pseudonym="GEHEIM")
    assert one != other
    for short, what in (("", "is not set"), ("kort", "is too short"), ("0123456789abcde", "is too short")):
        monkeypatch.setenv("GEHEIM", short)
        with pytest.raises(MappingError, match=f"pseudonym: the variable GEHEIM {what}"):
            ids(row, key="NR", pseudonym="GEHEIM")
    monkeypatch.delenv("GEHEIM")
    with pytest.raises(MappingError, match="pseudonym: the variable GEHEIM is not set"):
        ids(row, key="NR", pseudonym="GEHEIM")


def test_the_number_of_a_test_environment_needs_a_secret_too() -> None:
    outcome, _ = done("NR,NAAM\n00600099536,Linde\n", id=None, key="NR")
    assert (outcome.resources, outcome.rejects) == (0, 1)


def test_a_pseudonym_in_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEHEIM", "0123456789abcdef")
    id = "https://data.example.be/id/persoon/{NR -> pseudonym}"
    _, text = done("NR,NAAM\n85073003328,a\n", id=id, pseudonym="GEHEIM")
    assert re.fullmatch(r"<https://data.example.be/id/persoon/[0-9a-f]{32}>", text.split()[0])
    assert "85073003328" not in text
    with pytest.raises(MappingError, match="name the variable of the environment"):
        done("NR,NAAM\n1,a\n", id=id)


def test_key_and_id_are_one_or_the_other() -> None:
    with pytest.raises(MappingError, match="key takes the place of id"):
        done("NR,NAAM\n1,Linde\n", key="NR")
