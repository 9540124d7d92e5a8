"""Value rules to functions: what a mapping does with one value of a record.

Each step of a rule (split, codes, date, ...) is one small function from text to value; a rule is
compiled to the chain of the steps that it names. A step refuses a value by raising ValueError,
and the record is rejected with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from .describe import PropertyInfo
from .errors import MappingError
from .identifiers import IDENTIFIERS, insz
from .mapping_rules import LanguageRule, MappingRules, ValueRule, ValueTest
from .namespaces import Iri
from .records.base import RecordSource, Values
from .terms import Concept, LangString, Literal, PartialDate
from .text import nearest


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record is rejected: the reason, the property of the model, the column or path of the source."""

    reason: str
    property: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.column, self.property, self.reason) if part)


@dataclass(slots=True)
class Run:
    """One record on its way: its problems so far."""

    problems: list[Problem] = field(default_factory=list)


Setter = Callable[[Any, Run], Any]
Get = Callable[[Any], Any]
Step = Callable[[Any], Any]

_PLACE = re.compile(r"\{([^{}]+)\}")


def compile_template(
    template: str,
    source: RecordSource,
    where: tuple[str, ...],
    rules: MappingRules | None = None,
    *,
    test_numbers: bool = False,
) -> Get:
    """Text with {paths} in it; None where one of them has no value.

    `{path -> name}` puts the value through a code table or an identifier of that name first.
    """
    pieces = _PLACE.split(template)
    if any("{" in text or "}" in text for text in pieces[::2]):
        raise MappingError(f"{'.'.join(where)}: a brace is not closed in {template!r}")
    head, *after = pieces[::2]
    gets = [_place(path, source, where, rules, test_numbers=test_numbers) for path in pieces[1::2]]
    if not gets:
        return lambda data: template
    if len(gets) == 1:
        get, tail = gets[0], after[0]
        return lambda data: None if (value := get(data)) is None else head + value + tail
    rest = list(zip(gets, after, strict=True))

    def fill(data: Any) -> str | None:
        text = head
        for get, tail in rest:
            value = get(data)
            if value is None:
                return None
            text += value + tail
        return text

    return fill


def _place(
    text: str, source: RecordSource, where: tuple[str, ...], rules: MappingRules | None, *, test_numbers: bool
) -> Get:
    """What stands between the braces of a template."""
    path, arrow, name = (part.strip() for part in text.rpartition(" -> "))
    if not arrow:
        return source.value(text)
    get = source.value(path)
    if rules is not None and name in rules.tables:
        step = _codes(ValueRule.model_validate({"from": path, "codes": name}), rules, where)
    elif name in IDENTIFIERS:
        step = _identifier(name, "reject", test_numbers=test_numbers)
    else:
        known = [*(rules.tables if rules else ()), *IDENTIFIERS]
        raise MappingError(f"{'.'.join(where)}: {name!r} is no table and no identifier{nearest(name, known)}")
    return lambda data: None if (value := get(data)) is None else str(step(value))


def compile_condition(
    condition: dict[str, ValueTest] | None, source: RecordSource, where: tuple[str, ...]
) -> Callable[[Any], bool] | None:
    """A function that says whether all tests hold."""
    if condition is None:
        return None
    tests = [(source.values(path), _test(test, where)) for path, test in condition.items()]
    return lambda data: all(holds(get(data)) for get, holds in tests)


def _test(test: ValueTest, where: tuple[str, ...]) -> Callable[[list[str]], bool]:
    if test.matches is not None:
        try:
            matches = re.compile(test.matches).search
        except re.error as error:
            raise MappingError(f"{'.'.join(where)}: not a regular expression: {test.matches!r}: {error}") from None
        return lambda values: any(matches(value) for value in values)
    if test.is_ is not None:
        wanted = {_plain(value) for value in test.is_}
        return lambda values: bool(wanted.intersection(values)) if wanted else not values
    refused = {_plain(value) for value in test.not_ or ()}
    return lambda values: bool(values) and not refused.intersection(values)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def compile_value(
    rule: ValueRule,
    prop: PropertyInfo,
    source: RecordSource,
    rules: MappingRules,
    where: tuple[str, ...],
    *,
    test_numbers: bool = False,
) -> Setter:
    """The function that gets the value (or values) of a property from a record's data."""
    steps = _steps(rule, prop, rules, where, test_numbers=test_numbers)
    finish = _finish(prop, rule, rules)
    language = _language(rule.language, source)
    wrong = partial(_wrong, ".".join(where), rule.columns or None)
    default = None if rule.default is None else finish(rule.default)
    if rule.constant is not None and not (rule.each or rule.when or rule.split or language):
        return _constant(rule.constant, [*steps, finish], prop, where)
    if prop.many or rule.each or rule.split or rule.when or language:
        get = _origin(rule, source, where, rules, test_numbers=test_numbers)
        return _general(rule, prop, source, where, get, [*steps, finish], language, default, wrong)
    get = _origin(rule, source, where, rules, test_numbers=test_numbers)
    chain = [*steps, finish] if finish is not _as_is else steps
    if not chain:
        return _plain_setter(get, default, wrong)
    first, *more = chain

    def setter(data: Any, run: Run) -> Any:
        try:
            value = get(data)
            if value is None:
                return default
            value = first(value)
            for step in more:
                if value is None:
                    return default
                value = step(value)
        except ValueError as error:
            return wrong(run, error)
        return value

    return setter


def _plain_setter(get: Get, default: Any, wrong: Wrong) -> Setter:
    def setter(data: Any, run: Run) -> Any:
        try:
            value = get(data)
        except ValueError as error:
            return wrong(run, error)
        return default if value is None else value

    return setter


def _constant(value: Any, steps: list[Step], prop: PropertyInfo, where: tuple[str, ...]) -> Setter:
    """A value known before the first record; one that cannot be is an error of the mapping."""
    try:
        for step in steps:
            value = step(value)
    except ValueError as error:
        raise MappingError(f"{'.'.join(where)}: constant: {error}") from None
    constant = [value] if prop.many else value
    return lambda data, run: constant


def _general(
    rule: ValueRule,
    prop: PropertyInfo,
    source: RecordSource,
    where: tuple[str, ...],
    get: Get,
    steps: list[Step],
    language: Get | None,
    default: Any,
    wrong: Wrong,
) -> Setter:
    """All that a rule can say: repeated parts, conditions, many values, a language of their own."""
    many, split = prop.many, rule.split
    holds = compile_condition(rule.when, source, where)
    several = many and rule.join is None and rule.from_ is not None and len(rule.from_) == 1
    gets = source.values(rule.from_[0]) if several and rule.from_ else _listing(get)
    parts = source.parts(rule.each) if rule.each else None

    def values(data: Any) -> Iterator[Any]:
        tag = language(data) if language else None
        for text in gets(data):
            for piece in text.split(split) if split else (text,):
                made: Any = piece.strip() if split else piece
                for step in steps if made != "" else ():
                    if made is None:
                        break
                    made = step(made)
                if made is not None and made != "":
                    yield LangString.of((made.text, tag)) if tag is not None and type(made) is LangString else made

    def setter(data: Any, run: Run) -> Any:
        try:
            found = [
                value
                for part in (parts(data) if parts else (data,))
                if holds is None or holds(part)
                for value in values(part)
            ]
        except ValueError as error:
            return wrong(run, error)
        if not found:
            return default if default is None or not many else [default]
        if many:
            return found
        found = list(dict.fromkeys(found))
        if len(found) > 1:
            return wrong(run, ValueError(f"{len(found)} values where at most one is allowed"))
        return found[0]

    return setter


Wrong = Callable[[Run, ValueError], None]


def _wrong(where: str, column: str | None, run: Run, error: ValueError) -> None:
    run.problems.append(Problem(str(error), where, column))


def _as_is(value: Any) -> Any:
    return value


def _finish(prop: PropertyInfo, rule: ValueRule, rules: MappingRules) -> Step:
    """The last step: text to what the property takes, where the model would have to ask again."""
    kinds = {each.python for each in prop.ranges}
    if kinds == {LangString}:
        tag = rule.language if isinstance(rule.language, str) else rules.language
        if tag is None:
            return _as_is if rule.language is None else LangString.of
        LangString.of(("", tag))
        return lambda value: LangString(value, tag) if type(value) is str else LangString.of(value)
    if kinds == {Concept}:
        return _concept
    if kinds == {Iri} or prop.ranges[0].reference:
        return _iri
    return _as_is


@lru_cache(maxsize=4096)
def _concept(text: str) -> Concept:
    return Concept(text)


def _iri(text: str) -> Iri:
    return text if type(text) is Iri else Iri(text)


def _language(rule: str | LanguageRule | None, source: RecordSource) -> Get | None:
    if not isinstance(rule, LanguageRule):
        return None
    get = source.value(rule.from_)
    codes, default = rule.codes, rule.default

    def language(data: Any) -> str | None:
        tag = get(data)
        if tag is None:
            return default
        if codes is None:
            return tag
        if tag not in codes:
            raise ValueError(f"unknown language {tag!r}{nearest(tag, codes)}")
        return codes[tag]

    return language


def _origin(
    rule: ValueRule, source: RecordSource, where: tuple[str, ...], rules: MappingRules, *, test_numbers: bool
) -> Get:
    """The text that a rule starts from."""
    if rule.constant is not None:
        constant = rule.constant
        return lambda data: constant
    if rule.template is not None:
        return compile_template(rule.template, source, where, rules, test_numbers=test_numbers)
    paths = rule.from_ or []
    if len(paths) == 1 and rule.join is None:
        return source.value(paths[0])
    return _joined([source.values(path) for path in paths], " " if rule.join is None else rule.join)


def _joined(gets: list[Values], joint: str) -> Get:
    return lambda data: joint.join([each for get in gets for each in get(data)]) or None


def _listing(get: Get) -> Values:
    return lambda data: [] if (value := get(data)) is None else [value]


def _steps(
    rule: ValueRule, prop: PropertyInfo, rules: MappingRules, where: tuple[str, ...], *, test_numbers: bool
) -> list[Step]:
    """The steps that a rule names, in their order."""
    steps: list[Step] = []
    if rule.codes is not None:
        steps.append(_codes(rule, rules, where))
    if rule.date is not None:
        steps.append(_dates(rule, prop, where))
    if rule.decimal is not None:
        steps.append(_decimal(rule.decimal))
    if rule.identifier is not None:
        steps.append(_identifier(rule.identifier, rule.invalid, test_numbers=test_numbers))
    return steps


def _codes(rule: ValueRule, rules: MappingRules, where: tuple[str, ...]) -> Step:
    table = rule.codes
    if isinstance(table, str):
        if table not in rules.tables:
            raise MappingError(f"{'.'.join(where)}: no table {table!r}{nearest(table, rules.tables)}")
        table = rules.tables[table]
    codes = table or {}
    unknown = rule.unknown

    def step(value: Any) -> Any:
        if value in codes:
            return codes[value]
        if unknown == "reject":
            raise ValueError(f"unknown code {value!r}{nearest(value, codes)}")
        return value if unknown == "keep" else None

    return step


_DATE_PARTS = {"%d": r"(?P<d>\d{1,2})", "%m": r"(?P<m>\d{1,2})", "%Y": r"(?P<Y>\d{4})", "%%": "%"}


def _dates(rule: ValueRule, prop: PropertyInfo, where: tuple[str, ...]) -> Step:
    """Dates by formats of strptime; zeros for the unknown parts where the property takes a partial date."""
    partial = any(each.python is PartialDate for each in prop.ranges) or any(
        each.python in (str, Literal) for each in prop.ranges
    )
    formats = rule.date or []
    patterns = [_date_pattern(each) for each in formats]

    @lru_cache(maxsize=4096)
    def parse(text: str) -> Any:
        for form, pattern in zip(formats, patterns, strict=True):
            if pattern is None:
                try:
                    return datetime.strptime(text, form)
                except ValueError:
                    continue
            match = pattern.fullmatch(text)
            if match is None:
                continue
            year, month, day = (int(match.groupdict().get(part) or 0) for part in "Ymd")
            if year and month and day:
                try:
                    return date(year, month, day)
                except ValueError:
                    raise ValueError(f"no such date: {text!r}") from None
            if partial:
                return PartialDate(f"{year:04}-{month:02}-{day:02}")
            raise ValueError(f"the date {text!r} is not whole, and {'.'.join(where)} takes only a whole one")
        raise ValueError(f"not a date of the form {' or '.join(formats)}: {text!r}")

    def step(value: Any) -> Any:
        try:
            return parse(str(value))
        except ValueError:
            if rule.invalid == "drop":
                return None
            raise

    return step


def _date_pattern(form: str) -> re.Pattern[str] | None:
    """A format of days, months and years alone as a pattern that also takes zeros; None for others."""
    pieces = re.split(r"(%.)", form)
    if any(piece not in _DATE_PARTS for piece in pieces[1::2]) or len(set(pieces[1::2])) < len(pieces[1::2]):
        return None
    return re.compile("".join(_DATE_PARTS.get(piece) or re.escape(piece) for piece in pieces if piece))


def _decimal(sign: str) -> Step:
    thousands = "." if sign == "," else ","

    def step(value: Any) -> Any:
        text = str(value).replace(" ", "").replace("\u00a0", "").replace(thousands, "")
        return text.replace(sign, ".")

    return step


def _identifier(name: str, invalid: str, *, test_numbers: bool) -> Step:
    kind = IDENTIFIERS[name]

    def step(value: Any) -> Any:
        try:
            return insz(value, test_numbers=test_numbers) if name == "insz" else kind.clean(value)
        except ValueError:
            if invalid == "drop":
                return None
            raise

    return step
