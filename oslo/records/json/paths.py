"""Values at dotted paths (`adres.straat`, `namen.0`) in JSON and in what is like it; a list holds repeated parts.

Inside a repeated part, a path starts at the part; with `$.` in front it starts at the whole record. A key may have
points itself: where there is no key `adres`, `adres.straat` is also the key of that name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

from ..base import Parts, PathError, Record, RecordSource, Value, Values
from ..census import POSITION, JsonCensus
from ..characters import clean
from ..kept import Kept
from .numbers import as_written, digits, to_keep


class Part(NamedTuple):
    """A repeated part of a record, with the record."""

    value: Any
    record: Any


class JsonValues(RecordSource):
    """Values at dotted paths from a part, or with `$.` from its record."""

    @cached_property
    def census(self) -> JsonCensus:
        return JsonCensus(split_path, self.layout.path or "")

    def key_of(self, path: str) -> str | None:
        steps = [] if path.startswith("$") else split_path(path)
        return steps[0] if len(steps) == 1 and not POSITION.fullmatch(steps[0]) else None

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
            items = [item for each in find(data) for item in as_list(each) if item not in ({}, [])]
            return list(_iter_texts([json.dumps(each) if isinstance(each, dict | list) else each for each in items]))

        return present

    def parts(self, path: str) -> Parts:
        find, get_direct = self._finder(path), _direct_getter(path)

        def parts(data: Any) -> list[Any]:
            record = data.record if type(data) is Part else data
            at = get_direct(data)
            if type(at) is list:
                return [Part(each, record) for each in at if each is not None]
            return [Part(part, record) for found in find(data) for part in as_list(found) if part is not None]

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
            return lambda data: find_all(data.record if type(data) is Part else data, steps[1:])
        return lambda data: find_all(data.value if type(data) is Part else data, steps)

    def _kept(self, record: Record) -> Kept:
        with suppress(RecursionError):  # then the digits that a float does not hold are lost
            return Kept(self.kept_as, to_keep(record.data))
        return super()._kept(record)

    def dump(self, record: Record) -> dict[str, Any]:
        try:
            return {"record": as_written(record.data)}
        except RecursionError:
            return {"record": "nested too deeply to show"}


def first_step(path: str) -> str | None:
    """The first name in a path.

    >>> first_step("$.adres.straat"), first_step("adres"), first_step(".")
    ('adres', 'adres', None)
    """
    return next((each for each in split_path(path) if each != "$"), None)


_MAX_STEPS = 50


def split_path(path: str) -> list[str]:
    """The steps of a path; a point at its end belongs to the last name.

    >>> split_path("adres.straat"), split_path("adres.nr."), split_path(".")
    (['adres', 'straat'], ['adres', 'nr.'], [])

    Raises PathError for text that is no path.
    """
    if path in (".", ""):
        return []
    steps = path.split(".")
    if len(steps) > 1 and not steps[-1]:
        steps[-2:] = [f"{steps[-2]}."]
    if not all(steps) or "." in steps:
        raise PathError(f"not a dotted path: {path!r}")
    if len(steps) > _MAX_STEPS:
        raise PathError(f"a path of {len(steps)} steps; at most {_MAX_STEPS} are read")
    if "$$" in steps:
        raise PathError(f"{path!r}: $$. starts a path at the document around the records, and there is none")
    return steps


def find_all(data: Any, steps: list[str]) -> list[Any]:
    """All that is at some steps; a list on the way stands for each of its items.

    >>> find_all({"a": [{"b": 1}, {"b": 2}], "a.c": 3}, ["a", "b"]), find_all({"a": 0, "a.c": 3}, ["a", "c"])
    ([1, 2], [3])
    """
    if not steps:
        return [data]
    if isinstance(data, list):
        if POSITION.fullmatch(steps[0]):
            position = int(steps[0])
            return [found for item in data[position : position + 1] for found in find_all(item, steps[1:])]
        return [found for item in data if isinstance(item, dict) for found in find_all(item, steps)]
    if not isinstance(data, dict):
        return []
    for count in range(1, len(steps) + 1):
        key = ".".join(steps[:count])
        if key in data and (found := find_all(data[key], steps[count:])):
            return found
    return []


def _direct_getter(path: str) -> Callable[[Any], Any]:
    """A function that follows a path through objects alone: a text or None that it gives is the answer.

    Anything else (a list on the way, an object at the end, a key with a point) needs the slower way.
    """
    names = [each for each in split_path(path) if each != "$"]
    whole = path.startswith("$")
    if len(names) == 1:
        return _one_step_getter(names[0], whole=whole)
    joined = [[".".join(names[at:end]) for end in range(at + 2, len(names) + 1)] for at in range(len(names) - 1)]

    def get_direct(data: Any) -> Any:
        at = start = (data.record if whole else data.value) if type(data) is Part else data
        for name in names:
            if type(at) is not dict:
                return ... if at is not None or _has_key(start, names, joined) else None
            at = at.get(name)
        return ... if at is None and _has_key(start, names, joined) else at

    return get_direct


def _one_step_getter(name: str, *, whole: bool) -> Callable[[Any], Any]:
    def get_direct(data: Any) -> Any:
        if type(data) is dict:
            return data.get(name)
        at = (data.record if whole else data.value) if type(data) is Part else data
        return at.get(name) if type(at) is dict else at if at is None else ...

    return get_direct


def _has_key(at: Any, names: list[str], joined: list[list[str]]) -> bool:
    """Whether an object on the way has a key that joins some of the names by points."""
    for name, keys in zip(names, joined, strict=False):
        if type(at) is not dict:
            return False
        for key in keys:
            if key in at:
                return True
        at = at.get(name)
    return False


def as_list(value: Any) -> list[Any]:
    """A list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def _iter_texts(found: list[Any]) -> Iterator[str]:
    for each in found:
        for item in as_list(each):
            if item is None:
                continue
            if isinstance(item, dict | list):
                raise ValueError("an object where a value is expected")
            text = clean(item) if isinstance(item, str) else _scalar(item)
            if text is not None:
                yield text


def _scalar(item: Any) -> str:
    return digits(item) if isinstance(item, int | float) and not isinstance(item, bool) else json.dumps(item)
