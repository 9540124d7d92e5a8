"""The short way of plain records: from the cells of a row to the text that is written, without a model in between.

What it gives is what the long way gives, byte for byte; what it does not understand, it leaves to the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...model.description import Profile
from ...model.resource import Resource
from ...records.base import RecordSource
from ...records.tables.table import TableSource
from ..kinds import RecordKind
from .plan import Link, NotPlain, Part, Unfit, plan
from .triples import Short, Written, compile_triples
from .turtle import Objects

__all__ = ["Short", "ShortWay", "Written", "short_way"]

ShortWay = Callable[[RecordKind, RecordSource], Short | None]
"""How plain records are written: `short_way`, or a function like it."""


def short_way(kind: RecordKind, source: RecordSource, turtle: Iterable[type[Resource]] | None = None) -> Short | None:
    """The function from a row to its triples, None for a row that is not plain; None for a mapping that is not.

    `turtle`: the classes whose prefixes are at the top, for Turtle besides. Of classes of which the published profile
    asks more than ours, what a record leaves out is counted on the long way.
    """
    if not isinstance(source, TableSource):
        return None
    try:
        whole = plan(kind, source)
        if _is_relaxed(whole, kind.profile):
            return None
        return compile_triples(whole, None if turtle is None else Objects(turtle))
    except (Unfit, NotPlain):
        return None


def _is_relaxed(whole: Part, profile: Profile) -> bool:
    relaxed = {row.cls for row in profile.relaxations}
    return any(not relaxed.isdisjoint(base.__name__ for base in part.info.cls.__mro__) for part in _parts(whole))


def _parts(part: Part) -> Iterator[Part]:
    yield part
    for each in part.fields:
        if isinstance(each, Link):
            for inner in each.parts:
                yield from _parts(inner)
