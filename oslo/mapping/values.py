"""Value rules, compiled to functions: what a mapping does with the values of a record.

A rule is compiled once, against a source, to a `Setter`: a function from a record's data to the
value of a property, or None if there is none. An invalid value is a ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ..identifiers import IDENTIFIERS
from ..model.description import PropertyInfo
from ..model.values import CodeList, Concept, LangString, Literal
from ..namespaces import Iri
from ..records.base import Values
from ..words.text import nearest
from .conditions import compile_choice, compile_taken
from .rules import LanguageRule, ValueRule
from .scope import Scope
from .steps import (
    Step,
    compile_codes,
    compile_crs,
    compile_dates,
    compile_decimal,
    compile_html,
    compile_identifier,
    compile_pattern,
)

Setter = Callable[[Any], Any]


def compile_value(rule: ValueRule, prop: PropertyInfo, scope: Scope) -> Setter:
    """The function that gets the value (for a property that takes many: the values) from a record's data."""
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
        return _compile_split(_compile_origin(rule, scope, iri=False), rule.split, steps, default)
    if prop.many or rule.split or chosen:
        return _compile_general(rule, prop, steps, default, scope)
    get = _compile_origin(rule, scope, iri=_takes_iri(prop))
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


def _compile_split(get: Setter, sign: str, steps: list[Step], default: Any) -> Setter:
    """One text cut into many values."""
    nothing = None if default is None else [default]

    def setter(data: Any) -> Any:
        value = get(data)
        items: list[Any] = [] if value is None else [text for piece in value.split(sign) if (text := piece.strip())]
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
    gets = (
        inside.values(rule.from_[0]) if plain and rule.from_ else _as_values(_compile_origin(rule, inside, iri=False))
    )

    def setter(data: Any) -> Any:
        values: list[Any] = []
        for part in take(data):
            tag = language(part) if language else None
            for text in gets(part):
                for piece in text.split(split) if split else (text,):
                    value: Any = piece.strip() if split else piece
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


def _compile_origin(rule: ValueRule, scope: Scope, *, iri: bool) -> Setter:
    if rule.constant is not None:
        constant = rule.constant
        return lambda data: constant
    if rule.template is not None:
        return compile_template(rule.template, scope, iri=iri)
    paths = rule.from_ or []
    if len(paths) == 1 and rule.join is None:
        return scope.value(paths[0])
    return _join([scope.values(path) for path in paths], " " if rule.join is None else rule.join)


def _join(gets: list[Values], joint: str) -> Setter:
    return lambda data: joint.join([each for get in gets for each in get(data)]) or None


_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def compile_template(template: str, scope: Scope, *, iri: bool = False) -> Setter:
    """Text with {paths} in it, or with `iri` an Iri; None if one of the paths has no value.

    `{path -> name}` first puts the value through the code table or identifier of that name, or makes
    it a `decimal`.
    """
    pieces = _PLACEHOLDER.split(template)
    if any("{" in text or "}" in text for text in pieces[::2]):
        raise scope.error(f"a brace is not closed in {template!r}")
    head, *after = pieces[::2]
    gets = [_compile_placeholder(path, scope) for path in pieces[1::2]]
    if not gets:
        return lambda data: template
    rest = list(zip(gets, after, strict=True))
    [(first, tail), *more] = rest
    if iri and not more and ":" in head and _is_iri(f"{head}x{tail}"):

        def fill_iri(data: Any) -> Iri | None:
            value = first(data)
            if value is None:
                return None
            text = f"{head}{value}{tail}"
            return str.__new__(Iri, text) if value.isalnum() and value.isascii() else Iri(text)

        return fill_iri
    if not more:
        return lambda data: None if (value := first(data)) is None else f"{head}{value}{tail}"

    def fill(data: Any) -> str | None:
        text = head
        for get, after in rest:
            value = get(data)
            if value is None:
                return None
            text += value + after
        return text

    return fill


def _is_iri(text: str) -> bool:
    try:
        return bool(Iri(text))
    except ValueError:
        return False


def _compile_placeholder(text: str, scope: Scope) -> Setter:
    """The function for what is between two braces of a template."""
    path, arrow, name = (part.strip() for part in text.rpartition(" -> "))
    if not arrow:
        return scope.value(text)
    get = scope.value(path)
    if name in scope.rules.tables:
        step = compile_codes(scope.rules.tables[name], "reject", str)
    elif name in IDENTIFIERS:
        step = compile_identifier(name, test_numbers=scope.test_numbers)
    elif name == "decimal":
        step = compile_decimal("either")
    else:
        known = [*scope.rules.tables, *IDENTIFIERS, "decimal"]
        raise scope.error(f"{name!r} is neither a table nor an identifier{nearest(name, known)}")
    return lambda data: None if (value := get(data)) is None else step(value)


# What happens to it on the way.


def _compile_steps(rule: ValueRule, prop: PropertyInfo, finish: Step, scope: Scope) -> list[Step]:
    """The steps that a rule names, in order, and last the one to what the property takes."""
    steps: list[Step] = []
    more = rule.date or rule.decimal or rule.identifier or rule.crs
    if rule.html:
        steps.append(compile_html(rule.html))
    if rule.pattern:
        steps.append(_try_compile(lambda: compile_pattern(rule), scope))
    if rule.codes is not None:
        steps.append(compile_codes(_find_table(rule, scope), rule.unknown, _as_is if more else finish))
        if not more:
            return steps
    if rule.date:
        steps.append(compile_dates(rule, prop))
    if rule.decimal:
        steps.append(compile_decimal(rule.decimal))
    if rule.identifier:
        steps.append(compile_identifier(rule.identifier, rule.invalid, test_numbers=scope.test_numbers))
    if rule.crs:
        return [*steps, _try_compile(lambda: compile_crs(rule, prop), scope)]
    return steps if finish is _as_is else [*steps, finish]


def _try_compile(compile: Callable[[], Step], scope: Scope) -> Step:
    """A step; an invalid one is an error of the mapping."""
    try:
        return compile()
    except (ValueError, re.error) as error:
        raise scope.error(str(error)) from None


def _find_table(rule: ValueRule, scope: Scope) -> dict[str, Any]:
    if not isinstance(rule.codes, str):
        return dict(rule.codes or {})
    if rule.codes not in scope.rules.tables:
        raise scope.error(f"no table {rule.codes!r}{nearest(rule.codes, scope.rules.tables)}")
    return dict(scope.rules.tables[rule.codes])


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
    return text if type(text) is Iri else Iri(text)


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
