"""What a mapping does with records, as a tree of parts: each value is a function of some cells of a row.

The functions are those that make models: a rule compiled as always, then the check of the model's field. Which cells
they read is seen while they are compiled (`cells.py`). So what they give for some cells can be remembered for the next
row with the same cells; what they refuse, or remark, is for the model to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from ...model.description import ClassInfo, PropertyInfo, describe
from ...model.resource import Resource
from ...model.values import LangString
from ...namespaces import BlankNode, Iri
from ...records.base import RecordSource
from ..checking import ID
from ..conditions import compile_choice, compile_taken
from ..contacts import contact_of
from ..keys import compile_key
from ..kinds import RecordKind, combine, fixed_fields
from ..rules import LanguageRule, PartRule, ValueRule
from ..scope import Scope
from ..values import compile_value
from .cells import Cells, Row, Unfit


class Text(NamedTuple):
    """The cells, joined by a sign, are a text: of no language, or of one."""

    joint: str
    language: str | None


class Template(NamedTuple):
    """The cell, if it is of letters and digits of ASCII, is a part of an IRI; what stands before it and after it."""

    head: str
    tail: str


@dataclass(frozen=True)
class Leaf:
    """The values of a property, or (`prop` is that of ids) an id: a function of a row, which reads some columns of it.

    It gives None for no value; it raises NotPlain or ValueError. `direct`: the value in short; `sure`: types of values
    that the field of the model takes as they are.
    """

    prop: PropertyInfo
    columns: tuple[int, ...]
    get: Callable[[Row], Any]
    direct: Text | Template | None = None
    sure: frozenset[type] = frozenset()


@dataclass(frozen=True)
class Link:
    """A property that leads to parts, or to nodes that are only named: all there are, or the first."""

    prop: PropertyInfo
    items: Sequence[Part | Leaf]


@dataclass(frozen=True)
class Part:
    """A node and what is said of it, in the order of its class.

    `each`: the rows it is made of, if it is repeated. `holds`: whether there is such a part in a record. `own`: the
    fields that make it one, by their number in `fields`; None if it is there whatever they are.
    """

    info: ClassInfo
    id: Leaf | None
    fields: Sequence[Leaf | Link]
    holds: Leaf | None
    own: frozenset[int] | None
    each: Leaf | None = None


def columns_of(part: Part) -> Iterator[int]:
    """The numbers of the cells that a part is made of, in the row of the record or repeated part that it is in."""
    for each in (part.id, part.holds, *part.fields):
        for item in each.items if isinstance(each, Link) else (each,):
            if isinstance(item, Leaf):
                yield from item.columns
            elif item is not None:
                yield from columns_of(item) if item.each is None else item.each.columns


def plan(kind: RecordKind, cells: Cells) -> Part:
    """The tree of a kind of records, which makes a model of each. Raises Unfit for what it has no words for."""
    rules = kind.rules
    if kind.model is None:
        raise Unfit
    base = () if rules.each is None else (rules.each,)
    scope = Scope(cast(RecordSource, cells), rules, kind.test_numbers, kind.day, base=base, mapping=kind.where)
    scope = scope.without(rules.empty)
    planner = _Planner(kind)
    whole = PartRule(id=rules.id, fields=rules.fields)
    if rules.id or not rules.key:
        return planner.part(kind.model, whole, scope)
    identify = planner.leaf(ID, lambda at: cast(Any, compile_key(rules, describe(kind.model).iri, at)), scope)
    return replace(planner.part(kind.model, whole, scope), id=identify)


class _Planner:
    def __init__(self, kind: RecordKind) -> None:
        self._kind = kind

    def part(self, cls: type[Resource], rule: PartRule, scope: Scope) -> Part:
        info, inside, path = describe(cls), scope.inside(rule.each), rule.each
        each = holds = None
        if path is not None:
            each = self.leaf(
                ID, lambda at: compile_taken(at.parts(path), rule.when, rule.valid, at.inside(path), path), scope
            )
        elif rule.when or rule.valid:
            holds = self.leaf(ID, lambda at: compile_choice(rule.when, rule.valid, at, scope.where[-1]) or bool, scope)
        properties = {prop.name: prop for prop in info.properties}
        by_name = {
            name: self._field(properties[name], rules, inside.at(name, cls.text_language))
            for name, rules in rule.fields.items()
        }
        if any(prop.min and prop.name not in by_name for prop in info.properties):
            raise Unfit
        order = [name for name in properties if name in by_name]
        own = None
        if scope.where:
            fixed = fixed_fields(rule)
            own = frozenset(number for number, name in enumerate(order) if name not in fixed)
        node = self._values(ID, rule.id, inside.at("id")) if rule.id else None
        return Part(info, node, [by_name[name] for name in order], holds, own, each)

    def _field(self, prop: PropertyInfo, rules: Sequence[ValueRule | PartRule], scope: Scope) -> Leaf | Link:
        values = [each for each in rules if isinstance(each, ValueRule)]
        if len(values) == len(rules):
            return self._values(prop, values, scope)
        return Link(prop, [self._item(prop, each, scope) for each in rules])

    def _item(self, prop: PropertyInfo, rule: ValueRule | PartRule, scope: Scope) -> Part | Leaf:
        if isinstance(rule, ValueRule):
            return self._values(prop, [rule], scope)
        return self.part(self._kind.checker.part_class(prop, rule, scope.where), rule, scope)

    def _values(self, prop: PropertyInfo, rules: Sequence[ValueRule], scope: Scope) -> Leaf:
        many, cells = prop.many, _cells(scope)
        leaf = self.leaf(prop, lambda at: combine([compile_value(each, prop, at) for each in rules], many=many), scope)
        sure = _sure(prop)
        direct = None
        if len(rules) == 1 and not scope.empty and (sure or prop is ID):
            one = not many or cells.single
            direct = (_text(rules[0], prop, scope) if one else None) or _template(rules[0], prop)
        if direct is not None and None not in (at := [cells.number(each) for each in rules[0].paths]):
            return replace(leaf, columns=tuple(map(cast(Any, int), at)), direct=direct, sure=sure)
        return replace(leaf, sure=sure)

    def leaf(self, prop: PropertyInfo, compile: Callable[[Scope], Callable[[Any], Any]], scope: Scope) -> Leaf:
        cells = _cells(scope).anew()
        get = compile(replace(scope, source=cast(RecordSource, cells)))
        return Leaf(prop, tuple(sorted(cells.noted)), get)


def _cells(scope: Scope) -> Cells:
    return cast(Cells, scope.source)


def _sure(prop: PropertyInfo) -> frozenset[type]:
    """The types of values that a property takes as they are: nothing but its type limits it."""
    limited = prop.code_list or prop.unique_lang or (prop.many and prop.max is not None)
    if prop is ID or limited or any(each.facets for each in prop.ranges):
        return frozenset()
    return frozenset(Iri if each.cls and each.reference else each.python for each in prop.ranges)


def _text(rule: ValueRule, prop: PropertyInfo, scope: Scope) -> Text | None:
    kinds = {each.python for each in prop.ranges}
    if rule.model_fields_set - {"from_", "join", "language"} or not rule.from_ or contact_of(prop.path) is not None:
        return None
    joint = " " if rule.join is None else rule.join
    if kinds == {str}:
        return Text(joint, None) if rule.language is None else None
    if kinds != {LangString} or isinstance(rule.language, LanguageRule):
        return None
    return Text(joint, LangString("", rule.language or scope.rules.language or scope.language).language)


def _template(rule: ValueRule, prop: PropertyInfo) -> Template | None:
    if rule.model_fields_set != {"template"} or rule.template is None or not {Iri, BlankNode} >= _nodes(prop):
        return None
    pieces = re.split(r"[{}]", rule.template)
    if len(pieces) != 3 or "->" in pieces[1] or ":" not in pieces[0]:
        return None
    try:
        return Template(pieces[0], pieces[2]) if Iri(f"{pieces[0]}x{pieces[2]}") else None
    except ValueError:
        return None


def _nodes(prop: PropertyInfo) -> set[type]:
    """The types that a property takes besides parts, of which it takes the IRI."""
    return {each.python for each in prop.ranges if not (each.cls and each.reference)}
