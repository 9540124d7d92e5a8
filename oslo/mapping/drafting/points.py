"""Columns that are a point on the map: two coordinates or one position, and the reference system they are likely in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .facts import decimal_of, is_number, mostly
from .names import plain
from .survey import Column
from .text import Rule

_EAST = re.compile(r"x|lon|lng|long|longitude|lengtegraad|easting|xcoord\w*|coordx|xco")
_NORTH = re.compile(r"y|lat|latitude|breedtegraad|northing|ycoord\w*|coordy|yco")

_BY_NAME = {
    "31370": "EPSG:31370",
    "lambert72": "EPSG:31370",
    "l72": "EPSG:31370",
    "lb72": "EPSG:31370",
    "3812": "EPSG:3812",
    "lambert2008": "EPSG:3812",
    "lambert08": "EPSG:3812",
    "l08": "EPSG:3812",
    "4326": "CRS84",
    "wgs84": "CRS84",
    "3857": "EPSG:3857",
    "28992": "EPSG:28992",
    "rd": "EPSG:28992",
}
"""A word in the names of the columns to the reference system; WGS84 is written as CRS84, longitude first."""

_BY_RANGE = (
    ("CRS84", (-180, 180), (-90, 90)),
    ("EPSG:31370", (20_000, 300_000), (20_000, 250_000)),
    ("EPSG:28992", (0, 300_000), (300_000, 630_000)),
    ("EPSG:3812", (520_000, 800_000), (520_000, 760_000)),
    ("EPSG:3857", (250_000, 850_000), (6_300_000, 7_200_000)),
)
"""Reference systems by where Belgium (or the Netherlands) lies in them."""


class Point(NamedTuple):
    """The columns of a point, and its rule; `when`: the condition for it, where zeros stand for no position."""

    columns: tuple[Column, ...]
    rule: Rule
    when: dict[str, Any] | None = None


def points_in(columns: Sequence[Column]) -> list[Point]:
    """The points in a file, those in a Lambert system first: registers keep these, and compute the others from them."""
    return sorted([*_pairs(columns), *_positions(columns)], key=lambda point: "Lambert" not in point.rule.note)


def _pairs(columns: Sequence[Column]) -> Iterator[Point]:
    norths = {key: column for column in columns if (key := _axis(column, _NORTH, "1"))}
    for column in columns:
        key = _axis(column, _EAST, "0")
        if key not in norths or not all(mostly(each.values, is_number) for each in (column, norths[key])):
            continue
        if point := _pair(column, norths[key], key[1].split("_") if key else ()):
            yield point


def _axis(column: Column, axis: re.Pattern[str], number: str) -> tuple[tuple[str, ...], str] | None:
    """What two columns of a point share: what is around them, and the rest of their names; None for another column."""
    if "{" in column.path or not column.values:
        return None
    if column.name == number and column.around[-1:] == ("coordinates",):
        return column.around, "wgs84"
    words = plain(column.name.removeprefix("@")).split("_")
    found = [word for word in words if axis.fullmatch(word)]
    return (column.around, "_".join(word for word in words if word not in found)) if len(found) == 1 else None


def _pair(east: Column, north: Column, words: Sequence[str]) -> Point | None:
    named = next((_BY_NAME[word] for word in words if word in _BY_NAME), None)
    system = named or _by_range(east, north)
    if system is None:
        return None
    sure = named or (system == "CRS84" and re.search("lon|lng|lengte", plain(east.name)))
    said = "" if sure else ": a guess by the values, check it"
    decimal = " -> decimal" if decimal_of(east) or decimal_of(north) else ""
    template = f"POINT({{{east.path}{decimal}}} {{{north.path}{decimal}}})"
    zeros = any(not re.search("[1-9]", text) for column in (east, north) for text in column.values)
    when = {column.path: {"matches": "[1-9]"} for column in (east, north)} if zeros else None
    return Point((east, north), Rule({"template": template, "crs": system}, f"{_title(system)}{said}"), when)


def _by_range(east: Column, north: Column) -> str | None:
    def within(column: Column, low: float, high: float) -> bool:
        numbers = [float(text.replace(",", ".")) for text in column.values if re.fullmatch(r"[+-]?\d+([.,]\d+)?", text)]
        return bool(numbers) and all(low <= number <= high or number == 0 for number in numbers)

    return next((name for name, x, y in _BY_RANGE if within(east, *x) and within(north, *y)), None)


def _title(system: str) -> str:
    names = {"EPSG:31370": "Lambert 72", "EPSG:3812": "Lambert 2008", "CRS84": "WGS84, longitude first"}
    return names.get(system, system)


_POSITION = re.compile(r"(-?\d+\.\d+)[ ,;]+(-?\d+\.\d+)")


def _positions(columns: Sequence[Column]) -> Iterator[Point]:
    """Columns with both coordinates in one text: `51.05, 3.72`."""
    for column in columns:
        pairs = [found for text in column.values if (found := _POSITION.fullmatch(text))]
        if not pairs or len(pairs) < len(column.values):
            continue
        first, second = ([float(pair[number]) for pair in pairs] for number in (1, 2))
        if all(49 <= each <= 54 for each in first) and all(2 <= each <= 8 for each in second):
            to = "POINT({2} {1})"
        elif all(2 <= each <= 8 for each in first) and all(49 <= each <= 54 for each in second):
            to = "POINT({1} {2})"
        else:
            continue
        pattern = {"match": _POSITION.pattern, "to": to}
        yield Point((column,), Rule({"from": column.path, "pattern": pattern, "crs": "CRS84"}, _title("CRS84")))
