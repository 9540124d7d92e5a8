"""An empty table as a whole: its first cell, its columns, its rows of help and example, its mapping.

The first cell says what the table is, so that it can be read back on its own, also when a spreadsheet has saved it in
another form: `#oslo persoon-basis.Persoon/persons 2023-06-01 nl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..errors import InputError, OsloError
from ..mapping.rules import PartRule, ValueRule
from ..model.description import Profile
from ..model.resource import Resource
from ..models import MODULES, load_profile
from ..records.kept import guarded
from ..words.sentences import languages, say
from ..words.text import nearest
from .columns import ANSWERS, POINT, YES_NO, Column, columns
from .help import cell_of, help_of
from .named import ready_template, ready_templates

_ABOUT = re.compile(r"#oslo +([^ ./]+)\.([^ ./]+)(?:/([^ /]+))? +([^ ]+) +([^ ]+)(?: +([^ ]+))?")
_NO_SCHEME = r"^[^:\s]+[.][^:\s]+$"  # www.example.be/page
_OWN_KEYS = {*PartRule.model_fields, "from", *ValueRule.model_fields}


@dataclass(frozen=True, slots=True)
class Template:
    """A table for a class: all its columns, or those of a ready template; `iri` is the pattern of its IRIs.

    Raises OsloError for a class without properties, and for an unknown language.

    >>> template = Template.of("addresses", "en")
    >>> template.about
    '#oslo adresregister.Adresvoorstelling/addresses 2025-11-01 en'
    >>> Template.read(template.about) == template
    True
    """

    profile: Profile
    model: type[Resource]
    language: str = "nl"
    ready: str | None = None
    iri: str | None = None

    def __post_init__(self) -> None:
        if self.language not in languages():
            raise OsloError(f"no language {self.language!r}{nearest(self.language, languages())}")
        if self.iri is not None and not self.iri.isprintable():
            raise OsloError(f"not a pattern of IRIs: {self.iri!r}")
        if odd := next((key for key in self.keys if guarded(key) != key), None):
            raise OsloError(f"a column {odd!r}: a spreadsheet takes that for a formula: begin it with a letter")
        if not self.columns:
            raise OsloError(f"{self.model.__name__} has no properties: there is nothing to fill in")

    @classmethod
    def of(cls, name: str, language: str = "nl", iri: str | None = None) -> Template:
        """A ready template by its friendly name; OsloError for an unknown name."""
        template = ready_template(name)
        return cls(template.profile, template.model, language, name, iri)

    @classmethod
    def read(cls, about: str) -> Template | None:
        """The template that a first cell names; None for any other text.

        Raises InputError for an unknown profile, class or template.
        """
        match = _ABOUT.fullmatch(about.strip())
        if match is None:
            return None
        name, model, ready, _, language, iri = match.groups()
        if name not in MODULES:
            raise InputError(f"made for the unknown profile {name!r}{nearest(name, MODULES)}")
        profile = load_profile(name)
        model_class = next((each for each in profile.classes if each.__name__ == model), None)
        if model_class is None or language not in languages() or ready not in (None, *ready_templates()):
            raise InputError(f"made for {match[0]!r}, which is not here (the profile is {name} {profile.version})")
        return cls(profile, model_class, language, ready, iri)

    @property
    def about(self) -> str:
        """The first cell: what the table is."""
        name = f"{self.profile.name}.{self.model.__name__}" + (f"/{self.ready}" if self.ready else "")
        return " ".join(part for part in ("#oslo", name, self.profile.version, self.language, self.iri) if part)

    @property
    def title(self) -> str:
        """The title of the ready template in its language, else the name of the class."""
        return ready_template(self.ready).titles[self.language] if self.ready else self.model.__name__

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, without those for the IRI."""
        return ready_template(self.ready).columns[self.language] if self.ready else columns(self.model)

    @property
    def keys(self) -> list[str]:
        """The columns for the IRI that are not columns already: `id`, or those that the pattern names."""
        if self.iri is None:
            return [] if self.ready else ["id"]
        names = {column.name for column in self.columns}
        return [name for name in re.findall(r"\{([^{}]+)\}", self.iri) if name not in names]

    @property
    def rows(self) -> list[list[Any]]:
        """Three rows: the names of the columns, what belongs in them, an example; cells are text, numbers and dates."""
        keys, language = self.keys, self.language
        keyed = [say("help.id", language) if key == "id" else "" for key in keys]
        samples = ["" if key == "id" else "1" for key in keys]
        return [
            [self.about, *keys, *(column.name for column in self.columns)],
            [say("mark.help", language), *keyed, *(help_of(column, language) for column in self.columns)],
            [say("mark.example", language), *samples, *(cell_of(column, language) for column in self.columns)],
        ]

    def mapping(self, taken: Iterable[Column] | None = None, *, named: bool = True) -> dict[str, Any]:
        """The mapping that reads the table, with all its columns or those `taken`; `named`: also those for the IRI."""
        chosen = list(self.columns if taken is None else taken)
        fields: dict[str, Any] = {}
        for column in chosen:
            if (rule := _make_rule(column)) is not None:
                _fields_at(fields, column.fields)[column.fields[-1]] = rule
        content: dict[str, Any] = {"profile": self.profile.name, "model": self.model.__name__}
        if named and (self.iri or self.keys):
            content["id"] = self.iri or "{id}"
        if self.language != self.model.text_language:
            content["language"] = self.language
        if any(column.kind.rule.get("codes") == YES_NO for column in chosen):
            content["tables"] = {YES_NO: ANSWERS}
        return {**content, "fields": _nest_fields(fields)}

    def mapping_file(self) -> dict[str, Any]:
        """The same as a file of its own, which skips the rows of help and example by their mark."""
        content = self.mapping()
        fields = content.pop("fields")
        return {**content, "optional": [self.about], "when": {self.about: None}, "fields": fields}


def _fields_at(fields: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for name in path[:-1]:
        fields = fields.setdefault(name, {})
    return fields


def _nest_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with those of a part under `fields` if one of them has the name of a key."""
    return {name: _nest_part(rule) if isinstance(rule, dict) and "from" not in rule and "template" not in rule else rule
            for name, rule in fields.items()}  # fmt: skip


def _nest_part(fields: dict[str, Any]) -> dict[str, Any]:
    inner = _nest_fields(fields)
    return {"fields": inner} if _OWN_KEYS & inner.keys() else inner


def _make_rule(column: Column) -> Any:
    """How a mapping reads a column; None for a latitude, which is read with its longitude."""
    if column.kind.name == "latitude":
        return None
    if column.kind.name == "longitude":
        return {"template": POINT.format(column.name, column.pair)}
    rule = {"from": column.name, **({"split": "|"} if column.prop.many else {}), **column.kind.rule, **column.rule}
    if column.kind.name == "web address" and not column.prop.many:
        return [{"template": f"https://{{{column.name}}}", "when": {column.name: {"matches": _NO_SCHEME}}}, rule]
    plain = len(rule) == 1 and not any(each.cls for each in column.prop.ranges)
    return column.name if plain else rule
