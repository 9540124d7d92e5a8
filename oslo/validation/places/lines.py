"""The places of statements in N-Triples and N-Quads: one on a line, so a file of any size can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from .statements import Located, Wanted, term_of

_LINE = re.compile(
    r"\s*(<[^<>]*>|_:\S+)\s*(<[^<>]*>)\s*(<[^<>]*>|_:[^\s<]+|\"(?:[^\"\\]|\\.)*\"(?:@[\w\-]+|\^\^<[^<>]*>)?)"
)


def statements(stream: IO[bytes], wanted: Wanted) -> Iterator[tuple[int, Located]]:
    """The number of each line about a node that is asked for, and its statement; offsets are those in the line."""
    subjects = {f"<{each.value}>" for each in wanted.subjects}
    mentioned = {f"<{each.value}>" for each in wanted.mentioned}
    for number, data in enumerate(stream, 1):
        line = data.decode("utf-8", "replace")
        first = line.split(None, 1)[:1]
        if first and (
            first[0] in subjects
            or (wanted.blanks and "_:" in line)
            or any(each in line for each in mentioned)
            or (first[0].startswith("<") and (not first[0].endswith(">") or "\\" in first[0]))
        ):
            match = _LINE.match(line)
            if match:
                yield (
                    number,
                    Located(
                        term_of(match[1]),
                        term_of(match[2]).value,
                        term_of(match[3]),
                        match.start(1),
                        match.start(2),
                        match.start(3),
                    ),
                )
