"""Source for the fields of a part: how a value is taken from the row `d`, and what it adds to the triples `t`.

The variables of a field end with its number: `v3`. What the tree gives (IRIs, names, constants) enters the source as
literals, by the same `f_string` as in the other writers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from ...exchange.lines import object_term
from ...exchange.source import Hole, f_string
from ...exchange.turtle_blocks import join_objects
from ...model.completing import FieldCheck
from ...model.resource import Resource
from ...namespaces import BlankNode, Iri
from .cells import NotPlain, NotTurtle, Row, Unfit
from .plan import Leaf, Template, Text
from .turtle import Objects

_MOST = 1 << 12  # values of a property that are remembered

New = Callable[[str, object], str]
"""Gives an object a name in the source: what it begins with, and the object."""


class Source(NamedTuple):
    """The source of a field: statements that take its value, a test for none, statements that add what there is.

    `objects`: its objects in Turtle, as pieces of an f-string; None for a field that never has any. `number`: how many
    different values there are, if any; None if that is not known.
    """

    take: Sequence[str]
    missing: str
    add: Sequence[str]
    objects: Sequence[str] | None
    number: str | None = "1"


def field_source(leaf: Leaf, name: str, subject: str, cls: type[Resource], top: Objects | None, new: New) -> Source:
    """The source of a property, or of an id; `name`: of its variable."""
    missing = f"{name} is None"
    if leaf.direct is not None:
        take, pieces = _direct(leaf, name, top, new)
        end = f_string(subject, f" <{leaf.prop.path}> ", *pieces, " .\n")
        return Source(take, missing, [f"t += {end}"], pieces)
    values = Values(leaf, cls, top)
    pick = "[0]" if top else ""
    if not leaf.columns:
        return _constant(values, subject, top)
    known, key = new("values", values), "".join(f"d[{each}], " for each in leaf.columns)
    take = [
        f"q = {key if len(leaf.columns) > 1 else key[:-2]}",
        f"{name} = {known}.get(q, 0)",
        f"if {name} == 0:",
        f"    {name} = {known}.of(q, d)",
    ]
    if not leaf.prop.many:
        return Source(take, missing, [f"t += {f_string(subject, Hole(f'{name}{pick}'))}"], [Hole(f"{name}[1]")])
    add = [f"for e in {name}{pick}:", f"    t += {f_string(subject, Hole('e'))}"]
    return Source(take, missing, add, [Hole(f"{name}[1]")], f"len(set({name}{pick}))")


def indented(lines: Sequence[str]) -> list[str]:
    """Statements inside another one."""
    return [f"    {each}" for each in lines]


def _direct(leaf: Leaf, name: str, top: Objects | None, new: New) -> tuple[list[str], list[str]]:
    """Source that takes a value whose text is that of its cells; its term, as pieces of an f-string."""
    cells = [f"d[{each}]" for each in leaf.columns]
    if isinstance(leaf.direct, Template):
        head, tail = leaf.direct
        if top is not None:
            top.node(f"{head}x{tail}")
        plain, node = f"{name}.isalnum() and {name}.isascii()", f_string(f"<{head}", Hole(name), f"{tail}>")
        other = new("node", partial(_node, leaf, top))
        take = [f"{name} = {cells[0]}", f"if {name} is not None:", f"    {name} = {node} if {plain} else {other}(d)"]
        return take, [Hole(name)]
    assert isinstance(leaf.direct, Text)
    joint, language = leaf.direct
    joined = f"{joint!r}.join([c for c in ({', '.join(cells)}) if c is not None]) or None"
    take = [f"{name} = {cells[0] if len(cells) == 1 else joined}"]
    return take, ['"', Hole(f"escape({name})"), f'"@{language}' if language else '"']


def _node(leaf: Leaf, top: Objects | None, row: Row) -> str:
    """The term of an IRI, of which nothing is known."""
    value = leaf.get(row)
    if leaf.prop.many and value is not None:
        (value,) = value
    if type(value) is not Iri:
        raise NotPlain
    return f"<{value if top is None else top.node(value)}>"


def _constant(values: Values, subject: str, top: Objects | None) -> Source:
    """The source of what is the same for all records."""
    try:
        found = values.new(())
    except NotTurtle:
        raise
    except (NotPlain, ValueError):
        raise Unfit from None
    if found is None:
        return Source([], "True", [], None)
    ends, objects = found if top else (found, "")
    every = ends if isinstance(ends, tuple) else (ends,)
    add = [f"t += {f_string(*(piece for end in every for piece in (subject, end)))}"]
    return Source([], "False", add, [objects], str(len(set(every))))


class Values(dict[Any, Any]):
    """The ends of the triples of a property by the cells that they come from: text, or several, or None for none.

    With `top`, for Turtle too, in a pair with the text of the objects.
    """

    def __init__(self, leaf: Leaf, cls: type[Resource], top: Objects | None) -> None:
        self._get, self._prop, self._sure, self._top = leaf.get, leaf.prop, leaf.sure, top
        self._begin, self._check = f" <{leaf.prop.path}> ", FieldCheck(cls)

    def of(self, key: Any, row: Row) -> Any:
        """What the cells of a row give, remembered by a key."""
        if len(self) >= _MOST:
            self.clear()
        found = self[key] = self.new(row)
        return found

    def new(self, row: Row) -> Any:
        """What the cells of a row give. Raises NotPlain or ValueError for what is refused."""
        value = self._get(row)
        if value is None:
            return None
        if self._prop.many:
            return self._several(value)
        if type(value) not in self._sure:
            value = self._check(self._prop.name, value)
        term = _term(value)
        end = f"{self._begin}{term} .\n"
        return end if self._top is None else (end, self._top.of(term))

    def _several(self, values: Any) -> Any:
        if not all(type(each) in self._sure for each in values):
            values = self._check(self._prop.name, values)
        if not values:  # a list with nothing in it
            raise NotPlain
        terms = list(map(_term, values))
        ends = tuple(f"{self._begin}{term} .\n" for term in terms)
        return ends if self._top is None else (ends, join_objects(list(map(self._top.of, terms))))


def _term(value: Any) -> str:
    if isinstance(value, Resource | BlankNode):
        raise NotPlain
    return object_term(value)
