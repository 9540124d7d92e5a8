"""Where to cut a file of records, so that several processes can read it: before lines, at about equal distances.

The bytes are looked at once. A line that begins inside quotes is no record: a cut is made where the number of quotes is
even. That is a guess, as a quote can stand alone; the reader of a piece knows better, and where a cut is inside a row,
it reads on to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from .characters import Encoding

AT_ONCE = 1 << 18  # bytes
_FAR = 1 << 20  # bytes in which a line with an even number of quotes before it is looked for


Look = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file: the byte and the number of the line at which it begins, and the bytes where it can end.

    Each end is the beginning of a later piece. `encoding`: that of the whole file, if it was looked for.
    """

    start: int
    line: int
    ends: Sequence[int] = ()
    encoding: Encoding | None = None

    @property
    def is_first(self) -> bool:
        """Whether it begins where the file does."""
        return self.start == 0

    def read(self, file: IO[bytes]) -> Iterator[bytes | None]:
        """The bytes of a file from here on, with None where the piece can end."""
        at = self.start
        file.seek(at)
        for end in self.ends:
            while at < end and (data := file.read(min(AT_ONCE, end - at))):
                at += len(data)
                yield data
            yield None
        while data := file.read(AT_ONCE):
            yield data

    def lines(self, file: IO[bytes], limit: int) -> Iterator[bytes]:
        """The lines of a file from here to the first end; those over a limit are broken off there."""
        at = self.start
        file.seek(at)
        while (not self.ends or at < self.ends[0]) and (line := file.readline(limit)):
            at += len(line)
            yield line


def cuts(file: IO[bytes], size: int, *, quotes: bool, look: Look = bytes) -> list[tuple[int, int]]:
    r"""The byte and the number of the first line after each `size` bytes of a file; `look` at its bytes on the way.

    >>> import io
    >>> cuts(io.BytesIO(b'nr,naam\n1,"An\nna"\n2,Jo\n3,Bo\n'), 9, quotes=True)
    [(18, 4)]
    """
    found: list[tuple[int, int]] = []
    at, lines, odd, wanted = 0, 1, 0, size
    while data := file.read(AT_ONCE):
        look(data)
        start = 0  # of what has not been counted
        while wanted < at + len(data):
            before = max(wanted - at, start)
            odd ^= quotes and data.count(b'"', start, before) & 1
            lines += data.count(b"\n", start, before)
            start = before
            end = data.find(b"\n", start) + 1
            while end:
                odd ^= quotes and data.count(b'"', start, end) & 1
                lines += 1
                start = end
                if not odd or at + end > wanted + _FAR:
                    found.append((at + end, lines))
                    wanted, odd = at + end + size, 0
                    break
                end = data.find(b"\n", start) + 1
            if not end:
                break
        odd ^= quotes and data.count(b'"', start) & 1
        lines += data.count(b"\n", start)
        at += len(data)
    return found if not found or found[-1][0] < at else found[:-1]


def pieces_of(file: IO[bytes], size: int, *, quotes: bool, look: Look = bytes) -> list[Piece]:
    """A file in pieces of about `size` bytes; `look` at its bytes on the way."""
    starts = [(0, 1), *cuts(file, size, quotes=quotes, look=look)]
    ends = [start for start, _ in starts[1:]]
    return [Piece(start, line, ends[number:]) for number, (start, line) in enumerate(starts)]
