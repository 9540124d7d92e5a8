"""JSON documents and JSON Lines; `paths` says what a path is, `records` where the records are."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar, cast

from ...errors import InputError, Place
from ..base import PathError, Record, Unreadable
from ..characters import Encoding
from ..cuts import Piece, pieces_of
from ..kept import Kept
from ..layout import Asked
from .paths import JsonValues, first_step, split_path
from .records import NotRecord, Rows, find_records, is_collection, named
from .text import HALVES, JsonText, NotJson, decoded, find_encoding, half_character, not_in, place_of, skip_space

_MAX_DOCUMENT = 512 * 2**20

C = TypeVar("C", bound=Callable[[Any], Any])


class JsonFile(JsonValues):
    """What JSON documents and JSON Lines share: the names that are asked of records, and reading lines."""

    _of_paths = (*JsonValues._of_paths, "_asked", "_uses_document")

    def open(self) -> None:
        self._asked: set[str] = set()
        self._text = JsonText()
        self._rows = Rows(self.layout, self.name)
        self._document: Any = None
        self._may_be_half = False
        try:
            split_path(self.layout.path or "")
        except PathError as error:
            raise self.layout.error("records", str(error)) from None

    def _finder(self, path: str) -> Callable[[Any], list[Any]]:
        if step := first_step(path):
            self._asked.add(step)
        return super()._finder(path)

    def _read_lines(
        self, lines: Iterable[bytes], encoding: str = "utf-8", first: int = 1
    ) -> Iterator[Record | Unreadable]:
        """The record on each line (or those at `records` in it); a broken line is reported, and reading goes on.

        `first`: the number of the first line.
        """
        encoding = encoding.removesuffix("-sig")
        limit = self.options.max_record_bytes
        nested = bool(self.layout.path or self.layout.keys)
        for number, raw in enumerate(lines, start=first):
            if len(raw) > limit:
                raise InputError(f"a line of over {limit} bytes", Place(self.name, line=number))
            if raw.isspace():
                continue
            try:
                text = raw.decode(encoding)
                data = self._document = self._text.whole(text.removeprefix("\ufeff") if number == 1 else text)
            except UnicodeDecodeError as error:
                yield _broken(not_in(error), number, raw)
                continue
            except NotJson as error:
                self._text.repeated.clear()
                yield _broken(f"not JSON: {error.reason} (column {error.at + 1})", number, raw)
                continue
            may_be_half = "\\u" in text and HALVES.search(text) is not None
            for item in self._items_of_line(data) if nested else (data,):
                if type(item) is dict and not may_be_half and not self._text.repeated:
                    yield Record(item, number)
                else:
                    yield from self._checked(item, number, may_be_half=may_be_half)
            self._tell_rest(number)

    def _items_of_line(self, data: Any) -> list[Any]:
        """The records at the path of the mapping in a line, else the line itself."""
        try:
            return find_records(data, self.layout, frozenset(), self.name)
        except InputError as error:
            return [NotRecord(error.message, data)] if self.layout.keys else [data]

    def _checked(self, item: Any, number: int, *, may_be_half: bool) -> Iterator[Record | Unreadable]:
        """A record, if it is one; what is doubtful in it is told."""
        if self._text.repeated:
            for key in self._text.take_repeated(item):
                self._tell_repeated(key, number)
        if may_be_half and (half := half_character(item)):
            yield Unreadable(_HALF.format(half), number, json.dumps(item))
        elif (record := self._rows.record(item, number)) is not None:
            yield record

    def _tell_rest(self, number: int | None) -> None:
        """Tell the keys that stand twice outside the records."""
        for _, key in self._text.repeated:
            self._tell_repeated(key, number)
        self._text.repeated.clear()

    def _tell_repeated(self, key: str, number: int | None) -> None:
        self.tell(f"the key {key!r} twice in one object: the last value counts", number)


class JsonSource(JsonFile):
    """The records of one JSON document: those at the path `records`, else the items of its list, or its one object."""

    _uses_document = False

    def value(self, path: str) -> Callable[[Any], str | None]:
        return self._from_document(super().value, path)

    def values(self, path: str) -> Callable[[Any], list[str]]:
        return self._from_document(super().values, path)

    def present(self, path: str) -> Callable[[Any], list[str]]:
        return self._from_document(super().present, path)

    def parts(self, path: str) -> Callable[[Any], list[Any]]:
        return self._from_document(super().parts, path)

    def tagged(self, path: str) -> Callable[[Any], list[Any]]:
        return self._from_document(super().tagged, path)

    def _kept(self, record: Record) -> Kept:
        around = self._without_records(self._document) if self._uses_document else None
        return super()._kept(record)._replace(around=around)

    def _without_records(self, document: Any) -> Any:
        """The document with no records in it; None if it is the record."""
        steps = split_path(self.layout.path or "")
        if not steps:
            return [] if isinstance(document, list) else None
        return _without(document, steps)

    def _from_document(self, compile: Callable[[str], C], path: str) -> C:
        """The function for a path; with `$$.` the path starts at the document, whatever the record."""
        if not path.startswith("$$."):
            return compile(path)
        self._uses_document = True
        asked = self._asked.copy()
        get = compile(path.removeprefix("$$."))
        self._asked = asked  # that name is not asked of a record

        def from_document(data: Any) -> Any:
            found = get(self._document)
            if self._may_be_half and (half := half_character(found)):
                raise ValueError(_HALF.format(half))
            return found

        return cast(C, from_document)

    def read(self) -> Iterator[Record | Unreadable]:
        data = self.file.read(_MAX_DOCUMENT + 1)
        if len(data) > _MAX_DOCUMENT:
            raise InputError("over 512 MiB in one JSON document: give it as JSON Lines", Place(self.name))
        text = decoded(data, self.options.encoding, self.name)
        del data
        if self._are_lines(text):
            self.tell("JSON Lines, though its name says JSON: each line is read as a document")
            yield from self._read_lines(io.BytesIO(text.encode(errors="surrogatepass")))
            return
        may_be_half = self._may_be_half = HALVES.search(text) is not None
        number = 0
        for document in self._documents(text):
            self._document = document
            self.census.count_outside(document)
            if is_collection(document):  # these names are of GeoJSON, and say nothing
                self.asked += [Asked(path, root=self.layout.path) for path in ("type", "$$.type", "$$.features")]
            items = find_records(document, self.layout, self._asked, self.name)
            if not items:
                self.tell(f"no records: {named(self.layout.path or '')} is empty")
            plain = not may_be_half and not self._text.repeated
            for item in items:
                number += 1
                if plain and type(item) is dict:
                    yield Record(item, number)
                else:
                    yield from self._checked(item, number, may_be_half=may_be_half)
        self._tell_rest(None)

    def _documents(self, text: str) -> list[Any]:
        """The document of a text; if there are several, one after another, all of them."""
        around = _JAVASCRIPT.match(text)
        try:
            first, end = self._text.parse(text, around.end() if around else 0)
            if around:
                self.tell(f"JavaScript around the JSON: {' '.join(around[0].split())} ...")
                closed = _JAVASCRIPT_END.match(text, end)
                self._text.expect_end(text, closed.end() if closed else end)
            documents = [first]
            while (end := skip_space(text, end)) < len(text) and text[end] in "{[" and not around:
                document, end = self._text.parse(text, end)
                documents.append(document)
            if not around:
                self._text.expect_end(text, end)
        except NotJson as error:
            line, column = place_of(text, error.at)
            message = f"not JSON: {error.reason} (column {column})"
            raise InputError(message, Place(self.name, line=line)) from None
        if len(documents) > 1:
            self.tell(f"{len(documents)} JSON documents one after another: all are read")
        return documents

    def _are_lines(self, text: str) -> bool:
        """Whether a text is JSON Lines: of its first lines, more than half are documents of their own."""
        lines = [line for line in text[:_HEAD].split("\n") if line.strip()]
        if len(text) > _HEAD:
            lines.pop()
        if len(lines) < 2:
            return False
        whole = sum(_is_whole(line) for line in lines[:10])
        return whole > 1 and 2 * whole > len(lines[:10])


class JsonLinesSource(JsonFile):
    """One JSON object per line; a broken line is reported, and reading goes on."""

    def pieces(self, size: int) -> list[Piece]:
        limit = self.options.max_record_bytes + 1
        encoding = find_encoding(self.file.readline(limit), self.options.encoding, self.name)
        self.file.seek(0)
        if self.layout.header or type(self) is not JsonLinesSource or not _has_line_ends(encoding):
            return []
        return [replace(each, encoding=Encoding(encoding)) for each in pieces_of(self.file, size, quotes=False)]

    def read(self) -> Iterator[Record | Unreadable]:
        limit = self.options.max_record_bytes + 1
        if self.piece is not None and self.piece.encoding is not None:
            return self._read_lines(self.piece.lines(self.file, limit), self.piece.encoding.name, self.piece.line)
        first = self.file.readline(limit)
        encoding = find_encoding(first, self.options.encoding, self.name)
        if _has_line_ends(encoding):
            rest = iter(partial(self.file.readline, limit), b"")
            return self._read_lines(chain([first] if first else [], rest), encoding)
        data = first + self.file.read(_MAX_DOCUMENT)
        return self._read_lines(io.BytesIO(decoded(data, encoding, self.name).encode()))


def _has_line_ends(encoding: str) -> bool:
    """Whether a byte shows the end of a line: in UTF-16 and UTF-32 one of another character can look like it."""
    return encoding in ("utf-8", "utf-8-sig") or "\n".encode(encoding) == b"\n"


_HALF = "{} is half of a character"
_HEAD = 1 << 20
_NAME = r"[A-Za-z_$][\w$.]*"
_JAVASCRIPT = re.compile(
    rf"\s*(?:(?:(?:var|let|const)\s+)?{_NAME}(?:\[[\w'\"]+\])*\s*=|export\s+default\b|{_NAME}\s*\()\s*(?=[{{\[])"
)
_JAVASCRIPT_END = re.compile(r"\s*\)?\s*;?")


def _is_whole(line: str) -> bool:
    try:
        return isinstance(JsonText().whole(line), dict | list)
    except NotJson:
        return False


def _without(data: Any, steps: list[str]) -> Any:
    """A copy without what is at a path, but for the list that it is in."""
    if isinstance(data, list):
        return [_without(each, steps) for each in data]
    if not isinstance(data, dict) or steps[0] not in data:
        return data
    return {**data, steps[0]: _without(data[steps[0]], steps[1:]) if steps[1:] else []}


def _broken(reason: str, number: int, raw: bytes) -> Unreadable:
    return Unreadable(reason, number, raw.decode(errors="backslashreplace").rstrip("\r\n"))
