"""What all commands share: the application, its exit codes, and how it reads and prints.

Results go to standard output, everything else to standard error. Exit codes: 0 all good;
1 findings (violations, rejects, or nothing to check or convert); 2 wrong usage or unreadable
input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn

import typer
from rich.console import Console

from ..errors import InputError, OsloError, Place
from ..records.layout import Url
from ..words.text import visible_lines

app = typer.Typer(
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
    try:
        try:
            app(prog_name="oslo")
        finally:
            sys.stdout.flush()  # a failure can still be reported here
    except OsloError as error:
        say(f"oslo: {error}")
        sys.exit(UNUSABLE)
    except BrokenPipeError:  # the reader of the output has closed it, as `head` does
        _discard_output()
        sys.exit(0)
    except OSError as error:  # a full disk, a lost device
        _discard_output()
        say(f"oslo: {error.filename or 'standard output'}: {error.strerror or error}")
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        say("oslo: stopped")
        sys.exit(130)
    sys.exit(0)


def _discard_output() -> None:
    """Discard what is still to be written to standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print a line for people on standard error; what a terminal would obey in it is shown."""
    print(visible_lines(text), file=sys.stderr)


def input_of(name: str) -> Path | IO[bytes]:
    """The input that an argument names: a path, or standard input."""
    return sys.stdin.buffer if name == "-" else Path(name)


def records_of(name: str) -> Path | Url | IO[bytes]:
    """The records that an argument names: a path, standard input, or a database."""
    return Url(name) if name.startswith(("postgresql://", "postgres://")) else input_of(name)


def bytes_of(path: Path) -> bytes:
    """The content of a small file; InputError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or str(error), Place(str(path))) from None


def written_to(path: Path) -> AbstractContextManager[IO[str]]:
    """A file that gets its name when all is written."""
    from ..files import replacing

    return replacing(path)


def put(text: str, output: Path | None) -> None:
    """Write text to a file, or to standard output."""
    if output is None:
        print(text, end="")
        return
    with written_to(output) as file:
        file.write(text)


def put_pieces(pieces: Iterable[str], output: str) -> None:
    """Write linked data in pieces to a file, or for `-` to standard output, always as UTF-8."""
    from ..files import standard_output

    if output == "-":
        file = standard_output()
        file.writelines(pieces)
        file.flush()
    else:
        with written_to(Path(output)) as file:
            file.writelines(pieces)


def show_table(what: Any) -> None:
    """Print a table: as wide as the terminal, elsewhere as wide as it needs to be."""
    width = None if sys.stdout.isatty() else 200
    console = Console(width=width, soft_wrap=not sys.stdout.isatty(), markup=False, emoji=False)
    console.print(what)


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
