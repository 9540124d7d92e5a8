"""A program run over a text, with a count of its steps.

The choices are tried in the order of `re`. A choice that led nowhere is not tried again at the same place, so the
number of steps grows with the length of the text, not with the number of ways through it. Only where what follows
depends on the text of a group (`remembers`) each way counts, and the run ends at its limit.
"""

from __future__ import annotations

from .program import Op, Program


class Exhausted(Exception):  # noqa: N818  not an error: it ends a run
    """A run that came to its limit."""


Spans = tuple[int, ...]
"""Begin and end of the whole and of each group, -1 for a group without a text."""


class Run:
    """The run of a program over one text; Exhausted after `most` steps."""

    def __init__(self, program: Program, text: str, most: int) -> None:
        self.program, self.text, self.left = program, text, most

    def fullmatch(self) -> Spans | None:
        """The spans if the whole text matches."""
        begin = (-1,) * (2 * self.program.groups + 2)
        found = self._from(0, 0, begin, set(), whole=True)
        return found and (0, found[0], *found[1][2:])

    def search(self) -> Spans | None:
        """The spans of the first place that matches."""
        begin = (-1,) * (2 * self.program.groups + 2)
        tried = set[object]()
        for start in range(len(self.text) + 1):
            if found := self._from(0, start, begin, tried):
                return (start, found[0], *found[1][2:])
        return None

    def _from(
        self, at: int, place: int, spans: Spans, tried: set[object], whole: bool = False
    ) -> tuple[int, Spans] | None:
        """Where a match that begins at a step and a place ends, and its spans."""
        steps, text, end = self.program.steps, self.text, len(self.text)
        forgets = not self.program.remembers
        waiting = [(at, place, spans)]
        while waiting:
            at, place, spans = waiting.pop()
            while True:
                self.left -= 1
                if self.left < 0:
                    raise Exhausted
                op, what, to, other, _, _ = steps[at]
                if op is Op.ONE:
                    if place == end or what(text, place) is None:
                        break
                    at, place = at + 1, place + 1
                elif op is Op.SPLIT:
                    key: object = at * (end + 1) + place if forgets else (at, place, spans)
                    if key in tried:
                        break
                    tried.add(key)
                    waiting.append((other, place, spans))
                    at = to
                elif op is Op.JUMP:
                    at = to
                elif op is Op.SAVE:
                    spans = (*spans[:what], place, *spans[what + 1 :])
                    at += 1
                elif op is Op.AT:
                    if what(text, place) is None:
                        break
                    at += 1
                elif op is Op.MATCH:
                    if whole and place < end:
                        break
                    return place, spans
                elif op is Op.IF:
                    at = to if spans[2 * what + 1] >= 0 else other
                elif op is Op.BACK:
                    length = self._again(what, place, spans)
                    if length is None:
                        break
                    at, place = at + 1, place + length
                elif op is Op.LOOK:
                    wanted, back = what
                    inside = self._from(other, place - back, spans, set()) if place >= back else None
                    if (inside is not None) is not wanted:
                        break
                    spans = inside[1] if inside is not None else spans
                    at = to
                else:
                    inside = self._from(other, place, spans, set())
                    if inside is None:
                        break
                    at, (place, spans) = to, inside
        return None

    def _again(self, what: tuple[int, bool], place: int, spans: Spans) -> int | None:
        """The length of the text of a group, if it stands at a place once more."""
        number, folds = what
        begin, end = spans[2 * number], spans[2 * number + 1]
        if end < 0:
            return None
        wanted, found = self.text[begin:end], self.text[place : place + end - begin]
        self.left -= len(wanted)
        same = wanted == found or (folds and wanted.lower() == found.lower())
        return len(wanted) if same else None
