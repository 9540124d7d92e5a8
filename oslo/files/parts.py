"""Parts: what a run writes beside the place of a file, and locks while it writes.

A part gets the name of the file at the end; until then what was there stays. A part that no process holds is of a run
that was killed: the next run to that place removes it. One that is held means that another run is writing there, and
that is an error.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from errno import EACCES, EINVAL, ENOSYS, ENOTSUP
from io import TextIOWrapper
from pathlib import Path

from ..errors import OutputError

_SUFFIX = ".oslo.part"
_LONGEST = 255  # bytes in a name, on nearly all file systems
_TRIES = 100
_BUFFER = 1 << 18


class PartFile:
    """A text file beside the one that it becomes; that one has the permissions of the one before."""

    file: TextIOWrapper

    def __init__(self, path: Path, errors: str = "strict") -> None:
        """`errors` as in `open`. OSError if the place takes no file, OutputError if another run is writing it."""
        before = _status(path)
        if before is not None and not os.access(path, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))  # a file that is protected stays
        self._path, self._part = path, part_of(path)
        self._held: int | None = None
        _OPEN.add(self)
        self._held = hold(self._part, path, 0o666 if before is None else before.st_mode & 0o666)
        self.file = os.fdopen(os.dup(self._held), "w+", _BUFFER, "utf-8", errors, newline="")

    def keep(self, path: Path | None = None) -> None:
        """Give the file its name, or another one; a file of that name is replaced. On an error it is removed."""
        target = path or self._path
        try:
            self.file.close()
            if self._held is not None:
                _make_as_before(self._held, _status(target))
                sync(self._held)
            if sys.platform == "win32":
                self._release()  # an open file keeps its name there
            self._part.replace(os.path.realpath(target))
        except BaseException:
            self.discard()
            raise
        self._release()

    def discard(self) -> None:
        """Remove the file, if it was not kept."""
        if self not in _OPEN:
            return
        with suppress(AttributeError, OSError):
            self.file.close()
        is_here = self._held is not None and _is_at(self._held, self._part)
        if sys.platform == "win32":
            self._release()  # an open file cannot be removed there
        if is_here:
            with suppress(OSError):
                self._part.unlink()
        self._release()

    def _release(self) -> None:
        if self._held is not None:
            os.close(self._held)
        self._held = None
        _OPEN.discard(self)


_OPEN: set[PartFile] = set()
"""The parts that this process writes."""


def discard_parts() -> None:
    """Remove all parts that this process still writes, before it ends."""
    for each in list(_OPEN):
        each.discard()


def remove_abandoned(path: Path) -> None:
    """Remove the part of a run to this place that was killed, if there is one."""
    with suppress(OSError, OutputError):
        _clear(part_of(path), path)


def part_of(path: Path) -> Path:
    """The part of a file or folder, beside the place that its links lead to.

    >>> part_of(Path("/data/persons.ttl")).name
    '.persons.ttl.oslo.part'
    """
    at = Path(os.path.realpath(path))
    room = _LONGEST - len(f".{_SUFFIX}")
    name = at.name if len(os.fsencode(at.name)) <= room else os.fsencode(at.name)[:room].decode(errors="ignore")
    return at.with_name(f".{name}{_SUFFIX}")


def _status(path: Path) -> os.stat_result | None:
    """What is at a place now, None for nothing; OSError for links that lead to one another."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _make_as_before(descriptor: int, before: os.stat_result | None) -> None:
    """Give a file the owner and the permissions of the one that it replaces."""
    if before is None or sys.platform == "win32":
        return
    now = os.fstat(descriptor)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        with suppress(OSError):  # only an administrator can do so
            os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(before.st_mode) & 0o777)


def sync(descriptor: int) -> None:
    """Let the content be on the disk before the name is: the power may fail."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (EINVAL, ENOSYS, ENOTSUP):  # some file systems have no such thing
            raise


# Locks.


def hold(part: Path, path: Path, mode: int = 0o600) -> int:
    """A descriptor of a new file that this process alone writes, in the place of one that nobody holds."""
    for _ in range(_TRIES):
        _clear(part, path)
        try:
            descriptor = os.open(part, _NEW, mode)
        except FileExistsError:
            continue  # another run was first
        try:
            lock(descriptor)
            if _is_at(descriptor, part):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # before it was locked, another run has removed it
    raise OutputError(f"{path}: another run is writing it")


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether a path still leads to an open file, which may have got another name or been removed."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    _NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_BINARY | os.O_NOINHERIT

    def lock(descriptor: int, *, wait: bool = True) -> None:
        """Nothing: there, a file that a process has open cannot be removed."""

    def _clear(part: Path, path: Path) -> None:
        """Remove a part that no process has open; OutputError if one does."""
        try:
            part.unlink(missing_ok=True)
        except PermissionError:
            raise OutputError(f"{path}: another run is writing it") from None

else:
    from fcntl import LOCK_EX, LOCK_NB, flock

    _NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

    def lock(descriptor: int, *, wait: bool = True) -> None:
        """Lock a file until this process closes it or ends. BlockingIOError if another one has, without `wait`."""
        try:
            flock(descriptor, LOCK_EX if wait else LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            if not wait:
                raise  # a file system without locks: what is there may be held

    def _clear(part: Path, path: Path) -> None:
        """Remove a part that no process holds; OutputError if one does."""
        if part.is_symlink():
            part.unlink()
        try:
            descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        try:
            lock(descriptor, wait=False)
            if _is_at(descriptor, part):
                part.unlink()
        except BlockingIOError:
            raise OutputError(f"{path}: another run is writing it") from None
        finally:
            os.close(descriptor)
