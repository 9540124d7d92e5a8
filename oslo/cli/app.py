"""What all commands share: the application, its exit codes, and how it reads and prints.

Results go to standard output, everything else to standard error. Exit codes: 0 all good;
1 findings (violations, rejects, or nothing to check or convert); 2 wrong usage, unreadable input or output that cannot
be written; 70 a defect of the library; 128 and the number of a signal that stopped the run.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import StringIO, UnsupportedOperation
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from ..errors import InputError, OsloError, Place, one_line, while_reading, wrong_with_input
from ..files.parts import discard_parts
from ..records.address import Url, database_address
from ..words.text import nearest, shown
from .paths import check_base, input_path
from .process import ODD_NAMES, Stopped, close_streams, open_streams, stopped_by_signals


class _Commands(TyperGroup):
    """The commands: their words have no NULs, and an output that nobody reads ends them as a signal would.

    An option that takes one value is given once: of two values one would be lost without a word.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if any("\0" in each for each in args):  # a system takes none, but a program that calls them may give some
            raise typer.BadParameter("a NUL in an argument")
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0][:1] != "-" and args[0] not in self.commands:
            ctx.fail(f"No such command {args[0]!r}{nearest(args[0], self.commands)}")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _refuse_twice(command, ctx, rest)
        return name, command, rest

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # Typer itself would end with exit code 1
            raise Stopped.by_reader() from None


def _refuse_twice(command: Any, ctx: Any, words: list[str]) -> None:
    """End with a message for an option that is given twice and takes one value."""
    inner = command.make_context(command.name, list(words), parent=ctx, resilient_parsing=True)
    _, _, order = command.make_parser(inner).parse_args(args=list(words))
    for each, count in Counter(order).items():
        if count > 1 and getattr(each, "opts", None) and not (each.multiple or each.nargs == -1 or each.is_flag):
            inner.fail(f"{max(each.opts, key=len)} is given {count} times, and takes one value.")


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"oslo {version('oslo-interop')}")
        raise typer.Exit


app = typer.Typer(
    cls=_Commands,
    help="Municipal records to OSLO and ISA linked data, checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_SMALL = 64 * 2**20  # bytes of a context
FINDINGS = 1  # exit code: violations, rejects, nothing checked
UNUSABLE = 2  # exit code: wrong usage, unreadable input
DEFECT = 70  # exit code: a defect of the library (EX_SOFTWARE of sysexits.h)

CodeLists = Annotated[
    list[Path] | None, typer.Option("--codelist", help="A SKOS file with a code list, in place of the library's.")
]
Base = Annotated[str | None, typer.Option("--base", help="The IRI that completes relative ones.", callback=check_base)]
Files = Annotated[list[str], typer.Argument(help="Files, or - for standard input.", show_default=False)]


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and exit.", callback=_say_version, is_eager=True)
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what stops a command.")] = False,
) -> None:
    """Options before a command."""
    global _is_quiet
    _is_quiet = quiet


def main() -> NoReturn:
    """Run the command line; every error becomes one plain line, and exit code 2, or 70 for a defect of the library."""
    open_streams()
    try:
        with stopped_by_signals():
            try:
                app(prog_name="oslo")
            finally:
                sys.stdout.flush()  # a failure can still be reported here
    except Stopped as stop:
        _end(stop.code, *filter(None, [stop.line]))
    except OsloError as error:
        _show_traceback(error)
        _end(UNUSABLE, str(error))
    except BrokenPipeError:
        _end(Stopped.by_reader().code)
    except OSError as error:  # a full disk, a lost device
        _end(UNUSABLE, f"{error.filename or 'standard output'}: {error.strerror or error}")
    except SystemExit as end:
        _end(end.code)
    except Exception as error:  # noqa: BLE001  the last net: nobody is shown a traceback
        if by_signal := Stopped.in_chain(error):
            _end(by_signal.code, *filter(None, [by_signal.line]))
        _end_unexpected(error)
    finally:
        discard_parts()
    _end(0)


def _end(code: Any, *lines: str) -> NoReturn:
    """End the process, and say why."""
    with suppress(OSError):  # there may be nobody to hear it
        for line in lines:
            _tell(f"oslo: {line}")
    close_streams()
    sys.exit(code)


_TRACEBACK = "OSLO_TRACEBACK"


def _show_traceback(error: Exception) -> None:
    """Show where an error comes from, if that is asked for."""
    if os.environ.get(_TRACEBACK):
        import traceback

        traceback.print_exception(error)


def _end_unexpected(error: Exception) -> NoReturn:
    """Say what no reader has refused, with the place that was being read, or the files of the command."""
    _show_traceback(error)
    files = while_reading(error) or ", ".join(each for each in sys.argv[2:] if _is_file(each))
    about = f"{files}: " if files else ""
    if wrong := wrong_with_input(error):
        _end(UNUSABLE, f"{about}{wrong}")
    _end(
        DEFECT,
        f"{about}a defect of oslo: {one_line(error)}",
        f"please report it, with what this command prints with {_TRACEBACK}=1",
    )


def _is_file(word: str) -> bool:
    with suppress(ValueError):  # a NUL, a name that no system has
        return Path(word).is_file()
    return False


_SECRET = re.compile(r"(\b[a-z][\w+.-]*:/{1,2})[^\s/@:]*:\S*@", re.IGNORECASE)


_is_quiet = False


def say(text: str) -> None:
    """Print a line for people on standard error, unless they want none (`--quiet`)."""
    if not _is_quiet:
        _tell(text)


def _tell(text: str) -> None:
    """The same, whatever they want: what a terminal would obey is shown, who connects as whom is not."""
    print(shown(_SECRET.sub(r"\1...@", text)), file=sys.stderr)


def input_of(name: str) -> Path | IO[bytes]:
    """The input that an argument names: a path, or standard input.

    InputError for a database, a name that no file can have, or standard input that cannot be read.
    """
    if (url := database_address(name)) is not None:
        raise InputError(
            "a database is read by `oslo convert`, with a mapping whose records are a query", Place(url.shown)
        )
    if name != "-":
        return input_path(name)
    try:
        with suppress(UnsupportedOperation):  # a program has replaced it
            os.read(sys.stdin.fileno(), 0)
    except OSError as error:
        raise InputError(error.strerror or str(error), Place("standard input")) from None
    return sys.stdin.buffer


def records_of(name: str) -> Path | Url | IO[bytes]:
    """The records that an argument names: a path, standard input, or a database."""
    return database_address(name) or input_of(name)


def bytes_of(path: Path) -> bytes:
    """The content of a small file; InputError if it cannot be read, or is large."""
    try:
        with path.open("rb") as file:
            data = file.read(_SMALL + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in its name
        raise InputError(getattr(error, "strerror", None) or str(error), Place(str(path))) from None
    if len(data) > _SMALL:
        raise InputError(f"over {_SMALL >> 20} MiB", Place(str(path)))
    return data


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
    terminal, drawn = sys.stdout.isatty(), StringIO()  # rich ends a process whose output nobody reads
    width = None if terminal else 200
    console = Console(
        file=drawn, force_terminal=terminal, width=width, soft_wrap=not terminal, markup=False, emoji=False
    )
    console.print(what)
    print(drawn.getvalue(), end="")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None] | None]:
    """A counter on standard error, only for a terminal."""
    if _is_quiet or not sys.stderr.isatty():
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
