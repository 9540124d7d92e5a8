"""Records to models by a declared mapping: a YAML file that says which value goes where.

    profile: persoon-basis
    model: Persoon
    id: https://data.example.be/id/persoon/{DOSSIERNR}
    fields:
      achternaam: NAAM
      voornaam: {from: VOORNAMEN, split: " "}
      geslacht: {from: GESLACHT, codes: {M: https://..., V: https://...}}
      heeft_geboorte:
        datum: {from: GEBOORTEDATUM, date: "%d/%m/%Y"}
        plaats: {plaatsnaam: GEBOORTEPLAATS}

A mapping is data: it is checked whole before the first record, compiled once against the columns
of a source, and run per record. `mapping_rules.py` says what may stand in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .describe import ClassInfo, Profile, PropertyInfo, Range, describe
from .errors import MappingError, Place
from .identifiers import IDENTIFIERS
from .mapping_rules import Condition, MappingRules, PartRule, ValueRule
from .mapping_values import Scope, Setter, compile_condition, compile_template, compile_value
from .model import Resource
from .namespaces import RDF, Iri
from .records import Options, Record, RecordSource, Unreadable
from .records.table import TableSource
from .resources import ready_mapping, ready_mappings
from .terms import VALUE_TYPES
from .text import nearest

__all__ = ["Mapping", "Notice", "Problem", "Reject", "load_mapping"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record is rejected: the reason, the property of the model, the column or path of the source."""

    reason: str
    property: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.column, self.property, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be mapped: where it stands, why, and the record as it was.

    >>> from oslo.errors import Place, Problem
    >>> print(Reject(Place("a.csv", line=3), (Problem("urn:a", "naam", "is missing"),), {"NAAM": ""}))
    a.csv:3: urn:a: naam: is missing
    """

    place: Place
    problems: tuple[Problem, ...]
    record: dict[str, Any]

    def __str__(self) -> str:
        return "\n".join(f"{self.place}: {problem}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a source says beside, or in place of, its records: a register's "nothing found", say.

    >>> from oslo.errors import Place
    >>> print(Notice(Place("answer.xml"), "nothing found"))
    answer.xml: nothing found
    """

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass
class Mapping:
    """A mapping that fits its profile; `run` applies it to the records of a source.

    >>> mapping = load_mapping("magda-persoon")
    >>> mapping.model.__name__, mapping.options.records
    ('GeregistreerdPersoon', '//Inhoud/Persoon')
    """

    name: str
    rules: MappingRules
    profile: Profile
    test_numbers: bool = False
    classes: dict[str, type[Resource]] = field(init=False)

    def __post_init__(self) -> None:
        self.classes = {cls.__name__: cls for cls in self.profile.classes}
        self.model  # noqa: B018  a wrong model is an error now
        self._check(self.rules.fields, describe(self.model), ())

    @property
    def model(self) -> type[Resource]:
        """The class that a record becomes."""
        return self._class(self.rules.model, ("model",))

    @property
    def options(self) -> Options:
        """What the mapping says about reading: where the records are, and namespaces."""
        messages = self.rules.messages.each if self.rules.messages else None
        return Options(records=self.rules.records, messages=messages, namespaces=self.rules.namespaces)

    def run(self, source: RecordSource) -> Iterator[Resource | Reject | Notice]:
        """The models of a source in order, a reject for each record that has none, its notices.

        Raises MappingError before the first record when the source lacks what the mapping names,
        InputError when the source cannot be read on.
        """
        return (made for _, made in self.run_with_lines(source))

    def run_with_lines(self, source: RecordSource) -> Iterator[tuple[int | None, Resource | Reject | Notice]]:
        """As `run`, each with the line or row of its record."""
        if isinstance(source, TableSource):
            source.optional = frozenset(self.rules.optional)
        scope = Scope(source, self.rules, self.test_numbers)
        build = _compile_part(self, self.model, PartRule(id=self.rules.id, fields=self.rules.fields), scope)
        holds = compile_condition(self.rules.when, scope.at("when"))
        message = compile_template(self.rules.messages.text, scope.at("messages")) if self.rules.messages else None
        for record in source:
            line = record.line
            if isinstance(record, Unreadable):
                yield line, Reject(source.place(line), (Problem(record.reason),), {"record": record.text})
                continue
            if record.message and message is not None:
                yield line, Notice(source.place(line), message(record.data) or "a message without text")
                continue
            if holds is not None and not holds(record.data):
                continue
            try:
                made = build(record.data)
                if made is None:
                    raise Misfit([Problem("nothing in it that the mapping takes")])
                yield line, made
            except Misfit as misfit:
                yield line, Reject(source.place(line), tuple(misfit.problems), source.dump(record))

    def _class(self, name: str, where: tuple[str, ...]) -> type[Resource]:
        if name not in self.classes:
            raise self._error(where, f"no class {name!r} in {self.profile.name}{nearest(name, self.classes)}")
        return self.classes[name]

    def _error(self, where: tuple[str, ...], message: str) -> MappingError:
        return MappingError(f"{self.name}: {'.'.join(where)}: {message}" if where else f"{self.name}: {message}")

    def _check(self, fields: dict[str, Any], info: ClassInfo, where: tuple[str, ...]) -> None:
        """Every field is one of the class, and its rule is of the kind that the field takes."""
        known = {prop.name: prop for prop in info.properties}
        for name, rules in fields.items():
            here = (*where, name)
            if name not in known:
                raise self._error(here, f"{info.name} has no such property{nearest(name, known)}")
            prop = known[name]
            for rule in rules:
                if isinstance(rule, PartRule):
                    self._check(rule.fields, describe(self.part_class(prop, rule, here)), here)
                elif rule.language is not None and not any(_is_lang_string(each.python) for each in prop.ranges):
                    raise self._error(here, "language: only text in a language (LangString) has one")
                elif rule.identifier is not None and rule.identifier not in IDENTIFIERS:
                    raise self._error(here, f"identifier: {rule.identifier!r}{nearest(rule.identifier, IDENTIFIERS)}")
        missing = [prop.name for prop in info.properties if prop.min and prop.name not in fields]
        if missing:
            raise self._error(where, f"{info.name} must have {', '.join(missing)}, and nothing is mapped to it")

    def part_class(self, prop: PropertyInfo, rule: PartRule, where: tuple[str, ...]) -> type[Resource]:
        """The class of a nested part: the one that the rule names, or the only one that fits."""
        allowed = [each.cls for each in prop.ranges if each.cls]
        if not allowed:
            raise self._error(where, "takes a value, not a nested part")
        if rule.model is None:
            if len(allowed) > 1:
                names = ", ".join(cls.__name__ for cls in allowed)
                raise self._error(where, f"say which model: {names}")
            return allowed[0]
        cls = self._class(rule.model, (*where, "model"))
        if not issubclass(cls, tuple(allowed)):
            names = ", ".join(each.__name__ for each in allowed)
            raise self._error(where, f"{cls.__name__} does not fit: it takes {names} or a subclass")
        return cls


def _is_lang_string(python: type) -> bool:
    return python.__name__ in ("LangString", "Literal")


def load_mapping(name: str | Path, *, profile: Profile | None = None, test_numbers: bool = False) -> Mapping:
    """A ready mapping by its name, or one from a YAML file, checked against its profile.

    `profile`: for a mapping to classes of your own; it is then not looked up. `test_numbers`:
    accept the test numbers of MAGDA (month + 60) as INSZ.
    Raises MappingError, with file and field, for anything that is not right in it.

    >>> load_mapping("best-address").profile.name
    'adresregister'
    """
    path = Path(name)
    if not path.suffix:
        ready = ready_mapping(str(name))
        if ready is None:
            raise MappingError(f"no mapping {str(name)!r}{nearest(str(name), ready_mappings())}")
        path = ready
    from .yaml_file import read_yaml

    content = read_yaml(path)
    shown = path.stem if not Path(name).suffix else str(name)
    return mapping_from(content, shown, profile=profile, test_numbers=test_numbers)


def mapping_from(content: Any, name: str, *, profile: Profile | None = None, test_numbers: bool = False) -> Mapping:
    """A mapping from its content, as YAML gives it."""
    from .models import load

    if not isinstance(content, dict):
        raise MappingError(f"{name}: a mapping is a YAML object with profile, model and fields")
    try:
        rules = MappingRules.model_validate(content)
    except ValidationError as error:
        raise MappingError("; ".join(f"{name}: {each}" for each in _rule_errors(error))) from None
    return Mapping(name, rules, profile or load(rules.profile), test_numbers)


def _rule_errors(error: ValidationError) -> Iterator[str]:
    """What pydantic says of a mapping, key by key, with what was probably meant."""
    for detail in error.errors(include_url=False):
        where = [str(part) for part in detail["loc"] if not str(part).startswith("function-")]
        if detail["type"] == "extra_forbidden":
            yield f"{'.'.join(where)}: not a key that a mapping knows{nearest(where[-1], MappingRules.model_fields)}"
        else:
            yield f"{'.'.join(where)}: {detail['msg'].removeprefix('Value error, ')}"


# The compiler: rules and a source -> one function from a record's data to a model.

_ID = PropertyInfo("id", "@id", RDF.subject, (Range(Iri, VALUE_TYPES[Iri]),), 0, 1, False, None)

Build = Callable[[Any], Resource | None]


class Misfit(ValueError):  # noqa: N818  raised and caught in this file alone
    """What is wrong with a record, all of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)


def _compile_part(mapping: Mapping, cls: type[Resource], rule: PartRule, scope: Scope) -> Build:
    """A function that makes one part: None when there is nothing of it in the record; Misfit when it cannot be."""
    validate = _validator(cls)
    properties = {prop.name: prop for prop in describe(cls).properties}
    setters: list[tuple[str, Setter]] = []
    columns: dict[str, str] = {}
    constants: set[str] = set()
    for name, rules in rule.fields.items():
        here = scope.at(name, cls.text_language)
        setters.append((name, _combined([_compile_rule(mapping, properties[name], each, here) for each in rules],
                                        many=properties[name].many)))  # fmt: skip
        columns[name] = next((each.columns for each in rules if isinstance(each, ValueRule) and each.columns), "")
        if all(isinstance(each, ValueRule) and each.constant is not None for each in rules):
            constants.add(name)
    if rule.id:
        setters.append(("id", _combined([compile_value(each, _ID, scope.at("id")) for each in rule.id], many=False)))
        columns["id"] = rule.id[0].columns
    inside, few = bool(scope.where), len(constants)

    def build(data: Any) -> Resource | None:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, get in setters:
            try:
                value = get(data)
            except Misfit as misfit:
                problems += misfit.problems
                continue
            except ValueError as error:
                problems.append(Problem(str(error), ".".join((*scope.where, name)), columns[name] or None))
                continue
            if value is not None:
                values[name] = value
        if problems:
            raise Misfit(problems)
        if inside and len(values) <= few and values.keys() <= constants:
            return None
        try:
            return validate(values)
        except ValidationError as error:
            raise Misfit(_problems(error, scope.where, columns)) from None

    return build


def _validator(cls: type[Resource]) -> Callable[[Any], Resource]:
    describe(cls)
    return cls.__pydantic_validator__.validate_python


def _problems(error: ValidationError, where: Sequence[str], columns: dict[str, str]) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        first = str(detail["loc"][0]) if detail["loc"] else ""
        message = detail["msg"].removeprefix("Value error, ")
        yield Problem(message, ".".join((*where, first)), columns.get(first) or None)


def _compile_rule(mapping: Mapping, prop: PropertyInfo, rule: PartRule | ValueRule, scope: Scope) -> Setter:
    if isinstance(rule, ValueRule):
        return compile_value(rule, prop, scope)
    build = _compile_part(mapping, mapping.part_class(prop, rule, scope.where), rule, scope)
    holds = compile_condition(rule.when, scope)
    if rule.each is not None:
        return _repeated(scope.source.parts(rule.each), holds, build, many=prop.many)
    if holds is None and not prop.many:
        return build

    def part(data: Any) -> Any:
        made = build(data) if holds is None or holds(data) else None
        return [made] if prop.many and made is not None else made

    return part


def _repeated(
    parts: Callable[[Any], list[Any]], holds: Callable[[Any], bool] | None, build: Build, *, many: bool
) -> Setter:
    def repeated(data: Any) -> Any:
        made = [build(part) for part in parts(data) if holds is None or holds(part)]
        found = [each for each in made if each is not None]
        if len(found) > 1 and not many:
            raise ValueError(f"{len(found)} parts where at most one is allowed")
        return (found or None) if many else (found[0] if found else None)

    return repeated


def _combined(setters: list[Setter], *, many: bool) -> Setter:
    """Several rules for one field: all their values, or for a single value the first that has one."""
    if len(setters) == 1:
        return setters[0]
    if many:
        return lambda data: [value for get in setters for value in get(data) or ()] or None
    return lambda data: next((value for get in setters if (value := get(data)) is not None), None)


__all__ += ["Condition", "Record", "mapping_from"]
