"""Changes of structure in JSON, YAML and XML: parts moved, taken twice, nested deeper, of another type."""

from __future__ import annotations

import json as json_text
from copy import deepcopy
from random import Random
from typing import Any

import yaml as yaml_text
from lxml import etree

from .traps import CHARACTERS, VALUES

SCALARS: list[Any] = [None, True, False, 0, -1, 1.5, 1e300, 10**30, "", [], {}, [[]], [None], {"": ""}, {"@id": 5}]


class Pairs(list[tuple[str, Any]]):
    """An object of JSON as its pairs, in which a key can stand twice."""


class Raw(str):
    """Text that is put into JSON as it is."""


RAW = [
    "1e400",
    "-0",
    "1E999999999",
    "9" * 5000,
    '"\\ud800"',
    '"\\u0000"',
    "NaN",
    "-Infinity",
    "01",
    "'a'",
    "undefined",
    '"\t"',
    "1.",
    ".5",
]


def json(data: bytes, rng: Random) -> bytes | None:
    """JSON with a change in its tree."""
    try:
        tree = json_text.loads(data, object_pairs_hook=Pairs)
        return _dumped(_changed(tree, rng)).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return None


def json_line(data: bytes, rng: Random) -> bytes | None:
    """JSON Lines with a change in one of its trees."""
    lines = data.splitlines()
    at = rng.randrange(len(lines)) if lines else 0
    made = json(lines[at], rng) if lines else None
    return made and b"\n".join([*lines[:at], made, *lines[at + 1 :]])


def yaml(data: bytes, rng: Random) -> bytes | None:
    """YAML with a change in its tree."""
    try:
        tree = _pairs(yaml_text.load(data, yaml_text.CBaseLoader))
        return _dumped(_changed(tree, rng)).encode("utf-8", "surrogatepass")  # JSON is YAML
    except (yaml_text.YAMLError, RecursionError, ValueError, TypeError):
        return None


def _pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return Pairs((str(key), _pairs(each)) for key, each in value.items())
    return [_pairs(each) for each in value] if isinstance(value, list) else value


def _dumped(value: Any) -> str:
    if isinstance(value, Pairs):
        return (
            "{" + ", ".join(f"{json_text.dumps(key, ensure_ascii=False)}: {_dumped(each)}" for key, each in value) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_dumped, value)) + "]"
    return str(value) if isinstance(value, Raw) else json_text.dumps(value, ensure_ascii=False)


Slot = tuple[list[Any], int]
"""A list (of values, or of pairs) and the place in it."""


def _slots(value: Any, found: list[Slot]) -> list[Slot]:
    for at, each in enumerate(value if isinstance(value, list) else ()):
        found.append((value, at))
        _slots(each[1] if isinstance(value, Pairs) else each, found)
    return found


def _get(slot: Slot) -> Any:
    holder, at = slot
    return holder[at][1] if isinstance(holder, Pairs) else holder[at]


def _set(slot: Slot, value: Any) -> None:
    holder, at = slot
    holder[at] = (holder[at][0], value) if isinstance(holder, Pairs) else value


def _changed(tree: Any, rng: Random) -> Any:
    slots = _slots(tree, [])
    if not slots:
        return _leaf(rng)
    slot, other = rng.choice(slots), rng.choice(slots)
    holder, at = slot
    match rng.randrange(9):
        case 0:
            del holder[at]
        case 1:  # a key twice, an item twice
            holder.insert(rng.randrange(len(holder) + 1), holder[at])
        case 2 if isinstance(holder, Pairs):
            holder[at] = (_text(rng) if rng.random() < 0.5 else rng.choice(slots)[0] and _key(other), holder[at][1])
        case 3:
            _set(slot, deepcopy(_get(other)))
        case 4:
            _set(slot, [_get(slot)] if rng.random() < 0.5 else Pairs([(_text(rng), _get(slot))]))
        case 5:
            inner = _get(slot)
            _set(slot, inner[0] if isinstance(inner, list) and inner and not isinstance(inner, Pairs) else inner)
        case 6:
            value: Any = _get(slot)
            for _ in range(rng.choice((5, 50, 300))):
                value = [value] if rng.random() < 0.5 else Pairs([(_key(other), value)])
            _set(slot, value)
        case _:
            _set(slot, _leaf(rng))
    return tree


def _key(slot: Slot) -> str:
    holder, at = slot
    return holder[at][0] if isinstance(holder, Pairs) else "x"


def _text(rng: Random) -> str:
    return rng.choice(VALUES if rng.random() < 0.7 else CHARACTERS)


def _leaf(rng: Random) -> Any:
    kind = rng.random()
    if kind < 0.5:
        return _text(rng)
    return Raw(rng.choice(RAW)) if kind < 0.7 else _pairs(rng.choice(SCALARS))


def xml(data: bytes, rng: Random) -> bytes | None:
    """XML with an element moved, gone, twice, renamed, nested, or with another text or attribute."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.LxmlError, ValueError):
        return None
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    one, other = rng.choice(elements), rng.choice(elements)
    parent = one.getparent()
    try:
        match rng.randrange(8):
            case 0 if parent is not None:
                parent.remove(one)
            case 1 if parent is not None:
                parent.insert(rng.randrange(len(parent) + 1), deepcopy(one))
            case 2 if one not in other.iterancestors() and one is not other:
                one.append(other)
            case 3:
                one.tag = rng.choice((other.tag, "x", "{urn:x}y", "é"))
            case 4:
                one.text = _text(rng)
            case 5:
                one.set(rng.choice([*other.attrib, "x", "{http://www.w3.org/2001/XMLSchema-instance}nil"]), _text(rng))
            case 6 if parent is not None:
                for _ in range(rng.choice((3, 100, 400))):
                    outer = etree.Element(one.tag)
                    parent.replace(one, outer)
                    outer.append(one)
                    parent = outer
            case _:
                one.tail = _text(rng)
    except ValueError:  # a text or a name that XML does not have
        return None
    return etree.tostring(root)
