"""The rule for a column in a slot: its path, and the steps from its text to what the property takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from ...model.values import AnyUri, Concept, LangString, PartialDate
from ..contacts import contact_of
from .codes import codes_of, yes_and_no
from .facts import MOST_CODES, Dates, dates_of, decimal_of, identifier_of, is_identifier, is_iri, is_yes_or_no, mostly
from .matching import Match
from .slots import Slot
from .survey import Column
from .text import Rule


def rules_for(match: Match, dates: Dates | None, decisions: list[str]) -> list[Rule]:
    """The rules for a match; what a person has to decide about them goes to `decisions`.

    `dates`: how dates are written elsewhere in the file.
    """
    column, slot = match.column, match.slot
    rule = _rule(column, slot, dates, decisions)
    rule.note = "; ".join(filter(None, (rule.note, match.why)))
    if match.language and slot.python is LangString:
        rule.content = {**_keys(rule.content), "language": match.language}
    is_web_address = slot.python is AnyUri or contact_of(slot.prop.path) == "url"
    if is_web_address and any(not is_iri(text) for text in column.values):
        with_scheme = {"template": f"https://{{{column.path}}}", "when": {column.path: {"matches": "^[^:]+[.]"}}}
        return [Rule(with_scheme), rule]
    return [rule]


def _rule(column: Column, slot: Slot, dates: Dates | None, decisions: list[str]) -> Rule:
    python, path = slot.python, column.path
    if python is bool and not mostly(column.values, lambda text: text in ("true", "false")):
        return Rule(path, codes=yes_and_no(text for text in column.values if is_yes_or_no(text)))
    if issubclass(python, Concept):
        return _concept_rule(column, slot, decisions)
    if issubclass(python, date | datetime | PartialDate):
        return _date_rule(column, slot, dates, decisions)
    if python in (int, float, Decimal) and decimal_of(column):
        return Rule({"from": path, "decimal": decimal_of(column)})
    kind = _identifier(column, slot)
    if kind:
        return Rule({"from": path, "identifier": kind})
    if slot.prop.name == "voornaam" and slot.prop.many and any(" " in text for text in column.values):
        return Rule({"from": path, "split": " "}, "each word is one")
    return Rule(path)


def _concept_rule(column: Column, slot: Slot, decisions: list[str]) -> Rule:
    if mostly(column.values, is_iri):
        return Rule(column.path)
    if len(column.values) > MOST_CODES:
        return Rule(column.path, "codes or labels of its list, as they are")
    codes = codes_of(slot, column.values)
    open_codes = [code for code, (concept, _) in codes.items() if concept is None]
    if open_codes:
        shown = ", ".join(map(repr, open_codes))
        decisions.append(f"{column.path}: which concept is {shown}? Complete codes of {'.'.join(slot.path)}")
    return Rule(column.path, codes=codes)


def _date_rule(column: Column, slot: Slot, elsewhere: Dates | None, decisions: list[str]) -> Rule:
    if slot.python is PartialDate and mostly(column.values, lambda text: re.fullmatch(r"\d{4}", text) is not None):
        return Rule({"from": column.path, "date": "%Y"})
    dates = dates_of(column.values, elsewhere)
    if dates is None or not dates.forms:
        return Rule(column.path)
    form = dates.forms[0] if len(dates.forms) == 1 else list(dates.forms)
    if dates.unsure:
        first = "the year has two digits" if "%y" in dates.forms[0] else "no value shows which number is the day"
        decisions.append(f"{column.path}: {first}: check date {dates.forms[0]} of {'.'.join(slot.path)}")
        return Rule({"from": column.path, "date": form}, f"{first}: check this")
    return Rule({"from": column.path, "date": form})


def _identifier(column: Column, slot: Slot) -> str | None:
    """The kind of identifier to check: by check digits, or by the property if all values have its form."""
    if slot.prop.name in ("identificator", "notation", "lokale_identificator"):
        return identifier_of(column)
    if slot.prop.name in ("postcode", "post_code") and all(map(is_identifier("postcode"), column.values)):
        return "postcode"
    return None


def _keys(content: str | dict[str, object]) -> dict[str, object]:
    return {"from": content} if isinstance(content, str) else content


# An address in one column.

_STREET = r"(.*?)(?:,? +\d+ ?[A-Za-z]?\b.*| +z/?n)?"
_NUMBER = r".*?[^\d ],? +(\d+ ?[A-Za-z]?)\b.*"
_BOX = r".* (?:bus|bte|box|b) *(\w+)"


def address_rules(column: Column) -> dict[str, Rule] | None:
    """Street, number and box of addresses such as `Markt 1, bus 2`; None if some begin with the number."""
    texts = list(column.values)
    numbered: Sequence[str] = [text for text in texts if re.fullmatch(_NUMBER, text)]
    if len(numbered) * 2 < len(texts) or any(text[0].isdigit() or text.count(",") > 1 for text in texts):
        return None
    rules = {
        "straatnaam": Rule({"from": column.path, "pattern": _STREET}),
        "huisnummer": Rule({"from": column.path, "pattern": _NUMBER, "invalid": "drop"}),
    }
    if any(re.fullmatch(_BOX, text) for text in texts):
        rules["busnummer"] = Rule({"from": column.path, "pattern": _BOX, "invalid": "drop"})
    return rules
