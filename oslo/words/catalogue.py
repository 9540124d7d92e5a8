"""What the library says, in other languages: a catalogue for each, whose keys are the English sentences.

The library raises its reasons in English, anywhere; they are translated when they are printed, as gettext does. A key
has `{holes}` for what varies. A catalogue is one file, `messages/nl.toml`: to add a sentence is to add a line, to add a
language is to add a file. A sentence that is in no catalogue is given in English.

- `{reason}` and `{what}` are sentences of their own, and translated too.
- A sentence that has no entry as a whole is tried part by part: after each `; `, and after a name and `: `.
- `{forms}` are formats of dates, which are shown as people write them; between `{names}`, "or" is translated.
- A translation may have two forms, `one|many`: the number in `{n}` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from .sentences import ENGLISH, folder

HOLE = re.compile(r"\{([a-z_]+)\}")
_LONGEST = 4000  # characters; a longer text is not a sentence


class _Entry(NamedTuple):
    head: str
    pattern: re.Pattern[str]
    translation: str


@cache
def message_languages() -> tuple[str, ...]:
    """The languages of messages: English, and those that have a catalogue.

    >>> message_languages()
    ('en', 'fr', 'nl')
    """
    return tuple(sorted([ENGLISH, *(each.name[:-5] for each in folder().joinpath("messages").iterdir())]))


@cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of a language by the English ones; empty for English and for an unknown language."""
    if language == ENGLISH or language not in message_languages():
        return {}
    import tomllib

    tables = tomllib.loads(folder().joinpath("messages", f"{language}.toml").read_text("utf-8"))
    return {english: text for texts in tables.values() for english, text in texts.items()}


def to_language(sentence: str, language: str) -> str:
    """A sentence of the library in a language; unchanged if the language does not have it.

    >>> to_language("unknown code 'Q'; did you mean K?", "nl")
    "onbekende code 'Q'; bedoelt u K?"
    >>> to_language("a sentence that nobody wrote", "nl")
    'a sentence that nobody wrote'
    """
    return _translated(sentence, language) if catalogue(language) else sentence


def language_of(environment: Mapping[str, str]) -> str:
    """The language of an environment, by LC_ALL, LC_MESSAGES or LANG; English for one without messages.

    >>> language_of({"LANG": "nl_BE.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "fr_BE"}), language_of({})
    ('nl', 'en', 'en')
    """
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = locale[:2].lower()
    return language if language in message_languages() else ENGLISH


@lru_cache(maxsize=1024)
def _translated(sentence: str, language: str) -> str:
    if len(sentence) > _LONGEST:
        return sentence
    for entry in _entries(language):
        if sentence.startswith(entry.head) and (match := entry.pattern.fullmatch(sentence)):
            return _fill(entry.translation, match.groupdict(), language)
    pieces = sentence.split("; ")
    if len(pieces) > 1:
        return "; ".join(_translated(piece, language) for piece in pieces)
    before, colon, rest = sentence.partition(": ")
    return f"{before}{colon}{_translated(rest, language)}" if colon else sentence


@cache
def _entries(language: str) -> list[_Entry]:
    """The entries of a catalogue in the order in which they are tried, the most specific first.

    A key that begins with another sentence comes first, one that begins with any text last.
    """

    def place(key: str) -> tuple[bool, bool, int]:
        return not key.startswith("{reason}"), key.startswith("{"), -len(HOLE.sub("", key))

    keys = sorted(catalogue(language), key=place)
    return [_Entry(HOLE.split(key)[0], _compile(key), catalogue(language)[key]) for key in keys]


def _compile(key: str) -> re.Pattern[str]:
    """A pattern for an English sentence. A hole does not run over the next part of a message, which `; ` begins."""
    pieces, seen = HOLE.split(key), set[str]()
    pattern = re.escape(pieces[0])
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        inside = ".*?" if name == "reason" else "(?:(?!; ).)*?"
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>{inside})"
        pattern += re.escape(text)
        seen.add(name)
    return re.compile(pattern, re.DOTALL)


_SINGULAR = {"fr": ("0", "1")}


def _fill(translation: str, values: dict[str, str], language: str) -> str:
    one, _, many = translation.partition("|")
    text = one if not many or values.get("n") in _SINGULAR.get(language, ("1",)) else many
    ways: dict[str, Callable[[str, str], str]] = {
        "reason": _translated,
        "what": _translated,
        "forms": _shown_forms,
        "names": _shown_names,
    }

    def value(hole: re.Match[str]) -> str:
        name = hole[1]
        if name not in values:
            return hole[0]
        return ways[name](values[name], language) if name in ways else values[name]

    return HOLE.sub(value, text)


_LETTERS = {
    "nl": {"%d": "dd", "%m": "mm", "%Y": "jjjj", "%y": "jj", "%H": "uu", "%M": "mm", "%S": "ss"},
    "fr": {"%d": "jj", "%m": "mm", "%Y": "aaaa", "%y": "aa", "%H": "hh", "%M": "mm", "%S": "ss"},
}
_FORMS = 3


def _shown_forms(forms: str, language: str) -> str:
    """Formats of strptime as people write them, the first of many."""
    letters = _LETTERS.get(language, {})
    shown = [re.sub("%.", lambda mark: letters.get(mark[0], mark[0]), form) for form in forms.split(" or ")]
    return _shown_names(" or ".join(shown[:_FORMS]), language)


def _shown_names(names: str, language: str) -> str:
    return names.replace(" or ", {"nl": " of ", "fr": " ou "}.get(language, " or "))
