"""The profile as published, where it asks more than data in use can give.

A profile says beside its classes which cardinalities of its publication are left open here, and why (`relaxed` in
`Profile.of`). Shapes, reports, conversions and docs/deviations.md are made from that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from ..errors import DescribeError

GROUP = "urn:oslo-interop:shapes:published"
"""The sh:PropertyGroup of the shapes that state what the published profile asks beyond our own shapes."""

Relaxed = Mapping[str, Mapping[str, str]]
"""Reason to the properties (`Class.jsonName`) that it holds for, each with its published cardinality."""


class Strength(StrEnum):
    """The text against which a verdict stands.

    `published`: the profile as published, as far as any data can meet it. `exchanged`: without what data in use
    leave out. `default`: what the published profile asks besides is a warning.

    >>> [strength.value for strength in Strength]
    ['published', 'default', 'exchanged']
    """

    PUBLISHED = "published"
    DEFAULT = "default"
    EXCHANGED = "exchanged"


class Relaxation(NamedTuple):
    """A property, by class and JSON name, that the published profile asks `least` to `most` times (None: any number).

    `why`: the reason why our own class does not.

    >>> row = Relaxation("Zaal", "naam", 1, 1, "not known")
    >>> row.cardinality, row.lacks(0), row.limits(1)
    ('1..1', True, False)
    """

    cls: str
    name: str
    least: int
    most: int | None
    why: str

    @property
    def cardinality(self) -> str:
        """The published cardinality, such as `1..1`."""
        return f"{self.least}..{'n' if self.most is None else self.most}"

    def lacks(self, least: int) -> bool:
        """Whether it asks more values than another minimum."""
        return self.least > least

    def limits(self, most: int | None) -> bool:
        """Whether it allows fewer values than another maximum."""
        return self.most is not None and (most is None or self.most < most)


def relaxations(table: Relaxed) -> Iterator[Relaxation]:
    """The rows of a table.

    >>> [row.cardinality for row in relaxations({"not known": {"Zaal.naam": "1..1", "Zaal.adres": "1..n"}})]
    ['1..1', '1..n']

    Raises DescribeError for a name or a cardinality of another form.
    """
    for why, names in table.items():
        for name, cardinality in names.items():
            match = re.fullmatch(r"(\w+)\.([^\s.]+) (\d+)\.\.(\d+|n)", f"{name} {cardinality}")
            if match is None:
                raise DescribeError(f"relaxed: {name!r}: {cardinality!r}; expected `Class.property` and `1..1`")
            most = None if match[4] == "n" else int(match[4])
            yield Relaxation(match[1], match[2], int(match[3]), most, why)
