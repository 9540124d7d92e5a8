"""The files that the words of a command name: whether they can be, and whether one is written that is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import typer

from ..errors import InputError, OutputError, Place
from ..namespaces import Iri

Named = tuple[str, str | Path | None]
"""What a file is in messages, and its name: none, or `-` for a stream, is no file."""


def input_path(name: str) -> Path:
    """The path of an input that there may be; InputError for a name that no file can have, or a link to itself."""
    if reason := _impossible(name):
        raise InputError(reason, Place(name))
    return Path(name)


def refuse_same(outputs: Iterable[Named], inputs: Iterable[tuple[str, str | Path | IO[bytes] | None]]) -> None:
    """Raise OutputError if a file to write is one to read, is written twice, or can never be written."""
    from ..files import refuse_overlaps

    written = [(what, Path(name)) for what, name in outputs if name not in (None, "-")]
    for _, path in written:
        if reason := _impossible(path):
            raise OutputError(f"{path}: {reason}")
    refuse_overlaps(written, [(what, _as_file(each)) for what, each in inputs if each not in (None, "-")])


def _as_file(given: Any) -> Path | IO[bytes]:
    return Path(given) if isinstance(given, str) else given


def _impossible(name: str | Path) -> str | None:
    """Why there can be no file of a name; None if there can."""
    try:
        os.stat(name)  # noqa: PTH116  a path would hide that a link leads to itself
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    return None


def check_base(iri: str | None) -> str | None:
    """The IRI of `--base`, if it is one that can complete others."""
    try:
        return None if iri is None else Iri(iri)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
