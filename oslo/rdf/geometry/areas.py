"""Where a reference system is used: coordinates outside that area are told, impossible ones refused.

Coordinates are in the axis order of their system, as everywhere in this library.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


class Area(NamedTuple):
    """The least and greatest first and second coordinate; `degrees`: latitude is number 0 or 1, None for metres."""

    bounds: tuple[float, float, float, float]
    latitude: int | None = None

    def holds(self, first: float, second: float) -> bool:
        """Whether a point is in it."""
        low1, low2, high1, high2 = self.bounds
        return low1 <= first <= high1 and low2 <= second <= high2


_LAMBERT_72 = Area((17_000, 20_000, 298_000, 246_000))
_AREAS = {
    CRS84: Area((-180, -90, 180, 90), 1),
    f"{EPSG}4326": Area((-90, -180, 90, 180), 0),
    f"{EPSG}4979": Area((-90, -180, 90, 180), 0),
    f"{EPSG}4258": Area((32.88, -16.1, 84.73, 40.18), 0),
    f"{EPSG}31370": _LAMBERT_72,
    f"{EPSG}3447": _LAMBERT_72,
    f"{EPSG}3812": Area((517_000, 520_000, 798_000, 746_000)),
    f"{EPSG}3857": Area((-20_037_509, -20_048_967, 20_037_509, 20_048_967)),
}
"""The systems that are used here, with the area of use that EPSG gives; PROJ knows others, if installed."""

_BELGIUM = Area((49.4, 2.2, 51.9, 6.5), 0)


def latitude_first(crs: str) -> bool:
    """Whether the coordinates of a system, given by its IRI, are latitude and longitude, or north and east.

    >>> latitude_first(f"{EPSG}4326"), latitude_first(CRS84)
    (True, False)
    """
    area = _find_area(crs)
    return area is not None and area.latitude == 0


def check_area(points: Sequence[tuple[float, float]], crs: str) -> str | None:
    """What is odd about points in a system, given by its IRI; None if they are where the system is used.

    >>> check_area([(3.7219, 51.0545)], f"{EPSG}31370")
    'outside the area of EPSG:31370: these look like degrees'

    Raises ValueError for degrees of latitude over 90, or of longitude over 180.
    """
    area = _find_area(crs)
    if area is None or not points:
        return None
    if area.latitude is None and area.bounds[0] > 180 and len(points) == 1 and area.holds(*points[0]):
        return None  # as most are
    name = f"EPSG:{crs[len(EPSG) :]}" if crs.startswith(EPSG) else crs.rpartition("/")[2]
    if area.latitude is not None:
        return _check_degrees(points, area, name)
    if all(abs(first) <= 180 and abs(second) <= 180 for first, second in points):
        zero = all(first == second == 0 for first, second in points)
        return f"outside the area of {name}: {'0 0 is no place' if zero else 'these look like degrees'}"
    outside = [each for each in points if not area.holds(*each)]
    if not outside:
        return None
    if all(area.holds(second, first) for first, second in points):
        return f"outside the area of {name}: x and y seem to be swapped"
    return f"outside the area of {name}{_guess(points, crs)}"


def _check_degrees(points: Sequence[tuple[float, float]], area: Area, name: str) -> str | None:
    for point in points:
        latitude, longitude = point[area.latitude or 0], point[1 - (area.latitude or 0)]
        if abs(latitude) > 90 or abs(longitude) > 180:
            swapped = "; they seem to be swapped" if abs(longitude) <= 90 and abs(latitude) <= 180 else ""
            hint = swapped or _guess(points, "")
            raise ValueError(f"no latitude {latitude:g} and longitude {longitude:g} in {name}{hint}")
    if any(first == second == 0 for first, second in points):
        return f"0 0 in {name}: no place in Belgium"
    pairs = [(point[area.latitude or 0], point[1 - (area.latitude or 0)]) for point in points]
    if all(_BELGIUM.holds(longitude, latitude) for latitude, longitude in pairs):
        return f"latitude and longitude in {name} seem to be swapped"
    return None if all(area.holds(*each) for each in points) else f"outside the area of {name}"


def _guess(points: Sequence[tuple[float, float]], crs: str) -> str:
    """The Belgian system that the points may be in instead, as the end of a message."""
    for code in ("31370", "3812"):
        if f"{EPSG}{code}" != crs and all(_AREAS[f"{EPSG}{code}"].holds(*each) for each in points):
            return f": these look like EPSG:{code}"
    return ""


@lru_cache(maxsize=64)
def _find_area(crs: str) -> Area | None:
    if crs in _AREAS or not crs.startswith(EPSG):
        return _AREAS.get(crs)
    try:
        from pyproj import CRS, Transformer
        from pyproj.exceptions import ProjError
    except ImportError:
        return None
    try:
        system = CRS.from_epsg(int(crs[len(EPSG) :]))
        use = system.area_of_use
        if use is None:
            return None
        north_first = system.axis_info[0].direction == "north"
        if system.is_geographic:
            low, high = (use.south, use.west), (use.north, use.east)
            return Area((*low, *high), 0) if north_first else Area((*low[::-1], *high[::-1]), 1)
        convert = Transformer.from_crs("OGC:CRS84", system, always_xy=True)
        west, south, east, north = convert.transform_bounds(*use.bounds)
        return Area((south, west, north, east) if north_first else (west, south, east, north))
    except ProjError:
        return None
