"""The zip of XML files that a modern workbook is, read with limits.

Hardened as XML is elsewhere: no document type, no entities, nothing from disk or network; and a part that is very
large, or that unpacks to hundreds of times its size, is refused before it is unpacked.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from lxml import etree

from ...errors import InputError, Place

_MAX_PART = 4 * 2**30  # a million rows of fifty columns
MAX_TREE = 256 * 2**20  # for a part that is kept as a whole
_MAX_RATIO, _SMALL = 300, 16 * 2**20  # a sheet of equal rows is packed about 100 times
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    OverflowError,
)  # fmt: skip
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Package:
    """The parts of a zip by their names, whatever the case of a name and the slashes in it."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._name = name
        with self._readable("the zip"):
            self._zip = zipfile.ZipFile(file)
        self._parts = {
            self._key(each.filename): each for each in self._zip.infolist() if not each.filename.endswith("/")
        }

    def __contains__(self, part: str) -> bool:
        return self._key(part) in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(each.filename for each in self._parts.values())

    @staticmethod
    def _key(part: str) -> str:
        return part.replace("\\", "/").lstrip("/").lower()

    def open(self, part: str, limit: int = _MAX_PART) -> IO[bytes]:
        """A part as a stream; InputError if it is not there or too large."""
        if part not in self:
            raise InputError(f"a broken workbook: it has no {part}", Place(self._name))
        info = self._parts[self._key(part)]
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > limit or (info.file_size > _SMALL and ratio > _MAX_RATIO):
            size = f"{info.file_size / 2**20:.0f} MiB, {ratio:.0f} times its packed size"
            raise InputError(f"{part} unpacks to {size}: not read", Place(self._name))
        with self._readable(part):
            return self._zip.open(info)

    def read(self, part: str) -> bytes:
        """A part as a whole."""
        with self.open(part, MAX_TREE) as stream, self._readable(part):
            return stream.read()

    def chunks(self, part: str, size: int) -> Iterator[bytes]:
        """A part in pieces of so many bytes."""
        with self.open(part) as stream, self._readable(part):
            while chunk := stream.read(size):
                yield chunk

    def tree(self, part: str) -> Any:
        """The root element of a small part."""
        return self.parse(self.read(part), part)

    def parse(self, data: bytes, part: str) -> Any:
        """The root element of XML that was read from a part."""
        with self._readable(part):
            root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE))
        self._refuse_types(root, part)
        return root

    def elements(self, part: str, *tags: str, limit: int = _MAX_PART) -> Iterator[Any]:
        """The elements of a part with some tags, one at a time: each is emptied when the next one is asked for."""
        with self.open(part, limit) as stream, self._readable(part):
            first = True
            for _, element in etree.iterparse(stream, tag=tags, remove_comments=True, remove_pis=True, **_SAFE):
                if first:
                    self._refuse_types(element, part)
                    first = False
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _refuse_types(self, element: Any, part: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise InputError(f"{part} has a document type, which no workbook has: not read", Place(self._name))

    @contextmanager
    def _readable(self, part: str) -> Iterator[None]:
        """An error of unpacking or parsing as an InputError."""
        try:
            yield
        except etree.XMLSyntaxError as error:
            message = f"a broken workbook: {part}: not well-formed XML: {error.msg}"
            raise InputError(message, Place(self._name)) from None
        except _BROKEN as error:
            message = f"a broken workbook: {part}: {error}: copy or download it again"
            raise InputError(message, Place(self._name)) from None
