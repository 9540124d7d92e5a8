"""Whether one text can lead through a pattern in several ways.

The places are the steps that read a character. Of two ways that read the same text, a pair of places says where each of
them is. If such a pair lies on a circle from one place back to it, the number of ways doubles with each turn (A. Weber
and H. Seidl, On the degree of ambiguity of finite automata, 1991).
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .program import Op, Program, Step

MOST_PLACES = 50
"""With more places the pairs are too many to look at."""

_END = "end"
_BEYOND = "\u0663\u2003\u00e9\u20ac\u212a\u017f\u0130\u0131\u00b5"  # digit, blank, letter, sign, and odd capitals
_SAMPLE = "".join(map(chr, range(128))) + _BEYOND
_Follow = Counter[int]


class Automaton:
    """The places of a program, what each of them reads, and which follow which."""

    def __init__(self, program: Program, pattern: str) -> None:
        self._steps = program.steps
        self._sample = _SAMPLE + "".join({char for char in pattern if char > "\x7f"})
        self._has_ranges = any(char > "\x7f" for char in pattern) or "\\u" in pattern.lower() or "\\x" in pattern
        self._read: dict[int, frozenset[str]] = {}

    def is_decided(self, split: Step) -> bool:
        """Whether the next character says which way to go."""
        first, second = (self._begins(at) for at in (split.to, split.other))
        return first is not None and second is not None and first.isdisjoint(second)

    def _begins(self, at: int) -> frozenset[str] | None:
        """The characters with which the text after a step can begin; None if that is not known."""
        following = self._following(at)
        if following is None or any(self._steps[each].op not in (Op.ONE, Op.MATCH) for each in following):
            return None
        return frozenset().union(*map(self._reads, following))

    def _reads(self, place: int) -> frozenset[str]:
        """The characters that a place reads, of a sample that tells apart whatever a pattern can."""
        if place not in self._read:
            step = self._steps[place]
            if step.op is Op.MATCH:
                return frozenset({_END})
            chars = frozenset(char for char in self._sample if step.what(char, 0))
            # A range of other characters may overlap with another one that the sample does not show.
            self._read[place] = chars | {"beyond"} if self._has_ranges and not chars.isdisjoint(_BEYOND) else chars
        return self._read[place]

    def _following(self, at: int) -> _Follow | None:
        """The places that come next, each with the number of ways to it; None if a repetition may read nothing."""
        found, waiting = _Follow(), [(at, frozenset[int]())]
        while waiting:
            place, above = waiting.pop()
            if place in above or len(waiting) > len(self._steps):
                return None
            step = self._steps[place]
            if step.op is Op.SPLIT or step.op is Op.IF:
                waiting += [(each, above | {place}) for each in (step.to, step.other)]
            elif step.op is Op.JUMP or step.op is Op.LOOK:
                waiting.append((step.to, above | {place}))
            elif step.op is Op.SAVE or step.op is Op.AT:
                waiting.append((place + 1, above))
            else:
                found[place] += 1
        return found

    @cached_property
    def _follow(self) -> dict[int, _Follow] | None:
        """What follows each place that reads a character; None if it is not known, or too much to look at."""
        places = [at for at, step in enumerate(self._steps) if step.op is Op.ONE]
        following = {at: self._following(at + 1) for at in places} if len(places) <= MOST_PLACES else {0: None}
        return None if None in following.values() else {at: each for at, each in following.items() if each is not None}

    def is_unbounded(self) -> bool:
        """Whether the number of ways may grow without a bound for its power; True where that is not known."""
        if self._follow is None:
            return True
        ahead: dict[tuple[int, int], set[tuple[int, int]]] = {}
        back: dict[tuple[int, int], set[tuple[int, int]]] = {}
        waiting = [(place, place) for place in self._follow]
        while waiting:
            pair = waiting.pop()
            if pair in ahead:
                continue
            ahead[pair] = set(self._next(pair))
            for each in ahead[pair]:
                back.setdefault(each, set()).add(pair)
            waiting += ahead[pair]
        for place, following in self._follow.items():
            onto = _reached((place, place), ahead)
            around = onto & _reached((place, place), back)
            if any(one != other for one, other in around):
                return True
            if any(count > 1 and (each, each) in around for each, count in following.items()):
                return True
        return False

    def _next(self, pair: tuple[int, int]) -> list[tuple[int, int]]:
        """The pairs that come next by reading the same character."""
        follow = self._follow or {}
        one, other = (
            [each for each in follow[place] if self._steps[each].op is Op.ONE] for place in pair
        )  # what ends the program reads nothing
        return [(a, b) for a in one for b in other if a == b or not self._reads(a).isdisjoint(self._reads(b))]


def _reached(start: tuple[int, int], ways: dict[tuple[int, int], set[tuple[int, int]]]) -> set[tuple[int, int]]:
    """The pairs to which some ways lead."""
    found, waiting = set[tuple[int, int]](), list(ways.get(start, ()))
    while waiting:
        pair = waiting.pop()
        if pair not in found:
            found.add(pair)
            waiting += ways.get(pair, ())
    return found
