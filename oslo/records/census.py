"""What the records of a file have, by path, so that what a mapping did not read can be named.

A census counts while records are read. Afterwards it is compared with what was asked (`Asked`): what nobody
asked for is `unread`, and what was asked and is nowhere is `unfound`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from .base import Record
from .layout import Asked

POSITION = re.compile("[0-9]{1,9}")
"""A step of a path in JSON that is the position of an item, from 0."""


class Unread(NamedTuple):
    """A path that has values which nobody asked for: how many, and the line of the first.

    `file`: the name of its file, if that is not the first of several.
    """

    path: str
    times: int
    line: int | None
    file: str | None = None


Count = Callable[[Record], None]


class Census(ABC):
    """What the records of a file have."""

    @abstractmethod
    def counter(self, asked: Sequence[Asked]) -> Count | None:
        """The function that counts a record; None if there is nothing to count."""

    @abstractmethod
    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        """What is there and was not asked for, in the order in which it was met, but for paths that are `ignored`."""

    @abstractmethod
    def finds(self, asked: Asked) -> bool:
        """Whether any record has something at a path; true if there are no records."""

    def join(self, other: Census, file: str | None) -> bool:
        """Take over what a later file has, if the two can be one; so that many small files are compared once.

        `file`: its name; None for a later piece of the same file.
        """
        return False

    def shown(self, asked: Asked) -> str:
        """A path, from its record, as messages name it."""
        return "/".join((*asked.base, asked.path))

    def hint(self, asked: Asked) -> str:
        """Why a path is not found, if that can be seen, as the end of a message."""
        return ""


class TableCensus(Census):
    """The columns of a table. Only those that are not asked for are counted; one that is asked for is always there."""

    def __init__(self, columns: Sequence[str], number_of: Callable[[str], int | None]) -> None:
        self._columns, self._number_of = columns, number_of
        self._counts: Counter[int] = Counter()
        self._lines: dict[int, int | None] = {}

    def join(self, other: Census, file: str | None) -> bool:
        if file is not None or not isinstance(other, TableCensus):
            return False
        self._counts.update(other._counts)
        self._lines = {**other._lines, **self._lines}
        return True

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        read = {self._number_of(each.path) for each in asked}
        others = [number for number in range(len(self._columns)) if number not in read]
        counts, lines = self._counts, self._lines

        def count_row(record: Record) -> None:
            row = record.data
            for number in others:
                if row[number] is not None:
                    counts[number] += 1
                    if number not in lines:
                        lines[number] = record.line

        return count_row if others else None

    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        read = {self._number_of(each.path) for each in asked}
        for number, times in sorted(self._counts.items()):
            name = self._columns[number] or f"column {number + 1}"
            if number not in read and name not in ignored:
                yield Unread(name, times, self._lines[number])

    def finds(self, asked: Asked) -> bool:
        return True


class Node:
    """A name in a tree of records: how many values it has itself, the line of the first, and what is below it."""

    __slots__ = ("children", "count", "file", "lengths", "line")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.count = 0
        self.line: int | None = None
        self.file: str | None = None  # of the first value, if that is not the first of several
        self.lengths: dict[int, int] = {}  # how many lists there are of each length

    def join(self, other: Node, file: str | None) -> None:
        """Add what another tree has, of a later file."""
        if other.line is not None and self.line is None and not self.count:
            self.line, self.file = other.line, other.file or file
        elif other.count and not self.count:
            self.file = other.file or file
        self.count += other.count
        for size, times in other.lengths.items():
            self.lengths[size] = self.lengths.get(size, 0) + times
        for name, child in other.children.items():
            self.children.setdefault(name, Node()).join(child, file)


class Reading:
    """What of a tree was read: whole nodes, and items of lists by their number.

    `joint` stands between the names of a path. Paths that are `ignored` count as read.
    """

    def __init__(self, joint: str = ".", ignored: Container[str] = ()) -> None:
        self.joint, self.ignored = joint, ignored
        self.nodes: set[int] = set()
        self.items: dict[int, set[int]] = {}

    def mark(self, node: Node, *, below: bool = False, but: str = "") -> None:
        """A node is read, `below` with all that is below it, `but` for names that begin with a sign."""
        self.nodes.add(id(node))
        for name, child in node.children.items() if below else ():
            if not but or not name.startswith(but):
                self.mark(child, below=True, but=but)

    def unread(self, node: Node, show: Callable[[str], str], path: str = "") -> Iterator[Unread]:
        """What is not read of a node and below it, each with its path as `show` makes it.

        Several unread names below one name, if all below it are unread, are given as `name.*`.
        """
        own = [] if id(node) in self.nodes else list(self._own(node, show(path)))
        below = [
            each
            for name, child in node.children.items()
            for each in self.unread(child, show, f"{path}{self.joint}{name}" if path else name)
        ]
        if path and not own and len(below) > 1 and len(below) == _leaves(node):
            yield Unread(f"{show(path)}{self.joint}*", sum(each.times for each in below), *below[0][2:])
        else:
            yield from own + below

    def _own(self, node: Node, path: str) -> Iterator[Unread]:
        if path in self.ignored:
            return
        items = self.items.get(id(node), set())
        listed = node.lengths.items() if items else ()
        if (values := node.count - sum(size * times for size, times in listed)) > 0:
            yield Unread(path, values, node.line, node.file)
        if others := sum(times * sum(at not in items for at in range(size)) for size, times in listed):
            first = next(at for at in count() if at not in items)
            yield Unread(
                f"{path}.{first} and {'more' if first > max(items) else 'others'}", others, node.line, node.file
            )


def _leaves(node: Node) -> int:
    return sum(bool(child.count) + _leaves(child) for child in node.children.values())


class JsonCensus(Census):
    """The names in JSON objects. A list stands for its items, as in paths.

    `split`: from a path to its steps. `records`: the path in the document where the records are.
    """

    def __init__(self, split: Callable[[str], list[str]], records: str = "") -> None:
        self._split, self._above = split, split(records)
        self.root = self.records = Node()
        for step in self._above:
            self.records = self.records.children.setdefault(step, Node())

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        node = self.records
        return lambda record: count_object(node, record.data, record.line)

    def join(self, other: Census, file: str | None) -> bool:
        if not isinstance(other, JsonCensus) or type(other) is not type(self) or other._above != self._above:
            return False
        self.root.join(other.root, file)
        return True

    def count_outside(self, document: Any) -> None:
        """Count what a document has besides its records."""
        _count_but(self.root, document, self._above)

    def unread(self, asked: Sequence[Asked], ignored: Container[str] = ()) -> Iterator[Unread]:
        reading = Reading(ignored=ignored)
        for each in asked:
            steps = self._steps(each)
            for node in self._resolve(self.root, steps, reading):
                if not (
                    steps and POSITION.fullmatch(steps[-1]) and id(node) in reading.items
                ):  # one item is not the list
                    reading.mark(node, below=each.whole)
        yield from reading.unread(self.records, str)
        reading.mark(self.records, below=True)
        yield from reading.unread(self.root, "$$.{}".format)

    def finds(self, asked: Asked) -> bool:
        return not self.records.children or any(True for _ in self._resolve(self.root, self._steps(asked), Reading()))

    def shown(self, asked: Asked) -> str:
        steps = self._steps(asked)
        inside = steps[: len(self._above)] == self._above
        return ".".join(steps[len(self._above) :] if inside else ["$$", *steps])

    def _steps(self, asked: Asked) -> list[str]:
        """The steps of a path from the root of the document, through the parts around it."""
        record = self._split(asked.root or "")
        steps = list(record)
        for path in (*asked.base, asked.path):
            whole, record_path = path.startswith("$$."), path.startswith("$.")
            names = self._split(path.removeprefix("$$.").removeprefix("$."))
            steps = names if whole else [*record, *names] if record_path else [*steps, *names]
        return steps

    def _resolve(self, node: Node, steps: list[str], reading: Reading) -> Iterator[Node]:
        """The nodes that some steps lead to. A name with points in it can take several steps."""
        if not steps:
            yield node
            return
        first, *rest = steps
        if first == "*":
            for child in node.children.values():
                yield from self._resolve(child, rest, reading)
        elif POSITION.fullmatch(first) and first not in node.children:
            reading.items.setdefault(id(node), set()).add(int(first))
            yield from self._resolve(node, rest, reading)
        else:
            for size in range(1, len(steps) + 1):
                if (name := ".".join(steps[:size])) in node.children:
                    yield from self._resolve(node.children[name], steps[size:], reading)


_LEVELS = 200
"""How deep a tree is counted; what lies deeper in a record is counted at its last name."""


def count_object(node: Node, data: dict[str, Any], line: int | None, levels: int = _LEVELS) -> None:
    """Count what an object has, below its node, `levels` deep."""
    children = node.children
    for name, value in data.items():
        child = children.get(name)
        if child is None:
            child = children[name] = Node()
        kind = type(value)
        if kind is dict and levels:
            count_object(child, value, line, levels - 1)
        elif kind is list and levels:
            if value:
                _count_items(child, value, line, levels - 1)
        elif value or (kind is not str and value is not None):
            if not child.count:
                child.line = line
            child.count += 1


_VALUES = frozenset((str, int, float, bool))


def _count_items(node: Node, items: list[Any], line: int | None, levels: int) -> None:
    size, lengths = len(items), node.lengths
    lengths[size] = lengths.get(size, 0) + 1
    if node.line is None:
        node.line = line
    if type(items[0]) is not dict and _VALUES.issuperset(map(type, items)):
        node.count += size - items.count("")
        return
    for item in items:
        if type(item) is dict and levels:
            count_object(node, item, line, levels - 1)
        elif type(item) is list and levels:
            if item:
                _count_items(node, item, line, levels - 1)
        elif item is not None and item != "":
            if not node.count:
                node.line = line
            node.count += 1


def _count_but(node: Node, data: Any, steps: list[str]) -> None:
    """Count what is not at the end of some steps."""
    if type(data) is list:
        for item in data if steps else ():
            _count_but(node, item, steps)
    elif type(data) is dict and steps:
        count_object(node, {name: value for name, value in data.items() if name != steps[0]}, None)
        if steps[0] in data:
            _count_but(node.children.setdefault(steps[0], Node()), data[steps[0]], steps[1:])
