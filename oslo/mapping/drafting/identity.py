"""The IRI of what a record becomes: made from a column with a value of its own for each record, never of a person."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any, NamedTuple

from .facts import identifier_of, is_iri, is_key
from .names import plain
from .survey import Column, Survey

_GOOD = (
    *("id", "uuid", "guid", "nr", "nummer", "code", "identificator", "identifier"),
    *("key", "sleutel", "numero", "number", "ref", "no", "num"),
)
_OTHERS = re.compile(
    "tel|gsm|fax|phone|huis|house|haus|maison|bus|box|post|zip|straat|street|gemeente|municip|rijks|niss|insz|jaar|year"
    "|route|parent"
)


_DOMAIN = "Take a domain of your own in place of data.example.be."


class Identity(NamedTuple):
    """The rule for the id (None: the IRI is made from the content), its column, and what to say about it."""

    rule: str | dict[str, Any] | None
    column: Column | None
    comment: str


def identity_of(survey: Survey, model: str, used: Container[str] = ()) -> Identity:
    """The id of the records of a file; `used`: paths of columns that say something else, such as a house number."""
    base = f"https://data.example.be/id/{plain(model).replace('_', '-')}"
    good = [each for each in survey.columns if each.path not in used and _rank(each, model) is not None]
    for column in sorted(good, key=lambda each: _rank(each, model) or 0):
        if len(column.values) == survey.records == column.records and all(map(is_iri, column.values)):
            return Identity({"from": column.path}, column, "The IRI of a record is in the file.")
        if set("{}") & set(column.path):  # a template has no way to name it
            continue
        if len(column.values) == survey.records == column.records and identifier_of(column) == "kbo":
            return Identity(f"{base}/{{{column.path} -> kbo}}", column, _DOMAIN)
        if is_key(column, survey.records):
            return Identity(f"{base}/{{{column.path}}}", column, _DOMAIN)
    why = "No column with a number or code has a value of its own for each record"
    if personal := [each.path for each in survey.columns if identifier_of(each) == "insz"]:
        why += (
            f", but for {_listed(personal)}: the number of a person, which may not be in an IRI, since IRIs are public"
        )
    return Identity(None, None, f"{why}. Without `id`, an IRI is made from the content of a record.")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name if name.isprintable() else repr(name) for name in names)


def _rank(column: Column, model: str) -> int | None:
    """How much the name of a column looks like that of an id: 0 is best, None not at all."""
    words = plain(column.name.removeprefix("@")).split("_")
    name = "".join(words)
    if name in ("id", "uri", "iri", "objectid", "fid", "gid", f"{plain(model)}id"):
        return 0
    if identifier_of(column) == "kbo":
        return 15
    if _OTHERS.search(name):
        return None
    ends = [
        place
        for place, word in enumerate(_GOOD, start=1)
        if words[-1] == word or (name.endswith(word) and len(word) > 1)
    ]
    found = ends or [place for place, word in enumerate(_GOOD, start=20) if words[0] == word]
    return found[0] if found else None
