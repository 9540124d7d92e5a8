"""What is wrong with the form of a mapping, in plain words: pydantic's findings, and content that is no mapping at all.

`_TAKES` says for each key what it takes, with an example; a message says what stands there, and then that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from ..words.text import nearest
from .rules import (
    OF_A_KIND,
    CrsRule,
    DatabaseRule,
    LanguageRule,
    MappingRules,
    MessageRule,
    PatternRule,
    QueryRule,
    ValidRule,
    ValueRule,
    ValueTest,
)
from .synonyms import meant_key

_TAKES = {
    "fields": "properties with the column of each, indented below it, such as `  voorkeursnaam: NAAM`",
    "profile": "the name of a profile (`oslo profiles` lists them), such as `profile: persoon-basis`",
    "model": "the name of a class (`oslo profiles` and `oslo show` list them), such as `model: Persoon`",
    "description": "one line of text",
    "records": "text: a path of XML or JSON, the name of a sheet, or a query with `sql`",
    "header": "the number of the row that names the columns: `header: 1`; 0 if no row does",
    "footer": "how many rows at the end are no records, at most 10000: `footer: 2`",
    "columns": "a list of names: `columns: [code, naam]`",
    "optional": "a list of columns: `optional: [FAX]`",
    "ignored": "names, each with the reason: `ignored: {TELEFOON: for the office only}`",
    "namespaces": "prefixes, each with its namespace: `namespaces: {ex: https://example.org/ns#}`",
    "tables": "tables of codes by name: `tables: {soort: {A: https://...}}`",
    "codes": "the codes, each with what it becomes: `codes: {A: https://...}`, or the name of a table under `tables`",
    "when": "a column and its value: `when: {SOORT: A}`; several values: `when: {SOORT: [A, B]}`",
    "is": "a value, or a list of them: `{is: [A, B]}`",
    "not": "a value, or a list of them: `{not: [A, B]}`",
    "matches": 'a regular expression in quotes: `{matches: "^A"}`',
    "valid": "the columns of the first and last day: `valid: {from: BEGIN, through: EINDE}`",
    "id": 'an IRI with a column in braces, in quotes: `id: "https://data.example.be/id/{NR}"`',
    "key": "a column, or a list of them: `key: [DOSSIER, NR]`",
    "from": "a column, or a list of them: `from: NAAM`",
    "template": 'text with columns in braces, in quotes: `template: "{STRAAT} {NR}"`',
    "constant": 'one value: `constant: "Gent"`',
    "languages": "the path of an object of texts by language tag: `languages: naam`",
    "join": 'the sign between the values: `join: ", "`',
    "split": 'the sign between the values: `split: ","`',
    "html": "unescape, text, or both: `html: [unescape, text]`",
    "pattern": 'a regular expression in quotes: `pattern: "[0-9]+"`, or `pattern: {match: "([0-9]+) .*", to: "{1}"}`',
    "match": 'a regular expression in quotes: `match: "([0-9]+) .*"`',
    "to": 'text with the numbers of groups in braces: `to: "{1}-{2}"`',
    "unknown": "reject, drop or keep",
    "invalid": "reject or drop",
    "date": 'a format, or a list of them: `date: "%d/%m/%Y"` reads 17/09/2004',
    "decimal": 'the decimal sign: `decimal: ","`, `decimal: "."`, or `decimal: either`',
    "identifier": "the name of a kind of identifier: `identifier: kbo`",
    "crs": 'a reference system: `crs: "EPSG:31370"`, or `crs: {from: "EPSG:31370", to: CRS84}`',
    "default": 'one value: `default: "onbekend"`',
    "language": "a language tag, `language: nl`, or where it comes from: `language: {from: TAAL}`",
    "datatype": "an IRI",
    "each": "the path of the repeated parts: `each: contacten`",
    "maps": "a list of kinds of records, each with `model` and `fields`",
    "messages": "`each`, a path, and `text`, a template",
    "message": "a template of text",
    "sql": "a query: `sql: SELECT * FROM haltes`",
    "timeout": "seconds, above 0: `timeout: 60`",
    "memory": "megabytes, from 20: `memory: 1000`",
}
"""What the keys of a mapping take."""

_OF: dict[str, type[BaseModel]] = {
    "pattern": PatternRule,
    "crs": CrsRule,
    "valid": ValidRule,
    "language": LanguageRule,
    "when": ValueTest,
    "records": QueryRule,
    "parts": QueryRule,
    "database": DatabaseRule,
    "messages": MessageRule,
    "id": ValueRule,
    "fields": ValueRule,
}
"""The keys whose content has keys of its own, and what it is."""


def explain(error: ValidationError, *, of_a_kind: bool = False) -> list[tuple[Sequence[str], str]]:
    """The mistakes that pydantic found: the keys that lead to each, and what to say of it.

    `of_a_kind`: the content is one of the kinds of records of `maps`.
    """
    details = error.errors(include_url=False)
    unknown = [each for each in details if each["type"] == "extra_forbidden"]
    top = [str(each["loc"][0]) for each in unknown if len(each["loc"]) == 1]
    if top and any(each["loc"] == ("fields",) and each["input"] is None for each in details):
        return [(["fields"], f"the lines below `fields:` have to be indented, such as `  {top[0]}: ...`")]
    found: dict[tuple[str, ...], str] = {}
    meant: set[str] = set()
    for each in unknown:
        known = _known_keys(each["loc"], of_a_kind=of_a_kind)
        key = meant_key(str(each["loc"][-1]), known)
        meant.add(key or "")
        if re.search("[“”„‘’]", str(each["loc"][-1])):
            found[_keys(each["loc"][:-1])] = "a curly quote is part of the text for YAML: write straight ones"
            continue
        hint = f"; did you mean {key}?" if key else nearest(str(each["loc"][-1]), known)
        found[_keys(each["loc"])] = f"not a key that {_owner(each['loc'])} has{hint}"
    for each in details:
        keys = _keys(each["loc"])
        if each in unknown or keys in found or (each["type"] == "missing" and keys[-1] in meant):
            continue
        found[keys] = _sentence(each, keys)
    return list(found.items())


def _sentence(detail: Any, keys: Sequence[str]) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    text = detail["input"]
    if isinstance(text, str) and (pair := re.match(r"(\w+):([^/\s]\S*)", text)) and detail["type"] == "dict_type":
        return f"a space is missing after the colon: `{pair[1]}: {pair[2]}`"
    takes = next((_TAKES[key] for key in reversed(keys) if key in _TAKES), "another kind of value")
    if detail["type"] == "missing":
        return f"is missing; it takes {takes}"
    return f"{shown(detail['input'])}; it takes {takes}"


def shown(value: Any) -> str:
    """What YAML has read, as a person calls it.

    >>> shown(None), shown(["a"]), shown({"NR": None})
    ('nothing is given', 'a list is given', 'an object is given (YAML reads {NR} as one: put it in quotes)')
    >>> shown(True)
    'true is given, which is not text: put text in quotes'
    """
    if value is None:
        return "nothing is given"
    if isinstance(value, dict):
        only = next(iter(value)) if len(value) == 1 and next(iter(value.values())) is None else None
        return "an object is given" + (f" (YAML reads {{{only}}} as one: put it in quotes)" if only else "")
    if isinstance(value, list):
        return "a list is given"
    if isinstance(value, bool):
        return f"{str(value).lower()} is given, which is not text: put text in quotes"
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{value[:_SHOWN]!r}..., of {len(value)} characters, is given"
    return f"{value!r} is given" if value != "" else "empty text is given"


_SHOWN = 100  # characters of a value


def _keys(loc: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that a person sees: without numbers, `fields` above a property, and the names of types."""
    names = [str(part) for part in loc if isinstance(part, str)]
    names = [name for name in names if not re.search(r"^function-|\[|^(str|int|float|bool)$|Rule$", name)]
    return tuple(name for number, name in enumerate(names) if name != "fields" or number == len(names) - 1)


def _above(loc: Sequence[str | int]) -> Iterator[str]:
    """The keys above the last, nearest first."""
    return (part for part in reversed(loc[:-1]) if isinstance(part, str))


def _known_keys(loc: Sequence[str | int], *, of_a_kind: bool) -> list[str]:
    owner = next((_OF[key] for key in _above(loc) if key in _OF), MappingRules)
    if owner is MappingRules:
        return sorted(OF_A_KIND) if of_a_kind else sorted(MappingRules.model_fields)
    return [field.alias or name for name, field in owner.model_fields.items()]


def _owner(loc: Sequence[str | int]) -> str:
    above = next((key for key in _above(loc) if key in _OF), None)
    return "a mapping" if above is None else "a value rule" if above == "fields" else f"`{above}`"


_KEYS = re.compile(r"(?m)^\s*(profile|model|fields|maps)\s*:")


def no_mapping(content: Any) -> str:
    """What to say of the content of a YAML file that is no mapping.

    >>> no_mapping("NR;NAAM 1;Gent")
    'looks like a table, not a mapping: give records as input, and the mapping with --mapping'
    """
    if content is None:
        return "the file is empty; a mapping has `profile:`, `model:` and `fields:`"
    if isinstance(content, list):
        return "a list is given: write `profile:`, `model:` and `fields:` without a hyphen before them"
    text = str(content)
    if re.search(r"\b(profile|model)\s*=", text):
        return "keys are written with a colon and a space: `profile: persoon-basis`"
    if _KEYS.search(text) or re.search(r"\b(profile|model):\S", text):
        return "a space is missing after a colon: `profile: persoon-basis`"
    if text.lstrip().startswith("<") or re.search(r"\S[;,\t]\S", text):
        kind = "XML" if text.lstrip().startswith("<") else "a table"
        return f"looks like {kind}, not a mapping: give records as input, and the mapping with --mapping"
    return "not a mapping: it has `profile:`, `model:` and `fields:`, each on a line of its own"
