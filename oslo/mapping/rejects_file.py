"""A file of rejects, to repair and convert again with the same mapping.

It is written beside its place and gets its name when the run ends, also with an error: a file of rejects that is read
in the same run is read to its end before it is replaced. A run that is stopped from outside leaves the one that was
there. A file that this run did not make is never removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from ..errors import OutputError
from ..files.outputs import is_stream, open_stream
from ..files.parts import PartFile, remove_abandoned
from ..files.work import temporary_files
from ..records.kept import SUFFIXES, Kept
from ..words.sentences import ENGLISH
from .reject_forms import WRITERS, Writer, form_of
from .rejects import Reject


class RejectsFile:
    """Rejects as files: one with the name that is given, or one for each form of record, named by that form.

    `formulas`: leave cells of CSV that a spreadsheet takes for formulas as they are. `inputs`: the files that the run
    reads. `language`: that of the reasons.
    """

    def __init__(
        self,
        path: Path,
        *,
        by_form: bool = False,
        formulas: bool = False,
        inputs: Iterable[Path] = (),
        language: str = ENGLISH,
    ) -> None:
        self.path, self._by_form, self._formulas, self._language = path, by_form, formulas, language
        self._inputs = {each.resolve() for each in inputs}
        self._files: dict[Path, _Open] = {}
        self._waiting: Reject | None = None
        self.count = 0

    @property
    def paths(self) -> list[Path]:
        """The files that this run has written."""
        return list(self._files)

    def __call__(self, reject: Reject) -> None:
        """Take a reject; the reasons of one record, which can have several kinds or parts, come together."""
        last = self._waiting
        if last is not None and last.kept is not None and last.kept is reject.kept:
            self._waiting = replace(last, problems=tuple(dict.fromkeys((*last.problems, *reject.problems))))
            return
        self._write_waiting()
        self._waiting = reject

    def _write_waiting(self) -> None:
        if (reject := self._waiting) is None:
            return
        self._waiting = None
        kept = reject.kept or Kept(self._last_form, str(reject.record.get("record", "")), unreadable=True)
        path = self._path_for(kept.form)
        try:
            if path not in self._files:
                form = form_of(path.suffix) or kept.form
                self._files[path] = _Open(path, form, formulas=self._formulas)
            self._files[path].writer.write(reject.in_language(self._language), kept)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}") from None
        self.count += 1

    @property
    def _last_form(self) -> str:
        """The form of what came before, for a reject that is no record."""
        return form_of(self.paths[-1].suffix) or "jsonl" if self._files else "jsonl"

    def _path_for(self, form: str) -> Path:
        return Path(f"{self.path}{SUFFIXES[form][0]}") if self._by_form else self.path

    def close(self, *, failed: bool = False) -> list[str]:
        """Give the files their names; what has to be said about them, and about files of earlier runs.

        After a run that `failed`, a file that it read stays, and the rejects get a name beside it.
        """
        self._write_waiting()
        said = []
        for path, each in self._files.items():
            target = path
            if failed and path.resolve() in self._inputs:
                target = path.with_name(f"{path.stem}.stopped{path.suffix}")
            try:
                each.keep(target)
            except OSError as error:
                self.discard()
                raise OutputError(f"{target}: {error.strerror or error}") from None
            if failed:
                said.append(f"{self.count} rejected before the run stopped (kept in {target})")
        return [*said, *self._of_earlier_runs()]

    def discard(self) -> None:
        """Leave all as it was before the run."""
        for each in self._files.values():
            each.discard()

    def _of_earlier_runs(self) -> Iterator[str]:
        candidates = [self._path_for(form) for form in SUFFIXES] if self._by_form else [self.path]
        for path in candidates:
            if path in self._files:
                continue
            remove_abandoned(path)
            if not path.is_file():
                continue
            if path.resolve() in self._inputs:
                yield f"{path}: nothing in it was rejected again; it is left as it is"
            else:
                yield f"{path}: has the rejects of an earlier run"


def _spool() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="")


class _Open:
    """One file of rejects that is being written: beside its place, or to be copied to a device or a pipe."""

    def __init__(self, path: Path, form: str, *, formulas: bool) -> None:
        self._part = None if is_stream(path) else PartFile(path, "backslashreplace")
        self._file: IO[str] = self._part.file if self._part else _spool()
        self.writer: Writer = WRITERS[form](self._file, formulas=formulas)

    def keep(self, path: Path) -> None:
        self.writer.end()
        if self._part:
            self._part.keep(path)
            return
        with temporary_files():
            self._file.seek(0)
        with open_stream(path, "backslashreplace") as target, self._file:
            copyfileobj(self._file, target)

    def discard(self) -> None:
        if self._part:
            self._part.discard()
        else:
            self._file.close()
