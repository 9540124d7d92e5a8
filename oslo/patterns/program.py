"""A regular expression as a program of small instructions, from the tree that `re` parses.

What reads one character, and what reads none, stays with `re` as a pattern of its own; a program only says what comes
after what. Repetitions with numbers are written out.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

_parser: Any = importlib.import_module("re._parser")
_compiler: Any = importlib.import_module("re._compiler")
_names: Any = importlib.import_module("re._constants")

MOST_INSTRUCTIONS = 100_000
"""A program is no longer than this."""


Match = Callable[[str, int], "re.Match[str] | None"]
"""From a text and a place to what is there."""


class PatternError(ValueError):
    """A text that is no regular expression, or one that is too large."""

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        super().__init__(why)


class Op(Enum):
    """What an instruction does."""

    ONE = "reads one character, by a pattern"
    AT = "asks something of a place, by a pattern"
    SPLIT = "goes on at two places, the first of them first"
    JUMP = "goes on at another place"
    SAVE = "keeps the place as the begin or the end of a group"
    BACK = "reads the text of a group again"
    IF = "goes on at one of two places, by whether a group has a text"
    LOOK = "asks whether a program matches here"
    ATOM = "reads what a program matches here first, and nothing else"
    MATCH = "ends the program"


class Step(NamedTuple):
    """An instruction; `to` and `other`: where to go on; `loop`: the outermost unbounded repetition around it."""

    op: Op
    what: Any = None
    to: int = 0
    other: int = 0
    loop: int | None = None
    is_loop: bool = False


@dataclass
class Program:
    """The steps of a pattern. `remembers`: what follows depends on groups, so a place may have to be tried again."""

    steps: list[Step] = field(default_factory=list)
    groups: int = 0
    remembers: bool = False


def compile_program(pattern: str, flags: int) -> Program:
    """The program of a pattern. Raises PatternError for one that `re` does not take, and for one that is too large."""
    try:
        tree = _parser.parse(pattern, flags)
        compiler = _Compiler()
        compiler.sequence(tree, tree.state.flags)
    except re.error as error:
        raise PatternError(pattern, str(error)) from None
    except (RecursionError, OverflowError):
        raise PatternError(pattern, "nested too deeply, or repeated too often") from None
    compiler.add(Op.MATCH)
    return Program(compiler.steps, tree.state.groups - 1, compiler.remembers)


@dataclass
class _Compiler:
    """Writes the steps of a tree, one after the other."""

    steps: list[Step] = field(default_factory=list)
    around: int | None = None
    remembers: bool = False

    def add(self, op: Op, what: Any = None, **more: Any) -> int:
        """One more step; its place."""
        if len(self.steps) >= MOST_INSTRUCTIONS:
            raise OverflowError(f"larger than {MOST_INSTRUCTIONS} steps, with its repetitions written out")
        self.steps.append(Step(op, what, loop=self.around, **more))
        return len(self.steps) - 1

    def aim(self, at: int, to: int, other: int = 0) -> None:
        """Say where a step that was written goes on."""
        self.steps[at] = self.steps[at]._replace(to=to, other=other)

    def sequence(self, items: Iterable[Any], flags: int) -> None:
        """The steps of some nodes of a tree, in their order."""
        for op, argument in items:
            if op in _ONE:
                self.add(Op.ONE, self.own(op, argument, flags))
            elif op is _names.AT:
                self.add(Op.AT, self.own(op, argument, flags))
            else:
                _WRITERS[op](self, argument, flags)

    def own(self, op: Any, argument: Any, flags: int) -> Match:
        """One node of a tree as a function: from a text and a place to a match or None."""
        return _own(op, tuple(argument) if isinstance(argument, list) else argument, flags)

    def branch(self, argument: Any, flags: int) -> None:
        """`a|b|c`."""
        *first, last = argument[1]
        ends = []
        for each in first:
            split = self.add(Op.SPLIT)
            self.sequence(each, flags)
            ends.append(self.add(Op.JUMP))
            self.aim(split, split + 1, len(self.steps))
        self.sequence(last, flags)
        for end in ends:
            self.aim(end, len(self.steps))

    def group(self, argument: Any, flags: int) -> None:
        """`(a)`, `(?:a)`, `(?i:a)`."""
        number, more, less, inner = argument
        if number is not None:
            self.add(Op.SAVE, 2 * number)
        self.sequence(inner, _compiler._combine_flags(flags, more, less))
        if number is not None:
            self.add(Op.SAVE, 2 * number + 1)

    def repeat(self, argument: Any, flags: int, greedy: bool = True) -> None:
        """`a*`, `a{2,5}`: those that must be there, then either a loop or those that may be."""
        least, most, inner = argument
        for _ in range(least):
            self.sequence(inner, flags)
        if most is _names.MAXREPEAT:
            self.loop(inner, flags, greedy)
            return
        splits = []
        for _ in range(most - least):
            splits.append(self.add(Op.SPLIT))
            self.sequence(inner, flags)
        for split in splits:
            self.choose(split, split + 1, len(self.steps), greedy)

    def loop(self, inner: Any, flags: int, greedy: bool) -> None:
        """`a*`, or `a*?` if not greedy."""
        split = self.add(Op.SPLIT, is_loop=True)
        before, self.around = self.around, split if self.around is None else self.around
        self.sequence(inner, flags)
        self.add(Op.JUMP, to=split)
        self.around = before
        self.choose(split, split + 1, len(self.steps), greedy)

    def choose(self, split: int, inside: int, after: int, greedy: bool) -> None:
        """Say what a repetition tries first: once more if it is greedy."""
        first, second = (inside, after) if greedy else (after, inside)
        self.aim(split, first, second)

    def apart(self, op: Op, inner: Any, flags: int, what: Any = None) -> None:
        """A program inside the program, which ends by itself; it begins at the next step."""
        at = self.add(op, what)
        self.sequence(inner, flags)
        self.add(Op.MATCH)
        self.aim(at, len(self.steps), at + 1)

    def look(self, argument: Any, flags: int, wanted: bool = True) -> None:
        """`(?=a)`, `(?<=a)`, and with `!`: whether it matches, before this place or after it."""
        direction, inner = argument
        back = inner.getwidth()[0] if direction < 0 else 0
        self.apart(Op.LOOK, inner, flags, (wanted, back))

    def back(self, argument: Any, flags: int) -> None:
        r"""`\1`, `(?P=name)`."""
        self.remembers = True
        self.add(Op.BACK, (argument, bool(flags & re.IGNORECASE)))

    def when(self, argument: Any, flags: int) -> None:
        """`(?(1)a|b)`."""
        number, yes, no = argument
        self.remembers = True
        test = self.add(Op.IF, number)
        self.sequence(yes, flags)
        end = self.add(Op.JUMP)
        self.aim(test, test + 1, len(self.steps))
        self.sequence(no or (), flags)
        self.aim(end, len(self.steps))

    def possessive(self, argument: Any, flags: int) -> None:
        """`a*+`: as `(?>a*)`."""
        self.apart(Op.ATOM, [(_names.MAX_REPEAT, argument)], flags)


@lru_cache(maxsize=1 << 10)
def _own(op: Any, argument: Any, flags: int) -> Match:
    state = _parser.State()
    state.flags = flags
    part = _parser.SubPattern(state, [(op, list(argument) if isinstance(argument, tuple) else argument)])
    own: re.Pattern[str] = _compiler.compile(part, flags)
    return own.match


_ONE = (_names.LITERAL, _names.NOT_LITERAL, _names.ANY, _names.IN)
_WRITERS: dict[Any, Any] = {
    _names.BRANCH: _Compiler.branch,
    _names.SUBPATTERN: _Compiler.group,
    _names.MAX_REPEAT: _Compiler.repeat,
    _names.MIN_REPEAT: lambda self, argument, flags: self.repeat(argument, flags, greedy=False),
    _names.POSSESSIVE_REPEAT: _Compiler.possessive,
    _names.ATOMIC_GROUP: lambda self, argument, flags: self.apart(Op.ATOM, argument, flags),
    _names.ASSERT: _Compiler.look,
    _names.ASSERT_NOT: lambda self, argument, flags: self.look(argument, flags, wanted=False),
    _names.GROUPREF: _Compiler.back,
    _names.GROUPREF_EXISTS: _Compiler.when,
    _names.FAILURE: lambda self, argument, flags: self.add(Op.AT, lambda text, place: None),
}
"""What writes the steps of a node, by the operator that `re` gives it."""
