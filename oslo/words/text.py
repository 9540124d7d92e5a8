"""Suggestions for messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, or else the known names, as the end of a message.

    >>> nearest("NAM", ["NAAM", "GESLACHT"])
    '; did you mean NAAM?'
    >>> nearest("x", ["NAAM", "GESLACHT"])
    '; there are GESLACHT, NAAM'
    """
    names = sorted({str(each) for each in known})
    close = difflib.get_close_matches(str(word), names, n=2, cutoff=0.6)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    if not names:
        return ""
    return f"; there are {', '.join(names[:20])}" + (", ..." if len(names) > 20 else "")
