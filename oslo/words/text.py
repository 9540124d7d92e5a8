"""Text in messages: what was probably meant, and what a terminal may be sent."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_SHOWN = 20
_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    r"""Text as one line that can be printed: what a terminal obeys, or cannot show, is written as an escape.

    That is control characters (but tabs), line ends, characters that turn the direction of writing, and halves of
    characters, which stand for the bytes of a file name that is not UTF-8.

    >>> print(shown("Straat\x1b[2J"), shown("a\nb"), shown("Li\udce8ge"))
    Straat\x1b[2J a\nb Li\xe8ge
    """
    return text if text.isprintable() else _UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode()


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
