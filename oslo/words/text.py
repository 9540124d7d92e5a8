"""Text of others in messages: shown, not sent to the terminal; and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_SHOWN = 20
_CONTROLS = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSEEN = re.compile(f"[{_CONTROLS}\ufeff\ufffe\uffff]")
_OBEYED = re.compile(f"(?!\t)[{_CONTROLS}]")


def shown(text: str) -> str:
    r"""Text as one line that can be printed: what a terminal obeys, or cannot show, is written as an escape.

    That is control characters (but tabs), line ends, characters that turn the direction of writing, and halves of
    characters, which stand for the bytes of a file name that is not UTF-8.

    >>> print(shown("Straat\x1b[2J"), shown("a\nb"), shown("Li\udce8ge"))
    Straat\x1b[2J a\nb Li\xe8ge
    """
    return text if text.isprintable() else _OBEYED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode()


def visible(text: str) -> str:
    r"""Text with invisible and control characters escaped, as JSON and Turtle write them.

    >>> print(visible("a\nb\x1b[31m"))
    a\u000Ab\u001B[31m
    """
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


def visible_lines(text: str) -> str:
    r"""The same for several lines, whose ends stay.

    >>> print(visible_lines("a\nb\x1b[31m"))
    a
    b\u001B[31m
    """
    return "\n".join(map(visible, text.split("\n")))


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
