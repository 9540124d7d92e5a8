"""JSON documents and JSON Lines; a path is dotted (`adres.straat`, `namen.0`), a list holds repeated parts.

Inside a repeated part, a path starts at the part; with `$.` in front it starts at the whole record,
and with `$$.` at the document that holds the records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from ..errors import InputError, MappingError, Place
from .base import Parts, Record, RecordSource, Unreadable, Value, Values, clean
from .census import JsonCensus

_MAX_DOCUMENT = 512 * 2**20


class Part(NamedTuple):
    """A repeated part of a record, with the record."""

    value: Any
    record: Any


class JsonValues(RecordSource):
    """Values at dotted paths from a part, or with `$.` from its record."""

    @cached_property
    def census(self) -> JsonCensus:
        return JsonCensus(split_path, self.layout.path or "")

    def value(self, path: str) -> Value:
        find, get_direct = self._finder(path), _direct_getter(path)

        def value(data: Any) -> str | None:
            at = get_direct(data)
            if type(at) is str:
                return clean(at)
            if at is None:
                return None
            texts = list(_iter_texts(find(data)))
            if len(texts) > 1:
                raise ValueError(f"{len(texts)} values at {path!r} where one is expected")
            return texts[0] if texts else None

        return value

    def values(self, path: str) -> Values:
        find, get_direct = self._finder(path), _direct_getter(path)

        def values(data: Any) -> list[str]:
            at = get_direct(data)
            if type(at) is str:
                text = clean(at)
                return [] if text is None else [text]
            return [] if at is None else list(_iter_texts(find(data)))

        return values

    def present(self, path: str) -> Values:
        find, get_direct, values = self._finder(path), _direct_getter(path), self.values(path)

        def present(data: Any) -> list[str]:
            at = get_direct(data)
            if at is None or type(at) is str:
                return values(data)
            items = [item for each in find(data) for item in _as_list(each) if item not in ({}, [])]
            return list(_iter_texts([json.dumps(each) if isinstance(each, dict | list) else each for each in items]))

        return present

    def parts(self, path: str) -> Parts:
        find, get_direct = self._finder(path), _direct_getter(path)

        def parts(data: Any) -> list[Any]:
            record = data.record if type(data) is Part else data
            at = get_direct(data)
            if type(at) is list:
                return [Part(each, record) for each in at if each is not None]
            return [Part(part, record) for found in find(data) for part in _as_list(found) if part is not None]

        return parts

    def tagged(self, path: str) -> Parts:
        find = self._finder(path)

        def tagged(data: Any) -> list[tuple[str, Part]]:
            record = data.record if type(data) is Part else data
            objects = [each for each in find(data) if each is not None]
            if not all(isinstance(each, dict) for each in objects):
                raise ValueError(f"no object with languages at {path!r}")
            return [(tag, Part(part, record)) for each in objects for tag, part in each.items()]

        return tagged

    def _finder(self, path: str) -> Callable[[Any], list[Any]]:
        """A function that gives all that is at a path: in a part or, with `$`, in its record."""
        steps = split_path(path)
        if steps[:1] == ["$"]:
            return lambda data: _walk(data.record if type(data) is Part else data, steps[1:])
        return lambda data: _walk(data.value if type(data) is Part else data, steps)

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": record.data}


def first_step(path: str) -> str | None:
    """The first name in a path.

    >>> first_step("$.adres.straat"), first_step("adres"), first_step(".")
    ('adres', 'adres', None)
    """
    return next((each for each in split_path(path) if each != "$"), None)


C = TypeVar("C", bound=Callable[[Any], Any])


class JsonSource(JsonValues):
    """The records of one JSON document: those at the path `records`, else the items of its list, or its one object."""

    _document: Any = None

    def value(self, path: str) -> Value:
        return self._from_document(super().value, path)

    def values(self, path: str) -> Values:
        return self._from_document(super().values, path)

    def present(self, path: str) -> Values:
        return self._from_document(super().present, path)

    def parts(self, path: str) -> Parts:
        return self._from_document(super().parts, path)

    def tagged(self, path: str) -> Parts:
        return self._from_document(super().tagged, path)

    def _from_document(self, compile: Callable[[str], C], path: str) -> C:
        """The function for a path; with `$$.` the path starts at the document, whatever the record."""
        if not path.startswith("$$."):
            return compile(path)
        get = compile(path.removeprefix("$$."))
        return cast(C, lambda data: get(self._document))

    def read(self) -> Iterator[Record | Unreadable]:
        from ..rdf.parsing import load_json

        data = self.file.read(_MAX_DOCUMENT + 1)
        if len(data) > _MAX_DOCUMENT:
            raise InputError("over 512 MiB in one JSON document: give it as JSON Lines", Place(self.name))
        document = self._document = load_json(data.removeprefix(b"\xef\xbb\xbf"), self.name)
        self.census.count_outside(document)
        path = self.layout.path or ""
        items = [part for each in _walk(document, split_path(path) if path else []) for part in _as_list(each)]
        if path and not items:
            raise InputError(f"nothing at {path!r}, where the records should be", Place(self.name))
        for number, each in enumerate(items, start=1):
            if isinstance(each, dict):
                yield Record(each, number)
            else:
                yield Unreadable("not a JSON object", number, json.dumps(each, ensure_ascii=False))


class JsonLinesSource(JsonValues):
    """One JSON object per line; a broken line is reported, and reading goes on."""

    def read(self) -> Iterator[Record | Unreadable]:
        limit = self.options.max_record_bytes
        number = 0
        while raw := self.file.readline(limit + 1):
            number += 1
            if len(raw) > limit:
                raise InputError(f"a line of over {limit} bytes", Place(self.name, line=number))
            if raw.isspace():
                continue
            try:
                data = json.loads(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw)
            except (ValueError, RecursionError) as error:
                reason = getattr(error, "msg", None) or str(error)
                yield Unreadable(f"not JSON: {reason}", number, raw.decode(errors="replace").rstrip("\n"))
                continue
            if isinstance(data, dict):
                yield Record(data, number)
            else:
                yield Unreadable("not a JSON object", number, raw.decode(errors="replace").rstrip("\n"))


def split_path(path: str) -> list[str]:
    """The steps of a dotted path; MappingError for one that is none.

    >>> split_path("adres.straat"), split_path(".")
    (['adres', 'straat'], [])
    """
    if path in (".", ""):
        return []
    steps = path.split(".")
    if not all(steps):
        raise MappingError(f"not a dotted path: {path!r}")
    if "$$" in steps:
        raise MappingError(f"{path!r}: $$. starts a path at the document around the records, and there is none")
    return steps


def _direct_getter(path: str) -> Callable[[Any], Any]:
    """A function that follows a path through objects alone: a text or None that it gives is the answer.

    Anything else (a list on the way, an object at the end) needs the slower way.
    """
    names = [each for each in split_path(path) if each != "$"]
    whole = path.startswith("$")

    def get_direct(data: Any) -> Any:
        at = data
        if type(data) is Part:
            at = data.record if whole else data.value
        for name in names:
            if type(at) is not dict:
                return at if at is None else ...
            at = at.get(name)
        return at

    return get_direct


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _walk(data: Any, steps: list[str]) -> list[Any]:
    """All that is at a path; a list on the way stands for each of its items."""
    found = [data]
    for step in steps:
        reached = []
        for each in found:
            if isinstance(each, list) and step.isdigit():
                reached += each[int(step) : int(step) + 1]
                continue
            reached += [item[step] for item in _as_list(each) if isinstance(item, dict) and step in item]
        found = reached
    return found


def _iter_texts(found: list[Any]) -> Iterator[str]:
    for each in found:
        for item in _as_list(each):
            if item is None:
                continue
            if isinstance(item, dict | list):
                raise ValueError("an object where a value is expected")
            text = clean(item) if isinstance(item, str) else json.dumps(item)
            if text is not None:
                yield text
