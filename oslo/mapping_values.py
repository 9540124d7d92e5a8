"""Value rules to functions: what a mapping does with one value of a record.

Each step of a rule (split, codes, date, ...) is one small function from text to value; a rule is
compiled to the chain of the steps that it names. A step refuses a value by raising ValueError,
and the record is rejected with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from .describe import PropertyInfo
from .errors import MappingError
from .identifiers import IDENTIFIERS, insz
from .mapping_rules import LanguageRule, MappingRules, Test, ValueRule
from .records.base import RecordSource, Value, Values
from .terms import LangString, Literal, PartialDate
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
    """One record on its way: its problems so far, and the options of the run."""

    test_numbers: bool = False
    problems: list[Problem] = field(default_factory=list)


Setter = Callable[[Any, Run], Any]
Step = Callable[[Any, Run], Any]

_PLACE = re.compile(r"\{([^{}]+)\}")


def compile_template(template: str, source: RecordSource, where: tuple[str, ...]) -> Callable[[Any, Run], str | None]:
    """Text with {paths} in it; None where one of them has no value."""
    pieces = _PLACE.split(template)
    if any("{" in text or "}" in text for text in pieces[::2]):
        raise MappingError(f"{'.'.join(where)}: a brace is not closed in {template!r}")
    texts, gets = pieces[::2], [source.value(path) for path in pieces[1::2]]
    if not gets:
        return lambda data, run: template
    head = texts[0]
    rest = list(zip(gets, texts[1:], strict=True))

    def fill(data: Any, run: Run) -> str | None:
        text = head
        try:
            for get, after in rest:
                value = get(data)
                if value is None:
                    return None
                text += value + after
        except ValueError as error:
            run.problems.append(Problem(str(error), ".".join(where), template))
            return None
        return text

    return fill


def compile_condition(
    condition: dict[str, Test] | None, source: RecordSource, where: tuple[str, ...]
) -> Callable[[Any], bool] | None:
    """A function that says whether all tests hold."""
    if condition is None:
        return None
    tests = [(source.values(path), _test(test, where)) for path, test in condition.items()]
    return lambda data: all(holds(get(data)) for get, holds in tests)


def _test(test: Test, where: tuple[str, ...]) -> Callable[[list[str]], bool]:
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
    rule: ValueRule, prop: PropertyInfo, source: RecordSource, rules: MappingRules, where: tuple[str, ...]
) -> Setter:
    """The function that gets the value (or values) of a property from a record's data."""
    steps = _steps(rule, prop, rules, where)
    language = _language(rule.language, source)
    many = prop.many
    holds = compile_condition(rule.when, source, where)
    get = _origin(rule, source, where, several=many or rule.each is not None)
    parts = source.parts(rule.each) if rule.each else None
    default_language = rules.language if _takes_language(prop) else None

    def texts(data: Any, run: Run) -> list[Any]:
        found: list[Any] = []
        for value in get(data, run):
            pieces = value.split(rule.split) if rule.split else (value,)
            for piece in pieces:
                made: Any = piece.strip() if rule.split else piece
                for step in steps:
                    if made is None or made == "":
                        break
                    made = step(made, run)
                if made is not None and made != "":
                    tag = language(data) if language else None
                    found.append(_spoken(made, tag or default_language))
        return found

    def setter(data: Any, run: Run) -> Any:
        try:
            found = []
            for part in parts(data) if parts else (data,):
                if holds is None or holds(part):
                    found += texts(part, run)
        except ValueError as error:
            run.problems.append(Problem(str(error), ".".join(where), rule.columns or None))
            return None
        if not found and rule.default is not None:
            found = [_spoken(rule.default, default_language)]
        if many:
            return found or None
        if len(found) > 1:
            reason = f"{len(found)} values where at most one is allowed"
            run.problems.append(Problem(reason, ".".join(where), rule.columns or None))
        return found[0] if found else None

    simple = rule.join is None and not (
        steps or rule.split or rule.each or rule.when or language or rule.default is not None
    )
    if simple and not many and rule.from_ and len(rule.from_) == 1 and default_language in (None, "nl"):
        return _simple(source.value(rule.from_[0]), rule.from_[0], ".".join(where))
    return setter


def _simple(get: Value, path: str, where: str) -> Setter:
    """The plainest rule, a path alone, without detours."""

    def setter(data: Any, run: Run) -> Any:
        try:
            return get(data)
        except ValueError as error:
            run.problems.append(Problem(str(error), where, path))
            return None

    return setter


def _takes_language(prop: PropertyInfo) -> bool:
    return any(each.python is LangString for each in prop.ranges)


def _spoken(value: Any, language: str | None) -> Any:
    return LangString.of((value, language)) if language is not None and isinstance(value, str) else value


def _language(rule: str | LanguageRule | None, source: RecordSource) -> Callable[[Any], str | None] | None:
    if rule is None:
        return None
    if isinstance(rule, str):
        return lambda data: rule
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
    rule: ValueRule, source: RecordSource, where: tuple[str, ...], *, several: bool
) -> Callable[[Any, Run], Any]:
    """The texts that a rule starts from."""
    if rule.constant is not None:
        constant = (rule.constant,)
        return lambda data, run: constant
    if rule.template is not None:
        fill = compile_template(rule.template, source, where)
        return lambda data, run: () if (text := fill(data, run)) is None else (text,)
    paths = rule.from_ or []
    if len(paths) > 1:
        return _joined([source.values(path) for path in paths], " " if rule.join is None else rule.join)
    if rule.join is not None:
        return _joined([source.values(paths[0])], rule.join)
    if several:
        values = source.values(paths[0])
        return lambda data, run: values(data)
    value = source.value(paths[0])
    return lambda data, run: () if (text := value(data)) is None else (text,)


def _joined(gets: list[Values], joint: str) -> Callable[[Any, Run], Any]:
    return lambda data, run: [text] if (text := joint.join(each for get in gets for each in get(data))) else []


def _steps(rule: ValueRule, prop: PropertyInfo, rules: MappingRules, where: tuple[str, ...]) -> list[Step]:
    """The steps that a rule names, in their order."""
    steps: list[Step] = []
    if rule.codes is not None:
        steps.append(_codes(rule, rules, where))
    if rule.date is not None:
        steps.append(_dates(rule, prop, where))
    if rule.decimal is not None:
        steps.append(_decimal(rule.decimal))
    if rule.identifier is not None:
        steps.append(_identifier(rule.identifier, rule.invalid))
    return steps


def _codes(rule: ValueRule, rules: MappingRules, where: tuple[str, ...]) -> Step:
    table = rule.codes
    if isinstance(table, str):
        if table not in rules.tables:
            raise MappingError(f"{'.'.join(where)}: no table {table!r}{nearest(table, rules.tables)}")
        table = rules.tables[table]
    codes = table or {}
    unknown = rule.unknown

    def step(value: Any, run: Run) -> Any:
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

    def step(value: Any, run: Run) -> Any:
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

    def step(value: Any, run: Run) -> Any:
        text = str(value).replace(" ", "").replace("\u00a0", "").replace(thousands, "")
        return text.replace(sign, ".")

    return step


def _identifier(name: str, invalid: str) -> Step:
    kind = IDENTIFIERS[name]

    def step(value: Any, run: Run) -> Any:
        try:
            return insz(value, test_numbers=run.test_numbers) if name == "insz" else kind.clean(value)
        except ValueError:
            if invalid == "drop":
                return None
            raise

    return step
