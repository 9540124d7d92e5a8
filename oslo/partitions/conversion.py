"""Records to linked data, partition by partition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..errors import MappingError
from ..mapping.account import Account
from ..mapping.mapping import Mapping, load_mapping
from ..mapping.outcome import Listeners, Outcome
from ..mapping.rejects import Notice, Reject
from ..mapping.run import Conversion as Terms, Run
from ..model.published import Strength
from ..rdf.parsing import Format
from ..records import Layout, Query, RecordSource
from ..records.values import ObjectsSource, RowsSource
from ..validation.findings import Finding
from ..validation.validator import Validator
from .rows import Row, Rows, frame_of, is_frame, number_of, on_rows_or_frame, packed, rows_in, unpacked


class Conversion:
    """The conversion of the records of a partition, by a mapping, or by the name or file of one.

    It gives rows of these kinds: `triples` (the N-Triples of a resource, its IRI as the key), `reject` (as JSON, its
    place as the key), `notice`, `finding`, `kept` (what only the whole can say: bring those of one key together, and
    give them to `together`), and `outcome` (give all of them to `outcome`). `check`: as `oslo convert` does.
    It can be pickled; a process that gets it several times reads mapping and shapes once.

    >>> convert = Conversion("best-address")
    >>> rows = [row for row in convert([]) if row.kind == "outcome"]
    >>> convert.outcome(rows).resources
    0
    """

    def __init__(
        self,
        mapping: Mapping | str | Path,
        *,
        check: bool = True,
        strength: Strength = Strength.DEFAULT,
        name: str = "records",
        place: str | None = None,
    ) -> None:
        """`name`: how messages call the records; `place`: the column that says which one it is.

        Raises MappingError for a mapping of XML, RDF or a database, of records at several places, or whose records
        depend on those around them.
        """
        loaded = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
        self._given = loaded, check, strength, name, place
        asked = Strength.PUBLISHED if strength == Strength.PUBLISHED else Strength.EXCHANGED
        by = Validator(loaded.profile, strength=asked) if check else None
        self._terms, self._name = Terms(loaded, Format.NTRIPLES, check=by, strength=Strength(strength)), name
        self._place, self._layout = place, _layout_of(loaded)

    def __reduce__(self) -> tuple[Any, ...]:
        return _once, (packed(self._given),)

    def __call__(self, records: Any) -> Any:
        """What some records become: objects with values by name, which can have others in them.

        Of a data frame of pandas: a frame of rows. Raises MappingError if the mapping names what they cannot have.
        """
        if is_frame(records):
            return frame_of(self.rows_of_frame(records))
        return self._rows(ObjectsSource(records, self._layout, self._name, self._place))

    def rows_of_frame(self, frame: Any) -> Iterator[Row]:
        """What the rows of a data frame become."""
        values = frame.itertuples(index=False, name=None)
        return self._rows(RowsSource(list(frame.columns), values, self._layout, self._name, self._place))

    def _rows(self, source: RecordSource) -> Iterator[Row]:
        told: list[Row] = []
        with Run(self._terms, _listeners(told), of=number_of) as run:
            for text in run.body(run.mapped([(0, source)])):
                yield from told
                told.clear()
                yield Row("triples", text.partition(" ")[0].strip("<>"), text)
            yield from told
            run.give()
            yield from self._kept(run)
            yield Row("outcome", "", packed((run.outcome, run.account)))

    def _kept(self, run: Run) -> Iterator[Row]:
        """What only the whole can say. The records get the partition in their place: others have such numbers too."""
        summed = blake2b(digest_size=4)
        for each in run.kept:
            for row in each.rows():
                summed.update(repr(row).encode(errors="surrogatepass"))
        unnamed, named = (self._name, None), (self._name, summed.hexdigest())
        for each in run.kept:
            for table, values in each.rows():
                in_partition = (named if value == unnamed else value for value in values)
                yield Row("kept", str(values[0]), json.dumps([table, *in_partition]))

    @on_rows_or_frame
    def together(self, rows: Rows) -> Iterator[Row]:
        """What only the whole can say, of all rows `kept` of some keys: rows `finding` and `outcome`."""
        told: list[Row] = []
        kept = sorted((json.loads(row.text) for row in rows if row.kind == "kept"), key=_order)
        with Run(self._terms, _listeners(told), of=number_of) as run:
            for table, *values in kept:
                row = tuple(tuple(each) if isinstance(each, list) else each for each in values)
                if not any(each.put(table, row) for each in run.kept):
                    raise ValueError(f"no such rows are kept: {table}")
            outcome = run.finish()
        yield from told
        yield Row("outcome", "", packed((outcome, Account(()))))

    def outcome(self, rows: Any) -> Outcome:
        """The outcome of a run, of the rows `outcome` (or a frame) of all its partitions, and of all `together`."""
        total, account = Outcome(), Account(self._terms.mapping.optional)
        for row in rows_in(rows) if is_frame(rows) else rows:
            if row.kind == "outcome":
                outcome, its_account = unpacked(row.text)
                total.join(outcome)
                account.join(its_account)
        total.unread = account.unread()
        total.unfound = account.unfound(total.unread)
        return total


def _layout_of(mapping: Mapping) -> Layout:
    """How the records of a partition are read."""
    first, *others = mapping.layouts
    path = first.path or ""
    if others or isinstance(first.records, Query) or path.startswith(("/", "<")) or ":" in path:
        raise MappingError(f"{mapping.name}: records: a partition has rows, or objects as JSON has them")
    if around := [key for key in ("fill", "footer", "until") if getattr(first, key)]:
        raise first.error(around[0], "looks at the rows around a record, and they can be in another partition")
    return first


def _order(value: Any) -> tuple[Any, ...]:
    """What values as JSON has them are sorted by."""
    if isinstance(value, list):
        return 3, list(map(_order, value))
    return (0,) if value is None else (2, value) if isinstance(value, str) else (1, value)


@lru_cache(maxsize=8)
def _once(given: str) -> Conversion:
    mapping, check, strength, name, place = unpacked(given)
    return Conversion(mapping, check=check, strength=strength, name=name, place=place)


def _listeners(told: list[Row]) -> Listeners:
    def reject(each: Reject) -> None:
        problems = [str(problem) for problem in each.problems]
        about = {"place": str(each.place), "problems": problems, "record": each.record}
        told.append(Row("reject", str(each.place), json.dumps(about, ensure_ascii=False, default=str)))

    def notice(each: Notice) -> None:
        told.append(Row("notice", str(each.place), each.text))

    def finding(each: Finding) -> None:
        told.append(Row("finding", each.node, f"{each.place}: {each}" if each.place else str(each)))

    return Listeners(reject, notice, finding)
