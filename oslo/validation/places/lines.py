"""The places of statements in N-Triples and N-Quads: one on a line, so a file of any size can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from .statements import Located, Wanted, term_of

_LINE = re.compile(
    r"\s*(<[^<>]*>|_:\S+)\s*(<[^<>]*>)\s*(<[^<>]*>|_:[^\s<]+|\"(?:[^\"\\]|\\.)*\"(?:@[\w\-]+|\^\^<[^<>]*>)?)"
)

_BLOCK = 1 << 15  # bytes; most blocks have no line that is asked for, and so no line is looked at alone


def statements(stream: IO[bytes], wanted: Wanted) -> Iterator[tuple[int, Located]]:
    """The number of each line about a node that is asked for, and its statement; offsets are those in the line."""
    subjects = {b"", *(f"<{each.value}>".encode() for each in wanted.subjects)}  # "": a line that begins with a space
    inside = [f"<{each.value}>".encode() for each in wanted.mentioned] + ([b"_:"] if wanted.blanks else [])
    before = 0
    while block := stream.read(_BLOCK):
        block += stream.readline()
        odd = _is_odd(block)
        all_lines = block.split(b"\n")
        first, before = before + 1, before + len(all_lines) - 1
        if not (odd or inside) and subjects.isdisjoint([line.partition(b" ")[0] for line in all_lines if line]):
            continue
        for number, line in enumerate(all_lines, first):
            if (line.partition(b" ")[0] in subjects or odd or (inside and any(each in line for each in inside))) and (
                match := _LINE.match(line.decode("utf-8", "replace"))
            ):
                terms = (term_of(match[1]), term_of(match[2]).value, term_of(match[3]))
                yield number, Located(*terms, match.start(1), match.start(2), match.start(3))


def _is_odd(block: bytes) -> bool:
    """Whether some lines may have tabs, or escapes in IRIs: then what they are about is not seen at once."""
    return b"\t" in block or (b"\\" in block and (b"\\u" in block or b"\\U" in block))
