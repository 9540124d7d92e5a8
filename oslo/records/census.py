"""What the records of a file have, by path, so that what a mapping did not read can be named.

A census counts while records are read. Afterwards it is compared with what was asked (`Asked`): what nobody
asked for is `unread`, and what was asked and is nowhere is `unfound`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from .base import Asked, Record


class Unread(NamedTuple):
    """A path that has values which nobody asked for: how many, and the line of the first."""

    path: str
    times: int
    line: int | None


Count = Callable[[Record], None]


class Census(ABC):
    """What the records of a file have."""

    @abstractmethod
    def counter(self, asked: Sequence[Asked]) -> Count | None:
        """The function that counts a record; None if there is nothing to count."""

    @abstractmethod
    def unread(self, asked: Sequence[Asked]) -> Iterator[Unread]:
        """What is there and was not asked for, in the order in which it was met."""

    @abstractmethod
    def finds(self, asked: Asked) -> bool:
        """Whether any record has something at a path; true if there are no records."""

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

    def counter(self, asked: Sequence[Asked]) -> Count | None:
        read = {self._number_of(each.path) for each in asked}
        others = [number for number in range(len(self._columns)) if number not in read]
        counts, lines = self._counts, self._lines

        def count(record: Record) -> None:
            row = record.data
            for number in others:
                if row[number] is not None:
                    counts[number] += 1
                    if number not in lines:
                        lines[number] = record.line

        return count if others else None

    def unread(self, asked: Sequence[Asked]) -> Iterator[Unread]:
        read = {self._number_of(each.path) for each in asked}
        for number, count in sorted(self._counts.items()):
            if number not in read:
                yield Unread(self._columns[number], count, self._lines[number])

    def finds(self, asked: Asked) -> bool:
        return True


class Node:
    """A name in a tree of records: how many values it has itself, the line of the first, and what is below it."""

    __slots__ = ("children", "count", "lengths", "line")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.count = 0
        self.line: int | None = None
        self.lengths: Counter[int] = Counter()  # of the lists of several items


class Reading:
    """What of a tree was read: whole nodes, and items of lists by their number."""

    def __init__(self) -> None:
        self.nodes: set[int] = set()
        self.items: dict[int, set[int]] = {}

    def mark(self, node: Node) -> None:
        """A node is read; what is below it is not."""
        self.nodes.add(id(node))

    def mark_below(self, node: Node, *, attributes: bool = True) -> None:
        """A node is read with all that is below it, in XML perhaps without attributes."""
        self.mark(node)
        for name, child in node.children.items():
            if attributes or not name.startswith("@"):
                self.mark_below(child, attributes=attributes)

    def unread(self, node: Node, path: str, joint: str) -> Iterator[Unread]:
        """What is not read of a node and below it; several unread names below one name are given as `name.*`."""
        own = [] if id(node) in self.nodes else list(self._own(node, path))
        below = [
            each
            for name, child in node.children.items()
            for each in self.unread(child, f"{path}{joint}{name}" if path else name, joint)
        ]
        if path and not own and len(below) > 1 and len(below) == _leaves(node):
            yield Unread(f"{path}{joint}*", sum(each.times for each in below), below[0].line)
        else:
            yield from own + below

    def _own(self, node: Node, path: str) -> Iterator[Unread]:
        items = self.items.get(id(node))
        if items is None:
            if node.count:
                yield Unread(path, node.count, node.line)
        elif rest := sum(times * (size - len([n for n in items if n < size])) for size, times in node.lengths.items()):
            yield Unread(f"{path}.*", rest, node.line)


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
        return lambda record: _count(node, record.data, record.line)

    def count_outside(self, document: Any) -> None:
        """Count what a document has besides its records."""
        _count_but(self.root, document, self._above)

    def unread(self, asked: Sequence[Asked]) -> Iterator[Unread]:
        reading = Reading()
        for each in asked:
            steps = self._steps(each)
            for node in self._resolve(self.root, steps, reading):
                if not (steps and steps[-1].isdigit() and id(node) in reading.items):  # one item is not the list
                    (reading.mark_below if each.whole else reading.mark)(node)
        yield from reading.unread(self.records, "", ".")
        reading.mark_below(self.records)
        for found in reading.unread(self.root, "", "."):
            yield found._replace(path=f"$$.{found.path}")

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
        elif first.isdigit() and first not in node.children:
            reading.items.setdefault(id(node), set()).add(int(first))
            yield from self._resolve(node, rest, reading)
        else:
            for size in range(1, len(steps) + 1):
                if (name := ".".join(steps[:size])) in node.children:
                    yield from self._resolve(node.children[name], steps[size:], reading)


def _count(node: Node, data: dict[str, Any], line: int | None) -> None:
    children = node.children
    for name, value in data.items():
        child = children.get(name)
        if child is None:
            child = children[name] = Node()
        kind = type(value)
        if kind is dict:
            _count(child, value, line)
        elif kind is list:
            _count_items(child, value, line)
        elif value is not None and value != "":
            if not child.count:
                child.line = line
            child.count += 1


_VALUES = frozenset((str, int, float, bool))


def _count_items(node: Node, items: list[Any], line: int | None) -> None:
    if len(items) > 1:
        node.lengths[len(items)] += 1
    if _VALUES.issuperset(map(type, items)):
        if items and not node.count:
            node.line = line
        node.count += len(items)
        return
    for item in items:
        if type(item) is dict:
            _count(node, item, line)
        elif type(item) is list:
            _count_items(node, item, line)
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
        _count(node, {name: value for name, value in data.items() if name != steps[0]}, None)
        if steps[0] in data:
            _count_but(node.children.setdefault(steps[0], Node()), data[steps[0]], steps[1:])
