"""A conversion by a mapping with all that it said, and whether its result conforms."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import rdflib

from oslo import Format, Listeners, Notice, Profile, Reject, Strength, Validator, convert, load_mapping
from oslo.alignment.translation import Alignment
from oslo.exchange import read_all
from oslo.mapping.conversion import Input
from oslo.mapping.mapping import Mapping
from oslo.models import load_profile
from oslo.validation.findings import Report


@dataclass(frozen=True)
class Converted:
    """What came out of some records, as RDF, and what did not."""

    text: str
    format: Format
    profile: Profile
    resources: int
    rejects: list[Reject]
    notices: list[Notice]

    @cached_property
    def graph(self) -> rdflib.Graph:
        return rdflib.Graph().parse(data=self.text, format="nt" if self.format is Format.NTRIPLES else "turtle")

    def values(self, prop: str, node: str | None = None) -> list[rdflib.term.Node]:
        """What is said by a property, of a node or of all."""
        return list(self.graph.objects(node and rdflib.URIRef(node), rdflib.URIRef(prop)))

    def of(self, cls: type) -> list[Any]:
        """The resources of a class, and of no subclass."""
        return of_class(cls, self.text, self.profile, self.format)

    @property
    def reasons(self) -> list[str]:
        return [str(each) for each in self.rejects]


def of_class(cls: type, text: str, profile: Profile, format: Format = Format.NTRIPLES) -> list[Any]:
    """The resources of a class, and of no subclass, in a text that is read without a problem and whole."""
    reading = read_all(text, profile, format, parts=True)
    assert (reading.problems, reading.unread) == ([], 0)
    return [each for each in reading.resources if type(each) is cls]


def converted(
    inputs: Iterable[Input],
    mapping: str | Path | Mapping,
    format: Format = Format.NTRIPLES,
    *,
    form: str | None = None,
    alignment: Alignment | None = None,
) -> Converted:
    ready = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
    out, rejects, notices = io.StringIO(), list[Reject](), list[Notice]()
    hears = Listeners(reject=rejects.append, notice=notices.append)
    done = convert(inputs, ready, out, format, form=form, alignment=alignment, listeners=hears)
    assert (done.rejects, len(done.notices)) == (len(rejects), len(notices))
    return Converted(out.getvalue(), format, ready.profile, done.resources + done.equal, rejects, notices)


@cache
def _validator(profile: str) -> Validator:
    return Validator(load_profile(profile), strength=Strength.EXCHANGED)


def report_of(text: str, profile: str, *classes: str) -> Report:
    """The report of a text that has to conform, with focus nodes for the named classes."""
    report = _validator(profile).validate(text, Format.NTRIPLES)
    assert report.violations == []
    hit = {each.name for each in report.coverage.shapes if each.focus_nodes}
    assert set(classes) <= hit
    assert report.coverage.focus_nodes
    return report
