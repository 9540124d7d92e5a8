"""Files: those that come with the package, and those that are written.

The folders `vocabularies/` and `shapes/` are in the installed package, or next to it in a checkout.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

from .errors import OsloError, OutputError
from .words.text import nearest

_PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """The folder `vocabularies` or `shapes`.

    >>> folder("shapes").name
    'shapes'
    """
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


@cache
def text_beside(package: str, path: str) -> str:
    """The text of a file next to the modules of a package, as shipped with them.

    >>> text_beside("oslo.report", "base.css").splitlines()[-1]
    '  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }'
    """
    from importlib.resources import files  # imported here: it takes as long as all of `oslo`

    return files(package).joinpath(path).read_text("utf-8")


def ready_shapes(profile: str) -> Path:
    """The file with the shapes of a ready profile.

    >>> ready_shapes("persoon-basis").name
    'persoon-basis.ttl'

    Raises OsloError for an unknown name, with the nearest one.
    """
    known = {path.stem: path for path in folder("shapes").glob("*.ttl")}
    if profile not in known:
        raise OsloError(f"no profile {profile!r}{nearest(profile, known)}")
    return known[profile]


@cache
def _contexts_by_iri() -> dict[str, Path]:
    index = folder("vocabularies") / "contexts" / "index.json"
    if not index.is_file():
        return {}
    return {iri: index.parent / name for iri, name in json.loads(index.read_text("utf-8")).items()}


def carried_context(iri: str) -> Any:
    """The JSON-LD context document that comes with the library for an IRI, None for another IRI."""
    path = _contexts_by_iri().get(iri)
    return json.loads(path.read_text("utf-8")) if path else None


def ready_files(room: str) -> dict[str, Path]:
    """The ready files of a room (`mapping`, `alignment` or `templates`), by their names.

    >>> "kbo" in ready_files("mapping")
    True
    """
    return {path.stem: path for path in sorted((_PACKAGE / room / "ready").glob("*.yaml"))}


def mapping_description(name: str) -> str:
    """The description in a ready mapping."""
    path = ready_files("mapping").get(name)
    for line in path.read_text("utf-8").splitlines() if path else ():
        if line.startswith("description:"):
            return line.partition(":")[2].strip()
    return ""


# Files that are written.


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A temporary text file that replaces `path` at the end; on any error it is removed.

    A link is kept, and its target is replaced. A device or a pipe is written to directly.
    Raises OutputError for a file that cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
        else:
            with _temporary_file(path.resolve()) as file:
                yield file
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None


@contextmanager
def _temporary_file(path: Path) -> Iterator[IO[str]]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="", buffering=1 << 18) as file:
            yield file
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def standard_output() -> IO[str]:
    """Standard output as UTF-8 text, whatever the terminal; unchanged if a program has replaced it."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:
        return sys.stdout
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="", closefd=False)
