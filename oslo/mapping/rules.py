"""What a mapping file may contain: its keys, each with its meaning, checked by pydantic.

A field is given by a path (a column, a dotted path, an XPath), by a value rule
(`{from: ..., codes: ...}`), by a nested part (`{plaatsnaam: ...}`), or by a list of those: all
their values for a field that takes many, the first that has a value for a field that takes one.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from .rule import Rule, Scalar, as_list, as_texts, text_keys


class ValueTest(Rule):
    """What a value must be: one of `is` (null: no value), none of `not`, or a match of the regex `matches`."""

    is_: Annotated[list[Scalar | None] | None, BeforeValidator(as_list)] = Field(None, alias="is")
    not_: Annotated[list[Scalar] | None, BeforeValidator(as_list)] = Field(None, alias="not")
    matches: str | None = None


def _expand_condition(value: Any) -> Any:
    """`COLUMN` (has a value), or `{COLUMN: value | [values] | null | {is, not, matches}}`, of which all must hold."""
    if isinstance(value, str):
        return {value: {"not": []}}
    if isinstance(value, dict):
        return {
            path: each if isinstance(each, dict) else {"is": [None] if each is None else each}
            for path, each in value.items()
        }
    return value


Condition = Annotated[dict[str, ValueTest], BeforeValidator(_expand_condition)]


class ValidRule(Rule):
    """When a record or a part holds: paths to its first day (`from`), and to the day it ends.

    At `until` it no longer holds, at `through` it still does. Without a value at one of them there is no such bound.
    `successive`: of the parts at `each`, one ends where a later one begins, also where no end is given.
    `at`: the day that counts, by default the day of the run. `date`: formats of strptime; by default ISO dates.
    """

    from_: str | None = Field(None, alias="from")
    until: str | None = None
    through: str | None = None
    successive: bool = False
    at: Annotated[datetime.date | None, BeforeValidator(lambda value: None if value == "today" else value)] = None
    date: Annotated[list[str] | None, BeforeValidator(as_list)] = None

    @model_validator(mode="after")
    def _check_some_bound(self) -> ValidRule:
        if self.from_ is None and self.until is None and self.through is None:
            raise ValueError("name the column of a date: `valid: {from: BEGIN, until: EINDE}`")
        if self.successive and self.from_ is None:
            raise ValueError(
                "successive: name the column of the day on which a part begins: `{from: BEGIN, successive: true}`"
            )
        return self


class PatternRule(Rule):
    """What a whole text must match, and the result: the first group, else the text; or `to`, filled with the groups."""

    match: str
    to: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _expand_short(cls, value: Any) -> Any:
        return {"match": value} if isinstance(value, str) else value


class CrsRule(Rule):
    """The reference system of the coordinates of a geometry, and the one to convert them `to`."""

    from_: str = Field(alias="from")
    to: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _expand_short(cls, value: Any) -> Any:
        return {"from": value} if isinstance(value, str) else value


class ValueRule(Rule):
    """One value, or for a field that takes many all values at a path.

    It comes `from` a path, or several joined by `join` (default: a space; absent values are left out;
    `join` with one path joins all values at it), or from `template`, text with {paths}, or is a
    `constant`, or is under `languages`: an object of texts by language tag, or of objects in which
    `from` or `template` find the texts. `empty`: texts that are no value. Then, in this order: `split`
    into many; `html`, to `unescape` it or make it `text`; `pattern`, a regular expression to extract
    something; `codes`, a table (or the name of one under `tables`), in which an `unknown` code rejects
    the record, is dropped or kept; `date`, formats of strptime, and the `century` of years of two
    digits; `decimal`, the decimal sign or `either`; `identifier`, a known kind to check and normalise;
    `crs`, the reference system of a geometry.
    A value that is `invalid` by one of these steps rejects the record or is dropped, which is told;
    `default` replaces a missing value. `language`: of the text, a tag or a path. `datatype`: of the
    literal, for a property that takes any. `each`: the repeated parts that the paths start from.
    `when`: the condition for the value; `valid`: the time for which it holds.
    """

    from_: Annotated[list[str] | None, BeforeValidator(as_list)] = Field(None, alias="from")
    template: str | None = None
    constant: Scalar | None = None
    languages: str | None = None
    join: str | None = None
    empty: Annotated[list[str], BeforeValidator(as_texts)] = []
    split: Annotated[str | None, Field(min_length=1)] = None
    html: Annotated[list[Literal["unescape", "text"]] | None, BeforeValidator(as_list)] = None
    pattern: PatternRule | None = None
    codes: Annotated[dict[str, Scalar] | str | None, BeforeValidator(text_keys)] = None
    unknown: Literal["reject", "drop", "keep"] = "reject"
    date: Annotated[list[str] | None, BeforeValidator(as_list)] = None
    century: Annotated[int, Field(ge=0, le=9900, multiple_of=100)] | None = None
    decimal: Literal[",", ".", "either"] | None = None
    identifier: str | None = None
    crs: CrsRule | None = None
    invalid: Literal["reject", "drop"] = "reject"
    default: Scalar | None = None
    language: str | LanguageRule | None = None
    datatype: str | None = None
    each: str | None = None
    when: Condition | None = None
    valid: ValidRule | None = None

    @model_validator(mode="after")
    def _check_one_origin(self) -> ValueRule:
        origins = {"from": self.from_, "template": self.template, "constant": self.constant}
        given = [name for name, value in origins.items() if value is not None]
        if self.languages is not None and self.constant is not None:
            given = ["languages", "constant"]
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(given)} are both given: leave one out ({', '.join(_ORIGINS[each] for each in given)})"
            )
        if not given and self.languages is None:
            raise ValueError("nothing is given; say where the value comes from: `from: COLUMN`")
        return self

    @property
    def columns(self) -> str:
        """The columns or paths that the value comes from, for messages."""
        return ", ".join(self.from_) if self.from_ else (self.template or self.languages or "")

    @property
    def paths(self) -> list[str]:
        """The same, one by one."""
        return self.from_ or [path.partition(" -> ")[0].strip() for path in _PLACEHOLDER.findall(self.template or "")]


_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def _id_rules(value: Any) -> Any:
    """A text is a template; a single rule is a list of one."""
    rules = value if isinstance(value, list) else [value]
    for rule in rules:
        if isinstance(rule, dict) and len(rule) == 1 and None in rule.values():
            [name] = rule
            raise ValueError(f'YAML reads {{{name}}} as an object: write "https://data.example.be/id/{{{name}}}"')
    return [{"template": rule} if isinstance(rule, str) else rule for rule in rules if rule is not None]


IdRules = Annotated[list[ValueRule], BeforeValidator(_id_rules)]
"""The IRI of a part: a template, a value rule, or a list of those, of which the first that has a value is used."""


class LanguageRule(Rule):
    """The language of a text, where the record gives it."""

    from_: str = Field(alias="from")
    codes: Annotated[dict[str, str] | None, BeforeValidator(text_keys)] = None
    default: str | None = None


class PartRule(Rule):
    """A nested part: its own id and fields, one for each element at `each`, if `when` holds and it is `valid`."""

    model: str | None = None
    id: IdRules = []
    each: str | None = None
    when: Condition | None = None
    valid: ValidRule | None = None
    fields: Fields

    @property
    def paths(self) -> list[str]:
        """The columns or paths that its values come from."""
        return [path for rules in self.fields.values() for rule in rules for path in rule.paths]

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, value: Any) -> Any:
        """The fields may be next to `model`, `id`, `each`, `when` and `valid`, or under `fields`."""
        if isinstance(value, dict) and "fields" not in value:
            own = {key: each for key, each in value.items() if key in cls.model_fields}
            rest = {key: each for key, each in value.items() if key not in cls.model_fields}
            return {**own, "fields": rest}
        return value


_ORIGINS = {
    "from": "`from` is a column",
    "template": "`template` is text with columns in braces",
    "constant": "`constant` is the same for every record",
    "languages": "`languages` is the path of texts by language",
}
"""Where a value comes from: the keys of a value rule that say so."""


def _parse_rule(value: Any) -> Any:
    """A path, a value rule or a part, recognised by its keys."""
    if isinstance(value, str):
        return ValueRule.model_validate({"from": value})
    if isinstance(value, dict):
        return (ValueRule if _ORIGINS.keys() & value.keys() else PartRule).model_validate(value)
    if isinstance(value, ValueRule | PartRule):
        return value
    if isinstance(value, int | float):
        shown = str(value).lower()
        raise ValueError(f'{shown} is not text: put it in quotes ("{shown}") if it is a column; else {_CONSTANT}')
    raise ValueError("nothing is given: name a column, or leave it out")


_CONSTANT = "`{constant: ...}` is the same for every record"


def _parse_rules(value: Any) -> Any:
    """The rules for a field; none if nothing is given, which the check of a mapping refuses by what the field takes."""
    if value is None:
        return []
    return [_parse_rule(each) for each in (value if isinstance(value, list) else [value])]


Fields = dict[str, Annotated[list[ValueRule | PartRule], BeforeValidator(_parse_rules)]]


class QueryRule(Rule):
    """A SELECT, and the column that sorts and joins its rows; `parts` are more of them, joined by theirs."""

    sql: str
    key: str | None = None
    parts: dict[str, QueryRule] = {}


class DatabaseRule(Rule):
    """For all queries: `views`, tables that may be `absent` with their columns, endings of the names of `updates`.

    A view is a named query, which queries and later views can use as a table. `timeout`: for how many seconds the
    database may think; `memory`: how many megabytes DuckDB may use.
    """

    views: dict[str, str] = {}
    absent: dict[str, list[str]] = {}
    updates: tuple[str, str] | None = None
    timeout: Annotated[float, Field(gt=0)] | None = None
    memory: Annotated[int, Field(ge=20)] | None = None


_MAX_ROWS, _MAX_COLUMNS = 1 << 20, 1 << 14  # of a sheet in Excel and LibreOffice


def _header_rows(value: Any) -> Any:
    """One row, or several from top to bottom: a list; [0] for a table without a header."""
    rows = [_to_number(row) for row in as_list(value) or ()]
    if any((row or 0) > _MAX_ROWS for row in rows):
        raise ValueError(f"no sheet has over {_MAX_ROWS} rows")
    if rows != [0] and not (rows and None not in rows and rows[0] and rows == sorted(set(rows))):
        raise ValueError("the number of a row (0: none), or a list of rows from top to bottom, such as [3, 4]")
    return rows


def _column_names(value: Any) -> Any:
    """The names of all columns, or of some by position from 1."""
    if isinstance(value, list):
        return value
    names = {_to_number(position): name for position, name in value.items()} if isinstance(value, dict) else {None: ""}
    if any((position or 0) > _MAX_COLUMNS for position in names):
        raise ValueError(f"a position is at most {_MAX_COLUMNS}")
    if not all(names):
        raise ValueError("a list of names, or an object of positions (from 1) and names, such as {1: NR, 4: NAAM}")
    return names


_MAX_DIGITS = 20  # more of them are a number over any limit too


def _to_number(value: Any) -> Any:
    """The whole number of a text, or a number as it is; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:_MAX_DIGITS])
    return value if type(value) is int and value >= 0 else None


class MappingRules(Rule):
    """One kind of record, and what it becomes.

    - what comes out: `profile` and `model`; `id` is the template of its IRI, or in its place `key` the paths whose
      values make it, with `pseudonym`, the variable of the environment that has a secret, if they must not be guessed;
      `fields` its properties; in place of `model` and `fields`, `message` the template of a notice
    - where the records are: `records` (a path in XML and JSON, a sheet of a workbook, a query in a `database`),
      `keys` (the name that the key of a record gets, where JSON has the records as the values of one object),
      `namespaces`, `unwrap` (the element that holds the XML document as text)
    - rows of a table: `header` (the row that names the columns, several whose names are joined, or 0), `columns` (other
      names for all or, by position, for some), `ragged` (rows may end early), `fill` (columns in which an empty cell
      has the value above it), `footer` (how many last rows are not records), `until` (the condition of the first row
      that is no record, nor is any below it)
    - which records: `when` is the condition, `valid` the time for which they hold; `each` are parts of a record that
      each become a model
    - the account: `optional` are columns that a table may lack, and paths or patterns that need not be found;
      `ignored` names or patterns of what is not read, each with its reason; `shared_id` says why several records may
      have one id: together they describe one thing
    - `language` of text without one; `empty`, texts that are no value; `tables`, named code tables; `messages`, what a
      register says besides, or in place of, its records
    """

    profile: str
    model: str = ""
    description: str = ""
    records: str | QueryRule | None = None
    keys: str | None = None
    database: DatabaseRule = DatabaseRule()
    namespaces: dict[str, str] = {}
    header: Annotated[list[int], BeforeValidator(_header_rows)] | None = None
    columns: Annotated[list[str] | dict[int, str], BeforeValidator(_column_names)] = []
    ragged: bool = False
    fill: list[str] = []
    footer: Annotated[int, Field(ge=0, le=10_000)] = 0
    until: Condition | None = None
    unwrap: str | None = None
    optional: list[str] = []
    ignored: dict[str, str] = {}
    shared_id: str = ""
    id: IdRules = []
    key: Annotated[list[str], BeforeValidator(as_list)] = []
    pseudonym: str | None = None
    language: str | None = None
    empty: Annotated[list[str], BeforeValidator(as_texts)] = []
    tables: dict[str, Annotated[dict[str, Scalar], BeforeValidator(text_keys)]] = {}
    when: Condition | None = None
    valid: ValidRule | None = None
    each: str | None = None
    messages: MessageRule | None = None
    message: str | None = None
    fields: Fields = {}

    @model_validator(mode="after")
    def _check_complete(self) -> MappingRules:
        if self.key and self.id:
            raise ValueError("key takes the place of id; give one of the two")
        if self.message is not None and (self.model or self.fields):
            raise ValueError("a message takes the place of model and fields")
        if self.keys is not None and isinstance(self.records, QueryRule):
            raise ValueError("keys: only JSON has records by key, not a query")
        if self.message is None and not self.model:
            raise ValueError("model is missing: say what a record becomes, such as `model: Persoon`")
        if self.message is None and "fields" not in self.model_fields_set:
            raise ValueError("fields is missing: say which column gives which property: `fields: {naam: NAAM}`")
        return self


class MessageRule(Rule):
    """Where the messages of a source are (XML), and the template of their text."""

    each: str
    text: str


OF_A_KIND = {
    "model",
    "records",
    "keys",
    "id",
    "key",
    "when",
    "valid",
    "each",
    "fields",
    "language",
    "empty",
    "optional",
    "ignored",
    "messages",
    "message",
}
"""The keys that a kind of record may have in a mapping with `maps`."""
