"""What a record became, in the classes of another standard; what they cannot say is counted, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..alignment.account import Loss, statements
from ..alignment.translation import Alignment, TranslationError
from ..errors import OsloError, Place, one_line
from ..model.resource import Resource
from ..records import RecordSource
from .outcome import Outcome
from .rejects import RecordProblem, Reject


def translated(resource: Resource, alignment: Alignment, source: RecordSource, outcome: Outcome) -> Resource | Reject:
    """A resource in the classes of another standard; one that cannot be translated is a reject, with its record."""
    place, record = source.place(source.line), source.current
    try:
        other, told = alignment.attempt(resource)
    except TranslationError as error:
        outcome.statements += len(error.losses)
        outcome.lost.add(_at(error.losses, resource, place))
        wrong = [RecordProblem(each.reason, each.property) for each in error.problems] or [RecordProblem(str(error))]
    except OsloError:
        raise
    except Exception as error:  # noqa: BLE001  it concerns this record, and the run goes on
        wrong = [RecordProblem(f"cannot be translated: {one_line(error)}")]
    else:
        known = statements([resource], told, alignment.reason).values()
        losses = [each for each in known if each is not None]
        outcome.statements += len(known)
        outcome.translated += len(known) - len(losses)
        outcome.lost.add(_at(losses, resource, place))
        outcome.changed.add(_at(told.changes, resource, place))
        outcome.assumed += told.assumed
        return other
    if record is None:
        return Reject(place, tuple(wrong), {"record": str(resource.id or "")})
    return Reject(place, tuple(wrong), source.dump(record), source.keep(record))


def _at(losses: Iterable[Loss], resource: Resource, place: Place) -> Iterator[Loss]:
    """Losses with the place of the record for what has no IRI."""
    unnamed = type(resource).__name__ if resource.id is None else None
    return (replace(each, node=str(place)) if each.node == unnamed else each for each in losses)
