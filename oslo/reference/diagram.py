"""A profile as a class diagram: one SVG drawing inside the page, with links and no script.

A box is a class. Its lines are the properties that it adds and that lead to another class, each
with an arrow from its line to that class; properties with values are only counted, as they are on
the page of the class. An arrow with an open head leads from a class to its superclass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.description import Profile, PropertyInfo
from ..model.resource import Resource
from .layout import Edge, Layout, layout
from .page import fill, lang_attribute, link, text
from .site import Site, bases, own

_LINE, _HEAD = 18.0, 26.0  # heights
_CHARACTER = 7.3  # the width at 12px, rounded up
_ASIDE = 90.0  # space between two columns


@dataclass(frozen=True, slots=True)
class _Box:
    """A class: its title, its lines (with the boxes they lead to), the number of its other properties.

    Classes of two profiles can have the same name, so boxes are identified by a `key`.
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


@dataclass(frozen=True, slots=True)
class _Grid:
    """Boxes in columns: their layout, and for each column where it begins and how wide it is."""

    boxes: dict[str, _Box]
    placed: Layout
    left: list[float]
    widths: list[float]

    @property
    def width(self) -> float:
        return max(self.left[-1] + self.widths[-1] if self.widths else 0, 640) + 1

    @property
    def bottom(self) -> float:
        return max((self.placed.top[key] + box.height for key, box in self.boxes.items()), default=0.0)

    def side(self, column: int, *, right: bool) -> float:
        """The left or the right side of a column."""
        return self.left[column] + (self.widths[column] if right else 0)


def diagram(site: Site, profile: Profile, page: str) -> str:
    """The classes of a profile and how they are related, as an SVG element of a page."""
    boxes = {box.key: box for box in _make_boxes(site, profile)}
    edges = list(_list_edges(boxes.values()))
    tied = {key for edge in edges for key in edge}
    grid = _place_boxes({key: box for key, box in boxes.items() if key in tied}, edges)
    loose = [box for key, box in boxes.items() if key not in tied]
    loose_html, bottom = _draw_loose(loose, grid.width, grid.bottom + (30 if loose and tied else 0), page)
    return fill(
        "diagram",
        title=f"Classes of {profile.title}",
        width=f"{grid.width:.0f}",
        height=f"{bottom + 2:.0f}",
        lang_html=lang_attribute(profile.language),
        drawing_html="".join((*_draw_arrows(grid), *_draw_boxes(grid, page), loose_html)),
    )


def _make_boxes(site: Site, profile: Profile) -> Iterator[_Box]:
    """The classes of the profile, and those of others that their own properties lead to."""
    others: dict[type[Resource], None] = {}
    for cls in profile.classes:
        added = own(cls, profile.classes)
        lines = []
        for prop in added:
            if targets := [_find_in_profile(target, profile) for target in _find_targets(prop)]:
                others |= dict.fromkeys(target for target in targets if target not in profile.classes)
                lines.append((f"{prop.json_name} {prop.cardinality}", tuple(map(_make_key, targets))))
        above = tuple(map(_make_key, _find_nearest(cls, profile.classes)))
        page = site.class_page(cls, profile)
        yield _Box(_make_key(cls), cls.__name__, page, tuple(lines), len(added) - len(lines), above, True)
    for cls in others:
        yield _Box(_make_key(cls), cls.__name__, site.class_page(cls, profile), (), 0, (), False)


def _make_key(cls: type[Resource]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _find_targets(prop: PropertyInfo) -> list[type[Resource]]:
    """The classes that a property leads to, without the subclasses of another one of them."""
    classes = [each.cls for each in prop.ranges if each.cls]
    return [cls for cls in classes if not any(cls is not other and issubclass(cls, other) for other in classes)]


def _find_in_profile(cls: type[Resource], profile: Profile) -> type[Resource]:
    """The class that stands for another one in a profile: itself, or one that derives from it and has its IRI."""
    if cls in profile.classes:
        return cls
    return next((each for each in profile.classes if issubclass(each, cls) and each.iri == cls.iri), cls)


def _find_nearest(cls: type[Resource], among: Collection[type[Resource]]) -> Iterator[type[Resource]]:
    """The nearest superclasses of a class that are in the diagram."""
    for base in bases(cls):
        if base in among:
            yield base
        else:
            yield from _find_nearest(base, among)


def _list_edges(boxes: Iterable[_Box]) -> Iterator[Edge]:
    for box in boxes:
        yield from ((above, box.key) for above in box.kind_of)
        yield from ((box.key, target) for _, targets in box.lines for target in targets)


def _place_boxes(boxes: dict[str, _Box], edges: Sequence[Edge]) -> _Grid:
    """Boxes in columns, each column as wide as its widest box."""
    placed = layout({key: box.height for key, box in boxes.items()}, edges)
    widths = [0.0] * (max(placed.column.values(), default=-1) + 1)
    for key, column in placed.column.items():
        widths[column] = max(widths[column], boxes[key].width)
    left = [sum(widths[:column]) + _ASIDE * column + 1 for column in range(len(widths))]
    return _Grid(boxes, placed, left, widths)


def _draw_arrows(grid: _Grid) -> Iterator[str]:
    """From each line of a box, arrows to the classes that it leads to; from the class, arrows to its superclasses."""
    for key, box in grid.boxes.items():
        top = grid.placed.top[key]
        for number, (words, targets) in enumerate(box.lines):
            start = top + _HEAD + _LINE * (number + 0.5) + 2
            for target in targets:
                if target != key:
                    path = _trace_arrow(grid, key, target, start, grid.placed.points[key, target])
                    yield _draw_arrow("leads", path, f"{box.name}.{words}: {grid.boxes[target].name}")
        for above in box.kind_of:
            path = _trace_arrow(grid, key, above, top + _HEAD / 2, grid.placed.points[above, key][::-1])
            yield _draw_arrow("kind", path, f"{box.name} is a kind of {grid.boxes[above].name}")


def _draw_arrow(kind: str, path: str, title: str) -> str:
    return f'<path class="{kind}" marker-end="url(#{kind})" d="{path}"><title>{text(title)}</title></path>\n'


def _trace_arrow(grid: _Grid, source: str, target: str, y: float, points: list[tuple[int, float]]) -> str:
    """A line over the points between two boxes, between the sides that face each other; within one column, a bow."""
    column, last = grid.placed.column[source], grid.placed.column[target]
    end = grid.placed.top[target] + _HEAD / 2
    right = last >= column
    x = grid.side(column, right=right)
    path = f"M{x:.1f} {y:.1f}"
    if last == column:
        return path + _trace_curve(x + _ASIDE / 2, y, x, end)
    for passed, height in points:
        near, far = grid.side(passed, right=not right), grid.side(passed, right=right)
        path += f"{_trace_curve((x + near) / 2, y, near, height)}H{far:.1f}"
        x, y = far, height
    near = grid.side(last, right=not right)
    return path + _trace_curve((x + near) / 2, y, near, end)


def _trace_curve(middle: float, y: float, to_x: float, to_y: float) -> str:
    return f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _draw_boxes(grid: _Grid, page: str) -> Iterator[str]:
    for key, box in grid.boxes.items():
        column = grid.placed.column[key]
        yield _draw_box(box, grid.left[column], grid.placed.top[key], grid.widths[column], page)


def _draw_box(box: _Box, x: float, y: float, width: float, page: str) -> str:
    def write(attributes: str, below: float, html: str) -> str:
        return f'<text{attributes} x="{x + 10:.1f}" y="{y + below:.1f}">{html}</text>'

    title = write(' class="name"', _HEAD / 2 + 5, text(box.name))
    if box.page:
        title = link(box.page, title, page)
    lines = ""
    for number, (words, targets) in enumerate(box.lines):
        lines += write("", _HEAD + _LINE * (number + 0.5) + 6, text(words) + (" ↺" if box.key in targets else ""))
    if box.values:
        count = f"{'+ ' if box.lines else ''}{box.values} value{'s' if box.values > 1 else ''}"
        lines += write(' class="soft" lang="en"', _HEAD + _LINE * (len(box.lines) + 0.5) + 6, count)
    kind = "box" if box.ours else "box others"
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{box.height:.1f}" rx="4"/>'
        f"{title}{lines}\n"
    )


def _draw_loose(boxes: list[_Box], width: float, top: float, page: str) -> tuple[str, float]:
    """Classes without a tie to the others, side by side below them; and where the drawing ends."""
    x, height, html = 1.0, 0.0, ""
    for box in boxes:
        if x + box.width > width and x > 1:
            x, top, height = 1.0, top + height + _LINE, 0.0
        html += _draw_box(box, x, top, box.width, page)
        x, height = x + box.width + _LINE, max(height, box.height)
    return html, top + height
