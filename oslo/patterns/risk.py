"""How long `re` may take over a text, from the program of a pattern.

A choice of which the ways begin with different characters is decided by the next one. Any other choice may be tried in
each of its ways: that doubles the work, and in a repetition multiplies it by the length of the text. There is no bound
if one and the same text leads from a place in the pattern back to it in two ways (`ambiguity.py`).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from .ambiguity import Automaton
from .program import Op, Program

MOST_ANALYSED = 500
"""Of a program of more steps no bound is looked for."""


@dataclass(frozen=True, slots=True)
class Risk:
    """The steps of `re` are at most (length + 1) ** `power` * `factor`; no bound is known if `power` is None."""

    power: int | None
    factor: int = 1

    def longest(self, most: int, more: int = 0) -> int:
        """The length of a text that takes at most so many steps; `more` is added to the power.

        >>> Risk(1).longest(10**6) > 10**9, Risk(2, 4).longest(10**6), Risk(None).longest(10**6)
        (True, 499, -1)
        """
        if self.power is None:
            return -1
        power = self.power + more
        return sys.maxsize if power == 1 and self.factor == 1 else int((most / self.factor) ** (1 / power)) - 1


def risk(program: Program, pattern: str) -> Risk:
    """The bound of a match of the whole text."""
    if len(program.steps) > MOST_ANALYSED:
        return Risk(None)
    automaton = Automaton(program, pattern)
    power, factor, inside = 1, 1, set[int]()
    for step in program.steps:
        if step.op in (Op.LOOK, Op.ATOM, Op.BACK, Op.IF):
            if step.loop is not None:
                return Risk(None)
            power += 1
        elif step.op is Op.SPLIT and not automaton.is_decided(step):
            power += step.is_loop
            factor *= 1 if step.is_loop else 2
            inside |= {step.loop} if step.loop is not None else set()
    if inside and automaton.is_unbounded():
        return Risk(None)
    return Risk(power + len(inside), factor)
