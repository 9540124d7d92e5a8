"""JSON documents and JSON Lines; a path is dotted (`adres.straat`, `namen.0`), a list holds repeated parts.

Inside a repeated part a path goes from the part, and one that begins with `$.` from the whole record;
one that begins with `$$.` goes from the document that the records stand in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar, cast

from ..errors import InputError, MappingError, Place
from .base import Parts, Record, RecordSource, Unreadable, Value, Values, clean

_MAX_DOCUMENT = 512 * 2**20


class Part(NamedTuple):
    """A repeated part of a record, and the record."""

    value: Any
    record: Any


class JsonValues(RecordSource):
    """Values by dotted paths from a part, or with `$.` from its record."""

    def value(self, path: str) -> Value:
        found_at, straight = self._found(path), _straight(path)

        def value(data: Any) -> str | None:
            at = straight(data)
            if type(at) is str:
                return clean(at)
            if at is None:
                return None
            found = list(_texts(found_at(data)))
            if len(found) > 1:
                raise ValueError(f"{len(found)} values at {path!r} where one is asked for")
            return found[0] if found else None

        return value

    def values(self, path: str) -> Values:
        found_at, straight = self._found(path), _straight(path)

        def values(data: Any) -> list[str]:
            at = straight(data)
            if type(at) is str:
                text = clean(at)
                return [] if text is None else [text]
            return [] if at is None else list(_texts(found_at(data)))

        return values

    def present(self, path: str) -> Values:
        found_at, straight, values = self._found(path), _straight(path), self.values(path)

        def present(data: Any) -> list[str]:
            at = straight(data)
            if at is None or type(at) is str:
                return values(data)
            found = [item for each in found_at(data) for item in _items(each) if item not in ({}, [])]
            return list(_texts([json.dumps(each) if isinstance(each, dict | list) else each for each in found]))

        return present

    def parts(self, path: str) -> Parts:
        found_at, straight = self._found(path), _straight(path)

        def parts(data: Any) -> list[Any]:
            record = data.record if type(data) is Part else data
            at = straight(data)
            if type(at) is list:
                return [Part(each, record) for each in at if each is not None]
            return [Part(part, record) for found in found_at(data) for part in _items(found) if part is not None]

        return parts

    def tagged(self, path: str) -> Parts:
        found_at = self._found(path)

        def tagged(data: Any) -> list[tuple[str, Part]]:
            record = data.record if type(data) is Part else data
            found = [each for each in found_at(data) if each is not None]
            if not all(isinstance(each, dict) for each in found):
                raise ValueError(f"no object with languages at {path!r}")
            return [(tag, Part(some, record)) for each in found for tag, some in each.items()]

        return tagged

    def _found(self, path: str) -> Callable[[Any], list[Any]]:
        """What stands at a path, in a part or, from `$`, in its record."""
        steps = _steps(path)
        if steps[:1] == ["$"]:
            return lambda data: _walk(data.record if type(data) is Part else data, steps[1:])
        return lambda data: _walk(data.value if type(data) is Part else data, steps)

    def dump(self, record: Record) -> dict[str, Any]:
        return {"record": record.data}


def first_step(path: str) -> str | None:
    """The name that a path begins with.

    >>> first_step("$.adres.straat"), first_step("adres"), first_step(".")
    ('adres', 'adres', None)
    """
    return next((each for each in _steps(path) if each != "$"), None)


C = TypeVar("C", bound=Callable[[Any], Any])


class JsonSource(JsonValues):
    """The records of one JSON document: at the path `records`, or the list (or object) that it is."""

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
        """What a path means; with `$$.` it goes from the document, whatever the record."""
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
        path = self.layout.path or ""
        found = [part for each in _walk(document, _steps(path) if path else []) for part in _items(each)]
        if path and not found:
            raise InputError(f"nothing at {path!r}, where the records should be", Place(self.name))
        for number, each in enumerate(found, start=1):
            if isinstance(each, dict):
                yield Record(each, number)
            else:
                yield Unreadable("not a JSON object", number, json.dumps(each, ensure_ascii=False))


class JsonLinesSource(JsonValues):
    """One JSON object a line; a broken line is put aside, the others go on."""

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


def _steps(path: str) -> list[str]:
    if path in (".", ""):
        return []
    steps = path.split(".")
    if not all(steps):
        raise MappingError(f"not a dotted path: {path!r}")
    if "$$" in steps:
        raise MappingError(f"{path!r}: $$. begins a path from the document around the records, and there is none")
    return steps


def _straight(path: str) -> Callable[[Any], Any]:
    """A function that goes down a path of names, as long as there are objects: text or None is then the answer.

    Anything else (a list on the way, an object at the end) has to be looked at with more care.
    """
    names = [each for each in _steps(path) if each != "$"]
    whole = path.startswith("$")

    def straight(data: Any) -> Any:
        at = data
        if type(data) is Part:
            at = data.record if whole else data.value
        for name in names:
            if type(at) is not dict:
                return at if at is None else ...
            at = at.get(name)
        return at

    return straight


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _walk(data: Any, steps: list[str]) -> list[Any]:
    """What stands at a path; a list on the way means each of its items."""
    found = [data]
    for step in steps:
        reached = []
        for each in found:
            if isinstance(each, list) and step.isdigit():
                reached += each[int(step) : int(step) + 1]
                continue
            reached += [item[step] for item in _items(each) if isinstance(item, dict) and step in item]
        found = reached
    return found


def _texts(found: list[Any]) -> Iterator[str]:
    for each in found:
        for item in _items(each):
            if item is None:
                continue
            if isinstance(item, dict | list):
                raise ValueError("an object where a value is asked for")
            text = clean(item) if isinstance(item, str) else json.dumps(item)
            if text is not None:
                yield text
