"""The errors of this library, as one tree.

OsloError
├── DescribeError    a model class that cannot be written as RDF        (a mistake in code)
├── InputError       a file or text that cannot be read, with its place (exit code 2)
│   └── ReadError    RDF that does not fit the models, with all problems
├── MappingError     a mapping that cannot work: file, field            (exit code 2)
└── OutputError      a result that cannot be written                    (exit code 2)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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
