"""The names that columns have in Dutch, French and English, for the properties that municipal files fill most.

They are listed in `names.txt`, by the end of the path of a property.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ...files import text_beside

_GENERIC = frozenset(
    [
        *("naam", "nom", "name", "titel", "titre", "title", "label", "plaatsnaam", "geographic_name"),
        *("beschrijving", "description", "type", "status", "code", "id", "nr", "number"),
        *("datum", "date", "begin", "start", "einde", "end"),
    ]
)


class Name(NamedTuple):
    """A name of columns: the properties it stands for (the ends of their paths), and the languages that have it.

    `place`: how many names of its language stand before it, the more usual first.
    """

    ends: tuple[str, ...]
    languages: frozenset[str]
    place: int = 0


def plain(text: str) -> str:
    """A name without case, accents and separators.

    >>> plain("Straat + nr"), plain("geboorteDatum"), plain("Prénom(s)")
    ('straat_nr', 'geboorte_datum', 'prenom_s')
    """
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", text)
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return re.sub(r"[\W_]+", "_", bare.lower()).strip("_")


def squeezed(text: str) -> str:
    """A plain name in one piece: how names are compared."""
    return plain(text).replace("_", "")


@cache
def known_names() -> dict[str, Name]:
    """Each name of the table, in one piece, with what it stands for.

    >>> known_names()["geboortedatum"].ends
    ('geboorte.datum', 'date_of_birth')
    """
    names: dict[str, Name] = {}
    ends: tuple[str, ...] = ()
    for line in text_beside("oslo.mapping.drafting", "names.txt").splitlines():
        if not line.startswith(" "):
            ends = () if line.startswith("#") else tuple(each.strip() for each in line.split(","))
            continue
        language, _, words = line.strip().partition(":")
        for place, word in enumerate(map(squeezed, words.split())):
            before = names.get(word, Name((), frozenset(), place))
            both = tuple(dict.fromkeys((*before.ends, *ends)))
            names[word] = Name(both, before.languages | {language}, min(before.place, place))
    return names


def is_generic(step: str) -> bool:
    """Whether a column or property of this name says little without the thing around it: a name, a type, a date."""
    return step in _GENERIC


_LANGUAGES = {
    tag: tag if len(tag) == 2 else language
    for language, tags in {
        "nl": "nl ned nederlands neerlandais dutch",
        "fr": "fr fra frans francais french",
        "de": "de duits deutsch allemand german",
        "en": "en eng engels anglais english",
    }.items()
    for tag in tags.split()
}


def language_of(text: str) -> str | None:
    """The language that a word stands for.

    >>> language_of("FR"), language_of("nederlands"), language_of("straat")
    ('fr', 'nl', None)
    """
    return _LANGUAGES.get(plain(text))


def without_language(name: str) -> tuple[str, str | None]:
    """A plain name without the language at its end, and that language.

    >>> without_language("straatnaam_fr"), without_language("naamNL"), without_language("gemeente")
    (('straatnaam', 'fr'), ('naam', 'nl'), ('gemeente', None))
    """
    text = plain(re.sub(r"(?<=[a-z])(NL|FR|DE|EN)$", r"_\1", name))
    before, _, last = text.rpartition("_")
    return (before, _LANGUAGES[last]) if before and last in _LANGUAGES else (text, None)
