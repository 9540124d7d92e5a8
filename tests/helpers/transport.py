"""Records of transport and works, converted by the ready mappings: what the tests of each source begin with."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from oslo.exchange import Format, read_all
from oslo.mapping.conversion import Listeners, convert
from oslo.mapping.mapping import Reject, load_mapping
from oslo.models import inname, mobiliteit


class Converted(NamedTuple):
    """What came out, as RDF, and the reasons of what did not."""

    text: str
    number: int
    rejects: list[str]

    def __call__(self, cls: Any) -> list[Any]:
        """The resources of a class, and of no subclass."""
        return of_class(cls, self.text, Format.TURTLE)


def of_class(cls: Any, text: str, format: Format = Format.NTRIPLES) -> list[Any]:
    profile = inname.PROFILE if cls in inname.PROFILE.classes else mobiliteit.PROFILE
    reading = read_all(text, profile, format, parts=True)
    assert (reading.problems, reading.unread) == ([], 0)
    return [each for each in reading.resources if type(each) is cls]


@cache
def converted(name: str, *inputs: Path) -> Converted:
    if name == "gtfs":
        pytest.importorskip("duckdb")
    out, rejects = io.StringIO(), []

    def reject(each: Reject) -> None:
        rejects.append(str(each))

    outcome = convert(list(inputs), load_mapping(name), out, listeners=Listeners(reject=reject))
    return Converted(out.getvalue(), outcome.resources, rejects)


def records(shared: Path, file: str) -> Path:
    return shared / "records" / file
