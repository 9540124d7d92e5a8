"""The templates with a friendly name: a few columns of a class, with names and help for the person who fills them in.

One YAML file each: the class, and its columns by the path of their fields. A column has its name and meaning in Dutch
and English (without a meaning: that of the property), an example, and further keys for the rule of its mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ..errors import OsloError
from ..files import ready_files
from ..files.yaml import read_yaml
from ..model.description import Profile
from ..model.values import VALUE_TYPES
from ..models import load_profile
from ..words.sentences import languages
from ..words.text import nearest
from .columns import Column, columns_at


def _as_list(value: Any) -> Any:
    """A name alone, or a name and what belongs in the column."""
    return value if isinstance(value, list) else [value]


class _ColumnRules(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nl: Annotated[list[str], BeforeValidator(_as_list)]
    en: Annotated[list[str], BeforeValidator(_as_list)]
    example: str | None = None
    rule: dict[str, Any] = {}


class _TemplateRules(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nl: str
    en: str
    profile: str
    model: str
    columns: dict[str, _ColumnRules]


@dataclass(frozen=True, slots=True)
class Ready:
    """A template: its profile and class, its title and its columns by language."""

    name: str
    titles: Mapping[str, str]
    profile: Profile
    model: Any
    columns: Mapping[str, tuple[Column, ...]]


def ready_templates() -> list[str]:
    """The friendly names of the ready templates.

    >>> "persons" in ready_templates()
    True
    """
    return list(ready_files("templates"))


@cache
def ready_template(name: str) -> Ready:
    """A template by its friendly name.

    >>> [column.name for column in ready_template("addresses").columns["en"]][:2]
    ['street', 'house number']

    Raises OsloError for an unknown name, with the nearest.
    """
    if name not in ready_templates():
        raise OsloError(f"no template {name!r}{nearest(name, ready_templates())}")
    rules = _TemplateRules.model_validate(read_yaml(ready_files("templates")[name]))
    profile = load_profile(rules.profile)
    model = next(cls for cls in profile.classes if cls.__name__ == rules.model)
    return Ready(
        name,
        {each: getattr(rules, each, rules.en) for each in languages()},
        profile,
        model,
        {language: _make_columns(rules, model, language) for language in languages()},
    )


def _make_columns(rules: _TemplateRules, model: Any, language: str) -> tuple[Column, ...]:
    names = {path: _name_and_meaning(each, language)[0] for path, each in rules.columns.items()}
    return tuple(_make_column(_column_at(model, path), each, language, names) for path, each in rules.columns.items())


def _name_and_meaning(rules: _ColumnRules, language: str) -> list[str]:
    """A name and, if given, what belongs in the column; in English if the language has none."""
    return list(getattr(rules, language, rules.en))


def _column_at(model: Any, path: str) -> Column:
    """The column at a path; for a point, the one that the path ends in."""
    above, _, last = path.rpartition(".")
    if last in ("longitude", "latitude"):
        return next(each for each in columns_at(model, above) if each.kind.name == last)
    return columns_at(model, path)[0]


def _read_example(text: str | None, column: Column) -> Any:
    """An example as the value that its column takes: a date, a number, yes or no, else text."""
    coordinate = column.kind.name in ("longitude", "latitude")
    for python in [float] if coordinate else [each.python for each in column.prop.ranges]:
        kind = VALUE_TYPES.get(python)
        if text and python in (bool, int, float, date, datetime) and kind and kind.form and kind.form.fullmatch(text):
            return kind.read(text)
    return text


def _make_column(column: Column, rules: _ColumnRules, language: str, names: Mapping[str, str]) -> Column:
    name, *meaning = _name_and_meaning(rules, language)
    return replace(
        column,
        name=name,
        descriptions={**column.descriptions, **({language: meaning[0]} if meaning else {})},
        example=_read_example(rules.example, column),
        pair=names[f"{'.'.join(column.fields)}.latitude"] if column.pair else None,
        required_with=None,
        rule=rules.rule,
    )
