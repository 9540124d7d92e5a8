"""What a record holds concerns that record: a rule that cannot read it rejects it, and the others go on."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from helpers.converting import Converted, converted

from oslo import Resource
from oslo.mapping.mapping import mapping_from
from oslo.records import RecordSource, open_records

IRI = "https://data.example.be/id/plaats/"
GOOD: dict[str, Any] = {"nr": 1, "naam": "Gent", "soort": "a", "deel": [{"nr": 3, "naam": "Genk"}]}


def made(mapping: dict[str, Any], text: str, form: str = "jsonl") -> Converted:
    rules = {"profile": "persoon-basis", **mapping}
    return converted([io.BytesIO(text.encode())], mapping_from(rules, "m"), form=form)


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(each) + "\n" for each in records)


PLACE = {"model": "Plaats", "id": IRI + "{nr}", "fields": {"plaatsnaam": "naam"}}


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"titel": ["Fout", "Erger"]}, "message: 2 values at 'titel' where one is expected"),
        ({"titel": {"nl": "Fout"}}, "message: an object where a value is expected"),
        ({"titel": [["Fout", {}]]}, "message: an object where a value is expected"),
    ],
)
def test_a_message_that_is_no_text(odd: dict[str, Any], reason: str) -> None:
    notice = {"when": "titel", "message": "{titel}"}
    mapping = {"maps": [notice, {**PLACE, "when": "naam"}]}
    result = made(mapping, lines({"titel": "Niets"}, odd, GOOD))
    assert [each.text for each in result.notices] == ["Niets"]
    assert result.reasons == [f"-:2: {reason}"]
    assert result.resources == 1


@pytest.mark.parametrize("odd", [{"a": 1}, [{"a": 1}], [["a"], {}], [None, {"a": None}]])
@pytest.mark.parametrize(
    ("when", "holds"),
    [({"soort": "a"}, 0), ("soort", 1), ({"soort": {"matches": "^a$"}}, 0), ({"soort.a.b": None}, 1)],
)
def test_a_condition_on_an_object(odd: Any, when: Any, holds: int) -> None:
    result = made({"maps": [{**PLACE, "when": when}, {**PLACE, "when": "nr"}]}, lines({**GOOD, "soort": odd}, GOOD))
    assert (result.resources, result.reasons) == (3 + holds, [])


def test_a_condition_on_a_node_without_an_iri() -> None:
    mapping = {**PLACE, "records": "<urn:P>", "id": {"from": "."}, "fields": {"plaatsnaam": "<urn:n>"}}
    text = '<urn:a> a <urn:P> ; <urn:n> "Gent" ; <urn:s> [] . <urn:b> a <urn:P> ; <urn:n> "Genk" ; <urn:s> "x" .'
    result = made({**mapping, "when": "<urn:s>"}, text, "ttl")
    assert result.resources == 1
    assert result.reasons == ["-: when: a node without an IRI where a value is expected"]


@pytest.mark.parametrize("path", ["deel/@nr", "deel/@nr | deel", "naam/text()"])
def test_parts_that_are_no_elements(path: str) -> None:
    text = "<r><plaats><nr>1</nr><naam>Gent</naam><deel nr='2'/></plaats></r>"
    result = made({**PLACE, "records": "//plaats", "each": path}, text, "xml")
    assert result.reasons == [f"-:1: each: each: '{path}' gives no elements"]
    assert result.rejects[0].kept is not None
    assert "<naam>Gent</naam>" in result.rejects[0].kept.content


def test_a_message_of_a_register_with_several_values() -> None:
    text = "<r><fout><c>1</c><c>2</c></fout><plaats><nr>1</nr><naam>Gent</naam></plaats></r>"
    messages = {"each": "//fout", "text": "{c}"}
    result = made({**PLACE, "records": "//plaats", "messages": messages}, text, "xml")
    assert result.resources == 1
    assert result.reasons == ["-:1: message: 2 values at 'c' where one is expected"]


@pytest.mark.parametrize("error", [TypeError, KeyError, AttributeError, OverflowError, RecursionError, ValueError])
def test_an_error_that_nobody_expects(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    """Whatever a value causes in a rule, the record is rejected with it, and the next one is read."""
    mapping = mapping_from({"profile": "persoon-basis", **PLACE}, "m")
    source = open_records(io.BytesIO(lines({**GOOD, "naam": "odd"}, GOOD).encode()), form="jsonl")
    value = type(source).value

    def odd_value(self: RecordSource, path: str) -> Any:
        get = value(self, path)

        def odd(data: Any) -> Any:
            if path == "naam" and data["naam"] == "odd":
                raise error("odd")
            return get(data)

        return odd

    monkeypatch.setattr(type(source), "value", odd_value)
    results = list(mapping.run(source))
    assert [isinstance(each, Resource) for each in results] == [False, True]
    assert "odd" in str(results[0])


def test_a_problem_of_the_basisregisters_whose_title_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(
        '{"type": "urn:be.vlaanderen:adres:niet-gevonden", "title": ["Fout"], "detail": [{}]}'
    )
    result = converted([tmp_path / "in.json"], "basisregisters")
    assert (result.resources, len(result.rejects) + len(result.notices)) == (0, 1)


# Characters that nobody sees.

ODD_TEXT = {
    "json": lambda text: json.dumps([{"nr": 1, "naam": text}, {"nr": 2, "naam": "Luik"}]).encode(),
    "jsonl": lambda text: (json.dumps({"nr": 1, "naam": text}) + "\n" + json.dumps({"nr": 2, "naam": "Luik"})).encode(),
    "csv": lambda text: f"nr,naam\n1,{text}\n2,Luik\n".encode(),
    "xml": lambda text: f"<r><p><nr>1</nr><naam>{text}</naam></p><p><nr>2</nr><naam>Luik</naam></p></r>".encode(),
}


def seen(form: str, text: str, **rules: Any) -> Any:
    mapping = {"profile": "persoon-basis", "model": "Plaats", "id": "urn:x:{nr}", "fields": {"plaatsnaam": "naam"}}
    records = {"records": "//p"} if form == "xml" else {}
    ready = mapping_from({**mapping, **records, **rules}, "m")
    return converted([io.BytesIO(ODD_TEXT[form](text))], ready, form=form)


@pytest.mark.parametrize("form", ODD_TEXT)
@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\x85", "\u00ad"])
def test_an_invisible_character_in_text_is_told(form: str, char: str) -> None:
    result = seen(form, f"Ge{char}nt")
    assert (result.resources, result.reasons) == (2, [])
    assert [each.text.partition(": ")[::2] for each in result.notices] == [
        ("naam", f"an invisible character: U+{ord(char):04X} {unicodedata.name(char, '')}".strip())
    ]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("char", ["\0", "\x07", "\x1f"])
def test_a_control_character_rejects_the_record(form: str, char: str) -> None:
    result = seen(form, f"Ge{char}nt")
    assert result.resources == 1
    assert [f"U+{ord(char):04X}" in each for each in result.reasons] == [True]


@pytest.mark.parametrize("form", ODD_TEXT)
@pytest.mark.parametrize("id", [{"from": "naam"}, {"template": "urn:x:{naam}"}])
def test_an_invisible_character_in_an_iri_rejects_the_record(form: str, id: dict[str, str]) -> None:
    result = seen(form, "urn:y\u200bz", id=id)
    assert result.resources == (1 if "template" in id else 0)
    assert any("\\u200b" in each or "U+200B" in each for each in result.reasons)
