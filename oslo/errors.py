"""The errors of this library, as one tree.

OsloError
├── DescribeError    a model class that cannot be written as RDF        (a mistake in code)
├── InputError       a file or text that cannot be read, with its place (exit code 2)
│   └── ReadError    RDF that does not fit the models, with all problems
├── MappingError     a mapping that cannot work: file, field            (exit code 2)
└── OutputError      a result that cannot be written                    (exit code 2)

Any other exception is met by `reading`, inside which readers work. What a file of strangers causes in a library that
reads it (lxml, pyoxigraph, a database) becomes an InputError. The others are defects of this library: they stay what
they are, with a note of the place (exit code 70).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

if not hasattr(sys.modules[__package__], "_ROOMS"):  # every module imports this one
    raise ImportError(
        f"{getattr(sys.modules[__package__], '__file__', None)} is not of oslo-interop, but of another distribution "
        "named oslo: install oslo-interop apart, in an environment of its own"
    )


class OsloError(Exception):
    """The base of all errors that this library raises on purpose.

    >>> all(issubclass(each, OsloError) for each in (DescribeError, InputError, MappingError, OutputError))
    True
    """


class DescribeError(OsloError):
    """A model class or a field that cannot be written as RDF.

    >>> from oslo import Resource, describe
    >>> try:
    ...     describe(Resource)
    ... except DescribeError as error:
    ...     print(error)
    <class 'oslo.model.resource.Resource'> is not a model class: derive it from Resource, with an IRI
    """


class Place(NamedTuple):
    """The place of something: a file and, if known, a line or row, a column, a sheet, a path, a character of the line.

    >>> str(Place("adressen.csv", line=14, column="postcode")), str(Place("feed.ttl", line=8, character=3))
    ('adressen.csv:14: postcode', 'feed.ttl:8:3')
    """

    file: str | None = None
    line: int | None = None
    column: str | None = None
    sheet: str | None = None
    path: str | None = None
    character: int | None = None

    def __str__(self) -> str:
        where = self.file or ""
        if self.sheet is not None:
            where += f"[{self.sheet}]"
        if self.line is not None:
            where += f":{self.line}"
        if self.character is not None:
            where += f":{self.character}"
        return ": ".join(part for part in (where, self.path, self.column) if part)


class InputError(OsloError):
    """Input that cannot be read, with its place.

    >>> InputError("not UTF-8", Place("adressen.csv", line=14))
    InputError('adressen.csv:14: not UTF-8')
    >>> print(InputError("not UTF-8", Place("adressen.csv", line=14)))
    adressen.csv:14: not UTF-8
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        self.message, self.place = message, place
        super().__init__(f"{place}: {message}" if place and str(place) else message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.place), self.__dict__


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """One value that does not fit: the node, the name of the property, the reason."""

    node: str
    property: str | None
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.node, self.property, self.reason) if part)


class ReadError(InputError):
    """RDF that does not fit the models; `problems` lists them all.

    >>> print(ReadError([ReadProblem("urn:gent", "plaatsnaam", "is missing")]))
    urn:gent: plaatsnaam: is missing
    """

    def __init__(self, problems: Sequence[ReadProblem], place: Place | None = None) -> None:
        self.problems = tuple(problems)
        head = "; ".join(str(problem) for problem in self.problems[:3])
        more = len(self.problems) - 3
        super().__init__(head + (f"; and {more} more" if more > 0 else ""), place)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.place), self.__dict__


class MappingError(OsloError):
    """A mapping that cannot work, found before the first record.

    >>> from oslo import load_mapping
    >>> try:
    ...     load_mapping("best-adress")
    ... except MappingError as error:
    ...     print(error)
    no mapping 'best-adress'; did you mean best-address?
    """


class OutputError(OsloError):
    """A result that cannot be written.

    >>> print(OutputError("persons.ttl: No space left on device"))
    persons.ttl: No space left on device
    """


# Exceptions that are not of this tree.

_LONGEST = 300  # characters of what another library says
_WHILE = "while reading "
_OF_INPUT: dict[type[Exception], str] = {
    RecursionError: "nested too deeply",
    MemoryError: "takes more memory than there is",
    EOFError: "ends too early",
    UnicodeError: "has text that cannot be read",
    SyntaxError: "cannot be read",
}
"""Built-in exceptions that input causes, and what is then wrong with it."""


@contextmanager
def reading(place: Callable[[], Place]) -> Iterator[None]:
    """Give the exceptions of other libraries a place, which is asked for when there is one.

    >>> with reading(lambda: Place("a.json")):
    ...     raise RecursionError
    Traceback (most recent call last):
    ...
    oslo.errors.InputError: a.json: nested too deeply
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001  raised again, with a place
        refuse(error, place())


def refuse(error: Exception, place: Place) -> NoReturn:
    """Raise an exception again: InputError if input causes it; a defect as it is, with the place in a note."""
    if isinstance(error, OsloError | BrokenPipeError):
        raise error
    if isinstance(error, OSError):
        raise InputError(error.strerror or one_line(error), place) from error
    if wrong := wrong_with_input(error):
        raise InputError(wrong, place) from error
    if str(place) and not while_reading(error):
        error.add_note(f"{_WHILE}{place}")
    raise error


def wrong_with_input(error: Exception) -> str | None:
    """What is wrong with the input, if input causes such an exception; None for a defect of the library.

    >>> wrong_with_input(MemoryError()), wrong_with_input(KeyError("naam"))
    ('takes more memory than there is', None)
    """
    for kind, words in _OF_INPUT.items():
        if isinstance(error, kind):
            return f"{words}: {one_line(error)}" if isinstance(error, UnicodeError | SyntaxError) else words
    room = type(error).__module__.partition(".")[0]
    return None if room in ("builtins", "oslo") else f"cannot be read: {one_line(error)}"


def while_reading(error: Exception) -> str:
    """The place that was being read when a defect showed itself; empty if it is not known."""
    notes: list[str] = getattr(error, "__notes__", [])
    return next((each.removeprefix(_WHILE) for each in notes if each.startswith(_WHILE)), "")


def one_line(error: BaseException) -> str:
    r"""An exception in one line that is not long and has no control characters.

    >>> one_line(KeyError("naam")), one_line(ValueError("a\n  \x1b[31mb"))
    ("KeyError: 'naam'", 'ValueError: a \\x1b[31mb')
    """
    text = " ".join(str(error).split())
    text = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
