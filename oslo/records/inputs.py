"""The files that some inputs stand for: a compressed file is the file that it holds, a folder or a zip all files in it.

Only forms that a mapping can read are taken, in the order of their names; the others are remarked on, by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ..errors import InputError, Place
from ..rdf.packed import COMPRESSED, is_aside, members, open_file, suffix_of
from .base import Remark
from .layout import Layout

_TABLES = {"csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods"}
_JSON = {"json", "geojson", "jsonl", "ndjson"}
_RDF = {"ttl", "nt", "nq", "trig", "jsonld", "rdf"}
_SHOWN = 10  # names of files that were not read


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, wherever it is: its name in messages, its form, how to open it.

    `path`: the file on disk, unless it is in an archive. `remarks`: what is said once about the folder or archive.
    """

    name: str
    form: str
    open: Callable[[], IO[bytes]]
    path: Path | None = None
    remarks: list[Remark] = field(default_factory=list)


def files_of(inputs: Iterable[Any], layouts: Sequence[Layout] = (), form: str | None = None) -> Iterator[Any]:
    """The files (`File`) of some inputs; a database, a stream and what else is no path as they are.

    `form`: the form of all of them. Raises InputError for a folder or an archive without a file that can be read.
    """
    for each in inputs:
        if isinstance(each, Path) and (each.is_dir() or each.suffix.lower() == ".zip"):
            yield from _files_in(each, layouts, form)
        else:
            yield file_of(each, form) if isinstance(each, Path) else each


def file_of(path: Path, form: str | None = None) -> File:
    """A path as a file, compressed or not.

    >>> file_of(Path("plaats.csv.gz")).form
    'csv'
    """
    return File(str(path), form or suffix_of(path.name)[1:], lambda: _open(path), path)


def _open(path: Path) -> IO[bytes]:
    if not path.is_file():
        other = "not a regular file: give it on standard input, as -" if path.exists() else "no such file"
        raise InputError("is a folder" if path.is_dir() else other, Place(str(path)))
    return open_file(path)


def _files_in(path: Path, layouts: Sequence[Layout], form: str | None) -> Iterator[File]:
    if path.is_dir():
        found = [file_of(each) for each in sorted(path.rglob("*")) if each.is_file()]
    else:
        found = [File(f"{path}/{each.name}", suffix_of(each.name)[1:], each.open) for each in members(path)]
        found.sort(key=lambda file: file.name)
    data = [each for each in found if not is_aside(each.name)]
    readable = {form} if form else _forms_of(layouts, {each.form for each in data})
    taken = [each for each in data if each.form in readable]
    names = {each.name for each in taken}
    left = [each.name.removeprefix(f"{path}/") for each in found if each.name not in names]
    if not taken:
        it_has = f": it has {listed(left)}" if left else ""
        raise InputError(f"no file in it that the mapping reads{it_has}", Place(str(path)))
    _refuse_twins(taken, data, path)
    if left:
        text = f"not read, of {len(found)} files: {listed(left)}"
        taken[0].remarks.append(Remark(text, Place(str(path))))
    yield from taken


def _refuse_twins(taken: Sequence[File], data: Sequence[File], path: Path) -> None:
    """Raise InputError for a text that is not read beside a table of its name: `plaats.txt` and `plaats.csv`."""
    tables = {_bare(each.name): each for each in taken if each.form in _TABLES}
    for each in data if {each.form for each in taken} != {"txt"} else ():
        twin = tables.get(_bare(each.name))
        if each.form == "txt" and twin is not None and twin is not each:
            both = " and ".join(one.name.removeprefix(f"{path}/") for one in (twin, each))
            raise InputError(f"{both} have one name: give them one by one, or take one away", Place(str(path)))


def _bare(name: str) -> str:
    """The name of a file without its suffixes, in lower case."""
    path = PurePosixPath(name.casefold())
    return str((path.with_suffix("") if path.suffix in COMPRESSED else path).with_suffix(""))


def _forms_of(layouts: Sequence[Layout], present: set[str]) -> set[str]:
    """The forms, of those that are there, that a mapping reads, by the way in which it names its records."""
    forms: set[str] = set()
    for path in [each.path for each in layouts] or [None]:
        if path is None:
            forms |= _TABLES | _JSON
        elif path.startswith("/"):
            forms |= {"xml"}
        elif path.startswith("<"):
            forms |= _RDF
        elif ":" in path:
            forms |= _RDF | {"xml"}
        else:
            forms |= _TABLES | _JSON | {"xml"}
    if (forms & present) - {"txt"}:  # beside other files, such a file is about them
        forms.discard("txt")
    return forms & present


def listed(names: Sequence[str]) -> str:
    """Some names, the first of them if they are many."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def watch(path: Path | None) -> Callable[[], str | None] | None:
    """A function that tells whether a file has changed since now."""
    if path is None or not path.is_file():
        return None
    before = path.stat()

    def changed() -> str | None:
        after = path.stat() if path.exists() else None
        if after and (after.st_size, after.st_mtime_ns, after.st_ino) == (
            before.st_size,
            before.st_mtime_ns,
            before.st_ino,
        ):
            return None
        now = f"has {after.st_size} bytes, and had {before.st_size}" if after else "is gone"
        return f"changed while it was read (it {now}): convert it again"

    return changed
