"""Whether the values of a column can fill a slot: dates for a date, codes for a concept, numbers for a number."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from ...model.values import AnyUri, Concept, Gml, PartialDate, Wkt
from ...namespaces import Iri
from .codes import are_codes, codes_of, list_of
from .facts import could_be_codes, dates_of, is_email, is_iri, is_number, is_phone, is_web, is_yes_or_no, mostly
from .slots import Slot
from .survey import Column


def misfit(slot: Slot, column: Column) -> str:
    """Why the values of a column cannot fill a slot; empty if they can."""
    python, values = slot.python, column.values
    if column.several and not slot.prop.many:
        return "a record has several values, and this takes one"
    if slot.prop.name in ("email", "has_email") and not mostly(values, is_email):
        return "its values are no e-mail addresses"
    if slot.prop.name in ("telefoon", "telephone", "fax") and not mostly(
        values, lambda text: is_phone(text) or text.isdigit()
    ):
        return "its values are no telephone numbers"
    if python is bool:
        return "" if mostly(values, is_yes_or_no) else "its values are not yes and no"
    if issubclass(python, date | datetime | PartialDate):
        years = python is PartialDate and mostly(values, lambda text: re.fullmatch(r"\d{4}", text) is not None)
        return "" if years or dates_of(values) else "its values are no dates"
    if python in (int, float, Decimal):
        return "" if mostly(values, is_number) else "its values are no numbers"
    if issubclass(python, Concept):
        if mostly(values, is_iri):
            return ""
        if list_of(slot) is None and not slot.prop.min:
            return "it takes concepts, and no list of them is known"
        fits = could_be_codes(column) and are_codes(column, codes_of(slot, column.values))
        return "" if fits else "its values are no codes: too many, or something else"
    if python is AnyUri:
        return "" if mostly(values, is_web) else "its values are no web addresses"
    if python in (Wkt, Gml):
        return (
            ""
            if all(re.match(r"\s*(<[^>]*>\s*)?[A-Z]+ ?[ZM]*\(", text) for text in values)
            else "its values are no geometries"
        )
    if issubclass(python, Iri):
        return "" if mostly(values, is_iri) else "its values are no IRIs"
    return ""
