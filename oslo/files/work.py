"""Temporary files and folders, which are removed with the run that made them, or by the next one that needs some."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ..errors import OutputError
from .parts import lock

_PREFIX = "oslo-work-"
_PIECE = 1 << 20  # bytes


class WorkFolder(tempfile.TemporaryDirectory[str]):
    """A temporary folder, locked by this process. Those of runs that were killed are removed first."""

    def __init__(self) -> None:
        _remove_abandoned(Path(tempfile.gettempdir()))
        super().__init__(prefix=_PREFIX)
        self._held = None if sys.platform == "win32" else os.open(self.name, os.O_RDONLY | os.O_CLOEXEC)
        if self._held is not None:
            lock(self._held)

    def cleanup(self) -> None:
        """Remove it."""
        super().cleanup()
        if self._held is not None:
            os.close(self._held)
        self._held = None


@contextmanager
def temporary_files() -> Iterator[None]:
    """Writing to temporary files: what goes wrong is an OutputError that says where they are."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{tempfile.gettempdir()}: {error.strerror or error}") from None
    except sqlite3.Error as error:
        raise OutputError(f"{tempfile.gettempdir()}: {error}") from None


def copy_to(file: IO[bytes], source: IO[bytes]) -> None:
    """Copy what a source has to a temporary file."""
    while piece := source.read(_PIECE):
        with temporary_files():
            file.write(piece)
    with temporary_files():
        file.flush()


def _remove_abandoned(folder: Path) -> None:
    if sys.platform == "win32":  # it has no locks on folders
        return
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # it is held, of somebody else, or removed by another run
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                lock(descriptor, wait=False)
                # One that is empty may not be locked yet by the process that has made it.
                if os.fstat(descriptor).st_uid == os.geteuid() and any(path.iterdir()):
                    shutil.rmtree(path)
            finally:
                os.close(descriptor)
