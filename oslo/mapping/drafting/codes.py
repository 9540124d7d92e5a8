"""The values of a column as concepts of a code list, or as yes and no.

A concept is found by its notation or a label, else by the one label that begins with the code or that stands for it in
another language. What is not found is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...vocabularies.codelists import Code, Scheme, scheme
from .facts import NO, YES, mostly
from .names import squeezed
from .slots import Slot
from .survey import Column

_COUNTRIES = "http://publications.europa.eu/resource/authority/country"
_LISTS = {
    "nationaliteit": _COUNTRIES,
    "geslacht": "https://data.vlaanderen.be/id/conceptscheme/IT000/Geslacht",
    "gender": "http://publications.europa.eu/resource/authority/human-sex",
    "sex": "http://publications.europa.eu/resource/authority/human-sex",
}
"""A property to the code list that serves it where its profile names none."""

_OTHER_WORDS = {
    "m": "mannelijk",
    "v": "vrouwelijk",
    "f": "vrouwelijk",
    "man": "mannelijk",
    "vrouw": "vrouwelijk",
    "homme": "mannelijk",
    "h": "mannelijk",
    "femme": "vrouwelijk",
    "masculin": "mannelijk",
    "feminin": "vrouwelijk",
    "celibataire": "ongehuwd",
    "marie": "gehuwd",
    "mariee": "gehuwd",
    "cel": "ongehuwd",
    "mar": "gehuwd",
    "divorce": "gescheiden",
    "divorcee": "gescheiden",
    "div": "gescheiden",
    "veuf": "weduwnaarweduwe",
    "veuve": "weduwnaarweduwe",
    "weduwe": "weduwnaarweduwe",
    "weduwnaar": "weduwnaarweduwe",
    "veu": "weduwnaarweduwe",
    "actif": "actief",
    "active": "actief",
    "current": "ingebruik",
    "belgique": "belgie",
    "allemagne": "duitsland",
    "paysbas": "nederland",
}
"""Words and abbreviations of municipal files, to a label of a concept; both in one piece."""

Codes = dict[str, tuple[str | bool | None, str]]
"""A code to its concept (None: a person has to decide) and its label, for a comment."""


def speaks_list(slot: Slot, values: Iterable[str]) -> bool:
    """Whether values are notations or labels of the list of a property, which it takes without a table."""
    known = scheme(slot.prop.code_list) if slot.prop.code_list else None
    return known is not None and mostly(values, lambda text: _find_exact(known, text) is not None)


def are_codes(column: Column, codes: Codes) -> bool:
    """Whether a column has codes: half of them are known, or each is there several times.

    Values that are neither could be anything, such as the names of persons, and do not belong in a mapping.
    """
    known = sum(concept is not None for concept, _ in codes.values())
    return known * 2 >= len(codes) or column.records >= 3 * len(codes)


def list_of(slot: Slot) -> Scheme | None:
    """The code list of a slot that takes concepts, None if there is none in the library."""
    iri = slot.prop.code_list or _LISTS.get(slot.prop.name)
    return (scheme(iri) if iri else None) or scheme(_LISTS.get(slot.prop.name, ""))


def codes_of(slot: Slot, values: Iterable[str]) -> Codes:
    """The code table of a column for a slot that takes concepts."""
    known = list_of(slot)
    return {text: _concept(known, text) if known else (None, "which concept is this?") for text in sorted(values)}


def countries_of(values: Iterable[str]) -> tuple[Codes, Codes]:
    """Codes or names of countries: the table to their IRIs, and the one to their names in Dutch."""
    known = scheme(_COUNTRIES)
    iris: Codes = {
        text: _concept(known, text) if known else (None, "which country is this?") for text in sorted(values)
    }
    names: Codes = {
        text: (label if iri else None, "" if iri else "which country is this?") for text, (iri, label) in iris.items()
    }
    return iris, names


def yes_and_no(values: Iterable[str]) -> Codes:
    """The code table of a column of answers.

    >>> yes_and_no(["ja", "neen"])
    {'ja': (True, ''), 'neen': (False, '')}
    """
    return {
        text: (text.lower() in YES, "") if text.lower() in YES | NO else (None, "yes or no?") for text in sorted(values)
    }


def _concept(known: Scheme, text: str) -> tuple[str | None, str]:
    code = _find(known, text)
    return (code.iri, _label(code)) if code else (None, f"a concept of {known.name}: oslo codelists {known.name}")


def _find_exact(known: Scheme, text: str) -> Code | None:
    """The concept with a notation or a label."""
    try:
        return known.codes.get(known.find(text) or text)
    except ValueError:  # of several concepts
        return None


def _find(known: Scheme, text: str) -> Code | None:
    """The one concept that a text stands for."""
    if code := _find_exact(known, text):
        return code
    names = {
        iri: {squeezed(name) for name in (code.notation, *code.labels.values())} for iri, code in known.codes.items()
    }
    piece = squeezed(text)
    for wanted in filter(None, (_OTHER_WORDS.get(piece), piece)):
        found = [iri for iri, each in names.items() if wanted in each]
        if not found and wanted.isalpha():
            found = [iri for iri, each in names.items() if any(name.startswith(wanted) for name in each)]
        if len(found) == 1:
            return known.codes[found[0]]
    return None


def _label(code: Code) -> str:
    return code.labels.get("nl") or next(iter(code.labels.values()), code.notation)
