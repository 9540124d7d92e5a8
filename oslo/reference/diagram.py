"""A profile as a class diagram: one SVG drawing inside the page, with links and no script.

A box is a class. Its lines are the properties that it adds and that lead to another class, each
with an arrow from its line to that class; values are counted, for they stand on the page of the
class. An arrow with an open head leads from a class to what it is a kind of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..model.description import Profile, PropertyInfo
from ..model.resource import Resource
from .layout import Edge, Layout, layout
from .page import fill, lang_attribute, link, text
from .site import Site, bases, own

_LINE, _HEAD = 18.0, 26.0  # heights
_CHARACTER = 7.3  # the width of one at 12px, on the safe side
_ASIDE = 90.0  # between two columns


@dataclass(frozen=True, slots=True)
class _Box:
    """A class: its title, the lines in it (with where they lead), the number of its other properties.

    Classes of two profiles can have one name, so boxes go by a `key`.
    """

    key: str
    name: str
    page: str | None
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    values: int
    kind_of: tuple[str, ...]
    ours: bool

    @property
    def height(self) -> float:
        return _HEAD + _LINE * (len(self.lines) + bool(self.values)) + (6 if self.lines or self.values else 0)

    @property
    def width(self) -> float:
        longest = max(len(self.name) + 1, *(len(words) for words, _ in self.lines), 10)
        return longest * _CHARACTER + 22


def diagram(site: Site, profile: Profile, page: str) -> str:
    """The classes of a profile and how they are related, as an SVG element of a page."""
    boxes = {each.key: each for each in _boxes(site, profile)}
    tied = {key for edge in _edges(boxes) for key in edge}
    heights = {key: each.height for key, each in boxes.items() if key in tied}
    placed = layout(heights, list(_edges(boxes)))
    widths = _widths(placed, boxes)
    left = [sum(widths[:number]) + _ASIDE * number + 1 for number in range(len(widths))]
    alone = [each for key, each in boxes.items() if key not in tied]
    bottom = max((placed.top[key] + heights[key] for key in heights), default=0.0)
    width = max(left[-1] + widths[-1] if widths else 0, 640) + 1
    drawn = [part for key, each in boxes.items() if key in tied for part in _arrows(each, boxes, placed, left, widths)]
    drawn += [
        _box(each, left[placed.column[key]], placed.top[key], widths[placed.column[key]], page)
        for key, each in boxes.items()
        if key in tied
    ]
    loose, height = _loose(alone, width, bottom + (30 if alone and heights else 0), page)
    return fill(
        "diagram",
        title=f"Classes of {profile.title}",
        width=f"{width:.0f}",
        height=f"{height + 2:.0f}",
        lang_html=lang_attribute(profile.language),
        drawing_html="".join(drawn) + loose,
    )


def _boxes(site: Site, profile: Profile) -> Iterator[_Box]:
    """The classes of the profile, and those of others that their own properties lead to."""
    others: dict[type[Resource], None] = {}
    for cls in profile.classes:
        added = own(cls, profile.classes)
        lines = []
        for prop in added:
            if targets := [_in_profile(each, profile) for each in _targets(prop)]:
                others |= dict.fromkeys(each for each in targets if each not in profile.classes)
                lines.append((f"{prop.json_name} {prop.cardinality}", tuple(map(_key, targets))))
        kinds = tuple(map(_key, _nearest(cls, profile.classes)))
        page = site.class_page(cls, profile)
        yield _Box(_key(cls), cls.__name__, page, tuple(lines), len(added) - len(lines), kinds, True)
    for cls in others:
        yield _Box(_key(cls), cls.__name__, site.class_page(cls, profile), (), 0, (), False)


def _in_profile(cls: type[Resource], profile: Profile) -> type[Resource]:
    """The class that stands for another one in a profile: itself, or one that derives from it and has its IRI."""
    own_ones = (each for each in profile.classes if issubclass(each, cls) and each.iri == cls.iri)
    return cls if cls in profile.classes else next(own_ones, cls)


def _key(cls: type[Resource]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _targets(prop: PropertyInfo) -> list[type[Resource]]:
    """The classes that a property leads to, less those that are kinds of another one of them."""
    found = [each.cls for each in prop.ranges if each.cls]
    return [cls for cls in found if not any(cls is not other and issubclass(cls, other) for other in found)]


def _nearest(cls: type[Resource], among: Collection[type[Resource]]) -> Iterator[type[Resource]]:
    """The nearest classes above a class that are in the diagram."""
    for base in bases(cls):
        if base in among:
            yield base
        else:
            yield from _nearest(base, among)


def _edges(boxes: dict[str, _Box]) -> Iterator[Edge]:
    for each in boxes.values():
        yield from ((above, each.key) for above in each.kind_of)
        yield from ((each.key, target) for _, targets in each.lines for target in targets)


def _widths(placed: Layout, boxes: dict[str, _Box]) -> list[float]:
    widths = [0.0] * (max(placed.column.values(), default=-1) + 1)
    for name, column in placed.column.items():
        widths[column] = max(widths[column], boxes[name].width)
    return widths


def _arrows(box: _Box, boxes: dict[str, _Box], placed: Layout, left: list[float], widths: list[float]) -> Iterator[str]:
    """The arrows of a class: from each line to the classes that it leads to, and to what the class is a kind of."""
    column, top = placed.column[box.key], placed.top[box.key]

    def way(target: str, start: float, points: list[tuple[int, float]]) -> str:
        """A line over the points between two boxes, out of the sides that face each other; in one column a bow."""
        other = placed.column[target]
        right = other >= column
        end = placed.top[target] + _HEAD / 2
        x = left[column] + (widths[column] if right else 0)
        if other == column:
            aside = x + _ASIDE / 2
            return f"M{x:.1f} {start:.1f}C{aside:.1f} {start:.1f} {aside:.1f} {end:.1f} {x:.1f} {end:.1f}"
        path = f"M{x:.1f} {start:.1f}"
        for number, y in [*points, (other, end)]:
            near = left[number] + (0 if right else widths[number])
            far = left[number] + (widths[number] if right else 0)
            middle = (x + near) / 2
            path += f"C{middle:.1f} {start:.1f} {middle:.1f} {y:.1f} {near:.1f} {y:.1f}"
            if (number, y) != (other, end):
                path += f"H{far:.1f}"
            x, start = far, y
        return path

    for number, (words, targets) in enumerate(box.lines):
        y = top + _HEAD + _LINE * (number + 0.5) + 2
        for target in targets:
            if target != box.key:
                points = placed.points[box.key, target]
                said = f"<title>{text(f'{box.name}.{words}: {boxes[target].name}')}</title>"
                yield f'<path class="leads" marker-end="url(#leads)" d="{way(target, y, points)}">{said}</path>\n'
    for above in box.kind_of:
        points = placed.points[above, box.key][::-1]
        said = f"<title>{text(f'{box.name} is a kind of {boxes[above].name}')}</title>"
        yield f'<path class="kind" marker-end="url(#kind)" d="{way(above, top + _HEAD / 2, points)}">{said}</path>\n'


def _box(box: _Box, x: float, y: float, width: float, page: str) -> str:
    lines = ""
    for number, (words, targets) in enumerate(box.lines):
        at = y + _HEAD + _LINE * (number + 0.5) + 6
        back = " ↺" if box.key in targets else ""
        lines += f'<text x="{x + 10:.1f}" y="{at:.1f}">{text(words)}{back}</text>'
    if box.values:
        at = y + _HEAD + _LINE * (len(box.lines) + 0.5) + 6
        words = f"{'+ ' if box.lines else ''}{box.values} value{'s' if box.values > 1 else ''}"
        lines += f'<text class="soft" lang="en" x="{x + 10:.1f}" y="{at:.1f}">{words}</text>'
    title = f'<text class="name" x="{x + 10:.1f}" y="{y + _HEAD / 2 + 5:.1f}">{text(box.name)}</text>'
    if box.page:
        title = link(box.page, title, page)
    kind = "box" if box.ours else "box others"
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{box.height:.1f}" rx="4"/>'
        f"{title}{lines}\n"
    )


def _loose(boxes: list[_Box], width: float, top: float, page: str) -> tuple[str, float]:
    """Classes that nothing ties to the others, side by side below them; and where the drawing ends."""
    x, height, drawn = 1.0, 0.0, ""
    for box in boxes:
        if x + box.width > width and x > 1:
            x, top, height = 1.0, top + height + _LINE, 0.0
        drawn += _box(box, x, top, box.width, page)
        x, height = x + box.width + _LINE, max(height, box.height)
    return drawn, top + height
