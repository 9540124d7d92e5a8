"""YAML files: every value is the text that stands there, and what is wrong is told with its line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from oslo.errors import MappingError
from oslo.files.yaml import read_yaml
from oslo.mapping.mapping import load_mapping
from oslo.mapping.rejects import Notice, Reject
from oslo.records import open_records

AUTHORITY = "http://publications.europa.eu/resource/authority/country"


def read(tmp_path: Path, text: str) -> Any:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    return read_yaml(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "on", "off", "Yes", "y", "True", "010", "0o17", "0x1F", "0b11", "1_000", "12:30", "1:30:00", "1e3",
     "1.10", "+5", "-0", ".5", ".inf", ".nan", "2024-01-01", "2024-01-01 10:00:00", "0123456789", "=", "nullable",
     "Nullen", "-"],
)  # fmt: skip
def test_a_value_and_a_key_are_the_text_as_it_is(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, f"a: {text if text != '-' else repr('-')}\n") == {"a": text}
    assert read(tmp_path, f"{text if text != '-' else repr('-')}: a\n") == {text: "a"}
    if text != "-":
        assert read(tmp_path, f"[{text}, {text}]\n") == [text, text]


def test_nothing_is_null_and_a_key_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "[null, ~, Null, NULL, '', 'null']") == [None, None, None, None, "", "null"]
    assert read(tmp_path, "null: 1\n~: 2\n") == {"null": "1", "~": "2"}
    assert read(tmp_path, "a:\nb: !!int '3'\n") == {"a": None, "b": 3}


def test_keys_are_taken_over(tmp_path: Path) -> None:
    assert read(tmp_path, "a: &a {k: 1, l: 2}\nb: {<<: *a, l: 03}\n")["b"] == {"k": "1", "l": "03"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb:\n  NO: c\n  NO: d\n", 4, "'NO' is here twice"),
        ("a:\n- {01: x, 1: y,\n   01: z}\n", 3, "'01' is here twice"),
        ("1: a\n'1': b\n", 2, "'1' is here twice"),
        ("a: 1\n? [b, c]\n: d\n", 2, "a key has to be text"),
        ("a: 1\nb: !!python/name:os.system\n", 2, "a value that begins with a ! has to be in quotes"),
    ],
)
def test_what_is_wrong_has_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(MappingError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'a.yaml'}:{line}: {message}")


def made(tmp_path: Path, rules: str, table: str) -> list[Any]:
    (tmp_path / "m.yaml").write_text(rules, "utf-8")
    mapping = load_mapping(tmp_path / "m.yaml")
    return list(mapping.run(open_records(io.BytesIO(table.encode()), mapping.layout, form="csv")))


def test_norway_is_a_code_and_leading_zeros_stay(tmp_path: Path) -> None:
    rules = f"""\
profile: persoon-basis
model: Nationaliteit
tables:
  land: {{NO: {AUTHORITY}/NOR, 010: {AUTHORITY}/ITA, 1e3: {AUTHORITY}/FRA}}
fields: {{nationaliteit: {{from: LAND, codes: land}}}}
"""
    *good, bad = made(tmp_path, rules, "NR;LAND\n1;NO\n2;010\n3;1e3\n4;8\n")
    assert [each.nationaliteit for each in good] == [f"{AUTHORITY}/{each}" for each in ("NOR", "ITA", "FRA")]
    assert isinstance(bad, Reject)
    assert "unknown code '8'" in str(bad)


def test_a_column_a_condition_and_a_constant_can_look_like_something_else(tmp_path: Path) -> None:
    rules = """\
profile: persoon-basis
model: Adresvoorstelling
header: 1
columns: [1, 2024-01-01, no]
when: {no: on}
fields:
  huisnummer: 1
  busnummer: {from: 2024-01-01, default: 010}
  locatieaanduiding: {constant: 12:30}
"""
    found, untaken = made(tmp_path, rules, "a;b;c\n7;;on\n8;;True\n")
    assert isinstance(untaken, Notice)
    assert (found.huisnummer, found.busnummer, found.locatieaanduiding) == ("7", "010", ["12:30"])


def test_the_row_of_the_header_is_a_whole_number(tmp_path: Path) -> None:
    rules = """\
profile: adresregister
model: BelgischAdres
header: {header}
fields: {{positie: {{default: {{from: X, codes: {{1: true, 0: false}}}}, methode: M}}, heeft_straatnaam: S}}
"""
    with pytest.raises(MappingError, match="header"):
        made(tmp_path, rules.format(header="0x1F"), "X;M;S\n1;;\n")
    with pytest.raises(MappingError, match="header"):
        made(tmp_path, rules.format(header="true"), "X;M;S\n1;;\n")
