"""What is in a file: where its records are, and the values at each path, counted.

A path is written as a mapping writes it: a column, a dotted path in JSON, an XPath in XML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ...errors import InputError, Place
from ...records import FORMS, Layout, ReadingOptions, Record, RecordSource, is_table, open_records
from .outline import xml_layout
from .tables import table_layout

_MOST_RECORDS = 100_000  # enough to know the values of a column


@dataclass
class Column:
    """The values at a path: each with its count, and how many records have one, or several.

    `name` is the last step of the path, `around` are the steps before it; `repeated`: it is inside a repeated part.
    """

    path: str
    name: str
    around: tuple[str, ...] = ()
    values: Counter[str] = field(default_factory=Counter)
    records: int = 0
    several: int = 0
    repeated: bool = False

    def add(self, texts: list[str]) -> None:
        """Count the values of a record."""
        for text in texts:
            self.values[text] += 1
        self.records += bool(texts)
        self.several += len(texts) > 1


@dataclass
class Survey:
    """A file as it was read: its layout, its columns, and the number of its records.

    `unreachable`: names that no path of a mapping can reach; `whole`: all records were counted.
    """

    layout: Layout
    columns: list[Column]
    records: int
    unreachable: list[str] = field(default_factory=list)
    whole: bool = True


Steps = tuple[str, ...]
Values = Iterator[tuple[Steps, str]]
"""Steps and text, for each value of a record."""
Lists = set[Steps]
"""The steps to parts that are repeated in a record."""


def survey(file: Path, options: ReadingOptions | None = None, form: str | None = None) -> Survey:
    """Read a file (CSV, Excel, JSON, JSON Lines, XML). Raises InputError for another form, or without records."""
    options, chosen = options or ReadingOptions(), (form or file.suffix.lstrip(".")).lower()
    if chosen not in FORMS or FORMS[chosen].startswith("rdf:"):
        message = f"a draft is made of CSV, Excel, JSON, JSON Lines or XML, not of {chosen!r}: give --from"
        raise InputError(message, Place(str(file)))
    if is_table(file, form):
        layout = table_layout(file, options, form)
        with open_records(file, layout, options, form=form) as source:
            names = [(name,) for name in source.columns or ()]
            return _count(source, lambda data, _: _in_row(names, data), "", first=names)
    if FORMS[chosen].startswith("xml."):
        layout = xml_layout(file)
        prefixes = {iri: prefix for prefix, iri in layout.namespaces.items()}
        with open_records(file, layout, options, form=form) as source:
            return _count(source, lambda data, lists: _in_element(data, prefixes, (), lists), "/")
    with open_records(file, Layout(), options, form=form) as source:
        found = list(islice((each.data for each in source if isinstance(each, Record)), 2))
    records = _list_of_records(found[0]) if len(found) == 1 else None
    with open_records(file, Layout(records=records), options, form=form) as source:
        return _count(source, lambda data, lists: _in_object(data, (), lists), ".")


def _count(
    source: RecordSource, values: Callable[[Any, Lists], Values], joint: str, first: Sequence[Steps] = ()
) -> Survey:
    """The columns of a source; `first`: those that it has also without values."""
    columns = {steps: _column(steps, joint) for steps in first}
    lists: Lists = set()
    number, whole = 0, True
    for record in source:
        if not isinstance(record, Record) or record.message:
            continue
        if number == _MOST_RECORDS:
            source.close()
            whole = False
            break
        number += 1
        by_path: dict[Steps, list[str]] = {}
        for steps, text in values(record.data, lists):
            by_path.setdefault(steps, []).append(text)
        for steps, texts in by_path.items():
            if steps not in columns:
                columns[steps] = _column(steps, joint)
            columns[steps].add(texts)
    if not number:
        raise InputError("no records in it", Place(source.name, sheet=source.sheet))
    for steps, column in columns.items():
        column.repeated = any(steps[:size] in lists for size in range(1, len(steps)))
    reached = [each for steps, each in columns.items() if _is_reachable(steps, joint)]
    lost = [" > ".join(steps) or "a column without a name" for steps in columns if not _is_reachable(steps, joint)]
    return Survey(source.layout, reached, number, lost, whole)


def _column(steps: Steps, joint: str) -> Column:
    *around, name = steps
    return Column(joint.join(steps), name, tuple(around))


def _is_reachable(steps: Steps, joint: str) -> bool:
    """Whether a path of a mapping can lead along some names."""
    return all(step and step.isprintable() and not (joint == "." and "." in step) for step in steps)


# The values of a record, by form.


def _in_row(names: Sequence[Steps], row: list[str | None]) -> Values:
    return ((name, cell) for name, cell in zip(names, row, strict=False) if cell is not None)


def _in_object(data: Mapping[str, Any], above: Steps, lists: Lists) -> Values:
    for name, value in data.items():
        steps = (*above, name)
        if name == "coordinates" and _is_position(value):
            yield from (((*steps, str(number)), str(each)) for number, each in enumerate(value[:2]))
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                if item is not value and len(value) > 1:
                    lists.add(steps)
                yield from _in_object(item, steps, lists)
            elif isinstance(item, list):  # of a line or a polygon: a column, though not of text
                yield steps, "[...]"
            elif item is not None and str(item).strip():
                yield steps, item.strip() if isinstance(item, str) else str(item).lower()


def _is_position(value: Any) -> bool:
    """Whether this is a position as GeoJSON has it: longitude and latitude, perhaps a height."""
    return isinstance(value, list) and 2 <= len(value) <= 3 and all(type(each) in (int, float) for each in value)


def _in_element(element: Any, prefixes: Mapping[str, str], above: Steps, lists: Lists) -> Values:
    language, _ = _language_of(element, prefixes)
    for name, value in element.items():
        if _prefixed(name, prefixes) == language:
            continue  # it is in the path
        if value.strip() and not name.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            yield (*above, f"@{_prefixed(name, prefixes)}"), value.strip()
    if above and (element.text or "").strip():  # with markup in it, the text is that of the whole element
        yield above, "".join(element.itertext()).strip()
        return
    children = [child for child in element if isinstance(child.tag, str)]
    times = Counter(child.tag for child in children)
    for child in children:
        name, value = _language_of(child, prefixes)
        steps = (*above, _prefixed(child.tag, prefixes) + (f'[@{name}="{value}"]' if name else ""))
        if not name and times[child.tag] > 1:
            lists.add(steps)
        yield from _in_element(child, prefixes, steps, lists)


_LANGUAGE_NAMES = {"xml:lang", "lang", "taal", "language", "langue"}


def _language_of(element: Any, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """The attribute that says the language of a text, and the language; nothing for an element that is no text."""
    for name, value in element.items() if not len(element) else ():
        if _prefixed(name, prefixes) in _LANGUAGE_NAMES and value.isalpha() and len(value) < 4:
            return _prefixed(name, prefixes), value
    return "", ""


def _prefixed(tag: str, prefixes: Mapping[str, str]) -> str:
    iri, brace, local = tag.rpartition("}")
    prefix = "xml" if iri.endswith("XML/1998/namespace") else prefixes.get(iri[1:], "") if brace else ""
    return f"{prefix}:{local}" if prefix else local


# Where the records are.


def _list_of_records(document: Mapping[str, Any]) -> str | None:
    """The path of the list with most objects in a document, not counting lists inside lists; None if there is none."""
    best, most = None, 0
    waiting: list[tuple[Steps, Any]] = [((name,), value) for name, value in document.items()]
    while waiting:
        steps, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += [((*steps, name), inner) for name, inner in value.items()]
        elif isinstance(value, list) and len(objects := [each for each in value if isinstance(each, dict)]) > most:
            best, most = ".".join(steps), len(objects)
    return best
