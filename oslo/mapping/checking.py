"""Checks of a mapping against its classes, before the first record: each message says what to write in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import MappingError
from ..identifiers import IDENTIFIERS
from ..model.description import ClassInfo, Profile, PropertyInfo, Range, describe
from ..model.resource import Resource
from ..model.values import VALUE_TYPES, CodeList, Concept, LangString, Literal
from ..namespaces import PREFIXES, RDF, Iri
from ..vocabularies.codelists import scheme
from ..words.text import nearest
from .contacts import CONTACTS
from .date_forms import wrong_format
from .examples import example, part_example, value_mistake
from .names import find_property, no_class, no_property
from .rules import Fields, LanguageRule, PartRule, ValueRule
from .synonyms import IDENTIFIER_NAMES, KEYS, LANGUAGE_TAGS
from .where import Where

Keys = tuple[str, ...]
ID = PropertyInfo("id", "@id", RDF.subject, (Range(Iri, VALUE_TYPES[Iri]),), 0, 1, False, None)
"""What a record or a part is identified by, as if it were a property."""


@dataclass(frozen=True)
class Checker:
    """The checks of one kind of record, by the classes of a profile; all raise MappingError."""

    where: Where
    profile: Profile
    tables: dict[str, dict[str, Any]]

    @cached_property
    def classes(self) -> dict[str, type[Resource]]:
        """The classes of the profile by name."""
        return {cls.__name__: cls for cls in self.profile.classes}

    def class_of(self, name: str, keys: Keys) -> type[Resource]:
        """The class with a name."""
        if name not in self.classes:
            raise self.where.error(keys, no_class(name, self.profile))
        return self.classes[name]

    def fields(self, fields: Fields, info: ClassInfo, keys: Keys) -> Fields:
        """The fields under the names of the class's properties, if each has a rule of the kind that it takes."""
        taken: Fields = {}
        for name, rules in fields.items():
            here = (*keys, name)
            prop = find_property(name, info)
            if prop is None:
                raise self._no_property(here, info)
            if prop.name in taken:
                raise self.where.error(here, f"is {prop.name}, which is given already: put both rules in one list")
            if not rules:
                raise self.where.error(here, f"nothing is given for it; write {example(prop)}")
            taken[prop.name] = [self._rule(prop, rule, here) for rule in rules]
        missing = [prop for prop in info.properties if prop.min and prop.name not in taken]
        if missing:
            names = ", ".join(prop.name for prop in missing)
            raise self.where.error(
                keys, f"{info.name} must have {names}, but nothing is mapped to it; add {example(missing[0])}"
            )
        return taken

    def _no_property(self, keys: Keys, info: ClassInfo) -> MappingError:
        *above, name = keys
        if name == "id" and not above:
            return self.where.error(keys, "is not one of the fields: it stands beside `fields:`, not below it")
        first, *rest = re.split("[./]", name, maxsplit=1)
        if rest and (part := find_property(first, info)) is not None:
            return self.where.error(keys, f"a part is nested: `{part.name}: {{{rest[0]}: COLUMN}}`")
        if above and (key := KEYS.get(name.casefold())) in ("model", "id", "each", "when"):
            return self.where.error(keys, f"{info.name} has no such property; did you mean the key {key}?")
        message = no_property(name, info)
        more = f" (`oslo show {self.profile.name}.{info.name}` shows all)" if message.endswith("...") else ""
        return self.where.error(keys, message + more)

    def part_class(self, prop: PropertyInfo, rule: PartRule, keys: Keys) -> type[Resource]:
        """The class of a nested part: the one that the rule names, or the only one that fits."""
        allowed = [each.cls for each in prop.ranges if each.cls]
        if not allowed:
            raise self.where.error(keys, value_mistake(prop, rule))
        names = ", ".join(cls.__name__ for cls in allowed)
        if rule.model is None:
            if len(allowed) > 1:
                raise self.where.error(keys, f"say which model: {names}")
            return allowed[0]
        cls = self.class_of(rule.model, (*keys, "model"))
        if not issubclass(cls, tuple(allowed)):
            raise self.where.error(keys, f"{cls.__name__} does not fit: it takes {names} or a subclass")
        return cls

    def ids(self, rules: Sequence[ValueRule], keys: Keys = ()) -> None:
        """Check the id of a record or (with `keys`) of a part: it must be able to be an IRI, of each record its own."""
        here = (*keys, "id")
        for rule in rules:
            if message := self._wrong_way(ID, rule):
                raise self.where.error(here, message)
            text = rule.template
            if text is None or rule.each:
                continue
            if "{" not in text and (wrong := re.search(r"[$%<\[(]+(\w+)[>\])%]", text)):
                meant = text.replace(wrong[0], f"{{{wrong[1]}}}")
                raise self.where.error(here, f"a column is written in braces: {meant}")
            if wrong := re.search(r"\$\{[^{}]+\}|\{\{[^{}]+\}\}", text):
                meant = text.replace(wrong[0], f"{{{wrong[0].strip('${}')}}}")
                raise self.where.error(here, f"a column is written in single braces, without a sign: {meant}")
            if not text.startswith("{") and (wrong_iri := _wrong_iri(text)):
                raise self.where.error(here, wrong_iri)
            if ":" not in text and not text.startswith("{"):
                raise self.where.error(here, f"not an IRI: {text!r}; give a whole one, such as {_whole_iri(text)}")
            if "{" not in text and len(rules) == 1 and not keys:
                raise self.where.error(
                    here, f"the same for every record: {text!r}; {{NAME}} stands for the value of a column"
                )

    def _rule(self, prop: PropertyInfo, rule: PartRule | ValueRule, keys: Keys) -> PartRule | ValueRule:
        if isinstance(rule, PartRule):
            cls = self.part_class(prop, rule, keys)
            self.ids(rule.id, keys)
            return rule.model_copy(update={"fields": self.fields(rule.fields, describe(cls), keys)})
        if message := self._wrong(prop, rule):
            raise self.where.error(keys, message)
        return rule

    def _wrong(self, prop: PropertyInfo, rule: ValueRule) -> str | None:
        """What is wrong with a value rule, for a property; None if nothing is."""
        kinds = {each.python for each in prop.ranges}
        if all(each.cls and not each.reference for each in prop.ranges):
            return f"takes a part, not a value; write {part_example(prop, rule)}"
        if filled := next((path for path in rule.from_ or () if re.search(r"\{[^{}]+\}", path)), None):
            filled = re.sub(r"\{\{([^{}]+)\}\}", r"{\1}", filled)
            return f'from takes a column without braces; for text with columns in it write {{template: "{filled}"}}'
        if rule.pattern and (group := re.search(r"[$\\](\d)", rule.pattern.to or "")):
            return f"pattern: to: a group is written in braces: {{{group[1]}}}, not {group[0]}"
        if rule.template is not None and "{" not in rule.template:
            column = f'{{template: "{{{rule.template}}}"}}'
            return f"template: no column in it: a column is in braces, {column}; fixed text is {{constant: ...}}"
        names = kinds <= {Iri, Concept} or prop.ranges[0].reference
        if names and rule.template and not rule.template.startswith("{") and (wrong := _wrong_iri(rule.template)):
            return f"template: {wrong}"
        return self._wrong_way(prop, rule)

    def _wrong_way(self, prop: PropertyInfo, rule: ValueRule) -> str | None:
        """What is wrong on the way from a text to a value; None if nothing is."""
        kinds = {each.python for each in prop.ranges}
        if rule.date and (wrong := wrong_format(rule.date)):
            return wrong
        if rule.date and kinds == {LangString}:
            return "date: this property takes text, not a date: leave `date` out"
        if (rule.language or rule.languages) and not any(each.__name__ in ("LangString", "Literal") for each in kinds):
            return "language: only text in a language (LangString) has one"
        if rule.language is not None and (wrong := wrong_language(rule.language)):
            return wrong
        if rule.datatype is not None and not _is_datatype(rule.datatype, kinds):
            return "datatype: must be an IRI, and the property must take any literal"
        if rule.identifier is not None and rule.identifier not in (*IDENTIFIERS, *CONTACTS):
            return f"identifier: {rule.identifier!r} is not one{_near_identifier(rule.identifier)}"
        return self._wrong_codes(prop, rule) if rule.codes is not None else None

    def _wrong_codes(self, prop: PropertyInfo, rule: ValueRule) -> str | None:
        codes = rule.codes
        if isinstance(codes, str):
            if codes not in self.tables:
                if pair := re.fullmatch(r"(\S+?)\s*[:=]\s*(\S+)", codes):
                    return f"codes: not text but an object: `codes: {{{pair[1]}: {pair[2]}}}`"
                hint = nearest(codes, self.tables) or f"; give it at the top: `tables: {{{codes}: {{A: ...}}}}`"
                return f"no table {codes!r}{hint}"
            codes = self.tables[codes]
        if {each.python for each in prop.ranges} != {Concept} or rule.date or rule.decimal or rule.identifier:
            return None
        known = scheme(prop.code_list) if prop.code_list else None
        for code, value in (codes or {}).items():
            text = str(value)
            try:
                iri = CodeList(prop.code_list).concept(text) if prop.code_list else Concept(text)
            except ValueError as error:
                return f"codes: {code}: {error}" + ("" if known else "; a concept is given by its IRI")
            if known and iri not in known.codes and _base(iri) not in map(_base, known.codes):
                first = next(iter(known.codes))
                return f"codes: {code}: {iri} is not of the code list {known.name}, whose concepts are such as {first}"
        return None


def wrong_language(language: str | LanguageRule) -> str | None:
    """What is wrong with a language, None if nothing is.

    >>> wrong_language("Nederlands")
    "language: 'Nederlands' is not a language tag; write nl"
    """
    if isinstance(language, LanguageRule):
        return None
    meant = LANGUAGE_TAGS.get(language.casefold())
    try:
        LangString("", language)
    except ValueError:
        return f"language: {language!r} is not a language tag; write {meant or 'nl, fr, en or de'}"
    return f"language: {language!r} is not a language tag; write {meant}" if meant else None


def _near_identifier(name: str) -> str:
    meant = IDENTIFIER_NAMES.get(name.casefold())
    return f"; did you mean {meant}?" if meant else nearest(name, [*IDENTIFIERS, *CONTACTS])


def _whole_iri(text: str) -> str:
    """An example of a whole IRI, made from one that is not."""
    if "{" not in text:
        text = f"{{{text}}}"
    if re.match(r"[\w-]+(\.[\w-]+)+/", text):
        return f"https://{text}"
    return f"https://data.example.be/{text.lstrip('/')}" if "/" in text else f"https://data.example.be/id/{text}"


def _wrong_iri(template: str) -> str | None:
    """What keeps a template from ever being an IRI, or a good one; None if nothing does."""
    fixed = re.sub(r"\{[^{}]*\}", "", template.strip())
    if (slashes := re.match(r"(https?):?/?/?(?=[^/])", template)) and slashes[0] != f"{slashes[1]}://":
        return f"an IRI begins with {slashes[1]}://, not {slashes[0]}"
    if " " in fixed:
        return f"an IRI has no spaces: {template.replace(' ', '-')}"
    prefix, colon, _ = template.partition(":")
    if colon and (prefix == "ex" or prefix in PREFIXES) and not template.startswith(f"{prefix}://"):
        return f"the prefix {prefix}: is not filled in here: write the whole IRI, https://..."
    filled = re.sub(r"\{[^{}]+\}", "x", template)
    if colon and not re.search("[{}]", filled):  # a brace that is not closed is found by the compiler of templates
        try:
            Iri(filled)
        except ValueError as error:
            return f"makes no IRI: {error}"
    return None


def _base(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _is_datatype(text: str, kinds: set[type]) -> bool:
    try:
        return bool(Iri(text)) and kinds == {Literal}
    except ValueError:
        return False
