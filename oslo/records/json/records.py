"""Where the records of a JSON document are: at a path, by key, in rows; and what to write if they are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any, NamedTuple

from ...errors import InputError, Place
from ...words.text import nearest
from ..base import Record, Unreadable
from ..layout import Layout
from .numbers import shown
from .paths import as_list, find_all, split_path


class NotRecord(NamedTuple):
    """What stands where a record should be, and why it is none."""

    reason: str
    value: Any


def find_records(document: Any, layout: Layout, asked: Set[str], name: str) -> list[Any]:
    """The records of a document; `asked` are the first names of the paths that are read from them.

    Those at the path `records`, else the items of the list that the document is, the features of GeoJSON, or the one
    object. Raises InputError, with what to write, if there is nothing at that path or the records are below it.

    >>> find_records({"items": [{"nr": 1}, {"nr": 2}]}, Layout(records="items"), set(), "a.json")
    [{'nr': 1}, {'nr': 2}]
    >>> find_records({"7": {"naam": "Gent"}}, Layout(keys="nr"), {"nr", "naam"}, "a.json")
    [{'naam': 'Gent', 'nr': '7'}]
    """
    path = layout.path or ""
    found = find_all(document, split_path(path))
    if path and not found:
        raise InputError(f"nothing at {path!r}, where the records should be{_elsewhere(document, path)}", Place(name))
    if not path and is_collection(document) and "features" not in asked:
        found = [document["features"]]
    if layout.keys is not None:
        return [item for each in found for item in _by_key(each, path, layout.keys, name)]
    items = [part for each in found for part in as_list(each)]
    if len(items) == 1 and isinstance(items[0], dict) and asked.isdisjoint(_names(items[0])):
        _refuse_container(items[0], path, asked, name)
    return items


def is_collection(document: Any) -> bool:
    """Whether a document is a FeatureCollection (RFC 7946, section 3.3)."""
    return (
        isinstance(document, dict)
        and document.get("type") == "FeatureCollection"
        and isinstance(document.get("features"), list)
    )


def _by_key(found: Any, path: str, name: str, file: str) -> Iterator[Any]:
    """The values of an object, each with its key; a list under a key stands for each of its items."""
    if not isinstance(found, dict):
        raise InputError(f"keys: {named(path)} is no object by key: leave `keys` out of the mapping", Place(file))
    for key, value in found.items():
        for part in as_list(value):
            if not isinstance(part, dict):
                yield NotRecord(f"not a JSON object, under the key {key!r}", part)
            elif str(part.get(name, key)) != key:
                yield NotRecord(f"keys: it has a {name!r} of its own, and its key is {key!r}", part)
            else:
                part[name] = key
                yield part


class Rows:
    """Records out of what stands where records should be; arrays are rows, named by `columns` or by a header row."""

    def __init__(self, layout: Layout, name: str) -> None:
        self._columns, self._header, self._name = list(layout.columns), layout.header or 0, name
        self._seen = 0

    def record(self, item: Any, number: int) -> Record | Unreadable | None:
        """A record, or why it is none; None for a row of names."""
        if isinstance(item, dict):
            return Record(item, number)
        if isinstance(item, NotRecord):
            return _unreadable(item.reason, number, item.value)
        if not isinstance(item, list):
            return _unreadable("not a JSON object", number, item)
        self._seen += 1
        if self._seen <= self._header:
            if self._seen == self._header and not self._columns:
                self._columns = self._header_names(item)
            return None
        if not self._columns:
            names = "`columns`, or `header: 1` if the first array has the names"
            return _unreadable(f"not a JSON object but an array: name its values by {names}", number, item)
        if len(item) != len(self._columns):
            by = f"array {self._header}" if self._header else "the mapping"
            return _unreadable(f"{len(item)} values where {by} names {len(self._columns)}", number, item)
        return Record(dict(zip(self._columns, item, strict=True)), number)

    def _header_names(self, row: Sequence[Any]) -> list[str]:
        names = [str(each).strip() for each in row]
        if repeated := next((each for each in names if names.count(each) > 1), None):
            raise InputError(f"two columns have the name {repeated!r}", Place(self._name))
        return names


def _unreadable(reason: str, number: int, value: Any) -> Unreadable:
    return Unreadable(reason, number, shown(value))


# Records that are elsewhere.


class _Group(NamedTuple):
    """Objects that could be records: in a list at a path, or by key."""

    path: str
    objects: list[dict[str, Any]]
    keys: list[str]

    @property
    def described(self) -> str:
        return f"{named(self.path)} ({len(self.objects)}{' by key' if self.keys else ''})"


_DEPTH = 6


def _groups(value: Any, path: tuple[str, ...] = ()) -> Iterator[_Group]:
    """The lists of objects and the objects by key in a value; not those inside the items of another list."""
    below = value.values() if isinstance(value, dict) else as_list(value)
    if value and isinstance(value, dict | list) and all(isinstance(each, dict) for each in below):
        yield _Group(".".join(path), list(below), list(value) if isinstance(value, dict) else [])
    if isinstance(value, dict) and len(path) < _DEPTH:
        for key, each in value.items():
            yield from _groups(each, (*path, key))


def _elsewhere(document: Any, path: str) -> str:
    """The end of a message: how far the path leads, and where lists of objects are."""
    if isinstance(document, list):
        return f": the document is a list of {len(document)} items; leave `records` out of the mapping"
    steps = split_path(path)
    reached = next(count for count in reversed(range(len(steps))) if find_all(document, steps[:count]))
    names = [name for each in find_all(document, steps[:reached]) if isinstance(each, dict) for name in each]
    lists = sorted((each for each in _groups(document) if not each.keys), key=lambda each: -len(each.objects))
    there = f"; lists of objects: {', '.join(each.described for each in lists[:3])}" if lists else ""
    at = named(".".join(steps[:reached]))
    return f": {at} has no {'.'.join(steps[reached:])!r}{nearest(steps[reached], names)}{there}"


def _refuse_container(item: dict[str, Any], path: str, asked: Set[str], name: str) -> None:
    """Raise InputError if an object is no record, because all that the mapping reads is in objects below it."""
    own = {each for each in asked if not each.startswith("@")}  # JSON-LD has @type everywhere
    groups = [
        each
        for each in _groups(item)
        if any(len(own & _names(part)) >= (1 if each.keys else max(1, min(2, len(own)))) for part in each.objects[:100])
    ]
    if not groups:
        return
    best = max(groups, key=lambda each: (not each.keys, len(each.objects)))
    where = ".".join(filter(None, (path, best.path)))
    write = f"`records: {where}`" if where != path else ""
    if best.keys:
        shown = ", ".join(map(repr, best.keys[:2])) + (", ..." if len(best.keys) > 2 else "")
        what = f"{named(where)} is an object by key ({shown})"
        write = f"{write}{' and ' if write else ''}`keys: NAME`, and each value is a record with its key under NAME"
    else:
        what = f"{named(path)} is one object, with a list of {len(best.objects)} objects at {where!r}"
    raise InputError(f"nothing that the mapping reads: {what}: give {write}", Place(name))


def _names(item: dict[str, Any]) -> set[str]:
    """The keys of an object, also as the first step of a path to a key with points."""
    return {*item, *(key.partition(".")[0] for key in item)}


def named(path: str) -> str:
    """A path in a message."""
    return repr(path) if path else "the document"
