"""What belongs in a column, in a sentence or two for the person who fills it in, and how a cell is written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ..vocabularies.codelists import Code, Scheme
from ..words.sentences import ENGLISH, languages, say
from .columns import Column

_FEW = 6


def marks(what: str) -> set[str]:
    """The first cell of the help row or the example row, in every language."""
    return {say(f"mark.{what}", each) for each in languages()}


def help_of(column: Column, language: str) -> str:
    """What belongs in a column.

    >>> from oslo.models.persoon import Gezin, Persoon
    >>> from oslo.templates.columns import columns
    >>> help_of(columns(Persoon)[0], "en")
    'All names of the person, in the order in which they are used. Required. Text.'
    """
    meaning = column.descriptions.get(language) or column.descriptions.get(ENGLISH)
    need = say("help.required", language) if column.required else ""
    if column.required_with:
        need = say("help.required_with", language, part=column.required_with)
    hint = say(f"hint.{column.kind.name}", language, list=_list_labels(column.codes, language) if column.codes else "")
    many = say("help.many", language) if column.prop.many else ""
    return " ".join(part for part in (meaning, need, hint, many) if part)


def _list_labels(codes: Scheme, language: str) -> str:
    labels = [label(codes, each, language) for each in codes.codes.values()]
    return ", ".join(labels) if len(labels) <= _FEW else codes.titles.get(language) or codes.name


def label(codes: Scheme, code: Code, language: str) -> str:
    """A concept as a cell names it: by its label, or by its notation or IRI if others have that label too."""
    for text in (code.labels.get(language), next(iter(code.labels.values()), None), code.notation):
        if text and _identifies(codes, text, code.iri):
            return text
    return code.iri


def _identifies(codes: Scheme, text: str, iri: str) -> bool:
    try:
        return codes.find(text) == iri
    except ValueError:  # several concepts have this label
        return False


def answers(language: str) -> tuple[str, str]:
    """The words for yes and no."""
    return say("help.yes", language), say("help.no", language)


def cell_of(column: Column, language: str) -> Any:
    """The example of a column as the value of a cell: text, a number, a date; None if there is none."""
    value = column.example
    if isinstance(value, bool):
        return answers(language)[not value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, int | float | date):
        return value
    if column.codes and value in column.codes.codes:
        return label(column.codes, column.codes.codes[value], language)
    return str(value)


def text_of(cell: Any, language: str) -> str:
    """A cell as text for CSV, with the decimal sign of the language."""
    if isinstance(cell, float):
        return repr(cell).replace(".", say("help.decimal_sign", language))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)
