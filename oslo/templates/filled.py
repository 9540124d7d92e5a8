"""A filled-in table, read back by what its first cell says: no mapping has to be named.

The help row is skipped, and so are empty rows and the example, unless someone has changed it into a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO

from ..errors import InputError, Place
from ..mapping.kinds import RecordKind
from ..mapping.mapping import Mapping
from ..mapping.numbers import decimal_reader
from ..mapping.rejects import Notice
from ..mapping.rules import MappingRules, ValueRule
from ..mapping.steps import Step, compile_dates
from ..mapping.where import Where
from ..records import Layout, ReadingOptions, Url, is_table, open_records
from ..records.kept import OF_REJECTS
from ..records.layout import Skips
from .columns import ANSWERS, YES_NO, Column, columns
from .help import cell_of, marks, text_of
from .table import Template

_NO_MODEL = (
    "does not say what it is: name a mapping (--mapping; `oslo profiles` lists the ready ones), "
    "or fill in a table that `oslo template` made"
)


@dataclass
class FilledIn(Mapping):
    """The mapping of a filled-in table; `notices` report columns that are not used."""

    template: Template = field(kw_only=True)
    notices: tuple[Notice, ...] = field(kw_only=True, default=())

    @property
    def layouts(self) -> list[Layout]:
        """As for any mapping, without the rows that are not records."""
        return [replace(each, skips=partial(_compile_skip, self.template)) for each in super().layouts]


def mapping_of(
    inputs: Sequence[Path | Url | IO[bytes]],
    options: ReadingOptions | None = None,
    *,
    form: str | None = None,
    test_numbers: bool = False,
) -> FilledIn:
    """The mapping of files made by `oslo template`, all for the same class.

    Raises InputError for a file that does not say what it is, or that lacks a required column.
    """
    headers: dict[str, list[str]] = {}
    for file in inputs:
        if not isinstance(file, Path):
            raise InputError("only a file can say what it is: name a mapping (--mapping)")
        headers[str(file)] = _read_header(file, options, form)
    templates = {name: _find_template(name, header) for name, header in headers.items()}
    name, template = next(iter(templates.items()))
    for other, each in templates.items():
        if each != template:
            raise InputError(f"{each.about} is not {template.about}: convert them one by one", Place(other))
    known = {**{column.name: column for column in columns(template.model)},
             **{column.name: column for column in template.columns}}  # fmt: skip
    everywhere = set.intersection(*(set(header) for header in headers.values()))
    used = {each for header in headers.values() for each in header}
    _check_columns(template, headers)
    chosen = (column for column in known.values() if column.name in used)
    content = template.mapping(chosen, named=used.issuperset(template.keys))
    rules = MappingRules.model_validate({**content, "optional": sorted(used - everywhere)})
    kind = RecordKind(Where(name), rules, template.profile, test_numbers)
    taken = {*known, *template.keys, *OF_REJECTS, ""}
    notices = tuple(
        each for file, header in headers.items() for each in _compare_header(template, Place(file), header, taken)
    )
    return FilledIn(name, [kind], template=template, notices=notices)


def _compare_header(template: Template, place: Place, header: list[str], taken: set[str]) -> Iterator[Notice]:
    """The differences of a header from the template."""
    for each in header:
        if Template.read(each):
            if each != template.about:
                yield Notice(place, f"was {each}, and is read as {template.about}")
        elif each not in taken:
            yield Notice(place, f"the column {each!r} is not used")


def _read_header(file: Path, options: ReadingOptions | None, form: str | None) -> list[str]:
    if file.is_file() and not is_table(file, form):
        raise InputError(_NO_MODEL, Place(str(file)))
    with open_records(file, options=options, form=form) as source:
        return source.columns or []


def _find_template(name: str, header: list[str]) -> Template:
    try:
        templates = [template for each in header if (template := Template.read(each))]
    except InputError as error:
        raise InputError(error.message, Place(name)) from None
    if not templates:
        raise InputError(_NO_MODEL, Place(name))
    return templates[0]


def _check_columns(template: Template, headers: dict[str, list[str]]) -> None:
    """Raise InputError unless each file has the required columns."""
    for name, header in headers.items():
        needed = [column.name for column in template.columns if column.required]
        needed += template.keys if template.iri else []
        missing = [each for each in needed if each not in header]
        if missing:
            raise InputError(f"the required column {', '.join(map(repr, missing))} is missing", Place(name))


def _compile_skip(template: Template, header: list[str]) -> Skips:
    """A test whether a row is help, empty, or the unchanged example."""
    first = next(number for number, name in enumerate(header) if Template.read(name))
    own = {column.name: column for column in template.columns}
    help_row, example_row = marks("help"), marks("example")
    tests = [(number, _compile_unchanged(own[name], template)) for number, name in enumerate(header) if name in own]

    def skip(row: list[str | None]) -> bool:
        if row[first] is None or row[first] in example_row:
            rest = [cell for number, cell in enumerate(row) if number != first]
            return not any(rest) or (row[first] is not None and all(same(row[number]) for number, same in tests))
        return row[first] in help_row

    return skip


def _compile_unchanged(column: Column, template: Template) -> Callable[[str | None], bool]:
    """A test whether a cell still has the value of the example, however a spreadsheet writes it."""
    read = _compile_reader(column)
    example = text_of(cell_of(column, template.language), template.language).strip()

    def same(cell: str | None) -> bool:
        try:
            return bool(cell) is bool(example) and (not cell or read(cell) == read(example))
        except ValueError:
            return False

    return same


def _compile_reader(column: Column) -> Step:
    """A function that reads a cell, for dates, numbers and answers that can be written in several ways."""
    rule = column.kind.rule
    if "date" in rule:
        return compile_dates(ValueRule.model_validate({"from": column.name, **rule}), column.prop)
    if "decimal" in rule or column.kind.name in ("longitude", "latitude"):
        number = decimal_reader("either")
        return lambda text: float(number(text))
    if rule.get("codes") == YES_NO:
        return lambda text: ANSWERS.get(text, text)
    return lambda text: text
