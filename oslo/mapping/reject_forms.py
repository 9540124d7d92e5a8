"""How rejects are written in each form: as their records were, with the reason beside them.

A writer gets an open text file; `write` adds one reject, `end` what comes after the last one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import IO, Any, Protocol
from xml.sax.saxutils import escape, quoteattr

from ..rdf.blank_nodes import DATA, kept_apart
from ..records.kept import (
    COLUMNS,
    DOCUMENT,
    RECORDS,
    REJECT_COLUMNS,
    ROW,
    SUFFIXES,
    TRIPLES_BEGIN,
    Kept,
    guarded,
)
from ..records.tables.dialect import cells_up_to
from ..records.tables.header import keys_of
from ..words.text import shown
from .rejects import Reject


class Writer(Protocol):
    """What writes rejects in one form."""

    def write(self, reject: Reject, kept: Kept) -> None:
        """Write one reject."""

    def end(self) -> None:
        """Write what comes after the last one."""


_ANY_SIZE = 2**31 - 1  # the largest limit that the reader of CSV takes everywhere


def _reasons(reject: Reject) -> list[str | int]:
    """File, line, columns and reasons, in the order of REJECT_COLUMNS; each is text that a file can have."""
    columns = "; ".join(dict.fromkeys(each.column for each in reject.problems if each.column))
    place = reject.place
    return [shown(place.file or ""), place.line or "", shown(columns), shown("; ".join(map(str, reject.problems)))]


class Table:
    """CSV: the columns of all tables that were met, then the reason. A new column is added to the rows before it."""

    def __init__(self, file: IO[str], *, formulas: bool) -> None:
        self._file, self._formulas = file, formulas
        self._own: dict[str, None] = {}
        self._beside: list[str] = list(REJECT_COLUMNS)
        self._names: dict[str, str] = {}
        self._begun = False

    def write(self, reject: Reject, kept: Kept) -> None:
        keys = keys_of(kept.columns)
        self._names.update(zip(keys, kept.columns, strict=True))
        row: dict[str, Any] = dict(zip(REJECT_COLUMNS, _reasons(reject), strict=True))
        if kept.form != "csv" or kept.unreadable:
            row[ROW] = kept.content if isinstance(kept.content, str) else _as_json(kept.content)
        else:
            row.update(zip(keys, kept.content, strict=False))
        if kept.records:
            row[RECORDS] = kept.records
        self._make_room(
            [key for key in keys if key not in self._own], [key for key in row if key.startswith("reject_")]
        )
        self._put(row)

    def _make_room(self, own: list[str], beside: list[str]) -> None:
        """Add columns that the file does not have yet."""
        more = [key for key in beside if key not in self._beside and key not in self._own]
        if self._begun and not (own or more):
            return
        self._begun = True
        self._file.seek(0)
        with cells_up_to(_ANY_SIZE):
            before = [dict(zip([*self._own, *self._beside], row, strict=True)) for row in csv.reader(self._file)][1:]
        self._own, self._beside = {**self._own, **dict.fromkeys(own)}, [*self._beside, *more]
        self._file.seek(0)
        self._file.truncate()
        self._put({**{key: self._names[key] for key in self._own}, **{key: key for key in self._beside}})
        for row in before:
            self._put(row, guard=False)

    def _put(self, row: dict[str, Any], *, guard: bool = True) -> None:
        cells = [str(row.get(key, "")) for key in (*self._own, *self._beside)]
        csv.writer(self._file).writerow([guarded(cell, formulas=self._formulas) for cell in cells] if guard else cells)

    def end(self) -> None:
        """A table has no end."""


class Lines:
    """JSON Lines: an object with the reason, then what the record has."""

    def __init__(self, file: IO[str], **_: Any) -> None:
        self._file = file

    def write(self, reject: Reject, kept: Kept) -> None:
        line: dict[str, Any] = dict(zip(REJECT_COLUMNS, _reasons(reject), strict=True))
        line["reject_line"] = reject.place.line
        if kept.records:
            line[RECORDS] = kept.records
        if kept.form == "csv":
            line[COLUMNS] = list(kept.columns)
        if kept.unreadable or kept.form in ("xml", "nt"):
            line[ROW] = kept.content
        elif kept.form == "csv":
            line.update(zip(keys_of(kept.columns), kept.content, strict=False))
        else:
            line.update(kept.content)
            if kept.around is not None:
                line[DOCUMENT] = kept.around
        self._file.write(_as_json(line) + "\n")

    def end(self) -> None:
        """The last line is as the others."""


class Xml:
    """XML: the records of one place after each other, in the elements that they were in, each after its reason."""

    def __init__(self, file: IO[str], **_: Any) -> None:
        self._file = file
        self._around: tuple[str, str, str | None] | None = None

    def write(self, reject: Reject, kept: Kept) -> None:
        content = kept.content
        around = (*(kept.around or ("", "")), kept.records)
        if kept.unreadable or kept.form != "xml":
            content, around = f"<{ROW}>{escape(str(content))}</{ROW}>", ("", "", kept.records)
        if self._around is None:
            self._file.write('<?xml version="1.0" encoding="UTF-8"?>\n<rejects>\n')
        if around != self._around:
            self._close()
            before, _, records = self._around = around
            self._file.write(f"<document{f' records={quoteattr(records)}' if records else ''}>\n{before.rstrip()}\n")
        reasons = "\n".join(map(shown, reject.lines)).replace("--", "- -").removesuffix("-")
        self._file.write(f"<!-- {reasons} -->\n{content}\n")

    def _close(self) -> None:
        if self._around is not None:
            self._file.write(f"{self._around[1].strip()}\n</document>\n")

    def end(self) -> None:
        self._close()
        self._file.write("</rejects>\n")


class Triples:
    """N-Triples: the triples of each record after its reason, each of them once."""

    def __init__(self, file: IO[str], **_: Any) -> None:
        self._file = file
        self._written: set[str] = set()
        self._files: dict[str | None, int] = {}
        file.write(f"{TRIPLES_BEGIN}\n")

    def write(self, reject: Reject, kept: Kept) -> None:
        self._file.writelines(f"# {shown(line)}\n" for line in reject.lines)
        if kept.form != "nt" or kept.unreadable:
            self._file.writelines(f"# {line}\n" for line in str(kept.content).splitlines())
            return
        number = self._files.setdefault(reject.place.file, len(self._files))
        for line in kept_apart(kept.content, DATA, number).split("\n"):
            if line and line not in self._written:
                self._written.add(line)
                self._file.write(f"{line}\n")

    def end(self) -> None:
        """The last triple is as the others."""


def _as_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or _is_text(text) else json.dumps(value)


def _is_text(text: str) -> bool:
    """Whether text can be written; half of a pair of code units cannot, but JSON can name it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


WRITERS: dict[str, Callable[..., Writer]] = {"csv": Table, "jsonl": Lines, "xml": Xml, "nt": Triples}
"""The form of a file of rejects to what writes it."""


def fits(suffix: str, kept_as: str) -> bool:
    """Whether a file with a suffix can have the rejects of records of a form; tables can be JSON Lines too.

    >>> fits(".jsonl", "csv"), fits(".csv", "jsonl")
    (True, False)
    """
    also = SUFFIXES["jsonl"] if kept_as == "csv" else ()
    return not suffix or suffix.lower() in (*SUFFIXES[kept_as], *also)


def form_of(suffix: str) -> str | None:
    """The form that a suffix stands for, None for another suffix."""
    return next((form for form, suffixes in SUFFIXES.items() if suffix.lower() in suffixes), None)
