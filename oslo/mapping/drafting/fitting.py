"""Whether the values of a column can fill a slot: dates for a date, codes for a concept, numbers for a number."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from ...model.values import AnyUri, Concept, Gml, PartialDate, Wkt
from ...namespaces import Iri
from .codes import are_codes, codes_of, list_of, speaks_list
from .facts import (
    MOST_CODES,
    Test,
    could_be_codes,
    dates_of,
    is_email,
    is_iri,
    is_number,
    is_phone,
    is_web,
    is_yes_or_no,
    mostly,
)
from .slots import Slot
from .survey import Column


def _is_geometry(text: str) -> bool:
    return re.match(r"\s*(<[^>]*>\s*)?[A-Z]+ ?[ZM]*\(", text) is not None


_BY_NAME: dict[str, tuple[Test, str]] = {
    "email": (is_email, "e-mail addresses"),
    "has_email": (is_email, "e-mail addresses"),
    "telefoon": (is_phone, "telephone numbers"),
    "has_telephone": (is_phone, "telephone numbers"),
    "fax": (is_phone, "telephone numbers"),
}
"""A property to what its values have to be, beyond text."""

_BY_TYPE: dict[type, tuple[Test, str]] = {
    bool: (is_yes_or_no, "answers such as yes and no"),
    int: (is_number, "numbers"),
    float: (is_number, "numbers"),
    Decimal: (is_number, "numbers"),
    Wkt: (_is_geometry, "geometries"),
    Gml: (_is_geometry, "geometries"),
    AnyUri: (is_web, "web addresses"),
    Iri: (is_iri, "IRIs"),
}
"""The type of a property to what its values have to be."""


def misfit(slot: Slot, column: Column) -> str:
    """Why the values of a column cannot fill a slot; empty if they can."""
    if column.several and not slot.prop.many:
        return "a record has several values, and this takes one"
    if issubclass(slot.python, Concept):
        return _misfit_of_codes(slot, column)
    if issubclass(slot.python, date | datetime | PartialDate):
        years = slot.python is PartialDate and mostly(
            column.values, lambda text: re.fullmatch(r"\d{4}", text) is not None
        )
        return "" if years or dates_of(column.values) else "its values are no dates"
    by_type = (_BY_TYPE[kind] for kind in slot.python.__mro__ if kind in _BY_TYPE)
    test, what = _BY_NAME.get(slot.prop.name) or next(by_type, (None, ""))
    return "" if test is None or mostly(column.values, test) else f"its values are no {what}"


def _misfit_of_codes(slot: Slot, column: Column) -> str:
    many = len(column.values) > MOST_CODES
    if mostly(column.values, is_iri) or (many and speaks_list(slot, column.values)):
        return ""
    if list_of(slot) is None and not slot.prop.min:
        return "it takes concepts, and no list of them is known"
    fits = could_be_codes(column) and are_codes(column, codes_of(slot, column.values))
    return "" if fits else "its values are no codes: too many, or something else"
