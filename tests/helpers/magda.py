"""Small answers of MAGDA, and what becomes of them."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

from oslo import Mapping, load_mapping
from oslo.model.resource import Resource

from .converting import Converted, converted, of_class, report_of

DAY = date(2026, 11, 27)
INSZ, OTHER, THIRD = "48050699859", "45010299789", "78082199866"  # made up: series 997 and 998 are not in use
SERVICES = {
    "magda-persoon": ("official/records/magda/GeefPersoon/02.02.0000", "persoon"),
    "magda-persoon-historiek": ("official/records/magda/GeefHistoriekPersoon/02.02.0000", "historiek"),
    "magda-gezin": ("official/records/magda/GeefGezinssamenstelling/02.02.0000", "gezin"),
}
"""Mapping: the folder of real answers, and the name of the example in the documentation."""


def nested(path: str, inside: str = "", *, begin: str = "", end: str = "") -> str:
    """Elements in one another, the first with its dates.

    >>> nested("Adressen/ContactAdres", "...", end="2014-03-01")
    '<Adressen DatumEinde="2014-03-01"><ContactAdres>...</ContactAdres></Adressen>'
    """
    names = path.split("/")
    dates = f' DatumBegin="{begin}"' * bool(begin) + f' DatumEinde="{end}"' * bool(end)
    opening = f"<{names[0]}{dates}>" + "".join(f"<{name}>" for name in names[1:])
    return opening + inside + "".join(f"</{name}>" for name in reversed(names))


def named(number: str, name: str) -> str:
    """The number and the name of a person."""
    return nested("INSZ", number) + nested("Naam/Achternamen/Achternaam", name)


ANN, BOB = named(OTHER, "Ann"), named(THIRD, "Bob")
STREET = nested("Straatnaam/String", "Markt")


@cache
def _mapping(name: str, at: date) -> Mapping:
    return load_mapping(name, at=at)


def answer(inside: str, mapping: str = "magda-persoon", at: date = DAY) -> Converted:
    """What becomes of an answer with some content; a person has a number besides. It has to conform."""
    record = {"magda-persoon": "Persoon", "magda-persoon-historiek": "HistoriekPersoon"}.get(mapping)
    content = nested(record, nested("INSZ", INSZ) + inside) if record else nested("Gezinsleden", inside)
    text = nested("Antwoord/Inhoud", content)
    made = converted([io.BytesIO(text.encode())], _mapping(mapping, at), form="xml")
    assert made.reasons == []
    report_of(made.text, "magda-persoon")
    return made


def parts(made: Converted, cls: type[Resource]) -> list[Any]:
    """The resources of a class, and of no subclass."""
    return of_class(cls, made.text, made.profile)


def said(made: Converted) -> list[str]:
    """The notices, without the day."""
    return [each.text.replace(f" on {DAY}", "") for each in made.notices]
