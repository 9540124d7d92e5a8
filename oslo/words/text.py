"""Suggestions for messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 20


def nearest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, or else the known names, as the end of a message; of many names, the most alike first.

    >>> nearest("NAM", ["NAAM", "GESLACHT"]), nearest("naam", ["NAAM", "NAAM_FR"])
    ('; did you mean NAAM?', '; did you mean NAAM?')
    >>> nearest("x", ["NAAM", "GESLACHT"])
    '; there are GESLACHT, NAAM'
    """
    names = sorted({str(each) for each in known})
    close = close_names(str(word), names)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    if not names:
        return ""
    if len(names) > _SHOWN:
        likeness = difflib.SequenceMatcher(b=str(word).casefold())
        names.sort(key=lambda name: _ratio(likeness, name), reverse=True)
    return f"; there are {', '.join(names[:_SHOWN])}" + (", ..." if len(names) > _SHOWN else "")


def close_names(word: str, names: Iterable[str]) -> list[str]:
    """The one or two names that a word may stand for; only the same one if it differs in case alone.

    >>> close_names("organisatie", ["Organisatie", "FormeleOrganisatie"]), close_names("x", ["Plaats"])
    (['Organisatie'], [])
    """
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(name.casefold(), []).append(name)
    word = word.casefold()
    close = [word] if word in folded else difflib.get_close_matches(word, folded, n=2, cutoff=0.6)
    return [name for each in close for name in folded[each]]


def _ratio(likeness: difflib.SequenceMatcher[str], name: str) -> float:
    likeness.set_seq1(name.casefold())
    return likeness.quick_ratio()
