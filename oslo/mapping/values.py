"""Value rules, compiled to functions: what a mapping does with the values of a record.

A rule is compiled once, against a source, to a `Setter`: a function from a record's data to the
value of a property, or None if there is none. An invalid value is a ValueError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from ..model.description import PropertyInfo
from ..model.values import CodeList, Concept, LangString, Literal, PartialDate
from ..namespaces import Iri
from ..patterns import PatternError
from ..records.base import Values
from ..records.characters import controls
from ..words.text import nearest
from .conditions import compile_choice, compile_taken
from .contacts import contact_of
from .dates import year_teller
from .placeholders import compile_template
from .rules import LanguageRule, ValueRule
from .scope import Scope
from .steps import (
    Step,
    compile_codes,
    compile_dates,
    compile_decimal,
    compile_geometry,
    compile_html,
    compile_identifier,
    compile_pattern,
    leave_out,
    takes_geometry,
    tell_other,
)

Setter = Callable[[Any], Any]


def compile_value(rule: ValueRule, prop: PropertyInfo, scope: Scope) -> Setter:
    """The function that gets the value (for a property that takes many: the values) from a record's data."""
    scope = scope.without(rule.empty)
    if rule.languages is not None:
        return _compile_by_language(rule, rule.languages, prop, scope)
    finish = _compile_finish(rule, prop, scope)
    steps = _compile_steps(rule, prop, finish, scope)
    default = None if rule.default is None else finish(rule.default)
    dynamic = isinstance(rule.language, LanguageRule)
    chosen = rule.each or rule.when or rule.valid or dynamic
    if rule.constant is not None and not (chosen or rule.split):
        return _compile_constant(rule.constant, steps, prop, scope)
    if rule.split and prop.many and not chosen:
        return _compile_split(_compile_origin(rule, prop, scope, iri=False), rule.split, steps, default, scope)
    if prop.many or rule.split or chosen:
        return _compile_general(rule, prop, steps, default, scope)
    get = _compile_origin(rule, prop, scope, iri=_takes_iri(prop))
    if not steps and default is None:
        return get
    first, *more = steps or [_as_is]

    def setter(data: Any) -> Any:
        value = get(data)
        if value is None:
            return default
        value = first(value)
        for step in more:
            if value is None:
                return default
            value = step(value)
        return value

    def short(data: Any) -> Any:
        value = get(data)
        return None if value is None else first(value)

    return short if not more and default is None else setter


def _compile_constant(value: Any, steps: list[Step], prop: PropertyInfo, scope: Scope) -> Setter:
    """A value known before the first record; an invalid one is an error of the mapping."""
    try:
        for step in steps:
            value = step(value)
    except ValueError as error:
        raise scope.error(f"constant: {error}") from None
    constant = [value] if prop.many else value
    return lambda data: constant


def _compile_split(get: Setter, sign: str, steps: list[Step], default: Any, scope: Scope) -> Setter:
    """One text cut into many values."""
    nothing = None if default is None else [default]

    def setter(data: Any) -> Any:
        value = get(data)
        items: list[Any] = [] if value is None else scope.pieces(value, sign)
        for step in steps:
            items = [text for item in items if (text := step(item)) is not None]
        return items or nothing

    return setter


def _compile_parts(rule: ValueRule, inside: Scope, scope: Scope, name: str) -> Callable[[Any], Sequence[Any]]:
    """The parts of a record that a rule takes its values from: those at `each`, or the record itself."""
    if rule.each is not None:
        return compile_taken(scope.parts(rule.each), rule.when, rule.valid, inside, rule.each)
    holds = compile_choice(rule.when, rule.valid, inside, name)
    return lambda data: (data,) if holds is None or holds(data) else ()


def _compile_general(rule: ValueRule, prop: PropertyInfo, steps: list[Step], default: Any, scope: Scope) -> Setter:
    """All that a rule can say: repeated parts, conditions, many values, languages given by the record."""
    many, split, inside = prop.many, rule.split, scope.inside(rule.each)
    take = _compile_parts(rule, inside, scope, prop.name)
    language = _compile_language(rule.language, inside)
    plain = many and rule.join is None and rule.from_ is not None and len(rule.from_) == 1
    texts = inside.whole if takes_geometry(prop) else inside.values
    gets = texts(rule.from_[0]) if plain and rule.from_ else _as_values(_compile_origin(rule, prop, inside, iri=False))

    def setter(data: Any) -> Any:
        values: list[Any] = []
        for part in take(data):
            tag = language(part) if language else None
            for text in gets(part):
                for piece in scope.pieces(text, split) if split else (text,):
                    value: Any = piece
                    for step in steps if value != "" else ():
                        value = step(value)
                        if value is None:
                            break
                    if value is not None and value != "":
                        values.append(
                            LangString(value.text, tag) if tag is not None and type(value) is LangString else value
                        )
        if not values:
            return default if default is None or not many else [default]
        if many:
            return values
        values = list(dict.fromkeys(values))
        if len(values) > 1:
            raise ValueError(f"{len(values)} values where at most one is allowed")
        return values[0]

    return setter


def _compile_by_language(rule: ValueRule, path: str, prop: PropertyInfo, scope: Scope) -> Setter:
    """Texts by language; a property that takes one text takes the language of its class, else the only text."""
    tagged, holds = scope.tagged(path), compile_choice(rule.when, rule.valid, scope, prop.name)
    wanted = rule.language if isinstance(rule.language, str) else scope.language
    if rule.each or rule.default is not None or isinstance(rule.language, LanguageRule):
        raise scope.error("languages: takes no each, no default and no language from a path")
    below = {} if rule.from_ or rule.template else {"from_": ["."]}
    under = rule.model_copy(update={"languages": None, "language": None, "when": None, "valid": None, **below})
    get = compile_value(under, replace(prop, many=True), scope.inside(path).inside("*"))

    def texts(data: Any) -> list[LangString]:
        parts = tagged(data) if holds is None or holds(data) else ()
        return [LangString(str(text), tag) for tag, part in parts for text in get(part) or ()]

    def one(data: Any) -> LangString | None:
        candidates = texts(data)
        chosen = [each for each in candidates if each.language == wanted] or candidates
        if len(chosen) > 1:
            raise ValueError(f"{len(candidates)} languages where one text is allowed, and none is {wanted!r}")
        return chosen[0] if chosen else None

    return (lambda data: texts(data) or None) if prop.many else one


def _as_values(get: Setter) -> Values:
    return lambda data: [] if (value := get(data)) is None else [value]


# Where a value comes from.


def _compile_origin(rule: ValueRule, prop: PropertyInfo, scope: Scope, *, iri: bool) -> Setter:
    if rule.constant is not None:
        constant = rule.constant
        return lambda data: constant
    if rule.template is not None:
        half = (
            scope.leaving_out(rule.columns, rule.paths, "a part of the geometry has no value")
            if takes_geometry(prop)
            else None
        )
        names = _takes_iri(prop) or {each.python for each in prop.ranges} == {Concept}
        return compile_template(rule.template, scope, names=names, iri=iri, half=half)
    paths = rule.from_ or []
    if len(paths) == 1 and rule.join is None and takes_geometry(prop):
        return _only(scope.whole(paths[0]), paths[0])
    if len(paths) == 1 and rule.join is None:
        return scope.value(paths[0])
    return _join([scope.values(path) for path in paths], " " if rule.join is None else rule.join)


def _join(gets: list[Values], joint: str) -> Setter:
    return lambda data: joint.join([each for get in gets for each in get(data)]) or None


def _only(get: Values, path: str) -> Setter:
    """The one text at a path, which can be that of an object."""

    def only(data: Any) -> str | None:
        texts = get(data)
        if len(texts) > 1:
            raise ValueError(f"{len(texts)} values at {path!r} where one is expected")
        return texts[0] if texts else None

    return only


# What happens to it on the way.


def _compile_steps(rule: ValueRule, prop: PropertyInfo, finish: Step, scope: Scope) -> list[Step]:
    """The steps that a rule names, in order, and last the one to what the property takes."""
    steps: list[Step] = []
    located = rule.crs or takes_geometry(prop)
    more = rule.date or rule.decimal or rule.identifier or located

    def add(step: Step, reason: str) -> None:
        drops = rule.invalid == "drop"
        steps.append(leave_out(step, scope.leaving_out(rule.columns, rule.paths, reason)) if drops else step)

    if rule.html:
        steps.append(compile_html(rule.html))
    if rule.pattern:
        add(_try_compile(lambda: compile_pattern(rule), scope), f"not of the form {rule.pattern.match}")
    if rule.codes is not None:
        last = _as_is if more else finish
        steps.append(compile_codes(_find_table(rule, scope), last, _compile_unknown(rule, last, scope)))
        if not more:
            return steps
    if rule.date:
        tell = partial(scope.tell, rule.columns)
        add(
            _try_compile(lambda: compile_dates(rule, prop, tell), scope),
            f"not a date of the form {' or '.join(rule.date)}",
        )
    elif {each.python for each in prop.ranges} & {date, datetime, PartialDate}:
        steps.append(year_teller(partial(scope.tell, rule.columns)))
    if rule.decimal:
        add(compile_decimal(rule.decimal, prop), "not a number")
    if rule.identifier:
        step = compile_identifier(rule.identifier, test_numbers=scope.test_numbers)
        add(step, f"not of the kind {rule.identifier}")
    elif (contact := contact_of(prop.path)) is not None and rule.constant is None:
        steps.append(tell_other(contact, partial(scope.tell, rule.columns)))
    if located:
        tell = partial(scope.tell, rule.columns)
        add(_try_compile(lambda: compile_geometry(rule.crs, prop, tell), scope), "not a geometry")
        return steps
    return steps if finish is _as_is else [*steps, finish]


def _compile_unknown(rule: ValueRule, finish: Step, scope: Scope) -> Step | None:
    """What to do with a code that is not in the table; None: refuse it."""
    if rule.unknown == "reject":
        return None
    if rule.unknown == "keep":
        return finish
    tell = scope.leaving_out(rule.columns, rule.paths, "unknown code")
    return lambda value: tell()


def _try_compile(compile: Callable[[], Step], scope: Scope) -> Step:
    """A step; an invalid one is an error of the mapping."""
    try:
        return compile()
    except PatternError as error:
        raise scope.error(f"not a regular expression: {error.text!r}: {error}") from None
    except ValueError as error:
        raise scope.error(str(error)) from None


def _find_table(rule: ValueRule, scope: Scope) -> dict[str, Any]:
    """The codes of a rule: its own, or a table by its name, which is one of those that there are (`checking.py`)."""
    return scope.rules.tables[rule.codes] if isinstance(rule.codes, str) else rule.codes or {}


def _compile_finish(rule: ValueRule, prop: PropertyInfo, scope: Scope) -> Step:
    """The step from text to what the property takes."""
    kinds = {each.python for each in prop.ranges}
    if kinds == {LangString}:
        language = rule.language if isinstance(rule.language, str) else scope.rules.language
        tag = LangString("", language or scope.language).language
        return lambda value: tuple.__new__(LangString, (value, tag)) if type(value) is str else LangString.of(value)
    if rule.datatype:
        datatype = Iri(rule.datatype)
        return lambda value: Literal(value, datatype)
    if kinds == {Concept}:
        return CodeList(prop.code_list).concept if prop.code_list else _to_concept
    return _to_iri if _takes_iri(prop) else _as_is


def _takes_iri(prop: PropertyInfo) -> bool:
    return prop.ranges[0].reference or {each.python for each in prop.ranges} == {Iri}


def _as_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=4096)
def _to_concept(text: str) -> Concept:
    return Concept(text)


def _to_iri(text: str) -> Iri:
    if type(text) is Iri:
        return text
    if not text.isprintable() and (found := controls(text)):
        raise ValueError(f"{found[0].reason}, in an IRI: {text!r}")
    return Iri(text)


def _compile_language(rule: str | LanguageRule | None, scope: Scope) -> Setter | None:
    """The function for the language that a record gives."""
    if not isinstance(rule, LanguageRule):
        return None
    get = scope.value(rule.from_)
    codes, default = rule.codes, rule.default

    def language(data: Any) -> str | None:
        tag = get(data)
        if tag is None or codes is None:
            return default if tag is None else tag
        if tag not in codes:
            raise ValueError(f"unknown language {tag!r}{nearest(tag, codes)}")
        return codes[tag]

    return language
