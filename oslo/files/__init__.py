"""Files: those that come with the package, and those that are written (`outputs`).

The folders `vocabularies/` and `shapes/` are in the installed package, or next to it in a checkout.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any
from unicodedata import normalize

from ..errors import OsloError, OutputError
from ..words.text import nearest

_PACKAGE = Path(__file__).parent.parent


@cache
def _package() -> Path:
    """The folder of the package; if Python imports it from an archive, one with its files that are no modules."""
    archive = getattr(globals()["__loader__"], "archive", None)
    if archive is None:
        return _PACKAGE
    import atexit
    from zipfile import ZipFile

    from .work import WorkFolder

    unpacked = WorkFolder()
    atexit.register(unpacked.cleanup)
    with ZipFile(archive) as package:
        data = [name for name in package.namelist() if name.startswith("oslo/") and not name.endswith(".py")]
        package.extractall(unpacked.name, data)
    return Path(unpacked.name) / "oslo"


@cache
def folder(name: str) -> Path:
    """The folder `vocabularies` or `shapes`.

    >>> folder("shapes").name
    'shapes'
    """
    installed = _package() / "data" / name
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
    return {path.stem: path for path in sorted((_package() / room / "ready").glob("*.yaml"))}


def mapping_description(name: str) -> str:
    """The description in a ready mapping."""
    path = ready_files("mapping").get(name)
    for line in path.read_text("utf-8").splitlines() if path else ():
        if line.startswith("description:"):
            return line.partition(":")[2].strip()
    return ""


def refuse_overlaps(outputs: Iterable[tuple[str, Path]], inputs: Iterable[tuple[str, Path | IO[bytes]]]) -> None:
    """Raise OutputError if a file to write is one to read, or one to write for something else too.

    Each file comes with what it is in messages. The same file has the same path once links are followed, or is the
    same on disk; two new files are the same if their names differ only in case. A device or a pipe can be several.
    """
    seen: list[tuple[str, Path]] = []
    read = list(inputs)
    for what, path in outputs:
        if path.exists() and not path.is_file():
            continue
        for other, source in read:
            if _identity(source) & _identity(path):
                name = source if isinstance(source, Path) else "standard input"
                raise OutputError(f"{path}: is {what} and also {other} ({name}): give it another name")
        for other, earlier in seen:
            if (_identity(earlier) & _identity(path)) or _folded(earlier) == _folded(path):
                raise OutputError(f"{path}: is {what} and also {other} ({earlier}): give it another name")
        seen.append((what, path))


def _identity(file: Path | IO[bytes]) -> set[object]:
    """What two names of one file have in common: the path that they lead to, or the place on disk."""
    found: set[object] = {os.path.realpath(file)} if isinstance(file, Path) else set()
    with suppress(OSError, ValueError, AttributeError):
        at = os.stat(file if isinstance(file, Path) else file.fileno())  # noqa: PTH116  a descriptor has no path
        if stat.S_ISREG(at.st_mode):
            found.add((at.st_dev, at.st_ino))
    return found


def _folded(path: Path) -> str:
    return normalize("NFC", os.path.realpath(path)).casefold()
