"""The places of statements in N-Triples and N-Quads: one on a line, so a file of any size can be searched.

Most blocks of a file have no line that is asked for. Which these are can be known beforehand (`blocks`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from .statements import Located, Wanted, term_of

_LINE = re.compile(
    r"\s*(<[^<>]*>|_:\S+)\s*(<[^<>]*>)\s*(<[^<>]*>|_:[^\s<]+|\"(?:[^\"\\]|\\.)*\"(?:@[\w\-]+|\^\^<[^<>]*>)?)"
)
_BLOCK = 1 << 15  # bytes


class Block(NamedTuple):
    """Some lines of a file: their size in bytes, their number, and the hashes of what they begin with.

    `odd`: what some are about is not seen at once, so the lines are looked at in any case.
    """

    size: int
    lines: int
    subjects: array[int]
    odd: bool


def blocks(stream: IO[bytes]) -> Iterator[Block]:
    """The blocks of a file, in its order."""
    while data := _next(stream):
        lines = data.split(b"\n")
        subjects = {line.partition(b" ")[0] for line in lines if line}
        yield Block(len(data), len(lines) - 1, array("q", map(hash, subjects)), _is_odd(data))


def statements(stream: IO[bytes], wanted: Wanted, known: Sequence[Block] = ()) -> Iterator[tuple[int, Located]]:
    """The number of each line about a node that is asked for, and its statement; offsets are those in the line.

    `known`: the first blocks of the file.
    """
    subjects = {b"", *(f"<{each.value}>".encode() for each in wanted.subjects)}  # "": a line that begins with a space
    inside = [f"<{each.value}>".encode() for each in wanted.mentioned] + ([b"_:"] if wanted.blanks else [])
    hashes = set(map(hash, subjects))
    before = 0
    for block in () if inside else known:
        data = stream.read(block.size)
        if block.odd or not hashes.isdisjoint(block.subjects):
            yield from _in_block(data.split(b"\n"), before, subjects, inside, odd=block.odd)
        before += block.lines
    while data := _next(stream):
        lines, odd = data.split(b"\n"), _is_odd(data)
        if odd or inside or not subjects.isdisjoint([line.partition(b" ")[0] for line in lines if line]):
            yield from _in_block(lines, before, subjects, inside, odd=odd)
        before += len(lines) - 1


def _next(stream: IO[bytes]) -> bytes:
    """The next lines of a file."""
    data = stream.read(_BLOCK)
    return data + stream.readline() if data else data


def _in_block(
    lines: Sequence[bytes], before: int, subjects: set[bytes], inside: Sequence[bytes], *, odd: bool
) -> Iterator[tuple[int, Located]]:
    for number, line in enumerate(lines, before + 1):
        if (line.partition(b" ")[0] in subjects or odd or (inside and any(each in line for each in inside))) and (
            match := _LINE.match(line.decode("utf-8", "replace"))
        ):
            terms = (term_of(match[1]), term_of(match[2]).value, term_of(match[3]))
            yield number, Located(*terms, match.start(1), match.start(2), match.start(3))


def _is_odd(block: bytes) -> bool:
    """Whether some lines may have tabs, or escapes in IRIs: then what they are about is not seen at once."""
    return b"\t" in block or (b"\\" in block and (b"\\u" in block or b"\\U" in block))
