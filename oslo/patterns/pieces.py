"""Texts with holes: pieces with any text between them, as in `contact.*`."""

from __future__ import annotations

from collections.abc import Sequence


def is_filled(pieces: Sequence[str], text: str) -> bool:
    """Whether a text is these pieces in their order, with any text between each two.

    >>> is_filled(["contact.", ""], "contact.fax"), is_filled(["a", "b", "c"], "a-b-c"), is_filled(["ab", "ba"], "aba")
    (True, True, False)
    """
    first, *rest = pieces
    if not rest:
        return text == first
    *middle, last = rest
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return False
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
