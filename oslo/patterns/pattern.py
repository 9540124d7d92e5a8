"""A pattern that gives the answers of `re` without its worst times.

`re` itself matches wherever a bound on its steps is known and small; that is nearly always. Elsewhere the program of
the pattern runs, slower but in steps that grow with the length of the text. `GaveUp` says where even these are too
many: with references to groups, or looks ahead from each place of a long text.

One thing may differ from `re`: a turn of a repetition that reads nothing, as in `(a?)*`, is not kept.
"""

from __future__ import annotations

import re
import warnings
from functools import cached_property, lru_cache

from .program import PatternError as PatternError, Program, compile_program
from .risk import Risk, risk
from .running import Exhausted, Run, Spans

QUICK = 4_000_000
"""A text is left to `re` if it takes at most so many steps, some hundredths of a second."""

MOST_STEPS = 2_000_000
"""A run over a text ends after so many steps, some seconds. After each end the pattern gets half as many."""

_FEWEST = 1_000


class GaveUp(ValueError):  # noqa: N818  a text is refused by it, as by any ValueError of a step
    """A match that takes too long to know whether it is one."""


class Found:
    """What matched: the whole and its groups by their numbers, None for a group without a text."""

    __slots__ = ("_spans", "_text")

    def __init__(self, text: str, spans: Spans) -> None:
        self._text, self._spans = text, spans

    def __getitem__(self, number: int) -> str | None:
        begin, end = self._spans[2 * number : 2 * number + 2]
        return None if end < 0 else self._text[begin:end]


class Pattern:
    """A regular expression of Python.

    >>> Pattern("(a+)+b").fullmatch("a" * 5000) is None, Pattern("([a-z]+)-([0-9]+)").fullmatch("ab-12")[2]
    (True, '12')

    Raises PatternError for a text that is none.
    """

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # on what a later version of Python may read in another way
                self._re = re.compile(text, flags)
        except re.error as error:
            raise PatternError(text, str(error)) from None
        except (RecursionError, OverflowError):
            raise PatternError(text, "nested too deeply, or repeated too often") from None
        self.groups = self._re.groups
        self._most = MOST_STEPS

    @cached_property
    def _program(self) -> Program:
        return compile_program(self.text, self._re.flags)

    @cached_property
    def _risk(self) -> Risk:
        try:
            return risk(self._program, self.text)
        except PatternError:
            return Risk(None)

    @cached_property
    def _whole(self) -> int:
        """The length of a text up to which `re` matches the whole of it."""
        return self._risk.longest(QUICK)

    @cached_property
    def _anywhere(self) -> int:
        """The same for a search, which begins at each place."""
        return self._risk.longest(QUICK, more=1)

    def fullmatch(self, text: str) -> re.Match[str] | Found | None:
        """What matches the whole text. Raises GaveUp where that takes too long."""
        return self._re.fullmatch(text) if len(text) <= self._whole else self._run(text, whole=True)

    def search(self, text: str) -> re.Match[str] | Found | None:
        """The first place that matches. Raises GaveUp where that takes too long."""
        return self._re.search(text) if len(text) <= self._anywhere else self._run(text, whole=False)

    def _run(self, text: str, *, whole: bool) -> Found | None:
        try:
            run = Run(self._program, text, self._most)
            spans = run.fullmatch() if whole else run.search()
        except (Exhausted, PatternError):
            steps, self._most = self._most, max(self._most // 2, _FEWEST)
            raise GaveUp(f"gave up after {steps:,} steps of the pattern {self.text}") from None
        return None if spans is None else Found(text, spans)


@lru_cache(maxsize=1 << 8)
def pattern(text: str, flags: int = 0) -> Pattern:
    """A pattern, kept for the next time."""
    return Pattern(text, flags)
