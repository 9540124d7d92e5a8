"""A mapping at work: compiled for a source, it makes of each record a model, a reject or a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ..errors import OsloError, one_line
from ..model.published import Strength
from ..model.resource import Resource
from ..records import Record, RecordSource, Unreadable
from .kinds import Build, Misfit, RecordKind
from .rejects import Notice, RecordProblem, Reject
from .short import Short, ShortWay, Written
from .strength import refusing
from .untaken import Untaken
from .values import Setter

WAITING = 50
"""So many records go the long way before the short one is made, which takes the time of some hundred of them."""

Result = Resource | Written | Reject | Notice


class Reader:
    """Some kinds of records, compiled for a source.

    As `published`, what the published profile asks and a record leaves out is a reason to reject it. `short`: makes the
    triples of plain records, which come in place of their models. Raises MappingError if the source lacks what the
    kinds name.
    """

    def __init__(
        self,
        kinds: Sequence[RecordKind],
        source: RecordSource,
        strength: Strength = Strength.DEFAULT,
        short: ShortWay | None = None,
    ) -> None:
        compiled = [each.compiled(source) for each in kinds]
        if strength is Strength.PUBLISHED:
            compiled = [replace(each, build=refusing(each.build, kinds[0].profile)) for each in compiled]
        self.source = source
        self._kinds = [
            (each, _later(partial(short, kind, source)) if short else None)
            for kind, each in zip(kinds, compiled, strict=True)
        ]
        self._message = next((each.message for each in compiled if each.message), None)
        self._build = compiled[0].build if len(compiled) == 1 and compiled[0].takes_all else None
        self.untaken = Untaken()

    def results(self) -> Iterator[tuple[int | None, Result]]:
        """What the records of the source become, in order, each with the line or row of its record."""
        source, build, shortly = self.source, self._build, self._kinds[0][1]
        count = source.census.counter(source.asked)
        self.untaken = Untaken()
        for record in source:
            source.has_records = True
            line = source.line = record.line
            source.current = record if isinstance(record, Record) else None
            if isinstance(record, Unreadable):
                reason = RecordProblem(record.reason)
                yield line, Reject(source.place(line), (reason,), {"record": record.text}, source.keep(record))
                continue
            if count is not None and not record.message:
                count(record)
            if record.message and self._message is not None:
                yield line, _notice(self._message, record, source)
            elif build is not None:
                written = shortly(record.data) if shortly else None
                yield line, written or _map_record(build, record.data, record, source)
            else:
                for result in self._map_by_kinds(record):
                    yield line, result
            if source.left_out:
                source.tell_left_out()

    def closing(self) -> Iterator[tuple[int | None, Notice]]:
        """What is said when all has been read: the records that are not taken, and the remarks of the reader."""
        if notice := self.untaken.notice():
            yield None, notice
        for remark in self.source.remarks.values():
            yield remark.place.line, Notice(remark.place, remark.sentence, tuple(remark.lines[1:]))

    def _map_by_kinds(self, record: Record) -> Iterator[Result]:
        """What a record becomes, by each kind that takes it."""
        kinds, source, taken = self._kinds, self.source, False
        for kind, shortly in kinds:
            rule = "when"
            try:
                if kind.holds is not None and not kind.holds(record.data):
                    continue
                taken, rule = True, "valid"
                if kind.current is not None and not kind.current(record.data):
                    continue
                rule = "each"
                parts = kind.parts(record.data) if kind.parts else (record.data,)
            except OsloError:
                raise
            except Exception as error:  # noqa: BLE001  it concerns this record, and the run goes on
                taken = True
                yield _reject([problem_of(error, rule)], record, source)
                continue
            if kind.notice is not None:
                yield _notice(kind.notice, record, source)
                continue
            for part in parts:
                written = shortly(part) if shortly else None
                yield written or _map_record(kind.build, part, record, source)
        self.untaken.records += 1
        if not taken and len(kinds) == 1:
            self.untaken.add(record.data, source.place(record.line), kinds[0][0].looks)
        elif not taken:
            reason = "of no kind that the mapping takes: no `when` in `maps` holds"
            yield _reject([RecordProblem(reason)], record, source)


def _later(way: Callable[[], Short | None]) -> Short:
    """A way that is made when it is worth it: the first records go the long way."""
    short: Short | None = None
    waiting = WAITING

    def shortly(data: Any) -> Written | None:
        nonlocal short, waiting
        if waiting:
            waiting -= 1
            return None
        if short is None:
            short = way() or _never
        return short(data)

    return shortly


def _never(_: Any) -> None:
    """The short way of a mapping that has none."""


def _map_record(build: Build, data: Any, record: Record, source: RecordSource) -> Resource | Reject:
    """What a record, or a part of it, becomes."""
    try:
        result = build(data)
        if result is not None:
            return result
        problems: list[RecordProblem] = [RecordProblem("nothing in it that the mapping takes")]
    except Misfit as misfit:
        problems = [replace(each, cell=source.cell(each.paths, record.line)) for each in misfit.problems]
    except OsloError:
        raise
    except Exception as error:  # noqa: BLE001  it concerns this record, and the run goes on
        problems = [problem_of(error)]
    return _reject(problems, record, source)


def problem_of(error: Exception, rule: str | None = None) -> RecordProblem:
    """What is wrong with a record where no field says so, and by which rule."""
    known = isinstance(error, ValueError)
    return RecordProblem(str(error) if known else f"cannot be read: {one_line(error)}", rule)


def _reject(problems: list[RecordProblem], record: Record, source: RecordSource) -> Reject:
    place = source.place(record.line)
    try:
        return Reject(place, tuple(problems), source.dump(record), source.keep(record))
    except Exception as error:  # noqa: BLE001  a record that cannot be kept as it was is kept as text
        problems = [*problems, RecordProblem(f"cannot be kept as it was: {one_line(error)}")]
        return Reject(place, tuple(problems), {"record": str(record.data)})


def _notice(text: Setter, record: Record, source: RecordSource) -> Reject | Notice:
    """A message; a reject if its text cannot be made of what it holds."""
    try:
        return Notice(source.place(record.line), text(record.data) or "a message without text")
    except OsloError:
        raise
    except Exception as error:  # noqa: BLE001  as in `_map_record`
        return _reject([problem_of(error, "message")], record, source)
