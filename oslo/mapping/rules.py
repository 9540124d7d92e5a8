"""What may stand in a mapping file: its keys, each with its meaning, checked by pydantic.

A field is given by a path (a column, a dotted path, an XPath), by a value rule
(`{from: ..., codes: ...}`), by a nested part (`{plaatsnaam: ...}`), or by a list of those: all
their values for a field that takes many, the first that has a value for one that takes one.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Scalar = str | int | float | bool


def _texts(value: Any) -> Any:
    """YAML reads `M: 1` as a number; codes are text."""
    return {_text(key): each for key, each in value.items()} if isinstance(value, dict) else value


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _listed(value: Any) -> Any:
    return value if value is None or isinstance(value, list) else [value]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class ValueTest(_Rule):
    """What a value must be: one of `is` (null: there is none), none of `not`, or a match of a regular expression."""

    is_: Annotated[list[Scalar | None] | None, BeforeValidator(_listed)] = Field(None, alias="is")
    not_: Annotated[list[Scalar] | None, BeforeValidator(_listed)] = Field(None, alias="not")
    matches: str | None = None


def _condition(value: Any) -> Any:
    """`COLUMN` (has a value), or `{COLUMN: value | [values] | null | {is, not, matches}}`, all of them."""
    if isinstance(value, str):
        return {value: {"not": []}}
    if isinstance(value, dict):
        return {
            path: each if isinstance(each, dict) else {"is": [None] if each is None else each}
            for path, each in value.items()
        }
    return value


Condition = Annotated[dict[str, ValueTest], BeforeValidator(_condition)]


class PatternRule(_Rule):
    """What a whole text must match, and what is made of it: the first group, or all; or `to` with the groups in it."""

    match: str
    to: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"match": value} if isinstance(value, str) else value


class CrsRule(_Rule):
    """The reference system that the coordinates of a geometry are in, and the one to convert them `to`."""

    from_: str = Field(alias="from")
    to: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"from": value} if isinstance(value, str) else value


class ValueRule(_Rule):
    """One value, or for a field that takes many all values at a path.

    It comes `from` a path, or several joined by `join` (a blank; what is absent is left out;
    `join` with one path joins all that stands there), or from `template`, text with {paths}, or
    is a `constant`, or stands under `languages`: an object of texts by their language tag, or of
    objects in which `from` or `template` find them. Then, in this order: `split` into many; `html`,
    to `unescape` it or make it `text`; `pattern`, a regular expression to take something out of it;
    `codes`, a table (or the name of one under `tables`), in which an `unknown` code rejects the
    record, is dropped or kept; `date`, formats of strptime; `decimal`, the decimal sign or
    `either`; `identifier`, a known kind to check and normalise; `crs`, the reference system of a geometry;
    what is `invalid` by pattern, date or identifier rejects the record or is dropped; `default`
    where there is none. `language`: of the text, a tag or a path. `datatype`: of the literal, for a
    property that takes any. `each`: the repeated parts that the paths start from. `when`: only if
    it holds.
    """

    from_: Annotated[list[str] | None, BeforeValidator(_listed)] = Field(None, alias="from")
    template: str | None = None
    constant: Scalar | None = None
    languages: str | None = None
    join: str | None = None
    split: Annotated[str | None, Field(min_length=1)] = None
    html: Annotated[list[Literal["unescape", "text"]] | None, BeforeValidator(_listed)] = None
    pattern: PatternRule | None = None
    codes: Annotated[dict[str, Scalar] | str | None, BeforeValidator(_texts)] = None
    unknown: Literal["reject", "drop", "keep"] = "reject"
    date: Annotated[list[str] | None, BeforeValidator(_listed)] = None
    decimal: Literal[",", ".", "either"] | None = None
    identifier: str | None = None
    crs: CrsRule | None = None
    invalid: Literal["reject", "drop"] = "reject"
    default: Scalar | None = None
    language: str | LanguageRule | None = None
    datatype: str | None = None
    each: str | None = None
    when: Condition | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> ValueRule:
        given = sum(each is not None for each in (self.from_, self.template, self.constant))
        if not (given == 1 if self.languages is None else given < 2 and self.constant is None):
            raise ValueError(
                "give exactly one of from, template, constant and languages; from or template also below it"
            )
        return self

    @property
    def columns(self) -> str:
        """The columns or paths that the value comes from, for messages."""
        return ", ".join(self.from_) if self.from_ else (self.template or self.languages or "")

    @property
    def paths(self) -> list[str]:
        """The same, one by one."""
        return self.from_ or [path.partition(" -> ")[0].strip() for path in _PLACES.findall(self.template or "")]


_PLACES = re.compile(r"\{([^{}]+)\}")


def _ids(value: Any) -> Any:
    """A text is a template; one rule is a list of one."""
    each = value if isinstance(value, list) else [value]
    return [{"template": one} if isinstance(one, str) else one for one in each if one is not None]


IdRules = Annotated[list[ValueRule], BeforeValidator(_ids)]
"""The IRI of a part: a template, a value rule, or a list of those, of which the first that has a value holds."""


class LanguageRule(_Rule):
    """The language of a text, where a record says it itself."""

    from_: str = Field(alias="from")
    codes: Annotated[dict[str, str] | None, BeforeValidator(_texts)] = None
    default: str | None = None


class PartRule(_Rule):
    """A nested part: its own id and fields, one for each element at `each`, `when` it holds."""

    model: str | None = None
    id: IdRules = []
    each: str | None = None
    when: Condition | None = None
    fields: Fields

    @property
    def paths(self) -> list[str]:
        """The columns or paths that its values come from."""
        return [path for rules in self.fields.values() for rule in rules for path in rule.paths]

    @model_validator(mode="before")
    @classmethod
    def _fields_beside(cls, value: Any) -> Any:
        """The fields may stand beside `model`, `id`, `each` and `when` as well as under `fields`."""
        if isinstance(value, dict) and "fields" not in value:
            own = {key: each for key, each in value.items() if key in cls.model_fields}
            rest = {key: each for key, each in value.items() if key not in cls.model_fields}
            return {**own, "fields": rest}
        return value


_ORIGINS = {"from", "template", "constant", "languages"}


def _rule(value: Any) -> Any:
    """A path, a value rule or a part, told apart by what stands in it."""
    if isinstance(value, str):
        return ValueRule.model_validate({"from": value})
    if isinstance(value, dict):
        return (ValueRule if _ORIGINS & value.keys() else PartRule).model_validate(value)
    if isinstance(value, ValueRule | PartRule):
        return value
    raise ValueError(f"expected a path, a value rule or a nested part, not {value!r}")


def _rules(value: Any) -> Any:
    return [_rule(each) for each in (value if isinstance(value, list) else [value])]


Fields = dict[str, Annotated[list[ValueRule | PartRule], BeforeValidator(_rules)]]


class QueryRule(_Rule):
    """A SELECT, and the column that its rows are sorted and joined by; `parts` are more of them, joined by theirs."""

    sql: str
    key: str | None = None
    parts: dict[str, QueryRule] = {}


class DatabaseRule(_Rule):
    """What holds for all queries: `views`, tables that may be `absent`, with their columns, ends of names of `updates`.

    A view is a query with a name, which queries and the views after it can use as a table.
    """

    views: dict[str, str] = {}
    absent: dict[str, list[str]] = {}
    updates: tuple[str, str] | None = None


class MappingRules(_Rule):
    """One kind of record, and what it becomes.

    `profile` and `model` say what a record becomes; `records` where the records are (a path in XML
    and JSON, a sheet of a workbook, a query in a database); `header` is the row of a table that
    names its columns (0: none does) and `columns` are other names for them; `unwrap` is an element
    that holds the XML document as text; `optional` are columns that a table may lack (they then have
    no value; any other column that is named and absent is an error); `id` is the template of the
    IRI; `language` that of text which says none; `tables` are code tables with a name; `messages`
    is what a register says beside, or in place of, its records; `when` holds for the records to
    take; `each` are parts of a record that become something each. In place of `model` and `fields`, `message`
    is the template of what is said of a record that is none.
    """

    profile: str
    model: str = ""
    description: str = ""
    records: str | QueryRule | None = None
    database: DatabaseRule = DatabaseRule()
    namespaces: dict[str, str] = {}
    header: Annotated[int, Field(ge=0)] | None = None
    columns: list[str] = []
    unwrap: str | None = None
    optional: list[str] = []
    id: IdRules = []
    language: str | None = None
    tables: dict[str, Annotated[dict[str, Scalar], BeforeValidator(_texts)]] = {}
    when: Condition | None = None
    each: str | None = None
    messages: MessageRule | None = None
    message: str | None = None
    fields: Fields = {}

    @model_validator(mode="after")
    def _something(self) -> MappingRules:
        if self.message is not None and (self.model or self.fields):
            raise ValueError("a message takes the place of model and fields")
        if self.message is None and not self.model:
            raise ValueError("model: say what a record becomes")
        if self.message is None and "fields" not in self.model_fields_set:
            raise ValueError("fields: say what is mapped to what")
        return self


class MessageRule(_Rule):
    """Where the messages of a source stand (XML), and the template of their text."""

    each: str
    text: str


OF_A_KIND = {"model", "records", "id", "when", "each", "fields", "language", "optional", "messages", "message"}
"""The keys that a kind of record has of its own, in a mapping with `maps`."""
