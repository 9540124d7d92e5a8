"""The places of statements in N-Triples and N-Quads: one on a line, so a file of any size can be searched.

Most blocks of a file have no line that is asked for. Which these are may be known beforehand (`Block`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO

from ..survey import Block
from .statements import Located, Wanted, term_of

_LINE = re.compile(
    r"\s*(<[^<>]*>|_:\S+)\s*(<[^<>]*>)\s*(<[^<>]*>|_:[^\s<]+|\"(?:[^\"\\]|\\.)*\"(?:@[\w\-]+|\^\^<[^<>]*>)?)"
)
_BLOCK = 1 << 15  # bytes


def statements(stream: IO[bytes], wanted: Wanted) -> Iterator[tuple[int, Located]]:
    """The number of each line about a node that is asked for, and its statement; offsets are those in the line."""
    subjects = {"", *_subjects(wanted)}  # "": a line that begins with a space
    inside = [f"<{each.value}>" for each in wanted.mentioned] + (["_:"] if wanted.blanks else [])
    before = 0
    while data := _next(stream):
        lines, odd = data.decode("utf-8", "replace").split("\n"), _is_odd(data)
        if odd or inside or not subjects.isdisjoint([line.partition(" ")[0] for line in lines if line]):
            yield from _in_block(lines, before, subjects, inside, odd=odd)
        before += len(lines) - 1


def statements_in(text: str, blocks: Sequence[Block], wanted: Wanted) -> Iterator[tuple[int, Located]]:
    """The same of canonical text, for subjects."""
    by_hash, before = {hash(each): each for each in _subjects(wanted)}, 1
    for block in blocks:
        found = [by_hash[each] for each in block.subjects if each in by_hash]
        line, counted = before, block.start
        for start in sorted(start for node in found for start in _starts(text, f"{node} ", block)):
            line, counted = line + text.count("\n", counted, start), start
            if located := _located(text[start : text.find("\n", start)]):
                yield line, located
        before += block.lines


def _starts(text: str, beginning: str, block: Block) -> Iterator[int]:
    """Where the lines of a block that begin so begin."""
    if text.startswith(beginning, block.start, block.end):
        yield block.start
    at = text.find(f"\n{beginning}", block.start, block.end)
    while at >= 0:
        yield at + 1
        at = text.find(f"\n{beginning}", at + 1, block.end)


def _subjects(wanted: Wanted) -> set[str]:
    return {f"<{each.value}>" for each in wanted.subjects}


def _next(stream: IO[bytes]) -> bytes:
    """The next lines of a file."""
    data = stream.read(_BLOCK)
    return data + stream.readline() if data else data


def _in_block(
    lines: Sequence[str], before: int, subjects: set[str], inside: Sequence[str], *, odd: bool
) -> Iterator[tuple[int, Located]]:
    for number, line in enumerate(lines, before + 1):
        if (line.partition(" ")[0] in subjects or odd or (inside and any(each in line for each in inside))) and (
            located := _located(line)
        ):
            yield number, located


def _located(line: str) -> Located | None:
    if (match := _LINE.match(line)) is None:
        return None
    terms = (term_of(match[1]), term_of(match[2]).value, term_of(match[3]))
    return Located(*terms, match.start(1), match.start(2), match.start(3))


def _is_odd(block: bytes) -> bool:
    """Whether some lines may have tabs, or escapes in IRIs: then what they are about is not seen at once."""
    return b"\t" in block or (b"\\" in block and (b"\\u" in block or b"\\U" in block))
