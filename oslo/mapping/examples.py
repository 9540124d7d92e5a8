"""Examples for messages: the line that a mapping should have, with the names that its writer used."""

from __future__ import annotations

import re

from ..model.description import PropertyInfo, describe
from ..model.values import Concept, LangString
from ..vocabularies.codelists import scheme
from ..words.text import close_names
from .rules import PartRule, ValueRule
from .synonyms import DUTCH, meant_key

_COLUMN = "COLUMN"


def example(prop: PropertyInfo, column: str = _COLUMN) -> str:
    """A line that maps a column to a property.

    >>> from oslo.models.persoon import Persoon
    >>> properties = {prop.name: prop for prop in describe(Persoon).properties}
    >>> example(properties["voornaam"]), example(properties["contactinfo"], "MAIL")
    ('`voornaam: COLUMN`', '`contactinfo: {email: MAIL}`')
    """
    if prop.ranges[0].cls:
        return f"`{prop.name}: {{{_part_property(prop, column)}: {column}}}`"
    return codes_example(prop, column) if prop.ranges[0].python is Concept else f"`{prop.name}: {column}`"


def part_example(prop: PropertyInfo, rule: ValueRule) -> str:
    """A line that maps the column of a value rule to a value of the part that a property takes."""
    return example(prop, rule.columns or _COLUMN)


def codes_example(prop: PropertyInfo, column: str, code: str = "A") -> str:
    """A line that maps the codes of a column to concepts."""
    known = scheme(prop.code_list) if prop.code_list else None
    iri = next(iter(known.codes)) if known else "https://..."
    return f"`{prop.name}: {{from: {column}, codes: {{{code}: {iri}}}}}`"


def _part_property(prop: PropertyInfo, column: str) -> str:
    """The property of a part that a column is probably for."""
    cls = prop.ranges[0].cls
    assert cls is not None
    inner = describe(cls).properties
    names = [each.name for each in inner if not each.ranges[0].cls]
    word = DUTCH.get(column.casefold(), column.casefold())
    inside = [name for name in names if len(word) > 2 and (word in name or name in word)]
    required = [each.name for each in inner if each.min]
    return next(iter([*close_names(word, names), *inside, *required, *names]), "...")


def value_mistake(prop: PropertyInfo, rule: PartRule) -> str:
    """What to say of an object that is given for a property that takes a value."""
    keys = list(rule.fields)
    columns = [each.columns for rules in rule.fields.values() for each in rules if isinstance(each, ValueRule)]
    first, column = keys[0] if keys else "", next((each for each in columns if each), _COLUMN)
    if len(keys) == 1 and not rule.fields[first]:
        return (
            f"YAML reads {{{first}}} as an object: write `{prop.name}: {first}` for a column,"
            f' `{prop.name}: {{template: "{{{first}}}"}}` for text with columns in it'
        )
    if keys and all(re.fullmatch("[a-z]{2}", key) for key in keys) and LangString in {r.python for r in prop.ranges}:
        rules = ", ".join(
            f"{{from: {column or _COLUMN}, language: {key}}}" for key, column in zip(keys, columns, strict=False)
        )
        return f"takes no texts by language; write a rule for each: `{prop.name}: [{rules}]`"
    origins = ("from", "template", "constant", "languages")
    for key in keys:
        if (meant := meant_key(key, origins)) is not None:
            return f"{key!r} is not a key of a value rule; did you mean {meant}? `{prop.name}: {{{meant}: {column}}}`"
    if set(keys) & set(ValueRule.model_fields) or rule.when or rule.each or rule.valid:
        return f"no column: say where the value comes from: `{prop.name}: {{from: {_COLUMN}, ...}}`"
    return f"takes a value, not a nested part; write {example(prop, column)}"
