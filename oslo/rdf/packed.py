"""Compressed files (.gz, .bz2, .xz) and archives (.zip), opened as the files that they hold.

What they unpack to is bounded, so that a small file cannot fill memory or the disk.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, cast

from ..errors import InputError, Place

COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
"""Suffixes of compressed files, and the modules that read them."""

_MAX_UNPACKED = 64 * 2**30
_MAX_RATIO = 200  # times larger than packed: text seldom becomes 50 times larger
_FREE = 64 * 2**20  # bytes to which the ratio does not apply
_ENCRYPTED = 0x1
_BROKEN = (
    EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError,
    struct.error, zipfile.BadZipFile,
)  # fmt: skip


def suffix_of(name: str) -> str:
    """The suffix of a file's name, without that of its compression.

    >>> suffix_of("2024/plaats.csv.gz"), suffix_of("plaats.CSV"), suffix_of("alles.zip")
    ('.csv', '.csv', '.zip')
    """
    path = PurePosixPath(name)
    return (PurePosixPath(path.stem) if path.suffix.lower() in COMPRESSED else path).suffix.lower()


def open_file(path: Path) -> IO[bytes]:
    """A file, opened to read what it holds; InputError for one that cannot be opened."""
    try:
        module = COMPRESSED.get(path.suffix.lower())
        if module is None:
            return path.open("rb")
        packed = path.stat().st_size
        return _bounded(import_module(module).open(path), packed, str(path))
    except _BROKEN as error:
        raise broken(error, str(path)) from None


class Member(NamedTuple):
    """A file in an archive: its name there, and how to open it."""

    name: str
    open: Callable[[], IO[bytes]]


def members(path: Path) -> list[Member]:
    """The files in a zip, in the order that it has them.

    Raises InputError for an archive that cannot be read, that unpacks to too much, or that has an encrypted file or a
    name that leads out of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = [each for each in archive.infolist() if not each.is_dir()]
    except _BROKEN as error:
        raise broken(error, str(path)) from None
    if sum(each.file_size for each in files) > _MAX_UNPACKED:
        raise InputError(f"over {_MAX_UNPACKED >> 30} GiB when unpacked", Place(str(path)))
    for each in files:
        place = Place(f"{path}/{each.filename}")
        parts = each.filename.replace("\\", "/").split("/")
        if parts[0] == "" or ".." in parts or parts[0].endswith(":"):
            raise InputError("a name that leads out of the archive: it is not read", place)
        if each.flag_bits & _ENCRYPTED:
            raise InputError("is encrypted: unpack the archive first", place)
        _check_size(each.file_size, each.compress_size, str(place))
    return [Member(each.filename, partial(_open_member, path, each)) for each in files]


def _open_member(path: Path, info: zipfile.ZipInfo) -> IO[bytes]:
    name = f"{path}/{info.filename}"
    try:
        with zipfile.ZipFile(path) as archive:  # an open member keeps the archive open
            opened: IO[bytes] = archive.open(info)
        module = COMPRESSED.get(PurePosixPath(info.filename).suffix.lower())
        return _bounded(import_module(module).open(opened) if module else opened, info.compress_size, name)
    except _BROKEN as error:
        raise broken(error, name) from None


def broken(error: Exception, name: str | None) -> InputError:
    """What is wrong with a file or an archive that cannot be read."""
    if isinstance(error, OSError) and error.strerror:
        return InputError(error.strerror, Place(name))
    other = ", or not an archive at all" if isinstance(error, zipfile.BadZipFile) else ""
    return InputError(f"a broken archive{other}: {error}", Place(name))


def _check_size(unpacked: int, packed: int, name: str) -> None:
    if unpacked > _MAX_UNPACKED or unpacked > max(_FREE, packed * _MAX_RATIO):
        raise InputError(
            f"unpacks to over {_MAX_RATIO} times its size, or over {_MAX_UNPACKED >> 30} GiB: unpack it first if you "
            "trust it",
            Place(name),
        )


def _bounded(stream: IO[bytes], packed: int, name: str) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Bounded(stream, packed, name), 1 << 18))


class _Bounded(io.RawIOBase):
    """What a compressed file unpacks to; InputError where it is broken or becomes too large."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        self._stream, self._packed, self._name, self._seen = stream, packed, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _BROKEN as error:
            raise broken(error, self._name) from None
        self._seen += len(data)
        _check_size(self._seen, self._packed, self._name)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
