"""What all commands share: the application, its exit codes, and how it reads and prints.

Results go to standard output, everything else to standard error. Exit codes: 0 all good;
1 findings (violations, rejects, or nothing to check or convert); 2 wrong usage, unreadable input or output that cannot
be written; 128 and the number of a signal that stopped the run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import StringIO, UnsupportedOperation
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from ..errors import InputError, OsloError, Place
from ..files.parts import discard_parts
from ..records.layout import Url
from .process import ODD_NAMES, Stopped, close_streams, open_streams, stopped_by_signals


class _Commands(TyperGroup):
    """The commands. Without this, Typer ends a process whose output nobody reads with exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise Stopped.by_reader() from None


app = typer.Typer(
    cls=_Commands,
    help="Municipal records to OSLO and ISA linked data, checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FINDINGS = 1  # exit code: violations, rejects, nothing checked
UNUSABLE = 2  # exit code: wrong usage, unreadable input

CodeLists = Annotated[
    list[Path] | None, typer.Option("--codelist", help="A SKOS file with a code list, in place of the library's.")
]
Base = Annotated[str | None, typer.Option("--base", help="The IRI that completes relative ones.")]
Files = Annotated[list[str], typer.Argument(help="Files, or - for standard input.", show_default=False)]


def main() -> NoReturn:
    """Run the command line; every error of the library becomes one plain line and exit code 2."""
    open_streams()
    try:
        with stopped_by_signals():
            try:
                app(prog_name="oslo")
            finally:
                sys.stdout.flush()  # a failure can still be reported here
    except Stopped as stop:
        _end(stop.number + 128, stop.line)
    except OsloError as error:
        _end(UNUSABLE, str(error))
    except BrokenPipeError:
        _end(Stopped.by_reader().code, None)
    except OSError as error:  # a full disk, a lost device
        _end(UNUSABLE, f"{error.filename or 'standard output'}: {error.strerror or error}")
    except SystemExit as end:
        _end(end.code, None)
    finally:
        discard_parts()
    _end(0, None)


def _end(code: Any, line: str | None) -> NoReturn:
    """End the process, and say why."""
    with suppress(OSError):  # there may be nobody to hear it
        if line is not None:
            say(f"oslo: {line}")
    close_streams()
    sys.exit(code)


def say(text: str) -> None:
    """Print a line for people on standard error."""
    print(text, file=sys.stderr)


def input_of(name: str) -> Path | IO[bytes]:
    """The input that an argument names: a path, or standard input. InputError if that cannot be read."""
    if name != "-":
        return Path(name)
    try:
        with suppress(UnsupportedOperation):  # a program has replaced it
            os.read(sys.stdin.fileno(), 0)
    except OSError as error:
        raise InputError(error.strerror or str(error), Place("standard input")) from None
    return sys.stdin.buffer


def records_of(name: str) -> Path | Url | IO[bytes]:
    """The records that an argument names: a path, standard input, or a database."""
    return Url(name) if name.startswith(("postgresql://", "postgres://")) else input_of(name)


def bytes_of(path: Path) -> bytes:
    """The content of a small file; InputError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(path))) from None


def written_to(path: Path, errors: str = "strict") -> AbstractContextManager[IO[str]]:
    """A file that gets its name when all is written."""
    from ..files.outputs import replacing

    return replacing(path, errors)


def put(text: str, output: Path | None) -> None:
    """Write text to a file, or to standard output."""
    if output is None:
        print(text, end="")
        return
    with written_to(output, ODD_NAMES) as file:
        file.write(text)


def put_pieces(pieces: Iterable[str], output: str) -> None:
    """Write linked data in pieces to a file, or for `-` to standard output, always as UTF-8."""
    from ..files.outputs import standard_output

    if output == "-":
        file = standard_output()
        file.writelines(pieces)
        file.flush()
    else:
        with written_to(Path(output)) as file:
            file.writelines(pieces)


def show_table(what: Any) -> None:
    """Print a table: as wide as the terminal, elsewhere as wide as it needs to be."""
    terminal, shown = sys.stdout.isatty(), StringIO()  # rich ends a process whose output nobody reads
    width = None if terminal else 200
    console = Console(
        file=shown, force_terminal=terminal, width=width, soft_wrap=not terminal, markup=False, emoji=False
    )
    console.print(what)
    print(shown.getvalue(), end="")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error, only for a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} " + what), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done: progress.update(task, completed=done)


def add_code_lists(files: list[Path] | None, base: str | None = None) -> None:
    """Add code lists for this run."""
    from ..vocabularies.codelists import add

    for each in files or ():
        add(each, base=base)
