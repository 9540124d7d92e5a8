"""The first records of a file, value by value: what a mapping makes of each, what it does not read, what it rejects.

Every rule of a mapping is compiled on its own, as for a conversion, and applied to the same records; so a row of the
preview says of one value what the conversion would do with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import MappingError, OsloError
from ..model.description import describe
from ..model.resource import Resource
from ..records import Query, ReadingOptions, Record, RecordSource, Unreadable, open_records, open_tables
from ..records.base import Parts
from ..records.layout import Asked
from .checking import ID
from .conditions import Holds, compile_choice, compile_taken
from .kinds import Compiled, Misfit, RecordKind
from .mapping import Mapping
from .rules import PartRule, ValueRule
from .running import problem_of
from .scope import Scope
from .values import Setter, compile_value


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One value of a record: where it is, its text, the property it goes to, and what it becomes or why not.

    `record`: the place of the record, None for what holds for all of them. `problem`: the value or the record is
    rejected, or not read.
    """

    record: str | None
    path: str
    value: str
    property: str
    result: str
    problem: bool = False


@dataclass(frozen=True)
class _Probe:
    """A rule of a mapping: the path and property to show, and a function from a record to pairs of text and result."""

    path: str
    property: str
    look: Callable[[Any], list[tuple[str, str, bool]]]
    constant: bool = False


def preview(
    file: Path, mapping: Mapping, records: int = 3, options: ReadingOptions | None = None, *, form: str | None = None
) -> Iterator[PreviewRow]:
    """What becomes of the first records of a file, and then what of the mapping found nothing in them.

    Raises MappingError for a mapping that does not fit the file, InputError for a file that cannot be read.
    """
    for layout in mapping.layouts:
        kinds = [each for each in mapping.kinds if each.layout.selection == layout.selection and each.model]
        if isinstance(layout.records, Query):
            with open_tables([file], [layout.records]) as [source]:
                yield from _preview_source(source, kinds, mapping, records)
        else:
            with open_records(file, layout, options, form=form) as source:
                yield from _preview_source(source, kinds, mapping, records)


def _preview_source(
    source: RecordSource, kinds: Sequence[RecordKind], mapping: Mapping, records: int
) -> Iterator[PreviewRow]:
    compiled = [kind.compiled(source) for kind in kinds]
    asked = list(source.asked)
    probes = [list(_probes(kind, source)) for kind in kinds]
    count, found = source.census.counter(asked), set[tuple[str, str]]()
    for record in islice((each for each in source if isinstance(each, Unreadable) or not each.message), records):
        place = str(source.place(record.line))
        if isinstance(record, Unreadable):
            yield PreviewRow(place, "", record.text, "", f"rejected: {record.reason}", True)
            continue
        if count is not None:
            count(record)
        for kind, one, looks in zip(kinds, compiled, probes, strict=True):
            try:
                yield from list(_preview_record(place, record, kind, one, looks, found))
            except OsloError:
                raise
            except Exception as error:  # noqa: BLE001  it concerns this record, as in a conversion
                yield PreviewRow(place, "", "", "", f"rejected: {problem_of(error).reason}", True)
        yield from _unread(source, asked, record, place, mapping)
    for probe in dict.fromkeys((probe.path, probe.property) for looks in probes for probe in looks):
        if probe not in found:
            yield PreviewRow(None, probe[0], "", probe[1], "nothing in these records")


def _preview_record(
    place: str,
    record: Record,
    kind: RecordKind,
    one: Compiled,
    probes: Sequence[_Probe],
    found: set[tuple[str, str]],
) -> Iterator[PreviewRow]:
    """What a record becomes by one kind."""
    if (one.holds and not one.holds(record.data)) or (one.current and not one.current(record.data)):
        yield PreviewRow(place, "", "", kind.rules.model, "not taken: `when` or `valid` does not hold")
        return
    for part in one.parts(record.data) if one.parts else [record.data]:
        yield from _preview_part(place, part, probes, one.build, found)


def _preview_part(
    place: str,
    data: Any,
    probes: Sequence[_Probe],
    build: Callable[[Any], Resource | None],
    found: set[tuple[str, str]],
) -> Iterator[PreviewRow]:
    """The values of a record, and what is wrong with the record besides them."""
    told: set[str] = set()
    for probe in probes:
        for text, result, problem in probe.look(data):
            found.add((probe.path, probe.property))
            if problem:
                told.add(probe.property)
            yield PreviewRow(place, probe.path, text, probe.property, result, problem)
    try:
        if build(data) is None:
            yield PreviewRow(place, "", "", "", "rejected: nothing in it that the mapping takes", True)
    except Misfit as misfit:
        for each in misfit.problems:
            if each.property not in told:
                yield PreviewRow(place, each.column or "", "", each.property or "", f"rejected: {each.reason}", True)


def _unread(
    source: RecordSource, asked: Sequence[Asked], record: Record, place: str, mapping: Mapping
) -> Iterator[PreviewRow]:
    """The values of a record that no rule reads."""
    from .account import Names

    ignored = Names(mapping.ignored)
    for each in source.census.unread(asked):
        if each.path in ignored or each.path.startswith(("$$", "/")):
            continue
        try:
            texts = source.values(each.path)(record.data)
        except (MappingError, ValueError):  # several paths in one (`contact.*`), or something that is no text
            texts = [f"{each.times} values"] if each.line == record.line else []
        yield from (PreviewRow(place, each.path, text, "", "not read", True) for text in texts)


# A function for each rule of a mapping.


def _probes(kind: RecordKind, source: RecordSource) -> Iterator[_Probe]:
    assert kind.model is not None
    scope = Scope(source, kind.rules, kind.test_numbers, kind.day).without(kind.rules.empty).inside(kind.rules.each)
    part = PartRule(id=kind.rules.id, fields=kind.rules.fields)
    yield from _part_probes(kind, kind.model, part, scope, _itself)


def _part_probes(kind: RecordKind, cls: type[Resource], part: PartRule, scope: Scope, parts: Parts) -> Iterator[_Probe]:
    """The probes of a part; `parts` are those of a record."""
    properties = {prop.name: prop for prop in describe(cls).properties}
    fields: dict[str, Sequence[ValueRule | PartRule]] = {"id": part.id, **part.fields}
    for name, rules in fields.items():
        here, prop = scope.at(name, cls.text_language), properties.get(name, ID)
        before: list[Setter] = []
        for rule in rules:
            if isinstance(rule, ValueRule):
                get = compile_value(rule, prop, here)
                yield _value_probe(rule, here, get, parts, before[:] if not prop.many else ())
                before.append(get)
                continue
            inside = here.inside(rule.each)
            taken = here.parts(rule.each) if rule.each else _itself
            if rule.each:
                holds, within = None, compile_taken(taken, rule.when, rule.valid, inside, rule.each)
            else:
                holds, within = compile_choice(rule.when, rule.valid, inside, name), taken
            model = kind.checker.part_class(prop, rule, here.where)
            own = list(_part_probes(kind, model, rule, inside, _itself))
            yield from _part_probes(kind, model, rule, inside, _made_parts(parts, within, holds, own))


def _itself(data: Any) -> list[Any]:
    return [data]


def _made_parts(parts: Parts, within: Parts, holds: Holds | None, own: Sequence[_Probe]) -> Parts:
    """The parts inside parts for which a condition holds, and that have more than constants: others are not made."""

    def made(data: Any) -> list[Any]:
        inner = [each for part in parts(data) for each in _or_nothing(within, part) if holds is None or holds(each)]
        return [each for each in inner if any(probe.look(each) for probe in own if not probe.constant)]

    return made


def _value_probe(rule: ValueRule, scope: Scope, get: Setter, parts: Parts, before: Sequence[Setter]) -> _Probe:
    """`before`: the rules that go before this one, for a property that takes the first value."""
    paths = [path for path in rule.paths if path] if rule.languages is None else []
    inside = scope.inside(rule.each)
    texts = [inside.source.values(path) for path in paths]
    repeated = inside.source.parts(rule.each) if rule.each else None
    is_constant = rule.constant is not None

    def look(data: Any) -> list[tuple[str, str, bool]]:
        rows = []
        for part in _or_nothing(parts, data):
            inner = repeated(part) if repeated else [part]
            raw = " ".join(text for each in inner for values in texts for text in _or_nothing(values, each))
            try:
                value = get(part)
            except ValueError as error:
                rows.append((raw, f"rejected: {error}", True))
                continue
            if value is not None and any(_gives(earlier, part) for earlier in before):
                rows.append((raw, "not used: a rule before this one has a value", False))
            elif value is not None:
                default = " (default)" if rule.default is not None and not raw else " (constant)" * is_constant
                rows.append((raw, f"{shown(value)}{default}", False))
            elif raw and "drop" in (rule.invalid, rule.unknown) and not (rule.when or rule.valid):
                rows.append((raw, "dropped: no value comes out of it", True))
        return rows

    return _Probe(", ".join(paths) or rule.columns, ".".join(scope.where), look, is_constant)


def _gives(get: Setter, data: Any) -> bool:
    try:
        return get(data) is not None
    except ValueError:
        return False


def _or_nothing(get: Parts, data: Any) -> list[Any]:
    """What a function gives; nothing where it refuses, as the rule itself says that."""
    try:
        return get(data)
    except ValueError:
        return []


def shown(value: Any) -> str:
    """A value for people.

    >>> from oslo import LangString
    >>> shown([LangString("Gent", "nl"), LangString("Gand", "fr")]), shown(True)
    ('Gent @nl, Gand @fr', 'true')
    """
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    language = getattr(value, "language", None)
    return f"{value} @{language}" if language else str(value)
