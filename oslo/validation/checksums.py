"""Checksums of data: those of files are made when they are asked for, of files that are still as they were.

To read a large file for one takes a tenth of the time of its check, and few reports need it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError, Place
from ..rdf.parsing import Source
from ..rdf.sources import files


class Seen(NamedTuple):
    """A file as it was at a time: its size in bytes, and when it was last written, in nanoseconds."""

    path: Path
    size: int
    written: int

    @classmethod
    def of(cls, path: Path) -> Seen:
        """The file as it is now."""
        found = path.stat()
        return cls(path, found.st_size, found.st_mtime_ns)

    def checksum(self) -> str:
        """Its SHA-256. Raises InputError if the file has changed."""
        try:
            with self.path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if Seen.of(self.path) == self:
                return found
        except OSError as error:
            raise InputError(error.strerror or str(error), Place(str(self.path))) from None
        raise InputError("changed since it was checked, so there is no checksum", Place(str(self.path)))


Parts = Sequence[str | Seen]
"""The files of some sources, and the checksums of their texts."""


def parts(sources: Iterable[Source]) -> Parts:
    """The parts of some sources; none at all if one of them is a pipe, which cannot be read twice."""
    found = [part for source in sources for part in _parts(source)]
    if any(isinstance(each, Path) and not each.is_file() for each in found):
        return ()
    return tuple(Seen.of(each) if isinstance(each, Path) else each for each in found)


def checksums(of: Parts) -> tuple[str, ...]:
    """The SHA-256 of each file or text, as `sha256sum` prints it.

    >>> [each[:8] for each in checksums(parts(["<urn:a> <urn:b> <urn:c> ."]))]
    ['9e91a71d']

    Raises InputError for a file that has changed.
    """
    return tuple(each if isinstance(each, str) else each.checksum() for each in of)


def _parts(source: Source) -> Iterator[str | Path]:
    if isinstance(source, str | bytes):
        yield hashlib.sha256(source.encode() if isinstance(source, str) else source).hexdigest()
    elif isinstance(source, Path) and source.is_dir():
        yield from (Path(each.name) for each in files([source]) if each.name)
    elif isinstance(source, Path):
        yield source
