"""What is written: a file, a folder of files, or a stream. Files are whole, or as they were before."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EISDIR
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from ..errors import OutputError
from .parts import PartFile, hold, part_of, sync

_STREAM = re.compile(r"/dev/(?:fd/(\d+)|stdout|(stderr))|/proc/self/fd/(\d+)")
_LARGE = 1 << 24  # bytes
_LINKS = 40  # that lead to one another, at most
_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def replacing(path: Path, errors: str = "strict") -> Iterator[TextIOWrapper]:
    """A text file that replaces `path` at the end; on any error what was there stays.

    A link is kept, and its target is replaced. A device, a pipe or an open descriptor (/dev/stdout) is written to as it
    comes. `errors`, as in `open`: what becomes of characters that are none. Raises OutputError for a file that cannot
    be written, BrokenPipeError for a pipe that its reader has closed.
    """
    try:
        with open_stream(path, errors) if is_stream(path) else _replacing(path, errors) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None


@contextmanager
def _replacing(path: Path, errors: str) -> Iterator[TextIOWrapper]:
    part = PartFile(path, errors)
    try:
        yield part.file
        part.keep()
    finally:
        part.discard()


@contextmanager
def saving(file: TextIOWrapper) -> Iterator[None]:
    """What was written to a large file goes to the disk while other work is done."""
    file.flush()
    if os.fstat(file.fileno()).st_size < _LARGE:
        yield
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as other:
        saved = other.submit(sync, file.fileno())
        yield
        saved.result()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file at once, as `replacing` does; text as UTF-8.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), "one")
    ...     Path(folder, "a.txt").read_text()
    'one'
    """
    with replacing(path) as file:
        file.buffer.write(content.encode() if isinstance(content, str) else content)


def write_folder(folder: Path, files: Sequence[tuple[str, str]]) -> None:
    """Write files into a folder, each at its path below it: all of them beside their places, then each to its place.

    A new folder gets its name when all its files are in it. Raises OutputError; then no file has changed.
    """
    folder = Path(os.path.realpath(folder))
    exists = folder.is_dir()
    part = folder / part_of(folder).name if exists else part_of(folder)
    beside = part.with_suffix(".parts")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        held = hold(part, folder)
        try:
            if beside.exists():
                shutil.rmtree(beside)  # of a run that was killed
            _write_files(beside, files)
            with _undisturbed():
                _move(beside, folder, [path for path, _ in files] if exists else [])
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            part.unlink()
            os.close(held)
    except OSError as error:
        where = error.filename if error.filename and not str(error.filename).startswith(str(part)) else folder
        raise OutputError(f"{where}: {error.strerror or error}") from None


def _write_files(folder: Path, files: Sequence[tuple[str, str]]) -> None:
    folder.mkdir()
    for path, content in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8", newline="\n")


def _move(beside: Path, folder: Path, paths: Sequence[str]) -> None:
    """Move files into a folder, or a folder to its place; what is in the way is found before anything is moved."""
    if not paths:
        beside.rename(folder)
        return
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if (folder / path).is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(folder / path))
    for path in paths:
        (beside / path).replace(folder / path)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals that stop the process wait until the end."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What can only be written to as it comes.


def is_stream(path: Path) -> bool:
    """Whether a path leads to a device, a pipe, a folder or an open descriptor (/dev/stdout), and not to a file."""
    return _descriptor(path) is not None or (path.exists() and not path.is_file())


def open_stream(path: Path, errors: str = "strict") -> TextIOWrapper:
    """A device, a pipe or an open descriptor, for UTF-8 text. OSError for a folder."""
    descriptor = _descriptor(path)
    if descriptor is None:
        return path.open("w", encoding="utf-8", errors=errors, newline="")
    return os.fdopen(os.dup(descriptor), "w", encoding="utf-8", errors=errors, newline="")


def _descriptor(path: Path) -> int | None:
    """The open descriptor that a path names, by itself or through links."""
    for _ in range(_LINKS):
        if (named := _STREAM.fullmatch(os.path.abspath(path))) is not None:  # noqa: PTH100  links are not followed
            return int(named[1] or named[3] or (2 if named[2] else 1))
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None


def standard_output() -> IO[str]:
    """Standard output as UTF-8 text, whatever the terminal; unchanged if a program has replaced it."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:
        return sys.stdout
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="", closefd=False)
