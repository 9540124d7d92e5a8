"""What did not become a resource: rejected records with their reasons, and notices of a source."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..errors import OutputError, Place


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """Why a record is rejected: the reason, the property of the model, the column or path of the source.

    `paths` are the columns or paths one by one, `cell` is their place in a workbook: `Blad1!B7`.
    """

    reason: str
    property: str | None = None
    column: str | None = None
    paths: tuple[str, ...] = ()
    cell: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.cell, self.column, self.property, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be mapped: where it is, why, and the record as it was.

    >>> from oslo.errors import Place
    >>> print(Reject(Place("a.csv", line=3), (RecordProblem("unknown code", "status", "S"),), {"S": "X"}))
    a.csv:3: S: status: unknown code
    >>> in_a_workbook = RecordProblem("unknown code", "status", "S", cell="Blad1!B3")
    >>> print(Reject(Place("a.xlsx", line=3), (in_a_workbook,), {"S": "X"}))
    a.xlsx: Blad1!B3: S: status: unknown code
    """

    place: Place
    problems: tuple[RecordProblem, ...]
    record: dict[str, Any]

    def __str__(self) -> str:
        file = Place(self.place.file)
        return "\n".join(f"{file if problem.cell else self.place}: {problem}" for problem in self.problems)


REJECT_COLUMNS = ("reject_file", "reject_line", "reject_column", "reject_reason")
"""The columns that a table of rejected records has besides its own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a source says besides, or in place of, its records: for example "nothing found".

    >>> from oslo.errors import Place
    >>> print(Notice(Place("answer.xml"), "nothing found"))
    answer.xml: nothing found
    """

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class RejectsFile:
    """A file of rejected records, to repair and convert again: their own columns, then why.

    A `.jsonl` file has one object per line; any other is CSV with the columns of the first reject (`record`
    if it has none), and a record with other columns is given as JSON in its reason. The file is created with
    the first reject.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None
        self._columns: list[str] | None = None

    def __call__(self, reject: Reject) -> None:
        try:
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8", newline="")
            if self.path.suffix in (".jsonl", ".ndjson"):
                self._write_json(reject)
            else:
                self._write_row(reject)
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror or error}") from None

    def _write_json(self, reject: Reject) -> None:
        place = {"file": reject.place.file, "line": reject.place.line}
        reasons = [str(problem) for problem in reject.problems]
        json.dump({**place, "reasons": reasons, **reject.record}, self._file, ensure_ascii=False)  # type: ignore[arg-type]
        self._file.write("\n")  # type: ignore[union-attr]

    def _write_row(self, reject: Reject) -> None:
        writer = csv.writer(self._file)  # type: ignore[arg-type]
        if self._columns is None:
            self._columns = [] if set(reject.record) == {"record"} else list(reject.record)
            extra = [] if self._columns else ["record"]
            writer.writerow([*self._columns, *extra, *REJECT_COLUMNS])
        own = set(reject.record) <= set(self._columns) and bool(self._columns)
        cells = [reject.record.get(name, "") for name in self._columns] if own else [""] * len(self._columns)
        extra = [] if self._columns else [str(reject.record.get("record", ""))]
        reason = "; ".join(str(problem) for problem in reject.problems)
        if not own and self._columns:
            reason += f"; record: {json.dumps(reject.record, ensure_ascii=False)}"
        column = "; ".join(dict.fromkeys(problem.column for problem in reject.problems if problem.column))
        writer.writerow([*cells, *extra, reject.place.file, reject.place.line or "", column, reason])

    def close(self) -> None:
        """Close the file; if nothing was rejected, remove the one that an earlier run left."""
        if self._file is not None:
            self._file.close()
        elif self.path.is_file() and not self.path.is_symlink():
            self.path.unlink()
