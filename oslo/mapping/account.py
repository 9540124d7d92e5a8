"""What a mapping did not read of its files, and what it asked for in vain: the account of a run.

A file that is read once for each kind of record is one file here: what one kind leaves, another may read.
What the mapping lists under `ignored`, each with its reason, is not in the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import Place
from ..patterns import is_filled
from ..records import Query, RecordSource
from ..records.census import Census
from ..records.kept import OF_REJECTS
from ..records.layout import Asked


@dataclass(frozen=True, slots=True)
class NotRead:
    """Values that the mapping does not read: their path, how many there are, and where the first is.

    >>> print(NotRead("TELEFOON", 12, Place("inwoners.csv", line=3)))
    TELEFOON (12 values, first at inwoners.csv:3)
    """

    path: str
    times: int
    place: Place

    def __str__(self) -> str:
        if not self.times:  # a table as a whole, whose values are not counted
            return f"{self.path} of {self.place}"
        return f"{self.path} ({self.times} value{'s' * (self.times != 1)}, first at {self.place})"


@dataclass(frozen=True, slots=True)
class NotFound:
    """A path of the mapping at which no record has anything: the field it is for, and what was probably meant.

    >>> print(NotFound("contact.emial", "email", "; did you mean contact.email?"))
    contact.emial (email): no record has it; did you mean contact.email?
    """

    path: str
    field: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}{f' ({self.field})' * bool(self.field)}: no record has it{self.hint}"


class Names:
    """Names, and patterns in which `*` stands for any text.

    >>> "contact.fax" in Names(["contact.*"]), "CONTACT" in Names(["contact.*"])
    (True, False)
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [each.split("*") for each in patterns]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and any(is_filled(each, name) for each in self._patterns)


@dataclass
class _File:
    """A file, or the rows of a query, with all that was asked of it."""

    name: str
    sheet: str | None
    census: Census
    asked: list[Asked]
    ignored: list[str]
    has_records: bool = False


class Account:
    """The account of the files of a run; `optional` are names or patterns of what need not be found.

    Files of which the same is asked are joined, so that a run over many small files is compared once.
    """

    def __init__(self, optional: Iterable[str]) -> None:
        self._optional = Names(optional)
        self._number: int | None = None
        self._open: dict[tuple[object, ...], _File] = {}  # of the input that is being read
        self._first: dict[tuple[Asked, ...], _File] = {}
        self._files: list[_File] = []

    def add(self, source: RecordSource, number: int, ignored: Iterable[str]) -> None:
        """Take up a source that has been read; `number` is that of its input, `ignored` what its kinds leave out."""
        if number != self._number:
            self._close()
            self._number = number
        query = source.layout.records if isinstance(source.layout.records, Query) else None
        key = (source.name, source.sheet, id(query))
        file = self._open.setdefault(key, _File(source.name, source.sheet, source.census, [], []))
        file.asked.extend(source.asked)
        file.ignored.extend(ignored)
        file.has_records |= source.has_records

    def join(self, other: Account) -> None:
        """Take up the files of a later account."""
        self._close()
        other._close()
        for file in other._files:
            self._keep(file)

    def _close(self) -> None:
        """Keep what has records of the input that has been read."""
        for file in self._open.values():
            if file.has_records:
                self._keep(file)
        self._open.clear()

    def _keep(self, file: _File) -> None:
        first = self._first.setdefault(tuple(file.asked), file)
        if first is file or not first.census.join(file.census, file.name):
            self._files.append(file)

    def unread(self) -> list[NotRead]:
        """What the mapping neither reads nor lists as ignored, over all files that have records."""
        self._close()
        found: dict[str, NotRead] = {}
        for file in self._files:
            for each in file.census.unread(file.asked, Names([*file.ignored, *OF_REJECTS])):
                before = found.get(each.path)
                place = before.place if before else Place(each.file or file.name, line=each.line, sheet=file.sheet)
                found[each.path] = NotRead(each.path, each.times + (before.times if before else 0), place)
        return list(found.values())

    def unfound(self, unread: Iterable[NotRead]) -> list[NotFound]:
        """What the mapping asks for, and is in no record of any file."""
        self._close()
        names = [each.path for each in unread]
        return [
            NotFound(census.shown(asked), asked.field, census.hint(asked) or _near(census.shown(asked), names))
            for asked, census in self._missing()
        ]

    def _missing(self) -> Iterator[tuple[Asked, Census]]:
        """Each path that is nowhere, but not those below another that is nowhere."""
        ignored = Names(name for file in self._files for name in file.ignored)
        wanted = dict.fromkeys(asked for file in self._files for asked in file.asked)
        missing: dict[Asked, Census] = {}
        for asked in wanted:
            asked_of = (file.census for file in self._files if asked in file.asked)
            first = next(asked_of)
            if not first.finds(asked) and not any(census.finds(asked) for census in asked_of):
                missing[asked] = first
        gone = {(*asked.base, asked.path) for asked in missing}
        seen: set[str] = set()
        for asked, census in missing.items():
            below = any((*asked.base, asked.path)[:size] in gone for size in range(1, len(asked.base) + 1))
            shown = census.shown(asked)
            if not below and shown not in seen and shown not in ignored and shown not in self._optional:
                seen.add(shown)
                yield asked, census


_JOINT = re.compile(r"[./]")


def _near(name: str, unread: Sequence[str]) -> str:
    """What was probably meant: the unread paths whose last name is the nearest, or a group where the path leads.

    >>> _near("contact.emial", ["naam.email", "contact.fax"]), _near("contact.emial", ["contact.*"])
    ('; did you mean naam.email?', '; did you mean contact.*?')
    """
    last = {each: _JOINT.split(each)[-1] for each in unread}
    close = get_close_matches(_JOINT.split(name)[-1], set(last.values()), n=1)
    meant = [each for each in unread if last[each] in close or (last[each] == "*" and name.startswith(each[:-1]))]
    return f"; did you mean {' or '.join(meant[:2])}?" if meant else ""
