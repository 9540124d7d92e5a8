"""What belongs in a column, in a sentence or two for who fills it in: Dutch or English."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, get_args

from ..vocabularies.codelists import Code, Scheme
from .columns import Column

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_HINTS: dict[str, tuple[str, str]] = {
    "text": ("Tekst.", "Text."),
    "code": ("Uit de lijst: {list}.", "From the list: {list}."),
    "yes-no": ("Ja of nee.", "Yes or no."),
    "integer": ("Geheel getal.", "Whole number."),
    "number": ("Getal.", "Number."),
    "moment": ("Datum: JJJJ-MM-DD, of met uur JJJJ-MM-DD UU:MM.", "Date: YYYY-MM-DD, or with time YYYY-MM-DD HH:MM."),
    "date": ("Datum: JJJJ-MM-DD.", "Date: YYYY-MM-DD."),
    "partial date": ("Datum: JJJJ-MM-DD, of JJJJ-MM of JJJJ.", "Date: YYYY-MM-DD, or YYYY-MM or YYYY."),
    "web address": ("Webadres.", "Web address."),
    "concept": ("Het webadres (IRI) van een begrip.", "The web address (IRI) of a concept."),
    "iri": ("Een webadres (IRI).", "A web address (IRI)."),
    "longitude": ("Lengtegraad (WGS84), zoals 3,7219.", "Longitude (WGS84), such as 3.7219."),
    "latitude": ("Breedtegraad (WGS84), zoals 51,0545.", "Latitude (WGS84), such as 51.0545."),
}  # fmt: skip
_REQUIRED = ("Verplicht.", "Required.")
_REQUIRED_WITH = ("Verplicht als er iets bij {part} staat.", "Required if anything is said of {part}.")
_MANY = ("Meer dan één: met | ertussen.", "More than one: with | between them.")
_ID = ("Het webadres (IRI) van deze rij; mag leeg blijven.", "The web address (IRI) of this row; may stay empty.")
_FEW = 6

MARKS: dict[str, tuple[str, str]] = {"help": ("#uitleg", "#help"), "example": ("#voorbeeld", "#example")}
"""What the first cell of a row says that is no record, by language."""


def _in(language: Language, words: tuple[str, str]) -> str:
    return words[LANGUAGES.index(language)]


def mark(what: str, language: Language) -> str:
    """The first cell of the help row or the example row."""
    return _in(language, MARKS[what])


def help_of(column: Column, language: Language) -> str:
    """What belongs in a column.

    >>> from oslo.models.persoon import Gezin, Persoon
    >>> from oslo.templates.columns import columns
    >>> help_of(columns(Persoon)[0], "en")
    'All names of the person, in the order in which they are used. Required. Text.'
    """
    hint = _in(language, _HINTS[column.kind.name])
    if column.codes:
        hint = hint.format(list=_list(column.codes, language))
    need = _in(language, _REQUIRED) if column.required else ""
    if column.required_with:
        need = _in(language, _REQUIRED_WITH).format(part=column.required_with)
    many = _in(language, _MANY) if column.prop.many else ""
    return " ".join(part for part in (column.said.get(language), need, hint, many) if part)


def help_of_id(language: Language) -> str:
    """What belongs in the column of the IRI."""
    return _in(language, _ID)


def _list(codes: Scheme, language: Language) -> str:
    labels = [label(codes, each, language) for each in codes.codes.values()]
    return ", ".join(labels) if len(labels) <= _FEW else codes.titles.get(language) or codes.name


def label(codes: Scheme, code: Code, language: Language) -> str:
    """What stands for a concept in a cell: its label, or its notation or IRI where others have that label too."""
    for text in (code.labels.get(language), next(iter(code.labels.values()), None), code.notation):
        if text and _means(codes, text, code.iri):
            return text
    return code.iri


def _means(codes: Scheme, text: str, iri: str) -> bool:
    try:
        return codes.find(text) == iri
    except ValueError:  # several concepts have this label
        return False


def answers(language: Language) -> tuple[str, str]:
    """Yes and no."""
    return ("ja", "nee") if language == "nl" else ("yes", "no")


def cell_of(column: Column, language: Language) -> Any:
    """The example of a column as a cell has it: text, a number, a date; None where there is none."""
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


def text_of(cell: Any, language: Language) -> str:
    """A cell as CSV has it: with the decimal sign of the language."""
    if isinstance(cell, float):
        return repr(cell).replace(".", "," if language == "nl" else ".")
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)
