"""The short way of plain records: from the cells of one to the text that is written, without a model in between.

What it gives is what the long way gives, byte for byte; what it does not understand, it leaves to the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from ...model.published import Strength
from ...model.resource import Resource
from ...records.base import RecordSource
from ...validation.gaps import asked_of
from ..kinds import RecordKind
from .cells import NotPlain, NotTurtle, Row, Unfit, cells_of
from .plan import plan
from .triples import Written, compile_triples
from .turtle import Objects

__all__ = ["Short", "ShortWay", "Written", "short_way"]

Short = Callable[[Any], Written | None]
"""From the data of a record to its triples; None for one that is not plain."""

ShortWay = Callable[[RecordKind, RecordSource], Short | None]
"""How plain records are written: `short_way`, or a function like it."""


def short_way(
    kind: RecordKind,
    source: RecordSource,
    turtle: Iterable[type[Resource]] | None = None,
    strength: Strength = Strength.DEFAULT,
) -> Short | None:
    """The function from a record's data to its triples, None for one that is not plain; None for a mapping that is not.

    `turtle`: the classes whose prefixes are at the top, for Turtle besides. `strength`: as `published`, a record that
    leaves out what the published profile asks is not plain; by default what it leaves out is told (`Written.open`).
    """
    exchanged = strength is Strength.EXCHANGED or not kind.profile.relaxations
    asked = None if exchanged else partial(asked_of, kind.profile)
    cells = cells_of(source)
    try:
        part = plan(kind, cells)
        row = cells.row()

        @cache
        def way(top: Objects | None) -> Callable[[Row], Written]:
            return compile_triples(part, top, asked, whole=strength is Strength.PUBLISHED)

        try:
            write = way(None if turtle is None else Objects(turtle))
        except NotTurtle:
            write = way(None)
    except (Unfit, NotPlain):
        return None

    def short(data: Any) -> Written | None:
        try:
            of_record = data if row is None else row(data)
            try:
                return write(of_record)
            except NotTurtle:  # the other writer makes it of its triples
                return way(None)(of_record)
        except Exception:  # noqa: BLE001  what it means is for the long way to say
            return None

    return short
