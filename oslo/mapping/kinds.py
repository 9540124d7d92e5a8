"""One kind of record of a mapping, compiled against a source: a function from a record's data to a model.

A kind is checked as a whole when it is created: every field must be one of its class, with a rule of
the kind that the field takes. A record that cannot become a model is a `Misfit`, with all its problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from ..model.completing import complete
from ..model.description import Profile, PropertyInfo, describe
from ..model.resource import Resource
from ..records import Layout, Query, RecordSource
from ..records.base import Parts, Values
from ..records.tables.table import TableSource
from .checking import ID, Checker, wrong_language
from .conditions import Holds, compile_choice, compile_condition, compile_taken, compile_valid
from .keys import compile_key
from .placeholders import compile_template
from .reasons import MISSING, plain_reason, with_hint
from .rejects import REJECT_COLUMNS, RecordProblem
from .rules import MappingRules, PartRule, QueryRule, ValueRule
from .scope import Scope
from .values import Setter, compile_value
from .where import Where


class Misfit(ValueError):  # noqa: N818  raised and caught only in mappings
    """All that is wrong with a record."""

    def __init__(self, problems: Iterable[RecordProblem]) -> None:
        self.problems = list(problems)


Build = Callable[[Any], Resource | None]

_OF_TABLES = {"fill", "footer", "ragged", "until"}


@dataclass(frozen=True)
class Compiled:
    """A kind, compiled for one source: which records it takes, and what each (or each of its parts) becomes.

    `looks` are the paths that `holds` looks at. `notice` gives the text of a notice in place of that, `message`
    the text of a message of the source.
    """

    holds: Holds | None
    looks: Sequence[tuple[str, Values]]
    current: Holds | None
    parts: Callable[[Any], list[Any]] | None
    build: Build
    notice: Setter | None
    message: Setter | None

    @property
    def takes_all(self) -> bool:
        """Whether every record becomes exactly one model."""
        return self.holds is None and self.current is None and self.parts is None and self.notice is None


@dataclass
class RecordKind:
    """A kind of record: its rules, and the profile of its classes."""

    where: Where
    rules: MappingRules
    profile: Profile
    test_numbers: bool = False
    day: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        rules = self.rules
        if rules.language is not None and (wrong := wrong_language(rules.language)):
            raise self.where.error(["language"], wrong.removeprefix("language: "))
        if self.model:
            self.checker.ids(rules.id)
            fields = self.checker.fields(rules.fields, describe(self.model), ())
            self.rules = rules.model_copy(update={"fields": fields})

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it is compiled anew."""
        return RecordKind, (self.where, self.rules, self.profile, self.test_numbers, self.day)

    @cached_property
    def checker(self) -> Checker:
        """The checks of this kind."""
        return Checker(self.where, self.profile, self.rules.tables)

    @cached_property
    def model(self) -> type[Resource] | None:
        """The class that a record becomes; None if it is a message."""
        return self.checker.class_of(self.rules.model, ("model",)) if self.rules.model else None

    @cached_property
    def layout(self) -> Layout:
        """What the mapping says about its files."""
        messages = self.rules.messages.each if self.rules.messages else None
        declared = self.rules.records
        records = _to_query(declared, self.rules) if isinstance(declared, QueryRule) else declared
        header = self.rules.header or []
        columns = self.rules.columns
        return Layout(
            records=records,
            keys=self.rules.keys,
            messages=messages,
            namespaces=self.rules.namespaces,
            header=header[-1] if header else None,
            groups=header[:-1],
            columns=() if isinstance(columns, dict) else tuple(columns),
            renamed=columns if isinstance(columns, dict) else {},
            unwrap=self.rules.unwrap,
            optional=frozenset(self.rules.optional),
            ragged=self.rules.ragged,
            fill=self.rules.fill,
            footer=self.rules.footer,
            until=self._compile_until if self.rules.until else None,
            error=lambda key, message: self.where.error([key], message),
        )

    def _compile_until(self, source: RecordSource) -> Callable[[Any], bool]:
        """A test for the first row of a table that is no record."""
        return compile_condition(self.rules.until, Scope(source, self.rules).at("until")) or bool

    def compiled(self, source: RecordSource) -> Compiled:
        """Compile for a source; MappingError if the source lacks what the mapping names."""
        rules = self.rules
        for key in _OF_TABLES & rules.model_fields_set if not isinstance(source, TableSource) else ():
            raise self.where.error(
                [key], f"only for the rows of CSV and workbooks, and {source.place(None)} has others"
            )
        own = source.form in ("csv", "tsv", "txt") and REJECT_COLUMNS[0] not in (source.columns or ())
        if rules.records is not None and own:  # a table of rejects can be of records in another form
            raise self.where.error(["records"], "a CSV table has no `records`: each of its rows is one; leave it out")
        scope = Scope(source, rules, self.test_numbers, self.day, mapping=self.where).without(rules.empty)
        inside, what = scope.inside(rules.each), self.model.__name__ if self.model else "message"
        part = PartRule(id=rules.id, fields=rules.fields)
        messages = rules.messages
        return Compiled(
            holds=compile_condition(rules.when, scope.at("when")),
            current=compile_valid(rules.valid, scope.at("valid"), what),
            parts=scope.at("each").parts(rules.each) if rules.each else None,
            looks=[(path, source.present(path)) for path in rules.when or ()],
            build=_compile_part(self, self.model, part, inside, compile_key(rules, describe(self.model).iri, inside))
            if self.model
            else _build_nothing,
            notice=compile_template(rules.message, scope.at("message")) if rules.message else None,
            message=compile_template(messages.text, replace(scope.at("messages"), root=messages.each))
            if messages
            else None,
        )


def _build_nothing(data: Any) -> None:
    """A message becomes no model."""


def _to_query(rule: QueryRule, rules: MappingRules) -> Query:
    parts = {name: _to_query(each, rules) for name, each in rule.parts.items()}
    base = rules.database
    return Query(rule.sql, rule.key, parts, base.views, base.absent, base.updates, base.timeout, base.memory)


# The compiler: rules and a source -> one function from a record's data to a model.


def _compile_part(
    kind: RecordKind, cls: type[Resource], rule: PartRule, scope: Scope, identify: Setter | None = None
) -> Build:
    """A function that makes one part: None if the record has nothing for it; Misfit if it is invalid."""
    validate = _validator_of(cls)
    properties = {prop.name: prop for prop in describe(cls).properties}
    setters: list[tuple[str, Setter]] = []
    origins: dict[str, _Origin] = {}
    takes: dict[str, _Takes] = {"id": (ID, rule.id)}
    for name, rules in rule.fields.items():
        here = scope.at(name, cls.text_language)
        try:
            compiled = [_compile_rule(kind, properties[name], each, here) for each in rules]
        except ValueError as error:  # of a value that the mapping itself gives: a code, a default
            raise here.error(str(error)) from None
        setters.append((name, combine(compiled, many=properties[name].many)))
        takes[name] = properties[name], rules
        origins[name] = origins[properties[name].json_name] = name, *_find_origin(rules)
    if rule.id:
        setters.append(("id", combine([compile_value(each, ID, scope.at("id")) for each in rule.id], many=False)))
        origins["id"] = "id", *_find_origin(rule.id)
    elif identify is not None:
        setters.append(("id", identify))
        origins["id"] = "id", ", ".join(kind.rules.key), tuple(kind.rules.key)
    fixed = fixed_fields(rule)
    inside, few = bool(scope.where), len(fixed)
    required = [prop.name for prop in properties.values() if prop.min]

    def build(data: Any) -> Resource | None:
        values: dict[str, Any] = {}
        wrong: dict[str, list[RecordProblem]] | None = None
        for name, get in setters:
            try:
                value = get(data)
            except ValueError as error:
                wrong = {} if wrong is None else wrong
                where = ".".join((*scope.where, name))
                if isinstance(error, Misfit):
                    wrong[name] = error.problems
                else:
                    wrong[name] = [RecordProblem(with_hint(str(error), None, *takes[name]), where, *origins[name][1:])]
                continue
            if value is not None:
                values[name] = value
        if wrong:
            problems = [each for found in wrong.values() for each in found]
            missing = [name for name in required if name not in values and name not in wrong]
            problems += [RecordProblem(MISSING, ".".join((*scope.where, name)), *origins[name][1:]) for name in missing]
            raise Misfit(problems)
        if inside and len(values) <= few and values.keys() <= fixed:
            return None
        try:
            return validate(values)
        except ValidationError as error:
            raise Misfit(_list_problems(error, scope.where, origins, takes)) from None

    return build


def fixed_fields(rule: PartRule) -> set[str]:
    """The fields whose value comes from no record: a part that has no others is absent.

    A part inside counts as such a value, but for a part of which all fields are fixed: it is meant to be there.
    """
    constants = {name for name, rules in rule.fields.items() if all(_is_constant(each) for each in rules)}
    fixed = {name for name, rules in rule.fields.items() if all(_is_fixed(each) for each in rules)}
    return constants if fixed == rule.fields.keys() else fixed


def _is_constant(rule: ValueRule | PartRule) -> bool:
    return isinstance(rule, ValueRule) and rule.constant is not None


def _is_fixed(rule: ValueRule | PartRule) -> bool:
    if isinstance(rule, ValueRule) or rule.each or rule.when or rule.valid or any(each.paths for each in rule.id):
        return _is_constant(rule)
    return all(_is_fixed(each) for rules in rule.fields.values() for each in rules)


_Origin = tuple[str, str | None, tuple[str, ...]]
"""A field; the columns of its first rule that has any, for messages; all its columns or paths."""

_Takes = tuple[PropertyInfo, Sequence[PartRule | ValueRule]]
"""A property, and its rules, for what a mapping should say in place of them."""


def _find_origin(rules: Sequence[ValueRule | PartRule]) -> tuple[str | None, tuple[str, ...]]:
    columns = next((each.columns for each in rules if isinstance(each, ValueRule) and each.columns), None)
    return columns, tuple(dict.fromkeys(path for each in rules for path in each.paths))


def _validator_of(cls: type[Resource]) -> Callable[[Any], Resource]:
    """What makes the models of a class, which is completed for the first: plain records have none."""
    made: Callable[[Any], Resource] | None = None

    def validate(values: Any) -> Resource:
        nonlocal made
        if made is None:
            made = complete(cls).__pydantic_validator__.validate_python
        return made(values)

    return validate


def _list_problems(
    error: ValidationError, where: Sequence[str], origins: dict[str, _Origin], takes: dict[str, _Takes]
) -> Iterator[RecordProblem]:
    for detail in error.errors(include_url=False):
        first = str(detail["loc"][0]) if detail["loc"] else ""
        name, column, paths = origins.get(first, (first, None, ()))
        reason = plain_reason(detail)
        if name in takes and isinstance(detail["input"], str):
            reason = with_hint(reason, detail["input"], *takes[name])
        yield RecordProblem(reason, ".".join((*where, name)), column, paths)


def _compile_rule(kind: RecordKind, prop: PropertyInfo, rule: PartRule | ValueRule, scope: Scope) -> Setter:
    if isinstance(rule, ValueRule):
        return compile_value(rule, prop, scope)
    inside = scope.inside(rule.each)
    build = _compile_part(kind, kind.checker.part_class(prop, rule, scope.where), rule, inside)
    if rule.each is not None:
        taken = compile_taken(scope.parts(rule.each), rule.when, rule.valid, inside, rule.each)
        return _compile_repeated(taken, build, many=prop.many)
    holds = compile_choice(rule.when, rule.valid, inside, prop.name)
    if holds is None and not prop.many:
        return build

    def part(data: Any) -> Any:
        resource = build(data) if holds is None or holds(data) else None
        return [resource] if prop.many and resource is not None else resource

    return part


def _compile_repeated(parts: Parts, build: Build, *, many: bool) -> Setter:
    def repeated(data: Any) -> Any:
        built = [build(part) for part in parts(data)]
        resources = [resource for resource in built if resource is not None]
        if len(resources) > 1 and not many:
            raise ValueError(f"{len(resources)} parts where at most one is allowed")
        return (resources or None) if many else (resources[0] if resources else None)

    return repeated


def combine(setters: list[Setter], *, many: bool) -> Setter:
    """Several rules for one field: the values of all, or the first value for a field that takes one."""
    if len(setters) == 1:
        return setters[0]
    if many:
        return lambda data: [value for get in setters for value in get(data) or ()] or None
    return lambda data: next((value for get in setters if (value := get(data)) is not None), None)
