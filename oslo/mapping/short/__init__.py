"""The short way of plain records: from the cells of a row to the text that is written, without a model in between.

What it gives is what the long way gives, byte for byte; what it does not understand, it leaves to the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ...model.published import Strength
from ...model.resource import Resource
from ...records.base import RecordSource
from ...records.tables.table import TableSource
from ...validation.gaps import asked_of
from ..kinds import RecordKind
from .plan import NotPlain, Unfit, plan
from .triples import Short, Written, compile_triples
from .turtle import Objects

__all__ = ["Short", "ShortWay", "Written", "short_way"]

ShortWay = Callable[[RecordKind, RecordSource], Short | None]
"""How plain records are written: `short_way`, or a function like it."""


def short_way(
    kind: RecordKind,
    source: RecordSource,
    turtle: Iterable[type[Resource]] | None = None,
    strength: Strength = Strength.DEFAULT,
) -> Short | None:
    """The function from a row to its triples, None for a row that is not plain; None for a mapping that is not.

    `turtle`: the classes whose prefixes are at the top, for Turtle besides. `strength`: as `published`, a record that
    leaves out what the published profile asks is not plain; by default what it leaves out is told (`Written.open`).
    """
    if not isinstance(source, TableSource):
        return None
    exchanged = strength is Strength.EXCHANGED or not kind.profile.relaxations
    asked = None if exchanged else partial(asked_of, kind.profile)
    try:
        top = None if turtle is None else Objects(turtle)
        return compile_triples(plan(kind, source), top, asked, whole=strength is Strength.PUBLISHED)
    except (Unfit, NotPlain):
        return None
